//! Assessments: what is wrong with one is said in these words, what was typed is kept, missing is not zero, and
//! appraised scores lie beside self scores.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use serde_json::{Value, json};
use thuocso::{
    engine::{
        assessment::{Assessment, Response, Round, RoundKind},
        exact::Exact,
        framework::Framework,
        problem::{Problem, Severity},
        scoring::{Reference, Scorecard, State, score},
    },
    formats::{MAX_SIZE, MAX_TEXT, assessment_file, builtin, documents, framework_file, scorecard_file},
};

/// Group 1 (60): 1.1 a ratio (20, may be not applicable), 1.2 a choice (10), 1.3 points as given (15), 1.4 yes or no (15).
/// Group 2 (40): 2.1 a count, one point each, 5 to 40. Node 3 is not scored.
fn framework() -> Framework {
    let text = |vi: &str| json!({ "vi": vi });
    let leaf = |id: &str, points: &str, inputs: Value, rule: Value| {
        json!({
            "id": id, "name": text("Chỉ tiêu"), "max_points": { "value": points, "basis": "official" },
            "source": { "document": "922-QD-BTTTT", "section": "I" },
            "inputs": inputs, "rule": rule, "rule_basis": "official",
        })
    };
    let input = |name: &str, kind: &str| json!({ "name": name, "label": text(name), "kind": kind });
    let group = |id: &str, points: &str, children: Value| {
        json!({
            "id": id, "name": text("Nhóm"), "max_points": { "value": points, "basis": "official" },
            "source": { "document": "922-QD-BTTTT", "section": "I" }, "children": children,
        })
    };
    let ratio =
        json!({ "kind": "ratio", "numerator": "a", "denominator": "b", "percent": "percent", "if_zero": "zero" });
    let mut first =
        leaf("1.1", "20", json!([input("a", "count"), input("b", "count"), input("percent", "percent")]), ratio);
    first["may_be_not_applicable"] = true.into();
    let options = json!([
        { "id": "none", "label": text("Không"), "share": "0" }, { "id": "full", "label": text("Có"), "share": "1" },
    ]);
    let choice = json!({ "kind": "choice", "input": "level", "options": options });
    let given = json!({ "kind": "given", "input": "n", "as": "points" });
    let mut count = input("n", "count");
    (count["min"], count["max"]) = ("5".into(), "40".into());
    let items = json!({ "kind": "per_item", "input": "n", "each": { "points": "1" } });
    let nodes = json!([
        group("1", "60", json!([
            first,
            leaf("1.2", "10", json!([input("level", "choice")]), choice),
            leaf("1.3", "15", json!([input("n", "number")]), given),
            leaf("1.4", "15", json!([input("done", "yes_no")]), json!({ "kind": "yes_no", "input": "done" })),
        ])),
        group("2", "40", json!([leaf("2.1", "40", json!([count]), items)])),
        { "id": "3", "name": text("Thông tin"), "role": "not_scored", "inputs": [input("words", "text")],
          "source": { "document": "922-QD-BTTTT", "section": "I" } },
    ]);
    let file = json!({
        "format": "thuocso-framework/1", "id": "test", "title": text("Thử"), "summary": text("Thử"),
        "organization_kind": "commune", "levels": [text("Nhóm"), text("Chỉ tiêu")],
        "total": { "value": "100", "basis": "official" }, "nodes": nodes,
    });
    let problems = |problems: Vec<Problem>| -> Framework {
        panic!("{}", problems.iter().map(|it| format!("{it}\n")).collect::<String>())
    };
    framework_file::read(&file.to_string(), &register()).unwrap_or_else(problems)
}

fn register() -> documents::Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

/// A file with these responses.
fn file(responses: Value) -> Value {
    json!({
        "format": "thuocso-assessment/1", "framework": { "id": "test" },
        "organization": { "name": "Xã Tân Mỹ", "unit_set": "communes", "code": "07681" }, "period": "2024-Q1",
        "responses": responses,
    })
}

fn read(file: &Value) -> Assessment {
    assessment_file::read(&file.to_string()).unwrap()
}

