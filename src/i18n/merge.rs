//! Differences of copies of an assessment, in words.

use serde_json::Value;

use super::{Language, crosswalk, node_title, number, period_text, round, status, text, text_with};
use crate::engine::{
    assessment::{Appraisal, Assessment, Response},
    exact::Exact,
    framework::{Framework, Node},
    merge::{Part, Place},
    scoring::State,
};

/// «4.1 …: Số liệu»
///
/// # Missing
///
/// Without the framework nodes are called by their codes.
pub fn place(framework: Option<&Framework>, place: &Place, language: Language) -> String {
    let key = match place {
        Place::Node { node, part } => {
            let title = framework.and_then(|framework| framework.node(framework.find(node)?));
            let title = title.map_or_else(|| node.clone(), |node| node_title(node, " ", language));
            return format!("{title}: {}", part_name(part, language).trim_end_matches(':'));
        }
        Place::Document(id) => return text_with(language, "merge.document", &[("id", id)]),
        Place::Field(name) => return name.clone(),
        Place::Organization => "merge.organization",
        Place::Period => "merge.period",
        Place::Framework => "merge.framework",
        Place::Rounds => "merge.rounds",
    };
    text(language, key).to_owned()
}

fn part_name(part: &Part, language: Language) -> &str {
    let key = match part {
        Part::Figures => "merge.part.figures",
        Part::Explanation => "appraise.explanation",
        Part::Note => "merge.part.note",
        Part::Source => "merge.part.source",
        Part::Evidence => "merge.part.evidence",
        Part::Appraisal => "merge.part.appraisal",
        Part::Comment => "appraise.remark",
        Part::Answer => "appraise.answer",
        Part::Final => "appraise.column.final",
        Part::Duty => "merge.part.duty",
        Part::Other(name) => return name,
    };
    text(language, key)
}

/// What each copy has at a place, in few words; in all words where few would say the same of what differs.
pub fn shown<const COPIES: usize>(
    place: &Place,
    copies: [&Assessment; COPIES],
    framework: Option<&Framework>,
    language: Language,
) -> [String; COPIES] {
    let brief = copies.map(|of| in_brief(place, of, framework, language));
    let whole = copies.map(|of| in_full(place, of));
    let each = || brief.iter().zip(&whole);
    let hides = each().any(|(brief, whole)| each().any(|(other, of_other)| brief == other && whole != of_other));
    let mut shown = brief.clone();
    for (shown, (brief, whole)) in shown.iter_mut().zip(brief.iter().zip(&whole)) {
        let text = if hides { [brief.as_str(), whole].join("; ") } else { brief.clone() };
        let text = text.trim_matches([' ', ';']);
        *shown = if text.is_empty() { text_of_nothing(language) } else { text.to_owned() };
    }
    shown
}

fn text_of_nothing(language: Language) -> String {
    text(language, "merge.nothing").to_owned()
}

fn in_brief(place: &Place, of: &Assessment, framework: Option<&Framework>, language: Language) -> String {
    match place {
        Place::Organization => of.organization.name.clone(),
        Place::Period => period_text(&of.period, language),
        Place::Framework => of.framework.hash.clone().unwrap_or_default(),
        Place::Rounds => of.rounds.iter().map(|it| round(it.round, language)).collect::<Vec<_>>().join(" → "),
        Place::Field(name) => of.other.get(name).map(flat).unwrap_or_default(),
        Place::Document(id) => of.evidence.get(id).map_or_else(String::new, |it| {
            let parts = [&it.number, &it.date, &it.title].map(String::as_str);
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }),
        Place::Node { node, part } => {
            let response = of.response(node).cloned().unwrap_or_default();
            let node = framework.and_then(|framework| framework.node(framework.find(node)?));
            part_shown(part, &response, of, node, language)
        }
    }
}

/// Everything that the file says there.
fn in_full(place: &Place, of: &Assessment) -> String {
    let value = match place {
        Place::Organization => serde_json::to_value(&of.organization),
        Place::Period => serde_json::to_value(&of.period),
        Place::Framework => serde_json::to_value(&of.framework),
        Place::Rounds => serde_json::to_value(&of.rounds),
        Place::Field(name) => serde_json::to_value(of.other.get(name)),
        Place::Document(id) => serde_json::to_value(of.evidence.get(id)),
        Place::Node { node, part } => serde_json::to_value(of.response(node).map(|response| part.of(response))),
    };
    value.map(|value| flat(&value)).unwrap_or_default()
}

/// The texts of a value, each after the name of its field: «a: 12; b: 40».
fn flat(value: &Value) -> String {
    fn collect(name: &str, value: &Value, parts: &mut Vec<String>) {
        let text = match value {
            Value::Object(fields) => return fields.iter().for_each(|(name, value)| collect(name, value, parts)),
            Value::Array(items) => return items.iter().for_each(|value| collect(name, value, parts)),
            Value::Null => return,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        parts.push(if name.is_empty() { text } else { format!("{name}: {text}") });
    }
    let mut parts = Vec::new();
    collect("", value, &mut parts);
    parts.join("; ")
}

fn part_shown(part: &Part, response: &Response, of: &Assessment, node: Option<&Node>, language: Language) -> String {
    let decided = |it: &Option<Appraisal>| {
        it.as_ref().map_or(String::new(), |it| {
            let points =
                Exact::parse_points(&it.points).map_or_else(|| it.points.clone(), |it| number::points(&it, language));
            if it.reason.trim().is_empty() { points } else { format!("{points} – {}", it.reason) }
        })
    };
    match part {
        Part::Figures => {
            let figures = response.inputs.iter().map(|(name, figure)| crosswalk::figure(node, name, figure, language));
            let given =
                response.given_points.iter().chain(&response.given_share).map(|it| number::written(it, language));
            let not_applicable =
                response.not_applicable.then(|| status::state(State::NotApplicable, language).to_owned());
            figures.chain(given).chain(not_applicable).collect::<Vec<_>>().join("; ")
        }
        Part::Explanation => response.explanation.clone(),
        Part::Note => response.note.clone(),
        Part::Source => {
            response.source.as_ref().map(|it| format!("{} {}", it.document, it.section)).unwrap_or_default()
        }
        Part::Evidence => {
            let name = |id: &String| {
                let item = of.evidence.get(id);
                let names = item.map_or_else(Vec::new, |it| vec![&it.number, &it.title]);
                names.into_iter().find(|name| !name.is_empty()).unwrap_or(id).clone()
            };
            response.evidence.iter().map(name).collect::<Vec<_>>().join("; ")
        }
        Part::Appraisal => decided(&response.appraised),
        Part::Comment => response.comment.clone(),
        Part::Answer => response.answer.clone(),
        Part::Final => decided(&response.final_score),
        Part::Duty => {
            let parts = [&response.duty.lead, &response.duty.person, &response.duty.deadline].map(String::as_str);
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Part::Other(name) => response.other.get(name).map(flat).unwrap_or_default(),
    }
}
