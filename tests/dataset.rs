//! Published results: what is wrong with a table is told, what is computed is marked, and what ships is in order.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};

use thuocso::{
    engine::{
        dataset::{Before, Dataset, MeasureKind, Table},
        exact::{Exact, RoundingMode},
        framework::{Basis, Framework},
        problem::Problem,
    },
    formats::{
        builtin,
        dataset::{self, Tables},
        documents, framework_file, geojson,
        long_table::{self, Chosen, ChosenFile},
    },
    publish::{Options, publish},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published-results")
}

fn file(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn framework(id: &str) -> Option<Rc<Framework>> {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    builtin::framework_text(id).map(|text| Rc::new(framework_file::read(text, &documents).unwrap()))
}

fn tables() -> Tables {
    let units = ["provinces-34", "provinces-63", "mergers-2025"];
    Tables {
        id: "published-results".to_owned(),
        results: file("results.csv"),
        averages: file("averages.csv"),
        sources: file("sources.json"),
        about: file("about.json"),
        units: units.map(|name| (name.to_owned(), file(&format!("units/{name}.csv")))).into(),
    }
}

fn shipped() -> Dataset {
    dataset::read_tables(&tables(), &framework).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn number(text: &str) -> Exact {
    Exact::parse_decimal(text).unwrap()
}

fn table(dataset: &Dataset, set: &str, period: u16) -> Table {
    dataset.tables[dataset.find_table(set, period).unwrap()].clone()
}

fn name(dataset: &Dataset, (set, unit): (usize, usize)) -> String {
    dataset.unit(set, unit).unwrap().name.vi.to_string()
}

/// `UPDATE_EXPECT=1 cargo test --test dataset` writes it anew; then read the difference.
#[test]
fn the_file_for_pages_is_made_from_the_tables_and_reads_back() {
    let dataset = shipped();
    let expected = dataset::write(&dataset);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(folder().join("dataset.json"), &expected).unwrap();
    }
    assert!(
        file("dataset.json") == expected,
        "data/published-results/dataset.json is stale: UPDATE_EXPECT=1 cargo test --test dataset"
    );
    let read = dataset::read(&expected).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(dataset::write(&read) == expected, "what is written reads back");
    assert!(read == dataset, "nothing is lost on the way");
}

#[test]
fn what_ships_has_no_doubtful_rank() {
    let dataset = shipped();
    assert_eq!(dataset.warnings(), []);
    let tables: Vec<(u16, &str)> = dataset.tables.iter().map(|it| (it.period, &*dataset.set(it).unwrap().id)).collect();
    let expected = [(2024, 34), (2024, 63), (2023, 63), (2022, 63), (2021, 63), (2020, 63)];
    assert_eq!(tables, expected.map(|(year, units)| (year, if units == 34 { "provinces-34" } else { "provinces-63" })));
    for table in &dataset.tables {
        let structure = dataset.structure(table).unwrap();
        for measure in table.measures(structure) {
            for entry in table.column(structure, measure).entries {
                let value = entry.value.map(|it| it.value).unwrap_or_default();
                assert!(
                    !value.is_negative() && value <= Exact::ONE,
                    "{} {}",
                    table.period,
                    structure.measures[measure].id
                );
            }
            for source in table.sources(measure) {
                assert!(dataset.sources.contains_key(&source), "{source}");
            }
        }
    }
}

#[test]
fn ranks_with_ties_skip_the_next_and_computed_ones_are_marked() {
    let dataset = shipped();
    let table_2022 = table(&dataset, "provinces-63", 2022);
    let structure = dataset.structure(&table_2022).unwrap();
    let column = table_2022.column(structure, structure.index());
    let listed: Vec<(usize, bool)> = column
        .order()
        .into_iter()
        .map(|unit| {
            let rank = column.entries[unit].rank.clone().unwrap();
            (rank.value, rank.computed)
        })
        .collect();
    assert_eq!(listed[13..17].iter().map(|it| it.0).collect::<Vec<_>>(), [14, 15, 15, 17]);
    assert!(listed.iter().all(|(_, computed)| !computed), "all ranks of 2022 are published");
    let (_, yen_bai) = dataset.find_unit("provinces-63", "15").unwrap();
    assert_eq!(column.ties(yen_bai), 1);

    let table_2023 = table(&dataset, "provinces-63", 2023);
    let column = table_2023.column(structure, structure.index());
    let ranks = column.entries.iter().map(|entry| entry.rank.clone().unwrap());
    assert_eq!(ranks.filter(|rank| rank.computed).count(), 63 - 13, "13 ranks of 2023 are published");
    assert!(column.entries.iter().all(|entry| !entry.value.as_ref().unwrap().computed));
    assert!(!column.mean.as_ref().unwrap().computed, "the average of 2023 is published");
}

#[test]
fn where_values_are_missing_nothing_is_ranked_by_us() {
    let dataset = shipped();
    let table = table(&dataset, "provinces-63", 2022);
    let structure = dataset.structure(&table).unwrap();
    let awareness = table.column(structure, structure.find("node:1").unwrap());
    assert_eq!(awareness.known(), 10);
    assert!(awareness.entries.iter().all(|entry| entry.rank.is_none()));
    assert_eq!((awareness.mean, awareness.best), (None, None));
}

#[test]
fn pillars_follow_from_the_structure_and_are_marked() {
    let dataset = shipped();
    let four = |value: &Exact| value.to_text_with(4, RoundingMode::HalfUp);
    for (set, period, count) in
        [("provinces-34", 2024, 34), ("provinces-63", 2024, 63), ("provinces-63", 2023, 63), ("provinces-63", 2022, 63)]
    {
        let table = table(&dataset, set, period);
        let structure = dataset.structure(&table).unwrap();
        for (at, measure) in structure.measures.iter().enumerate().filter(|(_, it)| it.kind == MeasureKind::Pillar) {
            let column = table.column(structure, at);
            assert_eq!(column.known(), count, "{set} {period} {}", measure.id);
            for (unit, entry) in column.entries.iter().enumerate() {
                let is_published = table.cell(at, unit).is_some_and(|cell| cell.value.is_some());
                assert_eq!(entry.value.as_ref().unwrap().computed, !is_published, "{set} {period} {}", measure.id);
            }
        }
    }
    // Both ways to a pillar agree: from its members, and from the index and the other pillars' own indicators.
    let table = table(&dataset, "provinces-34", 2024);
    let structure = dataset.structure(&table).unwrap();
    let government = structure.find("pillar:digital-government").unwrap();
    let by_members = table.column(structure, government);
    let mut without = table.clone();
    let members: BTreeSet<usize> = ["node:1", "node:2"].iter().map(|id| structure.find(id).unwrap()).collect();
    for member in members {
        without.cells[member].iter_mut().for_each(|cell| *cell = None);
    }
    let by_index = without.column(structure, government);
    for (left, right) in by_members.entries.iter().zip(&by_index.entries) {
        let (left, right) = (&left.value.as_ref().unwrap().value, &right.value.as_ref().unwrap().value);
        let away = left - right;
        assert!(away.greater(&-&away) <= &number("0.0002"), "{} and {}", four(left), four(right));
    }
    // Hà Nội 2024 by hand: (50·n1 + 50·n2 + 140·n3 + 100·n4 + 100·n5 + 200·n6) / 640.
    let (_, ha_noi) = dataset.find_unit("provinces-34", "01").unwrap();
    let sum: Exact = [("1", 50), ("2", 50), ("3", 140), ("4", 100), ("5", 100), ("6", 200)]
        .iter()
        .map(|(id, points)| {
            let cell = table.cell(structure.find(&format!("node:{id}")).unwrap(), ha_noi).unwrap();
            cell.value.as_ref().unwrap() * &Exact::from(*points)
        })
        .sum();
    assert_eq!(
        by_members.entries[ha_noi].value.as_ref().unwrap().value,
        number(&four(&sum.checked_div(&Exact::from(640)).unwrap()))
    );
}

#[test]
fn results_are_compared_with_the_same_units_under_the_same_framework_only() {
    let dataset = shipped();
    let before = |set, period| dataset.before(&table(&dataset, set, period));
    let position = |set, period| dataset.find_table(set, period).unwrap();
    assert_eq!(before("provinces-34", 2024), Before::UnitsChanged);
    assert_eq!(before("provinces-63", 2024), Before::FrameworkChanged);
    assert_eq!(before("provinces-63", 2023), Before::Same(position("provinces-63", 2022)));
    assert_eq!(before("provinces-63", 2022), Before::Same(position("provinces-63", 2021)));
    assert_eq!(before("provinces-63", 2021), Before::FrameworkChanged);
    assert_eq!(before("provinces-63", 2020), Before::Nothing);
}

#[test]
fn a_unit_knows_what_it_became_and_what_it_was_formed_from() {
    let dataset = shipped();
    let bac_giang = dataset.find_unit("provinces-63", "24").unwrap();
    let [bac_ninh] = dataset.successors(bac_giang.0, bac_giang.1)[..] else { panic!("one successor") };
    assert_eq!((name(&dataset, bac_giang), name(&dataset, bac_ninh)), ("Bắc Giang".to_owned(), "Bắc Ninh".to_owned()));
    assert_eq!(dataset.unit(bac_ninh.0, bac_ninh.1).unwrap().code, "24".into(), "the same code, another province");
    let parts: Vec<String> =
        dataset.predecessors(bac_ninh.0, bac_ninh.1).into_iter().map(|it| name(&dataset, it)).collect();
    assert_eq!(parts, ["Bắc Giang", "Bắc Ninh"]);
    let merged = |set, code| dataset.find_unit(set, code).is_some_and(|(set, unit)| dataset.is_merged(set, unit));
    assert!(merged("provinces-34", "24") && merged("provinces-63", "24"));
    assert!(!merged("provinces-34", "01") && !merged("provinces-63", "46"), "Hà Nội, Huế");
    let (set, units) = (dataset.find_unit("provinces-34", "01").unwrap().0, 34);
    let formed: usize = (0..units).map(|unit| dataset.predecessors(set, unit).len()).sum();
    assert_eq!(formed, 63, "each of the 63 went into one of the 34");
    assert!((0..63).all(|unit| dataset.successors(bac_giang.0, unit).len() == 1));
}

#[test]
fn every_value_of_the_tables_is_in_the_data_set() {
    let dataset = shipped();
    let cells = dataset.tables.iter().flat_map(|table| table.cells.iter().flatten().flatten());
    assert_eq!(cells.count(), file("results.csv").lines().count() - 1);
    let averages = dataset.tables.iter().flat_map(|table| table.averages.iter().flatten());
    assert_eq!(averages.count(), file("averages.csv").lines().count() - 1);
}

/// A data set of three units, one source and one value; each case below changes something.
fn small() -> Tables {
    Tables {
        id: "small".to_owned(),
        results: "unit_set,unit_code,framework,period,measure,value,rank,source,basis\n\
                  now,1,dti-province-2022,2022,index,0.7,1,s,official\n"
            .to_owned(),
        averages: String::new(),
        about: String::new(),
        sources: r#"{"format":"thuocso-sources/1","sources":{"s":{"title":{"vi":"Nguồn"}}}}"#.to_owned(),
        units: BTreeMap::from([(
            "now".to_owned(),
            "code,name_vi,name_en,kind,valid_from,valid_to,source\n1,A,,province,,,s\n2,B,,province,,,s\n3,C,,province,,,s\n"
                .to_owned(),
        )]),
    }
}

fn said(tables: &Tables) -> Vec<(&'static str, String)> {
    let problems = dataset::read_tables(tables, &framework).err().unwrap_or_default();
    assert!(problems.iter().all(Problem::is_error));
    problems.iter().map(|problem| (problem.kind.code(), problem.to_string())).collect()
}

#[test]
fn what_is_wrong_with_a_row_is_told_with_row_and_column() {
    let row = |row: &str| {
        let mut tables = small();
        tables.results.push_str(row);
        said(&tables)
    };
    let good = dataset::read_tables(&small(), &framework).unwrap();
    assert_eq!(good.tables[0].cell(0, 0).unwrap().basis, Basis::Official);
    let cases: &[(&str, &str, &str)] = &[
        (
            "now,1,dti-province-2022,2022,index,0.8,,s,official",
            "result_twice",
            "`tables/results.csv/3`: the same unit, period and measure are there already",
        ),
        (
            "now,9,dti-province-2022,2022,index,0.8,,s,official",
            "unknown_unit",
            "`tables/results.csv/3/unit_code`: the set `now` has no unit `9`",
        ),
        (
            "then,1,dti-province-2022,2022,index,0.8,,s,official",
            "unknown_unit",
            "`tables/results.csv/3/unit_code`: the set `then` has no unit `1`",
        ),
        (
            "now,2,dti-nowhere,2022,index,0.8,,s,official",
            "unknown_framework",
            "`tables/results.csv/3/framework`: there is no framework `dti-nowhere`",
        ),
        (
            "now,2,dti-province-2022,2024,index,0.8,,s,official",
            "other_year",
            "`tables/results.csv/3/period`: the framework does not count for the year `2024`",
        ),
        (
            "now,2,dti-province-2022,2022,node:77,0.8,,s,official",
            "unknown_measure",
            "`tables/results.csv/3/measure`: the framework has no measure `node:77`",
        ),
        (
            "now,2,dti-province-2022,2022,index,1.2,,s,official",
            "value_out_of_range",
            "`tables/results.csv/3/value`: the value 1.2 is not in the range 0..=1",
        ),
        (
            "now,2,dti-province-2022,2022,index,\"0,8\",,s,official",
            "bad_number",
            "`tables/results.csv/3/value`: `0,8` is not a decimal number of at most 28 digits",
        ),
        (
            "now,2,dti-province-2022,2022,index,0.8,0,s,official",
            "bad_rank",
            "`tables/results.csv/3/rank`: rank `0` is not a whole number from 1",
        ),
        (
            "now,2,dti-province-2022,2022,index,,,s,official",
            "nothing_stated",
            "`tables/results.csv/3`: neither a value nor a rank is stated",
        ),
        (
            "now,2,dti-province-2022,2022,index,0.8,,t,official",
            "unknown_source",
            "`tables/results.csv/3/source`: source `t` is not in the list of sources",
        ),
        (
            "now,2,dti-province-2022,2022,index,0.8,,s,guessed",
            "basis_not_allowed",
            "`tables/results.csv/3/basis`: the basis `guessed` can not stand here",
        ),
        (
            "now,2,dti-province-2022,2022,index,0.8",
            "cell_count",
            "`tables/results.csv/3`: 6 cells stand under 9 columns",
        ),
        (
            "now,2,dti-province-2022,2022,\"index,0.8,,s,official",
            "bad_csv",
            "`tables/results.csv`: line 3: a quotation mark is not closed, or text follows it",
        ),
    ];
    for (line, code, message) in cases {
        assert_eq!(row(line), [(*code, (*message).to_owned())], "{line}");
    }
    let all = row("then,9,dti-nowhere,22,index,7,x,t,guessed\n");
    let codes: Vec<&str> = all.iter().map(|(code, _)| *code).collect();
    let expected =
        ["unknown_unit", "unknown_framework", "value_out_of_range", "bad_rank", "unknown_source", "basis_not_allowed"];
    assert_eq!(codes, expected, "all problems of a row at once");
}

#[test]
fn what_is_wrong_with_a_table_is_told() {
    let mut tables = small();
    tables.results = tables.results.replace("measure,", "indicator,");
    let codes: Vec<&str> = said(&tables).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["column_missing", "column_unknown"]);
    let mut tables = small();
    tables.units.entry("now".to_owned()).and_modify(|text| text.push_str("3,D,,province,,,s\n4,,,province,,,t\n"));
    let codes: Vec<&str> = said(&tables).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["duplicate_id", "missing_vietnamese", "unknown_source"]);
    let empty = Tables { id: "x".to_owned(), ..Tables::default() };
    assert!(!said(&empty).is_empty(), "an empty folder has problems, and no panic");
    assert!(dataset::read("{}").is_err());
}

