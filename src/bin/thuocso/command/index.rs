//! `thuocso index`: what lists of frameworks show, so that a page does not fetch every framework for a list.

use std::{ffi::OsStr, io::Write, path::Path};

use thuocso::formats::{
    builtin, framework_file,
    index::{self, Entry},
};

use super::{Failure, Verdict, files};

/// Prints the index of the frameworks that ship, as they are in a folder.
pub fn run(folder: &OsStr, out: &mut impl Write) -> Result<Verdict, Failure> {
    let mut entries = Vec::new();
    for id in builtin::IDS {
        let path = Path::new(folder).join(id).join("framework.json");
        let framework = framework_file::read(&files::read(&path)?, &files::documents_for(&path)?)
            .map_err(|problems| files::listed(&path.display().to_string(), &problems))?;
        entries.push(Entry::of(&framework));
    }
    write!(out, "{}", index::write(&entries))?;
    Ok(Verdict::Fine)
}
