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
    csv::{Quotes, Record, Records},
    encoding::{self, Encoding},
    file_kind,
    sheet::{Cell, CellKind, Growth, NumberStyle, Sheet, Workbook, is_plain},
    too_large,
};
use crate::engine::problem::{Problem, ProblemKind};

/// What begins a sheet.
const MARK: &str = "##";

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Comma, decimal point, UTF-8.
    Machine,
    /// The same with a byte order mark: the export of eleven columns.
    MachineMarked,
    /// Semicolon, decimal comma, UTF-8 with a byte order mark: what Excel opens by double click in Vietnam.
    ExcelVietnam,
}

/// Writes all sheets into one file.
pub fn write(workbook: &Workbook, dialect: Dialect) -> Vec<u8> {
    let mut writer = writer(dialect);
    for sheet in &workbook.sheets {
        // Writing into memory does not fail.
        let _ = writer.write_record([format!("{MARK} {}", sheet.name)]);
        write_rows(&mut writer, sheet, dialect);
    }
    writer.into_inner().unwrap_or_default()
}

/// Writes one sheet without its name, for programs that expect a table and nothing else.
pub fn write_table(sheet: &Sheet, dialect: Dialect) -> Vec<u8> {
    let mut writer = writer(dialect);
    write_rows(&mut writer, sheet, dialect);
    writer.into_inner().unwrap_or_default()
}

fn writer(dialect: Dialect) -> csv::Writer<Vec<u8>> {
    let (delimiter, start) = match dialect {
        Dialect::Machine => (b',', ""),
        Dialect::MachineMarked => (b',', "\u{feff}"),
        Dialect::ExcelVietnam => (b';', "\u{feff}"),
    };
    let mut builder = csv::WriterBuilder::new();
    builder.delimiter(delimiter).flexible(true).terminator(csv::Terminator::CRLF);
    builder.from_writer(start.as_bytes().to_vec())
}

fn write_rows(writer: &mut csv::Writer<Vec<u8>>, sheet: &Sheet, dialect: Dialect) {
    for row in &sheet.rows {
        let last = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(1, |last| last + 1);
        let cells = row.iter().take(last).map(|cell| guarded(&shown(cell, dialect)));
        let cells: Vec<String> = cells.collect();
        let _ = if cells.is_empty() { writer.write_record([""]) } else { writer.write_record(&cells) };
    }
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

/// A text with an apostrophe before it, if a spreadsheet could take it for a formula.
pub fn guarded(text: &str) -> String {
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

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Details {
    /// How it holds its letters.
    pub encoding: Encoding,
    /// What separates its cells: a comma, a semicolon or a tab.
    pub delimiter: char,
}

/// Reads a file of either dialect, also with tabs and in UTF-16, as Excel writes “Unicode text”.
///
/// # Errors
///
/// That it is no text or of another format, in an older Vietnamese encoding, too large, or that a quotation mark is never closed.
pub fn read(bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    read_with_details(bytes).map(|(workbook, _)| workbook)
}

/// [`read`], and what the file turned out to be.
///
/// # Errors
///
/// As [`read`].
pub fn read_with_details(bytes: &[u8]) -> Result<(Workbook, Details), Vec<Problem>> {
    if bytes.len() > MAX_SIZE {
        return Err(vec![too_large(bytes.len() as u64)]);
    }
    if let Some(problem) = file_kind::other_format(bytes) {
        return Err(vec![problem]);
    }
    let (text, encoding) = encoding::decode(bytes)?;
    let delimiter = delimiter(&text);
    let unclosed = |line| vec![Problem::new("", ProblemKind::BadCsv { line })];
    let mut records = Records::open(&text, delimiter, Quotes::Tolerant).map_err(unclosed)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut growth = Growth::default();
    while let Some(Record { row: row_of_file, cells, .. }) = records.next() {
        let first = cells.get(0).unwrap_or_default();
        if let Some(name) = first.strip_prefix(MARK) {
            sheets.push(Sheet { name: name.trim().to_owned(), rows_above: row_of_file, ..Sheet::default() });
            continue;
        }
        if sheets.is_empty() {
            sheets.push(Sheet::new("CSV"));
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        let row = row_of_file - 1 - sheet.rows_above;
        for (column, text) in cells.iter().enumerate() {
            growth.put(sheet, row, column, Cell::text(unguarded(text)))?;
        }
    }
    let numbers = if delimiter == b',' { NumberStyle::Machine } else { NumberStyle::Vietnamese };
    Ok((Workbook { sheets, numbers }, Details { encoding, delimiter: char::from(delimiter) }))
}

/// The separator that most rows have the same number of: a title above a table, or a text in it, can have the others.
/// In a file of ours the first row that has one decides: headings have none inside. A comma where there is none at all.
fn delimiter(text: &str) -> u8 {
    const CANDIDATES: [u8; 3] = [b';', b'\t', b','];
    let mut rows: Vec<[usize; 3]> = vec![[0; 3]];
    let mut quoted = false;
    let is_ours = text.trim_start_matches(['\u{feff}', '"']).starts_with(MARK);
    for byte in text.bytes().take(64 * 1024) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && is_ours && rows.last().is_some_and(|row| *row != [0; 3]) => break,
            b'\n' if !quoted => rows.push([0; 3]),
            _ if !quoted => {
                if let (Some(at), Some(row)) = (CANDIDATES.iter().position(|it| *it == byte), rows.last_mut()) {
                    row[at] += 1;
                }
            }
            _ => {}
        }
    }
    let weight = |at: usize| {
        let counts = rows.iter().map(|row| row[at]).filter(|count| *count > 0);
        let alike = |count: usize| rows.iter().filter(|row| row[at] == count).count();
        let counts: std::collections::BTreeSet<usize> = counts.collect();
        counts.into_iter().map(|count| count * alike(count)).max().unwrap_or_default()
    };
    let mut best = (b',', 0);
    for (at, candidate) in CANDIDATES.into_iter().enumerate() {
        let weight = weight(at);
        if weight > best.1 {
            best = (candidate, weight);
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
        assert_eq!(delimiter("UBND xã, năm 2025\nMã;Tên;Điểm\n1;A, b, c;0,5\n2;B;1,5\n"), b';');
        assert_eq!(delimiter(""), b',');
    }
}
