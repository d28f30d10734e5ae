//! Putting views into the pages of a portal (“Nhúng vào cổng”): choose, look, copy.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{platform::spawn_local, prelude::*};

use crate::{
    app::{
        components::page_heading::page_heading,
        context::{use_language, use_page_title},
        state::{
            options::{Options, View},
            snippet::{Form, Release, Snippet},
        },
    },
    formats::builtin,
    i18n::{Language, text, text_with},
    web,
};

/// Where the hashes are, relative to the page.
const RELEASE: &str = "embed.json";

/// How long the preview waits for more to be typed: each change of its address loads the whole view anew.
const PREVIEW_MS: u32 = 600;

/// The themes, in the order in which they are offered.
const THEMES: [(&str, &str); 5] = [
    ("auto", "embed.theme.auto"),
    ("light", "embed.theme.light"),
    ("dark", "embed.theme.dark"),
    ("contrast", "embed.theme.contrast"),
    ("host", "embed.theme.host"),
];

/// What is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Choice {
    options: Options,
    theme: String,
    form: Form,
    is_pinned: bool,
    /// Where the files are, where that is not this page's folder.
    base: Option<String>,
    portal: Option<String>,
}

/// How something of the choice is changed.
type Change = fn(&mut Choice, String);

/// Which view, with which options, as which code.
#[component]
pub fn EmbedPage() -> Html {
    let language = use_language();
    use_page_title(text(language, "embed.title"));
    let release = use_state_eq(|| None::<Rc<Release>>);
    let copied = use_state_eq(|| None::<bool>);
    let choice = use_state_eq(|| {
        let options = Options { view: View::Ranking, keeps: true, language, ..Options::default() };
        Choice { options, theme: "auto".to_owned(), ..Choice::default() }
    });
    {
        let release = release.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let text = web::fetch::text(RELEASE).await.ok();
                release.set(text.and_then(|text| Release::parse(&text)).map(Rc::new));
            });
        });
    }
    let say = |key| text(language, key);
    let change = |change: Change| {
        let (choice, copied) = (choice.clone(), copied.setter());
        Callback::from(move |value: String| {
            let mut next = Choice::clone(&choice);
            change(&mut next, value);
            choice.set(next);
            copied.set(None);
        })
    };
    let version = release.as_ref().map_or("", |it| &*it.version);
    let folder = web::location::folder();
    let usual = if choice.is_pinned { format!("{folder}v{version}/") } else { folder.clone() };
    let base = choice.base.clone().unwrap_or(usual);
    let base = if base.ends_with('/') { base } else { format!("{base}/") };
    let portal = choice.portal.clone().unwrap_or_else(web::location::origin);
    let title = say(view_key(choice.options.view));
    let snippet = Snippet {
        options: &choice.options,
        theme: &choice.theme,
        form: choice.form,
        base: &base,
        portal: &portal,
        title,
        pinned: release.as_deref().filter(|_| choice.is_pinned),
    };
    let code = snippet.code();
    let own = web::location::origin();
    let preview = use_settled(Snippet { base: &folder, portal: &own, ..snippet }.frame_address());
    let copy = {
        let (code, copied) = (code.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let (code, copied) = (code.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(web::files::copy(&code).await)) });
        })
    };
    let lines = code.lines().count().to_string();
    html! {
        <div class="embed">
            { page_heading(say("embed.title")) }
            <p class="lead">{ say("embed.lead") }</p>
            <div class="embed-parts">
                <form class="embed-choices" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                    { what(&choice, language, &change) }
                    { how(&choice, &base, &portal, version, language, &change) }
                </form>
                <div class="embed-outcome">
                    <h2>{ say("embed.code") }</h2>
                    <textarea id="embed-code" class="embed-code" readonly={true} rows={lines} aria-label={say("embed.code")} value={code} spellcheck="false" />
                    <p class="embed-copy">
                        <button type="button" class="button button-primary" onclick={copy}>{ say("embed.copy") }</button>
                        <span role="status">
                            if let Some(copied) = *copied {
                                { say(if copied { "embed.copied" } else { "embed.not_copied" }) }
                            }
                        </span>
                    </p>
                    <h3>{ say("embed.policy") }</h3>
                    <p><code class="embed-policy">{ snippet.policy() }</code></p>
                    <p class="hint">{ say(if choice.form == Form::Element { "embed.policy.element" } else { "embed.policy.frame" }) }</p>
                    <h2>{ say("embed.preview") }</h2>
                    if folder.starts_with("file:") {
                        <p>{ say("embed.preview.of_file") }</p>
                    } else {
                        <iframe class="embed-preview" key={preview.clone()} src={preview} title={text_with(language, "embed.preview.of", &[("view", title)])}></iframe>
                    }
                </div>
            </div>
        </div>
    }
}

