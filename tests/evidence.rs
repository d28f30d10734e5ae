//! Documents: lists as offices paste them are read without loss; what is earned without a document is found, and the
//! total without it is that of the scorer; who owes what by when.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::{collections::BTreeSet, fs, path::Path};

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use thuocso::{
    engine::{
        assessment::{Assessment, Duty, EvidenceItem, Response},
        calendar::Date,
        duty::{self, Part as DutyPart},
        evidence::{
            self,
            read::{Doubt, MOST, Part, Reading, WORDS, read},
        },
        exact::Exact,
        framework::Framework,
        risk::{has_document, risk},
        scoring::{Reference, score},
    },
    formats::{assessment_file, builtin, documents, framework_file},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn framework(id: &str) -> Framework {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    framework_file::read(builtin::framework_text(id).unwrap(), &register).unwrap()
}

fn example(file: &str) -> Assessment {
    let path = root().join("examples/bac-giang-2024-q1").join(file);
    assessment_file::read(&fs::read_to_string(path).unwrap()).unwrap()
}

fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(405), failure_persistence: None, ..Config::default() }
}

/// The same letters in several characters (NFD), as macOS and some converters write them, are understood alike.
#[test]
fn decomposed_letters_are_understood_like_composed_ones() {
    let composed = "Quyết định số 98/QĐ-UBND ngày 31/1/2024 của UBND tỉnh về mã định danh";
    let decomposed = "Quye\u{302}\u{301}t đi\u{323}nh so\u{302}\u{301} 98/QĐ-UBND nga\u{300}y 31/1/2024 cu\u{309}a UBND ti\u{309}nh ve\u{302}\u{300} ma\u{303} đi\u{323}nh danh";
    assert_ne!(composed, decomposed);
    assert_eq!(read(decomposed), read(composed));
    assert_eq!(read(decomposed)[0].item.number, "98/QĐ-UBND");
    assert_eq!(evidence::read::date("nga\u{300}y 31/1/2024"), "2024-01-31");
}

/// `evidence/citations.tsv`: how documents are cited in the five documents of `documents.json`, each spelling as it is
/// printed there; number and date were taken out by hand and by a program of its own.
#[test]
fn every_citation_of_our_sources_is_understood() {
    let table = fs::read_to_string(root().join("tests/evidence/citations.tsv")).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert!(rows.len() > 100);
    for row in rows {
        let [_, number, date, text] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}");
        let Reading { item, doubts, .. } = &found[0];
        assert_eq!((&*item.number, &*item.date), (number, date), "{text}");
        let kind: Vec<&str> = text.split(" số ").next().unwrap().split_whitespace().collect();
        assert_eq!(item.title, kind.join(" "), "{text}");
        assert_eq!(doubts.contains(&Doubt::NoDate), date.is_empty(), "{text}");
        assert!(!doubts.contains(&Doubt::BadDate), "{text}");
    }
}

/// The 29 documents of annex I of the report of Bắc Giang, written in the forms that offices use, are read as they are.
#[test]
fn the_register_of_a_real_report_is_read_in_every_form() {
    let register = example("assessment.json").evidence;
    assert_eq!(register.len(), 29);
    for item in register.values() {
        let [year, month, day] = item.date.split('-').collect::<Vec<_>>()[..] else { panic!("{}", item.date) };
        let forms = [
            format!("{} - {day}/{month}/{year}: {}", item.number, item.title),
            format!("*{} - {day}/{month}/{year}:  {}", item.number, item.title),
            format!(
                "- {} – {}/{}/{year}: {}",
                item.number,
                day.trim_start_matches('0'),
                month.trim_start_matches('0'),
                item.title
            ),
            format!("{} ngày {day} tháng {month} năm {year}: {}", item.number.replacen('/', "   /", 1), item.title),
            format!("3\t{}\t{day}/{month}/{year}\t{}", item.number.replacen('-', "- ", 1), item.title),
        ];
        for form in forms {
            let found = read(&form);
            assert_eq!(found.len(), 1, "{form}");
            let read = &found[0].item;
            assert_eq!((&read.number, &read.date, &read.title), (&item.number, &item.date, &item.title), "{form}");
            assert_eq!(found[0].doubts, [], "{form}");
        }
        if !item.issuer.is_empty() && item.title.starts_with("Công văn v") {
            let title = item.title.strip_prefix("Công văn ").unwrap();
            let form = format!("Công văn số {} ngày {day}/{month}/{year} của {} {title}", item.number, item.issuer);
            let found = read(&form);
            assert_eq!(found[0].item.issuer, item.issuer, "{form}");
            assert_eq!((&found[0].item.title, &found[0].doubts[..]), (&item.title, &[][..]), "{form}");
        }
    }
}

