//! An assessment as sheets.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    columns::{
        ABOUT, ABOUT_COLUMNS, ABOUT_ROWS, Column, FORM, FORM_COLUMNS, Kind, REGISTER, REGISTER_COLUMNS, at,
        figure_kind, shown, survives, to_cell, yes_no,
    },
    formula::{self, Words, number, rounded},
};
use crate::engine::{
    assessment::{Assessment, find_options},
    exact::Exact,
    framework::{Framework, InputKind, Leaf, Node, NodeIndex, Role},
    scoring::{Reference, Scorecard, Status, score},
};
use crate::formats::{
    assessment_file,
    eleven_columns::columns::status_word,
    framework_sheet::SheetLanguage,
    sheet::{self, Cell, NumberStyle, Sheet, Workbook, column_name, is_plain},
};

/// The three sheets. `framework` is the one that the assessment names.
///
/// # Formulas
///
/// Points, lowest, highest, the maximum that applies, the status and the difference are formulas over the figures; a cell
/// without a figure is missing, not zero. A leaf with a figure of more than 15 digits, or whose formula would be longer
/// than a cell holds, has its value instead, and its remark says so.
pub fn write(framework: &Framework, assessment: &Assessment, language: SheetLanguage) -> Workbook {
    let scorecard = score(framework, assessment, Reference::default());
    let file: Value = serde_json::from_str(&assessment_file::write(assessment)).unwrap_or_default();
    let mut form = Form {
        framework,
        scorecard: &scorecard,
        language,
        sheet: table(FORM.pick(language), FORM_COLUMNS, language),
        rows: BTreeMap::new(),
    };
    let mut responses = file.get("responses").and_then(Value::as_object).cloned().unwrap_or_default();
    let plan = form.plan(&responses);
    for (index, node) in framework.nodes().iter().enumerate() {
        let response = responses.remove(node.id.as_str());
        form.node(index, node, response, &plan);
    }
    for (id, response) in responses {
        form.response(&id, None, Some(response));
    }
    form.sums(framework);
    let sheets = vec![form.sheet, register(&file, language), about(&file, language)];
    Workbook { sheets, numbers: NumberStyle::Vietnamese }
}

fn table(name: &str, columns: &[Column], language: SheetLanguage) -> Sheet {
    let heading = columns.iter().map(|column| Cell::text(column.heading.pick(language))).collect();
    let known = |column: &Column| sheet::Column {
        is_number: matches!(column.kind, Kind::Number | Kind::Derived) && !column.is_wide,
        is_wide: column.is_wide,
        ..sheet::Column::default()
    };
    Sheet { rows: vec![heading], columns: columns.iter().map(known).collect(), ..Sheet::new(name) }
}

struct Form<'a> {
    framework: &'a Framework,
    scorecard: &'a Scorecard,
    language: SheetLanguage,
    sheet: Sheet,
    /// The row of each node, as the spreadsheet numbers it.
    rows: BTreeMap<NodeIndex, usize>,
}

