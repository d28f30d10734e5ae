//! Promises that generated cases reach too seldom, each in the smallest case that once broke it.

use serde_json::{Value, json};
use thuocso::engine::{
    assessment::Assessment,
    exact::Exact,
    framework::{check::check, raw::RawFramework},
    scoring::{Reference, Scorecard, score},
};

fn extend(object: &mut Value, more: Value) {
    let Value::Object(more) = more else { panic!("not an object: {more}") };
    object.as_object_mut().unwrap().extend(more);
}

/// Nothing where the checker refuses the framework.
fn scored(framework: Value, responses: Value) -> Option<Scorecard> {
    let mut whole = json!({
        "format": "thuocso-framework/1", "id": "gap", "title": { "vi": "Thử" }, "summary": { "vi": "Thử" },
        "organization_kind": "province", "levels": [{ "vi": "Nhóm" }, { "vi": "Chỉ số" }],
    });
    extend(&mut whole, framework);
    let raw: RawFramework = serde_json::from_value(whole).unwrap();
    let framework = check(&raw, "sha256-gap", &|_| true).ok()?;
    let assessment: Assessment = serde_json::from_value(json!({
        "format": "thuocso-assessment/1", "framework": { "id": "gap" }, "organization": {}, "period": "2024",
        "responses": responses,
    }))
    .unwrap();
    Some(score(&framework, &assessment, Reference::default()))
}

fn points(value: &str) -> Value {
    json!({ "value": value, "basis": "official" })
}

fn node(id: &str, more: Value) -> Value {
    let mut node = json!({ "id": id, "name": { "vi": "Thử" }, "source": { "document": "d", "section": "1" } });
    extend(&mut node, more);
    node
}

fn yes_no(id: &str, more: Value) -> Value {
    let mut leaf = node(
        id,
        json!({
            "inputs": [{ "name": "a", "label": { "vi": "Thử" }, "kind": "yes_no" }],
            "rule": { "kind": "yes_no", "input": "a" }, "rule_basis": "official",
        }),
    );
    extend(&mut leaf, more);
    leaf
}

fn answer(text: &str) -> Value {
    json!({ "inputs": { "a": text } })
}

/// A leaf of ten points with inputs of kind `kind` and a rule.
fn ten_points(inputs: Value, rule: Value) -> Value {
    node("1", json!({ "max_points": points("10"), "inputs": inputs, "rule_basis": "official", "rule": rule }))
}

fn input(name: &str, kind: &str) -> Value {
    json!({ "name": name, "label": { "vi": "Thử" }, "kind": kind })
}

#[test]
fn a_prerequisite_is_not_rounded() {
    let mut half = input("b", "count");
    extend(&mut half, json!({ "min": "1" }));
    let prerequisite = json!({
        "role": "prerequisite", "inputs": [input("a", "count"), half], "rule_basis": "official",
        "rule": { "kind": "ratio", "numerator": "a", "denominator": "b" },
    });
    let rounding =
        json!({ "at": "leaf", "places": 0, "basis": "official", "source": { "document": "d", "section": "1" } });
    let parts = [yes_no("1.1", json!({ "max_points": points("10") })), node("1.2", prerequisite)];
    let framework =
        json!({ "total": points("10"), "rounding": [rounding], "nodes": [node("1", json!({ "children": parts }))] });
    let card = scored(framework, json!({ "1.1": answer("yes"), "1.2": { "inputs": { "a": "1", "b": "2" } } }));
    assert!(card.unwrap().total.points.is_zero(), "half of a prerequisite does not meet it");
}

#[test]
fn nothing_is_appraised_without_an_appraisal() {
    let parts = [
        yes_no("1.1", json!({ "max_points": points("10"), "may_be_not_applicable": true })),
        yes_no("1.2", json!({ "role": "bonus", "max_points": points("2") })),
    ];
    let framework = json!({ "total": points("10"), "nodes": [node("1", json!({ "children": parts }))] });
    let card = scored(framework, json!({ "1.1": { "not_applicable": true } }));
    assert!(card.unwrap().nodes[0].appraised.is_none(), "a bonus alone is no appraisal");
}

#[test]
fn final_points_are_the_points_where_nothing_is_appraised() {
    let parts =
        [yes_no("1.1", json!({ "max_points": points("10") })), yes_no("1.2", json!({ "role": "prerequisite" }))];
    let framework = json!({ "total": points("10"), "nodes": [node("1", json!({ "children": parts }))] });
    let card = scored(framework, json!({ "1.1": answer("yes"), "1.2": answer("no") })).unwrap();
    let found = &card.nodes[0];
    assert!(found.final_points == found.score.points, "an unmet prerequisite counts in the end too");
}

