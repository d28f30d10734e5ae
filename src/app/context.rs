//! What every page can ask for: two contexts and their hooks.
//!
//! Pages use these; reusable components take props.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    current::{Current, use_urgency},
    state::{
        library::{Library, Loaded, Origin, Shelf, ShelfAction},
        route::Route,
        saved,
        session::{Choice, Notice, Session, SessionAction, Workspace},
    },
    tasks,
};
use crate::{
    engine::{assessment::Assessment, framework::Framework},
    i18n::Language,
    web::{self, mount::Mount},
};

/// Everything that can change what pages show. Never causes a render by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispatch {
    pub(super) current: Current,
    pub(super) language: UseStateSetter<Language>,
    pub(super) shelf: UseReducerDispatcher<Shelf>,
    pub(super) mount: Mount,
}

impl Dispatch {
    /// Changes the assessment that is open.
    pub fn edit(&self, action: SessionAction) {
        self.current.change(action);
    }

    /// Changes it by what somebody is typing in a field that shows it without being drawn.
    pub fn type_in(&self, action: SessionAction) {
        self.current.type_in(action);
    }

    /// The assessment that is open as it is now, which may be ahead of what is drawn.
    pub fn session(&self) -> Option<Rc<Session>> {
        self.current.session()
    }

    /// Tells the person something, whatever page is open.
    pub fn notify(&self, notice: Notice) {
        self.current.change(SessionAction::Notify(notice));
    }

    /// Chooses the language of the page, as soon as its texts are there.
    pub fn choose_language(&self, language: Language) {
        tasks::choose_language(self.clone(), language);
    }

    /// Shows the page in a language whose texts are there.
    pub(super) fn set_language(&self, language: Language) {
        self.language.set(language);
    }

    /// Opens the example of a framework and goes to a page when it is there.
    pub fn open_example(&self, framework: &str, then: &Route) {
        tasks::open_example(self.clone(), framework, then.clone());
    }

    /// Opens an assessment or a framework from a file. What is open stays until the file is known to be good.
    pub fn open_file(&self, file: gloo::file::File) {
        tasks::open_file(self.clone(), file, Route::ASSESS);
    }

    /// The same for an assessment, and goes to a page when it is there.
    pub fn open_file_for(&self, file: gloo::file::File, then: Route) {
        tasks::open_file(self.clone(), file, then);
    }

    /// An assessment is about to be begun.
    pub fn prepare(&self) {
        tasks::fetch_keeping(self.clone());
    }

    /// Begins an assessment of a framework and goes to it.
    pub fn begin(&self, framework: Rc<Framework>, organization: &str, period: &str) {
        let organization =
            crate::engine::assessment::Organization { name: organization.trim().to_owned(), ..Default::default() };
        let assessment = crate::engine::assessment::Assessment::new(&framework, organization, period.trim().to_owned());
        self.open_new(framework, assessment);
    }

    /// Opens an assessment that was just made, as a new work beside those that are kept, and goes to it.
    pub fn open_new(&self, framework: Rc<Framework>, assessment: crate::engine::assessment::Assessment) {
        let session = Session::new(saved::new_work(web::clock::now_ms()), framework, assessment);
        tasks::begin(self.clone(), session);
    }

    /// Puts the text of a framework that did not come with the program on the shelf; it is kept with its assessments.
    pub fn offer_framework(&self, origin: Origin, text: Rc<str>) {
        self.request(ShelfAction::OpenedArrived(origin, text));
    }

    /// Opens an assessment that the browser keeps under this name.
    pub fn open_work(&self, work: &str) {
        tasks::open_work(self.clone(), work.into(), Some(Route::ASSESS));
    }

    /// Puts an assessment in the place of one that the browser keeps.
    pub fn replace_work(&self, choice: &Rc<Choice>, assessment: Assessment, open: Option<Rc<Session>>) {
        tasks::replace_work(self.clone(), Rc::clone(choice), assessment, open);
    }

    /// Opens a file as an assessment of its own, beside the one that the browser keeps.
    pub fn open_apart(&self, choice: &Choice) {
        tasks::open_apart(self, choice);
    }

    /// Goes to another page, whoever acted last: for what happens some time after the deed.
    pub fn go(&self, page: &Route) {
        self.mount.go(&page.href());
    }

    /// Tells the page around an element; on a page of its own nobody listens.
    pub fn tell(&self, what: &str, json: &str) {
        self.mount.tell(what, json);
    }

    pub(super) fn request(&self, action: ShelfAction) {
        self.shelf.dispatch(action);
    }
}

/// What changes seldom.
#[derive(Debug, Clone, PartialEq)]
pub struct Surroundings {
    /// The language of the page.
    pub language: Language,
    /// The frameworks and documents that are loaded.
    pub library: Rc<Library>,
    /// How to change things.
    pub dispatch: Dispatch,
    /// The framework that a self-assessment begins with where nobody has chosen.
    pub named_framework: Option<Rc<str>>,
}

#[hook]
fn use_surroundings() -> Rc<Surroundings> {
    use_context::<Rc<Surroundings>>().expect("every page is below `App`, which provides it")
}

/// The language of the page.
#[hook]
pub fn use_language() -> Language {
    use_surroundings().language
}

/// What is open: the assessment and what the person must be told.
#[hook]
pub fn use_workspace() -> Rc<Workspace> {
    use_context::<Rc<Workspace>>().unwrap_or_default()
}

/// The assessment that is open; nothing before one is begun or opened.
#[hook]
pub fn use_session() -> Option<Rc<Session>> {
    use_workspace().session.clone()
}

/// The framework that a self-assessment begins with where nobody has chosen.
#[hook]
pub fn use_named_framework() -> Option<Rc<str>> {
    use_surroundings().named_framework.clone()
}

/// How to change things.
#[hook]
pub fn use_dispatch() -> Dispatch {
    use_surroundings().dispatch.clone()
}

/// The assessment that is open as it is now, also where the caller is drawn before everything around it. `drawn`: what it
/// was given; it counts where another assessment has been opened since.
#[hook]
pub fn use_newest_session(dispatch: &Dispatch, drawn: &Rc<Session>) -> Rc<Session> {
    use_urgency(&dispatch.current);
    let newest = dispatch.current.session().filter(|it| it.opening == drawn.opening);
    newest.unwrap_or_else(|| Rc::clone(drawn))
}

/// The frameworks and documents that are loaded, and a way to ask for more.
#[hook]
pub fn use_frameworks() -> Rc<Library> {
    Rc::clone(&use_surroundings().library)
}

/// A framework by its identifier; asks for it if nobody has.
#[hook]
pub fn use_framework(id: &str) -> Loaded<Rc<Framework>> {
    let library = use_frameworks();
    {
        let library = Rc::clone(&library);
        use_effect_with(AttrValue::from(id.to_owned()), move |id| {
            if library.framework(id) == Loaded::NotRequested {
                library.request(id);
            }
        });
    }
    library.framework(id)
}

/// The title of the window while this page is open.
#[hook]
pub fn use_page_title(title: &str) {
    let product = crate::i18n::text(use_language(), "app.title");
    let title = if title.is_empty() { product.to_owned() } else { format!("{title} – {product}") };
    let is_guest = use_surroundings().dispatch.mount.is_guest();
    use_effect_with((title, is_guest), |(title, is_guest)| {
        if !is_guest {
            web::page::set_title(title);
        }
    });
}
