//! Frameworks: as written ([`raw`]), the step that complains ([`check`]), and as promised ([`Framework`]).
//!
//! A [`Framework`] is consistent: identifiers are unique, parents exist, sums agree or the file says why not,
//! every scored leaf has a rule whose inputs exist, and every point value has a basis.

pub mod check;
mod check_rule;
mod examples;
pub mod raw;

use std::{collections::BTreeMap, rc::Rc};

use super::{
    exact::{Exact, Rounding},
    id::NodeId,
    rule::Rule,
};
pub use raw::{RawBasis as Basis, RawDocument, RawInputKind as InputKind, RawRole as Role, RawScoring as Scoring};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese, the reference; never empty.
    pub vi: Rc<str>,
    /// English; the Vietnamese text where nobody has translated it.
    pub en: Rc<str>,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id of an entry of the document register.
    pub document: Rc<str>,
    /// Number of the heading as printed.
    pub section: Rc<str>,
    /// Ordinal of the bullet under that heading, from 1.
    pub item: Option<u16>,
}

/// A checked framework (“bộ chỉ số”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its identifier.
    pub id: Rc<str>,
    /// `sha256-` and 64 hexadecimal digits of the canonical content: changes when anything that counts changes.
    pub hash: Rc<str>,
    /// Its name.
    pub title: Text,
    /// What it measures and what of it is known.
    pub summary: Text,
    /// Who is assessed.
    pub organization_kind: Rc<str>,
    /// Assessment years it counts for; empty: the source names none.
    pub years: Vec<u16>,
    /// Points, or a count.
    pub scoring: Scoring,
    /// What a counted leaf is called.
    pub counted_noun: Option<Text>,
    /// Names of the levels, from the top.
    pub levels: Vec<Text>,
    /// Points (or leaves) of the whole: the declared total, otherwise the sum of the scored top-level nodes.
    pub max_points: Exact,
    /// How the total is known.
    pub total_basis: Basis,
    /// How many component indicators the official set has; nothing where the source does not say.
    pub official_count: Option<u16>,
    /// Why the declared total is not the sum of the parts.
    pub declared_total_differs: Option<Text>,
    /// Rounding of each leaf's points, where the framework declares one.
    pub leaf_rounding: Option<Rounding>,
    /// Rounding of index values, where the framework declares one.
    pub index_rounding: Option<Rounding>,
    /// Groups of top-level nodes.
    pub pillars: Vec<Pillar>,
    /// Levels that follow from the points.
    pub grading: Option<Grading>,
    /// What the reader must know.
    pub notes: Vec<Text>,
    /// Documents that only this framework knows, by id.
    pub documents: BTreeMap<String, RawDocument>,
    nodes: Vec<Node>,
    /// In the order of their letters: asked for with every response of every scoring, and the natural order is slow.
    by_id: BTreeMap<String, NodeIndex>,
    roots: Vec<NodeIndex>,
}

/// The position of a node: parents come before their parts, parts in the order of the file.
pub type NodeIndex = usize;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The number printed in the source.
    pub id: NodeId,
    /// Its name.
    pub name: Text,
    /// More words of the source.
    pub description: Option<Text>,
    /// What it does to the score.
    pub role: Role,
    /// Level, from 0.
    pub depth: usize,
    /// The node above.
    pub parent: Option<NodeIndex>,
    /// The nodes below.
    pub children: Vec<NodeIndex>,
    /// The most that can be earned here; zero for unscored nodes and prerequisites.
    pub max_points: Exact,
    /// How `max_points` is known.
    pub points_basis: Basis,
    /// How `max_points` was worked out, where it is inferred.
    pub points_derivation: Option<Text>,
    /// Where `max_points` is written, where that is not `source`.
    pub points_source: Option<Source>,
    /// How many component indicators the official set has below this node.
    pub official_count: Option<u16>,
    /// By when.
    pub deadline: Option<Text>,
    /// The contact that the source names.
    pub support_organization: Option<Text>,
    /// Whether “không áp dụng” is allowed.
    pub may_be_not_applicable: bool,
    /// Where it is written.
    pub source: Source,
    /// Inputs and rule; nothing on a node with parts.
    pub leaf: Option<Leaf>,
}

