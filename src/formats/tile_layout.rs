//! Where the tiles of a map stand: the tables of `data/tile-maps/`.
//!
//! What belongs here: reading and checking. What does not: values, colors and drawing.

use std::collections::BTreeSet;

use super::csv;
use crate::engine::{
    checked::shortened,
    framework::Text,
    problem::{Problem, ProblemKind},
};

const COLUMNS: [&str; 8] = ["unit_code", "short", "column", "row", "columns", "rows", "islands_vi", "islands_en"];

/// The layouts that ship, by the id of their set of units.
const SHIPPED: [(&str, &str); 2] = [
    ("provinces-63", include_str!("../../data/tile-maps/provinces-63.csv")),
    ("provinces-34", include_str!("../../data/tile-maps/provinces-34.csv")),
];

/// Where one tile stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The code of the unit.
    pub code: String,
    /// What stands in it where there is no room for a name.
    pub short: String,
    /// From the left, from 0.
    pub column: u16,
    /// From the top, from 0.
    pub row: u16,
    /// How many columns it spans.
    pub columns: u16,
    /// How many rows it spans.
    pub rows: u16,
}

/// A layout that has passed the checks. It can not be without the two archipelagos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// One tile per unit.
    pub units: Vec<Tile>,
    /// Quần đảo Hoàng Sa and Quần đảo Trường Sa with their names; their codes are those of the units that they belong to.
    pub islands: [(Tile, Text); 2],
}

/// The layout of a set of units, if there is one.
pub fn of_set(set: &str) -> Option<Layout> {
    let (name, text) = SHIPPED.iter().find(|(id, _)| *id == set)?;
    read(name, text).ok()
}

/// Reads and checks a table.
///
/// # Errors
///
/// All problems: of the table, a number that is none, a unit or a short name twice, other than two archipelagos.
pub fn read(name: &str, text: &str) -> Result<Layout, Vec<Problem>> {
    let mut problems = Vec::new();
    let (mut units, mut islands) = (Vec::<Tile>::new(), Vec::new());
    let (mut codes, mut shorts) = (BTreeSet::new(), BTreeSet::new());
    for row in csv::read(text, name, &COLUMNS, &mut problems) {
        let Ok([code, short, column, line, columns, rows, vi, en]) = <[String; 8]>::try_from(row.cells) else {
            continue;
        };
        let mut number = |column: &str, text: &str| -> u16 {
            let read = text.parse().ok().filter(|it| *it < 100);
            read.unwrap_or_else(|| {
                let place = format!("{}/{column}", row.place);
                problems.push(Problem::new(place, ProblemKind::BadNumber { text: shortened(text) }));
                0
            })
        };
        let (column, line) = (number("column", &column), number("row", &line));
        let (columns, rows) = (number("columns", &columns), number("rows", &rows));
        let is_islands = !vi.is_empty();
        let is_new = shorts.insert(short.clone()) && (is_islands || codes.insert(code.clone()));
        if !is_new {
            problems.push(Problem::new(row.place.clone(), ProblemKind::DuplicateId { id: shortened(&code) }));
        }
        let tile = Tile { code, short, column, row: line, columns, rows };
        if is_islands {
            islands.push((tile, Text { vi: vi.into(), en: en.into() }));
        } else {
            units.push(tile);
        }
    }
    match <[(Tile, Text); 2]>::try_from(islands) {
        Ok(islands) if problems.is_empty() => Ok(Layout { units, islands }),
        Ok(_) => Err(problems),
        Err(_) => {
            problems.push(Problem::new(format!("tables/{name}"), ProblemKind::NothingListed));
            Err(problems)
        }
    }
}
