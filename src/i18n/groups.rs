//! Which Vietnamese texts travel with which code. build.rs divides `pages.vi.json` and `vi.json` by these tables.

/// The groups of texts and the beginnings of their keys: a beginning holds for itself and for what follows it after a
/// dot, and the longest that fits decides. What fits none is in the first group, `frame`, which is always there.
///
/// `pages` comes with every page that is fetched, `command` only with the native command; each other group is named as
/// the code is that it comes with (`chunk!`). `tests/i18n.rs` holds this table against where texts are used.
pub const GROUPS: [(&str, &[&str]); 12] = [
    (
        "frame",
        &[
            "assess.loading",
            "frameworks.contents.level",
            "frameworks.for",
            "frameworks.opened",
            "frameworks.total.counted.text",
            "frameworks.years.none",
            "shell.kept.copy.label",
        ],
    ),
    (
        "pages",
        &[
            "appraise.answer",
            "appraise.column.appraised",
            "appraise.column.difference",
            "appraise.column.final",
            "appraise.explanation",
            "appraise.final_reason",
            "appraise.locked",
            "appraise.reason",
            "appraise.remark",
            "appraise.reopen",
            "appraise.title",
            "assess.explanation.said",
            "assess.redo",
            "assess.undo",
            "assess.year_note",
            "author.open.drop",
            "author.open.not_loaded",
            "author.open.reading",
            "charts",
            "duties.title",
            "evidence.title",
            "frameworks.author",
            "merge.document",
            "merge.framework",
            "merge.nothing",
            "merge.organization",
            "merge.part",
            "merge.period",
            "merge.rounds",
            "periods.title",
            "results.allocated",
            "results.column.item",
            "results.column.max",
            "results.more",
            "results.none",
            "results.unnamed",
            "shell.new_window",
            "shell.source",
        ],
    ),
    ("work", &["assess"]),
    ("reading", &["carry.evidence", "carry_over", "compare_page", "frameworks", "results"]),
    (
        "desk",
        &[
            "appraise",
            "check",
            "documents",
            "duties",
            "evidence",
            "exchange",
            "export",
            "import",
            "merge",
            "plan",
            "report_page",
            "risk",
            "rollup",
            "round",
        ],
    ),
    ("author", &["author"]),
    (
        "published",
        &[
            "embed.link",
            "ranking",
            "ranking.compare.link",
            "ranking.compare.title",
            "ranking.overview.link",
            "ranking.overview.title",
            "what_if.title",
        ],
    ),
    (
        "explore",
        &[
            "budget",
            "embed",
            "periods",
            "ranking.basis",
            "ranking.compare",
            "ranking.conflicts",
            "ranking.heat.caption",
            "ranking.heat.legend",
            "ranking.heat.sentence",
            "ranking.map.none",
            "ranking.overview",
            "ranking.own.data",
            "ranking.own.lead",
            "ranking.own.map",
            "ranking.own.now",
            "ranking.own.reach",
            "ranking.own.reading",
            "ranking.own.show",
            "ranking.profile",
            "targets",
            "what_if",
        ],
    ),
    (
        "score",
        &[
            "results.all",
            "results.grade",
            "results.index",
            "results.interval",
            "results.progress",
            "results.title",
            "results.total",
        ],
    ),
    ("session", &["shell.explanation", "shell.kept", "shell.recovery"]),
    ("command", &["carry", "ranking.readings"]),
    (
        "start",
        &[
            "assess.open_file",
            "assess.organization",
            "assess.period",
            "assess.quarter",
            "assess.start",
            "assess.title",
            "assess.year",
        ],
    ),
];

/// The texts of `vi.json` in two parts, by the beginnings of their keys as above: `own` is there wherever one is said;
/// `details` comes with what says problems, explains and compares: the form does without until something is opened, the
/// total of an assessment and the list of published results do without at all.
pub const OWN: [(&str, &[&str]); 2] = [
    ("own", &["step.met", "step.not_met"]),
    (
        "details",
        &[
            "carry",
            "compare",
            "fault",
            "input_kind",
            "json_type",
            "place",
            "plan",
            "problem",
            "reason",
            "relation",
            "report",
            "sheet_limit",
            "step",
            "trend",
        ],
    ),
];

/// The group of a key of pages.
pub fn group(key: &str) -> &'static str {
    group_in(&GROUPS, key)
}

/// The part of `vi.json` that a key of it is in.
pub fn own_group(key: &str) -> &'static str {
    group_in(&OWN, key)
}

fn group_in(groups: &[(&'static str, &[&str])], key: &str) -> &'static str {
    let rules =
        groups.iter().flat_map(|(group, beginnings)| beginnings.iter().map(move |beginning| (*beginning, *group)));
    let fits =
        |beginning: &str| key.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let longest = rules.filter(|(beginning, _)| fits(beginning)).max_by_key(|(beginning, _)| beginning.len());
    longest.map_or(groups[0].0, |(_, group)| group)
}
