//! The pillars.

use yew::prelude::*;

use super::{Findings, column};
use crate::{
    app::{charts::main_indicators::value_text, pages::score::index_text},
    engine::review::share_interval,
    i18n::{pick, text},
};

/// Points and index value of each pillar.
pub fn pillars(findings: &Findings) -> Html {
    let Findings { session, scorecard, language, .. } = *findings;
    let framework = &*session.framework;
    let say = |key| text(language, key);
    let members: Vec<&usize> = framework.pillars.iter().flat_map(|pillar| &pillar.members).collect();
    let overlap = members.iter().enumerate().any(|(at, member)| members[..at].contains(member));
    html! {
        <section class="results-pillars">
            <h2>{ say("results.pillars") }</h2>
            if overlap {
                <p>{ say("results.pillars.overlap") }</p>
            }
            <table class="table">
                <caption>{ say("results.pillars.caption") }</caption>
                <thead>
                    <tr>
                        { column(say("results.pillar"), false) }
                        { column(say("results.column.reached"), true) }
                        { column(say("results.column.index"), true) }
                    </tr>
                </thead>
                <tbody>
                    for (pillar, scored) in framework.pillars.iter().zip(&scorecard.pillars) {
                        <tr data-pillar={pillar.id.to_string()}>
                            <th scope="row">{ &**pick(&pillar.name, language) }</th>
                            <td class="number">{ &*value_text(framework, &scored.score, language) }</td>
                            <td class="number">
                                if let Some((low, high)) = share_interval(framework, &scored.score) {
                                    { index_text(framework, &low, &high, language) }
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}
