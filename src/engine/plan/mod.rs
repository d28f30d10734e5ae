//! The least work that reaches a target (“cần làm gì để đạt …”): which items to raise, and how far.
//!
//! Belongs here: what can be raised ([`items`]), what it costs, and the choice ([`plan`]). Does not belong here: what a
//! unit of effort is worth; the organization says that for each item.
//!
//! Every step is a change of figures whose points the scorer itself has computed. The choice is exact: for every amount
//! of effort the most points, over the tree with its roles and bounds. What comes out is entered and scored again.

mod choose;
mod reach;

use std::collections::BTreeMap;

pub use choose::{MOST_EFFORT, plan};
pub use reach::{figure_text, items};

use super::{
    assessment::{Assessment, Response},
    exact::Exact,
    framework::{Framework, Node, NodeIndex},
    rule::Figure,
};

/// What is to be reached, for sure: with everything that is not entered earning nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Points of the whole (or tasks, where tasks are counted).
    Points(Exact),
    /// The index value, `0..=1`, before rounding.
    Index(Exact),
}

/// What kind of work an item is. The organization decides; [`Item::class`] is only where it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The work is there, a document is missing.
    Document,
    /// Something has to be done or bought.
    Investment,
}

impl Class {
    /// Both, the light one first.
    pub const ALL: [Class; 2] = [Class::Document, Class::Investment];

    /// Its name in files and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Class::Document => "document",
            Class::Investment => "investment",
        }
    }

    /// The effort where the organization states none.
    ///
    /// # Source
    ///
    /// Our choice, named wherever it is used: only the proportion counts.
    pub fn effort(self) -> u16 {
        match self {
            Class::Document => 1,
            Class::Investment => 5,
        }
    }
}

/// The most that the effort of one item can be.
pub const MOST_ITEM_EFFORT: u16 = 999;

/// What the organization says about one item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Nothing: as [`Item::class`] starts.
    pub class: Option<Class>,
    /// The effort that earns all missing points, `1..=`[`MOST_ITEM_EFFORT`]; nothing: that of the class.
    pub effort: Option<u16>,
    /// Not to be touched, whatever it would earn.
    pub excluded: bool,
}

/// What the organization says, by the id of the node.
pub type Works = BTreeMap<String, Work>;

/// Something that can earn more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// A leaf, or a node that is known as a whole.
    pub node: NodeIndex,
    /// Points for sure, now.
    pub points: Exact,
    /// Points with the step that earns the most.
    pub most: Exact,
    /// What kind of work it is: as the organization says, otherwise [`Class::Document`] where figures are entered
    /// without a document, and [`Class::Investment`] where there is a document already or nothing is entered.
    pub class: Class,
    /// The effort that earns [`Item::most`].
    pub effort: u16,
    /// Not to be touched.
    pub excluded: bool,
    /// What can be done, from the least effort to the most; each earns more than the one before it.
    pub steps: Vec<Step>,
}

/// One way to raise an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Points then.
    pub points: Exact,
    /// What it costs: the part of the item's effort that its gain is of all missing points, rounded up.
    pub effort: u32,
    /// What is entered then.
    pub change: Change,
}

/// What is entered when a step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Figures, by input.
    Figures {
        /// Those that change.
        figures: Vec<(usize, Figure)>,
        /// The figures stand for any that have this ratio: a denominator is not entered yet.
        ratio: Option<Exact>,
        /// The figures are only an example: several that are not entered belong together.
        example: bool,
    },
    /// Points of the node as a whole.
    Given(Exact),
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Points (or the index value) for sure, now.
    pub start: Exact,
    /// What is to be reached, in the same measure.
    pub goal: Exact,
    /// The most that all steps together reach.
    pub most: Exact,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is to be done.
    Reached,
    /// All steps together are too little.
    OutOfReach,
    /// What to do.
    Steps(Choice),
}

/// A choice of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The steps, in the order of the framework: positions in the list of items and in the steps of the item.
    pub steps: Vec<(usize, usize)>,
    /// What they cost.
    pub effort: u32,
    /// What no choice can be below. The same as `effort`: proven to be the least.
    pub least: u32,
    /// What the scorer gives once they are entered.
    pub reached: Exact,
}

impl Choice {
    /// Whether no other choice of the listed steps costs less.
    pub fn is_proven(&self) -> bool {
        self.least == self.effort
    }
}

/// The assessment with these steps done: what [`Choice::reached`] is the score of.
pub fn apply(framework: &Framework, assessment: &Assessment, items: &[Item], steps: &[(usize, usize)]) -> Assessment {
    let mut done = assessment.clone();
    for (item, step) in steps {
        let Some(item) = items.get(*item) else { continue };
        let (Some(node), Some(step)) = (framework.node(item.node), item.steps.get(*step)) else { continue };
        enter(done.responses.entry(node.id.to_string()).or_default(), node, &step.change);
    }
    done
}

/// Enters a change as a person would.
fn enter(response: &mut Response, node: &Node, change: &Change) {
    match change {
        Change::Given(points) => {
            // All points can be a number that has no end; all of one has.
            (response.given_share, response.given_points) = match *points == node.max_points {
                true => (Some("1".to_owned()), None),
                false => (None, Some(points.to_text())),
            };
        }
        Change::Figures { figures, .. } => {
            let Some(leaf) = &node.leaf else { return };
            for (position, figure) in figures {
                if let (Some(input), Some(text)) = (leaf.inputs.get(*position), figure_text(leaf, *position, figure)) {
                    response.inputs.insert(input.name.to_string(), text);
                }
            }
        }
    }
}
