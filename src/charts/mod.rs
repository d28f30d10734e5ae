//! Charts as placed shapes: labels, finished value texts and shares in, geometry out.
//!
//! What belongs here: the placement of [`bar`], [`dots`], [`radar`] and [`trend`] charts, of [`stack`]ed bars, of
//! [`heat_map`]s, [`tile_map`]s and [`area_map`]s, the parts that they share
//! ([`scale`], [`ticks`], [`text`], the legend), the small vocabulary of [`Shape`]s that they
//! are made of, and [`svg`], which writes those shapes as a picture that stands alone.
//! All lengths are SVG user units, the origin is the top left corner, and nothing leaves the box
//! of its [`Drawing`].
//!
//! What does not belong here: points, indicators, decimals and languages. The caller has formatted
//! every text and turned every amount into a share of a length before it comes here. Mapping
//! shapes to a live page belongs to the app, as does the table with the same numbers which every
//! chart needs next to it.
//!
//! # Missing
//!
//! A share is an `Option<f64>`: `None` and `NaN` are "no figure", which is drawn as nothing and
//! never as zero. Any other value is brought into `0.0..=1.0`, infinities too.

pub mod area_map;
pub mod bar;
pub mod dots;
pub mod heat_map;
mod legend;
pub mod radar;
pub mod scale;
pub mod stack;
pub mod svg;
pub mod text;
pub mod ticks;
pub mod tile_map;
pub mod trend;

use std::rc::Rc;

/// The least width that a chart is placed in; a smaller wish is drawn this wide.
///
/// # Source
///
/// Our choice: half of the narrowest page that we support (320), for two charts in a row.
pub const MIN_WIDTH: f64 = 160.0;

/// The greatest width that a chart is placed in; a greater wish is drawn this wide.
///
/// # Source
///
/// Our choice: twice a large screen.
pub const MAX_WIDTH: f64 = 4000.0;

/// Space kept free along the edges, so that strokes and markers stay inside too.
pub(crate) const PADDING: f64 = 4.0;

/// A place in a drawing, in user units from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Which part of a text stands at its `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub fn as_str(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A placed shape. Its `class` is one of [`class::ALL`]: what the shape is for, never its color.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Rect {
        class: &'static str,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    Line {
        class: &'static str,
        x1: f64,
        y1: f64,
        x2: f64,
        y2: f64,
    },
    Circle {
        class: &'static str,
        cx: f64,
        cy: f64,
        r: f64,
    },
    Polygon {
        class: &'static str,
        points: Vec<Point>,
    },
    Polyline {
        class: &'static str,
        points: Vec<Point>,
    },
    /// An area of several closed rings; what an even number of them surrounds is a hole.
    Path {
        class: &'static str,
        rings: Vec<Vec<Point>>,
    },
    /// Lines of text; `y` is the baseline of the first, [`text::baseline`] gives the others.
    Text {
        class: &'static str,
        x: f64,
        y: f64,
        anchor: Anchor,
        size: f64,
        lines: Vec<String>,
    },
}

