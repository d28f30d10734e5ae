//! The assessments that this browser keeps, side by side.

use std::rc::Rc;

use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::{platform::spawn_local, prelude::*};

use super::shell::{moment_text, period_text};
use crate::{
    app::{
        context::Dispatch,
        state::{
            saved::{self, Damaged, Deleted, Kept, Listing},
            session::{Session, SessionAction},
        },
    },
    engine::assessment::Assessment,
    i18n::{Language, text, text_with},
    web::{
        self,
        store::{Durability, Replacing},
    },
};

/// Which are listed.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct KeptWorkProps {
    /// What is open, which is listed as such.
    #[prop_or_default]
    pub open: Option<Rc<Session>>,
    /// In which language.
    pub language: Language,
    /// How to open one.
    pub dispatch: Dispatch,
}

/// What is being done to the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Doing {
    #[default]
    Nothing,
    /// One gets another name.
    Renaming(Rc<str>),
    /// One was deleted and can be brought back.
    Deleted { name: String, deleted: Rc<str>, work: Rc<str> },
    /// The store did not do what it should.
    Failed,
}

/// All assessments in this browser, the last one first, with what was deleted lately; nothing where there is none.
#[component]
pub fn KeptWork(props: &KeptWorkProps) -> Html {
    let KeptWorkProps { open, language, .. } = props;
    let language = *language;
    let listing = use_state_eq(Listing::default);
    let doing = use_state_eq(Doing::default);
    let reload = use_state_eq(|| 0_u32);
    {
        let listing = listing.setter();
        let of = open.as_ref().map(|it| (Rc::clone(&it.work), it.kept_at_ms));
        use_effect_with((of, *reload), move |_| {
            spawn_local(async move {
                let works = web::store::list(saved::WORKS).await.unwrap_or_default();
                let deleted = web::store::list(saved::DELETED).await.unwrap_or_default();
                let found = saved::listing(works, deleted, web::clock::now_ms());
                for name in &found.forgotten {
                    // What can not be forgotten now is forgotten next time.
                    let _ = web::store::remove(name).await;
                }
                listing.set(found);
            });
        });
    }
    let desk = Desk { props, doing: &doing, reload: &reload };
    let others = listing.kept.iter().any(|it| open.as_ref().is_none_or(|open| open.work != it.work));
    if !others && listing.damaged.is_empty() && listing.deleted.is_empty() && *doing == Doing::Nothing {
        return Html::default();
    }
    html! {
        <section class="kept-work">
            <h2>{ text(language, "shell.kept") }</h2>
            <div role="status">{ desk.said() }</div>
            <ul>
                for it in &listing.kept { { desk.line(it) } }
                for it in &listing.damaged { { desk.damaged(it) } }
            </ul>
            if !listing.deleted.is_empty() {
                <details class="kept-deleted">
                    <summary>{ text_with(language, "shell.kept.deleted", &[("count", &listing.deleted.len().to_string())]) }</summary>
                    <ul>
                        for it in &listing.deleted { { desk.deleted(it) } }
                    </ul>
                </details>
            }
        </section>
    }
}

/// What the lines of the list need.
struct Desk<'a> {
    props: &'a KeptWorkProps,
    doing: &'a UseStateHandle<Doing>,
    reload: &'a UseStateHandle<u32>,
}

