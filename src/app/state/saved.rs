//! An assessment as the browser keeps it: the user's file, with what is needed to go on with it.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    history, scorecard,
    session::{Download, Session},
};
use crate::{
    engine::{assessment::Assessment, merge::merge},
    formats::assessment_file,
    i18n::letters,
};

/// Names of kept assessments begin with this.
pub const WORKS: &str = "work/";
/// Names of assessments that were deleted, and can still be brought back, begin with this.
pub const DELETED: &str = "deleted/";
/// How long they can: fourteen days.
const DELETED_KEPT_MS: u64 = 14 * 24 * 3_600_000;
/// That the browser has been asked to keep what this page stores; it is asked once.
pub const ASKED: &str = "asked-to-keep";
/// The name of the assessment that was open last.
pub const OPEN: &str = "open";
/// When what was written was last put on the disk, for a machine that loses its power.
pub const ON_DISK: &str = "on-disk";
/// The name of the chosen language.
pub const LANGUAGE: &str = "language";

/// One assessment in the browser's store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedWork {
    /// When, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// The text of `assessment.json`, so that a copy that this program can not read can still be saved as a file.
    pub assessment: String,
    /// The text of the framework, where it does not come with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<Rc<str>>,
    /// How the person calls it, where they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Rc<str>>,
    /// When its file was saved last, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaded_at_ms: Option<u64>,
    /// Whether it has changed since its file was saved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub download_outdated: bool,
    /// The title of its framework, in Vietnamese and in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<[Rc<str>; 2]>,
    /// Of how many leaves something is entered, and how many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<[usize; 2]>,
    /// What can be taken back and made again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<Value>,
}

/// What the text of a copy that was written at this moment begins with. No other copy of the assessment does.
pub fn beginning(saved_at_ms: u64) -> String {
    format!("{{\"saved_at_ms\":{saved_at_ms},")
}

/// The text to keep of an assessment that is open. `history`: whether to keep what can be taken back, too.
pub fn write(session: &Session, saved_at_ms: u64, framework: Option<Rc<str>>, history: bool) -> String {
    let progress = scorecard::of(session).progress;
    let work = SavedWork {
        title: Some([Rc::clone(&session.framework.title.vi), Rc::clone(&session.framework.title.en)]),
        progress: Some([progress.entered, progress.leaves]),
        saved_at_ms,
        assessment: assessment_file::write(&session.assessment),
        framework,
        label: session.label.clone(),
        downloaded_at_ms: session.download.map(|it| it.at_ms),
        download_outdated: session.download.is_some_and(|it| it.outdated),
        history: history.then(|| history::write(session)).flatten(),
    };
    work.to_text()
}

/// A session with all that was kept beside its assessment.
pub fn restore(session: Session, saved: &SavedWork) -> Session {
    let download = |at_ms| Download { at_ms, outdated: saved.download_outdated };
    let session = Session {
        label: saved.label.clone(),
        kept_at_ms: Some(saved.saved_at_ms),
        download: saved.downloaded_at_ms.map(download),
        ..session
    };
    match &saved.history {
        Some(steps) => history::restore(session, steps),
        None => session,
    }
}

impl SavedWork {
    /// The text to keep.
    pub fn to_text(&self) -> String {
        // Plain structures with text keys always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a text that was kept.
    pub fn parse(text: &str) -> Option<SavedWork> {
        serde_json::from_str(text).ok()
    }
}

/// Reads a text that was kept, with the assessment in it.
pub fn read(text: &str) -> Option<(SavedWork, Assessment)> {
    let saved = SavedWork::parse(text)?;
    let assessment = assessment_file::read(&saved.assessment).ok()?;
    Some((saved, assessment))
}

/// What the browser's store holds: names below [`WORKS`], and texts.
pub type Stored = Vec<(String, String)>;

/// One assessment that the browser keeps, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Under which name.
    pub work: Rc<str>,
    /// When it was written, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// What it holds.
    pub assessment: Rc<Assessment>,
    /// The text of its file.
    pub file: Rc<str>,
    /// The text that the browser keeps.
    pub text: Rc<str>,
    /// How the person calls it, where they do.
    pub label: Option<Rc<str>>,
    /// The title of its framework, in Vietnamese and in English, where the copy says.
    pub title: Option<[Rc<str>; 2]>,
    /// Of how many leaves something is entered, and how many there are, where the copy says.
    pub progress: Option<[usize; 2]>,
    /// The file that was saved from it.
    pub download: Option<Download>,
}

/// A copy that can not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Under which name.
    pub work: Rc<str>,
    /// What is there.
    pub text: Rc<str>,
}

/// One that was deleted and can be brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Under which name it is now.
    pub name: Rc<str>,
    /// Under which name it was.
    pub work: Rc<str>,
    /// When it was deleted, in milliseconds since 1970.
    pub at_ms: u64,
    /// What it holds, where it can be read.
    pub kept: Option<Kept>,
}

