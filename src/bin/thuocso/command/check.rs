//! `thuocso check`: anybody's score file, recomputed.

use std::{ffi::OsStr, io::Write, path::Path};

use serde_json::{Value, json};
use thuocso::{
    engine::exact::Exact,
    formats::{
        assessment_sheet,
        eleven_columns::{
            self, Choices, ScoreTable,
            check::{Totals, findings, totals},
            of_assessment,
        },
    },
    i18n::{Language, number, text, text_for_count},
};

use super::{Arguments, Failure, Verdict, files, import};

/// Prints the sums by group and everything that does not follow.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let file = Path::new(file);
    let (table, mut problems) = match files::is_sheet(file) {
        true => match files::workbook(file)? {
            Ok(workbook) if assessment_sheet::is_one(&workbook) => match import::assessment(&workbook, arguments) {
                Ok((framework, assessment)) => {
                    let (table, mut problems) = of_assessment(&framework, &assessment);
                    problems.extend(assessment_sheet::stated_problems(&workbook, &framework, &assessment));
                    (table, problems)
                }
                Err(problems) => (None, problems),
            },
            Ok(workbook) => match eleven_columns::read(&workbook, &Choices::default()) {
                Ok(table) => {
                    let known = import::known(&table, arguments)?;
                    let mut problems = table.doubts.clone();
                    problems.extend(findings(&table, known.as_ref().map(|(_, framework)| framework)));
                    (Some(table), problems)
                }
                Err(problems) => (None, problems),
            },
            Err(problems) => (None, problems),
        },
        false => {
            let (framework, assessment) = files::assessment(file.as_os_str(), arguments)?;
            of_assessment(&framework, &assessment)
        }
    };
    let mut seen = Vec::new();
    problems.retain(|problem| {
        !seen.contains(problem) && {
            seen.push(problem.clone());
            true
        }
    });
    let sums = table.as_ref().map(totals).unwrap_or_default();
    if arguments.json {
        writeln!(out, "{:#}", as_json(file, table.as_ref(), &sums, &problems))?;
    } else {
        for sum in &sums {
            writeln!(out, "{}", line(sum, arguments.language))?;
        }
        for problem in &problems {
            writeln!(out, "{}: {}", file.display(), files::problem_line(problem, arguments.language))?;
        }
        writeln!(out, "{}", text_for_count(arguments.language, "check.findings", problems.len()))?;
    }
    Ok(if problems.is_empty() { Verdict::Fine } else { Verdict::Problems })
}

fn line(sum: &Totals, language: Language) -> String {
    let name = sum.group.clone().unwrap_or_else(|| text(language, "check.whole").to_owned());
    let points = |points: &Exact| number::number(points, language);
    let (own, appraised, max) = (points(&sum.self_score), points(&sum.appraised), points(&sum.max));
    format!("{own:>10} {appraised:>10} {max:>10}  {:>4}  {name}", sum.lines)
}

fn as_json(
    file: &Path,
    table: Option<&ScoreTable>,
    sums: &[Totals],
    problems: &[thuocso::engine::problem::Problem],
) -> Value {
    let sum = |sum: &Totals| {
        json!({
            "group": sum.group, "lines": sum.lines, "with_self": sum.with_self, "with_appraised": sum.with_appraised,
            "max_points": sum.max.to_text(), "self": sum.self_score.to_text(), "appraised": sum.appraised.to_text(),
        })
    };
    let problem = |problem: &thuocso::engine::problem::Problem| json!({ "place": problem.place, "code": problem.kind.code(), "message": problem.kind.to_string() });
    json!({
        "file": file.display().to_string(),
        "lines": table.map(|table| table.lines.len()),
        "totals": sums.iter().map(sum).collect::<Vec<_>>(),
        "findings": problems.iter().map(problem).collect::<Vec<_>>(),
    })
}
