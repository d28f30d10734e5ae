//! Tile maps: one tile per unit, about where it lies, in steps of one color.
//!
//! What belongs here: placement, and which tile is next to which. What does not: where units lie
//! ([`crate::formats`] has the layouts), values and names.
//!
//! A map has two tiles for archipelagos, which belong to units on the mainland. They are fields of their own, so a map
//! without them can not be written; their names are never cut.

use std::rc::Rc;

use super::legend::{self, Sample};
use super::{Anchor, Bounds, Drawing, PADDING, Shape, class, scale, text};

/// The least width that a map is placed in: all names in short have room. A narrower page shrinks it.
pub const LEAST_WIDTH: f64 = 288.0;

const WIDEST_CELL: f64 = 66.0;
const NAME_SIZE: f64 = 10.5;
const VALUE_SIZE: f64 = 9.5;
const GAP: f64 = 2.0;

/// Where a tile is: in cells from the top left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first column, from 0.
    pub column: u16,
    /// The first row, from 0.
    pub row: u16,
    /// How many columns it spans, at least 1.
    pub columns: u16,
    /// How many rows it spans, at least 1.
    pub rows: u16,
}

impl Place {
    /// Whether two tiles share a cell.
    pub fn overlaps(self, other: Place) -> bool {
        let meet = |a: u16, span_a: u16, b: u16, span_b: u16| a < b + span_b.max(1) && b < a + span_a.max(1);
        meet(self.column, self.columns, other.column, other.columns) && meet(self.row, self.rows, other.row, other.rows)
    }
}

/// One tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tile {
    /// Where it is.
    pub place: Place,
    /// Its name.
    pub label: Rc<str>,
    /// What stands for the name where there is no room; of an archipelago, whose it is.
    pub short: Rc<str>,
    /// Its value in short; may be empty. Not drawn for archipelagos, whose value is that of their unit.
    pub value_text: Rc<str>,
    /// The step of its color, from 0, the lowest.
    ///
    /// # Missing
    ///
    /// `None`: no figure; a broken outline without color.
    pub step: Option<usize>,
}

/// Tiles with what explains them.
#[derive(Clone, Debug, PartialEq)]
pub struct TileMap {
    /// One per unit.
    pub tiles: Vec<Tile>,
    /// The archipelagos.
    pub islands: [Tile; 2],
    /// The steps that are used and what they stand for, the lowest first.
    pub steps: Vec<(usize, Rc<str>)>,
    /// What a tile without color stands for; empty leaves it out.
    pub none_label: Rc<str>,
}

/// A direction of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// North.
    Up,
    /// South.
    Down,
    /// West.
    Left,
    /// East.
    Right,
}

/// Places a map; the height follows from its rows.
///
/// # Range
///
/// At least [`LEAST_WIDTH`] wide.
pub fn place(map: &TileMap, width: f64) -> Drawing {
    let frame = Frame::new(map, width);
    let mut shapes = frame.legend.clone();
    for (tile, bounds) in map.tiles.iter().zip(frame.boxes(map)) {
        shapes.push(area(tile, bounds));
        shapes.extend(unit_texts(tile, bounds));
    }
    for (tile, bounds) in map.islands.iter().zip(frame.boxes(map).skip(map.tiles.len())) {
        shapes.extend(island(tile, bounds));
    }
    Drawing { width: frame.width, height: frame.height, shapes }
}

/// The rectangles of the tiles, those of the archipelagos last, in a drawing of this width.
pub fn boxes(map: &TileMap, width: f64) -> Vec<Bounds> {
    Frame::new(map, width).boxes(map).collect()
}

/// The tile that an arrow key goes to: the nearest in that direction, where what lies beside the direction counts double.
///
/// # Missing
///
/// `None` at the edge of the map, and for a tile that does not exist.
pub fn neighbor(boxes: &[Bounds], from: usize, direction: Direction) -> Option<usize> {
    let center = |it: &Bounds| ((it.left + it.right) / 2.0, (it.top + it.bottom) / 2.0);
    let (x, y) = center(boxes.get(from)?);
    let cost = |it: &Bounds| {
        let (to_x, to_y) = center(it);
        let (right, down) = (to_x - x, to_y - y);
        let (ahead, aside) = match direction {
            Direction::Up => (-down, right),
            Direction::Down => (down, right),
            Direction::Left => (-right, down),
            Direction::Right => (right, down),
        };
        (ahead > 1.0).then_some(ahead + 2.0 * aside.abs())
    };
    let others = boxes.iter().enumerate().filter(|(at, _)| *at != from);
    let costs = others.filter_map(|(at, it)| Some((at, cost(it)?)));
    costs.min_by(|left, right| left.1.total_cmp(&right.1)).map(|(at, _)| at)
}

struct Frame {
    width: f64,
    height: f64,
    left: f64,
    top: f64,
    cell_width: f64,
    cell_height: f64,
    legend: Vec<Shape>,
}

impl Frame {
    fn new(map: &TileMap, width: f64) -> Frame {
        let width = scale::usable_width(width).max(LEAST_WIDTH);
        let mut entries: Vec<(Sample, &str)> =
            map.steps.iter().map(|(step, label)| (Sample::Bar(class::step(Some(*step))), &**label)).collect();
        if map.tiles.iter().any(|tile| tile.step.is_none()) {
            entries.push((Sample::Bar(class::STEP_NONE), &map.none_label));
        }
        let (legend, top) = legend::place(&entries, width);
        let top = top.max(PADDING);
        let places = || map.tiles.iter().chain(&map.islands).map(|tile| tile.place);
        let columns = places().map(|it| it.column + it.columns.max(1)).max().unwrap_or(1);
        let rows = places().map(|it| it.row + it.rows.max(1)).max().unwrap_or(1);
        let cell_width = ((width - 2.0 * PADDING) / f64::from(columns)).min(WIDEST_CELL);
        let cell_height = if cell_width >= 48.0 { 44.0 } else { 31.0 };
        let left = (width - cell_width * f64::from(columns)) / 2.0;
        let height = top + cell_height * f64::from(rows) + PADDING;
        Frame { width, height, left, top, cell_width, cell_height, legend }
    }

