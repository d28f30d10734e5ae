//! What must hold for every chart: it stays in its box, its labels can be read, its lengths are
//! true to the shares, and its picture is the one that was looked at.
//!
//! The reference pictures are rewritten by `UPDATE_EXPECT=1 cargo test --test charts`; look at
//! them before you keep them.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::rc::Rc;

use thuocso::charts::area_map::{self, Area, AreaMap};
use thuocso::charts::bar::{self, Bar, BarChart, Tone};
use thuocso::charts::dots::{self, DotChart};
use thuocso::charts::heat_map::{self, HeatMap};
use thuocso::charts::radar::{self, Axis, RadarChart, Series};
use thuocso::charts::stack::{self, Part};
use thuocso::charts::svg::{self, Caption, Palette};
use thuocso::charts::tile_map::{self, Place, Tile, TileMap};
use thuocso::charts::trend::{self, Period, TrendChart};
use thuocso::charts::{Bounds, Drawing, Point, Shape, Tick, class};

/// The nine main indicators of Quyết định 922/QĐ-BTTTT, with shares and value texts made up.
const MAIN_INDICATORS: [(&str, f64, &str); 9] = [
    ("Nhận thức số", 0.96, "0,9600"),
    ("Thể chế số", 0.85, "0,8500"),
    ("Hạ tầng số", 0.62, "0,6200"),
    ("Nhân lực số", 0.48, "0,4800"),
    ("An toàn thông tin mạng", 0.71, "0,7100"),
    ("Đô thị thông minh", 0.30, "0,3000"),
    ("Hoạt động chính quyền số", 0.8025, "0,8025"),
    ("Hoạt động kinh tế số", 0.44, "0,4400"),
    ("Hoạt động xã hội số", 0.57, "0,5700"),
];

