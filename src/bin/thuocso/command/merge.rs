//! `thuocso merge`: two copies of an assessment that were changed apart become one again.

use std::{
    ffi::OsString,
    io::{self, Write},
    path::Path,
};

use thuocso::{
    engine::{
        framework::Framework,
        merge::{Change, Difference, Merge, Side, merge},
    },
    formats::assessment_file,
    i18n::{Language, merge as words, text, text_for_count, text_with},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints every difference, and with `--out` writes the merged file. Where both changed the same place each in its own
/// way, somebody has to choose: that is a problem, and nothing is written unless `--take` says whose content stays.
pub fn run(paths: &[OsString], arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (base, ours, theirs) = match paths {
        [ours, theirs] => (None, ours, theirs),
        [base, ours, theirs] => (Some(base), ours, theirs),
        _ => return Err(Failure::Message("merge needs BASE OURS THEIRS, or OURS THEIRS without a base".to_owned())),
    };
    let language = arguments.language;
    let (framework, first) = files::assessment(ours, arguments)?;
    let second = files::bare_assessment(theirs)?;
    let started = base.map(|path| files::bare_assessment(path)).transpose()?;
    let merged = merge(started.as_ref(), &first, &second).map_err(|problem| problem.to_string())?;
    let conflicts = merged.conflicts().count();
    write!(out, "{}", text_for_count(language, "appraise.differences", merged.differences.len()))?;
    if conflicts > 0 {
        write!(out, " {}", text_for_count(language, "appraise.conflicts", conflicts))?;
    }
    writeln!(out)?;
    let names = [ours, theirs].map(|path| Path::new(path).display().to_string());
    for difference in &merged.differences {
        writeln!(
            out,
            "  {} – {}",
            words::place(Some(&framework), &difference.place, language),
            why(difference, &names, language)
        )?;
        print(&framework, &merged, difference, started.is_some(), &names, language, out)?;
    }
    let side = match arguments.take.as_deref() {
        None => None,
        Some("ours") => Some(Side::Ours),
        Some("theirs") => Some(Side::Theirs),
        Some(other) => return Err(Failure::Message(format!("--take is ours or theirs, not `{other}`"))),
    };
    if conflicts > 0 && side.is_none() {
        return Ok(Verdict::Problems);
    }
    if let Some(path) = &arguments.out {
        let whole = merged.resolved(&|it| side.filter(|_| it.change == Change::Conflict));
        files::write_new(Path::new(path), &assessment_file::write(&whole))?;
    }
    Ok(Verdict::Fine)
}

fn why(difference: &Difference, names: &[String; 2], language: Language) -> String {
    let [ours, theirs] = names;
    match difference.change {
        Change::Ours => text_with(language, "merge.changed_by", &[("name", ours)]),
        Change::Theirs => text_with(language, "merge.changed_by", &[("name", theirs)]),
        Change::United => text(language, "merge.united").to_owned(),
        Change::Conflict => text(language, "merge.conflict").to_owned(),
    }
}

/// What each copy has at the place.
fn print(
    framework: &Framework,
    merged: &Merge,
    difference: &Difference,
    has_base: bool,
    names: &[String; 2],
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let copies = [&merged.base, &merged.ours, &merged.theirs];
    let [base, ours, theirs] = match has_base {
        true => words::shown(&difference.place, copies, Some(framework), language),
        false => {
            let [_, ours, theirs] = copies;
            let [ours, theirs] = words::shown(&difference.place, [ours, theirs], Some(framework), language);
            [String::new(), ours, theirs]
        }
    };
    let mut line = |name: &str, shown: &str| writeln!(out, "      {name} {}", shown.replace('\n', " "));
    if has_base {
        line(text(language, "merge.base"), &base)?;
    }
    line(&format!("{}:", names[0]), &ours)?;
    line(&format!("{}:", names[1]), &theirs)
}
