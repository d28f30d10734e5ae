//! Crosswalks (“bảng đối chiếu”): which node of one framework measures what a node of another one measures.
//!
//! Belongs here: relations as written and as promised, and whether a trend goes on across them.
//! Does not belong here: what of an assessment can be used again ([`carry`]), and two editions side by side
//! ([`super::compare`]).

pub mod carry;
pub mod check;

use std::{collections::BTreeMap, rc::Rc};

use super::{
    framework::{Text, raw::RawText},
    grounds::{Grounds, RawGrounds},
    id::NodeId,
};

/// The value of [`RawCrosswalk::format`] that this program reads.
pub const FORMAT: &str = "thuocso-crosswalk/1";

/// How the *from* node relates to the *to* node. It is about what is measured, never about points or targets: a target
/// of 80% and a ratio that is full at 100% are equal when they count the same things among the same whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// Both measure the same: whoever knows the one knows the other.
    Equal,
    /// The from node measures a part of what the to node measures.
    Narrower,
    /// The from node measures all that the to node measures, and more.
    Wider,
    /// They have something in common, and each measures something that the other does not.
    Overlaps,
    /// Nothing in the other framework corresponds.
    None,
}

impl RelationKind {
    /// The word of files and of message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            RelationKind::Equal => "equal",
            RelationKind::Narrower => "narrower",
            RelationKind::Wider => "wider",
            RelationKind::Overlaps => "overlaps",
            RelationKind::None => "none",
        }
    }
}

/// A crosswalk as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCrosswalk {
    /// Always [`FORMAT`].
    pub format: String,
    /// Id of the framework that is left.
    pub from: String,
    /// Id of the framework that is entered.
    pub to: String,
    /// What the reader must know.
    pub notes: Vec<RawText>,
    /// Each pair of nodes once.
    pub relations: Vec<RawRelation>,
}

/// One relation as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRelation {
    /// Id of a node of the one framework.
    pub from: String,
    /// Id of a node of the other; absent when the kind is `none`.
    pub to: Option<String>,
    /// How the first relates to the second.
    pub kind: RelationKind,
    /// How it is known.
    pub grounds: RawGrounds,
    /// What the reader must know.
    pub note: Option<RawText>,
    /// Inputs that ask for one and the same figure: name in the from leaf, name in the to leaf.
    pub inputs: BTreeMap<String, String>,
}

/// A crosswalk between two frameworks: the nodes exist, no pair stands twice, and every leaf of the from framework, or
/// a node above it, has a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosswalk {
    /// `<from>--<to>`: the name of its file, without the ending.
    pub name: Rc<str>,
    /// Id of the framework that is left.
    pub from: Rc<str>,
    /// Id of the framework that is entered.
    pub to: Rc<str>,
    /// What the reader must know.
    pub notes: Vec<Text>,
    /// In the order of the file.
    pub relations: Vec<Relation>,
}

/// One relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// A node of the from framework.
    pub from: NodeId,
    /// A node of the to framework; nothing when the kind is `none`.
    pub to: Option<NodeId>,
    /// How the first relates to the second.
    pub kind: RelationKind,
    /// How it is known.
    pub grounds: Grounds,
    /// What the reader must know.
    pub note: Option<Text>,
    /// Inputs that ask for one and the same figure, of the same kind and unit; only between leaves that are equal, or
    /// where the from leaf is wider: it asks for all that the to leaf asks for, and these inputs are that part. No
    /// other relation fills the same to leaf.
    pub inputs: BTreeMap<Rc<str>, Rc<str>>,
}

/// Why a trend does not go on from a node to a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendBreak<'a> {
    /// They are related, but do not measure the same.
    Related(&'a Relation),
    /// Nothing relates them.
    Unrelated,
}

impl Crosswalk {
    /// The relations of a node of the from framework.
    pub fn relations_of(&self, from: &NodeId) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(move |relation| relation.from == *from)
    }

    /// Whether a trend breaks between a node of the from framework and one of the to framework, and why; nothing where
    /// both measure the same. The points of the two may differ all the same: compare shares, not points.
    pub fn trend_break(&self, from: &NodeId, to: &NodeId) -> Option<TrendBreak<'_>> {
        match self.relations_of(from).find(|relation| relation.to.as_ref() == Some(to)) {
            Some(relation) if relation.kind == RelationKind::Equal => None,
            Some(relation) => Some(TrendBreak::Related(relation)),
            None => Some(TrendBreak::Unrelated),
        }
    }

    /// How many relations there are of each kind.
    pub fn counts(&self) -> BTreeMap<RelationKind, usize> {
        let mut counts = BTreeMap::new();
        for relation in &self.relations {
            *counts.entry(relation.kind).or_default() += 1;
        }
        counts
    }
}
