//! The scores of what is open, worked out once for a change however many ask for them: the form, an explanation, the copy
//! that the browser keeps.

use std::{cell::RefCell, rc::Rc};

use super::session::Session;
use crate::engine::{
    assessment::Assessment,
    framework::Framework,
    scoring::{Reference, Scorecard, score},
};

/// What was asked for last. As long as it is held here, nobody can change the two that it was made from: whoever edits an
/// assessment that others hold edits a copy.
struct Known {
    framework: Rc<Framework>,
    assessment: Rc<Assessment>,
    scorecard: Rc<Scorecard>,
}

thread_local! {
    static LAST: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Every score of a session. Derived, never kept with it.
pub fn of(session: &Session) -> Rc<Scorecard> {
    let Session { framework, assessment, .. } = session;
    LAST.with_borrow_mut(|last| {
        if let Some(known) = last
            && Rc::ptr_eq(&known.framework, framework)
            && Rc::ptr_eq(&known.assessment, assessment)
        {
            return Rc::clone(&known.scorecard);
        }
        let scorecard = Rc::new(score(framework, assessment, Reference::default()));
        let (framework, assessment) = (Rc::clone(framework), Rc::clone(assessment));
        *last = Some(Known { framework, assessment, scorecard: Rc::clone(&scorecard) });
        scorecard
    })
}

#[cfg(test)]
mod tests {
    use yew::Reducible;

    use super::*;
    use crate::app::state::session::{Entry, SessionAction, tests::workspace};

    #[test]
    fn scores_follow_every_change_and_are_worked_out_once_for_it() {
        let typing = |input: &str, figure: &str| {
            let entry = Entry { figure: Some(figure.to_owned()), typed: None };
            SessionAction::SetFigure { node: "4.1".into(), input: input.into(), entry }
        };
        let mut workspace = workspace();
        let steps = [typing("a", "1"), typing("b", "2"), typing("a", "2"), SessionAction::Undo, SessionAction::Undo];
        for action in steps {
            // Asked for before the change, too: what is remembered must not outlive what it was made from.
            of(workspace.session.as_ref().unwrap());
            workspace = workspace.reduce(action);
            let session = workspace.session.as_ref().unwrap();
            let expected = score(&session.framework, &session.assessment, Reference::default());
            assert_eq!(*of(session), expected);
            assert!(Rc::ptr_eq(&of(session), &of(&session.under("work/2".into()))));
        }
    }
}
