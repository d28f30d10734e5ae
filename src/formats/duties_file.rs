//! Who owes what by when, as a table for [`super::csv_file::write_table`].
//!
//! One row a leaf and organization. Words are arguments: the page and the command say them.

use super::sheet::{Cell, Sheet};
use crate::engine::{
    duty::{Debtor, Owed},
    framework::{Framework, Node},
};

/// The table: organization, part, id of the node, its name, person, deadline (ISO, or as typed), state. `words` gives
/// the part, the name and the state in words.
pub fn table(
    framework: &Framework,
    debtors: &[Debtor],
    headings: [&str; 7],
    words: &dyn Fn(&Node, &Owed) -> [String; 3],
) -> Sheet {
    let mut rows = vec![headings.map(Cell::text).to_vec()];
    for debtor in debtors {
        for owed in &debtor.owed {
            let Some(node) = framework.node(owed.node) else { continue };
            let [part, name, state] = words(node, owed);
            rows.push(vec![
                Cell::text(&*debtor.organization),
                Cell::text(part),
                Cell::text(node.id.as_str()),
                Cell::text(name),
                Cell::text(&*owed.person),
                Cell::text(&*owed.deadline_text),
                Cell::text(state),
            ]);
        }
    }
    Sheet { rows, ..Sheet::default() }
}
