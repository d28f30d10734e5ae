//! New documents: typed or pasted, one a line; what each line was read as is shown before it is taken over.

use std::rc::Rc;

use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{
    Page, call, date_text,
    desk::{Desk, change, on_click},
    edit, node_options,
};
use crate::{
    engine::{
        assessment::EvidenceItem,
        evidence::{
            Taking, add, find_same, free_id,
            read::{Reading, read},
            take_over,
        },
    },
    i18n::{Language, text, text_for_count, text_with},
    web,
};

/// The field, the preview, and the button that takes over.
pub fn adding(page: Page) -> Html {
    let Page { session, desk, dispatch, language, .. } = page;
    let say = |key| text(language, key);
    let to_desk = desk.dispatcher();
    let readings: Rc<[Reading]> = read(&desk.pasted).into();
    let takings: Rc<[Taking]> = readings.iter().enumerate().map(|(at, _)| taking(page, &readings, at)).collect();
    let wanted = takings.iter().filter(|it| **it != Taking::Skip).count();
    let doubtful = readings.iter().filter(|it| !it.doubts.is_empty()).count();
    let on_input = {
        let desk = to_desk.clone();
        Callback::from(move |event: InputEvent| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let pasted = area.value();
            change(&desk, move |desk| desk.pasted.clone_from(&pasted));
        })
    };
    let on_attach = {
        let desk = to_desk.clone();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let node = field.value();
            change(&desk, move |desk| desk.attach_to.clone_from(&node));
        })
    };
    let take = {
        let (dispatch, desk, readings) = (dispatch.clone(), to_desk.clone(), Rc::clone(&readings));
        let attach_to = session.framework.find(&page.desk.attach_to).map(|_| page.desk.attach_to.clone());
        Callback::from(move |_: MouseEvent| {
            let items: Vec<(EvidenceItem, Taking)> =
                readings.iter().map(|it| it.item.clone()).zip(takings.iter().copied()).collect();
            let attach_to = attach_to.clone();
            edit(&dispatch, move |assessment| drop(take_over(assessment, &items, attach_to.as_deref())));
            let done = Rc::<str>::from(text_for_count(language, "evidence.taken", wanted));
            change(&desk, move |desk| {
                let kept = Desk { show: desk.show, ..Desk::default() };
                *desk = Desk { done: Some(Rc::clone(&done)), ..kept };
            });
            web::focus::by_id(crate::app::components::page_heading::PAGE_HEADING);
        })
    };
    let by_field = {
        let (dispatch, desk, id) = (dispatch.clone(), to_desk.clone(), free_id(&session.assessment));
        Callback::from(move |_: MouseEvent| {
            edit(&dispatch, |assessment| drop(add(assessment, EvidenceItem::default())));
            let id = id.clone();
            change(&desk, move |desk| {
                (desk.editing, desk.show, desk.query) = (Some(id.clone()), Default::default(), String::new())
            });
        })
    };
    let close = on_click(&to_desk, |desk| desk.adding = false);
    html! {
        <section class="documents-adding" aria-labelledby="adding-title">
            <h2 id="adding-title">{ say("evidence.adding") }</h2>
            <label class="field-label" for="pasted">{ say("evidence.adding.label") }</label>
            <p class="hint" id="pasted-hint">{ say("evidence.adding.hint") }{ " " }<code>{ "1342/KH-UBND - 26/09/2025: Triển khai…" }</code></p>
            <textarea id="pasted" rows="5" aria-describedby="pasted-hint" data-input="pasted" spellcheck="false"
                value={desk.pasted.clone()} oninput={on_input} />
            if !readings.is_empty() {
                <h3>{ say("evidence.preview") }</h3>
                <p role="status" data-readings={readings.len().to_string()}>
                    { text_for_count(language, "evidence.preview.count", readings.len()) }{ " " }
                    { if doubtful == 0 { say("evidence.preview.clear").to_owned() } else { text_for_count(language, "evidence.preview.doubtful", doubtful) } }
                </p>
                <ol class="documents-preview">
                    for (at, _) in readings.iter().enumerate() { { line(page, &readings, at) } }
                </ol>
                <p class="field">
                    <label for="attach-to">{ say("evidence.attach_to") }</label>
                    <select id="attach-to" onchange={on_attach}>
                        <option value="" selected={desk.attach_to.is_empty()}>{ say("evidence.attach_to.none") }</option>
                        { node_options(&session.framework, &desk.attach_to, &|_| false, language) }
                    </select>
                </p>
            }
            <p class="documents-actions">
                if !readings.is_empty() {
                    <button type="button" class="button button-primary" data-action="take" disabled={wanted == 0} onclick={take}>{ text_for_count(language, "evidence.take", wanted) }</button>
                } else {
                    <button type="button" class="button" data-action="by-field" onclick={by_field}>{ say("evidence.by_field") }</button>
                }
                <button type="button" class="button" onclick={close}>{ say("evidence.close") }</button>
            </p>
        </section>
    }
}

