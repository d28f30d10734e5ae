//! Where points are lost, and where they are still open, item by item.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    Findings, cell, column,
    why::{WhyRow, why_row},
};
use crate::{
    app::{charts::main_indicators::amount, state::route::Route},
    engine::{
        exact::Exact,
        framework::{Basis, Framework, NodeIndex, Scoring},
        review::Gap,
    },
    i18n::{Language, node_title, number, pick, text, text_for_count, text_with},
};

/// How many items are listed before the rest is folded away.
const FIRST: usize = 10;

/// Which gaps are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapKind {
    /// Lost for sure.
    Lost,
    /// Not entered in full.
    Open,
}

/// One list of items, the most points first.
pub fn gaps(findings: &Findings, kind: GapKind) -> Html {
    let Findings { session, review, language, .. } = *findings;
    let framework = &*session.framework;
    let counted = framework.scoring == Scoring::Counted;
    let gaps = match kind {
        GapKind::Lost => &review.lost,
        GapKind::Open => &review.open,
    };
    let key = |points: &'static str, counts: &'static str| text(language, if counted { counts } else { points });
    let (heading, caption, none) = match kind {
        GapKind::Lost => (
            key("results.lost", "results.lost.counted"),
            key("results.lost.caption", "results.lost.caption.counted"),
            key("results.lost.none", "results.lost.none.counted"),
        ),
        GapKind::Open => (
            key("results.open", "results.open.counted"),
            key("results.open.caption", "results.open.caption.counted"),
            text(language, "results.open.none"),
        ),
    };
    let (first, rest) = gaps.split_at(gaps.len().min(FIRST));
    let code = if kind == GapKind::Lost { "lost" } else { "open" };
    html! {
        <section class="results-gaps" data-gaps={code}>
            <h2>{ heading }</h2>
            if gaps.is_empty() {
                <p>{ none }</p>
            } else {
                <p>{ sum_text(framework, gaps, language) }</p>
                if any_allocated(framework, gaps) {
                    <p class="allocated-notice">{ text(language, "results.allocated") }</p>
                }
                { table(findings, kind, first, caption) }
                if !rest.is_empty() {
                    <details class="results-rest">
                        <summary>{ text_for_count(language, "results.more", rest.len()) }</summary>
                        { table(findings, kind, rest, caption) }
                    </details>
                }
            }
        </section>
    }
}

/// «Tổng cộng 120,5 điểm ở 14 mục.»
fn sum_text(framework: &Framework, gaps: &[Gap], language: Language) -> String {
    if framework.scoring == Scoring::Counted {
        return text_for_count(language, "results.gaps.count", gaps.len());
    }
    let sum: Exact = gaps.iter().map(|gap| &gap.points).sum();
    let count = gaps.len().to_string();
    text_with(language, "results.gaps.sum", &[("points", &amount(framework, &sum, language)), ("count", &count)])
}

fn any_allocated(framework: &Framework, gaps: &[Gap]) -> bool {
    gaps.iter().any(|gap| framework.node(gap.node).is_some_and(|node| node.points_basis == Basis::Allocated))
}

fn table(findings: &Findings, kind: GapKind, gaps: &[Gap], caption: &'static str) -> Html {
    let Findings { session, language, .. } = *findings;
    let framework = &*session.framework;
    let counted = framework.scoring == Scoring::Counted;
    let (prefix, amount) = match kind {
        GapKind::Lost => ("lost-why", "results.column.lost"),
        GapKind::Open => ("open-why", "results.column.open"),
    };
    html! {
        <table class="table">
            <caption class="visually-hidden">{ caption }</caption>
            <thead>
                <tr>
                    { column(text(language, "results.column.item"), false) }
                    if !counted {
                        { column(text(language, amount), true) }
                        { column(text(language, "results.column.max"), true) }
                    }
                </tr>
            </thead>
            <tbody>
                for gap in gaps {
                    { why_row(findings, WhyRow {
                        node: gap.node,
                        prefix,
                        columns: if counted { 0 } else { 2 },
                        name: item_link(framework, gap.node, language),
                        note: part_of(framework, gap.node, language),
                        cells: if counted { Html::default() } else { gap_cells(findings, gap) },
                    }) }
                }
            </tbody>
        </table>
    }
}

fn gap_cells(findings: &Findings, gap: &Gap) -> Html {
    let Some(scored) = findings.scorecard.nodes.get(gap.node) else { return Html::default() };
    let max = &scored.score.max_points;
    html! {
        <>
            { cell(number::points_beside(&gap.points, max, findings.language)) }
            { cell(number::points(max, findings.language)) }
        </>
    }
}

/// The item, with the way to where it is entered.
fn item_link(framework: &Framework, index: NodeIndex, language: Language) -> Html {
    let Some(node) = framework.node(index) else { return Html::default() };
    let name = node_title(node, " ", language);
    html! { <a href={Route::assess(node.id.as_str()).href()}>{ name }</a> }
}

/// What the item is part of.
fn part_of(framework: &Framework, index: NodeIndex, language: Language) -> Rc<str> {
    let above = framework.node(index).and_then(|node| framework.node(node.parent?));
    above.map_or_else(Rc::default, |above| Rc::clone(pick(&above.name, language)))
}
