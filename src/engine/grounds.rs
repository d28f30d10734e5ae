//! How a statement is known (“căn cứ”): its basis, and the derivation or the source that the basis asks for.
//!
//! Belongs here: what relations of crosswalks and entries of the table of years have in common.
//! Does not belong here: points and rules of frameworks, whose source may be that of their node.

use super::{
    checked,
    framework::{
        Basis, Source, Text,
        check::basis_name,
        raw::{RawSource, RawText},
    },
    problem::{Problem, ProblemKind},
};

/// How a statement is known, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawGrounds {
    /// Who says so: `official` or `secondary` with a source, `inferred` with a derivation.
    pub basis: Basis,
    /// How it was worked out.
    pub derivation: Option<RawText>,
    /// Where it is written.
    pub source: Option<RawSource>,
}

/// How a statement is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// Never allocated or counted.
    pub basis: Basis,
    /// There when the basis is inferred.
    pub derivation: Option<Text>,
    /// There when the basis is official or secondary.
    pub source: Option<Source>,
}

/// Checks the grounds of the statement at a place.
pub fn check(
    place: &str,
    raw: &RawGrounds,
    knows_document: &dyn Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) -> Grounds {
    let mut report = |kind| problems.push(Problem::new(place, kind));
    match raw.basis {
        Basis::Allocated | Basis::Counted | Basis::SelfAssessed | Basis::Appraised => {
            report(ProblemKind::BasisNotAllowed { basis: basis_name(raw.basis).to_owned() });
        }
        Basis::Inferred if raw.derivation.is_none() => report(ProblemKind::MissingDerivation),
        Basis::Official | Basis::Secondary if raw.source.is_none() => report(ProblemKind::MissingSource),
        _ => {}
    }
    let derivation = raw.derivation.as_ref().map(|text| checked::text(place, text, problems));
    let source = raw.source.as_ref().map(|source| checked::source(place, source, knows_document, problems));
    Grounds { basis: raw.basis, derivation, source }
}
