//! The register of source documents: `indicators/documents.json`, format `thuocso-documents/1`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::{
    framework::raw::RawText,
    problem::{Problem, ProblemKind},
};

/// The value of [`Documents::format`].
pub const FORMAT: &str = "thuocso-documents/1";

/// Every document that a source can name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Documents {
    /// Always [`FORMAT`].
    pub format: String,
    /// By id.
    pub documents: BTreeMap<String, Document>,
}

/// One document (“văn bản căn cứ”). What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Number and symbol.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Year, year and month, or full date (ISO).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: RawText,
    /// What it is called.
    pub title: RawText,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

impl Documents {
    /// Whether a document is in the register.
    pub fn knows(&self, id: &str) -> bool {
        self.documents.contains_key(id)
    }
}

/// Reads a register.
///
/// # Errors
///
/// All problems found.
pub fn read(text: &str) -> Result<Documents, Vec<Problem>> {
    let documents: Documents = super::read_json(text)?;
    let mut problems = Vec::new();
    if documents.format != FORMAT {
        let (found, expected) = (documents.format.clone(), FORMAT.to_owned());
        problems.push(Problem::new("format", ProblemKind::WrongFormat { found, expected }));
    }
    for (id, document) in &documents.documents {
        if document.title.vi.trim().is_empty() {
            problems.push(Problem::new(format!("documents/{id}"), ProblemKind::MissingVietnamese));
        }
    }
    if problems.is_empty() { Ok(documents) } else { Err(problems) }
}
