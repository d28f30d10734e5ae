//! `thuocso compare`: two editions of a framework, side by side.

use std::{ffi::OsStr, io::Write, path::Path};

use thuocso::{
    engine::{compare::compare, framework::Framework},
    formats::comparison_file,
    i18n::{compare as words, pick},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints what changed from one framework to the other. That something changed is no problem.
pub fn run(old: &OsStr, new: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (old, new) = (framework(old, arguments)?, framework(new, arguments)?);
    let comparison = compare(&old, &new);
    if arguments.json {
        writeln!(out, "{}", comparison_file::write(&old, &new, &comparison))?;
        return Ok(Verdict::Fine);
    }
    let language = arguments.language;
    writeln!(out, "{} → {}", pick(&old.title, language), pick(&new.title, language))?;
    for change in &comparison.changes {
        for (at, line) in words::change(&old, &new, change, language).iter().enumerate() {
            writeln!(out, "{}{line}", if at == 0 { "" } else { "    " })?;
        }
    }
    for line in words::sums(&old, &new, &comparison, language) {
        writeln!(out, "{line}")?;
    }
    Ok(Verdict::Fine)
}

/// A framework by its id, or the one in a file.
fn framework(name: &OsStr, arguments: &Arguments) -> Result<Framework, String> {
    match files::framework(&name.to_string_lossy(), arguments)? {
        Some(framework) => Ok(framework),
        None => files::framework_at(Path::new(name)),
    }
}
