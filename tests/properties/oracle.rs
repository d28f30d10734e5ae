//! A second opinion: every rule shape and every role again, over arbitrary-precision rationals, on the raw JSON types.
//!
//! Belongs here: what the documents of `framework::raw` and the design say, written as plainly as possible.
//! Does not belong here: a call of anything that scores, reads a figure or does arithmetic in the engine.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use thuocso::engine::{
    assessment::{Assessment, Response},
    framework::raw::{
        RawAward, RawDirection, RawFramework, RawGivenAs, RawIfZero, RawInput, RawInputKind, RawNode, RawOtherwise,
        RawPart, RawRole, RawRounding, RawRoundingLevel, RawRoundingMode, RawRule, RawScoring, RawTier,
    },
};

/// A rational number.
pub type Q = BigRational;

/// A whole number.
pub fn q(number: i64) -> Q {
    Q::from_integer(number.into())
}

/// Reads `1/2`, `0.5` or `50%`; for numbers that are known to be well written.
pub fn share(text: &str) -> Q {
    let number = |text: &str| decimal(text).unwrap_or_else(|| panic!("`{text}` is not a number"));
    match (text.strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => number(percent) / q(100),
        (None, Some((num, den))) => number(num) / number(den),
        (None, None) => number(text),
    }
}

/// Reads a decimal number: an optional sign, digits, at most one point with digits on both sides; 28 digits at most,
/// zeros at the beginning not counted.
pub fn decimal(text: &str) -> Option<Q> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let fits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !fits(whole) || !fraction.is_none_or(fits) {
        return None;
    }
    let fraction = fraction.unwrap_or("");
    if whole.trim_start_matches('0').len() + fraction.len() > 28 {
        return None;
    }
    let mantissa: BigInt = format!("{whole}{fraction}").parse().ok()?;
    Some(Q::new(mantissa * sign, BigInt::from(10).pow(fraction.len() as u32)))
}

/// This number with so many decimals.
pub fn round(number: &Q, places: u32, mode: RawRoundingMode) -> Q {
    let scale = Q::from_integer(BigInt::from(10).pow(places));
    let scaled = number.abs() * &scale;
    let (floor, half) = (scaled.floor(), Q::new(1.into(), 2.into()));
    let rest = &scaled - &floor;
    let odd = !(floor.to_integer() % BigInt::from(2)).is_zero();
    let up = match mode {
        RawRoundingMode::Down => false,
        RawRoundingMode::HalfUp => rest >= half,
        RawRoundingMode::HalfEven => rest > half || rest == half && odd,
    };
    let magnitude = if up { floor + Q::one() } else { floor } / scale;
    if number.is_negative() { -magnitude } else { magnitude }
}

fn clamp(number: Q, high: &Q) -> Q {
    number.min(high.clone()).max(Q::zero())
}

/// Points of one node or of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    pub points: Q,
    pub max: Q,
    pub lowest: Q,
    pub highest: Q,
}

impl Score {
    fn zero() -> Score {
        Score { points: Q::zero(), max: Q::zero(), lowest: Q::zero(), highest: Q::zero() }
    }

    fn share(&self) -> Option<Q> {
        (!self.max.is_zero()).then(|| &self.points / &self.max)
    }
}

/// Every score of one assessment.
#[derive(Debug)]
pub struct Scorecard {
    pub total: Score,
    pub index_value: Option<Q>,
    pub nodes: BTreeMap<String, Score>,
    pub pillars: Vec<(Score, Option<Q>)>,
    pub grade: Option<(usize, usize)>,
}

/// What is read for one input.
#[derive(Debug, Clone)]
enum Figure {
    Number(Q),
    Answer(bool),
    Option(String),
}

