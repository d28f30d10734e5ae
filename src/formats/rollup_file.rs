//! What a roll-up gives out: the table of units as a sheet (CSV in both dialects), the answer for programs, and a data
//! set of published results in the form of `data/published-results`.

use std::{collections::BTreeMap, rc::Rc};

use serde_json::{Map, Value, json};

use super::{
    csv::record,
    dataset::{self, Tables},
    framework_sheet::words::{Both, SheetLanguage, fold},
    scorecard_file::ProblemFile,
    sheet::{Cell, Sheet, Workbook},
};
use crate::engine::{
    assessment::RoundKind,
    dataset::Dataset,
    exact::{Exact, Rounding},
    framework::Framework,
    problem::{Problem, ProblemKind},
    rollup::{Row, ScoreOf, Scores, Submission, Table, Units, main_indicators},
};

/// The format of the answer for programs.
pub const FORMAT: &str = "thuocso-rollup/1";

/// Published tables print four decimals.
const PUBLISHED: Rounding = Rounding::half_up(4);

/// A roll-up with what it was made of.
#[derive(Debug, Clone, Copy)]
pub struct Rollup<'a> {
    /// The framework of the table.
    pub framework: &'a Framework,
    /// The files.
    pub submissions: &'a [Submission],
    /// Their lines.
    pub table: &'a Table,
    /// Which score counts.
    pub kind: ScoreOf,
}

const fn both(vi: &'static str, en: &'static str) -> Both {
    Both { vi, en }
}

const HEADINGS: [Both; 9] = [
    both("Hạng", "Rank"),
    both("Mã đơn vị", "Unit code"),
    both("Đơn vị", "Unit"),
    both("Kỳ", "Period"),
    both("Vòng", "Round"),
    both("Tổng điểm", "Points"),
    both("Điểm tối đa", "Maximum"),
    both("Giá trị", "Value"),
    both("Tệp", "File"),
];

/// The name of a round, as sheets write it.
fn round_name(round: Option<RoundKind>, language: SheetLanguage) -> &'static str {
    let name = match round {
        None => both("", ""),
        Some(RoundKind::Submission) => both("Tự đánh giá", "Self-assessment"),
        Some(RoundKind::Appraisal) => both("Thẩm định", "Appraisal"),
        Some(RoundKind::Answer) => both("Giải trình", "Answer"),
        Some(RoundKind::Final) => both("Đã chốt", "Final"),
        Some(RoundKind::Reopened) => both("Mở lại", "Reopened"),
    };
    name.pick(language)
}

