//! The root: contexts, the page that the address names, and the few effects of the whole application.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::{
    components::shell::Shell,
    context::{Dispatch, Surroundings},
    current::{Current, use_current},
    guest::{GuestFrame, use_options},
    machinery,
    pages::lazy::{LazyPage, fetch_code},
    saving::use_saving,
    state::{
        library::{Library, LoadFailure, Loaded, Origin, Shelf, ShelfAction},
        options::{Options, View},
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
    web::{self, mount::Mount, panic_page::PanicPage},
};

/// Asks for what the first page needs, its code and the browser's store, before the frame around it is drawn.
pub fn prepare() {
    fetch_code(&Route::parse(&web::location::hash()));
    spawn_local(async {
        web::store::place().await;
    });
}

/// Where the application is drawn, and what is asked for.
#[derive(Debug, Clone, Default, PartialEq, Properties)]
pub struct AppProps {
    /// A page of its own, or an element of another page.
    #[prop_or_default]
    pub mount: Mount,
    /// What an element is to show.
    #[prop_or_default]
    pub options: Rc<Options>,
}

/// The whole application.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { mount, options } = props;
    let language = use_state_eq(Language::default);
    let current = use_current();
    let workspace = current.workspace();
    let shelf = use_reducer(Shelf::default);
    let route = use_route(mount);
    let dispatch = use_memo((), |()| Dispatch {
        current: current.clone(),
        language: language.setter(),
        shelf: shelf.dispatcher(),
        mount: mount.clone(),
    });
    let dispatch = Dispatch::clone(&dispatch);
    let library = use_library(&shelf, &dispatch);

    use_language_effects(*language, mount);
    use_fetching(&shelf, &dispatch);
    use_start(&dispatch);
    use_options(&dispatch, options);
    use_pending(&workspace, &shelf, &dispatch);
    use_refused_frameworks(&shelf, &dispatch);
    let keeps = !mount.is_guest() || options.keeps && options.view == View::Assess;
    let (safety, take_over) = use_saving(&current, &shelf, &dispatch, keeps);
    use_panic_page(&current, *language, mount);

    let language = *language;
    let named_framework = use_memo(Rc::clone(options), |options| match mount.is_guest() {
        true => Some(options.framework.as_str().into()).filter(|id: &Rc<str>| !id.is_empty()),
        false => web::location::query("framework").map(Rc::from),
    });
    let named_framework = Option::clone(&named_framework);
    let surroundings = Rc::new(Surroundings { language, library, dispatch, named_framework });
    html! {
        <ContextProvider<Rc<Surroundings>> context={surroundings}>
        <ContextProvider<Rc<Workspace>> context={workspace}>
            if mount.is_guest() {
                <GuestFrame mount={mount.clone()} route={Rc::clone(&route)} {safety} {take_over}><LazyPage {route} /></GuestFrame>
            } else {
                <Shell route={Rc::clone(&route)} {safety} {take_over}><LazyPage {route} /></Shell>
            }
        </ContextProvider<Rc<Workspace>>>
        </ContextProvider<Rc<Surroundings>>>
    }
}

/// The page that the address names.
#[hook]
fn use_route(mount: &Mount) -> Rc<Route> {
    let route = use_state_eq(|| Rc::new(Route::parse(&mount.address())));
    {
        let (route, mount) = (route.setter(), mount.clone());
        use_effect_with((), move |()| {
            let listening = mount.on_address(move |hash| route.set(Rc::new(Route::parse(&hash))));
            move || drop(listening)
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
fn use_language_effects(language: Language, mount: &Mount) {
    let first = use_mut_ref(|| true);
    let mount = mount.clone();
    use_effect_with(language, move |language| {
        mount.set_language(language.code());
        // The language of an element is the choice of the page around it.
        if !first.replace(false) && !mount.is_guest() {
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
        if dispatch.mount.is_guest() {
            return;
        }
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
            // What this window had open, otherwise what any window had.
            let open = match web::store::recall(saved::OPEN) {
                Some(work) => Some(work),
                None => web::store::read(saved::OPEN).await.ok().flatten(),
            };
            match open {
                Some(work) => tasks::open_work(dispatch, work.into(), None),
                None => dispatch.edit(SessionAction::Close),
            }
        });
    });
}

/// Opens the assessment that waits, as soon as its framework is there.
#[hook]
fn use_pending(workspace: &Workspace, shelf: &UseReducerHandle<Shelf>, dispatch: &Dispatch) {
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
                let session = match (&pending.kept, machinery::keeping()) {
                    (Some(kept), Some(keeping)) => (keeping.restore)(session, kept),
                    _ => session,
                };
                let session = if pending.differs { session.to_be_written() } else { session };
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
    let is_shipped = builtin::EXAMPLES.iter().any(|(_, address)| **address == *pending.name);
    let from_file = pending.name != pending.work && !is_shipped;
    if from_file && !problems.is_empty() {
        let name = Rc::clone(&pending.name);
        dispatch.notify(Notice::OpenedWithProblems { name, problems: problems.into() });
    }
    if let Some(page) = &pending.then {
        dispatch.go(page);
    }
}

fn refusal(pending: &Pending, failure: &LoadFailure) -> Notice {
    let id = pending.assessment.framework.id.as_str();
    match failure {
        LoadFailure::Refused(problems) => {
            Notice::FileRefused { name: Rc::clone(&pending.name), problems: problems.clone() }
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
            dispatch.notify(Notice::FileRefused { name, problems: problems.clone() });
            dispatch.request(ShelfAction::DismissRefused);
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with(opened, move |opened| {
        // An element stays at what the page around it asks for.
        if let Some(id) = opened.last().filter(|_| !dispatch.mount.is_guest()) {
            dispatch.go(&Route::framework(id));
        }
    });
}

/// Keeps the page for a panic up to date with what is open.
#[hook]
fn use_panic_page(current: &Current, language: Language, mount: &Mount) {
    let (mount, current, is_open) = (mount.clone(), current.clone(), current.session().is_some());
    use_effect_with((is_open, language), move |(is_open, language)| {
        let language = *language;
        let say = |key| Rc::from(text(language, key));
        let data = is_open.then(|| -> Box<dyn Fn() -> (String, String)> {
            Box::new(move || {
                let Some(session) = current.session() else { return Default::default() };
                let contents = machinery::loaded().map(|it| (it.write_assessment)(&session.assessment));
                (saved::file_name(&session, &web::clock::today()), contents.unwrap_or_default())
            })
        });
        let page = PanicPage {
            title: say("shell.panic.title"),
            text: say("shell.panic.text"),
            save: say("shell.panic.save"),
            reload: say("shell.panic.reload"),
            data,
        };
        web::panic_page::prepare(&mount, page);
    });
}
