//! Who owes what, in words: the same on the page, in its file and in the command.

use super::{Language, node_title, status, text};
use crate::engine::{
    duty::{Debtor, Owed, Part},
    framework::Node,
};

/// Headings of the list as a table.
pub const HEADINGS: [&str; 7] = [
    "duties.column.organization",
    "duties.column.part",
    "duties.column.id",
    "duties.column.item",
    "duties.column.person",
    "duties.column.deadline",
    "duties.column.state",
];

/// The name of an organization; what is said where nobody leads.
pub fn debtor(debtor: &Debtor, language: Language) -> String {
    match debtor.organization.as_str() {
        "" => text(language, "duties.nobody").to_owned(),
        name => name.to_owned(),
    }
}

/// «Chủ trì», «Phối hợp»
pub fn part(part: Part, language: Language) -> &'static str {
    text(language, if part == Part::Leads { "duties.part.leads" } else { "duties.part.helps" })
}

/// «Chưa nhập. Quá hạn»
pub fn state(owed: &Owed, language: Language) -> String {
    let state = status::state(owed.state, language);
    if owed.overdue { format!("{state}. {}", text(language, "duties.overdue")) } else { state.to_owned() }
}

/// What a row of the table says in words: the part, the name of the node, the state.
pub fn row(node: &Node, owed: &Owed, language: Language) -> [String; 3] {
    [part(owed.part, language).to_owned(), node_title(node, " ", language), state(owed, language)]
}
