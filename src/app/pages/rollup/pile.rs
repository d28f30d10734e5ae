//! The files that were dropped, what was read of them, and what of it is shown.

use std::{collections::BTreeMap, rc::Rc};

use gloo::file::File;
use yew::Reducible;

use crate::engine::{
    assessment::Assessment,
    framework::Framework,
    problem::Problem,
    rollup::{ScoreOf, Submission, Units},
    scoring::Scorecard,
};

/// Everything on the page.
#[derive(Debug, Clone, Default)]
pub struct Pile {
    /// Rises with every change of what was read.
    pub revision: u32,
    /// What was read of each file, in the order in which they came.
    pub submissions: Rc<Vec<Submission>>,
    /// The files themselves, to be read again when one is opened.
    pub files: Rc<Vec<File>>,
    /// The frameworks that they name.
    pub frameworks: Rc<BTreeMap<Rc<str>, Rc<Framework>>>,
    /// The files that are being read: how many are done, of how many.
    pub running: Option<(usize, usize)>,
    /// Whether reading was stopped before the end.
    pub stopped: bool,
    /// Which score counts.
    pub kind: ScoreOf,
    /// The units that are expected.
    pub units: Option<Rc<Units>>,
    /// Why their list can not be read.
    pub units_refused: Rc<[Problem]>,
    /// What is shown.
    pub view: View,
    /// The file whose lines are shown.
    pub opened: Option<Rc<Opened>>,
}

/// Which lines are shown, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What the name or the file has to contain.
    pub search: String,
    /// Only lines with something odd.
    pub only_odd: bool,
    /// By what.
    pub order: Order,
    /// How many lines at most.
    pub most: usize,
}

/// The order of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By rank, those without one last.
    Rank,
    /// By the name of the unit.
    Name,
    /// By the points of a main indicator, the greatest first.
    Main(usize),
    /// As the files came.
    File,
}

/// How many lines are drawn before somebody asks for more.
pub const PAGE: usize = 200;

impl Default for View {
    fn default() -> View {
        View { search: String::new(), only_odd: false, order: Order::Rank, most: PAGE }
    }
}

/// A file that was opened.
#[derive(Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its position.
    pub at: usize,
    /// What is in it.
    pub assessment: Assessment,
    /// Its scores.
    pub scorecard: Scorecard,
    /// Its framework.
    pub framework: Rc<Framework>,
}

/// What can happen to the pile.
#[derive(Debug)]
pub enum PileAction {
    /// So many files came.
    Started(usize),
    /// So many of them are read.
    Progressed(usize),
    /// Reading has ended.
    Finished(Box<Finished>),
    /// All files go.
    Clear,
    /// Another score counts.
    Count(ScoreOf),
    /// A list of units was read.
    Expect(Result<Units, Vec<Problem>>),
    /// Other lines are shown.
    Show(View),
    /// The lines of a file are shown, or none.
    Open(Option<Rc<Opened>>),
}

/// What came out of reading.
#[derive(Debug)]
pub struct Finished {
    /// What was read.
    pub submissions: Vec<Submission>,
    /// The files, as many.
    pub files: Vec<File>,
    /// The frameworks that they name.
    pub frameworks: BTreeMap<Rc<str>, Rc<Framework>>,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

impl Reducible for Pile {
    type Action = PileAction;

    fn reduce(self: Rc<Pile>, action: PileAction) -> Rc<Pile> {
        let mut next = Pile::clone(&self);
        match action {
            PileAction::Started(count) => {
                (next.running, next.stopped, next.opened) = (Some((0, count)), false, None);
            }
            PileAction::Progressed(done) => next.running = self.running.map(|(_, all)| (done, all)),
            PileAction::Finished(finished) => {
                let Finished { submissions, files, frameworks, stopped } = *finished;
                next.revision += 1;
                next.running = None;
                next.stopped = stopped;
                Rc::make_mut(&mut next.submissions).extend(submissions);
                Rc::make_mut(&mut next.files).extend(files);
                Rc::make_mut(&mut next.frameworks).extend(frameworks);
            }
            PileAction::Clear => {
                let (kind, units) = (self.kind, self.units.clone());
                next = Pile { revision: self.revision + 1, kind, units, ..Pile::default() };
            }
            PileAction::Count(kind) => next.kind = kind,
            PileAction::Expect(Ok(units)) => (next.units, next.units_refused) = (Some(Rc::new(units)), Rc::default()),
            PileAction::Expect(Err(problems)) => next.units_refused = problems.into(),
            PileAction::Show(view) => next.view = view,
            PileAction::Open(opened) => next.opened = opened,
        }
        Rc::new(next)
    }
}
