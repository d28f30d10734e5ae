//! The register of documents (“Tài liệu kiểm chứng”) of the assessment that is open, and the points that no document
//! proves.

mod at_risk;
pub mod desk;
pub mod door;
mod panel;
mod paste;
mod register;

use std::rc::Rc;

use yew::prelude::*;

use self::desk::{Desk, change, on_click};
use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text},
        context::{Dispatch, use_dispatch, use_language, use_page_title, use_session},
        state::{
            route::Route,
            saved,
            session::{Change, Session, SessionAction},
        },
    },
    engine::{
        assessment::{Assessment, EvidenceItem},
        calendar::Date,
        evidence::{self, Warning},
        framework::{Framework, Node, NodeIndex},
        risk::{Risk, risk},
        scoring::{Reference, score},
    },
    formats::{
        builtin,
        csv_file::{self, Dialect},
        register_file,
    },
    i18n::{Language, deadline, node_title, pick, text, text_for_count, text_with},
    web,
};

/// What every part of the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What is open.
    pub session: &'a Rc<Session>,
    /// What no document proves.
    pub risk: &'a Risk,
    /// What was chosen.
    pub desk: &'a UseReducerHandle<Desk>,
    /// How to change what is open.
    pub dispatch: &'a Dispatch,
    /// In which language.
    pub language: Language,
}

/// The documents of what is open.
#[component]
pub fn EvidencePage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let desk = use_reducer_eq(Desk::as_left);
    use_page_title(text(language, "evidence.title"));
    let found = use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        let (framework, assessment) = of.as_ref()?;
        Some(risk(framework, assessment, &score(framework, assessment, Reference::default())))
    });
    match (&session, &*found) {
        (Some(session), Some(risk)) => page(Page { session, risk, desk: &desk, dispatch: &dispatch, language }),
        _ => nothing_open("evidence.title", "evidence.none", &Route::Evidence, &dispatch, language),
    }
}

/// The ways in, where there is nothing to show.
pub fn nothing_open(
    title: &'static str,
    sentence: &'static str,
    then: &Route,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let (dispatch, then) = (dispatch.clone(), then.clone());
    let open_example = Callback::from(move |_| {
        if let Some((framework, _)) = builtin::EXAMPLES.first() {
            dispatch.open_example(framework, &then);
        }
    });
    html! {
        <div class="documents">
            { page_heading(text(language, title)) }
            <p>{ text(language, sentence) }</p>
            <ul>
                <li><a href={Route::ASSESS.href()}>{ text(language, "results.none.assess") }</a></li>
                <li><button type="button" class="link-button" onclick={open_example}>{ text(language, "results.none.example") }</button></li>
            </ul>
        </div>
    }
}

/// «…, quý I/2024», and the framework: whose list this is, also on paper.
pub fn whose(session: &Session, language: Language) -> Html {
    let organization = match session.assessment.organization.name.trim() {
        "" => text(language, "results.unnamed"),
        name => name,
    };
    let period = period_text(session.assessment.period.trim(), language);
    html! {
        <p class="documents-whose">
            <strong>{ organization }</strong>
            if !period.is_empty() { { ", " }{ period } }
            { " · " }<a href={Route::framework(&session.framework.id).href()}>{ &**pick(&session.framework.title, language) }</a>
        </p>
    }
}

fn page(page: Page) -> Html {
    let Page { session, desk, dispatch, language, .. } = page;
    let say = |key| text(language, key);
    let assessment = &session.assessment;
    let warnings = evidence::warnings(assessment);
    let doubtful = warnings.values().filter(|it| is_doubtful(it)).count();
    let unused = warnings.values().filter(|it| it.contains(&Warning::Unused)).count();
    let to_desk = desk.dispatcher();
    let toggle = on_click(&to_desk, |desk| desk.adding = !desk.adding);
    let print = Callback::from(|_| web::page::print());
    let to_risk = Callback::from(|_: MouseEvent| web::focus::to_top_of("risk-title"));
    html! {
        <div class="documents">
            { page_heading(say("evidence.title")) }
            { whose(session, language) }
            <p class="documents-print-title">{ say("evidence.print.title") }</p>
            <p class="documents-counts" data-documents={assessment.evidence.len().to_string()}>
                { text_for_count(language, "evidence.count", assessment.evidence.len()) }
                if unused > 0 { { " " }{ text_for_count(language, "evidence.count.unused", unused) } }
                if doubtful > 0 { { " " }{ text_for_count(language, "evidence.count.doubtful", doubtful) } }
                if !page.risk.items.is_empty() {
                    { " " }<button type="button" class="link-button" data-action="to-risk" onclick={to_risk}>{ text_for_count(language, "risk.items", page.risk.items.len()) }</button>{ "." }
                }
            </p>
            <div class="documents-actions">
                <button type="button" class="button button-primary" aria-expanded={desk.adding.to_string()} data-action="add" onclick={toggle}>{ say("evidence.add") }</button>
                { steps(session, dispatch, language) }
                <button type="button" class="button" onclick={print}>{ say("evidence.print") }</button>
                { save_buttons(session, language) }
                <a class="documents-link" href={Route::Duties.href()}>{ say("evidence.to_duties") }</a>
            </div>
            <div role="status" class="documents-done">
                if let Some(done) = &desk.done {
                    <p>{ done }{ " " }
                        <button type="button" class="link-button" data-action="take-back" onclick={take_back(dispatch, &to_desk)}>{ say("evidence.take_back") }</button>
                    </p>
                }
            </div>
            if desk.adding {
                { paste::adding(page) }
            }
            { register::register(page, &warnings) }
            { at_risk::at_risk(page) }
        </div>
    }
}

