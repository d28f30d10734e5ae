//! What published results say: names of measures, sets and units, values and changes, the sentence of a ranking, sources.

use super::{Language, find, lower_first, number, pick, text, text_for_count, text_with};
use crate::engine::{
    dataset::{
        Claim, Column, Conflict, Dataset, Disputed, Entry, Figure, Measure, MeasureKind, Publication, Structure, Table,
        Unit,
    },
    exact::Exact,
};

/// Published values have four decimals.
const PLACES: u32 = 4;

/// A value as the published tables write it: `0,7345`.
pub fn value(value: &Exact, language: Language) -> String {
    number::fixed(value, PLACES, language)
}

/// The name of a measure.
pub fn measure(measure: &Measure, language: Language) -> String {
    let name = pick(&measure.name, language);
    match measure.kind {
        MeasureKind::Index => text(language, "ranking.index").to_owned(),
        MeasureKind::Pillar => text_with(language, "ranking.pillar", &[("name", name)]),
        MeasureKind::Main | MeasureKind::Part => match measure.id.split_once(':') {
            Some((_, id)) => format!("{id}. {name}"),
            None => name.to_string(),
        },
    }
}

/// The name of a measure inside a sentence: «DTI», «trụ cột Xã hội số», «Hạ tầng số».
pub fn plain_measure(of: &Measure, language: Language) -> String {
    match of.kind {
        MeasureKind::Pillar => lower_first(&measure(of, language)),
        MeasureKind::Index | MeasureKind::Main | MeasureKind::Part => pick(&of.name, language).to_string(),
    }
}

/// What the units of a set are called, with their number: «34 tỉnh, thành phố».
pub fn set(dataset: &Dataset, set: usize, language: Language) -> String {
    let Some(set) = dataset.unit_sets.get(set) else { return String::new() };
    let count = set.units.len().to_string();
    let named = find(language, &format!("ranking.set.{}", set.id));
    named.map_or_else(|| text_with(language, "ranking.units", &[("count", &count)]), str::to_owned)
}

/// A table in a choice: «2024 · 34 tỉnh, thành phố (sau sáp nhập)».
pub fn table(dataset: &Dataset, table: &Table, language: Language) -> String {
    let count = dataset.set(table).map_or(0, |set| set.units.len()).to_string();
    let id = dataset.set(table).map_or("", |set| &*set.id);
    let units = find(language, &format!("ranking.set_short.{id}"));
    let units = units.map_or_else(|| text_with(language, "ranking.units", &[("count", &count)]), str::to_owned);
    let detail = find(language, &format!("ranking.set_detail.{id}"));
    // Only where both sets have results of the same year does it matter which one it is.
    let is_double = dataset.tables.iter().filter(|other| other.period == table.period).count() > 1;
    match detail.filter(|_| is_double) {
        Some(detail) => format!("{} · {units} ({detail})", table.period),
        None => format!("{} · {units}", table.period),
    }
}

/// The name of a unit.
pub fn unit(unit: &Unit, language: Language) -> &str {
    pick(&unit.name, language)
}

/// The name of a unit, where another unit may have the same: «Bắc Ninh (trước sáp nhập)».
pub fn unit_of(dataset: &Dataset, (set, at): (usize, usize), language: Language) -> String {
    let Some(found) = dataset.unit(set, at) else { return String::new() };
    let id = dataset.unit_sets.get(set).map_or("", |set| &*set.id);
    let detail = find(language, &format!("ranking.set_detail.{id}"));
    match detail.filter(|_| dataset.is_merged(set, at)) {
        Some(detail) => format!("{} ({detail})", unit(found, language)),
        None => unit(found, language).to_owned(),
    }
}

/// A change with its sign: `+0,0123`, `−0,0004`.
pub fn change(change: &Exact, language: Language) -> String {
    let sign = if change.is_negative() { "−" } else { "+" };
    let size = if change.is_negative() { -change } else { change.clone() };
    if change.is_zero() { value(change, language) } else { format!("{sign}{}", value(&size, language)) }
}

