//! The address of a page: the part after `#`, which survives reload on any static host.

use std::fmt::Write;

/// One page, with what of it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// The first page.
    #[default]
    Home,
    /// All frameworks.
    Frameworks,
    /// One framework.
    Framework {
        /// Its identifier.
        id: String,
        /// The node that is shown; nothing: the whole.
        node: Option<String>,
    },
    /// A framework beside another one.
    Compare {
        /// The identifier of the one.
        id: String,
        /// That of the other; nothing: still to be chosen.
        other: Option<String>,
    },
    /// What of the assessment that is open another framework can use.
    Carry {
        /// The identifier of that framework; nothing: still to be chosen.
        to: Option<String>,
    },
    /// The self-assessment.
    Assess {
        /// The node that is open: a main indicator, or a leaf below one. Nothing: the first.
        node: Option<String>,
        /// Which leaves are listed.
        filter: LeafFilter,
    },
    /// Results of the assessment that is open.
    Results,
    /// The total of the assessment that is open, and no more.
    Score,
    /// Published results.
    Ranking {
        /// What of them: the rest of the address as it stands. The page reads it; the frame need not know.
        rest: String,
    },
    /// The budget of a plan.
    Budget,
    /// Rounds of the assessment that is open: appraisal, answers, final result.
    Appraise,
    /// The files of many units as one table.
    Rollup,
    /// The targets of plans.
    Targets {
        /// Which of them: the rest of the address as it stands.
        rest: String,
    },
    /// Writing a framework in a spreadsheet.
    Author,
    /// A score file of another program becomes an assessment.
    Import,
    /// A score file of another program is checked.
    Check,
    /// The least work that reaches a target.
    Plan,
    /// The report as a document.
    Report,
    /// Documents of the assessment that is open, and points that none proves.
    Evidence,
    /// Who is to see to what, by when.
    Duties,
    /// The assessment that is open beside those of other periods.
    Periods,
    /// Putting views into the pages of a portal.
    Embed,
}

/// Which leaves the self-assessment lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LeafFilter {
    /// All of the open main indicator.
    #[default]
    All,
    /// What is not entered, or not entered in full, anywhere.
    NotEntered,
    /// What has lost points for sure, anywhere.
    PointsLost,
    /// What has a figure that can not be used, anywhere.
    Faulty,
    /// What was carried over from another assessment, anywhere.
    Carried,
}

impl LeafFilter {
    /// All filters, in the order in which they are offered.
    pub const ALL: [LeafFilter; 5] =
        [LeafFilter::All, LeafFilter::NotEntered, LeafFilter::PointsLost, LeafFilter::Faulty, LeafFilter::Carried];

    /// Its name in addresses and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            LeafFilter::All => "all",
            LeafFilter::NotEntered => "not-entered",
            LeafFilter::PointsLost => "points-lost",
            LeafFilter::Faulty => "faulty",
            LeafFilter::Carried => "carried",
        }
    }

    fn parse(code: &str) -> LeafFilter {
        LeafFilter::ALL.into_iter().find(|it| it.code() == code).unwrap_or_default()
    }
}

/// Stands in addresses where a node could be; ids of nodes are the numbers that their source prints.
const COMPARE: &str = "compare";

impl Route {
    /// The self-assessment, where it begins.
    pub const ASSESS: Route = Route::Assess { node: None, filter: LeafFilter::All };

    /// Published results, where they begin.
    pub const RANKING: Route = Route::Ranking { rest: String::new() };

    /// The self-assessment at one node.
    pub fn assess(node: &str) -> Route {
        Route::Assess { node: Some(node.to_owned()), filter: LeafFilter::All }
    }

    /// Whether the rest of an address of published results names the list of all units, whose code is apart from that
    /// of the other views.
    pub fn is_ranking_list(rest: &str) -> bool {
        let path = rest.split('?').next().unwrap_or_default();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        match (segments.next(), segments.next()) {
            (Some("overview" | "compare" | "heat" | "what-if" | "own"), _) | (Some(_), Some(_)) => false,
            (_, None) | (None, Some(_)) => true,
        }
    }

    /// One framework as a whole.
    pub fn framework(id: &str) -> Route {
        Route::Framework { id: id.to_owned(), node: None }
    }

    /// Reads the part of an address after `#`. What is not understood is the first page.
    pub fn parse(hash: &str) -> Route {
        let address = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut segments = path.split('/').filter(|segment| !segment.is_empty()).map(decode);
        let page = segments.next().unwrap_or_default();
        match (page.as_str(), segments.next(), segments.next()) {
            ("frameworks", None, _) => Route::Frameworks,
            ("frameworks", Some(id), Some(word)) if word == COMPARE => Route::Compare { id, other: segments.next() },
            ("frameworks", Some(id), node) => Route::Framework { id, node },
            ("carry", to, _) => Route::Carry { to },
            ("assess", node, _) => {
                let show = query.split('&').find_map(|pair| pair.strip_prefix("show="));
                Route::Assess { node, filter: show.map_or(LeafFilter::All, LeafFilter::parse) }
            }
            ("results", ..) => Route::Results,
            ("score", ..) => Route::Score,
            ("embed", ..) => Route::Embed,
            ("budget", ..) => Route::Budget,
            ("targets", ..) => {
                Route::Targets { rest: address.split_once("targets").map_or("", |(_, rest)| rest).to_owned() }
            }
            ("ranking", ..) => {
                let (_, rest) = address.split_once("ranking").unwrap_or_default();
                Route::Ranking { rest: rest.to_owned() }
            }
            ("appraise", ..) => Route::Appraise,
            ("rollup", ..) => Route::Rollup,
            ("author", ..) => Route::Author,
            ("import", ..) => Route::Import,
            ("check", ..) => Route::Check,
            ("plan", ..) => Route::Plan,
            ("report", ..) => Route::Report,
            ("evidence", ..) => Route::Evidence,
            ("duties", ..) => Route::Duties,
            ("periods", ..) => Route::Periods,
            _ => Route::Home,
        }
    }

