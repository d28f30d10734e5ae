//! A picture in points, from one in lines.

use gloo::file::{Blob, ObjectUrl};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Image;
    #[wasm_bindgen(constructor, js_class = "Image")]
    fn new() -> Image;
    #[wasm_bindgen(method, setter)]
    fn set_src(this: &Image, address: &str);
    #[wasm_bindgen(method, catch)]
    fn decode(this: &Image) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Image) -> u32;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Image) -> u32;

    type Canvas;
    #[wasm_bindgen(method, setter)]
    fn set_width(this: &Canvas, width: u32);
    #[wasm_bindgen(method, setter)]
    fn set_height(this: &Canvas, height: u32);
    #[wasm_bindgen(method, js_name = getContext)]
    fn get_context(this: &Canvas, kind: &str) -> Option<Context>;
    #[wasm_bindgen(method, catch, js_name = toBlob)]
    fn to_blob(this: &Canvas, done: &JsValue, media_type: &str) -> Result<(), JsValue>;

    type Context;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw_image(this: &Context, image: &Image, x: f64, y: f64, width: f64, height: f64) -> Result<(), JsValue>;
}

/// The largest side of a picture, which every browser can draw.
const MOST_PIXELS: u32 = 8192;

/// A PNG of an SVG that stands alone, so many times as large.
///
/// # Missing
///
/// `None` when the browser can not draw it: a picture of no size, no memory, a protection against reading canvases.
pub async fn png(svg: &str, times: u32) -> Option<web_sys::Blob> {
    let address = ObjectUrl::from(Blob::new_with_options(svg, Some("image/svg+xml")));
    let image = Image::new();
    image.set_src(&address);
    JsFuture::from(image.decode().ok()?).await.ok()?;
    let (width, height) = (image.width(), image.height());
    let most = MOST_PIXELS.checked_div(width.max(height))?;
    let times = times.min(most).max(1);
    let canvas = gloo::utils::document().create_element("canvas").ok()?.unchecked_into::<Canvas>();
    let (width, height) = (width.saturating_mul(times), height.saturating_mul(times));
    canvas.set_width(width);
    canvas.set_height(height);
    canvas.get_context("2d")?.draw_image(&image, 0.0, 0.0, f64::from(width), f64::from(height)).ok()?;
    let blob = Promise::new(&mut |done, _| {
        let answered = done.clone();
        let take = Closure::once_into_js(move |blob: JsValue| {
            // The answer to a promise can not fail.
            let _ = answered.call1(&JsValue::NULL, &blob);
        });
        if canvas.to_blob(&take, "image/png").is_err() {
            let _ = done.call1(&JsValue::NULL, &JsValue::NULL);
        }
    });
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}
