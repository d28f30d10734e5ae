//! Up to five units side by side: as dots on one scale, as outlines where there are few of them, and in a table.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    Page,
    address::{Address, MOST_COMPARED, View},
    charts, list, missing, words,
};
use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            inline_bar::inline_bar,
            main_indicators::{length, ticks},
            numbers::Numbers,
            range::Range,
        },
        components::page_heading::page_heading,
    },
    charts::{
        dots::{self, DotChart, Row},
        radar::{self, Axis, RadarChart, Series},
    },
    engine::{
        dataset::{Column, Entry, Measure, MeasureKind, Structure, Table, Unit},
        exact::Exact,
    },
    i18n::{Language, text, text_with},
};

/// A measure, and what is known of the units that are compared.
type Compared<'a> = (usize, &'a Measure, Column, Vec<Entry>);

/// The units that the address names, in one table.
pub fn comparison(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let Some(set) = dataset.set(table) else { return Html::default() };
    let find = |code: &String| set.units.iter().position(|unit| *unit.code == **code);
    let mut chosen: Vec<usize> = Vec::new();
    let mut unknown: Vec<&String> = Vec::new();
    for code in &address.units {
        match find(code) {
            Some(at) if !chosen.contains(&at) => chosen.push(at),
            Some(_) => {}
            None => unknown.push(code),
        }
    }
    let codes = |chosen: &[usize]| -> Vec<String> {
        chosen.iter().filter_map(|at| Some(set.units.get(*at)?.code.to_string())).collect()
    };
    let of = |units: Vec<String>| Address {
        view: View::Compare,
        year: Some(table.period),
        set: set.id.to_string(),
        units,
        ..page.address.plain()
    };
    let here = of(codes(&chosen));
    let add = {
        let here = here.clone();
        list::choose(move |code| {
            let mut address = here.clone();
            address.units.push(code.to_owned());
            address
        })
    };
    let choose_table = {
        let here = here.clone();
        list::choose(move |value| {
            let (year, set) = value.split_once('/').unwrap_or_default();
            // Codes of one set are other units in another.
            let units = if set == here.set { here.units.clone() } else { Vec::new() };
            Address { year: year.parse().ok(), set: set.to_owned(), units, ..here.clone() }
        })
    };
    let others = || set.units.iter().enumerate().filter(|(at, _)| !chosen.contains(at));
    let chip = |at: &usize| {
        let unit = set.units.get(*at)?;
        let rest: Vec<usize> = chosen.iter().copied().filter(|other| other != at).collect();
        let name = words::unit(unit, language);
        Some(html! {
            <li key={unit.code.to_string()}>
                <a href={Address { year: Some(table.period), ..page.address.profile(&set.id, &unit.code) }.href()}>{ name.to_owned() }</a>
                { " " }
                <a class="ranking-remove" href={of(codes(&rest)).href()} aria-label={text_with(language, "ranking.compare.remove", &[("name", name)])}>{ "×" }</a>
            </li>
        })
    };
    html! {
        <div class="ranking ranking-compare">
            { page_heading(words::of_units(page.dataset, "ranking.compare.title", "ranking.compare.title.other", language)) }
            <div class="ranking-choices">
                <p class="field">
                    <label for="compare-table">{ text(language, "ranking.year") }</label>
                    <select id="compare-table" onchange={choose_table}>
                        { list::table_options(dataset, table, language) }
                    </select>
                </p>
                <p class="field">
                    <label for="compare-add">{ words::of_units(dataset, "ranking.compare.add", "ranking.compare.add.other", language) }</label>
                    // A new list each time, so that nothing stays chosen in it.
                    <select id="compare-add" key={here.units.join(",")} onchange={add} disabled={chosen.len() >= MOST_COMPARED}>
                        <option value="" selected={true}>{ text(language, if chosen.len() >= MOST_COMPARED { "ranking.compare.full" } else { "ranking.compare.choose" }) }</option>
                        for (_, unit) in others() {
                            <option value={unit.code.to_string()}>{ words::unit(unit, language).to_owned() }</option>
                        }
                    </select>
                </p>
            </div>
            for code in unknown { { missing::unit(&set.id, code, language) } }
            if chosen.is_empty() {
                <p>{ words::of_units(dataset, "ranking.compare.none", "ranking.compare.none.other", language) }</p>
            } else {
                <ul class="ranking-chosen" aria-label={text(language, "ranking.compare.chosen")}>{ for chosen.iter().filter_map(chip) }</ul>
                { side_by_side(page, table, structure, &chosen, &here) }
            }
        </div>
    }
}

