//! What a person chose about the page itself. Kept between visits; no part of an assessment.

use std::rc::Rc;

use yew::Reducible;

use crate::i18n::Language;

/// The choices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the page.
    pub language: Language,
}

/// A wish to change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreferencesAction {
    /// Another language.
    SetLanguage(Language),
}

impl Reducible for Preferences {
    type Action = PreferencesAction;

    fn reduce(self: Rc<Self>, action: PreferencesAction) -> Rc<Self> {
        match action {
            PreferencesAction::SetLanguage(language) if language == self.language => self,
            PreferencesAction::SetLanguage(language) => Rc::new(Preferences { language }),
        }
    }
}
