//! `thuocso sheet`: a framework as a spreadsheet.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::Write,
    path::Path,
};

use thuocso::{
    formats::{
        builtin,
        csv_file::{self, Dialect},
        framework_file,
        framework_sheet::{self, SheetLanguage},
        xlsx,
    },
    i18n::Language,
};

use super::{Arguments, Failure, Verdict, files};

/// Writes the framework, or the form to write one in, to the file of `--out`.
pub fn run(framework: Option<&OsString>, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let target = arguments.out.as_ref().ok_or_else(|| "sheet needs --out FILE.xlsx or --out FILE.csv".to_owned())?;
    let target = Path::new(target);
    let language = match arguments.language {
        Language::Vi => SheetLanguage::Vi,
        Language::En => SheetLanguage::En,
    };
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

/// A framework as written: a file, or the id of one that ships.
fn read(framework: &OsStr) -> Result<thuocso::engine::framework::raw::RawFramework, String> {
    let name = framework.to_string_lossy();
    let text = match builtin::framework_text(&name) {
        Some(text) => text.to_owned(),
        None => files::read(Path::new(framework))?,
    };
    framework_file::read_raw(&text).map_err(|problems| files::listed(&name, &problems))
}
