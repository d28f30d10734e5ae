//! Where the data of the pages come from: the data set that ships, one at an address, or one that a person opened.
//!
//! A data set is read a little in each turn of the event loop, so that the page answers while a large one is read.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::future::TimeoutFuture;
use yew::{platform::spawn_local, prelude::*};

use crate::{app::state::library::LoadFailure, engine::dataset::Dataset, formats::dataset::Reading, web};

/// Where the published results that ship are, relative to the page.
pub const DATASET: &str = "data/published-results/dataset.json";

/// Before the name of a file that a person opened. No address of the web begins so.
pub const OPENED: &str = "opened:";

/// How long one turn may work before the page gets its own.
const TURN_MS: u64 = 40;

/// A text of more bytes takes a while.
const LONG_TEXT: usize = 1 << 20;

/// How many data sets are kept: the one that ships, and those that somebody goes back and forth between.
const MOST_KEPT: usize = 3;

/// How far a data set is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loading {
    /// On its way; if it is being read, how many parts of how many are done.
    Under(Option<(usize, usize)>),
    /// Here, or not to be had.
    Done(Result<Rc<Dataset>, LoadFailure>),
}

thread_local! {
    /// The data sets that have arrived, the latest last: pages come and go.
    static ARRIVED: RefCell<Vec<(String, Rc<Dataset>)>> = const { RefCell::new(Vec::new()) };
}

/// The data set of an address, if it is here.
pub fn arrived(data: &str) -> Option<Rc<Dataset>> {
    ARRIVED.with_borrow(|all| all.iter().find(|(of, _)| of == data).map(|(_, dataset)| Rc::clone(dataset)))
}

/// Keeps a data set for as long as the window is open.
pub fn keep(data: &str, dataset: Rc<Dataset>) {
    ARRIVED.with_borrow_mut(|all| {
        all.retain(|(of, _)| of != data);
        if all.len() >= MOST_KEPT {
            let oldest = all.iter().position(|(of, _)| !of.is_empty()).unwrap_or_default();
            all.remove(oldest);
        }
        all.push((data.to_owned(), dataset));
    });
}

/// Reads a data set, and says now and then how far it is.
pub async fn read(text: Rc<str>, told: impl Fn(usize, usize)) -> Result<Rc<Dataset>, LoadFailure> {
    let refused = |problems: Vec<_>| LoadFailure::Refused(problems.into());
    // Taking over a long text took its own turn.
    if text.len() > LONG_TEXT {
        TimeoutFuture::new(0).await;
    }
    let mut reading = Reading::begin(text).map_err(refused)?;
    let mut turn = web::clock::now_ms();
    while reading.step() {
        if web::clock::now_ms().saturating_sub(turn) >= TURN_MS {
            let (done, all) = reading.progress();
            told(done, all);
            TimeoutFuture::new(0).await;
            turn = web::clock::now_ms();
        }
    }
    reading.finish().map(Rc::new).map_err(refused)
}

/// The data set of an address; empty: the one that ships. Fetched when the page is opened for the first time, and again
/// when what is returned beside it is called.
#[hook]
pub fn use_dataset(data: &str) -> (Loading, Callback<MouseEvent>) {
    let state = use_state_eq(|| (String::new(), Loading::Under(None)));
    let fetch = {
        let (state, data) = (state.setter(), data.to_owned());
        move || fetch(data.clone(), state.clone())
    };
    let again = {
        let (state, data, fetch) = (state.setter(), data.to_owned(), fetch.clone());
        Callback::from(move |_: MouseEvent| {
            state.set((data.clone(), Loading::Under(None)));
            fetch();
        })
    };
    use_effect_with(data.to_owned(), move |data| {
        if arrived(data).is_none() {
            fetch();
        }
    });
    let loading = match (arrived(data), &*state) {
        (Some(dataset), _) => Loading::Done(Ok(dataset)),
        (None, (of, loading)) if of == data => loading.clone(),
        (None, _) => Loading::Under(None),
    };
    (loading, again)
}

fn fetch(data: String, state: UseStateSetter<(String, Loading)>) {
    spawn_local(async move {
        let text = match data.as_str() {
            "" => web::fetch::text(DATASET).await,
            // Files that were opened are here, or the window was closed since.
            of if of.starts_with(OPENED) => Err(web::fetch::Unreachable),
            address => web::fetch::text(address).await,
        };
        let read = match text {
            Err(web::fetch::Unreachable) => Err(LoadFailure::Unreachable),
            Ok(text) => {
                let told = |done, all| state.set((data.clone(), Loading::Under(Some((done, all)))));
                read(text.into(), told).await
            }
        };
        if let Ok(dataset) = &read {
            keep(&data, Rc::clone(dataset));
        }
        state.set((data, Loading::Done(read)));
    });
}

/// The data set that ships, fetched where it is not here yet; nothing where it can not be had.
pub async fn shipped() -> Option<Rc<Dataset>> {
    if let Some(dataset) = arrived("") {
        return Some(dataset);
    }
    let text = web::fetch::text(DATASET).await.ok()?;
    read(text.into(), |_, _| {}).await.ok()
}
