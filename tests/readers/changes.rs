//! Changes at random to files: to bytes and texts, to values of JSON, to cells of tables, to the parts of archives.

use std::io::{Cursor, Read, Write};

use serde_json::{Map, Value};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What the files of a reader are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// Rows of cells.
    Table,
    /// An archive with XML in it.
    Zip,
    /// Lines.
    Text,
}

/// Numbers that look random, the same for the same seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the end; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }

    fn one_of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }
}

/// No changed file is larger.
const LARGEST: usize = 1 << 20;

/// What stands for a number and has broken readers elsewhere.
const NUMBERS: [&str; 22] = [
    "0",
    "-0",
    "-1",
    "+1",
    "00",
    "0.1",
    "1e999999999",
    "1E-999999999",
    "1e5",
    "NaN",
    "Infinity",
    "0x10",
    "1/0",
    "1/3",
    "1.234",
    "1.234,56",
    "100%",
    "18446744073709551616",
    "9999999999999999999999999999",
    "99999999999999999999999999999999999999999999",
    "0.0000000000000000000000000001",
    "1_000",
];

/// Texts that have broken readers elsewhere.
const TEXTS: [&str; 40] = [
    "",
    " ",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{0301}",
    "\u{a0}",
    "𠮷",
    "İ",
    "ß",
    "ệ",
    "ê\u{323}",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "'",
    "=1+1",
    "=cmd|'/c calc'!A1",
    "## x",
    "__proto__",
    "constructor",
    "toString",
    "<script>alert(1)</script>",
    "&amp;",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>",
    "javascript:alert(1)",
    "../../etc/passwd",
    "%ff%00",
    "28/02/2024",
    "2024-02-30",
    "99/99/9999",
    "2024-Q5",
    "*466/PVHXH - 15/03/2026: ",
    "a/(b-b)",
    "((((((((((",
    "if(a>b,1,",
    "min()",
    "max_points",
];

/// Signs that the formats are made of.
const SIGNS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "\"",
    "\"\"",
    "\"\"\"",
    ",",
    ";",
    ":",
    "\n",
    "\t",
    "null",
    "true",
    "\\u0000",
    "\\ud800",
    "\"a\":",
    "<x>",
    "</x>",
    "/>",
    "&#0;",
    "&#x1F600;",
];

fn token(random: &mut Random) -> &'static str {
    match random.below(3) {
        0 => random.one_of(&NUMBERS),
        1 => random.one_of(&TEXTS),
        _ => random.one_of(&SIGNS),
    }
}

/// Changes a file some times, mostly in the way of its kind. `other` is a file to take pieces from.
pub fn changed(mut bytes: Vec<u8>, other: &[u8], kind: Kind, random: &mut Random) -> Vec<u8> {
    let structured = match kind {
        Kind::Text => None,
        _ if random.below(4) == 0 => None,
        Kind::Json => change_json(&bytes, other, random),
        Kind::Table => Some(change_table(&bytes, random)),
        Kind::Zip => change_archive(&bytes, other, random),
    };
    match structured {
        Some(found) => bytes = found,
        None => (0..=random.below(6)).for_each(|_| change_bytes(&mut bytes, other, random)),
    }
    bytes.truncate(LARGEST);
    bytes
}

fn change_bytes(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + 1 + random.below(64)).min(bytes.len());
    match random.below(10) {
        0 if at < bytes.len() => bytes[at] = random.next().to_le_bytes()[0],
        1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let piece = bytes[at..end].repeat([1, 1, 2, 200][random.below(4)]);
            bytes.splice(at..at, piece);
        }
        4 if random.below(4) == 0 => bytes.truncate(at),
        5 => {
            let times = [1, 1, 1, 2, 50, 3_000][random.below(6)];
            bytes.splice(at..at, token(random).repeat(times).into_bytes());
        }
        6 => {
            let from = random.below(other.len() + 1);
            let to = (from + random.below(400)).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        7 => {
            if let Some(digit) = (at..bytes.len()).find(|it| bytes[*it].is_ascii_digit()) {
                bytes.splice(digit..=digit, random.one_of(&NUMBERS).bytes());
            }
        }
        8 => {
            // What is between two quotation marks, as attributes and texts are.
            if let Some(open) = (at..bytes.len()).find(|it| bytes[*it] == b'"') {
                let close = (open + 1..bytes.len()).find(|it| bytes[*it] == b'"').unwrap_or(open);
                let inside = open + 1..close.max(open + 1).min(bytes.len());
                bytes.splice(inside, token(random).bytes());
            }
        }
        _ => {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let line = lines.get(random.below(lines.len())).map(|line| line.to_vec()).unwrap_or_default();
            bytes.splice(at..at, line);
        }
    }
    bytes.truncate(LARGEST);
}

