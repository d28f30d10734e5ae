//! Pasted lists of documents, in the forms in which offices write them.
//!
//! Nothing is dropped: every character of a line is a number, a date, an issuer, a link or part of the title; what is
//! left over is one of the few words and marks that only connect them ([`Part::Word`], [`Part::Mark`]). What is not
//! understood stays in the title as it was typed, and the reading says what is doubtful.

use std::ops::Range;

use crate::engine::{assessment::EvidenceItem, calendar::Date, compose::compose};

/// The most documents that are read from one paste.
pub const MOST: usize = 2_000;
/// The most characters of one document's text, some twenty printed pages: a file with longer ones could not be opened
/// again.
pub const LONGEST: usize = 40_000;

/// One document as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text that it was read from; line breaks inside as they were.
    pub typed: String,
    /// The document.
    pub item: EvidenceItem,
    /// What of it somebody should look at.
    pub doubts: Vec<Doubt>,
    /// What each stretch of [`Reading::typed`] was taken for, in order and without a gap; positions count characters.
    pub parts: Vec<(Part, Range<usize>)>,
}

/// What a stretch of text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Number and symbol.
    Number,
    /// The date.
    Date,
    /// The title; also everything that is not understood.
    Title,
    /// Who issued it.
    Issuer,
    /// An address.
    Link,
    /// A word that only connects: one of [`WORDS`].
    Word,
    /// White space, a bullet, the number of a line, or a mark between two parts.
    Mark,
}

/// What somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// No number was found.
    NoNumber,
    /// The number has no symbol: `1342`.
    NoSymbol,
    /// The symbol has no number: `/KH-UBND`.
    BlankNumber,
    /// No date was found.
    NoDate,
    /// The date is not whole, or the calendar has no such day; it is kept as typed.
    BadDate,
    /// The year has two digits; it was taken for one of this century.
    ShortYear,
    /// The number stands inside the sentence and may be that of another document.
    NumberInside,
    /// Where the issuer ends and the title begins is a guess.
    IssuerUnsure,
    /// Several lines were taken for one document.
    Joined,
    /// Nothing says what it is about.
    NoTitle,
}

impl Doubt {
    /// A stable name, for message catalogues and programs.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::NoNumber => "no_number",
            Doubt::NoSymbol => "no_symbol",
            Doubt::BlankNumber => "blank_number",
            Doubt::NoDate => "no_date",
            Doubt::BadDate => "bad_date",
            Doubt::ShortYear => "short_year",
            Doubt::NumberInside => "number_inside",
            Doubt::IssuerUnsure => "issuer_unsure",
            Doubt::Joined => "joined",
            Doubt::NoTitle => "no_title",
        }
    }
}

/// Words that connect the parts and are left out of them.
pub const WORDS: [&str; 8] = ["số hiệu", "số", "ban hành ngày", "ký ngày", "ngày", "của", "link", "đường dẫn"];

/// Kinds of documents, as a title begins.
///
/// # Source
///
/// Nghị định 30/2020/NĐ-CP, article 7, and the kinds of legal documents that assessments cite.
const KINDS: [&str; 38] = [
    "nghị quyết",
    "quyết định",
    "chỉ thị",
    "quy chế",
    "quy định",
    "thông cáo",
    "thông báo",
    "hướng dẫn",
    "chương trình",
    "kế hoạch",
    "phương án",
    "đề án",
    "dự án",
    "báo cáo",
    "biên bản",
    "tờ trình",
    "hợp đồng",
    "công văn",
    "công điện",
    "bản ghi nhớ",
    "bản thỏa thuận",
    "giấy ủy quyền",
    "giấy mời",
    "giấy giới thiệu",
    "giấy nghỉ phép",
    "phiếu gửi",
    "phiếu chuyển",
    "phiếu báo",
    "thư công",
    "luật",
    "pháp lệnh",
    "nghị định",
    "thông tư",
    "văn bản",
    "kết luận",
    "tài liệu",
    "giấy chứng nhận",
    "danh sách",
];

/// Words that begin a title behind an issuer.
const TITLE_STARTS: [&str; 34] = [
    "về",
    "v/v",
    "ban hành",
    "phê duyệt",
    "triển khai",
    "quy định",
    "hướng dẫn",
    "công bố",
    "thông báo",
    "kết luận",
    "yêu cầu",
    "đề nghị",
    "giao",
    "kiện toàn",
    "thành lập",
    "thực hiện",
    "sửa đổi",
    "bổ sung",
    "gửi",
    "tiếp tục",
    "xây dựng",
    "rà soát",
    "báo cáo",
    "điều chỉnh",
    "công nhận",
    "đôn đốc",
    "tham mưu",
    "tăng cường",
    "đẩy mạnh",
    "nâng cao",
    "khảo sát",
    "tổng kết",
    "sơ kết",
    "phát động",
];

/// What “về” belongs to in the name of an office: “Ủy ban Quốc gia về chuyển đổi số”.
const BEFORE_VE_IN_NAMES: [&str; 4] = ["quốc gia", "chỉ đạo", "điều hành", "tổ công tác"];

/// Reads a pasted list, in its order; at most [`MOST`] documents. What is longer than [`LONGEST`] is several. Letters in
/// several characters are made one first: it is the same text, and [`Reading::typed`] has it so.
pub fn read(text: &str) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    for chunk in chunks(&compose(text)).into_iter().take(MOST) {
        let mut rest = chunk.text.as_str();
        while !rest.is_empty() && found.len() < MOST {
            let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(end, _)| end);
            let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            found.push(read_one(piece, chunk.joined));
            rest = after;
        }
    }
    found
}

/// A date that was typed alone, as files hold it: ISO, or as it was typed where it is no whole day of the calendar.
pub fn date(typed: &str) -> String {
    let letters = chars(compose(typed).trim());
    let begin = word_at(&letters, 0, "ngày").map_or(0, |end| skip(&letters, end, is_space));
    match date_at(&letters, begin) {
        Some(FoundDate { end, iso: Some(date), .. }) if end == letters.len() => date.to_string(),
        _ => typed.trim().to_owned(),
    }
}

/// One document's text.
struct Chunk {
    text: String,
    /// Whether lines were put together that no quotation marks held together.
    joined: bool,
}

