//! The address of the page.

use gloo::{events::EventListener, utils::window};
use web_sys::{Url, UrlSearchParams};

use super::mount;

/// The part after `#`, with the sign.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another page of this application.
pub fn go(href: &str) {
    mount::active().go(href);
}

/// Replaces the part after `#` without a new entry in the history. Nobody is told.
pub fn replace(href: &str) {
    if mount::active().replace(href) {
        return;
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(href));
    }
}

/// Calls `on_change` with the part after `#` whenever it changes, until the listener is dropped.
pub fn on_hash_change(on_change: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| on_change(hash()))
}

/// A value of the part after `?`. A page that is drawn natively has no address.
pub fn query(name: &str) -> Option<String> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The full address of something that is written relative to this page, if it is of the same site.
pub fn same_origin(address: &str) -> Option<String> {
    let location = window().location();
    let url = Url::new_with_base(address, &location.href().ok()?).ok()?;
    (url.origin() == location.origin().ok()?).then(|| url.href())
}

/// The full address of a page of this application, for files that leave it.
pub fn full(href: &str) -> String {
    if let Some(base) = mount::base() {
        return base + href;
    }
    let address = window().location().href().unwrap_or_default();
    let (before, _) = address.split_once('#').unwrap_or((&address, ""));
    format!("{before}{href}")
}

/// Where this page is, with a slash at the end.
pub fn folder() -> String {
    let address = window().location().href().unwrap_or_default();
    let path = address.split(['#', '?']).next().unwrap_or_default();
    path.rfind('/').map_or_else(String::new, |end| path[..=end].to_owned())
}

/// The origin of this page: `https://tinh.gov.vn`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The full address of a file that comes with the program.
pub fn of_file(address: &str) -> String {
    let full = mount::base().and_then(|base| Some(Url::new_with_base(address, &base).ok()?.href()));
    full.unwrap_or_else(|| address.to_owned())
}
