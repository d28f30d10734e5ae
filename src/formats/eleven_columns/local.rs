//! A score table as an assessment: of a framework that has its codes, or of a local one made from it.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Line, ScoreTable, states};
use crate::engine::{
    assessment::{Assessment, Organization},
    exact::Exact,
    framework::{
        Framework, InputKind,
        raw::{
            FORMAT, RawBasis, RawDocument, RawFramework, RawGivenAs, RawInput, RawInputKind, RawNode, RawPoints,
            RawRole, RawRule, RawScoring, RawSource, RawText,
        },
    },
    problem::Problem,
    rule::{GivenAs, Rule},
};
use crate::formats::{assessment_file, documents::Documents, framework_file};

/// The id of the one document that a local framework names: the file.
const DOCUMENT: &str = "imported-file";
/// The input that holds points as given.
const POINTS: &str = "points";

/// Whether a framework has every code of the table as a leaf with the same maximum.
pub fn belongs_to(table: &ScoreTable, framework: &Framework) -> bool {
    let fits = |line: &Line| {
        let node = framework.find(&line.id).and_then(|index| framework.node(index));
        node.is_some_and(|node| {
            node.leaf.is_some() && line.max.value().is_none_or(|max| states(&max, &node.max_points))
        })
    };
    !table.lines.is_empty() && table.lines.iter().all(fits)
}

/// A local framework with the table's codes, names, groups and maxima. `file` is the name of the file, its only source.
///
/// The same set gives the same identifier whatever its scores. Points of leaves are known at second hand; those of groups
/// and of the whole are our sums. A line without a maximum is collected and not scored.
pub fn framework(table: &ScoreTable, title: &str, file: &str) -> RawFramework {
    let groups = table.groups();
    let grouped = groups.len() > 1 || groups.first().is_some_and(|group| !group.is_empty());
    let leaf_ids: Vec<&str> = table.lines.iter().map(|line| line.id.as_str()).collect();
    let mut taken: Vec<String> = Vec::new();
    let mut nodes = Vec::new();
    if grouped {
        for group in &groups {
            let lines: Vec<&Line> = table.lines.iter().filter(|line| line.group == **group).collect();
            let id = group_id(table, group, &lines, &leaf_ids, &taken);
            let name = if group.is_empty() { both("Chưa xếp nhóm", "Without a group") } else { one(group) };
            let max_points = sum_of(&lines);
            taken.push(id.clone());
            nodes.push(RawNode {
                source: source(&id),
                max_points: Some(max_points),
                children: lines.iter().map(|line| leaf(line)).collect(),
                ..node(id, name)
            });
        }
    } else {
        nodes.extend(table.lines.iter().map(leaf));
    }
    let all: Vec<&Line> = table.lines.iter().collect();
    let document = RawDocument { title: one(file), ..RawDocument::default() };
    let levels = match grouped {
        true => vec![both("Nhóm", "Group"), both("Chỉ tiêu", "Indicator")],
        false => vec![both("Chỉ tiêu", "Indicator")],
    };
    RawFramework {
        format: FORMAT.to_owned(),
        id: format!("local-{}", fingerprint(table)),
        title: one(title),
        summary: both(
            &format!("{} chỉ tiêu đọc ở tệp {file}. Tệp không ghi cách tính: điểm nhập theo kết quả chấm.", all.len()),
            &format!(
                "{} indicators read in the file {file}. It gives no rules: points are entered as scored.",
                all.len()
            ),
        ),
        organization_kind: "local".to_owned(),
        years: Vec::new(),
        scoring: RawScoring::Points,
        counted_noun: None,
        levels,
        total: Some(RawPoints { source: Some(source("Tổng điểm")), ..sum_of(&all) }),
        official_count: None,
        declared_total_differs: None,
        rounding: Vec::new(),
        pillars: Vec::new(),
        grading: None,
        notes: vec![both(
            "Bộ chỉ số này được dựng từ một tệp điểm: mã, tên, nhóm và điểm tối đa là của tệp, không đối chiếu với văn bản ban hành.",
            "This framework was made from a score file: codes, names, groups and maxima are the file's, not compared with a decision.",
        )],
        documents: [(DOCUMENT.to_owned(), document)].into(),
        examples: Vec::new(),
        nodes,
    }
}

