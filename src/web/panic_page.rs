//! The page that is shown when the program has stopped.
//!
//! It is made of plain elements and an address of the saved data, and needs nothing of the program once it is there.

use std::{cell::RefCell, panic::PanicHookInfo, rc::Rc};

use gloo::{
    file::{Blob, ObjectUrl},
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use super::mount::Mount;

/// What the page says, and what it offers to save.
pub struct PanicPage {
    /// Heading.
    pub title: Rc<str>,
    /// What happened and what to do.
    pub text: Rc<str>,
    /// On the link that saves.
    pub save: Rc<str>,
    /// On the link that begins again.
    pub reload: Rc<str>,
    /// Gives the file name and the text of what is saved; nothing where there is nothing to save.
    pub data: Option<Box<dyn Fn() -> (String, String)>>,
}

impl std::fmt::Debug for PanicPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PanicPage").field("title", &self.title).finish_non_exhaustive()
    }
}

thread_local! {
    static PAGES: RefCell<Vec<(Mount, PanicPage)>> = const { RefCell::new(Vec::new()) };
}

/// Prepares the page of a place with what is open there now.
pub fn prepare(mount: &Mount, page: PanicPage) {
    PAGES.with(|it| {
        if let Ok(mut pages) = it.try_borrow_mut() {
            pages.retain(|(of, _)| of != mount);
            pages.push((mount.clone(), page));
        }
    });
}

/// Forgets the page of a place where nothing is drawn any more.
pub fn forget(mount: &Mount) {
    PAGES.with(|it| {
        if let Ok(mut pages) = it.try_borrow_mut() {
            pages.retain(|(of, _)| of != mount);
        }
    });
}

/// What to do in a panic: show the page, and say in the console what happened.
pub fn hook(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let pages = PAGES.with(|it| it.try_borrow_mut().map(|mut pages| std::mem::take(&mut *pages)).unwrap_or_default());
    for (mount, page) in pages {
        show(&mount, &page);
        mount.tell("stopped", "{}");
    }
}

fn show(mount: &Mount, page: &PanicPage) -> Option<()> {
    let root = match mount.root() {
        Some(root) => root.clone(),
        None => {
            document().document_element()?.set_attribute("data-panic", "").ok()?;
            document().get_element_by_id("app")?
        }
    };
    let main = element("main", "stopped")?;
    main.set_attribute("role", "alert").ok()?;
    let heading = element("h1", "stopped-title")?;
    heading.set_text_content(Some(&page.title));
    let text = element("p", "stopped-text")?;
    text.set_text_content(Some(&page.text));
    let actions = element("p", "stopped-actions")?;
    if let Some(data) = &page.data {
        let (name, contents) = data();
        let address = ObjectUrl::from(Blob::new_with_options(contents.as_str(), Some("application/json")));
        let link = element("a", "button button-primary")?.dyn_into::<HtmlAnchorElement>().ok()?;
        link.set_href(&address);
        link.set_download(&name);
        link.set_text_content(Some(&page.save));
        actions.append_child(&link).ok()?;
        std::mem::forget(address);
    }
    // The page around an element is not ours to load anew.
    if !mount.is_guest() {
        let reload = element("a", "button")?.dyn_into::<HtmlAnchorElement>().ok()?;
        // An address without `#` loads the page anew.
        reload.set_href("?");
        reload.set_text_content(Some(&page.reload));
        actions.append_child(&reload).ok()?;
    }
    for child in [heading, text, actions] {
        main.append_child(&child).ok()?;
    }
    root.set_text_content(None);
    root.append_child(&main).ok()?;
    Some(())
}

fn element(name: &str, class: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}
