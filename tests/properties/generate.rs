//! Random frameworks that are valid by construction, and random assessments of them.
//!
//! Everything is built from tapes of numbers, so that proptest can make a failing case smaller by making the tapes
//! smaller: an empty tape gives the plainest framework, and an assessment without a response.

use std::{collections::BTreeMap, fmt, ops::Range};

use num_traits::{One, Signed, Zero};
use proptest::{
    prelude::{Strategy, any},
    prop_oneof,
};
use thuocso::engine::{
    assessment::{Appraisal, Assessment, FrameworkRef, Organization, Response},
    framework::raw::{
        FORMAT, RawAward, RawBasis, RawDirection, RawFramework, RawGivenAs, RawGrade, RawGrading, RawIfZero, RawInput,
        RawInputKind, RawNode, RawOption, RawOtherwise, RawPart, RawPillar, RawPoints, RawRole, RawRounding,
        RawRoundingLevel, RawRoundingMode, RawRule, RawScoring, RawSource, RawText, RawTier,
    },
};

use super::oracle::{Q, decimal, maximum, q, share};

/// Numbers that decide everything.
#[derive(Debug, Clone)]
pub struct Tape {
    numbers: Vec<u32>,
    at: usize,
}

impl Tape {
    pub fn new(numbers: Vec<u32>) -> Tape {
        Tape { numbers, at: 0 }
    }

    /// A number below `end`; zero at the end of the tape.
    pub fn below(&mut self, end: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        number as usize % end
    }

    /// True in `part` of `whole` cases.
    fn chance(&mut self, part: usize, whole: usize) -> bool {
        self.below(whole) >= whole - part
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            // Zero leaves the order as it is.
            let other = end - self.below(end + 1);
            items.swap(other, end);
        }
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// A framework, an assessment of it, the greatest values among the units, and a tape for what a test wants to vary.
#[derive(Clone)]
pub struct Case {
    pub framework: RawFramework,
    pub assessment: Assessment,
    /// By leaf.
    pub best: BTreeMap<String, String>,
    pub tape: Tape,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let framework = serde_json::to_string(&self.framework).map_err(|_| fmt::Error)?;
        let responses = serde_json::to_string(&self.assessment.responses).map_err(|_| fmt::Error)?;
        write!(f, "framework: {framework}\nresponses: {responses}\nbest: {:?}", self.best)
    }
}

/// Frameworks with assessments.
pub fn cases() -> impl Strategy<Value = Case> {
    let tape = |length: Range<usize>| proptest::collection::vec(any::<u32>(), length).prop_map(Tape::new);
    let framework = prop_oneof![3 => tape(0..250), 1 => tape(0..1000)];
    (framework, tape(0..300), tape(0..40)).prop_map(|(framework, answers, rest)| case(framework, answers, rest))
}

fn case(mut framework_tape: Tape, mut tape: Tape, rest: Tape) -> Case {
    let framework = framework(&mut framework_tape);
    let mut responses = BTreeMap::new();
    let mut best = BTreeMap::new();
    each_node(&framework.nodes, &mut |node| {
        if let Some(response) = response(&mut tape, node) {
            responses.insert(node.id.clone(), response.into());
        }
        if tape.chance(2, 3) {
            best.insert(node.id.clone(), tape.pick(&["10", "0", "0.5", "7777777.77"]).to_owned());
        }
    });
    let assessment = Assessment {
        format: thuocso::engine::assessment::FORMAT.to_owned(),
        framework: FrameworkRef { id: framework.id.clone(), hash: None, other: BTreeMap::new() },
        organization: Organization::default(),
        period: "2024".to_owned(),
        responses,
        evidence: BTreeMap::new(),
        rounds: Vec::new(),
        other: BTreeMap::new(),
    };
    Case { framework, assessment, best, tape: rest }
}

/// Visits all nodes, parents first.
pub fn each_node<'a>(nodes: &'a [RawNode], visit: &mut impl FnMut(&'a RawNode)) {
    for node in nodes {
        visit(node);
        each_node(&node.children, visit);
    }
}

fn text() -> RawText {
    RawText { vi: "Có".to_owned(), en: String::new() }
}

fn source() -> RawSource {
    RawSource { document: "d".to_owned(), section: "1".to_owned(), item: None }
}

