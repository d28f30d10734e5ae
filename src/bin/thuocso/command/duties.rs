//! `thuocso duties`: who owes what by when.

use std::{
    ffi::OsStr,
    io::{self, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use thuocso::{
    engine::{
        calendar::Date,
        duty::{Debtor, owed},
        framework::Framework,
        scoring::{Reference, score},
    },
    formats::{
        csv_file::{self, Dialect},
        duties_file,
    },
    i18n::{Language, deadline, duty, text, text_for_count},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints what each organization owes, the nearest day first; with `--out` writes it as CSV. That something is overdue
/// is an answer, not a problem.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (framework, assessment) = files::assessment(file, arguments)?;
    let language = arguments.language;
    let today = match &arguments.today {
        Some(text) => {
            let date = Date::parse(text);
            Some(date.ok_or_else(|| format!("--today is a day such as 2026-03-25, not `{text}`"))?)
        }
        None => today(),
    };
    let scorecard = score(&framework, &assessment, Reference::default());
    let debtors = owed(&framework, &assessment, &scorecard, today);
    if let Some(path) = &arguments.out {
        let headings = duty::HEADINGS.map(|key| text(language, key));
        let table = duties_file::table(&framework, &debtors, headings, &|node, owed| duty::row(node, owed, language));
        let dialect = if arguments.machine { Dialect::Machine } else { Dialect::ExcelVietnam };
        let bytes = csv_file::write_table(&table, dialect);
        std::fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.to_string_lossy()))?;
        return Ok(Verdict::Fine);
    }
    for debtor in &debtors {
        print(&framework, debtor, language, out)?;
    }
    Ok(Verdict::Fine)
}

fn print(framework: &Framework, debtor: &Debtor, language: Language, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{}. {}", duty::debtor(debtor, language), text_for_count(language, "duties.open", debtor.open()))?;
    if debtor.overdue() > 0 {
        write!(out, " {}", text_for_count(language, "duties.overdue.count", debtor.overdue()))?;
    }
    writeln!(out)?;
    for owed in &debtor.owed {
        let Some(node) = framework.node(owed.node) else { continue };
        let day = match (owed.deadline, owed.deadline_text.as_str()) {
            (Some(date), _) => deadline::date(date, language),
            (None, "") => text(language, "duties.no_deadline").to_owned(),
            (None, typed) => typed.to_owned(),
        };
        let person = if owed.person.is_empty() { String::new() } else { format!(" ({})", owed.person) };
        let [part, name, state] = duty::row(node, owed, language);
        writeln!(out, "  {day:<14} {part:<10} {}{person}: {state}", name.replace('\n', " "))?;
    }
    Ok(())
}

/// The day in Viet Nam, seven hours ahead of Greenwich.
fn today() -> Option<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::of_day((now.as_secs() + 7 * 3600) / 86_400)
}
