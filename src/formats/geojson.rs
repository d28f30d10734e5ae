//! Maps of areas: GeoJSON (RFC 7946), a `FeatureCollection` of polygons with longitude and latitude.
//!
//! Belongs here: reading and checking, a feature at a time. Does not belong here: which area is which unit, and drawing.
//!
//! Coordinates of other systems (VN-2000 in metres) are refused: nothing here could say where they lie.

use std::rc::Rc;

use serde_json::Value;

use super::pieces::{self, Item, Pieces};
use crate::engine::{
    checked::shortened,
    problem::{Problem, ProblemKind},
};

/// The largest file that is read, in bytes.
pub const MAX_SIZE: usize = super::MAX_SIZE;
/// More areas than there are communes in the country, three times.
const MOST_AREAS: usize = 10_000;
/// More points than a screen has room for.
const MOST_POINTS: usize = 1_000_000;
/// More properties of an area than anybody reads.
const MOST_PROPERTIES: usize = 60;
/// The type of a file.
const COLLECTION: &str = "FeatureCollection";

/// Longitude and latitude in degrees.
pub type Position = [f64; 2];

/// One area.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Feature {
    /// What is said about it: texts and whole numbers, shortened; its `id` is among them.
    pub properties: Vec<(Rc<str>, Rc<str>)>,
    /// Outlines and holes of all its parts.
    pub rings: Vec<Vec<Position>>,
}

/// A file while it is read, an area at a time: a page answers in between.
#[derive(Debug)]
pub struct Reading {
    text: Rc<str>,
    items: Vec<Item>,
    next: usize,
    features: Vec<Feature>,
    points: usize,
    problems: Vec<Problem>,
}

impl Reading {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// What is not a collection of features, and what is too large.
    pub fn begin(text: Rc<str>) -> Result<Reading, Vec<Problem>> {
        let problem = |kind| vec![Problem::new("", kind)];
        if text.len() > MAX_SIZE {
            return Err(problem(ProblemKind::TooLarge { size: text.len(), limit: MAX_SIZE }));
        }
        let Some(Pieces { rest, items }) = pieces::cut(&text, &["features"]) else {
            // Brackets that do not close: the parser says where.
            super::json::parse(&text)?;
            return Err(problem(ProblemKind::WrongType {
                path: "(file)".to_owned(),
                expected: "an object".to_owned(),
            }));
        };
        let whole = super::json::parse(&rest)?;
        let found = whole.get("type").and_then(Value::as_str).unwrap_or_default();
        if found != COLLECTION {
            let expected = COLLECTION.to_owned();
            return Err(problem(ProblemKind::WrongFormat { found: shortened(found), expected }));
        }
        if !whole.get("features").is_some_and(Value::is_array) {
            return Err(problem(ProblemKind::MissingField { path: "features".to_owned() }));
        }
        if items.len() > MOST_AREAS {
            return Err(problem(ProblemKind::TooManyParts { count: items.len(), limit: MOST_AREAS }));
        }
        if items.is_empty() {
            return Err(vec![Problem::new("features", ProblemKind::NothingListed)]);
        }
        Ok(Reading { text, items, next: 0, features: Vec::new(), points: 0, problems: Vec::new() })
    }