/// A source of numbers that look random and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn share(&mut self) -> f64 {
        let usual = self.below(1001) as f64 / 1000.0;
        self.one_of(&[
            usual,
            usual,
            usual,
            0.0,
            -0.0,
            1.0,
            -7.5,
            1e300,
            f64::MIN_POSITIVE,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ])
    }

    fn maybe_share(&mut self) -> Option<f64> {
        let share = self.share();
        self.one_of(&[Some(share), Some(share), None])
    }

    fn label(&mut self) -> Rc<str> {
        let usual = MAIN_INDICATORS[self.below(MAIN_INDICATORS.len())].0;
        let digits = "0123456789".repeat(1 + self.below(40));
        let words = format!("{usual} ").repeat(1 + self.below(30));
        self.one_of(&[
            usual,
            usual,
            "",
            " \t\n ",
            "\u{0}\u{1b}",
            "\u{301}\u{301}",
            "e\u{302}\u{301}".repeat(60).as_str(),
            "漢字かな交じり文",
            "👩‍👩‍👧‍👦🇻🇳",
            "\u{202e}Thể chế số",
            "1\u{a0}234\u{a0}567",
            "<b>&\"'",
            &digits,
            &words,
        ])
        .into()
    }

    fn width(&mut self) -> f64 {
        let usual = 160.0 + self.below(1100) as f64;
        self.one_of(&[usual, usual, usual, usual, 320.0, 1000.0, 0.0, -5.0, 1e12, f64::NAN, f64::INFINITY])
    }

    fn ticks(&mut self) -> Vec<Tick> {
        (0..self.below(12)).map(|_| Tick { share: self.share(), text: self.label() }).collect()
    }

    fn bar_chart(&mut self) -> BarChart {
        let bar = |chance: &mut Chance| Bar {
            label: chance.label(),
            value_text: chance.label(),
            share: chance.maybe_share(),
            high: chance.maybe_share(),
            mark: chance.maybe_share(),
            tone: chance.one_of(&[Tone::Plain, Tone::Strong]),
        };
        BarChart {
            bars: (0..self.below(20)).map(|_| bar(self)).collect(),
            ticks: self.ticks(),
            share_label: self.label(),
            high_label: self.label(),
            mark_label: self.label(),
        }
    }

    fn dot_chart(&mut self) -> DotChart {
        let row = |chance: &mut Chance| dots::Row {
            label: chance.label(),
            value_text: chance.label(),
            dots: (0..chance.below(8)).map(|_| chance.maybe_share()).collect(),
            range: chance.maybe_share().map(|low| (low, chance.share())),
            is_strong: chance.below(2) == 1,
        };
        DotChart {
            rows: (0..self.below(20)).map(|_| row(self)).collect(),
            series: (0..self.below(8)).map(|_| self.label()).collect(),
            ticks: self.ticks(),
            mark: self.maybe_share(),
            mark_label: self.label(),
            range_label: self.label(),
        }
    }

    fn trend_chart(&mut self) -> TrendChart {
        let period =
            |chance: &mut Chance| Period { label: chance.label(), begins: chance.below(3) == 0, name: chance.label() };
        let series = |chance: &mut Chance| trend::Series {
            label: chance.label(),
            shares: (0..chance.below(9)).map(|_| chance.maybe_share()).collect(),
            texts: (0..chance.below(9)).map(|_| chance.label()).collect(),
        };
        TrendChart {
            periods: (0..self.below(8)).map(|_| period(self)).collect(),
            series: (0..self.below(5)).map(|_| series(self)).collect(),
            ticks: self.ticks(),
        }
    }

    fn stack(&mut self) -> Vec<stack::Row> {
        let part = |chance: &mut Chance| Part {
            label: chance.label(),
            value_text: chance.label(),
            share: chance.maybe_share(),
        };
        let row = |chance: &mut Chance| stack::Row {
            label: chance.label(),
            value_text: chance.label(),
            parts: (0..chance.below(9)).map(|_| part(chance)).collect(),
        };
        (0..self.below(4)).map(|_| row(self)).collect()
    }

    fn heat_map(&mut self) -> HeatMap {
        let columns = self.below(12);
        let cell = |chance: &mut Chance| heat_map::Cell {
            text: chance.label(),
            step: chance.one_of(&[None, Some(0), Some(5), Some(99)]),
        };
        let cells =
            |chance: &mut Chance| (0..chance.one_of(&[0, columns, columns + 3])).map(|_| cell(chance)).collect();
        HeatMap {
            columns: (0..columns).map(|_| self.label()).collect(),
            rows: (0..self.below(12)).map(|_| (self.label(), cells(self))).collect(),
            steps: (0..self.below(9)).map(|_| self.label()).collect(),
        }
    }

    fn tile_map(&mut self) -> TileMap {
        let tile = |chance: &mut Chance| Tile {
            place: Place {
                column: chance.below(12) as u16,
                row: chance.below(30) as u16,
                columns: chance.below(3) as u16,
                rows: chance.below(3) as u16,
            },
            label: chance.label(),
            short: chance.label(),
            value_text: chance.label(),
            step: chance.one_of(&[None, Some(0), Some(5), Some(99)]),
        };
        TileMap {
            tiles: (0..self.below(70)).map(|_| tile(self)).collect(),
            islands: [tile(self), tile(self)],
            steps: (0..self.below(7)).map(|at| (at, self.label())).collect(),
            none_label: self.label(),
        }
    }

    fn radar_chart(&mut self, axes: usize) -> RadarChart {
        let shares = |chance: &mut Chance| {
            let length = chance.one_of(&[0, 1, axes, axes, axes, axes + 3]);
            (0..length).map(|_| chance.maybe_share()).collect()
        };
        let series =
            |chance: &mut Chance| Series { label: chance.label(), shares: shares(chance), highs: shares(chance) };
        RadarChart {
            axes: (0..axes).map(|_| Axis { label: self.label(), value_text: self.label() }).collect(),
            series: (0..self.below(6)).map(|_| series(self)).collect(),
            ticks: self.ticks(),
            high_label: self.label(),
        }
    }
}

