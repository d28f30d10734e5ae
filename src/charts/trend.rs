//! Values over periods, with breaks: a line never crosses from one framework to another.
//!
//! What belongs here: placement. What does not: which periods can be compared, and the texts.
//!
//! Periods stand at equal distances in a column each; a [`Period::begins`] one has a broken line before it, and the name
//! of what it begins above the columns. Every value is written at its point: nothing has to be pointed at to be read.

use std::rc::Rc;

use super::legend::{self, Sample, marker};
use super::scale::{self, Linear};
use super::{Anchor, Drawing, PADDING, Point, Shape, Tick, class, text, ticks};

/// The most series in one chart; more are not drawn.
pub const MOST_SERIES: usize = class::SERIES.len();

const TEXT_SIZE: f64 = 12.0;
const TICK_SIZE: f64 = 11.0;
const PLOT_HEIGHT: f64 = 190.0;
const MOST_NAME_LINES: usize = 8;

/// One period on the horizontal axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// What is written below it: the year.
    pub label: Rc<str>,
    /// Whether values from here on can not be compared with those before; the first period needs none.
    pub begins: bool,
    /// What holds from here on (a framework), written above; looked at where a run begins.
    pub name: Rc<str>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub label: Rc<str>,
    /// A height per period, `0.0..=1.0` of the scale.
    ///
    /// # Missing
    ///
    /// `None`, and any period beyond the end: no figure; the line has a gap and nothing is guessed.
    pub shares: Vec<Option<f64>>,
    /// What is written at each point; may be empty.
    pub texts: Vec<Rc<str>>,
}

/// Lines over periods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendChart {
    /// From left to right.
    pub periods: Vec<Period>,
    /// At most [`MOST_SERIES`], the most important first. Values are written at the points of the first.
    pub series: Vec<Series>,
    /// Lines of reference with their texts.
    pub ticks: Vec<Tick>,
}

/// Places the lines; the height follows from the names above.
///
/// # Range
///
/// See [`scale::usable_width`] for `width`. A run of values without a break or gap is one polyline; a single value is a
/// marker alone.
pub fn place(chart: &TrendChart, width: f64) -> Drawing {
    let width = scale::usable_width(width);
    let drawn = || chart.series.iter().take(MOST_SERIES).enumerate();
    let entries: Vec<(Sample, &str)> = drawn().map(|(at, it)| (Sample::Series(at), &*it.label)).collect();
    let (mut shapes, top) = legend::place(&entries, width);
    let top = top.max(PADDING);
    if chart.periods.is_empty() {
        return Drawing { width, height: top + PADDING, shapes };
    }
    let tick_width = chart.ticks.iter().map(|it| text::width(&it.text, TICK_SIZE)).fold(0.0, f64::max).min(width / 4.0);
    let left = PADDING + if tick_width > 0.0 { tick_width + 8.0 } else { 0.0 };
    let step = (width - PADDING - left) / chart.periods.len() as f64;
    let x = |period: usize| left + (period as f64 + 0.5) * step;

    let (names, names_height) = run_names(chart, left, step, top);
    shapes.extend(names);
    let plot_top = top + names_height + TEXT_SIZE * text::LINE_HEIGHT;
    let bottom = plot_top + PLOT_HEIGHT;
    let heights = Linear::new((0.0, 1.0), (bottom, plot_top));
    for tick in ticks::drawn(&chart.ticks) {
        let y = heights.place(tick.share);
        shapes.push(Shape::Line { class: class::GRID, x1: left, y1: y, x2: width - PADDING, y2: y });
        let label = text::ellipsize(&tick.text, tick_width, TICK_SIZE);
        if text::width(&label, TICK_SIZE) > 0.0 {
            shapes.push(Shape::Text {
                class: class::TICK,
                x: left - 6.0,
                y: y + TICK_SIZE * 0.35,
                anchor: Anchor::End,
                size: TICK_SIZE,
                lines: vec![label],
            });
        }
    }
    for (at, period) in chart.periods.iter().enumerate() {
        if at > 0 && period.begins {
            let edge = left + at as f64 * step;
            shapes.push(Shape::Line { class: class::BREAK, x1: edge, y1: top, x2: edge, y2: bottom });
        }
        let label = text::ellipsize(&period.label, step - 2.0, TEXT_SIZE);
        if !label.is_empty() {
            let y = bottom + 4.0 + TEXT_SIZE * text::ASCENT;
            let (class, anchor) = (class::LABEL, Anchor::Middle);
            shapes.push(Shape::Text { class, x: x(at), y, anchor, size: TEXT_SIZE, lines: vec![label] });
        }
    }
    shapes.push(Shape::Line { class: class::BASELINE, x1: left, y1: bottom, x2: width - PADDING, y2: bottom });

    let mut texts = Vec::new();
    for (at, series) in chart.series.iter().take(MOST_SERIES).enumerate().rev() {
        let point = |period: usize| {
            let share = scale::share(series.shares.get(period).copied().flatten())?;
            Some(Point { x: x(period), y: heights.place(share) })
        };
        let mut run: Vec<Point> = Vec::new();
        let mut end = |run: &mut Vec<Point>| {
            if run.len() > 1 {
                shapes.push(Shape::Polyline { class: class::SERIES[at], points: run.clone() });
            }
            run.clear();
        };
        for (period, of) in chart.periods.iter().enumerate() {
            if of.begins {
                end(&mut run);
            }
            match point(period) {
                Some(point) => run.push(point),
                None => end(&mut run),
            }
        }
        end(&mut run);
        for (period, at_point) in (0..chart.periods.len()).filter_map(|period| Some((period, point(period)?))) {
            shapes.push(marker(at, at_point));
            let value = series.texts.get(period).filter(|_| at == 0);
            let value = value.map(|it| text::ellipsize(it, step - 2.0, TEXT_SIZE)).unwrap_or_default();
            if !value.is_empty() {
                texts.push(Shape::Text {
                    class: class::VALUE,
                    x: at_point.x,
                    y: at_point.y - 7.0,
                    anchor: Anchor::Middle,
                    size: TEXT_SIZE,
                    lines: vec![value],
                });
            }
        }
    }
    shapes.extend(texts);
    let height = bottom + 4.0 + TEXT_SIZE * text::LINE_HEIGHT + PADDING;
    Drawing { width, height, shapes }
}

