//! The lines: scores side by side, and what is decided or answered for each.

use std::rc::Rc;

use yew::prelude::*;

use super::{View, listed};
use crate::{
    app::{
        components::draft,
        context::Dispatch,
        state::session::{Change, SessionAction},
    },
    engine::{
        assessment::{Appraisal, Assessment, EvidenceItem, Response, RoundKind},
        exact::Exact,
        framework::{Input, InputKind, Text},
        problem::Problem,
        rounds::{self, Item},
    },
    formats::MAX_TYPED,
    i18n::{
        Language, node_title,
        number::{self, Reading},
        problem, status, text, text_with,
    },
    web,
};

/// All listed lines.
pub fn lines(view: &View) -> Html {
    let language = view.language;
    let items = listed(view);
    let head = |key: &'static str| html! { <th scope="col" class="number">{ text(language, key) }</th> };
    let decided = match view.step {
        RoundKind::Final => "appraise.column.decide_final",
        RoundKind::Answer => "appraise.column.answer",
        _ => "appraise.column.decide",
    };
    html! {
        <>
            <table class="table appraise-lines">
                <caption class="visually-hidden">{ text(language, "appraise.lines") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "appraise.column.item") }</th>
                        { head("appraise.column.max") }
                        { head("appraise.column.self") }
                        { head("appraise.column.appraised") }
                        { head("appraise.column.difference") }
                        <th scope="col">{ text(language, "appraise.column.status") }</th>
                        <th scope="col">{ text(language, decided) }</th>
                    </tr>
                </thead>
                <tbody>
                    for (at, item) in items.iter().enumerate() { { line(view, item, at) } }
                </tbody>
            </table>
            if items.is_empty() {
                <p role="status">{ text(language, "appraise.none_listed") }</p>
            }
        </>
    }
}

fn line(view: &View, item: &Item, at: usize) -> Html {
    let language = view.language;
    let nothing = Response::default();
    let response = view.session.response(&item.id).unwrap_or(&nothing);
    let points = |value: &Exact| number::points(value, language);
    let cell = |key: &'static str, value: Option<&Exact>| {
        html! {
            <td class="number" data-label={text(language, key)}>{ value.map_or_else(|| "–".to_owned(), points) }</td>
        }
    };
    let title = view.session.framework.node(item.node).map(|node| node_title(node, " ", language));
    let decide = match (view.locked, view.step) {
        (true, _) => said(view, item, response),
        (_, RoundKind::Answer) => answer(view, item, response),
        (_, RoundKind::Final) => {
            html! { <>{ said(view, item, response) }{ decision(view, item, response, at, true) }</> }
        }
        _ => decision(view, item, response, at, false),
    };
    html! {
        <tr key={item.node}>
            <th scope="row">{ title }{ about(view, item, response) }</th>
            { cell("appraise.column.max", Some(&item.max_points)) }
            { cell("appraise.column.self", item.entered_points()) }
            { cell("appraise.column.appraised", item.appraised.as_ref()) }
            { cell("appraise.column.difference", item.difference.as_ref()) }
            <td data-label={text(language, "appraise.column.status")}>{ status::status(item.status, language) }</td>
            <td class="appraise-decide">{ decide }</td>
        </tr>
    }
}

/// Documents, explanation, and the appraiser's remark: kept apart from one another.
fn about(view: &View, item: &Item, response: &Response) -> Html {
    let language = view.language;
    let documents = response.evidence.iter().filter_map(|id| view.session.assessment.evidence.get(id));
    let remark = set(view, &item.id, "comment", |response, text| response.comment = text);
    let count = [("count", &*item.documents.to_string())];
    let can_remark = view.step == RoundKind::Appraisal && !view.locked;
    let id = format!("appraise-remark-{}", item.id);
    html! {
        <details class="appraise-about">
            <summary>
                if item.documents == 0 {
                    <span class="appraise-warning">{ text(language, "appraise.no_documents") }</span>
                } else {
                    { text_with(language, "appraise.documents", &count) }
                }
            </summary>
            <ul>
                for it in documents { <li>{ document(it) }</li> }
            </ul>
            if !response.explanation.trim().is_empty() {
                <p><span class="hint">{ text(language, "appraise.explanation") }</span>{ " " }{ &response.explanation }</p>
            }
            if can_remark {
                <label for={id.clone()}>{ text(language, "appraise.remark") }</label>
                { area(id, response.comment.clone(), remark) }
            } else if !response.comment.trim().is_empty() {
                <p><span class="hint">{ text(language, "appraise.remark") }</span>{ " " }{ &response.comment }</p>
            }
        </details>
    }
}

