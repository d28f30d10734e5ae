//! Appraisal (“thẩm định”): what an appraiser looks at line by line, what is decided for many lines at once, and what
//! stands in the way of a final result.
//!
//! Belongs here: reading and changing appraised scores of an assessment. Does not belong here: files and their hashes,
//! which are `formats::assessment_file`.

use std::rc::Rc;

use super::{
    assessment::{Appraisal, Assessment, Response},
    exact::Exact,
    framework::{Framework, NodeIndex},
    problem::{Problem, ProblemKind, Severity},
    review,
    scoring::{Scorecard, Status},
};

/// A line that is appraised: a scored leaf, or a node that is known as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The node.
    pub node: NodeIndex,
    /// Its id.
    pub id: Rc<str>,
    /// The self score; of an open interval, what is certain.
    pub self_points: Exact,
    /// The most that can be earned.
    pub max_points: Exact,
    /// The appraised score of this line; nothing while it has none of its own.
    pub appraised: Option<Exact>,
    /// Self − appraised, with its sign.
    pub difference: Option<Exact>,
    /// The final score, where it is stated.
    pub stated_final: Option<Exact>,
    /// What counts in the end.
    pub final_points: Exact,
    /// Derived.
    pub status: Status,
    /// How many documents are attached.
    pub documents: usize,
    /// Whether the organization has answered.
    pub answered: bool,
    /// Whether nothing at all is entered for it.
    pub empty: bool,
}

/// Which lines are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Lines that earn points and have no document.
    NoDocument,
    /// Lines whose appraised score is another one than the self score.
    Differs,
    /// Lines without an appraised score.
    NotAppraised,
    /// Lines that the organization has answered.
    Answered,
}

impl Filter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Filter; 5] =
        [Filter::All, Filter::NotAppraised, Filter::NoDocument, Filter::Differs, Filter::Answered];

    /// A stable name, for addresses and message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Filter::All => "all",
            Filter::NoDocument => "no_document",
            Filter::Differs => "differs",
            Filter::NotAppraised => "not_appraised",
            Filter::Answered => "answered",
        }
    }

    /// Whether a line is listed.
    pub fn holds(self, item: &Item) -> bool {
        match self {
            Filter::All => true,
            Filter::NoDocument => item.documents == 0 && !item.self_points.is_zero(),
            Filter::Differs => item.difference.as_ref().is_some_and(|it| !it.is_zero()),
            Filter::NotAppraised => item.appraised.is_none(),
            Filter::Answered => item.answered,
        }
    }
}

impl Item {
    /// What the organization claims; nothing where it has entered nothing, which is not zero.
    pub fn entered_points(&self) -> Option<&Exact> {
        Some(&self.self_points).filter(|_| self.status != Status::NoFigures)
    }
}

