//! Points at risk (“điểm có rủi ro”): what is earned without a document that proves it.
//!
//! Belongs here: choosing those scores, and the total without them. Does not belong here: scoring itself
//! ([`super::scoring`]), documents themselves ([`super::evidence`]).

use super::{
    assessment::{self, Assessment, Given, Reading},
    exact::Exact,
    framework::{Framework, NodeIndex},
    order::sorted,
    scoring::{Reference, Score, Scorecard, State, total},
};

/// What is earned without a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// Leaves that earn points without a document, and nodes that are known as a whole; the most points first, those
    /// with as many in the framework's order.
    pub items: Vec<AtRisk>,
    /// The sum of their points, exact.
    pub points: Exact,
    /// How many leaves and nodes known as a whole earn points with a document.
    pub proved: usize,
    /// The total as it is.
    pub total: Score,
    /// The total if every item were refused, scored anew: bonus points that are cut off at the maximum, and conditions,
    /// can make the loss smaller or greater than [`Risk::points`].
    pub without: Score,
}

/// One item that is earned without a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtRisk {
    /// A leaf, or a node that is known as a whole.
    pub node: NodeIndex,
    /// What it earns, exact.
    pub points: Exact,
}

/// What of a scorecard no document proves.
///
/// A document at a node proves everything below it. What earns nothing is not at risk.
pub fn risk(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> Risk {
    let mut items = Vec::new();
    let mut proved = 0;
    let mut whole = vec![false; framework.nodes().len()];
    for (index, node) in framework.nodes().iter().enumerate() {
        let above = node.parent.is_some_and(|parent| whole.get(parent).copied().unwrap_or(false));
        let Some(scored) = scorecard.nodes.get(index) else { continue };
        let is_whole = above || scored.state == State::Given;
        if let Some(slot) = whole.get_mut(index) {
            *slot = is_whole;
        }
        let earns = !scored.score.points.is_zero() && !scored.score.points.is_negative();
        if above || !(node.leaf.is_some() || is_whole) || !earns || node.max_points.is_zero() {
            continue;
        }
        if has_document(framework, assessment, index) {
            proved += 1;
        } else {
            items.push(AtRisk { node: index, points: scored.score.points.clone() });
        }
    }
    let mut reading = assessment::read(framework, assessment);
    for item in &items {
        refuse(&mut reading, item.node);
    }
    let without = total(framework, &reading.nodes, Reference::default());
    let points = items.iter().map(|item| &item.points).sum();
    let items = sorted(items, &|left: &AtRisk, right| right.points.cmp(&left.points));
    Risk { items, points, proved, total: scorecard.total.clone(), without }
}

/// Nothing is earned there, whatever its figures say.
fn refuse(reading: &mut Reading, node: NodeIndex) {
    if let Some(node) = reading.nodes.get_mut(node) {
        node.given = Some(Given::Points(Exact::ZERO));
        node.not_applicable = false;
    }
}

/// Whether a document of the register is attached to a node or to one above it.
pub fn has_document(framework: &Framework, assessment: &Assessment, node: NodeIndex) -> bool {
    let mut at = Some(node);
    while let Some(node) = at.and_then(|at| framework.node(at)) {
        let response = assessment.response(node.id.as_str());
        let attached = response.into_iter().flat_map(|it| &it.evidence);
        if attached.into_iter().any(|id| assessment.evidence.contains_key(id)) {
            return true;
        }
        at = node.parent;
    }
    false
}
