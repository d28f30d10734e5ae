//! Putting views into the pages of a portal (“Nhúng vào cổng”).

use yew::prelude::*;

use crate::{
    app::{
        components::page_heading::page_heading,
        context::{use_language, use_page_title},
    },
    i18n::text,
};

/// Which view, with which options, as which code.
#[component]
pub fn EmbedPage() -> Html {
    let language = use_language();
    use_page_title(text(language, "embed.title"));
    html! { { page_heading(text(language, "embed.title")) } }
}
