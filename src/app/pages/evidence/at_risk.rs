//! Points that no document proves, and the total without them.

use yew::prelude::*;

use super::Page;
use crate::{
    app::{charts::main_indicators::amount, state::route::Route},
    engine::{
        framework::{Basis, Scoring},
        risk::AtRisk,
    },
    i18n::{node_title, number, status, text, text_for_count, text_with},
};

/// How many are listed before the rest is folded away.
const FIRST: usize = 10;

/// What is earned without a document, the most points first.
pub fn at_risk(page: Page) -> Html {
    let Page { session, risk, language, .. } = page;
    let framework = &*session.framework;
    let counted = framework.scoring == Scoring::Counted;
    let say = |key| text(language, key);
    if risk.items.is_empty() {
        let key = if risk.proved == 0 { "risk.nothing" } else { "risk.none" };
        return html! {
            <section class="documents-risk" aria-labelledby="risk-title">
                <h2 id="risk-title" tabindex="-1">{ say("risk.title") }</h2>
                <p>{ say(key) }</p>
            </section>
        };
    }
    let (total, without) =
        (status::score(&risk.total, framework, language), status::score(&risk.without, framework, language));
    let items = text_for_count(language, "risk.items", risk.items.len());
    let sentence = if counted {
        items
    } else {
        text_with(language, "risk.sum", &[("items", &items), ("points", &amount(framework, &risk.points, language))])
    };
    let allocated =
        risk.items.iter().any(|it| framework.node(it.node).is_some_and(|node| node.points_basis == Basis::Allocated));
    let (first, rest) = risk.items.split_at(risk.items.len().min(FIRST));
    html! {
        <section class="documents-risk" aria-labelledby="risk-title">
            <h2 id="risk-title" tabindex="-1">{ say("risk.title") }</h2>
            <p>{ sentence }</p>
            <p class="documents-without" data-without={risk.without.points.to_text()}>
                { text_with(language, "risk.without", &[("total", &total), ("without", &without)]) }
            </p>
            if allocated && !counted {
                <p class="allocated-notice">{ say("results.allocated") }</p>
            }
            { table(page, first, "risk.caption") }
            if !rest.is_empty() {
                <details class="results-rest">
                    <summary>{ text_for_count(language, "results.more", rest.len()) }</summary>
                    { table(page, rest, "risk.caption") }
                </details>
            }
        </section>
    }
}

fn table(page: Page, items: &[AtRisk], caption: &'static str) -> Html {
    let Page { session, language, .. } = page;
    let framework = &*session.framework;
    let counted = framework.scoring == Scoring::Counted;
    let row = |item: &AtRisk| {
        let Some(node) = framework.node(item.node) else { return Html::default() };
        html! {
            <tr data-risk={node.id.to_string()}>
                <th scope="row"><a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, " ", language) }</a></th>
                if !counted {
                    <td class="number">{ number::points_beside(&item.points, &node.max_points, language) }</td>
                    <td class="number">{ number::points(&node.max_points, language) }</td>
                }
            </tr>
        }
    };
    html! {
        <table class="table">
            <caption class="visually-hidden">{ text(language, caption) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ text(language, "results.column.item") }</th>
                    if !counted {
                        <th scope="col" class="number">{ text(language, "risk.column.points") }</th>
                        <th scope="col" class="number">{ text(language, "results.column.max") }</th>
                    }
                </tr>
            </thead>
            <tbody>for item in items { { row(item) } }</tbody>
        </table>
    }
}
