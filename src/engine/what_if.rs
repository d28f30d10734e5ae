//! What would follow from other weights: an analysis of published values, never an official ranking.
//!
//! The ranking for given weights is exact. The [`intervals`] of ranks are not: they are counted over draws of weights
//! and of what rounding may have hidden, in whole numbers (millionths of a value, hundredths of a point), and the same
//! seed gives the same draws.

use super::{
    dataset::{MeasureKind, Structure, Table},
    exact::{Exact, RoundingMode},
    rank::rank,
};

/// How far a weight is drawn from its own value: a quarter of it to both sides.
pub const SPREAD_PERCENT: u64 = 25;

/// Published values have four decimals, so the true one may be half of the last place away: in millionths.
pub const ROUNDING_MILLIONTHS: u64 = 50;

/// How many draws a page makes.
pub const DRAWS: usize = 1000;

/// What has a weight of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The main indicators, as positions of measures. Several: what is left of the index, as one.
    pub measures: Vec<usize>,
    /// Its points in the framework.
    pub points: Exact,
}

/// What the index of the units of a table is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Makeup {
    /// In the order of the framework; the rest is the last.
    pub items: Vec<Item>,
    /// The units that can be computed: position in the set, and a value per item.
    pub units: Vec<(usize, Vec<Exact>)>,
}

impl Makeup {
    /// The main indicators that all units have which have any, and the rest of the published index as one item.
    ///
    /// # Missing
    ///
    /// `None` when fewer than two units can be computed. Units of which an index or an indicator is not known are left
    /// out, never guessed. The rest follows from four decimals, so it is right to about 0.0002.
    pub fn of(table: &Table, structure: &Structure) -> Option<Makeup> {
        let value = |measure: usize, unit: usize| table.cell(measure, unit)?.value.clone();
        let count = table.cells.first().map_or(0, Vec::len);
        let index = structure.index();
        let with_index: Vec<usize> = (0..count).filter(|unit| value(index, *unit).is_some()).collect();
        let mains: Vec<usize> =
            (0..structure.measures.len()).filter(|at| kind(structure, *at) == Some(MeasureKind::Main)).collect();
        // An indicator that few units have would leave out the many.
        let known = |main: &&usize| {
            with_index.iter().filter(|unit| value(**main, **unit).is_some()).count() * 2 > with_index.len()
        };
        let shared: Vec<usize> = mains.iter().filter(known).copied().collect();
        let rest: Vec<usize> = mains.iter().filter(|main| !shared.contains(main)).copied().collect();
        let points = |measures: &[usize]| -> Exact {
            measures.iter().filter_map(|at| Some(&structure.measures.get(*at)?.max_points)).sum()
        };
        let mut items: Vec<Item> =
            shared.iter().map(|main| Item { measures: vec![*main], points: points(&[*main]) }).collect();
        if !rest.is_empty() {
            items.push(Item { points: points(&rest), measures: rest.clone() });
        }
        let whole = points(&mains);
        let values = |unit: usize| -> Option<Vec<Exact>> {
            let mut values: Vec<Exact> = shared.iter().map(|main| value(*main, unit)).collect::<Option<_>>()?;
            if !rest.is_empty() {
                let reached: Exact = shared.iter().zip(&values).map(|(main, value)| value * &points(&[*main])).sum();
                let left = &(&value(index, unit)? * &whole) - &reached;
                values.push(left.checked_div(&points(&rest))?.between(&Exact::ZERO, &Exact::ONE));
            }
            Some(values)
        };
        let units: Vec<(usize, Vec<Exact>)> =
            with_index.iter().filter_map(|unit| Some((*unit, values(*unit)?))).collect();
        (units.len() > 1 && !shared.is_empty()).then_some(Makeup { items, units })
    }

    /// The value of each unit under these weights, in the order of the units.
    ///
    /// # Missing
    ///
    /// Empty when the weights add up to zero.
    pub fn values(&self, weights: &[Exact]) -> Vec<Exact> {
        let whole: Exact = weights.iter().sum();
        let value = |values: &Vec<Exact>| {
            let sum: Exact = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
            sum.checked_div(&whole)
        };
        self.units.iter().map(|(_, values)| value(values)).collect::<Option<_>>().unwrap_or_default()
    }

    /// The ranks of such values, each to four decimals as published ones: equal ones share a rank.
    pub fn ranks(&self, values: &[Exact]) -> Vec<usize> {
        let rounded: Vec<Option<Exact>> =
            values.iter().map(|value| Some(value.round(super::exact::Rounding::half_up(4)))).collect();
        rank(&rounded).into_iter().flatten().collect()
    }

    /// The values for [`intervals`]: millionths, by unit.
    pub fn millionths(&self) -> Vec<Vec<u64>> {
        let whole = |value: &Exact| scaled(value, 1_000_000);
        self.units.iter().map(|(_, values)| values.iter().map(whole).collect()).collect()
    }
}

fn kind(structure: &Structure, at: usize) -> Option<MeasureKind> {
    structure.measures.get(at).map(|it| it.kind)
}

