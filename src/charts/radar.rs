//! Radar charts: 5 to 12 axes around a center, for the profile of one organization.
//!
//! What belongs here: placement. What does not: the choice of axes and their order, which changes
//! how an outline looks and is therefore the framework's own.
//!
//! Labels stand at the ends of the axes where there is room for them in full. Where there is not,
//! as on a telephone, the axes are numbered and a list below says what the numbers mean: an
//! outline that can be seen is worth more than labels that must be cut.

use std::rc::Rc;

use super::legend::{self, Sample};
use super::scale::{self, Polar};
use super::{Anchor, Bounds, Drawing, PADDING, Point, Shape, Tick, class, text, ticks};

/// The most outlines in one chart; more are not drawn.
///
/// # Source
///
/// Our choice: the organization, the mean and the best. A fourth outline cannot be followed.
pub const MOST_SERIES: usize = class::SERIES.len();

/// The most axes with labels at their ends; more are numbered.
pub const MOST_LABELED_AXES: usize = 12;

/// Font size of labels.
pub const LABEL_SIZE: f64 = 13.0;

/// Font size of the values under labels.
pub const VALUE_SIZE: f64 = 12.0;

const TICK_SIZE: f64 = 10.5;
const KEY_SIZE: f64 = 12.0;
/// From the end of an axis to its label or number.
const LABEL_GAP: f64 = 10.0;
/// Between labels, and between a label and the outermost ring.
const CLEARANCE: f64 = 4.0;
const WIDEST_LABEL: f64 = 170.0;
const LEAST_RADIUS: f64 = 110.0;
const GREATEST_RADIUS: f64 = 200.0;
const GREATEST_KEYED_RADIUS: f64 = 150.0;
const WIDEST_LIST: f64 = 520.0;
const COLUMN_GAP: f64 = 12.0;
const MOST_LABEL_LINES: usize = 3;

/// One axis: its name, and the value text to show with it (may be empty).
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub label: Rc<str>,
    pub value_text: Rc<str>,
}

/// One outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Text of the legend, which is drawn when there is more than one series or an interval.
    pub label: Rc<str>,
    /// One share of the radius per axis, `0.0..=1.0`.
    ///
    /// # Missing
    ///
    /// `None`, and any axis beyond the end: no figure. The outline is open there and not filled.
    pub shares: Vec<Option<f64>>,
    /// What can still be reached on each axis, `share..=1.0`; drawn as a lighter area behind.
    ///
    /// # Missing
    ///
    /// Empty: there is no interval. `None` for one axis: its share is final.
    pub highs: Vec<Option<f64>>,
}

/// Axes and outlines, with what explains them.
#[derive(Clone, Debug, PartialEq)]
pub struct RadarChart {
    pub axes: Vec<Axis>,
    /// At most [`MOST_SERIES`], the most important first; it is drawn on top.
    pub series: Vec<Series>,
    /// Rings; the outermost one is always drawn.
    pub ticks: Vec<Tick>,
    /// Text of the legend for intervals; empty leaves it out.
    pub high_label: Rc<str>,
}

/// Places a radar; the height follows from the labels.
///
/// # Range
///
/// Meant for 5 to 12 axes. With fewer or more it still draws inside the box; of numbers that
/// would overlap, the later ones are left out. See [`scale::usable_width`] for `width`.
pub fn place(chart: &RadarChart, width: f64) -> Drawing {
    let width = scale::usable_width(width);
    let (mut shapes, legend_height) = place_legend(chart, width);
    let top = legend_height.max(PADDING);
    if chart.axes.is_empty() {
        return Drawing { width, height: top + PADDING, shapes };
    }
    let labels = labels_at_ends(chart, width).unwrap_or_else(|| numbered(chart, width));
    // Labels are placed around (width / 2, 0); now the top of the highest one becomes known.
    let down = top - labels.top;
    let polar = Polar { center: Point { x: width / 2.0, y: down }, radius: labels.radius, axes: chart.axes.len() };
    shapes.extend(place_rings(chart, polar));
    shapes.extend(place_series(chart, polar));
    shapes.extend(labels.shapes.into_iter().map(|it| it.lowered(down)));
    Drawing { width, height: down + labels.bottom + PADDING, shapes }
}

fn drawn_series(chart: &RadarChart) -> impl DoubleEndedIterator<Item = (usize, &Series)> + Clone {
    chart.series.iter().take(MOST_SERIES).enumerate().collect::<Vec<_>>().into_iter()
}

