//! What is to be reached.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Desk;
use crate::{
    app::state::session::{Change, SessionAction},
    engine::{
        exact::Exact,
        framework::{Input, InputKind, Scoring},
        plan::{Goal, Plan},
    },
    formats::plan_file,
    i18n::{
        number::{self, Reading},
        pick, plan as words, text, text_with,
    },
};

/// The field of the target, and in what it is measured.
pub fn goal_form(
    desk: Desk,
    goal: Option<&Goal>,
    plan: &Plan,
    refused: &UseStateHandle<Option<(AttrValue, String)>>,
) -> Html {
    let Desk { session, dispatch, language, .. } = desk;
    let framework = &*session.framework;
    let counted = framework.scoring == Scoring::Counted;
    let is_index = matches!(goal, Some(Goal::Index(_)));
    let max = if is_index { Exact::ONE } else { framework.max_points.clone() };
    let set = {
        let (dispatch, refused) = (dispatch.clone(), refused.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let typed = input.value();
            let label = text(language, "plan.goal");
            let expects = Input {
                name: "target".into(),
                label: crate::engine::framework::Text { vi: label.into(), en: label.into() },
                kind: InputKind::Number,
                measure_unit: None,
                min: Exact::ZERO,
                max: Some(max.clone()),
            };
            let canonical = match number::parse(&typed, language, &expects) {
                Reading::Empty => None,
                Reading::Value { canonical, .. } => Some(canonical),
                // The one that fits: a target above all points is none.
                Reading::Ambiguous { choices } => choices.into_iter().map(|choice| choice.canonical).next(),
                Reading::Wrong(wrong) => {
                    refused.set(Some((typed.into(), number::wrong_text(wrong, label, language))));
                    return;
                }
            };
            let value = canonical.as_deref().and_then(Exact::parse_decimal);
            if value.as_ref().is_some_and(|value| value.is_negative() || *value > max) {
                let message = text_with(language, "plan.goal.range", &[("max", &number::number(&max, language))]);
                refused.set(Some((typed.into(), message)));
                return;
            }
            refused.set(None);
            let goal = value.map(if is_index { Goal::Index } else { Goal::Points });
            dispatch.edit(SessionAction::Change {
                what: "plan".into(),
                change: Change::new(move |assessment| plan_file::set_goal(assessment, goal.as_ref())),
            });
        })
    };
    let measure = {
        let (dispatch, refused, max_points) = (dispatch.clone(), refused.clone(), framework.max_points.clone());
        let target = goal.map(|goal| match goal {
            Goal::Points(value) | Goal::Index(value) => value.clone(),
        });
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let to_index = select.value() == "index";
            refused.set(None);
            // The same part of the whole, in the other measure.
            let target = target.clone().unwrap_or_default();
            let goal = match (is_index, to_index) {
                (false, true) => Goal::Index(shortened(target.checked_div(&max_points).unwrap_or_default(), 4)),
                (true, false) => Goal::Points(shortened(&target * &max_points, 2)),
                _ => return,
            };
            dispatch.edit(SessionAction::Change {
                what: "plan".into(),
                change: Change::new(move |assessment| plan_file::set_goal(assessment, Some(&goal))),
            });
        })
    };
    // What is being typed stays, whatever else on the page is drawn again meanwhile.
    let typing = {
        let refused = refused.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                refused.set(Some((input.value().into(), String::new())));
            }
        })
    };
    let shown = match (&**refused, goal) {
        (Some((typed, _)), _) => typed.to_string(),
        (None, Some(Goal::Points(value) | Goal::Index(value))) => number::edit(&value.to_text(), language),
        (None, None) => String::new(),
    };
    let error = refused.as_ref().map(|(_, message)| message.clone()).filter(|message| !message.is_empty());
    let stands_for = goal.cloned().unwrap_or(Goal::Points(Exact::ZERO));
    let amount = |value| words::amount(framework, &stands_for, value, language);
    let hint = text_with(
        language,
        "plan.goal.hint",
        &[("start", amount(&plan.start).as_str()), ("most", amount(&plan.most).as_str())],
    );
    html! {
        <div class="plan-goal">
            <div class="field">
                <label for="plan-target">{ text(language, "plan.goal") }</label>
                <input
                    id="plan-target"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    value={shown}
                    oninput={typing}
                    onchange={set}
                    aria-invalid={error.is_some().then_some("true")}
                    aria-describedby={if error.is_some() { "plan-target-error plan-target-hint" } else { "plan-target-hint" }}
                />
            </div>
            if counted {
                <p class="plan-measure">{ framework.counted_noun.as_ref().map(|noun| pick(noun, language).to_string()).unwrap_or_default() }</p>
            } else {
                <div class="field">
                    <label for="plan-measure">{ text(language, "plan.goal.measure") }</label>
                    <select id="plan-measure" onchange={measure}>
                        <option value="points" selected={!is_index}>{ text(language, "plan.goal.points") }</option>
                        <option value="index" selected={is_index}>{ text(language, "plan.goal.index") }</option>
                    </select>
                </div>
            }
            if let Some(error) = error {
                <p class="field-error" id="plan-target-error">{ error }</p>
            }
            <p class="hint" id="plan-target-hint">{ hint }</p>
        </div>
    }
}

/// A target with so many decimals, rounded up: never less than what was asked for.
fn shortened(value: Exact, places: u8) -> Exact {
    let below = value.round(crate::engine::exact::Rounding { places, mode: crate::engine::exact::RoundingMode::Down });
    if below == value {
        return value;
    }
    &below + &Exact::ratio(1, 10_i64.pow(u32::from(places))).unwrap_or_default()
}
