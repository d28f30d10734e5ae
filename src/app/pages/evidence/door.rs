//! The way from the form to the documents of a leaf, whose code arrives when it is first asked for.

use std::{cell::Cell, rc::Rc};

use yew::prelude::*;

use super::panel::DocumentsPanel;
use crate::app::chunk::{NotLoaded, chunk};

/// Draws the documents of a leaf.
type Draw = fn(&Rc<str>) -> Html;

chunk!(desk: fn documents_panel() -> Draw { |node| html! { <DocumentsPanel node={Rc::clone(node)} /> } });

thread_local! {
    static LOADED: Cell<Option<Draw>> = const { Cell::new(None) };
}

/// The documents of a leaf; nothing while the code is not there.
pub fn draw(node: &Rc<str>) -> Option<Html> {
    LOADED.get().map(|draw| draw(node))
}

/// Fetches the code, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// The file does not arrive.
pub async fn load() -> Result<(), NotLoaded> {
    if LOADED.get().is_none() {
        LOADED.set(Some(documents_panel().await.map_err(|_| NotLoaded)?));
    }
    Ok(())
}
