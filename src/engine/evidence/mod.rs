//! The register of documents (“danh mục tài liệu kiểm chứng”): reading pasted lists ([`read`]), recognizing the same
//! document, attaching documents to nodes, and what somebody should look at.
//!
//! Belongs here: changes of an assessment's documents as functions. Does not belong here: what points depend on a
//! document ([`super::risk`]).

pub mod read;

use std::collections::BTreeMap;

use super::{
    assessment::{Assessment, EvidenceItem},
    calendar::{Date, Period},
    id::natural_order,
    order::sorted,
};

/// From so many nodes on, a document is said to be used by many.
///
/// # Source
///
/// Our choice, named in the sentence that uses it.
pub const MANY: usize = 5;

/// What somebody should look at in a document of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// It has no number.
    NoNumber,
    /// Its number has no symbol.
    NoSymbol,
    /// Its symbol has no number.
    BlankNumber,
    /// It has no date.
    NoDate,
    /// Its date is no day of the calendar.
    BadDate,
    /// It is dated outside the year of the assessment.
    OtherYear {
        /// The year of the document.
        year: u16,
        /// The year of the assessment.
        expected: u16,
    },
    /// It proves [`MANY`] nodes or more.
    UsedByMany {
        /// How many.
        count: usize,
    },
    /// It proves nothing yet.
    Unused,
    /// Its link is no address of a page (`http://` or `https://`); it is shown as text.
    NotAnAddress,
    /// Another entry has the same number and date.
    SameAs {
        /// The id of that entry.
        id: String,
    },
}

impl Warning {
    /// A stable name, for message catalogues and programs.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::NoNumber => "no_number",
            Warning::NoSymbol => "no_symbol",
            Warning::BlankNumber => "blank_number",
            Warning::NoDate => "no_date",
            Warning::BadDate => "bad_date",
            Warning::OtherYear { .. } => "other_year",
            Warning::UsedByMany { .. } => "used_by_many",
            Warning::Unused => "unused",
            Warning::NotAnAddress => "not_an_address",
            Warning::SameAs { .. } => "same_as",
        }
    }

    /// The values of its sentence, by name.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Warning::OtherYear { year, expected } => {
                vec![("year", year.to_string()), ("expected", expected.to_string())]
            }
            Warning::UsedByMany { count } => vec![("count", count.to_string())],
            Warning::SameAs { id } => vec![("id", id.clone())],
            _ => Vec::new(),
        }
    }
}

/// Whether an address can be followed: `http://` or `https://`, with no character that ends a link.
pub fn is_address(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// The ids of a register in the order in which people count: `e2` before `e10`.
pub fn ids(assessment: &Assessment) -> Vec<&str> {
    sorted(assessment.evidence.keys().map(String::as_str).collect(), &|left, right| {
        // Letters, then a number: `e` and `10`.
        let key = |id: &'_ str| -> (usize, usize) {
            let letters = id.len() - id.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
            (letters, id.len())
        };
        let (one, other) = (key(left), key(right));
        let prefixes = left.get(..one.0).cmp(&right.get(..other.0));
        prefixes.then(one.1.cmp(&other.1)).then_with(|| left.cmp(right))
    })
}

/// The nodes that each document proves, in the order of their numbers. Documents that prove nothing are left out.
pub fn uses(assessment: &Assessment) -> BTreeMap<&str, Vec<&str>> {
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (node, response) in &assessment.responses {
        for id in &response.evidence {
            let nodes = uses.entry(id).or_default();
            if !nodes.contains(&node.as_str()) {
                nodes.push(node);
            }
        }
    }
    uses.into_iter().map(|(id, nodes)| (id, sorted(nodes, &|left, right| natural_order(left, right)))).collect()
}

