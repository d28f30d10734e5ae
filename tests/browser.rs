//! What only a browser can show: its store, its files, its address, and the engine as WebAssembly.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use gloo::file::File;
use thuocso::{
    app::App,
    engine::scoring::{Reference, score},
    formats::{assessment_file, documents, framework_file},
    web::{
        self,
        files::FileError,
        last_words,
        store::{self, Durability, Replacing, StoreError},
    },
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_store_keeps_texts_under_names() {
    let text = "Tỉnh Bắc Giang: “1.234,56”\n\u{1f4cf}";
    store::write("test/one", text).await.unwrap();
    store::write("test/two", "").await.unwrap();
    assert_eq!(store::read("test/one").await.unwrap().as_deref(), Some(text));
    let mut names: Vec<String> = store::list("test/").await.unwrap().into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(names, ["one", "two"]);
    store::remove("test/one").await.unwrap();
    store::remove("test/two").await.unwrap();
    assert_eq!(store::read("test/one").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn last_words_take_the_place_of_what_is_older() {
    let (name, of) = ("test/words", |at: u32, text: &str| format!("{{\"saved_at_ms\":{at},\"text\":\"{text}\"}}"));
    store::write(name, &of(20, "kept")).await.unwrap();
    for (at, text, expected) in [(19, "overtaken", "kept"), (20, "the same", "kept"), (21, "newer", "newer")] {
        last_words::say(name, &of(at, text)).unwrap();
        let found = store::read(name).await.unwrap().unwrap();
        assert!(found.contains(expected), "{text}: {found}");
    }
    // Nothing waits any more: what is written now is not replaced by it.
    store::write(name, &of(1, "by hand")).await.unwrap();
    assert_eq!(store::read(name).await.unwrap(), Some(of(1, "by hand")));
    // Of a name that the store does not have, and of one that is removed.
    last_words::say("test/first-words", &of(1, "all there is")).unwrap();
    assert_eq!(store::list("test/first").await.unwrap(), [("-words".to_owned(), of(1, "all there is"))]);
    last_words::say(name, &of(99, "late")).unwrap();
    for name in [name, "test/first-words"] {
        store::remove(name).await.unwrap();
        assert_eq!(store::read(name).await.unwrap(), None);
    }
}

#[wasm_bindgen_test]
async fn what_another_window_has_written_is_not_replaced() {
    store::write("test/shared", "1 theirs").await.unwrap();
    let change = |text| [("test/shared", Some(text)), ("test/beside", Some("x"))];
    assert_eq!(
        store::change(&change("2 ours"), Replacing::Beginning("0 "), Durability::Strict).await,
        Err(StoreError::Changed)
    );
    assert_eq!(store::read("test/shared").await.unwrap().as_deref(), Some("1 theirs"));
    assert_eq!(store::read("test/beside").await.unwrap(), None, "all changes or none");
    store::change(&change("2 ours"), Replacing::Beginning("1 "), Durability::Relaxed).await.unwrap();
    assert_eq!(store::read("test/shared").await.unwrap().as_deref(), Some("2 ours"));
    for name in ["test/shared", "test/beside"] {
        store::remove(name).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn files_are_read_as_utf_8_up_to_a_limit() {
    let good = File::new("a.json", "{\"tên\": \"Hạ tầng số\"}");
    assert_eq!(web::files::text(&good, 1000).await.unwrap(), "{\"tên\": \"Hạ tầng số\"}");
    assert_eq!(web::files::text(&good, 10).await, Err(FileError::TooLarge { size: good.size() }));
    let legacy: &[u8] = &[0x48, 0xb8, 0xa1, 0xff];
    assert_eq!(web::files::text(&File::new("b.csv", legacy), 1000).await, Err(FileError::NotText));
}

#[wasm_bindgen_test]
fn the_address_can_be_replaced_without_a_new_entry() {
    web::location::replace("#/frameworks/dti-province-2022/4.1");
    assert_eq!(web::location::hash(), "#/frameworks/dti-province-2022/4.1");
    web::location::replace("#/");
}

/// The published row of Đà Nẵng for 2022, scored as the page scores it.
#[wasm_bindgen_test]
fn the_engine_is_as_exact_in_webassembly() {
    let documents = documents::read(include_str!("../indicators/documents.json")).unwrap();
    let text = include_str!("../indicators/dti-province-2022/framework.json");
    let framework = framework_file::read(text, &documents).unwrap();
    let text = include_str!("golden/dti-2022-da-nang/assessment.json");
    let scorecard = score(&framework, &assessment_file::read(text).unwrap(), Reference::default());
    assert_eq!(scorecard.total.points.to_text(), "800.175");
    assert_eq!(scorecard.index_value.unwrap().to_text(), "0.8002");
}

/// The stack of a page is smaller than that of a command.
#[wasm_bindgen_test]
fn deeply_nested_files_are_refused_without_a_crash() {
    assert!(assessment_file::read(&"[".repeat(1 << 20)).is_err());
    let nested = format!("{}{}", r#"{"id":"1","children":["#.repeat(100_000), "]}".repeat(100_000));
    assert!(framework_file::read_raw(&nested).is_err());
}

#[wasm_bindgen_test]
async fn the_application_mounts_and_goes_without_a_trace() {
    let document = gloo::utils::document();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let app = yew::Renderer::<App>::with_root(root.clone()).render();
    yew::scheduler::flush().await;
    assert_eq!(root.query_selector_all("h1").unwrap().length(), 1);
    assert!(root.text_content().unwrap().contains("Tự đánh giá"));
    app.destroy();
    yew::scheduler::flush().await;
    assert_eq!(root.inner_html(), "");
    root.remove();
}
