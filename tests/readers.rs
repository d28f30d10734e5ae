//! Hostile files: whatever the bytes, every reader answers without a panic, with memory and work in proportion, and what
//! it refuses it refuses with a sentence.
//!
//! Files of the repository are changed at random, from a fixed seed. `corpus/<reader>/` holds what once went wrong, and
//! small files that were found to be refused or accepted in ways of their own; every run reads all of them.
//!
//! `THUOCSO_FUZZ_SECONDS=600 cargo test --profile fuzz --test readers -- --nocapture xlsx` goes on for so long with one
//! reader. It keeps what goes wrong in the corpus, and with `THUOCSO_FUZZ_KEEP=1` the small files with new answers, too.
//! `THUOCSO_FUZZ_SEED` begins elsewhere. Only such a run looks at a clock: it also ends at a file that takes too long.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "readers/changes.rs"]
mod changes;
#[path = "readers/memory.rs"]
mod memory;
#[path = "readers/run.rs"]
mod run;
#[path = "readers/table.rs"]
mod table;

use run::{Harness, try_out};
use table::READERS;

/// A test for each reader; the list is the one of [`READERS`].
macro_rules! readers {
    ($($reader:ident),* $(,)?) => {
        $(
            #[test]
            fn $reader() {
                Harness::new(stringify!($reader)).run();
            }
        )*

        #[test]
        fn every_reader_has_a_test() {
            let tested = [$(stringify!($reader)),*];
            assert_eq!(READERS.map(|reader| reader.name), tested);
        }
    };
}

readers![
    framework,
    assessment,
    browser_copy,
    csv,
    xlsx,
    documents,
    years,
    crosswalk,
    outline,
    calendar,
    budget,
    dataset,
    dataset_tables,
    index,
    tile_layout,
    pasted_documents,
    numbers,
    formulas,
    addresses,
    geojson,
    long_table,
];

#[test]
fn deep_nesting_harms_no_reader() {
    let known = table::Known::new();
    for deep in ["[".repeat(200_000), "{\"a\":".repeat(100_000), format!("{{\"format\":{}", "[".repeat(100_000))] {
        for reader in &READERS {
            assert_eq!(try_out(reader, &known, deep.as_bytes()).fault, None, "{}", reader.name);
        }
    }
}
