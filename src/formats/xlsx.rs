//! XLSX in and out.
//!
//! The two libraries behind it are large, so a page loads them when they are first used: nothing else in this package
//! depends on this module, and it knows no more than [`Workbook`]s.

use std::io::{self, Cursor, Read, Write};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook as Writer, Worksheet,
    XlsxError as WriteError,
};
use zip::ZipArchive;

use super::{
    MAX_SIZE, file_kind,
    sheet::{Cell, CellKind, Growth, MAX_ROWS, NumberStyle, Sheet, Workbook, is_plain},
};
use crate::engine::problem::{Problem, ProblemKind};

/// The most bytes of a file when it is unpacked.
pub const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most files inside a file.
const MAX_ENTRIES: usize = 1000;
/// How many digits of a number spreadsheets keep.
const DIGITS: usize = 15;

/// Reads all sheets: of formulas the values that they last had, of numbers the fifteen digits that Excel shows, of
/// percentages what is shown (`80%`), of dates the ISO form.
///
/// # Errors
///
/// That it is no XLSX file or of another format, or too large: packed, unpacked, in rows and columns, in cells or in text.
pub fn read(bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
    if bytes.len() > MAX_SIZE {
        return Err(vec![super::too_large(bytes.len() as u64)]);
    }
    if let Some(problem) = file_kind::other_format(bytes) {
        return Err(vec![problem]);
    }
    measure(bytes)?;
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| vec![refused(&error)])?;
    let mut sheets = Vec::new();
    let mut growth = Growth::default();
    for name in file.sheet_names() {
        let mut cells = match file.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet that is a chart has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(vec![refused(&error)]),
        };
        let percent = |style: &calamine::Style| {
            style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
        };
        let percent: Vec<bool> = cells.styles().iter().map(percent).collect();
        let mut sheet = Sheet::new(name);
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| vec![refused(&error)])? {
            let is_percent = percent.get(style).copied().unwrap_or(false);
            let (row, column) = cell.get_position();
            let (row, column) =
                (usize::try_from(row).unwrap_or(MAX_ROWS), usize::try_from(column).unwrap_or(usize::MAX));
            growth.put(&mut sheet, row, column, cell_of(cell.get_value(), is_percent))?;
        }
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, numbers: NumberStyle::Vietnamese })
}

/// Unpacks everything once, without keeping it: what a file says about its own size can be wrong.
fn measure(bytes: &[u8]) -> Result<(), Vec<Problem>> {
    let not_zip = |_| vec![unreadable("it is not an XLSX file")];
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
    let too_large =
        |what: &str, limit: usize| vec![Problem::new("", ProblemKind::SheetTooLarge { what: what.to_owned(), limit })];
    if archive.len() > MAX_ENTRIES {
        return Err(too_large("files inside", MAX_ENTRIES));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| vec![unreadable("it is damaged")])?;
        let mut references = References::default();
        let copied = io::copy(&mut entry.take(left + 1), &mut references);
        let copied = copied.map_err(|_| vec![unreadable("it is damaged")])?;
        if copied > left {
            return Err(too_large("bytes when unpacked", usize::try_from(MAX_UNPACKED).unwrap_or(usize::MAX)));
        }
        left -= copied;
    }
    Ok(())
}

/// Looks at what is written to it for addresses of cells (`r="B2"`, `ref="A1:B2"`) that can not be counted with: numbers
/// beyond any sheet, ranges that end before they begin. The library behind this module would take them for other cells.
#[derive(Debug, Default)]
struct References {
    /// The last bytes that were written before.
    before: [u8; 5],
    /// The quotation mark that the value ends with, while one is read.
    open: Option<u8>,
    /// Where the range begins, by row and column.
    from: Option<[u32; 2]>,
    row: u32,
    column: u32,
}

impl References {
    /// How attributes that hold addresses begin, without the quotation mark.
    const NAMES: [&'static [u8]; 2] = [b" r=", b" ref="];

    /// Takes one byte of a value.
    fn take(&mut self, byte: u8) -> Option<()> {
        match byte {
            b'0'..=b'9' => self.row = self.row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                self.column = self.column.checked_mul(26)?.checked_add(letter)?;
            }
            b':' => {
                self.from = Some([self.row, self.column]);
                (self.row, self.column) = (0, 0);
            }
            _ => (self.from, self.row, self.column) = (None, 0, 0),
        }
        Some(())
    }

