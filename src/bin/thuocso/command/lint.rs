//! `thuocso lint`: every problem of every file of data, at once.
//!
//! Frameworks are found by their name, `framework.json`; the tables of published results by their list of sources,
//! `sources.json`; everything else by the format that it states, or its place.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    io::Write,
    path::{Path, PathBuf},
    rc::Rc,
};

use serde::Serialize;
use thuocso::{
    engine::{
        calendar::Calendar,
        crosswalk::Crosswalk,
        dataset::Dataset,
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        self,
        budget::{self, Budget},
        builtin, calendar, crosswalk_file,
        dataset::{self, Tables},
        documents::Documents,
        framework_file, framework_sheet,
        outline::{self, Outline},
        scorecard_file::ProblemFile,
        years::{self, Years},
    },
    i18n::{Language, crosswalk::relation_name, problem::problem_text, status::basis_name},
};

use super::{Arguments, Failure, Verdict, files};

/// The formats that are checked: their name, the name that their files have, and what several are called.
const KINDS: [(&str, &str, [&str; 2]); 8] = [
    ("thuocso-framework", "framework.json", ["bộ chỉ số", "frameworks"]),
    ("thuocso-outline", "outline.json", ["khung báo cáo", "outlines"]),
    ("thuocso-calendar", "calendar.json", ["lịch báo cáo", "calendars"]),
    ("thuocso-budget", "budget.json", ["bảng kinh phí", "budgets"]),
    ("thuocso-crosswalk", "crosswalks/*.json", ["bảng đối chiếu", "crosswalks"]),
    ("thuocso-years", "years.json", ["bảng năm", "tables of years"]),
    ("thuocso-sources", "sources.json", ["bảng kết quả đã công bố", "tables of published results"]),
    ("thuocso-dataset", "dataset.json", ["tệp kết quả đã công bố", "files of published results"]),
];

/// A file in order.
enum Checked {
    Framework(Box<Framework>),
    Outline(Outline),
    Calendar(Calendar),
    Budget(Budget),
    Crosswalk(Crosswalk),
    Years(Years),
    Dataset(Box<Dataset>),
}

/// What is found in one file.
#[derive(Serialize)]
struct Finding {
    path: String,
    /// The name of the format, `thuocso-framework`.
    format: &'static str,
    id: Option<String>,
    /// Frameworks only.
    hash: Option<String>,
    counts: Option<Counts>,
    problems: Vec<LintProblem>,
}

/// How much there is in a file.
#[derive(Serialize)]
#[serde(untagged)]
enum Counts {
    /// How many nodes, leaves, points and rules there are, and on which basis.
    Framework { nodes: usize, leaves: usize, basis: BTreeMap<String, usize> },
    /// How many headings there are, and how many things they ask for.
    Outline { headings: usize, asks: usize },
    /// How many reports there are.
    Calendar { entries: usize },
    /// How many tables, rows and sums of the text there are.
    Budget { tables: usize, rows: usize, sums: usize },
    /// How many relations there are, by kind.
    Crosswalk { relations: BTreeMap<&'static str, usize> },
    /// How many ranges of years there are.
    Years { ranges: usize },
    /// How many tables, units, values and ranks there are; what is doubtful.
    Dataset { tables: usize, units: usize, values: usize, ranks: usize, warnings: Vec<String> },
}

#[derive(Serialize)]
struct LintProblem {
    #[serde(flatten)]
    problem: ProblemFile,
    message_vi: String,
}

/// A file in order, with its warnings, or what is wrong with it.
type Outcome = Result<(Checked, Vec<Problem>), Vec<Problem>>;

/// Checks all files and prints what is found.
pub fn run(paths: &[OsString], arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let mut found = Vec::new();
    for path in paths {
        collect(Path::new(path), &mut found)?;
    }
    if found.is_empty() {
        let names = KINDS.map(|(_, name, _)| name).join(", ");
        return Err(Failure::Message(format!("there is none of {names} at or below the given paths")));
    }
    let mut findings = Vec::new();
    let mut in_order = true;
    for path in found {
        let (format, outcome) = check(&path)?;
        in_order &= outcome.is_ok();
        if !arguments.json {
            print(&path, &outcome, arguments.language, out)?;
        }
        findings.push(finding(&path, format, outcome));
    }
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&findings).map_err(|error| error.to_string())?)?;
    } else if findings.len() > 1 {
        writeln!(out, "{}", summary(&findings, arguments.language))?;
    }
    Ok(if in_order { Verdict::Fine } else { Verdict::Problems })
}

