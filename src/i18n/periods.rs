//! Periods side by side, in words.

use super::{Language, letters::upper_first, node_call, number, period_text, pick, status, text, text_with};
use crate::engine::{
    exact::Exact,
    framework::Framework,
    periods::{Common, Entered, Run},
    scoring::{Score, State},
};

/// The most items that a sentence names.
const MOST_NAMED: usize = 6;

/// «+1,5», «−2», «0»
pub fn signed(points: &Exact, language: Language) -> String {
    match points {
        it if it.is_zero() => "0".to_owned(),
        it if it.is_negative() => format!("−{}", number::points(&-it, language)),
        it => format!("+{}", number::points(it, language)),
    }
}

/// «+1,5»; with a star where it is of some items only; «chưa so được» where it is of none.
pub fn change(change: &Common, language: Language) -> String {
    match change.change() {
        Some(points) if change.is_whole() => signed(&points, language),
        Some(points) => format!("{}*", signed(&points, language)),
        None => text(language, "periods.not_comparable").to_owned(),
    }
}

/// «7,35»; of what has no points, what is entered.
pub fn cell(score: &Score, state: State, language: Language) -> String {
    match state {
        State::NotEntered | State::NotApplicable | State::Unscored => status::state(state, language).to_owned(),
        State::Partial | State::Entered | State::Given => number::points(&score.points, language),
    }
}

/// The period of a member, «quý I/2024».
pub fn name(run: &Run, entered: &[Entered<'_>], member: usize, language: Language) -> String {
    let of = run.members.get(member).and_then(|it| entered.get(it.at));
    of.map_or_else(String::new, |it| period_text(it.assessment.period.trim(), language))
}

/// What changed from the period before to the last one, in sentences; of a single period, that there is none before.
pub fn sentences(run: &Run, entered: &[Entered<'_>], framework: &Framework, language: Language) -> Vec<String> {
    let Some(last) = run.members.len().checked_sub(1) else { return Vec::new() };
    let now = name(run, entered, last, language);
    let member = run.members.get(last);
    let Some((member, since)) = member.and_then(|it| Some((it, it.since?))) else {
        return vec![text_with(language, "periods.alone", &[("now", &upper_first(&now))])];
    };
    let then = name(run, entered, since, language);
    let (compared, leaves) = (member.change.compared.to_string(), member.change.leaves.to_string());
    let Some(points) = member.change.change() else {
        let values = [("now", &*upper_first(&now)), ("then", &then)];
        return vec![text_with(language, "periods.nothing", &values)];
    };
    let amount = |points: &Exact| status::amount(points, framework, language);
    let moved = match &points {
        it if it.is_zero() => text(language, "periods.same").to_owned(),
        it if it.is_negative() => text_with(language, "periods.down", &[("amount", &amount(&-it))]),
        it => text_with(language, "periods.up", &[("amount", &amount(it))]),
    };
    let values = [
        ("now", &*upper_first(&now)),
        ("then", &then),
        ("change", &moved),
        ("compared", &compared),
        ("leaves", &leaves),
    ];
    let key = if member.change.is_whole() { "periods.sentence.whole" } else { "periods.sentence" };
    let mut sentences = vec![text_with(language, key, &values)];
    for (key, up) in [("periods.moved.up", true), ("periods.moved.down", false)] {
        let items: Vec<&str> = run
            .rows
            .iter()
            .filter(|row| row.change.change().is_some_and(|it| !it.is_zero() && it.is_negative() != up))
            .filter_map(|row| framework.node(row.node).filter(|node| node.leaf.is_some()))
            .map(|node| node_call(node, language))
            .collect();
        let more = if items.len() > MOST_NAMED { ", …" } else { "" };
        let named = items.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ") + more;
        if !items.is_empty() {
            let count = items.len().to_string();
            sentences.push(text_with(language, key, &[("count", &count), ("items", &named)]));
        }
    }
    sentences
}

/// «Tính trên 12/97 mục có đủ số liệu ở mọi kỳ: quý I/2024 95,2; quý II/2024 94,19.» Nothing below three periods: two
/// are in the other sentence.
pub fn trend(run: &Run, entered: &[Entered<'_>], language: Language) -> Option<String> {
    if run.members.len() < 3 || run.common.points.is_empty() {
        return None;
    }
    let one = |(at, points): (usize, &Exact)| {
        format!("{} {}", name(run, entered, at, language), number::points(points, language))
    };
    let values: Vec<String> = run.common.points.iter().enumerate().map(one).collect();
    let (compared, leaves) = (run.common.compared.to_string(), run.common.leaves.to_string());
    let values = [("compared", &*compared), ("leaves", &leaves), ("values", &values.join("; "))];
    Some(text_with(language, "periods.trend", &values))
}

/// Where another framework begins: from when, and by which.
pub fn break_text(run: &Run, entered: &[Entered<'_>], framework: &Framework, language: Language) -> String {
    let now = name(run, entered, 0, language);
    let title = pick(&framework.title, language);
    text_with(language, "periods.break", &[("now", &now), ("framework", title)])
}

/// Whose assessments they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizations {
    /// The name; where there are several, that there are.
    pub text: String,
    /// Whether they name more than one.
    pub is_several: bool,
}

/// Whose assessments they are.
pub fn organizations(entered: &[Entered<'_>], language: Language) -> Organizations {
    let mut names: Vec<&str> = Vec::new();
    for it in entered {
        let name = it.assessment.organization.name.trim();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [one] => Organizations { text: (*one).to_owned(), is_several: false },
        several => {
            let text = text_with(language, "periods.organizations", &[("names", &several.join("; "))]);
            Organizations { text, is_several: true }
        }
    }
}
