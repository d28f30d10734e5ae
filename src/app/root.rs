//! The root: contexts, the page that the address names, and the few effects of the whole application.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::{
    components::shell::Shell,
    context::{Dispatch, Surroundings},
    machinery,
    pages::lazy::LazyPage,
    saving::use_saving,
    state::{
        library::{Library, LoadFailure, Loaded, Origin, Shelf, ShelfAction},
        route::Route,
        saved,
        session::{Notice, Pending, Session, SessionAction, Workspace},
    },
    tasks,
};
use crate::{
    engine::assessment::Assessment,
    formats::builtin,
    i18n::{Language, text},
    web::{self, panic_page::PanicPage},
};

/// The whole application.
#[component]
pub fn App() -> Html {
    let language = use_state_eq(Language::default);
    let workspace = use_reducer(Workspace::default);
    let shelf = use_reducer(Shelf::default);
    let route = use_route();
    let dispatch = use_memo((), |()| Dispatch {
        workspace: workspace.dispatcher(),
        language: language.setter(),
        shelf: shelf.dispatcher(),
    });
    let dispatch = Dispatch::clone(&dispatch);
    let library = use_library(&shelf, &dispatch);

    use_language_effects(*language);
    use_fetching(&shelf, &dispatch);
    use_start(&dispatch);
    use_pending(&workspace, &shelf, &dispatch);
    use_refused_frameworks(&shelf, &dispatch);
    let saved = use_saving(&workspace, &shelf, &dispatch);
    use_panic_page(workspace.session.as_ref(), *language);

    let language = *language;
    let surroundings = Rc::new(Surroundings { language, library, dispatch });
    let workspace = use_memo(Workspace::clone(&workspace), Workspace::clone);
    html! {
        <ContextProvider<Rc<Surroundings>> context={surroundings}>
        <ContextProvider<Rc<Workspace>> context={workspace}>
            <Shell route={Rc::clone(&route)} {saved}><LazyPage {route} /></Shell>
        </ContextProvider<Rc<Workspace>>>
        </ContextProvider<Rc<Surroundings>>>
    }
}

/// The page that the address names.
#[hook]
fn use_route() -> Rc<Route> {
    let route = use_state_eq(|| Rc::new(Route::parse(&web::location::hash())));
    {
        let route = route.setter();
        use_effect_with((), move |()| {
            let listener = web::location::on_hash_change(move |hash| route.set(Rc::new(Route::parse(&hash))));
            move || drop(listener)
        });
    }
    Rc::clone(&route)
}

#[hook]
fn use_library(shelf: &UseReducerHandle<Shelf>, dispatch: &Dispatch) -> Rc<Library> {
    let request = {
        let dispatch = dispatch.clone();
        use_callback((), move |id: Rc<str>, ()| {
            let id = builtin::IDS.iter().copied().find(|it| **it == *id);
            dispatch.request(ShelfAction::Request(id));
        })
    };
    let shelf = Shelf::clone(shelf);
    use_memo((shelf, request), |(shelf, request)| Library::new(Rc::new(shelf.clone()), request.clone()))
}

#[hook]
fn use_language_effects(language: Language) {
    let first = use_mut_ref(|| true);
    use_effect_with(language, move |language| {
        web::page::set_language(language.code());
        if !first.replace(false) {
            let code = language.code();
            // A choice that can not be kept is made again next time.
            spawn_local(async move {
                let _ = web::store::write(saved::LANGUAGE, code).await;
            });
        }
    });
}

/// Fetches what the shelf waits for, each file once.
#[hook]
fn use_fetching(shelf: &UseReducerHandle<Shelf>, dispatch: &Dispatch) {
    let on_their_way = use_mut_ref(Vec::<&'static str>::new);
    let documents = shelf.awaits_documents();
    let frameworks: Vec<&'static str> = shelf.loading().collect();
    let dispatch = dispatch.clone();
    use_effect_with((documents, frameworks), move |(documents, frameworks)| {
        let mut on_their_way = on_their_way.borrow_mut();
        on_their_way.retain(|it| frameworks.contains(it) || *it == tasks::DOCUMENTS && *documents);
        if *documents && !on_their_way.contains(&tasks::DOCUMENTS) {
            on_their_way.push(tasks::DOCUMENTS);
            tasks::fetch_documents(dispatch.clone());
        }
        for id in frameworks {
            if !on_their_way.contains(id) {
                on_their_way.push(id);
                tasks::fetch_framework(dispatch.clone(), id);
            }
        }
    });
}

/// Goes on where the person left off, and follows `?lang=…` and `?framework=…`.
#[hook]
fn use_start(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        spawn_local(async move {
            let code = match web::location::query("lang") {
                Some(code) => Some(code),
                None => web::store::read(saved::LANGUAGE).await.ok().flatten(),
            };
            if let Some(language) = code.and_then(|code| Language::parse(&code)) {
                dispatch.choose_language(language);
            }
            // One that ships is named by its id: the self-assessment begins with it.
            let named = web::location::query("framework").filter(|named| !builtin::IDS.contains(&named.as_str()));
            if let Some(address) = named {
                tasks::fetch_framework_at(dispatch.clone(), address);
            }
            match web::store::read(saved::OPEN).await {
                Ok(Some(work)) => tasks::open_work(dispatch, work.into(), None),
                _ => dispatch.edit(SessionAction::Close),
            }
        });
    });
}