    /// How many areas are read, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.items.len())
    }

    /// Reads one more area; whether there was one.
    pub fn step(&mut self) -> bool {
        let Some(item) = self.items.get(self.next) else { return false };
        let place = format!("features[{}]", self.next);
        self.next += 1;
        match pieces::parse(&self.text, &item.text) {
            Ok(value) => self.feature(&place, &value),
            Err(problems) => self.problems.extend(problems),
        }
        if self.points > MOST_POINTS {
            let kind = ProblemKind::TooManyParts { count: self.points, limit: MOST_POINTS };
            self.problems.push(Problem::new("", kind));
            self.items.clear();
        }
        true
    }

    /// The areas in their order.
    ///
    /// # Errors
    ///
    /// All problems, one for each area at most.
    pub fn finish(self) -> Result<Vec<Feature>, Vec<Problem>> {
        if self.problems.is_empty() { Ok(self.features) } else { Err(self.problems) }
    }

    fn feature(&mut self, place: &str, value: &Value) {
        let geometry = value.get("geometry").filter(|it| !it.is_null());
        let kind = geometry.and_then(|it| it.get("type")).and_then(Value::as_str);
        let coordinates = geometry.and_then(|it| it.get("coordinates"));
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let polygons: Vec<Value> = match kind {
            // An area without a place is allowed.
            None if geometry.is_none() => Vec::new(),
            Some("Polygon") => coordinates.cloned().into_iter().collect(),
            Some("MultiPolygon") => list(coordinates),
            _ => {
                let (path, expected) = (format!("{place}.geometry.type"), "Polygon or MultiPolygon".to_owned());
                return self.problems.push(Problem::new("", ProblemKind::WrongType { path, expected }));
            }
        };
        let mut rings = Vec::new();
        for ring in polygons.iter().flat_map(|polygon| polygon.as_array().into_iter().flatten()) {
            let Some(points) = ring.as_array() else {
                let (path, expected) = (format!("{place}.geometry.coordinates"), "a list".to_owned());
                return self.problems.push(Problem::new("", ProblemKind::WrongType { path, expected }));
            };
            self.points += points.len();
            let mut positions = Vec::with_capacity(points.len());
            for point in points {
                let Some(position) = position(point) else {
                    let text = shortened(&point.to_string());
                    return self.problems.push(Problem::new(place, ProblemKind::BadPosition { text }));
                };
                positions.push(position);
            }
            rings.push(positions);
        }
        let mut properties = Vec::new();
        let id = value.get("id").map(|id| ("id", id));
        let named = value.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, value) in id.into_iter().chain(named.map(|(name, value)| (name.as_str(), value))) {
            let text = match value {
                Value::String(text) => shortened(text),
                Value::Number(number) if number.is_u64() => number.to_string(),
                _ => continue,
            };
            if properties.len() < MOST_PROPERTIES {
                properties.push((shortened(name).into(), text.into()));
            }
        }
        self.features.push(Feature { properties, rings });
    }
}

/// A place on earth; nothing for what is none.
fn position(value: &Value) -> Option<Position> {
    let list = value.as_array()?;
    let [longitude, latitude] = [list.first()?.as_f64()?, list.get(1)?.as_f64()?];
    let is_on_earth = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
    is_on_earth.then_some([longitude, latitude])
}

/// Reads a whole file at once.
///
/// # Errors
///
/// As [`Reading`].
pub fn read(text: &str) -> Result<Vec<Feature>, Vec<Problem>> {
    let mut reading = Reading::begin(text.into())?;
    while reading.step() {}
    reading.finish()
}

/// Which area is which unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matching {
    /// The property that holds the codes.
    pub property: Rc<str>,
    /// The position of the unit, by area.
    pub units: Vec<Option<usize>>,
}

/// Finds the property that holds the most codes of units, and what it gives. Of several the first in the file.
///
/// Codes that lost their zeros (`1` for `01`) are understood where that names one unit only.
pub fn matching(features: &[Feature], codes: &[Rc<str>]) -> Matching {
    let mut exact = std::collections::BTreeMap::<&str, usize>::new();
    let mut bare = std::collections::BTreeMap::<&str, Option<usize>>::new();
    for (at, code) in codes.iter().enumerate() {
        exact.entry(code).or_insert(at);
        bare.entry(code.trim_start_matches('0')).and_modify(|it| *it = None).or_insert(Some(at));
    }
    let find = |text: &str| {
        let bare = || bare.get(text.trim_start_matches('0')).copied().flatten();
        exact.get(text).copied().or_else(bare)
    };
    let mut names: Vec<Rc<str>> = Vec::new();
    for (name, _) in features.iter().take(50).flat_map(|it| &it.properties) {
        if !names.contains(name) {
            names.push(Rc::clone(name));
        }
    }
    let of = |name: &Rc<str>| {
        let value =
            |feature: &Feature| feature.properties.iter().find(|(it, _)| it == name).and_then(|(_, value)| find(value));
        let units: Vec<Option<usize>> = features.iter().map(value).collect();
        Matching { property: Rc::clone(name), units }
    };
    let mut best = Matching { property: "".into(), units: vec![None; features.len()] };
    let known = |matching: &Matching| {
        // An area per unit: a property that is the same for all (the code of the province) says nothing.
        matching.units.iter().flatten().collect::<std::collections::BTreeSet<_>>().len()
    };
    for name in &names {
        let found = of(name);
        if known(&found) > known(&best) {
            best = found;
        }
    }
    best
}

