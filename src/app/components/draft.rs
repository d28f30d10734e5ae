//! What is being typed in a field that is taken over when it is left.
//!
//! Such a field may be drawn again while somebody types in it, because the field before it has just been taken over.
//! What is typed so far is remembered here, so that drawing it again does not empty it. One field is typed in at a time.

use std::cell::RefCell;

use yew::prelude::*;

thread_local! {
    static TYPED: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// What stands in a field: what is being typed there, otherwise what was taken over last.
pub fn shown(id: &str, kept: String) -> String {
    let typed = TYPED.with_borrow(|typed| typed.as_ref().filter(|(of, _)| of == id).map(|(_, text)| text.clone()));
    typed.unwrap_or(kept)
}

/// Remembers what is typed in the field of this id, as its event comes by.
pub fn remember(id: &str, text: String) {
    TYPED.set(Some((id.to_owned(), text)));
}

/// What is typed there has been taken over.
pub fn forget(id: &str) {
    TYPED.with_borrow_mut(|typed| {
        if typed.as_ref().is_some_and(|(of, _)| of == id) {
            *typed = None;
        }
    });
}

/// The text of the field that an event is about, one line or many.
pub fn text_of(event: &Event) -> Option<String> {
    use web_sys::{HtmlInputElement, HtmlTextAreaElement};
    let area = event.target_dyn_into::<HtmlTextAreaElement>().map(|it| it.value());
    area.or_else(|| event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()))
}

/// Remembers each key in the field of this id.
pub fn on_input(id: &str) -> Callback<InputEvent> {
    let id = id.to_owned();
    Callback::from(move |event: InputEvent| {
        if let Some(text) = text_of(&event) {
            remember(&id, text);
        }
    })
}

/// Takes over what was typed in the field of this id when it is left.
pub fn on_change(id: &str, take: impl Fn(String) + 'static) -> Callback<Event> {
    let id = id.to_owned();
    Callback::from(move |event: Event| {
        forget(&id);
        if let Some(text) = text_of(&event) {
            take(text);
        }
    })
}
