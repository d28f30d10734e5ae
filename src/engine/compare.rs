//! Two editions of a framework side by side: what was added, removed, renamed, moved, and scored anew.
//!
//! Belongs here: differences of two checked frameworks that can be read off their trees.
//! Does not belong here: what measures the same ([`super::crosswalk`]); that takes somebody who says so.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    exact::Exact,
    framework::{Framework, Node, NodeIndex, Role},
    order::sorted,
};

/// Two frameworks compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// In natural order of ids: that of the new framework, for removed nodes that of the old one.
    pub changes: Vec<NodeChange>,
    /// How many nodes stay as they are in every respect.
    pub unchanged: usize,
    /// Points (or leaves, where leaves are counted) at the top level.
    pub sums: Sums,
}

/// One node that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeChange {
    /// Its position in the old framework; nothing where it is new.
    pub old: Option<NodeIndex>,
    /// Its position in the new framework; nothing where it is gone.
    pub new: Option<NodeIndex>,
    /// What changed; one of [`Change::Added`] and [`Change::Removed`] stands alone.
    pub changes: Vec<Change>,
}

/// What can change about a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another id below the same node.
    Renumbered,
    /// It is below another node.
    Moved,
    /// It has another name.
    Renamed,
    /// It does something else to the score.
    Role,
    /// It is worth more or less.
    Points,
    /// Its points are known in another way.
    PointsBasis,
    /// It asks or scores in another way.
    Rule,
    /// Its rule is known in another way.
    RuleBasis,
}

impl Change {
    /// A stable name, for programs and message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Renumbered => "renumbered",
            Change::Moved => "moved",
            Change::Renamed => "renamed",
            Change::Role => "role",
            Change::Points => "points",
            Change::PointsBasis => "points_basis",
            Change::Rule => "rule",
            Change::RuleBasis => "rule_basis",
        }
    }
}

/// Points of the scored nodes at the top level: `old − removed + added + changed = new`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of the old framework.
    pub old: Exact,
    /// Of the new one.
    pub new: Exact,
    /// Of nodes that are at the top level of the new framework only.
    pub added: Exact,
    /// Of nodes that were at the top level of the old framework only.
    pub removed: Exact,
    /// New less old, of nodes at the top level of both.
    pub changed: Exact,
}

/// Compares two frameworks.
///
/// A node is taken for the same one when id and name agree; otherwise when its name stands once among what is left of
/// either framework; otherwise when its id is the same and half of the words of the shorter name are in the other one.
/// What was reworded further, or reworded and renumbered at once, is an addition and a removal: nothing in the files
/// says more.
pub fn compare(old: &Framework, new: &Framework) -> Comparison {
    let pairs = pair(old, new);
    let to_old: BTreeMap<NodeIndex, NodeIndex> = pairs.iter().map(|(old, new)| (*new, *old)).collect();
    let mut changes = Vec::new();
    for (index, node) in new.nodes().iter().enumerate() {
        let before = to_old.get(&index).copied();
        let found = match before.and_then(|before| old.node(before)) {
            Some(earlier) => differences(earlier, node, &to_old),
            None => vec![Change::Added],
        };
        changes.push(NodeChange { old: before, new: Some(index), changes: found });
    }
    let gone = (0..old.nodes().len()).filter(|index| !pairs.contains_key(index));
    changes.extend(gone.map(|index| NodeChange { old: Some(index), new: None, changes: vec![Change::Removed] }));
    let all = changes.len();
    changes.retain(|change| !change.changes.is_empty());
    let unchanged = all - changes.len();
    let changes = sorted(changes, &|first, second| order(old, new, first, second));
    Comparison { changes, unchanged, sums: sums(old, new, &pairs) }
}

/// By the new id, otherwise by the old one; a node that is gone is before one that has taken its id.
fn order(old: &Framework, new: &Framework, first: &NodeChange, second: &NodeChange) -> Ordering {
    let id = |change: &NodeChange| {
        let node = match change.new {
            Some(index) => new.node(index),
            None => change.old.and_then(|index| old.node(index)),
        };
        node.map(|node| node.id.clone())
    };
    id(first).cmp(&id(second)).then_with(|| first.new.is_some().cmp(&second.new.is_some()))
}

