//! The assessment that is open, what was done to it, and how to take that back.

use std::rc::Rc;

use yew::Reducible;

use super::{
    problems::Problems,
    typed::{self, GIVEN},
};
use crate::engine::{
    assessment::{Assessment, EvidenceItem, Organization, Response},
    framework::Framework,
    shared::Shared,
};

/// How many steps can be taken back.
const MOST_STEPS: usize = 500;

/// One assessment with its framework. Scores are derived from it, see `scorecard`.
#[derive(Debug, Clone)]
pub struct Session {
    /// Rises with every change.
    pub revision: u64,
    /// Rises with every assessment that is opened, so that one is told from another whatever they are called.
    pub opening: u64,
    /// Under which name the browser keeps it.
    pub work: Rc<str>,
    /// The framework.
    pub framework: Rc<Framework>,
    /// What is entered.
    pub assessment: Rc<Assessment>,
    /// How the person calls it in this browser, where they do.
    pub label: Option<Rc<str>>,
    /// When the browser last wrote it, in milliseconds since 1970; nothing for one that it does not keep yet.
    pub kept_at_ms: Option<u64>,
    /// The file that was saved from it.
    pub download: Option<Download>,
    /// Whether the last change was typing in a field, which may go on.
    pub typing: bool,
    /// Whether its label or its download has changed since it was opened.
    pub(super) retold: bool,
    pub(super) past: Vec<Rc<Step>>,
    pub(super) future: Vec<Rc<Step>>,
}

/// The file that was saved from an assessment last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Download {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// Whether the assessment has changed since.
    pub outdated: bool,
}

/// The same values, not only equal ones: each change makes another revision, and nothing is compared field by field.
impl PartialEq for Session {
    fn eq(&self, other: &Session) -> bool {
        self.revision == other.revision
            && self.opening == other.opening
            && self.work == other.work
            && Rc::ptr_eq(&self.framework, &other.framework)
            && Rc::ptr_eq(&self.assessment, &other.assessment)
            && self.label == other.label
            && self.download == other.download
    }
}

impl Eq for Session {}

/// One step that can be taken back: where it was made, and what was there before (or after, once taken back).
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) place: Place,
    pub(super) content: Content,
}

/// Where a step was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At a node, in one field of it.
    Node {
        /// The node.
        node: Rc<str>,
        /// The name of an input, or of what else can be changed at a node.
        field: Rc<str>,
    },
    /// Name of the organization.
    Organization,
    /// Period.
    Period,
    /// At many nodes, or in what belongs to none: the register of documents, who is to see to what.
    Many {
        /// What was done, in a word for programs; typing of the same is one step.
        what: Rc<str>,
    },
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Response(Option<Shared<Response>>),
    Organization(Organization),
    Period(String),
    Patch(Box<Patch>),
}

/// What makes one assessment of another: the entries that differ, and everything that is not entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    /// All of the assessment but its responses and documents.
    pub(super) rest: Assessment,
    pub(super) responses: Vec<(String, Option<Shared<Response>>)>,
    pub(super) evidence: Vec<(String, Option<EvidenceItem>)>,
}

impl Patch {
    /// What makes `after` of `before`.
    fn between(before: &Assessment, after: Assessment) -> Patch {
        let mut rest = after;
        let responses = differences(&before.responses, std::mem::take(&mut rest.responses));
        let evidence = differences(&before.evidence, std::mem::take(&mut rest.evidence));
        Patch { rest, responses, evidence }
    }

    /// Changes the assessment, and gives what changes it back.
    fn apply(self, assessment: &mut Assessment) -> Patch {
        let Patch { rest, responses, evidence } = self;
        let mut before = std::mem::replace(assessment, rest);
        assessment.responses = std::mem::take(&mut before.responses);
        assessment.evidence = std::mem::take(&mut before.evidence);
        Patch {
            rest: before,
            responses: exchange_entries(&mut assessment.responses, responses),
            evidence: exchange_entries(&mut assessment.evidence, evidence),
        }
    }
}

type Entries<T> = std::collections::BTreeMap<String, T>;

fn differences<T: PartialEq>(before: &Entries<T>, after: Entries<T>) -> Vec<(String, Option<T>)> {
    let mut found: Vec<(String, Option<T>)> =
        before.keys().filter(|id| !after.contains_key(*id)).map(|id| (id.clone(), None)).collect();
    for (id, entry) in after {
        if before.get(&id) != Some(&entry) {
            found.push((id, Some(entry)));
        }
    }
    found
}

