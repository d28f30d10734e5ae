//! By when what is entered is to be reported, where a plan that ships says so for the framework.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use crate::{
    app::{components::source::SourceLine, context::use_frameworks},
    engine::calendar::{Calendar, Period, deadlines},
    formats::{builtin, calendar},
    i18n::{Language, deadline, pick, text, text_with},
    web,
};

/// Whose deadlines.
#[derive(Debug, PartialEq, Properties)]
pub struct DeadlinesProps {
    /// The framework.
    pub framework: Rc<str>,
    /// The period as entered.
    pub period: AttrValue,
    /// In which language.
    pub language: Language,
}

/// The deadlines of the period, folded, with the plan that they are of; nothing where no plan is known.
#[component]
pub fn Deadlines(props: &DeadlinesProps) -> Html {
    let DeadlinesProps { framework, period, language } = props;
    let documents = use_frameworks().documents();
    let calendars = use_calendars(framework);
    let Some(period) = Period::parse(period) else { return Html::default() };
    html! {
        for calendar in calendars.iter() {
            if !deadlines(calendar, period).is_empty() {
                <details class="deadlines">
                    <summary>{ text_with(*language, "assess.deadlines", &[("title", pick(&calendar.title, *language))]) }</summary>
                    <p class="deadlines-note">{ text(*language, "assess.deadlines.whose") }</p>
                    <ul>
                        for it in deadlines(calendar, period) {
                            <li>
                                { deadline::deadline(&it, *language) }
                                <SourceLine source={it.entry.source.clone()} documents={documents.clone()} language={*language} />
                            </li>
                        }
                    </ul>
                    for note in &calendar.notes { <p class="deadlines-note">{ &**pick(note, *language) }</p> }
                </details>
            }
        }
    }
}

/// The reporting calendars of a framework, as soon as they are there.
#[hook]
pub fn use_calendars(framework: &Rc<str>) -> Rc<[Rc<Calendar>]> {
    let documents = use_frameworks().documents();
    let calendars = use_state_eq(|| Rc::<[Rc<Calendar>]>::from([]));
    {
        let (found, documents) = (calendars.setter(), documents);
        use_effect_with((Rc::clone(framework), documents.is_some()), move |(framework, _)| {
            let Some(documents) = documents else { return };
            let of_framework = builtin::CALENDARS.iter().filter(|(id, _)| **id == **framework);
            let addresses: Vec<&str> = of_framework.map(|(_, address)| *address).collect();
            if addresses.is_empty() {
                return found.set(Rc::from([]));
            }
            spawn_local(async move {
                let mut all = Vec::new();
                for address in addresses {
                    // Without them the form loses nothing that it needs.
                    let Ok(text) = web::fetch::text(address).await else { continue };
                    let read = calendar::read(&text, &documents, &|id| builtin::IDS.contains(&id));
                    all.extend(read.map(Rc::new));
                }
                found.set(all.into());
            });
        });
    }
    Rc::clone(&calendars)
}
