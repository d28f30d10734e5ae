//! `framework.json` as JSON: each field into its place in [`RawFramework`].

use super::json::Fields;
use crate::engine::framework::raw::{
    RawAward, RawBasis, RawCount, RawDirection, RawDocument, RawExample, RawExampleResponse, RawFramework, RawGivenAs,
    RawGrade, RawGrading, RawIfZero, RawInput, RawInputKind, RawNode, RawOption, RawOtherwise, RawPart, RawPillar,
    RawPoints, RawRole, RawRounding, RawRoundingLevel, RawRoundingMode, RawRule, RawScoring, RawSource, RawText,
    RawTier,
};

pub(super) const SCORING: &[(&str, RawScoring)] = &[("points", RawScoring::Points), ("counted", RawScoring::Counted)];
pub(super) const BASIS: &[(&str, RawBasis)] = &[
    ("official", RawBasis::Official),
    ("secondary", RawBasis::Secondary),
    ("inferred", RawBasis::Inferred),
    ("allocated", RawBasis::Allocated),
    ("counted", RawBasis::Counted),
];
const ROLE: &[(&str, RawRole)] = &[
    ("scored", RawRole::Scored),
    ("bonus", RawRole::Bonus),
    ("penalty", RawRole::Penalty),
    ("prerequisite", RawRole::Prerequisite),
    ("not_scored", RawRole::NotScored),
    ("information", RawRole::Information),
];
const INPUT_KIND: &[(&str, RawInputKind)] = &[
    ("count", RawInputKind::Count),
    ("number", RawInputKind::Number),
    ("percent", RawInputKind::Percent),
    ("yes_no", RawInputKind::YesNo),
    ("choice", RawInputKind::Choice),
    ("text", RawInputKind::Text),
];
const ROUNDING_LEVEL: &[(&str, RawRoundingLevel)] =
    &[("leaf", RawRoundingLevel::Leaf), ("index_value", RawRoundingLevel::IndexValue)];
const ROUNDING_MODE: &[(&str, RawRoundingMode)] =
    &[("half_up", RawRoundingMode::HalfUp), ("half_even", RawRoundingMode::HalfEven), ("down", RawRoundingMode::Down)];
const OTHERWISE: &[(&str, RawOtherwise)] =
    &[("proportional", RawOtherwise::Proportional), ("zero", RawOtherwise::Zero)];
const DIRECTION: &[(&str, RawDirection)] = &[("at_least", RawDirection::AtLeast), ("at_most", RawDirection::AtMost)];
const IF_ZERO: &[(&str, RawIfZero)] =
    &[("zero", RawIfZero::Zero), ("full", RawIfZero::Full), ("not_applicable", RawIfZero::NotApplicable)];
const GIVEN_AS: &[(&str, RawGivenAs)] =
    &[("points", RawGivenAs::Points), ("share", RawGivenAs::Share), ("percent", RawGivenAs::Percent)];

/// A framework as written; what could not be read is empty, and reported.
pub fn framework(mut fields: Fields<'_>) -> RawFramework {
    let raw = RawFramework {
        format: fields.text("format"),
        id: fields.text("id"),
        title: text(fields.object("title")),
        summary: text(fields.object("summary")),
        organization_kind: fields.text("organization_kind"),
        years: fields.wholes("years"),
        scoring: fields.optional_word("scoring", SCORING).unwrap_or_default(),
        counted_noun: fields.optional_object("counted_noun").map(text),
        levels: fields.each_of_needed("levels", &text),
        total: fields.optional_object("total").map(points),
        official_count: fields.optional_object("official_count").map(count),
        declared_total_differs: fields.optional_object("declared_total_differs").map(text),
        rounding: fields.each("rounding", &rounding),
        pillars: fields.each("pillars", &pillar),
        grading: fields.optional_object("grading").map(grading),
        notes: fields.each("notes", &text),
        documents: fields.entries("documents", &document),
        examples: fields.each("examples", &example),
        nodes: fields.each_of_needed("nodes", &node),
    };
    fields.end();
    raw
}

/// A text in both languages.
pub fn text(mut fields: Fields<'_>) -> RawText {
    let vi = fields.optional_text("vi").unwrap_or_default();
    let en = fields.optional_text("en").unwrap_or_default();
    fields.end();
    RawText { vi, en }
}

/// Where something is written.
pub fn source(mut fields: Fields<'_>) -> RawSource {
    let raw = RawSource {
        document: fields.text("document"),
        section: fields.text("section"),
        item: fields.optional_whole("item"),
    };
    fields.end();
    raw
}

/// One document; what is not known is empty.
pub fn document(mut fields: Fields<'_>) -> RawDocument {
    let raw = RawDocument {
        number: fields.optional_text("number").unwrap_or_default(),
        date: fields.optional_text("date").unwrap_or_default(),
        issuer: fields.optional_object("issuer").map(text).unwrap_or_default(),
        title: text(fields.object("title")),
        address: fields.optional_text("address").unwrap_or_default(),
    };
    fields.end();
    raw
}

