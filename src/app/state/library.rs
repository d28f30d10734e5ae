//! Frameworks and the register of documents, as far as they have been loaded.

use std::rc::Rc;

use yew::{Callback, Reducible};

use super::problems::Problems;
use crate::app::machinery::Machinery;
use crate::{
    engine::framework::Framework,
    formats::{builtin, documents::Documents},
};

/// Something that is loaded when it is first needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded<T> {
    /// Nobody has asked for it.
    NotRequested,
    /// It is on its way.
    Loading,
    /// It is here.
    Ready(T),
    /// It can not be had.
    Failed(LoadFailure),
}

impl<T: Clone> Loaded<T> {
    /// The thing itself, if it is here.
    pub fn as_ready(&self) -> Option<T> {
        match self {
            Loaded::Ready(it) => Some(it.clone()),
            _ => None,
        }
    }
}

/// Why something can not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFailure {
    /// The address does not answer, or answers that there is nothing.
    Unreachable,
    /// It was read, and this is wrong with it.
    Refused(Problems),
}

/// Where a framework came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program, under this identifier.
    Builtin(&'static str),
    /// From an address of the same site (`?framework=…`).
    Address(Rc<str>),
    /// From a file of this name.
    File(Rc<str>),
    /// From a file of this name that was checked on the page for writing frameworks; that page says what is shown next.
    Author(Rc<str>),
    /// From the browser's store, with the assessment that needs it.
    Store,
}

/// A framework that did not come with the program; its text is saved with the assessments that need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The framework.
    pub framework: Rc<Framework>,
    /// Where it came from.
    pub origin: Origin,
    /// The file's text.
    pub text: Rc<str>,
}

/// All that is loaded, the state behind [`Library`].
///
/// Files are fetched at the same time, so a framework may arrive before the register of documents that its sources name.
/// It is checked when both are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    documents: Loaded<(Rc<Documents>, Machinery)>,
    /// In the order of [`builtin::IDS`].
    builtin: Vec<Loaded<Rc<Framework>>>,
    unchecked: Vec<(Origin, Rc<str>)>,
    /// By their identifiers, each once.
    opened: Vec<Opened>,
    refused: Vec<(Origin, Problems)>,
}

/// What happens to the shelf.
#[derive(Debug, Clone)]
pub enum ShelfAction {
    /// A built-in framework is needed, or only the register where none is named.
    Request(Option<&'static str>),
    /// The register has come with what reads frameworks, or can not be had.
    DocumentsArrived(Result<(Rc<Documents>, Machinery), LoadFailure>),
    /// The text of a built-in framework has come, or nothing.
    BuiltinArrived(&'static str, Option<String>),
    /// The text of another framework has come.
    OpenedArrived(Origin, Rc<str>),
    /// The person has been told about what was refused.
    DismissRefused,
}

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf {
            documents: Loaded::NotRequested,
            builtin: vec![Loaded::NotRequested; builtin::IDS.len()],
            unchecked: Vec::new(),
            opened: Vec::new(),
            refused: Vec::new(),
        }
    }
}

impl Reducible for Shelf {
    type Action = ShelfAction;

    fn reduce(self: Rc<Self>, action: ShelfAction) -> Rc<Self> {
        let mut next = Shelf::clone(&self);
        match action {
            ShelfAction::Request(id) => {
                let documents_needed = matches!(next.documents, Loaded::NotRequested | Loaded::Failed(_));
                let needed = |framework: &Loaded<_>| matches!(framework, Loaded::NotRequested | Loaded::Failed(_));
                let id = id.filter(|id| next.builtin(id).is_some_and(needed));
                if !documents_needed && id.is_none() {
                    return self;
                }
                if documents_needed {
                    next.documents = Loaded::Loading;
                }
                if let Some(id) = id {
                    next.set_builtin(id, Loaded::Loading);
                }
            }
            ShelfAction::DocumentsArrived(documents) => {
                next.documents = documents.map_or_else(Loaded::Failed, Loaded::Ready);
            }
            ShelfAction::BuiltinArrived(id, None) => {
                next.set_builtin(id, Loaded::Failed(LoadFailure::Unreachable));
            }
            ShelfAction::BuiltinArrived(id, Some(text)) => {
                next.unchecked.push((Origin::Builtin(id), text.into()));
            }
            ShelfAction::OpenedArrived(origin, text) => {
                if matches!(next.documents, Loaded::NotRequested) {
                    next.documents = Loaded::Loading;
                }
                next.unchecked.push((origin, text));
            }
            ShelfAction::DismissRefused if next.refused.is_empty() => return self,
            ShelfAction::DismissRefused => next.refused.clear(),
        }
        next.check();
        Rc::new(next)
    }
}

