//! One way over: what is offered, what is chosen of it, and where it goes.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::offers::{as_is, left_over, look_only};
use crate::{
    app::{
        components::{problems::problem_list, shell::period_text, year_note::YearNote},
        context::{Dispatch, use_dispatch, use_framework, use_frameworks},
        pages::assess::PeriodField,
        state::{
            library::{LoadFailure, Loaded},
            route::{LeafFilter, Route},
            saved::{self, Kept},
            session::{Notice, Session, SessionAction},
        },
    },
    engine::{
        assessment::{Assessment, is_period},
        crosswalk::carry::{CarryOver, Offer, apply, carry_over, is_empty_leaf},
        framework::Framework,
        id::NodeId,
        problem::Problem,
        scoring::{Reference, score},
    },
    formats::{crosswalk_file, documents::Documents},
    i18n::{Language, number, text, text_with},
    web,
};

/// From where to where.
#[derive(Debug, PartialEq, Properties)]
pub struct CarryingProps {
    /// What is open.
    pub session: Rc<Session>,
    /// The framework that is entered.
    pub to: &'static str,
    /// In which language.
    pub language: Language,
}

/// The text of a crosswalk: on its way, here, or not to be had.
type Fetched = Option<Result<Rc<str>, web::fetch::Unreachable>>;

/// The id of the field of the new assessment's period.
const PERIOD: &str = "carry-period";

/// The offers of one crosswalk, and what to do with them.
#[component]
pub fn Carrying(props: &CarryingProps) -> Html {
    let CarryingProps { session, to, language } = props;
    let language = *language;
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let framework = use_framework(to);
    let fetched: UseStateHandle<Fetched> = use_state_eq(|| None);
    let refused = use_state_eq(Vec::<NodeId>::new);
    let kept = use_kept(session, to);
    let into = use_state_eq(|| None::<Rc<str>>);
    let period = use_state_eq(|| session.assessment.period.clone());
    let year_note = html! { <YearNote framework={Rc::<str>::from(*to)} period={Rc::<str>::from(period.as_str())} /> };
    {
        let (setter, address) = (fetched.setter(), address(&session.framework.id, to));
        use_effect_with((address, fetched.is_none()), move |(address, wanted)| {
            let address = address.clone();
            if *wanted {
                spawn_local(async move { setter.set(Some(web::fetch::text(&address).await.map(Rc::from))) });
            }
        });
    }
    let of = (session.clone(), framework.as_ready(), library.documents(), (*fetched).clone());
    let found = use_memo(of, |(session, framework, documents, fetched)| match (framework, documents, fetched) {
        (Some(framework), Some(documents), Some(Ok(text))) => Some(offers(session, framework, documents, text)),
        _ => None,
    });
    let (carry, framework) = match (&*found, &framework) {
        (Some(Ok(carry)), Loaded::Ready(framework)) => (Rc::new(carry.clone()), Rc::clone(framework)),
        (Some(Err(problems)), _) => return refusal(problems, language),
        (_, Loaded::Failed(LoadFailure::Refused(problems))) => return refusal(problems, language),
        (_, Loaded::Failed(LoadFailure::Unreachable)) | (None, _) if failed(&fetched, &framework) => {
            let again = {
                let (library, to, fetched) = (Rc::clone(&library), *to, fetched.setter());
                Callback::from(move |_: MouseEvent| {
                    library.request(to);
                    fetched.set(None);
                })
            };
            return html! {
                <div role="alert">
                    <p>{ text(language, "carry_over.unreachable") }</p>
                    <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
                </div>
            };
        }
        _ => return html! { <p class="loading" role="status">{ text(language, "carry_over.loading") }</p> },
    };

    let target = into.as_ref().and_then(|work| kept.iter().find(|it| it.work == *work));
    let is_free = |offer: &Offer| target.is_none_or(|it| is_empty_leaf(&framework, &it.assessment, &offer.to));
    let is_chosen = |offer: &Offer| is_free(offer) && !refused.contains(&offer.to);
    let chosen = carry.offers.iter().filter(|offer| offer.is_as_is() && is_chosen(offer)).count();
    let toggle = {
        let refused = refused.clone();
        Callback::from(move |leaf: NodeId| {
            let mut next = Vec::clone(&refused);
            match next.iter().position(|it| *it == leaf) {
                Some(at) => drop(next.remove(at)),
                None => next.push(leaf),
            }
            refused.set(next);
        })
    };
    let on_submit = {
        let way = Way {
            session: Rc::clone(session),
            framework: Rc::clone(&framework),
            carry: Rc::clone(&carry),
            refused: Vec::clone(&refused),
            dispatch,
        };
        let (work, period) = (target.map(|it| Rc::clone(&it.work)), (*period).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match &work {
                Some(work) => way.fill(work),
                None if is_period(&period) => way.begin(&period),
                None => drop(web::focus::by_id(PERIOD)),
            }
        })
    };
    let taken = carry.offers.iter().filter(|it| it.is_as_is()).count();
    let button = if target.is_some() { "carry_over.fill" } else { "carry_over.begin" };
    html! {
        <>
            <p class="carry-count" role="status">{ count_text(&carry, session, &framework, language) }</p>
            if taken > 0 {
                <form class="carry-form" onsubmit={on_submit}>
                    { as_is(&carry, &session.framework, &framework, &is_chosen, &is_free, &toggle, language) }
                    { destination(&session.assessment, &kept, target, &into, &period, year_note, language) }
                    <p class="carry-actions">
                        <button type="submit" class="button button-primary" disabled={chosen == 0}>
                            { text_with(language, button, &[("count", &chosen.to_string())]) }
                        </button>
                    </p>
                    <p class="hint">{ text(language, "carry_over.kept") }</p>
                </form>
            }
            { look_only(&carry, &session.framework, &framework, language) }
            { left_over(&carry, &session.framework, language) }
        </>
    }
}

