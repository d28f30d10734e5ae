//! An assessment in a spreadsheet: every figure, text and document of it in sheets that people fill in, with formulas that
//! compute the same scores.
//!
//! [`write`] and [`read`] are inverse for every assessment, of whatever version: what has no column of its own, or does not
//! survive as a cell (`4.10` in a column of numbers), stands as JSON in the last one, and counts as long as the cell it
//! belongs to is not changed.
//!
//! Three sheets: the form (one row a node, below a leaf one row an input), the register of documents, and whom it is about.
//!
//! Belongs here: what sheets and columns mean, and the formulas. Does not belong here: files ([`super::csv_file`],
//! `super::xlsx`) and the rules themselves (`engine`).

mod columns;
mod formula;
mod read;
mod stated;
mod write;

pub use read::{is_one, read};
pub use stated::stated_problems;
pub use write::write;
