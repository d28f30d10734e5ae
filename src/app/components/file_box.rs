//! Where a file is chosen or dropped.

use gloo::file::File;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::web;

/// What a box is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileBox<'a> {
    /// The id of its field.
    pub id: &'static str,
    /// Extensions and media types that may be chosen.
    pub accept: &'static str,
    /// The id of what describes it.
    pub described_by: Option<&'static str>,
    /// What its button says.
    pub label: &'a str,
    /// That a file can be dropped.
    pub hint: &'a str,
}

/// A button for a file and the room to drop one: the field lies over the whole box.
pub fn file_box(parts: FileBox<'_>, on_file: impl Fn(File) + 'static) -> Html {
    let FileBox { id, accept, described_by, label, hint } = parts;
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        if let Some(file) = input.and_then(|input| web::files::chosen(&input)) {
            on_file(file);
        }
    });
    html! {
        <div class="author-drop">
            <label class="button button-primary" for={id}>{ label }</label>
            <span class="hint" aria-hidden="true">{ hint }</span>
            <input {id} type="file" {accept} aria-describedby={described_by} {onchange} />
        </div>
    }
}
