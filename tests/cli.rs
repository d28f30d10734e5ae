//! The native command as a shell sees it: output, exit code, messages.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

use serde_json::Value;
use thuocso::formats::framework_file;

fn thuocso(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thuocso"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = thuocso(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

const EXAMPLE: &str = "examples/bac-giang-2024-q1/assessment.json";

#[test]
fn the_frameworks_that_ship_are_in_order() {
    let found = json(&["lint", "indicators", "--json"]);
    let ids: Vec<&str> = found.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    let expected = ["ba-ria-vung-tau-2024-targets", "dong-thap-2022-targets", "dti-province-2022", "mic-2024-ministry"];
    assert_eq!(ids[..4], expected);
    assert_eq!(ids[4..], ["mic-2024-province"]);
    let counted = |place: usize| found[place]["counts"]["basis"]["counted"].as_u64();
    assert_eq!([0, 1, 3, 4].map(counted), [Some(39), Some(24), Some(13), Some(36)]);
    assert_eq!(found[2]["counts"]["basis"]["allocated"], 95);
    for one in found.as_array().unwrap() {
        assert_eq!(one["problems"], Value::Array(vec![]));
        assert_eq!(one["hash"].as_str().unwrap().len(), "sha256-".len() + 64);
    }
}

#[test]
fn a_bad_framework_fails_with_all_its_problems_in_both_languages() {
    let output = thuocso(&["lint", "tests/bad", "--json"]);
    // A folder without a `framework.json` is a mistake on the command line, not a framework in order.
    assert_eq!(output.status.code(), Some(2));
    let bad = "tests/bad/duplicate_id.json";
    let output = thuocso(&["lint", bad, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &found[0]["problems"][0];
    assert_eq!(problem["code"], "duplicate_id");
    assert!(problem["message"].as_str().unwrap().contains("is used more than once"));
    assert!(!problem["message_vi"].as_str().unwrap().is_empty());
    let output = thuocso(&["lint", bad, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).starts_with(bad), "{}", text(&output.stdout));
}

#[test]
fn published_main_indicators_score_to_the_published_index() {
    let scored = json(&["score", "tests/golden/dti-2022-da-nang/assessment.json", "--json"]);
    assert_eq!(scored["points"], "800.175");
    assert_eq!(scored["index_value"], "0.8002");
    assert_eq!(scored["complete"], true);
}

#[test]
fn a_partial_assessment_answers_an_interval() {
    let scored = json(&["score", EXAMPLE, "--json"]);
    assert_eq!(scored["index_value"], Value::Null);
    assert_eq!(scored["complete"], false);
    let number = |name: &str| scored[name].as_str().unwrap().parse::<f64>().unwrap();
    assert!(number("lowest") < number("highest"));
    assert_eq!(scored["points"], scored["lowest"]);
}

#[test]
fn every_leaf_can_be_explained() {
    let output = thuocso(&["explain", EXAMPLE]);
    assert_eq!(output.status.code(), Some(0));
    let explained = text(&output.stdout);
    let scored = json(&["score", EXAMPLE, "--json"]);
    let ids: Vec<&String> = scored["nodes"].as_object().unwrap().keys().filter(|id| id.contains('.')).collect();
    assert_eq!(ids.len(), 97);
    for id in ids {
        assert!(explained.lines().any(|line| line.starts_with(&format!("{id} "))), "{id} is not explained");
    }
    let one = text(&thuocso(&["explain", EXAMPLE, "4.1"]).stdout);
    assert!(one.contains("209 / 209 = 100%"), "{one}");
    assert!(one.contains("không phải điểm chính thức"), "{one}");
}

#[test]
fn what_can_not_be_read_is_said_in_one_line() {
    fn check(arguments: &[&str], expected: &str) {
        let output = thuocso(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = text(&output.stderr);
        assert!(message.contains(expected), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    check(&[], "no command given");
    check(&["measure"], "there is no command `measure`");
    check(&["score"], "score needs one assessment file");
    check(&["score", "no-such-file.json"], "cannot read no-such-file.json");
    check(&["score", "Cargo.toml"], "line 1, column");
    check(&["score", EXAMPLE, "--lang", "fr"], "--lang is vi or en, not `fr`");
    check(&["explain", EXAMPLE, "99"], "has no node `99`");
    check(&["lint"], "lint needs a path");
    check(&["lint", "--fast", "indicators"], "--fast");
    check(&["sheet"], "sheet needs one framework, or --template");
    check(&["sheet", "--template"], "sheet needs --out");
    check(&["sheet", "--template", "--out", "form.pdf"], "must end in .xlsx or .csv");
    check(&["import", "Cargo.toml", "--out", "nowhere"], "is not an .xlsx or .csv file");
    check(&["lint", "no-such-file.xlsx"], "cannot read no-such-file.xlsx");
}

#[test]
fn help_and_version_are_printed() {
    assert!(text(&thuocso(&["--help"]).stdout).contains("thuocso COMMAND"));
    assert_eq!(text(&thuocso(&["--version"]).stdout), format!("thuocso {}\n", env!("CARGO_PKG_VERSION")));
}

/// A folder of its own below the build's, empty.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_framework_goes_to_a_spreadsheet_and_back() {
    let folder = folder("sheet");
    let path = |name: &str| folder.join(name).display().to_string();
    let original = std::fs::read_to_string("indicators/dti-province-2022/framework.json").unwrap();
    let original = framework_file::read_raw(&original).unwrap();
    for (name, more) in
        [("a.xlsx", vec![]), ("a.csv", vec![]), ("b.csv", vec!["--machine"]), ("c.XLSX", vec!["--lang", "en"])]
    {
        let file = path(name);
        let written = thuocso(&[vec!["sheet", "dti-province-2022", "--out", &file], more].concat());
        assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
        let found = json(&["lint", &file, "--json"]);
        assert_eq!(found[0]["id"], "dti-province-2022");
        let back = path("back");
        assert_eq!(thuocso(&["import", &file, "--out", &back]).status.code(), Some(0));
        let again = std::fs::read_to_string(folder.join("back/framework.json")).unwrap();
        assert_eq!(framework_file::read_raw(&again).unwrap(), original, "{name}");
    }
}

#[test]
fn the_form_is_a_framework_in_order_and_a_fault_in_it_has_its_cell() {
    let folder = folder("form");
    let file = folder.join("form.csv").display().to_string();
    assert_eq!(thuocso(&["sheet", "--template", "--machine", "--out", &file]).status.code(), Some(0));
    assert_eq!(thuocso(&["lint", &file]).status.code(), Some(0));
    let bad = std::fs::read_to_string(&file).unwrap().replace("Chọn một,head", "Chọn hai,head");
    std::fs::write(&file, bad).unwrap();
    let output = thuocso(&["lint", &file, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("`Chỉ số!F"), "{}", text(&output.stdout));
    let import = thuocso(&["import", &file, "--out", &folder.join("out").display().to_string()]);
    assert_eq!(import.status.code(), Some(1));
    assert!(!folder.join("out/framework.json").exists());
}
