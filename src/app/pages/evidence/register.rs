//! The table of documents, and the fields of the one that is open.

use std::{collections::BTreeMap, rc::Rc};

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{
    Page, call, date_text, date_to_edit,
    desk::{Show, change, on_click},
    edit, is_doubtful, node_options, warning_text,
};
use crate::{
    app::{
        components::draft,
        state::{route::Route, saved::plain},
    },
    engine::{
        assessment::{Assessment, EvidenceItem},
        evidence::{self, Warning, read},
    },
    formats::MAX_TYPED,
    i18n::{text, text_for_count, text_with},
};

/// Fields of a document, by their names in files.
const FIELDS: [(&str, &str); 5] = [
    ("number", "evidence.column.number"),
    ("date", "evidence.column.date"),
    ("title", "evidence.column.title"),
    ("issuer", "evidence.column.issuer"),
    ("link", "evidence.column.link"),
];

/// The documents that are searched for.
pub fn register(page: Page, warnings: &BTreeMap<&str, Vec<Warning>>) -> Html {
    let Page { session, desk, language, .. } = page;
    let say = |key| text(language, key);
    let assessment = &session.assessment;
    let all = evidence::ids(assessment);
    if all.is_empty() {
        return html! { <p>{ say("evidence.empty") }</p> };
    }
    let to_desk = desk.dispatcher();
    let on_query = {
        let desk = to_desk.clone();
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let query = field.value();
            change(&desk, move |desk| desk.query.clone_from(&query));
        })
    };
    let on_show = {
        let desk = to_desk;
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let show = Show::ALL.into_iter().find(|it| it.code() == field.value()).unwrap_or_default();
            change(&desk, move |desk| desk.show = show);
        })
    };
    let query = plain(desk.query.trim());
    let of = |id: &str| warnings.get(id).map(Vec::as_slice).unwrap_or_default();
    let listed = |id: &&str| {
        let Some(item) = assessment.evidence.get(*id) else { return false };
        let fits = match desk.show {
            Show::All => true,
            Show::Doubtful => is_doubtful(of(id)),
            Show::Unused => of(id).contains(&Warning::Unused),
        };
        let found =
            || [&item.number, &item.title, &item.issuer, &item.date].iter().any(|it| plain(it).contains(&query));
        desk.editing.as_deref() == Some(*id) || fits && (query.is_empty() || found())
    };
    let uses = evidence::uses(assessment);
    let rows: Vec<(usize, &str)> = all.iter().copied().enumerate().filter(|(_, id)| listed(id)).collect();
    html! {
        <section class="documents-register" aria-labelledby="register-title">
            <h2 id="register-title">{ say("evidence.register") }</h2>
            <div class="documents-find">
                <p class="field">
                    <label for="find-document">{ say("evidence.find") }</label>
                    <input id="find-document" type="search" data-input="find" value={desk.query.clone()} oninput={on_query} />
                </p>
                <p class="field">
                    <label for="show-documents">{ say("evidence.show") }</label>
                    <select id="show-documents" onchange={on_show}>
                        for it in Show::ALL {
                            <option value={it.code()} selected={desk.show == it}>{ text_with(language, &format!("evidence.show.{}", it.code()), &[]) }</option>
                        }
                    </select>
                </p>
                <p role="status" class="hint">
                    if rows.len() < all.len() { { text_for_count(language, "evidence.found", rows.len()) } }
                </p>
            </div>
            <table class="table documents-table" role="table">
                <caption class="visually-hidden">{ say("evidence.register") }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        for key in ["evidence.column.ordinal", "evidence.column.number", "evidence.column.date", "evidence.column.title", "evidence.column.issuer", "evidence.column.nodes"] {
                            <th scope="col" role="columnheader">{ say(key) }</th>
                        }
                        <th scope="col" role="columnheader" class="documents-tools"><span class="visually-hidden">{ say("evidence.column.actions") }</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    for (at, id) in rows {
                        { row(page, at, id, of(id), uses.get(id).map(Vec::as_slice).unwrap_or_default()) }
                    }
                </tbody>
            </table>
        </section>
    }
}

