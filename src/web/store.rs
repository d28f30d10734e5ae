//! What the browser keeps on this device: texts under names.
//!
//! Answers are futures, because the stores of browsers are; what is behind them now is `localStorage`.

use std::future::{Future, ready};

use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{DomException, Storage};

/// Names of this application begin with this; other pages of the same site share the store.
const PREFIX: &str = "thuocso/";

/// Why nothing can be kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// The browser keeps nothing for this page (private window, blocked by a setting).
    Refused,
    /// There is no room left.
    Full,
}

/// The text of this name.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub fn read(name: &str) -> impl Future<Output = Result<Option<String>, StoreError>> + use<> {
    ready(storage().and_then(|storage| storage.get_item(&key(name)).map_err(refused)))
}

/// Keeps a text under a name, in place of what was there.
///
/// # Errors
///
/// Both.
pub fn write(name: &str, text: &str) -> impl Future<Output = Result<(), StoreError>> + use<> {
    ready(storage().and_then(|storage| storage.set_item(&key(name), text).map_err(not_written)))
}

/// Forgets what is kept under a name.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub fn remove(name: &str) -> impl Future<Output = Result<(), StoreError>> + use<> {
    ready(storage().and_then(|storage| storage.remove_item(&key(name)).map_err(refused)))
}

/// Everything whose name begins so: names without the beginning, and texts.
///
/// # Errors
///
/// [`StoreError::Refused`].
pub fn list(beginning: &str) -> impl Future<Output = Result<Vec<(String, String)>, StoreError>> + use<> {
    ready(storage().and_then(|storage| {
        let beginning = key(beginning);
        let count = storage.length().map_err(refused)?;
        let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
        let found = names.filter_map(|name| {
            let rest = name.strip_prefix(&beginning)?.to_owned();
            Some((rest, storage.get_item(&name).ok().flatten()?))
        });
        Ok(found.collect())
    }))
}

fn storage() -> Result<Storage, StoreError> {
    window().local_storage().ok().flatten().ok_or(StoreError::Refused)
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

fn refused(_: JsValue) -> StoreError {
    StoreError::Refused
}

fn not_written(error: JsValue) -> StoreError {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Refused,
    }
}
