//! Reading many files, a little in each turn of the event loop, so that the page answers all the time.

use std::{cell::Cell, collections::BTreeMap, rc::Rc};

use gloo::{file::File, timers::future::TimeoutFuture};
use yew::{UseReducerDispatcher, platform::spawn_local};

use super::pile::{Finished, Opened, Pile, PileAction};
use crate::{
    app::{
        state::library::{Library, Loaded},
        tasks::DOCUMENTS,
    },
    engine::{
        assessment::Assessment,
        framework::Framework,
        problem::{Problem, ProblemKind},
        rollup::Submission,
        scoring::{Reference, score},
    },
    formats::{MAX_SIZE, assessment_file, builtin, csv_file, documents, framework_file, rollup_file, too_large},
    web::{self, files::FileError},
};

/// How long one turn may work before the page gets its own.
const TURN_MS: u64 = 40;

/// Frameworks by id; nothing where one is not known.
type Known = BTreeMap<Rc<str>, Option<Rc<Framework>>>;

/// Reads files until they are all read, or somebody stops it.
pub fn read(pile: UseReducerDispatcher<Pile>, library: Rc<Library>, files: Vec<File>, stop: Rc<Cell<bool>>) {
    stop.set(false);
    pile.dispatch(PileAction::Started(files.len()));
    spawn_local(async move {
        let mut known = Known::new();
        let mut submissions = Vec::new();
        let mut turn = web::clock::now_ms();
        for file in &files {
            let content = content(file).await;
            let id = content.as_ref().map(|it| Rc::<str>::from(it.framework.id.as_str())).unwrap_or_default();
            if !id.is_empty() && !known.contains_key(&id) {
                let framework = framework(&library, &id).await;
                known.insert(Rc::clone(&id), framework);
            }
            let framework = known.get(&id).and_then(Option::as_deref);
            let sealed = content.as_ref().ok().and_then(assessment_file::seal_problem);
            submissions.push(Submission::read(file.name().into(), content, framework, sealed));
            if web::clock::now_ms().saturating_sub(turn) >= TURN_MS {
                pile.dispatch(PileAction::Progressed(submissions.len()));
                TimeoutFuture::new(0).await;
                turn = web::clock::now_ms();
            }
            if stop.get() {
                break;
            }
        }
        let stopped = submissions.len() < files.len();
        let files = files.into_iter().take(submissions.len()).collect();
        let frameworks = known.into_iter().filter_map(|(id, framework)| Some((id, framework?))).collect();
        pile.dispatch(PileAction::Finished(Box::new(Finished { submissions, files, frameworks, stopped })));
    });
}

/// Reads one file again, to show its lines.
pub fn open(pile: UseReducerDispatcher<Pile>, at: usize, file: File, framework: Rc<Framework>) {
    spawn_local(async move {
        let Ok(assessment) = content(&file).await else { return };
        let scorecard = score(&framework, &assessment, Reference::default());
        pile.dispatch(PileAction::Open(Some(Rc::new(Opened { at, assessment, scorecard, framework }))));
    });
}

/// Reads a list of units.
pub fn expect(pile: UseReducerDispatcher<Pile>, file: File) {
    spawn_local(async move {
        let bytes = web::files::bytes(&file, MAX_SIZE as u64).await.map_err(|error| vec![unreadable(error)]);
        let units = bytes.and_then(|bytes| rollup_file::units(&csv_file::read(&bytes)?));
        pile.dispatch(PileAction::Expect(units));
    });
}

async fn content(file: &File) -> Result<Assessment, Vec<Problem>> {
    match web::files::bytes(file, MAX_SIZE as u64).await {
        Ok(bytes) => assessment_file::read_bytes(&bytes),
        Err(error) => Err(vec![unreadable(error)]),
    }
}

fn unreadable(error: FileError) -> Problem {
    match error {
        FileError::TooLarge { size } => too_large(size),
        FileError::NotText => {
            let reason = "not UTF-8 text".to_owned();
            Problem::new("", ProblemKind::NotJson { line: 1, column: 1, reason })
        }
    }
}

/// A framework that is open here or ships with the program.
async fn framework(library: &Library, id: &str) -> Option<Rc<Framework>> {
    if let Loaded::Ready(framework) = library.framework(id) {
        return Some(framework);
    }
    let id = builtin::IDS.iter().find(|it| ***it == *id)?;
    let text = web::fetch::text(&format!("indicators/{id}/framework.json")).await.ok()?;
    let documents = match library.documents() {
        Some(documents) => documents,
        None => Rc::new(documents::read(&web::fetch::text(DOCUMENTS).await.ok()?).ok()?),
    };
    framework_file::read(&text, &documents).ok().map(Rc::new)
}
