//! Scoring: one assessment against one framework gives one scorecard.
//!
//! A scorecard is derived: the same framework and assessment always give the same one, and it is never stored.

pub mod explain;

use super::{
    assessment::{self, Assessment, Given, NodeReading, Reading},
    exact::Exact,
    framework::{Framework, Leaf, Node, NodeIndex, Role, Scoring},
    problem::{Problem, ProblemKind},
    rule::{
        Figure, Otherwise, Rule,
        evaluate::{Figures, Outcome, evaluate},
        trace::{NoTrace, StepKind, Term, Trace},
    },
};

/// What a scorecard needs to know beyond the assessment: the greatest value of each leaf among the units compared,
/// for rules against the best unit. One a node; empty where nothing is compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reference<'a> {
    /// By [`NodeIndex`].
    pub best: &'a [Option<Exact>],
}

/// Every score of one assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    /// The whole.
    pub total: Score,
    /// Points over possible points, `0..=1`, rounded as the framework declares; nothing while the interval is open.
    pub index_value: Option<Exact>,
    /// One a node, in the framework's order.
    pub nodes: Vec<NodeScore>,
    /// In the framework's order.
    pub pillars: Vec<PillarScore>,
    /// The grades that are still possible, lowest and highest, as positions in the framework's list.
    pub grade: Option<(usize, usize)>,
    /// Leaves that are entered, given or not applicable, and all that count.
    pub progress: Progress,
    /// The whole as appraised, where every scored part of it is.
    pub appraised: Option<Recognized>,
    /// The whole as it counts in the end: final scores, otherwise appraised ones, otherwise self scores.
    pub recognized: Recognized,
    /// What is wrong with the assessment.
    pub problems: Vec<Problem>,
}

/// What others than the organization itself make of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognized {
    /// Points; of what is still open, the least.
    pub points: Exact,
    /// Points over possible points, rounded as the framework declares; nothing while something is open.
    pub index_value: Option<Exact>,
}

/// Points of one node or of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// Points of what is entered.
    pub points: Exact,
    /// The most that can be earned; what does not apply has left it.
    pub max_points: Exact,
    /// Missing earns nothing.
    pub lowest: Exact,
    /// Missing earns everything.
    pub highest: Exact,
}

impl Score {
    /// The score of a leaf or part whose rule gave this outcome.
    fn of(outcome: &Outcome, max_points: &Exact) -> Score {
        match outcome {
            Outcome::NotApplicable => Score::default(),
            _ => Score {
                points: outcome.lowest().clone(),
                max_points: max_points.clone(),
                lowest: outcome.lowest().clone(),
                highest: outcome.highest().clone(),
            },
        }
    }

    /// Whether nothing is open.
    pub fn is_complete(&self) -> bool {
        self.lowest == self.highest
    }

    /// Points over possible points; nothing where nothing can be earned.
    pub fn share(&self) -> Option<Exact> {
        self.points.checked_div(&self.max_points)
    }

    /// What is lost for sure: the maximum less the most that can still be reached.
    pub fn lost(&self) -> Exact {
        &self.max_points - &self.highest
    }

    /// What can still be won.
    pub fn open(&self) -> Exact {
        &self.highest - &self.lowest
    }
}

/// Scores of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeScore {
    /// The self score (“điểm tự đánh giá”).
    pub score: Score,
    /// What is entered here and below.
    pub state: State,
    /// The appraised score (“điểm thẩm định”), where every scored leaf below has one or it is given here.
    pub appraised: Option<Exact>,
    /// Self − appraised (“chênh lệch”), with its sign.
    pub difference: Option<Exact>,
    /// What counts in the end (“điểm công nhận”): final where it is stated, otherwise appraised, otherwise self.
    pub final_points: Exact,
    /// Whether nothing of the final points is open.
    pub is_final_known: bool,
    /// Derived, never typed.
    pub status: Status,
    /// Leaves at or below.
    pub progress: Progress,
}

