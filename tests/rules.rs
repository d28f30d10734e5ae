//! Every shape of a rule, with figures and the points that they give.
//!
//! The points are worked out by hand and written as fractions, so that each line can be checked with pencil and paper.
//! Frameworks are read from JSON, as those of users are. Each line also checks the trace: the last step with points is
//! the score, and the parts of a rule add up to it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use thuocso::{
    engine::{
        exact::Exact,
        framework::Framework,
        rule::trace::{Step, StepKind, StepResult},
        scoring::{
            Reference, Score, Scorecard, State,
            explain::{Reason, explain},
            score,
        },
    },
    formats::{assessment_file, documents, framework_file},
};

/// A framework of these nodes; `extra` holds further fields of the file.
fn framework(nodes: Value, extra: Value) -> Framework {
    let register = json!({ "format": "thuocso-documents/1", "documents": { "doc": { "title": { "vi": "Văn bản" } } } });
    let mut file = json!({
        "format": "thuocso-framework/1", "id": "test", "title": { "vi": "Thử" }, "summary": { "vi": "Thử" },
        "organization_kind": "province", "levels": [{ "vi": "Nhóm" }, { "vi": "Chỉ tiêu" }], "nodes": nodes,
    });
    file.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let register = documents::read(&register.to_string()).unwrap();
    framework_file::read(&file.to_string(), &register)
        .unwrap_or_else(|problems| panic!("{}", problems.iter().map(|it| format!("{it}\n")).collect::<String>()))
}

fn source() -> Value {
    json!({ "document": "doc", "section": "I.1" })
}

fn official(points: &str) -> Value {
    json!({ "value": points, "basis": "official" })
}

/// Inputs as `a`, `b min 1`, `done yes_no`, `cost number max 20`: a name, then a kind and bounds where they matter.
fn inputs(texts: &[&str]) -> Value {
    let input = |text: &&str| {
        let mut words = text.split(' ');
        let mut input = json!({ "name": words.next(), "label": { "vi": text } });
        while let Some(word) = words.next() {
            match word {
                "min" | "max" => input[word] = words.next().into(),
                kind => input["kind"] = kind.into(),
            }
        }
        input
    };
    texts.iter().map(input).collect()
}

fn leaf_node(id: &str, points: &str, asked: &[&str], rule: Value) -> Value {
    json!({
        "id": id, "name": { "vi": "Chỉ tiêu" }, "max_points": official(points), "source": source(),
        "inputs": inputs(asked), "rule": rule, "rule_basis": "official",
    })
}

/// `with(node, "role", "bonus")`
fn with(mut node: Value, field: &str, value: impl Into<Value>) -> Value {
    node[field] = value.into();
    node
}

/// A node of `points` with the parts.
fn parent(id: &str, points: &str, children: Value) -> Value {
    json!({ "id": id, "name": { "vi": "Nhóm" }, "max_points": official(points), "source": source(), "children": children })
}

/// Scores figures written as `1.1/a=2 1.1/b=3`; no figure may be a problem.
fn scored(framework: &Framework, figures: &str) -> Scorecard {
    scored_against(framework, figures, Reference::default())
}

fn scored_against(framework: &Framework, figures: &str, reference: Reference<'_>) -> Scorecard {
    let mut responses = json!({});
    for figure in figures.split_whitespace() {
        let (place, value) = figure.split_once('=').unwrap();
        let (node, input) = place.split_once('/').unwrap();
        responses[node]["inputs"][input] = value.into();
    }
    let file = json!({
        "format": "thuocso-assessment/1", "framework": { "id": "test" }, "organization": { "name": "Tỉnh" },
        "period": "2024", "responses": responses,
    });
    let assessment = assessment_file::read(&file.to_string()).unwrap();
    let scorecard = score(framework, &assessment, reference);
    assert_eq!(scorecard.problems, [], "{figures}");
    for (index, node) in framework.nodes().iter().enumerate() {
        let explanation = explain(framework, &assessment, &scorecard, index, reference).unwrap();
        assert_eq!(explanation.score, scorecard.nodes[index].score, "{figures}");
        if let Reason::Steps(steps) = explanation.reason {
            check_steps(
                &steps,
                &scorecard.nodes[index].score,
                scorecard.nodes[index].state,
                &format!("{} {figures}", node.id),
            );
        }
    }
    scorecard
}

/// The last step with points is the score, and the parts of every rule with parts make up its points.
fn check_steps(steps: &[Step], score: &Score, state: State, what: &str) {
    let interval = |result: &StepResult| match result {
        StepResult::Points(points) => Some((points.clone(), points.clone())),
        StepResult::Between(lowest, highest) => Some((lowest.clone(), highest.clone())),
        _ => None,
    };
    let last = steps.iter().rev().find_map(|step| interval(&step.result));
    let expected = (state != State::NotApplicable).then(|| (score.lowest.clone(), score.highest.clone()));
    assert_eq!(last, expected, "{what}: {steps:#?}");
    for (index, step) in steps.iter().enumerate() {
        let before = steps[..index].iter().rev().take_while(|it| it.depth >= step.depth);
        let parts = before.filter(|it| it.depth == step.depth && it.kind == StepKind::PartPoints);
        let parts: Vec<(Exact, Exact)> = parts.filter_map(|it| interval(&it.result)).collect();
        let made_of_parts = match step.kind {
            StepKind::Sum => (parts.iter().map(|it| &it.0).sum(), parts.iter().map(|it| &it.1).sum()),
            StepKind::Best => {
                (parts.iter().map(|it| it.0.clone()).max().unwrap(), parts.iter().map(|it| it.1.clone()).max().unwrap())
            }
            _ => continue,
        };
        assert_eq!(interval(&step.result).unwrap(), made_of_parts, "{what}: {steps:#?}");
    }
}