fn place_legend(chart: &RadarChart, width: f64) -> (Vec<Shape>, f64) {
    let mut entries: Vec<(Sample, &str)> = Vec::new();
    for (index, series) in drawn_series(chart) {
        entries.push((Sample::Series(index), &series.label));
    }
    let banded = drawn_series(chart).find(|(_, it)| !it.highs.is_empty());
    if let Some((index, _)) = banded {
        entries.push((Sample::Band(index), &chart.high_label));
    }
    if entries.len() < 2 { (Vec::new(), 0.0) } else { legend::place(&entries, width) }
}

/// Shapes around the center `(width / 2, 0)`, from `top` to `bottom`.
struct Labels {
    radius: f64,
    top: f64,
    bottom: f64,
    shapes: Vec<Shape>,
}

/// Labels at the ends of the axes, with the greatest radius that leaves room for all of them.
///
/// # Missing
///
/// `None` when there is no such radius.
fn labels_at_ends(chart: &RadarChart, width: f64) -> Option<Labels> {
    if chart.axes.len() > MOST_LABELED_AXES {
        return None;
    }
    let widest_radius = (width * 0.3).min(GREATEST_RADIUS);
    let tries = ((widest_radius - LEAST_RADIUS) / 5.0).floor();
    (0..=tries as usize)
        .filter(|_| tries >= 0.0)
        .find_map(|step| labels_at_radius(chart, width, widest_radius - step as f64 * 5.0))
}

fn labels_at_radius(chart: &RadarChart, width: f64, radius: f64) -> Option<Labels> {
    let polar = Polar { center: Point { x: width / 2.0, y: 0.0 }, radius, axes: chart.axes.len() };
    // No label leaves the box: `label_at` gives each one no more room than there is.
    let mut taken: Vec<Bounds> = Vec::new();
    let mut shapes = Vec::new();
    for (index, axis) in chart.axes.iter().enumerate() {
        // Steps outwards, until the label is clear of the ring.
        let (bounds, texts) = (0..12).find_map(|step| {
            let gap = LABEL_GAP + f64::from(step) * 2.0;
            let (bounds, texts) = label_at(axis, polar, index, gap, width)?;
            let clear = distance(polar.center, bounds) >= radius + CLEARANCE;
            clear.then_some((bounds, texts))
        })?;
        if taken.iter().any(|other| widened(other).overlaps(&bounds)) {
            return None;
        }
        taken.push(bounds);
        shapes.extend(texts);
    }
    let top = taken.iter().map(|it| it.top).fold(-radius, f64::min);
    let bottom = taken.iter().map(|it| it.bottom).fold(radius, f64::max);
    Some(Labels { radius, top, bottom, shapes })
}

/// One label with its value text under it, `gap` beyond the end of its axis.
fn label_at(axis: &Axis, polar: Polar, index: usize, gap: f64, width: f64) -> Option<(Bounds, Vec<Shape>)> {
    let direction = polar.direction(index);
    let x = polar.center.x + direction.x * (polar.radius + gap);
    let y = polar.center.y + direction.y * (polar.radius + gap);
    let (anchor, room) = if direction.x.abs() < 0.15 {
        (Anchor::Middle, 2.0 * (x.min(width - x) - PADDING))
    } else if direction.x > 0.0 {
        (Anchor::Start, width - PADDING - x)
    } else {
        (Anchor::End, x - PADDING)
    };
    let room = room.min(WIDEST_LABEL);
    let label = text::wrap_whole(&axis.label, room, LABEL_SIZE, MOST_LABEL_LINES)?;
    let value = text::wrap_whole(&axis.value_text, room, VALUE_SIZE, 1)?;

    let line_heights = [LABEL_SIZE, VALUE_SIZE].map(|size| size * text::LINE_HEIGHT);
    let label_height = label.len() as f64 * line_heights[0];
    let height = label_height + value.len() as f64 * line_heights[1];
    // The label at the top stands on its axis, the one at the bottom hangs from it.
    let top = y - height * (1.0 - direction.y) / 2.0;
    let text = |class, top: f64, size: f64, lines: Vec<String>| {
        let y = top + size * text::ASCENT;
        (!lines.is_empty()).then_some(Shape::Text { class, x, y, anchor, size, lines })
    };
    let texts: Vec<Shape> =
        [text(class::LABEL, top, LABEL_SIZE, label), text(class::VALUE, top + label_height, VALUE_SIZE, value)]
            .into_iter()
            .flatten()
            .collect();
    let nothing = Bounds { left: x, top: y, right: x, bottom: y };
    let bounds = texts.iter().filter_map(Shape::bounds).reduce(Bounds::around);
    Some((bounds.unwrap_or(nothing), texts))
}

