//! The code that a webmaster copies: an element or a frame, and what the page's policy must allow.

use super::{
    options::{Options, View, is_address},
    route::encode,
};
use crate::i18n::Language;

/// What is copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// `<thuoc-so>`, which needs a script.
    #[default]
    Element,
    /// `<iframe>`, which needs none.
    Frame,
}

/// Hashes of the scripts that another page names, as `embed.json` holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// The version of the program.
    pub version: String,
    /// Of `thuoc-so.js`.
    pub element: String,
    /// Of `thuoc-so-host.js`.
    pub host: String,
}

impl Release {
    /// Reads `embed.json`; nothing where it is not what it should be.
    pub fn parse(text: &str) -> Option<Release> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        let integrity = |name: &str| value.get("integrity")?.get(name)?.as_str().map(str::to_owned);
        Some(Release {
            version: value.get("version")?.as_str()?.to_owned(),
            element: integrity("thuoc-so.js")?,
            host: integrity("thuoc-so-host.js")?,
        })
    }
}

/// Everything that the code is made from.
#[derive(Debug, Clone, Copy)]
pub struct Snippet<'a> {
    /// What is shown.
    pub options: &'a Options,
    /// `auto`, `light`, `dark`, `contrast` or `host`.
    pub theme: &'a str,
    /// Element or frame.
    pub form: Form,
    /// Where the files of the program are, with a slash at the end.
    pub base: &'a str,
    /// The origin of the pages that it is copied into.
    pub portal: &'a str,
    /// What a frame is called by screen readers.
    pub title: &'a str,
    /// The hashes, where the code names one version for good.
    pub pinned: Option<&'a Release>,
}

impl Snippet<'_> {
    /// What is asked for, as attributes, without what goes without saying.
    fn attributes(&self) -> Vec<(&'static str, &str)> {
        let Options { view, framework, data, drawn, map, unit, period, measure, language, keeps } = self.options;
        let all = [
            ("view", view.code()),
            ("framework", if view.is_published() { "" } else { framework.as_str() }),
            ("data", data),
            ("drawn", if self.options.can_be_drawn() { drawn.as_str() } else { "" }),
            ("map", if view.is_published() { map.as_str() } else { "" }),
            ("unit", if view.is_published() { unit.as_str() } else { "" }),
            ("period", if view.is_published() { period.as_str() } else { "" }),
            ("measure", if *view == View::Ranking { measure.as_str() } else { "" }),
            ("lang", if *language == Language::Vi { "" } else { language.code() }),
            ("theme", if self.theme == "auto" { "" } else { self.theme }),
            ("keep", if *view == View::Assess && !keeps { "none" } else { "" }),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(name, value)| (name, value.trim()))
            .collect()
    }

    /// The address of the page for frames, with what is asked for.
    pub fn frame_address(&self) -> String {
        let mut address = format!("{}embed.html", self.base);
        let portal = [("host", self.portal)];
        for (at, (name, value)) in self.attributes().into_iter().chain(portal).enumerate() {
            address.extend([if at == 0 { "?" } else { "&" }, name, "="]);
            encode(value, &mut address);
        }
        address
    }

    /// The code to copy.
    pub fn code(&self) -> String {
        match self.form {
            Form::Element => {
                let script = self.script("module", "thuoc-so.js", self.pinned.map(|it| &*it.element));
                let mut element = "<thuoc-so".to_owned();
                for (name, value) in self.attributes() {
                    element.extend([" ", name, "=\"", &escaped(value), "\""]);
                }
                format!("{script}\n{element}></thuoc-so>\n")
            }
            Form::Frame => {
                let (address, title) = (escaped(&self.frame_address()), escaped(self.title));
                let script = self.script("", "thuoc-so-host.js", self.pinned.map(|it| &*it.host));
                format!(
                    "<iframe data-thuoc-so src=\"{address}\"\n  title=\"{title}\" width=\"100%\" height=\"640\" \
                     frameborder=\"0\" loading=\"lazy\"></iframe>\n{script}\n"
                )
            }
        }
    }

    fn script(&self, kind: &str, name: &str, hash: Option<&str>) -> String {
        let kind = if kind.is_empty() { String::new() } else { format!(" type=\"{kind}\"") };
        let defer = if kind.is_empty() { " defer" } else { "" };
        let hash =
            hash.map_or(String::new(), |hash| format!(" integrity=\"{}\" crossorigin=\"anonymous\"", escaped(hash)));
        format!("<script{kind} src=\"{}{name}\"{hash}{defer}></script>", escaped(self.base))
    }

    /// What the policy of the page must allow besides what it allows already.
    pub fn policy(&self) -> String {
        let origin = origin(self.base);
        match self.form {
            Form::Element => {
                let Options { framework, data, map, .. } = self.options;
                let drawn = if self.options.can_be_drawn() { self.options.drawn.as_str() } else { "" };
                let mut servers = vec![origin];
                for address in [framework, data, drawn, map].into_iter().filter(|it| is_address(it)) {
                    let server = self::origin(address.trim());
                    if !servers.contains(&server) {
                        servers.push(server);
                    }
                }
                format!("script-src {origin} 'wasm-unsafe-eval'; connect-src {}", servers.join(" "))
            }
            Form::Frame => format!("frame-src {origin}; script-src {origin}"),
        }
    }
}

