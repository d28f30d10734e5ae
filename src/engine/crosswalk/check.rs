//! The step between a crosswalk as written and a crosswalk as promised.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{Crosswalk, FORMAT, RawCrosswalk, RawRelation, Relation, RelationKind};
use crate::engine::{
    checked,
    framework::{Framework, Input, InputKind, Leaf, Node, NodeIndex},
    grounds,
    problem::{Problem, ProblemKind},
};

/// Checks a crosswalk against the two frameworks that it names, and reports everything wrong with it at once.
///
/// `find` gives a framework by its id; `knows_document` says whether a document is in the register.
///
/// # Errors
///
/// All problems, in file order; leaves without a relation come last. The list is never empty.
pub fn check<'a>(
    raw: &RawCrosswalk,
    find: &dyn Fn(&str) -> Option<&'a Framework>,
    knows_document: &dyn Fn(&str) -> bool,
) -> Result<Crosswalk, Vec<Problem>> {
    let mut problems = Vec::new();
    if raw.format != FORMAT {
        let (found, expected) = (raw.format.clone(), FORMAT.to_owned());
        problems.push(Problem::new("format", ProblemKind::WrongFormat { found, expected }));
    }
    let mut framework = |place: &str, id: &str| {
        let found = find(id);
        if found.is_none() {
            problems.push(Problem::new(place, ProblemKind::UnknownFramework { id: id.to_owned() }));
        }
        found
    };
    // Without both frameworks nothing else can be said.
    let (Some(from), Some(to)) = (framework("from", &raw.from), framework("to", &raw.to)) else {
        return Err(problems);
    };
    let mut checker = Checker { from, to, knows_document, problems, pairs: BTreeSet::new(), filled: BTreeSet::new() };
    let notes = raw.notes.iter().map(|note| checked::text("notes", note, &mut checker.problems)).collect();
    let relations: Vec<Relation> = raw.relations.iter().filter_map(|relation| checker.relation(relation)).collect();
    checker.none_alone(raw);
    checker.coverage(raw);
    let Checker { problems, .. } = checker;
    let (from, to) = (Rc::clone(&from.id), Rc::clone(&to.id));
    let crosswalk = Crosswalk { name: format!("{from}--{to}").into(), from, to, notes, relations };
    if problems.is_empty() { Ok(crosswalk) } else { Err(problems) }
}

/// `3.3 → 4.1`, or `3.3` where there is no target.
pub fn place(from: &str, to: Option<&str>) -> String {
    to.map_or_else(|| from.to_owned(), |to| format!("{from} → {to}"))
}

struct Checker<'a, 'c> {
    from: &'a Framework,
    to: &'a Framework,
    knows_document: &'c dyn Fn(&str) -> bool,
    problems: Vec<Problem>,
    pairs: BTreeSet<(String, Option<String>)>,
    /// To leaves that a relation already fills.
    filled: BTreeSet<NodeIndex>,
}

