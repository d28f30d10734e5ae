//! A framework as written: the shape of `framework.json`, format `thuocso-framework/1`.
//!
//! Belongs here: the file's fields, and nothing that decides whether they make sense.
//! Does not belong here: checks ([`super::check`]) and the checked [`super::Framework`].
//!
//! All numbers are text (`"100"`, `"0.25"`, `"1/2"`, `"80%"`), so that a bad number is reported with its place
//! beside all other problems, and no binary floating point ever sees it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The value of [`RawFramework::format`] that this program reads and writes.
pub const FORMAT: &str = "thuocso-framework/1";

/// One file: a “bộ chỉ số”, a list of tasks, or the targets of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawFramework {
    /// Always [`FORMAT`].
    pub format: String,
    /// Lower-case letters, digits and hyphens; the same as the folder's name.
    pub id: String,
    /// The name people know it by.
    pub title: RawText,
    /// One or two sentences: what it measures, for whom, and what of it is known here.
    pub summary: RawText,
    /// Who is assessed: `province`, `ministry`, `district`, `commune`, `school`, …
    pub organization_kind: String,
    /// The assessment years it counts for; empty where the source names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<u16>,
    /// Whether leaves earn points or each counts one.
    #[serde(default)]
    pub scoring: RawScoring,
    /// What a counted leaf is called (“nhiệm vụ”); required when `scoring` is `counted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_noun: Option<RawText>,
    /// The names of the levels of the tree, from the top (`Chỉ số chính`, `Yêu cầu`).
    pub levels: Vec<RawText>,
    /// The total that the source declares; absent when `scoring` is `counted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<RawPoints>,
    /// How many component indicators (“chỉ số thành phần”) the official set has, where that is known for the whole and
    /// not for each part of the top level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_count: Option<RawCount>,
    /// Why the declared total is not the sum of the parts, where the source itself says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_total_differs: Option<RawText>,
    /// Where the source rounds; nothing is rounded anywhere else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounding: Vec<RawRounding>,
    /// Groups of top-level nodes with an index value of their own. They may overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pillars: Vec<RawPillar>,
    /// Levels such as “mức 1, 2, 3” that follow from the points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grading: Option<RawGrading>,
    /// What the reader must know: what is missing, what was read in which way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<RawText>,
    /// Documents that sources of this framework name and that the register does not have, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<String, RawDocument>,
    /// Sample figures with the points that they must give; the checker scores them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<RawExample>,
    /// The top level of the tree.
    pub nodes: Vec<RawNode>,
}

/// One document (“văn bản căn cứ”). What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawDocument {
    /// Number and symbol.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Year, year and month, or full date (ISO).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: RawText,
    /// What it is called.
    pub title: RawText,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// Sample figures and what they must earn (“ví dụ tính”).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawExample {
    /// What it shows.
    pub name: RawText,
    /// The figures, by node.
    pub responses: BTreeMap<String, RawExampleResponse>,
    /// Points by node: decimal (`9.5`) or, where there is no end to the decimals, a fraction (`100/3`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expected: BTreeMap<String, String>,
    /// Points of the whole; every figure that counts must be in the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<String>,
}

/// The figures of an example for one node, as an assessment holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawExampleResponse {
    /// Figures by the name of the input, with a decimal point; `yes` and `no`; the id of an option.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<String, String>,
    /// “Không áp dụng”.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_applicable: bool,
    /// The node as a whole, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_share: Option<String>,
    /// The node as a whole, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_points: Option<String>,
    /// The greatest value among the units compared, for a rule against the best unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
}

/// A text in both languages. Vietnamese is the reference; a framework without it is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RawText {
    /// Vietnamese.
    #[serde(default)]
    pub vi: String,
    /// English; empty where nobody has translated it yet, then Vietnamese is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

/// What a leaf is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawScoring {
    /// Leaves earn points.
    #[default]
    Points,
    /// The source gives no points: a leaf that is done in full counts one, otherwise none.
    Counted,
}

