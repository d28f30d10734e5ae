//! The steps of an explanation, and why a score is what it is, in words.

use super::{
    Language, lower_first, number,
    own::{text, text_with},
    pick, rule, status, terms,
};
use crate::engine::{
    assessment::Given,
    exact::{Exact, RoundingMode},
    framework::{Framework, Leaf, NodeIndex, Scoring},
    rule::{
        IfZero, Pair, Rule,
        trace::{Step, StepKind, StepResult},
    },
    scoring::explain::{Explanation, Reason},
};

/// One step as people read it; any of the three can be empty, but not the label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepText {
    /// What was done.
    pub label: String,
    /// The formula with its figures.
    pub formula: String,
    /// What came out; `≈` where it is rounded for reading.
    pub result: String,
}

/// One step of an explanation.
pub fn step(step: &Step, leaf: &Leaf, scoring: Scoring, language: Language) -> StepText {
    let mut formula = terms::terms(&step.terms, language, None);
    let result = result(&step.result, scoring, language);
    if step.terms.len() == 1 && !matches!(step.kind, StepKind::Rounded(_)) {
        // A figure that stands for itself is no formula.
        formula.clear();
    }
    StepText { label: label(&step.kind, leaf, scoring, language), formula, result }
}

fn label(kind: &StepKind, leaf: &Leaf, scoring: Scoring, language: Language) -> String {
    let counted = scoring == Scoring::Counted;
    let plain = |key: &'static str| text(language, key).to_owned();
    let either = |points: &'static str, count: &'static str| plain(if counted { count } else { points });
    match kind {
        StepKind::Ratio => match only_pair(leaf) {
            Some(pair) => {
                let name = |input: usize| leaf.inputs.get(input).map_or("?", |input| &*input.name);
                let ratio = format!("{} / {}", name(pair.numerator), name(pair.denominator));
                text_with(language, "step.ratio.named", &[("ratio", &ratio)])
            }
            None => plain("step.ratio"),
        },
        StepKind::RatioGiven => plain("step.ratio_given"),
        StepKind::Value => plain("step.value"),
        StepKind::Named(name) => text_with(language, "step.named", &[("name", name)]),
        StepKind::Condition => plain("step.condition"),
        StepKind::Tier(tier) => text_with(language, "step.tier", &[("tier", &tier.to_string())]),
        StepKind::Option(option) => text_with(language, "step.option", &[("label", pick(option, language))]),
        StepKind::Answer { input, yes } => {
            let label = leaf.inputs.get(*input).map_or("?", |input| rule::label(input, language));
            text_with(language, if *yes { "step.answer.yes" } else { "step.answer.no" }, &[("label", label)])
        }
        StepKind::Contents => plain("step.contents"),
        StepKind::Part(part) => text_with(language, "step.part", &[("label", pick(part, language))]),
        StepKind::PartPoints => either("step.part_points", "step.part_points.counted"),
        StepKind::PartSkipped => plain("step.part_skipped"),
        StepKind::Given => either("step.given", "step.given.counted"),
        StepKind::Points => either("step.points", "step.points.counted"),
        StepKind::Sum => plain("step.sum"),
        StepKind::Best => plain("step.best"),
        StepKind::All => plain("step.all"),
        StepKind::Capped => plain("step.capped"),
        StepKind::Rounded(rounding) => {
            let key = match rounding.mode {
                RoundingMode::HalfUp => "step.rounded.half_up",
                RoundingMode::HalfEven => "step.rounded.half_even",
                RoundingMode::Down => "step.rounded.down",
            };
            text_with(language, key, &[("places", &rounding.places.to_string())])
        }
        StepKind::Counted => plain("step.counted"),
        StepKind::Missing(inputs) => {
            let labels = inputs.iter().filter_map(|input| leaf.inputs.get(*input));
            let quoted =
                labels.map(|input| text_with(language, "rule.quote", &[("label", rule::label(input, language))]));
            text_with(language, "step.missing", &[("list", &quoted.collect::<Vec<_>>().join(", "))])
        }
        StepKind::BestUnknown => plain("step.best_unknown"),
        StepKind::ZeroDenominator(IfZero::Zero) => either("step.zero.zero", "step.zero.counted.zero"),
        StepKind::ZeroDenominator(IfZero::Full) => either("step.zero.full", "step.zero.counted.full"),
        StepKind::ZeroDenominator(IfZero::NotApplicable) => plain("step.zero.not_applicable"),
    }
}

