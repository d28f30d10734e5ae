//! The application as an element of another page: its frame, what it is asked to show, and what it tells.

use std::rc::Rc;

use serde::Serialize;
use yew::{platform::spawn_local, prelude::*};

use super::{
    components::shell::{download, elsewhere, notice_box, save_line},
    context::{Dispatch, use_dispatch, use_language, use_workspace},
    kept::use_keeping,
    machinery,
    pages::assess,
    saving::{Safety, SaveState},
    state::{
        library::LoadFailure,
        options::{Options, View},
        route::Route,
        saved,
        session::{Notice, Session, SessionAction, Workspace},
    },
    tasks,
};
use crate::{
    formats::builtin,
    i18n::{Language, text},
    web::{self, mount::Mount},
};

/// Shows what is asked for, and follows when that changes.
#[hook]
pub fn use_options(dispatch: &Dispatch, options: &Rc<Options>) {
    let is_guest = dispatch.mount.is_guest();
    let language = options.language;
    {
        let dispatch = dispatch.clone();
        use_effect_with((language, is_guest), move |(language, is_guest)| {
            if *is_guest {
                dispatch.choose_language(*language);
            }
        });
    }
    let page = options.route();
    {
        let dispatch = dispatch.clone();
        use_effect_with((page, is_guest), move |(page, is_guest)| {
            if *is_guest {
                dispatch.mount.begin_at(&page.href());
            }
        });
    }
    {
        let dispatch = dispatch.clone();
        let address = options.framework.clone();
        use_effect_with((address, is_guest), move |(address, is_guest)| {
            if *is_guest && !address.is_empty() && !builtin::IDS.contains(&address.as_str()) {
                tasks::fetch_framework_for_guest(dispatch, address.clone());
            }
        });
    }
    let work = (options.view.is_published(), options.data.clone(), options.keeps && options.view != View::Score);
    let (dispatch, fills_in) = (dispatch.clone(), options.view == View::Assess);
    use_effect_with((work, is_guest), move |((is_published, data, keeps), is_guest)| match (is_guest, &**data) {
        (false, _) => {}
        (true, _) if *is_published => dispatch.edit(SessionAction::Close),
        (true, "") if !keeps => dispatch.edit(SessionAction::Close),
        (true, "") => spawn_local(async move {
            match web::store::read(saved::OPEN).await {
                Ok(Some(work)) => tasks::open_work(dispatch, work.into(), None),
                _ => dispatch.edit(SessionAction::Close),
            }
        }),
        (true, data) => {
            if fills_in {
                assess::fetch_form();
            }
            tasks::open_data(dispatch, data);
        }
    });
}

/// What is inside.
#[derive(Debug, PartialEq, Properties)]
pub struct GuestFrameProps {
    /// Where it is drawn.
    pub mount: Mount,
    /// The page that is open.
    pub route: Rc<Route>,
    /// Whether the work is safe.
    pub safety: Safety,
    /// This window wants to edit what another one edits.
    pub take_over: Callback<()>,
    /// The page.
    pub children: Html,
}

/// The frame of a page within another page: no header, no navigation, no footer; a way back, and what must be told.
#[component]
pub fn GuestFrame(props: &GuestFrameProps) -> Html {
    let GuestFrameProps { mount, route, safety, take_over, children } = props;
    let language = use_language();
    let workspace = use_workspace();
    let dispatch = use_dispatch();
    use_told(&workspace, route);
    let listing = use_keeping(workspace.notice.as_ref().is_some_and(Notice::has_problems));
    let back = {
        let mount = mount.clone();
        Callback::from(move |_: MouseEvent| mount.back())
    };
    let session = workspace.session.as_ref().filter(|_| matches!(**route, Route::Assess { .. } | Route::Carry { .. }));
    html! {
        <section class="guest" aria-label={text(language, "app.title")}>
            if mount.has_earlier() {
                <p class="guest-back"><button type="button" class="link-button" onclick={back}>{ text(language, "guest.back") }</button></p>
            }
            if let Some(session) = session {
                if safety.state == SaveState::Nothing {
                    <p class="guest-notice" data-saved="nothing">{ text(language, "guest.not_kept") }{ " " }{ download_button(session, language) }</p>
                } else {
                    { save_line(session, *safety, false, language, &dispatch) }
                    if workspace.read_only {
                        { elsewhere(session, take_over, language, &dispatch) }
                    }
                }
            }
            <div class="shell-notice" role="status">
                if let Some(notice) = &workspace.notice {
                    { notice_box(notice, listing, language, &dispatch) }
                }
            </div>
            <div class="shell-main">{ children.clone() }</div>
        </section>
    }
}

