//! Ranks over many draws of weights and of what rounding may have hidden, in whole numbers.

/// How far a weight is drawn from its own value: a quarter of it to both sides.
pub const SPREAD_PERCENT: u64 = 25;

/// Published values have four decimals, so the true one may be half of the last place away: in millionths.
pub const ROUNDING_MILLIONTHS: u64 = 50;

/// The greatest value, in millionths.
const MOST_VALUE: u64 = 1_000_000;

/// The greatest weight, in hundredths of a point: with it, no sum of items leaves 64 bits.
const MOST_WEIGHT: u64 = 100_000_000;

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
    #[inline]
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `0..limit`, from the upper half of the next one: WebAssembly has no product of 128 bits. No number
    /// is preferred by more than `limit` in four thousand million. 0 for a limit of 0.
    #[inline]
    pub fn below(&mut self, limit: u32) -> u64 {
        ((self.number() >> 32) * u64::from(limit)) >> 32
    }
}

/// Draws that are made in portions, so that a page can answer in between. In how many portions does not matter.
///
/// In each draw every weight is between 75 % and 125 % of its own value and every value up to [`ROUNDING_MILLIONTHS`]
/// away from the published one, evenly. A weight of zero stays zero.
#[derive(Debug, Clone)]
pub struct Draws {
    /// By unit, an item after the other.
    values: Vec<u64>,
    weights: Vec<u64>,
    draw: Draw,
    made: usize,
    count: usize,
    /// How often each unit had each rank, by unit; ranks count from 0.
    often: Vec<usize>,
    /// Sums with their units, in the order of the last draw, which the next one is near.
    sums: Vec<(u64, usize)>,
}

impl Draws {
    /// No draw yet.
    ///
    /// # Range
    ///
    /// `values` in millionths (`0..=1_000_000`), a list per unit; `weights` in hundredths of a point, at most
    /// 100,000,000. Greater ones count as the greatest, and values without a weight not at all.
    pub fn new(values: &[Vec<u64>], weights: &[u64], seed: u64) -> Draws {
        let (count, items) = (values.len(), weights.len());
        let of_unit = |unit: &Vec<u64>| {
            let value = |at: usize| unit.get(at).copied().unwrap_or_default().min(MOST_VALUE);
            (0..items).map(value).collect::<Vec<u64>>()
        };
        Draws {
            values: values.iter().flat_map(of_unit).collect(),
            weights: weights.iter().map(|weight| *weight.min(&MOST_WEIGHT)).collect(),
            draw: Draw::new(seed),
            made: 0,
            count,
            often: vec![0; count * count],
            sums: (0..count).map(|unit| (0, unit)).collect(),
        }
    }

    /// How many draws were made.
    pub fn made(&self) -> usize {
        self.made
    }

    /// So many draws more.
    pub fn make(&mut self, draws: usize) {
        let items = self.weights.len();
        if self.count == 0 || items == 0 {
            self.made += draws;
            return;
        }
        for _ in 0..draws {
            let draw = &mut self.draw;
            let lowest = 10_000 - 100 * SPREAD_PERCENT;
            let drawn: Vec<u64> = self
                .weights
                .iter()
                .map(|weight| weight * (lowest + draw.below(200 * SPREAD_PERCENT as u32 + 1)) / 10_000)
                .collect();
            // In the order of the last draw: every order of drawing is as even as any other.
            for (sum, unit) in &mut self.sums {
                let values = self.values.get(*unit * items..(*unit + 1) * items).unwrap_or_default();
                *sum = 0;
                for (value, weight) in values.iter().zip(&drawn) {
                    let moved = value + draw.below(2 * ROUNDING_MILLIONTHS as u32 + 1);
                    *sum = sum.saturating_add(moved * weight);
                }
            }
            self.sums.sort_unstable_by(|left, right| right.cmp(left));
            let (mut place, mut last) = (0, None);
            for (at, (sum, unit)) in self.sums.iter().enumerate() {
                if last != Some(*sum) {
                    (place, last) = (at, Some(*sum));
                }
                if let Some(times) = self.often.get_mut(unit * self.count + place) {
                    *times += 1;
                }
            }
        }
        self.made += draws;
    }

    /// The interval of ranks of each unit over the draws that were made. Equal sums share a rank.
    ///
    /// # Missing
    ///
    /// Empty without draws or units.
    pub fn intervals(&self) -> Vec<Interval> {
        if self.made == 0 || self.count == 0 {
            return Vec::new();
        }
        let interval = |ranks: &[usize]| {
            let at = |of: usize| {
                let mut seen = 0;
                let reached = ranks.iter().position(|times| {
                    seen += times;
                    seen > of
                });
                reached.map_or(self.count, |at| at + 1)
            };
            let twentieth = self.made / 20;
            Interval { low: at(twentieth), high: at(self.made - 1 - twentieth), best: at(0), worst: at(self.made - 1) }
        };
        self.often.chunks(self.count).map(interval).collect()
    }
}

/// The interval of ranks of each unit over so many draws, see [`Draws`].
pub fn intervals(values: &[Vec<u64>], weights: &[u64], draws: usize, seed: u64) -> Vec<Interval> {
    let mut all = Draws::new(values, weights, seed);
    all.make(draws);
    all.intervals()
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
        let mut portions = Draws::new(&values, &weights, 42);
        [1, 99, 0, 650, 250].into_iter().for_each(|draws| portions.make(draws));
        assert_eq!((portions.made(), portions.intervals()), (1000, first.clone()), "portions do not matter");
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
