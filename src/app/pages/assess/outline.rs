//! The list of main indicators, always reachable: what is entered and what it earns.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    app::{components::score::score_text, state::route::Route},
    engine::{
        framework::{Framework, Node, NodeIndex},
        scoring::{NodeScore, Scorecard, State},
    },
    i18n::{Language, node_title, pick, text, text_with},
};

/// What is listed.
#[derive(Debug, PartialEq, Properties)]
pub struct OutlineProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The scores.
    pub scorecard: Rc<Scorecard>,
    /// The main indicator that is open; nothing while a search or filter lists leaves of all.
    pub open: Option<NodeIndex>,
    /// In which language.
    pub language: Language,
}

/// One line a main indicator.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let OutlineProps { framework, scorecard, open, language } = props;
    // Only for narrow windows, where the list would push the form away.
    let unfolded = use_state_eq(|| false);
    let toggle = {
        let unfolded = unfolded.clone();
        Callback::from(move |_: MouseEvent| unfolded.set(!*unfolded))
    };
    let fold = {
        let unfolded = unfolded.setter();
        Callback::from(move |_: MouseEvent| unfolded.set(false))
    };
    let level = framework.levels.first().map_or_else(String::new, |level| pick(level, *language).to_string());
    let current = open.and_then(|open| framework.node(open));
    let current = current.map(|node| node_title(node, " ", *language));
    let roots = framework.roots().iter();
    let roots = roots.filter_map(|root| Some((*root, framework.node(*root)?, scorecard.nodes.get(*root)?)));
    html! {
        <nav class={classes!("outline", unfolded.then_some("outline-unfolded"))} aria-label={level.clone()}>
            <button type="button" class="outline-fold" aria-expanded={unfolded.to_string()} onclick={toggle}>
                <span class="outline-fold-label">{ level.clone() }</span>{ " " }
                <span class="outline-fold-current">{ current.unwrap_or_else(|| text(*language, "assess.outline.all").to_owned()) }</span>
            </button>
            <ol class="outline-list" onclick={fold}>
                for (root, node, score) in roots {
                    { line(node, score, *open == Some(root), framework, *language) }
                }
            </ol>
        </nav>
    }
}

fn line(node: &Node, score: &NodeScore, open: bool, framework: &Framework, language: Language) -> Html {
    let state = matches!(score.state, State::Unscored | State::NotApplicable).then_some(score.state);
    let (entered, leaves) = (score.progress.entered.to_string(), score.progress.leaves.to_string());
    let progress = text_with(language, "assess.outline.entered", &[("entered", &entered), ("leaves", &leaves)]);
    html! {
        <li key={node.id.to_string()}>
            <a class="outline-line" href={Route::assess(node.id.as_str()).href()} aria-current={open.then_some("true")}>
                <span class="outline-name"><span class="outline-code">{ node.id.printed().map(str::to_owned) }</span>{ " " }{ &**pick(&node.name, language) }</span>
                { " " }
                <span class="outline-score" data-score={node.id.to_string()}>{ score_text(&score.score, framework.scoring, state, language) }</span>
                if score.progress.leaves > 0 {
                    { " " }
                    <progress max={leaves} value={entered} aria-hidden="true" />
                    <span class="outline-progress">{ progress }</span>
                }
            </a>
        </li>
    }
}
