//! What stands out in one scorecard: strengths and weaknesses, points that are lost, points that are still open.
//!
//! Belongs here: choosing and ordering scores. Does not belong here: scoring itself ([`super::scoring`]).

use super::{
    exact::Exact,
    framework::{Framework, NodeIndex, Role},
    order::sorted,
    scoring::{Score, Scorecard, State, Status},
};

/// What stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The share reached of what is decided in the whole; nothing while nothing is decided.
    pub share: Option<Exact>,
    /// Top-level nodes above [`Review::share`], the highest first.
    pub strengths: Vec<Standing>,
    /// Top-level nodes below [`Review::share`], the lowest first.
    pub weaknesses: Vec<Standing>,
    /// Top-level nodes with too little entered to say.
    pub undecided: Vec<NodeIndex>,
    /// Items with points that are lost for sure, the most first.
    pub lost: Vec<Gap>,
    /// Items with points that can still be won, the most first.
    pub open: Vec<Gap>,
    /// The top-level node with the highest share and the one with the lowest; nothing while an interval is open,
    /// and where all shares are the same.
    pub extremes: Option<(NodeIndex, NodeIndex)>,
    /// The top-level node with the most points that are open.
    pub most_open: Option<NodeIndex>,
    /// How many top-level nodes stand where.
    pub spread: Spread,
    /// How many items have each status, in the order of [`STATUSES`]; absent statuses are left out.
    pub statuses: Vec<(Status, usize)>,
}

/// Where a top-level node stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The node.
    pub node: NodeIndex,
    /// The share reached of what is decided.
    pub share: Exact,
}

/// Points of one item that are lost, or open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// A leaf, or a node that is known as a whole.
    pub node: NodeIndex,
    /// How many.
    pub points: Exact,
}

/// How many top-level nodes are high or low, whatever is still to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// At or above [`HIGH`] even if nothing more is earned.
    pub high: usize,
    /// Below [`LOW`] even if everything that is open is earned.
    pub low: usize,
    /// Neither, and an interval holds one of the two bounds.
    pub undecided: usize,
    /// All that points can be earned in.
    pub all: usize,
}

/// From this share on a node counts as high, as numerator and denominator.
///
/// # Source
///
/// Our choice, named in every sentence that uses it.
pub const HIGH: (i64, i64) = (4, 5);

/// Below this share a node counts as low, as numerator and denominator.
///
/// # Source
///
/// Our choice, named in every sentence that uses it.
pub const LOW: (i64, i64) = (1, 2);

/// The order in which statuses are listed.
pub const STATUSES: [Status; 7] = [
    Status::Done,
    Status::InProgress,
    Status::NotStarted,
    Status::EvidenceNeeded,
    Status::NoFigures,
    Status::NotApplicable,
    Status::Unscored,
];

/// The least part of a maximum that must be decided before a node is called strong or weak.
///
/// # Source
///
/// Our choice: with half or more open, the undecided part can outweigh everything that is known.
const LEAST_DECIDED: (i64, i64) = (1, 2);

/// Reviews a scorecard that was made with this framework.
///
/// # Missing
///
/// What is not entered is open and never lost; it neither raises nor lowers a [`Standing`].
pub fn review(framework: &Framework, scorecard: &Scorecard) -> Review {
    let share = decided_share(&scorecard.total);
    let mut review = Review {
        share: share.clone(),
        strengths: vec![],
        weaknesses: vec![],
        undecided: vec![],
        lost: vec![],
        open: vec![],
        extremes: None,
        most_open: None,
        spread: Spread::default(),
        statuses: vec![],
    };
    for root in framework.roots() {
        let Some(score) = scorecard.nodes.get(*root).map(|it| &it.score) else { continue };
        if score.max_points.is_zero() {
            continue;
        }
        review.spread.add(score);
        let (Some(whole), Some(share), true) = (&share, decided_share(score), enough_is_decided(score)) else {
            review.undecided.push(*root);
            continue;
        };
        let standing = Standing { node: *root, share };
        if standing.share > *whole {
            review.strengths.push(standing);
        } else if standing.share < *whole {
            review.weaknesses.push(standing);
        }
    }
    review.strengths = sorted(review.strengths, &|left, right| right.share.cmp(&left.share));
    review.weaknesses = sorted(review.weaknesses, &|left, right| left.share.cmp(&right.share));

    let scored: Vec<(NodeIndex, &Score)> = framework
        .roots()
        .iter()
        .filter_map(|root| Some((*root, &scorecard.nodes.get(*root)?.score)))
        .filter(|(_, score)| !score.max_points.is_zero())
        .collect();
    review.extremes = extremes(&scored);
    // Of equal ones the first, as people read them.
    let most_open = scored.iter().rev().max_by_key(|(_, score)| score.open());
    review.most_open = most_open.filter(|(_, score)| !score.is_complete()).map(|(node, _)| *node);

    let items = items(framework, scorecard);
    let gaps = |points: fn(&Score) -> Exact| {
        let scored = items.iter().filter(|item| framework.node(**item).is_some_and(|node| node.role == Role::Scored));
        let gaps: Vec<Gap> = scored
            .filter_map(|item| Some(Gap { node: *item, points: points(&scorecard.nodes.get(*item)?.score) }))
            .filter(|gap| !gap.points.is_zero())
            .collect();
        sorted(gaps, &|left, right| right.points.cmp(&left.points))
    };
    review.lost = gaps(Score::lost);
    review.open = gaps(Score::open);
    let having = |status: Status| {
        items.iter().filter(|item| scorecard.nodes.get(**item).is_some_and(|it| it.status == status)).count()
    };
    review.statuses = STATUSES.iter().map(|it| (*it, having(*it))).filter(|(_, count)| *count > 0).collect();
    review
}

