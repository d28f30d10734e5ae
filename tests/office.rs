//! Sheets as LibreOffice computes them: the formulas of an exported assessment give our scores, cell by cell.
//!
//! Needs `soffice`; `./test office` installs and runs it. The values that the file states are taken out before, so that
//! whatever comes back was computed.
//!
//! # Tolerance
//!
//! Spreadsheets compute with binary fractions of 53 bits; ours are exact. A cell agrees when it differs by less than one
//! part in 10⁹ of the largest of 1 and both numbers. Rounding that a framework declares comes before.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "the generator has parts that other tests use")]

#[path = "properties/generate.rs"]
mod generate;
#[path = "properties/oracle.rs"]
mod oracle;

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngSeed, TestRunner},
};
use thuocso::{
    engine::{
        assessment::Assessment,
        exact::Exact,
        framework::{Framework, check::check},
        scoring::{Reference, Scorecard, score},
    },
    formats::{
        assessment_file, assessment_sheet, builtin, documents,
        eleven_columns::columns::status_word,
        framework_file,
        framework_sheet::SheetLanguage,
        sheet::{Sheet, Workbook},
        xlsx,
    },
};

/// The columns of points, lowest, highest, the maximum that applies.
const COLUMNS: [usize; 4] = [6, 7, 8, 9];
const STATUS: usize = 10;

fn register() -> documents::Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

fn example(file: &str) -> (Framework, Assessment) {
    let text = fs::read_to_string(Path::new("examples/bac-giang-2024-q1").join(file)).unwrap();
    let assessment = assessment_file::read(&text).unwrap();
    let framework = builtin::framework_text(&assessment.framework.id).unwrap();
    (framework_file::read(framework, &register()).unwrap(), assessment)
}

/// Generated frameworks of every shape of rule with figures, the same in every run.
fn generated(count: usize) -> Vec<(Framework, Assessment)> {
    let config = Config { rng_seed: RngSeed::Fixed(922), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let mut one = || generate::cases().new_tree(&mut runner).unwrap().current();
    let case = |case: generate::Case| (check(&case.framework, "", &|_| true).unwrap(), case.assessment);
    (0..count).map(|_| case(one())).collect()
}

/// The language of the form of a case: both take turns.
fn language(at: usize) -> SheetLanguage {
    if at.is_multiple_of(2) { SheetLanguage::Vi } else { SheetLanguage::En }
}

/// The form of each, in one workbook, without any value of a formula.
fn workbook(cases: &[(Framework, Assessment)]) -> Workbook {
    let form = |(at, (framework, assessment)): (usize, &(Framework, Assessment))| {
        let mut sheet = assessment_sheet::write(framework, assessment, language(at)).sheets.remove(0);
        sheet.name = format!("s{at}");
        for (row, column) in sheet.formulas.keys() {
            sheet.rows[*row][*column].text.clear();
        }
        sheet
    };
    Workbook { sheets: cases.iter().enumerate().map(form).collect(), ..Workbook::default() }
}

/// What LibreOffice makes of a file when it computes everything anew.
fn recomputed(bytes: &[u8], name: &str) -> Workbook {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{name}"));
    let _ = fs::remove_dir_all(&folder);
    let profile = folder.join("profile/user");
    fs::create_dir_all(&profile).unwrap();
    // Always recalculate when a file is loaded.
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    fs::write(profile.join("registrymodifications.xcu"), settings).unwrap();
    fs::write(folder.join("in.xlsx"), bytes).unwrap();
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.join("out"))
        .arg(folder.join("in.xlsx"))
        .output()
        .expect("soffice is needed: ./test office installs it");
    let out = folder.join("out/in.xlsx");
    assert!(out.is_file(), "{}", String::from_utf8_lossy(&output.stderr));
    xlsx::read(&fs::read(out).unwrap()).unwrap()
}

