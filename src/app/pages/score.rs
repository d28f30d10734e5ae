//! The total of the assessment that is open, and no more: for a place with little room. What of it the page of all results
//! says alike is here, too, so that a total alone brings no other code.

use yew::prelude::*;

use crate::{
    app::{
        components::{page_heading::page_heading, score::score_text, shell::period_text},
        context::{Dispatch, use_dispatch, use_language, use_page_title, use_session},
        state::{route::Route, scorecard, session::Session},
    },
    engine::{
        exact::Exact,
        framework::{Basis, Framework, Scoring},
        review::index_interval,
        scoring::{Score, Scorecard, State},
    },
    formats::builtin,
    i18n::{Language, number, pick, status, text, text_with},
};

/// The total of the assessment that is open; the ways in, where none is.
#[component]
pub fn ScorePage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    use_page_title(text(language, "results.title"));
    let Some(session) = session else { return nothing_open(dispatch, language) };
    let framework = &*session.framework;
    let scorecard = scorecard::of(&session);
    html! {
        <div class="results">
            { page_heading(title(&session, language)) }
            <p class="results-framework">{ &**pick(&framework.title, language) }</p>
            { summary(framework, &scorecard, language) }
            if has_allocated_points(framework, &scorecard) {
                <p class="allocated-notice">{ text(language, "results.allocated.total") }</p>
            }
            <p><a href={Route::Results.href()}>{ text(language, "results.all") }</a></p>
        </div>
    }
}

/// «Kết quả: Tỉnh Bắc Giang, quý I/2024»
pub fn title(session: &Session, language: Language) -> String {
    let organization = match session.assessment.organization.name.trim() {
        "" => text(language, "results.unnamed"),
        name => name,
    };
    let mut title = format!("{}: {organization}", text(language, "results.title"));
    match period_text(session.assessment.period.trim(), language) {
        period if period.is_empty() => {}
        period => title.extend([", ", &period]),
    }
    title
}

/// The ways in, where there is nothing to show.
pub fn nothing_open(dispatch: Dispatch, language: Language) -> Html {
    let open_example = Callback::from(move |_| {
        if let Some((framework, _)) = builtin::EXAMPLES.first() {
            dispatch.open_example(framework, &Route::Results);
        }
    });
    html! {
        <div class="results">
            { page_heading(text(language, "results.title")) }
            <p>{ text(language, "results.none") }</p>
            <ul class="results-ways">
                <li><a href={Route::ASSESS.href()}>{ text(language, "results.none.assess") }</a></li>
                <li><button type="button" class="link-button" onclick={open_example}>{ text(language, "results.none.example") }</button></li>
            </ul>
        </div>
    }
}

/// Points, what is still possible, index value, progress.
pub fn summary(framework: &Framework, scorecard: &Scorecard, language: Language) -> Html {
    let total = &scorecard.total;
    let say = |key| text(language, key);
    let counted = framework.scoring == Scoring::Counted;
    let points_label = match (counted, total.is_complete()) {
        (true, _) => "results.total.counted",
        (false, true) => "results.total.complete",
        (false, false) => "results.total.so_far",
    };
    let (entered, leaves) = (scorecard.progress.entered.to_string(), scorecard.progress.leaves.to_string());
    html! {
        <dl class="results-summary">
            <div class="results-summary-main">
                <dt>{ say(points_label) }</dt>
                <dd data-total="">{ total_text(total, framework, language) }</dd>
            </div>
            if !total.is_complete() {
                <div>
                    <dt>{ say("results.interval") }</dt>
                    <dd data-interval="">
                        { interval_text(total, framework, language) }
                        <p class="results-hint">{ say(if counted { "results.interval.why.counted" } else { "results.interval.why" }) }</p>
                    </dd>
                </div>
            }
            if let Some((low, high)) = index_interval(framework, scorecard).filter(|_| !counted) {
                <div>
                    <dt>{ say("results.index") }</dt>
                    <dd data-index-value="">{ index_text(framework, &low, &high, language) }</dd>
                </div>
            }
            if let Some(grade) = grade_text(framework, scorecard, language) {
                <div>
                    <dt>{ say("results.grade") }</dt>
                    <dd>
                        { grade }
                        if !framework.grading.as_ref().is_none_or(|grading| grading.weakest_of.is_empty()) {
                            <p class="results-hint">{ say("results.grade.weakest") }</p>
                        }
                    </dd>
                </div>
            }
            <div>
                <dt>{ say("results.progress") }</dt>
                <dd>{ text_with(language, "results.progress.text", &[("entered", &entered), ("leaves", &leaves)]) }</dd>
            </div>
        </dl>
    }
}

/// «546,3 / 1.000 điểm», «18/36 nhiệm vụ»
fn total_text(total: &Score, framework: &Framework, language: Language) -> String {
    match (framework.scoring, &framework.counted_noun) {
        (Scoring::Counted, Some(noun)) => {
            format!("{} {}", score_text(total, framework.scoring, None, language), pick(noun, language))
        }
        _ => score_text(total, framework.scoring, None, language),
    }
}

fn interval_text(total: &Score, framework: &Framework, language: Language) -> String {
    let interval = status::interval(total, language);
    match &framework.counted_noun {
        Some(noun) if framework.scoring == Scoring::Counted => {
            text_with(language, "results.interval.counted", &[("interval", &interval), ("noun", pick(noun, language))])
        }
        _ => text_with(language, "results.interval.text", &[("interval", &interval)]),
    }
}

/// An index value with the decimals that the framework declares, or both ends of its interval.
pub fn index_text(framework: &Framework, low: &Exact, high: &Exact, language: Language) -> String {
    let written = |value: &Exact| number::index_value(value, framework.index_rounding, language);
    if low == high {
        return written(low);
    }
    text_with(language, "results.index.open", &[("low", &written(low)), ("high", &written(high))])
}

fn grade_text(framework: &Framework, scorecard: &Scorecard, language: Language) -> Option<String> {
    let (low, high) = scorecard.grade?;
    let grades = &framework.grading.as_ref()?.grades;
    let name = |grade: usize| grades.get(grade).map(|grade| pick(&grade.name, language).to_string());
    if low == high {
        return name(low);
    }
    Some(text_with(language, "results.grade.open", &[("low", &name(low)?), ("high", &name(high)?)]))
}

/// Whether points that are shared out equally have gone into the scores: not where all is known as a whole.
pub fn has_allocated_points(framework: &Framework, scorecard: &Scorecard) -> bool {
    framework.nodes().iter().enumerate().any(|(index, node)| {
        let above = node.parent.and_then(|parent| scorecard.nodes.get(parent));
        node.points_basis == Basis::Allocated
            && scorecard.nodes.get(index).is_some_and(|it| it.state != State::Unscored)
            && above.is_none_or(|above| above.state != State::Given)
    })
}
