//! The total of the assessment that is open, and no more: for a place with little room.
//!
//! Its code is with what reads and scores (`machinery`): a page around shows it without the page of all results.

use yew::prelude::*;

use super::{allocated_notice, summary::summary, title, use_results};
use crate::{
    app::{
        components::page_heading::page_heading,
        state::{route::Route, session::Session},
    },
    engine::scoring::{Reference, Scorecard, score},
    i18n::{Language, pick, text},
};

/// The total of the assessment that is open.
#[component]
pub fn ScorePage() -> Html {
    use_results(
        |framework, assessment| score(framework, assessment, Reference::default()),
        |session, scorecard, _, language| total(session, scorecard, language),
    )
}

fn total(session: &Session, scorecard: &Scorecard, language: Language) -> Html {
    html! {
        <div class="results">
            { page_heading(title(session, language)) }
            <p class="results-framework">{ &**pick(&session.framework.title, language) }</p>
            { summary(&session.framework, scorecard, language) }
            { allocated_notice(&session.framework, scorecard, language) }
            <p><a href={Route::Results.href()}>{ text(language, "results.all") }</a></p>
        </div>
    }
}
