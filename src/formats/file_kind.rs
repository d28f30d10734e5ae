//! What a file is, by its bytes: endings of names lie. Programs of offices write CSV or HTML and call it `.xls`.

use super::encoding;
use crate::engine::problem::{Problem, ProblemKind};

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook.
    Xlsx,
    /// A table as text, with commas, semicolons or tabs.
    Csv,
    /// JSON.
    Json,
}

/// How old workbooks begin, and workbooks with a password.
const COMPOUND: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];
/// Where the content of a workbook with a password is, as names stand in such files (UTF-16).
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
/// How many bytes say what a text is.
const LOOKED_AT: usize = 64 * 1024;

/// What a file is, by its bytes, and by its name where they say nothing.
pub fn kind(name: &str, bytes: &[u8]) -> Kind {
    let name = name.to_ascii_lowercase();
    let called = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        _ if bytes.starts_with(b"PK") || bytes.starts_with(&COMPOUND) => Kind::Xlsx,
        Some(b'{') => Kind::Json,
        _ if called(&[".json"]) => Kind::Json,
        Some(_) if encoding::decode(bytes).is_ok() => Kind::Csv,
        _ if called(&[".xlsx", ".xls"]) => Kind::Xlsx,
        _ => Kind::Csv,
    }
}

/// That a file is of a format which Excel opens and we do not: an old workbook, one with a password, one of LibreOffice,
/// a page or XML that calls itself a workbook.
pub(super) fn other_format(bytes: &[u8]) -> Option<Problem> {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|it| it == part);
    let format = match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, ..] if has(bytes, ENCRYPTED) => "password",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "xls",
        [b'P', b'K', ..] if has(head.get(..200).unwrap_or(head), b"opendocument.spreadsheet") => "ods",
        [b'P', b'K', ..] => return None,
        _ => {
            // Whatever the encoding: what matters are plain letters.
            let plain = head.iter().filter(|byte| byte.is_ascii() && **byte != 0).map(u8::to_ascii_lowercase);
            let plain: Vec<u8> = plain.collect();
            let plain = plain.trim_ascii_start();
            match plain.first() {
                Some(b'<') if has(plain, b"office:spreadsheet") => "xml",
                Some(b'<') if has(plain, b"<table") || has(plain, b"<html") => "html",
                Some(b'm') if plain.starts_with(b"mime-version:") => "html",
                _ => return None,
            }
        }
    };
    Some(Problem::new("", ProblemKind::OtherFormat { format: format.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        for (name, bytes, expected) in [
            ("a.csv", &b"PK\x03\x04"[..], Kind::Xlsx),
            ("a.xls", b"\xd0\xcf\x11\xe0", Kind::Xlsx),
            ("a.XLSX", b"", Kind::Xlsx),
            ("a.xlsx", b"\xff\x00\x01", Kind::Xlsx),
            ("a.xls", "Mã;Chỉ tiêu\n1;2\n".as_bytes(), Kind::Csv),
            ("a.XLS", b"\xff\xfeM\0\t\x001\0", Kind::Csv),
            ("a.xls", b"<table>", Kind::Csv),
            ("a.txt", b"\xef\xbb\xbf {", Kind::Json),
            ("a.json", b"", Kind::Json),
            ("a.csv", b"## x", Kind::Csv),
        ] {
            assert_eq!(kind(name, bytes), expected, "{name}");
        }
    }

    #[test]
    fn formats_that_only_office_programs_open_have_their_names() {
        let wide: Vec<u8> = "<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let format = |bytes: &[u8]| other_format(bytes).map(|it| it.kind.values().remove(0).1);
        for (bytes, expected) in [
            (&b"\xd0\xcf\x11\xe0 W\0o\0r\0k\0b\0o\0o\0k\0"[..], Some("xls")),
            (&[&COMPOUND[..], b"....", ENCRYPTED].concat(), Some("password")),
            (b"PK\x03\x04........mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Some("ods")),
            (b"\xef\xbb\xbf\r\n<!DOCTYPE html><HTML><body><TABLE border=1>", Some("html")),
            (&wide, Some("html")),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Some("html")),
            (b"<?xml version='1.0'?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", Some("xml")),
            (b"PK\x03\x04....[Content_Types].xml", None),
            ("Mã,Chỉ tiêu\n1,<table> trong ô\n".as_bytes(), None),
            (b"<x> < 5,1\n", None),
            (b"", None),
        ] {
            assert_eq!(format(bytes).as_deref(), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
