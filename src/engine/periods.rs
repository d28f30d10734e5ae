//! Periods side by side (“so sánh các kỳ”): the assessments of one organization, what changed since the last, and where
//! the framework changed so that nothing can be compared.
//!
//! Belongs here: differences of scorecards of one framework. Does not belong here: scoring itself ([`super::scoring`]),
//! and two frameworks side by side ([`super::compare`]).

use super::{
    assessment::{Assessment, read_figure},
    calendar::Period,
    exact::Exact,
    framework::{Framework, Node, NodeIndex, Role},
    order::order,
    rule::Figure,
    scoring::{NodeScore, Progress, Reference, Score, Scorecard, State, score},
};

/// An assessment and its framework.
#[derive(Debug, Clone, Copy)]
pub struct Entered<'a> {
    /// What it is scored by.
    pub framework: &'a Framework,
    /// What is entered.
    pub assessment: &'a Assessment,
}

/// Periods of one framework, one after the other. Where another framework begins, another run begins: points of one
/// are never compared with points of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The earliest first.
    pub members: Vec<Member>,
    /// One a node, in the framework's order; unscored nodes are left out.
    pub rows: Vec<Row>,
    /// What is decided in every one of these periods: the only figures that make a line over time.
    pub common: Common,
}

/// One period of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its position in what was given.
    pub at: usize,
    /// The whole.
    pub total: Score,
    /// How much is entered.
    pub progress: Progress,
    /// The position in the run of the period that it is compared with: the last one of the same kind (a quarter with a
    /// quarter, a year with a year), otherwise the one before; the first has none.
    pub since: Option<usize>,
    /// What is decided then and now.
    pub change: Common,
}

/// One node in every period of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The node.
    pub node: NodeIndex,
    /// Its score in each period.
    pub scores: Vec<Score>,
    /// What is entered in each period.
    pub states: Vec<State>,
    /// From the period that the last one is compared with to the last one.
    pub change: Common,
    /// The figures of a leaf that at least one period has.
    pub figures: Vec<FigureRow>,
}

/// What is decided in every one of some periods.
///
/// # Missing
///
/// A leaf that is missing in one of them is in no sum: missing then or now is not zero. Points of parts are added up as
/// they stand; what holds a whole down (a cap, a prerequisite) shows in the whole when it is decided itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Common {
    /// Points a period, over the leaves that are compared; empty where none is.
    pub points: Vec<Exact>,
    /// The most that could be earned there.
    pub max_points: Exact,
    /// How many leaves that is.
    pub compared: usize,
    /// How many leaves count.
    pub leaves: usize,
}

impl Common {
    /// From the first of the periods to the last, exact and with its sign; nothing where nothing can be compared.
    pub fn change(&self) -> Option<Exact> {
        Some(self.points.last()? - self.points.first()?)
    }

    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.compared == self.leaves
    }

    fn add(&mut self, role: Role, part: &Common) {
        self.leaves += part.leaves;
        self.compared += part.compared;
        if role == Role::Scored {
            self.max_points = &self.max_points + &part.max_points;
        }
        let signed = |points: &Exact| if role == Role::Penalty { -points } else { points.clone() };
        match role {
            Role::Scored | Role::Bonus | Role::Penalty if self.points.is_empty() => {
                self.points = part.points.iter().map(signed).collect();
            }
            Role::Scored | Role::Bonus | Role::Penalty => {
                for (sum, points) in self.points.iter_mut().zip(&part.points) {
                    *sum = &*sum + &signed(points);
                }
            }
            Role::Prerequisite | Role::NotScored | Role::Information => {}
        }
    }
}

/// One figure over the periods of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The position of the input.
    pub input: usize,
    /// As files hold it; nothing where it is not entered.
    pub texts: Vec<Option<String>>,
    /// The difference of the two periods that are compared, where both are numbers.
    pub change: Option<Exact>,
}

