//! What does not add up in a score table, whoever made it.

use std::collections::BTreeMap;

use super::{
    Amount, Field, Line, ScoreTable,
    columns::{derived_status, is_placeholder, status_of, status_word},
    states,
};
use crate::engine::{
    checked::shortened,
    exact::Exact,
    framework::Framework,
    problem::{Problem, ProblemKind},
    scoring::Status,
};

/// The sums of some lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// The group; nothing: the whole.
    pub group: Option<String>,
    /// How many lines.
    pub lines: usize,
    /// How many of them have a self score.
    pub with_self: usize,
    /// How many of them have an appraised score.
    pub with_appraised: usize,
    /// “Điểm tối đa”
    pub max: Exact,
    /// “Tự đánh giá”, of the lines that have it.
    pub self_score: Exact,
    /// “Thẩm định”, of the lines that have it.
    pub appraised: Exact,
}

/// The sums of the groups in the order of the table, then of the whole.
pub fn totals(table: &ScoreTable) -> Vec<Totals> {
    let groups = table.groups();
    let several = groups.len() > 1 || groups.first().is_some_and(|group| !group.is_empty());
    let groups = groups.iter().filter(|_| several).map(|group| Some(*group));
    groups.chain([None]).map(|group| total(table, group)).collect()
}

fn total(table: &ScoreTable, group: Option<&str>) -> Totals {
    let mut totals = Totals { group: group.map(str::to_owned), ..Totals::default() };
    for line in table.lines.iter().filter(|line| group.is_none_or(|group| line.group == group)) {
        totals.lines += 1;
        let mut add = |amount: &Amount, sum: fn(&mut Totals) -> &mut Exact| {
            let Some(value) = amount.value() else { return 0 };
            let sum = sum(&mut totals);
            *sum = &*sum + &value;
            1
        };
        add(&line.max, |it| &mut it.max);
        let with_self = add(&line.self_score, |it| &mut it.self_score);
        let with_appraised = add(&line.appraised, |it| &mut it.appraised);
        totals.with_self += with_self;
        totals.with_appraised += with_appraised;
    }
    totals
}

/// Every line that does not follow, every sum that differs, in the order of the rows.
///
/// With a framework also codes that it does not have and maxima that differ from its own.
pub fn findings(table: &ScoreTable, framework: Option<&Framework>) -> Vec<Problem> {
    let mut found: Vec<(usize, Problem)> = Vec::new();
    for line in &table.lines {
        check_line(table, line, framework, &mut |field, kind| {
            found.push((line.row, Problem::new(table.address(field, line.row), kind)));
        });
    }
    // A file can have thousands of rows that state the same sum.
    let mut known = BTreeMap::new();
    for stated in &table.sums {
        let group = stated.group.as_deref();
        let totals = known.entry(group).or_insert_with(|| total(table, group));
        let sums = [
            (Field::Max, &stated.max, &totals.max, totals.lines),
            (Field::SelfScore, &stated.self_score, &totals.self_score, totals.with_self),
            (Field::Appraised, &stated.appraised, &totals.appraised, totals.with_appraised),
        ];
        for (field, amount, sum, lines) in sums {
            if let Some(value) = amount.value().filter(|value| value != sum && lines > 0) {
                let heading = field.heading().to_owned();
                let kind = ProblemKind::ColumnSumDiffers { heading, stated: value, sum: sum.clone() };
                found.push((stated.row, Problem::new(table.address(field, stated.row), kind)));
            }
        }
    }
    let sorted = crate::engine::order::sorted(found, &|left, right| left.0.cmp(&right.0));
    sorted.into_iter().map(|(_, problem)| problem).collect()
}

fn check_line(
    table: &ScoreTable,
    line: &Line,
    framework: Option<&Framework>,
    report: &mut dyn FnMut(Field, ProblemKind),
) {
    let (max, own, appraised) = (line.max.value(), line.self_score.value(), line.appraised.value());
    let same_code = |other: &&Line| other.row < line.row && !line.code.is_empty() && other.code == line.code;
    if let Some(first) = table.lines.iter().find(same_code) {
        report(Field::Code, ProblemKind::CodeTwice { id: shortened(&line.code), first: first.row });
    }
    if let Some(framework) = framework {
        match framework.find(&line.id).and_then(|index| framework.node(index)) {
            None => report(Field::Code, ProblemKind::UnknownNode { id: line.code.clone() }),
            Some(node) => {
                if let Some(value) = max.clone().filter(|max| !states(max, &node.max_points)) {
                    let computed = node.max_points.clone();
                    report(Field::Max, ProblemKind::MaximumDiffers { stated: value, computed });
                }
            }
        }
    }
    for (field, score) in [(Field::SelfScore, &own), (Field::Appraised, &appraised)] {
        if let (Some(value), Some(max)) = (score, &max)
            && (value > max || value.is_negative())
        {
            report(field, ProblemKind::ScoreOutOfRange { value: value.clone(), max: max.clone() });
        }
    }
    if let (Some(own), Some(appraised)) = (&own, &appraised) {
        let computed = own - appraised;
        if let Some(stated) = line.difference.value().filter(|stated| *stated != computed) {
            report(Field::Difference, ProblemKind::DifferenceWrong { stated, computed });
        }
    }
    if let Some((stated, language)) = status_of(&line.status) {
        let derived = derived_status(max.as_ref(), own.as_ref(), appraised.as_ref());
        // Without a score nobody can tell that something does not apply, or that some of its figures are there.
        let may_be = matches!(stated, Status::NotApplicable | Status::InProgress) && own.is_none();
        if stated != derived && !may_be {
            let (text, computed) = (line.status.clone(), status_word(derived, language).to_owned());
            report(Field::Status, ProblemKind::StatusWrong { text, computed });
        }
    }
    if is_placeholder(&line.remark) {
        report(Field::Remark, ProblemKind::PlaceholderRemark { text: shortened(&line.remark) });
    }
}
