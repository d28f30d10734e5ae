//! Checks of one scoring rule: its inputs exist and fit, its parts make up the maximum, its tiers cover what can be
//! entered, and nothing is divided by zero unexpectedly.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Input, InputKind,
    raw::{RawAward, RawIfZero, RawPart, RawRule, RawText, RawTier},
};
use crate::engine::{
    checked::either_language,
    exact::Exact,
    order,
    problem::{Problem, ProblemKind},
    rule::{
        Award, Bound, ChoiceOption, InputIndex, Pair, Part, Rule, Tier,
        describe::inputs_used,
        formula::{self, Expression, Operator},
    },
};

/// The deepest nesting of rules in rules.
const MAX_DEPTH: usize = 4;
/// The most named steps of a formula.
const MAX_STEPS: usize = 32;
/// The most digits that a formula can give.
const MAX_DIGITS: usize = 20_000;
/// The most parts, options, tiers and contents of one rule, nested ones included.
const MAX_PARTS: usize = 200;

/// Checks a rule whose maximum is `max`. Nothing is returned where something is so wrong that the rule can not be built;
/// a rule can be returned although problems were reported.
pub(super) fn check_rule(
    place: &str,
    raw: &RawRule,
    inputs: &[Input],
    max: &Exact,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let named = vec![false; inputs.len()];
    let mut checker = RuleChecker { place, inputs, problems, parts: 0, named, chosen: Vec::new(), unread: false };
    let rule = checker.rule(raw, max, 0, true);
    // Where a formula could not be read, nobody knows which inputs it names.
    for (input, named) in inputs.iter().zip(&checker.named) {
        if !named && !checker.unread {
            let kind = ProblemKind::UnusedInput { name: input.name.to_string() };
            checker.problems.push(Problem::new(format!("{place}/{}", input.name), kind));
        }
    }
    debug_assert!(rule.as_ref().is_none_or(|rule| inputs_used(rule).len() <= inputs.len()));
    rule
}

struct RuleChecker<'a> {
    place: &'a str,
    inputs: &'a [Input],
    problems: &'a mut Vec<Problem>,
    parts: usize,
    /// Which inputs the rule names.
    named: Vec<bool>,
    /// Which inputs choices read.
    chosen: Vec<InputIndex>,
    /// A formula could not be read.
    unread: bool,
}

const NUMBERS: &[InputKind] = &[InputKind::Count, InputKind::Number, InputKind::Percent];

