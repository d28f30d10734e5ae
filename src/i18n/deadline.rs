//! Days, and the deadlines of a reporting calendar in sentences.

use super::{
    Language,
    own::{find, text_with},
    pick,
};
use crate::engine::calendar::{Date, Deadline, DueWord};

/// A day as documents write it: «25/3/2024», “25 March 2024”. In Vietnamese days below 10 and the months 1 and 2 have
/// a zero before them, as administrative documents require.
pub fn date(date: Date, language: Language) -> String {
    let day = match language {
        Language::Vi => format!("{:02}", date.day()),
        Language::En => date.day().to_string(),
    };
    let month = find(language, &format!("date.month.{}", date.month())).unwrap_or_default();
    let year = date.year().to_string();
    text_with(language, "date.text", &[("day", &day), ("month", month), ("year", &year)])
}

/// A deadline in a sentence: «Hạn: trước ngày 25/3/2024 — … gửi …: ….»
pub fn deadline(deadline: &Deadline<'_>, language: Language) -> String {
    let entry = deadline.entry;
    let key = match entry.due.word {
        DueWord::Before => "deadline.before",
        DueWord::By => "deadline.by",
    };
    let date = date(deadline.date, language);
    let [reporter, recipient, subject] =
        [&entry.reporter, &entry.recipient, &entry.subject].map(|text| pick(text, language).as_ref());
    let values = [("date", date.as_str()), ("reporter", reporter), ("recipient", recipient), ("subject", subject)];
    text_with(language, key, &values)
}
