//! The documents of one leaf, in the form: which are attached, attaching another one, adding a new one.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{call, date_text, edit, shortened, warning_text};
use crate::{
    app::{
        context::{Dispatch, use_dispatch, use_language, use_session},
        state::{
            route::Route,
            saved::plain,
            session::{Place, Session, SessionAction},
        },
    },
    engine::{
        assessment::{Assessment, EvidenceItem},
        evidence::{self, Taking, Warning, attach, detach, find_same, read::read, take_over},
    },
    i18n::{Language, text, text_for_count, text_with},
    web,
};

/// How many are offered at once.
const MOST_OFFERED: usize = 6;

/// Which leaf.
#[derive(Debug, PartialEq, Properties)]
pub struct DocumentsPanelProps {
    /// Its id.
    pub node: Rc<str>,
}

/// What every part of the panel is made from.
struct Panel<'a> {
    session: &'a Session,
    node: &'a Rc<str>,
    /// What is typed in the field.
    query: &'a UseStateHandle<String>,
    /// What was just taken off, by its name.
    removed: &'a UseStateHandle<Option<AttrValue>>,
    dispatch: &'a Dispatch,
    language: Language,
}

/// What can be attached: a document of the register, or what is typed as a new one.
enum Offer {
    Kept(String),
    New { item: Box<EvidenceItem>, doubts: Vec<&'static str> },
}

/// The documents of one leaf.
#[component]
pub fn DocumentsPanel(props: &DocumentsPanelProps) -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let query = use_state_eq(String::new);
    let removed = use_state_eq(|| None::<AttrValue>);
    let Some(session) = session else { return Html::default() };
    let node = &props.node;
    let panel = Panel { session: &session, node, query: &query, removed: &removed, dispatch: &dispatch, language };
    html! {
        <div class="leaf-documents">
            { attached(&panel) }
            <div role="status">{ taken_off(&panel) }</div>
            if !session.assessment.is_locked() {
                { field(&panel) }
            }
            <p class="hint"><a href={Route::Evidence.href()}>{ text(language, "evidence.panel.register") }</a></p>
        </div>
    }
}

/// The documents of the leaf, each with what somebody should look at.
fn attached(panel: &Panel) -> Html {
    let Panel { session, node, removed, dispatch, language, .. } = *panel;
    let ids = session.response(node).map(|it| it.evidence.as_slice()).unwrap_or_default();
    if ids.is_empty() {
        return html! { <p>{ text(language, "evidence.panel.none") }</p> };
    }
    let warnings = evidence::warnings(&session.assessment);
    let line = |id: &String| {
        let Some(item) = session.assessment.evidence.get(id) else { return Html::default() };
        let name = call(item, language);
        let remove = {
            let (dispatch, node, id, removed) = (dispatch.clone(), Rc::clone(node), id.clone(), removed.setter());
            let name = AttrValue::from(name.clone());
            Callback::from(move |_: MouseEvent| {
                let (of, id) = (Rc::clone(&node), id.clone());
                edit(&dispatch, move |assessment| detach(assessment, &of, &id));
                removed.set(Some(name.clone()));
                web::focus::by_id(&field_id(&node));
            })
        };
        let label = text_with(language, "evidence.detach.of", &[("name", &name), ("node", node)]);
        let told = warnings.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let told = told.iter().filter(|it| !matches!(it, Warning::SameAs { .. }));
        html! {
            <li key={id.clone()}>
                <strong>{ name.clone() }</strong>
                if !item.date.is_empty() { { ", " }{ date_text(&item.date, language) } }
                if item.title != name && !item.title.is_empty() { { ": " }{ item.title.clone() } }
                if !session.assessment.is_locked() {
                    { " " }
                    <button type="button" class="link-button" aria-label={label} data-detach={id.clone()} onclick={remove}>{ text(language, "evidence.panel.detach") }</button>
                }
                for it in told { { " " }<span class="documents-told">{ warning_text(it, language) }</span> }
            </li>
        }
    };
    html! { <ul class="leaf-documents-list">for id in ids { { line(id) } }</ul> }
}

/// What was just taken off, and the way back while it is the last step.
fn taken_off(panel: &Panel) -> Html {
    let Panel { session, removed, dispatch, language, .. } = *panel;
    let is_last = matches!(session.undo_place(), Some(Place::Many { .. }));
    let Some(name) = removed.as_ref().filter(|_| is_last) else { return Html::default() };
    let back = {
        let (dispatch, removed, node) = (dispatch.clone(), removed.setter(), Rc::clone(panel.node));
        Callback::from(move |_: MouseEvent| {
            dispatch.edit(SessionAction::Undo);
            removed.set(None);
            web::focus::by_id(&field_id(&node));
        })
    };
    html! {
        <p>
            { text_with(language, "evidence.panel.detached", &[("name", name)]) }{ " " }
            <button type="button" class="link-button" data-action="attach-again" onclick={back}>{ text(language, "assess.undo") }</button>
        </p>
    }
}

fn field_id(node: &str) -> String {
    format!("attach-{node}")
}

