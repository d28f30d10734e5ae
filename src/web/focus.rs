//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::mount;

/// Moves the focus to the element with this id; whether there is one.
pub fn by_id(id: &str) -> bool {
    let element = mount::by_id(id);
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    element.focus().is_ok()
}

/// Whether the element with this id is drawn and not hidden.
pub fn is_shown(id: &str) -> bool {
    let element = mount::by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.offset_width() > 0)
}

/// Moves the focus to the first element of a selector, and the element to the middle of the window.
pub fn first(selector: &str) -> bool {
    let Some(element) = mount::all(selector).into_iter().next() else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Auto);
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    element.focus().is_ok()
}

/// Shows the top of the page; of an element in another page only where it is above the window.
pub fn scroll_to_top() {
    let active = mount::active();
    if let Some(root) = active.root() {
        if root.get_bounding_client_rect().top() < 0.0 {
            root.scroll_into_view();
        }
        return;
    }
    if mount::base().is_some() {
        return;
    }
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// What the keys Enter and Shift+Enter go through: fields, and the answers to a question about a field.
const STOPS: &str = "[data-input]:not([disabled]), [data-choice]";

/// Moves the focus to the field after this one, or before it. A group of radio buttons is one stop.
pub fn next_field(from: &HtmlElement, backwards: bool) {
    let stops = mount::all(STOPS);
    let group = |element: &HtmlElement| (element.get_attribute("data-leaf"), element.get_attribute("data-input"));
    let Some(at) = stops.iter().position(|it| it == from) else { return };
    let own = group(from);
    let other = |it: &&HtmlElement| group(it) != own;
    let next = if backwards { stops.iter().take(at).rev().find(other) } else { stops.iter().skip(at + 1).find(other) };
    if let Some(next) = next {
        // Fails for nothing that can be seen.
        let _ = next.focus();
    }
}

/// Scrolls an element into the window without moving the focus; whether there is one.
pub fn reveal(id: &str) -> bool {
    let Some(element) = mount::by_id(id) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

/// Whether the keyboard is in an element of a selector.
pub fn is_within(selector: &str) -> bool {
    mount::focused().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Moves the focus to the element with this id and shows it at the top of the window.
pub fn to_top_of(id: &str) {
    let element = mount::by_id(id);
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    // Fails for nothing that can be seen.
    let _ = element.focus();
}

/// Moves the focus to the drawn element (a link in a picture) with this id; whether there is one.
pub fn drawn_by_id(id: &str) -> bool {
    let Some(element) = mount::by_id(id) else { return false };
    // Elements of a picture have the method, though not the type.
    element.unchecked_into::<HtmlElement>().focus().is_ok()
}
