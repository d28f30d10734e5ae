//! What must hold for every text: both languages say the same things, nothing is missing, and nobody is told off.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use thuocso::{
    engine::{framework::Basis, problem::ProblemKind, scoring::Status},
    i18n::{
        Language,
        groups::{GROUPS, group, own_group},
        status,
    },
};

type Catalogue = BTreeMap<String, String>;

const FILES: [[&str; 2]; 3] =
    [["vi.json", "en.json"], ["pages.vi.json", "pages.en.json"], ["site.vi.json", "site.en.json"]];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(name: &str) -> (String, Catalogue) {
    let text = fs::read_to_string(source().join("i18n").join(name)).unwrap();
    let catalogue = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    (text, catalogue)
}

/// Every message of a language, with the file it is in.
fn messages() -> Vec<(&'static str, String, String)> {
    let of_file = |name: &'static str| read(name).1.into_iter().map(move |(key, text)| (name, key, text));
    FILES.into_iter().flatten().flat_map(of_file).collect()
}

/// The keys of a language that `src/i18n` itself may name, or that everything else may; static pages have some more.
fn keys(language: Language, own: bool) -> Catalogue {
    let at = Language::ALL.iter().position(|it| *it == language).unwrap();
    let mut keys = read(FILES[usize::from(!own)][at]).1;
    if !own {
        keys.extend(read(FILES[2][at]).1);
    }
    keys
}

