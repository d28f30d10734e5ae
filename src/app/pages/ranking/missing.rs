//! What an address names and the data do not have: said to people, and told to the page around.

use yew::prelude::*;

use crate::{
    app::guest::use_told_missing,
    i18n::{Language, text_with},
};

/// A unit that is not in a set.
pub fn unit(set: &str, code: &str, language: Language) -> Html {
    let sentence = text_with(language, "ranking.no_unit", &[("set", set), ("code", code)]);
    html! { <Missing code="unknown_unit" what={format!("{set}/{code}")} {sentence} /> }
}

/// A year that no table is of.
pub fn year(year: u16, language: Language) -> Html {
    let year = year.to_string();
    let sentence = text_with(language, "ranking.no_year", &[("year", &year)]);
    html! { <Missing code="unknown_period" what={year} {sentence} /> }
}

#[derive(PartialEq, Properties)]
struct MissingProps {
    /// A stable name, for programs.
    code: &'static str,
    /// What is missing, for programs.
    what: String,
    /// The same for people.
    sentence: String,
}

#[component]
fn Missing(props: &MissingProps) -> Html {
    use_told_missing(props.code, &props.what);
    html! { <p class="ranking-named" role="alert">{ props.sentence.clone() }</p> }
}
