//! Published results: the long table as CSV with its units and sources, and `dataset.json`, format
//! `thuocso-dataset/1`, which holds all of it in one file for pages.
//!
//! `data/published-results/README.md` describes the columns. `dataset.json` is made from the tables by [`write`] and
//! carries what of the frameworks the results need, so that a page does not load the frameworks.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde_json::{Map, Value, json};

use super::{
    csv, framework_json,
    json::Fields,
    pieces::{self, Item, Pieces},
};
use crate::engine::{
    checked::{self, shortened},
    dataset::{
        About, Cell, Claim, Conflict, Copied, Cover, Dataset, Disputed, Measure, MeasureKind, Publication, Structure,
        Succession, Table, Unit, UnitSet,
    },
    exact::Exact,
    framework::{Basis, Framework, Text, raw::RawText},
    order,
    problem::{Problem, ProblemKind},
};

/// The format of `dataset.json`.
pub const FORMAT: &str = "thuocso-dataset/1";
/// The format of the list of sources.
pub const SOURCES_FORMAT: &str = "thuocso-sources/1";
/// The format of what a data set is called and where its sources differ.
pub const ABOUT_FORMAT: &str = "thuocso-about/1";

const RESULT_COLUMNS: [&str; 9] =
    ["unit_set", "unit_code", "framework", "period", "measure", "value", "rank", "source", "basis"];
const AVERAGE_COLUMNS: [&str; 7] = ["unit_set", "framework", "period", "measure", "value", "source", "basis"];
const UNIT_COLUMNS: [&str; 7] = ["code", "name_vi", "name_en", "kind", "valid_from", "valid_to", "source"];
const MERGER_COLUMNS: [&str; 6] = ["old_code", "old_name_vi", "new_code", "new_name_vi", "merged", "source"];
const MEASURE_KINDS: &[(&str, MeasureKind)] = &[
    ("index", MeasureKind::Index),
    ("pillar", MeasureKind::Pillar),
    ("main", MeasureKind::Main),
    ("part", MeasureKind::Part),
];
const BASIS: &[(&str, Basis)] = &[
    ("official", Basis::Official),
    ("secondary", Basis::Secondary),
    ("self_assessed", Basis::SelfAssessed),
    ("appraised", Basis::Appraised),
];
const DISPUTED: &[(&str, Disputed)] =
    &[("value", Disputed::Value), ("rank", Disputed::Rank), ("name", Disputed::Name), ("growth", Disputed::Growth)];

/// How a basis is written in tables.
pub fn basis_word(basis: Basis) -> &'static str {
    BASIS.iter().find(|(_, it)| *it == basis).map_or("", |(word, _)| word)
}

/// How a kind of measure is written in tables.
pub fn measure_word(kind: MeasureKind) -> &'static str {
    MEASURE_KINDS.iter().find(|(_, it)| *it == kind).map_or("", |(word, _)| word)
}

/// How it is written what sources differ in.
pub fn disputed_word(about: Disputed) -> &'static str {
    DISPUTED.iter().find(|(_, it)| *it == about).map_or("", |(word, _)| word)
}

/// The texts of a folder of tables.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The name of the folder, which is the id of the data set.
    pub id: String,
    /// `results.csv`.
    pub results: String,
    /// `averages.csv`; may be empty.
    pub averages: String,
    /// `sources.json`.
    pub sources: String,
    /// `about.json`: what the data set is called, and where its sources differ; may be empty.
    pub about: String,
    /// The tables of `units/`, by name without `.csv`: units, and which became which.
    pub units: BTreeMap<String, String>,
}

/// One row of either form.
struct RawRow {
    place: String,
    unit_set: String,
    /// Empty: an average.
    unit: String,
    framework: String,
    period: String,
    measure: String,
    value: String,
    rank: String,
    source: String,
    basis: String,
}

/// Reads and checks the tables.
///
/// # Errors
///
/// All problems, each with table, row and column. Ranks that do not follow from the values are not among them: see
/// [`Dataset::warnings`].
pub fn read_tables(
    tables: &Tables,
    framework: &dyn Fn(&str) -> Option<Rc<Framework>>,
) -> Result<Dataset, Vec<Problem>> {
    let mut problems = Vec::new();
    let sources = match super::read_fields(&tables.sources, SOURCES_FORMAT, &raw_sources) {
        Ok(sources) => sources,
        Err(found) => {
            problems.extend(found);
            BTreeMap::new()
        }
    };
    let mut about = (About::default(), Vec::new());
    if !tables.about.is_empty() {
        match super::read_fields(&tables.about, ABOUT_FORMAT, &raw_about_file) {
            Ok(found) => about = found,
            Err(found) => problems.extend(found.into_iter().map(|it| Problem::new("about.json", it.kind))),
        }
    }
    let (mut unit_sets, mut mergers) = (Vec::new(), Vec::new());
    for (name, text) in &tables.units {
        if text.trim_start_matches('\u{feff}').starts_with("old_code") {
            mergers.push((name, text));
        } else {
            unit_sets.push(unit_set(name, text, &mut problems));
        }
    }
    let successions: Vec<Succession> =
        mergers.iter().filter_map(|(name, text)| succession(name, text, &unit_sets, &mut problems)).collect();
    let mut rows = Vec::new();
    for csv::Row { place, cells } in csv::read(&tables.results, "results.csv", &RESULT_COLUMNS, &mut problems) {
        if let Ok([unit_set, unit, framework, period, measure, value, rank, source, basis]) =
            <[String; 9]>::try_from(cells)
        {
            rows.push(RawRow { place, unit_set, unit, framework, period, measure, value, rank, source, basis });
        }
    }
    if !tables.averages.is_empty() {
        for csv::Row { place, cells } in csv::read(&tables.averages, "averages.csv", &AVERAGE_COLUMNS, &mut problems) {
            if let Ok([unit_set, framework, period, measure, value, source, basis]) = <[String; 7]>::try_from(cells) {
                let (unit, rank) = (String::new(), String::new());
                rows.push(RawRow { place, unit_set, unit, framework, period, measure, value, rank, source, basis });
            }
        }
    }
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.framework.as_str()).collect();
    let structure = |id: &&str| {
        let measures = rows.iter().filter(|row| row.framework == *id).map(|row| row.measure.as_str()).collect();
        Some(Structure::of(&*framework(id)?, &measures))
    };
    let structures = ids.iter().filter_map(structure).collect();
    let mut parts = Parts { id: tables.id.clone(), unit_sets, successions, structures, sources, problems };
    parts.check_unit_sources();
    parts.finish_rows(&rows, about)
}

