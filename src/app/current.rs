//! What is open, and when it is drawn.
//!
//! It stands beside Yew's tree: a change is there as soon as the call is over, whatever was drawn of it. A click is drawn
//! at once. Of what is typed, the total is drawn at once and the rest after the next frame: on a slow machine the rest
//! takes longer than people wait for a key.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use yew::prelude::*;

use super::state::session::{Session, SessionAction, Workspace};
use crate::web::page::{AfterFrame, after_frame};

/// What is open in one application.
#[derive(Debug, Clone, Default)]
pub(super) struct Current(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    workspace: RefCell<Rc<Workspace>>,
    /// Draws the whole application; nothing before it was drawn first.
    whole: RefCell<Option<UseForceUpdateHandle>>,
    /// Draw what must not be late.
    urgent: RefCell<Vec<Weak<UseForceUpdateHandle>>>,
    /// Runs while something that was typed is not drawn everywhere.
    later: RefCell<Option<AfterFrame>>,
}

impl PartialEq for Current {
    fn eq(&self, other: &Current) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Current {
    /// All of it.
    pub fn workspace(&self) -> Rc<Workspace> {
        Rc::clone(&self.0.workspace.borrow())
    }

    /// The assessment that is open, as it is now.
    pub fn session(&self) -> Option<Rc<Session>> {
        self.0.workspace.borrow().session.clone()
    }

    /// Makes a change and draws it.
    pub fn change(&self, action: SessionAction) {
        self.reduce(action);
        self.draw_whole();
        self.draw_urgent();
    }

    /// Makes a change that somebody is typing.
    pub fn type_in(&self, action: SessionAction) {
        self.reduce(action);
        self.draw_urgent();
        let mut later = self.0.later.borrow_mut();
        if later.is_none() {
            let current = self.clone();
            *later = Some(after_frame(move || current.draw_whole()));
        }
    }

    /// Draws what was typed, if that was not done yet.
    pub fn catch_up(&self) {
        if self.0.later.borrow().is_some() {
            self.draw_whole();
        }
    }

    fn reduce(&self, action: SessionAction) {
        let next = self.workspace().reduce(action);
        self.0.workspace.replace(next);
    }

    fn draw_whole(&self) {
        self.0.later.take();
        if let Some(whole) = &*self.0.whole.borrow() {
            whole.force_update();
        }
    }

    /// A change goes down from parent to child, and between two of them Yew leaves the turn of the browser once 16 ms have
    /// gone by, but not while something waits to be drawn that was asked for directly. So whoever stands far down and must
    /// not be late asks for itself as well. It is still drawn once, after its parents.
    fn draw_urgent(&self) {
        self.0.urgent.borrow_mut().retain(|it| it.upgrade().inspect(|it| it.force_update()).is_some());
    }
}

/// What is open in the application that calls it, which is drawn again with every change.
#[hook]
pub(super) fn use_current() -> Current {
    let current = use_memo((), |()| Current::default());
    let current = Current::clone(&current);
    *current.0.whole.borrow_mut() = Some(use_force_update());
    current
}

/// Draws the component that calls it in the same turn of the browser in which the assessment changes, however slow the
/// machine is.
#[hook]
pub(super) fn use_urgency(current: &Current) {
    let (draw, current) = (use_force_update(), current.clone());
    use_effect_with((), move |()| {
        let draw = Rc::new(draw);
        current.0.urgent.borrow_mut().push(Rc::downgrade(&draw));
        move || drop(draw)
    });
}
