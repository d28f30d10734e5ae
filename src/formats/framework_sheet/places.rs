//! From the places of the checker (`4.1/max_points`) to cells (`Chỉ số!D14`).

use std::collections::BTreeMap;

use crate::engine::problem::{Problem, ProblemKind};

/// A cell, as sheet, row and column for the order, and as address.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub sheet: usize,
    pub row: usize,
    pub column: usize,
    pub address: String,
}

/// Where things are written.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By what the checker calls it; with `@` and a column's path, or `@=` and the text of a cell.
    known: BTreeMap<String, Place>,
}

/// Texts that are longer are not looked for.
const LONGEST: usize = 64;

impl Places {
    /// The place of a thing.
    pub fn add(&mut self, owner: &str, place: Place) {
        self.known.insert(owner.to_owned(), place);
    }

    /// The place of a column of a thing.
    pub fn add_column(&mut self, owner: &str, path: &str, place: Place) {
        self.known.insert(format!("{owner}@{path}"), place);
    }

    /// The place of a text that a problem may quote.
    pub fn add_text(&mut self, owner: &str, text: &str, place: Place) {
        if text.len() <= LONGEST {
            self.known.insert(format!("{owner}@={text}"), place);
        }
    }

    /// The cell of a problem of the checker, as exact as can be told.
    pub fn find(&self, problem: &Problem) -> Option<Place> {
        let owner = problem.place.as_str();
        let (before, after) = owner.rsplit_once('/').unwrap_or((owner, ""));
        let mut keys = Vec::new();
        for path in columns_of(&problem.kind) {
            keys.push(format!("{owner}@{path}"));
        }
        if let ProblemKind::TierOrder { tier } | ProblemKind::TierBounds { tier } = &problem.kind {
            keys.push(format!("{owner}@tier{tier}"));
        }
        if let ProblemKind::TierOverlap { second, .. } | ProblemKind::TierHole { second, .. } = &problem.kind {
            keys.push(format!("{owner}@tier{second}"));
        }
        for (_, value) in problem.kind.values() {
            keys.push(format!("{owner}@={value}"));
        }
        if !after.is_empty() {
            let derivation = matches!(problem.kind, ProblemKind::MissingDerivation);
            let path = match after {
                "max_points" if derivation => "max_points.derivation.vi",
                "max_points" => "max_points.value",
                "rule_basis" if derivation => "rule_derivation.vi",
                "rule_basis" => "rule_basis",
                "official_count" => "official_count.value",
                _ => "",
            };
            for (_, value) in problem.kind.values() {
                keys.push(format!("{before}@={value}"));
            }
            keys.extend([format!("{before}@{path}"), format!("{before}@{after}.vi")]);
        }
        keys.push(owner.to_owned());
        let mut rest = owner;
        while let Some((before, _)) = rest.rsplit_once('/') {
            keys.push(before.to_owned());
            rest = before;
        }
        keys.iter().find_map(|key| self.known.get(key)).cloned()
    }
}

/// Columns in which a problem of a node is put right.
fn columns_of(kind: &ProblemKind) -> &'static [&'static str] {
    match kind {
        ProblemKind::PointsMissing
        | ProblemKind::SumDiffers { .. }
        | ProblemKind::PillarDiffers { .. }
        | ProblemKind::PartlyAllocated
        | ProblemKind::PointsNotAllowed
        | ProblemKind::PointsOutOfRange { .. } => &["max_points.value"],
        ProblemKind::RuleMissing
        | ProblemKind::RuleNotAllowed
        | ProblemKind::MaximumUnreachable { .. }
        | ProblemKind::PartsDiffer { .. }
        | ProblemKind::TooFewOptions
        | ProblemKind::RuleTooLarge { .. } => &["#kind"],
        ProblemKind::MissingSource | ProblemKind::UnknownDocument { .. } => &["source"],
        ProblemKind::DenominatorMayBeZero { .. } | ProblemKind::NestedNotApplicable => &["#if_zero"],
        ProblemKind::FormulaSyntax { .. } | ProblemKind::FormulaTooLarge { .. } => &["#figure"],
        ProblemKind::BoundsOrder | ProblemKind::NotPositive { .. } => &["#bound"],
        ProblemKind::UnscoredPart => &["role"],
        ProblemKind::InputRange { .. } => &["max"],
        ProblemKind::ExampleDiffers { .. } | ProblemKind::ExampleOpen => &["@expected"],
        _ => &[],
    }
}