fn side_by_side(page: Page, table: &Table, structure: &Structure, chosen: &[usize], here: &Address) -> Html {
    let Page { dataset, language, .. } = page;
    let units: Vec<&Unit> = chosen.iter().filter_map(|at| dataset.unit(table.unit_set, *at)).collect();
    let entries = |column: &Column| -> Vec<Entry> {
        chosen.iter().map(|at| column.entries.get(*at).cloned().unwrap_or_default()).collect()
    };
    let is_known = |entries: &[Entry]| entries.iter().any(|it| it.value.is_some() || it.rank.is_some());
    let rows: Vec<Compared> = table
        .measures(structure)
        .into_iter()
        .filter_map(|at| {
            let column = table.column_of(structure, at, chosen);
            let entries = entries(&column);
            Some((at, structure.measures.get(at)?, column, entries)).filter(|(_, _, _, entries)| is_known(entries))
        })
        .collect();
    if rows.is_empty() {
        return html! { <p>{ text(language, "ranking.compare.nothing") }</p> };
    }
    let is_computed = |entry: &Entry| {
        entry.value.as_ref().is_some_and(|it| it.computed) || entry.rank.as_ref().is_some_and(|it| it.computed)
    };
    let has_computed = rows.iter().any(|(_, _, _, entries)| entries.iter().any(is_computed));
    let cell = |entry: &Entry, column: &Column, best: Option<&Exact>| {
        let is_best = chosen.len() > 1 && entry.value.as_ref().is_some_and(|it| Some(&it.value) == best);
        let rank = words::rank_figure(entry).map(|(rank, _)| rank);
        let all = column.entries.len().to_string();
        html! {
            <td class={is_best.then_some("ranking-best")}>
                { words::figure(words::value_figure(entry, language), language) }
                if is_best {
                    <span class="visually-hidden">{ format!(" {}", text(language, "ranking.compare.best")) }</span>
                }
                if let Some(value) = &entry.value {
                    { inline_bar(&value.value, column.mean.as_ref().map(|it| &it.value)) }
                }
                if let Some(rank) = rank {
                    <span class="ranking-cell-rank">
                        { text_with(language, "ranking.profile.rank", &[("rank", &rank), ("all", &all)]) }
                        if entry.rank.as_ref().is_some_and(|it| it.computed) { { words::computed_mark(language) } }
                    </span>
                }
            </td>
        }
    };
    let row = |(at, measure, column, entries): &Compared| {
        let best = entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value)).max();
        html! {
            <tr key={*at} class={(measure.kind == MeasureKind::Index).then_some("ranking-row-named")}>
                <th scope="row">{ words::measure(measure, language) }</th>
                { for entries.iter().map(|entry| cell(entry, column, best)) }
            </tr>
        }
    };
    let names: Vec<String> = units.iter().map(|unit| words::unit(unit, language).to_owned()).collect();
    let index = rows.iter().find(|(_, measure, _, _)| measure.kind == MeasureKind::Index);
    let sentence = index.map(|(_, _, _, entries)| {
        let best = entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value)).max();
        let both = entries.iter().zip(&names).filter(|(it, _)| it.value.as_ref().map(|it| &it.value) == best);
        let first: Vec<String> = both.map(|(_, name)| name.clone()).collect();
        let value = best.map(|it| words::value(it, language)).unwrap_or_default();
        let (first, year, all) =
            (words::joined(&first, language), table.period.to_string(), words::joined(&names, language));
        let values = [("first", &*first), ("year", &*year), ("names", &*all), ("value", &*value)];
        match best {
            Some(_) if names.len() > 1 => text_with(language, "ranking.compare.sentence", &values),
            _ => text_with(language, "ranking.compare.sentence.one", &values),
        }
    });
    let (year, units) = (table.period.to_string(), words::set(dataset, table.unit_set, language));
    let caption = text_with(language, "ranking.compare.caption", &[("year", &year), ("units", &units)]);
    html! {
        <>
            if let Some(sentence) = sentence {
                <p class="ranking-sentence">{ sentence }</p>
            }
            { pictures(page, table, structure, (chosen, &names), &rows, here) }
            <p class="hint" aria-hidden="true">{ caption.clone() }</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label={words::of_units(page.dataset, "ranking.compare.title", "ranking.compare.title.other", language)}>
                <table class="table ranking-sides">
                    <caption><span class="visually-hidden">{ caption }</span></caption>
                    <thead>
                        <tr>
                            <th scope="col">{ text(language, "ranking.measure") }</th>
                            for name in &names {
                                <th scope="col">{ name.clone() }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
            </div>
            <div class="ranking-notes">
                <p>{ text(language, "ranking.compare.marks") }</p>
                if has_computed {
                    <p>{ list::computed_note(language) }</p>
                }
                { words::source_lines(dataset, table, structure.index(), language) }
            </div>
        </>
    }
}

