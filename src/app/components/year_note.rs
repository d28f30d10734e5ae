//! Which framework counts for a year, where it is another one.

use std::rc::Rc;

use yew::prelude::*;

use super::basis::BasisMark;
use crate::{
    app::{
        context::{use_frameworks, use_language},
        state::route::Route,
    },
    engine::assessment::is_period,
    formats::{
        builtin,
        documents::Documents,
        years::{self, Entry},
    },
    i18n::{Language, text, text_with},
};

/// Whose year is looked at.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct YearNoteProps {
    /// The identifier of the framework.
    pub framework: Rc<str>,
    /// `2024`, `2024-Q1`, or what somebody is typing.
    pub period: Rc<str>,
}

/// «Năm 2024 được đánh giá theo 405/QĐ-BKHCN», with a link to that framework; nothing where the framework counts for the
/// year of the period itself, for no year at all, or the period is no period.
#[component]
pub fn YearNote(props: &YearNoteProps) -> Html {
    let YearNoteProps { framework, period } = props;
    let (language, documents) = (use_language(), use_frameworks().documents());
    let year = period.split('-').next().filter(|_| is_period(period)).and_then(|year| year.parse().ok());
    let note = use_memo((Rc::clone(framework), year, documents, language), |(framework, year, documents, language)| {
        let (Some(year), Some(documents)) = (year, documents) else { return Html::default() };
        // The table that ships is checked by a test.
        let years = years::read_alone(builtin::YEARS, documents).unwrap_or_default();
        let entry = years.instead_of(framework, *year);
        entry.map_or_else(Html::default, |entry| sentence(entry, *year, documents, *language))
    });
    Html::clone(&note)
}

fn sentence(entry: &Entry, year: u16, documents: &Rc<Documents>, language: Language) -> Html {
    let number = documents.documents.get(&entry.document).map_or(&entry.document, |document| &document.number).clone();
    html! {
        <p class="year-note">
            { text_with(language, "assess.year_note", &[("year", &year.to_string())]) }{ " " }
            if let Some(framework) = &entry.framework {
                <a href={Route::framework(framework).href()}>{ number }</a>
            } else {
                { number }
            }
            { " " }<BasisMark basis={entry.grounds.basis} derivation={entry.grounds.derivation.clone()} source={entry.grounds.source.clone()}
                about={Some(AttrValue::from(text(language, "assess.year_note.about")))} documents={Some(Rc::clone(documents))} {language} />
        </p>
    }
}
