//! All readers of the program, each with files to begin with and with what is done with what it reads.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};

use thuocso::{
    charts::{
        area_map::{self, Area, AreaMap},
        svg,
    },
    engine::{
        assessment::{self, Assessment, Organization},
        dataset::Dataset,
        evidence,
        exact::Exact,
        framework::{Framework, Input},
        merge,
        problem::{Problem, ProblemKind},
        risk,
        rollup::{ScoreOf, Submission, table},
        rule::formula::{self, Expression, Names},
        scoring::{Reference, explain::explain, score},
    },
    formats::{
        assessment_file, assessment_sheet, budget, builtin, calendar, crosswalk_file,
        csv_file::{self, Dialect},
        dataset,
        documents::{self, Documents},
        eleven_columns, encoding, file_kind, framework_file, framework_sheet,
        framework_sheet::SheetLanguage,
        geojson, index,
        long_table::{self, Chosen, ChosenFile},
        outline, rollup_file, scorecard_file,
        sheet::{self, Cell, NumberStyle, Workbook},
        tile_layout, xlsx, years,
    },
    i18n::{
        Language,
        number::{self, Reading},
        rule,
    },
};

use super::changes::Kind;

/// What the readers need besides a file.
pub struct Known {
    documents: Documents,
    frameworks: Vec<Rc<Framework>>,
    assessment: Assessment,
    /// Two years and some measures of the published results.
    dataset: Dataset,
}

impl Known {
    pub fn new() -> Known {
        let documents = documents::read(builtin::DOCUMENTS).unwrap();
        let framework =
            |id: &str| Rc::new(framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap());
        let ids = ["dti-province-2022", "mic-2024-province", "dti-province-2025"];
        let frameworks = ids.map(framework).to_vec();
        let example = read_file("examples/bac-giang-2024-q1/assessment.json");
        let assessment = assessment_file::read_bytes(&example).unwrap();
        let dataset = dataset::read(&text(&dataset_seeds()[0])).unwrap();
        Known { documents, frameworks, assessment, dataset }
    }

    fn framework(&self) -> &Rc<Framework> {
        &self.frameworks[0]
    }

    fn find(&self, id: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|it| *it.id == *id).map(|it| &**it)
    }

    fn shared(&self, id: &str) -> Option<Rc<Framework>> {
        self.frameworks.iter().find(|it| *it.id == *id).cloned()
    }
}

/// What came of a reading: every problem; none where the file was accepted.
pub type Found = Vec<Problem>;