fn document(item: &EvidenceItem) -> String {
    let parts = [&item.number, &item.date, &item.title].map(String::as_str);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What has been said so far, to be read.
fn said(view: &View, item: &Item, response: &Response) -> Html {
    let language = view.language;
    let line = |key: &'static str, text_of: &str| match text_of.trim() {
        "" => Html::default(),
        found => html! { <p><span class="hint">{ text(language, key) }</span>{ " " }{ found }</p> },
    };
    let reason = |it: &Option<Appraisal>| it.as_ref().map(|it| it.reason.clone()).unwrap_or_default();
    let stated = item.stated_final.as_ref().map(|it| number::points(it, language)).unwrap_or_default();
    html! {
        <>
            { line("appraise.reason", &reason(&response.appraised)) }
            { line("appraise.answer", &response.answer) }
            if view.locked {
                { line("appraise.column.final", &stated) }
                { line("appraise.final_reason", &reason(&response.final_score)) }
            }
        </>
    }
}

/// The organization's answer to what the appraiser decided.
fn answer(view: &View, item: &Item, response: &Response) -> Html {
    let language = view.language;
    let change = set(view, &item.id, "answer", |response, text| response.answer = text);
    let id = format!("appraise-answer-{}", item.id);
    html! {
        <>
            { said(view, item, &Response { answer: String::new(), ..response.clone() }) }
            <label class="visually-hidden" for={id.clone()}>{ text_with(language, "appraise.answer.for", &[("id", &item.id)]) }</label>
            { area(id, response.answer.clone(), change) }
        </>
    }
}

/// A field of several lines that is taken over when it is left.
fn area(id: String, kept: String, take: Callback<String>) -> Html {
    let (value, on_input) = (draft::shown(&id, kept), draft::on_input(&id));
    let on_change = draft::on_change(&id, move |text| take.emit(text));
    html! { <textarea {id} rows="2" maxlength={MAX_TYPED} {value} oninput={on_input} onchange={on_change} /> }
}

/// Points and reason of the appraiser, or of the final result.
fn decision(view: &View, item: &Item, response: &Response, at: usize, is_final: bool) -> Html {
    let language = view.language;
    let decided = if is_final { &response.final_score } else { &response.appraised };
    let (text_of, reason) = decided.as_ref().map(|it| (it.points.as_str(), it.reason.as_str())).unwrap_or_default();
    let shown = match Exact::parse_points(text_of) {
        Some(value) if value.decimal_places().is_none() => number::points(&value, language),
        Some(_) => number::edit(text_of, language),
        None => text_of.to_owned(),
    };
    let edit = Rc::new(Edit { dispatch: view.dispatch.clone(), id: Rc::clone(&item.id), is_final });
    // Lines come and go with the filter: what is being typed belongs to the item, not to its place in the list.
    let drafts = ["points", "reason"].map(|it| format!("appraise-{it}-of-{}", item.id));
    let (shown, said) = (draft::shown(&drafts[0], shown), draft::shown(&drafts[1], reason.to_owned()));
    let on_points = {
        let (edit, max) = (Rc::clone(&edit), item.max_points.clone());
        draft::on_change(&drafts[0], move |typed| edit.points(read(&typed, &max, language)))
    };
    let on_reason = {
        let edit = Rc::clone(&edit);
        draft::on_change(&drafts[1], move |typed| edit.reason(typed))
    };
    let accept = {
        let (edit, own) = (Rc::clone(&edit), item.self_points.to_points_text());
        Callback::from(move |_: MouseEvent| edit.points(own.clone()))
    };
    let next = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            // The change is told first: the field is left.
            web::focus::by_id(&format!("appraise-points-{}", at + 1));
        }
    });
    let field = if is_final { "final" } else { "appraised" };
    let problems: Vec<&Problem> = view.scorecard.problems.iter().filter(|it| is_about(it, &item.id, field)).collect();
    let (points_id, reason_id) = (format!("appraise-points-{at}"), format!("appraise-reason-{at}"));
    let id = [("id", &*item.id)];
    let keys = if is_final {
        ["appraise.final.for", "appraise.final_reason.for"]
    } else {
        ["appraise.points.for", "appraise.reason.for"]
    };
    let wrong = (!problems.is_empty()).then(|| format!("appraise-wrong-{at}"));
    html! {
        <div class="appraise-fields">
            <label class="visually-hidden" for={points_id.clone()}>{ text_with(language, keys[0], &id) }</label>
            <input id={points_id} class="appraise-points" type="text" inputmode="decimal" autocomplete="off" value={shown}
                aria-invalid={(!problems.is_empty()).then_some("true")} aria-describedby={wrong.clone()}
                placeholder={text(language, "appraise.points")} oninput={draft::on_input(&drafts[0])} onchange={on_points} onkeydown={next} />
            <button type="button" class="button button-small" onclick={accept}
                aria-label={text_with(language, "appraise.accept.for", &id)}>{ text(language, "appraise.accept") }</button>
            <label class="visually-hidden" for={reason_id.clone()}>{ text_with(language, keys[1], &id) }</label>
            <input id={reason_id} class="appraise-reason" type="text" value={said}
                placeholder={text(language, "appraise.reason")} oninput={draft::on_input(&drafts[1])} onchange={on_reason} />
            if !problems.is_empty() {
                <p class="field-error" id={wrong}>for it in &problems { { problem::message(it, language) } }</p>
            }
        </div>
    }
}