impl RuleChecker<'_> {
    fn report(&mut self, kind: ProblemKind) {
        self.problems.push(Problem::new(self.place, kind));
    }

    /// `may_not_apply`: whether “not applicable” means something here.
    fn rule(&mut self, raw: &RawRule, max: &Exact, depth: usize, may_not_apply: bool) -> Option<Rule> {
        self.parts += 1;
        if depth > MAX_DEPTH || self.parts > MAX_PARTS {
            self.report(ProblemKind::RuleTooLarge { limit: MAX_PARTS });
            return None;
        }
        match raw {
            RawRule::Choice { input, options } => {
                let name = input;
                let input = self.input(name, &[InputKind::Choice]);
                if input.is_some_and(|input| self.chosen.contains(&input)) {
                    self.report(ProblemKind::ChoiceTwice { name: name.clone() });
                }
                self.chosen.extend(input);
                if !self.count(options.len(), 2) {
                    return None;
                }
                let mut ids = BTreeSet::new();
                let mut checked = Vec::new();
                for option in options {
                    if !ids.insert(&option.id) || option.id.is_empty() {
                        self.report(ProblemKind::DuplicateId { id: option.id.clone() });
                    }
                    self.text(&option.label);
                    if let Some(award) = self.award(&option.award, max) {
                        checked.push(ChoiceOption {
                            id: option.id.clone(),
                            label: either_language(&option.label),
                            award,
                        });
                    }
                }
                self.best(checked.iter().map(|option| option.award.points(max)), max);
                Some(Rule::Choice { input: input?, options: checked })
            }
            RawRule::YesNo { input } => Some(Rule::YesNo { input: self.input(input, &[InputKind::YesNo])? }),
            RawRule::Sum { parts, cap } => {
                let parts = self.parts(parts, max, depth, PartAward::Needed, false);
                let cap = cap.as_ref().and_then(|cap| self.award(cap, max));
                let sum: Exact = parts.iter().map(|part| part.award.points(max)).sum();
                match &cap {
                    Some(cap) => {
                        let best = cap.points(max).lesser(&sum).clone();
                        self.best([best], max);
                    }
                    None if sum != *max => self.report(ProblemKind::PartsDiffer { stated: max.clone(), sum }),
                    None => {}
                }
                Some(Rule::Sum { parts, cap })
            }
            RawRule::All { parts } => {
                let parts = self.parts(parts, max, depth, PartAward::Forbidden, true);
                Some(Rule::All { parts })
            }
            RawRule::BestOf { parts } => {
                let parts = self.parts(parts, max, depth, PartAward::Optional, false);
                self.best(parts.iter().map(|part| part.award.points(max)), max);
                Some(Rule::BestOf { parts })
            }
            RawRule::Ratio { numerator, denominator, percent, full_from, otherwise, if_zero, may_exceed } => {
                let pair = self.pair(numerator, denominator, percent.as_deref(), *if_zero, may_not_apply);
                let full_from = match full_from {
                    Some(text) => self.positive(text)?,
                    None => Exact::ONE,
                };
                let (otherwise, may_exceed) = (*otherwise, *may_exceed);
                Some(Rule::Ratio { pair: pair?, full_from, otherwise, may_exceed })
            }
            RawRule::RatioDown { numerator, denominator, percent, full_until, zero_from, otherwise, if_zero } => {
                let pair = self.pair(numerator, denominator, percent.as_deref(), *if_zero, may_not_apply);
                let full_until = self.share(full_until)?;
                let zero_from = match zero_from {
                    Some(text) => self.positive(text)?,
                    None => Exact::ONE,
                };
                if full_until >= zero_from {
                    self.report(ProblemKind::BoundsOrder);
                }
                Some(Rule::RatioDown { pair: pair?, full_until, zero_from, otherwise: *otherwise })
            }
            RawRule::Tiers { value, tiers, if_zero } => {
                let value = self.expression(value, *if_zero, may_not_apply);
                if !self.count(tiers.len(), 1) {
                    return None;
                }
                let tiers: Vec<Tier> =
                    tiers.iter().enumerate().filter_map(|(index, tier)| self.tier(index, tier, max)).collect();
                self.best(tiers.iter().map(|tier| tier.award.points(max)), max);
                let value = value?;
                self.coverage(&value, &tiers);
                Some(Rule::Tiers { value, tiers, if_zero: *if_zero })
            }
            RawRule::Target { value, target, direction, otherwise, if_zero } => {
                let value = self.expression(value, *if_zero, may_not_apply);
                let target = self.positive(target);
                let (direction, otherwise, if_zero) = (*direction, *otherwise, *if_zero);
                Some(Rule::Target { value: value?, target: target?, direction, otherwise, if_zero })
            }
            RawRule::Given { input, given_as } => {
                Some(Rule::Given { input: self.input(input, NUMBERS)?, given_as: *given_as })
            }
            RawRule::Contents { items, full_from } => {
                if !self.count(items.len(), 1) {
                    return None;
                }
                let names = items.iter();
                let items: Vec<InputIndex> = names.filter_map(|item| self.input(item, &[InputKind::YesNo])).collect();
                let full_from = full_from.unwrap_or(items.len() as u16);
                if full_from == 0 {
                    self.report(ProblemKind::NotPositive { text: "full_from".to_owned() });
                } else if usize::from(full_from) > items.len() {
                    let best = &Exact::from(items.len() as i64) * max;
                    let best = best.checked_div(&Exact::from(i64::from(full_from))).unwrap_or_default();
                    self.best([best], max);
                }
                Some(Rule::Contents { items, full_from })
            }
            RawRule::Density { numerator, population, per, full_from, if_zero } => {
                let pair = self.pair(numerator, population, None, *if_zero, may_not_apply);
                let (per, full_from) = (self.positive(per), self.positive(full_from));
                Some(Rule::Density { pair: pair?, per: per?, full_from: full_from? })
            }
            RawRule::PerItem { input, each, cap } => {
                let input = self.input(input, NUMBERS);
                let each = self.award(each, max);
                let cap = cap.as_ref().and_then(|cap| self.award(cap, max));
                let reachable = match (&each, input.and_then(|input| self.inputs.get(input))) {
                    (Some(each), Some(Input { max: Some(most), .. })) => most * &each.points(max),
                    (Some(each), _) if each.points(max).is_zero() => Exact::ZERO,
                    _ => max.clone(),
                };
                let most = cap.as_ref().map_or_else(|| max.clone(), |cap| cap.points(max));
                self.best([reachable.lesser(&most).clone()], max);
                Some(Rule::PerItem { input: input?, each: each?, cap })
            }
            RawRule::AgainstBest { value, if_zero } => {
                let value = self.expression(value, *if_zero, may_not_apply)?;
                Some(Rule::AgainstBest { value, if_zero: *if_zero })
            }
            RawRule::Formula { expression, steps, if_zero } => self.formula(expression, steps, *if_zero, may_not_apply),
        }
    }

    fn parts(
        &mut self,
        raw: &[RawPart],
        max: &Exact,
        depth: usize,
        awards: PartAward,
        may_not_apply: bool,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        if !self.count(raw.len(), 1) {
            return parts;
        }
        for part in raw {
            self.text(&part.label);
            let stated = part.award != RawAward::default();
            let award = match awards {
                PartAward::Forbidden if stated => {
                    self.report(ProblemKind::AwardNotAllowed);
                    Some(Award::FULL)
                }
                PartAward::Forbidden => Some(Award::FULL),
                PartAward::Optional if !stated => Some(Award::FULL),
                PartAward::Optional | PartAward::Needed => self.award(&part.award, max),
            };
            let part_max = award.as_ref().map_or_else(|| max.clone(), |award| award.points(max));
            let rule = self.rule(&part.rule, &part_max, depth + 1, may_not_apply);
            if let (Some(award), Some(rule)) = (award, rule) {
                parts.push(Part { label: either_language(&part.label), award, rule });
            }
        }
        parts
    }

    fn pair(
        &mut self,
        numerator: &str,
        denominator: &str,
        percent: Option<&str>,
        if_zero: Option<RawIfZero>,
        may_not_apply: bool,
    ) -> Option<Pair> {
        self.zero(if_zero, may_not_apply);
        let numerator = self.input(numerator, NUMBERS);
        let bottom = self.input(denominator, NUMBERS);
        let percent = match percent {
            Some(percent) => Some(self.input(percent, &[InputKind::Percent])?),
            None => None,
        };
        let bottom = bottom?;
        if if_zero.is_none() && self.inputs.get(bottom).is_none_or(|input| input.min <= Exact::ZERO) {
            self.report(ProblemKind::DenominatorMayBeZero { name: denominator.to_owned() });
        }
        Some(Pair { numerator: numerator?, denominator: bottom, percent, if_zero })
    }

    fn zero(&mut self, if_zero: Option<RawIfZero>, may_not_apply: bool) {
        if if_zero == Some(RawIfZero::NotApplicable) && !may_not_apply {
            self.report(ProblemKind::NestedNotApplicable);
        }
    }

    fn tier(&mut self, index: usize, raw: &RawTier, max: &Exact) -> Option<Tier> {
        let tier = index + 1;
        if raw.at_least.is_some() && raw.more_than.is_some() || raw.at_most.is_some() && raw.less_than.is_some() {
            self.report(ProblemKind::TierBounds { tier });
        }
        let from = self.bound(raw.at_least.as_deref(), raw.more_than.as_deref());
        let to = self.bound(raw.at_most.as_deref(), raw.less_than.as_deref());
        if let (Some(from), Some(to)) = (&from, &to)
            && (from.value > to.value || from.value == to.value && !(from.inclusive && to.inclusive))
        {
            self.report(ProblemKind::TierOrder { tier });
        }
        Some(Tier { from, to, award: self.award(&raw.award, max)? })
    }

    fn bound(&mut self, inclusive: Option<&str>, exclusive: Option<&str>) -> Option<Bound> {
        let (text, inclusive) = match (inclusive, exclusive) {
            (Some(text), _) => (text, true),
            (None, Some(text)) => (text, false),
            (None, None) => return None,
        };
        let value = Exact::parse_share(text);
        if value.is_none() {
            self.report(ProblemKind::BadNumber { text: text.to_owned() });
        }
        Some(Bound { value: value?, inclusive })
    }

    /// Tiers follow each other without overlap or hole, and hold every value that can be entered.
    fn coverage(&mut self, value: &Expression, tiers: &[Tier]) {
        // Between whole numbers there is nothing: “up to 4” and “from 5” leave no hole in a count.
        let whole = matches!(value, Expression::Input(input) if self.inputs.get(*input).is_some_and(|it| it.kind == InputKind::Count));
        let tiers: Vec<Tier> =
            tiers.iter().map(|tier| if whole { on_whole_numbers(tier) } else { tier.clone() }).collect();
        let tiers = tiers.as_slice();
        let start = |index: &usize| tiers.get(*index).and_then(|tier| tier.from.clone());
        let order = order::order(tiers.len(), &|left, right| match (start(&left), start(&right)) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, _) => std::cmp::Ordering::Less,
            (_, None) => std::cmp::Ordering::Greater,
            (Some(left), Some(right)) => left.value.cmp(&right.value).then(right.inclusive.cmp(&left.inclusive)),
        });
        for pair in order.windows(2) {
            let [left, right] = pair else { continue };
            let (first, second) = (left + 1, right + 1);
            let ends = tiers.get(*left).and_then(|tier| tier.to.as_ref());
            match (ends, start(right)) {
                (Some(end), Some(begin)) if end.value < begin.value => {
                    self.report(ProblemKind::TierHole { first, second });
                }
                (Some(end), Some(begin)) if end.value == begin.value && end.inclusive != begin.inclusive => {}
                (Some(end), Some(begin)) if end.value == begin.value && !end.inclusive => {
                    self.report(ProblemKind::TierHole { first, second });
                }
                _ => self.report(ProblemKind::TierOverlap { first, second }),
            }
        }
        let range = range(value, self.inputs);
        let held = |value: &Exact| tiers.iter().any(|tier| tier.holds(value));
        let lowest = order.first().and_then(|index| tiers.get(*index));
        let highest = order.last().and_then(|index| tiers.get(*index));
        match (&range.low, lowest.and_then(|tier| tier.from.as_ref())) {
            (Some(low), Some(_)) if !held(low) => self.report(ProblemKind::TierUncovered { value: low.clone() }),
            (None, Some(from)) => {
                let below = if from.inclusive { &from.value - &Exact::ONE } else { from.value.clone() };
                self.report(ProblemKind::TierUncovered { value: below });
            }
            _ => {}
        }
        match (&range.high, highest.and_then(|tier| tier.to.as_ref())) {
            (Some(high), Some(_)) if !held(high) => self.report(ProblemKind::TierUncovered { value: high.clone() }),
            (None, Some(to)) => {
                let above = if to.inclusive { &to.value + &Exact::ONE } else { to.value.clone() };
                self.report(ProblemKind::TierUncovered { value: above });
            }
            _ => {}
        }
    }

    fn formula(
        &mut self,
        text: &str,
        raw_steps: &BTreeMap<String, String>,
        if_zero: Option<RawIfZero>,
        may_not_apply: bool,
    ) -> Option<Rule> {
        self.zero(if_zero, may_not_apply);
        if raw_steps.len() > MAX_STEPS {
            self.unread = true;
            self.report(ProblemKind::FormulaTooLarge { limit: MAX_STEPS });
            return None;
        }
        for name in raw_steps.keys().filter(|name| self.inputs.iter().any(|input| *input.name == ***name)) {
            self.unread = true;
            self.problems.push(Problem::new(self.place, ProblemKind::StepLikeInput { name: name.clone() }));
        }
        // Steps are put into an order in which each uses only earlier ones; what is left over is a cycle.
        let mut steps: Vec<(String, Expression)> = Vec::new();
        let mut waiting: Vec<(&String, &String)> = raw_steps.iter().collect();
        while !waiting.is_empty() {
            let mut left = Vec::new();
            let before = waiting.len();
            for (name, step) in waiting {
                match self.parse(step, &steps, raw_steps) {
                    Ok(expression) => steps.push((name.clone(), expression)),
                    Err(None) => left.push((name, step)),
                    Err(Some(kind)) => return self.unread(kind),
                }
            }
            if left.len() == before {
                for (name, _) in left {
                    let _: Option<Rule> = self.unread(ProblemKind::FormulaCycle { name: name.clone() });
                }
                return None;
            }
            waiting = left;
        }
        let expression = match self.parse(text, &steps, raw_steps) {
            Ok(expression) => expression,
            // All steps are read, so nothing is waited for.
            Err(kind) => return kind.and_then(|kind| self.unread(kind)),
        };
        if digits(&expression, &steps) > MAX_DIGITS {
            self.report(ProblemKind::FormulaTooLarge { limit: MAX_DIGITS });
            return None;
        }
        let mut used = vec![false; steps.len()];
        for part in steps.iter().map(|(_, step)| step).chain([&expression]) {
            part.visit(&mut |part| {
                if let Expression::Step(step) = part
                    && let Some(used) = used.get_mut(*step)
                {
                    *used = true;
                }
            });
        }
        for ((name, _), used) in steps.iter().zip(&used) {
            if !used {
                self.report(ProblemKind::UnusedStep { name: name.clone() });
            }
        }
        if if_zero.is_none() {
            let divisions: Vec<String> = steps
                .iter()
                .map(|(_, step)| step)
                .chain([&expression])
                .filter_map(|part| unsafe_division(part, self.inputs))
                .collect();
            for name in divisions {
                self.report(ProblemKind::DenominatorMayBeZero { name });
            }
        }
        Some(Rule::Formula { expression, steps, if_zero })
    }

    /// An expression over inputs alone.
    fn expression(&mut self, text: &str, if_zero: Option<RawIfZero>, may_not_apply: bool) -> Option<Expression> {
        self.zero(if_zero, may_not_apply);
        match self.parse(text, &[], &BTreeMap::new()) {
            Ok(expression) => {
                if if_zero.is_none()
                    && let Some(name) = unsafe_division(&expression, self.inputs)
                {
                    self.report(ProblemKind::DenominatorMayBeZero { name });
                }
                Some(expression)
            }
            Err(kind) => kind.and_then(|kind| self.unread(kind)),
        }
    }

    /// Reads one formula over inputs and the steps that are read already; without a problem, it waits for another step.
    fn parse(
        &mut self,
        text: &str,
        steps: &[(String, Expression)],
        raw_steps: &BTreeMap<String, String>,
    ) -> Result<Expression, Option<ProblemKind>> {
        let mut names = StepNames { inputs: self.inputs, named: &mut self.named, steps, raw_steps, waits: false };
        let parsed = formula::parse(text, &mut names);
        parsed.map_err(|kind| (!names.waits).then_some(kind))
    }

    /// Reports why a formula can not be read.
    fn unread<T>(&mut self, kind: ProblemKind) -> Option<T> {
        self.unread = true;
        self.report(kind);
        None
    }

    fn input(&mut self, name: &str, kinds: &[InputKind]) -> Option<InputIndex> {
        let Some(index) = self.inputs.iter().position(|input| &*input.name == name) else {
            self.report(ProblemKind::UnknownInput { name: name.to_owned() });
            return None;
        };
        if let Some(named) = self.named.get_mut(index) {
            *named = true;
        }
        if self.inputs.get(index).is_some_and(|input| !kinds.contains(&input.kind)) {
            let expected: Vec<&str> = kinds.iter().map(|kind| kind_name(*kind)).collect();
            self.report(ProblemKind::WrongInputKind { name: name.to_owned(), expected: expected.join(" or ") });
        }
        Some(index)
    }

    fn award(&mut self, raw: &RawAward, max: &Exact) -> Option<Award> {
        match (&raw.share, &raw.points) {
            (None, None) => {
                self.report(ProblemKind::AwardMissing);
                None
            }
            (Some(_), Some(_)) => {
                self.report(ProblemKind::AwardTwice);
                None
            }
            (Some(share), None) => Some(Award::Share(self.share(share)?)),
            (None, Some(text)) => {
                let Some(points) = Exact::parse_decimal(text).filter(|points| !points.is_negative()) else {
                    self.report(ProblemKind::BadNumber { text: text.clone() });
                    return None;
                };
                if points > *max {
                    self.report(ProblemKind::AwardAboveMax { award: points.clone(), max: max.clone() });
                }
                Some(Award::Points(points))
            }
        }
    }

    fn share(&mut self, text: &str) -> Option<Exact> {
        let share = Exact::parse_share(text).filter(|share| !share.is_negative() && *share <= Exact::ONE);
        if share.is_none() {
            self.report(ProblemKind::BadShare { text: text.to_owned() });
        }
        share
    }

    fn positive(&mut self, text: &str) -> Option<Exact> {
        let Some(value) = Exact::parse_share(text) else {
            self.report(ProblemKind::BadNumber { text: text.to_owned() });
            return None;
        };
        if value <= Exact::ZERO {
            self.report(ProblemKind::NotPositive { text: text.to_owned() });
            return None;
        }
        Some(value)
    }

    /// Whether there are enough parts, and not so many that checking them would take long.
    fn count(&mut self, found: usize, least: usize) -> bool {
        self.parts += found;
        if self.parts > MAX_PARTS {
            self.report(ProblemKind::RuleTooLarge { limit: MAX_PARTS });
            return false;
        }
        if found < least {
            self.report(ProblemKind::TooFewOptions);
        }
        true
    }

    fn best(&mut self, ways: impl IntoIterator<Item = Exact>, max: &Exact) {
        let Some(best) = ways.into_iter().max() else { return };
        if best < *max {
            self.report(ProblemKind::MaximumUnreachable { best, max: max.clone() });
        }
    }

    fn text(&mut self, raw: &RawText) {
        if raw.vi.trim().is_empty() {
            self.report(ProblemKind::MissingVietnamese);
        }
    }
}

