//! All units of a year by rank.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    download::{self, Form, Ranking},
    missing, parts, words,
};
use crate::{
    app::{charts::inline_bar::inline_bar, components::page_heading::page_heading, state::saved::plain},
    engine::{
        bands::Bands,
        dataset::{Before, Column, Dataset, Entry, MeasureKind, Structure, Table, Unit},
    },
    i18n::{Language, number, text, text_for_count, text_with},
    web,
};

/// The id of a unit's row.
pub fn row_id(code: &str) -> String {
    format!("unit-{code}")
}

/// Everything about one measure of one table.
#[derive(Clone, Copy)]
struct Shown<'a> {
    page: Page<'a>,
    table: &'a Table,
    structure: &'a Structure,
    measure: usize,
    column: &'a Column,
    /// The same units a year before, where the two can be compared.
    before: Option<&'a Column>,
    /// Equal steps of values, where every unit has one.
    bands: Option<&'a Bands>,
}

/// The most bands of a ranking, and colors of a map.
pub const MOST_BANDS: usize = 6;

/// The ranking that the address names.
pub fn ranking(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let measure = address.measure(structure);
    let column = table.column(structure, measure);
    let comparable = dataset.before(table);
    let before = match comparable {
        Before::Same(earlier) => dataset.tables.get(earlier).map(|earlier| earlier.column(structure, measure)),
        _ => None,
    };
    // A column in which nothing can be said is left out.
    let before = before.filter(|before| before.entries.iter().any(|it| it.value.is_some() || it.rank.is_some()));
    let bands = (column.known() == column.entries.len())
        .then(|| Bands::of(column.entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value)), MOST_BANDS))
        .filter(|bands| bands.count() > 1);
    let shown =
        Shown { page, table, structure, measure, column: &column, before: before.as_ref(), bands: bands.as_ref() };
    let sentence = words::sentence(dataset, table, structure, measure, language);
    let compare = Address {
        view: View::Compare,
        year: Some(table.period),
        set: dataset.set(table).map_or(String::new(), |set| set.id.to_string()),
        units: if address.unit.is_empty() { Vec::new() } else { vec![address.unit.clone()] },
        ..page.address.plain()
    };
    let heat = Address { view: View::Heat, units: Vec::new(), ..compare.clone() };
    let overview = Address { view: View::Overview, ..heat.clone() };
    html! {
        <div class="ranking">
            { page_heading(words::title(page.is_own, language)) }
            { choices(shown) }
            <p class="ranking-sentence">{ sentence }</p>
            { named_unit(shown) }
            { table_of(shown) }
            { unknown(shown) }
            <div class="ranking-notes">
                if words::has_computed(&column) || column.mean.as_ref().is_some_and(|it| it.computed) {
                    <p>{ computed_note(language) }</p>
                }
                if let Some(bands) = &bands {
                    <p>{ text_with(language, "ranking.band.rule", &[("width", &number::number(&bands.width, language))]) }</p>
                }
                if let Some(note) = break_note(dataset, comparable, language) {
                    <p data-break="">{ note }</p>
                }
                { words::source_lines(dataset, table, measure, language) }
            </div>
            { downloads(shown) }
            <ul class="ranking-more">
                <li><a href={overview.href()}>{ text(language, "ranking.overview.link") }</a></li>
                <li><a href={compare.href()}>{ words::of_units(dataset, "ranking.compare.link", "ranking.compare.link.other", language) }</a></li>
                <li><a href={heat.href()}>{ text(language, "ranking.heat.link") }</a></li>
                <li><a href={Address { view: View::Own, ..address.plain() }.href()}>{ text(language, "ranking.own.link") }</a></li>
                <li><a href={crate::app::state::route::Route::Embed.href()}>{ text(language, "embed.link") }</a></li>
            </ul>
        </div>
    }
}

/// «* Thước Số tính …».
pub fn computed_note(language: Language) -> Html {
    html! { <><span aria-hidden="true">{ "* " }</span>{ text(language, "ranking.computed") }</> }
}

/// Why there is no change to show.
pub fn break_note(dataset: &Dataset, before: Before, language: Language) -> Option<&'static str> {
    match before {
        Before::FrameworkChanged => Some(text(language, "ranking.break.framework")),
        Before::UnitsChanged => {
            Some(words::of_units(dataset, "ranking.break.units", "ranking.break.units.other", language))
        }
        Before::Same(_) | Before::Nothing => None,
    }
}

/// Goes to what a choice names; an empty choice is none.
pub fn choose(change: impl Fn(&str) -> Address + 'static) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if !value.is_empty() {
            web::location::go(&change(&value).href());
        }
    })
}