/// Reads and checks `dataset.json`.
///
/// # Errors
///
/// All problems found: first what can not be read, then what does not fit together.
pub fn read(text: &str) -> Result<Dataset, Vec<Problem>> {
    let mut reading = Reading::begin(text.into())?;
    while reading.step() {}
    reading.finish()
}

/// The largest `dataset.json` that is read, in bytes: 3,321 communes, 100 measures and 5 years fit.
pub const MAX_SIZE: usize = 48 * 1024 * 1024;

/// `dataset.json` while it is read, a column at a time: a page answers in between.
pub struct Reading {
    text: Rc<str>,
    columns: Vec<Item>,
    next: usize,
    heads: Vec<TableHead>,
    parts: Parts,
    positions: Vec<BTreeMap<Rc<str>, usize>>,
    tables: Vec<Table>,
    about: About,
    conflicts: Vec<RawConflict>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (done, all) = self.progress();
        write!(f, "Reading({done}/{all})")
    }
}

impl Reading {
    /// Reads everything but the columns of the tables.
    ///
    /// # Errors
    ///
    /// What can not be read. What does not fit together is told at the end.
    pub fn begin(text: Rc<str>) -> Result<Reading, Vec<Problem>> {
        if text.len() > MAX_SIZE {
            return Err(vec![Problem::new("", ProblemKind::TooLarge { size: text.len(), limit: MAX_SIZE })]);
        }
        let Pieces { rest, items: columns } = pieces::cut(&text, &["tables", "columns"])
            .unwrap_or_else(|| Pieces { rest: text.to_string(), items: Vec::new() });
        let raw = super::read_fields(&rest, FORMAT, &raw_dataset)?;
        let mut parts = Parts {
            id: raw.id,
            unit_sets: raw.unit_sets,
            successions: Vec::new(),
            structures: Vec::new(),
            sources: raw.sources,
            problems: Vec::new(),
        };
        for set in parts.unit_sets.clone() {
            let mut codes = BTreeSet::new();
            for unit in &set.units {
                check_unit(&format!("tables/{}/{}", set.id, unit.code), unit, &mut codes, &mut parts.problems);
            }
        }
        for structure in &raw.structures {
            let structure = parts.structure(structure);
            parts.structures.push(structure);
        }
        let positions: Vec<BTreeMap<Rc<str>, usize>> = parts.unit_sets.iter().map(positions).collect();
        for it in &raw.successions {
            parts.succession(it, &positions);
        }
        parts.check_unit_sources();
        let (about, conflicts) = (raw.about, raw.conflicts);
        let (mut heads, mut tables) = (Vec::new(), Vec::new());
        for RawTable { head, averages, columns } in raw.tables {
            for row in &averages {
                parts.row(row, &positions, &mut tables);
            }
            for column in &columns {
                parts.column(&head, column, &positions, &mut tables);
            }
            heads.push(head);
        }
        Ok(Reading { text, columns, next: 0, heads, parts, positions, tables, about, conflicts })
    }

    /// How many columns are read, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.columns.len())
    }

    /// Reads one more column; whether there was one.
    pub fn step(&mut self) -> bool {
        let Some(item) = self.columns.get(self.next) else { return false };
        self.next += 1;
        let value = match pieces::parse(&self.text, &item.text) {
            Ok(value) => value,
            Err(problems) => {
                self.parts.problems.extend(problems);
                return true;
            }
        };
        let problems = RefCell::new(Vec::new());
        let path = format!("tables[{}].columns[{}]", item.holder, item.at);
        let column = raw_column(Fields::of(&value, path, &problems));
        let problems = problems.into_inner();
        match self.heads.get(item.holder) {
            Some(head) if problems.is_empty() => {
                self.parts.column(head, &column, &self.positions, &mut self.tables);
            }
            _ => self.parts.problems.extend(problems),
        }
        true
    }

    /// What was read.
    ///
    /// # Errors
    ///
    /// All problems of what was read.
    pub fn finish(self) -> Result<Dataset, Vec<Problem>> {
        self.parts.finish(self.tables, self.positions, (self.about, self.conflicts))
    }
}

/// What the rows are checked against.
struct Parts {
    id: String,
    unit_sets: Vec<UnitSet>,
    successions: Vec<Succession>,
    structures: Vec<Structure>,
    sources: BTreeMap<Rc<str>, Publication>,
    problems: Vec<Problem>,
}

impl Parts {
    fn report(&mut self, place: String, kind: ProblemKind) {
        self.problems.push(Problem::new(place, kind));
    }

    /// Units and successions name sources that exist.
    fn check_unit_sources(&mut self) {
        let units = self.unit_sets.iter().flat_map(|set| {
            set.units.iter().map(|unit| (format!("tables/{}/{}/source", set.id, unit.code), Rc::clone(&unit.source)))
        });
        let successions = self.successions.iter().map(|it| ("tables/units".to_owned(), Rc::clone(&it.source)));
        let named: Vec<(String, Rc<str>)> = units.chain(successions).collect();
        for (place, source) in named {
            if !self.sources.contains_key(&source) {
                self.report(place, ProblemKind::UnknownSource { id: shortened(&source) });
            }
        }
    }

