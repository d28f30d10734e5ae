//! `thuocso periods`: the assessments of one organization side by side, and what changed.

use std::{
    ffi::OsString,
    io::{self, Write},
};

use thuocso::{
    engine::{
        assessment::Assessment,
        framework::Framework,
        periods::{Entered, Run, runs},
        scoring::State,
    },
    formats::periods_file,
    i18n::{Language, node_title, periods as words, pick, status, text, text_with},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints points in each period and what changed since the last, the earliest first, whichever file is named first.
pub fn run(paths: &[OsString], arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let read: Vec<(Framework, Assessment)> =
        paths.iter().map(|path| files::assessment(path, arguments)).collect::<Result<_, _>>()?;
    let entered: Vec<Entered<'_>> =
        read.iter().map(|(framework, assessment)| Entered { framework, assessment }).collect();
    let runs = runs(&entered);
    if arguments.json {
        writeln!(out, "{}", periods_file::write(&runs, &entered))?;
        return Ok(Verdict::Fine);
    }
    writeln!(out, "{}", words::organizations(&entered, arguments.language).text)?;
    for (at, run) in runs.iter().enumerate() {
        print(run, at, &entered, arguments.language, out)?;
    }
    Ok(Verdict::Fine)
}

fn print(run: &Run, at: usize, entered: &[Entered<'_>], language: Language, out: &mut impl Write) -> io::Result<()> {
    let Some(framework) = run.members.first().and_then(|it| entered.get(it.at)).map(|it| it.framework) else {
        return Ok(());
    };
    if at > 0 {
        writeln!(out, "\n{}", words::break_text(run, entered, framework, language))?;
    } else {
        writeln!(out, "{}", pick(&framework.title, language))?;
    }
    for (at, member) in run.members.iter().enumerate() {
        let name = words::name(run, entered, at, language);
        let total = status::score(&member.total, framework, language);
        let progress = format!("{}/{}", member.progress.entered, member.progress.leaves);
        let values = [("entered", &*progress)];
        let change = if member.since.is_some() { words::change(&member.change, language) } else { String::new() };
        let line = format!("  {name:<14} {total:<28} {:<22} {change}", text_with(language, "periods.entered", &values));
        writeln!(out, "{}", line.trim_end())?;
    }
    for row in &run.rows {
        let Some(node) = framework.node(row.node) else { continue };
        if row.states.iter().all(|state| matches!(state, State::NotEntered | State::Unscored)) {
            continue;
        }
        let cells: String = row
            .scores
            .iter()
            .zip(&row.states)
            .map(|(score, state)| format!("{:>14}", words::cell(score, *state, language)))
            .collect();
        let change = if run.members.len() > 1 { words::change(&row.change, language) } else { String::new() };
        let name = node_title(node, " ", language).replace('\n', " ");
        writeln!(out, "{cells} {change:>12}  {}{name}", "  ".repeat(node.depth))?;
    }
    for sentence in words::sentences(run, entered, framework, language) {
        writeln!(out, "{sentence}")?;
    }
    if let Some(sentence) = words::trend(run, entered, language) {
        writeln!(out, "{sentence}")?;
    }
    if run.members.iter().any(|it| !it.change.is_whole() && it.change.change().is_some()) {
        writeln!(out, "{}", text(language, "periods.star"))?;
    }
    Ok(())
}
