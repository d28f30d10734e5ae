//! Roll-up (“tổng hợp”): the files of many units, one line each, with rank and everything that is odd about them.
//!
//! A file is read once ([`Submission::read`]), so that a page can take one after the other; the table of all
//! ([`table`]) is made of what was kept of each.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    assessment::{Assessment, Organization, RoundKind},
    exact::Exact,
    framework::{Framework, NodeIndex},
    problem::{Problem, ProblemKind},
    rank::rank,
    rounds,
    scoring::{Reference, Scorecard, score},
};

/// Which of the three scores counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ScoreOf {
    /// What counts in the end: final, otherwise appraised, otherwise self.
    #[default]
    Final,
    /// Appraised scores only.
    Appraised,
    /// Self scores only.
    SelfAssessed,
}

impl ScoreOf {
    /// All of them, in the order in which they are offered.
    pub const ALL: [ScoreOf; 3] = [ScoreOf::Final, ScoreOf::Appraised, ScoreOf::SelfAssessed];

    /// A stable name.
    pub fn code(self) -> &'static str {
        match self {
            ScoreOf::Final => "final",
            ScoreOf::Appraised => "appraised",
            ScoreOf::SelfAssessed => "self_assessed",
        }
    }
}

/// Scores of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Points of the whole; nothing while some are open.
    pub points: Option<Exact>,
    /// Points over possible points; nothing while some are open.
    pub index_value: Option<Exact>,
    /// Points of each main indicator; nothing while some are open.
    pub main: Vec<Option<Exact>>,
}

/// What is kept of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its name.
    pub file: Rc<str>,
    /// The framework that it names; empty where it could not be read.
    pub framework: Rc<str>,
    /// Who is assessed.
    pub organization: Organization,
    /// The period.
    pub period: Rc<str>,
    /// The last round that was closed, how many there were, and when the last was.
    pub round: Option<RoundKind>,
    /// How many rounds the file went through.
    pub rounds: usize,
    /// The day of the last one, as the file says it.
    pub closed_at: Rc<str>,
    /// Its scores; nothing where its framework is not known or it could not be read.
    pub scores: Option<Scores>,
    /// What is wrong with it by itself.
    pub problems: Vec<Problem>,
}

/// The scores of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// Self scores.
    pub own: Marks,
    /// Appraised scores.
    pub appraised: Marks,
    /// What counts in the end.
    pub recognized: Marks,
    /// Whether anything is appraised.
    pub is_appraised: bool,
    /// What can be earned in all.
    pub max_points: Exact,
    /// What can be earned in each main indicator.
    pub max_main: Vec<Exact>,
    /// Leaves that are entered, and all.
    pub entered: usize,
    /// All leaves that count.
    pub leaves: usize,
}

impl Scores {
    /// The scores of a kind.
    pub fn of(&self, kind: ScoreOf) -> &Marks {
        match kind {
            ScoreOf::Final => &self.recognized,
            ScoreOf::Appraised => &self.appraised,
            ScoreOf::SelfAssessed => &self.own,
        }
    }

    fn new(framework: &Framework, scorecard: &Scorecard) -> Scores {
        let main = main_indicators(framework);
        let nodes = || main.iter().filter_map(|index| scorecard.nodes.get(*index));
        let total = &scorecard.total;
        let own = Marks {
            points: total.is_complete().then(|| total.points.clone()),
            index_value: scorecard.index_value.clone(),
            main: nodes().map(|it| it.score.is_complete().then(|| it.score.points.clone())).collect(),
        };
        let appraised = Marks {
            points: scorecard.appraised.as_ref().map(|it| it.points.clone()),
            index_value: scorecard.appraised.as_ref().and_then(|it| it.index_value.clone()),
            main: nodes().map(|it| it.appraised.clone()).collect(),
        };
        let all_known = nodes().all(|it| it.is_final_known);
        let recognized = Marks {
            points: all_known.then(|| scorecard.recognized.points.clone()),
            index_value: scorecard.recognized.index_value.clone(),
            main: nodes().map(|it| it.is_final_known.then(|| it.final_points.clone())).collect(),
        };
        Scores {
            own,
            appraised,
            recognized,
            is_appraised: rounds::is_appraised(scorecard),
            max_points: total.max_points.clone(),
            max_main: nodes().map(|it| it.score.max_points.clone()).collect(),
            entered: scorecard.progress.entered,
            leaves: scorecard.progress.leaves,
        }
    }
}

