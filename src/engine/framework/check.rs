//! The step between a framework as written and a framework as promised: the only place that complains.
//!
//! Everything wrong is reported at once, each problem with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Basis, Framework, Grade, Grading, Input, InputKind, Leaf, Node, NodeIndex, Pillar, Role, Scoring, Source, Text,
    check_rule::check_rule,
    examples,
    raw::{
        FORMAT, RawCount, RawFramework, RawGrading, RawInput, RawNode, RawPillar, RawPoints, RawRounding,
        RawRoundingLevel, RawRoundingMode, RawSource, RawText,
    },
};
use crate::engine::{
    checked::{self, shortened},
    exact::{Exact, Rounding, RoundingMode},
    id::NodeId,
    problem::{Problem, ProblemKind},
    rule::formula::RESERVED,
};

/// The deepest tree.
pub const MAX_DEPTH: usize = 8;
/// The most points of anything.
pub const MAX_POINTS: i64 = 1_000_000;

/// Checks a framework as written and reports everything wrong with it at once.
///
/// `hash` is the hash of the content, made by whoever read the file; `knows_document` says whether a document is in
/// the register.
///
/// # Errors
///
/// All problems, in file order. The list is never empty.
pub fn check(raw: &RawFramework, hash: &str, knows_document: &dyn Fn(&str) -> bool) -> Result<Framework, Vec<Problem>> {
    let mut checker = Checker {
        raw,
        knows_document,
        problems: Vec::new(),
        nodes: Vec::new(),
        by_id: BTreeMap::new(),
        unreadable_points: false,
    };
    let framework = checker.framework(hash);
    match framework {
        Some(framework) if checker.problems.is_empty() => {
            let problems = examples::run(&framework, &raw.examples);
            if problems.is_empty() { Ok(framework) } else { Err(problems) }
        }
        _ => Err(checker.problems),
    }
}

struct Checker<'a> {
    raw: &'a RawFramework,
    knows_document: &'a dyn Fn(&str) -> bool,
    problems: Vec<Problem>,
    nodes: Vec<Node>,
    by_id: BTreeMap<String, NodeIndex>,
    /// Some points could not be read, so that no sum says anything.
    unreadable_points: bool,
}

/// What a node hands down to its parts.
#[derive(Clone)]
struct Above {
    parent: Option<NodeIndex>,
    depth: usize,
    /// Points of each part, where the parent's points are shared out; nothing where there are none to share.
    allocated: Option<Exact>,
    /// Whether parts can be scored at all.
    scored: bool,
}