impl Desk<'_> {
    fn say(&self, key: &'static str) -> &'static str {
        text(self.props.language, key)
    }

    /// Makes changes in the store, and lists again what is there then.
    fn change(&self, changes: Vec<(Rc<str>, Option<Rc<str>>)>, then: Doing) {
        let (doing, reload, next) = (self.doing.setter(), self.reload.setter(), **self.reload + 1);
        spawn_local(async move {
            let changes: Vec<(&str, Option<&str>)> =
                changes.iter().map(|(name, text)| (&**name, text.as_deref())).collect();
            let done = web::store::change(&changes, Replacing::Anything, Durability::Strict).await;
            doing.set(if done.is_ok() { then } else { Doing::Failed });
            reload.set(next);
        });
    }

    fn on(&self, act: impl Fn(&Desk<'_>) + 'static) -> Callback<MouseEvent> {
        let (props, doing, reload) = (self.props.clone(), self.doing.clone(), self.reload.clone());
        Callback::from(move |_| act(&Desk { props: &props, doing: &doing, reload: &reload }))
    }

    /// What was done last, and the way back.
    fn said(&self) -> Html {
        match &**self.doing {
            Doing::Nothing | Doing::Renaming(_) => Html::default(),
            Doing::Failed => html! { <p class="kept-said">{ self.say("shell.kept.failed") }</p> },
            Doing::Deleted { name, deleted, work } => {
                let (deleted, work) = (Rc::clone(deleted), Rc::clone(work));
                let back = self.on(move |desk| desk.restore(&deleted, &work));
                html! {
                    <p class="kept-said">
                        { text_with(self.props.language, "shell.kept.gone", &[("name", name)]) }{ " " }
                        <button type="button" class="button button-small" onclick={back}>{ self.say("shell.kept.restore") }</button>
                    </p>
                }
            }
        }
    }

    fn line(&self, it: &Kept) -> Html {
        let language = self.props.language;
        let open = self.props.open.as_ref().filter(|open| open.work == it.work);
        let label = open.map_or(&it.label, |open| &open.label);
        let name = name_text(label.as_deref(), &it.assessment, language);
        let of = |key| text_with(language, key, &[("name", &name)]);
        let on_open = {
            let (dispatch, work) = (self.props.dispatch.clone(), Rc::clone(&it.work));
            Callback::from(move |_: MouseEvent| dispatch.open_work(&work))
        };
        let on_download = {
            let (file, name) = (Rc::clone(&it.file), saved::file_name_of(&it.assessment, &web::clock::today()));
            Callback::from(move |_: MouseEvent| web::files::download(&name, "application/json", &file))
        };
        let on_rename = {
            let work = Rc::clone(&it.work);
            self.on(move |desk| {
                desk.doing.set(Doing::Renaming(Rc::clone(&work)));
            })
        };
        let on_copy = {
            let (text, label) = (Rc::clone(&it.text), of("shell.kept.copy.label"));
            self.on(move |desk| {
                let now = web::clock::now_ms();
                if let Some(copy) = saved::copy(&text, &label, now) {
                    desk.change(vec![(saved::new_work(now), Some(copy.into()))], Doing::Nothing);
                }
            })
        };
        let on_delete = {
            let (it, name) = (it.clone(), name.clone());
            self.on(move |desk| desk.delete(&it.work, &it.text, &name))
        };
        if **self.doing == Doing::Renaming(Rc::clone(&it.work)) {
            return self.renaming(it, &name);
        }
        let button = |key: &'static str, of_key: &'static str, act: Callback<MouseEvent>| {
            html! { <button type="button" class="link-button" aria-label={of(of_key)} onclick={act}>{ self.say(key) }</button> }
        };
        html! {
            <li key={it.work.to_string()} class="kept">
                <button type="button" class="link-button kept-name" onclick={on_open}>{ name.clone() }</button>
                if open.is_some() { <span class="kept-open">{ self.say("shell.kept.open") }</span> }
                <span class="kept-when">{ facts_text(it, label.is_some(), language) }</span>
                <span class="kept-actions">
                    { button("shell.kept.rename", "shell.kept.rename.of", on_rename) }
                    { button("shell.kept.copy", "shell.kept.copy.of", on_copy) }
                    { button("shell.kept.download", "shell.kept.download.of", on_download) }
                    { button("shell.kept.delete", "shell.kept.delete.of", on_delete) }
                </span>
            </li>
        }
    }

    /// Another name can be typed.
    fn renaming(&self, it: &Kept, name: &str) -> Html {
        let is_open = self.props.open.as_ref().is_some_and(|open| open.work == it.work);
        let on_submit = {
            let (props, doing, reload) = (self.props.clone(), self.doing.clone(), self.reload.clone());
            let (work, text) = (Rc::clone(&it.work), Rc::clone(&it.text));
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let form = event.target_dyn_into::<HtmlFormElement>();
                let typed = form.and_then(|form| form.query_selector("input").ok().flatten());
                let typed = typed.map(|it| wasm_bindgen::JsCast::unchecked_into::<HtmlInputElement>(it).value());
                let typed = typed.unwrap_or_default();
                let label = Some(typed.trim()).filter(|it| !it.is_empty()).map(Rc::<str>::from);
                let desk = Desk { props: &props, doing: &doing, reload: &reload };
                if is_open {
                    props.dispatch.edit(SessionAction::Label(label));
                    doing.set(Doing::Nothing);
                } else if let Some(renamed) = saved::relabel(&text, label) {
                    desk.change(vec![(Rc::clone(&work), Some(renamed.into()))], Doing::Nothing);
                }
            })
        };
        let on_cancel = self.on(|desk| desk.doing.set(Doing::Nothing));
        html! {
            <li key={it.work.to_string()} class="kept">
                <form class="kept-rename" onsubmit={on_submit}>
                    <label for="kept-name">{ text_with(self.props.language, "shell.kept.rename.field", &[("name", name)]) }</label>
                    <input id="kept-name" type="text" maxlength="120" value={name.to_owned()} />
                    <button type="submit" class="button button-small">{ self.say("shell.kept.rename.yes") }</button>
                    <button type="button" class="button button-small" onclick={on_cancel}>{ self.say("shell.kept.rename.no") }</button>
                </form>
            </li>
        }
    }

    /// Puts one away; it can be brought back for some days.
    fn delete(&self, work: &Rc<str>, text: &Rc<str>, name: &str) {
        if self.props.open.as_ref().is_some_and(|open| open.work == *work) {
            self.props.dispatch.edit(SessionAction::Close);
        }
        let deleted = saved::deleted_name(work, web::clock::now_ms());
        let then = Doing::Deleted { name: name.to_owned(), deleted: Rc::clone(&deleted), work: Rc::clone(work) };
        self.change(vec![(deleted, Some(Rc::clone(text))), (Rc::clone(work), None)], then);
    }

    fn restore(&self, deleted: &Rc<str>, work: &Rc<str>) {
        let (doing, reload, next) = (self.doing.setter(), self.reload.setter(), **self.reload + 1);
        let (deleted, work) = (Rc::clone(deleted), Rc::clone(work));
        spawn_local(async move {
            let mut done = false;
            if let Ok(Some(text)) = web::store::read(&deleted).await {
                let changes = [(&*work, Some(&*text)), (&*deleted, None)];
                done = web::store::change(&changes, Replacing::Anything, Durability::Strict).await.is_ok();
            }
            doing.set(if done { Doing::Nothing } else { Doing::Failed });
            reload.set(next);
        });
    }

    /// A copy that can not be read: it can be saved as it is, and put away.
    fn damaged(&self, it: &Damaged) -> Html {
        let on_download = {
            let text = Rc::clone(&it.text);
            Callback::from(move |_: MouseEvent| web::files::download("thuocso.txt", "text/plain", &text))
        };
        let name = text_with(self.props.language, "shell.kept.damaged", &[("name", &it.work)]);
        let on_delete = {
            let (it, name) = (it.clone(), name.clone());
            self.on(move |desk| desk.delete(&it.work, &it.text, &name))
        };
        let of = |key| text_with(self.props.language, key, &[("name", &name)]);
        html! {
            <li key={it.work.to_string()} class="kept kept-damaged">
                <span class="kept-name">{ name.clone() }</span>
                <span class="kept-when">{ self.say("shell.kept.damaged.advice") }</span>
                <span class="kept-actions">
                    <button type="button" class="link-button" aria-label={of("shell.kept.download.of")} onclick={on_download}>{ self.say("shell.kept.download") }</button>
                    <button type="button" class="link-button" aria-label={of("shell.kept.delete.of")} onclick={on_delete}>{ self.say("shell.kept.delete") }</button>
                </span>
            </li>
        }
    }

    fn deleted(&self, it: &Deleted) -> Html {
        let language = self.props.language;
        let name = match &it.kept {
            Some(kept) => name_text(kept.label.as_deref(), &kept.assessment, language),
            None => text_with(language, "shell.kept.damaged", &[("name", &it.work)]),
        };
        let of = |key| text_with(language, key, &[("name", &name)]);
        let back = {
            let (deleted, work) = (Rc::clone(&it.name), Rc::clone(&it.work));
            self.on(move |desk| desk.restore(&deleted, &work))
        };
        let forget = {
            let deleted = Rc::clone(&it.name);
            self.on(move |desk| desk.change(vec![(Rc::clone(&deleted), None)], Doing::Nothing))
        };
        html! {
            <li key={it.name.to_string()} class="kept">
                <span class="kept-name">{ name.clone() }</span>
                <span class="kept-when">{ text_with(language, "shell.kept.deleted.at", &[("time", &moment_text(it.at_ms, language))]) }</span>
                <span class="kept-actions">
                    <button type="button" class="link-button" aria-label={of("shell.kept.restore.of")} onclick={back}>{ self.say("shell.kept.restore") }</button>
                    <button type="button" class="link-button" aria-label={of("shell.kept.forget.of")} onclick={forget}>{ self.say("shell.kept.forget") }</button>
                </span>
            </li>
        }
    }
}