/// What somebody should look at, by document. Documents that nothing is to be said of are left out.
pub fn warnings(assessment: &Assessment) -> BTreeMap<&str, Vec<Warning>> {
    let year = Period::parse(&assessment.period).map(Period::year);
    let uses = uses(assessment);
    let mut firsts: BTreeMap<(String, String), &str> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for id in ids(assessment) {
        let Some(item) = assessment.evidence.get(id) else { continue };
        let mut warnings = of_item(item, year);
        match uses.get(id).map_or(0, Vec::len) {
            0 => warnings.push(Warning::Unused),
            count if count >= MANY => warnings.push(Warning::UsedByMany { count }),
            _ => {}
        }
        if let Some(key) = key(item) {
            match firsts.get(&key) {
                Some(first) => warnings.push(Warning::SameAs { id: (*first).to_owned() }),
                None => {
                    firsts.insert(key, id);
                }
            }
        }
        if !warnings.is_empty() {
            found.insert(id, warnings);
        }
    }
    found
}

/// What the document itself says; `year`: that of the assessment, where it is known.
fn of_item(item: &EvidenceItem, year: Option<u16>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let number = item.number.trim();
    if number.is_empty() {
        warnings.push(Warning::NoNumber);
    } else if number.starts_with('/') {
        warnings.push(Warning::BlankNumber);
    } else if number.chars().all(|c| c.is_ascii_digit()) {
        warnings.push(Warning::NoSymbol);
    }
    match (item.date.trim(), Date::parse(item.date.trim())) {
        ("", _) => warnings.push(Warning::NoDate),
        (_, None) => warnings.push(Warning::BadDate),
        (_, Some(date)) => {
            if let Some(expected) = year.filter(|year| *year != date.year()) {
                warnings.push(Warning::OtherYear { year: date.year(), expected });
            }
        }
    }
    if !item.link.trim().is_empty() && !is_address(item.link.trim()) {
        warnings.push(Warning::NotAnAddress);
    }
    warnings
}

/// Number and date in one spelling; nothing where one of them is missing.
fn key(item: &EvidenceItem) -> Option<(String, String)> {
    let number = plain_number(&item.number);
    (!number.is_empty() && !item.date.trim().is_empty()).then(|| (number, item.date.trim().to_owned()))
}

/// Without spaces, in capitals, without zeros before: `03/KH-UBND` and `3/kh- ubnd` are the same.
fn plain_number(number: &str) -> String {
    let number: String = number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    number.trim_start_matches('0').to_owned()
}

/// The document of the register that this one is, by number and date.
pub fn find_same<'a>(assessment: &'a Assessment, item: &EvidenceItem) -> Option<&'a str> {
    let wanted = key(item)?;
    ids(assessment).into_iter().find(|id| assessment.evidence.get(*id).and_then(key).as_ref() == Some(&wanted))
}

/// Puts a document into the register; its id.
pub fn add(assessment: &mut Assessment, item: EvidenceItem) -> String {
    let id = free_id(assessment);
    assessment.evidence.insert(id.clone(), item);
    id
}

/// The id that the next new document gets.
pub fn free_id(assessment: &Assessment) -> String {
    let number = |id: &str| id.strip_prefix('e').and_then(|digits| digits.parse::<u32>().ok());
    // An id that a response still names belongs to a document that is missing; it is not given to another one.
    let named = assessment.responses.values().flat_map(|it| it.evidence.iter());
    let highest = assessment.evidence.keys().chain(named).filter_map(|id| number(id)).max().unwrap_or(0);
    match highest.checked_add(1) {
        Some(next) => format!("e{next}"),
        None => (0..=u32::MAX)
            .map(|at| format!("d{at}"))
            .find(|id| !assessment.evidence.contains_key(id))
            .unwrap_or_default(),
    }
}

/// Takes a document out of the register and from every node that it is attached to.
pub fn remove(assessment: &mut Assessment, id: &str) {
    assessment.evidence.remove(id);
    replace_everywhere(assessment, id, None);
}

/// Says that a document proves a node.
pub fn attach(assessment: &mut Assessment, node: &str, id: &str) {
    let response = assessment.responses.entry(node.to_owned()).or_default();
    if !response.evidence.iter().any(|it| it == id) {
        response.evidence.push(id.to_owned());
    }
}

/// Says that a document does not prove a node.
pub fn detach(assessment: &mut Assessment, node: &str, id: &str) {
    let Some(response) = assessment.responses.get_mut(node) else { return };
    response.evidence.retain(|it| it != id);
    if response.is_empty() {
        assessment.responses.remove(node);
    }
}