/// The units as dots on a line for each measure; two or three of them as outlines too, for whoever asks for it.
fn pictures(
    page: Page,
    table: &Table,
    structure: &Structure,
    (chosen, names): (&[usize], &[String]),
    rows: &[Compared],
    here: &Address,
) -> Html {
    let Page { dataset, language, .. } = page;
    let values = |entries: &[Entry]| -> Vec<Exact> {
        entries.iter().filter_map(|it| Some(it.value.as_ref()?.value.clone())).collect()
    };
    let drawn: Vec<&Compared> = rows.iter().filter(|(_, _, _, entries)| !values(entries).is_empty()).collect();
    if chosen.len() < 2 || drawn.is_empty() {
        return Html::default();
    }
    let year = table.period.to_string();
    let all = words::joined(names, language);
    let title = text_with(language, "ranking.compare.chart", &[("names", &*all), ("year", &*year)]);
    let summary = chart_sentence(rows, names, language);
    let cells = |(at, _, _, entries): &Compared| -> Vec<_> {
        let cells =
            |(unit, entry): (&usize, &Entry)| charts::unit_cells(page, table, (structure, *at), (*unit, entry), None);
        chosen.iter().zip(entries).filter_map(cells).collect()
    };
    let numbers = Rc::new(Numbers {
        columns: charts::unit_columns(dataset, language),
        rows: rows.iter().flat_map(cells).collect(),
    });
    let is_computed = rows.iter().any(|(_, _, column, _)| words::has_computed(column));
    let mut source = words::source_text(dataset, table, structure.index(), language);
    if is_computed {
        source.extend([" * ", text(language, "ranking.computed")]);
    }
    let file_name = format!("dti_{year}_{}_compare_{}", here.set, here.units.join("-"));
    let figure = |id: &'static str, chart: Chart, title: String, file_name: String| {
        html! {
            <ChartFigure
                {id}
                {chart}
                {title}
                summary={summary.clone()}
                numbers={Rc::clone(&numbers)}
                source={source.clone()}
                address={here.href()}
                {file_name}
                {language}
                children={html! {}}
            />
        }
    };
    let outlines = outlines(&drawn, names, language);
    html! {
        <>
            { figure("compare-dots", Chart::new(dot_rows(&drawn, names, language), dots::place), title.clone(), file_name.clone()) }
            if let Some(outlines) = outlines {
                <details class="chart-more">
                    <summary>{ text(language, "ranking.compare.radar") }</summary>
                    { figure("compare-radar", Chart::new(outlines, radar::place), title, format!("{file_name}_radar")) }
                </details>
            }
        </>
    }
}

