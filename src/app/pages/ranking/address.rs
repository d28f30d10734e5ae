//! What an address of the page names, and the address of what is shown.
//!
//! `?year=2024&set=provinces-34&measure=index&unit=24`, `/provinces-34/24`, `/compare?set=provinces-34&units=24,31`.

use crate::{
    app::state::route::{Route, decode, encode},
    engine::dataset::{Dataset, Structure, Table},
};

/// The most units that are compared.
pub const MOST_COMPARED: usize = 5;

/// Which view is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum View {
    /// All units by rank.
    #[default]
    List,
    /// One unit.
    Profile {
        /// Its set.
        set: String,
        /// Its code.
        code: String,
    },
    /// Several units side by side.
    Compare,
    /// All units and main indicators in colors.
    Heat,
    /// A year at a glance.
    Overview,
    /// The ranking with other weights.
    WhatIf,
    /// Whose data and which map are shown.
    Own,
}

/// An address as written; nothing in it need exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The view.
    pub view: View,
    /// The assessment year.
    pub year: Option<u16>,
    /// Id of the set of units.
    pub set: String,
    /// Id of the measure.
    pub measure: String,
    /// Code of the unit that stands out in the ranking.
    pub unit: String,
    /// Codes of the units that are compared.
    pub units: Vec<String>,
    /// Other weights: points per item with commas between, see `what_if`.
    pub weights: String,
    /// Where the data set is, or which file was opened; empty: the one that ships. See `source`.
    pub data: String,
    /// The same of a map of areas; empty: the map of tiles.
    pub map: String,
    /// The part of a long list, from 1; 0 is the first too. See `parts`.
    pub part: usize,
}

impl Address {
    /// Reads what follows `#/ranking`.
    pub fn parse(rest: &str) -> Address {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let view = match (segments.next(), segments.next()) {
            (Some("compare"), _) => View::Compare,
            (Some("heat"), _) => View::Heat,
            (Some("overview"), _) => View::Overview,
            (Some("what-if"), _) => View::WhatIf,
            (Some("own"), _) => View::Own,
            (Some(set), Some(code)) => View::Profile { set: set.to_owned(), code: code.to_owned() },
            _ => View::List,
        };
        let mut address = Address { view, ..Address::default() };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "year" => address.year = value.parse().ok(),
                "set" => address.set = value.to_owned(),
                // Some programs encode the colon of `node:7`.
                "measure" => address.measure = value.replace("%3A", ":"),
                "weights" => address.weights = value.replace("%2C", ","),
                "unit" => address.unit = value.to_owned(),
                "data" => address.data = decode(value),
                "map" => address.map = decode(value),
                "part" => address.part = value.parse().unwrap_or_default(),
                "units" => {
                    let units = value.split([',', '+']).filter(|unit| !unit.is_empty());
                    address.units = units.take(MOST_COMPARED).map(str::to_owned).collect();
                }
                _ => {}
            }
        }
        address
    }

    /// The address, to be used in links.
    pub fn href(&self) -> String {
        let mut rest = match &self.view {
            View::List => String::new(),
            View::Profile { set, code } => format!("/{set}/{code}"),
            View::Compare => "/compare".to_owned(),
            View::Heat => "/heat".to_owned(),
            View::Overview => "/overview".to_owned(),
            View::WhatIf => "/what-if".to_owned(),
            View::Own => "/own".to_owned(),
        };
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let units = self.units.join(",");
        let part = if self.part > 1 { self.part.to_string() } else { String::new() };
        let [data, map] = [&self.data, &self.map].map(|address| {
            let mut encoded = String::new();
            encode(address, &mut encoded);
            encoded
        });
        let pairs = [
            ("year", &year),
            ("set", &self.set),
            ("measure", &self.measure),
            ("unit", &self.unit),
            ("units", &units),
            ("weights", &self.weights),
            ("part", &part),
            ("data", &data),
            ("map", &map),
        ];
        let mut mark = '?';
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            rest.push(mark);
            rest.extend([name, "=", value]);
            mark = '&';
        }
        Route::Ranking { rest }.href()
    }

    /// The first page of the same data and map.
    pub fn plain(&self) -> Address {
        Address { data: self.data.clone(), map: self.map.clone(), ..Address::default() }
    }

    /// The address of a unit's profile in the same data.
    pub fn profile(&self, set: &str, code: &str) -> Address {
        Address { view: View::Profile { set: set.to_owned(), code: code.to_owned() }, ..self.plain() }
    }

    /// The table that is shown: the one that is named, otherwise the newest one that fits.
    pub fn table<'a>(&self, dataset: &'a Dataset) -> Option<(&'a Table, &'a Structure)> {
        let is_of = |table: &&Table, year: bool, set: bool| {
            (!year || self.year.is_none_or(|it| it == table.period))
                && (!set || self.set.is_empty() || dataset.set(table).is_some_and(|it| *it.id == *self.set))
        };
        let find = |year, set| dataset.tables.iter().find(|table| is_of(table, year, set));
        let table = find(true, true).or_else(|| find(true, false)).or_else(|| find(false, true));
        let table = table.or_else(|| dataset.tables.first())?;
        Some((table, dataset.structure(table)?))
    }

    /// The measure that is shown: the one that is named, otherwise the index.
    pub fn measure(&self, structure: &Structure) -> usize {
        structure.find(&self.measure).unwrap_or_else(|| structure.index())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_what_it_names() {
        let list = Address {
            year: Some(2024),
            set: "provinces-34".to_owned(),
            measure: "node:7".to_owned(),
            unit: "24".to_owned(),
            ..Address::default()
        };
        let compare = Address {
            view: View::Compare,
            set: "provinces-63".to_owned(),
            units: vec!["24".to_owned(), "27".to_owned()],
            ..Address::default()
        };
        let heat = Address { view: View::Heat, year: Some(2023), ..Address::default() };
        let overview = Address { view: View::Overview, year: Some(2022), ..Address::default() };
        let own = Address {
            data: "https://a.vn/số liệu/d.json?x=1&y=#z".to_owned(),
            map: "opened:xã, phường.geojson".to_owned(),
            part: 3,
            ..Address::default()
        };
        let what_if = Address { view: View::WhatIf, weights: "100,0,250".to_owned(), ..Address::default() };
        for address in [
            Address::default(),
            list,
            compare,
            heat,
            overview,
            what_if,
            own.profile("communes", "24"),
            own,
            Address { view: View::Own, ..Address::default() },
        ] {
            let href = address.href();
            assert_eq!(Address::parse(href.strip_prefix("#/ranking").unwrap()), address, "{href}");
        }
    }

    #[test]
    fn odd_addresses_are_understood_as_far_as_possible() {
        let address = Address::parse("/?year=x&measure=pillar%3Adigital-society&units=1,2,,3,4,5,6&&=");
        assert_eq!((address.year, &*address.measure), (None, "pillar:digital-society"));
        assert_eq!(address.units, ["1", "2", "3", "4", "5"]);
        assert_eq!(Address::parse("/provinces-34"), Address::default());
    }
}
