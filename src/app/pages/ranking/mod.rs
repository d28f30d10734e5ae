//! Published results: ranking, profile of a unit, comparison of units, a table in colors.
//!
//! The address says what is shown ([`address`]); everything is worked out from the data set at each drawing. The list
//! is in one file of code and all other views in another: who looks something up needs the list alone.

mod address;
mod area;
mod charts;
mod compare;
mod download;
mod heat;
mod list;
mod map;
mod missing;
mod overview;
mod own;
mod parts;
mod profile;
mod source;
mod sources;
mod what_if;
mod words;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    address::{Address, View},
    source::{Loading, OPENED},
};
use crate::{
    app::{
        components::page_heading::page_heading,
        context::{use_dispatch, use_language, use_page_title},
        guest::use_told_failure,
        kept::use_keeping,
        machinery::Keeping,
        state::library::LoadFailure,
    },
    engine::dataset::Dataset,
    i18n::{Language, text, text_with},
    web,
};

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct RankingPageProps {
    /// The address after `#/ranking`.
    pub rest: AttrValue,
    /// What draws it.
    pub draw: Draw,
}

/// A data set as if it had been fetched from an address (empty: that of the one that ships), for pages that are drawn when
/// there is no browser.
#[cfg(feature = "prerender")]
pub fn keep(address: &str, dataset: &Rc<Dataset>) {
    source::keep(address, Rc::clone(dataset));
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
        View::Own => html! { <own::OwnData address={page.address.clone()} language={page.language} /> },
        // Never asked for here, see `Route::is_ranking_list`.
        View::List => Html::default(),
    }
}

/// What every part of the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    dataset: &'a Rc<Dataset>,
    address: &'a Address,
    /// Where a map of areas is, or which file was opened; empty: the map of tiles.
    map: &'a str,
    /// Whether the data are not those that ship.
    is_own: bool,
    /// What is searched for.
    query: &'a UseStateHandle<String>,
    language: Language,
}

/// Published results.
#[component]
pub fn RankingPage(props: &RankingPageProps) -> Html {
    let language = use_language();
    let query = use_state_eq(String::new);
    let is_guest = use_dispatch().mount.is_guest();
    let address = Address::parse(&props.rest);
    // A portal can name its own data for all addresses: `index.html?data=…#/ranking`.
    let of_page = use_memo(is_guest, |is_guest| {
        let named = |name: &str| if *is_guest { String::new() } else { web::location::query(name).unwrap_or_default() };
        [named("data"), named("map")]
    });
    let [data, map] = [(&address.data, 0), (&address.map, 1)].map(|(named, at)| match named.is_empty() {
        true => of_page.get(at).cloned().unwrap_or_default(),
        false => named.clone(),
    });
    let (loading, again) = source::use_dataset(&data);
    let failure = match &loading {
        Loading::Done(Err(failure)) => Some(failure),
        _ => None,
    };
    use_told_failure(if data.is_empty() { source::DATASET } else { &data }, failure);
    let title = match &loading {
        Loading::Done(Ok(dataset)) => words::page_title(dataset, &address, !data.is_empty(), language),
        _ => text(language, "ranking.title").to_owned(),
    };
    use_page_title(&title);
    let listing = use_keeping(matches!(&loading, Loading::Done(Err(LoadFailure::Refused(_)))));
    use_named_unit(&address, matches!(&loading, Loading::Done(Ok(_))));
    let dataset = match &loading {
        Loading::Done(Ok(dataset)) => dataset,
        // What can not be shown is replaced there.
        _ if address.view == View::Own => &Rc::default(),
        Loading::Under(progress) => return under_way(*progress, language),
        Loading::Done(Err(failure)) => return failed(failure, listing, &data, &address, again, language),
    };
    let is_own = !data.is_empty();
    let page = Page { dataset, address: &address, map: &map, is_own, query: &query, language };
    html! {
        <>
            if is_own && address.view != View::Own { { whose(page, &data) } }
            if let Some(year) = address.year.filter(|year| dataset.tables.iter().all(|table| table.period != *year)) {
                { missing::year(year, language) }
            }
            { (props.draw.0)(page) }
        </>
    }
}

/// Whose data are shown, where they are not those that ship.
fn whose(page: Page, data: &str) -> Html {
    let Page { dataset, address, language, .. } = page;
    let pick =
        |of: &Option<crate::engine::framework::Text>| of.as_ref().map(|it| crate::i18n::pick(it, language).to_string());
    let name = data.strip_prefix(OPENED).unwrap_or(data);
    let date = dataset.sources.values().map(|it| &*it.date).max().unwrap_or_default();
    let title = pick(&dataset.about.title).unwrap_or_else(|| dataset.id.to_string());
    let parts = [Some(title), pick(&dataset.about.publisher), Some(crate::i18n::published::date(date, language))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let values = [("title", &*parts.join(", ")), ("name", name)];
    html! {
        <p class="ranking-named" data-own="">
            { text_with(language, "ranking.own.whose", &values) }{ " " }
            <a href={Address { view: View::Own, ..address.plain() }.href()}>{ text(language, "ranking.own.other") }</a>
        </p>
    }
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

fn under_way(progress: Option<(usize, usize)>, language: Language) -> Html {
    html! {
        <div class="ranking">
            { page_heading(text(language, "ranking.title")) }
            <p class="loading" role="status">{ text(language, "ranking.loading") }</p>
            if let Some((done, all)) = progress {
                <progress aria-label={text(language, "ranking.loading")} max={all.to_string()} value={done.to_string()} />
            }
        </div>
    }
}

fn failed(
    failure: &LoadFailure,
    listing: Option<Keeping>,
    data: &str,
    address: &Address,
    again: Callback<MouseEvent>,
    language: Language,
) -> Html {
    let opened = data.strip_prefix(OPENED);
    let (is_refused, is_own) = (matches!(failure, LoadFailure::Refused(_)), !data.is_empty());
    let key = match (is_refused, is_own, opened) {
        (true, false, _) => "ranking.refused",
        (true, true, _) => "ranking.own.refused",
        (false, false, _) => "ranking.unreachable",
        (false, true, None) => "ranking.own.unreachable",
        (false, true, Some(_)) => "ranking.own.gone",
    };
    html! {
        <div class="ranking" role="alert">
            { page_heading(text(language, "ranking.title")) }
            <p>{ text_with(language, key, &[("name", opened.unwrap_or(data))]) }</p>
            if let LoadFailure::Refused(problems) = failure {
                { listing.map(|it| (it.problem_list)(problems, None, 20, language)) }
            } else if opened.is_none() {
                <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
            }
            if is_own {
                <p><a href={Address { view: View::Own, ..address.plain() }.href()}>{ text(language, "ranking.own.other") }</a></p>
            }
        </div>
    }
}
