//! Pages of frameworks that need no script: the list, and each with its nodes, points and rules.

use super::{
    Files, Options,
    html::{Page, Site, escaped, link, plain, relative, tag},
};
use crate::{
    engine::framework::{Framework, Node, NodeIndex, Role, Scoring},
    i18n::{Language, node_title, pick, rule, site, status},
};

const FOLDER: &str = "bo-chi-so";

/// The pages of some frameworks, in their order.
pub fn frameworks(frameworks: &[Framework], options: &Options) -> Files {
    let mut files = Files::new();
    let language = options.language;
    let title = site::text(language, "site.frameworks");
    let list = frameworks.iter().map(|framework| {
        let name = link(&format!("{}.html", framework.id), pick(&framework.title, language));
        let summary = plain("p", &[("class", "quiet")], pick(&framework.summary, language));
        tag("li", &[], &(tag("h2", &[], &name) + &summary))
    });
    let list = tag("ul", &[("class", "cards")], &list.collect::<String>());
    let main = plain("h1", &[], title) + &list;
    let path = format!("{FOLDER}/index.html");
    let description = site::text(language, "site.frameworks.about");
    files.insert(path.clone(), write(&path, [title, description], main, "#/frameworks", false, options));
    for framework in frameworks {
        let path = format!("{FOLDER}/{}.html", framework.id);
        let title = pick(&framework.title, language);
        let in_app = format!("#/frameworks/{}", framework.id);
        let texts = [&**title, pick(&framework.summary, language)];
        files.insert(path.clone(), write(&path, texts, content(framework, language), &in_app, true, options));
    }
    files
}

fn write(path: &str, texts: [&str; 2], main: String, in_app: &str, is_one: bool, options: &Options) -> Vec<u8> {
    let say = |key: &'static str| site::text(options.language, key).to_owned();
    let mut above = vec![("../index.html".to_owned(), say("site.results"))];
    if is_one {
        above.push(("index.html".to_owned(), say("site.frameworks")));
    }
    let app = match options.app.as_str() {
        "" => String::new(),
        app => format!("{}{in_app}", relative("", app)),
    };
    let page = Page { path, title: texts[0], description: texts[1], main, above, json_ld: None };
    page.html(&Site { base: &options.base, app: &app, language: options.language }).into_bytes()
}

fn content(framework: &Framework, language: Language) -> String {
    let mut main = plain("h1", &[], pick(&framework.title, language));
    main += &plain("p", &[("class", "lead")], pick(&framework.summary, language));
    if !framework.years.is_empty() {
        let years: Vec<String> = framework.years.iter().map(u16::to_string).collect();
        main += &plain("p", &[], &site::text_with(language, "site.framework.years", &[("years", &years.join(", "))]));
    }
    for note in &framework.notes {
        main += &plain("p", &[("class", "note")], pick(note, language));
    }
    main + &list(framework, framework.roots(), language)
}

fn list(framework: &Framework, nodes: &[NodeIndex], language: Language) -> String {
    let item = |node: &Node| {
        let title = node_title(node, ". ", language);
        // Headings down to the third level; below they would only be noise for who jumps from one to the next.
        let name = if node.depth < 2 { ["h2", "h3"][node.depth] } else { "p" };
        let mut item = plain(name, &[("id", &format!("muc-{}", node.id))], &title);
        if framework.scoring == Scoring::Points && node.role != Role::Prerequisite && !node.max_points.is_zero() {
            let (mark, _) = status::basis(node.points_basis, language);
            let points = status::with_points(&node.max_points, language);
            let text = if mark.is_empty() { points } else { format!("{points} ({mark})") };
            item += &plain("p", &[("class", "quiet")], &text);
        }
        if let Some(description) = &node.description {
            item += &plain("p", &[], pick(description, language));
        }
        let sentence = rule::node_sentence(node, framework.scoring, language);
        if !sentence.is_empty() {
            item += &plain("p", &[], &sentence);
        }
        let lines: String = rule::node_lines(node, framework.scoring, language)
            .iter()
            .map(|line| tag("li", &[], &escaped(line)))
            .collect();
        if !lines.is_empty() {
            item += &tag("ul", &[], &lines);
        }
        item += &list(framework, &node.children, language);
        tag("li", &[], &item)
    };
    let items: String = nodes.iter().filter_map(|at| framework.node(*at)).map(item).collect();
    if items.is_empty() { items } else { tag("ol", &[("class", "tree")], &items) }
}
