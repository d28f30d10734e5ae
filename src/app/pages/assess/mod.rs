//! The self-assessment (“Tự đánh giá”): begin or open one, then fill it in.
//!
//! What there is before an assessment is open is a small file of code, so that it is drawn soon; the form is in another
//! one, which is fetched while the person reads.

mod appraised;
pub mod deadlines;
mod entry;
mod fault;
mod fields;
mod form;
mod given;
mod head;
mod indicator;
mod leaf;
mod listing;
mod opening;
mod outline;
mod start;
mod total;

use std::cell::Cell;

use yew::{platform::spawn_local, prelude::*};

use super::{catalog::use_catalog, lazy::not_loaded};
use crate::{
    app::{
        chunk::{NotLoaded, chunk},
        components::page_heading::{PAGE_HEADING, page_heading},
        context::{use_language, use_workspace},
        state::route::LeafFilter,
    },
    i18n::text,
    web,
};
use form::{Form, FormProps};
pub use opening::PeriodField;
use start::Start;
#[cfg(feature = "prerender")]
pub use start::likely_period;

/// Draws the form of an assessment.
type DrawForm = fn(FormProps) -> Html;

chunk!(work: fn form() -> DrawForm { |props| {
    // Another assessment is another form: nothing that was open in the one before stays open.
    let key = props.session.opening.to_string();
    html! { <Form {key} ..props /> }
} });

thread_local! {
    static FORM: Cell<Option<DrawForm>> = const { Cell::new(None) };
}

/// Fetches the code of the form, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// A file of it does not arrive.
pub async fn load_form() -> Result<(), NotLoaded> {
    if FORM.get().is_none() {
        FORM.set(Some(form().await.map_err(|_| NotLoaded)?));
    }
    Ok(())
}

/// Fetches the code of the form before it is needed.
pub fn fetch_form() {
    spawn_local(async {
        // Whoever needs it asks again.
        let _ = load_form().await;
    });
}

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
    let (form, again) = use_form(is_open || workspace.pending.is_some());
    let is_there = matches!(form, Ok(Some(_)));
    use_heading_when_opened(if is_open { is_there.then_some(true) } else { workspace.looked.then_some(false) });
    // Nothing waits for the browser's store: what there is to choose from is there when it has answered.
    let (entries, fetch_again) = use_catalog();
    // What the browser kept is opened without anybody asking for it; the keyboard then stays where it is.
    let at_start = *use_memo((), |()| !workspace.looked);
    match (workspace.session.clone(), form) {
        (Some(session), Ok(Some(draw))) => {
            draw(FormProps { session, node: props.node.clone(), filter: props.filter, at_start, language })
        }
        (Some(_), Err(NotLoaded)) => not_loaded(again, language),
        (None, _) if workspace.looked && workspace.pending.is_none() => {
            html! { <Start {entries} again={fetch_again} {language} /> }
        }
        _ => html! {
            <>
                { page_heading(text(language, "assess.title")) }
                <p class="loading" role="status">{ text(language, "assess.loading") }</p>
            </>
        },
    }
}

/// What draws the form, fetched where it is wanted, and how to ask for it again when it did not come.
#[hook]
fn use_form(wanted: bool) -> (Result<Option<DrawForm>, NotLoaded>, Callback<MouseEvent>) {
    let outcome = use_state_eq(|| None::<Result<(), NotLoaded>>);
    let code = FORM.get();
    let failed = code.is_none() && *outcome == Some(Err(NotLoaded));
    {
        let outcome = outcome.setter();
        use_effect_with(wanted && code.is_none() && !failed, move |fetches| {
            if *fetches {
                spawn_local(async move { outcome.set(Some(load_form().await)) });
            }
        });
    }
    let again = Callback::from(move |_| outcome.set(None));
    (if failed { Err(NotLoaded) } else { Ok(code) }, again)
}

/// When an assessment is opened or closed on this page, the keyboard is at the heading of what is there then. `is_open`:
/// whether one is; nothing as long as that is not known or not drawn.
#[hook]
fn use_heading_when_opened(is_open: Option<bool>) {
    let before = use_mut_ref(|| None::<bool>);
    use_effect_with(is_open, move |is_open| {
        // What the browser kept from the last visit is opened without anybody asking for it.
        let has_changed =
            is_open.and_then(|is_open| before.replace(Some(is_open))).is_some_and(|before| Some(before) != *is_open);
        // Whoever is at work in what was drawn early stays there.
        if has_changed && web::focus::is_shown(PAGE_HEADING) {
            web::focus::scroll_to_top();
            web::focus::by_id(PAGE_HEADING);
        }
    });
}
