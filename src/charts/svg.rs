//! Shapes as SVG text that stands alone, for downloads.
//!
//! What belongs here: the text form and its colors. What does not: how the live page draws the
//! same shapes, which it colors by style sheet, and the wording of title, summary and source.
//!
//! Only presentation attributes are written: no script, style element or style attribute, so the
//! picture is safe to publish under a strict content security policy.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Anchor, Drawing, PADDING, Point, Shape, class, text};

/// The fonts of common systems; all of them have the Vietnamese letters.
pub const FONT_FAMILY: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

const TITLE_SIZE: f64 = 16.0;
const SUMMARY_SIZE: f64 = 13.0;
const SOURCE_SIZE: f64 = 11.0;
const BLOCK_GAP: f64 = 6.0;
const MOST_CAPTION_LINES: usize = 6;

/// Free space around the picture.
pub const MARGIN: f64 = 12.0;

/// What is written around a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caption<'a> {
    pub title: &'a str,
    /// One sentence that says what the chart shows; also the description for screen readers.
    pub summary: &'a str,
    /// Where the numbers come from.
    pub source: &'a str,
    /// Language of all texts, such as `vi`.
    pub language: &'a str,
}

/// The colors of a picture, as SVG writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    pub background: Cow<'static, str>,
    pub text: Cow<'static, str>,
    pub quiet_text: Cow<'static, str>,
    pub grid: Cow<'static, str>,
    pub axis: Cow<'static, str>,
    pub track: Cow<'static, str>,
    pub mark: Cow<'static, str>,
    pub strong: Cow<'static, str>,
    /// Bars have the first one.
    pub series: [Cow<'static, str>; 5],
    /// The steps of a scale, from the lightest.
    pub steps: [Cow<'static, str>; 6],
}

impl Palette {
    /// Blue, ochre and gray on white.
    ///
    /// # Source
    ///
    /// Our choice. Contrast with the background: texts at least 4.5 to 1, series and marks at
    /// least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). Steps differ in lightness alone, and each has a
    /// text color with at least 4.5 to 1 ([`Palette::on_step`]); `tests/charts.rs` works it out.
    pub const LIGHT: Palette = Palette {
        background: Cow::Borrowed("#ffffff"),
        text: Cow::Borrowed("#1f2933"),
        quiet_text: Cow::Borrowed("#56616c"),
        grid: Cow::Borrowed("#d3d9df"),
        axis: Cow::Borrowed("#7b8794"),
        track: Cow::Borrowed("#f1f4f7"),
        mark: Cow::Borrowed("#1f2933"),
        strong: Cow::Borrowed("#123f66"),
        series: [
            Cow::Borrowed("#2c6ea6"),
            Cow::Borrowed("#b3590a"),
            Cow::Borrowed("#5f6670"),
            Cow::Borrowed("#7b3f98"),
            Cow::Borrowed("#3f7d20"),
        ],
        steps: [
            Cow::Borrowed("#eef5f8"),
            Cow::Borrowed("#cfe4ec"),
            Cow::Borrowed("#a6cede"),
            Cow::Borrowed("#74b3ca"),
            Cow::Borrowed("#2a7590"),
            Cow::Borrowed("#0b4058"),
        ],
    };
}

impl Palette {
    /// The color of a text on a light or a dark step.
    pub fn on_step(&self, is_dark: bool) -> &str {
        if is_dark { &self.background } else { &self.text }
    }
}

/// A number with at most two decimals, a point and no exponent; never "-0".
///
/// Written with whole numbers: formatting floats in general takes ten times the code.
///
/// # Range
///
/// `-1e15..=1e15`, a million million screens; what is beyond is written as the nearer end.
///
/// # Missing
///
/// "0" for what is not finite.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    const ONE: u128 = 1 << 60;
    let size = value.abs().min(1e15);
    // Exact, so that what is a little less than a half is not rounded up: only a fraction below 1/256 has bits below
    // 2^-60, and that is nowhere near a half of a hundredth.
    let fraction = (size.fract() * ONE as f64) as u128 * 100;
    let (whole, rest) = (fraction / ONE, fraction % ONE);
    let up = rest > ONE / 2 || (rest == ONE / 2 && whole % 2 == 1);
    let hundredths = size as u64 * 100 + whole as u64 + u64::from(up);
    let sign = if value < 0.0 && hundredths > 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The points of a polygon, as its attribute writes them: "1,2 3,4".
pub fn points(points: &[Point]) -> String {
    let mut text = String::new();
    for point in points {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&number(point.x));
        text.push(',');
        text.push_str(&number(point.y));
    }
    text
}

