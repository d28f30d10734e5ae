//! What can be taken back and made again, as the browser keeps it beside an assessment.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::session::{Content, Place, Session, Step};
use crate::formats::assessment_file;

/// How many steps are kept in each direction. A session in memory has more.
const MOST_KEPT: usize = 150;

/// The last steps of a session; nothing where there is none.
pub fn write(session: &Session) -> Option<Value> {
    let last = |steps: &[Rc<Step>]| {
        let surplus = steps.len().saturating_sub(MOST_KEPT);
        Value::Array(steps.iter().skip(surplus).map(|step| step_value(step)).collect())
    };
    if session.past.is_empty() && session.future.is_empty() {
        return None;
    }
    let fields = [("past".to_owned(), last(&session.past)), ("future".to_owned(), last(&session.future))];
    Some(Value::Object(fields.into_iter().collect()))
}

/// The session with steps that were kept. A step that is not understood ends what can be taken back there: those before
/// it rest on it.
pub fn restore(session: Session, history: &Value) -> Session {
    let steps = |name| {
        let all = history.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut last: Vec<Rc<Step>> = all.iter().rev().map_while(|value| step(value).map(Rc::new)).collect();
        last.reverse();
        last
    };
    Session { past: steps("past"), future: steps("future"), ..session }
}

fn step_value(step: &Step) -> Value {
    let mut fields = Map::new();
    if let Place::Node { node, field } = &step.place {
        fields.insert("node".to_owned(), (&**node).into());
        fields.insert("field".to_owned(), (&**field).into());
    }
    let (name, value) = match &step.content {
        Content::Response(response) => {
            ("response", response.as_deref().map_or(Value::Null, assessment_file::write_response))
        }
        Content::Organization(organization) => ("organization", assessment_file::write_organization(organization)),
        Content::Period(period) => ("period", period.as_str().into()),
    };
    fields.insert(name.to_owned(), value);
    Value::Object(fields)
}

fn step(value: &Value) -> Option<Step> {
    let text = |name| value.get(name).and_then(Value::as_str);
    if let (Some(node), Some(field)) = (text("node"), text("field")) {
        let response = match value.get("response")? {
            Value::Null => None,
            response => Some(Box::new(assessment_file::read_response(response)?)),
        };
        let place = Place::Node { node: node.into(), field: field.into() };
        return Some(Step { place, content: Content::Response(response) });
    }
    if let Some(organization) = value.get("organization") {
        let organization = assessment_file::read_organization(organization)?;
        return Some(Step { place: Place::Organization, content: Content::Organization(organization) });
    }
    Some(Step { place: Place::Period, content: Content::Period(text("period")?.to_owned()) })
}
