//! Why a score is what it is: the steps of a leaf, the parts of a node.
//!
//! The steps come from the same evaluation that scores, and they add up to the score.

use super::{Reference, Score, Scorecard, State, leaf_outcome};
use crate::engine::{
    assessment::{Assessment, Given, read_node},
    exact::Exact,
    framework::{Framework, NodeIndex, Role},
    rule::trace::{Step, Steps},
};

/// Why a node has its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The node.
    pub node: NodeIndex,
    /// Its score.
    pub score: Score,
    /// How it came about.
    pub reason: Reason,
    /// The maximum of the parent and the number of parts it is shared out over, where points are allocated.
    pub allocation: Option<(Exact, usize)>,
}

/// How a score came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// From the figures of a leaf; the last step with points gives the score.
    Steps(Vec<Step>),
    /// From its parts, each with its role and score.
    Parts(Vec<(NodeIndex, Role, Score)>),
    /// Known as a whole.
    Given(Given),
    /// It does not apply.
    NotApplicable,
    /// It is not scored.
    Unscored,
}

/// Explains one node of a scorecard that was made of the same framework, assessment and reference.
pub fn explain(
    framework: &Framework,
    assessment: &Assessment,
    scorecard: &Scorecard,
    node: NodeIndex,
    reference: Reference<'_>,
) -> Option<Explanation> {
    let (found, scored) = (framework.node(node)?, scorecard.nodes.get(node)?);
    let reading = read_node(found, assessment);
    let reason = match (scored.state, &found.leaf) {
        (State::Unscored, _) => Reason::Unscored,
        (State::Given, _) => Reason::Given(reading.given?),
        (State::NotApplicable, _) if reading.not_applicable => Reason::NotApplicable,
        (_, Some(leaf)) => {
            let mut trace = Steps::default();
            let best = reference.best.get(node).and_then(Option::as_ref);
            leaf_outcome(framework, found, leaf, &reading, best, &mut trace);
            Reason::Steps(trace.into_vec())
        }
        (_, None) => {
            let part = |child: &NodeIndex| {
                Some((*child, framework.node(*child)?.role, scorecard.nodes.get(*child)?.score.clone()))
            };
            Reason::Parts(found.children.iter().filter_map(part).collect())
        }
    };
    let allocation = found.parent.and_then(|parent| framework.node(parent)).and_then(|parent| {
        let allocated = found.points_basis == crate::engine::framework::Basis::Allocated;
        let sharing = parent.children.iter().filter_map(|child| framework.node(*child));
        let sharing = sharing.filter(|child| child.role == Role::Scored).count();
        allocated.then(|| (parent.max_points.clone(), sharing))
    });
    Some(Explanation { node, score: scored.score.clone(), reason, allocation })
}
