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
        framework::{Basis, Framework, Node, Role, Scoring},
        problem::Problem,
        rank::rank,
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
    // What the program wrote in earlier versions is another matter: tests/saved.rs.
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir() && !path.ends_with("saved")).collect();
    cases.sort();
    cases
}

/// A row of `data/published-results/results.csv`.
struct Published {
    unit_set: String,
    unit: String,
    framework: String,
    period: String,
    measure: String,
    value: Option<Exact>,
    rank: Option<usize>,
    source: String,
    basis: String,
}

/// The rows of a file below `data/published-results`, each with as many cells as its header. No cell is quoted.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = text(&root().join("data/published-results").join(name));
    let rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = rows.collect();
    assert!(!text.contains('"') && rows.iter().all(|row| row.len() == rows[0].len()), "{name}");
    rows[1..].to_vec()
}

fn published() -> Vec<Published> {
    let row = |cells: Vec<String>| {
        let [unit_set, unit, framework, period, measure, value, rank, source, basis] = cells.try_into().unwrap();
        let value = (!value.is_empty()).then(|| number(&value));
        let rank = (!rank.is_empty()).then(|| rank.parse().unwrap());
        Published { unit_set, unit, framework, period, measure, value, rank, source, basis }
    };
    table("results.csv").into_iter().map(row).collect()
}

/// What is published of one period and unit set, by unit and measure.
fn published_of(period: &str, unit_set: &str) -> BTreeMap<String, BTreeMap<String, Published>> {
    let mut units = BTreeMap::<String, BTreeMap<String, Published>>::new();
    for row in published().into_iter().filter(|row| row.period == period && row.unit_set == unit_set) {
        let known = units.entry(row.unit.clone()).or_default().insert(row.measure.clone(), row);
        assert!(known.is_none(), "{} of {} is there twice", known.unwrap().measure, unit_set);
    }
    units
}

fn value_of(row: &BTreeMap<String, Published>, measure: &str) -> Option<Exact> {
    row.get(measure)?.value.clone()
}

fn mean(values: &[Exact]) -> Exact {
    values.iter().sum::<Exact>().checked_div(&Exact::from(values.len() as i64)).unwrap()
}

#[track_caller]
fn assert_near(found: &Exact, published: &Exact, what: &str) {
    let (away, limit) = (found - published, number("0.0001"));
    assert!(-&limit <= away && away <= limit, "{what}: {found}, published {published}");
}

/// The top-level nodes of a framework that are scored.
fn scored_roots(framework: &Framework) -> impl Iterator<Item = (usize, &Node)> {
    let nodes = framework.roots().iter().map(|root| (*root, &framework.nodes()[*root]));
    nodes.filter(|(_, node)| node.role == Role::Scored)
}

/// The published share of a top-level node: its own, or that of the pillar that has no other member.
fn share_of(framework: &Framework, root: usize, row: &BTreeMap<String, Published>) -> Option<Exact> {
    let alone = framework.pillars.iter().find(|pillar| pillar.members == [root]);
    let own = value_of(row, &format!("node:{}", framework.nodes()[root].id));
    own.or_else(|| value_of(row, &format!("pillar:{}", alone?.id)))
}

/// Scores each unit of which all that the index needs is published, and the index itself.
fn complete(period: &str, unit_set: &str) -> Vec<(String, Exact, Scorecard)> {
    let units = published_of(period, unit_set);
    let framework = framework(&units.values().next().unwrap()["index"].framework);
    let mut scored = Vec::new();
    for (unit, row) in &units {
        let shares: Option<BTreeMap<&str, Exact>> = scored_roots(&framework)
            .map(|(root, node)| Some((node.id.as_str(), share_of(&framework, root, row)?)))
            .collect();
        let (Some(shares), Some(index)) = (shares, value_of(row, "index")) else { continue };
        let responses: BTreeMap<&str, _> =
            shares.iter().map(|(id, share)| (*id, serde_json::json!({ "given_share": share.to_text() }))).collect();
        let file = serde_json::json!({
            "format": "thuocso-assessment/1",
            "framework": { "id": &*framework.id },
            "organization": { "name": unit, "unit_set": unit_set, "code": unit },
            "period": period,
            "responses": responses,
        });
        let assessment = assessment_file::read(&file.to_string()).unwrap();
        scored.push((unit.clone(), index, score(&framework, &assessment, Reference::default())));
    }
    scored
}