/// Names in a sentence: «A», «A và B», «A, B và C».
pub fn joined(names: &[String], language: Language) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => text_with(language, "ranking.and", &[("first", &before.join(", ")), ("last", last)]),
    }
}

/// Names in a sentence, or how many units there are where nobody would read them all.
fn joined_or_counted(names: &[String], language: Language) -> String {
    match names.len() {
        0..=8 => joined(names, language),
        count => text_with(language, "ranking.units", &[("count", &count.to_string())]),
    }
}

/// What a ranking shows, in one sentence.
pub fn sentence(dataset: &Dataset, shown: &Table, structure: &Structure, at: usize, language: Language) -> String {
    let (Some(set_of), Some(of)) = (dataset.set(shown), structure.measures.get(at)) else { return String::new() };
    let column = shown.column(structure, at);
    let is_at = |rank: usize| move |entry: &Entry| entry.rank.as_ref().is_some_and(|it| it.value == rank);
    let named = |matches: &dyn Fn(&Entry) -> bool| -> Vec<String> {
        let both = column.entries.iter().zip(&set_of.units);
        both.filter(|(entry, _)| matches(entry)).map(|(_, it)| unit(it, language).to_owned()).collect()
    };
    let first = named(&is_at(1));
    let (year, units) = (shown.period.to_string(), set(dataset, shown.unit_set, language));
    let (known, all) = (column.known(), column.entries.len());
    let ranked = column.entries.iter().filter(|entry| entry.rank.is_some()).count();
    let (known_text, all_text, ranked_text) = (known.to_string(), all.to_string(), ranked.to_string());
    let figure =
        |figure: &Option<Figure<Exact>>| figure.as_ref().map(|it| value(&it.value, language)).unwrap_or_default();
    let order = column.order();
    let top = order.iter().filter_map(|at| column.entries.get(*at)?.value.as_ref()).map(|it| &it.value).max();
    let last = order.iter().filter_map(|at| column.entries.get(*at)?.value.as_ref()).map(|it| &it.value).min();
    let holds = |value: Option<&Exact>| named(&|entry: &Entry| entry.value.as_ref().map(|it| &it.value) == value);
    let (highest, lowest) = (joined_or_counted(&holds(top), language), joined_or_counted(&holds(last), language));
    let (top_text, last_text) =
        (top.map(|it| value(it, language)).unwrap_or_default(), last.map(|it| value(it, language)).unwrap_or_default());
    let mut mean = figure(&column.mean);
    if column.mean.as_ref().is_some_and(|it| it.computed) {
        mean.extend([" ", text(language, "ranking.computed.short")]);
    }
    let (first, name) = (joined_or_counted(&first, language), plain_measure(of, language));
    let values = [
        ("year", &*year),
        ("units", &*units),
        ("measure", &*name),
        ("known", &*known_text),
        ("ranked", &*ranked_text),
        ("all", &*all_text),
        ("first", &*first),
        ("highest", &*highest),
        ("top", &*top_text),
        ("lowest", &*lowest),
        ("last", &*last_text),
        ("mean", &*mean),
    ];
    let key = match () {
        () if known == all => "ranking.sentence.complete",
        () if known == 0 => "ranking.sentence.ranks",
        () if !first.is_empty() && first == highest => "ranking.sentence.first",
        () => "ranking.sentence.some",
    };
    text_with(language, key, &values)
}

/// What a source is called, with publisher and date.
pub fn source(publication: &Publication, language: Language) -> (String, String) {
    let title = publication.title.as_ref().map_or("", |title| pick(title, language)).to_owned();
    let issuer = publication.issuer.as_ref().map_or("", |issuer| pick(issuer, language));
    let date = date(&publication.date, language);
    let detail: Vec<&str> = [issuer, &date].into_iter().filter(|it| !it.is_empty()).collect();
    (title, detail.join(", "))
}

