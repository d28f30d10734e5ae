//! One chart as a figure: title, sentence, picture, table, files. Every chart of the application is shown by it.
//!
//! The picture is placed again whenever the width of its place changes, so that its texts keep their size.

use std::{ops::Range, rc::Rc};

use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::{platform::spawn_local, prelude::*};

use super::{
    numbers::{About, MOST_ROWS, Numbers},
    shape,
};
use crate::{
    charts::{
        Drawing,
        svg::{self, Caption, Palette},
    },
    i18n::{Language, text, text_with},
    web::{self, files, size::WidthWatch},
};

/// The width that a chart has until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 640.0;

/// Widths are rounded down to a multiple of this, so that dragging a window does not place at every pixel.
const WIDTH_STEP: f64 = 8.0;

/// The width of a picture that is saved: wide enough for labels beside bars and at the ends of axes.
const SAVED_WIDTH: f64 = 840.0;

/// How many times as large as its lines a picture in points is.
const PNG_TIMES: u32 = 2;

/// What is drawn: the placement of a chart at a width.
#[derive(Clone)]
pub struct Chart(Rc<dyn Fn(f64) -> Drawing>);

impl Chart {
    /// A chart with what places it, such as [`crate::charts::bar::place`].
    pub fn new<T: 'static>(input: T, place: fn(&T, f64) -> Drawing) -> Chart {
        Chart(Rc::new(move |width| place(&input, width)))
    }

    fn place(&self, width: f64) -> Drawing {
        (self.0)(width)
    }
}

impl PartialEq for Chart {
    fn eq(&self, other: &Chart) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Chart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chart")
    }
}

/// How many links over a chart are drawn in one turn of the event loop.
const LINKS_A_TURN: usize = 600;

/// What is drawn over a chart at a width: links that can be reached by keyboard.
#[derive(Clone)]
pub struct Overlay {
    count: usize,
    draw: Rc<dyn Fn(f64, Range<usize>) -> Html>,
}

impl Overlay {
    /// So many links, with what draws some of them.
    pub fn new(count: usize, draw: impl Fn(f64, Range<usize>) -> Html + 'static) -> Overlay {
        Overlay { count, draw: Rc::new(draw) }
    }
}

impl PartialEq for Overlay {
    fn eq(&self, other: &Overlay) -> bool {
        Rc::ptr_eq(&self.draw, &other.draw)
    }
}

impl std::fmt::Debug for Overlay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Overlay")
    }
}

/// Properties of [`ChartFigure`].
#[derive(Debug, Clone, Properties, PartialEq)]
pub struct ChartFigureProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is drawn.
    pub chart: Chart,
    /// Links over the drawing.
    #[prop_or_default]
    pub overlay: Option<Overlay>,
    /// Its title.
    pub title: AttrValue,
    /// One sentence that says what it shows.
    pub summary: AttrValue,
    /// The same numbers, for the table and for files.
    pub numbers: Rc<Numbers>,
    /// Where the numbers come from and of which day they are; written into every file that is saved.
    pub source: AttrValue,
    /// The address of what is shown, as a link; empty: it is nobody else's.
    #[prop_or_default]
    pub address: AttrValue,
    /// Name of the file that is saved, without its ending.
    pub file_name: AttrValue,
    /// Language of the page.
    pub language: Language,
    /// Where the page has a better table of its own than [`Numbers::table`], or shows it elsewhere.
    #[prop_or_default]
    pub children: Option<Html>,
    /// Whether the picture is for files only, because the page's table says the same in the same colors.
    #[prop_or_default]
    pub files_only: bool,
}

/// The forms in which a chart can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Json,
    Svg,
    Png,
}

/// Every form, with its short name and its message.
const FORMS: [(Form, &str, &str); 4] = [
    (Form::Csv, "CSV", "charts.save.csv"),
    (Form::Json, "JSON", "charts.save.json"),
    (Form::Svg, "SVG", "charts.save"),
    (Form::Png, "PNG", "charts.save.png"),
];

/// A table of more rows is opened by whoever wants to read it.
const MOST_OPEN_ROWS: usize = 12;

/// Gives the person a chart as a file; whether the browser can.
async fn save(props: &ChartFigureProps, form: Form) -> bool {
    let saved = web::clock::today();
    let address = if props.address.is_empty() { String::new() } else { web::location::full(&props.address) };
    let about = About {
        title: &props.title,
        sentence: &props.summary,
        source: &props.source,
        address: &address,
        saved: &saved,
    };
    let picture = || {
        let mut source = props.source.to_string();
        if !address.is_empty() {
            let values = [("address", &*address), ("day", &*saved)];
            source.extend([" ", &text_with(props.language, "charts.saved_from", &values)]);
        }
        let caption =
            Caption { title: &props.title, summary: &props.summary, source: &source, language: props.language.code() };
        svg::write(&props.chart.place(SAVED_WIDTH), &caption, &Palette::LIGHT)
    };
    let name = |ending: &str| format!("{}.{ending}", props.file_name);
    match form {
        Form::Csv => files::download(&name("csv"), "text/csv", &props.numbers.csv(&about)),
        Form::Json => files::download(&name("json"), "application/json", &props.numbers.json(&about)),
        Form::Svg => files::download(&name("svg"), "image/svg+xml", &picture()),
        Form::Png => match web::picture::png(&picture(), PNG_TIMES).await {
            Some(blob) => files::download_blob(&name("png"), blob),
            None => return false,
        },
    }
    true
}

