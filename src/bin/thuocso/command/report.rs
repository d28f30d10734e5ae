//! `thuocso report`: an assessment as a document for a word processor.

use std::{ffi::OsStr, fs, io::Write, path::Path};

use thuocso::{
    engine::{
        report::{Kind, report, sections},
        scoring::{Reference, score},
    },
    formats::{builtin, docx, outline, report_file},
    i18n::report::{Source, section_report, self_report},
};

use super::{Arguments, Failure, Verdict, files};

/// Writes the file. What the organization has not said yet is left open in it.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let path = arguments.out.as_ref().ok_or_else(|| "report needs a file: --out FILE.docx".to_owned())?;
    let path = Path::new(path);
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx")) {
        return Err(Failure::Message(format!("--out is a file that ends in .docx, not {}", path.display())));
    }
    let kind = arguments.kind.as_deref().map_or(Some(Kind::default()), Kind::parse);
    let kind = kind.ok_or_else(|| "--kind is self or framework".to_owned())?;
    let (framework, assessment) = files::assessment(file, arguments)?;
    let scorecard = score(&framework, &assessment, Reference::default());
    let (found, texts) = (report(&framework, &scorecard), report_file::texts(&assessment));
    let source = Source {
        framework: &framework,
        assessment: &assessment,
        scorecard: &scorecard,
        report: &found,
        texts: &texts,
        language: arguments.language,
    };
    let paper = match kind {
        Kind::SelfAssessment => self_report(source),
        Kind::Sections => {
            let quarterly = assessment.period.contains("-Q");
            let outline = builtin::outline_text(&framework.id).map(|text| {
                let documents = files::shipped_documents()?;
                let knows = |id: &str| builtin::IDS.contains(&id);
                outline::read(text, &documents, &knows).map_err(|problems| files::listed("outline.json", &problems))
            });
            let sections = match outline {
                Some(outline) => outline::sections(&outline?, &framework, quarterly),
                None => sections(&framework, quarterly),
            };
            section_report(source, &sections)
        }
    };
    let bytes = docx::write(&paper)?;
    fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    writeln!(out, "{}: {}", path.display(), paper.title)?;
    let wrong = scorecard.problems.iter().any(|problem| problem.is_error());
    Ok(if wrong { Verdict::Problems } else { Verdict::Fine })
}
