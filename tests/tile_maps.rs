//! Tile maps: every unit once, no overlap, the two archipelagos in every picture, every tile within reach of the keys.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

#[path = "references/picture.rs"]
mod picture;

use std::{collections::BTreeSet, fs, path::Path};

use thuocso::{
    charts::{
        Drawing, Shape,
        svg::{self, Caption, Palette},
        tile_map::{self, Direction, Place, Tile, TileMap},
    },
    formats::tile_layout::{self, Layout},
    i18n::{Language, pick},
};

const SETS: [&str; 2] = ["provinces-63", "provinces-34"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Codes and names of a set of units.
fn units(set: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(format!("data/published-results/units/{set}.csv"))).unwrap();
    let row = |line: &str| {
        let mut cells = line.split(',');
        (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned())
    };
    text.lines().skip(1).map(row).collect()
}

fn place(it: &tile_layout::Tile) -> Place {
    Place { column: it.column, row: it.row, columns: it.columns, rows: it.rows }
}

/// The map of a set with a value in every tile, or in none.
fn map(set: &str, language: Language, is_known: bool) -> TileMap {
    let layout = tile_layout::of_set(set).unwrap();
    let names = units(set);
    let name = |code: &str| names.iter().find(|it| it.0 == code).map_or("", |it| &*it.1).to_owned();
    let step = |at: usize| is_known.then_some(at % 6);
    let units = layout.units.iter().enumerate().map(|(at, it)| Tile {
        place: place(it),
        label: name(&it.code).into(),
        short: it.short.as_str().into(),
        value_text: if is_known { "0,734".into() } else { "".into() },
        step: step(at),
    });
    let islands = layout.islands.each_ref().map(|(it, of)| Tile {
        place: place(it),
        label: pick(of, language).clone(),
        short: format!("({})", name(&it.code)).into(),
        value_text: "".into(),
        step: step(3),
    });
    let steps =
        ["dưới 0,5", "0,5 đến dưới 0,6", "0,6 đến dưới 0,7", "0,7 đến dưới 0,8", "0,8 đến dưới 0,9", "từ 0,9 trở lên"];
    TileMap {
        tiles: units.collect(),
        islands,
        steps: steps.into_iter().enumerate().map(|(at, it)| (at, it.into())).collect(),
        none_label: "chưa có nguồn".into(),
    }
}

fn all(layout: &Layout) -> Vec<Place> {
    layout.units.iter().chain(layout.islands.iter().map(|it| &it.0)).map(place).collect()
}

/// The texts of a drawing, a line of several joined by spaces.
fn texts(drawing: &Drawing) -> Vec<String> {
    let text = |shape: &Shape| match shape {
        Shape::Text { lines, .. } => Some(lines.join(" ")),
        _ => None,
    };
    drawing.shapes.iter().filter_map(text).collect()
}

#[test]
fn every_unit_has_one_tile_and_none_overlap() {
    for set in SETS {
        let layout = tile_layout::of_set(set).unwrap();
        let mut codes: Vec<&str> = layout.units.iter().map(|it| &*it.code).collect();
        codes.sort_unstable();
        let mut expected: Vec<String> = units(set).into_iter().map(|it| it.0).collect();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{set}");
        let places = all(&layout);
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                assert!(!one.overlaps(*other), "{set}: {one:?} and {other:?}");
            }
        }
        let shorts: BTreeSet<&str> = layout.units.iter().map(|it| &*it.short).collect();
        assert_eq!(shorts.len(), layout.units.len(), "{set}: short names are unique");
    }
}

#[test]
fn the_archipelagos_belong_to_their_units_and_lie_east_of_them() {
    for set in SETS {
        let layout = tile_layout::of_set(set).unwrap();
        let owners = layout.islands.each_ref().map(|(it, name)| (&*it.code, &*name.vi));
        assert_eq!(owners, [("48", "Quần đảo Hoàng Sa"), ("56", "Quần đảo Trường Sa")], "{set}");
        for (islands, name) in &layout.islands {
            let owner = layout.units.iter().find(|it| it.code == islands.code).unwrap();
            assert!(islands.column > owner.column, "{set}: {name:?}");
        }
    }
}