/// From a point to the nearest point of a rectangle.
fn distance(from: Point, to: Bounds) -> f64 {
    let x = from.x.max(to.left).min(to.right) - from.x;
    let y = from.y.max(to.top).min(to.bottom) - from.y;
    (x * x + y * y).sqrt()
}

fn widened(bounds: &Bounds) -> Bounds {
    Bounds {
        left: bounds.left - CLEARANCE,
        top: bounds.top - CLEARANCE,
        right: bounds.right + CLEARANCE,
        bottom: bounds.bottom + CLEARANCE,
    }
}

/// Numbers at the ends of the axes, and below them a list of what they stand for.
fn numbered(chart: &RadarChart, width: f64) -> Labels {
    let number_width = |number: usize| text::width(&number.to_string(), KEY_SIZE * text::BOLD);
    let number_room = number_width(chart.axes.len());
    let radius = (width / 2.0 - PADDING - LABEL_GAP - number_room).min(GREATEST_KEYED_RADIUS);
    let polar = Polar { center: Point { x: width / 2.0, y: 0.0 }, radius, axes: chart.axes.len() };
    let beyond = (radius + LABEL_GAP + number_room / 2.0) / radius;
    let mut shapes = Vec::new();
    let mut last: Option<Bounds> = None;
    let mut first: Option<Bounds> = None;
    for index in 0..chart.axes.len() {
        let at = polar.place(index, beyond);
        let number = Shape::Text {
            class: class::KEY,
            x: at.x,
            y: at.y + KEY_SIZE * 0.35,
            anchor: Anchor::Middle,
            size: KEY_SIZE,
            lines: vec![(index + 1).to_string()],
        };
        // Numbers run along a circle: only the one before and the first can be in the way.
        let bounds = number.bounds();
        let in_the_way = [last, first].into_iter().flatten();
        if bounds.is_some_and(|it| in_the_way.into_iter().any(|other| other.overlaps(&it))) {
            continue;
        }
        last = bounds;
        first = first.or(bounds);
        shapes.push(number);
    }
    let reach = radius * beyond + KEY_SIZE;

    let list_width = (width - 2.0 * PADDING).min(WIDEST_LIST);
    let left = (width - list_width) / 2.0;
    let right = left + list_width;
    let label_left = left + number_room + 8.0;
    let value_width = chart.axes.iter().map(|it| text::width(&it.value_text, LABEL_SIZE));
    let value_width = value_width.fold(0.0, f64::max).min(list_width * 0.45);
    let label_width = right - label_left - if value_width > 0.0 { value_width + COLUMN_GAP } else { 0.0 };
    let line_height = LABEL_SIZE * text::LINE_HEIGHT;
    let mut y = reach + 10.0;
    for (index, axis) in chart.axes.iter().enumerate() {
        // A label that begins with the same number does not say it twice.
        let name = axis.label.strip_prefix(&format!("{}. ", index + 1)).unwrap_or(&axis.label);
        let label = text::wrap(name, label_width, LABEL_SIZE, MOST_LABEL_LINES);
        let value = text::ellipsize(&axis.value_text, value_width, LABEL_SIZE);
        let baseline = y + LABEL_SIZE * text::ASCENT;
        y += label.len().max(1) as f64 * line_height + 5.0;
        let number = vec![(index + 1).to_string()];
        let key_x = left + number_room;
        let row = [
            (class::KEY, key_x, Anchor::End, KEY_SIZE, number),
            (class::LABEL, label_left, Anchor::Start, LABEL_SIZE, label),
            (class::VALUE, right, Anchor::End, LABEL_SIZE, vec![value]),
        ];
        let row = row.into_iter().filter(|(.., lines)| lines.iter().any(|it| !it.is_empty()));
        shapes.extend(row.map(|(class, x, anchor, size, lines)| Shape::Text {
            class,
            x,
            y: baseline,
            anchor,
            size,
            lines,
        }));
    }
    Labels { radius, top: -reach, bottom: y, shapes }
}

