//! CSV in two dialects, several sheets in one file.
//!
//! A row with `## <name>` in its first cell begins a sheet; a file without such a row is one sheet. The machine dialect
//! has commas, decimal points and plain UTF-8; the dialect of Excel in Vietnam has semicolons, decimal commas and a byte
//! order mark. The reader tells them apart by the separator.
//!
//! A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break) gets an
//! apostrophe before it, and so does one that looks like the beginning of a sheet; numbers are left alone. The reader takes
//! exactly that apostrophe off again, so that nothing is lost.

use super::{
    MAX_SIZE,
    sheet::{Cell, CellKind, Growth, NumberStyle, Sheet, Workbook, is_plain},
};
use crate::engine::problem::{Problem, ProblemKind};

/// What begins a sheet.
const MARK: &str = "##";

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Comma, decimal point, UTF-8.
    Machine,
    /// Semicolon, decimal comma, UTF-8 with a byte order mark: what Excel opens by double click in Vietnam.
    ExcelVietnam,
}

/// Writes all sheets into one file. A sheet without a name has no row that begins it: a plain table.
pub fn write(workbook: &Workbook, dialect: Dialect) -> Vec<u8> {
    let (delimiter, start) = match dialect {
        Dialect::Machine => (b',', ""),
        Dialect::ExcelVietnam => (b';', "\u{feff}"),
    };
    let mut builder = csv::WriterBuilder::new();
    builder.delimiter(delimiter).flexible(true).terminator(csv::Terminator::CRLF);
    let mut writer = builder.from_writer(start.as_bytes().to_vec());
    for sheet in &workbook.sheets {
        // Writing into memory does not fail.
        if !sheet.name.is_empty() {
            let _ = writer.write_record([format!("{MARK} {}", sheet.name)]);
        }
        for row in &sheet.rows {
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(1, |last| last + 1);
            let cells = row.iter().take(last).map(|cell| guarded(&shown(cell, dialect)));
            let cells: Vec<String> = cells.collect();
            let _ = if cells.is_empty() { writer.write_record([""]) } else { writer.write_record(&cells) };
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn shown(cell: &Cell, dialect: Dialect) -> String {
    match (cell.kind, dialect) {
        (CellKind::Number, Dialect::ExcelVietnam) => cell.text.replace('.', ","),
        _ => cell.text.clone(),
    }
}

/// Whether a spreadsheet could take a text for a formula, or this reader for the beginning of a sheet.
fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) || text.starts_with(MARK)
}

fn guarded(text: &str) -> String {
    let is_number = is_plain(text) || is_plain(&text.replacen(',', ".", 1));
    let guard = !is_number && is_dangerous(text.trim_start_matches('\''));
    if guard { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Reads a file of either dialect, also with tabs and in UTF-16, as Excel writes “Unicode text”.
///
/// # Errors
///
/// That it is no text, too large or not CSV.
pub fn read(bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    if bytes.len() > MAX_SIZE {
        return Err(vec![Problem::new("", ProblemKind::TooLarge { size: bytes.len(), limit: MAX_SIZE })]);
    }
    let text = decoded(bytes)?;
    let delimiter = delimiter(&text);
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut growth = Growth::default();
    let mut row_of_file = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(vec![unreadable(error.to_string())]),
        }
        row_of_file += 1;
        let first = record.get(0).unwrap_or_default();
        if let Some(name) = first.strip_prefix(MARK) {
            sheets.push(Sheet { name: name.trim().to_owned(), rows_above: row_of_file, ..Sheet::default() });
            continue;
        }
        if sheets.is_empty() {
            sheets.push(Sheet::new("CSV"));
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        let row = row_of_file - 1 - sheet.rows_above;
        for (column, text) in record.iter().enumerate() {
            growth.put(sheet, row, column, Cell::text(unguarded(text)))?;
        }
    }
    let numbers = if delimiter == b',' { NumberStyle::Machine } else { NumberStyle::Vietnamese };
    Ok(Workbook { sheets, numbers })
}

fn unreadable(reason: String) -> Problem {
    Problem::new("", ProblemKind::NotASpreadsheet { reason })
}

fn decoded(bytes: &[u8]) -> Result<String, Vec<Problem>> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    let text = text.filter(|text| !text.contains('\0'));
    text.ok_or_else(|| vec![unreadable("it is not UTF-8 text".to_owned())])
}

/// The separator that is most frequent outside quotation marks in the first row that has one: headings have none inside.
/// A comma where there is none at all.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(64 * 1024) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(*delimiter == byte);
                }
            }
            _ => {}
        }
    }
    let mut best = (b',', 0);
    for (delimiter, count) in counts {
        if count > best.1 {
            best = (delimiter, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_taken_off_and_nothing_else() {
        for text in ["=1+1", "-5", "-5,5", "-x", "'x", "'=x", "''", "+84 123", "@a", "## x", "'## x", "\tx", "", "x"] {
            let written = guarded(text);
            assert_eq!(unguarded(&written), text, "{text}");
            assert!(is_plain(&written.replace(',', ".")) || !is_dangerous(&written), "{text}: {written}");
        }
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(delimiter("a;b,c\n1,5;2"), b';');
        assert_eq!(delimiter("## Chỉ số\nMã,\"Tên; x\"\n"), b',');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter(""), b',');
    }
}