/// Scores an assessment. `best` is the greatest value among the units, by leaf.
pub fn score(framework: &RawFramework, assessment: &Assessment, best: &BTreeMap<String, Q>) -> Scorecard {
    let rounding = |at: RawRoundingLevel| framework.rounding.iter().find(|it| it.at == at);
    let mut oracle = Oracle {
        assessment,
        best,
        scoring: framework.scoring,
        leaf_rounding: rounding(RawRoundingLevel::Leaf),
        nodes: BTreeMap::new(),
        not_applicable: BTreeMap::new(),
    };
    for root in &framework.nodes {
        oracle.node(root, None);
    }
    let declared = framework.total.as_ref().filter(|_| framework.declared_total_differs.is_some());
    let mut total = oracle.add_up(framework.nodes.iter());
    if let Some(declared) = declared {
        let all = framework.nodes.iter().filter(|root| root.role == RawRole::Scored);
        let sum: Q = all.map(|root| maximum(root, None)).sum();
        total.max = (share(&declared.value) - (sum - total.max)).max(Q::zero());
        for points in [&mut total.points, &mut total.lowest, &mut total.highest] {
            *points = (*points).clone().min(total.max.clone());
        }
    }
    let rounded = |value: Q| match rounding(RawRoundingLevel::IndexValue) {
        Some(RawRounding { places, mode, .. }) => round(&value, u32::from(*places), *mode),
        None => value,
    };
    let exact_index = |score: &Score| score.share().filter(|_| score.lowest == score.highest);
    let find = |id: &String| framework.nodes.iter().find(|root| root.id == *id);
    let pillars: Vec<(Score, Option<Q>)> = framework
        .pillars
        .iter()
        .map(|pillar| {
            let score = oracle.add_up(pillar.members.iter().filter_map(find));
            let index = exact_index(&score).map(rounded);
            (score, index)
        })
        .collect();
    let weights: Option<Vec<Q>> = framework.pillars.iter().map(|pillar| pillar.weight.as_deref().map(share)).collect();
    let index_value = match weights.filter(|weights| !weights.is_empty()) {
        Some(weights) => {
            let terms = weights.iter().zip(&pillars).map(|(weight, (score, _))| Some(weight * exact_index(score)?));
            terms.sum::<Option<Q>>().map(rounded)
        }
        None => exact_index(&total).map(rounded),
    };
    let grade = framework.grading.as_ref().map(|grading| {
        let reached = |points: &Q, max: &Q| {
            let share_of_max = if max.is_zero() { Q::zero() } else { points / max };
            let enough =
                |text: &str, exclusive: bool| share_of_max > share(text) || !exclusive && share_of_max == share(text);
            grading.grades.iter().rposition(|grade| enough(&grade.at_least, grade.exclusive)).unwrap_or(0)
        };
        let both = |score: &Score| (reached(&score.lowest, &score.max), reached(&score.highest, &score.max));
        let graded: Vec<(usize, usize)> = match grading.weakest_of.is_empty() {
            true => vec![both(&total)],
            false => grading.weakest_of.iter().map(|id| both(&oracle.nodes[id])).collect(),
        };
        let weakest = |end: fn(&(usize, usize)) -> usize| graded.iter().map(end).min().unwrap_or(0);
        (weakest(|it| it.0), weakest(|it| it.1))
    });
    Scorecard { total, index_value, nodes: oracle.nodes, pillars, grade }
}

/// The most that can be earned at a node; `shared_out` is its part of its parent's points, where those are shared out.
pub fn maximum(node: &RawNode, shared_out: Option<&Q>) -> Q {
    if matches!(node.role, RawRole::Prerequisite | RawRole::NotScored | RawRole::Information) {
        return Q::zero();
    }
    match (&node.max_points, shared_out) {
        (Some(points), _) => share(&points.value),
        (None, Some(points)) if node.role == RawRole::Scored => points.clone(),
        (None, _) if node.children.is_empty() => Q::one(),
        (None, _) => {
            let scored = node.children.iter().filter(|child| child.role == RawRole::Scored);
            scored.map(|child| maximum(child, None)).sum()
        }
    }
}

