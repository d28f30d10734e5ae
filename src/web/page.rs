//! The document around the application.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    render::{AnimationFrame, request_animation_frame},
    timers::{callback::Timeout, future::TimeoutFuture},
    utils::{document, window},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// How long a frame can be awaited.
const NO_FRAME_MS: u32 = 100;

/// How often is looked whether something is still pressed.
const LOOK_MS: u32 = 50;

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

/// Calls `on_gone` when the page goes away for good, or into the memory of the browser.
pub fn on_gone(on_gone: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "pagehide", move |_| on_gone())
}

/// Keeps fields of the page from being changed while the listeners live, and calls `on_attempt` when somebody tries.
/// A field for searching, and what is marked with `data-free`, can be used.
pub fn on_attempt(on_attempt: impl Fn() + Clone + 'static) -> [EventListener; 4] {
    ["beforeinput", "click", "mousedown", "keydown"].map(|name| {
        let on_attempt = on_attempt.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        EventListener::new_with_options(&document(), name, options, move |event| {
            let field = match name {
                "beforeinput" => "main :is(input, textarea):not([type=search], [data-free] *)",
                "click" => "main :is([type=radio], [type=checkbox], [type=file]):not([data-free] *)",
                _ => "main select:not([data-free] *)",
            };
            let leaves = event.dyn_ref::<KeyboardEvent>().is_some_and(|it| it.key() == "Tab");
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            if !leaves && target.is_some_and(|it| it.matches(field).unwrap_or(false)) {
                event.prevent_default();
                on_attempt();
            }
        })
    })
}

/// Waits until nothing is pressed. What comes by itself and moves the page waits for it: a button that is elsewhere when
/// it is released is not clicked.
pub async fn released() {
    while matches!(document().query_selector(":active"), Ok(Some(_))) {
        TimeoutFuture::new(LOOK_MS).await;
    }
}

/// Something that waits for the next frame; dropped, it does not happen.
#[derive(Debug)]
pub struct AfterFrame {
    _frame: AnimationFrame,
    _timer: Rc<RefCell<Option<Timeout>>>,
}

/// Calls `then` when the browser has shown the next frame. Where it shows none, because nobody looks at the page, that
/// happens soon all the same.
pub fn after_frame(then: impl FnOnce() + 'static) -> AfterFrame {
    let then = Rc::new(Cell::new(Some(then)));
    let wait = move |for_ms| {
        let then = Rc::clone(&then);
        Some(Timeout::new(for_ms, move || {
            if let Some(then) = then.take() {
                then();
            }
        }))
    };
    let timer = Rc::new(RefCell::new(wait(NO_FRAME_MS)));
    let running = Rc::clone(&timer);
    // A frame is shown at the end of the turn of the browser in which it is announced.
    let frame = request_animation_frame(move |_| *running.borrow_mut() = wait(0));
    AfterFrame { _frame: frame, _timer: timer }
}

/// Prints the page.
pub fn print() {
    // Refused only in frames that may not print.
    let _ = window().print();
}
