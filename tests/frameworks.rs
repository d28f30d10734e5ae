//! Official frameworks as far as they are known: counts and sums of points equal what their sources print.
//!
//! The numbers here were typed from the sources that each `SOURCE.md` names, not from the files.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use thuocso::{
    engine::{
        exact::Exact,
        framework::{Basis, Framework, Node, Role, Scoring},
        scoring::{Reference, Scorecard, score},
    },
    formats::{assessment_file, documents, framework_file},
};

fn framework(id: &str) -> Framework {
    let indicators = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators");
    let text = |path: &str| fs::read_to_string(indicators.join(path)).unwrap();
    let register = documents::read(&text("documents.json")).unwrap();
    framework_file::read(&text(&format!("{id}/framework.json")), &register)
        .unwrap_or_else(|problems| panic!("{id}: {}", problems.iter().map(|it| format!("{it}\n")).collect::<String>()))
}

fn roots(framework: &Framework) -> impl Iterator<Item = &Node> {
    framework.roots().iter().map(|root| &framework.nodes()[*root])
}

/// Number, name, points and number of official components of each top-level node.
fn structure(framework: &Framework) -> Vec<(&str, &str, String, Option<u16>)> {
    roots(framework)
        .map(|node| (node.id.as_str(), &*node.name.vi, node.max_points.to_text(), node.official_count))
        .collect()
}

/// Responses as `{"1.1": {"points": "5"}}`.
fn scored(framework: &Framework, responses: &BTreeMap<&str, (&str, &str)>) -> Scorecard {
    let inputs = |(name, value): (&str, &str)| json!({ "inputs": { name: value } });
    let responses: serde_json::Map<String, Value> =
        responses.iter().map(|(id, input)| ((*id).to_owned(), inputs(*input))).collect();
    let file = json!({
        "format": "thuocso-assessment/1",
        "framework": { "id": &*framework.id },
        "organization": { "name": "Đơn vị" },
        "period": "2024",
        "responses": responses,
    });
    let assessment = assessment_file::read(&file.to_string()).unwrap();
    let scorecard = score(framework, &assessment, Reference::default());
    assert!(scorecard.problems.is_empty(), "{:?}", scorecard.problems);
    scorecard
}

#[test]
fn the_ministerial_index_of_2022_has_the_official_structure() {
    let framework = framework("dti-ministry-2022");
    // Table II.1 of annex II of 922/QĐ-BTTTT.
    let official = [
        ("1", "Nhận thức số", "100", 5),
        ("2", "Thể chế số", "100", 11),
        ("3", "Hạ tầng số", "100", 4),
        ("4", "Nhân lực số", "100", 5),
        ("5", "An toàn thông tin mạng", "100", 16),
        ("6", "Hoạt động chuyển đổi số", "500", 29),
    ];
    let expected: Vec<_> =
        official.map(|(id, name, points, count)| (id, name, points.to_owned(), Some(count))).into_iter().collect();
    assert_eq!(structure(&framework), expected);
    let components = |range: std::ops::Range<usize>| -> u16 { official[range].iter().map(|it| it.3).sum() };
    assert_eq!((components(0..5), components(5..6), components(0..6)), (41, 29, 70));
    assert_eq!(framework.max_points, Exact::from(1000));
    assert_eq!(framework.years, [2021, 2022, 2023]);
}

#[test]
fn the_national_index_of_2025_has_three_pillars() {
    let framework = framework("dti-national-2025");
    let pillars = [("1", "Chính phủ số", "400", 4), ("2", "Kinh tế số", "300", 3), ("3", "Xã hội số", "300", 5)];
    let expected: Vec<_> =
        pillars.map(|(id, name, points, count)| (id, name, points.to_owned(), Some(count))).into_iter().collect();
    assert_eq!(structure(&framework), expected);
    assert_eq!(pillars.iter().map(|it| it.3).sum::<u16>(), 12);
    assert_eq!(framework.max_points, Exact::from(1000));
}

#[test]
fn what_is_known_as_a_whole_only_is_one_value_from_0_to_1() {
    for (id, components, years) in
        [("dti-national-2022", 24, &[2021, 2022, 2023][..]), ("dti-ministry-2025", 31, &[2024, 2025])]
    {
        let framework = framework(id);
        let whole: Vec<&Node> = framework.nodes().iter().collect();
        assert_eq!(whole.len(), 1, "{id}");
        assert_eq!((whole[0].max_points.to_text(), whole[0].official_count), ("1000".to_owned(), Some(components)));
        assert_eq!(framework.years, years, "{id}");
        // The national index of 2023 as published.
        let scorecard = scored(&framework, &BTreeMap::from([("dti", ("value", "0.7326"))]));
        assert_eq!(scorecard.total.points.to_text(), "732.6", "{id}");
    }
}

