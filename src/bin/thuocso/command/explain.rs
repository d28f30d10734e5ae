//! `thuocso explain`: why a node has its score, step by step.

use std::{
    ffi::OsStr,
    io::{self, Write},
};

use thuocso::{
    engine::{
        assessment::Assessment,
        framework::{Framework, Node, NodeIndex},
        scoring::{
            Reference, Scorecard,
            explain::{Reason, explain},
            score,
        },
    },
    formats::documents::Documents,
    i18n::{Language, pick, rule, status, step},
};

use super::{Arguments, Failure, Verdict, files};

/// Explains one node, or every leaf.
pub fn run(
    file: &OsStr,
    node: Option<&OsStr>,
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let (framework, assessment) = files::assessment(file, arguments)?;
    let scorecard = score(&framework, &assessment, Reference::default());
    let wanted: Vec<NodeIndex> = match node {
        Some(id) => {
            let id = id.to_string_lossy();
            let found = framework.find(&id);
            vec![found.ok_or_else(|| format!("framework `{}` has no node `{id}`", framework.id))?]
        }
        None => framework.leaves().map(|(index, _, _)| index).collect(),
    };
    let register = files::shipped_documents()?;
    for index in wanted {
        print(&framework, &assessment, &scorecard, &register, index, arguments.language, out)?;
    }
    Ok(Verdict::Fine)
}

fn print(
    framework: &Framework,
    assessment: &Assessment,
    scorecard: &Scorecard,
    register: &Documents,
    index: NodeIndex,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let explained = explain(framework, assessment, scorecard, index, Reference::default());
    let (Some(node), Some(explanation)) = (framework.node(index), explained) else { return Ok(()) };
    let one_line = |text: &str| text.replace('\n', " ");
    writeln!(out, "{} {}", node.id, one_line(pick(&node.name, language)))?;
    if let Some(leaf) = &node.leaf
        && leaf.rule.is_some()
    {
        writeln!(out, "  {}", rule::node_sentence(node, framework.scoring, language))?;
    }
    if let Some(shared) = &explanation.allocation {
        writeln!(out, "  {}", step::allocation(framework, index, shared, language))?;
    }
    match (&explanation.reason, &node.leaf) {
        (Reason::Steps(steps), Some(leaf)) => {
            for one in steps {
                let indent = "  ".repeat(usize::from(one.depth) + 1);
                let text = step::step(one, leaf, framework.scoring, language);
                let parts = [text.formula, text.result].into_iter().filter(|part| !part.is_empty());
                writeln!(out, "{indent}{}: {}", text.label, parts.collect::<Vec<String>>().join(" = "))?;
            }
        }
        (Reason::Parts(parts), _) => {
            for (part, _, scored) in parts {
                let Some(part) = framework.node(*part) else { continue };
                let name = one_line(pick(&part.name, language));
                writeln!(out, "  {:<24} {} {name}", status::score(scored, framework, language), part.id)?;
            }
        }
        _ => {
            if let Some(sentence) = step::reason(&explanation, framework.scoring, language) {
                writeln!(out, "  {sentence}")?;
            }
        }
    }
    let open =
        if explanation.score.is_complete() { String::new() } else { status::interval(&explanation.score, language) };
    writeln!(out, "  = {} {open}", status::score(&explanation.score, framework, language))?;
    writeln!(out, "  {}", source(node, register, language))?;
    Ok(())
}

/// Where the node is written: the document's number and title, the section, the bullet.
fn source(node: &Node, register: &Documents, language: Language) -> String {
    let source = &node.source;
    let title = register.documents.get(&*source.document).map(|document| match language {
        Language::En if !document.title.en.is_empty() => document.title.en.clone(),
        _ => document.title.vi.clone(),
    });
    let title = title.unwrap_or_else(|| source.document.to_string());
    let (section, item) = match language {
        Language::Vi => ("mục", "gạch đầu dòng"),
        Language::En => ("section", "bullet"),
    };
    let item = source.item.map_or_else(String::new, |number| format!(", {item} {number}"));
    format!("[{title}, {section} {}{item}]", source.section)
}
