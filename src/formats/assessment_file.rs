//! `assessment.json`, format `thuocso-assessment/1`: what the user owns.

use std::{cell::RefCell, collections::BTreeMap};

use serde_json::{Map, Value};

use super::{
    framework_file, framework_json,
    json::{self, Fields},
};
use crate::engine::{
    assessment::{
        Appraisal, Assessment, CarriedFrom, Duty, EvidenceItem, FORMAT, FrameworkRef, Organization, Other, Response,
        Round, RoundKind,
    },
    framework::raw::RawSource,
    problem::{Problem, ProblemKind},
};

/// Reads an assessment. Its figures are read later, against its framework.
///
/// # Errors
///
/// Where it is not JSON, a format that is not ours or is newer than this version, or every field that is missing or of
/// the wrong type. Fields that are not known are kept.
pub fn read(text: &str) -> Result<Assessment, Vec<Problem>> {
    let value = json::parse(text)?;
    super::refuse_newer(&value, FORMAT)?;
    let problems = RefCell::new(Vec::new());
    let assessment = assessment(Fields::of_file(&value, &problems));
    let problems = problems.into_inner();
    if !problems.is_empty() {
        return Err(problems);
    }
    if assessment.format == FORMAT {
        return Ok(assessment);
    }
    let kind = ProblemKind::WrongFormat { found: assessment.format, expected: FORMAT.to_owned() };
    Err(vec![Problem::new("format", kind)])
}

/// The same from the bytes of a file.
///
/// # Errors
///
/// As for [`read`]; and that the bytes are not text.
pub fn read_bytes(bytes: &[u8]) -> Result<Assessment, Vec<Problem>> {
    let not_text = |_| {
        let kind = ProblemKind::NotJson { line: 1, column: 1, reason: "not UTF-8 text".to_owned() };
        vec![Problem::new("", kind)]
    };
    read(std::str::from_utf8(bytes).map_err(not_text)?)
}

fn assessment(mut fields: Fields<'_>) -> Assessment {
    Assessment {
        format: fields.text("format"),
        framework: framework(fields.object("framework")),
        organization: organization(fields.object("organization")),
        period: fields.text("period"),
        responses: fields.entries("responses", &|it| response(it).into()),
        evidence: fields.entries("evidence", &evidence),
        rounds: fields.each("rounds", &round),
        other: fields.rest(),
    }
}

fn framework(mut fields: Fields<'_>) -> FrameworkRef {
    FrameworkRef { id: fields.text("id"), hash: fields.optional_text("hash"), other: fields.rest() }
}

fn organization(mut fields: Fields<'_>) -> Organization {
    Organization {
        name: fields.optional_text("name").unwrap_or_default(),
        unit_set: fields.optional_text("unit_set"),
        code: fields.optional_text("code"),
        other: fields.rest(),
    }
}

fn response(mut fields: Fields<'_>) -> Response {
    Response {
        inputs: fields.text_entries("inputs"),
        not_applicable: fields.flag("not_applicable"),
        given_share: fields.optional_text("given_share"),
        given_points: fields.optional_text("given_points"),
        explanation: fields.optional_text("explanation").unwrap_or_default(),
        note: fields.optional_text("note").unwrap_or_default(),
        source: fields.optional_object("source").map(framework_json::source),
        evidence: fields.texts("evidence"),
        stated_points: fields.optional_text("stated_points"),
        appraised: fields.optional_object("appraised").map(appraisal),
        comment: fields.optional_text("comment").unwrap_or_default(),
        answer: fields.optional_text("answer").unwrap_or_default(),
        final_score: fields.optional_object("final").map(appraisal),
        duty: fields.optional_object("duty").map(duty).unwrap_or_default(),
        carried_from: fields.optional_object("carried_from").map(carried_from),
        other: fields.rest(),
    }
}

fn appraisal(mut fields: Fields<'_>) -> Appraisal {
    Appraisal {
        points: fields.text("points"),
        reason: fields.optional_text("reason").unwrap_or_default(),
        other: fields.rest(),
    }
}

fn round(mut fields: Fields<'_>) -> Round {
    Round {
        round: fields.word("round", &RoundKind::WORDS).unwrap_or(RoundKind::Submission),
        by: fields.optional_text("by").unwrap_or_default(),
        at: fields.optional_text("at").unwrap_or_default(),
        answers: fields.optional_text("answers"),
        content: fields.optional_text("content"),
        other: fields.rest(),
    }
}

fn duty(mut fields: Fields<'_>) -> Duty {
    let mut text = |name| fields.optional_text(name).unwrap_or_default();
    let (lead, person, deadline) = (text("lead"), text("person"), text("deadline"));
    Duty { lead, cooperating: fields.texts("cooperating"), person, deadline, other: fields.rest() }
}

