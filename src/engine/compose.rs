//! Vietnamese letters in one spelling: macOS and some converters write `ế` as `e` with two combining marks (NFD), which
//! looks the same and is not found by a search.
//!
//! Belongs here: the letters of Vietnamese, with their marks in any order. Does not belong here: other scripts and marks,
//! which stay as they are; the whole of Unicode would cost a page more than it gives.

/// A vowel without a tone, then with grave, acute, tilde, hook above and dot below.
const VOWELS: [&str; 24] = [
    "aàáãảạ",
    "ăằắẵẳặ",
    "âầấẫẩậ",
    "eèéẽẻẹ",
    "êềếễểệ",
    "iìíĩỉị",
    "oòóõỏọ",
    "ôồốỗổộ",
    "ơờớỡởợ",
    "uùúũủụ",
    "ưừứữửự",
    "yỳýỹỷỵ",
    "AÀÁÃẢẠ",
    "ĂẰẮẴẲẶ",
    "ÂẦẤẪẨẬ",
    "EÈÉẼẺẸ",
    "ÊỀẾỄỂỆ",
    "IÌÍĨỈỊ",
    "OÒÓÕỎỌ",
    "ÔỒỐỖỔỘ",
    "ƠỜỚỠỞỢ",
    "UÙÚŨỦỤ",
    "ƯỪỨỮỬỰ",
    "YỲÝỸỶỴ",
];

/// The tones as combining marks, in the order of [`VOWELS`].
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Marks that make one vowel another: breve, circumflex, horn.
const SHAPES: [(char, &str); 3] = [('\u{306}', "aăAĂ"), ('\u{302}', "aâeêoôAÂEÊOÔ"), ('\u{31b}', "oơuưOƠUƯ")];

/// The text with every Vietnamese letter as one character. Nothing else is changed.
pub fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for mark in text.chars() {
        let is_mark = TONES.contains(&mark) || SHAPES.iter().any(|(shape, _)| *shape == mark);
        let letter = if is_mark { composed.pop() } else { None };
        match letter {
            None => composed.push(mark),
            Some(letter) => match with(letter, mark) {
                Some(one) => composed.push(one),
                None => composed.extend([letter, mark]),
            },
        }
    }
    composed
}

/// The letter with one mark more, where there is such a letter.
fn with(letter: char, mark: char) -> Option<char> {
    let (bare, tone) = VOWELS.iter().find_map(|row| {
        let tone = row.chars().position(|it| it == letter)?;
        Some((row.chars().next()?, tone))
    })?;
    let (bare, tone) = match TONES.iter().position(|it| *it == mark) {
        Some(new) if tone == 0 => (bare, new + 1),
        Some(_) => return None,
        None => {
            let (_, pairs) = SHAPES.iter().find(|(shape, _)| *shape == mark)?;
            let at = pairs.chars().step_by(2).position(|it| it == bare)?;
            (pairs.chars().nth(2 * at + 1)?, tone)
        }
    };
    VOWELS.iter().find(|row| row.starts_with(bare))?.chars().nth(tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_one_character_in_whatever_order_their_marks_come() {
        fn check(text: &str, expected: &str) {
            assert_eq!(compose(text), expected, "{text:?}");
        }
        check("Quye\u{302}\u{301}t d\u{323}inh", "Quyết d\u{323}inh");
        // Canonical order puts the dot below first; Windows writes the tone last.
        check("e\u{323}\u{302} e\u{302}\u{323} \u{1eb9}\u{302} \u{ea}\u{323}", "ệ ệ ệ ệ");
        check("U\u{31b}\u{309} ƯỢ o\u{31b}\u{301}", "Ử ƯỢ ớ");
        check("A\u{306}\u{300}", "Ằ");
        check("\u{301}a", "\u{301}a");
        check("a\u{301}\u{301}", "á\u{301}");
        check("n\u{303} a\u{308}", "n\u{303} a\u{308}");
        check("", "");
    }

    #[test]
    fn every_letter_comes_back() {
        for row in VOWELS {
            let mut letters = row.chars();
            let bare = letters.next().unwrap();
            for (letter, tone) in letters.zip(TONES) {
                assert_eq!(compose(&[bare, tone].iter().collect::<String>()), letter.to_string());
                assert_eq!(compose(&letter.to_string()), letter.to_string());
            }
        }
    }
}
