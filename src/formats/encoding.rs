//! Bytes to text: UTF-8 and UTF-16, and the older Vietnamese encodings by name, so that people learn what to do.

use crate::engine::problem::{Problem, ProblemKind};

/// How a file holds its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel writes “CSV UTF-8”.
    Utf8Marked,
    /// UTF-16, low byte first, as Excel writes “Unicode text”.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Its name, the same in all languages.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Marked => "UTF-8 (BOM)",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
        }
    }
}

/// Reads a text, without its byte order mark.
///
/// # Errors
///
/// That it is in an older Vietnamese encoding, and which; or that it is no text at all.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Vec<Problem>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok().filter(|_| bytes.len().is_multiple_of(2))
    };
    let plain = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (wide(rest, u16::from_le_bytes), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (wide(rest, u16::from_be_bytes), Encoding::Utf16Be),
        [0xef, 0xbb, 0xbf, rest @ ..] => (plain(rest), Encoding::Utf8Marked),
        // Without a mark: the first letters of a table are plain ones, so every second byte is zero.
        [1..=255, 0, 1..=255, 0, ..] => (wide(bytes, u16::from_le_bytes), Encoding::Utf16Le),
        [0, 1..=255, 0, 1..=255, ..] => (wide(bytes, u16::from_be_bytes), Encoding::Utf16Be),
        _ => (plain(bytes), Encoding::Utf8),
    };
    match text.filter(|text| !text.contains('\0')) {
        Some(text) => Ok((text, encoding)),
        None => Err(vec![Problem::new("", refusal(bytes))]),
    }
}

fn refusal(bytes: &[u8]) -> ProblemKind {
    match legacy(bytes) {
        Some(encoding) => ProblemKind::LegacyEncoding { encoding: encoding.to_owned() },
        None => ProblemKind::NotASpreadsheet { reason: "it is not UTF-8 text".to_owned() },
    }
}

/// The older encoding of a text that was taken for something else on its way: a sheet in the font .VnTime that was saved
/// as Unicode reads «ChØ tiªu». Nothing for a text with Vietnamese letters.
pub fn mistaken(text: &str) -> Option<&'static str> {
    let bytes: Option<Vec<u8>> = text.chars().take(LOOKED_AT).map(|c| u8::try_from(u32::from(c)).ok()).collect();
    legacy(&bytes?)
}

/// How many bytes say enough.
const LOOKED_AT: usize = 64 * 1024;
/// Fewer bytes above 127 say nothing.
const FEWEST: usize = 3;

/// The older Vietnamese encoding of some bytes, by the letters that each writes with bytes above 127:
///
/// - TCVN3 (TCVN 5712:1993, fonts .Vn…) has the frequent letters à ả ã á ạ ă â ê ô ơ ư đ below 0xBF, where the others
///   have signs;
/// - VNI (fonts VNI-…) and Windows-1258 write the tone after its vowel, each with bytes of its own.
fn legacy(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if high < FEWEST {
        return None;
    }
    let low = bytes.iter().filter(|byte| matches!(byte, 0xa8..=0xae | 0xb5..=0xb9 | 0xbb..=0xbe)).count();
    if low * 8 >= high {
        return Some("TCVN3");
    }
    let fitting = |fits: fn(Option<u8>, u8) -> bool| {
        let mut before = None;
        let mut count = 0;
        for byte in bytes {
            count += usize::from(*byte >= 0x80 && fits(before, *byte));
            before = Some(*byte);
        }
        count
    };
    let (vni, windows) = (fitting(is_vni), fitting(is_windows));
    let (name, best) = if vni > windows { ("VNI", vni) } else { ("Windows-1258", windows) };
    (best * 5 >= high * 4).then_some(name)
}

fn is_vowel(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| b"aeiouy".contains(&byte.to_ascii_lowercase()))
}

fn is_vni(before: Option<u8>, byte: u8) -> bool {
    // Small letters are 0x20 above capitals.
    let small = |byte: u8| if (0xc0..=0xdf).contains(&byte) { byte + 0x20 } else { byte };
    let vowel = is_vowel(before) || before.is_some_and(|before| matches!(small(before), 0xf4 | 0xf6));
    let mark = matches!(small(byte), 0xe0..=0xe5 | 0xe8..=0xeb | 0xef | 0xf5 | 0xf8..=0xfc);
    mark && vowel || matches!(small(byte), 0xe6 | 0xec..=0xee | 0xf1..=0xf4 | 0xf6)
}

fn is_windows(before: Option<u8>, byte: u8) -> bool {
    let letter =
        |byte: u8| matches!(byte, 0xc2 | 0xc3 | 0xca | 0xd4 | 0xd5 | 0xdd | 0xe2 | 0xe3 | 0xea | 0xf4 | 0xf5 | 0xfd);
    let tone = matches!(byte, 0xcc | 0xd2 | 0xde | 0xec | 0xf2);
    tone && (is_vowel(before) || before.is_some_and(letter)) || letter(byte) || matches!(byte, 0xd0 | 0xf0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// «Mã,Chỉ tiêu,Điểm tối đa: Tỷ lệ dịch vụ công trực tuyến», as each encoding writes it.
    const TCVN3: &[u8] =
        b"M\xb7,Ch\xd8 ti\xaau,\xa7i\xd3m t\xe8i \xaea: T\xfb l\xd6 d\xdech v\xf4 c\xabng tr\xf9c tuy\xd5n";
    const VNI: &[u8] = b"Ma\xf5,Ch\xe6 tie\xe2u,\xd1ie\xe5m to\xe1i \xf1a: Ty\xfb le\xe4 d\xf2ch vu\xef co\xe2ng tr\xf6\xefc tuye\xe1n";
    const WINDOWS: &[u8] =
        b"Ma\xde,Chi\xd2 ti\xeau,\xd0i\xea\xd2m t\xf4\xeci \xf0a: Ty\xd2 l\xea\xf2 di\xf2ch vu\xf2 c\xf4ng tr\xfd\xf2c tuy\xea\xecn";

    #[test]
    fn older_encodings_are_called_by_their_names() {
        for (bytes, name) in [(TCVN3, "TCVN3"), (VNI, "VNI"), (WINDOWS, "Windows-1258")] {
            let expected = ProblemKind::LegacyEncoding { encoding: name.to_owned() };
            assert_eq!(decode(bytes), Err(vec![Problem::new("", expected)]), "{name}");
            let taken_for_latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            assert_eq!(mistaken(&taken_for_latin), Some(name));
        }
        for text in ["Mã,Chỉ tiêu", "Code,Indicator", "", "café"] {
            assert_eq!(mistaken(text), None, "{text}");
        }
    }

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        let text = "Mã;Điểm\r\n1;\"0,5\"";
        let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked(b"\xef\xbb\xbf", text.as_bytes()), Encoding::Utf8Marked),
            (marked(b"\xff\xfe", &little), Encoding::Utf16Le),
            (marked(b"\xfe\xff", &big), Encoding::Utf16Be),
        ] {
            assert_eq!(decode(&bytes), Ok((text.to_owned(), encoding)));
        }
        let plain: Vec<u8> = "Code;Name".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&plain), Ok(("Code;Name".to_owned(), Encoding::Utf16Le)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\xff\x00\x01"[..], b"a\0b", b"\xff\xfea", b"\x80\x81\x82\x83\x84"] {
            let problems = decode(bytes).unwrap_err();
            assert_eq!(problems[0].kind.code(), "not_a_spreadsheet", "{bytes:?}");
        }
    }
}