fn float(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn agree(found: &str, expected: &Exact) -> bool {
    let expected: f64 = float(&expected.to_text_with(15, thuocso::engine::exact::RoundingMode::HalfUp)).unwrap();
    let Some(found) = float(found) else { return false };
    (found - expected).abs() <= 1e-9 * 1f64.max(found.abs()).max(expected.abs())
}

/// Compares every node's four numbers and status, then the totals; gives how many cells were compared.
fn compare(
    sheet: &Sheet,
    written: &Sheet,
    framework: &Framework,
    scorecard: &Scorecard,
    language: SheetLanguage,
    faults: &mut Vec<String>,
) -> usize {
    let mut compared = 0;
    let mut row = 1;
    for (node, scored) in framework.nodes().iter().zip(&scorecard.nodes) {
        let score = &scored.score;
        for (column, value) in COLUMNS.iter().zip([&score.points, &score.lowest, &score.highest, &score.max_points]) {
            if let Some(formula) = written.formulas.get(&(row, *column)) {
                let cell = sheet.cell(row, *column);
                compared += 1;
                if !agree(&cell.text, value) {
                    faults.push(format!("{} {}: {} is not {value}: {formula}", framework.id, node.id, cell.text));
                }
            }
        }
        // A spreadsheet can not tell an interval that is shorter than its numbers are fine.
        let is_fine = (score.open().is_zero() || score.open() > Exact::ratio(1, 1_000_000_000).unwrap())
            && !is_near(&score.points, &score.max_points)
            && !is_near(&score.points, &Exact::ZERO);
        if let Some(formula) = written.formulas.get(&(row, STATUS)).filter(|_| is_fine) {
            let expected = status_word(scored.status, language);
            let found = sheet.cell(row, STATUS);
            compared += 1;
            if found.text != expected {
                faults.push(format!("{} {}: {} is not {expected}: {formula}", framework.id, node.id, found.text));
            }
        }
        row += 1 + node.leaf.as_ref().map_or(0, |leaf| leaf.inputs.len());
    }
    // The total is the row after a blank one behind everything that is answered, known or not.
    let total =
        (row..sheet.rows.len()).find(|row| ["Tổng điểm", "Total"].contains(&&*sheet.cell(*row, 2).text)).unwrap();
    let scores = std::iter::once(&scorecard.total).chain(scorecard.pillars.iter().map(|pillar| &pillar.score));
    let mut row = total;
    for score in scores {
        for (column, value) in COLUMNS.iter().zip([&score.points, &score.lowest, &score.highest, &score.max_points]) {
            compared += 1;
            let cell = sheet.cell(row, *column);
            if !agree(&cell.text, value) {
                faults.push(format!("{} row {}: {} is not {value}", framework.id, row + 1, cell.text));
            }
        }
        row += 1;
    }
    let too_fine = |score: &thuocso::engine::scoring::Score| is_near(&score.lowest, &score.highest);
    if too_fine(&scorecard.total) || scorecard.pillars.iter().any(|pillar| too_fine(&pillar.score)) {
        return compared;
    }
    compared += 1;
    let index = sheet.cell(row, COLUMNS[0]);
    let fits = match &scorecard.index_value {
        Some(value) => agree(&index.text, value),
        None => index.text.is_empty(),
    };
    if !fits {
        faults.push(format!("{} index: {:?} is not {:?}", framework.id, index.text, scorecard.index_value));
    }
    compared
}

/// Whether two numbers differ by less than a spreadsheet can tell.
fn is_near(left: &Exact, right: &Exact) -> bool {
    let difference = left - right;
    let difference = if difference.is_negative() { &Exact::ZERO - &difference } else { difference };
    !difference.is_zero() && difference < Exact::ratio(1, 1_000_000_000).unwrap()
}

fn check_all(cases: &[(Framework, Assessment)], name: &str) -> usize {
    let written = workbook(cases);
    let found = recomputed(&xlsx::write(&written).unwrap(), name);
    let mut faults = Vec::new();
    let mut compared = 0;
    let sheets = found.sheets.iter().zip(&written.sheets).enumerate();
    for ((framework, assessment), (at, (sheet, written))) in cases.iter().zip(sheets) {
        let scorecard = score(framework, assessment, Reference::default());
        compared += compare(sheet, written, framework, &scorecard, language(at), &mut faults);
    }
    assert!(faults.is_empty(), "{} of {compared} cells differ:\n{}", faults.len(), faults.join("\n"));
    compared
}

#[test]
#[ignore = "needs LibreOffice: ./test office"]
fn the_examples_are_computed_to_our_scores() {
    let cases: Vec<(Framework, Assessment)> =
        ["assessment.json", "mic-2024-province.json", "ba-ria-vung-tau-2024-targets.json"].map(example).into();
    let compared = check_all(&cases, "examples");
    assert!(compared > 500, "{compared}");
    println!("{compared} cells of the examples agree");
}

#[test]
#[ignore = "needs LibreOffice: ./test office"]
fn every_shape_of_rule_is_computed_to_our_scores() {
    let cases = generated(120);
    let shapes: BTreeSet<String> = cases
        .iter()
        .flat_map(|(framework, _)| framework.leaves().map(|(_, _, leaf)| shape(leaf)).collect::<Vec<_>>())
        .collect();
    assert!(shapes.len() >= 15, "{shapes:?}");
    let compared = check_all(&cases, "generated");
    println!("{compared} cells of {} generated frameworks agree", cases.len());
}

fn shape(leaf: &thuocso::engine::framework::Leaf) -> String {
    let rule = format!("{:?}", leaf.rule);
    let rule = rule.strip_prefix("Some(").unwrap_or(&rule);
    rule.chars().take_while(|c| c.is_alphanumeric()).collect()
}
