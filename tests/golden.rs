//! Published results come out again, and the frameworks that ship have the structure of their sources.
//!
//! `tests/golden/README.md` says how to add a case.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use thuocso::{
    engine::{
        assessment::Assessment,
        exact::{Exact, Rounding},
        framework::{Basis, Framework, Role, Scoring},
        problem::Problem,
        rule::trace::StepResult,
        scoring::{
            Reference, Score, Scorecard, State,
            explain::{Reason, explain},
            score,
        },
    },
    formats::{assessment_file, builtin, documents, framework_file, scorecard_file},
};

/// `expected.json` of a case: found in a publication or worked out by hand, never written by a program.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// As printed; itself rounded, and made of rounded inputs.
    published_index_value: String,
    index_value: String,
    points: String,
    max_points: String,
    pillars: BTreeMap<String, ExpectedPillar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedPillar {
    points: String,
    max_points: String,
    index_value: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn number(text: &str) -> Exact {
    Exact::parse_decimal(text).unwrap_or_else(|| panic!("{text}"))
}

fn framework(id: &str) -> Framework {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    framework_file::read(&text(&root().join("indicators").join(id).join("framework.json")), &register)
        .unwrap_or_else(|problems| panic!("{id}: {}", problems.iter().map(|it| format!("{it}\n")).collect::<String>()))
}

fn scored(path: &Path) -> (Framework, Assessment, Scorecard) {
    let assessment = assessment_file::read(&text(path)).unwrap_or_else(|problems| panic!("{path:?}: {problems:?}"));
    let framework = framework(&assessment.framework.id);
    let scorecard = score(&framework, &assessment, Reference::default());
    (framework, assessment, scorecard)
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/golden")).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn examples() -> [(Framework, Assessment, Scorecard); 3] {
    ["assessment.json", "mic-2024-province.json", "ba-ria-vung-tau-2024-targets.json"]
        .map(|name| scored(&root().join("examples/bac-giang-2024-q1").join(name)))
}

#[test]
fn published_results_come_out_again() {
    let cases = cases();
    assert!(cases.len() >= 5, "{cases:?}");
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        assert!(case.join("SOURCE.md").exists(), "{name} does not say where its figures are from");
        let expected: Expected = serde_json::from_str(&text(&case.join("expected.json"))).unwrap();
        let (framework, _, scorecard) = scored(&case.join("assessment.json"));
        assert_eq!(scorecard.problems, [], "{name}");
        let answer = scorecard_file::to_file(&framework, &scorecard);
        assert!(answer.complete, "{name}");
        assert_eq!((&answer.points, &answer.max_points), (&expected.points, &expected.max_points), "{name}");
        assert_eq!(answer.index_value.as_ref(), Some(&expected.index_value), "{name}");
        let away = &scorecard.index_value.unwrap() - &number(&expected.published_index_value);
        let limit = number("0.0001");
        assert!(-&limit <= away && away <= limit, "{name}: {away} away from the published value");
        assert_eq!(answer.pillars.keys().collect::<Vec<_>>(), expected.pillars.keys().collect::<Vec<_>>(), "{name}");
        for (id, pillar) in &expected.pillars {
            let found = &answer.pillars[id];
            assert_eq!((&found.points, &found.max_points), (&pillar.points, &pillar.max_points), "{name}: {id}");
            assert_eq!(found.index_value.as_ref(), Some(&pillar.index_value), "{name}: {id}");
        }
    }
}

#[test]
fn the_examples_answer_an_open_interval() {
    for (framework, _, scorecard) in examples() {
        let Score { lowest, highest, .. } = &scorecard.total;
        let errors: Vec<&Problem> = scorecard.problems.iter().collect();
        assert!(errors.is_empty(), "{}: {errors:?}", framework.id);
        assert!(lowest < highest && !scorecard.total.is_complete(), "{}: {lowest} to {highest}", framework.id);
        assert!(!lowest.is_negative() && *highest <= scorecard.total.max_points, "{}", framework.id);
        assert_eq!(scorecard.index_value, None, "{}", framework.id);
        assert!(scorecard.progress.entered < scorecard.progress.leaves, "{}", framework.id);
    }
}

#[test]
fn every_figure_of_the_examples_names_its_section_of_the_report() {
    for (framework, assessment, _) in examples() {
        for (id, response) in &assessment.responses {
            if !response.inputs.is_empty() {
                let source = response.source.as_ref().unwrap_or_else(|| panic!("{} {id} has no source", framework.id));
                assert_eq!(source.document, "bac-giang-2024-q1-report", "{} {id}", framework.id);
                assert!(!source.section.is_empty() && !response.explanation.is_empty(), "{} {id}", framework.id);
            }
        }
        assert_eq!(assessment.evidence.len(), 29, "annex I of the report names 29 documents");
    }
}

