//! What an item can earn, and by which figures.
//!
//! Candidates are made from the shape of the rule; what they earn is what the scorer says. A candidate that earns nothing
//! more is dropped, so a wrong guess here can hide a step but never invent points.

use super::{Change, Class, Item, Step, Work, Works, enter};
use crate::engine::{
    assessment::{Assessment, Organization, Reading, Response, find_options, read_node},
    exact::{Exact, Rounding, RoundingMode},
    framework::{Framework, Input, InputKind, Leaf, NodeIndex, Role, Scoring},
    order::sorted,
    rule::{
        Direction, Figure, GivenAs, Otherwise, Pair, Part, Rule,
        evaluate::{Figures, evaluate},
        formula::{Expression, NoResult, Values},
        trace::NoTrace,
    },
    scoring::{self, Reference, Score, Scorecard, State},
};

/// The most parts into which the way to full points is cut.
const MOST_SLICES: u16 = 10;

/// The most ways in which parts of one rule are combined; beyond, they are taken one after the other.
const MOST_COMBINATIONS: usize = 64;

/// What stands in for a denominator that is not entered.
const ASSUMED_WHOLE: i64 = 100;

/// The decimals of figures that are not counts.
const FIGURE_PLACES: u8 = 4;

/// Figures that change, by input; those of one candidate.
type Changes = Vec<(usize, Figure)>;

/// Everything that can earn more, in the order of the framework: leaves, and nodes that are known as a whole.
///
/// # Missing
///
/// What is not entered earns nothing until it is. Items whose rule needs the best of the units compared can not be
/// planned and are left out, and so is what does not apply.
pub fn items(framework: &Framework, assessment: &Assessment, works: &Works) -> Vec<Item> {
    let reading = crate::engine::assessment::read(framework, assessment);
    let scorecard = scoring::score(framework, assessment, Reference::default());
    let mut items = Vec::new();
    let mut whole_above: Option<usize> = None;
    for (index, node) in framework.nodes().iter().enumerate() {
        if whole_above.is_some_and(|depth| node.depth > depth) {
            continue;
        }
        let state = scorecard.nodes.get(index).map_or(State::Unscored, |it| it.state);
        whole_above = matches!(state, State::Given | State::NotApplicable | State::Unscored).then_some(node.depth);
        if matches!(state, State::NotApplicable | State::Unscored) || node.leaf.is_none() && state != State::Given {
            continue;
        }
        let work = works.get(node.id.as_str()).copied().unwrap_or_default();
        items.extend(item(framework, assessment, &reading, &scorecard, index, work));
    }
    items
}

