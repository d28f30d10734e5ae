//! The outline of a report: `outline.json`, format `thuocso-outline/1`.
//!
//! Headings with their printed numbers, nested, and what each asks for. Reports are laid out by it.

use std::{collections::BTreeSet, rc::Rc};

use super::{documents::Documents, framework_json, json::Fields};
use crate::engine::{
    checked,
    framework::{
        Framework, NodeIndex, Source, Text,
        raw::{RawSource, RawText},
    },
    id::NodeId,
    problem::{Problem, ProblemKind},
    report::{self, Asked, Section, SectionAsk},
};

/// The format that this program reads.
pub const FORMAT: &str = "thuocso-outline/1";

const ASK_KIND: &[(&str, AskKind)] = &[
    ("results", AskKind::Results),
    ("shortcomings", AskKind::Shortcomings),
    ("proposals", AskKind::Proposals),
    ("tasks", AskKind::Tasks),
    ("statement", AskKind::Statement),
];

/// A checked outline (“khung báo cáo”, “đề cương”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its identifier.
    pub id: Rc<str>,
    /// Its name.
    pub title: Text,
    /// The frameworks whose assessments are reported so.
    pub frameworks: Vec<Rc<str>>,
    /// What the reader must know: what is missing in our copy of the source.
    pub notes: Vec<Text>,
    /// The top level.
    pub headings: Vec<Heading>,
}

/// One heading. It has parts, or asks for something, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The printed numbers from the top, joined by dots: `I.II.1.1`.
    pub id: Rc<str>,
    /// The number as printed: `Phần I`, `II`, `1.1`.
    pub number: Rc<str>,
    /// The words after the number.
    pub title: Text,
    /// The year that the words speak of, where they do; a report about another year has that one in its place.
    pub year: Option<u16>,
    /// Where it is written.
    pub source: Source,
    /// What is to be written below it.
    pub asks: Vec<Ask>,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// One thing that a heading asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What it is.
    pub kind: AskKind,
    /// The letter as printed, `a)`; empty where the source prints none.
    pub number: Rc<str>,
    /// What it is called, or what is to be stated.
    pub label: Text,
    /// Ordinal of the bullet under the heading, from 1.
    pub item: Option<u16>,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskKind {
    /// What was reached (“Kết quả đạt được”).
    Results,
    /// What was not, and why (“Tồn tại, hạn chế”).
    Shortcomings,
    /// What others should do (“Đề xuất, kiến nghị”).
    Proposals,
    /// What is to be done in the next period (“Nhiệm vụ”).
    Tasks,
    /// Anything else.
    Statement,
}

impl Outline {
    /// All headings, each before those below it.
    pub fn all(&self) -> Vec<&Heading> {
        fn walk<'a>(headings: &'a [Heading], found: &mut Vec<&'a Heading>) {
            for heading in headings {
                found.push(heading);
                walk(&heading.children, found);
            }
        }
        let mut found = Vec::new();
        walk(&self.headings, &mut found);
        found
    }

    /// A heading by its id.
    pub fn find(&self, id: &str) -> Option<&Heading> {
        self.all().into_iter().find(|heading| &*heading.id == id)
    }
}

/// The headings as a report of `framework` has them, each before those below it.
///
/// A heading with the name of a part of the framework is about that part. In a `quarterly` report a heading that asks for
/// results and shortcomings also asks for proposals and tasks.
pub fn sections(outline: &Outline, framework: &Framework, quarterly: bool) -> Vec<Section> {
    fn walk(headings: &[Heading], level: u8, make: &dyn Fn(&Heading, u8) -> Section, found: &mut Vec<Section>) {
        for heading in headings {
            found.push(make(heading, level));
            walk(&heading.children, level.saturating_add(1), make, found);
        }
    }
    let make = |heading: &Heading, level: u8| {
        let same_name = |root: &&NodeIndex| {
            framework.node(**root).is_some_and(|node| node.name.vi.to_lowercase() == heading.title.vi.to_lowercase())
        };
        let ask = |ask: &Ask| SectionAsk {
            kind: match ask.kind {
                AskKind::Results => Asked::Results,
                AskKind::Shortcomings => Asked::Shortcomings,
                AskKind::Proposals => Asked::Proposals,
                AskKind::Tasks => Asked::Tasks,
                AskKind::Statement => Asked::Statement,
            },
            number: ask.number.to_string(),
            label: Some(ask.label.clone()),
        };
        let lettered = heading.asks.iter().any(|ask| ask.kind == AskKind::Shortcomings && !ask.number.is_empty());
        let asks = match quarterly && lettered {
            true => report::asks(true),
            false => heading.asks.iter().map(ask).collect(),
        };
        // Tasks of the year to come are no results of this part.
        let about_results = heading.asks.iter().any(|ask| ask.kind == AskKind::Results);
        Section {
            id: heading.id.to_string(),
            level,
            number: heading.number.to_string(),
            title: heading.title.clone(),
            asks,
            node: framework.roots().iter().find(same_name).copied().filter(|_| about_results),
        }
    };
    let mut found = Vec::new();
    walk(&outline.headings, 1, &make, &mut found);
    found
}