    fn structure(&mut self, raw: &RawStructure) -> Structure {
        let place = format!("tables/{}", raw.id);
        let position = |id: &String| raw.measures.iter().position(|it| it.id == *id);
        let mut measures = Vec::new();
        for measure in &raw.measures {
            let members: Option<Vec<usize>> = measure.members.iter().map(position).collect();
            if members.is_none() {
                self.report(place.clone(), ProblemKind::UnknownMeasure { id: shortened(&measure.id) });
            }
            measures.push(Measure {
                id: measure.id.as_str().into(),
                kind: measure.kind.unwrap_or(MeasureKind::Part),
                name: checked::text(&place, &measure.name, &mut self.problems),
                max_points: number(&place, &measure.max_points, &mut self.problems),
                members: members.unwrap_or_default(),
            });
        }
        let title = checked::text(&place, &raw.title, &mut self.problems);
        Structure { framework: raw.id.as_str().into(), title, years: raw.years.clone(), measures }
    }

    /// Which units became which.
    fn succession(&mut self, it: &RawSuccession, known: &[BTreeMap<Rc<str>, usize>]) {
        let place = format!("tables/{}", it.to);
        let set = |id: &str| self.unit_sets.iter().position(|set| *set.id == *id);
        let (Some(from), Some(to)) = (set(&it.from), set(&it.to)) else {
            return self.report(place, ProblemKind::UnknownUnit { set: it.to.clone(), id: it.from.clone() });
        };
        let mut pairs = Vec::new();
        for (old, new) in &it.pairs {
            let at = |set: usize, code: &str| known.get(set).and_then(|known| known.get(code)).copied();
            match (at(from, old), at(to, new)) {
                (Some(old), Some(new)) => pairs.push((old, new)),
                _ => {
                    let kind = ProblemKind::UnknownUnit { set: shortened(&it.to), id: shortened(new) };
                    self.report(place.clone(), kind);
                }
            }
        }
        self.successions.push(Succession { from, to, pairs, source: it.source.as_str().into() });
    }

    fn finish_rows(mut self, rows: &[RawRow], about: (About, Vec<RawConflict>)) -> Result<Dataset, Vec<Problem>> {
        let positions: Vec<BTreeMap<Rc<str>, usize>> = self.unit_sets.iter().map(positions).collect();
        let mut tables: Vec<Table> = Vec::new();
        for row in rows {
            self.row(row, &positions, &mut tables);
        }
        self.finish(tables, positions, about)
    }

    fn finish(
        mut self,
        tables: Vec<Table>,
        positions: Vec<BTreeMap<Rc<str>, usize>>,
        (about, conflicts): (About, Vec<RawConflict>),
    ) -> Result<Dataset, Vec<Problem>> {
        if tables.is_empty() && self.problems.is_empty() {
            self.report("tables/results.csv".to_owned(), ProblemKind::NothingListed);
        }
        let conflicts = conflicts.into_iter().enumerate();
        let conflicts = conflicts.filter_map(|(at, raw)| self.conflict(at, raw, &positions, &tables)).collect();
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let tables = order::sorted(tables, &|left: &Table, right| {
            right.period.cmp(&left.period).then_with(|| left.unit_set.cmp(&right.unit_set))
        });
        let Parts { id, unit_sets, successions, structures, sources, .. } = self;
        Ok(Dataset { id: id.into(), about, unit_sets, successions, structures, sources, tables, conflicts })
    }

    /// A conflict that fits what it is about, or everything that is wrong with it.
    fn conflict(
        &mut self,
        at: usize,
        raw: RawConflict,
        positions: &[BTreeMap<Rc<str>, usize>],
        tables: &[Table],
    ) -> Option<Conflict> {
        let before = self.problems.len();
        let place = |part: &str| format!("conflicts[{at}]{part}");
        let set = self.unit_sets.iter().position(|set| *set.id == *raw.unit_set);
        let unit = set.and_then(|set| positions.get(set)?.get(raw.unit.as_str()).copied());
        if set.is_none() || unit.is_none() && !raw.unit.is_empty() {
            let (set, id) = (shortened(&raw.unit_set), shortened(&raw.unit));
            self.report(place("/unit"), ProblemKind::UnknownUnit { set, id });
        }
        let table = tables.iter().find(|it| Some(it.unit_set) == set && Some(it.period) == raw.period);
        let measure = table.and_then(|it| self.structures.get(it.structure)?.find(&raw.measure));
        let about = raw.about.unwrap_or(Disputed::Value);
        if measure.is_none() && (about != Disputed::Name || !raw.measure.is_empty()) {
            self.report(place("/measure"), ProblemKind::UnknownMeasure { id: shortened(&raw.measure) });
        }
        for claim in raw.claims.iter().filter(|claim| !self.sources.contains_key(&claim.source)).collect::<Vec<_>>() {
            self.report(place("/claims"), ProblemKind::UnknownSource { id: shortened(&claim.source) });
        }
        let numbers: Vec<Option<Exact>> = raw.claims.iter().map(|claim| Exact::parse_decimal(&claim.text)).collect();
        let is_named = about == Disputed::Name;
        for (claim, _) in raw.claims.iter().zip(&numbers).filter(|(_, number)| !is_named && number.is_none()) {
            self.report(place("/claims"), ProblemKind::BadNumber { text: shortened(&claim.text) });
        }
        let differ = |left: usize, right: usize| match is_named {
            true => raw.claims.get(left).map(|it| &it.text) != raw.claims.get(right).map(|it| &it.text),
            false => numbers.get(left) != numbers.get(right),
        };
        if !(1..raw.claims.len()).any(|other| differ(0, other)) {
            self.report(place("/claims"), ProblemKind::FewerClaims);
        }
        let used = raw.used.map(usize::from);
        let claim = used.and_then(|used| raw.claims.get(used));
        if used.is_some() && claim.is_none() {
            self.report(place("/used"), ProblemKind::FewerClaims);
        }
        let cell = table.zip(measure).and_then(|(table, measure)| match unit {
            Some(unit) => table.cell(measure, unit),
            None => table.averages.get(measure)?.as_ref(),
        });
        let stated = match about {
            Disputed::Value => cell.and_then(|cell| cell.value.as_ref()).map(Exact::to_text),
            Disputed::Rank => cell.and_then(|cell| cell.rank).map(|rank| rank.to_string()),
            Disputed::Name => set
                .zip(unit)
                .and_then(|(set, unit)| Some(self.unit_sets.get(set)?.units.get(unit)?.name.vi.to_string())),
            Disputed::Growth => None,
        };
        if let Some(claim) = claim.filter(|_| about != Disputed::Growth) {
            let is_same = match (&stated, is_named) {
                (Some(stated), true) => **stated == *claim.text,
                (Some(stated), false) => Exact::parse_decimal(stated) == Exact::parse_decimal(&claim.text),
                (None, _) => false,
            };
            if !is_same {
                let found = shortened(&stated.unwrap_or_default());
                self.report(place("/used"), ProblemKind::ClaimDiffers { text: shortened(&claim.text), found });
            }
        }
        let reason = checked::text(&place("/reason"), &raw.reason, &mut self.problems);
        (self.problems.len() == before).then(|| Conflict {
            about,
            unit_set: raw.unit_set.into(),
            unit: raw.unit.into(),
            period: raw.period,
            measure: raw.measure.into(),
            claims: raw.claims,
            used,
            reason,
        })
    }

