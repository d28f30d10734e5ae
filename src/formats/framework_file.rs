//! `framework.json`, format `thuocso-framework/1`.

use std::cell::RefCell;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    documents::Documents,
    framework_json,
    json::{self, Fields},
};
use crate::engine::{
    framework::{
        Framework,
        check::check,
        raw::{FORMAT, RawFramework},
    },
    problem::Problem,
};

/// Reads and checks a framework.
///
/// # Errors
///
/// All problems; the list is never empty. What is missing, unknown or of the wrong type is said first: only a framework
/// that can be read whole is checked.
pub fn read(text: &str, documents: &Documents) -> Result<Framework, Vec<Problem>> {
    let value = json::parse(text)?;
    let raw = raw_of(&value)?;
    check(&raw, &hash(&value), &|id| documents.knows(id))
}

/// Reads a framework without checking it.
///
/// # Errors
///
/// Where it is not JSON, or every field that is missing, unknown or of the wrong type.
pub fn read_raw(text: &str) -> Result<RawFramework, Vec<Problem>> {
    raw_of(&json::parse(text)?)
}

/// Whether a text says that it is a framework, whatever is wrong with it.
pub fn is_framework(text: &str) -> bool {
    super::format_name(text).as_deref() == FORMAT.split('/').next()
}

/// The text of a framework's file, indented.
pub fn write(raw: &RawFramework) -> String {
    // Plain data always serializes.
    let mut text = serde_json::to_string_pretty(raw).unwrap_or_default();
    text.push('\n');
    text
}

fn raw_of(value: &Value) -> Result<RawFramework, Vec<Problem>> {
    super::refuse_newer(value, FORMAT)?;
    let problems = RefCell::new(Vec::new());
    let raw = framework_json::framework(Fields::of_file(value, &problems));
    let problems = problems.into_inner();
    if problems.is_empty() { Ok(raw) } else { Err(problems) }
}

/// The hash of a framework's content: `sha256-` and 64 hexadecimal digits over its compact JSON with sorted keys, so
/// that line breaks, indentation and the order of fields do not count.
pub(super) fn hash(value: &Value) -> String {
    // JSON that was parsed can be written; its maps are sorted.
    let canonical = serde_json::to_vec(value).unwrap_or_default();
    let digest = Sha256::digest(&canonical);
    digest.iter().fold(String::from("sha256-"), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}