#[test]
fn a_rank_that_does_not_follow_from_the_values_is_a_warning() {
    let mut tables = small();
    tables.results.push_str(
        "now,2,dti-province-2022,2022,index,0.9,2,s,official\nnow,3,dti-province-2022,2022,index,0.1,3,s,official\n",
    );
    let dataset = dataset::read_tables(&tables, &framework).unwrap();
    let warnings = dataset.warnings();
    let texts: Vec<String> = warnings.iter().map(Problem::to_string).collect();
    assert_eq!(
        texts,
        [
            "`tables/2022/1/index`: rank 1 is stated, but the values give 2",
            "`tables/2022/2/index`: rank 2 is stated, but the values give 1"
        ]
    );
    assert!(warnings.iter().all(|problem| !problem.is_error() && problem.kind.code() == "rank_differs"));
}

#[test]
fn places_for_more_values_than_can_be_kept_are_refused() {
    let mut tables = small();
    let units: String = (4..70_000).map(|code| format!("{code},X,,province,,,s\n")).collect();
    tables.units.entry("now".to_owned()).and_modify(|text| text.push_str(&units));
    for year in ["2021", "2023"] {
        tables.results.push_str(&format!("now,2,dti-province-2022,{year},index,0.5,,s,official\n"));
    }
    // 69,999 units, twelve measures (the index, three pillars, eight main indicators) and three years.
    assert_eq!(
        said(&tables),
        [("too_large", "`tables/results.csv/4`: 2519964 bytes are more than the limit of 2000000".to_owned())]
    );
}

