//! A framework in a spreadsheet: nothing is lost on the way there and back, and every fault has its cell.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use thuocso::{
    engine::{framework::raw::RawFramework, problem::Problem},
    formats::{
        builtin,
        csv_file::{self, Dialect},
        documents::{self, Documents},
        framework_file,
        framework_sheet::{self, Checked, SheetLanguage},
        sheet::{Cell, CellKind, MAX_CELL, Sheet, Workbook},
        xlsx,
    },
};

const LANGUAGES: [SheetLanguage; 2] = [SheetLanguage::Vi, SheetLanguage::En];

fn register() -> Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

fn shipped() -> Vec<RawFramework> {
    builtin::IDS.iter().map(|id| framework_file::read_raw(builtin::framework_text(id).unwrap()).unwrap()).collect()
}

/// The workbook as each kind of file gives it back.
fn ways(workbook: &Workbook) -> [Workbook; 4] {
    [
        workbook.clone(),
        xlsx::read(&xlsx::write(workbook).unwrap()).unwrap(),
        csv_file::read(&csv_file::write(workbook, Dialect::Machine)).unwrap(),
        csv_file::read(&csv_file::write(workbook, Dialect::ExcelVietnam)).unwrap(),
    ]
}

fn texts(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn every_framework_that_ships_survives_every_kind_of_file() {
    for framework in shipped() {
        for language in LANGUAGES {
            let workbook = framework_sheet::write(&framework, language);
            for (way, file) in ways(&workbook).iter().enumerate() {
                let reading = framework_sheet::read(file);
                let reading = reading.unwrap_or_else(|it| panic!("{}, {way}: {:#?}", framework.id, texts(&it)));
                assert_eq!(texts(&reading.warnings), [""; 0], "{}, {way}", framework.id);
                assert_eq!(reading.raw, framework, "{}, {way}", framework.id);
                assert_eq!(framework_sheet::write(&reading.raw, language), workbook);
            }
        }
    }
}

#[test]
fn a_framework_from_sheets_is_checked_like_its_file() {
    for framework in shipped() {
        let workbook = framework_sheet::write(&framework, SheetLanguage::Vi);
        let Checked { framework: checked, json, .. } = framework_sheet::check(&workbook, &register()).unwrap();
        assert_eq!(framework_file::read(&json, &register()).unwrap(), checked);
    }
}

#[test]
fn the_template_is_in_order_in_every_kind_of_file() {
    for language in LANGUAGES {
        let workbook = framework_sheet::template(language);
        for file in ways(&workbook) {
            let checked = framework_sheet::check(&file, &Documents::default()).map_err(|it| texts(&it)).unwrap();
            assert_eq!(texts(&checked.warnings), [""; 0]);
            assert_eq!(checked.framework.leaves().count(), 4);
        }
    }
}
