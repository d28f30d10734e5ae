//! What others than the organization have said of a node: its appraised and final score, and why.

use yew::prelude::*;

use crate::{
    engine::{assessment::Response, exact::Exact, scoring::NodeScore},
    i18n::{Language, number, text},
};

/// «Thẩm định 9,5 · Chênh lệch 1,61 · Lý do: …»; nothing where nobody has said anything.
pub fn appraised(response: Option<&Response>, score: &NodeScore, language: Language) -> Html {
    let Some(response) = response else { return Html::default() };
    let Response { appraised, final_score, comment, answer, .. } = response;
    if appraised.is_none() && final_score.is_none() && comment.trim().is_empty() {
        return Html::default();
    }
    let points = |value: Option<&Exact>| value.map(|it| number::points(it, language)).unwrap_or_default();
    let reason = |it: &Option<crate::engine::assessment::Appraisal>| {
        it.as_ref().map(|it| it.reason.trim().to_owned()).unwrap_or_default()
    };
    let shown = |has: bool, value: Option<&Exact>| points(value.filter(|_| has));
    let lines = [
        ("appraise.column.appraised", shown(appraised.is_some(), score.appraised.as_ref())),
        ("appraise.column.difference", shown(appraised.is_some(), score.difference.as_ref())),
        ("appraise.reason", reason(appraised)),
        ("appraise.remark", comment.trim().to_owned()),
        ("appraise.answer", answer.trim().to_owned()),
        ("appraise.column.final", shown(final_score.is_some(), Some(&score.final_points))),
        ("appraise.final_reason", reason(final_score)),
    ];
    html! {
        <dl class="leaf-appraised">
            for (key, value) in lines {
                if !value.is_empty() {
                    <div><dt>{ text(language, key).trim_end_matches(':') }</dt><dd>{ value }</dd></div>
                }
            }
        </dl>
    }
}
