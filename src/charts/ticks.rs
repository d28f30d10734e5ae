//! Round reference values for a scale.
//!
//! What belongs here: the choice and the order of values. What does not: their texts, which depend on a language
//! and therefore come from the caller as [`Tick`]s.

use super::Tick;

/// The most values that [`steps`] gives, whatever is asked for.
pub const MOST_STEPS: usize = 50;

/// Round values from `low` to `high`, both included when they are round themselves.
///
/// The distance is 1, 2, 2.5 or 5 times a power of ten: the smallest that gives no more than
/// `at_most` values.
///
/// # Range
///
/// `at_most` counts as `2..=50`.
///
/// # Missing
///
/// Empty when an end is not finite or `low` is not less than `high`.
///
/// # Examples
///
/// ```
/// assert_eq!(thuocso::charts::ticks::steps(0.0, 1.0, 5), [0.0, 0.25, 0.5, 0.75, 1.0]);
/// ```
pub fn steps(low: f64, high: f64, at_most: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return Vec::new();
    }
    let at_most = at_most.clamp(2, MOST_STEPS);
    let first_power = (span / at_most as f64).log10().floor() as i32;
    // Three powers of ten are enough: even the first holds a step that is nearly right.
    for power in first_power..=first_power + 2 {
        for quarters in [4.0, 8.0, 10.0, 20.0] {
            let values = multiples(quarters, power, low, high, at_most);
            if let Some(values) = values {
                return values;
            }
        }
    }
    Vec::new()
}

/// The multiples of `quarters / 4 * 10^power` in a range, or `None` if they are too many.
fn multiples(quarters: f64, power: i32, low: f64, high: f64, at_most: usize) -> Option<Vec<f64>> {
    let scale = 10f64.powi(power.abs());
    let step = if power < 0 { quarters / 4.0 / scale } else { quarters / 4.0 * scale };
    // A millionth of a step forgives rounding errors in the ends.
    let first = (low / step - 1e-6).ceil();
    let last = (high / step + 1e-6).floor();
    // Beyond 2^53 whole numbers have gaps, and `first + 1.0` could be `first`.
    let countable = first.abs().max(last.abs()) < 9e15;
    if !countable || last - first + 1.0 > at_most as f64 {
        return None;
    }
    let count = (last - first + 1.0).max(0.0) as usize;
    let value = |k: usize| {
        // Multiplying whole numbers first and dividing once gives 0.3 and not 0.30000000000000004.
        let whole = (first + k as f64) * quarters;
        let value = if power < 0 { whole / (4.0 * scale) } else { whole / 4.0 * scale };
        value.max(low).min(high) + 0.0
    };
    Some((0..count).map(value).collect())
}

/// Whether a tick is on the scale.
pub(crate) fn is_drawn(tick: &Tick) -> bool {
    (0.0..=1.0).contains(&tick.share)
}

/// The ticks on the scale, the lowest first. There are few, so each is put where it belongs.
pub(crate) fn drawn(ticks: &[Tick]) -> Vec<&Tick> {
    let mut drawn: Vec<&Tick> = Vec::with_capacity(ticks.len());
    for tick in ticks.iter().filter(|tick| is_drawn(tick)) {
        let at = drawn.iter().take_while(|it| it.share <= tick.share).count();
        drawn.insert(at, tick);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_steps() {
        fn check(low: f64, high: f64, at_most: usize, expected: &[f64]) {
            assert_eq!(steps(low, high, at_most), expected, "{low} to {high}, at most {at_most}");
        }
        check(0.0, 1.0, 5, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        check(0.0, 1.0, 3, &[0.0, 0.5, 1.0]);
        check(0.0, 1.0, 6, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check(0.0, 1000.0, 6, &[0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]);
        check(2019.0, 2023.0, 5, &[2019.0, 2020.0, 2021.0, 2022.0, 2023.0]);
        check(0.0, 0.9, 10, &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
        check(-1.0, 1.0, 5, &[-1.0, -0.5, 0.0, 0.5, 1.0]);
        check(0.13, 0.49, 4, &[0.2, 0.3, 0.4]);
    }

    #[test]
    fn no_range_no_steps() {
        for (low, high) in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (f64::MIN, f64::MAX)] {
            assert!(steps(low, high, 5).is_empty(), "{low} to {high}");
        }
        // Next to each other, far from zero: no step can be told from the next.
        assert!(steps(1e300, 1e300 * (1.0 + 1e-15), 5).len() <= 5);
        assert!(steps(0.0, f64::MIN_POSITIVE, 5).len() <= 5);
        assert!(steps(0.0, 1.0, usize::MAX).len() <= MOST_STEPS);
    }
}
