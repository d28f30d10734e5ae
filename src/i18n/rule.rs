//! Rules in sentences, in the style of the annexes of official decisions.
//!
//! A rule is written once, in the framework; its sentence follows from it. Framework texts (labels of inputs, options
//! and parts) are quoted as they are.

use super::{
    Language,
    letters::upper_first,
    number,
    own::{text, text_with},
    pick, status, terms,
};
use crate::engine::{
    exact::{Exact, Rounding, RoundingMode},
    framework::{Input, InputKind, Leaf, Node, Role, Scoring},
    rule::{
        Award, ChoiceOption, Direction, GivenAs, IfZero, InputIndex, Otherwise, Pair, Part, Rule, Tier,
        describe::{Names, expression_terms, inputs_used},
        formula::{Expression, NoResult, Operator, Values},
        trace::Term,
    },
};

/// The rule of a leaf in a few plain sentences; empty where there is none.
pub fn sentence(leaf: &Leaf, max: &Exact, scoring: Scoring, language: Language) -> String {
    leaf.rule.as_ref().map_or_else(String::new, |rule| Speaker::new(leaf, aim(max, scoring), language).sentence(rule))
}

/// The options, steps, parts or contents of the rule, each with what it earns; empty where the sentence says all.
pub fn lines(leaf: &Leaf, max: &Exact, scoring: Scoring, language: Language) -> Vec<String> {
    leaf.rule.as_ref().map_or_else(Vec::new, |rule| Speaker::new(leaf, aim(max, scoring), language).lines(rule))
}

/// [`sentence`] of a node; a prerequisite is met or not and earns nothing.
pub fn node_sentence(node: &Node, scoring: Scoring, language: Language) -> String {
    let Some((leaf, rule)) = leaf_with_rule(node) else { return String::new() };
    Speaker::new(leaf, node_aim(node, scoring), language).sentence(rule)
}

/// [`lines`] of a node; a prerequisite is met or not and earns nothing.
pub fn node_lines(node: &Node, scoring: Scoring, language: Language) -> Vec<String> {
    let Some((leaf, rule)) = leaf_with_rule(node) else { return vec![] };
    Speaker::new(leaf, node_aim(node, scoring), language).lines(rule)
}

/// [`node_sentence`] for a form, where the inputs stand below with their names and labels: only what earns how much.
pub fn node_hint(node: &Node, scoring: Scoring, language: Language) -> String {
    let Some((leaf, rule)) = leaf_with_rule(node) else { return String::new() };
    let speaker = Speaker::new(leaf, node_aim(node, scoring), language);
    let main = match (rule, speaker.in_points()) {
        (Rule::YesNo { .. }, true) => speaker.say("rule.yes_no.here", &[("full", &speaker.full())]),
        (Rule::Choice { .. }, true) => speaker.say("rule.choice.here", &[]),
        (_, true) => speaker.points(rule, &speaker.max()),
        (_, false) => speaker.condition(rule),
    };
    match speaker.if_zero(rule) {
        Some(if_zero) => format!("{main} {if_zero}"),
        None => main,
    }
}

/// The inputs that [`node_hint`] calls by their names, as formulas do.
pub fn inputs_named(node: &Node, scoring: Scoring) -> Vec<InputIndex> {
    let Some((_, rule)) = leaf_with_rule(node) else { return vec![] };
    let in_points = matches!(node_aim(node, scoring), Aim::Leaf(_));
    match rule {
        Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } | Rule::Density { pair, .. } if in_points => {
            vec![pair.numerator, pair.denominator]
        }
        Rule::Tiers { value, .. } | Rule::Target { value, .. } | Rule::AgainstBest { value, .. } => match value {
            Expression::Input(_) => vec![],
            _ => inputs_used(rule),
        },
        Rule::Formula { .. } => inputs_used(rule),
        _ => vec![],
    }
}

fn leaf_with_rule(node: &Node) -> Option<(&Leaf, &Rule)> {
    let leaf = node.leaf.as_ref()?;
    Some((leaf, leaf.rule.as_ref()?))
}

/// What the rule is about.
#[derive(Debug, Clone)]
enum Aim {
    /// Points of a leaf, whose maximum goes by its name.
    Leaf(Exact),
    /// Points of a part, whose maximum goes by its number.
    Part(Exact),
    /// A leaf that counts one when it is done in full.
    Counted,
    /// A prerequisite, or a part of “all”: met in full or not. The maximum is that of the leaf.
    Met(Exact),
}

fn aim(max: &Exact, scoring: Scoring) -> Aim {
    match scoring {
        Scoring::Points => Aim::Leaf(max.clone()),
        Scoring::Counted => Aim::Counted,
    }
}

fn node_aim(node: &Node, scoring: Scoring) -> Aim {
    if node.role == Role::Prerequisite { Aim::Met(Exact::ONE) } else { aim(&node.max_points, scoring) }
}

struct Speaker<'a> {
    inputs: &'a [Input],
    aim: Aim,
    language: Language,
}

