//! Sheets into a framework: everything that can not be read is reported with its cell, and reading goes on.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value, json};

use super::{
    columns::{
        self, Column, DOCUMENTS, EXAMPLES, FRAMEWORK, GRADES, GUIDE, INPUTS, Kind, NODES, OPTIONS, PARTS, PILLARS,
        ROUNDING, SPECIAL_FIGURES, STEPS, TABLES, TIERS, TOTAL, Table,
    },
    places::{Place, Places},
    words::{BASIS, Rows, SHAPES, Shape, Word, YES_NO, code_of, fold, shape_of},
    write::{InputKinds, MAXIMUM, get, part_path},
};
use crate::{
    engine::{
        framework::raw::{FORMAT, RawFramework},
        id::NodeId,
        problem::{Problem, ProblemKind},
    },
    formats::{
        framework_json,
        json::Fields,
        sheet::{self, Cell, CellKind, NumberStyle, Sheet, Workbook},
    },
};

/// The rows above the headings that are looked through: titles of annexes.
const TITLE_ROWS: usize = 40;
/// The deepest level that is followed; the checker refuses less.
const DEEPEST: usize = 16;

/// What was read, as far as it could be.
pub(super) struct Outcome {
    pub raw: Option<RawFramework>,
    /// In the order of the cells.
    pub problems: Vec<(Place, Problem)>,
    pub places: Places,
    /// Rows or cells whose content is not known, so that the sums of the checker mean nothing.
    pub is_partial: bool,
    /// Nodes whose rule could not be read.
    pub without_rule: BTreeSet<String>,
    /// Numbers that were complained about.
    pub bad_numbers: BTreeSet<String>,
}

/// A sheet with its headings.
struct Found<'a> {
    table: &'static Table,
    sheet: &'a Sheet,
    number: usize,
    first_row: usize,
    columns: BTreeMap<&'static str, usize>,
}

impl<'a> Found<'a> {
    fn cell(&self, row: usize, path: &str) -> &'a Cell {
        let column = self.columns.get(path);
        column.map_or_else(|| self.sheet.cell(usize::MAX, 0), |column| self.sheet.cell(row, *column))
    }

    fn text(&self, row: usize, path: &str) -> String {
        self.cell(row, path).trimmed()
    }

    fn place(&self, row: usize, path: &str) -> Place {
        let column = self.columns.get(path).copied().unwrap_or_default();
        place(self.sheet, self.number, row, column)
    }

    /// Rows with something in them.
    fn rows(&self) -> impl Iterator<Item = usize> + use<'a> {
        let sheet = self.sheet;
        let filled = move |row: &usize| sheet.rows.get(*row).is_some_and(|cells| !cells.iter().all(Cell::is_blank));
        (self.first_row..self.sheet.rows.len()).filter(filled)
    }
}

fn place(sheet: &Sheet, number: usize, row: usize, column: usize) -> Place {
    Place { sheet: number, row, column, address: sheet.address(row, column) }
}

/// Rows of the sheets beside the indicators, by code and part.
type Index = BTreeMap<(String, String), Vec<usize>>;

struct Reader<'a> {
    numbers: NumberStyle,
    found: Vec<Found<'a>>,
    problems: Vec<(Place, Problem)>,
    places: Places,
    is_partial: bool,
    without_rule: BTreeSet<String>,
    bad_numbers: BTreeSet<String>,
    default_document: String,
    default_basis: Option<&'static str>,
    default_rule: Option<&'static Shape>,
    /// One a table, in the order of [`TABLES`].
    indexes: Vec<Index>,
    used: BTreeSet<(&'static str, String, String)>,
}

/// Reads all sheets.
pub(super) fn read(workbook: &Workbook) -> Outcome {
    let mut reader = Reader {
        numbers: workbook.numbers,
        found: Vec::new(),
        problems: Vec::new(),
        places: Places::default(),
        is_partial: false,
        without_rule: BTreeSet::new(),
        bad_numbers: BTreeSet::new(),
        default_document: String::new(),
        default_basis: None,
        default_rule: None,
        indexes: Vec::new(),
        used: BTreeSet::new(),
    };
    reader.find_sheets(workbook);
    let raw = reader.has(&NODES).then(|| reader.framework()).map(|value| reader.raw(&value));
    let Reader { problems, places, is_partial, without_rule, bad_numbers, .. } = reader;
    Outcome { raw, problems, places, is_partial, without_rule, bad_numbers }
}

impl<'a> Reader<'a> {
    fn report(&mut self, place: Place, kind: ProblemKind) {
        let problem = Problem::new(place.address.clone(), kind);
        self.problems.push((place, problem));
    }

    fn has(&self, table: &'static Table) -> bool {
        self.found.iter().any(|found| std::ptr::eq(found.table, table))
    }