#[test]
fn two_parts_can_ask_the_same_choice() {
    let option = |id: &str, share: &str| json!({ "id": id, "label": { "vi": "Thử" }, "share": share });
    let part = |options: [Value; 2]| {
        let rule = json!({ "kind": "choice", "input": "a", "options": options });
        json!({ "label": { "vi": "Thử" }, "share": "1/2", "rule": rule })
    };
    let parts = [part([option("x", "1"), option("y", "0")]), part([option("y", "0"), option("x", "1")])];
    let leaf = ten_points(json!([input("a", "choice")]), json!({ "kind": "sum", "parts": parts }));
    // To refuse such a framework would do as well.
    let card = scored(json!({ "total": points("10"), "nodes": [leaf] }), json!({ "1": answer("x") }));
    assert!(card.is_none_or(|card| card.total.points == Exact::from(10)), "an option is the same in both parts");
}

#[test]
fn what_does_not_apply_never_makes_the_maximum_negative() {
    let nodes = [
        yes_no("1", json!({ "max_points": points("2") })),
        yes_no("2", json!({ "max_points": points("8"), "may_be_not_applicable": true })),
    ];
    let framework = json!({ "total": points("5"), "declared_total_differs": { "vi": "Thử" }, "nodes": nodes });
    let card = scored(framework, json!({ "1": answer("yes"), "2": { "not_applicable": true } })).unwrap();
    assert!(!card.total.max_points.is_negative(), "a maximum is not below zero");
}

#[test]
fn points_so_far_can_still_be_reached() {
    let never = json!({ "kind": "formula", "expression": "0" });
    let part = |rule: Value| json!({ "label": { "vi": "Thử" }, "share": "1/2", "rule": rule });
    let rule = json!({ "kind": "sum", "parts": [part(json!({ "kind": "yes_no", "input": "a" })), part(never)] });
    let prerequisite = json!({
        "role": "prerequisite", "inputs": [input("a", "yes_no")], "rule_basis": "official", "rule": rule,
    });
    let parts = [yes_no("1.1", json!({ "max_points": points("10") })), node("1.2", prerequisite)];
    let framework = json!({ "total": points("10"), "nodes": [node("1", json!({ "children": parts }))] });
    let total = scored(framework, json!({ "1.1": answer("yes") })).unwrap().total;
    assert!(total.points <= total.highest, "points are not above the highest");
}

#[test]
fn a_rule_has_a_limited_number_of_options() {
    let option = |at: usize| json!({ "id": format!("o{at}"), "label": { "vi": "Thử" }, "share": "1" });
    let options: Vec<Value> = (0..300).map(option).collect();
    let rule = json!({ "kind": "choice", "input": "a", "options": options });
    let leaf = ten_points(json!([input("a", "choice")]), rule);
    let card = scored(json!({ "total": points("10"), "nodes": [leaf] }), json!({}));
    assert!(card.is_none(), "more than 200 options are refused");
}

#[test]
fn the_size_of_numbers_is_limited() {
    // Each step squares the one before: fourteen would take minutes, thirty all memory.
    let step = |at: usize| {
        (format!("s{at}"), json!(if at == 0 { "a * a".to_owned() } else { format!("s{} * s{}", at - 1, at - 1) }))
    };
    let steps: serde_json::Map<String, Value> = (0..30).map(step).collect();
    let rule = json!({ "kind": "formula", "expression": "s29", "where": steps });
    let leaf = ten_points(json!([input("a", "count")]), rule);
    let figure = "9".repeat(27);
    // To refuse the framework, or the result, would both do.
    let card = scored(json!({ "total": points("10"), "nodes": [leaf] }), json!({ "1": answer(&figure) }));
    assert!(
        card.is_none_or(|card| !card.problems.is_empty()),
        "a formula whose result can have billions of digits is refused"
    );
}

#[test]
fn what_does_not_apply_has_no_final_points() {
    let leaf = yes_no("1.1", json!({ "max_points": points("10") }));
    let group = node("1", json!({ "may_be_not_applicable": true, "children": [leaf] }));
    let framework = json!({ "total": points("10"), "nodes": [group] });
    let card = scored(framework, json!({ "1": { "not_applicable": true }, "1.1": answer("yes") })).unwrap();
    assert!(card.nodes[0].final_points.is_zero());
}
