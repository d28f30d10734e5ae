//! Files and formulas: nothing is lost on the way, and nothing that is read can make the program panic.

use std::collections::BTreeMap;

use proptest::{
    prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest},
    prop_oneof,
};
use serde_json::Value;
use thuocso::{
    engine::{
        assessment::{
            self, Appraisal, Assessment, CarriedFrom, Duty, EvidenceItem, FrameworkRef, Organization, Response, Round,
            RoundKind,
        },
        framework::{Framework, raw::RawSource},
        problem::ProblemKind,
        rule::formula::{self, Expression},
        scoring::{Reference, score},
        shared::Shared,
    },
    formats::{
        assessment_file, builtin,
        documents::{self, Document, Documents},
        framework_file, scorecard_file,
    },
};

use super::{config, generate::cases};

const EXAMPLE: &str = include_str!("../../examples/bac-giang-2024-q1/assessment.json");

pub fn register() -> Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

pub fn shipped(id: &str) -> Framework {
    framework_file::read(builtin::framework_text(id).unwrap(), &register()).unwrap()
}

/// Any text at all: line breaks, quotes, controls, all planes of Unicode.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\PC{0,12}",
        2 => any::<String>(),
        1 => Just("Nhận thức số – “chuyển đổi số” ở xã \u{0}\u{7f}\u{feff}\u{10ffff}\r\n\t\\\"".to_owned()),
        1 => Just(String::new()),
        // Composed and decomposed letters are different texts, and stay so.
        1 => Just("Chỉ tiêu; Chi\u{309} tie\u{302}u".to_owned()),
        // As many digits as are read.
        1 => Just("1234567890123.123456789012345".to_owned()),
    ]
}