fn one(text: &str) -> RawText {
    RawText { vi: text.to_owned(), en: String::new() }
}

fn both(vi: &str, en: &str) -> RawText {
    RawText { vi: vi.to_owned(), en: en.to_owned() }
}

fn source(section: &str) -> RawSource {
    RawSource { document: DOCUMENT.to_owned(), section: section.to_owned(), item: None }
}

fn node(id: String, name: RawText) -> RawNode {
    RawNode {
        source: source(&id),
        id,
        name,
        description: None,
        role: RawRole::Scored,
        max_points: None,
        official_count: None,
        deadline: None,
        support_organization: None,
        may_be_not_applicable: false,
        inputs: Vec::new(),
        rule: None,
        rule_basis: None,
        rule_derivation: None,
        children: Vec::new(),
    }
}

fn leaf(line: &Line) -> RawNode {
    let name = if line.name.is_empty() { one(&line.id) } else { one(&line.name) };
    let max = line.max.value().filter(|max| !max.is_negative() && !max.is_zero());
    let input = RawInput {
        name: POINTS.to_owned(),
        label: both("Điểm đạt được", "Points earned"),
        kind: if max.is_some() { RawInputKind::Number } else { RawInputKind::Text },
        measure_unit: max.is_some().then(|| both("điểm", "points")),
        min: None,
        max: max.as_ref().map(Exact::to_text),
    };
    let base = RawNode { inputs: vec![input], ..node(line.id.clone(), name) };
    let Some(max) = max else { return RawNode { role: RawRole::NotScored, ..base } };
    RawNode {
        max_points: Some(RawPoints {
            value: max.to_text(),
            basis: RawBasis::Secondary,
            source: None,
            derivation: None,
        }),
        rule: Some(RawRule::Given { input: POINTS.to_owned(), given_as: RawGivenAs::Points }),
        rule_basis: Some(RawBasis::Inferred),
        rule_derivation: Some(both(
            "Tệp ghi điểm tối đa, không ghi cách tính; điểm được nhập theo kết quả chấm.",
            "The file gives the maximum and not how it is earned; points are entered as scored.",
        )),
        ..base
    }
}

fn sum_of(lines: &[&Line]) -> RawPoints {
    let maxima = lines.iter().filter_map(|line| line.max.value()).filter(|max| !max.is_negative());
    RawPoints {
        value: maxima.sum::<Exact>().to_text(),
        basis: RawBasis::Inferred,
        source: None,
        derivation: Some(both(
            &format!("Cộng điểm tối đa của {} chỉ tiêu trong tệp.", lines.len()),
            &format!("The sum of the maxima of {} indicators of the file.", lines.len()),
        )),
    }
}

/// The code of a group: as the table states it, or what all codes in it begin with, or a word of ours that pages hide.
fn group_id(table: &ScoreTable, group: &str, lines: &[&Line], leaves: &[&str], taken: &[String]) -> String {
    let stated = table.sums.iter().find(|it| it.group.as_deref() == Some(group) && !it.code.is_empty());
    let stated = stated.map(|it| it.code.trim_end_matches('.').to_owned());
    let first = |line: &Line| line.id.split_once('.').map(|(first, _)| first.to_owned());
    let common =
        lines.first().and_then(|line| first(line)).filter(|id| lines.iter().all(|it| first(it).as_ref() == Some(id)));
    let free = |id: &String| {
        crate::engine::id::NodeId::parse(id).is_some() && !leaves.contains(&id.as_str()) && !taken.contains(id)
    };
    let letters = |mut count: usize| {
        let mut word = String::from("group");
        loop {
            word.push(char::from(b'a' + u8::try_from(count % 26).unwrap_or_default()));
            count /= 26;
            if count == 0 {
                return word;
            }
        }
    };
    let ours = (0..).map(letters);
    stated.into_iter().chain(common).chain(ours).find(free).unwrap_or_default()
}