/// Pieces that lines of offices are made of, and odd ones.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 44] = [
        "1342/KH-UBND",
        "466/QĐ- UBND",
        "1598   /GM-UBND",
        "/KH-UBND",
        "47/2020/NĐ-CP",
        "52-NQ/TW",
        "1342",
        "26/09/2025",
        "5-1-2024",
        "31/02/2025",
        "2026-03-15",
        "ngày 15 tháng 3 năm 2026",
        "tháng 3 năm 2026",
        "…/…/2026",
        "5/1/24",
        "03/2026",
        "Kế hoạch",
        "Quyết định",
        "số",
        "ngày",
        "của",
        "UBND tỉnh",
        "Sở Thông tin và Truyền thông",
        "về việc",
        "triển khai",
        "https://example.vn/a",
        "www.example.vn",
        "*",
        "-",
        "–",
        ":",
        " ",
        "\t",
        "\n",
        "\n\n",
        "\"",
        "\"\"",
        "(",
        ")",
        "1.",
        "a)",
        "văn bản điện tử",
        "Ủy ban Quốc gia về chuyển đổi số",
        "link",
    ];
    let piece = prop_oneof![8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec((piece, prop_oneof![Just(" "), Just("")]), 0..14)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).collect()
}

fn digits(text: &str) -> Vec<u32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
    numbers.map(|it| it.parse().unwrap()).collect()
}

