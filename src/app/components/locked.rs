//! A final result: what it means for the page, and the way to go on.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    app::{
        context::Dispatch,
        state::{
            saved,
            session::{Session, SessionAction},
        },
    },
    engine::assessment::{Assessment, RoundKind},
    formats::assessment_file,
    i18n::{Language, text},
    web,
};

/// That the result is final, and with it the buttons: beside those of the page, one that opens a copy to be changed.
pub fn locked(session: &Rc<Session>, dispatch: &Dispatch, language: Language, children: Html) -> Html {
    let reopen = {
        let (session, dispatch) = (Rc::clone(session), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let mut copy = Assessment::clone(&session.assessment);
            let by = copy.rounds.last().map(|round| round.by.clone()).unwrap_or_default();
            assessment_file::close_round(&mut copy, RoundKind::Reopened, &by, &web::clock::today());
            let work = saved::new_work(web::clock::now_ms());
            let copy = Session::new(work, Rc::clone(&session.framework), copy);
            dispatch.edit(SessionAction::Open(Box::new(copy)));
        })
    };
    html! {
        <div class="appraise-locked" role="status">
            <p><strong>{ text(language, "appraise.locked") }</strong>{ " " }{ text(language, "appraise.locked.advice") }</p>
            <div class="rollup-buttons">
                { children }
                <button type="button" class="button" data-action="reopen" onclick={reopen}>{ text(language, "appraise.reopen") }</button>
            </div>
        </div>
    }
}
