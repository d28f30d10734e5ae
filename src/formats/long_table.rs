//! The files of a data set that a person chose, in whatever form and number: `dataset.json`, or the long table
//! `results.csv` alone or with units, sources and averages, as `thuocso rollup` and `thuocso publish` write them.
//!
//! What a long table does not say by itself is taken from the files beside it, otherwise from what is known: units of a
//! set that ships; a unit without a name is called by its code, and a source without a title by its id.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde_json::{Map, Value, json};

use super::{
    csv,
    dataset::{self, Tables},
    format_name,
};
use crate::engine::{
    dataset::Dataset,
    framework::Framework,
    problem::{Problem, ProblemKind},
};

/// One file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChosenFile {
    /// Its name: `results.csv`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What the files turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A whole data set: the text of `dataset.json`.
    Whole(String),
    /// A long table and what lies beside it.
    Tables(Box<Beside>),
}

/// A long table and what lies beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    tables: Vec<(Kind, ChosenFile)>,
    /// The texts of frameworks among the files.
    pub frameworks: Vec<String>,
}

/// What a table is, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Results,
    Averages,
    /// Of one set, which is the name of the file.
    UnitsOfSet,
    /// Of all sets.
    Units,
    Mergers,
    Sources,
    SourcesJson,
    AboutJson,
}

const RESULTS: [&str; 9] =
    ["unit_set", "unit_code", "framework", "period", "measure", "value", "rank", "source", "basis"];

/// Sorts the files by what they are.
///
/// # Errors
///
/// That none of them is a data set or a long table.
pub fn sort(files: Vec<ChosenFile>) -> Result<Chosen, Vec<Problem>> {
    let mut beside = Beside::default();
    let mut found = false;
    for file in files {
        let is_json = file.name.to_lowercase().ends_with(".json");
        let format = if is_json { format_name(&file.text) } else { None };
        match (format.as_deref(), is_json) {
            (Some("thuocso-dataset"), _) => return Ok(Chosen::Whole(file.text)),
            (Some("thuocso-sources"), _) => beside.tables.push((Kind::SourcesJson, file)),
            (Some("thuocso-about"), _) => beside.tables.push((Kind::AboutJson, file)),
            (Some("thuocso-framework"), _) => beside.frameworks.push(file.text),
            // Not of ours: whoever reads the whole says so.
            (_, true) => return Ok(Chosen::Whole(file.text)),
            (_, false) => {
                if let Some(kind) = kind(&file.text) {
                    found = found || kind == Kind::Results;
                    beside.tables.push((kind, file));
                }
            }
        }
    }
    if found {
        return Ok(Chosen::Tables(Box::new(beside)));
    }
    let missing = |name: &&str| Problem::new("", ProblemKind::ColumnMissing { name: (*name).to_owned() });
    Err(RESULTS.iter().map(missing).collect())
}

/// What a table is; nothing for what has no part in a data set.
fn kind(text: &str) -> Option<Kind> {
    let first = text.strip_prefix('\u{feff}').unwrap_or(text).lines().next()?;
    let columns: Vec<&str> = first.split(',').map(|it| it.trim().trim_matches('"')).collect();
    let has = |names: &[&str]| names.iter().all(|name| columns.contains(name));
    match () {
        () if has(&["old_code", "new_code"]) => Some(Kind::Mergers),
        () if has(&["unit_code", "measure", "value"]) => Some(Kind::Results),
        () if has(&["measure", "value", "basis"]) => Some(Kind::Averages),
        () if has(&["unit_set", "unit_code", "name_vi"]) => Some(Kind::Units),
        () if has(&["code", "name_vi"]) => Some(Kind::UnitsOfSet),
        () if has(&["source", "title_vi"]) => Some(Kind::Sources),
        () => None,
    }
}

impl Beside {
    fn of(&self, kind: Kind) -> impl Iterator<Item = &ChosenFile> {
        self.tables.iter().filter(move |(it, _)| *it == kind).map(|(_, file)| file)
    }

    /// The frameworks that the long table names.
    pub fn named_frameworks(&self) -> BTreeSet<String> {
        self.column("framework")
    }

    /// The different texts of a column of the results.
    fn column(&self, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for file in self.of(Kind::Results).chain(self.of(Kind::Averages)) {
            found.extend(cells(&file.text, &[name]).into_iter().filter_map(|row| row.into_iter().next()));
        }
        found.remove("");
        found
    }

    /// Reads and checks all of it. `framework` is asked for frameworks by id, `known` for units by the id of their set.
    ///
    /// # Errors
    ///
    /// As [`dataset::read_tables`].
    pub fn read(
        &self,
        framework: &dyn Fn(&str) -> Option<Rc<Framework>>,
        known: Option<&Dataset>,
    ) -> Result<Dataset, Vec<Problem>> {
        let first = |kind: Kind| self.of(kind).next();
        let text = |kind: Kind| first(kind).map_or_else(String::new, |file| file.text.clone());
        let name = first(Kind::Results).map_or("", |file| stem(&file.name));
        let tables = Tables {
            id: name.to_owned(),
            results: text(Kind::Results),
            averages: text(Kind::Averages),
            about: text(Kind::AboutJson),
            units: self.units(known),
            sources: self.sources(),
        };
        dataset::read_tables(&tables, framework)
    }

