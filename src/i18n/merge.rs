//! Differences of two copies of an assessment, in words.

use super::{Language, crosswalk, node_title, number, round, status, text, text_with};
use crate::engine::{
    assessment::{Appraisal, Assessment, Response},
    exact::Exact,
    framework::{Framework, Node},
    merge::{Part, Place},
    scoring::State,
};

/// «4.1 …: Số liệu»
pub fn place(framework: &Framework, place: &Place, language: Language) -> String {
    let key = match place {
        Place::Node { node, part } => {
            let title = framework.find(node).and_then(|index| framework.node(index));
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

/// What a copy has at a place, in few words.
pub fn shown(place: &Place, of: &Assessment, framework: &Framework, language: Language) -> String {
    let nothing = || text(language, "merge.nothing").to_owned();
    let or_nothing = |text: String| if text.trim().is_empty() { nothing() } else { text };
    match place {
        Place::Organization => or_nothing(of.organization.name.clone()),
        Place::Period => or_nothing(of.period.clone()),
        Place::Framework => or_nothing(of.framework.hash.clone().unwrap_or_default()),
        Place::Rounds => {
            or_nothing(of.rounds.iter().map(|it| round(it.round, language)).collect::<Vec<_>>().join(" → "))
        }
        Place::Field(name) => or_nothing(of.other.get(name).map(ToString::to_string).unwrap_or_default()),
        Place::Document(id) => or_nothing(of.evidence.get(id).map_or(String::new(), |it| {
            [&it.number, &it.date, &it.title].map(String::as_str).join(" · ").trim_matches([' ', '·']).to_owned()
        })),
        Place::Node { node, part } => {
            let response = of.responses.get(node).cloned().unwrap_or_default();
            let node = framework.find(node).and_then(|index| framework.node(index));
            or_nothing(part_shown(part, &response, of, node, language))
        }
    }
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
            let number = |id: &String| of.evidence.get(id).map_or(id.clone(), |it| it.number.clone());
            response.evidence.iter().map(number).collect::<Vec<_>>().join("; ")
        }
        Part::Appraisal => decided(&response.appraised),
        Part::Comment => response.comment.clone(),
        Part::Answer => response.answer.clone(),
        Part::Final => decided(&response.final_score),
        Part::Duty => [&*response.duty.lead, &*response.duty.deadline].join(" ").trim().to_owned(),
        Part::Other(name) => {
            Part::Other(name.clone()).of(response).other.get(name).map(ToString::to_string).unwrap_or_default()
        }
    }
}