/// Rings and axes.
fn place_rings(chart: &RadarChart, polar: Polar) -> Vec<Shape> {
    let all = 0..polar.axes;
    let ring =
        |class, share| Shape::Polygon { class, points: all.clone().map(|axis| polar.place(axis, share)).collect() };
    let drawn = ticks::drawn(&chart.ticks);
    let inner = drawn.iter().filter(|tick| tick.share > 0.0 && tick.share < 1.0);
    let mut shapes: Vec<Shape> = inner.map(|tick| ring(class::RING, tick.share)).collect();
    shapes.push(ring(class::RING_OUTER, 1.0));
    shapes.extend(all.clone().map(|axis| {
        let end = polar.place(axis, 1.0);
        Shape::Line { class: class::SPOKE, x1: polar.center.x, y1: polar.center.y, x2: end.x, y2: end.y }
    }));
    shapes
}

/// The texts of the rings, beside the upward axis.
fn place_ring_texts(chart: &RadarChart, polar: Polar) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut free_below = f64::INFINITY;
    for tick in ticks::drawn(&chart.ticks) {
        let y = polar.place(0, tick.share).y + TICK_SIZE * 0.35;
        let ring_text = text::ellipsize(&tick.text, polar.radius, TICK_SIZE);
        if ring_text.is_empty() || y + TICK_SIZE * text::DESCENT > free_below {
            continue;
        }
        free_below = y - TICK_SIZE * text::ASCENT;
        shapes.push(Shape::Text {
            class: class::TICK,
            x: polar.center.x + 5.0,
            y,
            anchor: Anchor::Start,
            size: TICK_SIZE,
            lines: vec![ring_text],
        });
    }
    shapes
}

/// Areas, then outlines, then the texts of the rings, then markers: each is legible on the former.
fn place_series(chart: &RadarChart, polar: Polar) -> Vec<Shape> {
    let at = |values: &[Option<f64>], axis: usize| values.get(axis).copied().flatten();
    let (mut areas, mut outlines, mut markers) = (Vec::new(), Vec::new(), Vec::new());
    // The first series is the most important one and comes last, on top.
    for (index, series) in drawn_series(chart).rev() {
        let ends: Vec<Option<(f64, f64)>> =
            (0..polar.axes).map(|axis| scale::interval(at(&series.shares, axis), at(&series.highs, axis))).collect();
        let placed = |end: fn((f64, f64)) -> f64| -> Vec<Option<Point>> {
            let place = |(axis, ends): (usize, &Option<(f64, f64)>)| ends.map(|ends| polar.place(axis, end(ends)));
            ends.iter().enumerate().map(place).collect()
        };
        let area = |class, points: &[Option<Point>]| {
            let points: Option<Vec<Point>> = points.iter().copied().collect();
            points.map(|points| Shape::Polygon { class, points })
        };
        let lows = placed(|(low, _)| low);
        if !series.highs.is_empty() {
            areas.extend(area(class::BAND[index], &placed(|(_, high)| high)));
        }
        if index == 0 {
            areas.extend(area(class::AREA, &lows));
        }
        outlines.extend(outline(class::SERIES[index], &lows));
        markers.extend(lows.into_iter().flatten().map(|point| legend::marker(index, point)));
    }
    let ring_texts = place_ring_texts(chart, polar);
    areas.into_iter().chain(outlines).chain(ring_texts).chain(markers).collect()
}