/// Reads and checks an outline. `knows_framework` says whether there is a framework of an id.
///
/// # Errors
///
/// All problems found: first what can not be read, then what does not fit together.
pub fn read(
    text: &str,
    documents: &Documents,
    knows_framework: &dyn Fn(&str) -> bool,
) -> Result<Outline, Vec<Problem>> {
    let raw = super::read_fields(text, FORMAT, &raw_outline)?;
    let mut problems = Vec::new();
    checked::slug("id", &raw.id, &mut problems);
    let title = checked::text("title", &raw.title, &mut problems);
    let frameworks = super::frameworks(&raw.frameworks, knows_framework, &mut problems);
    let notes = raw.notes.iter().map(|note| checked::text("notes", note, &mut problems)).collect();
    if raw.headings.is_empty() {
        problems.push(Problem::new("headings", ProblemKind::NothingListed));
    }
    let mut checker = Checker { documents, problems, ids: BTreeSet::new() };
    let headings = checker.headings(&raw.headings);
    match checker.problems {
        problems if problems.is_empty() => Ok(Outline { id: raw.id.into(), title, frameworks, notes, headings }),
        problems => Err(problems),
    }
}

struct RawOutline {
    id: String,
    title: RawText,
    frameworks: Vec<String>,
    notes: Vec<RawText>,
    headings: Vec<RawHeading>,
}

struct RawHeading {
    id: String,
    number: String,
    title: RawText,
    year: Option<u16>,
    source: RawSource,
    asks: Vec<RawAsk>,
    children: Vec<RawHeading>,
}

struct RawAsk {
    kind: AskKind,
    number: String,
    label: RawText,
    item: Option<u16>,
}

fn raw_outline(mut fields: Fields<'_>) -> RawOutline {
    let raw = RawOutline {
        id: fields.text("id"),
        title: framework_json::text(fields.object("title")),
        frameworks: fields.texts("frameworks"),
        notes: fields.each("notes", &framework_json::text),
        headings: fields.each_of_needed("headings", &raw_heading),
    };
    fields.end();
    raw
}

fn raw_heading(mut fields: Fields<'_>) -> RawHeading {
    let raw = RawHeading {
        id: fields.text("id"),
        number: fields.text("number"),
        title: framework_json::text(fields.object("title")),
        year: fields.optional_whole("year"),
        source: framework_json::source(fields.object("source")),
        asks: fields.each("asks", &raw_ask),
        children: fields.each("children", &raw_heading),
    };
    fields.end();
    raw
}

fn raw_ask(mut fields: Fields<'_>) -> RawAsk {
    let raw = RawAsk {
        kind: fields.word("kind", ASK_KIND).unwrap_or(AskKind::Statement),
        number: fields.optional_text("number").unwrap_or_default(),
        label: framework_json::text(fields.object("label")),
        item: fields.optional_whole("item"),
    };
    fields.end();
    raw
}

struct Checker<'a> {
    documents: &'a Documents,
    problems: Vec<Problem>,
    ids: BTreeSet<String>,
}

impl Checker<'_> {
    fn headings(&mut self, raw: &[RawHeading]) -> Vec<Heading> {
        raw.iter().map(|heading| self.heading(heading)).collect()
    }

    fn heading(&mut self, raw: &RawHeading) -> Heading {
        let place = format!("headings/{}", checked::shortened(&raw.id));
        if NodeId::parse(&raw.id).is_none() {
            self.problems.push(Problem::new(&place, ProblemKind::BadId { id: checked::shortened(&raw.id) }));
        } else if !self.ids.insert(raw.id.clone()) {
            self.problems.push(Problem::new(&place, ProblemKind::DuplicateId { id: raw.id.clone() }));
        }
        let title = checked::text(&place, &raw.title, &mut self.problems);
        let source = checked::source(&place, &raw.source, &|id| self.documents.knows(id), &mut self.problems);
        if raw.asks.is_empty() && raw.children.is_empty() {
            self.problems.push(Problem::new(&place, ProblemKind::NothingAsked));
        }
        let ask = |raw: &RawAsk| Ask {
            kind: raw.kind,
            number: raw.number.as_str().into(),
            label: checked::text(&place, &raw.label, &mut self.problems),
            item: raw.item,
        };
        let asks = raw.asks.iter().map(ask).collect();
        let (id, number, year) = (raw.id.as_str().into(), raw.number.as_str().into(), raw.year);
        Heading { id, number, title, year, source, asks, children: self.headings(&raw.children) }
    }
}
