//! `framework.json`, format `thuocso-framework/1`.

use sha2::{Digest, Sha256};

use super::documents::Documents;
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
/// All problems; the list is never empty.
pub fn read(text: &str, documents: &Documents) -> Result<Framework, Vec<Problem>> {
    let raw = read_raw(text)?;
    check(&raw, &hash(&raw), &|id| documents.knows(id))
}

/// Reads a framework without checking it.
///
/// # Errors
///
/// What is not JSON of the right shape, or all fields that are not known.
pub fn read_raw(text: &str) -> Result<RawFramework, Vec<Problem>> {
    super::refuse_newer(text, FORMAT)?;
    super::read_json(text)
}

/// The hash of a framework's content: `sha256-` and 64 hexadecimal digits over its compact JSON, so that
/// line breaks and indentation do not count.
pub fn hash(raw: &RawFramework) -> String {
    // Plain structures with text keys always serialize.
    let canonical = serde_json::to_vec(raw).unwrap_or_default();
    let digest = Sha256::digest(&canonical);
    digest.iter().fold(String::from("sha256-"), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}
