//! Spreadsheets in memory: named sheets of text cells, and the numbers that people write into them.
//!
//! Belongs here: what XLSX and CSV have in common. Does not belong here: the files themselves ([`super::csv_file`],
//! `super::xlsx`) and what the cells mean ([`super::framework_sheet`]).

use crate::engine::{
    exact::Exact,
    problem::{Problem, ProblemKind},
};

/// The most characters of a cell: what Excel holds.
pub const MAX_CELL: usize = 32_767;
/// The most rows of a sheet.
pub const MAX_ROWS: usize = 5_000;
/// The most columns of a sheet.
pub const MAX_COLUMNS: usize = 256;
/// The most cells of all sheets, empty ones to the left of a filled one included.
pub const MAX_CELLS: usize = 500_000;
/// The most bytes of text in all cells.
pub const MAX_TEXT: usize = 32 * 1024 * 1024;

/// Some sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workbook {
    /// In order.
    pub sheets: Vec<Sheet>,
    /// How numbers are written in cells of kind [`CellKind::Text`].
    pub numbers: NumberStyle,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1.234,5`; also `1234.5` where that can mean nothing else.
    #[default]
    Vietnamese,
    /// `1234.5`; also `1.234,5` where that can mean nothing else.
    Machine,
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows of the file above it, for addresses: several sheets can share one CSV file.
    pub rows_above: usize,
    /// The cells.
    pub rows: Vec<Vec<Cell>>,
    /// What is known of the columns, for the formats that can show it.
    pub columns: Vec<Column>,
    /// Formulas by row and column from 0, without the equals sign, for the formats that compute; the cell holds the value.
    pub formulas: std::collections::BTreeMap<(usize, usize), String>,
}

/// What a file can show of a column beside its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// What the heading means; empty: nothing to say.
    pub note: String,
    /// Whether the column holds numbers; other columns hold text, so that `4.10` stays what it is.
    pub is_number: bool,
    /// Whether the column is wide.
    pub is_wide: bool,
    /// The words that can stand in it; empty: any text.
    pub words: Vec<String>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is in it. A number is written as files write it: `1234.5`, `80%`, `1/2`; a date as ISO.
    pub text: String,
    /// What the spreadsheet takes it for.
    pub kind: CellKind,
}

/// What a spreadsheet takes a cell for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Text, or not known (CSV).
    #[default]
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// The error of a formula (`#REF!`).
    Error,
}

static NOTHING: Cell = Cell { text: String::new(), kind: CellKind::Text };

impl Cell {
    /// A cell with text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), kind: CellKind::Text }
    }

    /// A cell with a number as files write it.
    pub fn number(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), kind: CellKind::Number }
    }

    /// The text without spaces around it; line breaks are `\n`.
    pub fn trimmed(&self) -> String {
        self.text.replace("\r\n", "\n").replace('\r', "\n").trim_matches(is_space).to_owned()
    }

    /// Whether there is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }
}

/// White space, and what is as invisible.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet { name: name.into(), ..Sheet::default() }
    }

    /// A cell; outside the sheet an empty one. Rows and columns count from 0.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|row| row.get(column)).unwrap_or(&NOTHING)
    }

    /// The address of a cell: `Chỉ số!D14`.
    pub fn address(&self, row: usize, column: usize) -> String {
        format!("{}!{}{}", self.name, column_name(column), self.rows_above + row + 1)
    }
}

/// `A`, `B`, …, `Z`, `AA`, …
pub fn column_name(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name
}

/// Holds a workbook that is being read within the limits.
#[derive(Debug, Default)]
pub struct Growth {
    cells: usize,
    bytes: usize,
}

impl Growth {
    /// Puts a cell into a sheet; an empty one is left out.
    ///
    /// # Errors
    ///
    /// That the cell, the sheet or the workbook is larger than the limits.
    pub fn put(&mut self, sheet: &mut Sheet, row: usize, column: usize, cell: Cell) -> Result<(), Vec<Problem>> {
        if cell.text.is_empty() {
            return Ok(());
        }
        let place =
            if row < MAX_ROWS && column < MAX_COLUMNS { sheet.address(row, column) } else { sheet.name.clone() };
        let too_large = |what: &str, limit| {
            let kind = ProblemKind::SheetTooLarge { what: what.to_owned(), limit };
            Err(vec![Problem::new(place.clone(), kind)])
        };
        if row >= MAX_ROWS {
            return too_large("rows", MAX_ROWS);
        }
        if column >= MAX_COLUMNS {
            return too_large("columns", MAX_COLUMNS);
        }
        if cell.text.len() > MAX_CELL && cell.text.chars().count() > MAX_CELL {
            return too_large("characters in a cell", MAX_CELL);
        }
        self.bytes += cell.text.len();
        if self.bytes > MAX_TEXT {
            return too_large("bytes of text", MAX_TEXT);
        }
        if sheet.rows.len() <= row {
            self.cells += row + 1 - sheet.rows.len();
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = sheet.rows.get_mut(row) {
            if cells.len() <= column {
                self.cells += column + 1 - cells.len();
                if self.cells > MAX_CELLS {
                    return too_large("cells", MAX_CELLS);
                }
                cells.resize_with(column + 1, Cell::default);
            }
            if let Some(slot) = cells.get_mut(column) {
                *slot = cell;
            }
        }
        Ok(())
    }
}

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As files write it: `1234.5`, `80%`, `1/2`.
    pub text: String,
    /// Whether it could have meant something else: `1.234` is 1234 in Vietnamese, and 1 and a bit elsewhere.
    pub ambiguous: bool,
}

