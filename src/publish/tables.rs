//! A data set as tables with described columns, and the tables as CSV in two dialects.

use csv::{Terminator, WriterBuilder};

use crate::{
    engine::{
        dataset::{Cell, Dataset, Table},
        exact::Exact,
    },
    formats::{
        csv_file::{Dialect, guarded},
        dataset::{basis_word, disputed_word, measure_word},
    },
    i18n::{Language, pick, published, site},
};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also codes such as `01`.
    Text,
    /// A decimal number.
    Number,
    /// A whole number.
    Whole,
    /// A year.
    Year,
    /// An address in the web.
    Address,
    /// `true` or `false`.
    Flag,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// The key of what is said about it.
    pub about: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// Whether each row has something in it.
    pub needed: bool,
}

/// Columns of one table that name a row of another one.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The columns here.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
    /// The columns there, in the same order.
    pub to: &'static [&'static str],
}

/// One table.
#[derive(Debug, Clone)]
pub struct DataTable {
    /// The name of its file without `.csv`, and the key of what is said about it.
    pub name: &'static str,
    /// How it is written.
    pub dialect: Dialect,
    /// The columns.
    pub columns: Vec<Column>,
    /// The columns that tell the rows apart; may be empty.
    pub key: &'static [&'static str],
    /// What it names in other tables.
    pub references: Vec<Reference>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

use Kind::{Address, Flag, Number, Text, Whole, Year};

/// `!` after a name: each row has something there.
fn columns(names: &[(&'static str, Kind)]) -> Vec<Column> {
    let column = |(name, kind): &(&'static str, Kind)| {
        let about = name.trim_end_matches('!');
        Column { name: about.to_owned(), about, kind: *kind, needed: about != *name }
    };
    names.iter().map(column).collect()
}

const UNIT: Reference =
    Reference { columns: &["unit_set", "unit_code"], table: "units", to: &["unit_set", "unit_code"] };
const MEASURE: Reference =
    Reference { columns: &["framework", "measure"], table: "measures", to: &["framework", "measure"] };
const SOURCE: Reference = Reference { columns: &["source"], table: "sources", to: &["source"] };

/// A value as files write it; empty: not known.
fn written(cell: &Cell) -> String {
    cell.value.as_ref().map(Exact::to_text).unwrap_or_default()
}

/// The cells of a table with the unit (nothing: the average), by measure, then by unit.
fn cells(table: &Table) -> impl Iterator<Item = (usize, Option<usize>, &Cell)> {
    let of = |measure: usize| {
        let units = table.cells.get(measure).into_iter().flatten().enumerate();
        let units = units.filter_map(move |(unit, cell)| Some((measure, Some(unit), cell.as_ref()?)));
        let average = table.averages.get(measure).and_then(Option::as_ref);
        units.chain(average.map(move |cell| (measure, None, cell)))
    };
    (0..table.cells.len()).flat_map(of)
}

/// All tables of a data set, the results first. Tables without rows are left out.
pub fn tables(dataset: &Dataset, language: Language) -> Vec<DataTable> {
    let all = [
        results(dataset),
        averages(dataset),
        units(dataset),
        successions(dataset),
        measures(dataset),
        sources(dataset),
        readings(dataset),
        conflicts(dataset),
        for_excel(dataset, language),
    ];
    all.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn ids(dataset: &Dataset, table: &Table) -> [String; 3] {
    let set = dataset.set(table).map_or("", |set| &*set.id).to_owned();
    let framework = dataset.structure(table).map_or("", |it| &*it.framework).to_owned();
    [set, framework, table.period.to_string()]
}

fn results(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for table in &dataset.tables {
        let [set, framework, period] = ids(dataset, table);
        for (measure, unit, cell) in cells(table) {
            let Some(unit) = unit.and_then(|unit| dataset.unit(table.unit_set, unit)) else { continue };
            let measure = dataset.structure(table).and_then(|it| it.measures.get(measure)).map_or("", |it| &*it.id);
            rows.push(vec![
                set.clone(),
                unit.code.to_string(),
                framework.clone(),
                period.clone(),
                measure.to_owned(),
                written(cell),
                cell.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                cell.source.to_string(),
                basis_word(cell.basis).to_owned(),
            ]);
        }
    }
    DataTable {
        name: "results",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("unit_set!", Text),
            ("unit_code!", Text),
            ("framework!", Text),
            ("period!", Year),
            ("measure!", Text),
            ("value", Number),
            ("rank", Whole),
            ("source!", Text),
            ("basis!", Text),
        ]),
        key: &["unit_set", "unit_code", "framework", "period", "measure"],
        references: vec![UNIT, MEASURE, SOURCE],
        rows,
    }
}

fn averages(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for table in &dataset.tables {
        let [set, framework, period] = ids(dataset, table);
        for (measure, _, cell) in cells(table).filter(|(_, unit, _)| unit.is_none()) {
            let measure = dataset.structure(table).and_then(|it| it.measures.get(measure)).map_or("", |it| &*it.id);
            let (source, basis) = (cell.source.to_string(), basis_word(cell.basis).to_owned());
            let cells = [&*set, &framework, &period, measure, &written(cell), &source, &basis];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    DataTable {
        name: "averages",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("unit_set!", Text),
            ("framework!", Text),
            ("period!", Year),
            ("measure!", Text),
            ("value", Number),
            ("source!", Text),
            ("basis!", Text),
        ]),
        key: &["unit_set", "framework", "period", "measure"],
        references: vec![MEASURE, SOURCE],
        rows,
    }
}

fn units(dataset: &Dataset) -> DataTable {
    let of_set = dataset.unit_sets.iter().flat_map(|set| set.units.iter().map(move |unit| (set, unit)));
    let row = of_set.map(|(set, it)| {
        let cells = [&*set.id, &it.code, &it.name.vi, &it.name.en, &it.kind, &it.valid_from, &it.valid_to, &it.source];
        cells.map(str::to_owned).to_vec()
    });
    DataTable {
        name: "units",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("unit_set!", Text),
            ("unit_code!", Text),
            ("name_vi!", Text),
            ("name_en", Text),
            ("kind", Text),
            ("valid_from", Text),
            ("valid_to", Text),
            ("source!", Text),
        ]),
        key: &["unit_set", "unit_code"],
        references: vec![SOURCE],
        rows: row.collect(),
    }
}

