//! What stands out in one scorecard: strengths and weaknesses, points that are lost, points that are still open.
//!
//! Belongs here: choosing and ordering scores. Does not belong here: scoring itself ([`super::scoring`]).

use super::{
    exact::Exact,
    framework::{Framework, NodeIndex, Role},
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
    review.strengths.sort_by(|left, right| right.share.cmp(&left.share));
    review.weaknesses.sort_by(|left, right| left.share.cmp(&right.share));

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
        let mut gaps: Vec<Gap> = scored
            .filter_map(|item| Some(Gap { node: *item, points: points(&scorecard.nodes.get(*item)?.score) }))
            .filter(|gap| !gap.points.is_zero())
            .collect();
        gaps.sort_by(|left, right| right.points.cmp(&left.points));
        gaps
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
fn items(framework: &Framework, scorecard: &Scorecard) -> Vec<NodeIndex> {
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
