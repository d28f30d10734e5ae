//! What reads, checks and scores. It arrives when something is opened; the frame and the first page do without it.
//! What keeps an assessment and explains it arrives apart from it ([`Keeping`]): a total in another page needs neither.
//!
//! Code that is always there must reach `engine::{framework, scoring}` and the readers of `formats` through here only,
//! otherwise all of them are in the first load (tools/budgets.mjs tells).

use std::{cell::Cell, rc::Rc};

use yew::{Html, html};

use super::{
    chunk::{NotLoaded, chunk},
    components::{
        explanation::{ExplanationPanel, ExplanationPanelProps},
        kept_work::{KeptWork, KeptWorkProps},
        problems::problem_list,
        recovery::{Recovery, RecoveryProps},
        year_note::{YearNote, YearNoteProps},
    },
    pages::assess::deadlines::{Deadlines, DeadlinesProps},
    state::{saved, session::Session},
};
use crate::{
    engine::{
        assessment::{self, Assessment},
        framework::Framework,
        problem::Problem,
        scoring::{self, Progress, Reference},
    },
    formats::{
        assessment_file,
        documents::{self, Documents},
        framework_file, scorecard_file,
    },
    i18n::{Language, problem},
};

/// The functions of it that code outside of pages calls.
#[derive(Clone, Copy)]
pub struct Machinery {
    /// Reads the register of documents.
    pub read_documents: fn(&str) -> Result<Documents, Vec<Problem>>,
    /// Reads and checks a framework.
    pub read_framework: fn(&str, &Documents) -> Result<Framework, Vec<Problem>>,
    /// Whether a text looks like a framework rather than an assessment; the reader decides the rest.
    pub is_framework: fn(&str) -> bool,
    /// Reads an assessment.
    pub read_assessment: fn(&str) -> Result<Assessment, Vec<Problem>>,
    /// The text of an assessment's file.
    pub write_assessment: fn(&Assessment) -> String,
    /// What of an assessment can not be used with its framework.
    pub problems: fn(&Framework, &Assessment) -> Vec<Problem>,
    /// What the total of an assessment is, as JSON for the page around an element.
    pub summary: fn(&Framework, &Assessment) -> String,
    /// How much of an assessment is entered.
    pub progress: fn(&Framework, &Assessment) -> Progress,
}

/// What an assessment needs beside that where it is kept, and where its scores and problems are explained.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// The assessments that the browser keeps, as a list.
    pub kept_work: fn(KeptWorkProps) -> Html,
    /// The copy that the browser keeps of what a file holds, and whether both say the same.
    pub rival: fn(saved::Stored, &Assessment) -> Option<(saved::Kept, bool)>,
    /// A file and such a copy, side by side.
    pub recovery: fn(RecoveryProps) -> Html,
    /// A copy in the browser's store, and the assessment in it.
    pub read_saved: fn(&str) -> Option<(saved::SavedWork, Assessment)>,
    /// The text of such a copy: of what, when it is written, with which framework, and whether with its history.
    pub write_saved: fn(&Session, u64, Option<Rc<str>>, bool) -> String,
    /// A session with all that such a copy holds beside the assessment.
    pub restore: fn(Session, &saved::SavedWork) -> Session,
    /// Why a score is what it is.
    pub explanation: fn(ExplanationPanelProps) -> Html,
    /// The sentence that says a problem, without its place.
    pub problem: fn(&Problem, Language) -> String,
    /// Problems as a list, at most so many of them.
    pub problem_list: fn(&[Problem], Option<&Framework>, usize, Language) -> Html,
    /// By when the form is to be filled in.
    pub deadlines: fn(DeadlinesProps) -> Html,
    /// Which framework counts for a year, where it is another one.
    pub year_note: fn(YearNoteProps) -> Html,
}

impl std::fmt::Debug for Keeping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keeping")
    }
}

/// There is one.
impl PartialEq for Machinery {
    fn eq(&self, _: &Machinery) -> bool {
        true
    }
}

impl Eq for Machinery {}

impl std::fmt::Debug for Machinery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Machinery")
    }
}

chunk!(score: fn machinery() -> Rc<Machinery> { Rc::new(Machinery {
    read_documents: documents::read,
    read_framework: framework_file::read,
    is_framework: framework_file::is_framework,
    read_assessment: assessment_file::read,
    write_assessment: assessment_file::write,
    problems: |framework, assessment| {
        let mut problems = assessment::read(framework, assessment).problems;
        problems.extend(assessment_file::seal_problem(assessment));
        problems
    },
    summary: |framework, assessment| {
        scorecard_file::summary(framework, assessment, &scoring::score(framework, assessment, Reference::default()))
    },
    progress: |framework, assessment| scoring::score(framework, assessment, Reference::default()).progress,
}) });

chunk!(session: fn keeping_code() -> Rc<Keeping> { Rc::new(Keeping {
    kept_work: |props| html! { <KeptWork ..props /> },
    rival: saved::rival,
    recovery: |props| html! { <Recovery ..props /> },
    read_saved: saved::read,
    write_saved: saved::write,
    restore: saved::restore,
    explanation: |props| html! { <ExplanationPanel ..props /> },
    problem: problem::message,
    problem_list,
    deadlines: |props| html! { <Deadlines ..props /> },
    year_note: |props| html! { <YearNote ..props /> },
}) });

thread_local! {
    static LOADED: Cell<Option<Machinery>> = const { Cell::new(None) };
    static KEEPING: Cell<Option<Keeping>> = const { Cell::new(None) };
}

/// Fetches it, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// The file does not arrive.
pub async fn load() -> Result<Machinery, NotLoaded> {
    if let Some(machinery) = loaded() {
        return Ok(machinery);
    }
    let machinery = *machinery().await.map_err(|_| NotLoaded)?;
    LOADED.set(Some(machinery));
    Ok(machinery)
}

/// It, if it is there. Whatever has a session has it.
pub fn loaded() -> Option<Machinery> {
    LOADED.get()
}

/// Fetches what keeps and explains, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// The file does not arrive.
pub async fn load_keeping() -> Result<Keeping, NotLoaded> {
    if let Some(keeping) = keeping() {
        return Ok(keeping);
    }
    let keeping = *keeping_code().await.map_err(|_| NotLoaded)?;
    KEEPING.set(Some(keeping));
    Ok(keeping)
}

/// What keeps and explains, if it is there. Whatever opens an assessment on a page of its own fetches it before.
pub fn keeping() -> Option<Keeping> {
    KEEPING.get()
}