struct Oracle<'a> {
    assessment: &'a Assessment,
    best: &'a BTreeMap<String, Q>,
    scoring: RawScoring,
    leaf_rounding: Option<&'a RawRounding>,
    nodes: BTreeMap<String, Score>,
    not_applicable: BTreeMap<String, bool>,
}

impl Oracle<'_> {
    fn node(&mut self, node: &RawNode, shared_out: Option<&Q>) {
        let max = maximum(node, shared_out);
        let sharing = node.children.iter().filter(|child| child.role == RawRole::Scored);
        let part = match sharing.clone().all(|child| child.max_points.is_none()) && self.scoring == RawScoring::Points {
            // Points that come from the parts are not shared out over them.
            true if node.max_points.is_some() || shared_out.is_some() => Some(&max / q(sharing.count().max(1) as i64)),
            _ => None,
        };
        for child in &node.children {
            self.node(child, part.as_ref());
        }
        let nothing = Response::default();
        let response = self.assessment.response(&node.id).unwrap_or(&nothing);
        let given = given(response, &max);
        let known =
            |points: Q| Score { points: points.clone(), max: max.clone(), lowest: points.clone(), highest: points };
        let counted = self.scoring == RawScoring::Counted && node.children.is_empty();
        let mut not_applicable = response.not_applicable && node.may_be_not_applicable;
        let score = match given {
            _ if matches!(node.role, RawRole::NotScored | RawRole::Information) => Score::zero(),
            _ if not_applicable => Score::zero(),
            // A task that is done in part does not count, whoever says so.
            Some(points) if counted && points < max => known(Q::zero()),
            Some(points) => known(points),
            None if node.children.is_empty() => self.leaf(node, response, &max).unwrap_or_else(|| {
                not_applicable = true;
                Score::zero()
            }),
            None => self.add_up(node.children.iter()),
        };
        self.not_applicable.insert(node.id.clone(), not_applicable);
        self.nodes.insert(node.id.clone(), score);
    }

    /// Nothing where the rule does not apply.
    fn leaf(&self, node: &RawNode, response: &Response, max: &Q) -> Option<Score> {
        let rule = node.rule.as_ref()?;
        let prerequisite = node.role == RawRole::Prerequisite;
        let max = if prerequisite { Q::one() } else { max.clone() };
        let mut figures = read(&node.inputs, rule, response);
        drop_contradictions(rule, &mut figures);
        let (lowest, highest) = outcome(rule, &max, &figures, self.best.get(&node.id))?;
        let finish = |points: Q| match (self.scoring, self.leaf_rounding) {
            (RawScoring::Counted, _) if points == max => max.clone(),
            (RawScoring::Counted, _) => Q::zero(),
            (RawScoring::Points, Some(rounding)) if !prerequisite => {
                clamp(round(&points, u32::from(rounding.places), rounding.mode), &max)
            }
            (RawScoring::Points, _) => points,
        };
        let (lowest, highest) = (finish(lowest), finish(highest));
        Some(Score { points: lowest.clone(), max, lowest, highest })
    }

    /// Scored parts and bonus less penalty, held between zero and what the scored parts can earn;
    /// nothing while a prerequisite is not met. One that can still be met costs no points so far.
    fn add_up<'n>(&self, parts: impl Iterator<Item = &'n RawNode>) -> Score {
        let mut sum = Score::zero();
        let (mut for_sure, mut perhaps) = (true, true);
        for part in parts {
            let score = &self.nodes[&part.id];
            match part.role {
                RawRole::Scored | RawRole::Bonus => {
                    sum.points += &score.points;
                    sum.lowest += &score.lowest;
                    sum.highest += &score.highest;
                    if part.role == RawRole::Scored {
                        sum.max += &score.max;
                    }
                }
                RawRole::Penalty => {
                    sum.points -= &score.points;
                    sum.lowest -= &score.highest;
                    sum.highest -= &score.lowest;
                }
                RawRole::Prerequisite if !self.not_applicable[&part.id] => {
                    for_sure &= score.lowest.is_one();
                    perhaps &= score.highest.is_one();
                }
                RawRole::Prerequisite | RawRole::NotScored | RawRole::Information => {}
            }
        }
        let held = |points: Q, met: bool| if met { clamp(points, &sum.max) } else { Q::zero() };
        Score {
            points: held(sum.points, perhaps),
            lowest: held(sum.lowest, for_sure),
            highest: held(sum.highest, perhaps),
            max: sum.max,
        }
    }
}

