//! How wide a label is, and how it is broken into lines or cut, without asking a browser.
//!
//! What belongs here: estimates for the regular weight of the usual sans-serif fonts. What does
//! not: hyphenation, writing from right to left, and exact metrics; placements keep gaps wide
//! enough for the difference between two fonts.
//!
//! Vietnamese marks stand above or below their letter and add no width, whether they are written
//! in one code point with it or as combining marks after it. The horn of "ơ" and "ư" stands
//! beside the letter; it counts a little, the same in both spellings.

/// Distance between baselines, in parts of the font size.
pub const LINE_HEIGHT: f64 = 1.3;

/// Height above the baseline, in parts of the font size, with room for the marks of "Ấ" and "Ỗ".
pub const ASCENT: f64 = 1.05;

/// Depth below the baseline, in parts of the font size, with room for the dot of "ỵ".
pub const DESCENT: f64 = 0.25;

/// How much wider bold text is: measure it with `font_size * BOLD`.
pub const BOLD: f64 = 1.08;

/// The sign that replaces what was cut.
const ELLIPSIS: char = '…';

/// What the horn of "ơ" and "ư" adds, in parts of the font size.
const HORN: f64 = 0.05;

/// The baseline of a line, counted from 0, of a text whose first baseline is `y`.
pub fn baseline(y: f64, size: f64, line: usize) -> f64 {
    y + line as f64 * size * LINE_HEIGHT
}

/// The average width of one character, in parts of the font size.
///
/// # Range
///
/// `0.0..=1.0`; 1 for scripts that the table does not know, whose letters may be that wide.
///
/// # Source
///
/// The greater of the advances in Noto Sans and Arial, rounded up to hundredths: labels then fit
/// in both, and in the fonts of common systems, which are between them or narrower.
pub fn glyph_width(glyph: char) -> f64 {
    let (letter, horn) = without_marks(glyph);
    horn + letter_width(letter)
}

fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 0.26,
        ' ' | '!' | ',' | '.' | ':' | ';' | '·' | '\u{a0}' | '\u{202f}' => 0.28,
        '(' | ')' | '[' | ']' | '-' | '‐' | '‑' | '`' | '‘' | '’' => 0.34,
        'I' | 'f' | 'r' | 't' | '/' | '\\' | '{' | '}' | '²' | '³' => 0.41,
        '"' | '“' | '”' | '°' | '?' => 0.45,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' | '*' | '_' | '–' => 0.54,
        '0'..='9'
        | 'a'
        | 'e'
        | 'L'
        | '$'
        | '#'
        | '+'
        | '<'
        | '='
        | '>'
        | '±'
        | '×'
        | '÷'
        | '«'
        | '»'
        | '€'
        | '|'
        | '~'
        | '^' => 0.58,
        'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'đ' | 'F' | 'T' | '₫' => 0.62,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'Z' | '&' => 0.67,
        'C' | 'D' | 'G' | 'H' | 'N' | 'R' | 'U' | 'Đ' | 'w' => 0.76,
        'O' | 'Q' | '…' => 0.79,
        '%' | '≤' | '≥' | '→' => 0.89,
        'm' | 'M' | 'W' => 0.95,
        _ if is_mark(letter) || letter.is_control() => 0.0,
        '\u{100}'..='\u{52f}' => 0.8, // Other Latin, Greek, Cyrillic.
        _ => 1.0,
    }
}

