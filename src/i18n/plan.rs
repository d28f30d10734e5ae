//! Plans in sentences: what is to be entered for a step, what a plan reaches, and how sure it is.

use super::{
    Language, crosswalk, number,
    own::{text, text_with},
    status,
};
use crate::engine::{
    assessment::Response,
    exact::Exact,
    framework::{Framework, Node},
    plan::{Change, Choice, Class, Goal, Item, Outcome, Plan, Step, figure_text},
    rule::Figure,
};

/// «cần tài liệu», «cần đầu tư»
pub fn class(class: Class, language: Language) -> &'static str {
    text(
        language,
        match class {
            Class::Document => "plan.class.document",
            Class::Investment => "plan.class.investment",
        },
    )
}

/// What is true when a step is done, one line a figure: «Số xã đã có tổ công nghệ số: 209 (nay 180)».
pub fn step(node: &Node, before: Option<&Response>, step: &Step, language: Language) -> Vec<String> {
    let (figures, ratio, example) = match &step.change {
        Change::Given(points) => {
            let points = status::out_of(points, &node.max_points, language);
            return vec![text_with(language, "plan.step.given", &[("points", &points)])];
        }
        Change::Figures { figures, ratio, example } => (figures, ratio, *example),
    };
    if let Some(ratio) = ratio {
        return vec![text_with(language, "plan.step.ratio", &[("ratio", &number::percent(ratio, language))])];
    }
    let line = |(position, figure): &(usize, Figure)| {
        let leaf = node.leaf.as_ref()?;
        let name = &*leaf.inputs.get(*position)?.name;
        let line = crosswalk::figure(Some(node), name, &figure_text(leaf, *position, figure)?, language);
        let now = before.and_then(|response| response.inputs.get(name)).filter(|now| !now.is_empty());
        Some(match (figure, now) {
            (Figure::Number(_), Some(now)) => {
                text_with(language, "plan.step.now", &[("line", &line), ("now", &number::written(now, language))])
            }
            _ => line,
        })
    };
    let lines = figures.iter().filter_map(line);
    match example {
        true => vec![text_with(language, "plan.step.example", &[("lines", &lines.collect::<Vec<_>>().join("; "))])],
        false => lines.collect(),
    }
}

/// «812,5 điểm», «20 nhiệm vụ», «0,8125»
pub fn amount(framework: &Framework, goal: &Goal, value: &Exact, language: Language) -> String {
    match goal {
        Goal::Index(_) => number::number(value, language),
        Goal::Points(_) => status::amount(value, framework, language),
    }
}

/// How a plan ended, in one or two sentences.
pub fn verdict(framework: &Framework, goal: &Goal, plan: &Plan, language: Language) -> Vec<String> {
    let amount = |value: &Exact| amount(framework, goal, value, language);
    let (start, wanted, most) = (amount(&plan.start), amount(&plan.goal), amount(&plan.most));
    let values = [("start", start.as_str()), ("goal", &wanted), ("most", &most)];
    match &plan.outcome {
        Outcome::Reached => vec![text_with(language, "plan.reached", &values)],
        Outcome::OutOfReach => vec![text_with(language, "plan.out_of_reach", &values)],
        Outcome::Steps(choice) => {
            vec![chosen(choice, &start, &amount(&choice.reached), language), sure(choice, language)]
        }
    }
}

fn chosen(choice: &Choice, start: &str, reached: &str, language: Language) -> String {
    let (count, effort) = (whole(choice.steps.len(), language), whole(choice.effort as usize, language));
    let values = [("count", count.as_str()), ("effort", &effort), ("start", start), ("reached", reached)];
    text_with(language, if choice.steps.len() == 1 { "plan.one_step" } else { "plan.steps" }, &values)
}

/// Whether it is proven to be the least.
fn sure(choice: &Choice, language: Language) -> String {
    if choice.is_proven() {
        return text(language, "plan.proven").to_owned();
    }
    text_with(language, "plan.gap", &[("gap", &whole((choice.effort - choice.least) as usize, language))])
}

/// The points that an item has not got yet.
pub fn missing(item: &Item) -> Exact {
    let missing = &item.most - &item.points;
    // A penalty earns by being less.
    if missing.is_negative() { -&missing } else { missing }
}

fn whole(count: usize, language: Language) -> String {
    number::number(&i64::try_from(count).unwrap_or(i64::MAX).into(), language)
}
