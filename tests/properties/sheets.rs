//! Frameworks in spreadsheets: random ones survive, and no bytes make a reader panic.

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use proptest::{
    prelude::{Just, Strategy, any, prop_assert_eq, proptest},
    prop_oneof,
    test_runner::Config,
};
use serde_json::{Value, json};
use thuocso::{
    engine::framework::raw::RawFramework,
    formats::{
        builtin,
        csv_file::{self, Dialect},
        documents::{self, Documents},
        framework_file,
        framework_sheet::{self, SheetLanguage},
        sheet::{Cell, Sheet, Workbook},
        xlsx,
    },
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{config, generate::cases};

/// Text as a cell can hold it: no spaces around it, line breaks as `\n`.
fn text() -> impl Strategy<Value = String> {
    let trimmed = |text: String| {
        let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
        let text = text.replace('\r', "").trim_matches(invisible).to_owned();
        if text.is_empty() { "Có".to_owned() } else { text }
    };
    prop_oneof![
        3 => "\\PC{1,12}".prop_map(trimmed),
        2 => "[=+\\-@'\"#;,|\t\n a-zà-ỹ0-9.%/*]{1,10}".prop_map(trimmed),
        1 => Just("4.10".to_owned()),
        1 => Just("1.234,5".to_owned()),
        1 => Just("_x0041_ Điểm tối đa\nvà \"nháy\"; x".to_owned()),
        1 => Just("## Chỉ số".to_owned()),
        1 => Just("'=1+1".to_owned()),
        1 => Just("Tổng cộng".to_owned()),
    ]
}

/// The framework without spaces around formulas: cells do not keep them.
fn trimmed(framework: &RawFramework) -> RawFramework {
    fn trim(value: &mut Value) {
        match value {
            Value::String(text) => *text = text.trim().to_owned(),
            Value::Object(fields) => fields.values_mut().for_each(trim),
            Value::Array(items) => items.iter_mut().for_each(trim),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(framework).unwrap();
    trim(&mut value);
    framework_file::read_raw(&value.to_string()).unwrap()
}

/// The framework with other texts, and with every field that generated ones lack.
fn dressed(framework: &RawFramework, texts: &[String]) -> RawFramework {
    let mut texts = texts.iter().cycle();
    let mut next = move || texts.next().cloned().unwrap_or_default();
    let mut value = serde_json::to_value(framework).unwrap();
    let nodes = value["nodes"].as_array_mut().unwrap();
    let mut first_leaf = None;
    let mut open: Vec<&mut Value> = nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        for field in ["description", "deadline", "support_organization"] {
            node[field] = json!({ "vi": "x" });
        }
        node["source"]["item"] = json!(3);
        node["official_count"] =
            json!({ "value": 7, "basis": "secondary", "source": { "document": "d", "section": "a | b" } });
        if node.get("rule").is_some() {
            node["rule_derivation"] = json!({ "vi": "x" });
            let figure = match node["inputs"][0]["kind"].as_str() {
                Some("yes_no") => "no",
                Some("choice") => "o1",
                _ => "1234.5",
            };
            first_leaf = Some((node["id"].as_str().unwrap().to_owned(), figure));
        }
        if let Some(points) = node.get_mut("max_points") {
            *points = json!({ "value": points["value"], "basis": "inferred", "derivation": { "vi": "x" },
                "source": { "document": "d", "section": "II.7" } });
        }
        for input in node.get_mut("inputs").and_then(Value::as_array_mut).into_iter().flatten() {
            input["measure_unit"] = json!({ "vi": "x" });
            input["max"] = json!("1234567.890");
        }
        open.extend(node.get_mut("children").and_then(Value::as_array_mut).into_iter().flatten());
    }
    value["notes"] = json!([{ "vi": "x" }, { "vi": "x" }]);
    value["years"] = json!([2024, 2025]);
    value["documents"] =
        json!({ "d": { "number": "1/QĐ", "date": "2024-05", "issuer": { "vi": "x" }, "title": { "vi": "x" } } });
    let (leaf, figure) = first_leaf.unwrap_or_else(|| ("n1".to_owned(), "7"));
    value["examples"] = json!([
        { "name": { "vi": "một" }, "responses": { leaf.as_str(): { "inputs": { "i0": figure, "zz": "1234.5" } }, "n9": { "not_applicable": true } },
          "expected": { leaf.as_str(): "100/3", "n7": "0.125" }, "expected_total": "1.000" },
        { "name": { "vi": "hai" }, "responses": { "n1": { "given_share": "0.5", "given_points": "5", "best": "7" } } },
        { "name": { "vi": "ba" }, "responses": { "n1": {} }, "expected": { "n1": "1" } },
        { "name": { "vi": "bốn" }, "responses": {} },
    ]);
    fn fill(value: &mut Value, next: &mut impl FnMut() -> String) {
        match value {
            Value::Object(fields) if fields.contains_key("vi") => {
                fields.insert("vi".to_owned(), next().into());
                fields.insert("en".to_owned(), next().into());
            }
            Value::Object(fields) => fields.values_mut().for_each(|it| fill(it, next)),
            Value::Array(items) => items.iter_mut().for_each(|it| fill(it, next)),
            _ => {}
        }
    }
    let examples = value["examples"].take();
    fill(&mut value, &mut next);
    value["examples"] = examples;
    framework_file::read_raw(&value.to_string()).unwrap()
}

static SHIPPED: LazyLock<Workbook> = LazyLock::new(|| {
    let text = builtin::framework_text("mic-2024-ministry").unwrap();
    framework_sheet::write(&framework_file::read_raw(text).unwrap(), SheetLanguage::Vi)
});
static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| xlsx::write(&framework_sheet::template(SheetLanguage::Vi)).unwrap());
static REGISTER: LazyLock<Documents> = LazyLock::new(|| documents::read(builtin::DOCUMENTS).unwrap());

/// The first place where two values differ, and what is there.
fn difference(left: &Value, right: &Value) -> Option<String> {
    let keys: Vec<String> = match (left, right) {
        (Value::Object(a), Value::Object(b)) => a.keys().chain(b.keys()).cloned().collect(),
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len())).map(|at| at.to_string()).collect(),
        _ => return (left != right).then(|| format!(": {left} | {right}")),
    };
    let part = |value: &Value, key: &str| {
        value.pointer(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))).cloned().unwrap_or_default()
    };
    keys.iter().find_map(|key| Some(format!("/{key}{}", difference(&part(left, key), &part(right, key))?)))
}