/// The `d` of an area of rings: "M1,2L3,4 5,6Z".
pub fn path(rings: &[Vec<Point>]) -> String {
    let mut text = String::new();
    for ring in rings {
        if let Some((first, rest)) = ring.split_first() {
            let _ = write!(text, "M{},{}L{}Z", number(first.x), number(first.y), points(rest));
        }
    }
    text
}

/// The picture: title, summary, chart, source, from top to bottom.
///
/// It is [`MARGIN`] wider than the drawing on each side; parts of the caption that are empty take
/// no place.
pub fn write(drawing: &Drawing, caption: &Caption, palette: &Palette) -> String {
    let block = |content: &str, size: f64, measured: f64| Block {
        size,
        lines: text::wrap(content, drawing.width - 2.0 * PADDING, measured, MOST_CAPTION_LINES),
    };
    let title = block(caption.title, TITLE_SIZE, TITLE_SIZE * text::BOLD);
    let summary = block(caption.summary, SUMMARY_SIZE, SUMMARY_SIZE);
    let source = block(caption.source, SOURCE_SIZE, SOURCE_SIZE);
    let summary_top = MARGIN + title.height();
    let chart_top = summary_top + summary.height();
    let source_top = chart_top + drawing.height + BLOCK_GAP;
    let bottom = source_top - BLOCK_GAP + source.height() + MARGIN;

    let (width, height) = (number(drawing.width + 2.0 * MARGIN), number(bottom));
    let background = escaped(&palette.background);
    let bold = format!("fill=\"{}\" font-weight=\"700\"", escaped(&palette.text));
    let quiet = format!("fill=\"{}\"", escaped(&palette.quiet_text));
    let mut out = String::new();
    push(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" xml:lang=\"{}\" font-family=\"{}\">\n\
             <title>{}</title>\n\
             <desc>{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{background}\"/>",
            escaped(caption.language),
            escaped(FONT_FAMILY),
            escaped(caption.title),
            escaped(caption.summary),
        ),
    );
    push_text(&mut out, &title.below(MARGIN), &bold);
    push_text(&mut out, &summary.below(summary_top), &quiet);
    let (x, y) = (number(MARGIN), number(chart_top));
    push(&mut out, format_args!("<g transform=\"translate({x} {y})\">"));
    for shape in &drawing.shapes {
        push_shape(&mut out, shape, palette);
    }
    push(&mut out, format_args!("</g>"));
    push_text(&mut out, &source.below(source_top), &quiet);
    push(&mut out, format_args!("</svg>"));
    out
}

/// A part of the caption.
struct Block {
    size: f64,
    lines: Vec<String>,
}

impl Block {
    /// With the gap that follows; 0 without lines.
    fn height(&self) -> f64 {
        let lines = self.lines.len() as f64 * self.size * text::LINE_HEIGHT;
        if self.lines.is_empty() { 0.0 } else { lines + BLOCK_GAP }
    }

    fn below(&self, top: f64) -> Words<'_> {
        let y = top + self.size * text::ASCENT;
        Words { x: MARGIN + PADDING, y, anchor: Anchor::Start, size: self.size, lines: &self.lines }
    }
}

/// Adds a line. Writing into a `String` cannot fail.
fn push(out: &mut String, line: std::fmt::Arguments) {
    let _ = out.write_fmt(line);
    out.push('\n');
}