impl Form<'_> {
    /// The row that each node will have: formulas of parents name rows of parts that come later.
    fn plan(&self, _responses: &Map<String, Value>) -> BTreeMap<NodeIndex, usize> {
        let mut row = 2;
        let mut plan = BTreeMap::new();
        for (index, node) in self.framework.nodes().iter().enumerate() {
            plan.insert(index, row);
            row += 1 + node.leaf.as_ref().map_or(0, |leaf| leaf.inputs.len());
        }
        plan
    }

    fn node(&mut self, index: NodeIndex, node: &Node, response: Option<Value>, plan: &BTreeMap<NodeIndex, usize>) {
        let row = self.sheet.rows.len();
        self.rows.insert(index, row + 1);
        let inputs = response.as_ref().and_then(|it| it.get("inputs")?.as_object()).cloned().unwrap_or_default();
        let response_given = response.clone();
        self.response(node.id.as_str(), node.leaf.as_ref(), response);
        self.put(row, "@label", Cell::text(&*node.name.vi));
        self.put(row, "@max", value_cell(&node.max_points));
        let is_long = long_given(response_given.as_ref());
        let formulas = match &node.leaf {
            _ if is_long => Err(self.too_long()),
            Some(leaf) => self.leaf_formulas(node, leaf, row + 1, &inputs),
            None => self.group_formulas(&node.children, node, row + 1, plan),
        };
        let Some(scored) = self.scorecard.nodes.get(index) else { return };
        if matches!(node.role, Role::NotScored | Role::Information) {
            return;
        }
        let values = [
            ("@points", &scored.score.points),
            ("@lowest", &scored.score.lowest),
            ("@highest", &scored.score.highest),
            ("@possible", &scored.score.max_points),
        ];
        for (path, value) in values {
            self.put(row, path, value_cell(value));
        }
        match formulas {
            Ok(formulas) => {
                for (path, formula) in formulas {
                    self.formula(row, path, formula);
                }
            }
            Err(remark) => {
                // As a constant: it stays a number, however many digits it has.
                for (path, value) in values {
                    self.formula(row, path, number(value));
                }
                self.put(row, "@remark", Cell::text(remark));
            }
        }
        self.put(row, "@status", Cell::text(status_word(scored.status, self.language)));
        if node.leaf.is_some() {
            let formula = self.status(row + 1, node);
            self.formula(row, "@status", formula);
        }
        if let Some(difference) = &scored.difference {
            self.put(row, "@difference", value_cell(difference));
            let appraised = cell("appraised/points", row + 1);
            let points = cell("@points", row + 1);
            if node.leaf.is_some() {
                let formula = format!("IF(ISNUMBER({appraised}),ROUND({points}-{appraised},12),\"\")");
                self.formula(row, "@difference", formula);
            }
        }
    }

    /// The row of a response, and one for each input of the leaf and each that only the response knows.
    fn response(&mut self, id: &str, leaf: Option<&Leaf>, response: Option<Value>) {
        let mut rest = match response {
            Some(Value::Object(rest)) => rest,
            _ => Map::new(),
        };
        let inputs = match rest.remove("inputs") {
            Some(Value::Object(inputs)) => inputs,
            _ => Map::new(),
        };
        let mut inputs: Vec<(String, Option<Value>)> = {
            let mut left = inputs;
            let names = leaf.iter().flat_map(|leaf| leaf.inputs.iter()).map(|input| input.name.to_string());
            let mut known: Vec<_> =
                names.map(|name| (left.remove(&name), name)).map(|(value, name)| (name, value)).collect();
            known.extend(left.into_iter().map(|(name, value)| (name, Some(value))));
            known
        };
        // What was typed holds as long as the figure does.
        let typed = rest.get("typed").and_then(Value::as_object).cloned().unwrap_or_default();
        let cells = row_of(id, FORM_COLUMNS, &mut rest);
        self.sheet.rows.push(cells);
        for (name, value) in &mut inputs {
            let input = leaf.and_then(|leaf| leaf.inputs.iter().position(|input| *input.name == **name));
            self.input(id, name, value.take(), leaf.zip(input), typed.contains_key(name));
        }
    }

    fn input(&mut self, id: &str, name: &str, value: Option<Value>, known: Option<(&Leaf, usize)>, was_typed: bool) {
        let mut cells = vec![Cell::default(); FORM_COLUMNS.len()];
        let mut kept = Map::new();
        for (path, text) in [("@code", id), ("@input", name)] {
            keep(path, Kind::Text, &text.into(), &mut cells, &mut kept);
        }
        let input = known.and_then(|(leaf, position)| leaf.inputs.get(position));
        let [yes, no] = yes_no(self.language);
        let figure = value.clone();
        if let Some(value) = value {
            let word = match (input.map(|input| input.kind), value.as_str()) {
                (Some(InputKind::YesNo), Some("yes")) => Some(yes),
                (Some(InputKind::YesNo), Some("no")) => Some(no),
                _ => None,
            };
            match word {
                Some(word) => cells[at("@figure")] = Cell::text(word),
                None => {
                    keep("@figure", figure_kind(input.map(|input| input.kind)), &value, &mut cells, &mut kept);
                    // A word that was typed is not the answer that it would be read as.
                    let is_word = input.is_some_and(|input| input.kind == InputKind::YesNo);
                    if is_word && !kept.contains_key("@figure") {
                        kept.insert("@figure".to_owned(), json!([cells[at("@figure")].trimmed(), value]));
                    }
                }
            }
        }
        if was_typed && !kept.contains_key("@figure") {
            let kind = figure_kind(input.map(|input| input.kind));
            let text = shown(kind, &cells[at("@figure")], NumberStyle::Machine);
            kept.insert("@figure".to_owned(), json!([text, figure]));
        }
        if let Some(input) = input {
            let mut label = input.label.vi.to_string();
            if let Some((leaf, position)) = known
                && let Some(rule) = &leaf.rule
                && let Some(options) = find_options(rule, position)
            {
                for option in options {
                    label.push_str(&format!("\n{}: {}", option.id, option.label.vi));
                }
            }
            cells[at("@label")] = Cell::text(label);
            let unit = match (&input.measure_unit, input.kind) {
                (Some(unit), _) => unit.vi.to_string(),
                (None, InputKind::Percent) => "%".to_owned(),
                (None, InputKind::YesNo) => format!("{yes}/{no}"),
                (None, _) => String::new(),
            };
            cells[at("@unit")] = Cell::text(unit);
        }
        if !kept.is_empty() {
            cells[at("@rest")] = Cell::text(json!({ "@kept": kept }).to_string());
        }
        self.sheet.rows.push(cells);
    }

    fn put(&mut self, row: usize, path: &str, cell: Cell) {
        if let Some(slot) = self.sheet.rows.get_mut(row).and_then(|cells| cells.get_mut(at(path))) {
            *slot = cell;
        }
    }

    fn formula(&mut self, row: usize, path: &str, formula: String) {
        self.sheet.formulas.insert((row, at(path)), formula);
    }

    /// What stands above a rule: that the node does not apply, or is given as a whole.
    fn given(&self, node: &Node, row: usize) -> (String, String, String) {
        let mark = match node.may_be_not_applicable {
            true => format!("{}<>\"\"", cell("not_applicable", row)),
            false => "FALSE".to_owned(),
        };
        let (share, points) = (cell("given_share", row), cell("given_points", row));
        if node.max_points.is_zero() || node.role == Role::Prerequisite {
            return (mark, "FALSE".to_owned(), "0".to_owned());
        }
        let max = number(&node.max_points);
        let holds = |cell: &str, most: &str| format!("IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={most}),FALSE)");
        let is_given =
            format!("OR(AND({},{points}=\"\"),AND({},{share}=\"\"))", holds(&share, "1"), holds(&points, &max));
        let value = format!("IF({points}=\"\",{share}*{max},{points})");
        let counted = self.framework.scoring == crate::engine::framework::Scoring::Counted && node.leaf.is_some();
        let value = if counted { format!("IF({value}>={max},{max},0)") } else { value };
        (mark, is_given, value)
    }

    fn leaf_formulas(
        &self,
        node: &Node,
        leaf: &Leaf,
        row: usize,
        inputs: &Map<String, Value>,
    ) -> Result<Vec<(&'static str, String)>, String> {
        if leaf.rule.is_none() {
            return Ok(Vec::new());
        }
        if inputs.values().any(is_long) {
            return Err(self.too_long());
        }
        let cells: Vec<String> = (0..leaf.inputs.len()).map(|at| cell("@figure", row + 1 + at)).collect();
        let [yes, no] = yes_no(self.language);
        let rule = formula::of_leaf(self.framework, node, leaf, &cells, Words { yes, no }).ok_or_else(|| {
            self.says(
                "Công thức dài hơn một ô chứa được: điểm ở đây là giá trị.",
                "The formula is longer than a cell holds: the points are values.",
            )
        })?;
        let (mark, is_given, given) = self.given(node, row);
        let max = if node.role == Role::Prerequisite { Exact::ONE } else { node.max_points.clone() };
        let side = |points: &str| {
            let own = format!("IF({},0,{points})", rule.not_applicable);
            format!("IF({mark},0,IF({is_given},{given},{own}))")
        };
        let possible =
            format!("IF({mark},0,IF({is_given},{max},IF({},0,{max})))", rule.not_applicable, max = number(&max));
        Ok(vec![
            ("@points", cell("@lowest", row)),
            ("@lowest", side(&rule.lowest)),
            ("@highest", side(&rule.highest)),
            ("@possible", possible),
        ])
    }

    fn group_formulas(
        &self,
        children: &[NodeIndex],
        node: &Node,
        row: usize,
        plan: &BTreeMap<NodeIndex, usize>,
    ) -> Result<Vec<(&'static str, String)>, String> {
        let (mark, is_given, given) = self.given(node, row);
        let around = |own: String, given: &str| format!("IF({mark},0,IF({is_given},{given},{own}))");
        let sums = self.sum(children, &cell("@possible", row), &|index| plan.get(&index).copied());
        let [points, lowest, highest, possible] = sums;
        Ok(vec![
            ("@points", around(points, &given)),
            ("@lowest", around(lowest, &given)),
            ("@highest", around(highest, &given)),
            ("@possible", around(possible, &number(&node.max_points))),
        ])
    }

    /// Points, lowest, highest and the maximum that applies, of some nodes together; `held` is where the maximum stands.
    fn sum(&self, members: &[NodeIndex], held: &str, row: &dyn Fn(NodeIndex) -> Option<usize>) -> [String; 4] {
        let mut terms: [Vec<String>; 4] = Default::default();
        let (mut sure, mut perhaps) = (Vec::new(), Vec::new());
        for (node, row) in members.iter().filter_map(|it| Some((self.framework.node(*it)?, row(*it)?))) {
            let [points, lowest, highest, possible] =
                ["@points", "@lowest", "@highest", "@possible"].map(|path| cell(path, row));
            match node.role {
                Role::Scored | Role::Bonus => {
                    for (terms, cell) in terms.iter_mut().zip([&points, &lowest, &highest]) {
                        terms.push(format!("+{cell}"));
                    }
                    if node.role == Role::Scored {
                        terms[3].push(format!("+{possible}"));
                    }
                }
                Role::Penalty => {
                    for (terms, cell) in terms.iter_mut().zip([&points, &highest, &lowest]) {
                        terms.push(format!("-{cell}"));
                    }
                }
                Role::Prerequisite => {
                    sure.push(format!("{lowest}={possible}"));
                    perhaps.push(format!("{highest}={possible}"));
                }
                Role::NotScored | Role::Information => {}
            }
        }
        let [points, lowest, highest, possible] = terms.map(|terms| format!("0{}", terms.concat()));
        let within = |sum: String, met: &[String]| {
            let held = format!("MAX(0,MIN({held},{sum}))");
            if met.is_empty() { held } else { format!("IF(AND({}),{held},0)", met.join(",")) }
        };
        [within(points, &perhaps), within(lowest, &sure), within(highest, &perhaps), possible]
    }

    fn status(&self, row: usize, node: &Node) -> String {
        let inputs = node.leaf.as_ref().map_or(0, |leaf| leaf.inputs.len());
        let [points, lowest, highest, possible, appraised] =
            ["@points", "@lowest", "@highest", "@possible", "appraised/points"].map(|path| cell(path, row));
        let figures = format!("{}:{}", cell("@figure", row + 1), cell("@figure", row + inputs.max(1)));
        let word = |status| format!("\"{}\"", status_word(status, self.language));
        // A leaf without points has nothing to be taken away.
        let not_applicable = match node.max_points.is_zero() {
            true if node.role != Role::Prerequisite => self.given(node, row).0,
            _ => format!("{possible}=0"),
        };
        // Nothing entered: the interval is open and no cell of a figure is filled in.
        let open = format!("AND({lowest}<>{highest},COUNTA({figures})=0)");
        format!(
            "IF({not_applicable},{},IF(IF(ISNUMBER({appraised}),ROUND({appraised}-{points},12)<0,FALSE),{},IF({open},{},\
             IF(ROUND({points}-{possible},12)=0,{},IF(AND({points}=0,{lowest}={highest}),{},{})))))",
            word(Status::NotApplicable),
            word(Status::EvidenceNeeded),
            word(Status::NoFigures),
            word(Status::Done),
            word(Status::NotStarted),
            word(Status::InProgress),
        )
    }

    /// The whole, the pillars and the index.
    fn sums(&mut self, framework: &Framework) {
        let blank = || vec![Cell::default(); FORM_COLUMNS.len()];
        self.sheet.rows.push(blank());
        let rows = self.rows.clone();
        let row_of = |index: NodeIndex| rows.get(&index).copied();
        let row = self.sheet.rows.len();
        self.sheet.rows.push(blank());
        let label = self.says("Tổng điểm", "Total");
        self.put(row, "@label", Cell::text(label));
        let total = self.scorecard.total.clone();
        self.put_score(row, &framework.max_points, &total);
        let [points, lowest, highest, possible] = self.sum(framework.roots(), &cell("@possible", row + 1), &row_of);
        let possible = match framework.declared_total_differs {
            None => possible,
            Some(_) => {
                let roots = framework.roots().iter().filter_map(|root| framework.node(*root));
                let sum: Exact = roots.filter(|it| it.role == Role::Scored).map(|it| &it.max_points).sum();
                format!("MAX(0,{}-({}-({possible})))", number(&framework.max_points), number(&sum))
            }
        };
        for (path, formula) in
            [("@points", points), ("@lowest", lowest), ("@highest", highest), ("@possible", possible)]
        {
            self.formula(row, path, formula);
        }
        let total_row = row + 1;
        let mut shares = Vec::new();
        let pillars: Vec<_> = framework.pillars.iter().zip(&self.scorecard.pillars).collect();
        for (pillar, scored) in pillars {
            let row = self.sheet.rows.len();
            self.sheet.rows.push(blank());
            self.put(row, "@label", Cell::text(&*pillar.name.vi));
            self.put_score(row, &pillar.max_points, &scored.score);
            let [points, lowest, highest, possible] = self.sum(&pillar.members, &cell("@possible", row + 1), &row_of);
            for (path, formula) in
                [("@points", points), ("@lowest", lowest), ("@highest", highest), ("@possible", possible)]
            {
                self.formula(row, path, formula);
            }
            if let Some(weight) = &pillar.weight {
                shares.push((row + 1, weight.clone()));
            }
        }
        let row = self.sheet.rows.len();
        self.sheet.rows.push(blank());
        let label = self.says("Giá trị chỉ số (0 đến 1)", "Index value (0 to 1)");
        self.put(row, "@label", Cell::text(label));
        let value = match shares.is_empty() {
            true => format!("{}/{}", cell("@points", total_row), cell("@possible", total_row)),
            false => {
                let share = |(row, weight): &(usize, Exact)| {
                    format!("{}/{}*{}", cell("@points", *row), cell("@possible", *row), number(weight))
                };
                shares.iter().map(share).collect::<Vec<_>>().join("+")
            }
        };
        let value = framework.index_rounding.map_or_else(|| value.clone(), |it| rounded(&value, it.places, it.mode));
        let open = match shares.is_empty() {
            true => format!("ROUND({}-{},9)<>0", cell("@lowest", total_row), cell("@highest", total_row)),
            false => {
                let open = |(row, _): &(usize, Exact)| {
                    format!("ROUND({}-{},9)<>0", cell("@lowest", *row), cell("@highest", *row))
                };
                format!("OR({})", shares.iter().map(open).collect::<Vec<_>>().join(","))
            }
        };
        if let Some(index) = &self.scorecard.index_value {
            self.put(row, "@points", value_cell(index));
        }
        self.formula(row, "@points", format!("IF({open},\"\",IFERROR({value},\"\"))"));
    }

    fn put_score(&mut self, row: usize, max: &Exact, score: &crate::engine::scoring::Score) {
        let values = [
            ("@max", max),
            ("@points", &score.points),
            ("@lowest", &score.lowest),
            ("@highest", &score.highest),
            ("@possible", &score.max_points),
        ];
        for (path, value) in values {
            self.put(row, path, value_cell(value));
        }
    }

    fn too_long(&self) -> String {
        self.says(
            "Số liệu có hơn 15 chữ số, bảng tính không giữ đủ: điểm ở đây là giá trị, không phải công thức.",
            "A figure has more than 15 digits, which spreadsheets do not hold: the points are values, not formulas.",
        )
    }

    fn says(&self, vi: &str, en: &str) -> String {
        match self.language {
            SheetLanguage::Vi => vi.to_owned(),
            SheetLanguage::En => en.to_owned(),
        }
    }
}

