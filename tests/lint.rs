//! Everything wrong with a framework file is said, at once, each problem with its place and in these words.
//!
//! `tests/bad/good.json` is a small framework without a fault. Each `tests/bad/<code>.json` is the same framework with
//! what it takes to be told `<code>`; the table below pins every sentence, in the order in which they come.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use serde_json::{Value, json};
use thuocso::{
    engine::{
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        MAX_SIZE, MAX_TEXT,
        documents::{self, Documents},
        framework_file,
    },
};

/// Every problem of every bad file.
const MESSAGES: &[(&str, &[&str])] = &[
    ("award_above_max", &["`2`: 10.5 points are more than the maximum of 10"]),
    ("award_missing", &["`2`: either `share` or `points` must be given"]),
    ("award_not_allowed", &["`1.2`: a part of `all` has no award of its own"]),
    ("award_twice", &["`2`: `share` and `points` can not both be given"]),
    (
        "bad_id",
        &[
            "`id`: identifier `Bad Id` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most",
            "`1 .2`: identifier `1 .2` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most",
        ],
    ),
    (
        "bad_input_name",
        &[
            "`1.2/Done`: input `Done` must hold lower-case letters, digits and `_`, start with a letter, and not be a word of formulas",
            "`2/max`: input `max` must hold lower-case letters, digits and `_`, start with a letter, and not be a word of formulas",
        ],
    ),
    (
        "bad_number",
        &[
            "`1.1/a`: `1,000` is not a decimal number of at most 28 digits",
            "`1.2`: `5 %` is not a decimal number of at most 28 digits",
            "`2`: `-1` is not a decimal number of at most 28 digits",
        ],
    ),
    (
        "bad_share",
        &[
            "`2`: `nothing` is not a share such as `1/2`, `0.5` or `50%` between 0 and 1",
            "`2`: `3/2` is not a share such as `1/2`, `0.5` or `50%` between 0 and 1",
        ],
    ),
    (
        "basis_not_allowed",
        &[
            "`1/max_points`: the basis `allocated` can not stand here",
            "`1.1/rule_basis`: the basis `none` can not stand here",
            "`1.2/rule_basis`: the basis `counted` can not stand here",
        ],
    ),
    ("bounds_order", &["`1.1`: `full_until` is not below `zero_from`"]),
    ("choice_twice", &["`2`: two choices read input `level`: each needs an input of its own"]),
    (
        "denominator_may_be_zero",
        &[
            "`1.1`: `b` can be zero and something is divided by it: give it a least value above zero, or say what counts with `if_zero`",
            "`1.2`: `y` can be zero and something is divided by it: give it a least value above zero, or say what counts with `if_zero`",
        ],
    ),
    (
        "duplicate_id",
        &["`1.1`: identifier `1.1` is used more than once", "`1.1`: identifier `none` is used more than once"],
    ),
    (
        "duplicate_input",
        &[
            "`1.1/b`: input `b` is declared more than once",
            "`1.1/b`: input `b` is declared, but the rule does not use it",
            "`1.2/done`: input `done` is declared more than once",
            "`1.2/done`: input `done` is declared, but the rule does not use it",
        ],
    ),
    ("empty", &["`nodes`: there is no node"]),
    (
        "example_differs",
        &[
            "`examples/2/1.1`: the example expects 6.67 points, but its figures give 6.666666666667",
            "`examples/3/total`: the example expects 22 points, but its figures give 21.666666666667",
        ],
    ),
    (
        "example_figure",
        &[
            "`examples/1/1.1/c`: the example has a figure `c`, which the node does not ask for",
            "`examples/1/1.1/a`: 4 is more than 3, of which it is a part",
            "`examples/1/1.2/done`: `maybe` is neither `yes` nor `no`",
            "`examples/2`: the Vietnamese text is empty",
        ],
    ),
    (
        "example_node",
        &[
            "`examples/1/9`: the example names `9`, which is not a node of the framework",
            "`examples/1/8`: the example names `8`, which is not a node of the framework",
        ],
    ),
    (
        "example_open",
        &[
            "`examples/1/1.1`: the example expects points, but figures that count are missing",
            "`examples/1/total`: the example expects points, but figures that count are missing",
        ],
    ),
    (
        "formula_cycle",
        &[
            "`1.2`: step `first` of the formula depends on itself",
            "`1.2`: step `own` of the formula depends on itself",
            "`1.2`: step `second` of the formula depends on itself",
        ],
    ),
    (
        "formula_syntax",
        &[
            "`1.1`: column 22 of the formula: `/` is not expected here",
            "`1.2`: column 5 of the formula: a comparison such as `>=` is expected here",
        ],
    ),
    ("formula_too_large", &["`1.2`: the formula has more than 200 parts or is nested too deeply"]),
    ("grade_order", &["`grading`: grades must start at 0 and rise"]),
    ("input_range", &["`1.1/b`: the least value of input `b` is above the greatest"]),
    ("inputs_not_allowed", &["`1`: a node with parts has no inputs of its own"]),
    (
        "maximum_unreachable",
        &["`1.2`: at most 8 of 10 points can be reached", "`2`: at most 7.5 of 10 points can be reached"],
    ),
    ("missing_counted_noun", &["`counted_noun`: a counted framework must say what it counts in `counted_noun`"]),
    (
        "missing_derivation",
        &[
            "`1/max_points`: what is inferred needs its derivation",
            "`1.1/rule_basis`: what is inferred needs its derivation",
        ],
    ),
    (
        "missing_field",
        &[
            "field `title` is missing",
            "field `nodes[0].source` is missing",
            "field `nodes[1].rule.options[0].id` is missing",
        ],
    ),
    (
        "missing_level_name",
        &["`1.1`: level 2 of the tree has no name in `levels`", "`1.2`: level 2 of the tree has no name in `levels`"],
    ),
    (
        "missing_source",
        &["`1.1`: the source names no document or no section", "`1.2`: the source names no document or no section"],
    ),
    (
        "missing_vietnamese",
        &[
            "`title`: the Vietnamese text is empty",
            "`1.1/a`: the Vietnamese text is empty",
            "`1.2/name`: the Vietnamese text is empty",
            "`2`: the Vietnamese text is empty",
        ],
    ),
    (
        "nested_not_applicable",
        &["`1.1`: `if_zero: not_applicable` can only stand at the top of a rule or in a part of `all`"],
    ),
    (
        "newer_format",
        &["`format`: format `thuocso-framework/2` is newer than `thuocso-framework/1`, which this version reads"],
    ),
    ("not_json", &["line 151, column 0: EOF while parsing a list"]),
    ("not_positive", &["`1.1`: `0` must be above zero", "`1.2`: `-2` must be above zero"]),
    (
        "partly_allocated",
        &["`1`: some parts state their points and some do not", "`1.2`: no points are stated here nor above"],
    ),
    ("parts_differ", &["`1.2`: the maximum is 10, but the parts of the rule add up to 8.333333333333"]),
    ("pillar_differs", &["`pillars/services`: 40 points stated, but the members add up to 30"]),
    ("pillar_weights", &["`pillars`: the weights of the pillars add up to 0.9 and not to 1, or some are missing"]),
    ("points_missing", &["`2`: no points are stated here nor above", "`total`: no points are stated here nor above"]),
    ("points_not_allowed", &["`1.2`: a counted framework, an unscored node or a prerequisite has no points"]),
    (
        "points_out_of_range",
        &[
            "`2/max_points`: -10 points are not in the range 0..=1000000",
            "`total`: 1000001 points are not in the range 0..=1000000",
        ],
    ),
    ("rounding_twice", &["`rounding`: the same level is rounded twice"]),
    ("rule_missing", &["`1.2`: a scored leaf needs a rule"]),
    ("rule_not_allowed", &["`1`: only a scored leaf has a rule", "`1.2`: only a scored leaf has a rule"]),
    ("rule_too_large", &["`1.2`: the rule has more than 200 parts or is nested too deeply"]),
    ("step_like_input", &["`1.2`: step `n` of the formula has the name of an input"]),
    ("sum_differs", &["`1`: 30 points stated, but the parts add up to 29"]),
    ("tier_bounds", &["`1.2`: tier 1 has two lower or two upper bounds"]),
    (
        "tier_hole",
        &["`1.2`: tiers 1 and 2 leave a hole between them", "`1.2`: tiers 2 and 3 leave a hole between them"],
    ),
    ("tier_order", &["`1.2`: tier 2 is empty: its lower bound is not below its upper bound"]),
    ("tier_overlap", &["`1.2`: tiers 1 and 2 overlap", "`1.2`: tiers 2 and 3 overlap"]),
    (
        "tier_uncovered",
        &[
            "`1.2`: no tier holds the value 0, which can be entered",
            "`1.2`: no tier holds the value 21, which can be entered",
            "`2`: no tier holds the value 100, which can be entered",
        ],
    ),
    ("too_deep", &["`2.1.1.1.1.1.1.1.1`: level 9 is deeper than the limit of 8"]),
    (
        "too_few_options",
        &[
            "`1.2`: a choice needs two options, other rules with parts at least one",
            "`2`: a choice needs two options, other rules with parts at least one",
        ],
    ),
    ("too_many_examples", &["`examples`: 101 examples are more than the limit of 100"]),
    ("too_many_places", &["`rounding`: 11 places are more than 10"]),
    (
        "total_agrees",
        &[
            "`declared_total_differs`: `declared_total_differs` is given, but the declared total is the sum of the parts",
        ],
    ),
    ("total_differs", &["`total`: 100 points stated in all, but the parts add up to 40"]),
    ("unknown_document", &["`1.1`: document `no-such-document` is not in documents.json"]),
    ("unknown_field", &["unknown field `nodes[0].children[0].weight`", "unknown field `titel`"]),
    (
        "unknown_input",
        &[
            "`1.1`: the rule names input `total`, which is not declared",
            "`1.2`: the rule names input `c`, which is not declared",
        ],
    ),
    (
        "unknown_member",
        &[
            "`pillars/services`: `1.1` is not the id of a node at the top level",
            "`pillars/services`: `9` is not the id of a node at the top level",
            "`grading`: `7` is not the id of a node at the top level",
        ],
    ),
    ("unscored_part", &["`1.1`: a part of an unscored node can not be scored"]),
    ("unused_input", &["`1.2/note`: input `note` is declared, but the rule does not use it"]),
    ("unused_step", &["`1.2`: step `spare` of the formula is not used"]),
    ("wrong_format", &["`format`: format `dti-framework` is not `thuocso-framework/1`"]),
    (
        "wrong_input_kind",
        &[
            "`1.1`: input `a` must be of kind count or number or percent",
            "`1.2`: input `done` must be of kind yes_no",
            "`2`: input `level` must be of kind count or number or percent",
        ],
    ),
    (
        "wrong_type",
        &[
            "field `years` must be a list of whole numbers",
            "field `levels` must be a list",
            "field `total.value` must be text in quotation marks",
            "field `nodes[0].children[0].may_be_not_applicable` must be true/false",
            "field `nodes[1].inputs[0].kind` must be one of count, number, percent, yes_no, choice, text",
        ],
    ),
];

