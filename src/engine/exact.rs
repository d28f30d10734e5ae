//! Exact numbers.
//!
//! Belongs here: rational arithmetic, reading numbers as they are written in files, and rounding where asked.
//! Does not belong here: the way a language writes numbers (see `i18n`), or binary floating point, which no score ever sees.
//!
//! A decimal type of 28 digits is not enough: `2 / 3 * 3` is not `2` in it. Small values are a pair of machine integers,
//! everything else is a [`BigRational`]; which of the two holds a value can not be seen from outside.

use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    num::NonZeroI64,
    ops::{Add, Mul, Neg, Sub},
};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// A rational number, exact.
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
enum Repr {
    /// `den` is above zero. Not always in lowest terms: reducing costs more than it saves in a chain of operations.
    Small { num: i64, den: NonZeroI64 },
    /// In lowest terms, and too large for `Small` in lowest terms.
    Big(Box<BigRational>),
}

/// That a denominator is never zero lets a number take 16 bytes instead of 24.
const _: () = assert!(size_of::<Exact>() == 16);

/// `den` is above zero.
#[inline(always)]
fn small(num: i64, den: i64) -> Exact {
    Exact(Repr::Small { num, den: NonZeroI64::new(den).unwrap_or(ONE) })
}

/// The most digits of numerator and of denominator in points that files write as a fraction.
const MOST_PART_DIGITS: usize = 64;

/// The denominator of whole numbers.
const ONE: NonZeroI64 = match NonZeroI64::new(1) {
    Some(one) => one,
    None => NonZeroI64::MAX,
};

/// What happens to a tie, and to everything else, when a number is cut to so many decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundingMode {
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// Toward zero.
    Down,
}

/// Digits after the decimal point and what happens to the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// `0..=10`.
    pub places: u8,
    /// Ties.
    pub mode: RoundingMode,
}

