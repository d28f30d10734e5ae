//! Work that takes time and ends in a change: files that are fetched, opened and read from the store.
//!
//! Does not belong here: what a change does (`state`), and how files are reached (`web`).

use std::rc::Rc;

use futures_util::future::join;
use yew::platform::spawn_local;

use super::{
    chunk::NotLoaded,
    context::Dispatch,
    machinery::{self, Keeping, Machinery},
    pages::assess,
    state::{
        library::{LoadFailure, Origin, ShelfAction},
        route::Route,
        saved,
        session::{Change, Choice, Notice, Pending, Session, SessionAction},
    },
};
use crate::{
    engine::assessment::Assessment,
    formats::{self, builtin, documents::Documents},
    i18n::{self, Language},
    web::{self, files::FileError},
};

/// The address of the register of documents.
pub const DOCUMENTS: &str = "indicators/documents.json";

/// Shows the page in another language, after fetching its texts where they are not there yet.
pub fn choose_language(dispatch: Dispatch, language: Language) {
    spawn_local(async move {
        if !i18n::is_ready(language) {
            let mut files = Vec::new();
            for address in i18n::ENGLISH {
                match web::fetch::text(address).await {
                    Ok(text) => files.push(text),
                    Err(web::fetch::Unreachable) => {
                        return dispatch.notify(Notice::Unreachable { address: address.into() });
                    }
                }
            }
            if let [own, pages] = files.as_slice() {
                i18n::install_english([own, pages]);
            }
        }
        dispatch.set_language(language);
    });
}

/// Fetches the register of documents.
pub fn fetch_documents(dispatch: Dispatch) {
    spawn_local(async move {
        dispatch.request(ShelfAction::DocumentsArrived(documents().await));
    });
}

async fn documents() -> Result<(Rc<Documents>, Machinery), LoadFailure> {
    let (text, machinery) = join(web::fetch::text(DOCUMENTS), machinery::load()).await;
    let (Ok(text), Ok(machinery)) = (text, machinery) else { return Err(LoadFailure::Unreachable) };
    let documents = (machinery.read_documents)(&text).map_err(|problems| LoadFailure::Refused(problems.into()))?;
    Ok((Rc::new(documents), machinery))
}

/// What reads files and keeps what is in them; a failure is told.
async fn machinery_for(dispatch: &Dispatch, name: &Rc<str>) -> Option<(Machinery, Keeping)> {
    let (machinery, keeping) = join(machinery::load(), machinery::load_keeping()).await;
    if machinery.is_err() || keeping.is_err() {
        dispatch.notify(Notice::NotLoaded { name: Rc::clone(name) });
    }
    Some((machinery.ok()?, keeping.ok()?))
}

/// What keeps the assessment that is about to be opened; within another page it is fetched with the first change.
async fn keeping_for(dispatch: &Dispatch) -> Result<(), NotLoaded> {
    if !dispatch.mount.is_guest() {
        machinery::load_keeping().await?;
    }
    Ok(())
}

/// Fetches what keeps an assessment that is about to be begun.
pub fn fetch_keeping(dispatch: Dispatch) {
    spawn_local(async move {
        // Whoever needs it asks again.
        let _ = keeping_for(&dispatch).await;
    });
}

/// Opens an assessment that is new, and goes to it.
pub fn begin(dispatch: Dispatch, session: Session) {
    spawn_local(async move {
        // Where it does not come, the page says that nothing is saved.
        let _ = keeping_for(&dispatch).await;
        dispatch.edit(SessionAction::Open(Box::new(session)));
        dispatch.go(&Route::ASSESS);
    });
}

/// Fetches a built-in framework.
pub fn fetch_framework(dispatch: Dispatch, id: &'static str) {
    spawn_local(async move {
        let text = web::fetch::text(&format!("indicators/{id}/framework.json")).await.ok();
        dispatch.request(ShelfAction::BuiltinArrived(id, text));
    });
}

/// Fetches the framework that the page's address names (`?framework=…`).
pub fn fetch_framework_at(dispatch: Dispatch, address: String) {
    let Some(full) = web::location::same_origin(&address) else {
        dispatch.notify(Notice::ForeignAddress { address: address.into() });
        return;
    };
    spawn_local(async move {
        match web::fetch::text(&full).await {
            Ok(text) => {
                dispatch.request(ShelfAction::OpenedArrived(Origin::Address(address.into()), text.into()));
            }
            Err(web::fetch::Unreachable) => dispatch.notify(Notice::Unreachable { address: address.into() }),
        }
    });
}

