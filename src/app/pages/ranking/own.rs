//! Whose data and which map are shown: a file of the person, an address, or what ships.

use std::{collections::BTreeMap, rc::Rc};

use gloo::file::File;
use web_sys::HtmlInputElement;
use yew::{platform::spawn_local, prelude::*};

use super::{
    address::{Address, View},
    area,
    source::{self, OPENED},
};
use crate::{
    app::{
        components::{page_heading::page_heading, problems::problem_list},
        context::{Dispatch, use_dispatch},
        machinery,
        state::{library::LoadFailure, route::Route},
        tasks::DOCUMENTS,
    },
    engine::{
        dataset::Dataset,
        framework::Framework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        builtin, dataset,
        long_table::{self, Beside, Chosen, ChosenFile},
    },
    i18n::{Language, text, text_with},
    web::{self, files::FileError},
};

/// What became of the files that were chosen.
#[derive(Debug, Clone, Default, PartialEq)]
enum Outcome {
    /// None was.
    #[default]
    Nothing,
    /// They are being read.
    Reading(Rc<str>),
    /// They can not be used.
    Failed(Rc<str>, LoadFailure),
}

/// What is shown now.
#[derive(Debug, PartialEq, Properties)]
pub struct OwnDataProps {
    /// With the data and the map of now.
    pub address: Address,
    /// Language of the page.
    pub language: Language,
}

/// Which of the two is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Data,
    Map,
}

/// The page.
#[component]
pub fn OwnData(props: &OwnDataProps) -> Html {
    let OwnDataProps { address, language } = props;
    let language = *language;
    let outcome = use_state_eq(Outcome::default);
    let dispatch = use_dispatch();
    let open = |what: What| {
        let (outcome, dispatch, plain) = (outcome.setter(), dispatch.clone(), address.plain());
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let files = input.map(|input| web::files::all_chosen(&input)).unwrap_or_default();
            if !files.is_empty() {
                read(what, files, plain.clone(), outcome.clone(), dispatch.clone());
            }
        })
    };
    let fields = [use_node_ref(), use_node_ref()];
    let part = |what: What| part(what, address, open(what), &fields[what as usize], language);
    html! {
        <div class="ranking ranking-own">
            { page_heading(text(language, "ranking.own.title")) }
            <p class="lead">{ text(language, "ranking.own.lead") }</p>
            <div id="own-outcome" role="status">
                { match &*outcome {
                    Outcome::Reading(name) => html! { <p>{ text_with(language, "ranking.own.reading", &[("name", name)]) }</p> },
                    Outcome::Failed(name, failure) => failed(name, failure, language),
                    Outcome::Nothing => Html::default(),
                } }
            </div>
            { part(What::Data) }
            { part(What::Map) }
            <p><a href={Address { view: View::List, ..address.plain() }.href()}>{ text(language, "ranking.profile.back") }</a></p>
        </div>
    }
}

fn failed(name: &str, failure: &LoadFailure, language: Language) -> Html {
    let key = match failure {
        LoadFailure::Refused(_) => "ranking.own.refused",
        LoadFailure::Unreachable => "page.not_loaded",
    };
    html! {
        <div class="notice" role="alert">
            <p>{ text_with(language, key, &[("name", name)]) }</p>
            if let LoadFailure::Refused(problems) = failure {
                { problem_list(problems, None, 20, language) }
            }
        </div>
    }
}

/// What is said of data: heading, file, hint, address, what ships.
const DATA_TEXTS: [&str; 5] = [
    "ranking.own.data",
    "ranking.own.data.file",
    "ranking.own.data.hint",
    "ranking.own.data.address",
    "ranking.own.data.shipped",
];

/// The same of a map.
const MAP_TEXTS: [&str; 5] = [
    "ranking.own.map",
    "ranking.own.map.file",
    "ranking.own.map.hint",
    "ranking.own.map.address",
    "ranking.own.map.shipped",
];