#[test]
fn the_commune_table_has_62_indicators_and_960_points() {
    let framework = framework("tay-ninh-commune-2025");
    let groups = [
        ("1", "Hạ tầng và Nền tảng số", "80", 7),
        ("2", "Nhân lực số", "100", 5),
        ("3", "An toàn thông tin, an ninh mạng", "100", 6),
        ("4", "Hoạt động chính quyền số", "520", 32),
        ("5", "Hoạt động Kinh tế số", "80", 4),
        ("6", "Hoạt động Xã hội số", "80", 8),
    ];
    let found: Vec<_> = framework
        .roots()
        .iter()
        .map(|root| (&framework.nodes()[*root], framework.leaves_below(*root).count()))
        .map(|(node, leaves)| (node.id.as_str(), &*node.name.vi, node.max_points.to_text(), leaves))
        .collect();
    assert_eq!(found, groups.map(|(id, name, points, leaves)| (id, name, points.to_owned(), leaves)));
    assert_eq!(framework.leaves().count(), 62);
    assert_eq!(framework.max_points, Exact::from(960));
    // 10, 20 or 30 points each, as in the column “Điểm tối đa”.
    let mut by_points: BTreeMap<String, usize> = BTreeMap::new();
    for (_, leaf, _) in framework.leaves() {
        assert_eq!(leaf.points_basis, Basis::Secondary, "{}", leaf.id);
        *by_points.entry(leaf.max_points.to_text()).or_default() += 1;
    }
    let expected = [("10", 30), ("20", 30), ("30", 2)].map(|(points, count)| (points.to_owned(), count));
    assert_eq!(by_points, BTreeMap::from(expected));
}

#[test]
fn the_school_groups_have_100_points_each() {
    let framework = framework("school-2022");
    let groups: Vec<_> = roots(&framework).map(|node| (node.id.as_str(), node.max_points.to_text())).collect();
    assert_eq!(groups, [("1", "100".to_owned()), ("2", "100".to_owned())]);
    // Points of the criteria of the decision, made of the parts that the copy prints.
    let sum = |prefix: &str| -> Exact {
        framework.leaves().filter(|(_, leaf, _)| leaf.id.as_str().starts_with(prefix)).map(|it| &it.1.max_points).sum()
    };
    for (criterion, points) in
        [("1.3", 30), ("1.4", 10), ("1.5", 20), ("1.6", 20), ("1.7", 20), ("2.3", 60), ("2.4", 30), ("2.rest", 10)]
    {
        assert_eq!(sum(criterion), Exact::from(points), "{criterion}");
    }
    let mandatory = framework.leaves().filter(|(_, leaf, _)| leaf.role == Role::Prerequisite);
    assert_eq!(mandatory.map(|(_, leaf, _)| leaf.id.as_str()).collect::<Vec<_>>(), ["1.1", "1.2", "2.1", "2.2"]);
}

#[test]
fn the_weaker_group_decides_the_level_of_a_school() {
    let framework = framework("school-2022");
    let full: BTreeMap<&str, (&str, String)> = framework
        .leaves()
        .map(|(_, leaf, _)| match leaf.role {
            Role::Prerequisite => (leaf.id.as_str(), ("met", "yes".to_owned())),
            _ => (leaf.id.as_str(), ("points", leaf.max_points.to_text())),
        })
        .collect();
    let check = |changes: &[(&str, &str)], level: usize| {
        let mut responses: BTreeMap<&str, (&str, &str)> =
            full.iter().map(|(id, (name, value))| (*id, (*name, &**value))).collect();
        for (id, value) in changes {
            responses.get_mut(id).unwrap().1 = value;
        }
        assert_eq!(scored(&framework, &responses).grade, Some((level - 1, level - 1)), "{changes:?}");
    };
    check(&[], 3);
    // 100 and 76 points, 100 and 75: “trên 75”.
    check(&[("2.4.1", "0"), ("2.rest", "0"), ("2.3.1", "0")], 3);
    check(&[("2.4.1", "0"), ("2.rest", "0"), ("2.3.1", "0"), ("2.3.2", "5")], 2);
    // 50 points and 49.
    let half = [("2.3.3", "0"), ("2.3.5", "0"), ("2.3.6", "0"), ("2.4.3", "0"), ("2.rest", "0")];
    check(&half, 2);
    check(&[&half[..], &[("2.4.1", "7")]].concat(), 1);
    // A mandatory condition that is not met.
    check(&[("1.2", "no")], 1);
}

#[test]
fn the_rules_of_districts_and_communes_follow_their_words() {
    let district = framework("dong-thap-district-2022");
    assert_eq!((district.scoring, district.max_points.to_text()), (Scoring::Points, "60".to_owned()));
    let commune = framework("thanh-hoa-commune-2022");
    assert_eq!((commune.scoring, commune.max_points.to_text()), (Scoring::Points, "1000".to_owned()));
    let points_of = |framework: &Framework, id: &str, figures: &[(&str, &str)]| {
        let inputs: serde_json::Map<String, Value> =
            figures.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let file = json!({
            "format": "thuocso-assessment/1",
            "framework": { "id": &*framework.id },
            "organization": { "name": "Đơn vị" },
            "period": "2022",
            "responses": { id: { "inputs": inputs } },
        });
        let assessment = assessment_file::read(&file.to_string()).unwrap();
        let scorecard = score(framework, &assessment, Reference::default());
        scorecard.nodes[framework.find(id).unwrap()].score.points.to_text()
    };
    for (head, of_district, of_commune) in [("head", "10", "20"), ("deputy", "5", "10"), ("none", "0", "0")] {
        assert_eq!(points_of(&district, "1.1", &[("head", head)]), of_district);
        assert_eq!(points_of(&commune, "1.1", &[("head", head)]), of_commune);
    }
    let points = |id: &str, figures: &[(&str, &str)]| points_of(&district, id, figures);
    assert_eq!(points("1.2", &[("attends", "yes"), ("chairs", "no")]), "5");
    assert_eq!(points("1.2", &[("attends", "yes"), ("chairs", "yes")]), "10");
    assert_eq!(points("1.3", &[("a", "3"), ("b", "4")]), "7.5");
}
