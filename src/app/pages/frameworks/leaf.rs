//! One leaf of a framework: what it asks, how it is scored, where that is written.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    about::official_count_text,
    basis_mark, points_mark, source_line,
    tree::{heading, node_href, points_text},
};
use crate::{
    engine::{
        exact::Exact,
        framework::{Framework, Input, InputKind, Leaf, Node, Role, Scoring},
        rule::describe::{formula, formula_steps},
    },
    formats::documents::Documents,
    i18n::{Language, number, pick, rule, terms::terms, text, text_for_count, text_with},
};

/// One leaf with everything that is known about it; `named`: the address names it.
pub fn leaf_item(
    framework: &Framework,
    documents: Option<&Rc<Documents>>,
    node: &Node,
    named: bool,
    language: Language,
) -> Html {
    let Some(leaf) = &node.leaf else { return Html::default() };
    let say = |key| text(language, key);
    let points = points_text(framework, node, 1, language);
    html! {
        <article class={classes!("tree-leaf", named.then_some("tree-named"))} data-node={node.id.to_string()} tabindex="-1">
            <div class="tree-line">
                // A framework of one level has its leaves at the top, where the name is the summary.
                if node.depth > 0 {
                    { heading(node.depth, html! {
                        <>
                            <a class="tree-leaf-code" href={node_href(framework, node)} title={text_with(language, "frameworks.node.link", &[("id", node.id.as_str())])}>
                                { node.id.printed().unwrap_or("#").to_owned() }
                            </a>
                            { " " }{ &**pick(&node.name, language) }
                        </>
                    }) }
                }
                if !points.is_empty() {
                    <div class="tree-points">
                        <span>{ points }</span>
                        if node.role == Role::Scored && !node.max_points.is_zero() {
                            { " " }{ points_mark(node, documents, language) }
                        }
                    </div>
                }
            </div>
            if let Some(role) = role_text(node.role, language) {
                <p>{ role }</p>
            }
            if let Some(description) = &node.description {
                <p class="tree-leaf-description pre-line">{ &**pick(description, language) }</p>
            }
            if let Some(official) = node.official_count {
                <p>{ official_count_text(framework, official, 0, language) }</p>
            }
            <dl class="tree-leaf-facts">
                if leaf.rule.is_some() {
                    { rule_fact(framework, node, leaf, documents, language) }
                }
                if !leaf.inputs.is_empty() {
                    <div>
                        <dt>{ say("frameworks.node.inputs") }</dt>
                        <dd>{ inputs(framework, node, leaf, language) }</dd>
                    </div>
                }
                if let Some(deadline) = &node.deadline {
                    <div><dt>{ say("frameworks.node.deadline") }</dt><dd>{ &**pick(deadline, language) }</dd></div>
                }
                if let Some(support) = &node.support_organization {
                    <div><dt>{ say("frameworks.node.support") }</dt><dd>{ &**pick(support, language) }</dd></div>
                }
            </dl>
            if node.may_be_not_applicable {
                <p class="hint">{ say("frameworks.node.not_applicable") }</p>
            }
            { source_line(&node.source, documents, language) }
        </article>
    }
}

fn role_text(role: Role, language: Language) -> Option<&'static str> {
    let key = match role {
        Role::Bonus => "frameworks.role.bonus",
        Role::Penalty => "frameworks.role.penalty",
        Role::Prerequisite => "frameworks.role.prerequisite",
        Role::Information => "frameworks.role.information",
        Role::Scored | Role::NotScored => return None,
    };
    Some(text(language, key))
}

/// The rule in words, its parts, and its formula.
fn rule_fact(
    framework: &Framework,
    node: &Node,
    leaf: &Leaf,
    documents: Option<&Rc<Documents>>,
    language: Language,
) -> Html {
    let lines = rule::node_lines(node, framework.scoring, language);
    let names = leaf.input_names();
    let formula = leaf.rule.as_ref().map_or_else(Vec::new, |it| formula(it, &names));
    let steps = leaf.rule.as_ref().map_or_else(Vec::new, |it| formula_steps(it, &names));
    // Where leaves are counted there are no points to name: what is done in full counts one.
    let max = (framework.scoring == Scoring::Counted).then_some(&Exact::ONE);
    html! {
        <>
            <div>
                <dt>{ text(language, "frameworks.node.rule") }</dt>
                <dd>
                    <p>{ rule::node_sentence(node, framework.scoring, language) }</p>{ " " }
                    if !lines.is_empty() {
                        <ul class="tree-leaf-lines">{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    }
                    { basis_mark(leaf.rule_basis, leaf.rule_derivation.as_ref(), None, documents, language) }
                </dd>
            </div>
            if !formula.is_empty() {
                <div>
                    <dt>{ text(language, "frameworks.node.formula") }</dt>
                    <dd>
                        <code class="tree-formula">{ terms(&formula, language, max) }</code>
                        for (name, step) in steps {
                            <code class="tree-formula">{ format!("{name} = {}", terms(&step, language, max)) }</code>
                        }
                    </dd>
                </div>
            }
        </>
    }
}

/// What is asked. Questions that the rule has just quoted are not written out again.
fn inputs(framework: &Framework, node: &Node, leaf: &Leaf, language: Language) -> Html {
    let lines = rule::node_lines(node, framework.scoring, language);
    let sentence = rule::node_sentence(node, framework.scoring, language);
    let quoted = |input: &&Input| {
        let label = &**pick(&input.label, language);
        input.kind == InputKind::YesNo && lines.iter().chain([&sentence]).any(|line| line.contains(label))
    };
    let questions = leaf.inputs.iter().filter(quoted).count();
    let others: Vec<&Input> = leaf.inputs.iter().filter(|input| !quoted(input)).collect();
    html! {
        <>
            if questions > 0 {
                <p>{ text_for_count(language, "frameworks.node.inputs.questions", questions) }</p>
            }
            if !others.is_empty() {
                <ul class="tree-leaf-inputs">{ for others.into_iter().map(|input| input_item(input, language)) }</ul>
            }
        </>
    }
}

/// «b: Tổng số xã, đơn vị: xã, từ 1»
fn input_item(input: &Input, language: Language) -> Html {
    let unit = input.measure_unit.as_ref().map(|unit| pick(unit, language).to_string());
    let unit = unit.or_else(|| (input.kind == InputKind::Percent).then(|| "%".to_owned()));
    let more: Vec<String> = [unit, range_text(input, language)].into_iter().flatten().collect();
    html! {
        <li>
            <code>{ input.name.to_string() }</code>{ " " }{ &**pick(&input.label, language) }
            if !more.is_empty() {
                <span class="hint">{ format!(" ({})", more.join(", ")) }</span>
            }
        </li>
    }
}

/// The range of a figure, where it is not simply what its kind says.
fn range_text(input: &Input, language: Language) -> Option<String> {
    let written = |value: &Exact| number::number(value, language);
    match (&input.kind, &input.max) {
        (InputKind::YesNo | InputKind::Choice | InputKind::Text, _) => None,
        (InputKind::Percent, Some(max)) if input.min.is_zero() && *max == Exact::from(100) => None,
        (_, Some(max)) => {
            let values = [("min", written(&input.min)), ("max", written(max))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Some(text_with(language, "frameworks.node.input.range", &values))
        }
        (_, None) if input.min.is_zero() => None,
        (_, None) => Some(text_with(language, "frameworks.node.input.min", &[("min", &written(&input.min))])),
    }
}