/// How much of a node is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    NotEntered,
    /// Something, and something that matters is missing.
    Partial,
    /// All that matters.
    Entered,
    /// Known as a whole.
    Given,
    /// It does not apply.
    NotApplicable,
    /// It is not scored.
    Unscored,
}

/// “Trạng thái”, as offices know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// “Chưa có số liệu”
    NoFigures,
    /// “Chưa thực hiện”
    NotStarted,
    /// “Đang thực hiện”
    InProgress,
    /// “Hoàn thành”
    Done,
    /// “Cần bổ sung minh chứng”
    EvidenceNeeded,
    /// “Không áp dụng”
    NotApplicable,
    /// “Không tính điểm”
    Unscored,
}

impl Status {
    /// A stable name, for programs and message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Status::NoFigures => "no_figures",
            Status::NotStarted => "not_started",
            Status::InProgress => "in_progress",
            Status::Done => "done",
            Status::EvidenceNeeded => "evidence_needed",
            Status::NotApplicable => "not_applicable",
            Status::Unscored => "unscored",
        }
    }
}

/// Leaves that are finished, of all that count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entered in full, given, or not applicable.
    pub entered: usize,
    /// All scored leaves and prerequisites.
    pub leaves: usize,
}

impl std::iter::Sum for Progress {
    fn sum<I: Iterator<Item = Progress>>(items: I) -> Progress {
        items.fold(Progress::default(), |all, item| Progress {
            entered: all.entered + item.entered,
            leaves: all.leaves + item.leaves,
        })
    }
}

/// One pillar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PillarScore {
    /// Its points.
    pub score: Score,
    /// Its index value; nothing while the interval is open.
    pub index_value: Option<Exact>,
}

/// Scores one assessment. The same arguments always give the same scorecard.
pub fn score(framework: &Framework, assessment: &Assessment, reference: Reference<'_>) -> Scorecard {
    let mut reading = assessment::read(framework, assessment);
    let mut nodes = roll_up(framework, &reading.nodes, reference);
    if is_judged(&reading) {
        appraise(framework, assessment, &mut reading, &mut nodes);
    } else {
        close(framework, &mut nodes);
    }

    let total = with_total(framework, sum_of(framework, &nodes, framework.roots()));
    let pillars: Vec<PillarScore> = framework
        .pillars
        .iter()
        .map(|pillar| {
            let score = sum_of(framework, &nodes, &pillar.members);
            let index_value = index_value(framework, &score);
            PillarScore { score, index_value }
        })
        .collect();
    let index_value = match framework.pillars.first() {
        Some(first) if first.weight.is_some() => weighted_index(framework, &pillars),
        _ => index_value(framework, &total),
    };
    let grade = grade(framework, &nodes, &total);
    let progress = framework.roots().iter().filter_map(|root| nodes.get(*root)).map(|root| root.progress).sum();
    let roots = || framework.roots().iter().filter_map(|root| Some((framework.node(*root)?.role, nodes.get(*root)?)));
    let appraised = appraised_by_parts(roots())
        .map(|_| recognized(framework, &nodes, |node| (node.appraised.as_ref().unwrap_or(&node.final_points), true)));
    let weighted = framework.pillars.first().is_some_and(|first| first.weight.is_some());
    let recognized = if weighted || is_judged(&reading) {
        recognized(framework, &nodes, |node| (&node.final_points, node.is_final_known))
    } else {
        // The same as the long way: what counts in the end is what the organization says.
        let known = roots().all(|(role, part)| !counts(role) || part.is_final_known);
        Recognized { points: total.points.clone(), index_value: index_value.clone().filter(|_| known) }
    };
    Scorecard { total, index_value, nodes, pillars, grade, progress, appraised, recognized, problems: reading.problems }
}

