//! `assessment.json`, format `thuocso-assessment/1`: what the user owns.

use std::{cell::RefCell, collections::BTreeMap};

use serde_json::{Map, Value};

use super::{
    framework_json,
    json::{self, Fields},
};
use crate::engine::{
    assessment::{
        Appraisal, Assessment, CarriedFrom, Duty, EvidenceItem, FORMAT, FrameworkRef, Organization, Other, Response,
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

fn assessment(mut fields: Fields<'_>) -> Assessment {
    Assessment {
        format: fields.text("format"),
        framework: framework(fields.object("framework")),
        organization: organization(fields.object("organization")),
        period: fields.text("period"),
        responses: fields.entries("responses", &response),
        evidence: fields.entries("evidence", &evidence),
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
        appraised: fields.optional_object("appraised").map(appraisal),
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

/// The file, indented for people who look at it. Reading it back gives the same assessment.
pub fn write(assessment: &Assessment) -> String {
    let Assessment { format, framework, organization, period, responses, evidence, other } = assessment;
    let map = |entries: Map<String, Value>| (!entries.is_empty()).then_some(Value::Object(entries));
    let mut response_values = Map::new();
    for (id, response) in responses {
        response_values.insert(id.clone(), response_value(response));
    }
    let mut evidence_values = Map::new();
    for (id, item) in evidence {
        evidence_values.insert(id.clone(), evidence_value(item));
    }
    // In the order in which people read them.
    let fields = [
        ("format", Some(format.as_str().into())),
        ("framework", Some(framework_value(framework))),
        ("organization", Some(organization_value(organization))),
        ("period", Some(period.as_str().into())),
        ("responses", Some(Value::Object(response_values))),
        ("evidence", map(evidence_values)),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let others = other.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let lines: Vec<String> = fields.chain(others).map(|(name, value)| line(name, &value)).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
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
        ("appraised", response.appraised.as_ref().map(appraisal_value)),
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
