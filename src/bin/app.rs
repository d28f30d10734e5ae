//! The application for the browser: on a page of its own, or in elements of other pages.

use std::rc::Rc;

use thuocso::{
    app::{self, App, AppProps, state::options::Options},
    web::mount::{self, Mount},
};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

fn main() {
    // Yew would put its own in place of one that the standard library is given.
    yew::set_custom_panic_hook(Box::new(thuocso::web::panic_page::hook));
}

/// Draws the application in an element of its own page.
#[wasm_bindgen]
pub fn open_page(root: Element) {
    app::prepare();
    yew::Renderer::<App>::with_root(root).render();
}

/// Says where the files of the program are, before anything is drawn in another page.
#[wasm_bindgen]
pub fn set_base(address: &str) {
    mount::set_base(address);
}

/// One element of another page in which the application is drawn.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Embedded {
    mount: Mount,
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl Embedded {
    /// Draws in an element. `options` is what is asked for, as in the address of `embed.html`; `tell` is called with a
    /// word and a JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, options: &str, tell: js_sys::Function) -> Embedded {
        let mount = Mount::guest(root.clone(), tell);
        let options = read(options, &mount);
        mount.begin_at(&options.route().href());
        let props = AppProps { mount: mount.clone(), options };
        Embedded { mount, app: yew::Renderer::<App>::with_root_and_props(root, props).render() }
    }

    /// Something else is asked for.
    pub fn set(&mut self, options: &str) {
        let props = AppProps { mount: self.mount.clone(), options: read(options, &self.mount) };
        self.app.update(props);
    }

    /// The person acts in this element.
    pub fn enter(&self) {
        self.mount.enter();
    }

    /// Goes to a page of the application, within the element.
    pub fn go(&self, address: &str) {
        self.mount.go(address);
    }

    /// Ends the application in this element and frees what it holds.
    pub fn end(self) {
        self.app.destroy();
        self.mount.leave();
    }
}

/// What is asked for; what is wrong with it is told.
fn read(options: &str, mount: &Mount) -> Rc<Options> {
    let (options, faults) = Options::parse(options);
    for fault in faults {
        mount.tell("error", &serde_json::json!({ "code": fault.code(), "what": fault.to_string() }).to_string());
    }
    Rc::new(options)
}