/// One reader.
pub struct Reader {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Reads a file, and does with it what pages and commands do.
    pub read: fn(&Known, &[u8]) -> Found,
    /// What its files are made of, so that changes can keep to it.
    pub kind: Kind,
    /// Files to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All readers.
pub const READERS: [Reader; 21] = [
    Reader { name: "framework", read: read_framework, kind: Kind::Json, seeds: framework_seeds },
    Reader { name: "assessment", read: read_assessment, kind: Kind::Json, seeds: || named(&["assessment"], ".json") },
    Reader {
        name: "browser_copy",
        read: read_browser_copy,
        kind: Kind::Json,
        seeds: || named(&["saved/work"], ".json"),
    },
    Reader { name: "csv", read: read_csv, kind: Kind::Table, seeds: csv_seeds },
    Reader { name: "xlsx", read: read_xlsx, kind: Kind::Zip, seeds: xlsx_seeds },
    Reader {
        name: "documents",
        read: |_, bytes| documents::read(&text(bytes)).err().unwrap_or_default(),
        kind: Kind::Json,
        seeds: || named(&["documents.json"], ".json"),
    },
    Reader {
        name: "years",
        read: |known, bytes| {
            years::read(&text(bytes), &|id| known.find(id), &known.documents).err().unwrap_or_default()
        },
        kind: Kind::Json,
        seeds: || named(&["years"], ".json"),
    },
    Reader {
        name: "crosswalk",
        read: |known, bytes| {
            let read = crosswalk_file::read(&text(bytes), &|id| known.find(id), &known.documents);
            read.err().unwrap_or_default()
        },
        kind: Kind::Json,
        seeds: || named(&["crosswalks/", "crosswalk/bad"], ".json"),
    },
    Reader {
        name: "outline",
        read: |known, bytes| match outline::read(&text(bytes), &known.documents, &|_| true) {
            Ok(outline) => {
                outline::sections(&outline, known.framework(), true);
                Vec::new()
            }
            Err(problems) => problems,
        },
        kind: Kind::Json,
        seeds: || named(&["outline"], ".json"),
    },
    Reader {
        name: "calendar",
        read: |known, bytes| calendar::read(&text(bytes), &known.documents, &|_| true).err().unwrap_or_default(),
        kind: Kind::Json,
        seeds: || named(&["calendar"], ".json"),
    },
    Reader {
        name: "budget",
        read: |known, bytes| match budget::read(&text(bytes), &known.documents) {
            Ok(budget) => {
                budget.tables.iter().for_each(|table| drop(budget::csv(table)));
                Vec::new()
            }
            Err(problems) => problems,
        },
        kind: Kind::Json,
        seeds: || named(&["budget"], ".json"),
    },
    Reader { name: "dataset", read: read_dataset, kind: Kind::Json, seeds: dataset_seeds },
    Reader { name: "dataset_tables", read: read_dataset_tables, kind: Kind::Table, seeds: dataset_table_seeds },
    Reader {
        name: "index",
        read: |_, bytes| match index::read(&text(bytes)) {
            Ok(entries) => {
                let entries: Vec<index::Entry> = entries.iter().map(|it| (**it).clone()).collect();
                index::read(&index::write(&entries)).err().unwrap_or_default()
            }
            Err(problems) => problems,
        },
        kind: Kind::Json,
        seeds: || named(&["index.json"], ".json"),
    },
    Reader {
        name: "tile_layout",
        read: |_, bytes| tile_layout::read("tiles.csv", &text(bytes)).err().unwrap_or_default(),
        kind: Kind::Table,
        seeds: || named(&["tile-maps"], ".csv"),
    },
    Reader { name: "pasted_documents", read: read_pasted, kind: Kind::Text, seeds: pasted_seeds },
    Reader { name: "numbers", read: read_numbers, kind: Kind::Text, seeds: number_seeds },
    Reader { name: "formulas", read: read_formulas, kind: Kind::Text, seeds: formula_seeds },
    Reader { name: "addresses", read: read_addresses, kind: Kind::Text, seeds: address_seeds },
    Reader { name: "geojson", read: read_map, kind: Kind::Json, seeds: map_seeds },
    Reader { name: "long_table", read: read_long_table, kind: Kind::Table, seeds: long_table_seeds },
];

/// A file as a page gets it that reads texts: what is no UTF-8 is replaced.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

// What is done with files.

fn read_framework(known: &Known, bytes: &[u8]) -> Found {
    let text = text(bytes);
    framework_file::is_framework(&text);
    let framework = match framework_file::read(&text, &known.documents) {
        Ok(framework) => framework,
        Err(problems) => return problems,
    };
    let raw = framework_file::read_raw(&text).unwrap();
    assert_eq!(framework_file::read_raw(&framework_file::write(&raw)).as_ref(), Ok(&raw), "written and read again");
    index::Entry::of(&framework);
    let nothing = Assessment::new(&framework, Organization::default(), "2024".to_owned());
    score(&framework, &nothing, Reference::default());
    for node in framework.nodes() {
        for language in Language::ALL {
            rule::node_lines(node, framework.scoring, language);
        }
    }
    let workbook = framework_sheet::write(&raw, SheetLanguage::Vi);
    framework_sheet::check(&workbook, &known.documents).map_or_else(|found| found, |checked| checked.warnings)
}

fn read_assessment(known: &Known, bytes: &[u8]) -> Found {
    let file = match assessment_file::read_bytes(bytes) {
        Ok(file) => file,
        Err(problems) => return problems,
    };
    let again = assessment_file::read(&assessment_file::write(&file)).unwrap();
    assert_eq!(again, file, "written and read again");
    use_assessment(known, &file)
}

/// What pages and commands do with an assessment.
fn use_assessment(known: &Known, file: &Assessment) -> Found {
    let framework = known.shared(&file.framework.id).unwrap_or_else(|| Rc::clone(known.framework()));
    let reading = assessment::read(&framework, file);
    let scorecard = score(&framework, file, Reference::default());
    assert!(scorecard.total.points <= scorecard.total.max_points, "above the maximum");
    scorecard_file::write(&framework, &scorecard);
    for id in file.responses.keys() {
        if let Some(node) = framework.find(id) {
            explain(&framework, file, &scorecard, node, Reference::default());
        }
    }
    risk::risk(&framework, file, &scorecard);
    evidence::warnings(file);
    assessment_file::seal_problem(file);
    let _ = merge::merge(None, &known.assessment, file);
    let _ = merge::merge(Some(&known.assessment), file, &known.assessment);
    eleven_columns::of_assessment(&framework, file);
    let own = Submission::read("a.json".into(), Ok(file.clone()), Some(&framework), None);
    let other = Submission::read("b.json".into(), Ok(known.assessment.clone()), Some(&framework), None);
    table(&[own, other], None, ScoreOf::Final);
    reading.problems
}

#[cfg(feature = "web")]
fn read_browser_copy(known: &Known, bytes: &[u8]) -> Found {
    use thuocso::app::state::{saved, session::Session};
    let text = text(bytes);
    saved::listing(vec![("1".to_owned(), text.clone())], vec![("7-2".to_owned(), text.clone())], 1);
    saved::rival(vec![("1".to_owned(), text.clone())], &known.assessment);
    saved::copy(&text, "x", 1);
    let Some((work, file)) = saved::read(&text) else {
        return vec![Problem::new("", ProblemKind::WrongFormat { found: String::new(), expected: String::new() })];
    };
    let session = Session::new("work/1".into(), Rc::clone(known.framework()), file.clone());
    let session = saved::restore(session, &work);
    let again = saved::read(&saved::write(&session, 1, None, true)).unwrap();
    assert_eq!(again.1, file, "written and read again");
    use_assessment(known, &file)
}

#[cfg(not(feature = "web"))]
fn read_browser_copy(known: &Known, bytes: &[u8]) -> Found {
    read_assessment(known, bytes)
}

fn read_csv(known: &Known, bytes: &[u8]) -> Found {
    file_kind::kind("a.xls", bytes);
    if let Ok((text, _)) = encoding::decode(bytes) {
        encoding::mistaken(&text);
    }
    match csv_file::read_with_details(bytes) {
        Ok((workbook, _)) => use_workbook(known, &workbook),
        Err(problems) => problems,
    }
}

fn read_xlsx(known: &Known, bytes: &[u8]) -> Found {
    match xlsx::read(bytes) {
        Ok(workbook) => use_workbook(known, &workbook),
        Err(problems) => problems,
    }
}

/// Every table that a spreadsheet can hold.
fn use_workbook(known: &Known, workbook: &Workbook) -> Found {
    let mut found = Vec::new();
    for dialect in [Dialect::Machine, Dialect::ExcelVietnam] {
        csv_file::write(workbook, dialect);
    }
    match framework_sheet::check(workbook, &known.documents) {
        Ok(checked) => found.extend(checked.warnings),
        Err(problems) => found.extend(problems),
    }
    if assessment_sheet::is_one(workbook) {
        match assessment_sheet::read(workbook, &|id| known.shared(id)) {
            Ok(file) => {
                if let Some(framework) = known.find(&file.framework.id) {
                    found.extend(assessment_sheet::stated_problems(workbook, framework, &file));
                }
                found.extend(use_assessment(known, &file));
            }
            Err(problems) => found.extend(problems),
        }
    }
    found.extend(rollup_file::units(workbook).err().unwrap_or_default());
    match eleven_columns::read(workbook, &eleven_columns::Choices::default()) {
        Ok(table) => {
            eleven_columns::check::totals(&table);
            found.extend(eleven_columns::check::findings(&table, Some(known.framework())));
            eleven_columns::local::belongs_to(&table, known.framework());
            let raw = eleven_columns::local::framework(&table, "Bộ chỉ số", "tep.csv");
            match eleven_columns::local::checked_framework(&raw) {
                Ok((_, framework)) => {
                    let unit = Organization::default();
                    let file = eleven_columns::local::assessment(&table, &framework, &unit, "2025");
                    match file {
                        Ok(file) => drop(eleven_columns::of_assessment(&framework, &file)),
                        Err(problems) => found.extend(problems),
                    }
                }
                Err(problems) => found.extend(problems),
            }
            found.extend(table.doubts);
        }
        Err(problems) => found.extend(problems),
    }
    found
}

fn read_dataset(_: &Known, bytes: &[u8]) -> Found {
    match dataset::read(&text(bytes)) {
        Ok(read) => {
            dataset::read(&dataset::write(&read)).expect("written and read again");
            use_dataset(&read)
        }
        Err(problems) => problems,
    }
}

fn use_dataset(read: &Dataset) -> Found {
    for table in &read.tables {
        let Some(structure) = read.structure(table) else { continue };
        for measure in table.measures(structure) {
            table.column(structure, measure).order();
        }
        read.before(table);
    }
    read.warnings()
}

/// The tables of a folder.
fn read_dataset_tables(known: &Known, bytes: &[u8]) -> Found {
    let text = text(bytes);
    let mut tables = dataset::Tables { id: "published-results".to_owned(), ..dataset::Tables::default() };
    for (name, content) in parts(&text) {
        let content = content.to_owned();
        match name {
            "results" => tables.results = content,
            "averages" => tables.averages = content,
            "sources" => tables.sources = content,
            "about" => tables.about = content,
            _ => drop(tables.units.insert(name.to_owned(), content)),
        }
    }
    match dataset::read_tables(&tables, &|id| known.shared(id)) {
        Ok(read) => use_dataset(&read),
        Err(problems) => problems,
    }
}

const TABLE_MARK: &str = "=== ";

/// The files that one text holds, one after the other: `=== name` begins each.
fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(TABLE_MARK).skip(1).map(|part| part.split_once('\n').unwrap_or((part, "")))
}

