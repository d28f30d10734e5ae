//! What rules compute.
//!
//! One function for all: pages, command line and benchmark score through [`evaluate`]; explanations are its trace.

use super::{
    Award, Direction, Figure, GivenAs, IfZero, InputIndex, Otherwise, Pair, Part, Rule,
    describe::{Names, expression_terms},
    formula::{Expression, NoResult, Values},
    trace::{StepKind, StepResult, Term, Trace},
};
use crate::engine::exact::Exact;

/// What a rule gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// All figures that matter are there.
    Known(Exact),
    /// Figures are missing: the least (missing earns nothing) and the most (missing earns everything).
    Open {
        /// Missing earns nothing.
        lowest: Exact,
        /// Missing earns everything.
        highest: Exact,
    },
    /// The rule does not apply to these figures; it leaves the denominator.
    NotApplicable,
}

impl Outcome {
    /// Between the two, or known when they are the same.
    pub fn between(lowest: Exact, highest: Exact) -> Outcome {
        if lowest == highest { Outcome::Known(lowest) } else { Outcome::Open { lowest, highest } }
    }

    /// The least.
    pub fn lowest(&self) -> &Exact {
        match self {
            Outcome::Known(points) => points,
            Outcome::Open { lowest, .. } => lowest,
            Outcome::NotApplicable => &Exact::ZERO,
        }
    }

    /// The most.
    pub fn highest(&self) -> &Exact {
        match self {
            Outcome::Known(points) => points,
            Outcome::Open { highest, .. } => highest,
            Outcome::NotApplicable => &Exact::ZERO,
        }
    }

    /// For a trace.
    pub(crate) fn result(&self) -> StepResult {
        match self {
            Outcome::Known(points) => StepResult::Points(points.clone()),
            Outcome::Open { lowest, highest } => StepResult::Between(lowest.clone(), highest.clone()),
            Outcome::NotApplicable => StepResult::Nothing,
        }
    }
}

/// What a rule looks at besides its maximum.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// One an input of the leaf; nothing: not entered. Inputs beyond the end are not entered.
    pub entered: &'a [Option<Figure>],
    /// The greatest value among the units compared, for [`Rule::AgainstBest`].
    pub best: Option<&'a Exact>,
}

impl Figures<'_> {
    fn number(&self, input: InputIndex) -> Option<&Exact> {
        match self.entered.get(input) {
            Some(Some(Figure::Number(number))) => Some(number),
            _ => None,
        }
    }

    fn answer(&self, input: InputIndex) -> Option<bool> {
        match self.entered.get(input) {
            Some(Some(Figure::Answer(yes))) => Some(*yes),
            _ => None,
        }
    }
}

/// The points that `rule` gives, at most `max` and at least zero. Nothing is rounded.
///
/// # Missing
///
/// A figure that is not entered leaves the outcome open, unless it can not change it.
pub fn evaluate<T: Trace>(rule: &Rule, max: &Exact, figures: Figures<'_>, trace: &mut T) -> Outcome {
    match points(rule, max, figures, trace) {
        Ok(outcome) => outcome,
        Err(Stop::Missing(inputs)) => {
            let open = Outcome::between(Exact::ZERO, max.clone());
            trace.step(|| (StepKind::Missing(inputs), vec![], open.result()));
            open
        }
        Err(Stop::BestUnknown) => {
            let open = Outcome::between(Exact::ZERO, max.clone());
            trace.step(|| (StepKind::BestUnknown, vec![], open.result()));
            open
        }
        Err(Stop::Zero(if_zero)) => {
            let outcome = match if_zero {
                IfZero::Zero => Outcome::Known(Exact::ZERO),
                IfZero::Full => Outcome::Known(max.clone()),
                IfZero::NotApplicable => Outcome::NotApplicable,
            };
            trace.step(|| (StepKind::ZeroDenominator(if_zero), vec![], outcome.result()));
            outcome
        }
    }
}

enum Stop {
    Missing(Vec<InputIndex>),
    BestUnknown,
    Zero(IfZero),
}