/// The number as frameworks write it, where that is possible with 27 digits.
fn written(number: &Q) -> Option<String> {
    let mut scaled = number.clone();
    for places in 0..28 {
        if scaled.is_integer() {
            let digits = format!("{:0>width$}", scaled.to_integer().to_string(), width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") };
            return (digits.trim_start_matches('0').len().max(places) <= 27).then_some(text);
        }
        scaled *= q(10);
    }
    None
}

fn points(value: &Q) -> RawPoints {
    let value = written(value).unwrap_or_else(|| panic!("{value} points can not be written"));
    RawPoints { value, basis: RawBasis::Official, source: None, derivation: None }
}

fn framework(tape: &mut Tape) -> RawFramework {
    let scoring = if tape.chance(1, 6) { RawScoring::Counted } else { RawScoring::Points };
    let mut rounding = Vec::new();
    for at in [RawRoundingLevel::Leaf, RawRoundingLevel::IndexValue] {
        if tape.chance(1, 2) {
            let places = tape.pick(&[2, 0, 1, 3, 4, 10]);
            let mode = tape.pick(&[RawRoundingMode::HalfUp, RawRoundingMode::HalfEven, RawRoundingMode::Down]);
            rounding.push(RawRounding { at, places, mode, basis: RawBasis::Official, source: source() });
        }
    }
    let mut nodes = Nodes { tape, scoring, ids: 0 };
    let roots = 1 + nodes.tape.below(4);
    let nodes: Vec<RawNode> = (0..roots).map(|at| nodes.node(0, None, at == 0)).collect();
    let scored = |it: &&RawNode| it.role == RawRole::Scored;
    let sum: Q = nodes.iter().filter(scored).map(|node| maximum(node, None)).sum();
    let (mut total, mut declared_total_differs) = (None, None);
    if scoring == RawScoring::Points {
        let difference = tape.pick(&["0", "0", "0", "0", "0", "40", "0.25", "-3"]);
        let difference = decimal(difference).filter(|it| !(it + &sum).is_negative()).unwrap_or_default();
        total = Some(points(&(&sum + &difference)));
        declared_total_differs = (!difference.is_zero()).then(text);
    }
    let mut pillars = Vec::new();
    let count = tape.below(4);
    let weighted = tape.chance(1, 2);
    for at in 0..count {
        let members: Vec<&RawNode> = nodes.iter().filter(|_| tape.chance(2, 3)).collect();
        let max: Q = members.iter().copied().filter(scored).map(|node| maximum(node, None)).sum();
        let weights: [&[&str]; 3] = [&["1"], &["0.3", "70%"], &["1/3", "1/3", "1/3"]];
        pillars.push(RawPillar {
            id: format!("p{at}"),
            name: text(),
            max_points: points(&max),
            members: members.iter().map(|node| node.id.clone()).collect(),
            weight: weighted.then(|| weights[count - 1][at].to_owned()),
        });
    }
    let grading = tape.chance(1, 3).then(|| RawGrading {
        grades: [("0", false), ("0.5", tape.chance(1, 2)), ("75%", tape.chance(1, 2)), ("1", false)]
            .into_iter()
            .map(|(at_least, exclusive)| RawGrade { name: text(), at_least: at_least.to_owned(), exclusive })
            .collect(),
        weakest_of: nodes.iter().filter(|_| tape.chance(1, 3)).map(|node| node.id.clone()).collect(),
        source: source(),
    });
    RawFramework {
        format: FORMAT.to_owned(),
        id: "generated".to_owned(),
        title: text(),
        summary: text(),
        organization_kind: "province".to_owned(),
        years: vec![],
        scoring,
        counted_noun: (scoring == RawScoring::Counted).then(text),
        levels: vec![text(), text(), text(), text()],
        total,
        official_count: None,
        declared_total_differs,
        rounding,
        pillars,
        grading,
        notes: vec![],
        documents: BTreeMap::new(),
        examples: vec![],
        nodes,
    }
}

struct Nodes<'a> {
    tape: &'a mut Tape,
    scoring: RawScoring,
    ids: usize,
}