/// Everything that the browser keeps of assessments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those that can be opened, the last one first; examples that nobody has changed are not among them.
    pub kept: Vec<Kept>,
    /// Those that can not be read.
    pub damaged: Vec<Damaged>,
    /// Those that were deleted lately, the last one first.
    pub deleted: Vec<Deleted>,
    /// Names of those that were deleted so long ago that they may be forgotten.
    pub forgotten: Vec<Rc<str>>,
}

/// What the store found below [`WORKS`] and [`DELETED`]. Nothing is left out but examples.
pub fn listing(works: Stored, deleted: Stored, now_ms: u64) -> Listing {
    let unread = |(name, text): &(String, String)| read_kept(name, text).is_none();
    let damaged = works.iter().filter(|it| unread(it));
    let damaged =
        damaged.map(|(name, text)| Damaged { work: format!("{WORKS}{name}").into(), text: text.as_str().into() });
    let damaged = damaged.collect();
    let mut listing = Listing { kept: listed(works, None), damaged, ..Listing::default() };
    for (name, text) in deleted {
        let whole: Rc<str> = format!("{DELETED}{name}").into();
        let Some((at_ms, rest)) = name.split_once('-') else { continue };
        let Ok(at_ms) = at_ms.parse::<u64>() else { continue };
        if at_ms.saturating_add(DELETED_KEPT_MS) < now_ms {
            listing.forgotten.push(whole);
            continue;
        }
        let it = Deleted { name: whole, work: format!("{WORKS}{rest}").into(), at_ms, kept: read_kept(rest, &text) };
        let place = listing.deleted.iter().take_while(|other| other.at_ms >= at_ms).count();
        listing.deleted.insert(place, it);
    }
    listing
}

/// The copy that the browser keeps of the assessment that a file holds: of the same organization, framework and period.
/// And whether both say the same. An assessment without a name is nobody's, and has no other copy.
pub fn rival(found: Stored, file: &Assessment) -> Option<(Kept, bool)> {
    let of = |it: &Assessment| {
        let organization: String = it.organization.name.trim().chars().map(letters::lower).collect();
        (it.framework.id.clone(), organization, it.period.trim().to_owned())
    };
    if file.organization.name.trim().is_empty() {
        return None;
    }
    let mut copies = listed(found, None);
    copies.retain(|it| of(&it.assessment) == of(file));
    let says_the_same = |it: &Kept| merge(None, &it.assessment, file).is_ok_and(|merge| merge.differences.is_empty());
    let same = copies.iter().position(says_the_same);
    let at = same.unwrap_or(0);
    (at < copies.len()).then(|| (copies.swap_remove(at), same.is_some()))
}

/// The name under which one that is deleted now can be found again.
pub fn deleted_name(work: &str, now_ms: u64) -> Rc<str> {
    format!("{DELETED}{now_ms}-{}", work.strip_prefix(WORKS).unwrap_or(work)).into()
}

/// The text of a copy under another label; nothing where it can not be read.
pub fn relabel(text: &str, label: Option<Rc<str>>) -> Option<String> {
    Some(SavedWork { label, ..SavedWork::parse(text)? }.to_text())
}

/// The text of a copy of a copy: nobody has its file yet. Nothing where it can not be read.
pub fn copy(text: &str, label: &str, now_ms: u64) -> Option<String> {
    let original = SavedWork::parse(text)?;
    let label = Some(label.into());
    let copy = SavedWork { saved_at_ms: now_ms, label, downloaded_at_ms: None, download_outdated: false, ..original };
    Some(copy.to_text())
}

/// What the store found below [`WORKS`], the last one first, without examples and without the one that is open.
/// Copies that can not be read are left out.
pub fn listed(found: Stored, open: Option<&str>) -> Vec<Kept> {
    let mut works: Vec<Kept> = Vec::new();
    for (name, text) in found {
        let Some(kept) = read_kept(&name, &text) else { continue };
        if is_example(&kept.work) || open == Some(&*kept.work) {
            continue;
        }
        let at = works.iter().take_while(|it| it.saved_at_ms >= kept.saved_at_ms).count();
        works.insert(at, kept);
    }
    works
}

fn read_kept(name: &str, text: &str) -> Option<Kept> {
    let (saved, assessment) = read(text)?;
    let download = |at_ms| Download { at_ms, outdated: saved.download_outdated };
    Some(Kept {
        work: format!("{WORKS}{name}").into(),
        saved_at_ms: saved.saved_at_ms,
        assessment: Rc::new(assessment),
        download: saved.downloaded_at_ms.map(download),
        file: saved.assessment.into(),
        text: text.into(),
        label: saved.label,
        title: saved.title,
        progress: saved.progress,
    })
}

/// The name under which a new assessment is kept.
pub fn new_work(now_ms: u64) -> Rc<str> {
    format!("{WORKS}{now_ms}").into()
}

/// The name under which an example is kept; it becomes a new one with the first change.
pub fn example_work(framework: &str) -> Rc<str> {
    format!("{WORKS}example-{framework}").into()
}