/// A number, a fraction (`20/3`), or an interval (`0..10`).
fn bounds(text: &str) -> (Exact, Exact) {
    let number = |text: &str| Exact::parse_share(text).unwrap_or_else(|| panic!("{text}"));
    let (lowest, highest) = text.split_once("..").unwrap_or((text, text));
    (number(lowest), number(highest))
}

/// A score is what the text says; points are the lower end.
fn assert_score(found: &Score, expected: &str, what: &str) {
    let (lowest, highest) = bounds(expected);
    assert_eq!((&found.lowest, &found.highest), (&lowest, &highest), "{what}");
    assert_eq!(found.points, lowest, "{what}");
}

/// One rule.
struct Rule {
    framework: Framework,
    max: Exact,
    best: Option<Exact>,
}

impl Rule {
    fn new(max: &str, asked: &[&str], rule: Value) -> Rule {
        Rule::within(max, asked, rule, json!({}))
    }

    fn within(max: &str, asked: &[&str], rule: Value, extra: Value) -> Rule {
        let mut all = json!({ "total": official(max) });
        all.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        Rule { framework: framework(json!([leaf_node("1", max, asked, rule)]), all), max: bounds(max).0, best: None }
    }

    fn best(self, best: &str) -> Rule {
        Rule { best: Exact::parse_decimal(best), ..self }
    }

    /// Figures as `a=2 b=3`; points as `20/3`, `0..10`, or `not applicable`.
    fn check(&self, figures: &str, expected: &str) {
        let placed: Vec<String> = figures.split_whitespace().map(|it| format!("1/{it}")).collect();
        let best = [self.best.clone()];
        let scorecard = scored_against(&self.framework, &placed.join(" "), Reference { best: &best });
        let node = &scorecard.nodes[0];
        let what = format!("{figures:?} is {expected}");
        if expected == "not applicable" {
            assert_eq!((node.state, &node.score), (State::NotApplicable, &Score::default()), "{what}");
            return;
        }
        assert_score(&node.score, expected, &what);
        assert_eq!(node.score.max_points, self.max, "{what}");
        let open = expected.contains("..");
        let state = if !open {
            State::Entered
        } else if figures.is_empty() {
            State::NotEntered
        } else {
            State::Partial
        };
        assert_eq!(node.state, state, "{what}");
        assert_eq!(scorecard.index_value.is_none(), open, "{what}");
    }
}

fn part(rule: Value, award: Value) -> Value {
    let mut part = json!({ "label": { "vi": "Phần" }, "rule": rule });
    part.as_object_mut().unwrap().extend(award.as_object().unwrap().clone());
    part
}

fn yes(input: &str) -> Value {
    json!({ "kind": "yes_no", "input": input })
}

fn ratio() -> Value {
    json!({ "kind": "ratio", "numerator": "a", "denominator": "b" })
}

#[test]
fn a_choice_earns_what_its_option_says() {
    let option = |id: &str, award: Value| {
        let mut option = json!({ "id": id, "label": { "vi": id } });
        option.as_object_mut().unwrap().extend(award.as_object().unwrap().clone());
        option
    };
    let rule = Rule::new(
        "10",
        &["level choice"],
        json!({ "kind": "choice", "input": "level", "options": [
            option("none", json!({ "share": "0" })), option("half", json!({ "share": "1/2" })),
            option("third", json!({ "share": "1/3" })), option("most", json!({ "share": "75%" })),
            option("fixed", json!({ "points": "9.5" })), option("all", json!({ "points": "10" })),
        ]}),
    );
    rule.check("level=none", "0");
    rule.check("level=half", "5");
    rule.check("level=third", "10/3");
    rule.check("level=most", "15/2");
    rule.check("level=fixed", "9.5");
    rule.check("level=all", "10");
    rule.check("", "0..10");
}

#[test]
fn yes_earns_everything_and_no_nothing() {
    let rule = Rule::new("2.5", &["done yes_no"], yes("done"));
    rule.check("done=yes", "2.5");
    rule.check("done=no", "0");
    rule.check("", "0..2.5");
}

#[test]
fn independent_parts_add_up() {
    let rule = Rule::new(
        "10",
        &["x yes_no", "a", "b min 1", "y yes_no"],
        json!({ "kind": "sum", "parts": [
            part(yes("x"), json!({ "share": "1/2" })), part(ratio(), json!({ "points": "3" })), part(yes("y"), json!({ "share": "20%" })),
        ]}),
    );
    rule.check("x=yes a=1 b=3 y=no", "6"); // 5 + 3 × 1/3 + 0
    rule.check("x=no a=2 b=9 y=yes", "8/3"); // 0 + 3 × 2/9 + 2
    rule.check("x=yes a=4 b=4 y=yes", "10");
    rule.check("x=no a=0 b=4 y=no", "0");
    rule.check("x=yes", "5..10");
    rule.check("x=no a=3 b=3", "3..5");
    rule.check("x=no a=3", "0..5");
    rule.check("", "0..10");
}

