//! The native command as a shell sees it: output, exit code, messages.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

use serde_json::Value;
use thuocso::formats::{builtin, framework_file};

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

/// What lint finds of one kind of file below `indicators`.
fn linted(format: &str) -> Vec<Value> {
    let Value::Array(found) = json(&["lint", "indicators", "--json"]) else { panic!("not a list") };
    for one in &found {
        assert_eq!(one["problems"], Value::Array(vec![]));
    }
    found.into_iter().filter(|one| one["format"] == format).collect()
}

#[test]
fn the_frameworks_that_ship_are_in_order() {
    let found = linted("thuocso-framework");
    let ids: Vec<&str> = found.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let basis =
        |id: &str, basis: &str| found.iter().find(|it| it["id"] == id).unwrap()["counts"]["basis"][basis].as_u64();
    for (id, counted) in [
        ("ba-ria-vung-tau-2024-targets", 39),
        ("dong-thap-2022-targets", 24),
        ("mic-2024-ministry", 13),
        ("mic-2024-province", 36),
    ] {
        assert_eq!(basis(id, "counted"), Some(counted), "{id}");
    }
    assert_eq!(basis("dti-province-2020", "allocated"), Some(21));
    assert_eq!(basis("dti-province-2022", "allocated"), Some(95));
    for one in found {
        assert_eq!(one["hash"].as_str().unwrap().len(), "sha256-".len() + 64);
    }
}

#[test]
fn the_crosswalks_that_ship_are_in_order_and_so_is_the_table_of_years() {
    let found = linted("thuocso-crosswalk");
    let mut expected: Vec<String> = builtin::CROSSWALKS.iter().map(|(from, to)| format!("{from}--{to}")).collect();
    expected.sort();
    assert_eq!(found.iter().map(|it| it["id"].as_str().unwrap()).collect::<Vec<_>>(), expected);
    let tasks = found.iter().find(|it| it["id"] == "mic-2024-province--dti-province-2022").unwrap();
    assert_eq!(tasks["counts"]["relations"]["equal"], 1);
    assert_eq!(linted("thuocso-years").len(), 1);
}

#[test]
fn a_bad_crosswalk_fails_with_all_its_problems() {
    let folder = "tests/crosswalk/indicators";
    let output = thuocso(&["lint", folder, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("6 relations: 2 equal, 1 wider, 2 overlapping, 1 without counterpart"));
    // The same file under another name, then one whose frameworks are not there.
    let copy = std::env::temp_dir().join(format!("thuocso-{}", std::process::id()));
    let crosswalks = copy.join("crosswalks");
    std::fs::create_dir_all(&crosswalks).unwrap();
    for id in ["one", "two"] {
        std::fs::create_dir_all(copy.join(id)).unwrap();
        std::fs::copy(format!("{folder}/{id}/framework.json"), copy.join(id).join("framework.json")).unwrap();
    }
    std::fs::copy(format!("{folder}/crosswalks/one--two.json"), crosswalks.join("two--one.json")).unwrap();
    let output = thuocso(&["lint", crosswalks.to_str().unwrap(), "--json"]);
    std::fs::remove_dir_all(&copy).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found[0]["problems"][0]["code"], "crosswalk_name_differs");
    let bad = "tests/crosswalk/bad/unknown_framework.json";
    let output = thuocso(&["lint", bad]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).lines().count(), 2, "{}", text(&output.stdout));
}

