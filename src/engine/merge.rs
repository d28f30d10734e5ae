//! Merging (“gộp”): two copies of one assessment that were changed apart become one again, and every difference is told.
//!
//! With a base, the copy that both started from, it is known who changed what. Without one, what only one of the two has
//! counts as added by it, and what both have and is not the same is a conflict.
//!
//! A leaf is merged part by part ([`Part`]). Its figures are one part: a numerator of one copy over the denominator of
//! the other would be a ratio that nobody stated.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    assessment::{Assessment, EvidenceItem, Other, Response, TYPED},
    id::natural_order,
    order::sorted,
    problem::{Problem, ProblemKind},
};

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The copy that is open here.
    Ours,
    /// The copy that comes in.
    Theirs,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Side {
        match self {
            Side::Ours => Side::Theirs,
            Side::Theirs => Side::Ours,
        }
    }
}

/// What a difference comes from, and so which content the merged copy takes unless somebody chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Only ours was changed: ours.
    Ours,
    /// Only theirs was changed: theirs.
    Theirs,
    /// Both were changed, and both changes fit together.
    United,
    /// Both were changed, each in its own way: ours, until somebody chooses.
    Conflict,
}

/// Where two copies differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Who is assessed.
    Organization,
    /// The period.
    Period,
    /// The content hash of the framework, and what else a file says of it.
    Framework,
    /// The rounds of the file.
    Rounds,
    /// A field of the file that this version does not know.
    Field(String),
    /// A document of the register.
    Document(String),
    /// A part of what is answered for a node.
    Node {
        /// Its id.
        node: String,
        /// Which part.
        part: Part,
    },
}

/// A part of a response that is merged as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Figures as read and as typed, what was stated to follow from them, points or share of the node as a whole, “not applicable”, and whence all that was
    /// carried over.
    Figures,
    /// What the organization explains.
    Explanation,
    /// Its note for itself.
    Note,
    /// Where the figures are written.
    Source,
    /// The documents attached: two lists are united.
    Evidence,
    /// Appraised points and their reason.
    Appraisal,
    /// What the appraiser remarks.
    Comment,
    /// What the organization answers.
    Answer,
    /// The final points and their reason.
    Final,
    /// Who has to see to it, and by when.
    Duty,
    /// A field that this version does not know.
    Other(String),
}

impl Part {
    /// All parts with a name of their own, in the order in which people read them.
    pub const NAMED: [Part; 10] = [
        Part::Figures,
        Part::Explanation,
        Part::Note,
        Part::Source,
        Part::Evidence,
        Part::Appraisal,
        Part::Comment,
        Part::Answer,
        Part::Final,
        Part::Duty,
    ];

    /// A stable name, for programs and message catalogues; all fields that are not known share one.
    pub fn code(&self) -> &'static str {
        match self {
            Part::Figures => "figures",
            Part::Explanation => "explanation",
            Part::Note => "note",
            Part::Source => "source",
            Part::Evidence => "evidence",
            Part::Appraisal => "appraisal",
            Part::Comment => "comment",
            Part::Answer => "answer",
            Part::Final => "final",
            Part::Duty => "duty",
            Part::Other(_) => "other",
        }
    }

    /// Replaces this part of a response by that of another one.
    pub fn put(&self, from: &Response, into: &mut Response) {
        match self {
            Part::Figures => {
                into.inputs.clone_from(&from.inputs);
                into.not_applicable = from.not_applicable;
                into.given_share.clone_from(&from.given_share);
                into.given_points.clone_from(&from.given_points);
                into.stated_points.clone_from(&from.stated_points);
                into.carried_from.clone_from(&from.carried_from);
                put_field(TYPED, &from.other, &mut into.other);
            }
            Part::Explanation => into.explanation.clone_from(&from.explanation),
            Part::Note => into.note.clone_from(&from.note),
            Part::Source => into.source.clone_from(&from.source),
            Part::Evidence => into.evidence.clone_from(&from.evidence),
            Part::Appraisal => into.appraised.clone_from(&from.appraised),
            Part::Comment => into.comment.clone_from(&from.comment),
            Part::Answer => into.answer.clone_from(&from.answer),
            Part::Final => into.final_score.clone_from(&from.final_score),
            Part::Duty => into.duty.clone_from(&from.duty),
            Part::Other(name) => put_field(name, &from.other, &mut into.other),
        }
    }

    /// A response that holds nothing but this part of another one.
    pub fn of(&self, response: &Response) -> Response {
        let mut part = Response::default();
        self.put(response, &mut part);
        part
    }
}

fn put_field(name: &str, from: &Other, into: &mut Other) {
    match from.get(name) {
        Some(value) => drop(into.insert(name.to_owned(), value.clone())),
        None => drop(into.remove(name)),
    }
}

/// Where two copies differ, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// Why.
    pub change: Change,
}