/// The letter under the marks, and the width of its horn.
fn without_marks(glyph: char) -> (char, f64) {
    let lower = |upper: char, lower: char| {
        if (glyph as u32).is_multiple_of(2) { upper } else { lower }
    };
    match glyph {
        '\u{31b}' => (glyph, HORN),
        'À'..='Å' | 'Ă' => ('A', 0.0),
        'à'..='å' | 'ă' => ('a', 0.0),
        'È'..='Ë' => ('E', 0.0),
        'è'..='ë' => ('e', 0.0),
        'Ì'..='Ï' | 'Ĩ' => ('I', 0.0),
        'ì'..='ï' | 'ĩ' => ('i', 0.0),
        'Ò'..='Ö' => ('O', 0.0),
        'ò'..='ö' => ('o', 0.0),
        'Ù'..='Ü' | 'Ũ' => ('U', 0.0),
        'ù'..='ü' | 'ũ' => ('u', 0.0),
        'Ý' => ('Y', 0.0),
        'ý' | 'ÿ' => ('y', 0.0),
        'Ơ' => ('O', HORN),
        'ơ' => ('o', HORN),
        'Ư' => ('U', HORN),
        'ư' => ('u', HORN),
        // The block of Vietnamese letters: capitals are even, small letters odd.
        '\u{1ea0}'..='\u{1eb7}' => (lower('A', 'a'), 0.0),
        '\u{1eb8}'..='\u{1ec7}' => (lower('E', 'e'), 0.0),
        '\u{1ec8}'..='\u{1ecb}' => (lower('I', 'i'), 0.0),
        '\u{1ecc}'..='\u{1ed9}' => (lower('O', 'o'), 0.0),
        '\u{1eda}'..='\u{1ee3}' => (lower('O', 'o'), HORN),
        '\u{1ee4}'..='\u{1ee7}' => (lower('U', 'u'), 0.0),
        '\u{1ee8}'..='\u{1ef1}' => (lower('U', 'u'), HORN),
        '\u{1ef2}'..='\u{1ef9}' => (lower('Y', 'y'), 0.0),
        _ => (glyph, 0.0),
    }
}

/// Whether a character belongs to the one before it and takes no place of its own.
fn is_mark(glyph: char) -> bool {
    matches!(
        glyph,
        '\u{300}'..='\u{36f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// The width of a label in one line, in the unit of `font_size`.
///
/// # Missing
///
/// 0 for an empty label, and for a font size that is not a positive number.
pub fn width(label: &str, font_size: f64) -> f64 {
    label.chars().map(glyph_width).sum::<f64>() * usable_size(font_size)
}

fn usable_size(font_size: f64) -> f64 {
    if font_size.is_finite() { font_size.max(0.0) } else { 0.0 }
}

/// The label, or its beginning with "…" when it is wider than `max_width`.
///
/// Marks stay with their letters.
///
/// # Missing
///
/// Empty when not even "…" fits.
pub fn ellipsize(label: &str, max_width: f64, font_size: f64) -> String {
    let label = label.trim();
    let size = usable_size(font_size);
    // Not `width(label)`: a label may be megabytes long, and the answer is short.
    let mut used = 0.0;
    let mut cut = 0;
    let room_for_cut = max_width - glyph_width(ELLIPSIS) * size;
    for cluster in clusters(label) {
        if used <= room_for_cut {
            cut = offset(label, cluster);
        }
        used += width(cluster, size);
        // A negation, so that a `NaN` for width fits nothing.
        if !fits(used, max_width) {
            return if fits(0.0, room_for_cut) {
                format!("{}{ELLIPSIS}", label[..cut].trim_end())
            } else {
                String::new()
            };
        }
    }
    label.to_owned()
}

/// Breaks a label at its spaces into at most `max_lines` lines of about equal width.
///
/// A word that is wider than a line is broken where the line ends. What does not fit into the
/// last line is cut with "…". Spaces that do not break (as in "1 000") are kept.
///
/// # Missing
///
/// Empty for a blank label, for no lines, and when not a single letter fits.
///
/// # Examples
///
/// ```
/// use thuocso::charts::text::wrap;
/// assert_eq!(wrap("Hoạt động chính quyền số", 110.0, 12.0, 3), ["Hoạt động", "chính quyền số"]);
/// ```
pub fn wrap(label: &str, max_width: f64, font_size: f64, max_lines: usize) -> Vec<String> {
    let pieces = pieces(label, max_width, font_size);
    match fill(&pieces, max_width, font_size, max_lines) {
        Filled::All(lines) => balance(&pieces, lines, max_width, font_size),
        Filled::Cut(lines) => lines,
    }
}

/// Like [`wrap`], but `None` when a word would be broken or something cut.
pub fn wrap_whole(label: &str, max_width: f64, font_size: f64, max_lines: usize) -> Option<Vec<String>> {
    let pieces = pieces(label, max_width, font_size);
    if pieces.iter().any(|it| it.glued) {
        return None;
    }
    match fill(&pieces, max_width, font_size, max_lines) {
        Filled::All(lines) => Some(balance(&pieces, lines, max_width, font_size)),
        Filled::Cut(_) => None,
    }
}

/// A word, or a part of one that is too long for a line.
struct Piece<'a> {
    text: &'a str,
    width: f64,
    /// Continues the piece before it: no space between.
    glued: bool,
}

enum Filled {
    All(Vec<String>),
    Cut(Vec<String>),
}

fn fits(width: f64, max_width: f64) -> bool {
    // Sums of the same widths in another order differ by rounding errors.
    width <= max_width + 1e-9
}

fn pieces(label: &str, max_width: f64, font_size: f64) -> Vec<Piece<'_>> {
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}';
    let mut pieces = Vec::new();
    for word in label.split(breaks).filter(|it| !it.is_empty()) {
        let whole = width(word, font_size);
        if fits(whole, max_width) {
            pieces.push(Piece { text: word, width: whole, glued: false });
            continue;
        }
        let mut start = 0;
        let mut used = 0.0;
        for cluster in clusters(word) {
            let at = offset(word, cluster);
            let wide = width(cluster, font_size);
            if at > start && !fits(used + wide, max_width) {
                pieces.push(Piece { text: &word[start..at], width: used, glued: start > 0 });
                start = at;
                used = 0.0;
            }
            used += wide;
        }
        pieces.push(Piece { text: &word[start..], width: used, glued: start > 0 });
    }
    pieces
}

