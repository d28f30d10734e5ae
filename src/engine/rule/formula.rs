//! Formulas over named inputs: reading them, and what they compute.
//!
//! The language is total and bounded: arithmetic, comparison, `min`, `max`, `if`; no loops, no names that define
//! themselves, at most [`MAX_PARTS`] parts nested at most [`MAX_DEPTH`] deep.

use super::InputIndex;
use crate::engine::{exact::Exact, problem::ProblemKind};

/// The most parts of one formula.
pub const MAX_PARTS: usize = 200;
/// The deepest nesting of one formula.
pub const MAX_DEPTH: usize = 32;
/// The name of the maximum in formulas.
pub const MAX_POINTS: &str = "max_points";
/// Words that no input may be called.
pub const RESERVED: [&str; 5] = ["min", "max", "if", "best", MAX_POINTS];

/// A formula that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A constant.
    Number(Exact),
    /// The figure of an input; a percentage counts as a number of `0..=100`.
    Input(InputIndex),
    /// The result of an earlier step.
    Step(usize),
    /// The maximum of the leaf or part.
    MaxPoints,
    /// `-x`
    Negative(Box<Expression>),
    /// `x + y` and so on.
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// The smallest.
    Min(Vec<Expression>),
    /// The greatest.
    Max(Vec<Expression>),
    /// `if(x >= y, then, otherwise)`
    If(Comparison, Box<[Expression; 4]>),
}

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Operator {
    /// As people write it.
    pub fn symbol(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "−",
            Operator::Multiply => "×",
            Operator::Divide => "/",
        }
    }
}

impl Comparison {
    /// As people write it.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::AtMost => "≤",
            Comparison::Greater => ">",
            Comparison::AtLeast => "≥",
            Comparison::Equal => "=",
            Comparison::NotEqual => "≠",
        }
    }

    /// Whether it holds.
    pub fn holds(self, left: &Exact, right: &Exact) -> bool {
        match self {
            Comparison::Less => left < right,
            Comparison::AtMost => left <= right,
            Comparison::Greater => left > right,
            Comparison::AtLeast => left >= right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
        }
    }
}

/// What a name in a formula stands for.
pub trait Names {
    /// The input or step of that name, or the problem that there is none.
    fn resolve(&mut self, name: &str) -> Result<Expression, ProblemKind>;
}

/// Why a formula has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoResult {
    /// A figure is not entered.
    Missing,
    /// Something is divided by zero.
    DividedByZero,
}

/// What the leaves of a formula are worth.
pub trait Values {
    /// The figure of an input.
    fn input(&self, input: InputIndex) -> Option<Exact>;
    /// The result of an earlier step, or why it has none.
    fn step(&self, step: usize) -> Result<Exact, NoResult>;
    /// The maximum.
    fn max_points(&self) -> &Exact;
}

impl Expression {
    /// The exact result. Only the branch of an `if` that is taken is computed.
    pub fn evaluate(&self, values: &impl Values) -> Result<Exact, NoResult> {
        Ok(match self {
            Expression::Number(number) => number.clone(),
            Expression::Input(input) => values.input(*input).ok_or(NoResult::Missing)?,
            Expression::Step(step) => values.step(*step)?,
            Expression::MaxPoints => values.max_points().clone(),
            Expression::Negative(inner) => -&inner.evaluate(values)?,
            Expression::Binary(operator, left, right) => {
                let (left, right) = (left.evaluate(values)?, right.evaluate(values)?);
                match operator {
                    Operator::Add => &left + &right,
                    Operator::Subtract => &left - &right,
                    Operator::Multiply => &left * &right,
                    Operator::Divide => left.checked_div(&right).ok_or(NoResult::DividedByZero)?,
                }
            }
            Expression::Min(items) => fold(items, values, |best, next| best.lesser(next).clone())?,
            Expression::Max(items) => fold(items, values, |best, next| best.greater(next).clone())?,
            Expression::If(comparison, parts) => {
                let [left, right, then, otherwise] = &**parts;
                let holds = comparison.holds(&left.evaluate(values)?, &right.evaluate(values)?);
                if holds { then.evaluate(values)? } else { otherwise.evaluate(values)? }
            }
        })
    }

    /// Calls `visit` on this and everything in it.
    pub fn visit(&self, visit: &mut impl FnMut(&Expression)) {
        visit(self);
        match self {
            Expression::Number(_) | Expression::Input(_) | Expression::Step(_) | Expression::MaxPoints => {}
            Expression::Negative(inner) => inner.visit(visit),
            Expression::Binary(_, left, right) => {
                left.visit(visit);
                right.visit(visit);
            }
            Expression::Min(items) | Expression::Max(items) => items.iter().for_each(|item| item.visit(visit)),
            Expression::If(_, parts) => parts.iter().for_each(|part| part.visit(visit)),
        }
    }
}