    /// The tables of units by the id of their set, with those that nobody gave.
    fn units(&self, known: Option<&Dataset>) -> BTreeMap<String, String> {
        let mut tables = BTreeMap::new();
        for file in self.of(Kind::UnitsOfSet).chain(self.of(Kind::Mergers)) {
            tables.insert(stem(&file.name).to_owned(), file.text.clone());
        }
        let columns = ["unit_set", "unit_code", "name_vi", "name_en", "kind", "valid_from", "valid_to", "source"];
        let mut sets = BTreeMap::<String, Vec<Vec<String>>>::new();
        for file in self.of(Kind::Units) {
            for mut row in cells(&file.text, &columns) {
                let set = row.remove(0);
                sets.entry(set).or_default().push(row);
            }
        }
        let mut codes = BTreeMap::<String, BTreeSet<String>>::new();
        let mut named = BTreeMap::<String, String>::new();
        for file in self.of(Kind::Results) {
            for row in cells(&file.text, &["unit_set", "unit_code", "source"]) {
                let [set, code, source] = &row[..] else { continue };
                named.entry(set.clone()).or_insert_with(|| source.clone());
                codes.entry(set.clone()).or_default().insert(code.clone());
            }
        }
        for (set, codes) in codes {
            if tables.contains_key(&set) || sets.contains_key(&set) {
                continue;
            }
            let source = named.remove(&set).unwrap_or_default();
            let shipped = known.and_then(|known| known.unit_sets.iter().find(|it| *it.id == *set));
            let rows = match shipped {
                Some(set) => {
                    let row = |it: &crate::engine::dataset::Unit| {
                        let cells = [&*it.code, &it.name.vi, &it.name.en, &it.kind, "", "", &source];
                        cells.map(str::to_owned).to_vec()
                    };
                    set.units.iter().map(row).collect()
                }
                None => codes
                    .into_iter()
                    .filter(|code| !code.is_empty())
                    .map(|code| [&*code, &code, &code, "unit", "", "", &source].map(str::to_owned).to_vec())
                    .collect(),
            };
            sets.insert(set, rows);
        }
        for (set, rows) in sets {
            let mut text = csv::record(&["code", "name_vi", "name_en", "kind", "valid_from", "valid_to", "source"]);
            for row in rows {
                text += &csv::record(&row.iter().map(String::as_str).collect::<Vec<_>>());
            }
            tables.insert(set, text);
        }
        tables
    }

    /// The list of sources, with those that nobody described.
    fn sources(&self) -> String {
        if let Some(file) = self.of(Kind::SourcesJson).next() {
            return file.text.clone();
        }
        let mut sources = Map::new();
        let columns = ["source", "title_vi", "title_en", "issuer_vi", "issuer_en", "date", "address"];
        for file in self.of(Kind::Sources) {
            for row in cells(&file.text, &columns) {
                let [id, title_vi, title_en, issuer_vi, issuer_en, date, address] = &row[..] else { continue };
                let mut source =
                    json!({ "title": { "vi": title_vi, "en": title_en }, "date": date, "address": address });
                if let Some(source) = source.as_object_mut().filter(|_| !issuer_vi.is_empty()) {
                    source.insert("issuer".to_owned(), json!({ "vi": issuer_vi, "en": issuer_en }));
                }
                sources.insert(id.clone(), source);
            }
        }
        for id in self.column("source") {
            let title = json!({ "title": { "vi": id, "en": id } });
            sources.entry(id).or_insert(title);
        }
        Value::Object(Map::from_iter([
            ("format".to_owned(), dataset::SOURCES_FORMAT.into()),
            ("sources".to_owned(), Value::Object(sources)),
        ]))
        .to_string()
    }
}

/// The cells of some columns of a table, row by row; what is not there is empty.
fn cells(text: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let Ok(mut records) = csv::Records::open(text, b',', csv::Quotes::Tolerant) else { return Vec::new() };
    let mut positions: Option<Vec<Option<usize>>> = None;
    let mut rows = Vec::new();
    while let Some(csv::Record { cells, .. }) = records.next() {
        match &positions {
            None => positions = Some(columns.iter().map(|it| cells.iter().position(|cell| cell == *it)).collect()),
            Some(positions) => {
                let cell = |at: &Option<usize>| at.and_then(|at| cells.get(at)).unwrap_or_default().to_owned();
                rows.push(positions.iter().map(cell).collect());
            }
        }
    }
    rows
}

/// A file's name without folder and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