#[test]
fn where_sources_differ_the_claim_that_is_used_is_the_one_of_the_table() {
    let with = |conflict: &str| {
        let about = format!(r#"{{"format":"thuocso-about/1","conflicts":[{conflict}]}}"#);
        dataset::read_tables(&Tables { about, ..small() }, &framework)
    };
    let claims = r#""claims":[{"text":"0.7","source":"s"},{"text":"0.8","source":"s"}],"reason":{"vi":"Vì sao"}"#;
    let of = r#""about":"value","unit_set":"now","unit":"1","period":2022,"measure":"index""#;
    let good = with(&format!("{{{of},{claims},\"used\":0}}")).unwrap();
    assert_eq!((good.conflicts.len(), good.conflicts_of(0, 0).len(), good.conflicts_of(0, 1).len()), (1, 1, 0));
    assert!(dataset::read(&dataset::write(&good)).unwrap() == good, "nothing is lost on the way");
    let cases = [
        (
            format!("{{{of},{claims},\"used\":1}}"),
            "claim_differs",
            "`conflicts[0]/used`: the claim that is used says `0.8`, but the table has `0.7`",
        ),
        (
            format!("{{{of},{}}}", claims.replace("0.8", "0.70")),
            "fewer_claims",
            "`conflicts[0]/claims`: a conflict needs two claims that differ",
        ),
        (
            format!("{{{},{claims}}}", of.replace("\"1\"", "\"9\"")),
            "unknown_unit",
            "`conflicts[0]/unit`: the set `now` has no unit `9`",
        ),
        (
            format!("{{{of},{}}}", claims.replacen("\"s\"", "\"t\"", 1)),
            "unknown_source",
            "`conflicts[0]/claims`: source `t` is not in the list of sources",
        ),
    ];
    for (conflict, code, message) in cases {
        let problems = with(&conflict).unwrap_err();
        let found: Vec<(&str, String)> = problems.iter().map(|it| (it.kind.code(), it.to_string())).collect();
        assert_eq!(found, [(code, message.to_owned())], "{conflict}");
    }
}

#[test]
fn what_no_page_of_its_source_has_is_a_warning() {
    let mut tables = small();
    tables.results = tables.results.replace("official", "secondary");
    tables.sources = tables.sources.replace(
        r#""title":"#,
        r#""copies":[{"address":"https://a.vn","covers":[{"unit_set":"now","period":2022,"units":["1"],"ranks":["index"]}]}],"title":"#,
    );
    let warnings = |tables: &Tables| dataset::read_tables(tables, &framework).unwrap().warnings();
    let found: Vec<(&str, String)> = warnings(&tables).iter().map(|it| (it.kind.code(), it.to_string())).collect();
    let message =
        "`tables/2022/1/index`: source `s` names the pages that it was read on, and none of them has this".to_owned();
    assert_eq!(found, [("not_in_copies", message)]);
    tables.sources = tables.sources.replace(r#""ranks""#, r#""values""#);
    assert_eq!(warnings(&tables), []);
    let read = dataset::read_tables(&tables, &framework).unwrap();
    assert_eq!(read.read_on(&read.tables[0], 0), [("https://a.vn", vec![0])]);
}

#[test]
fn reading_in_steps_gives_what_reading_at_once_gives() {
    let text = fs::read_to_string(folder().join("dataset.json")).unwrap();
    let whole = dataset::read(&text).unwrap();
    let mut reading = dataset::Reading::begin(text.as_str().into()).unwrap();
    let (done, all) = reading.progress();
    assert!(done == 0 && all > 50, "{all} columns");
    while reading.step() {}
    assert_eq!(reading.progress(), (all, all));
    assert!(reading.finish().unwrap() == whole);
    // Spread over many lines it says the same, and so does one whose lists can not be told apart by their names.
    let spread = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&text).unwrap()).unwrap();
    assert!(dataset::read(&spread).unwrap() == whole);
    let written_otherwise = text.replacen("\"columns\"", "\"c\\u006flumns\"", 2);
    assert_ne!(written_otherwise, text);
    assert!(dataset::read(&written_otherwise).unwrap() == whole);
}

