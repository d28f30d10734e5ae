//! Views that the application drew when it was built, as files that a browser shows before the program is there.
//!
//! A file holds elements, never markup: a page builds them one by one, so that no policy against scripts has anything to
//! refuse and nothing in a text can become an element.
//!
//! `{"drawn": "[data-unit]", "told": null, "tree": ["", {}, ["div", {"class": "ranking"}, …]], "variants": {"": [], "24":
//! [[[0, 2], 1, …], …]}}`: an element is its name, its attributes and its children; a text is a string. The outermost has no
//! name: it is the place in which a view is shown. A variant replaces what stands at paths of children: `[[0, 2], 1, …]` one
//! child.
//!
//! Views of somebody's own data also say what they were made from, see [`Origin`]: they are shown as long as that holds.

use std::collections::BTreeMap;

use quick_xml::{Reader, XmlVersion, escape::unescape, events::Event};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Files;

/// Elements that have no end in markup.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// A view as the application draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What is asked for, all variants alike: `ranking.2024.vi`.
    pub key: String,
    /// What of it is asked for: the code of a unit, the id of a framework; empty: nothing in particular.
    pub variant: String,
    /// Selects what is only there when the program has drawn the same.
    pub drawn: String,
    /// What the page around an element is told of its assessment, as JSON.
    pub told: Option<String>,
    /// What is drawn.
    pub markup: String,
}

/// What views of somebody's own data were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The version of the program that drew them: another one may draw something else.
    pub version: &'static str,
    /// The SHA-256 of the data as 64 hexadecimal digits.
    pub sha256: String,
    /// From which address they name the data; nothing where they do not.
    pub address: Option<String>,
}

/// One file for each key, `<key>.json`; with where the data come from, unless they ship.
///
/// # Errors
///
/// In a sentence for developers, where markup is not well-formed.
pub fn files(views: &[View], origin: Option<&Origin>) -> Result<Files, String> {
    let mut of_key = BTreeMap::<&str, Vec<&View>>::new();
    for view in views {
        of_key.entry(&view.key).or_default().push(view);
    }
    let written = |(key, views): (&str, Vec<&View>)| {
        let mut file = file(&views)?;
        if let Some(origin) = origin {
            file["origin"] = json!(origin);
        }
        Ok((format!("{key}.json"), file.to_string().into_bytes()))
    };
    of_key.into_iter().map(written).collect()
}

fn file(views: &[&View]) -> Result<Value, String> {
    let trees: Vec<Value> = views.iter().map(|view| tree(&view.markup)).collect::<Result<_, _>>()?;
    let (Some(view), Some(base)) = (views.first(), trees.first()) else { return Err("a file of no views".to_owned()) };
    let changes = |tree| {
        let mut changes = Vec::new();
        differences(base, tree, &mut Vec::new(), &mut changes);
        changes
    };
    let variants: Map<String, Value> =
        views.iter().zip(&trees).map(|(view, tree)| (view.variant.clone(), changes(tree).into())).collect();
    let told = view.told.as_deref().map(serde_json::from_str::<Value>).transpose();
    let told = told.map_err(|error| format!("{}: what is told is no JSON: {error}", view.key))?;
    Ok(json!({ "drawn": view.drawn, "told": told, "tree": base, "variants": variants }))
}

/// The elements of a markup, in one without a name.
fn tree(markup: &str) -> Result<Value, String> {
    let at = |reader: &Reader<&[u8]>| reader.buffer_position();
    let mut reader = Reader::from_str(markup);
    // Elements without an end are no faults here.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    // The outermost collects what has no parent.
    let mut open = vec![vec!["".into(), json!({})]];
    let mut text = String::new();
    loop {
        let event = reader.read_event().map_err(|error| format!("byte {}: {error}", at(&reader)))?;
        if matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_) | Event::Eof) && !text.is_empty() {
            push(&mut open, Value::String(std::mem::take(&mut text)));
        }
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                let mut attributes = Map::new();
                for attribute in start.html_attributes() {
                    let attribute = attribute.map_err(|error| format!("byte {}: {error}", at(&reader)))?;
                    let value =
                        attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
                    attributes.insert(attribute.key.as_ref().to_owned(), value.into());
                }
                let is_void = VOID.contains(&&*name);
                open.push(vec![name.into(), attributes.into()]);
                if is_void {
                    close(&mut open);
                }
            }
            Event::End(end) if open.last().and_then(|it| it.first()?.as_str()) == Some(end.name().as_ref()) => {
                close(&mut open);
            }
            Event::End(end) => return Err(format!("byte {}: </{}> ends nothing", at(&reader), end.name().as_ref())),
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(entity) => {
                let written = format!("&{};", &*entity);
                text.push_str(&unescape(&written).map_err(|error| error.to_string())?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let is_whole =
        |outermost: &[Value]| outermost.len() > CHILDREN && outermost[CHILDREN..].iter().all(Value::is_array);
    match (open.pop(), open.is_empty()) {
        (Some(outermost), true) if is_whole(&outermost) => Ok(outermost.into()),
        _ => Err("not elements with all that they hold".to_owned()),
    }
}

fn push(open: &mut [Vec<Value>], node: Value) {
    if let Some(parent) = open.last_mut() {
        parent.push(node);
    }
}

fn close(open: &mut Vec<Vec<Value>>) {
    if open.len() > 1
        && let Some(element) = open.pop()
    {
        push(open, element.into());
    }
}

/// Where the children of an element begin.
const CHILDREN: usize = 2;

/// What makes one tree of another: paths of children, each with how many of them go, and what comes in their place. The
/// last comes first: what is done does not move what is still to be done.
fn differences(before: &Value, after: &Value, path: &mut Vec<usize>, found: &mut Vec<Value>) {
    if before == after {
        return;
    }
    let (Some(left), Some(right)) = (children_of_alike(before, after), children_of_alike(after, before)) else {
        return found.push(json!([path, 1, after]));
    };
    let replaced = |path: &[usize], at: usize, count: usize, with: &[Value]| {
        let mut change = vec![json!([path, &[at]].concat()), json!(count)];
        change.extend_from_slice(with);
        Value::from(change)
    };
    let (mut left_end, mut right_end) = (left.len(), right.len());
    for (at, of) in paired(left, right).into_iter().rev() {
        if (at + 1, of + 1) != (left_end, right_end) {
            let with = right.get(of + 1..right_end).unwrap_or_default();
            found.push(replaced(path, at + 1, left_end - at - 1, with));
        }
        if let (Some(left), Some(right)) = (left.get(at), right.get(of)) {
            path.push(at);
            differences(left, right, path, found);
            path.pop();
        }
        (left_end, right_end) = (at, of);
    }
    if (left_end, right_end) != (0, 0) {
        found.push(replaced(path, 0, left_end, right.get(..right_end).unwrap_or_default()));
    }
}

/// The children of an element, if another one has the same name and attributes.
fn children_of_alike<'a>(element: &'a Value, other: &Value) -> Option<&'a [Value]> {
    let (element, other) = (element.as_array()?, other.as_array()?);
    (element.get(..CHILDREN) == other.get(..CHILDREN)).then(|| element.get(CHILDREN..).unwrap_or_default())
}