impl<'a> Checker<'a, '_> {
    fn report(&mut self, place: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(place, kind));
    }

    fn relation(&mut self, raw: &RawRelation) -> Option<Relation> {
        let place = place(&raw.from, raw.to.as_deref());
        let from = self.node(&place, self.from, &raw.from);
        let to = raw.to.as_ref().map(|id| self.node(&place, self.to, id));
        match (raw.kind, &raw.to) {
            (RelationKind::None, Some(_)) => self.report(&place, ProblemKind::RelationTargetNotAllowed),
            (RelationKind::None, None) | (_, Some(_)) => {}
            (_, None) => self.report(&place, ProblemKind::RelationTargetMissing),
        }
        if !self.pairs.insert((raw.from.clone(), raw.to.clone())) {
            self.report(&place, ProblemKind::DuplicateRelation);
        }
        let grounds = grounds::check(&place, &raw.grounds, self.knows_document, &mut self.problems);
        let note = raw.note.as_ref().map(|note| checked::text(&place, note, &mut self.problems));
        let inputs = match (from, to.flatten()) {
            (Some((_, from)), Some((index, to))) => self.inputs(&place, raw, from, index, to),
            _ => BTreeMap::new(),
        };
        let to = to.flatten().map(|(_, node)| node.id.clone());
        Some(Relation { from: from?.1.id.clone(), to, kind: raw.kind, grounds, note, inputs })
    }

    fn node(&mut self, place: &str, framework: &'a Framework, id: &str) -> Option<(NodeIndex, &'a Node)> {
        let found = framework.find(id).and_then(|index| Some((index, framework.node(index)?)));
        if found.is_none() {
            let (id, framework) = (id.to_owned(), framework.id.to_string());
            self.report(place, ProblemKind::UnknownRelationNode { id, framework });
        }
        found
    }

    fn inputs(
        &mut self,
        place: &str,
        raw: &RawRelation,
        from: &Node,
        to_index: NodeIndex,
        to: &Node,
    ) -> BTreeMap<Rc<str>, Rc<str>> {
        let mut inputs = BTreeMap::new();
        if raw.inputs.is_empty() {
            return inputs;
        }
        let (Some(from_leaf), Some(to_leaf), RelationKind::Equal | RelationKind::Wider) =
            (&from.leaf, &to.leaf, raw.kind)
        else {
            self.report(place, ProblemKind::MappingNotAllowed);
            return inputs;
        };
        if !self.filled.insert(to_index) {
            self.report(place, ProblemKind::FilledTwice { id: to.id.to_string() });
        }
        let mut targets = BTreeSet::new();
        for (name, target) in &raw.inputs {
            if !targets.insert(target) {
                self.report(place, ProblemKind::FilledTwice { id: format!("{}/{target}", to.id) });
            }
            let source = self.input(place, from, from_leaf, name);
            let target = self.input(place, to, to_leaf, target);
            let (Some(source), Some(target)) = (source, target) else { continue };
            if source.kind != target.kind || !same_unit(source, target) {
                let (from, to) = (source.name.to_string(), target.name.to_string());
                self.report(place, ProblemKind::MappedInputDiffers { from, to });
            }
            inputs.insert(Rc::clone(&source.name), Rc::clone(&target.name));
        }
        inputs
    }

    fn input<'n>(&mut self, place: &str, node: &Node, leaf: &'n Leaf, name: &str) -> Option<&'n Input> {
        let found = leaf.inputs.iter().find(|input| &*input.name == name);
        if found.is_none() {
            let (name, node) = (name.to_owned(), node.id.to_string());
            self.report(place, ProblemKind::UnknownMappedInput { name, node });
        }
        found
    }

    /// A node that has the relation `none` has no other.
    fn none_alone(&mut self, raw: &RawCrosswalk) {
        let of_kind = |none: bool| {
            let found = raw.relations.iter().filter(move |it| (it.kind == RelationKind::None) == none);
            found.map(|it| it.from.as_str()).collect::<BTreeSet<&str>>()
        };
        let (none, related) = (of_kind(true), of_kind(false));
        for id in none.intersection(&related) {
            self.report(id, ProblemKind::NoneAndRelated);
        }
    }

    /// Every leaf, or a node above it, has a relation.
    fn coverage(&mut self, raw: &RawCrosswalk) {
        let from = self.from;
        let related: BTreeSet<NodeIndex> = raw.relations.iter().filter_map(|it| from.find(&it.from)).collect();
        for (index, leaf, _) in from.leaves() {
            let mut at = Some(index);
            while let Some(node) = at.filter(|node| !related.contains(node)) {
                at = from.node(node).and_then(|node| node.parent);
            }
            if at.is_none() {
                self.report(leaf.id.as_str(), ProblemKind::LeafWithoutRelation);
            }
        }
    }
}

/// Whether two inputs are measured in the same unit. A count may leave its unit to the label; an amount may not.
fn same_unit(first: &Input, second: &Input) -> bool {
    match (&first.measure_unit, &second.measure_unit) {
        (Some(first), Some(second)) => first.vi.trim() == second.vi.trim(),
        (None, None) => true,
        _ => first.kind != InputKind::Number,
    }
}