fn given(response: &Response, max: &Q) -> Option<Q> {
    let (text, most) = match (&response.given_share, &response.given_points) {
        (Some(share), None) => (share, Q::one()),
        (None, Some(points)) => (points, max.clone()),
        _ => return None,
    };
    let value = decimal(text).filter(|value| !value.is_negative() && *value <= most && !max.is_zero())?;
    Some(if response.given_share.is_some() { value * max } else { value })
}

/// The figures that can be read and are in their range.
fn read(inputs: &[RawInput], rule: &RawRule, response: &Response) -> BTreeMap<String, Figure> {
    let mut figures = BTreeMap::new();
    for input in inputs {
        let Some(text) = response.inputs.get(&input.name) else { continue };
        let figure = match input.kind {
            RawInputKind::Text => None,
            RawInputKind::YesNo => (text == "yes" || text == "no").then(|| Figure::Answer(text == "yes")),
            RawInputKind::Choice => option_exists(rule, &input.name, text).then(|| Figure::Option(text.clone())),
            RawInputKind::Count | RawInputKind::Number | RawInputKind::Percent => {
                let min = input.min.as_deref().map_or_else(Q::zero, share);
                let max = input.max.as_deref().map(share);
                let max = max.or_else(|| (input.kind == RawInputKind::Percent).then(|| q(100)));
                let in_range = |it: &Q| *it >= min && max.as_ref().is_none_or(|max| it <= max);
                let fits = |it: &Q| in_range(it) && (input.kind != RawInputKind::Count || it.is_integer());
                decimal(text).filter(fits).map(Figure::Number)
            }
        };
        figures.extend(figure.map(|figure| (input.name.clone(), figure)));
    }
    figures
}

fn parts_of(rule: &RawRule) -> &[RawPart] {
    match rule {
        RawRule::Sum { parts, .. } | RawRule::All { parts } | RawRule::BestOf { parts } => parts,
        _ => &[],
    }
}

fn option_exists(rule: &RawRule, name: &str, id: &str) -> bool {
    let here = match rule {
        RawRule::Choice { input, options } => input == name && options.iter().any(|option| option.id == id),
        _ => false,
    };
    here || parts_of(rule).iter().any(|part| option_exists(&part.rule, name, id))
}

/// A part that is more than its whole is not a figure.
fn drop_contradictions(rule: &RawRule, figures: &mut BTreeMap<String, Figure>) {
    for part in parts_of(rule) {
        drop_contradictions(&part.rule, figures);
    }
    let (numerator, denominator) = match rule {
        RawRule::Ratio { numerator, denominator, may_exceed: false, .. } => (numerator, denominator),
        RawRule::RatioDown { numerator, denominator, .. } => (numerator, denominator),
        _ => return,
    };
    if let (Some(part), Some(whole)) = (number(figures, numerator), number(figures, denominator))
        && part > whole
    {
        figures.remove(numerator);
    }
}

fn number(figures: &BTreeMap<String, Figure>, name: &str) -> Option<Q> {
    match figures.get(name) {
        Some(Figure::Number(number)) => Some(number.clone()),
        _ => None,
    }
}

fn answer(figures: &BTreeMap<String, Figure>, name: &str) -> Option<bool> {
    match figures.get(name) {
        Some(Figure::Answer(yes)) => Some(*yes),
        _ => None,
    }
}

fn award(award: &RawAward, max: &Q) -> Q {
    match (&award.share, &award.points) {
        (Some(text), _) => share(text) * max,
        (None, Some(points)) => share(points),
        (None, None) => max.clone(),
    }
}

