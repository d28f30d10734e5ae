//! The top level: bars and a radar, each with its numbers.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    Findings, cell, column,
    why::{WhyRow, why_row},
};
use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            main_indicators::{
                bars, bars_sentence, bars_title, level_name, radar as radar_of, radar_sentence, radar_title, share_text,
            },
            numbers::{Cell, Column, Numbers},
        },
        components::shell::period_text,
        pages::score::has_allocated_points,
        state::{route::Route, saved},
    },
    charts::{bar, radar},
    engine::{
        exact::{Exact, RoundingMode},
        framework::{Framework, NodeIndex, Scoring},
        scoring::{NodeScore, Score, State},
    },
    i18n::{Language, node_title, number, pick, status, text, text_with},
    web,
};

/// Bars and radar of the main indicators.
pub fn main_indicators(findings: &Findings) -> Html {
    let Findings { session, scorecard, review, language, .. } = *findings;
    let framework = &*session.framework;
    let level = level_name(framework, language);
    let file_name = saved::file_name(session, &web::clock::today());
    let file_name = file_name.trim_end_matches(".json");
    let source = source_text(findings);
    let numbers = Rc::new(numbers(findings));
    // A radar of fewer than three axes has no area.
    let axes = roots(findings).count();
    html! {
        <section class="results-main">
            <h2>{ text_with(language, "results.charts", &[("level", &level)]) }</h2>
            <ChartFigure
                id="bars"
                chart={Chart::new(bars(framework, scorecard, language), bar::place)}
                numbers={Rc::clone(&numbers)}
                title={bars_title(framework, language)}
                summary={bars_sentence(framework, scorecard, review, language)}
                source={source.clone()}
                file_name={format!("{file_name}_bars")}
                {language}
            >
                { points_table(findings) }
            </ChartFigure>
            if axes >= 3 {
                <ChartFigure
                    id="radar"
                    chart={Chart::new(radar_of(framework, scorecard, language), radar::place)}
                    {numbers}
                    title={radar_title(framework, language)}
                    summary={radar_sentence(framework, review, language)}
                    {source}
                    file_name={format!("{file_name}_radar")}
                    {language}
                >
                    { shares_table(findings) }
                </ChartFigure>
            }
        </section>
    }
}

/// The numbers of both charts, for files.
fn numbers(findings: &Findings) -> Numbers {
    let Findings { session, language, .. } = *findings;
    let framework = &*session.framework;
    let heading = |key: &'static str| text(language, key).to_owned();
    let written = |points: &Exact| points.to_text_with(4, RoundingMode::HalfUp);
    let row = |(node, scored): (NodeIndex, &NodeScore)| {
        let (node, score) = (framework.node(node)?, &scored.score);
        let number = |points: &Exact| Cell::number(written(points), number::points(points, language));
        Some(vec![
            Cell::text(node_title(node, ". ", language)),
            Cell::text(node.id.as_str()),
            number(&score.lowest),
            number(&score.highest),
            number(&score.max_points),
        ])
    };
    Numbers {
        columns: vec![
            Column::text("name", level_heading(framework, language)),
            Column::text("node", ""),
            Column::number("points_lowest", heading("results.column.points")),
            Column::number("points_highest", heading("results.column.highest")),
            Column::number("points_max", heading("results.column.max")),
        ],
        rows: roots(findings).filter_map(row).collect(),
    }
}

/// The top-level nodes in which something can be earned.
fn roots<'a>(findings: &Findings<'a>) -> impl Iterator<Item = (NodeIndex, &'a NodeScore)> {
    let Findings { session, scorecard, .. } = *findings;
    let framework = &session.framework;
    let scored = |root: &NodeIndex| Some((*root, scorecard.nodes.get(*root)?));
    let earns =
        |(root, _): &(NodeIndex, &NodeScore)| framework.node(*root).is_some_and(|node| !node.max_points.is_zero());
    framework.roots().iter().filter_map(scored).filter(earns)
}

