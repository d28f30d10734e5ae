//! Stacked bars: what a whole is made of, one row per whole.
//!
//! What belongs here: placement. What does not: the amounts; the caller gives each part as a share of the longest row.
//! Each part has a number that stands in the bar where there is room and always in the key below: color is not alone.

use std::rc::Rc;

use super::scale::{self, Linear};
use super::{Anchor, Drawing, PADDING, Shape, class, text};

const TEXT_SIZE: f64 = 12.5;
const BAR_HEIGHT: f64 = 26.0;
const ROW_GAP: f64 = 12.0;
const SAMPLE: f64 = 20.0;
const MOST_LABEL_LINES: usize = 4;

/// A part of a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its name, in the key.
    pub label: Rc<str>,
    /// Its amount, at the end of its line in the key.
    pub value_text: Rc<str>,
    /// Its share of the longest row, `0.0..=1.0`.
    ///
    /// # Missing
    ///
    /// `None`: the amount is not known; the part is in the key only.
    pub share: Option<f64>,
}

/// One whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its name.
    pub label: Rc<str>,
    /// Its amount.
    pub value_text: Rc<str>,
    /// From the left to the right.
    pub parts: Vec<Part>,
}

/// Places the rows with their keys.
///
/// # Range
///
/// See [`scale::usable_width`] for `width`. Parts of a row that exceed the whole are cut at its end.
pub fn place(rows: &[Row], width: f64) -> Drawing {
    let width = scale::usable_width(width);
    let line = Linear::new((0.0, 1.0), (PADDING, width - PADDING));
    let line_height = TEXT_SIZE * text::LINE_HEIGHT;
    let mut shapes = Vec::new();
    let mut y = PADDING;
    for row in rows {
        let (texts, height) = named_line((class::LABEL_STRONG, 0.0), (&row.label, &row.value_text), (width, y));
        shapes.extend(texts);
        y += height + 4.0;
        let mut from = 0.0;
        for (number, part) in row.parts.iter().enumerate() {
            let share = scale::share(part.share).unwrap_or_default();
            let (x, end) = (line.place(from), line.place(from + share));
            from += share;
            if end <= x {
                continue;
            }
            let role = number % class::PART.len();
            shapes.push(Shape::Rect { class: class::PART[role], x, y, width: end - x, height: BAR_HEIGHT });
            let key = (number + 1).to_string();
            if text::width(&key, TEXT_SIZE * text::BOLD) + 4.0 <= end - x {
                shapes.push(Shape::Text {
                    class: class::ON_PART,
                    x: (x + end) / 2.0,
                    y: y + BAR_HEIGHT / 2.0 + TEXT_SIZE * 0.35,
                    anchor: Anchor::Middle,
                    size: TEXT_SIZE,
                    lines: vec![key],
                });
            }
        }
        y += BAR_HEIGHT + 6.0;
        for (number, part) in row.parts.iter().enumerate() {
            let role = number % class::PART.len();
            let sample = Shape::Rect { class: class::PART[role], x: PADDING, y: y + 1.0, width: 12.0, height: 12.0 };
            let label = format!("{}. {}", number + 1, part.label);
            let (texts, height) = named_line((class::LABEL, SAMPLE), (&label, &part.value_text), (width, y));
            if texts.is_empty() {
                continue;
            }
            shapes.push(sample);
            shapes.extend(texts);
            y += height.max(line_height) + 2.0;
        }
        y += ROW_GAP;
    }
    Drawing { width, height: y + PADDING, shapes }
}

/// A name on the left and an amount on the right, from `top` on, and the height that they take.
fn named_line(
    (class, indent): (&'static str, f64),
    (label, value): (&str, &str),
    (width, top): (f64, f64),
) -> (Vec<Shape>, f64) {
    let inner = width - 2.0 * PADDING - indent;
    let value = text::ellipsize(value, inner * 0.45, TEXT_SIZE);
    let taken = if value.is_empty() { 0.0 } else { text::width(&value, TEXT_SIZE) + 12.0 };
    let measured = if class::is_bold(class) { TEXT_SIZE * text::BOLD } else { TEXT_SIZE };
    let lines = text::wrap(label, inner - taken, measured, MOST_LABEL_LINES);
    let count = lines.len().max(usize::from(!value.is_empty()));
    let y = top + TEXT_SIZE * text::ASCENT;
    let mut shapes = Vec::new();
    if !lines.is_empty() {
        let (x, anchor) = (PADDING + indent, Anchor::Start);
        shapes.push(Shape::Text { class, x, y, anchor, size: TEXT_SIZE, lines });
    }
    if !value.is_empty() {
        let (x, anchor) = (width - PADDING, Anchor::End);
        shapes.push(Shape::Text { class: class::VALUE, x, y, anchor, size: TEXT_SIZE, lines: vec![value] });
    }
    (shapes, count as f64 * TEXT_SIZE * text::LINE_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_and_end_where_the_whole_does() {
        let part = |share| Part { label: "A".into(), share, ..Part::default() };
        let row = Row { parts: [Some(0.5), None, Some(0.25), Some(0.9)].map(part).to_vec(), ..Row::default() };
        let drawing = place(&[row], 208.0);
        let of_bar = |it: &Shape| match *it {
            Shape::Rect { x, width, height, .. } if height == BAR_HEIGHT => Some((x, x + width)),
            _ => None,
        };
        let bars: Vec<_> = drawing.shapes.iter().filter_map(of_bar).collect();
        assert_eq!(bars, [(4.0, 104.0), (104.0, 154.0), (154.0, 204.0)]);
    }
}
