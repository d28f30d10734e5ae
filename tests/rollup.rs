//! Roll-up of many files and the rounds of one: ranks with ties, everything that is odd about a file, what a final result
//! needs, and the data set that comes out.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf, process::Command, rc::Rc};

use serde_json::{Value, json};
use thuocso::{
    engine::{
        assessment::{Assessment, RoundKind},
        framework::Framework,
        problem::{Problem, ProblemKind},
        rollup::{ScoreOf, Submission, Table, Units, table},
        rounds::{self, Filter},
        scoring::{Reference, Scorecard, score},
    },
    formats::{
        assessment_file, builtin, csv_file, dataset, documents, framework_file,
        framework_sheet::SheetLanguage,
        rollup_file::{self, Rollup},
    },
};

const ID: &str = "dti-province-2022";

fn framework() -> Rc<Framework> {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    Rc::new(framework_file::read(builtin::framework_text(ID).unwrap(), &documents).unwrap())
}

/// The main indicators with points; 6 has none.
const MAIN: [&str; 8] = ["1", "2", "3", "4", "5", "7", "8", "9"];

/// A file of a province whose main indicators have these shares.
fn file(code: &str, name: &str, share: &str) -> Value {
    let responses: serde_json::Map<String, Value> =
        MAIN.iter().map(|id| ((*id).to_owned(), json!({ "given_share": share }))).collect();
    json!({
        "format": "thuocso-assessment/1", "framework": { "id": ID },
        "organization": { "name": name, "unit_set": "provinces-63", "code": code }, "period": "2023",
        "responses": responses,
    })
}

fn submission(framework: &Framework, name: &str, file: &Value) -> Submission {
    let content = assessment_file::read(&file.to_string());
    let sealed = content.as_ref().ok().and_then(assessment_file::seal_problem);
    Submission::read(name.into(), content, Some(framework), sealed)
}

fn codes(table: &Table, at: usize) -> Vec<&'static str> {
    table.rows[at].problems.iter().map(|it| it.kind.code()).collect()
}

fn ranks(table: &Table) -> Vec<Option<usize>> {
    table.rows.iter().map(|row| row.rank).collect()
}

#[test]
fn equal_units_share_a_rank_and_what_is_odd_takes_none() {
    let framework = framework();
    let good = [file("01", "Hà Nội", "0.7"), file("24", "Bắc Giang", "0.7"), file("27", "Bắc Ninh", "0.5")];
    let mut files: Vec<Value> = good.to_vec();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = file("31", "Hải Phòng", "0.9");
        change(&mut file);
        file
    };
    let odd: Vec<(&str, Value)> = vec![
        ("other_framework", changed(&|it| it["framework"]["id"] = "dti-province-2020".into())),
        ("other_period", changed(&|it| it["period"] = "2022".into())),
        ("hash_differs", changed(&|it| it["framework"]["hash"] = "sha256-0".into())),
        ("leaves_missing", changed(&|it| drop(it["responses"].as_object_mut().unwrap().remove("3")))),
        ("stated_differs", changed(&|it| it["responses"]["3"]["stated_points"] = "100".into())),
        ("seal_broken", changed(&|it| it["rounds"] = json!([{ "round": "final", "content": "sha256-0" }]))),
        ("wrong_type", changed(&|it| it["responses"] = json!({ "1": { "given_share": 1 } }))),
    ];
    for (at, (_, file)) in odd.iter().enumerate() {
        let mut file = file.clone();
        file["organization"]["code"] = format!("{}", 40 + at).into();
        files.push(file);
    }
    let submissions: Vec<Submission> =
        files.iter().enumerate().map(|(at, it)| submission(&framework, &format!("{at}.json"), it)).collect();
    let made = table(&submissions, None, ScoreOf::Final);
    assert_eq!((&*made.framework, &*made.period), (ID, "2023"));
    for (at, (code, _)) in odd.iter().enumerate() {
        assert!(codes(&made, good.len() + at).contains(code), "{code}: {:?}", codes(&made, good.len() + at));
    }
    for at in 0..good.len() {
        assert_eq!(codes(&made, at), [""; 0]);
    }
    // A hash, a stated score and a seal are told; the figures still count. 0.9 three times is before 0.7 twice.
    let none = None;
    let expected = [Some(4), Some(4), Some(6), none, none, Some(1), none, Some(1), Some(1), none];
    assert_eq!(ranks(&made), expected);
    assert_eq!(made.exceptions(), odd.len());
}

