//! What a file turns out to hold.

use std::rc::Rc;

use crate::{
    app::pages::sheet_files::{Content, Opened},
    engine::{
        assessment::Assessment,
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        assessment_file, assessment_sheet,
        eleven_columns::{self, Choices, ScoreTable, check::findings, local},
        framework_sheet,
        sheet::Workbook,
    },
};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing that can be used here.
    Refused(Vec<Problem>),
    /// The sheets of a framework: another page is for them.
    Framework,
    /// One of our assessments.
    Ours(Box<Ours>),
    /// A score table.
    Table(Box<Table>),
}

/// An assessment in one of our own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// Its framework.
    pub framework: Rc<Framework>,
    /// The assessment.
    pub assessment: Assessment,
    /// Its scores as a table.
    pub table: Option<ScoreTable>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A score table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The table.
    pub table: ScoreTable,
    /// The framework that has its codes.
    pub known: Option<Rc<Framework>>,
    /// Everything doubtful and everything that does not follow.
    pub findings: Vec<Problem>,
}

/// What is in the file; nothing while there is none.
pub fn found(opened: &Opened, choices: &Choices, known: &[Rc<Framework>]) -> Option<Found> {
    let find = |id: &str| known.iter().rev().find(|framework| *framework.id == *id).cloned();
    let Opened::Read { content, .. } = opened else { return None };
    let found = match &**content {
        Content::Sheets { workbook, .. } if framework_sheet::is_one(workbook) => Ok(Found::Framework),
        Content::Sheets { workbook, .. } if assessment_sheet::is_one(workbook) => {
            assessment_sheet::read(workbook, &find).and_then(|assessment| ours(assessment, Some(workbook), &find))
        }
        Content::Sheets { workbook, .. } => eleven_columns::read(workbook, choices).map(|table| {
            let known = known.iter().find(|framework| local::belongs_to(&table, framework)).cloned();
            let mut all = table.doubts.clone();
            for problem in findings(&table, known.as_deref()) {
                if !all.contains(&problem) {
                    all.push(problem);
                }
            }
            Found::Table(Box::new(Table { table, known, findings: all }))
        }),
        Content::Json(text) => assessment_file::read(text).and_then(|assessment| ours(assessment, None, &find)),
    };
    Some(found.unwrap_or_else(Found::Refused))
}

fn ours(
    assessment: Assessment,
    sheets: Option<&Workbook>,
    find: &dyn Fn(&str) -> Option<Rc<Framework>>,
) -> Result<Found, Vec<Problem>> {
    let id = &assessment.framework.id;
    let unknown = || vec![Problem::new("", ProblemKind::UnknownFramework { id: id.clone() })];
    let framework = find(id).ok_or_else(unknown)?;
    let (table, mut problems) = eleven_columns::of_assessment(&framework, &assessment);
    let stated = sheets.map(|sheets| assessment_sheet::stated_problems(sheets, &framework, &assessment));
    problems.extend(stated.into_iter().flatten());
    Ok(Found::Ours(Box::new(Ours { framework, assessment, table, problems })))
}