impl<'a> Speaker<'a> {
    fn new(leaf: &'a Leaf, aim: Aim, language: Language) -> Speaker<'a> {
        Speaker { inputs: &leaf.inputs, aim, language }
    }

    fn sentence(&self, rule: &Rule) -> String {
        let main = match &self.aim {
            Aim::Leaf(max) | Aim::Part(max) => self.points(rule, max),
            Aim::Counted | Aim::Met(_) => self.condition(rule),
        };
        let mut all = vec![main];
        all.extend(self.names(rule));
        all.extend(self.percent_instead(rule));
        all.extend(self.if_zero(rule));
        all.join(" ")
    }

    /// What earns how much.
    fn points(&self, rule: &Rule, max: &Exact) -> String {
        let (full, factor) = (self.full(), self.factor());
        match rule {
            Rule::YesNo { input } => self.say("rule.yes_no", &[("label", self.label(*input)), ("full", &full)]),
            Rule::Choice { input, .. } => self.say("rule.choice", &[("label", self.label(*input))]),
            Rule::Sum { parts, cap: None } => self.say("rule.sum", &[("count", &parts.len().to_string())]),
            Rule::Sum { parts, cap: Some(cap) } => {
                let cap = self.award(cap);
                self.say("rule.sum.cap", &[("count", &parts.len().to_string()), ("cap", &cap)])
            }
            Rule::All { parts } => self.say("rule.all", &[("count", &parts.len().to_string()), ("full", &full)]),
            Rule::BestOf { parts } => self.say("rule.best_of", &[("count", &parts.len().to_string())]),
            Rule::Ratio { pair, full_from, otherwise, may_exceed } => {
                let key = match otherwise {
                    Otherwise::Zero => "rule.ratio.or_nothing",
                    Otherwise::Proportional if *full_from != Exact::ONE => "rule.ratio.full_from",
                    Otherwise::Proportional if *may_exceed => "rule.ratio.may_exceed",
                    Otherwise::Proportional => "rule.ratio",
                };
                let (ratio, bound) = (self.ratio(pair), self.percent(full_from));
                self.say(key, &[("ratio", &ratio), ("bound", &bound), ("max", &factor), ("full", &full)])
            }
            Rule::RatioDown { pair, full_until, zero_from, otherwise } => {
                let key = match otherwise {
                    Otherwise::Proportional => "rule.ratio_down",
                    Otherwise::Zero => "rule.ratio_down.or_nothing",
                };
                let (ratio, until, zero) = (self.ratio(pair), self.percent(full_until), self.percent(zero_from));
                let values =
                    [("ratio", &*ratio), ("until", &until), ("zero", &zero), ("max", &factor), ("full", &full)];
                self.say(key, &values)
            }
            Rule::Tiers { value, .. } => self.say("rule.tiers", &[("value", &self.value(value))]),
            Rule::Target { value, target, direction, otherwise, .. } => {
                let key = match (direction, otherwise) {
                    (Direction::AtLeast, Otherwise::Proportional) => "rule.target.at_least",
                    (Direction::AtLeast, Otherwise::Zero) => "rule.target.at_least.or_nothing",
                    (Direction::AtMost, Otherwise::Proportional) => "rule.target.at_most",
                    (Direction::AtMost, Otherwise::Zero) => "rule.target.at_most.or_nothing",
                };
                let formula = self.attained(value, target, *direction);
                let (value, target) = (self.value(value), self.amount(target, value));
                let values = [("value", &*value), ("target", &target), ("formula", &formula), ("full", &full)];
                upper_first(&self.say(key, &values))
            }
            Rule::Given { input, given_as } => {
                let (key, max) = match given_as {
                    GivenAs::Points => ("rule.given.points", number::points(max, self.language)),
                    GivenAs::Share => ("rule.given.share", factor),
                    GivenAs::Percent => ("rule.given.percent", factor),
                };
                self.say(key, &[("label", self.label(*input)), ("max", &max)])
            }
            Rule::Contents { items, full_from } => {
                let key = if self.needs_all(items, *full_from) { "rule.contents" } else { "rule.contents.full_from" };
                let (count, enough) = (items.len().to_string(), full_from.to_string());
                self.say(key, &[("count", &count), ("enough", &enough), ("max", &factor), ("full", &full)])
            }
            Rule::Density { pair, per, full_from } => {
                let (ratio, per, bound) = (self.ratio(pair), self.number(per), self.number(full_from));
                let values = [("ratio", &*ratio), ("per", &per), ("bound", &bound), ("max", &factor), ("full", &full)];
                self.say("rule.density", &values)
            }
            Rule::PerItem { input, each, cap } => {
                let cap = cap.as_ref().map_or(full, |cap| self.award(cap));
                let unit = self.inputs.get(*input).and_then(|input| input.measure_unit.as_ref());
                let key = if unit.is_some() { "rule.per_item.unit" } else { "rule.per_item" };
                let unit = unit.map_or("", |unit| pick(unit, self.language));
                let each = self.award(each);
                let values = [("unit", unit), ("label", self.label(*input)), ("each", &each), ("cap", &cap)];
                self.say(key, &values)
            }
            Rule::AgainstBest { value, .. } => {
                self.say("rule.against_best", &[("value", &self.factor_of(value)), ("max", &factor)])
            }
            Rule::Formula { expression, steps, .. } => {
                let steps: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
                let formula = self.terms(&self.symbols(expression, &steps));
                self.say("rule.formula", &[("formula", &formula), ("full", &full)])
            }
        }
    }

    /// When it counts one, or is met.
    fn condition(&self, rule: &Rule) -> String {
        let is_counted = matches!(self.aim, Aim::Counted);
        let condition = match rule {
            Rule::YesNo { input } => self.say("rule.when.yes_no", &[("label", self.label(*input))]),
            Rule::Choice { input, options } => {
                let options = self.full_options(options);
                self.say("rule.when.choice", &[("options", &options), ("label", self.label(*input))])
            }
            Rule::Sum { parts, cap: Some(_) } => self.say("rule.when.sum", &[("count", &parts.len().to_string())]),
            Rule::Sum { parts, cap: None } | Rule::All { parts } => {
                self.say("rule.when.all", &[("count", &parts.len().to_string())])
            }
            Rule::BestOf { parts } => self.say("rule.when.best_of", &[("count", &parts.len().to_string())]),
            Rule::Ratio { pair, full_from, may_exceed, .. } => {
                let all = *full_from == Exact::ONE && !may_exceed;
                let key = if all { "rule.when.all_of" } else { "rule.when.at_least" };
                self.bounded(key, &self.ratio_of(pair), &self.percent(full_from))
            }
            Rule::RatioDown { pair, full_until, .. } => {
                self.bounded("rule.when.at_most", &self.ratio_of(pair), &self.percent(full_until))
            }
            Rule::Tiers { value, .. } => {
                let key = if is_counted { "rule.counted.lines" } else { "rule.met.lines" };
                let condition = self.say("rule.when.tiers", &[("value", &self.value(value))]);
                return self.say(key, &[("condition", &condition)]);
            }
            Rule::Target { value, target, direction, .. } => {
                let key = match direction {
                    Direction::AtLeast => "rule.when.at_least",
                    Direction::AtMost => "rule.when.at_most",
                };
                self.bounded(key, &self.value(value), &self.amount(target, value))
            }
            Rule::Given { input, given_as } => {
                let bound = match given_as {
                    GivenAs::Points => self.number(&self.max()),
                    GivenAs::Share => self.number(&Exact::ONE),
                    GivenAs::Percent => self.percent(&Exact::ONE),
                };
                self.bounded("rule.when.all_of", &self.quoted(self.label(*input)), &bound)
            }
            Rule::Contents { items, full_from } => {
                let all = self.needs_all(items, *full_from);
                let key = if all { "rule.when.contents" } else { "rule.when.contents.full_from" };
                self.say(key, &[("count", &items.len().to_string()), ("enough", &full_from.to_string())])
            }
            Rule::Density { per, full_from, .. } => {
                let (per, bound) = (self.number(per), self.number(full_from));
                self.say("rule.when.density", &[("per", &per), ("bound", &bound)])
            }
            Rule::PerItem { input, each, .. } => {
                let max = self.max();
                let enough = max.checked_div(&each.points(&max)).unwrap_or_default();
                let down = enough.round(Rounding { places: 0, mode: RoundingMode::Down });
                let enough = if down == enough { down } else { &down + &Exact::ONE };
                let bound = self.amount(&enough, &Expression::Input(*input));
                self.bounded("rule.when.at_least", &self.quoted(self.label(*input)), &bound)
            }
            Rule::AgainstBest { value, .. } => self.say("rule.when.against_best", &[("value", &self.value(value))]),
            Rule::Formula { expression, steps, .. } => {
                let steps: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
                let formula = self.terms(&self.symbols(expression, &steps));
                let value = self.say("rule.value_name", &[("formula", &formula)]);
                self.bounded("rule.when.at_least", &value, &self.number(&self.max()))
            }
        };
        self.say(if is_counted { "rule.counted" } else { "rule.met" }, &[("condition", &condition)])
    }

    fn bounded(&self, key: &str, value: &str, bound: &str) -> String {
        self.say(key, &[("value", value), ("bound", bound)])
    }

    fn lines(&self, rule: &Rule) -> Vec<String> {
        match rule {
            Rule::Choice { options, .. } => {
                let line = |option: &ChoiceOption| self.line(pick(&option.label, self.language), &option.award);
                options.iter().map(line).collect()
            }
            Rule::Tiers { value, tiers, .. } => {
                tiers.iter().map(|tier| self.line(&self.tier(tier, value), &tier.award)).collect()
            }
            Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
                let must_be_met = matches!(rule, Rule::All { .. });
                parts.iter().map(|part| self.part(part, must_be_met)).collect()
            }
            Rule::Contents { items, .. } => items.iter().map(|item| self.label(*item).to_owned()).collect(),
            Rule::YesNo { .. } | Rule::Ratio { .. } | Rule::RatioDown { .. } | Rule::Target { .. } => vec![],
            Rule::Given { .. } | Rule::Density { .. } | Rule::PerItem { .. } => vec![],
            Rule::AgainstBest { .. } | Rule::Formula { .. } => vec![],
        }
    }

