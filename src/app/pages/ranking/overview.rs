//! A year at a glance: who leads, how far apart the units are, who rose, and a map. One sentence each.

use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    charts, list, map, parts, words,
};
use crate::{
    app::components::page_heading::page_heading,
    engine::{
        dataset::{Before, Column, Structure, Table},
        exact::Exact,
        order,
    },
    i18n::{Language, text, text_for_count, text_with},
};

/// How many units are named that rose most.
const MOST_NAMED: usize = 3;

/// The year that the address names.
pub fn overview(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let measure = address.measure(structure);
    let column = table.column(structure, measure);
    let comparable = dataset.before(table);
    let before = match comparable {
        Before::Same(at) => dataset.tables.get(at),
        _ => None,
    };
    let known = column.known();
    let size = parts::size_of_picture(known);
    let plain = address.plain();
    let choose_table = list::choose(move |value| {
        let (year, set) = value.split_once('/').unwrap_or_default();
        Address { view: View::Overview, year: year.parse().ok(), set: set.to_owned(), ..plain.clone() }
    });
    let of = |view: View| Address {
        view,
        year: Some(table.period),
        set: dataset.set(table).map_or(String::new(), |set| set.id.to_string()),
        ..page.address.plain()
    };
    let year = table.period.to_string();
    let sentences = [
        Some(words::sentence(dataset, table, structure, measure, language)),
        spread(&column, language),
        rises(page, table, structure, measure, comparable),
    ];
    let links = [
        (View::List, "ranking.profile.back"),
        (View::Heat, "ranking.heat.link"),
        (View::Compare, words::of_units_key(dataset, "ranking.compare.link", "ranking.compare.link.other")),
        (View::WhatIf, "what_if.link"),
        (View::Own, "ranking.own.map.other"),
    ];
    html! {
        <div class="ranking ranking-overview">
            { page_heading(&*text_with(language, "ranking.overview.title", &[("year", &year)])) }
            <div class="ranking-choices">
                <p class="field">
                    <label for="overview-table">{ text(language, "ranking.year") }</label>
                    <select id="overview-table" onchange={choose_table}>{ list::table_options(dataset, table, language) }</select>
                </p>
            </div>
            <ul class="ranking-sentences">
                for sentence in sentences.into_iter().flatten() {
                    <li>{ sentence }</li>
                }
            </ul>
            <ul class="ranking-more">
                for (view, key) in links {
                    <li><a href={of(view).href()}>{ text(language, key) }</a></li>
                }
            </ul>
            <section>
                <h2>{ text(language, "ranking.map.heading") }</h2>
                { map::map(page, table, structure, measure) }
            </section>
            <section>
                <h2>{ text(language, "ranking.overview.units") }</h2>
                { charts::dot_ranking(page, table, structure, measure, before) }
                { parts::links(address, known, &parts::range(known, size, address.part), size, language) }
            </section>
            <div class="ranking-notes">
                if words::has_computed(&column) || column.mean.as_ref().is_some_and(|it| it.computed) {
                    <p>{ list::computed_note(language) }</p>
                }
                if page.map.is_empty() && map::has_tiles(page, table) {
                    <p>{ text(language, "ranking.map.note") }</p>
                }
                { words::source_lines(dataset, table, measure, language) }
            </div>
        </div>
    }
}

/// How far the highest is from the lowest, and how many are above the mean.
fn spread(column: &Column, language: Language) -> Option<String> {
    let values = || column.entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value));
    let (high, low) = (values().max()?, values().min()?);
    let mean = &column.mean.as_ref()?.value;
    let above = values().filter(|value| *value > mean).count().to_string();
    let (difference, all) = (words::value(&(high - low), language), column.entries.len().to_string());
    let values = [("difference", &*difference), ("above", &*above), ("all", &*all)];
    Some(text_with(language, "ranking.overview.spread", &values))
}

/// Who rose most since the year before, or why that can not be said.
fn rises(page: Page, table: &Table, structure: &Structure, measure: usize, comparable: Before) -> Option<String> {
    let Page { dataset, language, .. } = page;
    let Before::Same(at) = comparable else {
        return list::break_note(dataset, comparable, language).map(str::to_owned);
    };
    let before = dataset.tables.get(at)?;
    let (now, then) = (table.column(structure, measure), before.column(structure, measure));
    let value = |column: &Column, unit: usize| Some(column.entries.get(unit)?.value.as_ref()?.value.clone());
    let change = |unit: usize| Some((unit, &value(&now, unit)? - &value(&then, unit)?));
    let changes: Vec<(usize, Exact)> = (0..now.entries.len()).filter_map(change).collect();
    if changes.is_empty() {
        return None;
    }
    let falls = changes.iter().filter(|(_, change)| change.is_negative()).count();
    let rises = changes.iter().filter(|(_, change)| !change.is_negative() && !change.is_zero());
    let rises: Vec<&(usize, Exact)> =
        order::sorted(rises.collect(), &|left: &&(usize, Exact), right| right.1.cmp(&left.1));
    let name = |(unit, change): &&(usize, Exact)| {
        let unit = dataset.unit(table.unit_set, *unit)?;
        Some(format!("{} ({})", words::unit(unit, language), words::change(change, language)))
    };
    let named: Vec<String> = rises.iter().take(MOST_NAMED).filter_map(name).collect();
    let (year, rose, all) = (before.period.to_string(), rises.len().to_string(), changes.len().to_string());
    let named = words::joined(&named, language);
    let values = [("year", &*year), ("named", &*named), ("rose", &*rose), ("all", &*all)];
    let key = if rises.is_empty() { "ranking.overview.rises.none" } else { "ranking.overview.rises" };
    let mut said = text_with(language, key, &values);
    if falls > 0 {
        said.push(' ');
        said.push_str(&text_for_count(language, "ranking.overview.falls", falls));
    }
    Some(said)
}