/// Gives the person the file of what is open.
fn download_button(session: &Rc<Session>, language: Language) -> Html {
    let session = Rc::clone(session);
    let download = Callback::from(move |_: MouseEvent| download(&session));
    html! { <button type="button" class="button button-small" onclick={download}>{ text(language, "shell.save.download") }</button> }
}

/// Tells the page around of every change of the assessment and of the page, and of what went wrong.
#[hook]
fn use_told(workspace: &Rc<Workspace>, route: &Rc<Route>) {
    let dispatch = use_dispatch();
    let session = workspace.session.clone();
    {
        let dispatch = dispatch.clone();
        let which = session.as_ref().map(|session| (session.opening, session.revision));
        use_effect_with(which, move |_| {
            let (Some(session), Some(machinery)) = (session, machinery::loaded()) else { return };
            dispatch.tell("change", &(machinery.summary)(&session.framework, &session.assessment));
        });
    }
    {
        let dispatch = dispatch.clone();
        use_effect_with(Rc::clone(route), move |route| {
            dispatch.tell("page", &json(&Page { address: &route.href() }));
        });
    }
    use_effect_with(workspace.notice.clone(), move |notice| {
        if let Some(notice) = notice {
            dispatch.tell("error", &told(notice));
        }
    });
}

/// Tells the page around why something that it named is not shown, where the page says so itself rather than in a notice.
#[hook]
pub fn use_told_failure(address: &str, failure: Option<&LoadFailure>) {
    let dispatch = use_dispatch();
    use_effect_with((Rc::<str>::from(address), failure.cloned()), move |(address, failure)| {
        let notice = match failure {
            None => return,
            Some(LoadFailure::Unreachable) => Notice::Unreachable { address: Rc::clone(address) },
            Some(LoadFailure::Refused(problems)) => {
                Notice::FileRefused { name: Rc::clone(address), problems: problems.clone() }
            }
        };
        dispatch.tell("error", &told(&notice));
    });
}

/// The same of something that the data do not have. `code`: a stable name.
#[hook]
pub fn use_told_missing(code: &'static str, what: &str) {
    let dispatch = use_dispatch();
    use_effect_with((code, Rc::<str>::from(what)), move |(code, what)| {
        dispatch.tell("error", &json(&Failure { code, what, problems: Vec::new() }));
    });
}

/// Which page is open, for programs.
#[derive(Serialize)]
struct Page<'a> {
    address: &'a str,
}

/// What went wrong, for programs.
#[derive(Serialize)]
struct Failure<'a> {
    code: &'a str,
    what: &'a str,
    problems: Vec<Fault<'a>>,
}

/// One thing that is wrong with a file.
#[derive(Serialize)]
struct Fault<'a> {
    place: &'a str,
    code: &'a str,
}

/// Texts always serialize.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What a notice says to programs.
fn told(notice: &Notice) -> String {
    let nothing: Rc<str> = "".into();
    let (code, what, problems) = match notice {
        Notice::FileRefused { name, problems } => ("file_refused", name, &problems[..]),
        Notice::FileUnreadable { name } => ("file_unreadable", name, &[][..]),
        Notice::OpenedWithProblems { name, problems } => ("opened_with_problems", name, &problems[..]),
        Notice::FrameworkUnknown { id } => ("framework_unknown", id, &[][..]),
        Notice::Unreachable { address } => ("unreachable", address, &[][..]),
        Notice::NotLoaded { name } => ("code_not_loaded", name, &[][..]),
        Notice::ForeignAddress { address } => ("foreign_address", address, &[][..]),
        Notice::CopyDamaged { work } => ("copy_damaged", work, &[][..]),
        Notice::ReadOnly => ("read_only", &nothing, &[][..]),
        Notice::KeptApart => ("kept_apart", &nothing, &[][..]),
    };
    let problems = problems.iter().map(|it| Fault { place: &it.place, code: it.kind.code() }).collect();
    json(&Failure { code, what, problems })
}