/// Eight hexadecimal digits of the set: codes, names, groups, maxima.
fn fingerprint(table: &ScoreTable) -> String {
    let mut hasher = Sha256::new();
    for line in &table.lines {
        let max = line.max.value().map(|max| max.to_text()).unwrap_or_default();
        for text in [line.id.as_str(), &line.name, &line.group, &max] {
            hasher.update(text.as_bytes());
            hasher.update([0]);
        }
    }
    hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The text of a framework's file and the framework.
///
/// # Errors
///
/// What of the table can not be part of a framework, such as points without limit.
pub fn checked_framework(raw: &RawFramework) -> Result<(String, Framework), Vec<Problem>> {
    let text = framework_file::write(raw);
    let framework = framework_file::read(&text, &Documents::default())?;
    Ok((text, framework))
}

/// The assessment that the table holds, for a framework with its codes ([`belongs_to`], or [`framework`] of it).
///
/// Self scores stand for the leaf as its rule asks for, or for the node as a whole; what is no number is kept as typed.
/// Remarks are the explanation, word by word.
///
/// # Errors
///
/// None that a table can cause; those of [`assessment_file::read`].
pub fn assessment(
    table: &ScoreTable,
    framework: &Framework,
    organization: &Organization,
    period: &str,
) -> Result<Assessment, Vec<Problem>> {
    let mut responses = Map::new();
    for line in &table.lines {
        let response = response(line, framework);
        if !response.is_empty() {
            responses.insert(line.id.clone(), Value::Object(response));
        }
    }
    let mut unit = Map::new();
    unit.insert("name".to_owned(), organization.name.as_str().into());
    for (name, text) in [("unit_set", &organization.unit_set), ("code", &organization.code)] {
        if let Some(text) = text {
            unit.insert(name.to_owned(), text.as_str().into());
        }
    }
    let file = json!({
        "format": crate::engine::assessment::FORMAT,
        "framework": { "id": &*framework.id, "hash": &*framework.hash },
        "organization": unit,
        "period": period,
        "responses": responses,
    });
    assessment_file::read(&file.to_string())
}

fn response(line: &Line, framework: &Framework) -> Map<String, Value> {
    let mut response = Map::new();
    let leaf = framework.find(&line.id).and_then(|index| framework.node(index)).and_then(|node| node.leaf.as_ref());
    let input = leaf.and_then(|leaf| match &leaf.rule {
        Some(Rule::Given { input, given_as: GivenAs::Points }) => leaf.inputs.get(*input),
        // Collected, not scored.
        None => leaf.inputs.iter().find(|input| input.kind == InputKind::Text),
        Some(_) => None,
    });
    match (&line.self_score.read, input) {
        (Some(points), Some(input)) => {
            response.insert("inputs".to_owned(), json!({ &*input.name: points }));
        }
        (Some(points), None) => {
            response.insert("given_points".to_owned(), points.as_str().into());
        }
        (None, _) if !line.self_score.typed.is_empty() => {
            let name = input.map_or("@given", |input| &*input.name);
            response.insert("typed".to_owned(), json!({ name: line.self_score.typed }));
        }
        (None, _) => {}
    }
    let appraised = line.appraised.read.as_ref().unwrap_or(&line.appraised.typed);
    if !appraised.is_empty() {
        response.insert("appraised".to_owned(), json!({ "points": appraised }));
    }
    let mut duty = Map::new();
    for (name, text) in [("lead", &line.responsible), ("deadline", &line.deadline)] {
        if !text.is_empty() {
            duty.insert(name.to_owned(), text.as_str().into());
        }
    }
    if !duty.is_empty() {
        response.insert("duty".to_owned(), Value::Object(duty));
    }
    if !line.remark.is_empty() {
        response.insert("explanation".to_owned(), line.remark.as_str().into());
    }
    response
}
