//! Sheets as an assessment.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::columns::{
    ABOUT, ABOUT_COLUMNS, ABOUT_ROWS, Column, FORM, FORM_COLUMNS, Kind, REGISTER, REGISTER_COLUMNS, figure_kind,
    from_cell, is_called, shown,
};
use crate::engine::{
    assessment::Assessment,
    checked::shortened,
    framework::{Framework, InputKind},
    problem::{Problem, ProblemKind},
};
use crate::formats::{
    assessment_file,
    framework_sheet::{Both, fold},
    sheet::{Cell, NumberStyle, Sheet, Workbook},
};

/// Whether a workbook says that it holds an assessment, whatever is wrong with it: by the names of its sheets.
pub fn is_one(workbook: &Workbook) -> bool {
    [&FORM, &ABOUT].iter().all(|name| find(workbook, name).is_some())
}

/// Reads an assessment. `framework` finds the framework that it names.
///
/// # Errors
///
/// That the framework is not known; sheets and columns that are missing, codes of documents or inputs that are there
/// twice, and what [`assessment_file::read`] finds. Figures that can not be read are kept as they stand.
pub fn read(
    workbook: &Workbook,
    framework: &dyn Fn(&str) -> Option<std::rc::Rc<Framework>>,
) -> Result<Assessment, Vec<Problem>> {
    let style = workbook.numbers;
    let missing = |name: &Both| vec![Problem::new("", ProblemKind::SheetMissing { sheet: name.vi.to_owned() })];
    let form = find(workbook, &FORM).ok_or_else(|| missing(&FORM))?;
    let about = find(workbook, &ABOUT).ok_or_else(|| missing(&ABOUT))?;
    let mut file = read_about(about, style);
    let id = file.get("framework").and_then(|it| it.get("id")?.as_str()).unwrap_or_default().to_owned();
    let Some(framework) = framework(&id) else {
        return Err(vec![Problem::new("", ProblemKind::UnknownFramework { id: shortened(&id) })]);
    };
    let mut problems = Vec::new();
    let responses = read_form(form, &framework, style, &mut problems);
    file.insert("responses".to_owned(), Value::Object(responses));
    if let Some(register) = find(workbook, &REGISTER) {
        let items = read_register(register, style, &mut problems);
        if !items.is_empty() {
            file.insert("evidence".to_owned(), Value::Object(items));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    assessment_file::read(&Value::Object(file).to_string())
}

pub(super) fn find<'a>(workbook: &'a Workbook, name: &Both) -> Option<&'a Sheet> {
    workbook.sheets.iter().find(|sheet| is_called(name, &sheet.name))
}

/// The position of each column that is there, by its path.
pub(super) fn positions(sheet: &Sheet, columns: &'static [Column]) -> BTreeMap<&'static str, (usize, Kind)> {
    let mut positions = BTreeMap::new();
    for (at, cell) in sheet.rows.first().into_iter().flatten().enumerate() {
        if let Some(column) = columns.iter().find(|column| is_called(&column.heading, &cell.text)) {
            positions.entry(column.path).or_insert((at, column.kind));
        }
    }
    positions
}

/// One row: its fields, and what is kept of them as JSON.
struct Row<'a> {
    sheet: &'a Sheet,
    row: usize,
    positions: &'a BTreeMap<&'static str, (usize, Kind)>,
    kept: Map<String, Value>,
    rest: Map<String, Value>,
    style: NumberStyle,
}

impl<'a> Row<'a> {
    fn open(
        sheet: &'a Sheet,
        row: usize,
        positions: &'a BTreeMap<&'static str, (usize, Kind)>,
        style: NumberStyle,
    ) -> Row<'a> {
        let rest = positions.get("@rest").map_or("", |(at, _)| sheet.cell(row, *at).text.as_str());
        let mut rest: Map<String, Value> = serde_json::from_str(rest).unwrap_or_default();
        let kept = match rest.remove("@kept") {
            Some(Value::Object(kept)) => kept,
            _ => Map::new(),
        };
        Row { sheet, row, positions, kept, rest, style }
    }

    fn cell(&self, path: &str) -> Option<&'a Cell> {
        self.positions.get(path).map(|(at, _)| self.sheet.cell(self.row, *at))
    }

    /// The value of a field: what was kept, unless the cell was changed since.
    fn value(&self, path: &str, kind: Kind) -> Option<Value> {
        let cell = self.cell(path)?;
        let now = shown(kind, cell, self.style);
        match self.kept.get(path).and_then(Value::as_array).map(Vec::as_slice) {
            Some([written, original]) if written.as_str() == Some(&now) => Some(original.clone()),
            _ => from_cell(kind, cell, self.style),
        }
    }

    fn text(&self, path: &str) -> String {
        match self.value(path, Kind::Text) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        }
    }

    /// All fields of the row's columns, with the rest.
    fn object(&self) -> Map<String, Value> {
        let mut object = self.rest.clone();
        for (path, (_, kind)) in self.positions.iter().filter(|(path, _)| !path.starts_with('@')) {
            if let Some(value) = self.value(path, *kind).filter(|value| *value != Value::Bool(false)) {
                put(&mut object, path, value);
            }
        }
        object
    }
}

fn put(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('/') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((first, second)) => {
            let inner = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Some(inner) = inner.as_object_mut() {
                inner.insert(second.to_owned(), value);
            }
        }
    }
}

