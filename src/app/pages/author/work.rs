//! Files of sheets, to the person and from the person.

use std::rc::Rc;

use gloo::file::File;
use yew::{UseReducerDispatcher, platform::spawn_local};

use super::{
    desk::{Content, Desk, DeskAction, Opened, Saving, too_large},
    office,
};
use crate::{
    formats::{
        self,
        csv_file::{self, Dialect},
        framework_file,
        framework_sheet::{self, SheetLanguage},
    },
    i18n::{Language, text},
    web::{self, files::FileError},
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
    let words = match language {
        Language::Vi => SheetLanguage::Vi,
        Language::En => SheetLanguage::En,
    };
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
        (format!("{name}.csv"), "text/csv", csv_file::write(&workbook, Dialect::ExcelVietnam))
    } else {
        let office = office::load().await.map_err(|_| Saving::NotLoaded)?;
        (format!("{name}.xlsx"), XLSX, (office.write)(&workbook).map_err(refused)?)
    };
    web::files::download_bytes(&name, kind, &bytes);
    Ok(name.into())
}

/// Opens a file. What becomes of it is on the desk.
pub fn open(desk: UseReducerDispatcher<Desk>, file: File) {
    let name: Rc<str> = file.name().into();
    desk.dispatch(DeskAction::Opened(Opened::Reading { name: Rc::clone(&name) }));
    spawn_local(async move {
        match web::files::bytes(&file, formats::MAX_SIZE as u64).await {
            Ok(bytes) => read(desk, name, bytes.into()),
            Err(FileError::TooLarge { size }) => {
                let problems = Rc::new([too_large(size)]);
                desk.dispatch(DeskAction::Opened(Opened::Refused { name, problems }));
            }
            Err(FileError::NotText) => {
                desk.dispatch(DeskAction::Opened(Opened::Refused { name, problems: Rc::new([]) }));
            }
        }
    });
}

/// Reads a file whose bytes are here.
pub fn read(desk: UseReducerDispatcher<Desk>, name: Rc<str>, bytes: Rc<[u8]>) {
    desk.dispatch(DeskAction::Opened(Opened::Reading { name: Rc::clone(&name) }));
    spawn_local(async move {
        let content = match kind(&name, &bytes) {
            Kind::Json => Ok(Content::Json(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').into())),
            Kind::Csv => csv_file::read(&bytes).map(Content::Sheets),
            Kind::Xlsx => match office::load().await {
                Ok(office) => (office.read)(&bytes).map(Content::Sheets),
                Err(_) => return desk.dispatch(DeskAction::Opened(Opened::NotLoaded { name, bytes })),
            },
        };
        desk.dispatch(DeskAction::Opened(match content {
            Ok(content) => Opened::Read { name, content: Rc::new(content) },
            Err(problems) => Opened::Refused { name, problems: problems.into() },
        }));
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Csv,
    Json,
}

/// What a file is, by its first bytes, and by its name where they say nothing.
fn kind(name: &str, bytes: &[u8]) -> Kind {
    let name = name.to_ascii_lowercase();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    match bytes.trim_ascii_start().first() {
        _ if workbook || name.ends_with(".xlsx") || name.ends_with(".xls") => Kind::Xlsx,
        Some(b'{') => Kind::Json,
        _ if name.ends_with(".json") => Kind::Json,
        _ => Kind::Csv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(kind("a.csv", b"PK\x03\x04"), Kind::Xlsx);
        assert_eq!(kind("a.XLSX", b"anything"), Kind::Xlsx);
        assert_eq!(kind("a.txt", b"\xef\xbb\xbf {"), Kind::Json);
        assert_eq!(kind("a.json", b""), Kind::Json);
        assert_eq!(kind("a.csv", b"## x"), Kind::Csv);
    }
}
