//! One measure of all units on a map: of tiles, or of areas that somebody else supplies ([`super::area`]).

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{
    Page,
    address::{Address, View},
    area::AreaFigure,
    charts,
    list::{self, MOST_BANDS},
    words,
};
use crate::{
    app::charts::figure::{Chart, ChartFigure, Overlay},
    charts::{
        Bounds, svg,
        tile_map::{self, Direction, Place, Tile, TileMap},
    },
    engine::{
        bands::Bands,
        dataset::{Column, Structure, Table},
    },
    formats::tile_layout::{self, Layout},
    i18n::{Language, number, pick, text, text_with},
    web,
};

/// What each band stands for, the lowest first.
pub fn band_names(bands: &Bands, language: Language) -> Vec<Rc<str>> {
    (0..bands.count()).map(|band| list::band_name(bands, band, language).into()).collect()
}

/// The steps of a map that are used and what they stand for, the lowest first. The highest band is always the darkest.
pub fn steps(bands: &Bands, language: Language) -> Vec<(usize, Rc<str>)> {
    let lightest = lightest(bands);
    band_names(bands, language).into_iter().enumerate().map(|(at, name)| (at + lightest, name)).collect()
}

/// The step of the lowest band.
pub fn lightest(bands: &Bands) -> usize {
    MOST_BANDS.saturating_sub(bands.count())
}

/// The map of a measure: the one that the address names, otherwise that of the set of units, if it has one.
pub fn map(page: Page, table: &Table, structure: &Structure, measure: usize) -> Html {
    let Page { dataset, language, .. } = page;
    let Some(set) = dataset.set(table) else { return Html::default() };
    if !page.map.is_empty() {
        let at = dataset.tables.iter().position(|it| std::ptr::eq(it, table)).unwrap_or_default();
        let (address, map) = (page.address.clone(), page.map.to_owned());
        return html! { <AreaFigure dataset={Rc::clone(dataset)} {address} {map} {at} {measure} {language} /> };
    }
    let Some(layout) = tile_layout::of_set(&set.id) else { return no_map(page) };
    let column = table.column(structure, measure);
    let bands = bands(&column);
    let drawn = Rc::new(tile_map(page, table, &layout, &column, &bands));
    let links = links(page, table, &layout, &column);
    let shapes = {
        let drawn = Rc::clone(&drawn);
        move |width| tile_map::boxes(&drawn, width).into_iter().map(|it| (it, rect(it))).collect()
    };
    let overlay = overlay(links, shapes);
    let drawn = Drawn { chart: Chart::new(drawn, |map, width| tile_map::place(map, width)), overlay };
    figure(page, (table, structure, measure), (&column, &bands), drawn, Some(&layout))
}

/// Whether the units of a table have a map of tiles.
pub fn has_tiles(page: Page, table: &Table) -> bool {
    page.dataset.set(table).is_some_and(|set| tile_layout::of_set(&set.id).is_some())
}

/// Where there is no map: what can be done about it.
fn no_map(page: Page) -> Html {
    let Page { address, language, .. } = page;
    let own = Address { view: View::Own, ..address.plain() };
    html! { <p>{ text(language, "ranking.map.none") }{ " " }<a href={own.href()}>{ text(language, "ranking.own.map.other") }</a></p> }
}

/// The bands of a column, for maps.
pub fn bands(column: &Column) -> Bands {
    Bands::of(column.entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value)), MOST_BANDS)
}

/// What is drawn, with links over it.
pub struct Drawn {
    /// The picture.
    pub chart: Chart,
    /// The links.
    pub overlay: Overlay,
}