    /// A sheet that was found; it is taken out while its rows are read.
    fn take(&mut self, table: &'static Table) -> Option<Found<'a>> {
        let at = self.found.iter().position(|found| std::ptr::eq(found.table, table))?;
        Some(self.found.swap_remove(at))
    }

    // Finding sheets and headings.

    fn find_sheets(&mut self, workbook: &'a Workbook) {
        let mut others = Vec::new();
        for (number, sheet) in workbook.sheets.iter().enumerate() {
            let name = fold(&sheet.name);
            let is_called = |table: &&&'static Table| [table.name.vi, table.name.en].iter().any(|it| fold(it) == name);
            if fold(GUIDE.vi) == name || fold(GUIDE.en) == name {
                continue;
            }
            match TABLES.iter().find(is_called) {
                Some(table) if self.has(table) => {
                    let kind = ProblemKind::SheetTwice { sheet: sheet.name.clone() };
                    self.report(place(sheet, number, 0, 0), kind);
                }
                Some(table) => self.find_headings(table, sheet, number),
                None => others.push((number, sheet)),
            }
        }
        if !self.has(&NODES) {
            // The table of an annex, on a sheet of any name.
            let annex = others.iter().position(|(_, sheet)| heading_row(&NODES, sheet).is_some());
            if let Some(at) = annex {
                let (number, sheet) = others.remove(at);
                self.find_headings(&NODES, sheet, number);
            }
        }
        for (number, sheet) in others {
            if sheet.rows.iter().flatten().any(|cell| !cell.is_blank()) {
                let kind = ProblemKind::SheetUnknown { sheet: sheet.name.clone() };
                self.report(place(sheet, number, 0, 0), kind);
            }
        }
        for table in [&FRAMEWORK, &NODES] {
            let is_there = self.has(table)
                || self.problems.iter().any(|(place, problem)| {
                    matches!(problem.kind, ProblemKind::HeadingMissing { .. })
                        && workbook.sheets.get(place.sheet).is_some_and(|it| fold(&it.name) == fold(table.name.vi))
                });
            if !is_there {
                let kind = ProblemKind::SheetMissing { sheet: table.name.vi.to_owned() };
                self.problems.push((Place::default(), Problem::new("", kind)));
            }
        }
    }

    fn find_headings(&mut self, table: &'static Table, sheet: &'a Sheet, number: usize) {
        let mut found = Found { table, sheet, number, first_row: 0, columns: BTreeMap::new() };
        if std::ptr::eq(table, &FRAMEWORK) {
            found.columns = [("key", 0), ("vi", 1), ("en", 2)].into();
            self.found.push(found);
            return;
        }
        let Some(row) = heading_row(table, sheet) else {
            if sheet.rows.iter().flatten().any(|cell| !cell.is_blank()) {
                let heading = table.all().next().map_or("", |column| column.heading.vi).to_owned();
                self.report(place(sheet, number, 0, 0), ProblemKind::HeadingMissing { heading });
            }
            return;
        };
        found.first_row = row + 1;
        for (column, cell) in sheet.rows.get(row).into_iter().flatten().enumerate() {
            let at = place(sheet, number, row, column);
            match column_called(table, cell) {
                Some(it) if found.columns.contains_key(it.path) => {
                    self.report(at, ProblemKind::HeadingTwice { heading: cell.trimmed() });
                }
                Some(it) => drop(found.columns.insert(it.path, column)),
                None if cell.is_blank() => {}
                None => self.report(at, ProblemKind::HeadingUnknown { text: cell.trimmed() }),
            }
        }
        self.found.push(found);
    }

    // Reading cells.

    /// What a cell holds, as JSON; nothing where it is blank or could not be read.
    fn value(&mut self, at: Place, cell: &Cell, kind: Kind) -> Option<Value> {
        if cell.is_blank() {
            return None;
        }
        let text = cell.trimmed();
        if cell.kind == CellKind::Error {
            self.report(at, ProblemKind::CellFormulaError { text });
            self.is_partial = true;
            return None;
        }
        match kind {
            Kind::Text | Kind::Code => Some(Value::String(text)),
            Kind::Number => Some(Value::String(self.number(at, cell))),
            Kind::Whole => {
                let number = sheet::number(cell, self.numbers).and_then(|it| it.text.parse::<u16>().ok());
                if number.is_none() {
                    self.report(at, ProblemKind::CellNumber { text });
                }
                number.map(Value::from)
            }
            Kind::Word(words) => self.word(at, &text, words).map(Value::from),
            Kind::Flag => self.word(at, &text, YES_NO).filter(|code| *code == "yes").map(|_| Value::Bool(true)),
            Kind::List => Some(list(&text).into()),
            Kind::Wholes => {
                let years: Option<Vec<u16>> = list(&text).iter().map(|it| it.parse().ok()).collect();
                if years.is_none() {
                    self.report(at, ProblemKind::CellNumber { text });
                }
                years.map(Value::from)
            }
            Kind::Source => Some(source(&text)),
            Kind::Award => Some(self.award(at, cell)),
        }
    }

    /// A number as files write it; what is none is said, and kept.
    fn number(&mut self, at: Place, cell: &Cell) -> String {
        let text = cell.trimmed();
        match sheet::number(cell, self.numbers) {
            Some(number) => {
                if number.ambiguous {
                    let value = sheet::value(&number);
                    self.report(at, ProblemKind::NumberAmbiguous { text, value });
                }
                number.text
            }
            None => {
                self.bad_numbers.insert(text.clone());
                self.report(at, ProblemKind::CellNumber { text: text.clone() });
                text
            }
        }
    }

    fn word(&mut self, at: Place, text: &str, words: &[Word]) -> Option<&'static str> {
        let code = code_of(words, text);
        if code.is_none() {
            let mut names: Vec<&str> = words.iter().map(|word| word.names.vi).collect();
            names.dedup();
            let words = names.join(", ");
            self.report(at, ProblemKind::CellWord { text: text.to_owned(), words });
            self.is_partial = true;
        }
        code
    }

    /// `5`; `50%`, `1/2`, `1/2*Điểm tối đa`, `Điểm tối đa`.
    fn award(&mut self, at: Place, cell: &Cell) -> Value {
        let text = cell.trimmed();
        let is_maximum = |text: &str| {
            let folded = fold(text);
            [MAXIMUM.vi, MAXIMUM.en, "max", "tối đa"].iter().any(|name| fold(name) == folded)
        };
        if is_maximum(&text) {
            return json!({ "share": "1" });
        }
        if let Some((share, points)) = text.split_once(';') {
            let (share, points) = (self.award(at.clone(), &Cell::text(share)), self.award(at, &Cell::text(points)));
            return json!({ "share": share.get("share"), "points": points.get("points") });
        }
        if let Some((share, maximum)) = text.rsplit_once(['*', '×'])
            && is_maximum(maximum)
        {
            // A share of words is written with a decimal comma in every dialect; a point can only be one here.
            let share = Cell::text(share.trim());
            let style = if share.text.contains(',') { NumberStyle::Vietnamese } else { NumberStyle::Machine };
            let read = sheet::number(&share, style);
            if read.is_none() {
                self.bad_numbers.insert(share.text.clone());
                self.report(at, ProblemKind::CellNumber { text });
            }
            return json!({ "share": read.map_or(share.text, |it| it.text) });
        }
        let number = self.number(at, cell);
        let field = if number.contains(['/', '%']) { "share" } else { "points" };
        json!({ field: number })
    }

    /// The fields of a row, without the parameters of a rule and what places the row.
    fn record(&mut self, found: &Found<'_>, row: usize, owner: &str) -> Value {
        let mut record = Value::Object(Map::new());
        for column in found.table.all().filter(|column| !column.path.starts_with(['#', '@'])) {
            let (at, cell) = (found.place(row, column.path), found.cell(row, column.path));
            self.know(owner, column, cell, &at);
            if let Some(value) = self.value(at, cell, column.kind) {
                set(&mut record, column.path, value);
            }
        }
        record
    }

