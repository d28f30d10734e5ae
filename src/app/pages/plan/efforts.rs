//! What the organization says about each item: what kind of work it is, what it costs, whether it is left out.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{Desk, item_link};
use crate::{
    app::{
        context::Dispatch,
        state::session::{Change, SessionAction},
    },
    engine::{
        framework::Node,
        plan::{Class, Item, MOST_ITEM_EFFORT, Work},
    },
    formats::plan_file,
    i18n::{node_call, number, plan as words, text, text_with},
};

/// All items that can earn more; folded away where there is a plan to read first.
pub fn efforts(desk: Desk, open: bool) -> Html {
    let Desk { session, items, language, .. } = desk;
    if items.is_empty() {
        return html! { <p>{ text(language, "plan.items.none") }</p> };
    }
    let works = plan_file::works(&session.assessment);
    html! {
        <details class="plan-efforts" {open}>
            <summary><h2>{ text(language, "plan.items") }</h2></summary>
            <p class="hint">{ text(language, "plan.items.how") }</p>
            <table class="table">
                <caption class="visually-hidden">{ text(language, "plan.items.caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "plan.column.item") }</th>
                        <th scope="col" class="number">{ text(language, "plan.column.missing") }</th>
                        <th scope="col">{ text(language, "plan.column.class") }</th>
                        <th scope="col" class="number">{ text(language, "plan.column.effort") }</th>
                        <th scope="col" class="mark">{ text(language, "plan.column.excluded") }</th>
                    </tr>
                </thead>
                <tbody>
                    for item in items {
                        { row(desk, item, works.get(id(desk, item)).copied().unwrap_or_default()) }
                    }
                </tbody>
            </table>
        </details>
    }
}

fn id<'a>(desk: Desk<'a>, item: &Item) -> &'a str {
    desk.session.framework.node(item.node).map_or("", |node| node.id.as_str())
}

fn row(desk: Desk, item: &Item, work: Work) -> Html {
    let Desk { session, dispatch, language, .. } = desk;
    let Some(node) = session.framework.node(item.node) else { return Html::default() };
    let called =
        |key| text_with(language, "plan.of", &[("what", text(language, key)), ("id", node_call(node, language))]);
    html! {
        <tr key={node.id.to_string()} data-item={node.id.to_string()}>
            <th scope="row">{ item_link(&session.framework, item, language) }</th>
            <td class="number" data-label={text(language, "plan.column.missing")}>{ number::points(&words::missing(item), language) }</td>
            <td>
                <select aria-label={called("plan.column.class")} onchange={choose_class(dispatch, node, work)}>
                    for class in Class::ALL {
                        <option value={class.code()} selected={class == item.class}>{ words::class(class, language) }</option>
                    }
                </select>
            </td>
            <td class="number" data-label={text(language, "plan.column.effort")}>
                <input
                    class="plan-effort"
                    type="number"
                    min="1"
                    max={MOST_ITEM_EFFORT.to_string()}
                    step="1"
                    aria-label={called("plan.column.effort")}
                    value={item.effort.to_string()}
                    onchange={choose_effort(dispatch, node, work, item.effort)}
                />
            </td>
            <td class="mark" data-label={text(language, "plan.column.excluded")}>
                <input
                    type="checkbox"
                    aria-label={called("plan.column.excluded")}
                    checked={item.excluded}
                    onchange={choose_excluded(dispatch, node, work)}
                />
            </td>
        </tr>
    }
}

/// Another class has another effort, unless the organization has said one.
fn choose_class(dispatch: &Dispatch, node: &Node, work: Work) -> Callback<Event> {
    changed(dispatch, node, move |event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        Some(Work { class: Class::ALL.into_iter().find(|class| class.code() == select.value()), ..work })
    })
}

/// What is no effort leaves the field as it was.
fn choose_effort(dispatch: &Dispatch, node: &Node, work: Work, before: u16) -> Callback<Event> {
    changed(dispatch, node, move |event| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let typed = input.value();
        if typed.trim().is_empty() {
            return Some(Work { effort: None, ..work });
        }
        let effort = typed.trim().parse::<u16>().ok().filter(|effort| (1..=MOST_ITEM_EFFORT).contains(effort));
        if effort.is_none() {
            input.set_value(&before.to_string());
        }
        Some(Work { effort: Some(effort?), ..work })
    })
}

fn choose_excluded(dispatch: &Dispatch, node: &Node, work: Work) -> Callback<Event> {
    changed(dispatch, node, move |event| {
        Some(Work { excluded: event.target_dyn_into::<HtmlInputElement>()?.checked(), ..work })
    })
}

fn changed(dispatch: &Dispatch, node: &Node, read: impl Fn(&Event) -> Option<Work> + 'static) -> Callback<Event> {
    let (dispatch, id) = (dispatch.clone(), node.id.to_string());
    Callback::from(move |event: Event| {
        let Some(work) = read(&event) else { return };
        let id = id.clone();
        let change = Change::new(move |assessment| plan_file::set_work(assessment, &id, work));
        dispatch.edit(SessionAction::Change { what: "plan".into(), change });
    })
}
