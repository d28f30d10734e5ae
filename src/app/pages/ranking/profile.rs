//! One unit: value, rank, pillars, main indicators against the mean, history, and what became of it.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    charts, list, missing, sources, words,
};
use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            inline_bar::inline_bar,
            main_indicators::{length, ticks},
            numbers::{Cell, Column as NumbersColumn, Numbers},
            range::Range,
        },
        components::page_heading::page_heading,
        state::route::Route,
    },
    charts::{
        bar::{self, Bar, BarChart},
        radar::{self, Axis, RadarChart, Series},
        trend::{self, Period, TrendChart},
    },
    engine::{
        dataset::{Column, Entry, Figure, Measure, MeasureKind, Structure, Table, Unit},
        exact::Exact,
        order,
    },
    i18n::{Language, pick, text, text_with},
};

/// Whose budget ships: Đồng Tháp, before and after the mergers.
const BUDGET_OF: [(&str, &str); 2] = [("provinces-63", "87"), ("provinces-34", "82")];

/// Whose targets ship: Đồng Tháp and Bà Rịa - Vũng Tàu, before and after the mergers of Đồng Tháp.
const TARGETS_OF: [(&str, &str, &str); 3] = [
    ("provinces-63", "87", "?plan=dong-thap-2022-targets"),
    ("provinces-34", "82", "?plan=dong-thap-2022-targets"),
    ("provinces-63", "77", "?plan=ba-ria-vung-tau-2024-targets"),
];

/// How many strengths and weaknesses are named.
const MOST_NAMED: usize = 3;

/// One unit in one table.
#[derive(Clone, Copy)]
struct Shown<'a> {
    page: Page<'a>,
    table: &'a Table,
    structure: &'a Structure,
    set: usize,
    at: usize,
    unit: &'a Unit,
}

/// One measure of the unit, with the whole column.
struct Standing<'a> {
    at: usize,
    measure: &'a Measure,
    column: Column,
    entry: Entry,
}

/// The profile of a unit that may not exist.
pub fn profile(page: Page, set: &str, code: &str) -> Html {
    let Page { dataset, address, language, .. } = page;
    let found = dataset.find_unit(set, code).and_then(|(set, at)| Some((set, at, dataset.unit(set, at)?)));
    let Some((set, at, unit)) = found else {
        return html! {
            <div class="ranking ranking-profile">
                { page_heading(text(language, "ranking.title")) }
                { missing::unit(set, code, language) }
                { back(&address.plain(), language) }
            </div>
        };
    };
    let (set_id, code_id) = (dataset.unit_sets.get(set).map_or("", |it| &*it.id), &*unit.code);
    let of_set = || dataset.tables.iter().filter(|table| table.unit_set == set);
    let has_some = |table: &&Table| (0..table.cells.len()).any(|measure| table.cell(measure, at).is_some());
    let named = of_set().find(|table| address.year == Some(table.period));
    let table = named.or_else(|| of_set().find(has_some)).or_else(|| of_set().next());
    let shown = table.and_then(|table| Some((table, dataset.structure(table)?)));
    html! {
        <div class="ranking ranking-profile" key={format!("{set}/{code}")}>
            { page_heading(words::unit_of(dataset, (set, at), language)) }
            { lineage(page, (set, at), unit) }
            if let Some((table, structure)) = shown {
                { results(Shown { page, table, structure, set, at, unit }) }
            }
            { history(page, (set, at), table) }
            if BUDGET_OF.contains(&(set_id, code_id)) {
                <p><a href={Route::Budget.href()}>{ text(language, "ranking.profile.budget") }</a></p>
            }
            for (_, _, plan) in TARGETS_OF.iter().filter(|it| (it.0, it.1) == (set_id, code_id)) {
                <p><a href={Route::Targets { rest: (*plan).to_owned() }.href()}>{ text(language, "targets.link") }</a></p>
            }
        </div>
    }
}

fn back(address: &Address, language: Language) -> Html {
    html! { <p><a href={address.href()}>{ text(language, "ranking.profile.back") }</a></p> }
}