/// Why a rule gives nothing definite.
#[derive(Debug, Clone, Copy)]
enum Stop {
    Missing,
    DividedByZero,
}

/// The least and the most points of a rule; nothing where it does not apply.
fn outcome(rule: &RawRule, max: &Q, figures: &BTreeMap<String, Figure>, best: Option<&Q>) -> Option<(Q, Q)> {
    let part = |part: &RawPart| outcome(&part.rule, &award(&part.award, max), figures, best);
    let all_or_nothing = |met: bool| if met { max.clone() } else { Q::zero() };
    let open = || Some((Q::zero(), max.clone()));
    let settle = |result: Result<Q, Stop>, if_zero: Option<RawIfZero>| match (result, if_zero) {
        (Ok(points), _) => Some((points.clone(), points)),
        (Err(Stop::Missing), _) => open(),
        (Err(Stop::DividedByZero), Some(RawIfZero::Zero)) => Some((Q::zero(), Q::zero())),
        (Err(Stop::DividedByZero), Some(RawIfZero::Full)) => Some((max.clone(), max.clone())),
        (Err(Stop::DividedByZero), Some(RawIfZero::NotApplicable)) => None,
        (Err(Stop::DividedByZero), None) => panic!("the checker let through a division by zero: {rule:?}"),
    };
    let value_of = |text: &str| Formula::new(text, figures, max, &BTreeMap::new()).value();
    match rule {
        RawRule::Choice { input, options } => {
            let Some(Figure::Option(id)) = figures.get(input) else { return open() };
            let points = options.iter().find(|option| option.id == *id).map(|option| award(&option.award, max))?;
            Some((points.clone(), points))
        }
        RawRule::YesNo { input } => match answer(figures, input) {
            Some(yes) => Some((all_or_nothing(yes), all_or_nothing(yes))),
            None => open(),
        },
        RawRule::Sum { parts, cap } => {
            let most = cap.as_ref().map_or_else(|| max.clone(), |cap| award(cap, max));
            let (mut lowest, mut highest) = (Q::zero(), Q::zero());
            for (low, high) in parts.iter().filter_map(part) {
                lowest += low;
                highest += high;
            }
            Some((lowest.min(most.clone()), highest.min(most)))
        }
        RawRule::All { parts } => {
            let outcomes: Vec<(Q, Q)> = parts.iter().filter_map(part).collect();
            if outcomes.is_empty() {
                return None;
            }
            let met = outcomes.iter().all(|(low, _)| low == max);
            let possible = outcomes.iter().all(|(_, high)| high == max);
            Some((all_or_nothing(met), all_or_nothing(possible)))
        }
        RawRule::BestOf { parts } => {
            let outcomes: Vec<(Q, Q)> = parts.iter().filter_map(part).collect();
            let lowest = outcomes.iter().map(|(low, _)| low).max()?;
            Some((lowest.clone(), outcomes.iter().map(|(_, high)| high).max()?.clone()))
        }
        RawRule::Ratio { numerator, denominator, percent, full_from, otherwise, if_zero, .. } => {
            let goal = full_from.as_deref().map_or_else(Q::one, share);
            let points = ratio(numerator, denominator, percent.as_deref(), figures).map(|ratio| match otherwise {
                _ if ratio >= goal => max.clone(),
                RawOtherwise::Zero => Q::zero(),
                RawOtherwise::Proportional => clamp(ratio / goal * max, max),
            });
            settle(points, *if_zero)
        }
        RawRule::RatioDown { numerator, denominator, percent, full_until, zero_from, otherwise, if_zero } => {
            let (full, none) = (share(full_until), zero_from.as_deref().map_or_else(Q::one, share));
            let points = ratio(numerator, denominator, percent.as_deref(), figures).map(|ratio| match otherwise {
                _ if ratio <= full => max.clone(),
                RawOtherwise::Zero => Q::zero(),
                RawOtherwise::Proportional => clamp((&none - ratio) / (none - full) * max, max),
            });
            settle(points, *if_zero)
        }
        RawRule::Tiers { value, tiers, if_zero } => {
            let points = value_of(value).map(|value| {
                let tier = tiers.iter().find(|tier| holds(tier, &value));
                award(&tier.unwrap_or_else(|| panic!("no tier holds {value}: {rule:?}")).award, max)
            });
            settle(points, *if_zero)
        }
        RawRule::Target { value, target, direction, otherwise, if_zero } => {
            let target = share(target);
            let points = value_of(value).map(|value| {
                let attained = match direction {
                    _ if value == target => Q::one(),
                    RawDirection::AtLeast => value / target,
                    RawDirection::AtMost if value < target => Q::one(),
                    RawDirection::AtMost => target / value,
                };
                match otherwise {
                    RawOtherwise::Zero => all_or_nothing(attained >= Q::one()),
                    RawOtherwise::Proportional => clamp(attained * max, max),
                }
            });
            settle(points, *if_zero)
        }
        RawRule::Given { input, given_as } => {
            let points = number(figures, input).map(|given| match given_as {
                RawGivenAs::Points => given,
                RawGivenAs::Share => given * max,
                RawGivenAs::Percent => given * max / q(100),
            });
            settle(points.map(|points| clamp(points, max)).ok_or(Stop::Missing), None)
        }
        RawRule::Contents { items, full_from } => {
            let enough = full_from.map_or(items.len(), usize::from);
            let earned = |count: usize| max * q(count.min(enough) as i64) / q(enough as i64);
            let there = items.iter().filter(|item| answer(figures, item) == Some(true)).count();
            let absent = items.iter().filter(|item| answer(figures, item) == Some(false)).count();
            Some((earned(there), earned(items.len() - absent)))
        }
        RawRule::Density { numerator, population, per, full_from, if_zero } => {
            let points = ratio(numerator, population, None, figures)
                .map(|each| clamp(each * share(per) / share(full_from) * max, max));
            settle(points, *if_zero)
        }
        RawRule::PerItem { input, each, cap } => {
            let most = cap.as_ref().map_or_else(|| max.clone(), |cap| award(cap, max));
            let points = number(figures, input).map(|count| clamp(count * award(each, max), &most));
            settle(points.ok_or(Stop::Missing), None)
        }
        RawRule::AgainstBest { value, if_zero } => {
            let points = value_of(value).and_then(|value| {
                let best = best.filter(|best| best.is_positive()).ok_or(Stop::Missing)?;
                Ok(clamp(value / best * max, max))
            });
            settle(points, *if_zero)
        }
        RawRule::Formula { expression, steps, if_zero } => {
            let points = Formula::new(expression, figures, max, steps).value();
            settle(points.map(|points| clamp(points, max)), *if_zero)
        }
    }
}

