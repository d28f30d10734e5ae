//! What is wrong with what is entered, in words: all that the rows of the form need of a problem.

use std::rc::Rc;

use yew::AttrValue;

use crate::{
    app::machinery::Keeping,
    engine::{
        id::NodeId,
        problem::{Problem, ProblemKind},
    },
    i18n::Language,
};

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A node, or an input of one: `4.1`, `4.1/a`.
    pub place: Rc<str>,
    /// Whether it is about the points or the share that stands for the node as a whole.
    pub about_given: bool,
    /// The sentence that says it.
    pub sentence: AttrValue,
}

/// What is wrong with a node and its inputs; nothing until the code that says it is there.
pub fn faults(problems: &[Problem], node: &NodeId, keeping: Option<Keeping>, language: Language) -> Rc<[Fault]> {
    let Some(keeping) = keeping else { return Rc::default() };
    let fault = |problem: &Problem| Fault {
        place: problem.place.as_str().into(),
        about_given: is_about_given(&problem.kind),
        sentence: (keeping.problem)(problem, language).into(),
    };
    problems.iter().filter(|problem| concerns(problem, node)).map(fault).collect()
}

/// Whether a problem is about this node or one of its inputs.
pub fn concerns(problem: &Problem, node: &NodeId) -> bool {
    let place = problem.place.split_once('/').map_or(&*problem.place, |(place, _)| place);
    place == node.as_str()
}

fn is_about_given(kind: &ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::GivenOutOfRange { .. }
            | ProblemKind::GivenTwice
            | ProblemKind::GivenNotAllowed
            | ProblemKind::GivenAndEntered
    )
}
