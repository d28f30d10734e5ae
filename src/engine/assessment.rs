//! An assessment (“phiếu tự đánh giá”): one organization, one framework, one period.
//!
//! Belongs here: the assessment as its file holds it ([`Assessment`]), and reading its figures against a framework
//! ([`read`]). Does not belong here: scores, which are derived and never stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    exact::{Exact, Rounding},
    framework::{Framework, InputKind, Leaf, Node, NodeIndex, Role},
    id::NodeId,
    problem::{Problem, ProblemKind},
    rule::{Figure, Rule},
    shared::Shared,
};

/// The value of [`Assessment::format`] that this program reads and writes.
pub const FORMAT: &str = "thuocso-assessment/1";

/// The field of a response in which programs keep what was typed for its figures, where that is more than the figure.
pub const TYPED: &str = "typed";

/// Fields that this version does not know. Their numbers keep about 16 digits, as JSON numbers do in most programs;
/// our own figures are text and lose nothing.
pub type Other = BTreeMap<String, serde_json::Value>;

/// The file that the user owns. What was typed is kept as typed; a figure that can not be read is a problem, not a loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Always [`FORMAT`].
    pub format: String,
    /// Which framework.
    pub framework: FrameworkRef,
    /// Who is assessed.
    pub organization: Organization,
    /// `2024` or `2024-Q1`.
    pub period: String,
    /// What is answered, by node.
    #[serde(default)]
    pub responses: BTreeMap<String, Shared<Response>>,
    /// The register of documents.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, EvidenceItem>,
    /// The rounds that the file went through, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// Which framework, and which content of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkRef {
    /// Its identifier.
    pub id: String,
    /// Its content hash; may be absent in a file written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// Who is assessed (“đơn vị được đánh giá”).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The list its code is from (`provinces-63`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_set: Option<String>,
    /// Its code in that list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// What is answered for one node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Figures by the name of the input, with a decimal point; `yes` and `no`; the id of an option.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<String, String>,
    /// “Không áp dụng”.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_applicable: bool,
    /// The node as a whole, 0 to 1, where only that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_share: Option<String>,
    /// The node as a whole, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_points: Option<String>,
    /// What the organization explains (“thuyết minh”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// For themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the figures are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<super::framework::raw::RawSource>,
    /// Ids of the register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// The self score that the file stated when its last round was closed. It says nothing to the scorer: whoever
    /// receives the file compares it with what follows from the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_points: Option<String>,
    /// What the appraisal council gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraised: Option<Appraisal>,
    /// What the appraiser asks or remarks, whatever the score (“ý kiến của người thẩm định”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// What the organization answers to the appraisal (“giải trình”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// What counts in the end, where it is not the appraised score.
    #[serde(default, rename = "final", skip_serializing_if = "Option::is_none")]
    pub final_score: Option<Appraisal>,
    /// Who has to see to it, and by when; what is not said here is said at a node above.
    #[serde(default, skip_serializing_if = "Duty::is_empty")]
    pub duty: Duty,
    /// Whence it was carried over, where it was not entered here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<CarriedFrom>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// “Điểm thẩm định”.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Points.
    pub points: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// One step on the way of a file between an organization and those who appraise it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Which step.
    pub round: RoundKind,
    /// Who made it: the name of an organization, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// On which day, as ISO date; or what was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// The content hash of the file that it answers; nothing where it answers none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    /// The hash of the file's content when it was made, see `formats::assessment_file::content_hash`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// Who has to see to a node, and by when (“phân công chủ trì, phối hợp”).
///
/// # Missing
///
/// What is empty is said at the nearest node above that says it, see [`super::duty`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The organization that leads (“chủ trì”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// The organizations that help (“phối hợp”).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cooperating: Vec<String>,
    /// Whom to ask (“người phụ trách”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// By when (“hạn”): an ISO date, or what was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deadline: String,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// The steps of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// The organization submits its self-assessment (“tự đánh giá”).
    Submission,
    /// The appraisal council gives scores and reasons (“thẩm định”).
    Appraisal,
    /// The organization answers them (“giải trình”).
    Answer,
    /// The final scores; the file is locked (“kết quả cuối cùng”).
    Final,
    /// A copy of a locked file that can be changed again (“mở lại”).
    Reopened,
}

