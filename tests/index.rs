//! The index of frameworks: it says of each what the framework itself says, and lists are made from it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path, process::Command, rc::Rc};

use thuocso::{
    engine::framework::Basis,
    formats::{
        builtin, documents, framework_file,
        index::{self, Entry},
    },
};

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/index.json")
}

fn shipped() -> Vec<Rc<Entry>> {
    index::read(&fs::read_to_string(path()).unwrap()).unwrap()
}

fn entry(id: &str) -> Rc<Entry> {
    shipped().into_iter().find(|it| &*it.id == id).unwrap()
}

/// `UPDATE_EXPECT=1 cargo test --test index` writes it anew; then read the difference.
#[test]
fn the_index_that_ships_is_not_stale() {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    let read = |id: &&str| framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap();
    let entries: Vec<Entry> = builtin::IDS.iter().map(|id| Entry::of(&read(id))).collect();
    let expected = index::write(&entries);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(), &expected).unwrap();
    }
    let found = fs::read_to_string(path()).unwrap_or_default();
    assert!(found == expected, "indicators/index.json is stale: UPDATE_EXPECT=1 cargo test --test index");
    let read: Vec<Entry> = shipped().iter().map(|it| Entry::clone(it)).collect();
    assert_eq!(read, entries, "what is written reads back");
}

#[test]
fn the_command_prints_the_index() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators");
    let output = Command::new(env!("CARGO_BIN_EXE_thuocso")).arg("index").arg(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), fs::read_to_string(path()).unwrap());
}

#[test]
fn lists_begin_with_provinces_and_the_newest_year() {
    let levels = index::by_level(&shipped());
    let listed: Vec<(&str, Vec<&str>)> =
        levels.iter().map(|(level, below)| (&**level, below.iter().map(|it| &*it.id).collect())).collect();
    assert_eq!(
        listed,
        [
            ("province", vec!["dti-province-2025", "dti-province-2022", "dti-province-2020"]),
            ("commune", vec!["tay-ninh-commune-2025", "thanh-hoa-commune-2022"]),
            ("district", vec!["dong-thap-district-2022"]),
            ("school", vec!["school-2022"]),
            ("ministry", vec!["dti-ministry-2025", "dti-ministry-2022"]),
            ("country", vec!["dti-national-2025", "dti-national-2022"]),
            (
                "plan",
                vec![
                    "mic-2024-province",
                    "mic-2024-ministry",
                    "ba-ria-vung-tau-2024-targets",
                    "dong-thap-2022-targets"
                ]
            ),
        ]
    );
}

#[test]
fn components_that_no_source_has_are_known_to_be_missing() {
    let official = |id: &str| (entry(id).official_count, entry(id).lacks_components());
    assert_eq!(official("dti-province-2025"), (Some(47), true));
    // 5 + 11 + 4 + 5 + 16 + 29 of the table of annex II.
    assert_eq!(official("dti-ministry-2022"), (Some(70), true));
    // 10 + 11 + 7 + 13 + 12 + 3 + 22 + 12 + 8 of the table of annex I.
    assert_eq!(official("dti-province-2022"), (Some(98), false));
    assert_eq!(official("thanh-hoa-commune-2022"), (Some(56), false));
    // Eight of the twelve groups state how many tasks they have, so the whole is not known.
    assert_eq!(official("mic-2024-province"), (None, false));
}

#[test]
fn the_basis_of_main_indicators_and_of_their_parts_is_told_apart() {
    let entry = entry("dti-province-2022");
    assert_eq!((&*entry.top_basis, &*entry.leaf_basis), (&[Basis::Official][..], &[Basis::Allocated][..]));
    assert_eq!((entry.leaves, entry.scored_leaves), (98, 95));
}

#[test]
fn a_broken_index_is_refused_with_its_place() {
    fn check(text: &str, expected: &str) {
        let problems = index::read(text).unwrap_err();
        assert!(problems.iter().any(|it| it.to_string().contains(expected)), "{expected}: {problems:?}");
    }
    check("{\"format\": \"thuocso-index/2\"}", "thuocso-index/2");
    check("{\"format\": \"thuocso-index/1\"}", "frameworks");
    let index = fs::read_to_string(path()).unwrap();
    check(&index.replacen("\"leaves\": 98", "\"leaves\": \"many\"", 1), "frameworks[0].leaves");
    check(
        &index.replacen("Chỉ số chuyển đổi số cấp tỉnh (DTI) theo Quyết định 922/QĐ-BTTTT", " ", 1),
        "dti-province-2022",
    );
}