/// The files at a path: the file itself, or every file below a folder that has the name or states the format of one
/// that is checked, in the order of their names.
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
        } else if is_checked(&entry)? {
            found.push(entry);
        }
    }
    Ok(())
}

/// A framework is known by its name alone: a folder of drafts and backups holds one framework.
fn is_checked(path: &Path) -> Result<bool, String> {
    if KINDS.iter().any(|(_, name, _)| is_named(path, name)) {
        return Ok(true);
    }
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let format = if is_json { formats::format_name(&files::read(path)?) } else { None };
    let [_, others @ ..] = KINDS;
    Ok(format.is_some_and(|format| others.iter().any(|(it, _, _)| *it == format)))
}

/// Whether a file has a name of [`KINDS`]: `years.json`, or `crosswalks/*.json` for all JSON of a folder.
fn is_named(path: &Path, name: &str) -> bool {
    match name.split_once("/*.") {
        Some((folder, extension)) => {
            let of_folder = path.parent().and_then(Path::file_name).is_some_and(|it| it == folder);
            of_folder && path.extension().is_some_and(|it| it == extension)
        }
        None => path.file_name().is_some_and(|it| it == name),
    }
}

/// The name of a file's format: as it states, otherwise as it is called, otherwise a framework.
fn format_of(path: &Path, text: &str) -> &'static str {
    let stated = formats::format_name(text);
    let by_format = KINDS.iter().find(|(format, _, _)| stated.as_deref() == Some(format));
    let by_name = || KINDS.iter().find(|(_, name, _)| is_named(path, name));
    let [(framework, _, _), ..] = KINDS;
    by_format.or_else(by_name).map_or(framework, |(format, _, _)| format)
}

fn check(path: &Path) -> Result<(&'static str, Outcome), String> {
    let documents = files::documents_for(path)?;
    if files::is_sheet(path) {
        let checked = files::workbook(path)?.and_then(|workbook| framework_sheet::check(&workbook, &documents));
        let [(framework, _, _), ..] = KINDS;
        return Ok((framework, checked.map(|it| (Checked::Framework(Box::new(it.framework)), it.warnings))));
    }
    let text = files::read(path)?;
    let folder = path.canonicalize().ok().and_then(|path| Some(path.parent()?.to_owned())).unwrap_or_default();
    // A framework that ships, or one beside the folder of the file.
    let knows_framework = |id: &str| {
        let beside = folder.parent().map(|parent| parent.join(id).join("framework.json"));
        builtin::IDS.contains(&id) || beside.is_some_and(|path| path.is_file())
    };
    let format = format_of(path, &text);
    let outcome = match format {
        "thuocso-outline" => outline::read(&text, &documents, &knows_framework).map(Checked::Outline),
        "thuocso-calendar" => calendar::read(&text, &documents, &knows_framework).map(Checked::Calendar),
        "thuocso-budget" => budget::read(&text, &documents).map(Checked::Budget),
        "thuocso-crosswalk" => {
            // The folder of the file, and the one around the folder `crosswalks`.
            let beside = frameworks_in(folder.ancestors().take(2))?;
            crosswalk_file::read(&text, &|id| find(&beside, id), &documents).map(Checked::Crosswalk)
        }
        "thuocso-years" => {
            let beside = frameworks_in(folder.ancestors().take(1))?;
            years::read(&text, &|id| find(&beside, id), &documents).map(Checked::Years)
        }
        "thuocso-sources" => dataset::read_tables(&tables(&folder, text)?, &|id| framework(id, &folder, &documents))
            .map(|it| Checked::Dataset(Box::new(it))),
        "thuocso-dataset" => dataset::read(&text).map(|it| Checked::Dataset(Box::new(it))),
        _ => framework_file::read(&text, &documents).map(|it| Checked::Framework(Box::new(it))),
    };
    let outcome =
        outcome.and_then(|checked| under_its_name(path, &folder, checked)).map(|checked| (checked, Vec::new()));
    Ok((format, outcome))
}

/// A file whose folder, or whose own name, is the one that its content asks for.
fn under_its_name(path: &Path, folder: &Path, checked: Checked) -> Result<Checked, Vec<Problem>> {
    let text = |name: Option<&OsStr>| name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (folder, name) = (text(folder.file_name()), text(path.file_stem()));
    let is_named = KINDS.iter().any(|(_, name, _)| is_named(path, name));
    let (id, expected) = (checked.id().to_owned(), checked.id().to_owned());
    let kind = match &checked {
        Checked::Years(_) => return Ok(checked),
        Checked::Crosswalk(_) if name != id => ProblemKind::CrosswalkNameDiffers { name, expected },
        Checked::Crosswalk(_) => return Ok(checked),
        _ if is_named && folder != id => ProblemKind::FolderDiffers { folder, id },
        _ => return Ok(checked),
    };
    Err(vec![Problem::new(if matches!(checked, Checked::Crosswalk(_)) { "" } else { "id" }, kind)])
}