// JSON.

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at a position, counted in the order of the file.
fn value_at<'a>(value: &'a mut Value, at: &mut usize) -> Option<&'a mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| value_at(item, at)),
        Value::Object(entries) => entries.values_mut().find_map(|entry| value_at(entry, at)),
        _ => None,
    }
}

fn any_value(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => {
            serde_json::from_str(random.one_of(&["0", "-1", "0.5", "65536", "1e300", "18446744073709551615"])).unwrap()
        }
        3 => Value::Array(Vec::new()),
        4 => Value::Object(Map::new()),
        5 => "x".repeat([300, 70_000, 300_000][random.below(3)]).into(),
        6 => random.one_of(&NUMBERS).into(),
        _ => random.one_of(&TEXTS).into(),
    }
}

/// Changes some values and keeps the rest; nothing for what is no JSON.
fn change_json(bytes: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut value: Value = serde_json::from_slice(bytes).ok()?;
    let mut other: Option<Value> = serde_json::from_slice(other).ok();
    for _ in 0..=random.below(4) {
        let mut at = random.below(count(&value));
        let chosen = value_at(&mut value, &mut at)?;
        change_value(chosen, other.as_mut(), random);
    }
    Some(value.to_string().into_bytes())
}

fn change_value(chosen: &mut Value, other: Option<&mut Value>, random: &mut Random) {
    match (random.below(8), chosen) {
        // The same item, or nearly the same, many times.
        (0 | 1, Value::Array(items)) if !items.is_empty() => {
            let item = items[random.below(items.len())].clone();
            let most = LARGEST / 4 / item.to_string().len().max(1);
            let times = [1, 2, 300, 20_000][random.below(4)].min(most);
            items.extend(std::iter::repeat_n(item, times));
        }
        (0 | 1, Value::Object(entries)) if !entries.is_empty() => {
            let (key, entry) =
                entries.iter().nth(random.below(entries.len())).map(|(a, b)| (a.clone(), b.clone())).unwrap();
            let most = LARGEST / 4 / (entry.to_string().len() + key.len()).max(1);
            for number in 0..[1, 2, 300, 20_000][random.below(4)].min(most) {
                entries.insert(format!("{key}{number}"), entry.clone());
            }
        }
        (2, Value::Object(entries)) if !entries.is_empty() => {
            let key = entries.keys().nth(random.below(entries.len())).cloned().unwrap();
            let entry = entries.remove(&key).unwrap();
            if random.below(2) == 0 {
                entries.insert(random.one_of(&TEXTS).to_owned(), entry);
            }
        }
        (2, Value::Array(items)) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        (3, Value::Array(items)) if items.len() > 1 => {
            let (one, two) = (random.below(items.len()), random.below(items.len()));
            items.swap(one, two);
        }
        (3 | 4, Value::String(text)) => {
            let letters: Vec<char> = text.chars().collect();
            let at = random.below(letters.len() + 1);
            let inserted = token(random);
            *text =
                letters[..at].iter().copied().chain(inserted.chars()).chain(letters[at..].iter().copied()).collect();
        }
        (5, chosen) => {
            // Deep, but not too deep to be read.
            for _ in 0..[1, 7, 60][random.below(3)] {
                let inner = std::mem::take(chosen);
                *chosen =
                    if random.below(2) == 0 { vec![inner].into() } else { serde_json::json!({ "children": [inner] }) };
            }
        }
        (6, chosen) => {
            if let Some(other) = other {
                let mut at = random.below(count(other));
                if let Some(found) = value_at(other, &mut at) {
                    *chosen = found.clone();
                }
            }
        }
        (_, chosen) => *chosen = any_value(random),
    }
}

// Tables.

