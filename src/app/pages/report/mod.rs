//! The report of the assessment that is open: what the organization writes itself, and the document as it is printed.

mod fields;
mod office;
mod sheet;

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::{platform::spawn_local, prelude::*};

use self::{
    fields::{form_fields, section_fields},
    sheet::sheet,
};
use crate::{
    app::{
        components::page_heading::page_heading,
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_page_title, use_workspace},
        state::{route::Route, saved, session::Session},
    },
    engine::{
        paper::Paper,
        report::{Kind, Report, Section, Texts, report, sections},
        scoring::{Reference, Scorecard, score},
    },
    formats::{
        builtin,
        outline::{self, Outline},
        report_file,
    },
    i18n::{
        Language,
        report::{Source, section_report, self_report},
        text,
    },
    web,
};

/// Administrative documents are in Vietnamese, whatever the page is in.
const DOCUMENT: Language = Language::Vi;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What of the report was worked out from the assessment.
struct Findings {
    scorecard: Scorecard,
    report: Report,
    texts: Texts,
}

/// The outline of a framework's report.
#[derive(Debug, Clone, PartialEq)]
enum OutlineState {
    /// It is not here yet.
    Waiting,
    /// It does not come.
    Failed,
    /// There is one.
    Arrived(Rc<Outline>),
}

/// Whether the document is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saving {
    Idle,
    NotLoaded,
}

/// The report, to be filled in, printed, and saved for a word processor.
#[component]
pub fn ReportPage() -> Html {
    let language = use_language();
    let workspace = use_workspace();
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let kind = use_state_eq(Kind::default);
    let outline = use_state_eq(|| OutlineState::Waiting);
    let saving = use_state_eq(|| Saving::Idle);
    use_page_title(text(language, "report_page.title"));
    let session = workspace.session.clone();
    let found = use_memo(session.as_ref().map(|it| (Rc::clone(&it.framework), Rc::clone(&it.assessment))), |of| {
        let (framework, assessment) = of.as_ref()?;
        let scorecard = score(framework, assessment, Reference::default());
        let report = report(framework, &scorecard);
        Some(Findings { scorecard, report, texts: report_file::texts(assessment) })
    });
    let address = session.as_ref().and_then(|session| {
        let (_, address) = builtin::OUTLINES.iter().find(|(id, _)| **id == *session.framework.id)?;
        (*kind == Kind::Sections).then_some(*address)
    });
    let documents = library.documents();
    {
        let outline = outline.setter();
        use_effect_with((address, documents.is_some()), move |(address, _)| {
            if let (Some(address), Some(documents)) = (*address, documents) {
                spawn_local(async move {
                    let read = web::fetch::text(address)
                        .await
                        .ok()
                        .and_then(|text| outline::read(&text, &documents, &|id| builtin::IDS.contains(&id)).ok());
                    outline.set(read.map_or(OutlineState::Failed, |read| OutlineState::Arrived(Rc::new(read))));
                });
            }
        });
    }
    let (Some(session), Some(found)) = (&session, &*found) else {
        let waits = !workspace.looked || workspace.pending.is_some();
        return html! {
            <div class="report">
                { page_heading(text(language, "report_page.title")) }
                if waits {
                    <p class="loading" role="status">{ text(language, "assess.loading") }</p>
                } else {
                    <p>{ text(language, "results.none") }</p>
                    <p><a class="button" href={Route::ASSESS.href()}>{ text(language, "results.none.assess") }</a></p>
                }
            </div>
        };
    };
    let quarterly = session.assessment.period.contains("-Q");
    let sections = match (address, &*outline) {
        (None, _) | (_, OutlineState::Failed) => sections(&session.framework, quarterly),
        (Some(_), OutlineState::Arrived(outline)) => outline::sections(outline, &session.framework, quarterly),
        (Some(_), OutlineState::Waiting) => vec![],
    };
    let source = Source {
        framework: &session.framework,
        assessment: &session.assessment,
        scorecard: &found.scorecard,
        report: &found.report,
        texts: &found.texts,
        language: DOCUMENT,
    };
    let paper = match *kind {
        Kind::SelfAssessment => self_report(source),
        Kind::Sections => section_report(source, &sections),
    };
    html! {
        <div class="report">
            <p class="report-back"><a href={Route::Results.href()}>{ text(language, "plan.back") }</a></p>
            { page_heading(text(language, "report_page.title")) }
            <p class="lead report-lead">{ text(language, "report_page.lead") }</p>
            { kinds(&kind, language) }
            { fields(&dispatch, source, (*kind == Kind::Sections).then_some(&sections), language) }
            { actions(session, paper.clone(), *kind, &saving, language) }
            { sheet(&paper) }
        </div>
    }
}

fn kinds(kind: &UseStateHandle<Kind>, language: Language) -> Html {
    let choose = {
        let kind = kind.clone();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            if let Some(chosen) = select.and_then(|select| Kind::parse(&select.value())) {
                kind.set(chosen);
            }
        })
    };
    html! {
        <div class="field report-kind">
            <label for="report-kind">{ text(language, "report_page.kind") }</label>
            <select id="report-kind" onchange={choose}>
                for (it, key) in [
                    (Kind::SelfAssessment, "report_page.kind.self"),
                    (Kind::Sections, "report_page.kind.framework"),
                ] {
                    <option value={it.code()} selected={it == **kind}>{ text(language, key) }</option>
                }
            </select>
        </div>
    }
}

fn fields(dispatch: &Dispatch, source: Source<'_>, sections: Option<&Vec<Section>>, language: Language) -> Html {
    html! {
        <>
            { form_fields(dispatch, source, sections.is_none(), language) }
            if let Some(sections) = sections {
                { section_fields(dispatch, source, sections, language) }
            }
        </>
    }
}

/// Printing, and saving for a word processor.
fn actions(session: &Session, paper: Paper, kind: Kind, saving: &UseStateHandle<Saving>, language: Language) -> Html {
    let print = Callback::from(|_| web::page::print());
    let save = {
        let name = saved::file_name(session, &web::clock::today());
        let stem = name.strip_suffix(".json").unwrap_or(&name);
        let name = format!("{stem}_{}.docx", kind.code());
        let saving = saving.setter();
        Callback::from(move |_| {
            let (paper, name, saving) = (paper.clone(), name.clone(), saving.clone());
            spawn_local(async move {
                match office::load().await.map(|write| write(&paper)) {
                    Ok(Ok(bytes)) => {
                        saving.set(Saving::Idle);
                        web::files::download_bytes(&name, DOCX, &bytes);
                    }
                    _ => saving.set(Saving::NotLoaded),
                }
            });
        })
    };
    html! {
        <div class="report-actions">
            <button type="button" class="button button-primary" onclick={save}>{ text(language, "report_page.docx") }</button>
            { " " }
            <button type="button" class="button" onclick={print}>{ text(language, "report_page.print") }</button>
            if **saving == Saving::NotLoaded {
                <p class="field-error" role="alert">{ text(language, "page.not_loaded.advice") }</p>
            }
        </div>
    }
}
