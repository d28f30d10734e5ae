//! What the charts of one measure have in common: numbers, source, address, names of files; and the dots.

use std::rc::Rc;

use yew::prelude::*;

use super::{Page, address::Address, parts, words};
use crate::{
    app::charts::{
        figure::{Chart, ChartFigure},
        numbers::{Cell, Column as NumbersColumn, Numbers},
        range::Range,
    },
    charts::dots::{self, DotChart, Row},
    engine::{
        bands::Bands,
        dataset::{Column, Dataset, Entry, Structure, Table},
        exact::{Exact, RoundingMode},
    },
    formats::tile_layout::Layout,
    i18n::{Language, text, text_with},
};

/// As files have it: computed values are not longer than published ones.
pub fn written(value: &Exact) -> String {
    value.to_text_with(4, RoundingMode::HalfUp)
}

/// A value in a table of numbers, marked if it is computed.
pub fn value_cell(value: Option<(&Exact, bool)>, language: Language) -> Cell {
    value.map_or_else(
        || Cell::number("", text(language, "ranking.no_source")),
        |(value, is_computed)| Cell::number(written(value), starred(words::value(value, language), is_computed)),
    )
}

/// With the mark of what is worked out here.
pub fn starred(shown: String, is_computed: bool) -> String {
    if is_computed { shown + "*" } else { shown }
}

/// The address of the view that is open, for this table and measure.
pub fn address_of(page: Page, table: &Table, structure: &Structure, measure: usize) -> Address {
    let is_index = measure == structure.index();
    let id = structure.measures.get(measure).filter(|_| !is_index).map_or("", |it| &*it.id);
    let set = page.dataset.set(table).map_or("", |it| &*it.id);
    Address { year: Some(table.period), set: set.to_owned(), measure: id.to_owned(), ..page.address.clone() }
}

/// `dti_2024_provinces-34_index_map`.
pub fn file_name(page: Page, table: &Table, structure: &Structure, measure: usize, what: &str) -> String {
    let set = page.dataset.set(table).map_or("", |it| &*it.id);
    let measure = structure.measures.get(measure).map_or(String::new(), |it| it.id.replace(':', "-"));
    format!("dti_{}_{set}_{measure}_{what}", table.period)
}

/// The source of a measure in a line, and what the mark of computed values means if there are any.
pub fn source(page: Page, table: &Table, measure: usize, column: &Column) -> String {
    let mut source = words::source_text(page.dataset, table, measure, page.language);
    if words::has_computed(column) || column.mean.as_ref().is_some_and(|it| it.computed) {
        source.extend([" * ", text(page.language, "ranking.computed")]);
    }
    source
}

/// The columns of [`unit_cells`].
pub fn unit_columns(dataset: &Dataset, language: Language) -> Vec<NumbersColumn> {
    let heading = |key: &'static str| text(language, key).to_owned();
    vec![
        NumbersColumn::text(
            "unit_name",
            words::of_units(dataset, "ranking.column.unit", "ranking.column.unit.other", language),
        ),
        NumbersColumn::text("unit_set", ""),
        NumbersColumn::text("unit_code", ""),
        NumbersColumn::text("period", ""),
        NumbersColumn::text("measure", ""),
        NumbersColumn::number("value", heading("ranking.column.value")),
        NumbersColumn::text("value_from", ""),
        NumbersColumn::number("rank", heading("ranking.column.rank")),
        NumbersColumn::text("rank_from", ""),
    ]
}

/// What is known of one unit and measure, by whatever name the unit is shown.
pub fn unit_cells(
    page: Page,
    table: &Table,
    (structure, measure): (&Structure, usize),
    (at, entry): (usize, &Entry),
    shown: Option<String>,
) -> Option<Vec<Cell>> {
    let Page { dataset, language, .. } = page;
    let set = dataset.set(table)?;
    let unit = set.units.get(at)?;
    let profile = Address { year: Some(table.period), ..page.address.profile(&set.id, &unit.code) };
    let name = words::unit(unit, language);
    let from = |computed: Option<bool>| match computed {
        Some(true) => Cell::text("computed"),
        Some(false) => Cell::text("published"),
        None => Cell::default(),
    };
    Some(vec![
        Cell::number(name, shown.unwrap_or_else(|| name.to_owned())).linked(profile.href()),
        Cell::text(&*set.id),
        Cell::text(&*unit.code),
        Cell::text(table.period.to_string()),
        Cell::text(structure.measures.get(measure).map_or("", |it| &*it.id)),
        value_cell(entry.value.as_ref().map(|it| (&it.value, it.computed)), language),
        from(entry.value.as_ref().map(|it| it.computed)),
        rank_cell(entry, language),
        from(entry.rank.as_ref().map(|it| it.computed)),
    ])
}

/// A rank in a table of numbers, marked if it is computed.
pub fn rank_cell(entry: &Entry, language: Language) -> Cell {
    entry.rank.as_ref().map_or_else(
        || Cell::number("", text(language, "ranking.no_source")),
        |it| Cell::number(it.value.to_string(), starred(it.value.to_string(), it.computed)),
    )
}