/// The same tier among whole numbers, from a bound that belongs to it to one that does not.
fn on_whole_numbers(tier: &Tier) -> Tier {
    let shifted = |bound: &Bound, inclusive: bool| match bound.inclusive == inclusive || !bound.value.is_whole() {
        true => bound.clone(),
        false => Bound { value: &bound.value + &Exact::ONE, inclusive },
    };
    let from = tier.from.as_ref().map(|bound| shifted(bound, true));
    let to = tier.to.as_ref().map(|bound| shifted(bound, false));
    Tier { from, to, award: tier.award.clone() }
}

#[derive(Clone, Copy)]
enum PartAward {
    Needed,
    Optional,
    Forbidden,
}

struct StepNames<'a> {
    inputs: &'a [Input],
    named: &'a mut [bool],
    steps: &'a [(String, Expression)],
    raw_steps: &'a BTreeMap<String, String>,
    /// A step was named that is not read yet.
    waits: bool,
}

impl formula::Names for StepNames<'_> {
    fn resolve(&mut self, name: &str) -> Result<Expression, ProblemKind> {
        if let Some(step) = self.steps.iter().position(|(step, _)| step == name) {
            return Ok(Expression::Step(step));
        }
        if self.raw_steps.contains_key(name) {
            self.waits = true;
            return Err(ProblemKind::FormulaCycle { name: name.to_owned() });
        }
        let unknown = || ProblemKind::UnknownInput { name: name.to_owned() };
        let index = self.inputs.iter().position(|input| &*input.name == name).ok_or_else(unknown)?;
        if let Some(named) = self.named.get_mut(index) {
            *named = true;
        }
        let number = self.inputs.get(index).is_some_and(|input| NUMBERS.contains(&input.kind));
        if number {
            Ok(Expression::Input(index))
        } else {
            Err(ProblemKind::WrongInputKind {
                name: name.to_owned(),
                expected: "count or number or percent".to_owned(),
            })
        }
    }
}