/// One line of the paste.
struct Line {
    text: String,
    /// The row of the spreadsheet, or the line itself: lines of one cell share it.
    row: usize,
}

fn chunks(text: &str) -> Vec<Chunk> {
    let lines = lines(text);
    let bulleted = lines.iter().filter(|line| after_bullet(&chars(&line.text)) > 0).count() > 1
        || lines.first().is_some_and(|line| after_bullet(&chars(&line.text)) > 0);
    let mut found: Vec<Chunk> = Vec::new();
    let mut last_row = None;
    for line in lines {
        if line.text.trim().is_empty() {
            last_row = None;
            continue;
        }
        let same_cell = last_row == Some(line.row);
        let goes_on = match (found.last(), last_row) {
            (Some(open), Some(_)) if !begins_document(&line.text) => {
                same_cell || bulleted || expects_more(&open.text) || begins_small(&line.text)
            }
            _ => false,
        };
        last_row = Some(line.row);
        match found.last_mut() {
            Some(open) if goes_on => {
                open.text.push('\n');
                open.text.push_str(&line.text);
                open.joined |= !same_cell;
            }
            _ => found.push(Chunk { text: line.text, joined: false }),
        }
    }
    found
}

/// The lines of a paste. A cell of a spreadsheet that holds line breaks comes in quotation marks, with those inside
/// doubled; it is unfolded. A quotation mark that is not closed is a character like any other.
fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut found: Vec<Line> = Vec::new();
    let mut rest = text.as_str();
    let mut row = 0;
    while !rest.is_empty() {
        row += 1;
        let (logical, after) = logical_row(rest);
        rest = after;
        for line in logical.split('\n') {
            found.push(Line { text: line.to_owned(), row });
        }
    }
    found
}

/// The first row, its quoted cells without their quotation marks, and what follows it.
fn logical_row(text: &str) -> (String, &str) {
    let end_of_line = text.find('\n').unwrap_or(text.len());
    let after = |at: usize| text.get(at..).unwrap_or_default();
    let plain = || (text.get(..end_of_line).unwrap_or_default().to_owned(), after((end_of_line + 1).min(text.len())));
    let mut row = String::new();
    let mut at = 0;
    loop {
        let cell = after(at);
        let end = if let Some(inside) = cell.strip_prefix('"') {
            let Some((unquoted, length)) = quoted(inside) else { return plain() };
            row.push_str(&unquoted);
            at + 1 + length
        } else {
            let length = cell.find(['\t', '\n']).unwrap_or(cell.len());
            row.push_str(cell.get(..length).unwrap_or_default());
            at + length
        };
        match after(end).chars().next() {
            Some('\t') => {
                row.push('\t');
                at = end + 1;
            }
            Some('\n') => return (row, after(end + 1)),
            None => return (row, ""),
            // Something follows the closing quotation mark: it was none.
            Some(_) => return plain(),
        }
    }
}

/// What is inside quotation marks, and how long it is with the closing one.
fn quoted(inside: &str) -> Option<(String, usize)> {
    let mut unquoted = String::new();
    let mut letters = inside.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if letters.peek().is_some_and(|(_, next)| *next == '"') => {
                letters.next();
                unquoted.push('"');
            }
            '"' => return Some((unquoted, at + 1)),
            letter => unquoted.push(letter),
        }
    }
    None
}

/// Whether a line is the beginning of a document, by a bullet, a number, a date or a kind with a number.
fn begins_document(line: &str) -> bool {
    let text = chars(line);
    let at = after_bullet(&text);
    if at > 0 {
        return true;
    }
    let start = skip(&text, 0, is_space);
    let mut scan = Scan::new(&text, start);
    scan.head();
    scan.number.is_some() || scan.date.is_some()
}

/// Whether a text ends where more must follow.
fn expects_more(text: &str) -> bool {
    text.trim_end().ends_with([':', '-', '–', ',', '/', '('])
}

fn begins_small(line: &str) -> bool {
    line.trim_start().chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, ')' | ',' | ';' | '.'))
}

/// Reads the text of one document.
fn read_one(typed: &str, joined: bool) -> Reading {
    let text = chars(typed);
    let start = after_bullet(&text);
    let mut scan = Scan::new(&text, start);
    scan.find_link();
    scan.head();
    if scan.number.is_none() && scan.date.is_none() {
        scan.tail();
    }
    scan.cells();
    scan.finish(typed, joined)
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Marks that stand between the parts of a line.
fn is_separator(c: char) -> bool {
    is_space(c) || matches!(c, '-' | '–' | '—' | ':' | ';' | ',' | '|' | '(' | ')' | '[' | ']')
}

fn is_bullet(c: char) -> bool {
    matches!(c, '*' | '-' | '+' | '•' | '·' | '●' | '○' | '▪' | '■' | '–' | '—' | '\u{f0b7}' | '\u{f0a7}')
}

fn skip(text: &[char], at: usize, what: fn(char) -> bool) -> usize {
    at + text.iter().skip(at).take_while(|c| what(**c)).count()
}

/// Where a line goes on after bullets and its number (`1.`, `2)`, `a)`, `(3)`); 0: it has none.
fn after_bullet(text: &[char]) -> usize {
    let mut at = skip(text, 0, is_space);
    let mut end = 0;
    loop {
        let next = match text.get(at) {
            Some(c) if is_bullet(*c) => at + 1,
            _ => match ordinal(text, at) {
                Some(after) if end == 0 || after > at => after,
                _ => break,
            },
        };
        at = skip(text, next, is_space);
        end = at;
    }
    end
}

/// The number of a line: digits or one letter with `.` or `)` and a space, or digits before the number of a document.
fn ordinal(text: &[char], at: usize) -> Option<usize> {
    let open = usize::from(text.get(at) == Some(&'('));
    let begin = at + open;
    let digits = skip(text, begin, |c| c.is_ascii_digit()) - begin;
    let length = match digits {
        0 if text.get(begin).is_some_and(|c| c.is_ascii_lowercase()) => 1,
        1..=3 => digits,
        _ => return None,
    };
    let after = begin + length;
    let is_end = |at: usize| text.get(at).is_none_or(|c| is_space(*c));
    match text.get(after) {
        Some('.') if open == 0 && is_end(after + 1) => Some(after + 1),
        Some(')') if is_end(after + 1) || open == 0 => Some(after + 1),
        Some(c) if open == 0 && digits > 0 && is_space(*c) => {
            let next = skip(text, after, is_space);
            (number_at(text, next).is_some() || *c == '\t').then_some(after)
        }
        _ => None,
    }
}

/// Whether a word (or several) stands at a place, in any case, and ends there.
fn word_at(text: &[char], at: usize, word: &str) -> Option<usize> {
    if at > 0 && text.get(at - 1).is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let mut end = at;
    for expected in word.chars() {
        let found = text.get(end)?;
        let same = if expected == ' ' { is_space(*found) } else { found.to_lowercase().eq(expected.to_lowercase()) };
        if !same {
            return None;
        }
        end += 1;
        if expected == ' ' {
            end = skip(text, end, is_space);
        }
    }
    text.get(end).is_none_or(|c| !c.is_alphanumeric()).then_some(end)
}

fn any_word_at(text: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| word_at(text, at, word))
}