/// Makes one document of two: what `keep` does not say is taken from `other`, and it proves what either has proved.
/// Fields of later versions are kept; where both have one, that of `keep`.
pub fn merge(assessment: &mut Assessment, keep: &str, other: &str) {
    if keep == other || !assessment.evidence.contains_key(keep) {
        return;
    }
    let Some(second) = assessment.evidence.remove(other) else { return };
    if let Some(first) = assessment.evidence.get_mut(keep) {
        fill(first, second);
    }
    replace_everywhere(assessment, other, Some(keep));
}

/// Takes over what a document does not say itself.
pub fn fill(item: &mut EvidenceItem, from: EvidenceItem) {
    let EvidenceItem { number, date, title, issuer, link, other } = from;
    let pairs = [
        (&mut item.number, number),
        (&mut item.date, date),
        (&mut item.title, title),
        (&mut item.issuer, issuer),
        (&mut item.link, link),
    ];
    for (own, from) in pairs {
        if own.trim().is_empty() {
            *own = from;
        }
    }
    for (name, value) in other {
        item.other.entry(name).or_insert(value);
    }
}

fn replace_everywhere(assessment: &mut Assessment, id: &str, by: Option<&str>) {
    assessment.responses.retain(|_, response| {
        if !response.evidence.iter().any(|it| it == id) {
            return true;
        }
        let mut next: Vec<String> = Vec::with_capacity(response.evidence.len());
        for it in response.evidence.drain(..) {
            let it = if it == id { by.map(str::to_owned) } else { Some(it) };
            next.extend(it.filter(|it| !next.contains(it)));
        }
        response.evidence = next;
        !response.is_empty()
    });
}

/// What becomes of one reading when a paste is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// A new document.
    Add,
    /// It is this document of the register, or an earlier one of the same paste: what that lacks is taken over.
    Merge,
    /// Nothing.
    Skip,
}

