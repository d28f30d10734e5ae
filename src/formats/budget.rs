//! The budget of a plan: `budget.json`, format `thuocso-budget/1`, and its tables as machine CSV.
//!
//! Amounts are kept as printed. Totals are recomputed from the rows; where the source itself does not add up, the file
//! says why not.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{documents::Documents, framework_json, json::Fields};
use crate::engine::{
    checked,
    exact::Exact,
    framework::{
        Source, Text,
        raw::{RawSource, RawText},
    },
    problem::{Problem, ProblemKind},
};

/// The format that this program reads.
pub const FORMAT: &str = "thuocso-budget/1";

/// Where a file says why a total is not the sum of the rows.
const TOTAL_DIFFERS: &str = "declared_total_differs";
/// Where a file says why the parts of a line do not add up to the whole.
const PARTS_DIFFER: &str = "declared_parts_differ";

/// A checked budget (“kinh phí thực hiện”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub title: Text,
    /// The year of the plan.
    pub year: u16,
    /// The unit of every amount.
    pub measure_unit: Text,
    /// What the reader must know.
    pub notes: Vec<Text>,
    /// The tables, in the order of the source.
    pub tables: Vec<Table>,
    /// Sums that the text of the source states.
    pub sums: Vec<StatedSum>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub title: Text,
    /// Where it is printed.
    pub source: Source,
    /// The columns that hold amounts.
    pub columns: Vec<Column>,
    /// The rows, in the order of the source.
    pub rows: Vec<Row>,
    /// The total as printed.
    pub total: Line,
    /// Why the printed total is not the sum of the rows.
    pub declared_total_differs: Option<Text>,
}

/// A column of amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub name: Text,
    /// The column of which it is a part.
    pub part_of: Option<Rc<str>>,
}

/// One project or task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as printed.
    pub number: Rc<str>,
    /// Its name.
    pub name: Text,
    /// First and last year; nothing where the source prints none.
    pub period: Option<(u16, u16)>,
    /// Who carries it out.
    pub lead_organization: Text,
    /// The amounts.
    pub line: Line,
    /// Where it is printed.
    pub source: Source,
}

/// Amounts by the id of their column. A cell that is empty in the source is absent, which is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In the unit of the budget, not below zero.
    pub amounts: BTreeMap<Rc<str>, Exact>,
    /// Why the parts do not add up to the whole.
    pub declared_parts_differ: Option<Text>,
}

/// A sum that the text of the source states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSum {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub name: Text,
    /// The sum as printed.
    pub value: Exact,
    /// What it is the sum of.
    pub of: Vec<SumPart>,
    /// How we know what it is the sum of, where the source does not say.
    pub derivation: Option<Text>,
    /// Why it is not the sum.
    pub declared_total_differs: Option<Text>,
    /// Where it is written.
    pub source: Source,
}

/// Amounts of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumPart {
    /// Id of the table.
    pub table: Rc<str>,
    /// Id of the column.
    pub column: Rc<str>,
    /// Numbers of the rows; empty: all.
    pub rows: Vec<Rc<str>>,
}

impl Budget {
    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| &*table.id == id)
    }

    /// The stated sums that other stated sums make up in full, each with its parts in the order of the source: what
    /// belongs to a sum and to no smaller one that belongs to it.
    pub fn breakdowns(&self) -> Vec<(&StatedSum, Vec<&StatedSum>)> {
        let below = |whole: &StatedSum| -> Vec<&StatedSum> {
            self.sums.iter().filter(|it| it.id != whole.id && whole.holds(it) && !it.holds(whole)).collect()
        };
        let parts_of = |whole: &StatedSum| -> Vec<&StatedSum> {
            let all = below(whole);
            all.iter().copied().filter(|it| !all.iter().any(|other| other.id != it.id && other.holds(it))).collect()
        };
        let both = self.sums.iter().map(|whole| (whole, parts_of(whole)));
        both.filter(|(whole, parts)| parts.len() > 1 && parts.iter().map(|it| &it.value).sum::<Exact>() == whole.value)
            .collect()
    }
}

