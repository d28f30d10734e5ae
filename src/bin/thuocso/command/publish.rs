//! `thuocso publish`: a data set as static files, described for programs and readable without scripts.

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use thuocso::{
    engine::{dataset::Dataset, framework::Framework},
    formats::{builtin, dataset, framework_file},
    i18n::Language,
    publish::{self, Files, Options},
};

use super::{Arguments, Failure, Verdict, files, lint};

/// Checks the data set and writes everything, or tells everything that is wrong with it.
pub fn run(path: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let Some(folder) = &arguments.out else {
        return Err(Failure::Message("publish needs --out DIR, the folder to write".to_owned()));
    };
    let dataset = match read(Path::new(path))? {
        Ok(dataset) => dataset,
        Err(problems) => {
            for problem in &problems {
                let line = files::problem_line(problem, arguments.language);
                writeln!(out, "{}: {line}", Path::new(path).display())?;
            }
            return Ok(Verdict::Problems);
        }
    };
    let base = arguments.base.clone().unwrap_or_default();
    if !base.is_empty() && !base.starts_with("https://") && !base.starts_with("http://") {
        return Err(Failure::Message(format!("--base must begin with https:// or http://, and `{base}` does not")));
    }
    let options = Options {
        language: arguments.language,
        base: if base.is_empty() || base.ends_with('/') { base } else { format!("{base}/") },
        app: arguments.app.clone().unwrap_or_default(),
        data: arguments.data.clone().unwrap_or_default(),
    };
    let mut published = publish::publish(&dataset, &options);
    if arguments.with_frameworks {
        let documents = files::shipped_documents()?;
        let read = |id: &&str| builtin::framework_text(id).and_then(|text| framework_file::read(text, &documents).ok());
        let shipped: Vec<Framework> = builtin::IDS.iter().filter_map(read).collect();
        published.extend(publish::frameworks(&shipped, &options));
        if !options.base.is_empty() {
            published.insert("sitemap.xml".to_owned(), publish::sitemap(&published, &options.base).into_bytes());
        }
    }
    write_all(Path::new(folder), &published)?;
    let pages = published.keys().filter(|path| path.ends_with(".html")).count();
    let bytes: usize = published.values().map(Vec::len).sum();
    for warning in dataset.warnings() {
        writeln!(out, "{}", files::problem_line(&warning, arguments.language))?;
    }
    let (folder, count) = (Path::new(folder).display(), published.len());
    let is_vi = arguments.language == Language::Vi;
    match is_vi {
        true => writeln!(out, "{folder}: {count} tệp, {pages} trang, {bytes} byte")?,
        false => writeln!(out, "{folder}: {count} files, {pages} pages, {bytes} bytes")?,
    }
    match (options.base.is_empty(), is_vi) {
        (true, true) => writeln!(out, "Chưa có sitemap.xml: thêm --base với địa chỉ đầy đủ của thư mục này.")?,
        (true, false) => writeln!(out, "There is no sitemap.xml: add --base with the full address of this folder.")?,
        (false, _) => {}
    }
    Ok(Verdict::Fine)
}

/// The data set in a folder of tables (with `sources.json`), in a folder with `dataset.json`, or in such a file.
pub fn read(path: &Path) -> Result<Result<Dataset, Vec<thuocso::engine::problem::Problem>>, String> {
    let is_folder = path.is_dir();
    let tables = path.join("sources.json");
    if is_folder && tables.is_file() {
        let folder = path.canonicalize().map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let documents = files::documents_for(&tables)?;
        let tables = lint::tables(&folder, files::read(&tables)?)?;
        return Ok(dataset::read_tables(&tables, &|id| lint::framework(id, &folder, &documents)));
    }
    let file = if is_folder { path.join("dataset.json") } else { PathBuf::from(path) };
    Ok(dataset::read(&files::read(&file)?))
}

/// Writes files below a folder, which is made where it is not there. Other files in it stay.
pub fn write_all(folder: &Path, files: &Files) -> Result<(), String> {
    for (path, content) in files {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        let cannot = |error: std::io::Error| format!("cannot write {}: {error}", file.display());
        fs::create_dir_all(parent).map_err(cannot)?;
        fs::write(&file, content).map_err(cannot)?;
    }
    Ok(())
}
