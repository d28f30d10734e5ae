//! The top level of a framework (“chỉ số chính”) as bars and as a radar, with one sentence each.
//!
//! This is the only place where exact numbers become floating-point ones: as lengths, never as points again.

use std::rc::Rc;

use crate::{
    charts::{
        Tick,
        bar::{Bar, BarChart},
        radar::{Axis, RadarChart, Series},
    },
    engine::{
        exact::{Exact, RoundingMode},
        framework::{Framework, Node, Scoring},
        review::{HIGH, LOW, Review},
        scoring::{Score, Scorecard},
    },
    i18n::{Language, lower_first, node_title, number, pick, text, text_with},
};

/// The scored nodes of the top level with their scores, in the framework's order.
pub fn scored_roots<'a>(
    framework: &'a Framework,
    scorecard: &'a Scorecard,
) -> impl Iterator<Item = (&'a Node, &'a Score)> {
    let both = |root: &usize| Some((framework.node(*root)?, &scorecard.nodes.get(*root)?.score));
    framework.roots().iter().filter_map(both).filter(|(node, _)| !node.max_points.is_zero())
}

/// Points of each top-level node as bars; what is open as a lighter extension.
pub fn bars(framework: &Framework, scorecard: &Scorecard, language: Language) -> BarChart {
    let bar = |(node, score): (&Node, &Score)| Bar {
        label: label(node, language),
        value_text: value_text(framework, score, language),
        share: length(&score.lowest, &score.max_points),
        high: (!score.is_complete()).then(|| length(&score.highest, &score.max_points)).flatten(),
        ..Bar::default()
    };
    let bars: Vec<Bar> = scored_roots(framework, scorecard).map(bar).collect();
    let open = bars.iter().any(|bar| bar.high.is_some());
    let legend = |key| if open { text(language, key).into() } else { "".into() };
    BarChart {
        bars,
        ticks: ticks(language, 4),
        share_label: legend("charts.sure"),
        high_label: legend("charts.possible"),
        ..BarChart::default()
    }
}

/// The share of each top-level node as the outline of a radar; what is open as a band.
pub fn radar(framework: &Framework, scorecard: &Scorecard, language: Language) -> RadarChart {
    let roots = || scored_roots(framework, scorecard);
    let axis =
        |(node, score): (&Node, &Score)| Axis { label: label(node, language), value_text: share_text(score, language) };
    let open = roots().any(|(_, score)| !score.is_complete());
    let lengths = |points: fn(&Score) -> &Exact| roots().map(|(_, it)| length(points(it), &it.max_points)).collect();
    let series = Series {
        label: if open { text(language, "charts.sure").into() } else { "".into() },
        shares: lengths(|score| &score.lowest),
        highs: if open { lengths(|score| &score.highest) } else { vec![] },
    };
    RadarChart {
        axes: roots().map(axis).collect(),
        series: vec![series],
        ticks: ticks(language, 4),
        high_label: text(language, "charts.possible").into(),
    }
}

/// The title of [`bars`]: «Điểm theo chỉ số chính».
pub fn bars_title(framework: &Framework, language: Language) -> String {
    titled(framework, ["charts.bars.title", "charts.bars.title.counted"], language)
}

/// The title of [`radar`].
pub fn radar_title(framework: &Framework, language: Language) -> String {
    titled(framework, ["charts.radar.title", "charts.radar.title.counted"], language)
}

/// What [`bars`] shows, in one sentence.
pub fn bars_sentence(framework: &Framework, scorecard: &Scorecard, review: &Review, language: Language) -> String {
    let total = &scorecard.total;
    let name = |node: usize| framework.node(node).map_or("", |node| pick(&node.name, language));
    let score = |node: usize| scorecard.nodes.get(node).map(|it| &it.score);
    if let Some((node, open)) = review.most_open.and_then(|node| Some((node, score(node)?))) {
        let lowest = amount(framework, &total.lowest, language);
        let highest = amount(framework, &total.highest, language);
        let open = amount(framework, &open.open(), language);
        let values = [("lowest", &*lowest), ("highest", &*highest), ("name", name(node)), ("open", &*open)];
        return text_with(language, "charts.bars.open", &values);
    }
    let points = amount(framework, &total.points, language);
    match review.extremes {
        Some((best, worst)) => {
            let share = |node: usize| score(node).map_or(Rc::from(""), |score| share_text(score, language));
            let (best_share, worst_share) = (share(best), share(worst));
            let values = [
                ("points", &*points),
                ("best", name(best)),
                ("best_share", &*best_share),
                ("worst", name(worst)),
                ("worst_share", &*worst_share),
            ];
            text_with(language, "charts.bars.complete", &values)
        }
        None => {
            let share = share_text(total, language);
            text_with(language, "charts.bars.same", &[("points", &*points), ("share", &*share)])
        }
    }
}