fn holds(tier: &RawTier, value: &Q) -> bool {
    let fits = |bound: &Option<String>, within: fn(&Q, &Q) -> bool| {
        bound.as_deref().is_none_or(|bound| within(value, &share(bound)))
    };
    fits(&tier.at_least, |value, bound| value >= bound)
        && fits(&tier.more_than, |value, bound| value > bound)
        && fits(&tier.at_most, |value, bound| value <= bound)
        && fits(&tier.less_than, |value, bound| value < bound)
}

fn ratio(a: &str, b: &str, percent: Option<&str>, figures: &BTreeMap<String, Figure>) -> Result<Q, Stop> {
    match (number(figures, a), number(figures, b)) {
        (Some(_), Some(b)) if b.is_zero() => Err(Stop::DividedByZero),
        (Some(a), Some(b)) => Ok(a / b),
        _ => Ok(percent.and_then(|percent| number(figures, percent)).ok_or(Stop::Missing)? / q(100)),
    }
}

/// Reads and computes a formula in one go; names are looked up when they are needed.
struct Formula<'a> {
    text: Vec<char>,
    at: usize,
    figures: &'a BTreeMap<String, Figure>,
    max: &'a Q,
    steps: &'a BTreeMap<String, String>,
}

type Value = Result<Q, Stop>;