impl Shape {
    /// The role of the shape, one of [`class::ALL`].
    pub fn class(&self) -> &'static str {
        match self {
            Shape::Rect { class, .. }
            | Shape::Line { class, .. }
            | Shape::Circle { class, .. }
            | Shape::Polygon { class, .. }
            | Shape::Polyline { class, .. }
            | Shape::Path { class, .. }
            | Shape::Text { class, .. } => class,
        }
    }

    /// The rectangle around the shape, without its stroke; of a text, its estimated extent.
    ///
    /// # Missing
    ///
    /// `None` for a polygon without points and for a text without lines.
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Shape::Rect { x, y, width, height, .. } => {
                Some(Bounds { left: *x, top: *y, right: x + width, bottom: y + height })
            }
            Shape::Line { x1, y1, x2, y2, .. } => {
                Some(Bounds { left: x1.min(*x2), top: y1.min(*y2), right: x1.max(*x2), bottom: y1.max(*y2) })
            }
            Shape::Circle { cx, cy, r, .. } => {
                Some(Bounds { left: cx - r, top: cy - r, right: cx + r, bottom: cy + r })
            }
            Shape::Polygon { points, .. } | Shape::Polyline { points, .. } => Bounds::of(points.iter()),
            Shape::Path { rings, .. } => Bounds::of(rings.iter().flatten()),
            Shape::Text { class, x, y, anchor, size, lines } => {
                let measured = if class::is_bold(class) { size * text::BOLD } else { *size };
                let width = lines.iter().map(|line| text::width(line, measured)).reduce(f64::max)?;
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                Some(Bounds {
                    left,
                    top: y - size * text::ASCENT,
                    right: left + width,
                    bottom: text::baseline(*y, *size, lines.len() - 1) + size * text::DESCENT,
                })
            }
        }
    }

    /// The same shape, `dy` lower.
    fn lowered(mut self, dy: f64) -> Shape {
        match &mut self {
            Shape::Rect { y, .. } | Shape::Text { y, .. } => *y += dy,
            Shape::Line { y1, y2, .. } => {
                *y1 += dy;
                *y2 += dy;
            }
            Shape::Circle { cy, .. } => *cy += dy,
            Shape::Polygon { points, .. } | Shape::Polyline { points, .. } => {
                points.iter_mut().for_each(|p| p.y += dy);
            }
            Shape::Path { rings, .. } => rings.iter_mut().flatten().for_each(|p| p.y += dy),
        }
        self
    }
}

/// A rectangle by its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Bounds {
    /// The rectangle around points; nothing without any.
    pub(crate) fn of<'a>(points: impl Iterator<Item = &'a Point>) -> Option<Bounds> {
        points.map(|p| Bounds { left: p.x, top: p.y, right: p.x, bottom: p.y }).reduce(Bounds::around)
    }

    /// The middle part, half as wide and half as high.
    pub fn middle(&self) -> Bounds {
        let (dx, dy) = ((self.right - self.left) / 4.0, (self.bottom - self.top) / 4.0);
        Bounds { left: self.left + dx, top: self.top + dy, right: self.right - dx, bottom: self.bottom - dy }
    }

    /// Whether the two share an area; touching edges do not count.
    pub fn overlaps(&self, other: &Bounds) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn around(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Shapes in drawing order, and the box that holds them all.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
}

/// A line of reference with its text, such as 0.5 and "50 %". [`ticks::steps`] finds good places.
///
/// # Missing
///
/// A tick outside `0.0..=1.0` is left out; an empty text leaves the line alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub share: f64,
    pub text: Rc<str>,
}

/// What a shape is for. The app maps these names to style sheets, [`svg`] to a palette.
pub mod class {
    /// The whole length that a bar could reach.
    pub const TRACK: &str = "chart-track";
    /// The length reached.
    pub const BAR: &str = "chart-bar";
    /// The length reached, of a bar with [`Tone::Strong`](super::bar::Tone::Strong).
    pub const BAR_STRONG: &str = "chart-bar-strong";
    /// What could still be reached: the low end of an interval to the high one.
    pub const INTERVAL: &str = "chart-interval";
    /// A mark of reference across a bar.
    pub const MARK: &str = "chart-mark";
    /// Under a mark: wider and in the color of the background, so that the mark shows on any bar.
    pub const MARK_RIM: &str = "chart-mark-rim";
    /// The line that bars start from.
    pub const BASELINE: &str = "chart-baseline";
    /// A line at a tick.
    pub const GRID: &str = "chart-grid";
    /// The text of a tick.
    pub const TICK: &str = "chart-tick";
    /// The name of a bar or an axis.
    pub const LABEL: &str = "chart-label";
    /// The same, in bold.
    pub const LABEL_STRONG: &str = "chart-label-strong";
    /// A value text.
    pub const VALUE: &str = "chart-value";
    /// The number that stands for an axis of a radar, in bold.
    pub const KEY: &str = "chart-key";
    /// A text of the legend.
    pub const LEGEND: &str = "chart-legend";
    /// A ring of a radar.
    pub const RING: &str = "chart-ring";
    /// The outermost ring of a radar.
    pub const RING_OUTER: &str = "chart-ring-outer";
    /// An axis of a radar.
    pub const SPOKE: &str = "chart-spoke";
    /// The area inside the outline of the first series; the others have none.
    pub const AREA: &str = "chart-area";
    /// The outline of each series of a radar, never filled.
    pub const SERIES: [&str; 3] = ["chart-series-1", "chart-series-2", "chart-series-3"];
    /// The area up to the high ends of a series.
    pub const BAND: [&str; 3] = ["chart-band-1", "chart-band-2", "chart-band-3"];
    /// The points of each series: disks, squares, diamonds, triangles up and down.
    pub const MARKER: [&str; 5] =
        ["chart-marker-1", "chart-marker-2", "chart-marker-3", "chart-marker-4", "chart-marker-5"];
    /// A line between what can not be compared.
    pub const BREAK: &str = "chart-break";
    /// A part of a whole.
    pub const PART: [&str; 5] = ["chart-part-1", "chart-part-2", "chart-part-3", "chart-part-4", "chart-part-5"];
    /// A text on a part, in bold.
    pub const ON_PART: &str = "chart-on-part";
    /// The steps of a scale of colors, from the lowest and lightest; see [`on_step`] for texts on them.
    pub const STEP: [&str; 6] =
        ["chart-step-1", "chart-step-2", "chart-step-3", "chart-step-4", "chart-step-5", "chart-step-6"];
    /// An area of which no figure is known.
    pub const STEP_NONE: &str = "chart-step-none";
    /// A text on a light step.
    pub const ON_LIGHT: &str = "chart-on-light";
    /// A text on a dark step.
    pub const ON_DARK: &str = "chart-on-dark";

