//! The numbers of a chart: one table for the page and for the files that are saved.

use serde_json::{Map, Value, json};
use yew::prelude::*;

use crate::engine::exact::Exact;

/// The most rows that the page shows; files have all of them.
pub const MOST_ROWS: usize = 200;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in files: `unit_code`.
    pub id: String,
    /// Its heading; empty: it is in files only.
    pub heading: String,
    /// Whether it holds numbers.
    pub is_number: bool,
}

impl Column {
    /// A column of texts.
    pub fn text(id: &str, heading: impl Into<String>) -> Column {
        Column { id: id.to_owned(), heading: heading.into(), is_number: false }
    }

    /// A column of numbers.
    pub fn number(id: &str, heading: impl Into<String>) -> Column {
        Column { id: id.to_owned(), heading: heading.into(), is_number: true }
    }
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// As files have it: a decimal point, no separators. Empty: not known.
    pub written: String,
    /// As the page shows it.
    pub shown: String,
    /// Where it leads.
    pub href: Option<String>,
}

impl Cell {
    /// A text that is the same in files and on the page.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell { written: text.clone(), shown: text, href: None }
    }

    /// A number as files have it and as people read it.
    pub fn number(written: impl Into<String>, shown: impl Into<String>) -> Cell {
        Cell { written: written.into(), shown: shown.into(), href: None }
    }

    /// The same with a link.
    pub fn linked(self, href: String) -> Cell {
        Cell { href: Some(href), ..self }
    }
}

/// The table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The columns; the first that is shown is the heading of each row.
    pub columns: Vec<Column>,
    /// The rows, a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// What is said with the numbers of a file.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The title of the chart.
    pub title: &'a str,
    /// Its sentence.
    pub sentence: &'a str,
    /// Where the numbers come from.
    pub source: &'a str,
    /// The address that shows the same.
    pub address: &'a str,
    /// The day (ISO).
    pub saved: &'a str,
}

impl Numbers {
    /// Machine CSV: comma, decimal point, UTF-8. Every row carries source, address and day.
    pub fn csv(&self, about: &About) -> String {
        let mut file = String::new();
        let heads = self.columns.iter().map(|it| it.id.as_str());
        push_line(&mut file, heads.chain(["source", "address", "saved"]), true);
        for row in &self.rows {
            let cells = self.columns.iter().zip(row).map(|(_, cell)| cell.written.as_str());
            push_line(&mut file, cells.chain([about.source, about.address, about.saved]), false);
        }
        file
    }

    /// JSON: title, sentence, source and rows by the names of columns; numbers as texts, what is not known as null.
    pub fn json(&self, about: &About) -> String {
        let object = |row: &Vec<Cell>| {
            let value = |cell: &Cell| match cell.written.is_empty() {
                true => Value::Null,
                false => cell.written.as_str().into(),
            };
            let pairs = self.columns.iter().zip(row);
            Value::Object(pairs.map(|(column, cell)| (column.id.clone(), value(cell))).collect::<Map<_, _>>())
        };
        let file = json!({
            "title": about.title,
            "sentence": about.sentence,
            "source": about.source,
            "address": about.address,
            "saved": about.saved,
            "rows": self.rows.iter().map(object).collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The table on the page.
    pub fn table(&self, caption: &str) -> Html {
        let shown: Vec<(usize, &Column)> =
            self.columns.iter().enumerate().filter(|(_, it)| !it.heading.is_empty()).collect();
        let class = |column: &Column| column.is_number.then_some("number");
        let content = |cell: &Cell| match &cell.href {
            Some(href) => html! { <a href={href.clone()}>{ &cell.shown }</a> },
            None => html! { { &cell.shown } },
        };
        let row = |row: &Vec<Cell>| {
            let cell = |(index, (at, column)): (usize, &(usize, &Column))| {
                let cell = row.get(*at).cloned().unwrap_or_default();
                match index {
                    0 => html! { <th scope="row">{ content(&cell) }</th> },
                    _ => html! { <td class={class(column)}>{ content(&cell) }</td> },
                }
            };
            html! { <tr>{ for shown.iter().enumerate().map(cell) }</tr> }
        };
        html! {
            <table class="table chart-numbers">
                <caption>{ caption.to_owned() }</caption>
                <thead>
                    <tr>{ for shown.iter().map(|(_, it)| html! { <th scope="col" class={class(it)}>{ &it.heading }</th> }) }</tr>
                </thead>
                <tbody>{ for self.rows.iter().take(MOST_ROWS).map(row) }</tbody>
            </table>
        }
    }
}

fn push_line<'a>(file: &mut String, cells: impl Iterator<Item = &'a str>, is_head: bool) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            file.push(',');
        }
        // A spreadsheet would run a text that begins like a formula; numbers with a sign are none.
        let is_number = Exact::parse_decimal(cell.strip_prefix('+').unwrap_or(cell)).is_some();
        let guard = if !is_head && !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains([',', '"', '\n', '\r']) {
            file.push('"');
            file.push_str(guard);
            file.push_str(&cell.replace('"', "\"\""));
            file.push('"');
        } else {
            file.push_str(guard);
            file.push_str(cell);
        }
    }
    file.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About<'static> {
        About { title: "T", sentence: "S.", source: "Nguồn: A, B", address: "https://x/#/y", saved: "2026-11-22" }
    }

    fn numbers() -> Numbers {
        Numbers {
            columns: vec![Column::text("unit", "Đơn vị"), Column::number("value", "Giá trị"), Column::text("code", "")],
            rows: vec![
                vec![Cell::text("Hà Nội"), Cell::number("0.8241", "0,8241"), Cell::text("01")],
                vec![Cell::text("=1+1"), Cell::default(), Cell::text("-1.5")],
            ],
        }
    }

    #[test]
    fn a_csv_carries_its_source_and_runs_nothing() {
        assert_eq!(
            numbers().csv(&about()),
            "unit,value,code,source,address,saved\n\
             Hà Nội,0.8241,01,\"Nguồn: A, B\",https://x/#/y,2026-11-22\n\
             '=1+1,,-1.5,\"Nguồn: A, B\",https://x/#/y,2026-11-22\n"
        );
    }

    #[test]
    fn json_says_null_for_what_is_not_known() {
        let file: Value = serde_json::from_str(&numbers().json(&about())).unwrap();
        assert_eq!(file["rows"][0]["value"], "0.8241");
        assert!(file["rows"][1]["value"].is_null());
        assert_eq!((&file["source"], &file["saved"]), (&json!("Nguồn: A, B"), &json!("2026-11-22")));
    }
}
