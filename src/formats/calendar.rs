//! A reporting calendar: `calendar.json`, format `thuocso-calendar/1`.

use std::collections::BTreeSet;

use super::{documents::Documents, framework_json, json::Fields};
use crate::engine::{
    calendar::{Cadence, Calendar, Due, DueWord, Entry, MAX_MONTHS_AFTER},
    checked,
    exact::Exact,
    framework::raw::{RawSource, RawText},
    problem::{Problem, ProblemKind},
};

/// The format that this program reads.
pub const FORMAT: &str = "thuocso-calendar/1";

const CADENCE: &[(&str, Cadence)] =
    &[("quarter", Cadence::Quarter), ("half_year", Cadence::HalfYear), ("year", Cadence::Year)];
const DUE_WORD: &[(&str, DueWord)] = &[("before", DueWord::Before), ("by", DueWord::By)];

/// Reads and checks a calendar. `knows_framework` says whether there is a framework of an id.
///
/// # Errors
///
/// All problems found: first what can not be read, then what does not fit together.
pub fn read(
    text: &str,
    documents: &Documents,
    knows_framework: &dyn Fn(&str) -> bool,
) -> Result<Calendar, Vec<Problem>> {
    let raw = super::read_fields(text, FORMAT, &raw_calendar)?;
    let mut problems = Vec::new();
    checked::slug("id", &raw.id, &mut problems);
    let title = checked::text("title", &raw.title, &mut problems);
    let frameworks = super::frameworks(&raw.frameworks, knows_framework, &mut problems);
    let notes = raw.notes.iter().map(|note| checked::text("notes", note, &mut problems)).collect();
    if raw.entries.is_empty() {
        problems.push(Problem::new("entries", ProblemKind::NothingListed));
    }
    let mut ids = BTreeSet::new();
    let entries = raw.entries.iter().map(|entry| checked_entry(entry, documents, &mut ids, &mut problems)).collect();
    let calendar = Calendar { id: raw.id.into(), title, frameworks, notes, entries };
    if problems.is_empty() { Ok(calendar) } else { Err(problems) }
}

struct RawCalendar {
    id: String,
    title: RawText,
    frameworks: Vec<String>,
    notes: Vec<RawText>,
    entries: Vec<RawEntry>,
}

struct RawEntry {
    id: String,
    reporter: RawText,
    recipient: RawText,
    subject: RawText,
    every: Cadence,
    due: RawDue,
    source: RawSource,
}

struct RawDue {
    word: DueWord,
    day: u16,
    months_after: u16,
}

fn raw_calendar(mut fields: Fields<'_>) -> RawCalendar {
    let raw = RawCalendar {
        id: fields.text("id"),
        title: framework_json::text(fields.object("title")),
        frameworks: fields.texts("frameworks"),
        notes: fields.each("notes", &framework_json::text),
        entries: fields.each_of_needed("entries", &raw_entry),
    };
    fields.end();
    raw
}

fn raw_entry(mut fields: Fields<'_>) -> RawEntry {
    let raw = RawEntry {
        id: fields.text("id"),
        reporter: framework_json::text(fields.object("reporter")),
        recipient: framework_json::text(fields.object("recipient")),
        subject: framework_json::text(fields.object("subject")),
        every: fields.word("every", CADENCE).unwrap_or(Cadence::Year),
        due: raw_due(fields.object("due")),
        source: framework_json::source(fields.object("source")),
    };
    fields.end();
    raw
}

fn raw_due(mut fields: Fields<'_>) -> RawDue {
    let raw = RawDue {
        word: fields.word("word", DUE_WORD).unwrap_or(DueWord::By),
        day: fields.whole("day"),
        months_after: fields.whole("months_after"),
    };
    fields.end();
    raw
}

fn checked_entry(
    raw: &RawEntry,
    documents: &Documents,
    ids: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Entry {
    let place = format!("entries/{}", checked::shortened(&raw.id));
    checked::slug(&place, &raw.id, problems);
    if !ids.insert(raw.id.clone()) {
        problems.push(Problem::new(&place, ProblemKind::DuplicateId { id: checked::shortened(&raw.id) }));
    }
    Entry {
        id: raw.id.as_str().into(),
        reporter: checked::text(&place, &raw.reporter, problems),
        recipient: checked::text(&place, &raw.recipient, problems),
        subject: checked::text(&place, &raw.subject, problems),
        every: raw.every,
        due: checked_due(&place, &raw.due, problems),
        source: checked::source(&place, &raw.source, &|id| documents.knows(id), problems),
    }
}

fn checked_due(place: &str, raw: &RawDue, problems: &mut Vec<Problem>) -> Due {
    let exact = |number: u16| Exact::from(i64::from(number));
    let day = u8::try_from(raw.day).ok().filter(|day| (1..=31).contains(day));
    if day.is_none() {
        problems.push(Problem::new(place, ProblemKind::DayOutOfRange { value: exact(raw.day) }));
    }
    let months_after = u8::try_from(raw.months_after).ok().filter(|months| *months <= MAX_MONTHS_AFTER);
    if months_after.is_none() {
        let (value, max) = (exact(raw.months_after), Exact::from(i64::from(MAX_MONTHS_AFTER)));
        problems.push(Problem::new(place, ProblemKind::MonthsOutOfRange { value, max }));
    }
    Due { word: raw.word, day: day.unwrap_or(1), months_after: months_after.unwrap_or(0) }
}