/// The self scores of all nodes, from the figures as read.
pub fn roll_up(framework: &Framework, readings: &[NodeReading], reference: Reference<'_>) -> Vec<NodeScore> {
    let mut nodes: Vec<Option<NodeScore>> = vec![None; framework.nodes().len()];
    // Parts come after their parents, so backwards every part is there before it is needed.
    for (index, node) in framework.nodes().iter().enumerate().rev() {
        let parts = || node.children.iter().filter_map(|child| Some((*child, nodes.get(*child)?.as_ref()?)));
        let below: Progress = parts().map(|(_, part)| part.progress).sum();
        let reading = readings.get(index).unwrap_or(&NOT_ENTERED);
        let (score, state) = own_score(framework, index, reading, reference).unwrap_or_else(|| {
            let mut sum = Sum::default();
            for (child, part) in parts() {
                sum.add(framework.node(child).map_or(Role::Information, |node| node.role), &part.score, part.state);
            }
            (sum.finish(), parts_state(parts().map(|(_, part)| part.state)))
        });
        let counts = node.leaf.is_some() && state != State::Unscored;
        let done = matches!(state, State::Entered | State::Given | State::NotApplicable);
        let progress = match (state, counts) {
            (_, true) => Progress { entered: usize::from(done), leaves: 1 },
            (State::Given | State::NotApplicable, false) => Progress { entered: below.leaves, leaves: below.leaves },
            _ => below,
        };
        let status = status(&score, state, None);
        let final_points = score.points.clone();
        let is_final_known = score.is_complete();
        let node_score = NodeScore {
            score,
            state,
            appraised: None,
            difference: None,
            final_points,
            is_final_known,
            status,
            progress,
        };
        if let Some(slot) = nodes.get_mut(index) {
            *slot = Some(node_score);
        }
    }
    nodes.into_iter().flatten().collect()
}

/// The self score of the whole alone, for tables of many units: the same as the total of [`score`].
pub fn total(framework: &Framework, readings: &[NodeReading], reference: Reference<'_>) -> Score {
    let mut sum = Sum::default();
    for root in framework.roots() {
        add_node(framework, *root, readings, reference, &mut sum);
    }
    with_total(framework, sum.finish())
}

fn add_node(
    framework: &Framework,
    index: NodeIndex,
    readings: &[NodeReading],
    reference: Reference<'_>,
    above: &mut Sum,
) {
    let Some(node) = framework.node(index) else { return };
    let reading = readings.get(index).unwrap_or(&NOT_ENTERED);
    match &node.leaf {
        Some(leaf) if node.role == Role::Scored && reading.given.is_none() && !reading.not_applicable => {
            if let Some(points) = quick_ratio(framework, leaf, node, &reading.figures) {
                return above.add_known(&points, &node.max_points);
            }
            let best = reference.best.get(index).and_then(Option::as_ref);
            match leaf_outcome(framework, node, leaf, reading, best, &mut NoTrace) {
                (Outcome::Known(points), _) => above.add_known(&points, &node.max_points),
                (outcome, state) => above.add(node.role, &Score::of(&outcome, &node.max_points), state),
            }
        }
        _ => {
            let (score, state) = own_score(framework, index, reading, reference).unwrap_or_else(|| {
                let mut sum = Sum::default();
                for child in &node.children {
                    add_node(framework, *child, readings, reference, &mut sum);
                }
                // Only a leaf can be a prerequisite, so the state of a node with parts is not looked at.
                (sum.finish(), State::Partial)
            });
            above.add(node.role, &score, state);
        }
    }
}

/// What stands for a node without a response.
static NOT_ENTERED: NodeReading = NodeReading {
    figures: Vec::new(),
    touched: false,
    not_applicable: false,
    given: None,
    appraised: None,
    final_points: None,
};

/// The self score of one node for other figures than are entered, where it does not follow from parts; nothing where it
/// does. Prerequisites are out of one.
pub fn own(framework: &Framework, index: NodeIndex, reading: &NodeReading) -> Option<(Score, State)> {
    own_score(framework, index, reading, Reference::default())
}