#[test]
fn a_capped_sum_stops_at_its_cap() {
    let parts = json!([
        part(yes("x"), json!({ "points": "4" })),
        part(yes("y"), json!({ "points": "4" })),
        part(yes("z"), json!({ "points": "4" })),
    ]);
    for cap in [json!({ "share": "1" }), json!({ "points": "10" })] {
        let rule = Rule::new(
            "10",
            &["x yes_no", "y yes_no", "z yes_no"],
            json!({ "kind": "sum", "parts": parts, "cap": cap }),
        );
        rule.check("x=yes y=yes z=no", "8");
        rule.check("x=yes y=yes z=yes", "10");
        rule.check("x=no y=no z=no", "0");
        rule.check("x=yes y=no", "4..8");
        rule.check("x=yes y=yes", "8..10"); // 8 to 12, and not above 10
        rule.check("", "0..10");
    }
}

#[test]
fn all_parts_must_be_met_in_full() {
    let skipped = json!({ "kind": "ratio", "numerator": "a", "denominator": "b", "if_zero": "not_applicable" });
    let rule = Rule::new(
        "10",
        &["x yes_no", "a", "b"],
        json!({ "kind": "all", "parts": [
            part(yes("x"), json!({})), part(skipped.clone(), json!({})),
        ]}),
    );
    rule.check("x=yes a=4 b=4", "10");
    rule.check("x=yes a=3 b=4", "0");
    rule.check("x=no a=4 b=4", "0");
    rule.check("x=no", "0"); // What is missing can not help any more.
    rule.check("a=3 b=4", "0");
    rule.check("x=yes", "0..10");
    rule.check("", "0..10");
    rule.check("x=yes a=0 b=0", "10"); // The second part does not apply.
    rule.check("a=0 b=0", "0..10");
    let rule = Rule::new("10", &["a", "b"], json!({ "kind": "all", "parts": [part(skipped, json!({}))] }));
    rule.check("a=0 b=0", "not applicable");
}

#[test]
fn the_best_of_several_ways_counts() {
    let rule = Rule::new(
        "10",
        &["a", "b min 1", "x yes_no"],
        json!({ "kind": "best_of", "parts": [
            part(ratio(), json!({})), part(yes("x"), json!({ "share": "1/2" })),
        ]}),
    );
    rule.check("a=1 b=4 x=yes", "5");
    rule.check("a=3 b=4 x=yes", "7.5");
    rule.check("a=1 b=3 x=no", "10/3");
    rule.check("x=yes", "5..10");
    rule.check("x=no", "0..10");
    rule.check("a=1 b=4", "2.5..5");
    rule.check("a=3 b=4", "7.5"); // The other way earns 5 at most.
    rule.check("", "0..10");
}

#[test]
fn a_ratio_earns_its_part_of_the_maximum() {
    let rule = Rule::new("10", &["a", "b min 1"], ratio());
    rule.check("a=2 b=3", "20/3");
    rule.check("a=0 b=3", "0");
    rule.check("a=3 b=3", "10");
    rule.check("a=170054 b=192932", "850270/96466"); // 88.14 %
    rule.check("a=2", "0..10");
    rule.check("b=3", "0..10");
    rule.check("", "0..10");
}

#[test]
fn a_ratio_is_full_from_its_threshold_on() {
    let rule = Rule::new("10", &["a", "b min 1"], with(ratio(), "full_from", "80%"));
    rule.check("a=4 b=5", "10");
    rule.check("a=5 b=5", "10");
    rule.check("a=2 b=5", "5"); // 0.4 / 0.8 × 10
    rule.check("a=3 b=7", "75/14"); // 3/7 × 5/4 × 10
    rule.check("a=799 b=1000", "9.9875");
    let strict = with(with(ratio(), "full_from", "80%"), "otherwise", "zero");
    let rule = Rule::new("10", &["a", "b min 1"], strict);
    rule.check("a=4 b=5", "10");
    rule.check("a=799 b=1000", "0");
    rule.check("a=0 b=1000", "0");
}

#[test]
fn a_ratio_above_one_is_capped() {
    let rule = Rule::new("10", &["a", "b min 1"], with(ratio(), "may_exceed", true));
    rule.check("a=7 b=2", "10");
    rule.check("a=1 b=2", "5");
    let two = with(with(ratio(), "may_exceed", true), "full_from", "2");
    let rule = Rule::new("10", &["a", "b min 1"], two);
    rule.check("a=3 b=2", "7.5");
    rule.check("a=4 b=2", "10");
    rule.check("a=9 b=2", "10");
    rule.check("a=2 b=3", "10/3");
}

#[test]
fn a_percentage_stands_in_where_the_figures_are_not_held() {
    let rule = Rule::new("10", &["a", "b min 1", "percent percent"], with(ratio(), "percent", "percent"));
    rule.check("percent=71.3", "7.13");
    rule.check("percent=0", "0");
    rule.check("percent=100", "10");
    rule.check("a=2 percent=50", "5");
    rule.check("a=2 b=3 percent=66.67", "20/3"); // The figures count, not the rounded percentage.
    rule.check("a=2", "0..10");
    let rule = Rule::new(
        "10",
        &["a", "b min 1", "percent percent"],
        with(with(ratio(), "percent", "percent"), "full_from", "80%"),
    );
    rule.check("percent=53.2", "6.65"); // 0.532 / 0.8 × 10
    rule.check("percent=80", "10");
}

