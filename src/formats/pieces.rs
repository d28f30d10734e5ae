//! Long JSON texts cut at the items of a list, so that they can be read a little at a time.
//!
//! Belongs here: where each item begins and ends. Does not belong here: what is in them; each is parsed by itself, and
//! what is left is JSON as the whole was.

use std::ops::Range;

use super::json;
use crate::engine::problem::{Problem, ProblemKind};

/// A text, cut.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    /// The text without the items; lines are where they were.
    pub rest: String,
    /// The items in their order.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The position of what holds its list in the list around, from 0.
    pub holder: usize,
    /// Its position in its list, from 0.
    pub at: usize,
    /// Where it stands.
    pub text: Range<usize>,
}

/// Cuts a text at the items of the lists that `path` names: `["tables", "columns"]` are the items of `columns` of each
/// object in the list `tables`.
///
/// # Missing
///
/// Nothing where brackets do not close: whoever parses the whole says where.
pub(super) fn cut(text: &str, path: &[&str]) -> Option<Pieces> {
    let bytes = text.as_bytes();
    let mut pieces = Pieces::default();
    // How deep we are, how many lists of the path are open, and the item of each of these that we are in.
    let (mut depth, mut open) = (0_usize, 0_usize);
    let mut counts = vec![0_usize; path.len() + 1];
    let mut last_text = 0..0;
    let mut begins_list = false;
    let (mut item, mut kept) = (None::<usize>, 0);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        let is_inside = open == path.len();
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        }
        if is_inside && depth == 2 * open && !matches!(byte, b',' | b']') {
            item.get_or_insert(start);
        }
        let is_key = begins_list;
        begins_list = false;
        match byte {
            b'"' => {
                loop {
                    at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
                    if bytes.get(at) == Some(&b'"') {
                        break;
                    }
                    at += 2;
                }
                last_text = start + 1..at;
                at += 1;
            }
            b':' => {
                let name = path.get(open).filter(|_| depth == 2 * open + 1);
                begins_list = name.is_some_and(|name| text.get(last_text.clone()) == Some(*name));
            }
            b'[' | b'{' => {
                depth += 1;
                if *byte == b'[' && is_key {
                    open += 1;
                    *counts.get_mut(open)? = 0;
                    if open == path.len() {
                        pieces.rest.push_str(text.get(kept..at)?);
                        kept = at;
                    }
                }
            }
            b',' | b']' if is_inside && depth == 2 * open => {
                let count = *counts.get(open)?;
                let holder = counts.get(open.wrapping_sub(1)).copied().filter(|_| open > 1).unwrap_or_default();
                let from = item.take();
                // Two commas, or one before the end: left as they are, for the parser to complain about.
                if from.is_none() && (*byte == b',' || count > 0) {
                    pieces.rest.push(',');
                }
                if let Some(from) = from {
                    let end = from + text.get(from..start)?.trim_end().len();
                    pieces.items.push(Item { holder, at: count, text: from..end });
                    *counts.get_mut(open)? += 1;
                }
                if *byte == b']' {
                    pieces.rest.extend(text.get(kept..start)?.matches('\n'));
                    kept = start;
                    depth = depth.checked_sub(1)?;
                    open -= 1;
                }
            }
            b',' if open > 0 && depth == 2 * open => *counts.get_mut(open)? += 1,
            b']' | b'}' => {
                if *byte == b']' && open > 0 && depth == 2 * open {
                    open -= 1;
                }
                depth = depth.checked_sub(1)?;
            }
            _ => {}
        }
    }
    pieces.rest.push_str(text.get(kept..)?);
    (depth == 0 && open == 0).then_some(pieces)
}

/// Parses one item.
///
/// # Errors
///
/// As [`json::parse`]; lines are those of the whole text.
pub(super) fn parse(text: &str, item: &Range<usize>) -> Result<serde_json::Value, Vec<Problem>> {
    json::parse(text.get(item.clone()).unwrap_or_default()).map_err(|mut problems| {
        let before = text.get(..item.start).unwrap_or_default();
        for problem in &mut problems {
            if let ProblemKind::NotJson { line, column, .. } = &mut problem.kind {
                if *line == 1 {
                    *column += before.len() - before.rfind('\n').map_or(0, |end| end + 1);
                }
                *line += before.matches('\n').count();
            }
        }
        problems
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str, path: &[&str]) -> (String, Vec<(usize, usize, String)>) {
        let pieces = cut(text, path).unwrap();
        let of = |item: &Item| (item.holder, item.at, text[item.text.clone()].to_owned());
        (pieces.rest, pieces.items.iter().map(of).collect())
    }

    #[test]
    fn items_of_the_named_lists_are_cut_out() {
        let text = r#"{"a":[{"b":["x, ]\"", {"b":[1]} ]},{"c":[0]},{"b":[]},{"d":{"b":[3]},"b":[4]}],"b":[5]}"#;
        let (rest, found) = items(text, &["a", "b"]);
        assert_eq!(rest, r#"{"a":[{"b":[]},{"c":[0]},{"b":[]},{"d":{"b":[3]},"b":[]}],"b":[5]}"#);
        let expected = [(0, 0, r#""x, ]\"""#), (0, 1, r#"{"b":[1]}"#), (3, 0, "4")];
        assert_eq!(found, expected.map(|(holder, at, text)| (holder, at, text.to_owned())));
        let (rest, found) = items("{\"a\":\n[1,\n2\n]}", &["a"]);
        assert_eq!((rest.as_str(), found.len()), ("{\"a\":\n[\n\n]}", 2));
    }

    #[test]
    fn what_does_not_close_is_not_cut_and_faults_are_kept() {
        for text in ["{\"a\":[1", "{\"a\":[1]}}", "\"", "{\"a\":[\"\\", "]"] {
            assert!(cut(text, &["a"]).is_none(), "{text}");
        }
        for text in ["{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1,,2]}", "{\"a\":[}]"] {
            let faulty = cut(text, &["a"]).is_none_or(|pieces| {
                json::parse(&pieces.rest).is_err() || pieces.items.iter().any(|it| parse(text, &it.text).is_err())
            });
            assert!(faulty, "{text}");
        }
    }

    #[test]
    fn a_fault_in_an_item_has_its_place_in_the_whole() {
        let text = "{\"a\": [1,\n  {\"b\": x}, {\"c\" 2}]}";
        let problems = |at: usize| parse(text, &cut(text, &["a"]).unwrap().items[at].text).unwrap_err();
        let whole = json::parse(text).unwrap_err();
        assert_eq!(problems(1), whole);
        let only_the_other = text.replace(": x", ": 1");
        assert_eq!(problems(2), json::parse(&only_the_other).unwrap_err());
    }
}
