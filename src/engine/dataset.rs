//! Published results: who, what was measured, which values and ranks were published, and what follows from them.
//!
//! What is worked out here and not published is marked so ([`Figure::computed`]): it is never stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    exact::{Exact, Rounding},
    framework::{Basis, Framework, Text},
    order,
    problem::{Problem, ProblemKind},
    rank::{rank, rank_some},
};

/// Published results of several years and sets of units. Consistent: every position in it exists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Its identifier.
    pub id: Rc<str>,
    /// What it is called, who publishes it.
    pub about: About,
    /// The sets of units, the one that counts now first.
    pub unit_sets: Vec<UnitSet>,
    /// Which units became which.
    pub successions: Vec<Succession>,
    /// What of each framework the results need.
    pub structures: Vec<Structure>,
    /// The sources, by id.
    pub sources: BTreeMap<Rc<str>, Publication>,
    /// The results, the newest period first, within a period in the order of the sets.
    pub tables: Vec<Table>,
    /// Where sources say different things, and which one is used.
    pub conflicts: Vec<Conflict>,
}

/// What a data set is, for people and for catalogues of data. All of it may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub title: Option<Text>,
    /// What is in it and what is not.
    pub description: Option<Text>,
    /// Who put it together and publishes it.
    pub publisher: Option<Text>,
    /// The address of its licence; may be empty.
    pub license: Rc<str>,
}

/// Sources that say different things about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Of what.
    pub about: Disputed,
    /// Id of the set of units.
    pub unit_set: Rc<str>,
    /// Code of the unit; empty: of all units together, as of an average.
    pub unit: Rc<str>,
    /// The assessment year; nothing: of no year.
    pub period: Option<u16>,
    /// Id of the measure; empty: of none.
    pub measure: Rc<str>,
    /// What the sources say, at least two of them different.
    pub claims: Vec<Claim>,
    /// Position of the claim that is used; nothing: none is.
    pub used: Option<usize>,
    /// Why that one.
    pub reason: Text,
}

/// What sources can differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disputed {
    /// A value, `0..=1`; of all units together their average.
    Value,
    /// A rank.
    Rank,
    /// How a unit is called.
    Name,
    /// The growth since the year before, as a share: 0.047 is 4.7 %.
    Growth,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// A number as files write it, or a name.
    pub text: Rc<str>,
    /// Id of the source.
    pub source: Rc<str>,
    /// Where exactly it was read; may be empty.
    pub address: Rc<str>,
    /// Whether it follows from the values of the source and is not said by it.
    pub computed: bool,
}

/// Units that exist side by side (“34 tỉnh, thành phố”).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSet {
    /// Its identifier: `provinces-34`.
    pub id: Rc<str>,
    /// The units, in the order of their codes.
    pub units: Vec<Unit>,
}

/// One unit. Its key is the set and the code: code 24 is another province after the mergers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its code in the set.
    pub code: Rc<str>,
    /// Its name.
    pub name: Text,
    /// What kind of unit it is: `city`, `province`.
    pub kind: Rc<str>,
    /// First day (ISO); empty: no source was read.
    pub valid_from: Rc<str>,
    /// Last day (ISO); empty: it still exists.
    pub valid_to: Rc<str>,
    /// Where code and name are written.
    pub source: Rc<str>,
}

/// The units of one set that became those of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The set before.
    pub from: usize,
    /// The set after.
    pub to: usize,
    /// Positions of units: before, after.
    pub pairs: Vec<(usize, usize)>,
    /// Where it is written.
    pub source: Rc<str>,
}

/// A source of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// Its name.
    pub title: Option<Text>,
    /// Where it can be read; may be empty.
    pub address: Rc<str>,
    /// Who published it.
    pub issuer: Option<Text>,
    /// Year, year and month, or full date (ISO); may be empty.
    pub date: Rc<str>,
    /// Where it was read: the pages that print it, or parts of it.
    pub copies: Vec<Copied>,
}

/// A page on which a part of a source was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Its address.
    pub address: Rc<str>,
    /// What was read there.
    pub covers: Vec<Cover>,
}