fn item(
    framework: &Framework,
    assessment: &Assessment,
    reading: &Reading,
    scorecard: &Scorecard,
    index: NodeIndex,
    work: Work,
) -> Option<Item> {
    let node = framework.node(index)?;
    let scored = scorecard.nodes.get(index)?;
    let before = reading.nodes.get(index)?;
    let response = assessment.response(node.id.as_str());
    let without_document = response.is_some_and(|it| it.evidence.is_empty()) && scored.state != State::NotEntered;
    let starts_as = if without_document { Class::Document } else { Class::Investment };
    let class = work.class.unwrap_or(starts_as);
    let effort = work.effort.unwrap_or_else(|| class.effort()).clamp(1, super::MOST_ITEM_EFFORT);
    let slices = effort.min(MOST_SLICES);

    let lowers = lowers(framework, index);
    let points = sure(&scored.score, lowers).clone();
    // What is taken away earns by being less.
    let sign = if lowers { Exact::from(-1) } else { Exact::ONE };
    let gain = |found: &Exact| &(found - &points) * &sign;
    let mut found: Vec<(Exact, Change)> = Vec::new();
    // Read as from a file, so that what a file may not say earns nothing here either.
    let mut trial = Assessment::new(framework, Organization::default(), assessment.period.clone());
    let mut add = |change: Change| {
        let mut response = Response { evidence: vec![], ..response.cloned().unwrap_or_default() };
        enter(&mut response, node, &change);
        trial.responses.insert(node.id.to_string(), response.into());
        let Some((score, state)) = scoring::own(framework, index, &read_node(node, &trial)) else { return };
        let points = sure(&score, lowers);
        if state != State::NotApplicable && gain(points) > Exact::ZERO {
            found.push((points.clone(), change));
        }
    };
    match (&before.given, &node.leaf) {
        (Some(_), _) => {
            let best = if lowers { Exact::ZERO } else { scored.score.max_points.clone() };
            for share in slices_between(&points, &best, slices) {
                let places = if framework.scoring == Scoring::Counted { 0 } else { 2 };
                let share = if share == best { share } else { share.round(down(places)) };
                add(Change::Given(share));
            }
        }
        (None, Some(leaf)) => {
            let rule = leaf.rule.as_ref()?;
            // Prerequisites are met or not, out of one.
            let max = if node.role == Role::Prerequisite { Exact::ONE } else { node.max_points.clone() };
            let mut entered = before.figures.clone();
            entered.resize(leaf.inputs.len(), None);
            let reach = Reach { leaf, entered: &entered, slices };
            let mut candidates = reach.candidates(rule, &max);
            if lowers {
                candidates.extend(reach.nothing());
            }
            for changes in candidates {
                let mut figures = entered.clone();
                set(&mut figures, &changes);
                let ratio = reach.assumed_ratio(rule, &figures, &changes);
                let is_new = |(input, figure): &&(usize, Figure)| {
                    matches!(figure, Figure::Number(_)) && entered.get(*input).is_none_or(Option::is_none)
                };
                let example = changes.iter().filter(is_new).count() > 1;
                add(Change::Figures { figures: changes, ratio, example });
            }
        }
        (None, None) => return None,
    }
    let best = found.iter().map(|(points, _)| gain(points)).max()?;
    let cost = |gain: &Exact| {
        let part = (gain * &Exact::from(i64::from(effort))).checked_div(&best).unwrap_or_default();
        let whole = part.round(down(0));
        let whole = if whole == part { whole } else { &whole + &Exact::ONE };
        whole.to_text().parse::<u32>().unwrap_or(u32::from(effort)).max(1)
    };
    let mut steps: Vec<Step> = Vec::new();
    let costed = found.into_iter().map(|(points, change)| Step { effort: cost(&gain(&points)), points, change });
    // Of those that cost the same, the most points; of those, the first, which changes the least.
    let costed = sorted(costed.collect(), &|left: &Step, right: &Step| {
        left.effort.cmp(&right.effort).then_with(|| gain(&right.points).cmp(&gain(&left.points)))
    });
    for step in costed {
        if steps.last().is_none_or(|last| gain(&step.points) > gain(&last.points)) {
            steps.push(step);
        }
    }
    let most = steps.last()?.points.clone();
    Some(Item { node: index, points, most, class, effort, excluded: work.excluded, steps })
}

/// Whether more points of a node are less of the whole: a penalty, and what adds up to one. A penalty inside a penalty
/// raises the whole.
pub fn lowers(framework: &Framework, index: NodeIndex) -> bool {
    let (mut lowers, mut at) = (false, Some(index));
    // Parents come before their parts, so the way up has an end.
    while let Some(node) = at.and_then(|at| framework.node(at)) {
        lowers ^= node.role == Role::Penalty;
        at = node.parent;
    }
    lowers
}

/// What counts for sure: the least of what is earned, the most of what is taken away.
pub fn sure(score: &Score, lowers: bool) -> &Exact {
    if lowers { &score.highest } else { &score.lowest }
}

/// The figures of one leaf, and how finely the way to full points is cut.
struct Reach<'a> {
    leaf: &'a Leaf,
    entered: &'a [Option<Figure>],
    slices: u16,
}

