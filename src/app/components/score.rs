//! A score in a few signs.

use yew::prelude::*;

use crate::{
    engine::{
        framework::Scoring,
        scoring::{Score, State},
    },
    i18n::{Language, status},
};

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct ScoreTextProps {
    /// The score.
    pub score: Score,
    /// Points, or a count.
    pub scoring: Scoring,
    /// The node it belongs to; tests and hosts find it by `data-score`.
    #[prop_or_default]
    pub node: Option<AttrValue>,
    /// What is entered, where a score alone would say too much: nothing entered reads “– / 10”.
    #[prop_or_default]
    pub state: Option<State>,
    /// In which language.
    pub language: Language,
}

/// “7,35 / 10”; “3/6” where leaves are counted.
#[component]
pub fn ScoreText(props: &ScoreTextProps) -> Html {
    html! {
        <span class="score" data-score={props.node.clone()}>{ score_text(&props.score, props.scoring, props.state, props.language) }</span>
    }
}

/// The text of [`ScoreText`].
///
/// # Missing
///
/// What is not entered shows as “–”; a counted leaf also while it is open, because it is done or it is not.
pub fn score_text(score: &Score, scoring: Scoring, state: Option<State>, language: Language) -> String {
    let text = match scoring {
        Scoring::Points => status::out_of(&score.points, &score.max_points, language),
        Scoring::Counted => status::counted(&score.points, &score.max_points, "", language),
    };
    let unknown = match (state, scoring) {
        (Some(state @ (State::NotApplicable | State::Unscored)), _) => {
            return status::state(state, language).to_owned();
        }
        (Some(State::NotEntered), _) => true,
        (Some(State::Partial), Scoring::Counted) => !score.is_complete(),
        _ => false,
    };
    match text.split_once('/') {
        Some((_, max)) if unknown => format!("–{}/{max}", if scoring == Scoring::Points { " " } else { "" }),
        _ => text,
    }
}