fn scored(responses: Value) -> Scorecard {
    score(&framework(), &read(&file(responses)), Reference::default())
}

fn node<'a>(framework: &Framework, scorecard: &'a Scorecard, id: &str) -> &'a thuocso::engine::scoring::NodeScore {
    &scorecard.nodes[framework.find(id).unwrap()]
}

/// The file has one problem, with this code and these words.
fn check_file(code: &str, file: Value, severity: Severity, expected: &str) {
    let problems = score(&framework(), &read(&file), Reference::default()).problems;
    let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(texts, [expected]);
    assert_eq!((problems[0].kind.code(), problems[0].kind.severity()), (code, severity));
}

/// The same, for a file with these responses.
fn check(code: &str, severity: Severity, responses: Value, expected: &str) {
    check_file(code, file(responses), severity, expected);
}

fn published(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_can_be_read_can_be_written_and_read_again_however_deep_it_is() {
    // Indented, every number of this list stands after two hundred spaces: the file would be larger than what is read.
    let (open, close, list) = ("[".repeat(100), "]".repeat(100), vec!["0"; 90_000].join(","));
    let text = format!(
        r#"{{"format":"thuocso-assessment/1","framework":{{"id":"x"}},"organization":{{"name":"A"}},"period":"2024","x-later":{open}{list}{close}}}"#
    );
    let read = assessment_file::read(&text).unwrap();
    assert_eq!(assessment_file::read(&assessment_file::write(&read)), Ok(read));
}

#[test]
fn what_is_wrong_with_the_file_is_said() {
    use Severity::{Error, Warning};
    let changed = |field: &str, value: Value| {
        let mut file = file(json!({}));
        file[field] = value;
        file
    };
    let other = changed("framework", json!({ "id": "dti-province-2022" }));
    check_file(
        "other_framework",
        other,
        Error,
        "`framework`: the assessment is for framework `dti-province-2022`, not `test`",
    );
    let hash = changed("framework", json!({ "id": "test", "hash": "sha256-0" }));
    check_file("hash_differs", hash, Warning, "`framework`: the framework has changed since the assessment was made");
    for period in ["2024-Q5", "24", "Q1/2024", "", "2024-Q", "2024-q1", "20２4"] {
        let expected = format!("`period`: period `{period}` is not a year (`2024`) or a year and quarter (`2024-Q1`)");
        check_file("bad_period", changed("period", period.into()), Warning, &expected);
    }
}

#[test]
fn the_hash_of_the_same_framework_is_no_problem() {
    let hash = framework().hash.to_string();
    let mut file = file(json!({}));
    file["framework"]["hash"] = hash.into();
    assert_eq!(score(&framework(), &read(&file), Reference::default()).problems, []);
}

#[test]
fn what_is_wrong_with_a_figure_is_said() {
    use Severity::{Error, Warning};
    check(
        "unknown_node",
        Warning,
        json!({ "9.9": { "inputs": { "a": "1" } } }),
        "`9.9`: the framework has no node `9.9`; what is entered for it is kept, but not scored",
    );
    check(
        "not_an_input",
        Warning,
        json!({ "1.1": { "inputs": { "z": "1" } } }),
        "`1.1`: the leaf has no input `z`; what is entered for it is kept, but not used",
    );
    check(
        "not_an_input",
        Warning,
        json!({ "1": { "inputs": { "a": "1" } } }),
        "`1`: the leaf has no input `a`; what is entered for it is kept, but not used",
    );
    for text in
        ["1.234,56", "1,5", "1e3", " 7", "7 ", "bảy", "--7", "1/3", "7%", "0x7", "NaN", "12345678901234567890123456789"]
    {
        check(
            "figure_not_a_number",
            Error,
            json!({ "1.3": { "inputs": { "n": text } } }),
            &format!("`1.3/n`: `{text}` is not a decimal number"),
        );
    }
    check(
        "figure_not_a_number",
        Error,
        json!({ "1.4": { "appraised": { "points": "mười" } } }),
        "`1.4/appraised`: `mười` is not a decimal number",
    );
    check(
        "figure_not_whole",
        Error,
        json!({ "1.1": { "inputs": { "a": "2.5" } } }),
        "`1.1/a`: `2.5` is not a whole number",
    );
    check(
        "figure_too_small",
        Error,
        json!({ "2.1": { "inputs": { "n": "4" } } }),
        "`2.1/n`: 4 is below the least value 5",
    );
    check(
        "figure_too_small",
        Error,
        json!({ "1.1": { "inputs": { "a": "-1" } } }),
        "`1.1/a`: -1 is below the least value 0",
    );
    check(
        "figure_too_large",
        Error,
        json!({ "2.1": { "inputs": { "n": "41" } } }),
        "`2.1/n`: 41 is above the greatest value 40",
    );
    check(
        "figure_too_large",
        Error,
        json!({ "1.1": { "inputs": { "percent": "100.1" } } }),
        "`1.1/percent`: 100.1 is above the greatest value 100",
    );
    check(
        "figure_not_an_answer",
        Error,
        json!({ "1.4": { "inputs": { "done": "có" } } }),
        "`1.4/done`: `có` is neither `yes` nor `no`",
    );
    check(
        "figure_not_an_option",
        Error,
        json!({ "1.2": { "inputs": { "level": "half" } } }),
        "`1.2/level`: `half` is not one of the options",
    );
    check(
        "part_above_whole",
        Error,
        json!({ "1.1": { "inputs": { "a": "210", "b": "209" } } }),
        "`1.1/a`: 210 is more than 209, of which it is a part",
    );
    check(
        "percent_disagrees",
        Warning,
        json!({ "1.1": { "inputs": { "a": "2", "b": "3", "percent": "66.66" } } }),
        "`1.1/percent`: 66.66 % is stated, but the figures give 66.67 %",
    );
    check(
        "percent_disagrees",
        Warning,
        json!({ "1.1": { "inputs": { "a": "1", "b": "8", "percent": "12" } } }),
        "`1.1/percent`: 12 % is stated, but the figures give 12.50 %",
    );
    check(
        "unknown_evidence",
        Warning,
        json!({ "1.1": { "evidence": ["e7"] } }),
        "`1.1`: document `e7` is not in the register",
    );
}

#[test]
fn a_percentage_agrees_when_it_is_the_figures_rounded() {
    for percent in ["67", "66.7", "66.67", "66.666667"] {
        let scorecard = scored(json!({ "1.1": { "inputs": { "a": "2", "b": "3", "percent": percent } } }));
        assert_eq!(scorecard.problems, [], "{percent}");
    }
}

#[test]
fn what_is_wrong_with_a_node_as_a_whole_is_said() {
    use Severity::{Error, Warning};
    check(
        "given_and_entered",
        Error,
        json!({ "1": { "given_share": "0.5" }, "1.3": { "inputs": { "n": "7" } } }),
        "`1`: the node is given as a whole and something below it is entered too",
    );
    check(
        "given_and_entered",
        Error,
        json!({ "1": { "given_share": "0.5" }, "1.3": { "given_points": "7" } }),
        "`1`: the node is given as a whole and something below it is entered too",
    );
    check(
        "given_and_entered",
        Error,
        json!({ "1.3": { "given_points": "7", "inputs": { "n": "7" } } }),
        "`1.3`: the node is given as a whole and something below it is entered too",
    );
    check(
        "given_twice",
        Error,
        json!({ "1": { "given_share": "0.5", "given_points": "30" } }),
        "`1`: both a share and points are given",
    );
    check(
        "given_out_of_range",
        Error,
        json!({ "1": { "given_share": "1.01" } }),
        "`1`: the given value 1.01 is not in the range 0..=1",
    );
    check(
        "given_out_of_range",
        Error,
        json!({ "1": { "given_points": "60.5" } }),
        "`1`: the given value 60.5 is not in the range 0..=60",
    );
    check(
        "given_out_of_range",
        Error,
        json!({ "1": { "given_points": "-1" } }),
        "`1`: the given value -1 is not in the range 0..=60",
    );
    check(
        "given_not_allowed",
        Error,
        json!({ "3": { "given_points": "0" } }),
        "`3`: a node without points can not be given",
    );
    check(
        "figure_not_a_number",
        Error,
        json!({ "1": { "given_share": "95,81" } }),
        "`1`: `95,81` is not a decimal number",
    );
    check(
        "not_applicable_not_allowed",
        Error,
        json!({ "1.2": { "not_applicable": true } }),
        "`1.2`: the framework does not allow `not applicable` here",
    );
    check(
        "appraised_out_of_range",
        Error,
        json!({ "1.4": { "appraised": { "points": "15.5", "reason": "x" } } }),
        "`1.4`: the appraised score 15.5 is not in the range 0..=15",
    );
    check(
        "appraised_out_of_range",
        Error,
        json!({ "1.4": { "appraised": { "points": "-1", "reason": "x" } } }),
        "`1.4`: the appraised score -1 is not in the range 0..=15",
    );
    check(
        "final_out_of_range",
        Error,
        json!({ "1.4": { "final": { "points": "16", "reason": "x" } } }),
        "`1.4`: the final score 16 is not in the range 0..=15",
    );
    check(
        "final_without_reason",
        Warning,
        json!({ "1.4": { "inputs": { "done": "yes" }, "final": { "points": "10" } } }),
        "`1.4`: a final score that differs from the appraised score needs a reason",
    );
    let differs = json!({ "1.4": { "inputs": { "done": "yes" }, "appraised": { "points": "10", "reason": " " } } });
    check(
        "appraised_without_reason",
        Warning,
        differs,
        "`1.4`: an appraised score that differs from the self score needs a reason",
    );
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_codes() {
    let scorecard = scored(json!({
        "2.1": { "inputs": { "n": "x" } }, "1.3": { "inputs": { "n": "y" } }, "1.1": { "inputs": { "a": "z", "b": "-1" } },
        "10.1": {}, "2": { "given_share": "2" },
    }));
    let places: Vec<&str> = scorecard.problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["1.1/a", "1.1/b", "1.3/n", "2", "2.1/n", "10.1"]);
}

#[test]
fn what_was_typed_is_kept() {
    let responses = json!({
        "1.1": { "inputs": { "a": "1.234,56", "b": "", "z": "?" } },
        "1.2": { "inputs": { "level": "half" }, "not_applicable": true },
        "1.3": { "given_share": "95,81", "given_points": "999" },
        "1.4": { "inputs": { "done": "có" }, "appraised": { "points": "mười", "reason": "" } },
        "9.9": { "inputs": { "a": "1" }, "note": "của bộ cũ" },
    });
    let assessment = read(&file(responses.clone()));
    let before = assessment.clone();
    let scorecard = score(&framework(), &assessment, Reference::default());
    assert_eq!(assessment, before);
    assert_eq!(scorecard.total.points, Exact::ZERO);
    assert_eq!(scorecard.total.highest.to_text(), "100", "what can not be read is not entered, and not zero");
    let mut written: Value = serde_json::from_str(&assessment_file::write(&assessment)).unwrap();
    // An empty reason says nothing and is left out.
    written["responses"]["1.4"]["appraised"]["reason"] = "".into();
    assert_eq!(written["responses"], responses);
}

#[test]
fn missing_is_not_zero() {
    let framework = framework();
    let check = |responses: Value, lowest: &str, highest: &str| {
        let what = responses.to_string();
        let scorecard = score(&framework, &read(&file(responses)), Reference::default());
        let found = [&scorecard.total.points, &scorecard.total.lowest, &scorecard.total.highest].map(Exact::to_text);
        assert_eq!(found, [lowest, lowest, highest], "{what}");
        assert_eq!(
            scorecard.index_value.map(|it| it.to_text()),
            (lowest == highest).then(|| format!("0.{lowest}")),
            "{what}"
        );
    };
    check(json!({}), "0", "100");
    check(json!({ "1.4": {} }), "0", "100");
    check(json!({ "1.4": { "inputs": { "done": "" } } }), "0", "100");
    check(json!({ "1.4": { "inputs": { "done": "no" } } }), "0", "85");
    check(json!({ "1.4": { "inputs": { "done": "yes" } } }), "15", "100");
    check(json!({ "1.3": { "inputs": { "n": "7.35" } } }), "7.35", "92.35");
    check(json!({ "1.1": { "inputs": { "a": "1" } } }), "0", "100");
    check(json!({ "1": { "given_share": "0.5" }, "2": { "given_points": "12" } }), "42", "42");
    let all = json!({
        "1.1": { "inputs": { "a": "1", "b": "2" } }, "1.2": { "inputs": { "level": "none" } },
        "1.3": { "inputs": { "n": "7.35" } }, "1.4": { "inputs": { "done": "yes" } }, "2.1": { "inputs": { "n": "12" } },
    });
    let scorecard = score(&framework, &read(&file(all)), Reference::default());
    assert_eq!(scorecard.index_value, Exact::parse_decimal("0.4435")); // 10 + 0 + 7.35 + 15 + 12
    assert_eq!((scorecard.progress.entered, scorecard.progress.leaves), (5, 5));
}

#[test]
fn not_applicable_leaves_the_denominator() {
    let framework = framework();
    let responses = json!({
        "1.1": { "not_applicable": true, "inputs": { "a": "1", "b": "2" } }, "1.2": { "inputs": { "level": "full" } },
        "1.3": { "inputs": { "n": "5" } }, "1.4": { "inputs": { "done": "yes" } }, "2.1": { "inputs": { "n": "10" } },
    });
    let scorecard = score(&framework, &read(&file(responses)), Reference::default());
    assert_eq!(scorecard.problems, []);
    assert_eq!((scorecard.total.points.to_text(), scorecard.total.max_points.to_text()), ("40".into(), "80".into()));
    assert_eq!(scorecard.index_value, Exact::parse_share("1/2"));
    let first = node(&framework, &scorecard, "1.1");
    assert_eq!((first.state, first.status.code()), (State::NotApplicable, "not_applicable"));
    assert_eq!(node(&framework, &scorecard, "1").score.max_points.to_text(), "40");
    assert_eq!(scorecard.progress.entered, 5);
}

#[test]
fn a_given_node_stands_for_its_leaves() {
    let framework = framework();
    let scorecard = scored(json!({ "1": { "given_share": "0.9581" } }));
    let given = node(&framework, &scorecard, "1");
    assert_eq!((given.score.points.to_text(), given.state), ("57.486".into(), State::Given));
    assert_eq!(
        (scorecard.total.lowest.to_text(), scorecard.total.highest.to_text()),
        ("57.486".into(), "97.486".into())
    );
    assert_eq!((scorecard.progress.entered, scorecard.progress.leaves), (4, 5));
    // Where both are there, which is a problem, the whole counts.
    let both = scored(json!({ "1": { "given_points": "30" }, "1.3": { "inputs": { "n": "7" } } }));
    assert_eq!(node(&framework, &both, "1").score.points.to_text(), "30");
    assert_eq!(both.problems.len(), 1);
}

#[test]
fn difference_final_score_and_status_follow_from_the_scores() {
    let framework = framework();
    // Self and appraised points of 1.3 (15 at most); difference = self − appraised.
    let check = |own: Option<&str>, appraised: Option<&str>, difference: Option<&str>, end: &str, status: &str| {
        let mut response = json!({});
        if let Some(own) = own {
            response["inputs"] = json!({ "n": own });
        }
        if let Some(appraised) = appraised {
            response["appraised"] = json!({ "points": appraised, "reason": "Thiếu văn bản." });
        }
        let scorecard = score(&framework, &read(&file(json!({ "1.3": response }))), Reference::default());
        let found = node(&framework, &scorecard, "1.3");
        let what = format!("{own:?} {appraised:?}");
        assert_eq!(scorecard.problems, [], "{what}");
        assert_eq!(found.difference.as_ref().map(Exact::to_text).as_deref(), difference, "{what}");
        assert_eq!(found.final_points.to_text(), end, "{what}");
        assert_eq!(found.status.code(), status, "{what}");
        assert_eq!(found.score.points.to_text(), own.unwrap_or("0"), "the self score stays: {what}");
    };
    check(None, None, None, "0", "no_figures");
    check(Some("0"), None, None, "0", "not_started");
    check(Some("7.5"), None, None, "7.5", "in_progress");
    check(Some("15"), None, None, "15", "done");
    check(Some("7.5"), Some("5"), Some("2.5"), "5", "evidence_needed");
    check(Some("15"), Some("14.9"), Some("0.1"), "14.9", "evidence_needed");
    check(Some("7.5"), Some("7.5"), Some("0"), "7.5", "in_progress");
    check(Some("15"), Some("15"), Some("0"), "15", "done");
    check(Some("7.5"), Some("9"), Some("-1.5"), "9", "in_progress"); // Appraised can be higher.
    check(Some("0"), Some("15"), Some("-15"), "15", "not_started");
    check(Some("0"), Some("0"), Some("0"), "0", "not_started");
    check(None, Some("3"), Some("-3"), "3", "no_figures");
}

#[test]
fn a_group_is_appraised_when_all_its_leaves_are() {
    let framework = framework();
    let leaf =
        |inputs: Value, points: &str| json!({ "inputs": inputs, "appraised": { "points": points, "reason": "x" } });
    let mut responses = json!({
        "1.1": leaf(json!({ "a": "1", "b": "2" }), "8"), "1.2": leaf(json!({ "level": "full" }), "10"),
        "1.3": leaf(json!({ "n": "9" }), "9"),
    });
    let group = |responses: &Value| {
        let scorecard = score(&framework, &read(&file(responses.clone())), Reference::default());
        let group = node(&framework, &scorecard, "1").clone();
        [Some(&group.score.points), group.appraised.as_ref(), group.difference.as_ref(), Some(&group.final_points)]
            .map(|it| it.map_or("none".to_owned(), Exact::to_text))
    };
    assert_eq!(group(&responses), ["29", "none", "none", "27"]);
    responses["1.4"] = leaf(json!({ "done": "no" }), "15");
    assert_eq!(group(&responses), ["29", "42", "-13", "42"]);
    responses["1"] = json!({ "appraised": { "points": "40", "reason": "Trừ điểm hồ sơ." } });
    assert_eq!(group(&responses), ["29", "40", "-11", "40"]);
}

#[test]
fn every_file_survives_reading_and_writing() {
    let mut names = vec![];
    for folder in ["tests/golden", "examples"] {
        for case in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let case = case.unwrap();
            for name in ["assessment.json", "mic-2024-province.json"] {
                if case.path().join(name).exists() {
                    names.push(format!("{folder}/{}/{name}", case.file_name().to_str().unwrap()));
                }
            }
        }
    }
    assert!(names.len() >= 7, "{names:?}");
    for name in names {
        let text = published(&name);
        let assessment = assessment_file::read(&text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let written = assessment_file::write(&assessment);
        assert_eq!(assessment_file::read(&written).unwrap(), assessment, "{name}");
        assert_eq!(assessment_file::write(&assessment_file::read(&written).unwrap()), written, "{name}");
        let (before, after): (Value, Value) =
            (serde_json::from_str(&text).unwrap(), serde_json::from_str(&written).unwrap());
        assert_eq!(before, after, "{name}");
    }
}

#[test]
fn unknown_nodes_and_fields_of_later_versions_are_kept() {
    let mut file = file(json!({
        "9.9.9": { "inputs": { "a": "1" }, "explanation": "Chỉ tiêu của năm sau" },
        "1.1": { "inputs": { "a": "1", "later": "x" }, "responsible": { "person": "A", "phones": [1, 2, null] }, "due": "2024-06-30" },
    }));
    file["evidence"] = json!({ "e1": { "number": "1/KH-UBND", "date": "năm 2023", "title": "Kế hoạch", "pages": 12, "signed": true } });
    let assessment = read(&file);
    let written: Value = serde_json::from_str(&assessment_file::write(&assessment)).unwrap();
    assert_eq!(written, file);
    assert_eq!(assessment.responses["1.1"].other["due"], "2024-06-30");
    assert_eq!(assessment.evidence["e1"].other["pages"], 12);
    assert!(!assessment.responses["1.1"].is_empty() && Response::default().is_empty());
}

#[test]
fn a_new_assessment_names_its_framework_and_its_hash() {
    let framework = framework();
    let assessment = Assessment::new(&framework, Default::default(), "2024".to_owned());
    let scorecard = score(&framework, &assessment, Reference::default());
    assert_eq!((scorecard.problems, scorecard.total.highest.to_text()), (vec![], "100".to_owned()));
    assert_eq!(assessment_file::read(&assessment_file::write(&assessment)).unwrap(), assessment);
}

#[test]
fn what_is_not_an_assessment_is_refused_with_a_message() {
    let check = |text: &str, expected: &str| {
        let problems = assessment_file::read(text).unwrap_err();
        let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert!(texts.len() == 1 && texts[0].starts_with(expected), "{texts:?}");
    };
    check("", "line 1, column 0: EOF while parsing a value");
    check("[]", "field `(file)` must be an object");
    check("Mã;Điểm", "line 1, column 1: expected value");
    check(&"[".repeat(1 << 20), "line 1, column ");
    check(&r#"{"responses":{"1":{"x":"#.repeat(100_000), "line 1, column ");
    check(&" ".repeat(MAX_SIZE + 1), "16777217 bytes are more than the limit of 16777216");
    let with = |field: &str, value: Value| {
        let mut file = file(json!({}));
        file[field] = value;
        file.to_string()
    };
    check(
        &with("format", "thuocso-assessment/2".into()),
        "`format`: format `thuocso-assessment/2` is newer than `thuocso-assessment/1`, which this version reads",
    );
    check(
        &with("format", "thuocso-framework/1".into()),
        "`format`: format `thuocso-framework/1` is not `thuocso-assessment/1`",
    );
    let unquoted = with("responses", json!({ "1": { "inputs": { "a": 209 } } }));
    check(&unquoted, "field `responses.1.inputs.a` must be text in quotation marks");
    check(&with("responses", json!("@")).replace(r#""@""#, r#"{"1":{"later":1e999}}"#), "line 1, column ");
    check(
        &with("organization", json!({ "name": "x".repeat(10 << 20) })),
        "field `organization.name` has 10485760 bytes, more than the limit of 200000",
    );
    check(
        &with("responses", json!({ "1": { "inputs": { "a": "9".repeat(10 << 20) } } })),
        "field `responses.1.inputs.a` has 10485760 bytes, more than the limit of 200000",
    );
}

#[test]
fn odd_names_and_hostile_figures_are_only_text() {
    let long = "9".repeat(MAX_TEXT);
    let file = file(json!({
        "__proto__": { "inputs": { "a": "1" } }, "constructor": {}, "": { "given_share": "1" }, "1\u{0}": {},
        "1.1": { "inputs": { "__proto__": "1", "a": "1e999", "b": long }, "evidence": ["__proto__"] },
        "1.3": { "inputs": { "n": "0.9999999999999999999999999999" }, "explanation": "<script>\u{0}" },
        "2.1": { "inputs": { "n": "-0" } },
    }));
    let assessment = read(&file);
    let scorecard = score(&framework(), &assessment, Reference::default());
    assert_eq!(scorecard.problems.len(), 9);
    assert_eq!(scorecard.total.points.to_text(), "0.9999999999999999999999999999");
    assert_eq!(serde_json::from_str::<Value>(&assessment_file::write(&assessment)).unwrap(), file);
}

#[test]
fn the_answer_has_the_fields_that_programs_rely_on() {
    let framework = framework_file::read(builtin::framework_text("dti-province-2022").unwrap(), &register()).unwrap();
    let assessment = assessment_file::read(&published("tests/golden/dti-2022-quang-ninh/assessment.json")).unwrap();
    let scorecard = score(&framework, &assessment, Reference::default());
    let answer: Value = serde_json::from_str(&scorecard_file::write(&framework, &scorecard)).unwrap();
    assert_eq!(answer["framework"], json!({ "id": "dti-province-2022", "hash": framework.hash.to_string() }));
    for (field, expected) in [
        ("points", json!("702.445")),
        ("max_points", json!("1000")),
        ("lowest", json!("702.445")),
        ("highest", json!("702.445")),
        ("index_value", json!("0.7024")),
        ("complete", json!(true)),
        ("problems", json!([])),
    ] {
        assert_eq!(answer[field], expected, "{field}");
    }
    let first = json!({
        "points": "95.81", "max_points": "100", "lowest": "95.81", "highest": "95.81", "share": "0.9581",
        "status": "in_progress", "final_points": "95.81",
    });
    assert_eq!(answer["nodes"]["1"], first);
    let unscored = json!({
        "points": "0", "max_points": "0", "lowest": "0", "highest": "0", "share": null, "status": "unscored", "final_points": "0",
    });
    assert_eq!(answer["nodes"]["6"], unscored);
    let pillars = json!({
        "digital-government":
            { "points": "546.31", "max_points": "700", "lowest": "546.31", "highest": "546.31", "index_value": "0.7804" },
        "digital-economy":
            { "points": "467.17", "max_points": "650", "lowest": "467.17", "highest": "467.17", "index_value": "0.7187" },
        "digital-society":
            { "points": "446.185", "max_points": "650", "lowest": "446.185", "highest": "446.185", "index_value": "0.6864" },
    });
    assert_eq!(answer["pillars"], pillars);
}

#[test]
fn an_open_answer_has_no_index_value_and_tells_its_problems() {
    let framework = framework();
    let responses = json!({ "1.3": { "inputs": { "n": "7.35" }, "appraised": { "points": "7", "reason": "x" } }, "1.4": { "inputs": { "done": "có" } } });
    let scorecard = score(&framework, &read(&file(responses)), Reference::default());
    let answer: Value = serde_json::from_str(&scorecard_file::write(&framework, &scorecard)).unwrap();
    assert_eq!((&answer["index_value"], &answer["complete"]), (&Value::Null, &json!(false)));
    assert_eq!(
        (&answer["points"], &answer["lowest"], &answer["highest"]),
        (&json!("7.35"), &json!("7.35"), &json!("92.35"))
    );
    assert_eq!(answer["nodes"]["1.3"]["appraised"], "7");
    assert_eq!(answer["nodes"]["1.3"]["difference"], "0.35");
    assert_eq!(answer["nodes"]["1.3"]["status"], "evidence_needed");
    let problem = json!({
        "code": "figure_not_an_answer", "severity": "error", "place": "1.4/done", "message": "`có` is neither `yes` nor `no`",
    });
    assert_eq!(answer["problems"], json!([problem]));
}

#[test]
fn a_file_tells_whether_it_is_what_was_sealed() {
    let mut assessment = read(&file(json!({ "1.3": { "inputs": { "n": "1" }, "answer": "Đã bổ sung." } })));
    assert_eq!(assessment_file::is_as_sealed(&assessment), None);
    let round = Round { round: RoundKind::Final, by: String::new(), at: "2025-01-31".to_owned(), ..round() };
    assessment.rounds.push(round);
    assert!(assessment.is_locked());
    let hash = assessment_file::content_hash(&assessment);
    assessment.rounds[0].content = Some(hash.clone());
    assert_eq!(assessment_file::content_hash(&assessment), hash, "the hash is not a part of what it covers");
    let again = assessment_file::read(&assessment_file::write(&assessment)).unwrap();
    assert_eq!((again == assessment, assessment_file::is_as_sealed(&again)), (true, Some(true)));

    let mut other = assessment.clone();
    other.responses.get_mut("1.3").unwrap().answer.push('.');
    assert_eq!(assessment_file::is_as_sealed(&other), Some(false));
    let mut other = assessment;
    other.rounds[0].at = "2025-02-01".to_owned();
    assert_eq!(assessment_file::is_as_sealed(&other), Some(false));
}

fn round() -> Round {
    let (round, by, at) = (RoundKind::Submission, String::new(), String::new());
    Round { round, by, at, answers: None, content: None, other: Default::default() }
}
