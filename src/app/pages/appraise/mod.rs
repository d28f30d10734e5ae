//! Rounds of an assessment: submission, appraisal, answer, final result (“Thẩm định và giải trình”).

mod desk;
mod lines;
mod returned;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::{
    desk::{Desk, DeskAction},
    lines::lines,
    returned::returned,
};
use crate::{
    app::{
        components::{
            file_box::{FileBox, file_box},
            locked::locked,
            page_heading::page_heading,
            problems::problem_list,
            shell::period_text,
        },
        context::{Dispatch, use_dispatch, use_language, use_page_title, use_session},
        state::{
            route::Route,
            saved,
            session::{Change, Session, SessionAction},
        },
    },
    engine::{
        assessment::{Assessment, RoundKind},
        rounds::{self, Filter, Item},
        scoring::{Reference, Scorecard, score},
    },
    formats::assessment_file,
    i18n::{Language, number, pick, round as round_name, text, text_for_count, text_with},
    web,
};

/// The steps, in the order in which a file takes them.
const STEPS: [RoundKind; 4] = [RoundKind::Submission, RoundKind::Appraisal, RoundKind::Answer, RoundKind::Final];

/// What every part of the page is made from.
struct View<'a> {
    session: &'a Rc<Session>,
    scorecard: &'a Scorecard,
    items: &'a Rc<Vec<Item>>,
    desk: &'a UseReducerHandle<Desk>,
    step: RoundKind,
    locked: bool,
    language: Language,
    dispatch: &'a Dispatch,
}

/// The page.
#[component]
pub fn AppraisePage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let desk = use_reducer(Desk::default);
    use_page_title(text(language, "appraise.title"));
    let found = use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        let (framework, assessment) = of.as_ref()?;
        let scorecard = score(framework, assessment, Reference::default());
        let items = Rc::new(rounds::items(framework, assessment, &scorecard));
        Some((scorecard, items))
    });
    let (Some(session), Some((scorecard, items))) = (&session, &*found) else {
        return nothing_open(&dispatch, language);
    };
    let step = desk.step.unwrap_or_else(|| next_step(&session.assessment));
    let is_locked = session.assessment.is_locked();
    let view = View { session, scorecard, items, desk: &desk, step, locked: is_locked, language, dispatch: &dispatch };
    html! {
        <div class="appraise">
            { page_heading(text(language, "appraise.title")) }
            { head(&view) }
            if is_locked {
                { locked_notice(&view) }
            } else {
                { steps(&view) }
            }
            { totals(&view) }
            if step != RoundKind::Submission || is_locked {
                { choices(&view) }
                { lines(&view) }
            }
            if !is_locked {
                { close(&view) }
                { returned(&view) }
            }
        </div>
    }
}

/// The step that follows the last round.
fn next_step(assessment: &Assessment) -> RoundKind {
    match assessment.rounds.last().map(|round| round.round) {
        None => RoundKind::Appraisal,
        Some(RoundKind::Submission) => RoundKind::Appraisal,
        Some(RoundKind::Appraisal) => RoundKind::Answer,
        Some(RoundKind::Answer | RoundKind::Final | RoundKind::Reopened) => RoundKind::Final,
    }
}

fn nothing_open(dispatch: &Dispatch, language: Language) -> Html {
    let parts = FileBox {
        id: "appraise-open",
        accept: ".json,application/json",
        described_by: None,
        label: text(language, "appraise.open"),
        hint: text(language, "appraise.open.drop"),
    };
    let dispatch = dispatch.clone();
    html! {
        <div class="appraise">
            { page_heading(text(language, "appraise.title")) }
            <p class="lead">{ text(language, "appraise.none") }</p>
            { file_box(parts, move |file| dispatch.open_file_for(file, Route::Appraise)) }
            <p><a href={Route::Rollup.href()}>{ text(language, "appraise.rollup") }</a></p>
        </div>
    }
}

