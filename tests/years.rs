//! The table of years: which framework counts for which assessment year, and every problem of a table in its exact
//! words.
//!
//! `tests/years/good.json` is a small table without a fault; each `tests/years/bad/<code>.json` is that table with what
//! it takes to be told `<code>`. Its frameworks are those of `tests/crosswalk/indicators/`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

use thuocso::{
    engine::{
        framework::{Basis, Framework},
        problem::Problem,
    },
    formats::{
        builtin, documents, framework_file,
        years::{self, Level, Years},
    },
};

const MESSAGES: &[(&str, &[&str])] = &[
    ("missing_derivation", &["`years/province 2020`: what is inferred needs its derivation"]),
    (
        "missing_field",
        &[
            "field `years[0].level` is missing",
            "field `years[1].from` is missing",
            "field `years[2].basis` is missing",
            "field `years[3].document` is missing",
        ],
    ),
    ("missing_source", &["`years/province 2020`: the source names no document or no section"]),
    ("missing_vietnamese", &["`years/ministry 2022`: the Vietnamese text is empty"]),
    (
        "unknown_document",
        &[
            "`years/province 2020`: document `elsewhere` is not in documents.json",
            "`years/province 2020`: document `nowhere` is not in documents.json",
        ],
    ),
    ("unknown_field", &["unknown field `years[0].weights`"]),
    ("unknown_framework", &["`years/province 2020`: there is no framework `three`"]),
    ("wrong_format", &["`format`: format `years` is not `thuocso-years/1`"]),
    (
        "wrong_type",
        &[
            "field `years[0].level` must be one of province, ministry, national",
            "field `years[1].from` must be a whole number up to 65535 without quotation marks",
            "field `years[2].until` must be a whole number up to 65535 without quotation marks",
        ],
    ),
    (
        "years_differ",
        &[
            "`years/province 2022`: framework `one` counts for 2022, 2023 by its own file",
            "`years/province 2025`: framework `two` counts for 2024, 2025 by its own file",
        ],
    ),
    ("years_order", &["`years/province 2022`: the period ends in 2021, before it starts in 2022"]),
    (
        "years_overlap",
        &[
            "`years/province 2023`: the year 2023 has more than one framework at this level",
            "`years/ministry 2030`: the year 2030 has more than one framework at this level",
        ],
    ),
];

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(table: &str, folder: &str, ids: &[&str]) -> Result<Years, Vec<Problem>> {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    let of_id = |id: &&str| framework_file::read(&text(&format!("{folder}/{id}/framework.json")), &register).unwrap();
    let frameworks: Vec<Framework> = ids.iter().map(of_id).collect();
    years::read(table, &|id| frameworks.iter().find(|it| *it.id == *id), &register)
}

fn read_small(table: &str) -> Result<Years, Vec<Problem>> {
    read(table, "tests/crosswalk/indicators", &["one", "two"])
}

#[test]
fn every_bad_table_is_told_exactly_what_is_wrong() {
    for (code, expected) in MESSAGES {
        let problems = read_small(&text(&format!("tests/years/bad/{code}.json"))).expect_err(code);
        let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(texts, *expected, "{code}.json");
        assert!(problems.iter().any(|problem| problem.kind.code() == *code), "{code}.json does not show its code");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/years/bad");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let files: BTreeSet<String> = files.map(|it| it.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(files, MESSAGES.iter().map(|(code, _)| (*code).to_owned()).collect());
}

#[test]
fn a_year_finds_its_framework_at_its_level() {
    let years = read_small(&text("tests/years/good.json")).unwrap();
    let found = |level, year| {
        let entry = years.framework_for(level, year)?;
        Some((entry.document.as_str(), entry.framework.as_deref()))
    };
    assert_eq!(found(Level::Province, 2019), None);
    assert_eq!(found(Level::Province, 2020), Some(("1726-QD-BTTTT", None)));
    assert_eq!(found(Level::Province, 2021), None, "a year between two ranges has none");
    assert_eq!(found(Level::Province, 2023), Some(("922-QD-BTTTT", Some("one"))));
    assert_eq!(found(Level::Province, 2024), Some(("405-QD-BKHCN", Some("two"))));
    assert_eq!(found(Level::Province, 2060), Some(("405-QD-BKHCN", Some("two"))), "an open range goes on");
    assert_eq!(found(Level::Ministry, 2021), None);
    assert_eq!(found(Level::National, 2022), None);
}

#[test]
fn a_framework_is_told_what_counts_instead_of_it() {
    let years = read_small(&text("tests/years/good.json")).unwrap();
    let instead = |framework, year| years.instead_of(framework, year).map(|entry| entry.document.as_str());
    assert_eq!(instead("one", 2023), None, "it counts itself");
    assert_eq!(instead("one", 2024), Some("405-QD-BKHCN"));
    assert_eq!(instead("two", 2023), Some("922-QD-BTTTT"));
    assert_eq!(instead("two", 2020), Some("1726-QD-BTTTT"), "whether its framework is known or not");
    assert_eq!(instead("two", 2019), None, "there was none");
    assert_eq!(instead("three", 2024), None, "it counts for no year");
}

#[test]
fn the_table_is_read_without_the_frameworks_too() {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    let alone = |table: &str| years::read_alone(table, &register);
    assert_eq!(alone(&text("tests/years/good.json")), read_small(&text("tests/years/good.json")));
    assert!(alone(&text("tests/years/bad/unknown_framework.json")).is_ok());
    assert!(alone(&text("tests/years/bad/years_overlap.json")).is_err());
}

#[test]
fn the_table_that_ships_is_that_of_the_three_decisions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators");
    let folders = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let frameworks = folders.filter(|it| it.join("framework.json").is_file());
    let ids: Vec<String> = frameworks.map(|it| it.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let years = read(builtin::YEARS, "indicators", &ids).unwrap();
    for level in Level::ALL {
        let document = |year| years.framework_for(level, year).map(|entry| entry.document.as_str());
        assert_eq!(document(2019), None, "there was no index before 2020");
        assert_eq!(document(2020), Some("1726-QD-BTTTT"));
        for year in 2021..=2023 {
            assert_eq!(document(year), Some("922-QD-BTTTT"), "{year}");
        }
        assert_eq!(document(2024), Some("405-QD-BKHCN"));
        assert_eq!(document(2026), Some("405-QD-BKHCN"));
    }
    let province = years.framework_for(Level::Province, 2022).unwrap();
    assert_eq!(province.framework.as_deref(), Some("dti-province-2022"));
    assert!(years.entries.iter().all(|it| it.grounds.basis == Basis::Inferred && it.grounds.derivation.is_some()));
}
