//! Saved files of every version still load: `golden/saved/` is kept for ever.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf, rc::Rc};

use thuocso::{
    app::state::{
        saved,
        session::{Download, Session, SessionAction, Workspace},
    },
    formats::{assessment_file, builtin, documents, framework_file},
};
use yew::Reducible;

fn golden(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/saved").join(name);
    fs::read_to_string(path).unwrap()
}

/// All files of the folder that begin so.
fn all(beginning: &str) -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/saved");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(beginning)).collect();
    names.sort();
    names
}

/// The session that opening such a copy gives.
fn opened(text: &str) -> Session {
    let (kept, assessment) = saved::read(text).unwrap();
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    let framework = match &kept.framework {
        Some(text) => text.to_string(),
        None => builtin::framework_text(&assessment.framework.id).unwrap().to_owned(),
    };
    let framework = framework_file::read(&framework, &documents).unwrap();
    saved::restore(Session::new("work/1".into(), Rc::new(framework), assessment), &kept)
}

#[test]
fn every_file_of_an_assessment_loads_and_is_written_back_without_loss() {
    let names = all("assessment-");
    assert!(!names.is_empty());
    for name in names {
        let text = golden(&name);
        let read = assessment_file::read(&text).unwrap();
        let before: serde_json::Value = serde_json::from_str(&text).unwrap();
        let after: serde_json::Value = serde_json::from_str(&assessment_file::write(&read)).unwrap();
        assert_eq!(after, before, "{name}");
    }
}

#[test]
fn every_copy_of_a_browser_loads_and_can_be_kept_again() {
    let names = all("work-");
    assert_eq!(names.len(), 3, "a file is never removed; another one is added here");
    for name in names {
        let session = opened(&golden(&name));
        assert!(session.is_as_kept(), "{name}");
        let again = opened(&saved::write(&session, 5, None, true).replacen(
            "\"assessment\":",
            &match saved::read(&golden(&name)).unwrap().0.framework {
                Some(framework) => {
                    format!("\"framework\":{},\"assessment\":", serde_json::to_string(&framework).unwrap())
                }
                None => "\"assessment\":".to_owned(),
            },
            1,
        ));
        assert_eq!(again.assessment, session.assessment, "{name}");
        assert_eq!((&again.label, again.download), (&session.label, session.download), "{name}");
    }
}

#[test]
fn a_copy_of_november_2026_is_what_it_was() {
    let first = opened(&golden("work-2026-11-a.json"));
    assert_eq!(first.kept_at_ms, Some(1_763_790_300_000));
    assert_eq!(first.assessment.organization.name, "Tỉnh Bắc Giang");
    assert_eq!((first.label.as_deref(), first.download, first.undo_place()), (None, None, None));

    let local = opened(&golden("work-2026-11-b.json"));
    assert_eq!(local.assessment.organization.name, "Xã Thử Nghiệm");

    let whole = opened(&golden("work-2026-11-c.json"));
    assert_eq!(whole.label.as_deref(), Some("Bản gửi Sở"));
    assert_eq!(whole.download.map(|Download { outdated, .. }| outdated), Some(true));
    let figure = |workspace: &Workspace| {
        let session = workspace.session.as_ref().unwrap();
        session.response("4.3").and_then(|it| it.inputs.get("percent").cloned())
    };
    let workspace = Rc::new(Workspace::default()).reduce(SessionAction::Open(Box::new(whole)));
    assert_eq!(figure(&workspace).as_deref(), Some("81.5"));
    let workspace = workspace.reduce(SessionAction::Undo);
    assert_eq!(figure(&workspace).as_deref(), Some("80"));
    let workspace = workspace.reduce(SessionAction::Undo);
    assert_eq!(figure(&workspace), None);
    let workspace = workspace.reduce(SessionAction::Redo).reduce(SessionAction::Redo);
    assert_eq!(figure(&workspace).as_deref(), Some("81.5"));
}
