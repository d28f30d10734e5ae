//! What if, on the published data: the framework's own weights give the published index and ranks again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use thuocso::{
    engine::{
        dataset::{Dataset, Table},
        exact::Exact,
        what_if::{self, Makeup},
    },
    formats::dataset,
};

fn published() -> Dataset {
    dataset::read(include_str!("../data/published-results/dataset.json")).unwrap()
}

fn table<'a>(dataset: &'a Dataset, set: &str, year: u16) -> &'a Table {
    &dataset.tables[dataset.find_table(set, year).unwrap()]
}

#[test]
fn the_weights_of_the_framework_give_the_published_index() {
    let dataset = published();
    let nearly = Exact::ratio(1, 10_000).unwrap();
    for (set, year, items, units) in [
        ("provinces-34", 2024, 8, 34),
        ("provinces-63", 2024, 5, 63),
        ("provinces-63", 2023, 5, 63),
        ("provinces-63", 2022, 5, 63),
    ] {
        let table = table(&dataset, set, year);
        let structure = dataset.structure(table).unwrap();
        let makeup = Makeup::of(table, structure).unwrap();
        assert_eq!((makeup.items.len(), makeup.units.len()), (items, units), "{set} {year}");
        let weights: Vec<Exact> = makeup.items.iter().map(|it| it.points.clone()).collect();
        for ((unit, _), value) in makeup.units.iter().zip(makeup.values(&weights)) {
            let stated = table.cell(structure.index(), *unit).unwrap().value.clone().unwrap();
            let away = &value - &stated;
            let away = if away.is_negative() { -&away } else { away };
            assert!(away <= nearly, "{set} {year} {unit}: {value} and {stated}");
        }
    }
    assert!(
        Makeup::of(
            table(&dataset, "provinces-63", 2021),
            dataset.structure(table(&dataset, "provinces-63", 2021)).unwrap()
        )
        .is_none()
    );
}

#[test]
fn leaving_out_an_indicator_moves_ranks_and_all_weights_at_zero_rank_nobody() {
    let dataset = published();
    let table = table(&dataset, "provinces-34", 2024);
    let makeup = Makeup::of(table, dataset.structure(table).unwrap()).unwrap();
    let weights: Vec<Exact> = makeup.items.iter().map(|it| it.points.clone()).collect();
    let ranks = |weights: &[Exact]| makeup.ranks(&makeup.values(weights));
    let base = ranks(&weights);
    let mut sorted = base.clone();
    sorted.sort_unstable();
    assert_eq!((sorted.first(), base.len()), (Some(&1), 34));
    let mut without = weights.clone();
    without[6] = Exact::ZERO;
    assert_ne!(ranks(&without), base);
    assert!(makeup.values(&vec![Exact::ZERO; weights.len()]).is_empty());
    // Twice all weights is the same ranking.
    let twice: Vec<Exact> = weights.iter().map(|it| it * &Exact::from(2)).collect();
    assert_eq!(ranks(&twice), base);
}

#[test]
fn the_base_rank_is_within_its_interval() {
    let dataset = published();
    for (set, year) in [("provinces-34", 2024), ("provinces-63", 2022)] {
        let table = table(&dataset, set, year);
        let makeup = Makeup::of(table, dataset.structure(table).unwrap()).unwrap();
        let weights: Vec<Exact> = makeup.items.iter().map(|it| it.points.clone()).collect();
        let hundredths: Vec<u64> = weights.iter().map(|it| what_if::scaled(it, 100)).collect();
        let found = what_if::intervals(&makeup.millionths(), &hundredths, what_if::DRAWS, 2024);
        for (rank, it) in makeup.ranks(&makeup.values(&weights)).into_iter().zip(&found) {
            assert!(it.best <= rank && rank <= it.worst, "{set} {year}: {rank} in {it:?}");
        }
        assert!(found.iter().any(|it| it.low < it.high), "weights matter");
    }
}