    /// Puts a row where it belongs, or reports all that is wrong with it.
    fn row(&mut self, row: &RawRow, positions: &[BTreeMap<Rc<str>, usize>], tables: &mut Vec<Table>) {
        let before = self.problems.len();
        let unit_set = self.unit_sets.iter().position(|set| *set.id == *row.unit_set);
        let unit = unit_set.and_then(|set| positions.get(set)?.get(row.unit.as_str()).copied());
        if unit.is_none() && (unit_set.is_none() || !row.unit.is_empty()) {
            let (set, id) = (shortened(&row.unit_set), shortened(&row.unit));
            self.report(format!("{}/unit_code", row.place), ProblemKind::UnknownUnit { set, id });
        }
        let RawRow { place, framework, period, measure, source, basis, .. } = row;
        let structure = self.place_in_structure(place, [framework, period, measure]);
        let (value, rank) = self.numbers(place, &row.value, &row.rank);
        let basis = self.grounds(place, source, basis);
        let (Some(unit_set), Some((structure, period, measure)), Some(basis), true) =
            (unit_set, structure, basis, self.problems.len() == before)
        else {
            return;
        };
        let Some(at) = self.table(tables, unit_set, structure, period, place) else { return };
        let place = tables.get_mut(at).and_then(|table| match unit {
            Some(unit) => table.cells.get_mut(measure)?.get_mut(unit),
            None => table.averages.get_mut(measure),
        });
        match place {
            Some(place @ None) => *place = Some(Cell { value, rank, source: row.source.as_str().into(), basis }),
            _ => self.report(row.place.clone(), ProblemKind::ResultTwice),
        }
    }

    /// Puts a column of what has one source where it belongs, or reports all that is wrong with it.
    fn column(
        &mut self,
        head: &TableHead,
        column: &RawColumn,
        positions: &[BTreeMap<Rc<str>, usize>],
        tables: &mut Vec<Table>,
    ) {
        let before = self.problems.len();
        let TableHead { unit_set, framework, period } = head;
        let place = format!("tables/{period}-{unit_set}/{}", column.measure);
        let set = self.unit_sets.iter().position(|set| *set.id == **unit_set);
        if set.is_none() {
            let kind = ProblemKind::UnknownUnit { set: shortened(unit_set), id: String::new() };
            self.report(format!("{place}/unit_set"), kind);
        }
        let structure = self.place_in_structure(&place, [framework, period, &column.measure]);
        let basis = self.grounds(&place, &column.source, &column.basis);
        let (Some(set), Some((structure, period, measure)), Some(basis), true) =
            (set, structure, basis, self.problems.len() == before)
        else {
            return;
        };
        let Some(at) = self.table(tables, set, structure, period, &place) else { return };
        let source: Rc<str> = column.source.as_str().into();
        let only_ranked = column.ranks.iter().filter(|(unit, _)| !column.values.contains_key(*unit));
        let of_units = column.values.keys().chain(only_ranked.map(|(unit, _)| unit));
        for unit in of_units {
            let place = || format!("tables/{}-{unit_set}/{unit}", head.period);
            let [value, rank] = [&column.values, &column.ranks].map(|of| of.get(unit).map_or("", String::as_str));
            let before = self.problems.len();
            let position = positions.get(set).and_then(|positions| positions.get(unit.as_str()).copied());
            if position.is_none() {
                let kind = ProblemKind::UnknownUnit { set: shortened(unit_set), id: shortened(unit) };
                self.report(format!("{}/unit_code", place()), kind);
            }
            let parsed = match (plain_value(value), rank) {
                (Some(value), "") => (Some(value), None),
                _ => self.numbers(&place(), value, rank),
            };
            let (Some(position), (value, rank), true) = (position, parsed, self.problems.len() == before) else {
                continue;
            };
            let cells = tables.get_mut(at).and_then(|table| table.cells.get_mut(measure));
            match cells.and_then(|cells| cells.get_mut(position)) {
                Some(cell @ None) => *cell = Some(Cell { value, rank, source: Rc::clone(&source), basis }),
                _ => self.report(place(), ProblemKind::ResultTwice),
            }
        }
    }

