//! A score table as a sheet.

use super::{
    Amount, Choices, Field, Line, ScoreTable,
    columns::{is_placeholder, status_word},
};
use crate::engine::{
    assessment::Assessment,
    checked::shortened,
    exact::Exact,
    framework::{Framework, Role},
    problem::{Problem, ProblemKind},
    rounds,
    scoring::{Reference, Scorecard, State, score},
};
use crate::formats::{
    assessment_file,
    framework_sheet::SheetLanguage,
    sheet::{Cell, Column, Sheet, Workbook},
};

/// The sheet of some lines, in the order of the columns that offices know.
pub fn write(lines: &[Line]) -> Sheet {
    let heading = Field::ALL.iter().map(|field| Cell::text(field.heading())).collect();
    let rows = lines.iter().map(|line| Field::ALL.iter().map(|field| cell(line, *field)).collect());
    let column = |field: &Field| Column {
        is_number: field.is_number(),
        is_wide: matches!(field, Field::Name | Field::Remark),
        ..Column::default()
    };
    Sheet {
        rows: std::iter::once(heading).chain(rows).collect(),
        columns: Field::ALL.iter().map(column).collect(),
        ..Sheet::new("Bảng điểm")
    }
}

fn cell(line: &Line, field: Field) -> Cell {
    let number = |amount: &Amount| match &amount.read {
        Some(read) => Cell::number(read.as_str()),
        None => Cell::text(amount.typed.as_str()),
    };
    match field {
        Field::Code => Cell::text(line.code.as_str()),
        Field::Name => Cell::text(line.name.as_str()),
        Field::Group => Cell::text(line.group.as_str()),
        Field::Max => number(&line.max),
        Field::SelfScore => number(&line.self_score),
        Field::Appraised => number(&line.appraised),
        Field::Difference => number(&line.difference),
        Field::Status => Cell::text(line.status.as_str()),
        Field::Responsible => Cell::text(line.responsible.as_str()),
        Field::Deadline => Cell::text(line.deadline.as_str()),
        Field::Remark => Cell::text(line.remark.as_str()),
    }
}

/// The lines of an assessment: one a leaf that is scored.
///
/// # Rounding
///
/// Points whose decimals never end have 12 of them.
///
/// # Missing
///
/// A leaf that is not complete has no self score.
pub fn lines_of(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, node, _) in framework.leaves() {
        let Some(scored) = scorecard.nodes.get(index) else { continue };
        if matches!(node.role, Role::NotScored | Role::Information | Role::Prerequisite) {
            continue;
        }
        let response = assessment.response(node.id.as_str());
        let known = matches!(scored.state, State::Entered | State::Given) && scored.score.is_complete();
        let amount = |value: Option<&Exact>| value.map(Amount::of).unwrap_or_default();
        let mut above = node.parent.and_then(|parent| framework.node(parent));
        while let Some(parent) = above.and_then(|it| it.parent).and_then(|parent| framework.node(parent)) {
            above = Some(parent);
        }
        let duty = response.map(|it| it.duty.clone()).unwrap_or_default();
        lines.push(Line {
            row: lines.len() + 2,
            code: node.id.as_str().to_owned(),
            id: node.id.as_str().to_owned(),
            name: node.name.vi.to_string(),
            group: above.map_or_else(String::new, |group| group.name.vi.to_string()),
            max: Amount::of(&node.max_points),
            self_score: amount(known.then_some(&scored.score.points)),
            appraised: amount(scored.appraised.as_ref()),
            difference: amount(scored.difference.as_ref().filter(|_| known)),
            status: status_word(scored.status, SheetLanguage::Vi).to_owned(),
            responsible: duty.lead,
            deadline: duty.deadline,
            remark: remark(assessment, node.id.as_str()),
        });
    }
    lines
}

/// An assessment as a score table, and everything in it that does not follow: what can not be used, points that are
/// stated and differ, remarks that are still the text of the form, a seal that is broken.
pub fn of_assessment(framework: &Framework, assessment: &Assessment) -> (Option<ScoreTable>, Vec<Problem>) {
    let scorecard = score(framework, assessment, Reference::default());
    let sheet = write(&lines_of(framework, assessment, &scorecard));
    let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    let table = super::read(&workbook, &Choices::default()).ok();
    let mut problems = scorecard.problems.clone();
    problems.extend(rounds::stated_problems(framework, assessment, &scorecard));
    for (id, response) in &assessment.responses {
        let forgotten = [&response.explanation, &response.note].into_iter().find(|text| is_placeholder(text));
        problems.extend(forgotten.map(|text| {
            let kind = ProblemKind::PlaceholderRemark { text: shortened(text) };
            Problem::new(id.as_str(), kind)
        }));
    }
    problems.extend(assessment_file::seal_problem(assessment));
    (table, problems)
}

/// Documents one a line, as offices write them, then the explanation and the note.
fn remark(assessment: &Assessment, id: &str) -> String {
    let Some(response) = assessment.response(id) else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    for item in response.evidence.iter().filter_map(|id| assessment.evidence.get(id)) {
        let known = [&item.number, &item.date].into_iter().filter(|text| !text.is_empty()).map(String::as_str);
        let known = known.collect::<Vec<_>>().join(" - ");
        let words = [known.as_str(), &item.title].into_iter().filter(|text| !text.is_empty());
        let words = words.collect::<Vec<_>>().join(": ");
        let link = [words.as_str(), &item.link].into_iter().filter(|text| !text.is_empty());
        parts.push(link.collect::<Vec<_>>().join(" "));
    }
    let words = [&response.explanation, &response.note].into_iter().filter(|text| !text.trim().is_empty()).cloned();
    parts.extend(words);
    parts.join("\n")
}
