//! Crosswalks: every problem of a file in its exact words, what carrying an assessment over offers and takes, and where
//! a trend breaks.
//!
//! `tests/crosswalk/indicators/` holds two small frameworks and a crosswalk without a fault between them. Each
//! `tests/crosswalk/bad/<code>.json` is that crosswalk with what it takes to be told `<code>`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    sync::LazyLock,
};

use thuocso::{
    engine::{
        assessment::{Appraisal, Assessment, EvidenceItem, Organization, Response},
        crosswalk::{
            Crosswalk, RelationKind, TrendBreak,
            carry::{CarryOver, LeftReason, LookReason, Offer, Take, apply, carry_over, is_empty_leaf},
        },
        framework::{Basis, Framework},
        id::NodeId,
        problem::{Problem, ProblemKind},
        scoring::{Reference, score},
    },
    formats::{assessment_file, builtin, crosswalk_file, documents, documents::Documents, framework_file},
    i18n::{Language, crosswalk as words},
};

/// Every problem of every bad file.
const MESSAGES: &[(&str, &[&str])] = &[
    ("basis_not_allowed", &["`1.1 → 1.1`: the basis `counted` can not stand here"]),
    ("duplicate_relation", &["`1 → 1`: the two nodes are related more than once"]),
    (
        "filled_twice",
        &[
            "`1.1 → 1.1`: `1.1/a` is filled more than once",
            "`1.2 → 2.3`: `2.3` is filled more than once",
            "`1.2 → 2.3`: inputs `done` and `level` differ in kind or unit",
        ],
    ),
    (
        "leaf_without_relation",
        &[
            "`2.1`: the leaf has no relation: write `none` where nothing corresponds",
            "`3`: the leaf has no relation: write `none` where nothing corresponds",
        ],
    ),
    (
        "mapped_input_differs",
        &[
            "`1.1 → 1.1`: inputs `a` and `percent` differ in kind or unit",
            "`2.1 → 2.1`: inputs `amount` and `amount` differ in kind or unit",
        ],
    ),
    (
        "mapping_not_allowed",
        &[
            "`1 → 1`: `inputs` can only stand in an `equal` or `wider` relation of two leaves",
            "`2.2 → 2.3`: `inputs` can only stand in an `equal` or `wider` relation of two leaves",
        ],
    ),
    ("missing_derivation", &["`1.1 → 1.1`: what is inferred needs its derivation"]),
    (
        "missing_field",
        &[
            "field `to` is missing",
            "field `relations[1].basis` is missing",
            "field `relations[2].relation` is missing",
            "field `relations[3].from` is missing",
        ],
    ),
    (
        "missing_source",
        &[
            "`1.1 → 1.1`: the source names no document or no section",
            "`1.2 → 1.2`: the source names no document or no section",
        ],
    ),
    (
        "missing_vietnamese",
        &[
            "`notes`: the Vietnamese text is empty",
            "`1.1 → 1.1`: the Vietnamese text is empty",
            "`1.2 → 1.2`: the Vietnamese text is empty",
        ],
    ),
    (
        "newer_format",
        &["`format`: format `thuocso-crosswalk/2` is newer than `thuocso-crosswalk/1`, which this version reads"],
    ),
    ("none_and_related", &["`3`: the node has the relation `none` and another one"]),
    ("relation_target_missing", &["`1`: a relation needs a `to`; only `none` has none"]),
    ("relation_target_not_allowed", &["`3 → 2`: the relation `none` has no `to`"]),
    ("unknown_document", &["`1.1 → 1.1`: document `nowhere` is not in documents.json"]),
    ("unknown_field", &["unknown field `relations[1].weight`"]),
    ("unknown_framework", &["`from`: there is no framework `nowhere`", "`to`: there is no framework `../two`"]),
    (
        "unknown_mapped_input",
        &["`1.1 → 1.1`: leaf `1.1` has no input `whole`", "`1.1 → 1.1`: leaf `1.1` has no input `total`"],
    ),
    (
        "unknown_relation_node",
        &["`1.1 → 9.9`: framework `two` has no node `9.9`", "`8`: framework `one` has no node `8`"],
    ),
    ("wrong_format", &["`format`: format `crosswalk` is not `thuocso-crosswalk/1`"]),
    (
        "wrong_type",
        &[
            "field `notes` must be a list",
            "field `relations[1].relation` must be one of equal, narrower, wider, overlaps, none",
            "field `relations[1].inputs.a` must be text in quotation marks",
            "field `relations[2].to` must be text in quotation marks",
        ],
    ),
];