    /// Remembers where a column of a thing is, and what stands there.
    fn know(&mut self, owner: &str, column: &Column, cell: &Cell, at: &Place) {
        self.places.add_column(owner, column.path, at.clone());
        if !matches!(column.kind, Kind::Text) && !cell.is_blank() {
            self.places.add_text(owner, &cell.trimmed(), at.clone());
            if let Some(number) = sheet::number(cell, self.numbers) {
                self.places.add_text(owner, &number.text, at.clone());
            }
        }
    }

    fn needed(&mut self, found: &Found<'_>, row: usize, path: &str) {
        let heading = found.table.column(path).map_or("", |column| column.heading.vi).to_owned();
        self.report(found.place(row, path), ProblemKind::CellEmpty { heading });
        self.is_partial = true;
    }

    /// The basis of a number that is there; otherwise the default one, otherwise a problem.
    fn basis(&mut self, found: &Found<'_>, row: usize, record: &mut Value, path: &str) {
        if get(record, path).is_null() {
            let is_blank = found.cell(row, path).is_blank();
            if is_blank && self.default_basis.is_none() {
                self.needed(found, row, path);
            }
            set(record, path, self.default_basis.unwrap_or("official").into());
        }
    }

    /// The source of a row; where it is empty the default document, with the row's own code as section.
    fn source(&mut self, record: &mut Value, path: &str, code: &str) {
        let mut source = match get(record, path) {
            Value::Object(_) => get(record, path).clone(),
            _ => json!({ "document": "", "section": "" }),
        };
        if let Some(fields) = source.as_object_mut() {
            let is_empty = |value: Option<&Value>| value.and_then(Value::as_str).is_none_or(str::is_empty);
            if is_empty(fields.get("document")) && !self.default_document.is_empty() {
                fields.insert("document".to_owned(), self.default_document.clone().into());
            }
            if is_empty(fields.get("section")) {
                fields.insert("section".to_owned(), code.into());
            }
        }
        set(record, path, source);
    }

    // The framework.

    fn framework(&mut self) -> Value {
        let mut framework = json!({
            "format": FORMAT, "id": "", "title": {}, "summary": {}, "organization_kind": "", "levels": [], "nodes": [],
        });
        if let Some(found) = self.take(&FRAMEWORK) {
            self.about(&found, &mut framework);
        }
        for table in TABLES {
            let index = match self.found.iter().position(|found| std::ptr::eq(found.table, *table)) {
                Some(at) if table.column("@code").is_some() && !std::ptr::eq(*table, &EXAMPLES) => self.index(at),
                _ => Index::new(),
            };
            self.indexes.push(index);
        }
        let (nodes, depth) = self.nodes(&mut framework);
        set(&mut framework, "nodes", nodes.into());
        let levels = get(&framework, "levels").as_array().map_or(0, Vec::len);
        if levels < depth.min(crate::engine::framework::check::MAX_DEPTH) {
            let heading = FRAMEWORK.column("levels").map_or("", |column| column.heading.vi).to_owned();
            let known = self.places.find(&Problem::new("levels", ProblemKind::Empty));
            if let Some(at) = known {
                self.report(at, ProblemKind::CellEmpty { heading });
            }
            let names = vec![json!({ "vi": "?" }); depth];
            set(&mut framework, "levels", names.into());
        }
        self.unused_rows();
        for (table, path) in [(&PILLARS, "pillars"), (&GRADES, "grading.grades"), (&ROUNDING, "rounding")] {
            let rows = self.list(table, path);
            if !rows.is_empty() {
                set(&mut framework, path, rows.into());
            }
        }
        if !get(&framework, "grading").is_null() && get(&framework, "grading.source").is_null() {
            self.source(&mut framework, "grading.source", "");
        }
        if let Some(found) = self.take(&DOCUMENTS) {
            let mut documents = Map::new();
            for row in found.rows() {
                let id = found.text(row, "@id");
                if id.is_empty() {
                    self.needed(&found, row, "@id");
                    continue;
                }
                let owner = format!("documents/{id}");
                self.places.add(&owner, found.place(row, "title.vi"));
                let mut record = self.record(&found, row, &owner);
                if get(&record, "title").is_null() {
                    set(&mut record, "title", json!({}));
                }
                if documents.insert(id.clone(), record).is_some() {
                    self.report(found.place(row, "@id"), ProblemKind::DuplicateId { id });
                }
            }
            set(&mut framework, "documents", documents.into());
        }
        let examples = self.examples(&framework);
        set(&mut framework, "examples", examples.into());
        framework
    }

