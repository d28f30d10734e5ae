//! What is on the desk of somebody who writes a framework: the file that was opened, and what was chosen.

use std::{cell::RefCell, rc::Rc};

use yew::Reducible;

use crate::{
    app::pages::sheet_files::{Content, Opened},
    engine::{framework::Framework, problem::Problem},
    formats::{documents::Documents, framework_file, framework_sheet},
};

/// The whole desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desk {
    /// Whether sheets are saved as CSV.
    pub csv: bool,
    /// The framework whose sheets are saved; nothing: the first.
    pub source: Option<Rc<str>>,
    /// What became of the last file that was saved.
    pub saving: Saving,
    /// The file that was opened.
    pub opened: Opened,
    /// Rises with every file that was opened.
    pub opening: u32,
    /// The framework to compare with; nothing: the one that suggests itself.
    pub other: Option<Rc<str>>,
}

/// A file on its way to the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nobody has asked for one.
    #[default]
    Nothing,
    /// What it needs is on its way.
    Working,
    /// It was handed to the browser under this name.
    Done(Rc<str>),
    /// Something that it needs did not arrive.
    NotLoaded,
    /// It can not be written.
    Refused(Rc<[Problem]>),
}

/// A framework that is in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The text of its file.
    pub json: Rc<str>,
    /// What was read in one of several ways, or not at all.
    pub warnings: Vec<Problem>,
    /// How many examples come out as the file says; one that does not is a problem.
    pub examples: usize,
}

/// What happens on the desk.
#[derive(Debug, Clone)]
pub enum DeskAction {
    /// The kind of file was chosen.
    Csv(bool),
    /// The framework whose sheets are saved was chosen.
    Source(Rc<str>),
    /// A file is on its way to the person.
    Saving(Saving),
    /// A file is on its way from the person.
    Opened(Opened),
    /// The framework to compare with was chosen.
    Other(Rc<str>),
}

impl Reducible for Desk {
    type Action = DeskAction;

    fn reduce(self: Rc<Self>, action: DeskAction) -> Rc<Self> {
        let mut next = Desk::clone(&self);
        match action {
            DeskAction::Csv(csv) => next.csv = csv,
            DeskAction::Source(id) => next.source = Some(id),
            DeskAction::Saving(saving) => next.saving = saving,
            DeskAction::Opened(opened) => {
                next.opening += u32::from(!matches!(opened, Opened::Reading { .. }));
                next.opened = opened;
            }
            DeskAction::Other(id) => next.other = Some(id),
        }
        let next = Rc::new(next);
        KEPT.set(Some(Rc::clone(&next)));
        next
    }
}

thread_local! {
    static KEPT: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
}

impl Desk {
    /// The desk as it was left when another page was opened.
    pub fn as_left() -> Desk {
        let kept = KEPT.with_borrow(|kept| kept.as_deref().cloned()).unwrap_or_default();
        Desk { saving: Saving::Nothing, ..kept }
    }
}

/// Whether the file that was opened is in order; nothing while that is not known.
pub fn outcome(opened: &Opened, documents: Option<&Documents>) -> Option<Result<Good, Vec<Problem>>> {
    match opened {
        Opened::Refused { problems, .. } => Some(Err(problems.to_vec())),
        Opened::Read { content, .. } => Some(check(content, documents?)),
        Opened::Nothing | Opened::Reading { .. } | Opened::NotLoaded { .. } => None,
    }
}

fn check(content: &Content, documents: &Documents) -> Result<Good, Vec<Problem>> {
    let (framework, json, warnings): (Framework, Rc<str>, Vec<Problem>) = match content {
        Content::Sheets { workbook, .. } => {
            let checked = framework_sheet::check(workbook, documents)?;
            (checked.framework, checked.json.into(), checked.warnings)
        }
        Content::Json(text) => (framework_file::read(text, documents)?, Rc::clone(text), Vec::new()),
    };
    let examples = framework_file::read_raw(&json)?.examples.len();
    Ok(Good { framework: Rc::new(framework), json, warnings, examples })
}
