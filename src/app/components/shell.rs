//! Everything around a page: skip link, header, navigation, what the person must be told, footer.

use std::rc::Rc;

use yew::prelude::*;

use super::recovery::RecoveryProps;
use crate::{
    app::{
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_workspace},
        kept::use_keeping,
        machinery::{self, Keeping},
        saving::{Safety, SaveState},
        state::{
            route::Route,
            saved,
            session::{Download, Notice, Session, SessionAction},
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
    pub safety: Safety,
    /// This window wants to edit what another one edits.
    pub take_over: Callback<()>,
    /// The page.
    pub children: Html,
}

/// The frame of every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let library = use_frameworks();
    let dispatch = use_dispatch();
    let say = |key| text(language, key);
    let session = workspace.session.as_ref();
    let update = use_update();
    let listing = use_keeping(workspace.notice.as_ref().is_some_and(Notice::has_problems));
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
                { save_line(session, props.safety, !matches!(*props.route, Route::Assess { .. }), language, &dispatch) }
            }
            <div class="shell-notice" role="status">
                if let Some(session) = session.filter(|_| workspace.read_only) {
                    { elsewhere(session, &props.take_over, language, &dispatch) }
                }
                if let Some(notice) = &workspace.notice {
                    { notice_box(notice, listing, language, &dispatch) }
                }
                { update_box(update, props.safety.state, language) }
            </div>
            if let (Some(choice), Some(keeping)) = (&workspace.choice, machinery::keeping()) {
                <div class="shell-notice" role="status">
                    { (keeping.recovery)(RecoveryProps {
                        choice: Rc::clone(choice),
                        open: workspace.session.clone(),
                        framework: library.framework(&choice.file.framework.id).as_ready(),
                        language,
                        dispatch: dispatch.clone(),
                    }) }
                </div>
            }
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
pub(in crate::app) fn save_line(
    session: &Rc<Session>,
    safety: Safety,
    named: bool,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let saved = safety.state;
    let failed = matches!(saved, SaveState::Failed(_));
    let once_saved = |at| match saved::is_example(&session.work) {
        true => text(language, "shell.save.example").to_owned(),
        false => saved_text(at, session.download, language),
    };
    // The page does not move with every digit: what will be said when it is saved has its room already.
    let mut room = None;
    let sentence = match saved {
        SaveState::Nothing | SaveState::Saving => {
            room = Some(once_saved(web::clock::now_ms()));
            text(language, "shell.save.saving").to_owned()
        }
        SaveState::Saved(at) => once_saved(at),
        SaveState::Failed(StoreError::Full) => text(language, "shell.save.full").to_owned(),
        SaveState::Failed(StoreError::Refused | StoreError::Changed) => text(language, "shell.save.refused").to_owned(),
    };
    let download = {
        let (session, dispatch) = (Rc::clone(session), dispatch.clone());
        Callback::from(move |_| {
            download(&session);
            if !saved::is_example(&session.work) {
                dispatch.edit(SessionAction::Downloaded(web::clock::now_ms()));
            }
        })
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
            <p class="shell-work-saved" data-saved={save_code(saved)} data-room={room} role={failed.then_some("alert")}><span>{ sentence }</span></p>
            if let Some(risk) = risk(session, safety) {
                <p class="shell-work-risk" data-risk={risk.0}>
                    { text(language, risk.1) }
                    if safety.around.framed {
                        { " " }<a href={web::location::full("")} target="_blank" rel="noopener">{ text(language, "shell.risk.framed.way") }</a>
                    }
                </p>
            }
            <button type="button" class={classes!("button", "button-small", failed.then_some("button-primary"))} onclick={download}>
                { text(language, "shell.save.download") }
            </button>
        </div>
    }
}

/// «Đã lưu trong trình duyệt này lúc 14:05, chưa tải tệp về»
fn saved_text(at: u64, download: Option<Download>, language: Language) -> String {
    let time = moment_text(at, language);
    match download {
        None => text_with(language, "shell.save.saved", &[("time", &time)]),
        Some(it) => {
            let key = if it.outdated { "shell.save.saved.file_outdated" } else { "shell.save.saved.file" };
            text_with(language, key, &[("time", &time), ("file_time", &moment_text(it.at_ms, language))])
        }
    }
}

