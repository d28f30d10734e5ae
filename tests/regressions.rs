//! What once was wrong: one case each, named by what should be true.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]
use serde_json::{Value, json};
use thuocso::{
    engine::{framework::Framework, problem::Problem, scoring::*},
    formats::*,
};
fn fw(f: &Value) -> Result<Framework, Vec<Problem>> {
    let docs = documents::read(&std::fs::read_to_string("indicators/documents.json").unwrap()).unwrap();
    framework_file::read(&f.to_string(), &docs)
}
fn good() -> Value {
    serde_json::from_str(&std::fs::read_to_string("tests/bad/good.json").unwrap()).unwrap()
}
fn yn(id: &str, points: Option<&str>, role: &str) -> Value {
    let mut n = json!({"id":id,"name":{"vi":"x"},"role":role,"source":{"document":"922-QD-BTTTT","section":"I"},"inputs":[{"name":"done","label":{"vi":"x"},"kind":"yes_no"}],"rule":{"kind":"yes_no","input":"done"},"rule_basis":"official"});
    if let Some(p) = points {
        n["max_points"] = json!({"value":p,"basis":"official"});
    }
    n
}
fn with_children(points: &str, children: Value, extra: Value) -> Value {
    let mut f = good();
    f["nodes"] = json!([{"id":"1","name":{"vi":"x"},"max_points":{"value":points,"basis":"official"},"source":{"document":"922-QD-BTTTT","section":"I"},"children":children}]);
    f["total"]["value"] = points.into();
    f.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    f
}
fn run(f: &Value, responses: Value) -> Scorecard {
    let fw = fw(f).unwrap_or_else(|p| panic!("{}", p[0]));
    let a = assessment_file::read(&json!({"format":"thuocso-assessment/1","framework":{"id":"good"},"organization":{},"period":"2024","responses":responses}).to_string()).unwrap();
    score(&fw, &a, Reference::default())
}
fn yes() -> Value {
    json!({"inputs":{"done":"yes"}})
}
fn no() -> Value {
    json!({"inputs":{"done":"no"}})
}