/// Values, ranks and averages of some units for one period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// Id of the set of units.
    pub unit_set: Rc<str>,
    /// The assessment year.
    pub period: u16,
    /// Codes of the units; none: all of the set.
    pub units: Vec<Rc<str>>,
    /// Ids of the measures with values.
    pub values: Vec<Rc<str>>,
    /// Ids of the measures with ranks.
    pub ranks: Vec<Rc<str>>,
    /// Ids of the measures with averages.
    pub averages: Vec<Rc<str>>,
}

/// What of a cell is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value of a unit.
    Value,
    /// The rank of a unit.
    Rank,
    /// The average of all units.
    Average,
}

/// What of a framework published results need: names, points, and what makes up what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// The identifier of the framework.
    pub framework: Rc<str>,
    /// Its name.
    pub title: Text,
    /// The years that it counts for; empty: any.
    pub years: Vec<u16>,
    /// What can be published: the index, the pillars, the main indicators, and parts of these.
    pub measures: Vec<Measure>,
}

/// What a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// The whole: `index`.
    Index,
    /// A pillar (“trụ cột”): `pillar:…`.
    Pillar,
    /// A main indicator (“chỉ số chính”): `node:…`.
    Main,
    /// What is below a main indicator.
    Part,
}

/// One column that results can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// `index`, `pillar:digital-government`, `node:7`.
    pub id: Rc<str>,
    /// What it is.
    pub kind: MeasureKind,
    /// Its name; of the index, that of the whole.
    pub name: Text,
    /// The points that a value of 1 stands for; zero for a part, from which nothing is added up.
    pub max_points: Exact,
    /// The main indicators of a pillar, as positions of measures.
    pub members: Vec<usize>,
}

/// What is published of one set of units for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The set.
    pub unit_set: usize,
    /// The structure of the framework of that period.
    pub structure: usize,
    /// The assessment year.
    pub period: u16,
    /// By measure and unit.
    pub cells: Vec<Vec<Option<Cell>>>,
    /// Published averages, by measure.
    pub averages: Vec<Option<Cell>>,
}

/// What is published of one unit and measure: a value, a rank, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// `0..=1`; nothing: not read, which is not zero.
    pub value: Option<Exact>,
    /// From 1; nothing: not read.
    pub rank: Option<usize>,
    /// Id of the source.
    pub source: Rc<str>,
    /// Whether it was read on the publishing page itself, or in a copy.
    pub basis: Basis,
}

/// A number, and whether it is worked out here instead of published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// The number.
    pub value: T,
    /// Whether it is not published but follows from what is.
    pub computed: bool,
}

/// One measure of all units of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// By unit.
    pub entries: Vec<Entry>,
    /// Published; otherwise computed where every unit has a value.
    pub mean: Option<Figure<Exact>>,
    /// The value at rank 1, where it is known who is.
    pub best: Option<Figure<Exact>>,
}

/// One unit in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Nothing: not published, and not to be worked out.
    pub value: Option<Figure<Exact>>,
    /// Published; otherwise computed where every unit has a value.
    pub rank: Option<Figure<usize>>,
}

/// What results of a period can be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// The same units under the same framework: the position of the table.
    Same(usize),
    /// The framework changed since: weights and indicators are others.
    FrameworkChanged,
    /// The units changed since.
    UnitsChanged,
    /// Nothing earlier is known.
    Nothing,
}

/// Published tables print four decimals.
const PUBLISHED: Rounding = Rounding::half_up(4);

fn computed<T>(value: T) -> Figure<T> {
    Figure { value, computed: true }
}

fn published<T>(value: T) -> Figure<T> {
    Figure { value, computed: false }
}