impl StatedSum {
    /// Whether everything that another sum adds up is in this one as well.
    fn holds(&self, other: &StatedSum) -> bool {
        other.of.iter().all(|part| {
            self.of.iter().any(|it| {
                it.table == part.table
                    && it.column == part.column
                    && (it.rows.is_empty()
                        || !part.rows.is_empty() && part.rows.iter().all(|row| it.rows.contains(row)))
            })
        })
    }
}

impl Table {
    /// What the rows of a column add up to.
    pub fn sum(&self, column: &str) -> Exact {
        self.rows.iter().filter_map(|row| row.line.amounts.get(column)).sum()
    }

    /// The sum of some rows; no numbers: all rows.
    fn sum_of(&self, column: &str, numbers: &[Rc<str>]) -> Exact {
        let is_meant = |row: &&Row| numbers.is_empty() || numbers.contains(&row.number);
        self.rows.iter().filter(is_meant).filter_map(|row| row.line.amounts.get(column)).sum()
    }

    fn has_column(&self, id: &str) -> bool {
        self.columns.iter().any(|column| &*column.id == id)
    }
}

/// The rows of a table as machine CSV: comma, decimal point, UTF-8, one line a row, no total.
///
/// The columns of amounts have their ids as names; an empty cell is one that is empty in the source.
pub fn csv(table: &Table) -> String {
    let amounts = table.columns.iter().map(|column| column.id.to_string());
    let before = ["number", "name_vi", "name_en", "from", "to", "lead_organization_vi", "lead_organization_en"];
    let header = before.map(str::to_owned).into_iter().chain(amounts);
    let mut text = csv_line(header.chain(["document", "section", "item"].map(str::to_owned)));
    for row in &table.rows {
        let year = |year: Option<u16>| year.map_or_else(String::new, |year| year.to_string());
        let (name, organization) = (&row.name, &row.lead_organization);
        let cells = [
            row.number.to_string(),
            name.vi.to_string(),
            name.en.to_string(),
            year(row.period.map(|(from, _)| from)),
            year(row.period.map(|(_, to)| to)),
            organization.vi.to_string(),
            organization.en.to_string(),
        ];
        let amount = |column: &Column| row.line.amounts.get(&column.id).map_or_else(String::new, Exact::to_text);
        let source = [row.source.document.to_string(), row.source.section.to_string(), year(row.source.item)];
        text.push_str(&csv_line(cells.into_iter().chain(table.columns.iter().map(amount)).chain(source)));
    }
    text
}

fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    cells.map(quoted).collect::<Vec<String>>().join(",") + "\n"
}

/// Reads and checks a budget.
///
/// # Errors
///
/// All problems found: first what can not be read, then what does not fit together or add up.
pub fn read(text: &str, documents: &Documents) -> Result<Budget, Vec<Problem>> {
    let raw = super::read_fields(text, FORMAT, &raw_budget)?;
    let mut checker = Checker { documents, problems: Vec::new() };
    let budget = checker.budget(&raw);
    if checker.problems.is_empty() { Ok(budget) } else { Err(checker.problems) }
}

struct RawBudget {
    id: String,
    title: RawText,
    year: u16,
    measure_unit: RawText,
    notes: Vec<RawText>,
    tables: Vec<RawTable>,
    sums: Vec<RawSum>,
}

struct RawTable {
    id: String,
    title: RawText,
    source: RawSource,
    columns: Vec<RawColumn>,
    rows: Vec<RawRow>,
    total: RawLine,
    declared_total_differs: Option<RawText>,
}

struct RawColumn {
    id: String,
    name: RawText,
    part_of: Option<String>,
}

struct RawRow {
    number: String,
    name: RawText,
    period: Option<(u16, u16)>,
    lead_organization: RawText,
    line: RawLine,
    source: RawSource,
}

struct RawLine {
    amounts: BTreeMap<String, String>,
    declared_parts_differ: Option<RawText>,
}

struct RawSum {
    id: String,
    name: RawText,
    value: String,
    of: Vec<SumPart>,
    derivation: Option<RawText>,
    declared_total_differs: Option<RawText>,
    source: RawSource,
}

