//! A framework into sheets.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    columns::{
        self, DOCUMENTS, EXAMPLES, FRAMEWORK, GRADES, GUIDE, INPUTS, Kind, NODES, OPTIONS, PARTS, PILLARS, ROUNDING,
        SPECIAL_FIGURES, STEPS, TABLES, TIERS, TOTAL, Table,
    },
    words::{self, Both, Rows, SHAPES, SheetLanguage, YES_NO, name_of},
};
use crate::{
    engine::framework::raw::RawFramework,
    formats::sheet::{Cell, Column, Sheet, Workbook, is_share},
};

/// The maximum, as a share of which an award is written.
pub(super) const MAXIMUM: Both = Both { vi: "Điểm tối đa", en: "Maximum" };

/// Writes a framework: the explanation first, then every sheet, also those without rows, so that rows can be added.
pub fn write(framework: &RawFramework, language: SheetLanguage) -> Workbook {
    // Plain data always serializes.
    let value = serde_json::to_value(framework).unwrap_or_default();
    let mut writer = Writer { language, tables: TABLES.iter().map(|table| (*table, Vec::new())).collect() };
    writer.framework(&value);
    for node in items(&value, "nodes") {
        writer.node(node, 1);
    }
    for (table, path) in [(&PILLARS, "pillars"), (&GRADES, "grading.grades"), (&ROUNDING, "rounding")] {
        for item in items(&value, path) {
            let row = writer.record(table, item, &[]);
            writer.add(table, row);
        }
    }
    for (id, document) in entries(&value, "documents") {
        let row = writer.record(&DOCUMENTS, document, &[("@id", Cell::text(id))]);
        writer.add(&DOCUMENTS, row);
    }
    let kinds = InputKinds::new(&value);
    for example in items(&value, "examples") {
        writer.example(example, &kinds);
    }
    let mut sheets = vec![guide(language)];
    sheets.extend(writer.tables.into_iter().map(|(table, rows)| sheet(table, rows, language)));
    Workbook { sheets, ..Workbook::default() }
}

/// A field of JSON by its path; the empty path is the value itself.
pub(super) fn get<'a>(value: &'a Value, path: &str) -> &'a Value {
    let fields = path.split('.').filter(|field| !field.is_empty());
    fields.fold(value, |value, field| value.get(field).unwrap_or(&Value::Null))
}

fn items<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    get(value, path).as_array().map_or(&[], Vec::as_slice)
}

fn entries<'a>(value: &'a Value, path: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    get(value, path).as_object().into_iter().flatten()
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

struct Writer {
    language: SheetLanguage,
    tables: Vec<(&'static Table, Vec<Vec<Cell>>)>,
}

impl Writer {
    fn add(&mut self, table: &Table, row: Vec<Cell>) {
        let found = self.tables.iter_mut().find(|(it, _)| it.name.vi == table.name.vi);
        if let Some((_, rows)) = found {
            rows.push(row);
        }
    }

    /// A row: the cells that are given, and otherwise the fields of the value.
    fn record(&self, table: &Table, value: &Value, given: &[(&str, Cell)]) -> Vec<Cell> {
        let cell = |column: &columns::Column| {
            let given = given.iter().find(|(path, _)| *path == column.path).map(|(_, cell)| cell.clone());
            given.unwrap_or_else(|| match column.path.starts_with(['#', '@']) {
                true => Cell::default(),
                false => self.cell(column.kind, get(value, column.path)),
            })
        };
        table.all().map(cell).collect()
    }

    fn cell(&self, kind: Kind, value: &Value) -> Cell {
        match (kind, value) {
            (Kind::Award, _) => self.award(value),
            (_, Value::Null) => Cell::default(),
            (Kind::Number, Value::String(text)) if is_share(text) => Cell::number(text),
            (Kind::Word(list), Value::String(code)) => Cell::text(name_of(list, code, self.language)),
            (Kind::Whole, Value::Number(number)) => Cell::number(number.to_string()),
            (Kind::Flag, Value::Bool(true)) => Cell::text(name_of(YES_NO, "yes", self.language)),
            (Kind::List, Value::Array(list)) => Cell::text(list.iter().map(text_of).collect::<Vec<&str>>().join("; ")),
            (Kind::Wholes, Value::Array(list)) => {
                let numbers: Vec<String> = list.iter().map(Value::to_string).collect();
                if numbers.len() == 1 { Cell::number(numbers.concat()) } else { Cell::text(numbers.join("; ")) }
            }
            (Kind::Source, Value::Object(_)) => Cell::text(source(value)),
            (_, Value::String(text)) => Cell::text(text),
            _ => Cell::default(),
        }
    }