#[test]
fn of_several_files_of_a_unit_the_furthest_counts() {
    let framework = framework();
    let first = file("24", "Bắc Giang", "0.9");
    let mut second = file("24", "Bắc Giang", "0.8");
    second["rounds"] = json!([{ "round": "submission" }]);
    let submissions = [submission(&framework, "a.json", &first), submission(&framework, "b.json", &second)];
    let made = table(&submissions, None, ScoreOf::Final);
    assert_eq!(ranks(&made), [None, Some(1)]);
    assert_eq!(made.rows[0].problems.last().unwrap().to_string(), "the unit sent another file: `b.json`");
    assert_eq!((codes(&made, 0), codes(&made, 1)), (vec!["duplicate_unit"], vec!["duplicate_unit"]));
}

#[test]
fn units_that_are_not_expected_or_sent_nothing_are_told() {
    let framework = framework();
    let workbook = csv_file::read("Mã;Tên đơn vị\n24;Bắc Giang\n27;Bắc Ninh\n".as_bytes()).unwrap();
    let units = rollup_file::units(&workbook).unwrap();
    assert_eq!(units.units.len(), 2);
    let submissions = [
        submission(&framework, "a.json", &file("24", "Bắc Giang", "0.5")),
        submission(&framework, "b.json", &file("99", "Nơi khác", "0.9")),
    ];
    let made = table(&submissions, Some(&units), ScoreOf::Final);
    assert_eq!((codes(&made, 1), ranks(&made)), (vec!["unknown_unit"], vec![Some(1), None]));
    assert_eq!(made.missing, [("27".into(), "Bắc Ninh".into())]);
    let (code, name) = &made.missing[0];
    let kind = ProblemKind::NothingSent { code: code.to_string(), name: name.to_string() };
    assert_eq!((kind.code(), kind.to_string().as_str()), ("nothing_sent", "unit `27` (Bắc Ninh) has sent no file"));
    let named = Units { units: vec![("".into(), "bắc  giang".into())] };
    let mut by_name = file("24", "Bắc Giang", "0.5");
    by_name["organization"] = json!({ "name": " Bắc Giang" });
    let made = table(&[submission(&framework, "a.json", &by_name)], Some(&named), ScoreOf::Final);
    assert_eq!(codes(&made, 0), [""; 0]);
    let faults = rollup_file::units(&csv_file::read(b"a;b\n1;2\n").unwrap()).unwrap_err();
    assert_eq!(faults[0].kind.code(), "heading_missing");
}

/// The example that ships: 98 leaves with figures.
fn example() -> Assessment {
    let mut assessment = assessment_file::read(&file("24", "Bắc Giang", "0.5").to_string()).unwrap();
    assessment.responses.clear();
    let framework = framework();
    for (_, node, leaf) in framework.leaves() {
        let response = assessment.responses.entry(node.id.to_string()).or_default();
        for input in &leaf.inputs {
            let options = leaf.rule.as_ref().and_then(|rule| {
                let position = leaf.input(&input.name)?;
                thuocso::engine::assessment::find_options(rule, position)
            });
            use thuocso::engine::framework::InputKind;
            let figure = match input.kind {
                InputKind::YesNo => "yes".to_owned(),
                InputKind::Choice => options.and_then(|it| it.last()).map_or(String::new(), |it| it.id.to_string()),
                _ => "1".to_owned(),
            };
            response.inputs.insert(input.name.to_string(), figure);
        }
    }
    assessment
}

fn scored(framework: &Framework, assessment: &Assessment) -> Scorecard {
    score(framework, assessment, Reference::default())
}

#[test]
fn many_lines_are_accepted_at_once_and_exactly() {
    let framework = framework();
    let mut assessment = example();
    let before = scored(&framework, &assessment);
    assert!(before.total.is_complete(), "{:?}", before.total);
    let items = rounds::items(&framework, &assessment, &before);
    assert!(items.iter().any(|it| it.self_points.decimal_places().is_none()), "points of parts are shared out");
    rounds::accept(&mut assessment, &items);
    let after = scored(&framework, &assessment);
    assert_eq!(after.problems, before.problems);
    assert_eq!(after.appraised.as_ref().unwrap().points, before.total.points);
    assert_eq!(after.recognized.index_value, before.index_value);
    assert_eq!(rounds::lock_problems(&framework, &assessment, &after), []);
    let back = assessment_file::read(&assessment_file::write(&assessment)).unwrap();
    assert_eq!(scored(&framework, &back), after);
}