/// A map with its title, its sentence and its numbers.
pub fn figure(
    page: Page,
    (table, structure, measure): (&Table, &Structure, usize),
    (column, bands): (&Column, &Bands),
    drawn: Drawn,
    layout: Option<&Layout>,
) -> Html {
    let Page { dataset, language, .. } = page;
    let of = structure.measures.get(measure);
    let (name, plain) =
        of.map_or_else(Default::default, |it| (words::measure(it, language), words::plain_measure(it, language)));
    let (year, units) = (table.period.to_string(), words::set(dataset, table.unit_set, language));
    let title = text_with(language, "ranking.map.title", &[("measure", &name), ("year", &year), ("units", &units)]);
    let address = Address {
        year: Some(table.period),
        set: dataset.set(table).map_or(String::new(), |set| set.id.to_string()),
        ..charts::address_of(page, table, structure, measure)
    };
    html! {
        <ChartFigure
            id="map"
            chart={drawn.chart}
            overlay={Some(drawn.overlay)}
            title={title}
            summary={sentence(column, bands, &plain, &units, language)}
            numbers={Rc::new(charts::numbers(page, table, structure, measure, layout.map(|layout| (layout, bands))))}
            source={charts::source(page, table, measure, column)}
            address={address.href()}
            file_name={charts::file_name(page, table, structure, measure, "map")}
            {language}
        />
    }
}

/// How many units are in the highest and the lowest band, and that the archipelagos belong to theirs.
fn sentence(column: &Column, bands: &Bands, measure: &str, units: &str, language: Language) -> String {
    let values = || column.entries.iter().filter_map(|it| Some(&it.value.as_ref()?.value));
    let names = band_names(bands, language);
    let in_band = |band: usize| values().filter(|value| bands.band(value) == band).count().to_string();
    let top = bands.count() - 1;
    let (high, low) = (in_band(top), in_band(0));
    let name = |band: usize| names.get(band).map(|it| it.to_string()).unwrap_or_default();
    let (high_name, low_name) = (name(top), name(0));
    let values = [
        ("measure", measure),
        ("units", units),
        ("high", &*high),
        ("high_name", &*high_name),
        ("low", &*low),
        ("low_name", &*low_name),
    ];
    let key = if column.known() == 0 || top == 0 { "ranking.map.sentence.one" } else { "ranking.map.sentence" };
    text_with(language, key, &values)
}

/// The map to draw; the archipelagos have the color of the unit that they belong to.
pub fn tile_map(page: Page, table: &Table, layout: &Layout, column: &Column, bands: &Bands) -> TileMap {
    let Page { dataset, language, .. } = page;
    let lightest = lightest(bands);
    let find = |code: &str| {
        let at = dataset.set(table)?.units.iter().position(|unit| *unit.code == *code)?;
        Some((dataset.unit(table.unit_set, at)?, column.entries.get(at)?))
    };
    let tile = |of: &tile_layout::Tile| {
        let found = find(&of.code);
        let value = found.and_then(|(_, entry)| entry.value.as_ref());
        Tile {
            place: Place { column: of.column, row: of.row, columns: of.columns, rows: of.rows },
            label: found.map_or("", |(unit, _)| words::unit(unit, language)).into(),
            short: of.short.as_str().into(),
            value_text: value.map(|it| number::fixed(&it.value, 3, language)).unwrap_or_default().into(),
            step: value.map(|it| bands.band(&it.value) + lightest),
        }
    };
    let islands = layout.islands.each_ref().map(|(of, name)| {
        let owner = tile(of);
        Tile { label: Rc::clone(pick(name, language)), short: format!("({})", owner.label).into(), ..owner }
    });
    TileMap {
        tiles: layout.units.iter().map(tile).collect(),
        islands,
        steps: steps(bands, language),
        none_label: text(language, "ranking.no_source").into(),
    }
}

/// Where a unit on a map leads, and what is said of it.
pub struct UnitLink {
    href: String,
    said: String,
}

