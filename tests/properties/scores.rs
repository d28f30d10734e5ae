//! Scores, intervals and explanations.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Zero;
use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};
use thuocso::{
    engine::{
        assessment::{Assessment, Given, read},
        exact::Exact,
        framework::{
            Framework,
            check::check,
            raw::{RawFramework, RawIfZero, RawInput, RawNode, RawRole, RawRule, RawScoring},
        },
        problem::ProblemKind,
        rule::trace::{Step, StepKind, StepResult, Term},
        scoring::{
            NodeScore, Reference, Score, Scorecard, State,
            explain::{Reason, explain},
            score, total,
        },
    },
    formats::scorecard_file,
};

use super::{
    config,
    generate::{Case, Tape, cases, each_node, figure},
    oracle::{self, Q},
};

/// The value of an exact number; only its printed form is public.
pub fn value(exact: &Exact) -> Q {
    format!("{exact:?}").parse().unwrap()
}

fn checked(raw: &RawFramework) -> Framework {
    check(raw, "sha256-generated", &|_| true).unwrap_or_else(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("a generated framework is valid by construction, but: {problems:#?}")
    })
}

fn best_values(framework: &Framework, best: &BTreeMap<String, String>) -> Vec<Option<Exact>> {
    framework.nodes().iter().map(|node| Exact::parse_decimal(best.get(node.id.as_str())?)).collect()
}

fn scored(framework: &Framework, assessment: &Assessment, best: &BTreeMap<String, String>) -> Scorecard {
    score(framework, assessment, Reference { best: &best_values(framework, best) })
}

fn values(score: &Score) -> oracle::Score {
    let Score { points, max_points, lowest, highest } = score;
    oracle::Score { points: value(points), max: value(max_points), lowest: value(lowest), highest: value(highest) }
}

fn same(left: &Scorecard, right: &Scorecard) -> bool {
    (&left.total, &left.index_value, &left.pillars, left.grade, left.progress)
        == (&right.total, &right.index_value, &right.pillars, right.grade, right.progress)
}