/// How a decision about one line is changed.
struct Edit {
    dispatch: Dispatch,
    id: Rc<str>,
    is_final: bool,
}

impl Edit {
    fn points(&self, points: String) {
        self.change("points", move |decided| decided.points.clone_from(&points));
    }

    fn reason(&self, reason: String) {
        self.change("reason", move |decided| decided.reason.clone_from(&reason));
    }

    fn change(&self, what: &'static str, change: impl Fn(&mut Appraisal) + 'static) {
        let (id, is_final) = (Rc::clone(&self.id), self.is_final);
        let change = Change::new(move |assessment: &mut Assessment| {
            let response = assessment.response(&id);
            let before = response.and_then(|it| if is_final { it.final_score.clone() } else { it.appraised.clone() });
            let mut decided = before.unwrap_or_default();
            change(&mut decided);
            let write = if is_final { rounds::finish } else { rounds::appraise };
            write(assessment, &id, &decided.points, &decided.reason);
        });
        self.dispatch.edit(SessionAction::Change { what: format!("appraise-{what}-{}", self.id).into(), change });
    }
}

/// What a text in the field of points says to files; what can not be read is kept as typed, and told.
fn read(typed: &str, max: &Exact, language: Language) -> String {
    let label = Text { vi: "".into(), en: "".into() };
    let expects = Input {
        name: "points".into(),
        label,
        kind: InputKind::Number,
        measure_unit: None,
        min: Exact::ZERO,
        max: Some(max.clone()),
    };
    match number::parse(typed, language, &expects) {
        Reading::Empty => String::new(),
        Reading::Value { canonical, .. } => canonical,
        Reading::Ambiguous { .. } | Reading::Wrong(_) => typed.trim().to_owned(),
    }
}

/// Whether a problem is about a decision of this kind at this line.
fn is_about(problem: &Problem, id: &str, field: &str) -> bool {
    let code = problem.kind.code();
    let here = match field {
        "final" => ["final_without_reason", "final_out_of_range"],
        _ => ["appraised_without_reason", "appraised_out_of_range"],
    };
    problem.place == id && here.contains(&code) || problem.place.strip_prefix(id) == Some(&*format!("/{field}"))
}

/// Sets a text of a response.
fn set(view: &View, id: &Rc<str>, what: &'static str, put: fn(&mut Response, String)) -> Callback<String> {
    let (dispatch, id) = (view.dispatch.clone(), Rc::clone(id));
    Callback::from(move |text: String| {
        let id_of = Rc::clone(&id);
        let change = Change::new(move |assessment: &mut Assessment| {
            let response = assessment.responses.entry(id_of.to_string()).or_default();
            put(response, text.clone());
            if response.is_empty() {
                assessment.responses.remove(&*id_of);
            }
        });
        dispatch.edit(SessionAction::Change { what: format!("appraise-{what}-{id}").into(), change });
    })
}
