//! Several windows with the same assessment: one edits it, the others look on, and can take it over.
//!
//! Windows tell each other what they do. One that is frozen or gone does not answer; what it has in its hands when it
//! comes back is not written over what others wrote (`saved::beginning`), but kept apart.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use yew::platform::spawn_local;

use super::{
    context::Dispatch,
    machinery,
    saving::Saver,
    state::{
        saved,
        session::{Notice, Session, SessionAction},
    },
};
use crate::web::{
    self,
    channel::{self, Channel},
};

/// How long the window that edits may take to write what it has before another one takes over.
const PATIENCE_MS: u32 = 1_500;

/// What this window has to do with the assessment that is open in it.
#[derive(Clone)]
struct Held {
    session: Rc<Session>,
    /// Since when it is open here, in milliseconds since 1970: of two windows that both edit, the earlier one goes on.
    since: u64,
    /// Whether another window edits it.
    reading: bool,
}

/// This window among the others.
pub(super) struct Windows {
    name: String,
    channel: RefCell<Option<Channel>>,
    held: RefCell<Option<Held>>,
    /// Runs while the window that edits is asked to stop.
    taking: RefCell<Option<Timeout>>,
    dispatch: Dispatch,
    saver: Rc<Saver>,
}

impl Windows {
    /// Listens to other windows from now on.
    pub fn new(dispatch: Dispatch, saver: Rc<Saver>) -> Rc<Windows> {
        let windows = Rc::new(Windows {
            name: channel::new_name(),
            channel: RefCell::default(),
            held: RefCell::default(),
            taking: RefCell::default(),
            dispatch,
            saver,
        });
        let weak = Rc::downgrade(&windows);
        let opened = channel::open(move |text| {
            if let Some(windows) = weak.upgrade() {
                windows.hear(&text);
            }
        });
        *windows.channel.borrow_mut() = opened;
        windows
    }

    /// What is open here now. `again`: it has just been opened.
    pub fn hold(&self, session: Option<&Rc<Session>>, again: bool) {
        let before = self.held.borrow().clone();
        let session = session.filter(|it| !saved::is_example(&it.work));
        let same = before.as_ref().is_some_and(|held| session.is_some_and(|it| it.work == held.session.work));
        if !same {
            self.leave();
        }
        let Some(session) = session else { return };
        let kept = before.filter(|_| same && !again);
        let (since, reading) = kept.map_or((web::clock::now_ms(), false), |held| (held.since, held.reading));
        *self.held.borrow_mut() = Some(Held { session: Rc::clone(session), since, reading });
        if !same || again {
            self.say("ask");
        }
    }

    /// The assessment is no longer open here, or the page goes away.
    pub fn leave(&self) {
        if self.held.borrow().as_ref().is_some_and(|held| !held.reading) {
            self.say("left");
        }
        self.held.take();
        self.taking.take();
    }

    /// What is open here was written.
    pub fn wrote(&self, work: &str) {
        if self.held.borrow().as_ref().is_some_and(|held| *held.session.work == *work) {
            self.say("wrote");
        }
    }

    /// This window wants to edit what another one edits.
    pub fn take_over(self: &Rc<Windows>) {
        self.say("take");
        let windows = Rc::clone(self);
        // A window that is gone does not answer.
        *self.taking.borrow_mut() = Some(Timeout::new(PATIENCE_MS, move || windows.taken()));
    }

    fn say(&self, verb: &str) {
        let held = self.held.borrow();
        if let (Some(channel), Some(held)) = (&*self.channel.borrow(), &*held) {
            channel.say(&format!("{verb}\n{}\n{}\n{}", held.session.work, self.name, held.since));
        }
    }

    fn hear(self: &Rc<Windows>, text: &str) {
        let mut parts = text.split('\n');
        let (Some(verb), Some(work), Some(name)) = (parts.next(), parts.next(), parts.next()) else { return };
        let since = parts.next().and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
        let Some(held) = self.held.borrow().clone().filter(|held| *held.session.work == *work) else { return };
        match verb {
            "ask" if !held.reading => self.say("hold"),
            "hold" if !held.reading && (since, name) < (held.since, self.name.as_str()) => {
                self.read_only(true);
                let windows = Rc::clone(self);
                // What was typed here meanwhile is kept apart, see the saver.
                self.saver.settle(move || windows.refresh(false));
            }
            "take" if !held.reading => {
                self.read_only(true);
                let windows = Rc::clone(self);
                self.saver.settle(move || windows.say("given"));
            }
            "given" if self.taking.borrow().is_some() => self.taken(),
            "wrote" if held.reading => self.refresh(false),
            // Of several windows that look on, the first that hears it edits: the others are told so.
            "left" if held.reading => self.taken(),
            _ => {}
        }
    }

    /// This window edits from now on, what the other one wrote last.
    fn taken(self: &Rc<Windows>) {
        self.taking.take();
        self.refresh(true);
    }

    fn read_only(&self, reading: bool) {
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.reading = reading;
        }
        self.dispatch.edit(SessionAction::ReadOnly(reading));
    }

    /// Shows what the store has. `edit`: this window edits from then on.
    fn refresh(self: &Rc<Windows>, edit: bool) {
        let Some(session) = self.held.borrow().as_ref().map(|held| Rc::clone(&held.session)) else { return };
        let windows = Rc::clone(self);
        spawn_local(async move {
            let text = web::store::read(&session.work).await.ok().flatten();
            if let (Some(text), Ok(keeping)) = (text, machinery::load_keeping().await) {
                match (keeping.read_saved)(&text) {
                    Some((kept, assessment)) => {
                        let fresh = Session::new(Rc::clone(&session.work), Rc::clone(&session.framework), assessment);
                        let fresh = (keeping.restore)(fresh, &kept);
                        windows.dispatch.edit(SessionAction::Refresh(Box::new(fresh)));
                    }
                    None => windows.dispatch.notify(Notice::CopyDamaged { work: Rc::clone(&session.work) }),
                }
            }
            if edit {
                if let Some(held) = &mut *windows.held.borrow_mut() {
                    held.since = web::clock::now_ms();
                }
                windows.read_only(false);
                windows.say("ask");
            }
        });
    }
}
