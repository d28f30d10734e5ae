//! Pages whose code arrives when they are first opened.
//!
//! With the feature `chunks` each is a WASM file of its own: tools/finish.mjs splits the program at the functions marked
//! here. Without it (in tests) the code is there from the start, and the page is drawn one turn of the event loop later.

use std::{cell::Cell, rc::Rc};

use futures_util::future::{LocalBoxFuture, join};
use yew::{platform::spawn_local, prelude::*};

use super::{
    appraise::AppraisePage,
    assess::{self, AssessPage},
    author::AuthorPage,
    budget::BudgetPage,
    carry::CarryPage,
    compare::ComparePage,
    duties::DutiesPage,
    embed::EmbedPage,
    evidence::EvidencePage,
    exchange::ExchangePage,
    frameworks::FrameworksPage,
    home::HomePage,
    periods::PeriodsPage,
    plan::PlanPage,
    ranking,
    report::ReportPage,
    results::ResultsPage,
    rollup::RollupPage,
    score::ScorePage,
    targets::TargetsPage,
};
use crate::{
    app::{
        chunk::{NotLoaded, chunk},
        components::page_heading::{PAGE_HEADING, page_heading},
        context::{use_dispatch, use_language},
        machinery,
        state::route::Route,
    },
    i18n::{Language, text},
    web,
};

/// Draws the page that an address names.
type Draw = fn(&Route) -> Html;

// Pages that are opened together share a file. Each file more doubles the ways in which files share code, and what some
// of them share is in a file of its own: many names here mean many small files.
chunk!(start: fn assessment() -> Draw {
    |route| match route {
        Route::Assess { node, filter } => {
            html! { <AssessPage node={node.clone().map(AttrValue::from)} filter={*filter} /> }
        }
        _ => Html::default(),
    }
});
chunk!(reading: fn results() -> Draw { |_| html! { <ResultsPage /> } });
chunk!(score: fn total() -> Draw { |_| html! { <ScorePage /> } });
chunk!(published: fn ranking_list() -> Draw {
    |route| match route {
        Route::Ranking { rest } => ranking::list_page(rest),
        _ => Html::default(),
    }
});
chunk!(explore: fn explore() -> Draw {
    |route| match route {
        Route::Ranking { rest } => ranking::explore_page(rest),
        Route::Targets { rest } => html! { <TargetsPage rest={rest.clone()} /> },
        Route::Embed => html! { <EmbedPage /> },
        Route::Periods => html! { <PeriodsPage /> },
        _ => Html::default(),
    }
});
chunk!(explore: fn budget() -> Draw { |_| html! { <BudgetPage /> } });
chunk!(reading: fn frameworks() -> Draw {
    |route| match route {
        Route::Framework { id, node } => {
            html! { <FrameworksPage id={Some(AttrValue::from(id.clone()))} node={node.clone().map(AttrValue::from)} /> }
        }
        _ => html! { <FrameworksPage id={None::<AttrValue>} node={None::<AttrValue>} /> },
    }
});

// Both stand one framework beside another.
chunk!(reading: fn relate() -> Draw {
    |route| match route {
        Route::Carry { to } => html! { <CarryPage to={to.clone().map(AttrValue::from)} /> },
        Route::Compare { id, other } => {
            html! { <ComparePage id={AttrValue::from(id.clone())} other={other.clone().map(AttrValue::from)} /> }
        }
        _ => Html::default(),
    }
});
chunk!(desk: fn rounds() -> Draw {
    |route| match route {
        Route::Rollup => html! { <RollupPage /> },
        _ => html! { <AppraisePage /> },
    }
});
chunk!(desk: fn exchange() -> Draw {
    |route| html! { <ExchangePage key={route.href()} only_check={*route == Route::Check} /> }
});
chunk!(desk: fn plan() -> Draw { |_| html! { <PlanPage /> } });
chunk!(desk: fn report() -> Draw { |_| html! { <ReportPage /> } });
chunk!(desk: fn documents() -> Draw {
    |route| match route {
        Route::Evidence => html! { <EvidencePage /> },
        Route::Duties => html! { <DutiesPage /> },
        _ => Html::default(),
    }
});
chunk!(author: fn author() -> Draw { |_| html! { <AuthorPage /> } });

/// Where a page's code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chunk {
    Assess,
    Results,
    Total,
    Frameworks,
    Relate,
    Ranking,
    Explore,
    Budget,
    Rounds,
    Author,
    Exchange,
    Plan,
    Report,
    /// The last: [`Chunk::COUNT`] names it.
    Documents,
}

impl Chunk {
    /// How many there are: the last one says.
    const COUNT: usize = Chunk::Documents as usize + 1;

    /// The code that a page needs beyond what is always there.
    fn of(route: &Route) -> Option<Chunk> {
        match route {
            Route::Home => None,
            Route::Assess { .. } => Some(Chunk::Assess),
            Route::Results => Some(Chunk::Results),
            Route::Score => Some(Chunk::Total),
            Route::Frameworks | Route::Framework { .. } => Some(Chunk::Frameworks),
            Route::Carry { .. } | Route::Compare { .. } => Some(Chunk::Relate),
            Route::Ranking { rest } if Route::is_ranking_list(rest) => Some(Chunk::Ranking),
            Route::Ranking { .. } | Route::Targets { .. } | Route::Embed | Route::Periods => Some(Chunk::Explore),
            Route::Budget => Some(Chunk::Budget),
            Route::Appraise | Route::Rollup => Some(Chunk::Rounds),
            Route::Author => Some(Chunk::Author),
            Route::Import | Route::Check => Some(Chunk::Exchange),
            Route::Plan => Some(Chunk::Plan),
            Route::Report => Some(Chunk::Report),
            Route::Evidence | Route::Duties => Some(Chunk::Documents),
        }
    }