#[test]
fn an_assessment_is_carried_over_and_says_whence() {
    let source = "examples/bac-giang-2024-q1/mic-2024-province.json";
    let offered = json(&["carry", source, "--to", "dti-province-2022", "--json"]);
    let as_is: Vec<&Value> = offered["offers"].as_array().unwrap().iter().filter(|it| it["as_is"] == true).collect();
    assert_eq!(as_is.len(), 4);
    assert_eq!(
        (&as_is[0]["from"], &as_is[0]["to"], &as_is[0]["figures"]["a"]),
        (&"3.3".into(), &"4.1".into(), &"209".into())
    );
    let out = std::env::temp_dir().join(format!("thuocso-carried-{}.json", std::process::id()));
    let path = out.to_str().unwrap();
    let output = thuocso(&["carry", source, "--to", "dti-province-2022", "--out", path]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("← từ 3.3 Triển khai tập huấn kỹ năng số cho người dân (rộng hơn)"), "{told}");
    assert!(told.contains("Đã ghi 4 mục"), "{told}");
    let again = thuocso(&["carry", source, "--to", "dti-province-2022", "--out", path]);
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let scored = thuocso(&["score", path, "--json"]);
    std::fs::remove_file(&out).unwrap();
    assert_eq!(again.status.code(), Some(2), "a file that is there is not overwritten");
    assert_eq!(scored.status.code(), Some(0));
    let whence = &written["responses"]["4.1"]["carried_from"];
    assert_eq!(
        (&whence["framework"], &whence["node"], &whence["period"]),
        (&"mic-2024-province".into(), &"3.3".into(), &"2024-Q1".into())
    );
}

#[test]
fn two_frameworks_are_compared_by_id_or_by_file() {
    let told = text(&thuocso(&["compare", "mic-2024-province", "mic-2024-ministry", "--lang", "en"]).stdout);
    assert!(told.lines().any(|line| line == "2.1 Set up a data centre and use it effectively"), "{told}");
    assert!(told.contains("    Renumbered, was 2.4"), "{told}");
    let file = "indicators/mic-2024-ministry/framework.json";
    let found = json(&["compare", "mic-2024-ministry", file, "--json"]);
    assert_eq!(found["changes"], Value::Array(vec![]));
}