/// The most digits that the result of an expression can have, in numerator and denominator together. Steps that square
/// each other double it each time, so without a limit a short file could take all memory.
fn digits(expression: &Expression, steps: &[(String, Expression)]) -> usize {
    let mut of_steps: Vec<usize> = Vec::with_capacity(steps.len());
    for (_, step) in steps {
        let most = digits_with(step, &of_steps);
        of_steps.push(most);
    }
    digits_with(expression, &of_steps)
}

fn digits_with(expression: &Expression, of_steps: &[usize]) -> usize {
    let all = |parts: &[Expression]| parts.iter().map(|part| digits_with(part, of_steps)).max().unwrap_or(0);
    match expression {
        // A figure has 28 digits, and as many zeros in its denominator; a share of points somewhat more.
        Expression::Number(_) | Expression::Input(_) | Expression::MaxPoints => 64,
        Expression::Step(step) => of_steps.get(*step).copied().unwrap_or(MAX_DIGITS),
        Expression::Negative(inner) => digits_with(inner, of_steps),
        Expression::Binary(_, left, right) => digits_with(left, of_steps).saturating_add(digits_with(right, of_steps)),
        Expression::Min(items) | Expression::Max(items) => all(items),
        Expression::If(_, parts) => all(parts.as_slice()),
    }
}

