//! Reads the corpus, the files to begin with and changed ones; says what went wrong and keeps it.

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use thuocso::i18n::{Language, problem::problem_text};

use super::{
    changes::{Kind, Random, changed},
    memory::measured,
    table::{Found, Known, READERS, Reader, files, root},
};

/// Memory that one reading may hold at its height: this much whatever the file, and so much for each byte of it.
const MEMORY: usize = 48 << 20;
const MEMORY_PER_BYTE: usize = 600;
/// All memory that one reading may ask for.
const WORK: usize = 1 << 30;
const WORK_PER_BYTE: usize = 40_000;
/// The longest sentence about a problem, in bytes: it does not repeat the file.
const LONGEST_SENTENCE: usize = 4_000;
/// Changed files of a reader in a usual run.
const CASES: u64 = 150;
/// In a long run: nothing takes longer, even where other programs take most of the processor, or something hangs.
const LONGEST_READING: Duration = Duration::from_secs(120);
/// The largest file, in bytes, that is kept for an answer of its own; most of the others are hardly different.
const LARGEST_KEPT: usize = 3_000;
const MOST_KEPT: usize = 40;

/// What came of one reading.
pub struct Outcome {
    /// What went wrong, if anything did.
    pub fault: Option<String>,
    /// The kinds of problems that were found.
    pub answer: BTreeSet<&'static str>,
}

/// Reads once.
pub fn try_out(reader: &Reader, known: &Known, bytes: &[u8]) -> Outcome {
    let (found, taken) = measured(|| catch_unwind(AssertUnwindSafe(|| (reader.read)(known, bytes))));
    let size = bytes.len();
    let fault = match &found {
        Err(panicked) => {
            let text = panicked.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panicked.downcast_ref::<&str>().map(|it| (*it).to_owned()));
            Some(format!("it panicked: {}", text.unwrap_or_default()))
        }
        Ok(_) if taken.height > MEMORY + MEMORY_PER_BYTE * size => {
            Some(format!("{} bytes of memory for {size}", taken.height))
        }
        Ok(_) if taken.asked > WORK + WORK_PER_BYTE * size => {
            Some(format!("asked for {} bytes for {size}", taken.asked))
        }
        Ok(found) => bad_sentence(found),
    };
    let answer = found.unwrap_or_default().iter().map(|problem| problem.kind.code()).collect();
    Outcome { fault, answer }
}

/// A problem that is told badly: not at all, with holes, or at the length of the file.
fn bad_sentence(found: &Found) -> Option<String> {
    // Many problems are of few kinds.
    let mut seen = BTreeSet::new();
    let new = found.iter().filter(|problem| seen.insert(problem.kind.code()));
    new.flat_map(|problem| Language::ALL.map(|language| (problem, problem_text(problem, language)))).find_map(
        |(problem, text)| {
            let is_good = !text.trim().is_empty() && text.len() <= LONGEST_SENTENCE;
            (!is_good).then(|| format!("{} is told in {} bytes: {:.300}", problem.kind.code(), text.len(), text))
        },
    )
}

/// The time that this thread has computed, where the system tells it.
fn computed() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// When a reading began, and the file.
type Begun = (Instant, Vec<u8>);

/// A run of one reader.
pub struct Harness {
    reader: &'static Reader,
    known: Known,
    corpus: PathBuf,
    pool: Vec<Vec<u8>>,
    answers: BTreeSet<BTreeSet<&'static str>>,
    /// What a long run is reading, and since when.
    reading: Arc<Mutex<Option<Begun>>>,
}

impl Harness {
    pub fn new(name: &str) -> Harness {
        let reader = READERS.iter().find(|reader| reader.name == name).unwrap();
        Harness {
            reader,
            known: Known::new(),
            corpus: root().join("tests/corpus").join(name),
            pool: (reader.seeds)(),
            answers: BTreeSet::new(),
            reading: Arc::default(),
        }
    }

    /// Reads everything; fails at the first file that goes wrong.
    pub fn run(mut self) {
        assert!(!self.pool.is_empty(), "no files to begin with");
        for path in files(&self.corpus) {
            let bytes = fs::read(&path).unwrap();
            self.check(&bytes, &path.display().to_string());
            self.pool.push(bytes);
        }
        for at in 0..self.pool.len() {
            let bytes = self.pool[at].clone();
            self.check(&bytes, &format!("file {at} as it is"));
        }
        self.pool.push(Vec::new());
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        match number("THUOCSO_FUZZ_SECONDS") {
            Some(seconds) => self.go_on(Duration::from_secs(seconds), number("THUOCSO_FUZZ_SEED").unwrap_or_default()),
            None => (0..CASES).for_each(|case| {
                let bytes = self.changed(case);
                self.check(&bytes, &format!("case {case}"));
            }),
        }
    }