/// What became of the unit, and what it was formed from.
fn lineage(page: Page, (set, at): (usize, usize), unit: &Unit) -> Html {
    let Page { dataset, language, .. } = page;
    let link = |(set, at): (usize, usize), is_new: bool| {
        let id = dataset.unit_sets.get(set).map_or("", |it| &*it.id);
        let name = dataset.unit(set, at).map_or("", |it| words::unit(it, language));
        let key = if is_new { "ranking.profile.new" } else { "ranking.profile.old" };
        let href = dataset.unit(set, at).map(|it| page.address.profile(id, &it.code).href());
        let shown = match dataset.is_merged(set, at) {
            true => text_with(language, key, &[("name", name)]),
            false => name.to_owned(),
        };
        html! { <a {href}>{ shown }</a> }
    };
    let links = |of: &[(usize, usize)], is_new: bool| {
        html! { for (index, it) in of.iter().enumerate() { if index > 0 { { ", " } }{ link(*it, is_new) } } }
    };
    let after = dataset.successors(set, at);
    let before = dataset.predecessors(set, at);
    let is_merged = dataset.is_merged(set, at);
    let name = [("name", words::unit(unit, language))];
    let succession = dataset.successions.iter().find(|it| it.from == set || it.to == set);
    let source = succession.and_then(|it| dataset.sources.get(&it.source)).map(|it| words::source(it, language));
    html! {
        <div class="ranking-lineage">
            if !after.is_empty() {
                <p>
                    { text_with(language, if is_merged { "ranking.profile.now_in" } else { "ranking.profile.now" }, &name) }
                    { " " }{ links(&after, true) }{ "." }
                </p>
            }
            if !before.is_empty() {
                <p>
                    { text_with(language, if is_merged { "ranking.profile.formed" } else { "ranking.profile.before" }, &name) }
                    { " " }{ links(&before, false) }{ "." }
                </p>
            }
            if let Some((title, detail)) = source.filter(|_| !after.is_empty() || !before.is_empty()) {
                <p class="source"><span class="source-label">{ text(language, "shell.source") }</span>{ format!(" {title}, {detail}.") }</p>
            }
        </div>
    }
}

fn standings<'a>(shown: Shown<'a>) -> Vec<Standing<'a>> {
    let Shown { table, structure, at: unit, .. } = shown;
    let of = |at: usize| {
        let column = table.column_of(structure, at, &[unit]);
        let entry = column.entries.get(unit)?.clone();
        Some(Standing { at, measure: structure.measures.get(at)?, column, entry })
    };
    table.measures(structure).into_iter().filter_map(of).collect()
}

fn results(shown: Shown) -> Html {
    let Shown { page: Page { dataset, language, .. }, table, structure, set, unit, .. } = shown;
    let standings = standings(shown);
    let set_id = dataset.unit_sets.get(set).map_or("", |it| &*it.id);
    let in_ranking = Address {
        year: Some(table.period),
        set: set_id.to_owned(),
        unit: unit.code.to_string(),
        ..shown.page.address.plain()
    };
    let compare = Address {
        view: View::Compare,
        year: Some(table.period),
        set: set_id.to_owned(),
        units: vec![unit.code.to_string()],
        ..shown.page.address.plain()
    };
    let fact = |it: &Standing| {
        let is_index = it.measure.kind == MeasureKind::Index;
        html! {
            <div class={is_index.then_some("ranking-fact-main")}>
                <dt>{ words::measure(it.measure, language) }</dt>
                <dd>{ words::figure(words::value_figure(&it.entry, language), language) }</dd>
                <dd class="ranking-fact-rank">
                    { rank_of(it, language) }
                    { sources::others(shown.page, table, (structure, it.at, shown.at)) }
                </dd>
            </div>
        }
    };
    let is_fact = |it: &&Standing| matches!(it.measure.kind, MeasureKind::Index | MeasureKind::Pillar);
    let year = table.period.to_string();
    let has_computed = standings.iter().any(|it| {
        it.entry.value.as_ref().is_some_and(|it| it.computed)
            || it.entry.rank.as_ref().is_some_and(|it| it.computed)
            || it.column.mean.as_ref().is_some_and(|it| it.computed)
    });
    html! {
        <>
            <section>
                <h2>{ text_with(language, "ranking.profile.year", &[("year", &year), ("units", &words::set(dataset, set, language))]) }</h2>
                <dl class="ranking-facts">{ for standings.iter().filter(is_fact).map(fact) }</dl>
                <p class="ranking-sentence">{ sentence(shown, &standings) }</p>
                <p class="ranking-downloads">
                    <a class="button button-small" href={in_ranking.href()}>{ text(language, "ranking.profile.in_ranking") }</a>
                    <a class="button button-small" href={compare.href()}>{ text(language, "ranking.profile.compare") }</a>
                </p>
            </section>
            { main_indicators(shown, &standings) }
            { radar_of(shown, &standings) }
            <div class="ranking-notes">
                if has_computed {
                    <p>{ list::computed_note(language) }</p>
                }
                { words::source_lines(dataset, table, structure.index(), language) }
                { sources::readings(shown.page, table, structure, shown.at) }
                { sources::conflicts(shown.page, &dataset.conflicts_of(set, shown.at)) }
            </div>
        </>
    }
}

