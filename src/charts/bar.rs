//! Horizontal bars: one row per indicator or organization.
//!
//! What belongs here: placement. What does not: the order of the rows, their texts and the table
//! with the same numbers, which the caller makes.
//!
//! From [`WIDE_FROM`] on, labels stand in a column on the left and value texts in one on the
//! right, so that both can be read downwards. In a narrower drawing the label and the value text
//! stand above the bar, which then has the whole width.

use std::rc::Rc;

use super::legend::{self, Sample};
use super::scale::{self, Linear};
use super::{Anchor, Drawing, PADDING, Shape, Tick, class, text, ticks};

/// The least width with labels beside the bars.
///
/// # Source
///
/// Our choice: below it, the longest of the nine main indicators leaves less than half for bars.
pub const WIDE_FROM: f64 = 520.0;

/// Font size of labels and value texts.
pub const TEXT_SIZE: f64 = 13.0;

/// Height of a bar.
pub const BAR_HEIGHT: f64 = 14.0;

const TICK_SIZE: f64 = 11.0;
const ROW_GAP: f64 = 12.0;
const COLUMN_GAP: f64 = 12.0;
const MARK_REACH: f64 = 3.0;
const MOST_LABEL_LINES: usize = 3;

/// How much a bar stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// Stronger color and a bold label, for the one row that the reader looks for.
    Strong,
}

/// One bar to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub label: Rc<str>,
    pub value_text: Rc<str>,
    /// The length reached, a part of the whole, `0.0..=1.0`.
    ///
    /// # Missing
    ///
    /// `None`: no figure. The row shows its track and its texts, but no bar, not even of length 0.
    pub share: Option<f64>,
    /// The length that can still be reached, `share..=1.0`; drawn as a lighter extension.
    pub high: Option<f64>,
    /// A length to compare with, such as the maximum or the mean; drawn as a line across the bar.
    pub mark: Option<f64>,
    pub tone: Tone,
}

/// The rows of a chart, with what explains them.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    pub bars: Vec<Bar>,
    pub ticks: Vec<Tick>,
    /// Texts of the legend; one that is empty is left out.
    pub share_label: Rc<str>,
    pub high_label: Rc<str>,
    pub mark_label: Rc<str>,
}

impl Default for BarChart {
    fn default() -> BarChart {
        let empty: Rc<str> = Rc::from("");
        BarChart {
            bars: Vec::new(),
            ticks: Vec::new(),
            share_label: empty.clone(),
            high_label: empty.clone(),
            mark_label: empty,
        }
    }
}

/// Places one row per bar; the height follows from the labels.
///
/// # Range
///
/// See [`scale::usable_width`] for `width`. Each row has one [`class::TRACK`]. Each bar with a
/// figure has one [`class::BAR`] or [`class::BAR_STRONG`], whose width is its share of the track;
/// one more of these, less high, is the sample in the legend.
pub fn place(chart: &BarChart, width: f64) -> Drawing {
    let width = scale::usable_width(width);
    let entries = [
        (Sample::Bar(class::BAR), &*chart.share_label),
        (Sample::Bar(class::INTERVAL), &*chart.high_label),
        (Sample::Mark, &*chart.mark_label),
    ];
    let (mut shapes, top) = legend::place(&entries, width);
    let frame = Frame::new(&chart.bars, width);
    let mut y = top.max(PADDING);
    let rows_top = y;

    let mut rows = Vec::new();
    for bar in &chart.bars {
        let row = Row::new(bar, &frame, y);
        y += row.height;
        rows.push(row);
    }

    shapes.extend(rows.iter().map(|row| row.track(&frame)));
    if !rows.is_empty() {
        let lines = if frame.wide { vec![(rows_top, y)] } else { rows.iter().map(Row::reach).collect() };
        for tick in chart.ticks.iter().filter(|tick| ticks::is_drawn(tick)) {
            let x = frame.scale.place(tick.share);
            let at = |&(y1, y2): &(f64, f64)| Shape::Line { class: class::GRID, x1: x, y1, x2: x, y2 };
            shapes.extend(lines.iter().map(at));
        }
        shapes.extend(rows.iter().flat_map(|row| row.bars(&frame)));
        let x = frame.scale.place(0.0);
        shapes.extend(lines.iter().map(|&(y1, y2)| Shape::Line { class: class::BASELINE, x1: x, y1, x2: x, y2 }));
        shapes.extend(rows.into_iter().flat_map(|row| row.texts));
        y += place_tick_texts(&chart.ticks, &frame, y, &mut shapes);
    }
    Drawing { width, height: y + PADDING, shapes }
}

/// The columns that all rows share.
struct Frame {
    width: f64,
    wide: bool,
    label_width: f64,
    value_width: f64,
    scale: Linear,
}