/// A text that holds files, as [`parts`] takes it apart.
fn joined(parts: &[(&str, String)]) -> Vec<u8> {
    parts.iter().map(|(name, content)| format!("{TABLE_MARK}{name}\n{content}\n")).collect::<String>().into_bytes()
}

/// The files of a data set that a person chose.
fn read_long_table(known: &Known, bytes: &[u8]) -> Found {
    let text = text(bytes);
    let file = |(name, content): (&str, &str)| ChosenFile { name: name.to_owned(), text: content.to_owned() };
    let read = match long_table::sort(parts(&text).map(file).collect()) {
        Ok(Chosen::Tables(beside)) => {
            beside.named_frameworks();
            for framework in &beside.frameworks {
                framework_file::is_framework(framework);
            }
            beside.read(&|id| known.shared(id), Some(&known.dataset))
        }
        Ok(Chosen::Whole(text)) => dataset::read(&text),
        Err(problems) => Err(problems),
    };
    match read {
        Ok(read) => use_dataset(&read),
        Err(problems) => problems,
    }
}

fn read_map(known: &Known, bytes: &[u8]) -> Found {
    let text = text(bytes);
    let mut features = match geojson::read(&text) {
        Ok(features) => features,
        Err(problems) => return problems,
    };
    let codes: Vec<Rc<str>> = known.dataset.unit_sets[0].units.iter().map(|unit| Rc::clone(&unit.code)).collect();
    let matching = geojson::matching(&features, &codes);
    assert_eq!(matching.units.len(), features.len(), "an answer for each area");
    let rings: Vec<_> = features.iter_mut().map(|it| std::mem::take(&mut it.rings)).collect();
    area_map::reaches(rings.iter().flatten(), [110.5, 15.0], [113.5, 17.6]);
    let outlines = area_map::simplified(rings);
    assert_eq!(outlines.len(), features.len(), "an outline for each area");
    let areas = features.iter().zip(outlines).zip(&matching.units);
    let area = |((feature, rings), unit): ((&geojson::Feature, _), &Option<usize>)| Area {
        label: geojson::name(feature).into(),
        step: unit.map(|unit| unit % 5),
        rings,
    };
    let map = AreaMap { areas: areas.map(area).collect(), none_label: "?".into(), ..AreaMap::default() };
    for width in [320.0, 800.0] {
        area_map::place(&map, width);
        for outline in area_map::outlines(&map, width) {
            let points = || outline.rings.iter().flatten();
            assert!(points().all(|point| point.x.is_finite() && point.y.is_finite()), "a place that is no number");
            svg::path(&outline.rings);
        }
    }
    Vec::new()
}

