//! Why a score is what it is (“Cách tính”).

use std::rc::Rc;

use yew::prelude::*;

use super::score::score_text;
use crate::{
    app::state::route::Route,
    engine::{
        assessment::Assessment,
        framework::{Framework, Leaf, Node, NodeIndex, Role},
        rule::{describe, trace::Step},
        scoring::{
            Reference, Score, Scorecard,
            explain::{Explanation, Reason, explain},
        },
    },
    i18n::{Language, pick, rule, status, step, terms, text, text_with},
};

/// What is explained.
#[derive(Debug, PartialEq, Properties)]
pub struct ExplanationPanelProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The assessment.
    pub assessment: Rc<Assessment>,
    /// Its scores.
    pub scorecard: Rc<Scorecard>,
    /// The node.
    pub node: NodeIndex,
    /// In which language.
    pub language: Language,
}

/// The rule, its formula, the figures, every step, and what comes out.
#[component]
pub fn ExplanationPanel(props: &ExplanationPanelProps) -> Html {
    let ExplanationPanelProps { framework, assessment, scorecard, node, language } = props;
    let found = framework.node(*node);
    let explanation = explain(framework, assessment, scorecard, *node, Reference::default());
    let (Some(found), Some(explanation)) = (found, explanation) else { return Html::default() };
    let say = |key| text(*language, key);
    let reason = step::reason(&explanation, framework.scoring, *language);
    html! {
        <div class="explanation">
            if let Some(leaf) = &found.leaf {
                <RuleText framework={Rc::clone(framework)} node={*node} language={*language} />
                if let Reason::Steps(steps) = &explanation.reason {
                    <h4>{ say("shell.explanation.steps") }</h4>
                    { step_list(steps, leaf, framework, *language) }
                }
            }
            if let Some(reason) = reason {
                <p>{ reason }</p>
            }
            if let Reason::Parts(parts) = &explanation.reason {
                { part_table(parts, framework, *language) }
            }
            if let Some(shared) = &explanation.allocation {
                <p class="explanation-allocated">{ step::allocation(framework, *node, shared, *language) }</p>
            }
            { outcome(&explanation, found, framework, scorecard, *language) }
        </div>
    }
}

/// What is said about a rule.
#[derive(Debug, PartialEq, Properties)]
pub struct RuleTextProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The leaf.
    pub node: NodeIndex,
    /// In which language.
    pub language: Language,
}

/// A rule in sentences, with its lines (options, steps, contents) and its formula.
#[component]
pub fn RuleText(props: &RuleTextProps) -> Html {
    let RuleTextProps { framework, node, language } = props;
    let Some(found) = framework.node(*node) else { return Html::default() };
    let sentence = rule::node_sentence(found, framework.scoring, *language);
    let lines = rule::node_lines(found, framework.scoring, *language);
    let formula = found.leaf.as_ref().map(|leaf| formula_lines(leaf, *language)).unwrap_or_default();
    html! {
        <div class="rule">
            if !sentence.is_empty() {
                <p class="rule-sentence">{ sentence }</p>
            }
            if !lines.is_empty() {
                <ul class="rule-lines">
                    for line in lines {
                        <li>{ line }</li>
                    }
                </ul>
            }
            if !formula.is_empty() {
                <p class="rule-formula">
                    <span class="rule-formula-label">{ text(*language, "shell.explanation.formula") }</span>
                    for line in formula {
                        <code>{ line }</code>
                    }
                </p>
            }
        </div>
    }
}

/// The formula of a rule, after the steps that it names; empty where the sentence says all.
fn formula_lines(leaf: &Leaf, language: Language) -> Vec<String> {
    let Some(rule) = &leaf.rule else { return vec![] };
    let inputs = leaf.input_names();
    let steps = describe::formula_steps(rule, &inputs).into_iter();
    let mut lines: Vec<String> =
        steps.map(|(name, step)| format!("{name} = {}", terms::terms(&step, language, None))).collect();
    let formula = describe::formula(rule, &inputs);
    if !formula.is_empty() {
        lines.push(terms::terms(&formula, language, None));
    }
    lines
}

fn step_list(steps: &[Step], leaf: &Leaf, framework: &Framework, language: Language) -> Html {
    html! {
        <ol class="steps">
            for found in steps {
                { step_row(found, leaf, framework, language) }
            }
        </ol>
    }
}

fn step_row(found: &Step, leaf: &Leaf, framework: &Framework, language: Language) -> Html {
    let shown = step::step(found, leaf, framework.scoring, language);
    let depth = format!("step-depth-{}", found.depth.min(4));
    html! {
        <li class={classes!("step", depth)}>
            <span class="step-label">{ shown.label }</span>
            if !shown.formula.is_empty() {
                <span class="step-formula">{ shown.formula }</span>
            }
            if !shown.result.is_empty() {
                <span class="step-result">{ shown.result }</span>
            }
        </li>
    }
}

fn part_table(parts: &[(NodeIndex, Role, Score)], framework: &Framework, language: Language) -> Html {
    let rows = parts.iter().filter_map(|(index, role, score)| Some((framework.node(*index)?, role, score)));
    html! {
        <ul class="parts">
            for (node, role, score) in rows {
                <li class="part">
                    <a href={Route::assess(node.id.as_str()).href()}>{ node.id.to_string() }</a>
                    <span class="part-name">{ &**pick(&node.name, language) }</span>
                    <span class="part-score">{ part_score(*role, score, framework, language) }</span>
                </li>
            }
        </ul>
    }
}

fn part_score(role: Role, score: &Score, framework: &Framework, language: Language) -> String {
    match role {
        Role::Scored => score_text(score, framework.scoring, None, language),
        Role::Bonus => format!("+ {}", status::with_points(&score.points, language)),
        Role::Penalty => format!("− {}", status::with_points(&score.points, language)),
        Role::Prerequisite => {
            let key =
                if score.points == score.max_points { "shell.explanation.met" } else { "shell.explanation.not_met" };
            text(language, key).to_owned()
        }
        Role::NotScored | Role::Information => text(language, "shell.explanation.unscored").to_owned(),
    }
}

fn outcome(
    explanation: &Explanation,
    node: &Node,
    framework: &Framework,
    scorecard: &Scorecard,
    language: Language,
) -> Html {
    let scored = !matches!(explanation.reason, Reason::Unscored | Reason::NotApplicable);
    let state = scorecard.nodes.get(explanation.node).map(|it| it.state);
    if !scored || node.role == Role::Prerequisite {
        return Html::default();
    }
    let score = score_text(&explanation.score, framework.scoring, None, language);
    let open = !explanation.score.is_complete() && state.is_some();
    html! {
        <p class="explanation-outcome">
            <strong>{ text_with(language, "shell.explanation.outcome", &[("score", &score)]) }</strong>
            if open {
                { " " }{ text_with(language, "shell.explanation.open", &[("interval", &status::interval(&explanation.score, language))]) }
            }
        </p>
    }
}