fn row(page: Page, at: usize, id: &str, warnings: &[Warning], nodes: &[&str]) -> Html {
    let Page { session, desk, dispatch, language, .. } = page;
    let Some(item) = session.assessment.evidence.get(id) else { return Html::default() };
    let open = desk.editing.as_deref() == Some(id);
    let name = call(item, language);
    let toggle = {
        let id = id.to_owned();
        on_click(&desk.dispatcher(), move |desk| desk.editing = (!open).then(|| id.clone()))
    };
    let remove = {
        let (dispatch, desk, id) = (dispatch.clone(), desk.dispatcher(), id.to_owned());
        let done = Rc::<str>::from(text_with(language, "evidence.removed", &[("name", &name)]));
        Callback::from(move |_: MouseEvent| {
            let (gone, done) = (id.clone(), Rc::clone(&done));
            edit(&dispatch, move |assessment| evidence::remove(assessment, &gone));
            change(&desk, move |desk| (desk.editing, desk.done) = (None, Some(Rc::clone(&done))));
            crate::web::focus::by_id(crate::app::components::page_heading::PAGE_HEADING);
        })
    };
    let about = |key: &'static str| text_with(language, key, &[("name", &name)]);
    // That it proves nothing yet stands in the column of what it proves.
    let told: Vec<&Warning> = warnings.iter().filter(|it| **it != Warning::Unused).collect();
    html! {
        <>
            <tr role="row" key={id.to_owned()} data-document={id.to_owned()}>
                <td role="cell" class="documents-ordinal">{ at + 1 }</td>
                <th role="rowheader" scope="row">{ if item.number.trim().is_empty() { text(language, "evidence.no_number") } else { &item.number } }</th>
                <td role="cell">{ date_text(&item.date, language) }</td>
                <td role="cell" class="documents-title">
                    { item.title.clone() }
                    { link(&item.link) }
                    if !told.is_empty() {
                        <ul class="documents-warnings">
                            for it in told { <li data-warning={it.code()}>{ warning(page, id, it) }</li> }
                        </ul>
                    }
                </td>
                <td role="cell">{ item.issuer.clone() }</td>
                <td role="cell" class="documents-nodes">
                    if nodes.is_empty() { <span class="hint">{ text(language, "evidence.unused") }</span> }
                    for (at, node) in nodes.iter().enumerate() {
                        { if at > 0 { ", " } else { "" } }<a href={Route::assess(node).href()}>{ *node }</a>
                    }
                </td>
                <td role="cell" class="documents-tools">
                    <button type="button" class="button button-small" aria-expanded={open.to_string()} aria-label={about("evidence.edit.of")} data-action="edit" onclick={toggle}>{ text(language, "evidence.edit") }</button>
                    { " " }
                    <button type="button" class="button button-small" aria-label={about("evidence.remove.of")} data-action="remove" onclick={remove}>{ text(language, "evidence.remove") }</button>
                </td>
            </tr>
            if open {
                <tr role="row" class="documents-open" key={format!("{id}-open")}><td role="cell" colspan="7">{ fields(page, id, item, nodes) }</td></tr>
            }
        </>
    }
}

/// An address that can be followed as a link; anything else as text.
fn link(link: &str) -> Html {
    match link.trim() {
        "" => Html::default(),
        address if evidence::is_address(address) => html! {
            <span class="documents-address"><a href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ address.to_owned() }</a></span>
        },
        other => html! { <span class="documents-address">{ other.to_owned() }</span> },
    }
}