fn example(mut fields: Fields<'_>) -> RawExample {
    let raw = RawExample {
        name: text(fields.object("name")),
        responses: fields.entries("responses", &example_response),
        expected: fields.text_entries("expected"),
        expected_total: fields.optional_text("expected_total"),
    };
    fields.end();
    raw
}

fn example_response(mut fields: Fields<'_>) -> RawExampleResponse {
    let raw = RawExampleResponse {
        inputs: fields.text_entries("inputs"),
        not_applicable: fields.flag("not_applicable"),
        given_share: fields.optional_text("given_share"),
        given_points: fields.optional_text("given_points"),
        best: fields.optional_text("best"),
    };
    fields.end();
    raw
}

/// How something is known; absent: a problem.
pub fn basis(fields: &mut Fields<'_>) -> RawBasis {
    fields.word("basis", BASIS).unwrap_or(RawBasis::Official)
}

fn points(mut fields: Fields<'_>) -> RawPoints {
    let raw = RawPoints {
        value: fields.text("value"),
        basis: basis(&mut fields),
        source: fields.optional_object("source").map(source),
        derivation: fields.optional_object("derivation").map(text),
    };
    fields.end();
    raw
}

fn rounding(mut fields: Fields<'_>) -> RawRounding {
    let raw = RawRounding {
        at: fields.word("at", ROUNDING_LEVEL).unwrap_or(RawRoundingLevel::Leaf),
        places: u8::try_from(fields.whole("places")).unwrap_or(u8::MAX),
        mode: fields.optional_word("mode", ROUNDING_MODE).unwrap_or_default(),
        basis: basis(&mut fields),
        source: source(fields.object("source")),
    };
    fields.end();
    raw
}

fn pillar(mut fields: Fields<'_>) -> RawPillar {
    let raw = RawPillar {
        id: fields.text("id"),
        name: text(fields.object("name")),
        max_points: points(fields.object("max_points")),
        members: fields.texts("members"),
        weight: fields.optional_text("weight"),
    };
    fields.end();
    raw
}

fn grading(mut fields: Fields<'_>) -> RawGrading {
    let raw = RawGrading {
        grades: fields.each_of_needed("grades", &grade),
        weakest_of: fields.texts("weakest_of"),
        source: source(fields.object("source")),
    };
    fields.end();
    raw
}

fn grade(mut fields: Fields<'_>) -> RawGrade {
    let raw = RawGrade {
        name: text(fields.object("name")),
        at_least: fields.text("at_least"),
        exclusive: fields.flag("exclusive"),
    };
    fields.end();
    raw
}

fn node(mut fields: Fields<'_>) -> RawNode {
    let raw = RawNode {
        id: fields.text("id"),
        name: text(fields.object("name")),
        description: fields.optional_object("description").map(text),
        role: fields.optional_word("role", ROLE).unwrap_or_default(),
        max_points: fields.optional_object("max_points").map(points),
        official_count: fields.optional_object("official_count").map(count),
        deadline: fields.optional_object("deadline").map(text),
        support_organization: fields.optional_object("support_organization").map(text),
        may_be_not_applicable: fields.flag("may_be_not_applicable"),
        source: source(fields.object("source")),
        inputs: fields.each("inputs", &input),
        rule: fields.optional_object("rule").and_then(rule),
        rule_basis: fields.optional_word("rule_basis", BASIS),
        rule_derivation: fields.optional_object("rule_derivation").map(text),
        children: fields.each("children", &node),
    };
    fields.end();
    raw
}

fn count(mut fields: Fields<'_>) -> RawCount {
    let raw =
        RawCount { value: fields.whole("value"), basis: basis(&mut fields), source: source(fields.object("source")) };
    fields.end();
    raw
}

fn input(mut fields: Fields<'_>) -> RawInput {
    let raw = RawInput {
        name: fields.text("name"),
        label: text(fields.object("label")),
        kind: fields.optional_word("kind", INPUT_KIND).unwrap_or_default(),
        measure_unit: fields.optional_object("measure_unit").map(text),
        min: fields.optional_text("min"),
        max: fields.optional_text("max"),
    };
    fields.end();
    raw
}

fn award_of(fields: &mut Fields<'_>) -> RawAward {
    RawAward { share: fields.optional_text("share"), points: fields.optional_text("points") }
}

fn award(mut fields: Fields<'_>) -> RawAward {
    let raw = award_of(&mut fields);
    fields.end();
    raw
}

fn option(mut fields: Fields<'_>) -> RawOption {
    let raw = RawOption { id: fields.text("id"), label: text(fields.object("label")), award: award_of(&mut fields) };
    fields.end();
    raw
}

