//! Components as text: what they say, and no message without its words.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::rc::Rc;

use thuocso::{
    app::components::{
        basis::{BasisMark, BasisMarkProps},
        explanation::{ExplanationPanel, ExplanationPanelProps},
        problems::problem_list,
        score::{ScoreText, ScoreTextProps},
        source::{SourceLine, SourceLineProps},
    },
    engine::{
        exact::Exact,
        framework::{Basis, Framework, Scoring, Source},
        problem::{Problem, ProblemKind},
        scoring::{Reference, Score, State, score},
    },
    formats::{assessment_file, builtin, documents, framework_file},
    i18n::Language,
};
use yew::{BaseComponent, LocalServerRenderer, prelude::*};

const EXAMPLES: [(&str, &str); 2] = [
    ("dti-province-2022", include_str!("../examples/bac-giang-2024-q1/assessment.json")),
    ("mic-2024-province", include_str!("../examples/bac-giang-2024-q1/mic-2024-province.json")),
];

/// A page of nothing but the content, for what is not a component of its own.
#[derive(PartialEq, Properties)]
struct PageProps {
    content: Html,
}

#[component]
fn Page(props: &PageProps) -> Html {
    props.content.clone()
}

fn markup<C: BaseComponent>(props: C::Properties) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    tokio::task::LocalSet::new().block_on(&runtime, renderer.render())
}

fn documents() -> documents::Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

fn framework(id: &str) -> Framework {
    framework_file::read(builtin::framework_text(id).unwrap(), &documents()).unwrap()
}

/// The key of a message (`step.met`) that stands where its words should be.
fn key_in(markup: &str) -> Option<&str> {
    const GROUPS: [&str; 12] =
        ["shell", "assess", "step", "rule", "reason", "score", "status", "state", "basis", "problem", "terms", "place"];
    let mut words = markup.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_'));
    words.find(|word| {
        let (group, rest) = word.split_once('.').unwrap_or((word, ""));
        GROUPS.contains(&group) && rest.starts_with(|c: char| c.is_ascii_lowercase())
    })
}

#[test]
fn every_node_of_the_examples_is_explained_in_both_languages() {
    for (id, text) in EXAMPLES {
        let framework = Rc::new(framework(id));
        let assessment = Rc::new(assessment_file::read(text).unwrap());
        let scorecard = Rc::new(score(&framework, &assessment, Reference::default()));
        for (node, found) in framework.nodes().iter().enumerate() {
            for language in Language::ALL {
                let (framework, assessment) = (Rc::clone(&framework), Rc::clone(&assessment));
                let scorecard = Rc::clone(&scorecard);
                let shown = markup::<ExplanationPanel>(ExplanationPanelProps {
                    framework,
                    assessment,
                    scorecard,
                    node,
                    language,
                });
                assert_eq!(key_in(&shown), None, "{id} {}: {shown}", found.id);
                assert!(shown.contains("<p"), "{id} {} says nothing", found.id);
            }
        }
    }
}

#[test]
fn an_official_number_has_no_mark_and_an_allocated_one_says_what_it_is() {
    let mark = |basis| {
        markup::<BasisMark>(BasisMarkProps {
            basis,
            derivation: None,
            source: None,
            about: None,
            documents: None,
            language: Language::Vi,
        })
    };
    assert_eq!(mark(Basis::Official), "");
    let allocated = mark(Basis::Allocated);
    assert!(allocated.contains("<summary>phân bổ đều"), "{allocated}");
    assert!(allocated.contains("không phải điểm chính thức"), "{allocated}");
}

#[test]
fn a_score_says_what_is_not_entered_and_never_shows_it_as_zero() {
    fn check(points: i64, state: State, scoring: Scoring, expected: &str) {
        let score = Score { points: points.into(), max_points: 10.into(), lowest: points.into(), highest: 10.into() };
        let shown = markup::<ScoreText>(ScoreTextProps {
            score,
            scoring,
            node: Some("4.1".into()),
            state: Some(state),
            language: Language::Vi,
        });
        assert!(shown.ends_with(&format!(">{expected}</span>")), "{shown}");
    }
    check(0, State::NotEntered, Scoring::Points, "– / 10");
    check(0, State::Entered, Scoring::Points, "0 / 10");
    check(3, State::Partial, Scoring::Points, "3 / 10");
    check(0, State::NotEntered, Scoring::Counted, "–/10");
    check(0, State::NotApplicable, Scoring::Points, "Không áp dụng");
}

#[test]
fn a_source_names_its_document_and_place() {
    let source = Source { document: "922-QD-BTTTT".into(), section: "I.1".into(), item: Some(2) };
    let shown =
        markup::<SourceLine>(SourceLineProps { source, documents: Some(Rc::new(documents())), language: Language::Vi });
    assert!(shown.contains("922/QĐ-BTTTT") && shown.contains("mục I.1, ý 2"), "{shown}");
    let unknown = Source { document: "no-such-document".into(), section: "".into(), item: None };
    let shown = markup::<SourceLine>(SourceLineProps { source: unknown, documents: None, language: Language::Vi });
    assert!(shown.contains("no-such-document"), "{shown}");
}

#[test]
fn a_long_list_of_problems_is_cut_and_counted() {
    let problem = |id: usize| Problem::new(id.to_string(), ProblemKind::NotPositive { text: Exact::ZERO.to_text() });
    let problems: Vec<Problem> = (0..12).map(problem).collect();
    let shown = markup::<Page>(PageProps { content: problem_list(&problems, None, 10, Language::En) });
    assert_eq!(shown.matches("<li").count(), 11);
    assert!(shown.contains("And 2 more."), "{shown}");
}