fn carried_from(mut fields: Fields<'_>) -> CarriedFrom {
    CarriedFrom {
        framework: fields.text("framework"),
        node: fields.text("node"),
        period: fields.text("period"),
        inputs: fields.texts("inputs"),
        other: fields.rest(),
    }
}

fn evidence(mut fields: Fields<'_>) -> EvidenceItem {
    let mut text = |name| fields.optional_text(name).unwrap_or_default();
    let (number, date, title) = (text("number"), text("date"), text("title"));
    let (issuer, link) = (text("issuer"), text("link"));
    EvidenceItem { number, date, title, issuer, link, other: fields.rest() }
}

/// What is answered for one node, as a file holds it; nothing where it is damaged.
pub fn read_response(value: &Value) -> Option<Response> {
    whole(value, response)
}

/// An organization, as a file holds it; nothing where it is damaged.
pub fn read_organization(value: &Value) -> Option<Organization> {
    whole(value, organization)
}

/// A document, as a file holds it; nothing where it is damaged.
pub fn read_evidence(value: &Value) -> Option<EvidenceItem> {
    whole(value, evidence)
}

fn whole<T>(value: &Value, read: fn(Fields<'_>) -> T) -> Option<T> {
    let problems = RefCell::new(Vec::new());
    let read = read(Fields::of_file(value, &problems));
    problems.into_inner().is_empty().then_some(read)
}

/// What is answered for one node, as files hold it.
pub fn write_response(response: &Response) -> Value {
    response_value(response)
}

/// A document, as files hold it.
pub fn write_evidence(item: &EvidenceItem) -> Value {
    evidence_value(item)
}

/// An organization, as files hold it.
pub fn write_organization(organization: &Organization) -> Value {
    organization_value(organization)
}

/// The file, indented for people who look at it; on one line where it would be too large to be read. Reading it back
/// gives the same assessment.
pub fn write(assessment: &Assessment) -> String {
    let values = values(assessment);
    let lines: Vec<String> = values.iter().map(|(name, value)| line(name, value)).collect();
    let file = format!("{{\n{}\n}}\n", lines.join(",\n"));
    if file.len() > super::MAX_SIZE { Value::Object(values.into_iter().collect()).to_string() } else { file }
}

/// The hash of an assessment's content: `sha256-` and 64 hexadecimal digits over the compact JSON, with sorted keys, of
/// its file without the field `content` of its last round. It changes when anything else in the file does.
pub fn content_hash(assessment: &Assessment) -> String {
    let mut content = assessment.clone();
    if let Some(last) = content.rounds.last_mut() {
        last.content = None;
    }
    let mut fields = Map::new();
    for (name, value) in values(&content) {
        fields.insert(name, value);
    }
    framework_file::hash(&Value::Object(fields))
}

/// Whether the file is what it was when its last round was made; nothing where that round has no hash.
pub fn is_as_sealed(assessment: &Assessment) -> Option<bool> {
    let sealed = assessment.rounds.last()?.content.as_deref()?;
    Some(sealed == content_hash(assessment))
}

/// Closes a round: what the file holds is signed with its hash, and with the hash of the file that it answers.
pub fn close_round(assessment: &mut Assessment, round: RoundKind, by: &str, at: &str) {
    let answers = assessment.rounds.last().and_then(|last| last.content.clone());
    let (by, at) = (by.to_owned(), at.to_owned());
    assessment.rounds.push(Round { round, by, at, answers, content: None, other: Other::new() });
    let hash = content_hash(assessment);
    if let Some(last) = assessment.rounds.last_mut() {
        last.content = Some(hash);
    }
}

/// What is wrong with the seal of a locked file: it was changed after it was locked, or has none.
pub fn seal_problem(assessment: &Assessment) -> Option<Problem> {
    let broken = assessment.is_locked() && is_as_sealed(assessment) != Some(true);
    broken.then(|| Problem::new("", ProblemKind::SealBroken))
}

/// The fields of the file, in the order in which people read them.
fn values(assessment: &Assessment) -> Vec<(String, Value)> {
    let Assessment { format, framework, organization, period, responses, evidence, rounds, other } = assessment;
    let map = |entries: Map<String, Value>| (!entries.is_empty()).then_some(Value::Object(entries));
    let mut response_values = Map::new();
    for (id, response) in responses {
        response_values.insert(id.clone(), response_value(response));
    }
    let mut evidence_values = Map::new();
    for (id, item) in evidence {
        evidence_values.insert(id.clone(), evidence_value(item));
    }
    let fields = [
        ("format", Some(format.as_str().into())),
        ("framework", Some(framework_value(framework))),
        ("organization", Some(organization_value(organization))),
        ("period", Some(period.as_str().into())),
        ("responses", Some(Value::Object(response_values))),
        ("evidence", map(evidence_values)),
        ("rounds", (!rounds.is_empty()).then(|| rounds.iter().map(round_value).collect())),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    fields.chain(other.iter().map(|(name, value)| (name.clone(), value.clone()))).collect()
}

fn line(name: &str, value: &Value) -> String {
    // Values are plain JSON and can always be written.
    let value = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("  {}: {}", Value::from(name), value.replace('\n', "\n  "))
}

/// Fields that hold something, and those of later versions.
fn object(fields: &mut [(&str, Option<Value>)], other: &Other) -> Value {
    let mut map = Map::new();
    for (name, value) in fields {
        if let Some(value) = value.take() {
            map.insert(name.to_owned(), value);
        }
    }
    for (name, value) in other {
        map.insert(name.clone(), value.clone());
    }
    Value::Object(map)
}

fn filled(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| text.into())
}

fn list(texts: &[String]) -> Option<Value> {
    (!texts.is_empty()).then(|| texts.iter().map(|text| Value::from(text.as_str())).collect())
}

fn optional(text: &Option<String>) -> Option<Value> {
    text.as_deref().map(Value::from)
}

fn framework_value(framework: &FrameworkRef) -> Value {
    object(&mut [("id", Some(framework.id.as_str().into())), ("hash", optional(&framework.hash))], &framework.other)
}

fn organization_value(organization: &Organization) -> Value {
    let Organization { name, unit_set, code, other } = organization;
    object(
        &mut [("name", Some(name.as_str().into())), ("unit_set", optional(unit_set)), ("code", optional(code))],
        other,
    )
}

fn response_value(response: &Response) -> Value {
    let texts = |texts: &BTreeMap<String, String>| {
        let mut entries = Map::new();
        for (name, text) in texts {
            entries.insert(name.clone(), text.as_str().into());
        }
        (!texts.is_empty()).then_some(Value::Object(entries))
    };
    let mut fields = [
        ("inputs", texts(&response.inputs)),
        ("not_applicable", response.not_applicable.then_some(Value::Bool(true))),
        ("given_share", optional(&response.given_share)),
        ("given_points", optional(&response.given_points)),
        ("explanation", filled(&response.explanation)),
        ("note", filled(&response.note)),
        ("source", response.source.as_ref().map(source_value)),
        ("evidence", list(&response.evidence)),
        ("stated_points", optional(&response.stated_points)),
        ("appraised", response.appraised.as_ref().map(appraisal_value)),
        ("comment", filled(&response.comment)),
        ("answer", filled(&response.answer)),
        ("final", response.final_score.as_ref().map(appraisal_value)),
        ("duty", (!response.duty.is_empty()).then(|| duty_value(&response.duty))),
        ("carried_from", response.carried_from.as_ref().map(carried_from_value)),
    ];
    object(&mut fields, &response.other)
}

fn source_value(source: &RawSource) -> Value {
    let (document, section) = (source.document.as_str().into(), source.section.as_str().into());
    let mut fields = [("document", Some(document)), ("section", Some(section)), ("item", source.item.map(Value::from))];
    object(&mut fields, &Other::new())
}

fn appraisal_value(appraisal: &Appraisal) -> Value {
    object(
        &mut [("points", Some(appraisal.points.as_str().into())), ("reason", filled(&appraisal.reason))],
        &appraisal.other,
    )
}

fn round_value(round: &Round) -> Value {
    let Round { round, by, at, answers, content, other } = round;
    let mut fields = [
        ("round", Some(round.code().into())),
        ("by", filled(by)),
        ("at", filled(at)),
        ("answers", optional(answers)),
        ("content", optional(content)),
    ];
    object(&mut fields, other)
}

fn duty_value(duty: &Duty) -> Value {
    let mut fields = [
        ("lead", filled(&duty.lead)),
        ("cooperating", list(&duty.cooperating)),
        ("person", filled(&duty.person)),
        ("deadline", filled(&duty.deadline)),
    ];
    object(&mut fields, &duty.other)
}

fn carried_from_value(carried: &CarriedFrom) -> Value {
    let CarriedFrom { framework, node, period, inputs, other } = carried;
    let text = |text: &str| Some(text.into());
    let inputs: Vec<Value> = inputs.iter().map(|name| name.as_str().into()).collect();
    let inputs = (!inputs.is_empty()).then_some(Value::Array(inputs));
    let mut fields =
        [("framework", text(framework)), ("node", text(node)), ("period", text(period)), ("inputs", inputs)];
    object(&mut fields, other)
}

fn evidence_value(item: &EvidenceItem) -> Value {
    let mut fields = [
        ("number", filled(&item.number)),
        ("date", filled(&item.date)),
        ("title", filled(&item.title)),
        ("issuer", filled(&item.issuer)),
        ("link", filled(&item.link)),
    ];
    object(&mut fields, &item.other)
}