/// How much of a number was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Whole,
    NoSymbol,
    Blank,
}

/// A number with its symbol at a place: `1342/KH-UBND`, `47/2020/NĐ-CP`, `1598   /GM-UBND`, `466/QĐ- UBND`, `52-NQ/TW`;
/// the end of it.
fn number_at(text: &[char], at: usize) -> Option<usize> {
    if at > 0 && text.get(at - 1).is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-')) {
        return None;
    }
    let digits = skip(text, at, |c| c.is_ascii_digit());
    if !(1..=6).contains(&(digits - at)) {
        return None;
    }
    let letter = text.get(digits).is_some_and(|c| c.is_ascii_alphabetic());
    let plain = digits + usize::from(letter);
    let slash = skip(text, plain, is_space);
    match text.get(slash) {
        Some('/') => {
            let mut begin = skip(text, slash + 1, is_space);
            let year = skip(text, begin, |c| c.is_ascii_digit());
            if year - begin == 4 {
                let second = skip(text, year, is_space);
                if text.get(second) != Some(&'/') {
                    return None;
                }
                begin = skip(text, second + 1, is_space);
            }
            symbol_end(text, begin)
        }
        // Documents of the Party: the kind before the stroke.
        Some('-') => {
            let begin = skip(text, slash + 1, is_space);
            let end = symbol_end(text, begin)?;
            text.get(begin..end)?.contains(&'/').then_some(end)
        }
        _ => None,
    }
}

/// The end of a symbol such as `KH-UBND`, `NĐ-CP`, `QĐ- UBND`, `STTTT-CNTT&TT`.
fn symbol_end(text: &[char], begin: usize) -> Option<usize> {
    let mut end = segment_end(text, begin, 1)?;
    loop {
        let sign = skip(text, end, is_space);
        let Some(c) = text.get(sign) else { break };
        if !matches!(c, '-' | '–' | '/') {
            break;
        }
        let next = skip(text, sign + 1, is_space);
        let (before, behind) = (sign > end, next > sign + 1);
        let least = if before || behind { 2 } else { 1 };
        let Some(after) = segment_end(text, next, least) else { break };
        // «466/PVHXH - UBND tỉnh tổ chức»: the sentence has begun.
        if before && behind {
            let following = skip(text, after, is_space);
            if text.get(following).is_some_and(|c| c.is_lowercase()) && any_word_at(text, following, &WORDS).is_none() {
                break;
            }
        }
        end = after;
    }
    Some(end)
}

/// The end of one part of a symbol: capitals (at least so many), digits, `&` and `.`; one small letter as in `TTg` and
/// `TTr`; or a kind typed in small letters before a hyphen.
fn segment_end(text: &[char], begin: usize, least: usize) -> Option<usize> {
    let mut end = skip(text, begin, |c| c.is_alphanumeric() || matches!(c, '&' | '.'));
    while end > begin && matches!(text.get(end - 1), Some('.' | '&')) {
        end -= 1;
    }
    let word = text.get(begin..end)?;
    let capitals = word.iter().filter(|c| c.is_uppercase()).count();
    let small = word.iter().filter(|c| c.is_lowercase()).count();
    let first = word.first().is_some_and(|c| c.is_uppercase());
    let is_symbol = first && capitals >= least && (small == 0 || small == 1 && capitals >= 2);
    let lower: String = word.iter().flat_map(|c| c.to_lowercase()).collect();
    let typed_small = capitals == 0
        && (matches!(lower.as_str(), "qđ" | "kh" | "cv" | "bc" | "tb" | "ttr" | "ct" | "nq" | "nđ" | "gm" | "hd")
            && text.get(end) == Some(&'-')
            || begin > 0 && text.get(begin - 1) == Some(&'-') && matches!(lower.as_str(), "ubnd" | "hđnd" | "cp"));
    (is_symbol || typed_small).then_some(end)
}

/// A date as found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FoundDate {
    end: usize,
    iso: Option<Date>,
    short_year: bool,
}

/// A date at a place: `26/09/2025`, `5-1-2024`, `2026-03-15`, `15 tháng 3 năm 2026`; also one that is not whole.
fn date_at(text: &[char], at: usize) -> Option<FoundDate> {
    if at > 0 && text.get(at - 1).is_some_and(|c| c.is_alphanumeric() || *c == '/') {
        return None;
    }
    named_date(text, at).or_else(|| iso_date(text, at)).or_else(|| plain_date(text, at))
}

/// So many digits at a place: their value and their end.
fn digits(text: &[char], at: usize, most: usize) -> Option<(u16, usize)> {
    let end = skip(text, at, |c| c.is_ascii_digit());
    let digits: String = text.get(at..end)?.iter().collect();
    ((1..=most).contains(&digits.len())).then(|| digits.parse().ok()).flatten().map(|value| (value, end))
}

fn iso_date(text: &[char], at: usize) -> Option<FoundDate> {
    let (year, end) = digits(text, at, 4).filter(|(_, end)| end - at == 4)?;
    let part = |at: usize| (text.get(at) == Some(&'-')).then(|| digits(text, at + 1, 2)).flatten();
    let (month, end) = part(end)?;
    let (day, end) = part(end)?;
    let iso = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(FoundDate { end, iso, short_year: false })
}