/// What [`radar`] shows, in one sentence.
pub fn radar_sentence(framework: &Framework, review: &Review, language: Language) -> String {
    let spread = review.spread;
    let count = |count: usize| count.to_string();
    let percent = |(num, den): (i64, i64)| number::percent(&Exact::ratio(num, den).unwrap_or_default(), language);
    let (high, low, undecided, all) =
        (count(spread.high), count(spread.low), count(spread.undecided), count(spread.all));
    let (high_from, low_below, level) = (percent(HIGH), percent(LOW), level_name(framework, language));
    let values = [
        ("high", &*high),
        ("low", &*low),
        ("undecided", &*undecided),
        ("all", &*all),
        ("high_from", &*high_from),
        ("low_below", &*low_below),
        ("level", &*level),
    ];
    text_with(language, if spread.undecided > 0 { "charts.radar.open" } else { "charts.radar.complete" }, &values)
}

/// The name of the top level inside a sentence: «chỉ số chính».
pub fn level_name(framework: &Framework, language: Language) -> String {
    lower_first(framework.levels.first().map_or("", |level| pick(level, language)))
}

/// An amount in the framework's own way: «546,3 điểm», «18 nhiệm vụ».
pub fn amount(framework: &Framework, points: &Exact, language: Language) -> String {
    match (framework.scoring, &framework.counted_noun) {
        (Scoring::Counted, Some(noun)) => format!("{} {}", number::points(points, language), pick(noun, language)),
        _ => crate::i18n::status::with_points(points, language),
    }
}

/// What is reached out of what can be: «95,81 / 100», «5,56 – 83,33 / 100».
pub fn value_text(framework: &Framework, score: &Score, language: Language) -> Rc<str> {
    let max = number::points(&score.max_points, language);
    let beside = |points: &Exact| number::points_beside(points, &score.max_points, language);
    let (low, high) = (beside(&score.lowest), beside(&score.highest));
    match (score.is_complete(), framework.scoring) {
        (true, Scoring::Counted) => format!("{low}/{max}").into(),
        (true, Scoring::Points) => format!("{low} / {max}").into(),
        (false, _) => format!("{low} – {high} / {max}").into(),
    }
}

/// The share that is reached: «95,81%», «5,56% – 83,33%».
pub fn share_text(score: &Score, language: Language) -> Rc<str> {
    let percent = |points: &Exact| points.checked_div(&score.max_points).map(|share| number::percent(&share, language));
    let low = percent(&score.lowest).unwrap_or_default();
    match percent(&score.highest) {
        Some(high) if !score.is_complete() => format!("{low} – {high}").into(),
        _ => low.into(),
    }
}

fn label(node: &Node, language: Language) -> Rc<str> {
    node_title(node, ". ", language).into()
}

fn titled(framework: &Framework, [points, counted]: [&str; 2], language: Language) -> String {
    let level = level_name(framework, language);
    match (framework.scoring, &framework.counted_noun) {
        (Scoring::Counted, Some(noun)) => {
            text_with(language, counted, &[("level", &level), ("noun", pick(noun, language))])
        }
        _ => text_with(language, points, &[("level", &level)]),
    }
}

/// A part of the whole as a length, to the millionth: far finer than a pixel.
pub fn length(part: &Exact, whole: &Exact) -> Option<f64> {
    let millionths = &part.checked_div(whole)? * &Exact::from(1_000_000);
    let millionths: i64 = millionths.to_text_with(0, RoundingMode::HalfUp).parse().ok()?;
    Some(millionths as f64 / 1e6)
}