fn read_pasted(known: &Known, bytes: &[u8]) -> Found {
    let text = text(bytes);
    let readings = evidence::read::read(&text);
    for reading in &readings {
        let end = reading.parts.iter().try_fold(0, |end, (_, range)| (range.start == end).then_some(range.end));
        assert_eq!(end, Some(reading.typed.chars().count()), "what was pasted is dropped: {}", reading.typed);
    }
    let mut file = known.assessment.clone();
    let items: Vec<_> = readings.iter().map(|it| (it.item.clone(), evidence::Taking::Add)).collect();
    assert_eq!(evidence::take_over(&mut file, &items, Some("1")).len(), items.len());
    evidence::warnings(&file);
    for line in text.lines().take(200) {
        evidence::read::date(line);
        evidence::is_address(line);
        assessment::is_period(line);
    }
    let again = assessment_file::read(&assessment_file::write(&file));
    assert!(again.is_ok_and(|it| it == file), "what was pasted is not what the file holds");
    Vec::new()
}

fn read_numbers(known: &Known, bytes: &[u8]) -> Found {
    let inputs: Vec<&Input> =
        known.framework().nodes().iter().filter_map(|it| it.leaf.as_ref()?.inputs.first()).collect();
    let mut kinds = BTreeMap::new();
    for input in inputs {
        kinds.insert(format!("{:?}", input.kind), input);
    }
    for line in text(bytes).lines().take(400) {
        for input in kinds.values() {
            for language in Language::ALL {
                match number::parse(line, language, input) {
                    Reading::Value { canonical, .. } => {
                        Exact::parse_decimal(&canonical).expect("what is understood is a number");
                        number::edit_for(&canonical, language, input);
                    }
                    Reading::Ambiguous { choices } => {
                        for choice in choices {
                            Exact::parse_decimal(&choice.canonical).expect("a choice is a number");
                        }
                    }
                    Reading::Wrong(wrong) => assert!(!number::wrong_text(wrong, "x", language).is_empty()),
                    Reading::Empty => {}
                }
            }
        }
        for style in [NumberStyle::Vietnamese, NumberStyle::Machine] {
            if let Some(read) = sheet::number(&Cell::text(line), style) {
                sheet::value(&read).to_text();
            }
        }
        for read in [Exact::parse_decimal(line), Exact::parse_share(line), Exact::parse_points(line)].iter().flatten() {
            let written = read.to_points_text();
            assert_eq!(Exact::parse_points(&written).as_ref(), Some(read), "{written}");
        }
    }
    Vec::new()
}

