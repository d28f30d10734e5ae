//! All units and main indicators of a year at a glance: numbers in cells that are darker the higher they are.

use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    list, words,
};
use crate::{
    app::components::page_heading::page_heading,
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
    let of_table = |measure: &Measure| Address { measure: measure.id.to_string(), ..of_set(table, &set.id) };
    let head = |(measure, _): &(&Measure, Column)| {
        html! { <th scope="col"><a href={of_table(measure).href()}>{ words::measure(measure, language) }</a></th> }
    };
    let has_some =
        |at: &usize| columns.iter().any(|(_, column)| column.entries.get(*at).is_some_and(|it| it.value.is_some()));
    let row = |at: usize| {
        let unit = set.units.get(at)?;
        let profile = Address { year: Some(table.period), ..Address::profile(&set.id, &unit.code) };
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
    html! {
        <div class="ranking ranking-heat">
            { page_heading(text(language, "ranking.heat.title")) }
            { tables(page, table) }
            <p class="ranking-sentence">{ sentence(&columns, &year, &units, language) }</p>
            { legend(language) }
            <p class="hint" aria-hidden="true">{ caption.clone() }</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label={text(language, "ranking.heat.title")}>
                <table class="table heat-table">
                    // A caption is as wide as its table, which here may be wider than the window.
                    <caption><span class="visually-hidden">{ caption }</span></caption>
                    <thead>
                        <tr>
                            <th scope="col">{ text(language, "ranking.column.unit") }</th>
                            { for columns.iter().map(head) }
                        </tr>
                    </thead>
                    <tbody>{ for by_index.order().into_iter().filter(has_some).filter_map(row) }</tbody>
                </table>
            </div>
            <div class="ranking-notes">{ words::source_lines(dataset, table, structure.index(), language) }</div>
            <p><a href={of_set(table, &set.id).href()}>{ text(language, "ranking.profile.back") }</a></p>
        </div>
    }
}

/// The ranking of the same table.
fn of_set(table: &Table, set: &str) -> Address {
    Address { year: Some(table.period), set: set.to_owned(), ..Address::default() }
}

/// The years to choose from.
fn tables(page: Page, shown: &Table) -> Html {
    let Page { dataset, language, .. } = page;
    let choose = list::choose(|value| {
        let (year, set) = value.split_once('/').unwrap_or_default();
        Address { view: View::Heat, year: year.parse().ok(), set: set.to_owned(), ..Address::default() }
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

/// What each step stands for.
fn legend(language: Language) -> Html {
    let tenths = |tenths: i64| number::number(&bound(tenths), language);
    let item = |step: usize| {
        let low = step.checked_sub(1).and_then(|before| STEPS.get(before)).map(|it| tenths(*it));
        let high = STEPS.get(step).map(|it| tenths(*it));
        let said = match (low, high) {
            (None, high) => text_with(language, "ranking.heat.below", &[("high", &high.unwrap_or_default())]),
            (Some(low), None) => text_with(language, "ranking.heat.from", &[("low", &low)]),
            (Some(low), Some(high)) => text_with(language, "ranking.heat.between", &[("low", &low), ("high", &high)]),
        };
        html! { <li class={classes!("heat", class(step))}>{ said }</li> }
    };
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
