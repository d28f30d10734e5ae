//! Merging two copies of an assessment: the same copy twice changes nothing, it does not matter who is who where nothing
//! is in conflict, and whatever somebody entered is in the merged copy or named as a conflict.

use std::collections::BTreeMap;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use thuocso::{
    engine::{
        assessment::{
            Appraisal, Assessment, EvidenceItem, FORMAT, FrameworkRef, Organization, Response, Round, RoundKind, TYPED,
        },
        merge::{Change, Difference, Part, Place, Side, merge},
    },
    i18n::{Language, merge as words},
};

use super::{config, generate::Tape};

const NODES: [&str; 3] = ["1", "4.2", "4.10"];
const DOCUMENTS: [&str; 4] = ["e1", "e2", "e3", "e10"];
fn empty() -> Assessment {
    Assessment {
        format: FORMAT.to_owned(),
        framework: FrameworkRef { id: "dti-province-2022".to_owned(), ..FrameworkRef::default() },
        organization: Organization { name: "Tỉnh Bắc Giang".to_owned(), ..Organization::default() },
        period: "2024".to_owned(),
        responses: BTreeMap::new(),
        evidence: BTreeMap::new(),
        rounds: Vec::new(),
        other: BTreeMap::new(),
    }
}

/// Makes some changes, as an organization or an appraiser would.
fn changed(tape: &mut Tape, mut assessment: Assessment) -> Assessment {
    for _ in 0..tape.below(7) {
        let text = ["", "một", "hai"][tape.below(3)].to_owned();
        let score = Appraisal { points: tape.below(4).to_string(), reason: text.clone(), ..Appraisal::default() };
        let score = (tape.below(4) > 0).then_some(score);
        let response = assessment.responses.entry(NODES[tape.below(3)].to_owned()).or_default();
        let id = DOCUMENTS[tape.below(4)].to_owned();
        match tape.below(16) {
            14 => response.duty.lead = text,
            0 | 1 => drop(response.inputs.insert(["a", "b"][tape.below(2)].to_owned(), tape.below(9).to_string())),
            2 => drop(response.other.insert(TYPED.to_owned(), text.into())),
            3 => response.not_applicable = !response.not_applicable,
            4 => response.explanation = text,
            5 => response.note = text,
            6 => response.appraised = score,
            7 => response.final_score = score,
            8 => response.comment = text,
            9 => response.answer = text,
            10 => drop(response.other.insert("x-later".to_owned(), text.into())),
            11 | 12 => {
                let item = EvidenceItem { number: text, title: tape.below(3).to_string(), ..EvidenceItem::default() };
                assessment.evidence.insert(id.clone(), item);
                response.evidence.push(id);
            }
            13 => drop(assessment.evidence.remove(&id)),
            _ => {
                let (_, round) = RoundKind::WORDS[tape.below(3)];
                let (by, at) = (text, "2025-01-31".to_owned());
                assessment.rounds.push(Round { round, by, at, answers: None, content: None, other: BTreeMap::new() });
            }
        }
    }
    tidy(assessment)
}