impl Reach<'_> {
    /// Figures that may earn more under a rule whose maximum is `max`.
    fn candidates(&self, rule: &Rule, max: &Exact) -> Vec<Changes> {
        match rule {
            Rule::Choice { input, options } => {
                (0..options.len()).map(|option| vec![(*input, Figure::Option(option))]).collect()
            }
            Rule::YesNo { input } => vec![vec![(*input, Figure::Answer(true))]],
            Rule::Contents { items, .. } => {
                let missing = items.iter().filter(|item| self.figure(**item) != Some(&Figure::Answer(true)));
                let missing: Changes = missing.map(|item| (*item, Figure::Answer(true))).collect();
                (1..=missing.len()).map(|count| missing.iter().take(count).cloned().collect()).collect()
            }
            Rule::Sum { parts, .. } => self.together(parts, max),
            Rule::BestOf { parts } => {
                parts.iter().flat_map(|part| self.candidates(&part.rule, &part.award.points(max))).collect()
            }
            Rule::All { parts } => {
                let mut all = Changes::new();
                for part in parts {
                    all.extend(self.best(part, max));
                }
                vec![all]
            }
            Rule::Ratio { pair, full_from, otherwise, .. } => {
                let full = full_from.clone();
                self.ratios(pair, &full, *otherwise == Otherwise::Proportional, &Exact::ZERO)
            }
            Rule::Density { pair, per, full_from } => {
                let full = full_from.checked_div(per).unwrap_or_default();
                self.ratios(pair, &full, true, &Exact::ZERO)
            }
            Rule::RatioDown { pair, full_until, zero_from, otherwise } => {
                self.ratios(pair, full_until, *otherwise == Otherwise::Proportional, zero_from)
            }
            Rule::Given { input, given_as } => {
                let full = match given_as {
                    GivenAs::Points => max.clone(),
                    GivenAs::Share => Exact::ONE,
                    GivenAs::Percent => Exact::from(100),
                };
                self.towards(*input, &Exact::ZERO, &full)
            }
            Rule::PerItem { input, each, cap } => {
                let cap = cap.as_ref().map_or_else(|| max.clone(), |cap| cap.points(max).lesser(max).clone());
                let full = cap.checked_div(&each.points(max)).unwrap_or_default();
                self.towards(*input, &Exact::ZERO, &full)
            }
            Rule::Tiers { value, tiers, .. } => {
                let aims = tiers.iter().flat_map(|tier| match (&tier.from, &tier.to) {
                    (Some(from), None) => vec![from.value.clone(), &from.value + &Exact::ONE],
                    (None, Some(to)) => vec![to.value.clone(), &to.value - &Exact::ONE],
                    (Some(from), Some(to)) => {
                        vec![from.value.clone(), middle(&from.value, &to.value), to.value.clone()]
                    }
                    (None, None) => vec![],
                });
                aims.flat_map(|aim| self.solved(value, max, &aim)).collect()
            }
            Rule::Target { value, target, otherwise, direction, .. } => {
                let now = self.value(value, max).unwrap_or_default();
                let proportional = *otherwise == Otherwise::Proportional && *direction == Direction::AtLeast;
                let aims = slices_between(&now, target, if proportional { self.slices } else { 1 });
                aims.iter().flat_map(|aim| self.solved(value, max, aim)).collect()
            }
            Rule::Formula { expression, steps, .. } => {
                let mut inputs = Vec::new();
                for expression in steps.iter().map(|(_, step)| step).chain([expression]) {
                    collect_inputs(expression, &mut inputs);
                }
                let few = [0, 1, 10, ASSUMED_WHOLE].map(Exact::from);
                let of = |position: &usize| {
                    let input = self.leaf.inputs.get(*position);
                    let ends = input.map(|input| [Some(input.min.clone()), input.max.clone()]);
                    let values = ends.into_iter().flatten().flatten().chain(few.iter().cloned());
                    values.flat_map(|value| self.entries(*position, &value)).collect::<Vec<_>>()
                };
                inputs.iter().flat_map(of).map(|change| vec![change]).collect()
            }
            Rule::AgainstBest { .. } => vec![],
        }
    }

    /// What makes a part earn the most; nothing where that is how it is.
    fn best(&self, part: &Part, max: &Exact) -> Changes {
        let max = part.award.points(max);
        let earned = |changes: &Changes| {
            let mut figures = self.entered.to_vec();
            set(&mut figures, changes);
            evaluate(&part.rule, &max, Figures { entered: &figures, best: None }, &mut NoTrace).lowest().clone()
        };
        let mut best = (earned(&Changes::new()), Changes::new());
        for changes in self.candidates(&part.rule, &max) {
            let points = earned(&changes);
            if points > best.0 {
                best = (points, changes);
            }
        }
        best.1
    }

    /// Parts that add up: every combination where there are few, otherwise one part after the other.
    fn together(&self, parts: &[Part], max: &Exact) -> Vec<Changes> {
        let of_parts: Vec<Vec<Changes>> =
            parts.iter().map(|part| self.candidates(&part.rule, &part.award.points(max))).collect();
        let count = of_parts.iter().fold(1_usize, |count, part| count.saturating_mul(part.len() + 1));
        let mut found = vec![Changes::new()];
        if count <= MOST_COMBINATIONS {
            for part in &of_parts {
                let with = |before: &Changes| {
                    let more = part.iter().map(|changes| [before.as_slice(), changes].concat());
                    std::iter::once(before.clone()).chain(more).collect::<Vec<_>>()
                };
                found = found.iter().flat_map(with).collect();
            }
            return found;
        }
        let mut all = Changes::new();
        for (part, changes) in parts.iter().zip(of_parts) {
            found.extend(changes);
            all.extend(self.best(part, max));
            found.push(all.clone());
        }
        found
    }

    /// Numerators on the way to a ratio, or a percentage where that is what is entered.
    fn ratios(&self, pair: &Pair, full: &Exact, proportional: bool, nothing: &Exact) -> Vec<Changes> {
        let slices = if proportional { self.slices } else { 1 };
        let hundred = Exact::from(ASSUMED_WHOLE);
        if let (None, None, Some(percent)) = (
            self.number(pair.numerator),
            self.number(pair.denominator),
            pair.percent.filter(|it| self.number(*it).is_some()),
        ) {
            let now = self.number(percent).unwrap_or_default();
            let aims = slices_between(&now, &(full * &hundred), slices);
            return aims.iter().flat_map(|aim| self.entries(percent, aim)).map(|change| vec![change]).collect();
        }
        let entered = self.number(pair.denominator);
        let whole = entered.clone().unwrap_or_else(|| self.assumed(pair.denominator));
        if whole.is_zero() {
            return vec![];
        }
        let now = match (&entered, self.number(pair.numerator)) {
            (Some(_), Some(part)) => part.checked_div(&whole).unwrap_or_default(),
            _ => nothing.clone(),
        };
        let with_whole = |change| match entered {
            Some(_) => vec![change],
            None => vec![change, (pair.denominator, Figure::Number(whole.clone()))],
        };
        // Where more of it is worse, nothing is earned beyond a bound, and the way to full points begins there.
        let now = if nothing > full { now.lesser(nothing).clone() } else { now };
        let aims = slices_between(&now, full, slices);
        aims.iter().flat_map(|aim| self.entries(pair.numerator, &(aim * &whole))).map(with_whole).collect()
    }

    /// Values of one input on the way to the one that earns everything.
    fn towards(&self, input: usize, nothing: &Exact, full: &Exact) -> Vec<Changes> {
        let now = self.number(input).unwrap_or_else(|| nothing.clone());
        let aims = slices_between(&now, full, self.slices);
        aims.iter().flat_map(|aim| self.entries(input, aim)).map(|change| vec![change]).collect()
    }

    /// Figures that give an expression a value, one input changed and the others as they are. Only where the expression
    /// rises or falls evenly with that input.
    fn solved(&self, expression: &Expression, max: &Exact, aim: &Exact) -> Vec<Changes> {
        let mut inputs = Vec::new();
        collect_inputs(expression, &mut inputs);
        let assumed: Changes = inputs
            .iter()
            .filter(|input| self.number(**input).is_none())
            .map(|input| (*input, Figure::Number(self.assumed(*input))))
            .collect();
        let at = |input: usize, x: i64| {
            let mut figures = self.entered.to_vec();
            set(&mut figures, &assumed);
            set(&mut figures, &[(input, Figure::Number(Exact::from(x)))]);
            expression.evaluate(&Trial { figures: &figures, max }).ok()
        };
        let mut found = Vec::new();
        for input in &inputs {
            let (Some(first), Some(second), Some(third)) = (at(*input, 1), at(*input, 2), at(*input, 4)) else {
                continue;
            };
            let slope = &second - &first;
            if slope.is_zero() || &third - &second != &slope + &slope {
                continue;
            }
            let x = &(aim - &first).checked_div(&slope).unwrap_or_default() + &Exact::ONE;
            for change in self.entries(*input, &x) {
                let others = assumed.iter().filter(|(other, _)| other != input).cloned();
                found.push(std::iter::once(change).chain(others).collect());
            }
        }
        found
    }

    /// A penalty is least where nothing is done.
    fn nothing(&self) -> Vec<Changes> {
        let none = |(position, input): (usize, &Input)| match input.kind {
            InputKind::YesNo => Some((position, Figure::Answer(false))),
            InputKind::Count | InputKind::Number | InputKind::Percent => {
                Some((position, Figure::Number(input.min.clone())))
            }
            InputKind::Choice | InputKind::Text => None,
        };
        self.leaf.inputs.iter().enumerate().filter_map(none).map(|change| vec![change]).collect()
    }

    /// The figures of an input that are nearest to a value and can be entered: whole for counts, decimals for others.
    fn entries(&self, position: usize, value: &Exact) -> Vec<(usize, Figure)> {
        let Some(input) = self.leaf.inputs.get(position) else { return vec![] };
        let places = if input.kind == InputKind::Count { 0 } else { FIGURE_PLACES };
        let below = value.round(down(places));
        let unit = Exact::ratio(1, 10_i64.pow(u32::from(places))).unwrap_or(Exact::ONE);
        let both = if below == *value { vec![below] } else { vec![&below + &unit, below] };
        let in_range = |value: &Exact| *value >= input.min && input.max.as_ref().is_none_or(|max| value <= max);
        let fits = |value: &Exact| in_range(value) && Exact::parse_decimal(&value.to_text()).is_some();
        both.into_iter().filter(fits).map(|value| (position, Figure::Number(value))).collect()
    }

    /// What stands in for a figure that is not entered.
    fn assumed(&self, position: usize) -> Exact {
        let hundred = Exact::from(ASSUMED_WHOLE);
        match self.leaf.inputs.get(position) {
            Some(input) => hundred.greater(&input.min).lesser(input.max.as_ref().unwrap_or(&hundred)).clone(),
            None => hundred,
        }
    }

    /// The ratio that figures stand for, where a ratio's denominator was not entered.
    fn assumed_ratio(&self, rule: &Rule, figures: &[Option<Figure>], changes: &Changes) -> Option<Exact> {
        let (Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } | Rule::Density { pair, .. }) = rule else {
            return None;
        };
        if !changes.iter().any(|(input, _)| *input == pair.denominator) {
            return None;
        }
        let number = |input: usize| match figures.get(input) {
            Some(Some(Figure::Number(number))) => Some(number.clone()),
            _ => None,
        };
        number(pair.numerator)?.checked_div(&number(pair.denominator)?)
    }

    fn value(&self, expression: &Expression, max: &Exact) -> Option<Exact> {
        expression.evaluate(&Trial { figures: self.entered, max }).ok()
    }

    fn figure(&self, input: usize) -> Option<&Figure> {
        self.entered.get(input)?.as_ref()
    }

    fn number(&self, input: usize) -> Option<Exact> {
        match self.figure(input) {
            Some(Figure::Number(number)) => Some(number.clone()),
            _ => None,
        }
    }
}

