//! All units and main indicators of a year at a glance: numbers in cells that are darker the higher they are.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    charts, list, parts, words,
};
use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            numbers::{Cell as NumberCell, Column as NumbersColumn, Numbers},
        },
        components::page_heading::page_heading,
    },
    charts::heat_map::{self, Cell, HeatMap},
    engine::{
        dataset::{Column, Measure, MeasureKind, Table},
        exact::Exact,
    },
    i18n::{Language, number, text, text_with},
};

/// Where a darker step begins, in tenths. One color from light to dark: lightness alone tells the steps apart, and the
/// number is in each cell.
const STEPS: [i64; 5] = [5, 6, 7, 8, 9];

fn bound(tenths: i64) -> Exact {
    Exact::ratio(tenths, 10).unwrap_or_default()
}

/// The step of a value, from 0.
fn step(value: &Exact) -> usize {
    STEPS.iter().filter(|tenths| bound(**tenths) <= *value).count()
}

/// The class of a step.
fn class(step: usize) -> &'static str {
    ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"].get(step).copied().unwrap_or_default()
}

/// The table that the address names, in colors.
pub fn heat(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let Some(set) = dataset.set(table) else { return Html::default() };
    let is_shown = |measure: &Measure| matches!(measure.kind, MeasureKind::Index | MeasureKind::Main);
    let columns: Vec<(&Measure, Column)> = table
        .measures(structure)
        .into_iter()
        .filter_map(|at| Some((structure.measures.get(at).filter(|it| is_shown(it))?, table.column(structure, at))))
        .filter(|(_, column)| column.known() > 0)
        .collect();
    let by_index = table.column(structure, structure.index());
    let of_table = |measure: &Measure| Address { measure: measure.id.to_string(), ..of_set(page, table, &set.id) };
    let head = |(measure, _): &(&Measure, Column)| {
        html! { <th scope="col"><a href={of_table(measure).href()}>{ words::measure(measure, language) }</a></th> }
    };
    let has_some =
        |at: &usize| columns.iter().any(|(_, column)| column.entries.get(*at).is_some_and(|it| it.value.is_some()));
    let row = |at: usize| {
        let unit = set.units.get(at)?;
        let profile = Address { year: Some(table.period), ..page.address.profile(&set.id, &unit.code) };
        Some(html! {
            <tr key={unit.code.to_string()} data-unit={unit.code.to_string()}>
                <th scope="row"><a href={profile.href()}>{ words::unit(unit, language).to_owned() }</a></th>
                { for columns.iter().map(|(_, column)| cell(column, at, language)) }
            </tr>
        })
    };
    let year = table.period.to_string();
    let units = words::set(dataset, table.unit_set, language);
    let caption = text_with(language, "ranking.heat.caption", &[("year", &*year), ("units", &*units)]);
    let all: Vec<usize> = by_index.order().into_iter().filter(has_some).collect();
    let size = parts::size_of_picture(all.len());
    let drawn = parts::range(all.len(), size, address.part);
    let order: Vec<usize> = all.iter().copied().take(drawn.end).skip(drawn.start).collect();
    let value =
        |(_, column): &(&Measure, Column), at: usize| Some(column.entries.get(at)?.value.as_ref()?.value.clone());
    let name = |at: &usize| Some(words::unit(set.units.get(*at)?, language).to_owned());
    let picture = HeatMap {
        columns: columns.iter().map(|(measure, _)| words::measure(measure, language).into()).collect(),
        rows: order
            .iter()
            .filter_map(|at| {
                let cell = |of: &(&Measure, Column)| match value(of, *at) {
                    Some(value) => Cell { text: words::value(&value, language).into(), step: Some(step(&value)) },
                    None => Cell { text: "–".into(), step: None },
                };
                Some((name(at)?.into(), columns.iter().map(cell).collect()))
            })
            .collect(),
        steps: (0..=STEPS.len()).map(|step| step_name(step, language).into()).collect(),
    };
    let mut heads = vec![NumbersColumn::text("unit_name", "-"), NumbersColumn::text("unit_code", "")];
    heads.extend(columns.iter().map(|(measure, _)| NumbersColumn::number(&measure.id, "-")));
    let line = |at: &usize| {
        let mut cells = vec![NumberCell::text(name(at)?), NumberCell::text(&*set.units.get(*at)?.code)];
        let known = columns.iter().map(|of| value(of, *at).map(|value| charts::written(&value)).unwrap_or_default());
        cells.extend(known.map(NumberCell::text));
        Some(cells)
    };
    let numbers = Numbers { columns: heads, rows: order.iter().filter_map(line).collect() };
    let whole = html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label={text(language, "ranking.heat.title")}>
            <table class="table heat-table">
                // A caption is as wide as its table, which here may be wider than the window.
                <caption><span class="visually-hidden">{ caption.clone() }</span></caption>
                <thead>
                    <tr>
                        <th scope="col">{ words::of_units(dataset, "ranking.column.unit", "ranking.column.unit.other", language) }</th>
                        { for columns.iter().map(head) }
                    </tr>
                </thead>
                <tbody>{ for order.iter().copied().filter_map(row) }</tbody>
            </table>
        </div>
    };
    html! {
        <div class="ranking ranking-heat">
            { page_heading(text(language, "ranking.heat.title")) }
            { tables(page, table) }
            { legend(language) }
            <ChartFigure
                id="heat"
                chart={Chart::new(picture, heat_map::place)}
                title={caption.clone()}
                summary={sentence(&columns, &year, &units, language)}
                numbers={Rc::new(numbers)}
                source={words::source_text(dataset, table, structure.index(), language)}
                address={Address { view: View::Heat, ..of_set(page, table, &set.id) }.href()}
                file_name={format!("dti_{year}_{}_heat", set.id)}
                {language}
                files_only={true}
                children={whole}
            />
            { parts::links(address, all.len(), &drawn, size, language) }
            <div class="ranking-notes">{ words::source_lines(dataset, table, structure.index(), language) }</div>
            <p><a href={of_set(page, table, &set.id).href()}>{ text(language, "ranking.profile.back") }</a></p>
        </div>
    }
}

