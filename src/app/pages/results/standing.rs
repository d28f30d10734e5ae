//! Strengths and weaknesses, as far as enough is entered to name them.

use yew::prelude::*;

use super::Findings;
use crate::{
    app::{charts::main_indicators::level_name, state::route::Route},
    engine::{review::Standing, scoring::State},
    i18n::{node_title, number, text, text_with},
};

/// How many are named on each side.
const MOST_NAMED: usize = 3;

/// Main indicators above and below the overall share.
pub fn standing_section(findings: &Findings) -> Html {
    let Findings { session, review, language, .. } = *findings;
    let framework = &*session.framework;
    let level = level_name(framework, language);
    let undecided: Vec<String> = review
        .undecided
        .iter()
        .filter_map(|node| framework.node(*node))
        .map(|node| node_title(node, ". ", language))
        .collect();
    html! {
        <section class="results-standing">
            <h2>{ text(language, "results.standing") }</h2>
            if let Some(share) = review.share.as_ref().filter(|_| undecided.len() < review.spread.all) {
                <p>
                    { text_with(language, "results.standing.how", &[("level", &level), ("share", &number::percent(share, language))]) }
                </p>
                <div class="results-sides">
                    { side(findings, "results.strengths", &review.strengths) }
                    { side(findings, "results.weaknesses", &review.weaknesses) }
                </div>
            } else {
                <p>{ text_with(language, "results.standing.nothing", &[("level", &level)]) }</p>
            }
            if !undecided.is_empty() && undecided.len() < review.spread.all {
                <p class="results-hint">{ text_with(language, "results.undecided", &[("list", &undecided.join(", "))]) }</p>
            }
        </section>
    }
}

fn side(findings: &Findings, heading: &'static str, standings: &[Standing]) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let item = |standing: &Standing| {
        let node = session.framework.node(standing.node)?;
        let scored = scorecard.nodes.get(standing.node)?;
        let progress = scored.progress;
        let (entered, leaves) = (progress.entered.to_string(), progress.leaves.to_string());
        let share = number::percent(&standing.share, language);
        let values = [("share", &*share), ("entered", &*entered), ("leaves", &*leaves)];
        let whole = scored.state == State::Given;
        let key = if whole { "results.standing.item.given" } else { "results.standing.item" };
        Some(html! {
            <li key={standing.node}>
                <a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, ". ", language) }</a>
                <span class="results-meta">{ text_with(language, key, &values) }</span>
            </li>
        })
    };
    html! {
        <div>
            <h3>{ text(language, heading) }</h3>
            if standings.is_empty() {
                <p>{ text(language, "results.standing.none") }</p>
            } else {
                <ol>{ for standings.iter().take(MOST_NAMED).filter_map(item) }</ol>
            }
        </div>
    }
}