/// Whether this is the name of an example that nobody has changed.
pub fn is_example(work: &str) -> bool {
    work.starts_with("work/example-")
}

/// The name of the file that a person saves: what it is, whose, for when, and the day.
pub fn file_name(session: &Session, date: &str) -> String {
    file_name_of(&session.assessment, date)
}

/// [`file_name`] of an assessment that is not open.
pub fn file_name_of(assessment: &Assessment, date: &str) -> String {
    let part = |text: &str| {
        let mut slug = String::new();
        for c in text.chars().map(letters::lower) {
            match base_letter(c) {
                Some(letter) => slug.push(letter),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            }
        }
        slug.trim_end_matches('-').chars().take(40).collect::<String>()
    };
    let parts =
        [part(&assessment.framework.id), part(&assessment.organization.name), part(&assessment.period), part(date)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.json", parts.join("_"))
}

/// The letter without its Vietnamese marks, a digit as it is; nothing for everything else.
fn base_letter(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => {
            'a'
        }
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
            'o'
        }
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'đ' => 'd',
        _ => return None,
    })
}

/// A text for searching: lower case, without Vietnamese marks, so that “van ban” finds “văn bản”.
pub fn plain(text: &str) -> String {
    text.chars().map(letters::lower).map(|c| base_letter(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved_work(saved_at_ms: u64, assessment: &str) -> SavedWork {
        SavedWork {
            saved_at_ms,
            assessment: assessment.to_owned(),
            framework: None,
            label: None,
            downloaded_at_ms: None,
            download_outdated: false,
            title: None,
            progress: None,
            history: None,
        }
    }

    const FILE: &str = r#"{"format":"thuocso-assessment/1","framework":{"id":"x"},"organization":{},"period":"2024"}"#;

    #[test]
    fn what_is_damaged_or_deleted_is_listed_too_until_it_is_old() {
        let day = 24 * 3_600_000;
        let text = saved_work(5, FILE).to_text();
        let works = vec![("1".to_owned(), text.clone()), ("2".to_owned(), "{half".to_owned())];
        let name = |days: u64| deleted_name("work/7", 100 * day - days * day).strip_prefix(DELETED).unwrap().to_owned();
        let deleted = vec![(name(15), text.clone()), (name(13), text), (name(1), "{half".to_owned())];
        let listing = listing(works, deleted, 100 * day);
        assert_eq!(listing.kept.len(), 1);
        assert_eq!((&*listing.damaged[0].work, &*listing.damaged[0].text), ("work/2", "{half"));
        let found: Vec<(&str, bool)> = listing.deleted.iter().map(|it| (&*it.work, it.kept.is_some())).collect();
        assert_eq!(found, [("work/7", false), ("work/7", true)]);
        assert_eq!(listing.forgotten.len(), 1);
    }

    #[test]
    fn a_copy_is_new_and_a_label_changes_nothing_else() {
        let original = SavedWork { downloaded_at_ms: Some(4), ..saved_work(5, FILE) };
        let copied = SavedWork::parse(&copy(&original.to_text(), "Bản sao", 9).unwrap()).unwrap();
        assert_eq!((copied.saved_at_ms, copied.label.as_deref(), copied.downloaded_at_ms), (9, Some("Bản sao"), None));
        let named = SavedWork::parse(&relabel(&original.to_text(), Some("Tên".into())).unwrap()).unwrap();
        assert_eq!(SavedWork { label: None, ..named }, original);
        assert_eq!(relabel("{half", None), None);
    }

    #[test]
    fn a_text_without_marks_finds_the_text_with_them() {
        assert_eq!(plain("Văn bản ĐIỆN TỬ 4.1"), "van ban dien tu 4.1");
    }

    #[test]
    fn kept_works_are_listed_the_last_one_first() {
        let file = r#"{"format":"thuocso-assessment/1","framework":{"id":"x"},"organization":{},"period":"2024"}"#;
        let entry = |name: &str, saved_at_ms, text: &str| {
            let work = saved_work(saved_at_ms, text);
            (name.to_owned(), work.to_text())
        };
        let found = vec![
            entry("1", 10, file),
            entry("2", 30, file),
            entry("example-x", 40, file),
            entry("3", 20, file),
            entry("4", 50, "damaged"),
            ("5".to_owned(), "damaged".to_owned()),
        ];
        let listed = listed(found, Some("work/3"));
        let works: Vec<&str> = listed.iter().map(|kept| &*kept.work).collect();
        assert_eq!(works, ["work/2", "work/1"]);
        assert_eq!(&*listed[0].file, file);
    }

    #[test]
    fn a_copy_reads_back() {
        let work = saved_work(1_711_929_600_000, "{}");
        assert!(work.to_text().starts_with(&beginning(1_711_929_600_000)), "windows tell copies apart by it");
        assert_eq!(SavedWork::parse(&work.to_text()), Some(work));
        assert_eq!(SavedWork::parse("{"), None);
    }
}
