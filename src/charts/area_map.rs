//! Maps of areas: outlines that a portal supplies, in steps of one color.
//!
//! What belongs here: projection, simplification, placement, labels where they fit. What does not: files, and which area
//! is which unit.
//!
//! A plate carrée is fitted to the areas, with degrees of longitude as wide as they are in the middle: angles are right
//! to within a few percent on a map of a country. Points are put on a grid of half a unit, or of a whole one where areas are
//! many; neighbours share their points before and after, so no gaps open between them.

use std::rc::Rc;

use super::{
    Anchor, Bounds, Drawing, PADDING, Point, Shape, class,
    legend::{self, Sample},
    scale, text,
    tile_map::{self, Tile},
};

/// Longitude and latitude in degrees.
pub type Position = [f64; 2];

/// The least width that a map is placed in.
pub const LEAST_WIDTH: f64 = tile_map::LEAST_WIDTH;

/// The greatest height of the areas.
const MOST_HEIGHT: f64 = 720.0;
/// The size of the tiles of archipelagos that the areas do not have.
const TILE: (f64, f64) = (108.0, 46.0);
const NAME_SIZE: f64 = 10.5;
/// How many areas get labels; more can not be read.
const MOST_LABELLED: usize = 150;
/// More areas than this are drawn as one shape for each color: thousands of shapes take their time.
pub const MANY: usize = 500;
/// Steps of the grid that outlines are kept in, over the wider side of a map: half a unit at [`super::MAX_WIDTH`].
const KEPT_STEPS: f64 = 8000.0;

/// The box of what has no place.
const NOWHERE: Bounds = Bounds { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };

/// One area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Area {
    /// Its name.
    pub label: Rc<str>,
    /// The step of its color, from 0, the lowest.
    ///
    /// # Missing
    ///
    /// `None`: no figure, or no unit; a broken outline without color.
    pub step: Option<usize>,
    /// Outlines and holes.
    pub rings: Rc<[Vec<Position>]>,
}

/// Areas with what explains them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaMap {
    /// The areas.
    pub areas: Vec<Area>,
    /// Tiles for what belongs to the map and is not among the areas; their places are not used.
    pub islands: Vec<Tile>,
    /// The steps that are used and what they stand for, the lowest first.
    pub steps: Vec<(usize, Rc<str>)>,
    /// What an area without color stands for; empty leaves it out.
    pub none_label: Rc<str>,
}

/// A placed area.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its rings.
    pub rings: Vec<Vec<Point>>,
    /// Around them.
    pub bounds: Bounds,
}

/// Outlines with no more points than any screen can show, for maps that are placed again and again.
pub fn simplified(areas: Vec<Vec<Vec<Position>>>) -> Vec<Rc<[Vec<Position>]>> {
    let Some((low, high)) = extent(areas.iter().flatten()) else {
        return areas.into_iter().map(Rc::from).collect();
    };
    let step = (high[0] - low[0]).max(high[1] - low[1]).max(1e-9) / KEPT_STEPS;
    let snap = |value: f64| (value / step).round() * step;
    let kept = |ring: Vec<Position>| {
        let mut points: Vec<Position> = Vec::new();
        for [x, y] in ring {
            let point = [snap(x), snap(y)];
            if points.last() != Some(&point) {
                points.push(point);
            }
        }
        points
    };
    areas.into_iter().map(|rings| rings.into_iter().map(kept).filter(|ring| ring.len() > 2).collect()).collect()
}

/// Whether a map has something of its own within a box, from one corner to the other.
pub fn reaches<'a>(areas: impl Iterator<Item = &'a Vec<Position>>, low: Position, high: Position) -> bool {
    let is_in = |[x, y]: &Position| (low[0]..=high[0]).contains(x) && (low[1]..=high[1]).contains(y);
    areas.flatten().any(is_in)
}

/// The corners of all rings.
pub fn extent<'a>(rings: impl Iterator<Item = &'a Vec<Position>>) -> Option<(Position, Position)> {
    let mut found = None::<(Position, Position)>;
    for [x, y] in rings.flatten().copied() {
        let (low, high) = found.unwrap_or(([x, y], [x, y]));
        found = Some(([low[0].min(x), low[1].min(y)], [high[0].max(x), high[1].max(y)]));
    }
    found
}