/// Codes that no file of `tests/bad/` can show, with the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("too_large", "a file of 16 MiB is made in a test below"),
    ("text_too_long", "a name of 10 MiB is made in a test below"),
    ("folder_differs", "only the command knows the folder of a file"),
    ("crosswalk_name_differs", "nor does anything else know its name"),
    ("not_a_spreadsheet", "tests/sheets.rs"),
    ("other_format", "tests/sheets.rs"),
    ("sheet_too_large", "tests/sheets.rs"),
    ("sheet_missing", "tests/sheets.rs"),
    ("sheet_twice", "tests/sheets.rs"),
    ("sheet_unknown", "tests/sheets.rs"),
    ("heading_missing", "tests/sheets.rs"),
    ("heading_unknown", "tests/sheets.rs"),
    ("heading_twice", "tests/sheets.rs"),
    ("cell_empty", "tests/sheets.rs"),
    ("cell_word", "tests/sheets.rs"),
    ("cell_number", "tests/sheets.rs"),
    ("cell_not_used", "tests/sheets.rs"),
    ("cell_no_row", "tests/sheets.rs"),
    ("cell_no_part", "tests/sheets.rs"),
    ("cell_level", "tests/sheets.rs"),
    ("cell_formula_error", "tests/sheets.rs"),
    ("code_lost_zero", "tests/sheets.rs"),
    ("code_is_date", "tests/sheets.rs"),
    ("number_ambiguous", "tests/sheets.rs"),
];

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(text: &str) -> Result<Framework, Vec<Problem>> {
    static REGISTER: LazyLock<Documents> = LazyLock::new(|| {
        let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/documents.json");
        documents::read(&fs::read_to_string(register).unwrap()).unwrap()
    });
    framework_file::read(text, &REGISTER)
}