impl Frame {
    fn new(bars: &[Bar], width: f64) -> Frame {
        let wide = width >= WIDE_FROM;
        let inner = width - 2.0 * PADDING;
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let value_width = widest(&mut bars.iter().map(|it| text::width(&it.value_text, TEXT_SIZE)))
            .min(inner * if wide { 0.25 } else { 0.45 });
        if !wide {
            let label_width = inner - if value_width > 0.0 { value_width + COLUMN_GAP } else { 0.0 };
            let scale = Linear::new((0.0, 1.0), (PADDING, width - PADDING));
            return Frame { width, wide, label_width, value_width, scale };
        }
        let label_width =
            widest(&mut bars.iter().map(|it| text::width(&it.label, label_size(it.tone)))).min(inner * 0.34);
        let column = |width: f64| if width > 0.0 { width + COLUMN_GAP } else { 0.0 };
        let ends = (PADDING + column(label_width), width - PADDING - column(value_width));
        Frame { width, wide, label_width, value_width, scale: Linear::new((0.0, 1.0), ends) }
    }
}

/// One bar and its texts, placed.
struct Row<'a> {
    bar: &'a Bar,
    bar_top: f64,
    height: f64,
    texts: Vec<Shape>,
}

impl Row<'_> {
    fn new<'a>(bar: &'a Bar, frame: &Frame, top: f64) -> Row<'a> {
        let label = text::wrap(&bar.label, frame.label_width, label_size(bar.tone), MOST_LABEL_LINES);
        let value = text::ellipsize(&bar.value_text, frame.value_width, TEXT_SIZE);
        let line_height = TEXT_SIZE * text::LINE_HEIGHT;
        let label_height = label.len() as f64 * line_height;
        let (bar_top, height, label_y, value_y);
        if frame.wide {
            let value_height = if value.is_empty() { 0.0 } else { line_height };
            height = label_height.max(value_height).max(BAR_HEIGHT) + ROW_GAP;
            let middle = top + height / 2.0;
            bar_top = middle - BAR_HEIGHT / 2.0;
            // A third of the size below the middle, small letters look centered.
            value_y = middle + TEXT_SIZE * 0.35;
            label_y = value_y - (label_height - line_height).max(0.0) / 2.0;
        } else {
            let texts_height = label_height.max(if value.is_empty() { 0.0 } else { line_height });
            label_y = top + TEXT_SIZE * text::ASCENT;
            value_y = label_y;
            bar_top = top + texts_height + MARK_REACH;
            height = texts_height + MARK_REACH + BAR_HEIGHT + ROW_GAP;
        }
        let label_class = match bar.tone {
            Tone::Plain => class::LABEL,
            Tone::Strong => class::LABEL_STRONG,
        };
        let text = |class, x, y, anchor, lines: Vec<String>| {
            (!lines.is_empty()).then_some(Shape::Text { class, x, y, anchor, size: TEXT_SIZE, lines })
        };
        let value = Some(value).filter(|it| !it.is_empty()).into_iter().collect();
        let texts = [
            text(label_class, PADDING, label_y, Anchor::Start, label),
            text(class::VALUE, frame.width - PADDING, value_y, Anchor::End, value),
        ];
        Row { bar, bar_top, height, texts: texts.into_iter().flatten().collect() }
    }

    /// From the top to the bottom of a mark across the bar.
    fn reach(&self) -> (f64, f64) {
        (self.bar_top - MARK_REACH, self.bar_top + BAR_HEIGHT + MARK_REACH)
    }

    fn rect(&self, class: &'static str, frame: &Frame, from: f64, to: f64) -> Shape {
        let (x, end) = (frame.scale.place(from), frame.scale.place(to));
        Shape::Rect { class, x, y: self.bar_top, width: end - x, height: BAR_HEIGHT }
    }

    fn track(&self, frame: &Frame) -> Shape {
        self.rect(class::TRACK, frame, 0.0, 1.0)
    }

    fn bars(&self, frame: &Frame) -> Vec<Shape> {
        let mut shapes = Vec::new();
        if let Some((low, high)) = scale::interval(self.bar.share, self.bar.high) {
            let class = match self.bar.tone {
                Tone::Plain => class::BAR,
                Tone::Strong => class::BAR_STRONG,
            };
            shapes.push(self.rect(class, frame, 0.0, low));
            if high > low {
                shapes.push(self.rect(class::INTERVAL, frame, low, high));
            }
        }
        if let Some(mark) = scale::share(self.bar.mark) {
            let (x, (y1, y2)) = (frame.scale.place(mark), self.reach());
            let lines = [class::MARK_RIM, class::MARK];
            shapes.extend(lines.map(|class| Shape::Line { class, x1: x, y1, x2: x, y2 }));
        }
        shapes
    }
}

/// The size to measure a label with: bold letters are wider.
fn label_size(tone: Tone) -> f64 {
    match tone {
        Tone::Plain => TEXT_SIZE,
        Tone::Strong => TEXT_SIZE * text::BOLD,
    }
}

