//! Dots on a line: one row per unit or indicator, one dot per series, with the range that a dot may be in.
//!
//! What belongs here: placement. What does not: the order of the rows, their texts and the table with the same numbers,
//! which the caller makes. A dot need not start at zero, so the scale may show a part of the range only; its ticks say
//! which part.
//!
//! From [`WIDE_FROM`] on, labels stand on the left and value texts on the right; in a narrower drawing above the line.

use std::rc::Rc;

use super::legend::{self, Sample, marker};
use super::scale::{self, Linear};
use super::{Anchor, Drawing, PADDING, Point, Shape, Tick, class, text, ticks};

/// The least width with labels beside the lines.
///
/// # Source
///
/// Our choice: names of provinces are shorter than those of indicators, see [`super::bar::WIDE_FROM`].
pub const WIDE_FROM: f64 = 440.0;

/// The most series in one chart; more are not drawn.
pub const MOST_SERIES: usize = class::MARKER.len();

const TEXT_SIZE: f64 = 12.5;
const TICK_SIZE: f64 = 11.0;
const ROW_HEIGHT: f64 = 20.0;
const NARROW_GAP: f64 = 16.0;
const COLUMN_GAP: f64 = 12.0;
const RANGE_HEIGHT: f64 = 6.0;
const MOST_LABEL_LINES: usize = 2;

/// One row to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its name.
    pub label: Rc<str>,
    /// What is written at its end.
    pub value_text: Rc<str>,
    /// The place of each series on the scale, `0.0..=1.0`.
    ///
    /// # Missing
    ///
    /// `None`, and any series beyond the end: no figure, no dot.
    pub dots: Vec<Option<f64>>,
    /// Where the first dot may lie; drawn as a bar behind it.
    pub range: Option<(f64, f64)>,
    /// A bold label, for the row that the reader looks for.
    pub is_strong: bool,
}

/// Rows of dots, with what explains them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotChart {
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Names of the series for the legend; empty ones are left out.
    pub series: Vec<Rc<str>>,
    /// Lines of reference with their texts.
    pub ticks: Vec<Tick>,
    /// A place to compare all rows with, such as the mean.
    pub mark: Option<f64>,
    /// Texts of the legend; one that is empty is left out.
    pub mark_label: Rc<str>,
    /// What a range means.
    pub range_label: Rc<str>,
}

/// Places one row per unit; the height follows from the rows.
///
/// # Range
///
/// See [`scale::usable_width`] for `width`. Every dot that has a place is one marker of its series.
pub fn place(chart: &DotChart, width: f64) -> Drawing {
    let width = scale::usable_width(width);
    let mut entries: Vec<(Sample, &str)> =
        chart.series.iter().take(MOST_SERIES).enumerate().map(|(at, name)| (Sample::Dot(at), &**name)).collect();
    entries.push((Sample::Bar(class::INTERVAL), &chart.range_label));
    if scale::share(chart.mark).is_some() {
        entries.push((Sample::Mark, &chart.mark_label));
    }
    let (mut shapes, top) = legend::place(&entries, width);
    let top = top.max(PADDING);
    let frame = Frame::new(&chart.rows, width);
    // Ticks stand above the rows: the reader of a long list has them before the first row.
    let (tick_texts, tick_height) = tick_texts(&chart.ticks, &frame, top);
    let rows_top = top + tick_height;
    let mut y = rows_top;
    let mut rows = Vec::new();
    for row in &chart.rows {
        let (placed, height) = place_row(row, &frame, y);
        rows.extend(placed);
        y += height;
    }
    if !chart.rows.is_empty() {
        let line = |class, share: f64| {
            let x = frame.scale.place(share);
            Shape::Line { class, x1: x, y1: rows_top, x2: x, y2: y }
        };
        shapes.extend(chart.ticks.iter().filter(|it| ticks::is_drawn(it)).map(|it| line(class::GRID, it.share)));
        shapes.extend(scale::share(chart.mark).map(|share| line(class::MARK, share)));
        shapes.extend(tick_texts);
    }
    shapes.extend(rows);
    Drawing { width, height: y + PADDING, shapes }
}

/// Where the columns of a chart are.
struct Frame {
    width: f64,
    is_wide: bool,
    label_width: f64,
    value_width: f64,
    scale: Linear,
}

impl Frame {
    fn new(rows: &[Row], width: f64) -> Frame {
        let is_wide = width >= WIDE_FROM;
        let inner = width - 2.0 * PADDING;
        let widest = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
        let value_width = widest(&|row| text::width(&row.value_text, TEXT_SIZE)).min(inner * 0.4);
        let label_width = widest(&|row| text::width(&row.label, label_size(row)));
        // A marker at the end of the line is half outside of it.
        let room = 6.0;
        if !is_wide {
            let label_width = inner - if value_width > 0.0 { value_width + COLUMN_GAP } else { 0.0 };
            let scale = Linear::new((0.0, 1.0), (PADDING + room, width - PADDING - room));
            return Frame { width, is_wide, label_width, value_width, scale };
        }
        let label_width = label_width.min(inner * 0.34);
        let column = |width: f64| if width > 0.0 { width + COLUMN_GAP } else { 0.0 };
        let ends = (PADDING + room + column(label_width), width - PADDING - room - column(value_width));
        Frame { width, is_wide, label_width, value_width, scale: Linear::new((0.0, 1.0), ends) }
    }
}