/// A formula in which three names stand for something.
struct ThreeNames;

impl Names for ThreeNames {
    fn resolve(&mut self, name: &str) -> Result<Expression, ProblemKind> {
        match ["a", "b", "c"].iter().position(|it| *it == name) {
            Some(at) => Ok(Expression::Input(at)),
            None => Err(ProblemKind::UnknownInput { name: name.to_owned() }),
        }
    }
}

struct Figures(Exact);

impl formula::Values for Figures {
    fn input(&self, input: usize) -> Option<Exact> {
        [Exact::ratio(1, 3), Exact::ratio(i64::MAX, 7), Exact::ratio(0, 1)].get(input).cloned().flatten()
    }

    fn step(&self, _: usize) -> Result<Exact, formula::NoResult> {
        Err(formula::NoResult::Missing)
    }

    fn max_points(&self) -> &Exact {
        &self.0
    }
}

fn read_formulas(_: &Known, bytes: &[u8]) -> Found {
    let figures = Figures(Exact::ratio(100, 1).unwrap());
    let mut found = Vec::new();
    for line in text(bytes).lines().take(100) {
        match formula::parse(line, &mut ThreeNames) {
            Ok(expression) => {
                if let Ok(value) = expression.evaluate(&figures) {
                    value.to_text();
                }
            }
            Err(kind) => found.push(Problem::new("", kind)),
        }
    }
    found
}

