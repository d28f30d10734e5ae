//! Whose assessment it is, for when, by which framework; and the way to other assessments.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    deadlines::DeadlinesProps,
    opening::{PeriodField, file_button},
};
use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text, year_note::YearNoteProps},
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
    let of = || (Rc::clone(&framework.id), Rc::<str>::from(&**period));
    let keeping = use_keeping(true);
    let year_note = keeping.map(|keeping| {
        let (framework, period) = of();
        (keeping.year_note)(YearNoteProps { framework, period })
    });
    let dated = keeping.filter(|_| builtin::CALENDARS.iter().any(|(id, _)| **id == *framework.id));
    let deadlines = dated.map(|keeping| {
        let (framework, period) = of();
        (keeping.deadlines)(DeadlinesProps { framework, period: period.into(), language: *language })
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