/// The field to search and to type in, and what it offers. Enter takes the first.
fn field(panel: &Panel) -> Html {
    let Panel { node, query, language, .. } = *panel;
    let offers = offers(panel);
    let on_input = {
        let (query, removed) = (query.setter(), panel.removed.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(field.value());
                removed.set(None);
            }
        })
    };
    let on_key = {
        let first = offers.first().map(|it| take(panel, it));
        Callback::from(move |event: KeyboardEvent| {
            if let Some(first) = first.as_ref().filter(|_| event.key() == "Enter") {
                event.prevent_default();
                first.emit(());
            }
        })
    };
    let id = field_id(node);
    let hint = format!("{id}-hint");
    let nothing = offers.is_empty() && !query.trim().is_empty();
    html! {
        <>
            <label class="field-label" for={id.clone()}>{ text(language, "evidence.panel.label") }</label>
            <input {id} type="text" autocomplete="off" spellcheck="false" data-find-document="" aria-describedby={hint.clone()}
                value={(**query).clone()} oninput={on_input} onkeydown={on_key} />
            <p class="hint" id={hint}>{ text(language, "evidence.panel.hint") }{ " " }<code>{ "1342/KH-UBND - 26/09/2025: Triển khai…" }</code></p>
            <p class={if nothing { "hint" } else { "visually-hidden" }} role="status">
                if nothing {
                    { text(language, "evidence.panel.nothing") }
                } else if !offers.is_empty() {
                    { text_for_count(language, "evidence.panel.offers", offers.len()) }
                }
            </p>
            <ul class="leaf-documents-list">
                for it in &offers { { offer(panel, it) } }
            </ul>
        </>
    }
}

/// What is typed as a document comes first, then what the register has.
fn offers(panel: &Panel) -> Vec<Offer> {
    let Panel { session, node, query, .. } = *panel;
    let assessment = &session.assessment;
    let wanted = plain(query.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let ids = session.response(node).map(|it| it.evidence.as_slice()).unwrap_or_default();
    let is_free = |id: &str| !ids.iter().any(|it| it == id);
    let mut offers = Vec::new();
    let typed = read(query).into_iter().next().filter(|it| !it.item.number.is_empty());
    let same = typed.as_ref().and_then(|it| find_same(assessment, &it.item));
    match (same, typed.as_ref()) {
        (Some(id), _) if is_free(id) => offers.push(Offer::Kept(id.to_owned())),
        (None, Some(reading)) => {
            let doubts = reading.doubts.iter().map(|it| it.code()).collect();
            offers.push(Offer::New { item: Box::new(reading.item.clone()), doubts });
        }
        _ => {}
    }
    let found = evidence::ids(assessment).into_iter().filter(|id| is_free(id) && Some(*id) != same).filter(|id| {
        let item = assessment.evidence.get(*id);
        item.is_some_and(|it| plain(&it.number).contains(&wanted) || plain(&it.title).contains(&wanted))
    });
    let kept: Vec<Offer> = found.take(MOST_OFFERED).map(|id| Offer::Kept(id.to_owned())).collect();
    // A number alone is searched for before it is a document of its own.
    let at = if typed.is_some_and(|it| it.item.date.is_empty()) { 0 } else { offers.len() };
    offers.splice(at..at, kept);
    offers
}

/// Attaches what is offered.
fn take(panel: &Panel, offer: &Offer) -> Callback<()> {
    let (dispatch, query, removed) = (panel.dispatch.clone(), panel.query.setter(), panel.removed.setter());
    let node = Rc::clone(panel.node);
    let change: Rc<dyn Fn(&mut Assessment)> = match offer {
        Offer::Kept(id) => {
            let (node, id) = (Rc::clone(&node), id.clone());
            Rc::new(move |assessment| attach(assessment, &node, &id))
        }
        Offer::New { item, .. } => {
            let (node, items) = (Rc::clone(&node), [((**item).clone(), Taking::Merge)]);
            Rc::new(move |assessment| drop(take_over(assessment, &items, Some(&node))))
        }
    };
    Callback::from(move |()| {
        let change = Rc::clone(&change);
        edit(&dispatch, move |assessment| change(assessment));
        query.set(String::new());
        removed.set(None);
        web::focus::by_id(&field_id(&node));
    })
}

fn offer(panel: &Panel, offer: &Offer) -> Html {
    let Panel { session, language, .. } = *panel;
    let take = take(panel, offer);
    let onclick = Callback::from(move |_: MouseEvent| take.emit(()));
    match offer {
        Offer::Kept(id) => {
            let Some(item) = session.assessment.evidence.get(id) else { return Html::default() };
            let name = call(item, language);
            html! {
                <li key={id.clone()}>
                    <button type="button" class="link-button" data-offer={id.clone()} {onclick}>
                        { text_with(language, "evidence.panel.attach", &[("name", &name)]) }
                    </button>
                    if item.title != name && !item.title.is_empty() { { " " }<span class="hint">{ shortened(&item.title) }</span> }
                </li>
            }
        }
        Offer::New { item, doubts } => {
            let date = date_text(&item.date, language);
            let parts = [item.number.as_str(), &date, &item.title];
            let name = parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
            let doubts = doubts.iter().map(|code| text_with(language, &format!("evidence.doubt.{code}"), &[]));
            html! {
                <li key="new">
                    <button type="button" class="link-button" data-offer="new" {onclick}>{ text_with(language, "evidence.panel.add", &[("name", &name)]) }</button>
                    for it in doubts { { " " }<span class="documents-told">{ it }</span> }
                </li>
            }
        }
    }
}
