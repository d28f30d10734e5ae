//! Tables of machine CSV: comma, UTF-8, a header row; strict: what is odd is a problem, never a guess. And the rows of
//! any CSV file ([`Records`]), which the tolerant reader ([`super::csv_file`]) uses as well.

use crate::engine::{
    checked::shortened,
    problem::{Problem, ProblemKind},
};

/// One row, with its cells in the order of the columns that were asked for.
#[derive(Debug)]
pub(super) struct Row {
    /// Where: `tables/results.csv/12`.
    pub place: String,
    pub cells: Vec<String>,
}

/// The rows of a table that has exactly these columns, in any order. `name` stands in the places of problems.
///
/// A row with too few or too many cells is reported and left out.
pub(super) fn read(text: &str, name: &str, columns: &[&str], problems: &mut Vec<Problem>) -> Vec<Row> {
    let place = |line: usize| format!("tables/{name}/{line}");
    if text.len() > super::MAX_SIZE {
        let kind = super::too_large(text.len() as u64).kind;
        problems.push(Problem::new(format!("tables/{name}"), kind));
        return Vec::new();
    }
    let mut lines = match Records::open(text, b',', Quotes::Strict) {
        Ok(lines) => lines,
        Err(line) => {
            problems.push(Problem::new(format!("tables/{name}"), ProblemKind::BadCsv { line }));
            return Vec::new();
        }
    };
    let header: Vec<String> = match lines.next() {
        Some(Record { cells, .. }) => cells.iter().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let positions: Vec<Option<usize>> = columns.iter().map(|it| header.iter().position(|cell| cell == it)).collect();
    for (column, _) in columns.iter().zip(&positions).filter(|(_, position)| position.is_none()) {
        let kind = ProblemKind::ColumnMissing { name: (*column).to_owned() };
        problems.push(Problem::new(format!("tables/{name}"), kind));
    }
    for (_, cell) in header.iter().enumerate().filter(|(at, _)| !positions.contains(&Some(*at))) {
        let kind = ProblemKind::ColumnUnknown { name: shortened(cell) };
        problems.push(Problem::new(place(1), kind));
    }
    let Some(positions) = positions.into_iter().collect::<Option<Vec<usize>>>() else { return Vec::new() };
    let mut rows = Vec::new();
    while let Some(Record { line, cells, .. }) = lines.next() {
        if cells.len() != header.len() {
            let kind = ProblemKind::CellCount { count: cells.len(), limit: header.len() };
            problems.push(Problem::new(place(line), kind));
            continue;
        }
        let cell = |at: &usize| cells.get(*at).unwrap_or_default().to_owned();
        rows.push(Row { place: place(line), cells: positions.iter().map(cell).collect() });
    }
    rows
}

/// One line of machine CSV.
pub(super) fn record(cells: &[&str]) -> String {
    let quoted = |cell: &&str| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => (*cell).to_owned(),
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// What quotation marks may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Only what the format says: around a whole cell, doubled inside it.
    Strict,
    /// Whatever spreadsheets read; but a cell that is never closed would swallow the rest of the file.
    Tolerant,
}

/// The rows of a file, those without anything left out.
#[derive(Debug)]
pub(super) struct Records<'a> {
    text: &'a str,
    reader: ::csv::Reader<&'a [u8]>,
    record: ::csv::StringRecord,
    /// How far lines are counted, and which line that is.
    counted: usize,
    line: usize,
    /// The line after the last record.
    next_line: usize,
    row: usize,
}

/// One row of a file.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Its number in a spreadsheet, from 1: a cell with line breaks is in one row, an empty line is one too.
    pub row: usize,
    /// The cells.
    pub cells: &'a ::csv::StringRecord,
}

