//! The heading of a page.

use yew::prelude::*;

/// The id of the heading; the focus moves there when the page changes.
pub const PAGE_HEADING: &str = "page-heading";

/// What the page is called.
#[derive(Debug, PartialEq, Properties)]
pub struct PageHeadingProps {
    /// The text.
    pub children: Html,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// The one `h1` of a page.
#[component]
pub fn PageHeading(props: &PageHeadingProps) -> Html {
    html! { <h1 id={PAGE_HEADING} class={classes!("page-heading", props.class.clone())} tabindex="-1">{ props.children.clone() }</h1> }
}