fn plain_date(text: &[char], at: usize) -> Option<FoundDate> {
    // Dots and lines that stand for a day nobody has filled in: «…/…/2025».
    let blank = |at: usize| {
        let end = skip(text, at, |c| matches!(c, '…' | '.' | '_'));
        (end > at).then_some((0, end))
    };
    let part = |at: usize| digits(text, at, 2).or_else(|| blank(at));
    let (first, end) = part(at)?;
    let sign_at = skip(text, end, is_space);
    let sign = *text.get(sign_at).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let begin = skip(text, sign_at + 1, is_space);
    // «3/2026»: a month of a year.
    if let Some((_, end)) = digits(text, begin, 4).filter(|(_, end)| end - begin == 4) {
        let goes_on = text.get(skip(text, end, is_space)) == Some(&'/');
        let is_month = sign == '/' && !goes_on && (1..=12).contains(&first);
        return is_month.then_some(FoundDate { end, iso: None, short_year: false });
    }
    let (second, end) = part(begin)?;
    let sign_at = skip(text, end, is_space);
    let begin = skip(text, sign_at + 1, is_space);
    let (year, end) = (text.get(sign_at) == Some(&sign)).then(|| digits(text, begin, 4)).flatten()?;
    let short_year = end - begin == 2;
    let after = text.get(end);
    if !(short_year || end - begin == 4) || after.is_some_and(|c| c.is_alphanumeric() || *c == '/') {
        return None;
    }
    let year = if short_year { 2000 + year } else { year };
    let iso = Date::new(year, u8::try_from(second).ok()?, u8::try_from(first).ok()?);
    Some(FoundDate { end, iso, short_year })
}

/// «15 tháng 3 năm 2026», «tháng 3 năm 2026», «… tháng … năm 2026».
fn named_date(text: &[char], at: usize) -> Option<FoundDate> {
    let blank = |at: usize| skip(text, at, |c| matches!(c, '…' | '.' | '_') || is_space(c));
    let number = |at: usize| match digits(text, at, 2) {
        Some((value, end)) => (Some(value), end),
        None => (None, blank(at)),
    };
    let (day, end) = match word_at(text, at, "tháng") {
        Some(_) => (None, at),
        None => number(at),
    };
    let end = word_at(text, skip(text, end, is_space), "tháng")?;
    let (month, end) = number(skip(text, end, is_space));
    let end = word_at(text, skip(text, end, is_space), "năm")?;
    let begin = skip(text, end, is_space);
    let (year, end) = digits(text, begin, 4).filter(|(_, end)| end - begin == 4)?;
    let iso = match (day, month) {
        (Some(day), Some(month)) => Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?),
        _ => None,
    };
    Some(FoundDate { end, iso, short_year: false })
}