fn exchange_entries<T>(entries: &mut Entries<T>, changes: Vec<(String, Option<T>)>) -> Vec<(String, Option<T>)> {
    let exchange = |(id, entry): (String, Option<T>)| {
        let before = match entry {
            Some(entry) => entries.insert(id.clone(), entry),
            None => entries.remove(&id),
        };
        (id, before)
    };
    changes.into_iter().map(exchange).collect()
}

/// A figure as typed and as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The figure as files hold it; nothing while it is not entered or not decided.
    pub figure: Option<String>,
    /// What was typed, where that is more than the figure.
    pub typed: Option<String>,
}

/// What a node as a whole is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenAs {
    /// A share of the maximum, 0 to 1.
    Share,
    /// Points.
    Points,
}

/// A wish to change the assessment.
#[derive(Debug, Clone)]
pub enum SessionAction {
    /// Another assessment takes the place of this one.
    Open(Box<Session>),
    /// An assessment is there, and is opened as soon as its framework is.
    Await(Rc<Pending>),
    /// No assessment is open any more, and none is on its way.
    Close,
    /// A figure was typed.
    SetFigure {
        /// The leaf.
        node: Rc<str>,
        /// The input.
        input: Rc<str>,
        /// The figure.
        entry: Entry,
    },
    /// An answer was chosen (`yes`, `no`, an option) or cleared.
    SetAnswer {
        /// The leaf.
        node: Rc<str>,
        /// The input.
        input: Rc<str>,
        /// The answer.
        answer: Option<Rc<str>>,
    },
    /// The node applies or does not.
    SetNotApplicable {
        /// The node.
        node: Rc<str>,
        /// Whether it does not apply.
        not_applicable: bool,
    },
    /// Points or share of a node as a whole.
    SetGiven {
        /// The node.
        node: Rc<str>,
        /// Which of the two.
        given_as: GivenAs,
        /// The figure.
        entry: Entry,
    },
    /// The explanation of a node.
    SetExplanation {
        /// The node.
        node: Rc<str>,
        /// The text.
        text: String,
    },
    /// Everything at a node is cleared.
    Clear {
        /// The node.
        node: Rc<str>,
    },
    /// Many things change in one step: documents, who is to see to what.
    Change {
        /// What is done, in a word for programs (`documents`).
        what: Rc<str>,
        /// What becomes of the assessment; nothing different gives no step.
        change: Change,
    },
    /// The name of the organization.
    SetOrganization(String),
    /// The period.
    SetPeriod(String),
    /// The last step is taken back.
    Undo,
    /// The step that was taken back last is made again.
    Redo,
    /// The browser keeps the assessment under another name from now on.
    Rename(Rc<str>),
    /// The person calls it so from now on; nothing: by its organization and period.
    Label(Option<Rc<str>>),
    /// A file was opened of which the browser has another copy.
    Choose(Rc<Choice>),
    /// It is decided which of both counts.
    Decided,
    /// Another window edits what is open here, or no longer does.
    ReadOnly(bool),
    /// What is open, as another window has written it.
    Refresh(Box<Session>),
    /// The person has its file as it is now, since this moment (milliseconds since 1970).
    Downloaded(u64),
    /// What was about to be opened can not be.
    Refuse(Notice),
    /// Something happened that the person must be told.
    Notify(Notice),
    /// They have read it.
    DismissNotice,
}

/// What becomes of an assessment.
#[derive(Clone)]
pub struct Change(Rc<dyn Fn(&mut Assessment)>);

impl Change {
    /// A change in place.
    pub fn new(change: impl Fn(&mut Assessment) + 'static) -> Change {
        Change(Rc::new(change))
    }
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Change")
    }
}

