//! What people read: Vietnamese, the reference, and English, complete.
//!
//! Belongs here: message catalogues, the way a language writes and reads numbers, and the sentences for rules, steps
//! and problems. Does not belong here: anything that looks at the browser or the clock; the language is an argument.
//!
//! Texts live in four files. `vi.json` and `en.json` hold what this module says by itself ([`own`]); `pages.vi.json` and
//! `pages.en.json` hold what pages and components say: the functions of this file. They are apart so that a page that
//! needs no rules and problems does not carry their sentences. The Vietnamese of pages is divided once more, by the code
//! that says it ([`groups`]); English is fetched as a whole. `tests/i18n.rs` keeps the languages in step.

pub mod arrived;
pub mod compare;
pub mod crosswalk;
pub mod deadline;
pub mod duty;
pub mod groups;
pub mod letters;
pub mod merge;
pub mod number;
pub mod periods;
pub mod plan;
pub mod report;
mod own;
pub mod problem;
pub mod published;
pub mod rule;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
pub mod status;
pub mod step;
pub mod terms;

use std::{collections::BTreeMap, rc::Rc, sync::OnceLock};

use crate::engine::{
    assessment::{RoundKind, is_period},
    framework::{Node, Text},
};

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Vietnamese, the reference.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Every language, the reference first.
    pub const ALL: [Language; 2] = [Language::Vi, Language::En];

    /// `vi` or `en`, as in addresses and in `lang` attributes.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// Reads a code; also with a region (`vi-VN`).
    pub fn parse(code: &str) -> Option<Language> {
        let (base, _) = code.split_once(['-', '_']).unwrap_or((code, ""));
        Language::ALL.into_iter().find(|language| base.eq_ignore_ascii_case(language.code()))
    }
}

/// The text of a framework in a language.
pub fn pick(text: &Text, language: Language) -> &Rc<str> {
    match language {
        Language::Vi => &text.vi,
        Language::En => &text.en,
    }
}

/// The message of a key. A missing key gives the key itself; a test makes sure that none is missing.
pub fn text(language: Language, key: &'static str) -> &'static str {
    find(language, key).unwrap_or(key)
}

/// The message of a key, with `{name}` replaced by the value of that name.
///
/// A placeholder without a value stays as it is; values are not searched for placeholders.
pub fn text_with(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    fill(find(language, key).unwrap_or(key), values)
}

/// The message for so many things, with `{count}` replaced by the number.
///
/// For one thing `<key>.one` is taken where the language has it: “1 task”, “2 tasks”; Vietnamese needs only `<key>`.
pub fn text_for_count(language: Language, key: &str, count: usize) -> String {
    let one = if count == 1 { find(language, &format!("{key}.one")) } else { None };
    let number = number::number(&i64::try_from(count).unwrap_or(i64::MAX).into(), language);
    fill(one.or_else(|| find(language, key)).unwrap_or(key), &[("count", &number)])
}

/// A period as people say it: «quý I/2024», «năm 2024»; other texts as they are.
pub fn period_text(period: &str, language: Language) -> String {
    let (year, quarter) = period.split_once("-Q").unwrap_or((period, ""));
    let quarter = match (quarter, language) {
        _ if !is_period(period) => return period.to_owned(),
        ("", _) => return text_with(language, "shell.period.year", &[("year", year)]),
        ("1", Language::Vi) => "I",
        ("2", Language::Vi) => "II",
        ("3", Language::Vi) => "III",
        ("4", Language::Vi) => "IV",
        (digit, _) => digit,
    };
    text_with(language, "shell.period.quarter", &[("quarter", quarter), ("year", year)])
}

/// The name of a round, «Thẩm định».
pub fn round(round: RoundKind, language: Language) -> &'static str {
    text(
        language,
        match round {
            RoundKind::Submission => "round.submission",
            RoundKind::Appraisal => "round.appraisal",
            RoundKind::Answer => "round.answer",
            RoundKind::Final => "round.final",
            RoundKind::Reopened => "round.reopened",
        },
    )
}

/// A node's number and name, «9.2 Tỷ lệ …»; its name alone where the source prints no number.
pub fn node_title(node: &Node, separator: &str, language: Language) -> String {
    let name = pick(&node.name, language);
    node.id.printed().map_or_else(|| name.to_string(), |id| format!("{id}{separator}{name}"))
}

/// What a node is called where there is room for little: its number, its name where the source prints none.
pub fn node_call(node: &Node, language: Language) -> &str {
    node.id.printed().unwrap_or_else(|| pick(&node.name, language))
}

pub use letters::lower_first;

/// The message of a key that is made up at run time (`status.done`), if there is one.
pub fn find(language: Language, key: &str) -> Option<&'static str> {
    match pages(language) {
        Some(messages) => messages.get(key).map(String::as_str),
        None => arrived::find(key),
    }
}

/// Texts by key.
type Messages = BTreeMap<String, String>;

/// The files of English, by address below the page. A page in Vietnamese does not load them.
pub const ENGLISH: [&str; 2] = ["i18n/en.json", "i18n/pages.en.json"];

/// What [`install_english`] took, in the order of [`ENGLISH`].
static INSTALLED: OnceLock<[Messages; 2]> = OnceLock::new();

/// Whether a language can be shown; in a page English is loaded first.
pub fn is_ready(language: Language) -> bool {
    language == Language::Vi || cfg!(not(target_arch = "wasm32")) || INSTALLED.get().is_some()
}

/// Takes the texts of [`ENGLISH`], in their order. Later calls change nothing.
pub fn install_english(files: [&str; 2]) {
    let _ = INSTALLED.set(files.map(load));
}

/// The English texts of pages, where they are asked for and there.
fn pages(language: Language) -> Option<&'static Messages> {
    match language {
        Language::Vi => None,
        #[cfg(not(target_arch = "wasm32"))]
        Language::En => {
            static EN: OnceLock<Messages> = OnceLock::new();
            Some(EN.get_or_init(|| load(include_str!("pages.en.json"))))
        }
        #[cfg(target_arch = "wasm32")]
        Language::En => INSTALLED.get().map(|[_, pages]| pages),
    }
}

/// A file that can not be read is empty here; a test reads each.
fn load(file: &str) -> Messages {
    serde_json::from_str(file).unwrap_or_default()
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(it, _)| *it == name)?;
            Some((*value, after))
        });
        match found {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        fn check(template: &str, expected: &str) {
            assert_eq!(fill(template, &[("a", "1"), ("name", "{a}")]), expected, "{template}");
        }
        check("{a} trên {a}", "1 trên 1");
        check("{name}", "{a}");
        check("{b} và {a}", "{b} và 1");
        check("{a", "{a");
        check("", "");
    }

    #[test]
    fn a_missing_key_gives_the_key() {
        assert_eq!(text(Language::Vi, "no.such.key"), "no.such.key");
        assert_eq!(text_with(Language::En, "no.{a}", &[("a", "b")]), "no.b");
    }

    #[test]
    fn languages_are_read_by_code() {
        assert_eq!(Language::parse("vi-VN"), Some(Language::Vi));
        assert_eq!(Language::parse("EN"), Some(Language::En));
        assert_eq!(Language::parse("fr"), None);
    }
}