#[test]
fn a_bad_framework_fails_with_all_its_problems_in_both_languages() {
    let output = thuocso(&["lint", "src/i18n", "--json"]);
    // A folder with nothing to check is a mistake on the command line, not a framework in order.
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
fn outlines_calendars_and_budgets_are_checked_with_the_frameworks() {
    let found = json(&["lint", "indicators", "data", "--json"]);
    let of = |format: &str| -> Vec<&Value> {
        found.as_array().unwrap().iter().filter(|it| it["format"] == format).collect()
    };
    assert_eq!(of("thuocso-framework").len(), builtin::IDS.len());
    for (format, id, counts) in [
        ("thuocso-outline", "mic-2024-report", r#"{"headings":37,"asks":52}"#),
        ("thuocso-calendar", "bac-giang-2022-reporting", r#"{"entries":4}"#),
        ("thuocso-budget", "dong-thap-2022-budget", r#"{"tables":2,"rows":28,"sums":5}"#),
        ("thuocso-sources", "published-results", r#"{"tables":6,"units":97,"values":1379,"ranks":216,"warnings":[]}"#),
        ("thuocso-dataset", "published-results", r#"{"tables":6,"units":97,"values":1379,"ranks":216,"warnings":[]}"#),
    ] {
        let [one] = of(format)[..] else { panic!("{format}: not one file") };
        assert_eq!((&one["id"], &one["problems"]), (&id.into(), &Value::Array(vec![])));
        assert_eq!(one["counts"], serde_json::from_str::<Value>(counts).unwrap());
    }
    let output = thuocso(&["lint", "indicators", "data"]);
    let summary = format!(
        "{} bộ chỉ số, 1 khung báo cáo, 1 lịch báo cáo, 1 bảng kinh phí, 5 bảng đối chiếu, 1 bảng năm, \
         1 bảng kết quả đã công bố, 1 tệp kết quả đã công bố; 0 tệp có lỗi",
        builtin::IDS.len()
    );
    assert_eq!(text(&output.stdout).lines().last(), Some(&*summary));
}

#[test]
fn files_are_found_by_the_format_that_they_state() {
    let output = thuocso(&["lint", "tests/bad/calendar", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let found = text(&output.stdout);
    assert!(found.contains("day_out_of_range.json: `entries/half`: day 32 is not in the range 1..=31"), "{found}");
    assert_eq!(found.lines().last(), Some("calendars: 5; files with problems: 4"));
}

#[test]
fn a_budget_with_one_wrong_row_is_told_where() {
    let file = "tests/bad/budget/amounts_differ.json";
    let output = thuocso(&["lint", file, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = [
        "`tables/projects/1/all`: 10 is stated, but the amounts add up to 11; `declared_parts_differ` does not say why",
        "`tables/projects/total/local`: 11.5 is stated, but the amounts add up to 12.5; `declared_total_differs` does \
         not say why",
    ];
    let expected: Vec<String> = expected.iter().map(|line| format!("{file}: {line}")).collect();
    assert_eq!(text(&output.stdout).lines().collect::<Vec<&str>>(), expected);
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
    check(&["carry", EXAMPLE], "carry needs a framework");
    check(&["carry", EXAMPLE, "--to", "nowhere"], "framework `nowhere` does not ship");
    check(&["carry", EXAMPLE, "--to", "mic-2024-ministry"], "no crosswalk from `dti-province-2022`");
    check(&["compare", "mic-2024-ministry"], "compare needs two frameworks");
    check(&["compare", "mic-2024-ministry", "nowhere"], "cannot read nowhere");
    check(&["lint"], "lint needs a path");
    #[cfg(not(feature = "prerender"))]
    check(&["prerender", EXAMPLE], "build it with --features prerender");
    #[cfg(feature = "prerender")]
    check(&["prerender", EXAMPLE], "prerender needs --out DIR");
    check(&["budget", "data/dong-thap-2022-budget/budget.json"], "budget needs one budget file and the id of a table");
    check(&["budget", "data/dong-thap-2022-budget/budget.json", "loans"], "has no table `loans`");
    check(&["budget", "tests/bad/budget/years_order.json", "projects"], "the period ends in 2022");
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

#[test]
fn duties_are_listed_by_day_and_overdue_against_the_day_that_is_named() {
    let path = changed("duties.json", |file| {
        file["responses"]["4"] = serde_json::json!({ "duty": { "lead": "Sở Nội vụ", "deadline": "2024-03-25" } });
        file["responses"]["4.1"]["duty"] = serde_json::json!({ "cooperating": ["=Sở Y tế"], "person": "Bà B" });
    });
    let path = &*path;
    let on = |day: &str| text(&thuocso(&["duties", path, "--today", day]).stdout);
    let (before, after) = (on("2024-03-25"), on("2024-03-26"));
    assert!(before.starts_with("Sở Nội vụ. 7 mục chưa nhập đủ.\n  25/3/2024"), "{before}");
    assert!(after.starts_with("Sở Nội vụ. 7 mục chưa nhập đủ. 7 mục quá hạn.\n"), "{after}");
    assert!(after.contains("=Sở Y tế. 0 mục chưa nhập đủ.\n"), "{after}");
    assert!(after.contains("(Bà B): Đã nhập đủ"), "{after}");
    assert!(after.contains("Chưa có đơn vị chủ trì. "), "{after}");
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("duties.csv");
    let output = thuocso(&["duties", path, "--today", "2024-03-26", "--machine", "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.starts_with("Đơn vị,Vai trò,Mã,Mục,Người phụ trách,Hạn,Tình trạng\r\n"), "{table}");
    assert!(table.contains("\r\n'=Sở Y tế,Phối hợp,4.1,"), "{table}");
    let odd = thuocso(&["duties", path, "--today", "mai"]);
    assert_eq!(odd.status.code(), Some(2));
    assert!(text(&odd.stderr).contains("--today is a day such as 2026-03-25, not `mai`"));
}

/// The example as another file: of another period, with other figures.
fn changed(name: &str, change: impl Fn(&mut Value)) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed");
    std::fs::create_dir_all(&folder).unwrap();
    let mut file: Value = serde_json::from_str(&std::fs::read_to_string(EXAMPLE).unwrap()).unwrap();
    change(&mut file);
    let path = folder.join(name);
    std::fs::write(&path, file.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn periods_are_laid_side_by_side_the_earliest_first() {
    let second = changed("periods-2.json", |file| {
        file["period"] = "2024-Q2".into();
        file["responses"]["4.1"]["inputs"]["a"] = "190".into();
    });
    let third = changed("periods-3.json", |file| {
        file["period"] = "2024-Q3".into();
    });
    let tasks = "examples/bac-giang-2024-q1/mic-2024-province.json";
    for files in [[EXAMPLE, &*second, &*third], [&*third, EXAMPLE, &*second]] {
        let output = text(&thuocso(&[&["periods"], &files[..]].concat()).stdout);
        assert!(output.starts_with("Tỉnh Bắc Giang\n"), "{output}");
        assert!(output.contains("\n  quý I/2024 ") && output.contains("−1,01*\n  quý III/2024 "), "{output}");
        assert!(output.contains("Quý III/2024 so với quý II/2024: tăng 1,01 điểm, tính ở "), "{output}");
        assert!(output.contains("\nTăng ở 1 mục: 4.1.\n"), "{output}");
        assert!(output.contains("mục có đủ số liệu ở mọi kỳ: quý I/2024 "), "{output}");
        let answer = json(&[&["periods"], &files[..], &["--json"]].concat());
        assert_eq!(answer[0]["nodes"]["4.1"]["figures"]["a"]["values"], serde_json::json!(["209", "190", "209"]));
        assert_eq!(answer[0]["nodes"]["4.1"]["figures"]["a"]["change"], "19");
        assert_eq!(answer[0]["periods"][2]["since"], 1);
        // 100/9 points: 19 of 209 are 1900/1881.
        assert_eq!(answer[0]["periods"][2]["change"]["points"], "100/99");
    }
    let broken = text(&thuocso(&["periods", tasks, &second]).stdout);
    assert!(broken.contains("\nTừ quý II/2024, tính theo "), "{broken}");
    assert!(broken.contains("Quý II/2024: chưa có kỳ trước để so sánh."), "{broken}");
    assert!(!broken.contains("so với quý I/2024"), "{broken}");
}

#[test]
fn copies_that_were_changed_apart_become_one_and_a_conflict_is_a_problem() {
    let ours = changed("merge-ours.json", |file| file["responses"]["4.1"]["inputs"]["a"] = "200".into());
    let theirs = changed("merge-theirs.json", |file| {
        file["responses"]["4.1"]["inputs"]["a"] = "190".into();
        file["responses"]["4.1"]["explanation"] = "Theo báo cáo".into();
    });
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed");
    let path = |name: &str| {
        let path = folder.join(name);
        // Of the run before.
        let _ = std::fs::remove_file(&path);
        path.to_str().unwrap().to_owned()
    };
    let (refused, taken) = (path("merge-refused.json"), path("merge-taken.json"));
    let output = thuocso(&["merge", EXAMPLE, &ours, &theirs, "--out", &refused]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("Số liệu – hai bên sửa khác nhau, phải chọn\n      Ban đầu: Số xã, phường, thị trấn đã thành lập Tổ công nghệ số cộng đồng: 209; "), "{said}");
    assert!(said.contains("merge-theirs.json thay đổi\n"), "{said}");
    assert!(!std::path::Path::new(&refused).exists(), "nothing is written while somebody has to choose");
    let output = thuocso(&["merge", EXAMPLE, &ours, &theirs, "--take", "theirs", "--out", &taken]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let merged: Value = serde_json::from_str(&std::fs::read_to_string(&taken).unwrap()).unwrap();
    assert_eq!(merged["responses"]["4.1"]["inputs"]["a"], "190");
    assert_eq!(merged["responses"]["4.1"]["explanation"], "Theo báo cáo");
    let again = thuocso(&["merge", EXAMPLE, &ours, &theirs, "--take", "theirs", "--out", &taken]);
    assert_eq!(again.status.code(), Some(2), "a file that is there is not overwritten");
    let alike = thuocso(&["merge", EXAMPLE, EXAMPLE, &ours]);
    assert_eq!(alike.status.code(), Some(0), "{}", text(&alike.stdout));
    let other = thuocso(&["merge", EXAMPLE, "examples/bac-giang-2024-q1/mic-2024-province.json"]);
    assert_eq!(other.status.code(), Some(2));
}
