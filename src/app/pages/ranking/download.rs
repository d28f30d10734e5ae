//! What is shown, as files that carry their source.

use serde_json::{Map, Value, json};
use yew::platform::spawn_local;

use super::words;
use crate::{
    app::charts::main_indicators::{length, ticks},
    charts::{
        bar::{self, Bar, BarChart, Tone},
        svg::{self, Caption, Palette},
    },
    engine::{
        dataset::{Column, Dataset, Structure, Table},
        exact::{Exact, RoundingMode},
    },
    i18n::{Language, text, text_with},
    web::{self, files},
};

/// The width of a picture that is saved.
const SAVED_WIDTH: f64 = 840.0;

/// How many times as large as its lines a picture in points is.
const PNG_TIMES: u32 = 2;

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Machine CSV.
    Csv,
    /// JSON.
    Json,
    /// The bars.
    Svg,
    /// The bars in points; where the browser can not draw them, in lines.
    Png,
}

/// One ranking, to be saved.
#[derive(Debug, Clone, Copy)]
pub struct Ranking<'a> {
    /// All results.
    pub dataset: &'a Dataset,
    /// Those of one set and year.
    pub table: &'a Table,
    /// Of its framework.
    pub structure: &'a Structure,
    /// Which measure.
    pub measure: usize,
    /// The code of the unit that stands out; may be empty.
    pub unit: &'a str,
    /// The address that shows the same.
    pub address: &'a str,
    /// In which language.
    pub language: Language,
}

/// Gives the person a ranking as a file.
pub fn save(ranking: &Ranking, form: Form) {
    let (ending, media_type, content) = match form {
        Form::Csv => ("csv", "text/csv", csv(ranking)),
        Form::Json => ("json", "application/json", json_text(ranking)),
        Form::Svg | Form::Png => ("svg", "image/svg+xml", picture(ranking)),
    };
    let set = ranking.dataset.set(ranking.table).map_or("", |set| &*set.id);
    let measure = measure_id(ranking).replace(':', "-");
    let name = format!("dti_{}_{set}_{measure}", ranking.table.period);
    if form != Form::Png {
        return files::download(&format!("{name}.{ending}"), media_type, &content);
    }
    spawn_local(async move {
        match web::picture::png(&content, PNG_TIMES).await {
            Some(blob) => files::download_blob(&format!("{name}.png"), blob),
            None => files::download(&format!("{name}.{ending}"), media_type, &content),
        }
    });
}

fn measure_id<'a>(ranking: &Ranking<'a>) -> &'a str {
    ranking.structure.measures.get(ranking.measure).map_or("", |measure| &*measure.id)
}

/// Computed values are not longer than published ones: no digit that is only arithmetic.
fn written(value: &Exact) -> String {
    value.to_text_with(4, RoundingMode::HalfUp)
}

/// The columns of a file, in this order.
const COLUMNS: [&str; 14] = [
    "unit_set",
    "unit_code",
    "unit_name_vi",
    "unit_name_en",
    "framework",
    "period",
    "measure",
    "value",
    "value_from",
    "rank",
    "rank_from",
    "source",
    "source_address",
    "source_date",
];

/// The cells of a row for each unit, in the order of the ranking. What is not known is empty.
fn rows(ranking: &Ranking) -> Vec<[String; 14]> {
    let column = ranking.table.column(ranking.structure, ranking.measure);
    let sources = ranking.table.sources(ranking.measure);
    let row = |at: usize| {
        let set = ranking.dataset.set(ranking.table)?;
        let (entry, unit) = (column.entries.get(at)?, set.units.get(at)?);
        let cell = ranking.table.cell(ranking.measure, at);
        let source = cell
            .map(|cell| &cell.source)
            .or_else(|| sources.first())
            .filter(|_| entry.value.is_some() || entry.rank.is_some());
        let publication = source.and_then(|source| ranking.dataset.sources.get(source));
        let from = |is_computed: Option<bool>| match is_computed {
            Some(true) => "computed".to_owned(),
            Some(false) => "published".to_owned(),
            None => String::new(),
        };
        Some([
            set.id.to_string(),
            unit.code.to_string(),
            unit.name.vi.to_string(),
            unit.name.en.to_string(),
            ranking.structure.framework.to_string(),
            ranking.table.period.to_string(),
            measure_id(ranking).to_owned(),
            entry.value.as_ref().map(|it| written(&it.value)).unwrap_or_default(),
            from(entry.value.as_ref().map(|it| it.computed)),
            entry.rank.as_ref().map(|it| it.value.to_string()).unwrap_or_default(),
            from(entry.rank.as_ref().map(|it| it.computed)),
            source.map(|it| it.to_string()).unwrap_or_default(),
            publication.map(|it| it.address.to_string()).unwrap_or_default(),
            publication.map(|it| it.date.to_string()).unwrap_or_default(),
        ])
    };
    column.order().into_iter().filter_map(row).collect()
}