/// Opens what an element is to show: the example of a framework that ships, or the assessment at an address. It is never
/// written to the browser's store before somebody changes it.
pub fn open_data(dispatch: Dispatch, data: &str) {
    let example = builtin::EXAMPLES.iter().find(|(id, _)| *id == data);
    let address: Rc<str> = example.map_or(data, |(_, address)| address).into();
    let work = saved::example_work(example.map_or("data", |(id, _)| id));
    spawn_local(async move {
        let (text, machinery) = join(web::fetch::text(&address), machinery::load()).await;
        let (Ok(text), Ok(machinery)) = (text, machinery) else {
            return dispatch.edit(SessionAction::Refuse(Notice::Unreachable { address }));
        };
        match (machinery.read_assessment)(&text) {
            Ok(assessment) => {
                let assessment = Rc::new(assessment);
                open_when_ready(
                    &dispatch,
                    Pending { assessment, work, name: address, then: None, kept: None, differs: false },
                );
            }
            Err(problems) => {
                let notice = Notice::FileRefused { name: address, problems: problems.into() };
                dispatch.edit(SessionAction::Refuse(notice));
            }
        }
    });
}

/// Fetches a framework that the page around an element names. That page may name any address: what its own policy
/// allows is the browser's to decide.
pub fn fetch_framework_for_guest(dispatch: Dispatch, address: String) {
    spawn_local(async move {
        match web::fetch::text(&address).await {
            Ok(text) => dispatch.request(ShelfAction::OpenedArrived(Origin::Address(address.into()), text.into())),
            Err(web::fetch::Unreachable) => dispatch.notify(Notice::Unreachable { address: address.into() }),
        }
    });
}

/// Opens the example of a framework.
pub fn open_example(dispatch: Dispatch, framework: &str, then: Route) {
    let Some((id, address)) = builtin::EXAMPLES.iter().find(|(id, _)| *id == framework) else { return };
    dispatch.request(ShelfAction::Request(Some(id)));
    spawn_local(async move {
        let code = join(machinery::load(), keeping_for(&dispatch));
        let (text, (machinery, keeping)) = join(web::fetch::text(address), code).await;
        let (Ok(text), Ok(machinery), Ok(())) = (text, machinery, keeping) else {
            dispatch.notify(Notice::Unreachable { address: (*address).into() });
            return;
        };
        match (machinery.read_assessment)(&text) {
            Ok(assessment) => {
                let work = saved::example_work(id);
                open_when_ready(
                    &dispatch,
                    Pending {
                        assessment: Rc::new(assessment),
                        work,
                        name: (*address).into(),
                        then: Some(then),
                        kept: None,
                        differs: false,
                    },
                );
            }
            Err(problems) => {
                dispatch.notify(Notice::FileRefused { name: (*address).into(), problems: problems.into() });
            }
        }
    });
}

/// Opens an assessment, or a framework, from a file.
pub fn open_file(dispatch: Dispatch, file: gloo::file::File, then: Route) {
    spawn_local(async move {
        let name: Rc<str> = file.name().into();
        let written_at_ms = web::files::written_at_ms(&file);
        let text = match web::files::text(&file, formats::MAX_SIZE as u64).await {
            Ok(text) => text,
            Err(FileError::TooLarge { size }) => {
                let problems = vec![formats::too_large(size)].into();
                return dispatch.notify(Notice::FileRefused { name, problems });
            }
            Err(FileError::NotText) => return dispatch.notify(Notice::FileUnreadable { name }),
        };
        let Some((machinery, keeping)) = machinery_for(&dispatch, &name).await else { return };
        if (machinery.is_framework)(&text) {
            return dispatch.request(ShelfAction::OpenedArrived(Origin::File(name), text.into()));
        }
        match (machinery.read_assessment)(&text) {
            Ok(assessment) => {
                let works = match dispatch.mount.is_guest() {
                    // Within another page there is no room to compare: the file is an assessment of its own.
                    true => Vec::new(),
                    false => web::store::list(saved::WORKS).await.unwrap_or_default(),
                };
                match (keeping.rival)(works, &assessment) {
                    Some((kept, true)) => return open_work_as(dispatch, kept.work, name, Some(then)),
                    Some((kept, false)) => {
                        request_framework(&dispatch, &assessment);
                        let choice = Choice { kept, file: Rc::new(assessment), name, written_at_ms };
                        return dispatch.edit(SessionAction::Choose(Rc::new(choice)));
                    }
                    None => {}
                }
                let work = saved::new_work(web::clock::now_ms());
                open_when_ready(
                    &dispatch,
                    Pending {
                        assessment: Rc::new(assessment),
                        work,
                        name,
                        then: Some(then),
                        kept: None,
                        differs: false,
                    },
                );
            }
            Err(problems) => dispatch.notify(Notice::FileRefused { name, problems: problems.into() }),
        }
    });
}

