//! `thuocso import`: a spreadsheet to `framework.json`, and to `assessment.json` where it holds scores.

use std::{
    cell::RefCell,
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    rc::Rc,
};

use thuocso::{
    engine::{
        assessment::{Assessment, Organization},
        framework::Framework,
        problem::Problem,
    },
    formats::{
        assessment_file, assessment_sheet, builtin, documents,
        eleven_columns::{self, Choices, ScoreTable, local},
        framework_file, framework_sheet,
        sheet::Workbook,
    },
};

use super::{Arguments, Failure, Verdict, files};

/// Reads and checks the file. Of the sheets of a framework only one in order is written. A score table becomes an
/// assessment of the framework that has its codes, or of a local one; everything doubtful is told, and what can not be
/// read is kept as it stands.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let folder = arguments.out.as_ref().ok_or_else(|| "import needs --out DIR".to_owned())?;
    let (file, folder) = (Path::new(file), Path::new(folder));
    let mut told = Told { file, arguments, out };
    let workbook = match files::workbook(file)? {
        Ok(workbook) => workbook,
        Err(problems) => return told.refused(&problems),
    };
    let read = if framework_sheet::is_one(&workbook) {
        framework(&workbook, folder)
    } else if assessment_sheet::is_one(&workbook) {
        assessment(&workbook, arguments).map(|(_, assessment)| {
            let files = vec![("assessment.json", assessment_file::write(&assessment))];
            Read { files, doubts: Vec::new() }
        })
    } else {
        score_table(&workbook, file, arguments)?
    };
    match read {
        Ok(read) => {
            told.list(&read.doubts)?;
            write(folder, &read.files, arguments, told.out)?;
            let wrong = read.doubts.iter().any(Problem::is_error);
            Ok(if wrong { Verdict::Problems } else { Verdict::Fine })
        }
        Err(problems) => told.refused(&problems),
    }
}

/// What becomes of a spreadsheet: files by name, and what is doubtful.
struct Read {
    files: Vec<(&'static str, String)>,
    doubts: Vec<Problem>,
}

/// Says what is wrong with the file.
struct Told<'a, W> {
    file: &'a Path,
    arguments: &'a Arguments,
    out: &'a mut W,
}

impl<W: Write> Told<'_, W> {
    fn list(&mut self, problems: &[Problem]) -> Result<(), Failure> {
        for problem in problems {
            writeln!(self.out, "{}: {}", self.file.display(), files::problem_line(problem, self.arguments.language))?;
        }
        Ok(())
    }

    fn refused(&mut self, problems: &[Problem]) -> Result<Verdict, Failure> {
        self.list(problems)?;
        Ok(Verdict::Problems)
    }
}

fn framework(workbook: &Workbook, folder: &Path) -> Result<Read, Vec<Problem>> {
    let documents = files::documents_for(&folder.join("framework.json")).unwrap_or_default();
    let checked = framework_sheet::check(workbook, &documents)?;
    Ok(Read { files: vec![("framework.json", checked.json)], doubts: checked.warnings })
}

/// The assessment that our own sheets hold, with its framework.
pub fn assessment(workbook: &Workbook, arguments: &Arguments) -> Result<(Rc<Framework>, Assessment), Vec<Problem>> {
    let found = RefCell::new(None);
    let find = |id: &str| {
        let framework = files::framework(id, arguments).ok().flatten().map(Rc::new);
        found.borrow_mut().clone_from(&framework);
        framework
    };
    let assessment = assessment_sheet::read(workbook, &find)?;
    let framework = found.into_inner().ok_or_else(Vec::new)?;
    Ok((framework, assessment))
}

fn score_table(workbook: &Workbook, file: &Path, arguments: &Arguments) -> Result<Result<Read, Vec<Problem>>, Failure> {
    let table = match eleven_columns::read(workbook, &Choices::default()) {
        Ok(table) => table,
        Err(problems) => return Ok(Err(problems)),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (json, framework) = match known(&table, arguments)? {
        Some(known) => known,
        None => match local::checked_framework(&local::framework(&table, &stem, &name)) {
            Ok(made) => made,
            Err(problems) => return Ok(Err(problems)),
        },
    };
    let organization = Organization { name: arguments.organization.clone().unwrap_or(stem), ..Organization::default() };
    let period = arguments.period.clone().or_else(|| table.year.clone()).unwrap_or_default();
    Ok(local::assessment(&table, &framework, &organization, &period).map(|assessment| {
        let files = vec![("framework.json", json), ("assessment.json", assessment_file::write(&assessment))];
        Read { files, doubts: table.doubts }
    }))
}

/// The first framework that has every code of the table with the same maximum, with the text of its file: those named on
/// the command line, then those that ship.
pub fn known(table: &ScoreTable, arguments: &Arguments) -> Result<Option<(String, Framework)>, Failure> {
    for path in &arguments.frameworks {
        let framework = files::framework_at(Path::new(path))?;
        if local::belongs_to(table, &framework) {
            return Ok(Some((files::read(Path::new(path))?, framework)));
        }
    }
    let documents = documents::read(builtin::DOCUMENTS).unwrap_or_default();
    let shipped = builtin::IDS.iter().filter_map(|id| builtin::framework_text(id));
    let found = shipped.filter_map(|text| Some((text, framework_file::read(text, &documents).ok()?)));
    let mut found = found.filter(|(_, framework)| local::belongs_to(table, framework));
    Ok(found.next().map(|(text, framework)| (text.to_owned(), framework)))
}

/// Writes all files, or none where one of them is there already with another content.
fn write(
    folder: &Path,
    written: &[(&str, String)],
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let targets: Vec<PathBuf> = written.iter().map(|(name, _)| folder.join(name)).collect();
    let differs = |(target, (_, text)): (&PathBuf, &(&str, String))| {
        target.exists() && fs::read_to_string(target).ok().as_ref() != Some(text)
    };
    let there = targets.iter().zip(written).find(|it| differs(*it)).map(|(target, _)| target);
    if let Some(there) = there.filter(|_| !arguments.force) {
        let message =
            format!("{} is there already: choose another folder, or replace it with --force", there.display());
        return Err(Failure::Message(message));
    }
    let cannot = |target: &Path, error: std::io::Error| format!("cannot write {}: {error}", target.display());
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    for (target, (_, text)) in targets.iter().zip(written) {
        fs::write(target, text).map_err(|error| cannot(target, error))?;
        writeln!(out, "{}", target.display())?;
    }
    Ok(())
}