/// A date as people write it: `12/7/2023`, `2/2025`, `2025`.
pub fn date(iso: &str, language: Language) -> String {
    let whole = |part: &str| part.trim_start_matches('0').to_owned();
    match (iso.split('-').collect::<Vec<_>>()[..].as_ref(), language) {
        ([year, month, day], Language::Vi) => format!("{}/{}/{year}", whole(day), whole(month)),
        ([year, month], Language::Vi) => format!("{}/{year}", whole(month)),
        _ => iso.to_owned(),
    }
}

/// The sources of a measure in one line of text, for pictures.
pub fn source_text(dataset: &Dataset, shown: &Table, at: usize, language: Language) -> String {
    const MOST_NAMED: usize = 5;
    let sources = shown.sources(at);
    let rest = sources.len().saturating_sub(MOST_NAMED);
    let names = sources.iter().take(MOST_NAMED).filter_map(|id| dataset.sources.get(id)).map(|it| {
        let (title, detail) = source(it, language);
        [&*title, &*detail, &*it.address].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let mut names: Vec<String> = names.collect();
    if rest > 0 {
        names.push(text_for_count(language, "ranking.sources.more", rest).trim_end_matches('.').to_owned());
    }
    format!("{} {}.", text(language, "shell.source"), names.join("; "))
}

/// The value of an entry.
pub fn value_figure(entry: &Entry, language: Language) -> Option<(String, bool)> {
    entry.value.as_ref().map(|it| (value(&it.value, language), it.computed))
}

/// The rank of an entry.
pub fn rank_figure(entry: &Entry) -> Option<(String, bool)> {
    entry.rank.as_ref().map(|it| (it.value.to_string(), it.computed))
}

/// Whether something in a column is worked out here.
pub fn has_computed(column: &Column) -> bool {
    let is = |entry: &Entry| {
        entry.value.as_ref().is_some_and(|it| it.computed) || entry.rank.as_ref().is_some_and(|it| it.computed)
    };
    column.entries.iter().any(is)
}

/// What a claim says, as people write it: «0,7345», «15», «“TP. Huế”», «+4,7%».
pub fn claim(conflict: &Conflict, claim: &Claim, language: Language) -> String {
    let parsed = Exact::parse_decimal(&claim.text).unwrap_or_default();
    match conflict.about {
        Disputed::Value => value(&parsed, language),
        Disputed::Rank => claim.text.to_string(),
        Disputed::Name => format!("“{}”", claim.text),
        Disputed::Growth if parsed.is_negative() => format!("−{}", number::percent(&-&parsed, language)),
        Disputed::Growth => format!("+{}", number::percent(&parsed, language)),
    }
}

/// What sources differ in: «Tên của Thừa Thiên Huế».
pub fn conflict(dataset: &Dataset, conflict: &Conflict, language: Language) -> String {
    let name = match dataset.find_unit(&conflict.unit_set, &conflict.unit) {
        Some(unit) => unit_of(dataset, unit, language),
        None => match dataset.unit_sets.iter().position(|set| set.id == conflict.unit_set) {
            Some(all) => set(dataset, all, language),
            None => String::new(),
        },
    };
    let year = conflict.period.map(|year| year.to_string()).unwrap_or_default();
    // The framework of that year: others may call the same number something else.
    let table = conflict.period.and_then(|period| dataset.find_table(&conflict.unit_set, period));
    let structure = table.and_then(|table| dataset.structure(dataset.tables.get(table)?));
    let of = structure.and_then(|it| it.measures.get(it.find(&conflict.measure)?));
    let name_of = of.map(|it| plain_measure(it, language)).unwrap_or_default();
    let key = match conflict.about {
        Disputed::Value => "ranking.conflict.of_value",
        Disputed::Rank => "ranking.conflict.of_rank",
        Disputed::Name => "ranking.conflict.of_name",
        Disputed::Growth => "ranking.conflict.of_growth",
    };
    text_with(language, key, &[("name", &name), ("year", &year), ("measure", &name_of)])
}
