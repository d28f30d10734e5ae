//! Up to five units side by side.

use yew::prelude::*;

use super::{
    Page,
    address::{Address, MOST_COMPARED, View},
    list, words,
};
use crate::{
    app::{charts::inline_bar::inline_bar, components::page_heading::page_heading},
    engine::{
        dataset::{Column, Entry, Measure, MeasureKind, Structure, Table, Unit},
        exact::Exact,
    },
    i18n::{text, text_with},
};

/// The units that the address names, in one table.
pub fn comparison(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let Some(set) = dataset.set(table) else { return Html::default() };
    let find = |code: &String| set.units.iter().position(|unit| *unit.code == **code);
    let mut chosen: Vec<usize> = Vec::new();
    for at in address.units.iter().filter_map(find) {
        if !chosen.contains(&at) {
            chosen.push(at);
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
            if chosen.is_empty() {
                <p>{ words::of_units(dataset, "ranking.compare.none", "ranking.compare.none.other", language) }</p>
            } else {
                <ul class="ranking-chosen" aria-label={text(language, "ranking.compare.chosen")}>{ for chosen.iter().filter_map(chip) }</ul>
                { side_by_side(page, table, structure, &chosen) }
            }
        </div>
    }
}

fn side_by_side(page: Page, table: &Table, structure: &Structure, chosen: &[usize]) -> Html {
    let Page { dataset, language, .. } = page;
    let units: Vec<&Unit> = chosen.iter().filter_map(|at| dataset.unit(table.unit_set, *at)).collect();
    let entries = |column: &Column| -> Vec<Entry> {
        chosen.iter().map(|at| column.entries.get(*at).cloned().unwrap_or_default()).collect()
    };
    let is_known = |entries: &[Entry]| entries.iter().any(|it| it.value.is_some() || it.rank.is_some());
    let rows: Vec<(usize, &Measure, Column, Vec<Entry>)> = table
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
    let row = |(at, measure, column, entries): &(usize, &Measure, Column, Vec<Entry>)| {
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
