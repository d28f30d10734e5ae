//! What was chosen and typed on the page of documents.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use yew::prelude::*;

use crate::engine::evidence::Taking;

/// Which documents are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Those that somebody should look at.
    Doubtful,
    /// Those that prove nothing yet.
    Unused,
}

impl Show {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Show; 3] = [Show::All, Show::Doubtful, Show::Unused];

    /// Its name in message catalogues and in the page.
    pub fn code(self) -> &'static str {
        match self {
            Show::All => "all",
            Show::Doubtful => "doubtful",
            Show::Unused => "unused",
        }
    }
}

/// What was chosen and typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desk {
    /// Whether the field for new documents is open.
    pub adding: bool,
    /// What was pasted or typed there.
    pub pasted: String,
    /// What becomes of a line, where the person has chosen it; by the text of the line.
    pub takings: BTreeMap<String, Taking>,
    /// The leaf that all new documents are attached to; empty: none.
    pub attach_to: String,
    /// The document whose fields are open.
    pub editing: Option<String>,
    /// What is searched for.
    pub query: String,
    /// Which documents are listed.
    pub show: Show,
    /// What was just done and can be taken back.
    pub done: Option<Rc<str>>,
}

/// A change of the desk.
pub struct DeskAction(Box<dyn Fn(&mut Desk)>);

impl std::fmt::Debug for DeskAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeskAction")
    }
}

impl Reducible for Desk {
    type Action = DeskAction;

    fn reduce(self: Rc<Self>, action: DeskAction) -> Rc<Self> {
        let mut next = Desk::clone(&self);
        (action.0)(&mut next);
        let next = Rc::new(next);
        KEPT.set(Some(Rc::clone(&next)));
        next
    }
}

thread_local! {
    static KEPT: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
}

impl Desk {
    /// The desk as it was left when another page was opened: what was pasted is still there.
    pub fn as_left() -> Desk {
        let kept = KEPT.with_borrow(|kept| kept.as_deref().cloned()).unwrap_or_default();
        Desk { done: None, editing: None, ..kept }
    }
}

/// How the desk is changed.
pub type ToDesk = UseReducerDispatcher<Desk>;

/// Changes the desk now.
pub fn change(desk: &ToDesk, change: impl Fn(&mut Desk) + 'static) {
    desk.dispatch(DeskAction(Box::new(change)));
}

/// Changes the desk when a button is pressed.
pub fn on_click(desk: &ToDesk, change_it: impl Fn(&mut Desk) + Clone + 'static) -> Callback<MouseEvent> {
    let desk = desk.clone();
    Callback::from(move |_| change(&desk, change_it.clone()))
}