impl Shelf {
    /// Checks what has arrived, once the register is here or is known not to come.
    fn check(&mut self) {
        let documents = match &self.documents {
            Loaded::Ready((documents, machinery)) => Ok((Rc::clone(documents), *machinery)),
            Loaded::Failed(failure) => Err(failure.clone()),
            Loaded::NotRequested | Loaded::Loading => return,
        };
        for (origin, text) in std::mem::take(&mut self.unchecked) {
            let read = documents.clone().and_then(|(documents, machinery)| {
                let framework = (machinery.read_framework)(&text, &documents);
                framework.map(Rc::new).map_err(|problems| LoadFailure::Refused(problems.into()))
            });
            match (origin, read) {
                (Origin::Builtin(id), read) => {
                    self.set_builtin(id, read.map_or_else(Loaded::Failed, Loaded::Ready));
                }
                (origin, Ok(framework)) => {
                    let at = self.opened.iter().take_while(|it| it.framework.id < framework.id).count();
                    let before = self.opened.get(at).is_some_and(|it| it.framework.id == framework.id);
                    self.opened.splice(at..at + usize::from(before), [Opened { framework, origin, text }]);
                }
                (origin, Err(LoadFailure::Refused(problems))) => self.refused.push((origin, problems)),
                (origin, Err(LoadFailure::Unreachable)) => self.refused.push((origin, Vec::new().into())),
            }
        }
    }

    /// A framework by its identifier; one that was opened hides a built-in one of the same name.
    pub fn framework(&self, id: &str) -> Loaded<Rc<Framework>> {
        match self.find_opened(id) {
            Some(opened) => Loaded::Ready(Rc::clone(&opened.framework)),
            None => self.builtin(id).cloned().unwrap_or(Loaded::Failed(LoadFailure::Unreachable)),
        }
    }

    fn builtin(&self, id: &str) -> Option<&Loaded<Rc<Framework>>> {
        self.builtin.get(builtin::IDS.iter().position(|it| *it == id)?)
    }

    fn set_builtin(&mut self, id: &str, framework: Loaded<Rc<Framework>>) {
        let found = builtin::IDS.iter().zip(&mut self.builtin).find(|(it, _)| **it == id);
        if let Some((_, place)) = found {
            *place = framework;
        }
    }

    /// The register of documents.
    pub fn documents(&self) -> Option<Rc<Documents>> {
        match &self.documents {
            Loaded::Ready((documents, _)) => Some(Rc::clone(documents)),
            _ => None,
        }
    }

    /// Whether the register is on its way.
    pub fn awaits_documents(&self) -> bool {
        matches!(self.documents, Loaded::Loading)
    }

    /// Whether the register is here or is known not to come.
    pub fn is_settled(&self) -> bool {
        !matches!(self.documents, Loaded::Loading | Loaded::NotRequested)
    }

    /// Frameworks that were opened from elsewhere and can not be used, with what is wrong with them.
    pub fn refused(&self) -> &[(Origin, Problems)] {
        &self.refused
    }

    /// What was opened under this identifier, if it did not come with the program.
    pub fn find_opened(&self, id: &str) -> Option<&Opened> {
        self.opened.iter().find(|it| *it.framework.id == *id)
    }

    /// Identifiers of the frameworks that the person opened and nobody has shown yet: not those of the browser's store.
    pub fn opened_by_person(&self) -> impl Iterator<Item = Rc<str>> + '_ {
        let shown = |opened: &&Opened| !matches!(opened.origin, Origin::Store | Origin::Author(_));
        self.opened.iter().filter(shown).map(|it| Rc::clone(&it.framework.id))
    }

    /// Built-in frameworks that are on their way.
    pub fn loading(&self) -> impl Iterator<Item = &'static str> + '_ {
        let all = builtin::IDS.iter().zip(&self.builtin);
        all.filter(|(_, framework)| matches!(framework, Loaded::Loading)).map(|(id, _)| *id)
    }
}

/// What pages see of the shelf, with a way to ask for more.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    shelf: Rc<Shelf>,
    request: Callback<Rc<str>>,
}

impl Library {
    /// The shelf, and who fetches what is asked for.
    pub fn new(shelf: Rc<Shelf>, request: Callback<Rc<str>>) -> Library {
        Library { shelf, request }
    }

    /// Identifiers of the frameworks that come with the program.
    pub fn builtin_ids(&self) -> &'static [&'static str] {
        builtin::IDS
    }

    /// Frameworks that were opened from a file, an address or the browser's store.
    pub fn opened(&self) -> impl Iterator<Item = &Opened> {
        self.shelf.opened.iter()
    }

    /// What was opened under this identifier, if it did not come with the program.
    pub fn find_opened(&self, id: &str) -> Option<&Opened> {
        self.shelf.find_opened(id)
    }

    /// A framework by its identifier, as far as it is loaded; see [`Library::request`].
    pub fn framework(&self, id: &str) -> Loaded<Rc<Framework>> {
        self.shelf.framework(id)
    }

    /// The register of documents; nothing until it is loaded.
    pub fn documents(&self) -> Option<Rc<Documents>> {
        self.shelf.documents()
    }

    /// Asks for a built-in framework. What is loaded or on its way is not fetched again; what failed is.
    pub fn request(&self, id: &str) {
        self.request.emit(id.into());
    }
}
