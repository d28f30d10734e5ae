//! What is wrong, as a list.

use yew::prelude::*;

use crate::{
    engine::{framework::Framework, problem::Problem},
    i18n::{Language, problem, text_for_count},
};

/// One line a problem, at most so many of them and the rest counted. The framework's labels, where it is here, name the
/// places.
pub fn problem_list(problems: &[Problem], framework: Option<&Framework>, most: usize, language: Language) -> Html {
    let rest = problems.len().saturating_sub(most);
    let sentence = |found: &Problem| match framework {
        Some(framework) => problem::problem_text_in(found, framework, language),
        None => problem::problem_text(found, language),
    };
    html! {
        <ul class="problems">
            for found in problems.iter().take(most) {
                <li class={if found.is_error() { "problem problem-error" } else { "problem problem-warning" }}>{ sentence(found) }</li>
            }
            if rest > 0 {
                <li>{ text_for_count(language, "shell.problems.more", rest) }</li>
            }
        </ul>
    }
}