fn label_size(row: &Row) -> f64 {
    if row.is_strong { TEXT_SIZE * text::BOLD } else { TEXT_SIZE }
}

/// One row and the height that it takes.
fn place_row(row: &Row, frame: &Frame, top: f64) -> (Vec<Shape>, f64) {
    let measured = if row.is_strong { text::BOLD } else { 1.0 };
    let label = text::wrap(&row.label, frame.label_width / measured, TEXT_SIZE, MOST_LABEL_LINES);
    let value = text::ellipsize(&row.value_text, frame.value_width, TEXT_SIZE);
    let line_height = TEXT_SIZE * text::LINE_HEIGHT;
    let label_height = label.len() as f64 * line_height;
    let (middle, height, label_y, value_y);
    if frame.is_wide {
        height = label_height.max(ROW_HEIGHT);
        middle = top + height / 2.0;
        value_y = middle + TEXT_SIZE * 0.35;
        label_y = value_y - (label_height - line_height).max(0.0) / 2.0;
    } else {
        let texts = label_height.max(if value.is_empty() { 0.0 } else { line_height });
        label_y = top + TEXT_SIZE * text::ASCENT;
        value_y = label_y;
        middle = top + texts + NARROW_GAP / 2.0;
        height = texts + NARROW_GAP + 2.0;
    }
    let (from, to) = (frame.scale.place(0.0), frame.scale.place(1.0));
    let mut shapes = vec![Shape::Line { class: class::GRID, x1: from, y1: middle, x2: to, y2: middle }];
    if let Some((low, high)) = row.range.and_then(|(low, high)| scale::interval(Some(low), Some(high))) {
        let (x, end) = (frame.scale.place(low), frame.scale.place(high));
        let y = middle - RANGE_HEIGHT / 2.0;
        shapes.push(Shape::Rect { class: class::INTERVAL, x, y, width: end - x, height: RANGE_HEIGHT });
    }
    // The first series is the most important and drawn on top.
    for (series, dot) in row.dots.iter().take(MOST_SERIES).enumerate().rev() {
        if let Some(share) = scale::share(*dot) {
            shapes.push(marker(series, Point { x: frame.scale.place(share), y: middle }));
        }
    }
    let label_class = if row.is_strong { class::LABEL_STRONG } else { class::LABEL };
    if !label.is_empty() {
        let (x, anchor) = (PADDING, Anchor::Start);
        shapes.push(Shape::Text { class: label_class, x, y: label_y, anchor, size: TEXT_SIZE, lines: label });
    }
    if !value.is_empty() {
        let (x, anchor) = (frame.width - PADDING, Anchor::End);
        shapes.push(Shape::Text { class: class::VALUE, x, y: value_y, anchor, size: TEXT_SIZE, lines: vec![value] });
    }
    (shapes, height)
}

/// The texts of the ticks from `top` on, and the height that they take. One that would touch the text before it, or
/// would leave the drawing, is left out.
fn tick_texts(ticks: &[Tick], frame: &Frame, top: f64) -> (Vec<Shape>, f64) {
    let mut shapes = Vec::new();
    let mut free_from = PADDING;
    for tick in ticks::drawn(ticks) {
        let half = text::width(&tick.text, TICK_SIZE) / 2.0;
        let x = frame.scale.place(tick.share).min(frame.width - PADDING - half);
        if half <= 0.0 || x - half < free_from {
            continue;
        }
        free_from = x + half + TICK_SIZE / 2.0;
        shapes.push(Shape::Text {
            class: class::TICK,
            x,
            y: top + TICK_SIZE * text::ASCENT,
            anchor: Anchor::Middle,
            size: TICK_SIZE,
            lines: vec![tick.text.to_string()],
        });
    }
    let height = if shapes.is_empty() { 0.0 } else { TICK_SIZE * text::LINE_HEIGHT + 4.0 };
    (shapes, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_without_a_figure_is_not_drawn() {
        let dots = |dots: Vec<Option<f64>>| {
            let row = Row { label: "Hà Nội".into(), dots, ..Row::default() };
            let drawing = place(&DotChart { rows: vec![row], ..DotChart::default() }, 320.0);
            drawing.shapes.iter().filter(|it| class::MARKER.contains(&it.class())).count()
        };
        assert_eq!(dots(vec![Some(0.5), None, Some(f64::NAN), Some(0.0)]), 2);
        assert_eq!(dots(vec![]), 0);
        assert_eq!(dots(vec![Some(1.0); 12]), MOST_SERIES);
    }

    #[test]
    fn the_first_series_is_on_top() {
        let row = Row { dots: vec![Some(0.5), Some(0.5)], ..Row::default() };
        let drawing = place(&DotChart { rows: vec![row], ..DotChart::default() }, 320.0);
        let markers: Vec<_> = drawing.shapes.iter().map(Shape::class).filter(|it| class::MARKER.contains(it)).collect();
        assert_eq!(markers, [class::MARKER[1], class::MARKER[0]]);
    }
}
