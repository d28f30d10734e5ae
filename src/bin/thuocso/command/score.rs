//! `thuocso score`: one assessment, scored.

use std::{
    ffi::OsStr,
    io::{self, Write},
};

use thuocso::{
    engine::{
        exact::Exact,
        framework::{Framework, Scoring},
        scoring::{Reference, Scorecard, State, score},
    },
    formats::{assessment_file, scorecard_file},
    i18n::{Language, number, pick, status},
};

use super::{Arguments, Failure, Verdict, files};

/// Scores the file and prints the answer. An open interval is an answer; a figure that can not be read is a problem.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (framework, assessment) = files::assessment(file, arguments)?;
    let mut scorecard = score(&framework, &assessment, Reference::default());
    scorecard.problems.extend(assessment_file::seal_problem(&assessment));
    if arguments.json {
        writeln!(out, "{}", scorecard_file::write(&framework, &scorecard))?;
    } else {
        writeln!(
            out,
            "{} · {} · {}",
            assessment.organization.name,
            assessment.period,
            pick(&framework.title, arguments.language)
        )?;
        print(&framework, &scorecard, arguments.language, out)?;
    }
    let wrong = scorecard.problems.iter().any(|problem| problem.is_error());
    Ok(if wrong { Verdict::Problems } else { Verdict::Fine })
}

fn print(framework: &Framework, scorecard: &Scorecard, language: Language, out: &mut impl Write) -> io::Result<()> {
    for (node, scored) in framework.nodes().iter().zip(&scorecard.nodes).filter(|(node, _)| node.depth == 0) {
        let name = pick(&node.name, language).replace('\n', " ");
        let score = match scored.state {
            State::Unscored => status::state(State::Unscored, language).to_owned(),
            _ => status::score(&scored.score, framework, language),
        };
        let open = if scored.score.is_complete() { String::new() } else { status::interval(&scored.score, language) };
        writeln!(out, "{:>4}  {score:<24} {open:<28} {name}", node.id.as_str())?;
    }
    let shown = |value: &Exact| number::index_value(value, framework.index_rounding, language);
    for (pillar, scored) in framework.pillars.iter().zip(&scorecard.pillars) {
        let score = status::score(&scored.score, framework, language);
        let index = scored.index_value.as_ref().map_or_else(String::new, shown);
        writeln!(out, "      {score:<24} {index:<28} {}", pick(&pillar.name, language))?;
    }
    writeln!(out, "      {}", status::score(&scorecard.total, framework, language))?;
    if !scorecard.total.is_complete() {
        writeln!(out, "      {}", status::interval(&scorecard.total, language))?;
    }
    if framework.scoring == Scoring::Points
        && let Some(value) = &scorecard.index_value
    {
        writeln!(out, "      DTI {}", shown(value))?;
    }
    for problem in &scorecard.problems {
        writeln!(out, "! {}", files::problem_line(problem, language))?;
    }
    Ok(())
}