/// The numbers of the bars, each with the way to its explanation.
fn points_table(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let framework = &*session.framework;
    let open = !scorecard.total.is_complete();
    let columns = if open { 3 } else { 2 };
    let unscored = unscored_names(framework, language);
    html! {
        <>
            <table class="table">
                <caption>{ bars_title(framework, language) }</caption>
                <thead>
                    <tr>
                        { column(level_heading(framework, language), false) }
                        { column(text(language, if open { "results.column.points" } else { "results.column.reached" }), true) }
                        if open {
                            { column(text(language, "results.column.highest"), true) }
                        }
                        { column(text(language, "results.column.max"), true) }
                    </tr>
                </thead>
                <tbody>
                    for (node, scored) in roots(findings) {
                        { why_row(findings, WhyRow {
                            node,
                            prefix: "bars-why",
                            columns,
                            name: node_link(framework, node, language),
                            note: progress_text(scored, language).into(),
                            cells: point_cells(&scored.score, open, framework.node(node).map(|node| node.id.as_str()), language),
                        }) }
                    }
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{ text(language, "results.whole") }</th>
                        { point_cells(&scorecard.total, open, None, language) }
                    </tr>
                </tfoot>
            </table>
            if !unscored.is_empty() {
                <p class="results-hint">{ text_with(language, "results.unscored", &[("list", &unscored)]) }</p>
            }
        </>
    }
}

fn point_cells(score: &Score, open: bool, node: Option<&str>, language: Language) -> Html {
    let beside = |points| number::points_beside(points, &score.max_points, language);
    html! {
        <>
            <td class="number" data-score={node.map(ToOwned::to_owned)}>{ beside(&score.lowest) }</td>
            if open {
                { cell(beside(&score.highest)) }
            }
            { cell(number::points(&score.max_points, language)) }
        </>
    }
}

fn node_link(framework: &Framework, node: NodeIndex, language: Language) -> Html {
    let Some(node) = framework.node(node) else { return Html::default() };
    let name = node_title(node, ". ", language);
    html! { <a href={Route::assess(node.id.as_str()).href()}>{ name }</a> }
}

/// «đã nhập 4/9»; with the status once nothing is open, because until then it can still change.
fn progress_text(scored: &NodeScore, language: Language) -> String {
    let status = status::status(scored.status, language);
    if scored.state == State::Given {
        return format!("{} · {status}", status::state(scored.state, language));
    }
    let (entered, leaves) = (scored.progress.entered.to_string(), scored.progress.leaves.to_string());
    let progress = text_with(language, "results.progress.short", &[("entered", &entered), ("leaves", &leaves)]);
    if scored.score.is_complete() { format!("{progress} · {status}") } else { progress }
}

/// The numbers of the radar.
fn shares_table(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let framework = &*session.framework;
    html! {
        <table class="table">
            <caption>{ radar_title(framework, language) }</caption>
            <thead>
                <tr>
                    { column(level_heading(framework, language), false) }
                    { column(text(language, "results.column.share"), true) }
                </tr>
            </thead>
            <tbody>
                for (node, scored) in roots(findings) {
                    <tr key={node}>
                        <th scope="row">
                            if let Some(node) = framework.node(node) {
                                { node_title(node, ". ", language) }
                            }
                        </th>
                        { cell(share_text(&scored.score, language).to_string()) }
                    </tr>
                }
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ text(language, "results.whole") }</th>
                    { cell(share_text(&scorecard.total, language).to_string()) }
                </tr>
            </tfoot>
        </table>
    }
}

fn level_heading(framework: &Framework, language: Language) -> &str {
    framework.levels.first().map_or("", |level| pick(level, language))
}

fn unscored_names(framework: &Framework, language: Language) -> String {
    let unscored = framework.roots().iter().filter_map(|root| framework.node(*root));
    let unscored = unscored.filter(|node| node.max_points.is_zero() && framework.scoring == Scoring::Points);
    let names: Vec<String> = unscored.map(|node| node_title(node, ". ", language)).collect();
    names.join(", ")
}

/// Whose numbers, under what, computed when: written below pictures that leave the page.
fn source_text(findings: &Findings) -> String {
    let Findings { session, language, .. } = *findings;
    let assessment = &session.assessment;
    let organization = match assessment.organization.name.trim() {
        "" => text(language, "results.unnamed"),
        name => name,
    };
    let period = period_text(assessment.period.trim(), language);
    let now = web::clock::local_time(web::clock::now_ms());
    let (year, month, day) = (now.year.to_string(), format!("{:02}", now.month), format!("{:02}", now.day));
    let values = [
        ("organization", organization),
        ("period", &*period),
        ("framework", pick(&session.framework.title, language)),
        ("year", &*year),
        ("month", &*month),
        ("day", &*day),
    ];
    let mut source = text_with(language, "charts.source", &values);
    if has_allocated_points(&findings.session.framework, findings.scorecard) {
        source.push(' ');
        source.push_str(text(language, "charts.allocated"));
    }
    source
}