impl Structure {
    /// The structure of a framework, with the measures that results name beyond the top level.
    pub fn of(framework: &Framework, named: &BTreeSet<&str>) -> Structure {
        let index = Measure {
            id: "index".into(),
            kind: MeasureKind::Index,
            name: Text { vi: "DTI".into(), en: "DTI".into() },
            max_points: framework.max_points.clone(),
            members: Vec::new(),
        };
        let mut nodes = Vec::new();
        for (at, node) in framework.nodes().iter().enumerate() {
            let id = format!("node:{}", node.id);
            let is_main = node.depth == 0 && !node.max_points.is_zero();
            if is_main || named.contains(&*id) {
                let kind = if is_main { MeasureKind::Main } else { MeasureKind::Part };
                // Points of parts may be shared out (400/7), and nothing here is added up from them.
                let max_points = if is_main { node.max_points.clone() } else { Exact::ZERO };
                let name = node.name.clone();
                nodes.push((at, Measure { id: id.into(), kind, name, max_points, members: Vec::new() }));
            }
        }
        let before_nodes = 1 + framework.pillars.len();
        let position = |member: &usize| nodes.iter().position(|(at, _)| at == member).map(|it| it + before_nodes);
        let pillars = framework.pillars.iter().map(|pillar| Measure {
            id: format!("pillar:{}", pillar.id).into(),
            kind: MeasureKind::Pillar,
            name: pillar.name.clone(),
            max_points: pillar.max_points.clone(),
            members: pillar.members.iter().filter_map(position).collect(),
        });
        let mut measures = vec![index];
        measures.extend(pillars);
        measures.extend(nodes.into_iter().map(|(_, measure)| measure));
        let (id, title) = (Rc::clone(&framework.id), framework.title.clone());
        Structure { framework: id, title, years: framework.years.clone(), measures }
    }

    /// The position of a measure.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.measures.iter().position(|measure| &*measure.id == id)
    }

    /// The position of the index.
    pub fn index(&self) -> usize {
        self.measures.iter().position(|it| it.kind == MeasureKind::Index).unwrap_or_default()
    }

    fn of_kind(&self, kind: MeasureKind) -> impl Iterator<Item = (usize, &Measure)> {
        self.measures.iter().enumerate().filter(move |(_, measure)| measure.kind == kind)
    }
}

impl Table {
    /// What is published.
    pub fn cell(&self, measure: usize, unit: usize) -> Option<&Cell> {
        self.cells.get(measure)?.get(unit)?.as_ref()
    }

    fn published_value(&self, measure: usize, unit: usize) -> Option<&Exact> {
        self.cell(measure, unit)?.value.as_ref()
    }

    /// The value of a pillar that is not published, from what is.
    ///
    /// From its main indicators where all are published. Otherwise from the index and the indicators that are of one
    /// pillar only, where all pillars share the rest: what the index has beyond those is what each pillar has too.
    /// Published values have four decimals, so the second way is right to about 0.00015.
    fn pillar(&self, structure: &Structure, pillar: usize, unit: usize) -> Option<Exact> {
        let measure = structure.measures.get(pillar).filter(|it| it.kind == MeasureKind::Pillar)?;
        if measure.members.is_empty() {
            return None;
        }
        let points = |of: usize| Some(self.published_value(of, unit)? * &structure.measures.get(of)?.max_points);
        let all: Option<Vec<Exact>> = measure.members.iter().map(|member| points(*member)).collect();
        let sum = all.map(|all| all.iter().sum::<Exact>()).or_else(|| {
            let rest: Option<Vec<Exact>> = members_of_others(structure, pillar)?.into_iter().map(points).collect();
            Some(&points(structure.index())? - &rest?.iter().sum::<Exact>())
        })?;
        sum.checked_div(&measure.max_points)
    }

    /// One measure of all units: what is published, and what follows from it.
    ///
    /// # Rounding
    ///
    /// Values that are worked out have four decimals, half up, as published ones have.
    pub fn column(&self, structure: &Structure, measure: usize) -> Column {
        self.column_ranked(structure, measure, None)
    }

    /// The same where only some units are looked at: the ranks that are worked out are theirs and that of the best.
    pub fn column_of(&self, structure: &Structure, measure: usize, units: &[usize]) -> Column {
        self.column_ranked(structure, measure, Some(units))
    }

