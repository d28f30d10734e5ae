//! From what is typed to what is kept, and back. Pure: no component, no browser.

use crate::{
    app::state::{session::Entry, typed},
    engine::{
        assessment::Response,
        exact::Exact,
        framework::{Input, InputKind, Text},
    },
    i18n::{
        Language,
        number::{self, Choice, Reading, edit_for, parse},
    },
};

/// What a field shows, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// The text in the field.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a text in a field means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing, or a number that can be read at a glance.
    Plain,
    /// A number that is better read back: “1.234,56 tỷ đồng”.
    ReadAs(String),
    /// One of two numbers; the person is asked.
    Ask([Choice; 2]),
    /// No number: what is wrong and what to do.
    Wrong(String),
}

/// What to keep when a text has been typed.
///
/// A text that is no number is kept as the figure too, so that the file says what was typed and every reader reports it;
/// unless a reader of the file would take it for a number, which then would not be the one that was meant.
pub fn entry(text: &str, language: Language, input: &Input) -> Entry {
    match parse(text, language, input) {
        Reading::Empty => Entry::default(),
        Reading::Value { canonical, .. } => {
            let typed = (edit_for(&canonical, language, input) != text).then(|| text.to_owned());
            Entry { figure: Some(canonical), typed }
        }
        Reading::Ambiguous { .. } => Entry { figure: None, typed: Some(text.to_owned()) },
        Reading::Wrong(_) => {
            let figure = Exact::parse_decimal(text.trim()).is_none().then(|| text.to_owned());
            Entry { figure, typed: Some(text.to_owned()) }
        }
    }
}

/// What to keep when the person has said which of two numbers it is.
pub fn decided(text: &str, choice: &Choice) -> Entry {
    Entry { figure: Some(choice.canonical.clone()), typed: Some(text.to_owned()) }
}

/// The view of one input of a response.
pub fn view(response: Option<&Response>, input: &Input, label: &str, language: Language) -> FieldView {
    let figure = response.and_then(|response| response.inputs.get(&*input.name));
    let typed = response.and_then(|response| typed::typed(response, &input.name));
    view_of(figure.map(String::as_str), typed, input, label, language)
}

/// The text in the field of one input of a response.
pub fn text(response: Option<&Response>, input: &Input, language: Language) -> String {
    let figure = response.and_then(|response| response.inputs.get(&*input.name));
    let typed = response.and_then(|response| typed::typed(response, &input.name));
    text_of(figure.map(String::as_str), typed, input, language)
}

/// What was typed is shown as long as it still means the figure; in another language it may not, and then the figure is
/// written in that language.
fn text_of(figure: Option<&str>, typed: Option<&str>, input: &Input, language: Language) -> String {
    match (figure, typed) {
        (None, None) => String::new(),
        (None, Some(typed)) => typed.to_owned(),
        (Some(figure), Some(typed)) if means(typed, figure, input, language) => typed.to_owned(),
        (Some(figure), _) => edit_for(figure, language, input),
    }
}

/// The view of a figure and of what was typed for it.
pub fn view_of(figure: Option<&str>, typed: Option<&str>, input: &Input, label: &str, language: Language) -> FieldView {
    let text = text_of(figure, typed, input, language);
    let meaning = match parse(&text, language, input) {
        Reading::Empty => Meaning::Plain,
        Reading::Value { readback, .. } if is_worth_reading_back(&text) => Meaning::ReadAs(readback),
        Reading::Value { .. } => Meaning::Plain,
        Reading::Ambiguous { choices } => match choices.iter().find(|choice| Some(&*choice.canonical) == figure) {
            Some(choice) => Meaning::ReadAs(choice.readback.clone()),
            None => Meaning::Ask(choices),
        },
        Reading::Wrong(wrong) => Meaning::Wrong(number::wrong_text(wrong, label, language)),
    };
    FieldView { text, meaning }
}

/// Whether a text can mean a figure.
fn means(typed: &str, figure: &str, input: &Input, language: Language) -> bool {
    match parse(typed, language, input) {
        Reading::Value { canonical, .. } => canonical == figure,
        Reading::Ambiguous { choices } => choices.iter().any(|choice| choice.canonical == figure),
        Reading::Empty | Reading::Wrong(_) => typed == figure,
    }
}

/// A few digits need no second look; marks and long numbers do.
fn is_worth_reading_back(text: &str) -> bool {
    let is_digits = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    !is_digits || text.trim().len() > 4
}

/// The input for a node as a whole: points up to the maximum, or a share of one.
pub fn given_input(max: Exact) -> Input {
    let label = Text { vi: "".into(), en: "".into() };
    Input { name: "given".into(), label, kind: InputKind::Number, measure_unit: None, min: Exact::ZERO, max: Some(max) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(kind: InputKind) -> Input {
        Input { kind, max: None, ..given_input(Exact::ONE) }
    }

    /// Types a text, and gives the figure that is kept and the text that the field then shows.
    fn typing(text: &str, kind: InputKind) -> (Option<String>, String) {
        let input = input(kind);
        let entry = entry(text, Language::Vi, &input);
        let view = view_of(entry.figure.as_deref(), entry.typed.as_deref(), &input, "Số", Language::Vi);
        (entry.figure, view.text)
    }

    #[test]
    fn what_is_typed_stays_in_the_field() {
        fn check(text: &str, kind: InputKind, figure: Option<&str>) {
            assert_eq!(typing(text, kind), (figure.map(str::to_owned), text.to_owned()), "{text}");
        }
        check("1.234,56", InputKind::Number, Some("1234.56"));
        check("1234,5", InputKind::Number, Some("1234.5"));
        check("2128", InputKind::Count, Some("2128"));
        check("2.128", InputKind::Count, Some("2128"));
        check(" 7 ", InputKind::Count, Some("7"));
        check("1.234", InputKind::Number, None);
        check("nhiều", InputKind::Count, Some("nhiều"));
        check("", InputKind::Count, None);
    }

    #[test]
    fn an_ambiguous_number_is_asked_about_until_it_is_decided() {
        let input = input(InputKind::Number);
        let asked = entry("1.234", Language::Vi, &input);
        let view = view_of(asked.figure.as_deref(), asked.typed.as_deref(), &input, "Số", Language::Vi);
        let Meaning::Ask([whole, decimal]) = view.meaning else { panic!("{view:?}") };
        assert_eq!((&*whole.canonical, &*decimal.canonical), ("1234", "1.234"));
        let kept = decided("1.234", &decimal);
        let view = view_of(kept.figure.as_deref(), kept.typed.as_deref(), &input, "Số", Language::Vi);
        assert_eq!(view.text, "1.234");
        assert_eq!(view.meaning, Meaning::ReadAs(decimal.readback));
    }

    #[test]
    fn in_another_language_the_figure_is_written_anew_where_it_would_mean_another() {
        let input = Input { max: Some(Exact::from(2_000)), min: Exact::from(2), ..input(InputKind::Number) };
        let view = view_of(Some("1234"), Some("1.234"), &input, "Figure", Language::En);
        assert_ne!(view.text, "1.23");
        let view = view_of(Some("1234.56"), Some("1.234,56"), &input, "Figure", Language::En);
        assert_eq!(view.text, "1.234,56", "it can only mean one number");
    }

    #[test]
    fn a_figure_of_a_file_is_shown_in_the_language() {
        let view = view_of(Some("170054"), None, &input(InputKind::Count), "Số", Language::Vi);
        assert_eq!(view.text, "170.054");
        assert_eq!(view.meaning, Meaning::ReadAs("170.054".to_owned()));
    }
}