/// «hạng 11/34».
fn rank_of(it: &Standing, language: Language) -> Html {
    let all = it.column.entries.len().to_string();
    match words::rank_figure(&it.entry) {
        Some((rank, is_computed)) => html! {
            <>
                { text_with(language, "ranking.profile.rank", &[("rank", &rank), ("all", &all)]) }
                if is_computed { { words::computed_mark(language) } }
            </>
        },
        None if it.entry.value.is_some() => html! { { text(language, "ranking.profile.no_rank") } },
        None => Html::default(),
    }
}

/// Strengths and weaknesses: the main indicators farthest above and below the mean.
fn sentence(shown: Shown, standings: &[Standing]) -> String {
    let Shown { page: Page { dataset, language, .. }, table, set, unit, .. } = shown;
    let away = |it: &Standing| {
        let value = &it.entry.value.as_ref().filter(|_| it.measure.kind == MeasureKind::Main)?.value;
        Some((words::plain_measure(it.measure, language), value - &it.column.mean.as_ref()?.value))
    };
    let all: Vec<(String, Exact)> = standings.iter().filter_map(away).collect();
    let named = |is_above: bool| {
        let of_side = all.iter().filter(|(_, away)| !away.is_zero() && away.is_negative() != is_above).collect();
        let sorted: Vec<&(String, Exact)> = order::sorted(of_side, &|left: &&(String, Exact), right| {
            if is_above { right.1.cmp(&left.1) } else { left.1.cmp(&right.1) }
        });
        let name = |(name, away): &&(String, Exact)| format!("{name} ({})", words::change(away, language));
        words::joined(&sorted.iter().take(MOST_NAMED).map(name).collect::<Vec<_>>(), language)
    };
    let (strong, weak) = (named(true), named(false));
    let (year, units) = (table.period.to_string(), words::set(dataset, set, language));
    let values = [
        ("name", words::unit(unit, language)),
        ("year", &*year),
        ("units", &*units),
        ("strong", &*strong),
        ("weak", &*weak),
    ];
    let key = match (strong.is_empty(), weak.is_empty()) {
        (true, true) => "ranking.profile.sentence.nothing",
        (false, false) => "ranking.profile.sentence.both",
        (false, true) => "ranking.profile.sentence.strong",
        (true, false) => "ranking.profile.sentence.weak",
    };
    text_with(language, key, &values)
}

/// In which main indicators the unit is highest and lowest.
fn chart_sentence(mains: &[&Standing], name: &str, language: Language) -> String {
    let values = || mains.iter().filter_map(|it| Some(&it.entry.value.as_ref()?.value));
    let (Some(most), Some(least)) = (values().max(), values().min()) else {
        return text(language, "ranking.profile.ranks_only").to_owned();
    };
    let holds = |value: &Exact| {
        let of = mains.iter().filter(|it| it.entry.value.as_ref().is_some_and(|it| it.value == *value));
        words::joined(&of.map(|it| words::plain_measure(it.measure, language)).collect::<Vec<_>>(), language)
    };
    let (best, worst) = (holds(most), holds(least));
    let (most, least) = (words::value(most, language), words::value(least, language));
    let values = [("name", name), ("best", &*best), ("most", &*most), ("worst", &*worst), ("least", &*least)];
    text_with(language, "ranking.profile.chart.sentence", &values)
}

