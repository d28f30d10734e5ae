//! Pages as text: the very components of the application, drawn natively when it is built.
//!
//! A browser shows them before the program has arrived, and the program replaces them with the same.

use std::rc::Rc;

use tokio::{runtime::Builder, task::LocalSet};
use yew::{BaseComponent, LocalServerRenderer, prelude::*};

use super::{
    charts::figure,
    components::shell::Shell,
    context::{Dispatch, Surroundings},
    current::Current,
    machinery::{self, Machinery},
    pages::{
        assess::{self, AssessPage},
        catalog,
        home::HomePage,
        ranking,
        results::ResultsPage,
        score::ScorePage,
    },
    saving::Safety,
    state::{
        library::{Library, Shelf, ShelfAction},
        options::{Options, View},
        route::{LeafFilter, Route},
        session::{Session, Workspace},
    },
};
use crate::{
    engine::{
        assessment::{Assessment, Organization},
        dataset::Dataset,
        framework::Framework,
    },
    formats::{builtin, documents::Documents, index::Entry},
    i18n::Language,
    web::mount::Mount,
};

/// What is asked for where a self-assessment has been begun: no view of its own, it follows one.
const FORM: &str = "form";

/// Of more units than these none is drawn by itself: a view has all of them in one file.
pub const MOST_UNITS: usize = 100;

/// How wide a chart is on a phone of 360 CSS pixels.
const NARROW: f64 = 328.0;
/// How wide two charts beside each other are on a desktop.
const WIDE: f64 = 512.0;

/// A view as the application draws it, and what it is a view of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What is asked for, without its unit or framework: the code of a view, or `form`.
    pub view: &'static str,
    /// The year of published results, as it is asked for; empty: the newest.
    pub period: String,
    /// The framework whose example or form is shown.
    pub data: String,
    /// The unit of published results that is asked for, or the framework that a self-assessment begins with.
    pub variant: String,
    /// In which language.
    pub language: Language,
    /// Whether it is drawn for a narrow place; only what has charts is.
    pub is_narrow: bool,
    /// Selects what is only there when all of it is drawn.
    pub complete: String,
    /// What the page around an element is told of the assessment, as JSON.
    pub told: Option<String>,
    /// What is drawn.
    pub markup: String,
}

impl Drawn {
    /// Nothing in particular of a view, for a wide place; it is not drawn yet.
    fn of(view: &'static str, language: Language, complete: &str) -> Drawn {
        Drawn {
            view,
            period: String::new(),
            data: String::new(),
            variant: String::new(),
            language,
            is_narrow: false,
            complete: complete.to_owned(),
            told: None,
            markup: String::new(),
        }
    }
}

/// The markup of the first page, of somebody who has no work in the browser.
///
/// # Errors
///
/// Where the system gives no thread of execution.
pub fn first_page() -> std::io::Result<String> {
    wait_for(markup::<FirstPage>(()))
}

/// Views of what ships, as an element of another page is asked for them, of somebody who has no work in the browser.
///
/// # Errors
///
/// Where the system gives no thread of execution.
pub fn views(published: &Rc<Dataset>, index: &str) -> std::io::Result<Vec<Drawn>> {
    ranking::keep("", published);
    let entries = catalog::keep(index);
    draw(|machinery, language| {
        let Ok(documents) = (machinery.read_documents)(builtin::DOCUMENTS).map(Rc::new) else { return Vec::new() };
        let mut all = published_views(published, "", language);
        all.extend(examples(machinery, &documents, language));
        all.extend(beginnings(&entries, language));
        all.extend(forms(&entries, machinery, &documents, language));
        all
    })
}

/// The total and all results of somebody's own assessment.
///
/// # Errors
///
/// Where the system gives no thread of execution.
pub fn views_of_assessment(framework: Framework, assessment: Assessment) -> std::io::Result<Vec<Drawn>> {
    let framework = Rc::new(framework);
    draw(|machinery, language| assessment_views("", &framework, &assessment, machinery, language).into())
}

/// Rankings of somebody's own published results and, of the newest year, profiles. They name the address from which an
/// element will have the results.
///
/// # Errors
///
/// Where the system gives no thread of execution.
pub fn views_of_results(published: &Rc<Dataset>, address: &str) -> std::io::Result<Vec<Drawn>> {
    ranking::keep(address, published);
    draw(|_, language| published_views(published, address, language))
}

/// Draws views in both languages.
fn draw(views: impl Fn(Machinery, Language) -> Vec<(Drawn, Subject)>) -> std::io::Result<Vec<Drawn>> {
    wait_for(async {
        // Never fails here: the code is part of this program.
        let Ok(machinery) = machinery::load().await else { return Vec::new() };
        if machinery::load_keeping().await.is_err() || assess::load_form().await.is_err() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for (mut drawn, subject) in Language::ALL.into_iter().flat_map(|language| views(machinery, language)) {
            figure::draw_at(if drawn.is_narrow { NARROW } else { WIDE });
            drawn.markup = markup::<ViewPage>(ViewPageProps { subject, language: drawn.language }).await;
            all.push(drawn);
        }
        all
    })
}