/// One text while it is read.
struct Scan<'a> {
    text: &'a [char],
    /// Where it begins, behind bullets.
    start: usize,
    at: usize,
    spans: Vec<(Part, Range<usize>)>,
    number: Option<Form>,
    date: Option<FoundDate>,
    has_issuer: bool,
    doubts: Vec<Doubt>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a [char], start: usize) -> Scan<'a> {
        Scan {
            text,
            start,
            at: start,
            spans: Vec::new(),
            number: None,
            date: None,
            has_issuer: false,
            doubts: Vec::new(),
        }
    }

    fn take(&mut self, part: Part, range: Range<usize>) {
        if !range.is_empty() {
            self.at = range.end;
            self.spans.push((part, range));
        }
    }

    /// The first address anywhere.
    fn find_link(&mut self) {
        let begins = |at: usize| ["https://", "http://", "www."].iter().any(|it| self.starts_with(at, it));
        let Some(begin) = (self.start..self.text.len()).find(|at| begins(*at)) else { return };
        let mut end = skip(self.text, begin, |c| !is_space(c) && !matches!(c, '"' | '<' | '>'));
        while end > begin && matches!(self.text.get(end - 1), Some(')' | ',' | ';' | '.' | ':')) {
            end -= 1;
        }
        self.spans.push((Part::Link, begin..end));
        // «Link: https://…»
        let before = (self.start..begin).rev().take(12).find(|at| {
            let word = any_word_at(self.text, *at, &["link", "đường dẫn"]);
            word.is_some_and(|end| skip(self.text, end, is_separator) == begin)
        });
        if let Some(at) = before
            && let Some(end) = any_word_at(self.text, at, &["link", "đường dẫn"])
        {
            self.spans.push((Part::Word, at..end));
        }
    }

    fn starts_with(&self, at: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(add, c)| self.text.get(at + add).is_some_and(|it| it.eq_ignore_ascii_case(&c)))
    }

    /// Number, date and issuer at the beginning, in any order, behind a kind (“Kế hoạch số …”) or not.
    fn head(&mut self) {
        let start = skip(self.text, self.start, is_separator);
        self.at = start;
        if let Some(kind_end) = any_word_at(self.text, start, &KINDS) {
            match self.end_of_kind(kind_end) {
                Some((end, odd)) => {
                    self.at = end;
                    if odd {
                        self.doubts.push(Doubt::NumberInside);
                    }
                }
                None => return,
            }
        }
        while self.step() {}
    }

    /// Where the words of a kind end and its number, date or issuer begins; and whether another kind is among them.
    fn end_of_kind(&self, kind_end: usize) -> Option<(usize, bool)> {
        let mut at = kind_end;
        let mut odd = false;
        for _ in 0..8 {
            let here = skip(self.text, at, is_separator);
            let follows = |at: usize| {
                let at = skip(self.text, at, is_separator);
                number_at(self.text, at).is_some()
                    || date_at(self.text, at).is_some()
                    || blank_number(self.text, at).is_some()
                    || bare_number(self.text, at).is_some()
            };
            let connected = any_word_at(self.text, here, &WORDS).is_some_and(follows);
            if connected || number_at(self.text, here).is_some() {
                return Some((here, odd));
            }
            if at == kind_end && word_at(self.text, here, "của").is_some() {
                return Some((here, false));
            }
            // «Thông báo kết luận số …» is one kind; «Kế hoạch triển khai Quyết định số …» names another document.
            odd |= at > kind_end && any_word_at(self.text, here, &KINDS).is_some();
            let end = skip(self.text, here, |c| !is_space(c));
            if end == here || self.text.get(here..end).is_some_and(|word| word.contains(&':')) {
                return None;
            }
            at = end;
        }
        None
    }

    /// Takes one more part at the beginning; whether there was one.
    fn step(&mut self) -> bool {
        let here = skip(self.text, self.at, is_separator);
        if self.number.is_none() {
            let form = number_at(self.text, here)
                .map(|end| (end, Form::Whole))
                .or_else(|| blank_number(self.text, here).map(|end| (end, Form::Blank)))
                .or_else(|| self.bare_number_here(here).map(|end| (end, Form::NoSymbol)));
            if let Some((end, form)) = form {
                self.number = Some(form);
                self.take(Part::Number, here..end);
                return true;
            }
        }
        if self.date.is_none()
            && let Some(found) = date_at(self.text, here)
        {
            let end = found.end;
            self.date = Some(found);
            self.take(Part::Date, here..end);
            return true;
        }
        if let Some(end) = any_word_at(self.text, here, &["số hiệu", "số", "ban hành ngày", "ký ngày", "ngày"])
        {
            let next = skip(self.text, end, is_separator);
            let number = self.number.is_none()
                && (number_at(self.text, next).is_some()
                    || blank_number(self.text, next).is_some()
                    || bare_number(self.text, next).is_some());
            let date = self.date.is_none() && date_at(self.text, next).is_some();
            if number || date {
                self.take(Part::Word, here..end);
                if number && number_at(self.text, next).is_none() && blank_number(self.text, next).is_none() && !date {
                    let end = bare_number(self.text, next).unwrap_or(next);
                    self.number = Some(Form::NoSymbol);
                    self.take(Part::Number, next..end);
                }
                return true;
            }
            return false;
        }
        let known = self.number.is_some() || self.date.is_some();
        match word_at(self.text, here, "của") {
            Some(end) if !self.has_issuer && (known || here > self.start) => self.issuer(here, end),
            _ => false,
        }
    }

    /// A number without a symbol: only before a date.
    fn bare_number_here(&self, at: usize) -> Option<usize> {
        if self.date.is_some() || date_at(self.text, at).is_some() {
            return None;
        }
        let end = bare_number(self.text, at)?;
        let next = skip(self.text, end, |c| is_separator(c) || c == '/');
        let next = any_word_at(self.text, next, &["ban hành ngày", "ký ngày", "ngày"])
            .map_or(next, |after| skip(self.text, after, is_space));
        date_at(self.text, next).is_some().then_some(end)
    }

    /// Takes the issuer behind “của”, which is at `word`.
    fn issuer(&mut self, word: usize, word_end: usize) -> bool {
        let begin = skip(self.text, word_end, is_space);
        let mut at = begin;
        let mut words = 0;
        let mut ends_clearly = false;
        while at < self.text.len() {
            let starts_date = word_at(self.text, at, "ngày")
                .is_some_and(|end| date_at(self.text, skip(self.text, end, is_space)).is_some());
            let is_ve_of_name = word_at(self.text, at, "về").is_some() && self.follows_name(begin, at);
            let starts_title = at > begin && !is_ve_of_name && any_word_at(self.text, at, &TITLE_STARTS).is_some();
            let starts_link = self.spans.iter().any(|(part, range)| *part == Part::Link && range.start == at);
            if starts_date || starts_title || starts_link {
                ends_clearly = true;
                break;
            }
            let end = skip(self.text, at, |c| !is_space(c) && !matches!(c, ':' | ';' | ',' | '(' | '\t'));
            words += 1;
            at = end;
            let next = skip(self.text, at, is_space);
            let tab = self.text.get(at..next).is_some_and(|gap| gap.contains(&'\t'));
            let dash = self.text.get(next).is_some_and(|c| matches!(c, '-' | '–' | '—')) && next > at;
            if tab || dash || self.text.get(at).is_some_and(|c| matches!(c, ':' | ';' | ',' | '(' | ')')) {
                ends_clearly = true;
                break;
            }
            if end == next || next >= self.text.len() {
                break;
            }
            at = next;
        }
        let mut end = at;
        while end > begin && self.text.get(end - 1).is_some_and(|c| is_space(*c) || *c == '.') {
            end -= 1;
        }
        if end == begin || words > 14 {
            self.doubts.push(Doubt::IssuerUnsure);
            return false;
        }
        if !ends_clearly && words > 6 {
            self.doubts.push(Doubt::IssuerUnsure);
        }
        self.has_issuer = true;
        self.take(Part::Word, word..word_end);
        self.take(Part::Issuer, begin..end);
        true
    }

    /// Whether what stands before `at` is the name of an office that goes on with “về”.
    fn follows_name(&self, begin: usize, at: usize) -> bool {
        (begin..at).any(|from| {
            any_word_at(self.text, from, &BEFORE_VE_IN_NAMES).is_some_and(|end| skip(self.text, end, is_space) == at)
        })
    }

    /// Number and date at the very end, behind the title: «Kế hoạch … năm 2024 (số 12/KH-UBND ngày 05/01/2024)».
    fn tail(&mut self) {
        let starts = (self.start..self.text.len()).filter(|at| number_at(self.text, *at).is_some());
        let starts: Vec<usize> = starts.collect();
        let [at] = starts.as_slice() else { return };
        let mut try_scan = Scan::new(self.text, self.start);
        try_scan.spans = self.spans.clone();
        try_scan.at = *at;
        while try_scan.step() {}
        let rest = skip(self.text, try_scan.at, is_separator);
        let link_at = self.spans.iter().find(|(part, range)| *part == Part::Link && range.start == rest);
        if rest < self.text.len() && link_at.is_none() {
            return;
        }
        // “số” before it connects; everything else before it is the title.
        for back in (self.start..*at).rev().take(10) {
            if let Some(end) = any_word_at(self.text, back, &["số hiệu", "số"])
                && skip(self.text, end, is_separator) == *at
            {
                try_scan.spans.push((Part::Word, back..end));
                break;
            }
        }
        try_scan.doubts.push(Doubt::NumberInside);
        *self = try_scan;
    }

    /// In a row of a spreadsheet an issuer has a cell of its own.
    fn cells(&mut self) {
        const OFFICES: [&str; 17] = [
            "ubnd",
            "ủy ban",
            "uỷ ban",
            "sở",
            "bộ",
            "hđnd",
            "hội đồng",
            "chủ tịch",
            "thủ tướng",
            "chính phủ",
            "ban chỉ đạo",
            "văn phòng",
            "cục",
            "tỉnh ủy",
            "công an",
            "trung tâm",
            "phòng",
        ];
        if self.has_issuer {
            return;
        }
        let last_tab = self.text.iter().rposition(|c| *c == '\t');
        let Some(tab) = last_tab.filter(|tab| *tab >= self.at && *tab >= self.start) else { return };
        let begin = skip(self.text, tab, is_space);
        let is_office = any_word_at(self.text, begin, &OFFICES).is_some();
        let before = self.text.get(self.at..tab).is_some_and(|it| it.iter().any(|c| c.is_alphanumeric()));
        if is_office && before {
            let mut end = self.text.len();
            while end > begin && self.text.get(end - 1).is_some_and(|c| is_space(*c)) {
                end -= 1;
            }
            if self.spans.iter().all(|(_, range)| range.end <= begin || range.start >= end) {
                self.has_issuer = true;
                self.spans.push((Part::Issuer, begin..end));
            }
        }
    }

    /// Everything between what was recognized is the title, but for marks at its edges.
    fn finish(mut self, typed: &str, joined: bool) -> Reading {
        let spans = crate::engine::order::sorted(std::mem::take(&mut self.spans), &|left, right| {
            left.1.start.cmp(&right.1.start)
        });
        let mut parts: Vec<(Part, Range<usize>)> = Vec::new();
        let mut at = 0;
        if self.start > 0 {
            parts.push((Part::Mark, 0..self.start));
            at = self.start;
        }
        for (part, range) in spans {
            if range.start < at {
                continue;
            }
            self.gap(at..range.start, &mut parts);
            at = range.end;
            parts.push((part, range));
        }
        self.gap(at..self.text.len(), &mut parts);
        let of = |wanted: Part| -> Vec<String> {
            let texts = parts.iter().filter(|(part, _)| *part == wanted);
            texts.map(|(_, range)| collapsed(self.text.get(range.clone()).unwrap_or_default())).collect()
        };
        let number = of(Part::Number).concat();
        let number: String = number.chars().filter(|c| !is_space(*c)).collect();
        let date = match &self.date {
            Some(FoundDate { iso: Some(date), .. }) => date.to_string(),
            Some(_) => of(Part::Date).concat(),
            None => String::new(),
        };
        let item = EvidenceItem {
            number: number.replace('–', "-"),
            date,
            title: of(Part::Title).join(" "),
            issuer: of(Part::Issuer).concat(),
            link: of(Part::Link).concat(),
            ..EvidenceItem::default()
        };
        let doubts = self.doubts_of(&item, joined);
        Reading { typed: typed.to_owned(), item, doubts, parts }
    }

    fn doubts_of(&self, item: &EvidenceItem, joined: bool) -> Vec<Doubt> {
        let mut doubts = match self.number {
            None => vec![Doubt::NoNumber],
            Some(Form::NoSymbol) => vec![Doubt::NoSymbol],
            Some(Form::Blank) => vec![Doubt::BlankNumber],
            Some(Form::Whole) => Vec::new(),
        };
        match &self.date {
            None => doubts.push(Doubt::NoDate),
            Some(FoundDate { iso: None, .. }) => doubts.push(Doubt::BadDate),
            Some(FoundDate { short_year: true, .. }) => doubts.push(Doubt::ShortYear),
            Some(_) => {}
        }
        for doubt in &self.doubts {
            if !doubts.contains(doubt) {
                doubts.push(*doubt);
            }
        }
        if joined {
            doubts.push(Doubt::Joined);
        }
        if item.title.is_empty() {
            doubts.push(Doubt::NoTitle);
        }
        doubts
    }

    /// The title is what is left, without the marks at its edges; a gap of marks alone is one mark.
    fn gap(&self, range: Range<usize>, parts: &mut Vec<(Part, Range<usize>)>) {
        if range.is_empty() {
            return;
        }
        let edge = |c: char| is_space(c) || matches!(c, '-' | '–' | '—' | ':' | ';' | ',' | '|');
        let within = |at: usize| self.text.get(at).copied().unwrap_or(' ');
        let (mut begin, mut end) = (range.start, range.end);
        while begin < end && edge(within(begin)) {
            begin += 1;
        }
        while end > begin && edge(within(end - 1)) {
            end -= 1;
        }
        // Brackets that held a part that was taken out.
        let lone = |c: char, other: char| {
            let count = |wanted: char| (begin..end).filter(|at| within(*at) == wanted).count();
            count(c) > count(other)
        };
        let (mut first, mut last) = (begin, end);
        if begin < end && within(begin) == ')' && lone(')', '(') {
            first += 1;
        }
        if end > first && within(end - 1) == '(' && lone('(', ')') {
            last -= 1;
        }
        let (mut begin, mut end) = (first, last);
        while begin < end && edge(within(begin)) {
            begin += 1;
        }
        while end > begin && edge(within(end - 1)) {
            end -= 1;
        }
        if !(begin..end).any(|at| !is_separator(within(at)) && within(at) != '.') {
            parts.push((Part::Mark, range));
            return;
        }
        for (part, range) in [(Part::Mark, range.start..begin), (Part::Title, begin..end), (Part::Mark, end..range.end)]
        {
            if !range.is_empty() {
                parts.push((part, range));
            }
        }
    }
}