proptest! {
    #![proptest_config(config(4000))]

    /// What was read and what was kept are all that was there: nothing is dropped and nothing is made up.
    #[test]
    fn every_visible_character_is_accounted_for(text in pieces()) {
        let found = read(&text);
        let without_quotes = |text: &str| visible(text).replace('"', "");
        let all: String = found.iter().map(|it| without_quotes(&it.typed)).collect();
        prop_assert_eq!(all, without_quotes(&text), "the lines are cut apart, not cut short");
        for reading in &found {
            let typed: Vec<char> = reading.typed.chars().collect();
            let mut at = 0;
            let mut fields = [const { String::new() }; 5];
            for (part, range) in &reading.parts {
                prop_assert_eq!(range.start, at, "{:?}", reading);
                at = range.end;
                let piece: String = typed[range.clone()].iter().collect();
                match part {
                    Part::Number => fields[0].push_str(&piece),
                    Part::Date => fields[1].push_str(&piece),
                    Part::Title => fields[2].push_str(&piece),
                    Part::Issuer => fields[3].push_str(&piece),
                    Part::Link => fields[4].push_str(&piece),
                    Part::Word => {
                        let words: Vec<&str> = piece.split_whitespace().collect();
                        prop_assert!(WORDS.contains(&&*words.join(" ").to_lowercase()), "{piece:?}");
                    }
                    // Bullets and numbers of lines at the beginning; elsewhere marks alone.
                    Part::Mark if range.start == 0 => {}
                    Part::Mark => prop_assert!(!piece.chars().any(char::is_alphanumeric), "{piece:?} of {reading:?}"),
                }
            }
            prop_assert_eq!(at, typed.len());
            let EvidenceItem { number, date, title, issuer, link, .. } = &reading.item;
            let [read_number, read_date, read_title, read_issuer, read_link] = fields;
            prop_assert_eq!(visible(number), visible(&read_number).replace('–', "-"));
            prop_assert_eq!(visible(title), visible(&read_title));
            prop_assert_eq!(visible(issuer), visible(&read_issuer));
            prop_assert_eq!(visible(link), visible(&read_link));
            match Date::parse(date) {
                Some(date) => {
                    let mut found = digits(&read_date);
                    if found[0] < 1000 { found.reverse(); }
                    let year = found[0] % 100;
                    prop_assert_eq!((year, found[1], found[2]),
                        (u32::from(date.year()) % 100, u32::from(date.month()), u32::from(date.day())));
                }
                None => prop_assert_eq!(visible(date), visible(&read_date), "a date that is none is kept as typed"),
            }
        }
    }

    /// No paste, however odd, takes long or breaks.
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        prop_assert!(read(&text).len() <= MOST);
    }

    /// Documents are removed, merged and taken over without a response that names one that is not there.
    #[test]
    fn no_change_leaves_a_name_of_a_document_that_is_gone(
        attached in proptest::collection::vec((0_u8..6, 0_u8..6), 0..20),
        steps in proptest::collection::vec((0_u8..3, 0_u8..6, 0_u8..6), 0..12),
    ) {
        let mut assessment = example("assessment.json");
        assessment.responses.clear();
        assessment.evidence.retain(|id, _| matches!(id.as_str(), "e1" | "e2" | "e3" | "e4" | "e5"));
        for (node, id) in attached {
            if id < 5 {
                evidence::attach(&mut assessment, &node.to_string(), &format!("e{}", id + 1));
            }
        }
        for (step, left, right) in steps {
            let (left, right) = (format!("e{left}"), format!("e{right}"));
            match step {
                0 => evidence::remove(&mut assessment, &left),
                1 => {
                    let nodes = |it: &Assessment, ids: [&str; 2]| -> BTreeSet<String> {
                        let uses = evidence::uses(it);
                        ids.iter().flat_map(|id| uses.get(id).into_iter().flatten()).map(ToString::to_string).collect()
                    };
                    let both = assessment.evidence.contains_key(&left) && assessment.evidence.contains_key(&right);
                    let before = nodes(&assessment, [&left, &right]);
                    evidence::merge(&mut assessment, &left, &right);
                    if both {
                        prop_assert_eq!(nodes(&assessment, [&left, &left]), before, "what either proved is proved");
                    }
                }
                _ => drop(evidence::add(&mut assessment, EvidenceItem::default())),
            }
            for response in assessment.responses.values() {
                prop_assert!(response.evidence.iter().all(|id| assessment.evidence.contains_key(id)));
                let ids: BTreeSet<&String> = response.evidence.iter().collect();
                prop_assert_eq!(ids.len(), response.evidence.len(), "none is named twice");
            }
        }
    }
}

#[test]
fn a_paste_is_bounded() {
    let text = "1/KH-UBND - 1/2/2025: x\n".repeat(MOST + 5);
    assert_eq!(read(&text).len(), MOST);
}