fn read_form(
    sheet: &Sheet,
    framework: &Framework,
    style: NumberStyle,
    problems: &mut Vec<Problem>,
) -> Map<String, Value> {
    let positions = positions(sheet, FORM_COLUMNS);
    for path in ["@code", "@input", "@figure"] {
        if !positions.contains_key(path) {
            let heading = FORM_COLUMNS.iter().find(|column| column.path == path).map_or("", |it| it.heading.vi);
            let kind = ProblemKind::HeadingMissing { heading: heading.to_owned() };
            problems.push(Problem::new(sheet.address(0, 0), kind));
        }
    }
    let mut responses: Map<String, Value> = Map::new();
    let mut seen = BTreeMap::new();
    for at in 1..sheet.rows.len() {
        let row = Row::open(sheet, at, &positions, style);
        let (code, input) = (row.text("@code"), row.text("@input"));
        // An identifier that a cell does not show is kept beside it.
        if code.is_empty() && !row.kept.contains_key("@code") {
            continue;
        }
        let is_input = !input.is_empty() || row.kept.contains_key("@input");
        let column = positions.get("@code").map_or(0, |(at, _)| *at);
        if seen.insert((code.clone(), is_input.then(|| input.clone())), at).is_some() {
            let id = shortened(&format!("{code} {input}"));
            problems
                .push(Problem::new(sheet.address(at, column), ProblemKind::DuplicateId { id: id.trim().to_owned() }));
            continue;
        }
        if !is_input {
            let mut object = row.object();
            if let Some(inputs) = responses.get(&code).and_then(|it| it.get("inputs")) {
                object.insert("inputs".to_owned(), inputs.clone());
            }
            if !object.is_empty() {
                responses.insert(code, Value::Object(object));
            }
            continue;
        }
        let node = framework.find(&code).and_then(|index| framework.node(index));
        let leaf = node.and_then(|node| node.leaf.as_ref());
        let known = leaf.and_then(|leaf| leaf.inputs.get(leaf.input(&input)?)).map(|input| input.kind);
        let kind = figure_kind(known);
        let now = row.cell("@figure").map_or_else(String::new, |cell| shown(kind, cell, style));
        let kept = row.kept.get("@figure").and_then(Value::as_array).map(Vec::as_slice);
        let value = match kept {
            Some([written, original]) if written.as_str() == Some(&now) => Some(original.clone()),
            _ => {
                // What was typed does not hold for another figure.
                let response = responses.get_mut(&code).and_then(Value::as_object_mut);
                if let Some(response) = response.filter(|_| kept.is_some())
                    && let Some(typed) = response.get_mut("typed").and_then(Value::as_object_mut)
                {
                    typed.remove(&input);
                    if typed.is_empty() {
                        response.remove("typed");
                    }
                }
                let value = row.cell("@figure").and_then(|cell| from_cell(kind, cell, style));
                match (known, value.as_ref().and_then(Value::as_str).map(fold).as_deref()) {
                    (Some(InputKind::YesNo), Some("co" | "yes")) => Some("yes".into()),
                    (Some(InputKind::YesNo), Some("khong" | "no")) => Some("no".into()),
                    _ => value,
                }
            }
        };
        let Some(value) = value.filter(|value| !value.is_null()) else { continue };
        let response = responses.entry(code).or_insert_with(|| Value::Object(Map::new()));
        if let Some(response) = response.as_object_mut() {
            put(response, &format!("inputs/{input}"), value);
        }
    }
    responses
}

fn read_register(sheet: &Sheet, style: NumberStyle, problems: &mut Vec<Problem>) -> Map<String, Value> {
    let positions = positions(sheet, REGISTER_COLUMNS);
    let mut items = Map::new();
    for at in 1..sheet.rows.len() {
        let row = Row::open(sheet, at, &positions, style);
        let object = row.object();
        let code = row.text("@code");
        let is_kept = row.kept.contains_key("@code");
        if code.is_empty() && object.is_empty() && !is_kept {
            continue;
        }
        let code = if code.is_empty() && !is_kept { format!("r{}", at + 1) } else { code };
        if items.insert(code.clone(), Value::Object(object)).is_some() {
            let kind = ProblemKind::DuplicateId { id: shortened(&code) };
            problems.push(Problem::new(sheet.address(at, 0), kind));
        }
    }
    items
}

fn read_about(sheet: &Sheet, style: NumberStyle) -> Map<String, Value> {
    let positions = positions(sheet, ABOUT_COLUMNS);
    let rows: Vec<Row<'_>> = (1..sheet.rows.len()).map(|at| Row::open(sheet, at, &positions, style)).collect();
    let mut file = Map::new();
    let mut kept = Map::new();
    for row in &rows {
        file.extend(row.rest.clone());
        kept.extend(row.kept.clone());
    }
    for row in rows {
        let name = row.text("@name");
        let Some((path, _)) = ABOUT_ROWS.iter().find(|(_, names)| is_called(names, &name)) else { continue };
        let Some(cell) = row.cell("@value") else { continue };
        let now = shown(Kind::Text, cell, style);
        let value = match kept.get(*path).and_then(Value::as_array).map(Vec::as_slice) {
            Some([written, original]) if written.as_str() == Some(&now) => Some(original.clone()),
            _ => from_cell(Kind::Text, cell, style),
        };
        if let Some(value) = value {
            put(&mut file, path, value);
        }
    }
    file
}
