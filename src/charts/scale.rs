//! From amounts to places: along a line, around a center, and into the range that is allowed.
//!
//! What belongs here: total functions on finite ranges. What does not: the choice of reference
//! values, which is [`ticks`](super::ticks).

use std::f64::consts::{FRAC_PI_2, TAU};

use super::{MAX_WIDTH, MIN_WIDTH, Point};

/// A share that can be drawn.
///
/// # Range
///
/// `0.0..=1.0`; what lies outside is brought to the nearer end.
///
/// # Missing
///
/// `None` for `None` and for `NaN`: both are "no figure".
pub fn share(value: Option<f64>) -> Option<f64> {
    // Adding zero turns -0.0 into 0.0.
    value.filter(|it| !it.is_nan()).map(|it| it.clamp(0.0, 1.0) + 0.0)
}

/// The low and the high end of an interval.
///
/// # Missing
///
/// Without a low end there is no interval. A high end that is missing or below the low one is
/// taken as equal to it.
pub fn interval(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    let low = share(low)?;
    Some((low, share(high).map_or(low, |high| high.max(low))))
}

/// The width that a chart is placed in: `MIN_WIDTH..=MAX_WIDTH`, and 320 for `NaN`.
pub fn usable_width(width: f64) -> f64 {
    if width.is_nan() { 320.0 } else { width.clamp(MIN_WIDTH, MAX_WIDTH) }
}

/// Places amounts of a range on a line, evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// `domain.0` is placed at `range.0`, `domain.1` at `range.1`; either may run downwards.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Linear {
        Linear { domain, range }
    }

    /// The place of `value`, never outside the range.
    ///
    /// # Missing
    ///
    /// `NaN`, and any value of a domain that is empty or not finite, is placed at the start.
    pub fn place(&self, value: f64) -> f64 {
        let (start, end) = self.range;
        let part = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        if part.is_nan() || !(self.domain.1 - self.domain.0).is_finite() {
            return start;
        }
        let part = part.clamp(0.0, 1.0);
        // Not `start + part * (end - start)`, which can miss `end` by a rounding error.
        start * (1.0 - part) + end * part
    }
}

/// Places shares on axes that spread evenly around a center, the first one upwards, clockwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polar {
    pub center: Point,
    pub radius: f64,
    pub axes: usize,
}

impl Polar {
    /// The direction of an axis as a vector of length 1; `(0, -1)` points up.
    pub fn direction(&self, axis: usize) -> Point {
        let axes = self.axes.max(1);
        let (sin, cos) = sin_cos(TAU * (axis % axes) as f64 / axes as f64);
        Point { x: sin, y: -cos }
    }

    /// The place of a share of the radius on an axis; not cut off, so that labels can be outside.
    pub fn place(&self, axis: usize, share: f64) -> Point {
        let direction = self.direction(axis);
        Point {
            x: self.center.x + direction.x * self.radius * share,
            y: self.center.y + direction.y * self.radius * share,
        }
    }
}

/// Sine and cosine of an angle of at most one turn, right to the last digit but one.
///
/// The standard library's take angles of any size, and ten times the code.
fn sin_cos(angle: f64) -> (f64, f64) {
    // A quarter of a turn in two parts: small multiples of the first are exact.
    const QUARTER: (f64, f64) = (1.570_796_326_734_125_6, 6.077_100_506_506_192e-11);
    let quarters = (angle / FRAC_PI_2).round_ties_even();
    let (near, less) = (angle - quarters * QUARTER.0, quarters * QUARTER.1);
    let rest = near - less;
    let lost = near - rest - less;
    // The series up to the seventeenth power, the smallest terms first.
    let square = rest * rest;
    let (mut sin, mut cos) = (0.0, 0.0);
    for even in (2..=16).rev().step_by(2) {
        let even = f64::from(even);
        sin = -square * (1.0 + sin) / (even * (even + 1.0));
        cos = -square * (1.0 + cos) / (even * (even - 1.0));
    }
    let (sin, cos) = (rest + (rest * sin + lost), 1.0 + (cos - rest * lost));
    match quarters as u8 % 4 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        fn check(value: f64, expected: Option<f64>) {
            assert_eq!(share(Some(value)), expected, "{value}");
        }
        check(0.25, Some(0.25));
        check(-0.1, Some(0.0));
        check(1.1, Some(1.0));
        check(f64::INFINITY, Some(1.0));
        check(f64::NEG_INFINITY, Some(0.0));
        check(f64::NAN, None);
        assert_eq!(share(None), None);
        assert!(share(Some(-0.0)).is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn intervals() {
        assert_eq!(interval(Some(0.2), Some(0.7)), Some((0.2, 0.7)));
        assert_eq!(interval(Some(0.7), Some(0.2)), Some((0.7, 0.7)));
        assert_eq!(interval(Some(0.7), None), Some((0.7, 0.7)));
        assert_eq!(interval(None, Some(0.7)), None);
    }

    #[test]
    fn a_line_is_never_left() {
        let line = Linear::new((0.0, 200.0), (10.0, 110.0));
        assert_eq!(line.place(0.0), 10.0);
        assert_eq!(line.place(50.0), 35.0);
        assert_eq!(line.place(200.0), 110.0);
        assert_eq!(line.place(1e300), 110.0);
        assert_eq!(line.place(f64::NEG_INFINITY), 10.0);
        assert_eq!(line.place(f64::NAN), 10.0);
        assert_eq!(Linear::new((5.0, 5.0), (10.0, 110.0)).place(5.0), 10.0);
        assert_eq!(Linear::new((0.0, f64::INFINITY), (10.0, 110.0)).place(5.0), 10.0);
    }

    #[test]
    fn axes_start_upwards_and_run_clockwise() {
        let polar = Polar { center: Point { x: 100.0, y: 100.0 }, radius: 50.0, axes: 4 };
        let rounded = |axis| {
            let at = polar.place(axis, 1.0);
            (at.x.round(), at.y.round())
        };
        assert_eq!(rounded(0), (100.0, 50.0));
        assert_eq!(rounded(1), (150.0, 100.0));
        assert_eq!(rounded(2), (100.0, 150.0));
        assert_eq!(rounded(3), (50.0, 100.0));
    }

    #[test]
    fn directions_are_sines_and_cosines() {
        for axes in 1..=64 {
            let polar = Polar { center: Point { x: 0.0, y: 0.0 }, radius: 1.0, axes };
            for axis in 0..axes {
                let (at, angle) = (polar.direction(axis), TAU * axis as f64 / axes as f64);
                let far = (at.x - angle.sin()).abs().max((at.y + angle.cos()).abs());
                assert!(far < 1e-15, "axis {axis} of {axes} is off by {far}");
                assert_eq!(at, polar.direction(axis + axes), "once around");
            }
        }
        let nowhere = Polar { center: Point { x: 0.0, y: 0.0 }, radius: 1.0, axes: 0 };
        assert_eq!(nowhere.direction(3), Point { x: 0.0, y: -1.0 });
    }
}