fn wait_for<T>(work: impl Future<Output = T>) -> std::io::Result<T> {
    let runtime = Builder::new_current_thread().build()?;
    Ok(LocalSet::new().block_on(&runtime, work))
}

async fn markup<C: BaseComponent>(props: C::Properties) -> String {
    LocalServerRenderer::<C>::with_props(props).hydratable(false).render().await
}

/// What of it is drawn.
#[derive(Debug, Clone, PartialEq)]
enum Subject {
    /// What follows `#/ranking`, where the list is asked for.
    Ranking(String),
    /// What follows `#/ranking`, where another view of published results is asked for.
    Published(String),
    /// An assessment of which the total is asked for.
    Total(Rc<Session>),
    /// An assessment of which all results are asked for.
    Results(Rc<Session>),
    /// The framework that a self-assessment begins with; none is named.
    Beginning(Option<Rc<str>>),
    /// An assessment that has just been begun, and the register of documents, which names its sources.
    Form(Rc<Session>, Rc<Shelf>),
}

/// Rankings and profiles of the newest year and of each, as they are asked for without more. `data` is where the results
/// are; empty: they ship.
fn published_views(published: &Dataset, data: &str, language: Language) -> Vec<(Drawn, Subject)> {
    let Some(newest) = published.tables.first() else { return Vec::new() };
    let mut periods = vec![(String::new(), newest)];
    for table in &published.tables {
        let year = table.period.to_string();
        if periods.iter().all(|(period, _)| *period != year) {
            periods.push((year, table));
        }
    }
    let mut views = Vec::new();
    for (period, table) in periods {
        let mut units: Vec<&str> =
            published.set(table).map_or(Vec::new(), |set| set.units.iter().map(|unit| &*unit.code).collect());
        if units.len() > MOST_UNITS {
            units.clear();
        }
        let mut add = |view: View, unit: &str, is_narrow: bool, complete: &'static str| {
            let (data, period, unit) = (data.to_owned(), period.clone(), unit.to_owned());
            let asked = Options { view, data, period: period.clone(), unit: unit.clone(), ..Options::default() };
            let Route::Ranking { rest } = asked.route() else { return };
            let drawn = Drawn { period, variant: unit, is_narrow, ..Drawn::of(view.code(), language, complete) };
            views.push((drawn, if view == View::Ranking { Subject::Ranking(rest) } else { Subject::Published(rest) }));
        };
        for unit in std::iter::once("").chain(units.iter().copied()) {
            add(View::Ranking, unit, false, "[data-unit]");
        }
        // Of the units of earlier years few are looked up.
        if !std::ptr::eq(newest, table) {
            continue;
        }
        for is_narrow in [false, true] {
            for unit in &units {
                add(View::Profile, unit, is_narrow, ".ranking-notes");
            }
        }
    }
    views
}

/// The totals and all results of the examples that ship.
fn examples(machinery: Machinery, documents: &Documents, language: Language) -> Vec<(Drawn, Subject)> {
    let views = |id: &str| {
        let framework = (machinery.read_framework)(builtin::framework_text(id)?, documents).ok()?;
        let assessment = (machinery.read_assessment)(builtin::example_text(id)?).ok()?;
        Some(assessment_views(id, &Rc::new(framework), &assessment, machinery, language))
    };
    builtin::EXAMPLES.iter().filter_map(|(id, _)| views(id)).flatten().collect()
}

/// The total and all results of an assessment; `data` is the id of an example, and empty for others.
fn assessment_views(
    data: &str,
    framework: &Rc<Framework>,
    assessment: &Assessment,
    machinery: Machinery,
    language: Language,
) -> [(Drawn, Subject); 3] {
    let told = (machinery.summary)(framework, assessment);
    let session = Rc::new(Session::new(data.into(), Rc::clone(framework), assessment.clone()));
    let drawn = |view: View, is_narrow: bool, complete: &str| {
        let (data, told) = (data.to_owned(), Some(told.clone()));
        Drawn { data, told, is_narrow, ..Drawn::of(view.code(), language, complete) }
    };
    let results = |is_narrow| (drawn(View::Results, is_narrow, ".results-last"), Subject::Results(Rc::clone(&session)));
    let total = (drawn(View::Score, false, "[data-total]"), Subject::Total(Rc::clone(&session)));
    [total, results(false), results(true)]
}