fn messages(text: &str) -> Vec<String> {
    read(text).map_or_else(|problems| problems.iter().map(Problem::to_string).collect(), |_| vec![])
}

/// The good file, changed.
fn good_but(change: impl FnOnce(&mut Value)) -> String {
    let mut framework = serde_json::from_str(&file("good.json")).unwrap();
    change(&mut framework);
    framework.to_string()
}

/// A text is refused with one message that begins like this.
fn check_refused(what: &str, text: &str, expected: &str) {
    let found = messages(text);
    assert_eq!(found.len(), 1, "{what}: {found:?}");
    assert!(found[0].starts_with(expected), "{what}: {}", found[0].chars().take(300).collect::<String>());
}

#[test]
fn the_good_file_has_no_problem() {
    let framework = read(&file("good.json")).unwrap();
    assert_eq!((&*framework.id, framework.max_points.to_text()), ("good", "40".to_owned()));
}

#[test]
fn every_bad_file_is_told_exactly_what_is_wrong() {
    for (code, expected) in MESSAGES {
        let problems = read(&file(&format!("{code}.json"))).err().unwrap_or_else(|| panic!("{code}.json is accepted"));
        let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(texts, *expected, "{code}.json");
        assert!(problems.iter().any(|problem| problem.kind.code() == *code), "{code}.json does not show its code");
        assert!(problems.iter().all(Problem::is_error), "{code}.json: what stops a framework is an error");
    }
}