#[cfg(feature = "web")]
fn read_addresses(_: &Known, bytes: &[u8]) -> Found {
    use thuocso::app::state::{options::Options, route::Route, snippet::Release};
    let text = text(bytes);
    Release::parse(&text);
    for line in text.lines().take(200) {
        let route = Route::parse(line);
        assert!(route.same_page(&Route::parse(&route.href())), "{line}: {}", route.href());
        let (options, faults) = Options::parse(line);
        assert!(faults.iter().all(|fault| !fault.to_string().is_empty()));
        options.route().href();
    }
    Vec::new()
}

#[cfg(not(feature = "web"))]
fn read_addresses(_: &Known, _: &[u8]) -> Found {
    Vec::new()
}

// Files to begin with.

/// Larger files of the repository are no better seeds, only slower ones.
const LARGEST_SEED: u64 = 150_000;

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read_file(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).unwrap()
}

/// All files below a folder, in order; none where there is no such folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Files of the repository whose path holds one of the words.
fn named(words: &[&str], ending: &str) -> Vec<Vec<u8>> {
    let folders = ["indicators", "examples", "data", "tests/bad", "tests/golden", "tests/crosswalk", "tests/years"];
    let all = folders.iter().flat_map(|folder| files(&root().join(folder)));
    let fits = |path: &PathBuf| {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        name.ends_with(ending) && words.iter().any(|word| name.contains(word))
    };
    let is_small = |path: &PathBuf| fs::metadata(path).unwrap().len() <= LARGEST_SEED;
    all.filter(|path| fits(path) && is_small(path)).map(|path| fs::read(path).unwrap()).collect()
}

fn framework_seeds() -> Vec<Vec<u8>> {
    let mut seeds = named(&["framework.json", "tests/bad/"], ".json");
    // The large ones are slow to check; three of each sort are enough.
    seeds.sort_by_key(Vec::len);
    let large: BTreeSet<usize> = (0..seeds.len()).filter(|at| seeds[*at].len() > 12_000).skip(3).collect();
    let mut at = 0;
    seeds.retain(|_| {
        at += 1;
        !large.contains(&(at - 1))
    });
    seeds
}

/// The example as a score table, an empty framework and the example as sheets.
fn workbooks() -> Vec<Workbook> {
    let known = Known::new();
    let framework = known.framework();
    let scorecard = score(framework, &known.assessment, Reference::default());
    let lines = eleven_columns::lines_of(framework, &known.assessment, &scorecard);
    let lines = &lines[..lines.len().min(30)];
    vec![
        Workbook { sheets: vec![eleven_columns::write(lines)], numbers: NumberStyle::Machine },
        framework_sheet::template(SheetLanguage::Vi),
        framework_sheet::template(SheetLanguage::En),
        assessment_sheet::write(framework, &known.assessment, SheetLanguage::Vi),
    ]
}