/// Whose assessment it is, and its rounds.
fn head(view: &View) -> Html {
    let View { session, language, .. } = view;
    let language = *language;
    let assessment = &session.assessment;
    let name = match assessment.organization.name.trim() {
        "" => text(language, "results.unnamed"),
        name => name,
    };
    let round = |round: &crate::engine::assessment::Round| {
        let parts = [round_name(round.round, language), round.by.as_str(), round.at.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    html! {
        <>
            <p class="lead">
                <strong>{ name }</strong>{ " · " }{ period_text(assessment.period.trim(), language) }{ " · " }
                { &**pick(&session.framework.title, language) }
            </p>
            if !assessment.rounds.is_empty() {
                <ol class="appraise-rounds" aria-label={text(language, "appraise.rounds")}>
                    for it in &assessment.rounds { <li>{ round(it) }</li> }
                </ol>
            }
        </>
    }
}

fn locked_notice(view: &View) -> Html {
    let View { session, language, dispatch, .. } = view;
    let broken = assessment_file::seal_problem(&session.assessment);
    let save = {
        let (session, dispatch) = (Rc::clone(session), (*dispatch).clone());
        Callback::from(move |_: MouseEvent| download(&session.assessment, &dispatch))
    };
    let ways = html! {
        <button type="button" class="button" onclick={save}>{ text(*language, "appraise.save") }</button>
    };
    html! {
        <>
            { locked(session, dispatch, *language, ways) }
            if let Some(problem) = broken {
                { problem_list(&[problem], None, 1, *language) }
            }
        </>
    }
}

/// Which round is worked on.
fn steps(view: &View) -> Html {
    let View { desk, step, language, .. } = view;
    let radio = |it: RoundKind| {
        let desk = desk.dispatcher();
        let choose = Callback::from(move |_: Event| desk.dispatch(DeskAction::new(move |desk| desk.step = Some(it))));
        html! {
            <label>
                <input type="radio" name="appraise-step" value={it.code()} checked={it == *step} onchange={choose} />
                { round_name(it, *language) }
            </label>
        }
    };
    let hint = match step {
        RoundKind::Submission => "appraise.hint.submission",
        RoundKind::Answer => "appraise.hint.answer",
        RoundKind::Final => "appraise.hint.final",
        RoundKind::Appraisal | RoundKind::Reopened => "appraise.hint.appraisal",
    };
    html! {
        <fieldset class="appraise-steps">
            <legend>{ text(*language, "appraise.step") }</legend>
            <div>for it in STEPS { { radio(it) } }</div>
            <p class="hint">{ text(*language, hint) }</p>
        </fieldset>
    }
}

/// The three scores of the whole.
fn totals(view: &View) -> Html {
    let View { scorecard, language, .. } = view;
    let total = &scorecard.total;
    let points = |value: &crate::engine::exact::Exact| number::points(value, *language);
    let appraised = scorecard.appraised.as_ref().map(|it| &it.points);
    let difference = appraised.map(|appraised| &total.points - appraised);
    let shown = |value: Option<&crate::engine::exact::Exact>| value.map_or_else(|| "–".to_owned(), points);
    let pair =
        |key: &'static str, value: String| html! { <div><dt>{ text(*language, key) }</dt><dd>{ value }</dd></div> };
    html! {
        <dl class="appraise-totals">
            { pair("appraise.column.self", format!("{} / {}", points(&total.points), points(&total.max_points))) }
            { pair("appraise.column.appraised", shown(appraised)) }
            { pair("appraise.column.difference", shown(difference.as_ref())) }
            { pair("appraise.column.final", points(&scorecard.recognized.points)) }
        </dl>
    }
}

/// The lines that are listed.
fn listed(view: &View) -> Vec<Item> {
    view.items.iter().filter(|item| view.desk.filter.holds(item)).cloned().collect()
}

/// Which lines are listed, and what is done with all of them.
fn choices(view: &View) -> Html {
    let View { items, desk, step, locked, language, dispatch, session, .. } = view;
    let language = *language;
    let count = |filter: Filter| items.iter().filter(|item| filter.holds(item)).count();
    let radio = |filter: Filter| {
        let desk_of = desk.dispatcher();
        let choose =
            Callback::from(move |_: Event| desk_of.dispatch(DeskAction::new(move |desk| desk.filter = filter)));
        let name = match filter {
            Filter::All => "appraise.filter.all",
            Filter::NoDocument => "appraise.filter.no_document",
            Filter::Differs => "appraise.filter.differs",
            Filter::NotAppraised => "appraise.filter.not_appraised",
            Filter::Answered => "appraise.filter.answered",
        };
        html! {
            <label>
                <input type="radio" name="appraise-filter" value={filter.code()} checked={filter == desk.filter} onchange={choose} />
                { format!("{} ({})", text(language, name), count(filter)) }
            </label>
        }
    };
    let all = Rc::new(listed(view));
    let bulk = |change: Rc<dyn Fn(&mut Assessment)>, done: &'static str| {
        let (dispatch, desk) = ((*dispatch).clone(), desk.dispatcher());
        Callback::from(move |_: MouseEvent| {
            let change = Rc::clone(&change);
            dispatch.edit(SessionAction::Change {
                what: "appraisal".into(),
                change: Change::new(move |assessment| change(assessment)),
            });
            desk.dispatch(DeskAction::new(move |desk| desk.done = Some(done)));
        })
    };
    let accept = {
        let all = Rc::clone(&all);
        bulk(Rc::new(move |assessment: &mut Assessment| rounds::accept(assessment, &all)), "appraise.done.accepted")
    };
    let refuse = {
        let (all, reason) = (Rc::clone(&all), desk.reason.trim().to_owned());
        let change = move |assessment: &mut Assessment| rounds::refuse(assessment, &all, &reason);
        bulk(Rc::new(change), "appraise.done.refused")
    };
    let undo = {
        let (dispatch, desk) = ((*dispatch).clone(), desk.dispatcher());
        Callback::from(move |_: MouseEvent| {
            dispatch.edit(SessionAction::Undo);
            desk.dispatch(DeskAction::new(|desk| desk.done = Some("appraise.done.undone")));
        })
    };
    let reason = {
        let desk = desk.dispatcher();
        Callback::from(move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            desk.dispatch(DeskAction::new(move |desk| desk.reason = text));
        })
    };
    let can_refuse = !all.is_empty() && !desk.reason.trim().is_empty();
    html! {
        <>
            <fieldset class="appraise-filters">
                <legend>{ text(language, "appraise.filter") }</legend>
                <div>for filter in Filter::ALL { { radio(filter) } }</div>
            </fieldset>
            if *step == RoundKind::Appraisal && !locked {
                <fieldset class="appraise-bulk">
                    <legend>{ text_for_count(language, "appraise.bulk", all.len()) }</legend>
                    <button type="button" class="button" disabled={all.is_empty()} onclick={accept}>
                        { text(language, "appraise.accept_all") }
                    </button>
                    <label>
                        { text(language, "appraise.reason_all") }
                        <input type="text" value={desk.reason.clone()} oninput={reason} />
                    </label>
                    <button type="button" class="button" disabled={!can_refuse} onclick={refuse}>
                        { text(language, "appraise.refuse_all") }
                    </button>
                </fieldset>
            }
            if !locked {
                <p class="appraise-undo">
                    <button type="button" class="button button-small" disabled={session.undo_place().is_none()} onclick={undo}>
                        { text(language, "appraise.undo") }
                    </button>
                    <span role="status">{ desk.done.map(|key| text(language, key)) }</span>
                </p>
            }
        </>
    }
}

