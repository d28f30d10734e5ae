//! Every change is written to the browser's store, and the page says so only when it is there.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo::timers::callback::Timeout;
use yew::{platform::spawn_local, prelude::*};

use super::windows::Windows;
use super::{
    context::Dispatch,
    current::Current,
    machinery::{self, Keeping},
    state::{
        library::Shelf,
        saved,
        session::{Notice, Session, SessionAction},
    },
};
use crate::web::{
    self,
    safety::{self, Surroundings},
    store::{Change, Durability, Place, Replacing, StoreError},
};

/// How long typing in a field may go on before it is written: a turn in which the page draws, no more. Whatever is
/// chosen, left or confirmed is written at once.
const TYPING_MS: u32 = 80;

/// How long nothing changes before what was written is put on the disk. Until then the system has it: a page that goes
/// must not wait for the disk with its last words.
const QUIET_MS: u32 = 1_000;

/// Whether the work is safe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SaveState {
    /// There is nothing that would have to be kept.
    #[default]
    Nothing,
    /// The last change is about to be written.
    Saving,
    /// It was written at this time (milliseconds since 1970).
    Saved(u64),
    /// It could not be written.
    Failed(StoreError),
}

/// Whether the work is safe, and from what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Safety {
    /// Whether it is written.
    pub state: SaveState,
    /// What may happen to what is written.
    pub around: Surroundings,
    /// Whether the browser has been asked to promise that it keeps it.
    pub asked: bool,
}

/// Writes what is open whenever it changes, and at the latest when the page goes away; nothing where nothing is to be
/// kept.
#[hook]
pub fn use_saving(
    current: &Current,
    shelf: &UseReducerHandle<Shelf>,
    dispatch: &Dispatch,
    keeps: bool,
) -> (Safety, Callback<()>) {
    let told = use_state_eq(|| (SaveState::Nothing, 0));
    let saver = use_memo((), |()| Saver::new(told.setter(), dispatch.clone()));
    let windows = use_memo((), |()| Windows::new(dispatch.clone(), Rc::clone(&saver)));
    let windows: Rc<Windows> = Rc::clone(&windows);
    let taking_windows = Rc::clone(&windows);
    let workspace = current.workspace();
    let session = workspace.session.clone();
    {
        let (current, shelf) = (current.clone(), shelf.clone());
        *saver.newest.borrow_mut() = keeps.then(|| Newest { current, shelf });
    }
    // What has just changed is not written: the page says so as it shows the change, not in a second turn.
    let state = if saver.is_behind(session.as_deref().filter(|_| keeps)) { SaveState::Saving } else { told.0 };
    {
        // Before it is written: another window is asked first.
        let (windows, opening) = (Rc::clone(&windows), use_mut_ref(|| 0_u64));
        use_effect_with(session.clone(), move |session| {
            let now = session.as_ref().map_or(0, |it| it.opening);
            windows.hold(session.as_ref().filter(|_| keeps), opening.replace(now) != now);
        });
    }
    {
        let saver = Rc::clone(&saver);
        use_effect_with(session, move |_| {
            if let Some(news) = saver.news() {
                Saver::offer(&saver, news);
            }
        });
    }
    let current = current.clone();
    use_effect_with((), move |()| {
        let (on_leave, on_commit) = (Rc::clone(&saver), Rc::clone(&saver));
        *on_leave.windows.borrow_mut() = Rc::downgrade(&windows);
        let leave = web::page::on_leave(move || Saver::leave(&on_leave));
        let leaving = Rc::clone(&windows);
        let gone = web::page::on_gone(move || windows.leave());
        let commit = web::page::on_commit(move || {
            current.catch_up();
            Saver::catch_up(&on_commit);
            Saver::write(&on_commit);
        });
        move || {
            drop((leave, commit, gone));
            // An element may go from a page that stays.
            Saver::leave(&saver);
            leaving.leave();
        }
    });
    let blocked = workspace.read_only;
    {
        let dispatch = dispatch.clone();
        use_effect_with(blocked, move |blocked| {
            let listeners = blocked.then(|| web::page::on_attempt(move || dispatch.notify(Notice::ReadOnly)));
            move || drop(listeners)
        });
    }
    let take_over = {
        let windows = Rc::clone(&taking_windows);
        use_callback((), move |(), ()| windows.take_over())
    };
    let changed = workspace.session.as_ref().is_some_and(|it| it.revision > 0 && !saved::is_example(&it.work));
    let (around, asked) = use_surroundings(keeps && changed && matches!(state, SaveState::Saved(_)));
    (Safety { state, around, asked }, take_over)
}