/// Opens the assessment that waits, as soon as its framework is there.
#[hook]
fn use_pending(workspace: &UseReducerHandle<Workspace>, shelf: &UseReducerHandle<Shelf>, dispatch: &Dispatch) {
    let framework = workspace.pending.as_ref().map(|pending| shelf.framework(&pending.assessment.framework.id));
    let waiting = !shelf.is_settled();
    let dispatch = dispatch.clone();
    use_effect_with((workspace.pending.clone(), framework, waiting), move |(pending, framework, waiting)| {
        let (Some(pending), Some(framework)) = (pending, framework) else { return };
        match framework {
            Loaded::Ready(framework) => {
                let session = Session::new(
                    Rc::clone(&pending.work),
                    Rc::clone(framework),
                    Assessment::clone(&pending.assessment),
                );
                let session = match (&pending.kept, machinery::loaded()) {
                    (Some(kept), Some(machinery)) => (machinery.restore)(session, kept),
                    _ => session,
                };
                finish(&dispatch, pending, session);
            }
            Loaded::Failed(failure) if !waiting => dispatch.edit(SessionAction::Refuse(refusal(pending, failure))),
            _ => {}
        }
    });
}

fn finish(dispatch: &Dispatch, pending: &Pending, session: Session) {
    let problems =
        machinery::loaded().map(|it| (it.problems)(&session.framework, &session.assessment)).unwrap_or_default();
    dispatch.edit(SessionAction::Open(Box::new(session)));
    let from_file = pending.name != pending.work && !saved::is_example(&pending.work);
    if from_file && !problems.is_empty() {
        let name = Rc::clone(&pending.name);
        dispatch.notify(Notice::OpenedWithProblems { name, problems: problems.into() });
    }
    if let Some(page) = &pending.then {
        web::location::go(&page.href());
    }
}

fn refusal(pending: &Pending, failure: &LoadFailure) -> Notice {
    let id = pending.assessment.framework.id.as_str();
    match failure {
        LoadFailure::Refused(problems) => {
            Notice::FileRefused { name: Rc::clone(&pending.name), problems: Rc::clone(problems) }
        }
        LoadFailure::Unreachable if builtin::IDS.contains(&id) => {
            Notice::Unreachable { address: format!("indicators/{id}/framework.json").into() }
        }
        LoadFailure::Unreachable => Notice::FrameworkUnknown { id: id.into() },
    }
}

/// Tells what is wrong with a framework that was opened, and shows one that is good.
#[hook]
fn use_refused_frameworks(shelf: &UseReducerHandle<Shelf>, dispatch: &Dispatch) {
    let refused: Vec<_> = shelf.refused().to_vec();
    let opened: Vec<Rc<str>> = shelf.opened_by_person().collect();
    {
        let dispatch = dispatch.clone();
        use_effect_with(refused, move |refused| {
            let Some((origin, problems)) = refused.last() else { return };
            let name: Rc<str> = match origin {
                Origin::Address(name) | Origin::File(name) | Origin::Author(name) => Rc::clone(name),
                Origin::Builtin(id) => (*id).into(),
                Origin::Store => "framework.json".into(),
            };
            dispatch.notify(Notice::FileRefused { name, problems: Rc::clone(problems) });
            dispatch.request(ShelfAction::DismissRefused);
        });
    }
    use_effect_with(opened, move |opened| {
        if let Some(id) = opened.last() {
            web::location::go(&Route::framework(id).href());
        }
    });
}

/// Keeps the page for a panic up to date with what is open.
#[hook]
fn use_panic_page(session: Option<&Rc<Session>>, language: Language) {
    use_effect_with((session.cloned(), language), move |(session, language)| {
        let language = *language;
        let say = |key| Rc::from(text(language, key));
        let data = session.clone().map(|session| {
            let name = saved::file_name(&session, &web::clock::today());
            let contents: Box<dyn Fn() -> String> = Box::new(move || {
                machinery::loaded().map(|it| (it.write_assessment)(&session.assessment)).unwrap_or_default()
            });
            (name, contents)
        });
        web::panic_page::prepare(PanicPage {
            title: say("shell.panic.title"),
            text: say("shell.panic.text"),
            save: say("shell.panic.save"),
            reload: say("shell.panic.reload"),
            data,
        });
    });
}
