//! Crosswalks in sentences: how two nodes are related, what can be used again, and where a trend breaks.

use super::{
    Language,
    own::{find, text, text_with},
    pick, problem,
};
use crate::engine::{
    crosswalk::{
        Relation, RelationKind, TrendBreak,
        carry::{Left, LeftReason, LookReason, Offer, Take},
    },
    framework::Framework,
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