fn fold(
    items: &[Expression],
    values: &impl Values,
    choose: impl Fn(&Exact, &Exact) -> Exact,
) -> Result<Exact, NoResult> {
    let mut best: Option<Exact> = None;
    for item in items {
        let next = item.evaluate(values)?;
        best = Some(best.map_or_else(|| next.clone(), |best| choose(&best, &next)));
    }
    // The parser never makes an empty list.
    best.ok_or(NoResult::Missing)
}

/// Reads a formula.
///
/// # Errors
///
/// The first thing that can not be read, with its column counted from 1 in characters; a name that stands for nothing;
/// a formula that is too large.
pub fn parse(text: &str, names: &mut impl Names) -> Result<Expression, ProblemKind> {
    let mut parser = Parser { characters: text.chars().collect(), position: 0, parts: 0, depth: 0, names };
    let expression = parser.sum()?;
    parser.skip_spaces();
    match parser.peek() {
        None => Ok(expression),
        Some(found) => Err(parser.fault(format!("`{found}` is not expected here"))),
    }
}

struct Parser<'a, N> {
    characters: Vec<char>,
    position: usize,
    parts: usize,
    depth: usize,
    names: &'a mut N,
}

impl<N: Names> Parser<'_, N> {
    fn sum(&mut self) -> Result<Expression, ProblemKind> {
        let mut left = self.product()?;
        loop {
            let operator = match self.next_symbol() {
                Some('+') => Operator::Add,
                Some('-' | '−') => Operator::Subtract,
                _ => return Ok(left),
            };
            self.position += 1;
            left = self.binary(operator, left, Parser::product)?;
        }
    }

    fn product(&mut self) -> Result<Expression, ProblemKind> {
        let mut left = self.unary()?;
        loop {
            let operator = match self.next_symbol() {
                Some('*' | '×') => Operator::Multiply,
                Some('/' | ':') => Operator::Divide,
                _ => return Ok(left),
            };
            self.position += 1;
            left = self.binary(operator, left, Parser::unary)?;
        }
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: Expression,
        right: impl Fn(&mut Self) -> Result<Expression, ProblemKind>,
    ) -> Result<Expression, ProblemKind> {
        self.count()?;
        Ok(Expression::Binary(operator, Box::new(left), Box::new(right(self)?)))
    }

    fn unary(&mut self) -> Result<Expression, ProblemKind> {
        self.count()?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ProblemKind::FormulaTooLarge { limit: MAX_PARTS });
        }
        let expression = match self.next_symbol() {
            Some('-' | '−') => {
                self.position += 1;
                Expression::Negative(Box::new(self.unary()?))
            }
            Some('(') => {
                self.position += 1;
                let inner = self.sum()?;
                self.expect(')')?;
                inner
            }
            Some(digit) if digit.is_ascii_digit() => self.number()?,
            Some(letter) if letter.is_ascii_alphabetic() => self.name()?,
            Some(found) => return Err(self.fault(format!("`{found}` is not expected here"))),
            None => return Err(self.fault("the formula ends too early".to_owned())),
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn number(&mut self) -> Result<Expression, ProblemKind> {
        let text = self.take_while(|c| c.is_ascii_digit() || c == '.');
        let number = Exact::parse_decimal(&text).ok_or(ProblemKind::BadNumber { text })?;
        if self.peek() != Some('%') {
            return Ok(Expression::Number(number));
        }
        self.position += 1;
        Ok(Expression::Number(number.checked_div(&Exact::from(100)).unwrap_or_default()))
    }

    fn name(&mut self) -> Result<Expression, ProblemKind> {
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        match name.as_str() {
            "min" => Ok(Expression::Min(self.arguments()?)),
            "max" => Ok(Expression::Max(self.arguments()?)),
            "if" => self.condition(),
            MAX_POINTS => Ok(Expression::MaxPoints),
            _ => self.names.resolve(&name),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, ProblemKind> {
        self.expect('(')?;
        let mut items = vec![self.sum()?];
        while self.next_symbol() == Some(',') {
            self.position += 1;
            items.push(self.sum()?);
        }
        self.expect(')')?;
        Ok(items)
    }

    fn condition(&mut self) -> Result<Expression, ProblemKind> {
        self.expect('(')?;
        let left = self.sum()?;
        let comparison = self.comparison()?;
        let right = self.sum()?;
        self.expect(',')?;
        let then = self.sum()?;
        self.expect(',')?;
        let otherwise = self.sum()?;
        self.expect(')')?;
        Ok(Expression::If(comparison, Box::new([left, right, then, otherwise])))
    }

    fn comparison(&mut self) -> Result<Comparison, ProblemKind> {
        self.skip_spaces();
        let text = self.take_while(|c| matches!(c, '<' | '>' | '=' | '!' | '≤' | '≥' | '≠'));
        Ok(match text.as_str() {
            "<" => Comparison::Less,
            "<=" | "≤" => Comparison::AtMost,
            ">" => Comparison::Greater,
            ">=" | "≥" => Comparison::AtLeast,
            "=" | "==" => Comparison::Equal,
            "!=" | "≠" => Comparison::NotEqual,
            _ => return Err(self.fault("a comparison such as `>=` is expected here".to_owned())),
        })
    }

    fn expect(&mut self, symbol: char) -> Result<(), ProblemKind> {
        if self.next_symbol() != Some(symbol) {
            return Err(self.fault(format!("`{symbol}` is expected here")));
        }
        self.position += 1;
        Ok(())
    }

    fn count(&mut self) -> Result<(), ProblemKind> {
        self.parts += 1;
        if self.parts > MAX_PARTS { Err(ProblemKind::FormulaTooLarge { limit: MAX_PARTS }) } else { Ok(()) }
    }

    fn fault(&self, reason: String) -> ProblemKind {
        ProblemKind::FormulaSyntax { column: self.position + 1, reason }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.position).copied()
    }

    fn next_symbol(&mut self) -> Option<char> {
        self.skip_spaces();
        self.peek()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.position += 1;
        }
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let start = self.position;
        while self.peek().is_some_and(&belongs) {
            self.position += 1;
        }
        self.characters.get(start..self.position).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixture;

    impl Names for Fixture {
        fn resolve(&mut self, name: &str) -> Result<Expression, ProblemKind> {
            match name {
                "a" => Ok(Expression::Input(0)),
                "b" => Ok(Expression::Input(1)),
                _ => Err(ProblemKind::UnknownInput { name: name.to_owned() }),
            }
        }
    }

    /// `a` is 3, `b` is not entered, the maximum is 1.
    impl Values for Fixture {
        fn input(&self, input: InputIndex) -> Option<Exact> {
            (input == 0).then(|| Exact::from(3))
        }

        fn step(&self, _: usize) -> Result<Exact, NoResult> {
            Err(NoResult::Missing)
        }

        fn max_points(&self) -> &Exact {
            &Exact::ONE
        }
    }

    fn check(text: &str, expected: &str) {
        let result = parse(text, &mut Fixture).unwrap_or_else(|problem| panic!("{text}: {problem}")).evaluate(&Fixture);
        assert_eq!(result, Ok(Exact::parse_share(expected).unwrap()), "{text}");
    }

    #[test]
    fn formulas_follow_school_precedence() {
        check("1 + 2 * a", "7");
        check("(1 + 2) * a", "9");
        check("10 - 4 - 3", "3");
        check("12 / 3 / 2", "2");
        check("-a + 5", "2");
        check("2 * -a", "-6");
        check("1/3*a", "1");
        check("50% * 4", "2");
        check("min(a, 2, 5) + max(a, max_points)", "5");
        check("if(a >= 3, 1, b)", "1");
        check("if(a != 3, b, 1/7)", "1/7");
    }

    #[test]
    fn what_is_missing_or_impossible_is_said() {
        let evaluate = |text: &str| parse(text, &mut Fixture).unwrap().evaluate(&Fixture);
        assert_eq!(evaluate("a + b"), Err(NoResult::Missing));
        assert_eq!(evaluate("1 / (a - 3)"), Err(NoResult::DividedByZero));
    }

    #[test]
    fn faults_have_their_column() {
        fn check(text: &str, expected: &str) {
            assert_eq!(parse(text, &mut Fixture).unwrap_err().to_string(), expected, "{text}");
        }
        check("a +", "column 4 of the formula: the formula ends too early");
        check("a b", "column 3 of the formula: `b` is not expected here");
        check("(a", "column 3 of the formula: `)` is expected here");
        check("if(a, 1, 2)", "column 5 of the formula: a comparison such as `>=` is expected here");
        check("c", "the rule names input `c`, which is not declared");
        check("1.2.3", "`1.2.3` is not a decimal number of at most 28 digits");
        check(&"(".repeat(10_000), "the formula has more than 200 parts or is nested too deeply");
        check(&vec!["1"; 300].join("+"), "the formula has more than 200 parts or is nested too deeply");
    }
}
