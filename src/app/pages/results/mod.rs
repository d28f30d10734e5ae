//! What the assessment that is open adds up to (“Kết quả”).

mod gaps;
mod main_indicators;
mod pillars;
mod standing;
mod why;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    gaps::{GapKind, gaps},
    main_indicators::main_indicators,
    pillars::pillars,
    standing::standing_section,
    why::Opened,
};
use crate::{
    app::{
        components::{page_heading::page_heading, problems::problem_list},
        context::{Dispatch, use_dispatch, use_language, use_page_title, use_session},
        pages::score::{has_allocated_points, nothing_open, summary, title},
        state::{route::Route, session::Session},
    },
    engine::{
        exact::Exact,
        review::{Review, review},
        rounds,
        scoring::{Reference, Scorecard, score},
    },
    i18n::{Language, number, pick, status, text, text_with},
    web,
};

/// What the assessment that is open adds up to; the ways in, where none is.
#[component]
pub fn ResultsPage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let opened: Opened = use_state_eq(Vec::new);
    use_page_title(text(language, "results.title"));
    let found = use_findings(&session);
    match (&session, &*found) {
        (Some(session), Some((scorecard, review))) => {
            results(&Findings { session, scorecard, review, opened: &opened, dispatch: &dispatch, language })
        }
        _ => nothing_open(dispatch, language),
    }
}

/// The scores of what is open, and what stands out in them.
#[hook]
fn use_findings(session: &Option<Rc<Session>>) -> Rc<Option<(Rc<Scorecard>, Review)>> {
    use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        let (framework, assessment) = of.as_ref()?;
        let scorecard = Rc::new(score(framework, assessment, Reference::default()));
        let review = review(framework, &scorecard);
        Some((scorecard, review))
    })
}

/// What every part of the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// What is open.
    session: &'a Session,
    /// Its scores.
    scorecard: &'a Rc<Scorecard>,
    /// What stands out in them.
    review: &'a Review,
    /// Which explanations are open.
    opened: &'a Opened,
    /// How to change things.
    dispatch: &'a Dispatch,
    /// In which language the page is.
    language: Language,
}

fn results(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let print = Callback::from(|_| web::page::print());
    html! {
        <div class="results">
            { page_heading(title(session, language)) }
            <p class="results-framework">
                <a href={Route::framework(&session.framework.id).href()}>{ &**pick(&session.framework.title, language) }</a>
            </p>
            { summary(&session.framework, scorecard, language) }
            if has_allocated_points(&session.framework, scorecard) {
                <p class="allocated-notice">{ text(language, "results.allocated.total") }</p>
            }
            <p class="results-actions">
                <a class="button" href={Route::ASSESS.href()}>{ text(language, "results.edit") }</a>{ " " }
                <a class="button" href={Route::Plan.href()}>{ text(language, "results.plan") }</a>{ " " }
                <a class="button" href={Route::Report.href()}>{ text(language, "results.report") }</a>{ " " }
                <button type="button" class="button" onclick={print}>{ text(language, "results.print") }</button>{ " " }
                <a class="button" href={Route::Appraise.href()}>{ text(language, "results.appraise") }</a>{ " " }
                <a class="button" href={Route::Import.href()}>{ text(language, "results.export") }</a>{ " " }
                <a class="button" href={Route::Evidence.href()}>{ text(language, "results.to_evidence") }</a>{ " " }
                <a class="button" href={Route::Periods.href()}>{ text(language, "periods.title") }</a>
            </p>
            { recognized(findings) }
            if !session.framework.pillars.is_empty() {
                { pillars(findings) }
            }
            { main_indicators(findings) }
            { standing_section(findings) }
            { gaps(findings, GapKind::Lost) }
            { gaps(findings, GapKind::Open) }
            <div class="results-last">
                <section>
                    <h2>{ text(language, "results.problems") }</h2>
                    if scorecard.problems.is_empty() {
                        <p>{ text(language, "results.problems.none") }</p>
                    } else {
                        { problem_list(&scorecard.problems, None, 50, language) }
                    }
                </section>
                { statuses(findings) }
            </div>
        </div>
    }
}

/// What the appraisal made of it, where there is one.
fn recognized(findings: &Findings) -> Html {
    let Findings { scorecard, language, .. } = *findings;
    if !rounds::is_appraised(scorecard) {
        return Html::default();
    }
    let line = |key: &'static str, value: &Exact| {
        html! { <li>{ text_with(language, key, &[("points", &status::with_points(value, language))]) }</li> }
    };
    html! {
        <ul class="results-recognized">
            { line("results.recognized.self", &scorecard.total.points) }
            if let Some(appraised) = &scorecard.appraised {
                { line("results.recognized.appraised", &appraised.points) }
            }
            { line("results.recognized.final", &scorecard.recognized.points) }
        </ul>
    }
}

/// How many items have which status.
fn statuses(findings: &Findings) -> Html {
    let Findings { review, language, .. } = *findings;
    html! {
        <section>
            <h2>{ text(language, "results.statuses") }</h2>
            <table class="table">
                <caption>{ text(language, "results.statuses.caption") }</caption>
                <thead>
                    <tr>
                        { column(text(language, "results.column.status"), false) }
                        { column(text(language, "results.column.count"), true) }
                    </tr>
                </thead>
                <tbody>
                    for (found, count) in &review.statuses {
                        <tr data-status={found.code()}>
                            <th scope="row">{ status::status(*found, language) }</th>
                            { cell(number::number(&i64::try_from(*count).unwrap_or(i64::MAX).into(), language)) }
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

/// The head of a column of a table.
fn column(name: &str, is_number: bool) -> Html {
    html! { <th scope="col" class={is_number.then_some("number")}>{ name }</th> }
}

/// A number in a table.
fn cell(number: String) -> Html {
    html! { <td class="number">{ number }</td> }
}