/// Assessments of the framework that this browser keeps.
#[hook]
fn use_kept(session: &Rc<Session>, to: &'static str) -> UseStateHandle<Vec<Kept>> {
    let kept = use_state_eq(Vec::<Kept>::new);
    {
        let kept = kept.setter();
        use_effect_with((Rc::clone(&session.work), to), move |(open, to)| {
            let (open, to) = (Rc::clone(open), *to);
            spawn_local(async move {
                let found = web::store::list(saved::WORKS).await.unwrap_or_default();
                let mut found = saved::listed(found, Some(&open));
                found.retain(|it| it.assessment.framework.id == to);
                kept.set(found);
            });
        });
    }
    kept
}

/// Where a crosswalk is, below the page.
fn address(from: &str, to: &str) -> String {
    format!("indicators/crosswalks/{from}--{to}.json")
}

fn offers(session: &Session, to: &Framework, documents: &Documents, text: &str) -> Result<CarryOver, Vec<Problem>> {
    let from = &*session.framework;
    let crosswalk = crosswalk_file::read(text, &|id| [from, to].into_iter().find(|it| *it.id == *id), documents)?;
    Ok(carry_over(from, &session.assessment, to, &crosswalk))
}

fn failed(fetched: &Fetched, framework: &Loaded<Rc<Framework>>) -> bool {
    matches!(fetched, Some(Err(_))) || matches!(framework, Loaded::Failed(_))
}

fn refusal(problems: &[Problem], language: Language) -> Html {
    html! {
        <div role="alert">
            <p>{ text(language, "carry_over.refused") }</p>
            { problem_list(problems, None, 50, language) }
        </div>
    }
}