/// What may happen to what is kept. Once something was `changed` and is written, the browser is asked to keep it; that is
/// asked once in the life of a browser, because some ask the person.
#[hook]
fn use_surroundings(changed: bool) -> (Surroundings, bool) {
    let known = use_state_eq(|| (Surroundings::default(), false));
    // Once is enough: not with everything that is written.
    let ever = use_mut_ref(|| false);
    *ever.borrow_mut() |= changed;
    let changed = *ever.borrow();
    {
        let known = known.setter();
        use_effect_with(changed, move |changed| {
            let changed = *changed;
            spawn_local(async move {
                let mut around = safety::look().await;
                let mut asked = matches!(web::store::read(saved::ASKED).await, Ok(Some(_)));
                if changed && !asked && around.promised == Some(false) {
                    around.promised = safety::ask().await;
                    // What can not be kept is asked again next time.
                    let _ = web::store::write(saved::ASKED, "1").await;
                    asked = true;
                }
                // It is said in a line of its own, above everything.
                web::page::released().await;
                if changed == *ever.borrow() {
                    known.set((around, asked || around.promised == Some(true)));
                }
            });
        });
    }
    *known
}

/// A state of an assessment that the store does not have yet.
#[derive(Clone)]
struct Unsaved {
    session: Rc<Session>,
    framework: Option<Rc<str>>,
}

impl Unsaved {
    fn to_text(&self, keeping: Keeping, at: u64, history: bool) -> String {
        (keeping.write_saved)(&self.session, at, self.framework.clone(), history)
    }
}

/// Where the newest state is, also before anything was drawn of it.
struct Newest {
    current: Current,
    shelf: UseReducerHandle<Shelf>,
}

impl Newest {
    fn read(&self) -> Option<Unsaved> {
        // A handle keeps everything that was ever read through it.
        let shelf = self.shelf.clone();
        let session = self.current.session()?;
        let framework = shelf.find_opened(&session.framework.id).map(|it| Rc::clone(&it.text));
        Some(Unsaved { session, framework })
    }
}

/// Hands states to the store, one after the other; of several of the same assessment only the last.
pub(super) struct Saver {
    /// What the page was told last, and how often it was: told the same again, it is drawn again.
    told: UseStateSetter<(SaveState, u64)>,
    times: Cell<u64>,
    dispatch: Dispatch,
    /// Nothing where nothing is to be kept.
    newest: RefCell<Option<Newest>>,
    /// What was offered last.
    offered: RefCell<Option<Rc<Session>>>,
    /// Whether the page has not been told yet what became of what was offered.
    unsettled: Cell<bool>,
    waiting: RefCell<Vec<Unsaved>>,
    /// What the store is writing.
    writing: RefCell<Option<Unsaved>>,
    timer: RefCell<Option<Timeout>>,
    /// Runs while what was written is not on the disk.
    quiet: RefCell<Option<Timeout>>,
    /// What is to be done when nothing waits any more.
    settled: RefCell<Vec<Box<dyn FnOnce()>>>,
    /// The other windows, which are told what was written.
    windows: RefCell<Weak<Windows>>,
    /// The name of what is open.
    open: RefCell<Rc<str>>,
    /// When the store last wrote what, by this window: whatever it holds instead is by another one.
    written: RefCell<Vec<(Rc<str>, u64)>>,
    /// The last moment that was given to a copy.
    moment: Cell<u64>,
}

impl Saver {
    fn new(told: UseStateSetter<(SaveState, u64)>, dispatch: Dispatch) -> Saver {
        Saver {
            told,
            times: Cell::default(),
            dispatch,
            newest: RefCell::default(),
            offered: RefCell::default(),
            unsettled: Cell::default(),
            waiting: RefCell::default(),
            writing: RefCell::default(),
            timer: RefCell::default(),
            quiet: RefCell::default(),
            settled: RefCell::default(),
            windows: RefCell::default(),
            open: RefCell::new("".into()),
            written: RefCell::default(),
            moment: Cell::default(),
        }
    }

    /// Whether a session is not written as it is now. Nothing is said before anything was offered.
    fn is_behind(&self, session: Option<&Session>) -> bool {
        let offered = self.offered.borrow();
        let is_news = offered.as_deref().is_some_and(|offered| session.is_some_and(|session| session != offered));
        is_news || self.unsettled.get()
    }

    /// Tells the page what became of what was offered.
    fn tell(&self, state: SaveState) {
        self.unsettled.set(false);
        self.times.set(self.times.get() + 1);
        self.told.set((state, self.times.get()));
    }

