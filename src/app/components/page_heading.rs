//! The heading of a page.

use yew::prelude::*;

/// The id of the heading; the focus moves there when the page changes.
pub const PAGE_HEADING: &str = "page-heading";

/// The one `h1` of a page.
pub fn page_heading(content: impl Into<Html>) -> Html {
    html! { <h1 id={PAGE_HEADING} class="page-heading" tabindex="-1">{ content.into() }</h1> }
}
