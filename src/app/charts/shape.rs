//! Placed shapes on a live page.
//!
//! What belongs here: the map from [`Shape`] to an SVG element, one to one; colors are the business of
//! `www/styles/charts.css`. What does not: placement, and the stand-alone picture (see `charts::svg`).

use yew::{
    prelude::*,
    virtual_dom::{AttributeOrProperty, Attributes, VTag},
};

use crate::charts::{
    Drawing, Shape,
    svg::{number, path, points},
    text,
};

/// All shapes of a drawing, in drawing order.
pub fn draw(drawing: &Drawing) -> Html {
    html! { <>{ for drawing.shapes.iter().map(draw_shape) }</> }
}

/// The `viewBox` of a drawing.
pub fn view_box(drawing: &Drawing) -> String {
    format!("0 0 {} {}", number(drawing.width), number(drawing.height))
}

fn draw_shape(shape: &Shape) -> Html {
    let class = shape.class();
    match shape {
        Shape::Rect { x, y, width, height, .. } => {
            element("rect", class, &["class", "x", "y", "width", "height"], &[*x, *y, *width, *height])
        }
        Shape::Line { x1, y1, x2, y2, .. } => {
            element("line", class, &["class", "x1", "y1", "x2", "y2"], &[*x1, *y1, *x2, *y2])
        }
        Shape::Circle { cx, cy, r, .. } => element("circle", class, &["class", "cx", "cy", "r"], &[*cx, *cy, *r]),
        Shape::Polygon { points: all, .. } => html! { <polygon {class} points={points(all)} /> },
        Shape::Polyline { points: all, .. } => html! { <polyline {class} points={points(all)} /> },
        Shape::Path { rings, .. } => html! { <path {class} fill-rule="evenodd" d={path(rings)} /> },
        Shape::Text { x, y, anchor, size, lines, .. } => {
            let line = |(index, line): (usize, &String)| {
                html! { <tspan x={number(*x)} y={number(text::baseline(*y, *size, index))}>{ line }</tspan> }
            };
            html! {
                <text {class} x={number(*x)} y={number(*y)} font-size={number(*size)} text-anchor={anchor.as_str()}>
                    { for lines.iter().enumerate().map(line) }
                </text>
            }
        }
    }
}

/// An element with a class and numbers, named in this order by `keys`.
fn element(name: &'static str, class: &'static str, keys: &'static [&'static str], numbers: &[f64]) -> Html {
    let mut values = vec![Some(AttributeOrProperty::Attribute(class.into()))];
    values.extend(numbers.iter().map(|it| Some(AttributeOrProperty::Attribute(number(*it).into()))));
    let mut tag = VTag::new(name);
    tag.set_attributes(Attributes::Dynamic { keys, values: values.into() });
    tag.into()
}
