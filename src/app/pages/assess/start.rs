//! Before an assessment is open: begin one, open a file, or look at an example.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    fetch_form,
    opening::{PeriodField, file_button},
};
use crate::{
    app::{
        components::{page_heading::page_heading, year_note::YearNoteProps},
        context::{Dispatch, use_dispatch, use_frameworks, use_named_framework, use_page_title},
        kept::{use_keeping, use_kept_work},
        machinery::Keeping,
        pages::catalog::{self, Entries, built_in, contents_text, level_name, years_text},
        state::{
            library::{Library, LoadFailure, Loaded, Origin},
            route::Route,
        },
    },
    engine::{assessment::is_period, framework::Framework},
    formats::{
        builtin,
        index::{Entry, by_level},
    },
    i18n::{Language, pick, text, text_with},
    web,
};

/// The level of frameworks that the person opened.
const OPENED: &str = "opened";

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct StartProps {
    /// The frameworks that come with the program.
    pub entries: Loaded<Entries>,
    /// Asks for them again.
    pub again: Callback<MouseEvent>,
    /// In which language.
    pub language: Language,
}

/// Three ways to an assessment.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let StartProps { entries, again, language } = props;
    let language = *language;
    let say = |key| text(language, key);
    use_page_title(say("assess.title"));
    let dispatch = use_dispatch();
    let kept = use_kept_work(None);
    use_effect_with(matches!(entries, Loaded::Ready(_)), |drawn| {
        if *drawn {
            fetch_form();
        }
    });
    html! {
        <div class="start">
            { page_heading(say("assess.title")) }
            <p class="start-lead">{ say("assess.start.lead") }</p>
            { kept }
            <NewForm entries={entries.clone()} again={again.clone()} {language} />
            <section class="start-other">
                <h2>{ say("assess.start.file") }</h2>
                <p>{ say("assess.start.file.text") }</p>
                <p>{ file_button("", language, &dispatch) }</p>
            </section>
            <section class="start-other">
                <h2>{ say("assess.start.example") }</h2>
                <p>{ say("assess.start.example.text") }</p>
                <ul class="start-examples">
                    for (id, _) in builtin::EXAMPLES { { example(id, entries, &dispatch, language) } }
                </ul>
                <p><a href={Route::Import.href()}>{ say("assess.start.import") }</a></p>
            </section>
        </div>
    }
}

fn example(id: &'static str, entries: &Loaded<Entries>, dispatch: &Dispatch, language: Language) -> Html {
    let entries = entries.as_ready();
    let title = entries.iter().flat_map(|it| it.iter()).find(|it| &*it.id == id);
    let title = title.map_or_else(|| id.to_owned(), |it| pick(&it.title, language).to_string());
    let dispatch = dispatch.clone();
    let open = Callback::from(move |_: MouseEvent| dispatch.open_example(id, &Route::ASSESS));
    html! { <li><button type="button" class="link-button" data-example={id} onclick={open}>{ title }</button></li> }
}

/// What can be chosen, below the levels, and what is taken where nothing is chosen.
struct Offer {
    levels: Vec<(Rc<str>, Vec<Rc<Entry>>)>,
    usual: Rc<str>,
}

impl Offer {
    /// The usual one is what the page's address or an element's attribute names, otherwise the first that ships.
    fn new(entries: &Loaded<Entries>, library: &Library, named_framework: Option<Rc<str>>) -> Offer {
        let mut levels = by_level(&built_in(entries, library));
        let opened: Vec<Rc<Entry>> = library.opened().map(|it| Rc::new(Entry::of(&it.framework))).collect();
        if !opened.is_empty() {
            levels.push((OPENED.into(), opened));
        }
        let at_address = library.opened().find(|it| matches!(it.origin, Origin::Address(_)));
        let named = at_address.map(|it| Rc::clone(&it.framework.id));
        let named = named.or(named_framework);
        let named = named.filter(|id| levels.iter().any(|(_, below)| below.iter().any(|it| it.id == *id)));
        let usual = named.unwrap_or_else(|| builtin::IDS.first().copied().unwrap_or_default().into());
        Offer { levels, usual }
    }

