//! A rule as a formula: the terms that pages and reports write in their language.

use super::{
    Award, Direction, InputIndex, Otherwise, Part, Rule,
    formula::{Expression, Operator, Values},
    trace::Term,
};
use crate::engine::exact::Exact;

/// What stands for inputs and steps in a written formula.
#[derive(Debug)]
pub enum Names<'a, V> {
    /// Their figures.
    Figures(&'a V),
    /// Their names: inputs, then steps.
    Symbols(&'a [&'a str], &'a [&'a str]),
}

/// The rule as one formula over the names of its inputs, where a formula says more than the rule's sentence;
/// otherwise empty (choices, tiers and lists are shown as lists).
///
/// `inputs` are the names of the leaf's inputs.
pub fn formula(rule: &Rule, inputs: &[&str]) -> Vec<Term> {
    let name = |input: InputIndex| Term::Name(inputs.get(input).copied().unwrap_or("?").to_owned());
    let ratio = |pair: &super::Pair| vec![name(pair.numerator), Term::Symbol("/"), name(pair.denominator)];
    match rule {
        Rule::Ratio { pair, full_from, otherwise, may_exceed } => match otherwise {
            Otherwise::Zero => condition(ratio(pair), "≥", Term::Percent(full_from.clone())),
            Otherwise::Proportional if full_from.is_one() && !may_exceed => times_max(ratio(pair)),
            Otherwise::Proportional if full_from.is_one() => at_most_one(ratio(pair)),
            Otherwise::Proportional => {
                let mut terms = ratio(pair);
                terms.extend([Term::Symbol("/"), Term::Percent(full_from.clone())]);
                at_most_one(terms)
            }
        },
        Rule::RatioDown { pair, full_until, zero_from, otherwise } => match otherwise {
            Otherwise::Zero => condition(ratio(pair), "≤", Term::Percent(full_until.clone())),
            Otherwise::Proportional => {
                let mut terms = vec![Term::Symbol("("), Term::Percent(zero_from.clone()), Term::Symbol("−")];
                terms.extend(ratio(pair));
                terms.extend([
                    Term::Symbol(")"),
                    Term::Symbol("/"),
                    Term::Symbol("("),
                    Term::Percent(zero_from.clone()),
                ]);
                terms.extend([Term::Symbol("−"), Term::Percent(full_until.clone()), Term::Symbol(")")]);
                at_most_one(terms)
            }
        },
        Rule::Target { value, target, direction, otherwise, .. } => {
            let names = Names::<NoValues>::Symbols(inputs, &[]);
            let factor = factor_terms(value, &names);
            let value = expression_terms(value, &names);
            match (direction, otherwise) {
                (Direction::AtLeast, Otherwise::Zero) => condition(value, "≥", Term::Number(target.clone())),
                (Direction::AtMost, Otherwise::Zero) => condition(value, "≤", Term::Number(target.clone())),
                (Direction::AtLeast, Otherwise::Proportional) if target.is_one() => at_most_one(value),
                (Direction::AtLeast, Otherwise::Proportional) => {
                    let mut terms = factor;
                    terms.extend([Term::Symbol("/"), Term::Number(target.clone())]);
                    at_most_one(terms)
                }
                (Direction::AtMost, Otherwise::Proportional) => {
                    let mut terms = vec![Term::Number(target.clone()), Term::Symbol("/")];
                    terms.extend(factor);
                    at_most_one(terms)
                }
            }
        }
        Rule::Density { pair, per, full_from } => {
            let mut terms = ratio(pair);
            terms.extend([Term::Symbol("×"), Term::Number(per.clone())]);
            terms.extend([Term::Symbol("/"), Term::Number(full_from.clone())]);
            at_most_one(terms)
        }
        Rule::AgainstBest { value, .. } => {
            let mut terms = factor_terms(value, &Names::<NoValues>::Symbols(inputs, &[]));
            terms.extend([Term::Symbol("/"), Term::Name("best".to_owned())]);
            at_most_one(terms)
        }
        Rule::PerItem { input, each, .. } => {
            let each = match each {
                Award::Share(share) => vec![Term::Percent(share.clone()), Term::Symbol("×"), Term::MaxPoints],
                Award::Points(points) => vec![Term::Number(points.clone())],
            };
            let mut terms = vec![Term::Name("min".to_owned()), Term::Symbol("("), name(*input), Term::Symbol("×")];
            terms.extend(each);
            terms.extend([Term::Symbol(","), Term::MaxPoints, Term::Symbol(")")]);
            terms
        }
        Rule::Formula { expression, steps, .. } => {
            let steps: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
            expression_terms(expression, &Names::<NoValues>::Symbols(inputs, &steps))
        }
        Rule::Choice { .. } | Rule::YesNo { .. } | Rule::Sum { .. } | Rule::All { .. } | Rule::BestOf { .. } => vec![],
        Rule::Tiers { .. } | Rule::Given { .. } | Rule::Contents { .. } => vec![],
    }
}

/// The named steps of a formula, written over the names of inputs and earlier steps.
pub fn formula_steps(rule: &Rule, inputs: &[&str]) -> Vec<(String, Vec<Term>)> {
    let Rule::Formula { steps, .. } = rule else { return vec![] };
    let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    let terms = |step| expression_terms(step, &Names::<NoValues>::Symbols(inputs, &names));
    steps.iter().map(|(name, step)| (name.clone(), terms(step))).collect()
}

/// An expression as terms.
pub fn expression_terms<V: Values>(expression: &Expression, names: &Names<'_, V>) -> Vec<Term> {
    let mut terms = Vec::new();
    write(expression, names, 0, &mut terms);
    terms
}

