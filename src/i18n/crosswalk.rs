//! Crosswalks in sentences: how two nodes are related, what can be used again, and where a trend breaks.

use super::{
    Language, number,
    own::{find, text, text_with},
    pick, problem, rule,
};
use crate::engine::{
    assessment::find_options,
    crosswalk::{
        Relation, RelationKind, TrendBreak,
        carry::{Left, LeftReason, LookReason, Offer, Take},
    },
    framework::{Framework, InputKind, Leaf, Node},
    problem::Problem,
};

/// «hẹp hơn», seen from the from node.
pub fn relation_name(kind: RelationKind, language: Language) -> &'static str {
    find(language, &format!("relation.{}", kind.code())).unwrap_or_else(|| kind.code())
}

/// Why two nodes are related as they are, and what to keep in mind; empty where the file says nothing.
pub fn relation_reason(relation: &Relation, language: Language) -> String {
    let texts = [&relation.grounds.derivation, &relation.note];
    let texts = texts.into_iter().flatten().map(|text| &**pick(text, language));
    texts.collect::<Vec<&str>>().join(" ")
}

/// Whether an offer can be taken as it is, or why it can only be looked at.
pub fn take(offer: &Offer, to: &Framework, language: Language) -> String {
    match &offer.take {
        Take::AsIs => text(language, "carry.as_is").to_owned(),
        Take::Look(LookReason::NotTheSame) => text_with(
            language,
            "carry.look.not_the_same",
            &[("relation", relation_name(offer.relation.kind, language))],
        ),
        Take::Look(LookReason::NothingEntered) => text(language, "carry.look.nothing_entered").to_owned(),
        Take::Look(LookReason::Refused { input, problem }) => {
            let problem = Problem::new(format!("{}/{input}", offer.to), problem.clone());
            problem::problem_text_in(&problem, to, language)
        }
    }
}

/// What the one leaf asks beside what the other one asks, as a sentence; empty where they have nothing in common.
pub fn relation_sentence(relation: &Relation, language: Language) -> String {
    let Some(to) = &relation.to else { return String::new() };
    let values = [("from", relation.from.as_str()), ("to", to.as_str())];
    text_with(language, &format!("relation.{}.sentence", relation.kind.code()), &values)
}

/// A figure as people read it: «Số xã đã thành lập: 209»; an answer in its words. Where the node has no such input, its
/// name stands.
pub fn figure(node: Option<&Node>, name: &str, text: &str, language: Language) -> String {
    let leaf = node.and_then(|node| node.leaf.as_ref());
    let input = leaf.and_then(|leaf| leaf.input(name));
    let words = written(leaf.zip(input), text, language);
    match leaf.zip(input).and_then(|(leaf, input)| leaf.inputs.get(input)) {
        Some(input) => {
            let label = rule::label(input, language);
            let colon = if label.ends_with('?') { "" } else { ":" };
            let unit = if input.kind == InputKind::Percent { "%" } else { "" };
            format!("{label}{colon} {words}{unit}")
        }
        None => format!("{name}: {words}"),
    }
}

/// What stands in a figure of an input of a leaf: «209», «Có», the label of an option.
pub fn written(input: Option<(&Leaf, usize)>, text: &str, language: Language) -> String {
    let option = input.and_then(|(leaf, input)| find_options(leaf.rule.as_ref()?, input)).into_iter().flatten();
    let option = option.into_iter().find(|option| *option.id == *text);
    match (option, text) {
        (Some(option), _) => pick(&option.label, language).to_string(),
        (None, "yes") => self::text(language, "carry.yes").to_owned(),
        (None, "no") => self::text(language, "carry.no").to_owned(),
        _ => number::written(text, language),
    }
}

/// Why something is not offered, with the labels of the framework that it is entered for.
pub fn left_in(found: &Left, from: &Framework, language: Language) -> String {
    let LeftReason::Figures(names) = &found.reason else { return left(found, language) };
    let leaf = from.find(&found.node).and_then(|index| from.node(index)?.leaf.as_ref());
    let label = |name: &String| match leaf.and_then(|leaf| leaf.inputs.get(leaf.input(name)?)) {
        Some(input) => format!("“{}”", rule::label(input, language)),
        None => name.clone(),
    };
    let names: Vec<String> = names.iter().map(label).collect();
    text_with(language, "carry.left.figures", &[("names", &names.join(", "))])
}

/// Why something is not offered.
pub fn left(left: &Left, language: Language) -> String {
    let names = match &left.reason {
        LeftReason::Figures(names) => names.join(", "),
        LeftReason::OnlyGroups(groups) => groups.iter().map(ToString::to_string).collect::<Vec<String>>().join(", "),
        _ => String::new(),
    };
    text_with(language, &format!("carry.left.{}", left.reason.code()), &[("names", &names)])
}

/// Why a trend does not go on.
pub fn trend_break(found: TrendBreak<'_>, language: Language) -> String {
    match found {
        TrendBreak::Unrelated => text(language, "trend.unrelated").to_owned(),
        TrendBreak::Related(relation) => {
            let kind = relation_name(relation.kind, language);
            let sentence = text_with(language, "trend.related", &[("relation", kind)]);
            format!("{sentence} {}", relation_reason(relation, language)).trim_end().to_owned()
        }
    }
}
