//! Finding a score table in a sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Amount, Choices, Column, Evidence, Field, Line, ScoreTable, StatedSum, address,
    columns::{STATUSES, status_of},
};
use crate::engine::{
    checked::shortened,
    exact::Exact,
    id::NodeId,
    problem::{Problem, ProblemKind},
};
use crate::formats::{
    encoding,
    framework_sheet::fold,
    sheet::{self, Cell, CellKind, NumberStyle, Sheet, Workbook, is_plain},
};

/// The headings are looked for in so many rows.
const TITLE_ROWS: usize = 40;
/// How many cells of a column are shown.
const SAMPLES: usize = 3;

/// Finds the table and reads it.
///
/// # Errors
///
/// That no sheet has the headings of a score table, or that its letters are in an older encoding.
pub fn read(workbook: &Workbook, choices: &Choices) -> Result<ScoreTable, Vec<Problem>> {
    let found = workbook.sheets.iter().find_map(|sheet| Some((sheet, heading_row(sheet)?)));
    let Some((sheet, heading)) = found else { return Err(vec![no_table(workbook)]) };
    let columns = columns(sheet, heading, choices);
    let mut reader = Reader { sheet, heading, columns, doubts: Vec::new() };
    reader.decide_numbers(workbook.numbers, choices);
    let rows = reader.rows();
    let (lines, sums) = sorted_out(rows);
    let mut table = ScoreTable {
        sheet: sheet.name.clone(),
        heading_row: sheet.rows_above + heading + 1,
        columns: reader.columns,
        lines,
        sums,
        year: year(sheet, heading),
        doubts: reader.doubts,
    };
    name_lines(&mut table);
    if table.lines.is_empty() {
        table.doubts.push(Problem::new(table.address(Field::Code, table.heading_row), ProblemKind::Empty));
    }
    Ok(table)
}

/// The first row that has a name or code, scores and at least three headings in all.
fn heading_row(sheet: &Sheet) -> Option<usize> {
    (0..sheet.rows.len().min(TITLE_ROWS)).find(|row| {
        let cells = sheet.rows.get(*row).map(Vec::as_slice).unwrap_or_default();
        let fields: BTreeSet<Field> = cells.iter().filter_map(|cell| Field::of_heading(&cell.text)).collect();
        let has = |wanted: [Field; 2]| wanted.iter().any(|field| fields.contains(field));
        fields.len() >= 3 && has([Field::Code, Field::Name]) && has([Field::Max, Field::SelfScore])
    })
}

fn no_table(workbook: &Workbook) -> Problem {
    let cells = workbook.sheets.iter().flat_map(|sheet| sheet.rows.iter().take(TITLE_ROWS)).flatten();
    let text: String = cells.flat_map(|cell| [cell.text.as_str(), " "]).collect();
    match encoding::mistaken(&text) {
        Some(encoding) => Problem::new("", ProblemKind::LegacyEncoding { encoding: encoding.to_owned() }),
        None => Problem::new("", ProblemKind::NoScoreTable),
    }
}

fn columns(sheet: &Sheet, heading: usize, choices: &Choices) -> Vec<Column> {
    let width = sheet.rows.iter().skip(heading).map(Vec::len).max().unwrap_or_default();
    let mut taken = BTreeSet::new();
    // What somebody has chosen goes first.
    let chosen: BTreeSet<Field> = choices.fields.values().flatten().copied().collect();
    let field = |position: usize| match choices.fields.get(&position) {
        Some(field) => *field,
        None => Field::of_heading(&sheet.cell(heading, position).text).filter(|field| !chosen.contains(field)),
    };
    let column = |position: usize| {
        let heading = sheet.cell(heading, position).trimmed();
        let field = field(position).filter(|field| taken.insert(*field));
        Column { position, heading, field, numbers: None, samples: Vec::new() }
    };
    (0..width).map(column).collect()
}

struct Reader<'a> {
    sheet: &'a Sheet,
    heading: usize,
    columns: Vec<Column>,
    doubts: Vec<Problem>,
}

/// A row with what is in its cells.
struct Row {
    row: usize,
    texts: BTreeMap<Field, String>,
    amounts: BTreeMap<Field, Amount>,
}

