//! What ships with the program.
//!
//! The native command has the files compiled in; the pages fetch the same files when they are used, so that the first
//! load does not carry them.

/// Names the frameworks once, for the list and for their texts.
macro_rules! frameworks {
    ($($id:literal),* $(,)?) => {
        /// The frameworks that ship, in the order in which they are offered.
        pub const IDS: &[&str] = &[$($id),*];

        /// The text of a framework that ships.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn framework_text(id: &str) -> Option<&'static str> {
            match id {
                $($id => Some(include_str!(concat!("../../indicators/", $id, "/framework.json"))),)*
                _ => None,
            }
        }
    };
}

frameworks![
    "dti-province-2022",
    "dti-province-2025",
    "dti-province-2020",
    "mic-2024-province",
    "mic-2024-ministry",
    "ba-ria-vung-tau-2024-targets",
    "dong-thap-2022-targets",
    "dti-ministry-2025",
    "dti-ministry-2022",
    "dti-national-2025",
    "dti-national-2022",
    "dong-thap-district-2022",
    "tay-ninh-commune-2025",
    "thanh-hoa-commune-2022",
    "school-2022",
];

/// The examples that ship: framework, then the address below the page.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("dti-province-2022", "examples/bac-giang-2024-q1/assessment.json"),
    ("mic-2024-province", "examples/bac-giang-2024-q1/mic-2024-province.json"),
];

/// The text of a framework's example, if one ships.
#[cfg(not(target_arch = "wasm32"))]
pub fn example_text(framework: &str) -> Option<&'static str> {
    match framework {
        "dti-province-2022" => Some(include_str!("../../examples/bac-giang-2024-q1/assessment.json")),
        "mic-2024-province" => Some(include_str!("../../examples/bac-giang-2024-q1/mic-2024-province.json")),
        _ => None,
    }
}

/// The outline of a framework's report, if one ships.
#[cfg(not(target_arch = "wasm32"))]
pub fn outline_text(framework: &str) -> Option<&'static str> {
    let found = OUTLINES.iter().any(|(id, _)| *id == framework);
    found.then_some(include_str!("../../indicators/mic-2024-report/outline.json"))
}

/// The outlines of reports that ship: framework, then the address below the page. A framework may have none.
pub const OUTLINES: &[(&str, &str)] = &[
    ("mic-2024-ministry", "indicators/mic-2024-report/outline.json"),
    ("mic-2024-province", "indicators/mic-2024-report/outline.json"),
];

/// The reporting calendars that ship: framework, then the address below the page. A framework may have none, or
/// several, each of one province.
pub const CALENDARS: &[(&str, &str)] = &[("dti-province-2022", "indicators/bac-giang-2022-reporting/calendar.json")];

/// The crosswalks that ship: from, then to.
pub const CROSSWALKS: &[(&str, &str)] = &[
    ("mic-2024-province", "dti-province-2022"),
    ("ba-ria-vung-tau-2024-targets", "dti-province-2022"),
    ("dong-thap-2022-targets", "dti-province-2022"),
    ("dti-province-2020", "dti-province-2022"),
    ("dti-province-2022", "dti-province-2025"),
];

/// The text of a crosswalk that ships.
#[cfg(not(target_arch = "wasm32"))]
pub fn crosswalk_text(from: &str, to: &str) -> Option<&'static str> {
    Some(match (from, to) {
        ("mic-2024-province", "dti-province-2022") => {
            include_str!("../../indicators/crosswalks/mic-2024-province--dti-province-2022.json")
        }
        ("ba-ria-vung-tau-2024-targets", "dti-province-2022") => {
            include_str!("../../indicators/crosswalks/ba-ria-vung-tau-2024-targets--dti-province-2022.json")
        }
        ("dong-thap-2022-targets", "dti-province-2022") => {
            include_str!("../../indicators/crosswalks/dong-thap-2022-targets--dti-province-2022.json")
        }
        ("dti-province-2020", "dti-province-2022") => {
            include_str!("../../indicators/crosswalks/dti-province-2020--dti-province-2022.json")
        }
        ("dti-province-2022", "dti-province-2025") => {
            include_str!("../../indicators/crosswalks/dti-province-2022--dti-province-2025.json")
        }
        _ => return None,
    })
}

/// The text of `indicators/years.json`; small enough to come with the pages that use it.
pub const YEARS: &str = include_str!("../../indicators/years.json");

/// The text of `indicators/documents.json`.
#[cfg(not(target_arch = "wasm32"))]
pub const DOCUMENTS: &str = include_str!("../../indicators/documents.json");
