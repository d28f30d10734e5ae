//! Carrying over and comparing: what nobody chose stays as it is, nothing is lost on the way to a file, sums add up.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest},
    prop_oneof,
};
use thuocso::{
    engine::{
        assessment::{Assessment, EvidenceItem, Organization, Response},
        compare::compare,
        crosswalk::carry::{apply, carry_over},
        framework::{Framework, check::check},
    },
    formats::{assessment_file, builtin, crosswalk_file},
};

use super::{
    config,
    files::{register, shipped},
    generate::cases,
};

const TO: &str = "dti-province-2022";
const FROM: [&str; 3] = ["mic-2024-province", "ba-ria-vung-tau-2024-targets", "dong-thap-2022-targets"];

/// Figures that fit, figures that do not, and none.
fn figure() -> impl Strategy<Value = String> {
    let texts = ["", "0", "1", "64", "100", "71.3", "-5", "yes", "no", "none", "1,5", "một"];
    proptest::sample::select(texts.to_vec()).prop_map(str::to_owned)
}

/// Answers to some of the leaves, with inputs that exist and one that does not.
fn assessment(framework: &Framework) -> impl Strategy<Value = Assessment> + use<> {
    let empty = Assessment::new(framework, Organization::default(), "2023".to_owned());
    let leaves: Vec<(String, Vec<String>)> = framework
        .leaves()
        .map(|(_, node, leaf)| {
            let names = leaf.input_names().into_iter().chain(["other"]);
            (node.id.to_string(), names.map(str::to_owned).collect())
        })
        .collect();
    let response = (0..leaves.len(), proptest::collection::vec(figure(), 0..6), any::<[bool; 4]>());
    proptest::collection::vec(response, 0..25).prop_map(move |answers| {
        let mut next = empty.clone();
        for (id, number) in [("e1", "1/KH-UBND"), ("e2", "2/KH-UBND")] {
            let item = EvidenceItem { number: number.to_owned(), ..EvidenceItem::default() };
            next.evidence.insert(id.to_owned(), item);
        }
        for (leaf, figures, [explained, noted, first, second]) in answers {
            let (id, names) = &leaves[leaf];
            let inputs: BTreeMap<String, String> = names.iter().cloned().zip(figures).collect();
            let text = |is_there: bool, text: &str| if is_there { text.to_owned() } else { String::new() };
            let evidence = [(first, "e1"), (second, "e2")].into_iter().filter(|it| it.0).map(|it| it.1.to_owned());
            let response = Response {
                inputs,
                explanation: text(explained, "Theo báo cáo."),
                note: text(noted, "Hỏi lại."),
                evidence: evidence.collect(),
                ..Response::default()
            };
            next.responses.insert(id.clone(), response.into());
        }
        next
    })
}

fn carrying() -> impl Strategy<Value = (&'static str, Assessment, Assessment, BTreeSet<usize>)> {
    let from = prop_oneof![Just(FROM[0]), Just(FROM[1]), Just(FROM[2])];
    let with_answers = |id: &'static str| (Just(id), assessment(&shipped(id)));
    let chosen = proptest::collection::btree_set(0..30_usize, 0..30);
    (from.prop_flat_map(with_answers), assessment(&shipped(TO)), chosen)
        .prop_map(|((id, source), target, chosen)| (id, source, target, chosen))
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn what_nobody_chose_stays_as_it_is((id, source, target, chosen) in carrying()) {
        let (from, to) = (shipped(id), shipped(TO));
        let find = |id: &str| [&from, &to].into_iter().find(|it| *it.id == *id);
        let crosswalk = crosswalk_file::read(builtin::crosswalk_text(id, TO).unwrap(), &find, &register()).unwrap();
        let carry = carry_over(&from, &source, &to, &crosswalk);
        let is_chosen = |offer: &_| carry.offers.iter().position(|it| it == offer).is_some_and(|at| chosen.contains(&at));
        let mut target = target;
        // Another document under the id of one of the source.
        target.evidence.get_mut("e2").unwrap().number = "3/BC-UBND".to_owned();
        let next = apply(&carry, &target, &is_chosen);

        let taken: BTreeMap<String, _> = carry
            .offers
            .iter()
            .filter(|it| it.is_as_is() && is_chosen(it))
            .map(|it| (it.to.to_string(), it))
            .collect();
        let ids: BTreeSet<&String> = target.responses.keys().chain(taken.keys()).collect();
        prop_assert_eq!(next.responses.keys().collect::<BTreeSet<_>>(), ids);
        for (id, response) in &next.responses {
            let before = target.responses.get(id);
            let Some(offer) = taken.get(id) else {
                prop_assert_eq!(Some(response), before, "{} was not chosen", id);
                continue;
            };
            let whence = response.carried_from.as_ref().unwrap();
            prop_assert_eq!((&whence.node, &whence.period), (&offer.from.to_string(), &source.period));
            let inputs: Vec<String> = offer.figures.iter().filter_map(|it| Some(it.to.as_ref()?.to_string())).collect();
            prop_assert_eq!(&whence.inputs, &inputs, "{}", id);
            let mut expected = before.map(|it| it.inputs.clone()).unwrap_or_default();
            for figure in &offer.figures {
                if let Some(to) = &figure.to {
                    expected.insert(to.to_string(), figure.text.clone());
                }
            }
            prop_assert_eq!(&response.inputs, &expected, "{}", id);
            for item in offer.evidence.values() {
                prop_assert!(response.evidence.iter().any(|id| next.evidence.get(id) == Some(item)), "{}", id);
            }
        }
        for (id, item) in &target.evidence {
            prop_assert_eq!(next.evidence.get(id), Some(item), "the register keeps what it holds");
        }
        prop_assert_eq!(assessment_file::read(&assessment_file::write(&next)).unwrap(), next);
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn two_frameworks_compared_add_up_and_leave_no_node_out(old in cases(), new in cases()) {
        let [old, new] = [&old.framework, &new.framework].map(|raw| check(raw, "", &|_| true).unwrap());
        let comparison = compare(&old, &new);
        let sums = &comparison.sums;
        prop_assert_eq!(&(&(&sums.old - &sums.removed) + &sums.added) + &sums.changed, sums.new.clone());
        let gone = comparison.changes.iter().filter(|it| it.new.is_none()).count();
        let here = comparison.changes.len() - gone + comparison.unchanged;
        prop_assert_eq!(here, new.nodes().len());
        let added = comparison.changes.iter().filter(|it| it.old.is_none()).count();
        prop_assert_eq!(here - added + gone, old.nodes().len());
        let back = compare(&new, &old);
        prop_assert_eq!(back.unchanged, comparison.unchanged, "what is the same is the same both ways");
        prop_assert!(compare(&new, &new).changes.is_empty());
    }
}
