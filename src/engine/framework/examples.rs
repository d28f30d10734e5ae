//! Examples of a framework: sample figures are scored, and the points compared with those that the file expects.

use super::{
    Framework,
    raw::{RawExample, RawExampleResponse},
};
use crate::engine::{
    assessment::{Assessment, Organization, Response},
    exact::Exact,
    problem::{Problem, ProblemKind},
    scoring::{Reference, Score, score},
};

/// The most examples: each is scored whenever the framework is read.
const MAX_EXAMPLES: usize = 100;

/// Scores every example; the comparison is exact.
///
/// Everything that is wrong has a place `examples/<number>/<node>`, counted from 1.
pub(super) fn run(framework: &Framework, examples: &[RawExample]) -> Vec<Problem> {
    if examples.len() > MAX_EXAMPLES {
        let kind = ProblemKind::TooManyExamples { count: examples.len(), limit: MAX_EXAMPLES };
        return vec![Problem::new("examples", kind)];
    }
    let mut problems = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        run_one(framework, example, &format!("examples/{}", at + 1), &mut problems);
    }
    problems
}

fn run_one(framework: &Framework, example: &RawExample, place: &str, problems: &mut Vec<Problem>) {
    if example.name.vi.trim().is_empty() {
        problems.push(Problem::new(place, ProblemKind::MissingVietnamese));
    }
    let mut assessment = Assessment::new(framework, Organization::default(), "2000".to_owned());
    let mut best = vec![None; framework.nodes().len()];
    for (id, raw) in &example.responses {
        let Some(index) = framework.find(id) else {
            problems.push(Problem::new(format!("{place}/{id}"), ProblemKind::ExampleNode { id: id.clone() }));
            continue;
        };
        if let (Some(text), Some(slot)) = (&raw.best, best.get_mut(index)) {
            *slot = Exact::parse_share(text);
            if slot.is_none() {
                problems.push(Problem::new(format!("{place}/{id}"), ProblemKind::BadNumber { text: text.clone() }));
            }
        }
        assessment.responses.insert(id.clone(), response(raw).into());
    }
    let scorecard = score(framework, &assessment, Reference { best: &best });
    for problem in &scorecard.problems {
        let at = format!("{place}/{}", problem.place);
        match &problem.kind {
            ProblemKind::NotAnInput { name } => {
                let kind = ProblemKind::ExampleFigure { name: name.clone() };
                problems.push(Problem::new(format!("{at}/{name}"), kind));
            }
            kind if problem.is_error() => problems.push(Problem::new(at, kind.clone())),
            // Odd figures are allowed: an example may be about them.
            _ => {}
        }
    }
    for (id, text) in &example.expected {
        let at = format!("{place}/{id}");
        match framework.find(id).and_then(|index| scorecard.nodes.get(index)) {
            Some(node) => compare(&at, text, &node.score, problems),
            None => problems.push(Problem::new(at, ProblemKind::ExampleNode { id: id.clone() })),
        }
    }
    if let Some(text) = &example.expected_total {
        compare(&format!("{place}/total"), text, &scorecard.total, problems);
    }
}

fn response(raw: &RawExampleResponse) -> Response {
    Response {
        inputs: raw.inputs.clone(),
        not_applicable: raw.not_applicable,
        given_share: raw.given_share.clone(),
        given_points: raw.given_points.clone(),
        ..Response::default()
    }
}

fn compare(place: &str, text: &str, score: &Score, problems: &mut Vec<Problem>) {
    let kind = match Exact::parse_share(text) {
        None => ProblemKind::BadNumber { text: text.to_owned() },
        Some(_) if !score.is_complete() => ProblemKind::ExampleOpen,
        Some(stated) if stated != score.points => {
            ProblemKind::ExampleDiffers { stated, computed: score.points.clone() }
        }
        Some(_) => return,
    };
    problems.push(Problem::new(place, kind));
}