fn points<T: Trace>(rule: &Rule, max: &Exact, figures: Figures<'_>, trace: &mut T) -> Result<Outcome, Stop> {
    let known = |points: Exact| Ok(Outcome::Known(points));
    match rule {
        Rule::Choice { input, options } => {
            let chosen = match figures.entered.get(*input) {
                Some(Some(Figure::Option(option))) => options.get(*option),
                _ => None,
            };
            let chosen = chosen.ok_or_else(|| Stop::Missing(vec![*input]))?;
            trace.step(|| (StepKind::Option(chosen.label.clone()), vec![], StepResult::Nothing));
            known(award(&chosen.award, max, trace))
        }
        Rule::YesNo { input } => {
            let yes = figures.answer(*input).ok_or_else(|| Stop::Missing(vec![*input]))?;
            let points = if yes { max.clone() } else { Exact::ZERO };
            trace.step(|| (StepKind::Answer { input: *input, yes }, vec![], StepResult::Points(points.clone())));
            known(points)
        }
        Rule::Sum { parts, cap } => {
            let mut lowest = Exact::ZERO;
            let mut highest = Exact::ZERO;
            let mut terms = Vec::new();
            for part in parts {
                let outcome = part_outcome(part, max, figures, trace);
                terms.push(outcome.lowest().clone());
                lowest = &lowest + outcome.lowest();
                highest = &highest + outcome.highest();
            }
            let sum = Outcome::between(lowest.clone(), highest.clone());
            trace.step(|| (StepKind::Sum, joined(terms, "+"), sum.result()));
            let cap = cap.as_ref().map_or_else(|| max.clone(), |cap| cap.points(max).lesser(max).clone());
            if highest <= cap {
                return Ok(sum);
            }
            let capped = Outcome::between(lowest.lesser(&cap).clone(), cap.clone());
            trace.step(|| (StepKind::Capped, call("min", [number(&lowest), number(&cap)]), capped.result()));
            Ok(capped)
        }
        Rule::All { parts } => {
            let (mut met, mut applicable, mut failed) = (0_i64, 0_i64, false);
            for part in parts {
                let outcome = part_outcome(part, max, figures, trace);
                if outcome == Outcome::NotApplicable {
                    continue;
                }
                applicable += 1;
                failed |= outcome.highest() < max;
                met += i64::from(outcome.lowest() == max);
            }
            let outcome = match () {
                () if applicable == 0 => Outcome::NotApplicable,
                () if failed => Outcome::Known(Exact::ZERO),
                () if met == applicable => Outcome::Known(max.clone()),
                () => Outcome::between(Exact::ZERO, max.clone()),
            };
            let terms = || vec![number(&met.into()), Term::Symbol("/"), number(&applicable.into())];
            trace.step(|| (StepKind::All, terms(), outcome.result()));
            Ok(outcome)
        }
        Rule::BestOf { parts } => {
            let mut lowest = Exact::ZERO;
            let mut highest = Exact::ZERO;
            let mut terms = Vec::new();
            for part in parts {
                let outcome = part_outcome(part, max, figures, trace);
                terms.push(number(outcome.lowest()));
                lowest = lowest.greater(outcome.lowest()).clone();
                highest = highest.greater(outcome.highest()).clone();
            }
            let best = Outcome::between(lowest, highest);
            trace.step(|| (StepKind::Best, call("max", terms), best.result()));
            Ok(best)
        }
        Rule::Ratio { pair, full_from, otherwise, .. } => {
            let ratio = pair_ratio(pair, figures, trace)?;
            let full = ratio >= *full_from;
            if T::KEEPS && (!full_from.is_one() || *otherwise == Otherwise::Zero) {
                condition(&ratio, "≥", full_from, full, trace);
            }
            known(attained(full, *otherwise, &ratio, full_from, max, trace))
        }
        Rule::RatioDown { pair, full_until, zero_from, otherwise } => {
            let ratio = pair_ratio(pair, figures, trace)?;
            let full = ratio <= *full_until;
            condition(&ratio, "≤", full_until, full, trace);
            if full || ratio >= *zero_from || *otherwise == Otherwise::Zero {
                return known(all_or_nothing(full, max, trace));
            }
            let span = zero_from - full_until;
            let points = (&(zero_from - &ratio) * max).checked_div(&span).unwrap_or_default();
            trace.step(|| {
                let mut terms = vec![Term::Symbol("("), percent(zero_from), Term::Symbol("−"), percent(&ratio)];
                terms.extend([Term::Symbol(")"), Term::Symbol("/"), Term::Symbol("("), percent(zero_from)]);
                terms.extend([
                    Term::Symbol("−"),
                    percent(full_until),
                    Term::Symbol(")"),
                    Term::Symbol("×"),
                    number(max),
                ]);
                (StepKind::Points, terms, StepResult::Points(points.clone()))
            });
            known(points)
        }
        Rule::Tiers { value, tiers, if_zero } => {
            let value = expression(value, StepKind::Value, max, figures, *if_zero, trace)?;
            let found = tiers.iter().enumerate().find(|(_, tier)| tier.holds(&value));
            let points = match found {
                Some((index, tier)) => {
                    trace.step(|| (StepKind::Tier(index + 1), tier_terms(tier, &value), StepResult::Nothing));
                    award(&tier.award, max, trace)
                }
                // Checked frameworks have a tier for every value that can be entered.
                None => Exact::ZERO,
            };
            known(points)
        }
        Rule::Target { value, target, direction, otherwise, if_zero } => {
            let value = expression(value, StepKind::Value, max, figures, *if_zero, trace)?;
            let (symbol, met) = match direction {
                Direction::AtLeast => ("≥", value >= *target),
                Direction::AtMost => ("≤", value <= *target),
            };
            trace.step(|| {
                (StepKind::Condition, vec![number(&value), Term::Symbol(symbol), number(target)], StepResult::Met(met))
            });
            if met || *otherwise == Otherwise::Zero {
                return known(all_or_nothing(met, max, trace));
            }
            let (part, whole) = match direction {
                Direction::AtLeast => (&value, target),
                Direction::AtMost => (target, &value),
            };
            // The target is not met, so `whole` is above `part`; below zero nothing is earned.
            let points = (part * max).checked_div(whole).unwrap_or_default().between(&Exact::ZERO, max);
            trace.step(|| {
                let terms = vec![number(part), Term::Symbol("/"), number(whole), Term::Symbol("×"), number(max)];
                (StepKind::Points, terms, StepResult::Points(points.clone()))
            });
            known(points)
        }
        Rule::Given { input, given_as } => {
            let given = figures.number(*input).ok_or_else(|| Stop::Missing(vec![*input]))?;
            let (points, terms) = match given_as {
                GivenAs::Points => (given.clone(), vec![number(given)]),
                GivenAs::Share => (given * max, vec![number(given), Term::Symbol("×"), number(max)]),
                GivenAs::Percent => {
                    let share = given.checked_div(&Exact::from(100)).unwrap_or_default();
                    (&share * max, vec![percent(&share), Term::Symbol("×"), number(max)])
                }
            };
            trace.step(|| (StepKind::Given, terms, StepResult::Points(points.clone())));
            known(held(points, max, trace))
        }
        Rule::Contents { items, full_from } => {
            let answers = items.iter().map(|item| figures.answer(*item));
            let present = answers.clone().filter(|it| *it == Some(true)).count();
            let possible = answers.filter(|it| *it != Some(false)).count();
            let share = |count: usize| {
                let count = Exact::from(count.min(usize::from(*full_from)) as i64);
                (&count * max).checked_div(&Exact::from(i64::from(*full_from))).unwrap_or_default()
            };
            let outcome = Outcome::between(share(present), share(possible));
            trace.step(|| {
                let terms = vec![
                    number(&Exact::from(present as i64)),
                    Term::Symbol("/"),
                    number(&Exact::from(i64::from(*full_from))),
                    Term::Symbol("×"),
                    number(max),
                ];
                (StepKind::Contents, terms, outcome.result())
            });
            if let Outcome::Open { .. } = outcome {
                let missing = || items.iter().copied().filter(|item| figures.answer(*item).is_none()).collect();
                trace.step(|| (StepKind::Missing(missing()), vec![], StepResult::Nothing));
            }
            Ok(outcome)
        }
        Rule::Density { pair, per, full_from } => {
            let (a, b) = pair_figures(pair, figures)?;
            let density = (a * per).checked_div(b).ok_or_else(|| zero_stop(pair.if_zero))?;
            trace.step(|| {
                let terms = vec![number(a), Term::Symbol("/"), number(b), Term::Symbol("×"), number(per)];
                (StepKind::Value, terms, StepResult::Number(density.clone()))
            });
            let full = density >= *full_from;
            known(attained(full, Otherwise::Proportional, &density, full_from, max, trace))
        }
        Rule::PerItem { input, each, cap } => {
            let count = figures.number(*input).ok_or_else(|| Stop::Missing(vec![*input]))?;
            let each = each.points(max);
            let earned = count * &each;
            trace.step(|| {
                let terms = vec![number(count), Term::Symbol("×"), number(&each)];
                (StepKind::Points, terms, StepResult::Points(earned.clone()))
            });
            let cap = cap.as_ref().map_or_else(|| max.clone(), |cap| cap.points(max).lesser(max).clone());
            known(held(earned, &cap, trace))
        }
        Rule::AgainstBest { value, if_zero } => {
            let value = expression(value, StepKind::Value, max, figures, *if_zero, trace)?;
            let best = figures.best.filter(|best| **best > Exact::ZERO).ok_or(Stop::BestUnknown)?;
            let points = (&value * max).checked_div(best).unwrap_or_default();
            trace.step(|| {
                let terms = vec![number(&value), Term::Symbol("/"), number(best), Term::Symbol("×"), number(max)];
                (StepKind::Points, terms, StepResult::Points(points.clone()))
            });
            known(held(points, max, trace))
        }
        Rule::Formula { expression: formula, steps, if_zero } => {
            let mut values = FormulaValues { figures, max, steps: Vec::with_capacity(steps.len()) };
            for (name, step) in steps {
                let result = step.evaluate(&values);
                if let Ok(number) = &result {
                    trace.step(|| {
                        let terms = expression_terms(step, &Names::Figures(&values));
                        (StepKind::Named(name.clone()), terms, StepResult::Number(number.clone()))
                    });
                }
                values.steps.push(result);
            }
            let points = formula.evaluate(&values).map_err(|why| match why {
                NoResult::DividedByZero => zero_stop(*if_zero),
                NoResult::Missing => {
                    let used = super::describe::inputs_used(rule).into_iter();
                    Stop::Missing(used.filter(|input| figures.number(*input).is_none()).collect())
                }
            })?;
            trace.step(|| {
                let terms = expression_terms(formula, &Names::Figures(&values));
                (StepKind::Points, terms, StepResult::Points(points.clone()))
            });
            known(held(points, max, trace))
        }
    }
}