    /// The newest state, unless it was offered.
    fn news(&self) -> Option<Unsaved> {
        let newest = self.newest.borrow().as_ref()?.read()?;
        let is_offered = self.offered.borrow().as_ref().is_some_and(|it| Rc::ptr_eq(it, &newest.session));
        (!is_offered).then_some(newest)
    }

    /// Takes what has changed since the page was drawn last. Yew runs effects after it has drawn, and on a slow machine in
    /// another turn of the browser: the page may be gone before.
    fn catch_up(saver: &Rc<Saver>) {
        let opening = saver.offered.borrow().as_ref().map(|it| it.opening);
        // What has been opened since has other windows to ask. An example that was changed gets another name, which is news
        // as well.
        while let Some(news) = saver.news().filter(|it| Some(it.session.opening) == opening) {
            Saver::offer(saver, news);
        }
    }

    /// Takes a state that is to be written.
    fn offer(saver: &Rc<Saver>, unsaved: Unsaved) {
        let Unsaved { session, .. } = &unsaved;
        let is_first = saver.offered.replace(Some(Rc::clone(session))).is_none();
        let is_another = saver.open.replace(Rc::clone(&session.work)) != session.work;
        if session.revision > 0 && saved::is_example(&session.work) {
            // The first change makes a copy; the example stays as it is.
            return saver.dispatch.edit(SessionAction::Rename(saved::new_work(web::clock::now_ms())));
        }
        let work = Rc::clone(&session.work);
        if is_another {
            web::store::note(saved::OPEN, &work);
        }
        match session.kept_at_ms {
            // It is there as it is; it may be another window that wrote it.
            Some(at) if session.is_as_kept() => {
                saver.note_written(&work, |_| at);
                saver.tell(SaveState::Saved(at));
                return spawn_local(async move {
                    let _ = web::store::write(saved::OPEN, &work).await;
                });
            }
            Some(at) => saver.note_written(&work, |before| before.unwrap_or(at)),
            None => {}
        }
        if is_first {
            saver.tell(SaveState::Saving);
        }
        saver.unsettled.set(true);
        let typing = session.typing;
        saver.quiet.take();
        {
            let mut waiting = saver.waiting.borrow_mut();
            waiting.retain(|it| it.session.work != session.work);
            waiting.push(unsaved);
        }
        if !typing {
            Saver::write(saver);
        } else if saver.timer.borrow().is_none() {
            let later = Rc::clone(saver);
            *saver.timer.borrow_mut() = Some(Timeout::new(TYPING_MS, move || Saver::write(&later)));
        }
    }

    /// Calls `then` as soon as everything is written, or can not be.
    pub fn settle(self: &Rc<Saver>, then: impl FnOnce() + 'static) {
        self.settled.borrow_mut().push(Box::new(then));
        Saver::catch_up(self);
        Saver::write(self);
    }

    /// Hands over what waits, unless the store is busy; then it is handed over after that.
    fn write(saver: &Rc<Saver>) {
        if saver.writing.borrow().is_some() {
            return;
        }
        if saver.waiting.borrow().is_empty() {
            let settled = saver.settled.take();
            return settled.into_iter().for_each(|then| then());
        }
        saver.timer.take();
        let unsaved = saver.waiting.borrow_mut().remove(0);
        *saver.writing.borrow_mut() = Some(unsaved.clone());
        let saver = Rc::clone(saver);
        spawn_local(async move {
            let work = Rc::clone(&unsaved.session.work);
            let before = saver.written_at(&work);
            let at = saver.moment(&work);
            let written = keep(&unsaved, at, before).await;
            saver.writing.take();
            match written {
                Ok(()) => {
                    if let Some(windows) = saver.windows.borrow().upgrade() {
                        windows.wrote(&work);
                    }
                    // The page may have been about to go, and have written in the meantime.
                    saver.note_written(&work, |before| before.map_or(at, |before| at.max(before)));
                    if web::store::place().await == Place::Memory {
                        // It is gone with the page: that is not what people call saved.
                        saver.tell(SaveState::Failed(StoreError::Refused));
                    } else if saver.waiting.borrow().is_empty() {
                        saver.tell(SaveState::Saved(at));
                        let on_disk = Timeout::new(QUIET_MS, || spawn_local(put_on_disk()));
                        *saver.quiet.borrow_mut() = Some(on_disk);
                    }
                }
                Err(StoreError::Changed) => {
                    saver.keep_apart(unsaved, &saved::new_work(at));
                }
                Err(error) => saver.tell(SaveState::Failed(error)),
            }
            Saver::write(&saver);
        });
    }

