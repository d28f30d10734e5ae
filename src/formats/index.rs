//! The index of frameworks: `indicators/index.json`, format `thuocso-index/1`.
//!
//! What a list says of each framework that ships, so that a page does not fetch fifteen files for a list. It is written
//! by `thuocso index indicators`; a test fails when it is stale.

use std::rc::Rc;

use super::{
    framework_json::{self, BASIS, SCORING},
    json::Fields,
};
use crate::engine::{
    checked,
    exact::Exact,
    framework::{Basis, Framework, Leaf, Scoring, Text, raw::RawText},
    order,
    problem::Problem,
    rule::Rule,
};

/// The format that this program reads and writes.
pub const FORMAT: &str = "thuocso-index/1";

/// Levels in the order of lists. A kind of organization that is not here comes after those that are.
const LEVELS: &[&str] = &["province", "commune", "district", "school", "ministry", "country", PLAN];

/// The level of sets without points: tasks and targets of a plan, whoever carries them out.
const PLAN: &str = "plan";

/// What a list says of one framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub title: Text,
    /// What it measures and what of it is known.
    pub summary: Text,
    /// Who is assessed.
    pub organization_kind: Rc<str>,
    /// Assessment years, ascending; empty: the source names none.
    pub years: Vec<u16>,
    /// Points, or a count.
    pub scoring: Scoring,
    /// What a counted leaf is called.
    pub counted_noun: Option<Text>,
    /// How many nodes each level has, from the top.
    pub contents: Vec<LevelCount>,
    /// All leaves.
    pub leaves: usize,
    /// Leaves with a rule.
    pub scored_leaves: usize,
    /// Leaves whose points are taken as given, because no rule is known or a survey or a measurement gives them.
    pub given_leaves: usize,
    /// How many component indicators the official set has; nothing where that is not known.
    pub official_count: Option<u16>,
    /// Points (or leaves) of the whole.
    pub max_points: Exact,
    /// How they are known.
    pub total_basis: Basis,
    /// How the points of the top level are known; each basis once.
    pub top_basis: Vec<Basis>,
    /// How the points of the leaves below the top level are known; each basis once.
    pub leaf_basis: Vec<Basis>,
    /// How the rules are known; each basis once.
    pub rule_basis: Vec<Basis>,
}

/// One level of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelCount {
    /// Its name.
    pub level: Text,
    /// How many nodes it has.
    pub count: usize,
}

impl Entry {
    /// What a list says of a framework.
    pub fn of(framework: &Framework) -> Entry {
        let count = |depth: usize| framework.nodes().iter().filter(|node| node.depth == depth).count();
        let contents = framework.levels.iter().enumerate();
        let (mut top_basis, mut leaf_basis, mut rule_basis) = (Vec::new(), Vec::new(), Vec::new());
        for node in framework.nodes() {
            if let Some(leaf) = node.leaf.as_ref().filter(|leaf| leaf.rule.is_some()) {
                add(&mut rule_basis, leaf.rule_basis);
            }
            if framework.scoring == Scoring::Counted || node.max_points.is_zero() {
                continue;
            }
            match (node.depth, &node.leaf) {
                (0, _) => add(&mut top_basis, node.points_basis),
                (_, Some(_)) => add(&mut leaf_basis, node.points_basis),
                (_, None) => {}
            }
        }
        Entry {
            id: Rc::clone(&framework.id),
            title: framework.title.clone(),
            summary: framework.summary.clone(),
            organization_kind: Rc::clone(&framework.organization_kind),
            years: ascending(&framework.years),
            scoring: framework.scoring,
            counted_noun: framework.counted_noun.clone(),
            contents: contents.map(|(depth, it)| LevelCount { level: it.clone(), count: count(depth) }).collect(),
            leaves: framework.leaves().count(),
            scored_leaves: framework.leaves().filter(|(_, _, leaf)| leaf.rule.is_some()).count(),
            given_leaves: framework.leaves().filter(|(_, _, leaf)| is_given(leaf)).count(),
            official_count: framework.official_count,
            max_points: framework.max_points.clone(),
            total_basis: framework.total_basis,
            top_basis,
            leaf_basis,
            rule_basis,
        }
    }

    /// Below which heading it is listed: the kind of organization, or [`plan`](PLAN) where nothing has points.
    pub fn level(&self) -> &str {
        match self.scoring {
            Scoring::Points => &self.organization_kind,
            Scoring::Counted => PLAN,
        }
    }

    /// Whether the component indicators of the official set are not known at all: only whole main indicators are here.
    pub fn lacks_components(&self) -> bool {
        self.official_count.is_some() && self.contents.len() == 1
    }
}

fn is_given(leaf: &Leaf) -> bool {
    matches!(leaf.rule, Some(Rule::Given { .. }))
}

/// Adds a basis that is not there yet, in the order of [`Basis`].
fn add(all: &mut Vec<Basis>, basis: Basis) {
    if let Err(at) = all.binary_search(&basis) {
        all.insert(at, basis);
    }
}

fn ascending(years: &[u16]) -> Vec<u16> {
    let mut all = Vec::new();
    for year in years {
        if let Err(at) = all.binary_search(year) {
            all.insert(at, *year);
        }
    }
    all
}