fn part_outcome<T: Trace>(part: &Part, max: &Exact, figures: Figures<'_>, trace: &mut T) -> Outcome {
    trace.step(|| (StepKind::Part(part.label.clone()), vec![], StepResult::Nothing));
    trace.enter();
    let outcome = evaluate(&part.rule, &part.award.points(max), figures, trace);
    trace.leave();
    trace.step(|| match outcome {
        Outcome::NotApplicable => (StepKind::PartSkipped, vec![], StepResult::Nothing),
        _ => (StepKind::PartPoints, vec![], outcome.result()),
    });
    outcome
}

fn pair_figures<'a>(pair: &Pair, figures: Figures<'a>) -> Result<(&'a Exact, &'a Exact), Stop> {
    let number = |input: InputIndex| match figures.entered.get(input) {
        Some(Some(Figure::Number(number))) => Some(number),
        _ => None,
    };
    match (number(pair.numerator), number(pair.denominator)) {
        (Some(a), Some(b)) => Ok((a, b)),
        (a, b) => {
            let missing = [(a, pair.numerator), (b, pair.denominator)];
            Err(Stop::Missing(missing.iter().filter(|(it, _)| it.is_none()).map(|(_, input)| *input).collect()))
        }
    }
}

fn pair_ratio<T: Trace>(pair: &Pair, figures: Figures<'_>, trace: &mut T) -> Result<Exact, Stop> {
    match pair_figures(pair, figures) {
        Ok((a, b)) => {
            let ratio = a.checked_div(b).ok_or_else(|| zero_stop(pair.if_zero))?;
            trace.step(|| {
                (StepKind::Ratio, vec![number(a), Term::Symbol("/"), number(b)], StepResult::Percent(ratio.clone()))
            });
            Ok(ratio)
        }
        Err(missing) => {
            let stated = pair.percent.and_then(|percent| figures.number(percent)).ok_or(missing)?;
            let ratio = stated.checked_div(&Exact::from(100)).unwrap_or_default();
            trace.step(|| (StepKind::RatioGiven, vec![], StepResult::Percent(ratio.clone())));
            Ok(ratio)
        }
    }
}