fn raw_budget(mut fields: Fields<'_>) -> RawBudget {
    let raw = RawBudget {
        id: fields.text("id"),
        title: framework_json::text(fields.object("title")),
        year: fields.whole("year"),
        measure_unit: framework_json::text(fields.object("measure_unit")),
        notes: fields.each("notes", &framework_json::text),
        tables: fields.each_of_needed("tables", &raw_table),
        sums: fields.each("sums", &raw_sum),
    };
    fields.end();
    raw
}

fn raw_table(mut fields: Fields<'_>) -> RawTable {
    let raw = RawTable {
        id: fields.text("id"),
        title: framework_json::text(fields.object("title")),
        source: framework_json::source(fields.object("source")),
        columns: fields.each_of_needed("columns", &raw_column),
        rows: fields.each_of_needed("rows", &raw_row),
        total: raw_total(fields.object("total")),
        declared_total_differs: fields.optional_object(TOTAL_DIFFERS).map(framework_json::text),
    };
    fields.end();
    raw
}

fn raw_column(mut fields: Fields<'_>) -> RawColumn {
    let raw = RawColumn {
        id: fields.text("id"),
        name: framework_json::text(fields.object("name")),
        part_of: fields.optional_text("part_of"),
    };
    fields.end();
    raw
}

fn raw_row(mut fields: Fields<'_>) -> RawRow {
    let raw = RawRow {
        number: fields.text("number"),
        name: framework_json::text(fields.object("name")),
        period: fields.optional_object("period").map(raw_period),
        lead_organization: framework_json::text(fields.object("lead_organization")),
        line: raw_line(&mut fields),
        source: framework_json::source(fields.object("source")),
    };
    fields.end();
    raw
}

fn raw_period(mut fields: Fields<'_>) -> (u16, u16) {
    let period = (fields.whole("from"), fields.whole("to"));
    fields.end();
    period
}

fn raw_total(mut fields: Fields<'_>) -> RawLine {
    let raw = raw_line(&mut fields);
    fields.end();
    raw
}

fn raw_line(fields: &mut Fields<'_>) -> RawLine {
    RawLine {
        amounts: fields.text_entries("amounts"),
        declared_parts_differ: fields.optional_object(PARTS_DIFFER).map(framework_json::text),
    }
}

fn raw_sum(mut fields: Fields<'_>) -> RawSum {
    let raw = RawSum {
        id: fields.text("id"),
        name: framework_json::text(fields.object("name")),
        value: fields.text("value"),
        of: fields.each_of_needed("of", &sum_part),
        derivation: fields.optional_object("derivation").map(framework_json::text),
        declared_total_differs: fields.optional_object(TOTAL_DIFFERS).map(framework_json::text),
        source: framework_json::source(fields.object("source")),
    };
    fields.end();
    raw
}

fn sum_part(mut fields: Fields<'_>) -> SumPart {
    let part = SumPart {
        table: fields.text("table").into(),
        column: fields.text("column").into(),
        rows: fields.texts("rows").into_iter().map(Rc::from).collect(),
    };
    fields.end();
    part
}