/// Takes over what was pasted; the ids of the documents, in the order of the readings, without those that are skipped.
/// With `attach_to`, all of them are attached to that node.
pub fn take_over(
    assessment: &mut Assessment,
    items: &[(EvidenceItem, Taking)],
    attach_to: Option<&str>,
) -> Vec<String> {
    let mut taken = Vec::new();
    for (item, taking) in items {
        let same = match taking {
            Taking::Skip => continue,
            Taking::Merge => find_same(assessment, item).map(str::to_owned),
            Taking::Add => None,
        };
        let id = match same {
            Some(id) => {
                if let Some(first) = assessment.evidence.get_mut(&id) {
                    fill(first, item.clone());
                }
                id
            }
            None => add(assessment, item.clone()),
        };
        if let Some(node) = attach_to {
            attach(assessment, node, &id);
        }
        taken.push(id);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::assessment::{FORMAT, Response};

    fn item(number: &str, date: &str) -> EvidenceItem {
        EvidenceItem { number: number.to_owned(), date: date.to_owned(), ..EvidenceItem::default() }
    }

    fn assessment(items: &[(&str, &str, &str)], attached: &[(&str, &[&str])]) -> Assessment {
        let text =
            format!(r#"{{"format":"{FORMAT}","framework":{{"id":"x"}},"organization":{{}},"period":"2025-Q3"}}"#);
        let mut assessment: Assessment = serde_json::from_str(&text).unwrap();
        for (id, number, date) in items {
            assessment.evidence.insert((*id).to_owned(), item(number, date));
        }
        for (node, ids) in attached {
            let evidence = ids.iter().map(ToString::to_string).collect();
            let response = Response { evidence, ..Response::default() };
            assessment.responses.insert((*node).to_owned(), response.into());
        }
        assessment
    }

    #[test]
    fn what_somebody_should_look_at() {
        fn check(number: &str, date: &str, link: &str, expected: &[&str]) {
            let it = EvidenceItem { link: link.to_owned(), ..item(number, date) };
            let found: Vec<&str> = of_item(&it, Some(2025)).iter().map(Warning::code).collect();
            assert_eq!(found, expected, "{number} {date} {link}");
        }
        check("1/KH-UBND", "2025-01-02", "https://example.vn/a?b=c", &[]);
        check("", "2025-01-02", "", &["no_number"]);
        check("12", "2025-01-02", "", &["no_symbol"]);
        check("/KH-UBND", "2025-01-02", "", &["blank_number"]);
        check("1/KH-UBND", "", "", &["no_date"]);
        check("1/KH-UBND", "quý I", "", &["bad_date"]);
        check("1/KH-UBND", "2024-12-31", "", &["other_year"]);
        check("1/KH-UBND", "2025-01-02", "javascript:alert(1)", &["not_an_address"]);
        check("1/KH-UBND", "2025-01-02", "https:// example.vn", &["not_an_address"]);
        check("1/KH-UBND", "2025-01-02", "www.example.vn", &["not_an_address"]);
    }

    #[test]
    fn documents_that_prove_nothing_or_much_and_the_same_twice_are_named() {
        let nodes = ["1", "2", "3", "4", "10"].map(|node| (node, &["e2"][..]));
        let items = [("e2", "03/KH-UBND", "2025-01-02"), ("e10", "3/kh- ubnd", "2025-01-02"), ("e3", "", "2025-01-02")];
        let assessment = assessment(&items, &nodes);
        assert_eq!(ids(&assessment), ["e2", "e3", "e10"]);
        assert_eq!(uses(&assessment)["e2"], ["1", "2", "3", "4", "10"]);
        let found = warnings(&assessment);
        assert_eq!(found["e2"], [Warning::UsedByMany { count: 5 }]);
        assert_eq!(found["e10"], [Warning::Unused, Warning::SameAs { id: "e2".to_owned() }]);
        assert_eq!(found["e3"], [Warning::NoNumber, Warning::Unused]);
    }

    #[test]
    fn two_that_are_one_become_one_everywhere() {
        let items = [("e1", "3/KH-UBND", "2025-01-02"), ("e2", "03/KH-UBND", "2025-01-02")];
        let mut it = assessment(&items, &[("1", &["e2"]), ("2", &["e1", "e2"]), ("3", &["e1"])]);
        it.evidence.get_mut("e2").unwrap().title = "Kế hoạch".to_owned();
        merge(&mut it, "e1", "e2");
        assert_eq!(it.evidence.len(), 1);
        assert_eq!(it.evidence["e1"].title, "Kế hoạch");
        assert!(it.responses.values().all(|response| response.evidence == ["e1"]));
        merge(&mut it, "e1", "e1");
        merge(&mut it, "e1", "e7");
        assert_eq!(it.evidence.len(), 1);
        remove(&mut it, "e1");
        assert!(it.evidence.is_empty() && it.responses.is_empty(), "nothing empty is left behind");
    }

    #[test]
    fn a_new_id_belongs_to_nobody() {
        let mut it = assessment(&[("e2", "1/A", ""), ("x", "2/A", "")], &[("1", &["e7"])]);
        assert_eq!(add(&mut it, item("3/A", "")), "e8");
        let full = format!("e{}", u32::MAX);
        it.evidence.insert(full, item("4/A", ""));
        assert_eq!(free_id(&it), "d0");
    }

    #[test]
    fn a_paste_recognizes_what_is_there_and_what_it_says_twice() {
        let mut it = assessment(&[("e1", "3/KH-UBND", "2025-01-02")], &[]);
        let with_title = EvidenceItem { title: "Kế hoạch".to_owned(), ..item("03/KH-UBND", "2025-01-02") };
        let new = item("4/KH-UBND", "2025-01-03");
        let items = [
            (with_title, Taking::Merge),
            (new.clone(), Taking::Merge),
            (new.clone(), Taking::Merge),
            (new.clone(), Taking::Add),
            (new, Taking::Skip),
        ];
        let taken = take_over(&mut it, &items, Some("1.1"));
        assert_eq!(taken, ["e1", "e2", "e2", "e3"]);
        assert_eq!(it.evidence["e1"].title, "Kế hoạch");
        assert_eq!(it.responses["1.1"].evidence, ["e1", "e2", "e3"]);
    }
}
