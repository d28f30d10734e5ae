//! Two editions of a framework side by side: what changed, in which order, in which words, and that the sums add up.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use serde_json::{Value, json};
use thuocso::{
    engine::{
        compare::{Comparison, compare},
        framework::Framework,
    },
    formats::{builtin, comparison_file, documents, framework_file},
    i18n::{Language, compare as words},
};

fn value(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn framework(value: &Value) -> Framework {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    framework_file::read(&value.to_string(), &register).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn old() -> Value {
    value("tests/crosswalk/indicators/one/framework.json")
}

/// Compares the small framework with a changed copy of it.
fn changed(change: impl FnOnce(&mut Value)) -> (Framework, Framework, Comparison) {
    let mut new = old();
    change(&mut new);
    let (old, new) = (framework(&old()), framework(&new));
    let comparison = compare(&old, &new);
    (old, new, comparison)
}

/// `old id > new id: what changed`, one line a node.
fn lines((old, new, comparison): &(Framework, Framework, Comparison)) -> Vec<String> {
    let id = |framework: &Framework, index: Option<usize>| {
        index.and_then(|it| framework.node(it)).map_or("-".to_owned(), |node| node.id.to_string())
    };
    let line = |it: &thuocso::engine::compare::NodeChange| {
        let codes: Vec<&str> = it.changes.iter().map(|change| change.code()).collect();
        format!("{} > {}: {}", id(old, it.old), id(new, it.new), codes.join(" "))
    };
    comparison.changes.iter().map(line).collect()
}

#[test]
fn a_framework_is_the_same_as_itself() {
    for id in builtin::IDS {
        let it = framework(&value(&format!("indicators/{id}/framework.json")));
        let comparison = compare(&it, &it);
        assert_eq!(comparison.changes, [], "{id}");
        assert_eq!(comparison.unchanged, it.nodes().len());
        assert!(comparison.sums.changed.is_zero() && comparison.sums.added.is_zero());
    }
}

#[test]
fn points_rules_and_their_basis_are_compared_one_by_one() {
    let found = changed(|it| {
        it["nodes"][0]["children"][0]["max_points"]["value"] = "15".into();
        it["nodes"][0]["children"][1]["max_points"]["value"] = "15".into();
        it["nodes"][0]["children"][0]["rule"]["full_from"] = "80%".into();
        it["nodes"][1]["children"][0]["rule_basis"] = "inferred".into();
        it["nodes"][1]["children"][0]["rule_derivation"] = json!({ "vi": "Theo cách ghi." });
        it["nodes"][2]["inputs"][0]["label"]["vi"] = "Số tổ công nghệ số cộng đồng".into();
    });
    assert_eq!(lines(&found), ["1.1 > 1.1: points rule", "1.2 > 1.2: points", "2.1 > 2.1: rule_basis", "3 > 3: rule"]);
    let (old, new, comparison) = &found;
    let told = |at: usize, language| words::change(old, new, &comparison.changes[at], language);
    assert_eq!(told(0, Language::Vi)[..2], ["1.1 Hồ sơ trực tuyến", "Điểm tối đa: 20 điểm → 15 điểm"]);
    let rule = &told(0, Language::En)[2];
    assert!(rule.starts_with("Rule: ") && rule.contains('→') && rule.contains("80%"), "{rule}");
    assert_eq!(told(1, Language::En)[1], "Maximum: 10 points → 15 points");
    assert_eq!(told(2, Language::Vi)[1], "Căn cứ của cách tính điểm: chính thức → suy ra");
}

#[test]
fn what_moved_is_not_taken_for_something_new() {
    let found = changed(|it| {
        // 2.2 moves below 1 as 1.3; 3 becomes 4; 2.1 is reworded.
        let mut moved = it["nodes"][1]["children"].as_array_mut().unwrap().pop().unwrap();
        moved["id"] = "1.3".into();
        it["nodes"][0]["children"].as_array_mut().unwrap().push(moved);
        it["nodes"][0]["max_points"]["value"] = "40".into();
        it["nodes"][1]["max_points"]["value"] = "10".into();
        it["nodes"][1]["children"][0]["name"]["vi"] = "Chi ngân sách cho chuyển đổi số".into();
        it["nodes"][2]["id"] = "4".into();
    });
    let expected = ["1 > 1: points", "2.2 > 1.3: moved", "2 > 2: points", "2.1 > 2.1: renamed", "3 > 4: renumbered"];
    assert_eq!(lines(&found), expected);
    let (old, new, comparison) = &found;
    let told: Vec<String> =
        comparison.changes.iter().flat_map(|it| words::change(old, new, it, Language::Vi)).collect();
    assert!(
        told.contains(&"Chuyển chỗ: trước đây là 2.2 thuộc 2 Ngân sách, nay thuộc 1 Dịch vụ".to_owned()),
        "{told:?}"
    );
    assert!(told.contains(&"Cùng số thứ tự, tên khác: trước đây là “Chi cho chuyển đổi số”".to_owned()), "{told:?}");
    assert!(told.contains(&"Đổi số thứ tự, trước đây là 3".to_owned()), "{told:?}");
}

#[test]
fn another_node_under_the_same_number_is_another_node() {
    let found = changed(|it| it["nodes"][1]["children"][0]["name"]["vi"] = "An toàn thông tin mạng".into());
    assert_eq!(lines(&found), ["2.1 > -: removed", "- > 2.1: added"]);
}

#[test]
fn editions_of_the_provincial_index_are_compared() {
    let of = |id: &str| framework(&value(&format!("indicators/{id}/framework.json")));
    let (old, new) = (of("dti-province-2022"), of("dti-province-2025"));
    let comparison = compare(&old, &new);
    let found = (old, new, comparison);
    let lines = lines(&found);
    let (old, new, comparison) = &found;
    let main: Vec<&str> = lines.iter().map(String::as_str).filter(|it| !it.contains('.')).collect();
    let expected = [
        "1 > 1: points points_basis rule",
        "2 > 2: points points_basis rule",
        "3 > 3: points points_basis rule",
        "4 > 4: points_basis rule",
        "5 > 5: points_basis rule",
        "6 > -: removed",
        "7 > 6: renumbered points_basis rule",
        "8 > 7: renumbered points_basis rule",
        "9 > 8: renumbered points_basis rule",
    ];
    assert_eq!(main, expected);
    // Points that are not official are never shown without saying so.
    let told = |at: usize| words::change(old, new, &comparison.changes[at], Language::Vi);
    assert_eq!(told(0)[..2], ["1 Nhận thức số", "Điểm tối đa: 100 điểm → 50 điểm (suy ra)"]);
    assert!(told(2)[1].ends_with("20 điểm (phân bổ đều)"), "{:?}", told(2));
}

#[test]
fn what_was_added_and_removed_adds_up() {
    let found = changed(|it| {
        let mut added = it["nodes"][2].clone();
        added["id"] = "10".into();
        added["name"]["vi"] = "Đô thị thông minh".into();
        added["max_points"]["value"] = "12".into();
        it["nodes"][2] = added;
        let mut second = it["nodes"][2].clone();
        second["id"] = "9".into();
        second["name"]["vi"] = "Dữ liệu số".into();
        second["max_points"]["value"] = "8".into();
        it["nodes"].as_array_mut().unwrap().push(second);
        it["nodes"][1]["max_points"]["value"] = "25".into();
        it["nodes"][1]["children"][0]["max_points"]["value"] = "15".into();
        it["total"]["value"] = "75".into();
    });
    // Natural order: 9 before 10, whatever the order of the file.
    let expected = ["2 > 2: points", "2.1 > 2.1: points", "3 > -: removed", "- > 9: added", "- > 10: added"];
    assert_eq!(lines(&found), expected);
    let (old, new, comparison) = &found;
    let sums = &comparison.sums;
    let shown = [&sums.old, &sums.removed, &sums.added, &sums.changed, &sums.new].map(|it| it.to_text());
    assert_eq!(shown, ["55", "5", "20", "5", "75"]);
    assert_eq!(&(&(&sums.old - &sums.removed) + &sums.added) + &sums.changed, sums.new);
    assert_eq!(
        words::sums(old, new, comparison, Language::Vi),
        ["5 mục thay đổi, 4 mục giữ nguyên.", "Tổng ở cấp cao nhất: 55 − 5 (bỏ) + 20 (thêm) + 5 (thay đổi) = 75"]
    );
    let file: Value = serde_json::from_str(&comparison_file::write(old, new, comparison)).unwrap();
    assert_eq!(file["sums"]["new"], "75");
    assert_eq!(
        file["changes"][2],
        json!({
            "changes": ["removed"],
            "old": { "id": "3", "name": "Tổ công nghệ số", "max_points": "5" },
            "new": null,
        })
    );
}