fn result(result: &StepResult, scoring: Scoring, language: Language) -> String {
    match result {
        StepResult::Nothing => String::new(),
        StepResult::Number(value) => about(number::number(value, language), number::is_exact(value), language),
        StepResult::Percent(share) => {
            let exact = at_most_two_decimals(&(share * &Exact::from(100)));
            about(number::percent(share, language), exact, language)
        }
        StepResult::Points(points) if scoring == Scoring::Counted => counted(points, language),
        StepResult::Points(points) => {
            about(status::with_points(points, language), at_most_two_decimals(points), language)
        }
        StepResult::Between(lowest, highest) if scoring == Scoring::Counted => {
            if lowest.is_zero() && *highest == Exact::ONE {
                return text(language, "step.open").to_owned();
            }
            let (low, high) = (number::percent(lowest, language), number::percent(highest, language));
            text_with(language, "step.open_partly", &[("low", &low), ("high", &high)])
        }
        StepResult::Between(lowest, highest) => {
            let between = status::between(lowest, highest, language);
            text_with(language, "score.points", &[("points", &between)])
        }
        StepResult::Met(met) => text(language, if *met { "step.met" } else { "step.not_met" }).to_owned(),
    }
}

/// Counted leaves have no points: they count one, none, or are done in part.
fn counted(points: &Exact, language: Language) -> String {
    match () {
        () if *points == Exact::ONE => text(language, "step.counts").to_owned(),
        () if points.is_zero() => text(language, "step.does_not_count").to_owned(),
        () => text_with(language, "step.counts_partly", &[("share", &number::percent(points, language))]),
    }
}

fn at_most_two_decimals(value: &Exact) -> bool {
    value.decimal_places().is_some_and(|places| places <= 2)
}

fn about(shown: String, is_exact: bool, language: Language) -> String {
    if is_exact { shown } else { text_with(language, "step.about", &[("number", &shown)]) }
}

