//! Bytes to engine and back: frameworks (as JSON and as spreadsheets), the document register, assessments, scorecards.
//!
//! Belongs here: file formats, versioned. Does not belong here: rules, sentences for people, places where files are kept.

pub mod assessment_file;
pub mod builtin;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod json;
mod framework_json;
pub mod documents;
pub mod framework_file;
pub mod scorecard_file;
pub mod sheet;
pub mod framework_sheet;
pub mod csv_file;
pub mod xlsx;

use serde_json::Value;

use crate::engine::problem::{Problem, ProblemKind};

/// The largest file that is read, in bytes.
pub const MAX_SIZE: usize = 16 * 1024 * 1024;

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
