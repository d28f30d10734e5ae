//! The inputs of a leaf: numbers, answers, choices, texts.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::{platform::spawn_local, prelude::*};

use super::{
    entry::{self, Meaning},
    leaf::LeafRowProps,
};
use crate::{
    app::{
        context::Dispatch,
        state::session::{Entry, SessionAction},
    },
    engine::{
        assessment::find_options,
        framework::{Input, InputKind, Leaf, Node, Scoring, Text},
        rule::{Rule, describe::inputs_used},
    },
    formats::MAX_TYPED,
    i18n::{Language, number::Choice, pick, rule::inputs_named, status, text, text_for_count, text_with},
    web,
};

/// The inputs of a leaf in the order of the framework; those of one part of the rule stand together.
pub fn fields(node: &Node, leaf: &Leaf, props: &LeafRowProps) -> Html {
    let asked = Asked { props, node, leaf };
    let named = !inputs_named(node, props.framework.scoring).is_empty();
    html! {
        <div class={classes!("fields", named.then_some("fields-named"))}>
            for group in groups(leaf) {
                if let Some(label) = group.label {
                    <fieldset class="field-group">
                        <legend>{ &**pick(label, props.language) }</legend>
                        for input in group.inputs { { asked.field(input) } }
                    </fieldset>
                } else {
                    for input in group.inputs { { asked.field(input) } }
                }
            }
            { asked.rest_is_absent() }
        </div>
    }
}

struct Group<'a> {
    label: Option<&'a Text>,
    inputs: Vec<usize>,
}

/// Inputs by the part of the rule that reads them first. A part with one input needs no heading: the input has a label.
fn groups(leaf: &Leaf) -> Vec<Group<'_>> {
    let parts = match &leaf.rule {
        Some(Rule::Sum { parts, .. } | Rule::All { parts } | Rule::BestOf { parts }) => parts.as_slice(),
        _ => &[],
    };
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut placed = Vec::new();
    for part in parts {
        let inputs: Vec<usize> = inputs_used(&part.rule).into_iter().filter(|input| !placed.contains(input)).collect();
        placed.extend(&inputs);
        let label = (inputs.len() > 1).then_some(&part.label);
        groups.push(Group { label, inputs });
    }
    let rest: Vec<usize> = (0..leaf.inputs.len()).filter(|input| !placed.contains(input)).collect();
    if !rest.is_empty() {
        groups.push(Group { label: None, inputs: rest });
    }
    groups
}

/// One leaf and what is answered for it.
struct Asked<'a> {
    props: &'a LeafRowProps,
    node: &'a Node,
    leaf: &'a Leaf,
}