    /// Points as a number, shares as what they are a share of.
    fn award(&self, value: &Value) -> Cell {
        let maximum = MAXIMUM.pick(self.language);
        let share = value.get("share").and_then(Value::as_str).map(|share| match share {
            "1" => Cell::text(maximum),
            _ if is_share(share) && share.contains(['/', '%']) => Cell::number(share),
            _ => Cell::text(format!("{}*{maximum}", share.replace('.', ","))),
        });
        let points = value.get("points").and_then(Value::as_str);
        let points = points.map(|text| if is_share(text) { Cell::number(text) } else { Cell::text(text) });
        match (share, points) {
            // No framework in order has both.
            (Some(share), Some(points)) => Cell::text(format!("{}; {}", share.text, points.text)),
            (share, points) => share.or(points).unwrap_or_default(),
        }
    }

    fn framework(&mut self, value: &Value) {
        for column in FRAMEWORK.all() {
            let heading = Cell::text(column.heading.pick(self.language));
            let found = match column.path.starts_with('@') {
                true => &Value::Null,
                false => get(value, column.path),
            };
            let list = match (column.kind, found) {
                (Kind::Text, Value::Array(texts)) => texts.iter().collect(),
                _ => vec![found],
            };
            for one in list {
                let cells = match one {
                    Value::Object(_) if matches!(column.kind, Kind::Text) => {
                        vec![Cell::text(text_of(get(one, "vi"))), Cell::text(text_of(get(one, "en")))]
                    }
                    _ => vec![self.cell(column.kind, one)],
                };
                let row = [heading.clone()].into_iter().chain(cells).collect();
                self.add(&FRAMEWORK, row);
            }
        }
    }

    fn node(&mut self, node: &Value, level: usize) {
        let code = text_of(get(node, "id")).to_owned();
        let mut given = vec![("@level", Cell::number(level.to_string()))];
        given.extend(self.rule(&code, "", get(node, "rule")));
        let row = self.record(&NODES, node, &given);
        self.add(&NODES, row);
        for input in items(node, "inputs") {
            let row = self.record(&INPUTS, input, &[("@code", Cell::text(&code))]);
            self.add(&INPUTS, row);
        }
        for child in items(node, "children") {
            self.node(child, level + 1);
        }
    }

    /// The parameters of a rule; its options, tiers, parts and steps go to their sheets.
    fn rule(&mut self, code: &str, part: &str, rule: &Value) -> Vec<(&'static str, Cell)> {
        let kind = text_of(get(rule, "kind"));
        let Some(shape) = SHAPES.iter().find(|shape| shape.word.code == kind) else { return Vec::new() };
        let mut cells = vec![("#kind", Cell::text(shape.word.names.pick(self.language)))];
        for (field, path, _) in shape.fields {
            let Some(column) = NODES.column(path) else { continue };
            let value = get(rule, field);
            let kind = match value {
                Value::Array(_) => Kind::List,
                Value::Number(_) => Kind::Whole,
                _ => column.kind,
            };
            cells.push((*path, self.cell(kind, value)));
        }
        let at = || vec![("@code", Cell::text(code)), ("@part", Cell::text(part))];
        match shape.rows {
            Rows::None => {}
            Rows::Options => self.rows(&OPTIONS, items(rule, "options"), &at()),
            Rows::Tiers => self.rows(&TIERS, items(rule, "tiers"), &at()),
            Rows::Steps => {
                for (name, formula) in entries(rule, "where") {
                    let mut given = at();
                    given.extend([("name", Cell::text(name)), ("formula", Cell::text(text_of(formula)))]);
                    let row = self.record(&STEPS, &Value::Null, &given);
                    self.add(&STEPS, row);
                }
            }
            Rows::Parts => {
                for (index, item) in items(rule, "parts").iter().enumerate() {
                    let path = part_path(part, index + 1);
                    let mut given = vec![("@code", Cell::text(code)), ("@part", Cell::text(&path))];
                    given.extend(self.rule(code, &path, get(item, "rule")));
                    let row = self.record(&PARTS, item, &given);
                    self.add(&PARTS, row);
                }
            }
        }
        cells
    }