#[test]
fn every_node_can_be_explained_and_its_reason_adds_up() {
    let golden = cases().into_iter().map(|case| scored(&case.join("assessment.json")));
    for (framework, assessment, scorecard) in examples().into_iter().chain(golden) {
        for (index, node) in framework.nodes().iter().enumerate() {
            let what = format!("{} {}", framework.id, node.id);
            let explanation = explain(&framework, &assessment, &scorecard, index, Reference::default())
                .unwrap_or_else(|| panic!("{what} can not be explained"));
            let score = &scorecard.nodes[index].score;
            assert_eq!(&explanation.score, score, "{what}");
            match &explanation.reason {
                Reason::Steps(steps) => {
                    let last = steps.iter().rev().find_map(|step| match &step.result {
                        StepResult::Points(points) => Some((points.clone(), points.clone())),
                        StepResult::Between(lowest, highest) => Some((lowest.clone(), highest.clone())),
                        _ => None,
                    });
                    assert_eq!(last, Some((score.lowest.clone(), score.highest.clone())), "{what}: {steps:#?}");
                }
                Reason::Parts(parts) => {
                    let sum = |of: fn(&Score) -> &Exact| -> Exact { parts.iter().map(|(_, _, part)| of(part)).sum() };
                    // Neither framework has bonus, penalty or prerequisite; what is not scored has nothing to add.
                    let counts = |role: &Role| matches!(role, Role::Scored | Role::NotScored | Role::Information);
                    assert!(parts.iter().all(|(_, role, _)| counts(role)), "{what}");
                    assert_eq!(sum(|part| &part.points), score.points, "{what}");
                    assert_eq!(sum(|part| &part.lowest), score.lowest, "{what}");
                    assert_eq!(sum(|part| &part.highest), score.highest, "{what}");
                    assert_eq!(sum(|part| &part.max_points), score.max_points, "{what}");
                }
                Reason::Given(_) => assert_eq!(scorecard.nodes[index].state, State::Given, "{what}"),
                Reason::Unscored => assert!(score.max_points.is_zero(), "{what}"),
                Reason::NotApplicable => panic!("{what}: nothing is marked as not applicable"),
            }
            let allocated = framework.scoring == Scoring::Points && node.points_basis == Basis::Allocated;
            assert_eq!(explanation.allocation.is_some(), allocated, "{what}");
            if let Some((above, parts)) = explanation.allocation {
                assert_eq!(above.checked_div(&Exact::from(parts as i64)), Some(node.max_points.clone()), "{what}");
            }
        }
        let roots = framework.roots().iter().map(|root| &scorecard.nodes[*root].score);
        assert_eq!(roots.map(|score| &score.points).sum::<Exact>(), scorecard.total.points, "{}", framework.id);
    }
}

