//! What is chosen on the page; everything that is entered is in the assessment.

use std::{collections::BTreeMap, rc::Rc};

use yew::Reducible;

use crate::engine::{
    assessment::{Assessment, RoundKind},
    merge::{Merge, Side},
    problem::Problem,
    rounds::Filter,
};

/// What is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desk {
    /// The round that is worked on; nothing: the one that follows the last.
    pub step: Option<RoundKind>,
    /// Which lines are listed.
    pub filter: Filter,
    /// The reason for refusing all listed lines.
    pub reason: String,
    /// Who closes the round; nothing: as the file suggests.
    pub by: Option<String>,
    /// The file that came back.
    pub returned: Option<Rc<Returned>>,
    /// The file that both copies started from.
    pub base: Option<Rc<Assessment>>,
    /// What is chosen for differences, by position.
    pub sides: BTreeMap<usize, Side>,
    /// Why a file can not be used.
    pub refused: Rc<[Problem]>,
    /// What has just been done, to be read out.
    pub done: Option<&'static str>,
}

/// A file that came back.
#[derive(Debug, PartialEq, Eq)]
pub struct Returned {
    /// Its name.
    pub name: Rc<str>,
    /// What is in it.
    pub assessment: Assessment,
}

/// A change of what is chosen.
pub struct DeskAction(pub Box<dyn FnOnce(&mut Desk)>);

impl DeskAction {
    /// A change in place.
    pub fn new(change: impl FnOnce(&mut Desk) + 'static) -> DeskAction {
        DeskAction(Box::new(change))
    }
}

impl Reducible for Desk {
    type Action = DeskAction;

    fn reduce(self: Rc<Desk>, action: DeskAction) -> Rc<Desk> {
        let mut next = Desk::clone(&self);
        (action.0)(&mut next);
        Rc::new(next)
    }
}

/// The merge of what is open with what came back. The copy that is open is the base where nothing was changed since its
/// last round was closed.
pub fn merge(desk: &Desk, ours: &Assessment, unchanged: bool) -> Option<Result<Merge, Problem>> {
    let returned = desk.returned.as_ref()?;
    let base = desk.base.as_deref().or(unchanged.then_some(ours));
    Some(crate::engine::merge::merge(base, ours, &returned.assessment))
}
