//! Other weights: the ranking moves at once, and says at all times that it is not the official one.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
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
            numbers::{Cell, Column, Numbers},
        },
        components::page_heading::page_heading,
    },
    charts::{
        Tick,
        dots::{self, DotChart, Row},
    },
    engine::{
        dataset::{Dataset, Structure, Table},
        exact::Exact,
        order,
        what_if::{self, Interval, Item, Makeup},
    },
    i18n::{Language, number, text, text_with},
    web,
};

/// The seed of all draws: the same page shows the same intervals everywhere.
const SEED: u64 = 2024;

/// The greatest weight that can be given, in points.
const MOST_POINTS: i64 = 1000;

/// How long after the last change the intervals are drawn.
const DRAW_AFTER_MS: u32 = 150;

/// The page. What it holds is in the address alone, so that the address shows the same to everybody.
pub fn what_if(page: Page) -> Html {
    let Page { dataset, address, language, .. } = page;
    let Some((table, structure)) = address.table(dataset) else { return Html::default() };
    let at = dataset.tables.iter().position(|it| std::ptr::eq(it, table)).unwrap_or_default();
    let plain = address.plain();
    let choose = list::choose(move |value| {
        let (year, set) = value.split_once('/').unwrap_or_default();
        Address { view: View::WhatIf, year: year.parse().ok(), set: set.to_owned(), ..plain.clone() }
    });
    html! {
        <div class="ranking ranking-what-if">
            { page_heading(text(language, "what_if.title")) }
            <p class="allocated-notice">{ text(language, "what_if.notice") }</p>
            <div class="ranking-choices">
                <p class="field">
                    <label for="what-if-table">{ text(language, "ranking.year") }</label>
                    <select id="what-if-table" onchange={choose}>{ list::table_options(dataset, table, language) }</select>
                </p>
            </div>
            if dataset.set(table).is_some_and(|set| set.units.len() > parts::UNITS) {
                <p>{ text(language, "what_if.too_many") }</p>
            } else if let Some(makeup) = Makeup::of(table, structure) {
                <WhatIf
                    key={at}
                    dataset={Shared(Rc::clone(dataset))}
                    {at}
                    makeup={Shared(Rc::new(makeup))}
                    address={Shared(Rc::new(address.clone()))}
                    {language}
                />
            } else {
                <p>{ text(language, "what_if.impossible") }</p>
            }
            <div class="ranking-notes">{ words::source_lines(dataset, table, structure.index(), language) }</div>
            <p><a href={Address { view: View::List, weights: String::new(), ..address.clone() }.href()}>{ text(language, "ranking.profile.back") }</a></p>
        </div>
    }
}

/// Something large: the same or not by its place.
#[derive(Debug, Clone)]
struct Shared<T>(Rc<T>);

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Debug, PartialEq, Properties)]
struct WhatIfProps {
    dataset: Shared<Dataset>,
    at: usize,
    makeup: Shared<Makeup>,
    address: Shared<Address>,
    language: Language,
}

/// The weights of an address, one per item: whole points, an empty place is the item's own.
fn weights_of(address: &Address, items: &[Item]) -> Vec<Exact> {
    let mut parts = address.weights.split(',');
    let weight = |item: &Item| {
        let typed = parts.next().and_then(|part| part.parse::<i64>().ok());
        typed.map_or_else(|| item.points.clone(), |points| points.clamp(0, MOST_POINTS).into())
    };
    items.iter().map(weight).collect()
}

/// As an address has them; empty where all are the items' own.
fn written(weights: &[Exact], items: &[Item]) -> String {
    if weights.iter().zip(items).all(|(weight, item)| *weight == item.points) {
        return String::new();
    }
    weights.iter().map(Exact::to_text).collect::<Vec<_>>().join(",")
}

