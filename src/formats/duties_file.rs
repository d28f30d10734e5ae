//! Who owes what by when, as a table for [`super::csv_file::write_table`].
//!
//! One row a leaf and organization. Words are arguments: the page and the command say them.

use super::sheet::{Cell, Sheet};
use crate::engine::{
    duty::{Debtor, Owed},
    framework::{Framework, Node},
};

/// What a row says in words.
pub trait Words {
    /// The name of the node.
    fn name(&self, node: &Node) -> String;
    /// «chủ trì», «phối hợp».
    fn part(&self, owed: &Owed) -> String;
    /// «Chưa nhập», and whether it is overdue.
    fn state(&self, owed: &Owed) -> String;
}

/// The table: organization, part, id of the node, its name, person, deadline (ISO, or as typed), state.
pub fn table(framework: &Framework, debtors: &[Debtor], headings: [&str; 7], words: &dyn Words) -> Sheet {
    let mut rows = vec![headings.map(Cell::text).to_vec()];
    for debtor in debtors {
        for owed in &debtor.owed {
            let Some(node) = framework.node(owed.node) else { continue };
            rows.push(vec![
                Cell::text(&*debtor.organization),
                Cell::text(words.part(owed)),
                Cell::text(node.id.as_str()),
                Cell::text(words.name(node)),
                Cell::text(&*owed.person),
                Cell::text(&*owed.deadline_text),
                Cell::text(words.state(owed)),
            ]);
        }
    }
    Sheet { rows, ..Sheet::default() }
}