    /// The byte that is five before a position of what is written now.
    fn byte_before(&self, bytes: &[u8], at: usize) -> u8 {
        let found = if at < 5 { self.before.get(at) } else { bytes.get(at - 5) };
        found.copied().unwrap_or_default()
    }

    /// Whether the value that begins there is that of an attribute with addresses.
    fn is_named(&self, bytes: &[u8], at: usize) -> bool {
        // White space of any kind separates attributes.
        let plain = |byte: u8| if byte.is_ascii_whitespace() { b' ' } else { byte };
        let before: [u8; 5] = std::array::from_fn(|back| plain(self.byte_before(bytes, at + back)));
        Self::NAMES.iter().any(|name| before.ends_with(name))
    }

    fn is_in_order(&self) -> bool {
        self.from.is_none_or(|[row, column]| row <= self.row && column <= self.column)
    }
}

impl Write for References {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let is_end = |byte: &u8| self.open.map_or(matches!(byte, b'"' | b'\''), |mark| *byte == mark);
            let end = rest.iter().position(is_end);
            if self.open.is_some() {
                let value = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                value.iter().try_for_each(|byte| self.take(*byte)).ok_or_else(damaged)?;
            }
            let Some(end) = end else { break };
            match self.open.take() {
                Some(_) => self.is_in_order().then_some(()).ok_or_else(damaged)?,
                None if self.is_named(bytes, at + end) => {
                    (self.open, self.from, self.row, self.column) = (rest.get(end).copied(), None, 0, 0);
                }
                None => {}
            }
            at += end + 1;
        }
        self.before = std::array::from_fn(|back| self.byte_before(bytes, bytes.len() + back));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn unreadable(reason: &str) -> Problem {
    Problem::new("", ProblemKind::NotASpreadsheet { reason: reason.to_owned() })
}

fn refused(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::new("", ProblemKind::OtherFormat { format: "password".to_owned() }),
        _ => unreadable(&error.to_string()),
    }
}

fn cell_of(value: &DataRef<'_>, is_percent: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::Int(number) => number_cell(&number.to_string(), is_percent),
        DataRef::Float(number) => number_cell(&decimal(*number), is_percent),
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell { text: format!("{year:04}-{month:02}-{day:02}"), kind: CellKind::Date }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell { text: text.split('T').next().unwrap_or_default().to_owned(), kind: CellKind::Date }
        }
        DataRef::Error(error) => Cell { text: error.to_string(), kind: CellKind::Error },
    }
}

fn number_cell(text: &str, is_percent: bool) -> Cell {
    match is_percent {
        true => Cell::number(format!("{}%", times_hundred(text))),
        false => Cell::number(text),
    }
}

/// A number in decimal digits, as exact as Excel shows it: `0.1 + 0.2` is `0.3`.
fn decimal(number: f64) -> String {
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let exponent: i32 = exponent.parse().unwrap_or_default();
    // How many digits stand before the point.
    let before = exponent + 1;
    if !(-300..=300).contains(&before) {
        return scientific;
    }
    let before_count = usize::try_from(before).unwrap_or_default();
    let text = match before {
        ..=0 => format!("0.{}{digits}", "0".repeat(usize::try_from(-before).unwrap_or_default())),
        _ if before_count >= digits.len() => format!("{digits}{}", "0".repeat(before_count - digits.len())),
        _ => {
            let (whole, fraction) = digits.split_at(before_count);
            format!("{whole}.{fraction}")
        }
    };
    format!("{sign}{text}")
}