/// Two copies side by side, with all their differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// What both started from; empty where that is not known.
    pub base: Assessment,
    /// The copy that is open here.
    pub ours: Assessment,
    /// The copy that comes in, after [`Merge::renamed`].
    pub theirs: Assessment,
    /// Where they differ: the head of the file first, then the register, then nodes in the order of their codes.
    pub differences: Vec<Difference>,
    /// Documents of theirs whose id stood for another document in ours: the id before, and after.
    pub renamed: BTreeMap<String, String>,
}

/// Compares two copies of one assessment.
///
/// # Errors
///
/// They are for different frameworks. Another organization, period or content hash is a difference, not an error.
pub fn merge(base: Option<&Assessment>, ours: &Assessment, theirs: &Assessment) -> Result<Merge, Problem> {
    for other in [Some(theirs), base].into_iter().flatten() {
        if other.framework.id != ours.framework.id {
            let (found, expected) = (other.framework.id.clone(), ours.framework.id.clone());
            return Err(Problem::new("framework", ProblemKind::OtherFramework { found, expected }));
        }
    }
    let base = base.cloned().unwrap_or_else(|| empty_like(ours));
    let (theirs, renamed) = with_own_ids(&base, ours, theirs.clone());
    let mut merge = Merge { base, ours: ours.clone(), theirs, differences: Vec::new(), renamed };
    merge.differences = merge.compare();
    Ok(merge)
}

impl Merge {
    /// Where somebody has to choose.
    pub fn conflicts(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|it| it.change == Change::Conflict)
    }

    /// The merged copy; ours where there is a conflict.
    pub fn merged(&self) -> Assessment {
        self.resolved(&|_| None)
    }

    /// The merged copy, where a side is chosen for some differences: all of that side's content, and none of the
    /// other's. A document that is still attached somewhere stays in the register, whoever removed it.
    pub fn resolved(&self, choose: &dyn Fn(&Difference) -> Option<Side>) -> Assessment {
        let mut merged = self.ours.clone();
        for difference in &self.differences {
            let side = match (choose(difference), difference.change) {
                (Some(side), _) => side,
                (None, Change::United) => {
                    self.unite(&difference.place, &mut merged);
                    continue;
                }
                (None, Change::Theirs) => Side::Theirs,
                (None, Change::Ours | Change::Conflict) => Side::Ours,
            };
            if side == Side::Theirs {
                take(&self.theirs, &difference.place, &mut merged);
            }
        }
        let attached: BTreeSet<&str> =
            merged.responses.values().flat_map(|response| &response.evidence).map(String::as_str).collect();
        let find = |id: &str| [&self.ours, &self.theirs, &self.base].into_iter().find_map(|it| it.evidence.get(id));
        let missing: Vec<(String, EvidenceItem)> = attached
            .into_iter()
            .filter(|id| !merged.evidence.contains_key(*id))
            .filter_map(|id| Some((id.to_owned(), find(id)?.clone())))
            .collect();
        merged.evidence.extend(missing);
        merged
    }

    fn compare(&self) -> Vec<Difference> {
        let Merge { base, ours, theirs, .. } = self;
        let mut found = Vec::new();
        let mut add = |place, change: Option<Change>| {
            found.extend(change.map(|change| Difference { place, change }));
        };
        add(Place::Organization, changed(&base.organization, &ours.organization, &theirs.organization));
        add(Place::Period, changed(&base.period, &ours.period, &theirs.period));
        add(Place::Framework, changed(&base.framework, &ours.framework, &theirs.framework));
        // Who has all rounds of the other and more is the newer one.
        let rounds = changed(&base.rounds, &ours.rounds, &theirs.rounds).map(|change| match change {
            _ if theirs.rounds.starts_with(&ours.rounds) => Change::Theirs,
            _ if ours.rounds.starts_with(&theirs.rounds) => Change::Ours,
            change => change,
        });
        add(Place::Rounds, rounds);
        for name in keys(&base.other, &ours.other, &theirs.other) {
            let change = changed(&base.other.get(&name), &ours.other.get(&name), &theirs.other.get(&name));
            add(Place::Field(name), change);
        }
        for id in keys(&base.evidence, &ours.evidence, &theirs.evidence) {
            let change = changed(&base.evidence.get(&id), &ours.evidence.get(&id), &theirs.evidence.get(&id));
            add(Place::Document(id), change);
        }
        let nothing = Response::default();
        for node in keys(&base.responses, &ours.responses, &theirs.responses) {
            let [base, ours, theirs] =
                [base, ours, theirs].map(|assessment| assessment.response(&node).unwrap_or(&nothing));
            for (part, change) in changed_parts(base, ours, theirs) {
                add(Place::Node { node: node.clone(), part }, Some(change));
            }
        }
        found
    }

    /// Puts both changes of a place where they fit together.
    fn unite(&self, place: &Place, merged: &mut Assessment) {
        let Place::Node { node, .. } = place else { return };
        let list = |assessment: &Assessment| {
            assessment.response(node).map(|response| response.evidence.clone()).unwrap_or_default()
        };
        let united = united(&list(&self.base), &list(&self.ours), &list(&self.theirs));
        merged.responses.entry(node.clone()).or_default().evidence = united;
    }
}