/// Whatever the width, the language and the values: the names are there in full, in the page and in the file.
#[test]
fn no_picture_of_a_map_is_without_the_archipelagos() {
    for set in SETS {
        for (language, expected) in [
            (Language::Vi, ["Quần đảo Hoàng Sa", "(Đà Nẵng)", "Quần đảo Trường Sa", "(Khánh Hòa)"]),
            (Language::En, ["Hoàng Sa Archipelago", "(Đà Nẵng)", "Trường Sa Archipelago", "(Khánh Hòa)"]),
        ] {
            for is_known in [true, false] {
                let map = map(set, language, is_known);
                for width in [0.0, 160.0, 250.0, 288.0, 320.0, 328.0, 500.0, 700.0, 840.0, 1300.0, f64::NAN] {
                    let drawing = tile_map::place(&map, width);
                    let drawn = texts(&drawing);
                    for name in expected {
                        assert!(drawn.iter().any(|it| it == name), "{set}, {width}: {name} in {drawn:?}");
                    }
                    let caption = Caption { title: "", summary: "", source: "", language: language.code() };
                    let file = svg::write(&drawing, &caption, &Palette::LIGHT);
                    for word in ["Hoàng Sa", "Trường Sa"] {
                        assert!(file.contains(word), "{set}, {width}: {word}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_table_without_both_archipelagos_is_refused() {
    for set in SETS {
        let text = fs::read_to_string(root().join(format!("data/tile-maps/{set}.csv"))).unwrap();
        assert!(tile_layout::read(set, &text).is_ok());
        for islands in ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"] {
            let without: Vec<&str> = text.lines().filter(|line| !line.contains(islands)).collect();
            assert!(tile_layout::read(set, &without.join("\n")).is_err(), "{set} without {islands}");
        }
        let odd = text.replacen(",1,1,,", ",x,1,,", 1);
        let problems = tile_layout::read(set, &odd).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        let twice = format!("{text}{}\n", text.lines().nth(1).unwrap());
        assert_eq!(tile_layout::read(set, &twice).unwrap_err().len(), 1);
    }
}

#[test]
fn tiles_and_texts_stay_inside_and_names_can_be_read() {
    for set in SETS {
        let map = map(set, Language::Vi, true);
        for width in (160..1400).step_by(9) {
            let drawing = tile_map::place(&map, f64::from(width));
            let boxes = tile_map::boxes(&map, f64::from(width));
            assert_eq!(boxes.len(), map.tiles.len() + 2);
            for shape in &drawing.shapes {
                let it = shape.bounds().unwrap();
                let inside =
                    it.left >= 0.0 && it.top >= 0.0 && it.right <= drawing.width && it.bottom <= drawing.height;
                assert!(inside, "{set}, {width}: {shape:?}");
            }
            let drawn = texts(&drawing);
            for tile in &map.tiles {
                let is_named = drawn.iter().any(|it| **it == *tile.label || **it == *tile.short);
                assert!(is_named, "{set}, {width}: neither {} nor {}", tile.label, tile.short);
            }
        }
    }
}

#[test]
fn pictures_of_maps_equal_their_references() {
    for set in SETS {
        let map = map(set, Language::Vi, true);
        for width in [320, 700] {
            let (drawing, name) = (tile_map::place(&map, f64::from(width)), format!("{set}-{width}.svg"));
            picture::check(&name, &drawing, "Bản đồ DTI", "Mỗi ô một đơn vị.");
        }
    }
}

#[test]
fn every_tile_is_reached_from_every_tile_by_arrow_keys() {
    let directions = [Direction::Up, Direction::Down, Direction::Left, Direction::Right];
    for set in SETS {
        let map = map(set, Language::Vi, true);
        for width in [288.0, 500.0] {
            let boxes = tile_map::boxes(&map, width);
            for start in 0..boxes.len() {
                let mut reached = BTreeSet::from([start]);
                let mut next = vec![start];
                while let Some(from) = next.pop() {
                    let to = directions.iter().filter_map(|it| tile_map::neighbor(&boxes, from, *it));
                    next.extend(to.filter(|it| reached.insert(*it)));
                }
                let missing: Vec<&str> =
                    (0..map.tiles.len()).filter(|at| !reached.contains(at)).map(|at| &*map.tiles[at].label).collect();
                assert_eq!(reached.len(), boxes.len(), "{set} from {start}: {missing:?}");
            }
        }
    }
}
