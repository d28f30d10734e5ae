//! Who has to see to what, by when (“phân công chủ trì, phối hợp”).
//!
//! A duty is written at a leaf or at a node above it; what a leaf does not say is said by the nearest node above that
//! says it, each field by itself.

use super::{
    assessment::{Assessment, Duty},
    calendar::Date,
    framework::{Framework, NodeIndex},
    order::sorted,
    scoring::{Scorecard, State},
};

/// How an organization has to do with a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It leads (“chủ trì”).
    Leads,
    /// It helps (“phối hợp”).
    Helps,
}

/// What one organization owes for one leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The leaf.
    pub node: NodeIndex,
    /// Leads or helps.
    pub part: Part,
    /// Whom to ask.
    pub person: String,
    /// By when; nothing where nobody has said, or what is said is no day.
    pub deadline: Option<Date>,
    /// The deadline as it is written.
    pub deadline_text: String,
    /// What is entered.
    pub state: State,
    /// Whether the day is over and it is not entered in full.
    pub overdue: bool,
}

/// What one organization owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debtor {
    /// Its name; empty: leaves that nobody leads.
    pub organization: String,
    /// By deadline, then in the order of the framework; without a deadline last.
    pub owed: Vec<Owed>,
}

impl Debtor {
    /// How many leaves are not entered in full.
    pub fn open(&self) -> usize {
        self.owed.iter().filter(|it| is_open(it.state)).count()
    }

    /// How many of them are overdue.
    pub fn overdue(&self) -> usize {
        self.owed.iter().filter(|it| it.overdue).count()
    }
}

/// The duty at a node, with what is said above it.
pub fn of(framework: &Framework, assessment: &Assessment, node: NodeIndex) -> Duty {
    let mut duty = Duty::default();
    let mut at = Some(node);
    while let Some(node) = at.and_then(|at| framework.node(at)) {
        if let Some(response) = assessment.response(node.id.as_str()) {
            inherit(&mut duty, &response.duty);
        }
        at = node.parent;
    }
    duty
}

/// What a node above says, where the node itself says nothing.
fn inherit(duty: &mut Duty, above: &Duty) {
    let pairs =
        [(&mut duty.lead, &above.lead), (&mut duty.person, &above.person), (&mut duty.deadline, &above.deadline)];
    for (own, above) in pairs {
        if own.trim().is_empty() {
            own.clone_from(above);
        }
    }
    if duty.cooperating.is_empty() {
        duty.cooperating.clone_from(&above.cooperating);
    }
}

/// Says who has to see to a node. What is said there equally to what holds from above is left out, so that a change
/// above reaches it.
pub fn assign(framework: &Framework, assessment: &mut Assessment, node: NodeIndex, duty: Duty) {
    let Some(at) = framework.node(node) else { return };
    let above = at.parent.map(|parent| of(framework, assessment, parent)).unwrap_or_default();
    let own =
        |text: String, above: &str| if text.trim() == above.trim() { String::new() } else { text.trim().to_owned() };
    let cooperating: Vec<String> =
        duty.cooperating.iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    let response = assessment.responses.entry(at.id.to_string()).or_default();
    response.duty = Duty {
        lead: own(duty.lead, &above.lead),
        cooperating: if cooperating == above.cooperating { Vec::new() } else { cooperating },
        person: own(duty.person, &above.person),
        deadline: own(duty.deadline, &above.deadline),
        other: duty.other,
    };
    if response.is_empty() {
        assessment.responses.remove(at.id.as_str());
    }
}

/// Gives a deadline to every leaf that has none: at the top-level nodes, so that what is said below stays.
pub fn propose_deadline(framework: &Framework, assessment: &mut Assessment, date: Date) {
    for root in framework.roots() {
        let mut duty = of(framework, assessment, *root);
        if duty.deadline.trim().is_empty() {
            duty.deadline = date.to_string();
            assign(framework, assessment, *root, duty);
        }
    }
}

/// Organizations in one text, as people list them: separated by semicolons or line breaks.
pub fn organizations(text: &str) -> Vec<String> {
    let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.iter().any(|it| same_name(it, name)) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether two names are of one organization: the same but for capitals and spaces.
pub fn same_name(left: &str, right: &str) -> bool {
    plain(left) == plain(right)
}

fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether something is still to be done.
pub fn is_open(state: State) -> bool {
    matches!(state, State::NotEntered | State::Partial)
}

/// What each organization owes, in the order in which they are first named; those leaves that nobody leads are last,
/// without a name. Leaves that are not scored are left out. `today`: nothing is overdue where it is not known.
pub fn owed(framework: &Framework, assessment: &Assessment, scorecard: &Scorecard, today: Option<Date>) -> Vec<Debtor> {
    let mut debtors: Vec<Debtor> = Vec::new();
    let mut nobody = Debtor { organization: String::new(), owed: Vec::new() };
    for (node, _, _) in framework.leaves() {
        let Some(scored) = scorecard.nodes.get(node).filter(|it| it.state != State::Unscored) else { continue };
        let duty = of(framework, assessment, node);
        let deadline = Date::parse(duty.deadline.trim());
        let overdue = is_open(scored.state) && deadline.zip(today).is_some_and(|(deadline, today)| deadline < today);
        let entry = |part: Part| Owed {
            node,
            part,
            person: duty.person.trim().to_owned(),
            deadline,
            deadline_text: duty.deadline.trim().to_owned(),
            state: scored.state,
            overdue,
        };
        match duty.lead.trim() {
            "" => nobody.owed.push(entry(Part::Leads)),
            lead => file(&mut debtors, lead, entry(Part::Leads)),
        }
        for name in duty.cooperating.iter().map(|it| it.trim()) {
            if !name.is_empty() && !same_name(name, &duty.lead) {
                file(&mut debtors, name, entry(Part::Helps));
            }
        }
    }
    if !nobody.owed.is_empty() {
        debtors.push(nobody);
    }
    for debtor in &mut debtors {
        let owed = std::mem::take(&mut debtor.owed);
        debtor.owed = sorted(owed, &|left, right| {
            let key = |it: &Owed| (it.deadline.is_none(), it.deadline);
            key(left).cmp(&key(right))
        });
    }
    debtors
}

fn file(debtors: &mut Vec<Debtor>, name: &str, owed: Owed) {
    match debtors.iter_mut().find(|it| same_name(&it.organization, name)) {
        Some(debtor) => debtor.owed.push(owed),
        None => debtors.push(Debtor { organization: name.to_owned(), owed: vec![owed] }),
    }
}