/// A text that is to be written.
struct Words<'a> {
    x: f64,
    y: f64,
    anchor: Anchor,
    size: f64,
    lines: &'a [String],
}

fn push_text(out: &mut String, words: &Words, paint: &str) {
    if words.lines.is_empty() {
        return;
    }
    let (x, size) = (number(words.x), number(words.size));
    let anchor = match words.anchor {
        Anchor::Start => String::new(),
        other => format!(" text-anchor=\"{}\"", other.as_str()),
    };
    let mut spans = String::new();
    for (index, line) in words.lines.iter().enumerate() {
        let y = number(text::baseline(words.y, words.size, index));
        let _ = match words.lines.len() {
            1 => write!(spans, "{}", escaped(line)),
            _ => write!(spans, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escaped(line)),
        };
    }
    let y = number(words.y);
    push(out, format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor} {paint}>{spans}</text>"));
}

fn push_shape(out: &mut String, shape: &Shape, palette: &Palette) {
    let paint = paint(shape, palette);
    match shape {
        Shape::Rect { x, y, width, height, .. } => push(
            out,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {paint}/>",
                number(*x),
                number(*y),
                number(*width),
                number(*height),
            ),
        ),
        Shape::Line { x1, y1, x2, y2, .. } => push(
            out,
            format_args!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {paint}/>",
                number(*x1),
                number(*y1),
                number(*x2),
                number(*y2),
            ),
        ),
        Shape::Circle { cx, cy, r, .. } => push(
            out,
            format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>", number(*cx), number(*cy), number(*r),),
        ),
        Shape::Polygon { points: all, .. } => {
            push(out, format_args!("<polygon points=\"{}\" {paint}/>", points(all)));
        }
        Shape::Polyline { points: all, .. } => {
            push(out, format_args!("<polyline points=\"{}\" {paint}/>", points(all)));
        }
        Shape::Path { rings, .. } => {
            push(out, format_args!("<path d=\"{}\" fill-rule=\"evenodd\" {paint}/>", path(rings)));
        }
        Shape::Text { x, y, anchor, size, lines, .. } => {
            push_text(out, &Words { x: *x, y: *y, anchor: *anchor, size: *size, lines }, &paint);
        }
    }
}

/// The attributes that a role is painted with.
fn paint(shape: &Shape, palette: &Palette) -> String {
    let fill = |color: &str| format!("fill=\"{}\"", escaped(color));
    let stroke =
        |color: &str, width: &str| format!("fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"", escaped(color));
    // What is not certain is lighter and has a broken edge: it can be told apart without color.
    let open = |color: &str| {
        let color = escaped(color);
        format!(
            "fill=\"{color}\" fill-opacity=\"0.22\" stroke=\"{color}\" stroke-width=\"1\" \
             stroke-dasharray=\"2 2\""
        )
    };
    let nth = |roles: &[&str]| roles.iter().position(|it| *it == shape.class());
    if let Some(index) = nth(&class::SERIES) {
        let dashes = ["", " stroke-dasharray=\"6 3\"", " stroke-dasharray=\"2 3\""][index];
        let color = escaped(&palette.series[index]);
        return format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\"{dashes}");
    }
    if let Some(index) = nth(&class::BAND) {
        return open(&palette.series[index]);
    }
    if let Some(index) = nth(&class::MARKER) {
        return fill(&palette.series[index]);
    }
    if let Some(index) = nth(&class::PART) {
        return format!(
            "{} stroke=\"{}\" stroke-width=\"1\"",
            fill(&palette.series[index]),
            escaped(&palette.background)
        );
    }
    if let Some(index) = nth(&class::STEP) {
        return format!("{} stroke=\"{}\" stroke-width=\"1\"", fill(&palette.steps[index]), escaped(&palette.axis));
    }
    match shape.class() {
        class::STEP_NONE => format!("{} stroke-dasharray=\"3 2\"", stroke(&palette.axis, "1")),
        class::BREAK => format!("{} stroke-dasharray=\"5 4\"", stroke(&palette.axis, "1.5")),
        class::ON_LIGHT => fill(palette.on_step(false)),
        class::ON_DARK => fill(palette.on_step(true)),
        class::ON_PART => format!("{} font-weight=\"700\"", fill(&palette.background)),
        class::TRACK => fill(&palette.track),
        class::BAR => fill(&palette.series[0]),
        class::BAR_STRONG => fill(&palette.strong),
        class::AREA => format!("{} fill-opacity=\"0.18\"", fill(&palette.series[0])),
        class::INTERVAL => open(&palette.series[0]),
        class::MARK => stroke(&palette.mark, "2"),
        class::MARK_RIM => stroke(&palette.background, "4"),
        class::BASELINE | class::RING_OUTER => stroke(&palette.axis, "1"),
        class::GRID | class::RING | class::SPOKE => stroke(&palette.grid, "1"),
        class::LABEL_STRONG | class::KEY => {
            format!("{} font-weight=\"700\"", fill(&palette.text))
        }
        // A rim in the color of the background keeps the texts on rings legible.
        class::TICK => format!(
            "{} stroke=\"{}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            fill(&palette.quiet_text),
            escaped(&palette.background),
        ),
        class::LEGEND => fill(&palette.quiet_text),
        _ => fill(&palette.text),
    }
}