/// Opens an assessment that the browser keeps.
pub fn open_work(dispatch: Dispatch, work: Rc<str>, then: Option<Route>) {
    let name = Rc::clone(&work);
    open_work_as(dispatch, work, name, then);
}

/// Opens an assessment that the browser keeps, by the name of a file that says the same.
fn open_work_as(dispatch: Dispatch, work: Rc<str>, name: Rc<str>, then: Option<Route>) {
    spawn_local(async move {
        let kept = web::store::read(&work).await.ok().flatten();
        let Some(text) = kept else { return dispatch.edit(SessionAction::Close) };
        let page = then.clone().unwrap_or_else(|| Route::parse(&dispatch.mount.address()));
        if matches!(page, Route::Assess { .. }) {
            assess::fetch_form();
        }
        let Some((_, keeping)) = machinery_for(&dispatch, &work).await else {
            return dispatch.edit(SessionAction::Close);
        };
        let Some((saved, assessment)) = (keeping.read_saved)(&text) else {
            dispatch.edit(SessionAction::Close);
            return dispatch.notify(Notice::CopyDamaged { work });
        };
        if let Some(framework) = &saved.framework {
            dispatch.request(ShelfAction::OpenedArrived(Origin::Store, Rc::clone(framework)));
        }
        let kept = Some(Rc::new(saved));
        open_when_ready(&dispatch, Pending { assessment: Rc::new(assessment), work, name, then, kept, differs: false });
    });
}

/// Puts an assessment in the place of one that the browser keeps. What was there can be taken back, or be found among
/// what was deleted lately.
pub fn replace_work(dispatch: Dispatch, choice: Rc<Choice>, assessment: Assessment, open: Option<Rc<Session>>) {
    dispatch.edit(SessionAction::Decided);
    let work = Rc::clone(&choice.kept.work);
    if open.is_some_and(|it| it.work == work) {
        let change = Change::new(move |open| *open = assessment.clone());
        dispatch.edit(SessionAction::Change { what: "merge".into(), change });
        return web::location::go(&Route::ASSESS.href());
    }
    spawn_local(async move {
        let Some((_, keeping)) = machinery_for(&dispatch, &work).await else { return };
        let before = saved::deleted_name(&work, web::clock::now_ms());
        // Where there is no room for both, nothing is replaced.
        if web::store::write(&before, &choice.kept.text).await.is_err() {
            return open_apart(&dispatch, &choice);
        }
        let kept = (keeping.read_saved)(&choice.kept.text).map(|(saved, _)| saved);
        if let Some(framework) = kept.as_ref().and_then(|it| it.framework.clone()) {
            dispatch.request(ShelfAction::OpenedArrived(Origin::Store, framework));
        }
        let (assessment, name) = (Rc::new(assessment), Rc::clone(&choice.name));
        let (then, kept) = (Some(Route::ASSESS), kept.map(Rc::new));
        open_when_ready(&dispatch, Pending { assessment, work, name, then, kept, differs: true });
    });
}

/// Opens a file as an assessment of its own, beside the one that the browser keeps.
pub fn open_apart(dispatch: &Dispatch, choice: &Choice) {
    dispatch.edit(SessionAction::Decided);
    let (assessment, name) = (Rc::clone(&choice.file), Rc::clone(&choice.name));
    let work = saved::new_work(web::clock::now_ms());
    let then = Some(Route::ASSESS);
    open_when_ready(dispatch, Pending { assessment, work, name, then, kept: None, differs: false });
}

/// Fetches the framework that an assessment names, where it is one that ships.
fn request_framework(dispatch: &Dispatch, assessment: &Assessment) {
    let id = builtin::IDS.iter().copied().find(|id| *id == assessment.framework.id);
    dispatch.request(ShelfAction::Request(id));
}

/// Opens an assessment as soon as its framework is there; see `use_pending` in the application's root.
fn open_when_ready(dispatch: &Dispatch, pending: Pending) {
    request_framework(dispatch, &pending.assessment);
    dispatch.edit(SessionAction::Await(Rc::new(pending)));
}