    fn column_ranked(&self, structure: &Structure, measure: usize, only: Option<&[usize]>) -> Column {
        let count = self.cells.first().map_or(0, Vec::len);
        let value = |unit: usize| match self.published_value(measure, unit) {
            Some(value) => Some(published(value.clone())),
            // Not finer than what it is made from: values that look the same share a rank.
            None => self.pillar(structure, measure, unit).map(|it| computed(it.round(PUBLISHED))),
        };
        let mut entries: Vec<Entry> = (0..count).map(|unit| Entry { value: value(unit), rank: None }).collect();
        // Among some of the units a rank would say too much.
        let complete = count > 0 && entries.iter().all(|entry| entry.value.is_some());
        let values: Vec<Option<Exact>> =
            entries.iter().map(|it| it.value.as_ref().map(|it| it.value.clone())).collect();
        let ranks = match only {
            _ if !complete => Vec::new(),
            Some(units) => rank_some(&values, units),
            None => rank(&values),
        };
        for (unit, entry) in entries.iter_mut().enumerate() {
            let listed = self.cell(measure, unit).and_then(|cell| cell.rank).map(published);
            entry.rank = listed.or_else(|| ranks.get(unit).copied().flatten().map(computed));
        }
        let average = self.averages.get(measure).and_then(Option::as_ref).and_then(|it| it.value.clone());
        let mean = average.map(published).or_else(|| {
            let sum: Exact = values.iter().flatten().sum();
            let of = i64::try_from(count).ok().filter(|_| complete)?;
            sum.checked_div(&of.into()).map(computed)
        });
        let is_first = |entry: &&Entry| entry.rank.as_ref().is_some_and(|it| it.value == 1);
        let best = entries.iter().find(is_first).and_then(|entry| entry.value.clone());
        Column { entries, mean, best }
    }

    /// The measures of which something is published or can be worked out, in the order of the structure.
    pub fn measures(&self, structure: &Structure) -> Vec<usize> {
        let count = self.cells.first().map_or(0, Vec::len);
        let is_known = |measure: usize, unit: usize| {
            self.cell(measure, unit).is_some() || self.pillar(structure, measure, unit).is_some()
        };
        (0..structure.measures.len()).filter(|it| (0..count).any(|unit| is_known(*it, unit))).collect()
    }

    /// The sources of the cells of a measure, each once; of a pillar that is worked out, those of the whole table.
    pub fn sources(&self, measure: usize) -> BTreeSet<Rc<str>> {
        let of = |measure: usize| self.cells.get(measure).into_iter().flatten().flatten();
        let mut found: BTreeSet<Rc<str>> = of(measure).map(|cell| Rc::clone(&cell.source)).collect();
        if found.is_empty() {
            found = (0..self.cells.len()).flat_map(of).map(|cell| Rc::clone(&cell.source)).collect();
        }
        found
    }

    /// Published ranks that do not follow from the published values.
    fn rank_warnings(&self, structure: &Structure, units: &[Unit], warnings: &mut Vec<Problem>) {
        for (at, measure) in structure.measures.iter().enumerate() {
            let values: Vec<Option<Exact>> =
                (0..units.len()).map(|unit| self.published_value(at, unit).cloned()).collect();
            // With holes, at least so many must be before a unit as there are greater values.
            let complete = values.iter().all(Option::is_some);
            for ((unit, found), named) in rank(&values).into_iter().enumerate().zip(units) {
                let Some(stated) = self.cell(at, unit).and_then(|cell| cell.rank) else { continue };
                let Some(found) = found else { continue };
                if stated < found || complete && stated != found {
                    let place = format!("tables/{}/{}/{}", self.period, named.code, measure.id);
                    let kind = ProblemKind::RankDiffers { stated, computed: found.to_string() };
                    warnings.push(Problem::new(place, kind));
                }
            }
        }
    }
}

/// The main indicators that only one other pillar has; nothing where the pillars do not share all the rest.
fn members_of_others(structure: &Structure, pillar: usize) -> Option<Vec<usize>> {
    let pillars: Vec<(usize, &Measure)> = structure.of_kind(MeasureKind::Pillar).collect();
    let mut others = Vec::new();
    for (member, _) in structure.of_kind(MeasureKind::Main) {
        let holders = pillars.iter().filter(|(_, it)| it.members.contains(&member)).count();
        let is_mine = structure.measures.get(pillar).is_some_and(|it| it.members.contains(&member));
        match (holders, is_mine) {
            (1, false) => others.push(member),
            (1, true) => {}
            (all, true) if all == pillars.len() => {}
            _ => return None,
        }
    }
    Some(others)
}