/// Puts as many pieces as fit into each line.
fn fill(pieces: &[Piece], max_width: f64, font_size: f64, max_lines: usize) -> Filled {
    let space = width(" ", font_size);
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    // Where the current line starts, to cut it there if it turns out to be the last one.
    let mut line_start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let gap = if piece.glued { 0.0 } else { space };
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if fits(used + gap + piece.width, max_width) => {
                if !piece.glued {
                    line.push(' ');
                }
                line.push_str(piece.text);
                used += gap + piece.width;
            }
            _ if count < max_lines && fits(piece.width, max_width) => {
                lines.push(piece.text.to_owned());
                line_start = at;
                used = piece.width;
            }
            _ => {
                let mut rest = String::new();
                for piece in &pieces[line_start..=at] {
                    if !piece.glued && !rest.is_empty() {
                        rest.push(' ');
                    }
                    rest.push_str(piece.text);
                }
                // Wider than a line, or the piece would have been put there.
                let cut = ellipsize(&rest, max_width, font_size);
                let last = lines.pop();
                if max_lines > 0 && !cut.is_empty() {
                    lines.push(cut);
                } else {
                    lines.extend(last);
                }
                return Filled::Cut(lines);
            }
        }
    }
    Filled::All(lines)
}

/// Narrows the lines as far as their number allows: "… chính quyền / số" reads badly.
fn balance(pieces: &[Piece], lines: Vec<String>, max_width: f64, font_size: f64) -> Vec<String> {
    let count = lines.len();
    if count < 2 || pieces.iter().any(|it| it.glued) {
        return lines;
    }
    let mut best = lines;
    let (mut too_narrow, mut enough) = (max_width / count as f64 / 2.0, max_width);
    // Ten halvings find the width to a thousandth of a line.
    for _ in 0..10 {
        let middle = (too_narrow + enough) / 2.0;
        match fill(pieces, middle, font_size, count) {
            Filled::All(narrower) => {
                best = narrower;
                enough = middle;
            }
            Filled::Cut(_) => too_narrow = middle,
        }
    }
    best
}

/// The letters of a label, each with the marks that follow it.
fn clusters(label: &str) -> impl Iterator<Item = &str> {
    let mut rest = label;
    std::iter::from_fn(move || {
        let mut ends = rest.char_indices().skip(1).filter(|&(_, it)| !is_mark(it));
        let end = ends.next().map_or(rest.len(), |(at, _)| at);
        let (cluster, after) = rest.split_at(end);
        rest = after;
        (!cluster.is_empty()).then_some(cluster)
    })
}

