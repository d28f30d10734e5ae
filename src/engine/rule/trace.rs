//! What a rule did, step by step, as data: the answer to “why this score”.
//!
//! The same evaluation runs with and without a trace, so an explanation can not differ from the score.

use super::{IfZero, InputIndex, Text};
use crate::engine::exact::{Exact, Rounding};

/// A piece of a formula, to be written in some language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A number.
    Number(Exact),
    /// A share of one, to be written as a percentage.
    Percent(Exact),
    /// An operator, a parenthesis, a comma: `×`, `(`, `≥`.
    Symbol(&'static str),
    /// The name of an input, of a step or of a function.
    Name(String),
    /// The maximum, by name.
    MaxPoints,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How deep in nested rules, from 0.
    pub depth: u8,
    /// What was done.
    pub kind: StepKind,
    /// The formula with its figures; empty where there is nothing to compute.
    pub terms: Vec<Term>,
    /// What came out.
    pub result: StepResult,
}

/// What came out of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepResult {
    /// Nothing to show.
    Nothing,
    /// A number.
    Number(Exact),
    /// A share of one, to be written as a percentage.
    Percent(Exact),
    /// Points.
    Points(Exact),
    /// Points between a lowest and a highest, because figures are missing.
    Between(Exact, Exact),
    /// Whether a condition holds.
    Met(bool),
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// A ratio of two figures.
    Ratio,
    /// A ratio that was entered as a percentage.
    RatioGiven,
    /// The value that tiers, targets and best units look at.
    Value,
    /// A named step of a formula.
    Named(String),
    /// Whether a bound or target is reached.
    Condition,
    /// The step of a scale that holds the value, counted from 1.
    Tier(usize),
    /// The option that was chosen.
    Option(Text),
    /// The answer to a yes/no question.
    Answer { input: InputIndex, yes: bool },
    /// How many of the required contents are there.
    Contents,
    /// A part of the rule begins; its own steps follow one level deeper, then its `PartPoints`.
    Part(Text),
    /// The points of the part that began last on this level.
    PartPoints,
    /// A part of the rule that does not apply and is left out.
    PartSkipped,
    /// Points as entered.
    Given,
    /// Points computed.
    Points,
    /// The parts added up.
    Sum,
    /// The best of the parts.
    Best,
    /// All parts must be met in full.
    All,
    /// Held between zero and a cap.
    Capped,
    /// Rounded as the framework declares.
    Rounded(Rounding),
    /// A counted leaf counts one only when it is done in full.
    Counted,
    /// Figures that are missing.
    Missing(Vec<InputIndex>),
    /// The best value among the units is not known.
    BestUnknown,
    /// The denominator is zero.
    ZeroDenominator(IfZero),
}

/// Takes steps, or lets them pass.
pub trait Trace {
    /// Whether steps are kept; where they are not, nothing needs to be worked out for them alone.
    const KEEPS: bool;
    /// Notes a step; `make` is called only where steps are kept.
    fn step(&mut self, make: impl FnOnce() -> (StepKind, Vec<Term>, StepResult));
    /// One level deeper.
    fn enter(&mut self);
    /// And back.
    fn leave(&mut self);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTrace;

impl Trace for NoTrace {
    const KEEPS: bool = false;
    #[inline]
    fn step(&mut self, _: impl FnOnce() -> (StepKind, Vec<Term>, StepResult)) {}
    #[inline]
    fn enter(&mut self) {}
    #[inline]
    fn leave(&mut self) {}
}

/// Keeps every step.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    depth: u8,
    steps: Vec<Step>,
}

impl Steps {
    /// The steps, in order.
    pub fn into_vec(self) -> Vec<Step> {
        self.steps
    }
}

impl Trace for Steps {
    const KEEPS: bool = true;

    fn step(&mut self, make: impl FnOnce() -> (StepKind, Vec<Term>, StepResult)) {
        let (kind, terms, result) = make();
        self.steps.push(Step { depth: self.depth, kind, terms, result });
    }

    fn enter(&mut self) {
        self.depth = self.depth.saturating_add(1);
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}
