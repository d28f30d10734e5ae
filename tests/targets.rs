//! The frameworks of targets hold every target of their plans: each number of the source is met by a leaf of the
//! section and bullet in which it is printed, and by nothing less.
//!
//! The tables were read from the plans: `ba-ria-vung-tau-2024-plan` (sections I and II) and
//! `dong-thap-2022-plan-145-KH-UBND` (section I.2).

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

/// A leaf as its file writes it.
struct Leaf {
    group: String,
    section: String,
    item: u64,
    /// What has to be reached: `60%`, `>51%`, `40`; empty where the target has no number.
    threshold: String,
}

/// The targets of one section: the group's id and name, the section as printed, and the numbers of each bullet.
struct Section {
    group: &'static str,
    name: &'static str,
    section: &'static str,
    bullets: &'static [(u64, &'static [&'static str])],
}

const BA_RIA_VUNG_TAU: &[Section] = &[
    Section { group: "I", name: "Mục tiêu", section: "I", bullets: &[(4, &["15"])] },
    Section { group: "7", name: "Hạ tầng số", section: "II.7", bullets: &[(4, &["40"])] },
    Section {
        group: "10",
        name: "An toàn thông tin mạng",
        section: "II.10",
        bullets: &[(1, &["100%"]), (2, &["100%"]), (3, &["100%"]), (4, &["100%"]), (5, &["100%"])],
    },
    Section {
        group: "11",
        name: "Chính quyền số",
        section: "II.11",
        bullets: &[
            (1, &["100%", "100%"]),
            (2, &["100%"]),
            (3, &["60%"]),
            (4, &["100%"]),
            (5, &["85%", "40%", "65%"]),
            (6, &["60%"]),
            (7, &["100%"]),
            (8, &["100%"]),
        ],
    },
    // The plan prints the number 11 twice.
    Section {
        group: "11b",
        name: "Kinh tế số",
        section: "II.11",
        bullets: &[(1, &["16%"]), (2, &["95%", "55%", ">51%"]), (3, &["100%"]), (4, &[">85%"])],
    },
    Section {
        group: "12",
        name: "Xã hội số",
        section: "II.12",
        bullets: &[
            // “Mỗi hộ gia đình”: each household, read as 100%.
            (1, &["80%", "100%"]),
            (2, &["100%"]),
            (3, &["60%"]),
            (4, &["70%", "20%", "75%"]),
            (5, &[">87%"]),
            (6, &["40%", ">90%"]),
            (7, &["50%"]),
            (8, &[">95%", ">80%"]),
            (9, &[">95%"]),
            (10, &["70%"]),
        ],
    },
];

const DONG_THAP: &[Section] = &[
    Section {
        group: "a",
        name: "Chính quyền số",
        section: "I.2.a",
        bullets: &[
            (1, &["100%"]),
            (2, &["100%"]),
            (3, &["100%"]),
            (4, &["30%"]),
            (5, &["80%"]),
            (6, &["50%"]),
            // Files and results, both.
            (7, &["100% 100%"]),
            (8, &["50%"]),
            (9, &["50%"]),
            (10, &["80%"]),
            // “Mỗi sở, ngành”, “mỗi huyện, thành phố”: each, read as 100%.
            (11, &["100%", "100%"]),
            (12, &[""]),
            (13, &["", ""]),
            (14, &["30%"]),
        ],
    },
    Section {
        group: "b",
        name: "Kinh tế số",
        section: "I.2.b",
        bullets: &[(1, &["100%"]), (2, &[""]), (3, &[""]), (4, &["1"]), (5, &["7"])],
    },
    Section {
        group: "c", name: "Xã hội số", section: "I.2.c", bullets: &[(1, &["20%"]), (2, &["15%"]), (3, &["10"])]
    },
];

fn framework(id: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(id).join("framework.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What a rule asks for. The parts of `all` stand side by side; what is only done or not has no number.
fn threshold(rule: &Value) -> String {
    match text(&rule["kind"]) {
        "ratio" => rule["full_from"].as_str().unwrap_or("100%").to_owned(),
        "target" => text(&rule["target"]).to_owned(),
        "tiers" => {
            let above = text(&rule["tiers"][1]["more_than"]);
            assert_eq!(text(&rule["tiers"][0]["at_most"]), above);
            format!(">{above}%")
        }
        "all" => {
            let parts = rule["parts"].as_array().unwrap();
            let parts: Vec<String> = parts.iter().map(|part| threshold(&part["rule"])).collect();
            parts.join(" ").trim().to_owned()
        }
        "yes_no" => String::new(),
        other => panic!("a target has the rule `{other}`"),
    }
}

fn leaves(group: &str, node: &Value, found: &mut Vec<Leaf>) {
    match node["children"].as_array() {
        Some(children) => children.iter().for_each(|child| leaves(group, child, found)),
        None => found.push(Leaf {
            group: group.to_owned(),
            section: text(&node["source"]["section"]).to_owned(),
            item: node["source"]["item"].as_u64().unwrap(),
            threshold: threshold(&node["rule"]),
        }),
    }
}

fn leaves_of(framework: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    for group in framework["nodes"].as_array().unwrap() {
        leaves(text(&group["id"]), group, &mut found);
    }
    found
}

fn check(id: &str, expected: &[Section]) {
    let framework = framework(id);
    let groups = framework["nodes"].as_array().unwrap();
    let ids: Vec<&str> = groups.iter().map(|group| text(&group["id"])).collect();
    assert_eq!(ids, expected.iter().map(|section| section.group).collect::<Vec<&str>>());
    let leaves = leaves_of(&framework);
    for (group, section) in groups.iter().zip(expected) {
        assert_eq!(text(&group["name"]["vi"]), section.name);
        let mut found: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for leaf in leaves.iter().filter(|leaf| leaf.group == section.group) {
            assert_eq!(leaf.section, section.section, "{}", section.group);
            found.entry(leaf.item).or_default().push(&leaf.threshold);
        }
        let expected: BTreeMap<u64, Vec<&str>> =
            section.bullets.iter().map(|(item, all)| (*item, all.to_vec())).collect();
        assert_eq!(found, expected, "{id}, group {}", section.group);
    }
}

#[test]
fn every_target_of_the_plan_of_ba_ria_vung_tau_is_a_leaf_of_its_bullet() {
    check("ba-ria-vung-tau-2024-targets", BA_RIA_VUNG_TAU);
    assert_eq!(leaves_of(&framework("ba-ria-vung-tau-2024-targets")).len(), 39);
}

#[test]
fn every_target_of_the_plan_of_dong_thap_is_a_leaf_of_its_bullet() {
    check("dong-thap-2022-targets", DONG_THAP);
    assert_eq!(leaves_of(&framework("dong-thap-2022-targets")).len(), 24);
    let bullets: Vec<usize> = DONG_THAP.iter().map(|section| section.bullets.len()).collect();
    assert_eq!(bullets, [14, 5, 3]);
}

#[test]
fn a_rank_is_better_the_smaller_it_is() {
    let framework = framework("ba-ria-vung-tau-2024-targets");
    let rule = &framework["nodes"][0]["children"][0]["rule"];
    assert_eq!((text(&rule["target"]), text(&rule["direction"])), ("15", "at_most"));
}
