//! Bands: values in equal steps with round bounds, the same for the colors of a map and the bands of a ranking.
//!
//! The rule is ours; no source that was read divides units into bands. Pages say so where they show one.

use super::exact::Exact;

/// Widths of bands that are tried, the narrowest first, in thousandths.
const WIDTHS: [i64; 11] = [10, 20, 25, 30, 40, 50, 60, 80, 100, 200, 250];

/// Widths between the lines of an axis: rounder, as there may be fewer of them.
const AXIS_WIDTHS: [i64; 7] = [10, 20, 25, 50, 100, 200, 250];

/// Equal steps from a round bound on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// How wide each band is.
    pub width: Exact,
    /// Where each band but the lowest begins, from low to high.
    pub bounds: Vec<Exact>,
}

impl Bands {
    /// Bands of the narrowest width (0.01, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.2 or 0.25) that makes at
    /// most so many.
    ///
    /// # Range
    ///
    /// For values of `0..=1`. Bounds are multiples of the width above the least and not above the greatest value.
    ///
    /// # Missing
    ///
    /// Without values there is one band.
    pub fn of<'a>(values: impl Iterator<Item = &'a Exact> + Clone, at_most: usize) -> Bands {
        Bands::with_width(&WIDTHS, values, at_most)
    }

    /// The same for the lines of an axis, with widths of 1, 2, 2.5 and 5 times a power of ten.
    pub fn of_axis<'a>(values: impl Iterator<Item = &'a Exact> + Clone, at_most: usize) -> Bands {
        Bands::with_width(&AXIS_WIDTHS, values, at_most)
    }

    fn with_width<'a>(widths: &[i64], values: impl Iterator<Item = &'a Exact> + Clone, at_most: usize) -> Bands {
        let (low, high) = (values.clone().min(), values.max());
        let mut widest = Bands { width: Exact::ONE, bounds: Vec::new() };
        let (Some(low), Some(high)) = (low, high) else { return widest };
        for thousandths in widths.iter().copied() {
            let multiples = (1..=1000 / thousandths).filter_map(|times| Exact::ratio(times * thousandths, 1000));
            let bounds: Vec<Exact> = multiples.filter(|bound| low < bound && bound <= high).collect();
            widest = Bands { width: Exact::ratio(thousandths, 1000).unwrap_or_default(), bounds };
            if widest.bounds.len() < at_most {
                break;
            }
        }
        widest
    }

    /// How many bands there are.
    pub fn count(&self) -> usize {
        self.bounds.len() + 1
    }

    /// The band of a value, from 0, the lowest.
    pub fn band(&self, value: &Exact) -> usize {
        self.bounds.iter().filter(|bound| *bound <= value).count()
    }

    /// Where a band begins and where the next one does; nothing at the ends.
    pub fn range(&self, band: usize) -> (Option<&Exact>, Option<&Exact>) {
        (band.checked_sub(1).and_then(|before| self.bounds.get(before)), self.bounds.get(band))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse_decimal(text).unwrap()
    }

    #[test]
    fn bands_are_round_and_as_narrow_as_they_may_be() {
        fn check(values: &[&str], at_most: usize, width: &str, bounds: &[&str]) {
            let values: Vec<Exact> = values.iter().map(|it| exact(it)).collect();
            let bands = Bands::of(values.iter(), at_most);
            assert_eq!(bands.width, exact(width), "{values:?}");
            assert_eq!(bands.bounds, bounds.iter().map(|it| exact(it)).collect::<Vec<_>>(), "{values:?}");
        }
        // 2024, 34 units: 0.6466 to 0.8241 and the like.
        check(&["0.6466", "0.8241"], 6, "0.04", &["0.68", "0.72", "0.76", "0.8"]);
        check(&["0.5208", "0.834"], 6, "0.06", &["0.54", "0.6", "0.66", "0.72", "0.78"]);
        check(&["0.5", "0.55"], 6, "0.01", &["0.51", "0.52", "0.53", "0.54", "0.55"]);
        check(&["0", "1"], 6, "0.2", &["0.2", "0.4", "0.6", "0.8", "1"]);
        check(&["0.5"], 6, "0.01", &[]);
        check(&[], 6, "1", &[]);
    }

    #[test]
    fn a_band_begins_at_its_bound() {
        let bands = Bands::of_axis([exact("0.6466"), exact("0.8241")].iter(), 6);
        let band = |text: &str| bands.band(&exact(text));
        assert_eq!([band("0.6466"), band("0.6499"), band("0.65"), band("0.7999"), band("0.8")], [0, 0, 1, 3, 4]);
        assert_eq!(bands.count(), 5);
        assert_eq!(bands.range(0), (None, Some(&exact("0.65"))));
        assert_eq!(bands.range(4), (Some(&exact("0.8")), None));
    }
}