/// The least and the greatest index value that are still possible, rounded as the framework declares.
///
/// Nothing where nothing can be earned.
pub fn index_interval(framework: &Framework, scorecard: &Scorecard) -> Option<(Exact, Exact)> {
    let weighted = framework.pillars.first().is_some_and(|first| first.weight.is_some());
    if !weighted {
        return share_interval(framework, &scorecard.total);
    }
    let mean = |points: fn(&Score) -> &Exact| {
        let mut value = Exact::ZERO;
        for (pillar, scored) in framework.pillars.iter().zip(&scorecard.pillars) {
            let share = points(&scored.score).checked_div(&scored.score.max_points)?;
            value = &value + &(&share * pillar.weight.as_ref()?);
        }
        Some(rounded(framework, value))
    };
    Some((mean(|score| &score.lowest)?, mean(|score| &score.highest)?))
}

/// The least and the greatest share of a score that are still possible, rounded like an index value.
pub fn share_interval(framework: &Framework, score: &Score) -> Option<(Exact, Exact)> {
    let share = |points: &Exact| Some(rounded(framework, points.checked_div(&score.max_points)?));
    Some((share(&score.lowest)?, share(&score.highest)?))
}

fn rounded(framework: &Framework, value: Exact) -> Exact {
    framework.index_rounding.map_or_else(|| value.clone(), |rounding| value.round(rounding))
}

/// Points reached for sure, of those that are reached or lost for sure.
fn decided_share(score: &Score) -> Option<Exact> {
    score.lowest.checked_div(&(&score.max_points - &score.open()))
}

/// The highest and the lowest share, where all are known and not all are the same.
fn extremes(scored: &[(NodeIndex, &Score)]) -> Option<(NodeIndex, NodeIndex)> {
    let shares: Option<Vec<(NodeIndex, Exact)>> =
        scored.iter().map(|(node, score)| Some((*node, score.share().filter(|_| score.is_complete())?))).collect();
    let shares = shares?;
    let best = shares.iter().rev().max_by(|left, right| left.1.cmp(&right.1))?;
    let worst = shares.iter().min_by(|left, right| left.1.cmp(&right.1))?;
    (best.1 > worst.1).then_some((best.0, worst.0))
}

impl Spread {
    fn add(&mut self, score: &Score) {
        // points / max >= num / den, without a division.
        let reaches = |points: &Exact, (num, den): (i64, i64)| {
            points * &Exact::from(den) >= &score.max_points * &Exact::from(num)
        };
        self.all += 1;
        match (reaches(&score.lowest, HIGH), reaches(&score.highest, HIGH)) {
            (true, _) => self.high += 1,
            (false, true) => self.undecided += 1,
            (false, false) if !reaches(&score.highest, LOW) => self.low += 1,
            (false, false) if !reaches(&score.lowest, LOW) => self.undecided += 1,
            (false, false) => {}
        }
    }
}

fn enough_is_decided(score: &Score) -> bool {
    let (num, den) = LEAST_DECIDED;
    let decided = &score.max_points - &score.open();
    &decided * &Exact::from(den) >= &score.max_points * &Exact::from(num)
}