/// A file, an address, or back to what ships.
fn part(what: What, address: &Address, open: Callback<Event>, field: &NodeRef, language: Language) -> Html {
    let (id, accept, named) = match what {
        What::Data => ("data", ".json,.csv,application/json,text/csv", &address.data),
        What::Map => ("map", ".geojson,.json,application/geo+json", &address.map),
    };
    let [heading, file, hint, by_address, without] = match what {
        What::Data => DATA_TEXTS,
        What::Map => MAP_TEXTS,
    }
    .map(|key| text(language, key));
    let shown = match what {
        What::Data => Address { view: View::List, ..address.plain() },
        What::Map => Address { view: View::Overview, ..address.plain() },
    };
    let with = move |named: String| match what {
        What::Data => Address { data: named, ..shown.clone() },
        What::Map => Address { map: named, ..shown.clone() },
    };
    let shipped = with(String::new()).href();
    let typed = field.clone();
    let go = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let named = typed.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        if !named.trim().is_empty() {
            web::location::go(&with(named.trim().to_owned()).href());
        }
    });
    let is_opened = named.starts_with(OPENED);
    html! {
        <section class="ranking-own-part">
            <h2>{ heading }</h2>
            if !named.is_empty() {
                <p>
                    { text_with(language, "ranking.own.now", &[("name", named.strip_prefix(OPENED).unwrap_or(named))]) }{ " " }
                    <a href={shipped}>{ without }</a>
                </p>
            }
            <p class="field">
                <label for={format!("own-{id}-file")}>{ file }</label>
                <input id={format!("own-{id}-file")} type="file" {accept} multiple={what == What::Data} onchange={open} aria-describedby={format!("own-{id}-hint")} />
                <span class="hint" id={format!("own-{id}-hint")}>{ hint }</span>
            </p>
            <form onsubmit={go}>
                <p class="field">
                    <label for={format!("own-{id}-address")}>{ by_address }</label>
                    <input ref={field} id={format!("own-{id}-address")} type="text" inputmode="url" autocomplete="off" spellcheck="false"
                        value={if is_opened { String::new() } else { named.clone() }} aria-describedby={format!("own-{id}-reach")} />
                    <span class="hint" id={format!("own-{id}-reach")}>{ text(language, "ranking.own.reach") }</span>
                </p>
                <p><button type="submit" class="button">{ text(language, "ranking.own.show") }</button></p>
            </form>
        </section>
    }
}

/// Reads files, and goes to what they show.
fn read(what: What, files: Vec<File>, plain: Address, outcome: UseStateSetter<Outcome>, dispatch: Dispatch) {
    let name: Rc<str> = files.iter().map(File::name).collect::<Vec<_>>().join(", ").into();
    outcome.set(Outcome::Reading(Rc::clone(&name)));
    spawn_local(async move {
        let named = format!("{OPENED}{name}");
        let read = match what {
            What::Data => open_data(files).await.map(|dataset| {
                source::keep(&named, dataset);
                Address { view: View::List, data: named, ..plain }
            }),
            What::Map => open_map(files).await.map(|areas| {
                area::keep(&named, areas);
                Address { view: View::Overview, map: named, ..plain }
            }),
        };
        match read {
            Ok(address) => {
                outcome.set(Outcome::Nothing);
                let href = address.href();
                dispatch.go(&Route::Ranking { rest: href.strip_prefix("#/ranking").unwrap_or_default().to_owned() });
            }
            Err(failure) => outcome.set(Outcome::Failed(name, failure)),
        }
    });
}

async fn text_of(file: &File, limit: usize) -> Result<String, LoadFailure> {
    web::files::text(file, limit as u64).await.map_err(|error| {
        let kind = match error {
            FileError::TooLarge { size } => ProblemKind::TooLarge { size: size as usize, limit },
            FileError::NotText => ProblemKind::NotJson { line: 1, column: 1, reason: "not UTF-8 text".to_owned() },
        };
        LoadFailure::Refused(vec![Problem::new("", kind)].into())
    })
}

async fn open_map(files: Vec<File>) -> Result<Rc<area::Areas>, LoadFailure> {
    let Some(file) = files.first() else { return Err(LoadFailure::Unreachable) };
    area::read(text_of(file, crate::formats::geojson::MAX_SIZE).await?.into()).await
}

async fn open_data(files: Vec<File>) -> Result<Rc<Dataset>, LoadFailure> {
    let mut chosen = Vec::new();
    for file in &files {
        chosen.push(ChosenFile { name: file.name(), text: text_of(file, dataset::MAX_SIZE).await? });
    }
    let refused = |problems: Vec<Problem>| LoadFailure::Refused(problems.into());
    match long_table::sort(chosen).map_err(refused)? {
        Chosen::Whole(text) => source::read(text.into(), |_, _| {}).await,
        Chosen::Tables(beside) => {
            let frameworks = frameworks(&beside).await?;
            let known = source::shipped().await;
            let find = |id: &str| frameworks.get(id).map(Rc::clone);
            beside.read(&find, known.as_deref()).map(Rc::new).map_err(refused)
        }
    }
}

/// The frameworks of a long table: those beside it, and those that ship.
async fn frameworks(beside: &Beside) -> Result<BTreeMap<String, Rc<Framework>>, LoadFailure> {
    let unreachable = |_| LoadFailure::Unreachable;
    let machinery = machinery::load().await.map_err(|_| LoadFailure::Unreachable)?;
    let documents = web::fetch::text(DOCUMENTS).await.map_err(unreachable)?;
    let refused = |problems: Vec<Problem>| LoadFailure::Refused(problems.into());
    let documents = (machinery.read_documents)(&documents).map_err(refused)?;
    let mut texts = beside.frameworks.clone();
    for id in beside.named_frameworks() {
        if builtin::IDS.contains(&id.as_str()) {
            let address = format!("indicators/{id}/framework.json");
            texts.push(web::fetch::text(&address).await.map_err(unreachable)?);
        }
    }
    let mut found = BTreeMap::new();
    for text in texts {
        let framework = (machinery.read_framework)(&text, &documents).map_err(refused)?;
        found.entry(framework.id.to_string()).or_insert_with(|| Rc::new(framework));
    }
    Ok(found)
}