/// The nodes that a table of units has a column for: those at the top level that points can be earned in.
pub fn main_indicators(framework: &Framework) -> Vec<NodeIndex> {
    let has_points = |index: &NodeIndex| framework.node(*index).is_some_and(|node| !node.max_points.is_zero());
    framework.roots().iter().copied().filter(has_points).collect()
}

impl Submission {
    /// Reads one file: its scores, and what is wrong with it by itself. `sealed` is what is wrong with its seal.
    ///
    /// The framework is the one that it names, where that is known.
    pub fn read(
        file: Rc<str>,
        content: Result<Assessment, Vec<Problem>>,
        framework: Option<&Framework>,
        sealed: Option<Problem>,
    ) -> Submission {
        let assessment = match content {
            Ok(assessment) => assessment,
            Err(problems) => return Submission { problems, ..Submission::nothing(file) },
        };
        let last = assessment.rounds.last();
        let mut submission = Submission {
            framework: assessment.framework.id.as_str().into(),
            organization: assessment.organization.clone(),
            period: assessment.period.as_str().into(),
            round: last.map(|round| round.round),
            rounds: assessment.rounds.len(),
            closed_at: last.map_or("", |round| &round.at).into(),
            problems: sealed.into_iter().collect(),
            ..Submission::nothing(file)
        };
        let Some(framework) = framework.filter(|it| *it.id == *submission.framework) else {
            let id = super::checked::shortened(&submission.framework);
            submission.problems.push(Problem::new("framework", ProblemKind::UnknownFramework { id }));
            return submission;
        };
        let scorecard = score(framework, &assessment, Reference::default());
        submission.problems.extend(rounds::stated_problems(framework, &assessment, &scorecard));
        submission.problems.extend(scorecard.problems.iter().cloned());
        let scores = Scores::new(framework, &scorecard);
        if scores.entered < scores.leaves {
            let kind = ProblemKind::LeavesMissing { count: scores.leaves - scores.entered, limit: scores.leaves };
            submission.problems.push(Problem::new("responses", kind));
        }
        submission.scores = Some(scores);
        submission
    }

    fn nothing(file: Rc<str>) -> Submission {
        Submission {
            file,
            framework: "".into(),
            organization: Organization::default(),
            period: "".into(),
            round: None,
            rounds: 0,
            closed_at: "".into(),
            scores: None,
            problems: Vec::new(),
        }
    }

    /// What tells its unit from others: set and code, otherwise the name as people compare names.
    fn unit(&self) -> (String, String) {
        let Organization { name, unit_set, code, .. } = &self.organization;
        match code {
            Some(code) => (unit_set.clone().unwrap_or_default(), code.clone()),
            None => (String::new(), name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()),
        }
    }
}

/// The units that are expected, by code and by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// Code and name of each.
    pub units: Vec<(Rc<str>, Rc<str>)>,
}

impl Units {
    fn has(&self, organization: &Organization) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.units.iter().any(|(code, name)| match &organization.code {
            Some(found) => **code == **found,
            None => plain(name) == plain(&organization.name),
        })
    }
}

/// The line of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its position among the submissions.
    pub submission: usize,
    /// Whether it takes part in the ranking: of the framework and period of the table, of a unit that is expected, and
    /// the furthest of its unit.
    pub counts: bool,
    /// From 1; nothing: it does not count, or something of its score is open.
    pub rank: Option<usize>,
    /// What is wrong with it, by itself and among the others.
    pub problems: Vec<Problem>,
}

/// All lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The framework that most files name.
    pub framework: Rc<str>,
    /// The period that most of these have.
    pub period: Rc<str>,
    /// In the order of the submissions.
    pub rows: Vec<Row>,
    /// Units that are expected and sent nothing: code and name.
    pub missing: Vec<(Rc<str>, Rc<str>)>,
}

impl Table {
    /// How many lines have something wrong with them.
    pub fn exceptions(&self) -> usize {
        self.rows.iter().filter(|row| !row.problems.is_empty()).count()
    }
}