impl Rollup<'_> {
    fn rows(&self) -> impl Iterator<Item = (&Row, &Submission)> {
        self.table.rows.iter().filter_map(|row| Some((row, self.submissions.get(row.submission)?)))
    }

    /// The lines that count, with their scores.
    fn counted(&self) -> impl Iterator<Item = (&Row, &Submission, &Scores)> {
        self.rows().filter(|(row, _)| row.counts).filter_map(|(row, it)| Some((row, it, it.scores.as_ref()?)))
    }

    /// The table: one row a file, main indicators in points, in the order of the submissions. What is open is empty.
    ///
    /// # Rounding
    ///
    /// Points that no decimal number writes have twelve decimals.
    pub fn sheet(&self, language: SheetLanguage) -> Sheet {
        let mut sheet = Sheet::new(both("Tổng hợp", "Roll-up").pick(language));
        let main = main_indicators(self.framework);
        let mut headings: Vec<Cell> = HEADINGS.iter().map(|it| Cell::text(it.pick(language))).collect();
        headings.extend(main.iter().filter_map(|index| self.framework.node(*index)).map(|node| {
            let name = match language {
                SheetLanguage::Vi => &node.name.vi,
                SheetLanguage::En => &node.name.en,
            };
            Cell::text(format!("{} {name}", node.id.as_str()))
        }));
        sheet.rows.push(headings);
        let number = |value: Option<&Exact>| value.map_or_else(|| Cell::text(""), |it| Cell::number(it.to_text()));
        for (row, it) in self.rows() {
            let scores = it.scores.as_ref().filter(|_| it.framework == self.table.framework);
            let marks = scores.map(|scores| scores.of(self.kind));
            let rank = row.rank.map_or_else(|| Cell::text(""), |rank| Cell::number(rank.to_string()));
            let mut cells = vec![
                rank,
                Cell::text(it.organization.code.clone().unwrap_or_default()),
                Cell::text(it.organization.name.clone()),
                Cell::text(&*it.period),
                Cell::text(round_name(it.round, language)),
                number(marks.and_then(|it| it.points.as_ref())),
                number(scores.map(|it| &it.max_points)),
                number(marks.and_then(|it| it.index_value.as_ref())),
                Cell::text(&*it.file),
            ];
            cells.extend(marks.iter().flat_map(|it| &it.main).map(|points| number(points.as_ref())));
            sheet.rows.push(cells);
        }
        sheet
    }

    /// The answer for programs. Points are text; `null` is open or not known.
    pub fn json(&self) -> Value {
        let main = main_indicators(self.framework);
        let text = |value: &Option<Exact>| value.as_ref().map(Exact::to_text);
        let problem = |it: &Problem| serde_json::to_value(ProblemFile::from(it)).unwrap_or_default();
        let rows = self.rows().map(|(row, it)| {
            let scores = it.scores.as_ref();
            let marks = scores.map(|scores| scores.of(self.kind));
            let mut nodes = Map::new();
            let points = marks.iter().flat_map(|it| &it.main);
            for (node, points) in main.iter().filter_map(|index| self.framework.node(*index)).zip(points) {
                nodes.insert(node.id.to_string(), text(points).into());
            }
            let organization = &it.organization;
            json!({
                "file": &*it.file, "framework": &*it.framework, "period": &*it.period,
                "organization": { "name": organization.name, "unit_set": organization.unit_set, "code": organization.code },
                "round": it.round.map(RoundKind::code), "counts": row.counts, "rank": row.rank,
                "points": marks.map(|it| text(&it.points)), "max_points": scores.map(|it| it.max_points.to_text()),
                "index_value": marks.map(|it| text(&it.index_value)), "nodes": nodes,
                "problems": row.problems.iter().map(problem).collect::<Vec<_>>(),
            })
        });
        let missing: Vec<Value> =
            self.table.missing.iter().map(|(code, name)| json!({ "code": &**code, "name": &**name })).collect();
        json!({
            "format": FORMAT, "framework": &*self.table.framework, "period": &*self.table.period,
            "score": self.kind.code(), "rows": rows.collect::<Vec<_>>(), "missing_units": missing,
        })
    }

    /// The data set of the lines that count: tables in the form of `data/published-results`, and the same as read back.
    ///
    /// # Rounding
    ///
    /// Shares of main indicators have four decimals, half up, as published ones have; the index has those of its
    /// framework.
    ///
    /// # Errors
    ///
    /// What a data set does not take: a period that is not a year, a year that the framework does not count for, nothing
    /// that is known.
    pub fn dataset(&self, framework: &Rc<Framework>, today: &str) -> Result<(Tables, Dataset), Vec<Problem>> {
        let tables = self.tables(today);
        let find = |id: &str| (*framework.id == *id).then(|| Rc::clone(framework));
        dataset::read_tables(&tables, &find).map(|dataset| (tables, dataset))
    }

    fn tables(&self, today: &str) -> Tables {
        let set = self.unit_set();
        let codes = self.codes();
        let mut results =
            record(&["unit_set", "unit_code", "framework", "period", "measure", "value", "rank", "source", "basis"]);
        let mut units = record(&["code", "name_vi", "name_en", "kind", "valid_from", "valid_to", "source"]);
        let mut sources = Map::new();
        let main = main_indicators(self.framework);
        for ((row, it, scores), code) in self.counted().zip(&codes) {
            let source = format!("file-{code}");
            let name = it.organization.name.as_str();
            let marks = scores.of(self.kind);
            let appraised = match self.kind {
                ScoreOf::SelfAssessed => false,
                ScoreOf::Appraised => true,
                ScoreOf::Final => scores.is_appraised,
            };
            let basis = if appraised { "appraised" } else { "self_assessed" };
            let mut line = |measure: &str, value: &str, rank: &str| {
                let (framework, period) = (&*self.table.framework, &*self.table.period);
                results += &record(&[&set, code, framework, period, measure, value, rank, &source, basis]);
            };
            if let Some(value) = &marks.index_value {
                let rank = row.rank.map_or(String::new(), |rank| rank.to_string());
                let value = if value.decimal_places().is_some() { value.clone() } else { value.round(PUBLISHED) };
                line("index", &value.to_text(), &rank);
            }
            let nodes = main.iter().filter_map(|index| self.framework.node(*index));
            for ((node, points), max) in nodes.zip(&marks.main).zip(&scores.max_main) {
                if let Some(share) = points.as_ref().and_then(|points| points.checked_div(max)) {
                    line(&format!("node:{}", node.id), &share.round(PUBLISHED).to_text(), "");
                }
            }
            units += &record(&[code, name, name, "unit", "", "", &source]);
            // Folders of the machine that rolled up are nobody's business.
            let file = it.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let title = json!({ "vi": format!("Phiếu của {name}, tệp {file}"), "en": format!("Assessment of {name}, file {file}") });
            let date = if it.closed_at.is_empty() { today } else { &it.closed_at };
            sources.insert(source, json!({ "title": title, "issuer": { "vi": name, "en": name }, "date": date }));
        }
        let sources = json!({ "format": dataset::SOURCES_FORMAT, "sources": sources });
        let (of, period) = (&self.framework.title, &self.table.period);
        let title =
            json!({ "vi": format!("Tổng hợp {period}: {}", of.vi), "en": format!("Roll-up {period}: {}", of.en) });
        let about = json!({ "format": dataset::ABOUT_FORMAT, "title": title });
        Tables {
            id: format!("rollup-{}", self.table.period.to_lowercase()),
            results,
            sources: serde_json::to_string_pretty(&sources).unwrap_or_default() + "\n",
            about: serde_json::to_string_pretty(&about).unwrap_or_default() + "\n",
            units: BTreeMap::from([(set, units)]),
            ..Tables::default()
        }
    }

    /// The set that all units say they are of; otherwise one of our own.
    fn unit_set(&self) -> String {
        let mut sets = self.counted().map(|(_, it, _)| it.organization.unit_set.as_deref());
        let first = sets.next().flatten().filter(|set| is_slug(set));
        let same = first.filter(|first| sets.all(|set| set == Some(first)));
        same.unwrap_or("units").to_owned()
    }

    /// The code of each unit that counts: its own, otherwise one made of its name, each once.
    fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for (_, it, _) in self.counted() {
            let own = it.organization.code.clone().filter(|code| is_slug(code));
            let made: String =
                fold(&it.organization.name).replace(' ', "-").chars().filter(|c| is_slug_char(*c)).collect();
            let made = made.trim_start_matches('-').chars().take(40).collect::<String>();
            let start = own.unwrap_or(if made.is_empty() { "unit".to_owned() } else { made });
            let numbered = (2..).map(|number| format!("{start}-{number}"));
            let code = std::iter::once(start.clone()).chain(numbered).find(|code| !codes.contains(code));
            codes.push(code.unwrap_or(start));
        }
        codes
    }
}

