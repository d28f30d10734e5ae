//! A file of an assessment that the browser keeps too: both side by side, and what to go on with.

use std::rc::Rc;

use yew::prelude::*;

use super::shell::moment_text;
use crate::{
    app::{
        context::Dispatch,
        state::session::{Choice, Session, SessionAction},
    },
    engine::{
        assessment::Assessment,
        framework::Framework,
        merge::{Change, Difference, Merge, Side, merge},
    },
    i18n::{Language, merge as words, text, text_with},
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
        let framework = props.framework.as_deref();
        let place = words::place(framework, &difference.place, language);
        let [ours, theirs] = words::shown(&difference.place, [&merge.ours, &merge.theirs], framework, language);
        let cell = |which: Side, value: String, key| {
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
                { cell(Side::Ours, ours, "shell.recovery.browser.of") }
                { cell(Side::Theirs, theirs, "shell.recovery.file.of") }
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