/// Lays assessments side by side in the order of their periods; those of one period stay in the order given. What is no
/// period comes last.
pub fn runs(entered: &[Entered<'_>]) -> Vec<Run> {
    let key = |at: usize| {
        let text = entered.get(at).map_or("", |it| it.assessment.period.trim());
        let period = Period::parse(text);
        (period.is_none(), period.map(Period::end), text)
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let id = |at: usize| entered.get(at).map(|it| &it.framework.id);
    for at in order(entered.len(), &|left, right| key(left).cmp(&key(right))) {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| id(*first) == id(at)) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    runs.iter().filter_map(|run| side_by_side(entered, run)).collect()
}

fn side_by_side(entered: &[Entered<'_>], run: &[usize]) -> Option<Run> {
    let of: Vec<Entered<'_>> = run.iter().filter_map(|at| entered.get(*at).copied()).collect();
    let framework = of.first()?.framework;
    let cards: Vec<Scorecard> = of.iter().map(|it| score(framework, it.assessment, Reference::default())).collect();
    let kind = |at: usize| Period::parse(of.get(at)?.assessment.period.trim()).map(Period::cadence);
    let since = |at: usize| (0..at).rev().find(|before| kind(*before) == kind(at)).or_else(|| at.checked_sub(1));
    let pair = |at: usize| since(at).and_then(|before| Some([cards.get(before)?, cards.get(at)?]));
    let members = run.iter().zip(&cards).enumerate().map(|(at, (given, card))| Member {
        at: *given,
        total: card.total.clone(),
        progress: card.progress,
        since: since(at),
        change: pair(at).map(|pair| decided(framework, &pair).1).unwrap_or_default(),
    });
    let last = of.len().checked_sub(1)?;
    let changes = pair(last).map(|pair| decided(framework, &pair).0).unwrap_or_default();
    let compared = since(last).map(|before| (before, last));
    let row = |(index, node): (NodeIndex, &Node)| {
        let scores: Vec<&NodeScore> = cards.iter().filter_map(|card| card.nodes.get(index)).collect();
        scores.iter().any(|it| it.state != State::Unscored).then(|| Row {
            node: index,
            scores: scores.iter().map(|it| it.score.clone()).collect(),
            states: scores.iter().map(|it| it.state).collect(),
            change: changes.get(index).cloned().unwrap_or_default(),
            figures: figures(node, &of, compared),
        })
    };
    let all: Vec<&Scorecard> = cards.iter().collect();
    Some(Run {
        members: members.collect(),
        rows: framework.nodes().iter().enumerate().filter_map(row).collect(),
        common: decided(framework, &all).1,
    })
}

/// What is decided in all of these scorecards of a framework: of each node, and of the whole.
fn decided(framework: &Framework, cards: &[&Scorecard]) -> (Vec<Common>, Common) {
    let mut nodes = vec![Common::default(); framework.nodes().len()];
    let sum = |nodes: &[Common], parts: &[NodeIndex]| {
        let mut all = Common::default();
        for part in parts {
            if let (Some(node), Some(part)) = (framework.node(*part), nodes.get(*part)) {
                all.add(node.role, part);
            }
        }
        all
    };
    // Parts come after their parents, so backwards every part is there before it is needed.
    for (index, node) in framework.nodes().iter().enumerate().rev() {
        let scores: Vec<&NodeScore> = cards.iter().filter_map(|card| card.nodes.get(index)).collect();
        let leaves = scores.iter().map(|it| it.progress.leaves).max().unwrap_or_default();
        let found = match is_decided(&scores) {
            true => {
                let points = scores.iter().map(|it| it.score.points.clone()).collect();
                let max_points = scores.first().map(|it| it.score.max_points.clone()).unwrap_or_default();
                Common { points, max_points, compared: leaves, leaves }
            }
            false if node.children.is_empty() => Common { leaves, ..Common::default() },
            false => sum(&nodes, &node.children),
        };
        if let Some(slot) = nodes.get_mut(index) {
            *slot = found;
        }
    }
    let whole = sum(&nodes, framework.roots());
    (nodes, whole)
}

/// Whether each is known in full, out of the same maximum.
fn is_decided(scores: &[&NodeScore]) -> bool {
    let Some(first) = scores.first() else { return false };
    scores.iter().all(|it| {
        let known = matches!(it.state, State::Entered | State::Given | State::NotApplicable);
        known && it.score.is_complete() && it.score.max_points == first.score.max_points
    })
}

fn figures(node: &Node, of: &[Entered<'_>], compared: Option<(usize, usize)>) -> Vec<FigureRow> {
    let Some(leaf) = &node.leaf else { return Vec::new() };
    let mut rows = Vec::new();
    for (input, it) in leaf.inputs.iter().enumerate() {
        let entered = |one: &Entered<'_>| {
            let response = one.assessment.response(node.id.as_str())?;
            response.inputs.get(&*it.name).filter(|text| !text.is_empty()).cloned()
        };
        let texts: Vec<Option<String>> = of.iter().map(entered).collect();
        if texts.iter().all(Option::is_none) {
            continue;
        }
        let number = |at: usize| match read_figure(leaf, input, texts.get(at)?.as_deref()?) {
            Ok(Figure::Number(number)) => Some(number),
            _ => None,
        };
        let change = compared.and_then(|(then, now)| Some(&number(now)? - &number(then)?));
        rows.push(FigureRow { input, texts, change });
    }
    rows
}