    /// Keeps what another window has overtaken under another name.
    fn keep_apart(&self, overtaken: Unsaved, name: &Rc<str>) {
        let work = &overtaken.session.work;
        let mut waiting = self.waiting.borrow_mut();
        let newest = waiting.iter().position(|it| it.session.work == *work).map(|at| waiting.remove(at));
        let Unsaved { session, framework } = newest.unwrap_or_else(|| overtaken.clone());
        waiting.push(Unsaved { session: Rc::new(session.under(Rc::clone(name))), framework });
        if *self.open.borrow() == *work {
            self.dispatch.edit(SessionAction::Rename(Rc::clone(name)));
        }
        self.dispatch.notify(Notice::KeptApart);
    }

    /// The page may go away now: everything is handed over without waiting for answers, and kept where it does not take
    /// one.
    fn leave(saver: &Rc<Saver>) {
        Saver::catch_up(saver);
        saver.timer.take();
        let waiting = saver.waiting.take();
        // A page tells twice that it goes. What is being written is not handed over again where something newer was.
        if let Some(writing) = &mut *saver.writing.borrow_mut()
            && let Some(newer) = waiting.iter().find(|it| it.session.work == writing.session.work)
        {
            *writing = newer.clone();
        }
        let writing = saver.writing.borrow().clone();
        let work = writing.as_ref().map(|it| Rc::clone(&it.session.work));
        let others = waiting.into_iter().filter(|it| work.as_ref() != Some(&it.session.work));
        for unsaved in writing.into_iter().chain(others) {
            let at = saver.moment(&unsaved.session.work);
            say(&unsaved, at);
            saver.note_written(&unsaved.session.work, |_| at);
            let saver = Rc::clone(saver);
            // It may be only hidden, and come back.
            spawn_local(async move {
                let written = keep(&unsaved, at, None).await;
                saver.tell(written.map_or_else(SaveState::Failed, |()| SaveState::Saved(at)));
                put_on_disk().await;
            });
        }
    }

    /// Now, but later than what was written before, or is being written: copies are told apart by it.
    fn moment(&self, work: &Rc<str>) -> u64 {
        let after = self.written_at(work).unwrap_or_default().max(self.moment.get());
        self.moment.set(web::clock::now_ms().max(after + 1));
        self.moment.get()
    }

    fn written_at(&self, work: &str) -> Option<u64> {
        self.written.borrow().iter().find(|(it, _)| **it == *work).map(|(_, at)| *at)
    }

    /// Notes when an assessment was written last, which follows from what was noted before.
    fn note_written(&self, work: &Rc<str>, at: impl Fn(Option<u64>) -> u64) {
        let at = at(self.written_at(work));
        let mut written = self.written.borrow_mut();
        written.retain(|(it, _)| it != work);
        written.push((Rc::clone(work), at));
    }
}

/// Puts on the disk what was written so far: whatever is written to the disk takes it along.
async fn put_on_disk() {
    // It is written either way; what the disk refuses is said with the next change.
    let now = web::clock::now_ms().to_string();
    let _ = web::store::change(&[(saved::ON_DISK, Some(&now))], Replacing::Anything, Durability::Strict).await;
}

/// Writes one state. Where there is no room for its history, it is written without.
async fn keep(unsaved: &Unsaved, at: u64, before: Option<u64>) -> Result<(), StoreError> {
    // It is there already, unless an element was another view when its assessment was opened.
    let keeping = machinery::load_keeping().await.map_err(|_| StoreError::Refused)?;
    let Unsaved { session, .. } = unsaved;
    let expected = before.map(saved::beginning);
    let mut written = Err(StoreError::Full);
    for history in [true, false] {
        if written == Err(StoreError::Full) {
            let text = unsaved.to_text(keeping, at, history);
            let changes: [Change<'_>; 2] = [(&session.work, Some(&text)), (saved::OPEN, Some(&session.work))];
            let replacing = expected.as_deref().map_or(Replacing::Anything, Replacing::Beginning);
            written = web::store::change(&changes, replacing, Durability::Relaxed).await;
        }
    }
    written
}

/// Keeps one state as the last words of a page. Nobody is told where it can not be: it is written as well.
fn say(unsaved: &Unsaved, at: u64) {
    let Some(keeping) = machinery::keeping() else { return };
    for history in [true, false] {
        let text = unsaved.to_text(keeping, at, history);
        if web::last_words::say(&unsaved.session.work, &text) != Err(StoreError::Full) {
            return;
        }
    }
}