#[test]
fn every_code_has_a_case() {
    let known: BTreeSet<&str> = ProblemKind::CODES.iter().copied().collect();
    assert_eq!(known.len(), ProblemKind::CODES.len(), "a code is used twice");
    let here: BTreeSet<&str> = MESSAGES.iter().map(|(code, _)| *code).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    let others = [
        include_str!("assessments.rs"),
        include_str!("reports.rs"),
        include_str!("crosswalk.rs"),
        include_str!("years.rs"),
        include_str!("dataset.rs"),
        include_str!("exchange.rs"),
        include_str!("rollup.rs"),
    ];
    let others = others.concat();
    for code in &known {
        let covered = here.contains(code) || elsewhere.contains(code) || others.contains(&format!("\"{code}\""));
        assert!(covered, "`{code}` has no bad file, and no case in the tests of assessments and of other files");
    }
    for code in here.union(&elsewhere) {
        assert!(known.contains(code), "`{code}` is not the code of a problem");
    }
}

#[test]
fn what_no_file_can_show_has_its_words_too() {
    let (folder, id) = ("dti-2022".to_owned(), "dti-province-2022".to_owned());
    let folder = Problem::new("", ProblemKind::FolderDiffers { folder, id });
    assert_eq!(folder.to_string(), "the folder is called `dti-2022`, but the id in the file is `dti-province-2022`");
}

#[test]
fn every_bad_file_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // The folders belong to `tests/reports.rs`.
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !["good", "twenty_faults"].contains(&name.as_str()))
        .collect();
    files.sort();
    let table: Vec<&str> = MESSAGES.iter().map(|(code, _)| *code).collect();
    assert_eq!(files, table);
}