/// The pair of figures of a rule that has only one.
fn only_pair(leaf: &Leaf) -> Option<&Pair> {
    fn collect<'a>(rule: &'a Rule, found: &mut Vec<&'a Pair>) {
        match rule {
            Rule::Ratio { pair, .. } | Rule::RatioDown { pair, .. } => found.push(pair),
            Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
                parts.iter().for_each(|part| collect(&part.rule, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(leaf.rule.as_ref()?, &mut found);
    match *found {
        [pair] => Some(pair),
        _ => None,
    }
}

/// Why a score is what it is, in a sentence, where there are no steps to show.
pub fn reason(explanation: &Explanation, scoring: Scoring, language: Language) -> Option<String> {
    let counted = scoring == Scoring::Counted;
    Some(match &explanation.reason {
        Reason::Steps(_) => return None,
        Reason::Given(_) if counted => text(language, "reason.given.counted").to_owned(),
        Reason::Given(Given::Share(share)) => {
            text_with(language, "reason.given.share", &[("share", &number::percent(share, language))])
        }
        Reason::Given(Given::Points(points)) => {
            text_with(language, "reason.given.points", &[("points", &status::with_points(points, language))])
        }
        Reason::NotApplicable if counted => text(language, "reason.not_applicable.counted").to_owned(),
        Reason::NotApplicable => text(language, "reason.not_applicable").to_owned(),
        Reason::Unscored => text(language, "reason.unscored").to_owned(),
        Reason::Parts(parts) => {
            let key = if counted { "reason.parts.counted" } else { "reason.parts" };
            text_with(language, key, &[("count", &parts.len().to_string())])
        }
    })
}

/// How allocated points came about: «Điểm tối đa 11,11 = 100 điểm của chỉ số chính chia đều cho 9 yêu cầu; …».
///
/// `shared` is the maximum of the node above and the number of parts that share it ([`Explanation::allocation`]).
pub fn allocation(framework: &Framework, node: NodeIndex, shared: &(Exact, usize), language: Language) -> String {
    let (above, count) = shared;
    let found = framework.node(node);
    let level = |depth: Option<usize>, otherwise: &'static str| {
        let name = depth.and_then(|depth| framework.levels.get(depth)).map(|level| pick(level, language).to_string());
        lower(&name.unwrap_or_else(|| text(language, otherwise).to_owned()))
    };
    let depth = found.map(|node| node.depth);
    let upper = level(depth.and_then(|depth| depth.checked_sub(1)), "reason.whole");
    let lower = level(depth, "reason.part");
    let points = found.map_or_else(String::new, |node| number::points(&node.max_points, language));
    let (above, count) = (number::points(above, language), count.to_string());
    let values = [("points", &*points), ("above", &above), ("upper", &upper), ("count", &count), ("lower", &lower)];
    text_with(language, "reason.allocated", &values)
}

/// With a small first letter, unless the word is an abbreviation.
fn lower(words: &str) -> String {
    let mut rest = words.chars();
    match rest.nth(1) {
        Some(second) if second.is_uppercase() => words.to_owned(),
        _ => lower_first(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        exact::Rounding,
        framework::{Basis, Input, InputKind, Text, check::check},
        rule::{
            Figure, Otherwise, Part,
            evaluate::{Figures, evaluate},
            trace::{Steps, Term},
        },
        scoring::Score,
    };

    fn exact(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    fn both(text: &str) -> Text {
        Text { vi: text.into(), en: text.into() }
    }

    fn ratio_leaf(full_from: &str) -> Leaf {
        let input = |name: &str, label: &str| Input {
            name: name.into(),
            label: both(label),
            kind: InputKind::Count,
            measure_unit: None,
            min: Exact::ZERO,
            max: None,
        };
        let pair = Pair { numerator: 0, denominator: 1, percent: None, if_zero: Some(IfZero::Full) };
        let (full_from, otherwise) = (exact(full_from), Otherwise::Proportional);
        Leaf {
            inputs: vec![input("a", "Số tổ đã lập"), input("b", "Tổng số tổ")],
            rule: Some(Rule::Ratio { pair, full_from, otherwise, may_exceed: false }),
            rule_basis: Basis::Official,
            rule_derivation: None,
        }
    }

    fn told(leaf: &Leaf, entered: &[Option<&str>], max: &str, scoring: Scoring) -> Vec<String> {
        let figure = |text: &Option<&str>| text.map(|text| Figure::Number(exact(text)));
        let entered: Vec<Option<Figure>> = entered.iter().map(figure).collect();
        let mut steps = Steps::default();
        evaluate(leaf.rule.as_ref().unwrap(), &exact(max), Figures { entered: &entered, best: None }, &mut steps);
        let told = steps.into_vec().into_iter().map(|it| {
            let StepText { label, formula, result } = step(&it, leaf, scoring, Language::Vi);
            [label, formula, result].join(" | ")
        });
        told.collect()
    }

    #[test]
    fn a_ratio_is_told_step_by_step() {
        let leaf = ratio_leaf("1");
        assert_eq!(
            told(&leaf, &[Some("209"), Some("209")], "100/9", Scoring::Points),
            ["Tỷ lệ a / b | 209 / 209 | 100%", "Điểm |  | ≈ 11,11 điểm"],
        );
        assert_eq!(
            told(&leaf, &[Some("170054"), Some("192932")], "10", Scoring::Points),
            ["Tỷ lệ a / b | 170.054 / 192.932 | ≈ 88,14%", "Điểm | 0,8814 × 10 | ≈ 8,81 điểm"],
        );
        assert_eq!(
            told(&ratio_leaf("80%"), &[Some("3"), Some("5")], "8", Scoring::Points),
            ["Tỷ lệ a / b | 3 / 5 | 60%", "Điều kiện | 60% ≥ 80% | chưa đạt", "Điểm | 0,6 / 0,8 × 8 | 6 điểm"],
        );
    }

    #[test]
    fn missing_figures_and_zero_denominators_are_told() {
        let leaf = ratio_leaf("1");
        assert_eq!(
            told(&leaf, &[None, None], "100/9", Scoring::Points),
            ["Chưa nhập “Số tổ đã lập”, “Tổng số tổ” |  | từ 0 đến 11,11 điểm"],
        );
        assert_eq!(
            told(&leaf, &[Some("0"), Some("0")], "10", Scoring::Points),
            ["Mẫu số bằng 0: được Điểm tối đa |  | 10 điểm"],
        );
    }

    #[test]
    fn a_counted_leaf_never_speaks_of_points() {
        let leaf = ratio_leaf("80%");
        let half = told(&leaf, &[Some("2"), Some("5")], "1", Scoring::Counted);
        assert_eq!(
            half,
            [
                "Tỷ lệ a / b | 2 / 5 | 40%",
                "Điều kiện | 40% ≥ 80% | chưa đạt",
                "Kết quả | 0,4 / 0,8 × 1 | hoàn thành 50%"
            ],
        );
        assert_eq!(
            told(&leaf, &[None, Some("5")], "1", Scoring::Counted),
            ["Chưa nhập “Số tổ đã lập” |  | tính 0 hoặc 1"]
        );
        assert_eq!(
            told(&leaf, &[Some("0"), Some("0")], "1", Scoring::Counted),
            ["Mẫu số bằng 0: được tính 1 |  | tính 1"],
        );
        let one = told(&leaf, &[Some("5"), Some("5")], "1", Scoring::Counted);
        assert!(one.iter().chain(&half).all(|line| !line.contains("điểm")), "{one:?}");
    }

    #[test]
    fn every_kind_of_step_has_words() {
        fn check(kind: StepKind, terms: &[Term], result: StepResult, vi: [&str; 3], en: [&str; 3]) {
            let leaf = ratio_leaf("1");
            let told = Step { depth: 0, kind, terms: terms.to_vec(), result };
            for (language, [label, formula, result]) in [(Language::Vi, vi), (Language::En, en)] {
                let expected =
                    StepText { label: label.to_owned(), formula: formula.to_owned(), result: result.to_owned() };
                assert_eq!(step(&told, &leaf, Scoring::Points, language), expected);
            }
        }
        let number = |text: &str| Term::Number(exact(text));
        let points = |text: &str| StepResult::Points(exact(text));
        let sign = Term::Symbol;
        check(
            StepKind::RatioGiven,
            &[],
            StepResult::Percent(exact("0.713")),
            ["Tỷ lệ đã nhập", "", "71,3%"],
            ["Ratio as entered", "", "71.3%"],
        );
        check(
            StepKind::Value,
            &[number("1234.5")],
            StepResult::Number(exact("1234.5")),
            ["Giá trị để tính", "", "1.234,5"],
            ["Value", "", "1,234.5"],
        );
        check(
            StepKind::Named("share".to_owned()),
            &[number("1"), sign("/"), number("3")],
            StepResult::Number(exact("1/3")),
            ["Bước “share”", "1 / 3", "≈ 0,3333"],
            ["Step “share”", "1 / 3", "≈ 0.3333"],
        );
        check(
            StepKind::Tier(2),
            &[number("20"), sign("≤"), number("25"), sign("<"), number("40")],
            StepResult::Nothing,
            ["Thuộc mức thứ 2", "20 ≤ 25 < 40", ""],
            ["Falls into step 2", "20 ≤ 25 < 40", ""],
        );
        check(
            StepKind::Option(both("Đã ban hành")),
            &[],
            StepResult::Nothing,
            ["Đã chọn “Đã ban hành”", "", ""],
            ["“Đã ban hành” is chosen", "", ""],
        );
        check(
            StepKind::Answer { input: 0, yes: true },
            &[],
            points("10"),
            ["“Số tổ đã lập”: Có", "", "10 điểm"],
            ["“Số tổ đã lập”: yes", "", "10 points"],
        );
        check(
            StepKind::Contents,
            &[number("3"), sign("/"), number("4"), sign("×"), number("10")],
            points("7.5"),
            ["Số nội dung đã có", "3 / 4 × 10", "7,5 điểm"],
            ["Contents present", "3 / 4 × 10", "7.5 points"],
        );
        check(StepKind::Part(both("A")), &[], StepResult::Nothing, ["Phần “A”", "", ""], ["Part “A”", "", ""]);
        check(
            StepKind::PartPoints,
            &[],
            StepResult::Between(exact("0"), exact("5")),
            ["Điểm của phần này", "", "từ 0 đến 5 điểm"],
            ["Points of this part", "", "0 to 5 points"],
        );
        check(
            StepKind::PartSkipped,
            &[],
            StepResult::Nothing,
            ["Phần này không áp dụng, không xét", "", ""],
            ["This part does not apply and is left out", "", ""],
        );
        check(
            StepKind::Given,
            &[number("9.5")],
            points("9.5"),
            ["Điểm lấy theo số đã nhập", "", "9,5 điểm"],
            ["Points as entered", "", "9.5 points"],
        );
        check(
            StepKind::Sum,
            &[number("4"), sign("+"), number("3")],
            points("7"),
            ["Cộng các phần", "4 + 3", "7 điểm"],
            ["Parts added up", "4 + 3", "7 points"],
        );
        check(
            StepKind::All,
            &[number("1"), sign("/"), number("2")],
            points("0"),
            ["Số phần đạt đủ", "1 / 2", "0 điểm"],
            ["Parts met in full", "1 / 2", "0 points"],
        );
        check(
            StepKind::Best,
            &[Term::Name("max".to_owned()), sign("("), number("4"), sign(","), number("3"), sign(")")],
            points("4"),
            ["Lấy phần cao nhất", "lớn nhất(4; 3)", "4 điểm"],
            ["Best of the parts", "max(4, 3)", "4 points"],
        );
        check(
            StepKind::Capped,
            &[Term::Name("min".to_owned()), sign("("), number("12"), sign(","), number("10"), sign(")")],
            points("10"),
            ["Giữ trong khoảng cho phép", "nhỏ nhất(12; 10)", "10 điểm"],
            ["Held within the limits", "min(12, 10)", "10 points"],
        );
        check(
            StepKind::Rounded(Rounding::half_up(2)),
            &[number("9.375")],
            points("9.38"),
            ["Làm tròn đến 2 chữ số thập phân", "9,375", "9,38 điểm"],
            ["Rounded to 2 decimals", "9.375", "9.38 points"],
        );
        check(
            StepKind::BestUnknown,
            &[],
            StepResult::Nothing,
            ["Chưa biết giá trị cao nhất trong các đơn vị được so sánh", "", ""],
            ["The best value among the units compared is not known", "", ""],
        );
        check(
            StepKind::Counted,
            &[],
            StepResult::Nothing,
            ["Chỉ tính 1 khi hoàn thành đủ", "", ""],
            ["Counts one only when done in full", "", ""],
        );
    }

    #[test]
    fn two_pairs_are_not_taken_for_each_other() {
        let mut leaf = ratio_leaf("1");
        let rule = leaf.rule.take().unwrap();
        let part =
            |label: &str| Part { label: both(label), award: crate::engine::rule::Award::FULL, rule: rule.clone() };
        leaf.rule = Some(Rule::All { parts: vec![part("Một"), part("Hai")] });
        let entered = [Some("1"), Some("2")];
        assert!(told(&leaf, &entered, "1", Scoring::Points).contains(&"Tỷ lệ | 1 / 2 | 50%".to_owned()));
    }

    #[test]
    fn scores_without_steps_have_a_reason() {
        fn check(reason: Reason, scoring: Scoring, vi: &str) {
            let explanation = Explanation { node: 0, score: Score::default(), reason, allocation: None };
            assert_eq!(super::reason(&explanation, scoring, Language::Vi).as_deref(), Some(vi));
            assert!(super::reason(&explanation, scoring, Language::En).is_some());
        }
        check(
            Reason::Given(Given::Share(exact("0.9581"))),
            Scoring::Points,
            "Chỉ biết kết quả của cả mục: 95,81% Điểm tối đa.",
        );
        check(Reason::Given(Given::Points(exact("7.35"))), Scoring::Points, "Chỉ biết kết quả của cả mục: 7,35 điểm.");
        check(Reason::NotApplicable, Scoring::Points, "Không áp dụng cho đơn vị này, nên không tính vào điểm tối đa.");
        check(Reason::Unscored, Scoring::Counted, "Thu thập để tham khảo, không tính điểm.");
        check(Reason::Parts(vec![]), Scoring::Points, "Cộng điểm của 0 phần.");
    }

    #[test]
    fn allocated_points_say_where_they_come_from() {
        let text = include_str!("../../indicators/dti-province-2022/framework.json");
        let framework = check(&serde_json::from_str(text).unwrap(), "", &|_| true).unwrap();
        let found = framework.leaves().find(|(_, node, _)| node.points_basis == Basis::Allocated);
        let (index, node, _) = found.unwrap();
        let parent = framework.node(node.parent.unwrap()).unwrap();
        let shared = (parent.max_points.clone(), parent.children.len());
        let told = allocation(&framework, index, &shared, Language::Vi);
        let expected = format!(
            "Điểm tối đa {} = {} điểm của chỉ số chính chia đều cho {} yêu cầu; \
             đây là điểm phân bổ đều, không phải điểm chính thức.",
            number::points(&node.max_points, Language::Vi),
            number::points(&parent.max_points, Language::Vi),
            parent.children.len(),
        );
        assert_eq!(told, expected);
    }

    #[test]
    fn abbreviations_keep_their_letters() {
        assert_eq!(lower("Chỉ số chính"), "chỉ số chính");
        assert_eq!(lower("UBND"), "UBND");
        assert_eq!(lower(""), "");
    }
}
