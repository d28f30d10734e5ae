//! Heat maps: values of many rows and columns as cells in steps of one color.
//!
//! What belongs here: placement. What does not: the values; the number of each cell is written in it.

use std::rc::Rc;

use super::legend::{self, Sample};
use super::{Anchor, Drawing, PADDING, Shape, class, scale, text};

const TEXT_SIZE: f64 = 11.0;
const ROW_HEIGHT: f64 = 19.0;
const LEAST_CELL: f64 = 40.0;
const MOST_HEAD_LINES: usize = 5;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What is written in it.
    pub text: Rc<str>,
    /// The step of its color, from 0; `None`: no figure.
    pub step: Option<usize>,
}

/// Rows and columns, with what explains them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// The names of the columns.
    pub columns: Vec<Rc<str>>,
    /// Name and cells of each row.
    pub rows: Vec<(Rc<str>, Vec<Cell>)>,
    /// What each step stands for, the lowest first.
    pub steps: Vec<Rc<str>>,
}

/// Places a map; the height follows from the rows.
///
/// # Range
///
/// At least so wide that every column can hold its numbers; a narrower page shrinks it.
pub fn place(map: &HeatMap, width: f64) -> Drawing {
    let columns = map.columns.len().max(1) as f64;
    let widest = map.rows.iter().map(|(name, _)| text::width(name, TEXT_SIZE)).fold(0.0, f64::max);
    let least = 2.0 * PADDING + 60.0 + columns * LEAST_CELL;
    let width = scale::usable_width(width).max(least).min(super::MAX_WIDTH.max(least));
    let name_width = (widest + 8.0).min(width - 2.0 * PADDING - columns * LEAST_CELL).max(0.0);
    let cell_width = (width - 2.0 * PADDING - name_width) / columns;
    let entries: Vec<(Sample, &str)> = map
        .steps
        .iter()
        .take(class::STEP.len())
        .enumerate()
        .map(|(at, it)| (Sample::Bar(class::STEP[at]), &**it))
        .collect();
    let (mut shapes, top) = legend::place(&entries, width);
    let mut y = top.max(PADDING);
    let left = PADDING + name_width;

    let line_height = TEXT_SIZE * text::LINE_HEIGHT;
    let heads: Vec<Vec<String>> =
        map.columns.iter().map(|name| text::wrap(name, cell_width - 4.0, TEXT_SIZE, MOST_HEAD_LINES)).collect();
    let head_height = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * line_height;
    for (at, lines) in heads.into_iter().enumerate().filter(|(_, lines)| !lines.is_empty()) {
        shapes.push(Shape::Text {
            class: class::LABEL,
            x: left + (at as f64 + 0.5) * cell_width,
            y: y + TEXT_SIZE * text::ASCENT,
            anchor: Anchor::Middle,
            size: TEXT_SIZE,
            lines,
        });
    }
    y += head_height + 4.0;
    for (name, cells) in &map.rows {
        let baseline = y + ROW_HEIGHT / 2.0 + TEXT_SIZE * 0.35;
        let name = text::ellipsize(name, name_width - 6.0, TEXT_SIZE);
        if !name.is_empty() {
            let (x, anchor) = (PADDING, Anchor::Start);
            shapes.push(Shape::Text {
                class: class::LABEL,
                x,
                y: baseline,
                anchor,
                size: TEXT_SIZE,
                lines: vec![name],
            });
        }
        for (at, cell) in cells.iter().take(map.columns.len()).enumerate() {
            let x = left + at as f64 * cell_width;
            shapes.push(Shape::Rect {
                class: class::step(cell.step),
                x: x + 0.5,
                y: y + 0.5,
                width: cell_width - 1.0,
                height: ROW_HEIGHT - 1.0,
            });
            let value = text::ellipsize(&cell.text, cell_width - 2.0, TEXT_SIZE);
            if !value.is_empty() {
                shapes.push(Shape::Text {
                    class: class::on_step(cell.step),
                    x: x + cell_width / 2.0,
                    y: baseline,
                    anchor: Anchor::Middle,
                    size: TEXT_SIZE,
                    lines: vec![value],
                });
            }
        }
        y += ROW_HEIGHT;
    }
    Drawing { width, height: y + PADDING, shapes }
}