#[test]
fn a_refusal_needs_a_reason_before_the_result_is_final() {
    let framework = framework();
    let mut assessment = example();
    let listed = |assessment: &Assessment, filter: Filter| {
        let scorecard = scored(&framework, assessment);
        let items = rounds::items(&framework, assessment, &scorecard);
        items.into_iter().filter(|it| filter.holds(it)).collect::<Vec<_>>()
    };
    let blocked = |assessment: &Assessment| {
        let scorecard = scored(&framework, assessment);
        let found = rounds::lock_problems(&framework, assessment, &scorecard);
        found.iter().map(|it| (it.place.clone(), it.kind.code())).collect::<Vec<_>>()
    };
    let all = listed(&assessment, Filter::All);
    assert_eq!(blocked(&assessment).len(), all.len());
    assert!(blocked(&assessment).iter().all(|(_, code)| *code == "not_appraised"));

    let refused = listed(&assessment, Filter::NoDocument);
    let (first, rest) = refused.split_first().unwrap();
    rounds::accept(&mut assessment, &all);
    rounds::appraise(&mut assessment, &first.id, "0", " ");
    assert_eq!(blocked(&assessment), [(first.id.to_string(), "appraised_without_reason")]);
    rounds::refuse(&mut assessment, &refused, "Không có tài liệu kiểm chứng.");
    assert_eq!(blocked(&assessment), []);
    assert_eq!(listed(&assessment, Filter::Differs).len(), refused.len());
    assert_eq!(listed(&assessment, Filter::NotAppraised).len(), 0);

    // The organization answers, and one line is given back in the end.
    assessment.responses.get_mut(&*rest[0].id).unwrap().answer = "Đã bổ sung văn bản.".to_owned();
    assert_eq!(listed(&assessment, Filter::Answered).len(), 1);
    rounds::finish(&mut assessment, &rest[0].id, &rest[0].self_points.to_points_text(), "");
    assert_eq!(blocked(&assessment), [(rest[0].id.to_string(), "final_without_reason")]);
    rounds::finish(&mut assessment, &rest[0].id, &rest[0].self_points.to_points_text(), "Chấp nhận giải trình.");
    assert_eq!(blocked(&assessment), []);
    let scorecard = scored(&framework, &assessment);
    let appraised = scorecard.appraised.as_ref().unwrap();
    assert_eq!(scorecard.recognized.points, &appraised.points + &rest[0].self_points);
    assert!(scorecard.total.points > scorecard.recognized.points, "the self score stays as it was");
    rounds::appraise(&mut assessment, &first.id, "", "");
    assert_eq!(blocked(&assessment), [(first.id.to_string(), "not_appraised")]);
}

#[test]
fn rounds_answer_one_another_and_a_final_result_is_sealed() {
    let framework = framework();
    let mut assessment = example();
    let scorecard = scored(&framework, &assessment);
    rounds::state_points(&framework, &mut assessment, &scorecard);
    assessment_file::close_round(&mut assessment, RoundKind::Submission, "Bắc Giang", "2024-01-10");
    assert_eq!(rounds::stated_problems(&framework, &assessment, &scorecard), []);
    assert_eq!(assessment_file::is_as_sealed(&assessment), Some(true));
    assert!(!assessment.is_locked());
    assessment_file::close_round(&mut assessment, RoundKind::Final, "Hội đồng", "2024-02-01");
    assert!(assessment.is_locked());
    assert_eq!(assessment.rounds[1].answers, assessment.rounds[0].content);
    assert_eq!(assessment_file::seal_problem(&assessment), None);
    let mut changed = assessment.clone();
    changed.responses.values_mut().next().unwrap().inputs.insert("a".to_owned(), "7".to_owned());
    assert_eq!(assessment_file::seal_problem(&changed).map(|it| it.kind.code()), Some("seal_broken"));
    assessment_file::close_round(&mut assessment, RoundKind::Reopened, "Hội đồng", "2024-02-02");
    assert!(!assessment.is_locked());
    assert_eq!(assessment_file::seal_problem(&assessment), None);
}