/// Which node of the old framework is which node of the new one.
fn pair(old: &Framework, new: &Framework) -> BTreeMap<NodeIndex, NodeIndex> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (index, node) in old.nodes().iter().enumerate() {
        let same_id = new.find(node.id.as_str()).and_then(|found| Some((found, new.node(found)?)));
        if let Some((found, _)) = same_id.filter(|(_, other)| name(other) == name(node)) {
            pairs.insert(index, found);
            taken.insert(found);
        }
    }
    let left = |framework: &Framework, is_left: &dyn Fn(NodeIndex) -> bool| {
        let mut names: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
        for (index, node) in framework.nodes().iter().enumerate().filter(|(index, _)| is_left(*index)) {
            names.entry(name(node)).or_default().push(index);
        }
        names
    };
    let (of_old, of_new) = (left(old, &|it| !pairs.contains_key(&it)), left(new, &|it| !taken.contains(&it)));
    for (name, old) in &of_old {
        if let ([old], Some([new])) = (old.as_slice(), of_new.get(name).map(Vec::as_slice)) {
            pairs.insert(*old, *new);
            taken.insert(*new);
        }
    }
    for (index, node) in old.nodes().iter().enumerate() {
        let found = new.find(node.id.as_str()).filter(|found| !taken.contains(found));
        let reworded = found.filter(|found| new.node(*found).is_some_and(|other| is_reworded(node, other)));
        if let Some(found) = reworded.filter(|_| !pairs.contains_key(&index)) {
            pairs.insert(index, found);
            taken.insert(found);
        }
    }
    pairs
}

/// The Vietnamese name, whatever its spaces and line breaks.
fn name(node: &Node) -> String {
    node.name.vi.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Whether half of the words of the shorter name are in the other one.
fn is_reworded(old: &Node, new: &Node) -> bool {
    let words = |node: &Node| -> BTreeSet<String> { node.name.vi.split_whitespace().map(str::to_lowercase).collect() };
    let (old, new) = (words(old), words(new));
    2 * old.intersection(&new).count() >= old.len().min(new.len())
}

fn differences(old: &Node, new: &Node, to_old: &BTreeMap<NodeIndex, NodeIndex>) -> Vec<Change> {
    let same_parent = match (old.parent, new.parent) {
        (Some(old), Some(new)) => to_old.get(&new) == Some(&old),
        (None, None) => true,
        _ => false,
    };
    let (old_leaf, new_leaf) = (old.leaf.as_ref(), new.leaf.as_ref());
    let asks = |leaf: &super::framework::Leaf| (leaf.inputs.clone(), leaf.rule.clone());
    let rule_basis = |leaf: &super::framework::Leaf| leaf.rule.as_ref().map(|_| leaf.rule_basis);
    let has_points = !old.max_points.is_zero() && !new.max_points.is_zero();
    let found = [
        (!same_parent, Change::Moved),
        (same_parent && old.id != new.id, Change::Renumbered),
        (name(old) != name(new), Change::Renamed),
        (old.role != new.role, Change::Role),
        (old.max_points != new.max_points, Change::Points),
        (has_points && old.points_basis != new.points_basis, Change::PointsBasis),
        (old_leaf.map(asks) != new_leaf.map(asks), Change::Rule),
        (both(old_leaf.and_then(rule_basis), new_leaf.and_then(rule_basis)), Change::RuleBasis),
    ];
    found.into_iter().filter(|(differs, _)| *differs).map(|(_, change)| change).collect()
}

/// Whether both are there and differ.
fn both<T: PartialEq>(first: Option<T>, second: Option<T>) -> bool {
    first.is_some() && second.is_some() && first != second
}

fn sums(old: &Framework, new: &Framework, pairs: &BTreeMap<NodeIndex, NodeIndex>) -> Sums {
    let top = |framework: &Framework| {
        let roots = framework.roots().iter().filter_map(|index| Some((*index, framework.node(*index)?)));
        let scored = roots.filter(|(_, node)| node.role == Role::Scored);
        scored.map(|(index, node)| (index, node.max_points.clone())).collect::<BTreeMap<NodeIndex, Exact>>()
    };
    let (old, mut new) = (top(old), top(new));
    let mut sums = Sums { old: old.values().sum(), new: new.values().sum(), ..Sums::default() };
    for (index, points) in &old {
        match pairs.get(index).and_then(|index| new.remove(index)) {
            Some(after) => sums.changed = &sums.changed + &(&after - points),
            None => sums.removed = &sums.removed + points,
        }
    }
    sums.added = new.values().sum();
    sums
}