#[test]
fn the_guidance_has_36_tasks_in_12_groups() {
    let framework = framework("mic-2024-province");
    let counts: Vec<usize> = framework.roots().iter().map(|root| framework.leaves_below(*root).count()).collect();
    assert_eq!(counts, [6, 4, 3, 1, 2, 3, 1, 1, 3, 3, 8, 1]);
    assert_eq!(framework.leaves().count(), 36);
    let ids: Vec<&str> = framework.roots().iter().map(|root| framework.nodes()[*root].id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
    assert_eq!((framework.scoring, framework.max_points.to_text()), (Scoring::Counted, "36".to_owned()));
    for (root, count) in framework.roots().iter().zip(counts) {
        let node = &framework.nodes()[*root];
        assert!(node.official_count.is_none_or(|stated| usize::from(stated) == count), "{}", node.id);
        for (_, leaf, _) in framework.leaves_below(*root) {
            assert_eq!((leaf.depth, leaf.max_points.to_text()), (1, "1".to_owned()), "{}", leaf.id);
            assert!(leaf.id.as_str().starts_with(&format!("{}.", node.id)), "{}", leaf.id);
            assert_eq!(leaf.points_basis, Basis::Counted, "{}", leaf.id);
        }
    }
}

#[test]
fn the_provincial_index_has_the_official_structure() {
    let framework = framework("dti-province-2022");
    // 922/QĐ-BTTTT: number, name, points and number of component indicators.
    let official = [
        ("1", "Nhận thức số", "100", 10),
        ("2", "Thể chế số", "100", 11),
        ("3", "Hạ tầng số", "100", 7),
        ("4", "Nhân lực số", "100", 13),
        ("5", "An toàn thông tin mạng", "100", 12),
        ("6", "Đô thị thông minh", "0", 3),
        ("7", "Hoạt động chính quyền số", "200", 22),
        ("8", "Hoạt động kinh tế số", "150", 12),
        ("9", "Hoạt động xã hội số", "150", 8),
    ];
    let nodes = framework.roots().iter().map(|root| &framework.nodes()[*root]);
    let found: Vec<(&str, &str, String, u16)> = nodes
        .map(|node| (node.id.as_str(), &*node.name.vi, node.max_points.to_text(), node.official_count.unwrap()))
        .collect();
    let official = official.map(|(id, name, points, count)| (id, name, points.to_owned(), count));
    assert_eq!(found, official);
    assert_eq!((framework.max_points.to_text(), framework.total_basis), ("1000".to_owned(), Basis::Official));
    assert_eq!(framework.nodes()[framework.find("6").unwrap()].role, Role::NotScored);
    assert_eq!(framework.years, [2021, 2022, 2023]);
    assert_eq!(framework.index_rounding, Some(Rounding::half_up(4)));
    assert_eq!(framework.leaf_rounding, None);

    let foundation = ["1", "2", "3", "4", "5", "6"];
    let pillars =
        [("digital-government", "700", "7"), ("digital-economy", "650", "8"), ("digital-society", "650", "9")];
    assert_eq!(framework.pillars.len(), pillars.len());
    for (pillar, (id, points, own)) in framework.pillars.iter().zip(pillars) {
        let members: Vec<&str> = pillar.members.iter().map(|member| framework.nodes()[*member].id.as_str()).collect();
        let expected: Vec<&str> = foundation.into_iter().chain([own]).collect();
        assert_eq!((&*pillar.id, pillar.max_points.to_text(), members), (id, points.to_owned(), expected));
        assert_eq!(pillar.weight, None, "{id}");
    }
    for (_, leaf, _) in framework.leaves().filter(|(_, leaf, _)| leaf.role == Role::Scored) {
        assert_eq!(leaf.points_basis, Basis::Allocated, "{}: no official points of components are known", leaf.id);
    }
}

#[test]
fn every_leaf_names_a_section_of_its_source() {
    // The headings as printed; the parts of the plan are those of the index, from the second on one number apart.
    let plan: Vec<String> = (1..=8).map(|number| format!("II.{number}")).collect();
    let guidance = [
        &["I.1", "I.4", "I.7", "I.8", "I.12"][..],
        &["I.2.1", "I.2.2", "I.2.3", "I.2.4", "I.3.1", "I.3.2", "I.3.3", "I.5.1", "I.5.2", "I.6.1", "I.6.2", "I.6.3"],
        &["I.9.1", "I.9.2", "I.9.3", "I.10.1", "I.10.2", "I.10.3"],
        &["I.11.1", "I.11.2", "I.11.3", "I.11.4", "I.11.5", "I.11.6", "I.11.7", "I.11.8"],
    ]
    .concat();
    let index = framework("dti-province-2022");
    let plan_of = |main: &str| match main {
        "1" | "2" | "3" | "4" | "5" => Some(main.parse::<usize>().unwrap()),
        "7" | "8" | "9" => Some(main.parse::<usize>().unwrap() - 1), // The plan has no part on smart cities.
        _ => None,
    };
    for (_, leaf, _) in index.leaves() {
        let main = leaf.id.as_str().split('.').next().unwrap();
        match plan_of(main) {
            Some(part) => {
                assert_eq!(&*leaf.source.document, "bac-giang-2022-dti-improvement-plan", "{}", leaf.id);
                assert_eq!(*leaf.source.section, plan[part - 1], "{}", leaf.id);
                assert!(leaf.source.item.is_some(), "{} names no bullet", leaf.id);
            }
            None => assert_eq!((leaf.id.as_str(), &*leaf.source.document), ("6", "922-QD-BTTTT")),
        }
    }
    let tasks = framework("mic-2024-province");
    let mut sections: Vec<&str> = tasks.leaves().map(|(_, leaf, _)| &*leaf.source.section).collect();
    for (_, leaf, _) in tasks.leaves() {
        assert_eq!(&*leaf.source.document, "mic-2024-planning-guidance", "{}", leaf.id);
        assert!(guidance.contains(&&*leaf.source.section), "{}: {}", leaf.id, leaf.source.section);
    }
    sections.sort_unstable();
    sections.dedup();
    assert_eq!(sections.len(), guidance.len(), "every numbered task of the guidance is there");
}

#[test]
fn what_ships_is_what_the_folders_hold() {
    let mut folders: Vec<String> = fs::read_dir(root().join("indicators"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("framework.json").exists())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut shipped = builtin::IDS.to_vec();
    shipped.sort_unstable();
    assert_eq!(folders, shipped);
    for id in builtin::IDS {
        assert_eq!(&*framework(id).id, *id);
        assert_eq!(
            builtin::framework_text(id).unwrap(),
            text(&root().join("indicators").join(id).join("framework.json"))
        );
    }
    for (id, address) in builtin::EXAMPLES {
        assert_eq!(&*scored(&root().join(address)).0.id, *id);
    }
}