impl Row {
    fn text(&self, field: Field) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    fn amount(&self, field: Field) -> Amount {
        self.amounts.get(&field).cloned().unwrap_or_default()
    }
}

impl Reader<'_> {
    fn body(&self) -> std::ops::Range<usize> {
        self.heading + 1..self.sheet.rows.len()
    }

    fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|column| column.field == Some(field)).map(|column| column.position)
    }

    fn doubt(&mut self, row: usize, column: usize, kind: ProblemKind) {
        self.doubts.push(Problem::new(self.sheet.address(row, column), kind));
    }

    /// How each column writes its numbers.
    fn decide_numbers(&mut self, of_file: NumberStyle, choices: &Choices) {
        let max = self.position(Field::Max);
        let mut max_style = of_file;
        let body = self.body();
        let mut columns = std::mem::take(&mut self.columns);
        // Maxima first: what is above them shows how scores are written.
        let is_max = |column: &Column| column.field == Some(Field::Max);
        let order = (0..columns.len()).filter(|at| is_max(&columns[*at]));
        let order: Vec<usize> = order.chain((0..columns.len()).filter(|at| !is_max(&columns[*at]))).collect();
        for at in order {
            let Some(column) = columns.get_mut(at) else { continue };
            let position = column.position;
            let cells: Vec<(usize, &Cell)> = body.clone().map(|row| (row, self.sheet.cell(row, position))).collect();
            if column.field.is_some_and(Field::is_number) {
                let limit = |row: usize| {
                    let max = max.filter(|max| *max != position)?;
                    Exact::parse_decimal(&sheet::number(self.sheet.cell(row, max), max_style)?.text)
                };
                let (style, evidence) = match choices.numbers.get(&position) {
                    Some(style) => (*style, Evidence::Chosen),
                    None => style_of(&cells, of_file, &limit),
                };
                if Some(position) == max {
                    max_style = style;
                }
                column.numbers = Some((style, evidence));
            }
            let style = column.numbers.map(|(style, _)| style);
            let shown = cells.iter().filter(|(_, cell)| !cell.is_blank()).take(SAMPLES);
            let read = |cell: &Cell| sheet::number(cell, style?).map(|number| number.text);
            column.samples = shown.map(|(_, cell)| (cell.trimmed(), read(cell))).collect();
        }
        self.columns = columns;
        self.doubt_columns();
    }

    /// Headings that mean nothing here, or what another column is already.
    fn doubt_columns(&mut self) {
        let mut doubts = Vec::new();
        for column in self.columns.iter().filter(|column| column.field.is_none() && !column.heading.is_empty()) {
            let heading = shortened(&column.heading);
            let kind = match Field::of_heading(&column.heading).filter(|field| self.position(*field).is_some()) {
                Some(_) => ProblemKind::HeadingTwice { heading },
                None => ProblemKind::HeadingUnknown { text: heading },
            };
            doubts.push(Problem::new(self.sheet.address(self.heading, column.position), kind));
        }
        for field in [Field::Code, Field::Name, Field::Max, Field::SelfScore] {
            if self.position(field).is_none() {
                let kind = ProblemKind::FieldMissing { heading: field.heading().to_owned() };
                doubts.push(Problem::new(self.sheet.address(self.heading, 0), kind));
            }
        }
        self.doubts.extend(doubts);
    }

    fn rows(&mut self) -> Vec<Row> {
        let known: Vec<_> = self.columns.iter().filter_map(|it| Some((it.field?, it.position, it.numbers))).collect();
        let mut rows = Vec::new();
        for at in self.body() {
            let mut row = Row { row: self.sheet.rows_above + at + 1, texts: BTreeMap::new(), amounts: BTreeMap::new() };
            for (field, position, numbers) in &known {
                let cell = self.sheet.cell(at, *position);
                if cell.is_blank() {
                    continue;
                }
                if cell.kind == CellKind::Error {
                    self.doubt(at, *position, ProblemKind::CellFormulaError { text: cell.text.clone() });
                }
                match numbers {
                    Some((style, evidence)) => {
                        let amount = self.amount(at, *position, *style, *evidence);
                        row.amounts.insert(*field, amount);
                    }
                    None => {
                        if *field == Field::Code && cell.kind == CellKind::Date {
                            self.doubt(at, *position, ProblemKind::CodeIsDate { text: cell.text.clone() });
                        }
                        if *field == Field::Status && status_of(&cell.text).is_none() {
                            let words: Vec<&str> = STATUSES.iter().map(|(_, words)| words.vi).collect();
                            let kind =
                                ProblemKind::CellWord { text: shortened(&cell.trimmed()), words: words.join(", ") };
                            self.doubt(at, *position, kind);
                        }
                        row.texts.insert(*field, cell.trimmed());
                    }
                }
            }
            if !row.texts.is_empty() || !row.amounts.is_empty() {
                rows.push(row);
            }
        }
        rows
    }

    fn amount(&mut self, at: usize, position: usize, style: NumberStyle, evidence: Evidence) -> Amount {
        let cell = self.sheet.cell(at, position);
        let typed = cell.trimmed();
        let number = sheet::number(cell, style).filter(|number| is_plain(&number.text));
        match number.filter(|number| Exact::parse_decimal(&number.text).is_some()) {
            Some(number) => {
                if number.ambiguous && evidence == Evidence::File {
                    let kind = ProblemKind::AmountAmbiguous { text: shortened(&typed), value: sheet::value(&number) };
                    self.doubt(at, position, kind);
                }
                Amount { typed, read: Some(number.text) }
            }
            None => {
                self.doubt(at, position, ProblemKind::CellNumber { text: shortened(&typed) });
                Amount { typed, read: None }
            }
        }
    }
}