/// The first page of a self-assessment, with each framework that says for which years it counts: for the others the page
/// proposes the year in which it is looked at.
fn beginnings(entries: &catalog::Entries, language: Language) -> Vec<(Drawn, Subject)> {
    let named = std::iter::once(None).chain(with_years(entries).map(|it| Some(Rc::clone(&it.id))));
    let view = |named: Option<Rc<str>>| {
        let variant = named.as_deref().unwrap_or_default().to_owned();
        let drawn = Drawn { variant, ..Drawn::of(View::Assess.code(), language, ".start-framework") };
        (drawn, Subject::Beginning(named))
    };
    named.map(view).collect()
}

/// The forms that these beginnings lead to, where nothing but a framework was chosen in them.
fn forms(
    entries: &catalog::Entries,
    machinery: Machinery,
    documents: &Rc<Documents>,
    language: Language,
) -> Vec<(Drawn, Subject)> {
    let shelf = Rc::new(Shelf::default());
    let shelf = shelf.reduce(ShelfAction::DocumentsArrived(Ok((Rc::clone(documents), machinery))));
    let form = |entry: &Rc<Entry>| {
        let framework = (machinery.read_framework)(builtin::framework_text(&entry.id)?, documents).ok()?;
        let period = assess::likely_period(Some(entry));
        let assessment = Assessment::new(&framework, Organization::default(), period);
        let session = Rc::new(Session::new("".into(), Rc::new(framework), assessment));
        let complete = format!("[data-framework=\"{}\"] .leaf", entry.id);
        let drawn = Drawn { data: entry.id.to_string(), ..Drawn::of(FORM, language, &complete) };
        Some((drawn, Subject::Form(session, Rc::clone(&shelf))))
    };
    with_years(entries).filter_map(form).collect()
}

fn with_years(entries: &catalog::Entries) -> impl Iterator<Item = &Rc<Entry>> {
    entries.iter().filter(|it| !it.years.is_empty())
}

/// As [`App`](super::App) draws it, without what is only there in a browser.
#[component]
fn FirstPage() -> Html {
    html! {
        <Around language={Language::default()} workspace={Rc::new(Workspace::default())}>
            <Shell route={Rc::new(Route::Home)} safety={Safety::default()} take_over={Callback::noop()}><HomePage /></Shell>
        </Around>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ViewPageProps {
    subject: Subject,
    language: Language,
}

/// A page without its frame.
#[component]
fn ViewPage(props: &ViewPageProps) -> Html {
    let ViewPageProps { subject, language } = props;
    let assess = || html! { <AssessPage node={None::<AttrValue>} filter={LeafFilter::default()} /> };
    let page = match subject {
        Subject::Ranking(rest) => ranking::list_page(rest),
        Subject::Published(rest) => ranking::explore_page(rest),
        Subject::Total(_) => html! { <ScorePage /> },
        Subject::Results(_) => html! { <ResultsPage /> },
        Subject::Beginning(_) | Subject::Form(..) => assess(),
    };
    let (mut workspace, mut shelf, mut named_framework) = (Workspace::default(), Rc::new(Shelf::default()), None);
    workspace.looked = true;
    match subject {
        Subject::Ranking(_) | Subject::Published(_) => {}
        Subject::Total(session) | Subject::Results(session) => workspace.session = Some(Rc::clone(session)),
        Subject::Beginning(named) => named_framework.clone_from(named),
        Subject::Form(session, documents) => {
            workspace.session = Some(Rc::clone(session));
            shelf = Rc::clone(documents);
        }
    }
    let workspace = Rc::new(workspace);
    html! {
        <Around language={*language} {workspace} {shelf} {named_framework}>{ page }</Around>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AroundProps {
    language: Language,
    workspace: Rc<Workspace>,
    #[prop_or_default]
    shelf: Rc<Shelf>,
    #[prop_or_default]
    named_framework: Option<Rc<str>>,
    children: Html,
}

/// What every page can ask for, see [`context`](super::context).
#[component]
fn Around(props: &AroundProps) -> Html {
    let AroundProps { language, workspace, shelf, named_framework, children } = props;
    let chosen = use_state_eq(|| *language);
    let requests = use_reducer(Shelf::default);
    let dispatch = Dispatch {
        current: Current::default(),
        language: chosen.setter(),
        shelf: requests.dispatcher(),
        mount: Mount::default(),
    };
    let library = Rc::new(Library::new(Rc::clone(shelf), Callback::noop()));
    let surroundings =
        Rc::new(Surroundings { language: *language, library, dispatch, named_framework: named_framework.clone() });
    html! {
        <ContextProvider<Rc<Surroundings>> context={surroundings}>
        <ContextProvider<Rc<Workspace>> context={Rc::clone(workspace)}>
            { children.clone() }
        </ContextProvider<Rc<Workspace>>>
        </ContextProvider<Rc<Surroundings>>>
    }
}