    /// The sheet about the framework: one row a field.
    fn about(&mut self, found: &Found<'_>, framework: &mut Value) {
        self.places.add("levels", found.place(0, "key"));
        let mut last = 0;
        for row in found.rows() {
            last = row;
            let key = fold(&found.text(row, "key"));
            let Some(column) = FRAMEWORK.all().find(|column| column.is_called(&key)) else {
                // The heading, and remarks without a field.
                if row > 0 && !found.cell(row, "vi").is_blank() {
                    let text = found.text(row, "key");
                    self.report(found.place(row, "key"), ProblemKind::HeadingUnknown { text });
                }
                continue;
            };
            let (at, cell) = (found.place(row, "vi"), found.cell(row, "vi"));
            let owner = column.path.split('.').next().unwrap_or_default();
            if column.path == "total.value" || column.path == "official_count.value" || owner == column.path {
                self.places.add(owner, at.clone());
            }
            self.know(owner, column, cell, &at);
            if matches!(column.kind, Kind::Text) {
                let english = self.value(found.place(row, "en"), found.cell(row, "en"), Kind::Text);
                let vietnamese = self.value(at, cell, Kind::Text);
                if vietnamese.is_none() && english.is_none() {
                    continue;
                }
                let text = json!({ "vi": vietnamese.unwrap_or_else(|| "".into()), "en": english });
                match column.path {
                    "levels" | "notes" => push(framework, column.path, text),
                    path => set(framework, path, text),
                }
                continue;
            }
            let Some(value) = self.value(at.clone(), cell, column.kind) else { continue };
            match column.path {
                "@document" => value.as_str().unwrap_or_default().clone_into(&mut self.default_document),
                "@basis" => self.default_basis = BASIS.iter().find(|it| value == it.code).map(|it| it.code),
                "@rule" => {
                    let text = value.as_str().unwrap_or_default();
                    self.default_rule = shape_of(text);
                    if self.default_rule.is_none() {
                        self.unknown_rule(at, text);
                    }
                }
                path => set(framework, path, value),
            }
        }
        for owner in ["id", "title", "summary", "organization_kind", "total", "official_count", "counted_noun"] {
            let is_known = self.places.find(&Problem::new(owner, ProblemKind::Empty)).is_some();
            if !is_known {
                self.places.add(owner, found.place(last + 1, "key"));
            }
        }
        if get(framework, "organization_kind").as_str() == Some("") {
            let heading = FRAMEWORK.column("organization_kind").map_or("", |it| it.heading.vi).to_owned();
            let at = self.places.find(&Problem::new("organization_kind", ProblemKind::Empty)).unwrap_or_default();
            self.report(at, ProblemKind::CellEmpty { heading });
        }
        for owner in ["total", "official_count"] {
            if get(framework, owner).is_null() {
                continue;
            }
            let basis = format!("{owner}.basis");
            if get(framework, &basis).is_null() {
                let code = self.default_basis.unwrap_or_else(|| {
                    let heading = FRAMEWORK.column(&basis).map_or("", |it| it.heading.vi).to_owned();
                    let at = self.places.find(&Problem::new(owner, ProblemKind::Empty)).unwrap_or_default();
                    self.report(at, ProblemKind::CellEmpty { heading });
                    "official"
                });
                set(framework, &basis, code.into());
            }
            if get(framework, &format!("{owner}.value")).is_null()
                && let Some(fields) = framework.as_object_mut()
            {
                fields.remove(owner);
            }
        }
    }

    fn unknown_rule(&mut self, at: Place, text: &str) {
        let words: Vec<&str> = SHAPES.iter().map(|shape| shape.word.names.vi).collect();
        self.report(at, ProblemKind::CellWord { text: text.to_owned(), words: words.join(", ") });
    }

    /// Rows by code and part; an empty code means the row above.
    fn index(&mut self, at: usize) -> Index {
        let mut index = Index::new();
        let mut above = (String::new(), String::new());
        let mut missing = Vec::new();
        if let Some(found) = self.found.get(at) {
            for row in found.rows() {
                let (code, part) = (code_text(found.cell(row, "@code")), found.text(row, "@part"));
                let key = match (code.is_empty(), part.is_empty()) {
                    (false, _) => (code, part.to_uppercase()),
                    (true, true) => above,
                    (true, false) => (above.0, part.to_uppercase()),
                };
                if key.0.is_empty() {
                    missing.push((found.place(row, "@code"), found.table.column("@code")));
                } else {
                    index.entry(key.clone()).or_default().push(row);
                }
                above = key;
            }
        }
        for (place, column) in missing {
            let heading = column.map_or("", |column| column.heading.vi).to_owned();
            self.report(place, ProblemKind::CellEmpty { heading });
            self.is_partial = true;
        }
        index
    }

    /// The rows of a sheet for a code and part.
    fn rows_for(&mut self, table: &'static Table, code: &str, part: &str) -> Vec<usize> {
        let at = TABLES.iter().position(|it| std::ptr::eq(*it, table));
        let key = (code.to_owned(), part.to_owned());
        self.used.insert((table.name.vi, key.0.clone(), key.1.clone()));
        at.and_then(|at| self.indexes.get(at)?.get(&key)).cloned().unwrap_or_default()
    }

    /// Rows whose code or part is not there.
    fn unused_rows(&mut self) {
        let mut reports = Vec::new();
        for (table, index) in TABLES.iter().zip(&self.indexes) {
            let Some(found) = self.found.iter().find(|found| std::ptr::eq(found.table, *table)) else { continue };
            for ((code, part), rows) in index {
                if self.used.contains(&(table.name.vi, code.clone(), part.clone())) || self.without_rule.contains(code)
                {
                    continue;
                }
                let known = self.used.contains(&(INPUTS.name.vi, code.clone(), String::new()));
                let (path, kind) = match known {
                    true => ("@part", ProblemKind::CellNoPart { id: part.clone() }),
                    false => ("@code", ProblemKind::CellNoRow { id: code.clone() }),
                };
                if let Some(row) = rows.first() {
                    reports.push((found.place(*row, path), kind));
                }
            }
        }
        for (place, kind) in reports {
            self.report(place, kind);
        }
    }

    /// The rows of a sheet as a list.
    fn list(&mut self, table: &'static Table, path: &str) -> Vec<Value> {
        let Some(found) = self.take(table) else { return Vec::new() };
        let mut list = Vec::new();
        for row in found.rows() {
            let id = found.text(row, "id");
            let owner = match path {
                "pillars" => format!("pillars/{id}"),
                "grading.grades" => "grading".to_owned(),
                _ => path.to_owned(),
            };
            let first = found.table.all().next().map_or("", |column| column.path);
            self.places.add(&owner, found.place(row, first));
            let mut record = self.record(&found, row, &owner);
            match path {
                "pillars" => {
                    self.basis(&found, row, &mut record, "max_points.basis");
                    for (path, empty) in [("id", json!("")), ("name", json!({})), ("max_points.value", json!(""))] {
                        self.or_needed(&found, row, &mut record, path, empty);
                    }
                }
                "rounding" => {
                    self.basis(&found, row, &mut record, "basis");
                    self.source(&mut record, "source", "");
                    for (path, empty) in [("at", json!("leaf")), ("places", json!(0))] {
                        self.or_needed(&found, row, &mut record, path, empty);
                    }
                }
                _ => {
                    for (path, empty) in [("name", json!({})), ("at_least", json!("0"))] {
                        self.or_needed(&found, row, &mut record, path, empty);
                    }
                }
            }
            list.push(record);
        }
        list
    }

    /// Says that a cell is empty that must not be, and fills in what stands for it.
    fn or_needed(&mut self, found: &Found<'_>, row: usize, record: &mut Value, path: &'static str, empty: Value) {
        if !get(record, path).is_null() {
            return;
        }
        let column = if path == "name" { "name.vi" } else { path };
        // What could not be read has been said.
        if found.cell(row, column).is_blank() && path != "name" {
            self.needed(found, row, column);
        }
        set(record, path, empty);
    }

    // The tree.