fn dot_rows(drawn: &[&Compared], names: &[String], language: Language) -> DotChart {
    let of = |entries: &[Entry]| -> Vec<Option<Exact>> {
        entries.iter().map(|it| it.value.as_ref().map(|it| it.value.clone())).collect()
    };
    let all: Vec<Exact> = drawn.iter().flat_map(|(_, _, _, entries)| of(entries)).flatten().collect();
    let range = Range::of(all.iter(), language);
    let row = |(_, measure, _, entries): &&Compared| {
        let values = of(entries);
        let is_computed = entries.iter().any(|it| it.value.as_ref().is_some_and(|it| it.computed));
        let (low, high) = (values.iter().flatten().min(), values.iter().flatten().max());
        let shown = |value: Option<&Exact>| value.map(|it| words::value(it, language)).unwrap_or_default();
        let between = if low == high { shown(low) } else { format!("{}–{}", shown(low), shown(high)) };
        Row {
            label: words::measure(measure, language).into(),
            value_text: charts::starred(between, is_computed).into(),
            dots: values.iter().map(|value| range.place(value.as_ref()?)).collect(),
            range: low.zip(high).and_then(|(low, high)| Some((range.place(low)?, range.place(high)?))),
            is_strong: measure.kind == MeasureKind::Index,
        }
    };
    DotChart {
        rows: drawn.iter().map(row).collect(),
        series: names.iter().map(|name| name.as_str().into()).collect(),
        ticks: range.ticks.clone(),
        range_label: text(language, "ranking.compare.range").into(),
        ..DotChart::default()
    }
}

/// The main indicators of which every unit has a value, around a center. More units than can be followed, or too few
/// axes for an area: nothing.
fn outlines(drawn: &[&Compared], names: &[String], language: Language) -> Option<RadarChart> {
    let mains: Vec<&&Compared> =
        drawn.iter().filter(|it| it.1.kind == MeasureKind::Main && it.3.iter().all(|it| it.value.is_some())).collect();
    if names.len() > radar::MOST_SERIES || mains.len() < 3 {
        return None;
    }
    let axis = |(_, measure, _, _): &&&Compared| Axis {
        label: words::measure(measure, language).into(),
        value_text: "".into(),
    };
    let series = |(at, name): (usize, &String)| {
        let share = |of: &&&Compared| length(&of.3.get(at)?.value.as_ref()?.value, &Exact::ONE);
        Series { label: name.as_str().into(), shares: mains.iter().map(share).collect(), highs: vec![] }
    };
    Some(RadarChart {
        axes: mains.iter().map(axis).collect(),
        series: names.iter().enumerate().map(series).collect(),
        ticks: ticks(language, 4),
        high_label: "".into(),
    })
}

/// Who is highest in how many main indicators, and where the units are farthest apart. Only indicators count of which
/// every unit has a value.
fn chart_sentence(rows: &[Compared], names: &[String], language: Language) -> String {
    let whole: Vec<(&Measure, Vec<Exact>)> = rows
        .iter()
        .filter(|(_, measure, _, _)| measure.kind == MeasureKind::Main)
        .filter_map(|(_, measure, _, entries)| {
            let values: Option<Vec<Exact>> = entries.iter().map(|it| Some(it.value.as_ref()?.value.clone())).collect();
            Some((*measure, values?))
        })
        .collect();
    let count = whole.len().to_string();
    let firsts = |at: usize| {
        let is_first = |(_, values): &&(&Measure, Vec<Exact>)| values.get(at) == values.iter().max();
        whole.iter().filter(is_first).count()
    };
    let most = (0..names.len()).map(firsts).max().unwrap_or_default();
    let ahead: Vec<String> =
        names.iter().enumerate().filter(|(at, _)| firsts(*at) == most).map(|(_, name)| name.clone()).collect();
    let apart = |values: &[Exact]| Some(values.iter().max()? - values.iter().min()?);
    let widest = whole
        .iter()
        .filter_map(|(measure, values)| Some((measure, values, apart(values)?)))
        .max_by(|left, right| left.2.cmp(&right.2));
    let Some((measure, values, apart)) = widest.filter(|(_, _, apart)| !apart.is_zero()) else {
        let key = if whole.is_empty() { "ranking.compare.chart.nothing" } else { "ranking.compare.chart.same" };
        return text_with(language, key, &[("count", &count)]);
    };
    let at = |value: Option<&Exact>| value.map(|it| words::value(it, language)).unwrap_or_default();
    let (first, most, widest, apart) = (
        words::joined(&ahead, language),
        most.to_string(),
        words::plain_measure(measure, language),
        words::value(&apart, language),
    );
    let (high, low) = (at(values.iter().max()), at(values.iter().min()));
    let values = [
        ("first", &*first),
        ("most", &*most),
        ("count", &*count),
        ("widest", &*widest),
        ("high", &*high),
        ("low", &*low),
        ("apart", &*apart),
    ];
    text_with(language, "ranking.compare.chart.sentence", &values)
}
