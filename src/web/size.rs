//! How wide an element is, now and whenever that changes.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Watches one element until it is dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Calls `on_width` with the inner width in CSS pixels: soon after the start, and on every change.
    ///
    /// Nothing is watched in a browser without `ResizeObserver`; charts then keep the width they start with.
    pub fn start(element: &Element, on_width: impl Fn(f64) + 'static) -> Option<WidthWatch> {
        let watched = element.clone();
        let callback = Closure::<dyn FnMut()>::new(move || on_width(f64::from(watched.client_width())));
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(WidthWatch { observer, _callback: callback })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl std::fmt::Debug for WidthWatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WidthWatch")
    }
}
