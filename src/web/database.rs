//! IndexedDB, as far as texts under names need it.
//!
//! On plain `web-sys`: the crates that wrap IndexedDB lose why a transaction was aborted (a full disk) and can not ask
//! that a transaction is on the disk before it counts as done.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::store::{Change, Durability, Replacing, StoreError};

const NAME: &str = "thuocso";
/// Rises when the shape changes; a browser with a newer one refuses to open an older one, and nothing is touched.
const VERSION: u32 = 1;
/// Texts under names; there is nothing else.
const TEXTS: &str = "texts";

/// Opens the database, and makes it where there is none.
pub(super) async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = gloo::utils::window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, VERSION)?;
    let make = Closure::once(|event: Event| {
        let request = event.target().and_then(|it| it.dyn_into::<IdbOpenDbRequest>().ok());
        let database = request.and_then(|it| it.result().ok()).and_then(|it| it.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // Fails only where it is there already.
            let _ = database.create_object_store(TEXTS);
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    let database = answer(&request).await?.dyn_into::<IdbDatabase>()?;
    // A newer version of this program, in another window, must not wait for this one.
    let close = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if let Some(database) = event.target().and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
            database.close();
        }
    });
    database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
    close.forget();
    Ok(database)
}

/// The text of this name.
pub(super) async fn read(database: &IdbDatabase, name: &str) -> Result<Option<String>, JsValue> {
    let texts = database.transaction_with_str(TEXTS)?.object_store(TEXTS)?;
    Ok(answer(&texts.get(&name.into())?).await?.as_string())
}

/// Everything whose name begins so, with whole names.
pub(super) async fn list(database: &IdbDatabase, beginning: &str) -> Result<Vec<(String, String)>, JsValue> {
    let texts = database.transaction_with_str(TEXTS)?.object_store(TEXTS)?;
    let range = IdbKeyRange::bound(&beginning.into(), &format!("{beginning}\u{ffff}").into())?;
    let (names, contents) = (texts.get_all_keys_with_key(&range)?, texts.get_all_with_key(&range)?);
    let names = answer(&names).await?.unchecked_into::<Array>();
    let contents = answer(&contents).await?.unchecked_into::<Array>();
    let pair = |(name, text): (JsValue, JsValue)| Some((name.as_string()?, text.as_string()?));
    Ok(names.iter().zip(contents.iter()).filter_map(pair).collect())
}

/// Makes all changes or none.
pub(super) async fn write(
    database: &IdbDatabase,
    changes: &[Change<'_>],
    replacing: Replacing<'_>,
    durability: Durability,
) -> Result<(), StoreError> {
    let (transaction, finished) = begin(database, durability).map_err(why)?;
    let texts = transaction.object_store(TEXTS).map_err(why)?;
    // Whoever replaces anything does not wait for an answer: the page may be gone before.
    if let Some((name, text)) = changes.first().filter(|_| replacing != Replacing::Anything) {
        let request = texts.get(&(*name).into()).map_err(why)?;
        let found = answer(&request).await.map_err(why)?.as_string();
        if found.is_some_and(|found| !replacing.allows(&found, *text)) {
            // It changes nothing: it can not fail in a way that matters.
            let _ = transaction.abort();
            return Err(StoreError::Changed);
        }
    }
    for (name, text) in changes {
        put(&texts, name, *text).map_err(why)?;
    }
    // Without it the page would have to stay until every answer is there. Old browsers do not have it.
    #[allow(deprecated, reason = "it is in the standard again")]
    let _ = transaction.commit();
    match is_complete(finished).await {
        true => Ok(()),
        false => Err(transaction.error().map_or(StoreError::Refused, |error| why(error.into()))),
    }
}

/// Takes over texts of another store in one transaction. What is there already under another text is kept, and so is
/// the other text, under its name with `~` at the end.
pub(super) async fn take_over(database: &IdbDatabase, found: &[(String, String)]) -> Result<(), JsValue> {
    let (transaction, finished) = begin(database, Durability::Strict)?;
    let texts = transaction.object_store(TEXTS)?;
    for (name, text) in found {
        let there = answer(&texts.get(&name.as_str().into())?).await?.as_string();
        match there {
            None => put(&texts, name, Some(text))?,
            Some(there) if there == *text => {}
            // Of two choices of a language, one is enough.
            Some(_) if !name.contains('/') => {}
            Some(_) => put(&texts, &format!("{name}~"), Some(text))?,
        }
    }
    is_complete(finished).await.then_some(()).ok_or(JsValue::NULL)
}

/// Whether a transaction was completed, and not aborted.
async fn is_complete(finished: Promise) -> bool {
    let event = JsFuture::from(finished).await.ok().and_then(|it| it.dyn_into::<Event>().ok());
    event.is_some_and(|it| it.type_() == "complete")
}

fn put(texts: &IdbObjectStore, name: &str, text: Option<&str>) -> Result<(), JsValue> {
    match text {
        Some(text) => texts.put_with_key(&text.into(), &name.into()).map(|_| ()),
        None => texts.delete(&name.into()).map(|_| ()),
    }
}

/// A transaction that writes, and the event with which it is over.
fn begin(database: &IdbDatabase, durability: Durability) -> Result<(IdbTransaction, Promise), JsValue> {
    let options = Object::new();
    let durability = match durability {
        Durability::Strict => "strict",
        Durability::Relaxed => "relaxed",
    };
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let mode = JsValue::from(IdbTransactionMode::Readwrite);
    let start = Reflect::get(database, &"transaction".into())?.dyn_into::<Function>()?;
    let transaction = start.call3(database, &TEXTS.into(), &mode, &options)?.dyn_into::<IdbTransaction>()?;
    let finished = Promise::new(&mut |done, _| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&done));
    });
    Ok((transaction, finished))
}

/// What a request answers.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result(),
        Err(_) => Err(request.error().ok().flatten().map_or(JsValue::NULL, Into::into)),
    }
}

fn why(error: JsValue) -> StoreError {
    super::store::why(&error)
}