/// All units by rank with value and rank; of a map also the short names, the bands and the archipelagos.
pub fn numbers(
    page: Page,
    table: &Table,
    structure: &Structure,
    measure: usize,
    map: Option<(&Layout, &Bands)>,
) -> Numbers {
    let Page { dataset, language, .. } = page;
    let column = table.column(structure, measure);
    let mut columns = unit_columns(dataset, language);
    if map.is_some() {
        columns.push(NumbersColumn::text("short", text(language, "ranking.map.short")));
        columns.push(NumbersColumn::number("band", text(language, "ranking.column.band")));
        columns.push(NumbersColumn::text("includes", ""));
    }
    let set = dataset.set(table);
    let row = |at: usize| {
        let (unit, entry) = (set?.units.get(at)?, column.entries.get(at)?);
        let islands: Vec<&str> = map
            .iter()
            .flat_map(|(layout, _)| &layout.islands)
            .filter(|(of, _)| *of.code == *unit.code)
            .map(|(_, name)| &**crate::i18n::pick(name, language))
            .collect();
        let with_islands =
            (!islands.is_empty()).then(|| format!("{} ({})", words::unit(unit, language), islands.join(", ")));
        let mut cells = unit_cells(page, table, (structure, measure), (at, entry), with_islands)?;
        if let Some((layout, bands)) = map {
            let short = layout.units.iter().find(|it| *it.code == *unit.code).map_or("", |it| &*it.short);
            // Bands are counted from the top, as ranks are.
            let band = entry.value.as_ref().map(|it| (bands.count() - bands.band(&it.value)).to_string());
            cells.extend([Cell::text(short), Cell::text(band.unwrap_or_default()), Cell::text(islands.join("; "))]);
        }
        Some(cells)
    };
    Numbers { columns, rows: column.order().into_iter().filter_map(row).collect() }
}

/// All units as dots, with the mean and, where they can be compared, the year before.
pub fn dot_ranking(page: Page, table: &Table, structure: &Structure, measure: usize, before: Option<&Table>) -> Html {
    let Page { dataset, address, language, .. } = page;
    let column = table.column(structure, measure);
    let earlier = before.map(|it| it.column(structure, measure));
    let value = |column: &Column, at: usize| Some(column.entries.get(at)?.value.as_ref()?.value.clone());
    let order: Vec<usize> = column.order().into_iter().filter(|at| value(&column, *at).is_some()).collect();
    let drawn = parts::range(order.len(), parts::size_of_picture(order.len()), address.part);
    let order: Vec<usize> = order.into_iter().take(drawn.end).skip(drawn.start).collect();
    if order.is_empty() {
        return Html::default();
    }
    // All parts of a long list have the scale of the whole, which the mean is within.
    let all = [Some(&column), earlier.as_ref()].into_iter().flatten().flat_map(|it| &it.entries);
    let range = Range::of(all.filter_map(|entry| Some(&entry.value.as_ref()?.value)), language);
    let row = |at: &usize| {
        let (unit, entry) = (dataset.unit(table.unit_set, *at)?, column.entries.get(*at)?);
        let rank = entry.rank.as_ref().map(|it| starred(it.value.to_string(), it.computed) + ". ").unwrap_or_default();
        let shown = entry.value.as_ref()?;
        Some(Row {
            label: format!("{rank}{}", words::unit(unit, language)).into(),
            value_text: starred(words::value(&shown.value, language), shown.computed).into(),
            dots: vec![range.place(&shown.value), earlier.as_ref().and_then(|it| range.place(&value(it, *at)?))],
            range: None,
            is_strong: *unit.code == *address.unit,
        })
    };
    let year = table.period.to_string();
    let mean = column.mean.as_ref();
    let mean_label = mean.map(|it| {
        let label = text_with(language, "ranking.mean_mark", &[("value", &words::value(&it.value, language))]);
        starred(label, it.computed)
    });
    let series = match before {
        Some(before) => vec![year.as_str().into(), before.period.to_string().into()],
        None => vec![],
    };
    let chart = DotChart {
        rows: order.iter().filter_map(row).collect(),
        series,
        ticks: range.ticks.clone(),
        mark: mean.and_then(|it| range.place(&it.value)),
        mark_label: mean_label.unwrap_or_default().into(),
        ..DotChart::default()
    };
    let name = structure.measures.get(measure).map(|it| words::measure(it, language)).unwrap_or_default();
    let units = words::set(dataset, table.unit_set, language);
    html! {
        <ChartFigure
            id="dots"
            chart={Chart::new(chart, dots::place)}
            title={text_with(language, "ranking.caption", &[("measure", &name), ("year", &year), ("units", &units)])}
            summary={words::sentence(dataset, table, structure, measure, language)}
            numbers={Rc::new(numbers(page, table, structure, measure, None))}
            source={source(page, table, measure, &column)}
            address={address_of(page, table, structure, measure).href()}
            file_name={file_name(page, table, structure, measure, "dots")}
            {language}
        />
    }
}