/// What people call an assessment: as they named it, otherwise «Tỉnh Bắc Giang, quý I/2024».
fn name_text(label: Option<&str>, assessment: &Assessment, language: Language) -> String {
    let whose = match (label, assessment.organization.name.trim()) {
        (Some(label), _) => return label.to_owned(),
        (None, "") => text(language, "shell.save.unnamed"),
        (None, name) => name,
    };
    match period_text(assessment.period.trim(), language).as_str() {
        "" => whose.to_owned(),
        period => format!("{whose}, {period}"),
    }
}

/// «Bộ chỉ số …, 12/97 mục · lưu lúc 14:05, 22/11/2026 · chưa tải tệp về»
fn facts_text(kept: &Kept, named: bool, language: Language) -> String {
    let mut facts = Vec::new();
    if named {
        facts.push(name_text(None, &kept.assessment, language));
    }
    let title = kept.title.as_ref().map(|[vi, en]| if language == Language::Vi { vi } else { en });
    facts.push(title.map_or_else(|| kept.assessment.framework.id.clone(), ToString::to_string));
    if let Some([entered, leaves]) = kept.progress {
        let (entered, leaves) = (entered.to_string(), leaves.to_string());
        facts.push(text_with(language, "shell.kept.progress", &[("entered", &entered), ("leaves", &leaves)]));
    }
    facts.push(text_with(language, "shell.kept.saved", &[("time", &moment_text(kept.saved_at_ms, language))]));
    facts.push(match kept.download {
        None => text(language, "shell.kept.file.none").to_owned(),
        Some(it) => {
            let key = if it.outdated { "shell.kept.file.outdated" } else { "shell.kept.file" };
            text_with(language, key, &[("time", &moment_text(it.at_ms, language))])
        }
    });
    facts.join(" · ")
}
