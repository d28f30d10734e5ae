//! New versions of the application, see `www/offline.js`: they wait until the person agrees.

use gloo::{events::EventListener, utils::document};
use web_sys::Event;

/// What is known of a newer version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Update {
    /// Nothing.
    #[default]
    None,
    /// It is on this device and waits.
    Ready,
    /// Another tab has changed to it: code that this page has not fetched yet may be gone.
    Changed,
}

/// What is known now.
pub fn state() -> Update {
    let known = document().document_element().and_then(|root| root.get_attribute("data-update"));
    match known.as_deref() {
        Some("ready") => Update::Ready,
        Some("changed") => Update::Changed,
        _ => Update::None,
    }
}

/// Calls `on_change` when that changes.
pub fn on_change(on_change: impl Fn(Update) + 'static) -> EventListener {
    EventListener::new(&document(), "thuocso-update", move |_| on_change(state()))
}

/// Changes to the new version: the page loads again.
pub fn accept() {
    // Fails only for names of events that are not well-formed.
    if let Ok(event) = Event::new("thuocso-use-update") {
        let _ = document().dispatch_event(&event);
    }
}
