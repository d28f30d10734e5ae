//! `thuocso rollup`: the files of many units as one table, with ranks and exceptions, and as a data set.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
    rc::Rc,
};

use thuocso::{
    engine::{
        framework::Framework,
        problem::{Problem, ProblemKind},
        rollup::{Submission, Units, table},
    },
    formats::{
        assessment_file,
        csv_file::{self, Dialect},
        dataset,
        rollup_file::{self, Rollup},
    },
    i18n::{Language, number},
};

use super::{Arguments, Failure, Verdict, files};

/// Reads all files, prints the table and what is odd, and writes both as files. Anything odd is a problem.
pub fn run(paths: &[OsString], arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let folder = arguments.out.as_ref().ok_or_else(|| "rollup needs --out DIR".to_owned())?;
    let folder = Path::new(folder);
    let mut frameworks = BTreeMap::<String, Option<Rc<Framework>>>::new();
    let mut submissions = Vec::new();
    for path in listed(paths)? {
        let name: Rc<str> = path.display().to_string().into();
        let bytes = fs::read(&path).map_err(|error| format!("cannot read {name}: {error}"))?;
        let content = assessment_file::read_bytes(&bytes);
        let id = content.as_ref().map(|it| it.framework.id.clone()).unwrap_or_default();
        if !id.is_empty() && !frameworks.contains_key(&id) {
            frameworks.insert(id.clone(), files::framework(&id, arguments)?.map(Rc::new));
        }
        let framework = frameworks.get(&id).and_then(Option::as_deref);
        let sealed = content.as_ref().ok().and_then(assessment_file::seal_problem);
        submissions.push(Submission::read(name, content, framework, sealed));
    }
    if submissions.is_empty() {
        return Err(Failure::Message("there is no .json file among what was named".to_owned()));
    }
    let units = arguments.units.as_ref().map(|path| expected_units(Path::new(path))).transpose()?;
    let table = table(&submissions, units.as_ref(), arguments.score);
    let framework = frameworks.get(&*table.framework).and_then(Option::clone);
    let Some(framework) = framework else {
        for row in &table.rows {
            print_problems(&submissions, row.submission, &row.problems, arguments.language, out)?;
        }
        return Ok(Verdict::Problems);
    };
    let rollup = Rollup { framework: &framework, submissions: &submissions, table: &table, kind: arguments.score };
    let language = files::sheet_language(arguments.language);
    let sheet = rollup.sheet(language);
    let json = serde_json::to_string_pretty(&rollup.json()).unwrap_or_default() + "\n";
    let mut written = vec![
        ("rollup.csv".to_owned(), csv_file::write_table(&sheet, Dialect::ExcelVietnam)),
        ("rollup.machine.csv".to_owned(), csv_file::write_table(&sheet, Dialect::Machine)),
        ("rollup.json".to_owned(), json.clone().into_bytes()),
    ];
    let made = rollup.dataset(&framework, "");
    let mut faults: Vec<Problem> = Vec::new();
    match made {
        Ok((tables, made)) => {
            // A data set is called as its folder.
            let id = tables.id;
            written.push((format!("{id}/results.csv"), tables.results.into_bytes()));
            written.push((format!("{id}/sources.json"), tables.sources.into_bytes()));
            written.push((format!("{id}/about.json"), tables.about.into_bytes()));
            for (name, text) in tables.units {
                written.push((format!("{id}/units/{name}.csv"), text.into_bytes()));
            }
            written.push((format!("{id}/dataset.json"), dataset::write(&made).into_bytes()));
        }
        Err(problems) => faults = problems,
    }
    for (name, bytes) in written {
        let target = folder.join(name);
        let cannot = |error: std::io::Error| format!("cannot write {}: {error}", target.display());
        fs::create_dir_all(target.parent().unwrap_or(folder)).map_err(cannot)?;
        fs::write(&target, bytes).map_err(cannot)?;
    }
    if arguments.json {
        write!(out, "{json}")?;
    } else {
        print(&rollup, arguments.language, out)?;
        for fault in &faults {
            writeln!(out, "! dataset: {}", files::problem_line(fault, arguments.language))?;
        }
    }
    let fine = table.exceptions() == 0 && table.missing.is_empty() && faults.is_empty();
    Ok(if fine { Verdict::Fine } else { Verdict::Problems })
}

/// The files, those of folders in the order of their names.
fn listed(paths: &[OsString]) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    for path in paths.iter().map(PathBuf::from) {
        if !path.is_dir() {
            all.push(path);
            continue;
        }
        let cannot = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
        let mut inside = Vec::new();
        for entry in fs::read_dir(&path).map_err(cannot)? {
            let file = entry.map_err(cannot)?.path();
            if file.is_file() && file.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) {
                inside.push(file);
            }
        }
        inside.sort();
        all.extend(inside);
    }
    Ok(all)
}

/// The units that are expected, from a spreadsheet with codes and names.
fn expected_units(path: &Path) -> Result<Units, String> {
    let units = files::workbook(path)?.and_then(|workbook| rollup_file::units(&workbook));
    units.map_err(|problems| files::listed(&path.display().to_string(), &problems))
}

fn print(rollup: &Rollup<'_>, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    let mut rows: Vec<_> = rollup.table.rows.iter().collect();
    rows.sort_by_key(|row| row.rank.unwrap_or(usize::MAX));
    for row in rows.iter().filter(|row| row.counts) {
        let Some(it) = rollup.submissions.get(row.submission) else { continue };
        let marks = it.scores.as_ref().map(|scores| scores.of(rollup.kind));
        let none = || "–".to_owned();
        let rank = row.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        let (points, value) = (marks.and_then(|it| it.points.as_ref()), marks.and_then(|it| it.index_value.as_ref()));
        let points = points.map_or_else(none, |points| number::number(points, language));
        let rounding = rollup.framework.index_rounding;
        let value = value.map_or_else(none, |value| number::index_value(value, rounding, language));
        writeln!(out, "{rank:>4}  {points:>12}  {value:>8}  {}", it.organization.name)?;
    }
    for row in &rollup.table.rows {
        print_problems(rollup.submissions, row.submission, &row.problems, language, out)?;
    }
    for (code, name) in &rollup.table.missing {
        let kind = ProblemKind::NothingSent { code: code.to_string(), name: name.to_string() };
        writeln!(out, "! {}", files::problem_line(&Problem::new("", kind), language))?;
    }
    Ok(())
}

fn print_problems(
    submissions: &[Submission],
    at: usize,
    problems: &[Problem],
    language: Language,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let file = submissions.get(at).map_or("", |it| &it.file);
    for problem in problems {
        writeln!(out, "! {file}: {}", files::problem_line(problem, language))?;
    }
    Ok(())
}