/// Weights, ranking and intervals.
#[component]
fn WhatIf(props: &WhatIfProps) -> Html {
    let language = props.language;
    let (dataset, makeup, address) = (&props.dataset.0, &props.makeup.0, &props.address.0);
    let weights = use_state_eq(|| weights_of(address, &makeup.items));
    let drawn = use_state_eq(|| None::<(Vec<Exact>, Rc<Vec<Interval>>)>);
    {
        // Somebody goes back, or opens another address of this page.
        let (weights, makeup, address) = (weights.setter(), Rc::clone(makeup), Rc::clone(address));
        use_effect_with(address.weights.clone(), move |_| weights.set(weights_of(&address, &makeup.items)));
    }
    {
        let (drawn, makeup) = (drawn.setter(), Rc::clone(makeup));
        use_effect_with((*weights).clone(), move |weights| {
            let weights = weights.clone();
            let timer = Timeout::new(DRAW_AFTER_MS, move || {
                let hundredths: Vec<u64> = weights.iter().map(|it| what_if::scaled(it, 100)).collect();
                let found = what_if::intervals(&makeup.millionths(), &hundredths, what_if::DRAWS, SEED);
                drawn.set(Some((weights, Rc::new(found))));
            });
            move || drop(timer)
        });
    }
    let Some(table) = dataset.tables.get(props.at) else { return Html::default() };
    let Some(structure) = dataset.structure(table) else { return Html::default() };
    let intervals = drawn.as_ref().filter(|(of, _)| *of == *weights).map(|(_, intervals)| Rc::clone(intervals));
    let here = Address {
        view: View::WhatIf,
        year: Some(table.period),
        set: dataset.set(table).map_or(String::new(), |set| set.id.to_string()),
        weights: written(&weights, &makeup.items),
        ..address.plain()
    };
    let change = {
        let (weights, items, here) = (weights.clone(), makeup.items.clone(), here.clone());
        Callback::from(move |(at, points): (usize, Exact)| {
            let mut next = (*weights).clone();
            if let Some(weight) = next.get_mut(at) {
                *weight = points;
            }
            // No entry in the history for each movement of a slider.
            web::location::replace(&Address { weights: written(&next, &items), ..here.clone() }.href());
            weights.set(next);
        })
    };
    let reset = {
        let (weights, items, here) = (weights.setter(), makeup.items.clone(), here.clone());
        Callback::from(move |_: MouseEvent| {
            web::location::replace(&Address { weights: String::new(), ..here.clone() }.href());
            weights.set(items.iter().map(|item| item.points.clone()).collect());
        })
    };
    let whole: Exact = weights.iter().sum();
    html! {
        <>
            <section>
                <h2>{ text(language, "what_if.weights") }</h2>
                <p class="hint">{ text(language, "what_if.weights.hint") }</p>
                <div class="what-if-weights">
                    for (at, item) in makeup.items.iter().enumerate() {
                        { weight_row(structure, (at, item), weights.get(at), &whole, &change, language) }
                    }
                </div>
                <p><button type="button" class="button button-small" onclick={reset} disabled={here.weights.is_empty()}>{ text(language, "what_if.reset") }</button></p>
            </section>
            { moved_ranking(dataset, table, structure, makeup, &weights, intervals.as_deref(), &here, language) }
        </>
    }
}

/// The name of an item: an indicator, or what is left of the index.
fn item_name(structure: &Structure, item: &Item, language: Language) -> String {
    let names: Vec<String> =
        item.measures.iter().filter_map(|at| Some(words::measure(structure.measures.get(*at)?, language))).collect();
    match &names[..] {
        [one] => one.clone(),
        _ => text_with(language, "what_if.rest", &[("names", &names.join("; "))]),
    }
}

