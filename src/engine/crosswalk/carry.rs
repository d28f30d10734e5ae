//! Carrying an assessment over to another framework (“chuyển số liệu sang bộ chỉ số khác”).
//!
//! Belongs here: what of an assessment could be used again, and why or why not. Nothing is taken silently: an offer
//! becomes a response only when somebody chooses it, and the response says whence it came.
//! Does not belong here: points. They are never carried: points of one framework mean nothing in another one.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{Crosswalk, Relation, RelationKind};
use crate::engine::{
    assessment::{Assessment, CarriedFrom, EvidenceItem, Response, read_figure},
    framework::{Framework, Leaf, raw::RawSource},
    id::{NodeId, natural_order},
    order::sorted,
    problem::ProblemKind,
};

/// What of an assessment can be used again in another framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryOver {
    /// Id of the framework that the assessment is for.
    pub from: Rc<str>,
    /// Id of the framework that the offers are for.
    pub to: Rc<str>,
    /// The period of the assessment.
    pub period: String,
    /// In the order of the to leaves.
    pub offers: Vec<Offer>,
    /// What no offer takes as it is, in the order of the from nodes.
    pub left: Vec<Left>,
}

/// A leaf of the assessment that a leaf of the other framework could use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The leaf that is answered.
    pub from: NodeId,
    /// The leaf that could be filled.
    pub to: NodeId,
    /// How the two are related, and who says so.
    pub relation: Relation,
    /// Whether it can be taken as it is.
    pub take: Take,
    /// What is entered at the from leaf, as typed.
    pub figures: Vec<OfferedFigure>,
    /// What is explained there.
    pub explanation: String,
    /// Where the figures are written.
    pub source: Option<RawSource>,
    /// The documents attached there that are in the register.
    pub evidence: BTreeMap<String, EvidenceItem>,
}

/// One figure of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedFigure {
    /// The input where it stands.
    pub from: String,
    /// The input that asks for the same figure; nothing where none does.
    pub to: Option<Rc<str>>,
    /// The figure, as typed.
    pub text: String,
}

/// Whether an offer can be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Take {
    /// The figures that are mapped, the explanation and the documents answer the to leaf.
    AsIs,
    /// It can only be looked at.
    Look(LookReason),
}

/// Why an offer can only be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookReason {
    /// The leaves do not measure the same, or no input is known to ask for the same figure.
    NotTheSame,
    /// They do, but nothing of it is entered.
    NothingEntered,
    /// The to leaf does not accept a figure.
    Refused {
        /// The input of the to leaf.
        input: Rc<str>,
        /// What is wrong with the figure there.
        problem: ProblemKind,
    },
}

/// Something entered that no offer takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The node it is entered at.
    pub node: String,
    /// Why.
    pub reason: LeftReason,
}

/// Why something can not be used again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftReason {
    /// The framework has no such node.
    UnknownNode,
    /// The crosswalk says that nothing corresponds.
    NoCounterpart,
    /// The crosswalk relates the node, or one above it, only to groups, never to a leaf.
    OnlyGroups(Vec<NodeId>),
    /// No input of a related leaf asks for these figures.
    Figures(Vec<String>),
    /// “Không áp dụng” is allowed or not by each framework for itself.
    NotApplicable,
    /// A result of the whole node is points of its own framework.
    Given,
    /// So is the score of the appraisal council.
    Appraised,
    /// A note is for those who wrote it.
    Note,
}

impl LeftReason {
    /// A stable name, for programs and message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            LeftReason::UnknownNode => "unknown_node",
            LeftReason::NoCounterpart => "no_counterpart",
            LeftReason::OnlyGroups(_) => "only_groups",
            LeftReason::Figures(_) => "figures",
            LeftReason::NotApplicable => "not_applicable",
            LeftReason::Given => "given",
            LeftReason::Appraised => "appraised",
            LeftReason::Note => "note",
        }
    }
}

impl Offer {
    /// Whether it can be taken as it is.
    pub fn is_as_is(&self) -> bool {
        self.take == Take::AsIs
    }
}