    /// The positions of a structure and of a measure in it, and the year.
    fn place_in_structure(
        &mut self,
        place: &str,
        [framework, period, measure]: [&String; 3],
    ) -> Option<(usize, u16, usize)> {
        let structure = self.structures.iter().position(|it| *it.framework == **framework);
        let year = period.parse::<u16>().ok().filter(|_| period.len() == 4);
        let Some(found) = structure.and_then(|structure| self.structures.get(structure)) else {
            let kind = ProblemKind::UnknownFramework { id: shortened(framework) };
            self.report(format!("{place}/framework"), kind);
            return None;
        };
        let position = found.find(measure);
        let counts = year.is_some_and(|it| found.years.is_empty() || found.years.contains(&it));
        if position.is_none() {
            self.report(format!("{place}/measure"), ProblemKind::UnknownMeasure { id: shortened(measure) });
        }
        if !counts {
            self.report(format!("{place}/period"), ProblemKind::OtherYear { text: shortened(period) });
        }
        Some((structure?, year?, position?))
    }

    /// A value and a rank; at least one of them is there.
    fn numbers(&mut self, place: &str, value: &str, rank: &str) -> (Option<Exact>, Option<usize>) {
        let number = match value {
            "" => None,
            text => Some(number(&format!("{place}/value"), text, &mut self.problems)),
        };
        if let Some(value) = number.as_ref().filter(|it| it.is_negative() || **it > Exact::ONE) {
            self.report(format!("{place}/value"), ProblemKind::ValueOutOfRange { value: value.clone() });
        }
        let position = rank.parse::<usize>().ok().filter(|it| (1..=MOST_UNITS).contains(it));
        if position.is_none() && !rank.is_empty() {
            self.report(format!("{place}/rank"), ProblemKind::BadRank { text: shortened(rank) });
        }
        if value.is_empty() && rank.is_empty() {
            self.report(place.to_owned(), ProblemKind::NothingStated);
        }
        (number, position)
    }

    /// The basis of what has a source.
    fn grounds(&mut self, place: &str, source: &str, basis: &str) -> Option<Basis> {
        if !self.sources.contains_key(source) {
            self.report(format!("{place}/source"), ProblemKind::UnknownSource { id: shortened(source) });
        }
        let found = BASIS.iter().find(|(word, _)| *word == basis).map(|(_, basis)| *basis);
        if found.is_none() {
            self.report(format!("{place}/basis"), ProblemKind::BasisNotAllowed { basis: shortened(basis) });
        }
        found
    }

    /// The position of a table, which is made where it is not there; nothing where there is no room for it.
    fn table(
        &mut self,
        tables: &mut Vec<Table>,
        unit_set: usize,
        structure: usize,
        period: u16,
        place: &str,
    ) -> Option<usize> {
        let is_it = |it: &Table| it.unit_set == unit_set && it.structure == structure && it.period == period;
        if let Some(position) = tables.iter().position(is_it) {
            return Some(position);
        }
        let (units, measures) = self.size(unit_set, structure);
        let taken = tables.iter().map(|it| it.cells.iter().map(Vec::len).sum::<usize>()).sum::<usize>();
        let size = taken + units * measures;
        if size > MOST_CELLS {
            self.report(place.to_owned(), ProblemKind::TooLarge { size, limit: MOST_CELLS });
            return None;
        }
        let (cells, averages) = (vec![vec![None; units]; measures], vec![None; measures]);
        tables.push(Table { unit_set, structure, period, cells, averages });
        Some(tables.len() - 1)
    }

    /// How many units and measures a table has.
    fn size(&self, unit_set: usize, structure: usize) -> (usize, usize) {
        let units = self.unit_sets.get(unit_set).map_or(0, |set| set.units.len());
        (units, self.structures.get(structure).map_or(0, |it| it.measures.len()))
    }
}

/// Where each unit is, by code.
fn positions(set: &UnitSet) -> BTreeMap<Rc<str>, usize> {
    let mut positions = BTreeMap::new();
    for (at, unit) in set.units.iter().enumerate() {
        positions.insert(Rc::clone(&unit.code), at);
    }
    positions
}

/// The most places for values that are kept, filled or not: 3,321 communes, 100 measures and 5 years fit.
const MOST_CELLS: usize = 2_000_000;

/// More units than there are communes in the country, many times.
const MOST_UNITS: usize = 100_000;

/// A value as nearly all files write it, `0.7345`: the quick way to what [`Exact::parse_decimal`] gives.
fn plain_value(text: &str) -> Option<Exact> {
    let digits = text.strip_prefix("0.")?;
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Exact::ratio(digits.parse().ok()?, 10_i64.pow(u32::try_from(digits.len()).ok()?))
}

fn number(place: &str, text: &str, problems: &mut Vec<Problem>) -> Exact {
    Exact::parse_decimal(text).unwrap_or_else(|| {
        problems.push(Problem::new(place, ProblemKind::BadNumber { text: shortened(text) }));
        Exact::ZERO
    })
}

fn name(vi: &str, en: &str) -> RawText {
    RawText { vi: vi.to_owned(), en: en.to_owned() }
}

fn unit_set(id: &str, text: &str, problems: &mut Vec<Problem>) -> UnitSet {
    let mut units: Vec<Unit> = Vec::new();
    let mut codes = BTreeSet::new();
    for csv::Row { place, cells } in csv::read(text, &format!("{id}.csv"), &UNIT_COLUMNS, problems) {
        let [code, vi, en, kind, valid_from, valid_to, source] = &cells[..] else { continue };
        let unit = Unit {
            code: code.as_str().into(),
            name: checked::text(&format!("{place}/name_vi"), &name(vi, en), problems),
            kind: kind.as_str().into(),
            valid_from: valid_from.as_str().into(),
            valid_to: valid_to.as_str().into(),
            source: source.as_str().into(),
        };
        check_unit(&place, &unit, &mut codes, problems);
        units.push(unit);
    }
    UnitSet { id: id.into(), units }
}