impl Nodes<'_> {
    /// `shared_out`: the node's part of its parent's points, where those are shared out.
    fn node(&mut self, depth: usize, shared_out: Option<&Q>, surely_scored: bool) -> RawNode {
        self.ids += 1;
        let id = format!("n{}", self.ids);
        let inner = depth < 3 && self.tape.below(3) > depth.max(1);
        let role = match self.tape.below(12) {
            _ if surely_scored => RawRole::Scored,
            8 => RawRole::Bonus,
            9 => RawRole::Penalty,
            10 if !inner => RawRole::Prerequisite,
            11 if !inner => self.tape.pick(&[RawRole::NotScored, RawRole::Information]),
            _ => RawRole::Scored,
        };
        let mut node = RawNode {
            id,
            name: text(),
            description: None,
            role,
            max_points: None,
            official_count: None,
            deadline: None,
            support_organization: None,
            may_be_not_applicable: self.tape.chance(1, 3),
            source: source(),
            inputs: vec![],
            rule: None,
            rule_basis: None,
            rule_derivation: None,
            children: vec![],
        };
        let pointless = matches!(role, RawRole::Prerequisite | RawRole::NotScored | RawRole::Information);
        let shared_out = shared_out.filter(|_| role == RawRole::Scored);
        let writes = self.scoring == RawScoring::Points && !pointless && shared_out.is_none();
        if inner {
            let shares = self.scoring == RawScoring::Points && (shared_out.is_some() || self.tape.chance(1, 3));
            let max = shared_out.cloned().or_else(|| (shares && writes).then(|| self.some_points()));
            let count = 1 + self.tape.below(4);
            // Only children that share need to know between how many; roles are drawn while they are made.
            let part = max.as_ref().filter(|_| shares);
            node.children = self.children(depth + 1, count, part);
            if writes {
                let sum = || maximum(&node, None);
                let stated = part.map(points);
                // Neighbours below the top level state their points all, or none does.
                let needed = role != RawRole::Scored || depth > 0 || self.tape.chance(1, 2);
                node.max_points = stated.or_else(|| needed.then(|| points(&sum())));
            }
            return node;
        }
        let max = match (shared_out, self.scoring) {
            (Some(points), _) => points.clone(),
            (None, _) if pointless => Q::one(),
            (None, RawScoring::Counted) => Q::one(),
            (None, RawScoring::Points) => self.some_points(),
        };
        node.max_points = writes.then(|| points(&max));
        let mut leaf = LeafMaker { tape: self.tape, inputs: vec![] };
        if matches!(role, RawRole::NotScored | RawRole::Information) {
            leaf.new_input(RawInputKind::Text, None);
            leaf.new_input(RawInputKind::Count, None);
        } else {
            node.rule = Some(leaf.rule(&max, 0, true));
            node.rule_basis = Some(RawBasis::Official);
        }
        node.inputs = leaf.inputs;
        node
    }

    fn children(&mut self, depth: usize, count: usize, all: Option<&Q>) -> Vec<RawNode> {
        let Some(all) = all else { return (0..count).map(|at| self.node(depth, None, at == 0)).collect() };
        // Those that share come first, so that their number is known; the rest has its own points or none.
        let sharing = 1 + self.tape.below(count);
        let part = all / q(sharing as i64);
        let mut children: Vec<RawNode> = (0..sharing).map(|_| self.node(depth, Some(&part), true)).collect();
        for _ in sharing..count {
            let child = self.node(depth, None, false);
            children.extend((child.role != RawRole::Scored).then_some(child));
        }
        self.tape.shuffle(&mut children);
        children
    }

    fn some_points(&mut self) -> Q {
        let texts = ["10", "1", "100", "7.5", "0.25", "33.33", "20", "0", "0.00000000000000000001"];
        match self.tape.below(12) {
            at if at < texts.len() => share(texts[at]),
            9 => share(&format!("12345.{}", self.tape.digits(20))),
            10 => share(&format!("0.{}", self.tape.digits(9))),
            _ => q(self.tape.below(1000) as i64),
        }
    }
}

struct LeafMaker<'a> {
    tape: &'a mut Tape,
    inputs: Vec<RawInput>,
}