/// The score of a node that does not follow from its parts: unscored, not applicable, given, or a leaf.
fn own_score(
    framework: &Framework,
    index: NodeIndex,
    reading: &NodeReading,
    reference: Reference<'_>,
) -> Option<(Score, State)> {
    let node = framework.node(index)?;
    match (&reading.given, &node.leaf) {
        _ if matches!(node.role, Role::NotScored | Role::Information) => Some((Score::default(), State::Unscored)),
        _ if reading.not_applicable => Some((Score::default(), State::NotApplicable)),
        (Some(given), _) => Some((given_score(framework, node, given), State::Given)),
        (None, Some(leaf)) => {
            let best = reference.best.get(index).and_then(Option::as_ref);
            let (outcome, state) = leaf_outcome(framework, node, leaf, reading, best, &mut NoTrace);
            Some((Score::of(&outcome, leaf_max(node)), state))
        }
        (None, None) => None,
    }
}

fn given_score(framework: &Framework, node: &Node, given: &Given) -> Score {
    let points = Outcome::Known(match given {
        Given::Share(share) => share * &node.max_points,
        Given::Points(points) => points.clone(),
    });
    // A task that is done in part does not count, whoever says so.
    let counts = framework.scoring == Scoring::Counted && node.leaf.is_some();
    let points = if counts { counted(points, &node.max_points, &mut NoTrace) } else { points };
    Score::of(&points, &node.max_points)
}

/// What a leaf is scored out of: prerequisites out of one, though their node has no points.
fn leaf_max(node: &Node) -> &Exact {
    if node.role == Role::Prerequisite { &Exact::ONE } else { &node.max_points }
}

/// What one leaf earns for its figures, with its trace.
pub(super) fn leaf_outcome<T: Trace>(
    framework: &Framework,
    node: &Node,
    leaf: &Leaf,
    reading: &NodeReading,
    best: Option<&Exact>,
    trace: &mut T,
) -> (Outcome, State) {
    let Some(rule) = &leaf.rule else { return (Outcome::NotApplicable, State::Unscored) };
    let max = leaf_max(node);
    let outcome = evaluate(rule, max, Figures { entered: &reading.figures, best }, trace);
    let outcome = match framework.scoring {
        Scoring::Counted => counted(outcome, max, trace),
        // What is met in part is not met, however points are rounded.
        Scoring::Points if node.role == Role::Prerequisite => outcome,
        Scoring::Points => rounded(framework, outcome, max, trace),
    };
    let state = match &outcome {
        Outcome::NotApplicable => State::NotApplicable,
        Outcome::Known(_) => State::Entered,
        Outcome::Open { .. } if reading.touched => State::Partial,
        Outcome::Open { .. } => State::NotEntered,
    };
    (outcome, state)
}

/// The same as the long way, for the rule that most leaves have: a plain ratio of two counts, rounded as declared.
/// Tables of thousands of units are scored by it; a property test holds it against the oracle.
#[inline]
fn quick_ratio(framework: &Framework, leaf: &Leaf, node: &Node, figures: &[Option<Figure>]) -> Option<Exact> {
    let rounding = framework.leaf_rounding.filter(|_| framework.scoring == Scoring::Points)?;
    let Some(Rule::Ratio { pair, full_from, otherwise: Otherwise::Proportional, .. }) = &leaf.rule else { return None };
    let (Some(Some(Figure::Number(a))), Some(Some(Figure::Number(b)))) =
        (figures.get(pair.numerator), figures.get(pair.denominator))
    else {
        return None;
    };
    if full_from.is_one() { Exact::rounded_share(a, b, &node.max_points, rounding) } else { None }
}

fn rounded<T: Trace>(framework: &Framework, outcome: Outcome, max: &Exact, trace: &mut T) -> Outcome {
    let Some(rounding) = framework.leaf_rounding else { return outcome };
    let round = |points: &Exact| {
        let rounded = points.round(rounding);
        // A maximum that has more decimals than the rounding can be passed.
        if rounded > *max { max.clone() } else { rounded }
    };
    let after = match &outcome {
        Outcome::NotApplicable => return outcome,
        Outcome::Known(points) => Outcome::Known(round(points)),
        Outcome::Open { lowest, highest } => Outcome::Open { lowest: round(lowest), highest: round(highest) },
    };
    if T::KEEPS && after != outcome {
        trace.step(|| {
            let terms = vec![Term::Number(outcome.lowest().clone())];
            (StepKind::Rounded(rounding), terms, after.result())
        });
    }
    after
}