/// JSON that this version knows nothing about. No fractions: a file keeps them only as far as binary numbers do.
fn unknown_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(text(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Fields of a later version, with names that no field of this version has.
fn unknown_fields() -> impl Strategy<Value = BTreeMap<String, Value>> {
    proptest::collection::btree_map(text().prop_map(|name| format!("x-{name}")), unknown_json(), 0..3)
}

fn responses() -> impl Strategy<Value = Response> {
    let maybe = || proptest::option::of(text());
    let source = (text(), text(), any::<Option<u16>>());
    let source = source.prop_map(|(document, section, item)| RawSource { document, section, item });
    let appraisal = (text(), text(), unknown_fields());
    let appraisal = appraisal.prop_map(|(points, reason, other)| Appraisal { points, reason, other }).boxed();
    let answers = (proptest::collection::btree_map(text(), text(), 0..4), any::<bool>(), maybe(), maybe());
    let words = (text(), text(), proptest::option::of(source), proptest::collection::vec(text(), 0..3));
    let carried = (text(), text(), text(), proptest::collection::vec(text(), 0..3), unknown_fields());
    let carried = carried.prop_map(|(framework, node, period, inputs, other)| CarriedFrom {
        framework,
        node,
        period,
        inputs,
        other,
    });
    let appraised = (proptest::option::of(appraisal.clone()), text(), text(), proptest::option::of(appraisal), maybe());
    let duty = (text(), proptest::collection::vec(text(), 0..3), text(), text(), unknown_fields());
    let duty = duty.prop_map(|(lead, cooperating, person, deadline, other)| Duty {
        lead,
        cooperating,
        person,
        deadline,
        other,
    });
    let carried = proptest::option::of(carried);
    (answers, words, appraised, (duty, carried), unknown_fields()).prop_map(
        |(answers, words, appraised, (duty, carried_from), other)| {
            let (appraised, comment, answer, final_score, stated_points) = appraised;
            let (inputs, not_applicable, given_share, given_points) = answers;
            let (explanation, note, source, evidence) = words;
            Response {
                inputs,
                not_applicable,
                given_share,
                given_points,
                explanation,
                note,
                source,
                evidence,
                stated_points,
                appraised,
                comment,
                answer,
                final_score,
                duty,
                carried_from,
                other,
            }
        },
    )
}

pub fn assessments() -> impl Strategy<Value = Assessment> {
    let maybe = || proptest::option::of(text());
    let framework = (text(), maybe(), unknown_fields()).prop_map(|(id, hash, other)| FrameworkRef { id, hash, other });
    let organization = (text(), maybe(), maybe(), unknown_fields());
    let organization =
        organization.prop_map(|(name, unit_set, code, other)| Organization { name, unit_set, code, other });
    let item = ((text(), text(), text()), (text(), text()), unknown_fields()).prop_map(|(first, second, other)| {
        let ((number, date, title), (issuer, link)) = (first, second);
        EvidenceItem { number, date, title, issuer, link, other }
    });
    let round = (proptest::sample::select(RoundKind::WORDS.to_vec()), text(), text(), maybe(), maybe());
    let round = (round, unknown_fields()).prop_map(|((word, by, at, answers, content), other)| {
        let (_, round) = word;
        Round { round, by, at, answers, content, other }
    });
    let responses = proptest::collection::btree_map(text(), responses().prop_map(Shared::from), 0..4);
    let evidence = proptest::collection::btree_map(text(), item, 0..3);
    let rounds = proptest::collection::vec(round, 0..3);
    (framework, organization, text(), responses, (evidence, rounds), unknown_fields()).prop_map(
        |(framework, organization, period, responses, (evidence, rounds), other)| Assessment {
            format: assessment::FORMAT.to_owned(),
            framework,
            organization,
            period,
            responses,
            evidence,
            rounds,
            other,
        },
    )
}

/// Bytes changed, removed, doubled and moved.
fn mutated(original: &'static str) -> impl Strategy<Value = String> {
    let change = (any::<usize>(), any::<u8>(), 0_u8..6);
    proptest::collection::vec(change, 1..8).prop_map(move |changes| {
        let mut bytes = original.as_bytes().to_vec();
        for (at, byte, how) in changes {
            let at = at % bytes.len().max(1);
            let end = (at + usize::from(byte)).min(bytes.len());
            match how {
                0 => bytes.insert(at, byte),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.truncate(at.max(1)),
                3 => bytes.extend_from_within(at..end),
                4 => bytes.insert(at, b"{}[]\",:0-"[usize::from(byte) % 9]),
                _ => bytes[at] = b"0123456789-./%\"\\ne"[usize::from(byte) % 18],
            }
            if bytes.is_empty() {
                break;
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// JSON with any scalar of the original replaced by something of any type.
fn replaced(original: &'static str) -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        unknown_json(),
        Just(Value::from("99999999999999999999999999.99")),
        Just(Value::from("-1")),
        Just(Value::from("0")),
        Just(Value::from("1/0")),
        Just(Value::from("n/(n-n)")),
        Just(Value::from(1e300)),
    ];
    proptest::collection::vec((any::<usize>(), odd), 1..6).prop_map(move |changes| {
        let mut json: Value = serde_json::from_str(original).unwrap();
        for (at, odd) in changes {
            let mut places = 0;
            visit(&mut json, &mut |_| places += 1);
            let mut left = at % places.max(1);
            visit(&mut json, &mut |value| {
                if left == 0 {
                    *value = odd.clone();
                }
                left = left.wrapping_sub(1);
            });
        }
        json.to_string()
    })
}

/// Visits every scalar, the innermost first.
fn visit(json: &mut Value, scalar: &mut impl FnMut(&mut Value)) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, scalar)),
        Value::Object(fields) => fields.values_mut().for_each(|item| visit(item, scalar)),
        other => scalar(other),
    }
}

/// Whatever can be read can be scored and written.
fn try_assessment(framework: &Framework, text: &str) {
    if let Ok(assessment) = assessment_file::read(text) {
        let card = score(framework, &assessment, Reference::default());
        assert!(!scorecard_file::write(framework, &card).is_empty());
        card.problems.iter().for_each(|problem| assert!(!problem.to_string().is_empty()));
    }
}

fn try_framework(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    match framework_file::read(text, &register()) {
        Ok(framework) => {
            let example = assessment_file::read(EXAMPLE).unwrap();
            let card = score(&framework, &example, Reference::default());
            prop_assert!(!scorecard_file::write(&framework, &card).is_empty());
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            problems.iter().for_each(|problem| assert!(!problem.to_string().is_empty()));
        }
    }
    Ok(())
}

/// Every name of a formula is an input.
struct AnyName;

impl formula::Names for AnyName {
    fn resolve(&mut self, name: &str) -> Result<Expression, ProblemKind> {
        Ok(Expression::Input(name.len()))
    }
}

proptest! {
    #![proptest_config(config(250))]

    /// What was typed comes back as it was typed.
    #[test]
    fn an_assessment_survives_its_file(assessment in assessments()) {
        let text = assessment_file::write(&assessment);
        prop_assert_eq!(&assessment_file::read(&text), &Ok(assessment));
        prop_assert_eq!(assessment_file::write(&assessment_file::read(&text).unwrap()), text);
    }

    /// A framework that is written and read is the same, and so is its hash.
    #[test]
    fn a_framework_survives_its_file(case in cases()) {
        let text = serde_json::to_string_pretty(&case.framework).unwrap();
        let again = framework_file::read_raw(&text);
        prop_assert_eq!(again.as_ref(), Ok(&case.framework));
        // Line breaks and indentation do not count.
        let known = [("d".to_owned(), Document::default())].into();
        let documents = Documents { documents: known, ..Documents::default() };
        let hash = |text: &str| framework_file::read(text, &documents).map(|framework| framework.hash);
        prop_assert_eq!(hash(&text).unwrap(), hash(&serde_json::to_string(&case.framework).unwrap()).unwrap());
    }

    /// Bytes of all sorts: an answer or problems, never a panic.
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), nested in 0_usize..3000) {
        let garbage = String::from_utf8_lossy(&bytes);
        let deep = format!("{}{garbage}", "[{\"nodes\":".repeat(nested));
        for text in [&*garbage, &deep] {
            prop_assert!(framework_file::read(text, &Documents::default()).is_err());
            prop_assert!(assessment_file::read(text).is_err());
            prop_assert!(documents::read(text).is_err());
        }
    }

    /// JSON of any shape.
    #[test]
    fn no_json_makes_reading_panic(json in unknown_json()) {
        let text = json.to_string();
        prop_assert!(framework_file::read(&text, &Documents::default()).is_err());
        prop_assert!(assessment_file::read(&text).is_err());
        prop_assert!(documents::read(&text).is_err());
    }

    /// Formulas of any shape, made of what formulas are made of and of anything else.
    #[test]
    fn no_formula_makes_reading_panic(
        any_text in text(),
        tokens in proptest::collection::vec(
            prop_oneof!["[a-c]", "[0-9.%]{1,4}", "[-+*/:×−(),<>=!≤≥≠ ]", "min\\(|max\\(|if\\(|max_points"], 0..120),
        nested in 0_usize..5000,
    ) {
        let deep = format!("{}1{}", "-(".repeat(nested), ")".repeat(nested));
        let wide = format!("1{}", " + 1".repeat(nested));
        for text in [any_text, tokens.concat(), deep, wide] {
            if let Err(problem) = formula::parse(&text, &mut AnyName) {
                prop_assert!(!problem.to_string().is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(config(50))]

    /// Good frameworks, damaged.
    #[test]
    fn no_damaged_framework_makes_reading_panic(
        bytes in mutated(builtin::framework_text("dti-province-2022").unwrap()),
        values in replaced(builtin::framework_text("mic-2024-province").unwrap()),
    ) {
        try_framework(&bytes)?;
        try_framework(&values)?;
    }

    /// Good assessments, damaged; what can still be read is scored.
    #[test]
    fn no_damaged_assessment_makes_scoring_panic(
        damaged in proptest::collection::vec(prop_oneof![mutated(EXAMPLE), replaced(EXAMPLE)], 8),
    ) {
        let framework = shipped("dti-province-2022");
        damaged.iter().for_each(|text| try_assessment(&framework, text));
    }
}
