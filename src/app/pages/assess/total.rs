//! The total, always in view.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    app::{
        context::{Dispatch, use_newest_session},
        state::{
            route::Route,
            scorecard,
            session::{Place, Session, SessionAction},
        },
    },
    engine::{
        framework::{Framework, Scoring},
        scoring::Scorecard,
    },
    i18n::{Language, number, pick, status, text, text_with},
    web,
};

/// How long nobody types before the total is said aloud.
const SAID_AFTER_MS: u32 = 1_500;

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct TotalBarProps {
    /// What is open.
    pub session: Rc<Session>,
    /// In which language.
    pub language: Language,
    /// How to change it.
    pub dispatch: Dispatch,
}

/// Points, what can still be reached, how much is entered; undo and redo.
#[component]
pub fn TotalBar(props: &TotalBarProps) -> Html {
    let TotalBarProps { session, language, dispatch } = props;
    let session = use_newest_session(dispatch, session);
    let (scorecard, framework) = (scorecard::of(&session), &session.framework);
    let total = total_text(&scorecard, framework, *language);
    let outlook = outlook_text(&scorecard, framework, *language);
    let said = use_said(format!("{} {total}. {outlook}", text(*language, "assess.total")));
    let progress = scorecard.progress;
    let (entered, leaves) = (progress.entered.to_string(), progress.leaves.to_string());
    let step = |action: SessionAction, place: Option<&Place>, key: &'static str, code: &'static str| {
        let (dispatch, place) = (dispatch.clone(), place.cloned());
        let disabled = place.is_none();
        let take = Callback::from(move |_: MouseEvent| {
            dispatch.edit(action.clone());
            if let Some(Place::Node { node, .. }) = &place
                && !web::focus::reveal(&format!("leaf-{node}"))
            {
                web::location::go(&Route::assess(node).href());
            }
        });
        html! {
            // Not `disabled`: the keyboard would be thrown out when the last step is taken back.
            <button type="button" class="button button-small" data-step={code} aria-disabled={disabled.then_some("true")} onclick={take}>
                { text(*language, key) }
            </button>
        }
    };
    html! {
        <div class="total" role="region" aria-label={text(*language, "assess.total.region")}>
            <p class="total-points">
                <span class="total-label">{ text(*language, "assess.total") }</span>{ " " }
                <span class="total-number" data-total={scorecard.total.points.to_text()}>{ total }</span>
            </p>
            <p class="total-outlook" data-lowest={scorecard.total.lowest.to_text()} data-highest={scorecard.total.highest.to_text()}>{ outlook }</p>
            <p class="total-progress">
                <progress max={leaves.clone()} value={entered.clone()} aria-hidden="true" />
                <span>{ text_with(*language, "assess.total.entered", &[("entered", &entered), ("leaves", &leaves)]) }</span>
            </p>
            <div class="total-steps" data-keep-focus="">
                { step(SessionAction::Undo, session.undo_place(), "assess.undo", "undo") }
                { step(SessionAction::Redo, session.redo_place(), "assess.redo", "redo") }
            </div>
            <p class="visually-hidden" aria-live="polite">{ said }</p>
        </div>
    }
}

/// “312,45 / 1.000”, or “18/36 nhiệm vụ”.
fn total_text(scorecard: &Scorecard, framework: &Framework, language: Language) -> String {
    match framework.scoring {
        Scoring::Points => status::out_of(&scorecard.total.points, &scorecard.total.max_points, language),
        Scoring::Counted => status::score(&scorecard.total, framework, language),
    }
}

/// What can still come out, or the index value once nothing is open.
fn outlook_text(scorecard: &Scorecard, framework: &Framework, language: Language) -> String {
    let interval = || status::interval(&scorecard.total, language);
    match (&scorecard.index_value, framework.scoring) {
        (Some(value), Scoring::Points) => {
            let value = number::index_value(value, framework.index_rounding, language);
            text_with(language, "assess.total.index_value", &[("value", &value)])
        }
        (_, Scoring::Counted) if scorecard.total.is_complete() => String::new(),
        (_, Scoring::Counted) => {
            let noun = framework.counted_noun.as_ref().map(|noun| pick(noun, language).to_string()).unwrap_or_default();
            text_with(language, "assess.total.can_reach.counted", &[("interval", &interval()), ("noun", &noun)])
        }
        (None, Scoring::Points) => text_with(language, "assess.total.can_reach", &[("interval", &interval())]),
    }
}

/// What a screen reader says: the newest text, once nobody has typed for a while; nothing before the first change.
#[hook]
fn use_said(text: String) -> AttrValue {
    let said = use_state_eq(|| AttrValue::from(""));
    let news = use_mut_ref(|| None::<News>);
    {
        let (said, news) = (said.setter(), Rc::clone(&news));
        use_effect_with(text, move |text| {
            let text = AttrValue::from(text.clone());
            let is_first = news.borrow().is_none();
            let timer = news.take().and_then(|before| before.timer);
            let is_running = timer.is_some();
            *news.borrow_mut() = Some(News { text, since_ms: web::clock::now_ms(), timer });
            if !is_first && !is_running {
                say_later(news, said, SAID_AFTER_MS);
            }
        });
    }
    use_effect_with((), move |()| move || drop(news.take()));
    AttrValue::clone(&said)
}

/// What is to be said. One timer runs however many keys are pressed: it looks how long ago the last one was.
struct News {
    text: AttrValue,
    /// In milliseconds since 1970.
    since_ms: u64,
    timer: Option<Timeout>,
}

fn say_later(news: Rc<RefCell<Option<News>>>, said: UseStateSetter<AttrValue>, after_ms: u32) {
    let waiting = Rc::clone(&news);
    let timer = Timeout::new(after_ms, move || {
        let Some((text, since_ms)) = news.borrow_mut().as_mut().map(|it| {
            it.timer = None;
            (it.text.clone(), it.since_ms)
        }) else {
            return;
        };
        let quiet_ms = web::clock::now_ms().saturating_sub(since_ms);
        match u64::from(SAID_AFTER_MS).checked_sub(quiet_ms) {
            Some(rest) if rest > 0 => say_later(news, said, rest as u32),
            _ => said.set(text),
        }
    });
    if let Some(waiting) = waiting.borrow_mut().as_mut() {
        waiting.timer = Some(timer);
    }
}
