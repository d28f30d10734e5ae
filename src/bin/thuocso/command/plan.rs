//! `thuocso plan`: the least work that reaches a target.

use std::{ffi::OsStr, io::Write};

use thuocso::{
    engine::{
        exact::Exact,
        plan::{Goal, Outcome, items, plan},
    },
    formats::plan_file,
    i18n::{node_title, pick, plan as words, status, text},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints the steps. The target is `--target`, otherwise the one in the file. That a target is out of reach is a problem.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (framework, assessment) = files::assessment(file, arguments)?;
    let language = arguments.language;
    let goal = match &arguments.target {
        Some(text) => {
            let value = Exact::parse_decimal(text).filter(|value| !value.is_negative());
            let value = value.ok_or_else(|| format!("--target is a number such as 800 or 0.8, not `{text}`"))?;
            if arguments.index { Goal::Index(value) } else { Goal::Points(value) }
        }
        None => plan_file::goal(&assessment)
            .ok_or_else(|| "plan needs a target: --target POINTS, or --target VALUE --index".to_owned())?,
    };
    let items = items(&framework, &assessment, &plan_file::works(&assessment));
    let plan = plan(&framework, &assessment, &items, &goal);
    writeln!(out, "{} · {} · {}", assessment.organization.name, assessment.period, pick(&framework.title, language))?;
    for line in words::verdict(&framework, &goal, &plan, language) {
        writeln!(out, "{line}")?;
    }
    if let Outcome::Steps(choice) = &plan.outcome {
        for (item, step) in &choice.steps {
            let Some(item) = items.get(*item) else { continue };
            let (Some(node), Some(step)) = (framework.node(item.node), item.steps.get(*step)) else { continue };
            let points = format!(
                "{} → {}",
                status::with_points(&item.points, language),
                status::with_points(&step.points, language)
            );
            writeln!(out, "\n  {}", node_title(node, " ", language).replace('\n', " "))?;
            writeln!(
                out,
                "    {points} · {} {} · {}",
                text(language, "plan.column.effort"),
                step.effort,
                words::class(item.class, language)
            )?;
            for line in words::step(node, assessment.response(node.id.as_str()), step, language) {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(if plan.outcome == Outcome::OutOfReach { Verdict::Problems } else { Verdict::Fine })
}
