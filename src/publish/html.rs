//! HTML as text: elements, escaping, and the frame of a page that a strict content security policy accepts.

use serde_json::Value;

use crate::i18n::{Language, site};

/// Text between tags or in a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // What no HTML file may hold.
            letter if letter.is_control() && !letter.is_whitespace() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An element whose content is HTML. Attributes without a value are left out.
pub fn tag(name: &str, attributes: &[(&str, &str)], content: &str) -> String {
    let mut tag = format!("<{name}");
    for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        tag.push_str(&format!(" {attribute}=\"{}\"", escaped(value)));
    }
    tag.push('>');
    tag.push_str(content);
    tag.push_str(&format!("</{name}>"));
    tag
}

/// An element whose content is text.
pub fn plain(name: &str, attributes: &[(&str, &str)], text: &str) -> String {
    tag(name, attributes, &escaped(text))
}

/// A link, whose address is only taken where it leads into the web or is relative; otherwise the text alone.
pub fn link(href: &str, text: &str) -> String {
    let is_foreign = href.contains(':') && !href.starts_with('#');
    match href {
        "" => escaped(text),
        href if href.starts_with("https://") || href.starts_with("http://") => {
            plain("a", &[("href", href), ("rel", "noreferrer")], text)
        }
        _ if is_foreign && !is_relative(href) => escaped(text),
        href => plain("a", &[("href", href)], text),
    }
}

/// Whether an address has no scheme: a colon only stands after a slash, a question mark or a hash.
fn is_relative(href: &str) -> bool {
    href.split(['/', '?', '#']).next().is_some_and(|first| !first.contains(':'))
}

/// A table that can be wider than the page.
pub fn scrolled(label: &str, table: &str) -> String {
    tag("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)], table)
}

/// A page of a folder.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its file below the folder: `xep-hang/2024-provinces-34.html`.
    pub path: &'a str,
    /// The title of the window.
    pub title: &'a str,
    /// What is on it, for search engines.
    pub description: &'a str,
    /// What is inside `main`.
    pub main: String,
    /// The way back: address and name of each page above.
    pub above: Vec<(String, String)>,
    /// What programs read about it (schema.org).
    pub json_ld: Option<Value>,
}

/// What all pages of a folder share.
#[derive(Debug)]
pub struct Site<'a> {
    /// The full address of the folder, with a slash at the end; empty: not known, and pages have no canonical address.
    pub base: &'a str,
    /// The application, relative to the folder; empty: there is none.
    pub app: &'a str,
    /// The language of the pages.
    pub language: Language,
}

/// From a file of the folder up to the folder itself: `../`.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

impl Page<'_> {
    /// The whole file.
    pub fn html(&self, site: &Site) -> String {
        let say = |key: &'static str| site::text(site.language, key);
        let up = up(self.path);
        let canonical = match site.base {
            "" => String::new(),
            base => format!("    <link rel=\"canonical\" href=\"{}\">\n", escaped(&format!("{base}{}", self.path))),
        };
        let json_ld = self.json_ld.as_ref().map(|json| {
            // No text can end the element.
            let text = json.to_string().replace('<', "\\u003c");
            format!("    <script type=\"application/ld+json\">{text}</script>\n")
        });
        let above = self.above.iter().map(|(href, name)| tag("li", &[], &link(href, name))).collect::<String>();
        let above = if above.is_empty() {
            String::new()
        } else {
            let list = tag("ol", &[], &above);
            format!("      {}\n", tag("nav", &[("class", "above"), ("aria-label", say("site.above"))], &list))
        };
        let app = match site.app {
            "" => String::new(),
            app => tag("p", &[], &link(&relative(&up, app), say("site.open_app"))),
        };
        format!(
            "<!DOCTYPE html>\n\
             <html lang=\"{language}\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    \
             <title>{title}</title>\n    \
             <meta name=\"description\" content=\"{description}\">\n    \
             <meta name=\"color-scheme\" content=\"light dark\">\n    \
             <meta name=\"referrer\" content=\"no-referrer\">\n    \
             <meta property=\"og:title\" content=\"{title}\">\n    \
             <meta property=\"og:description\" content=\"{description}\">\n    \
             <meta property=\"og:type\" content=\"website\">\n\
             {canonical}    \
             <link rel=\"icon\" href=\"{up}icon.svg\" type=\"image/svg+xml\">\n    \
             <link rel=\"stylesheet\" href=\"{up}style.css\">\n\
             {json_ld}  </head>\n  <body>\n    \
             <a class=\"skip\" href=\"#main\">{skip}</a>\n    <header>\n{above}    </header>\n    \
             <main id=\"main\">\n{main}    </main>\n    \
             <footer>\n      {app}\n      <p>{footer}</p>\n    </footer>\n  </body>\n</html>\n",
            language = site.language.code(),
            title = escaped(self.title),
            description = escaped(self.description),
            json_ld = json_ld.unwrap_or_default(),
            skip = escaped(say("site.skip")),
            main = self.main,
            footer = escaped(say("site.footer")),
        )
    }
}

/// An address relative to the folder, seen from a page below it.
pub fn relative(up: &str, address: &str) -> String {
    if address.starts_with("http://") || address.starts_with("https://") || address.starts_with('/') {
        address.to_owned()
    } else {
        format!("{up}{address}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_not_become_markup() {
        assert_eq!(plain("p", &[("title", "a\"b")], "<b>&\u{1}"), "<p title=\"a&quot;b\">&lt;b&gt;&amp;\u{fffd}</p>");
        assert_eq!(link("javascript:alert(1)", "x"), "x");
        assert_eq!(link("data:text/html,x", "x"), "x");
        assert_eq!(link("../index.html#/ranking?measure=node:7", "x").matches("<a ").count(), 1);
        assert_eq!(
            link("https://a.vn/?a=1&b=2", "x"),
            "<a href=\"https://a.vn/?a=1&amp;b=2\" rel=\"noreferrer\">x</a>"
        );
    }

    #[test]
    fn data_for_programs_can_not_end_its_element() {
        let json_ld = Some(serde_json::json!({ "name": "</script><script>alert(1)" }));
        let page = Page { path: "a/b.html", title: "", description: "", main: String::new(), above: vec![], json_ld };
        let html = page.html(&Site { base: "", app: "", language: Language::Vi });
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("href=\"../style.css\"") && !html.contains("canonical"));
    }
}
