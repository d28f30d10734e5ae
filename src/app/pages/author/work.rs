//! Files of sheets, to the person.

use std::rc::Rc;

use yew::{UseReducerDispatcher, platform::spawn_local};

use super::{
    desk::{Desk, DeskAction, Saving},
    office,
};
use crate::{
    app::pages::sheet_files::{CSV, XLSX, sheet_language},
    formats::{
        csv_file::{self, Dialect},
        framework_file, framework_sheet,
    },
    i18n::{Language, text},
    web,
};

/// What is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The form to fill in.
    Template,
    /// A framework that comes with the program.
    Builtin(Rc<str>),
    /// Another one, with the text of its file.
    Text(Rc<str>, Rc<str>),
}

/// Saves sheets. What becomes of it is on the desk.
pub fn save(desk: UseReducerDispatcher<Desk>, source: Source, csv: bool, language: Language) {
    desk.dispatch(DeskAction::Saving(Saving::Working));
    spawn_local(async move {
        let (Ok(done) | Err(done)) = saved(source, csv, language).await.map(Saving::Done);
        desk.dispatch(DeskAction::Saving(done));
    });
}

async fn saved(source: Source, csv: bool, language: Language) -> Result<Rc<str>, Saving> {
    let words = sheet_language(language);
    let (name, file) = match source {
        Source::Template => (Rc::from(text(language, "author.template.name")), None),
        Source::Text(id, text) => (id, Some(text)),
        Source::Builtin(id) => {
            let text = web::fetch::text(&format!("indicators/{id}/framework.json")).await;
            (id, Some(text.map_err(|_| Saving::NotLoaded)?.into()))
        }
    };
    let refused = |problems: Vec<_>| Saving::Refused(problems.into());
    let workbook = match file {
        Some(file) => framework_sheet::write(&framework_file::read_raw(&file).map_err(refused)?, words),
        None => framework_sheet::template(words),
    };
    let (name, kind, bytes) = if csv {
        (format!("{name}.csv"), CSV, csv_file::write(&workbook, Dialect::ExcelVietnam))
    } else {
        let office = office::load().await.map_err(|_| Saving::NotLoaded)?;
        (format!("{name}.xlsx"), XLSX, (office.write)(&workbook).map_err(refused)?)
    };
    web::files::download_bytes(&name, kind, &bytes);
    Ok(name.into())
}
