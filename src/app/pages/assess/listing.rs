//! Which leaves are listed. Pure: no component, no browser.

use super::fault::concerns;
use crate::{
    app::state::{route::LeafFilter, saved::plain},
    engine::{
        assessment::Assessment,
        framework::{Framework, Node, NodeIndex, Role},
        scoring::{Scorecard, State},
    },
};

/// The top-level node that holds a node.
pub fn root_of(framework: &Framework, node: NodeIndex) -> NodeIndex {
    let mut at = node;
    while let Some(parent) = framework.node(at).and_then(|node| node.parent) {
        at = parent;
    }
    at
}

/// Leaves, and the headings above them, in the order of the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What is listed.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A node with parts.
    Heading(NodeIndex),
    /// A leaf.
    Leaf(NodeIndex),
}

impl Listing {
    /// Everything below one top-level node.
    pub fn of_root(framework: &Framework, root: NodeIndex) -> Listing {
        let depth = framework.node(root).map_or(0, |node| node.depth);
        let nodes = framework.nodes().iter().enumerate().skip(root);
        let below = nodes.take_while(|(at, node)| *at == root || node.depth > depth);
        let rows = below.filter_map(|(at, node)| match &node.leaf {
            Some(_) => Some(Row::Leaf(at)),
            None if at == root => None,
            None => Some(Row::Heading(at)),
        });
        Listing { rows: rows.collect() }
    }

    /// Every leaf of the top level.
    pub fn of_leaf_roots(framework: &Framework) -> Listing {
        let leaves = framework.leaves().filter(|(_, node, _)| node.parent.is_none());
        Listing { rows: leaves.map(|(index, _, _)| Row::Leaf(index)).collect() }
    }

    /// What matches anywhere in the framework; each match stands below the heading of its top-level node.
    pub fn matching(
        framework: &Framework,
        assessment: &Assessment,
        scorecard: &Scorecard,
        filter: LeafFilter,
        query: &str,
    ) -> Listing {
        let words = plain(query).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rows = Vec::new();
        let mut heading = None;
        for (index, node, _) in framework.leaves() {
            if !passes(filter, index, node, assessment, scorecard) || !matches(framework, node, &words) {
                continue;
            }
            let root = root_of(framework, index);
            if heading != Some(root) && root != index {
                rows.push(Row::Heading(root));
            }
            heading = Some(root);
            rows.push(Row::Leaf(index));
        }
        Listing { rows }
    }

    /// How many leaves are listed.
    pub fn leaves(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row, Row::Leaf(_))).count()
    }
}

/// Whether a leaf passes the filter now.
pub fn passes(
    filter: LeafFilter,
    index: NodeIndex,
    node: &Node,
    assessment: &Assessment,
    scorecard: &Scorecard,
) -> bool {
    let Some(score) = scorecard.nodes.get(index) else { return false };
    match filter {
        LeafFilter::All => true,
        LeafFilter::NotEntered => {
            let scored = !matches!(node.role, Role::NotScored | Role::Information);
            scored && matches!(score.state, State::NotEntered | State::Partial)
        }
        LeafFilter::PointsLost => !score.score.lost().is_zero() && score.state != State::NotApplicable,
        LeafFilter::Faulty => scorecard.problems.iter().any(|problem| concerns(problem, &node.id)),
        LeafFilter::Carried => {
            assessment.response(node.id.as_str()).is_some_and(|response| response.carried_from.is_some())
        }
    }
}

/// How many leaves pass the filter now.
pub fn count(filter: LeafFilter, framework: &Framework, assessment: &Assessment, scorecard: &Scorecard) -> usize {
    // In most assessments there is nothing of the kind, and no leaf has to be looked at.
    let nowhere = match filter {
        LeafFilter::Faulty => scorecard.problems.is_empty(),
        LeafFilter::Carried => assessment.responses.values().all(|response| response.carried_from.is_none()),
        LeafFilter::All | LeafFilter::NotEntered | LeafFilter::PointsLost => false,
    };
    if nowhere {
        return 0;
    }
    framework.leaves().filter(|(index, node, _)| passes(filter, *index, node, assessment, scorecard)).count()
}