impl Column {
    /// The units in the order of a ranking: by rank; then those with a value but no rank, the greatest first; then
    /// those of which nothing is known, in the order of the set.
    pub fn order(&self) -> Vec<usize> {
        let key = |unit: usize| self.entries.get(unit).cloned().unwrap_or_default();
        let place = |entry: &Entry| match (&entry.rank, &entry.value) {
            (Some(rank), _) => (0, rank.value),
            (None, Some(_)) => (1, 0),
            (None, None) => (2, 0),
        };
        order::order(self.entries.len(), &|left, right| {
            let (left, right) = (key(left), key(right));
            let value = |entry: Entry| entry.value.map(|it| it.value).unwrap_or_default();
            place(&left).cmp(&place(&right)).then_with(|| value(right).cmp(&value(left)))
        })
    }

    /// How many units have a value.
    pub fn known(&self) -> usize {
        self.entries.iter().filter(|entry| entry.value.is_some()).count()
    }

    /// How many units share the rank of a unit with it.
    pub fn ties(&self, unit: usize) -> usize {
        let rank = |entry: &Entry| entry.rank.as_ref().map(|it| it.value);
        let Some(mine) = self.entries.get(unit).and_then(rank) else { return 0 };
        self.entries.iter().filter(|entry| rank(entry) == Some(mine)).count().saturating_sub(1)
    }
}

impl Dataset {
    /// The structure of a table.
    pub fn structure(&self, table: &Table) -> Option<&Structure> {
        self.structures.get(table.structure)
    }

    /// The set of a table.
    pub fn set(&self, table: &Table) -> Option<&UnitSet> {
        self.unit_sets.get(table.unit_set)
    }

    /// The position of a unit: set, unit.
    pub fn find_unit(&self, set: &str, code: &str) -> Option<(usize, usize)> {
        let set = self.unit_sets.iter().position(|it| &*it.id == set)?;
        let unit = self.unit_sets.get(set)?.units.iter().position(|it| &*it.code == code)?;
        Some((set, unit))
    }

    /// A unit.
    pub fn unit(&self, set: usize, unit: usize) -> Option<&Unit> {
        self.unit_sets.get(set)?.units.get(unit)
    }

    /// The table of a set and period.
    pub fn find_table(&self, set: &str, period: u16) -> Option<usize> {
        let of = |table: &Table| table.period == period && self.set(table).is_some_and(|it| &*it.id == set);
        self.tables.iter().position(of)
    }

    /// What the results of a table can be compared with: those of the period before.
    pub fn before(&self, table: &Table) -> Before {
        let earlier = || self.tables.iter().enumerate().filter(|(_, other)| other.period < table.period);
        let last =
            earlier().filter(|(_, other)| other.unit_set == table.unit_set).max_by_key(|(_, other)| other.period);
        match last {
            Some((at, other)) if other.structure == table.structure => Before::Same(at),
            Some(_) => Before::FrameworkChanged,
            None if earlier().next().is_some() => Before::UnitsChanged,
            None => Before::Nothing,
        }
    }

    /// The units that a unit became, as (set, unit).
    pub fn successors(&self, set: usize, unit: usize) -> Vec<(usize, usize)> {
        let of = self.successions.iter().filter(|it| it.from == set);
        of.flat_map(|it| it.pairs.iter().filter(|pair| pair.0 == unit).map(|pair| (it.to, pair.1))).collect()
    }

    /// The units that a unit was formed from, as (set, unit).
    pub fn predecessors(&self, set: usize, unit: usize) -> Vec<(usize, usize)> {
        let of = self.successions.iter().filter(|it| it.to == set);
        of.flat_map(|it| it.pairs.iter().filter(|pair| pair.1 == unit).map(|pair| (it.from, pair.0))).collect()
    }

    /// Whether a unit went into one with others, or was formed from several.
    pub fn is_merged(&self, set: usize, unit: usize) -> bool {
        let several = |(set, unit): (usize, usize)| self.predecessors(set, unit).len() > 1;
        several((set, unit)) || self.successors(set, unit).into_iter().any(several)
    }

