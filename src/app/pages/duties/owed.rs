//! What one organization owes, the nearest day first.

use yew::prelude::*;

use super::Page;
use crate::{
    app::{pages::evidence::date_text, state::route::Route},
    engine::duty::{Debtor, Owed},
    i18n::{duty, node_title, status, text, text_for_count},
};

/// One organization with its leaves. Those that nobody leads are folded.
pub fn debtor(page: Page, debtor: &Debtor) -> Html {
    let Page { language, .. } = page;
    let (open, overdue) = (debtor.open(), debtor.overdue());
    let counts = html! {
        <p class="duties-counts" data-owed={debtor.organization.clone()} data-open={open.to_string()} data-overdue={overdue.to_string()}>
            { text_for_count(language, "duties.open", open) }
            if overdue > 0 { { " " }<strong class="duties-late">{ text_for_count(language, "duties.overdue.count", overdue) }</strong> }
        </p>
    };
    if debtor.organization.is_empty() {
        return html! {
            <details class="duties-nobody">
                <summary>{ duty::debtor(debtor, language) }{ " (" }{ debtor.owed.len() }{ ")" }</summary>
                { counts }
                { table(page, debtor) }
            </details>
        };
    }
    html! {
        <section class="duties-debtor">
            <h3>{ duty::debtor(debtor, language) }</h3>
            { counts }
            { table(page, debtor) }
        </section>
    }
}

fn table(page: Page, debtor: &Debtor) -> Html {
    let Page { session, language, .. } = page;
    let row = |owed: &Owed| {
        let Some(node) = session.framework.node(owed.node) else { return Html::default() };
        let deadline = date_text(&owed.deadline_text, language);
        html! {
            <tr role="row" class={owed.overdue.then_some("duties-row-late")}>
                <td role="cell">{ if deadline.is_empty() { text(language, "duties.no_deadline").to_owned() } else { deadline } }</td>
                <th role="rowheader" scope="row"><a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, " ", language) }</a></th>
                <td role="cell">{ duty::part(owed.part, language) }</td>
                <td role="cell">{ owed.person.clone() }</td>
                <td role="cell">{ status::state(owed.state, language) }
                    if owed.overdue { { " " }<strong class="duties-late">{ text(language, "duties.overdue") }</strong> }
                </td>
            </tr>
        }
    };
    html! {
        <table class="table duties-table" role="table">
            <caption class="visually-hidden">{ duty::debtor(debtor, language) }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    for key in ["duties.column.deadline", "duties.column.item", "duties.column.part", "duties.column.person", "duties.column.state"] {
                        <th scope="col" role="columnheader">{ text(language, key) }</th>
                    }
                </tr>
            </thead>
            <tbody role="rowgroup">for owed in &debtor.owed { { row(owed) } }</tbody>
        </table>
    }
}