/// A leaf that counts, counts one when it is done in full, otherwise none.
fn counted<T: Trace>(outcome: Outcome, max: &Exact, trace: &mut T) -> Outcome {
    let full = |points: &Exact| if points >= max { max.clone() } else { Exact::ZERO };
    let after = match &outcome {
        Outcome::NotApplicable => return outcome,
        Outcome::Known(points) => Outcome::Known(full(points)),
        Outcome::Open { lowest, highest } => Outcome::between(full(lowest), full(highest)),
    };
    if after != outcome {
        trace.step(|| (StepKind::Counted, vec![], after.result()));
    }
    after
}

fn parts_state(states: impl Iterator<Item = State>) -> State {
    let scored: Vec<State> = states.filter(|state| *state != State::Unscored).collect();
    let all = |wanted: &[State]| scored.iter().all(|state| wanted.contains(state));
    match () {
        () if scored.is_empty() => State::Unscored,
        () if all(&[State::NotApplicable]) => State::NotApplicable,
        () if all(&[State::NotEntered, State::NotApplicable]) => State::NotEntered,
        () if all(&[State::Entered, State::Given, State::NotApplicable]) => State::Entered,
        () => State::Partial,
    }
}

/// Adds up parts: scored ones, bonus, penalty, prerequisites. Held between zero and what can be earned.
struct Sum {
    score: Score,
    /// Points of complete parts, which are in the lowest and the highest as well.
    known: Exact,
    met_for_sure: bool,
    met_perhaps: bool,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { score: Score::default(), known: Exact::ZERO, met_for_sure: true, met_perhaps: true }
    }
}

impl Sum {
    /// The same as [`Sum::add`] for a scored part that is complete and applies, in half the work.
    fn add_known(&mut self, points: &Exact, max_points: &Exact) {
        self.known = &self.known + points;
        self.score.max_points = &self.score.max_points + max_points;
    }

    fn add(&mut self, role: Role, own: &Score, state: State) {
        if matches!(role, Role::Scored | Role::Bonus) && own.points == own.lowest && own.is_complete() {
            let nothing = &Exact::ZERO;
            return self.add_known(&own.points, if role == Role::Scored { &own.max_points } else { nothing });
        }
        let sum = &mut self.score;
        match role {
            Role::Penalty => {
                sum.points = &sum.points - &own.points;
                sum.lowest = &sum.lowest - &own.highest;
                sum.highest = &sum.highest - &own.lowest;
            }
            Role::Scored | Role::Bonus => {
                sum.points = &sum.points + &own.points;
                sum.lowest = &sum.lowest + &own.lowest;
                sum.highest = &sum.highest + &own.highest;
                if role == Role::Scored {
                    // What does not apply has no maximum and so leaves the denominator.
                    sum.max_points = &sum.max_points + &own.max_points;
                }
            }
            // Points so far are lost only when it can not be met any more.
            Role::Prerequisite if state != State::NotApplicable => {
                self.met_for_sure &= own.lowest == own.max_points;
                self.met_perhaps &= own.highest == own.max_points;
            }
            Role::Prerequisite | Role::NotScored | Role::Information => {}
        }
    }

    fn finish(self) -> Score {
        let Score { points, lowest, highest, max_points } = self.score;
        let hold = |points: Exact, met: bool| match met {
            true if !points.is_negative() && points <= max_points => points,
            true => points.between(&Exact::ZERO, &max_points),
            false => Exact::ZERO,
        };
        let all = |part: &Exact, met: bool| hold(part + &self.known, met);
        let even = self.met_for_sure == self.met_perhaps;
        let held_points = all(&points, self.met_perhaps);
        // Sums of many shares are long numbers: what is the same is not worked out again.
        let held_lowest = if even && lowest == points { held_points.clone() } else { all(&lowest, self.met_for_sure) };
        let held_highest = if highest == points { held_points.clone() } else { all(&highest, self.met_perhaps) };
        Score { points: held_points, lowest: held_lowest, highest: held_highest, max_points }
    }
}