#[test]
fn nothing_to_do_counts_as_the_framework_says() {
    let cases = [("zero", "0"), ("full", "10"), ("not_applicable", "not applicable")];
    for (if_zero, expected) in cases {
        let rule = Rule::new("10", &["a", "b"], with(ratio(), "if_zero", if_zero));
        rule.check("a=0 b=0", expected);
        rule.check("a=1 b=2", "5");
        rule.check("b=0", "0..10");
        let down = json!({ "kind": "ratio_down", "numerator": "a", "denominator": "b", "full_until": "0", "if_zero": if_zero });
        Rule::new("10", &["a", "b"], down).check("a=0 b=0", expected);
        let tiers = json!([{ "less_than": "1/2", "share": "0" }, { "at_least": "1/2", "share": "1" }]);
        let tiers = json!({ "kind": "tiers", "value": "a / b", "tiers": tiers, "if_zero": if_zero });
        Rule::new("10", &["a", "b"], tiers).check("a=3 b=0", expected);
        let target = json!({ "kind": "target", "value": "a / b", "target": "1/2", "if_zero": if_zero });
        Rule::new("10", &["a", "b"], target).check("a=3 b=0", expected);
        let density = json!({ "kind": "density", "numerator": "a", "population": "b", "per": "1000", "full_from": "1", "if_zero": if_zero });
        Rule::new("10", &["a", "b"], density).check("a=3 b=0", expected);
        let best = json!({ "kind": "against_best", "value": "a / b", "if_zero": if_zero });
        Rule::new("10", &["a", "b"], best).best("2").check("a=3 b=0", expected);
        let formula = json!({ "kind": "formula", "expression": "max_points * a / b", "if_zero": if_zero });
        Rule::new("10", &["a", "b"], formula).check("a=3 b=0", expected);
    }
}

#[test]
fn less_is_better_in_a_straight_line() {
    let down = json!({
        "kind": "ratio_down", "numerator": "a", "denominator": "b", "percent": "percent", "full_until": "5%", "zero_from": "25%",
    });
    let asked = ["a", "b min 1", "percent percent"];
    let rule = Rule::new("10", &asked, down.clone());
    rule.check("a=0 b=100", "10");
    rule.check("a=5 b=100", "10");
    rule.check("a=10 b=100", "7.5"); // (25 − 10) / (25 − 5) × 10
    rule.check("a=15 b=100", "5");
    rule.check("a=1 b=7", "75/14"); // (1/4 − 1/7) × 5 × 10
    rule.check("a=25 b=100", "0");
    rule.check("a=1 b=3", "0");
    rule.check("percent=12", "6.5");
    rule.check("a=1", "0..10");
    let rule = Rule::new("10", &asked, with(down, "otherwise", "zero"));
    rule.check("a=5 b=100", "10");
    rule.check("a=501 b=10000", "0");
    let plain = json!({ "kind": "ratio_down", "numerator": "a", "denominator": "b", "full_until": "0" });
    Rule::new("10", &["a", "b min 1"], plain).check("a=1 b=4", "7.5"); // Nothing is earned from 100 % on.
}

#[test]
fn a_count_falls_into_one_tier() {
    let rule = Rule::new(
        "10",
        &["n"],
        json!({ "kind": "tiers", "value": "n", "tiers": [
            { "less_than": "5", "share": "0" }, { "at_least": "5", "less_than": "10", "share": "1/2" }, { "at_least": "10", "share": "1" },
        ]}),
    );
    rule.check("n=0", "0");
    rule.check("n=4", "0");
    rule.check("n=5", "5");
    rule.check("n=9", "5");
    rule.check("n=10", "10");
    rule.check("n=9999999999999999999999999999", "10");
    rule.check("", "0..10");
}

#[test]
fn bounds_of_tiers_belong_where_the_source_says() {
    let rule = Rule::new(
        "10",
        &["cost number"],
        json!({ "kind": "tiers", "value": "cost", "tiers": [
            { "at_most": "2", "points": "3" }, { "more_than": "2", "less_than": "3.5", "points": "7" }, { "at_least": "3.5", "points": "10" },
        ]}),
    );
    rule.check("cost=0", "3");
    rule.check("cost=2", "3");
    rule.check("cost=2.0000000001", "7");
    rule.check("cost=3.4999999999", "7");
    rule.check("cost=3.5", "10");
}

#[test]
fn the_order_of_tiers_in_the_file_does_not_matter() {
    let rule = Rule::new(
        "10",
        &["cost number"],
        json!({ "kind": "tiers", "value": "cost", "tiers": [
            { "more_than": "3.5", "share": "1" }, { "more_than": "2", "at_most": "3.5", "share": "1/2" }, { "at_most": "2", "share": "0" },
        ]}),
    );
    rule.check("cost=2", "0");
    rule.check("cost=2.1", "5");
    rule.check("cost=3.5", "5");
    rule.check("cost=3.6", "10");
}

#[test]
fn a_ratio_falls_into_one_tier() {
    let rule = Rule::new(
        "10",
        &["a", "b min 1"],
        json!({ "kind": "tiers", "value": "a / b", "tiers": [
            { "less_than": "50%", "share": "0" }, { "at_least": "1/2", "less_than": "0.8", "share": "1/3" }, { "at_least": "80%", "share": "1" },
        ]}),
    );
    rule.check("a=499 b=1000", "0");
    rule.check("a=1 b=2", "10/3");
    rule.check("a=799 b=1000", "10/3");
    rule.check("a=4 b=5", "10");
    rule.check("a=4", "0..10");
}

