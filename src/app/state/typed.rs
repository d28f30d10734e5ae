//! What was typed, beside what was read.
//!
//! A figure is kept in the file as a decimal number with a point. What the person typed (`1.234,56`) is kept beside it,
//! in the response's field `typed`, so that it is never replaced behind their back: not by a reload, not by undo, not by
//! sending the file to a colleague.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::{assessment::Response, exact::Exact};

/// The field of a response that holds texts as typed, by the name of the input.
const FIELD: &str = crate::engine::assessment::TYPED;

/// The name under which the text of a node's given points or share is kept. No input can have it.
pub const GIVEN: &str = "@given";

/// What was typed for one input, where that is not simply its figure.
pub fn typed<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.other.get(FIELD)?.get(name)?.as_str()
}

/// Keeps what was typed for one input, or forgets it.
pub fn set_typed(response: &mut Response, name: &str, text: Option<&str>) {
    match text {
        Some(text) => {
            let field = response.other.entry(FIELD.to_owned()).or_insert_with(|| Value::Object(Default::default()));
            if !field.is_object() {
                *field = Value::Object(Default::default());
            }
            if let Some(texts) = field.as_object_mut() {
                texts.insert(name.to_owned(), Value::String(text.to_owned()));
            }
        }
        None => {
            let Some(Value::Object(texts)) = response.other.get_mut(FIELD) else { return };
            texts.remove(name);
            if texts.is_empty() {
                response.other.remove(FIELD);
            }
        }
    }
}

/// Whether a text that was typed could not be read as a figure, or could be read in two ways and nobody has said which.
pub fn is_unread(response: &Response, name: &str) -> bool {
    typed(response, name).is_some_and(|text| !text.trim().is_empty())
        && response.inputs.get(name).is_none_or(|figure| Exact::parse_decimal(figure).is_none())
}

/// All texts as typed, by the name of the input.
pub fn all_typed(response: &Response) -> BTreeMap<&str, &str> {
    let texts = response.other.get(FIELD).and_then(Value::as_object);
    texts.into_iter().flatten().filter_map(|(name, text)| Some((name.as_str(), text.as_str()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_travels_with_the_response() {
        let mut response = Response::default();
        response.inputs.insert("a".to_owned(), "1234.56".to_owned());
        set_typed(&mut response, "a", Some("1.234,56"));
        set_typed(&mut response, "b", Some("1.234"));
        let text = serde_json::to_string(&response).unwrap();
        let read: Response = serde_json::from_str(&text).unwrap();
        assert_eq!(typed(&read, "a"), Some("1.234,56"));
        assert!(!is_unread(&read, "a"));
        assert!(is_unread(&read, "b"), "nobody has said what 1.234 is");
        assert_eq!(all_typed(&read).len(), 2);
    }

    #[test]
    fn nothing_is_left_when_all_is_forgotten() {
        let mut response = Response::default();
        set_typed(&mut response, "a", Some("x"));
        set_typed(&mut response, "a", None);
        set_typed(&mut response, "b", None);
        assert!(response.is_empty());
    }
}