impl Rounding {
    /// To the nearest, ties away from zero.
    pub const fn half_up(places: u8) -> Rounding {
        Rounding { places, mode: RoundingMode::HalfUp }
    }
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Repr::Small { num: 0, den: ONE });
    /// One.
    pub const ONE: Exact = Exact(Repr::Small { num: 1, den: ONE });

    /// `num / den`, or nothing when `den` is zero.
    pub fn ratio(num: i64, den: i64) -> Option<Exact> {
        Exact::from(num).checked_div(&Exact::from(den))
    }

    /// A decimal number as files write it: digits, at most one point, an optional sign; at most 28 digits.
    ///
    /// # Errors
    ///
    /// Nothing is returned for exponents, separators, spaces, an empty text and more than 28 digits.
    pub fn parse_decimal(text: &str) -> Option<Exact> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if all_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        if !all_digits(whole) {
            return None;
        }
        let significant = whole.trim_start_matches('0').len() + fraction.len();
        if significant > 28 || text.len() > 64 {
            return None;
        }
        Decimal::from_str_exact(text).ok().map(Exact::from)
    }

    /// A share as frameworks write it: `1/2`, `0.5` or `50%`.
    pub fn parse_share(text: &str) -> Option<Exact> {
        if let Some(percent) = text.strip_suffix('%') {
            return Exact::parse_decimal(percent)?.checked_div(&Exact::from(100));
        }
        match text.split_once('/') {
            Some((num, den)) => Exact::parse_decimal(num)?.checked_div(&Exact::parse_decimal(den)?),
            None => Exact::parse_decimal(text),
        }
    }

    /// Points as files write those that somebody decided: `9.5`, or `400/7` where no decimal number is the same.
    ///
    /// # Range
    ///
    /// A decimal number as [`Exact::parse_decimal`], a share, or a fraction of whole numbers of at most 64 digits.
    pub fn parse_points(text: &str) -> Option<Exact> {
        if text.ends_with('%') {
            return None;
        }
        Exact::parse_share(text).or_else(|| {
            let (num, den) = text.split_once('/')?;
            let (sign, digits) = num.strip_prefix('-').map_or((1, num), |digits| (-1, digits));
            let whole = |text: &str| {
                let is_number =
                    (1..=MOST_PART_DIGITS).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
                if is_number { text.parse::<BigInt>().ok() } else { None }
            };
            let (num, den) = (whole(digits)?, whole(den)?);
            (!den.is_zero()).then(|| from_big(BigRational::new(num * sign, den)))
        })
    }

    /// The number as [`Exact::parse_points`] reads it: `9.5`, `400/7`.
    ///
    /// # Rounding
    ///
    /// None, unless numerator or denominator have more digits than can be read: then half up at 12 places, or at none
    /// where that is too long. Only formulas over many long figures come to such numbers.
    pub fn to_points_text(&self) -> String {
        let text = self.to_text();
        let read = Exact::parse_decimal(&text);
        if read.as_ref() == Some(self) {
            return text;
        }
        let (num, den) = self.to_fraction();
        if num.trim_start_matches('-').len().max(den.len()) <= MOST_PART_DIGITS {
            return format!("{num}/{den}");
        }
        if read.is_some() { text } else { self.to_text_with(0, RoundingMode::HalfUp) }
    }

    /// This number and another one, in as many decimals as tell them apart: at least all that this one has, and all of
    /// the other one up to six; without superfluous zeros.
    ///
    /// # Rounding
    ///
    /// Half up; fractions where 28 decimals are the same.
    pub fn told_apart(&self, other: &Exact) -> [String; 2] {
        let all_of = |value: &Exact, most: u32| value.decimal_places().filter(|places| *places <= most);
        let least = all_of(self, 28).max(all_of(other, 6)).unwrap_or_default().max(2);
        let text = |value: &Exact, places: u32| {
            let text = value.to_text_with(places, RoundingMode::HalfUp);
            let shown = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
            if shown == "-0" { "0".to_owned() } else { shown.to_owned() }
        };
        let pair = |places: u32| [self, other].map(|value| text(value, places));
        let apart = (least..=28).map(pair).find(|[left, right]| left != right);
        apart.unwrap_or_else(|| [self, other].map(Exact::to_points_text))
    }

    /// The quotient, or nothing when the divisor is zero.
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        if let Some([a, b, c, d]) = self.small_parts(other) {
            let sign = if c < 0 { -1 } else { 1 };
            if all_short([a, b, c, d]) {
                return Some(small(sign * a * d, sign * b * c));
            }
            let sign = i128::from(sign);
            return Some(from_wide(sign * i128::from(a) * i128::from(d), sign * i128::from(b) * i128::from(c)));
        }
        Some(from_big(self.to_big() / other.to_big()))
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Repr::Small { num: 0, .. })
    }

    /// Whether this is one.
    pub fn is_one(&self) -> bool {
        matches!(&self.0, Repr::Small { num, den } if *num == den.get())
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// Whether this is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small { num, den } => num % den.get() == 0,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// The smaller of the two.
    pub fn lesser<'a>(&'a self, other: &'a Exact) -> &'a Exact {
        if other < self { other } else { self }
    }

    /// The greater of the two.
    pub fn greater<'a>(&'a self, other: &'a Exact) -> &'a Exact {
        if other > self { other } else { self }
    }

    /// The nearest value in `low..=high`.
    pub fn between(&self, low: &Exact, high: &Exact) -> Exact {
        self.greater(low).lesser(high).clone()
    }

    /// This number with so many decimals.
    pub fn round(&self, rounding: Rounding) -> Exact {
        let scale = 10_i64.pow(u32::from(rounding.places.min(10)));
        if let Repr::Small { num, den } = &self.0 {
            let short = all_short([*num, den.get(), scale, 0]);
            if let Some(scaled) = if short { Some(num * scale) } else { num.checked_mul(scale) } {
                return small(divide_rounded(scaled, den.get(), rounding.mode), scale);
            }
        }
        let scaled = self.to_big() * BigInt::from(scale);
        from_big(BigRational::new(divide_rounded_big(scaled.numer(), scaled.denom(), rounding.mode), scale.into()))
    }

    /// The number as files write it, with a decimal point and no superfluous zeros.
    ///
    /// # Rounding
    ///
    /// None where the decimal expansion ends within 28 places; otherwise half up at 12 places,
    /// because `1/3` has no decimal form.
    pub fn to_text(&self) -> String {
        match self.decimal_places() {
            Some(places) if places <= 28 => self.to_text_with(places, RoundingMode::HalfUp),
            _ => {
                let text = self.to_text_with(12, RoundingMode::HalfUp);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }

    /// Numerator and denominator in lowest terms; the sign is the numerator's.
    pub fn to_fraction(&self) -> (String, String) {
        let reduced = self.to_big();
        (reduced.numer().to_string(), reduced.denom().to_string())
    }

    /// The number with exactly `places` decimals.
    pub fn to_text_with(&self, places: u32, mode: RoundingMode) -> String {
        let machine = match &self.0 {
            Repr::Small { num, den } if places <= 10 => num.checked_mul(10_i64.pow(places)).map(|num| (num, den.get())),
            _ => None,
        };
        let (is_negative, digits) = match machine {
            Some((num, den)) => {
                let scaled = divide_rounded(num, den, mode);
                (scaled < 0, scaled.unsigned_abs().to_string())
            }
            None => {
                let number = self.as_big();
                let scaled = number.numer() * BigInt::from(10).pow(places);
                let scaled = divide_rounded_big(&scaled, number.denom(), mode);
                (scaled.is_negative(), scaled.magnitude().to_string())
            }
        };
        let digits = format!("{digits:0>width$}", width = places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let sign = if is_negative { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// `part / whole × max`, rounded, in one division: what most leaves come to. Nothing unless all are whole and short,
    /// `part` is not negative and below `whole`; then the long way gives the same.
    #[inline]
    pub fn rounded_share(part: &Exact, whole: &Exact, max: &Exact, rounding: Rounding) -> Option<Exact> {
        let [part, one, whole, also_one] = part.small_parts(whole)?;
        let Repr::Small { num: max, den } = max.0 else { return None };
        let scale = 10_i64.pow(u32::from(rounding.places.min(10)));
        if one != 1 || also_one != 1 || den != ONE || part < 0 || part >= whole || !all_short([part, whole, max, scale])
        {
            return None;
        }
        let product = part * max;
        (product <= i64::MAX / scale).then(|| small(divide_rounded(product * scale, whole, rounding.mode), scale))
    }

    /// How many decimals write this number exactly; nothing when its expansion never ends.
    pub fn decimal_places(&self) -> Option<u32> {
        let reduced = match &self.0 {
            Repr::Small { num, den } => {
                let mut rest = den.get() / num_integer::gcd(*num, den.get());
                let twos = rest.trailing_zeros();
                rest >>= twos;
                let mut fives = 0;
                while rest % 5 == 0 {
                    rest /= 5;
                    fives += 1;
                }
                return (rest == 1).then_some(twos.max(fives));
            }
            Repr::Big(big) => big.denom(),
        };
        let mut rest = reduced.clone();
        let mut count = |factor: u32| {
            let mut times = 0;
            while (&rest % factor).is_zero() {
                rest /= factor;
                times += 1;
            }
            times
        };
        let (twos, fives) = (count(2), count(5));
        rest.is_one().then_some(twos.max(fives))
    }

    /// `a / b` and `c / d`, where both are pairs of machine integers.
    #[inline(always)]
    fn small_parts(&self, other: &Exact) -> Option<[i64; 4]> {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => Some([*a, b.get(), *c, d.get()]),
            _ => None,
        }
    }

    fn to_big(&self) -> BigRational {
        self.as_big().into_owned()
    }

    /// In lowest terms.
    fn as_big(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Repr::Small { num, den } => Cow::Owned(BigRational::new((*num).into(), den.get().into())),
            Repr::Big(big) => Cow::Borrowed(big),
        }
    }
}

/// `num / den` as a whole number; `den` is above zero.
#[inline(always)]
fn divide_rounded(num: i64, den: i64, mode: RoundingMode) -> i64 {
    let whole = num / den;
    // Not `%`: a second division costs more than all the rest of this function.
    let rest = num - whole * den;
    if rest == 0 {
        return whole;
    }
    // `rest` is nearer to zero than `den`, so the difference fits; `2 × rest` need not.
    let rest = rest.unsigned_abs();
    let up = match (mode, rest.cmp(&(den.unsigned_abs() - rest))) {
        (RoundingMode::Down, _) | (_, Ordering::Less) => false,
        (_, Ordering::Greater) | (RoundingMode::HalfUp, Ordering::Equal) => true,
        (RoundingMode::HalfEven, Ordering::Equal) => whole % 2 != 0,
    };
    if up { whole + num.signum() } else { whole }
}

fn divide_rounded_big(num: &BigInt, den: &BigInt, mode: RoundingMode) -> BigInt {
    let (whole, rest) = num.div_rem(den);
    let twice: BigInt = rest.abs() * 2;
    let up = match (mode, twice.cmp(den)) {
        (RoundingMode::Down, _) | (_, Ordering::Less) => false,
        (_, Ordering::Greater) | (RoundingMode::HalfUp, Ordering::Equal) => true,
        (RoundingMode::HalfEven, Ordering::Equal) => !(&whole % BigInt::from(2)).is_zero(),
    };
    if up { whole + num.signum() } else { whole }
}

/// Whether all fit into 32 bits, so that products and sums of two products fit into 64: most figures do, and WebAssembly
/// has no fast product of 64-bit numbers that can overflow.
#[inline(always)]
fn all_short([a, b, c, d]: [i64; 4]) -> bool {
    let short = |number: i64| number == i64::from(number as i32);
    short(a) & short(b) & short(c) & short(d)
}

/// `den` is above zero.
fn from_wide(num: i128, den: i128) -> Exact {
    if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
        return small(num, den);
    }
    from_wide_slow(num, den)
}

#[cold]
fn from_wide_slow(num: i128, den: i128) -> Exact {
    let divisor = num_integer::gcd(num, den);
    match (i64::try_from(num / divisor), i64::try_from(den / divisor)) {
        (Ok(num), Ok(den)) => small(num, den),
        _ => Exact(Repr::Big(Box::new(BigRational::new(num.into(), den.into())))),
    }
}

fn from_big(big: BigRational) -> Exact {
    match (big.numer().to_i64(), big.denom().to_i64()) {
        (Some(num), Some(den)) => small(num, den),
        _ => Exact(Repr::Big(Box::new(big))),
    }
}

impl From<i64> for Exact {
    fn from(num: i64) -> Exact {
        Exact(Repr::Small { num, den: ONE })
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Exact {
        // A mantissa has 96 bits and a scale is at most 28: both fit into an `i128`.
        from_wide(decimal.mantissa(), 10_i128.pow(decimal.scale()))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        let Some([a, b, c, d]) = self.small_parts(other) else {
            return match (self.is_zero(), other.is_zero()) {
                (true, _) => other.clone(),
                (_, true) => self.clone(),
                _ => from_big(&*self.as_big() + &*other.as_big()),
            };
        };
        if b == d
            && let Some(num) = a.checked_add(c)
        {
            return small(num, b);
        }
        if all_short([a, b, c, d]) {
            return small(a * d + c * b, b * d);
        }
        let [a, b, c, d] = [a, b, c, d].map(i128::from);
        from_wide(a * d + c * b, b * d)
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match &self.0 {
            Repr::Small { num, den } => from_wide(-i128::from(*num), den.get().into()),
            Repr::Big(big) => from_big(-(**big).clone()),
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        let Some([a, b, c, d]) = self.small_parts(other) else { return from_big(self.to_big() * other.to_big()) };
        if all_short([a, b, c, d]) {
            return small(a * c, b * d);
        }
        let [a, b, c, d] = [a, b, c, d].map(i128::from);
        from_wide(a * c, b * d)
    }
}

impl<'a> std::iter::Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(items: I) -> Exact {
        items.fold(Exact::ZERO, |total, item| &total + item)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(items: I) -> Exact {
        items.fold(Exact::ZERO, |total, item| &total + &item)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        let Some([a, b, c, d]) = self.small_parts(other) else { return self.as_big().cmp(&other.as_big()) };
        if b == d {
            a.cmp(&c)
        } else if all_short([a, b, c, d]) {
            (a * d).cmp(&(c * b))
        } else {
            let [a, b, c, d] = [a, b, c, d].map(i128::from);
            (a * d).cmp(&(c * b))
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        match (&self.0, &other.0) {
            (Repr::Big(left), Repr::Big(right)) => left.numer() == right.numer() && left.denom() == right.denom(),
            _ => match self.small_parts(other) {
                Some([a, b, c, d]) => i128::from(a) * i128::from(d) == i128::from(c) * i128::from(b),
                None => false,
            },
        }
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_big().hash(state);
    }
}

impl Default for Exact {
    fn default() -> Exact {
        Exact::ZERO
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_big())
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    #[test]
    fn different_numbers_are_told_in_the_digits_that_tell_them_apart() {
        fn check(stated: &str, computed: &str, expected: [&str; 2]) {
            assert_eq!(number(stated).told_apart(&number(computed)), expected, "{stated} {computed}");
        }
        check("100", "95.81", ["100", "95.81"]);
        check("33.33", "100/3", ["33.33", "33.333"]);
        check("33.3333333333", "100/3", ["33.3333333333", "33.33333333333"]);
        check("1", "20/3", ["1", "6.67"]);
        check("100/3", "100/7", ["33.33", "14.29"]);
        check("7", "6.999", ["7", "6.999"]);
        check("1.5", "5.704", ["1.5", "5.704"]);
        check("0.001", "-1/1000", ["0.001", "-0.001"]);
        check("0", "0.0000000000000000000000000001", ["0", "0.0000000000000000000000000001"]);
    }

    #[test]
    fn a_third_times_three_is_one() {
        assert_eq!(&number("2/3") * &number("3"), number("2"));
        assert_eq!(&(&number("1/3") + &number("1/3")) + &number("1/3"), Exact::ONE);
    }

    #[test]
    fn numbers_are_read_strictly() {
        for text in
            ["", ".", "1.", ".5", "1e3", "1_000", " 1", "1,5", "+1", "--1", "1/0", "12345678901234567890123456789"]
        {
            assert_eq!(Exact::parse_share(text), None, "{text}");
        }
        assert_eq!(number("-0.50"), Exact::ratio(-1, 2).unwrap());
        assert_eq!(number("80%"), Exact::ratio(4, 5).unwrap());
        assert_eq!(number("792281625142643375935439503.5").to_text(), "792281625142643375935439503.5");
    }

    #[test]
    fn ties_follow_the_mode() {
        fn check(text: &str, places: u8, mode: RoundingMode, expected: &str) {
            let rounded = number(text).round(Rounding { places, mode });
            assert_eq!(rounded.to_text(), expected, "{text} to {places} places, {mode:?}");
        }
        check("2.345", 2, RoundingMode::HalfUp, "2.35");
        check("2.345", 2, RoundingMode::HalfEven, "2.34");
        check("2.355", 2, RoundingMode::HalfEven, "2.36");
        check("2.349", 2, RoundingMode::Down, "2.34");
        check("-2.345", 2, RoundingMode::HalfUp, "-2.35");
        check("-2.345", 2, RoundingMode::Down, "-2.34");
        check("2/3", 4, RoundingMode::HalfUp, "0.6667");
        check("9223372036854775807.5", 0, RoundingMode::HalfUp, "9223372036854775808");
    }

    #[test]
    fn text_is_exact_where_a_decimal_can_be() {
        fn check(value: &Exact, expected: &str) {
            assert_eq!(value.to_text(), expected);
        }
        check(&number("4.50"), "4.5");
        check(&number("100"), "100");
        check(&number("1/8"), "0.125");
        check(&number("1/3"), "0.333333333333");
        check(&number("-1/3"), "-0.333333333333");
        check(&number("0.0000000000000000000000000001"), "0.0000000000000000000000000001");
    }

    #[test]
    fn decimals_are_counted_in_lowest_terms() {
        fn check(value: &Exact, expected: Option<u32>) {
            assert_eq!(value.decimal_places(), expected, "{value:?}");
        }
        check(&Exact::ZERO, Some(0));
        check(&small(-30, 60), Some(1));
        check(&small(6, 3), Some(0));
        check(&small(1, 1 << 40), Some(40));
        check(&small(i64::MIN, 1 << 62), Some(0));
        check(&small(1, 1_000_000_000_000_000_000), Some(18));
        check(&small(1, 6), None);
        check(&number("0.0000000000000000000000000001"), Some(28));
        check(&(&number("0.0000000000000000000000000001") + &number("1/3")), None);
    }

    #[test]
    fn values_beyond_machine_integers_stay_exact() {
        let big = number("9999999999999999999999999999");
        let square = &big * &big;
        assert_eq!(square.checked_div(&big).unwrap(), big);
        assert_eq!(&square - &square, Exact::ZERO);
        assert_eq!(&Exact::from(i64::MIN) - &Exact::ONE, number("-9223372036854775809"));
        assert_eq!(-&Exact::from(i64::MIN), number("9223372036854775808"));
        assert!(Exact::from(i64::MAX) < number("9223372036854775808"));
    }
}
