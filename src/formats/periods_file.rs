//! Periods side by side, for programs: `thuocso periods --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::{
    exact::Exact,
    periods::{Common, Entered, Run},
};

/// Periods of one framework. The fields are a promise to strangers and kept apart from the engine's types.
#[derive(Debug, Clone, Serialize)]
pub struct RunFile {
    /// Id of the framework.
    pub framework: String,
    /// The earliest first.
    pub periods: Vec<PeriodFile>,
    /// By node id.
    pub nodes: BTreeMap<String, NodeFile>,
}

/// One period.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodFile {
    /// As its file says.
    pub period: String,
    /// As its file says.
    pub organization: String,
    /// Points of what is entered.
    pub points: String,
    /// Missing earns nothing.
    pub lowest: String,
    /// Missing earns everything.
    pub highest: String,
    /// The position of the period that it is compared with.
    pub since: Option<usize>,
    /// What changed since then.
    pub change: ChangeFile,
}

/// Points gained or lost, of what is decided then and now.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeFile {
    /// With its sign; `null` where nothing can be compared.
    pub points: Option<String>,
    /// How many leaves it is about.
    pub compared: usize,
    /// How many leaves count.
    pub leaves: usize,
}

/// One node in each period.
#[derive(Debug, Clone, Serialize)]
pub struct NodeFile {
    /// Points in each period.
    pub points: Vec<String>,
    /// Up to the last period.
    pub change: ChangeFile,
    /// By the name of the input.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, FigureFile>,
}

/// One figure in each period.
#[derive(Debug, Clone, Serialize)]
pub struct FigureFile {
    /// As files hold it; `null` where it is not entered.
    pub values: Vec<Option<String>>,
    /// Up to the last period, where both are numbers.
    pub change: Option<String>,
}

/// The runs as JSON.
pub fn write(runs: &[Run], entered: &[Entered<'_>]) -> String {
    let all: Vec<RunFile> = runs.iter().filter_map(|run| of_run(run, entered)).collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

fn of_run(run: &Run, entered: &[Entered<'_>]) -> Option<RunFile> {
    let framework = entered.get(run.members.first()?.at)?.framework;
    let periods = run.members.iter().filter_map(|member| {
        let assessment = entered.get(member.at)?.assessment;
        Some(PeriodFile {
            period: assessment.period.clone(),
            organization: assessment.organization.name.clone(),
            points: member.total.points.to_points_text(),
            lowest: member.total.lowest.to_points_text(),
            highest: member.total.highest.to_points_text(),
            since: member.since,
            change: of_change(&member.change),
        })
    });
    let nodes = run.rows.iter().filter_map(|row| {
        let node = framework.node(row.node)?;
        let figures = row.figures.iter().filter_map(|figure| {
            let name = node.leaf.as_ref()?.inputs.get(figure.input)?.name.to_string();
            let change = figure.change.as_ref().map(Exact::to_points_text);
            Some((name, FigureFile { values: figure.texts.clone(), change }))
        });
        let points = row.scores.iter().map(|it| it.points.to_points_text()).collect();
        let file = NodeFile { points, change: of_change(&row.change), figures: figures.collect() };
        Some((node.id.to_string(), file))
    });
    Some(RunFile { framework: framework.id.to_string(), periods: periods.collect(), nodes: nodes.collect() })
}

fn of_change(change: &Common) -> ChangeFile {
    let points = change.change().as_ref().map(Exact::to_points_text);
    ChangeFile { points, compared: change.compared, leaves: change.leaves }
}
