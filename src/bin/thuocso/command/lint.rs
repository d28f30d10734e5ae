//! `thuocso lint`: every problem of every framework, at once.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thuocso::{
    engine::{
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{framework_file, framework_sheet, scorecard_file::ProblemFile},
    i18n::{Language, problem::problem_text, status::basis_name},
};

use super::{Arguments, Failure, Verdict, files};

/// What is found in one file.
#[derive(Serialize)]
struct Finding {
    path: String,
    id: Option<String>,
    hash: Option<String>,
    /// How many nodes, leaves, points and rules there are, and on which basis.
    counts: Option<Counts>,
    problems: Vec<LintProblem>,
}

#[derive(Serialize)]
struct Counts {
    nodes: usize,
    leaves: usize,
    basis: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct LintProblem {
    #[serde(flatten)]
    problem: ProblemFile,
    message_vi: String,
}

/// Checks all files and prints what is found.
pub fn run(paths: &[OsString], arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let mut found = Vec::new();
    for path in paths {
        collect(Path::new(path), &mut found)?;
    }
    if found.is_empty() {
        return Err(Failure::Message("there is no framework.json at or below the given paths".to_owned()));
    }
    let mut findings = Vec::new();
    let mut in_order = true;
    for path in found {
        let outcome = check(&path)?;
        in_order &= outcome.is_ok();
        if !arguments.json {
            print(&path, &outcome, arguments.language, out)?;
        }
        findings.push(finding(&path, outcome));
    }
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&findings).map_err(|error| error.to_string())?)?;
    }
    Ok(if in_order { Verdict::Fine } else { Verdict::Problems })
}

/// Framework files at a path: the file itself, or every `framework.json` below a folder, in the order of their names.
fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let entries: Result<Vec<PathBuf>, _> = fs::read_dir(path).map_err(cannot)?.map(|it| Ok(it?.path())).collect();
    let mut entries = entries.map_err(cannot)?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, found)?;
        } else if entry.file_name().is_some_and(|name| name == "framework.json") {
            found.push(entry);
        }
    }
    Ok(())
}

/// A framework in order with its warnings, or what is wrong.
type Outcome = Result<(Framework, Vec<Problem>), Vec<Problem>>;

fn check(path: &Path) -> Result<Outcome, String> {
    if let Some(kind) = files::kind(path) {
        let documents = files::documents_for(path)?;
        let checked = files::workbook(path, kind)?.and_then(|workbook| framework_sheet::check(&workbook, &documents));
        return Ok(checked.map(|checked| (checked.framework, checked.warnings)));
    }
    let text = files::read(path)?;
    let outcome = framework_file::read(&text, &files::documents_for(path)?);
    Ok(outcome.and_then(|framework| {
        let folder = path.canonicalize().ok().and_then(|path| Some(path.parent()?.file_name()?.to_owned()));
        let folder = folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_named = path.file_name().is_some_and(|name| name == "framework.json");
        if is_named && folder != *framework.id {
            let kind = ProblemKind::FolderDiffers { folder, id: framework.id.to_string() };
            return Err(vec![Problem::new("id", kind)]);
        }
        Ok((framework, Vec::new()))
    }))
}

fn print(path: &Path, outcome: &Outcome, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    match outcome {
        Ok((framework, warnings)) => {
            let basis: Vec<String> = framework
                .basis_counts()
                .into_iter()
                .map(|(basis, count)| format!("{count} {}", basis_name(basis, language)))
                .collect();
            let (nodes, leaves) = (framework.nodes().len(), framework.leaves().count());
            let counts = match language {
                Language::Vi => format!("{nodes} mục, {leaves} mục chấm hoặc thu thập"),
                Language::En => format!("{nodes} nodes, {leaves} leaves"),
            };
            writeln!(out, "{}: OK, {counts}; {}", path.display(), basis.join(", "))?;
            for warning in warnings {
                writeln!(out, "{}: {}", path.display(), files::problem_line(warning, language))?;
            }
        }
        Err(problems) => {
            for problem in problems {
                writeln!(out, "{}: {}", path.display(), files::problem_line(problem, language))?;
            }
        }
    }
    Ok(())
}

fn finding(path: &Path, outcome: Outcome) -> Finding {
    let path = path.display().to_string();
    let listed = |problems: &[Problem]| {
        let listed = problems.iter();
        let listed = listed
            .map(|problem| LintProblem { problem: problem.into(), message_vi: problem_text(problem, Language::Vi) });
        listed.collect()
    };
    match outcome {
        Ok((framework, warnings)) => {
            let basis = framework.basis_counts().into_iter();
            let basis = basis.map(|(basis, count)| (basis_name(basis, Language::En).to_owned(), count)).collect();
            let counts = Counts { nodes: framework.nodes().len(), leaves: framework.leaves().count(), basis };
            Finding {
                path,
                id: Some(framework.id.to_string()),
                hash: Some(framework.hash.to_string()),
                counts: Some(counts),
                problems: listed(&warnings),
            }
        }
        Err(problems) => Finding { path, id: None, hash: None, counts: None, problems: listed(&problems) },
    }
}