    /// The nodes as a tree, and how deep it is.
    fn nodes(&mut self, framework: &mut Value) -> (Vec<Value>, usize) {
        let Some(found) = self.take(&NODES) else { return (Vec::new(), 0) };
        self.places.add("nodes", place(found.sheet, found.number, found.first_row, 0));
        let rows = self.places_in_tree(&found, framework);
        let parents: BTreeSet<usize> = rows.iter().filter_map(|row| row.parent).collect();
        let depth = rows.iter().map(|row| row.depth + 1).max().unwrap_or_default();
        let mut values: Vec<Option<Value>> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            values.push(Some(self.node(&found, row, parents.contains(&at))));
        }
        // Parts follow their parent, so that from the end each node is complete when it is hung up.
        let mut roots = Vec::new();
        let mut parts: Vec<Vec<Value>> = rows.iter().map(|_| Vec::new()).collect();
        for at in (0..rows.len()).rev() {
            let Some(mut value) = values.get_mut(at).and_then(Option::take) else { continue };
            let mut own = parts.get_mut(at).map(std::mem::take).unwrap_or_default();
            own.reverse();
            if !own.is_empty() {
                set(&mut value, "children", own.into());
            }
            match rows.get(at).and_then(|row| row.parent).and_then(|parent| parts.get_mut(parent)) {
                Some(siblings) => siblings.push(value),
                None => roots.push(value),
            }
        }
        roots.reverse();
        (roots, depth)
    }

    /// Which rows are nodes, and below which.
    fn places_in_tree(&mut self, found: &Found<'_>, framework: &mut Value) -> Vec<TreeRow> {
        let mut rows: Vec<TreeRow> = Vec::new();
        let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
        // The node of the row above and the nodes above it, from the top.
        let mut stack: Vec<usize> = Vec::new();
        for row in found.rows() {
            let cell = found.cell(row, "id");
            let mut id = code_text(cell);
            let level = found.cell(row, "@level");
            if id.is_empty() && is_sum(&found.text(row, "name.vi")) {
                self.sum_row(found, row, framework);
                continue;
            }
            let at = found.place(row, "id");
            let mut known = true;
            if cell.kind == CellKind::Date {
                self.report(at.clone(), ProblemKind::CodeIsDate { text: id });
                (id, known) = (format!("row-{}", row + 1), false);
            } else if id.is_empty() {
                self.needed(found, row, "id");
                (id, known) = (format!("row-{}", row + 1), false);
            } else if let Some(likely) = lost_zero(&id, &by_id, rows.last()) {
                let kind = ProblemKind::CodeLostZero { id, likely: likely.clone() };
                self.report(at.clone(), kind);
                id = likely;
            }
            if !known {
                self.is_partial = true;
                self.without_rule.insert(id.clone());
            }
            let stated = self.value(found.place(row, "@level"), level, Kind::Whole).and_then(|it| it.as_u64());
            let depth = match stated.and_then(|level| usize::try_from(level).ok()) {
                Some(level) if level == 0 || level > stack.len() + 1 => {
                    let text = level.to_string();
                    self.report(found.place(row, "@level"), ProblemKind::CellLevel { text });
                    self.is_partial = true;
                    stack.len().saturating_sub(1)
                }
                Some(level) => level - 1,
                None if !known => stack.len().saturating_sub(1),
                None => match ancestor(&id, &by_id) {
                    Some(parent) => {
                        stack = path_to(&rows, parent);
                        stack.len()
                    }
                    None => sibling_depth(&id, &rows, &stack),
                },
            };
            let depth = depth.min(DEEPEST);
            stack.truncate(depth);
            let parent = stack.last().copied();
            stack.push(rows.len());
            by_id.insert(id.clone(), rows.len());
            self.places.add(&id, at);
            rows.push(TreeRow { id, row, depth, parent });
        }
        rows
    }

    /// “Tổng cộng”: the declared total, where the sheet about the framework has none.
    fn sum_row(&mut self, found: &Found<'_>, row: usize, framework: &mut Value) {
        let at = found.place(row, "max_points.value");
        let cell = found.cell(row, "max_points.value");
        if get(framework, "total").is_null()
            && let Some(points) = self.value(at.clone(), cell, Kind::Number)
        {
            self.places.add("total", at);
            let basis = self.default_basis.unwrap_or("official");
            set(framework, "total", json!({ "value": points, "basis": basis }));
        }
    }

    fn node(&mut self, found: &Found<'_>, tree_row: &TreeRow, has_parts: bool) -> Value {
        let (row, id) = (tree_row.row, tree_row.id.as_str());
        let mut node = self.record(found, row, id);
        self.places.add_text(id, id, found.place(row, "id"));
        set(&mut node, "id", id.into());
        if get(&node, "name").is_null() {
            set(&mut node, "name", json!({}));
        }
        self.source(&mut node, "source", id);
        let has_points = !found.cell(row, "max_points.value").is_blank();
        if has_points {
            self.basis(found, row, &mut node, "max_points.basis");
            if get(&node, "max_points.value").is_null() {
                set(&mut node, "max_points.value", "0".into());
            }
        } else if !get(&node, "max_points").is_null() {
            self.needed(found, row, "max_points.value");
            if let Some(fields) = node.as_object_mut() {
                fields.remove("max_points");
            }
        }
        if !get(&node, "official_count").is_null() {
            if get(&node, "official_count.value").is_null() {
                self.needed(found, row, "official_count.value");
                set(&mut node, "official_count.value", 0.into());
            }
            self.basis(found, row, &mut node, "official_count.basis");
            self.source(&mut node, "official_count.source", id);
        }
        let mut inputs = self.inputs(id);
        let role = get(&node, "role").as_str().unwrap_or("scored").to_owned();
        let is_scored = !has_parts && !matches!(role.as_str(), "not_scored" | "information");
        let name = get(&node, "name").clone();
        let shape = if found.cell(row, "#kind").is_blank() && is_scored { self.default_rule } else { None };
        let is_default = shape.is_some();
        let at = RuleRow { code: id, part: "", label: &name };
        if let Some(rule) = self.rule(found, row, &at, shape, 0, &mut inputs) {
            set(&mut node, "rule", rule);
            if is_default && get(&node, "rule_basis").is_null() {
                // A rule that nobody wrote for this indicator is not read anywhere.
                set(&mut node, "rule_basis", "inferred".into());
                if get(&node, "rule_derivation").is_null() {
                    let vi = "Bảng không ghi cách tính; dùng quy tắc mặc định của bộ chỉ số.";
                    let en = "The table has no rule; the default rule of the framework is used.";
                    set(&mut node, "rule_derivation", json!({ "vi": vi, "en": en }));
                }
            }
            self.basis(found, row, &mut node, "rule_basis");
        }
        if !inputs.is_empty() {
            set(&mut node, "inputs", inputs.into());
        }
        node
    }

    fn inputs(&mut self, code: &str) -> Vec<Value> {
        let rows = self.rows_for(&INPUTS, code, "");
        let Some(found) = self.take(&INPUTS) else { return Vec::new() };
        let mut inputs = Vec::new();
        for row in rows {
            let name = found.text(row, "name");
            let owner = format!("{code}/{name}");
            self.places.add(&owner, found.place(row, "name"));
            let mut record = self.record(&found, row, &owner);
            self.places.add_column(&owner, "label.vi", found.place(row, "label.vi"));
            if name.is_empty() {
                self.needed(&found, row, "name");
                continue;
            }
            if get(&record, "label").is_null() {
                set(&mut record, "label", json!({}));
            }
            inputs.push(record);
        }
        self.found.push(found);
        inputs
    }

    // Rules.

    /// The rule of a row. `shape`: the one to take where the row has none.
    fn rule(
        &mut self,
        found: &Found<'_>,
        row: usize,
        at: &RuleRow<'_>,
        shape: Option<&'static Shape>,
        depth: usize,
        inputs: &mut Vec<Value>,
    ) -> Option<Value> {
        let text = found.text(row, "#kind");
        let shape = if text.is_empty() { shape } else { shape_of(&text) };
        let rule_columns: Vec<&Column> = found.table.all().filter(|column| column.path.starts_with('#')).collect();
        for column in &rule_columns {
            self.know(at.code, column, found.cell(row, column.path), &found.place(row, column.path));
        }
        let Some(shape) = shape else {
            if !text.is_empty() {
                self.unknown_rule(found.place(row, "#kind"), &text);
                self.without_rule.insert(at.code.to_owned());
            } else if rule_columns.iter().any(|column| !found.cell(row, column.path).is_blank()) || !at.part.is_empty()
            {
                self.needed(found, row, "#kind");
                self.without_rule.insert(at.code.to_owned());
            }
            return None;
        };
        if depth > 6 {
            let place = found.place(row, "@part");
            self.report(place, ProblemKind::RuleTooLarge { limit: 200 });
            self.without_rule.insert(at.code.to_owned());
            return None;
        }
        let mut rule = json!({ "kind": shape.word.code });
        let mut is_whole = true;
        for column in rule_columns.into_iter().filter(|column| column.path != "#kind") {
            let (place, cell) = (found.place(row, column.path), found.cell(row, column.path));
            let field = shape.fields.iter().find(|(_, path, _)| *path == column.path);
            let Some((field, _, is_needed)) = field else {
                if !cell.is_blank() {
                    let (heading, rule) = (column.heading.vi.to_owned(), shape.word.names.vi.to_owned());
                    self.report(place, ProblemKind::CellNotUsed { heading, rule });
                }
                continue;
            };
            let kind = match (shape.word.code, *field) {
                ("contents", "items") => Kind::List,
                ("contents", "full_from") => Kind::Whole,
                _ => column.kind,
            };
            match self.value(place, cell, kind) {
                Some(value) => set(&mut rule, field, value),
                None if !is_needed => {}
                None if cell.is_blank() => match own_value(shape, column.path, at) {
                    Some((name, Some(kind))) => {
                        own_input(inputs, &name, kind, at.label, field);
                        set(&mut rule, field, name.into());
                    }
                    Some((value, None)) => set(&mut rule, field, value.into()),
                    None => {
                        self.needed(found, row, column.path);
                        is_whole = false;
                    }
                },
                None => is_whole = false,
            }
        }
        self.rule_rows(shape, at, depth, inputs, &mut rule);
        if !is_whole {
            self.without_rule.insert(at.code.to_owned());
        }
        is_whole.then_some(rule)
    }

    /// Options, tiers, parts and steps.
    fn rule_rows(&mut self, shape: &Shape, at: &RuleRow<'_>, depth: usize, inputs: &mut Vec<Value>, rule: &mut Value) {
        let (table, field): (&'static Table, &str) = match shape.rows {
            Rows::None => return,
            Rows::Options => (&OPTIONS, "options"),
            Rows::Tiers => (&TIERS, "tiers"),
            Rows::Steps => (&STEPS, "where"),
            Rows::Parts => {
                let parts = self.parts(at, depth, inputs);
                return set(rule, "parts", parts.into());
            }
        };
        let rows = self.rows_for(table, at.code, at.part);
        let Some(found) = self.take(table) else {
            if shape.rows != Rows::Steps {
                set(rule, field, json!([]));
            }
            return;
        };
        let mut list = Vec::new();
        let mut steps = Map::new();
        for (index, row) in rows.into_iter().enumerate() {
            let mut record = self.record(&found, row, at.code);
            let first = found.table.columns.get(1).and_then(|group| group.first()).map_or("", |column| column.path);
            if shape.rows == Rows::Tiers && at.part.is_empty() {
                self.places.add(&format!("{}@tier{}", at.code, index + 1), found.place(row, first));
            }
            match shape.rows {
                Rows::Steps => {
                    let (name, formula) = (found.text(row, "name"), found.text(row, "formula"));
                    if steps.insert(name.clone(), formula.into()).is_some() {
                        self.report(found.place(row, "name"), ProblemKind::DuplicateId { id: name });
                    }
                    continue;
                }
                Rows::Options => {
                    if get(&record, "id").is_null() {
                        set(&mut record, "id", format!("l{}", index + 1).into());
                    }
                    if get(&record, "label").is_null() {
                        set(&mut record, "label", json!({}));
                    }
                }
                _ => {}
            }
            list.push(record);
        }
        self.found.push(found);
        match shape.rows {
            Rows::Steps if steps.is_empty() => {}
            Rows::Steps => set(rule, field, steps.into()),
            _ => set(rule, field, list.into()),
        }
    }

    fn parts(&mut self, at: &RuleRow<'_>, depth: usize, inputs: &mut Vec<Value>) -> Vec<Value> {
        let mut parts = Vec::new();
        for number in 1.. {
            let path = part_path(at.part, number);
            let rows = self.rows_for(&PARTS, at.code, &path);
            let Some(found) = self.take(&PARTS) else { break };
            let Some(row) = rows.first().copied() else {
                self.found.push(found);
                break;
            };
            for twice in rows.iter().skip(1) {
                self.report(found.place(*twice, "@part"), ProblemKind::DuplicateId { id: path.clone() });
            }
            let mut part = self.record(&found, row, at.code);
            if get(&part, "label").is_null() {
                set(&mut part, "label", json!({}));
            }
            let label = get(&part, "label").clone();
            // Parts of the part are in the same sheet.
            let inner = Found { columns: found.columns.clone(), ..found };
            self.found.push(found);
            let below = RuleRow { code: at.code, part: &path, label: &label };
            if let Some(rule) = self.rule(&inner, row, &below, None, depth + 1, inputs) {
                set(&mut part, "rule", rule);
                parts.push(part);
            }
        }
        parts
    }

    // Examples.

    fn examples(&mut self, framework: &Value) -> Vec<Value> {
        let Some(found) = self.take(&EXAMPLES) else { return Vec::new() };
        self.places.add("examples", place(found.sheet, found.number, 0, 0));
        let kinds = InputKinds::new(framework);
        let mut examples: Vec<Value> = Vec::new();
        let mut code = String::new();
        for row in found.rows() {
            let name = found.text(row, "name.vi");
            let current = examples.last().map(|example| get(example, "name.vi").as_str().unwrap_or_default());
            if current.is_none() || !name.is_empty() && current != Some(name.as_str()) {
                let english = found.text(row, "name.en");
                let name = json!({ "vi": name, "en": english });
                examples.push(json!({ "name": name, "responses": {}, "expected": {} }));
                code.clear();
                self.places.add(&format!("examples/{}", examples.len()), found.place(row, "name.vi"));
            }
            let stated = code_text(found.cell(row, "@code"));
            if !stated.is_empty() {
                code = stated;
            }
            let number = examples.len();
            let Some(example) = examples.last_mut() else { continue };
            if code.is_empty() {
                if ["@figure", "@value", "@expected"].iter().any(|path| !found.cell(row, path).is_blank()) {
                    self.needed(&found, row, "@code");
                }
                continue;
            }
            self.example_row(&found, row, &kinds, example, &code, number);
        }
        examples
    }

    fn example_row(
        &mut self,
        found: &Found<'_>,
        row: usize,
        kinds: &InputKinds<'_>,
        example: &mut Value,
        code: &str,
        number: usize,
    ) {
        let is_total = code_of(&[TOTAL], code).is_some() || is_sum(code);
        let owner = format!("examples/{number}/{}", if is_total { "total" } else { code });
        let figure = found.text(row, "@figure");
        let (expected_at, expected) = (found.place(row, "@expected"), found.cell(row, "@expected"));
        if figure.is_empty() && expected.is_blank() && found.cell(row, "@value").is_blank() {
            self.places.add(&owner, found.place(row, "@code"));
            response(example, code);
        }
        if let Some(points) = self.value(expected_at.clone(), expected, Kind::Number) {
            self.places.add(&owner, expected_at.clone());
            self.places.add_column(&owner, "@expected", expected_at.clone());
            let place = match is_total {
                true => example.as_object_mut().map(|fields| fields.insert("expected_total".to_owned(), points)),
                false => example
                    .get_mut("expected")
                    .and_then(Value::as_object_mut)
                    .map(|it| it.insert(code.to_owned(), points)),
            };
            if place.flatten().is_some() {
                self.report(expected_at, ProblemKind::DuplicateId { id: code.to_owned() });
            }
        }
        if figure.is_empty() {
            if !found.cell(row, "@value").is_blank() {
                self.needed(found, row, "@figure");
            }
            return;
        }
        let (value_at, cell) = (found.place(row, "@value"), found.cell(row, "@value"));
        if cell.is_blank() {
            self.needed(found, row, "@value");
            return;
        }
        let answers = response(example, code);
        if let Some(special) = code_of(SPECIAL_FIGURES, &figure).filter(|it| kinds.of(code, it).is_empty()) {
            let kind = if special == "not_applicable" { Kind::Flag } else { Kind::Number };
            let value = self.value(value_at, cell, kind);
            if let (Some(value), Some(answers)) = (value, answers) {
                answers.insert(special.to_owned(), value);
            }
            return;
        }
        let owner = format!("{owner}/{figure}");
        self.places.add(&owner, value_at.clone());
        let text = cell.trimmed();
        let value = match kinds.of(code, &figure) {
            "yes_no" => code_of(YES_NO, &text).map_or(text, str::to_owned),
            "percent" => {
                let number = self.number(value_at.clone(), cell);
                number.strip_suffix('%').map_or(number.clone(), str::to_owned)
            }
            "choice" | "text" => text,
            // The checker says that there is no such figure.
            "" => sheet::number(cell, self.numbers).map_or(text, |number| number.text),
            _ => self.number(value_at.clone(), cell),
        };
        let inputs = answers.map(|it| it.entry("inputs").or_insert_with(|| json!({})));
        let before = inputs.and_then(Value::as_object_mut).and_then(|it| it.insert(figure.clone(), value.into()));
        if before.is_some() {
            self.report(value_at, ProblemKind::DuplicateInput { name: figure });
        }
    }

    /// The framework as written; what could not be read is empty in it.
    fn raw(&mut self, value: &Value) -> RawFramework {
        let faults = RefCell::new(Vec::new());
        let raw = framework_json::framework(Fields::of_file(value, &faults));
        // What a sheet can leave out has been said with its cell.
        if !self.problems.iter().any(|(_, problem)| problem.is_error()) {
            self.problems.extend(faults.into_inner().into_iter().map(|fault| (Place::default(), fault)));
        }
        raw
    }
}