    fn changed(&self, case: u64) -> Vec<u8> {
        let mut random = Random(case);
        let bytes = self.pool[random.below(self.pool.len())].clone();
        let other = &self.pool[random.below(self.pool.len())];
        changed(bytes, other, self.reader.kind, &mut random)
    }

    /// Reads a file and keeps it where something goes wrong. Whether its answer is new.
    fn check(&mut self, bytes: &[u8], what: &str) -> bool {
        let outcome = try_out(self.reader, &self.known, bytes);
        if let Some(fault) = outcome.fault {
            let path = self.keep(bytes);
            panic!("{}, {what}: {fault}; the file is {}", self.reader.name, path.display());
        }
        self.answers.insert(outcome.answer)
    }

    fn keep(&self, bytes: &[u8]) -> PathBuf {
        fs::create_dir_all(&self.corpus).unwrap();
        let path = self.corpus.join(name_of(bytes));
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Changes files until the time is over; files with new answers are changed further.
    fn go_on(&mut self, time: Duration, seed: u64) {
        let (begun, computed_before) = (Instant::now(), computed().unwrap_or_default());
        self.watch();
        let (mut case, mut slowest, mut found) = (0, (Duration::ZERO, Vec::new()), Vec::new());
        while begun.elapsed() < time {
            let bytes = self.changed((seed << 32) + case);
            *self.reading.lock().unwrap() = Some((Instant::now(), bytes.clone()));
            let before = computed();
            let is_new = self.check(&bytes, &format!("case {case}"));
            let took = computed().zip(before).map_or(Duration::ZERO, |(after, before)| after.saturating_sub(before));
            if took > slowest.0 {
                slowest = (took, bytes.clone());
            }
            if is_new && self.answers.len() < 2_000 {
                found.push(bytes.clone());
                self.pool.push(bytes);
            }
            case += 1;
        }
        *self.reading.lock().unwrap() = None;
        let slow = std::env::temp_dir().join(format!("slowest-{}", self.reader.name));
        fs::write(&slow, &slowest.1).unwrap();
        println!(
            "{}: {case} changed files in {} s ({} s computing), {} answers, the slowest took {} ms for {} bytes ({})",
            self.reader.name,
            begun.elapsed().as_secs(),
            (computed().unwrap_or_default() - computed_before).as_secs(),
            self.answers.len(),
            slowest.0.as_millis(),
            slowest.1.len(),
            slow.display(),
        );
        if std::env::var_os("THUOCSO_FUZZ_KEEP").is_some() {
            self.keep_new(found);
        }
    }

    /// Ends the program where one file takes too long, and keeps that file.
    fn watch(&self) {
        let (reading, corpus, name) = (Arc::clone(&self.reading), self.corpus.clone(), self.reader.name);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let reading = reading.lock().unwrap();
                if let Some((since, bytes)) = reading.as_ref().filter(|(since, _)| since.elapsed() > LONGEST_READING) {
                    fs::create_dir_all(&corpus).unwrap();
                    let path = corpus.join(name_of(bytes));
                    fs::write(&path, bytes).unwrap();
                    eprintln!("{name}: more than {} s; the file is {}", since.elapsed().as_secs(), path.display());
                    std::process::abort();
                }
            }
        });
    }

    /// Keeps files with answers of their own, made smaller as long as the answer stays.
    fn keep_new(&self, found: Vec<Vec<u8>>) {
        let answer = |bytes: &[u8]| try_out(self.reader, &self.known, bytes).answer;
        let mut kept: BTreeSet<BTreeSet<&'static str>> =
            files(&self.corpus).iter().map(|path| answer(&fs::read(path).unwrap())).collect();
        let until = Instant::now() + Duration::from_secs(60);
        for bytes in found {
            let whole = answer(&bytes);
            if kept.len() >= MOST_KEPT || Instant::now() > until {
                break;
            }
            if whole.len() > 4 || kept.contains(&whole) {
                continue;
            }
            let bytes = if self.reader.kind == Kind::Zip { bytes } else { smaller(bytes, &|it| answer(it) == whole) };
            let largest = if self.reader.kind == Kind::Zip { 4 * LARGEST_KEPT } else { LARGEST_KEPT };
            if bytes.len() <= largest && kept.insert(whole) {
                self.keep(&bytes);
            }
        }
    }
}

/// Takes pieces out of a file as long as something stays true of it.
fn smaller(mut bytes: Vec<u8>, holds: &dyn Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut tries = 400;
    let mut size = bytes.len() / 2;
    while size >= 8 && tries > 0 {
        let mut at = 0;
        while at < bytes.len() && tries > 0 {
            tries -= 1;
            let end = (at + size).min(bytes.len());
            let without = [&bytes[..at], &bytes[end..]].concat();
            if holds(&without) { bytes = without } else { at += size }
        }
        size /= 2;
    }
    bytes
}

/// A name by content.
fn name_of(bytes: &[u8]) -> String {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, hash))
}