    fn rows(&mut self, table: &'static Table, values: &[Value], given: &[(&str, Cell)]) {
        for value in values {
            let row = self.record(table, value, given);
            self.add(table, row);
        }
    }

    fn example(&mut self, example: &Value, kinds: &InputKinds<'_>) {
        let mut name = vec![
            ("name.vi", Cell::text(text_of(get(example, "name.vi")))),
            ("name.en", Cell::text(text_of(get(example, "name.en")))),
        ];
        let mut rows: Vec<Vec<(&str, Cell)>> = Vec::new();
        let number = |value: &Value| match value.as_str() {
            Some(text) if is_share(text) => Cell::number(text),
            Some(text) => Cell::text(text),
            None => Cell::default(),
        };
        let expected = get(example, "expected");
        for (id, response) in entries(example, "responses") {
            let mut figures: Vec<(Cell, Cell)> = Vec::new();
            for (input, value) in entries(response, "inputs") {
                let value = match kinds.of(id, input) {
                    "yes_no" => Cell::text(name_of(YES_NO, text_of(value), self.language)),
                    "choice" | "text" => Cell::text(text_of(value)),
                    _ => number(value),
                };
                figures.push((Cell::text(input), value));
            }
            for special in SPECIAL_FIGURES {
                let value = match get(response, special.code) {
                    Value::Bool(true) => Cell::text(name_of(YES_NO, "yes", self.language)),
                    Value::Bool(false) | Value::Null => continue,
                    value => number(value),
                };
                figures.push((Cell::text(special.names.pick(self.language)), value));
            }
            if figures.is_empty() {
                rows.push(vec![("@code", Cell::text(id))]);
            }
            for (figure, value) in figures {
                rows.push(vec![("@code", Cell::text(id)), ("@figure", figure), ("@value", value)]);
            }
        }
        for (id, points) in expected.as_object().into_iter().flatten() {
            let points = ("@expected", number(points));
            let is_first = |row: &&mut Vec<(&str, Cell)>| {
                let code = row.iter().find(|(path, _)| *path == "@code");
                row.len() > 1 && code.is_some_and(|(_, cell)| cell.text == *id)
            };
            match rows.iter_mut().find(is_first) {
                Some(row) => row.push(points),
                None => rows.push(vec![("@code", Cell::text(id)), points]),
            }
        }
        if let Some(points) = example.get("expected_total") {
            rows.push(vec![("@code", Cell::text(TOTAL.names.pick(self.language))), ("@expected", number(points))]);
        }
        if rows.is_empty() {
            rows.push(Vec::new());
        }
        for mut row in rows {
            row.append(&mut name);
            let row = self.record(&EXAMPLES, &Value::Null, &row);
            self.add(&EXAMPLES, row);
        }
    }
}

/// `P1`, `P1.2`.
pub(super) fn part_path(above: &str, number: usize) -> String {
    if above.is_empty() { format!("P{number}") } else { format!("{above}.{number}") }
}

/// `document | section | bullet`.
fn source(value: &Value) -> String {
    let (document, section) = (text_of(get(value, "document")), text_of(get(value, "section")));
    match get(value, "item").as_u64() {
        Some(item) => format!("{document} | {section} | {item}"),
        // The last part would be taken for the bullet.
        None if section.contains('|') => format!("{document} | {section} |"),
        None if section.is_empty() => document.to_owned(),
        None => format!("{document} | {section}"),
    }
}

/// The kinds of all inputs, to know what an example's figures are.
pub(super) struct InputKinds<'a>(BTreeMap<(&'a str, &'a str), &'a str>);