#[test]
fn the_data_set_says_what_is_self_assessed_and_what_is_appraised() {
    let framework = framework();
    let mut appraised = file("27", "Bắc Ninh", "0.8");
    for id in MAIN {
        appraised["responses"][id]["appraised"] = json!({ "points": "50", "reason": "Theo hồ sơ." });
    }
    let submissions = [
        submission(&framework, "a.json", &file("24", "Bắc Giang", "0.7")),
        submission(&framework, "b.json", &appraised),
    ];
    let made = table(&submissions, None, ScoreOf::Final);
    assert_eq!(ranks(&made), [Some(1), Some(2)]);
    let rollup = Rollup { framework: &framework, submissions: &submissions, table: &made, kind: ScoreOf::Final };
    let (tables, data) = rollup.dataset(&framework, "2024-02-01").unwrap();
    let index: Vec<&str> = tables.results.lines().filter(|line| line.contains(",index,")).collect();
    assert_eq!(
        index,
        [
            "provinces-63,24,dti-province-2022,2023,index,0.7,1,file-24,self_assessed",
            "provinces-63,27,dti-province-2022,2023,index,0.4,2,file-27,appraised",
        ]
    );
    assert_eq!(data.warnings(), []);
    let again = dataset::read(&dataset::write(&data)).unwrap();
    assert_eq!(again.tables, data.tables);

    let sheet = rollup.sheet(SheetLanguage::Vi);
    assert_eq!(
        sheet.rows[1][..9].iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["1", "24", "Bắc Giang", "2023", "", "700", "1000", "0.7", "a.json"]
    );
    assert_eq!(sheet.rows[0].len(), 9 + MAIN.len());
    let answer = rollup.json();
    assert_eq!((&answer["rows"][1]["index_value"], &answer["rows"][1]["rank"]), (&json!("0.4"), &json!(2)));

    // A quarter is no year of published results.
    let mut quarter = file("24", "Bắc Giang", "0.7");
    quarter["period"] = "2023-Q1".into();
    let submissions = [submission(&framework, "a.json", &quarter)];
    let made = table(&submissions, None, ScoreOf::Final);
    let rollup = Rollup { framework: &framework, submissions: &submissions, table: &made, kind: ScoreOf::Final };
    let problems: Vec<Problem> = rollup.dataset(&framework, "").unwrap_err();
    assert!(problems.iter().all(|it| it.kind.code() == "other_year"), "{problems:?}");
}

#[test]
fn the_command_rolls_up_files_and_folders() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rollup");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in")).unwrap();
    let good = [file("01", "Hà Nội", "0.7"), file("24", "Bắc Giang", "0.6")];
    for (at, file) in good.iter().enumerate() {
        fs::write(folder.join(format!("in/{at}.json")), file.to_string()).unwrap();
    }
    fs::write(folder.join("in/readme.txt"), "not an assessment").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thuocso"));
        let output = command.current_dir(&folder).arg("rollup").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, out, error) = run(&["in", "--out", "out"]);
    assert_eq!(
        (code, out.as_str(), error.as_str()),
        (Some(0), "   1           700    0,7000  Hà Nội\n   2           600    0,6000  Bắc Giang\n", "")
    );
    let excel = fs::read_to_string(folder.join("out/rollup.csv")).unwrap();
    assert!(excel.starts_with("\u{feff}Hạng;Mã đơn vị;Đơn vị"), "{excel}");
    assert!(excel.contains("1;01;Hà Nội;2023;;700;1000;0,7;"), "{excel}");
    for name in [
        "rollup.machine.csv",
        "rollup.json",
        "rollup-2023/results.csv",
        "rollup-2023/sources.json",
        "rollup-2023/about.json",
        "rollup-2023/units/provinces-63.csv",
        "rollup-2023/dataset.json",
    ] {
        assert!(folder.join("out").join(name).is_file(), "{name}");
    }
    let lint =
        Command::new(env!("CARGO_BIN_EXE_thuocso")).current_dir(&folder).args(["lint", "out/rollup-2023"]).output();
    assert_eq!(lint.unwrap().status.code(), Some(0));

    // What is rolled up can be published as it is.
    let publish = ["publish", "out/rollup-2023", "--out", "site"];
    let output = Command::new(env!("CARGO_BIN_EXE_thuocso")).current_dir(&folder).args(publish).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = fs::read_to_string(folder.join("site/xep-hang/2023-provinces-63.html")).unwrap();
    assert!(page.contains("Hà Nội") && page.contains("0,7000"), "{page}");
    assert!(page.contains("tự đánh giá, chưa thẩm định"), "{page}");
    assert!(page.contains("tệp 0.json") && !page.contains("in/0.json"), "{page}");

    fs::write(folder.join("bad.json"), "{").unwrap();
    let (code, out, _) = run(&["in", "bad.json", "--out", "out", "--json"]);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, answer["rows"][2]["problems"][0]["code"].as_str()), (Some(1), Some("not_json")));
    let (code, _, error) = run(&["in"]);
    assert_eq!((code, error.as_str()), (Some(2), "thuocso: rollup needs --out DIR\n"));
    let (code, _, error) = run(&["in", "--out", "out", "--score", "best"]);
    assert_eq!(code, Some(2), "{error}");
    assert!(error.contains("--score is final, appraised or self_assessed, not `best`"), "{error}");
}
