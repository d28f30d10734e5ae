//! Everything around a page: skip link, header, navigation, what the person must be told, footer.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    app::{
        context::{Dispatch, use_dispatch, use_language, use_workspace},
        machinery,
        saving::SaveState,
        state::{
            route::Route,
            saved,
            session::{Notice, Session, SessionAction},
        },
    },
    i18n::{Language, text, text_with},
    web::{self, store::StoreError, update::Update},
};

/// What is inside.
#[derive(Debug, PartialEq, Properties)]
pub struct ShellProps {
    /// The page that is open.
    pub route: Rc<Route>,
    /// Whether the work is safe.
    pub saved: SaveState,
    /// The page.
    pub children: Html,
}

/// The frame of every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let dispatch = use_dispatch();
    let say = |key| text(language, key);
    let session = workspace.session.as_ref();
    let update = use_update();
    html! {
        <>
            <a class="skip-link" href="#page-heading" onclick={skip()}>{ say("shell.skip") }</a>
            <header class="shell-header">
                <div class="shell-bar">
                    <a class="shell-brand" href={Route::Home.href()}>
                        <svg class="shell-mark" viewBox="0 0 24 16" aria-hidden="true"><path d="M1 16V1H23V16M6.5 1V8M12 1V12M17.5 1V8" /></svg>
                        { say("app.title") }
                    </a>
                    { navigation(&props.route, language) }
                    { language_switch(language, &dispatch) }
                </div>
            </header>
            if let Some(session) = session {
                { save_line(session, props.saved, !matches!(*props.route, Route::Assess { .. }), language) }
            }
            <div class="shell-notice" role="status">
                if let Some(notice) = &workspace.notice {
                    { notice_box(notice, language, &dispatch) }
                }
                { update_box(update, props.saved, language) }
            </div>
            <main id="main" class="shell-main">{ props.children.clone() }</main>
            <footer class="shell-footer">
                <p>{ say("shell.footer.local") }</p>
                <p>{ say("shell.footer.data") }</p>
            </footer>
        </>
    }
}

/// An address of the page itself is the page's route, so the jump is made by hand.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        web::focus::by_id(super::page_heading::PAGE_HEADING);
    })
}

fn navigation(route: &Route, language: Language) -> Html {
    let link = |target: Route, key: &'static str, open: bool| {
        html! {
            <li><a href={target.href()} aria-current={open.then_some("page")}>{ text(language, key) }</a></li>
        }
    };
    let frameworks =
        matches!(route, Route::Frameworks | Route::Framework { .. } | Route::Compare { .. } | Route::Author);
    let assess = matches!(route, Route::Assess { .. } | Route::Carry { .. });
    html! {
        <nav class="shell-nav" aria-label={text(language, "shell.nav")}>
            <ul>
                { link(Route::ASSESS, "shell.nav.assess", assess) }
                { link(Route::Results, "shell.nav.results", *route == Route::Results) }
                { link(Route::RANKING, "shell.nav.ranking", matches!(route, Route::Ranking { .. } | Route::Budget)) }
                { link(Route::Frameworks, "shell.nav.frameworks", frameworks) }
            </ul>
        </nav>
    }
}

fn language_switch(language: Language, dispatch: &Dispatch) -> Html {
    let (other, name) = match language {
        Language::Vi => (Language::En, "English"),
        Language::En => (Language::Vi, "Tiếng Việt"),
    };
    let dispatch = dispatch.clone();
    let choose = Callback::from(move |_: MouseEvent| dispatch.choose_language(other));
    html! { <button type="button" class="shell-language" lang={other.code()} onclick={choose}>{ name }</button> }
}

/// Where the work is, in plain words. `named`: whether to say whose work it is; the form says so itself.
pub(in crate::app) fn save_line(session: &Rc<Session>, saved: SaveState, named: bool, language: Language) -> Html {
    let failed = matches!(saved, SaveState::Failed(_));
    let sentence = match saved {
        SaveState::Nothing | SaveState::Saving => text(language, "shell.save.saving").to_owned(),
        SaveState::Saved(_) if saved::is_example(&session.work) => text(language, "shell.save.example").to_owned(),
        SaveState::Saved(at) => {
            let at = web::clock::local_time(at);
            let time = format!("{:02}:{:02}", at.hour, at.minute);
            text_with(language, "shell.save.saved", &[("time", &time)])
        }
        SaveState::Failed(StoreError::Full) => text(language, "shell.save.full").to_owned(),
        SaveState::Failed(StoreError::Refused | StoreError::Changed) => text(language, "shell.save.refused").to_owned(),
    };
    let download = {
        let session = Rc::clone(session);
        Callback::from(move |_| download(&session))
    };
    let organization = match session.assessment.organization.name.trim() {
        "" => text(language, "shell.save.unnamed").to_owned(),
        name => name.to_owned(),
    };
    html! {
        <div class={classes!("shell-work", failed.then_some("shell-work-failed"))}>
            if named {
                <p class="shell-work-what">
                    <strong>{ organization }</strong>
                    if !session.assessment.period.is_empty() {
                        { format!(" · {}", period_text(&session.assessment.period, language)) }
                    }
                </p>
            }
            // Only a failure is announced: a voice that says “saved” after each figure helps nobody.
            <p class="shell-work-saved" data-saved={save_code(saved)} role={failed.then_some("alert")}>{ sentence }</p>
            <button type="button" class={classes!("button", "button-small", failed.then_some("button-primary"))} onclick={download}>
                { text(language, "shell.save.download") }
            </button>
        </div>
    }
}

