//! Exact arithmetic and ranks, against arbitrary-precision rationals.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
};

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use proptest::{
    prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest},
    prop_oneof,
};
use thuocso::engine::{
    exact::{Exact, Rounding, RoundingMode},
    framework::raw::RawRoundingMode,
    rank::rank,
};

use super::{
    config,
    oracle::{self, Q},
    scores::value,
};

/// A number in both worlds.
type Both = (Exact, Q);

/// Small and huge numbers, near the limits of machine integers, and decimals with many digits.
fn numbers() -> impl Strategy<Value = Both> {
    let limits = prop_oneof![Just(i64::MAX), Just(i64::MIN), Just(i64::MAX - 1), Just(1_i64 << 32), Just(0), Just(-1)];
    let integer = prop_oneof![4 => -1000_i64..1000, 2 => any::<i64>(), 1 => limits];
    let ratio = (integer.clone(), integer).prop_filter_map("something over zero", |(num, den)| {
        let big = || Q::new(num.into(), den.into());
        Some((Exact::ratio(num, den)?, big()))
    });
    let decimal = "-?(0|[1-9][0-9]{0,13})(\\.[0-9]{1,14})?|0\\.0{20}[0-9]{8}|-?[1-9][0-9]{27}";
    let decimal = decimal.prop_map(|text| (Exact::parse_decimal(&text).unwrap(), oracle::decimal(&text).unwrap()));
    prop_oneof![3 => ratio, 2 => decimal]
}

const MODES: [(RoundingMode, RawRoundingMode); 3] = [
    (RoundingMode::HalfUp, RawRoundingMode::HalfUp),
    (RoundingMode::HalfEven, RawRoundingMode::HalfEven),
    (RoundingMode::Down, RawRoundingMode::Down),
];

