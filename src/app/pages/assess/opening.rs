//! What is asked for before an assessment is open, and in the head of its form: a period, a file.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::{
    app::context::Dispatch,
    engine::assessment::is_period,
    i18n::{Language, text},
    web,
};

/// A period.
#[derive(Debug, PartialEq, Properties)]
pub struct PeriodFieldProps {
    /// Ids begin with this.
    pub id: AttrValue,
    /// `2024`, `2024-Q1`, or what a file says.
    pub period: String,
    /// In which language.
    pub language: Language,
    /// Another period was entered.
    pub on_period: Callback<String>,
}

/// A year and a quarter.
#[component]
pub fn PeriodField(props: &PeriodFieldProps) -> Html {
    let PeriodFieldProps { id, period, language, on_period } = props;
    let typing = use_state_eq(|| false);
    let (year, quarter) = period.split_once("-Q").unwrap_or((period, ""));
    let wrong = !*typing && !is_period(period);
    let on_year = {
        let (on_period, quarter, typing) = (on_period.clone(), quarter.to_owned(), typing.setter());
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            typing.set(true);
            on_period.emit(period_of(field.value().trim(), &quarter));
        })
    };
    let on_leave = {
        let typing = typing.setter();
        Callback::from(move |_: FocusEvent| typing.set(false))
    };
    let on_quarter = {
        let (on_period, year) = (on_period.clone(), year.to_owned());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            on_period.emit(period_of(&year, &field.value()));
        })
    };
    let quarters = [
        ("", "assess.period.whole"),
        ("1", "assess.period.first"),
        ("2", "assess.period.second"),
        ("3", "assess.period.third"),
        ("4", "assess.period.fourth"),
    ];
    let error_id = format!("{id}-error");
    html! {
        <div class="head-period">
            <div class="head-field">
                <label for={id.clone()}>{ text(*language, "assess.year") }</label>
                <input id={id.clone()} class="head-year" type="text" inputmode="numeric" autocomplete="off" data-input="year"
                    aria-invalid={wrong.then_some("true")} aria-describedby={wrong.then(|| error_id.clone())}
                    value={year.to_owned()} oninput={on_year} onblur={on_leave} />
            </div>
            <div class="head-field">
                <label for={format!("{id}-quarter")}>{ text(*language, "assess.quarter") }</label>
                <select id={format!("{id}-quarter")} data-input="quarter" onchange={on_quarter}>
                    for (code, key) in quarters {
                        <option value={code} selected={quarter == code}>{ text(*language, key) }</option>
                    }
                </select>
            </div>
            if wrong {
                <p class="field-error" id={error_id}>{ text(*language, "assess.period.wrong") }</p>
            }
        </div>
    }
}

fn period_of(year: &str, quarter: &str) -> String {
    if quarter.is_empty() { year.to_owned() } else { format!("{year}-Q{quarter}") }
}

/// A button that opens a file.
pub fn file_button(class: &'static str, language: Language, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let on_change = Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = web::files::chosen(&field) {
            dispatch.open_file(file);
        }
    });
    html! {
        <label class={classes!("button", "file-button", class)}>
            { text(language, "assess.open_file") }
            <input type="file" class="visually-hidden" accept=".json,application/json" onchange={on_change} />
        </label>
    }
}