/// How we know a number, a count or a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawBasis {
    /// Read in the text of the decision, plan or guidance itself.
    Official,
    /// Read in a newspaper, a portal or another site's copy.
    Secondary,
    /// Our arithmetic or our reading; needs a `derivation`.
    Inferred,
    /// The parent's points shared out equally, because the points of the parts are not known.
    Allocated,
    /// The source gives no points at all; each leaf counts one.
    Counted,
    /// A result that a unit reports of itself; in data sets only.
    #[serde(skip)]
    SelfAssessed,
    /// A result that an appraisal council decided; in data sets only.
    #[serde(skip)]
    Appraised,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawSource {
    /// Id of an entry of `indicators/documents.json`.
    pub document: String,
    /// Number of the heading as printed: `II.7`, `9.1`, `I.2.a`.
    pub section: String,
    /// Ordinal of the bullet under that heading, from 1; absent where the whole section is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
}

/// A number of points with its basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawPoints {
    /// `0` to `1000000`, decimal, at most 28 digits.
    pub value: String,
    /// How it is known. Never `allocated`: allocated points are computed, not written.
    pub basis: RawBasis,
    /// Where it is written; absent: where its node is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<RawSource>,
    /// How it was worked out; required when the basis is `inferred`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derivation: Option<RawText>,
}

/// A rounding that the framework declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawRounding {
    /// What is rounded.
    pub at: RawRoundingLevel,
    /// Digits after the decimal point, `0` to `10`.
    pub places: u8,
    /// What happens to a tie.
    #[serde(default)]
    pub mode: RawRoundingMode,
    /// How it is known that the source rounds here.
    pub basis: RawBasis,
    /// Where it is written.
    pub source: RawSource,
}

/// The quantities that can be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawRoundingLevel {
    /// The points of each leaf, before they are added up.
    Leaf,
    /// The index value (0 to 1), of the whole and of each pillar; points are not touched.
    IndexValue,
}

/// How a tie is rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawRoundingMode {
    /// `0.125` → `0.13`: the school rule.
    #[default]
    HalfUp,
    /// `0.125` → `0.12`: ties to even.
    HalfEven,
    /// `0.129` → `0.12`.
    Down,
}

/// A “trụ cột”: some of the top-level nodes, with an index value of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawPillar {
    /// Lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub name: RawText,
    /// Points declared for it.
    pub max_points: RawPoints,
    /// Ids of top-level nodes.
    pub members: Vec<String>,
    /// Part of the whole, `0` to `1`, where the index is the weighted mean of pillars (all pillars, or none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
}

/// Levels that follow from shares of the maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawGrading {
    /// From the lowest; the first begins at `0`.
    pub grades: Vec<RawGrade>,
    /// Ids of the nodes that are graded; the weakest decides. Empty: the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weakest_of: Vec<String>,
    /// Where it is written.
    pub source: RawSource,
}

/// One level (“mức”).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawGrade {
    /// Its name.
    pub name: RawText,
    /// Least share of the maximum, `0` to `1`, fraction, decimal or percentage.
    pub at_least: String,
    /// Whether the bound itself is too little (“trên 75”, not “từ 75”).
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
}

/// A node of the tree: a main indicator, a group, a task, a component indicator, …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawNode {
    /// The number printed in the source: `1`, `9.2`, `4.22.11`. Unique in the framework.
    pub id: String,
    /// Its name, as in the source; line breaks are kept.
    pub name: RawText,
    /// More words of the source, where the name is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<RawText>,
    /// What it does to the score.
    #[serde(default, skip_serializing_if = "RawRole::is_scored")]
    pub role: RawRole,
    /// Its points, where they are known. Absent on a child: the parent's points are shared out equally
    /// (all scored children, or none). Always absent when the framework is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_points: Option<RawPoints>,
    /// How many component indicators the official set has below this node, whatever our source has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_count: Option<RawCount>,
    /// By when, as written (“30/3/2024”, “2024 - 2025”).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<RawText>,
    /// The contact that the source names (“Đơn vị đầu mối hỗ trợ”).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_organization: Option<RawText>,
    /// Whether “không áp dụng” is allowed; then the leaf leaves the denominator.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_be_not_applicable: bool,
    /// Where it is written.
    pub source: RawSource,
    /// The figures that the rule asks for. Only on leaves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<RawInput>,
    /// How the figures become points. Only on leaves; required on scored ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RawRule>,
    /// How the rule is known; required with a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_basis: Option<RawBasis>,
    /// What of the rule is ours; required when `rule_basis` is `inferred`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_derivation: Option<RawText>,
    /// Its parts; empty on a leaf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<RawNode>,
}