impl Asked<'_> {
    fn id(&self) -> Rc<str> {
        self.node.id.as_str().into()
    }

    fn figure(&self, input: &Input) -> Option<&String> {
        self.props.response.as_ref().and_then(|response| response.inputs.get(&*input.name))
    }

    /// What the engine has to say about one input.
    fn problem(&self, input: &Input) -> Option<AttrValue> {
        let place = format!("{}/{}", self.node.id, input.name);
        self.props.faults.iter().find(|fault| *fault.place == place).map(|fault| fault.sentence.clone())
    }

    /// Keeps an entry for one input. `change`: how it changes what is open.
    fn on_entry(&self, input: &Input, change: fn(&Dispatch, SessionAction)) -> Callback<Entry> {
        let (dispatch, node, input) = (self.props.dispatch.clone(), self.id(), Rc::clone(&input.name));
        Callback::from(move |entry: Entry| {
            let (node, input) = (Rc::clone(&node), Rc::clone(&input));
            change(&dispatch, SessionAction::SetFigure { node, input, entry });
        })
    }

    fn field(&self, position: usize) -> Html {
        let Some(input) = self.leaf.inputs.get(position) else { return Html::default() };
        let language = self.props.language;
        match input.kind {
            InputKind::Count | InputKind::Number | InputKind::Percent => self.number(position, input),
            InputKind::YesNo => {
                let answer =
                    |id: &'static str, key| Answer { id: id.into(), label: text(language, key).into(), award: None };
                self.answers(input, &[answer("yes", "assess.yes"), answer("no", "assess.no")], false)
            }
            InputKind::Choice => {
                let earns = matches!(&self.leaf.rule, Some(Rule::Choice { .. }));
                let earns = earns && self.props.framework.scoring == Scoring::Points;
                let options = self.leaf.rule.as_ref().and_then(|rule| find_options(rule, position)).unwrap_or_default();
                let answer = options.iter().map(|option| Answer {
                    id: option.id.clone().into(),
                    label: pick(&option.label, language).to_string().into(),
                    award: earns
                        .then(|| status::with_points(&option.award.points(&self.node.max_points), language).into()),
                });
                self.answers(input, &answer.collect::<Vec<_>>(), true)
            }
            InputKind::Text => self.text(input),
        }
    }

    fn number(&self, position: usize, input: &Input) -> Html {
        let language = self.props.language;
        let label = AttrValue::from(pick(&input.label, language).to_string());
        let view = entry::view(self.props.response.as_deref(), input, &label, language);
        let unit = match (&input.measure_unit, input.kind) {
            (Some(unit), _) => Some(AttrValue::from(pick(unit, language).to_string())),
            (None, InputKind::Percent) => Some(AttrValue::from("%")),
            (None, _) => None,
        };
        let on_text = {
            let (framework, node) = (Rc::clone(&self.props.framework), self.props.node);
            let on_entry = self.on_entry(input, Dispatch::type_in);
            Callback::from(move |text: String| {
                let leaf = framework.node(node).and_then(|node| node.leaf.as_ref());
                if let Some(input) = leaf.and_then(|leaf| leaf.inputs.get(position)) {
                    on_entry.emit(entry::entry(&text, language, input));
                }
            })
        };
        let newest = {
            let (framework, node, id) = (Rc::clone(&self.props.framework), self.props.node, self.id());
            let dispatch = self.props.dispatch.clone();
            Callback::from(move |()| {
                let session = dispatch.session()?;
                let input = framework.node(node)?.leaf.as_ref()?.inputs.get(position)?;
                Some(entry::text(session.assessment.responses.get(&*id).map(|it| &**it), input, language))
            })
        };
        let named = inputs_named(self.node, self.props.framework.scoring).contains(&position);
        html! {
            <NumberField key={input.name.to_string()} id={field_id(&self.node.id, &input.name)} {label}
                symbol={named.then(|| AttrValue::from(input.name.to_string()))} node={self.node.id.to_string()}
                name={input.name.to_string()} text={view.text} {newest} meaning={Rc::new(view.meaning)} {unit}
                problem={self.problem(input)} {language} {on_text} on_choice={self.on_entry(input, Dispatch::edit)} />
        }
    }

    /// Radio buttons, and a way to clear them: no answer is not the same as “no”.
    fn answers(&self, input: &Input, answers: &[Answer], stacked: bool) -> Html {
        let language = self.props.language;
        let id = field_id(&self.node.id, &input.name);
        let label = pick(&input.label, language).to_string();
        let (figure, problem) = (self.figure(input), self.problem(input));
        let (label_id, error_id) = (format!("{id}-label"), format!("{id}-error"));
        let set = |answer: Option<Rc<str>>| {
            let (dispatch, node, input) = (self.props.dispatch.clone(), self.id(), Rc::clone(&input.name));
            move || {
                let (node, input, answer) = (Rc::clone(&node), Rc::clone(&input), answer.clone());
                dispatch.edit(SessionAction::SetAnswer { node, input, answer });
            }
        };
        let radio = |answer: &Answer| {
            let choose = set(Some(Rc::from(answer.id.as_str())));
            html! {
                <label class="answer">
                    <input type="radio" name={id.clone()} value={answer.id.clone()} checked={figure.is_some_and(|it| *it == *answer.id)}
                        data-leaf={self.node.id.to_string()} data-input={input.name.to_string()} onchange={Callback::from(move |_| choose())} />
                    <span>{ answer.label.clone() }</span>
                    if let Some(award) = &answer.award {
                        <span class="answer-award">{ award.clone() }</span>
                    }
                </label>
            }
        };
        let clear = set(None);
        let first = format!("[data-leaf=\"{}\"][data-input=\"{}\"]", self.node.id, input.name);
        let on_clear = Callback::from(move |_: MouseEvent| {
            clear();
            web::focus::first(&first);
        });
        let clear_label = text_with(language, "assess.clear_answer.of", &[("label", &label)]);
        let described = problem.is_some().then(|| error_id.clone());
        html! {
            <div key={input.name.to_string()} class={classes!("field", "field-answer", stacked.then_some("field-answer-stacked"), problem.is_some().then_some("field-wrong"))}>
                <span class="field-label" id={label_id.clone()}>{ label }</span>
                <div class="field-entry" role="radiogroup" aria-labelledby={label_id} aria-describedby={described}>
                    for answer in answers { { radio(answer) } }
                    <button type="button" class="link-button answer-clear" hidden={figure.is_none()} aria-label={clear_label} onclick={on_clear}>
                        { text(language, "assess.clear_answer") }
                    </button>
                </div>
                if let Some(problem) = problem {
                    <p class="field-error" id={error_id}>{ problem }</p>
                }
            </div>
        }
    }

    fn text(&self, input: &Input) -> Html {
        let id = field_id(&self.node.id, &input.name);
        let on_entry = self.on_entry(input, Dispatch::edit);
        let on_input = Callback::from(move |event: InputEvent| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let text = area.value();
            on_entry.emit(Entry { figure: (!text.is_empty()).then_some(text), typed: None });
        });
        html! {
            <div key={input.name.to_string()} class="field field-text">
                <label class="field-label" for={id.clone()}>{ &**pick(&input.label, self.props.language) }</label>
                <textarea {id} rows="2" maxlength={MAX_TYPED} data-leaf={self.node.id.to_string()} data-input={input.name.to_string()}
                    value={self.figure(input).cloned().unwrap_or_default()} oninput={on_input} />
            </div>
        }
    }

    /// Where several contents are asked for, those that are there are quickly marked; this marks the others, because
    /// what is not answered is missing and not absent.
    fn rest_is_absent(&self) -> Html {
        let Some(Rule::Contents { items, .. }) = &self.leaf.rule else { return Html::default() };
        let inputs = items.iter().filter_map(|item| self.leaf.inputs.get(*item));
        let open: Vec<Rc<str>> =
            inputs.filter(|input| self.figure(input).is_none()).map(|input| Rc::clone(&input.name)).collect();
        if open.len() < 2 {
            return Html::default();
        }
        let (dispatch, id, count) = (self.props.dispatch.clone(), self.id(), open.len());
        let mark = Callback::from(move |_: MouseEvent| {
            for input in &open {
                let (node, input, answer) = (Rc::clone(&id), Rc::clone(input), Some("no".into()));
                dispatch.edit(SessionAction::SetAnswer { node, input, answer });
            }
        });
        html! {
            <p class="field-rest">
                <button type="button" class="link-button" onclick={mark}>
                    { text_for_count(self.props.language, "assess.contents.rest_absent", count) }
                </button>
            </p>
        }
    }
}