proptest! {
    #![proptest_config(config(1500))]

    /// Every score of the engine is the score of the oracle, to the last digit and beyond.
    #[test]
    fn scores_are_those_of_the_oracle(case in cases()) {
        let framework = checked(&case.framework);
        let found = scored(&framework, &case.assessment, &case.best);
        let best = case.best.iter().map(|(leaf, text)| (leaf.clone(), oracle::share(text))).collect();
        let expected = oracle::score(&case.framework, &case.assessment, &best);
        for (node, scored) in framework.nodes().iter().zip(&found.nodes) {
            prop_assert_eq!(&values(&scored.score), &expected.nodes[node.id.as_str()], "node {}", node.id);
        }
        prop_assert_eq!(values(&found.total), expected.total);
        let readings = read(&framework, &case.assessment).nodes;
        let best = best_values(&framework, &case.best);
        prop_assert_eq!(&total(&framework, &readings, Reference { best: &best }), &found.total);
        prop_assert_eq!(found.index_value.as_ref().map(value), expected.index_value);
        prop_assert_eq!(found.grade, expected.grade);
        for (found, (score, index_value)) in found.pillars.iter().zip(&expected.pillars) {
            prop_assert_eq!(&values(&found.score), score);
            prop_assert_eq!(&found.index_value.as_ref().map(value), index_value);
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    /// `0 ≤ lowest ≤ points ≤ highest ≤ max` at every node and for the whole.
    /// A penalty's points are what it takes away, so they obey the same order.
    #[test]
    fn points_are_inside_their_interval(case in cases()) {
        let framework = checked(&case.framework);
        let found = scored(&framework, &case.assessment, &case.best);
        for score in found.nodes.iter().map(|node| &node.score).chain([&found.total]) {
            let Score { points, max_points, lowest, highest } = score;
            prop_assert!(!lowest.is_negative() && lowest <= points && points <= highest, "{score:?}");
            prop_assert!(highest <= max_points, "{score:?}");
        }
        prop_assert!(found.progress.entered <= found.progress.leaves);
    }

    /// Scoring again gives the same bytes.
    #[test]
    fn scoring_twice_gives_the_same_bytes(case in cases()) {
        let framework = checked(&case.framework);
        let write = || scorecard_file::write(&framework, &scored(&framework, &case.assessment, &case.best));
        prop_assert_eq!(write(), write());
    }

    /// Where nodes stand among their neighbours does not matter.
    #[test]
    fn the_order_of_nodes_does_not_change_the_total(mut case in cases()) {
        let framework = checked(&case.framework);
        let before = scored(&framework, &case.assessment, &case.best);
        let mut shuffled = case.framework.clone();
        shuffle(&mut case.tape, &mut shuffled.nodes);
        let shuffled = checked(&shuffled);
        let after = scored(&shuffled, &case.assessment, &case.best);
        prop_assert!(same(&before, &after), "{:?}\n{:?}", before.total, after.total);
        for (node, scored) in framework.nodes().iter().zip(&before.nodes) {
            let again = &after.nodes[shuffled.find(node.id.as_str()).unwrap()];
            prop_assert_eq!(scored, again);
        }
    }

    /// Every explanation ends in the score that it explains.
    #[test]
    fn explanations_add_up(case in cases()) {
        let framework = checked(&case.framework);
        let found = scored(&framework, &case.assessment, &case.best);
        let best = best_values(&framework, &case.best);
        for (index, node) in framework.nodes().iter().enumerate() {
            let explanation = explain(&framework, &case.assessment, &found, index, Reference { best: &best }).unwrap();
            prop_assert_eq!(&explanation.score, &found.nodes[index].score);
            let score = &explanation.score;
            match &explanation.reason {
                Reason::Steps(steps) => steps_add_up(steps, &found.nodes[index])?,
                Reason::Parts(parts) => {
                    let parts: Vec<(RawRole, &NodeScore)> =
                        parts.iter().map(|(part, role, _)| (*role, &found.nodes[*part])).collect();
                    prop_assert_eq!(&parts_add_up(&parts), &values(score), "node {}", node.id);
                }
                Reason::Given(given) => {
                    let points = match given {
                        Given::Share(share) => value(share) * value(&node.max_points),
                        Given::Points(points) => value(points),
                    };
                    // A task that is done in part does not count.
                    let counted = framework.scoring == RawScoring::Counted && node.leaf.is_some();
                    let none = counted && points < value(&node.max_points);
                    prop_assert_eq!(if none { Q::zero() } else { points }, value(&score.points));
                    prop_assert!(score.is_complete());
                }
                Reason::NotApplicable | Reason::Unscored => {
                    prop_assert!(score.points.is_zero() && score.max_points.is_zero() && score.highest.is_zero());
                }
            }
            if let Some((shared, count)) = &explanation.allocation {
                prop_assert_eq!(value(&node.max_points), value(shared) / oracle::q(*count as i64));
            }
        }
    }

    /// A figure that was missing can only narrow the interval.
    ///
    /// Not claimed where a figure can make its leaf leave the denominator (`if_zero: not_applicable`), where the figure
    /// contradicts another one, and where a pair takes the place of a percentage that was used until then.
    #[test]
    fn filling_a_missing_figure_stays_inside_the_interval(mut case in cases()) {
        let framework = checked(&case.framework);
        let before = scored(&framework, &case.assessment, &case.best);
        let missing = missing_figures(&case);
        prop_assume!(!missing.is_empty());
        let (node, input) = missing[case.tape.below(missing.len())].clone();
        let entered = figure(&mut case.tape, &input);
        case.assessment.responses.entry(node).or_default().inputs.insert(input.name, entered);
        let after = scored(&framework, &case.assessment, &case.best);
        let errors = |card: &Scorecard| card.problems.iter().filter(|problem| problem.is_error()).count();
        prop_assume!(errors(&after) <= errors(&before));
        let whole = [(&before.total, &after.total)];
        let nodes = before.nodes.iter().zip(&after.nodes).map(|(before, after)| (&before.score, &after.score));
        for (before, after) in nodes.chain(whole) {
            prop_assert!(before.lowest <= after.lowest, "{before:?} became {after:?}");
            prop_assert!(after.highest <= before.highest, "{before:?} became {after:?}");
            prop_assert_eq!(&before.max_points, &after.max_points);
        }
    }

    /// More for a node that is given never makes less of the whole, unless it is a penalty or part of one.
    #[test]
    fn raising_a_given_share_never_lowers_the_total(
        mut case in cases(),
        low in 0_u32..=1000,
        more in 0_u32..=1000,
    ) {
        let framework = checked(&case.framework);
        let nodes = may_be_given(&framework);
        prop_assume!(!nodes.is_empty());
        let id = framework.nodes()[nodes[case.tape.below(nodes.len())]].id.to_string();
        let mut with_share = |thousandths: u32| {
            let response = case.assessment.responses.entry(id.clone()).or_default();
            response.given_points = None;
            response.given_share = Some(format!("{}.{:03}", thousandths / 1000, thousandths % 1000));
            scored(&framework, &case.assessment, &case.best)
        };
        let (before, after) = (with_share(low), with_share((low + more).min(1000)));
        prop_assert!(before.total.points <= after.total.points);
        prop_assert!(before.total.lowest <= after.total.lowest);
        prop_assert!(before.total.highest <= after.total.highest);
        let is_given = after.nodes[framework.find(&id).unwrap()].state == State::Given;
        prop_assert!(is_given || after.nodes[framework.find(&id).unwrap()].state == State::NotApplicable);
    }

    /// The self score does not depend on what the appraisal gives, and is final where there is none.
    #[test]
    fn appraisal_leaves_the_self_score_alone(mut case in cases()) {
        let framework = checked(&case.framework);
        let before = scored(&framework, &case.assessment, &case.best);
        case.assessment.responses.values_mut().for_each(|response| response.appraised = None);
        let after = scored(&framework, &case.assessment, &case.best);
        prop_assert!(same(&before, &after));
        for (before, after) in before.nodes.iter().zip(&after.nodes) {
            prop_assert_eq!(&before.score, &after.score);
            prop_assert_eq!(after.appraised.as_ref(), None);
            prop_assert_eq!(&after.final_points, &after.score.points);
            let difference = before.appraised.as_ref().map(|appraised| &before.score.points - appraised);
            prop_assert_eq!(&before.difference, &difference);
        }
    }
}

fn shuffle(tape: &mut Tape, nodes: &mut [RawNode]) {
    tape.shuffle(nodes);
    nodes.iter_mut().for_each(|node| shuffle(tape, &mut node.children));
}

/// The last step with points gives the score; a sum has the points of its parts as terms.
fn steps_add_up(steps: &[Step], node: &NodeScore) -> Result<(), proptest::test_runner::TestCaseError> {
    let score = &node.score;
    let own = steps.iter().filter(|step| step.depth == 0);
    let last = own.rev().find(|step| matches!(step.result, StepResult::Points(_) | StepResult::Between(..)));
    match last.map(|step| &step.result) {
        Some(StepResult::Points(points)) => prop_assert_eq!(points, &score.points, "{:?}", steps),
        Some(StepResult::Between(lowest, highest)) => {
            prop_assert_eq!((lowest, highest), (&score.lowest, &score.highest), "{:?}", steps);
        }
        _ => prop_assert_eq!(node.state, State::NotApplicable, "{:?}", steps),
    }
    // The points of the parts that were gone through, one list a level.
    let mut parts: Vec<Vec<Q>> = vec![vec![]; 6];
    for step in steps {
        let depth = usize::from(step.depth);
        match (&step.kind, &step.result) {
            (StepKind::Part(_), _) => parts[depth + 1].clear(),
            (StepKind::PartSkipped, _) => parts[depth].push(Q::zero()),
            (StepKind::PartPoints, StepResult::Points(points) | StepResult::Between(points, _)) => {
                parts[depth].push(value(points));
            }
            (StepKind::Sum, StepResult::Points(sum) | StepResult::Between(sum, _)) => {
                let terms = numbers(&step.terms);
                prop_assert_eq!(&terms, &parts[depth], "{:?}", steps);
                prop_assert_eq!(terms.iter().sum::<Q>(), value(sum), "{:?}", steps);
            }
            (StepKind::Best, StepResult::Points(best) | StepResult::Between(best, _)) => {
                let terms = numbers(&step.terms);
                prop_assert_eq!(&terms, &parts[depth], "{:?}", steps);
                prop_assert_eq!(terms.iter().max(), Some(&value(best)), "{:?}", steps);
            }
            _ => {}
        }
    }
    Ok(())
}

fn numbers(terms: &[Term]) -> Vec<Q> {
    let number = |term: &Term| match term {
        Term::Number(number) => Some(value(number)),
        _ => None,
    };
    terms.iter().filter_map(number).collect()
}

/// What a node has from its parts, from the scores that its explanation lists.
fn parts_add_up(parts: &[(RawRole, &NodeScore)]) -> oracle::Score {
    let all = |role: RawRole, of: fn(&Score) -> &Exact| -> Q {
        parts.iter().filter(|part| part.0 == role).map(|part| value(of(&part.1.score))).sum()
    };
    let max = all(RawRole::Scored, |score| &score.max_points);
    let applies = parts.iter().filter(|part| part.0 == RawRole::Prerequisite);
    let needed: Vec<&NodeScore> = applies.map(|part| part.1).filter(|it| it.state != State::NotApplicable).collect();
    let met = |part: &&NodeScore| part.score.lowest == part.score.max_points;
    let possible = |part: &&NodeScore| part.score.highest == part.score.max_points;
    let hold = |points: Q, met: bool| if met { points.min(max.clone()).max(Q::zero()) } else { Q::zero() };
    let earned = |of| all(RawRole::Scored, of) + all(RawRole::Bonus, of);
    let penalty = |of| all(RawRole::Penalty, of);
    oracle::Score {
        points: hold(earned(|it| &it.points) - penalty(|it| &it.points), needed.iter().all(possible)),
        lowest: hold(earned(|it| &it.lowest) - penalty(|it| &it.highest), needed.iter().all(met)),
        highest: hold(earned(|it| &it.highest) - penalty(|it| &it.lowest), needed.iter().all(possible)),
        max,
    }
}

/// The inputs that are empty and that the interval promises something about, with their leaves.
fn missing_figures(case: &Case) -> Vec<(String, RawInput)> {
    let mut missing = Vec::new();
    each_node(&case.framework.nodes, &mut |node| {
        let Some(rule) = node.rule.as_ref().filter(|rule| !may_not_apply(rule)) else { return };
        let entered =
            |name: &str| case.assessment.response(&node.id).is_some_and(|response| response.inputs.contains_key(name));
        let mut replaced = BTreeSet::new();
        each_rule(rule, &mut |rule| {
            let (RawRule::Ratio { numerator, denominator, percent: Some(percent), .. }
            | RawRule::RatioDown { numerator, denominator, percent: Some(percent), .. }) = rule
            else {
                return;
            };
            if entered(percent) {
                replaced.extend([numerator.as_str(), denominator.as_str()]);
            }
        });
        let inputs = node.inputs.iter().filter(|input| !entered(&input.name) && !replaced.contains(&*input.name));
        missing.extend(inputs.map(|input| (node.id.clone(), input.clone())));
    });
    missing
}

/// Visits a rule and the rules in it.
pub fn each_rule<'a>(rule: &'a RawRule, visit: &mut impl FnMut(&'a RawRule)) {
    visit(rule);
    if let RawRule::Sum { parts, .. } | RawRule::All { parts } | RawRule::BestOf { parts } = rule {
        parts.iter().for_each(|part| each_rule(&part.rule, visit));
    }
}

fn may_not_apply(rule: &RawRule) -> bool {
    let mut found = false;
    each_rule(rule, &mut |rule| {
        let if_zero = match rule {
            RawRule::Ratio { if_zero, .. }
            | RawRule::RatioDown { if_zero, .. }
            | RawRule::Tiers { if_zero, .. }
            | RawRule::Target { if_zero, .. }
            | RawRule::Density { if_zero, .. }
            | RawRule::AgainstBest { if_zero, .. }
            | RawRule::Formula { if_zero, .. } => *if_zero,
            _ => None,
        };
        found |= if_zero == Some(RawIfZero::NotApplicable);
    });
    found
}

/// Nodes with points that are neither a penalty nor part of one.
fn may_be_given(framework: &Framework) -> Vec<usize> {
    let mut nodes = Vec::new();
    for (index, node) in framework.nodes().iter().enumerate() {
        let mut path = std::iter::successors(Some(node), |node| framework.node(node.parent?));
        if !node.max_points.is_zero() && path.all(|node| node.role != RawRole::Penalty) {
            nodes.push(index);
        }
    }
    nodes
}

/// The generated cases reach every rule shape, every role, every way of being read and every kind of outcome.
#[test]
fn generated_cases_reach_everything() {
    use proptest::{
        strategy::{Strategy, ValueTree},
        test_runner::TestRunner,
    };
    let mut runner = TestRunner::new(config(1));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..600 {
        let case = cases().new_tree(&mut runner).unwrap().current();
        let framework = checked(&case.framework);
        let found = scored(&framework, &case.assessment, &case.best);
        let mut note = |what: String| *seen.entry(what).or_default() += 1;
        each_node(&case.framework.nodes, &mut |node| {
            note(format!("role {:?}", node.role));
            let state = found.nodes[framework.find(&node.id).unwrap()].state;
            note(format!("state {state:?}"));
            let Some(rule) = &node.rule else { return };
            let mut depth = 0;
            each_rule(rule, &mut |rule| {
                let json = serde_json::to_value(rule).unwrap();
                note(format!("rule {} {state:?}", json["kind"].as_str().unwrap()));
                depth += 1;
            });
            note(format!("rules in a rule {}", depth.min(4)));
        });
        for problem in &found.problems {
            note(format!("problem {}", problem.kind.code()));
        }
        case.framework.rounding.iter().for_each(|it| note(format!("rounding {:?} {:?}", it.at, it.mode)));
        note(format!("scoring {:?}", case.framework.scoring));
        note(format!("index value {}", found.index_value.is_some()));
    }
    let kinds = [
        "choice",
        "yes_no",
        "sum",
        "all",
        "best_of",
        "ratio",
        "ratio_down",
        "tiers",
        "target",
        "given",
        "contents",
        "density",
        "per_item",
        "against_best",
        "formula",
    ];
    let states = ["Entered", "NotEntered", "NotApplicable", "Given"];
    let mut expected: Vec<String> =
        kinds.iter().flat_map(|kind| states.map(|state| format!("rule {kind} {state}"))).collect();
    for role in ["Scored", "Bonus", "Penalty", "Prerequisite", "NotScored", "Information"] {
        expected.push(format!("role {role}"));
    }
    for at in ["Leaf", "IndexValue"] {
        expected.extend(["HalfUp", "HalfEven", "Down"].map(|mode| format!("rounding {at} {mode}")));
    }
    expected.extend(["scoring Points", "scoring Counted", "index value true", "state Partial"].map(str::to_owned));
    expected.push(format!("problem {}", ProblemKind::GivenAndEntered.code()));
    expected.push("problem part_above_whole".to_owned());
    expected.push("problem figure_not_a_number".to_owned());
    for what in expected {
        assert!(seen.get(&what).copied().unwrap_or(0) >= 2, "{what} is hardly ever generated: {seen:#?}");
    }
}