/// Lists what of an assessment could be used again: for each leaf of `to` the leaves of `from` that could fill it.
///
/// The frameworks are those that the crosswalk names; the assessment is for `from`. What was typed is offered as typed.
pub fn carry_over(from: &Framework, assessment: &Assessment, to: &Framework, crosswalk: &Crosswalk) -> CarryOver {
    let (mut offers, mut left) = (Vec::new(), Vec::new());
    for (id, response) in &assessment.responses {
        let mut leave = |reason| left.push(Left { node: id.clone(), reason });
        let Some(node) = from.find(id).and_then(|index| from.node(index)) else {
            leave(LeftReason::UnknownNode);
            continue;
        };
        let answers = Answers::of(response, assessment);
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut groups = Vec::new();
        let mut offered = false;
        for relation in crosswalk.relations_of(&node.id).filter(|_| !answers.is_empty()) {
            let Some(target) = relation.to.as_ref() else { continue };
            let target_node = to.find(target.as_str()).and_then(|index| to.node(index));
            let Some(leaf) = target_node.and_then(|node| node.leaf.as_ref()) else {
                groups.push(target.clone());
                continue;
            };
            let offer = answers.offer(relation, target, leaf);
            if offer.is_as_is() {
                taken.extend(response.inputs.keys().map(String::as_str).filter(|it| relation.inputs.contains_key(*it)));
            }
            offered = true;
            offers.push(offer);
        }
        let figures = response.inputs.iter().filter(|(name, text)| !text.is_empty() && !taken.contains(name.as_str()));
        let figures: Vec<String> = figures.map(|(name, _)| name.clone()).collect();
        if offered {
            if !figures.is_empty() {
                leave(LeftReason::Figures(figures));
            }
        } else if !answers.is_empty() {
            if crosswalk.relations_of(&node.id).next().is_none() {
                groups = groups_above(from, crosswalk, node.parent);
            }
            leave(if groups.is_empty() { LeftReason::NoCounterpart } else { LeftReason::OnlyGroups(groups) });
        }
        let others = [
            (response.not_applicable, LeftReason::NotApplicable),
            (response.given_share.is_some() || response.given_points.is_some(), LeftReason::Given),
            (response.appraised.is_some(), LeftReason::Appraised),
            (!response.note.is_empty(), LeftReason::Note),
        ];
        others.into_iter().filter(|(is_there, _)| *is_there).for_each(|(_, reason)| leave(reason));
    }
    let offers = sorted(offers, &|first, second| (&first.to, &first.from).cmp(&(&second.to, &second.from)));
    let left = sorted(left, &|first, second| natural_order(&first.node, &second.node));
    let (from, to) = (Rc::clone(&crosswalk.from), Rc::clone(&crosswalk.to));
    CarryOver { from, to, period: assessment.period.clone(), offers, left }
}

/// What the nodes above a node are related to.
fn groups_above(from: &Framework, crosswalk: &Crosswalk, mut above: Option<usize>) -> Vec<NodeId> {
    let mut groups = Vec::new();
    while let Some(node) = above.and_then(|index| from.node(index)) {
        groups.extend(crosswalk.relations_of(&node.id).filter_map(|relation| relation.to.clone()));
        above = node.parent;
    }
    groups
}

/// What is entered at one leaf, as far as it can be carried.
struct Answers<'a> {
    response: &'a Response,
    evidence: BTreeMap<String, EvidenceItem>,
}