fn successions(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for it in &dataset.successions {
        let set = |set: usize| dataset.unit_sets.get(set).map_or("", |set| &*set.id).to_owned();
        let code = |set: usize, unit: usize| dataset.unit(set, unit).map_or("", |unit| &*unit.code).to_owned();
        let of = |pair: &(usize, usize)| {
            vec![set(it.from), code(it.from, pair.0), set(it.to), code(it.to, pair.1), it.source.to_string()]
        };
        rows.extend(it.pairs.iter().map(of));
    }
    DataTable {
        name: "successions",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("from_set!", Text),
            ("from_code!", Text),
            ("to_set!", Text),
            ("to_code!", Text),
            ("source!", Text),
        ]),
        key: &["from_set", "from_code", "to_set", "to_code"],
        references: vec![
            Reference { columns: &["from_set", "from_code"], ..UNIT },
            Reference { columns: &["to_set", "to_code"], ..UNIT },
            SOURCE,
        ],
        rows,
    }
}

fn measures(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for structure in &dataset.structures {
        for it in &structure.measures {
            let members = it.members.iter().filter_map(|member| structure.measures.get(*member));
            let members: Vec<&str> = members.map(|member| &*member.id).collect();
            // Nothing is added up from parts, so their points are not said.
            let points = if it.max_points.is_zero() { String::new() } else { it.max_points.to_text() };
            let kind = measure_word(it.kind);
            let cells = [&*structure.framework, &it.id, kind, &it.name.vi, &it.name.en, &points, &members.join(" ")];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    DataTable {
        name: "measures",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("framework!", Text),
            ("measure!", Text),
            ("measure_kind!", Text),
            ("name_vi!", Text),
            ("name_en", Text),
            ("max_points", Number),
            ("members", Text),
        ]),
        key: &["framework", "measure"],
        references: Vec::new(),
        rows,
    }
}

fn sources(dataset: &Dataset) -> DataTable {
    let row = dataset.sources.iter().map(|(id, it)| {
        let text = |text: &Option<crate::engine::framework::Text>, language: Language| {
            text.as_ref().map(|text| pick(text, language).to_string()).unwrap_or_default()
        };
        vec![
            id.to_string(),
            text(&it.title, Language::Vi),
            text(&it.title, Language::En),
            text(&it.issuer, Language::Vi),
            text(&it.issuer, Language::En),
            it.date.to_string(),
            it.address.to_string(),
        ]
    });
    DataTable {
        name: "sources",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("source!", Text),
            ("title_vi", Text),
            ("title_en", Text),
            ("issuer_vi", Text),
            ("issuer_en", Text),
            ("date", Text),
            ("address", Address),
        ]),
        key: &["source"],
        references: Vec::new(),
        rows: row.collect(),
    }
}