/// A row of the tree.
struct TreeRow {
    id: String,
    row: usize,
    depth: usize,
    parent: Option<usize>,
}

/// Whose rule a row has.
struct RuleRow<'a> {
    code: &'a str,
    part: &'a str,
    /// What an input that is made for it is called.
    label: &'a Value,
}

fn heading_row(table: &Table, sheet: &Sheet) -> Option<usize> {
    let known =
        |row: &[Cell], path: &str| row.iter().any(|cell| column_called(table, cell).is_some_and(|it| it.path == path));
    let rows = sheet.rows.iter().take(TITLE_ROWS);
    let is_heading = |row: &Vec<Cell>| match std::ptr::eq(table, &NODES) {
        true => known(row, "id") && known(row, "name.vi"),
        false => row.iter().filter(|cell| column_called(table, cell).is_some()).count() >= 2,
    };
    rows.into_iter().position(is_heading)
}

fn column_called(table: &Table, cell: &Cell) -> Option<&'static columns::Column> {
    if cell.is_blank() || cell.text.len() > 200 {
        return None;
    }
    let folded = fold(&cell.text);
    table.all().find(|column| column.is_called(&folded))
}

/// A code without the point that lists put after it.
fn code_text(cell: &Cell) -> String {
    cell.trimmed().trim_end_matches(['.', ' ']).to_owned()
}