    /// The code, if it is there.
    fn loaded(self) -> Option<Draw> {
        LOADED.get()[self as usize]
    }

    /// Fetches the code, unless it is there. After a failure the next call tries again.
    ///
    /// Boxed: what waits for fourteen files is in the program once, whoever asks.
    fn load(self) -> LocalBoxFuture<'static, Result<(), NotLoaded>> {
        Box::pin(self.fetch())
    }

    async fn fetch(self) -> Result<(), NotLoaded> {
        let loaded = match self {
            Chunk::Assess => {
                // Where something is or may be open, its form comes along.
                let open = machinery::loaded().is_some();
                let form = async { if open { assess::load_form().await } else { Ok(()) } };
                let (form, page) = join(form, assessment()).await;
                form?;
                page
            }
            Chunk::Results => results().await,
            Chunk::Total => total().await,
            Chunk::Frameworks => frameworks().await,
            Chunk::Relate => relate().await,
            Chunk::Ranking => ranking_list().await,
            Chunk::Explore => explore().await,
            Chunk::Budget => budget().await,
            Chunk::Rounds => rounds().await,
            Chunk::Author => author().await,
            Chunk::Exchange => exchange().await,
            Chunk::Plan => plan().await,
            Chunk::Report => report().await,
            Chunk::Documents => documents().await,
        };
        let draw = loaded.map_err(|_| NotLoaded)?;
        let mut all = LOADED.get();
        all[self as usize] = Some(draw);
        LOADED.set(all);
        Ok(())
    }
}

/// Fetches the code of a page before it is drawn.
pub fn fetch_code(route: &Route) {
    let Some(chunk) = Chunk::of(route) else { return };
    spawn_local(async move {
        // The page asks again, and says when it does not come.
        let _ = chunk.load().await;
    });
}

thread_local! {
    static LOADED: Cell<[Option<Draw>; Chunk::COUNT]> = const { Cell::new([None; Chunk::COUNT]) };
}

/// Which page is open.
#[derive(Debug, PartialEq, Properties)]
pub struct LazyPageProps {
    /// The address.
    pub route: Rc<Route>,
}

/// The page that an address names, as soon as its code is there.
#[component]
pub fn LazyPage(props: &LazyPageProps) -> Html {
    let language = use_language();
    let outcome = use_state_eq(|| None::<(Chunk, Result<(), NotLoaded>)>);
    let chunk = Chunk::of(&props.route);
    let code = chunk.and_then(Chunk::loaded);
    let failed = chunk.is_some_and(|chunk| *outcome == Some((chunk, Err(NotLoaded))));
    let wanted = chunk.filter(|_| code.is_none() && !failed);
    {
        let outcome = outcome.setter();
        use_effect_with(wanted, move |wanted| {
            let Some(chunk) = *wanted else { return };
            spawn_local(async move { outcome.set(Some((chunk, chunk.load().await))) });
        });
    }
    let arrived = chunk.is_none() || code.is_some();
    use_focus_on_new_page(&props.route, arrived, failed);
    use_told(arrived, failed);
    match (chunk, code) {
        (None, _) => html! { <HomePage /> },
        (Some(_), Some(draw)) => draw(&props.route),
        (Some(_), None) if !failed => page_heading(text(language, "page.loading")),
        (Some(_), None) => not_loaded(Callback::from(move |_: MouseEvent| outcome.set(None)), language),
    }
}

/// That the code of a page did not come, and a way to ask for it again.
pub(super) fn not_loaded(again: Callback<MouseEvent>, language: Language) -> Html {
    html! {
        <div role="alert">
            { page_heading(text(language, "page.not_loaded")) }
            <p>{ text(language, "page.not_loaded.advice") }</p>
            <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
        </div>
    }
}

/// Tells the page around an element when the first page is drawn, and when the code of one does not come.
#[hook]
fn use_told(arrived: bool, failed: bool) {
    let dispatch = use_dispatch();
    use_effect_with((arrived, failed), move |(arrived, failed)| {
        if *arrived {
            dispatch.tell("ready", "{}");
        } else if *failed {
            dispatch.tell("error", r#"{"code":"code_not_loaded"}"#);
        }
    });
}

/// When another page opens, the keyboard is at its heading; on one whose code is not there, at the words that say so.
#[hook]
fn use_focus_on_new_page(route: &Rc<Route>, arrived: bool, failed: bool) {
    let last = use_mut_ref(|| Rc::clone(route));
    use_effect_with((Rc::clone(route), arrived, failed), move |(route, arrived, _)| {
        let is_new = !last.borrow().same_page(route);
        if *arrived {
            last.replace(Rc::clone(route));
        }
        // The form goes to the node that the address names by itself.
        let names_node = matches!(**route, Route::Assess { node: Some(_), .. });
        if is_new && !(names_node && *arrived) {
            web::focus::scroll_to_top();
            web::focus::by_id(PAGE_HEADING);
        }
    });
}