fn csv(ranking: &Ranking) -> String {
    let quoted = |cell: &str| match cell.contains([',', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    };
    let line = |cells: &[&str]| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n";
    let mut file = line(&COLUMNS);
    for row in rows(ranking) {
        file.push_str(&line(&row.each_ref().map(String::as_str)));
    }
    file
}

fn json_text(ranking: &Ranking) -> String {
    let Ranking { dataset, table, structure, measure, language, .. } = *ranking;
    let object = |row: [String; 14]| {
        let pairs = COLUMNS.into_iter().zip(row).filter(|(name, _)| !matches!(*name, "source_address" | "source_date"));
        Value::Object(
            pairs
                .map(|(name, cell)| (name.to_owned(), if cell.is_empty() { Value::Null } else { cell.into() }))
                .collect(),
        )
    };
    let mut sources = Map::new();
    for id in table.sources(measure) {
        if let Some(it) = dataset.sources.get(&id) {
            let title = it.title.as_ref().map_or(Value::Null, |title| json!({ "vi": &*title.vi, "en": &*title.en }));
            sources.insert(id.to_string(), json!({ "title": title, "address": &*it.address, "date": &*it.date }));
        }
    }
    let file = json!({
        "title": title(ranking),
        "sentence": words::sentence(dataset, table, structure, measure, language),
        "address": ranking.address,
        "note": text(language, "ranking.computed"),
        "sources": sources,
        "rows": rows(ranking).into_iter().map(object).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// «DTI năm 2024, 34 tỉnh, thành phố».
pub fn title(ranking: &Ranking) -> String {
    let name = ranking.structure.measures.get(ranking.measure).map(|it| words::measure(it, ranking.language));
    let (name, year) = (name.unwrap_or_default(), ranking.table.period.to_string());
    let units = words::set(ranking.dataset, ranking.table.unit_set, ranking.language);
    text_with(ranking.language, "ranking.caption", &[("measure", &name), ("year", &year), ("units", &units)])
}

/// The values as bars, the mean as a mark.
fn bars(ranking: &Ranking, column: &Column) -> BarChart {
    let language = ranking.language;
    let mean = column.mean.as_ref().and_then(|it| length(&it.value, &Exact::ONE));
    let bar = |at: usize| {
        let (entry, unit) = (column.entries.get(at)?, ranking.dataset.unit(ranking.table.unit_set, at)?);
        let star = |is_computed: bool| if is_computed { "*" } else { "" };
        let value = entry.value.as_ref()?;
        let rank = entry.rank.as_ref().map(|it| format!("{}{}. ", it.value, star(it.computed))).unwrap_or_default();
        Some(Bar {
            label: format!("{rank}{}", words::unit(unit, language)).into(),
            value_text: format!("{}{}", words::value(&value.value, language), star(value.computed)).into(),
            share: length(&value.value, &Exact::ONE),
            mark: mean,
            tone: if *unit.code == *ranking.unit { Tone::Strong } else { Tone::Plain },
            ..Bar::default()
        })
    };
    let mark_label = column.mean.as_ref().map(|it| {
        let label = text_with(language, "ranking.mean_mark", &[("value", &words::value(&it.value, language))]);
        if it.computed { label + "*" } else { label }
    });
    BarChart {
        bars: column.order().into_iter().filter_map(bar).collect(),
        ticks: ticks(language, 4),
        mark_label: mark_label.unwrap_or_default().into(),
        ..BarChart::default()
    }
}

fn picture(ranking: &Ranking) -> String {
    let Ranking { dataset, table, structure, measure, language, .. } = *ranking;
    let column = table.column(structure, measure);
    let mut source = words::source_text(dataset, table, measure, language);
    if words::has_computed(&column) || column.mean.as_ref().is_some_and(|it| it.computed) {
        source.extend([" * ", text(language, "ranking.computed")]);
    }
    source.extend([" ", ranking.address]);
    let summary = words::sentence(dataset, table, structure, measure, language);
    let caption = Caption { title: &title(ranking), summary: &summary, source: &source, language: language.code() };
    svg::write(&bar::place(&bars(ranking, &column), SAVED_WIDTH), &caption, &Palette::LIGHT)
}
