//! `thuocso prerender`: views of what ships as the application draws them, for browsers that do not have it yet.

use std::{ffi::OsStr, io::Write, path::Path, rc::Rc};

use thuocso::{
    app::prerender::{self, Drawn},
    publish::prerendered::{self, View},
};

use super::{Arguments, Failure, Verdict, files, publish};

/// Writes a file for each view of a data set and an index of frameworks: `ranking.2024.vi.json`, see [`prerendered`].
pub fn run(path: &OsStr, index: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let Some(folder) = &arguments.out else {
        return Err(Failure::Message("prerender needs --out DIR, the folder to write".to_owned()));
    };
    let dataset = match publish::read(Path::new(path))? {
        Ok(dataset) => Rc::new(dataset),
        Err(problems) => return Err(files::listed(&Path::new(path).display().to_string(), &problems).into()),
    };
    let drawn = prerender::views(&dataset, &files::read(Path::new(index))?)?;
    let views: Vec<View> = drawn.into_iter().map(view).collect();
    let files = prerendered::files(&views)?;
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