/// Where a part of a text starts in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_marks_add_no_width() {
        fn check(marked: &str, plain: &str) {
            assert_eq!(width(marked, 100.0).round(), width(plain, 100.0).round(), "{marked}");
        }
        check("Nhận thức", "Nhân thưc");
        check("Thể chế số", "Thê chê sô");
        check("Hạ tầng số", "Ha tang so");
        check("ẢẬẾỆỊỘỤỲỵỹ", "AAEEIOUYyy");
        check("e\u{302}\u{301}", "e"); // "ế" as a letter and two combining marks.
        check("ế", "e");
        check("đĐ", "đĐ");
        assert!(width("đ", 1.0) < 0.7 && width("Đ", 1.0) < 0.8);
    }

    #[test]
    fn both_spellings_of_a_letter_are_equally_wide() {
        fn check(one: &str, many: &str) {
            assert!((width(one, 1.0) - width(many, 1.0)).abs() < 1e-12, "{one}");
        }
        check("ử", "u\u{31b}\u{309}");
        check("ợ", "o\u{31b}\u{323}");
        check("Ằ", "A\u{306}\u{300}");
        check("Ổ", "O\u{302}\u{309}");
    }

    #[test]
    fn widths_by_hand() {
        assert_eq!(width("1234", 10.0).round(), 23.0); // 4 × 5.8
        assert_eq!(width("", 10.0), 0.0);
        assert_eq!(width("1234", f64::NAN), 0.0);
        assert_eq!(width("1234", -3.0), 0.0);
    }

    #[test]
    fn labels_are_cut_after_a_whole_letter() {
        fn check(label: &str, max_width: f64, expected: &str) {
            assert_eq!(ellipsize(label, max_width, 10.0), expected, "{label} in {max_width}");
        }
        check("12345", 29.0, "12345"); // Exactly 5 × 5.8.
        check("12345", 28.9, "123…"); // 3 × 5.8 + 7.9 = 25.3
        check("12 45", 25.0, "12…"); // No space before the sign.
        check("12345", 7.9, "…");
        check("12345", 7.8, "");
        check("12345", 0.0, "");
        check("12345", f64::NAN, "");
        check("12345", f64::INFINITY, "12345");
        // "ế" in three code points: 5.8 + 7.9 = 13.7.
        check("e\u{302}\u{301}e\u{302}\u{301}e\u{302}\u{301}", 14.0, "e\u{302}\u{301}…");
    }

    #[test]
    fn lines() {
        fn check(label: &str, max_width: f64, max_lines: usize, expected: &[&str]) {
            let got = wrap(label, max_width, 10.0, max_lines);
            assert_eq!(got, expected, "{label} in {max_width}");
        }
        check("11 22 33", 43.0, 2, &["11 22 33"]); // 6 × 5.8 + 2 × 2.8 = 40.4
        check("11 22 33 44", 41.0, 2, &["11 22", "33 44"]); // Not "11 22 33" and "44".
        check("11 22 33 44", 27.0, 2, &["11 22", "33 44"]); // 4 × 5.8 + 2.8 = 26
        check("11 22 33 44", 27.0, 1, &["11…"]); // 11.6 + 7.9; with "2" it would be 28.1.
        check("11 22 33 44 55", 27.0, 2, &["11 22", "33…"]);
        check("111111", 12.0, 3, &["11", "11", "11"]);
        check("111111", 12.0, 2, &["11", "…"]);
        check("1\u{a0}000", 30.0, 2, &["1\u{a0}000"]);
        check("  11   22 ", 100.0, 2, &["11 22"]);
        check("", 100.0, 2, &[]);
        check("11", 100.0, 0, &[]);
        check("11", 5.0, 2, &[]);
        check("11", -5.0, 2, &[]);
        check("11", f64::NAN, 2, &[]);
        check("11", f64::INFINITY, 2, &["11"]);
    }

    #[test]
    fn whole_words_or_nothing() {
        assert_eq!(wrap_whole("11 22", 12.0, 10.0, 2), Some(vec!["11".to_owned(), "22".to_owned()]));
        assert_eq!(wrap_whole("11 22", 12.0, 10.0, 1), None);
        assert_eq!(wrap_whole("1122", 12.0, 10.0, 2), None);
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        let label = "Tỷ lệ dịch vụ công trực tuyến toàn trình phát sinh hồ sơ trực tuyến";
        for max_width in 0..400 {
            for max_lines in 0..5 {
                let lines = wrap(label, f64::from(max_width), 13.0, max_lines);
                assert!(lines.len() <= max_lines);
                for line in lines {
                    assert!(width(&line, 13.0) <= f64::from(max_width) + 1e-6, "{line}");
                }
            }
        }
    }
}