/// Places a map; the height follows from its areas.
///
/// # Range
///
/// At least [`LEAST_WIDTH`] wide.
pub fn place(map: &AreaMap, width: f64) -> Drawing {
    let frame = Frame::new(map, width);
    let mut shapes = frame.legend.clone();
    let mut labels: Vec<Bounds> = Vec::new();
    let outlines: Vec<Outline> = frame.outlines(map).collect();
    if map.areas.len() > MANY {
        shapes.extend(together(map, outlines));
        return frame.drawing(map, shapes);
    }
    for (area, outline) in map.areas.iter().zip(&outlines).filter(|(_, outline)| !outline.rings.is_empty()) {
        shapes.push(Shape::Path { class: class::step(area.step), rings: outline.rings.clone() });
    }
    if map.areas.len() <= MOST_LABELLED {
        for (area, outline) in map.areas.iter().zip(&outlines) {
            let Some(shape) = label(area, outline) else { continue };
            let Some(bounds) = shape.bounds() else { continue };
            if !labels.iter().any(|other| other.overlaps(&bounds)) {
                labels.push(bounds);
                shapes.push(shape);
            }
        }
    }
    frame.drawing(map, shapes)
}

/// One shape for all areas of a color, those without one first.
fn together(map: &AreaMap, outlines: Vec<Outline>) -> Vec<Shape> {
    let mut by_class: Vec<(&'static str, Vec<Vec<Point>>)> =
        [class::STEP_NONE].into_iter().chain(class::STEP).map(|it| (it, vec![])).collect();
    for (area, outline) in map.areas.iter().zip(outlines) {
        let class = class::step(area.step);
        if let Some((_, rings)) = by_class.iter_mut().find(|(it, _)| *it == class) {
            rings.extend(outline.rings);
        }
    }
    by_class.retain(|(_, rings)| !rings.is_empty());
    by_class.into_iter().map(|(class, rings)| Shape::Path { class, rings }).collect()
}

/// The areas as they are placed, those without a place empty; then the tiles of archipelagos. Of more areas than [`MANY`]
/// only what is around them.
pub fn outlines(map: &AreaMap, width: f64) -> Vec<Outline> {
    let frame = Frame::new(map, width);
    let corners = |it: &Bounds| {
        let corner = |x, y| Point { x, y };
        vec![corner(it.left, it.top), corner(it.right, it.top), corner(it.right, it.bottom), corner(it.left, it.bottom)]
    };
    let tiles = frame.islands(map).map(|bounds| Outline { rings: vec![corners(&bounds)], bounds });
    let areas: Vec<Outline> = match map.areas.len() > MANY {
        true => map.areas.iter().map(|area| Outline { rings: Vec::new(), bounds: frame.around(area) }).collect(),
        false => frame.outlines(map).collect(),
    };
    areas.into_iter().chain(tiles.collect::<Vec<_>>()).collect()
}

struct Frame {
    width: f64,
    height: f64,
    legend: Vec<Shape>,
    /// Where the areas begin, and the units of a degree.
    left: f64,
    top: f64,
    west: f64,
    north: f64,
    per_longitude: f64,
    per_latitude: f64,
    /// Places on a unit that points are put on.
    grid: f64,
}

impl Frame {
    fn new(map: &AreaMap, width: f64) -> Frame {
        let width = scale::usable_width(width).max(LEAST_WIDTH);
        let mut entries: Vec<(Sample, &str)> =
            map.steps.iter().map(|(step, label)| (Sample::Bar(class::step(Some(*step))), &**label)).collect();
        if map.areas.iter().any(|area| area.step.is_none()) {
            entries.push((Sample::Bar(class::STEP_NONE), &map.none_label));
        }
        let (legend, top) = legend::place(&entries, width);
        let top = top.max(PADDING);
        let (low, high) = extent(map.areas.iter().flat_map(|area| area.rings.iter())).unwrap_or_default();
        let narrowing = ((low[1] + high[1]) / 2.0).to_radians().cos().max(0.05);
        let (wide, tall) = (((high[0] - low[0]) * narrowing).max(1e-9), (high[1] - low[1]).max(1e-9));
        let beside = if map.islands.is_empty() { 0.0 } else { TILE.0 + 2.0 * PADDING };
        let room = width - 2.0 * PADDING - beside;
        let most_height = (width * 1.25).clamp(240.0, MOST_HEIGHT);
        let per_latitude = (room / wide).min(most_height / tall);
        let least = if map.islands.is_empty() { 0.0 } else { 4.0 * TILE.1 };
        let height = top + (tall * per_latitude).max(least) + 2.0 * PADDING;
        Frame {
            width,
            height,
            legend,
            left: PADDING + (room - wide * per_latitude) / 2.0,
            top: top + PADDING,
            west: low[0],
            north: high[1],
            per_longitude: per_latitude * narrowing,
            per_latitude,
            grid: if map.areas.len() > MANY { 1.0 } else { 2.0 },
        }
    }

    fn point(&self, [longitude, latitude]: Position) -> Point {
        let snap = |value: f64| (value * self.grid).round() / self.grid;
        Point {
            x: snap(self.left + (longitude - self.west) * self.per_longitude),
            y: snap(self.top + (self.north - latitude) * self.per_latitude),
        }
    }

    /// The picture of what is drawn so far and the archipelagos.
    fn drawing(&self, map: &AreaMap, mut shapes: Vec<Shape>) -> Drawing {
        for (tile, bounds) in map.islands.iter().zip(self.islands(map)) {
            shapes.extend(tile_map::island(tile, bounds));
        }
        Drawing { width: self.width, height: self.height, shapes }
    }

    /// The box around an area.
    fn around(&self, area: &Area) -> Bounds {
        let Some((low, high)) = extent(area.rings.iter()) else { return NOWHERE };
        let (bottom_left, top_right) = (self.point(low), self.point(high));
        Bounds { left: bottom_left.x, top: top_right.y, right: top_right.x, bottom: bottom_left.y }
    }

    fn outlines<'a>(&'a self, map: &'a AreaMap) -> impl Iterator<Item = Outline> + 'a {
        map.areas.iter().map(|area| {
            let mut rings: Vec<Vec<Point>> = area.rings.iter().map(|ring| self.ring(ring)).collect();
            let around = |rings: &[Vec<Point>]| Bounds::of(rings.iter().flatten());
            let bounds = around(&rings).unwrap_or(NOWHERE);
            // What is too small for the grid shrinks to a dot that can still be seen.
            rings.retain(|ring| ring.len() > 2);
            if rings.is_empty() && !area.rings.is_empty() {
                let (x, y) = ((bounds.left + bounds.right) / 2.0, (bounds.top + bounds.bottom) / 2.0);
                let corner = |dx, dy| Point { x: x + dx, y: y + dy };
                rings.push(vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)]);
            }
            Outline { bounds: around(&rings).unwrap_or(NOWHERE), rings }
        })
    }

    /// The points of a ring, each once, without those on a straight line.
    fn ring(&self, ring: &[Position]) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for position in ring {
            let next = self.point(*position);
            if points.last() == Some(&next) {
                continue;
            }
            if let [.., before, last] = points[..] {
                let turn = (last.x - before.x) * (next.y - last.y) - (last.y - before.y) * (next.x - last.x);
                let ahead = (last.x - before.x) * (next.x - last.x) + (last.y - before.y) * (next.y - last.y);
                if turn == 0.0 && ahead > 0.0 {
                    points.pop();
                }
            }
            points.push(next);
        }
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    }

    /// Where the tiles stand: at the right, one above the other.
    fn islands<'a>(&'a self, map: &'a AreaMap) -> impl Iterator<Item = Bounds> + 'a {
        let step = (self.height - self.top) / (map.islands.len() as f64 + 1.0);
        let right = self.width - PADDING;
        (0..map.islands.len()).map(move |at| {
            let middle = self.top + step * (at as f64 + 1.0);
            Bounds { left: right - TILE.0, top: middle - TILE.1 / 2.0, right, bottom: middle + TILE.1 / 2.0 }
        })
    }
}