    /// The role of an area of a step, counted from 0.
    ///
    /// # Missing
    ///
    /// `None`: no figure. A step beyond the last is the last.
    pub fn step(step: Option<usize>) -> &'static str {
        step.map_or(STEP_NONE, |step| STEP[step.min(STEP.len() - 1)])
    }

    /// The role of a text on such an area.
    pub fn on_step(step: Option<usize>) -> &'static str {
        match step {
            None => LABEL,
            Some(0..=3) => ON_LIGHT,
            Some(_) => ON_DARK,
        }
    }

    /// Every role there is; a style sheet that covers these covers all charts.
    pub const ALL: [&str; 45] = [
        TRACK,
        BAR,
        BAR_STRONG,
        INTERVAL,
        MARK,
        MARK_RIM,
        BASELINE,
        GRID,
        TICK,
        LABEL,
        LABEL_STRONG,
        VALUE,
        KEY,
        LEGEND,
        RING,
        RING_OUTER,
        SPOKE,
        AREA,
        SERIES[0],
        SERIES[1],
        SERIES[2],
        BAND[0],
        BAND[1],
        BAND[2],
        MARKER[0],
        MARKER[1],
        MARKER[2],
        MARKER[3],
        MARKER[4],
        BREAK,
        PART[0],
        PART[1],
        PART[2],
        PART[3],
        PART[4],
        ON_PART,
        STEP[0],
        STEP[1],
        STEP[2],
        STEP[3],
        STEP[4],
        STEP[5],
        STEP_NONE,
        ON_LIGHT,
        ON_DARK,
    ];

    /// Whether texts of this role are set in bold, and therefore measured wider.
    pub fn is_bold(class: &str) -> bool {
        class == LABEL_STRONG || class == KEY || class == ON_PART
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_a_text_follow_its_anchor() {
        // Ten digits of 0.58 em at size 10 are 58 wide.
        let left = |anchor| {
            let lines = vec!["0123456789".to_owned()];
            let text = Shape::Text { class: class::LABEL, x: 100.0, y: 50.0, anchor, size: 10.0, lines };
            text.bounds().map(|it| it.left.round())
        };
        assert_eq!(left(Anchor::Start), Some(100.0));
        assert_eq!(left(Anchor::Middle), Some(71.0));
        assert_eq!(left(Anchor::End), Some(42.0));
    }

    #[test]
    fn touching_is_not_overlapping() {
        let at = |left: f64| Bounds { left, top: 0.0, right: left + 10.0, bottom: 10.0 };
        assert!(at(0.0).overlaps(&at(9.9)));
        assert!(!at(0.0).overlaps(&at(10.0)));
    }

    #[test]
    fn every_role_is_listed_once() {
        let mut names = class::ALL.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), class::ALL.len());
    }
}