fn weight_row(
    structure: &Structure,
    (at, item): (usize, &Item),
    weight: Option<&Exact>,
    whole: &Exact,
    change: &Callback<(usize, Exact)>,
    language: Language,
) -> Html {
    let zero = Exact::ZERO;
    let weight = weight.unwrap_or(&zero);
    let typed = {
        let change = change.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            if let Ok(points) = text.trim().parse::<i64>() {
                change.emit((at, points.clamp(0, MOST_POINTS).into()));
            }
        })
    };
    let included = {
        let (change, own) = (change.clone(), item.points.clone());
        Callback::from(move |event: Event| {
            let checked = event.target_dyn_into::<HtmlInputElement>().is_some_and(|it| it.checked());
            change.emit((at, if checked { own.clone() } else { Exact::ZERO }));
        })
    };
    let name = item_name(structure, item, language);
    let share = weight.checked_div(whole).map(|share| number::percent(&share, language)).unwrap_or_default();
    let own = number::points(&item.points, language);
    let (name_id, value) = (format!("weight-name-{at}"), weight.to_text());
    html! {
        <fieldset class="what-if-weight" data-item={at.to_string()}>
            <legend id={name_id.clone()}>{ name }</legend>
            <label class="what-if-included">
                <input type="checkbox" checked={!weight.is_zero()} onchange={included} />
                { text(language, "what_if.included") }
            </label>
            <input type="range" min="0" max="500" step="5" value={value.clone()} oninput={typed.clone()} aria-label={text(language, "what_if.slider")} />
            <label class="what-if-points">
                <input type="number" min="0" max={MOST_POINTS.to_string()} step="1" inputmode="numeric" {value} oninput={typed} />
                { " " }{ text(language, "what_if.points") }
            </label>
            <span class="hint">{ text_with(language, "what_if.own", &[("share", &share), ("own", &own)]) }</span>
        </fieldset>
    }
}