/// A chart with its title, its sentence, its numbers and ways to save it.
#[component]
pub fn ChartFigure(props: &ChartFigureProps) -> Html {
    let place = use_node_ref();
    let width = use_width(&place);
    let refused = use_state_eq(|| false);
    let language = props.language;
    let button = |(form, short, key): (Form, &'static str, &'static str)| {
        let said = format!(" – {}: {}", text(language, key), props.title);
        let (props, refused) = (props.clone(), refused.setter());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (props, refused) = (props.clone(), refused.clone());
            spawn_local(async move { refused.set(!save(&props, form).await) });
        });
        html! {
            <button type="button" class="button button-small" {onclick}>
                { short }<span class="visually-hidden">{ said }</span>
            </button>
        }
    };
    let actions = html! {
        <div class="chart-actions">
            <span>{ text(language, "charts.save.label") }</span>
            { for FORMS.into_iter().map(button) }
            <p class="chart-refused" role="status">
                if *refused { { text(language, "charts.save.refused") } }
            </p>
        </div>
    };
    let [title_id, summary_id] = ["title", "summary"].map(|part| format!("{}-{part}", props.id));
    let named_by = format!("{title_id} {summary_id}");
    let drawing = if props.files_only { None } else { Some(props.chart.place(width)) };
    let table = props.children.clone().unwrap_or_else(|| {
        let table = props.numbers.table(&props.title);
        let count = props.numbers.rows.len();
        if count <= MOST_OPEN_ROWS {
            return table;
        }
        let (shown, all) = (MOST_ROWS.to_string(), count.to_string());
        html! {
            <details class="chart-more">
                <summary>{ text(language, "charts.numbers") }</summary>
                { table }
                if count > MOST_ROWS {
                    <p>{ text_with(language, "charts.numbers.first", &[("shown", &shown), ("all", &all)]) }</p>
                }
            </details>
        }
    });
    html! {
        <figure class={classes!("chart", props.files_only.then_some("chart-files-only"))} id={&props.id}>
            <figcaption class="chart-caption">
                <h3 id={title_id}>{ &props.title }</h3>
                <p id={summary_id}>{ &props.summary }</p>
            </figcaption>
            if let Some(drawing) = drawing {
                <div class="chart-body">
                    <div class="chart-canvas" ref={place}>
                        if let Some(overlay) = &props.overlay {
                            <svg role="group" aria-labelledby={named_by} viewBox={shape::view_box(&drawing)}>
                                <g aria-hidden="true">{ shape::draw(&drawing) }</g>
                                { links(overlay, width) }
                            </svg>
                        } else {
                            <svg role="img" aria-labelledby={named_by} viewBox={shape::view_box(&drawing)}>
                                { shape::draw(&drawing) }
                            </svg>
                        }
                        { actions }
                    </div>
                    <div class="chart-table">{ table }</div>
                </div>
            } else {
                { actions }
                { table }
            }
        </figure>
    }
}

/// Properties of [`Links`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct LinksProps {
    overlay: Overlay,
    width: f64,
    turn: Range<usize>,
}

/// Some of many links over a chart, in a turn of the event loop of their own: the page answers in between.
#[component]
fn Links(props: &LinksProps) -> Html {
    let drawn = use_state_eq(|| None::<LinksProps>);
    {
        let drawn = drawn.setter();
        use_effect_with(props.clone(), move |props| {
            let props = props.clone();
            let turn = Timeout::new(0, move || drawn.set(Some(props)));
            move || drop(turn)
        });
    }
    match &*drawn {
        Some(LinksProps { overlay, width, turn }) => (overlay.draw)(*width, turn.clone()),
        None => Html::default(),
    }
}

/// All links over a chart.
fn links(overlay: &Overlay, width: f64) -> Html {
    if overlay.count <= LINKS_A_TURN {
        return (overlay.draw)(width, 0..overlay.count);
    }
    let turns = (0..overlay.count).step_by(LINKS_A_TURN);
    let turn = |from: usize| {
        let turn = from..overlay.count.min(from + LINKS_A_TURN);
        html! { <Links overlay={overlay.clone()} {width} {turn} /> }
    };
    turns.map(turn).collect()
}

#[cfg(not(feature = "prerender"))]
fn first_width() -> f64 {
    FIRST_WIDTH
}

#[cfg(feature = "prerender")]
fn first_width() -> f64 {
    WIDTH.get()
}

#[cfg(feature = "prerender")]
thread_local! {
    static WIDTH: std::cell::Cell<f64> = const { std::cell::Cell::new(FIRST_WIDTH) };
}

/// Pages that are drawn when the application is built: how wide the places of their charts are, in CSS pixels.
#[cfg(feature = "prerender")]
pub fn draw_at(width: f64) {
    WIDTH.set(width);
}

/// The width of an element, rounded down; [`FIRST_WIDTH`] until it is known.
#[hook]
fn use_width(place: &NodeRef) -> f64 {
    let width = use_state_eq(first_width);
    let set = width.setter();
    use_effect_with(place.clone(), move |place| {
        let watch = place.cast::<Element>().and_then(|element| {
            WidthWatch::start(&element, move |measured| {
                // Zero: the figure is not shown now.
                if measured > 0.0 {
                    set.set((measured / WIDTH_STEP).floor() * WIDTH_STEP);
                }
            })
        });
        move || drop(watch)
    });
    *width
}