/// What a leaf asks and how it is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What is asked.
    pub inputs: Vec<Input>,
    /// How it is scored; nothing on unscored leaves.
    pub rule: Option<Rule>,
    /// How the rule is known.
    pub rule_basis: Basis,
    /// What of the rule is ours.
    pub rule_derivation: Option<Text>,
}

/// One figure that the user enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name in files and formulas.
    pub name: Rc<str>,
    /// What to enter.
    pub label: Text,
    /// What kind of thing it is.
    pub kind: InputKind,
    /// Unit of measure.
    pub measure_unit: Option<Text>,
    /// Least value.
    pub min: Exact,
    /// Greatest value.
    pub max: Option<Exact>,
}

/// Top-level nodes with an index value of their own (“trụ cột”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pillar {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub name: Text,
    /// Its points.
    pub max_points: Exact,
    /// How they are known.
    pub basis: Basis,
    /// Its nodes.
    pub members: Vec<NodeIndex>,
    /// Part of the whole, where the index is the weighted mean of the pillars.
    pub weight: Option<Exact>,
}

/// Levels that follow from shares of the maximum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grading {
    /// From the lowest.
    pub grades: Vec<Grade>,
    /// What is graded, the weakest decides; empty: the whole.
    pub weakest_of: Vec<NodeIndex>,
}

/// One level (“mức”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// Its name.
    pub name: Text,
    /// Least share of the maximum.
    pub at_least: Exact,
    /// Whether the bound itself is too little.
    pub exclusive: bool,
}

impl Framework {
    /// All nodes; parents come before their parts.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node at a position that this framework gave.
    pub fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The position of the node with this identifier.
    pub fn find(&self, id: &str) -> Option<NodeIndex> {
        self.by_id.get(id).copied()
    }

    /// The top level.
    pub fn roots(&self) -> &[NodeIndex] {
        &self.roots
    }

    /// The leaves, in the order of the file.
    pub fn leaves(&self) -> impl Iterator<Item = (NodeIndex, &Node, &Leaf)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| Some((index, node, node.leaf.as_ref()?)))
    }

    /// The leaves at or below a node, in the order of the file.
    pub fn leaves_below(&self, index: NodeIndex) -> impl Iterator<Item = (NodeIndex, &Node, &Leaf)> {
        // Parts follow their parent without a gap, so everything below is what is deeper until something is not.
        let depth = self.node(index).map_or(0, |node| node.depth);
        let below = self.nodes.iter().enumerate().skip(index);
        let below = below.take_while(move |(at, node)| *at == index || node.depth > depth);
        below.filter_map(|(at, node)| Some((at, node, node.leaf.as_ref()?)))
    }

    /// How many points, counts and rules there are of each basis.
    pub fn basis_counts(&self) -> BTreeMap<Basis, usize> {
        let mut counts = BTreeMap::new();
        for node in self.nodes() {
            if self.scoring == Scoring::Points && !node.max_points.is_zero() {
                *counts.entry(node.points_basis).or_default() += 1;
            }
            if let Some(Leaf { rule: Some(_), rule_basis, .. }) = &node.leaf {
                *counts.entry(*rule_basis).or_default() += 1;
            }
            if self.scoring == Scoring::Counted && node.leaf.is_some() {
                *counts.entry(Basis::Counted).or_default() += 1;
            }
        }
        counts
    }
}

impl Leaf {
    /// The position of an input by name.
    pub fn input(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|input| &*input.name == name)
    }

    /// The names of the inputs.
    pub fn input_names(&self) -> Vec<&str> {
        self.inputs.iter().map(|input| &*input.name).collect()
    }
}
