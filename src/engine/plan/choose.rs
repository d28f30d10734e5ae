//! The choice of steps: for every amount of effort the most that can be reached, exactly.
//!
//! Effort is whole, so a table by effort holds every choice that matters: what costs as much and gives less is never
//! better, because the value of a node never falls when a part of it rises. The first entry that reaches the goal is
//! therefore the least effort, and that is the proof.

use super::{
    Choice, Goal, Item, Outcome, Plan, apply,
    reach::{lowers, sure},
};
use crate::engine::{
    assessment::Assessment,
    exact::Exact,
    framework::{Framework, NodeIndex, Role},
    scoring::{self, Reference, Scorecard, State},
};

/// The most effort of all items together that is counted one by one. Beyond it efforts are counted in larger units, and
/// the answer says how far from the least it can be.
pub const MOST_EFFORT: u32 = 6_000;

/// The least effort that reaches a goal, with items made by [`super::items`] of the same framework and assessment.
///
/// An assessment with problems is planned for as it is scored. Out of reach is only what all items together, each raised
/// as far as it can be, do not reach: no value falls when a part of it rises, so nothing else can reach it either.
/// Of choices that cost the same the one that reaches more is taken. Items that are excluded are not touched.
pub fn plan(framework: &Framework, assessment: &Assessment, items: &[Item], goal: &Goal) -> Plan {
    let scorecard = scoring::score(framework, assessment, Reference::default());
    let wanted = match goal {
        Goal::Points(points) => points,
        Goal::Index(value) => value,
    };
    let start = value(framework, &scorecard, goal);
    let all: u32 = items.iter().filter(|item| !item.excluded).map(most_effort).sum();
    let unit = all.div_ceil(MOST_EFFORT).max(1);
    let mut table = Table { framework, scorecard: &scorecard, items, goal, unit, links: vec![Link::default()] };
    let best = table.whole();
    let scored = |steps: &[(usize, usize)]| {
        let done = apply(framework, assessment, items, steps);
        value(framework, &scoring::score(framework, &done, Reference::default()), goal)
    };
    let raised = items.iter().enumerate().filter(|(_, item)| !item.excluded && !item.steps.is_empty());
    let everything: Vec<Pick> = raised.map(|(at, item)| (at, item.steps.len() - 1)).collect();
    let most = if everything.is_empty() { start.clone() } else { scored(&everything) };
    let outcome = if start >= *wanted {
        Outcome::Reached
    } else {
        // The table can count more than the scorer does, which caps bonus points: the first entry that could be enough
        // bounds the effort from below, the first that is enough is the plan. Where no entry is, though all steps
        // together are, those without surplus are a plan that is not proven.
        let mut enough = best.iter().filter(|entry| entry.value >= *wanted).peekable();
        let least = enough.peek().map_or(0, |entry| entry.effort.saturating_mul(unit));
        let found = enough.find_map(|entry| {
            let steps = table.steps(entry);
            let reached = scored(&steps);
            (reached >= *wanted).then_some((steps, reached, least))
        });
        let all = || (most >= *wanted).then(|| (everything.clone(), most.clone(), 0));
        match found.or_else(all) {
            None => Outcome::OutOfReach,
            Some((mut steps, mut reached, least)) => {
                if unit > 1 || least == 0 {
                    without_surplus(&mut steps, &mut reached, wanted, &scored);
                }
                let effort = steps.iter().map(|step| effort_of(items, *step)).sum();
                // Counted in units that are rounded down, no choice is below this.
                Outcome::Steps(Choice { steps, effort, least: least.min(effort), reached })
            }
        }
    };
    Plan { start, goal: wanted.clone(), most, outcome }
}

/// What is reached for sure, in the measure of the goal; an index value is not rounded.
fn value(framework: &Framework, scorecard: &Scorecard, goal: &Goal) -> Exact {
    let lowest = &scorecard.total.lowest;
    match goal {
        Goal::Points(_) => lowest.clone(),
        Goal::Index(_) if is_weighted(framework) => {
            let mut value = Exact::ZERO;
            for (pillar, scored) in framework.pillars.iter().zip(&scorecard.pillars) {
                let share = scored.score.lowest.checked_div(&scored.score.max_points).unwrap_or_default();
                value = &value + &(&share * pillar.weight.as_ref().unwrap_or(&Exact::ZERO));
            }
            value
        }
        Goal::Index(_) => lowest.checked_div(&scorecard.total.max_points).unwrap_or_default(),
    }
}

