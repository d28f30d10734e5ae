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
    messages(language).get(key).map(String::as_str)
}

fn messages(language: Language) -> &'static Messages {
    static VI: OnceLock<Messages> = OnceLock::new();
    let vi = || VI.get_or_init(|| load(include_str!("vi.json")));
    match language {
        Language::Vi => vi(),
        #[cfg(not(target_arch = "wasm32"))]
        Language::En => {
            static EN: OnceLock<Messages> = OnceLock::new();
            EN.get_or_init(|| load(include_str!("en.json")))
        }
        #[cfg(target_arch = "wasm32")]
        Language::En => super::INSTALLED.get().map_or_else(vi, |[own, _]| own),
    }
}
