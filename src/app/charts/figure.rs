//! One chart as a figure: title, sentence, picture, download.
//!
//! The picture is placed again whenever the width of its place changes, so that its texts keep their size.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::shape;
use crate::{
    charts::{
        Drawing, bar, radar,
        svg::{self, Caption, Palette},
    },
    i18n::{Language, text},
    web::{files, size::WidthWatch},
};

/// The width that a chart has until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 640.0;

/// Widths are rounded down to a multiple of this, so that dragging a window does not place at every pixel.
const WIDTH_STEP: f64 = 8.0;

/// The width of a picture that is saved: wide enough for labels beside bars and at the ends of axes.
const SAVED_WIDTH: f64 = 840.0;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars.
    Bars(Rc<bar::BarChart>),
    /// Axes around a center.
    Radar(Rc<radar::RadarChart>),
}

impl Chart {
    fn place(&self, width: f64) -> Drawing {
        match self {
            Chart::Bars(chart) => bar::place(chart, width),
            Chart::Radar(chart) => radar::place(chart, width),
        }
    }
}

/// Properties of [`ChartFigure`].
#[derive(Debug, Clone, Properties, PartialEq)]
pub struct ChartFigureProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is drawn.
    pub chart: Chart,
    /// Its title.
    pub title: AttrValue,
    /// One sentence that says what it shows.
    pub summary: AttrValue,
    /// Where the numbers come from and of which day they are; written below the picture that is saved.
    pub source: AttrValue,
    /// Name of the file that is saved, without its ending.
    pub file_name: AttrValue,
    /// Language of the page.
    pub language: Language,
    /// The same numbers as a table.
    #[prop_or_default]
    pub children: Html,
}

/// A chart with its title, its sentence, its numbers and a way to save it.
#[component]
pub fn ChartFigure(props: &ChartFigureProps) -> Html {
    let place = use_node_ref();
    let width = use_width(&place);
    let drawing = use_memo((props.chart.clone(), width), |(chart, width)| chart.place(*width));
    let save = {
        let props = props.clone();
        Callback::from(move |_: MouseEvent| {
            let caption = Caption {
                title: &props.title,
                summary: &props.summary,
                source: &props.source,
                language: props.language.code(),
            };
            let picture = svg::write(&props.chart.place(SAVED_WIDTH), &caption, &Palette::LIGHT);
            files::download(&format!("{}.svg", props.file_name), "image/svg+xml", &picture);
        })
    };
    let [title_id, summary_id] = ["title", "summary"].map(|part| format!("{}-{part}", props.id));
    let named_by = format!("{title_id} {summary_id}");
    html! {
        <figure class="chart" id={&props.id}>
            <figcaption class="chart-caption">
                <h3 id={title_id}>{ &props.title }</h3>
                <p id={summary_id}>{ &props.summary }</p>
            </figcaption>
            <div class="chart-body">
                <div class="chart-canvas" ref={place}>
                    <svg role="img" aria-labelledby={named_by} viewBox={shape::view_box(&drawing)}>
                        { shape::draw(&drawing) }
                    </svg>
                    <p class="chart-actions">
                        <button type="button" class="button button-small" onclick={save}>
                            { text(props.language, "charts.save") }
                            <span class="visually-hidden">{ format!(": {}", props.title) }</span>
                        </button>
                    </p>
                </div>
                <div class="chart-table">{ props.children.clone() }</div>
            </div>
        </figure>
    }
}

/// The width of an element, rounded down; [`FIRST_WIDTH`] until it is known.
#[hook]
fn use_width(place: &NodeRef) -> f64 {
    let width = use_state_eq(|| FIRST_WIDTH);
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
