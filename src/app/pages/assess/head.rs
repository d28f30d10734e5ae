//! Whose assessment it is, for when, by which framework; and the way to other assessments.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::deadlines::DeadlinesProps;
use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text, year_note::use_year_note},
        context::Dispatch,
        kept::use_keeping,
        state::{route::Route, session::SessionAction},
    },
    engine::{assessment::is_period, framework::Framework},
    formats::builtin,
    i18n::{Language, pick, text},
    web,
};

/// What is said of the assessment that is open: no figures, so that typing them does not draw this anew.
#[derive(Debug, PartialEq, Properties)]
pub struct HeadProps {
    /// Its framework.
    pub framework: Rc<Framework>,
    /// The name of the organization; empty where nobody has said it.
    pub organization: AttrValue,
    /// `2024`, `2024-Q1`, or what a file says.
    pub period: AttrValue,
    /// Whether the result is final, so that nothing can be changed.
    pub is_locked: bool,
    /// Whether it has been sent or appraised.
    pub has_rounds: bool,
    /// In which language.
    pub language: Language,
    /// How to change it.
    pub dispatch: Dispatch,
}

/// Organization and period, both editable; other files.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let HeadProps { framework, organization, period, is_locked, has_rounds, language, dispatch } = props;
    let (is_locked, has_rounds) = (*is_locked, *has_rounds);
    let say = |key| text(*language, key);
    let name = organization.trim();
    // What is not known yet is asked for; what is known is a line.
    let editing = use_state_eq(|| name.is_empty() || !is_period(period));
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(!*editing))
    };
    let on_name = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            dispatch.edit(SessionAction::SetOrganization(field.value()));
        })
    };
    let on_period = {
        let dispatch = dispatch.clone();
        Callback::from(move |period: String| dispatch.edit(SessionAction::SetPeriod(period)))
    };
    let another = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.edit(SessionAction::Close);
            web::location::go(&Route::ASSESS.href());
            web::focus::scroll_to_top();
        })
    };
    let year_note = use_year_note(&framework.id, period);
    let dated = use_keeping(builtin::CALENDARS.iter().any(|(id, _)| **id == *framework.id));
    let deadlines = dated.map(|keeping| {
        let (framework, period) = (Rc::clone(&framework.id), period.to_string().into());
        (keeping.deadlines)(DeadlinesProps { framework, period, language: *language })
    });
    let carries = builtin::CROSSWALKS.iter().any(|(from, _)| **from == *framework.id);
    html! {
        <div class="head">
            <div class="assess-top">
                { page_heading(say("assess.title")) }
                <p><a href={Route::framework(&framework.id).href()}>{ &**pick(&framework.title, *language) }</a></p>
            </div>
            <div class="head-line">
                <p class="head-who">
                    <strong>{ if name.is_empty() { say("shell.save.unnamed") } else { name } }</strong>
                    if !period.is_empty() {
                        { ", " }{ period_text(period, *language) }
                    }
                </p>
                if !is_locked {
                    <button type="button" class="panel-button" aria-expanded={editing.to_string()} data-panel="head" onclick={toggle}>{ say("assess.head.edit") }</button>
                }
                <div class="head-files">
                    <button type="button" class="button button-small" onclick={another}>{ say("assess.another") }</button>
                    { file_button("button-small", *language, dispatch) }
                    <a class="head-carry" href={Route::Evidence.href()}>{ say("evidence.title") }</a>
                    <a class="head-carry" href={Route::Duties.href()}>{ say("duties.title") }</a>
                    <a class="head-carry" href={Route::Periods.href()}>{ say("periods.title") }</a>
                    if has_rounds {
                        <a class="head-carry" href={Route::Appraise.href()}>{ say("appraise.title") }</a>
                    }
                    if carries {
                        <a class="head-carry" href={Route::Carry { to: None }.href()}>{ say("assess.carry") }</a>
                    }
                </div>
            </div>
            { year_note }
            { deadlines }
            if *editing && !is_locked {
                <div class="head-fields">
                    <div class="head-field head-organization">
                        <label for="organization">{ say("assess.organization") }</label>
                        <input id="organization" type="text" autocomplete="organization" data-input="organization"
                            value={organization.clone()} oninput={on_name} />
                    </div>
                    <PeriodField id="period" period={period.to_string()} language={*language} {on_period} />
                </div>
            }
        </div>
    }
}

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