/// The main indicators as bars with the mean, and in a table with mean and best.
fn main_indicators(shown: Shown, standings: &[Standing]) -> Html {
    let Shown { page: Page { dataset, language, .. }, table, structure, set, unit, .. } = shown;
    let is_shown = |it: &&Standing| {
        matches!(it.measure.kind, MeasureKind::Main | MeasureKind::Part)
            && (it.entry.value.is_some() || it.entry.rank.is_some())
    };
    let mains: Vec<&Standing> = standings.iter().filter(is_shown).collect();
    if mains.is_empty() {
        return html! { <p>{ text(language, "ranking.profile.no_mains") }</p> };
    }
    let bar = |it: &&Standing| {
        let value = it.entry.value.as_ref()?;
        Some(Bar {
            label: words::measure(it.measure, language).into(),
            value_text: words::value(&value.value, language).into(),
            share: length(&value.value, &Exact::ONE),
            mark: it.column.mean.as_ref().and_then(|mean| length(&mean.value, &Exact::ONE)),
            ..Bar::default()
        })
    };
    let units = words::set(dataset, set, language);
    let has_mean = mains.iter().any(|it| it.column.mean.is_some());
    let is_mean_computed = mains.iter().any(|it| it.column.mean.as_ref().is_some_and(|it| it.computed));
    let mut mean_label = text_with(language, "ranking.profile.mean_of", &[("units", &units)]);
    if is_mean_computed {
        mean_label.extend([" ", text(language, "ranking.computed.short")]);
    }
    let chart = BarChart {
        bars: mains.iter().filter_map(bar).collect(),
        ticks: ticks(language, 4),
        mark_label: if has_mean { mean_label.into() } else { "".into() },
        ..BarChart::default()
    };
    let set_id = dataset.unit_sets.get(set).map_or("", |it| &*it.id);
    let numbers = numbers_of(&mains, language);
    let address = Address {
        year: Some(table.period),
        ..shown.page.address.profile(dataset.unit_sets.get(set).map_or("", |it| &*it.id), &unit.code)
    };
    let row = |it: &&Standing| {
        let address = Address {
            year: Some(table.period),
            set: set_id.to_owned(),
            measure: it.measure.id.to_string(),
            unit: unit.code.to_string(),
            ..shown.page.address.plain()
        };
        let figure = |it: &Option<Figure<Exact>>| {
            words::figure(it.as_ref().map(|it| (words::value(&it.value, language), it.computed)), language)
        };
        html! {
            <tr key={it.measure.id.to_string()}>
                <th scope="row"><a href={address.href()}>{ words::measure(it.measure, language) }</a></th>
                <td class="number">
                    { figure(&it.entry.value) }
                    { sources::others(shown.page, table, (structure, it.at, shown.at)) }
                </td>
                <td class="number">{ words::figure(words::rank_figure(&it.entry), language) }</td>
                <td class="number">{ figure(&it.column.mean) }</td>
                <td class="number">{ figure(&it.column.best) }</td>
            </tr>
        }
    };
    let year = table.period.to_string();
    let name = words::unit_of(dataset, (set, shown.at), language);
    let title = text_with(language, "ranking.profile.chart", &[("name", &name), ("year", &year)]);
    let column = |key: &'static str| html! { <th scope="col" class="number">{ text(language, key) }</th> };
    let of_table = mains.iter().map(|it| it.at).next().unwrap_or(structure.index());
    html! {
        <section>
            <h2>{ text(language, "ranking.mains") }</h2>
            <ChartFigure
                id="profile-bars"
                chart={Chart::new(chart, bar::place)}
                numbers={Rc::new(numbers)}
                address={address.href()}
                title={title.clone()}
                summary={chart_sentence(&mains, &name, language)}
                source={words::source_text(dataset, table, of_table, language)}
                file_name={format!("dti_{year}_{set_id}_{}", unit.code)}
                {language}
            >
                <table class="table ranking-mains">
                    <caption>{ title }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ text(language, "ranking.profile.indicator") }</th>
                            { column("ranking.column.value") }
                            { column("ranking.column.rank") }
                            { column("ranking.profile.mean") }
                            { column("ranking.profile.best") }
                        </tr>
                    </thead>
                    <tbody>{ for mains.iter().map(row) }</tbody>
                </table>
            </ChartFigure>
        </section>
    }
}