#[test]
fn what_is_wrong_in_a_data_set_of_one_file_is_told_all_at_once() {
    let text = dataset::write(&dataset::read_tables(&small(), &framework).unwrap());
    let said = |text: &str| -> Vec<String> {
        dataset::read(text).err().unwrap_or_default().iter().map(Problem::to_string).collect()
    };
    let column = text.lines().find(|line| line.contains("\"columns\"")).unwrap();
    assert!(column.contains(r#""values":{"1":"0.7"}"#), "{column}");
    let bad = text.replace(r#""values":{"1":"0.7"}"#, r#""values":{"1":"7","9":"0.5","2":"x"}"#);
    let bad = bad.replace(r#""source":"s","values""#, r#""source":"s","more":1,"values""#);
    assert_eq!(said(&bad), ["unknown field `tables[0].columns[0].more`"]);
    let bad = bad.replace(r#""more":1,"#, "");
    assert_eq!(
        said(&bad),
        [
            "`tables/2022-now/1/value`: the value 7 is not in the range 0..=1",
            "`tables/2022-now/2/value`: `x` is not a decimal number of at most 28 digits",
            "`tables/2022-now/9/unit_code`: the set `now` has no unit `9`",
        ]
    );
    let bad = text.replace(r#""basis":"official""#, r#""basis":"guessed""#);
    assert_eq!(said(&bad), ["`tables/2022-now/index/basis`: the basis `guessed` can not stand here"]);
    assert!(said(&text.replace(r#""ranks":{"#, r#""ranks":{,"#))[0].contains("line 14, column"), "{text}");
    let large = format!("{}{}", text, " ".repeat(dataset::MAX_SIZE));
    assert_eq!(dataset::read(&large).unwrap_err()[0].kind.code(), "too_large");
}

#[test]
fn a_long_table_opens_alone_or_with_what_lies_beside_it() {
    let file = |name: &str, text: &str| ChosenFile { name: name.to_owned(), text: text.to_owned() };
    let open = |files: Vec<ChosenFile>| match long_table::sort(files) {
        Ok(Chosen::Tables(beside)) => {
            assert_eq!(beside.named_frameworks().into_iter().collect::<Vec<_>>(), ["dti-province-2022"]);
            beside.read(&framework, Some(&shipped()))
        }
        Ok(Chosen::Whole(text)) => dataset::read(&text),
        Err(problems) => Err(problems),
    };
    let tables = small();
    let name = |dataset: &Dataset| dataset.unit_sets[0].units[0].name.vi.to_string();
    let alone = open(vec![file("ket-qua.csv", &tables.results)]).unwrap();
    assert_eq!((name(&alone).as_str(), &*alone.id), ("1", "ket-qua"));
    assert_eq!(alone.sources["s"].title.as_ref().unwrap().vi.as_ref(), "s");
    let units = file("now.csv", &tables.units["now"]);
    let with = open(vec![units, file("results.csv", &tables.results), file("sources.json", &tables.sources)]).unwrap();
    assert!(with.tables == dataset::read_tables(&tables, &framework).unwrap().tables);
    assert_eq!(name(&with), "A");
    // Units of a set that ships have their names.
    let provinces = tables.results.replace("now,1,", "provinces-63,01,");
    let known = open(vec![file("results.csv", &provinces)]).unwrap();
    assert_eq!((name(&known).as_str(), known.unit_sets[0].units.len()), ("Hà Nội", 63));
    // What `thuocso publish` writes of a data set reads back as the same tables.
    let published = publish(&with, &Options::default());
    let files: Vec<ChosenFile> = published
        .iter()
        .filter(|(path, _)| path.ends_with(".csv") && !path.ends_with("excel.csv"))
        .map(|(path, bytes)| file(path, std::str::from_utf8(bytes).unwrap()))
        .collect();
    let again = open(files).unwrap();
    assert!(again.tables == with.tables && again.sources == with.sources);
    let missing = open(vec![file("bang.csv", "a;b\n1;2\n")]).unwrap_err();
    assert_eq!(missing.len(), 9, "every column that is needed is named");
}

#[test]
fn a_map_that_can_not_be_drawn_is_told() {
    let told = |text: &str| geojson::read(text).unwrap_err()[0].kind.code();
    let of = |coordinates: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}]}}"#
        )
    };
    assert_eq!(told(&of("[[[1e6,2e6],[1,1]]]")), "bad_position");
    assert_eq!(told(&of("[[7]]")), "bad_position");
    assert_eq!(told(&of("[7]")), "wrong_type");
    let many = vec!["null"; 10_001].join(",");
    assert_eq!(told(&format!(r#"{{"type":"FeatureCollection","features":[{many}]}}"#)), "too_many_parts");
}
