//! `assessment.json`, format `thuocso-assessment/1`: what the user owns.

use crate::engine::{
    assessment::{Assessment, FORMAT},
    problem::{Problem, ProblemKind},
};

/// Reads an assessment. Its figures are read later, against its framework.
///
/// # Errors
///
/// What is not JSON of the right shape, a format that is not ours, or one that is newer than this version.
pub fn read(text: &str) -> Result<Assessment, Vec<Problem>> {
    super::refuse_newer(text, FORMAT)?;
    let assessment: Assessment = super::read_json(text)?;
    if assessment.format == FORMAT {
        return Ok(assessment);
    }
    let kind = ProblemKind::WrongFormat { found: assessment.format, expected: FORMAT.to_owned() };
    Err(vec![Problem::new("format", kind)])
}

/// The file, indented for people who look at it. Reading it back gives the same assessment.
pub fn write(assessment: &Assessment) -> String {
    // Plain structures with text keys always serialize.
    let mut text = serde_json::to_string_pretty(assessment).unwrap_or_default();
    text.push('\n');
    text
}