/// What an expression is worth with these figures.
struct Trial<'a> {
    figures: &'a [Option<Figure>],
    max: &'a Exact,
}

impl Values for Trial<'_> {
    fn input(&self, input: usize) -> Option<Exact> {
        match self.figures.get(input) {
            Some(Some(Figure::Number(number))) => Some(number.clone()),
            _ => None,
        }
    }

    fn step(&self, _: usize) -> Result<Exact, NoResult> {
        Err(NoResult::Missing)
    }

    fn max_points(&self) -> &Exact {
        self.max
    }
}

/// How a figure is written in a file.
pub fn figure_text(leaf: &Leaf, position: usize, figure: &Figure) -> Option<String> {
    match figure {
        Figure::Number(number) => Some(number.to_text()),
        Figure::Answer(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Figure::Option(option) => Some(find_options(leaf.rule.as_ref()?, position)?.get(*option)?.id.clone()),
        Figure::Text => None,
    }
}

fn set(figures: &mut [Option<Figure>], changes: &[(usize, Figure)]) {
    for (input, figure) in changes {
        if let Some(slot) = figures.get_mut(*input) {
            *slot = Some(figure.clone());
        }
    }
}

fn collect_inputs(expression: &Expression, inputs: &mut Vec<usize>) {
    expression.visit(&mut |part| {
        if let Expression::Input(input) = part
            && !inputs.contains(input)
        {
            inputs.push(*input);
        }
    });
}

/// Values that cut the way from one to the other into equal parts; the last is the end.
fn slices_between(from: &Exact, to: &Exact, slices: u16) -> Vec<Exact> {
    let way = to - from;
    let at = |slice: u16| {
        let part = (&way * &Exact::from(i64::from(slice))).checked_div(&Exact::from(i64::from(slices.max(1))));
        from + &part.unwrap_or_default()
    };
    (1..=slices.max(1)).map(at).collect()
}

fn middle(low: &Exact, high: &Exact) -> Exact {
    (low + high).checked_div(&Exact::from(2)).unwrap_or_default()
}

fn down(places: u8) -> Rounding {
    Rounding { places, mode: RoundingMode::Down }
}
