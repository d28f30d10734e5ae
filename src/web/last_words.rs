//! The last words of a page: what it has to keep as it goes.
//!
//! A database answers later. What it was asked for while it was still writing something else may go with the page, and
//! with a busy disk it does. `localStorage` has a text when the call is over, so that is where such a text waits; the
//! [store](super::store) moves it over when it is next asked for that name.

use gloo::utils::window;
use web_sys::Storage;

use super::store::{StoreError, why};

/// Names begin with this. Not with that of texts which the older store keeps: those are moved as they are.
const PREFIX: &str = "thuocso-last-words/";

/// Keeps a text under a name until the store has it.
///
/// # Errors
///
/// [`StoreError::Refused`] and [`StoreError::Full`].
pub fn say(name: &str, text: &str) -> Result<(), StoreError> {
    let storage = storage().ok_or(StoreError::Refused)?;
    storage.set_item(&key(name), text).map_err(|error| why(&error))
}

/// The text that waits under a name.
pub(super) fn find(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// The names under which something waits that begin so.
pub(super) fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    let names = keys.filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned));
    names.filter(|name| name.starts_with(beginning)).collect()
}

/// Forgets what waits under a name, now that the store has `text` there (or nothing). What is later than that stays.
pub(super) fn forget(name: &str, text: Option<&str>) {
    let is_had = |waiting: &String| text.is_none_or(|text| !is_later(waiting, text));
    if find(name).is_some_and(|waiting| is_had(&waiting))
        && let Some(storage) = storage()
    {
        // What stays is not later next time either.
        let _ = storage.remove_item(&key(name));
    }
}

/// Whether a text was written after another one of the same name: texts that can be last words begin with when they were
/// written, and that is the first number in them.
pub(super) fn is_later(text: &str, than: &str) -> bool {
    written_at(text) > written_at(than)
}

fn written_at(text: &str) -> Option<u64> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}