struct Checker<'a> {
    documents: &'a Documents,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(&mut self, place: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(place, kind));
    }

    fn text(&mut self, place: &str, raw: &RawText) -> Text {
        checked::text(place, raw, &mut self.problems)
    }

    fn optional_text(&mut self, place: &str, raw: Option<&RawText>) -> Option<Text> {
        raw.map(|raw| self.text(place, raw))
    }

    fn source(&mut self, place: &str, raw: &RawSource) -> Source {
        checked::source(place, raw, &|id| self.documents.knows(id), &mut self.problems)
    }

    /// An identifier that must not stand twice.
    fn new_id(&mut self, place: &str, id: &str, ids: &mut BTreeSet<String>) -> Rc<str> {
        if !ids.insert(id.to_owned()) {
            self.report(place, ProblemKind::DuplicateId { id: checked::shortened(id) });
        }
        id.into()
    }

    fn amount(&mut self, place: &str, text: &str) -> Option<Exact> {
        let amount = Exact::parse_decimal(text).filter(|amount| !amount.is_negative());
        if amount.is_none() {
            self.report(place, ProblemKind::BadNumber { text: checked::shortened(text) });
        }
        amount
    }

    /// Whether an amount could not be read, so that no sum says anything; `first` is the first problem to look at.
    fn is_unreadable_since(&self, first: usize) -> bool {
        self.problems.iter().skip(first).any(|problem| matches!(problem.kind, ProblemKind::BadNumber { .. }))
    }

    fn budget(&mut self, raw: &RawBudget) -> Budget {
        checked::slug("id", &raw.id, &mut self.problems);
        let title = self.text("title", &raw.title);
        let measure_unit = self.text("measure_unit", &raw.measure_unit);
        let notes = raw.notes.iter().map(|note| self.text("notes", note)).collect();
        if raw.tables.is_empty() {
            self.report("tables", ProblemKind::NothingListed);
        }
        let mut ids = BTreeSet::new();
        let tables: Vec<Table> = raw.tables.iter().map(|table| self.table(table, &mut ids)).collect();
        let mut ids = BTreeSet::new();
        let sums = raw.sums.iter().filter_map(|sum| self.sum(sum, &tables, &mut ids)).collect();
        Budget { id: raw.id.as_str().into(), title, year: raw.year, measure_unit, notes, tables, sums }
    }

    fn table(&mut self, raw: &RawTable, ids: &mut BTreeSet<String>) -> Table {
        let place = format!("tables/{}", checked::shortened(&raw.id));
        checked::slug(&place, &raw.id, &mut self.problems);
        let id = self.new_id(&place, &raw.id, ids);
        if raw.columns.is_empty() || raw.rows.is_empty() {
            self.report(&place, ProblemKind::NothingListed);
        }
        let columns = self.columns(&place, &raw.columns);
        let mut numbers = BTreeSet::new();
        let mut rows = Vec::new();
        let before = self.problems.len();
        for row in &raw.rows {
            rows.push(self.row(&place, row, &columns, &mut numbers));
        }
        let total = self.line(&format!("{place}/total"), &raw.total, &columns);
        let table = Table {
            id,
            title: self.text(&place, &raw.title),
            source: self.source(&place, &raw.source),
            columns,
            rows,
            total,
            declared_total_differs: self.optional_text(&place, raw.declared_total_differs.as_ref()),
        };
        if !self.is_unreadable_since(before) {
            self.total(&place, &table);
        }
        table
    }

    fn columns(&mut self, place: &str, raw: &[RawColumn]) -> Vec<Column> {
        let mut ids = BTreeSet::new();
        let mut columns = Vec::new();
        for column in raw {
            let is_other = |other: &RawColumn| column.part_of.as_ref() == Some(&other.id) && other.id != column.id;
            if let Some(whole) = column.part_of.as_ref().filter(|_| !raw.iter().any(is_other)) {
                self.report(place, ProblemKind::NotInTable { name: checked::shortened(whole) });
            }
            columns.push(Column {
                id: self.new_id(place, &column.id, &mut ids),
                name: self.text(place, &column.name),
                part_of: column.part_of.as_deref().map(Rc::from),
            });
        }
        columns
    }

    fn row(&mut self, table: &str, raw: &RawRow, columns: &[Column], numbers: &mut BTreeSet<String>) -> Row {
        let place = format!("{table}/{}", checked::shortened(&raw.number));
        if let Some((from, to)) = raw.period.filter(|(from, to)| from > to) {
            self.report(&place, ProblemKind::YearsOrder { from: from.to_string(), to: to.to_string() });
        }
        Row {
            number: self.new_id(&place, &raw.number, numbers),
            name: self.text(&place, &raw.name),
            period: raw.period,
            lead_organization: self.text(&place, &raw.lead_organization),
            line: self.line(&place, &raw.line, columns),
            source: self.source(&place, &raw.source),
        }
    }

    fn line(&mut self, place: &str, raw: &RawLine, columns: &[Column]) -> Line {
        let mut amounts = BTreeMap::new();
        let mut readable = true;
        for (id, text) in &raw.amounts {
            let Some(column) = columns.iter().find(|column| *column.id == **id) else {
                self.report(place, ProblemKind::NotInTable { name: checked::shortened(id) });
                continue;
            };
            match self.amount(&format!("{place}/{id}"), text) {
                Some(amount) => drop(amounts.insert(Rc::clone(&column.id), amount)),
                None => readable = false,
            }
        }
        let declared_parts_differ = self.optional_text(place, raw.declared_parts_differ.as_ref());
        let line = Line { amounts, declared_parts_differ };
        if readable {
            self.parts(place, &line, columns);
        }
        line
    }

    /// The parts of a line add up to their whole, or the line says why not. Where only one of them is known, nothing
    /// can be said.
    fn parts(&mut self, place: &str, line: &Line, columns: &[Column]) {
        let mut differing = Vec::new();
        for whole in columns {
            let parts = columns.iter().filter(|column| column.part_of.as_ref() == Some(&whole.id));
            let parts: Vec<&Exact> = parts.filter_map(|part| line.amounts.get(&part.id)).collect();
            let Some(stated) = line.amounts.get(&whole.id).filter(|_| !parts.is_empty()) else { continue };
            let sum: Exact = parts.into_iter().sum();
            if *stated != sum {
                differing.push((format!("{place}/{}", whole.id), stated.clone(), sum));
            }
        }
        self.differences(place, differing, PARTS_DIFFER, line.declared_parts_differ.is_some());
    }

    /// The printed total is the sum of the rows, or the table says why not.
    fn total(&mut self, place: &str, table: &Table) {
        let mut differing = Vec::new();
        for (column, stated) in &table.total.amounts {
            let sum = table.sum(column);
            if *stated != sum {
                differing.push((format!("{place}/total/{column}"), stated.clone(), sum));
            }
        }
        self.differences(&format!("{place}/total"), differing, TOTAL_DIFFERS, table.declared_total_differs.is_some());
    }

    /// Places, stated amounts and sums that differ, and whether the file gives the reason in `field`.
    fn differences(&mut self, place: &str, differing: Vec<(String, Exact, Exact)>, field: &str, declared: bool) {
        if declared && differing.is_empty() {
            self.report(place, ProblemKind::AmountsAgree { field: field.to_owned() });
        }
        if !declared {
            for (place, stated, sum) in differing {
                self.report(&place, ProblemKind::AmountsDiffer { stated, sum, field: field.to_owned() });
            }
        }
    }

    /// Nothing where the sum could not be read.
    fn sum(&mut self, raw: &RawSum, tables: &[Table], ids: &mut BTreeSet<String>) -> Option<StatedSum> {
        let place = format!("sums/{}", checked::shortened(&raw.id));
        checked::slug(&place, &raw.id, &mut self.problems);
        let id = self.new_id(&place, &raw.id, ids);
        if raw.of.is_empty() {
            self.report(&place, ProblemKind::NothingListed);
        }
        let name = self.text(&place, &raw.name);
        let derivation = self.optional_text(&place, raw.derivation.as_ref());
        let declared_total_differs = self.optional_text(&place, raw.declared_total_differs.as_ref());
        let source = self.source(&place, &raw.source);
        let value = self.amount(&place, &raw.value);
        // Each is looked at before the first that is missing ends it.
        let parts: Vec<Option<Exact>> = raw.of.iter().map(|part| self.sum_part(&place, part, tables)).collect();
        let (value, parts) = (value?, parts.into_iter().collect::<Option<Vec<Exact>>>()?);
        if !self.is_unreadable_since(0) {
            let sum: Exact = parts.iter().sum();
            let differing = if sum == value { vec![] } else { vec![(place.clone(), value.clone(), sum)] };
            self.differences(&place, differing, TOTAL_DIFFERS, declared_total_differs.is_some());
        }
        Some(StatedSum { id, name, value, of: raw.of.clone(), derivation, declared_total_differs, source })
    }

    fn sum_part(&mut self, place: &str, part: &SumPart, tables: &[Table]) -> Option<Exact> {
        let Some(table) = tables.iter().find(|table| table.id == part.table) else {
            self.report(place, ProblemKind::UnknownTable { name: checked::shortened(&part.table) });
            return None;
        };
        let column = Some(&part.column).filter(|id| !table.has_column(id));
        let rows = part.rows.iter().filter(|number| !table.rows.iter().any(|row| row.number == **number));
        let missing: Vec<&Rc<str>> = column.into_iter().chain(rows).collect();
        for name in &missing {
            self.report(place, ProblemKind::NotInTable { name: checked::shortened(name) });
        }
        missing.is_empty().then(|| table.sum_of(&part.column, &part.rows))
    }
}
