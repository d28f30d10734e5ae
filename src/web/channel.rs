//! Other windows of this application in this browser: short texts from one to all others.

use gloo::{events::EventListener, utils::window};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, Event, MessageEvent};

/// A connection to the other windows.
#[derive(Debug)]
pub struct Channel {
    inner: BroadcastChannel,
    _listener: EventListener,
}

/// Calls `on_text` with what other windows say, until the connection is dropped; nothing where the browser has no such
/// connections.
pub fn open(on_text: impl Fn(String) + 'static) -> Option<Channel> {
    if !Reflect::has(&window(), &"BroadcastChannel".into()).unwrap_or(false) {
        return None;
    }
    let inner = BroadcastChannel::new("thuocso").ok()?;
    let listener = EventListener::new(&inner, "message", move |event: &Event| {
        let text = event.dyn_ref::<MessageEvent>().and_then(|it| it.data().as_string());
        if let Some(text) = text {
            on_text(text);
        }
    });
    Some(Channel { inner, _listener: listener })
}

impl Channel {
    /// Says a text to all other windows.
    pub fn say(&self, text: &str) {
        // Fails only after the connection was closed.
        let _ = self.inner.post_message(&text.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.inner.close();
    }
}

/// A name for this window that no other one has.
pub fn new_name() -> String {
    format!("{:x}", (js_sys::Math::random() * 9e15) as u64)
}
