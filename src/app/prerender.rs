//! The first page as text: the very components of the application, drawn natively when it is built.
//!
//! A browser shows it before the program has arrived, and the program replaces it with the same.

use std::rc::Rc;

use tokio::{runtime::Builder, task::LocalSet};
use yew::{LocalServerRenderer, prelude::*};

use super::{
    components::shell::Shell,
    context::{Dispatch, Surroundings},
    pages::home::HomePage,
    saving::Safety,
    state::{
        library::{Library, Shelf},
        route::Route,
        session::Workspace,
    },
};
use crate::{i18n::Language, web::mount::Mount};

/// The markup of the first page, of somebody who has no work in the browser.
///
/// # Errors
///
/// Where the system gives no thread of execution.
pub fn first_page() -> std::io::Result<String> {
    let runtime = Builder::new_current_thread().build()?;
    let renderer = LocalServerRenderer::<FirstPage>::new().hydratable(false);
    Ok(LocalSet::new().block_on(&runtime, renderer.render()))
}

/// As [`App`](super::App) draws it, without what is only there in a browser.
#[component]
fn FirstPage() -> Html {
    let language = use_state_eq(Language::default);
    let workspace = use_reducer(Workspace::default);
    let shelf = use_reducer(Shelf::default);
    let dispatch = Dispatch {
        workspace: workspace.dispatcher(),
        language: language.setter(),
        shelf: shelf.dispatcher(),
        mount: Mount::default(),
    };
    let library = Rc::new(Library::new(Rc::new(Shelf::clone(&shelf)), Callback::noop()));
    let surroundings = Rc::new(Surroundings { language: *language, library, dispatch, named_framework: None });
    html! {
        <ContextProvider<Rc<Surroundings>> context={surroundings}>
        <ContextProvider<Rc<Workspace>> context={Rc::new(Workspace::clone(&workspace))}>
            <Shell route={Rc::new(Route::Home)} safety={Safety::default()} take_over={Callback::noop()}><HomePage /></Shell>
        </ContextProvider<Rc<Workspace>>>
        </ContextProvider<Rc<Surroundings>>>
    }
}