    fn line(&self, label: &str, award: &Award) -> String {
        self.say("rule.line", &[("label", label), ("award", &self.award(award))])
    }

    fn part(&self, part: &Part, must_be_met: bool) -> String {
        let label = pick(&part.label, self.language);
        let points = part.award.points(&self.max());
        let in_points = self.in_points() && !must_be_met;
        let aim = if in_points { Aim::Part(points.clone()) } else { Aim::Met(points.clone()) };
        let within = Speaker { inputs: self.inputs, aim, language: self.language };
        let award = status::with_points(&points, self.language);
        let sentence = match &part.rule {
            // A part that asks one question is often called by that question: then it is not said twice.
            Rule::YesNo { input } if self.label(*input) == bare(label) => {
                return if in_points {
                    self.say("rule.line", &[("label", label), ("award", &award)])
                } else {
                    label.to_string()
                };
            }
            Rule::Choice { input, options } if self.label(*input) == bare(label) => match in_points {
                true => within.list("", &within.lines(&part.rule)),
                false => {
                    let condition = within.say("rule.when.choice.here", &[("options", &within.full_options(options))]);
                    within.say("rule.met", &[("condition", &condition)])
                }
            },
            Rule::Choice { .. } if !in_points => within.sentence(&part.rule),
            Rule::Contents { .. } => within.list(&within.sentence(&part.rule), &within.lines(&part.rule)),
            rule => {
                let lines = within.lines(rule);
                let mut sentence = within.sentence(rule);
                if !lines.is_empty() {
                    sentence.push(' ');
                    sentence.push_str(&within.list("", &lines));
                }
                sentence
            }
        };
        let key = if in_points { "rule.line.part" } else { "rule.line.met" };
        self.say(key, &[("label", label), ("award", &award), ("sentence", &sentence)])
    }

    /// Lines in one line, after a sentence that they belong to.
    fn list(&self, sentence: &str, lines: &[String]) -> String {
        let list = lines.iter().map(|line| bare(line)).collect::<Vec<_>>().join("; ");
        match sentence {
            "" => format!("{list}."),
            _ => self.say("rule.list", &[("sentence", bare(sentence)), ("list", &list)]),
        }
    }

    /// The options that earn everything: «“A” hoặc “B”».
    fn full_options(&self, options: &[ChoiceOption]) -> String {
        let full = options.iter().filter(|option| self.is_full(&option.award));
        let full = full.map(|option| self.quoted(pick(&option.label, self.language)));
        let either = |first: String, second: String| self.say("rule.or", &[("first", &first), ("second", &second)]);
        full.reduce(either).unwrap_or_default()
    }

    fn tier(&self, tier: &Tier, value: &Expression) -> String {
        let from = tier.from.as_ref().map(|bound| (self.amount(&bound.value, value), bound));
        let to = tier.to.as_ref().map(|bound| (self.amount(&bound.value, value), bound));
        let key = match (&from, &to) {
            (None, None) => "rule.tier.any",
            (Some((_, from)), None) if from.inclusive => "rule.tier.from",
            (Some(_), None) => "rule.tier.above",
            (None, Some((_, to))) if to.inclusive => "rule.tier.to",
            (None, Some(_)) => "rule.tier.below",
            (Some((_, from)), Some((_, to))) => match (from.inclusive, to.inclusive) {
                (true, true) if from.value == to.value => "rule.tier.exactly",
                (true, true) => "rule.tier.from_to",
                (true, false) => "rule.tier.from_below",
                (false, true) => "rule.tier.above_to",
                (false, false) => "rule.tier.above_below",
            },
        };
        let shown = |end: &Option<(String, _)>| end.as_ref().map_or(String::new(), |(shown, _)| shown.clone());
        self.say(key, &[("from", &shown(&from)), ("to", &shown(&to))])
    }