/// The entries below their levels: provinces first, in each level the newest year first and those without a year last.
pub fn by_level(entries: &[Rc<Entry>]) -> Vec<(Rc<str>, Vec<Rc<Entry>>)> {
    let place = |level: &str| LEVELS.iter().position(|it| *it == level).unwrap_or(LEVELS.len());
    let ordered = order::sorted(entries.to_vec(), &|left: &Rc<Entry>, right| {
        let levels = place(left.level()).cmp(&place(right.level())).then_with(|| left.level().cmp(right.level()));
        levels.then_with(|| right.years.last().cmp(&left.years.last()))
    });
    let mut levels: Vec<(Rc<str>, Vec<Rc<Entry>>)> = Vec::new();
    for entry in ordered {
        match levels.last_mut().filter(|(level, _)| **level == *entry.level()) {
            Some((_, below)) => below.push(entry),
            None => levels.push((entry.level().into(), vec![entry])),
        }
    }
    levels
}

/// Reads an index.
///
/// # Errors
///
/// Every field that is missing, unknown or of the wrong type; a text without Vietnamese.
pub fn read(text: &str) -> Result<Vec<Rc<Entry>>, Vec<Problem>> {
    let raw = super::read_fields(text, FORMAT, &|mut fields: Fields<'_>| {
        let entries = fields.each_of_needed("frameworks", &raw_entry);
        fields.end();
        entries
    })?;
    let mut problems = Vec::new();
    let entries = raw.into_iter().map(|raw| Rc::new(checked_entry(raw, &mut problems))).collect();
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

struct RawEntry {
    title: RawText,
    summary: RawText,
    /// All that needs no check.
    rest: Entry,
}

fn raw_entry(mut fields: Fields<'_>) -> RawEntry {
    let mut bases = fields.object("basis");
    let mut total = fields.object("total");
    let text = |fields: Fields<'_>| checked::either_language(&framework_json::text(fields));
    let raw = RawEntry {
        title: framework_json::text(fields.object("title")),
        summary: framework_json::text(fields.object("summary")),
        rest: Entry {
            id: fields.text("id").into(),
            title: Text { vi: "".into(), en: "".into() },
            summary: Text { vi: "".into(), en: "".into() },
            organization_kind: fields.text("organization_kind").into(),
            years: fields.wholes("years"),
            scoring: fields.word("scoring", SCORING).unwrap_or_default(),
            counted_noun: fields.optional_object("counted_noun").map(text),
            contents: fields.each_of_needed("contents", &level_count),
            leaves: fields.whole("leaves").into(),
            scored_leaves: fields.whole("scored_leaves").into(),
            given_leaves: fields.whole("given_leaves").into(),
            official_count: fields.optional_whole("official_count"),
            max_points: Exact::parse_decimal(&total.text("value")).unwrap_or_default(),
            total_basis: total.word("basis", BASIS).unwrap_or(Basis::Inferred),
            top_basis: basis_list(&mut bases, "top"),
            leaf_basis: basis_list(&mut bases, "leaves"),
            rule_basis: basis_list(&mut bases, "rules"),
        },
    };
    bases.end();
    total.end();
    fields.end();
    raw
}

fn level_count(mut fields: Fields<'_>) -> LevelCount {
    let count = fields.whole("count").into();
    let level = checked::either_language(&framework_json::text(fields.object("level")));
    fields.end();
    LevelCount { level, count }
}

/// Words that are no basis are left out: an older page still lists a newer index.
fn basis_list(fields: &mut Fields<'_>, name: &'static str) -> Vec<Basis> {
    let meaning = |word: &String| BASIS.iter().find(|(it, _)| it == word).map(|(_, basis)| *basis);
    fields.texts(name).iter().filter_map(meaning).collect()
}

fn checked_entry(raw: RawEntry, problems: &mut Vec<Problem>) -> Entry {
    let place = format!("frameworks/{}", checked::shortened(&raw.rest.id));
    checked::slug(&place, &raw.rest.id, problems);
    let title = checked::text(&format!("{place}/title"), &raw.title, problems);
    let summary = checked::text(&format!("{place}/summary"), &raw.summary, problems);
    Entry { title, summary, ..raw.rest }
}

/// The text of an index.
#[cfg(not(target_arch = "wasm32"))]
pub fn write(entries: &[Entry]) -> String {
    use serde_json::json;
    let text = |text: &Text| json!({ "vi": &*text.vi, "en": &*text.en });
    let frameworks: Vec<serde_json::Value> = entries
        .iter()
        .map(|it| {
            let contents = it.contents.iter().map(|it| json!({ "level": text(&it.level), "count": it.count }));
            let mut entry = json!({
                "id": &*it.id,
                "title": text(&it.title),
                "summary": text(&it.summary),
                "organization_kind": &*it.organization_kind,
                "years": it.years,
                "scoring": it.scoring,
                "contents": contents.collect::<Vec<_>>(),
                "leaves": it.leaves,
                "scored_leaves": it.scored_leaves,
                "given_leaves": it.given_leaves,
                "total": { "value": it.max_points.to_text(), "basis": it.total_basis },
                "basis": { "top": it.top_basis, "leaves": it.leaf_basis, "rules": it.rule_basis },
            });
            if let Some(noun) = &it.counted_noun {
                entry["counted_noun"] = text(noun);
            }
            if let Some(count) = it.official_count {
                entry["official_count"] = count.into();
            }
            entry
        })
        .collect();
    let index = json!({ "format": FORMAT, "frameworks": frameworks });
    // An index is plain JSON and always serializes.
    let mut text = serde_json::to_string_pretty(&index).unwrap_or_default();
    text.push('\n');
    text
}