fn field_id(node: &crate::engine::id::NodeId, input: &str) -> AttrValue {
    format!("f-{node}-{input}").into()
}

/// One answer that can be chosen.
struct Answer {
    id: AttrValue,
    label: AttrValue,
    award: Option<AttrValue>,
}

/// A number.
#[derive(Debug, PartialEq, Properties)]
pub struct NumberFieldProps {
    /// Id of the input.
    pub id: AttrValue,
    /// What to enter.
    pub label: AttrValue,
    /// What formulas call it.
    #[prop_or_default]
    pub symbol: Option<AttrValue>,
    /// The node it belongs to.
    pub node: AttrValue,
    /// The name of the input.
    pub name: AttrValue,
    /// The text in the field.
    pub text: String,
    /// The text that the field has by now, where what is open may be ahead of what is drawn; nothing: `text`.
    #[prop_or_default]
    pub newest: Option<Callback<(), Option<String>>>,
    /// What it means.
    pub meaning: Rc<Meaning>,
    /// Unit of measure.
    #[prop_or_default]
    pub unit: Option<AttrValue>,
    /// What the engine has to say about the figure.
    #[prop_or_default]
    pub problem: Option<AttrValue>,
    /// In which language.
    pub language: Language,
    /// A text was typed.
    pub on_text: Callback<String>,
    /// The person has said which of two numbers it is.
    pub on_choice: Callback<Entry>,
}