/// The address as it is once it has stopped changing.
#[hook]
fn use_settled(address: String) -> String {
    let settled = use_state_eq(|| address.clone());
    {
        let settled = settled.setter();
        use_effect_with(address, move |address| {
            let address = address.clone();
            let waiting = Timeout::new(PREVIEW_MS, move || settled.set(address));
            move || drop(waiting)
        });
    }
    String::clone(&settled)
}

fn view_key(view: View) -> &'static str {
    match view {
        View::Assess => "embed.view.assess",
        View::Results => "embed.view.results",
        View::Score => "embed.view.score",
        View::Ranking => "embed.view.ranking",
        View::Profile => "embed.view.profile",
        View::Compare => "embed.view.compare",
    }
}

fn typed(change: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            change.emit(field.value());
        }
    })
}

fn chosen(change: Callback<String>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
            change.emit(field.value());
        }
    })
}

/// A label, a field and what is said of it.
fn field(
    id: &'static str,
    key: &'static str,
    hint: Option<String>,
    value: &str,
    change: Callback<String>,
    language: Language,
) -> Html {
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    html! {
        <p class="field">
            <label for={id}>{ text(language, key) }</label>
            <input {id} type="text" autocomplete="off" spellcheck="false" value={value.to_owned()} aria-describedby={hint_id.clone()} oninput={typed(change)} />
            if let Some(hint) = hint {
                <span class="hint" id={hint_id}>{ hint }</span>
            }
        </p>
    }
}

