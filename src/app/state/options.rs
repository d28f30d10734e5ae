//! What an element of another page is asked to show: `view=ranking&period=2024&unit=24`.
//!
//! The attributes of `<thuoc-so>` and the address of `embed.html` arrive in this form.

use std::rc::Rc;

use super::route::{Route, decode, encode};
use crate::i18n::Language;

/// Something that can be shown in another page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// The self-assessment.
    #[default]
    Assess,
    /// All results of an assessment.
    Results,
    /// The total of an assessment.
    Score,
    /// Published results: all units by rank.
    Ranking,
    /// Published results: one unit.
    Profile,
    /// Published results: several units side by side.
    Compare,
}

impl View {
    /// All views, in the order in which they are offered.
    pub const ALL: [View; 6] = [View::Ranking, View::Profile, View::Compare, View::Assess, View::Results, View::Score];

    /// Its name in attributes and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            View::Assess => "assess",
            View::Results => "results",
            View::Score => "score",
            View::Ranking => "ranking",
            View::Profile => "profile",
            View::Compare => "compare",
        }
    }

    /// Whether it shows published results, rather than an assessment.
    pub const fn is_published(self) -> bool {
        matches!(self, View::Ranking | View::Profile | View::Compare)
    }
}

/// What is wrong with what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionFault {
    /// There is no such view.
    UnknownView(Rc<str>),
    /// There is no such language.
    UnknownLanguage(Rc<str>),
    /// A profile needs a unit.
    NoUnit,
    /// A year is four digits, and a quarter is `Q1` to `Q4`.
    UnknownPeriod(Rc<str>),
}

impl OptionFault {
    /// A stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            OptionFault::UnknownView(_) => "unknown_view",
            OptionFault::UnknownLanguage(_) => "unknown_language",
            OptionFault::NoUnit => "no_unit",
            OptionFault::UnknownPeriod(_) => "unknown_period",
        }
    }
}

/// For developers.
impl std::fmt::Display for OptionFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let views = View::ALL.map(View::code).join(", ");
        match self {
            OptionFault::UnknownView(found) => write!(f, "`view`: `{found}` is none of {views}"),
            OptionFault::UnknownLanguage(found) => write!(f, "`lang`: `{found}` is neither vi nor en"),
            OptionFault::NoUnit => f.write_str("`unit`: the view `profile` needs the code of a unit, such as 24"),
            OptionFault::UnknownPeriod(found) => {
                write!(f, "`period`: `{found}` is neither a year (2024) nor a quarter (2024-Q1)")
            }
        }
    }
}

/// What is asked for. What is absent is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What is shown.
    pub view: View,
    /// The id of a framework that ships, or an address.
    pub framework: String,
    /// The id of an example that ships, or the address of an assessment or of published results.
    pub data: String,
    /// The folder with views that a portal's own build has drawn of the data, see `www/prerendered.js`. Only scripts ask
    /// for it: it is of no use once the program is there.
    pub drawn: String,
    /// The address of a map of areas, for published results.
    pub map: String,
    /// Codes of units, each with its set where needed: `24`, `provinces-63/24`, `24,31`.
    pub unit: String,
    /// A year or a quarter.
    pub period: String,
    /// Which measure is ranked.
    pub measure: String,
    /// The language.
    pub language: Language,
    /// Whether the browser keeps what is entered.
    pub keeps: bool,
}

