//! The Vietnamese texts of pages that are there: each group ([`super::groups`]) is in the code that says it, and is told of
//! when that code arrives (`chunk!`). Where the program is in one piece, all of them are there from the start.

use std::sync::OnceLock;

use super::{
    Messages,
    groups::GROUPS,
    load,
    own::{details, faults},
};

static TEXTS: [OnceLock<Messages>; GROUPS.len()] = [const { OnceLock::new() }; GROUPS.len()];

/// The message of a key, in the groups that are there.
pub(super) fn find(key: &str) -> Option<&'static str> {
    frame();
    #[cfg(not(feature = "chunks"))]
    for arrive in [work as fn(), session, reading, desk, author, explore, command] {
        arrive();
    }
    TEXTS.iter().find_map(|texts| texts.get()?.get(key)).map(String::as_str)
}

/// Defines the function that makes a group of texts be there, after the group `pages`, which all others may use.
macro_rules! group {
    ($at:literal, $name:ident, $($with:ident),*) => {
        #[doc = concat!("The texts of the group `", stringify!($name), "` are there.")]
        pub fn $name() {
            $($with();)*
            TEXTS[$at].get_or_init(|| load(include_str!(concat!(env!("OUT_DIR"), "/pages.", stringify!($name), ".vi.json"))));
        }
    };
}

group!(0, frame,);
group!(1, pages,);
group!(2, work, pages, faults);
group!(3, reading, score, details);
group!(4, desk, pages, details);
group!(5, author, pages, details);
group!(6, published, pages);
group!(7, explore, published, details);
group!(8, score, pages);
group!(9, session, pages, details);
#[cfg(not(feature = "chunks"))]
group!(10, command,);

/// Spreadsheets and documents say nothing by themselves.
pub const fn office() {}
