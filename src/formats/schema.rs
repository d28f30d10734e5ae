//! The JSON Schema of our files, made from the types that read them, so that editors can help to write a framework.

use schemars::{SchemaGenerator, generate::SchemaSettings};

use crate::engine::framework::raw::RawFramework;

/// The schema of `framework.json` (`thuocso-framework/1`), indented; kept as `indicators/framework.schema.json`.
pub fn framework() -> String {
    let schema = SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<RawFramework>();
    // A schema is plain JSON and always serializes.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