#[test]
fn final_points_do_not_count_a_met_prerequisite_as_a_point() {
    let f = with_children(
        "10",
        json!([yn("1.1", Some("6"), "scored"), yn("1.3", Some("4"), "scored"), yn("1.2", None, "prerequisite")]),
        json!({}),
    );
    let s = run(&f, json!({"1.1":yes(),"1.3":no(),"1.2":yes()}));
    assert_eq!(s.nodes[0].score.points.to_text(), "6");
    assert_eq!(s.nodes[0].final_points.to_text(), "6");
}
#[test]
fn final_points_are_nothing_while_a_prerequisite_is_not_met() {
    let f = with_children("10", json!([yn("1.1", Some("10"), "scored"), yn("1.2", None, "prerequisite")]), json!({}));
    let s = run(&f, json!({"1.1":yes(),"1.2":no()}));
    assert_eq!(s.nodes[0].score.points.to_text(), "0");
    assert_eq!(s.nodes[0].final_points.to_text(), "0");
}
#[test]
fn appraised_sum_stays_within_the_maximum() {
    let f = with_children("10", json!([yn("1.1", Some("10"), "scored"), yn("1.2", Some("5"), "bonus")]), json!({}));
    let ap = |v: Value| {
        let mut v = v;
        v["appraised"] = json!({"points":"10","reason":"x"});
        v
    };
    let s = run(&f, json!({"1.1":ap(yes()),"1.2":yes()}));
    assert_eq!(s.nodes[0].score.points.to_text(), "10");
    assert_eq!(s.nodes[0].appraised.clone().unwrap().to_text(), "10");
}
#[test]
fn appraised_sum_respects_a_prerequisite() {
    let f = with_children("10", json!([yn("1.1", Some("10"), "scored"), yn("1.2", None, "prerequisite")]), json!({}));
    let mut a = yes();
    a["appraised"] = json!({"points":"10","reason":"x"});
    let s = run(&f, json!({"1.1":a,"1.2":no()}));
    assert_eq!(s.nodes[0].appraised.clone().unwrap().to_text(), "0");
}
#[test]
fn nothing_is_appraised_where_nobody_appraised() {
    let mut only = yn("1.1", Some("10"), "scored");
    only["may_be_not_applicable"] = true.into();
    let f = with_children("10", json!([only, yn("1.2", Some("5"), "bonus")]), json!({}));
    let s = run(&f, json!({"1.1":{"not_applicable":true},"1.2":yes()}));
    assert_eq!(s.nodes[0].appraised, None);
}
#[test]
fn an_open_rounded_leaf_explains_an_interval() {
    let mut leaf = yn("1.1", Some("10"), "scored");
    leaf["inputs"] = json!([{"name":"x","label":{"vi":"x"},"kind":"yes_no"},{"name":"y","label":{"vi":"x"},"kind":"yes_no"},{"name":"z","label":{"vi":"x"},"kind":"yes_no"}]);
    leaf["rule"] = json!({"kind":"contents","items":["x","y","z"]});
    let f = with_children(
        "10",
        json!([leaf]),
        json!({"rounding":[{"at":"leaf","places":2,"basis":"official","source":{"document":"922-QD-BTTTT","section":"I"}}]}),
    );
    let fw = fw(&f).unwrap();
    let a = assessment_file::read(&json!({"format":"thuocso-assessment/1","framework":{"id":"good"},"organization":{},"period":"2024","responses":{"1.1":{"inputs":{"x":"yes"}}}}).to_string()).unwrap();
    let s = score(&fw, &a, Reference::default());
    let e = explain::explain(&fw, &a, &s, 1, Reference::default()).unwrap();
    let explain::Reason::Steps(steps) = e.reason else { panic!() };
    use thuocso::engine::rule::trace::StepResult;
    let last =
        steps.iter().rev().find(|s| matches!(s.result, StepResult::Points(_) | StepResult::Between(..))).unwrap();
    assert_eq!(last.result, StepResult::Between(e.score.lowest.clone(), e.score.highest.clone()));
}
#[test]
fn a_partly_entered_prerequisite_is_not_a_failed_one() {
    let mut p = yn("1.2", None, "prerequisite");
    p["inputs"] = json!([{"name":"a","label":{"vi":"x"}},{"name":"b","label":{"vi":"x"},"min":"1"}]);
    p["rule"] = json!({"kind":"ratio","numerator":"a","denominator":"b"});
    let f = with_children("10", json!([yn("1.1", Some("10"), "scored"), p]), json!({}));
    let none = run(&f, json!({"1.1":yes()})).total.points;
    let part = run(&f, json!({"1.1":yes(),"1.2":{"inputs":{"a":"3"}}})).total.points;
    assert_eq!(none, part);
}
#[test]
fn a_partly_entered_leaf_is_not_called_not_started() {
    let f = good();
    let s = run(&f, json!({"1.1":{"inputs":{"a":"64"}}}));
    assert_ne!(s.nodes[1].status.code(), "not_started");
}
#[test]
fn a_misspelled_field_of_a_tier_is_reported() {
    let mut f = good();
    f["nodes"][1]["rule"]["options"][0]["sahre"] = "1".into();
    assert!(fw(&f).is_err());
}
#[test]
fn a_pillar_holds_a_node_once() {
    let mut f = good();
    f["pillars"] =
        json!([{"id":"p","name":{"vi":"x"},"max_points":{"value":"60","basis":"official"},"members":["1","1"]}]);
    assert!(fw(&f).is_err());
}
#[test]
fn two_hundred_and_one_options_are_too_many() {
    let mut f = good();
    let o: Vec<Value> = (0..500).map(|i| json!({"id":format!("o{i}"),"label":{"vi":"x"},"share":"1"})).collect();
    f["nodes"][1]["rule"]["options"] = o.into();
    assert!(fw(&f).is_err());
}
#[test]
fn version_zero_is_not_newer() {
    let mut f = good();
    f["format"] = "thuocso-framework/0".into();
    assert_eq!(fw(&f).unwrap_err()[0].kind.code(), "wrong_format");
}
#[test]
fn a_later_format_is_called_newer_even_with_new_fields() {
    let mut f = good();
    f["format"] = "thuocso-framework/2".into();
    f["translations"] = json!({});
    assert_eq!(fw(&f).unwrap_err()[0].kind.code(), "newer_format");
}
#[test]
fn an_unreadable_total_does_not_agree() {
    let mut f = good();
    f["total"]["value"] = "ten".into();
    f["declared_total_differs"] = json!({"vi":"x"});
    assert_eq!(fw(&f).unwrap_err().len(), 1);
}
#[test]
fn unreadable_points_are_one_problem() {
    let mut f = good();
    f["nodes"][1]["max_points"]["value"] = "ten".into();
    assert_eq!(fw(&f).unwrap_err().iter().map(|p| p.to_string()).collect::<Vec<_>>().len(), 1);
}
#[test]
fn an_unreadable_formula_does_not_make_inputs_unused() {
    let mut f = good();
    f["nodes"][0]["children"][0]["rule"] = json!({"kind":"formula","expression":"a // b"});
    assert_eq!(fw(&f).unwrap_err().len(), 1);
}
#[test]
fn a_step_may_not_be_named_like_an_input_or_a_function() {
    let mut f = good();
    f["nodes"][0]["children"][0]["rule"] = json!({"kind":"formula","expression":"a + b","where":{"a":"b"}});
    assert!(fw(&f).unwrap_err().iter().any(|p| p.kind.code() != "unused_input"));
}
#[test]
fn a_response_twice_is_not_lost_silently() {
    let t = r#"{"format":"thuocso-assessment/1","framework":{"id":"good"},"organization":{},"period":"2024","responses":{"2":{"note":"first"},"2":{"note":"second"}}}"#;
    assert!(assessment_file::read(t).is_err());
}
#[test]
fn top_level_fields_of_later_versions_are_kept() {
    let t = r#"{"format":"thuocso-assessment/1","framework":{"id":"good"},"organization":{"name":"x","contact":"y"},"period":"2024","responses":{}}"#;
    assert!(assessment_file::read(t).is_ok());
}

