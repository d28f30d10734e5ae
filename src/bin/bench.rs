//! The engine as the benchmark in the browser calls it: a made-up framework of ratio leaves, a table of units.
//!
//! Everything else is as shipped: the framework is read and checked from its JSON, each unit is scored by
//! [`scoring::total`].

use std::fmt::Write;

use thuocso::{
    engine::{
        assessment::NodeReading,
        exact::{Exact, RoundingMode},
        framework::Framework,
        rule::Figure,
        scoring::{self, Reference},
    },
    formats::{
        documents::{Document, Documents},
        framework_file,
    },
};
use wasm_bindgen::prelude::*;

/// Scores units against one framework.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Scorer {
    framework: Framework,
}

#[wasm_bindgen]
impl Scorer {
    /// A framework of one leaf for each maximum: `min(a / b, 1) × maximum`, rounded half up to two decimals.
    ///
    /// # Errors
    ///
    /// All problems of that framework, should it have any.
    #[wasm_bindgen(constructor)]
    pub fn new(max_points: &[i32]) -> Result<Scorer, String> {
        let document = Document::default();
        let documents = Documents { documents: [("made-up".to_owned(), document)].into(), ..Documents::default() };
        let framework = framework_file::read(&framework_text(max_points), &documents);
        let listed = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
        Ok(Scorer { framework: framework.map_err(listed)? })
    }

    /// The total of each unit in hundredths. Figures hold unit after unit, one a leaf.
    pub fn score(&self, numerators: &[i32], denominators: &[i32]) -> Vec<String> {
        let leaves = self.framework.nodes().len();
        let mut readings =
            vec![NodeReading { figures: vec![None, None], touched: true, ..NodeReading::default() }; leaves];
        let hundred = Exact::from(100);
        let units = numerators.chunks_exact(leaves).zip(denominators.chunks_exact(leaves));
        units
            .map(|(numerators, denominators)| {
                for ((reading, a), b) in readings.iter_mut().zip(numerators).zip(denominators) {
                    for (slot, figure) in reading.figures.iter_mut().zip([a, b]) {
                        *slot = Some(Figure::Number(Exact::from(i64::from(*figure))));
                    }
                }
                let total = scoring::total(&self.framework, &readings, Reference::default());
                (&total.points * &hundred).to_text_with(0, RoundingMode::HalfUp)
            })
            .collect()
    }
}

fn framework_text(max_points: &[i32]) -> String {
    let source = r#""source": {"document": "made-up", "section": "1"}"#;
    let total: i64 = max_points.iter().map(|points| i64::from(*points)).sum();
    let mut text = format!(
        r#"{{"format": "thuocso-framework/1", "id": "bench", "title": {{"vi": "Đo tốc độ"}}, "summary": {{"vi": "Đo tốc độ"}},
        "organization_kind": "commune", "levels": [{{"vi": "Chỉ số"}}],
        "rounding": [{{"at": "leaf", "places": 2, "basis": "official", {source}}}],
        "total": {{"value": "{total}", "basis": "official", {source}}}, "nodes": ["#
    );
    for (index, points) in max_points.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        // Writing into a `String` can not fail.
        let _ = write!(
            text,
            r#"{comma}{{"id": "{index}", "name": {{"vi": "Chỉ số {index}"}}, {source},
            "max_points": {{"value": "{points}", "basis": "official"}}, "rule_basis": "official",
            "inputs": [{{"name": "a", "label": {{"vi": "Đã làm"}}}}, {{"name": "b", "label": {{"vi": "Phải làm"}}, "min": "1"}}],
            "rule": {{"kind": "ratio", "numerator": "a", "denominator": "b", "may_exceed": true}}}}"#
        );
    }
    text.push_str("]}");
    text
}

fn main() {}
