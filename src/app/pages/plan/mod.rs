//! The least work that reaches a target (“kế hoạch đạt mục tiêu”).

mod efforts;
mod goal;

use std::rc::Rc;

use yew::prelude::*;

use self::{efforts::efforts, goal::goal_form};
use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text},
        context::{Dispatch, use_dispatch, use_language, use_page_title, use_workspace},
        state::{route::Route, session::Session},
    },
    engine::{
        exact::Exact,
        framework::{Basis, Framework, Role},
        plan::{Choice, Goal, Item, Outcome, Plan, items, plan},
    },
    formats::plan_file,
    i18n::{Language, node_title, number, plan as words, text, text_for_count},
    web,
};

/// What every part of the page is made from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    session: &'a Session,
    items: &'a [Item],
    dispatch: &'a Dispatch,
    language: Language,
}

/// The steps that reach a target with the least effort.
#[component]
pub fn PlanPage() -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let dispatch = use_dispatch();
    // What is being typed as a target, and why it is none; no words while it is typed.
    let refused = use_state_eq(|| None::<(AttrValue, String)>);
    use_page_title(text(language, "plan.title"));
    let session = workspace.session.clone();
    let found = use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        let (framework, assessment) = of.as_ref()?;
        let items = items(framework, assessment, &plan_file::works(assessment));
        let stated = plan_file::goal(assessment);
        let goal = stated.clone().unwrap_or(Goal::Points(Exact::ZERO));
        let plan = plan(framework, assessment, &items, &goal);
        Some((items, stated, plan))
    });
    let (Some(session), Some((items, goal, plan))) = (&session, &*found) else {
        let waits = !workspace.looked || workspace.pending.is_some();
        return html! {
            <div class="plan">
                { page_heading(text(language, "plan.title")) }
                if waits {
                    <p class="loading" role="status">{ text(language, "assess.loading") }</p>
                } else {
                    <p>{ text(language, "plan.none") }</p>
                    <p><a class="button" href={Route::ASSESS.href()}>{ text(language, "results.none.assess") }</a></p>
                }
            </div>
        };
    };
    let desk = Desk { session, items, dispatch: &dispatch, language };
    let print = Callback::from(|_| web::page::print());
    html! {
        <div class="plan">
            <p class="plan-back"><a href={Route::Results.href()}>{ text(language, "plan.back") }</a></p>
            { page_heading(text(language, "plan.title")) }
            <p class="plan-whose">{ whose(session, language) }</p>
            <p class="lead">{ text(language, "plan.lead") }</p>
            { goal_form(desk, goal.as_ref(), plan, &refused) }
            if let Some(goal) = goal {
                { outcome(desk, goal, plan) }
                if let Outcome::Steps(choice) = &plan.outcome {
                    { todo(desk, choice) }
                    <p class="plan-actions">
                        <button type="button" class="button" onclick={print}>{ text(language, "plan.print") }</button>
                    </p>
                }
            }
            { efforts(desk, goal.is_none()) }
        </div>
    }
}

/// «Tỉnh Bắc Giang, quý I/2024 · Bộ chỉ số …»
fn whose(session: &Session, language: Language) -> String {
    let name = match session.assessment.organization.name.trim() {
        "" => text(language, "results.unnamed"),
        name => name,
    };
    let period = period_text(session.assessment.period.trim(), language);
    let comma = if period.is_empty() { "" } else { ", " };
    format!("{name}{comma}{period} · {}", crate::i18n::pick(&session.framework.title, language))
}

/// How the search ended, and what must be known about its points.
fn outcome(desk: Desk, goal: &Goal, plan: &Plan) -> Html {
    let Desk { session, items, language, .. } = desk;
    let framework = &*session.framework;
    let code = match &plan.outcome {
        Outcome::Reached => "reached",
        Outcome::OutOfReach => "out-of-reach",
        Outcome::Steps(choice) if choice.is_proven() => "proven",
        Outcome::Steps(_) => "gap",
    };
    let allocated =
        items.iter().any(|item| framework.node(item.node).is_some_and(|node| node.points_basis == Basis::Allocated));
    html! {
        <div class="plan-outcome" role="status" data-outcome={code}>
            for line in words::verdict(framework, goal, plan, language) {
                <p>{ line }</p>
            }
            if allocated {
                <p class="allocated-notice">{ text(language, "plan.allocated") }</p>
            }
        </div>
    }
}

/// The steps, in the order of the framework.
fn todo(desk: Desk, choice: &Choice) -> Html {
    let Desk { session, items, language, .. } = desk;
    html! {
        <section>
            <h2>{ text(language, "plan.todo") }</h2>
            <table class="table plan-todo">
                <caption class="visually-hidden">{ text(language, "plan.todo.caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "plan.column.item") }</th>
                        <th scope="col">{ text(language, "plan.column.what") }</th>
                        <th scope="col" class="number">{ text(language, "plan.column.points") }</th>
                        <th scope="col" class="number">{ text(language, "plan.column.effort") }</th>
                    </tr>
                </thead>
                <tbody>
                    for (item, step) in &choice.steps {
                        { todo_row(&session.framework, session, items.get(*item), *step, language) }
                    }
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{ text_for_count(language, "plan.todo.sum", choice.steps.len()) }</th>
                        <td class="number">{ number::number(&i64::from(choice.effort).into(), language) }</td>
                    </tr>
                </tfoot>
            </table>
        </section>
    }
}

fn todo_row(framework: &Framework, session: &Session, item: Option<&Item>, step: usize, language: Language) -> Html {
    let Some((item, node)) = item.and_then(|item| Some((item, framework.node(item.node)?))) else {
        return Html::default();
    };
    let Some(step) = item.steps.get(step) else { return Html::default() };
    let lines = words::step(node, session.response(node.id.as_str()), step, language);
    html! {
        <tr data-step={node.id.to_string()}>
            <th scope="row">{ item_link(framework, item, language) }</th>
            <td>
                for line in lines {
                    <p class="plan-line">{ line }</p>
                }
            </td>
            <td class="number" data-label={text(language, "plan.column.points")}>
                if node.role != Role::Prerequisite {
                    { format!(
                        "{} → {}",
                        number::points_beside(&item.points, &step.points, language),
                        number::points_beside(&step.points, &item.points, language),
                    ) }
                }
            </td>
            <td class="number" data-label={text(language, "plan.column.effort")}>
                { number::number(&i64::from(step.effort).into(), language) }
            </td>
        </tr>
    }
}

/// The item, with the way to where it is entered.
fn item_link(framework: &Framework, item: &Item, language: Language) -> Html {
    let Some(node) = framework.node(item.node) else { return Html::default() };
    html! { <a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, " ", language) }</a> }
}
