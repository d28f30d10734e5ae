//! Where the application is drawn: on a page of its own, or in elements of somebody else's page.
//!
//! One program serves all elements of a page. What a person does in an element makes it the active one; pages that
//! look for something by its id, or go to another page, mean the active one. What happens later than the deed (a file
//! that arrives) names its element itself.
//!
//! An element is a guest: it never touches the address or the title of the page around it, and it moves the focus and
//! the view of the page only where the person is at work in it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::{
    events::EventListener,
    utils::{document, window},
};
use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::location;

/// Where one application is drawn. The default is a page of its own.
#[derive(Debug, Clone, Default)]
pub struct Mount(Option<Rc<Guest>>);

/// The same place.
impl PartialEq for Mount {
    fn eq(&self, other: &Mount) -> bool {
        match (&self.0, &other.0) {
            (Some(left), Some(right)) => Rc::ptr_eq(left, right),
            (None, None) => true,
            _ => false,
        }
    }
}

type OnAddress = Rc<dyn Fn(String)>;

/// An element of another page.
struct Guest {
    root: Element,
    /// The page that is open, as an address after `#`; nobody else sees it.
    address: RefCell<String>,
    /// The pages before it.
    earlier: RefCell<Vec<String>>,
    on_address: RefCell<Option<OnAddress>>,
    tell: Function,
}

impl std::fmt::Debug for Guest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guest").field("address", &self.address).finish_non_exhaustive()
    }
}

thread_local! {
    static ACTIVE: RefCell<Option<Mount>> = const { RefCell::new(None) };
    static IS_GUEST: Cell<bool> = const { Cell::new(false) };
    static BASE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says where the files of the program are, for a program that runs in another page: an address with a slash at the end.
pub fn set_base(address: &str) {
    BASE.set(Some(address.to_owned()));
    IS_GUEST.set(true);
}

/// Where the files of the program are, if that is not the folder of the page.
pub fn base() -> Option<String> {
    BASE.with_borrow(Clone::clone)
}

/// Where the person acted last; a page of its own is always active.
pub(super) fn active() -> Mount {
    ACTIVE.with_borrow(|active| active.clone().unwrap_or_default())
}

/// The element of an id, of the page or of the active element.
pub(super) fn by_id(id: &str) -> Option<Element> {
    match active().0 {
        // Ids of ours have no quotes, but some have dots.
        Some(guest) => guest.root.query_selector(&format!("[id=\"{id}\"]")).ok().flatten(),
        None if IS_GUEST.get() => None,
        None => document().get_element_by_id(id),
    }
}

/// All elements of a selector, of the page or of the active element, in their order.
pub(super) fn all(selector: &str) -> Vec<HtmlElement> {
    let found = match active().0 {
        Some(guest) => guest.root.query_selector_all(selector),
        None if IS_GUEST.get() => return Vec::new(),
        None => document().query_selector_all(selector),
    };
    let Ok(list) = found else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

/// Where the keyboard is.
pub(super) fn focused() -> Option<Element> {
    match active().0 {
        Some(guest) => guest.root.get_root_node().dyn_into::<ShadowRoot>().ok()?.active_element(),
        None => document().active_element(),
    }
}

impl Mount {
    /// Draws in an element of another page. `tell` is called with a word and a JSON text whenever the page around is to
    /// be told something.
    pub fn guest(root: Element, tell: Function) -> Mount {
        IS_GUEST.set(true);
        let guest = Guest {
            root,
            address: RefCell::default(),
            earlier: RefCell::default(),
            on_address: RefCell::default(),
            tell,
        };
        Mount(Some(Rc::new(guest)))
    }

    /// Whether this is an element of another page.
    pub fn is_guest(&self) -> bool {
        self.0.is_some()
    }

    /// The element in which the application is drawn.
    pub(super) fn root(&self) -> Option<&Element> {
        self.0.as_ref().map(|guest| &guest.root)
    }

    /// The person acts here.
    pub fn enter(&self) {
        if active() != *self {
            ACTIVE.set(Some(self.clone()));
        }
    }

    /// Nothing is drawn here any more: everything about the place is forgotten.
    pub fn leave(&self) {
        if active() == *self {
            ACTIVE.set(None);
        }
        super::panic_page::forget(self);
    }

    /// The page that is open, as an address after `#`, with the sign.
    pub fn address(&self) -> String {
        match &self.0 {
            Some(guest) => guest.address.borrow().clone(),
            None => location::hash(),
        }
    }

    /// Goes to another page of the application.
    pub fn go(&self, href: &str) {
        match &self.0 {
            Some(guest) => {
                let before = guest.address.replace(href.to_owned());
                if before != href {
                    guest.earlier.borrow_mut().push(before);
                    guest.moved();
                }
            }
            // Fails only for addresses that are not well-formed; ours are.
            None => drop(window().location().set_hash(href.trim_start_matches('#'))),
        }
    }

    /// Begins at a page; there is none before it.
    pub fn begin_at(&self, href: &str) {
        if let Some(guest) = &self.0 {
            guest.earlier.borrow_mut().clear();
            guest.address.replace(href.to_owned());
            guest.moved();
        }
    }

    /// Replaces the page that is open without a way back to it. Nobody is told.
    pub(super) fn replace(&self, href: &str) -> bool {
        let Some(guest) = &self.0 else { return false };
        guest.address.replace(href.to_owned());
        true
    }

    /// Goes back to the page before.
    pub fn back(&self) {
        let Some(guest) = &self.0 else { return };
        let before = guest.earlier.borrow_mut().pop();
        if let Some(before) = before {
            guest.address.replace(before);
            guest.moved();
        }
    }

    /// Whether there is a page before; on a page of its own the browser knows.
    pub fn has_earlier(&self) -> bool {
        self.0.as_ref().is_some_and(|guest| !guest.earlier.borrow().is_empty())
    }

    /// Calls `on_address` with every page that is gone to, until what is returned is dropped.
    pub fn on_address(&self, on_address: impl Fn(String) + 'static) -> Listening {
        match &self.0 {
            Some(guest) => {
                guest.on_address.replace(Some(Rc::new(on_address)));
                Listening { guest: Some(Rc::clone(guest)), _page: None }
            }
            None => Listening { guest: None, _page: Some(location::on_hash_change(on_address)) },
        }
    }

    /// Sets the language of everything that is drawn here.
    pub fn set_language(&self, code: &str) {
        match &self.0 {
            // Fails only for names of attributes that are not well-formed.
            Some(guest) => drop(guest.root.set_attribute("lang", code)),
            None => super::page::set_language(code),
        }
    }

    /// Tells the page around, if there is one.
    pub fn tell(&self, what: &str, json: &str) {
        if let Some(guest) = &self.0 {
            // What the listeners of the page around do wrong is theirs; the browser reports it.
            let _ = guest.tell.call2(&wasm_bindgen::JsValue::NULL, &what.into(), &json.into());
        }
    }
}

impl Guest {
    fn moved(&self) {
        let on_address = self.on_address.borrow().clone();
        if let Some(on_address) = on_address {
            on_address(self.address.borrow().clone());
        }
    }
}

/// As long as it is there, somebody is told of every page that is gone to.
#[derive(Debug)]
pub struct Listening {
    guest: Option<Rc<Guest>>,
    _page: Option<EventListener>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(guest) = &self.guest {
            guest.on_address.replace(None);
        }
    }
}