/// Both examples of Bắc Giang: what has no document is at risk, and the total without it is what the scorer gives when
/// those leaves are given zero.
#[test]
fn points_without_a_document_are_at_risk_and_the_total_without_them_is_scored() {
    for (id, file) in [("dti-province-2022", "assessment.json"), ("mic-2024-province", "mic-2024-province.json")] {
        let (framework, mut assessment) = (framework(id), example(file));
        if file == "mic-2024-province.json" {
            // No task of that report is known to be done in full; here one is.
            let scorecard = score(&framework, &assessment, Reference::default());
            assert_eq!(risk(&framework, &assessment, &scorecard).items, []);
            let given = Response { given_points: Some("1".to_owned()), ..Response::default() };
            assessment.responses.insert("6.3".to_owned(), given.into());
        }
        let scorecard = score(&framework, &assessment, Reference::default());
        let found = risk(&framework, &assessment, &scorecard);
        assert!(!found.items.is_empty());
        assert_eq!(found.total, scorecard.total);
        let earned: Exact = framework
            .leaves()
            .filter(|(at, ..)| !has_document(&framework, &assessment, *at))
            .map(|(at, ..)| &scorecard.nodes[at].score.points)
            .sum();
        assert_eq!(found.points, earned);
        assert!(found.items.windows(2).all(|pair| pair[0].points >= pair[1].points));
        for item in &found.items {
            let node = &framework.node(item.node).unwrap().id;
            let mut response = assessment.responses[node.as_str()].clone();
            response.inputs.clear();
            (response.given_points, response.given_share) = (Some("0".to_owned()), None);
            assessment.responses.insert(node.to_string(), response);
        }
        let again = score(&framework, &assessment, Reference::default());
        assert_eq!(found.without, again.total, "{id}");
        assert_eq!(&found.total.points - &found.points, found.without.points, "{id}: plain sums");
    }
}

#[test]
fn a_document_above_proves_what_is_below_and_one_that_is_missing_proves_nothing() {
    let (framework, mut assessment) = (framework("dti-province-2022"), example("assessment.json"));
    let items = |assessment: &Assessment| {
        let scorecard = score(&framework, assessment, Reference::default());
        let found = risk(&framework, assessment, &scorecard);
        let ids = found.items.iter().map(|it| framework.node(it.node).unwrap().id.to_string());
        ids.collect::<BTreeSet<String>>()
    };
    let before = items(&assessment);
    assert!(before.contains("3.6"), "{before:?}");
    evidence::attach(&mut assessment, "3", "e99");
    assert_eq!(items(&assessment), before, "e99 is not in the register");
    evidence::attach(&mut assessment, "3", "e1");
    let after = items(&assessment);
    assert!(after.iter().all(|id| !id.starts_with("3.")), "{after:?}");
    assert!(after.len() < before.len());
}

#[test]
fn a_main_indicator_that_is_given_as_a_whole_is_one_item() {
    let framework = framework("dti-province-2022");
    let mut assessment = example("assessment.json");
    assessment.responses.clear();
    let given = Response { given_share: Some("0.5".to_owned()), ..Response::default() };
    assessment.responses.insert("1".to_owned(), given.into());
    let scorecard = score(&framework, &assessment, Reference::default());
    let found = risk(&framework, &assessment, &scorecard);
    assert_eq!(found.items.len(), 1);
    assert_eq!((found.points.to_text().as_str(), found.without.points.to_text().as_str()), ("50", "0"));
    assert_eq!(found.proved, 0);
}

fn duty(lead: &str, cooperating: &[&str], deadline: &str) -> Duty {
    Duty {
        lead: lead.to_owned(),
        cooperating: cooperating.iter().map(ToString::to_string).collect(),
        deadline: deadline.to_owned(),
        ..Duty::default()
    }
}

#[test]
fn a_leaf_inherits_what_it_does_not_say() {
    let framework = framework("dti-province-2022");
    let mut assessment = example("assessment.json");
    let node = |id: &str| framework.find(id).unwrap();
    let above = Duty { person: "Ông A".to_owned(), ..duty("Sở Nội vụ", &["Sở Tài chính"], "2024-03-25") };
    duty::assign(&framework, &mut assessment, node("4"), above.clone());
    assert_eq!(duty::of(&framework, &assessment, node("4.1")), above);
    duty::assign(&framework, &mut assessment, node("4.1"), duty(" Sở Y tế ", &["Sở Tài chính", " "], "2024-03-25"));
    let own = &assessment.responses["4.1"].duty;
    assert_eq!(*own, duty("Sở Y tế", &[], ""), "what is the same as above is not said twice");
    assert_eq!(duty::of(&framework, &assessment, node("4.1")).person, "Ông A");
    duty::assign(&framework, &mut assessment, node("4"), duty("Sở Nội vụ", &[], "2024-04-01"));
    assert_eq!(duty::of(&framework, &assessment, node("4.1")), duty("Sở Y tế", &[], "2024-04-01"));
    duty::assign(&framework, &mut assessment, node("4"), Duty::default());
    assert!(!assessment.responses.contains_key("4"), "nothing empty is left behind");
}