#[test]
fn a_single_value_can_be_a_tier() {
    let rule = Rule::new(
        "10",
        &["n max 3"],
        json!({ "kind": "tiers", "value": "n", "tiers": [
            { "less_than": "2", "share": "0" }, { "at_least": "2", "at_most": "2", "share": "1" }, { "more_than": "2", "share": "1/2" },
        ]}),
    );
    rule.check("n=1", "0");
    rule.check("n=2", "10");
    rule.check("n=3", "5");
}

#[test]
fn a_target_is_reached_or_its_share_attained() {
    let target = json!({ "kind": "target", "value": "n", "target": "20" });
    let rule = Rule::new("5", &["n"], target.clone());
    rule.check("n=20", "5");
    rule.check("n=25", "5");
    rule.check("n=7", "7/4");
    rule.check("n=0", "0");
    rule.check("", "0..5");
    let rule = Rule::new("5", &["n"], with(target, "otherwise", "zero"));
    rule.check("n=20", "5");
    rule.check("n=19", "0");
    let days = json!({ "kind": "target", "value": "days", "target": "3", "direction": "at_most" });
    let rule = Rule::new("5", &["days"], days.clone());
    rule.check("days=0", "5");
    rule.check("days=3", "5");
    rule.check("days=4", "15/4"); // 3/4 × 5
    rule.check("days=7", "15/7");
    let rule = Rule::new("5", &["days"], with(days, "otherwise", "zero"));
    rule.check("days=3", "5");
    rule.check("days=4", "0");
}

#[test]
fn the_value_of_a_target_can_be_computed() {
    let target = json!({ "kind": "target", "value": "a / b * 100", "target": "80" });
    let rule = Rule::new("5", &["a", "b min 1"], target);
    rule.check("a=1 b=3", "25/12"); // 100/3 / 80 × 5
    rule.check("a=4 b=5", "5");
}

#[test]
fn points_are_taken_as_given() {
    let given = |given_as: &str| json!({ "kind": "given", "input": "n", "as": given_as });
    let points = Rule::new("15", &["n number"], given("points"));
    points.check("n=7.35", "7.35");
    points.check("n=0", "0");
    points.check("n=20", "15"); // Held at the maximum.
    points.check("", "0..15");
    let share = Rule::new("100", &["n number max 1"], given("share"));
    share.check("n=0.9581", "95.81");
    share.check("n=1", "100");
    let percent = Rule::new("10", &["n percent"], given("percent"));
    percent.check("n=88.14", "8.814");
    percent.check("n=100", "10");
}

#[test]
fn required_contents_earn_their_share() {
    let asked = ["c1 yes_no", "c2 yes_no", "c3 yes_no", "c4 yes_no"];
    let contents = json!({ "kind": "contents", "items": ["c1", "c2", "c3", "c4"] });
    let rule = Rule::new("10", &asked, contents.clone());
    rule.check("c1=yes c2=yes c3=no c4=no", "5");
    rule.check("c1=yes c2=yes c3=yes c4=yes", "10");
    rule.check("c1=no c2=no c3=no c4=no", "0");
    rule.check("c1=yes c2=no", "2.5..7.5");
    rule.check("", "0..10");
    let rule = Rule::new("10", &asked, with(contents, "full_from", 3));
    rule.check("c1=yes c2=yes c3=no c4=no", "20/3");
    rule.check("c1=yes c2=yes c3=yes c4=no", "10");
    rule.check("c1=yes c2=yes c3=yes c4=yes", "10");
    rule.check("c1=yes c2=yes c3=yes", "10"); // The fourth can not change it.
    rule.check("c1=yes c2=yes", "20/3..10");
    rule.check("c1=no c2=no", "0..20/3");
}

#[test]
fn density_is_counted_per_inhabitants() {
    let rule = Rule::new(
        "10",
        &["a", "people min 1"],
        json!({
            "kind": "density", "numerator": "a", "population": "people", "per": "1000", "full_from": "2.5",
        }),
    );
    rule.check("a=500 people=400000", "5"); // 1.25 per 1,000 of 2.5
    rule.check("a=1 people=3000", "4/3");
    rule.check("a=1000 people=400000", "10");
    rule.check("a=5000 people=400000", "10");
    rule.check("a=0 people=400000", "0");
    rule.check("people=400000", "0..10");
}

#[test]
fn each_piece_earns_the_same_up_to_the_cap() {
    let each = |each: Value| json!({ "kind": "per_item", "input": "n", "each": each });
    let rule = Rule::new("10", &["n"], each(json!({ "points": "0.5" })));
    rule.check("n=0", "0");
    rule.check("n=7", "3.5");
    rule.check("n=20", "10");
    rule.check("n=30", "10");
    rule.check("", "0..10");
    let rule = Rule::new("10", &["n"], with(each(json!({ "share": "1/3" })), "cap", json!({ "points": "10" })));
    rule.check("n=1", "10/3");
    rule.check("n=2", "20/3");
    rule.check("n=3", "10");
    rule.check("n=4", "10");
}

#[test]
fn a_value_is_measured_against_the_best_unit() {
    let rule = || Rule::new("10", &["n"], json!({ "kind": "against_best", "value": "n" }));
    rule().check("n=10", "0..10"); // Nothing to compare with.
    rule().best("0").check("n=0", "0..10");
    rule().best("40").check("n=10", "2.5");
    rule().best("30").check("n=10", "10/3");
    rule().best("40").check("n=40", "10");
    rule().best("40").check("n=50", "10");
    rule().best("40").check("n=0", "0");
    rule().best("40").check("", "0..10");
}

