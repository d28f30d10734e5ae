//! `thuocso sheet`: a framework or an assessment as a spreadsheet.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::Write,
    path::Path,
};

use thuocso::{
    engine::{
        assessment::Assessment,
        framework::Framework,
        problem::Problem,
        scoring::{Reference, score},
    },
    formats::{
        assessment_sheet, builtin,
        csv_file::{self, Dialect},
        eleven_columns, format_name, framework_file,
        framework_sheet::{self, SheetLanguage},
        sheet::Workbook,
        xlsx,
    },
};

use super::{Arguments, Failure, Verdict, files};

/// Writes the framework, or the form to write one in, to the file of `--out`.
pub fn run(framework: Option<&OsString>, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let target = arguments.out.as_ref().ok_or_else(|| "sheet needs --out FILE.xlsx or --out FILE.csv".to_owned())?;
    let target = Path::new(target);
    let language = files::sheet_language(arguments.language);
    if let Some(file) = framework.filter(|file| is_assessment(file)) {
        let (framework, assessment) = files::assessment(file, arguments)?;
        let kind = files::kind(target).ok_or_else(|| "--out must end in .xlsx or .csv".to_owned())?;
        let bytes = assessment_bytes(&framework, &assessment, kind, language, arguments)
            .map_err(|problems| files::listed(&target.display().to_string(), &problems))?;
        fs::write(target, bytes).map_err(|error| format!("cannot write {}: {error}", target.display()))?;
        writeln!(out, "{}", target.display())?;
        return Ok(Verdict::Fine);
    }
    let workbook = match framework {
        Some(framework) => framework_sheet::write(&read(framework)?, language),
        None => framework_sheet::template(language),
    };
    let dialect = if arguments.machine { Dialect::Machine } else { Dialect::ExcelVietnam };
    let bytes = match files::kind(target) {
        Some(files::Kind::Xlsx) => {
            let name = target.display().to_string();
            xlsx::write(&workbook).map_err(|problems| files::listed(&name, &problems))?
        }
        Some(files::Kind::Csv) => csv_file::write(&workbook, dialect),
        None => return Err(Failure::Message("--out must end in .xlsx or .csv".to_owned())),
    };
    fs::write(target, bytes).map_err(|error| format!("cannot write {}: {error}", target.display()))?;
    writeln!(out, "{}", target.display())?;
    Ok(Verdict::Fine)
}

fn is_assessment(file: &OsStr) -> bool {
    fs::read_to_string(file).ok().and_then(|text| format_name(&text)).as_deref() == Some("thuocso-assessment")
}

/// The sheets of an assessment, or with `--table` the score table of eleven columns.
fn assessment_bytes(
    framework: &Framework,
    assessment: &Assessment,
    kind: files::Kind,
    language: SheetLanguage,
    arguments: &Arguments,
) -> Result<Vec<u8>, Vec<Problem>> {
    if arguments.table {
        let scorecard = score(framework, assessment, Reference::default());
        let sheet = eleven_columns::write(&eleven_columns::lines_of(framework, assessment, &scorecard));
        let dialect = if arguments.machine { Dialect::MachineMarked } else { Dialect::ExcelVietnam };
        return match kind {
            files::Kind::Csv => Ok(csv_file::write_table(&sheet, dialect)),
            files::Kind::Xlsx => xlsx::write(&Workbook { sheets: vec![sheet], ..Workbook::default() }),
        };
    }
    let workbook = assessment_sheet::write(framework, assessment, language);
    match kind {
        files::Kind::Csv if arguments.machine => Ok(csv_file::write(&workbook, Dialect::Machine)),
        files::Kind::Csv => Ok(csv_file::write(&workbook, Dialect::ExcelVietnam)),
        files::Kind::Xlsx => xlsx::write(&workbook),
    }
}

/// A framework as written: a file, or the id of one that ships.
fn read(framework: &OsStr) -> Result<thuocso::engine::framework::raw::RawFramework, String> {
    let name = framework.to_string_lossy();
    let text = match builtin::framework_text(&name) {
        Some(text) => text.to_owned(),
        None => files::read(Path::new(framework))?,
    };
    framework_file::read_raw(&text).map_err(|problems| files::listed(&name, &problems))
}