/// Whether somebody should look at a document: more than that it proves nothing yet, or much.
pub fn is_doubtful(warnings: &[Warning]) -> bool {
    warnings.iter().any(|it| !matches!(it, Warning::Unused | Warning::UsedByMany { .. }))
}

/// Takes back the last step, and what was said about it.
fn take_back(dispatch: &Dispatch, desk: &desk::ToDesk) -> Callback<MouseEvent> {
    let (dispatch, desk) = (dispatch.clone(), desk.clone());
    Callback::from(move |_| {
        dispatch.edit(SessionAction::Undo);
        change(&desk, |desk| desk.done = None);
        web::focus::by_id(crate::app::components::page_heading::PAGE_HEADING);
    })
}

/// Undo and redo.
pub fn steps(session: &Session, dispatch: &Dispatch, language: Language) -> Html {
    let step = |action: SessionAction, possible: bool, key: &'static str, code: &'static str| {
        let dispatch = dispatch.clone();
        let take = Callback::from(move |_: MouseEvent| dispatch.edit(action.clone()));
        html! {
            <button type="button" class="button" data-step={code} aria-disabled={(!possible).then_some("true")} onclick={take}>{ text(language, key) }</button>
        }
    };
    html! {
        <>
            { step(SessionAction::Undo, session.undo_place().is_some(), "assess.undo", "undo") }
            { step(SessionAction::Redo, session.redo_place().is_some(), "assess.redo", "redo") }
        </>
    }
}

/// The list as CSV, in the dialect that the person's program opens.
fn save_buttons(session: &Rc<Session>, language: Language) -> Html {
    let save = |dialect: Dialect| {
        let session = Rc::clone(session);
        Callback::from(move |_: MouseEvent| {
            let headings = REGISTER_HEADINGS.map(|key| text(language, key));
            let table = register_file::table(&session.assessment, headings, &|warning| warning_text(warning, language));
            save_csv(&session.assessment, "tai-lieu", &csv_file::write_table(&table, dialect));
        })
    };
    csv_buttons(&save, language)
}

/// Headings of the list as a file.
const REGISTER_HEADINGS: [&str; 9] = [
    "evidence.column.ordinal",
    "evidence.column.number",
    "evidence.column.date",
    "evidence.column.title",
    "evidence.column.issuer",
    "evidence.column.link",
    "evidence.column.nodes",
    "evidence.column.id",
    "evidence.column.warnings",
];

/// A button for each dialect, and what they do to texts that a spreadsheet would compute.
pub fn csv_buttons(save: &dyn Fn(Dialect) -> Callback<MouseEvent>, language: Language) -> Html {
    html! {
        <details class="documents-files">
            <summary class="button">{ text(language, "documents.csv") }</summary>
            <div>
                <button type="button" class="button" data-csv="excel" onclick={save(Dialect::ExcelVietnam)}>{ text(language, "documents.csv.excel") }</button>
                <button type="button" class="button" data-csv="machine" onclick={save(Dialect::Machine)}>{ text(language, "documents.csv.machine") }</button>
                <p class="hint">{ text(language, "documents.csv.guard") }</p>
            </div>
        </details>
    }
}

/// Gives the person a CSV file that is named after the assessment.
pub fn save_csv(assessment: &Assessment, what: &str, bytes: &[u8]) {
    let name = saved::file_name_of(assessment, &web::clock::today());
    let name = name.strip_suffix(".json").unwrap_or(&name);
    web::files::download_bytes(&format!("{name}_{what}.csv"), "text/csv", bytes);
}

/// A change of documents as one step.
pub fn edit(dispatch: &Dispatch, change: impl Fn(&mut Assessment) + 'static) {
    dispatch.edit(SessionAction::Change { what: "documents".into(), change: Change::new(change) });
}

/// A warning in a sentence.
pub fn warning_text(warning: &Warning, language: Language) -> String {
    let values = warning.values();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text_with(language, &format!("evidence.warning.{}", warning.code()), &values)
}

/// What a document is called where there is room for little: its number, otherwise its title.
pub fn call(item: &EvidenceItem, language: Language) -> String {
    let name = [&item.number, &item.title, &item.link].into_iter().find(|it| !it.trim().is_empty());
    name.map_or_else(|| text(language, "evidence.unnamed").to_owned(), |name| shortened(name.trim()))
}

/// At most 80 characters.
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 { text.to_owned() } else { text.chars().take(79).chain(['…']).collect() }
}

/// A date as documents write it; what is no date as it was typed.
pub fn date_text(text: &str, language: Language) -> String {
    Date::parse(text.trim()).map_or_else(|| text.to_owned(), |date| deadline::date(date, language))
}

/// A date as it is typed again.
pub fn date_to_edit(text: &str, language: Language) -> String {
    match (Date::parse(text.trim()), language) {
        (Some(date), Language::Vi) => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
        _ => text.to_owned(),
    }
}

/// The leaves to choose from, below their main indicators.
pub fn node_options(framework: &Framework, chosen: &str, without: &dyn Fn(&Node) -> bool, language: Language) -> Html {
    let option = |node: &Node| {
        if without(node) {
            return Html::default();
        }
        html! { <option value={node.id.to_string()} selected={node.id.as_str() == chosen}>{ shortened(&node_title(node, " ", language)) }</option> }
    };
    let group = |root: &NodeIndex| {
        let Some(node) = framework.node(*root) else { return Html::default() };
        let leaves = framework.leaves_below(*root);
        html! {
            <optgroup label={shortened(&node_title(node, " ", language))}>
                if node.leaf.is_none() { { option(node) } }
                for (_, leaf, _) in leaves { { option(leaf) } }
            </optgroup>
        }
    };
    html! { for root in framework.roots() { { group(root) } } }
}
