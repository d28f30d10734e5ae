//! Files of the command: reading them, and finding the framework that an assessment names.

use std::{ffi::OsStr, fs, io::Write, path::Path};

use thuocso::{
    engine::{assessment::Assessment, crosswalk::Crosswalk, framework::Framework, problem::Problem},
    formats::{
        assessment_file, builtin, crosswalk_file, csv_file,
        documents::{self, Documents},
        file_kind, framework_file,
        framework_sheet::SheetLanguage,
        sheet::Workbook,
        xlsx,
    },
    i18n::{Language, problem::problem_text},
};

use super::Arguments;

/// The text of a file.
///
/// # Errors
///
/// A sentence with the file's name.
pub fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8 text", path.display()))
}

/// The register beside a framework (`documents.json` in its folder or the one above), otherwise the one that ships.
pub fn documents_for(framework: &Path) -> Result<Documents, String> {
    let folders = framework.ancestors().skip(1).take(2);
    let beside = folders.map(|folder| folder.join("documents.json")).find(|path| path.is_file());
    match beside {
        Some(path) => documents::read(&read(&path)?).map_err(|problems| listed(&path.display().to_string(), &problems)),
        None => shipped_documents(),
    }
}

/// The register that ships with the program.
pub fn shipped_documents() -> Result<Documents, String> {
    documents::read(builtin::DOCUMENTS).map_err(|problems| listed("documents.json", &problems))
}

/// Writes a file that is not there yet: an assessment that somebody works on is never overwritten.
pub fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let created = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    created.map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// An assessment without its framework.
pub fn bare_assessment(file: &OsStr) -> Result<Assessment, String> {
    let path = Path::new(file);
    assessment_file::read(&read(path)?).map_err(|problems| listed(&path.display().to_string(), &problems))
}

/// An assessment with the framework that it names.
pub fn assessment(file: &OsStr, arguments: &Arguments) -> Result<(Framework, Assessment), String> {
    let name = Path::new(file).display().to_string();
    let assessment = bare_assessment(file)?;
    let framework = framework(&assessment.framework.id, arguments)?;
    let framework = framework.ok_or_else(|| {
        let id = &assessment.framework.id;
        format!("{name} is for framework `{id}`, which does not ship with the program: name its file with --framework")
    })?;
    Ok((framework, assessment))
}

/// A framework by its id: one of those named with `--framework`, otherwise one that ships; nothing where there is none.
pub fn framework(id: &str, arguments: &Arguments) -> Result<Option<Framework>, String> {
    for path in &arguments.frameworks {
        let framework = framework_at(Path::new(path))?;
        if *framework.id == *id {
            return Ok(Some(framework));
        }
    }
    let Some(text) = builtin::framework_text(id) else { return Ok(None) };
    framework_file::read(text, &shipped_documents()?).map(Some).map_err(|problems| listed(id, &problems))
}

/// The framework in a file.
pub fn framework_at(path: &Path) -> Result<Framework, String> {
    framework_file::read(&read(path)?, &documents_for(path)?)
        .map_err(|problems| listed(&path.display().to_string(), &problems))
}

/// The crosswalk between two frameworks: the one named with `--crosswalk`, otherwise one that ships.
pub fn crosswalk(from: &Framework, to: &Framework, arguments: &Arguments) -> Result<Crosswalk, String> {
    let (name, text, documents) = match &arguments.crosswalk {
        Some(path) => {
            let path = Path::new(path);
            (path.display().to_string(), read(path)?, documents_for(path)?)
        }
        None => {
            let text = builtin::crosswalk_text(&from.id, &to.id).ok_or_else(|| {
                format!("no crosswalk from `{}` to `{}` ships: name its file with --crosswalk", from.id, to.id)
            })?;
            (format!("{} → {}", from.id, to.id), text.to_owned(), shipped_documents()?)
        }
    };
    let find = |id: &str| [from, to].into_iter().find(|framework| *framework.id == *id);
    let crosswalk = crosswalk_file::read(&text, &find, &documents).map_err(|problems| listed(&name, &problems))?;
    if (&crosswalk.from, &crosswalk.to) != (&from.id, &to.id) {
        return Err(format!("{name} leads from `{}` to `{}`", crosswalk.from, crosswalk.to));
    }
    Ok(crosswalk)
}

/// Kinds of spreadsheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Xlsx,
    Csv,
}

/// The kind of spreadsheet that a name asks for; nothing for other files.
pub fn kind(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    match extension.as_str() {
        "xlsx" => Some(Kind::Xlsx),
        "csv" => Some(Kind::Csv),
        _ => None,
    }
}

/// Whether a file is called as spreadsheets are; what it is, its bytes say.
pub fn is_sheet(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ["xlsx", "xls", "csv", "tsv"].contains(&extension.as_str())
}

/// A workbook, or what is wrong with its file.
///
/// # Errors
///
/// A sentence, where there is no file or it is not called as spreadsheets are.
pub fn workbook(path: &Path) -> Result<Result<Workbook, Vec<Problem>>, String> {
    if !is_sheet(path) {
        return Err(format!("{} is not an .xlsx or .csv file", path.display()));
    }
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(match file_kind::kind(&path.to_string_lossy(), &bytes) {
        file_kind::Kind::Xlsx => xlsx::read(&bytes),
        file_kind::Kind::Csv | file_kind::Kind::Json => csv_file::read(&bytes),
    })
}

/// The words of sheets in the language of the command.
pub fn sheet_language(language: Language) -> SheetLanguage {
    match language {
        Language::Vi => SheetLanguage::Vi,
        Language::En => SheetLanguage::En,
    }
}

/// Problems as lines below the name of their file.
pub fn listed(name: &str, problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| format!("\n  {problem}"));
    lines.fold(format!("{name} can not be used:"), |all, line| all + &line)
}

/// One problem for people: in Vietnamese the sentence of the pages, in English the developers' text with its place.
pub fn problem_line(problem: &Problem, language: Language) -> String {
    match language {
        Language::Vi => match problem.place.is_empty() {
            true => problem_text(problem, language),
            false => format!("[{}] {}", problem.place, problem_text(problem, language)),
        },
        Language::En => problem.to_string(),
    }
}