/// Fails if a shape is outside the box, not finite, or of a role that style sheets do not know.
#[track_caller]
fn check_inside(drawing: &Drawing, case: &str) {
    assert!(drawing.width.is_finite() && drawing.height.is_finite(), "{case}");
    for shape in &drawing.shapes {
        assert!(class::ALL.contains(&shape.class()), "{case}: {shape:?}");
        let Some(it) = shape.bounds() else { panic!("{case}: nothing to draw in {shape:?}") };
        let inside = it.left >= -0.01
            && it.top >= -0.01
            && it.right <= drawing.width + 0.01
            && it.bottom <= drawing.height + 0.01
            && it.left <= it.right
            && it.top <= it.bottom;
        assert!(inside, "{case}: {it:?} of {shape:?} leaves {} × {}", drawing.width, drawing.height);
    }
}

/// Fails if two texts of these roles share an area.
#[track_caller]
fn check_apart(drawing: &Drawing, classes: &[&str], case: &str) {
    let texts = drawing.shapes.iter().filter(|it| classes.contains(&it.class()));
    let placed: Vec<(Bounds, &Shape)> = texts.filter_map(|it| it.bounds().map(|bounds| (bounds, it))).collect();
    for (index, (bounds, shape)) in placed.iter().enumerate() {
        for (other, other_shape) in &placed[index + 1..] {
            // Two lines of a list may touch; a tenth of a unit is a rounding error.
            let shrunk = Bounds { top: bounds.top + 0.1, bottom: bounds.bottom - 0.1, ..*bounds };
            assert!(!shrunk.overlaps(other), "{case}: {shape:?} and {other_shape:?}");
        }
    }
}

const TEXTS: [&str; 6] = [class::LABEL, class::LABEL_STRONG, class::VALUE, class::KEY, class::LEGEND, class::TICK];

/// Without the texts on rings, which stand inside the radar on purpose.
const TEXTS_OUTSIDE_RADAR: [&str; 4] = [class::LABEL, class::VALUE, class::KEY, class::LEGEND];

#[test]
fn bars_stay_in_their_box_whatever_they_are_given() {
    let mut chance = Chance(2024);
    for case in 0..1000 {
        let (chart, width) = (chance.bar_chart(), chance.width());
        let drawing = bar::place(&chart, width);
        let case = format!("case {case}, width {width}");
        check_inside(&drawing, &case);
        check_apart(&drawing, &TEXTS, &case);
        check_text_form(&drawing, &case);
    }
}

#[test]
fn radars_stay_in_their_box_whatever_they_are_given() {
    let mut chance = Chance(2025);
    for case in 0..400 {
        let axes = chance.one_of(&[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 40, 150]);
        let (chart, width) = (chance.radar_chart(axes), chance.width());
        let drawing = radar::place(&chart, width);
        let case = format!("case {case}, {axes} axes, width {width}");
        check_inside(&drawing, &case);
        check_apart(&drawing, &TEXTS_OUTSIDE_RADAR, &case);
        check_text_form(&drawing, &case);
    }
}