/// The index values of the pillars of one unit, from its index and its indicators of activity alone: what the index
/// has beyond them are the points of the foundation, which all pillars share.
fn pillars_of(framework: &Framework, row: &BTreeMap<String, Published>) -> Vec<(String, Exact)> {
    let own: Vec<Exact> = framework
        .pillars
        .iter()
        .map(|pillar| {
            let node = &framework.nodes()[*pillar.members.last().unwrap()];
            &value_of(row, &format!("node:{}", node.id)).unwrap() * &node.max_points
        })
        .collect();
    let all = &value_of(row, "index").unwrap() * &framework.max_points;
    let foundation = &all - &own.iter().sum::<Exact>();
    let pillars = framework.pillars.iter().zip(&own).map(|(pillar, own)| {
        let share = (&foundation + own).checked_div(&pillar.max_points).unwrap();
        (format!("pillar:{}", pillar.id), share)
    });
    pillars.collect()
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
fn every_complete_published_row_gives_its_index_again() {
    let tables = [
        ("2020", "provinces-63", 10),
        ("2022", "provinces-63", 10),
        ("2023", "provinces-63", 10),
        ("2024", "provinces-34", 34),
    ];
    for (period, unit_set, rows) in tables {
        let scored = complete(period, unit_set);
        assert_eq!(scored.len(), rows, "complete rows of {period}, {unit_set}");
        for (unit, published, scorecard) in scored {
            assert_eq!(scorecard.problems, [], "{period} {unit}");
            assert_near(&scorecard.index_value.unwrap(), &published, &format!("{period} {unit}"));
        }
    }
}

#[test]
fn the_ranks_of_2022_are_those_of_the_published_list() {
    let units = published_of("2022", "provinces-63");
    let values: Vec<Option<Exact>> = units.values().map(|row| value_of(row, "index")).collect();
    let listed: Vec<Option<usize>> = units.values().map(|row| row["index"].rank).collect();
    assert_eq!(listed.iter().flatten().count(), 63);
    assert_eq!(rank(&values), listed);
    let at = |place: usize| -> Vec<&str> {
        units.iter().filter(|(_, row)| row["index"].rank == Some(place)).map(|(unit, _)| unit.as_str()).collect()
    };
    assert_eq!(at(15), ["15", "38"], "Yên Bái and Thanh Hóa");
    assert_eq!((at(16).len(), at(17).len()), (0, 1));
}

#[test]
fn every_other_published_rank_is_the_one_that_the_values_have() {
    for (period, unit_set, ranks) in
        [("2023", "provinces-63", 13), ("2024", "provinces-63", 5), ("2024", "provinces-34", 34)]
    {
        let units = published_of(period, unit_set);
        let values: Vec<Option<Exact>> = units.values().map(|row| value_of(row, "index")).collect();
        assert!(values.iter().all(Option::is_some), "{period} {unit_set}");
        let listed = units.iter().filter_map(|(unit, row)| Some((unit, row["index"].rank?)));
        let found: BTreeMap<&String, usize> = units.keys().zip(rank(&values).into_iter().flatten()).collect();
        assert_eq!(listed.clone().count(), ranks, "{period} {unit_set}");
        for (unit, listed) in listed {
            assert_eq!(found[unit], listed, "{period} {unit_set} {unit}");
        }
    }
}

#[test]
fn published_pillars_follow_from_the_structure() {
    let framework = framework("dti-province-2022");
    for (period, with_value, with_rank) in [("2022", 3, 9), ("2023", 0, 12)] {
        let units = published_of(period, "provinces-63");
        let pillars: BTreeMap<&String, Vec<(String, Exact)>> =
            units.iter().map(|(unit, row)| (unit, pillars_of(&framework, row))).collect();
        let (mut values, mut ranks) = (0, 0);
        for (place, pillar) in framework.pillars.iter().enumerate() {
            let column: Vec<Option<Exact>> = pillars.values().map(|them| Some(them[place].1.clone())).collect();
            for ((unit, row), found) in units.iter().zip(rank(&column)) {
                let Some(published) = row.get(&format!("pillar:{}", pillar.id)) else { continue };
                if let Some(value) = &published.value {
                    assert_near(&pillars[unit][place].1, value, &format!("{period} {unit} {}", pillar.id));
                    values += 1;
                }
                assert_eq!(found, published.rank, "{period} {unit} {}", pillar.id);
                ranks += 1;
            }
        }
        assert_eq!((values, ranks), (with_value, with_rank), "{period}");
        for (unit, _, scorecard) in complete(period, "provinces-63") {
            for (scored, (id, found)) in scorecard.pillars.iter().zip(&pillars[&unit]) {
                // The index that `found` comes from is rounded, and weighs 1000 points against 650.
                let away = &scored.score.share().unwrap() - found;
                assert!(away.greater(&-&away) <= &number("0.00015"), "{period} {unit} {id}: {away}");
            }
        }
    }
}

#[test]
fn published_averages_are_the_means_of_the_published_values() {
    let mut checked = 0;
    for row in table("averages.csv") {
        let [unit_set, id, period, measure, value, ..] = &row[..] else { panic!("{row:?}") };
        let units = published_of(period, unit_set);
        let framework = framework(id);
        let values: Vec<Exact> = match measure.as_str() {
            "index" => units.values().filter_map(|row| value_of(row, "index")).collect(),
            pillar => units
                .values()
                .map(|row| pillars_of(&framework, row).into_iter().find(|(id, _)| id == pillar).unwrap().1)
                .collect(),
        };
        if values.len() == 63 {
            assert_near(&mean(&values), &number(value), &format!("{period} {measure}"));
            checked += 1;
        }
    }
    assert_eq!(checked, 5, "index of 2023, index and three pillars of 2024");
}

#[test]
fn the_34_units_have_the_means_of_the_units_that_they_were_formed_from() {
    let (before, after) = (published_of("2024", "provinces-63"), published_of("2024", "provinces-34"));
    let mergers = table("units/mergers-2025.csv");
    assert_eq!((mergers.len(), after.len()), (63, 34));
    for (unit, row) in &after {
        let parts: Vec<&String> = mergers.iter().filter(|it| it[2] == *unit).map(|it| &it[0]).collect();
        assert!(!parts.is_empty(), "{unit}");
        for measure in ["index", "node:3", "node:6", "node:7", "node:8"] {
            let values: Vec<Exact> = parts.iter().map(|part| value_of(&before[*part], measure).unwrap()).collect();
            assert_near(&mean(&values), &value_of(row, measure).unwrap(), &format!("{unit} {measure}"));
        }
    }
}

#[test]
fn every_published_row_names_a_unit_a_measure_and_a_source() {
    let sources: serde_json::Value =
        serde_json::from_str(&text(&root().join("data/published-results/sources.json"))).unwrap();
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    let units: BTreeMap<&str, Vec<Vec<String>>> =
        ["provinces-63", "provinces-34"].map(|set| (set, table(&format!("units/{set}.csv")))).into();
    assert_eq!((units["provinces-63"].len(), units["provinces-34"].len()), (63, 34));
    let name = |set: &str, code: &str| units[set].iter().find(|it| it[0] == code).map(|it| it[1].clone());
    assert_eq!(name("provinces-63", "24").as_deref(), Some("Bắc Giang"));
    assert_eq!(name("provinces-34", "24").as_deref(), Some("Bắc Ninh"));
    for row in table("units/mergers-2025.csv") {
        assert_eq!(name("provinces-63", &row[0]).as_ref(), Some(&row[1]));
        assert_eq!(name("provinces-34", &row[2]).as_ref(), Some(&row[3]));
    }
    let rows = published();
    assert_eq!(rows.len(), 1432);
    let frameworks: BTreeMap<&str, Framework> =
        ["dti-province-2020", "dti-province-2022", "dti-province-2025"].map(|id| (id, framework(id))).into();
    for row in &rows {
        let what = format!("{} {} {} {}", row.period, row.unit_set, row.unit, row.measure);
        assert!(name(&row.unit_set, &row.unit).is_some(), "{what}");
        let framework = &frameworks[row.framework.as_str()];
        assert!(framework.years.contains(&row.period.parse().unwrap()), "{what}");
        let known = match row.measure.split_once(':') {
            None => row.measure == "index",
            Some(("pillar", id)) => framework.pillars.iter().any(|pillar| &*pillar.id == id),
            Some(("node", id)) => framework.find(id).is_some(),
            Some(_) => false,
        };
        assert!(known && (row.value.is_some() || row.rank.is_some()), "{what}");
        assert!(row.value.as_ref().is_none_or(|it| !it.is_negative() && *it <= Exact::ONE), "{what}");
        assert!(sources["sources"][&row.source].is_object() && register.knows(&row.source), "{what}");
        assert!(["official", "secondary"].contains(&row.basis.as_str()), "{what}");
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
fn the_index_of_2020_has_three_separate_pillars() {
    let framework = framework("dti-province-2020");
    assert_eq!((framework.years.as_slice(), framework.total_basis), (&[2020][..], Basis::Secondary));
    assert_eq!(framework.max_points.to_text(), "1000");
    let weights: Vec<(&str, String)> =
        framework.pillars.iter().map(|it| (&*it.name.vi, it.weight.as_ref().unwrap().to_text())).collect();
    assert_eq!(weights, [("Chính quyền số", "0.4"), ("Kinh tế số", "0.3"), ("Xã hội số", "0.3")].map(owned));
    for (root, pillar) in framework.roots().iter().zip(&framework.pillars) {
        assert_eq!((&pillar.members[..], pillar.basis), (&[*root][..], Basis::Inferred));
        assert_eq!(framework.leaves_below(*root).count(), 7, "main indicators of {}", pillar.name.vi);
        // A weight and the points of its pillar say the same.
        assert_eq!(&framework.max_points * pillar.weight.as_ref().unwrap(), pillar.max_points);
    }
    assert!(framework.leaves().all(|(_, leaf, _)| leaf.points_basis == Basis::Allocated));
}

#[test]
fn the_index_of_2024_has_eight_main_indicators_with_inferred_points() {
    let framework = framework("dti-province-2025");
    assert_eq!((framework.years.as_slice(), framework.total_basis), (&[2024, 2025][..], Basis::Inferred));
    assert_eq!(framework.max_points.to_text(), "940");
    let nodes: Vec<(&str, String)> =
        scored_roots(&framework).map(|(_, node)| (&*node.name.vi, node.max_points.to_text())).collect();
    let expected = [
        ("Nhận thức số", "50"),
        ("Thể chế số", "50"),
        ("Hạ tầng số", "140"),
        ("Nhân lực số", "100"),
        ("An toàn thông tin mạng", "100"),
        ("Hoạt động chính quyền số", "200"),
        ("Hoạt động kinh tế số", "150"),
        ("Hoạt động xã hội số", "150"),
    ];
    assert_eq!(nodes, expected.map(owned));
    for (_, leaf, _) in framework.leaves() {
        assert_eq!(leaf.points_basis, Basis::Inferred, "{}", leaf.id);
        assert!(leaf.points_derivation.is_some(), "{}", leaf.id);
    }
    for (pillar, (points, own)) in framework.pillars.iter().zip([("640", "6"), ("590", "7"), ("590", "8")]) {
        let members: Vec<&str> = pillar.members.iter().map(|member| framework.nodes()[*member].id.as_str()).collect();
        assert_eq!((pillar.max_points.to_text().as_str(), members), (points, vec!["1", "2", "3", "4", "5", own]));
        assert_eq!((pillar.basis, pillar.weight.as_ref()), (Basis::Inferred, None));
    }
}

fn owned((name, points): (&'static str, &str)) -> (&'static str, String) {
    (name, points.to_owned())
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
