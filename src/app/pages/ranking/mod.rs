//! Published results: ranking, profile of a unit, comparison of units, a table in colors.
//!
//! The address says what is shown ([`address`]); everything is worked out from the data set at each drawing. The list
//! is in one file of code and all other views in another: who looks something up needs the list alone.

mod address;
mod charts;
mod compare;
mod download;
mod heat;
mod list;
mod map;
mod overview;
mod profile;
mod sources;
mod what_if;
mod words;

use std::{cell::RefCell, rc::Rc};

use yew::{platform::spawn_local, prelude::*};

use self::address::{Address, View};
use crate::{
    app::{
        components::{page_heading::page_heading, problems::problem_list},
        context::{use_language, use_page_title},
        state::library::LoadFailure,
    },
    engine::dataset::Dataset,
    formats::dataset,
    i18n::{Language, text},
    web,
};

/// Where the published results are, relative to the page.
const DATASET: &str = "data/published-results/dataset.json";

type Loaded = Result<Rc<Dataset>, LoadFailure>;

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct RankingPageProps {
    /// The address after `#/ranking`.
    pub rest: AttrValue,
    /// What draws it.
    pub draw: Draw,
}

/// What draws the views of a file of code. The address says which, so two of them need not be told apart.
#[derive(Debug, Clone, Copy)]
pub struct Draw(fn(Page) -> Html);

impl PartialEq for Draw {
    fn eq(&self, _: &Draw) -> bool {
        true
    }
}

/// The list of all units.
pub fn list_page(rest: &str) -> Html {
    html! { <RankingPage rest={rest.to_owned()} draw={Draw(list::ranking)} /> }
}

/// Any other view.
pub fn explore_page(rest: &str) -> Html {
    html! { <RankingPage rest={rest.to_owned()} draw={Draw(explore)} /> }
}

fn explore(page: Page) -> Html {
    match &page.address.view {
        View::Profile { set, code } => {
            // An element names a unit by its code alone: the set is that of the year.
            let of_year = page.address.table(page.dataset).and_then(|(table, _)| page.dataset.set(table));
            let set = if set == "-" { of_year.map_or(&**set, |set| &*set.id) } else { set };
            profile::profile(page, set, code)
        }
        View::Compare => compare::comparison(page),
        View::Heat => heat::heat(page),
        View::Overview => overview::overview(page),
        View::WhatIf => what_if::what_if(page),
        // Never asked for here, see `Route::is_ranking_list`.
        View::List => Html::default(),
    }
}

/// What every part of the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    dataset: &'a Rc<Dataset>,
    address: &'a Address,
    /// What is searched for.
    query: &'a UseStateHandle<String>,
    language: Language,
}

/// Published results.
#[component]
pub fn RankingPage(props: &RankingPageProps) -> Html {
    let language = use_language();
    let query = use_state_eq(String::new);
    let loaded = use_dataset();
    let address = Address::parse(&props.rest);
    let title = match &*loaded {
        Some(Ok(dataset)) => words::page_title(dataset, &address, language),
        _ => text(language, "ranking.title").to_owned(),
    };
    use_page_title(&title);
    use_named_unit(&address, matches!(&*loaded, Some(Ok(_))));
    let dataset = match &*loaded {
        Some(Ok(dataset)) => dataset,
        None => return loading(language),
        Some(Err(failure)) => return failed(failure, &loaded, language),
    };
    (props.draw.0)(Page { dataset, address: &address, query: &query, language })
}

/// Shows the unit that the address names, once.
#[hook]
fn use_named_unit(address: &Address, is_loaded: bool) {
    let named = (address.view == View::List).then(|| address.unit.clone()).filter(|unit| !unit.is_empty());
    use_effect_with((named, is_loaded), |(named, is_loaded)| {
        if let Some(unit) = named.as_ref().filter(|_| *is_loaded) {
            web::focus::reveal(&list::row_id(unit));
        }
    });
}

fn loading(language: Language) -> Html {
    html! {
        <div class="ranking">
            { page_heading(text(language, "ranking.title")) }
            <p class="loading" role="status">{ text(language, "ranking.loading") }</p>
        </div>
    }
}

fn failed(failure: &LoadFailure, loaded: &UseStateHandle<Option<Loaded>>, language: Language) -> Html {
    let loaded = loaded.clone();
    let try_again = Callback::from(move |_: MouseEvent| {
        loaded.set(None);
        fetch(loaded.setter());
    });
    html! {
        <div class="ranking" role="alert">
            { page_heading(text(language, "ranking.title")) }
            if let LoadFailure::Refused(problems) = failure {
                <p>{ text(language, "ranking.refused") }</p>
                { problem_list(problems, None, 20, language) }
            } else {
                <p>{ text(language, "ranking.unreachable") }</p>
                <p><button type="button" class="button" onclick={try_again}>{ text(language, "page.try_again") }</button></p>
            }
        </div>
    }
}

thread_local! {
    /// The data set, once it has arrived: pages come and go.
    static ARRIVED: RefCell<Option<Rc<Dataset>>> = const { RefCell::new(None) };
}

/// The data set; fetched when the page is opened for the first time.
#[hook]
fn use_dataset() -> UseStateHandle<Option<Loaded>> {
    let loaded = use_state_eq(|| ARRIVED.with_borrow(Clone::clone).map(Ok));
    let setter = loaded.setter();
    use_effect_with((), move |()| {
        if ARRIVED.with_borrow(Option::is_none) {
            fetch(setter);
        }
    });
    loaded
}

fn fetch(loaded: UseStateSetter<Option<Loaded>>) {
    spawn_local(async move {
        let arrived = match web::fetch::text(DATASET).await {
            Err(web::fetch::Unreachable) => Err(LoadFailure::Unreachable),
            Ok(text) => dataset::read(&text).map(Rc::new).map_err(|problems| LoadFailure::Refused(problems.into())),
        };
        if let Ok(dataset) = &arrived {
            ARRIVED.set(Some(Rc::clone(dataset)));
        }
        loaded.set(Some(arrived));
    });
}