/// Value, rank, mean and best of each indicator.
fn numbers_of(mains: &[&Standing], language: Language) -> Numbers {
    let heading = |key: &'static str| text(language, key).to_owned();
    Numbers {
        columns: vec![
            NumbersColumn::text("measure", ""),
            NumbersColumn::text("measure_name", heading("ranking.profile.indicator")),
            NumbersColumn::number("value", heading("ranking.column.value")),
            NumbersColumn::number("rank", heading("ranking.column.rank")),
            NumbersColumn::number("mean", heading("ranking.profile.mean")),
            NumbersColumn::number("best", heading("ranking.profile.best")),
        ],
        rows: mains
            .iter()
            .map(|it| {
                let value = |it: &Option<Figure<Exact>>| {
                    charts::value_cell(it.as_ref().map(|it| (&it.value, it.computed)), language)
                };
                vec![
                    Cell::text(&*it.measure.id),
                    Cell::text(words::measure(it.measure, language)),
                    value(&it.entry.value),
                    charts::rank_cell(&it.entry, language),
                    value(&it.column.mean),
                    value(&it.column.best),
                ]
            })
            .collect(),
    }
}

/// The main indicators of the unit with the mean and the best, around a center.
fn radar_of(shown: Shown, standings: &[Standing]) -> Html {
    let Shown { page: Page { dataset, language, .. }, table, set, unit, .. } = shown;
    let mains: Vec<&Standing> =
        standings.iter().filter(|it| it.measure.kind == MeasureKind::Main && it.entry.value.is_some()).collect();
    // Fewer axes have no area.
    if mains.len() < 3 {
        return Html::default();
    }
    let share = |value: Option<&Exact>| value.and_then(|value| length(value, &Exact::ONE));
    let of = |pick: &dyn Fn(&Standing) -> Option<Exact>| mains.iter().map(|it| share(pick(it).as_ref())).collect();
    let series = |label: String, shares: Vec<Option<f64>>| Series { label: label.into(), shares, highs: vec![] };
    let name = words::unit_of(dataset, (set, shown.at), language);
    let chart = RadarChart {
        axes: mains
            .iter()
            .map(|it| Axis {
                label: words::measure(it.measure, language).into(),
                value_text: it
                    .entry
                    .value
                    .as_ref()
                    .map(|it| words::value(&it.value, language))
                    .unwrap_or_default()
                    .into(),
            })
            .collect(),
        series: vec![
            series(name.clone(), of(&|it| it.entry.value.as_ref().map(|it| it.value.clone()))),
            series(
                text(language, "ranking.profile.mean").to_owned(),
                of(&|it| it.column.mean.as_ref().map(|it| it.value.clone())),
            ),
            series(
                text(language, "ranking.profile.best").to_owned(),
                of(&|it| it.column.best.as_ref().map(|it| it.value.clone())),
            ),
        ],
        ticks: ticks(language, 4),
        high_label: "".into(),
    };
    let year = table.period.to_string();
    let set_id = dataset.unit_sets.get(set).map_or("", |it| &*it.id);
    let above = mains.iter().filter(|it| {
        let both = it.entry.value.as_ref().zip(it.column.mean.as_ref());
        both.is_some_and(|(value, mean)| value.value > mean.value)
    });
    let (above, all) = (above.count().to_string(), mains.len().to_string());
    let values = [("name", &*name), ("above", &*above), ("all", &*all)];
    let address = Address { year: Some(table.period), ..shown.page.address.profile(set_id, &unit.code) };
    let of_table = mains.first().map_or(0, |it| it.at);
    html! {
        <section>
            <h2>{ text(language, "ranking.profile.radar.heading") }</h2>
            <ChartFigure
                id="profile-radar"
                chart={Chart::new(chart, radar::place)}
                title={text_with(language, "ranking.profile.radar", &[("name", &name), ("year", &year)])}
                summary={text_with(language, "ranking.profile.radar.sentence", &values)}
                numbers={Rc::new(numbers_of(&mains, language))}
                source={words::source_text(dataset, table, of_table, language)}
                address={address.href()}
                file_name={format!("dti_{year}_{set_id}_{}_radar", unit.code)}
                {language}
                // The numbers are in the table above.
                children={html! {}}
            />
        </section>
    }
}

