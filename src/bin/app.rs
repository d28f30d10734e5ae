//! Mounts the single-page application in `#app`.

use thuocso::app::App;

fn main() {
    // Yew would put its own in place of one that the standard library is given.
    yew::set_custom_panic_hook(Box::new(thuocso::web::panic_page::hook));
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        root.set_text_content(None);
        yew::Renderer::<App>::with_root(root).render();
    }
}
