//! The schema beside the frameworks is the one that the types give.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use serde_json::Value;
use thuocso::formats::schema;

/// `UPDATE_EXPECT=1 cargo test --test schema` writes it anew; then read the difference.
#[test]
fn the_schema_that_ships_is_not_stale() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/framework.schema.json");
    let expected = schema::framework();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "indicators/framework.schema.json is stale: UPDATE_EXPECT=1 cargo test --test schema");
}

#[test]
fn every_rule_shape_is_in_the_schema_with_its_description() {
    let schema: Value = serde_json::from_str(&schema::framework()).unwrap();
    let rules = schema["$defs"]["RawRule"]["oneOf"].as_array().unwrap();
    let kinds: Vec<&str> = rules.iter().map(|rule| rule["properties"]["kind"]["const"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "choice",
            "yes_no",
            "sum",
            "all",
            "best_of",
            "ratio",
            "ratio_down",
            "tiers",
            "target",
            "given",
            "contents",
            "density",
            "per_item",
            "against_best",
            "formula"
        ]
    );
    assert!(rules.iter().all(|rule| rule["description"].as_str().is_some_and(|text| !text.is_empty())));
}

#[test]
fn the_example_of_the_format_is_a_framework_in_order() {
    use thuocso::formats::{builtin, documents, framework_file};
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/README.md")).unwrap();
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let framework = framework_file::read(example, &documents::read(builtin::DOCUMENTS).unwrap()).unwrap();
    assert_eq!(framework.node(framework.find("1.2").unwrap()).unwrap().max_points.to_text(), "20");
}
