//! A framework in a spreadsheet, for people who do not program: the same as `framework.json`, in sheets and columns.
//!
//! [`write`] and [`read`] are inverse; [`check`] reads and checks in one pass and places every problem at a cell
//! (`Chỉ số!D14`). Belongs here: what sheets and columns mean. Does not belong here: files ([`super::csv_file`],
//! `super::xlsx`) and numbers in cells ([`super::sheet`]).

mod columns;
mod places;
mod read;
mod template;
pub(super) mod words;
mod write;

use super::{documents::Documents, framework_file, sheet::Workbook};
use crate::engine::{
    framework::{Framework, raw::RawFramework},
    problem::{Problem, ProblemKind},
};
use places::Place;
pub use template::template;
pub use words::{Both, SheetLanguage, fold};
pub use write::write;

/// A framework that was read from sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// As written; not checked.
    pub raw: RawFramework,
    /// What was read in one of several ways, or not at all.
    pub warnings: Vec<Problem>,
}

/// A framework that was read from sheets and is in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// As promised.
    pub framework: Framework,
    /// The text of its `framework.json`.
    pub json: String,
    /// What was read in one of several ways, or not at all.
    pub warnings: Vec<Problem>,
}

/// Whether a workbook says that it holds a framework, whatever is wrong with it: by the name of its first sheet.
pub fn is_one(workbook: &Workbook) -> bool {
    let name = &columns::FRAMEWORK.name;
    workbook.sheets.iter().any(|sheet| [name.vi, name.en].map(fold).contains(&fold(&sheet.name)))
}

/// Reads a framework without checking it.
///
/// # Errors
///
/// Everything that could not be read, with its cell, in the order of the cells; warnings are among it.
pub fn read(workbook: &Workbook) -> Result<Reading, Vec<Problem>> {
    let outcome = read::read(workbook);
    let problems = in_order(outcome.problems);
    match outcome.raw {
        Some(raw) if !problems.iter().any(Problem::is_error) => Ok(Reading { raw, warnings: problems }),
        _ => Err(problems),
    }
}

/// Reads and checks a framework in one pass. Documents that the workbook lists itself need not be in the register.
///
/// # Errors
///
/// Everything that could not be read or is wrong, with its cell, in the order of the cells; warnings are among it.
/// A fault that follows from another one is not said twice.
pub fn check(workbook: &Workbook, documents: &Documents) -> Result<Checked, Vec<Problem>> {
    let outcome = read::read(workbook);
    let mut problems = outcome.problems;
    let mut checked = None;
    if let Some(raw) = &outcome.raw {
        let json = framework_file::write(raw);
        match framework_file::read(&json, documents) {
            Ok(framework) => checked = Some((framework, json)),
            Err(found) => {
                let partial = outcome.is_partial || problems.iter().any(|(_, problem)| problem.is_error());
                let sums = |kind: &ProblemKind| {
                    use ProblemKind as Kind;
                    matches!(kind, Kind::TotalDiffers { .. } | Kind::SumDiffers { .. } | Kind::PillarDiffers { .. })
                };
                for problem in found {
                    let node = problem.place.split('/').next().unwrap_or_default();
                    let follows = partial && outcome.is_partial && sums(&problem.kind)
                        || outcome.without_rule.contains(node) && follows_from_rule(&problem.kind)
                        || said_already(&problem.kind, &outcome.bad_numbers);
                    if !follows {
                        problems.push(located(problem, &outcome.places));
                    }
                }
            }
        }
    }
    let problems = in_order(problems);
    match checked {
        Some((framework, json)) if !problems.iter().any(Problem::is_error) => {
            Ok(Checked { framework, json, warnings: problems })
        }
        _ => Err(problems),
    }
}

/// Whether a fault is only there because the rule could not be read.
fn follows_from_rule(kind: &ProblemKind) -> bool {
    use ProblemKind as Kind;
    matches!(
        kind,
        Kind::RuleMissing
            | Kind::UnusedInput { .. }
            | Kind::BasisNotAllowed { .. }
            | Kind::BadId { .. }
            | Kind::TooFewOptions
            | Kind::MaximumUnreachable { .. }
            | Kind::PartsDiffer { .. }
    )
}

/// Whether the cell of a number has been complained about.
fn said_already(kind: &ProblemKind, bad_numbers: &std::collections::BTreeSet<String>) -> bool {
    match kind {
        ProblemKind::BadNumber { text } | ProblemKind::BadShare { text } => bad_numbers.contains(text),
        ProblemKind::FigureNotANumber { text } => bad_numbers.contains(text),
        _ => false,
    }
}

fn located(problem: Problem, places: &places::Places) -> (Place, Problem) {
    match places.find(&problem) {
        Some(place) => {
            let problem = Problem::new(place.address.clone(), problem.kind);
            (place, problem)
        }
        None => (Place::default(), problem),
    }
}

fn in_order(problems: Vec<(Place, Problem)>) -> Vec<Problem> {
    let sorted = crate::engine::order::sorted(problems, &|(left, _), (right, _)| left.cmp(right));
    let mut problems: Vec<Problem> = sorted.into_iter().map(|(_, problem)| problem).collect();
    problems.dedup();
    problems
}