    /// The level that is open: the chosen one, otherwise that of the usual framework.
    fn level(&self, chosen: Option<&Rc<str>>) -> Option<&(Rc<str>, Vec<Rc<Entry>>)> {
        let is_chosen = |it: &&(Rc<str>, Vec<Rc<Entry>>)| Some(&it.0) == chosen;
        let has_usual = |it: &&(Rc<str>, Vec<Rc<Entry>>)| it.1.iter().any(|entry| entry.id == self.usual);
        self.levels
            .iter()
            .find(is_chosen)
            .or_else(|| self.levels.iter().find(has_usual))
            .or_else(|| self.levels.first())
    }

    /// The framework that is taken of a level: the chosen one, otherwise the usual one, otherwise the newest.
    fn framework(&self, below: &[Rc<Entry>], chosen: Option<&Rc<str>>) -> Option<Rc<Entry>> {
        let of = |id: &Rc<str>| below.iter().find(|it| it.id == *id);
        chosen.and_then(of).or_else(|| of(&self.usual)).or_else(|| below.first()).cloned()
    }
}

#[derive(Debug, PartialEq, Properties)]
struct NewFormProps {
    entries: Loaded<Entries>,
    again: Callback<MouseEvent>,
    language: Language,
}

/// Which framework, whose assessment, for when.
#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let NewFormProps { entries, again, language } = props;
    let say = |key| text(*language, key);
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let level = use_state_eq(|| None::<Rc<str>>);
    let chosen = use_state_eq(|| None::<Rc<str>>);
    // What is to be begun as soon as it is there.
    let wanted = use_state_eq(|| None::<Rc<str>>);
    let name = use_state_eq(String::new);
    let typed_period = use_state_eq(|| None::<String>);
    let offer = Offer::new(entries, &library, use_named_framework());
    let (open_level, below) = offer.level(level.as_ref()).cloned().unwrap_or_else(|| ("".into(), Vec::new()));
    let framework = offer.framework(&below, chosen.as_ref());
    let period = (*typed_period).clone().unwrap_or_else(|| likely_period(framework.as_deref()));
    let arrived = wanted.as_ref().map(|id| library.framework(id));
    let preparing = dispatch.clone();
    {
        let (name, period) = (name.clone(), period.clone());
        use_effect_with(arrived.clone(), move |arrived| {
            if let Some(Loaded::Ready(framework)) = arrived {
                dispatch.begin(Rc::clone(framework), &name, &period);
            }
        });
    }
    // It says which framework counts for a year, with the register of documents, and what is wrong with a framework.
    let is_refused = matches!(arrived, Some(Loaded::Failed(LoadFailure::Refused(_))));
    let keeping = use_keeping(is_refused || library.documents().is_some());
    let year_note = keeping.zip(framework.as_ref()).map(|(keeping, it)| {
        (keeping.year_note)(YearNoteProps { framework: Rc::clone(&it.id), period: period.as_str().into() })
    });
    let on_submit = {
        let (id, library, wanted) =
            (framework.as_ref().map(|it| Rc::clone(&it.id)), Rc::clone(&library), wanted.clone());
        let ready = is_period(&period);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match &id {
                Some(id) if ready => {
                    preparing.prepare();
                    library.request(id);
                    wanted.set(Some(Rc::clone(id)));
                }
                Some(_) => drop(web::focus::by_id("new-period")),
                None => {}
            }
        })
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                name.set(field.value());
            }
        })
    };
    let on_period = {
        let period = typed_period.setter();
        Callback::from(move |text: String| period.set(Some(text)))
    };
    // Whoever chooses anew does not want what was wanted before.
    let choose = |into: &UseStateHandle<Option<Rc<str>>>, id: &Rc<str>| {
        let (into, wanted, id) = (into.setter(), wanted.setter(), Rc::clone(id));
        Callback::from(move |_: Event| {
            into.set(Some(Rc::clone(&id)));
            wanted.set(None);
        })
    };
    html! {
        <form class="start-new" onsubmit={on_submit}>
            <h2>{ say("assess.start.new") }</h2>
            { catalog::not_there(entries, again, *language) }
            if !offer.levels.is_empty() {
                <fieldset class="start-levels">
                    <legend>{ say("assess.start.level") }</legend>
                    for (it, _) in &offer.levels {
                        <label class="start-level">
                            <input type="radio" name="level" value={it.to_string()} checked={*it == open_level} onchange={choose(&level, it)} />
                            <span>{ level_text(it, *language) }</span>
                        </label>
                    }
                </fieldset>
                <fieldset class="start-frameworks">
                    <legend>{ say("assess.start.framework") }</legend>
                    for it in &below {
                        { option(it, framework.as_ref().is_some_and(|framework| framework.id == it.id), choose(&chosen, &it.id), *language) }
                    }
                </fieldset>
            }
            <div class="head-fields">
                <div class="head-field head-organization">
                    <label for="new-organization">{ say("assess.organization") }</label>
                    <input id="new-organization" type="text" autocomplete="organization" data-input="organization" value={(*name).clone()} oninput={on_name} />
                </div>
                <PeriodField id="new-period" {period} language={*language} {on_period} />
            </div>
            { year_note }
            { beginning(arrived.as_ref(), keeping, *language) }
            <p><button type="submit" class="button button-primary" disabled={framework.is_none()}>{ say("assess.start.begin") }</button></p>
        </form>
    }
}

