//! Carrying over (“chuyển sang bộ chỉ số khác”): what of the assessment that is open another framework can use.

mod carrying;
mod offers;

use std::rc::Rc;

use yew::prelude::*;

use self::carrying::Carrying;
use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text},
        context::{use_frameworks, use_language, use_page_title, use_workspace},
        state::{
            library::{Library, Loaded},
            route::Route,
            session::Session,
        },
    },
    formats::builtin,
    i18n::{Language, pick, text, text_with},
};

/// Which framework is entered.
#[derive(Debug, PartialEq, Properties)]
pub struct CarryPageProps {
    /// Its identifier; nothing: still to be chosen.
    pub to: Option<AttrValue>,
}

/// The frameworks that a crosswalk leads to from the assessment that is open, and what one of them can use.
#[component]
pub fn CarryPage(props: &CarryPageProps) -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let library = use_frameworks();
    use_page_title(text(language, "carry_over.title"));
    let session = workspace.session.clone();
    let targets: Vec<&'static str> = session.as_ref().map(|it| targets(&it.framework.id)).unwrap_or_default();
    {
        let library = Rc::clone(&library);
        use_effect_with(targets.clone(), move |targets| {
            for id in targets {
                if library.framework(id) == Loaded::NotRequested {
                    library.request(id);
                }
            }
        });
    }
    let Some(session) = session else {
        let waits = !workspace.looked || workspace.pending.is_some();
        return html! {
            <div class="carry">
                { page_heading(text(language, "carry_over.title")) }
                if waits {
                    <p class="loading" role="status">{ text(language, "assess.loading") }</p>
                } else {
                    <p>{ text(language, "carry_over.nothing_open") }</p>
                    <p><a class="button" href={Route::ASSESS.href()}>{ text(language, "carry_over.to_assess") }</a></p>
                }
            </div>
        };
    };
    let chosen = match (&props.to, targets.as_slice()) {
        (Some(to), _) => targets.iter().copied().find(|id| **id == **to),
        (None, [only]) => Some(*only),
        (None, _) => None,
    };
    html! {
        <div class="carry">
            <p class="carry-back"><a href={Route::ASSESS.href()}>{ text(language, "carry_over.back") }</a></p>
            { page_heading(text(language, "carry_over.title")) }
            { from(&session, language) }
            if let (Some(to), None) = (&props.to, chosen) {
                <p>{ text_with(language, "carry_over.no_such", &[("name", &title(&library, to, language))]) }</p>
            }
            { choice(&targets, chosen, &library, language) }
            if let Some(to) = chosen {
                <Carrying key={format!("{} {to}", session.opening)} session={Rc::clone(&session)} {to} {language} />
            }
        </div>
    }
}

/// The frameworks that a crosswalk leads to.
pub fn targets(from: &str) -> Vec<&'static str> {
    builtin::CROSSWALKS.iter().filter(|(it, _)| *it == from).map(|(_, to)| *to).collect()
}

/// «Phiếu đang mở: Tỉnh Bắc Giang, quý I/2024, theo …»
fn from(session: &Session, language: Language) -> Html {
    let organization = match session.assessment.organization.name.trim() {
        "" => text(language, "shell.save.unnamed"),
        name => name,
    };
    let period = period_text(session.assessment.period.trim(), language);
    html! {
        <dl class="carry-way">
            <div>
                <dt>{ text(language, "carry_over.from") }</dt>
                <dd>
                    <strong>{ organization }</strong>
                    if !period.is_empty() {
                        { format!(", {period}") }
                    }
                    { " · " }<a href={Route::framework(&session.framework.id).href()}>{ &**pick(&session.framework.title, language) }</a>
                </dd>
            </div>
        </dl>
    }
}

fn choice(targets: &[&'static str], chosen: Option<&str>, library: &Library, language: Language) -> Html {
    let link = |id: &'static str| {
        let href = Route::Carry { to: Some(id.to_owned()) }.href();
        html! { <li><a {href} data-target={id} aria-current={(chosen == Some(id)).then_some("true")}>{ title(library, id, language) }</a></li> }
    };
    match (targets, chosen) {
        ([], _) => html! { <p>{ text(language, "carry_over.none") }</p> },
        ([only], Some(_)) => html! {
            <dl class="carry-way">
                <div>
                    <dt>{ text(language, "carry_over.to") }</dt>
                    <dd><a href={Route::framework(only).href()}>{ title(library, only, language) }</a></dd>
                </div>
            </dl>
        },
        _ => html! {
            <nav aria-label={text(language, "carry_over.choose")}>
                <p>{ text(language, "carry_over.choose") }</p>
                <ul class="carry-targets">
                    for id in targets { { link(id) } }
                </ul>
            </nav>
        },
    }
}

/// The name of a framework; its identifier until it is loaded.
fn title(library: &Library, id: &str, language: Language) -> String {
    let framework = library.framework(id).as_ready();
    framework.map_or_else(|| id.to_owned(), |it| pick(&it.title, language).to_string())
}