/// Leaves, and nodes that are known as a whole instead of their leaves, in the order of the file.
pub fn items(framework: &Framework, scorecard: &Scorecard) -> Vec<NodeIndex> {
    let mut items = Vec::new();
    let mut whole_above: Option<usize> = None;
    for (index, node) in framework.nodes().iter().enumerate() {
        if whole_above.is_some_and(|depth| node.depth > depth) {
            continue;
        }
        let given = scorecard.nodes.get(index).is_some_and(|it| it.state == State::Given);
        whole_above = given.then_some(node.depth);
        if given || node.leaf.is_some() {
            items.push(index);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        assessment::{Assessment, Organization},
        framework::check::check,
        scoring::{Reference, score},
    };

    /// Three main indicators of 100 points; the first has four yes/no questions, the others are given as a whole.
    fn framework() -> Framework {
        let text = |vi: &str| serde_json::json!({ "vi": vi });
        let points = serde_json::json!({ "value": "100", "basis": "official" });
        let source = serde_json::json!({ "document": "d", "section": "1" });
        let question = |id: &str| {
            serde_json::json!({
                "id": id, "name": text(id), "source": source,
                "inputs": [{ "name": "done", "label": text("Đã có"), "kind": "yes_no" }],
                "rule": { "kind": "yes_no", "input": "done" }, "rule_basis": "official",
            })
        };
        let main = |id: &str, questions: &[&str]| {
            let children: Vec<_> = questions.iter().map(|id| question(id)).collect();
            serde_json::json!({
                "id": id, "name": text(id), "source": source, "max_points": points, "children": children,
            })
        };
        let raw = serde_json::json!({
            "format": "thuocso-framework/1", "id": "test", "title": text("Thử"), "summary": text("Thử"),
            "organization_kind": "province", "levels": [text("Chỉ số chính"), text("Yêu cầu")],
            "total": { "value": "300", "basis": "official", "source": source },
            "nodes": [main("1", &["1.1", "1.2", "1.3", "1.4"]), main("2", &["2.1"]), main("3", &["3.1"])],
        });
        check(&serde_json::from_value(raw).unwrap(), "sha256-0", &|_| true).unwrap()
    }

    fn reviewed(responses: serde_json::Value) -> (Framework, Review) {
        let framework = framework();
        let mut assessment = Assessment::new(&framework, Organization::default(), "2024".to_owned());
        assessment.responses = serde_json::from_value(responses).unwrap();
        let scorecard = score(&framework, &assessment, Reference::default());
        let review = review(&framework, &scorecard);
        (framework, review)
    }

    fn ids(framework: &Framework, nodes: impl Iterator<Item = NodeIndex>) -> String {
        let ids: Vec<&str> = nodes.filter_map(|node| Some(framework.node(node)?.id.as_str())).collect();
        ids.join(" ")
    }

    #[test]
    fn everything_known_is_compared_with_the_whole() {
        // 75, 80 and 40 of 100: 65 % in all.
        let (framework, review) = reviewed(serde_json::json!({
            "1.1": { "inputs": { "done": "yes" } }, "1.2": { "inputs": { "done": "yes" } },
            "1.3": { "inputs": { "done": "yes" } }, "1.4": { "inputs": { "done": "no" } },
            "2": { "given_share": "0.8" }, "3": { "given_points": "40" },
        }));
        assert_eq!(review.share, Exact::parse_share("65%"));
        assert_eq!(ids(&framework, review.strengths.iter().map(|it| it.node)), "2 1");
        assert_eq!(ids(&framework, review.weaknesses.iter().map(|it| it.node)), "3");
        assert_eq!(ids(&framework, review.lost.iter().map(|it| it.node)), "3 1.4 2");
        assert_eq!(review.lost.first().map(|gap| gap.points.clone()), Some(Exact::from(60)));
        assert_eq!((review.open.len(), review.most_open), (0, None));
        assert_eq!(
            review.extremes.map(|(best, worst)| ids(&framework, [best, worst].into_iter())),
            Some("2 3".to_owned())
        );
        assert_eq!(review.spread, Spread { high: 1, low: 1, undecided: 0, all: 3 });
        let items: usize = review.statuses.iter().map(|(_, count)| count).sum();
        assert_eq!(items, 6, "four leaves and two nodes that are known as a whole");
    }

    #[test]
    fn what_is_open_is_not_called_weak() {
        // One of four questions: 25 certain, 100 possible. Nothing at 2; 3 is full.
        let (framework, review) = reviewed(serde_json::json!({
            "1.1": { "inputs": { "done": "yes" } }, "3.1": { "inputs": { "done": "yes" } },
        }));
        assert_eq!(review.share, Some(Exact::ONE), "everything that is decided is reached");
        assert_eq!(ids(&framework, review.undecided.iter().copied()), "1 2");
        assert!(review.strengths.is_empty() && review.weaknesses.is_empty() && review.lost.is_empty());
        assert_eq!(ids(&framework, review.open.iter().map(|it| it.node)), "2.1 1.2 1.3 1.4");
        assert_eq!(review.most_open.map(|node| ids(&framework, [node].into_iter())), Some("2".to_owned()));
        assert_eq!(review.extremes, None);
        assert_eq!(review.spread, Spread { high: 1, low: 0, undecided: 2, all: 3 });
    }

    #[test]
    fn nothing_entered_says_nothing() {
        let (_, review) = reviewed(serde_json::json!({}));
        assert_eq!(review.share, None);
        assert_eq!(review.undecided.len(), 3);
        assert_eq!(review.statuses, [(Status::NoFigures, 6)]);
    }

    #[test]
    fn both_ends_of_an_index_value_are_known() {
        let framework = framework();
        let mut assessment = Assessment::new(&framework, Organization::default(), "2024".to_owned());
        assessment.responses = serde_json::from_value(serde_json::json!({ "3": { "given_share": "0.3" } })).unwrap();
        let scorecard = score(&framework, &assessment, Reference::default());
        let expected = (Exact::parse_share("10%"), Exact::parse_share("230/300"));
        assert_eq!(index_interval(&framework, &scorecard), expected.0.zip(expected.1));
    }
}
