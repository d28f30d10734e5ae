//! Bytes to engine and back: frameworks (as JSON and as spreadsheets) and their index, crosswalks, the table of years, the
//! document register, assessments, scorecards, outlines of reports, reporting calendars, budgets, published
//! results.
//!
//! Belongs here: file formats, versioned. Does not belong here: rules, sentences for people, places where files are kept.

pub mod assessment_file;
pub mod assessment_sheet;
pub mod builtin;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod json;
mod pieces;
mod framework_json;
pub mod carry_file;
pub mod comparison_file;
pub mod crosswalk_file;
pub mod documents;
pub mod geojson;
pub mod framework_file;
pub mod index;
pub mod outline;
pub mod plan_file;
pub mod report_file;
pub mod docx;
pub mod calendar;
pub mod budget;
mod csv;
pub mod encoding;
pub mod file_kind;
pub mod eleven_columns;
pub mod dataset;
pub mod long_table;
pub mod register_file;
pub mod duties_file;
pub mod periods_file;
pub mod rollup_file;
pub mod scorecard_file;
pub mod sheet;
pub mod framework_sheet;
pub mod csv_file;
pub mod xlsx;
pub mod tile_layout;
pub mod years;

use std::{cell::RefCell, rc::Rc};

use json::Fields;
use serde_json::Value;

use crate::engine::{
    checked,
    problem::{Problem, ProblemKind},
};

/// The largest file that is read, in bytes.
pub const MAX_SIZE: usize = 16 * 1024 * 1024;
/// That a file of so many bytes is larger than what is read.
pub fn too_large(size: u64) -> Problem {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    Problem::new("", ProblemKind::TooLarge { size, limit: MAX_SIZE })
}

/// The longest text in a file, in bytes: about a hundred printed pages. No page could show a name of megabytes.
pub const MAX_TEXT: usize = 200_000;
/// The most that can be typed or pasted into one field, in the units that browsers count (each is at most three bytes), so
/// that a file never holds what can not be read again.
pub const MAX_TYPED: &str = "66000";

/// The `format` that a file states, without its version: `thuocso-budget`. Nothing for what is not JSON or states none.
pub fn format_name(text: &str) -> Option<String> {
    let value = json::parse(text).ok()?;
    let (name, _) = value.get("format")?.as_str()?.rsplit_once('/')?;
    Some(name.to_owned())
}

/// Reads the fields of a file of one format; `expected` is its name and version.
///
/// # Errors
///
/// Where it is not JSON; that it is of another format; or every field that is missing, unknown or of the wrong type.
fn read_fields<T>(text: &str, expected: &str, read: &dyn Fn(Fields<'_>) -> T) -> Result<T, Vec<Problem>> {
    let value = json::parse(text)?;
    refuse_newer(&value, expected)?;
    if let Some(found) = value.get("format").and_then(Value::as_str).filter(|found| *found != expected) {
        let (found, expected) = (found.to_owned(), expected.to_owned());
        return Err(vec![Problem::new("format", ProblemKind::WrongFormat { found, expected })]);
    }
    let problems = RefCell::new(Vec::new());
    let mut fields = Fields::of_file(&value, &problems);
    fields.text("format");
    let read = read(fields);
    let problems = problems.into_inner();
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

/// The frameworks that a file belongs to; one that does not exist is a problem.
fn frameworks(ids: &[String], knows: &dyn Fn(&str) -> bool, problems: &mut Vec<Problem>) -> Vec<Rc<str>> {
    for id in ids.iter().filter(|id| !knows(id)) {
        problems.push(Problem::new("frameworks", ProblemKind::UnknownFramework { id: checked::shortened(id) }));
    }
    ids.iter().map(|id| id.as_str().into()).collect()
}

/// Refuses a file of a later version before its unknown fields are complained about.
///
/// `expected` is a name and a version, `thuocso-assessment/1`. Another kind of file passes: whoever reads it says so
/// better.
///
/// # Errors
///
/// That the file is newer than this program.
fn refuse_newer(value: &Value, expected: &str) -> Result<(), Vec<Problem>> {
    let parts = |format: &str| {
        let (name, version) = format.rsplit_once('/')?;
        Some((name.to_owned(), version.parse::<u32>().ok()?))
    };
    let found = value.get("format").and_then(Value::as_str).unwrap_or_default();
    match (parts(found), parts(expected)) {
        (Some((name, newer)), Some((ours, version))) if name == ours && newer > version => {
            let (found, expected) = (found.to_owned(), expected.to_owned());
            Err(vec![Problem::new("format", ProblemKind::NewerFormat { found, expected })])
        }
        _ => Ok(()),
    }
}
