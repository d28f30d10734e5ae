//! The engine for programs in JavaScript: check, score, explain, rank, import, export. tools/api.mjs makes `dist/npm/`.
//!
//! Files go in as their text; answers are plain objects. Numbers that count are text, so that nothing is lost between the
//! exact numbers of the engine and the binary numbers of JavaScript. What is wrong is an answer, with all problems of all
//! files and their places; nothing is thrown.

use std::{cell::RefCell, rc::Rc};

use serde::Serialize;
use serde_json::{Value, json};
use thuocso::{
    engine::{
        assessment::{Assessment, Organization},
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
        assessment_file,
        csv_file::{self, Dialect},
        documents,
        eleven_columns::{self, Choices, check::findings, local},
        framework_file,
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

/// Checks a framework: what it is, or all its problems. `documents` is the register that its sources name
/// (`indicators/documents.json`).
#[wasm_bindgen(unchecked_return_type = "Outcome<CheckedFramework>")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] framework: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] documents: &JsValue,
) -> JsValue {
    answer(read_framework(framework, documents).map(|framework| {
        json!({
            "id": &*framework.id,
            "hash": &*framework.hash,
            "title": { "vi": &*framework.title.vi, "en": &*framework.title.en },
            "nodes": framework.nodes().len(),
            "leaves": framework.leaves().count(),
        })
    }))
}

/// Scores an assessment by its framework: what `thuocso score --json` answers.
#[wasm_bindgen(unchecked_return_type = "Outcome<Scorecard>")]
pub fn score(
    #[wasm_bindgen(unchecked_param_type = "string")] assessment: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] framework: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] documents: &JsValue,
) -> JsValue {
    answer(read_both(assessment, framework, documents).map(|(framework, assessment)| {
        let scorecard = scored(&framework, &assessment, Reference::default());
        as_value(&scorecard_file::to_file(&framework, &scorecard))
    }))
}

/// Says why a node has its score: the rule, each step, the parts. Words are Vietnamese, or English with `"en"`.
#[wasm_bindgen(unchecked_return_type = "Outcome<Explanation>")]
pub fn explain(
    #[wasm_bindgen(unchecked_param_type = "string")] assessment: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] framework: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] documents: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] node: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "\"vi\" | \"en\"")] language: &JsValue,
) -> JsValue {
    let files = read_both(assessment, framework, documents);
    let node = node.as_string().unwrap_or_default();
    let language = match language.as_string() {
        None if language.is_undefined() => Ok(Language::default()),
        code => code.and_then(|code| Language::parse(&code)).ok_or_else(|| {
            let message = "`language` must be \"vi\" or \"en\"".to_owned();
            vec![Refusal::new(File::Arguments, "unknown_language", "language", message)]
        }),
    };
    answer(all(files, language).and_then(|((framework, assessment), language)| {
        explained(&framework, &assessment, &node, language).ok_or_else(|| {
            let message = format!("the framework `{}` has no node `{node}`", framework.id);
            vec![Refusal::new(File::Arguments, "unknown_node", "node", message)]
        })
    }))
}

/// Ranks values, the greatest first: equal values share a rank, and the next is skipped. What is not a decimal number has
/// no rank and takes none.
#[wasm_bindgen(js_name = rank, unchecked_return_type = "(number | null)[]")]
pub fn rank_values(#[wasm_bindgen(unchecked_param_type = "readonly (Exact | null)[]")] values: &JsValue) -> JsValue {
    let read = |value: JsValue| value.as_string().and_then(|text| Exact::parse_decimal(&text));
    let values = values.dyn_ref::<js_sys::Array>().map(|values| values.iter().map(read).collect::<Vec<_>>());
    to_js(&json!(rank::rank(&values.unwrap_or_default())))
}

/// Reads an assessment: what is in it, or all that is wrong with it.
#[wasm_bindgen(js_name = importAssessment, unchecked_return_type = "Outcome<ImportedAssessment>")]
pub fn import_assessment(#[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue) -> JsValue {
    answer(read_assessment(text).map(|assessment| {
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
pub fn export_assessment(#[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue) -> JsValue {
    answer(read_assessment(text).map(|assessment| json!(assessment_file::write(&assessment))))
}

/// Reads a score table of another program (CSV with the eleven columns, or some of them), for the organization of a name:
/// as an assessment of a framework that has its codes, otherwise of a framework made from the table, with points as given.
#[wasm_bindgen(js_name = importTable, unchecked_return_type = "Outcome<ImportedTable>")]
pub fn import_table(
    #[wasm_bindgen(unchecked_param_type = "string")] table: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] organization: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] framework: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] documents: &JsValue,
) -> JsValue {
    let table = text(table, File::Table);
    let known = match framework.is_undefined() {
        true => Ok(None),
        false => all(text(framework, File::Framework), read_framework(framework, documents)).map(Some),
    };
    answer(all(table, known).and_then(|(table, known)| {
        let name = organization.as_string().unwrap_or_default();
        imported(&table, name, known)
    }))
}

/// The score table of an assessment, as CSV with the eleven columns that offices know: commas, decimal points, UTF-8 with
/// a byte order mark.
#[wasm_bindgen(js_name = exportTable, unchecked_return_type = "Outcome<string>")]
pub fn export_table(
    #[wasm_bindgen(unchecked_param_type = "string")] assessment: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] framework: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] documents: &JsValue,
) -> JsValue {
    answer(read_both(assessment, framework, documents).map(|(framework, assessment)| {
        let scorecard = scored(&framework, &assessment, Reference::default());
        let sheet = eleven_columns::write(&eleven_columns::lines_of(&framework, &assessment, &scorecard));
        json!(String::from_utf8_lossy(&csv_file::write_table(&sheet, Dialect::MachineMarked)))
    }))
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

fn imported(table: &str, name: String, known: Option<(String, Rc<Framework>)>) -> Result<Value, Vec<Refusal>> {
    let refused = |problems: Vec<Problem>| refusals(File::Table, &problems);
    let workbook = csv_file::read(table.as_bytes()).map_err(refused)?;
    let table = eleven_columns::read(&workbook, &Choices::default()).map_err(refused)?;
    let (json, framework) = match known {
        Some((json, framework)) if local::belongs_to(&table, &framework) => (json, framework),
        Some((_, framework)) => {
            let message = format!("the framework `{}` has not every code of the table with its maximum", framework.id);
            return Err(vec![Refusal::new(File::Table, "other_framework", "", message)]);
        }
        None => {
            let made = local::framework(&table, &name, &name);
            let (json, framework) = local::checked_framework(&made).map_err(refused)?;
            (json, Rc::new(framework))
        }
    };
    let organization = Organization { name, ..Organization::default() };
    let period = table.year.clone().unwrap_or_default();
    let assessment = local::assessment(&table, &framework, &organization, &period).map_err(refused)?;
    let mut doubts: Vec<Problem> = Vec::new();
    for doubt in table.doubts.iter().cloned().chain(findings(&table, Some(&framework))) {
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    let doubts: Vec<ProblemFile> = doubts.iter().map(ProblemFile::from).collect();
    Ok(json!({ "framework": json, "assessment": assessment_file::write(&assessment), "doubts": as_value(&doubts) }))
}

thread_local! {
    /// The framework that was asked about last, with its two texts: who scores many assessments has it read once.
    static LAST: RefCell<Option<(String, String, Rc<Framework>)>> = const { RefCell::new(None) };
}

fn read_framework(framework: &JsValue, register: &JsValue) -> Result<Rc<Framework>, Vec<Refusal>> {
    let (framework, register) = all(text(framework, File::Framework), text(register, File::Documents))?;
    let last = LAST.with_borrow(|last| {
        last.as_ref()
            .filter(|(text, documents, _)| *text == framework && *documents == register)
            .map(|it| Rc::clone(&it.2))
    });
    if let Some(last) = last {
        return Ok(last);
    }
    let documents = documents::read(&register).map_err(|problems| refusals(File::Documents, &problems))?;
    let read = framework_file::read(&framework, &documents).map_err(|problems| refusals(File::Framework, &problems))?;
    let read = Rc::new(read);
    LAST.set(Some((framework, register, Rc::clone(&read))));
    Ok(read)
}

fn read_assessment(assessment: &JsValue) -> Result<Assessment, Vec<Refusal>> {
    let text = text(assessment, File::Assessment)?;
    assessment_file::read(&text).map_err(|problems| refusals(File::Assessment, &problems))
}

/// An assessment with its framework, or what is wrong with either.
fn read_both(
    assessment: &JsValue,
    framework: &JsValue,
    documents: &JsValue,
) -> Result<(Rc<Framework>, Assessment), Vec<Refusal>> {
    let (framework, assessment) = all(read_framework(framework, documents), read_assessment(assessment))?;
    if *assessment.framework.id != *framework.id {
        let message =
            format!("the assessment is for `{}`, the framework is `{}`", assessment.framework.id, framework.id);
        return Err(vec![Refusal::new(File::Assessment, "other_framework", "framework.id", message)]);
    }
    Ok((framework, assessment))
}

/// Which of the things that were given is wrong.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum File {
    Assessment,
    Framework,
    Documents,
    Table,
    Arguments,
}

/// A problem, and what it is a problem of.
#[derive(Debug, Serialize)]
struct Refusal {
    file: File,
    #[serde(flatten)]
    problem: ProblemFile,
}

impl Refusal {
    /// What only this border knows of.
    fn new(file: File, code: &'static str, place: &str, message: String) -> Refusal {
        Refusal { file, problem: ProblemFile { code, severity: "error", place: place.to_owned(), message } }
    }
}

fn refusals(file: File, problems: &[Problem]) -> Vec<Refusal> {
    problems.iter().map(|problem| Refusal { file, problem: problem.into() }).collect()
}

/// The text that was given as a file.
fn text(value: &JsValue, file: File) -> Result<String, Vec<Refusal>> {
    value.as_string().ok_or_else(|| {
        let message = "give the text of the file; an object that was read from it is not enough".to_owned();
        vec![Refusal::new(file, "not_text", "", message)]
    })
}

/// Both, or everything that is wrong with either.
fn all<A, B>(first: Result<A, Vec<Refusal>>, second: Result<B, Vec<Refusal>>) -> Result<(A, B), Vec<Refusal>> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (first, second) => Err(first.err().into_iter().flatten().chain(second.err().into_iter().flatten()).collect()),
    }
}

fn answer(outcome: Result<Value, Vec<Refusal>>) -> JsValue {
    to_js(&match outcome {
        Ok(value) => json!({ "ok": true, "value": value }),
        Err(problems) => json!({ "ok": false, "problems": as_value(&problems) }),
    })
}

/// Our own types: they have no key that is not text.
fn as_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Plain objects: their text is always well-formed.
fn to_js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).unwrap_or_default()
}