const EXAMPLES: &str = "examples/bac-giang-2024-q1";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn register() -> &'static Documents {
    static REGISTER: LazyLock<Documents> = LazyLock::new(|| documents::read(builtin::DOCUMENTS).unwrap());
    &REGISTER
}

fn framework(name: &str) -> Framework {
    framework_file::read(&text(name), register()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

/// The two small frameworks.
fn small() -> Rc<[Framework; 2]> {
    thread_local! {
        static SMALL: Rc<[Framework; 2]> = Rc::new(
            ["one", "two"].map(|id| framework(&format!("tests/crosswalk/indicators/{id}/framework.json"))),
        );
    }
    SMALL.with(Rc::clone)
}

fn read(text: &str) -> Result<Crosswalk, Vec<Problem>> {
    let small = small();
    crosswalk_file::read(text, &|id| small.iter().find(|it| *it.id == *id), register())
}

fn good() -> Crosswalk {
    read(&text("tests/crosswalk/indicators/crosswalks/one--two.json")).unwrap()
}

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

/// A crosswalk that ships, with its frameworks.
fn shipped(from: &str, to: &str) -> (Framework, Framework, Crosswalk) {
    let [from, to] = [from, to].map(|id| framework(&format!("indicators/{id}/framework.json")));
    let text = builtin::crosswalk_text(&from.id, &to.id).unwrap();
    let find = |id: &str| [&from, &to].into_iter().find(|it| *it.id == *id);
    let crosswalk = crosswalk_file::read(text, &find, register());
    let crosswalk = crosswalk.unwrap_or_else(|problems| panic!("{} → {}: {problems:?}", from.id, to.id));
    (from, to, crosswalk)
}

/// An assessment of the framework `one`.
fn answered(responses: &[(&str, Response)]) -> Assessment {
    let mut assessment = Assessment::new(&small()[0], Organization::default(), "2023".to_owned());
    assessment.responses = responses.iter().map(|(id, response)| ((*id).to_owned(), response.clone().into())).collect();
    assessment
}

fn figures(inputs: &[(&str, &str)]) -> Response {
    let inputs = inputs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Response { inputs, ..Response::default() }
}

fn offers_of(assessment: &Assessment) -> CarryOver {
    let [one, two] = &*small();
    carry_over(one, assessment, two, &good())
}

fn start() -> Assessment {
    Assessment::new(&small()[1], Organization::default(), "2024".to_owned())
}

#[test]
fn every_bad_crosswalk_is_told_exactly_what_is_wrong() {
    let good = good();
    assert_eq!((&*good.from, &*good.to, good.relations.len()), ("one", "two", 6));
    for (code, expected) in MESSAGES {
        let problems = read(&text(&format!("tests/crosswalk/bad/{code}.json"))).expect_err(code);
        let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(texts, *expected, "{code}.json");
        assert!(problems.iter().any(|problem| problem.kind.code() == *code), "{code}.json does not show its code");
    }
    let files = fs::read_dir(path("tests/crosswalk/bad")).unwrap();
    let files: BTreeSet<String> =
        files.map(|it| it.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let table: BTreeSet<String> = MESSAGES.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(files, table);
}

#[test]
fn a_file_under_another_name_is_told_so() {
    // Only the command knows the name of a file: `crosswalk_name_differs` is in `tests/cli.rs` too.
    let (name, expected) = ("two--one".to_owned(), "one--two".to_owned());
    let problem = Problem::new("", ProblemKind::CrosswalkNameDiffers { name, expected });
    assert_eq!(problem.to_string(), "the file is called `two--one`, its frameworks ask for `one--two`");
}

#[test]
fn no_cut_and_no_slip_of_the_pen_panics() {
    let good = text("tests/crosswalk/indicators/crosswalks/one--two.json");
    let good = good.trim_end();
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

#[test]
fn equal_figures_are_offered_as_they_are_and_others_only_shown() {
    let explained = Response { explanation: "Theo báo cáo quý.".to_owned(), ..figures(&[("a", "9"), ("b", "10")]) };
    let source = answered(&[
        ("1.1", explained),
        ("1.2", figures(&[("done", "yes"), ("weekly", "no")])),
        ("2.1", figures(&[("amount", "7")])),
        ("2.2", figures(&[("level", "some")])),
        ("3", figures(&[("n", "4")])),
    ]);
    let carry = offers_of(&source);
    let pairs: Vec<(&str, &str, bool)> =
        carry.offers.iter().map(|it| (it.from.as_str(), it.to.as_str(), it.is_as_is())).collect();
    assert_eq!(pairs, [("1.1", "1.1", true), ("1.2", "1.2", true), ("2.2", "2.3", false)]);
    // The new framework has no such option: the figure is shown and not taken.
    let refused = Take::Look(LookReason::Refused {
        input: "level".into(),
        problem: ProblemKind::FigureNotAnOption { text: "some".to_owned() },
    });
    assert_eq!(carry.offers[2].take, refused);
    let left: Vec<(&str, LeftReason)> = carry.left.iter().map(|it| (it.node.as_str(), it.reason.clone())).collect();
    let names = |names: &[&str]| LeftReason::Figures(names.iter().map(|name| (*name).to_owned()).collect());
    let expected = [
        ("1.2", names(&["weekly"])),
        ("2.1", LeftReason::OnlyGroups(vec![id("2")])),
        ("2.2", names(&["level"])),
        ("3", LeftReason::NoCounterpart),
    ];
    assert_eq!(left, expected);

    let next = apply(&carry, &start(), &|_| true);
    let taken: Vec<&str> = next.responses.keys().map(String::as_str).collect();
    assert_eq!(taken, ["1.1", "1.2"]);
    let first = &next.responses["1.1"];
    assert_eq!(first.inputs, figures(&[("a", "9"), ("b", "10")]).inputs);
    assert_eq!(first.explanation, "Theo báo cáo quý.");
    let whence = first.carried_from.as_ref().unwrap();
    assert_eq!((&*whence.framework, &*whence.node, &*whence.period), ("one", "1.1", "2023"));
    assert_eq!(whence.inputs, ["a", "b"]);
    assert_eq!(next.period, "2024", "the period is that of the new assessment");
    assert_eq!(next.responses["1.2"].inputs, figures(&[("done", "yes")]).inputs);
}

#[test]
fn a_leaf_is_empty_until_something_counts_for_it() {
    let (_, to, _) = shipped("mic-2024-province", "dti-province-2022");
    let is_empty = |node: &str, response: Response| {
        let mut target = Assessment::new(&to, Organization::default(), "2024".to_owned());
        target.responses.insert(node.to_owned(), response.into());
        is_empty_leaf(&to, &target, &id("4.1"))
    };
    let note = Response { note: "Hỏi lại.".to_owned(), ..Response::default() };
    let given = || Response { given_points: Some("90".to_owned()), ..Response::default() };
    let unread = Response { other: [("typed".to_owned(), "1.234".into())].into(), ..Response::default() };
    assert!(is_empty("4.1", note));
    assert!(is_empty("4.2", figures(&[("a", "1")])), "another leaf");
    assert!(is_empty("5", given()), "another main indicator");
    assert!(!is_empty("4.1", figures(&[("a", "1")])));
    assert!(!is_empty("4.1", Response { not_applicable: true, ..Response::default() }));
    assert!(!is_empty("4.1", unread), "typed, and not understood yet");
    assert!(!is_empty("4", given()), "the main indicator is given as a whole");
}

#[test]
fn points_marks_and_notes_are_never_carried() {
    let given = Response { given_share: Some("0.9".to_owned()), ..Response::default() };
    let appraised = Appraisal { points: "5".to_owned(), ..Appraisal::default() };
    let source = answered(&[
        ("1", given),
        ("1.1", Response { not_applicable: true, note: "Hỏi lại.".to_owned(), ..Response::default() }),
        ("1.2", Response { appraised: Some(appraised), ..figures(&[("done", "yes")]) }),
        ("9", figures(&[("a", "1")])),
    ]);
    let carry = offers_of(&source);
    let left: Vec<(&str, &str)> = carry.left.iter().map(|it| (it.node.as_str(), it.reason.code())).collect();
    let expected =
        [("1", "given"), ("1.1", "not_applicable"), ("1.1", "note"), ("1.2", "appraised"), ("9", "unknown_node")];
    assert_eq!(left, expected);
    let next = apply(&carry, &start(), &|_| true);
    assert_eq!(next.responses.keys().collect::<Vec<_>>(), ["1.2"]);
    let response = &next.responses["1.2"];
    assert_eq!((&response.appraised, &response.given_share, response.note.as_str()), (&None, &None, ""));
}

#[test]
fn what_is_there_is_kept_and_documents_do_not_push_each_other_out() {
    let item = |number: &str| EvidenceItem { number: number.to_owned(), ..EvidenceItem::default() };
    let register = |items: &[(&str, &str)]| -> BTreeMap<String, EvidenceItem> {
        items.iter().map(|(id, number)| ((*id).to_owned(), item(number))).collect()
    };
    let attached = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let mut source = answered(&[(
        "1.1",
        Response { evidence: attached(&["e1", "e2", "e9"]), ..figures(&[("a", "9"), ("b", "10")]) },
    )]);
    source.evidence = register(&[("e1", "12/KH-UBND"), ("e2", "34/QĐ-UBND")]);
    let mut target = start();
    let own = Response {
        explanation: "Đã có từ trước.".to_owned(),
        evidence: attached(&["e1"]),
        ..figures(&[("a", "1"), ("percent", "90")])
    };
    target.responses.insert("1.1".to_owned(), own.into());
    target.evidence = register(&[("e1", "56/BC-STTTT"), ("e2", "34/QĐ-UBND")]);
    let next = apply(&offers_of(&source), &target, &|_| true);
    let response = &next.responses["1.1"];
    assert_eq!(response.inputs, figures(&[("a", "9"), ("b", "10"), ("percent", "90")]).inputs);
    assert_eq!(response.explanation, "Đã có từ trước.");
    assert_eq!(response.evidence, ["e1", "e1-2", "e2"]);
    assert_eq!(next.evidence, register(&[("e1", "56/BC-STTTT"), ("e1-2", "12/KH-UBND"), ("e2", "34/QĐ-UBND")]));
}

#[test]
fn nothing_is_taken_that_is_not_chosen_or_not_for_this_framework() {
    let source = answered(&[("1.1", figures(&[("a", "9"), ("b", "10")])), ("1.2", figures(&[("done", "yes")]))]);
    let carry = offers_of(&source);
    assert_eq!(apply(&carry, &start(), &|_| false), start());
    let one = apply(&carry, &start(), &|offer: &Offer| offer.to == id("1.2"));
    assert_eq!(one.responses.keys().collect::<Vec<_>>(), ["1.2"]);
    assert_eq!(apply(&carry, &source, &|_| true), source, "an assessment for another framework stays as it is");
    assert_eq!(apply(&carry, &one, &|offer: &Offer| offer.to == id("1.2")), one, "twice is once");
}

#[test]
fn a_trend_goes_on_between_equals_only() {
    let crosswalk = good();
    assert_eq!(crosswalk.trend_break(&id("1.1"), &id("1.1")), None);
    let Some(TrendBreak::Related(relation)) = crosswalk.trend_break(&id("1.2"), &id("1.2")) else { panic!("no break") };
    assert_eq!(relation.kind, RelationKind::Wider);
    assert_eq!(crosswalk.trend_break(&id("1.1"), &id("1.2")), Some(TrendBreak::Unrelated));
    assert_eq!(crosswalk.trend_break(&id("3"), &id("1")), Some(TrendBreak::Unrelated));
    let found = crosswalk.trend_break(&id("1.2"), &id("1.2")).unwrap();
    assert_eq!(
        words::trend_break(found, Language::Vi),
        "Chuỗi số liệu bị ngắt: quan hệ giữa hai mục là “rộng hơn”, không đo cùng một điều. Cùng hỏi một điều."
    );
}

#[test]
fn crosswalks_that_ship_say_something_of_every_leaf() {
    for (from, to) in builtin::CROSSWALKS {
        let (from, _, crosswalk) = shipped(from, to);
        let related: BTreeSet<&NodeId> = crosswalk.relations.iter().map(|it| &it.from).collect();
        for (index, node) in from.nodes().iter().enumerate() {
            // The requirements of 2022 have no counterpart of their own in a set of main indicators.
            let by_main_indicator = from.id.starts_with("dti-") && from.node(index).is_some_and(|it| it.depth > 0);
            assert!(related.contains(&node.id) || by_main_indicator, "{}: {}", from.id, node.id);
        }
        for relation in &crosswalk.relations {
            let derivation = relation.grounds.derivation.as_ref();
            assert!(relation.grounds.basis != Basis::Inferred || derivation.is_some_and(|it| it.vi != it.en));
        }
    }
}

/// (from, to, figures, documents) of everything that is taken as it is.
type Taken = Vec<(String, String, BTreeMap<String, String>, Vec<String>)>;

/// Carries an example over to `dti-province-2022` and takes all that can be taken as it is.
fn carried(name: &str) -> (Taken, CarryOver, Assessment, Framework) {
    let source = assessment_file::read(&text(&format!("{EXAMPLES}/{name}.json"))).unwrap();
    let (from, to, crosswalk) = shipped(name, "dti-province-2022");
    let carry = carry_over(&from, &source, &to, &crosswalk);
    let empty = Assessment::new(&to, source.organization, source.period);
    let next = apply(&carry, &empty, &|_| true);
    let taken = next.responses.iter().map(|(id, response)| {
        let whence = response.carried_from.as_ref().unwrap();
        assert_eq!((&*whence.framework, &*whence.period), (name, "2024-Q1"));
        (whence.node.clone(), id.clone(), response.inputs.clone(), response.evidence.clone())
    });
    (taken.collect(), carry, next, to)
}

fn entry(from: &str, to: &str, inputs: &[(&str, &str)], documents: &[&str]) -> Taken {
    let documents = documents.iter().map(|it| (*it).to_owned()).collect();
    vec![(from.to_owned(), to.to_owned(), figures(inputs).inputs, documents)]
}

#[test]
fn bac_giang_carried_from_the_tasks_shows_what_was_reused_and_whence() {
    let (taken, carry, next, to) = carried("mic-2024-province");
    let expected: Taken = [
        entry("3.3", "4.1", &[("a", "209"), ("b", "209")], &[]),
        entry("3.3", "4.2", &[("a", "2128"), ("b", "2128")], &[]),
        entry("7.1", "5.1", &[("a", "64")], &["e22", "e23", "e24", "e26"]),
        entry("5.2", "7.17", &[("done", "yes")], &[]),
    ]
    .concat();
    assert_eq!(taken, expected);
    let looked: Vec<(&str, &str)> =
        carry.offers.iter().filter(|it| !it.is_as_is()).map(|it| (it.from.as_str(), it.to.as_str())).collect();
    let expected = [
        ("4.1", "1.3"),
        ("4.1", "1.4"),
        ("4.1", "1.5"),
        ("4.1", "1.6"),
        ("2.4", "3.4"),
        ("5.2", "3.7"),
        ("9.2", "3.10"),
        ("3.2", "4.4"),
        ("3.3", "4.5"),
        ("7.1", "5.2"),
        ("7.1", "5.7"),
        ("7.1", "5.9"),
        ("6.2", "7.3"),
        ("11.3", "7.15"),
        ("9.2", "7.20"),
        ("8.1", "8.2"),
        ("10.3", "8.4"),
        ("10.3", "8.5"),
        ("11.1", "9.1"),
        ("11.2", "9.2"),
        ("3.3", "9.4"),
    ];
    assert_eq!(looked, expected);
    let none: Vec<&str> =
        carry.left.iter().filter(|it| it.reason == LeftReason::NoCounterpart).map(|it| it.node.as_str()).collect();
    assert_eq!(none, ["6.1", "6.3", "11.7"]);
    // The same report was read by hand for the same framework: the figures are the same.
    let by_hand = assessment_file::read(&text(&format!("{EXAMPLES}/assessment.json"))).unwrap();
    for (id, response) in &next.responses {
        assert_eq!(response.inputs, by_hand.responses[id].inputs, "{id}");
    }
    assert_eq!(next.evidence.keys().collect::<Vec<_>>(), ["e22", "e23", "e24", "e26"]);
    assert_eq!(score(&to, &next, Reference::default()).problems, []);
    assert_eq!(assessment_file::read(&assessment_file::write(&next)).unwrap(), next);
}

#[test]
fn filling_empty_leaves_changes_no_other() {
    let source = assessment_file::read(&text(&format!("{EXAMPLES}/mic-2024-province.json"))).unwrap();
    let (from, to, crosswalk) = shipped("mic-2024-province", "dti-province-2022");
    let carry = carry_over(&from, &source, &to, &crosswalk);
    let mut target = Assessment::new(&to, source.organization, "2023".to_owned());
    target.responses.insert("4.1".to_owned(), figures(&[("a", "200"), ("b", "209")]).into());
    let given = Response { given_points: Some("150".to_owned()), ..Response::default() };
    target.responses.insert("7".to_owned(), given.into());
    let next = apply(&carry, &target, &|offer| is_empty_leaf(&to, &target, &offer.to));
    assert_eq!(next.responses.keys().collect::<Vec<_>>(), ["4.1", "4.2", "5.1", "7"]);
    assert_eq!((&next.responses["4.1"], &next.responses["7"]), (&target.responses["4.1"], &target.responses["7"]));
    assert_eq!(score(&to, &next, Reference::default()).problems, []);
}

#[test]
fn people_read_labels_and_sentences_and_no_names_of_inputs() {
    let source = assessment_file::read(&text(&format!("{EXAMPLES}/mic-2024-province.json"))).unwrap();
    let (from, to, crosswalk) = shipped("mic-2024-province", "dti-province-2022");
    let carry = carry_over(&from, &source, &to, &crosswalk);
    let figure = |framework: &Framework, id: &str, name, text| {
        words::figure(framework.node(framework.find(id).unwrap()), name, text, Language::Vi)
    };
    let shown = "Số thôn, tổ dân phố đã thành lập Tổ công nghệ số cộng đồng: 2.128";
    assert_eq!(figure(&to, "4.2", "a", "2128"), shown);
    assert_eq!(figure(&to, "4.2", "nowhere", "12.5"), "nowhere: 12,5");
    assert_eq!(figure(&to, "7.17", "done", "yes"), "Đã triển khai? Có");
    let labelled = figure(&from, "7.1", "labelled_percent", "100");
    assert!(labelled.ends_with(": 100%"), "{labelled}");
    let first = carry.offers.iter().find(|it| it.is_as_is()).unwrap();
    let sentence = "Mục 3.3 hỏi cả điều mục 4.1 hỏi, và hỏi nhiều hơn.";
    assert_eq!(words::relation_sentence(&first.relation, Language::Vi), sentence);
    for left in &carry.left {
        let reason = words::left_in(left, &from, Language::Vi);
        assert!(!reason.contains('_') && !reason.contains("carry."), "{}: {reason}", left.node);
    }
}

#[test]
fn bac_giang_carried_from_the_targets_shows_what_was_reused_and_whence() {
    let (taken, carry, next, to) = carried("ba-ria-vung-tau-2024-targets");
    assert_eq!(taken, entry("10.1", "5.1", &[("a", "64")], &["e23", "e26"]));
    let looked: Vec<(&str, &str, RelationKind)> = carry
        .offers
        .iter()
        .filter(|it| !it.is_as_is())
        .map(|it| (it.from.as_str(), it.to.as_str(), it.relation.kind))
        .collect();
    assert_eq!(looked, [("11.3", "7.14", RelationKind::Narrower)]);
    let left: Vec<(&str, &str)> = carry.left.iter().map(|it| (it.node.as_str(), it.reason.code())).collect();
    let expected = [
        ("10.2", "no_counterpart"),
        ("11.1.1", "no_counterpart"),
        ("11.1.2", "no_counterpart"),
        ("11.2", "no_counterpart"),
        ("11.3", "figures"),
        ("11.4", "no_counterpart"),
        ("11.5.1", "note"),
        ("11.5.3", "note"),
    ];
    assert_eq!(left, expected);
    assert_eq!(score(&to, &next, Reference::default()).problems, []);
}
