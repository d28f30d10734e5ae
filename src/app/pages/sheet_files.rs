//! Files of sheets, and JSON beside them: from the person and to the person, the same on every page that has them.

use std::rc::Rc;

use gloo::file::File;
use yew::platform::spawn_local;

use super::author::office;
use crate::{
    engine::problem::{Problem, ProblemKind},
    formats::{
        self,
        csv_file::{self, Details},
        file_kind::{Kind, kind},
        framework_sheet::SheetLanguage,
        sheet::Workbook,
    },
    i18n::Language,
    web::{self, files::FileError},
};

/// What a person may choose: sheets and JSON. What is called `.xls` is often CSV, or refused with advice.
pub const ACCEPT: &str = ".xlsx,.xls,.csv,.tsv,.txt,.json,text/csv,application/json,\
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of CSV.
pub const CSV: &str = "text/csv";
/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file on its way from the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Opened {
    /// None was opened.
    #[default]
    Nothing,
    /// It is being read.
    Reading {
        /// Its name.
        name: Rc<str>,
    },
    /// What reads it did not arrive.
    NotLoaded {
        /// Its name.
        name: Rc<str>,
        /// What is in it.
        bytes: Rc<[u8]>,
    },
    /// It can not be read at all.
    Refused {
        /// Its name.
        name: Rc<str>,
        /// Why.
        problems: Rc<[Problem]>,
    },
    /// It was read; whether what is in it is in order, the page finds out.
    Read {
        /// Its name.
        name: Rc<str>,
        /// What is in it.
        content: Rc<Content>,
    },
}

/// What is in a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    /// Sheets.
    Sheets {
        /// What is in them.
        workbook: Workbook,
        /// What a CSV file turned out to be.
        details: Option<Details>,
    },
    /// The text of a JSON file.
    Json(Rc<str>),
}

/// The words of sheets in the language of the page.
pub fn sheet_language(language: Language) -> SheetLanguage {
    match language {
        Language::Vi => SheetLanguage::Vi,
        Language::En => SheetLanguage::En,
    }
}

/// Opens a file; every step is told.
pub fn open(file: &File, tell: impl Fn(Opened) + 'static) {
    let (name, file): (Rc<str>, _) = (file.name().into(), file.clone());
    tell(Opened::Reading { name: Rc::clone(&name) });
    spawn_local(async move {
        let problem = match web::files::bytes(&file, formats::MAX_SIZE as u64).await {
            Ok(bytes) => return tell(content(name, bytes.into()).await),
            Err(FileError::TooLarge { size }) => formats::too_large(size),
            Err(FileError::NotText) => {
                Problem::new("", ProblemKind::NotASpreadsheet { reason: "it is damaged".to_owned() })
            }
        };
        tell(Opened::Refused { name, problems: Rc::new([problem]) });
    });
}

/// Reads a file whose bytes are here; every step is told.
pub fn read(name: Rc<str>, bytes: Rc<[u8]>, tell: impl Fn(Opened) + 'static) {
    tell(Opened::Reading { name: Rc::clone(&name) });
    spawn_local(async move { tell(content(name, bytes).await) });
}

async fn content(name: Rc<str>, bytes: Rc<[u8]>) -> Opened {
    let content = match kind(&name, &bytes) {
        Kind::Json => Ok(Content::Json(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').into())),
        Kind::Csv => csv_file::read_with_details(&bytes)
            .map(|(workbook, details)| Content::Sheets { workbook, details: Some(details) }),
        Kind::Xlsx => match office::load().await {
            Ok(office) => (office.read)(&bytes).map(|workbook| Content::Sheets { workbook, details: None }),
            Err(_) => return Opened::NotLoaded { name, bytes },
        },
    };
    match content {
        Ok(content) => Opened::Read { name, content: Rc::new(content) },
        Err(problems) => Opened::Refused { name, problems: problems.into() },
    }
}