fn is_weighted(framework: &Framework) -> bool {
    framework.pillars.first().is_some_and(|first| first.weight.is_some())
}

fn most_effort(item: &Item) -> u32 {
    item.steps.iter().map(|step| step.effort).max().unwrap_or(0)
}

fn effort_of(items: &[Item], (item, step): (usize, usize)) -> u32 {
    items.get(item).and_then(|item| item.steps.get(step)).map_or(0, |step| step.effort)
}

/// An item, and a step of it.
type Pick = (usize, usize);

/// Drops steps, in the order of the framework, without which the goal is reached all the same.
fn without_surplus(steps: &mut Vec<Pick>, reached: &mut Exact, wanted: &Exact, scored: &dyn Fn(&[Pick]) -> Exact) {
    let mut at = 0;
    while at < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(at);
        let value = scored(&fewer);
        if value >= *wanted {
            (*steps, *reached) = (fewer, value);
        } else {
            at += 1;
        }
    }
}

/// The most that one amount of effort reaches.
#[derive(Debug, Clone)]
struct Entry {
    effort: u32,
    value: Exact,
    /// How, as a position in [`Table::links`].
    link: usize,
}

/// Steps that are taken together: a pick, and those of two other links; zero is nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    pick: Option<(usize, usize)>,
    parts: [usize; 2],
}

/// Efforts rise, and so do values: what costs more and gives no more is left out.
type Entries = Vec<Entry>;

struct Table<'a> {
    framework: &'a Framework,
    scorecard: &'a Scorecard,
    items: &'a [Item],
    goal: &'a Goal,
    unit: u32,
    links: Vec<Link>,
}