    /// What the names in the sentence stand for.
    fn names(&self, rule: &Rule) -> Option<String> {
        let (steps, used): (&[(String, Expression)], Vec<InputIndex>) = match rule {
            Rule::Ratio { .. } | Rule::RatioDown { .. } if !self.in_points() => return None,
            Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } | Rule::Density { pair, .. } => {
                (&[], vec![pair.numerator, pair.denominator])
            }
            Rule::Target { value: Expression::Input(input), otherwise: Otherwise::Proportional, .. } => {
                return self.in_points().then(|| self.say("rule.where.entered", &[("name", self.name(*input))]));
            }
            Rule::Tiers { value, .. } | Rule::Target { value, .. } | Rule::AgainstBest { value, .. } => match value {
                Expression::Input(_) => return None,
                _ => (&[], inputs_used(rule)),
            },
            Rule::Formula { steps, .. } => (steps, inputs_used(rule)),
            _ => return None,
        };
        let step_names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
        let step = |(name, step): &(String, Expression)| {
            let formula = self.terms(&self.symbols(step, &step_names));
            self.say("rule.where.step", &[("name", name), ("formula", &formula)])
        };
        let input = |input: InputIndex| {
            self.say("rule.where.item", &[("name", self.name(input)), ("label", self.label(input))])
        };
        let list: Vec<String> = steps.iter().map(step).chain(used.into_iter().map(input)).collect();
        (!list.is_empty()).then(|| self.say("rule.where", &[("list", &list.join("; "))]))
    }

    /// Parts leave this to the form, which shows the input.
    fn percent_instead(&self, rule: &Rule) -> Option<String> {
        if !matches!(self.aim, Aim::Leaf(_) | Aim::Counted) {
            return None;
        }
        let (Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. }) = rule else { return None };
        Some(self.say("rule.percent", &[("label", self.label(pair.percent?))]))
    }

    /// What counts when a denominator is zero, where it can be.
    fn if_zero(&self, rule: &Rule) -> Option<String> {
        let (if_zero, denominator) = match rule {
            Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } | Rule::Density { pair, .. } => {
                (pair.if_zero?, Some(pair.denominator))
            }
            Rule::Tiers { value, if_zero, .. }
            | Rule::Target { value, if_zero, .. }
            | Rule::AgainstBest { value, if_zero } => ((*if_zero)?, denominator([value])),
            Rule::Formula { expression, steps, if_zero } => {
                let steps = steps.iter().map(|(_, step)| step);
                ((*if_zero)?, denominator(steps.chain([expression])))
            }
            _ => return None,
        };
        let least = denominator.and_then(|input| self.inputs.get(input)).map(|input| &input.min);
        if least.is_some_and(|least| *least > Exact::ZERO) {
            return None;
        }
        let key = match (&self.aim, if_zero) {
            (Aim::Leaf(_) | Aim::Part(_), IfZero::Zero) => "rule.zero.zero",
            (Aim::Leaf(_) | Aim::Part(_), IfZero::Full) => "rule.zero.full",
            (Aim::Leaf(_) | Aim::Part(_), IfZero::NotApplicable) => "rule.zero.not_applicable",
            (Aim::Counted, IfZero::Zero) => "rule.zero.counted.zero",
            (Aim::Counted, IfZero::Full) => "rule.zero.counted.full",
            (Aim::Counted, IfZero::NotApplicable) => "rule.zero.counted.not_applicable",
            (Aim::Met(_), IfZero::Zero) => "rule.zero.part.zero",
            (Aim::Met(_), IfZero::Full) => "rule.zero.part.full",
            (Aim::Met(_), IfZero::NotApplicable) => "rule.zero.part.not_applicable",
        };
        let has_names = self.in_points() || !matches!(rule, Rule::Ratio { .. } | Rule::RatioDown { .. });
        let name = match denominator {
            Some(input) if has_names => self.name(input).to_owned(),
            Some(input) => self.quoted(self.label(input)),
            None => text(self.language, "rule.zero.denominator").to_owned(),
        };
        Some(self.say(key, &[("name", &name), ("full", &self.full())]))
    }

    /// Whether the sentence computes points, and so has a formula.
    fn in_points(&self) -> bool {
        matches!(self.aim, Aim::Leaf(_) | Aim::Part(_))
    }

    /// What an option, step or part earns.
    fn award(&self, award: &Award) -> String {
        let full = self.is_full(award);
        match &self.aim {
            Aim::Counted => {
                text(self.language, if full { "rule.line.counts" } else { "rule.line.does_not_count" }).into()
            }
            Aim::Met(_) => text(self.language, if full { "rule.line.is_met" } else { "rule.line.is_not_met" }).into(),
            Aim::Part(max) => status::with_points(&award.points(max), self.language),
            Aim::Leaf(max) => {
                let points = status::with_points(&award.points(max), self.language);
                match award {
                    Award::Share(share) if *share == Exact::ONE => self.say("rule.full_is", &[("points", &points)]),
                    Award::Share(share) if !share.is_zero() => {
                        self.say("rule.share_of_max_is", &[("share", &self.share(share)), ("points", &points)])
                    }
                    _ => points,
                }
            }
        }
    }

    fn is_full(&self, award: &Award) -> bool {
        let max = self.max();
        award.points(&max) >= max
    }

    fn max(&self) -> Exact {
        match &self.aim {
            Aim::Leaf(max) | Aim::Part(max) | Aim::Met(max) => max.clone(),
            Aim::Counted => Exact::ONE,
        }
    }

    /// All of the points, in a sentence.
    fn full(&self) -> String {
        match &self.aim {
            Aim::Part(max) => status::with_points(max, self.language),
            _ => text(self.language, "rule.full").to_owned(),
        }
    }

    /// All of the points, in a formula.
    fn factor(&self) -> String {
        self.terms(&[Term::MaxPoints])
    }

    /// Simple fractions as annexes write them (`1/2`), everything else as a percentage.
    fn share(&self, share: &Exact) -> String {
        let simple = [2, 3, 4, 6, 7, 8, 9, 12].into_iter().find(|den| (share * &Exact::from(*den)).is_whole());
        match simple {
            Some(den) => format!("{}/{den}", (share * &Exact::from(den)).to_text()),
            None => self.percent(share),
        }
    }

    /// A bound in the unit of the value it is compared with.
    fn amount(&self, amount: &Exact, value: &Expression) -> String {
        let number = self.number(amount);
        let Expression::Input(input) = value else { return number };
        match self.inputs.get(*input).map(|input| (input.kind, &input.measure_unit)) {
            Some((InputKind::Percent, _)) => format!("{number}%"),
            Some((_, Some(unit))) if &*unit.vi == "%" => format!("{number}%"),
            Some((_, Some(unit))) => format!("{number} {}", pick(unit, self.language)),
            _ => number,
        }
    }

    /// What tiers and targets look at: the label of an input, or a formula.
    fn value(&self, value: &Expression) -> String {
        match value {
            Expression::Input(input) => self.quoted(self.label(*input)),
            _ => self.say("rule.value_name", &[("formula", &self.terms(&self.symbols(value, &[])))]),
        }
    }

    /// The same as one factor of a formula.
    fn factor_of(&self, value: &Expression) -> String {
        let terms = self.symbols(value, &[]);
        match value {
            Expression::Input(input) => self.quoted(self.label(*input)),
            Expression::Binary(Operator::Add | Operator::Subtract, ..) => format!("({})", self.terms(&terms)),
            _ => self.terms(&terms),
        }
    }

    fn attained(&self, value: &Expression, target: &Exact, direction: Direction) -> String {
        let symbols = self.symbols(value, &[]);
        let is_sum = matches!(value, Expression::Binary(Operator::Add | Operator::Subtract, ..));
        let is_divisor = direction == Direction::AtMost && matches!(value, Expression::Binary(..));
        let value = match is_sum || is_divisor {
            true => [vec![Term::Symbol("(")], symbols, vec![Term::Symbol(")")]].concat(),
            false => symbols,
        };
        let over = vec![Term::Symbol("/")];
        let target_term = vec![Term::Number(target.clone())];
        let attained = match direction {
            Direction::AtLeast if *target == Exact::ONE => value,
            Direction::AtLeast => [value, over, target_term].concat(),
            Direction::AtMost => [target_term, over, value].concat(),
        };
        self.terms(&[attained, vec![Term::Symbol("×"), Term::MaxPoints]].concat())
    }

    fn ratio(&self, pair: &Pair) -> String {
        format!("{} / {}", self.name(pair.numerator), self.name(pair.denominator))
    }

    /// A ratio in the words of its labels, for sentences without a formula.
    fn ratio_of(&self, pair: &Pair) -> String {
        self.say("rule.ratio_of", &[("part", self.label(pair.numerator)), ("whole", self.label(pair.denominator))])
    }

    fn symbols(&self, expression: &Expression, steps: &[&str]) -> Vec<Term> {
        let inputs: Vec<&str> = self.inputs.iter().map(|input| &*input.name).collect();
        expression_terms(expression, &Names::<NoValues>::Symbols(&inputs, steps))
    }

    fn terms(&self, terms: &[Term]) -> String {
        let max = match &self.aim {
            Aim::Part(max) | Aim::Met(max) => Some(max),
            Aim::Leaf(_) | Aim::Counted => None,
        };
        terms::terms(terms, self.language, max)
    }

    fn needs_all(&self, items: &[InputIndex], full_from: u16) -> bool {
        usize::from(full_from) >= items.len()
    }

    fn name(&self, input: InputIndex) -> &str {
        self.inputs.get(input).map_or("?", |input| &input.name)
    }

    fn label(&self, input: InputIndex) -> &str {
        self.inputs.get(input).map_or("?", |input| label(input, self.language))
    }

    fn quoted(&self, label: &str) -> String {
        self.say("rule.quote", &[("label", label)])
    }

    fn number(&self, value: &Exact) -> String {
        number::number(value, self.language)
    }

    fn percent(&self, share: &Exact) -> String {
        number::percent(share, self.language)
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        text_with(self.language, key, values)
    }
}