/// Reads a number, a percentage or a fraction; nothing where it is none.
pub fn number(cell: &Cell, style: NumberStyle) -> Option<Number> {
    let text = cell.trimmed();
    if cell.kind == CellKind::Number {
        return is_share(&text).then_some(Number { text, ambiguous: false });
    }
    if matches!(cell.kind, CellKind::Date | CellKind::Error) {
        return None;
    }
    if let Some((top, bottom)) = text.split_once('/') {
        let (top, bottom) = (decimal(top.trim_end(), style)?, decimal(bottom.trim_start(), style)?);
        let text = format!("{}/{}", top.text, bottom.text);
        return Some(Number { text, ambiguous: top.ambiguous || bottom.ambiguous });
    }
    match text.strip_suffix('%') {
        Some(percent) => {
            let percent = decimal(percent.trim_end_matches(is_space), style)?;
            Some(Number { text: format!("{}%", percent.text), ..percent })
        }
        None => decimal(&text, style),
    }
}

/// The value of a number that was read, for messages.
pub fn value(number: &Number) -> Exact {
    Exact::parse_share(&number.text).unwrap_or_default()
}

/// Whether a text is a number, a percentage or a fraction as files write it.
pub fn is_share(text: &str) -> bool {
    let number = |text: &str| is_plain(text.strip_suffix('%').unwrap_or(text));
    text.split_once('/').map_or_else(|| number(text), |(top, bottom)| is_plain(top) && is_plain(bottom))
}

/// Whether a text is a decimal number as files write it.
pub fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    all_digits(whole) && all_digits(fraction)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn decimal(text: &str, style: NumberStyle) -> Option<Number> {
    let certain = |text: String| Some(Number { text, ambiguous: false });
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    if style == NumberStyle::Machine && is_plain(digits) {
        return certain(format!("{sign}{digits}"));
    }
    // “1 234,5”: a space between groups of three.
    let digits = match digits.split_once(is_space) {
        Some(_) => {
            let (whole, fraction) = digits.split_once(',').map_or((digits, None), |(a, b)| (a, Some(b)));
            let groups: Vec<&str> = whole.split(is_space).collect();
            let joined = grouped(&groups)?;
            fraction.map_or(joined.clone(), |fraction| format!("{joined},{fraction}"))
        }
        None => digits.to_owned(),
    };
    let (dots, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let groups = |text: &str, separator: char| grouped(&text.split(separator).collect::<Vec<&str>>());
    match (dots, commas) {
        (0, 0) => all_digits(&digits).then(|| Number { text: format!("{sign}{digits}"), ambiguous: false }),
        (1, 0) => match groups(&digits, '.') {
            Some(joined) => Some(Number { text: format!("{sign}{joined}"), ambiguous: true }),
            None => is_plain(&digits).then(|| Number { text: format!("{sign}{digits}"), ambiguous: false }),
        },
        (_, 0) => certain(format!("{sign}{}", groups(&digits, '.')?)),
        (0, 1) => {
            let text = digits.replace(',', ".");
            let ambiguous = style == NumberStyle::Machine && groups(&digits, ',').is_some();
            is_plain(&text).then(|| Number { text: format!("{sign}{text}"), ambiguous })
        }
        (0, _) => certain(format!("{sign}{}", groups(&digits, ',')?)),
        _ => {
            // The last separator is the one before the decimals.
            let (grouping, point) = if digits.rfind(',') > digits.rfind('.') { ('.', ',') } else { (',', '.') };
            let (whole, fraction) = digits.rsplit_once(point)?;
            let whole = groups(whole, grouping)?;
            all_digits(fraction).then(|| Number { text: format!("{sign}{whole}.{fraction}"), ambiguous: false })
        }
    }
}

/// `["1", "234"]` is `1234`; nothing where the groups are not of three digits, or there is only a zero before them.
fn grouped(groups: &[&str]) -> Option<String> {
    let (first, rest) = groups.split_first()?;
    let fits = all_digits(first) && first.len() <= 3 && !first.starts_with('0') && !rest.is_empty();
    (fits && rest.iter().all(|group| all_digits(group) && group.len() == 3)).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_spreadsheets() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_name).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        fn check(text: &str, style: NumberStyle, expected: Option<(&str, bool)>) {
            let found = number(&Cell::text(text), style).map(|it| (it.text, it.ambiguous));
            assert_eq!(found, expected.map(|(text, ambiguous)| (text.to_owned(), ambiguous)), "{text}");
        }
        let vi = NumberStyle::Vietnamese;
        check("1.234,5", vi, Some(("1234.5", false)));
        check("1.234", vi, Some(("1234", true)));
        check("0.125", vi, Some(("0.125", false)));
        check("12.5", vi, Some(("12.5", false)));
        check("12,5", vi, Some(("12.5", false)));
        check("1,234.5", vi, Some(("1234.5", false)));
        check("1.234.567", vi, Some(("1234567", false)));
        check("1,234,567", vi, Some(("1234567", false)));
        check("1 234 567,25", vi, Some(("1234567.25", false)));
        check(" 33,333 % ", vi, Some(("33.333%", false)));
        check("1/2", vi, Some(("1/2", false)));
        check("−5", vi, Some(("-5", false)));
        for odd in ["", "abc", "1.2.3", "1,2,3", "4 5", "1.", ",5", "1e3", "12%%", "1/2/3", "--1"] {
            check(odd, vi, None);
        }
        let machine = NumberStyle::Machine;
        check("1.234", machine, Some(("1.234", false)));
        check("-0.5%", machine, Some(("-0.5%", false)));
        check("1,234", machine, Some(("1.234", true)));
        check("1.234,5", machine, Some(("1234.5", false)));
    }
}
