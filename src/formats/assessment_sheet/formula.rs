//! Rules as formulas of a spreadsheet, which Excel and LibreOffice compute to the same scores.
//!
//! A formula gives the points when what is missing earns nothing, or when it earns everything. An error `#N/A` inside one
//! stands for a figure that is missing, any other error for a division by zero.
//!
//! Not expressible are figures of more than 15 digits, which spreadsheets do not hold; a rule against the best unit is
//! open, as it is here without a data set. Comparisons hold up to the twelfth decimal, because spreadsheets compute with
//! binary fractions.

use crate::engine::{
    exact::{Exact, RoundingMode},
    framework::{Framework, InputKind, Leaf, Node, Role, Scoring},
    rule::{
        Award, Direction, GivenAs, IfZero, InputIndex, Otherwise, Pair, Part, Rule,
        formula::{Comparison, Expression, Operator},
    },
};

/// The longest formula that is written; Excel holds 8192 characters.
const MAX_FORMULA: usize = 8000;

/// What a figure that is missing earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    Nothing,
    Everything,
}

/// The formulas of one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeafFormulas {
    /// When what is missing earns nothing.
    pub lowest: String,
    /// When it earns everything.
    pub highest: String,
    /// Whether the figures make the rule not applicable.
    pub not_applicable: String,
}

/// The words in the cells of answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub yes: &'static str,
    pub no: &'static str,
}

/// The formulas of a leaf whose inputs are in these cells; nothing where they would be too long.
pub(super) fn of_leaf(
    framework: &Framework,
    node: &Node,
    leaf: &Leaf,
    cells: &[String],
    words: Words,
) -> Option<LeafFormulas> {
    let rule = leaf.rule.as_ref()?;
    let mut pairs = Vec::new();
    pairs_of(rule, &mut pairs);
    let writer = Writer { leaf, cells, words, pairs };
    let max = if node.role == Role::Prerequisite { Exact::ONE } else { node.max_points.clone() };
    let side = |missing| {
        let points = writer.points(rule, &max, missing);
        match (framework.scoring, framework.leaf_rounding) {
            (Scoring::Counted, _) => format!("IF({}>={},{},0)", precise(&points), number(&max), number(&max)),
            (Scoring::Points, Some(rounding)) if node.role != Role::Prerequisite => {
                format!("MIN({},{})", number(&max), rounded(&points, rounding.places, rounding.mode))
            }
            (Scoring::Points, _) => points,
        }
    };
    let formulas = LeafFormulas {
        lowest: side(Missing::Nothing),
        highest: side(Missing::Everything),
        not_applicable: writer.not_applicable(rule),
    };
    let fits = [&formulas.lowest, &formulas.highest, &formulas.not_applicable].iter().all(|it| it.len() < MAX_FORMULA);
    fits.then_some(formulas)
}

/// A number; what has no end of decimals is a division.
pub(super) fn number(value: &Exact) -> String {
    let text = match value.decimal_places() {
        Some(places) if places <= 12 => value.to_text(),
        _ => {
            let (top, bottom) = value.to_fraction();
            format!("({top}/{bottom})")
        }
    };
    if value.is_negative() { format!("({text})") } else { text }
}

/// A value without the noise of binary fractions.
fn precise(value: &str) -> String {
    format!("ROUND({value},12)")
}

/// A value rounded as a framework declares.
pub(super) fn rounded(value: &str, places: u8, mode: RoundingMode) -> String {
    let value = precise(value);
    match mode {
        RoundingMode::HalfUp => format!("ROUND({value},{places})"),
        RoundingMode::Down => format!("ROUNDDOWN({value},{places})"),
        // A tie goes to the even neighbour: half of it is whole.
        RoundingMode::HalfEven => {
            let scaled = format!("ROUND({value}*10^{places},9)");
            format!("IF({scaled}-INT({scaled})=0.5,2*ROUND({scaled}/2,0),ROUND({scaled},0))/10^{places}")
        }
    }
}

/// Which figures are parts of which.
fn pairs_of(rule: &Rule, pairs: &mut Vec<(InputIndex, InputIndex)>) {
    match rule {
        Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
            parts.iter().for_each(|part| pairs_of(&part.rule, pairs));
        }
        Rule::Ratio { pair, may_exceed: false, .. } | Rule::RatioDown { pair, .. } => {
            pairs.push((pair.numerator, pair.denominator));
        }
        _ => {}
    }
}