    fn boxes<'a>(&'a self, map: &'a TileMap) -> impl Iterator<Item = Bounds> + 'a {
        map.tiles.iter().chain(&map.islands).map(|tile| {
            let Place { column, row, columns, rows } = tile.place;
            let (left, top) =
                (self.left + f64::from(column) * self.cell_width, self.top + f64::from(row) * self.cell_height);
            Bounds {
                left: left + GAP / 2.0,
                top: top + GAP / 2.0,
                right: left + f64::from(columns.max(1)) * self.cell_width - GAP / 2.0,
                bottom: top + f64::from(rows.max(1)) * self.cell_height - GAP / 2.0,
            }
        })
    }
}

fn area(tile: &Tile, it: Bounds) -> Shape {
    Shape::Rect {
        class: class::step(tile.step),
        x: it.left,
        y: it.top,
        width: it.right - it.left,
        height: it.bottom - it.top,
    }
}

/// The name in full if it fits in two lines, otherwise in short, and the value below it.
fn unit_texts(tile: &Tile, bounds: Bounds) -> Vec<Shape> {
    let room = bounds.right - bounds.left - 2.0;
    let height = bounds.bottom - bounds.top;
    let value = text::ellipsize(&tile.value_text, room, VALUE_SIZE);
    let value_height = if value.is_empty() { 0.0 } else { VALUE_SIZE * text::LINE_HEIGHT };
    let most_lines = ((height - value_height) / (NAME_SIZE * text::LINE_HEIGHT)).floor().max(1.0) as usize;
    let name = text::wrap_whole(&tile.label, room, NAME_SIZE, most_lines.min(2)).filter(|lines| !lines.is_empty());
    let name = name.unwrap_or_else(|| {
        Some(text::ellipsize(&tile.short, room, NAME_SIZE)).filter(|it| !it.is_empty()).into_iter().collect()
    });
    let value: Vec<String> = Some(value).filter(|it| !it.is_empty()).into_iter().collect();
    texts_in(tile.step, bounds, &[(name, NAME_SIZE), (value, VALUE_SIZE)])
}

/// The tile of an archipelago.
pub(super) fn island(tile: &Tile, bounds: Bounds) -> Vec<Shape> {
    let mut shapes = island_texts(tile, bounds);
    shapes.insert(0, area(tile, bounds));
    shapes
}

/// The name of an archipelago in full, in letters that are small enough, and whose it is.
fn island_texts(tile: &Tile, bounds: Bounds) -> Vec<Shape> {
    let room = bounds.right - bounds.left - 2.0;
    let fitting = |label: &str| {
        let sizes = [NAME_SIZE, 10.0, 9.5, 9.0, 8.5, 8.0, 7.0, 6.0, 5.0, 4.0];
        sizes.into_iter().find_map(|size| text::wrap_whole(label, room, size, 2).map(|lines| (lines, size)))
    };
    let texts: Vec<_> = [fitting(&tile.label), fitting(&tile.short)].into_iter().flatten().collect();
    texts_in(tile.step, bounds, &texts)
}

/// Blocks of lines one below the other in the middle of a tile.
fn texts_in(step: Option<usize>, bounds: Bounds, blocks: &[(Vec<String>, f64)]) -> Vec<Shape> {
    let height_of = |(lines, size): &(Vec<String>, f64)| lines.len() as f64 * size * text::LINE_HEIGHT;
    let mut top = (bounds.top + bounds.bottom - blocks.iter().map(height_of).sum::<f64>()) / 2.0;
    let mut shapes = Vec::new();
    for block in blocks {
        let (lines, size) = block;
        if !lines.is_empty() {
            shapes.push(Shape::Text {
                class: class::on_step(step),
                x: (bounds.left + bounds.right) / 2.0,
                y: top + size * text::ASCENT,
                anchor: Anchor::Middle,
                size: *size,
                lines: lines.clone(),
            });
        }
        top += height_of(block);
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(column: u16, row: u16) -> Tile {
        Tile { place: Place { column, row, columns: 1, rows: 1 }, ..Tile::default() }
    }

    #[test]
    fn arrows_go_to_the_nearest_tile_in_their_direction() {
        // 0 1 .
        // . 2 3
        let map = TileMap {
            tiles: vec![at(0, 0), at(1, 0), at(1, 1), at(2, 1)],
            islands: [at(5, 5), at(5, 8)],
            steps: vec![],
            none_label: "".into(),
        };
        let boxes = boxes(&map, 600.0);
        let go = |from, direction| neighbor(&boxes, from, direction);
        assert_eq!(go(0, Direction::Right), Some(1));
        assert_eq!(go(1, Direction::Down), Some(2));
        assert_eq!(go(2, Direction::Right), Some(3));
        assert_eq!(go(3, Direction::Up), Some(1));
        assert_eq!(go(0, Direction::Left), None);
        assert_eq!(go(4, Direction::Down), Some(5));
        assert_eq!(go(9, Direction::Down), None);
    }

    #[test]
    fn places_overlap_when_they_share_a_cell() {
        let place = |column, row, columns, rows| Place { column, row, columns, rows };
        assert!(place(0, 0, 2, 2).overlaps(place(1, 1, 1, 1)));
        assert!(!place(0, 0, 2, 2).overlaps(place(2, 1, 1, 1)));
    }
}