fn placeholders(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// The form for one thing, which Vietnamese does not need.
fn is_singular(key: &str) -> bool {
    key.ends_with(".one")
}

#[test]
fn both_languages_have_the_same_keys() {
    for [vi, en] in FILES {
        let keys =
            |name: &str| -> BTreeSet<String> { read(name).1.into_keys().filter(|key| !is_singular(key)).collect() };
        let (in_vi, in_en) = (keys(vi), keys(en));
        assert_eq!(in_vi.difference(&in_en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in {en}");
        assert_eq!(in_en.difference(&in_vi).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in {vi}");
        for key in read(en).1.keys().filter(|key| is_singular(key)) {
            let plural = key.trim_end_matches(".one");
            assert!(in_en.contains(plural), "{en}: `{key}` has no `{plural}`");
        }
    }
}

#[test]
fn both_languages_have_the_same_placeholders() {
    for [vi, en] in FILES {
        let (vi, en) = (read(vi).1, read(en).1);
        for (key, message) in vi.iter().filter(|(key, _)| !is_singular(key)) {
            let other = en.get(key).map(String::as_str).unwrap_or_default();
            assert_eq!(placeholders(message), placeholders(other), "`{key}`");
        }
        for catalogue in [&vi, &en] {
            for (key, message) in catalogue.iter().filter(|(key, _)| is_singular(key)) {
                let plural = catalogue.get(key.trim_end_matches(".one")).map(String::as_str).unwrap_or_default();
                assert!(placeholders(message).is_subset(&placeholders(plural)), "`{key}`");
            }
        }
    }
}

#[test]
fn every_message_is_a_text_and_every_key_is_written_once() {
    for [vi, en] in FILES {
        for name in [vi, en] {
            let (text, catalogue) = read(name);
            let written = text.lines().filter(|line| line.trim_start().starts_with('"')).count();
            assert_eq!(written, catalogue.len(), "{name}: one line a message, each key once");
        }
    }
    let mut seen = BTreeSet::new();
    for (file, key, message) in messages() {
        assert!(!message.trim().is_empty(), "{file}: `{key}` is empty");
        assert_eq!(message.trim(), message, "{file}: `{key}` has spaces around");
        assert!(!message.contains("  "), "{file}: `{key}` has two spaces");
        assert_eq!(message.matches('{').count(), message.matches('}').count(), "{file}: `{key}`");
        let language = file.trim_start_matches("pages.").trim_start_matches("site.");
        assert!(seen.insert((language, key.clone())), "{file}: `{key}` is in two files");
    }
}

#[test]
fn nobody_is_told_off() {
    const WORDS: [&str; 9] =
        ["vui lòng", "xin lỗi", "không hợp lệ", "lỗi hệ thống", "please", "sorry", "invalid", "oops", "system error"];
    for (file, key, message) in messages() {
        let message = message.to_lowercase();
        for word in WORDS {
            assert!(!message.contains(word), "{file}: `{key}` says “{word}”");
        }
    }
}

#[test]
fn every_problem_status_and_basis_has_its_words() {
    const STATUSES: [Status; 7] = [
        Status::NoFigures,
        Status::NotStarted,
        Status::InProgress,
        Status::Done,
        Status::EvidenceNeeded,
        Status::NotApplicable,
        Status::Unscored,
    ];
    const BASES: [Basis; 7] = [
        Basis::Official,
        Basis::Secondary,
        Basis::Inferred,
        Basis::Allocated,
        Basis::Counted,
        Basis::SelfAssessed,
        Basis::Appraised,
    ];
    for language in Language::ALL {
        let own = keys(language, true);
        for code in ProblemKind::CODES {
            let message = own.get(&format!("problem.{code}")).cloned().unwrap_or_default();
            assert!(message.ends_with('.'), "{language:?}: `problem.{code}`");
            assert!(message.matches(". ").count() >= 1 || message.contains(';'), "`{code}` does not say what to do");
        }
        for found in STATUSES {
            assert!(own.contains_key(&format!("status.{}", found.code())), "{language:?}: {found:?}");
            assert_ne!(status::status(found, language), found.code());
        }
        for basis in BASES {
            let (mark, explanation) = status::basis(basis, language);
            assert_eq!(mark.is_empty(), basis == Basis::Official, "{basis:?}");
            assert!(!explanation.starts_with("basis."), "{basis:?}");
            assert!(!status::basis_name(basis, language).starts_with("basis."), "{basis:?}");
        }
    }
}

/// The sources, without the table of groups: it names keys and uses none.
fn rust_files(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("i18n/groups.rs") {
            let text = fs::read_to_string(&path).unwrap();
            // Tests may name keys that do not exist.
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            found.push((path, text));
        }
    }
}

/// Every string literal of a source text that looks like a key: lower-case words with dots between.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).filter(|literal| is_key(literal))
}

fn is_key(literal: &str) -> bool {
    let word = |word: &str| {
        let mut letters = word.bytes();
        letters.next().is_some_and(|first| first.is_ascii_lowercase())
            && letters.all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
    };
    literal.contains('.') && literal.split('.').all(word)
}

/// The literal keys that `text`, `text_with`, `text_for_count`, `find` and `t!` are called with.
fn called(text: &str) -> Vec<&str> {
    let calls = ["text(", "text_with(", "text_for_count(", "find(", "t!(", "t("];
    let mut keys = Vec::new();
    for call in calls {
        for (at, _) in text.match_indices(call) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let arguments = &text[at + call.len()..];
            let end = arguments.find([';', ')', '{']).unwrap_or(arguments.len());
            let key = arguments[..end].split('"').nth(1);
            keys.extend(key.filter(|key| is_key(key)));
        }
    }
    keys
}

#[test]
fn every_key_that_the_program_names_exists() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    // The formats may not use messages (`tests/architecture.rs`); their dotted words are fields of files.
    files.retain(|(path, _)| !path.starts_with(source().join("formats")));
    let first_words: BTreeSet<String> =
        messages().into_iter().filter_map(|(_, key, _)| Some(key.split_once('.')?.0.to_owned())).collect();
    let catalogues = [false, true].map(|own| Language::ALL.map(|language| (language, keys(language, own))));
    let mut missing = Vec::new();
    for (path, text) in &files {
        // What pages say, and static pages or the command say alike, is in the catalogue of pages.
        let of_pages = ["published.rs", "duty.rs", "merge.rs", "periods.rs", "mod.rs"];
        let own = path.starts_with(source().join("i18n")) && !of_pages.iter().any(|it| path.ends_with(it));
        let named = literals(text).filter(|key| first_words.contains(key.split('.').next().unwrap_or_default()));
        for key in named.chain(called(text)).filter(|key| ![".json", ".csv"].iter().any(|it| key.ends_with(it))) {
            for (language, keys) in &catalogues[usize::from(own)] {
                let is_optional = is_singular(key) && *language == Language::Vi;
                if !keys.contains_key(key) && !is_optional {
                    missing.push(format!("{}: `{key}` ({})", path.display(), language.code()));
                }
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The groups of texts that are there wherever the code of a file runs, besides `frame`; a chunk of `src/app/pages/lazy.rs`
/// brings the group of its name.
fn groups_of(file: &str) -> &'static [&'static str] {
    let begins = |beginnings: &[&str]| beginnings.iter().any(|it| file.starts_with(it));
    match file.strip_prefix("app/pages/") {
        Some(page) => match page.split(['/', '.']).next().unwrap_or_default() {
            "home" | "catalog" | "lazy" | "mod" => &[],
            "assess" if ["mod", "opening", "start"].iter().any(|it| page == format!("assess/{it}.rs")) => &["start"],
            "assess" => &["pages", "start", "work"],
            "score" => &["pages", "score"],
            "results" | "frameworks" | "carry" | "compare" => &["pages", "score", "reading"],
            "author" => &["pages", "author"],
            "targets" | "embed" | "budget" | "periods" => &["pages", "published", "explore"],
            "ranking" if !["list", "mod", "words", "address", "download"].iter().any(|it| page.contains(it)) => {
                &["pages", "published", "explore"]
            }
            "ranking" => &["pages", "published"],
            _ => &["pages", "desk"],
        },
        // Only the code of `machinery` draws these.
        None if begins(&["app/components/kept_work", "app/components/recovery", "app/components/explanation"]) => {
            &["pages", "session"]
        }
        // Only pages that are fetched draw these.
        None if begins(&["app/charts/", "app/components/"]) && !begins(&ALWAYS_THERE) => &["pages"],
        None if begins(&["i18n/published"]) => &["pages", "published"],
        None => &[],
    }
}

/// The components that the frame and the first page draw.
const ALWAYS_THERE: [&str; 5] = [
    "app/components/shell",
    "app/components/page_heading",
    "app/components/problems",
    "app/components/draft",
    "app/components/mod",
];

#[test]
fn texts_are_there_where_they_are_used() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    let keys: Vec<String> = read("pages.vi.json").1.into_keys().collect();
    let mut misplaced = Vec::new();
    for (path, text) in &files {
        let file = path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
        // The rest of `i18n` has texts of its own; the native command has them all.
        if !["app/", "i18n/published"].iter().any(|it| file.starts_with(it)) {
            continue;
        }
        let named: BTreeSet<&str> = literals(text).collect();
        let made_up: Vec<&str> = text
            .split('"')
            .filter_map(|it| it.split_once(".{"))
            .map(|(prefix, _)| prefix)
            .filter(|it| is_key(&format!("{it}.x")))
            .collect();
        for key in &keys {
            let made = made_up.iter().any(|prefix| key.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')));
            let in_group = group(key);
            if (made || named.contains(key.trim_end_matches(".one")))
                && in_group != GROUPS[0].0
                && !groups_of(&file).contains(&in_group)
            {
                misplaced.push(format!("{file} uses `{key}`, which is in the group `{in_group}`"));
            }
        }
    }
    assert!(misplaced.is_empty(), "see GROUPS in src/i18n/groups.rs:\n{}", misplaced.join("\n"));
}

/// The files of `src/i18n` that say what is in the part `details` of its texts, beside `problem`.
const DETAILED: [&str; 5] = ["compare", "crosswalk", "plan", "report", "step"];

#[test]
fn details_are_said_only_where_they_are() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    let keys: Vec<String> = read("vi.json").1.into_keys().collect();
    let mut misplaced = Vec::new();
    for (path, text) in &files {
        let file = path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
        let stem = path.file_stem().unwrap().to_string_lossy();
        if file.starts_with("i18n/") && text.contains("own::") {
            let allowed: &[&str] = match &*stem {
                word if word == "problem" || DETAILED.contains(&word) => &["own", "details"],
                _ => &["own"],
            };
            let named: BTreeSet<&str> = literals(text).collect();
            let away = keys.iter().filter(|key| named.contains(key.as_str()) && !allowed.contains(&own_group(key)));
            misplaced.extend(away.map(|key| format!("{file}: `{key}` is in `{}`", own_group(key))));
        }
        // The marks of `machinery` are fetched with what they bring; parts of several pages are as those pages are.
        let marks = ["app/machinery.rs", "app/components/problems.rs"];
        if !file.starts_with("app/") || marks.contains(&&*file) {
            continue;
        }
        let groups = groups_of(&file);
        let has = |names: &[&str]| names.iter().any(|it| groups.contains(it));
        let is_part = groups == ["pages"];
        if !is_part && !has(&["session", "reading", "desk", "author", "explore"]) {
            let lists = text.contains(" problem_list(")
                || text.contains("problem::message")
                || text.contains("problem::problem");
            misplaced.extend(lists.then(|| format!("{file}: `Keeping` lists problems")));
            let calls = DETAILED.iter().filter(|name| imports_text(text, name));
            misplaced.extend(calls.map(|name| format!("{file} uses `i18n::{name}`")));
        }
    }
    assert!(misplaced.is_empty(), "see OWN in src/i18n/groups.rs:\n{}", misplaced.join("\n"));
}

/// Whether a file imports a module of `i18n`.
fn imports_text(text: &str, name: &str) -> bool {
    let imports =
        text.split("i18n::{").nth(1).and_then(|rest| rest.split_once("};")).map_or("", |(imports, _)| imports);
    imports.split([',', ' ', '\n']).any(|word| word == name || word.starts_with(&format!("{name}::")))
}

#[test]
fn what_is_always_there_uses_no_component_of_other_pages() {
    let mut files = Vec::new();
    rust_files(&source().join("app"), &mut files);
    let named = |path: &Path| path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/");
    let names: Vec<String> = files.iter().map(|(path, _)| named(path)).collect();
    let is_fetched = |file: &str| !groups_of(file).is_empty();
    let fetched = names.iter().filter(|file| is_fetched(file) && !file.ends_with("/mod.rs"));
    let fetched: BTreeSet<&str> = fetched.filter_map(|file| Path::new(file.as_str()).file_stem()?.to_str()).collect();
    for (path, text) in &files {
        let file = named(path);
        // They mark what is fetched; the last is never in a browser.
        let others = [
            "app/machinery.rs",
            "app/kept.rs",
            "app/pages/lazy.rs",
            "app/pages/mod.rs",
            "app/components/mod.rs",
            "app/prerender.rs",
        ];
        if is_fetched(&file) || others.contains(&file.as_str()) {
            continue;
        }
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for name in &fetched {
                assert!(!line.contains(&format!("components::{name}::")), "{file}: {line}");
                assert!(!line.trim_start().starts_with(&format!("{name}::")), "{file}: {line}");
            }
        }
    }
}

#[test]
fn every_message_is_used() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    let named: BTreeSet<&str> = files.iter().flat_map(|(_, text)| literals(text)).collect();
    // Keys that are made up at run time: `format!("problem.{}", …)`.
    let made_up = files.iter().flat_map(|(_, text)| text.split('"').filter_map(|literal| literal.split_once(".{")));
    let made_up: BTreeSet<&str> = made_up.map(|(prefix, _)| prefix).filter(|prefix| !prefix.contains(' ')).collect();
    let is_used = |key: &str| {
        let key = key.trim_end_matches(".one");
        let mut prefixes = key.match_indices('.').map(|(at, _)| &key[..at]);
        named.contains(key) || prefixes.any(|prefix| made_up.contains(prefix))
    };
    let unused: BTreeSet<String> = messages().into_iter().map(|(_, key, _)| key).filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "no source file names these keys: {unused:#?}");
}