/// Bytes changed, removed, doubled.
fn damage(original: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for (at, byte, how) in changes {
        let at = at % bytes.len().max(1);
        let end = (at + usize::from(*byte)).min(bytes.len());
        match how % 4 {
            0 => bytes.insert(at, *byte),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.extend_from_within(at..end),
            _ => bytes[at] = *byte,
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    proptest::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..8)
}

/// A good file whose parts are damaged inside an archive that is in order.
fn damaged_inside(part: usize, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(XLSX.as_slice())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let part = part % archive.len();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if index == part {
            bytes = damage(&bytes, changes);
        }
        writer.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Whatever can be read as a workbook is read as a framework, and what is wrong has words.
fn try_all(bytes: &[u8]) {
    for workbook in [csv_file::read(bytes), xlsx::read(bytes)] {
        let problems = match workbook {
            Ok(workbook) => framework_sheet::check(&workbook, &REGISTER).err().unwrap_or_default(),
            Err(problems) => {
                assert!(!problems.is_empty());
                problems
            }
        };
        problems.iter().for_each(|problem| assert!(!problem.to_string().is_empty()));
    }
}

proptest! {
    #![proptest_config(Config { max_shrink_iters: 50, ..config(40) })]

    /// Every rule shape, role, basis and text, in both languages, through every kind of file.
    #[test]
    fn a_framework_survives_its_sheets(case in cases(), texts in proptest::collection::vec(text(), 1..20), english: bool) {
        let language = if english { SheetLanguage::En } else { SheetLanguage::Vi };
        let framework = trimmed(&case.framework);
        for framework in [dressed(&framework, &texts), framework] {
            let workbook = framework_sheet::write(&framework, language);
            let excel = xlsx::write(&workbook).unwrap();
            let files = [
                workbook.clone(),
                csv_file::read(&csv_file::write(&workbook, Dialect::Machine)).unwrap(),
                csv_file::read(&csv_file::write(&workbook, Dialect::ExcelVietnam)).unwrap(),
                xlsx::read(&excel).unwrap(),
            ];
            for (way, file) in files.iter().enumerate() {
                let reading = framework_sheet::read(file);
                let reading = reading.map(|it| serde_json::to_value(it.raw).unwrap()).map_err(|it| format!("{it:?}"));
                let written = serde_json::to_value(&framework).unwrap();
                prop_assert_eq!(reading.map(|it| difference(&it, &written)), Ok(None), "{}", way);
            }
            prop_assert_eq!(xlsx::write(&workbook).unwrap(), excel);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_all(&bytes);
        try_all(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        try_all(&[b"\xff\xfe".as_slice(), &bytes].concat());
    }
}

proptest! {
    #![proptest_config(Config { max_shrink_iters: 50, ..config(60) })]

    #[test]
    fn no_damaged_file_makes_a_reader_panic(changes in changes(), part in any::<usize>()) {
        try_all(&damage(&XLSX, &changes));
        try_all(&damaged_inside(part, &changes));
        try_all(&damage(&csv_file::write(&SHIPPED, Dialect::ExcelVietnam), &changes));
    }

    /// Cells moved, emptied, and filled with anything.
    #[test]
    fn no_change_of_cells_makes_reading_panic(
        changes in proptest::collection::vec((any::<usize>(), any::<usize>(), any::<usize>(), text()), 1..30),
    ) {
        let mut workbook = SHIPPED.clone();
        for (sheet, row, column, text) in changes {
            let count = workbook.sheets.len();
            let sheet: &mut Sheet = &mut workbook.sheets[sheet % count];
            let count = sheet.rows.len();
            let row = &mut sheet.rows[row % count];
            if let Some(cell) = row.get_mut(column % 40) {
                *cell = Cell::text(text);
            }
        }
        let _ = framework_sheet::check(&workbook, &REGISTER).map_err(|problems| assert!(!problems.is_empty()));
    }
}