impl RoundKind {
    /// All of them, with the words that files use.
    pub const WORDS: [(&'static str, RoundKind); 5] = [
        ("submission", RoundKind::Submission),
        ("appraisal", RoundKind::Appraisal),
        ("answer", RoundKind::Answer),
        ("final", RoundKind::Final),
        ("reopened", RoundKind::Reopened),
    ];

    /// The word that files use.
    pub fn code(self) -> &'static str {
        RoundKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

impl Duty {
    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        *self == Duty::default()
    }
}

/// Where a response was carried over from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedFrom {
    /// Id of the framework it was entered for.
    pub framework: String,
    /// Id of the node it was entered at.
    pub node: String,
    /// The period of that assessment.
    pub period: String,
    /// The inputs of this node whose figures were carried; none where only words or documents were, or where the file
    /// does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

/// A document that proves something (“tài liệu kiểm chứng”).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// Number and symbol (“số, ký hiệu”).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// ISO date, or what was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// “Trích yếu”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// An address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Fields of later versions; kept as they are.
    #[serde(flatten)]
    pub other: Other,
}

impl Assessment {
    /// Nothing entered yet.
    pub fn new(framework: &Framework, organization: Organization, period: String) -> Assessment {
        Assessment {
            format: FORMAT.to_owned(),
            framework: FrameworkRef {
                id: framework.id.to_string(),
                hash: Some(framework.hash.to_string()),
                other: Other::new(),
            },
            organization,
            period,
            responses: BTreeMap::new(),
            evidence: BTreeMap::new(),
            rounds: Vec::new(),
            other: Other::new(),
        }
    }

    /// What is answered for a node.
    pub fn response(&self, node: &str) -> Option<&Response> {
        self.responses.get(node).map(|response| &**response)
    }

    /// Whether the last round is the final one: nothing may be changed until it is reopened as a copy.
    pub fn is_locked(&self) -> bool {
        self.rounds.last().is_some_and(|round| round.round == RoundKind::Final)
    }
}

impl Response {
    /// Whether nothing at all is answered.
    pub fn is_empty(&self) -> bool {
        *self == Response::default()
    }
}

impl CarriedFrom {
    /// Whether a response still holds what was carried: all figures that were, as they were; where it is not known
    /// which, all figures and the explanation. Whatever else is added or changed does not matter.
    pub fn still_holds(&self, before: &Response, after: &Response) -> bool {
        if self.inputs.is_empty() {
            return before.inputs == after.inputs && before.explanation == after.explanation;
        }
        self.inputs.iter().all(|name| before.inputs.get(name) == after.inputs.get(name))
    }
}

/// The figures of an assessment, read against a framework; one entry a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is answered for each node of the framework.
    pub nodes: Vec<NodeReading>,
    /// Everything that could not be read or does not fit.
    pub problems: Vec<Problem>,
}

/// What is answered for one node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NodeReading {
    /// One an input; nothing: not entered, or not readable.
    pub figures: Vec<Option<Figure>>,
    /// Whether anything was entered.
    pub touched: bool,
    /// “Không áp dụng”.
    pub not_applicable: bool,
    /// Points of the node as a whole.
    pub given: Option<Given>,
    /// Points of the appraisal council.
    pub appraised: Option<Exact>,
    /// Final points, where they are stated.
    pub final_points: Option<Exact>,
}

/// A node that is known as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Share of the maximum.
    Share(Exact),
    /// Points.
    Points(Exact),
}

/// Reads all figures.
pub fn read(framework: &Framework, assessment: &Assessment) -> Reading {
    let mut problems = Vec::new();
    if assessment.framework.id != *framework.id {
        let (found, expected) = (assessment.framework.id.clone(), framework.id.to_string());
        problems.push(Problem::new("framework", ProblemKind::OtherFramework { found, expected }));
    } else if assessment.framework.hash.as_deref().is_some_and(|hash| hash != &*framework.hash) {
        problems.push(Problem::new("framework", ProblemKind::HashDiffers));
    }
    if !is_period(&assessment.period) {
        problems.push(Problem::new("period", ProblemKind::BadPeriod { text: assessment.period.clone() }));
    }
    let mut nodes = vec![NodeReading::default(); framework.nodes().len()];
    for (id, response) in &assessment.responses {
        let Some(index) = framework.find(id) else {
            problems.push(Problem::new(id, ProblemKind::UnknownNode { id: id.clone() }));
            continue;
        };
        if let (Some(node), Some(slot)) = (framework.node(index), nodes.get_mut(index)) {
            *slot = read_response(node, response, &assessment.evidence, &mut problems);
        }
    }
    for (index, node) in framework.nodes().iter().enumerate() {
        let given = nodes.get(index).is_some_and(|it| it.given.is_some());
        if given && entered_below(framework, &nodes, index) {
            problems.push(Problem::new(node.id.as_str(), ProblemKind::GivenAndEntered));
        }
    }
    let problems = super::order::sorted(problems, &|left, right| super::id::natural_order(&left.place, &right.place));
    Reading { nodes, problems }
}

