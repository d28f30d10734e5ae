//! Who has to see to what, by when (“Phân công và thời hạn”), of the assessment that is open.

mod assign;
mod owed;

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::evidence::{csv_buttons, nothing_open, save_csv, steps, whose};
use crate::{
    app::{
        components::{page_heading::page_heading, source::SourceLine},
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_page_title, use_session},
        pages::assess::deadlines::use_calendars,
        state::{
            route::Route,
            session::{Change, Session, SessionAction},
        },
    },
    engine::{
        assessment::Assessment,
        calendar::{Calendar, Date, Deadline, Period, deadlines},
        duty::{Debtor, owed, propose_deadline},
        framework::NodeIndex,
        scoring::{Reference, score},
    },
    formats::{
        csv_file::{self, Dialect},
        documents::Documents,
        duties_file,
    },
    i18n::{Language, deadline, duty, text, text_with},
    web,
};

/// What every part of the page is made from.
#[derive(Debug, Clone, Copy)]
struct Page<'a> {
    session: &'a Rc<Session>,
    debtors: &'a [Debtor],
    /// The main indicator whose parts are open.
    open: &'a UseStateHandle<Option<NodeIndex>>,
    /// The organization that is listed; nothing: all.
    chosen: &'a UseStateHandle<Option<AttrValue>>,
    dispatch: &'a Dispatch,
    language: Language,
}

/// Who owes what by when, and where that is said.
#[component]
pub fn DutiesPage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let open = use_state_eq(|| None::<NodeIndex>);
    let chosen = use_state_eq(|| None::<AttrValue>);
    let documents = use_frameworks().documents();
    let framework = session.as_ref().map_or_else(|| Rc::from(""), |it| Rc::clone(&it.framework.id));
    let calendars = use_calendars(&framework);
    use_page_title(text(language, "duties.title"));
    let today = Date::parse(&web::clock::today());
    let of = session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment), today));
    let debtors = use_memo(of, |of| {
        let Some((framework, assessment, today)) = of else { return Vec::new() };
        owed(framework, assessment, &score(framework, assessment, Reference::default()), *today)
    });
    let Some(session) = &session else {
        return nothing_open("duties.title", "duties.none", &Route::Duties, &dispatch, language);
    };
    let page = Page { session, debtors: &debtors, open: &open, chosen: &chosen, dispatch: &dispatch, language };
    let say = |key| text(language, key);
    let print = Callback::from(|_| web::page::print());
    let has_duties =
        debtors.iter().any(|it| !it.organization.is_empty() || it.owed.iter().any(|it| it.deadline.is_some()));
    html! {
        <div class="documents duties">
            { page_heading(say("duties.title")) }
            { whose(session, language) }
            <div class="documents-actions">
                { steps(session, &dispatch, language) }
                if has_duties {
                    <button type="button" class="button" onclick={print}>{ say("evidence.print") }</button>
                    { csv_buttons(&|dialect| save(session, &debtors, dialect, language), language) }
                }
                <a class="documents-link" href={Route::Evidence.href()}>{ say("duties.to_evidence") }</a>
            </div>
            <section aria-labelledby="owed-title">
                <h2 id="owed-title">{ say("duties.owed") }</h2>
                if has_duties {
                    { choice(page) }
                    for debtor in debtors.iter().filter(|it| chosen.as_ref().is_none_or(|name| **name == *it.organization)) {
                        { owed::debtor(page, debtor) }
                    }
                } else {
                    <p>{ say("duties.owed.none") }</p>
                }
            </section>
            <section class="duties-assign" aria-labelledby="assign-title">
                <h2 id="assign-title">{ say("duties.assign") }</h2>
                <p class="hint">{ say("duties.assign.hint") }</p>
                { proposals(page, &calendars, &documents) }
                { assign::assign(page) }
            </section>
        </div>
    }
}

/// One organization, or all.
fn choice(page: Page) -> Html {
    let Page { debtors, chosen, language, .. } = page;
    let on_change = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let value = field.value();
            chosen.set((value != ALL).then(|| value.into()));
        })
    };
    html! {
        <p class="field duties-choice">
            <label for="choose-organization">{ text(language, "duties.choose") }</label>
            <select id="choose-organization" onchange={on_change}>
                <option value={ALL} selected={chosen.is_none()}>{ text(language, "duties.choose.all") }</option>
                for it in debtors {
                    <option value={it.organization.clone()} selected={chosen.as_deref() == Some(it.organization.as_str())}>{ duty::debtor(it, language) }</option>
                }
            </select>
        </p>
    }
}

/// Stands for all organizations; none is called so.
const ALL: &str = "\u{0}";

/// Days that the reporting calendar names, each of which can be taken for what has no deadline.
fn proposals(page: Page, calendars: &[Rc<Calendar>], documents: &Option<Rc<Documents>>) -> Html {
    let Page { session, dispatch, language, .. } = page;
    let Some(period) = Period::parse(&session.assessment.period) else { return Html::default() };
    let line = |it: &Deadline<'_>| {
        let (dispatch, session, date) = (dispatch.clone(), Rc::clone(session), it.date);
        let take = Callback::from(move |_: MouseEvent| {
            let framework = Rc::clone(&session.framework);
            edit(&dispatch, move |assessment| propose_deadline(&framework, assessment, date));
        });
        html! {
            <li>
                <p>{ deadline::deadline(it, language) }</p>
                <SourceLine source={it.entry.source.clone()} documents={documents.clone()} {language} />
                <button type="button" class="button button-small" data-propose={it.date.to_string()} onclick={take}>
                    { text_with(language, "duties.propose", &[("date", &deadline::date(it.date, language))]) }
                </button>
            </li>
        }
    };
    let found: Vec<Deadline<'_>> = calendars.iter().flat_map(|it| deadlines(it, period)).collect();
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <details class="duties-proposals">
            <summary>{ text(language, "duties.proposals") }</summary>
            <ul>for it in &found { { line(it) } }</ul>
        </details>
    }
}

/// A change of duties as one step.
fn edit(dispatch: &Dispatch, change: impl Fn(&mut Assessment) + 'static) {
    dispatch.edit(SessionAction::Change { what: "duties".into(), change: Change::new(change) });
}

fn save(
    session: &Rc<Session>,
    debtors: &Rc<Vec<Debtor>>,
    dialect: Dialect,
    language: Language,
) -> Callback<MouseEvent> {
    let (session, debtors) = (Rc::clone(session), Rc::clone(debtors));
    Callback::from(move |_: MouseEvent| {
        let headings = duty::HEADINGS.map(|key| text(language, key));
        let table =
            duties_file::table(&session.framework, &debtors, headings, &|node, owed| duty::row(node, owed, language));
        save_csv(&session.assessment, "phan-cong", &csv_file::write_table(&table, dialect));
    })
}
