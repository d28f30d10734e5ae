//! Statuses, bases and scores in a few words.

use super::{
    Language, number,
    own::{find, text, text_with},
    pick,
};
use crate::engine::{
    exact::Exact,
    framework::{Basis, Framework, Scoring},
    scoring::{Score, State, Status},
};

/// A status in the words of the offices: «Hoàn thành».
pub fn status(status: Status, language: Language) -> &'static str {
    find(language, &format!("status.{}", status.code())).unwrap_or(status.code())
}

/// What is entered, in words: «Chưa nhập».
pub fn state(state: State, language: Language) -> &'static str {
    text(
        language,
        match state {
            State::NotEntered => "state.not_entered",
            State::Partial => "state.partial",
            State::Entered => "state.entered",
            State::Given => "state.given",
            State::NotApplicable => "state.not_applicable",
            State::Unscored => "state.unscored",
        },
    )
}

/// How a prerequisite stands: «đạt», «chưa đạt», or that it is not entered or does not apply.
pub fn prerequisite(state: State, met: bool, language: Language) -> &'static str {
    let key = match state {
        State::NotEntered | State::Partial => "state.not_entered",
        State::NotApplicable => "state.not_applicable",
        _ if met => "step.met",
        _ => "step.not_met",
    };
    text(language, key)
}

/// How a number or rule is known: a short mark and its explanation. The mark of an official number is empty.
pub fn basis(basis: Basis, language: Language) -> (&'static str, &'static str) {
    let (mark, explanation) = match basis {
        Basis::Official => ("", "basis.official.explanation"),
        Basis::Secondary => ("basis.secondary.mark", "basis.secondary.explanation"),
        Basis::Inferred => ("basis.inferred.mark", "basis.inferred.explanation"),
        Basis::Allocated => ("basis.allocated.mark", "basis.allocated.explanation"),
        Basis::Counted => ("basis.counted.mark", "basis.counted.explanation"),
        Basis::SelfAssessed => ("basis.self_assessed.mark", "basis.self_assessed.explanation"),
        Basis::Appraised => ("basis.appraised.mark", "basis.appraised.explanation"),
    };
    (if mark.is_empty() { "" } else { text(language, mark) }, text(language, explanation))
}

/// The name of a basis, where every basis needs one, as in a legend: «chính thức».
pub fn basis_name(basis: Basis, language: Language) -> &'static str {
    text(
        language,
        match basis {
            Basis::Official => "basis.official.name",
            Basis::Secondary => "basis.secondary.name",
            Basis::Inferred => "basis.inferred.name",
            Basis::Allocated => "basis.allocated.name",
            Basis::Counted => "basis.counted.name",
            Basis::SelfAssessed => "basis.self_assessed.name",
            Basis::Appraised => "basis.appraised.name",
        },
    )
}

/// What can still come out: «từ 123,4 đến 567,8», or the one number when nothing is open.
pub fn interval(score: &Score, language: Language) -> String {
    between(&score.lowest, &score.highest, language)
}

/// «từ 123,4 đến 567,8», or the one number when both are the same.
pub(super) fn between(lowest: &Exact, highest: &Exact, language: Language) -> String {
    if lowest == highest {
        return number::points(lowest, language);
    }
    let low = number::points_beside(lowest, highest, language);
    let high = number::points_beside(highest, lowest, language);
    text_with(language, "score.between", &[("low", &low), ("high", &high)])
}

/// «0,5463 đến 0,7812», or the one value when both are the same.
///
/// Rounded as the framework declares: see [`number::index_value`].
pub fn index_between(low: &Exact, high: &Exact, framework: &Framework, language: Language) -> String {
    let [lowest, highest] = [low, high].map(|value| number::index_value(value, framework.index_rounding, language));
    if low == high {
        return lowest;
    }
    text_with(language, "score.between", &[("low", &lowest), ("high", &highest)])
}

