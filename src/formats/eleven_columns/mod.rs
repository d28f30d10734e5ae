//! The score table of eleven columns that offices pass around: `Mã, Chỉ tiêu, Nhóm, Điểm tối đa, Tự đánh giá, Thẩm định,
//! Chênh lệch, Trạng thái, Phụ trách, Hạn xử lý, Minh chứng/Ghi chú`, and tables like it.
//!
//! Belongs here: finding the columns whatever their order, names and separators ([`read`]), writing them ([`write`]),
//! what a set that is not known becomes ([`local`]), and what does not add up in a table ([`check`]).
//! Does not belong here: files ([`super::csv_file`], `super::xlsx`), sentences for people.
//!
//! Reading is tolerant: titles above the table, columns in any order, with or without marks and capitals, some of them
//! missing, and a decimal sign of its own for each column. What is doubtful is listed; nothing is dropped silently.

pub mod check;
pub mod columns;
pub mod local;
mod read;
mod write;

use std::collections::BTreeMap;

pub use columns::Field;
pub use read::read;
pub use write::{lines_of, of_assessment, write};

use super::sheet::NumberStyle;
use crate::engine::{
    exact::{Exact, RoundingMode},
    problem::Problem,
};

/// What a person has decided about columns, by their position from 0; everything else is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// What a column is; nothing: it is left out.
    pub fields: BTreeMap<usize, Option<Field>>,
    /// How a column writes its numbers.
    pub numbers: BTreeMap<usize, NumberStyle>,
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreTable {
    /// The sheet it is in.
    pub sheet: String,
    /// The row of its headings, as the spreadsheet numbers it.
    pub heading_row: usize,
    /// Its columns, those that are left out too.
    pub columns: Vec<Column>,
    /// Its lines: one an indicator.
    pub lines: Vec<Line>,
    /// Rows that state sums or head a group.
    pub sums: Vec<StatedSum>,
    /// The year that the titles above the table name (“năm 2025”).
    pub year: Option<String>,
    /// Everything doubtful, by cell.
    pub doubts: Vec<Problem>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its position, from 0.
    pub position: usize,
    /// Its heading as it stands there.
    pub heading: String,
    /// What it was taken for; nothing: it is left out.
    pub field: Option<Field>,
    /// How it writes numbers, where it holds any, and why that was concluded.
    pub numbers: Option<(NumberStyle, Evidence)>,
    /// Some cells as they stand there, and what was read where they are numbers.
    pub samples: Vec<(String, Option<String>)>,
}

/// Why a column is taken to write numbers in a certain way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Somebody has said so.
    Chosen,
    /// Its cells can mean nothing else.
    Cells,
    /// Read in the other way, scores are above their maximum.
    Range,
    /// The file separates cells in that way, or nothing depends on it.
    File,
}

/// One indicator of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its row, as the spreadsheet numbers it.
    pub row: usize,
    /// Its code as it stands there.
    pub code: String,
    /// The code as an identifier: unique in the table.
    pub id: String,
    /// “Chỉ tiêu”
    pub name: String,
    /// “Nhóm”
    pub group: String,
    /// “Điểm tối đa”
    pub max: Amount,
    /// “Tự đánh giá”
    pub self_score: Amount,
    /// “Thẩm định”
    pub appraised: Amount,
    /// “Chênh lệch”: self − appraised.
    pub difference: Amount,
    /// “Trạng thái”
    pub status: String,
    /// “Phụ trách”
    pub responsible: String,
    /// “Hạn xử lý”
    pub deadline: String,
    /// “Minh chứng/Ghi chú”
    pub remark: String,
}

/// A number of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amount {
    /// As it stands there; empty: nothing.
    pub typed: String,
    /// What was read, as files write it (`9.5`); nothing: the cell is empty or no number.
    pub read: Option<String>,
}

impl Amount {
    /// A number that somebody has computed.
    pub fn of(value: &Exact) -> Amount {
        let text = value.to_text();
        Amount { typed: text.clone(), read: Some(text) }
    }

    /// The number.
    pub fn value(&self) -> Option<Exact> {
        self.read.as_deref().and_then(Exact::parse_decimal)
    }
}

/// A row that is no indicator: it heads a group, or states a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSum {
    /// Its row, as the spreadsheet numbers it.
    pub row: usize,
    /// Code of a group; empty on totals.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The group whose sum it states; nothing: the whole.
    pub group: Option<String>,
    /// “Điểm tối đa”
    pub max: Amount,
    /// “Tự đánh giá”
    pub self_score: Amount,
    /// “Thẩm định”
    pub appraised: Amount,
    /// “Chênh lệch”
    pub difference: Amount,
}

impl ScoreTable {
    /// The address of a cell of a field: `CSV!E14`; of the row where the table has no such column.
    pub fn address(&self, field: Field, row: usize) -> String {
        let column = self.columns.iter().find(|column| column.field == Some(field));
        address(&self.sheet, row, column.map_or(0, |column| column.position))
    }

    /// Groups, in the order of the table.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for line in &self.lines {
            if !groups.contains(&&*line.group) {
                groups.push(&line.group);
            }
        }
        groups
    }
}

/// Whether a table states this value: as it is, or, where its decimals do not end, rounded to those of the table, two at
/// least. No table can write points in full that are shared out equally.
fn states(stated: &Exact, value: &Exact) -> bool {
    let rounded = || {
        let places = stated.decimal_places()?.clamp(2, 28);
        Exact::parse_decimal(&value.to_text_with(places, RoundingMode::HalfUp))
    };
    stated == value || value.decimal_places().is_none() && rounded().as_ref() == Some(stated)
}

fn address(sheet: &str, row: usize, column: usize) -> String {
    format!("{sheet}!{}{row}", super::sheet::column_name(column))
}
