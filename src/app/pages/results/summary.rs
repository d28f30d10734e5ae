//! The whole, in four numbers, and the pillars.

use yew::prelude::*;

use super::{Findings, column};
use crate::{
    app::{charts::main_indicators::value_text, components::score::score_text},
    engine::{
        exact::Exact,
        framework::{Framework, Scoring},
        review::{index_interval, share_interval},
        scoring::Score,
    },
    i18n::{Language, number, pick, status, text, text_with},
};

/// Points, what is still possible, index value, progress.
pub fn summary(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let framework = &*session.framework;
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
            if let Some(grade) = grade_text(findings) {
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
fn index_text(framework: &Framework, low: &Exact, high: &Exact, language: Language) -> String {
    let written = |value: &Exact| number::index_value(value, framework.index_rounding, language);
    if low == high {
        return written(low);
    }
    text_with(language, "results.index.open", &[("low", &written(low)), ("high", &written(high))])
}

fn grade_text(findings: &Findings) -> Option<String> {
    let (low, high) = findings.scorecard.grade?;
    let grades = &findings.session.framework.grading.as_ref()?.grades;
    let language = findings.language;
    let name = |grade: usize| grades.get(grade).map(|grade| pick(&grade.name, language).to_string());
    if low == high {
        return name(low);
    }
    Some(text_with(language, "results.grade.open", &[("low", &name(low)?), ("high", &name(high)?)]))
}

/// Points and index value of each pillar.
pub fn pillars(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let framework = &*session.framework;
    let say = |key| text(language, key);
    let members: Vec<&usize> = framework.pillars.iter().flat_map(|pillar| &pillar.members).collect();
    let overlap = members.iter().enumerate().any(|(at, member)| members[..at].contains(member));
    html! {
        <section class="results-pillars">
            <h2>{ say("results.pillars") }</h2>
            if overlap {
                <p>{ say("results.pillars.overlap") }</p>
            }
            <table class="table">
                <caption>{ say("results.pillars.caption") }</caption>
                <thead>
                    <tr>
                        { column(say("results.pillar"), false) }
                        { column(say("results.column.reached"), true) }
                        { column(say("results.column.index"), true) }
                    </tr>
                </thead>
                <tbody>
                    for (pillar, scored) in framework.pillars.iter().zip(&scorecard.pillars) {
                        <tr data-pillar={pillar.id.to_string()}>
                            <th scope="row">{ &**pick(&pillar.name, language) }</th>
                            <td class="number">{ &*value_text(framework, &scored.score, language) }</td>
                            <td class="number">
                                if let Some((low, high)) = share_interval(framework, &scored.score) {
                                    { index_text(framework, &low, &high, language) }
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}