/// Closing the round: what stands in the way, who closes it, and the file.
fn close(view: &View) -> Html {
    let View { session, scorecard, desk, step, language, dispatch, .. } = view;
    let (step, language) = (*step, *language);
    let assessment = &session.assessment;
    let problems = match step {
        RoundKind::Final => rounds::lock_problems(&session.framework, assessment, scorecard),
        _ => Vec::new(),
    };
    let is_own = matches!(step, RoundKind::Submission | RoundKind::Answer);
    let last_by = || assessment.rounds.iter().rev().find(|it| it.round == RoundKind::Appraisal).map(|it| it.by.clone());
    let by = match &desk.by {
        Some(by) => by.clone(),
        None if is_own => assessment.organization.name.clone(),
        None => last_by().unwrap_or_default(),
    };
    let set_by = {
        let desk = desk.dispatcher();
        Callback::from(move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            desk.dispatch(DeskAction::new(move |desk| desk.by = Some(text)));
        })
    };
    let finish = {
        let (session, dispatch, desk, by) = (Rc::clone(session), (*dispatch).clone(), desk.dispatcher(), by.clone());
        Callback::from(move |_: MouseEvent| {
            let mut next = Assessment::clone(&session.assessment);
            let scorecard = score(&session.framework, &next, Reference::default());
            if is_own {
                rounds::state_points(&session.framework, &mut next, &scorecard);
            }
            assessment_file::close_round(&mut next, step, by.trim(), &web::clock::today());
            let after = next.clone();
            dispatch.edit(SessionAction::Change {
                what: "round".into(),
                change: Change::new(move |assessment| assessment.clone_from(&after)),
            });
            download(&next, &dispatch);
            desk.dispatch(DeskAction::new(|desk| {
                *desk = Desk { done: Some("appraise.done.closed"), ..Desk::default() }
            }));
        })
    };
    let (label, title) = match step {
        RoundKind::Submission => ("appraise.close.submission", "appraise.closing.submission"),
        RoundKind::Answer => ("appraise.close.answer", "appraise.closing.answer"),
        RoundKind::Final => ("appraise.close.final", "appraise.closing.final"),
        RoundKind::Appraisal | RoundKind::Reopened => ("appraise.close.appraisal", "appraise.closing.appraisal"),
    };
    let places = |more: usize| text_for_count(language, "appraise.blocked", more);
    html! {
        <section class="appraise-close" aria-labelledby="appraise-close">
            <h2 id="appraise-close">{ text(language, title) }</h2>
            if !problems.is_empty() {
                <div id="appraise-blocked">
                    <p>{ places(problems.len()) }</p>
                    { problem_list(&problems, Some(&session.framework), 20, language) }
                </div>
            }
            <p>
                <label for="appraise-by">{ text(language, if is_own { "appraise.by.own" } else { "appraise.by" }) }</label>{ " " }
                <input id="appraise-by" type="text" value={by} oninput={set_by} />
            </p>
            <p>
                <button type="button" class="button button-primary" disabled={!problems.is_empty()} onclick={finish}>
                    { text(language, label) }
                </button>
            </p>
            <p class="hint">{ text_with(language, "appraise.close.hint", &[("round", round_name(step, language))]) }</p>
        </section>
    }
}

/// Saves the file under a name that tells the framework, the unit, the period, the round and the day.
fn download(assessment: &Assessment, dispatch: &Dispatch) {
    let slug = match assessment.rounds.last().map(|round| round.round) {
        Some(RoundKind::Submission) => "nop-",
        Some(RoundKind::Appraisal) => "tham-dinh-",
        Some(RoundKind::Answer) => "giai-trinh-",
        Some(RoundKind::Final) => "da-chot-",
        Some(RoundKind::Reopened) => "mo-lai-",
        None => "",
    };
    let name = saved::file_name_of(assessment, &format!("{slug}{}", web::clock::today()));
    web::files::download(&name, "application/json", &assessment_file::write(assessment));
    dispatch.edit(SessionAction::Downloaded(web::clock::now_ms()));
}