/// What an area is called: a property whose name says so, otherwise the first text.
pub fn name(feature: &Feature) -> &str {
    const NAMES: [&str; 7] = ["name_vi", "name", "ten", "ten_xa", "ten_tinh", "name_1", "name_2"];
    let is_name = |(name, _): &&(Rc<str>, Rc<str>)| NAMES.contains(&name.to_lowercase().as_str());
    let text = feature.properties.iter().find(is_name).or_else(|| feature.properties.first());
    text.map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(features: &str) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
    }

    fn square(properties: &str, x: f64, y: f64) -> String {
        let ring = format!("[[{x},{y}],[{},{y}],[{},{}],[{x},{y}]]", x + 1.0, x + 1.0, y + 1.0);
        format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    }

    fn told(text: &str) -> Vec<String> {
        read(text).unwrap_err().iter().map(Problem::to_string).collect()
    }

    #[test]
    fn areas_are_matched_by_the_property_that_holds_codes() {
        let text = collection(
            &[
                square(r#""tinh":"24","ma":1,"ten":"A""#, 105.0, 21.0),
                square(r#""tinh":"24","ma":24,"ten":"B""#, 106.0, 21.0),
                square(r#""tinh":"24","ma":999,"ten":"C""#, 107.0, 21.0),
            ]
            .join(","),
        );
        let features = read(&text).unwrap();
        let codes: Vec<Rc<str>> = ["01", "24", "31"].map(Rc::from).to_vec();
        let found = matching(&features, &codes);
        assert_eq!((&*found.property, found.units), ("ma", vec![Some(0), Some(1), None]));
        assert_eq!(features.iter().map(name).collect::<Vec<_>>(), ["A", "B", "C"]);
        // Two units that are the same without zeros: only the code as it is written counts.
        let codes: Vec<Rc<str>> = ["1", "01"].map(Rc::from).to_vec();
        assert_eq!(matching(&features, &codes).units, [Some(0), None, None]);
    }

    #[test]
    fn what_can_not_be_drawn_is_refused_with_its_place() {
        let metres = square("", 105.0, 21.0).replace("105", "1187532.5");
        let point = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[105,21]}}"#;
        assert_eq!(
            told(&collection(&format!("{metres},{point}"))),
            [
                "`features[0]`: `[1187532.5,21]` is not a position in degrees: longitude -180..=180, latitude -90..=90",
                "field `features[1].geometry.type` must be Polygon or MultiPolygon",
            ]
        );
        assert_eq!(told(&collection("")), ["`features`: the list is empty"]);
        assert_eq!(told(r#"{"type":"Topology"}"#), ["format `Topology` is not `FeatureCollection`"]);
        assert_eq!(told(r#"{"type":"FeatureCollection"}"#), ["field `features` is missing"]);
        assert!(told(&collection(&square("", 1.0, 1.0).replace("[2,1]", "[1e999,1]")))[0].contains("out of range"));
        assert!(told(&collection(&"[".repeat(100_000)))[0].contains("line 1"), "deep nesting ends in a sentence");
        let many = vec!["null"; MOST_AREAS + 1].join(",");
        assert_eq!(told(&collection(&many)), ["10001 parts are more than the limit of 10000"]);
    }

    #[test]
    fn odd_features_are_taken_as_they_are() {
        let text = collection(r#"{"type":"Feature","geometry":null,"properties":null,"id":7},{"__proto__":{}}"#);
        let features = read(&text).unwrap();
        assert_eq!((features.len(), &*features[0].properties[0].1), (2, "7"));
        assert!(features.iter().all(|it| it.rings.is_empty()));
    }
}