/// An expression as terms, in parentheses where it could not stand beside a division.
fn factor_terms<V: Values>(expression: &Expression, names: &Names<'_, V>) -> Vec<Term> {
    let mut terms = Vec::new();
    write(expression, names, 3, &mut terms);
    terms
}

/// `binds`: how strongly the surrounding operator binds; weaker parts get parentheses.
fn write<V: Values>(expression: &Expression, names: &Names<'_, V>, binds: u8, terms: &mut Vec<Term>) {
    match expression {
        Expression::Number(number) => terms.push(Term::Number(number.clone())),
        Expression::Input(input) => terms.push(match names {
            Names::Figures(values) => values.input(*input).map_or(Term::Symbol("?"), Term::Number),
            Names::Symbols(inputs, _) => Term::Name(inputs.get(*input).copied().unwrap_or("?").to_owned()),
        }),
        Expression::Step(step) => terms.push(match names {
            Names::Figures(values) => values.step(*step).map_or(Term::Symbol("?"), Term::Number),
            Names::Symbols(_, steps) => Term::Name(steps.get(*step).copied().unwrap_or("?").to_owned()),
        }),
        Expression::MaxPoints => terms.push(match names {
            Names::Figures(values) => Term::Number(values.max_points().clone()),
            Names::Symbols(..) => Term::MaxPoints,
        }),
        Expression::Negative(inner) => {
            terms.push(Term::Symbol("−"));
            write(inner, names, 3, terms);
        }
        Expression::Binary(operator, left, right) => {
            let own = match operator {
                Operator::Add | Operator::Subtract => 1,
                Operator::Multiply | Operator::Divide => 2,
            };
            if own < binds {
                terms.push(Term::Symbol("("));
            }
            write(left, names, own, terms);
            terms.push(Term::Symbol(operator.symbol()));
            // `a − (b − c)` and `a / (b / c)` keep their parentheses.
            write(right, names, own + 1, terms);
            if own < binds {
                terms.push(Term::Symbol(")"));
            }
        }
        Expression::Min(items) | Expression::Max(items) => {
            let name = if matches!(expression, Expression::Min(_)) { "min" } else { "max" };
            terms.extend([Term::Name(name.to_owned()), Term::Symbol("(")]);
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    terms.push(Term::Symbol(","));
                }
                write(item, names, 0, terms);
            }
            terms.push(Term::Symbol(")"));
        }
        Expression::If(comparison, parts) => {
            let [left, right, then, otherwise] = &**parts;
            terms.extend([Term::Name("if".to_owned()), Term::Symbol("(")]);
            write(left, names, 0, terms);
            terms.push(Term::Symbol(comparison.symbol()));
            write(right, names, 0, terms);
            terms.push(Term::Symbol(","));
            write(then, names, 0, terms);
            terms.push(Term::Symbol(","));
            write(otherwise, names, 0, terms);
            terms.push(Term::Symbol(")"));
        }
    }
}

/// `… × max`
fn times_max(mut terms: Vec<Term>) -> Vec<Term> {
    terms.extend([Term::Symbol("×"), Term::MaxPoints]);
    terms
}

/// `min(…, 1) × max`
fn at_most_one(terms: Vec<Term>) -> Vec<Term> {
    let mut all = vec![Term::Name("min".to_owned()), Term::Symbol("(")];
    all.extend(terms);
    all.extend([Term::Symbol(","), Term::Number(Exact::ONE), Term::Symbol(")")]);
    times_max(all)
}

/// `if(… ≥ bound, max, 0)`
fn condition(value: Vec<Term>, symbol: &'static str, bound: Term) -> Vec<Term> {
    let mut all = vec![Term::Name("if".to_owned()), Term::Symbol("(")];
    all.extend(value);
    all.extend([Term::Symbol(symbol), bound, Term::Symbol(","), Term::MaxPoints, Term::Symbol(",")]);
    all.extend([Term::Number(Exact::ZERO), Term::Symbol(")")]);
    all
}

/// The inputs that a rule reads, each once, in the order in which it asks for them.
pub fn inputs_used(rule: &Rule) -> Vec<InputIndex> {
    let mut used = Vec::new();
    collect_inputs(rule, &mut |input| {
        if !used.contains(&input) {
            used.push(input);
        }
    });
    used
}

fn collect_inputs(rule: &Rule, add: &mut impl FnMut(InputIndex)) {
    let mut expression = |expression: &Expression| {
        expression.visit(&mut |part| {
            if let Expression::Input(input) = part {
                add(*input);
            }
        });
    };
    match rule {
        Rule::Tiers { value, .. } | Rule::Target { value, .. } | Rule::AgainstBest { value, .. } => expression(value),
        Rule::Formula { expression: formula, steps, .. } => {
            steps.iter().for_each(|(_, step)| expression(step));
            expression(formula);
        }
        Rule::Choice { input, .. }
        | Rule::YesNo { input }
        | Rule::Given { input, .. }
        | Rule::PerItem { input, .. } => {
            add(*input);
        }
        Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
            parts.iter().for_each(|Part { rule, .. }| collect_inputs(rule, add));
        }
        Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } | Rule::Density { pair, .. } => {
            add(pair.numerator);
            add(pair.denominator);
            pair.percent.into_iter().for_each(add);
        }
        Rule::Contents { items, .. } => items.iter().copied().for_each(add),
    }
}

struct NoValues;

impl Values for NoValues {
    fn input(&self, _: InputIndex) -> Option<Exact> {
        None
    }

    fn step(&self, _: usize) -> Result<Exact, super::formula::NoResult> {
        Err(super::formula::NoResult::Missing)
    }

    fn max_points(&self) -> &Exact {
        &Exact::ZERO
    }
}