/// The ranking of the same table.
fn of_set(page: Page, table: &Table, set: &str) -> Address {
    Address { year: Some(table.period), set: set.to_owned(), ..page.address.plain() }
}

/// The years to choose from.
fn tables(page: Page, shown: &Table) -> Html {
    let Page { dataset, address, language, .. } = page;
    let plain = address.plain();
    let choose = list::choose(move |value| {
        let (year, set) = value.split_once('/').unwrap_or_default();
        Address { view: View::Heat, year: year.parse().ok(), set: set.to_owned(), ..plain.clone() }
    });
    html! {
        <div class="ranking-choices">
            <p class="field">
                <label for="heat-table">{ text(language, "ranking.year") }</label>
                <select id="heat-table" onchange={choose}>{ list::table_options(dataset, shown, language) }</select>
            </p>
        </div>
    }
}

fn cell(column: &Column, at: usize, language: Language) -> Html {
    match column.entries.get(at).and_then(|entry| entry.value.as_ref()) {
        Some(value) => html! {
            <td class={classes!("heat", class(step(&value.value)))}>{ words::value(&value.value, language) }</td>
        },
        None => html! {
            <td class="heat heat-none">
                <span aria-hidden="true">{ "–" }</span>
                <span class="visually-hidden">{ text(language, "ranking.no_source") }</span>
            </td>
        },
    }
}

/// What a step stands for.
fn step_name(step: usize, language: Language) -> String {
    let tenths = |tenths: i64| number::number(&bound(tenths), language);
    let low = step.checked_sub(1).and_then(|before| STEPS.get(before)).map(|it| tenths(*it));
    let high = STEPS.get(step).map(|it| tenths(*it));
    match (low, high) {
        (None, high) => text_with(language, "ranking.heat.below", &[("high", &high.unwrap_or_default())]),
        (Some(low), None) => text_with(language, "ranking.heat.from", &[("low", &low)]),
        (Some(low), Some(high)) => text_with(language, "ranking.heat.between", &[("low", &low), ("high", &high)]),
    }
}

/// What each step stands for.
fn legend(language: Language) -> Html {
    let item = |step: usize| html! { <li class={classes!("heat", class(step))}>{ step_name(step, language) }</li> };
    html! { <ul class="heat-legend" aria-label={text(language, "ranking.heat.legend")}>{ for (0..=STEPS.len()).map(item) }</ul> }
}

/// Which main indicator is the strongest and the weakest of all, by the mean.
fn sentence(columns: &[(&Measure, Column)], year: &str, units: &str, language: Language) -> String {
    let of = |(measure, column): &(&Measure, Column)| {
        let mean = column.mean.as_ref().filter(|_| measure.kind == MeasureKind::Main)?;
        Some((mean.value.clone(), words::plain_measure(measure, language)))
    };
    let means: Vec<(Exact, String)> = columns.iter().filter_map(of).collect();
    let best = means.iter().max_by(|left, right| left.0.cmp(&right.0));
    let worst = means.iter().min_by(|left, right| left.0.cmp(&right.0));
    match (best, worst) {
        (Some(best), Some(worst)) if best.0 != worst.0 => {
            let (best_value, worst_value) = (words::value(&best.0, language), words::value(&worst.0, language));
            let values = [
                ("year", year),
                ("units", units),
                ("best", &*best.1),
                ("best_value", &*best_value),
                ("worst", &*worst.1),
                ("worst_value", &*worst_value),
            ];
            text_with(language, "ranking.heat.sentence", &values)
        }
        _ => text_with(language, "ranking.heat.sentence.nothing", &[("year", year), ("units", units)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_begins_at_its_bound() {
        let step = |text: &str| step(&Exact::parse_decimal(text).unwrap());
        assert_eq!(["0", "0.4999", "0.5", "0.8999", "0.9", "1"].map(step), [0, 0, 1, 4, 5, 5]);
        assert_eq!(class(5), "heat-5");
    }
}
