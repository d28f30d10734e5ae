//! Two editions of a framework in sentences.

use super::{
    Language, number,
    own::{find, text, text_with},
    pick, rule, status,
};
use crate::engine::{
    compare::{Change, Comparison, NodeChange},
    exact::Exact,
    framework::{Framework, Node, Role, Scoring},
};

/// What changed about one node: a heading, then one line for each change.
pub fn change(old: &Framework, new: &Framework, change: &NodeChange, language: Language) -> Vec<String> {
    let before = change.old.and_then(|index| old.node(index));
    let after = change.new.and_then(|index| new.node(index));
    let Some(shown) = after.or(before) else { return vec![] };
    let mut lines = vec![format!("{} {}", shown.id, name(shown, language))];
    for kind in &change.changes {
        let says = |key: &str, from: &str, to: &str| text_with(language, key, &[("old", from), ("new", to)]);
        let line = match (kind, before, after) {
            (Change::Added, _, Some(node)) => {
                text_with(language, "compare.added", &[("points", &points(new, node, language))])
            }
            (Change::Removed, Some(node), _) => {
                text_with(language, "compare.removed", &[("points", &points(old, node, language))])
            }
            (Change::Renumbered, Some(before), Some(_)) => {
                text_with(language, "compare.renumbered", &[("old", before.id.as_str())])
            }
            (Change::Moved, Some(before), Some(after)) => {
                let (from, to) = (above(old, before, language), above(new, after, language));
                text_with(language, "compare.moved", &[("id", before.id.as_str()), ("old", &from), ("new", &to)])
            }
            (Change::Renamed, Some(before), Some(_)) => {
                text_with(language, "compare.renamed", &[("old", &name(before, language))])
            }
            (Change::Role, Some(before), Some(after)) => {
                says("compare.role", role(before.role, language), role(after.role, language))
            }
            (Change::Points, Some(before), Some(after)) => {
                says("compare.points", &points(old, before, language), &points(new, after, language))
            }
            (Change::PointsBasis, Some(before), Some(after)) => {
                let basis = |node: &Node| status::basis_name(node.points_basis, language);
                says("compare.points_basis", basis(before), basis(after))
            }
            (Change::RuleBasis, Some(before), Some(after)) => {
                let basis =
                    |node: &Node| node.leaf.as_ref().map_or("", |leaf| status::basis_name(leaf.rule_basis, language));
                says("compare.rule_basis", basis(before), basis(after))
            }
            (Change::Rule, Some(before), Some(after)) => rules(old, before, new, after, language),
            _ => continue,
        };
        lines.push(line);
    }
    lines
}

/// What the top level adds up to in both, and how one becomes the other.
pub fn sums(old: &Framework, new: &Framework, comparison: &Comparison, language: Language) -> Vec<String> {
    let sums = &comparison.sums;
    let shown = |value: &Exact| number::points(value, language);
    let signed = |value: &Exact| match value.is_negative() {
        true => format!("− {}", shown(&-value)),
        false => format!("+ {}", shown(value)),
    };
    let (changed, unchanged) = (comparison.changes.len().to_string(), comparison.unchanged.to_string());
    let nodes = text_with(language, "compare.nodes", &[("changed", &changed), ("unchanged", &unchanged)]);
    if old.scoring != new.scoring {
        return vec![nodes, text(language, "compare.scoring").to_owned()];
    }
    let values = [
        ("old", shown(&sums.old)),
        ("removed", shown(&sums.removed)),
        ("added", shown(&sums.added)),
        ("changed", signed(&sums.changed)),
        ("new", shown(&sums.new)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    vec![nodes, text_with(language, "compare.sums", &values)]
}

/// The rules of both in words; where the words are the same, what is asked is not.
fn rules(old: &Framework, before: &Node, new: &Framework, after: &Node, language: Language) -> String {
    let words = |framework: &Framework, node: &Node| {
        if node.leaf.as_ref().is_none_or(|leaf| leaf.rule.is_none()) {
            let key = if node.leaf.is_some() { "compare.no_rule" } else { "compare.parts" };
            return text(language, key).to_owned();
        }
        let mut all = vec![rule::node_sentence(node, framework.scoring, language)];
        all.extend(rule::node_lines(node, framework.scoring, language));
        all.join(" · ")
    };
    let (from, to) = (words(old, before), words(new, after));
    if from == to {
        return text(language, "compare.inputs").to_owned();
    }
    text_with(language, "compare.rule", &[("old", &from), ("new", &to)])
}

fn name(node: &Node, language: Language) -> String {
    pick(&node.name, language).split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn above(framework: &Framework, node: &Node, language: Language) -> String {
    match node.parent.and_then(|parent| framework.node(parent)) {
        Some(parent) => format!("{} {}", parent.id, name(parent, language)),
        None => text(language, "compare.top").to_owned(),
    }
}

/// «200 điểm», with a mark where they are not official; where leaves are counted, their number; «không tính điểm» where
/// there is nothing to earn.
fn points(framework: &Framework, node: &Node, language: Language) -> String {
    match framework.scoring {
        Scoring::Counted => {
            text_with(language, "compare.counted", &[("count", &number::points(&node.max_points, language))])
        }
        Scoring::Points if node.max_points.is_zero() => role(node.role, language).to_owned(),
        Scoring::Points => {
            let points = status::with_points(&node.max_points, language);
            match status::basis(node.points_basis, language).0 {
                "" => points,
                mark => format!("{points} ({mark})"),
            }
        }
    }
}

fn role(role: Role, language: Language) -> &'static str {
    let code = match role {
        Role::Scored => "scored",
        Role::Bonus => "bonus",
        Role::Penalty => "penalty",
        Role::Prerequisite => "prerequisite",
        Role::NotScored => "not_scored",
        Role::Information => "information",
    };
    find(language, &format!("compare.role_name.{code}")).unwrap_or(code)
}