/// What counts when a denominator is zero. The checker makes sure that it is said, or that zero can not be entered.
fn zero_stop(if_zero: Option<IfZero>) -> Stop {
    Stop::Zero(if_zero.unwrap_or(IfZero::Zero))
}

fn stop(why: NoResult, expression: &Expression, figures: Figures<'_>, if_zero: Option<IfZero>) -> Stop {
    match why {
        NoResult::DividedByZero => zero_stop(if_zero),
        NoResult::Missing => {
            let mut missing = Vec::new();
            expression.visit(&mut |part| {
                if let Expression::Input(input) = part
                    && figures.number(*input).is_none()
                    && !missing.contains(input)
                {
                    missing.push(*input);
                }
            });
            Stop::Missing(missing)
        }
    }
}

fn expression<T: Trace>(
    expression: &Expression,
    kind: StepKind,
    max: &Exact,
    figures: Figures<'_>,
    if_zero: Option<IfZero>,
    trace: &mut T,
) -> Result<Exact, Stop> {
    let values = FormulaValues { figures, max, steps: Vec::new() };
    let value = expression.evaluate(&values).map_err(|why| stop(why, expression, figures, if_zero))?;
    trace.step(|| (kind, expression_terms(expression, &Names::Figures(&values)), StepResult::Number(value.clone())));
    Ok(value)
}