/// What an expression can be worth; nothing: no bound.
struct Range {
    low: Option<Exact>,
    high: Option<Exact>,
}

/// Bounds that hold for every figure that can be entered; wider than necessary where that is simpler.
fn range(expression: &Expression, inputs: &[Input]) -> Range {
    let open = Range { low: None, high: None };
    match expression {
        Expression::Number(number) => Range { low: Some(number.clone()), high: Some(number.clone()) },
        Expression::Input(input) => {
            inputs.get(*input).map_or(open, |input| Range { low: Some(input.min.clone()), high: input.max.clone() })
        }
        Expression::MaxPoints => Range { low: Some(Exact::ZERO), high: None },
        Expression::Step(_) | Expression::If(..) => open,
        Expression::Negative(inner) => {
            let inner = range(inner, inputs);
            Range { low: inner.high.map(|it| -&it), high: inner.low.map(|it| -&it) }
        }
        Expression::Binary(operator, left, right) => {
            let (left, right) = (range(left, inputs), range(right, inputs));
            let not_negative = |range: &Range| range.low.as_ref().is_some_and(|low| !low.is_negative());
            match operator {
                Operator::Add => Range {
                    low: left.low.zip(right.low).map(|(a, b)| &a + &b),
                    high: left.high.zip(right.high).map(|(a, b)| &a + &b),
                },
                Operator::Subtract => Range {
                    low: left.low.zip(right.high).map(|(a, b)| &a - &b),
                    high: left.high.zip(right.low).map(|(a, b)| &a - &b),
                },
                Operator::Multiply if not_negative(&left) && not_negative(&right) => Range {
                    low: left.low.zip(right.low).map(|(a, b)| &a * &b),
                    high: left.high.zip(right.high).map(|(a, b)| &a * &b),
                },
                Operator::Divide if not_negative(&left) && not_negative(&right) => Range {
                    low: Some(Exact::ZERO),
                    high: left.high.zip(right.low).and_then(|(a, b)| a.checked_div(&b)),
                },
                Operator::Multiply | Operator::Divide => open,
            }
        }
        Expression::Min(items) => {
            let ranges: Vec<Range> = items.iter().map(|item| range(item, inputs)).collect();
            Range {
                low: ranges
                    .iter()
                    .map(|it| it.low.clone())
                    .collect::<Option<Vec<_>>>()
                    .and_then(|it| it.into_iter().min()),
                high: ranges.into_iter().filter_map(|it| it.high).min(),
            }
        }
        Expression::Max(items) => {
            let ranges: Vec<Range> = items.iter().map(|item| range(item, inputs)).collect();
            Range {
                high: ranges
                    .iter()
                    .map(|it| it.high.clone())
                    .collect::<Option<Vec<_>>>()
                    .and_then(|it| it.into_iter().max()),
                low: ranges.into_iter().filter_map(|it| it.low).max(),
            }
        }
    }
}

/// The first divisor that can be zero, as its first input's name.
fn unsafe_division(expression: &Expression, inputs: &[Input]) -> Option<String> {
    let mut found = None;
    expression.visit(&mut |part| {
        let Expression::Binary(Operator::Divide, _, divisor) = part else { return };
        let range = range(divisor, inputs);
        let safe = range.low.is_some_and(|low| low > Exact::ZERO) || range.high.is_some_and(|high| high < Exact::ZERO);
        if safe || found.is_some() {
            return;
        }
        let mut name = None;
        divisor.visit(&mut |inner| {
            if let (Expression::Input(input), None) = (inner, &name) {
                name = inputs.get(*input).map(|input| input.name.to_string());
            }
        });
        found = Some(name.unwrap_or_else(|| "the divisor".to_owned()));
    });
    found
}

fn kind_name(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Count => "count",
        InputKind::Number => "number",
        InputKind::Percent => "percent",
        InputKind::YesNo => "yes_no",
        InputKind::Choice => "choice",
        InputKind::Text => "text",
    }
}