#[test]
fn twenty_faults_are_twenty_problems_in_one_pass() {
    let expected = [
        "`format`: format `dti` is not `thuocso-framework/1`",
        "`id`: identifier `Twenty` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most",
        "`title`: the Vietnamese text is empty",
        "`notes`: the Vietnamese text is empty",
        "`rounding`: the basis `counted` can not stand here",
        "`rounding`: 11 places are more than 10",
        "`1.1`: level 2 of the tree has no name in `levels`",
        "`1.1`: document `nowhere` is not in documents.json",
        "`1.1/a`: the Vietnamese text is empty",
        "`1.1`: `b` can be zero and something is divided by it: give it a least value above zero, or say what counts with `if_zero`",
        "`1.1`: `0` must be above zero",
        "`1.1/rule_basis`: what is inferred needs its derivation",
        "`1.2`: level 2 of the tree has no name in `levels`",
        "`1.2/spare`: input `spare` is declared, but the rule does not use it",
        "`1`: 30 points stated, but the parts add up to 31",
        "`1.1`: identifier `1.1` is used more than once",
        "`1.1`: either `share` or `points` must be given",
        "`1.1`: at most 8.75 of 10 points can be reached",
        "`total`: 50 points stated in all, but the parts add up to 40",
        "`pillars/services`: `9` is not the id of a node at the top level",
    ];
    assert_eq!(expected.len(), 20);
    assert_eq!(messages(&file("twenty_faults.json")), expected);
}