/// The units that are expected, from the first sheet of a workbook: a heading row with a code and a name, and one row a
/// unit.
///
/// # Errors
///
/// That there is no such heading row.
pub fn units(workbook: &Workbook) -> Result<Units, Vec<Problem>> {
    const CODES: [&str; 4] = ["code", "unit code", "ma", "ma don vi"];
    const NAMES: [&str; 7] = ["name", "name vi", "unit", "don vi", "ten", "ten don vi", "ten vi"];
    let rows = workbook.sheets.first().map_or(&[][..], |sheet| &sheet.rows);
    let find = |row: &[Cell], words: &[&str]| row.iter().position(|cell| words.contains(&&*fold(&cell.text)));
    let heading = rows.iter().enumerate().find_map(|(at, row)| Some((at, find(row, &CODES)?, find(row, &NAMES)?)));
    let Some((heading, code, name)) = heading else {
        let missing = |heading: &str| Problem::new("", ProblemKind::HeadingMissing { heading: heading.to_owned() });
        return Err(vec![missing("code"), missing("name_vi")]);
    };
    let text = |row: &[Cell], at: usize| row.get(at).map_or(String::new(), Cell::trimmed);
    let unit = |row: &Vec<Cell>| (Rc::<str>::from(text(row, code)), Rc::<str>::from(text(row, name)));
    let units = rows.iter().skip(heading + 1).map(unit).filter(|(code, name)| !code.is_empty() || !name.is_empty());
    Ok(Units { units: units.collect() })
}

fn is_slug_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.chars().all(is_slug_char) && !text.starts_with('-')
}