/// The document of the register, or the earlier line, that a line is.
enum Same<'a> {
    Kept(&'a str),
    Earlier(usize),
}

fn same<'a>(page: Page<'a>, readings: &[Reading], at: usize) -> Option<Same<'a>> {
    let item = &readings.get(at)?.item;
    if let Some(id) = find_same(&page.session.assessment, item) {
        return Some(Same::Kept(id));
    }
    let earlier = readings.iter().take(at).position(|it| {
        !item.number.is_empty() && !item.date.is_empty() && it.item.number == item.number && it.item.date == item.date
    });
    earlier.map(Same::Earlier)
}

/// What becomes of a line: what was chosen, otherwise one document stays one.
fn taking(page: Page, readings: &[Reading], at: usize) -> Taking {
    let Some(reading) = readings.get(at) else { return Taking::Skip };
    let is_same = same(page, readings, at).is_some();
    match page.desk.takings.get(&reading.typed) {
        Some(Taking::Merge) if !is_same => Taking::Add,
        Some(chosen) => *chosen,
        None if is_same => Taking::Merge,
        None => Taking::Add,
    }
}

fn line(page: Page, readings: &[Reading], at: usize) -> Html {
    let Page { session, desk, language, .. } = page;
    let Some(reading) = readings.get(at) else { return Html::default() };
    let EvidenceItem { number, date, title, issuer, link, .. } = &reading.item;
    let same = same(page, readings, at);
    let chosen = taking(page, readings, at);
    let on_change = {
        let (desk, typed) = (desk.dispatcher(), reading.typed.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let taking = match field.value().as_str() {
                "merge" => Taking::Merge,
                "skip" => Taking::Skip,
                _ => Taking::Add,
            };
            let typed = typed.clone();
            change(&desk, move |desk| {
                desk.takings.insert(typed.clone(), taking);
            });
        })
    };
    let part = |key: &'static str, value: String| {
        if value.is_empty() {
            return Html::default();
        }
        html! { <><dt>{ text(language, key) }</dt><dd>{ value }</dd></> }
    };
    let same_text = match &same {
        Some(Same::Kept(id)) => session.assessment.evidence.get(*id).map(|kept| {
            text_with(language, "evidence.same.kept", &[("name", &call(kept, language)), ("title", &kept.title)])
        }),
        Some(Same::Earlier(line)) => {
            Some(text_with(language, "evidence.same.earlier", &[("line", &(line + 1).to_string())]))
        }
        None => None,
    };
    let choices: &[(&str, Taking, &str)] = &[
        ("add", Taking::Add, "evidence.taking.add"),
        ("merge", Taking::Merge, "evidence.taking.merge"),
        ("skip", Taking::Skip, "evidence.taking.skip"),
    ];
    let label = text_with(language, "evidence.taking", &[("line", &(at + 1).to_string())]);
    html! {
        <li class={classes!((!reading.doubts.is_empty()).then_some("documents-odd"), (chosen == Taking::Skip).then_some("documents-skipped"))} data-line={at.to_string()}>
            <dl class="documents-read">
                { part("evidence.column.number", number.clone()) }
                { part("evidence.column.date", date_text(date, language)) }
                { part("evidence.column.title", title.clone()) }
                { part("evidence.column.issuer", issuer.clone()) }
                { part("evidence.column.link", link.clone()) }
            </dl>
            if !reading.doubts.is_empty() {
                <p class="documents-typed">{ text(language, "evidence.typed") }{ " " }<q>{ reading.typed.clone() }</q></p>
                { doubts(reading, language) }
            }
            if let Some(sentence) = same_text { <p class="documents-same">{ sentence }</p> }
            <select aria-label={label} data-taking="" onchange={on_change}>
                for (code, taking, key) in choices {
                    if *taking != Taking::Merge || same.is_some() {
                        <option value={*code} selected={*taking == chosen}>{ text(language, key) }</option>
                    }
                }
            </select>
        </li>
    }
}

fn doubts(reading: &Reading, language: Language) -> Html {
    html! {
        <ul class="documents-warnings">
            for doubt in &reading.doubts {
                <li data-doubt={doubt.code()}>{ text_with(language, &format!("evidence.doubt.{}", doubt.code()), &[]) }</li>
            }
        </ul>
    }
}
