//! What scoring answers to programs: `thuocso score --json` and the JavaScript API. Points are text.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::{
    assessment::Assessment,
    exact::{Exact, Rounding},
    framework::{Framework, Scoring},
    problem::{Problem, Severity},
    rounds,
    scoring::{Recognized, Score, Scorecard},
};

/// The whole answer. The fields are a promise to strangers and kept apart from the engine's types.
#[derive(Debug, Clone, Serialize)]
pub struct ScorecardFile {
    /// Which framework scored.
    pub framework: FrameworkRef,
    /// What is entered.
    pub points: String,
    /// What can be earned.
    pub max_points: String,
    /// Missing earns nothing.
    pub lowest: String,
    /// Missing earns everything.
    pub highest: String,
    /// `null` while the interval is open, and for counted frameworks.
    pub index_value: Option<String>,
    /// Whether nothing is open.
    pub complete: bool,
    /// Leaves entered, and all leaves.
    pub entered: usize,
    /// All leaves that count.
    pub leaves: usize,
    /// The grade, where the framework has grades and only one is still possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// As appraised, where every scored part is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appraised: Option<RecognizedFile>,
    /// As it counts in the end, where anything is appraised.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub recognized: Option<RecognizedFile>,
    /// By node id.
    pub nodes: BTreeMap<String, NodeFile>,
    /// By pillar id.
    pub pillars: BTreeMap<String, PillarFile>,
    /// What is wrong with the assessment.
    pub problems: Vec<ProblemFile>,
}

/// What others than the organization itself make of the whole.
#[derive(Debug, Clone, Serialize)]
pub struct RecognizedFile {
    /// Points.
    pub points: String,
    /// `null` while something is open, and for counted frameworks.
    pub index_value: Option<String>,
}

/// Which framework.
#[derive(Debug, Clone, Serialize)]
pub struct FrameworkRef {
    /// Its id.
    pub id: String,
    /// Its content hash.
    pub hash: String,
}

/// One node.
#[derive(Debug, Clone, Serialize)]
pub struct NodeFile {
    /// What is entered.
    pub points: String,
    /// What can be earned.
    pub max_points: String,
    /// Missing earns nothing.
    pub lowest: String,
    /// Missing earns everything.
    pub highest: String,
    /// Points over possible points; `null` where nothing can be earned.
    pub share: Option<String>,
    /// Derived.
    pub status: &'static str,
    /// “Điểm thẩm định”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appraised: Option<String>,
    /// Self − appraised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// What counts in the end.
    pub final_points: String,
}

/// One pillar.
#[derive(Debug, Clone, Serialize)]
pub struct PillarFile {
    /// What is entered.
    pub points: String,
    /// What can be earned.
    pub max_points: String,
    /// Missing earns nothing.
    pub lowest: String,
    /// Missing earns everything.
    pub highest: String,
    /// `null` while the interval is open.
    pub index_value: Option<String>,
}

/// One problem.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemFile {
    /// A stable name.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Where.
    pub place: String,
    /// English, for developers.
    pub message: String,
}

impl From<&Problem> for ProblemFile {
    fn from(problem: &Problem) -> ProblemFile {
        ProblemFile {
            code: problem.kind.code(),
            severity: match problem.kind.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            place: problem.place.clone(),
            message: problem.kind.to_string(),
        }
    }
}

/// Puts a scorecard into the form that leaves the program.
pub fn to_file(framework: &Framework, scorecard: &Scorecard) -> ScorecardFile {
    let nodes = framework.nodes().iter().zip(&scorecard.nodes).map(|(node, scored)| {
        let Score { points, max_points, lowest, highest } = &scored.score;
        let file = NodeFile {
            points: points.to_text(),
            max_points: max_points.to_text(),
            lowest: lowest.to_text(),
            highest: highest.to_text(),
            share: scored.score.share().map(|share| share.to_text()),
            status: scored.status.code(),
            appraised: scored.appraised.as_ref().map(Exact::to_text),
            difference: scored.difference.as_ref().map(Exact::to_text),
            final_points: scored.final_points.to_text(),
        };
        (node.id.to_string(), file)
    });
    let pillars = framework.pillars.iter().zip(&scorecard.pillars).map(|(pillar, scored)| {
        let Score { points, max_points, lowest, highest } = &scored.score;
        let file = PillarFile {
            points: points.to_text(),
            max_points: max_points.to_text(),
            lowest: lowest.to_text(),
            highest: highest.to_text(),
            index_value: index_text(framework, scored.index_value.as_ref()),
        };
        (pillar.id.to_string(), file)
    });
    let grade = scorecard.grade.filter(|(low, high)| low == high);
    let grade = grade.and_then(|(low, _)| framework.grading.as_ref()?.grades.get(low));
    let total = &scorecard.total;
    let recognized = |it: &Recognized| RecognizedFile {
        points: it.points.to_text(),
        index_value: index_text(framework, it.index_value.as_ref().filter(|_| framework.scoring == Scoring::Points)),
    };
    let counted = framework.scoring == Scoring::Counted;
    ScorecardFile {
        framework: FrameworkRef { id: framework.id.to_string(), hash: framework.hash.to_string() },
        points: total.points.to_text(),
        max_points: total.max_points.to_text(),
        lowest: total.lowest.to_text(),
        highest: total.highest.to_text(),
        index_value: index_text(framework, scorecard.index_value.as_ref().filter(|_| !counted)),
        complete: total.is_complete(),
        entered: scorecard.progress.entered,
        leaves: scorecard.progress.leaves,
        grade: grade.map(|grade| grade.name.vi.to_string()),
        appraised: scorecard.appraised.as_ref().map(recognized),
        recognized: rounds::is_appraised(scorecard).then(|| recognized(&scorecard.recognized)),
        nodes: nodes.collect(),
        pillars: pillars.collect(),
        problems: scorecard.problems.iter().map(ProblemFile::from).collect(),
    }
}

/// An index value with as many decimals as the framework declares, `0.7000` and not `0.7`.
fn index_text(framework: &Framework, value: Option<&Exact>) -> Option<String> {
    let value = value?;
    Some(match framework.index_rounding {
        Some(Rounding { places, mode }) => value.to_text_with(u32::from(places), mode),
        None => value.to_text(),
    })
}

/// The total alone, on one line, with whose it is: what an element tells the page around it.
pub fn summary(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> String {
    let total = &scorecard.total;
    let counted = framework.scoring == crate::engine::framework::Scoring::Counted;
    let summary = serde_json::json!({
        "framework": &*framework.id,
        "organization": assessment.organization.name,
        "period": assessment.period,
        "points": total.points.to_text(),
        "max_points": total.max_points.to_text(),
        "lowest": total.lowest.to_text(),
        "highest": total.highest.to_text(),
        "index_value": index_text(framework, scorecard.index_value.as_ref().filter(|_| !counted)),
        "complete": total.is_complete(),
        "entered": scorecard.progress.entered,
        "leaves": scorecard.progress.leaves,
    });
    summary.to_string()
}

/// The answer as indented JSON.
pub fn write(framework: &Framework, scorecard: &Scorecard) -> String {
    // Plain structures with text keys always serialize.
    serde_json::to_string_pretty(&to_file(framework, scorecard)).unwrap_or_default()
}