/// «7,35 / 10». What is short of the maximum never looks like it.
pub fn out_of(points: &Exact, max: &Exact, language: Language) -> String {
    format!("{} / {}", number::points_beside(points, max, language), number::points_beside(max, points, language))
}

/// «7,35 điểm»
pub fn with_points(points: &Exact, language: Language) -> String {
    let key = if *points == Exact::ONE { "score.points.one" } else { "score.points" };
    let template = find(language, key).or_else(|| find(language, "score.points")).unwrap_or(key);
    super::fill(template, &[("points", &number::points(points, language))])
}

/// An amount in the framework's own way: «812,5 điểm», or «20 nhiệm vụ» where leaves are counted.
pub fn amount(value: &Exact, framework: &Framework, language: Language) -> String {
    match (framework.scoring, &framework.counted_noun) {
        (Scoring::Counted, Some(noun)) => format!("{} {}", number::points(value, language), pick(noun, language)),
        _ => with_points(value, language),
    }
}

/// A score in the framework's own way: «7,35 / 10 điểm», or «18/36 nhiệm vụ» where leaves are counted.
pub fn score(score: &Score, framework: &Framework, language: Language) -> String {
    match (framework.scoring, &framework.counted_noun) {
        (Scoring::Counted, Some(noun)) => counted(&score.points, &score.max_points, pick(noun, language), language),
        (Scoring::Counted, None) => counted(&score.points, &score.max_points, "", language),
        (Scoring::Points, _) => {
            let out_of = out_of(&score.points, &score.max_points, language);
            text_with(language, "score.points", &[("points", &out_of)])
        }
    }
}

/// «18/36 nhiệm vụ»
pub fn counted(done: &Exact, all: &Exact, noun: &str, language: Language) -> String {
    let counted = format!("{}/{} {noun}", number::points(done, language), number::points(all, language));
    counted.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    fn score_of(lowest: &str, highest: &str, max: &str) -> Score {
        Score { points: exact(lowest), max_points: exact(max), lowest: exact(lowest), highest: exact(highest) }
    }

    #[test]
    fn scores_are_read_at_a_glance() {
        assert_eq!(interval(&score_of("123.4", "567.8", "1000"), Language::Vi), "từ 123,4 đến 567,8");
        assert_eq!(interval(&score_of("123.4", "567.8", "1000"), Language::En), "123.4 to 567.8");
        assert_eq!(interval(&score_of("1234.5", "1234.5", "2000"), Language::Vi), "1.234,5");
        assert_eq!(out_of(&exact("7.35"), &exact("10"), Language::Vi), "7,35 / 10");
        assert_eq!(with_points(&Exact::ONE, Language::En), "1 point");
        assert_eq!(with_points(&exact("0.5"), Language::En), "0.5 points");
        assert_eq!(with_points(&exact("100/9"), Language::Vi), "11,11 điểm");
        assert_eq!(counted(&exact("18"), &exact("36"), "nhiệm vụ", Language::Vi), "18/36 nhiệm vụ");
    }

    #[test]
    fn what_is_short_of_the_maximum_does_not_look_like_it() {
        assert_eq!(out_of(&exact("9.9999"), &exact("10"), Language::Vi), "9,9999 / 10");
        assert_eq!(out_of(&exact("100/9"), &exact("100/9"), Language::Vi), "11,11 / 11,11");
        assert_eq!(out_of(&exact("0.0001"), &exact("10"), Language::Vi), "0,0001 / 10");
    }

    #[test]
    fn an_official_number_carries_no_mark_and_an_allocated_one_says_so() {
        assert_eq!(basis(Basis::Official, Language::Vi).0, "");
        assert_eq!(basis(Basis::Allocated, Language::Vi).0, "phân bổ đều");
        assert!(basis(Basis::Allocated, Language::Vi).1.contains("không phải điểm chính thức"));
    }

    #[test]
    fn every_status_has_its_name() {
        assert_eq!(status(Status::EvidenceNeeded, Language::Vi), "Cần bổ sung minh chứng");
        assert_eq!(status(Status::NoFigures, Language::En), "No figures yet");
    }
}