/// Digits alone, with at most one letter.
fn bare_number(text: &[char], at: usize) -> Option<usize> {
    if at > 0 && text.get(at - 1).is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let end = skip(text, at, |c| c.is_ascii_digit());
    let with_letter = end + usize::from(text.get(end).is_some_and(|c| c.is_ascii_lowercase()));
    let fits = (1..=6).contains(&(end - at)) && text.get(with_letter).is_none_or(|c| !c.is_alphanumeric());
    fits.then_some(with_letter)
}

/// A symbol whose number nobody has filled in: `/KH-UBND`, `…/KH-UBND`.
fn blank_number(text: &[char], at: usize) -> Option<usize> {
    let slash = skip(text, at, |c| matches!(c, '…' | '.' | '_') || is_space(c));
    if text.get(slash) != Some(&'/') {
        return None;
    }
    symbol_end(text, skip(text, slash + 1, is_space))
}

/// The text with each stretch of white space as one space.
fn collapsed(text: &[char]) -> String {
    let text: String = text.iter().collect();
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, date, title, issuer and the codes of the doubts.
    fn check(text: &str, expected: (&str, &str, &str, &str), doubts: &[&str]) {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:#?}");
        let EvidenceItem { number, date, title, issuer, .. } = &found[0].item;
        assert_eq!((&**number, &**date, &**title, &**issuer), expected, "{text}");
        assert_eq!(found[0].doubts.iter().map(|it| it.code()).collect::<Vec<_>>(), doubts, "{text}");
    }

    #[test]
    fn forms_that_offices_use_are_understood() {
        check("1342/KH-UBND - 26/09/2025: Triển khai…", ("1342/KH-UBND", "2025-09-26", "Triển khai…", ""), &[]);
        check("*466/PVHXH - 15/03/2026:  khảo sát…", ("466/PVHXH", "2026-03-15", "khảo sát…", ""), &[]);
        for start in ["* ", "- ", "+ ", "• ", "1. ", "2) ", "(3) ", "a) ", "12. - ", "- 4. ", "1\t"] {
            let text = format!("{start}1342/KH-UBND - 26/09/2025: Triển khai");
            check(&text, ("1342/KH-UBND", "2025-09-26", "Triển khai", ""), &[]);
        }
        check("1598   /GM-UBND - 02/3/2026: họp", ("1598/GM-UBND", "2026-03-02", "họp", ""), &[]);
        check("466/QĐ- UBND – 15-03-2026: giao", ("466/QĐ-UBND", "2026-03-15", "giao", ""), &[]);
        check("466/QĐ - UBND - 15.03.2026 - giao", ("466/QĐ-UBND", "2026-03-15", "giao", ""), &[]);
        check("466 / PVHXH ngày 15 / 3 / 2026 họp", ("466/PVHXH", "2026-03-15", "họp", ""), &[]);
        check("103/STTTT-CNTT&TT, 19/01/2024, về số hoá", ("103/STTTT-CNTT&TT", "2024-01-19", "về số hoá", ""), &[]);
        check(
            "47/2020/NĐ-CP ngày 09 tháng 4 năm 2020 về dữ liệu",
            ("47/2020/NĐ-CP", "2020-04-09", "về dữ liệu", ""),
            &[],
        );
        check(
            "52-NQ/TW ngày 27/9/2019 của Bộ Chính trị về CMCN 4",
            ("52-NQ/TW", "2019-09-27", "về CMCN 4", "Bộ Chính trị"),
            &[],
        );
        check("12/TTr-UBND: 2026-03-15: trình", ("12/TTr-UBND", "2026-03-15", "trình", ""), &[]);
        check("12/qđ-ubnd 5/1/2024 giao việc", ("12/qđ-ubnd", "2024-01-05", "giao việc", ""), &[]);
        check("15/03/2026 - 466/PVHXH: khảo sát", ("466/PVHXH", "2026-03-15", "khảo sát", ""), &[]);
        check(
            "466/PVHXH - 15/03/2026 - UBND tỉnh tổ chức hội nghị",
            ("466/PVHXH", "2026-03-15", "UBND tỉnh tổ chức hội nghị", ""),
            &[],
        );
    }

    #[test]
    fn whole_sentences_give_the_kind_the_issuer_and_the_title() {
        check(
            "Kế hoạch số 12/KH-UBND ngày 5/1/2024 của UBND tỉnh về chuyển đổi số năm 2024",
            ("12/KH-UBND", "2024-01-05", "Kế hoạch về chuyển đổi số năm 2024", "UBND tỉnh"),
            &[],
        );
        check(
            "Công văn số 924/UBND-KGVX 27/02/2024 của Chủ tịch UBND tỉnh Bắc Giang về triển khai thực hiện Chỉ thị số \
             09/CT-TTg ngày 23/02/2024 của Thủ tướng Chính phủ",
            (
                "924/UBND-KGVX",
                "2024-02-27",
                "Công văn về triển khai thực hiện Chỉ thị số 09/CT-TTg ngày 23/02/2024 của Thủ tướng Chính phủ",
                "Chủ tịch UBND tỉnh Bắc Giang",
            ),
            &[],
        );
        check(
            "Quyết định số 411/QĐ-TTg ngày 31/3/2022 của Thủ tướng Chính phủ Phê duyệt Chiến lược",
            ("411/QĐ-TTg", "2022-03-31", "Quyết định Phê duyệt Chiến lược", "Thủ tướng Chính phủ"),
            &[],
        );
        check(
            "Thông báo kết luận số 3/TB-UBND ngày 02/01/2024 của UBND tỉnh Thông báo Kết luận của Chủ tịch",
            ("3/TB-UBND", "2024-01-02", "Thông báo kết luận Thông báo Kết luận của Chủ tịch", "UBND tỉnh"),
            &[],
        );
        check(
            "Quyết định 1198/QĐ- TTg ngày 13/10/2023 của Ủy ban Quốc gia về chuyển đổi số ban hành quy chế",
            ("1198/QĐ-TTg", "2023-10-13", "Quyết định ban hành quy chế", "Ủy ban Quốc gia về chuyển đổi số"),
            &[],
        );
        check(
            "Báo cáo của UBND tỉnh ngày 5/1/2024 về kết quả",
            ("", "2024-01-05", "Báo cáo về kết quả", "UBND tỉnh"),
            &["no_number"],
        );
        check(
            "Quyết định số 922/QĐ-BTTTT của Bộ Thông tin và Truyền thông ngày 20/5/2022: phê duyệt Đề án",
            ("922/QĐ-BTTTT", "2022-05-20", "Quyết định phê duyệt Đề án", "Bộ Thông tin và Truyền thông"),
            &[],
        );
        check(
            "12/KH-UBND: triển khai Quyết định số 36/QĐ-TTg ngày 11/01/2024",
            ("12/KH-UBND", "", "triển khai Quyết định số 36/QĐ-TTg ngày 11/01/2024", ""),
            &["no_date"],
        );
    }

    #[test]
    fn what_is_odd_is_marked_and_kept() {
        check("26/09/2025: Triển khai", ("", "2025-09-26", "Triển khai", ""), &["no_number"]);
        check("1342 - 26/09/2025: Triển khai", ("1342", "2025-09-26", "Triển khai", ""), &["no_symbol"]);
        check("Số 1342 ngày 26/09/2025: Triển khai", ("1342", "2025-09-26", "Triển khai", ""), &["no_symbol"]);
        check("   /KH-UBND - 26/09/2025: Triển khai", ("/KH-UBND", "2025-09-26", "Triển khai", ""), &["blank_number"]);
        check("12/KH-UBND - 31/02/2025: họp", ("12/KH-UBND", "31/02/2025", "họp", ""), &["bad_date"]);
        check("12/KH-UBND tháng 3 năm 2026 họp", ("12/KH-UBND", "tháng 3 năm 2026", "họp", ""), &["bad_date"]);
        check("12/KH-UBND - 03/2026: họp", ("12/KH-UBND", "03/2026", "họp", ""), &["bad_date"]);
        check("12/KH-UBND - …/…/2026: họp", ("12/KH-UBND", "…/…/2026", "họp", ""), &["bad_date"]);
        check("12/KH-UBND - 5/1/24: họp", ("12/KH-UBND", "2024-01-05", "họp", ""), &["short_year"]);
        check("Ảnh chụp màn hình", ("", "", "Ảnh chụp màn hình", ""), &["no_number", "no_date"]);
        check("12/KH-UBND", ("12/KH-UBND", "", "", ""), &["no_date", "no_title"]);
        check(
            "Chương trình hành động năm 2024 (số 12/CTr-UBND ngày 05/01/2024)",
            ("12/CTr-UBND", "2024-01-05", "Chương trình hành động năm 2024", ""),
            &[],
        );
        check(
            "Ảnh chụp hệ thống một cửa của tỉnh theo Quyết định số 36/QĐ-TTg ngày 11/01/2024",
            ("36/QĐ-TTg", "2024-01-11", "Ảnh chụp hệ thống một cửa của tỉnh theo Quyết định", ""),
            &["number_inside"],
        );
    }

    #[test]
    fn links_are_told_apart() {
        let found = read("12/KH-UBND - 5/1/2024: kế hoạch (link: https://vanban.example.vn/a?b=1).");
        assert_eq!(found[0].item.link, "https://vanban.example.vn/a?b=1");
        assert_eq!(found[0].item.title, "kế hoạch");
        let found = read("https://example.vn/12");
        assert_eq!((&*found[0].item.link, &*found[0].item.title), ("https://example.vn/12", ""));
    }

    #[test]
    fn lines_are_put_together_only_where_they_belong_together() {
        let numbers = |text: &str| -> Vec<(String, String)> {
            read(text).into_iter().map(|it| (it.item.number, it.item.title)).collect()
        };
        let pair = |number: &str, title: &str| (number.to_owned(), title.to_owned());
        let two = vec![pair("1/KH-UBND", "Kế hoạch một"), pair("2/KH-UBND", "Kế hoạch hai")];
        for text in [
            "1/KH-UBND - 1/2/2025: Kế hoạch một\n2/KH-UBND - 2/2/2025: Kế hoạch hai",
            "* 1/KH-UBND - 1/2/2025: Kế hoạch\nmột\n\n* 2/KH-UBND - 2/2/2025:\nKế hoạch hai\n",
            "\"1/KH-UBND - 1/2/2025:\nKế hoạch\r\nmột\"\n\"2/KH-UBND - 2/2/2025:\nKế hoạch hai\"\n",
            "\"*1/KH-UBND - 1/2/2025: Kế hoạch một\n*2/KH-UBND - 2/2/2025: Kế hoạch hai\"",
            "1/KH-UBND\t01/02/2025\tKế hoạch một\n2/KH-UBND\t02/02/2025\tKế hoạch hai",
            "1\t1/KH-UBND\t01/02/2025\t\"Kế hoạch\nmột\"\n2\t2/KH-UBND\t02/02/2025\tKế hoạch hai",
        ] {
            assert_eq!(numbers(text), two, "{text}");
        }
        let found = read("1/KH-UBND - 1/2/2025: Kế hoạch\ntriển khai\nẢnh chụp");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].doubts, [Doubt::Joined]);
        assert_eq!(found[1].doubts, [Doubt::NoNumber, Doubt::NoDate]);
        let cell = read("\"1/KH-UBND - 1/2/2025: \"\"Đề án\"\" 06\"");
        assert_eq!(cell[0].item.title, "\"Đề án\" 06");
        let stray = read("1/KH-UBND - 1/2/2025: \"Đề án\n2/KH-UBND - 1/2/2025: x");
        assert_eq!(stray.len(), 2, "a quotation mark that is not closed holds nothing together");
    }

    #[test]
    fn a_row_of_a_spreadsheet_may_name_the_issuer() {
        check(
            "1\t12/KH-UBND\t05/01/2024\tKế hoạch chuyển đổi số\tUBND tỉnh Bắc Giang",
            ("12/KH-UBND", "2024-01-05", "Kế hoạch chuyển đổi số", "UBND tỉnh Bắc Giang"),
            &[],
        );
    }

    #[test]
    fn a_date_alone_is_read_or_kept() {
        fn check(typed: &str, expected: &str) {
            assert_eq!(date(typed), expected, "{typed}");
        }
        check(" 5/1/2024 ", "2024-01-05");
        check("2024-01-05", "2024-01-05");
        check("ngày 5 tháng 1 năm 2024", "2024-01-05");
        check("31/02/2024", "31/02/2024");
        check("5/1/2024 và 6/1/2024", "5/1/2024 và 6/1/2024");
        check("quý I", "quý I");
        check("", "");
    }

    #[test]
    fn an_unclear_end_of_the_issuer_is_marked() {
        let found =
            read("Công văn số 1/STTTT-CNTT ngày 1/2/2024 của Sở Thông tin và Truyền thông tỉnh Bắc Giang rất dài");
        assert!(found[0].doubts.contains(&Doubt::IssuerUnsure), "{:?}", found[0]);
    }
}
