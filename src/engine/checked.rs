//! What every file of data is asked: texts are there in Vietnamese, sources are in the register, identifiers are well
//! formed. Each function reports what is wrong and answers all the same, so that reading goes on.

use std::rc::Rc;

use super::{
    framework::{
        Source, Text,
        raw::{RawSource, RawText},
    },
    id::NodeId,
    problem::{Problem, ProblemKind},
};

/// A text; without Vietnamese: a problem.
pub fn text(place: &str, raw: &RawText, problems: &mut Vec<Problem>) -> Text {
    let text = either_language(raw);
    if text.vi.trim().is_empty() {
        problems.push(Problem::new(place, ProblemKind::MissingVietnamese));
    }
    text
}

/// A text, in English as in Vietnamese where nobody has translated it.
pub fn either_language(raw: &RawText) -> Text {
    let vi: Rc<str> = raw.vi.as_str().into();
    let en = if raw.en.trim().is_empty() { Rc::clone(&vi) } else { raw.en.as_str().into() };
    Text { vi, en }
}

/// A source; without document or section, or of a document that is not in the register: a problem.
pub fn source(
    place: &str,
    raw: &RawSource,
    knows_document: &dyn Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) -> Source {
    if raw.document.trim().is_empty() || raw.section.trim().is_empty() {
        problems.push(Problem::new(place, ProblemKind::MissingSource));
    } else if !knows_document(&raw.document) {
        problems.push(Problem::new(place, ProblemKind::UnknownDocument { document: raw.document.clone() }));
    }
    Source { document: raw.document.as_str().into(), section: raw.section.as_str().into(), item: raw.item }
}

/// The id of a file or of a part with a name of our own: lower-case letters, digits and `-`.
pub fn slug(place: &str, id: &str, problems: &mut Vec<Problem>) {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > NodeId::MAX_LEN || !id.chars().all(allowed) || id.starts_with('-') {
        problems.push(Problem::new(place, ProblemKind::BadId { id: shortened(id) }));
    }
}

/// The beginning of a text that can be of any length, for messages.
pub fn shortened(text: &str) -> String {
    let end = text.char_indices().nth(NodeId::MAX_LEN + 1).map_or(text.len(), |(end, _)| end);
    shortened_to(NodeId::MAX_LEN, text.get(..end).unwrap_or_default().to_owned())
}

/// At most so many characters of a text, for messages.
pub fn shortened_to(limit: usize, mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
        text.push('…');
    }
    text
}
