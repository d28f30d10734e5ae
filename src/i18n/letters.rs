//! Large and small letters of Vietnamese and its neighbours.
//!
//! The standard library knows those of all scripts, from tables of 25 kB that every page would load.

/// The small letter of a large one among ASCII, Latin-1 and the letters of Vietnamese; every other character as it is.
pub fn lower(letter: char) -> char {
    match letter {
        'À'..='Ö' | 'Ø'..='Þ' => moved(letter, 0x20),
        'Ư' => 'ư',
        _ if is_paired(letter) && u32::from(letter) % 2 == 0 => moved(letter, 1),
        _ => letter.to_ascii_lowercase(),
    }
}

/// The large letter of a small one, of the same alphabets as [`lower`].
pub fn upper(letter: char) -> char {
    match letter {
        'à'..='ö' | 'ø'..='þ' => moved(letter, -0x20),
        'ư' => 'Ư',
        _ if is_paired(letter) && u32::from(letter) % 2 == 1 => moved(letter, -1),
        _ => letter.to_ascii_uppercase(),
    }
}

/// A text with a small first letter, as it stands inside a sentence.
pub fn lower_first(text: &str) -> String {
    with_first(text, lower)
}

/// A text with a large first letter, as it stands alone.
pub fn upper_first(text: &str) -> String {
    with_first(text, upper)
}

fn with_first(text: &str, change: fn(char) -> char) -> String {
    let mut letters = text.chars();
    letters.next().map(change).into_iter().chain(letters).collect()
}

/// Where a large letter has an even number and the small one follows it: «Ă», «Đ», «Ĩ», «Ũ», «Ơ», and all with two marks.
fn is_paired(letter: char) -> bool {
    matches!(letter, '\u{100}'..='\u{12f}' | '\u{14a}'..='\u{177}' | 'Ơ' | 'ơ' | '\u{1ea0}'..='\u{1eff}')
}

fn moved(letter: char, by: i32) -> char {
    u32::from(letter).checked_add_signed(by).and_then(char::from_u32).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every Vietnamese letter that is small.
    const SMALL: &str = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz";

    #[test]
    fn letters_of_vietnamese_are_as_the_standard_library_has_them() {
        for small in SMALL.chars() {
            let large = small.to_uppercase().next().unwrap();
            assert_eq!((upper(small), lower(large)), (large, small), "{small}");
            assert_eq!((lower(small), upper(large)), (small, large), "{small}");
        }
    }

    #[test]
    fn whatever_changes_changes_as_in_the_standard_library() {
        for letter in '\0'..='\u{ffff}' {
            let as_standard = |found: char, standard: &mut dyn Iterator<Item = char>| {
                assert!(found == letter || standard.eq([found]), "{letter} {found}");
            };
            as_standard(lower(letter), &mut letter.to_lowercase());
            as_standard(upper(letter), &mut letter.to_uppercase());
        }
    }

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(lower_first("Điểm CNTT"), "điểm CNTT");
        assert_eq!(upper_first("ứng dụng, Ơ"), "Ứng dụng, Ơ");
        assert_eq!((lower_first(""), upper_first("9 mục")), (String::new(), "9 mục".to_owned()));
    }
}
