//! `thuocso`, the native command: the same engine as the pages, for the province's own build.

mod budget;
mod carry;
mod check;
mod compare;
mod duties;
mod explain;
mod files;
mod import;
mod index;
mod lint;
mod merge;
mod periods;
mod plan;
#[cfg(feature = "prerender")]
mod prerender;
mod publish;
mod report;
mod rollup;
mod score;
mod sheet;

use std::{
    ffi::OsString,
    io::{self, BufWriter, ErrorKind, Write},
    process::ExitCode,
};

use lexopt::prelude::*;
use thuocso::{engine::rollup::ScoreOf, formats::schema, i18n::Language};

const USAGE: &str = "\
Usage: thuocso COMMAND …

  lint PATH…                       check frameworks (also .xlsx and .csv), crosswalks, the table of years, outlines,
                                   calendars, budgets and published results: files, or folders of them (such as
                                   `indicators` and `data`)
  score FILE                       score an assessment
  explain FILE [NODE]              why a node has its score; without NODE, every leaf
  carry FILE --to FRAMEWORK        what of an assessment another framework can use again, and why
  plan FILE --target N             the least work that reaches N points (with --index: an index value of 0 to 1)
  report FILE --out FILE.docx      the report of an assessment as a document (--kind self, or framework for the one by
                                   sections)
  duties FILE                      who owes what by when; with --out as CSV
  periods FILE…                    the assessments of one organization side by side: points, figures, change since the
                                   last, and where the framework changed
  merge [BASE] OURS THEIRS         two copies of an assessment that were changed apart: every difference, and with --out
                                   the merged file; a conflict is a problem (without BASE what both have and is not the same is one)
  compare OLD NEW                  two frameworks, by id or by file: what was added, removed, moved, scored anew
  budget FILE TABLE                a table of a budget as CSV
  sheet FRAMEWORK --out FILE       a framework (its file or id) as .xlsx or .csv
  sheet ASSESSMENT --out FILE      an assessment as .xlsx with formulas, or .csv; with --table the export of eleven columns
  sheet --template --out FILE      the form to write a framework in
  rollup FILE… --out DIR           the assessments of many units (files, or folders of them): a table with ranks, what is
                                   odd about each, and a data set of the results
  import FILE --out DIR            a framework from .xlsx or .csv to DIR/framework.json; a score table (the export of
                                   eleven columns and the like) to DIR/framework.json and DIR/assessment.json
                                   our sheets of an assessment to DIR/assessment.json
  check FILE                       a score table of anybody, our sheets or our JSON: sums by group, what does not follow
  index FOLDER                     the index of the frameworks in FOLDER (such as `indicators`): those that ship, in
                                   the order in which they are offered
  publish DATASET --out DIR        published results (a folder of tables, or dataset.json) as static files: CSV, JSON,
                                   Data Package, CSVW, DCAT, and pages that need no script
  prerender FILE --out DIR         views of an assessment or of published results (dataset.json) as files, for elements
                                   with the attribute `drawn` (a program built with --features prerender)
  schema                           the JSON Schema of framework.json

Options:
  --framework PATH                 a framework that does not ship with the program (may be repeated)
  --crosswalk PATH                 a crosswalk that does not ship with the program (carry)
  --out PATH                       where to write: the new assessment with everything that can be taken as it is (carry),
                                   the spreadsheet (sheet), the folder (import, publish)
  --base ADDRESS                   the full address of the folder: canonical addresses and sitemap.xml (publish)
  --app ADDRESS                    the application, relative to the folder or in full, such as `../index.html`; without
                                   it the pages do not lead to it (publish)
  --data ADDRESS                   dataset.json as the application will ask for it; without it, the data set that ships
                                   with it (publish); in full for prerender
  --units FILE                     the units that are expected, as .csv or .xlsx with codes and names (rollup)
  --score KIND                     which score counts: final, appraised or self_assessed (rollup; otherwise final)
  --table                          the score table of eleven columns (sheet)
  --force                          replace files that are there (import)
  --organization NAME              who is assessed (import); otherwise the name of the file
  --period PERIOD                  2025 or 2025-Q1 (import); otherwise the year that the titles above the table name
  --with-frameworks                also the frameworks that ship, each as a page (publish)
  --json                           for programs (lint, score, carry, compare, check, rollup and periods)
  --today DAY                      the day against which deadlines are overdue, such as 2026-03-25 (duties)
  --take SIDE                      whose content stays where both changed the same: ours or theirs (merge)
  --machine                        CSV with commas and decimal points (sheet); otherwise as Excel in Vietnam opens it
  --lang vi|en                     language of sentences (vi)
  --help, --version

