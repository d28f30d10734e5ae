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
    /// The self-assessment.
    Assess {
        /// The node that is open: a main indicator, or a leaf below one. Nothing: the first.
        node: Option<String>,
        /// Which leaves are listed.
        filter: LeafFilter,
    },
    /// Results of the assessment that is open.
    Results,
    /// Writing a framework in a spreadsheet.
    Author,
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
}

impl LeafFilter {
    /// All filters, in the order in which they are offered.
    pub const ALL: [LeafFilter; 4] =
        [LeafFilter::All, LeafFilter::NotEntered, LeafFilter::PointsLost, LeafFilter::Faulty];

    /// Its name in addresses and in message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            LeafFilter::All => "all",
            LeafFilter::NotEntered => "not-entered",
            LeafFilter::PointsLost => "points-lost",
            LeafFilter::Faulty => "faulty",
        }
    }

    fn parse(code: &str) -> LeafFilter {
        LeafFilter::ALL.into_iter().find(|it| it.code() == code).unwrap_or_default()
    }
}

impl Route {
    /// The self-assessment, where it begins.
    pub const ASSESS: Route = Route::Assess { node: None, filter: LeafFilter::All };

    /// The self-assessment at one node.
    pub fn assess(node: &str) -> Route {
        Route::Assess { node: Some(node.to_owned()), filter: LeafFilter::All }
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
            ("frameworks", Some(id), node) => Route::Framework { id, node },
            ("assess", node, _) => {
                let show = query.split('&').find_map(|pair| pair.strip_prefix("show="));
                Route::Assess { node, filter: show.map_or(LeafFilter::All, LeafFilter::parse) }
            }
            ("results", ..) => Route::Results,
            ("author", ..) => Route::Author,
            _ => Route::Home,
        }
    }

    /// The address, to be used in links.
    pub fn href(&self) -> String {
        match self {
            Route::Home => "#/".to_owned(),
            Route::Frameworks => "#/frameworks".to_owned(),
            Route::Framework { id, node } => address("#/frameworks", [Some(id.as_str()), node.as_deref()]),
            Route::Assess { node, filter } => {
                let mut href = address("#/assess", [node.as_deref()]);
                if *filter != LeafFilter::All {
                    href.push_str("?show=");
                    href.push_str(filter.code());
                }
                href
            }
            Route::Results => "#/results".to_owned(),
            Route::Author => "#/author".to_owned(),
        }
    }

    /// Whether both are the same page, whatever is open on it.
    pub fn same_page(&self, other: &Route) -> bool {
        match (self, other) {
            (Route::Framework { id: left, .. }, Route::Framework { id: right, .. }) => left == right,
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

fn encode(segment: &str, address: &mut String) {
    for byte in segment.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
}

fn decode(segment: &str) -> String {
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
            Route::ASSESS,
            Route::assess("9.2"),
            Route::Assess { node: Some("mục-1".to_owned()), filter: LeafFilter::PointsLost },
            Route::Assess { node: None, filter: LeafFilter::NotEntered },
            Route::Results,
            Route::Author,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
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
