//! What is on the bench: the file that was opened, and what was decided about it.

use std::rc::Rc;

use yew::{Reducible, UseReducerDispatcher, platform::spawn_local};

use super::found::Table;
use crate::{
    app::{
        context::Dispatch,
        pages::{
            author::office,
            sheet_files::{CSV, Opened, XLSX, sheet_language},
        },
        state::{library::Origin, saved, session::Session},
    },
    engine::{
        assessment::Organization,
        problem::Problem,
        scoring::{Reference, score},
    },
    formats::{
        assessment_sheet,
        csv_file::{self, Dialect},
        eleven_columns::{self, Choices, Field, local},
        sheet::NumberStyle,
    },
    i18n::Language,
    web,
};

/// The bench.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bench {
    /// The file.
    pub opened: Opened,
    /// What was decided about its columns.
    pub choices: Choices,
    /// Who is assessed, once somebody has typed it.
    pub organization: Option<Rc<str>>,
    /// The period, once somebody has typed it.
    pub period: Option<Rc<str>>,
    /// The name of the file that was saved last, or why there is none; no reason: code did not arrive.
    pub saved: Option<Result<Rc<str>, Rc<[Problem]>>>,
    /// Rises with every file that was opened.
    pub opening: u32,
}

/// What happens on the bench.
#[derive(Debug)]
pub enum BenchAction {
    /// A file is on its way.
    Opened(Opened),
    /// A column is this field, or none.
    Field(usize, Option<Field>),
    /// A column writes decimals after a point, or after a comma.
    Numbers(usize, bool),
    /// Who is assessed.
    Organization(Rc<str>),
    /// The period.
    Period(Rc<str>),
    /// A file was saved, or not.
    Saved(Result<Rc<str>, Rc<[Problem]>>),
}

/// Files for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Sheets with formulas.
    Xlsx,
    /// The same sheets as Excel in Vietnam opens CSV.
    Csv,
    /// The same sheets for programs.
    Machine,
    /// The score table of eleven columns.
    Eleven,
}

impl Reducible for Bench {
    type Action = BenchAction;

    fn reduce(self: Rc<Self>, action: BenchAction) -> Rc<Self> {
        let mut next = Bench::clone(&self);
        match action {
            BenchAction::Opened(opened) => {
                let is_done = !matches!(opened, Opened::Reading { .. });
                next = Bench { opened, opening: self.opening + u32::from(is_done), ..Bench::default() };
            }
            BenchAction::Field(position, field) => drop(next.choices.fields.insert(position, field)),
            BenchAction::Numbers(position, point) => {
                let style = if point { NumberStyle::Machine } else { NumberStyle::Vietnamese };
                next.choices.numbers.insert(position, style);
            }
            BenchAction::Organization(name) => next.organization = Some(name),
            BenchAction::Period(period) => next.period = Some(period),
            BenchAction::Saved(saved) => next.saved = Some(saved),
        }
        Rc::new(next)
    }
}

/// The field of a choice in a list.
pub fn field_of(code: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| field.code() == code)
}

/// The name of a file without its ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Saves the assessment that is open. What becomes of it is on the bench.
pub fn save(bench: UseReducerDispatcher<Bench>, session: Rc<Session>, kind: Export, language: Language) {
    spawn_local(async move {
        let saved = saved(&session, kind, language).await;
        bench.dispatch(BenchAction::Saved(saved));
    });
}

async fn saved(session: &Session, kind: Export, language: Language) -> Result<Rc<str>, Rc<[Problem]>> {
    let (framework, assessment) = (&session.framework, &session.assessment);
    let words = sheet_language(language);
    let name = saved::file_name_of(assessment, &web::clock::today());
    let name = stem(&name);
    let (name, media, bytes) = match kind {
        Export::Eleven => {
            let scorecard = score(framework, assessment, Reference::default());
            let sheet = eleven_columns::write(&eleven_columns::lines_of(framework, assessment, &scorecard));
            (format!("{name}-11-cot.csv"), CSV, csv_file::write_table(&sheet, Dialect::MachineMarked))
        }
        Export::Xlsx | Export::Csv | Export::Machine => {
            let workbook = assessment_sheet::write(framework, assessment, words);
            match kind {
                Export::Xlsx => {
                    let office = office::load().await.map_err(|_| Rc::from([]))?;
                    (format!("{name}.xlsx"), XLSX, (office.write)(&workbook)?)
                }
                Export::Machine => (format!("{name}-may.csv"), CSV, csv_file::write(&workbook, Dialect::Machine)),
                _ => (format!("{name}.csv"), CSV, csv_file::write(&workbook, Dialect::ExcelVietnam)),
            }
        }
    };
    web::files::download_bytes(&name, media, &bytes);
    Ok(name.into())
}

/// Makes an assessment of a table and opens it: a new kept work beside those that are there.
pub fn take(dispatch: &Dispatch, found: &Table, name: &Rc<str>, organization: &str, period: &str) {
    let organization = Organization { name: organization.trim().to_owned(), ..Organization::default() };
    let framework = match &found.known {
        Some(known) => Ok(Rc::clone(known)),
        None => local::checked_framework(&local::framework(&found.table, stem(name), name)).map(|(text, made)| {
            dispatch.offer_framework(Origin::Author(Rc::clone(name)), text.into());
            Rc::new(made)
        }),
    };
    let made = framework.and_then(|framework| {
        local::assessment(&found.table, &framework, &organization, period).map(|assessment| (framework, assessment))
    });
    match made {
        Ok((framework, assessment)) => dispatch.open_new(framework, assessment),
        Err(problems) => dispatch.notify(crate::app::state::session::Notice::FileRefused {
            name: Rc::clone(name),
            problems: problems.into(),
        }),
    }
}