/// Reads the figures of one node; what is wrong with them is said by [`read`].
pub fn read_node(node: &Node, assessment: &Assessment) -> NodeReading {
    let response = assessment.response(node.id.as_str());
    let read = |response| read_response(node, response, &assessment.evidence, &mut Vec::new());
    response.map(read).unwrap_or_default()
}

/// Whether `text` is a year, or a year and quarter.
pub fn is_period(text: &str) -> bool {
    let (year, quarter) = text.split_once("-Q").unwrap_or((text, "1"));
    let year_fits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    year_fits && matches!(quarter, "1" | "2" | "3" | "4")
}

/// Whether anything is entered or given at a leaf itself or below a node.
fn entered_below(framework: &Framework, nodes: &[NodeReading], index: NodeIndex) -> bool {
    let Some(node) = framework.node(index) else { return false };
    let own_figures = nodes.get(index).is_some_and(|it| it.touched);
    own_figures
        || node.children.iter().any(|child| {
            nodes.get(*child).is_some_and(|it| it.given.is_some()) || entered_below(framework, nodes, *child)
        })
}

fn read_response(
    node: &Node,
    response: &Response,
    evidence: &BTreeMap<String, EvidenceItem>,
    problems: &mut Vec<Problem>,
) -> NodeReading {
    let place = node.id.as_str();
    let mut reading = NodeReading::default();
    match &node.leaf {
        Some(leaf) => read_figures(&node.id, leaf, response, &mut reading, problems),
        None => {
            for name in response.inputs.keys() {
                problems.push(Problem::new(place, ProblemKind::NotAnInput { name: name.clone() }));
            }
        }
    }
    if response.not_applicable {
        if node.may_be_not_applicable {
            reading.not_applicable = true;
        } else {
            problems.push(Problem::new(place, ProblemKind::NotApplicableNotAllowed));
        }
    }
    reading.given = read_given(node, response, problems);
    reading.appraised = read_decided(node, response.appraised.as_ref(), "appraised", problems);
    reading.final_points = read_decided(node, response.final_score.as_ref(), "final", problems);
    for id in &response.evidence {
        if !evidence.contains_key(id) {
            problems.push(Problem::new(place, ProblemKind::UnknownEvidence { id: id.clone() }));
        }
    }
    reading
}

/// Points that somebody decided: `0..=max`, a decimal number or a fraction of two.
fn read_decided(node: &Node, decided: Option<&Appraisal>, field: &str, problems: &mut Vec<Problem>) -> Option<Exact> {
    let text = &decided?.points;
    let place = node.id.as_str();
    match Exact::parse_points(text) {
        Some(value) if !value.is_negative() && value <= node.max_points => return Some(value),
        Some(value) => {
            let max = node.max_points.clone();
            let kind = match field {
                "final" => ProblemKind::FinalOutOfRange { value, max },
                _ => ProblemKind::AppraisedOutOfRange { value, max },
            };
            problems.push(Problem::new(place, kind));
        }
        None => {
            let kind = ProblemKind::FigureNotANumber { text: text.clone() };
            problems.push(Problem::new(format!("{place}/{field}"), kind));
        }
    }
    None
}

fn read_given(node: &Node, response: &Response, problems: &mut Vec<Problem>) -> Option<Given> {
    let place = node.id.as_str();
    let (text, is_share) = match (&response.given_share, &response.given_points) {
        (None, None) => return None,
        (Some(_), Some(_)) => {
            problems.push(Problem::new(place, ProblemKind::GivenTwice));
            return None;
        }
        (Some(share), None) => (share, true),
        (None, Some(points)) => (points, false),
    };
    let Some(value) = Exact::parse_decimal(text) else {
        problems.push(Problem::new(place, ProblemKind::FigureNotANumber { text: text.clone() }));
        return None;
    };
    if node.max_points.is_zero() || node.role == Role::Prerequisite {
        problems.push(Problem::new(place, ProblemKind::GivenNotAllowed));
        return None;
    }
    let max = if is_share { Exact::ONE } else { node.max_points.clone() };
    if value.is_negative() || value > max {
        problems.push(Problem::new(place, ProblemKind::GivenOutOfRange { value, max }));
        return None;
    }
    Some(if is_share { Given::Share(value) } else { Given::Points(value) })
}