/// What is shown.
fn what(choice: &Choice, language: Language, change: &impl Fn(Change) -> Callback<String>) -> Html {
    let say = |key| text(language, key);
    let options = &choice.options;
    let set_view = change(|choice, code| {
        choice.options.view = View::ALL.into_iter().find(|it| it.code() == code).unwrap_or_default();
        let Options { data, drawn, map, measure, .. } = &mut choice.options;
        for of_another in [data, drawn, map, measure] {
            of_another.clear();
        }
        // A profile is of somebody: the first unit, until another is named.
        choice.options.unit = if choice.options.view == View::Profile { "24".to_owned() } else { String::new() };
        if matches!(choice.options.view, View::Results | View::Score) {
            choice.options.data = builtin::EXAMPLES.first().map_or(String::new(), |(id, _)| (*id).to_owned());
        }
    });
    // Areas are those of a portal's own units.
    let has_map = options.view.is_published() && !options.data.trim().is_empty();
    let unit_hint = match options.view {
        View::Compare => "embed.unit.hint.several",
        _ => "embed.unit.hint",
    };
    html! {
        <>
            <p class="field">
                <label for="embed-view">{ say("embed.view") }</label>
                <select id="embed-view" onchange={chosen(set_view)}>
                    for view in View::ALL {
                        <option value={view.code()} selected={view == options.view}>{ say(view_key(view)) }</option>
                    }
                </select>
            </p>
            if options.view.is_published() {
                { field("embed-unit", "embed.unit", Some(say(unit_hint).to_owned()), &options.unit, change(|choice, value| choice.options.unit = value), language) }
                if options.view == View::Ranking {
                    { field("embed-measure", "embed.measure", Some(say("embed.measure.hint").to_owned()), &options.measure, change(|choice, value| choice.options.measure = value), language) }
                }
                { field("embed-period", "embed.period", Some(say("embed.period.hint").to_owned()), &options.period, change(|choice, value| choice.options.period = value), language) }
            } else {
                <p class="field">
                    <label for="embed-framework">{ say("embed.framework") }</label>
                    <select id="embed-framework" onchange={chosen(change(|choice, value| choice.options.framework = value))}>
                        <option value="" selected={options.framework.is_empty()}>{ say("embed.framework.any") }</option>
                        for id in builtin::IDS {
                            <option value={*id} selected={options.framework == *id}>{ *id }</option>
                        }
                    </select>
                </p>
            }
            { field("embed-data", "embed.data", Some(say(if options.view.is_published() { "embed.data.hint.published" } else { "embed.data.hint" }).to_owned()), &options.data, change(|choice, value| choice.options.data = value), language) }
            if options.can_be_drawn() {
                { field("embed-drawn", "embed.drawn", Some(say("embed.drawn.hint").to_owned()), &options.drawn, change(|choice, value| choice.options.drawn = value), language) }
            }
            if has_map {
                { field("embed-map", "embed.map", Some(say("embed.map.hint").to_owned()), &options.map, change(|choice, value| choice.options.map = value), language) }
            }
            <p class="field">
                <label for="embed-lang">{ say("embed.language") }</label>
                <select id="embed-lang" onchange={chosen(change(|choice, code| choice.options.language = Language::parse(&code).unwrap_or_default()))}>
                    <option value="vi" selected={options.language == Language::Vi}>{ "Tiếng Việt" }</option>
                    <option value="en" selected={options.language == Language::En}>{ "English" }</option>
                </select>
            </p>
            <p class="field">
                <label for="embed-theme">{ say("embed.theme") }</label>
                <select id="embed-theme" onchange={chosen(change(|choice, theme| choice.theme = theme))}>
                    for (theme, key) in THEMES {
                        <option value={theme} selected={choice.theme == theme}>{ say(key) }</option>
                    }
                </select>
            </p>
        </>
    }
}

/// As what, from where, into which pages.
fn how(
    choice: &Choice,
    base: &str,
    portal: &str,
    version: &str,
    language: Language,
    change: &impl Fn(Change) -> Callback<String>,
) -> Html {
    let say = |key| text(language, key);
    let radio = |name: &'static str,
                 value: &'static str,
                 checked: bool,
                 key: &'static str,
                 hint: &'static str,
                 change: Callback<String>| {
        html! {
            <label class="embed-radio">
                <input type="radio" {name} {value} {checked} onchange={Callback::from(move |_: Event| change.emit(value.to_owned()))} />
                <span>{ say(key) }<span class="hint">{ text_with(language, hint, &[("version", version)]) }</span></span>
            </label>
        }
    };
    let set_form: Change = |choice, form| choice.form = if form == "frame" { Form::Frame } else { Form::Element };
    let set_pinned: Change = |choice, pinned| choice.is_pinned = pinned == "pinned";
    html! {
        <>
            <fieldset>
                <legend>{ say("embed.form") }</legend>
                { radio("embed-form", "element", choice.form == Form::Element, "embed.form.element", "embed.form.element.hint", change(set_form)) }
                { radio("embed-form", "frame", choice.form == Form::Frame, "embed.form.frame", "embed.form.frame.hint", change(set_form)) }
            </fieldset>
            <fieldset>
                <legend>{ say("embed.release") }</legend>
                { radio("embed-release", "live", !choice.is_pinned, "embed.release.live", "embed.release.live.hint", change(set_pinned)) }
                { radio("embed-release", "pinned", choice.is_pinned, "embed.release.pinned", "embed.release.pinned.hint", change(set_pinned)) }
            </fieldset>
            { field("embed-base", "embed.base", Some(say("embed.base.hint").to_owned()), base, change(|choice, value| choice.base = Some(value).filter(|it| !it.trim().is_empty())), language) }
            if choice.form == Form::Frame {
                { field("embed-portal", "embed.portal", Some(say("embed.portal.hint").to_owned()), portal, change(|choice, value| choice.portal = Some(value).filter(|it| !it.trim().is_empty())), language) }
            }
        </>
    }
}