fn sum_of(framework: &Framework, nodes: &[NodeScore], members: &[NodeIndex]) -> Score {
    let mut sum = Sum::default();
    for member in members {
        if let (Some(node), Some(part)) = (framework.node(*member), nodes.get(*member)) {
            sum.add(node.role, &part.score, part.state);
        }
    }
    sum.finish()
}

/// The whole is out of the declared total where the framework says that it differs from the sum.
fn with_total(framework: &Framework, score: Score) -> Score {
    if framework.declared_total_differs.is_none() {
        return score;
    }
    let sum: Exact = framework
        .roots()
        .iter()
        .filter_map(|root| framework.node(*root))
        .filter(|node| node.role == Role::Scored)
        .map(|node| &node.max_points)
        .sum();
    let away = &sum - &score.max_points;
    let max_points = (&framework.max_points - &away).greater(&Exact::ZERO).clone();
    let hold = |points: &Exact| points.lesser(&max_points).clone();
    Score { points: hold(&score.points), lowest: hold(&score.lowest), highest: hold(&score.highest), max_points }
}

fn index_value(framework: &Framework, score: &Score) -> Option<Exact> {
    let value = score.share().filter(|_| score.is_complete())?;
    Some(framework.index_rounding.map_or_else(|| value.clone(), |rounding| value.round(rounding)))
}

fn weighted_index(framework: &Framework, pillars: &[PillarScore]) -> Option<Exact> {
    let mut value = Exact::ZERO;
    for (pillar, scored) in framework.pillars.iter().zip(pillars) {
        let share = scored.score.share().filter(|_| scored.score.is_complete())?;
        value = &value + &(&share * pillar.weight.as_ref()?);
    }
    Some(framework.index_rounding.map_or_else(|| value.clone(), |rounding| value.round(rounding)))
}

fn grade(framework: &Framework, nodes: &[NodeScore], total: &Score) -> Option<(usize, usize)> {
    let grading = framework.grading.as_ref()?;
    let reached = |points: &Exact, max: &Exact| {
        let share = points.checked_div(max).unwrap_or_default();
        let holds =
            |grade: &super::framework::Grade| share > grade.at_least || !grade.exclusive && share == grade.at_least;
        grading.grades.iter().rposition(holds).unwrap_or(0)
    };
    let both = |score: &Score| (reached(&score.lowest, &score.max_points), reached(&score.highest, &score.max_points));
    if grading.weakest_of.is_empty() {
        return Some(both(total));
    }
    let graded = grading.weakest_of.iter().filter_map(|index| nodes.get(*index)).map(|node| both(&node.score));
    graded.reduce(|left, right| (left.0.min(right.0), left.1.min(right.1)))
}

/// Whether anybody but the organization itself has given points.
fn is_judged(reading: &Reading) -> bool {
    reading.nodes.iter().any(|node| node.appraised.is_some() || node.final_points.is_some())
}

/// The same as [`appraise`] where nobody has given points: final points and statuses stay those of the self scores, and
/// what is made of parts is known when they are.
fn close(framework: &Framework, nodes: &mut [NodeScore]) {
    for (index, node) in framework.nodes().iter().enumerate().rev() {
        let whole = |it: &NodeScore| matches!(it.state, State::Given | State::NotApplicable);
        if node.children.is_empty() || nodes.get(index).is_none_or(whole) {
            continue;
        }
        let mut parts =
            node.children.iter().filter_map(|child| Some((framework.node(*child)?.role, nodes.get(*child)?)));
        let all_known = parts.all(|(role, part)| !counts(role) || part.is_final_known);
        if let Some(slot) = nodes.get_mut(index) {
            slot.is_final_known = all_known;
        }
    }
}

