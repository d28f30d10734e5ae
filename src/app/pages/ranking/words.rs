//! Figures and names of published results in words.

use yew::prelude::*;

use super::address::{Address, View};
pub use crate::i18n::published::{
    change, has_computed, joined, measure, plain_measure, rank_figure, sentence, set, source, source_text, table, unit,
    unit_of, value, value_figure,
};
use crate::{
    engine::{
        dataset::{Dataset, Publication, Table},
        framework::Basis,
    },
    i18n::{Language, text, text_for_count, text_with},
};

/// The title of the window and the heading of the page.
pub fn page_title(dataset: &Dataset, address: &Address, is_own: bool, language: Language) -> String {
    match &address.view {
        View::Profile { set, code } => match dataset.find_unit(set, code) {
            Some(found) => unit_of(dataset, found, language),
            None => title(is_own, language).to_owned(),
        },
        View::Compare => of_units(dataset, "ranking.compare.title", "ranking.compare.title.other", language).to_owned(),
        View::Heat => text(language, "ranking.heat.title").to_owned(),
        View::Overview => {
            let year = address.table(dataset).map(|(table, _)| table.period.to_string()).unwrap_or_default();
            text_with(language, "ranking.overview.title", &[("year", &year)])
        }
        View::WhatIf => text(language, "what_if.title").to_owned(),
        View::Own => text(language, "ranking.own.title").to_owned(),
        View::List => title(is_own, language).to_owned(),
    }
}

/// The heading of the list; data of somebody else are not called the published ones.
pub fn title(is_own: bool, language: Language) -> &'static str {
    text(language, if is_own { "ranking.title.own" } else { "ranking.title" })
}

/// A text that calls the units provinces, or `other` where they are of another kind.
pub fn of_units(dataset: &Dataset, key: &'static str, other: &'static str, language: Language) -> &'static str {
    text(language, of_units_key(dataset, key, other))
}

/// The key of such a text.
pub fn of_units_key(dataset: &Dataset, key: &'static str, other: &'static str) -> &'static str {
    let are_provinces = dataset.unit_sets.iter().all(|set| set.id.starts_with("provinces-"));
    if are_provinces { key } else { other }
}

/// The most sources that are named one by one.
const MOST_SOURCES: usize = 5;

/// A figure of a table; what is not published is marked, what is not known is said.
pub fn figure(shown: Option<(String, bool)>, language: Language) -> Html {
    match shown {
        Some((shown, is_computed)) => html! {
            <>{ shown }if is_computed { { computed_mark(language) } }</>
        },
        None => html! { <span class="ranking-unknown">{ text(language, "ranking.no_source") }</span> },
    }
}

/// The mark of what is worked out here; the note below the table says what it means.
pub fn computed_mark(language: Language) -> Html {
    html! {
        <span class="ranking-computed">
            <span aria-hidden="true">{ "*" }</span>
            <span class="visually-hidden">{ format!(" {}", text(language, "ranking.computed.short")) }</span>
        </span>
    }
}

/// The sources of a measure with their addresses, below what they are the source of.
pub fn source_lines(dataset: &Dataset, shown: &Table, at: usize, language: Language) -> Html {
    let cells = || shown.cells.get(at).into_iter().flatten().flatten();
    let is_copied = cells().next().is_none() || cells().any(|cell| cell.basis == Basis::Secondary);
    let line = |publication: &Publication| {
        let (title, detail) = source(publication, language);
        html! {
            <p class="source">
                <span class="source-label">{ text(language, "shell.source") }</span>{ " " }
                if publication.address.starts_with("http") {
                    <a href={publication.address.to_string()} rel="noreferrer" target="_blank">{ title }<span class="visually-hidden">{ format!(" {}", text(language, "shell.new_window")) }</span></a>
                } else {
                    <cite>{ title }</cite>
                }
                { ", " }{ detail }{ "." }
                if is_copied {
                    { " " }{ text(language, "ranking.copied") }
                }
            </p>
        }
    };
    let sources = shown.sources(at);
    let rest = sources.len().saturating_sub(MOST_SOURCES);
    html! {
        <>
            { for sources.iter().take(MOST_SOURCES).filter_map(|id| dataset.sources.get(id)).map(line) }
            if rest > 0 {
                <p class="source">{ text_for_count(language, "ranking.sources.more", rest) }</p>
            }
            if cells().any(|cell| cell.basis == Basis::SelfAssessed) {
                <p class="source">{ text(language, "ranking.self_assessed") }</p>
            }
        </>
    }
}
