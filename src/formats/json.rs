//! Reading JSON field by field: every field that is missing, unknown or of the wrong type is reported, each with its
//! path, and reading goes on.
//!
//! Derived readers stop at the first fault, and they are most of what a page would have to load before it can start;
//! this one is a few functions that all files share.

use std::{cell::RefCell, collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

use crate::engine::{
    checked::shortened,
    problem::{Problem, ProblemKind},
};

/// The fields of one object.
#[derive(Debug)]
pub struct Fields<'a> {
    map: Option<&'a Map<String, Value>>,
    path: String,
    used: Vec<&'static str>,
    problems: &'a RefCell<Vec<Problem>>,
}

impl<'a> Fields<'a> {
    /// The fields of the whole file.
    pub fn of_file(value: &'a Value, problems: &'a RefCell<Vec<Problem>>) -> Fields<'a> {
        Fields::of(value, String::new(), problems)
    }

    /// The fields of a part of a file that was parsed by itself; `path` is where it stands.
    pub(super) fn of(value: &'a Value, path: String, problems: &'a RefCell<Vec<Problem>>) -> Fields<'a> {
        let fields = Fields { map: value.as_object(), path, used: Vec::new(), problems };
        if fields.map.is_none() {
            fields.wrong_type("", "an object");
        }
        fields
    }

    /// The value of a field; absent and `null` are the same.
    pub fn value(&mut self, name: &'static str) -> Option<&'a Value> {
        self.used.push(name);
        self.map?.get(name).filter(|value| !value.is_null())
    }

    /// A text; absent: a problem, and the empty text.
    pub fn text(&mut self, name: &'static str) -> String {
        let found = self.needed(name);
        found.and_then(|value| self.as_text(name, value)).unwrap_or_default()
    }

    /// A text, if it is there.
    pub fn optional_text(&mut self, name: &'static str) -> Option<String> {
        let value = self.value(name)?;
        self.as_text(name, value)
    }

    /// Yes or no; absent: no.
    pub fn flag(&mut self, name: &'static str) -> bool {
        let Some(value) = self.value(name) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.wrong_type(name, "true/false");
            false
        })
    }

    /// A whole number of `0..=65535`, if it is there.
    pub fn optional_whole(&mut self, name: &'static str) -> Option<u16> {
        let value = self.value(name)?;
        let number = whole(value);
        if number.is_none() {
            self.wrong_type(name, WHOLE);
        }
        number
    }

    /// A whole number of `0..=65535`; absent: a problem, and zero.
    pub fn whole(&mut self, name: &'static str) -> u16 {
        match self.needed(name) {
            Some(_) => self.optional_whole(name).unwrap_or_default(),
            None => 0,
        }
    }

    /// One of some words, if it is there.
    pub fn optional_word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        let found = self.optional_text(name)?;
        let word = words.iter().find(|(word, _)| *word == found).map(|(_, meaning)| *meaning);
        if word.is_none() {
            let expected: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.wrong_type(name, &format!("one of {}", expected.join(", ")));
        }
        word
    }

    /// One of some words; absent or unknown: a problem, and the first.
    pub fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.needed(name)?;
        self.optional_word(name, words)
    }

    /// An object, if it is there.
    pub fn optional_object(&mut self, name: &'static str) -> Option<Fields<'a>> {
        let value = self.value(name)?;
        Some(Fields::of(value, self.path_of(name), self.problems))
    }

    /// An object; absent: a problem, and one without fields.
    pub fn object(&mut self, name: &'static str) -> Fields<'a> {
        let found = self.needed(name);
        match found {
            Some(value) => Fields::of(value, self.path_of(name), self.problems),
            None => Fields { map: None, path: self.path_of(name), used: Vec::new(), problems: self.problems },
        }
    }

    /// What each object of a list gives; absent: a problem, and nothing.
    pub fn each_of_needed<T>(&mut self, name: &'static str, read: &dyn Fn(Fields<'a>) -> T) -> Vec<T> {
        self.needed(name);
        self.each(name, read)
    }

    /// What each object of a list gives; absent: nothing.
    pub fn each<T>(&mut self, name: &'static str, read: &dyn Fn(Fields<'a>) -> T) -> Vec<T> {
        let path = self.path_of(name);
        let of = |(at, value)| read(Fields::of(value, format!("{path}[{at}]"), self.problems));
        self.list(name).iter().enumerate().map(of).collect()
    }

    /// The whole numbers of a list; absent: none.
    pub fn wholes(&mut self, name: &'static str) -> Vec<u16> {
        let numbers: Option<Vec<u16>> = self.list(name).iter().map(whole).collect();
        numbers.unwrap_or_else(|| {
            self.wrong_type(name, "a list of whole numbers");
            Vec::new()
        })
    }

    /// The texts of a list; absent: none.
    pub fn texts(&mut self, name: &'static str) -> Vec<String> {
        let texts: Option<Vec<&str>> = self.list(name).iter().map(Value::as_str).collect();
        let Some(texts) = texts else {
            self.wrong_type(name, "a list of texts");
            return Vec::new();
        };
        texts.iter().for_each(|text| self.check_length(name, text));
        texts.into_iter().map(str::to_owned).collect()
    }

    /// What each field of a map gives, by name; absent: nothing.
    pub fn entries<T>(&mut self, name: &'static str, read: &dyn Fn(Fields<'a>) -> T) -> BTreeMap<String, T> {
        let mut entries = BTreeMap::new();
        let Some(fields) = self.optional_object(name) else { return entries };
        // Not `collect`, here and below: it sorts first, and each kind of entry would bring a sort of its own.
        for (key, value) in fields.map.into_iter().flatten() {
            let path = fields.path_of(key);
            entries.insert(key.clone(), read(Fields::of(value, path, fields.problems)));
        }
        entries
    }

    /// The texts of a map, by name; absent: none.
    pub fn text_entries(&mut self, name: &'static str) -> BTreeMap<String, String> {
        let mut entries = BTreeMap::new();
        let Some(fields) = self.optional_object(name) else { return entries };
        for (key, value) in fields.map.into_iter().flatten() {
            if let Some(text) = fields.as_text(key, value) {
                entries.insert(key.clone(), text);
            }
        }
        entries
    }

    /// No other fields are known: each is reported.
    pub fn end(self) {
        for (name, _) in self.others() {
            self.report(ProblemKind::UnknownField { path: self.path_of(name) });
        }
    }

    /// All other fields, to be kept as they are.
    pub fn rest(self) -> BTreeMap<String, Value> {
        let mut rest = BTreeMap::new();
        for (name, value) in self.others() {
            rest.insert(name.clone(), value.clone());
        }
        rest
    }

    fn others(&self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.map.into_iter().flatten().filter(|(name, _)| !self.used.contains(&name.as_str()))
    }

    fn list(&mut self, name: &'static str) -> &'a [Value] {
        let Some(value) = self.value(name) else { return &[] };
        value.as_array().map(Vec::as_slice).unwrap_or_else(|| {
            self.wrong_type(name, "a list");
            &[]
        })
    }

    fn needed(&mut self, name: &'static str) -> Option<&'a Value> {
        let value = self.value(name);
        if value.is_none() && self.map.is_some() {
            self.report(ProblemKind::MissingField { path: self.path_of(name) });
        }
        value
    }

    fn as_text(&self, name: &str, value: &Value) -> Option<String> {
        let Some(text) = value.as_str() else {
            self.wrong_type(name, "text in quotation marks");
            return None;
        };
        self.check_length(name, text);
        Some(text.to_owned())
    }

    fn check_length(&self, name: &str, text: &str) {
        if text.len() > super::MAX_TEXT {
            let path = self.path_of(name);
            self.report(ProblemKind::TextTooLong { path, size: text.len(), limit: super::MAX_TEXT });
        }
    }

    fn wrong_type(&self, name: &str, expected: &str) {
        self.report(ProblemKind::WrongType { path: self.path_of(name), expected: expected.to_owned() });
    }

    fn report(&self, kind: ProblemKind) {
        self.problems.borrow_mut().push(Problem::new("", kind));
    }

    /// The path of a field. A name from the file can be of any length, and stands in the path of everything below it.
    fn path_of(&self, name: &str) -> String {
        match (self.path.as_str(), name) {
            ("", "") => "(file)".to_owned(),
            (path, "") => path.to_owned(),
            ("", name) => shortened(name),
            (path, name) => format!("{path}.{}", shortened(name)),
        }
    }
}

const WHOLE: &str = "a whole number up to 65535 without quotation marks";

fn whole(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|number| u16::try_from(number).ok())
}

/// Parses JSON that is not too large.
///
/// # Errors
///
/// The first place where it is not JSON, or a key stands twice in an object.
pub fn parse(text: &str) -> Result<Value, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > super::MAX_SIZE {
        return Err(vec![super::too_large(text.len() as u64)]);
    }
    let parsed = serde_json::from_str::<Unique>(text).map(|Unique(value)| value);
    parsed.map_err(|error| {
        let reason = error.to_string();
        // The place is in the problem's own fields.
        let reason = reason.rsplit_once(" at line ").map_or(reason.clone(), |(reason, _)| reason.to_owned());
        vec![Problem::new("", ProblemKind::NotJson { line: error.line(), column: error.column(), reason })]
    })
}

/// Any JSON in which no key stands twice: the first entry would be lost in silence.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unique, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Unique)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate field `{key}`")));
            }
            let Unique(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
