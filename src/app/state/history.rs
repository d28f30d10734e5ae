//! What can be taken back and made again, as the browser keeps it beside an assessment.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::session::{Content, Patch, Place, Session, Step};
use crate::{engine::shared::Shared, formats::assessment_file};

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
    Some(object(fields))
}

/// An object of some fields; collected, each kind of list would bring a way to sort of its own.
fn object(fields: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut map = Map::new();
    for (name, value) in fields {
        map.insert(name, value);
    }
    Value::Object(map)
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
    if let Place::Many { what } = &step.place {
        fields.insert("what".to_owned(), (&**what).into());
    }
    let (name, value) = match &step.content {
        Content::Patch(patch) => ("patch", patch_value(patch)),
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
            response => Some(assessment_file::read_response(response)?.into()),
        };
        let place = Place::Node { node: node.into(), field: field.into() };
        return Some(Step { place, content: Content::Response(response) });
    }
    if let Some(what) = text("what") {
        let content = Content::Patch(Box::new(patch(value.get("patch")?)?));
        return Some(Step { place: Place::Many { what: what.into() }, content });
    }
    if let Some(organization) = value.get("organization") {
        let organization = assessment_file::read_organization(organization)?;
        return Some(Step { place: Place::Organization, content: Content::Organization(organization) });
    }
    Some(Step { place: Place::Period, content: Content::Period(text("period")?.to_owned()) })
}

fn patch_value(patch: &Patch) -> Value {
    let responses = entry_values(&patch.responses, |it| assessment_file::write_response(it));
    let evidence = entry_values(&patch.evidence, assessment_file::write_evidence);
    let fields = [
        ("rest".to_owned(), assessment_file::write(&patch.rest).into()),
        ("responses".to_owned(), responses),
        ("evidence".to_owned(), evidence),
    ];
    object(fields)
}

fn patch(value: &Value) -> Option<Patch> {
    Some(Patch {
        rest: assessment_file::read(value.get("rest")?.as_str()?).ok()?,
        responses: entries(value.get("responses")?, |it| assessment_file::read_response(it).map(Shared::from))?,
        evidence: entries(value.get("evidence")?, assessment_file::read_evidence)?,
    })
}

fn entry_values<T>(entries: &[(String, Option<T>)], write: fn(&T) -> Value) -> Value {
    let entry = |(id, entry): &(String, Option<T>)| (id.clone(), entry.as_ref().map_or(Value::Null, write));
    object(entries.iter().map(entry))
}

fn entries<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Vec<(String, Option<T>)>> {
    let entry = |(id, value): (&String, &Value)| {
        let entry = if value.is_null() { None } else { Some(read(value)?) };
        Some((id.clone(), entry))
    };
    value.as_object()?.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use yew::Reducible;

    use super::*;
    use crate::{
        app::state::session::{Change, Entry, SessionAction, Workspace, tests::workspace},
        engine::assessment::{Assessment, EvidenceItem},
    };

    fn assessment(workspace: &Workspace) -> Assessment {
        Assessment::clone(&workspace.session.as_ref().unwrap().assessment)
    }

    /// All kinds of steps, two of them taken back.
    fn worked() -> Rc<Workspace> {
        let change = Change::new(|assessment| {
            let item = EvidenceItem { number: "1/KH-UBND".to_owned(), ..EvidenceItem::default() };
            assessment.evidence.insert("e1".to_owned(), item);
            assessment.responses.remove("4.1");
            assessment.responses.entry("4.2".to_owned()).or_default().evidence.push("e1".to_owned());
        });
        let entry = Entry { figure: Some("1234.56".to_owned()), typed: Some("1.234,56".to_owned()) };
        [
            SessionAction::SetFigure { node: "4.1".into(), input: "a".into(), entry },
            SessionAction::SetExplanation { node: "4.1".into(), text: "Theo “báo cáo”\nsố 1".to_owned() },
            SessionAction::SetOrganization("Tỉnh Bắc Giang".to_owned()),
            SessionAction::SetPeriod("2024-Q1".to_owned()),
            SessionAction::Change { what: "documents".into(), change },
            SessionAction::Clear { node: "4.2".into() },
            SessionAction::Undo,
            SessionAction::Undo,
        ]
        .into_iter()
        .fold(workspace(), |workspace, action| workspace.reduce(action))
    }

    /// The same assessment opened again with what was kept of its steps.
    fn opened_again(workspace: &Workspace) -> Rc<Workspace> {
        let session = workspace.session.as_ref().unwrap();
        let kept = write(session).unwrap().to_string();
        let fresh = Session::new("work/1".into(), Rc::clone(&session.framework), assessment(workspace));
        let session = restore(fresh, &serde_json::from_str(&kept).unwrap());
        Rc::new(Workspace::default()).reduce(SessionAction::Open(Box::new(session)))
    }

    #[test]
    fn steps_that_were_kept_go_back_and_forth_as_those_in_memory() {
        for action in [SessionAction::Undo, SessionAction::Redo] {
            let (mut before, mut after) = (worked(), opened_again(&worked()));
            for _ in 0..10 {
                assert_eq!(assessment(&after), assessment(&before));
                (before, after) = (before.reduce(action.clone()), after.reduce(action.clone()));
            }
        }
    }

    #[test]
    fn a_damaged_step_ends_what_can_be_taken_back() {
        let workspace = worked();
        let session = Session::clone(workspace.session.as_ref().unwrap());
        let mut kept = write(&session).unwrap();
        kept["past"][1] = serde_json::json!({"node": 4});
        let restored = restore(session, &kept);
        assert_eq!((restored.past.len(), restored.future.len()), (2, 2));
        for kept in [serde_json::json!(null), serde_json::json!({"past": 1, "future": [[]]})] {
            let restored = restore(restored.clone(), &kept);
            assert_eq!((restored.past.len(), restored.future.len()), (0, 0));
        }
    }
}