fn read_figures(id: &NodeId, leaf: &Leaf, response: &Response, reading: &mut NodeReading, problems: &mut Vec<Problem>) {
    reading.figures = vec![None; leaf.inputs.len()];
    for (name, text) in &response.inputs {
        let Some(position) = leaf.input(name) else {
            problems.push(Problem::new(id.as_str(), ProblemKind::NotAnInput { name: name.clone() }));
            continue;
        };
        if text.is_empty() {
            continue;
        }
        reading.touched = true;
        match read_figure(leaf, position, text) {
            Ok(figure) => {
                if let Some(slot) = reading.figures.get_mut(position) {
                    *slot = Some(figure);
                }
            }
            Err(kind) => problems.push(Problem::new(format!("{id}/{name}"), kind)),
        }
    }
    if let Some(rule) = &leaf.rule {
        check_pairs(id, leaf, rule, reading, problems);
    }
}

/// Reads what is entered for one input: a decimal number with a point, `yes` or `no`, or the id of an option.
///
/// # Errors
///
/// Why it can not be read, or is out of the input's range.
pub fn read_figure(leaf: &Leaf, position: usize, text: &str) -> Result<Figure, ProblemKind> {
    let owned = || text.to_owned();
    let Some(input) = leaf.inputs.get(position) else { return Err(ProblemKind::NotAnInput { name: owned() }) };
    match input.kind {
        InputKind::Text => Ok(Figure::Text),
        InputKind::YesNo => match text {
            "yes" => Ok(Figure::Answer(true)),
            "no" => Ok(Figure::Answer(false)),
            _ => Err(ProblemKind::FigureNotAnAnswer { text: owned() }),
        },
        InputKind::Choice => {
            let options = leaf.rule.as_ref().and_then(|rule| find_options(rule, position));
            let found = options.and_then(|options| options.iter().position(|option| option.id == text));
            found.map(Figure::Option).ok_or_else(|| ProblemKind::FigureNotAnOption { text: owned() })
        }
        InputKind::Count | InputKind::Number | InputKind::Percent => {
            let value = Exact::parse_decimal(text).ok_or_else(|| ProblemKind::FigureNotANumber { text: owned() })?;
            if input.kind == InputKind::Count && !value.is_whole() {
                return Err(ProblemKind::FigureNotWhole { text: owned() });
            }
            if value < input.min {
                return Err(ProblemKind::FigureTooSmall { value, min: input.min.clone() });
            }
            match &input.max {
                Some(max) if value > *max => Err(ProblemKind::FigureTooLarge { value, max: max.clone() }),
                _ => Ok(Figure::Number(value)),
            }
        }
    }
}

/// The options of the choice that reads this input, however deep in the rule it is.
pub fn find_options(rule: &Rule, position: usize) -> Option<&[super::rule::ChoiceOption]> {
    match rule {
        Rule::Choice { input, options } if *input == position => Some(options),
        Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
            parts.iter().find_map(|part| find_options(&part.rule, position))
        }
        _ => None,
    }
}

/// Figures that contradict each other: a part above its whole, a percentage that its figures do not give.
fn check_pairs(id: &NodeId, leaf: &Leaf, rule: &Rule, reading: &mut NodeReading, problems: &mut Vec<Problem>) {
    let (pair, may_exceed) = match rule {
        Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts } => {
            parts.iter().for_each(|part| check_pairs(id, leaf, &part.rule, reading, problems));
            return;
        }
        Rule::Ratio { pair, may_exceed, .. } => (pair, *may_exceed),
        Rule::RatioDown { pair, .. } => (pair, false),
        _ => return,
    };
    let figure = |position: usize| match reading.figures.get(position) {
        Some(Some(Figure::Number(number))) => Some(number.clone()),
        _ => None,
    };
    let (Some(part), Some(whole)) = (figure(pair.numerator), figure(pair.denominator)) else { return };
    let name = |position: usize| leaf.inputs.get(position).map_or("", |input| &*input.name);
    if part > whole && !may_exceed {
        let place = format!("{id}/{}", name(pair.numerator));
        problems.push(Problem::new(place, ProblemKind::PartAboveWhole { part, whole }));
        if let Some(slot) = reading.figures.get_mut(pair.numerator) {
            *slot = None;
        }
        return;
    }
    let Some(percent) = pair.percent else { return };
    let (Some(stated), Some(ratio)) = (figure(percent), part.checked_div(&whole)) else { return };
    let computed = &ratio * &Exact::from(100);
    let places = stated.decimal_places().unwrap_or(0).min(10);
    if computed.round(Rounding::half_up(places as u8)) != stated {
        let computed = computed.to_text_with(places.max(2), super::exact::RoundingMode::HalfUp);
        let place = format!("{id}/{}", name(percent));
        problems.push(Problem::new(place, ProblemKind::PercentDisagrees { stated, computed }));
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
