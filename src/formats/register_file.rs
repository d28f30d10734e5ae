//! The register of documents as a table (“Danh mục tài liệu kiểm chứng”), for [`super::csv_file::write_table`].
//!
//! One row a document, in the order of the register. Words are arguments: the page and the command say them.

use super::sheet::{Cell, Sheet};
use crate::engine::{
    assessment::Assessment,
    evidence::{Warning, ids, uses, warnings},
};

/// The table: ordinal, number and symbol, date (ISO, or as typed), title, issuer, link, the nodes that it proves
/// (separated by `; `), its id in the file, and what somebody should look at.
pub fn table(assessment: &Assessment, headings: [&str; 9], words: &dyn Fn(&Warning) -> String) -> Sheet {
    let (uses, warnings) = (uses(assessment), warnings(assessment));
    let mut rows = vec![headings.map(Cell::text).to_vec()];
    for (at, id) in ids(assessment).into_iter().enumerate() {
        let Some(item) = assessment.evidence.get(id) else { continue };
        let nodes = uses.get(id).map(|nodes| nodes.join("; ")).unwrap_or_default();
        let found = warnings.get(id).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<String> = found.iter().map(words).collect();
        rows.push(vec![
            Cell::number((at + 1).to_string()),
            Cell::text(&*item.number),
            Cell::text(&*item.date),
            Cell::text(&*item.title),
            Cell::text(&*item.issuer),
            Cell::text(&*item.link),
            Cell::text(nodes),
            Cell::text(id),
            Cell::text(found.join(" ")),
        ]);
    }
    Sheet { rows, ..Sheet::default() }
}