/// Something that the person must be told, whatever page is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A file can not be opened; what is open stays.
    FileRefused {
        /// Its name.
        name: Rc<str>,
        /// Why.
        problems: Problems,
    },
    /// A file is of no kind that can be opened here.
    FileUnreadable {
        /// Its name.
        name: Rc<str>,
    },
    /// A file was opened, and some of it can not be used.
    OpenedWithProblems {
        /// Its name.
        name: Rc<str>,
        /// What is wrong with it.
        problems: Problems,
    },
    /// The framework of an assessment is not known here.
    FrameworkUnknown {
        /// Its identifier.
        id: Rc<str>,
    },
    /// A file that comes with the program does not arrive.
    Unreachable {
        /// Its address.
        address: Rc<str>,
    },
    /// The code that reads files does not arrive.
    NotLoaded {
        /// What was to be read.
        name: Rc<str>,
    },
    /// A framework from another site was asked for.
    ForeignAddress {
        /// Its address.
        address: Rc<str>,
    },
    /// Another window edits what is open here; a change was not made.
    ReadOnly,
    /// Another window has changed what is open here; what is here is kept as an assessment of its own.
    KeptApart,
    /// A copy in the browser can not be read.
    CopyDamaged {
        /// Under which name the browser keeps it.
        work: Rc<str>,
    },
}

impl Notice {
    /// Whether it comes with a list of what is wrong.
    pub fn has_problems(&self) -> bool {
        let (Notice::FileRefused { problems, .. } | Notice::OpenedWithProblems { problems, .. }) = self else {
            return false;
        };
        !problems.is_empty()
    }
}

/// A file, and the copy that the browser keeps of the same assessment.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The browser's copy.
    pub kept: super::saved::Kept,
    /// What the file holds.
    pub file: Rc<Assessment>,
    /// The name of the file.
    pub name: Rc<str>,
    /// When the file was written, in milliseconds since 1970, as far as the browser says.
    pub written_at_ms: Option<u64>,
}

/// The same, not only equal ones.
impl PartialEq for Choice {
    fn eq(&self, other: &Choice) -> bool {
        Rc::ptr_eq(&self.file, &other.file) && self.kept == other.kept
    }
}

impl Eq for Choice {}

/// An assessment that waits for its framework.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The assessment.
    pub assessment: Rc<Assessment>,
    /// Under which name the browser will keep it.
    pub work: Rc<str>,
    /// What people call the file it came from.
    pub name: Rc<str>,
    /// The page to go to then; nothing: stay.
    pub then: Option<super::route::Route>,
    /// The copy in the browser that it comes from.
    pub kept: Option<Rc<super::saved::SavedWork>>,
    /// Whether it is not what that copy holds.
    pub differs: bool,
}

/// The same assessment, not only an equal one.
impl PartialEq for Pending {
    fn eq(&self, other: &Pending) -> bool {
        Rc::ptr_eq(&self.assessment, &other.assessment)
            && self.work == other.work
            && self.name == other.name
            && self.then == other.then
            && self.kept == other.kept
    }
}

impl Eq for Pending {}

/// What is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workspace {
    /// The assessment; nothing before one is begun or opened.
    pub session: Option<Rc<Session>>,
    /// The assessment that is about to be opened.
    pub pending: Option<Rc<Pending>>,
    /// Whether the browser has been asked what it keeps; before that nobody can say that nothing is open.
    pub looked: bool,
    /// What the person must be told.
    pub notice: Option<Notice>,
    /// A file and the browser's copy of the same assessment, of which one is to be chosen.
    pub choice: Option<Rc<Choice>>,
    /// Whether another window edits what is open here: nothing can be changed then.
    pub read_only: bool,
    openings: u64,
}

