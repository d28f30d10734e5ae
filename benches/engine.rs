//! How fast the engine is: one unit, a table of all communes, reading a framework, explaining an example.
//!
//! `cargo bench --no-default-features --bench engine`

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::{fmt::Write, hint::black_box};

    use criterion::{BatchSize, Criterion, Throughput};
    use thuocso::{
        engine::{
            assessment::{self, NodeReading},
            exact::Exact,
            framework::Framework,
            rule::Figure,
            scoring::{Reference, explain::explain, roll_up, score, total},
        },
        formats::{
            assessment_file, builtin,
            documents::{self, Document, Documents},
            framework_file,
        },
    };

    /// The communes of Việt Nam since 1 July 2025.
    const UNITS: u32 = 3321;
    /// The component indicators of a province's index.
    const LEAVES: u32 = 98;

    const EXAMPLE: &str = include_str!("../examples/bac-giang-2024-q1/assessment.json");

    /// `LEAVES` leaves of `min(a / b, 1) × maximum`, rounded half up to two decimals.
    fn made_up() -> Framework {
        let source = r#""source": {"document": "made-up", "section": "1"}"#;
        let points = |leaf: u32| 5 + leaf * 7 % 16;
        let sum: u32 = (0..LEAVES).map(points).sum();
        let mut text = format!(
            r#"{{"format": "thuocso-framework/1", "id": "bench", "title": {{"vi": "Đo"}}, "summary": {{"vi": "Đo"}},
            "organization_kind": "commune", "levels": [{{"vi": "Chỉ số"}}],
            "rounding": [{{"at": "leaf", "places": 2, "basis": "official", {source}}}],
            "total": {{"value": "{sum}", "basis": "official", {source}}}, "nodes": ["#
        );
        for leaf in 0..LEAVES {
            let (comma, points) = (if leaf == 0 { "" } else { "," }, points(leaf));
            // Writing into a `String` can not fail.
            let _ = write!(
                text,
                r#"{comma}{{"id": "{leaf}", "name": {{"vi": "Chỉ số {leaf}"}}, {source}, "rule_basis": "official",
                "max_points": {{"value": "{points}", "basis": "official"}},
                "inputs": [{{"name": "a", "label": {{"vi": "Làm"}}}}, {{"name": "b", "label": {{"vi": "Phải"}}, "min": "1"}}],
                "rule": {{"kind": "ratio", "numerator": "a", "denominator": "b", "may_exceed": true}}}}"#
            );
        }
        text.push_str("]}");
        let known = [("made-up".to_owned(), Document::default())].into();
        let documents = Documents { documents: known, ..Documents::default() };
        framework_file::read(&text, &documents).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    /// Figures that look random and are the same in every run (a linear congruence).
    fn figures(unit: u32) -> Vec<NodeReading> {
        let mut state = unit.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut below = |end: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            i64::from((state >> 8) % end)
        };
        let mut leaf = || {
            let b = 1 + below(400);
            let a = below(b as u32 + 20);
            let number = |number: i64| Some(Figure::Number(Exact::from(number)));
            NodeReading { figures: vec![number(a), number(b)], touched: true, ..NodeReading::default() }
        };
        (0..LEAVES).map(|_| leaf()).collect()
    }

    fn scoring(criterion: &mut Criterion) {
        let framework = made_up();
        let rows: Vec<Vec<NodeReading>> = (0..UNITS).map(figures).collect();
        let mut group = criterion.benchmark_group("score");
        group.throughput(Throughput::Elements(u64::from(LEAVES)));
        group.bench_function("one unit of 98 leaves, every node", |bencher| {
            bencher.iter(|| roll_up(&framework, black_box(&rows[0]), Reference::default()));
        });
        group.bench_function("one unit of 98 leaves, the total", |bencher| {
            bencher.iter(|| total(&framework, black_box(&rows[0]), Reference::default()));
        });
        group.throughput(Throughput::Elements(u64::from(UNITS * LEAVES)));
        group.sample_size(20);
        group.bench_function("3,321 units of 98 leaves, every node", |bencher| {
            let every = |row: &Vec<NodeReading>| roll_up(&framework, row, Reference::default()).len();
            bencher.iter(|| black_box(&rows).iter().map(every).sum::<usize>());
        });
        group.bench_function("3,321 units of 98 leaves, the totals", |bencher| {
            let points = |row: &Vec<NodeReading>| total(&framework, row, Reference::default()).points;
            bencher.iter(|| black_box(&rows).iter().map(points).sum::<Exact>());
        });
        group.finish();
    }

    fn files(criterion: &mut Criterion) {
        let documents = documents::read(builtin::DOCUMENTS).unwrap_or_else(|problems| panic!("{problems:?}"));
        let text = builtin::framework_text("dti-province-2022").unwrap_or_default();
        let read =
            |text: &str| framework_file::read(text, &documents).unwrap_or_else(|problems| panic!("{problems:?}"));
        let framework = read(text);
        let example = assessment_file::read(EXAMPLE).unwrap_or_else(|problems| panic!("{problems:?}"));
        let card = score(&framework, &example, Reference::default());

        let mut group = criterion.benchmark_group("files");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("read and check dti-province-2022", |bencher| bencher.iter(|| read(black_box(text))));
        group.throughput(Throughput::Bytes(EXAMPLE.len() as u64));
        group.bench_function("read the example of Bắc Giang", |bencher| {
            bencher.iter(|| assessment_file::read(black_box(EXAMPLE)));
        });
        group.finish();

        let mut group = criterion.benchmark_group("example");
        group.bench_function("read the figures and score", |bencher| {
            bencher.iter(|| score(&framework, black_box(&example), Reference::default()));
        });
        group.bench_function("read the figures alone", |bencher| {
            bencher.iter(|| assessment::read(&framework, black_box(&example)));
        });
        group.bench_function("explain every node", |bencher| {
            let nodes = 0..framework.nodes().len();
            bencher.iter_batched(
                || nodes.clone(),
                |nodes| {
                    let one = |node| explain(&framework, &example, &card, node, Reference::default());
                    nodes.filter_map(one).count()
                },
                BatchSize::SmallInput,
            );
        });
        group.finish();
    }

    pub fn run() {
        let mut criterion = Criterion::default().configure_from_args();
        scoring(&mut criterion);
        files(&mut criterion);
        criterion.final_summary();
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::run();
}
