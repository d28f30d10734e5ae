//! The list of main indicators, always reachable: what is entered and what it earns.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    app::{components::score::score_text, state::route::Route},
    engine::{
        framework::{Framework, NodeIndex},
        scoring::{Progress, Score, Scorecard, State},
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
                    <OutlineLine key={node.id.to_string()} framework={Rc::clone(framework)} node={root} score={score.score.clone()}
                        state={score.state} progress={score.progress} open={*open == Some(root)} language={*language} />
                }
            </ol>
        </nav>
    }
}

/// One main indicator.
#[derive(Debug, PartialEq, Properties)]
struct OutlineLineProps {
    framework: Rc<Framework>,
    node: NodeIndex,
    score: Score,
    state: State,
    progress: Progress,
    open: bool,
    language: Language,
}

/// One main indicator. A digit changes one of them; the others are not drawn again.
#[component]
fn OutlineLine(props: &OutlineLineProps) -> Html {
    let OutlineLineProps { framework, node, score, state, open, language, .. } = props;
    let (open, language) = (*open, *language);
    let Some(node) = framework.node(*node) else { return Html::default() };
    let state = matches!(state, State::Unscored | State::NotApplicable).then_some(*state);
    let has_leaves = props.progress.leaves > 0;
    let (entered, leaves) = (props.progress.entered.to_string(), props.progress.leaves.to_string());
    let progress = text_with(language, "assess.outline.entered", &[("entered", &entered), ("leaves", &leaves)]);
    html! {
        <li>
            <a class="outline-line" href={Route::assess(node.id.as_str()).href()} aria-current={open.then_some("true")}>
                <span class="outline-name"><span class="outline-code">{ node.id.printed().map(str::to_owned) }</span>{ " " }{ &**pick(&node.name, language) }</span>
                { " " }
                <span class="outline-score" data-score={node.id.to_string()}>{ score_text(score, framework.scoring, state, language) }</span>
                if has_leaves {
                    { " " }
                    <progress max={leaves} value={entered} aria-hidden="true" />
                    <span class="outline-progress">{ progress }</span>
                }
            </a>
        </li>
    }
}
