//! The assessments that this browser keeps.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::shell::period_text;
use crate::{
    app::{
        context::Dispatch,
        state::saved::{self, Kept},
    },
    engine::assessment::Assessment,
    i18n::{Language, text, text_with},
    web,
};

/// Which are listed.
#[derive(Debug, PartialEq, Properties)]
pub struct KeptWorkProps {
    /// What is open, and therefore not listed.
    #[prop_or_default]
    pub open: Option<Rc<str>>,
    /// In which language.
    pub language: Language,
    /// How to open one.
    pub dispatch: Dispatch,
}

/// Other assessments in this browser, the last one first; nothing where there are none.
#[component]
pub fn KeptWork(props: &KeptWorkProps) -> Html {
    let KeptWorkProps { open, language, dispatch } = props;
    let kept = use_state_eq(Vec::<Kept>::new);
    let asked = use_state_eq(|| None::<Rc<str>>);
    let reload = use_state_eq(|| 0_u32);
    {
        let kept = kept.setter();
        use_effect_with((open.clone(), *reload), move |(open, _)| {
            let open = open.clone();
            spawn_local(async move {
                let found = web::store::list(saved::WORKS).await.unwrap_or_default();
                kept.set(saved::listed(found, open.as_deref()));
            });
        });
    }
    if kept.is_empty() {
        return Html::default();
    }
    let line = |it: &Kept| {
        let name = whose(&it.assessment).unwrap_or_else(|| text(*language, "shell.save.unnamed").to_owned());
        let of = |key| text_with(*language, key, &[("name", &name)]);
        let on_open = {
            let (dispatch, work) = (dispatch.clone(), Rc::clone(&it.work));
            Callback::from(move |_: MouseEvent| dispatch.open_work(&work))
        };
        let on_download = {
            let (file, name) = (Rc::clone(&it.file), saved::file_name_of(&it.assessment, &web::clock::today()));
            Callback::from(move |_: MouseEvent| web::files::download(&name, "application/json", &file))
        };
        let ask = |about: Option<Rc<str>>| {
            let asked = asked.setter();
            Callback::from(move |_: MouseEvent| asked.set(about.clone()))
        };
        let on_delete = {
            let (work, again, now) = (Rc::clone(&it.work), reload.setter(), *reload + 1);
            Callback::from(move |_: MouseEvent| {
                let (work, again) = (Rc::clone(&work), again.clone());
                spawn_local(async move {
                    // What can not be forgotten is listed again.
                    let _ = web::store::remove(&work).await;
                    again.set(now);
                });
            })
        };
        html! {
            <li key={it.work.to_string()} class="kept">
                <button type="button" class="link-button" onclick={on_open}>{ line_text(it, &name, *language) }</button>
                { " " }<span class="kept-when">{ saved_text(it.saved_at_ms, *language) }</span>
                if asked.as_ref() == Some(&it.work) {
                    <span class="kept-actions" role="alert">
                        { text(*language, "shell.kept.delete.ask") }
                        <button type="button" class="button button-small" onclick={on_delete}>{ text(*language, "shell.kept.delete.yes") }</button>
                        <button type="button" class="button button-small" onclick={ask(None)}>{ text(*language, "shell.kept.delete.no") }</button>
                    </span>
                } else {
                    <span class="kept-actions">
                        <button type="button" class="link-button" aria-label={of("shell.kept.download.of")} onclick={on_download}>{ text(*language, "shell.kept.download") }</button>
                        <button type="button" class="link-button" aria-label={of("shell.kept.delete.of")} onclick={ask(Some(Rc::clone(&it.work)))}>{ text(*language, "shell.kept.delete") }</button>
                    </span>
                }
            </li>
        }
    };
    html! {
        <section class="kept-work">
            <h2>{ text(*language, "shell.kept") }</h2>
            <ul>
                for it in kept.iter() { { line(it) } }
            </ul>
        </section>
    }
}

/// The name of the organization, if there is one.
fn whose(assessment: &Assessment) -> Option<String> {
    let name = assessment.organization.name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// «Tỉnh Bắc Giang, quý I/2024»
fn line_text(kept: &Kept, name: &str, language: Language) -> String {
    match period_text(kept.assessment.period.trim(), language).as_str() {
        "" => name.to_owned(),
        period => format!("{name}, {period}"),
    }
}

/// «lưu ngày 22/11/2026»
fn saved_text(at_ms: u64, language: Language) -> String {
    let at = web::clock::local_time(at_ms);
    let (year, month, day) = (format!("{:04}", at.year), format!("{:02}", at.month), format!("{:02}", at.day));
    let time = format!("{:02}:{:02}", at.hour, at.minute);
    text_with(language, "shell.kept.saved", &[("year", &year), ("month", &month), ("day", &day), ("time", &time)])
}