/// Lays appraised and final scores beside self scores: difference, what counts in the end, status.
fn appraise(framework: &Framework, assessment: &Assessment, reading: &mut Reading, nodes: &mut [NodeScore]) {
    // Whether a final score is stated at a node or below it.
    let mut closed = vec![false; nodes.len()];
    for (index, node) in framework.nodes().iter().enumerate().rev() {
        let response = assessment.response(node.id.as_str());
        let lacks_reason = |score: Option<&assessment::Appraisal>| score.is_some_and(|it| it.reason.trim().is_empty());
        let stated = reading.nodes.get(index).and_then(|it| it.appraised.clone());
        let stated_final = reading.nodes.get(index).and_then(|it| it.final_points.clone());
        let parts =
            || node.children.iter().filter_map(|child| Some((framework.node(*child)?.role, nodes.get(*child)?)));
        let appraised = stated.clone().or_else(|| appraised_by_parts(parts()));
        let closed_below = node.children.iter().any(|child| closed.get(*child).copied().unwrap_or_default());
        // What is known as a whole, or does not apply, does not follow from its parts.
        let whole = nodes.get(index).is_some_and(|it| matches!(it.state, State::Given | State::NotApplicable));
        let stands = node.children.is_empty() || whole || !closed_below;
        let decided = stated_final.clone().or(stated.filter(|_| stands));
        let by_parts = decided.is_none() && !node.children.is_empty() && !whole;
        let sum = by_parts.then(|| add_up(parts(), |part| part.final_points.clone()));
        let all_known = parts().all(|(role, part)| !counts(role) || part.is_final_known);
        if let Some(slot) = closed.get_mut(index) {
            *slot = closed_below || stated_final.is_some();
        }
        let Some(slot) = nodes.get_mut(index) else { continue };
        if let Some(appraised) = &appraised {
            let difference = &slot.score.points - appraised;
            if !difference.is_zero() && lacks_reason(response.and_then(|it| it.appraised.as_ref())) {
                reading.problems.push(Problem::new(node.id.as_str(), ProblemKind::AppraisedWithoutReason));
            }
            slot.difference = Some(difference);
        }
        let before = appraised.as_ref().unwrap_or(&slot.score.points);
        let differs = stated_final.as_ref().is_some_and(|points| points != before);
        if differs && lacks_reason(response.and_then(|it| it.final_score.as_ref())) {
            reading.problems.push(Problem::new(node.id.as_str(), ProblemKind::FinalWithoutReason));
        }
        slot.is_final_known = decided.is_some() || if by_parts { all_known } else { slot.score.is_complete() };
        let is_decided = decided.is_some() || closed_below;
        if let Some(points) = decided.or(sum) {
            slot.final_points = points;
        }
        let counts_now = if is_decided { Some(&slot.final_points) } else { appraised.as_ref() };
        slot.status = status(&slot.score, slot.state, counts_now);
        slot.appraised = appraised;
    }
}

/// Whether points of a part of this kind are added up, or decide about those that are.
fn counts(role: Role) -> bool {
    !matches!(role, Role::NotScored | Role::Information)
}

/// The whole, with other points than the self scores, and whether nothing of them is open.
fn recognized(framework: &Framework, nodes: &[NodeScore], points: impl Fn(&NodeScore) -> (&Exact, bool)) -> Recognized {
    let of = |members: &[NodeIndex]| {
        let parts = || members.iter().filter_map(|member| Some((framework.node(*member)?.role, nodes.get(*member)?)));
        let known = parts().all(|(role, part)| !counts(role) || points(part).1);
        let value = add_up(parts(), |part| points(part).0.clone());
        let max_points = sum_of(framework, nodes, members).max_points;
        let score = Score { points: value.clone(), lowest: value.clone(), highest: value, max_points };
        (score, known)
    };
    let (total, known) = of(framework.roots());
    let total = with_total(framework, total);
    let weighted = framework.pillars.first().is_some_and(|first| first.weight.is_some());
    let value = match weighted {
        true => {
            let pillars: Vec<PillarScore> = framework
                .pillars
                .iter()
                .map(|it| PillarScore { score: of(&it.members).0, index_value: None })
                .collect();
            weighted_index(framework, &pillars)
        }
        false => index_value(framework, &total),
    };
    Recognized { points: total.points, index_value: value.filter(|_| known) }
}