/// Whether a figure has more digits than spreadsheets hold.
fn is_long(value: &Value) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    value.as_str().is_some_and(|text| is_plain(text) && digits(text) > 15)
}

fn long_given(response: Option<&Value>) -> bool {
    ["given_share", "given_points"].iter().any(|name| response.and_then(|it| it.get(name)).is_some_and(is_long))
}

/// The address of a cell of the form.
fn cell(path: &str, row: usize) -> String {
    format!("{}{row}", column_name(at(path)))
}

/// A value that was computed, for programs that do not compute formulas; 12 decimals where they do not end.
fn value_cell(value: &Exact) -> Cell {
    Cell::number(value.to_text())
}

/// The cells of an object by its columns; what is left, and what does not survive as a cell, is JSON in the last one.
fn row_of(id: &str, columns: &[Column], rest: &mut Map<String, Value>) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); columns.len()];
    let mut kept = Map::new();
    for (position, column) in columns.iter().enumerate() {
        let value = match column.path {
            "@code" => Some(id.into()),
            path if path.starts_with('@') => None,
            path => take(rest, path),
        };
        let Some(value) = value else { continue };
        cells[position] = to_cell(column.kind, &value);
        if !survives(column.kind, &value) {
            let text = shown(column.kind, &cells[position], NumberStyle::Machine);
            kept.insert(column.path.to_owned(), json!([text, value]));
        }
    }
    if !kept.is_empty() {
        rest.insert("@kept".to_owned(), Value::Object(kept));
    }
    if let Some(last) = cells.last_mut().filter(|_| !rest.is_empty()) {
        *last = Cell::text(Value::Object(std::mem::take(rest)).to_string());
    }
    cells
}