fn empty_like(assessment: &Assessment) -> Assessment {
    Assessment {
        format: assessment.format.clone(),
        framework: super::assessment::FrameworkRef { id: assessment.framework.id.clone(), ..Default::default() },
        organization: Default::default(),
        period: String::new(),
        responses: BTreeMap::new(),
        evidence: BTreeMap::new(),
        rounds: Vec::new(),
        other: Other::new(),
    }
}

/// Who changed something; nothing where both copies have the same.
fn changed<T: PartialEq>(base: &T, ours: &T, theirs: &T) -> Option<Change> {
    match () {
        () if ours == theirs => None,
        () if ours == base => Some(Change::Theirs),
        () if theirs == base => Some(Change::Ours),
        () => Some(Change::Conflict),
    }
}

fn changed_parts(base: &Response, ours: &Response, theirs: &Response) -> Vec<(Part, Change)> {
    if ours == theirs {
        return Vec::new();
    }
    let others = keys(&base.other, &ours.other, &theirs.other).into_iter().filter(|name| name != TYPED);
    let parts = Part::NAMED.into_iter().chain(others.map(Part::Other));
    let change = |part: Part| {
        let change = changed(&part.of(base), &part.of(ours), &part.of(theirs))?;
        let change = match (&part, change) {
            (Part::Evidence, Change::Conflict) => Change::United,
            (_, change) => change,
        };
        Some((part, change))
    };
    parts.filter_map(change).collect()
}

/// What both still have, in the order of the base, and then what either has added, in the order of its ids: the same
/// whichever side is ours.
fn united(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let kept = base.iter().filter(|id| ours.contains(id) && theirs.contains(id)).cloned();
    let added: BTreeSet<&String> = ours.iter().chain(theirs).filter(|id| !base.contains(id)).collect();
    let added = sorted(added.into_iter().collect(), &|left, right| natural_order(left, right));
    kept.chain(added.into_iter().cloned()).collect()
}

/// All keys of three maps, in the order of codes.
fn keys<T>(base: &BTreeMap<String, T>, ours: &BTreeMap<String, T>, theirs: &BTreeMap<String, T>) -> Vec<String> {
    let all: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    sorted(all.into_iter().cloned().collect(), &|left, right| natural_order(left, right))
}

/// Replaces a place of an assessment by that of a copy.
fn take(from: &Assessment, place: &Place, into: &mut Assessment) {
    match place {
        Place::Organization => into.organization.clone_from(&from.organization),
        Place::Period => into.period.clone_from(&from.period),
        Place::Framework => into.framework.clone_from(&from.framework),
        Place::Rounds => into.rounds.clone_from(&from.rounds),
        Place::Field(name) => put_field(name, &from.other, &mut into.other),
        Place::Document(id) => match from.evidence.get(id) {
            Some(item) => drop(into.evidence.insert(id.clone(), item.clone())),
            None => drop(into.evidence.remove(id)),
        },
        Place::Node { node, part } => {
            let nothing = Response::default();
            let response = into.responses.entry(node.clone()).or_default();
            part.put(from.response(node).unwrap_or(&nothing), response);
            if response.is_empty() {
                into.responses.remove(node);
            }
        }
    }
}

/// Gives documents of theirs that were added under an id of ours an id of their own, wherever it is used.
fn with_own_ids(
    base: &Assessment,
    ours: &Assessment,
    mut theirs: Assessment,
) -> (Assessment, BTreeMap<String, String>) {
    let mut renamed = BTreeMap::new();
    let is_other = |id: &str, item: &EvidenceItem| {
        let here = ours.evidence.get(id).filter(|here| *here != item && !base.evidence.contains_key(id));
        here.is_some_and(|here| here.number.is_empty() || here.number != item.number)
    };
    let others: Vec<String> =
        theirs.evidence.iter().filter(|(id, item)| is_other(id, item)).map(|(id, _)| id.clone()).collect();
    let mut next = 1;
    for id in others {
        let new = loop {
            let new = format!("e{next}");
            next += 1;
            if [base, ours, &theirs].iter().all(|it| !it.evidence.contains_key(&new)) {
                break new;
            }
        };
        if let Some(item) = theirs.evidence.remove(&id) {
            theirs.evidence.insert(new.clone(), item);
        }
        renamed.insert(id, new);
    }
    if !renamed.is_empty() {
        for id in theirs.responses.values_mut().flat_map(|response| &mut response.evidence) {
            if let Some(new) = renamed.get(id) {
                id.clone_from(new);
            }
        }
    }
    (theirs, renamed)
}