/// The frameworks of some folders that are in order; what is wrong with the others is said of their own files.
fn frameworks_in<'a>(folders: impl Iterator<Item = &'a Path>) -> Result<Vec<Framework>, String> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path().join("framework.json")).filter(|path| path.is_file()) {
            found.extend(framework_file::read(&files::read(&path)?, &files::documents_for(&path)?).ok());
        }
    }
    Ok(found)
}

fn find<'a>(frameworks: &'a [Framework], id: &str) -> Option<&'a Framework> {
    frameworks.iter().find(|framework| *framework.id == *id)
}

/// The tables beside a list of sources.
pub fn tables(folder: &Path, sources: String) -> Result<Tables, String> {
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let averages = folder.join("averages.csv");
    let averages = if averages.is_file() { files::read(&averages)? } else { String::new() };
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", folder.join("units").display());
    let mut units = BTreeMap::new();
    for entry in fs::read_dir(folder.join("units")).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if let Some(name) = path.file_stem().filter(|_| path.extension().is_some_and(|it| it == "csv")) {
            units.insert(name.to_string_lossy().into_owned(), files::read(&path)?);
        }
    }
    let about = folder.join("about.json");
    let about = if about.is_file() { files::read(&about)? } else { String::new() };
    Ok(Tables { id, results: files::read(&folder.join("results.csv"))?, averages, sources, about, units })
}

/// A framework that ships, or one beside the folder of the results.
pub fn framework(id: &str, folder: &Path, documents: &Documents) -> Option<Rc<Framework>> {
    let beside = || files::read(&folder.parent()?.join(id).join("framework.json")).ok();
    let shipped = builtin::framework_text(id).map(str::to_owned);
    framework_file::read(&shipped.or_else(beside)?, documents).ok().map(Rc::new)
}

impl Checked {
    fn id(&self) -> &str {
        match self {
            Checked::Framework(framework) => &framework.id,
            Checked::Outline(outline) => &outline.id,
            Checked::Calendar(calendar) => &calendar.id,
            Checked::Budget(budget) => &budget.id,
            Checked::Crosswalk(crosswalk) => &crosswalk.name,
            Checked::Years(_) => "years",
            Checked::Dataset(dataset) => &dataset.id,
        }
    }

    fn hash(&self) -> Option<String> {
        match self {
            Checked::Framework(framework) => Some(framework.hash.to_string()),
            _ => None,
        }
    }

    fn counts(&self) -> Counts {
        match self {
            Checked::Framework(framework) => {
                let basis = framework.basis_counts().into_iter();
                let basis = basis.map(|(basis, count)| (basis_name(basis, Language::En).to_owned(), count)).collect();
                Counts::Framework { nodes: framework.nodes().len(), leaves: framework.leaves().count(), basis }
            }
            Checked::Outline(outline) => {
                let headings = outline.all();
                let asks = headings.iter().map(|heading| heading.asks.len()).sum();
                Counts::Outline { headings: headings.len(), asks }
            }
            Checked::Calendar(calendar) => Counts::Calendar { entries: calendar.entries.len() },
            Checked::Budget(budget) => {
                let rows = budget.tables.iter().map(|table| table.rows.len()).sum();
                Counts::Budget { tables: budget.tables.len(), rows, sums: budget.sums.len() }
            }
            Checked::Crosswalk(crosswalk) => {
                let relations = crosswalk.counts().into_iter().map(|(kind, count)| (kind.code(), count));
                Counts::Crosswalk { relations: relations.collect() }
            }
            Checked::Years(years) => Counts::Years { ranges: years.entries.len() },
            Checked::Dataset(dataset) => {
                let cells = || dataset.tables.iter().flat_map(|table| table.cells.iter().flatten().flatten());
                Counts::Dataset {
                    tables: dataset.tables.len(),
                    units: dataset.unit_sets.iter().map(|set| set.units.len()).sum(),
                    values: cells().filter(|cell| cell.value.is_some()).count(),
                    ranks: cells().filter(|cell| cell.rank.is_some()).count(),
                    warnings: dataset.warnings().iter().map(Problem::to_string).collect(),
                }
            }
        }
    }