/// “Tổng cộng”, “Tổng điểm”, “Tổng”.
fn is_sum(name: &str) -> bool {
    let folded = fold(name);
    matches!(folded.as_str(), "tong" | "tong so" | "tong diem" | "cong" | "total") || folded.starts_with("tong cong")
}

/// The nearest node above by its code: `4.22` for `4.22.1`, otherwise `4`.
fn ancestor(id: &str, by_id: &BTreeMap<String, usize>) -> Option<usize> {
    let mut rest = id;
    // A longer one is no identifier.
    while let Some((before, _)) = rest.rsplit_once('.').filter(|_| id.len() <= NodeId::MAX_LEN) {
        if let Some(index) = by_id.get(before) {
            return Some(*index);
        }
        rest = before;
    }
    None
}

/// How deep a node without a node above it is: as deep as its neighbour with the same beginning, otherwise at the top.
fn sibling_depth(id: &str, rows: &[TreeRow], stack: &[usize]) -> usize {
    let Some((before, _)) = id.rsplit_once('.') else { return 0 };
    let is_sibling = |at: &&usize| {
        rows.get(**at).is_some_and(|row| row.id.rsplit_once('.').is_some_and(|(beginning, _)| beginning == before))
    };
    stack.iter().find(is_sibling).and_then(|at| rows.get(*at)).map_or(0, |row| row.depth)
}