/// A number of parts with its basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawCount {
    /// How many.
    pub value: u16,
    /// How it is known.
    pub basis: RawBasis,
    /// Where it is written.
    pub source: RawSource,
}

/// What a node does to the score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawRole {
    /// Its points are part of its parent's.
    #[default]
    Scored,
    /// Adds to its parent's points, never above the parent's maximum. Needs its own `max_points`.
    Bonus,
    /// Is taken from its parent's points, never below zero. Needs its own `max_points`.
    Penalty,
    /// No points; while it is not met, its parent earns nothing.
    Prerequisite,
    /// Collected and shown, never scored (“không tính điểm”).
    NotScored,
    /// General information (“thông tin chung”), never scored.
    Information,
}

impl RawRole {
    fn is_scored(&self) -> bool {
        *self == RawRole::Scored
    }
}

/// One figure that the user enters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawInput {
    /// `a`, `b`, `percent`, …: lower-case letters, digits and underscores, starting with a letter; unique in its leaf.
    pub name: String,
    /// What to enter.
    pub label: RawText,
    /// What kind of thing it is.
    #[serde(default)]
    pub kind: RawInputKind,
    /// Unit of measure (“đơn vị tính”); absent for yes/no, choices and plain counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_unit: Option<RawText>,
    /// Least value; absent: `0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Greatest value; absent: `100` for a percentage, else none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
}

/// Kinds of figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawInputKind {
    /// A whole number, not negative.
    #[default]
    Count,
    /// A decimal number.
    Number,
    /// 0 to 100, written without the sign.
    Percent,
    /// `yes` or `no`.
    YesNo,
    /// The id of one of the rule's options.
    Choice,
    /// Free text; only where nothing is scored.
    Text,
}

/// What a part or an option earns: a share of the maximum, or points. Exactly one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawAward {
    /// Share of the leaf's maximum: `1/2`, `0.5` or `50%`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// Points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
}