/// «Điền được 4 trong 97 mục của bộ mới, từ 3 trong 36 mục của phiếu này.»
fn count_text(carry: &CarryOver, session: &Session, to: &Framework, language: Language) -> String {
    let taken: Vec<&Offer> = carry.offers.iter().filter(|it| it.is_as_is()).collect();
    let mut sources: Vec<&NodeId> = taken.iter().map(|it| &it.from).collect();
    sources.sort_unstable();
    sources.dedup();
    // The same leaves as in the bar with the total.
    let leaves = |framework: &Framework, assessment: &Assessment| {
        score(framework, assessment, Reference::default()).progress.leaves
    };
    let empty = Assessment::new(to, session.assessment.organization.clone(), session.assessment.period.clone());
    let shown = |count: usize| number::number(&i64::try_from(count).unwrap_or(i64::MAX).into(), language);
    let values = [
        ("taken", shown(taken.len())),
        ("to", shown(leaves(to, &empty))),
        ("sources", shown(sources.len())),
        ("from", shown(leaves(&session.framework, &session.assessment))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = if taken.is_empty() { "carry_over.count.none" } else { "carry_over.count" };
    text_with(language, key, &values)
}

/// A new assessment, or one that is kept.
fn destination(
    source: &Assessment,
    kept: &[Kept],
    target: Option<&Kept>,
    into: &UseStateHandle<Option<Rc<str>>>,
    period: &UseStateHandle<String>,
    year_note: Html,
    language: Language,
) -> Html {
    let choose = |work: Option<Rc<str>>| {
        let into = into.setter();
        Callback::from(move |_: Event| into.set(work.clone()))
    };
    let on_period = {
        let period = period.setter();
        Callback::from(move |text: String| period.set(text))
    };
    let radio = |work: Option<&Kept>, label: Html| {
        let checked = target.map(|it| &it.work) == work.map(|it| &it.work);
        let value = work.map_or_else(|| "new".to_owned(), |it| it.work.to_string());
        let work = work.map(|it| Rc::clone(&it.work));
        html! {
            <label class="carry-destination">
                <input type="radio" name="carry-into" {value} {checked} onchange={choose(work)} />
                <span>{ label }</span>
            </label>
        }
    };
    html! {
        <fieldset class="carry-into">
            <legend>{ text(language, if kept.is_empty() { "carry_over.new" } else { "carry_over.into" }) }</legend>
            if !kept.is_empty() {
                { radio(None, text(language, "carry_over.into.new").into()) }
                for it in kept { { radio(Some(it), kept_text(it, language).into()) } }
            }
            if let Some(target) = target {
                <p class="hint">{ text(language, "carry_over.into.hint") }</p>
                for sentence in differences(source, &target.assessment, language) {
                    <p class="carry-entered">{ sentence }</p>
                }
            } else {
                <PeriodField id={PERIOD} period={(**period).clone()} {language} {on_period} />
                { year_note }
            }
        </fieldset>
    }
}

/// The name of an organization, or that there is none.
fn whose(assessment: &Assessment, language: Language) -> &str {
    match assessment.organization.name.trim() {
        "" => text(language, "shell.save.unnamed"),
        name => name,
    }
}

/// What of whom and when is not the same in both.
fn differences(source: &Assessment, target: &Assessment, language: Language) -> Vec<String> {
    let said =
        |key, from: &str, to: &str| (from != to).then(|| text_with(language, key, &[("from", from), ("to", to)]));
    let period = |it: &Assessment| period_text(it.period.trim(), language);
    let (from, to) = (whose(source, language), whose(target, language));
    let organization = said("carry_over.into.other_organization", from, to);
    let period = said("carry_over.into.other_period", &period(source), &period(target));
    organization.into_iter().chain(period).collect()
}

/// «Phiếu đang giữ: Tỉnh Bắc Giang, quý I/2024»
fn kept_text(kept: &Kept, language: Language) -> String {
    let name = whose(&kept.assessment, language);
    let what = match period_text(kept.assessment.period.trim(), language) {
        period if period.is_empty() => name.to_owned(),
        period => format!("{name}, {period}"),
    };
    text_with(language, "carry_over.into.kept", &[("name", &what)])
}

/// What is needed to carry over.
#[derive(Clone)]
struct Way {
    session: Rc<Session>,
    framework: Rc<Framework>,
    carry: Rc<CarryOver>,
    refused: Vec<NodeId>,
    dispatch: Dispatch,
}

impl Way {
    /// Opens a new assessment with what is chosen; the one that was open stays in the browser as it is.
    fn begin(&self, period: &str) {
        let organization = self.session.assessment.organization.clone();
        let empty = Assessment::new(&self.framework, organization, period.to_owned());
        self.open(saved::new_work(web::clock::now_ms()), &empty);
    }

    /// Opens an assessment that the browser keeps, its empty leaves filled with what is chosen.
    fn fill(&self, work: &Rc<str>) {
        let (way, work) = (self.clone(), Rc::clone(work));
        spawn_local(async move {
            // As it is now: another window may have changed it since it was listed.
            let text = web::store::read(&work).await.ok().flatten();
            match text.and_then(|text| saved::read(&text)) {
                Some((_, assessment)) => way.open(work, &assessment),
                None => way.dispatch.notify(Notice::CopyDamaged { work }),
            }
        });
    }

    fn open(&self, work: Rc<str>, target: &Assessment) {
        let is_chosen =
            |offer: &Offer| !self.refused.contains(&offer.to) && is_empty_leaf(&self.framework, target, &offer.to);
        let next = apply(&self.carry, target, &is_chosen);
        let session = Session::new(work, Rc::clone(&self.framework), next);
        self.dispatch.edit(SessionAction::Open(Box::new(session)));
        web::location::go(&Route::Assess { node: None, filter: LeafFilter::Carried }.href());
    }
}