#[test]
fn a_formula_has_steps_conditions_and_bounds() {
    let formula = json!({
        "kind": "formula", "expression": "min(max_points, share * 8 + bonus)",
        "where": { "share": "a / b", "bonus": "if(share >= 0.8, 2, 0)" },
    });
    let rule = Rule::new("10", &["a", "b min 1"], with(formula, "if_zero", "zero"));
    rule.check("a=4 b=5", "8.4"); // 0.8 × 8 + 2
    rule.check("a=1 b=3", "8/3");
    rule.check("a=5 b=5", "10");
    rule.check("a=9 b=5", "10"); // 16.4, and not above the maximum
    rule.check("a=9", "0..10");
    let rule = Rule::new("10", &["late"], json!({ "kind": "formula", "expression": "max(0, max_points - 2 * late)" }));
    rule.check("late=0", "10");
    rule.check("late=3", "4");
    rule.check("late=7", "0");
    let rule = Rule::new("10", &["late"], json!({ "kind": "formula", "expression": "max_points - 2 * late" }));
    rule.check("late=7", "0"); // Held at zero without being told.
    let rule = Rule::new("10", &["n"], json!({ "kind": "formula", "expression": "n * n" }));
    rule.check("n=3", "9");
    rule.check("n=4", "10"); // Held at the maximum without being told.
    let rule = Rule::new("10", &["a", "b"], json!({ "kind": "formula", "expression": "if(a > 0, 5, b)" }));
    rule.check("a=1", "5"); // The branch that is not taken may be missing.
    rule.check("a=0", "0..10");
    rule.check("a=0 b=3", "3");
}

#[test]
fn a_budget_is_a_share_or_an_amount() {
    let share = with(with(ratio(), "full_from", "1%"), "may_exceed", false);
    let rule = Rule::new("10", &["a number", "b number min 0.001"], share);
    rule.check("a=150 b=20000", "7.5"); // 0.75 % of 1 %
    rule.check("a=200 b=20000", "10");
    rule.check("a=900 b=20000", "10");
    rule.check("a=12.5 b=30000", "5/12"); // 12.5 / 300 × 10
    let amount = json!({ "kind": "target", "value": "amount", "target": "2" });
    let rule = Rule::new("10", &["amount number"], amount);
    rule.check("amount=1.5", "7.5"); // Of 2 tỷ đồng.
    rule.check("amount=2", "10");
}

#[test]
fn rules_in_rules_keep_to_their_part() {
    let inner =
        json!({ "kind": "best_of", "parts": [part(ratio(), json!({})), part(yes("x"), json!({ "share": "1/2" }))] });
    let rule = Rule::new(
        "12",
        &["a", "b min 1", "x yes_no", "y yes_no"],
        json!({ "kind": "sum", "parts": [
            part(inner, json!({ "share": "2/3" })), part(yes("y"), json!({ "points": "4" })),
        ]}),
    );
    rule.check("a=1 b=4 x=yes y=yes", "8"); // The better of 2 and 4, and 4
    rule.check("a=3 b=4 x=yes y=no", "6");
    rule.check("a=2 b=3 x=no y=yes", "28/3"); // 16/3 + 4
    rule.check("x=yes", "4..12");
}

/// A group of ten points with a ratio, and a second node beside it.
fn beside(second: Value) -> Framework {
    let first = leaf_node("1.1", "10", &["a", "b min 1"], ratio());
    framework(json!([parent("1", "10", json!([first, second]))]), json!({ "total": official("10") }))
}

fn check_group(framework: &Framework, figures: &str, expected: &str, points: &str) {
    let scorecard = scored(framework, figures);
    let (lowest, highest) = bounds(expected);
    for score in [&scorecard.nodes[0].score, &scorecard.total] {
        assert_eq!((&score.lowest, &score.highest), (&lowest, &highest), "{figures}");
        assert_eq!(score.points, bounds(points).0, "points so far of {figures}");
        assert_eq!(score.max_points.to_text(), "10", "{figures}");
    }
}

#[test]
fn bonus_points_never_lift_above_the_maximum() {
    let framework = beside(with(leaf_node("1.2", "2", &["x yes_no"], yes("x")), "role", "bonus"));
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=yes", "7", "7");
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=no", "5", "5");
    check_group(&framework, "1.1/a=9 1.1/b=10 1.2/x=yes", "10", "10");
    check_group(&framework, "1.1/a=1 1.1/b=2", "5..7", "5");
    check_group(&framework, "1.2/x=yes", "2..10", "2");
}

#[test]
fn penalty_points_never_push_below_zero() {
    let framework = beside(with(leaf_node("1.2", "3", &["x yes_no"], yes("x")), "role", "penalty"));
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=yes", "2", "2");
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=no", "5", "5");
    check_group(&framework, "1.1/a=1 1.1/b=5 1.2/x=yes", "0", "0");
    check_group(&framework, "1.1/a=1 1.1/b=2", "2..5", "5");
    check_group(&framework, "1.2/x=no", "0..10", "0");
}

#[test]
fn a_prerequisite_has_no_points_and_decides_over_its_group() {
    let mut prerequisite = with(leaf_node("1.2", "0", &["x yes_no"], yes("x")), "role", "prerequisite");
    prerequisite.as_object_mut().unwrap().remove("max_points");
    let framework = beside(prerequisite);
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=yes", "5", "5");
    check_group(&framework, "1.1/a=1 1.1/b=2 1.2/x=no", "0", "0");
    check_group(&framework, "1.1/a=1 1.1/b=2", "0..5", "5");
    check_group(&framework, "1.2/x=no", "0", "0");
    check_group(&framework, "1.2/x=yes", "0..10", "0");
}