/// Each step doubles the digits of the last: without a limit a file of 2 kB takes all memory.
#[test]
fn steps_that_square_each_other_are_refused() {
    let mut f = good();
    let mut steps = serde_json::Map::new();
    steps.insert("s000".into(), "a * a".into());
    for i in 1..13 {
        steps.insert(format!("s{i:03}"), format!("s{:03} * s{:03}", i - 1, i - 1).into());
    }
    let leaf = &mut f["nodes"][0]["children"][0];
    leaf["inputs"] = json!([{"name":"a","label":{"vi":"x"}}]);
    leaf["rule"] = json!({"kind":"formula","expression":"min(max_points, s012)","where":steps});
    assert_eq!(codes(&f), ["formula_too_large"]);
}

/// Steps are put in order, which takes long for thousands.
#[test]
fn a_long_chain_of_steps_is_refused() {
    let mut f = good();
    let mut steps = serde_json::Map::new();
    for i in 0..1000 {
        steps.insert(format!("s{i:06}"), format!("s{:06} + 1", i + 1).into());
    }
    steps.insert("s001000".into(), "a".into());
    let leaf = &mut f["nodes"][0]["children"][0];
    leaf["inputs"] = json!([{"name":"a","label":{"vi":"x"}}]);
    leaf["rule"] = json!({"kind":"formula","expression":"s000000","where":steps});
    assert_eq!(codes(&f), ["formula_too_large"]);
}

fn codes(f: &Value) -> Vec<&'static str> {
    fw(f).map_or_else(|problems| problems.iter().map(|problem| problem.kind.code()).collect(), |_| vec![])
}