/// The names of the runs above their columns, and the height that they take.
fn run_names(chart: &TrendChart, left: f64, step: f64, top: f64) -> (Vec<Shape>, f64) {
    let starts: Vec<usize> = (0..chart.periods.len())
        .filter(|at| *at == 0 || chart.periods.get(*at).is_some_and(|period| period.begins))
        .collect();
    let mut shapes = Vec::new();
    let mut most = 0;
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(chart.periods.len());
        let room = (end - start) as f64 * step - 8.0;
        let name = chart.periods.get(*start).map(|it| &*it.name).unwrap_or_default();
        let lines = text::wrap(name, room, TICK_SIZE, MOST_NAME_LINES);
        if lines.is_empty() {
            continue;
        }
        most = most.max(lines.len());
        shapes.push(Shape::Text {
            class: class::LEGEND,
            x: left + (*start as f64) * step + 4.0 + room / 2.0,
            y: top + TICK_SIZE * text::ASCENT,
            anchor: Anchor::Middle,
            size: TICK_SIZE,
            lines,
        });
    }
    (shapes, most as f64 * TICK_SIZE * text::LINE_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_crosses_a_break_or_a_gap() {
        fn check(begins: &[bool], shares: &[Option<f64>], expected: &[usize]) {
            let period = |begins: &bool| Period { begins: *begins, label: "2022".into(), ..Period::default() };
            let series = Series { shares: shares.to_vec(), ..Series::default() };
            let periods = begins.iter().map(period).collect();
            let chart = TrendChart { periods, series: vec![series], ..TrendChart::default() };
            let of_line = |it: &Shape| match it {
                Shape::Polyline { points, .. } => Some(points.len()),
                _ => None,
            };
            let drawing = place(&chart, 600.0);
            let lines: Vec<usize> = drawing.shapes.iter().filter_map(of_line).collect();
            assert_eq!(lines, expected, "{begins:?} {shares:?}");
        }
        let (yes, no) = (Some(0.5), None);
        // 2020 | 2021 2022 2023 | 2024
        let frameworks = [false, true, false, false, true];
        check(&frameworks, &[yes; 5], &[3]);
        check(&frameworks, &[yes, yes, no, yes, yes], &[]);
        check(&[false; 5], &[yes, yes, no, yes, yes], &[2, 2]);
        check(&[false; 5], &[yes; 5], &[5]);
    }
}