struct Writer<'a> {
    leaf: &'a Leaf,
    cells: &'a [String],
    words: Words,
    pairs: Vec<(InputIndex, InputIndex)>,
}

impl Writer<'_> {
    fn cell(&self, input: InputIndex) -> &str {
        self.cells.get(input).map_or("#N/A", String::as_str)
    }

    /// Whether the figure of an input can be used, for itself.
    fn is_entered(&self, input: InputIndex) -> String {
        let cell = self.cell(input);
        let Some(known) = self.leaf.inputs.get(input) else { return "FALSE".to_owned() };
        let mut conditions = vec![format!("{cell}>={}", number(&known.min))];
        conditions.extend(known.max.as_ref().map(|max| format!("{cell}<={}", number(max))));
        if known.kind == InputKind::Count {
            conditions.push(format!("{cell}=INT({cell})"));
        }
        format!("IF(ISNUMBER({cell}),AND({}),FALSE)", conditions.join(","))
    }

    /// Whether it can be used; a part is not more than its whole.
    fn can_be_used(&self, input: InputIndex) -> String {
        let own = self.is_entered(input);
        let wholes = self.pairs.iter().filter(|(part, _)| *part == input).map(|(_, whole)| *whole);
        wholes.fold(own, |all, whole| {
            let (entered, part, cell) = (self.is_entered(whole), self.cell(input), self.cell(whole));
            format!("IF({all},IF({entered},{part}<={cell},TRUE),FALSE)")
        })
    }

    /// The figure of an input, or `#N/A`.
    fn figure(&self, input: InputIndex) -> String {
        format!("IF({},{},NA())", self.can_be_used(input), self.cell(input))
    }

    fn points(&self, rule: &Rule, max: &Exact, missing: Missing) -> String {
        let max_text = number(max);
        let open = match missing {
            Missing::Nothing => "0",
            Missing::Everything => &max_text,
        };
        let held = |points: &str, cap: &Exact| format!("MAX(0,MIN({},{points}))", number(cap));
        let cap_of =
            |cap: &Option<Award>| cap.as_ref().map_or_else(|| max.clone(), |cap| cap.points(max).lesser(max).clone());
        let award = |award: &Award| number(&award.points(max).between(&Exact::ZERO, max));
        match rule {
            Rule::Choice { input, options } => {
                let cell = self.cell(*input);
                let options = options.iter().rev();
                options.fold(open.to_owned(), |rest, option| {
                    format!("IF({cell}=\"{}\",{},{rest})", option.id.replace('"', "\"\""), award(&option.award))
                })
            }
            Rule::YesNo { input } => self.answer(*input, &max_text, "0", open),
            Rule::Sum { parts, cap } => {
                let sum: Vec<String> = parts.iter().map(|part| self.part(part, max, missing)).collect();
                format!("MIN({},{})", number(&cap_of(cap)), joined(&sum, "+"))
            }
            Rule::All { parts } => {
                let met = |part: &Part| {
                    let points = self.part(part, max, missing);
                    let goal = number(&part.award.points(max));
                    format!("OR({},{}>={goal})", self.not_applicable(&part.rule), precise(&points))
                };
                let met: Vec<String> = parts.iter().map(met).collect();
                format!("IF(AND({}),{max_text},0)", met.join(","))
            }
            Rule::BestOf { parts } => {
                let ways: Vec<String> = parts.iter().map(|part| self.part(part, max, missing)).collect();
                format!("MAX({})", ways.join(","))
            }
            Rule::Ratio { pair, full_from, otherwise, .. } => {
                let ratio = self.ratio(pair);
                let below = match otherwise {
                    Otherwise::Proportional => format!("MAX(0,{ratio}*{max_text}/{})", number(full_from)),
                    Otherwise::Zero => "0".to_owned(),
                };
                let points = format!("IF({}>={},{max_text},{below})", precise(&ratio), number(full_from));
                guarded(&ratio, open, &max_text, pair.if_zero, &points)
            }
            Rule::RatioDown { pair, full_until, zero_from, otherwise } => {
                let ratio = self.ratio(pair);
                let between = match otherwise {
                    Otherwise::Proportional => {
                        let span = number(&(zero_from - full_until));
                        format!("MAX(0,({}-{ratio})*{max_text}/{span})", number(zero_from))
                    }
                    Otherwise::Zero => "0".to_owned(),
                };
                let points = format!("IF({}<={},{max_text},{between})", precise(&ratio), number(full_until));
                guarded(&ratio, open, &max_text, pair.if_zero, &points)
            }
            Rule::Tiers { value, tiers, if_zero } => {
                let value = self.expression(value, max, &[]);
                let exact = precise(&value);
                let points = tiers.iter().rev().fold("0".to_owned(), |rest, tier| {
                    let from = tier
                        .from
                        .as_ref()
                        .map(|it| format!("{exact}{}{}", if it.inclusive { ">=" } else { ">" }, number(&it.value)));
                    let to = tier
                        .to
                        .as_ref()
                        .map(|it| format!("{exact}{}{}", if it.inclusive { "<=" } else { "<" }, number(&it.value)));
                    let bounds: Vec<String> = from.into_iter().chain(to).collect();
                    let holds = match bounds.as_slice() {
                        [] => "TRUE".to_owned(),
                        [one] => one.clone(),
                        both => format!("AND({})", both.join(",")),
                    };
                    format!("IF({holds},{},{rest})", award(&tier.award))
                });
                guarded(&value, open, &max_text, *if_zero, &points)
            }
            Rule::Target { value, target, direction, otherwise, if_zero } => {
                let value = self.expression(value, max, &[]);
                let (exact, goal) = (precise(&value), number(target));
                let (sign, part) = match direction {
                    Direction::AtLeast => (">=", format!("{value}*{max_text}/{goal}")),
                    Direction::AtMost => ("<=", format!("{goal}*{max_text}/{value}")),
                };
                let off = match otherwise {
                    // A division by zero earns nothing.
                    Otherwise::Proportional => held(&format!("IFERROR({part},0)"), max),
                    Otherwise::Zero => "0".to_owned(),
                };
                let points = format!("IF({exact}{sign}{goal},{max_text},{off})");
                guarded(&value, open, &max_text, *if_zero, &points)
            }
            Rule::Given { input, given_as } => {
                let figure = self.figure(*input);
                let points = match given_as {
                    GivenAs::Points => self.cell(*input).to_owned(),
                    GivenAs::Share => format!("{}*{max_text}", self.cell(*input)),
                    GivenAs::Percent => format!("{}*{max_text}/100", self.cell(*input)),
                };
                guarded(&figure, open, &max_text, None, &held(&points, max))
            }
            Rule::Contents { items, full_from } => {
                let counted = items.iter().map(|item| match missing {
                    Missing::Nothing => self.answer(*item, "1", "0", "0"),
                    Missing::Everything => self.answer(*item, "1", "0", "1"),
                });
                let count = joined(&counted.collect::<Vec<_>>(), "+");
                format!("MIN({full_from},{count})*{max_text}/{full_from}")
            }
            Rule::Density { pair, per, full_from } => {
                let density =
                    format!("({}/{}*{})", self.figure(pair.numerator), self.figure(pair.denominator), number(per));
                let goal = number(full_from);
                let points = format!("IF({}>={goal},{max_text},MAX(0,{density}*{max_text}/{goal}))", precise(&density));
                guarded(&density, open, &max_text, pair.if_zero, &points)
            }
            Rule::PerItem { input, each, cap } => {
                let figure = self.figure(*input);
                let points = format!("{}*{}", self.cell(*input), number(&each.points(max)));
                guarded(&figure, open, &max_text, None, &held(&points, &cap_of(cap)))
            }
            // The best unit is not known to a single assessment.
            Rule::AgainstBest { value, if_zero } => {
                let value = self.expression(value, max, &[]);
                guarded(&value, open, &max_text, *if_zero, open)
            }
            Rule::Formula { expression, steps, if_zero } => {
                let mut known: Vec<String> = Vec::new();
                for (_, step) in steps {
                    let text = self.expression(step, max, &known);
                    known.push(text);
                }
                let value = self.expression(expression, max, &known);
                guarded(&value, open, &max_text, *if_zero, &held(&value, max))
            }
        }
    }

    fn part(&self, part: &Part, max: &Exact, missing: Missing) -> String {
        self.points(&part.rule, &part.award.points(max), missing)
    }

    /// One of three, by what is answered.
    fn answer(&self, input: InputIndex, yes: &str, no: &str, open: &str) -> String {
        let (cell, words) = (self.cell(input), self.words);
        format!("IF({cell}=\"{}\",{yes},IF({cell}=\"{}\",{no},{open}))", words.yes, words.no)
    }

    fn ratio(&self, pair: &Pair) -> String {
        let (a, b) = (self.can_be_used(pair.numerator), self.can_be_used(pair.denominator));
        let otherwise = pair.percent.map_or_else(|| "NA()".to_owned(), |it| format!("{}/100", self.figure(it)));
        format!("IF(AND({a},{b}),{}/{},{otherwise})", self.cell(pair.numerator), self.cell(pair.denominator))
    }

    /// Whether a rule does not apply because something is divided by zero.
    fn not_applicable(&self, rule: &Rule) -> String {
        let of = |value: String| format!("ISERR({value})");
        let says = Some(IfZero::NotApplicable);
        match rule {
            Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } if pair.if_zero == says => of(self.ratio(pair)),
            Rule::Density { pair, .. } if pair.if_zero == says => {
                of(format!("{}/{}", self.figure(pair.numerator), self.figure(pair.denominator)))
            }
            Rule::Tiers { value, if_zero, .. }
            | Rule::Target { value, if_zero, .. }
            | Rule::AgainstBest { value, if_zero }
                if *if_zero == says =>
            {
                of(self.expression(value, &Exact::ZERO, &[]))
            }
            Rule::Formula { expression, steps, if_zero } if *if_zero == says => {
                let mut known: Vec<String> = Vec::new();
                for (_, step) in steps {
                    let text = self.expression(step, &Exact::ONE, &known);
                    known.push(text);
                }
                of(self.expression(expression, &Exact::ONE, &known))
            }
            Rule::All { parts } => {
                let parts: Vec<String> = parts.iter().map(|part| self.not_applicable(&part.rule)).collect();
                match parts.iter().any(|part| part == "FALSE") {
                    true => "FALSE".to_owned(),
                    false => format!("AND({})", parts.join(",")),
                }
            }
            _ => "FALSE".to_owned(),
        }
    }

    fn expression(&self, expression: &Expression, max: &Exact, steps: &[String]) -> String {
        let inner = |part: &Expression| self.expression(part, max, steps);
        let all = |parts: &[Expression]| parts.iter().map(inner).collect::<Vec<_>>().join(",");
        match expression {
            Expression::Number(value) => number(value),
            Expression::Input(input) => self.figure(*input),
            Expression::Step(step) => steps.get(*step).cloned().unwrap_or_else(|| "NA()".to_owned()),
            Expression::MaxPoints => number(max),
            Expression::Negative(part) => format!("(-{})", inner(part)),
            Expression::Binary(operator, left, right) => {
                let sign = match operator {
                    Operator::Add => "+",
                    Operator::Subtract => "-",
                    Operator::Multiply => "*",
                    Operator::Divide => "/",
                };
                format!("({}{sign}{})", inner(left), inner(right))
            }
            Expression::Min(parts) => format!("MIN({})", all(parts)),
            Expression::Max(parts) => format!("MAX({})", all(parts)),
            Expression::If(comparison, parts) => {
                let [left, right, then, otherwise] = &**parts;
                let sign = match comparison {
                    Comparison::Less => "<",
                    Comparison::AtMost => "<=",
                    Comparison::Greater => ">",
                    Comparison::AtLeast => ">=",
                    Comparison::Equal => "=",
                    Comparison::NotEqual => "<>",
                };
                let (left, right) = (precise(&inner(left)), precise(&inner(right)));
                format!("IF({left}{sign}{right},{},{})", inner(then), inner(otherwise))
            }
        }
    }
}

/// Points that follow from a value, unless it is missing or divides by zero.
fn guarded(value: &str, open: &str, max: &str, if_zero: Option<IfZero>, points: &str) -> String {
    let zero = match if_zero {
        Some(IfZero::Full) => max,
        Some(IfZero::Zero | IfZero::NotApplicable) | None => "0",
    };
    format!("IF(ISNA({value}),{open},IF(ISERR({value}),{zero},{points}))")
}

fn joined(parts: &[String], sign: &str) -> String {
    if parts.is_empty() { "0".to_owned() } else { parts.join(sign) }
}
