//! Points of a node as a whole, where only they are known: published tables give main indicators only.

use std::rc::Rc;

use yew::prelude::*;

use super::{entry, fault::Fault, fields::NumberField};
use crate::{
    app::{
        context::Dispatch,
        state::{
            session::{Entry, GivenAs, SessionAction},
            typed::{self, GIVEN},
        },
    },
    engine::{assessment::Response, exact::Exact, shared::Shared},
    i18n::{Language, number, text, text_with},
};

/// What is given.
#[derive(Debug, PartialEq, Properties)]
pub struct GivenFieldProps {
    /// The node.
    pub node: Rc<str>,
    /// Its maximum.
    pub max_points: Exact,
    /// What is answered for it.
    pub response: Option<Shared<Response>>,
    /// What is offered first.
    #[prop_or(GivenAs::Points)]
    pub first: GivenAs,
    /// Whether it has no parts, so that none have to stay empty.
    #[prop_or_default]
    pub is_leaf: bool,
    /// What is wrong with it.
    pub faults: Rc<[Fault]>,
    /// In which language.
    pub language: Language,
    /// How to change it.
    pub dispatch: Dispatch,
}

/// Whether a node as a whole is given.
pub fn is_given(response: Option<&Response>) -> bool {
    response
        .is_some_and(|it| it.given_share.is_some() || it.given_points.is_some() || typed::typed(it, GIVEN).is_some())
}

/// A choice between points and share, and the figure.
#[component]
pub fn GivenField(props: &GivenFieldProps) -> Html {
    let GivenFieldProps { node, max_points, response, first, is_leaf, faults, language, dispatch } = props;
    let share = response.as_ref().and_then(|it| it.given_share.clone());
    let points = response.as_ref().and_then(|it| it.given_points.clone());
    let chosen = use_state_eq(|| if share.is_some() { GivenAs::Share } else { *first });
    // What is entered decides; the choice is only for what is about to be entered.
    let given_as = match (&share, &points) {
        (Some(_), _) => GivenAs::Share,
        (None, Some(_)) => GivenAs::Points,
        (None, None) => *chosen,
    };
    let as_share = given_as == GivenAs::Share;
    let input = entry::given_input(if as_share { Exact::ONE } else { max_points.clone() });
    let label = match as_share {
        true => text(*language, "assess.given.share").to_owned(),
        false => text_with(*language, "assess.given.points", &[("max", &number::points(max_points, *language))]),
    };
    let typed = response.as_ref().and_then(|it| typed::typed(it, GIVEN)).map(str::to_owned);
    let figure = share.or(points);
    let view = entry::view_of(figure.as_deref(), typed.as_deref(), &input, &label, *language);
    let fault = faults.iter().find(|fault| fault.place == *node && fault.about_given);
    let problem = fault.map(|fault| fault.sentence.clone());
    let set = {
        let (dispatch, node) = (dispatch.clone(), Rc::clone(node));
        Callback::from(move |entry: Entry| {
            dispatch.edit(SessionAction::SetGiven { node: Rc::clone(&node), given_as, entry });
        })
    };
    let on_text = {
        let (set, language) = (set.clone(), *language);
        Callback::from(move |text: String| set.emit(entry::entry(&text, language, &input)))
    };
    let radio = |it: GivenAs, key: &'static str| {
        let (chosen, dispatch, node) = (chosen.setter(), dispatch.clone(), Rc::clone(node));
        let choose = Callback::from(move |_: Event| {
            chosen.set(it);
            // 0,95 as a share and 0,95 points are not the same: the figure is asked for again.
            dispatch.edit(SessionAction::SetGiven { node: Rc::clone(&node), given_as: it, entry: Entry::default() });
        });
        html! {
            <label class="answer">
                <input type="radio" name={format!("given-as-{node}", node = props.node)} checked={given_as == it} onchange={choose} />
                <span>{ text(*language, key) }</span>
            </label>
        }
    };
    html! {
        <div class="given">
            if !is_leaf {
                <p class="given-hint">{ text(*language, "assess.given.hint") }</p>
            }
            <div class="given-as" role="radiogroup" aria-label={text(*language, "assess.given.as")}>
                { radio(GivenAs::Points, "assess.given.as.points") }
                { radio(GivenAs::Share, "assess.given.as.share") }
            </div>
            <NumberField id={format!("given-{node}")} {label} node={node.to_string()} name="given" text={view.text}
                meaning={Rc::new(view.meaning)} {problem} language={*language} {on_text} on_choice={set} />
        </div>
    }
}
