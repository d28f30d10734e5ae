//! What pages draw of [`Keeping`]. Its code is fetched only where there is something to draw.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::{
    components::kept_work::KeptWorkProps,
    context::{use_dispatch, use_language},
    machinery::{self, Keeping},
    state::{saved, session::Session},
};
use crate::web;

/// All assessments in this browser, with the one that is open marked as such; nothing where there is none.
#[hook]
pub fn use_kept_work(open: Option<Rc<Session>>) -> Html {
    let (language, dispatch) = (use_language(), use_dispatch());
    let anything_kept = use_state_eq(|| false);
    {
        let anything_kept = anything_kept.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let mut found = web::store::list(saved::WORKS).await.unwrap_or_default();
                found.append(&mut web::store::list(saved::DELETED).await.unwrap_or_default());
                anything_kept.set(!found.is_empty());
            });
        });
    }
    match use_keeping(*anything_kept) {
        Some(keeping) => (keeping.kept_work)(KeptWorkProps { open, language, dispatch }),
        None => Html::default(),
    }
}

/// What keeps and explains, where it is wanted; nothing while it is on its way, and where it does not come.
#[hook]
pub fn use_keeping(wanted: bool) -> Option<Keeping> {
    let arrived = use_state_eq(|| machinery::keeping().is_some());
    {
        let arrived = arrived.setter();
        use_effect_with(wanted, move |wanted| {
            if *wanted {
                spawn_local(async move { arrived.set(machinery::load_keeping().await.is_ok()) });
            }
        });
    }
    machinery::keeping().filter(|_| wanted)
}