/// Text that is safe between tags and in attributes.
///
/// Characters that XML 1.0 does not allow are left out; no reader would open the file with them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        fn check(value: f64, expected: &str) {
            assert_eq!(number(value), expected, "{value}");
        }
        check(0.0, "0");
        check(-0.0, "0");
        check(-0.004, "0");
        check(-0.006, "-0.01");
        check(100.0, "100");
        check(1.5, "1.5");
        check(2.0 / 3.0, "0.67");
        check(f64::NAN, "0");
        check(f64::INFINITY, "0");
        check(99.999, "100");
        check(-1234.05, "-1234.05");
        check(0.1 + 0.2, "0.3");
        check(126.175, "126.17"); // The float is a little less: 126.17499…
        check(0.375, "0.38");
        check(0.125, "0.12");
        check(1e15, "1000000000000000");
        check(-1e20, "-1000000000000000");
    }

    #[test]
    fn numbers_are_those_that_formatting_gives() {
        // Every eighth of a hundredth, and what lies next to it on both sides.
        for step in -400_000..400_000 {
            let value = f64::from(step) / 800.0;
            for value in [value.next_down(), value, value.next_up()] {
                let formatted = format!("{value:.2}");
                let formatted = formatted.trim_end_matches('0').trim_end_matches('.');
                assert_eq!(number(value), if formatted == "-0" { "0" } else { formatted }, "{value:?}");
            }
        }
    }

    #[test]
    fn hostile_texts_stay_texts() {
        assert_eq!(escaped("a<b>&\"c\"\u{0}\u{1b}\n"), "a&lt;b&gt;&amp;&quot;c&quot; ");
        let drawing = Drawing { width: 320.0, height: 10.0, shapes: vec![] };
        let hostile = "\"><script>alert(1)</script>";
        let caption = Caption { title: hostile, summary: hostile, source: hostile, language: hostile };
        let mut palette = Palette::LIGHT;
        palette.background = Cow::Borrowed(hostile);
        let svg = write(&drawing, &caption, &palette);
        assert!(!svg.contains("<script"), "{svg}");
    }

    #[test]
    fn an_empty_caption_takes_no_place() {
        let drawing = Drawing { width: 320.0, height: 10.0, shapes: vec![] };
        let caption = Caption { title: "", summary: "", source: "", language: "vi" };
        let svg = write(&drawing, &caption, &Palette::LIGHT);
        assert!(svg.contains("viewBox=\"0 0 344 34\""), "{svg}");
    }
}