/// The index over the years as a line that is broken wherever years can not be compared.
fn trend_of(page: Page, own: (usize, usize), years: &[(&Table, usize)]) -> Html {
    let Page { dataset, language, .. } = page;
    let Some((set_id, unit)) = dataset.unit_sets.get(own.0).map(|it| &*it.id).zip(dataset.unit(own.0, own.1)) else {
        return Html::default();
    };
    let earliest_first: Vec<&(&Table, usize)> = years.iter().rev().collect();
    let index = |table: &Table, unit: usize| {
        let structure = dataset.structure(table)?;
        Some((structure.index(), table.column_of(structure, structure.index(), &[unit])))
    };
    let value = |table: &Table, unit: usize| Some(index(table, unit)?.1.entries.get(unit)?.value.clone()?.value);
    let mean = |table: &Table| Some(index(table, 0)?.1.mean?.value);
    let known: Vec<Exact> = earliest_first.iter().filter_map(|(table, unit)| value(table, *unit)).collect();
    if known.len() < 2 {
        return Html::default();
    }
    let all: Vec<Exact> =
        known.iter().cloned().chain(earliest_first.iter().filter_map(|(table, _)| mean(table))).collect();
    let range = Range::of(all.iter(), language);
    let begins = |at: usize| {
        let both = at.checked_sub(1).and_then(|before| earliest_first.get(before)).zip(earliest_first.get(at));
        both.is_some_and(|((then, _), (now, _))| then.structure != now.structure || then.unit_set != now.unit_set)
    };
    let title_of = |table: &Table| {
        dataset.structure(table).map(|it| Rc::clone(pick(&it.title, language))).unwrap_or_else(|| "".into())
    };
    let periods = earliest_first.iter().enumerate().map(|(at, (table, _))| Period {
        label: table.period.to_string().into(),
        begins: begins(at),
        name: title_of(table),
    });
    let name = words::unit_of(dataset, own, language);
    let chart = TrendChart {
        periods: periods.collect(),
        series: vec![
            trend::Series {
                label: name.as_str().into(),
                shares: earliest_first.iter().map(|(table, unit)| range.place(&value(table, *unit)?)).collect(),
                texts: earliest_first
                    .iter()
                    .map(|(table, unit)| {
                        value(table, *unit).map(|it| words::value(&it, language)).unwrap_or_default().into()
                    })
                    .collect(),
            },
            trend::Series {
                label: text(language, "ranking.profile.mean").into(),
                shares: earliest_first.iter().map(|(table, _)| range.place(&mean(table)?)).collect(),
                texts: vec![],
            },
        ],
        ticks: range.ticks,
    };
    let breaks = (0..earliest_first.len()).filter(|at| begins(*at)).count();
    let rows = earliest_first.iter().map(|(table, unit)| {
        let (structure, entry) =
            (dataset.structure(table), index(table, *unit).and_then(|(_, it)| it.entries.get(*unit).cloned()));
        let entry = entry.unwrap_or_default();
        vec![
            Cell::text(table.period.to_string()),
            Cell::text(structure.map_or("", |it| &*it.framework)),
            charts::value_cell(entry.value.as_ref().map(|it| (&it.value, it.computed)), language),
            Cell::text(entry.rank.map(|it| it.value.to_string()).unwrap_or_default()),
            mean(table)
                .map_or_else(Cell::default, |it| Cell::number(charts::written(&it), words::value(&it, language))),
        ]
    });
    let heading = |key: &'static str| text(language, key).to_owned();
    let numbers = Numbers {
        columns: vec![
            NumbersColumn::text("period", heading("ranking.history.year")),
            NumbersColumn::text("framework", ""),
            NumbersColumn::number("value", heading("ranking.column.value")),
            NumbersColumn::number("rank", heading("ranking.column.rank")),
            NumbersColumn::number("mean", heading("ranking.profile.mean")),
        ],
        rows: rows.collect(),
    };
    let source = earliest_first
        .iter()
        .filter_map(|(table, unit)| Some(words::source_text(dataset, table, index(table, *unit)?.0, language)));
    let source = source.collect::<Vec<_>>().join(" ");
    let (first, last) = (earliest_first.first(), earliest_first.last());
    let year = |it: Option<&&(&Table, usize)>| it.map(|(table, _)| table.period.to_string()).unwrap_or_default();
    let (from, to, breaks) = (year(first), year(last), breaks.to_string());
    let values = [("name", &*name), ("from", &*from), ("to", &*to), ("breaks", &*breaks)];
    html! {
        <ChartFigure
            id="profile-trend"
            chart={Chart::new(chart, trend::place)}
            title={text_with(language, "ranking.profile.trend", &values)}
            summary={text_with(language, "ranking.profile.trend.sentence", &values)}
            numbers={Rc::new(numbers)}
            {source}
            address={page.address.profile(set_id, &unit.code).href()}
            file_name={format!("dti_{set_id}_{}_trend", unit.code)}
            {language}
            children={html! {}}
        />
    }
}