impl<'a> Answers<'a> {
    fn of(response: &'a Response, assessment: &Assessment) -> Answers<'a> {
        let mut evidence = BTreeMap::new();
        for id in &response.evidence {
            if let Some(item) = assessment.evidence.get(id) {
                evidence.insert(id.clone(), item.clone());
            }
        }
        Answers { response, evidence }
    }

    fn is_empty(&self) -> bool {
        let Response { inputs, explanation, .. } = self.response;
        inputs.values().all(String::is_empty) && explanation.is_empty() && self.evidence.is_empty()
    }

    fn offer(&self, relation: &Relation, to: &NodeId, leaf: &Leaf) -> Offer {
        let entered = self.response.inputs.iter().filter(|(_, text)| !text.is_empty());
        let figures: Vec<OfferedFigure> = entered
            .map(|(name, text)| {
                let to = relation.inputs.get(name.as_str()).map(Rc::clone);
                OfferedFigure { from: name.clone(), to, text: text.clone() }
            })
            .collect();
        Offer {
            from: relation.from.clone(),
            to: to.clone(),
            take: self.take(relation, leaf, &figures),
            relation: relation.clone(),
            figures,
            explanation: self.response.explanation.clone(),
            source: self.response.source.clone(),
            evidence: self.evidence.clone(),
        }
    }

    fn take(&self, relation: &Relation, leaf: &Leaf, figures: &[OfferedFigure]) -> Take {
        if relation.inputs.is_empty() {
            return Take::Look(LookReason::NotTheSame);
        }
        let mut mapped = figures.iter().filter_map(|figure| Some((figure.to.as_ref()?, &figure.text))).peekable();
        // The explanation of a wider leaf may be about its other parts.
        let has_words = !self.response.explanation.is_empty() || !self.evidence.is_empty();
        if mapped.peek().is_none() && (relation.kind != RelationKind::Equal || !has_words) {
            return Take::Look(LookReason::NothingEntered);
        }
        for (input, text) in mapped {
            let Some(position) = leaf.input(input) else { continue };
            if let Err(problem) = read_figure(leaf, position, text) {
                return Take::Look(LookReason::Refused { input: Rc::clone(input), problem });
            }
        }
        Take::AsIs
    }
}

/// A new assessment with the offers that are chosen; all other responses of `target` stay as they are.
///
/// The figures of a chosen offer replace those of the same inputs; an explanation that is there is kept; documents are
/// added to the register, under another id where theirs is in use. Each response that takes something says so in
/// [`Response::carried_from`]. An offer that can only be looked at changes nothing, nor does an assessment for another
/// framework.
pub fn apply(carry: &CarryOver, target: &Assessment, chosen: &dyn Fn(&Offer) -> bool) -> Assessment {
    let mut next = target.clone();
    if next.framework.id != *carry.to {
        return next;
    }
    for offer in carry.offers.iter().filter(|offer| offer.is_as_is() && chosen(offer)) {
        let ids: Vec<String> = offer.evidence.iter().map(|(id, item)| register(&mut next.evidence, id, item)).collect();
        let response = next.responses.entry(offer.to.to_string()).or_default();
        let mut inputs = Vec::new();
        for figure in &offer.figures {
            if let Some(input) = &figure.to {
                response.inputs.insert(input.to_string(), figure.text.clone());
                inputs.push(input.to_string());
            }
        }
        if response.explanation.is_empty() {
            response.explanation.clone_from(&offer.explanation);
        }
        if response.source.is_none() {
            response.source.clone_from(&offer.source);
        }
        for id in ids {
            if !response.evidence.contains(&id) {
                response.evidence.push(id);
            }
        }
        response.carried_from = Some(CarriedFrom {
            framework: carry.from.to_string(),
            node: offer.from.to_string(),
            period: carry.period.clone(),
            inputs,
            ..CarriedFrom::default()
        });
    }
    next
}

/// Whether nothing is entered for a leaf of an assessment, neither at the leaf nor at a node above it as a whole. A note
/// is no entry; what was typed and could not be read is one.
pub fn is_empty_leaf(framework: &Framework, assessment: &Assessment, leaf: &NodeId) -> bool {
    let response = |node: &NodeId| assessment.response(node.as_str());
    let own = response(leaf).cloned().unwrap_or_default();
    if !(Response { note: String::new(), ..own }).is_empty() {
        return false;
    }
    let mut above = framework.find(leaf.as_str()).and_then(|index| framework.node(index)?.parent);
    while let Some(node) = above.and_then(|index| framework.node(index)) {
        let whole = |it: &Response| it.not_applicable || it.given_share.is_some() || it.given_points.is_some();
        if response(&node.id).is_some_and(whole) {
            return false;
        }
        above = node.parent;
    }
    true
}

/// Puts a document into a register and gives its id there: `e1`, or `e1-2` where `e1` is another document.
fn register(register: &mut BTreeMap<String, EvidenceItem>, id: &str, item: &EvidenceItem) -> String {
    let mut free = id.to_owned();
    let mut number = 1;
    while register.get(&free).is_some_and(|other| other != item) {
        number += 1;
        free = format!("{id}-{number}");
    }
    register.entry(free.clone()).or_insert_with(|| item.clone());
    free
}
