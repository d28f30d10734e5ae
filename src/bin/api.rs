//! The engine for programs in JavaScript: check, score, explain, rank, import, export. tools/api.mjs makes `dist/npm/`.
//!
//! Files go in as JSON text; answers are plain objects. Numbers that count are text, so that nothing is lost between the
//! exact numbers of the engine and the binary numbers of JavaScript. What is wrong with a file is an answer, with all
//! problems and their places; nothing is thrown.

use serde_json::{Value, json};
use thuocso::{
    engine::{
        assessment::Assessment,
        exact::Exact,
        framework::Framework,
        problem::Problem,
        rank,
        scoring::{
            Reference,
            explain::{Reason, explain as why},
            score as scored,
        },
    },
    formats::{
        assessment_file, documents, framework_file,
        scorecard_file::{self, ProblemFile},
    },
    i18n::{Language, rule, status, step},
};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("api.d.ts");

fn main() {}

/// The version of the program.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Checks a framework: `{ ok: true, value: { id, hash, … } }`, or all its problems. `documents` is the register that its
/// sources name (`indicators/documents.json`).
#[wasm_bindgen(unchecked_return_type = "Outcome<CheckedFramework>")]
pub fn check(framework: &str, documents: &str) -> JsValue {
    answer(read_framework(framework, documents).map(|framework| {
        let leaves = framework.leaves().count();
        json!({
            "id": &*framework.id,
            "hash": &*framework.hash,
            "title": { "vi": &*framework.title.vi, "en": &*framework.title.en },
            "nodes": framework.nodes().len(),
            "leaves": leaves,
        })
    }))
}

/// Scores an assessment by its framework.
#[wasm_bindgen(unchecked_return_type = "Outcome<Scorecard>")]
pub fn score(assessment: &str, framework: &str, documents: &str) -> JsValue {
    answer(both(assessment, framework, documents).map(|(framework, assessment)| {
        let scorecard = scored(&framework, &assessment, Reference::default());
        serde_json::to_value(scorecard_file::to_file(&framework, &scorecard)).unwrap_or_default()
    }))
}

/// Says why a node has its score: the rule, each step, the parts. `language` is `vi` or `en`.
#[wasm_bindgen(unchecked_return_type = "Outcome<Explanation>")]
pub fn explain(assessment: &str, framework: &str, documents: &str, node: &str, language: &str) -> JsValue {
    let language = Language::parse(language).unwrap_or_default();
    let found = both(assessment, framework, documents).and_then(|(framework, assessment)| {
        explained(&framework, &assessment, node, language)
            .ok_or_else(|| vec![json!({ "code": "unknown_node", "severity": "error", "place": node, "message": "the framework has no such node" })])
    });
    answer(found)
}

/// Ranks values, the greatest first: equal values share a rank, and the next is skipped. What is not a decimal number has
/// no rank and takes none.
#[wasm_bindgen(js_name = rank, unchecked_return_type = "(number | null)[]")]
pub fn rank_values(#[wasm_bindgen(unchecked_param_type = "readonly (string | null)[]")] values: JsValue) -> JsValue {
    let read = |value: JsValue| value.as_string().and_then(|text| Exact::parse_decimal(&text));
    let values: Vec<Option<Exact>> = js_sys::Array::from(&values).iter().map(read).collect();
    to_js(&json!(rank::rank(&values)))
}

/// Reads an assessment: what is in it, or all that is wrong with it.
#[wasm_bindgen(js_name = importAssessment, unchecked_return_type = "Outcome<ImportedAssessment>")]
pub fn import_assessment(text: &str) -> JsValue {
    answer(assessment_file::read(text).map_err(located).map(|assessment| {
        json!({
            "framework": assessment.framework.id,
            "organization": assessment.organization.name,
            "period": assessment.period,
            "responses": assessment.responses.len(),
            "text": assessment_file::write(&assessment),
        })
    }))
}

/// The text of an assessment as the program writes it: the same contents are the same bytes.
#[wasm_bindgen(js_name = exportAssessment, unchecked_return_type = "Outcome<string>")]
pub fn export_assessment(text: &str) -> JsValue {
    answer(assessment_file::read(text).map_err(located).map(|assessment| json!(assessment_file::write(&assessment))))
}

fn explained(framework: &Framework, assessment: &Assessment, node: &str, language: Language) -> Option<Value> {
    let index = framework.find(node)?;
    let found = framework.node(index)?;
    let scorecard = scored(framework, assessment, Reference::default());
    let explanation = why(framework, assessment, &scorecard, index, Reference::default())?;
    let has_rule = found.leaf.as_ref().is_some_and(|leaf| leaf.rule.is_some());
    let steps: Vec<Value> = match (&explanation.reason, &found.leaf) {
        (Reason::Steps(steps), Some(leaf)) => steps
            .iter()
            .map(|one| {
                let text = step::step(one, leaf, framework.scoring, language);
                json!({ "depth": one.depth, "label": text.label, "formula": text.formula, "result": text.result })
            })
            .collect(),
        _ => Vec::new(),
    };
    let parts: Vec<Value> = match &explanation.reason {
        Reason::Parts(parts) => parts
            .iter()
            .filter_map(|(part, _, scored)| {
                Some(json!({ "node": framework.node(*part)?.id.as_str(), "points": scored.points.to_text() }))
            })
            .collect(),
        _ => Vec::new(),
    };
    Some(json!({
        "node": node,
        "points": explanation.score.points.to_text(),
        "max_points": explanation.score.max_points.to_text(),
        "score": status::score(&explanation.score, framework, language),
        "rule": has_rule.then(|| rule::node_sentence(found, framework.scoring, language)),
        "reason": step::reason(&explanation, framework.scoring, language),
        "steps": steps,
        "parts": parts,
    }))
}

fn read_framework(framework: &str, register: &str) -> Result<Framework, Vec<Value>> {
    let register = documents::read(register).map_err(located)?;
    framework_file::read(framework, &register).map_err(located)
}

fn both(assessment: &str, framework: &str, documents: &str) -> Result<(Framework, Assessment), Vec<Value>> {
    let framework = read_framework(framework, documents)?;
    let assessment = assessment_file::read(assessment).map_err(located)?;
    if *assessment.framework.id != *framework.id {
        let message =
            format!("the assessment is for `{}`, the framework is `{}`", assessment.framework.id, framework.id);
        return Err(vec![
            json!({ "code": "other_framework", "severity": "error", "place": "framework.id", "message": message }),
        ]);
    }
    Ok((framework, assessment))
}

fn located(problems: Vec<Problem>) -> Vec<Value> {
    problems.iter().map(|it| serde_json::to_value(ProblemFile::from(it)).unwrap_or_default()).collect()
}

fn answer(outcome: Result<Value, Vec<Value>>) -> JsValue {
    to_js(&match outcome {
        Ok(value) => json!({ "ok": true, "value": value }),
        Err(problems) => json!({ "ok": false, "problems": problems }),
    })
}

/// Plain objects: their text is always well-formed.
fn to_js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).unwrap_or_default()
}