/// A code is there, well formed and not used before.
fn check_unit(place: &str, unit: &Unit, before: &mut BTreeSet<Rc<str>>, problems: &mut Vec<Problem>) {
    checked::slug(&format!("{place}/code"), &unit.code, problems);
    if !before.insert(Rc::clone(&unit.code)) {
        let id = shortened(&unit.code);
        problems.push(Problem::new(format!("{place}/code"), ProblemKind::DuplicateId { id }));
    }
}

/// Which units became which. The sets are those that know the most of the codes with these names.
fn succession(id: &str, text: &str, sets: &[UnitSet], problems: &mut Vec<Problem>) -> Option<Succession> {
    let rows = csv::read(text, &format!("{id}.csv"), &MERGER_COLUMNS, problems);
    let cell = |row: &csv::Row, at: usize| row.cells.get(at).cloned().unwrap_or_default();
    let known: Vec<BTreeMap<Rc<str>, usize>> = sets.iter().map(positions).collect();
    let find = |set: usize, row: &csv::Row, at: usize| {
        let unit = *known.get(set)?.get(cell(row, at).as_str())?;
        sets.get(set)?.units.get(unit).filter(|it| *it.name.vi == *cell(row, at + 1)).map(|_| unit)
    };
    let best =
        |at: usize| (0..sets.len()).max_by_key(|set| rows.iter().filter(|row| find(*set, row, at).is_some()).count());
    let (from, to) = (best(0)?, best(2)?);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut before = BTreeSet::new();
    let mut source = String::new();
    for row in &rows {
        let mut found = |set: usize, at: usize, column: &str| {
            let unit = find(set, row, at);
            if unit.is_none() {
                let kind =
                    ProblemKind::UnknownUnit { set: sets.get(set)?.id.to_string(), id: shortened(&cell(row, at)) };
                problems.push(Problem::new(format!("{}/{column}", row.place), kind));
            }
            unit
        };
        let (old, new) = (found(from, 0, "old_code"), found(to, 2, "new_code"));
        if let (Some(old), Some(new)) = (old, new) {
            if !before.insert(old) {
                let id = shortened(&cell(row, 0));
                problems.push(Problem::new(format!("{}/old_code", row.place), ProblemKind::DuplicateId { id }));
            }
            pairs.push((old, new));
        }
        source = cell(row, 5);
    }
    Some(Succession { from, to, pairs, source: source.into() })
}

fn raw_sources(mut fields: Fields<'_>) -> BTreeMap<Rc<str>, Publication> {
    let sources = sources(&mut fields);
    fields.end();
    sources
}

fn sources(fields: &mut Fields<'_>) -> BTreeMap<Rc<str>, Publication> {
    let mut sources = BTreeMap::new();
    for (id, source) in fields.entries("sources", &publication) {
        sources.insert(id.into(), source);
    }
    sources
}

fn publication(mut fields: Fields<'_>) -> Publication {
    let text = |raw: RawText| -> Option<Text> { (!raw.vi.trim().is_empty()).then(|| checked::either_language(&raw)) };
    let publication = Publication {
        title: text(framework_json::text(fields.object("title"))),
        address: fields.optional_text("address").unwrap_or_default().into(),
        issuer: fields.optional_object("issuer").map(framework_json::text).and_then(text),
        date: fields.optional_text("date").unwrap_or_default().into(),
        copies: fields.each("copies", &copied),
    };
    // For people who check the data; pages do not show them.
    for other in ["number", "read"] {
        fields.value(other);
    }
    fields.end();
    publication
}

fn copied(mut fields: Fields<'_>) -> Copied {
    let copied = Copied { address: fields.text("address").into(), covers: fields.each("covers", &cover) };
    fields.value("read");
    fields.end();
    copied
}

fn cover(mut fields: Fields<'_>) -> Cover {
    let (unit_set, period) = (fields.text("unit_set").into(), fields.whole("period"));
    let mut list = |name: &'static str| fields.texts(name).into_iter().map(Rc::from).collect();
    let (units, values) = (list("units"), list("values"));
    let (ranks, averages) = (list("ranks"), list("averages"));
    fields.end();
    Cover { unit_set, period, units, values, ranks, averages }
}

fn raw_about_file(mut fields: Fields<'_>) -> (About, Vec<RawConflict>) {
    let about = about(&mut fields);
    let conflicts = fields.each("conflicts", &raw_conflict);
    fields.end();
    (about, conflicts)
}

fn about(fields: &mut Fields<'_>) -> About {
    let mut text = |name: &'static str| -> Option<Text> {
        let raw = framework_json::text(fields.optional_object(name)?);
        (!raw.vi.trim().is_empty()).then(|| checked::either_language(&raw))
    };
    let (title, description, publisher) = (text("title"), text("description"), text("publisher"));
    About { title, description, publisher, license: fields.optional_text("license").unwrap_or_default().into() }
}

struct RawConflict {
    about: Option<Disputed>,
    unit_set: String,
    unit: String,
    period: Option<u16>,
    measure: String,
    claims: Vec<Claim>,
    used: Option<u16>,
    reason: RawText,
}

fn raw_conflict(mut fields: Fields<'_>) -> RawConflict {
    let claim = |mut fields: Fields<'_>| {
        let claim = Claim {
            text: fields.text("text").into(),
            source: fields.text("source").into(),
            address: fields.optional_text("address").unwrap_or_default().into(),
            computed: fields.flag("computed"),
        };
        fields.end();
        claim
    };
    let raw = RawConflict {
        about: fields.word("about", DISPUTED),
        unit_set: fields.text("unit_set"),
        unit: fields.optional_text("unit").unwrap_or_default(),
        period: fields.optional_whole("period"),
        measure: fields.optional_text("measure").unwrap_or_default(),
        claims: fields.each_of_needed("claims", &claim),
        used: fields.optional_whole("used"),
        reason: framework_json::text(fields.object("reason")),
    };
    fields.end();
    raw
}