#[test]
fn what_an_organization_owes_is_sorted_by_day_and_overdue_only_while_it_is_open() {
    let framework = framework("dti-province-2022");
    let mut assessment = example("assessment.json");
    let node = |id: &str| framework.find(id).unwrap();
    duty::assign(&framework, &mut assessment, node("4"), duty("Sở Nội vụ", &["sở  tài chính"], "2024-03-25"));
    duty::assign(&framework, &mut assessment, node("2"), duty("Sở Tài chính", &[], "2024-03-20"));
    duty::assign(&framework, &mut assessment, node("1"), duty("Sở Nội vụ", &[], "cuối quý"));
    let scorecard = score(&framework, &assessment, Reference::default());
    let found = duty::owed(&framework, &assessment, &scorecard, Date::parse("2024-03-25"));
    let names: Vec<&str> = found.iter().map(|it| &*it.organization).collect();
    assert_eq!(names, ["Sở Nội vụ", "Sở Tài chính", ""], "in the order in which they are named; nobody last");
    let finance = &found[1];
    assert!(finance.owed.windows(2).all(|pair| pair[0].deadline <= pair[1].deadline));
    assert!(finance.owed.iter().any(|it| it.part == DutyPart::Helps && it.deadline == Date::parse("2024-03-25")));
    for it in &finance.owed {
        let day_is_over = it.deadline == Date::parse("2024-03-20");
        assert_eq!(it.overdue, day_is_over && duty::is_open(it.state), "the day itself is still in time");
    }
    assert!(finance.overdue() > 0);
    let last = found[0].owed.last().unwrap();
    assert_eq!((last.deadline, &*last.deadline_text), (None, "cuối quý"), "what is no day comes last, as it was typed");
    let leaves = framework.leaves().filter(|(at, ..)| scorecard.nodes[*at].progress.leaves > 0).count();
    let led: usize = found.iter().map(|it| it.owed.iter().filter(|it| it.part == DutyPart::Leads).count()).sum();
    assert_eq!(led, leaves, "every leaf that counts has one line of whoever leads it, or of nobody");
    assert_eq!(duty::owed(&framework, &assessment, &scorecard, None).iter().map(|it| it.overdue()).sum::<usize>(), 0);
}

#[test]
fn a_proposed_deadline_reaches_what_has_none() {
    let framework = framework("dti-province-2022");
    let mut assessment = example("assessment.json");
    let node = |id: &str| framework.find(id).unwrap();
    duty::assign(&framework, &mut assessment, node("1"), duty("", &[], "2024-02-01"));
    duty::assign(&framework, &mut assessment, node("2.1"), duty("", &[], "2024-02-02"));
    duty::propose_deadline(&framework, &mut assessment, Date::parse("2024-03-25").unwrap());
    let deadline = |id: &str| duty::of(&framework, &assessment, node(id)).deadline;
    assert_eq!(["1.1", "2.1", "2.2", "9.1"].map(deadline), ["2024-02-01", "2024-02-02", "2024-03-25", "2024-03-25"]);
}

#[test]
fn organizations_are_listed_as_people_list_them() {
    let found = duty::organizations("Sở Nội vụ; sở nội  vụ;\nUBND huyện Yên Thế, Lục Nam ; ");
    assert_eq!(found, ["Sở Nội vụ", "UBND huyện Yên Thế, Lục Nam"]);
}