Exit: 0 all is well; 1 a file has problems; 2 the command line or a file could not be read.
";

/// Everything that stands on the command line.
struct Arguments {
    command: String,
    operands: Vec<OsString>,
    frameworks: Vec<OsString>,
    crosswalk: Option<OsString>,
    to: Option<OsString>,
    target: Option<String>,
    kind: Option<String>,
    index: bool,
    out: Option<OsString>,
    base: Option<String>,
    app: Option<String>,
    data: Option<String>,
    with_frameworks: bool,
    units: Option<OsString>,
    score: ScoreOf,
    json: bool,
    force: bool,
    table: bool,
    organization: Option<String>,
    period: Option<String>,
    template: bool,
    machine: bool,
    today: Option<String>,
    take: Option<String>,
    language: Language,
}

/// Runs the command that the command line asks for.
pub fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = match parse() {
        Ok(Request::Run(arguments)) => run(&arguments, &mut out),
        Ok(Request::Print(text)) => write!(out, "{text}").map(|()| Verdict::Fine).map_err(Failure::from),
        Err(error) => Err(Failure::Message(format!("{error}; see thuocso --help"))),
    };
    match outcome.and_then(|verdict| Ok(out.flush().map(|()| verdict)?)) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        // Whoever reads the output has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => failed(&format!("cannot write: {error}")),
        Err(Failure::Message(message)) => failed(&message),
    }
}

fn failed(message: &str) -> ExitCode {
    eprintln!("thuocso: {message}");
    ExitCode::from(2)
}

/// Why a command has no answer.
enum Failure {
    /// A file or the command line could not be read.
    Message(String),
    /// The answer could not be written.
    Output(io::Error),
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure::Message(message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// What the command line asks for.
enum Request {
    Run(Box<Arguments>),
    Print(String),
}

/// Whether the files that were looked at are in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    Problems,
}

fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let wrong = |message: &str| Err(Failure::Message(message.to_owned()));
    match (arguments.command.as_str(), arguments.operands.as_slice()) {
        ("lint", []) => wrong("lint needs a path, such as `indicators`"),
        ("lint", paths) => lint::run(paths, arguments, out),
        ("score", [file]) => score::run(file, arguments, out),
        ("score", _) => wrong("score needs one assessment file"),
        ("explain", [file]) => explain::run(file, None, arguments, out),
        ("explain", [file, node]) => explain::run(file, Some(node), arguments, out),
        ("explain", _) => wrong("explain needs one assessment file and at most one node"),
        ("carry", [file]) => carry::run(file, arguments, out),
        ("carry", _) => wrong("carry needs one assessment file"),
        ("plan", [file]) => plan::run(file, arguments, out),
        ("plan", _) => wrong("plan needs one assessment file"),
        ("report", [file]) => report::run(file, arguments, out),
        ("report", _) => wrong("report needs one assessment file"),
        ("duties", [file]) => duties::run(file, arguments, out),
        ("duties", _) => wrong("duties needs one assessment file"),
        ("periods", []) => wrong("periods needs assessment files, one a period"),
        ("periods", paths) => periods::run(paths, arguments, out),
        ("merge", paths) => merge::run(paths, arguments, out),
        ("compare", [old, new]) => compare::run(old, new, arguments, out),
        ("compare", _) => wrong("compare needs two frameworks, by id or by file"),
        ("budget", [file, table]) => budget::run(file, table, out),
        ("budget", _) => wrong("budget needs one budget file and the id of a table"),
        ("sheet", [framework]) if !arguments.template => sheet::run(Some(framework), arguments, out),
        ("sheet", []) if arguments.template => sheet::run(None, arguments, out),
        ("sheet", _) => wrong("sheet needs one framework, or --template"),
        ("import", [file]) => import::run(file, arguments, out),
        ("import", _) => wrong("import needs one file"),
        ("rollup", []) => wrong("rollup needs files or folders of assessments"),
        ("rollup", paths) => rollup::run(paths, arguments, out),
        ("check", [file]) => check::run(file, arguments, out),
        ("check", _) => wrong("check needs one score file"),
        ("index", [folder]) => index::run(folder, out),
        ("index", _) => wrong("index needs one folder, such as `indicators`"),
        ("publish", [dataset]) => publish::run(dataset, arguments, out),
        ("publish", _) => wrong("publish needs one data set: a folder of tables, or dataset.json"),
        ("schema", []) => Ok(write!(out, "{}", schema::framework()).map(|()| Verdict::Fine)?),
        #[cfg(feature = "prerender")]
        ("first-page", []) => Ok(write!(out, "{}", thuocso::app::prerender::first_page()?).map(|()| Verdict::Fine)?),
        #[cfg(feature = "prerender")]
        ("prerender", [dataset, index]) => prerender::shipped(dataset, index, arguments, out),
        #[cfg(feature = "prerender")]
        ("prerender", [file]) => prerender::own(file, arguments, out),
        #[cfg(feature = "prerender")]
        ("prerender", _) => wrong("prerender needs one assessment or one dataset.json"),
        #[cfg(not(feature = "prerender"))]
        ("prerender", _) => wrong("this program was built without prerender: build it with --features prerender"),
        ("schema", _) => wrong("schema takes no file"),
        ("", _) => wrong("no command given; see thuocso --help"),
        (other, _) => wrong(&format!("there is no command `{other}`; see thuocso --help")),
    }
}