struct RawDataset {
    id: String,
    about: About,
    conflicts: Vec<RawConflict>,
    unit_sets: Vec<UnitSet>,
    successions: Vec<RawSuccession>,
    structures: Vec<RawStructure>,
    sources: BTreeMap<Rc<str>, Publication>,
    tables: Vec<RawTable>,
}

/// What all columns of a table share.
struct TableHead {
    unit_set: String,
    framework: String,
    period: String,
}

struct RawTable {
    head: TableHead,
    averages: Vec<RawRow>,
    columns: Vec<RawColumn>,
}

/// Values and ranks of one measure that have one source, by the code of their unit.
struct RawColumn {
    measure: String,
    source: String,
    basis: String,
    values: BTreeMap<String, String>,
    ranks: BTreeMap<String, String>,
}

struct RawSuccession {
    from: String,
    to: String,
    source: String,
    pairs: BTreeMap<String, String>,
}

struct RawStructure {
    id: String,
    title: RawText,
    years: Vec<u16>,
    measures: Vec<RawMeasure>,
}

struct RawMeasure {
    id: String,
    kind: Option<MeasureKind>,
    name: RawText,
    max_points: String,
    members: Vec<String>,
}

fn raw_dataset(mut fields: Fields<'_>) -> RawDataset {
    let raw = RawDataset {
        id: fields.text("id"),
        about: fields.optional_object("about").map(read_about).unwrap_or_default(),
        conflicts: fields.each("conflicts", &raw_conflict),
        unit_sets: fields.each_of_needed("unit_sets", &raw_unit_set),
        successions: fields.each("successions", &raw_succession),
        structures: fields.each_of_needed("frameworks", &raw_structure),
        sources: sources(&mut fields),
        tables: fields.each_of_needed("tables", &raw_table),
    };
    fields.end();
    raw
}

fn read_about(mut fields: Fields<'_>) -> About {
    let about = about(&mut fields);
    fields.end();
    about
}

fn raw_unit_set(mut fields: Fields<'_>) -> UnitSet {
    let id = fields.text("id");
    let unit = |mut fields: Fields<'_>| {
        let unit = Unit {
            code: fields.text("code").into(),
            name: checked::either_language(&framework_json::text(fields.object("name"))),
            kind: fields.text("kind").into(),
            valid_from: fields.optional_text("valid_from").unwrap_or_default().into(),
            valid_to: fields.optional_text("valid_to").unwrap_or_default().into(),
            source: fields.text("source").into(),
        };
        fields.end();
        unit
    };
    let units = fields.each_of_needed("units", &unit);
    fields.end();
    UnitSet { id: id.into(), units }
}

fn raw_succession(mut fields: Fields<'_>) -> RawSuccession {
    let raw = RawSuccession {
        from: fields.text("from"),
        to: fields.text("to"),
        source: fields.text("source"),
        pairs: fields.text_entries("pairs"),
    };
    fields.end();
    raw
}

fn raw_structure(mut fields: Fields<'_>) -> RawStructure {
    let measure = |mut fields: Fields<'_>| {
        let raw = RawMeasure {
            id: fields.text("id"),
            kind: fields.word("kind", MEASURE_KINDS),
            name: framework_json::text(fields.object("name")),
            max_points: fields.text("max_points"),
            members: fields.texts("members"),
        };
        fields.end();
        raw
    };
    let raw = RawStructure {
        id: fields.text("id"),
        title: framework_json::text(fields.object("title")),
        years: fields.wholes("years"),
        measures: fields.each_of_needed("measures", &measure),
    };
    fields.end();
    raw
}

/// What is published of one set and period: columns of what has one source, and averages.
fn raw_table(mut fields: Fields<'_>) -> RawTable {
    let (unit_set, framework) = (fields.text("unit_set"), fields.text("framework"));
    let period = fields.whole("period").to_string();
    let average = |mut fields: Fields<'_>| {
        let [measure, value, source, basis] = ["measure", "value", "source", "basis"].map(|it| fields.text(it));
        fields.end();
        RawRow {
            place: format!("tables/{period}-{unit_set}/"),
            unit_set: unit_set.clone(),
            unit: String::new(),
            framework: framework.clone(),
            period: period.clone(),
            measure,
            value,
            rank: String::new(),
            source,
            basis,
        }
    };
    let columns = fields.each_of_needed("columns", &raw_column);
    let averages = fields.each("averages", &average);
    fields.end();
    RawTable { head: TableHead { unit_set, framework, period }, averages, columns }
}

fn raw_column(mut fields: Fields<'_>) -> RawColumn {
    let [measure, source, basis] = ["measure", "source", "basis"].map(|it| fields.text(it));
    let (values, ranks) = (fields.text_entries("values"), fields.text_entries("ranks"));
    fields.end();
    RawColumn { measure, source, basis, values, ranks }
}

