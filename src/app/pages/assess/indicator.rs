//! The head of one main indicator: its points and how they are known, and what applies to it as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    appraised::appraised,
    fault::Fault,
    given::{GivenField, is_given},
    leaf::LiveExplanation,
};
use crate::{
    app::{
        components::{basis::BasisMark, score::score_text, source::SourceLine},
        context::Dispatch,
    },
    engine::{
        assessment::Response,
        framework::{Basis, Framework, Node, NodeIndex, Scoring},
        scoring::{NodeScore, State},
        shared::Shared,
    },
    formats::documents::Documents,
    i18n::{Language, node_call, pick, status, text, text_with},
};

/// The id of the heading; the keyboard goes there when another main indicator opens.
pub const INDICATOR_HEADING: &str = "indicator-heading";

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct IndicatorHeadProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The main indicator.
    pub node: NodeIndex,
    /// What is answered for it as a whole.
    pub response: Option<Shared<Response>>,
    /// Its scores.
    pub score: Rc<NodeScore>,
    /// What is wrong with it.
    pub faults: Rc<[Fault]>,
    /// Whether the result is final, so that nothing can be changed.
    pub locked: bool,
    /// The register of documents.
    pub documents: Option<Rc<Documents>>,
    /// In which language.
    pub language: Language,
    /// How to change it.
    pub dispatch: Dispatch,
}

/// The head of one main indicator.
#[component]
pub fn IndicatorHead(props: &IndicatorHeadProps) -> Html {
    let IndicatorHeadProps { framework, node: index, response, score, faults, locked, documents, language, dispatch } =
        props;
    let given = is_given(response.as_deref());
    let giving = use_state_eq(|| false);
    let explaining = use_state_eq(|| false);
    let Some(node) = framework.node(*index) else { return Html::default() };
    let id: Rc<str> = node.id.as_str().into();
    let say = |key| text(*language, key);
    let toggle = |open: &UseStateHandle<bool>| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let points = framework.scoring == Scoring::Points && !node.max_points.is_zero();
    let source = node.points_source.clone().unwrap_or_else(|| node.source.clone());
    let has_parts = !node.children.is_empty();
    let unusual = matches!(score.state, State::Unscored | State::NotApplicable).then_some(score.state);
    html! {
        <header class="indicator">
            <h2 class="indicator-name" id={INDICATOR_HEADING} tabindex="-1">
                <span class="indicator-code">{ node.id.printed().map(str::to_owned) }</span>{ " " }{ &**pick(&node.name, *language) }
            </h2>
            <div class="indicator-score">
                <strong>{ score_text(&score.score, framework.scoring, unusual, *language) }</strong>{ " " }
                if points {
                    <BasisMark basis={node.points_basis} derivation={node.points_derivation.clone()} source={Some(source)}
                        about={Some(AttrValue::from(text_with(*language, "assess.basis.of_points", &[("id", node_call(node, *language))])))}
                        documents={documents.clone()} language={*language} />
                }
                if points && !score.score.is_complete() {
                    <span class="indicator-open">{ text_with(*language, "assess.can_reach", &[("interval", &status::interval(&score.score, *language))]) }</span>
                }
            </div>
            if let Some(description) = node.description.as_ref().filter(|_| has_parts) {
                <p class="indicator-text">{ &**pick(description, *language) }</p>
            }
            { facts(node, *index, framework, *language) }
            if has_parts {
                <div class="leaf-panels">
                    if score.state != State::Unscored {
                        <button type="button" class="panel-button" aria-expanded={explaining.to_string()} onclick={toggle(&explaining)}>{ say("assess.calculation") }</button>
                    }
                    if points && !given && !locked {
                        <button type="button" class="panel-button" aria-expanded={giving.to_string()} data-panel="given" onclick={toggle(&giving)}>{ say("assess.given") }</button>
                    }
                </div>
            }
            if *explaining {
                <div class="panel">
                    <LiveExplanation node={*index} language={*language} />
                    <SourceLine source={node.source.clone()} documents={documents.clone()} language={*language} />
                </div>
            }
            if has_parts && (given || *giving) {
                <fieldset class="panel" disabled={*locked}>
                    <GivenField node={Rc::clone(&id)} max_points={node.max_points.clone()} response={response.clone()}
                        faults={Rc::clone(faults)} language={*language} dispatch={dispatch.clone()} />
                </fieldset>
            }
            { appraised(response.as_deref(), score, *language) }
        </header>
    }
}

/// How many of the official indicators the source has, and whether the points below are shared out by us.
fn facts(node: &Node, index: NodeIndex, framework: &Framework, language: Language) -> Html {
    let leaves = framework.leaves_below(index).count().to_string();
    let official = node.official_count.map(|count| count.to_string());
    let children = node.children.iter().filter_map(|child| framework.node(*child));
    let allocated = framework.scoring == Scoring::Points
        && children.into_iter().any(|child| child.points_basis == Basis::Allocated && !child.max_points.is_zero());
    html! {
        if official.is_some() || allocated {
            <p class="indicator-fact">
                if allocated {
                    <span class="indicator-allocated">{ text(language, "assess.allocated") }</span>{ " " }
                }
                if let Some(official) = official {
                    { text_with(language, official_key(framework), &[("leaves", &leaves), ("official", &official)]) }
                }
            </p>
        }
    }
}

fn official_key(framework: &Framework) -> &'static str {
    match framework.scoring {
        Scoring::Counted => "assess.official_count.counted",
        Scoring::Points => "assess.official_count",
    }
}
