//! One measure of all units on a map of areas that somebody else supplies.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::future::TimeoutFuture;
use yew::{platform::spawn_local, prelude::*};

use super::{
    Page,
    address::{Address, View},
    map::{self, Drawn, UnitLink},
    source::OPENED,
    words,
};
use crate::{
    app::{
        charts::figure::Chart, components::problems::problem_list, guest::use_told_failure, state::library::LoadFailure,
    },
    charts::{
        area_map::{self, Area, AreaMap, Outline, Position},
        svg,
        tile_map::Tile,
    },
    engine::dataset::{Dataset, Structure, Table},
    formats::{
        geojson::{self, Feature, Matching},
        tile_layout,
    },
    i18n::{Language, pick, text, text_for_count, text_with},
    web,
};

/// How long one turn may work before the page gets its own.
const TURN_MS: u64 = 40;

/// Where Quần đảo Hoàng Sa and Quần đảo Trường Sa lie, in the order of layouts: the south west corner and the north east
/// one.
///
/// # Source
///
/// Our boxes around them, with room to spare: a map that has any island of an archipelago reaches into its box, and no
/// other land of the country does.
const ISLANDS: [(Position, Position); 2] = [([110.5, 15.0], [113.5, 17.6]), ([111.0, 6.5], [117.8, 12.2])];

/// The set of units whose layout names them where the units that are shown have none.
const NAMED_IN: &str = "provinces-34";

/// A map that reaches north and south of these latitudes is one of the whole country.
const WHOLE_COUNTRY: (f64, f64) = (10.0, 21.0);

/// How many names are listed of what does not fit together.
const MOST_NAMED: usize = 60;

/// A map that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Areas {
    /// What is said about each area; the outlines are apart.
    features: Vec<Feature>,
    rings: Vec<Rc<[Vec<Position>]>>,
    /// Whether it is a map of the whole country, and which archipelagos it has.
    is_whole: bool,
    has: [bool; 2],
}

type Loaded = Option<Result<Shared, LoadFailure>>;