/// A value times a whole number, as a whole number; 0 for what is below zero or beyond all bounds.
pub fn scaled(value: &Exact, times: i64) -> u64 {
    (value * &Exact::from(times)).to_text_with(0, RoundingMode::HalfUp).parse().unwrap_or_default()
}

/// The ranks that a unit has over all draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// One in twenty draws is better than this.
    pub low: usize,
    /// One in twenty draws is worse than this.
    pub high: usize,
    /// The best of all draws.
    pub best: usize,
    /// The worst of all draws.
    pub worst: usize,
}

/// SplitMix64: small, fast, the same everywhere.
///
/// # Source
///
/// Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014; constants as in `java.util.SplittableRandom`.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// The same seed gives the same numbers.
    pub fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `0..limit`; the bias of so few is below one in a million million. 0 for a limit of 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(limit)) >> 64) as u64
    }
}

/// The interval of ranks of each unit over so many draws.
///
/// In each draw every weight is between 75 % and 125 % of its own value and every value up to [`ROUNDING_MILLIONTHS`]
/// away from the published one, evenly. A weight of zero stays zero.
///
/// # Range
///
/// `values` in millionths (`0..=1_000_000`), a list per unit; `weights` in hundredths of a point, at most 100,000,000.
/// Equal sums share a rank.
///
/// # Missing
///
/// Empty without draws or units.
pub fn intervals(values: &[Vec<u64>], weights: &[u64], draws: usize, seed: u64) -> Vec<Interval> {
    let count = values.len();
    if count == 0 || draws == 0 {
        return Vec::new();
    }
    let mut draw = Draw::new(seed);
    // How often each unit had each rank.
    let mut often = vec![vec![0_usize; count + 1]; count];
    let mut sums: Vec<(u64, usize)> = Vec::with_capacity(count);
    for _ in 0..draws {
        let drawn: Vec<u64> = weights
            .iter()
            .map(|weight| {
                let weight = (*weight).min(100_000_000);
                weight * (10_000 - 100 * SPREAD_PERCENT + draw.below(200 * SPREAD_PERCENT + 1)) / 10_000
            })
            .collect();
        sums.clear();
        for (unit, values) in values.iter().enumerate() {
            let mut sum = 0_u64;
            for (value, weight) in values.iter().zip(&drawn) {
                let moved = value.min(&1_000_000) + draw.below(2 * ROUNDING_MILLIONTHS + 1);
                sum = sum.saturating_add(moved * weight);
            }
            sums.push((sum, unit));
        }
        sums.sort_unstable_by(|left, right| right.cmp(left));
        let mut place = 0;
        let mut last = None;
        for (at, (sum, unit)) in sums.iter().enumerate() {
            if last != Some(*sum) {
                place = at + 1;
                last = Some(*sum);
            }
            if let Some(times) = often.get_mut(*unit).and_then(|ranks| ranks.get_mut(place)) {
                *times += 1;
            }
        }
    }
    let interval = |ranks: &Vec<usize>| {
        let reached = |of: usize| {
            let mut seen = 0;
            ranks.iter().position(|times| {
                seen += times;
                seen > of
            })
        };
        let at = |of: usize| reached(of).unwrap_or(count);
        let (low, high) = (at(draws / 20), at(draws - 1 - draws / 20));
        Interval { low, high, best: at(0), worst: at(draws - 1) }
    };
    often.iter().map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_are_those_of_the_reference() {
        // The numbers of the reference implementation for this seed.
        let mut draw = Draw::new(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| draw.number()).collect();
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
        assert!((0..1000).all(|_| draw.below(7) < 7));
        assert_eq!(draw.below(0), 0);
    }

    #[test]
    fn the_same_seed_gives_the_same_intervals() {
        let values: Vec<Vec<u64>> = (0..63)
            .map(|unit| (0..8).map(|item| 500_000 + (unit * 7919 + item * 104_729) % 300_000).collect())
            .collect();
        let weights = [10_000, 20_000, 5_000, 0, 10_000, 10_000, 20_000, 15_000];
        let first = intervals(&values, &weights, 1000, 42);
        assert_eq!(first, intervals(&values, &weights, 1000, 42));
        assert_ne!(first, intervals(&values, &weights, 1000, 43));
        for it in first {
            assert!(1 <= it.best && it.best <= it.low && it.low <= it.high && it.high <= it.worst && it.worst <= 63);
        }
    }

    #[test]
    fn who_is_better_in_everything_stays_ahead_whatever_the_weights() {
        let values = [vec![900_000, 800_000], vec![700_000, 600_000], vec![700_000, 600_000]];
        let found = intervals(&values, &[50_000, 50_000], 500, 1);
        let only = |rank| Interval { low: rank, high: rank, best: rank, worst: rank };
        assert_eq!(found.first(), Some(&only(1)));
        // The other two differ by what rounding hides alone.
        assert_eq!((found[1].best, found[1].worst), (2, 3));
        assert!(intervals(&values, &[1, 1], 0, 1).is_empty() && intervals(&[], &[], 10, 1).is_empty());
    }

    #[test]
    fn nothing_overflows() {
        let values = vec![vec![u64::MAX; 9]; 3];
        let found = intervals(&values, &[u64::MAX; 9], 10, u64::MAX);
        assert_eq!(found.len(), 3);
    }
}