/// How some cells write numbers. `limit` is what the number in a row can not be above.
fn style_of(
    cells: &[(usize, &Cell)],
    of_file: NumberStyle,
    limit: &dyn Fn(usize) -> Option<Exact>,
) -> (NumberStyle, Evidence) {
    let styles = [NumberStyle::Vietnamese, NumberStyle::Machine];
    let (mut commas, mut points, mut above) = (0, 0, [0, 0]);
    for (row, cell) in cells.iter().filter(|(_, cell)| cell.kind == CellKind::Text && !cell.is_blank()) {
        let text = cell.trimmed();
        let certain = sheet::number(cell, NumberStyle::Vietnamese).is_some_and(|number| !number.ambiguous);
        let after = |mark: char| text.rsplit_once(mark).map_or(0, |(_, digits)| digits.len());
        // Three digits after the mark may be a group of thousands.
        match (text.matches(',').count(), text.matches('.').count()) {
            (1, 0) if after(',') != 3 => commas += 1,
            (0, 1) if after('.') != 3 && certain => points += 1,
            (_, _) if text.contains(',') && text.contains('.') => match text.rfind(',') > text.rfind('.') {
                true => commas += 1,
                false => points += 1,
            },
            _ => {}
        }
        let Some(limit) = limit(*row) else { continue };
        for (style, above) in styles.iter().zip(&mut above) {
            let number = sheet::number(cell, *style).and_then(|number| Exact::parse_decimal(&number.text));
            *above += usize::from(number.is_some_and(|number| number > limit));
        }
    }
    match (commas, points) {
        (1.., 0) => (NumberStyle::Vietnamese, Evidence::Cells),
        (0, 1..) => (NumberStyle::Machine, Evidence::Cells),
        _ if above[0] > above[1] => (NumberStyle::Machine, Evidence::Range),
        _ if above[1] > above[0] => (NumberStyle::Vietnamese, Evidence::Range),
        _ => (of_file, Evidence::File),
    }
}

