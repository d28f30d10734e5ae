//! A checked scoring rule (“cách tính điểm”): how the figures of one leaf become points.
//!
//! Belongs here: the shapes of rules, and what they compute ([`evaluate`]).
//! Does not belong here: the sentence that a rule is in Vietnamese (see `i18n`), and checks of files (see `framework`).

pub mod describe;
pub mod evaluate;
pub mod formula;
pub mod trace;

use super::exact::Exact;
use super::framework::Text;
pub use super::framework::raw::{
    RawDirection as Direction, RawGivenAs as GivenAs, RawIfZero as IfZero, RawOtherwise as Otherwise,
};
use formula::Expression;

/// The position of an input in its leaf.
pub type InputIndex = usize;

/// A rule whose inputs exist, whose denominators can not be zero unexpectedly, and which can reach its maximum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Exactly one option holds.
    Choice { input: InputIndex, options: Vec<ChoiceOption> },
    /// Everything or nothing.
    YesNo { input: InputIndex },
    /// Parts that add up.
    Sum { parts: Vec<Part>, cap: Option<Award> },
    /// Every part must be met in full.
    All { parts: Vec<Part> },
    /// The best of several ways.
    BestOf { parts: Vec<Part> },
    /// More is better.
    Ratio { pair: Pair, full_from: Exact, otherwise: Otherwise, may_exceed: bool },
    /// Less is better.
    RatioDown { pair: Pair, full_until: Exact, zero_from: Exact, otherwise: Otherwise },
    /// Steps of a value.
    Tiers { value: Expression, tiers: Vec<Tier>, if_zero: Option<IfZero> },
    /// A target of a plan.
    Target { value: Expression, target: Exact, direction: Direction, otherwise: Otherwise, if_zero: Option<IfZero> },
    /// Taken as given.
    Given { input: InputIndex, given_as: GivenAs },
    /// Share of required contents; `full_from` is at least one.
    Contents { items: Vec<InputIndex>, full_from: u16 },
    /// So many per so many inhabitants.
    Density { pair: Pair, per: Exact, full_from: Exact },
    /// Each piece earns the same.
    PerItem { input: InputIndex, each: Award, cap: Option<Award> },
    /// Against the best of the units compared.
    AgainstBest { value: Expression, if_zero: Option<IfZero> },
    /// A formula; steps are in an order in which each uses only earlier ones.
    Formula { expression: Expression, steps: Vec<(String, Expression)>, if_zero: Option<IfZero> },
}

/// `a / b`, or the same as a percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// `a`.
    pub numerator: InputIndex,
    /// `b`.
    pub denominator: InputIndex,
    /// Used when `a` and `b` are not entered.
    pub percent: Option<InputIndex>,
    /// What counts when `b` is zero.
    pub if_zero: Option<IfZero>,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What the file says when it is chosen.
    pub id: String,
    /// What people read.
    pub label: Text,
    /// What it earns.
    pub award: Award,
}

/// One part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: Text,
    /// What it can earn; its rule's maximum.
    pub award: Award,
    /// How.
    pub rule: Rule,
}

/// A share of the maximum, or points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Award {
    /// `0..=1`.
    Share(Exact),
    /// `0..=max`.
    Points(Exact),
}

impl Award {
    /// Everything.
    pub const FULL: Award = Award::Share(Exact::ONE);

    /// The points that this is, when the maximum is `max`.
    pub fn points(&self, max: &Exact) -> Exact {
        match self {
            Award::Share(share) => share * max,
            Award::Points(points) => points.clone(),
        }
    }
}

/// One step of a tiered rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Lower bound; nothing: open.
    pub from: Option<Bound>,
    /// Upper bound; nothing: open.
    pub to: Option<Bound>,
    /// What it earns.
    pub award: Award,
}

/// An end of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The value.
    pub value: Exact,
    /// Whether the value itself belongs to the tier.
    pub inclusive: bool,
}

impl Tier {
    /// Whether the value belongs to this step.
    pub fn holds(&self, value: &Exact) -> bool {
        let above = self.from.as_ref().is_none_or(|it| *value > it.value || it.inclusive && *value == it.value);
        let below = self.to.as_ref().is_none_or(|it| *value < it.value || it.inclusive && *value == it.value);
        above && below
    }
}

/// What was entered for one input, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A count, number or percentage (`0..=100`).
    Number(Exact),
    /// An answer.
    Answer(bool),
    /// The position of an option.
    Option(usize),
    /// Free text, never scored.
    Text,
}
