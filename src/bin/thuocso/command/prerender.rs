//! `thuocso prerender`: views as the application draws them, for browsers that do not have it yet. Of what ships, when the
//! application is built; of somebody's own data, for elements with the attribute `drawn`.

use std::{ffi::OsStr, io::Write, path::Path, rc::Rc};

use thuocso::{
    app::prerender::{self, Drawn, MOST_UNITS},
    engine::assessment,
    formats::{self, assessment_file, dataset},
    publish::{
        digest,
        prerendered::{self, Origin, View},
    },
};

use super::{Arguments, Failure, Verdict, files, publish};

/// Writes a file for each view of a data set and an index of frameworks: `ranking.2024.vi.json`, see [`prerendered`].
pub fn shipped(path: &OsStr, index: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let dataset = match publish::read(Path::new(path))? {
        Ok(dataset) => Rc::new(dataset),
        Err(problems) => return Err(files::listed(&Path::new(path).display().to_string(), &problems).into()),
    };
    let drawn = prerender::views(&dataset, &files::read(Path::new(index))?)?;
    write(drawn, None, arguments, out)
}

/// Writes a file for each view of an assessment or of published results, unless something in them is wrong: the
/// application would say so above the view.
pub fn own(path: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let file = Path::new(path);
    let text = files::read(file)?;
    let origin = |address| Origin { version: env!("CARGO_PKG_VERSION"), sha256: digest(text.as_bytes()), address };
    if formats::format_name(&text).as_deref() == Some("thuocso-dataset") {
        let Some(address) = &arguments.data else {
            let message = "prerender needs --data ADDRESS, the full address of these published results on the portal";
            return Err(Failure::Message(message.to_owned()));
        };
        if !["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)) {
            return Err(Failure::Message(format!(
                "--data must begin with https:// or http://, and `{address}` does not"
            )));
        }
        return match dataset::read(&text) {
            Ok(dataset) => {
                let units = |table| dataset.set(table).map_or(0, |set| set.units.len());
                if dataset.tables.iter().any(|table| units(table) > MOST_UNITS) {
                    writeln!(out, "more than {MOST_UNITS} units in a table: none of them is drawn by itself")?;
                }
                let drawn = prerender::views_of_results(&Rc::new(dataset), address)?;
                write(drawn, Some(&origin(Some(address.clone()))), arguments, out)
            }
            Err(problems) => refuse(file, &problems, arguments, out),
        };
    }
    let (framework, assessment) = files::assessment(path, arguments)?;
    let mut problems = assessment::read(&framework, &assessment).problems;
    problems.extend(assessment_file::seal_problem(&assessment));
    if !problems.is_empty() {
        return refuse(file, &problems, arguments, out);
    }
    write(prerender::views_of_assessment(framework, assessment)?, Some(&origin(None)), arguments, out)
}

fn refuse(
    file: &Path,
    problems: &[thuocso::engine::problem::Problem],
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    for problem in problems {
        writeln!(out, "{}: {}", file.display(), files::problem_line(problem, arguments.language))?;
    }
    Ok(Verdict::Problems)
}

fn write(
    drawn: Vec<Drawn>,
    origin: Option<&Origin>,
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let Some(folder) = &arguments.out else {
        return Err(Failure::Message("prerender needs --out DIR, the folder to write".to_owned()));
    };
    let views: Vec<View> = drawn.into_iter().map(view).collect();
    let files = prerendered::files(&views, origin)?;
    publish::write_all(Path::new(folder), &files)?;
    writeln!(out, "{}: {} views in {} files", Path::new(folder).display(), views.len(), files.len())?;
    Ok(Verdict::Fine)
}

/// Its file is named as scripts ask for it, see `www/prerendered.js`.
fn view(drawn: Drawn) -> View {
    let Drawn { view, period, data, variant, language, is_narrow, complete, told, markup } = drawn;
    let of = if data.is_empty() { period } else { data };
    let narrow = if is_narrow { ".narrow" } else { "" };
    let key = format!("{view}.{of}.{}{narrow}", language.code());
    View { key, variant, drawn: complete, told, markup }
}