/// Which child stands for which: all in their order, where there are as many of both; otherwise as many as possible that
/// are of the same name and attributes.
fn paired(left: &[Value], right: &[Value]) -> Vec<(usize, usize)> {
    if left.len() == right.len() {
        return (0..left.len()).map(|at| (at, at)).collect();
    }
    let is_alike = |left: &Value, right: &Value| left == right || children_of_alike(left, right).is_some();
    // The most pairs that begin at or after a place in both.
    let mut most = vec![vec![0; right.len() + 1]; left.len() + 1];
    for at in (0..left.len()).rev() {
        for of in (0..right.len()).rev() {
            most[at][of] = match is_alike(&left[at], &right[of]) {
                true => most[at + 1][of + 1] + 1,
                false => most[at + 1][of].max(most[at][of + 1]),
            };
        }
    }
    let (mut at, mut of, mut pairs) = (0, 0, Vec::new());
    while at < left.len() && of < right.len() {
        if is_alike(&left[at], &right[of]) {
            pairs.push((at, of));
            (at, of) = (at + 1, of + 1);
        } else if most[at + 1][of] >= most[at][of + 1] {
            at += 1;
        } else {
            of += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(variant: &str, markup: &str) -> View {
        View {
            key: "ranking..vi".to_owned(),
            variant: variant.to_owned(),
            drawn: "p".to_owned(),
            told: None,
            markup: markup.to_owned(),
        }
    }

    #[test]
    fn markup_becomes_elements_and_texts() {
        let markup = r#"<div class="a &amp; b"><p>1 &lt; 2 &#x27;x&#x27;</p><input disabled="" value="&quot;"><br>y<svg viewBox="0 0 1 1"></svg></div>"#;
        let element = json!([
            "div", { "class": "a & b" },
            ["p", {}, "1 < 2 'x'"],
            ["input", { "disabled": "", "value": "\"" }],
            ["br", {}],
            "y",
            ["svg", { "viewBox": "0 0 1 1" }],
        ]);
        assert_eq!(tree(markup).unwrap(), json!(["", {}, element]));
        assert_eq!(tree("<p></p><b></b>").unwrap(), json!(["", {}, ["p", {}], ["b", {}]]));
        for broken in ["", "text", "<p></p>text", "<p>", "<p></b>"] {
            assert!(tree(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_variant_is_what_it_says_differently() {
        let views = [
            view("", r#"<div><p>Bắc Ninh</p><p class="a">1</p><p>2</p></div>"#),
            view("24", r#"<div><p>Bắc Ninh</p><p class="b">1</p><p>3</p></div>"#),
            view("31", r#"<div><p>Bắc Ninh</p></div>"#),
            view("40", r#"<div><p>Bắc Ninh</p><b>!</b><p class="a">1</p><p>5</p></div>"#),
        ];
        let files = files(&views, None).unwrap();
        let file: Value = serde_json::from_slice(&files["ranking..vi.json"]).unwrap();
        assert_eq!(file["variants"][""], json!([]));
        assert_eq!(file["variants"]["24"], json!([[[0, 2, 0], 1, "3"], [[0, 1], 1, ["p", { "class": "b" }, "1"]]]));
        assert_eq!(file["variants"]["31"], json!([[[0, 1], 2]]));
        assert_eq!(file.get("origin"), None);
        assert_eq!(file["variants"]["40"], json!([[[0, 2, 0], 1, "5"], [[0, 1], 0, ["b", {}, "!"]]]));
    }
}