struct FormulaValues<'a> {
    figures: Figures<'a>,
    max: &'a Exact,
    steps: Vec<Result<Exact, NoResult>>,
}

impl Values for FormulaValues<'_> {
    fn input(&self, input: InputIndex) -> Option<Exact> {
        self.figures.number(input).cloned()
    }

    fn step(&self, step: usize) -> Result<Exact, NoResult> {
        self.steps.get(step).cloned().unwrap_or(Err(NoResult::Missing))
    }

    fn max_points(&self) -> &Exact {
        self.max
    }
}

fn award<T: Trace>(award: &Award, max: &Exact, trace: &mut T) -> Exact {
    let points = award.points(max).between(&Exact::ZERO, max);
    trace.step(|| {
        let terms = match award {
            Award::Share(share) => vec![percent(share), Term::Symbol("×"), number(max)],
            Award::Points(_) => vec![],
        };
        (StepKind::Points, terms, StepResult::Points(points.clone()))
    });
    points
}

fn all_or_nothing<T: Trace>(met: bool, max: &Exact, trace: &mut T) -> Exact {
    let points = if met { max.clone() } else { Exact::ZERO };
    trace.step(|| (StepKind::Points, vec![], StepResult::Points(points.clone())));
    points
}

/// Everything when `full`, otherwise the share of `goal` that `value` is, or nothing.
fn attained<T: Trace>(
    full: bool,
    otherwise: Otherwise,
    value: &Exact,
    goal: &Exact,
    max: &Exact,
    trace: &mut T,
) -> Exact {
    if full || otherwise == Otherwise::Zero {
        return all_or_nothing(full, max, trace);
    }
    // Below the goal, so below the maximum.
    let points = match value.is_negative() {
        true => Exact::ZERO,
        false if goal.is_one() => value * max,
        false => (value * max).checked_div(goal).unwrap_or_default(),
    };
    trace.step(|| {
        let mut terms = vec![number(value)];
        if !goal.is_one() {
            terms.extend([Term::Symbol("/"), number(goal)]);
        }
        terms.extend([Term::Symbol("×"), number(max)]);
        (StepKind::Points, terms, StepResult::Points(points.clone()))
    });
    points
}

/// Holds points between zero and a cap, and says so when that changes them.
fn held<T: Trace>(points: Exact, cap: &Exact, trace: &mut T) -> Exact {
    let inside = points.between(&Exact::ZERO, cap);
    if inside != points {
        trace.step(|| {
            let terms = match points.is_negative() {
                true => call("max", [number(&points), number(&Exact::ZERO)]),
                false => call("min", [number(&points), number(cap)]),
            };
            (StepKind::Capped, terms, StepResult::Points(inside.clone()))
        });
    }
    inside
}

fn condition<T: Trace>(ratio: &Exact, symbol: &'static str, bound: &Exact, met: bool, trace: &mut T) {
    trace.step(|| {
        (StepKind::Condition, vec![percent(ratio), Term::Symbol(symbol), percent(bound)], StepResult::Met(met))
    });
}

fn tier_terms(tier: &super::Tier, value: &Exact) -> Vec<Term> {
    let mut terms = Vec::new();
    if let Some(from) = &tier.from {
        terms.extend([number(&from.value), Term::Symbol(if from.inclusive { "≤" } else { "<" })]);
    }
    terms.push(number(value));
    if let Some(to) = &tier.to {
        terms.extend([Term::Symbol(if to.inclusive { "≤" } else { "<" }), number(&to.value)]);
    }
    terms
}

fn number(value: &Exact) -> Term {
    Term::Number(value.clone())
}

fn percent(value: &Exact) -> Term {
    Term::Percent(value.clone())
}

fn joined(values: Vec<Exact>, symbol: &'static str) -> Vec<Term> {
    let mut terms = Vec::new();
    for value in values {
        if !terms.is_empty() {
            terms.push(Term::Symbol(symbol));
        }
        terms.push(Term::Number(value));
    }
    terms
}

fn call(name: &str, arguments: impl IntoIterator<Item = Term>) -> Vec<Term> {
    let mut terms = vec![Term::Name(name.to_owned()), Term::Symbol("(")];
    for (index, argument) in arguments.into_iter().enumerate() {
        if index > 0 {
            terms.push(Term::Symbol(","));
        }
        terms.push(argument);
    }
    terms.push(Term::Symbol(")"));
    terms
}