/// The index over the years, with a line wherever years can not be compared. A unit that was not merged goes on under
/// its new code.
fn history(page: Page, own: (usize, usize), shown: Option<&Table>) -> Html {
    let Page { dataset, language, .. } = page;
    let mut same = vec![own];
    for other in dataset.predecessors(own.0, own.1).into_iter().chain(dataset.successors(own.0, own.1)) {
        let only = |unit: (usize, usize), of: (usize, usize)| dataset.predecessors(unit.0, unit.1) == [of];
        if only(own, other) || only(other, own) {
            same.push(other);
        }
    }
    let of_table = |table: &Table| same.iter().find(|it| it.0 == table.unit_set).map(|it| it.1);
    let years: Vec<(&Table, usize)> =
        dataset.tables.iter().filter_map(|table| Some((table, of_table(table)?))).collect();
    let row = |index: usize, (table, unit): (&Table, usize)| {
        let structure = dataset.structure(table)?;
        let column = table.column_of(structure, structure.index(), &[unit]);
        let entry = column.entries.get(unit)?;
        let set = dataset.set(table)?;
        let address = Address { year: Some(table.period), ..page.address.profile(&set.id, &set.units.get(unit)?.code) };
        let breaks = years.get(index + 1).and_then(|(earlier, _)| {
            match (earlier.structure == table.structure, earlier.unit_set == table.unit_set) {
                (true, true) => None,
                (true, false) => Some("ranking.break.units.short"),
                (false, _) => Some("ranking.break.framework.short"),
            }
        });
        let is_shown = shown.is_some_and(|it| std::ptr::eq(it, table));
        Some(html! {
            <>
                <tr class={is_shown.then_some("ranking-row-named")}>
                    <th scope="row"><a href={address.href()} aria-current={is_shown.then_some("true")}>{ table.period }</a></th>
                    <td class="ranking-history-bar">
                        if let Some(value) = &entry.value {
                            { inline_bar(&value.value, column.mean.as_ref().map(|it| &it.value)) }
                        }
                    </td>
                    <td class="number">{ words::figure(words::value_figure(entry, language), language) }</td>
                    <td class="number">{ rank_in(entry, &column, language) }</td>
                </tr>
                if let Some(key) = breaks {
                    <tr class="ranking-break"><td colspan="4">{ text(language, key) }</td></tr>
                }
            </>
        })
    };
    html! {
        <section>
            <h2>{ text(language, "ranking.history") }</h2>
            { trend_of(page, own, &years) }
            <table class="table ranking-history">
                <caption>{ text(language, "ranking.history.caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "ranking.history.year") }</th>
                        <th scope="col"><span class="visually-hidden">{ text(language, "ranking.history.bar") }</span></th>
                        <th scope="col" class="number">{ text(language, "ranking.column.value") }</th>
                        <th scope="col" class="number">{ text(language, "ranking.column.rank") }</th>
                    </tr>
                </thead>
                <tbody>{ for years.iter().enumerate().filter_map(|(index, it)| row(index, *it)) }</tbody>
            </table>
        </section>
    }
}

fn rank_in(entry: &Entry, column: &Column, language: Language) -> Html {
    let all = column.entries.len();
    words::figure(words::rank_figure(entry).map(|(rank, is_computed)| (format!("{rank}/{all}"), is_computed)), language)
}