    /// The address, to be used in links.
    pub fn href(&self) -> String {
        match self {
            Route::Home => "#/".to_owned(),
            Route::Frameworks => "#/frameworks".to_owned(),
            Route::Framework { id, node } => address("#/frameworks", [Some(id.as_str()), node.as_deref()]),
            Route::Compare { id, other } => {
                address("#/frameworks", [Some(id.as_str()), Some(COMPARE), other.as_deref()])
            }
            Route::Carry { to } => address("#/carry", [to.as_deref()]),
            Route::Assess { node, filter } => {
                let mut href = address("#/assess", [node.as_deref()]);
                if *filter != LeafFilter::All {
                    href.push_str("?show=");
                    href.push_str(filter.code());
                }
                href
            }
            Route::Results => "#/results".to_owned(),
            Route::Score => "#/score".to_owned(),
            Route::Embed => "#/embed".to_owned(),
            Route::Budget => "#/budget".to_owned(),
            Route::Targets { rest } => format!("#/targets{rest}"),
            Route::Ranking { rest } => format!("#/ranking{rest}"),
            Route::Appraise => "#/appraise".to_owned(),
            Route::Rollup => "#/rollup".to_owned(),
            Route::Author => "#/author".to_owned(),
            Route::Import => "#/import".to_owned(),
            Route::Check => "#/check".to_owned(),
            Route::Plan => "#/plan".to_owned(),
            Route::Report => "#/report".to_owned(),
            Route::Evidence => "#/evidence".to_owned(),
            Route::Duties => "#/duties".to_owned(),
            Route::Periods => "#/periods".to_owned(),
        }
    }

    /// Whether both are the same page, whatever is open on it.
    pub fn same_page(&self, other: &Route) -> bool {
        match (self, other) {
            (Route::Framework { id: left, .. }, Route::Framework { id: right, .. }) => left == right,
            // What follows the question mark is chosen on the page.
            (Route::Ranking { rest: left }, Route::Ranking { rest: right }) => {
                left.split('?').next() == right.split('?').next()
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

fn address<const N: usize>(page: &str, segments: [Option<&str>; N]) -> String {
    let mut address = page.to_owned();
    for segment in segments.into_iter().flatten() {
        address.push('/');
        encode(segment, &mut address);
    }
    address
}

pub(in crate::app) fn encode(segment: &str, address: &mut String) {
    for byte in segment.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
}

pub(in crate::app) fn decode(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%').then(|| segment.get(at + 1..at + 3)).flatten();
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_its_page() {
        let routes = [
            Route::Home,
            Route::Frameworks,
            Route::framework("dti-province-2022"),
            Route::Framework { id: "dti-province-2022".to_owned(), node: Some("4.1".to_owned()) },
            Route::Compare { id: "dti-province-2022".to_owned(), other: None },
            Route::Compare { id: "dti-province-2022".to_owned(), other: Some("dti-province-2025".to_owned()) },
            Route::Carry { to: None },
            Route::Carry { to: Some("dti-province-2022".to_owned()) },
            Route::ASSESS,
            Route::assess("9.2"),
            Route::Assess { node: None, filter: LeafFilter::Carried },
            Route::Assess { node: Some("mục-1".to_owned()), filter: LeafFilter::PointsLost },
            Route::Assess { node: None, filter: LeafFilter::NotEntered },
            Route::Results,
            Route::Budget,
            Route::Targets { rest: "?plan=dong-thap-2022-targets&group=a".to_owned() },
            Route::RANKING,
            Route::Ranking { rest: "/provinces-34/24?year=2024".to_owned() },
            Route::Author,
            Route::Import,
            Route::Check,
            Route::Plan,
            Route::Report,
            Route::Evidence,
            Route::Duties,
            Route::Periods,
            Route::Score,
            Route::Embed,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        }
    }

    #[test]
    fn a_choice_on_the_page_of_published_results_is_not_another_page() {
        let ranking = |rest: &str| Route::Ranking { rest: rest.to_owned() };
        assert!(ranking("?year=2024").same_page(&ranking("?year=2023")));
        assert!(!ranking("/provinces-34/24").same_page(&ranking("/provinces-34/31")));
        assert!(!ranking("").same_page(&Route::Results));
    }

    #[test]
    fn the_list_of_units_is_told_from_other_views() {
        for list in ["", "/", "?year=2024", "/?unit=24", "/provinces-34"] {
            assert!(Route::is_ranking_list(list), "{list}");
        }
        for other in [
            "/compare?units=1",
            "/heat",
            "/overview?year=2023",
            "/what-if",
            "/own?data=d.json",
            "/provinces-34/24?year=2024",
        ] {
            assert!(!Route::is_ranking_list(other), "{other}");
        }
    }

    #[test]
    fn odd_addresses_are_understood_as_far_as_possible() {
        fn check(hash: &str, expected: Route) {
            assert_eq!(Route::parse(hash), expected, "{hash}");
        }
        check("", Route::Home);
        check("#", Route::Home);
        check("#/nowhere", Route::Home);
        check("#assess/4", Route::assess("4"));
        check("#/assess/4/?show=everything", Route::assess("4"));
        check("#/assess/%C4%91%", Route::assess("đ%"));
        check("#/frameworks/", Route::Frameworks);
    }
}