/// The origin of an address as written; relative ones are of the page itself.
fn origin(address: &str) -> &str {
    let Some((scheme, rest)) = address.split_once("://") else { return "'self'" };
    let host = rest.find('/').unwrap_or(rest.len());
    address.get(..scheme.len() + 3 + host).unwrap_or(address)
}

/// A text as the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release() -> Release {
        Release { version: "0.1.0".into(), element: "sha384-e".into(), host: "sha384-h".into() }
    }

    fn snippet<'a>(options: &'a Options, form: Form, pinned: Option<&'a Release>) -> Snippet<'a> {
        let (base, portal) = ("https://dti.tinh.gov.vn/thuoc-so/", "https://tinh.gov.vn");
        Snippet { options, theme: "auto", form, base, portal, title: "Xếp hạng", pinned }
    }

    #[test]
    fn an_element_names_what_is_asked_for_and_nothing_else() {
        let (options, _) = Options::parse("view=ranking&period=2024&unit=24&lang=en&framework=x");
        assert_eq!(
            snippet(&options, Form::Element, None).code(),
            "<script type=\"module\" src=\"https://dti.tinh.gov.vn/thuoc-so/thuoc-so.js\"></script>\n\
             <thuoc-so view=\"ranking\" unit=\"24\" period=\"2024\" lang=\"en\"></thuoc-so>\n"
        );
        assert_eq!(
            snippet(&options, Form::Element, None).policy(),
            "script-src https://dti.tinh.gov.vn 'wasm-unsafe-eval'; connect-src https://dti.tinh.gov.vn"
        );
    }

    #[test]
    fn data_and_maps_of_another_server_are_in_the_policy() {
        let asked = "view=ranking&data=https://so-lieu.gov.vn/a/dataset.json&map=https://so-lieu.gov.vn/b.geojson";
        let (options, _) = Options::parse(asked);
        let snippet = snippet(&options, Form::Element, None);
        assert!(snippet.code().contains(" map=\"https://so-lieu.gov.vn/b.geojson\">"), "{}", snippet.code());
        assert_eq!(
            snippet.policy(),
            "script-src https://dti.tinh.gov.vn 'wasm-unsafe-eval'; \
             connect-src https://dti.tinh.gov.vn https://so-lieu.gov.vn"
        );
    }

    #[test]
    fn data_of_the_page_itself_are_in_the_policy() {
        let (options, _) = Options::parse("view=ranking&data=/so-lieu/dataset.json&map=/so-lieu/xa.geojson");
        assert_eq!(
            snippet(&options, Form::Element, None).policy(),
            "script-src https://dti.tinh.gov.vn 'wasm-unsafe-eval'; connect-src https://dti.tinh.gov.vn 'self'"
        );
    }

    #[test]
    fn views_that_the_portal_has_drawn_are_named_where_there_can_be_such() {
        let code = |asked: &str| snippet(&Options::parse(asked).0, Form::Element, None).code();
        let drawn = "data=/so-lieu/x.json&drawn=/so-lieu/drawn";
        for view in ["score", "results", "ranking", "profile&unit=24"] {
            let code = code(&format!("view={view}&{drawn}"));
            assert!(code.contains(" data=\"/so-lieu/x.json\" drawn=\"/so-lieu/drawn\""), "{code}");
        }
        for other in
            ["view=assess", "view=compare&unit=24,31", "view=ranking&map=/m.geojson", "view=ranking&measure=node:7"]
        {
            let code = code(&format!("{other}&{drawn}"));
            assert!(!code.contains("drawn"), "{code}");
        }
        assert!(!code("view=score&data=dti-province-2022&drawn=/x").contains("drawn"), "what ships is drawn already");
        let (options, _) = Options::parse("view=score&data=/x.json&drawn=https://so-lieu.gov.vn/drawn");
        let policy = snippet(&options, Form::Element, None).policy();
        assert!(policy.ends_with("connect-src https://dti.tinh.gov.vn 'self' https://so-lieu.gov.vn"), "{policy}");
    }

    #[test]
    fn a_pinned_version_has_its_hash() {
        let (options, _) = Options::parse("view=score&data=dti-province-2022");
        let release = release();
        let code = snippet(&options, Form::Element, Some(&release)).code();
        assert!(code.contains("thuoc-so.js\" integrity=\"sha384-e\" crossorigin=\"anonymous\"></script>"), "{code}");
        let code = snippet(&options, Form::Frame, Some(&release)).code();
        assert!(code.contains("thuoc-so-host.js\" integrity=\"sha384-h\" crossorigin=\"anonymous\" defer>"), "{code}");
    }

    #[test]
    fn a_frame_carries_everything_in_its_address() {
        let (options, _) = Options::parse("view=compare&unit=24,31");
        let snippet = Snippet { theme: "dark", title: "a \"b\" <c>", ..snippet(&options, Form::Frame, None) };
        assert_eq!(
            snippet.code(),
            "<iframe data-thuoc-so src=\"https://dti.tinh.gov.vn/thuoc-so/embed.html?view=compare&amp;unit=24%2C31&amp;\
             theme=dark&amp;host=https%3A%2F%2Ftinh.gov.vn\"\n  title=\"a &quot;b&quot; &lt;c&gt;\" width=\"100%\" \
             height=\"640\" frameborder=\"0\" loading=\"lazy\"></iframe>\n\
             <script src=\"https://dti.tinh.gov.vn/thuoc-so/thuoc-so-host.js\" defer></script>\n"
        );
        assert_eq!(snippet.policy(), "frame-src https://dti.tinh.gov.vn; script-src https://dti.tinh.gov.vn");
    }

    #[test]
    fn hashes_are_read_from_the_build() {
        let text = r#"{"version":"0.1.0","integrity":{"thuoc-so.js":"sha384-e","thuoc-so-host.js":"sha384-h"}}"#;
        assert_eq!(Release::parse(text), Some(release()));
        for odd in ["", "{}", "[]", r#"{"version":1,"integrity":null}"#] {
            assert_eq!(Release::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_typed_stays_in_its_attribute() {
        let options = Options { view: View::Profile, unit: "\"><script>".into(), ..Options::default() };
        let code = snippet(&options, Form::Element, None).code();
        assert!(code.contains("unit=\"&quot;&gt;&lt;script&gt;\""), "{code}");
    }
}