fn csv_seeds() -> Vec<Vec<u8>> {
    let written = |workbook: &Workbook| {
        [Dialect::Machine, Dialect::MachineMarked, Dialect::ExcelVietnam].map(|it| csv_file::write(workbook, it))
    };
    let mut seeds: Vec<Vec<u8>> = workbooks().iter().flat_map(written).collect();
    let wide = |text: &[u8]| -> Vec<u8> {
        let units: Vec<u16> = String::from_utf8_lossy(text).encode_utf16().collect();
        [0xff, 0xfe].into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
    };
    seeds.push(wide(&seeds[0]));
    seeds.extend(named(&["data/dong-thap", "units/"], ".csv"));
    seeds
}

fn xlsx_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = workbooks().iter().map(|workbook| xlsx::write(workbook).unwrap()).collect();
    seeds.extend(named(&["tests/bad"], ".xlsx"));
    seeds
}

/// The published results, cut down to two years and some measures.
fn dataset_seeds() -> Vec<Vec<u8>> {
    let mut whole: serde_json::Value =
        serde_json::from_slice(&read_file("data/published-results/dataset.json")).unwrap();
    let tables = whole["tables"].as_array_mut().unwrap();
    tables.truncate(2);
    for table in tables {
        table["columns"].as_array_mut().unwrap().truncate(3);
    }
    vec![whole.to_string().into_bytes()]
}

fn dataset_table_seeds() -> Vec<Vec<u8>> {
    let folder = "data/published-results";
    let file = |path: &str| String::from_utf8(read_file(&format!("{folder}/{path}"))).unwrap();
    let head = |path: &str, lines: usize| file(path).lines().take(lines).collect::<Vec<_>>().join("\n");
    let parts = [
        ("results", head("results.csv", 60)),
        ("averages", file("averages.csv")),
        ("sources", file("sources.json")),
        ("about", file("about.json")),
        ("mergers-2025", file("units/mergers-2025.csv")),
        ("provinces-63", file("units/provinces-63.csv")),
        ("provinces-34", file("units/provinces-34.csv")),
    ];
    vec![joined(&parts)]
}

/// Results alone, with what lies beside them, and of units that nobody else knows.
fn long_table_seeds() -> Vec<Vec<u8>> {
    let folder = "data/published-results";
    let file = |path: &str| String::from_utf8(read_file(&format!("{folder}/{path}"))).unwrap();
    let results = file("results.csv").lines().take(40).collect::<Vec<_>>().join("\n");
    let units =
        "unit_set,unit_code,name_vi,name_en,kind,valid_from,valid_to,source\nprovinces-63,01,Hà Nội,Hanoi,city,,,s";
    let sources =
        "source,title_vi,title_en,issuer_vi,issuer_en,date,address\ns,Báo cáo,Report,Bộ,Ministry,2023,https://x.vn/a";
    let framework = String::from_utf8(read_file("tests/bad/good.json")).unwrap();
    let own = results.replace("provinces-63", "xa-thu");
    vec![
        joined(&[("results.csv", results.clone())]),
        joined(&[("ket-qua.csv", own), ("sources.csv", sources.to_owned())]),
        joined(&[
            ("a/results.csv", results.clone()),
            ("units.csv", units.to_owned()),
            ("averages.csv", file("averages.csv")),
            ("sources.json", file("sources.json")),
            ("about.json", file("about.json")),
            ("framework.json", framework),
        ]),
        joined(&[
            ("results.csv", results),
            ("provinces-63.csv", file("units/provinces-63.csv")),
            ("provinces-34.csv", file("units/provinces-34.csv")),
            ("mergers-2025.csv", file("units/mergers-2025.csv")),
        ]),
        joined(&[("dataset.json", text(&dataset_seeds()[0]))]),
    ]
}