#[test]
fn other_charts_stay_in_their_box_whatever_they_are_given() {
    let mut chance = Chance(2026);
    for case in 0..200 {
        let width = chance.width();
        let drawings = [
            ("dots", dots::place(&chance.dot_chart(), width)),
            ("trend", trend::place(&chance.trend_chart(), width)),
            ("stack", stack::place(&chance.stack(), width)),
            ("heat map", heat_map::place(&chance.heat_map(), width)),
            ("tile map", tile_map::place(&chance.tile_map(), width)),
        ];
        for (name, drawing) in drawings {
            let case = format!("{name}, case {case}, width {width}");
            check_inside(&drawing, &case);
            check_text_form(&drawing, &case);
        }
    }
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a color")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The value of a property of a class in a style sheet.
fn declared(sheet: &str, class: &str, property: &str) -> String {
    let style = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/styles").join(sheet));
    let style = style.expect("the style sheet can be read");
    let (_, after) = style.rsplit_once(&format!("\n.{class} {{")).unwrap_or_else(|| panic!("no .{class} in {sheet}"));
    let (block, _) = after.split_once('}').expect("a block ends");
    let line = block.lines().find_map(|line| line.trim().strip_prefix(&format!("{property}: ")));
    line.unwrap_or_else(|| panic!("no {property} in .{class}")).trim_end_matches(';').to_owned()
}

#[test]
fn steps_are_told_apart_by_lightness_and_texts_on_them_can_be_read() {
    let palette = Palette::LIGHT;
    for (at, color) in palette.steps.iter().enumerate() {
        let role = class::STEP[at];
        assert_eq!(declared("figures.css", role, "fill"), **color, "page and file have the same colors");
        assert_eq!(declared("ranking.css", &format!("heat-{at}"), "--heat"), **color, "maps and tables too");
        let is_dark = class::on_step(Some(at)) == class::ON_DARK;
        for on in [palette.on_step(is_dark), &declared("figures.css", class::on_step(Some(at)), "fill")] {
            assert!(contrast(color, on) >= 4.5, "{on} on {color}: {}", contrast(color, on));
        }
        if let Some(next) = palette.steps.get(at + 1) {
            assert!(contrast(color, next) >= 1.15, "{color} and {next}: {}", contrast(color, next));
            assert!(luminance(color) > luminance(next), "{next} is darker than {color}");
        }
    }
    for color in &palette.series {
        assert!(contrast(color, &palette.background) >= 4.5, "numbers on parts: {color}");
    }
}

/// Fails if the SVG text has numbers that are none, or differs from one call to the next.
#[track_caller]
fn check_text_form(drawing: &Drawing, case: &str) {
    let caption = Caption { title: "T", summary: "S", source: "N", language: "vi" };
    let svg = svg::write(drawing, &caption, &Palette::LIGHT);
    for wrong in ["NaN", "inf", "\"-0\"", ",-0 ", "\"-0,", "\u{0}"] {
        assert!(!svg.contains(wrong), "{case}: {wrong:?} in {svg}");
    }
    assert_eq!(svg, svg::write(drawing, &caption, &Palette::LIGHT), "{case}");
}

#[test]
fn labels_of_a_radar_do_not_overlap_at_any_usual_size() {
    for axes in 5..=12 {
        for width in (280..=1400).step_by(7) {
            let chart = profile(axes);
            let drawing = radar::place(&chart, f64::from(width));
            let case = format!("{axes} axes, width {width}");
            check_inside(&drawing, &case);
            check_apart(&drawing, &TEXTS, &case);
            let labels = drawing.shapes.iter().filter(|it| it.class() == class::LABEL);
            assert_eq!(labels.clone().count(), axes, "{case}");
            for label in labels {
                let Shape::Text { lines, .. } = label else { panic!("{case}: {label:?}") };
                assert!(!lines.join("").contains('…'), "{case}: {lines:?}");
            }
        }
    }
}

#[test]
fn the_lengths_of_bars_add_up_to_their_shares() {
    fn check(width: f64) {
        let drawing = bar::place(&main_indicators(), width);
        let length = |wanted: &[&str]| -> f64 {
            let widths = drawing.shapes.iter().filter_map(|it| match *it {
                // The samples of the legend are less high.
                Shape::Rect { class, width, height, .. } if wanted.contains(&class) && height == bar::BAR_HEIGHT => {
                    Some(width)
                }
                _ => None,
            });
            widths.sum()
        };
        // 0.96 + 0.85 + 0.62 + 0.48 + 0.71 + 0.3 + 0.8025 + 0.44 + 0.57 = 5.7325, of nine tracks.
        let track = length(&[class::TRACK]) / 9.0;
        let bars = length(&[class::BAR, class::BAR_STRONG]) / track;
        assert!((bars - 5.7325).abs() < 1e-9, "{bars} at width {width}");
        // "Nhân lực số" can still gain 0.22 and "Đô thị thông minh" 0.4.
        let open = length(&[class::INTERVAL]) / track;
        assert!((open - 0.62).abs() < 1e-9, "{open} at width {width}");
    }
    check(320.0);
    check(519.0);
    check(520.0);
    check(1000.0);
}

#[test]
fn an_outline_is_where_its_shares_say() {
    let drawing = radar::place(&profile(9), 700.0);
    let points = |wanted: &str| -> Vec<Point> {
        let of_class = |it: &Shape| match it {
            Shape::Polygon { class, points } if *class == wanted => Some(points.clone()),
            _ => None,
        };
        drawing.shapes.iter().find_map(of_class).unwrap_or_default()
    };
    let (rim, outline) = (points(class::RING_OUTER), points(class::SERIES[0]));
    let count = rim.len() as f64;
    let center =
        Point { x: rim.iter().map(|it| it.x).sum::<f64>() / count, y: rim.iter().map(|it| it.y).sum::<f64>() / count };
    let far = |it: Point| (it.x - center.x).hypot(it.y - center.y);
    for ((rim, point), (label, share, _)) in rim.iter().zip(&outline).zip(MAIN_INDICATORS) {
        assert!((far(*point) / far(*rim) - share).abs() < 1e-9, "{label}");
    }
    assert_eq!(outline.len(), 9);
}

fn ticks() -> Vec<Tick> {
    let texts = ["0", "0,25", "0,5", "0,75", "1"];
    let tick = |(index, text): (usize, &str)| Tick { share: index as f64 / 4.0, text: text.into() };
    texts.into_iter().enumerate().map(tick).collect()
}

/// Two of the nine have an interval, one stands out, all are compared with a mean.
fn main_indicators() -> BarChart {
    let bar = |(index, (label, share, value_text)): (usize, (&str, f64, &str))| {
        let (high, value_text) = match index {
            3 => (Some(0.7), "0,4800 – 0,7000"),
            5 => (Some(0.7), "0,3000 – 0,7000"),
            _ => (None, value_text),
        };
        Bar {
            label: label.into(),
            value_text: value_text.into(),
            share: Some(share),
            high,
            mark: Some(0.9 - 0.05 * index as f64),
            tone: if index == 6 { Tone::Strong } else { Tone::Plain },
        }
    };
    BarChart {
        bars: MAIN_INDICATORS.into_iter().enumerate().map(bar).collect(),
        ticks: ticks(),
        share_label: "Đã đạt".into(),
        high_label: "Còn có thể đạt".into(),
        mark_label: "Trung bình 63 tỉnh, thành phố".into(),
    }
}

/// The main indicators, over again if there are more axes than nine.
fn profile(axes: usize) -> RadarChart {
    let rows = || MAIN_INDICATORS.into_iter().cycle().take(axes);
    let axis = |(label, _, value_text): (&str, f64, &str)| Axis { label: label.into(), value_text: value_text.into() };
    RadarChart {
        axes: rows().map(axis).collect(),
        series: vec![Series {
            label: "Tỉnh A".into(),
            shares: rows().map(|(_, share, _)| Some(share)).collect(),
            highs: vec![],
        }],
        ticks: ticks(),
        high_label: "".into(),
    }
}

/// Three series; in the first, two figures may still rise; in the last, one is missing.
fn comparison() -> RadarChart {
    let mut chart = profile(9);
    let mean = [0.8, 0.76, 0.7, 0.55, 0.6, 0.41, 0.7, 0.5, 0.49].map(Some);
    let mut best = [1.0, 1.0, 0.93, 0.85, 0.97, 0.9, 0.95, 0.8, 0.88].map(Some);
    best[5] = None;
    chart.series[0].highs = vec![None, None, Some(0.8), Some(0.7), None, Some(0.7)];
    chart.series.push(Series { label: "Trung bình".into(), shares: mean.to_vec(), highs: vec![] });
    chart.series.push(Series { label: "Cao nhất".into(), shares: best.to_vec(), highs: vec![] });
    chart.high_label = "Còn có thể đạt".into();
    chart
}

/// Two years of three units, one with a range, one without a figure.
fn dot_ranking() -> DotChart {
    let row = |label: &str, value: &str, dots: [Option<f64>; 2]| dots::Row {
        label: label.into(),
        value_text: value.into(),
        dots: dots.to_vec(),
        ..dots::Row::default()
    };
    let mut rows = vec![
        row("1. Tỉnh A", "0,8340", [Some(0.9), Some(0.7)]),
        row("2*. Tỉnh có tên khá dài B", "0,8020", [Some(0.8), Some(0.82)]),
        row("3. Tỉnh C", "0,7000", [Some(0.4), None]),
    ];
    rows[0].range = Some((0.75, 1.0));
    rows[1].is_strong = true;
    DotChart {
        rows,
        series: vec!["2023".into(), "2022".into()],
        ticks: ticks(),
        mark: Some(0.55),
        mark_label: "Trung bình 0,6783".into(),
        range_label: "Khoảng hạng".into(),
    }
}

/// 2020 | 2021 to 2023 | 2024, with a year without a figure.
fn history() -> TrendChart {
    let names = ["1726/QĐ-BTTTT", "922/QĐ-BTTTT", "", "", "405/QĐ-BKHCN"];
    let period = |(at, name): (usize, &str)| Period {
        label: (2020 + at).to_string().into(),
        begins: matches!(at, 1 | 4),
        name: name.into(),
    };
    let series = |label: &str, shares: [Option<f64>; 5]| trend::Series {
        label: label.into(),
        shares: shares.to_vec(),
        texts: ["0,3000", "0,4500", "", "0,6000", "0,7474"].map(Into::into).to_vec(),
    };
    TrendChart {
        periods: names.into_iter().enumerate().map(period).collect(),
        series: vec![
            series("Tỉnh A", [Some(0.3), Some(0.45), Some(0.5), Some(0.6), Some(0.7474)]),
            series("Trung bình", [Some(0.25), Some(0.4), None, Some(0.55), Some(0.7)]),
        ],
        ticks: ticks(),
    }
}

fn budget() -> Vec<stack::Row> {
    let part = |label: &str, value: &str, share| Part { label: label.into(), value_text: value.into(), share };
    let parts = vec![
        part("Hạ tầng số", "120,5", Some(0.5)),
        part("Nền tảng và dữ liệu dùng chung của cả tỉnh, các sở và các huyện", "80", Some(0.33)),
        part("Truyền thông", "5", Some(0.02)),
        part("Chưa rõ", "–", None),
    ];
    vec![stack::Row { label: "Dự án".into(), value_text: "205,5 tỷ đồng".into(), parts }]
}

fn table() -> HeatMap {
    let cell = |step: usize| heat_map::Cell { text: format!("0,{}", 4 + step).into(), step: Some(step) };
    let row = |name: &str, from: usize| {
        let mut cells: Vec<_> = (0..3).map(|at| cell((from + at) % 6)).collect();
        cells.push(heat_map::Cell { text: "–".into(), step: None });
        (Rc::from(name), cells)
    };
    HeatMap {
        columns: ["DTI", "Nhận thức số", "Hoạt động chính quyền số", "Hạ tầng số"].map(Rc::from).to_vec(),
        rows: vec![row("Hà Nội", 0), row("Bà Rịa - Vũng Tàu", 3)],
        steps: ["dưới 0,5", "từ 0,5"].map(Rc::from).to_vec(),
    }
}

/// Three made-up areas, one with a hole that another one fills, and the islands that they do not have.
fn areas() -> AreaMap {
    let square = |west: f64, south: f64, side: f64| {
        let (east, north) = (west + side, south + side);
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    };
    let area = |label: &str, step, rings: Vec<Vec<area_map::Position>>| Area {
        label: label.into(),
        step,
        rings: rings.into(),
    };
    let island =
        |label: &str, of: &str| Tile { label: label.into(), short: of.into(), step: Some(4), ..Tile::default() };
    AreaMap {
        areas: vec![
            area("Tỉnh A", Some(5), vec![square(104.0, 18.0, 4.0), square(105.0, 19.0, 2.0)]),
            area("Thành phố B", Some(2), vec![square(105.0, 19.0, 2.0)]),
            area("Chưa có số liệu", None, vec![vec![[104.0, 18.0], [108.0, 18.0], [107.0, 10.0], [104.0, 18.0]]]),
        ],
        islands: vec![island("Quần đảo Hoàng Sa", "(Đà Nẵng)"), island("Quần đảo Trường Sa", "(Khánh Hòa)")],
        steps: vec![(2, "dưới 0,6".into()), (5, "từ 0,6 trở lên".into())],
        none_label: "chưa có nguồn".into(),
    }
}

#[test]
fn pictures_equal_their_references() {
    fn check(name: &str, drawing: &Drawing, title: &str, summary: &str) {
        let caption =
            Caption {
                title, summary, source: "Nguồn: số liệu minh họa, không phải số liệu công bố.", language: "vi"
            };
        let picture = svg::write(drawing, &caption, &Palette::LIGHT);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references/charts");
        let path = folder.join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::create_dir_all(&folder).expect("the folder of references can be made");
            std::fs::write(&path, &picture).expect("the reference can be written");
        }
        let reference = std::fs::read_to_string(&path).unwrap_or_default();
        // Git may have changed the line ends of the file.
        let same = reference.replace("\r\n", "\n") == picture;
        assert!(same, "{name} differs; run with UPDATE_EXPECT=1 and look at the change");
    }

    let title = "Mức đạt chín chỉ số chính, Tỉnh A, năm 2023";
    let summary = "Nhận thức số cao nhất (0,9600), Đô thị thông minh thấp nhất (0,3000); \
                   hai chỉ số chưa nhập đủ số liệu.";
    for width in [320, 700, 1000] {
        let size = f64::from(width);
        check(&format!("bars-{width}.svg"), &bar::place(&main_indicators(), size), title, summary);
        check(&format!("radar-{width}.svg"), &radar::place(&profile(9), size), title, summary);
        check(&format!("comparison-{width}.svg"), &radar::place(&comparison(), size), title, summary);
    }
    check("radar-12-axes.svg", &radar::place(&profile(12), 700.0), title, summary);

    for width in [320, 700] {
        let size = f64::from(width);
        check(&format!("dots-{width}.svg"), &dots::place(&dot_ranking(), size), title, summary);
        check(&format!("trend-{width}.svg"), &trend::place(&history(), size), title, summary);
        check(&format!("stack-{width}.svg"), &stack::place(&budget(), size), title, summary);
        check(&format!("heat-{width}.svg"), &heat_map::place(&table(), size), title, summary);
        check(&format!("areas-{width}.svg"), &area_map::place(&areas(), size), title, summary);
    }

    let mut unfinished = main_indicators();
    unfinished.bars[4].share = None;
    unfinished.bars[4].value_text = "Chưa có số liệu".into();
    unfinished.bars[0].label =
        "Tỷ lệ dịch vụ công trực tuyến toàn trình phát sinh hồ sơ trực tuyến trên tổng số".into();
    check("bars-missing.svg", &bar::place(&unfinished, 600.0), title, "");
}
