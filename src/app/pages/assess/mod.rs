//! The self-assessment (“Tự đánh giá”): begin or open one, then fill it in.

mod appraised;
pub mod deadlines;
mod entry;
mod fields;
mod form;
mod given;
mod head;
mod indicator;
mod leaf;
mod listing;
mod outline;
mod start;
mod total;

use yew::prelude::*;

use crate::{
    app::{
        components::page_heading::{PAGE_HEADING, page_heading},
        context::{use_language, use_workspace},
        state::route::LeafFilter,
    },
    i18n::text,
    web,
};
use form::Form;
pub use head::PeriodField;
use start::Start;

/// What of it is open.
#[derive(Debug, PartialEq, Properties)]
pub struct AssessPageProps {
    /// A main indicator, or a leaf below one.
    pub node: Option<AttrValue>,
    /// Which leaves are listed.
    pub filter: LeafFilter,
}

/// The self-assessment.
#[component]
pub fn AssessPage(props: &AssessPageProps) -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let is_open = workspace.session.is_some();
    use_heading_when_opened(is_open, workspace.looked);
    // What the browser kept is opened without anybody asking for it; the keyboard then stays where it is.
    let at_start = *use_memo((), |()| !workspace.looked);
    match workspace.session.clone() {
        Some(session) => {
            {
                // Another assessment is another form: nothing that was open in the one before stays open.
                let key = session.opening.to_string();
                html! { <Form {key} {session} node={props.node.clone()} filter={props.filter} {at_start} {language} /> }
            }
        }
        None if workspace.looked && workspace.pending.is_none() => html! { <Start {language} /> },
        None => html! {
            <>
                { page_heading(text(language, "assess.title")) }
                <p class="loading" role="status">{ text(language, "assess.loading") }</p>
            </>
        },
    }
}

/// When an assessment is opened or closed on this page, the keyboard is at the heading of what is there then.
#[hook]
fn use_heading_when_opened(is_open: bool, looked: bool) {
    let before = use_mut_ref(|| None::<bool>);
    use_effect_with((is_open, looked), move |(is_open, looked)| {
        // What the browser kept from the last visit is opened without anybody asking for it.
        let changed = looked.then(|| before.replace(Some(*is_open))).flatten().is_some_and(|before| before != *is_open);
        if changed {
            web::focus::scroll_to_top();
            web::focus::by_id(PAGE_HEADING);
        }
    });
}
