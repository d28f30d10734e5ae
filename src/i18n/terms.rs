//! Formulas as people read them.

use super::{Language, number, own::text};
use crate::engine::{exact::Exact, rule::trace::Term};

/// A formula in one line: `209 / 209 × 11,11`, `nếu(a / b ≥ 80%; Điểm tối đa; 0)`.
///
/// `max` stands for the maximum where its number is to be shown and not its name. Arguments are separated as
/// spreadsheets of the language do it: Vietnamese has its comma in numbers and takes `;`.
pub fn terms(terms: &[Term], language: Language, max: Option<&Exact>) -> String {
    let mut line = String::new();
    let mut before = Before::Start;
    for (index, term) in terms.iter().enumerate() {
        let written = word(term, terms.iter().skip(index.saturating_sub(2)).take(5), language, max);
        match term {
            Term::Symbol("(") => {
                if matches!(before, Before::Operator) {
                    line.push(' ');
                }
                line.push('(');
                before = Before::Start;
            }
            Term::Symbol(")") => {
                line.push(')');
                before = Before::Operand;
            }
            Term::Symbol(",") => {
                line.push_str(argument_mark(language));
                line.push(' ');
                before = Before::Start;
            }
            Term::Symbol(sign @ "−") if !matches!(before, Before::Operand) => {
                if matches!(before, Before::Operator) {
                    line.push(' ');
                }
                line.push_str(sign);
                before = Before::Start;
            }
            Term::Symbol("?") | Term::Number(_) | Term::Percent(_) | Term::Name(_) | Term::MaxPoints => {
                let negative = written.starts_with('−') && matches!(before, Before::Operator);
                if matches!(before, Before::Operator) {
                    line.push(' ');
                }
                match negative {
                    true => line.extend(["(", &written, ")"]),
                    false => line.push_str(&written),
                }
                before = Before::Operand;
            }
            Term::Symbol(operator) => {
                line.push(' ');
                line.push_str(operator);
                before = Before::Operator;
            }
        }
    }
    line
}

enum Before {
    Start,
    Operand,
    Operator,
}

/// Between the arguments of a function.
pub(super) fn argument_mark(language: Language) -> &'static str {
    match language {
        Language::Vi => ";",
        Language::En => ",",
    }
}

/// `near` are the terms around, which different numbers must not look like.
fn word<'a>(term: &Term, near: impl Iterator<Item = &'a Term>, language: Language, max: Option<&Exact>) -> String {
    match term {
        Term::Number(value) => {
            let shown = number::number(value, language);
            let mut near = near.filter_map(|it| match it {
                Term::Number(other) if other != value && number::number(other, language) == shown => Some(other),
                _ => None,
            });
            near.next().map_or(shown.clone(), |other| number::number_beside(value, other, language))
        }
        Term::Percent(share) => {
            let shown = number::percent(share, language);
            let mut near = near.filter_map(|it| match it {
                Term::Percent(other) if other != share && number::percent(other, language) == shown => Some(other),
                _ => None,
            });
            let hundred = Exact::from(100);
            near.next().map_or(shown.clone(), |other| {
                format!("{}%", number::points_beside(&(share * &hundred), &(other * &hundred), language))
            })
        }
        Term::Symbol(symbol) => (*symbol).to_owned(),
        Term::Name(name) => match name.as_str() {
            "min" => text(language, "terms.min").to_owned(),
            "max" => text(language, "terms.max").to_owned(),
            "if" => text(language, "terms.if").to_owned(),
            "best" => text(language, "terms.best").to_owned(),
            _ => name.clone(),
        },
        Term::MaxPoints => match max {
            Some(max) => number::number(max, language),
            None => text(language, "terms.max_points").to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Term {
        Term::Number(Exact::parse_share(text).unwrap())
    }

    fn percent(text: &str) -> Term {
        Term::Percent(Exact::parse_share(text).unwrap())
    }

    fn name(text: &str) -> Term {
        Term::Name(text.to_owned())
    }

    const fn sign(text: &'static str) -> Term {
        Term::Symbol(text)
    }

    #[test]
    fn formulas_are_spaced_and_named_in_the_language() {
        fn check(given: &[Term], vi: &str, en: &str) {
            assert_eq!(terms(given, Language::Vi, None), vi);
            assert_eq!(terms(given, Language::En, None), en);
        }
        check(
            &[number("209"), sign("/"), number("209"), sign("×"), number("100/9")],
            "209 / 209 × 11,11",
            "209 / 209 × 11.11",
        );
        check(
            &[
                name("if"),
                sign("("),
                name("a"),
                sign("/"),
                name("b"),
                sign("≥"),
                percent("80%"),
                sign(","),
                Term::MaxPoints,
                sign(","),
                number("0"),
                sign(")"),
            ],
            "nếu(a / b ≥ 80%; Điểm tối đa; 0)",
            "if(a / b ≥ 80%, max points, 0)",
        );
        check(
            &[
                name("min"),
                sign("("),
                name("a"),
                sign("/"),
                name("b"),
                sign(","),
                number("1"),
                sign(")"),
                sign("×"),
                Term::MaxPoints,
            ],
            "nhỏ nhất(a / b; 1) × Điểm tối đa",
            "min(a / b, 1) × max points",
        );
        check(
            &[sign("−"), name("x"), sign("×"), sign("("), number("1234.5"), sign("−"), number("-2"), sign(")")],
            "−x × (1.234,5 − (−2))",
            "−x × (1,234.5 − (−2))",
        );
        check(&[], "", "");
    }

    #[test]
    fn the_maximum_can_be_a_number() {
        let ten = Exact::from(10);
        assert_eq!(terms(&[name("a"), sign("×"), Term::MaxPoints], Language::Vi, Some(&ten)), "a × 10");
    }

    #[test]
    fn a_condition_that_fails_by_little_shows_the_difference() {
        let line = terms(&[percent("192931/192932"), sign("≥"), percent("100%")], Language::Vi, None);
        assert_eq!(line, "99,999% ≥ 100%");
        let line = terms(&[number("799999999/1000000000"), sign("≥"), number("4/5")], Language::Vi, None);
        assert_eq!(line, "0,799999999 ≥ 0,8");
    }
}
