//! How safe what the browser keeps is from the browser itself.

use gloo::utils::window;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Below this a browser gives a page so little room that it is most likely a private window: 300 MB.
const LITTLE: f64 = 300e6;

/// What is known before anything is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The page is shown inside a page of another site, which has a store of its own for it.
    pub framed: bool,
    /// The browser forgets what a page keeps when nobody has opened the page for seven days (Safari).
    pub forgetful: bool,
    /// Most likely a private window: what it keeps is gone when it is closed.
    pub private: bool,
    /// Whether the browser has promised not to clear the store by itself; nothing where it can not be asked.
    pub promised: Option<bool>,
}

/// Looks around.
pub async fn look() -> Surroundings {
    let storage = window().navigator().storage();
    let promised = match has(&storage, "persisted").then(|| storage.persisted()) {
        Some(Ok(promise)) => JsFuture::from(promise).await.ok().and_then(|it| it.as_bool()),
        _ => None,
    };
    let quota = match has(&storage, "estimate").then(|| storage.estimate()) {
        Some(Ok(promise)) => JsFuture::from(promise).await.ok(),
        _ => None,
    };
    let quota = quota.and_then(|it| Reflect::get(&it, &"quota".into()).ok()).and_then(|it| it.as_f64());
    let name = window().navigator().user_agent().unwrap_or_default();
    let others = ["Chrome", "Chromium", "Android", "Edg"];
    Surroundings {
        framed: is_framed(),
        forgetful: name.contains("Safari/") && !others.iter().any(|it| name.contains(it)),
        private: quota.is_some_and(|quota| quota < LITTLE),
        promised,
    }
}

/// Asks the browser to promise that it will not clear the store by itself. Some ask the person.
pub async fn ask() -> Option<bool> {
    let storage = window().navigator().storage();
    let promise = has(&storage, "persist").then(|| storage.persist())?.ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Pages without encryption have no such functions, old browsers no such object.
fn has(storage: &JsValue, function: &str) -> bool {
    storage.is_object() && Reflect::get(storage, &function.into()).is_ok_and(|it| it.is_function())
}

/// Whether a page around this one is of another site: its address can not be read then.
fn is_framed() -> bool {
    let Ok(Some(top)) = window().top() else { return true };
    top.location().href().is_err()
}
