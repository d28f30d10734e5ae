//! The texts of `i18n` itself: rules, steps, problems, status.

use std::sync::OnceLock;

use super::{Language, Messages, fill, load};

/// The message of a key. A missing key gives the key itself; a test makes sure that none is missing.
pub(super) fn text(language: Language, key: &'static str) -> &'static str {
    find(language, key).unwrap_or(key)
}

/// The message of a key, with `{name}` replaced by the value of that name.
pub(super) fn text_with(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    fill(find(language, key).unwrap_or(key), values)
}

/// The message of a key that is made up at run time (`status.done`), if there is one.
pub(super) fn find(language: Language, key: &str) -> Option<&'static str> {
    match english(language) {
        Some(messages) => messages.get(key).map(String::as_str),
        None => vietnamese(key),
    }
}

/// Sentences that come with the code that says them: see [`OWN`](super::groups::OWN).
static DETAILS: OnceLock<Messages> = OnceLock::new();

/// The texts of the part `details` are there.
pub(super) fn details() {
    DETAILS.get_or_init(|| load(include_str!(concat!(env!("OUT_DIR"), "/own.details.vi.json"))));
}

fn vietnamese(key: &str) -> Option<&'static str> {
    static VI: OnceLock<Messages> = OnceLock::new();
    #[cfg(not(feature = "chunks"))]
    details();
    let own = VI.get_or_init(|| load(include_str!(concat!(env!("OUT_DIR"), "/own.own.vi.json"))));
    let found = own.get(key).or_else(|| DETAILS.get()?.get(key));
    found.map(String::as_str)
}

/// The English texts, where they are asked for and there.
fn english(language: Language) -> Option<&'static Messages> {
    match language {
        Language::Vi => None,
        #[cfg(not(target_arch = "wasm32"))]
        Language::En => {
            static EN: OnceLock<Messages> = OnceLock::new();
            Some(EN.get_or_init(|| load(include_str!("en.json"))))
        }
        #[cfg(target_arch = "wasm32")]
        Language::En => super::INSTALLED.get().map(|[own, _]| own),
    }
}