fn keep(path: &str, kind: Kind, value: &Value, cells: &mut [Cell], kept: &mut Map<String, Value>) {
    let Some(slot) = cells.get_mut(at(path)) else { return };
    *slot = to_cell(kind, value);
    if !survives(kind, value) {
        kept.insert(path.to_owned(), json!([shown(kind, slot, NumberStyle::Machine), value]));
    }
}

/// Takes a field out of an object; an object inside it that has become empty goes as well.
fn take(object: &mut Map<String, Value>, path: &str) -> Option<Value> {
    let Some((first, second)) = path.split_once('/') else { return object.remove(path) };
    let inner = object.get_mut(first)?.as_object_mut()?;
    let value = inner.remove(second);
    if inner.is_empty() && value.is_some() {
        object.remove(first);
    }
    value
}

fn register(file: &Value, language: SheetLanguage) -> Sheet {
    let mut sheet = table(REGISTER.pick(language), REGISTER_COLUMNS, language);
    for (id, item) in file.get("evidence").and_then(Value::as_object).into_iter().flatten() {
        let mut rest = item.as_object().cloned().unwrap_or_default();
        sheet.rows.push(row_of(id, REGISTER_COLUMNS, &mut rest));
    }
    sheet
}

fn about(file: &Value, language: SheetLanguage) -> Sheet {
    let mut sheet = table(ABOUT.pick(language), ABOUT_COLUMNS, language);
    let mut rest = file.as_object().cloned().unwrap_or_default();
    rest.remove("responses");
    rest.remove("evidence");
    let mut kept = Map::new();
    for (path, name) in ABOUT_ROWS {
        let mut cells = vec![Cell::text(name.pick(language)), Cell::default(), Cell::default()];
        if let Some(value) = take(&mut rest, path) {
            cells[1] = to_cell(Kind::Text, &value);
            if !survives(Kind::Text, &value) {
                kept.insert((*path).to_owned(), json!([shown(Kind::Text, &cells[1], NumberStyle::Machine), value]));
            }
        }
        sheet.rows.push(cells);
    }
    if !kept.is_empty() {
        rest.insert("@kept".to_owned(), Value::Object(kept));
    }
    if !rest.is_empty() {
        sheet.rows.push(vec![Cell::text("…"), Cell::default(), Cell::text(Value::Object(rest).to_string())]);
    }
    sheet
}