/// Lines at so many equal parts of the whole.
pub fn ticks(language: Language, parts: i64) -> Vec<Tick> {
    let tick = |part: i64| {
        let share = Exact::ratio(part, parts)?;
        Some(Tick { share: length(&share, &Exact::ONE)?, text: number::percent(&share, language).into() })
    };
    (0..=parts).filter_map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{
            review::review,
            scoring::{Reference, score},
        },
        formats::{assessment_file, builtin, documents, framework_file},
    };

    fn exact(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    fn scored(framework: &str, assessment: &str) -> (Framework, Scorecard) {
        let documents = documents::read(builtin::DOCUMENTS).unwrap();
        let framework = framework_file::read(builtin::framework_text(framework).unwrap(), &documents).unwrap();
        let assessment = assessment_file::read(assessment).unwrap();
        let scorecard = score(&framework, &assessment, Reference::default());
        (framework, scorecard)
    }

    /// Đà Nẵng 2022, from the published table.
    fn complete() -> (Framework, Scorecard) {
        scored("dti-province-2022", include_str!("../../../tests/golden/dti-2022-da-nang/assessment.json"))
    }

    fn example() -> (Framework, Scorecard) {
        scored("dti-province-2022", include_str!("../../../examples/bac-giang-2024-q1/assessment.json"))
    }

    #[test]
    fn lengths_are_parts_of_the_whole() {
        assert_eq!(length(&exact("1/3"), &Exact::ONE), Some(0.333333));
        assert_eq!(length(&exact("50"), &exact("100")), Some(0.5));
        assert_eq!(length(&exact("50"), &Exact::ZERO), None);
    }

    #[test]
    fn an_interval_is_written_with_both_ends() {
        let score = |lowest, highest| Score {
            points: exact(lowest),
            max_points: exact("100"),
            lowest: exact(lowest),
            highest: exact(highest),
        };
        assert_eq!(&*share_text(&score("50/9", "250/3"), Language::Vi), "5,56% – 83,33%");
        assert_eq!(&*share_text(&score("100", "100"), Language::Vi), "100%");
        let (framework, _) = complete();
        assert_eq!(&*value_text(&framework, &score("50/9", "250/3"), Language::Vi), "5,56 – 83,33 / 100");
        assert_eq!(&*value_text(&framework, &score("12.5", "12.5"), Language::En), "12.5 / 100");
    }

    #[test]
    fn a_complete_result_is_said_in_a_sentence() {
        let (framework, scorecard) = complete();
        let review = review(&framework, &scorecard);
        assert_eq!(
            bars_sentence(&framework, &scorecard, &review, Language::Vi),
            "Đạt 800,18 điểm: cao nhất là Nhận thức số (100%), thấp nhất là Hoạt động xã hội số (51,97%)."
        );
        assert_eq!(
            radar_sentence(&framework, &review, Language::Vi),
            "Trong 8 chỉ số chính: 5 đạt từ 80% trở lên, 0 dưới 50%."
        );
        let bars = bars(&framework, &scorecard, Language::Vi);
        assert_eq!(bars.bars.len(), 8, "Đô thị thông minh is not scored");
        assert_eq!(bars.bars.first().and_then(|bar| bar.share), Some(1.0));
        assert!(bars.bars.iter().all(|bar| bar.high.is_none()));
        assert_eq!(&*bars.high_label, "", "nothing is open, so the legend does not speak of it");
    }

    #[test]
    fn an_open_result_shows_what_is_certain_and_what_is_possible() {
        let (framework, scorecard) = example();
        let review = review(&framework, &scorecard);
        let sentence = bars_sentence(&framework, &scorecard, &review, Language::Vi);
        assert!(sentence.starts_with("Đã chắc ") && sentence.contains("cao nhất còn có thể là"), "{sentence}");
        let radar = radar(&framework, &scorecard, Language::En);
        let series = radar.series.first().unwrap();
        assert_eq!((series.shares.len(), series.highs.len()), (8, 8));
        assert!(series.shares.iter().zip(&series.highs).all(|(low, high)| low <= high));
        let (title, counted) = (bars_title(&framework, Language::Vi), example_counted());
        assert_eq!(title, "Điểm theo chỉ số chính");
        assert_eq!(bars_title(&counted.0, Language::Vi), "Số nhiệm vụ hoàn thành theo nhóm nhiệm vụ");
    }

    #[test]
    fn counted_results_never_speak_of_points() {
        let (framework, scorecard) = example_counted();
        let review = review(&framework, &scorecard);
        for language in Language::ALL {
            let mut texts = vec![
                bars_title(&framework, language),
                radar_title(&framework, language),
                bars_sentence(&framework, &scorecard, &review, language),
                radar_sentence(&framework, &review, language),
            ];
            texts.extend(bars(&framework, &scorecard, language).bars.iter().map(|bar| bar.value_text.to_string()));
            assert!(texts.iter().all(|text| !text.contains("điểm") && !text.contains("point")), "{texts:?}");
        }
    }

    fn example_counted() -> (Framework, Scorecard) {
        scored("mic-2024-province", include_str!("../../../examples/bac-giang-2024-q1/mic-2024-province.json"))
    }
}