fn parse() -> Result<Request, lexopt::Error> {
    let mut arguments = Arguments {
        command: String::new(),
        operands: Vec::new(),
        frameworks: Vec::new(),
        crosswalk: None,
        to: None,
        target: None,
        kind: None,
        index: false,
        out: None,
        base: None,
        app: None,
        data: None,
        with_frameworks: false,
        units: None,
        score: ScoreOf::Final,
        json: false,
        force: false,
        table: false,
        organization: None,
        period: None,
        template: false,
        machine: false,
        today: None,
        take: None,
        language: Language::Vi,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("framework") => arguments.frameworks.push(parser.value()?),
            Long("crosswalk") => arguments.crosswalk = Some(parser.value()?),
            Long("to") => arguments.to = Some(parser.value()?),
            Long("target") => arguments.target = Some(parser.value()?.string()?),
            Long("kind") => arguments.kind = Some(parser.value()?.string()?),
            Long("index") => arguments.index = true,
            Long("out") => arguments.out = Some(parser.value()?),
            Long("base") => arguments.base = Some(parser.value()?.string()?),
            Long("app") => arguments.app = Some(parser.value()?.string()?),
            Long("data") => arguments.data = Some(parser.value()?.string()?),
            Long("units") => arguments.units = Some(parser.value()?),
            Long("score") => {
                let word = parser.value()?.string()?;
                let kind = ScoreOf::ALL.into_iter().find(|kind| kind.code() == word);
                arguments.score = kind.ok_or(format!("--score is final, appraised or self_assessed, not `{word}`"))?;
            }
            Long("with-frameworks") => arguments.with_frameworks = true,
            Long("json") => arguments.json = true,
            Long("force") => arguments.force = true,
            Long("table") => arguments.table = true,
            Long("organization") => arguments.organization = Some(parser.value()?.string()?),
            Long("period") => arguments.period = Some(parser.value()?.string()?),
            Long("template") => arguments.template = true,
            Long("machine") => arguments.machine = true,
            Long("today") => arguments.today = Some(parser.value()?.string()?),
            Long("take") => arguments.take = Some(parser.value()?.string()?),
            Long("lang") => {
                let code = parser.value()?.string()?;
                arguments.language = Language::parse(&code).ok_or(format!("--lang is vi or en, not `{code}`"))?;
            }
            Long("help") | Short('h') => {
                return Ok(Request::Print(USAGE.to_owned()));
            }
            Long("version") | Short('V') => {
                return Ok(Request::Print(format!("thuocso {}\n", env!("CARGO_PKG_VERSION"))));
            }
            Value(value) if arguments.command.is_empty() => arguments.command = value.string()?,
            Value(value) => arguments.operands.push(value),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Request::Run(Box::new(arguments)))
}