/// Changes cells, rows and columns; the separator is whichever is more frequent.
fn change_table(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let frequency = |separator: char| text.matches(separator).count();
    let separator = if frequency(';') > frequency(',') { ';' } else { ',' };
    let mut rows: Vec<Vec<String>> =
        text.split('\n').map(|row| row.split(separator).map(str::to_owned).collect()).collect();
    for _ in 0..=random.below(5) {
        let at = random.below(rows.len());
        let column = random.below(rows[at].len());
        match random.below(9) {
            0 => rows[at][column] = random.one_of(&NUMBERS).to_owned(),
            1 => rows[at][column] = token(random).to_owned(),
            2 => rows[at][column] = format!("\"{}\"", token(random).repeat([1, 500][random.below(2)])),
            3 => {
                let row = rows[at].clone();
                let most = LARGEST / 4 / row.iter().map(String::len).sum::<usize>().max(1);
                let times = [1, 2, 300, 6_000][random.below(4)].min(most);
                rows.splice(at..at, std::iter::repeat_n(row, times));
            }
            4 => {
                let cell = rows[at][column].clone();
                let times = [1, 5, 300][random.below(3)];
                rows[at].splice(column..column, std::iter::repeat_n(cell, times));
            }
            5 => drop(rows[at].remove(column)),
            6 => {
                let other = random.below(rows.len());
                rows.swap(at, other);
            }
            7 => {
                // A column moves, as in a table that somebody has sorted differently.
                let to = random.below(rows[at].len());
                rows.iter_mut().filter(|row| row.len() > column.max(to)).for_each(|row| row.swap(column, to));
            }
            _ => rows.iter_mut().filter(|row| row.len() > column).for_each(|row| drop(row.remove(column))),
        }
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            rows.push(vec![String::new()]);
        }
    }
    let separator =
        if random.below(8) == 0 { random.one_of(&[",", ";", "\t", "|"]).to_owned() } else { separator.to_string() };
    rows.iter().map(|row| row.join(&separator)).collect::<Vec<_>>().join("\n").into_bytes()
}

// Archives.

/// Changes of packed bytes seldom get past the checksums: this changes what is inside and packs it again. Then some of the
/// sizes and names that the archive states.
fn change_archive(packed: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(packed)).ok()?;
    let chosen = random.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).ok()?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if at == chosen {
            match random.below(12) {
                0 => continue,
                1 => contents = vec![b' '; 1 << (10 + random.below(12))],
                2 => contents.clear(),
                _ => (0..=random.below(4)).for_each(|_| change_xml(&mut contents, other, random)),
            }
        }
        let method = if random.below(4) == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(&contents).ok()?;
        if at == chosen && random.below(20) == 0 {
            writer
                .start_file(random.one_of(&["xl/workbook.xml ", "../x", "xl/worksheets/sheet99.xml", ""]), options)
                .ok()?;
            writer.write_all(&contents).ok()?;
        }
    }
    let mut packed = writer.finish().ok()?.into_inner();
    if random.below(6) == 0 {
        // A word of a header: a size, a method, an offset, a name.
        let headers: Vec<usize> =
            packed.windows(2).enumerate().filter(|(_, it)| *it == b"PK").map(|(at, _)| at).collect();
        let at = headers.get(random.below(headers.len())).copied().unwrap_or_default() + random.below(46);
        if let Some(word) = packed.get_mut(at..at + 2) {
            word.copy_from_slice(&[[0xff, 0xff], [0, 0], [1, 0], [8, 0], [0xff, 0x7f]][random.below(5)]);
        }
    }
    Some(packed)
}

/// Changes texts and attributes of XML, or any bytes.
fn change_xml(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    const ATTRIBUTES: [(&str, &[&str]); 6] = [
        (" r=\"", &["A1", "XFD1048576", "A5001", "IW1", "A0", "1A", "ZZZZZZ1", "A99999999999999999999", ""]),
        (" t=\"", &["s", "str", "b", "e", "n", "d", "inlineStr", "x"]),
        (" s=\"", &["0", "1", "99999", "-1", "x"]),
        (" ref=\"", &["A1:XFD1048576", "B2:A1", "A1", ":", "A1:A99999999999"]),
        (" count=\"", &["0", "4294967295", "99999999999999999999", "-1"]),
        (" Target=\"", &["worksheets/sheet1.xml", "/xl/sharedStrings.xml", "../../x", "http://x/", ""]),
    ];
    if random.below(3) == 0 {
        return change_bytes(bytes, other, random);
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (mark, values) = match random.below(4) {
        0 => (">", &[][..]),
        1 => ("<v>", &NUMBERS[..]),
        _ => ATTRIBUTES[random.below(ATTRIBUTES.len())],
    };
    let places: Vec<usize> = text.match_indices(mark).map(|(at, _)| at + mark.len()).collect();
    let Some(start) = places.get(random.below(places.len())).copied() else {
        return change_bytes(bytes, other, random);
    };
    let end = text[start..].find(['"', '<']).map_or(text.len(), |length| start + length);
    let value = if values.is_empty() { token(random) } else { random.one_of(values) };
    *bytes = [&text[..start], value, &text[end..]].concat().into_bytes();
}