/// What may happen to the copy in the browser, the worst first: a code and the key of a sentence.
fn risk(session: &Session, safety: Safety) -> Option<(&'static str, &'static str)> {
    let around = safety.around;
    if saved::is_example(&session.work) {
        return None;
    }
    if let SaveState::Failed(error) = safety.state {
        let framed = around.framed && error == StoreError::Refused;
        return framed.then_some(("framed-refused", "shell.risk.framed.refused"));
    }
    let risks = [
        (around.framed, ("framed", "shell.risk.framed")),
        (around.private, ("private", "shell.risk.private")),
        (around.forgetful, ("forgetful", "shell.risk.forgetful")),
        (safety.asked && around.promised == Some(true), ("none", "shell.risk.none")),
        (safety.asked && around.promised == Some(false), ("not-promised", "shell.risk.not_promised")),
    ];
    risks.into_iter().find_map(|(is_so, risk)| is_so.then_some(risk))
}

/// A moment as people say it: «14:05» of today, «14:05, 22/11/2026» of another day.
pub fn moment_text(at_ms: u64, language: Language) -> String {
    let (at, now) = (web::clock::local_time(at_ms), web::clock::local_time(web::clock::now_ms()));
    let time = format!("{:02}:{:02}", at.hour, at.minute);
    if (at.year, at.month, at.day) == (now.year, now.month, now.day) {
        return time;
    }
    let (year, month, day) = (format!("{:04}", at.year), format!("{:02}", at.month), format!("{:02}", at.day));
    text_with(language, "shell.moment", &[("time", &time), ("year", &year), ("month", &month), ("day", &day)])
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

pub use crate::i18n::period_text;

/// Another window edits what is open here: look on, take over, or go on with a copy.
pub(in crate::app) fn elsewhere(
    session: &Rc<Session>,
    take_over: &Callback<()>,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let take = {
        let take_over = take_over.clone();
        Callback::from(move |_: MouseEvent| take_over.emit(()))
    };
    let copy = {
        let dispatch = dispatch.clone();
        let name = match (&session.label, session.assessment.organization.name.trim()) {
            (Some(label), _) => label.to_string(),
            (None, "") => text(language, "shell.save.unnamed").to_owned(),
            (None, name) => name.to_owned(),
        };
        let label = text_with(language, "shell.kept.copy.label", &[("name", &name)]);
        Callback::from(move |_: MouseEvent| {
            dispatch.edit(SessionAction::Rename(saved::new_work(web::clock::now_ms())));
            dispatch.edit(SessionAction::Label(Some(label.as_str().into())));
        })
    };
    html! {
        <div class="notice" data-elsewhere="">
            <p><strong>{ text(language, "shell.elsewhere") }</strong>{ " " }{ text(language, "shell.elsewhere.text") }</p>
            <p class="notice-actions">
                <button type="button" class="button button-small" onclick={take}>{ text(language, "shell.elsewhere.take") }</button>
                <button type="button" class="button button-small" onclick={copy}>{ text(language, "shell.elsewhere.copy") }</button>
            </p>
        </div>
    }
}

/// What the person must be told, and a way to put it away. `listing`: what lists problems, when it is there.
pub(in crate::app) fn notice_box(
    notice: &Notice,
    listing: Option<Keeping>,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let dispatch = dispatch.clone();
    let dismiss = Callback::from(move |_: MouseEvent| dispatch.edit(SessionAction::DismissNotice));
    let (sentence, problems) = match notice {
        Notice::FileRefused { name, problems } => {
            (text_with(language, "shell.notice.refused", &[("name", name)]), Some(problems.clone()))
        }
        Notice::FileUnreadable { name } => (text_with(language, "shell.notice.unreadable", &[("name", name)]), None),
        Notice::OpenedWithProblems { name, problems } => {
            (text_with(language, "shell.notice.opened_with_problems", &[("name", name)]), Some(problems.clone()))
        }
        Notice::FrameworkUnknown { id } => (text_with(language, "shell.notice.framework_unknown", &[("id", id)]), None),
        Notice::Unreachable { address } => {
            (text_with(language, "shell.notice.unreachable", &[("address", address)]), None)
        }
        Notice::NotLoaded { .. } => (text(language, "page.not_loaded.advice").to_owned(), None),
        Notice::ForeignAddress { address } => {
            (text_with(language, "shell.notice.foreign", &[("address", address)]), None)
        }
        Notice::ReadOnly => (text(language, "shell.notice.read_only").to_owned(), None),
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
            if let (Some(listing), Some(problems)) = (listing, problems.filter(|problems| !problems.is_empty())) {
                { (listing.problem_list)(&problems, None, 100, language) }
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
