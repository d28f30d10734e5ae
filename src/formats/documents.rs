//! The register of source documents: `indicators/documents.json`, format `thuocso-documents/1`.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    framework_json,
    json::{self, Fields},
};
pub use crate::engine::framework::raw::RawDocument as Document;
use crate::engine::problem::{Problem, ProblemKind};

/// The value of [`Documents::format`].
pub const FORMAT: &str = "thuocso-documents/1";

/// Every document that a source can name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documents {
    /// Always [`FORMAT`].
    pub format: String,
    /// By id.
    pub documents: BTreeMap<String, Document>,
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
    let value = json::parse(text)?;
    let found = RefCell::new(Vec::new());
    let mut fields = Fields::of_file(&value, &found);
    let documents =
        Documents { format: fields.text("format"), documents: fields.entries("documents", &framework_json::document) };
    fields.end();
    let mut problems = found.into_inner();
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