fn choices(shown: Shown) -> Html {
    let Shown { page: Page { dataset, address, query, language, .. }, table, structure, measure, .. } = shown;
    let choose_table = {
        let (plain, measure) = (address.plain(), address.measure.clone());
        choose(move |value| {
            let (year, set) = value.split_once('/').unwrap_or_default();
            let (year, set, measure) = (year.parse().ok(), set.to_owned(), measure.clone());
            Address { year, set, measure, ..plain.clone() }
        })
    };
    let named = Address {
        year: Some(table.period),
        set: dataset.set(table).map_or(String::new(), |set| set.id.to_string()),
        part: 0,
        ..address.clone()
    };
    let choose_measure = choose(move |measure| Address { measure: measure.to_owned(), ..named.clone() });
    let type_query = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    let known = table.measures(structure);
    let group = |kind: MeasureKind| {
        let of_kind = known.iter().filter(|at| structure.measures.get(**at).is_some_and(|it| it.kind == kind));
        html! {
            for at in of_kind {
                if let Some(it) = structure.measures.get(*at) {
                    <option value={it.id.to_string()} selected={*at == measure}>{ words::measure(it, language) }</option>
                }
            }
        }
    };
    let has = |kind: MeasureKind| known.iter().any(|at| structure.measures.get(*at).is_some_and(|it| it.kind == kind));
    html! {
        <search class="ranking-choices">
            <p class="field">
                <label for="ranking-table">{ text(language, "ranking.year") }</label>
                <select id="ranking-table" onchange={choose_table}>
                    { table_options(dataset, table, language) }
                </select>
            </p>
            <p class="field">
                <label for="ranking-measure">{ text(language, "ranking.measure") }</label>
                <select id="ranking-measure" onchange={choose_measure}>
                    { group(MeasureKind::Index) }
                    if has(MeasureKind::Pillar) {
                        <optgroup label={text(language, "ranking.pillars")}>{ group(MeasureKind::Pillar) }</optgroup>
                    }
                    if has(MeasureKind::Main) {
                        <optgroup label={text(language, "ranking.mains")}>{ group(MeasureKind::Main) }</optgroup>
                    }
                    if has(MeasureKind::Part) {
                        <optgroup label={text(language, "ranking.parts")}>{ group(MeasureKind::Part) }</optgroup>
                    }
                </select>
            </p>
            <p class="field">
                <label for="ranking-search">{ words::of_units(dataset, "ranking.search", "ranking.search.other", language) }</label>
                <input id="ranking-search" type="search" value={(**query).clone()} oninput={type_query} autocomplete="off" />
            </p>
        </search>
    }
}

/// The tables to choose from, as `2024/provinces-34`.
pub fn table_options(dataset: &Dataset, shown: &Table, language: Language) -> Html {
    let key = |table: &Table| format!("{}/{}", table.period, dataset.set(table).map_or("", |set| &*set.id));
    html! {
        for it in &dataset.tables {
            <option value={key(it)} selected={key(it) == key(shown)}>{ words::table(dataset, it, language) }</option>
        }
    }
}

/// Whether a unit is among those that are searched for.
fn is_found(unit: &Unit, query: &str) -> bool {
    let query = plain(query.trim());
    query.is_empty() || [&unit.name.vi, &unit.name.en].into_iter().any(|name| plain(name).contains(&query))
}

/// The units with a value or a rank that are searched for, in the order of the ranking.
fn found<'a>(shown: Shown<'a>) -> Vec<(usize, &'a Unit, &'a Entry)> {
    let units = shown.page.dataset.set(shown.table).map_or(&[][..], |set| &set.units);
    let of = |at: usize| Some((at, units.get(at)?, shown.column.entries.get(at)?));
    let is_known = |entry: &Entry| entry.value.is_some() || entry.rank.is_some();
    let all = shown.column.order().into_iter().filter_map(of);
    all.filter(|(_, unit, entry)| is_known(entry) && is_found(unit, shown.page.query)).collect()
}

/// What is to be said about the unit that the address names.
fn named_unit(shown: Shown) -> Html {
    let Shown { page: Page { dataset, address, language, .. }, table, column, .. } = shown;
    let set = dataset.set(table);
    let at = set.and_then(|set| set.units.iter().position(|unit| *unit.code == *address.unit));
    if let (false, None, Some(set)) = (address.unit.is_empty(), at, set) {
        return missing::unit(&set.id, &address.unit, language);
    }
    let both = at.and_then(|at| Some((set?.units.get(at)?, column.entries.get(at)?, at)));
    let Some((unit, entry, at)) = both else { return Html::default() };
    let name = words::unit(unit, language);
    let all = column.entries.len().to_string();
    let (value, rank) = (words::value_figure(entry, language), words::rank_figure(entry));
    let (value, rank) = (value.map(|it| it.0), rank.map(|it| it.0));
    let tied = column.ties(at);
    let mut said = match (&value, &rank) {
        (Some(value), Some(rank)) => {
            text_with(language, "ranking.unit.both", &[("name", name), ("value", value), ("rank", rank), ("all", &all)])
        }
        (Some(value), None) => text_with(language, "ranking.unit.value", &[("name", name), ("value", value)]),
        (None, Some(rank)) => {
            text_with(language, "ranking.unit.rank", &[("name", name), ("rank", rank), ("all", &all)])
        }
        (None, None) => text_with(language, "ranking.unit.nothing", &[("name", name)]),
    };
    if tied > 0 {
        said.push(' ');
        said.push_str(&text_for_count(language, "ranking.tied", tied));
    }
    html! { <p class="ranking-named">{ said }</p> }
}