/// Places the texts of the ticks below the rows and gives the height that they take.
///
/// Texts at the edges move inwards; one that would touch the text before it is left out.
fn place_tick_texts(ticks: &[Tick], frame: &Frame, top: f64, shapes: &mut Vec<Shape>) -> f64 {
    let mut free_from = 0.0;
    let mut placed = false;
    let (least, most) = (PADDING, frame.width - PADDING);
    for tick in ticks::drawn(ticks) {
        let text_width = text::width(&tick.text, TICK_SIZE);
        if text_width <= 0.0 || text_width > most - least {
            continue;
        }
        let half = text_width / 2.0;
        let x = frame.scale.place(tick.share).max(least + half).min((most - half).max(least + half));
        if x - half < free_from {
            continue;
        }
        free_from = x + half + TICK_SIZE / 2.0;
        placed = true;
        shapes.push(Shape::Text {
            class: class::TICK,
            x,
            y: top + TICK_SIZE * text::ASCENT + 2.0,
            anchor: Anchor::Middle,
            size: TICK_SIZE,
            lines: vec![tick.text.to_string()],
        });
    }
    if placed { TICK_SIZE * text::LINE_HEIGHT + 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(share: Option<f64>) -> Bar {
        Bar { share, ..Bar::default() }
    }

    fn rects(chart: &BarChart, width: f64, wanted: &str) -> Vec<(f64, f64)> {
        let of_class = |shape: &Shape| match *shape {
            Shape::Rect { class, x, width, .. } if class == wanted => Some((x, width)),
            _ => None,
        };
        place(chart, width).shapes.iter().filter_map(of_class).collect()
    }

    #[test]
    fn a_bar_never_leaves_the_chart() {
        fn check(share: Option<f64>, expected: &[(f64, f64)]) {
            // Without texts the track is 208 - 2 × 4 wide.
            let chart = BarChart { bars: vec![bar(share)], ..BarChart::default() };
            assert_eq!(rects(&chart, 208.0, class::BAR), expected, "{share:?}");
        }
        check(Some(0.0), &[(4.0, 0.0)]);
        check(Some(0.25), &[(4.0, 50.0)]);
        check(Some(1.0), &[(4.0, 200.0)]);
        check(Some(1.5), &[(4.0, 200.0)]);
        check(Some(-3.0), &[(4.0, 0.0)]);
        check(Some(f64::INFINITY), &[(4.0, 200.0)]);
        check(Some(f64::NAN), &[]); // Missing is not zero.
        check(None, &[]);
    }

    #[test]
    fn an_interval_continues_the_bar() {
        let chart = |share, high| BarChart { bars: vec![Bar { high, ..bar(share) }], ..BarChart::default() };
        let extension = |share, high| rects(&chart(share, high), 208.0, class::INTERVAL);
        assert_eq!(extension(Some(0.5), Some(0.75)), [(104.0, 50.0)]);
        assert_eq!(extension(Some(0.0), Some(1.0)), [(4.0, 200.0)]);
        assert_eq!(extension(Some(0.5), Some(0.5)), []);
        assert_eq!(extension(Some(0.5), Some(0.25)), []);
        assert_eq!(extension(Some(0.5), None), []);
        assert_eq!(extension(None, Some(0.5)), []);
    }

    #[test]
    fn labels_are_above_the_bars_when_narrow_and_beside_them_when_wide() {
        let chart =
            BarChart { bars: vec![Bar { label: "Thể chế số".into(), ..bar(Some(1.0)) }], ..BarChart::default() };
        let placed = |width| {
            let drawing = place(&chart, width);
            let bounds = |wanted: &str| drawing.shapes.iter().find(|it| it.class() == wanted).and_then(Shape::bounds);
            (bounds(class::LABEL), bounds(class::BAR))
        };
        let (Some(label), Some(bar)) = placed(519.0) else { unreachable!("both are drawn") };
        assert!(label.bottom <= bar.top && bar.left == 4.0);
        let (Some(label), Some(bar)) = placed(520.0) else { unreachable!("both are drawn") };
        assert!(label.right <= bar.left && label.top < bar.top);
    }

    #[test]
    fn tick_texts_that_would_touch_are_left_out() {
        let tick = |share| Tick { share, text: "0000000000".into() }; // 63.8 wide
        let chart = BarChart {
            bars: vec![bar(None)],
            ticks: vec![tick(1.0), tick(0.0), tick(0.1), tick(f64::NAN), tick(2.0)],
            ..BarChart::default()
        };
        let drawing = place(&chart, 208.0);
        let count = |wanted| drawing.shapes.iter().filter(|it| it.class() == wanted).count();
        assert_eq!(count(class::TICK), 2);
        assert_eq!(count(class::GRID), 3);
    }

    #[test]
    fn no_bars_no_rows() {
        let drawing = place(&BarChart::default(), 320.0);
        assert_eq!(drawing, Drawing { width: 320.0, height: 8.0, shapes: vec![] });
    }
}