/// The same or not by its place.
#[derive(Debug, Clone)]
struct Shared(Rc<Areas>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

thread_local! {
    /// The map that was read last.
    static ARRIVED: RefCell<Option<(String, Rc<Areas>)>> = const { RefCell::new(None) };
}

/// Keeps a map for as long as the window is open and no other is read.
pub fn keep(map: &str, areas: Rc<Areas>) {
    ARRIVED.set(Some((map.to_owned(), areas)));
}

fn arrived(map: &str) -> Option<Rc<Areas>> {
    ARRIVED.with_borrow(|it| it.as_ref().filter(|(of, _)| of == map).map(|(_, areas)| Rc::clone(areas)))
}

/// Reads a map, a little in each turn of the event loop.
pub async fn read(text: Rc<str>) -> Result<Rc<Areas>, LoadFailure> {
    let refused = |problems: Vec<_>| LoadFailure::Refused(problems.into());
    let mut reading = geojson::Reading::begin(text).map_err(refused)?;
    let mut turn = web::clock::now_ms();
    while reading.step() {
        if web::clock::now_ms().saturating_sub(turn) >= TURN_MS {
            TimeoutFuture::new(0).await;
            turn = web::clock::now_ms();
        }
    }
    let mut features = reading.finish().map_err(refused)?;
    TimeoutFuture::new(0).await;
    let all: Vec<Vec<Vec<Position>>> = features.iter_mut().map(|it| std::mem::take(&mut it.rings)).collect();
    let has = ISLANDS.map(|(low, high)| area_map::reaches(all.iter().flatten(), low, high));
    let (south, north) = WHOLE_COUNTRY;
    let is_whole = area_map::extent(all.iter().flatten()).is_some_and(|(low, high)| low[1] < south && high[1] > north);
    let rings = area_map::simplified(all);
    // What is drawn next takes its own time.
    TimeoutFuture::new(0).await;
    Ok(Rc::new(Areas { features, rings, is_whole, has }))
}

/// Properties of [`AreaFigure`].
#[derive(Debug, PartialEq, Properties)]
pub struct AreaFigureProps {
    /// All results.
    pub dataset: Rc<Dataset>,
    /// The address of the page.
    pub address: Address,
    /// Where the map is.
    pub map: String,
    /// The position of the table.
    pub at: usize,
    /// Which measure.
    pub measure: usize,
    /// Language of the page.
    pub language: Language,
}

/// Fetches a map and draws it.
#[component]
pub fn AreaFigure(props: &AreaFigureProps) -> Html {
    let AreaFigureProps { dataset, address, map, at, measure, language } = props;
    let language = *language;
    // Nothing is searched for on a map.
    let query = use_state_eq(String::new);
    let state = use_state_eq(|| (String::new(), Loaded::default()));
    {
        let state = state.setter();
        use_effect_with(map.clone(), move |map| {
            let map = map.clone();
            if arrived(&map).is_some() {
                return;
            }
            spawn_local(async move {
                let text = match map.starts_with(OPENED) {
                    true => Err(web::fetch::Unreachable),
                    false => web::fetch::text(&map).await,
                };
                let found = match text {
                    Err(web::fetch::Unreachable) => Err(LoadFailure::Unreachable),
                    Ok(text) => read(text.into()).await,
                };
                if let Ok(areas) = &found {
                    keep(&map, Rc::clone(areas));
                }
                state.set((map, Some(found.map(Shared))));
            });
        });
    }
    let failure = match &*state {
        (of, Some(Err(failure))) if of == map => Some(failure),
        _ => None,
    };
    use_told_failure(map, failure);
    let page = Page { dataset, address, map, is_own: !address.data.is_empty(), query: &query, language };
    if let Some(areas) = arrived(map) {
        let of = dataset.tables.get(*at).and_then(|table| Some((table, dataset.structure(table)?)));
        return of.map(|(table, structure)| drawn(page, table, structure, *measure, &areas)).unwrap_or_default();
    }
    let Some(failure) = failure else {
        return html! { <p class="loading" role="status">{ text(language, "ranking.own.map.loading") }</p> };
    };
    let opened = map.strip_prefix(OPENED);
    let key = match (failure, opened) {
        (LoadFailure::Refused(_), _) => "ranking.own.refused",
        (_, Some(_)) => "ranking.own.gone",
        _ => "ranking.own.unreachable",
    };
    html! {
        <div class="notice" role="alert">
            <p>{ text_with(language, key, &[("name", opened.unwrap_or(map))]) }</p>
            if let LoadFailure::Refused(problems) = failure {
                { problem_list(problems, None, 20, language) }
            }
            <p><a href={Address { view: View::Own, ..address.plain() }.href()}>{ text(language, "ranking.own.other") }</a></p>
        </div>
    }
}

/// The map in the colors of a measure, and what of it and of the units does not fit together.
fn drawn(page: Page, table: &Table, structure: &Structure, measure: usize, areas: &Areas) -> Html {
    let Page { dataset, language, .. } = page;
    let column = table.column(structure, measure);
    let bands = map::bands(&column);
    let units = dataset.set(table).map_or(&[][..], |set| &set.units);
    let codes: Vec<Rc<str>> = units.iter().map(|unit| Rc::clone(&unit.code)).collect();
    let matching = geojson::matching(&areas.features, &codes);
    let lightest = map::lightest(&bands);
    let step = |unit: usize| Some(bands.band(&column.entries.get(unit)?.value.as_ref()?.value) + lightest);
    let area = |feature: &Feature, rings: &Rc<[Vec<Position>]>, unit: Option<usize>| Area {
        label: match unit.and_then(|unit| units.get(unit)) {
            Some(unit) => words::unit(unit, language).into(),
            None => geojson::name(feature).into(),
        },
        step: unit.and_then(step),
        rings: Rc::clone(rings),
    };
    let layout = dataset.set(table).and_then(|set| tile_layout::of_set(&set.id));
    // What a map of the country lacks of these islands stands beside it as tiles, whatever file is opened.
    let is_national = areas.is_whole || layout.is_some();
    let owner =
        |tile: &tile_layout::Tile| layout.as_ref().and_then(|_| units.iter().position(|unit| *unit.code == *tile.code));
    let islands = layout.clone().or_else(|| tile_layout::of_set(NAMED_IN)).map(|layout| layout.islands);
    let lacking: Vec<(Rc<str>, Option<usize>)> = islands
        .iter()
        .flatten()
        .zip(areas.has)
        .filter(|(_, has)| is_national && !has)
        .map(|((tile, name), _)| (Rc::clone(pick(name, language)), owner(tile)))
        .collect();
    let island = |(name, owner): &(Rc<str>, Option<usize>)| {
        let unit = owner.and_then(|owner| units.get(owner));
        Tile {
            label: Rc::clone(name),
            short: unit.map(|unit| format!("({})", words::unit(unit, language))).unwrap_or_default().into(),
            step: owner.and_then(step),
            ..Tile::default()
        }
    };
    let shapes = areas.features.iter().zip(&areas.rings).zip(&matching.units);
    let drawn = Rc::new(AreaMap {
        areas: shapes.map(|((feature, rings), unit)| area(feature, rings, *unit)).collect(),
        islands: lacking.iter().map(island).collect(),
        steps: map::steps(&bands, language),
        none_label: text(language, "ranking.no_source").into(),
    });
    let of_areas = matching.units.iter().map(|unit| map::link(page, table, &column, (*unit)?, None));
    let of_islands = lacking.iter().map(|(name, owner)| map::link(page, table, &column, (*owner)?, Some(name)));
    let links: Vec<Option<UnitLink>> = of_areas.chain(of_islands).collect();
    let shapes = {
        let drawn = Rc::clone(&drawn);
        move |width| {
            let is_many = drawn.areas.len() > area_map::MANY;
            let path = |it: Outline| match is_many {
                false => (it.bounds, html! { <path d={svg::path(&it.rings)} fill-rule="evenodd" /> }),
                // The middle of an area, which is no more than a few points wide.
                true => (it.bounds, map::rect(it.bounds.middle())),
            };
            area_map::outlines(&drawn, width).into_iter().map(path).collect()
        }
    };
    let overlay = map::overlay(links, shapes);
    let drawn = Drawn { chart: Chart::new(drawn, |map, width| area_map::place(map, width)), overlay };
    html! {
        <>
            { map::figure(page, (table, structure, measure), (&column, &bands), drawn, None) }
            { notes(page, table, areas, &matching, !lacking.is_empty()) }
        </>
    }
}

/// By which property areas and units were put together, and what is left over on both sides.
fn notes(page: Page, table: &Table, areas: &Areas, matching: &Matching, lacks_islands: bool) -> Html {
    let Page { dataset, address, map, language, .. } = page;
    let units = dataset.set(table).map_or(&[][..], |set| &set.units);
    let mut is_drawn = vec![false; units.len()];
    for unit in matching.units.iter().flatten() {
        if let Some(drawn) = is_drawn.get_mut(*unit) {
            *drawn = true;
        }
    }
    let without: Vec<&str> = units
        .iter()
        .zip(&is_drawn)
        .filter(|(_, drawn)| !**drawn)
        .map(|(unit, _)| words::unit(unit, language))
        .collect();
    let strange: Vec<&str> = areas
        .features
        .iter()
        .zip(&matching.units)
        .filter(|(_, unit)| unit.is_none())
        .map(|(feature, _)| geojson::name(feature))
        .collect();
    let count = |drawn: bool| is_drawn.iter().filter(|it| **it == drawn).count().to_string();
    let (drawn, all) = (count(true), units.len().to_string());
    let name = map.strip_prefix(OPENED).unwrap_or(map);
    let values = [("name", name), ("property", &*matching.property), ("drawn", &*drawn), ("all", &*all)];
    let list = |key: &'static str, names: &[&str]| {
        let shown = names.iter().take(MOST_NAMED).filter(|name| !name.is_empty());
        let rest = names.len().saturating_sub(MOST_NAMED);
        html! {
            if !names.is_empty() {
                <details class="ranking-without">
                    <summary>{ text_for_count(language, key, names.len()) }</summary>
                    <ul>
                        for name in shown { <li>{ (*name).to_owned() }</li> }
                        if rest > 0 { <li>{ text_for_count(language, "shell.problems.more", rest) }</li> }
                    </ul>
                </details>
            }
        }
    };
    html! {
        <div class="ranking-map-notes" data-map="">
            if lacks_islands {
                <p class="allocated-notice">{ text(language, "ranking.own.map.islands") }</p>
            }
            <p>
                { text_with(language, "ranking.own.map.matched", &values) }{ " " }
                <a href={Address { view: View::Own, ..address.plain() }.href()}>{ text(language, "ranking.own.map.other") }</a>
            </p>
            { list("ranking.own.map.without", &without) }
            { list("ranking.own.map.strange", &strange) }
        </div>
    }
}
