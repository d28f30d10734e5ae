//! The register of source documents: `indicators/documents.json`, format `thuocso-documents/1`.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    framework_json,
    json::{self, Fields},
};
use crate::engine::{
    framework::raw::RawText,
    problem::{Problem, ProblemKind},
};

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

/// One document (“văn bản căn cứ”). What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Number and symbol.
    pub number: String,
    /// Year, year and month, or full date (ISO).
    pub date: String,
    /// Who issued it.
    pub issuer: RawText,
    /// What it is called.
    pub title: RawText,
    /// Where it can be read.
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
    let value = json::parse(text)?;
    let found = RefCell::new(Vec::new());
    let mut fields = Fields::of_file(&value, &found);
    let documents = Documents { format: fields.text("format"), documents: fields.entries("documents", &document) };
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

fn document(mut fields: Fields<'_>) -> Document {
    let document = Document {
        number: fields.optional_text("number").unwrap_or_default(),
        date: fields.optional_text("date").unwrap_or_default(),
        issuer: fields.optional_object("issuer").map(framework_json::text).unwrap_or_default(),
        title: framework_json::text(fields.object("title")),
        address: fields.optional_text("address").unwrap_or_default(),
    };
    fields.end();
    document
}