impl LeafMaker<'_> {
    fn new_input(&mut self, kind: RawInputKind, min: Option<&str>) -> String {
        let name = format!("i{}", self.inputs.len());
        let min = min.map(str::to_owned);
        self.inputs.push(RawInput { name: name.clone(), label: text(), kind, measure_unit: None, min, max: None });
        name
    }

    fn number(&mut self) -> String {
        let numbers = [RawInputKind::Count, RawInputKind::Number, RawInputKind::Percent];
        if self.tape.chance(1, 4) {
            let old: Vec<&str> =
                self.inputs.iter().filter(|it| numbers.contains(&it.kind)).map(|it| it.name.as_str()).collect();
            if !old.is_empty() {
                return self.tape.pick(&old).to_owned();
            }
        }
        let kind =
            self.tape.pick(&[RawInputKind::Count, RawInputKind::Count, RawInputKind::Number, RawInputKind::Percent]);
        let min = self.tape.pick(&[None, None, None, Some("0"), Some("-5"), Some("2")]);
        self.new_input(kind, min)
    }

    /// An input that is never zero.
    fn positive(&mut self) -> String {
        let kind = self.tape.pick(&[RawInputKind::Count, RawInputKind::Number]);
        let min = self.tape.pick(&["1", "0.5", "3"]);
        self.new_input(kind, Some(min))
    }

    fn yes_no(&mut self) -> String {
        let old = self.inputs.iter().find(|it| it.kind == RawInputKind::YesNo).map(|it| it.name.clone());
        match old {
            Some(name) if self.tape.chance(1, 4) => name,
            _ => self.new_input(RawInputKind::YesNo, None),
        }
    }

    fn if_zero(&mut self, may_not_apply: bool) -> RawIfZero {
        let choices = [RawIfZero::Zero, RawIfZero::Full, RawIfZero::NotApplicable];
        self.tape.pick(&choices[..if may_not_apply { 3 } else { 2 }])
    }

    /// `b`, and what counts when it is zero.
    fn denominator(&mut self, may_not_apply: bool) -> (String, Option<RawIfZero>) {
        if self.tape.chance(1, 3) {
            return (self.positive(), None);
        }
        (self.number(), Some(self.if_zero(may_not_apply)))
    }

    fn otherwise(&mut self) -> RawOtherwise {
        self.tape.pick(&[RawOtherwise::Proportional, RawOtherwise::Proportional, RawOtherwise::Zero])
    }

    fn share(text: &str) -> RawAward {
        RawAward { share: Some(text.to_owned()), points: None }
    }

    /// The maximum, written in one of the ways that it can be.
    fn full(&mut self, max: &Q) -> RawAward {
        match (self.tape.below(4), written(max)) {
            (3, Some(points)) => RawAward { share: None, points: Some(points) },
            (2, _) => LeafMaker::share("3/3"),
            (1, _) => LeafMaker::share("100%"),
            _ => LeafMaker::share("1"),
        }
    }

    fn some_award(&mut self, max: &Q) -> RawAward {
        let text = self.tape.pick(&["0", "1/2", "1/3", "0.25", "80%", "12.5%", "1", "0.9999999999999999999999999999"]);
        match written(&(share(text) * max)).filter(|_| self.tape.chance(1, 3)) {
            Some(points) => RawAward { share: None, points: Some(points) },
            None => LeafMaker::share(text),
        }
    }

    fn cap(&mut self, max: &Q) -> Option<RawAward> {
        self.tape.chance(1, 2).then(|| self.full(max))
    }

    fn worth(award: &RawAward, max: &Q) -> Q {
        match (&award.share, &award.points) {
            (Some(text), _) => share(text) * max,
            (None, Some(points)) => share(points),
            (None, None) => max.clone(),
        }
    }

    fn part(&mut self, award: RawAward, max: &Q, depth: usize, may_not_apply: bool) -> RawPart {
        let max = LeafMaker::worth(&award, max);
        RawPart { label: text(), award, rule: Box::new(self.rule(&max, depth + 1, may_not_apply)) }
    }

    fn rule(&mut self, max: &Q, depth: usize, may_not_apply: bool) -> RawRule {
        // Rules in rules at most three deep.
        match self.tape.below(if depth < 3 { 17 } else { 12 }) {
            0 => RawRule::YesNo { input: self.yes_no() },
            1 => {
                let (denominator, if_zero) = self.denominator(may_not_apply);
                let goal = self.tape.pick(&[None, None, Some("0.8"), Some("80%"), Some("2/3"), Some("1"), Some("2.5")]);
                RawRule::Ratio {
                    numerator: self.number(),
                    denominator,
                    percent: self.tape.chance(1, 2).then(|| self.new_input(RawInputKind::Percent, None)),
                    full_from: goal.map(str::to_owned),
                    otherwise: self.otherwise(),
                    if_zero,
                    may_exceed: self.tape.chance(1, 3),
                }
            }
            2 => {
                let (denominator, if_zero) = self.denominator(may_not_apply);
                let (full, none) = self.tape.pick(&[
                    ("0", None),
                    ("10%", None),
                    ("1/3", Some("1/2")),
                    ("0.1", Some("0.100001")),
                    ("1", Some("3")),
                ]);
                RawRule::RatioDown {
                    numerator: self.number(),
                    denominator,
                    percent: self.tape.chance(1, 2).then(|| self.new_input(RawInputKind::Percent, None)),
                    full_until: full.to_owned(),
                    zero_from: none.map(str::to_owned),
                    otherwise: self.otherwise(),
                    if_zero,
                }
            }
            3 => self.choice(max),
            4 => self.tiers(max, may_not_apply),
            5 => {
                let (value, if_zero) = self.value(may_not_apply);
                RawRule::Target {
                    value,
                    target: self.tape.pick(&["5", "80", "0.25", "1/3", "50%"]).to_owned(),
                    direction: self.tape.pick(&[RawDirection::AtLeast, RawDirection::AtMost]),
                    otherwise: self.otherwise(),
                    if_zero,
                }
            }
            6 => RawRule::Given {
                input: self.number(),
                given_as: self.tape.pick(&[RawGivenAs::Points, RawGivenAs::Share, RawGivenAs::Percent]),
            },
            7 => {
                let mut items: Vec<String> = (0..=self.tape.below(5)).map(|_| self.yes_no()).collect();
                items.dedup();
                let enough = 1 + self.tape.below(items.len());
                RawRule::Contents { items, full_from: self.tape.chance(1, 2).then_some(enough as u16) }
            }
            8 => {
                let (population, if_zero) = self.denominator(may_not_apply);
                RawRule::Density {
                    numerator: self.number(),
                    population,
                    per: self.tape.pick(&["1000", "1", "100000"]).to_owned(),
                    full_from: self.tape.pick(&["5", "0.5", "1/3"]).to_owned(),
                    if_zero,
                }
            }
            9 => {
                let each = match self.some_award(max) {
                    award if LeafMaker::worth(&award, max).is_zero() => self.full(max),
                    award => award,
                };
                RawRule::PerItem { input: self.unbounded(), each, cap: self.cap(max) }
            }
            10 => {
                let (value, if_zero) = self.value(may_not_apply);
                RawRule::AgainstBest { value, if_zero }
            }
            11 => self.formula(may_not_apply),
            12 | 13 => {
                let count = 1 + self.tape.below(4);
                let (awards, cap) = self.split(max, count);
                let parts = awards.into_iter().map(|award| self.part(award, max, depth, false)).collect();
                RawRule::Sum { parts, cap }
            }
            14 | 15 => {
                let count = 1 + self.tape.below(3);
                let parts = (0..count).map(|_| self.part(RawAward::default(), max, depth, may_not_apply)).collect();
                RawRule::All { parts }
            }
            _ => {
                let mut awards = vec![if self.tape.chance(1, 2) { RawAward::default() } else { self.full(max) }];
                awards.extend((0..self.tape.below(3)).map(|_| self.some_award(max)));
                self.tape.shuffle(&mut awards);
                RawRule::BestOf { parts: awards.into_iter().map(|award| self.part(award, max, depth, false)).collect() }
            }
        }
    }

    /// A number without a greatest value.
    fn unbounded(&mut self) -> String {
        let kind = self.tape.pick(&[RawInputKind::Count, RawInputKind::Number]);
        self.new_input(kind, None)
    }

    /// Awards of parts that make up the maximum, or more with a cap.
    fn split(&mut self, max: &Q, count: usize) -> (Vec<RawAward>, Option<RawAward>) {
        if self.tape.chance(1, 4) {
            let mut awards = vec![self.full(max)];
            awards.extend((1..count).map(|_| self.some_award(max)));
            return (awards, Some(self.full(max)));
        }
        let parts: &[&str] = match (count, self.tape.below(2)) {
            (1, _) => &["1"],
            (2, 0) => &["1/2", "50%"],
            (2, _) => &["0.3", "7/10"],
            (3, 0) => &["1/3", "1/3", "1/3"],
            (3, _) => &["1/7", "2/7", "4/7"],
            _ => &["0.1", "0.2", "0", "70%"],
        };
        let award = |part: &&str| match written(&(share(part) * max)).filter(|_| self.tape.chance(1, 4)) {
            Some(points) => RawAward { share: None, points: Some(points) },
            None => LeafMaker::share(part),
        };
        (parts.iter().map(award).collect(), self.cap(max))
    }

    fn choice(&mut self, max: &Q) -> RawRule {
        let input = self.new_input(RawInputKind::Choice, None);
        let mut awards = vec![self.full(max), self.some_award(max)];
        awards.extend((0..self.tape.below(3)).map(|_| self.some_award(max)));
        self.tape.shuffle(&mut awards);
        let option = |(at, award)| RawOption { id: format!("o{at}"), label: text(), award };
        RawRule::Choice { input, options: awards.into_iter().enumerate().map(option).collect() }
    }

    fn tiers(&mut self, max: &Q, may_not_apply: bool) -> RawRule {
        let (value, if_zero) = self.value(may_not_apply);
        let whole = self.inputs.iter().any(|input| input.name == value && input.kind == RawInputKind::Count);
        let all_cuts: [&[&str]; 5] = match whole {
            // A tier of a count without a whole number in it is refused.
            true => [&["5"], &["1.5", "19/2"], &["0", "2", "20"], &["-3", "150%", "80"], &["7"]],
            false => [&["5"], &["1/2", "0.9"], &["0", "1", "20"], &["-3", "50%", "80"], &["7"]],
        };
        let at = self.tape.below(all_cuts.len());
        let mut tiers = Vec::new();
        // What the next tier starts with: the cut, and whether the tier before has it already.
        let mut start: Option<(&str, bool)> = None;
        let bounded = |start: Option<(&str, bool)>| {
            let bound = |wanted: bool| start.filter(|it| it.1 == wanted).map(|it| it.0.to_owned());
            RawTier { more_than: bound(true), at_least: bound(false), ..RawTier::default() }
        };
        for cut in all_cuts[at] {
            let tier = bounded(start);
            let end = Some((*cut).to_owned());
            let shape = self.tape.below(3);
            tiers.push(match shape {
                1 => RawTier { at_most: end, ..tier },
                _ => RawTier { less_than: end, ..tier },
            });
            if shape == 2 {
                // The cut is a tier of its own.
                let only = Some((*cut).to_owned());
                tiers.push(RawTier { at_least: only.clone(), at_most: only, ..RawTier::default() });
            }
            start = Some((cut, shape != 0));
        }
        tiers.push(bounded(start));
        let full = self.tape.below(tiers.len());
        for (at, tier) in tiers.iter_mut().enumerate() {
            tier.award = if at == full { self.full(max) } else { self.some_award(max) };
        }
        self.tape.shuffle(&mut tiers);
        RawRule::Tiers { value, tiers, if_zero }
    }

    /// An expression over inputs, and what counts when it divides by zero.
    fn value(&mut self, may_not_apply: bool) -> (String, Option<RawIfZero>) {
        match self.tape.below(4) {
            0 => (self.number(), None),
            1 => {
                let (b, if_zero) = self.denominator(may_not_apply);
                (format!("{} / {b}", self.number()), if_zero)
            }
            2 => {
                let (a, b) = (self.number(), self.positive());
                (format!("({a} + 1) / ({b} * 2 + {b}) × 100%"), None)
            }
            _ => (self.expression(3, &mut vec![]), Some(self.if_zero(may_not_apply))),
        }
    }

    fn formula(&mut self, may_not_apply: bool) -> RawRule {
        let mut steps = BTreeMap::new();
        // Names that do not sort in the order in which they are used.
        let mut open: Vec<String> = Vec::new();
        for name in ["sc", "sa", "sd", "sb"].iter().take(self.tape.below(5)) {
            let step = self.expression(2, &mut open);
            steps.insert((*name).to_owned(), step);
            open.push((*name).to_owned());
        }
        let mut expression = self.expression(3, &mut open);
        // Every step must be used.
        for name in open {
            expression = match self.tape.below(4) {
                0 => format!("({expression}) + {name}"),
                1 => format!("{name} - ({expression})"),
                2 => format!("if({name} > 2, {expression}, {name})"),
                _ => format!("max({name}, {expression}, 0)"),
            };
        }
        RawRule::Formula { expression, steps, if_zero: Some(self.if_zero(may_not_apply)) }
    }

    /// An expression; takes names off `open` as it uses them.
    fn expression(&mut self, depth: usize, open: &mut Vec<String>) -> String {
        let shape = self.tape.below(if depth == 0 { 4 } else { 14 });
        let space = self.tape.pick(&["", " "]);
        let mut inner = |maker: &mut Self| maker.expression(depth - 1, open);
        match shape {
            0 | 1 => self.number(),
            2 => self.tape.pick(&["2", "0", "0.5", "1.25", "100", "30%", "123456789012345678.987654321"]).to_owned(),
            3 => open.pop().unwrap_or_else(|| "max_points".to_owned()),
            4 => format!("{}{space}+{space}{}", inner(self), inner(self)),
            5 => format!("{}{space}-{space}({})", inner(self), inner(self)),
            6 => format!("({}){space}*{space}({})", inner(self), inner(self)),
            7 => format!("{}{space}×{space}{}", inner(self), inner(self)),
            8 => format!("{}{space}/{space}({})", inner(self), inner(self)),
            9 => format!("({}) :{space}{}", inner(self), inner(self)),
            10 => format!("-({}){space}", inner(self)),
            11 => format!("min({},{space}{})", inner(self), inner(self)),
            12 => format!("max({}{space},{}, 1)", inner(self), inner(self)),
            _ => {
                let comparison = self.tape.pick(&[">=", "<", "<=", ">", "==", "!=", "=", "≥", "≤", "≠"]);
                let (left, right) = (inner(self), inner(self));
                format!("if({left}{space}{comparison}{space}{right}, {}, {})", inner(self), inner(self))
            }
        }
    }
}