impl<'a> InputKinds<'a> {
    /// Of a framework.
    pub fn new(framework: &'a Value) -> InputKinds<'a> {
        let mut kinds = BTreeMap::new();
        let mut open: Vec<&Value> = items(framework, "nodes").iter().collect();
        while let Some(node) = open.pop() {
            for input in items(node, "inputs") {
                // An absent kind is a count.
                let kind = get(input, "kind").as_str().unwrap_or("count");
                kinds.insert((text_of(get(node, "id")), text_of(get(input, "name"))), kind);
            }
            open.extend(items(node, "children"));
        }
        InputKinds(kinds)
    }

    /// The kind of an input; empty where there is no such input.
    pub fn of(&self, id: &str, input: &str) -> &str {
        self.0.get(&(id, input)).copied().unwrap_or_default()
    }
}

fn sheet(table: &Table, rows: Vec<Vec<Cell>>, language: SheetLanguage) -> Sheet {
    let mut sheet = Sheet::new(table.name.pick(language));
    if table.name.vi == FRAMEWORK.name.vi {
        let headings = [("Mục", "Field"), ("Nội dung", "Content"), ("Tiếng Anh", "English")];
        let pick = |(vi, en): (&'static str, &'static str)| Cell::text(Both { vi, en }.pick(language));
        sheet.rows.push(headings.into_iter().map(pick).collect());
        let wide = Column { is_wide: true, ..Column::default() };
        sheet.columns = vec![wide.clone(), wide.clone(), wide];
    } else {
        sheet.rows.push(table.all().map(|column| Cell::text(column.heading.pick(language))).collect());
        let known = |column: &columns::Column| Column {
            note: column.note.pick(language).to_owned(),
            is_number: matches!(column.kind, Kind::Number | Kind::Whole) && column.path != "#bound",
            is_wide: matches!(column.kind, Kind::Text),
            words: column.words(language),
        };
        sheet.columns = table.all().map(known).collect();
    }
    sheet.rows.extend(rows);
    sheet
}

/// The explanation: what each sheet and column means, and each rule with an example.
fn guide(language: SheetLanguage) -> Sheet {
    let say = |vi: &'static str, en: &'static str| Both { vi, en }.pick(language);
    let mut sheet = Sheet::new(GUIDE.pick(language));
    let mut line = |cells: &[&str]| sheet.rows.push(cells.iter().map(|text| Cell::text(*text)).collect());
    line(&[say("Trang", "Sheet"), say("Cột", "Column"), say("Nghĩa", "Meaning")]);
    line(&[
        say("Cách làm", "How to"),
        "",
        say(
            "Điền trang “Bộ chỉ số”; dán bảng của phụ lục vào trang “Chỉ số”; chọn loại quy tắc cho từng chỉ số; rồi mở tệp trong Thước Số để kiểm tra. Mọi lỗi được báo cùng lúc, mỗi lỗi kèm trang và ô.",
            "Fill in the sheet “Framework”; paste the annex into “Indicators”; choose a rule for each indicator; open the file in Thước Số. All problems are said at once, each with its sheet and cell.",
        ),
    ]);
    line(&[
        say("Số", "Numbers"),
        "",
        say(
            "Viết 1.234,5 hoặc dùng ô số của Excel; tỷ lệ viết 80%, 1/2 hoặc 0,5. Riêng trong công thức viết dấu chấm: 0.5.",
            "Number cells, or 1.234,5 as in Vietnam; shares as 80%, 1/2 or 0,5. In formulas with a point: 0.5.",
        ),
    ]);
    line(&[
        say("Nguồn", "Sources"),
        "",
        say(
            "Mỗi con số phải có căn cứ và nguồn. Điền “Văn bản mặc định” và “Căn cứ mặc định” ở trang “Bộ chỉ số” thì không phải điền từng dòng. Văn bản không nói thì để trống, không đoán.",
            "Every number needs a basis and a source; the defaults on the sheet “Framework” save writing them in each row. Where the source is silent, leave the cell empty.",
        ),
    ]);
    for table in TABLES {
        let name = table.name.pick(language);
        line(&[name, "", table.note.pick(language)]);
        for column in table.all() {
            let (heading, note) = (column.heading.pick(language), column.note.pick(language));
            let words = column.words(language).join("; ");
            match (note, words.as_str()) {
                ("", "") => {}
                (note, "") => line(&[name, heading, note]),
                ("", words) => line(&[name, heading, words]),
                (note, words) => line(&[name, heading, &format!("{note} ({words})")]),
            }
        }
    }
    for shape in words::SHAPES {
        line(&[say("Loại quy tắc", "Rule"), shape.word.names.pick(language), shape.example.pick(language)]);
    }
    let narrow = Column::default();
    sheet.columns = vec![narrow.clone(), narrow, Column { is_wide: true, ..Column::default() }];
    sheet
}