/// The name of an area in the middle of its greatest part, if it fits there.
fn label(area: &Area, outline: &Outline) -> Option<Shape> {
    let size = |it: &Bounds| (it.right - it.left) * (it.bottom - it.top);
    let parts = outline.rings.iter().filter_map(|ring| Bounds::of(ring.iter()));
    let bounds = parts.max_by(|left, right| size(left).total_cmp(&size(right)))?;
    let (x, y) = ((bounds.left + bounds.right) / 2.0, (bounds.top + bounds.bottom) / 2.0);
    let lines = text::wrap_whole(&area.label, bounds.right - bounds.left, NAME_SIZE, 2)?;
    let height = lines.len() as f64 * NAME_SIZE * text::LINE_HEIGHT;
    let shape = Shape::Text {
        class: class::on_step(area.step),
        x,
        y: y - height / 2.0 + NAME_SIZE * text::ASCENT,
        anchor: Anchor::Middle,
        size: NAME_SIZE,
        lines,
    };
    let Bounds { left, top, right, bottom } = shape.bounds()?;
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom), (x, y)];
    corners.into_iter().all(|(x, y)| holds(&outline.rings, Point { x, y })).then_some(shape)
}

/// Whether a point is inside an area, and not in a hole of it.
fn holds(rings: &[Vec<Point>], at: Point) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let crosses = |(a, b): &(&Point, &Point)| {
        (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
    };
    edges.filter(crosses).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Rc<[Vec<Position>]> {
        let (east, north) = (west + side, south + side);
        Rc::new([vec![[west, south], [east, south], [east, north], [west, north], [west, south]]])
    }

    fn map(areas: Vec<Rc<[Vec<Position>]>>) -> AreaMap {
        let area = |rings| Area { label: "A".into(), step: Some(1), rings };
        AreaMap { areas: areas.into_iter().map(area).collect(), ..AreaMap::default() }
    }

    #[test]
    fn areas_fill_the_width_and_north_is_up() {
        // On the equator a degree is as wide as it is tall.
        let map = map(vec![square(0.0, -1.0, 1.0), square(1.0, 0.0, 1.0)]);
        let found = outlines(&map, 408.0);
        let corners = |at: usize| (found[at].bounds.left, found[at].bounds.right, found[at].bounds.top);
        assert_eq!((corners(0), corners(1)), ((4.0, 204.0, 208.0), (204.0, 404.0, 8.0)));
        assert_eq!(
            found[0].rings,
            [[(4.0, 408.0), (204.0, 408.0), (204.0, 208.0), (4.0, 208.0)].map(|(x, y)| Point { x, y }).to_vec()]
        );
    }

    #[test]
    fn nothing_leaves_the_drawing_and_small_areas_are_seen() {
        let mut map = map(vec![square(102.0, 8.0, 15.0), square(110.0, 10.0, 0.00001), Rc::new([])]);
        map.islands = vec![Tile { label: "Quần đảo Hoàng Sa".into(), ..Tile::default() }, Tile::default()];
        for width in [10.0, 320.0, 1000.0] {
            let drawing = place(&map, width);
            for bounds in drawing.shapes.iter().filter_map(Shape::bounds) {
                assert!(bounds.left >= 0.0 && bounds.right <= drawing.width, "{width}: {bounds:?}");
                assert!(bounds.top >= 0.0 && bounds.bottom <= drawing.height, "{width}: {bounds:?}");
            }
            let found = outlines(&map, width);
            assert_eq!((found.len(), found[1].rings[0].len(), found[2].rings.len()), (5, 4, 0));
        }
        assert_eq!(place(&AreaMap::default(), 400.0).shapes, []);
    }

    #[test]
    fn points_that_no_screen_shows_are_dropped() {
        let wave = |at: u32| [f64::from(at) / 1e5, (f64::from(at) / 7.0).sin() / 1e6];
        let mut ring: Vec<Position> = (0..100_000).map(wave).collect();
        ring.push([0.5, 1.0]);
        let kept = simplified(vec![vec![ring]]);
        assert!(kept[0][0].len() < 10_000, "{}", kept[0][0].len());
        let map = map(kept);
        assert!(outlines(&map, 400.0)[0].rings[0].len() < 10, "a line that looks straight is two points");
    }

    #[test]
    fn many_areas_are_one_shape_for_each_color() {
        let mut map = map((0..=MANY).map(|at| square(at as f64 / 10.0, 0.0, 0.1)).collect());
        map.areas[3].step = None;
        let drawing = place(&map, 700.0);
        let rings = |shape: &Shape| if let Shape::Path { rings, .. } = shape { rings.len() } else { 0 };
        let found: Vec<usize> = drawing.shapes.iter().map(rings).filter(|count| *count > 0).collect();
        assert_eq!(found, [1, MANY]);
    }

    #[test]
    fn a_label_stands_inside_or_not_at_all() {
        let texts = |side: f64| {
            let mut map = map(vec![square(0.0, 0.0, 10.0), square(20.0, 0.0, side)]);
            map.areas[1].label = "Một cái tên".into();
            place(&map, 700.0).shapes.iter().filter(|it| matches!(it, Shape::Text { .. })).count()
        };
        assert_eq!((texts(10.0), texts(0.5)), (2, 1));
    }
}