/// Lines, and the rows that head groups or state sums.
fn sorted_out(rows: Vec<Row>) -> (Vec<Line>, Vec<StatedSum>) {
    let codes: BTreeSet<String> = rows.iter().map(|row| row.text(Field::Code).to_owned()).collect();
    let heads_others = |code: &str| {
        let prefix = format!("{code}.");
        !code.is_empty() && codes.range(prefix.clone()..).next().is_some_and(|next| next.starts_with(&prefix))
    };
    let (mut lines, mut sums) = (Vec::new(), Vec::new());
    let mut heading = String::new();
    for row in rows {
        let (code, name) = (row.text(Field::Code).to_owned(), row.text(Field::Name).to_owned());
        let scored = [Field::Max, Field::SelfScore, Field::Appraised].iter().any(|it| row.amounts.contains_key(it));
        let [first, second] = [fold(&code), fold(&name)];
        let is_total = [&first, &second].iter().any(|text| {
            ["tong", "tong cong", "tong diem", "cong", "total"].contains(&text.as_str())
                || text.starts_with("tong diem ")
                || text.starts_with("tong cong ")
        });
        let has_group = !row.text(Field::Group).is_empty();
        let heads = !is_total && !has_group && (heads_others(&code) || !scored && row.texts.len() <= 2);
        if is_total || heads {
            let label = if name.is_empty() { code.clone() } else { name.clone() };
            if heads {
                heading.clone_from(&label);
            }
            let group = match (is_total, row.text(Field::Group)) {
                (true, "") => None,
                (true, group) => Some(group.to_owned()),
                (false, _) => Some(label.clone()),
            };
            sums.push(StatedSum {
                row: row.row,
                code: if is_total { String::new() } else { code },
                name: label,
                group,
                max: row.amount(Field::Max),
                self_score: row.amount(Field::SelfScore),
                appraised: row.amount(Field::Appraised),
                difference: row.amount(Field::Difference),
            });
            continue;
        }
        let group = if has_group { row.text(Field::Group).to_owned() } else { heading.clone() };
        lines.push(Line {
            row: row.row,
            code,
            id: String::new(),
            name,
            group,
            max: row.amount(Field::Max),
            self_score: row.amount(Field::SelfScore),
            appraised: row.amount(Field::Appraised),
            difference: row.amount(Field::Difference),
            status: row.text(Field::Status).to_owned(),
            responsible: row.text(Field::Responsible).to_owned(),
            deadline: row.text(Field::Deadline).to_owned(),
            remark: row.text(Field::Remark).to_owned(),
        });
    }
    (lines, sums)
}

/// Gives each line an identifier of its own; codes that are missing, odd or there twice are doubtful.
fn name_lines(table: &mut ScoreTable) {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut doubts = Vec::new();
    let position = table.columns.iter().find(|column| column.field == Some(Field::Code)).map(|column| column.position);
    for line in &mut table.lines {
        let place = address(&table.sheet, line.row, position.unwrap_or_default());
        let mut id = identifier(&line.code);
        if line.code.is_empty() {
            id = format!("r{}", line.row);
            if position.is_some() {
                doubts.push(Problem::new(&place, ProblemKind::CellEmpty { heading: Field::Code.heading().to_owned() }));
            }
        } else if NodeId::parse(&id).is_none() {
            id = format!("r{}", line.row);
            doubts.push(Problem::new(&place, ProblemKind::BadId { id: shortened(&line.code) }));
        }
        if let Some(first) = rows.get(&id) {
            let kind = ProblemKind::CodeTwice { id: shortened(&line.code), first: *first };
            doubts.push(Problem::new(&place, kind));
            id = (2..).map(|count| format!("{id}-{count}")).find(|id| !rows.contains_key(id)).unwrap_or(id);
        }
        rows.insert(id.clone(), line.row);
        line.id = id;
    }
    table.doubts.extend(doubts);
}

/// The last year after the word “năm” above the headings.
fn year(sheet: &Sheet, heading: usize) -> Option<String> {
    let titles = sheet.rows.iter().take(heading).flatten().map(|cell| fold(&cell.text));
    let is_year = |word: &&str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|it| it.is_ascii_digit());
    let mut years = titles.filter_map(|title| {
        let words: Vec<&str> = title.split(' ').collect();
        let mut named = words.windows(2).filter(|pair| matches!(pair, ["nam" | "year", _])).map(|pair| pair[1]);
        named.rfind(is_year).map(str::to_owned)
    });
    years.next_back()
}

/// A code without what identifiers do not have: spaces, a dot at its end, other signs.
fn identifier(code: &str) -> String {
    let allowed = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let dense: String = code.chars().filter(|c| !c.is_whitespace()).map(allowed).collect();
    dense.trim_end_matches(['.', '-']).to_owned()
}
