//! What is wrong, as a list.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    engine::{framework::Framework, problem::Problem},
    i18n::{Language, problem, text_for_count},
};

/// What is wrong.
#[derive(Debug, PartialEq, Properties)]
pub struct ProblemListProps {
    /// The problems.
    pub problems: Rc<[Problem]>,
    /// The framework that they are about, if it is here: its labels name the places.
    #[prop_or_default]
    pub framework: Option<Rc<Framework>>,
    /// How many are listed at most; the rest is counted.
    #[prop_or(50)]
    pub most: usize,
    /// In which language.
    pub language: Language,
}

/// One line a problem, with its place in words.
#[component]
pub fn ProblemList(props: &ProblemListProps) -> Html {
    let rest = props.problems.len().saturating_sub(props.most);
    let sentence = |found: &Problem| match &props.framework {
        Some(framework) => problem::problem_text_in(found, framework, props.language),
        None => problem::problem_text(found, props.language),
    };
    html! {
        <ul class="problems">
            for found in props.problems.iter().take(props.most) {
                <li class={if found.is_error() { "problem problem-error" } else { "problem problem-warning" }}>{ sentence(found) }</li>
            }
            if rest > 0 {
                <li>{ text_for_count(props.language, "shell.problems.more", rest) }</li>
            }
        </ul>
    }
}
