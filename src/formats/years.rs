//! `years.json`, format `thuocso-years/1`: which framework counts for which assessment year.

use std::{cell::RefCell, collections::BTreeSet};

use super::{
    crosswalk_file,
    documents::Documents,
    framework_json,
    json::{self, Fields},
};
use crate::engine::{
    checked,
    framework::{Framework, Text, raw::RawText},
    grounds::{self, Grounds, RawGrounds},
    problem::{Problem, ProblemKind},
};

/// The value of the file's `format`.
pub const FORMAT: &str = "thuocso-years/1";

/// Which decision, and which framework of ours, counts for which years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Years {
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// Years of one level that follow one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose index it is.
    pub level: Level,
    /// The first assessment year: the year that is measured, not the year in which results are published.
    pub from: u16,
    /// The last one; nothing where no later decision is known.
    pub until: Option<u16>,
    /// Id of the decision in the document register.
    pub document: String,
    /// Id of the framework; nothing where none is known in full or in part.
    pub framework: Option<String>,
    /// How it is known.
    pub grounds: Grounds,
    /// What the reader must know.
    pub note: Option<Text>,
}

/// Whose index (“cấp đánh giá”).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Provinces and centrally run cities.
    Province,
    /// Ministries and government agencies.
    Ministry,
    /// The country.
    National,
}

const LEVEL: &[(&str, Level)] =
    &[("province", Level::Province), ("ministry", Level::Ministry), ("national", Level::National)];

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Province, Level::Ministry, Level::National];

    /// The word of files: the `organization_kind` of its frameworks.
    pub fn code(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::Ministry => "ministry",
            Level::National => "national",
        }
    }
}

impl Entry {
    /// Whether it counts for a year.
    pub fn holds(&self, year: u16) -> bool {
        self.from <= year && self.until.is_none_or(|until| year <= until)
    }
}

impl Years {
    /// What counts for a level in an assessment year; nothing where there was no index, or none is known. Weights of
    /// one year are never applied to another.
    pub fn framework_for(&self, level: Level, year: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.level == level && entry.holds(year))
    }

    /// What counts for a year at the level of a framework, where that is not the framework itself. Nothing for a
    /// framework that counts for no year: tasks and targets are no index.
    pub fn instead_of(&self, framework: &str, year: u16) -> Option<&Entry> {
        let counts = |entry: &&Entry| entry.framework.as_deref() == Some(framework);
        let level = self.entries.iter().find(counts)?.level;
        self.framework_for(level, year).filter(|entry| !counts(entry))
    }
}

struct RawEntry {
    level: Option<Level>,
    from: u16,
    until: Option<u16>,
    document: String,
    framework: Option<String>,
    grounds: RawGrounds,
    note: Option<RawText>,
}

/// Reads and checks the table; `find` gives a framework by its id.
///
/// # Errors
///
/// All problems; the list is never empty.
pub fn read<'a>(
    text: &str,
    find: &dyn Fn(&str) -> Option<&'a Framework>,
    documents: &Documents,
) -> Result<Years, Vec<Problem>> {
    read_with(text, documents, &|entry, place, problems| {
        let Some(id) = entry.framework.as_deref() else { return };
        let kind = match find(id) {
            None => ProblemKind::UnknownFramework { id: id.to_owned() },
            Some(framework) if !agrees(entry, framework) => {
                let years: Vec<String> = framework.years.iter().map(u16::to_string).collect();
                ProblemKind::YearsDiffer { id: id.to_owned(), years: years.join(", ") }
            }
            Some(_) => return,
        };
        problems.push(Problem::new(place, kind));
    })
}

/// [`read`], without a look at the frameworks: a page does not load all of them to say which one counts.
///
/// # Errors
///
/// All other problems; the list is never empty.
pub fn read_alone(text: &str, documents: &Documents) -> Result<Years, Vec<Problem>> {
    read_with(text, documents, &|_, _, _| {})
}

/// Checks the framework of an entry at a place.
type CheckFramework<'a> = &'a dyn Fn(&Entry, &str, &mut Vec<Problem>);

fn read_with(text: &str, documents: &Documents, check_framework: CheckFramework<'_>) -> Result<Years, Vec<Problem>> {
    let value = json::parse(text)?;
    super::refuse_newer(&value, FORMAT)?;
    let problems = RefCell::new(Vec::new());
    let mut fields = Fields::of_file(&value, &problems);
    let format = fields.text("format");
    let raw = fields.each_of_needed("years", &entry);
    fields.end();
    let mut problems = problems.into_inner();
    if !problems.is_empty() {
        return Err(problems);
    }
    if format != FORMAT {
        let expected = FORMAT.to_owned();
        problems.push(Problem::new("format", ProblemKind::WrongFormat { found: format, expected }));
    }
    let mut years = Years::default();
    for raw in &raw {
        if let Some(entry) = check(raw, &years, check_framework, documents, &mut problems) {
            years.entries.push(entry);
        }
    }
    if problems.is_empty() { Ok(years) } else { Err(problems) }
}

fn entry(mut fields: Fields<'_>) -> RawEntry {
    let raw = RawEntry {
        level: fields.word("level", LEVEL),
        from: fields.whole("from"),
        until: fields.optional_whole("until"),
        document: fields.text("document"),
        framework: fields.optional_text("framework"),
        grounds: crosswalk_file::grounds(&mut fields),
        note: fields.optional_object("note").map(framework_json::text),
    };
    fields.end();
    raw
}

fn check(
    raw: &RawEntry,
    earlier: &Years,
    check_framework: CheckFramework<'_>,
    documents: &Documents,
    problems: &mut Vec<Problem>,
) -> Option<Entry> {
    let level = raw.level?;
    let place = format!("years/{} {}", level.code(), raw.from);
    let grounds = grounds::check(&place, &raw.grounds, &|id| documents.knows(id), problems);
    let note = raw.note.as_ref().map(|note| checked::text(&place, note, problems));
    let mut report = |kind| problems.push(Problem::new(place.as_str(), kind));
    if !documents.knows(&raw.document) {
        report(ProblemKind::UnknownDocument { document: raw.document.clone() });
    }
    let entry = Entry {
        level,
        from: raw.from,
        until: raw.until,
        document: raw.document.clone(),
        framework: raw.framework.clone(),
        grounds,
        note,
    };
    if let Some(until) = raw.until.filter(|until| *until < raw.from) {
        report(ProblemKind::YearsOrder { from: raw.from.to_string(), to: until.to_string() });
        return None;
    }
    let same_level = earlier.entries.iter().filter(|other| other.level == level);
    let shared = same_level.filter_map(|other| {
        let year = raw.from.max(other.from);
        (entry.holds(year) && other.holds(year)).then_some(year)
    });
    if let Some(year) = shared.min() {
        report(ProblemKind::YearsOverlap { year: year.to_string() });
    }
    check_framework(&entry, &place, problems);
    Some(entry)
}

/// Whether a framework that names its years names those of the entry; of an open entry, no year before it.
fn agrees(entry: &Entry, framework: &Framework) -> bool {
    let own: BTreeSet<u16> = framework.years.iter().copied().collect();
    match entry.until {
        _ if own.is_empty() => true,
        Some(until) => own == (entry.from..=until).collect(),
        None => own.iter().all(|year| entry.holds(*year)),
    }
}