/// The last year that a framework counts for, otherwise this year.
pub fn likely_period(entry: Option<&Entry>) -> String {
    let this_year = || web::clock::local_time(web::clock::now_ms()).year.to_string();
    entry.and_then(|it| it.years.last()).map_or_else(this_year, ToString::to_string)
}

fn level_text(level: &str, language: Language) -> String {
    if level == OPENED { text(language, "frameworks.opened").to_owned() } else { level_name(level, language) }
}

/// One framework to choose: its name, its years and size; of the chosen one also what it is.
fn option(entry: &Entry, checked: bool, on_change: Callback<Event>, language: Language) -> Html {
    let years = match entry.years.as_slice() {
        [] => years_text(&entry.years, language),
        years => text_with(language, "assess.start.years", &[("years", &years_text(years, language))]),
    };
    html! {
        <label class="start-framework" key={entry.id.to_string()}>
            <input type="radio" name="framework" value={entry.id.to_string()} {checked} onchange={on_change} />
            <span>
                <span class="start-framework-title">{ &**pick(&entry.title, language) }</span>
                <span class="start-framework-text">{ format!("{years} · {}", contents_text(entry, language)) }</span>
                if checked {
                    <span class="start-framework-text">{ &**pick(&entry.summary, language) }</span>
                }
            </span>
        </label>
    }
}

/// That the framework is on its way, or why it can not be had; the button tries again.
fn beginning(arrived: Option<&Loaded<Rc<Framework>>>, keeping: Option<Keeping>, language: Language) -> Html {
    match arrived {
        // What is ready is opened as soon as it can be kept.
        Some(Loaded::Loading | Loaded::NotRequested | Loaded::Ready(_)) => {
            html! { <p class="loading" role="status">{ text(language, "assess.start.loading") }</p> }
        }
        Some(Loaded::Failed(LoadFailure::Unreachable)) => {
            html! { <p class="field-error" role="alert">{ text(language, "assess.start.unreachable") }</p> }
        }
        Some(Loaded::Failed(LoadFailure::Refused(problems))) => {
            keeping.map(|it| (it.problem_list)(problems, None, 8, language)).unwrap_or_default()
        }
        None => Html::default(),
    }
}
