//! What an organization writes in its report itself, kept in its assessment: the field `report`, texts by name.
//!
//! ```json
//! "report": { "issuer": "UBND tỉnh Bắc Giang", "place": "Bắc Giang", "date": "2024-03-25", "proposals": "…" }
//! ```

use serde_json::{Map, Value};

use crate::engine::{assessment::Assessment, report::Texts};

/// The field of an assessment.
const FIELD: &str = "report";

/// The texts. What is no text is as if it were not said, and stays in the file.
pub fn texts(assessment: &Assessment) -> Texts {
    let entries = assessment.other.get(FIELD).and_then(Value::as_object);
    let mut texts = Texts::new();
    for (name, value) in entries.into_iter().flatten() {
        if let Some(text) = value.as_str() {
            texts.insert(name.clone(), text.to_owned());
        }
    }
    texts
}

/// Sets one text; an empty one is forgotten, and what is drafted from the scores takes its place again.
pub fn set_text(assessment: &mut Assessment, name: &str, text: &str) {
    let mut entries = match assessment.other.remove(FIELD) {
        Some(Value::Object(entries)) => entries,
        _ => Map::new(),
    };
    if text.trim().is_empty() {
        entries.remove(name);
    } else {
        entries.insert(name.to_owned(), text.into());
    }
    if !entries.is_empty() {
        assessment.other.insert(FIELD.to_owned(), Value::Object(entries));
    }
}
