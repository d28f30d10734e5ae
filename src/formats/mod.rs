//! Bytes to engine and back: frameworks, the document register, assessments, scorecards.
//!
//! Belongs here: file formats, versioned. Does not belong here: rules, sentences for people, places where files are kept.

pub mod assessment_file;
pub mod builtin;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod documents;
pub mod framework_file;
pub mod scorecard_file;

use serde::{Deserialize, de::DeserializeOwned};

use crate::engine::problem::{Problem, ProblemKind};

/// The largest file that is read, in bytes.
pub const MAX_SIZE: usize = 16 * 1024 * 1024;

/// Refuses a file of a later version before its unknown fields are complained about.
///
/// `expected` is a name and a version, `thuocso-assessment/1`. A file that is not JSON, or another kind of file, passes:
/// whoever reads it says so better.
///
/// # Errors
///
/// That the file is newer than this program.
fn refuse_newer(text: &str, expected: &str) -> Result<(), Vec<Problem>> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    let Ok(Head { format: found }) = serde_json::from_str(without_mark(text)) else { return Ok(()) };
    let parts = |format: &str| {
        let (name, version) = format.rsplit_once('/')?;
        Some((name.to_owned(), version.parse::<u32>().ok()?))
    };
    match (parts(&found), parts(expected)) {
        (Some((name, newer)), Some((ours, version))) if name == ours && newer > version => {
            Err(vec![Problem::new("format", ProblemKind::NewerFormat { found, expected: expected.to_owned() })])
        }
        _ => Ok(()),
    }
}

/// Without the mark that some editors put before UTF-8 text.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads JSON and reports every field that is not known.
///
/// # Errors
///
/// The first thing that is not JSON of the right shape, or all fields that are not known.
fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Problem>> {
    let text = without_mark(text);
    if text.len() > MAX_SIZE {
        return Err(vec![Problem::new("", ProblemKind::TooLarge { size: text.len(), limit: MAX_SIZE })]);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut unknown = Vec::new();
    let value = serde_ignored::deserialize(&mut deserializer, |path| unknown.push(path.to_string()))
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) if unknown.is_empty() => Ok(value),
        Ok(_) => {
            let unknown = unknown.into_iter();
            Err(unknown.map(|path| Problem::new("", ProblemKind::UnknownField { path })).collect())
        }
        Err(error) => {
            let reason = error.to_string();
            // The place is in the problem's own fields.
            let reason = reason.rsplit_once(" at line ").map_or(reason.clone(), |(reason, _)| reason.to_owned());
            Err(vec![Problem::new("", ProblemKind::NotJson { line: error.line(), column: error.column(), reason })])
        }
    }
}
