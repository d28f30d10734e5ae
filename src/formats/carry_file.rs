//! What carrying an assessment over offers, for programs: `thuocso carry --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::{
    crosswalk::carry::{CarryOver, Left, LeftReason, LookReason, Offer, Take},
    framework::raw::RawSource,
    problem::Problem,
};

use super::scorecard_file::ProblemFile;

/// The whole answer. The fields are a promise to strangers and kept apart from the engine's types.
#[derive(Debug, Clone, Serialize)]
pub struct CarryFile {
    /// Id of the framework that the assessment is for.
    pub from: String,
    /// Id of the framework that the offers are for.
    pub to: String,
    /// The period of the assessment.
    pub period: String,
    /// In the order of the to leaves.
    pub offers: Vec<OfferFile>,
    /// What no offer takes.
    pub left: Vec<LeftFile>,
}

/// One offer.
#[derive(Debug, Clone, Serialize)]
pub struct OfferFile {
    /// The leaf that could be filled.
    pub to: String,
    /// The leaf that is answered.
    pub from: String,
    /// `equal`, `narrower`, `wider` or `overlaps`.
    pub relation: &'static str,
    /// Whether it can be taken as it is.
    pub as_is: bool,
    /// Why not: `not_the_same`, `nothing_entered` or `refused`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// What the to leaf says of a figure that it refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemFile>,
    /// Figures that are the same, by the input of the to leaf.
    pub figures: BTreeMap<String, String>,
    /// The other figures of the from leaf, by its inputs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub other_figures: BTreeMap<String, String>,
    /// What is explained there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// Where the figures are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<RawSource>,
    /// Ids of the documents attached there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Something that no offer takes.
#[derive(Debug, Clone, Serialize)]
pub struct LeftFile {
    /// The node it is entered at.
    pub node: String,
    /// Why.
    pub reason: &'static str,
    /// The inputs that are left, or the groups that are related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// Puts offers into the form that leaves the program.
pub fn to_file(carry: &CarryOver) -> CarryFile {
    CarryFile {
        from: carry.from.to_string(),
        to: carry.to.to_string(),
        period: carry.period.clone(),
        offers: carry.offers.iter().map(offer).collect(),
        left: carry.left.iter().map(left).collect(),
    }
}

fn offer(offer: &Offer) -> OfferFile {
    let (mut figures, mut other_figures) = (BTreeMap::new(), BTreeMap::new());
    for figure in &offer.figures {
        match &figure.to {
            Some(to) => figures.insert(to.to_string(), figure.text.clone()),
            None => other_figures.insert(figure.from.clone(), figure.text.clone()),
        };
    }
    let (reason, problem) = match &offer.take {
        Take::AsIs => (None, None),
        Take::Look(LookReason::NotTheSame) => (Some("not_the_same"), None),
        Take::Look(LookReason::NothingEntered) => (Some("nothing_entered"), None),
        Take::Look(LookReason::Refused { input, problem }) => {
            let problem = Problem::new(format!("{}/{input}", offer.to), problem.clone());
            (Some("refused"), Some(ProblemFile::from(&problem)))
        }
    };
    OfferFile {
        to: offer.to.to_string(),
        from: offer.from.to_string(),
        relation: offer.relation.kind.code(),
        as_is: offer.is_as_is(),
        reason,
        problem,
        figures,
        other_figures,
        explanation: offer.explanation.clone(),
        source: offer.source.clone(),
        evidence: offer.evidence.keys().cloned().collect(),
    }
}

fn left(left: &Left) -> LeftFile {
    let names = match &left.reason {
        LeftReason::Figures(names) => names.clone(),
        LeftReason::OnlyGroups(groups) => groups.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    LeftFile { node: left.node.clone(), reason: left.reason.code(), names }
}

/// The answer as indented JSON.
pub fn write(carry: &CarryOver) -> String {
    // Plain structures with text keys always serialize.
    serde_json::to_string_pretty(&to_file(carry)).unwrap_or_default()
}