impl<'a> Formula<'a> {
    fn new(
        text: &str,
        figures: &'a BTreeMap<String, Figure>,
        max: &'a Q,
        steps: &'a BTreeMap<String, String>,
    ) -> Formula<'a> {
        // Spaces mean nothing, and the typographic signs are the plain ones.
        let plain = |c: char| match c {
            '−' => '-',
            '×' => '*',
            ':' => '/',
            other => other,
        };
        let text = text.replace('≤', "<=").replace('≥', ">=").replace('≠', "!=");
        let text = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        Formula { text, at: 0, figures, max, steps }
    }

    fn value(&mut self) -> Value {
        let value = self.sum();
        assert_eq!(self.at, self.text.len(), "read to the end: {:?}", self.text);
        value
    }

    fn takes(&mut self, wanted: &str) -> bool {
        let found = self.text[self.at..].iter().copied().take(wanted.len()).eq(wanted.chars());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn needs(&mut self, wanted: &str) {
        assert!(self.takes(wanted), "`{wanted}` at {} of {:?}", self.at, self.text);
    }

    // Both sides are always read; the left one's reason comes first.
    fn sum(&mut self) -> Value {
        let mut value = self.product();
        loop {
            if self.takes("+") {
                let right = self.product();
                value = value.and_then(|left| Ok(left + right?));
            } else if self.takes("-") {
                let right = self.product();
                value = value.and_then(|left| Ok(left - right?));
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Value {
        let mut value = self.single();
        loop {
            if self.takes("*") {
                let right = self.single();
                value = value.and_then(|left| Ok(left * right?));
            } else if self.takes("/") {
                let right = self.single();
                value = value.and_then(|left| {
                    let right = right?;
                    if right.is_zero() { Err(Stop::DividedByZero) } else { Ok(left / right) }
                });
            } else {
                return value;
            }
        }
    }

    fn single(&mut self) -> Value {
        if self.takes("-") {
            return self.single().map(|value| -value);
        }
        if self.takes("(") {
            let value = self.sum();
            self.needs(")");
            return value;
        }
        if self.text.get(self.at).is_some_and(char::is_ascii_digit) {
            let text = self.word(|c| c.is_ascii_digit() || c == '.');
            let number = share(&text);
            return Ok(if self.takes("%") { number / q(100) } else { number });
        }
        let name = self.word(|c| c.is_ascii_alphanumeric() || c == '_');
        match name.as_str() {
            "max_points" => Ok(self.max.clone()),
            "min" | "max" => {
                self.needs("(");
                let mut value = self.sum();
                while self.takes(",") {
                    let right = self.sum();
                    value = value.and_then(|left| Ok(if name == "min" { left.min(right?) } else { left.max(right?) }));
                }
                self.needs(")");
                value
            }
            "if" => self.condition(),
            _ => match self.steps.get(&name) {
                Some(step) => Formula::new(step, self.figures, self.max, self.steps).value(),
                None => number(self.figures, &name).ok_or(Stop::Missing),
            },
        }
    }

    /// Only what is chosen counts, so a fault in the other branch does not matter.
    fn condition(&mut self) -> Value {
        self.needs("(");
        let left = self.sum();
        let comparison = self.word(|c| matches!(c, '<' | '>' | '=' | '!'));
        let right = self.sum();
        self.needs(",");
        let then = self.sum();
        self.needs(",");
        let otherwise = self.sum();
        self.needs(")");
        let (left, right) = (left?, right?);
        let holds = match comparison.as_str() {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "=" | "==" => left == right,
            "!=" => left != right,
            other => panic!("`{other}` is not a comparison"),
        };
        if holds { then } else { otherwise }
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let word: String = self.text[self.at..].iter().copied().take_while(|c| belongs(*c)).collect();
        assert!(!word.is_empty(), "a word at {} of {:?}", self.at, self.text);
        self.at += word.len();
        word
    }
}