impl Table<'_> {
    /// The whole, in the measure of the goal.
    fn whole(&mut self) -> Entries {
        let roots = self.framework.roots().to_vec();
        let total = &self.scorecard.total;
        // Bonus points do not lead beyond what is scored, and a declared total can be below that.
        let scored = roots.iter().filter(|root| self.role(**root) == Role::Scored);
        let scored: Exact = scored.filter_map(|root| Some(&self.scorecard.nodes.get(*root)?.score.max_points)).sum();
        let max = scored.lesser(&total.max_points).clone();
        match self.goal {
            Goal::Points(_) => {
                let entries = self.parts(&roots, &Exact::ONE, nothing());
                self.bounded(&roots, entries, &max)
            }
            Goal::Index(_) if is_weighted(self.framework) => self.weighted(&roots),
            Goal::Index(_) => {
                let factor = Exact::ONE.checked_div(&total.max_points).unwrap_or_default();
                let entries = self.parts(&roots, &factor, nothing());
                self.bounded(&roots, entries, &(&max * &factor))
            }
        }
    }

    /// An index value that is the weighted mean of pillars.
    ///
    /// A pillar is held between its bounds and needs its prerequisites, so it has a table of its own. Where a node that
    /// is not simply added up is in several pillars, no table is exact: then what could only lower a pillar is left out,
    /// and the table bounds the effort from below.
    fn weighted(&mut self, roots: &[NodeIndex]) -> Entries {
        let framework = self.framework;
        let mut entries = nothing();
        let is_shared = |root: &NodeIndex| framework.pillars.iter().filter(|it| it.members.contains(root)).count() > 1;
        if !roots.iter().any(is_shared) {
            for (pillar, scored) in framework.pillars.iter().zip(&self.scorecard.pillars) {
                let max = &scored.score.max_points;
                let factor = pillar.weight.as_ref().and_then(|it| it.checked_div(max)).unwrap_or_default();
                let own = self.parts(&pillar.members, &Exact::ONE, nothing());
                let own = self.bounded(&pillar.members, own, max);
                let own = own.into_iter().map(|entry| Entry { value: &entry.value * &factor, ..entry }).collect();
                entries = self.merged(&entries, &own);
            }
            return entries;
        }
        for root in roots.iter().copied() {
            if self.role(root) != Role::Penalty {
                let factor = self.weight(root);
                entries = self.part(root, &factor, entries);
            }
        }
        entries
    }

    /// What a point of a top-level node adds to an index value that is the weighted mean of pillars.
    fn weight(&self, root: NodeIndex) -> Exact {
        let mut factor = Exact::ZERO;
        for (pillar, scored) in self.framework.pillars.iter().zip(&self.scorecard.pillars) {
            if pillar.members.contains(&root)
                && let Some(weight) = &pillar.weight
            {
                factor = &factor + &weight.checked_div(&scored.score.max_points).unwrap_or_default();
            }
        }
        factor
    }

    /// `before` with every part that adds up.
    fn parts(&mut self, nodes: &[NodeIndex], factor: &Exact, before: Entries) -> Entries {
        let mut entries = before;
        for node in nodes {
            entries = self.part(*node, factor, entries);
        }
        entries
    }

    /// `before` with one part more, its points times `factor`.
    fn part(&mut self, index: NodeIndex, factor: &Exact, before: Entries) -> Entries {
        let Some(node) = self.framework.node(index) else { return before };
        let factor = match node.role {
            Role::Scored | Role::Bonus => factor.clone(),
            Role::Penalty => -factor,
            Role::Prerequisite | Role::NotScored | Role::Information => return before,
        };
        let Some(scored) = self.scorecard.nodes.get(index) else { return before };
        let decided = matches!(scored.state, State::Given | State::NotApplicable | State::Unscored);
        if node.leaf.is_some() || decided {
            let own = self.item(index, &factor);
            return self.merged(&before, &own);
        }
        let children = node.children.clone();
        if children.iter().all(|child| self.role(*child) == Role::Scored) {
            // Nothing can be beyond the bounds, so no table of its own is needed.
            return self.parts(&children, &factor, before);
        }
        let max = scored.score.max_points.clone();
        let (own, size) = if factor.is_negative() {
            let own = self.parts(&children, &-&Exact::ONE, nothing());
            (self.bounded_below(&children, own, &max), -&factor)
        } else {
            let own = self.parts(&children, &Exact::ONE, nothing());
            (self.bounded(&children, own, &max), factor)
        };
        let own = own.into_iter().map(|entry| Entry { value: &entry.value * &size, ..entry }).collect::<Entries>();
        self.merged(&before, &own)
    }

    /// Held between zero and `max`, and nothing at all before all prerequisites among the parts are met.
    fn bounded(&mut self, parts: &[NodeIndex], entries: Entries, max: &Exact) -> Entries {
        let mut entry_fee = Entry { effort: 0, value: Exact::ZERO, link: 0 };
        for part in parts {
            let Some(scored) = self.scorecard.nodes.get(*part) else { continue };
            if self.role(*part) != Role::Prerequisite || scored.state == State::NotApplicable {
                continue;
            }
            let needed = scored.score.max_points.clone();
            let own = self.item(*part, &Exact::ONE);
            // Nothing that is done here helps.
            let Some(met) = own.iter().find(|entry| entry.value == needed) else { return nothing() };
            let link = self.link(None, [entry_fee.link, met.link]);
            entry_fee = Entry { effort: entry_fee.effort + met.effort, link, ..entry_fee };
        }
        let mut bounded = if entry_fee.effort > 0 { nothing() } else { vec![] };
        for entry in entries {
            let value = entry.value.between(&Exact::ZERO, max);
            if bounded.last().is_none_or(|last| value > last.value) {
                let link = self.link(None, [entry.link, entry_fee.link]);
                bounded.push(Entry { effort: entry.effort + entry_fee.effort, value, link });
            }
        }
        bounded
    }

    /// The same for what is taken away, as values below zero: between minus `max` and zero, and nothing at all where a
    /// prerequisite among the parts is not met.
    fn bounded_below(&mut self, parts: &[NodeIndex], entries: Entries, max: &Exact) -> Entries {
        let mut way_out: Option<Entry> = None;
        for part in parts {
            let Some(scored) = self.scorecard.nodes.get(*part) else { continue };
            if self.role(*part) != Role::Prerequisite || scored.state == State::NotApplicable {
                continue;
            }
            let met = -&scored.score.max_points;
            let own = self.item(*part, &-&Exact::ONE);
            let Some(unmet) = own.into_iter().find(|entry| entry.value > met) else { continue };
            if way_out.as_ref().is_none_or(|found| unmet.effort < found.effort) {
                way_out = Some(Entry { value: Exact::ZERO, ..unmet });
            }
        }
        let least = -max;
        let mut bounded: Entries = Vec::new();
        for entry in entries {
            let value = entry.value.between(&least, &Exact::ZERO);
            let is_before = way_out.as_ref().is_none_or(|out| entry.effort < out.effort);
            if is_before && bounded.last().is_none_or(|last| value > last.value) {
                bounded.push(Entry { value, ..entry });
            }
        }
        if let Some(out) = way_out
            && bounded.last().is_none_or(|last| out.value > last.value)
        {
            bounded.push(out);
        }
        bounded
    }

    /// What one item can be raised to, and what it is now.
    fn item(&mut self, index: NodeIndex, factor: &Exact) -> Entries {
        let scored = self.scorecard.nodes.get(index);
        let now = scored.map(|it| sure(&it.score, lowers(self.framework, index)).clone()).unwrap_or_default();
        let mut entries = vec![Entry { effort: 0, value: &now * factor, link: 0 }];
        let items = self.items;
        let Some((at, item)) = items.iter().enumerate().find(|(_, item)| item.node == index && !item.excluded) else {
            return entries;
        };
        for (step, found) in item.steps.iter().enumerate() {
            let (effort, value) = (found.effort / self.unit, &found.points * factor);
            let link = self.link(Some((at, step)), [0, 0]);
            match entries.last_mut() {
                // Of those that count the same, the last: it gives the most.
                Some(last) if last.effort == effort => (last.value, last.link) = (value, link),
                _ => entries.push(Entry { effort, value, link }),
            }
        }
        entries
    }

    /// Every entry of the one with every entry of the other.
    fn merged(&mut self, left: &Entries, right: &Entries) -> Entries {
        if let [only] = right.as_slice()
            && only.link == 0
        {
            return left.iter().map(|entry| Entry { value: &entry.value + &only.value, ..entry.clone() }).collect();
        }
        let most = |entries: &Entries| entries.last().map_or(0, |entry| entry.effort);
        let mut best: Vec<Option<(Exact, [usize; 2])>> = vec![None; (most(left) + most(right)) as usize + 1];
        for one in left {
            for other in right {
                let value = &one.value + &other.value;
                if let Some(slot) = best.get_mut((one.effort + other.effort) as usize)
                    && slot.as_ref().is_none_or(|(found, _)| value > *found)
                {
                    *slot = Some((value, [one.link, other.link]));
                }
            }
        }
        let mut entries = Entries::new();
        for (effort, found) in best.into_iter().enumerate() {
            let Some((value, parts)) = found else { continue };
            if entries.last().is_none_or(|last| value > last.value) {
                let link = self.link(None, parts);
                entries.push(Entry { effort: effort as u32, value, link });
            }
        }
        entries
    }

    fn role(&self, index: NodeIndex) -> Role {
        self.framework.node(index).map_or(Role::Information, |node| node.role)
    }

    fn link(&mut self, pick: Option<(usize, usize)>, parts: [usize; 2]) -> usize {
        match (pick, parts) {
            (None, [only, 0] | [0, only]) => only,
            _ => {
                self.links.push(Link { pick, parts });
                self.links.len() - 1
            }
        }
    }

    /// The steps of an entry, in the order of the items.
    fn steps(&self, entry: &Entry) -> Vec<(usize, usize)> {
        let mut steps = Vec::new();
        let mut open = vec![entry.link];
        while let Some(link) = open.pop() {
            let Some(found) = self.links.get(link).filter(|_| link != 0) else { continue };
            steps.extend(found.pick);
            open.extend(found.parts);
        }
        steps.sort_unstable();
        steps
    }
}

/// No effort, no points.
fn nothing() -> Entries {
    vec![Entry { effort: 0, value: Exact::ZERO, link: 0 }]
}