/// A part whose rule is of no known kind is left out; the kind has been reported.
fn part(mut fields: Fields<'_>) -> Option<RawPart> {
    let (label, award) = (text(fields.object("label")), award_of(&mut fields));
    let rule = rule(fields.object("rule"));
    fields.end();
    Some(RawPart { label, award, rule: Box::new(rule?) })
}

fn parts(fields: &mut Fields<'_>) -> Vec<RawPart> {
    fields.each_of_needed("parts", &part).into_iter().flatten().collect()
}

fn tier(mut fields: Fields<'_>) -> RawTier {
    let raw = RawTier {
        at_least: fields.optional_text("at_least"),
        more_than: fields.optional_text("more_than"),
        at_most: fields.optional_text("at_most"),
        less_than: fields.optional_text("less_than"),
        award: award_of(&mut fields),
    };
    fields.end();
    raw
}

#[derive(Clone, Copy)]
enum Kind {
    Choice,
    YesNo,
    Sum,
    All,
    BestOf,
    Ratio,
    RatioDown,
    Tiers,
    Target,
    Given,
    Contents,
    Density,
    PerItem,
    AgainstBest,
    Formula,
}

const KIND: &[(&str, Kind)] = &[
    ("choice", Kind::Choice),
    ("yes_no", Kind::YesNo),
    ("sum", Kind::Sum),
    ("all", Kind::All),
    ("best_of", Kind::BestOf),
    ("ratio", Kind::Ratio),
    ("ratio_down", Kind::RatioDown),
    ("tiers", Kind::Tiers),
    ("target", Kind::Target),
    ("given", Kind::Given),
    ("contents", Kind::Contents),
    ("density", Kind::Density),
    ("per_item", Kind::PerItem),
    ("against_best", Kind::AgainstBest),
    ("formula", Kind::Formula),
];

fn rule(mut fields: Fields<'_>) -> Option<RawRule> {
    let f = &mut fields;
    let raw = match f.word("kind", KIND)? {
        Kind::Choice => RawRule::Choice { input: f.text("input"), options: f.each_of_needed("options", &option) },
        Kind::YesNo => RawRule::YesNo { input: f.text("input") },
        Kind::Sum => RawRule::Sum { parts: parts(f), cap: f.optional_object("cap").map(award) },
        Kind::All => RawRule::All { parts: parts(f) },
        Kind::BestOf => RawRule::BestOf { parts: parts(f) },
        Kind::Ratio => RawRule::Ratio {
            numerator: f.text("numerator"),
            denominator: f.text("denominator"),
            percent: f.optional_text("percent"),
            full_from: f.optional_text("full_from"),
            otherwise: f.optional_word("otherwise", OTHERWISE).unwrap_or_default(),
            if_zero: f.optional_word("if_zero", IF_ZERO),
            may_exceed: f.flag("may_exceed"),
        },
        Kind::RatioDown => RawRule::RatioDown {
            numerator: f.text("numerator"),
            denominator: f.text("denominator"),
            percent: f.optional_text("percent"),
            full_until: f.text("full_until"),
            zero_from: f.optional_text("zero_from"),
            otherwise: f.optional_word("otherwise", OTHERWISE).unwrap_or_default(),
            if_zero: f.optional_word("if_zero", IF_ZERO),
        },
        Kind::Tiers => RawRule::Tiers {
            value: f.text("value"),
            tiers: f.each_of_needed("tiers", &tier),
            if_zero: f.optional_word("if_zero", IF_ZERO),
        },
        Kind::Target => RawRule::Target {
            value: f.text("value"),
            target: f.text("target"),
            direction: f.optional_word("direction", DIRECTION).unwrap_or_default(),
            otherwise: f.optional_word("otherwise", OTHERWISE).unwrap_or_default(),
            if_zero: f.optional_word("if_zero", IF_ZERO),
        },
        Kind::Given => {
            RawRule::Given { input: f.text("input"), given_as: f.word("as", GIVEN_AS).unwrap_or(RawGivenAs::Points) }
        }
        Kind::Contents => RawRule::Contents { items: f.texts("items"), full_from: f.optional_whole("full_from") },
        Kind::Density => RawRule::Density {
            numerator: f.text("numerator"),
            population: f.text("population"),
            per: f.text("per"),
            full_from: f.text("full_from"),
            if_zero: f.optional_word("if_zero", IF_ZERO),
        },
        Kind::PerItem => RawRule::PerItem {
            input: f.text("input"),
            each: award(f.object("each")),
            cap: f.optional_object("cap").map(award),
        },
        Kind::AgainstBest => {
            RawRule::AgainstBest { value: f.text("value"), if_zero: f.optional_word("if_zero", IF_ZERO) }
        }
        Kind::Formula => RawRule::Formula {
            expression: f.text("expression"),
            steps: f.text_entries("where"),
            if_zero: f.optional_word("if_zero", IF_ZERO),
        },
    };
    fields.end();
    Some(raw)
}
