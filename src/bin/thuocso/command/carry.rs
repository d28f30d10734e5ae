//! `thuocso carry`: what of an assessment another framework can use again.

use std::{
    ffi::OsStr,
    io::{self, Write},
    path::Path,
};

use thuocso::{
    engine::{
        assessment::Assessment,
        crosswalk::carry::{CarryOver, Offer, OfferedFigure, apply, carry_over},
        framework::{Framework, Node},
    },
    formats::{assessment_file, carry_file},
    i18n::{Language, crosswalk as words, pick, text_for_count, text_with},
};

use super::{Arguments, Failure, Verdict, files};

/// Prints the offers, and with `--out` writes a new assessment that takes all that can be taken as they are.
pub fn run(file: &OsStr, arguments: &Arguments, out: &mut impl Write) -> Result<Verdict, Failure> {
    let target = arguments.to.as_ref().ok_or_else(|| "carry needs a framework: --to FRAMEWORK".to_owned())?;
    let target = target.to_string_lossy();
    let (from, assessment) = files::assessment(file, arguments)?;
    let to = files::framework(&target, arguments)?;
    let to = to.ok_or_else(|| {
        format!("framework `{target}` does not ship with the program: name its file with --framework")
    })?;
    let crosswalk = files::crosswalk(&from, &to, arguments)?;
    let carry = carry_over(&from, &assessment, &to, &crosswalk);
    if arguments.json {
        writeln!(out, "{}", carry_file::write(&carry))?;
    } else {
        writeln!(out, "{} · {}", assessment.organization.name, assessment.period)?;
        writeln!(out, "{} → {}", pick(&from.title, arguments.language), pick(&to.title, arguments.language))?;
        print(&from, &to, &carry, arguments.language, out)?;
    }
    if let Some(path) = &arguments.out {
        let path = Path::new(path);
        let start = Assessment::new(&to, assessment.organization.clone(), assessment.period.clone());
        let next = apply(&carry, &start, &|_| true);
        files::write_new(path, &assessment_file::write(&next))?;
        if !arguments.json {
            let line = text_for_count(arguments.language, "carry.written", next.responses.len());
            writeln!(out, "{}", line.replace("{path}", &path.display().to_string()))?;
        }
    }
    Ok(Verdict::Fine)
}

fn print(
    from: &Framework,
    to: &Framework,
    carry: &CarryOver,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let (as_is, look): (Vec<&Offer>, Vec<&Offer>) = carry.offers.iter().partition(|offer| offer.is_as_is());
    for (key, offers) in [("carry.heading.as_is", as_is), ("carry.heading.look", look)] {
        writeln!(out, "\n{}", text_for_count(language, key, offers.len()))?;
        for offer in offers {
            print_offer(from, to, offer, language, out)?;
        }
    }
    writeln!(out, "\n{}", text_for_count(language, "carry.heading.left", carry.left.len()))?;
    let mut node = "";
    for left in &carry.left {
        if node != left.node {
            node = &left.node;
            writeln!(out, "  {node} {}", name(from, node, language))?;
        }
        writeln!(out, "      {}", words::left(left, language))?;
    }
    Ok(())
}

fn print_offer(
    from: &Framework,
    to: &Framework,
    offer: &Offer,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "  {} {}", offer.to, name(to, offer.to.as_str(), language))?;
    let source = [
        ("id", offer.from.as_str()),
        ("name", &name(from, offer.from.as_str(), language)),
        ("relation", words::relation_name(offer.relation.kind, language)),
    ];
    writeln!(out, "    ← {}", text_with(language, "carry.from", &source))?;
    let shown = |figure: &OfferedFigure| {
        let name = if offer.is_as_is() { figure.to.as_deref() } else { Some(figure.from.as_str()) };
        Some(text_with(language, "carry.figure", &[("to", name?), ("text", &figure.text)]))
    };
    let mut facts: Vec<String> = offer.figures.iter().filter_map(shown).collect();
    if !offer.evidence.is_empty() {
        facts.push(text_for_count(language, "carry.evidence", offer.evidence.len()));
    }
    if !facts.is_empty() {
        writeln!(out, "      {}", facts.join("; "))?;
    }
    if !offer.explanation.is_empty() {
        writeln!(out, "      {}", text_with(language, "carry.explanation", &[("text", &offer.explanation)]))?;
    }
    writeln!(out, "      {}", words::take(offer, to, language))?;
    let reason = words::relation_reason(&offer.relation, language);
    if !reason.is_empty() {
        writeln!(out, "      {reason}")?;
    }
    Ok(())
}

fn name(framework: &Framework, id: &str, language: Language) -> String {
    let node: Option<&Node> = framework.find(id).and_then(|index| framework.node(index));
    node.map_or_else(String::new, |node| pick(&node.name, language).replace('\n', " "))
}