impl Checker<'_> {
    fn report(&mut self, place: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(place, kind));
    }

    fn framework(&mut self, hash: &str) -> Option<Framework> {
        let raw = self.raw;
        if raw.format != FORMAT {
            self.report("format", ProblemKind::WrongFormat { found: raw.format.clone(), expected: FORMAT.to_owned() });
        }
        self.slug("id", &raw.id);
        let title = self.text("title", &raw.title);
        let summary = self.text("summary", &raw.summary);
        let counted_noun = raw.counted_noun.as_ref().map(|noun| self.text("counted_noun", noun));
        if raw.scoring == Scoring::Counted && counted_noun.is_none() {
            self.report("counted_noun", ProblemKind::MissingCountedNoun);
        }
        let levels = self.texts("levels", &raw.levels);
        let notes = self.texts("notes", &raw.notes);
        let declared_total_differs =
            raw.declared_total_differs.as_ref().map(|reason| self.text("declared_total_differs", reason));
        for (id, document) in &raw.documents {
            self.text(&format!("documents/{id}"), &document.title);
        }
        let (leaf_rounding, index_rounding) = self.roundings(&raw.rounding);
        if raw.nodes.is_empty() {
            self.report("nodes", ProblemKind::Empty);
        }
        self.count("official_count", raw.official_count.as_ref());
        let above = Above { parent: None, depth: 0, allocated: None, scored: true };
        let roots = self.children(&raw.nodes, &above);
        let (max_points, total_basis) = self.total(&roots);
        let pillars = raw.pillars.iter().map(|pillar| self.pillar(pillar, &roots)).collect();
        self.pillar_identities(&raw.pillars);
        let grading = raw.grading.as_ref().map(|grading| self.grading(grading));
        Some(Framework {
            id: raw.id.as_str().into(),
            hash: hash.into(),
            title,
            summary,
            organization_kind: raw.organization_kind.as_str().into(),
            years: raw.years.clone(),
            scoring: raw.scoring,
            counted_noun,
            levels,
            max_points,
            total_basis,
            official_count: self.official_count(&roots),
            declared_total_differs,
            leaf_rounding,
            index_rounding,
            pillars,
            grading,
            notes,
            documents: raw.documents.clone(),
            nodes: std::mem::take(&mut self.nodes),
            by_id: std::mem::take(&mut self.by_id),
            roots,
        })
    }

    /// How many component indicators the official set has: as stated for the whole, otherwise for each part of the top
    /// level; nothing where a part states none.
    fn official_count(&self, roots: &[NodeIndex]) -> Option<u16> {
        let of_root = |root: &NodeIndex| self.nodes.get(*root)?.official_count;
        let stated = self.raw.official_count.as_ref().map(|count| count.value);
        stated.or_else(|| roots.iter().map(of_root).try_fold(0_u16, |sum, count| sum.checked_add(count?)))
    }

    /// A number of component indicators, where one is stated.
    fn count(&mut self, place: &str, count: Option<&RawCount>) {
        if let Some(count) = count {
            self.source(place, &count.source);
            self.known_basis(place, count.basis);
        }
    }

    /// Adds the parts of a node, and everything below them, after it.
    fn children(&mut self, raw: &[RawNode], above: &Above) -> Vec<NodeIndex> {
        raw.iter().filter_map(|node| self.node(node, above)).collect()
    }

    fn node(&mut self, raw: &RawNode, above: &Above) -> Option<NodeIndex> {
        let place = raw.id.as_str();
        let Some(id) = NodeId::parse(place) else {
            self.report(&shortened(place), ProblemKind::BadId { id: shortened(&raw.id) });
            return None;
        };
        if above.depth >= MAX_DEPTH {
            self.report(place, ProblemKind::TooDeep { depth: above.depth + 1, limit: MAX_DEPTH });
            return None;
        }
        if above.depth >= self.raw.levels.len() {
            self.report(place, ProblemKind::MissingLevelName { depth: above.depth + 1 });
        }
        let name = self.text(&format!("{place}/name"), &raw.name);
        let description = raw.description.as_ref().map(|it| self.text(&format!("{place}/description"), it));
        let deadline = raw.deadline.as_ref().map(|it| self.text(&format!("{place}/deadline"), it));
        let support_organization =
            raw.support_organization.as_ref().map(|it| self.text(&format!("{place}/support_organization"), it));
        let source = self.source(place, &raw.source);
        self.count(&format!("{place}/official_count"), raw.official_count.as_ref());
        let unscored = matches!(raw.role, Role::NotScored | Role::Information);
        if !unscored && !above.scored {
            self.report(place, ProblemKind::UnscoredPart);
        }
        let points = self.node_points(raw, above);
        let index = self.nodes.len();
        if self.by_id.insert(id.to_string(), index).is_some() {
            self.report(place, ProblemKind::DuplicateId { id: raw.id.clone() });
        }
        self.nodes.push(Node {
            id,
            name,
            description,
            role: raw.role,
            depth: above.depth,
            parent: above.parent,
            children: Vec::new(),
            max_points: points.max_points.clone().unwrap_or_default(),
            points_basis: points.basis,
            points_derivation: points.derivation,
            points_source: points.source,
            official_count: raw.official_count.as_ref().map(|count| count.value),
            deadline,
            support_organization,
            may_be_not_applicable: raw.may_be_not_applicable,
            source,
            leaf: None,
        });
        if raw.children.is_empty() {
            let leaf = self.leaf(raw, points.max_points.as_ref());
            if let Some(node) = self.nodes.get_mut(index) {
                node.leaf = Some(leaf);
            }
        } else {
            self.parts(raw, index, &points.max_points, above.depth, !unscored && raw.role != Role::Prerequisite);
        }
        Some(index)
    }

    /// The parts of a node, and what its points have to do with theirs.
    fn parts(&mut self, raw: &RawNode, index: NodeIndex, stated: &Option<Exact>, depth: usize, scored: bool) {
        let place = raw.id.as_str();
        if !raw.inputs.is_empty() {
            self.report(place, ProblemKind::InputsNotAllowed);
        }
        if raw.rule.is_some() {
            self.report(place, ProblemKind::RuleNotAllowed);
        }
        let sharing = raw.children.iter().filter(|child| child.role == Role::Scored);
        let (with, without): (Vec<_>, Vec<_>) = sharing.partition(|child| child.max_points.is_some());
        let mut allocated = None;
        if self.raw.scoring == Scoring::Points && scored && !without.is_empty() {
            if !with.is_empty() {
                self.report(place, ProblemKind::PartlyAllocated);
            } else if let Some(stated) = stated {
                allocated = stated.checked_div(&Exact::from(without.len() as i64));
            }
        }
        let below = Above { parent: Some(index), depth: depth + 1, allocated, scored };
        let children = self.children(&raw.children, &below);
        let sum: Exact = children
            .iter()
            .filter_map(|child| self.nodes.get(*child))
            .filter(|child| child.role == Role::Scored)
            .map(|child| &child.max_points)
            .sum();
        match stated {
            Some(stated)
                if self.raw.scoring == Scoring::Points && scored && *stated != sum && !self.unreadable_points =>
            {
                let stated = stated.clone();
                self.report(place, ProblemKind::SumDiffers { stated, sum });
            }
            Some(_) => {}
            None => {
                if let Some(node) = self.nodes.get_mut(index) {
                    node.max_points = sum;
                    if self.raw.scoring == Scoring::Counted {
                        node.points_basis = Basis::Counted;
                    }
                }
            }
        }
        if let Some(node) = self.nodes.get_mut(index) {
            node.children = children;
        }
    }

    fn node_points(&mut self, raw: &RawNode, above: &Above) -> NodePoints {
        let place = raw.id.as_str();
        let mut points = NodePoints { max_points: None, basis: Basis::Official, derivation: None, source: None };
        let pointless = matches!(raw.role, Role::NotScored | Role::Information | Role::Prerequisite);
        match &raw.max_points {
            Some(_) if pointless || self.raw.scoring == Scoring::Counted => {
                self.report(place, ProblemKind::PointsNotAllowed);
            }
            Some(stated) => {
                let at = format!("{place}/max_points");
                points.max_points = self.points(&at, stated);
                self.unreadable_points |= points.max_points.is_none();
                points.basis = stated.basis;
                points.derivation = stated.derivation.as_ref().map(|it| self.text(&at, it));
                points.source = stated.source.as_ref().map(|it| self.source(&at, it));
            }
            None if pointless => points.max_points = Some(Exact::ZERO),
            None if self.raw.scoring == Scoring::Counted => {
                points.basis = Basis::Counted;
                points.max_points = raw.children.is_empty().then_some(Exact::ONE);
            }
            None if above.allocated.is_some() && raw.role == Role::Scored => {
                points.basis = Basis::Allocated;
                points.max_points.clone_from(&above.allocated);
            }
            None if raw.children.is_empty() || raw.role != Role::Scored => {
                self.report(place, ProblemKind::PointsMissing);
            }
            // The sum of the parts.
            None => {}
        }
        points
    }

    fn leaf(&mut self, raw: &RawNode, max_points: Option<&Exact>) -> Leaf {
        let place = raw.id.as_str();
        let inputs = self.inputs(place, &raw.inputs);
        let unscored = matches!(raw.role, Role::NotScored | Role::Information);
        let mut rule = None;
        match &raw.rule {
            Some(_) if unscored => self.report(place, ProblemKind::RuleNotAllowed),
            Some(raw_rule) => {
                let max = match raw.role {
                    Role::Prerequisite => Exact::ONE,
                    // Without points something else is wrong already; any maximum lets the rule be checked.
                    _ => max_points.cloned().unwrap_or(Exact::ONE),
                };
                rule = check_rule(place, raw_rule, &inputs, &max, &mut self.problems);
            }
            None if unscored => {}
            None => self.report(place, ProblemKind::RuleMissing),
        }
        let rule_basis = match (raw.rule_basis, &raw.rule) {
            (Some(basis @ (Basis::Official | Basis::Secondary | Basis::Inferred)), Some(_)) => basis,
            (None, None) => Basis::Official,
            (basis, _) => {
                let basis = basis.map_or("none", basis_name).to_owned();
                self.report(&format!("{place}/rule_basis"), ProblemKind::BasisNotAllowed { basis });
                Basis::Official
            }
        };
        if rule_basis == Basis::Inferred && raw.rule_derivation.is_none() {
            self.report(&format!("{place}/rule_basis"), ProblemKind::MissingDerivation);
        }
        let rule_derivation = raw.rule_derivation.as_ref().map(|it| self.text(&format!("{place}/rule_derivation"), it));
        Leaf { inputs, rule, rule_basis, rule_derivation }
    }

    fn inputs(&mut self, place: &str, raw: &[RawInput]) -> Vec<Input> {
        let mut names = BTreeSet::new();
        raw.iter()
            .map(|input| {
                let at = format!("{place}/{}", input.name);
                let name = input.name.as_str();
                let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
                let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                if !starts_well || name.len() > 64 || !name.chars().all(allowed) || RESERVED.contains(&name) {
                    self.report(&at, ProblemKind::BadInputName { name: input.name.clone() });
                }
                if !names.insert(name) {
                    self.report(&at, ProblemKind::DuplicateInput { name: input.name.clone() });
                }
                let label = self.text(&at, &input.label);
                let measure_unit = input.measure_unit.as_ref().map(|unit| self.text(&at, unit));
                let min = input.min.as_ref().and_then(|text| self.number(&at, text));
                let max = input.max.as_ref().and_then(|text| self.number(&at, text));
                let min = min.unwrap_or_default();
                let max = max.or_else(|| (input.kind == InputKind::Percent).then(|| Exact::from(100)));
                if max.as_ref().is_some_and(|max| *max < min) {
                    self.report(&at, ProblemKind::InputRange { name: input.name.clone() });
                }
                Input { name: name.into(), label, kind: input.kind, measure_unit, min, max }
            })
            .collect()
    }

    fn total(&mut self, roots: &[NodeIndex]) -> (Exact, Basis) {
        let scored = roots.iter().filter_map(|root| self.nodes.get(*root)).filter(|node| node.role == Role::Scored);
        let sum: Exact = scored.map(|node| &node.max_points).sum();
        let raw = self.raw;
        match (&raw.total, raw.scoring) {
            (Some(_), Scoring::Counted) => {
                self.report("total", ProblemKind::PointsNotAllowed);
                (sum, Basis::Counted)
            }
            (None, Scoring::Counted) => (sum, Basis::Counted),
            (None, Scoring::Points) => {
                self.report("total", ProblemKind::PointsMissing);
                (sum, Basis::Official)
            }
            (Some(total), Scoring::Points) => {
                let Some(stated) = self.points("total", total) else { return (sum, total.basis) };
                match (&raw.declared_total_differs, stated == sum || self.unreadable_points) {
                    (None, false) => {
                        let stated = stated.clone();
                        self.report("total", ProblemKind::TotalDiffers { stated, sum });
                    }
                    (Some(_), true) if !self.unreadable_points => {
                        self.report("declared_total_differs", ProblemKind::TotalAgrees)
                    }
                    _ => {}
                }
                (stated, total.basis)
            }
        }
    }

    fn pillar(&mut self, raw: &RawPillar, roots: &[NodeIndex]) -> Pillar {
        let place = format!("pillars/{}", raw.id);
        self.slug(&place, &raw.id);
        let name = self.text(&place, &raw.name);
        let max_points = self.points(&place, &raw.max_points).unwrap_or_default();
        let mut members = Vec::new();
        for id in &raw.members {
            let found = self.by_id.get(id).copied();
            match found.filter(|index| roots.contains(index)) {
                Some(index) if members.contains(&index) => {
                    self.report(&place, ProblemKind::DuplicateId { id: id.clone() });
                }
                Some(index) => members.push(index),
                None => self.report(&place, ProblemKind::UnknownMember { id: id.clone() }),
            }
        }
        let scored = members.iter().filter_map(|index| self.nodes.get(*index)).filter(|it| it.role == Role::Scored);
        let sum: Exact = scored.map(|node| &node.max_points).sum();
        if sum != max_points && !self.unreadable_points {
            self.report(&place, ProblemKind::PillarDiffers { stated: max_points.clone(), sum });
        }
        let weight = raw.weight.as_ref().and_then(|text| self.share(&place, text));
        Pillar { id: raw.id.as_str().into(), name, max_points, basis: raw.max_points.basis, members, weight }
    }

    fn pillar_identities(&mut self, raw: &[RawPillar]) {
        let mut ids = BTreeSet::new();
        for pillar in raw {
            if !ids.insert(pillar.id.as_str()) {
                self.report(&format!("pillars/{}", pillar.id), ProblemKind::DuplicateId { id: pillar.id.clone() });
            }
        }
        let weights: Vec<Exact> =
            raw.iter().filter_map(|pillar| Exact::parse_share(pillar.weight.as_deref()?)).collect();
        let sum: Exact = weights.iter().sum();
        if !weights.is_empty() && (weights.len() != raw.len() || sum != Exact::ONE) {
            self.report("pillars", ProblemKind::PillarWeights { sum });
        }
    }

    fn grading(&mut self, raw: &RawGrading) -> Grading {
        self.source("grading", &raw.source);
        let mut grades: Vec<Grade> = Vec::new();
        let mut ordered = !raw.grades.is_empty();
        for grade in &raw.grades {
            let name = self.text("grading", &grade.name);
            let Some(at_least) = self.share("grading", &grade.at_least) else { continue };
            ordered &= grades.last().map_or(at_least.is_zero() && !grade.exclusive, |last| last.at_least < at_least);
            grades.push(Grade { name, at_least, exclusive: grade.exclusive });
        }
        if !ordered {
            self.report("grading", ProblemKind::GradeOrder);
        }
        let mut weakest_of = Vec::new();
        for id in &raw.weakest_of {
            match self.by_id.get(id).copied() {
                Some(index) => weakest_of.push(index),
                None => self.report("grading", ProblemKind::UnknownMember { id: id.clone() }),
            }
        }
        Grading { grades, weakest_of }
    }

    fn roundings(&mut self, raw: &[RawRounding]) -> (Option<Rounding>, Option<Rounding>) {
        let (mut leaf, mut index) = (None, None);
        for rounding in raw {
            self.source("rounding", &rounding.source);
            self.known_basis("rounding", rounding.basis);
            if rounding.places > 10 {
                self.report("rounding", ProblemKind::TooManyPlaces { places: rounding.places });
            }
            let mode = match rounding.mode {
                RawRoundingMode::HalfUp => RoundingMode::HalfUp,
                RawRoundingMode::HalfEven => RoundingMode::HalfEven,
                RawRoundingMode::Down => RoundingMode::Down,
            };
            let slot = match rounding.at {
                RawRoundingLevel::Leaf => &mut leaf,
                RawRoundingLevel::IndexValue => &mut index,
            };
            if slot.replace(Rounding { places: rounding.places, mode }).is_some() {
                self.report("rounding", ProblemKind::RoundingTwice);
            }
        }
        (leaf, index)
    }

    /// Points with a basis that can be written down.
    fn points(&mut self, place: &str, raw: &RawPoints) -> Option<Exact> {
        self.known_basis(place, raw.basis);
        if raw.basis == Basis::Inferred && raw.derivation.is_none() {
            self.report(place, ProblemKind::MissingDerivation);
        }
        if let Some(source) = &raw.source {
            self.source(place, source);
        }
        let points = self.number(place, &raw.value)?;
        let limit = Exact::from(MAX_POINTS);
        if points.is_negative() || points > limit {
            self.report(place, ProblemKind::PointsOutOfRange { points, limit });
            return None;
        }
        Some(points)
    }

    fn known_basis(&mut self, place: &str, basis: Basis) {
        if matches!(basis, Basis::Allocated | Basis::Counted) {
            self.report(place, ProblemKind::BasisNotAllowed { basis: basis_name(basis).to_owned() });
        }
    }

    fn number(&mut self, place: &str, text: &str) -> Option<Exact> {
        let number = Exact::parse_decimal(text);
        if number.is_none() {
            self.report(place, ProblemKind::BadNumber { text: text.to_owned() });
        }
        number
    }

    fn share(&mut self, place: &str, text: &str) -> Option<Exact> {
        let share = Exact::parse_share(text).filter(|share| !share.is_negative() && *share <= Exact::ONE);
        if share.is_none() {
            self.report(place, ProblemKind::BadShare { text: text.to_owned() });
        }
        share
    }

    fn source(&mut self, place: &str, raw: &RawSource) -> Source {
        let own = &self.raw.documents;
        let knows_document = |id: &str| own.contains_key(id) || (self.knows_document)(id);
        checked::source(place, raw, &knows_document, &mut self.problems)
    }

    fn slug(&mut self, place: &str, id: &str) {
        checked::slug(place, id, &mut self.problems);
    }

    fn text(&mut self, place: &str, raw: &RawText) -> Text {
        checked::text(place, raw, &mut self.problems)
    }

    fn texts(&mut self, place: &str, raw: &[RawText]) -> Vec<Text> {
        raw.iter().map(|text| self.text(place, text)).collect()
    }
}

struct NodePoints {
    max_points: Option<Exact>,
    basis: Basis,
    derivation: Option<Text>,
    source: Option<Source>,
}

/// The word of files.
pub(in crate::engine) fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::Official => "official",
        Basis::Secondary => "secondary",
        Basis::Inferred => "inferred",
        Basis::Allocated => "allocated",
        Basis::Counted => "counted",
        Basis::SelfAssessed => "self_assessed",
        Basis::Appraised => "appraised",
    }
}