/// A decimal number times a hundred, by moving the point.
fn times_hundred(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = format!("{fraction:0<2}");
    let (moved, rest) = fraction.split_at(2);
    let joined = format!("{whole}{moved}");
    let whole = joined.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Writes all sheets: the first row is bold and stays in sight, its notes and the words of its columns are there to
/// choose from, and what is not a number is text, so that `4.10` stays `4.10` when somebody types it.
///
/// The same workbook gives the same bytes: the file says no time.
///
/// # Errors
///
/// That a cell or a sheet holds more than XLSX can.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, Vec<Problem>> {
    let mut file = Writer::new();
    let start = ExcelDateTime::from_ymd(2000, 1, 1);
    let properties = DocProperties::new();
    file.set_properties(&match &start {
        Ok(start) => properties.set_creation_datetime(start),
        Err(_) => properties,
    });
    for sheet in &workbook.sheets {
        let worksheet = file.add_worksheet();
        write_sheet(worksheet, sheet).map_err(|error| {
            let kind = ProblemKind::NotASpreadsheet { reason: error.to_string() };
            vec![Problem::new(sheet.name.clone(), kind)]
        })?;
    }
    file.save_to_buffer().map_err(|error| vec![unreadable(&error.to_string())])
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), WriteError> {
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top);
    let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color(0xDDE8F3);
    worksheet.set_name(&sheet.name)?;
    let widest = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    for at in 0..widest {
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        let known = sheet.columns.get(at).cloned().unwrap_or_default();
        worksheet.set_column_width(column, if known.is_wide { 48.0 } else { 16.0 })?;
        worksheet.set_column_format(column, if known.is_number { &number } else { &text })?;
        if !known.note.is_empty() {
            worksheet.insert_note(0, column, &Note::new(known.note).add_author_prefix(false).set_width(280))?;
        }
        // A list that is too long for the format is left out; the note has the words.
        if let Some(list) = Some(&known.words).filter(|it| !it.is_empty())
            && let Ok(words) = DataValidation::new().allow_list_strings(list)
        {
            let last = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX) - 1;
            worksheet.add_data_validation(1, column, last, column, &words.show_error_message(false))?;
        }
    }
    if !sheet.columns.is_empty() {
        worksheet.set_freeze_panes(1, 0)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        let is_heading = row == 0 && !sheet.columns.is_empty();
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, cell) in cells.iter().enumerate() {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            let at = (usize::try_from(row).unwrap_or_default(), usize::from(column));
            if let Some(formula) = sheet.formulas.get(&at) {
                let formula = Formula::new(formula).set_result(&cell.text);
                worksheet.write_formula_with_format(row, column, formula, &number)?;
                continue;
            }
            match as_float(cell) {
                _ if cell.text.is_empty() => {}
                Some(value) => drop(worksheet.write_number_with_format(row, column, value, &number)?),
                None if is_heading => drop(worksheet.write_string_with_format(row, column, &cell.text, &heading)?),
                None => drop(worksheet.write_string_with_format(row, column, shown(cell), &text)?),
            }
        }
    }
    Ok(())
}

/// The number of a cell, where a spreadsheet can hold it without loss.
fn as_float(cell: &Cell) -> Option<f64> {
    if cell.kind != CellKind::Number || !is_plain(&cell.text) {
        return None;
    }
    cell.text.parse().ok().filter(|value| decimal(*value) == cell.text)
}

/// Other numbers are text as a Vietnamese reader writes it.
fn shown(cell: &Cell) -> String {
    match cell.kind {
        CellKind::Number => cell.text.replace('.', ","),
        _ => cell.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_excel_shows() {
        fn check(number: f64, expected: &str) {
            assert_eq!(decimal(number), expected);
        }
        check(0.1 + 0.2, "0.3");
        check(1234.5, "1234.5");
        check(1000.0, "1000");
        check(-0.000_25, "-0.00025");
        check(123_456_789_012_345.0, "123456789012345");
        check(0.0, "0");
        check(-0.0, "0");
        check(1e20, "100000000000000000000");
    }

    #[test]
    fn percentages_are_what_is_shown() {
        for (number, expected) in
            [("0.8", "80"), ("0.125", "12.5"), ("1", "100"), ("-0.005", "-0.5"), ("12.34", "1234")]
        {
            assert_eq!(times_hundred(number), expected, "{number}");
        }
    }
}
