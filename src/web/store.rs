//! What the browser keeps on this device: texts under names.
//!
//! They are in IndexedDB. Where there is none (some private windows, a setting), they are in `localStorage`; where that
//! is refused too, they are in the memory of the page and gone with it. What an earlier version kept in `localStorage`
//! is moved over when the store is opened, and the last words of a page ([`last_words`]) when they are asked for.

use std::{cell::RefCell, collections::BTreeMap};

use futures_util::future::{Either, select};
use gloo::{timers::future::TimeoutFuture, utils::window};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{DomException, IdbDatabase, Storage};

use super::{database, last_words};

/// Names of this application in `localStorage` begin with this; other pages of the same site share it.
const PREFIX: &str = "thuocso/";

/// How long a browser may take to open its database. Some never answer.
const PATIENCE_MS: u32 = 4_000;

/// Why nothing can be kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// The browser keeps nothing for this page (private window, blocked by a setting).
    Refused,
    /// There is no room left.
    Full,
    /// What was to be replaced is not what it was: another window has written.
    Changed,
}

/// Where texts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In IndexedDB.
    Database,
    /// In `localStorage`.
    Local,
    /// In the memory of this page: nothing outlives it.
    Memory,
}

/// When a change counts as made. It does not get lost with the page or the browser either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// When it is on the disk: also a machine that loses its power has it, and what was changed before. What is changed
    /// next waits for the disk, and is lost where the page goes meanwhile.
    Strict,
    /// When the system has it.
    Relaxed,
}

/// A name and the text that it gets; nothing: it is forgotten.
pub type Change<'a> = (&'a str, Option<&'a str>);

/// What the first text of several changes may take the place of. Where there is nothing, every text may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacing<'a> {
    /// Of whatever is there.
    Anything,
    /// Of a text that begins so.
    Beginning(&'a str),
    /// Of a text that was written before it, see [`last_words`].
    Earlier,
}

impl Replacing<'_> {
    pub(super) fn allows(self, found: &str, text: Option<&str>) -> bool {
        match self {
            Replacing::Anything => true,
            Replacing::Beginning(beginning) => found.starts_with(beginning),
            Replacing::Earlier => text.is_some_and(|text| last_words::is_later(text, found)),
        }
    }
}

thread_local! {
    /// Resolves to the database, or to nothing where there is none.
    static OPENED: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

enum Keeper {
    Database(IdbDatabase),
    Local(Storage),
    Memory,
}

/// Where texts are kept.
pub async fn place() -> Place {
    match keeper().await {
        Keeper::Database(_) => Place::Database,
        Keeper::Local(_) => Place::Local,
        Keeper::Memory => Place::Memory,
    }
}

/// The text of this name.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub async fn read(name: &str) -> Result<Option<String>, StoreError> {
    if let Some(waiting) = take_in(name).await {
        return Ok(Some(waiting));
    }
    match keeper().await {
        Keeper::Database(it) => match database::read(&it, name).await {
            Err(error) if is_closed(&error) => {
                let it = again().await.ok_or(StoreError::Refused)?;
                database::read(&it, name).await.map_err(|error| why(&error))
            }
            read => read.map_err(|error| why(&error)),
        },
        Keeper::Local(it) => it.get_item(&key(name)).map_err(|error| why(&error)),
        Keeper::Memory => Ok(MEMORY.with_borrow(|it| it.get(name).cloned())),
    }
}

/// Keeps a text under a name, in place of what was there.
///
/// # Errors
///
/// [`StoreError::Refused`] and [`StoreError::Full`].
pub async fn write(name: &str, text: &str) -> Result<(), StoreError> {
    change(&[(name, Some(text))], Replacing::Anything, Durability::Relaxed).await
}

/// Forgets what is kept under a name.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub async fn remove(name: &str) -> Result<(), StoreError> {
    change(&[(name, None)], Replacing::Anything, Durability::Relaxed).await
}

