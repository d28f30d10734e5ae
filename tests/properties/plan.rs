//! The least work that reaches a target, against trying every choice.

use std::collections::BTreeMap;

use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};
use thuocso::engine::{
    assessment::Assessment,
    exact::Exact,
    framework::{Framework, Role, check::check},
    plan::{Goal, Item, Outcome, Work, Works, apply, items, plan},
    scoring::{Reference, score},
};

use super::{config, generate::cases};

/// The most choices that are tried one by one.
const MOST_CHOICES: usize = 200;

/// Every choice of steps.
fn choices(items: &[Item]) -> Vec<Vec<(usize, usize)>> {
    let mut all = vec![vec![]];
    for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.excluded) {
        let more = all.iter().flat_map(|choice: &Vec<(usize, usize)>| {
            (0..item.steps.len()).map(move |step| [choice.as_slice(), &[(at, step)]].concat())
        });
        all = all.iter().cloned().chain(more.collect::<Vec<_>>()).collect();
    }
    all
}

/// What is reached for sure, in points and as an index value before rounding.
fn reached(framework: &Framework, assessment: &Assessment) -> [Exact; 2] {
    let found = score(framework, assessment, Reference::default());
    let share = |points: &Exact, max: &Exact| points.checked_div(max).unwrap_or_default();
    let weighted = framework.pillars.first().is_some_and(|pillar| pillar.weight.is_some());
    let index = match weighted {
        false => share(&found.total.lowest, &found.total.max_points),
        true => {
            let parts = framework.pillars.iter().zip(&found.pillars);
            parts
                .map(|(pillar, it)| &share(&it.score.lowest, &it.score.max_points) * pillar.weight.as_ref().unwrap())
                .sum()
        }
    };
    [found.total.lowest, index]
}

fn effort(items: &[Item], choice: &[(usize, usize)]) -> u32 {
    choice.iter().map(|(item, step)| items[*item].steps[*step].effort).sum()
}

proptest! {
    #![proptest_config(config(400))]

    /// A plan that says it is proven costs no more than any choice that reaches the goal, and reaches it; what it calls
    /// out of reach is.
    #[test]
    fn no_choice_is_cheaper_than_the_plan(mut case in cases()) {
        let framework = check(&case.framework, "sha256-generated", &|_| true).unwrap();
        let mut works = Works::new();
        for node in framework.nodes() {
            let effort = Some(1 + case.tape.below(4) as u16);
            let excluded = case.tape.below(8) == 7;
            works.insert(node.id.to_string(), Work { effort, excluded, class: None });
        }
        let items = items(&framework, &case.assessment, &works);
        let count = items.iter().filter(|it| !it.excluded).fold(1_usize, |all, it| all.saturating_mul(it.steps.len() + 1));
        prop_assume!(count <= MOST_CHOICES);
        let choices = choices(&items);
        let tried: Vec<(u32, [Exact; 2])> = choices
            .iter()
            .map(|it| (effort(&items, it), reached(&framework, &apply(&framework, &case.assessment, &items, it))))
            .collect();
        let start = reached(&framework, &case.assessment);
        for (measure, make) in [(0, Goal::Points as fn(Exact) -> Goal), (1, Goal::Index)] {
            let wanted = &tried[case.tape.below(tried.len())].1[measure];
            let over = tried.iter().map(|(_, values)| &values[measure]).max().unwrap() + &Exact::ONE;
            prop_assert_eq!(
                &plan(&framework, &case.assessment, &items, &make(over)).outcome,
                &Outcome::OutOfReach
            );
            let found = plan(&framework, &case.assessment, &items, &make(wanted.clone()));
            prop_assert_eq!(&found.start, &start[measure]);
            let least = tried.iter().filter(|(_, values)| values[measure] >= *wanted).map(|(effort, _)| *effort).min();
            match &found.outcome {
                Outcome::Reached => prop_assert!(start[measure] >= *wanted),
                Outcome::OutOfReach => prop_assert!(false, "a choice reaches {wanted:?}"),
                Outcome::Steps(choice) => {
                    prop_assert_eq!(choice.effort, effort(&items, &choice.steps));
                    let done = apply(&framework, &case.assessment, &items, &choice.steps);
                    prop_assert_eq!(&choice.reached, &reached(&framework, &done)[measure]);
                    prop_assert!(measure == 1 || choice.is_proven(), "points are always proven");
                    if choice.is_proven() {
                        prop_assert!(choice.reached >= *wanted);
                        prop_assert_eq!(Some(choice.effort), least);
                    } else {
                        prop_assert!(Some(choice.least) <= least);
                    }
                }
            }
        }
    }

    /// Every step earns what it says, by figures that can be entered, and a dearer step earns more.
    #[test]
    fn steps_earn_what_they_say(case in cases()) {
        let framework = check(&case.framework, "sha256-generated", &|_| true).unwrap();
        let items = items(&framework, &case.assessment, &BTreeMap::new());
        for (at, item) in items.iter().enumerate() {
            prop_assert!(!item.steps.is_empty());
            for (step, found) in item.steps.iter().enumerate() {
                let done = apply(&framework, &case.assessment, &items, &[(at, step)]);
                let scored = score(&framework, &done, Reference::default());
                let score = &scored.nodes[item.node].score;
                let mut above = std::iter::successors(Some(item.node), |at| framework.nodes()[*at].parent);
                // What is taken away for sure is the most that it can be.
                let taken_away = above.by_ref().filter(|at| framework.nodes()[*at].role == Role::Penalty).count() % 2 == 1;
                let sure = if taken_away { &score.highest } else { &score.lowest };
                prop_assert_eq!(sure, &found.points, "{:?}", found);
                prop_assert!(found.effort >= 1);
            }
            prop_assert!(item.steps.windows(2).all(|pair| pair[0].effort < pair[1].effort));
            prop_assert_eq!(item.steps.last().map(|step| step.effort), Some(u32::from(item.effort)));
        }
    }
}