/// The text of `dataset.json`: one line for each column, so that a change can be read.
pub fn write(dataset: &Dataset) -> String {
    let text = |text: &Text| json!({ "vi": &*text.vi, "en": &*text.en });
    let unit = |unit: &Unit| {
        json!({ "code": &*unit.code, "name": text(&unit.name), "kind": &*unit.kind, "valid_from": &*unit.valid_from,
                "valid_to": &*unit.valid_to, "source": &*unit.source })
    };
    let unit_sets: Vec<Value> = dataset
        .unit_sets
        .iter()
        .map(|set| json!({ "id": &*set.id, "units": set.units.iter().map(unit).collect::<Vec<_>>() }))
        .collect();
    let succession = |it: &Succession| {
        let code = |set: usize, unit: usize| dataset.unit(set, unit).map_or(String::new(), |it| it.code.to_string());
        let set = |set: usize| dataset.unit_sets.get(set).map_or("", |it| &*it.id);
        let pairs: Map<String, Value> =
            it.pairs.iter().map(|pair| (code(it.from, pair.0), code(it.to, pair.1).into())).collect();
        json!({ "from": set(it.from), "to": set(it.to), "source": &*it.source, "pairs": pairs })
    };
    let structure = |it: &Structure| {
        let measure = |measure: &Measure| {
            let kind = measure_word(measure.kind);
            let members: Vec<&str> =
                measure.members.iter().filter_map(|member| Some(&*it.measures.get(*member)?.id)).collect();
            json!({ "id": &*measure.id, "kind": kind, "name": text(&measure.name),
                    "max_points": measure.max_points.to_text(), "members": members })
        };
        json!({ "id": &*it.framework, "title": text(&it.title), "years": it.years,
                "measures": it.measures.iter().map(measure).collect::<Vec<_>>() })
    };
    let source = |(id, it): (&Rc<str>, &Publication)| {
        let mut fields = Map::new();
        // A source always has a title, if only an empty one.
        fields.insert("title".to_owned(), it.title.as_ref().map_or_else(|| json!({ "vi": "", "en": "" }), text));
        fields.insert("address".to_owned(), (*it.address).into());
        fields.insert("issuer".to_owned(), it.issuer.as_ref().map_or(Value::Null, text));
        fields.insert("date".to_owned(), (*it.date).into());
        fields.insert("copies".to_owned(), it.copies.iter().map(copied_value).collect());
        fields.retain(|_, value| is_filled(value));
        (id.to_string(), Value::Object(fields))
    };
    let sections: [(&str, Vec<Value>); 5] = [
        ("unit_sets", unit_sets),
        ("successions", dataset.successions.iter().map(succession).collect()),
        ("frameworks", dataset.structures.iter().map(structure).collect()),
        ("tables", dataset.tables.iter().map(|table| table_value(dataset, table)).collect()),
        ("conflicts", dataset.conflicts.iter().map(conflict_value).collect()),
    ];
    let sources: Map<String, Value> = dataset.sources.iter().map(source).collect();
    let mut file = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"id\": {},\n", Value::from(&*dataset.id));
    let mut about = json!({
        "title": dataset.about.title.as_ref().map(text),
        "description": dataset.about.description.as_ref().map(text),
        "publisher": dataset.about.publisher.as_ref().map(text),
        "license": &*dataset.about.license,
    });
    if let Some(about) = about.as_object_mut() {
        about.retain(|_, value| is_filled(value));
    }
    if is_filled(&about) {
        file.push_str(&format!("  \"about\": {about},\n"));
    }
    for (name, values) in sections {
        if values.is_empty() && name == "conflicts" {
            continue;
        }
        let lines: Vec<String> = values.iter().map(|value| format!("    {value}")).collect();
        file.push_str(&format!("  \"{name}\": [\n{}\n  ],\n", lines.join(",\n")));
    }
    file + &format!("  \"sources\": {}\n}}\n", Value::Object(sources))
}

/// Whether a field says something; empty ones are not written.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

fn filled(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, value| is_filled(value));
    }
    value
}

fn copied_value(copied: &Copied) -> Value {
    let list = |of: &[Rc<str>]| -> Value { of.iter().map(|it| Value::from(&**it)).collect() };
    let cover = |it: &Cover| {
        filled(json!({ "unit_set": &*it.unit_set, "period": it.period, "units": list(&it.units),
                       "values": list(&it.values), "ranks": list(&it.ranks), "averages": list(&it.averages) }))
    };
    filled(json!({ "address": &*copied.address, "covers": copied.covers.iter().map(cover).collect::<Vec<_>>() }))
}

fn conflict_value(conflict: &Conflict) -> Value {
    let claim = |it: &Claim| {
        filled(json!({ "text": &*it.text, "source": &*it.source, "address": &*it.address, "computed": it.computed }))
    };
    filled(json!({
        "about": disputed_word(conflict.about),
        "unit_set": &*conflict.unit_set,
        "unit": &*conflict.unit,
        "period": conflict.period,
        "measure": &*conflict.measure,
        "claims": conflict.claims.iter().map(claim).collect::<Vec<_>>(),
        "used": conflict.used,
        "reason": { "vi": &*conflict.reason.vi, "en": &*conflict.reason.en },
    }))
}

fn table_value(dataset: &Dataset, table: &Table) -> Value {
    let set = dataset.set(table);
    let structure = dataset.structure(table);
    let (mut columns, mut averages) = (Vec::new(), Vec::new());
    for (at, measure) in structure.iter().flat_map(|it| it.measures.iter().enumerate()) {
        let mut by_source = BTreeMap::<(Rc<str>, &str), (Map<String, Value>, Map<String, Value>)>::new();
        for (unit, cell) in table.cells.get(at).into_iter().flatten().enumerate() {
            let (Some(cell), Some(unit)) = (cell, set.and_then(|set| set.units.get(unit))) else { continue };
            let (values, ranks) = by_source.entry((Rc::clone(&cell.source), basis_word(cell.basis))).or_default();
            if let Some(value) = &cell.value {
                values.insert(unit.code.to_string(), value.to_text().into());
            }
            if let Some(rank) = cell.rank {
                ranks.insert(unit.code.to_string(), rank.to_string().into());
            }
        }
        for ((source, basis), (values, ranks)) in by_source {
            columns.push(json!({ "measure": &*measure.id, "source": &*source, "basis": basis, "values": values, "ranks": ranks }));
        }
        if let Some(cell) = table.averages.get(at).and_then(Option::as_ref) {
            let value = cell.value.as_ref().map(Exact::to_text).unwrap_or_default();
            let (source, basis) = (&*cell.source, basis_word(cell.basis));
            averages.push(json!({ "measure": &*measure.id, "value": value, "source": source, "basis": basis }));
        }
    }
    json!({ "unit_set": set.map_or("", |it| &*it.id), "framework": structure.map_or("", |it| &*it.framework),
            "period": table.period, "columns": columns, "averages": averages })
}