/// The sum of appraised scores, where something is scored below and every scored part has one.
fn appraised_by_parts<'a>(parts: impl Iterator<Item = (Role, &'a NodeScore)> + Clone) -> Option<Exact> {
    let applies = |part: &NodeScore| !matches!(part.state, State::NotApplicable | State::Unscored);
    let mut scored = parts.clone().filter(|(role, part)| *role == Role::Scored && applies(part)).peekable();
    scored.peek()?;
    scored
        .all(|(_, part)| part.appraised.is_some())
        .then(|| add_up(parts, |part| part.appraised.clone().unwrap_or_else(|| part.final_points.clone())))
}

/// Points of parts added up as their roles ask for.
fn add_up<'a>(parts: impl Iterator<Item = (Role, &'a NodeScore)>, points: impl Fn(&NodeScore) -> Exact) -> Exact {
    let mut sum = Sum::default();
    for (role, part) in parts {
        if role == Role::Prerequisite {
            sum.add(role, &part.score, part.state);
        } else {
            let score = Score::of(&Outcome::Known(points(part)), &part.score.max_points);
            sum.add(role, &score, part.state);
        }
    }
    sum.finish().points
}

/// The status follows from the scores, in the order that the forms of the civil service use.
fn status(score: &Score, state: State, appraised: Option<&Exact>) -> Status {
    match state {
        State::Unscored => Status::Unscored,
        State::NotApplicable => Status::NotApplicable,
        _ if appraised.is_some_and(|appraised| *appraised < score.points) => Status::EvidenceNeeded,
        State::NotEntered => Status::NoFigures,
        _ if score.points == score.max_points => Status::Done,
        // Nothing earned yet is not the same as nothing to earn: while figures are missing, work is under way.
        _ if score.points.is_zero() && score.is_complete() => Status::NotStarted,
        _ => Status::InProgress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::assessment::{Organization, Response},
        formats::{builtin, documents, framework_file},
    };

    /// An assessment with figures for all inputs but each `gap`th, the same for the same arguments.
    fn filled(framework: &Framework, gap: usize) -> Assessment {
        let mut assessment = Assessment::new(framework, Organization::default(), "2024".to_owned());
        let mut count = 0_usize;
        for (_, node, leaf) in framework.leaves() {
            let mut response = Response::default();
            for input in &leaf.inputs {
                count += 1;
                if !count.is_multiple_of(gap) {
                    let figure = (count * 7919 % 613 + 1).to_string();
                    response.inputs.insert(input.name.to_string(), figure);
                }
            }
            response.not_applicable = node.may_be_not_applicable && count.is_multiple_of(5);
            assessment.responses.insert(node.id.to_string(), response.into());
        }
        assessment
    }

    #[test]
    fn what_nobody_has_judged_is_scored_the_short_way_with_the_same_result() {
        let documents = documents::read(builtin::DOCUMENTS).unwrap();
        for id in builtin::IDS {
            let framework = framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap();
            for gap in [1, 2, 3, 10, usize::MAX] {
                let assessment = filled(&framework, gap);
                let short = score(&framework, &assessment, Reference::default());
                let mut reading = assessment::read(&framework, &assessment);
                let mut nodes = roll_up(&framework, &reading.nodes, Reference::default());
                appraise(&framework, &assessment, &mut reading, &mut nodes);
                assert_eq!(short.nodes, nodes, "{id}, {gap}");
                let long = recognized(&framework, &nodes, |node| (&node.final_points, node.is_final_known));
                assert_eq!(short.recognized, long, "{id}, {gap}");
            }
        }
    }
}
