//! `thuocso lint`: every problem of every framework, crosswalk and table of years, at once.

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
        crosswalk::{self, Crosswalk},
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        crosswalk_file, framework_file,
        scorecard_file::ProblemFile,
        years::{self, Years},
    },
    i18n::{Language, crosswalk::relation_name, problem::problem_text, status::basis_name},
};

use super::{Arguments, Failure, Verdict, files};

/// What is found in one file.
#[derive(Serialize)]
struct Finding {
    path: String,
    kind: Kind,
    /// Of a framework its id, of a crosswalk the name of its file.
    id: Option<String>,
    /// Of a framework.
    hash: Option<String>,
    /// How many nodes, leaves, points and rules a framework has, and on which basis.
    counts: Option<Counts>,
    /// How many relations a crosswalk has, by kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<BTreeMap<&'static str, usize>>,
    problems: Vec<LintProblem>,
}

/// What a file is by its place, otherwise by its first words.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Framework,
    Crosswalk,
    Years,
}

/// A file in order.
enum Checked {
    Framework(Box<Framework>),
    Crosswalk(Crosswalk),
    Years(Years),
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
        let (kind, outcome) = check(&path)?;
        in_order &= outcome.is_ok();
        if !arguments.json {
            print(&path, &outcome, arguments.language, out)?;
        }
        findings.push(finding(&path, kind, outcome));
    }
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&findings).map_err(|error| error.to_string())?)?;
    }
    Ok(if in_order { Verdict::Fine } else { Verdict::Problems })
}

/// Files at a path: the file itself, or below a folder every `framework.json`, `crosswalks/*.json` and `years.json`, in
/// the order of their names.
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
        } else if kind_by_place(&entry).is_some() {
            found.push(entry);
        }
    }
    Ok(())
}

fn kind_by_place(path: &Path) -> Option<Kind> {
    let folder = path.parent().and_then(Path::file_name);
    if path.file_name().is_some_and(|name| name == "framework.json") {
        Some(Kind::Framework)
    } else if path.file_name().is_some_and(|name| name == "years.json") {
        Some(Kind::Years)
    } else if folder.is_some_and(|name| name == "crosswalks") && path.extension().is_some_and(|it| it == "json") {
        Some(Kind::Crosswalk)
    } else {
        None
    }
}

/// A file at another place is what its `format` says, a framework where it says nothing that is known.
fn kind_by_text(text: &str) -> Kind {
    let names = |format: &str| text.contains(format!("\"{format}\"").as_str());
    match () {
        () if names(crosswalk::FORMAT) => Kind::Crosswalk,
        () if names(years::FORMAT) => Kind::Years,
        () => Kind::Framework,
    }
}

fn check(path: &Path) -> Result<(Kind, Result<Checked, Vec<Problem>>), String> {
    let text = files::read(path)?;
    let documents = files::documents_for(path)?;
    let kind = kind_by_place(path).unwrap_or_else(|| kind_by_text(&text));
    let outcome = match kind {
        Kind::Framework => {
            let outcome = framework_file::read(&text, &documents).and_then(|it| in_its_folder(path, it));
            outcome.map(|framework| Checked::Framework(Box::new(framework)))
        }
        Kind::Crosswalk => {
            // Its folder, or the one around the folder `crosswalks`.
            let beside = frameworks_in(path.ancestors().skip(1).take(2))?;
            let outcome = crosswalk_file::read(&text, &|id| find(&beside, id), &documents);
            outcome.and_then(|it| under_its_name(path, it)).map(Checked::Crosswalk)
        }
        Kind::Years => {
            let beside = frameworks_in(path.ancestors().skip(1).take(1))?;
            years::read(&text, &|id| find(&beside, id), &documents).map(Checked::Years)
        }
    };
    Ok((kind, outcome))
}

fn find<'a>(frameworks: &'a [Framework], id: &str) -> Option<&'a Framework> {
    frameworks.iter().find(|framework| *framework.id == *id)
}

/// The frameworks of some folders that are in order; what is wrong with the others is said of their own files.
fn frameworks_in<'a>(folders: impl Iterator<Item = &'a Path>) -> Result<Vec<Framework>, String> {
    let mut found = Vec::new();
    for folder in folders {
        // A bare file name is in the working folder.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path().join("framework.json")).filter(|path| path.is_file()) {
            found.extend(framework_file::read(&files::read(&path)?, &files::documents_for(&path)?).ok());
        }
    }
    Ok(found)
}