#[test]
fn information_and_unscored_nodes_change_nothing() {
    for role in ["information", "not_scored"] {
        let asked = inputs(&["n", "words text"]);
        let node =
            json!({ "id": "1.2", "name": { "vi": "Thông tin" }, "role": role, "source": source(), "inputs": asked });
        let framework = beside(node);
        check_group(&framework, "1.1/a=1 1.1/b=2", "5", "5");
        check_group(&framework, "1.1/a=1 1.1/b=2 1.2/n=7 1.2/words=x", "5", "5");
        let scorecard = scored(&framework, "1.1/a=1 1.1/b=2 1.2/n=7");
        assert_eq!((scorecard.nodes[2].state, scorecard.progress.leaves), (State::Unscored, 1));
    }
}

#[test]
fn the_weaker_of_two_groups_decides_the_grade() {
    let grade = |name: &str, at_least: &str, exclusive: bool| json!({ "name": { "vi": name }, "at_least": at_least, "exclusive": exclusive });
    let grades = json!([grade("Mức 1", "0", false), grade("Mức 2", "50%", false), grade("Mức 3", "3/4", true)]);
    let group = |id: &str| leaf_node(id, "10", &["a", "b min 1"], ratio());
    let of = |weakest: Value| {
        let grading = json!({ "grades": grades, "weakest_of": weakest, "source": source() });
        framework(json!([group("1"), group("2")]), json!({ "total": official("20"), "grading": grading }))
    };
    let check = |framework: &Framework, figures: &str, expected: (usize, usize)| {
        assert_eq!(scored(framework, figures).grade, Some(expected), "{figures}");
    };
    let weakest = of(json!(["1", "2"]));
    check(&weakest, "1/a=9 1/b=10 2/a=5 2/b=10", (1, 1));
    check(&weakest, "1/a=9 1/b=10 2/a=4 2/b=10", (0, 0));
    check(&weakest, "1/a=3 1/b=4 2/a=10 2/b=10", (1, 1)); // Exactly 75 % is not above 75 %.
    check(&weakest, "1/a=76 1/b=100 2/a=10 2/b=10", (2, 2));
    check(&weakest, "1/a=6 1/b=10", (0, 1));
    check(&weakest, "", (0, 2));
    let whole = of(json!([]));
    check(&whole, "1/a=9 1/b=10 2/a=4 2/b=10", (1, 1)); // 13 of 20
    check(&whole, "1/a=10 1/b=10 2/a=6 2/b=10", (2, 2)); // 16 of 20
}

#[test]
fn weighted_pillars_make_the_index() {
    let node = |id: &str, points: &str| leaf_node(id, points, &["a", "b min 1"], ratio());
    let pillar = |id: &str, points: &str, members: Value, weight: &str| json!({ "id": id, "name": { "vi": id }, "max_points": official(points), "members": members, "weight": weight });
    let nodes = json!([node("1", "10"), node("2", "20"), node("3", "40")]);
    let pillars = json!([pillar("one", "30", json!(["1", "2"]), "0.6"), pillar("two", "50", json!(["1", "3"]), "40%")]);
    let framework = framework(nodes, json!({ "total": official("70"), "pillars": pillars }));
    let scorecard = scored(&framework, "1/a=1 1/b=2 2/a=1 2/b=2 3/a=1 3/b=8");
    // 0.6 × 15/30 + 0.4 × (5 + 5)/50; the points are still added up once: 5 + 10 + 5.
    assert_eq!(scorecard.index_value, Exact::parse_share("0.38"));
    assert_score(&scorecard.total, "20", "the whole");
    assert_score(&scorecard.pillars[0].score, "15", "first pillar");
    assert_eq!(scorecard.pillars[1].index_value, Exact::parse_share("1/5"));
    let open = scored(&framework, "1/a=1 1/b=2 2/a=1 2/b=2");
    assert_eq!((open.index_value, open.pillars[0].index_value.clone()), (None, Exact::parse_share("1/2")));
    assert_score(&open.pillars[1].score, "5..45", "second pillar");
}

#[test]
fn leaves_are_rounded_as_the_framework_declares() {
    let cases = [
        ("half_up", ["0.33", "0.13", "0.38", "0.67"]),
        ("half_even", ["0.33", "0.12", "0.38", "0.67"]),
        ("down", ["0.33", "0.12", "0.37", "0.66"]),
    ];
    for (mode, [third, eighth, three_eighths, two_thirds]) in cases {
        let rounding = json!([{ "at": "leaf", "places": 2, "mode": mode, "basis": "official", "source": source() }]);
        let rule = Rule::within("1", &["a", "b min 1"], ratio(), json!({ "rounding": rounding }));
        rule.check("a=1 b=3", third);
        rule.check("a=1 b=8", eighth);
        rule.check("a=3 b=8", three_eighths);
        rule.check("a=2 b=3", two_thirds);
        rule.check("a=1 b=2", "0.5");
        rule.check("a=1", "0..1");
    }
}