/// The nodes above a node and itself, from the top.
fn path_to(rows: &[TreeRow], node: usize) -> Vec<usize> {
    let mut path = vec![node];
    let mut at = node;
    while let Some(parent) = rows.get(at).and_then(|row| row.parent) {
        path.insert(0, parent);
        at = parent;
    }
    path
}

/// `4.1` after `4.9`, where `4.1` is there already, was `4.10` before a spreadsheet took it for a number.
fn lost_zero(id: &str, by_id: &BTreeMap<String, usize>, above: Option<&TreeRow>) -> Option<String> {
    if !by_id.contains_key(id) {
        return None;
    }
    let (before, last) = id.rsplit_once('.')?;
    let ten: u32 = last.parse::<u32>().ok()?.checked_mul(10)?;
    let above = above?.id.as_str();
    let previous = format!("{before}.{}", ten.checked_sub(1)?);
    let follows = above == previous || above.strip_prefix(&previous).is_some_and(|rest| rest.starts_with('.'));
    follows.then(|| format!("{before}.{ten}"))
}

fn list(text: &str) -> Vec<String> {
    text.split([';', ',', '\n']).map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// `document | section | bullet`.
fn source(text: &str) -> Value {
    let Some((document, rest)) = text.split_once('|') else {
        return json!({ "document": text.trim(), "section": "" });
    };
    let last = rest.rsplit_once('|').map(|(section, item)| (section, item.trim()));
    let (section, item) = match last {
        Some((section, "")) => (section, None),
        Some((section, item)) => match item.parse::<u16>() {
            Ok(item) => (section, Some(item)),
            Err(_) => (rest, None),
        },
        None => (rest, None),
    };
    json!({ "document": document.trim(), "section": section.trim(), "item": item })
}

/// Sets a field by its path; the empty path takes over all fields of the value.
fn set(target: &mut Value, path: &str, value: Value) {
    let mut at = target;
    for field in path.split('.').filter(|field| !field.is_empty()) {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Some(fields) = at.as_object_mut() else { return };
        at = fields.entry(field).or_insert(Value::Null);
    }
    match (path, at.as_object_mut(), value) {
        ("", Some(fields), Value::Object(more)) => fields.extend(more),
        (_, _, value) => *at = value,
    }
}

fn push(target: &mut Value, field: &str, value: Value) {
    match target.get_mut(field).and_then(Value::as_array_mut) {
        Some(list) => list.push(value),
        None => set(target, field, json!([value])),
    }
}

fn response<'a>(example: &'a mut Value, code: &str) -> Option<&'a mut Map<String, Value>> {
    let responses = example.get_mut("responses")?.as_object_mut()?;
    responses.entry(code).or_insert_with(|| json!({})).as_object_mut()
}

/// What stands for a parameter that is empty: an input of its own with its kind, or a word.
fn own_value(shape: &Shape, path: &str, at: &RuleRow<'_>) -> Option<(String, Option<&'static str>)> {
    let number = match path {
        "#figure" => 0,
        "#denominator" => 1,
        "#given_as" => return Some(("points".to_owned(), None)),
        _ => return None,
    };
    let (name, kind) = shape.own_inputs.get(number)?;
    let part = at.part.to_lowercase().replace('.', "_");
    let name = if part.is_empty() { (*name).to_owned() } else { format!("{part}_{name}") };
    Some((name, Some(kind)))
}

fn own_input(inputs: &mut Vec<Value>, name: &str, kind: &str, label: &Value, field: &str) {
    if inputs.iter().any(|input| get(input, "name") == name) {
        return;
    }
    let label = match field {
        "numerator" => json!({ "vi": "Số đạt (a)", "en": "Number attained (a)" }),
        "denominator" => json!({ "vi": "Tổng số (b)", "en": "Number of all (b)" }),
        // Where there is no name that is said, and only once.
        _ if get(label, "vi").as_str().unwrap_or_default().is_empty() => json!({ "vi": name }),
        _ => label.clone(),
    };
    inputs.push(json!({ "name": name, "label": label, "kind": kind }));
}
