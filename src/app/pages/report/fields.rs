//! What the organization writes in its report itself.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::{
    app::{
        context::Dispatch,
        state::session::{Change, SessionAction},
    },
    engine::report::{Field, Section, section_key},
    formats::{MAX_TYPED, report_file},
    i18n::{Language, find, pick, report::Source, text, text_with},
};

/// The fields of the form, and what the report says where it is not drafted by section.
pub fn form_fields(dispatch: &Dispatch, source: Source<'_>, with_content: bool, language: Language) -> Html {
    let content: &[Field] = if with_content { &Field::CONTENT } else { &[Field::Opening] };
    html! {
        <div class="report-fields">
            <details open=true>
                <summary><h2>{ text(language, "report_page.form") }</h2></summary>
                <p class="hint">{ text(language, "report_page.form.hint") }</p>
                <div class="report-grid">
                    for field in Field::FORM {
                        { form_field(dispatch, source, field, language) }
                    }
                </div>
            </details>
            <details>
                <summary><h2>{ text(language, "report_page.content") }</h2></summary>
                <p class="hint">{ text(language, "report_page.content.hint") }</p>
                for field in content {
                    { area(
                        dispatch,
                        field.code().to_owned(),
                        label(*field, language),
                        source.written(*field),
                        source.draft(*field),
                        6,
                    ) }
                }
            </details>
        </div>
    }
}

/// One field of the form.
fn form_field(dispatch: &Dispatch, source: Source<'_>, field: Field, language: Language) -> Html {
    if matches!(field, Field::Recipients | Field::Authority) {
        let own = source.texts.get(field.code()).cloned().unwrap_or_default();
        let rows = if field == Field::Authority { 3 } else { 4 };
        return area(dispatch, field.code().to_owned(), label(field, language), own, String::new(), rows);
    }
    let example = find(language, &format!("report_page.example.{}", field.code())).unwrap_or_default();
    html! {
        <OwnText
            id={format!("report-{}", field.code())}
            label={label(field, language)}
            value={source.texts.get(field.code()).cloned().unwrap_or_default()}
            {example}
            is_date={field == Field::Date}
            rows={0}
            on_commit={set(dispatch, field.code().to_owned(), String::new())}
        />
    }
}

/// The sections of a framework report, each folded away.
pub fn section_fields(dispatch: &Dispatch, source: Source<'_>, sections: &[Section], language: Language) -> Html {
    html! {
        <div class="report-fields">
            for section in sections.iter().filter(|section| !section.asks.is_empty()) {
                <details key={section.id.clone()}>
                    <summary>{ format!("{} {}", section.number, pick(&section.title, language)) }</summary>
                    for (at, ask) in section.asks.iter().enumerate() {
                        { area(
                            dispatch,
                            section_key(section, at),
                            match &ask.label {
                                Some(label) => pick(label, language).to_string(),
                                None => find(language, &format!("report_page.asked.{}", ask.kind.code())).unwrap_or_default().to_owned(),
                            },
                            source.section_text(section, at),
                            source.section_draft(section, at),
                            4,
                        ) }
                    }
                </details>
            }
        </div>
    }
}

/// A text of several lines. What is the same as the draft is not kept, so that the draft goes on following the scores.
fn area(dispatch: &Dispatch, key: String, label: String, value: String, draft: String, rows: u8) -> Html {
    let id = format!("report-{}", key.replace('/', "-"));
    html! { <OwnText {id} {label} {value} example="" is_date={false} {rows} on_commit={set(dispatch, key, draft)} /> }
}

/// One text of the organization.
#[derive(Debug, PartialEq, Properties)]
struct OwnTextProps {
    id: AttrValue,
    label: AttrValue,
    /// What the report says.
    value: AttrValue,
    /// What it could look like.
    example: AttrValue,
    /// Whether it is a day.
    is_date: bool,
    /// Lines; zero: a field of one line.
    rows: u8,
    on_commit: Callback<String>,
}

/// A field that keeps what is being typed until it is left, whatever else on the page is drawn again meanwhile.
#[component]
fn OwnText(props: &OwnTextProps) -> Html {
    let typed = use_state_eq(|| None::<AttrValue>);
    let entered = |event: &Event| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>().map(|it| it.value());
        area.or_else(|| event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()))
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(entered(&event).map(AttrValue::from)))
    };
    let onchange = {
        let (typed, on_commit) = (typed.setter(), props.on_commit.clone());
        Callback::from(move |event: Event| {
            if let Some(text) = entered(&event) {
                on_commit.emit(text);
            }
            typed.set(None);
        })
    };
    let value = (*typed).clone().unwrap_or_else(|| props.value.clone());
    let (id, rows) = (props.id.clone(), props.rows.to_string());
    html! {
        <div class="field">
            <label for={id.clone()}>{ &props.label }</label>
            if props.rows == 0 {
                <input
                    {id}
                    type={if props.is_date { "date" } else { "text" }}
                    autocomplete="off"
                    placeholder={props.example.clone()}
                    {value}
                    {oninput}
                    {onchange}
                />
            } else {
                <textarea {id} {rows} maxlength={MAX_TYPED} {value} {oninput} {onchange} />
            }
        </div>
    }
}

fn label(field: Field, language: Language) -> String {
    text_with(language, &format!("report_page.field.{}", field.code()), &[])
}

fn set(dispatch: &Dispatch, key: String, draft: String) -> Callback<String> {
    let dispatch = dispatch.clone();
    Callback::from(move |text: String| {
        let text = if text.trim() == draft.trim() { String::new() } else { text };
        let key = key.clone();
        let change = Change::new(move |assessment| report_file::set_text(assessment, &key, &text));
        dispatch.edit(SessionAction::Change { what: "report".into(), change });
    })
}
