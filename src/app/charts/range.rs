//! The part of a scale that values need, with round ends.

use super::main_indicators::length;
use crate::{
    charts::Tick,
    engine::{bands::Bands, exact::Exact},
    i18n::{Language, number},
};

/// The most steps of a range.
const MOST_STEPS: usize = 6;

/// A part of `0..=1` that holds all values.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    low: Exact,
    span: Exact,
    /// Lines at round values, with their texts.
    pub ticks: Vec<Tick>,
}

impl Range {
    /// From the multiple of a round width below the least value to that above the greatest.
    pub fn of<'a>(values: impl Iterator<Item = &'a Exact> + Clone, language: Language) -> Range {
        let bands = Bands::of_axis(values, MOST_STEPS);
        let (Some(first), Some(last)) = (bands.bounds.first(), bands.bounds.last()) else {
            let ticks = [Exact::ZERO, Exact::ONE];
            return Range { low: Exact::ZERO, span: Exact::ONE, ticks: Vec::new() }.with_ticks(&ticks, language);
        };
        let low = first - &bands.width;
        let high = (last + &bands.width).lesser(&Exact::ONE).clone();
        let mut ticks = vec![low.clone()];
        ticks.extend(bands.bounds.iter().cloned());
        if ticks.last() != Some(&high) {
            ticks.push(high.clone());
        }
        Range { span: &high - &low, low, ticks: Vec::new() }.with_ticks(&ticks, language)
    }

    fn with_ticks(mut self, values: &[Exact], language: Language) -> Range {
        let tick =
            |value: &Exact| Some(Tick { share: self.place(value)?, text: number::number(value, language).into() });
        self.ticks = values.iter().filter_map(tick).collect();
        self
    }

    /// Where a value is, `0.0..=1.0`.
    pub fn place(&self, value: &Exact) -> Option<f64> {
        length(&(value - &self.low), &self.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_round_ends() {
        let exact = |text: &str| Exact::parse_decimal(text).unwrap();
        let values = [exact("0.6466"), exact("0.8241")];
        let range = Range::of(values.iter(), Language::Vi);
        let texts: Vec<&str> = range.ticks.iter().map(|it| &*it.text).collect();
        assert_eq!(texts, ["0,6", "0,65", "0,7", "0,75", "0,8", "0,85"]);
        assert_eq!((range.place(&exact("0.6")), range.place(&exact("0.85"))), (Some(0.0), Some(1.0)));
        assert_eq!(range.place(&exact("0.725")), Some(0.5));
    }
}