#[test]
fn what_is_not_a_framework_is_refused_with_a_message() {
    check_refused("an empty file", "", "line 1, column 0: EOF while parsing a value");
    check_refused("a blank file", " \n\n", "line 3, column 0: EOF while parsing a value");
    check_refused("not JSON", "Mã,Chỉ tiêu,Điểm", "line 1, column 1: expected value");
    check_refused("an empty array", "[]", "field `(file)` must be an object");
    check_refused("an array", "[1, 2]", "field `(file)` must be an object");
    let missing = ["format", "id", "title", "summary", "organization_kind", "levels", "nodes"]
        .map(|it| format!("field `{it}` is missing"));
    assert_eq!(messages("{}"), missing);
    check_refused("null", "null", "field `(file)` must be an object");
    check_refused("a text", r#""x""#, "field `(file)` must be an object");
    check_refused("a comment", &format!("// note\n{}", file("good.json")), "line 1, column 1: expected value");
    let twice = format!("{}{{}}", file("good.json"));
    check_refused("two values", &twice, &format!("line {}, column 1: trailing characters", twice.lines().count()));
    check_refused("a field twice", r#"{"format": "a", "format": "b"}"#, "line 1, column 24: duplicate field `format`");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(messages(&format!("\u{feff}{}", file("good.json"))), [""; 0]);
}

#[test]
fn a_file_above_the_limit_is_refused_unread() {
    let large = " ".repeat(MAX_SIZE + 1);
    let message = format!("{} bytes are more than the limit of {MAX_SIZE}", MAX_SIZE + 1);
    assert_eq!(messages(&large), [message]);
}

#[test]
fn ten_megabytes_of_text_do_no_harm() {
    let long = "x".repeat(10 << 20);
    let found = messages(&good_but(|it| it["title"]["vi"] = long.clone().into()));
    assert_eq!(found, ["field `title.vi` has 10485760 bytes, more than the limit of 200000"]);
    let found = messages(&good_but(|it| it["id"] = long.clone().into()));
    assert_eq!(found, ["field `id` has 10485760 bytes, more than the limit of 200000"]);
    let long = "x".repeat(MAX_TEXT);
    assert!(read(&good_but(|it| it["title"]["vi"] = long.into())).is_ok(), "the longest name is a name");
    check_refused("a long number", &good_but(|it| it["total"]["value"] = "9".repeat(MAX_TEXT).into()), "`total`: `999");
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    check_refused("brackets", &"[".repeat(1 << 20), "line 1, column ");
    check_refused("objects", &r#"{"x":"#.repeat(1 << 20), "line 1, column ");
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let children = nested(r#"{"id":"1","children":["#, "", "]}", 100_000);
    let text = good_but(|it| it["nodes"] = json!(["@"])).replace(r#""@""#, &children);
    check_refused("nodes in nodes", &text, "line 1, column ");
    let rule = nested(
        r#"{"kind":"all","parts":[{"label":{"vi":"x"},"rule":"#,
        r#"{"kind":"yes_no","input":"done"}"#,
        "}]}",
        100_000,
    );
    let text = good_but(|it| it["nodes"][0]["children"][1]["rule"] = json!("@")).replace(r#""@""#, &rule);
    check_refused("rules in rules", &text, "line 1, column ");
    let formula = format!("{}1{}", "(".repeat(90_000), ")".repeat(90_000));
    let rule = json!({ "kind": "formula", "expression": formula });
    let text = good_but(|it| {
        it["nodes"][0]["children"][1]["rule"] = rule;
        it["nodes"][0]["children"][1]["inputs"] = json!([]);
    });
    check_refused("parentheses", &text, "`1.2`: the formula has more than 200 parts or is nested too deeply");
}

#[test]
fn huge_and_odd_numbers_are_refused() {
    let rounding =
        r#"[{"at":"leaf","places":1e999,"basis":"official","source":{"document":"922-QD-BTTTT","section":"I"}}]"#;
    let text = good_but(|it| it["rounding"] = json!("@")).replace(r#""@""#, rounding);
    check_refused("1e999", &text, "line 1, column ");
    let text = good_but(|it| it["years"] = json!([99_999]));
    check_refused("a year", &text, "field `years` must be a list of whole numbers");
    let text = good_but(|it| it["total"]["value"] = json!(40));
    check_refused("a number for text", &text, "field `total.value` must be text in quotation marks");
    for number in [
        "1e3",
        "0x10",
        "NaN",
        "Infinity",
        "1/3",
        "40,0",
        " 40",
        "+40",
        "٤٠",
        "-0.1.2",
        "",
        "99999999999999999999999999999",
    ] {
        let text = good_but(|it| it["total"]["value"] = number.into());
        check_refused(number, &text, &format!("`total`: `{number}` is not a decimal number of at most 28 digits"));
    }
    let text = good_but(|it| it["total"]["value"] = "9999999999999999999999999999".into());
    check_refused("28 digits", &text, "`total`: 9999999999999999999999999999 points are not in the range 0..=1000000");
}

#[test]
fn names_that_mean_something_to_other_programs_mean_nothing_here() {
    for name in ["__proto__", "constructor", "toString"] {
        check_refused(name, &good_but(|it| it[name] = json!({ "x": 1 })), &format!("unknown field `{name}`"));
    }
    assert!(read(&good_but(|it| it["nodes"][1]["id"] = "constructor".into())).is_ok());
    let found = messages(&good_but(|it| it["nodes"][0]["children"][1]["inputs"][0]["name"] = "__proto__".into()));
    assert!(found[0].starts_with("`1.2/__proto__`: input `__proto__` must hold lower-case letters"), "{found:?}");
}

#[test]
fn nul_characters_are_refused_in_identifiers_and_as_bare_bytes() {
    let control = "control character (\\u0000-\\u001F) found while parsing a string";
    check_refused("a bare NUL", "{\"format\": \"\0\"}", &format!("line 1, column 13: {control}"));
    check_refused("a NUL after the end", &format!("{}\0", file("good.json")), "line ");
    check_refused("an identifier", &good_but(|it| it["id"] = "go\0od".into()), "`id`: identifier `go\0od` must start");
    check_refused("half a character", r#"{"format": "\ud800"}"#, "line 1, column ");
}

#[test]
fn no_cut_and_no_slip_of_the_pen_panics() {
    let good = file("good.json").trim_end().to_owned();
    for (end, _) in good.char_indices() {
        assert!(read(&good[..end]).is_err(), "cut at {end}");
    }
    let characters: Vec<char> = good.chars().collect();
    for position in 0..characters.len() {
        for slip in ['"', '}', '9'] {
            let mut text = characters.clone();
            text[position] = slip;
            let _ = read(&text.into_iter().collect::<String>());
        }
    }
}