/// Whether the code, the name, the description, a label or the name above holds the words as they stand, with or
/// without Vietnamese marks. Words one by one would find almost everything: syllables are short.
fn matches(framework: &Framework, node: &Node, words: &str) -> bool {
    let holds = |text: &str| plain(text).contains(words);
    let labels = node.leaf.iter().flat_map(|leaf| &leaf.inputs).map(|input| &input.label);
    let above = node.parent.and_then(|parent| framework.node(parent)).map(|parent| &parent.name);
    let mut texts = [&node.name].into_iter().chain(&node.description).chain(labels).chain(above);
    words.is_empty() || holds(node.id.as_str()) || texts.any(|text| holds(&text.vi) || holds(&text.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{
            assessment::{CarriedFrom, Organization, Response},
            scoring::{Reference, score},
        },
        formats::{builtin, documents, framework_file},
    };

    fn framework() -> Framework {
        let documents = documents::read(builtin::DOCUMENTS).unwrap();
        framework_file::read(builtin::framework_text("dti-province-2022").unwrap(), &documents).unwrap()
    }

    fn ids(framework: &Framework, listing: &Listing) -> Vec<String> {
        let leaf = |row: &Row| match row {
            Row::Leaf(index) => framework.node(*index).map(|node| node.id.to_string()),
            Row::Heading(_) => None,
        };
        listing.rows.iter().filter_map(leaf).collect()
    }

    #[test]
    fn a_search_finds_codes_and_words_without_marks() {
        let framework = framework();
        let assessment = Assessment::new(&framework, Organization::default(), "2024".to_owned());
        let scorecard = score(&framework, &assessment, Reference::default());
        let found =
            |query| ids(&framework, &Listing::matching(&framework, &assessment, &scorecard, LeafFilter::All, query));
        assert!(found("4.1").contains(&"4.1".to_owned()));
        assert!(found("to cong nghe so cong dong").contains(&"4.1".to_owned()));
        assert!(found("chuyện không có").is_empty());
    }

    #[test]
    fn filters_look_at_the_scores() {
        let framework = framework();
        let mut assessment = Assessment::new(&framework, Organization::default(), "2024".to_owned());
        let inputs = [("a", "1"), ("b", "2")].map(|(name, figure)| (name.to_owned(), figure.to_owned()));
        let response = Response { inputs: inputs.into(), ..Response::default() };
        assessment.responses.insert("4.1".to_owned(), response.into());
        let scorecard = score(&framework, &assessment, Reference::default());
        let found = |filter| ids(&framework, &Listing::matching(&framework, &assessment, &scorecard, filter, ""));
        assert_eq!(found(LeafFilter::PointsLost), ["4.1"]);
        assert!(!found(LeafFilter::NotEntered).contains(&"4.1".to_owned()));
        assert!(!found(LeafFilter::NotEntered).contains(&"1.1".to_owned()), "what is not scored is never missing");
        for filter in LeafFilter::ALL {
            assert_eq!(count(filter, &framework, &assessment, &scorecard), found(filter).len(), "{filter:?}");
        }
        assert!(found(LeafFilter::Faulty).is_empty());
        assert!(found(LeafFilter::Carried).is_empty());
        let carried = Response { carried_from: Some(CarriedFrom::default()), ..Response::default() };
        assessment.responses.insert("7.17".to_owned(), carried.into());
        assert_eq!(count(LeafFilter::Carried, &framework, &assessment, &scorecard), 1);
        let found = Listing::matching(&framework, &assessment, &scorecard, LeafFilter::Carried, "");
        assert_eq!(ids(&framework, &found), ["7.17"]);
    }
}