fn warning(page: Page, id: &str, warning: &Warning) -> Html {
    let Page { session, dispatch, language, .. } = page;
    let Warning::SameAs { id: first } = warning else { return html! { { warning_text(warning, language) } } };
    let name = session.assessment.evidence.get(first).map(|it| call(it, language)).unwrap_or_default();
    let merge = {
        let (dispatch, first, second) = (dispatch.clone(), first.clone(), id.to_owned());
        Callback::from(move |_: MouseEvent| {
            let (first, second) = (first.clone(), second.clone());
            edit(&dispatch, move |assessment| evidence::merge(assessment, &first, &second));
        })
    };
    html! {
        <>
            { text_with(language, "evidence.warning.same_as", &[("id", &name)]) }{ " " }
            <button type="button" class="link-button" data-action="merge" onclick={merge}>{ text(language, "evidence.merge") }</button>
        </>
    }
}

/// What changes when a field is left.
fn set(assessment: &mut Assessment, id: &str, field: &str, value: &str) {
    let Some(item) = assessment.evidence.get_mut(id) else { return };
    let value = value.trim();
    match field {
        "number" => item.number = value.to_owned(),
        "date" => item.date = read::date(value),
        "title" => item.title = value.to_owned(),
        "issuer" => item.issuer = value.to_owned(),
        _ => item.link = value.to_owned(),
    }
}

fn fields(page: Page, id: &str, item: &EvidenceItem, nodes: &[&str]) -> Html {
    let Page { session, dispatch, language, .. } = page;
    let name = call(item, language);
    let field = |(field, key): (&'static str, &'static str)| {
        let input = format!("document-{id}-{field}");
        let value = match field {
            "number" => item.number.clone(),
            "date" => date_to_edit(&item.date, language),
            "title" => item.title.clone(),
            "issuer" => item.issuer.clone(),
            _ => item.link.clone(),
        };
        let value = draft::shown(&input, value);
        let on_input = draft::on_input(&input);
        let on_change = {
            let (dispatch, id) = (dispatch.clone(), id.to_owned());
            draft::on_change(&input, move |value| {
                let id = id.clone();
                edit(&dispatch, move |assessment| set(assessment, &id, field, &value));
            })
        };
        html! {
            <p class={classes!("field", format!("documents-field-{field}"))}>
                <label for={input.clone()}>{ text(language, key) }</label>
                if field == "title" {
                    <textarea id={input} rows="3" maxlength={MAX_TYPED} data-field={field} {value} oninput={on_input} onchange={on_change} />
                } else {
                    <input id={input} type="text" autocomplete="off" data-field={field} {value} oninput={on_input} onchange={on_change} />
                }
            </p>
        }
    };
    let attach = {
        let (dispatch, id) = (dispatch.clone(), id.to_owned());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let (node, id) = (field.value(), id.clone());
            if !node.is_empty() {
                edit(&dispatch, move |assessment| evidence::attach(assessment, &node, &id));
            }
        })
    };
    let attached = |node: &str| {
        let (dispatch, node_id, id) = (dispatch.clone(), node.to_owned(), id.to_owned());
        let detach = Callback::from(move |_: MouseEvent| {
            let (node, id) = (node_id.clone(), id.clone());
            edit(&dispatch, move |assessment| evidence::detach(assessment, &node, &id));
        });
        let label = text_with(language, "evidence.detach.of", &[("name", &name), ("node", node)]);
        html! {
            <li key={node.to_owned()}>
                <a href={Route::assess(node).href()}>{ node.to_owned() }</a>{ " " }
                <button type="button" class="documents-detach" aria-label={label} data-detach={node.to_owned()} onclick={detach}>{ "×" }</button>
            </li>
        }
    };
    html! {
        <div class="documents-fields">
            for it in FIELDS { { field(it) } }
            <div class="documents-attached">
                <p class="field-label">{ text(language, "evidence.column.nodes") }</p>
                if !nodes.is_empty() { <ul>for node in nodes { { attached(node) } }</ul> }
                <select aria-label={text_with(language, "evidence.attach.of", &[("name", &name)])} data-attach={id.to_owned()} key={nodes.join(",")} onchange={attach}>
                    <option value="" selected=true>{ text(language, "evidence.attach") }</option>
                    { node_options(&session.framework, "", &|node| nodes.contains(&node.id.as_str()), language) }
                </select>
            </div>
        </div>
    }
}
