//! A file of an assessment that the browser keeps too: both side by side, and what to go on with.

use std::rc::Rc;

use serde_json::Value;
use yew::prelude::*;

use super::shell::{moment_text, period_text};
use crate::{
    app::{
        context::Dispatch,
        state::session::{Choice, Session, SessionAction},
    },
    engine::{
        assessment::Assessment,
        framework::Framework,
        merge::{Change, Difference, Merge, Part, Place, Side, merge},
    },
    formats::assessment_file,
    i18n::{Language, crosswalk, text, text_with},
};

/// How many differences are shown with a choice; of the others the sum is told.
const MOST_SHOWN: usize = 400;

/// What is to be decided.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RecoveryProps {
    /// Both.
    pub choice: Rc<Choice>,
    /// What is open.
    pub open: Option<Rc<Session>>,
    /// The framework of both, where it is here.
    pub framework: Option<Rc<Framework>>,
    /// In which language.
    pub language: Language,
    /// How to go on.
    pub dispatch: Dispatch,
}

/// The copy of the browser and that of the file, leaf by leaf.
#[component]
pub fn Recovery(props: &RecoveryProps) -> Html {
    let RecoveryProps { choice, language, .. } = props;
    let language = *language;
    let merge = use_memo(Rc::clone(choice), |choice| merge(None, &choice.kept.assessment, &choice.file).ok());
    let chosen = use_state_eq(Vec::<(usize, Side)>::new);
    let say = |key| text(language, key);
    let Some(merge) = (*merge).clone() else { return Html::default() };
    let merge = Rc::new(merge);
    let side_of = |at: usize| chosen.iter().rev().find(|(it, _)| *it == at).map(|(_, side)| *side);
    let act = |act: fn(&RecoveryProps, &Merge, &[(usize, Side)])| {
        let (props, merge, chosen) = (props.clone(), Rc::clone(&merge), chosen.clone());
        Callback::from(move |_: MouseEvent| act(&props, &merge, &chosen))
    };
    let choose = |at: usize, side: Side| {
        let chosen = chosen.clone();
        Callback::from(move |_: Event| {
            let mut next = chosen.to_vec();
            next.retain(|(it, _)| *it != at);
            next.push((at, side));
            chosen.set(next);
        })
    };
    let all = |side: Side| {
        let (chosen, count) = (chosen.setter(), merge.differences.len());
        Callback::from(move |_: MouseEvent| chosen.set((0..count).map(|at| (at, side)).collect()))
    };
    let row = |at: usize, difference: &Difference| {
        let usual = match difference.change {
            Change::Theirs => Some(Side::Theirs),
            Change::United => None,
            Change::Ours | Change::Conflict => Some(Side::Ours),
        };
        let side = side_of(at).or(usual);
        let place = place_text(&difference.place, language);
        let cell = |which: Side, assessment: &Assessment, key| {
            let value = shown(assessment, &difference.place, props.framework.as_deref(), language);
            let label = text_with(language, key, &[("place", &place)]);
            html! {
                <td>
                    <label class="recovery-pick" data-free="">
                        <input type="radio" name={format!("recovery-{at}")} aria-label={format!("{label}: {value}")} checked={side == Some(which)} onchange={choose(at, which)} />
                        <span>{ value }</span>
                    </label>
                </td>
            }
        };
        html! {
            <tr key={at}>
                <th scope="row">
                    { place.clone() }
                    if side.is_none() { <span class="recovery-both">{ say("shell.recovery.both") }</span> }
                </th>
                { cell(Side::Ours, &merge.ours, "shell.recovery.browser.of") }
                { cell(Side::Theirs, &merge.theirs, "shell.recovery.file.of") }
            </tr>
        }
    };
    let count = merge.differences.len();
    let (count_text, kept_at) = (count.to_string(), moment_text(choice.kept.saved_at_ms, language));
    let file_at = choice.written_at_ms.map(|at| moment_text(at, language)).unwrap_or_default();
    let entered = |assessment: &Assessment| assessment.responses.len().to_string();
    let values = [
        ("name", &*choice.name),
        ("count", &count_text),
        ("kept_at", &kept_at),
        ("file_at", &file_at),
        ("kept_entered", &entered(&merge.ours)),
        ("file_entered", &entered(&merge.theirs)),
    ];
    let newer = match choice.written_at_ms {
        Some(at) if at > choice.kept.saved_at_ms => "shell.recovery.newer.file",
        Some(_) => "shell.recovery.newer.browser",
        None => "shell.recovery.newer.unknown",
    };
    html! {
        <section class="notice recovery" aria-labelledby="recovery-title" data-recovery="" data-free="">
            <h2 id="recovery-title">{ say("shell.recovery") }</h2>
            <p>{ text_with(language, "shell.recovery.text", &values) }{ " " }{ text_with(language, newer, &values) }</p>
            <p class="notice-actions">
                <button type="button" class="button button-small" onclick={act(|props, _, _| keep(props))}>{ say("shell.recovery.keep") }</button>
                <button type="button" class="button button-small" onclick={act(|props, merge, _| take(props, merge))}>{ say("shell.recovery.take") }</button>
                <button type="button" class="button button-small" onclick={act(|props, _, _| apart(props))}>{ say("shell.recovery.apart") }</button>
            </p>
            <details class="recovery-each">
                <summary>{ text_with(language, "shell.recovery.each", &[("count", &count_text)]) }</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-labelledby="recovery-title">
                    <table class="recovery-table">
                        <thead><tr>
                            <th scope="col">{ say("shell.recovery.place") }</th>
                            <th scope="col">{ say("shell.recovery.browser") }</th>
                            <th scope="col">{ say("shell.recovery.file") }</th>
                        </tr></thead>
                        <tbody>
                            for (at, difference) in merge.differences.iter().enumerate().take(MOST_SHOWN) { { row(at, difference) } }
                        </tbody>
                    </table>
                </div>
                <p class="notice-actions">
                    <button type="button" class="button button-small" onclick={all(Side::Ours)}>{ say("shell.recovery.all.browser") }</button>
                    <button type="button" class="button button-small" onclick={all(Side::Theirs)}>{ say("shell.recovery.all.file") }</button>
                    <button type="button" class="button button-small button-primary" onclick={act(merged)}>{ say("shell.recovery.merge") }</button>
                </p>
            </details>
            <p class="hint">{ say("shell.recovery.hint") }</p>
        </section>
    }
}

