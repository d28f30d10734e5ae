//! The legend above a chart: small samples, each with its text, in as many rows as they need.
//!
//! What belongs here: the samples of all charts. What does not: the wording.

use super::{Anchor, PADDING, Point, Shape, class, text};

/// Font size of the texts.
const TEXT_SIZE: f64 = 12.0;

const ROW_HEIGHT: f64 = 20.0;
const SAMPLE_WIDTH: f64 = 18.0;
const SAMPLE_GAP: f64 = 6.0;
const ENTRY_GAP: f64 = 18.0;

/// What the sample next to a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    /// A piece of a bar with this role.
    Bar(&'static str),
    /// A mark across a bar.
    Mark,
    /// Outline and marker of a series, counted from 0.
    Series(usize),
    /// The marker of a series alone, counted from 0.
    Dot(usize),
    /// The band of a series, counted from 0.
    Band(usize),
}

/// Places the entries with a text from the top of a drawing of this width.
///
/// Gives the shapes and the height that they take, 0 without entries.
pub(crate) fn place(entries: &[(Sample, &str)], width: f64) -> (Vec<Shape>, f64) {
    let mut shapes = Vec::new();
    let widest = width - 2.0 * PADDING - SAMPLE_WIDTH - SAMPLE_GAP;
    let (mut left, mut row) = (PADDING, 0.0);
    let named = entries.iter().map(|(sample, text)| (sample, text::ellipsize(text, widest, TEXT_SIZE)));
    for (sample, text) in named.filter(|(_, text)| !text.is_empty()) {
        let entry_width = SAMPLE_WIDTH + SAMPLE_GAP + text::width(&text, TEXT_SIZE);
        if left > PADDING && left + entry_width > width - PADDING {
            left = PADDING;
            row += 1.0;
        }
        let middle = PADDING + (row + 0.5) * ROW_HEIGHT;
        shapes.extend(place_sample(*sample, left, middle));
        shapes.push(Shape::Text {
            class: class::LEGEND,
            x: left + SAMPLE_WIDTH + SAMPLE_GAP,
            y: middle + TEXT_SIZE * 0.35,
            anchor: Anchor::Start,
            size: TEXT_SIZE,
            lines: vec![text],
        });
        left += entry_width + ENTRY_GAP;
    }
    // Six more, so that the chart below does not touch the last row.
    let height = if shapes.is_empty() { 0.0 } else { PADDING + (row + 1.0) * ROW_HEIGHT + 6.0 };
    (shapes, height)
}

fn place_sample(sample: Sample, left: f64, middle: f64) -> Vec<Shape> {
    let bar = |class| vec![Shape::Rect { class, x: left, y: middle - 5.0, width: SAMPLE_WIDTH, height: 10.0 }];
    let center = Point { x: left + SAMPLE_WIDTH / 2.0, y: middle };
    match sample {
        Sample::Bar(class) => bar(class),
        Sample::Band(series) => bar(class::BAND[series]),
        Sample::Mark => {
            vec![Shape::Line { class: class::MARK, x1: center.x, y1: middle - 7.0, x2: center.x, y2: middle + 7.0 }]
        }
        Sample::Dot(series) => vec![marker(series, center)],
        Sample::Series(series) => {
            let ends = [left, left + SAMPLE_WIDTH].map(|x| Point { x, y: middle });
            // A polyline, like the outline itself where a figure is missing: never filled.
            let line = Shape::Polyline { class: class::SERIES[series], points: ends.to_vec() };
            vec![line, marker(series, center)]
        }
    }
}

/// The sign of a series at a point: a disk, a square, a diamond, a triangle that points up or down.
///
/// The form differs as well as the color, for print and for those who do not tell colors apart.
pub(crate) fn marker(series: usize, at: Point) -> Shape {
    let class = class::MARKER[series];
    match series {
        0 => Shape::Circle { class, cx: at.x, cy: at.y, r: 3.2 },
        1 => Shape::Rect { class, x: at.x - 3.0, y: at.y - 3.0, width: 6.0, height: 6.0 },
        _ => {
            let corners: &[(f64, f64)] = match series {
                2 => &[(0.0, -4.0), (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0)],
                3 => &[(0.0, -4.0), (4.0, 3.0), (-4.0, 3.0)],
                _ => &[(0.0, 4.0), (4.0, -3.0), (-4.0, -3.0)],
            };
            let points = corners.iter().map(|(x, y)| Point { x: at.x + x, y: at.y + y }).collect();
            Shape::Polygon { class, points }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_without_text_take_no_place() {
        assert_eq!(place(&[(Sample::Mark, ""), (Sample::Bar(class::BAR), " ")], 320.0), (vec![], 0.0));
    }

    #[test]
    fn entries_go_to_the_next_row_when_they_do_not_fit() {
        let height = |width| {
            // 20 digits at 12: 139.2 wide; with its sample 163.2.
            let text = "01234567890123456789";
            place(&[(Sample::Mark, text), (Sample::Series(0), text)], width).1
        };
        assert_eq!(height(353.0), 30.0); // 4 + 163.2 + 18 + 163.2 + 4 = 352.4
        assert_eq!(height(352.0), 50.0);
    }
}