/// How long after a field was left its mistake is shown, at the earliest: who leaves it to press something looks there.
const COMPLAIN_AFTER_MS: u32 = 250;

/// A text field for a number: what was typed, what was read, what is wrong and what to do.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    // Not a state: what was typed is drawn anyway.
    let typing = use_mut_ref(|| false);
    let draw = use_force_update();
    let leaving = use_mut_ref(|| None::<Timeout>);
    let on_input = {
        let (on_text, typing, leaving) = (props.on_text.clone(), Rc::clone(&typing), Rc::clone(&leaving));
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            leaving.take();
            typing.replace(true);
            on_text.emit(field.value());
        })
    };
    let on_leave = {
        let (typing, draw) = (Rc::clone(&typing), draw.clone());
        Callback::from(move |_: FocusEvent| {
            let (typing, draw) = (Rc::clone(&typing), draw.clone());
            *leaving.borrow_mut() = Some(Timeout::new(COMPLAIN_AFTER_MS, move || {
                spawn_local(async move {
                    web::page::released().await;
                    if typing.replace(false) {
                        draw.force_update();
                    }
                });
            }));
        })
    };
    let on_key = {
        let typing = Rc::clone(&typing);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Enter" || event.is_composing() {
                return;
            }
            event.prevent_default();
            if typing.replace(false) {
                draw.force_update();
            }
            if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
                web::focus::next_field(&field, event.shift_key());
            }
        })
    };
    // A complaint in the middle of a number would be wrong more often than right.
    let wrong = match &*props.meaning {
        _ if *typing.borrow() => None,
        Meaning::Wrong(message) => Some(AttrValue::from(message.clone())),
        _ => props.problem.clone(),
    };
    // Yew leaves the turn of the browser between two components: a digit that is typed meanwhile must not be taken away.
    let value = props.newest.as_ref().and_then(|it| it.emit(())).unwrap_or_else(|| props.text.clone());
    let (error_id, note_id) = (format!("{}-error", props.id), format!("{}-note", props.id));
    let has_note = matches!(&*props.meaning, Meaning::ReadAs(_) | Meaning::Ask(_));
    let described = [wrong.is_some().then_some(&*error_id), has_note.then_some(&*note_id)];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        <div class={classes!("field", "field-number", wrong.is_some().then_some("field-wrong"))}>
            <label class="field-label" for={props.id.clone()}>
                if let Some(symbol) = &props.symbol {
                    <code class="field-symbol">{ symbol.clone() }</code>{ " " }
                }
                { props.label.clone() }
            </label>
            <div class="field-entry">
                <input id={props.id.clone()} type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
                    data-leaf={props.node.clone()} data-input={props.name.clone()} {value}
                    aria-invalid={wrong.is_some().then_some("true")}
                    aria-describedby={(!described.is_empty()).then_some(described)}
                    oninput={on_input} onblur={on_leave} onkeydown={on_key} />
                if let Some(unit) = &props.unit {
                    <span class="field-unit">{ unit.clone() }</span>
                }
                if let Meaning::ReadAs(reading) = &*props.meaning {
                    <span class="field-note" id={note_id.clone()}>{ text_with(props.language, "assess.number.read_as", &[("number", reading)]) }</span>
                }
            </div>
            if let Meaning::Ask(choices) = &*props.meaning {
                <div class="field-ask">
                    <p id={note_id.clone()}>{ text_with(props.language, "assess.number.ask", &[("text", &props.text)]) }</p>
                    for choice in choices.iter() { { ask_button(choice, props) } }
                </div>
            }
            if let Some(wrong) = wrong {
                <p class="field-error" id={error_id}>{ wrong }</p>
            }
        </div>
    }
}

fn ask_button(choice: &Choice, props: &NumberFieldProps) -> Html {
    let (on_choice, entry, id) = (props.on_choice.clone(), entry::decided(&props.text, choice), props.id.clone());
    let choose = Callback::from(move |_: MouseEvent| {
        on_choice.emit(entry.clone());
        // The question goes away with its buttons; the keyboard goes back to the field.
        web::focus::by_id(&id);
    });
    html! {
        <button type="button" class="button button-small" data-choice={choice.canonical.clone()}
            aria-describedby={format!("{}-note", props.id)} onclick={choose}>{ choice.readback.clone() }</button>
    }
}