/// How figures become points. `max` below is the maximum of the leaf (or of the part that holds the rule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RawRule {
    /// Exactly one option holds.
    Choice {
        /// A `choice` input.
        input: String,
        /// At least two.
        options: Vec<RawOption>,
    },
    /// `yes` earns everything, `no` nothing.
    YesNo {
        /// A `yes_no` input.
        input: String,
    },
    /// Independent parts that add up. Their awards make up the maximum, unless `cap` holds the sum down.
    Sum {
        /// The parts.
        parts: Vec<RawPart>,
        /// The most that the parts can earn together.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<RawAward>,
    },
    /// Everything or nothing: each part must be met in full.
    All {
        /// The parts; awards are not allowed.
        parts: Vec<RawPart>,
    },
    /// The best of several ways; one of them must be able to earn the maximum.
    BestOf {
        /// The ways.
        parts: Vec<RawPart>,
    },
    /// `max × (a / b)`, at most the maximum; more is better.
    Ratio {
        /// Input `a`.
        numerator: String,
        /// Input `b`.
        denominator: String,
        /// Input for the ratio as a percentage, for those who hold only that. Used when `a` and `b` are absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<String>,
        /// The ratio from which on the maximum is earned (“đạt tối thiểu 80 %”); absent: `1`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        full_from: Option<String>,
        /// What is earned below `full_from`.
        #[serde(default)]
        otherwise: RawOtherwise,
        /// What counts when `b` is zero; required unless the least value of `b` is above zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
        /// Whether `a` can be more than `b` (transactions per person); absent: `a` is part of `b`.
        #[serde(default, skip_serializing_if = "is_false")]
        may_exceed: bool,
    },
    /// Less is better: full up to `full_until`, nothing from `zero_from` on, in a straight line between.
    RatioDown {
        /// Input `a`.
        numerator: String,
        /// Input `b`.
        denominator: String,
        /// As in `ratio`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<String>,
        /// The greatest ratio that earns the maximum.
        full_until: String,
        /// The ratio from which on nothing is earned; absent: `1`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zero_from: Option<String>,
        /// What is earned between the two.
        #[serde(default)]
        otherwise: RawOtherwise,
        /// As in `ratio`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
    /// Steps of a value.
    Tiers {
        /// An expression over inputs: `n`, `a / b`.
        value: String,
        /// From the lowest; no overlap, no hole, and one of them earns the maximum.
        tiers: Vec<RawTier>,
        /// What counts when the expression divides by zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
    /// A target of a plan.
    Target {
        /// An expression over inputs.
        value: String,
        /// The target, in the unit of the value.
        target: String,
        /// Which side of the target is good.
        #[serde(default)]
        direction: RawDirection,
        /// What is earned off the target: `zero`, or `proportional` (the share attained).
        #[serde(default)]
        otherwise: RawOtherwise,
        /// What counts when the expression divides by zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
    /// Taken as given: measured by a system, a survey, an international rank.
    Given {
        /// The input.
        input: String,
        /// What the input holds.
        #[serde(rename = "as")]
        given_as: RawGivenAs,
    },
    /// Share of required contents that are there.
    Contents {
        /// Names of `yes_no` inputs, one a content.
        items: Vec<String>,
        /// How many are enough for the maximum; absent: all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        full_from: Option<u16>,
    },
    /// So many per so many inhabitants: `max × (a / population × per) / full_from`, at most the maximum.
    Density {
        /// Input `a`.
        numerator: String,
        /// Input with the number of inhabitants.
        population: String,
        /// Per how many (`1000`).
        per: String,
        /// The density that earns the maximum.
        full_from: String,
        /// As in `ratio`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
    /// Each piece earns the same, up to the cap (absent: the maximum).
    PerItem {
        /// A count.
        input: String,
        /// What one earns.
        each: RawAward,
        /// The most that all earn together.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<RawAward>,
    },
    /// `max × value / best`, where `best` is the greatest value among the units compared.
    /// Without a data set the leaf stays open.
    AgainstBest {
        /// An expression over inputs.
        value: String,
        /// What counts when the expression divides by zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
    /// A formula over inputs, named steps and `max_points`: `+ - * /`, `min(…)`, `max(…)`, `if(a >= b, x, y)`,
    /// parentheses, decimal numbers. The result is held between 0 and the maximum.
    Formula {
        /// The formula.
        expression: String,
        /// Named steps that the formula or other steps use; no cycles.
        #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
        steps: BTreeMap<String, String>,
        /// What counts when something is divided by zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        if_zero: Option<RawIfZero>,
    },
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawOption {
    /// Lower-case letters, digits and underscores; unique in its rule.
    pub id: String,
    /// What it says.
    pub label: RawText,
    /// What it earns.
    #[serde(flatten)]
    pub award: RawAward,
}

/// One part of a rule, with a rule of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawPart {
    /// What it is.
    pub label: RawText,
    /// What it can earn; absent in `all`, and in `best_of` where it can earn the maximum.
    #[serde(flatten)]
    pub award: RawAward,
    /// How it earns it; its `max` is the award.
    pub rule: Box<RawRule>,
}

/// One step of a tiered rule. At least one bound; an absent one is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawTier {
    /// From this value on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// Above this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_than: Option<String>,
    /// Up to and including this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<String>,
    /// Below this value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less_than: Option<String>,
    /// What it earns.
    #[serde(flatten)]
    pub award: RawAward,
}

/// What is earned short of full attainment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawOtherwise {
    /// In proportion.
    #[default]
    Proportional,
    /// Nothing.
    Zero,
}

/// Which side of a target is good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawDirection {
    /// The target or more.
    #[default]
    AtLeast,
    /// The target or less.
    AtMost,
}

/// What counts when a denominator is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawIfZero {
    /// Nothing is earned.
    Zero,
    /// Everything is earned.
    Full,
    /// The leaf does not apply and leaves the denominator.
    NotApplicable,
}

/// What a given figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RawGivenAs {
    /// Points, 0 to the maximum.
    Points,
    /// A share of the maximum, 0 to 1.
    Share,
    /// A percentage of the maximum, 0 to 100.
    Percent,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