impl Options {
    /// Reads options, and everything that is wrong with them. What is wrong is left out; names that are not known are
    /// somebody else's.
    pub fn parse(query: &str) -> (Options, Vec<OptionFault>) {
        let mut options = Options { keeps: true, ..Options::default() };
        let mut faults = Vec::new();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(&value.replace('+', " "));
            let value = value.trim();
            match name {
                _ if value.is_empty() => {}
                "view" => match View::ALL.into_iter().find(|view| view.code() == value) {
                    Some(view) => options.view = view,
                    None => faults.push(OptionFault::UnknownView(value.into())),
                },
                "lang" => match Language::parse(value) {
                    Some(language) => options.language = language,
                    None => faults.push(OptionFault::UnknownLanguage(value.into())),
                },
                "period" if crate::engine::assessment::is_period(value) => options.period = value.to_owned(),
                "period" => faults.push(OptionFault::UnknownPeriod(value.into())),
                "framework" => options.framework = value.to_owned(),
                "data" => options.data = value.to_owned(),
                "drawn" => options.drawn = value.to_owned(),
                "map" => options.map = value.to_owned(),
                "unit" => options.unit = value.to_owned(),
                "measure" => options.measure = value.to_owned(),
                "keep" => options.keeps = value != "none",
                _ => {}
            }
        }
        if options.view == View::Profile && options.units().next().is_none() {
            faults.push(OptionFault::NoUnit);
        }
        (options, faults)
    }

    /// Whether a portal's own build can draw what is asked for.
    pub fn can_be_drawn(&self) -> bool {
        let plain = [&self.framework, &self.map, &self.measure].iter().all(|it| it.trim().is_empty());
        is_address(&self.data) && plain && !matches!(self.view, View::Assess | View::Compare)
    }

    /// Codes of units, each with its set where it is named.
    fn units(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let codes = self.unit.split([',', ' ']).filter(|it| !it.is_empty());
        codes.map(|it| it.split_once('/').map_or((None, it), |(set, code)| (Some(set), code)))
    }

    /// The page that shows it.
    pub fn route(&self) -> Route {
        match self.view {
            View::Assess => Route::ASSESS,
            View::Results => Route::Results,
            View::Score => Route::Score,
            View::Ranking | View::Profile | View::Compare => self.published(),
        }
    }

    /// The address of published results; see `pages::ranking::address`.
    fn published(&self) -> Route {
        let set = self.units().find_map(|(set, _)| set).unwrap_or_default();
        let codes: Vec<&str> = self.units().map(|(_, code)| code).collect();
        let first = codes.first().copied().unwrap_or_default();
        let mut rest = match self.view {
            // Without a set it is that of the year; see there.
            View::Profile if !first.is_empty() => {
                let mut path = "/".to_owned();
                encode(if set.is_empty() { "-" } else { set }, &mut path);
                path.push('/');
                encode(first, &mut path);
                path
            }
            View::Compare => "/compare".to_owned(),
            _ => String::new(),
        };
        let year = self.period.split('-').next().unwrap_or_default();
        let units = if self.view == View::Compare { codes.join(",") } else { String::new() };
        let unit = if self.view == View::Ranking { first } else { "" };
        let pairs = [
            ("year", year),
            ("set", if self.view == View::Profile { "" } else { set }),
            ("measure", if self.view == View::Ranking { &self.measure } else { "" }),
            ("unit", unit),
            ("units", &units),
            ("data", &self.data),
            ("map", &self.map),
        ];
        let mut mark = '?';
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            rest.push(mark);
            rest.extend([name, "="]);
            match name {
                "data" => encode(value, &mut rest),
                _ => rest.push_str(value),
            }
            mark = '&';
        }
        Route::Ranking { rest }
    }
}

/// Whether something that is named is an address: ids of what ships have neither dot nor slash.
pub fn is_address(named: &str) -> bool {
    named.contains(['.', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> String {
        Options::parse(query).0.route().href()
    }

    #[test]
    fn a_view_is_a_page() {
        assert_eq!(page(""), "#/assess");
        assert_eq!(page("view=results&data=x"), "#/results");
        assert_eq!(page("view=score"), "#/score");
        assert_eq!(page("view=ranking"), "#/ranking");
        assert_eq!(
            page("view=ranking&period=2024&unit=24&measure=node%3A7"),
            "#/ranking?year=2024&measure=node:7&unit=24"
        );
        assert_eq!(page("view=ranking&data=https%3A%2F%2Fa.vn%2Fd.json"), "#/ranking?data=https%3A%2F%2Fa.vn%2Fd.json");
        assert_eq!(page("view=profile&unit=provinces-63/24&period=2022"), "#/ranking/provinces-63/24?year=2022");
        assert_eq!(page("view=profile&unit=24"), "#/ranking/-/24");
        assert_eq!(page("view=compare&unit=24,+31&period=2024"), "#/ranking/compare?year=2024&units=24,31");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let (options, faults) = Options::parse("view=everything&lang=fr&period=24&unit=1&color=red");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "`view`: `everything` is none of ranking, profile, compare, assess, results, score",
                "`lang`: `fr` is neither vi nor en",
                "`period`: `24` is neither a year (2024) nor a quarter (2024-Q1)",
            ]
        );
        assert_eq!(options, Options { unit: "1".to_owned(), keeps: true, ..Options::default() });
        assert_eq!(Options::parse("view=profile").1, [OptionFault::NoUnit]);
    }

    #[test]
    fn odd_options_are_understood_as_far_as_possible() {
        for query in ["", "&&=", "view", "unit=%F0%9F", "period=&lang=&keep=none"] {
            assert_eq!(Options::parse(query).1, [], "{query}");
        }
        assert!(!Options::parse("keep=none").0.keeps);
    }
}