/// The label of an input, without the full stop or colon that it may end with.
pub(super) fn label(input: &Input, language: Language) -> &str {
    bare(pick(&input.label, language))
}

fn bare(words: &str) -> &str {
    words.trim_end_matches(['.', ':', ' '])
}

/// The one input that something is divided by; nothing where there are several, or something else.
fn denominator<'a>(expressions: impl IntoIterator<Item = &'a Expression>) -> Option<InputIndex> {
    let mut found = Vec::new();
    for expression in expressions {
        expression.visit(&mut |part| {
            if let Expression::Binary(Operator::Divide, _, below) = part {
                match **below {
                    Expression::Input(input) => found.push(Some(input)),
                    Expression::Number(_) => {}
                    _ => found.push(None),
                }
            }
        });
    }
    let first = *found.first()?;
    if found.iter().all(|it| *it == first) { first } else { None }
}

struct NoValues;

impl Values for NoValues {
    fn input(&self, _: InputIndex) -> Option<Exact> {
        None
    }

    fn step(&self, _: usize) -> Result<Exact, NoResult> {
        Err(NoResult::Missing)
    }

    fn max_points(&self) -> &Exact {
        &Exact::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        framework::{Basis, Text},
        rule::Bound,
    };

    fn exact(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    fn both(text: &str) -> Text {
        Text { vi: text.into(), en: text.into() }
    }

    fn input(name: &str, label: &str, kind: InputKind, unit: Option<&str>) -> Input {
        let label = both(label);
        Input { name: name.into(), label, kind, measure_unit: unit.map(both), min: Exact::ZERO, max: None }
    }

    /// `a`, `b`, a percentage, a number with a unit, and two questions.
    fn leaf(rule: Rule) -> Leaf {
        let inputs = vec![
            input("a", "Số hồ sơ trực tuyến", InputKind::Count, None),
            input("b", "Tổng số hồ sơ", InputKind::Count, None),
            input("percent", "Tỷ lệ hồ sơ trực tuyến", InputKind::Percent, None),
            input("speed", "Tốc độ băng rộng", InputKind::Number, Some("Mbps")),
            input("plan", "Đã ban hành kế hoạch", InputKind::YesNo, None),
            input("drill", "Đã diễn tập", InputKind::YesNo, None),
        ];
        Leaf { inputs, rule: Some(rule), rule_basis: Basis::Official, rule_derivation: None }
    }

    const A: InputIndex = 0;
    const B: InputIndex = 1;
    const PERCENT: InputIndex = 2;
    const SPEED: InputIndex = 3;
    const PLAN: InputIndex = 4;
    const DRILL: InputIndex = 5;

    fn pair() -> Pair {
        Pair { numerator: A, denominator: B, percent: None, if_zero: None }
    }

    fn divided() -> Expression {
        Expression::Binary(Operator::Divide, Box::new(Expression::Input(A)), Box::new(Expression::Input(B)))
    }

    fn part(label: &str, award: Award, rule: Rule) -> Part {
        Part { label: both(label), award, rule }
    }

    fn ratio(full_from: &str, otherwise: Otherwise) -> Rule {
        Rule::Ratio { pair: pair(), full_from: exact(full_from), otherwise, may_exceed: false }
    }

    fn tiers() -> Rule {
        let bound = |value: &str, inclusive: bool| Some(Bound { value: exact(value), inclusive });
        let tier = |from, to, share: &str| Tier { from, to, award: Award::Share(exact(share)) };
        let tiers = vec![
            tier(None, bound("20", false), "0"),
            tier(bound("20", true), bound("40", false), "1/2"),
            tier(bound("40", true), None, "1"),
        ];
        Rule::Tiers { value: Expression::Input(SPEED), tiers, if_zero: None }
    }

    fn choice() -> Rule {
        let option = |label: &str, award| ChoiceOption { id: "x".to_owned(), label: both(label), award };
        let options = vec![
            option("Chưa có", Award::Points(exact("0"))),
            option("Đang soạn", Award::Points(exact("2.5"))),
            option("Đã ban hành", Award::FULL),
        ];
        Rule::Choice { input: PLAN, options }
    }

    #[track_caller]
    fn check(rule: Rule, vi: &str, en: &str) {
        let leaf = leaf(rule);
        assert_eq!(sentence(&leaf, &exact("10"), Scoring::Points, Language::Vi), vi);
        assert_eq!(sentence(&leaf, &exact("10"), Scoring::Points, Language::En), en);
    }

    #[track_caller]
    fn check_lines(rule: Rule, expected: &[&str]) {
        assert_eq!(lines(&leaf(rule), &exact("10"), Scoring::Points, Language::Vi), expected);
    }

    #[track_caller]
    fn check_counted(rule: Rule, vi: &str, en: &str) {
        let leaf = leaf(rule);
        assert_eq!(sentence(&leaf, &Exact::ONE, Scoring::Counted, Language::Vi), vi);
        assert_eq!(sentence(&leaf, &Exact::ONE, Scoring::Counted, Language::En), en);
    }

    #[test]
    fn yes_or_no() {
        check(
            Rule::YesNo { input: PLAN },
            "“Đã ban hành kế hoạch”: “Có” được Điểm tối đa, “Không” được 0 điểm.",
            "“Đã ban hành kế hoạch”: “Yes” earns full points, “No” earns none.",
        );
        check_counted(
            Rule::YesNo { input: PLAN },
            "Được tính 1 khi trả lời “Có” cho “Đã ban hành kế hoạch”.",
            "Counts one when “Đã ban hành kế hoạch” is answered “Yes”.",
        );
        check_lines(Rule::YesNo { input: PLAN }, &[]);
    }

    #[test]
    fn a_choice_with_its_options() {
        check(
            choice(),
            "“Đã ban hành kế hoạch”: chọn một mức, điểm theo mức đã chọn.",
            "“Đã ban hành kế hoạch”: choose one; it earns what stands beside it.",
        );
        check_lines(choice(), &["Chưa có: 0 điểm", "Đang soạn: 2,5 điểm", "Đã ban hành: Điểm tối đa (10 điểm)"]);
        check_counted(
            choice(),
            "Được tính 1 khi chọn “Đang soạn” hoặc “Đã ban hành” ở “Đã ban hành kế hoạch”.",
            "Counts one when “Đang soạn” or “Đã ban hành” is chosen in “Đã ban hành kế hoạch”.",
        );
    }

    #[test]
    fn a_ratio() {
        check(
            ratio("1", Otherwise::Proportional),
            "Điểm = a / b × Điểm tối đa. Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "Points = a / b × max points. Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check(
            Rule::Ratio { pair: pair(), full_from: Exact::ONE, otherwise: Otherwise::Proportional, may_exceed: true },
            "Điểm = a / b × Điểm tối đa, không vượt quá Điểm tối đa. \
             Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "Points = a / b × max points, but not more than full points. \
             Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check_counted(
            ratio("1", Otherwise::Proportional),
            "Được tính 1 khi tỷ lệ “Số hồ sơ trực tuyến” trên “Tổng số hồ sơ” đạt 100%.",
            "Counts one when the ratio of “Số hồ sơ trực tuyến” to “Tổng số hồ sơ” is 100%.",
        );
    }

    #[test]
    fn a_ratio_that_is_full_from_a_share_on() {
        let zero = |if_zero, percent| Rule::Ratio {
            pair: Pair { if_zero: Some(if_zero), percent, ..pair() },
            full_from: exact("80%"),
            otherwise: Otherwise::Proportional,
            may_exceed: false,
        };
        check(
            zero(IfZero::NotApplicable, Some(PERCENT)),
            "Tỷ lệ a / b đạt từ 80% trở lên được Điểm tối đa; dưới mức đó tính theo tỷ lệ: \
             Điểm = (a / b) / 80% × Điểm tối đa. Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”. \
             Nếu chỉ có tỷ lệ phần trăm thì nhập vào “Tỷ lệ hồ sơ trực tuyến”. \
             Khi b bằng 0 thì mục này không áp dụng và không tính vào điểm tối đa.",
            "A ratio a / b of 80% or more earns full points; below that in proportion: \
             points = (a / b) / 80% × max points. Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”. \
             If only the percentage is known, enter it in “Tỷ lệ hồ sơ trực tuyến”. \
             When b is 0, this does not apply and leaves the maximum.",
        );
        check(
            ratio("50%", Otherwise::Zero),
            "Tỷ lệ a / b đạt từ 50% trở lên được Điểm tối đa; dưới mức đó được 0 điểm. \
             Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "A ratio a / b of 50% or more earns full points; below that no points are earned. \
             Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check_counted(
            zero(IfZero::Full, None),
            "Được tính 1 khi tỷ lệ “Số hồ sơ trực tuyến” trên “Tổng số hồ sơ” đạt từ 80% trở lên. \
             Khi “Tổng số hồ sơ” bằng 0 thì được tính 1.",
            "Counts one when the ratio of “Số hồ sơ trực tuyến” to “Tổng số hồ sơ” is 80% or more. \
             When “Tổng số hồ sơ” is 0, it counts one.",
        );
    }

    #[test]
    fn a_denominator_that_can_not_be_zero_needs_no_word() {
        let pair = Pair { if_zero: Some(IfZero::Zero), ..pair() };
        let rule = Rule::Ratio { pair, full_from: Exact::ONE, otherwise: Otherwise::Proportional, may_exceed: false };
        let mut leaf = leaf(rule);
        let said = |leaf: &Leaf| sentence(leaf, &exact("10"), Scoring::Points, Language::Vi);
        assert!(said(&leaf).ends_with("Khi b bằng 0 thì được 0 điểm."));
        leaf.inputs[B].min = Exact::ONE;
        assert!(!said(&leaf).contains("bằng 0"));
    }

    #[test]
    fn a_ratio_of_which_less_is_better() {
        let rule =
            |otherwise| Rule::RatioDown { pair: pair(), full_until: exact("5%"), zero_from: exact("20%"), otherwise };
        check(
            rule(Otherwise::Proportional),
            "Tỷ lệ a / b không quá 5% được Điểm tối đa; từ 20% trở lên được 0 điểm; giữa hai mức đó: \
             Điểm = (20% − a / b) / (20% − 5%) × Điểm tối đa. \
             Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "A ratio a / b of 5% or less earns full points; 20% or more earns none; between the two: \
             points = (20% − a / b) / (20% − 5%) × max points. \
             Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check(
            rule(Otherwise::Zero),
            "Tỷ lệ a / b không quá 5% được Điểm tối đa; cao hơn được 0 điểm. \
             Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "A ratio a / b of 5% or less earns full points; above that no points are earned. \
             Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check_counted(
            rule(Otherwise::Proportional),
            "Được tính 1 khi tỷ lệ “Số hồ sơ trực tuyến” trên “Tổng số hồ sơ” không quá 5%.",
            "Counts one when the ratio of “Số hồ sơ trực tuyến” to “Tổng số hồ sơ” is 5% or less.",
        );
    }

    #[test]
    fn tiers_with_their_bounds() {
        check(tiers(), "Điểm theo mức của “Tốc độ băng rộng”.", "The points depend on “Tốc độ băng rộng”.");
        check_lines(
            tiers(),
            &[
                "Dưới 20 Mbps: 0 điểm",
                "Từ 20 Mbps đến dưới 40 Mbps: 1/2 Điểm tối đa (5 điểm)",
                "Từ 40 Mbps trở lên: Điểm tối đa (10 điểm)",
            ],
        );
        check_counted(
            tiers(),
            "Được tính 1 hay không, theo mức của “Tốc độ băng rộng”.",
            "Whether it counts one depends on “Tốc độ băng rộng”.",
        );
        let counted = lines(&leaf(tiers()), &Exact::ONE, Scoring::Counted, Language::Vi);
        assert_eq!(counted[1..], ["Từ 20 Mbps đến dưới 40 Mbps: không được tính", "Từ 40 Mbps trở lên: được tính 1"]);
    }

    #[test]
    fn every_form_of_a_tier() {
        fn check(from: Option<(&str, bool)>, to: Option<(&str, bool)>, vi: &str, en: &str) {
            let bound = |(value, inclusive): (&str, bool)| Bound { value: exact(value), inclusive };
            let tier = Tier { from: from.map(bound), to: to.map(bound), award: Award::FULL };
            let leaf = leaf(Rule::YesNo { input: PLAN });
            for (language, expected) in [(Language::Vi, vi), (Language::En, en)] {
                let speaker = Speaker::new(&leaf, Aim::Counted, language);
                assert_eq!(speaker.tier(&tier, &Expression::Input(A)), expected);
            }
        }
        check(Some(("5", true)), Some(("1000", true)), "Từ 5 đến 1.000", "5 to 1,000");
        check(Some(("5", true)), Some(("10", false)), "Từ 5 đến dưới 10", "5 to below 10");
        check(Some(("5", false)), Some(("10", true)), "Trên 5 đến 10", "Above 5 to 10");
        check(Some(("5", false)), Some(("10", false)), "Trên 5 và dưới 10", "Above 5 and below 10");
        check(Some(("5", true)), Some(("5", true)), "Bằng 5", "Exactly 5");
        check(Some(("5", true)), None, "Từ 5 trở lên", "5 or more");
        check(Some(("5", false)), None, "Trên 5", "Above 5");
        check(None, Some(("5", true)), "Từ 5 trở xuống", "5 or less");
        check(None, Some(("5", false)), "Dưới 5", "Below 5");
        check(None, None, "Mọi giá trị", "Any value");
    }

    #[test]
    fn a_target() {
        let rule = |value, direction, otherwise| Rule::Target {
            value,
            target: exact("40"),
            direction,
            otherwise,
            if_zero: None,
        };
        check(
            rule(Expression::Input(SPEED), Direction::AtLeast, Otherwise::Proportional),
            "“Tốc độ băng rộng” đạt từ 40 Mbps trở lên được Điểm tối đa; thấp hơn thì tính theo tỷ lệ đạt được: \
             Điểm = speed / 40 × Điểm tối đa. Trong đó speed là số đã nhập.",
            "“Tốc độ băng rộng” of 40 Mbps or more earns full points; below that the share attained: \
             points = speed / 40 × max points. Here speed is the number entered.",
        );
        check(
            rule(Expression::Input(PERCENT), Direction::AtMost, Otherwise::Zero),
            "“Tỷ lệ hồ sơ trực tuyến” không quá 40% được Điểm tối đa; cao hơn được 0 điểm.",
            "“Tỷ lệ hồ sơ trực tuyến” of 40% or less earns full points; above that no points are earned.",
        );
        check(
            rule(divided(), Direction::AtMost, Otherwise::Proportional),
            "Giá trị a / b không quá 40 được Điểm tối đa; cao hơn thì giảm theo tỷ lệ: \
             Điểm = 40 / (a / b) × Điểm tối đa. Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”.",
            "The value a / b of 40 or less earns full points; above that in inverse proportion: \
             points = 40 / (a / b) × max points. Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”.",
        );
        check_counted(
            rule(Expression::Input(SPEED), Direction::AtLeast, Otherwise::Zero),
            "Được tính 1 khi “Tốc độ băng rộng” đạt từ 40 Mbps trở lên.",
            "Counts one when “Tốc độ băng rộng” is 40 Mbps or more.",
        );
    }

    #[test]
    fn what_is_given() {
        let rule = |given_as| Rule::Given { input: SPEED, given_as };
        check(
            rule(GivenAs::Points),
            "Điểm lấy theo “Tốc độ băng rộng”, từ 0 đến 10.",
            "The points are “Tốc độ băng rộng” as entered, 0 to 10.",
        );
        check(
            rule(GivenAs::Share),
            "Điểm = “Tốc độ băng rộng” × Điểm tối đa.",
            "Points = “Tốc độ băng rộng” × max points.",
        );
        check(
            rule(GivenAs::Percent),
            "Điểm = “Tốc độ băng rộng” (từ 0% đến 100%) × Điểm tối đa.",
            "Points = “Tốc độ băng rộng” (0% to 100%) × max points.",
        );
        check_counted(
            rule(GivenAs::Percent),
            "Được tính 1 khi “Tốc độ băng rộng” đạt 100%.",
            "Counts one when “Tốc độ băng rộng” is 100%.",
        );
    }

    #[test]
    fn contents() {
        let rule = |full_from| Rule::Contents { items: vec![PLAN, DRILL], full_from };
        check(rule(2), "Điểm = số nội dung đã có / 2 × Điểm tối đa.", "Points = contents present / 2 × max points.");
        check(
            rule(1),
            "Có từ 1 trong 2 nội dung trở lên được Điểm tối đa; ít hơn thì Điểm = số nội dung đã có / 1 × Điểm tối đa.",
            "1 or more of 2 contents earn full points; with fewer, points = contents present / 1 × max points.",
        );
        check_lines(rule(2), &["Đã ban hành kế hoạch", "Đã diễn tập"]);
        check_counted(rule(2), "Được tính 1 khi có đủ 2 nội dung.", "Counts one when each of 2 contents is there.");
    }

    #[test]
    fn density_and_pieces() {
        let density = || Rule::Density {
            pair: Pair { if_zero: Some(IfZero::Zero), ..pair() },
            per: exact("1000"),
            full_from: exact("1.5"),
        };
        check(
            density(),
            "Đạt từ 1,5 trên 1.000 dân trở lên được Điểm tối đa; thấp hơn thì Điểm = a / b × 1.000 / 1,5 × Điểm tối đa. \
             Trong đó a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”. Khi b bằng 0 thì được 0 điểm.",
            "1.5 or more per 1,000 inhabitants earn full points; below that points = a / b × 1,000 / 1.5 × max points. \
             Here a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”. When b is 0, no points are earned.",
        );
        let pieces = |cap| Rule::PerItem { input: A, each: Award::Share(exact("30%")), cap };
        check(
            pieces(None),
            "Mỗi đơn vị của “Số hồ sơ trực tuyến” được 30% Điểm tối đa (3 điểm), cộng lại nhiều nhất Điểm tối đa.",
            "Each one of “Số hồ sơ trực tuyến” earns 30% of full points (3 points), full points at most in all.",
        );
        check(
            Rule::PerItem { input: SPEED, each: Award::Points(exact("0.5")), cap: Some(Award::Points(exact("3"))) },
            "Mỗi Mbps ở “Tốc độ băng rộng” được 0,5 điểm, cộng lại nhiều nhất 3 điểm.",
            "Each Mbps of “Tốc độ băng rộng” earns 0.5 points, 3 points at most in all.",
        );
        check_counted(
            pieces(None),
            "Được tính 1 khi “Số hồ sơ trực tuyến” đạt từ 4 trở lên.",
            "Counts one when “Số hồ sơ trực tuyến” is 4 or more.",
        );
    }

    #[test]
    fn against_the_best_unit() {
        check(
            Rule::AgainstBest { value: Expression::Input(SPEED), if_zero: None },
            "Điểm = “Tốc độ băng rộng” / giá trị cao nhất trong các đơn vị được so sánh × Điểm tối đa; \
             chưa có số liệu của các đơn vị khác thì chưa tính được.",
            "Points = “Tốc độ băng rộng” / the best value among the units compared × max points; \
             without figures of other units this stays open.",
        );
    }

    #[test]
    fn a_formula_with_steps() {
        let share = || ("share".to_owned(), divided());
        let expression = || {
            let items = vec![Expression::Step(0), Expression::Number(Exact::ONE)];
            Expression::Binary(Operator::Multiply, Box::new(Expression::Min(items)), Box::new(Expression::MaxPoints))
        };
        check(
            Rule::Formula { expression: expression(), steps: vec![share()], if_zero: Some(IfZero::Zero) },
            "Điểm = nhỏ nhất(share; 1) × Điểm tối đa, không dưới 0 và không quá Điểm tối đa. \
             Trong đó share = a / b; a là “Số hồ sơ trực tuyến”; b là “Tổng số hồ sơ”. \
             Khi b bằng 0 thì được 0 điểm.",
            "Points = min(share, 1) × max points, not below 0 and not above full points. \
             Here share = a / b; a is “Số hồ sơ trực tuyến”; b is “Tổng số hồ sơ”. \
             When b is 0, no points are earned.",
        );
    }

    #[test]
    fn parts_that_add_up() {
        let parts = || {
            vec![
                part("Kế hoạch", Award::Share(exact("2/5")), Rule::YesNo { input: PLAN }),
                part("Tốc độ", Award::Points(exact("6")), tiers()),
            ]
        };
        check(
            Rule::Sum { parts: parts(), cap: None },
            "Điểm là tổng điểm của 2 phần.",
            "The points of 2 parts are added up.",
        );
        check(
            Rule::Sum { parts: parts(), cap: Some(Award::Points(exact("8"))) },
            "Điểm là tổng điểm của 2 phần, nhiều nhất 8 điểm.",
            "The points of 2 parts are added up, to 8 points at most.",
        );
        check_lines(
            Rule::Sum { parts: parts(), cap: None },
            &[
                "Kế hoạch (nhiều nhất 4 điểm): “Đã ban hành kế hoạch”: “Có” được 4 điểm, “Không” được 0 điểm.",
                "Tốc độ (nhiều nhất 6 điểm): Điểm theo mức của “Tốc độ băng rộng”. Dưới 20 Mbps: 0 điểm; \
                 Từ 20 Mbps đến dưới 40 Mbps: 3 điểm; Từ 40 Mbps trở lên: 6 điểm.",
            ],
        );
        check(
            Rule::BestOf { parts: parts() },
            "Lấy phần có điểm cao nhất trong 2 phần.",
            "The part with the most points of 2 parts counts.",
        );
        check_counted(
            Rule::BestOf { parts: parts() },
            "Được tính 1 khi đạt đủ ít nhất một trong 2 phần.",
            "Counts one when at least one of 2 parts is met in full.",
        );
    }

    #[test]
    fn parts_that_must_all_be_met() {
        let parts = || {
            vec![
                part("Kế hoạch", Award::FULL, Rule::YesNo { input: PLAN }),
                part("Hồ sơ", Award::FULL, ratio("80%", Otherwise::Zero)),
            ]
        };
        check(
            Rule::All { parts: parts() },
            "Phải đạt đủ cả 2 phần mới được Điểm tối đa; thiếu một phần thì được 0 điểm.",
            "Each of 2 parts must be met to earn full points; if one is not, no points are earned.",
        );
        check_lines(
            Rule::All { parts: parts() },
            &[
                "Kế hoạch: Đạt khi trả lời “Có” cho “Đã ban hành kế hoạch”.",
                "Hồ sơ: Đạt khi tỷ lệ “Số hồ sơ trực tuyến” trên “Tổng số hồ sơ” đạt từ 80% trở lên.",
            ],
        );
        check_counted(
            Rule::All { parts: parts() },
            "Được tính 1 khi đạt đủ cả 2 phần.",
            "Counts one when each of 2 parts is met.",
        );
    }

    #[test]
    fn a_part_called_by_its_question_is_not_said_twice() {
        let contents = Rule::Contents { items: vec![PLAN, DRILL], full_from: 2 };
        let parts = || {
            vec![
                part("Đã diễn tập", Award::Points(exact("4")), Rule::YesNo { input: DRILL }),
                part("Đã ban hành kế hoạch", Award::Points(exact("3")), choice()),
                part("Nội dung", Award::Points(exact("3")), contents.clone()),
            ]
        };
        check_lines(
            Rule::Sum { parts: parts(), cap: None },
            &[
                "Đã diễn tập: 4 điểm",
                "Đã ban hành kế hoạch (nhiều nhất 3 điểm): Chưa có: 0 điểm; Đang soạn: 2,5 điểm; Đã ban hành: 3 điểm.",
                "Nội dung (nhiều nhất 3 điểm): Điểm = số nội dung đã có / 2 × 3: Đã ban hành kế hoạch; Đã diễn tập.",
            ],
        );
        check_lines(
            Rule::All { parts: parts() },
            &[
                "Đã diễn tập",
                "Đã ban hành kế hoạch: Đạt khi chọn “Đã ban hành”.",
                "Nội dung: Đạt khi có đủ 2 nội dung: Đã ban hành kế hoạch; Đã diễn tập.",
            ],
        );
    }

    #[test]
    fn a_leaf_without_rule_says_nothing() {
        let leaf = Leaf { inputs: vec![], rule: None, rule_basis: Basis::Official, rule_derivation: None };
        assert_eq!(sentence(&leaf, &Exact::ZERO, Scoring::Points, Language::Vi), "");
        assert!(lines(&leaf, &Exact::ZERO, Scoring::Points, Language::Vi).is_empty());
    }
}