/// Areas with codes, with parts and holes, without a place, and some that can not be drawn.
fn map_seeds() -> Vec<Vec<u8>> {
    let ring = |x: f64, y: f64, size: f64| {
        format!("[[{x},{y}],[{},{y}],[{},{}],[{x},{}],[{x},{y}]]", x + size, x + size, y + size, y + size)
    };
    let area = |properties: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","id":7,"properties":{{{properties}}},"geometry":{geometry}}}"#)
    };
    let collection =
        |features: &[String]| format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"));
    let polygon = |rings: &[String]| format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, rings.join(","));
    let parts = format!(
        r#"{{"type":"MultiPolygon","coordinates":[[{}],[{}]]}}"#,
        ring(112.0, 16.0, 0.5),
        ring(114.0, 9.0, 0.25)
    );
    let small = [
        area(r#""ma":"01","ten":"Hà Nội""#, &polygon(&[ring(105.0, 20.5, 1.0), ring(105.2, 20.7, 0.1)])),
        area(r#""ma":48,"ten":"Đà Nẵng","dien_tich":1284.73"#, &parts),
        area(r#""ma":"24""#, "null"),
    ];
    let many: Vec<String> = (0..63)
        .map(|at| {
            let (x, y) = (102.0 + f64::from(at % 8), 8.0 + f64::from(at / 8) * 2.0);
            area(&format!(r#""code":"{at:02}","name":"Tỉnh {at}""#), &polygon(&[ring(x, y, 0.9)]))
        })
        .collect();
    let odd = [
        area("", r#"{"type":"Point","coordinates":[105,21]}"#),
        area("", &polygon(&[ring(1_187_532.5, 2_325_541.0, 10.0)])),
        r#"{"type":"Feature","geometry":null,"properties":null}"#.to_owned(),
    ];
    [collection(&small), collection(&many), collection(&odd)].map(String::into_bytes).to_vec()
}

fn pasted_seeds() -> Vec<Vec<u8>> {
    let citations = read_file("tests/evidence/citations.tsv");
    let text = String::from_utf8_lossy(&citations).replace("\\n", "\n");
    let mut seeds: Vec<Vec<u8>> = text.split("\n\n").map(|it| it.as_bytes().to_vec()).collect();
    seeds.push("*466/PVHXH - 15/03/2026:  khảo sát\n1598   /GM-UBND\n466/QĐ- UBND ngày 2 tháng 3 năm 2025".into());
    seeds.push(
        "\"1342/KH-UBND - 26/09/2025:\nTriển khai\"\t\"\"\"x\"\"\"\r\n- Công văn số 12/CV ngày 1/2/2024 về việc".into(),
    );
    seeds.push(text.into_bytes());
    seeds
}

fn number_seeds() -> Vec<Vec<u8>> {
    let typed = "1.234,56\n1,234.56\n1.234\n1 234\n0,5 %\n50%\n-0\n+1\n12.5 tỷ đồng\n1e6\n1,5,3\n1.23.4\n٣\n１２\n.5\n5.\n−3\n1/3\n2/3";
    let shares = "1/2\n0.3333333333333333333333333333\n9999999999999999999999999999\n0.0000000000000000000000000001\n1/9999999999";
    vec![typed.into(), shares.into(), "0".into()]
}

fn formula_seeds() -> Vec<Vec<u8>> {
    let formulas = "a / b * max_points\nmin(a, b, 1)\nmax(a; b)\nif(a >= b, max_points, a / (b - b))\n-(a + b) × 50% : 2\n((a))\n1/3 + 0,5";
    vec![formulas.into(), "if(a < 1/3, if(b != 0, 1, 2), max(a, -b))".into()]
}

fn address_seeds() -> Vec<Vec<u8>> {
    let routes = "#/assess/4.1?show=missing\n#/frameworks/dti-province-2022/compare/x\n#/ranking/compare?set=provinces-34&units=24,31\n#/carry/%C4%90\n#/targets?x\n#/";
    let options = "view=profile&unit=provinces-63/24&period=2024-Q1&lang=en&keep=none\nview=ranking&data=..%2Fx.json&measure=node%3A7&framework=%ff";
    let release = r#"{"version":"1.0.0","integrity":{"thuoc-so.js":"sha384-x","thuoc-so-host.js":"sha384-y"}}"#;
    vec![routes.into(), options.into(), release.into()]
}