fn table_of(shown: Shown) -> Html {
    let Shown { page: Page { dataset, address, query, language, .. }, table, structure, measure, before, .. } = shown;
    let rows = found(shown);
    let is_all = query.trim().is_empty();
    let named = rows.iter().position(|(_, unit, _)| *unit.code == *address.unit).filter(|_| address.part == 0);
    let part = match named {
        _ if !is_all => 1,
        Some(at) => parts::part_of(at, parts::UNITS),
        None => address.part,
    };
    let drawn = parts::range(rows.len(), parts::UNITS, part);
    let column = |key: &'static str| html! { <th scope="col" class="number">{ text(language, key) }</th> };
    // The band that begins with a row, where all units have a value.
    let mut last = None;
    let banded: Vec<_> = rows
        .iter()
        .take(drawn.end)
        .skip(drawn.start)
        .map(|(at, unit, entry)| {
            let band = shown.bands.zip(entry.value.as_ref()).map(|(bands, value)| bands.band(&value.value));
            let begins = band.filter(|_| band != last);
            last = band;
            (*at, *unit, *entry, begins)
        })
        .collect();
    let href = address.href();
    let ranking = Ranking { dataset, table, structure, measure, unit: &address.unit, address: &href, language };
    html! {
        <>
            <p class="ranking-found" role="status">
                if !query.trim().is_empty() {
                    { if rows.is_empty() { words::of_units(dataset, "ranking.search.none", "ranking.search.none.other", language).to_owned() } else { text_for_count(language, "ranking.search.found", rows.len()) } }
                }
            </p>
            if !rows.is_empty() {
                <table class="table ranking-table">
                    <caption>
                        { download::title(&ranking) }
                        if let Some(mean) = &shown.column.mean {
                            { ". " }{ text_with(language, "ranking.mean_line", &[("value", &words::value(&mean.value, language))]) }
                            if mean.computed { { words::computed_mark(language) } }
                        }
                    </caption>
                    <thead>
                        <tr>
                            { column("ranking.column.rank") }
                            <th scope="col">{ words::of_units(dataset, "ranking.column.unit", "ranking.column.unit.other", language) }</th>
                            { column("ranking.column.value") }
                            if before.is_some() {
                                { column("ranking.column.change") }
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for (at, unit, entry, begins) in banded {
                            if let Some(band) = begins { { band_row(shown, band) } }
                            { row(shown, at, unit, entry) }
                        }
                    </tbody>
                </table>
                if is_all { { parts::links(address, rows.len(), &drawn, parts::UNITS, language) } }
            }
        </>
    }
}

/// «Bậc 2: 0,72 đến dưới 0,78».
fn band_row(shown: Shown, band: usize) -> Html {
    let Shown { page: Page { language, .. }, before, bands, .. } = shown;
    let Some(bands) = bands else { return Html::default() };
    let range = band_name(bands, band, language);
    let number = (bands.count() - band).to_string();
    let said = text_with(language, "ranking.band", &[("band", &number), ("range", &range)]);
    let columns = if before.is_some() { "4" } else { "3" };
    html! { <tr class="ranking-band" key={format!("band-{band}")}><th scope="rowgroup" colspan={columns}>{ said }</th></tr> }
}

/// «0,72 đến dưới 0,78».
pub fn band_name(bands: &Bands, band: usize, language: Language) -> String {
    let shown = |value| number::number(value, language);
    match bands.range(band) {
        (Some(low), Some(high)) => {
            text_with(language, "ranking.heat.between", &[("low", &shown(low)), ("high", &shown(high))])
        }
        (Some(low), None) => text_with(language, "ranking.heat.from", &[("low", &shown(low))]),
        (None, Some(high)) => text_with(language, "ranking.heat.below", &[("high", &shown(high))]),
        (None, None) => text(language, "ranking.map.all").to_owned(),
    }
}

fn row(shown: Shown, at: usize, unit: &Unit, entry: &Entry) -> Html {
    let Shown { page: Page { dataset, address, language, .. }, table, column, before, .. } = shown;
    let set = dataset.set(table).map_or("", |set| &*set.id);
    let is_named = *unit.code == *address.unit;
    let profile = Address { year: Some(table.period), ..address.profile(set, &unit.code) };
    html! {
        <tr key={unit.code.to_string()} id={row_id(&unit.code)} class={is_named.then_some("ranking-row-named")} data-unit={unit.code.to_string()}>
            <td class="number ranking-rank">{ words::figure(words::rank_figure(entry), language) }</td>
            <th scope="row">
                <div class="ranking-unit">
                    <a href={profile.href()}>{ words::unit(unit, language).to_owned() }</a>
                    if let Some(value) = &entry.value {
                        { inline_bar(&value.value, column.mean.as_ref().map(|it| &it.value)) }
                    }
                </div>
            </th>
            <td class="number">{ words::figure(words::value_figure(entry, language), language) }</td>
            if let Some(before) = before {
                <td class="number">{ change(entry, before.entries.get(at), language) }</td>
            }
        </tr>
    }
}

/// Places gained and the difference of values since the year before.
fn change(now: &Entry, before: Option<&Entry>, language: Language) -> Html {
    let before = before.cloned().unwrap_or_default();
    let difference = match (&now.value, &before.value) {
        (Some(now), Some(before)) => Some(words::change(&(&now.value - &before.value), language)),
        _ => None,
    };
    let places = match (&now.rank, &before.rank) {
        (Some(now), Some(before)) => Some((now.value, before.value)),
        _ => None,
    };
    let places = places.map(|(now, before)| {
        let (sign, key, count) = match before.checked_sub(now) {
            Some(0) => ("=", "ranking.change.same", 0),
            Some(gained) => ("▲", "ranking.change.up", gained),
            None => ("▼", "ranking.change.down", now.saturating_sub(before)),
        };
        let said = if count == 0 { text(language, key).to_owned() } else { text_for_count(language, key, count) };
        let shown = if count == 0 { sign.to_owned() } else { format!("{sign}\u{a0}{count}") };
        html! {
            <span class={key.rsplit('.').next().map(|it| format!("ranking-change-{it}"))}>
                <span aria-hidden="true">{ shown }</span>
                <span class="visually-hidden">{ said }</span>
            </span>
        }
    });
    html! {
        <>
            if let Some(places) = &places {
                { places.clone() }
            }
            if let Some(difference) = difference {
                <span class="ranking-difference">{ difference }</span>
            } else if places.is_none() {
                <span class="ranking-unknown" aria-label={text(language, "ranking.no_change")} role="img">{ "–" }</span>
            }
        </>
    }
}

/// The units of which nothing is known: named, never zero.
fn unknown(shown: Shown) -> Html {
    let Shown { page: Page { dataset, address, query, language, .. }, table, column, .. } = shown;
    let Some(set) = dataset.set(table) else { return Html::default() };
    let both = column.entries.iter().zip(&set.units);
    let without = both.filter(|(entry, _)| entry.value.is_none() && entry.rank.is_none());
    let units: Vec<&Unit> = without.map(|(_, unit)| unit).filter(|unit| is_found(unit, query)).collect();
    if units.is_empty() {
        return Html::default();
    }
    html! {
        <details class="ranking-without" open={!query.trim().is_empty()}>
            <summary>{ text_for_count(language, "ranking.without", units.len()) }</summary>
            <ul>
                for unit in units {
                    <li><a href={address.profile(&set.id, &unit.code).href()}>{ words::unit(unit, language).to_owned() }</a></li>
                }
            </ul>
        </details>
    }
}

fn downloads(shown: Shown) -> Html {
    let Shown { page: Page { dataset, address, language, .. }, table, structure, measure, .. } = shown;
    let button = |form: Form, key: &'static str| {
        let (dataset, table, structure) = (Rc::clone(dataset), table.clone(), structure.clone());
        let address = Address {
            view: View::List,
            year: Some(table.period),
            set: dataset.set(&table).map_or(String::new(), |set| set.id.to_string()),
            measure: structure.measures.get(measure).map_or(String::new(), |it| it.id.to_string()),
            part: 0,
            ..address.clone()
        };
        let save = Callback::from(move |_: MouseEvent| {
            let href = web::location::full(&address.href());
            let ranking = Ranking {
                dataset: &dataset,
                table: &table,
                structure: &structure,
                measure,
                unit: &address.unit,
                address: &href,
                language,
            };
            download::save(&ranking, form);
        });
        html! { <button type="button" class="button button-small" onclick={save}>{ text(language, key) }</button> }
    };
    html! {
        <p class="ranking-downloads">
            { button(Form::Csv, "ranking.download.csv") }
            { button(Form::Json, "ranking.download.json") }
            { button(Form::Svg, "charts.save") }
            { button(Form::Png, "charts.save.png") }
        </p>
    }
}