/// Makes the table of all submissions.
///
/// # Ranks
///
/// By the index value as the framework rounds it, so that values that look the same share a rank. What is open has none.
pub fn table(submissions: &[Submission], units: Option<&Units>, kind: ScoreOf) -> Table {
    let read = || submissions.iter().filter(|it| !it.framework.is_empty());
    let framework = commonest(read().filter(|it| it.scores.is_some()).map(|it| &it.framework))
        .or_else(|| commonest(read().map(|it| &it.framework)))
        .unwrap_or_default();
    let of_framework = || read().filter(|it| it.framework == framework);
    let period = commonest(of_framework().map(|it| &it.period)).unwrap_or_default();
    let mut rows: Vec<Row> = submissions
        .iter()
        .enumerate()
        .map(|(submission, it)| row(submission, it, &framework, &period, units))
        .collect();
    for copies in by_unit(submissions, &rows).into_values().filter(|copies| copies.len() > 1) {
        // Of several files of a unit the one that went through the most rounds counts, and of these the first.
        let furthest = copies.iter().rev().max_by_key(|at| submissions.get(**at).map(|it| it.rounds)).copied();
        for at in &copies {
            let other = copies.iter().find(|other| *other != at).and_then(|other| submissions.get(*other));
            let Some(row) = rows.get_mut(*at) else { continue };
            row.counts = Some(*at) == furthest;
            let file = other.map_or(String::new(), |it| it.file.to_string());
            row.problems.push(Problem::new("organization", ProblemKind::DuplicateUnit { file }));
        }
    }
    let values: Vec<Option<Exact>> = rows
        .iter()
        .map(|row| {
            let scores = submissions.get(row.submission).filter(|_| row.counts)?.scores.as_ref()?;
            scores.of(kind).index_value.clone()
        })
        .collect();
    for (row, rank) in rows.iter_mut().zip(rank(&values)) {
        row.rank = rank;
    }
    let here: Vec<&Organization> =
        rows.iter().filter_map(|row| submissions.get(row.submission)).map(|it| &it.organization).collect();
    let sent = |unit: &(Rc<str>, Rc<str>)| {
        let only = Units { units: vec![unit.clone()] };
        here.iter().any(|organization| only.has(organization))
    };
    let missing = units.into_iter().flat_map(|it| &it.units).filter(|unit| !sent(unit)).cloned().collect();
    Table { framework, period, rows, missing }
}

fn row(submission: usize, of: &Submission, framework: &str, period: &str, units: Option<&Units>) -> Row {
    let mut problems = of.problems.clone();
    let is_read = !of.framework.is_empty();
    let mut counts = of.scores.is_some();
    if is_read && *of.framework != *framework {
        let (found, expected) = (of.framework.to_string(), framework.to_owned());
        problems.retain(|it| !matches!(it.kind, ProblemKind::UnknownFramework { .. }));
        problems.push(Problem::new("framework", ProblemKind::OtherFramework { found, expected }));
        counts = false;
    } else if is_read && *of.period != *period {
        let (found, expected) = (of.period.to_string(), period.to_owned());
        problems.push(Problem::new("period", ProblemKind::OtherPeriod { found, expected }));
        counts = false;
    }
    if is_read && units.is_some_and(|units| !units.has(&of.organization)) {
        let Organization { name, unit_set, code, .. } = &of.organization;
        let set = unit_set.clone().unwrap_or_default();
        let id = code.clone().unwrap_or_else(|| name.clone());
        problems.push(Problem::new("organization", ProblemKind::UnknownUnit { set, id }));
        counts = false;
    }
    Row { submission, counts, rank: None, problems }
}

/// The positions of the files that count, by unit.
fn by_unit(submissions: &[Submission], rows: &[Row]) -> BTreeMap<(String, String), Vec<usize>> {
    let mut by_unit = BTreeMap::<_, Vec<usize>>::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let unit = submissions.get(row.submission).map(Submission::unit).unwrap_or_default();
        by_unit.entry(unit).or_default().push(at);
    }
    by_unit
}

/// What stands there most often; of equal ones the first in order.
fn commonest<'a>(texts: impl Iterator<Item = &'a Rc<str>>) -> Option<Rc<str>> {
    let mut counts = BTreeMap::<&Rc<str>, usize>::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| Rc::clone(text))
}

/// The frameworks that submissions name.
pub fn frameworks(submissions: &[Submission]) -> BTreeSet<Rc<str>> {
    submissions.iter().map(|it| Rc::clone(&it.framework)).filter(|id| !id.is_empty()).collect()
}
