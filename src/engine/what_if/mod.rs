//! What would follow from other weights: an analysis of published values, never an official ranking.
//!
//! The ranking for given weights is exact. The [`intervals`] of ranks are not: they are counted over draws of weights
//! and of what rounding may have hidden, in whole numbers (millionths of a value, hundredths of a point), and the same
//! seed gives the same draws.

mod draws;

pub use draws::{Draw, Draws, Interval, ROUNDING_MILLIONTHS, SPREAD_PERCENT, intervals};

use super::{
    dataset::{MeasureKind, Structure, Table},
    exact::{Exact, RoundingMode},
    rank::rank,
};

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
