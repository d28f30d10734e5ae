//! `crosswalks/<from>--<to>.json`, format `thuocso-crosswalk/1`.

use std::cell::RefCell;

use super::{
    documents::Documents,
    framework_json,
    json::{self, Fields},
};
use crate::engine::{
    crosswalk::{Crosswalk, FORMAT, RawCrosswalk, RawRelation, RelationKind, check::check},
    framework::Framework,
    grounds::RawGrounds,
    problem::Problem,
};

const RELATION: &[(&str, RelationKind)] = &[
    ("equal", RelationKind::Equal),
    ("narrower", RelationKind::Narrower),
    ("wider", RelationKind::Wider),
    ("overlaps", RelationKind::Overlaps),
    ("none", RelationKind::None),
];

/// Reads and checks a crosswalk; `find` gives a framework by its id.
///
/// # Errors
///
/// All problems; the list is never empty. What is missing, unknown or of the wrong type is said first: only a crosswalk
/// that can be read whole is checked.
pub fn read<'a>(
    text: &str,
    find: &dyn Fn(&str) -> Option<&'a Framework>,
    documents: &Documents,
) -> Result<Crosswalk, Vec<Problem>> {
    check(&read_raw(text)?, find, &|id| documents.knows(id))
}

/// Reads a crosswalk without checking it.
///
/// # Errors
///
/// Where it is not JSON, or every field that is missing, unknown or of the wrong type.
fn read_raw(text: &str) -> Result<RawCrosswalk, Vec<Problem>> {
    let value = json::parse(text)?;
    super::refuse_newer(&value, FORMAT)?;
    let problems = RefCell::new(Vec::new());
    let raw = crosswalk(Fields::of_file(&value, &problems));
    let problems = problems.into_inner();
    if problems.is_empty() { Ok(raw) } else { Err(problems) }
}

fn crosswalk(mut fields: Fields<'_>) -> RawCrosswalk {
    let raw = RawCrosswalk {
        format: fields.text("format"),
        from: fields.text("from"),
        to: fields.text("to"),
        notes: fields.each("notes", &framework_json::text),
        relations: fields.each_of_needed("relations", &relation),
    };
    fields.end();
    raw
}

fn relation(mut fields: Fields<'_>) -> RawRelation {
    let raw = RawRelation {
        from: fields.text("from"),
        to: fields.optional_text("to"),
        kind: fields.word("relation", RELATION).unwrap_or(RelationKind::None),
        grounds: grounds(&mut fields),
        note: fields.optional_object("note").map(framework_json::text),
        inputs: fields.text_entries("inputs"),
    };
    fields.end();
    raw
}

/// How a statement is known: the fields `basis`, `derivation` and `source`.
pub(super) fn grounds(fields: &mut Fields<'_>) -> RawGrounds {
    RawGrounds {
        basis: framework_json::basis(fields),
        derivation: fields.optional_object("derivation").map(framework_json::text),
        source: fields.optional_object("source").map(framework_json::source),
    }
}
