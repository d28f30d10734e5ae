//! Two frameworks compared, for programs: `thuocso compare --json`.

use serde::Serialize;

use super::scorecard_file::FrameworkRef;
use crate::engine::{
    compare::{Change, Comparison, NodeChange},
    framework::{Framework, Node},
};

/// The whole answer. The fields are a promise to strangers and kept apart from the engine's types.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonFile {
    /// The earlier framework.
    pub old: FrameworkRef,
    /// The later one.
    pub new: FrameworkRef,
    /// What is not the same, in the order of ids.
    pub changes: Vec<ChangeFile>,
    /// How many nodes are the same in both.
    pub unchanged: usize,
    /// Points at the top level.
    pub sums: SumsFile,
}

/// One node that is not the same.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeFile {
    /// What changed: `added`, `removed`, `renumbered`, `moved`, `renamed`, `role`, `points`, `points_basis`, `rule`,
    /// `rule_basis`.
    pub changes: Vec<&'static str>,
    /// In the old framework; `null` where it is new.
    pub old: Option<NodeFile>,
    /// In the new framework; `null` where it is gone.
    pub new: Option<NodeFile>,
}

/// A node of one of the two.
#[derive(Debug, Clone, Serialize)]
pub struct NodeFile {
    /// Its id.
    pub id: String,
    /// Its Vietnamese name.
    pub name: String,
    /// Its points, or how many leaves it counts.
    pub max_points: String,
}

/// `old − removed + added + changed = new`
#[derive(Debug, Clone, Serialize)]
pub struct SumsFile {
    /// Of the old framework.
    pub old: String,
    /// Of nodes at the top level of the old framework only.
    pub removed: String,
    /// Of nodes at the top level of the new framework only.
    pub added: String,
    /// New less old, of nodes at the top level of both.
    pub changed: String,
    /// Of the new framework.
    pub new: String,
}

/// The answer as indented JSON.
pub fn write(old: &Framework, new: &Framework, comparison: &Comparison) -> String {
    let framework = |it: &Framework| FrameworkRef { id: it.id.to_string(), hash: it.hash.to_string() };
    let sums = &comparison.sums;
    let file = ComparisonFile {
        old: framework(old),
        new: framework(new),
        changes: comparison.changes.iter().map(|it| change(old, new, it)).collect(),
        unchanged: comparison.unchanged,
        sums: SumsFile {
            old: sums.old.to_text(),
            removed: sums.removed.to_text(),
            added: sums.added.to_text(),
            changed: sums.changed.to_text(),
            new: sums.new.to_text(),
        },
    };
    // Plain structures with text keys always serialize.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

fn change(old: &Framework, new: &Framework, change: &NodeChange) -> ChangeFile {
    let file = |node: &Node| NodeFile {
        id: node.id.to_string(),
        name: node.name.vi.to_string(),
        max_points: node.max_points.to_text(),
    };
    ChangeFile {
        changes: change.changes.iter().map(|it: &Change| it.code()).collect(),
        old: change.old.and_then(|index| old.node(index)).map(file),
        new: change.new.and_then(|index| new.node(index)).map(file),
    }
}
