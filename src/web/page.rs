//! The document around the application.

use gloo::{
    events::EventListener,
    utils::{document, window},
};

/// The title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The language of everything that does not say otherwise.
pub fn set_language(code: &str) {
    if let Some(root) = document().document_element() {
        // Fails only for names of attributes that are not well-formed.
        let _ = root.set_attribute("lang", code);
    }
}

/// Calls `on_leave` when the page may be about to go away: the last moment at which something can be saved.
pub fn on_leave(on_leave: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let on_hide = on_leave.clone();
    [
        EventListener::new(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                on_hide();
            }
        }),
        EventListener::new(&window(), "pagehide", move |_| on_leave()),
    ]
}

/// Calls `on_commit` when a field is left, chosen or confirmed: when what was typed in it counts.
pub fn on_commit(on_commit: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    ["change", "focusout"].map(|event| {
        let on_commit = on_commit.clone();
        EventListener::new(&document(), event, move |_| on_commit())
    })
}

/// Prints the page.
pub fn print() {
    // Refused only in frames that may not print.
    let _ = window().print();
}
