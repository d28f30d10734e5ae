//! The frameworks to choose from: fetched as one small index when a list of them is first shown.

use std::{cell::RefCell, rc::Rc};

use yew::{platform::spawn_local, prelude::*};

use crate::{
    app::{
        machinery,
        state::library::{Library, LoadFailure, Loaded},
    },
    engine::framework::{Basis, Scoring},
    formats::index::{self, Entry},
    i18n::{Language, find, letters::upper_first, lower_first, pick, status, text, text_with},
    web,
};

/// What lists say of the frameworks that come with the program, in the order in which they are offered.
pub type Entries = Rc<[Rc<Entry>]>;

/// Its address.
const INDEX: &str = "indicators/index.json";

thread_local! {
    static FETCHED: RefCell<Option<Entries>> = const { RefCell::new(None) };
}

/// The index as far as it is loaded, and how to ask for it again.
#[hook]
pub fn use_catalog() -> (Loaded<Entries>, Callback<MouseEvent>) {
    let found = use_state_eq(|| FETCHED.with_borrow(Clone::clone).map_or(Loaded::Loading, Loaded::Ready));
    let attempt = use_state_eq(|| 0_u32);
    {
        let found = found.clone();
        use_effect_with(*attempt, move |_| {
            if !matches!(*found, Loaded::Ready(_)) {
                found.set(Loaded::Loading);
                spawn_local(async move { found.set(fetch().await.map_or_else(Loaded::Failed, Loaded::Ready)) });
            }
        });
    }
    let again = {
        let (next, attempt) = (*attempt + 1, attempt.setter());
        Callback::from(move |_| attempt.set(next))
    };
    (Loaded::clone(&found), again)
}

/// The entries of an index as if they had been fetched, for pages that are drawn when the application is built.
#[cfg(feature = "prerender")]
pub fn keep(text: &str) -> Entries {
    let entries: Entries = index::read(text).unwrap_or_default().into();
    FETCHED.set(Some(Rc::clone(&entries)));
    entries
}

async fn fetch() -> Result<Entries, LoadFailure> {
    let text = web::fetch::text(INDEX).await.map_err(|web::fetch::Unreachable| LoadFailure::Unreachable)?;
    match index::read(&text) {
        Ok(entries) => {
            let entries = Entries::from(entries);
            FETCHED.set(Some(Rc::clone(&entries)));
            Ok(entries)
        }
        Err(problems) => {
            // It lists problems. Where it does not come, the page says only that something is wrong.
            let _ = machinery::load_keeping().await;
            Err(LoadFailure::Refused(problems.into()))
        }
    }
}

/// The frameworks that come with the program, without those that something opened stands in for.
pub fn built_in(entries: &Loaded<Entries>, library: &Library) -> Vec<Rc<Entry>> {
    let entries = entries.as_ready();
    let all = entries.iter().flat_map(|entries| entries.iter());
    all.filter(|it| library.find_opened(&it.id).is_none()).cloned().collect()
}

/// That the index is on its way, or why it can not be had.
pub fn not_there(entries: &Loaded<Entries>, again: &Callback<MouseEvent>, language: Language) -> Html {
    let failure = match entries {
        Loaded::Ready(_) => return Html::default(),
        Loaded::Failed(failure) => failure,
        _ => return html! { <p class="loading" role="status">{ text(language, "catalog.loading") }</p> },
    };
    html! {
        <div role="alert">
            if let LoadFailure::Refused(problems) = failure {
                { machinery::keeping().map(|it| (it.problem_list)(problems, None, 8, language)) }
            } else {
                <p class="field-error">{ text(language, "catalog.unreachable") }</p>
            }
            <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
        </div>
    }
}

/// «Cấp tỉnh», «Nhiệm vụ, mục tiêu của kế hoạch»
pub fn level_name(level: &str, language: Language) -> String {
    find(language, &format!("frameworks.for.{level}")).unwrap_or(level).to_owned()
}

/// «2021–2023», «2020, 2024»; `years` ascend, each once.
pub fn years_text(years: &[u16], language: Language) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last && usize::from(last - first) + 1 == years.len() => {
            format!("{first}–{last}")
        }
        (Some(_), _) => years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        _ => text(language, "frameworks.years.none").to_owned(),
    }
}

/// «9 chỉ số chính, 97 yêu cầu»
pub fn contents_text(entry: &Entry, language: Language) -> String {
    let level = |it: &index::LevelCount| {
        let name = lower_first(pick(&it.level, language));
        text_with(language, "frameworks.contents.level", &[("count", &it.count.to_string()), ("level", &name)])
    };
    upper_first(&entry.contents.iter().map(level).collect::<Vec<_>>().join(", "))
}

/// «Bộ chính thức có 47 chỉ số thành phần; nguồn ở đây chưa có chỉ số nào.» Nothing where nobody says how many.
pub fn components_text(entry: &Entry, language: Language) -> Option<String> {
    let key = if entry.lacks_components() { "catalog.components.unknown" } else { "catalog.components" };
    Some(text_with(language, key, &[("official", &entry.official_count?.to_string())]))
}

/// «1.000 điểm», «940 điểm (suy ra)», «Đếm số nhiệm vụ hoàn thành, không có điểm»
pub fn total_text(entry: &Entry, language: Language) -> String {
    if entry.scoring == Scoring::Counted {
        let noun = entry.counted_noun.as_ref().map_or("", |noun| pick(noun, language));
        return text_with(language, "frameworks.total.counted.text", &[("noun", noun)]);
    }
    let points = status::with_points(&entry.max_points, language);
    match entry.total_basis {
        Basis::Official => points,
        basis => format!("{points} ({})", status::basis_name(basis, language)),
    }
}

/// «Điểm chỉ số chính: chính thức; điểm yêu cầu: phân bổ đều, không phải điểm chính thức; cách tính: suy ra»
pub fn basis_text(entry: &Entry, language: Language) -> String {
    let points = |level: Option<&index::LevelCount>, bases: &[Basis]| {
        let level = level.map_or(String::new(), |it| lower_first(pick(&it.level, language)));
        let values = [("level", &*level), ("basis", &*bases_text(bases, language))];
        (!bases.is_empty()).then(|| text_with(language, "catalog.basis.points", &values))
    };
    let rules = match entry.given_leaves {
        given if given == entry.scored_leaves => Some(text(language, "catalog.basis.given").to_owned()),
        _ => Some(text_with(language, "catalog.basis.rules", &[("basis", &bases_text(&entry.rule_basis, language))])),
    };
    let parts =
        [points(entry.contents.first(), &entry.top_basis), points(entry.contents.last(), &entry.leaf_basis), rules];
    upper_first(&parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn bases_text(bases: &[Basis], language: Language) -> String {
    let name = |basis: &Basis| match basis {
        Basis::Allocated => text(language, "catalog.basis.allocated"),
        basis => status::basis_name(*basis, language),
    };
    bases.iter().map(name).collect::<Vec<_>>().join(", ")
}