/// The browser's copy, as it is.
fn keep(props: &RecoveryProps) {
    props.dispatch.edit(SessionAction::Decided);
    props.dispatch.open_work(&props.choice.kept.work);
}

/// The file in place of the browser's copy.
fn take(props: &RecoveryProps, merge: &Merge) {
    props.dispatch.replace_work(&props.choice, merge.resolved(&|_| Some(Side::Theirs)), props.open.clone());
}

/// What is chosen of each.
fn merged(props: &RecoveryProps, merge: &Merge, chosen: &[(usize, Side)]) {
    let side = |difference: &Difference| {
        let at = merge.differences.iter().position(|it| it == difference)?;
        chosen.iter().rev().find(|(it, _)| *it == at).map(|(_, side)| *side)
    };
    props.dispatch.replace_work(&props.choice, merge.resolved(&side), props.open.clone());
}

/// The file as an assessment of its own.
fn apart(props: &RecoveryProps) {
    props.dispatch.open_apart(&props.choice);
}

/// «4.1, số liệu»
fn place_text(place: &Place, language: Language) -> String {
    let key = match place {
        Place::Organization => "shell.recovery.place.organization",
        Place::Period => "shell.recovery.place.period",
        Place::Framework => "shell.recovery.place.framework",
        Place::Rounds => "shell.recovery.place.rounds",
        Place::Field(name) => return name.clone(),
        Place::Document(id) => return text_with(language, "shell.recovery.place.document", &[("id", id)]),
        Place::Node { node, part } => return format!("{node}, {}", text(language, part_key(part))),
    };
    text(language, key).to_owned()
}

fn part_key(part: &Part) -> &'static str {
    match part {
        Part::Figures => "shell.recovery.part.figures",
        Part::Explanation => "shell.recovery.part.explanation",
        Part::Note => "shell.recovery.part.note",
        Part::Source => "shell.recovery.part.source",
        Part::Evidence => "shell.recovery.part.evidence",
        Part::Appraisal => "shell.recovery.part.appraisal",
        Part::Comment => "shell.recovery.part.comment",
        Part::Answer => "shell.recovery.part.answer",
        Part::Final => "shell.recovery.part.final",
        Part::Duty => "shell.recovery.part.duty",
        Part::Other(_) => "shell.recovery.part.other",
    }
}

/// What stands at a place, or that nothing does.
fn shown(assessment: &Assessment, place: &Place, framework: Option<&Framework>, language: Language) -> String {
    let shown = match place {
        Place::Organization => assessment.organization.name.clone(),
        Place::Period => period_text(&assessment.period, language),
        Place::Framework => assessment.framework.hash.clone().unwrap_or_default(),
        Place::Rounds => assessment.rounds.len().to_string(),
        Place::Field(name) => assessment.other.get(name).map(flat).unwrap_or_default(),
        Place::Document(id) => {
            assessment.evidence.get(id).map(|it| flat(&assessment_file::write_evidence(it))).unwrap_or_default()
        }
        Place::Node { node, part } => {
            let response = assessment.responses.get(node).map(|it| part.of(it));
            match response {
                Some(it) if *part == Part::Figures && it.not_applicable => {
                    text(language, "shell.recovery.not_applicable").to_owned()
                }
                Some(mut it) => {
                    let of = framework.and_then(|framework| framework.node(framework.find(node)?));
                    let inputs = std::mem::take(&mut it.inputs);
                    let figures = inputs.iter().map(|(name, text)| crosswalk::figure(of, name, text, language));
                    // As typed only where it was not read as a figure.
                    if let Some(typed) = it.other.get_mut("typed").and_then(Value::as_object_mut) {
                        typed.retain(|name, _| !inputs.contains_key(name));
                    }
                    let rest = flat(&assessment_file::write_response(&it));
                    figures.chain((!rest.is_empty()).then_some(rest)).collect::<Vec<_>>().join("; ")
                }
                None => String::new(),
            }
        }
    };
    if shown.is_empty() { text(language, "shell.recovery.nothing").to_owned() } else { shown }
}

/// The texts of a value, with the names of inputs: «a = 12; b = 40».
fn flat(value: &Value) -> String {
    fn collect(name: Option<&str>, value: &Value, parts: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (field, value) in fields {
                    let inside = matches!(name, Some("inputs" | "typed"));
                    match value {
                        Value::String(text) if inside => parts.push(format!("{field} = {text}")),
                        value => collect(Some(field), value, parts),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| collect(name, value, parts)),
            Value::String(text) => parts.push(text.clone()),
            Value::Null => {}
            other => parts.push(other.to_string()),
        }
    }
    let mut parts = Vec::new();
    collect(None, value, &mut parts);
    parts.join("; ")
}