/// Without responses that hold nothing, and without attached documents that are not in the register.
fn tidy(mut assessment: Assessment) -> Assessment {
    for response in assessment.responses.values_mut() {
        response.evidence.retain(|id| assessment.evidence.contains_key(id));
        response.evidence.dedup();
        let mut seen = Vec::new();
        response.evidence.retain(|id| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
    }
    assessment.responses.retain(|_, response| !response.is_empty());
    assessment
}

/// A base, and two copies of it that were changed apart.
fn copies() -> impl Strategy<Value = [Assessment; 3]> {
    let tape = || proptest::collection::vec(any::<u32>(), 0..80).prop_map(Tape::new);
    (tape(), tape(), tape()).prop_map(|(mut first, mut second, mut third)| {
        let base = changed(&mut first, empty());
        let ours = changed(&mut second, base.clone());
        let theirs = changed(&mut third, base.clone());
        [base, ours, theirs]
    })
}

fn part_of(assessment: &Assessment, node: &str, part: &Part) -> Response {
    assessment.response(node).map(|response| part.of(response)).unwrap_or_default()
}

fn is_conflict(differences: &[Difference], place: &Place) -> bool {
    differences.iter().any(|it| it.place == *place && it.change == Change::Conflict)
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn a_copy_merged_with_itself_is_itself([base, ours, _] in copies()) {
        for base in [Some(&base), Some(&ours), None] {
            let merge = merge(base, &ours, &ours).unwrap();
            prop_assert_eq!(&merge.differences, &[]);
            prop_assert_eq!(&merge.merged(), &ours);
        }
    }

    #[test]
    fn what_differs_is_told_differently([base, ours, theirs] in copies()) {
        let merge = merge(Some(&base), &ours, &theirs).unwrap();
        for language in Language::ALL {
            for Difference { place, .. } in &merge.differences {
                let [ours, theirs] = words::shown(place, [&merge.ours, &merge.theirs], None, language);
                prop_assert!(ours != theirs && !ours.is_empty() && !theirs.is_empty(), "{:?}: {}", place, ours);
                prop_assert!(!words::place(None, place, language).is_empty());
            }
        }
    }

    #[test]
    fn what_only_one_changed_is_taken([base, ours, _] in copies()) {
        let left = merge(Some(&base), &ours, &base).unwrap();
        let right = merge(Some(&base), &base, &ours).unwrap();
        prop_assert_eq!(left.conflicts().count() + right.conflicts().count(), 0);
        prop_assert_eq!(&tidy(left.merged()), &ours);
        prop_assert_eq!(&tidy(right.merged()), &ours);
    }

    #[test]
    fn who_is_who_does_not_matter_without_a_conflict([base, ours, theirs] in copies()) {
        let left = merge(Some(&base), &ours, &theirs).unwrap();
        let right = merge(Some(&base), &theirs, &ours).unwrap();
        let places = |differences: &[Difference]| differences.iter().map(|it| it.place.clone()).collect::<Vec<_>>();
        if left.renamed.is_empty() {
            prop_assert_eq!(places(&left.differences), places(&right.differences));
            prop_assert_eq!(left.conflicts().count(), right.conflicts().count());
            if left.conflicts().count() == 0 {
                prop_assert_eq!(tidy(left.merged()), tidy(right.merged()));
            }
        }
    }

    #[test]
    fn nothing_is_lost([base, ours, theirs] in copies(), with_base in any::<bool>()) {
        let merge = merge(with_base.then_some(&base), &ours, &theirs).unwrap();
        let (base, merged) = (&merge.base, merge.merged());
        for node in NODES {
            let known = [Part::Other("x-later".to_owned())];
            for part in Part::NAMED.iter().chain(&known) {
                let of = |it: &Assessment| part_of(it, node, part);
                let place = Place::Node { node: node.to_owned(), part: part.clone() };
                if *part == Part::Evidence {
                    for copy in [&merge.ours, &merge.theirs] {
                        for id in of(copy).evidence.iter().filter(|id| !of(base).evidence.contains(id)) {
                            prop_assert!(of(&merged).evidence.contains(id), "{node}: {id}");
                        }
                    }
                    continue;
                }
                // What ours changed is there. What theirs changed is there too, or is told.
                prop_assert!(of(&merge.ours) == of(base) || of(&merged) == of(&merge.ours));
                prop_assert!(
                    of(&merge.theirs) == of(base) || of(&merged) == of(&merge.theirs)
                        || is_conflict(&merge.differences, &place),
                    "{place:?}"
                );
            }
        }
        for (id, item) in &theirs.evidence {
            let new = merge.renamed.get(id).unwrap_or(id);
            let added = !base.evidence.contains_key(id);
            let conflict = is_conflict(&merge.differences, &Place::Document(new.clone()));
            prop_assert!(!added || conflict || merged.evidence.get(new) == Some(item), "{id}");
        }
        for id in merged.responses.values().flat_map(|response| &response.evidence) {
            prop_assert!(merged.evidence.contains_key(id), "{id} is attached and not in the register");
        }
    }

    #[test]
    fn either_copy_can_be_chosen([base, ours, theirs] in copies()) {
        let merge = merge(Some(&base), &ours, &theirs).unwrap();
        prop_assert_eq!(tidy(merge.resolved(&|_| Some(Side::Ours))), ours);
        prop_assert_eq!(tidy(merge.resolved(&|_| Some(Side::Theirs))), merge.theirs);
    }
}

#[test]
fn a_response_is_the_sum_of_its_parts() {
    let appraisal = || Some(Appraisal { points: "1".to_owned(), ..Appraisal::default() });
    let whole: Response = serde_json::from_value(serde_json::json!({
        "inputs": { "a": "1" }, "not_applicable": true, "given_share": "0.5", "given_points": "1",
        "explanation": "x", "note": "x", "source": { "document": "x", "section": "1" }, "evidence": ["e1"],
        "appraised": { "points": "1" }, "comment": "x", "answer": "x", "final": { "points": "1" }, "duty": { "lead": "x" },
        "carried_from": { "framework": "x", "node": "1", "period": "2023" }, "typed": { "a": "1," }, "later": 1,
    }))
    .unwrap();
    assert_eq!(whole.appraised, appraisal());
    let mut sum = Response::default();
    for part in Part::NAMED.iter().chain(&[Part::Other("later".to_owned())]) {
        assert!(!part.of(&whole).is_empty(), "{part:?}");
        part.put(&whole, &mut sum);
    }
    assert_eq!(sum, whole);
}

#[test]
fn another_document_under_the_same_id_gets_an_id_of_its_own() {
    let with = |number: &str| {
        let mut copy = empty();
        copy.evidence.insert("e1".to_owned(), EvidenceItem { number: number.to_owned(), ..EvidenceItem::default() });
        let response = Response { evidence: vec!["e1".to_owned()], ..Response::default() };
        copy.responses.insert("1".to_owned(), response.into());
        copy
    };
    let merge = merge(Some(&empty()), &with("1/KH-UBND"), &with("2/KH-UBND")).unwrap();
    let merged = merge.merged();
    assert_eq!(merge.renamed, BTreeMap::from([("e1".to_owned(), "e2".to_owned())]));
    assert_eq!(merged.responses["1"].evidence, ["e1", "e2"]);
    assert_eq!(merged.evidence["e2"].number, "2/KH-UBND");
}

#[test]
fn copies_for_different_frameworks_are_refused() {
    let mut other = empty();
    other.framework.id = "dti-province-2020".to_owned();
    let problem = merge(None, &empty(), &other).unwrap_err();
    assert_eq!(problem.kind.code(), "other_framework");
}