    /// The pages on which a value, a rank or an average was read, in the order of its source. Empty where the source
    /// names no pages: then it was read in the source itself.
    pub fn copies(&self, table: &Table, measure: usize, unit: Option<usize>, part: Part) -> Vec<&Copied> {
        let cell = match unit {
            Some(unit) => table.cell(measure, unit),
            None => table.averages.get(measure).and_then(Option::as_ref),
        };
        let is_there = |cell: &&Cell| if part == Part::Rank { cell.rank.is_some() } else { cell.value.is_some() };
        let source = cell.filter(is_there).and_then(|cell| self.sources.get(&cell.source));
        let (Some(source), Some(set), Some(structure)) = (source, self.set(table), self.structure(table)) else {
            return Vec::new();
        };
        let code = unit.and_then(|unit| set.units.get(unit)).map(|unit| &*unit.code);
        let id = structure.measures.get(measure).map_or("", |measure| &*measure.id);
        let holds = |it: &Cover| {
            let measures = match part {
                Part::Value => &it.values,
                Part::Rank => &it.ranks,
                Part::Average => &it.averages,
            };
            let is_unit = part == Part::Average || it.units.is_empty() || it.units.iter().any(|it| Some(&**it) == code);
            it.unit_set == set.id && it.period == table.period && is_unit && measures.iter().any(|it| **it == *id)
        };
        source.copies.iter().filter(|copied| copied.covers.iter().any(holds)).collect()
    }

    /// The pages on which the numbers of a unit were read, in the order of the source, with the measures that each has.
    pub fn read_on(&self, table: &Table, unit: usize) -> Vec<(&str, Vec<usize>)> {
        let mut found: Vec<(&str, Vec<usize>)> = Vec::new();
        for measure in 0..table.cells.len() {
            for part in [Part::Value, Part::Rank] {
                for copied in self.copies(table, measure, Some(unit), part) {
                    match found.iter_mut().find(|(address, _)| *address == &*copied.address) {
                        Some((_, measures)) if measures.contains(&measure) => {}
                        Some((_, measures)) => measures.push(measure),
                        None => found.push((&copied.address, vec![measure])),
                    }
                }
            }
        }
        found
    }

    /// The conflicts of a unit, whatever they are about.
    pub fn conflicts_of(&self, set: usize, unit: usize) -> Vec<&Conflict> {
        let (Some(set_id), Some(unit)) = (self.unit_sets.get(set).map(|it| &it.id), self.unit(set, unit)) else {
            return Vec::new();
        };
        self.conflicts.iter().filter(|it| it.unit_set == *set_id && it.unit == unit.code).collect()
    }

    /// What is doubtful but can be shown: published ranks that the published values do not have; what was not read in
    /// the source itself, where the source names pages but none for it.
    pub fn warnings(&self) -> Vec<Problem> {
        let mut warnings = Vec::new();
        for table in &self.tables {
            if let (Some(structure), Some(set)) = (self.structure(table), self.set(table)) {
                table.rank_warnings(structure, &set.units, &mut warnings);
                self.copy_warnings(table, structure, set, &mut warnings);
            }
        }
        warnings
    }

    /// What comes from copies and is in none of them.
    fn copy_warnings(&self, table: &Table, structure: &Structure, set: &UnitSet, warnings: &mut Vec<Problem>) {
        let is_named = |cell: &&Cell| {
            let names_pages = |it: &Publication| it.copies.iter().any(|copied| !copied.covers.is_empty());
            cell.basis == Basis::Secondary && self.sources.get(&cell.source).is_some_and(names_pages)
        };
        let mut report = |place: String, source: &Rc<str>| {
            warnings.push(Problem::new(place, ProblemKind::NotInCopies { source: source.to_string() }));
        };
        for (at, measure) in structure.measures.iter().enumerate() {
            let place = |of: &str| format!("tables/{}/{of}/{}", table.period, measure.id);
            for (unit, named) in set.units.iter().enumerate() {
                let Some(cell) = table.cell(at, unit).filter(is_named) else { continue };
                let parts = [(cell.value.is_some(), Part::Value), (cell.rank.is_some(), Part::Rank)];
                // The basis of a row with both is that of the value.
                let part = parts.into_iter().find(|(is_there, _)| *is_there).map(|(_, part)| part);
                if part.is_some_and(|part| self.copies(table, at, Some(unit), part).is_empty()) {
                    report(place(&named.code), &cell.source);
                }
            }
            let average = table.averages.get(at).and_then(Option::as_ref).filter(is_named);
            if let Some(cell) = average.filter(|_| self.copies(table, at, None, Part::Average).is_empty()) {
                report(place(&set.id), &cell.source);
            }
        }
    }
}