fn in_its_folder(path: &Path, framework: Framework) -> Result<Framework, Vec<Problem>> {
    let folder = path.canonicalize().ok().and_then(|path| Some(path.parent()?.file_name()?.to_owned()));
    let folder = folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_named = path.file_name().is_some_and(|name| name == "framework.json");
    if is_named && folder != *framework.id {
        let kind = ProblemKind::FolderDiffers { folder, id: framework.id.to_string() };
        return Err(vec![Problem::new("id", kind)]);
    }
    Ok(framework)
}

fn under_its_name(path: &Path, crosswalk: Crosswalk) -> Result<Crosswalk, Vec<Problem>> {
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let expected = crosswalk_file::file_name(&crosswalk.from, &crosswalk.to);
    if name == expected {
        return Ok(crosswalk);
    }
    Err(vec![Problem::new("", ProblemKind::CrosswalkNameDiffers { name, expected })])
}

fn print(
    path: &Path,
    outcome: &Result<Checked, Vec<Problem>>,
    language: Language,
    out: &mut impl Write,
) -> std::io::Result<()> {
    match outcome {
        Ok(checked) => writeln!(out, "{}: OK, {}", path.display(), summary(checked, language)),
        Err(problems) => problems
            .iter()
            .try_for_each(|problem| writeln!(out, "{}: {}", path.display(), files::problem_line(problem, language))),
    }
}

fn summary(checked: &Checked, language: Language) -> String {
    match checked {
        Checked::Framework(framework) => {
            let basis = framework.basis_counts().into_iter();
            let basis: Vec<String> =
                basis.map(|(basis, count)| format!("{count} {}", basis_name(basis, language))).collect();
            let (nodes, leaves) = (framework.nodes().len(), framework.leaves().count());
            let counts = match language {
                Language::Vi => format!("{nodes} mục, {leaves} mục chấm hoặc thu thập"),
                Language::En => format!("{nodes} nodes, {leaves} leaves"),
            };
            format!("{counts}; {}", basis.join(", "))
        }
        Checked::Crosswalk(crosswalk) => {
            let counts = crosswalk.counts().into_iter();
            let kinds: Vec<String> =
                counts.map(|(kind, count)| format!("{count} {}", relation_name(kind, language))).collect();
            let relations = crosswalk.relations.len();
            match language {
                Language::Vi => format!("{relations} quan hệ: {}", kinds.join(", ")),
                Language::En => format!("{relations} relations: {}", kinds.join(", ")),
            }
        }
        Checked::Years(years) => match language {
            Language::Vi => format!("{} khoảng năm", years.entries.len()),
            Language::En => format!("{} ranges of years", years.entries.len()),
        },
    }
}

fn finding(path: &Path, kind: Kind, outcome: Result<Checked, Vec<Problem>>) -> Finding {
    let path = path.display().to_string();
    let empty = Finding { path, kind, id: None, hash: None, counts: None, relations: None, problems: vec![] };
    match outcome {
        Ok(Checked::Framework(framework)) => {
            let basis = framework.basis_counts().into_iter();
            let basis = basis.map(|(basis, count)| (basis_name(basis, Language::En).to_owned(), count)).collect();
            let counts = Counts { nodes: framework.nodes().len(), leaves: framework.leaves().count(), basis };
            let (id, hash) = (Some(framework.id.to_string()), Some(framework.hash.to_string()));
            Finding { id, hash, counts: Some(counts), ..empty }
        }
        Ok(Checked::Crosswalk(crosswalk)) => {
            let relations = crosswalk.counts().into_iter().map(|(kind, count)| (kind.code(), count)).collect();
            let id = crosswalk_file::file_name(&crosswalk.from, &crosswalk.to);
            Finding { id: Some(id), relations: Some(relations), ..empty }
        }
        Ok(Checked::Years(_)) => empty,
        Err(problems) => {
            let problems = problems
                .iter()
                .map(|problem| LintProblem { problem: problem.into(), message_vi: problem_text(problem, Language::Vi) })
                .collect();
            Finding { problems, ..empty }
        }
    }
}
