//! `thuocso budget`: one table of a budget as machine CSV.

use std::{ffi::OsStr, io::Write, path::Path};

use thuocso::formats::budget;

use super::{Failure, Verdict, files};

/// Prints the rows of a table.
pub fn run(file: &OsStr, table: &OsStr, out: &mut impl Write) -> Result<Verdict, Failure> {
    let path = Path::new(file);
    let name = path.display().to_string();
    let budget = budget::read(&files::read(path)?, &files::documents_for(path)?)
        .map_err(|problems| files::listed(&name, &problems))?;
    let id = table.to_string_lossy();
    let table = budget.table(&id).ok_or_else(|| format!("{name} has no table `{id}`"))?;
    write!(out, "{}", budget::csv(table))?;
    Ok(Verdict::Fine)
}