/// The lines of an assessment that can earn points, in the order of the framework.
pub fn items(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> Vec<Item> {
    let nothing = Response::default();
    let item = |index: NodeIndex| {
        let (node, scored) = (framework.node(index)?, scorecard.nodes.get(index)?);
        let response = assessment.response(node.id.as_str()).unwrap_or(&nothing);
        let own = |decided: &Option<Appraisal>| decided.as_ref().and_then(|it| Exact::parse_points(&it.points));
        let appraised = own(&response.appraised).and(scored.appraised.clone());
        Some(Item {
            node: index,
            id: node.id.as_str().into(),
            self_points: scored.score.points.clone(),
            max_points: scored.score.max_points.clone(),
            difference: scored.difference.clone().filter(|_| appraised.is_some()),
            appraised,
            stated_final: own(&response.final_score),
            final_points: scored.final_points.clone(),
            status: scored.status,
            documents: response.evidence.len(),
            answered: !response.answer.trim().is_empty(),
            empty: response.is_empty(),
        })
    };
    review::items(framework, scorecard)
        .into_iter()
        .filter_map(item)
        .filter(|item| framework.node(item.node).is_some_and(|node| !node.max_points.is_zero()))
        .collect()
}

/// Whether anybody has appraised anything.
pub fn is_appraised(scorecard: &Scorecard) -> bool {
    scorecard.nodes.iter().any(|node| node.appraised.is_some() || node.final_points != node.score.points)
}

/// Gives lines the points that the organization claims. A reason that was written before goes.
pub fn accept(assessment: &mut Assessment, items: &[Item]) {
    for item in items {
        appraise(assessment, &item.id, &item.self_points.to_points_text(), "");
    }
}

/// Gives lines no points, for one reason.
pub fn refuse(assessment: &mut Assessment, items: &[Item], reason: &str) {
    for item in items {
        appraise(assessment, &item.id, "0", reason);
    }
}

/// Appraises one line. Without points its appraisal is taken away.
pub fn appraise(assessment: &mut Assessment, node: &str, points: &str, reason: &str) {
    decide(assessment, node, points, reason, |response| &mut response.appraised);
}

/// Gives one line its final score. Without points the appraised score counts.
pub fn finish(assessment: &mut Assessment, node: &str, points: &str, reason: &str) {
    decide(assessment, node, points, reason, |response| &mut response.final_score);
}

fn decide(
    assessment: &mut Assessment,
    node: &str,
    points: &str,
    reason: &str,
    field: fn(&mut Response) -> &mut Option<Appraisal>,
) {
    let response = assessment.responses.entry(node.to_owned()).or_default();
    let decided = field(response);
    if points.is_empty() && reason.is_empty() {
        *decided = None;
    } else {
        let decided = decided.get_or_insert_default();
        decided.points = points.to_owned();
        decided.reason = reason.to_owned();
    }
    if response.is_empty() {
        assessment.responses.remove(node);
    }
}

/// Writes beside the figures which points follow from them, for whoever receives the file.
pub fn state_points(framework: &Framework, assessment: &mut Assessment, scorecard: &Scorecard) {
    for (node, scored) in framework.nodes().iter().zip(&scorecard.nodes) {
        if let Some(response) = assessment.responses.get_mut(node.id.as_str()) {
            let scores = !node.max_points.is_zero() && (node.leaf.is_some() || response.given_points.is_some());
            let stated = (scores && scored.score.is_complete()).then(|| scored.score.points.to_points_text());
            response.stated_points = stated;
        }
    }
}

/// Lines whose stated points do not follow from their figures.
pub fn stated_problems(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (node, scored) in framework.nodes().iter().zip(&scorecard.nodes) {
        let response = assessment.response(node.id.as_str());
        let Some(text) = response.and_then(|it| it.stated_points.as_deref()) else { continue };
        let kind = match Exact::parse_points(text) {
            None => ProblemKind::FigureNotANumber { text: text.to_owned() },
            Some(stated) if scored.score.is_complete() && stated == scored.score.points => continue,
            Some(stated) => ProblemKind::stated_differs(&stated, &scored.score.points),
        };
        problems.push(Problem::new(node.id.as_str(), kind));
    }
    problems
}

/// What stands in the way of a final result: lines that nobody has appraised, refusals without a reason, and everything
/// that can not be read.
pub fn lock_problems(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> Vec<Problem> {
    let blocks = |problem: &&Problem| {
        let reason = matches!(problem.kind, ProblemKind::AppraisedWithoutReason | ProblemKind::FinalWithoutReason);
        reason || problem.kind.severity() == Severity::Error
    };
    let mut problems: Vec<Problem> = scorecard.problems.iter().filter(blocks).cloned().collect();
    for item in items(framework, assessment, scorecard) {
        let above = || ancestors(framework, item.node).any(|node| is_decided(framework, assessment, node));
        let applies = item.status != Status::NotApplicable;
        if applies && !is_decided(framework, assessment, item.node) && !above() {
            problems.push(Problem::new(&*item.id, ProblemKind::NotAppraised));
        }
    }
    problems
}

fn is_decided(framework: &Framework, assessment: &Assessment, node: NodeIndex) -> bool {
    let response = framework.node(node).and_then(|node| assessment.response(node.id.as_str()));
    response.is_some_and(|it| it.appraised.is_some() || it.final_score.is_some())
}

fn ancestors(framework: &Framework, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
    let parent = |child: NodeIndex| framework.node(child).and_then(|node| node.parent);
    std::iter::successors(parent(node), move |above| parent(*above))
}
