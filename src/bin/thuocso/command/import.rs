//! `thuocso import`: a framework from a spreadsheet to `framework.json`.

use std::{ffi::OsStr, fs, io::Write, path::Path};

use thuocso::formats::framework_sheet;

use super::{Arguments, Failure, Verdict, files};

/// Reads and checks the file; only a framework in order is written.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let folder = arguments.out.as_ref().ok_or_else(|| "import needs --out DIR".to_owned())?;
    let (file, folder) = (Path::new(file), Path::new(folder));
    let kind = files::kind(file).ok_or_else(|| format!("{} is not an .xlsx or .csv file", file.display()))?;
    let documents = files::documents_for(&folder.join("framework.json"))?;
    let checked = files::workbook(file, kind)?.and_then(|workbook| framework_sheet::check(&workbook, &documents));
    let checked = match checked {
        Ok(checked) => checked,
        Err(problems) => {
            for problem in &problems {
                writeln!(out, "{}: {}", file.display(), files::problem_line(problem, arguments.language))?;
            }
            return Ok(Verdict::Problems);
        }
    };
    for warning in &checked.warnings {
        writeln!(out, "{}: {}", file.display(), files::problem_line(warning, arguments.language))?;
    }
    let target = folder.join("framework.json");
    let cannot = |error: std::io::Error| format!("cannot write {}: {error}", target.display());
    fs::create_dir_all(folder).map_err(cannot)?;
    fs::write(&target, checked.json).map_err(cannot)?;
    writeln!(out, "{}", target.display())?;
    Ok(Verdict::Fine)
}