#[allow(clippy::too_many_arguments, reason = "a part of the page, with all that it shows")]
fn moved_ranking(
    dataset: &Rc<Dataset>,
    table: &Table,
    structure: &Structure,
    makeup: &Makeup,
    weights: &[Exact],
    intervals: Option<&Vec<Interval>>,
    here: &Address,
    language: Language,
) -> Html {
    let values = makeup.values(weights);
    if values.is_empty() {
        return html! { <p role="alert">{ text(language, "what_if.nothing") }</p> };
    }
    let own: Vec<Exact> = makeup.items.iter().map(|item| item.points.clone()).collect();
    let (ranks, before) = (makeup.ranks(&values), makeup.ranks(&makeup.values(&own)));
    let rank = |at: usize| ranks.get(at).copied().unwrap_or_default();
    let sorted = order::order(ranks.len(), &|left, right| rank(left).cmp(&rank(right)));
    let name = |at: usize| {
        let unit = dataset.unit(table.unit_set, makeup.units.get(at)?.0)?;
        Some(words::unit(unit, language).to_owned())
    };
    let all = makeup.units.len();
    // Ranks as lengths: 1 at the left.
    let place = |rank: usize| (rank.max(1) - 1) as f64 / (all.max(2) - 1) as f64;
    let between =
        |it: &Interval| if it.low == it.high { it.low.to_string() } else { format!("{}–{}", it.low, it.high) };
    let row = |at: &usize| {
        let interval = intervals.and_then(|it| it.get(*at));
        let (now, then) = (rank(*at), before.get(*at).copied().unwrap_or_default());
        let moved = match then.cmp(&now) {
            std::cmp::Ordering::Equal => String::new(),
            std::cmp::Ordering::Greater => format!(" ▲{}", then - now),
            std::cmp::Ordering::Less => format!(" ▼{}", now - then),
        };
        Some(Row {
            label: format!("{now}. {}{moved}", name(*at)?).into(),
            value_text: words::value(values.get(*at)?, language).into(),
            dots: vec![Some(place(now)), Some(place(then))],
            range: interval.map(|it| (place(it.low), place(it.high))),
            is_strong: false,
        })
    };
    let ticks: Vec<usize> = [1, all.div_ceil(4), all.div_ceil(2), (3 * all).div_ceil(4), all].to_vec();
    let chart = DotChart {
        rows: sorted.iter().filter_map(row).collect(),
        series: vec![text(language, "what_if.series.now").into(), text(language, "what_if.series.own").into()],
        ticks: ticks.into_iter().map(|rank| Tick { share: place(rank), text: rank.to_string().into() }).collect(),
        range_label: text(language, "what_if.series.range").into(),
        ..DotChart::default()
    };
    let cells = |at: &usize| {
        let interval = intervals.and_then(|it| it.get(*at));
        let ends = |of: fn(&Interval) -> usize| interval.map(|it| of(it).to_string()).unwrap_or_default();
        Some(vec![
            Cell::text(name(*at)?),
            Cell::text(dataset.unit(table.unit_set, makeup.units.get(*at)?.0).map_or("", |it| &*it.code)),
            Cell::text(rank(*at).to_string()),
            Cell::number(charts::written(values.get(*at)?), words::value(values.get(*at)?, language)),
            Cell::text(before.get(*at).map(ToString::to_string).unwrap_or_default()),
            Cell::number("", interval.map(between).unwrap_or_else(|| "…".to_owned())),
            Cell::text(ends(|it| it.low)),
            Cell::text(ends(|it| it.high)),
            Cell::text(ends(|it| it.best)),
            Cell::text(ends(|it| it.worst)),
            Cell::text(text(language, "what_if.mark")),
        ])
    };
    let heading = |key: &'static str| text(language, key).to_owned();
    let numbers = Numbers {
        columns: vec![
            Column::text("unit_name", heading("ranking.column.unit")),
            Column::text("unit_code", ""),
            Column::number("rank", heading("ranking.column.rank")),
            Column::number("value", heading("ranking.column.value")),
            Column::number("rank_with_own_weights", heading("what_if.column.own")),
            Column::number("rank_range", heading("what_if.column.range")),
            Column::number("rank_low", ""),
            Column::number("rank_high", ""),
            Column::number("rank_best", ""),
            Column::number("rank_worst", ""),
            Column::text("note", ""),
        ],
        rows: sorted.iter().filter_map(cells).collect(),
    };
    let (year, units) = (table.period.to_string(), all.to_string());
    let title = text_with(language, "what_if.chart", &[("year", &year), ("units", &units)]);
    let first: Vec<String> = sorted.iter().filter(|at| rank(**at) == 1).filter_map(|at| name(*at)).collect();
    let moved = ranks.iter().zip(&before).filter(|(now, then)| now != then).count().to_string();
    let first = words::joined(&first, language);
    let summary =
        text_with(language, "what_if.sentence", &[("first", &*first), ("moved", &*moved), ("units", &*units)]);
    let source = format!(
        "{} {} {}",
        text(language, "what_if.notice"),
        text(language, "what_if.method"),
        words::source_text(dataset, table, structure.index(), language)
    );
    html! {
        <section>
            <h2>{ text(language, "what_if.result") }</h2>
            <p class="ranking-named" role="status">{ summary.clone() }</p>
            <ChartFigure
                id="what-if"
                chart={Chart::new(chart, dots::place)}
                {title}
                {summary}
                numbers={Rc::new(numbers)}
                {source}
                address={here.href()}
                file_name={format!("dti_{year}_what-if")}
                {language}
            />
            <p class="hint">{ text(language, "what_if.method") }</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_back_its_weights() {
        let item = |points: i64| Item { measures: vec![], points: points.into() };
        let items = [item(100), item(200), item(150)];
        let own = weights_of(&Address::default(), &items);
        assert_eq!(written(&own, &items), "");
        let address = Address { weights: "100,0,999999".to_owned(), ..Address::default() };
        let weights = weights_of(&address, &items);
        assert_eq!(written(&weights, &items), "100,0,1000");
        let odd = Address { weights: "x,,7,8".to_owned(), ..Address::default() };
        assert_eq!(written(&weights_of(&odd, &items), &items), "100,200,7");
    }
}