/// The link of a unit, or of islands that belong to it.
pub fn link(page: Page, table: &Table, column: &Column, at: usize, islands: Option<&str>) -> Option<UnitLink> {
    let Page { dataset, language, .. } = page;
    let set = dataset.set(table)?;
    let (unit, entry) = (set.units.get(at)?, column.entries.get(at)?);
    let value = words::value_figure(entry, language);
    let value = value.map_or_else(|| text(language, "ranking.no_source").to_owned(), |(value, _)| value);
    let all = column.entries.len().to_string();
    let rank = words::rank_figure(entry)
        .map(|(rank, _)| {
            format!(", {}", text_with(language, "ranking.profile.rank", &[("rank", &rank), ("all", &all)]))
        })
        .unwrap_or_default();
    let name = words::unit(unit, language);
    let name = islands.map_or_else(|| name.to_owned(), |islands| format!("{islands} ({name})"));
    let href = Address { year: Some(table.period), ..page.address.profile(&set.id, &unit.code) }.href();
    Some(UnitLink { href, said: format!("{name}: {value}{rank}") })
}

fn links(page: Page, table: &Table, layout: &Layout, column: &Column) -> Vec<Option<UnitLink>> {
    let position = |code: &str| page.dataset.set(table)?.units.iter().position(|unit| *unit.code == *code);
    let units = layout.units.iter().map(|of| link(page, table, column, position(&of.code)?, None));
    let islands = layout
        .islands
        .iter()
        .map(|(of, name)| link(page, table, column, position(&of.code)?, Some(pick(name, page.language))));
    units.chain(islands).collect()
}

/// A rectangle.
pub fn rect(it: Bounds) -> Html {
    let [x, y, width, height] = [it.left, it.top, it.right - it.left, it.bottom - it.top].map(svg::number);
    html! { <rect {x} {y} {width} {height} /> }
}

/// A shape that a link lies over, and what is around it.
pub type LinkedShape = (Bounds, Html);

/// What is placed at a width: the shapes with their links, and the boxes of all of them.
struct Placed {
    width: f64,
    shapes: Vec<LinkedShape>,
    boxes: Rc<[Bounds]>,
}

/// Links over what is drawn, one for each shape that has one. One of them is reached by Tab, the others by arrow keys as
/// they lie; Enter follows the link.
pub fn overlay(links: Vec<Option<UnitLink>>, shapes: impl Fn(f64) -> Vec<LinkedShape> + 'static) -> Overlay {
    let count = links.iter().flatten().count();
    let placed = RefCell::new(None::<Placed>);
    Overlay::new(count, move |width, some| {
        let mut placed = placed.borrow_mut();
        let placed = match &mut *placed {
            Some(placed) if placed.width == width => placed,
            other => {
                let linked = shapes(width).into_iter().zip(&links).filter(|(_, link)| link.is_some());
                let shapes: Vec<LinkedShape> = linked.map(|(shape, _)| shape).collect();
                let boxes = shapes.iter().map(|(bounds, _)| *bounds).collect();
                other.insert(Placed { width, shapes, boxes })
            }
        };
        let boxes = Rc::clone(&placed.boxes);
        let onkeydown = Callback::from(move |event: KeyboardEvent| go_to_neighbor(&event, &boxes));
        let link = |(at, ((_, shape), link)): (usize, (&LinkedShape, &UnitLink))| {
            html! {
                <a id={format!("tile-{at}")} class="chart-link" href={link.href.clone()} aria-label={link.said.clone()} tabindex={if at == 0 { "0" } else { "-1" }}>
                    { shape.clone() }
                </a>
            }
        };
        let all = placed.shapes.iter().zip(links.iter().flatten()).enumerate();
        html! { <g {onkeydown}>{ for all.skip(some.start).take(some.len()).map(link) }</g> }
    })
}

/// Follows an arrow key from one link on a map to the next one as they lie.
fn go_to_neighbor(event: &KeyboardEvent, boxes: &[Bounds]) {
    let direction = match &*event.key() {
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        "ArrowLeft" => Direction::Left,
        "ArrowRight" => Direction::Right,
        _ => return,
    };
    let from = event.target_dyn_into::<web_sys::Element>().map(|it| it.id()).unwrap_or_default();
    let from = from.strip_prefix("tile-").and_then(|at| at.parse().ok());
    // The page must not scroll, at the edge of the map neither.
    event.prevent_default();
    if let Some(to) = from.and_then(|from| tile_map::neighbor(boxes, from, direction)) {
        web::focus::drawn_by_id(&format!("tile-{to}"));
    }
}