impl<'a> Records<'a> {
    /// Begins to read; a byte order mark is skipped.
    ///
    /// # Errors
    ///
    /// The line of a quotation mark that is not closed, or that should not be where it is.
    pub fn open(text: &'a str, delimiter: u8, quotes: Quotes) -> Result<Records<'a>, usize> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        check_quotes(text.as_bytes(), delimiter, quotes)?;
        let mut builder = ::csv::ReaderBuilder::new();
        let reader = builder.delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let record = ::csv::StringRecord::new();
        Ok(Records { text, reader, record, counted: 0, line: 1, next_line: 1, row: 0 })
    }

    /// The next row.
    pub fn next(&mut self) -> Option<Record<'_>> {
        // The text is UTF-8 and rows may be of any length, so nothing else can be wrong.
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = self.record.position().map_or(0, |position| position.byte());
        let mut start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let breaks = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        self.line += breaks(bytes.get(self.counted..start).unwrap_or_default());
        self.counted = start;
        self.row += 1 + self.line.saturating_sub(self.next_line);
        self.next_line = self.line + 1 + self.record.iter().map(|cell| breaks(cell.as_bytes())).sum::<usize>();
        Some(Record { line: self.line, row: self.row, cells: &self.record })
    }
}

/// # Errors
///
/// The line of a quotation mark that is not closed, or, strictly, that something follows or stands before.
fn check_quotes(bytes: &[u8], delimiter: u8, quotes: Quotes) -> Result<(), usize> {
    let (mut at, mut line, mut cell_begins) = (0, 1, true);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' if cell_begins => {
                let opened = line;
                loop {
                    match bytes.get(at) {
                        Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 1,
                        Some(b'"') => break,
                        Some(inside) => line += usize::from(*inside == b'\n'),
                        None => return Err(opened),
                    }
                    at += 1;
                }
                at += 1;
                let ends = bytes.get(at).is_none_or(|next| *next == delimiter || matches!(next, b'\r' | b'\n'));
                if quotes == Quotes::Strict && !ends {
                    return Err(line);
                }
                cell_begins = false;
            }
            b'"' if quotes == Quotes::Strict => return Err(line),
            _ => {
                line += usize::from(*byte == b'\n');
                cell_begins = *byte == delimiter || matches!(byte, b'\r' | b'\n');
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(usize, usize, Vec<String>)> {
        let mut records = Records::open(text, b',', Quotes::Strict).unwrap();
        let mut found = Vec::new();
        while let Some(Record { line, row, cells }) = records.next() {
            found.push((line, row, cells.iter().map(str::to_owned).collect()));
        }
        found
    }

    #[test]
    fn quoted_cells_hold_commas_quotes_and_line_breaks() {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            all("a,b\r\n\"1,\"\"x\"\"\",\"two\nlines\"\n\n,\n\r\n\r\nend"),
            [
                (1, 1, cells(&["a", "b"])),
                (2, 2, cells(&["1,\"x\"", "two\nlines"])),
                (5, 4, cells(&["", ""])),
                (8, 7, cells(&["end"])),
            ]
        );
        assert_eq!(all("\u{feff}\n\na"), [(3, 3, cells(&["a"]))]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told() {
        fn check(text: &str, strict: Result<(), usize>, tolerant: Result<(), usize>) {
            assert_eq!(Records::open(text, b',', Quotes::Strict).map(drop), strict, "{text}");
            assert_eq!(Records::open(text, b',', Quotes::Tolerant).map(drop), tolerant, "{text}");
        }
        check("a\n\"b\nc", Err(2), Err(2));
        check("a\nb\"c\n", Err(2), Ok(()));
        check("\"a\"b", Err(1), Ok(()));
        check("\"a\"\"\",b\r\n\"\"", Ok(()), Ok(()));
    }

    #[test]
    fn columns_may_stand_in_any_order() {
        let mut problems = Vec::new();
        let rows = read("b,a\n2,1\n", "t.csv", &["a", "b"], &mut problems);
        assert_eq!(
            (rows.len(), &*rows[0].place, &rows[0].cells[..]),
            (1, "tables/t.csv/2", &["1".into(), "2".into()][..])
        );
        assert_eq!(problems, []);
    }
}