fn hash(number: &Exact) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #![proptest_config(config(2000))]

    /// Two operands of any size: every operation is that of the rationals.
    #[test]
    fn arithmetic_is_exact((a, x) in numbers(), (b, y) in numbers()) {
        prop_assert_eq!(value(&(&a + &b)), &x + &y);
        prop_assert_eq!(value(&(&a - &b)), &x - &y);
        prop_assert_eq!(value(&(&a * &b)), &x * &y);
        prop_assert_eq!(value(&-&a), -&x);
        let quotient = a.checked_div(&b).as_ref().map(value);
        prop_assert_eq!(quotient, (!y.is_zero()).then(|| if y.is_zero() { Q::zero() } else { &x / &y }));
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(a == b, x == y);
        prop_assert_eq!(value(a.lesser(&b)), x.clone().min(y.clone()));
        prop_assert_eq!(value(a.greater(&b)), x.clone().max(y));
        prop_assert_eq!(a.is_zero(), x.is_zero());
        prop_assert_eq!(a.is_negative(), x.is_negative());
        prop_assert_eq!(a.is_whole(), x.is_integer());
        let (low, high) = if a < b { (&a, &b) } else { (&b, &a) };
        prop_assert_eq!(value(&Exact::ZERO.between(low, high)), Q::zero().max(value(low)).min(value(high)));
    }

    /// A chain of operations does not lose anything, whichever form the values between have.
    #[test]
    fn chains_are_exact(start in numbers(), chain in proptest::collection::vec((0_u8..4, numbers()), 0..12)) {
        let (mut exact, mut rational) = start;
        for (operation, (number, expected)) in chain {
            (exact, rational) = match operation {
                0 => (&exact + &number, rational + expected),
                1 => (&exact - &number, rational - expected),
                2 => (&exact * &number, rational * expected),
                _ if expected.is_zero() => continue,
                _ => (exact.checked_div(&number).unwrap(), rational / expected),
            };
            prop_assert_eq!(value(&exact), rational.clone());
        }
        // The same number, come about in another way, is the same in every respect.
        let again = &(&exact + &Exact::ONE) - &Exact::ONE;
        prop_assert_eq!(&again, &exact);
        prop_assert_eq!(hash(&again), hash(&exact));
    }

    /// Rounding in every mode, to every number of places.
    #[test]
    fn rounding_is_that_of_the_rationals((number, expected) in numbers(), (divisor, by) in numbers(), places in 0_u8..=10) {
        let cases = [(number.clone(), expected.clone()), match divisor.is_zero() {
            true => (number, expected),
            false => (number.checked_div(&divisor).unwrap(), expected / by),
        }];
        for ((number, expected), (mode, raw_mode)) in cases.iter().flat_map(|case| MODES.map(|modes| (case, modes))) {
            let rounded = number.round(Rounding { places, mode });
            prop_assert_eq!(value(&rounded), oracle::round(expected, u32::from(places), raw_mode));
            let text = number.to_text_with(u32::from(places), mode);
            prop_assert_eq!(Exact::parse_decimal(&text).map_or_else(|| rational(&text), |it| value(&it)), value(&rounded));
            let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            prop_assert_eq!(decimals, usize::from(places));
        }
    }

    /// Ties, where modes differ: half a unit of the last place, more or less.
    #[test]
    fn ties_are_rounded_by_their_mode(whole in -1_000_000_i64..1_000_000, places in 0_u8..=6, off in -1_i64..=1) {
        let unit = Exact::ratio(1, 10_i64.pow(u32::from(places))).unwrap();
        let half = &(&Exact::from(whole) * &unit) + &(&unit * &Exact::ratio(1, 2).unwrap());
        let number = &half + &(&Exact::from(off) * &Exact::ratio(1, 1_000_000_007).unwrap());
        for (mode, raw_mode) in MODES {
            let rounded = number.round(Rounding { places, mode });
            prop_assert_eq!(value(&rounded), oracle::round(&value(&number), u32::from(places), raw_mode));
        }
    }

    /// A number that has a decimal form of at most 28 digits is read back as it was written.
    #[test]
    fn what_is_written_is_read_back((number, expected) in numbers()) {
        let text = number.to_text();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let ends = rational(&text) == expected;
        prop_assert_eq!(ends, number.decimal_places().is_some_and(|places| places <= 28));
        if ends && digits <= 28 {
            prop_assert_eq!(Exact::parse_decimal(&text), Some(number));
        }
        if !ends {
            prop_assert!((rational(&text) - &expected).abs() <= Q::new(1.into(), 2_000_000_000_000_i64.into()));
        }
        let plain = text == "0" || !text.contains('.') || !text.ends_with('0');
        prop_assert!(plain && !text.ends_with('.') && text != "-0", "{}", text);
    }

    /// Points that a file states are read back: also those that two figures of 28 digits come to.
    #[test]
    fn points_that_are_written_are_read_back((number, _) in numbers(), (divisor, _) in numbers()) {
        let quotient = number.checked_div(&divisor).unwrap_or_default();
        for points in [number, quotient] {
            prop_assert_eq!(Exact::parse_points(&points.to_points_text()), Some(points));
        }
    }

    /// Points of numbers that nobody can write in full are rounded, and read all the same.
    #[test]
    fn points_of_any_length_are_read((number, _) in numbers(), times in 1_usize..7) {
        let divisor = &(&number * &number) + &Exact::ratio(1, 7).unwrap();
        let third = (0..times).try_fold(Exact::ONE, |product, _| product.checked_div(&divisor)).unwrap();
        let points = third.lesser(&Exact::from(1000)).clone();
        let read = Exact::parse_points(&points.to_points_text()).unwrap();
        let off = &read - &points;
        prop_assert!(off <= Exact::ratio(1, 1_000_000_000_000).unwrap() && -&off <= Exact::ratio(1, 1_000_000_000_000).unwrap());
    }

    /// Reading a number never fails in a bad way and agrees with the definition.
    #[test]
    fn numbers_are_read_as_defined(text in "[-+]?[0-9]{0,16}[.,eE ]?[0-9]{0,14}%?|[0-9]{26,30}") {
        prop_assert_eq!(Exact::parse_decimal(&text).as_ref().map(value), oracle::decimal(&text));
    }

    /// The rank of a value is one more than the number of greater values, wherever it stands.
    #[test]
    fn ranks_count_who_is_better(values in proptest::collection::vec(proptest::option::weighted(0.8, 0_i64..12), 0..40)) {
        // The same value in different forms still ties.
        let form = |(at, number): (usize, &Option<i64>)| number.map(|number| Exact::ratio(number * (1 + at as i64), 1 + at as i64).unwrap());
        let exact: Vec<Option<Exact>> = values.iter().enumerate().map(form).collect();
        let ranks = rank(&exact);
        let better = |value: i64| values.iter().flatten().filter(|other| **other > value).count();
        let expected: Vec<Option<usize>> = values.iter().map(|value| value.map(|value| better(value) + 1)).collect();
        prop_assert_eq!(&ranks, &expected);
        let mut reversed = exact;
        reversed.reverse();
        let mut backwards = rank(&reversed);
        backwards.reverse();
        prop_assert_eq!(backwards, ranks);
    }
}

/// A decimal text of any length.
fn rational(text: &str) -> Q {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mantissa: BigInt = format!("{whole}{fraction}").parse().unwrap();
    Q::new(mantissa, BigInt::from(10).pow(fraction.len() as u32))
}
