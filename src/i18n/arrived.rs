//! The Vietnamese texts of pages that are there: each group ([`super::groups`]) is in the code that says it, and is told of
//! when that code arrives (`chunk!`). Where the program is in one piece, all of them are there from the start.

use std::{
    collections::BTreeMap,
    sync::{Once, RwLock},
};

use super::{groups::GROUPS, load, own::details};

static ARRIVED: [Once; GROUPS.len()] = [const { Once::new() }; GROUPS.len()];

/// The texts of all groups that are there: a page asks for hundreds of them whenever it is drawn.
static TEXTS: RwLock<BTreeMap<&'static str, &'static str>> = RwLock::new(BTreeMap::new());

/// The message of a key, in the groups that are there.
pub(super) fn find(key: &str) -> Option<&'static str> {
    frame();
    #[cfg(not(feature = "chunks"))]
    for arrive in [work as fn(), session, reading, desk, author, explore, command] {
        arrive();
    }
    TEXTS.read().ok()?.get(key).copied()
}

/// Takes the texts of a group, once; they are there as long as the program runs.
fn take(group: &Once, file: &str) {
    group.call_once(|| {
        let Ok(mut texts) = TEXTS.write() else { return };
        for (key, text) in load(file) {
            texts.insert(key.leak(), text.leak());
        }
    });
}

/// Defines the function that makes a group of texts be there, after the group `pages`, which all others may use.
macro_rules! group {
    ($at:literal, $name:ident, $($with:ident),*) => {
        #[doc = concat!("The texts of the group `", stringify!($name), "` are there.")]
        pub fn $name() {
            $($with();)*
            take(&ARRIVED[$at], include_str!(concat!(env!("OUT_DIR"), "/pages.", stringify!($name), ".vi.json")));
        }
    };
}

group!(0, frame,);
group!(1, pages,);
group!(2, work, start, pages);
group!(3, reading, start, score, details);
group!(4, desk, pages, details);
group!(5, author, pages, details);
group!(6, published, pages);
group!(7, explore, published, details);
group!(8, score, pages);
group!(9, session, pages, details);
#[cfg(not(feature = "chunks"))]
group!(10, command,);
group!(11, start,);

/// Spreadsheets and documents say nothing by themselves.
pub const fn office() {}