    fn counts_text(&self, language: Language) -> String {
        let is_vi = language == Language::Vi;
        match (self, self.counts()) {
            (Checked::Framework(framework), Counts::Framework { nodes, leaves, .. }) => {
                let basis = framework.basis_counts().into_iter();
                let basis: Vec<String> =
                    basis.map(|(basis, count)| format!("{count} {}", basis_name(basis, language))).collect();
                let basis = basis.join(", ");
                match is_vi {
                    true => format!("{nodes} mục, {leaves} mục chấm hoặc thu thập; {basis}"),
                    false => format!("{nodes} nodes, {leaves} leaves; {basis}"),
                }
            }
            (_, Counts::Outline { headings, asks }) if is_vi => format!("{headings} đề mục, {asks} nội dung"),
            (_, Counts::Outline { headings, asks }) => format!("headings: {headings}, contents asked for: {asks}"),
            (_, Counts::Calendar { entries }) if is_vi => format!("{entries} loại báo cáo"),
            (_, Counts::Calendar { entries }) => format!("reports: {entries}"),
            (_, Counts::Budget { tables, rows, sums }) if is_vi => {
                format!("{tables} bảng, {rows} dòng, {sums} tổng trong văn bản")
            }
            (_, Counts::Budget { tables, rows, sums }) => {
                format!("tables: {tables}, rows: {rows}, stated sums: {sums}")
            }
            (Checked::Crosswalk(crosswalk), _) => {
                let counts = crosswalk.counts().into_iter();
                let kinds = counts.map(|(kind, count)| format!("{count} {}", relation_name(kind, language)));
                let kinds = kinds.collect::<Vec<String>>().join(", ");
                match is_vi {
                    true => format!("{} quan hệ: {kinds}", crosswalk.relations.len()),
                    false => format!("{} relations: {kinds}", crosswalk.relations.len()),
                }
            }
            (_, Counts::Years { ranges }) if is_vi => format!("{ranges} khoảng năm"),
            (_, Counts::Years { ranges }) => format!("ranges of years: {ranges}"),
            (Checked::Dataset(dataset), Counts::Dataset { tables, units, values, ranks, .. }) => {
                let mut line = match is_vi {
                    true => format!("{tables} bảng, {units} đơn vị, {values} giá trị, {ranks} thứ hạng"),
                    false => format!("tables: {tables}, units: {units}, values: {values}, ranks: {ranks}"),
                };
                for warning in dataset.warnings() {
                    line.push_str("\n  ");
                    line.push_str(&files::problem_line(&warning, language));
                }
                line
            }
            (_, Counts::Framework { .. } | Counts::Crosswalk { .. } | Counts::Dataset { .. }) => String::new(),
        }
    }
}

fn print(path: &Path, outcome: &Outcome, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    let problems = match outcome {
        Ok((checked, warnings)) => {
            writeln!(out, "{}: OK, {}", path.display(), checked.counts_text(language))?;
            warnings
        }
        Err(problems) => problems,
    };
    problems
        .iter()
        .try_for_each(|problem| writeln!(out, "{}: {}", path.display(), files::problem_line(problem, language)))
}

/// How many files of each kind there are, and how many of all have problems.
fn summary(findings: &[Finding], language: Language) -> String {
    let counted = KINDS.iter().filter_map(|(format, _, [vi, en])| {
        let count = findings.iter().filter(|finding| finding.format == *format).count();
        let name = if language == Language::Vi { vi } else { en };
        (count > 0).then(|| match language {
            Language::Vi => format!("{count} {name}"),
            Language::En => format!("{name}: {count}"),
        })
    });
    let counted: Vec<String> = counted.collect();
    let with_problems = findings.iter().filter(|finding| finding.id.is_none()).count();
    match language {
        Language::Vi => format!("{}; {with_problems} tệp có lỗi", counted.join(", ")),
        Language::En => format!("{}; files with problems: {with_problems}", counted.join(", ")),
    }
}

fn finding(path: &Path, format: &'static str, outcome: Outcome) -> Finding {
    let path = path.display().to_string();
    let (checked, problems) = match outcome {
        Ok((checked, warnings)) => (Some(checked), warnings),
        Err(problems) => (None, problems),
    };
    let listed =
        |problem: &Problem| LintProblem { problem: problem.into(), message_vi: problem_text(problem, Language::Vi) };
    Finding {
        path,
        format,
        id: checked.as_ref().map(|checked| checked.id().to_owned()),
        hash: checked.as_ref().and_then(Checked::hash),
        counts: checked.as_ref().map(Checked::counts),
        problems: problems.iter().map(listed).collect(),
    }
}