/// On which page what was read, one row for each unit and measure.
fn readings(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for (id, publication) in &dataset.sources {
        for copied in &publication.copies {
            for cover in &copied.covers {
                let units: Vec<&str> = match cover.units[..] {
                    [] => vec![""],
                    _ => cover.units.iter().map(|unit| &**unit).collect(),
                };
                let parts = [("value", &cover.values), ("rank", &cover.ranks), ("average", &cover.averages)];
                for (part, measures) in parts {
                    for (measure, unit) in measures.iter().flat_map(|it| units.iter().map(move |unit| (it, *unit))) {
                        let period = cover.period.to_string();
                        let cells = [&**id, &copied.address, &cover.unit_set, &period, unit, measure, part];
                        rows.push(cells.map(str::to_owned).to_vec());
                    }
                }
            }
        }
    }
    DataTable {
        name: "readings",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("source!", Text),
            ("address!", Address),
            ("unit_set!", Text),
            ("period!", Year),
            ("read_unit", Text),
            ("measure!", Text),
            ("part!", Text),
        ]),
        key: &[],
        references: vec![SOURCE],
        rows,
    }
}

fn conflicts(dataset: &Dataset) -> DataTable {
    let mut rows = Vec::new();
    for (at, it) in dataset.conflicts.iter().enumerate() {
        for (claim, said) in it.claims.iter().enumerate() {
            let period = it.period.map(|period| period.to_string()).unwrap_or_default();
            let (number, flag) = ((at + 1).to_string(), |flag: bool| flag.to_string());
            let cells = [
                &*number,
                disputed_word(it.about),
                &it.unit_set,
                &it.unit,
                &period,
                &it.measure,
                &said.text,
                &flag(it.used == Some(claim)),
                &flag(said.computed),
                &said.source,
                &said.address,
                &it.reason.vi,
                &it.reason.en,
            ];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    DataTable {
        name: "conflicts",
        dialect: Dialect::Machine,
        columns: columns(&[
            ("conflict!", Whole),
            ("disputed!", Text),
            ("unit_set!", Text),
            ("read_unit", Text),
            ("dispute_period", Year),
            ("disputed_measure", Text),
            ("claim!", Text),
            ("used!", Flag),
            ("computed!", Flag),
            ("source!", Text),
            ("address", Address),
            ("reason_vi!", Text),
            ("reason_en", Text),
        ]),
        key: &[],
        references: vec![SOURCE],
        rows,
    }
}

/// The results with names, as Excel in Vietnam opens them by double click.
fn for_excel(dataset: &Dataset, language: Language) -> DataTable {
    let mut columns = columns(&[
        ("unit_set!", Text),
        ("unit_code!", Text),
        ("unit_name!", Text),
        ("framework!", Text),
        ("period!", Year),
        ("measure!", Text),
        ("measure_name!", Text),
        ("value", Number),
        ("rank", Whole),
        ("source!", Text),
        ("basis!", Text),
    ]);
    for column in &mut columns {
        column.name = site::text(language, &format!("site.heading.{}", column.about)).to_owned();
    }
    let mut rows = Vec::new();
    for table in &dataset.tables {
        let [set, framework, period] = ids(dataset, table);
        for (measure, unit, cell) in cells(table) {
            let unit = unit.and_then(|unit| dataset.unit(table.unit_set, unit));
            let measure = dataset.structure(table).and_then(|it| it.measures.get(measure));
            let (Some(unit), Some(measure)) = (unit, measure) else { continue };
            let basis = site::text(language, &format!("site.basis.{}", basis_word(cell.basis))).to_owned();
            rows.push(vec![
                set.clone(),
                unit.code.to_string(),
                pick(&unit.name, language).to_string(),
                framework.clone(),
                period.clone(),
                measure.id.to_string(),
                published::measure(measure, language),
                written(cell),
                cell.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                cell.source.to_string(),
                basis,
            ]);
        }
    }
    DataTable { name: "results-excel", dialect: Dialect::ExcelVietnam, columns, key: &[], references: Vec::new(), rows }
}

/// A table as CSV. What a spreadsheet would take for a formula gets an apostrophe before it; numbers are left alone.
pub fn csv(table: &DataTable) -> Vec<u8> {
    let (delimiter, start, terminator) = match table.dialect {
        Dialect::Machine => (b',', "", Terminator::Any(b'\n')),
        Dialect::MachineMarked => (b',', "\u{feff}", Terminator::CRLF),
        Dialect::ExcelVietnam => (b';', "\u{feff}", Terminator::CRLF),
    };
    let mut builder = WriterBuilder::new();
    builder.delimiter(delimiter).terminator(terminator);
    let mut writer = builder.from_writer(start.as_bytes().to_vec());
    // Writing into memory does not fail.
    let _ = writer.write_record(table.columns.iter().map(|column| &column.name));
    for row in &table.rows {
        let cell = |(cell, column): (&String, &Column)| match (column.kind, table.dialect) {
            (Number, Dialect::ExcelVietnam) => cell.replace('.', ","),
            (Text | Address, _) => guarded(cell),
            _ => cell.clone(),
        };
        let _ = writer.write_record(row.iter().zip(&table.columns).map(cell));
    }
    writer.into_inner().unwrap_or_default()
}