/// A closed outline, or where points are missing, the open pieces between the gaps.
fn outline(class: &'static str, points: &[Option<Point>]) -> Vec<Shape> {
    let Some(gap) = points.iter().position(Option::is_none) else {
        let points = points.iter().flatten().copied().collect();
        return vec![Shape::Polygon { class, points }];
    };
    // Beginning at a gap, no piece runs over the end of the list.
    let mut pieces: Vec<Vec<Point>> = vec![Vec::new()];
    for point in points[gap..].iter().chain(&points[..gap]) {
        match (point, pieces.last_mut()) {
            (Some(point), Some(piece)) => piece.push(*point),
            _ => pieces.push(Vec::new()),
        }
    }
    let lines = pieces.into_iter().filter(|it| it.len() > 1);
    lines.map(|points| Shape::Polyline { class, points }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(shares: &[Option<f64>]) -> RadarChart {
        let axis = |n: usize| Axis { label: format!("Trục {n}").into(), value_text: "".into() };
        RadarChart {
            axes: (1..=shares.len()).map(axis).collect(),
            series: vec![Series { label: "".into(), shares: shares.to_vec(), highs: vec![] }],
            ticks: vec![],
            high_label: "".into(),
        }
    }

    fn count(chart: &RadarChart, wanted: &str) -> usize {
        place(chart, 600.0).shapes.iter().filter(|it| it.class() == wanted).count()
    }

    #[test]
    fn the_outline_reaches_its_share_of_the_radius() {
        let drawing = place(&chart(&[Some(0.5); 6]), 600.0);
        let top = |wanted: &str| {
            let shape = drawing.shapes.iter().find(|it| it.class() == wanted);
            shape.and_then(Shape::bounds).map(|it| (it.top, it.bottom))
        };
        let (Some((ring_top, ring_bottom)), Some((top, bottom))) = (top(class::RING_OUTER), top(class::SERIES[0]))
        else {
            unreachable!("both are drawn")
        };
        // 0.3 × 600: the greatest radius at this width.
        assert_eq!((ring_bottom - ring_top).round(), 360.0);
        assert_eq!((bottom - top).round(), 180.0);
    }

    #[test]
    fn a_missing_figure_opens_the_outline() {
        let full = [Some(0.5); 6];
        assert!(matches!(outline("", &[Some(Point { x: 0.0, y: 0.0 }); 6])[..], [Shape::Polygon { .. }]));
        let mut one_missing = full;
        one_missing[2] = None;
        let drawing = place(&chart(&one_missing), 600.0);
        let pieces: Vec<usize> = drawing
            .shapes
            .iter()
            .filter_map(|it| match it {
                Shape::Polyline { points, .. } => Some(points.len()),
                _ => None,
            })
            .collect();
        assert_eq!(pieces, [5]);
        assert_eq!(count(&chart(&one_missing), class::MARKER[0]), 5);
        // Three single points: markers, no line.
        let alternating = [Some(0.5), None, Some(0.5), None, Some(0.5), None];
        assert_eq!(count(&chart(&alternating), class::SERIES[0]), 0);
        assert_eq!(count(&chart(&alternating), class::MARKER[0]), 3);
        assert_eq!(count(&chart(&[None; 6]), class::MARKER[0]), 0);
    }

    #[test]
    fn more_series_than_can_be_followed_are_left_out() {
        let mut many = chart(&[Some(0.5); 5]);
        many.series = vec![many.series[0].clone(); 5];
        let drawing = place(&many, 600.0);
        let outlines = drawing.shapes.iter().filter(|it| class::SERIES.contains(&it.class()));
        assert_eq!(outlines.count(), 3);
    }

    #[test]
    fn a_band_needs_every_figure() {
        let mut banded = chart(&[Some(0.5); 5]);
        banded.series[0].highs = vec![Some(0.9), None];
        assert_eq!(count(&banded, class::BAND[0]), 1);
        banded.series[0].shares[4] = None;
        assert_eq!(count(&banded, class::BAND[0]), 0);
    }

    #[test]
    fn axes_are_numbered_where_labels_do_not_fit() {
        let keys = |width| {
            let drawing = place(&chart(&[Some(0.5); 9]), width);
            drawing.shapes.iter().filter(|it| it.class() == class::KEY).count()
        };
        assert_eq!(keys(320.0), 18); // Nine at the axes, nine in the list.
        assert_eq!(keys(600.0), 0);
    }

    #[test]
    fn a_label_with_the_number_of_its_axis_says_it_once() {
        let mut chart = chart(&[Some(0.5); 9]);
        for (at, axis) in chart.axes.iter_mut().enumerate() {
            axis.label = format!("{}. Nhân lực số", if at == 8 { 12 } else { at + 1 }).into();
        }
        let drawing = place(&chart, 320.0);
        let is_label = |it: &&Shape| it.class() == class::LABEL;
        let line = |it: &Shape| if let Shape::Text { lines, .. } = it { lines.join(" ") } else { String::new() };
        let labels: Vec<String> = drawing.shapes.iter().filter(is_label).map(line).collect();
        assert_eq!((labels.len(), &*labels[7], &*labels[8]), (9, "Nhân lực số", "12. Nhân lực số"));
    }
}
