//! The total of the assessment that is open, and no more: for a place with little room.
//!
//! Its code is with what reads and scores (`machinery`): a page around shows it without the page of all results.

use std::rc::Rc;

use yew::prelude::*;

use super::{allocated_notice, nothing_open, summary::summary, title};
use crate::{
    app::{
        components::page_heading::page_heading,
        context::{use_dispatch, use_language, use_page_title, use_session},
        state::route::Route,
    },
    engine::scoring::{Reference, score},
    i18n::{pick, text},
};

/// The total of the assessment that is open.
#[component]
pub fn ScorePage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    use_page_title(text(language, "results.title"));
    let scorecard = use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        of.as_ref().map(|(framework, assessment)| score(framework, assessment, Reference::default()))
    });
    let (Some(session), Some(scorecard)) = (&session, &*scorecard) else {
        return nothing_open(dispatch, language);
    };
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
