//! Points and statuses that a sheet states, against what follows from its figures. Spreadsheets compute these cells;
//! programs that only copy cells keep what was there before, and people type over formulas.

use super::{
    columns::{FORM, FORM_COLUMNS},
    read::{find, positions},
};
use crate::engine::{
    assessment::Assessment,
    exact::Exact,
    framework::Framework,
    problem::{Problem, ProblemKind},
    scoring::{Reference, score},
};
use crate::formats::{
    eleven_columns::columns::{status_of, status_word},
    sheet::{self, CellKind, NumberStyle, Sheet, Workbook},
};

/// Every cell of points, of a difference or of a status that does not follow from the figures, in the order of the rows.
///
/// # Rounding
///
/// Spreadsheets keep fifteen digits: points count as the same when they differ by less than a billionth.
///
/// # Missing
///
/// An empty cell states nothing. Of pillars and the index value nothing is compared; they follow from what is.
pub fn stated_problems(workbook: &Workbook, framework: &Framework, assessment: &Assessment) -> Vec<Problem> {
    let Some(form) = find(workbook, &FORM) else { return Vec::new() };
    let columns = positions(form, FORM_COLUMNS);
    let column = |path: &str| columns.get(path).map(|(at, _)| *at);
    let text = |row: usize, path: &str| column(path).map(|at| form.cell(row, at).trimmed()).unwrap_or_default();
    let scorecard = score(framework, assessment, Reference::default());
    let mut stated = Stated { form, style: workbook.numbers, problems: Vec::new() };
    for row in 1..form.rows.len() {
        let (code, input) = (text(row, "@code"), text(row, "@input"));
        if code.is_empty() {
            // The first row without a code that has a number is the whole; pillars and the index value follow.
            if let Some(at) = column("@points").filter(|at| !form.cell(row, *at).is_blank()) {
                stated.compare(row, Some(at), &scorecard.total.points, points_differ);
                break;
            }
            continue;
        }
        let index = framework.find(&code).filter(|_| input.is_empty());
        let Some((node, scored)) = index.and_then(|it| Some((framework.node(it)?, scorecard.nodes.get(it)?))) else {
            continue;
        };
        stated.compare(row, column("@points"), &scored.score.points, points_differ);
        // Only leaves have formulas for these.
        if node.leaf.is_none() {
            continue;
        }
        if let Some(difference) = &scored.difference {
            stated.compare(row, column("@difference"), difference, |stated, computed| ProblemKind::DifferenceWrong {
                stated,
                computed: computed.clone(),
            });
        }
        if let Some((known, language)) = status_of(&text(row, "@status")).filter(|(known, _)| *known != scored.status) {
            let word = |status| status_word(status, language).to_owned();
            let (text, computed) = (word(known), word(scored.status));
            stated.report(row, column("@status"), ProblemKind::StatusWrong { text, computed });
        }
    }
    stated.problems
}

fn points_differ(stated: Exact, computed: &Exact) -> ProblemKind {
    ProblemKind::stated_differs(&stated, computed)
}

struct Stated<'a> {
    form: &'a Sheet,
    style: NumberStyle,
    problems: Vec<Problem>,
}

impl Stated<'_> {
    fn compare(
        &mut self,
        row: usize,
        column: Option<usize>,
        computed: &Exact,
        differs: fn(Exact, &Exact) -> ProblemKind,
    ) {
        let Some(at) = column else { return };
        let cell = self.form.cell(row, at);
        if cell.is_blank() {
            return;
        }
        if cell.kind == CellKind::Error {
            return self.report(row, column, ProblemKind::CellFormulaError { text: cell.text.clone() });
        }
        let number = sheet::number(cell, self.style).and_then(|number| Exact::parse_decimal(&number.text));
        match number {
            None => self.report(row, column, ProblemKind::CellNumber { text: cell.trimmed() }),
            Some(stated) if is_near(&stated, computed) => {}
            Some(stated) => self.report(row, column, differs(stated, computed)),
        }
    }

    fn report(&mut self, row: usize, column: Option<usize>, kind: ProblemKind) {
        self.problems.push(Problem::new(self.form.address(row, column.unwrap_or_default()), kind));
    }
}

/// Whether two numbers are the same as far as spreadsheets keep them: nine decimals, twelve digits of large ones.
fn is_near(left: &Exact, right: &Exact) -> bool {
    let size = |value: &Exact| if value.is_negative() { -value } else { value.clone() };
    let fine = |decimals: u32| Exact::ratio(1, 10_i64.pow(decimals)).unwrap_or_default();
    let allowed = &fine(9) + &(&size(right) * &fine(12));
    size(&(left - right)) <= allowed
}
