//! The texts of static pages and of descriptions of data; no page of the application carries them.

use std::sync::OnceLock;

use super::{Language, Messages, fill, load};

/// The message of a key. A missing key gives the key itself; a test makes sure that none is missing.
pub fn text(language: Language, key: &str) -> &str {
    messages(language).get(key).map_or(key, String::as_str)
}

/// The message of a key, with `{name}` replaced by the value of that name.
pub fn text_with(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    fill(text(language, key), values)
}

/// Whether there is a message of a key that is made up at run time.
pub fn has(language: Language, key: &str) -> bool {
    messages(language).contains_key(key)
}

fn messages(language: Language) -> &'static Messages {
    static VI: OnceLock<Messages> = OnceLock::new();
    static EN: OnceLock<Messages> = OnceLock::new();
    match language {
        Language::Vi => VI.get_or_init(|| load(include_str!("site.vi.json"))),
        Language::En => EN.get_or_init(|| load(include_str!("site.en.json"))),
    }
}
