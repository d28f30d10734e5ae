//! What a self-assessment report says (“báo cáo tự đánh giá”), as data: `i18n` words it.
//!
//! Belongs here: which results, strengths, weaknesses and tasks are reported, by stated rules.
//! Does not belong here: sentences, the form of the page.

use std::collections::BTreeMap;

use super::{
    exact::Exact,
    framework::{Basis, Framework, NodeIndex, Role, Text},
    review::{Gap, Review, index_interval, review},
    scoring::{Scorecard, State},
};

/// What the organization writes itself, by the code of a [`Field`] or by [`section_key`]. What is not there is drafted
/// from the scores, or left open for a person to fill in.
pub type Texts = BTreeMap<String, String>;

/// How many items a list of weaknesses or tasks names.
///
/// # Source
///
/// Our choice: the annex lists all.
pub const MOST_NAMED: usize = 10;

/// A text that the organization writes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The body above the issuer (“cơ quan chủ quản”).
    Superior,
    /// Who issues the report (“cơ quan ban hành”).
    Issuer,
    /// Number and symbol (“số, ký hiệu”).
    Number,
    /// Where.
    Place,
    /// When: an ISO date.
    Date,
    /// On what the report is based, and that it reports.
    Opening,
    /// “Kết quả nổi bật, điểm mạnh”.
    Strengths,
    /// “Tồn tại, hạn chế”.
    Weaknesses,
    /// “Đề xuất, kiến nghị”.
    Proposals,
    /// “Nhiệm vụ” of the next period.
    Tasks,
    /// Who gets it, one a line.
    Recipients,
    /// For whom and as what is signed, one line each.
    Authority,
    /// Who signs.
    Name,
}

impl Field {
    /// The head of the document and its signature.
    pub const FORM: [Field; 8] = [
        Field::Superior,
        Field::Issuer,
        Field::Number,
        Field::Place,
        Field::Date,
        Field::Authority,
        Field::Name,
        Field::Recipients,
    ];
    /// What the report says.
    pub const CONTENT: [Field; 5] =
        [Field::Opening, Field::Strengths, Field::Weaknesses, Field::Proposals, Field::Tasks];

    /// Its name in files and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Field::Superior => "superior",
            Field::Issuer => "issuer",
            Field::Number => "number",
            Field::Place => "place",
            Field::Date => "date",
            Field::Opening => "opening",
            Field::Strengths => "strengths",
            Field::Weaknesses => "weaknesses",
            Field::Proposals => "proposals",
            Field::Tasks => "tasks",
            Field::Recipients => "recipients",
            Field::Authority => "authority",
            Field::Name => "name",
        }
    }
}

/// Which report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// “Báo cáo tự đánh giá”: scores, and the annex with every item.
    #[default]
    SelfAssessment,
    /// The framework report: for each section what was reached and what was not.
    Sections,
}

impl Kind {
    /// Its name on the command line, in addresses and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Kind::SelfAssessment => "self",
            Kind::Sections => "framework",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Kind> {
        [Kind::SelfAssessment, Kind::Sections].into_iter().find(|kind| kind.code() == code)
    }
}

/// A heading of the framework report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id among the headings.
    pub id: String,
    /// How deep, from 1.
    pub level: u8,
    /// The number as printed.
    pub number: String,
    /// Its words.
    pub title: Text,
    /// What is to be written below it.
    pub asks: Vec<SectionAsk>,
    /// The part of the framework that the section is about, where its name says so.
    pub node: Option<NodeIndex>,
}

/// One thing to be written below a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionAsk {
    /// What it is.
    pub kind: Asked,
    /// The letter as printed, `a)`; may be empty.
    pub number: String,
    /// What it is called; nothing: by its kind.
    pub label: Option<Text>,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// “Kết quả đạt được”.
    Results,
    /// “Tồn tại, hạn chế”.
    Shortcomings,
    /// “Đề xuất, kiến nghị”.
    Proposals,
    /// “Nhiệm vụ”.
    Tasks,
    /// Anything else.
    Statement,
}

impl Asked {
    /// Its name in files and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Asked::Results => "results",
            Asked::Shortcomings => "shortcomings",
            Asked::Proposals => "proposals",
            Asked::Tasks => "tasks",
            Asked::Statement => "statement",
        }
    }
}

/// Where the organization's own words for one thing asked for are kept in [`Texts`].
pub fn section_key(section: &Section, at: usize) -> String {
    let kind = section.asks.get(at).map_or("", |ask| ask.kind.code());
    format!("{}/{}/{kind}", section.id, at + 1)
}

/// The numbers of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Strengths: top-level nodes whose share is above that of the whole. Weaknesses: those below it.
    pub review: Review,
    /// The least and the greatest index value that are still possible.
    pub index: Option<(Exact, Exact)>,
    /// Whether points that are shared out equally have gone into the scores.
    pub has_allocated: bool,
    /// Whether anything was appraised.
    pub has_appraisal: bool,
    /// Items that have lost points for sure, the most first, [`MOST_NAMED`] of them.
    pub worst: Vec<Gap>,
    /// How many items are not entered in full.
    pub open: usize,
}

/// Reports a scorecard that was made with this framework.
pub fn report(framework: &Framework, scorecard: &Scorecard) -> Report {
    let review = review(framework, scorecard);
    let has_allocated = framework.nodes().iter().enumerate().any(|(index, node)| {
        let above = node.parent.and_then(|parent| scorecard.nodes.get(parent));
        node.points_basis == Basis::Allocated
            && scorecard.nodes.get(index).is_some_and(|it| it.state != State::Unscored)
            && above.is_none_or(|above| above.state != State::Given)
    });
    Report {
        index: index_interval(framework, scorecard),
        has_allocated,
        has_appraisal: scorecard.nodes.iter().any(|node| node.appraised.is_some()),
        worst: review.lost.iter().take(MOST_NAMED).cloned().collect(),
        open: review.open.len(),
        review,
    }
}

/// The sections of a framework that has no outline of its own: its top level, as reports lay it out.
///
/// `quarterly` reports also ask for proposals and for the tasks of the next period.
///
/// # Source
///
/// The four parts of a section are those of the report of Bắc Giang for the first quarter of 2024 (`1.1` to `1.4`); its
/// first two are a) and b) of annex III of the ministry's guidance of 2024.
pub fn sections(framework: &Framework, quarterly: bool) -> Vec<Section> {
    let scored = framework.roots().iter().filter_map(|root| Some((*root, framework.node(*root)?)));
    let scored = scored.filter(|(_, node)| !matches!(node.role, Role::Information | Role::NotScored));
    let section = |(at, (root, node)): (usize, (NodeIndex, &super::framework::Node))| Section {
        id: node.id.to_string(),
        level: 1,
        number: (at + 1).to_string(),
        title: node.name.clone(),
        asks: asks(quarterly),
        node: Some(root),
    };
    scored.enumerate().map(section).collect()
}

/// What a section of results asks for.
pub fn asks(quarterly: bool) -> Vec<SectionAsk> {
    let kinds = [Asked::Results, Asked::Shortcomings, Asked::Proposals, Asked::Tasks];
    let letters = ["a)", "b)", "c)", "d)"];
    let ask = |(kind, number): (Asked, &str)| SectionAsk { kind, number: number.to_owned(), label: None };
    kinds.into_iter().zip(letters).take(if quarterly { 4 } else { 2 }).map(ask).collect()
}