/// Makes all changes or none. They are made when the answer is there, see [`Durability`].
///
/// # Errors
///
/// All; [`StoreError::Changed`] where the first text may not replace what is there.
pub async fn change(
    changes: &[Change<'_>],
    replacing: Replacing<'_>,
    durability: Durability,
) -> Result<(), StoreError> {
    match keeper().await {
        Keeper::Database(it) => match database::write(&it, changes, replacing, durability).await {
            Err(StoreError::Refused) => {
                // A connection can be lost; a browser that refuses does so again.
                let it = again().await.ok_or(StoreError::Refused)?;
                database::write(&it, changes, replacing, durability).await
            }
            written => written,
        },
        Keeper::Local(it) => change_local(&it, changes, replacing),
        Keeper::Memory => {
            MEMORY.with_borrow_mut(|memory| {
                for (name, text) in changes {
                    match text {
                        Some(text) => memory.insert((*name).to_owned(), (*text).to_owned()),
                        None => memory.remove(*name),
                    };
                }
            });
            Ok(())
        }
    }?;
    changes.iter().for_each(|(name, text)| last_words::forget(name, *text));
    Ok(())
}

/// Moves the last words of this name to where all texts are, unless something later is there. What can not be moved is
/// what the answer holds; it waits for the next time.
async fn take_in(name: &str) -> Option<String> {
    let waiting = last_words::find(name)?;
    match change(&[(name, Some(&waiting))], Replacing::Earlier, Durability::Relaxed).await {
        Ok(()) => None,
        Err(StoreError::Changed) => {
            last_words::forget(name, Some(&waiting));
            None
        }
        Err(StoreError::Refused | StoreError::Full) => Some(waiting),
    }
}

/// Everything whose name begins so: names without the beginning, and texts.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub async fn list(beginning: &str) -> Result<Vec<(String, String)>, StoreError> {
    for name in last_words::names(beginning) {
        take_in(&name).await;
    }
    let rest = |(name, text): (String, String)| Some((name.strip_prefix(beginning)?.to_owned(), text));
    match keeper().await {
        Keeper::Database(it) => {
            let found = match database::list(&it, beginning).await {
                Err(error) if is_closed(&error) => {
                    let it = again().await.ok_or(StoreError::Refused)?;
                    database::list(&it, beginning).await
                }
                found => found,
            };
            Ok(found.map_err(|error| why(&error))?.into_iter().filter_map(rest).collect())
        }
        Keeper::Local(it) => Ok(all_local(&it)?.into_iter().filter_map(rest).collect()),
        Keeper::Memory => Ok(MEMORY.with_borrow(|it| it.clone().into_iter().filter_map(rest).collect())),
    }
}

/// Keeps a text for this window alone, as long as it lives: two windows can have different things open.
pub fn note(name: &str, text: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        // What can not be kept is asked for elsewhere.
        let _ = storage.set_item(&key(name), text);
    }
}

/// The text that this window keeps for itself.
pub fn recall(name: &str) -> Option<String> {
    window().session_storage().ok().flatten()?.get_item(&key(name)).ok().flatten()
}

/// The store, opened when it is first asked for. What answers once, answers until the page is gone.
async fn keeper() -> Keeper {
    let opened = OPENED.with_borrow_mut(|opened| opened.get_or_insert_with(|| future_to_promise(open())).clone());
    match JsFuture::from(opened).await.map(JsCast::dyn_into::<IdbDatabase>) {
        Ok(Ok(database)) => Keeper::Database(database),
        _ => local().map_or(Keeper::Memory, Keeper::Local),
    }
}

/// Opens the database anew, after its connection was lost.
async fn again() -> Option<IdbDatabase> {
    OPENED.with_borrow_mut(Option::take);
    match keeper().await {
        Keeper::Database(database) => Some(database),
        Keeper::Local(_) | Keeper::Memory => None,
    }
}

async fn open() -> Result<JsValue, JsValue> {
    let opening = std::pin::pin!(database::open());
    let Either::Left((database, _)) = select(opening, TimeoutFuture::new(PATIENCE_MS)).await else {
        return Err(JsValue::NULL);
    };
    let database = database?;
    if let Some(storage) = local() {
        let found = all_local(&storage).unwrap_or_default();
        // What can not be moved stays where it is, and is moved next time.
        if !found.is_empty() && database::take_over(&database, &found).await.is_ok() {
            for (name, _) in found {
                let _ = storage.remove_item(&key(&name));
            }
        }
    }
    Ok(database.into())
}

/// `localStorage`, where it can be written.
fn local() -> Option<Storage> {
    let storage = window().local_storage().ok().flatten()?;
    let probe = key("probe");
    let written = storage.set_item(&probe, "");
    let _ = storage.remove_item(&probe);
    match written {
        Err(error) if why(&error) == StoreError::Refused => None,
        _ => Some(storage),
    }
}

fn change_local(storage: &Storage, changes: &[Change<'_>], replacing: Replacing<'_>) -> Result<(), StoreError> {
    if let Some((name, text)) = changes.first() {
        let found = storage.get_item(&key(name)).map_err(|error| why(&error))?;
        if found.is_some_and(|found| !replacing.allows(&found, *text)) {
            return Err(StoreError::Changed);
        }
    }
    for (name, text) in changes {
        match text {
            Some(text) => storage.set_item(&key(name), text),
            None => storage.remove_item(&key(name)),
        }
        .map_err(|error| why(&error))?;
    }
    Ok(())
}

/// All texts of this application, under their names.
fn all_local(storage: &Storage) -> Result<Vec<(String, String)>, StoreError> {
    let count = storage.length().map_err(|error| why(&error))?;
    let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    let found = names.filter_map(|name| {
        let rest = name.strip_prefix(PREFIX)?.to_owned();
        Some((rest, storage.get_item(&name).ok().flatten()?))
    });
    Ok(found.collect())
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

fn is_closed(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|it| it.name() == "InvalidStateError")
}

pub(super) fn why(error: &JsValue) -> StoreError {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Refused,
    }
}
