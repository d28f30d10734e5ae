//! Bytes to engine and back: frameworks, crosswalks, the table of years, the document register, assessments,
//! scorecards.
//!
//! Belongs here: file formats, versioned. Does not belong here: rules, sentences for people, places where files are kept.

pub mod assessment_file;
pub mod builtin;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod json;
mod framework_json;
pub mod carry_file;
pub mod comparison_file;
pub mod crosswalk_file;
pub mod documents;
pub mod framework_file;
pub mod scorecard_file;
pub mod years;

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