fn save_code(saved: SaveState) -> &'static str {
    match saved {
        SaveState::Nothing => "nothing",
        SaveState::Saving => "saving",
        SaveState::Saved(_) => "saved",
        SaveState::Failed(_) => "failed",
    }
}

/// Gives the person the file of what is open.
pub fn download(session: &Session) {
    let Some(machinery) = machinery::loaded() else { return };
    let name = saved::file_name(session, &web::clock::today());
    web::files::download(&name, "application/json", &(machinery.write_assessment)(&session.assessment));
}

/// A period as people say it: «quý I/2024», «năm 2024»; other texts as they are.
pub fn period_text(period: &str, language: Language) -> String {
    let (year, quarter) = period.split_once("-Q").unwrap_or((period, ""));
    let is_period = crate::engine::assessment::is_period(period);
    let quarter = match (quarter, language) {
        _ if !is_period => return period.to_owned(),
        ("", _) => return text_with(language, "shell.period.year", &[("year", year)]),
        ("1", Language::Vi) => "I",
        ("2", Language::Vi) => "II",
        ("3", Language::Vi) => "III",
        ("4", Language::Vi) => "IV",
        (digit, _) => digit,
    };
    text_with(language, "shell.period.quarter", &[("quarter", quarter), ("year", year)])
}

/// What the person must be told, and a way to put it away.
pub(in crate::app) fn notice_box(notice: &Notice, language: Language, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let dismiss = Callback::from(move |_: MouseEvent| dispatch.edit(SessionAction::DismissNotice));
    let (sentence, problems) = match notice {
        Notice::FileRefused { name, problems } => {
            (text_with(language, "shell.notice.refused", &[("name", name)]), Some(Rc::clone(problems)))
        }
        Notice::FileUnreadable { name } => (text_with(language, "shell.notice.unreadable", &[("name", name)]), None),
        Notice::OpenedWithProblems { name, problems } => {
            (text_with(language, "shell.notice.opened_with_problems", &[("name", name)]), Some(Rc::clone(problems)))
        }
        Notice::FrameworkUnknown { id } => (text_with(language, "shell.notice.framework_unknown", &[("id", id)]), None),
        Notice::Unreachable { address } => {
            (text_with(language, "shell.notice.unreachable", &[("address", address)]), None)
        }
        Notice::NotLoaded { .. } => (text(language, "page.not_loaded.advice").to_owned(), None),
        Notice::ForeignAddress { address } => {
            (text_with(language, "shell.notice.foreign", &[("address", address)]), None)
        }
        Notice::KeptApart => (text(language, "shell.notice.kept_apart").to_owned(), None),
        Notice::CopyDamaged { .. } => (text(language, "shell.notice.damaged").to_owned(), None),
    };
    let damaged = match notice {
        Notice::CopyDamaged { work } => Some(download_copy(Rc::clone(work))),
        _ => None,
    };
    html! {
        <div class="notice">
            <p><strong>{ sentence }</strong></p>
            if let (Some(machinery), Some(problems)) = (machinery::loaded(), problems.filter(|problems| !problems.is_empty())) {
                { (machinery.problem_list)(&problems, None, 100, language) }
            }
            <p class="notice-actions">
                if let Some(download) = damaged {
                    <button type="button" class="button button-small" onclick={download}>{ text(language, "shell.notice.damaged.download") }</button>
                }
                <button type="button" class="button button-small" onclick={dismiss}>{ text(language, "shell.notice.dismiss") }</button>
            </p>
        </div>
    }
}

/// What is known of a newer version of this program.
#[hook]
fn use_update() -> Update {
    let update = use_state_eq(Update::default);
    {
        let update = update.setter();
        use_effect_with((), move |()| {
            update.set(web::update::state());
            let listener = web::update::on_change(move |state| update.set(state));
            move || drop(listener)
        });
    }
    *update
}

/// Offers a newer version; never while something is not saved.
fn update_box(update: Update, saved: SaveState, language: Language) -> Html {
    let sentence = match update {
        Update::None => return Html::default(),
        Update::Ready => "shell.update.ready",
        Update::Changed => "shell.update.changed",
    };
    let unsaved = matches!(saved, SaveState::Saving | SaveState::Failed(_));
    html! {
        <div class="notice" data-update-notice="">
            <p><strong>{ text(language, sentence) }</strong></p>
            if unsaved {
                <p id="update-later">{ text(language, "shell.update.later") }</p>
            }
            <p class="notice-actions">
                <button type="button" class="button button-small" disabled={unsaved}
                    aria-describedby={unsaved.then_some("update-later")}
                    onclick={Callback::from(|_: MouseEvent| web::update::accept())}>
                    { text(language, "shell.update.use") }
                </button>
            </p>
        </div>
    }
}

/// Gives the person a copy that this program can not read, as it is.
fn download_copy(work: Rc<str>) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let work = Rc::clone(&work);
        yew::platform::spawn_local(async move {
            if let Ok(Some(text)) = web::store::read(&work).await {
                web::files::download("thuocso.txt", "text/plain", &text);
            }
        });
    })
}