impl Session {
    /// An assessment on which nothing has been done yet.
    pub fn new(work: Rc<str>, framework: Rc<Framework>, assessment: Assessment) -> Session {
        let assessment = Rc::new(assessment);
        Session {
            revision: 0,
            opening: 0,
            work,
            framework,
            assessment,
            label: None,
            kept_at_ms: None,
            download: None,
            typing: false,
            retold: false,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    /// Whether the browser has it as it is, since it was opened from there.
    pub fn is_as_kept(&self) -> bool {
        self.kept_at_ms.is_some() && self.revision == 0 && !self.retold
    }

    /// The same under another name, under which the browser keeps nothing yet.
    pub fn under(&self, work: Rc<str>) -> Session {
        Session { work, kept_at_ms: None, ..self.clone() }
    }

    /// The same, with something that the browser does not have yet.
    pub fn to_be_written(self) -> Session {
        Session { retold: true, ..self }
    }

    /// What is answered for a node.
    pub fn response(&self, node: &str) -> Option<&Response> {
        self.assessment.response(node)
    }

    /// Where the step was made that would be taken back next. Of a final result nothing is taken back.
    pub fn undo_place(&self) -> Option<&Place> {
        self.past.last().map(|step| &step.place).filter(|_| !self.assessment.is_locked())
    }

    /// Where the step was made that would be made again next.
    pub fn redo_place(&self) -> Option<&Place> {
        self.future.last().map(|step| &step.place).filter(|_| !self.assessment.is_locked())
    }

    /// Changes the response of a node; the step can be taken back.
    fn change_response(
        &self,
        node: &Rc<str>,
        field: &str,
        typing: bool,
        change: impl FnOnce(&mut Response),
    ) -> Option<Session> {
        let before = self.assessment.responses.get(&**node).cloned();
        let mut response = before.clone().unwrap_or_default();
        change(&mut response);
        if let (Some(carried), Some(before)) = (&response.carried_from, &before)
            && !carried.still_holds(before, &response)
        {
            // It is the person's own from now on.
            response.carried_from = None;
        }
        let after = (!response.is_empty()).then_some(response);
        if after == before {
            return None;
        }
        let place = Place::Node { node: Rc::clone(node), field: field.into() };
        Some(self.step(Step { place, content: Content::Response(after) }, typing))
    }

    /// Makes a step. Typing in one field is one step, however many keys it takes.
    fn step(&self, step: Step, typing: bool) -> Session {
        let mut next = self.clone();
        let place = step.place.clone();
        let back = next.exchange(step);
        let goes_on = typing && next.future.is_empty() && next.undo_place() == Some(&place);
        if !goes_on {
            next.past.push(Rc::new(back));
            let surplus = next.past.len().saturating_sub(MOST_STEPS);
            next.past.drain(..surplus);
        }
        next.future.clear();
        next.typing = typing;
        next
    }

    /// Puts the content of a step in its place, and gives the step that undoes that.
    fn exchange(&mut self, step: Step) -> Step {
        self.revision += 1;
        self.typing = false;
        if let Some(download) = &mut self.download {
            download.outdated = true;
        }
        let assessment = Rc::make_mut(&mut self.assessment);
        let content = match (&step.place, step.content) {
            (_, Content::Patch(patch)) => Content::Patch(Box::new(patch.apply(assessment))),
            (Place::Node { node, .. }, Content::Response(Some(response))) => {
                Content::Response(assessment.responses.insert(node.to_string(), response))
            }
            (Place::Node { node, .. }, _) => Content::Response(assessment.responses.remove(&**node)),
            (_, Content::Organization(organization)) => {
                Content::Organization(std::mem::replace(&mut assessment.organization, organization))
            }
            (_, Content::Period(period)) => Content::Period(std::mem::replace(&mut assessment.period, period)),
            (_, Content::Response(_)) => Content::Response(None),
        };
        Step { place: step.place, content }
    }

    fn undo(&self) -> Option<Session> {
        let mut next = self.clone();
        let step = next.past.pop()?;
        let back = next.exchange(Step::clone(&step));
        next.future.push(Rc::new(back));
        Some(next)
    }

    fn redo(&self) -> Option<Session> {
        let mut next = self.clone();
        let step = next.future.pop()?;
        let back = next.exchange(Step::clone(&step));
        next.past.push(Rc::new(back));
        Some(next)
    }

    fn changed(&self, action: SessionAction) -> Option<Session> {
        if self.assessment.is_locked() {
            return None;
        }
        match action {
            SessionAction::SetFigure { node, input, entry } => self.change_response(&node, &input, true, |response| {
                typed::set_typed(response, &input, entry.typed.as_deref());
                set(&mut response.inputs, &input, entry.figure);
            }),
            SessionAction::SetAnswer { node, input, answer } => {
                self.change_response(&node, &input, false, |response| {
                    set(&mut response.inputs, &input, answer.map(|answer| answer.to_string()));
                })
            }
            SessionAction::SetNotApplicable { node, not_applicable } => {
                self.change_response(&node, "@not_applicable", false, |response| {
                    response.not_applicable = not_applicable;
                })
            }
            SessionAction::SetGiven { node, given_as, entry } => self.change_response(&node, GIVEN, true, |response| {
                typed::set_typed(response, GIVEN, entry.typed.as_deref());
                (response.given_share, response.given_points) = match given_as {
                    GivenAs::Share => (entry.figure, None),
                    GivenAs::Points => (None, entry.figure),
                };
            }),
            SessionAction::SetExplanation { node, text } => {
                self.change_response(&node, "@explanation", true, |response| response.explanation = text)
            }
            SessionAction::Clear { node } => {
                self.change_response(&node, "@clear", false, |response| *response = Response::default())
            }
            SessionAction::SetOrganization(name) => (name != self.assessment.organization.name).then(|| {
                // A code of a list of units belongs to the name that it was given for.
                let other = self.assessment.organization.other.clone();
                let content = Content::Organization(Organization { name, other, ..Organization::default() });
                self.step(Step { place: Place::Organization, content }, true)
            }),
            SessionAction::SetPeriod(period) => (period != self.assessment.period)
                .then(|| self.step(Step { place: Place::Period, content: Content::Period(period) }, true)),
            SessionAction::Change { what, change } => {
                let mut after = Assessment::clone(&self.assessment);
                (change.0)(&mut after);
                (after != *self.assessment).then(|| {
                    let patch = Patch::between(&self.assessment, after);
                    self.step(Step { place: Place::Many { what }, content: Content::Patch(Box::new(patch)) }, false)
                })
            }
            SessionAction::Undo => self.undo(),
            SessionAction::Redo => self.redo(),
            SessionAction::Open(_)
            | SessionAction::Await(_)
            | SessionAction::Close
            | SessionAction::Rename(_)
            | SessionAction::Choose(_)
            | SessionAction::Decided
            | SessionAction::Label(_)
            | SessionAction::ReadOnly(_)
            | SessionAction::Refresh(_)
            | SessionAction::Downloaded(_)
            | SessionAction::Refuse(_)
            | SessionAction::Notify(_)
            | SessionAction::DismissNotice => None,
        }
    }
}

impl Reducible for Workspace {
    type Action = SessionAction;

    fn reduce(self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let mut next = Workspace::clone(&self);
        match action {
            SessionAction::Open(session) => {
                next.openings += 1;
                let session = Session { opening: next.openings, ..*session };
                (next.session, next.pending, next.notice) = (Some(Rc::new(session)), None, None);
                next.choice = None;
                (next.looked, next.read_only) = (true, false);
            }
            SessionAction::Await(pending) => next.pending = Some(pending),
            SessionAction::Close => {
                (next.session, next.pending) = (None, None);
                (next.looked, next.read_only) = (true, false);
            }
            SessionAction::Rename(work) => {
                let Some(session) = &self.session else { return self };
                next.session = Some(Rc::new(session.under(work)));
                // Under the new name it is nobody else's.
                next.read_only = false;
            }
            SessionAction::Choose(choice) => next.choice = Some(choice),
            SessionAction::Decided => next.choice = None,
            SessionAction::ReadOnly(read_only) => next.read_only = read_only,
            SessionAction::Refresh(fresh) => {
                let Some(session) = self.session.as_ref().filter(|it| it.work == fresh.work) else { return self };
                next.session = Some(Rc::new(Session { opening: session.opening, ..*fresh }));
            }
            SessionAction::Label(label) => {
                let Some(session) = &self.session else { return self };
                next.session = Some(Rc::new(Session { label, retold: true, typing: false, ..Session::clone(session) }));
            }
            SessionAction::Downloaded(at_ms) => {
                let Some(session) = &self.session else { return self };
                let download = Some(Download { at_ms, outdated: false });
                next.session =
                    Some(Rc::new(Session { download, retold: true, typing: false, ..Session::clone(session) }));
            }
            SessionAction::Refuse(notice) => {
                (next.pending, next.notice, next.looked) = (None, Some(notice), true);
            }
            SessionAction::Notify(notice) => next.notice = Some(notice),
            SessionAction::DismissNotice => next.notice = None,
            _ if self.read_only => next.notice = Some(Notice::ReadOnly),
            change => match self.session.as_ref().and_then(|session| session.changed(change)) {
                Some(session) => next.session = Some(Rc::new(session)),
                None => return self,
            },
        }
        Rc::new(next)
    }
}

fn set(inputs: &mut std::collections::BTreeMap<String, String>, name: &str, figure: Option<String>) {
    match figure {
        Some(figure) => inputs.insert(name.to_owned(), figure),
        None => inputs.remove(name),
    };
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        engine::assessment::CarriedFrom,
        formats::{builtin, documents, framework_file},
    };

    /// An empty assessment of provinces, open.
    pub fn workspace() -> Rc<Workspace> {
        let documents = documents::read(builtin::DOCUMENTS).unwrap();
        let framework =
            framework_file::read(builtin::framework_text("dti-province-2022").unwrap(), &documents).unwrap();
        let assessment = Assessment::new(&framework, Organization::default(), "2024".to_owned());
        let session = Session::new("work/1".into(), Rc::new(framework), assessment);
        Rc::new(Workspace::default()).reduce(SessionAction::Open(Box::new(session)))
    }

    fn typing(node: &str, input: &str, figure: &str) -> SessionAction {
        let entry = Entry { figure: Some(figure.to_owned()), typed: None };
        SessionAction::SetFigure { node: node.into(), input: input.into(), entry }
    }

    fn figure(workspace: &Workspace, node: &str, input: &str) -> Option<String> {
        workspace.session.as_ref()?.response(node)?.inputs.get(input).cloned()
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut workspace = workspace();
        for action in [typing("4.1", "a", "2"), typing("4.1", "a", "20"), typing("4.1", "b", "5"), SessionAction::Undo]
        {
            workspace = workspace.reduce(action);
        }
        assert_eq!(figure(&workspace, "4.1", "a").as_deref(), Some("20"));
        assert_eq!(figure(&workspace, "4.1", "b"), None);
        let workspace = workspace.reduce(SessionAction::Undo);
        assert_eq!(figure(&workspace, "4.1", "a"), None);
        assert!(workspace.session.as_ref().unwrap().assessment.responses.is_empty(), "nothing empty is left behind");
        let workspace = workspace.reduce(SessionAction::Redo).reduce(SessionAction::Redo);
        assert_eq!(figure(&workspace, "4.1", "b").as_deref(), Some("5"));
    }

    #[test]
    fn a_change_of_many_parts_is_one_step() {
        let before = workspace().reduce(typing("4.1", "a", "2"));
        let what = Rc::<str>::from("documents");
        let change = Change::new(|assessment| {
            let item = EvidenceItem { number: "1/KH-UBND".to_owned(), ..EvidenceItem::default() };
            assessment.evidence.insert("e1".to_owned(), item);
            assessment.responses.remove("4.1");
            assessment.responses.entry("4.2".to_owned()).or_default().evidence.push("e1".to_owned());
            assessment.other.insert("x".to_owned(), "y".into());
        });
        let after = Rc::clone(&before).reduce(SessionAction::Change { what: Rc::clone(&what), change });
        let assessment = |workspace: &Workspace| Assessment::clone(&workspace.session.as_ref().unwrap().assessment);
        assert_eq!(after.session.as_ref().unwrap().undo_place(), Some(&Place::Many { what: Rc::clone(&what) }));
        let undone = Rc::clone(&after).reduce(SessionAction::Undo);
        assert_eq!(assessment(&undone), assessment(&before));
        assert_eq!(assessment(&undone.reduce(SessionAction::Redo)), assessment(&after));
        let nothing = SessionAction::Change { what, change: Change::new(|_| ()) };
        assert!(Rc::ptr_eq(&after, &Rc::clone(&after).reduce(nothing)));
    }

    #[test]
    fn each_answer_is_a_step_of_its_own() {
        let answer = |answer: &str| SessionAction::SetAnswer {
            node: "2.1".into(),
            input: "done".into(),
            answer: Some(answer.into()),
        };
        let workspace = workspace().reduce(answer("yes")).reduce(answer("no")).reduce(SessionAction::Undo);
        assert_eq!(figure(&workspace, "2.1", "done").as_deref(), Some("yes"));
    }

    #[test]
    fn a_new_step_ends_what_could_be_made_again() {
        let workspace =
            workspace().reduce(typing("4.1", "a", "2")).reduce(SessionAction::Undo).reduce(typing("4.2", "a", "3"));
        assert_eq!(workspace.session.as_ref().unwrap().redo_place(), None);
    }

    #[test]
    fn what_changes_nothing_gives_back_the_same() {
        let workspace = workspace().reduce(typing("4.1", "a", "2"));
        for action in [typing("4.1", "a", "2"), SessionAction::Redo, SessionAction::SetPeriod("2024".to_owned())] {
            let after = Rc::clone(&workspace).reduce(action);
            assert!(Rc::ptr_eq(&workspace, &after));
        }
    }

    #[test]
    fn a_carried_figure_that_is_changed_is_no_longer_carried() {
        let carried = |inputs: &[&str]| CarriedFrom {
            framework: "mic-2024-province".to_owned(),
            node: "3.3".to_owned(),
            period: "2024-Q1".to_owned(),
            inputs: inputs.iter().map(ToString::to_string).collect(),
            ..CarriedFrom::default()
        };
        let with = |carried: CarriedFrom| {
            let workspace = workspace();
            let mut session = Session::clone(workspace.session.as_ref().unwrap());
            let inputs = [("a".to_owned(), "209".to_owned())].into();
            let response = Response { inputs, carried_from: Some(carried), ..Response::default() };
            Rc::make_mut(&mut session.assessment).responses.insert("4.1".to_owned(), response.into());
            workspace.reduce(SessionAction::Open(Box::new(session)))
        };
        let is_marked = |workspace: &Workspace| {
            let response = workspace.session.as_ref().and_then(|it| it.response("4.1"));
            response.is_some_and(|it| it.carried_from.is_some())
        };
        let explain = || SessionAction::SetExplanation { node: "4.1".into(), text: "Đã kiểm tra".to_owned() };
        let start = || with(carried(&["a"]));
        assert!(is_marked(&start().reduce(typing("4.1", "b", "209"))), "a figure beside it says nothing about it");
        assert!(is_marked(&start().reduce(typing("4.1", "b", "209")).reduce(typing("4.1", "b", "210"))));
        assert!(is_marked(&start().reduce(explain())), "nor does an explanation");
        let changed = start().reduce(typing("4.1", "a", "210"));
        assert!(!is_marked(&changed));
        assert!(!is_marked(&Rc::clone(&changed).reduce(typing("4.1", "a", "209"))), "typed by the person all the same");
        assert!(is_marked(&changed.reduce(SessionAction::Undo)), "taken back, it is what was carried");
        assert!(!is_marked(&start().reduce(SessionAction::Clear { node: "4.1".into() })));
        let unsaid = || with(carried(&[]));
        assert!(
            !is_marked(&unsaid().reduce(typing("4.1", "b", "209"))),
            "any figure, where the file does not say which"
        );
        assert!(!is_marked(&unsaid().reduce(explain())));
    }

    #[test]
    fn what_another_window_edits_is_not_changed_here() {
        let workspace = workspace().reduce(typing("4.1", "a", "2")).reduce(SessionAction::ReadOnly(true));
        for action in [typing("4.1", "a", "3"), SessionAction::Undo, SessionAction::SetPeriod("2020".to_owned())] {
            let after = Rc::clone(&workspace).reduce(action);
            assert_eq!((&after.session, &after.notice), (&workspace.session, &Some(Notice::ReadOnly)));
        }
        let mut fresh = Session::clone(workspace.session.as_ref().unwrap());
        (fresh.opening, fresh.revision) = (0, 0);
        Rc::make_mut(&mut fresh.assessment).period = "2023".to_owned();
        let refreshed = Rc::clone(&workspace).reduce(SessionAction::Refresh(Box::new(fresh)));
        let session = refreshed.session.as_ref().unwrap();
        assert_eq!((session.opening, &*session.assessment.period), (1, "2023"), "the page stays as it is opened");
        let copy = refreshed.reduce(SessionAction::Rename("work/2".into())).reduce(typing("4.1", "a", "3"));
        assert_eq!(figure(&copy, "4.1", "a").as_deref(), Some("3"), "a copy is one's own");
    }

    #[test]
    fn a_share_takes_the_place_of_points() {
        let give = |given_as, figure: &str| {
            let entry = Entry { figure: Some(figure.to_owned()), typed: None };
            SessionAction::SetGiven { node: "1".into(), given_as, entry }
        };
        let workspace = workspace().reduce(give(GivenAs::Points, "90")).reduce(give(GivenAs::Share, "0.9"));
        let session = workspace.session.as_ref().unwrap();
        let response = session.response("1").unwrap();
        assert_eq!((response.given_points.as_deref(), response.given_share.as_deref()), (None, Some("0.9")));
    }
}