fn response(tape: &mut Tape, node: &RawNode) -> Option<Response> {
    let mut response = Response::default();
    let known = if tape.chance(1, 4) { 10 } else { 7 };
    for input in &node.inputs {
        if tape.chance(known, 10) {
            response.inputs.insert(input.name.clone(), figure(tape, input));
        }
    }
    let not_applicable = if node.may_be_not_applicable { 12 } else { 1 };
    response.not_applicable = tape.chance(not_applicable, 40);
    if tape.chance(1, 10) {
        let share = tape.pick(&["0.5", "1", "0", "0.9581", "0.3333333333333333333333333333", "1.01", "-1", "x"]);
        response.given_share = Some(share.to_owned());
    }
    if tape.chance(1, 12) {
        response.given_points = Some(tape.pick(&["0", "1", "7.25", "0.125", "99999", ""]).to_owned());
    }
    if tape.chance(1, 10) {
        let points = tape.pick(&["1", "0", "0.25", "1000001", "?"]).to_owned();
        response.appraised =
            Some(Appraisal { points, reason: tape.pick(&["", "vì"]).to_owned(), other: BTreeMap::new() });
    }
    (!response.is_empty()).then_some(response)
}

/// What somebody may enter for an input; now and then it can not be read or is out of range.
pub fn figure(tape: &mut Tape, input: &RawInput) -> String {
    if tape.chance(1, 25) {
        return tape.pick(&["", "abc", "-1", "1e3", "1.234,5", "99999999999999999999999999999", "yes"]).to_owned();
    }
    match input.kind {
        RawInputKind::YesNo => tape.pick(&["yes", "no"]).to_owned(),
        RawInputKind::Choice => format!("o{}", tape.below(5)),
        RawInputKind::Text => "tự do".to_owned(),
        RawInputKind::Count => match tape.below(8) {
            0..5 => tape.below(25).to_string(),
            5 => "0".to_owned(),
            6 => tape.below(200_000).to_string(),
            _ => format!("9{}", tape.digits(27)),
        },
        RawInputKind::Percent => match tape.below(3) {
            0 => tape.below(101).to_string(),
            1 => format!("{}.{}", tape.below(100), tape.below(100)),
            _ => format!("73.{}", tape.digits(26)),
        },
        RawInputKind::Number => match tape.below(8) {
            0..3 => tape.below(25).to_string(),
            3 => format!("{}.{}", tape.below(100), tape.below(100)),
            4 => format!("-{}", tape.below(7)),
            5 => format!("0.{}7", tape.digits(27)),
            6 => format!("9{}.{}", tape.digits(13), tape.digits(14)),
            _ => format!("9{}", tape.digits(26)),
        },
    }
}