#[test]
fn only_the_declared_level_is_rounded() {
    let rounding = json!([{ "at": "index_value", "places": 4, "basis": "official", "source": source() }]);
    let nodes = json!([leaf_node("1", "1", &["a", "b min 1"], ratio())]);
    let framework = framework(nodes, json!({ "total": official("1"), "rounding": rounding }));
    let scorecard = scored(&framework, "1/a=2 1/b=3");
    assert_score(&scorecard.total, "2/3", "points");
    assert_eq!(scorecard.index_value, Exact::parse_decimal("0.6667"));
}

#[test]
fn a_total_that_the_source_declares_differently_is_the_denominator() {
    let nodes = json!([leaf_node("1", "60", &["a", "b min 1"], ratio())]);
    let extra =
        json!({ "total": official("100"), "declared_total_differs": { "vi": "Nguồn ghi 100, cộng lại được 60." } });
    let framework = framework(nodes, extra);
    let scorecard = scored(&framework, "1/a=1 1/b=2");
    assert_eq!((scorecard.total.max_points.to_text(), scorecard.total.points.to_text()), ("100".into(), "30".into()));
    assert_eq!(scorecard.index_value, Exact::parse_share("0.3"));
}

#[test]
fn a_counted_leaf_counts_one_when_it_is_done_in_full() {
    let leaf = |id: &str| {
        let mut leaf = leaf_node(id, "1", &["a", "b min 1"], ratio());
        leaf.as_object_mut().unwrap().remove("max_points");
        leaf
    };
    let extra = json!({ "scoring": "counted", "counted_noun": { "vi": "nhiệm vụ" } });
    let framework = framework(json!([leaf("1"), leaf("2"), leaf("3")]), extra);
    let check = |figures: &str, expected: &str| assert_score(&scored(&framework, figures).total, expected, figures);
    check("1/a=2 1/b=2 2/a=99 2/b=100 3/a=0 3/b=1", "1");
    check("1/a=2 1/b=2 2/a=5 2/b=5 3/a=1 3/b=1", "3");
    check("1/a=2 1/b=2", "1..3");
    check("", "0..3");
}

#[test]
fn points_that_are_shared_out_are_exact() {
    let leaf = |id: &str| {
        let mut leaf = leaf_node(id, "1", &["x yes_no"], yes("x"));
        leaf.as_object_mut().unwrap().remove("max_points");
        leaf
    };
    let parts = json!([leaf("1.1"), leaf("1.2"), leaf("1.3")]);
    let framework = framework(json!([parent("1", "10", parts)]), json!({ "total": official("10") }));
    let check = |figures: &str, expected: &str| assert_score(&scored(&framework, figures).total, expected, figures);
    check("1.1/x=yes 1.2/x=no 1.3/x=no", "10/3");
    check("1.1/x=yes 1.2/x=yes 1.3/x=no", "20/3");
    check("1.1/x=yes 1.2/x=yes 1.3/x=yes", "10");
    check("1.2/x=yes", "10/3..10");
}

#[test]
fn what_does_not_apply_leaves_the_denominator() {
    let rule = json!({ "kind": "ratio", "numerator": "a", "denominator": "b", "if_zero": "not_applicable" });
    let nodes = json!([leaf_node("1", "10", &["a", "b"], rule), leaf_node("2", "30", &["a", "b min 1"], ratio())]);
    let framework = framework(nodes, json!({ "total": official("40") }));
    let scorecard = scored(&framework, "1/a=0 1/b=0 2/a=1 2/b=2");
    assert_eq!((scorecard.total.points.to_text(), scorecard.total.max_points.to_text()), ("15".into(), "30".into()));
    assert_eq!(scorecard.index_value, Exact::parse_share("1/2"));
}

#[test]
fn an_explanation_names_every_step() {
    let rule = Rule::new(
        "10",
        &["a", "b min 1", "x yes_no"],
        json!({ "kind": "sum", "parts": [
            part(with(ratio(), "full_from", "80%"), json!({ "points": "6" })), part(yes("x"), json!({ "points": "4" })),
        ]}),
    );
    let file = json!({
        "format": "thuocso-assessment/1", "framework": { "id": "test" }, "organization": {}, "period": "2024",
        "responses": { "1": { "inputs": { "a": "2", "b": "5", "x": "yes" } } },
    });
    let assessment = assessment_file::read(&file.to_string()).unwrap();
    let scorecard = score(&rule.framework, &assessment, Reference::default());
    let explanation = explain(&rule.framework, &assessment, &scorecard, 0, Reference::default()).unwrap();
    let Reason::Steps(steps) = explanation.reason else { panic!("{explanation:?}") };
    let kinds: Vec<String> = steps
        .iter()
        .map(|step| {
            let kind = format!("{:?}", step.kind);
            let kind = kind.split([' ', '(']).next().unwrap().to_owned();
            let result = match &step.result {
                StepResult::Nothing => String::new(),
                StepResult::Number(number) => format!(" {number}"),
                StepResult::Percent(share) => format!(" {share} of one"),
                StepResult::Points(points) => format!(" {points} points"),
                StepResult::Between(lowest, highest) => format!(" {lowest} to {highest} points"),
                StepResult::Met(met) => format!(" {met}"),
            };
            format!("{}{kind}{result}", "> ".repeat(step.depth.into()))
        })
        .collect();
    let expected = [
        "Part",
        "> Ratio 0.4 of one",
        "> Condition false",
        "> Points 3 points",
        "PartPoints 3 points",
        "Part",
        "> Answer 4 points",
        "PartPoints 4 points",
        "Sum 7 points",
    ];
    assert_eq!(kinds, expected);
}
