//! Reports in words: the self-assessment report with its annex, and the framework report.
//!
//! The parts and their order are those that offices use; the form of the page is the writer's matter.

use super::{
    Language, crosswalk, deadline, number,
    own::{find, text, text_with},
    pick, rule, status,
};
use crate::engine::{
    assessment::{Assessment, EvidenceItem, Response},
    calendar::Date,
    exact::Exact,
    framework::{Framework, Node, NodeIndex, Role, Scoring},
    paper::{Align, Block, Closing, Column, Letterhead, Paper, Part, Row, Table},
    report::{Asked, Field, Report, Section, Texts, section_key},
    review::Standing,
    scoring::{NodeScore, Score, Scorecard, State},
};

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its scores.
    pub scorecard: &'a Scorecard,
    /// What stands out in them.
    pub report: &'a Report,
    /// What the organization writes itself.
    pub texts: &'a Texts,
    /// The language of the report; administrative documents are in Vietnamese.
    pub language: Language,
}

/// What stands where a person has to fill something in.
const BLANK: &str = "……";

/// “Báo cáo tự đánh giá”, with the annex of all items on landscape pages.
pub fn self_report(of: Source<'_>) -> Paper {
    let say = |key: &'static str| text(of.language, key).to_owned();
    let about = text_with(of.language, "report.self.about", &[("period", &of.period()), ("name", &of.name())]);
    let mut blocks = vec![of.letterhead(), Block::Title { kind: say("report.kind"), about: about.clone() }];
    blocks.extend(paragraphs(&of.written(Field::Opening)));
    let heading = |level, key| Block::Heading { level, text: say(key) };
    blocks.push(heading(1, "report.self.results"));
    blocks.push(heading(2, "report.self.whole"));
    blocks.extend(of.whole().into_iter().map(Block::Paragraph));
    blocks.extend(of.notices().into_iter().map(Block::Note));
    blocks.push(heading(2, "report.self.by_main"));
    blocks.push(Block::Table(of.main_table()));
    if !of.framework.pillars.is_empty() {
        blocks.push(heading(2, "report.self.pillars"));
        blocks.push(Block::Table(of.pillar_table()));
        blocks.push(Block::Note(say("report.self.pillars.overlap")));
    }
    for (key, field) in [
        ("report.self.strengths", Field::Strengths),
        ("report.self.weaknesses", Field::Weaknesses),
        ("report.self.proposals", Field::Proposals),
        ("report.self.tasks", Field::Tasks),
    ] {
        blocks.push(heading(1, key));
        blocks.extend(paragraphs(&of.written(field)));
    }
    blocks.push(Block::Paragraph(say("report.end")));
    blocks.push(of.closing());
    let annex = Block::Annex {
        name: say("report.annex"),
        about: text_with(of.language, "report.annex.about", &[("period", &of.period()), ("name", &of.name())]),
        belongs: of.belongs(),
    };
    let mut parts = vec![Part { landscape: false, blocks }];
    parts.push(Part { landscape: true, blocks: vec![annex, Block::Table(of.annex_table())] });
    Paper { title: format!("{}: {about}", say("report.kind.small")), language: of.language.code(), parts }
}

/// The framework report: for each section what was reached, what was not, and where it is asked for what is proposed and
/// what is to be done.
pub fn section_report(of: Source<'_>, sections: &[Section]) -> Paper {
    let say = |key: &'static str| text(of.language, key).to_owned();
    let about = text_with(of.language, "report.sections.about", &[("period", &of.period()), ("name", &of.name())]);
    let mut blocks = vec![of.letterhead(), Block::Title { kind: say("report.kind"), about: about.clone() }];
    blocks.extend(paragraphs(&of.written(Field::Opening)));
    blocks.extend(of.notices().into_iter().map(Block::Note));
    for section in sections {
        let dot = if section.number.chars().all(|c| c.is_alphanumeric() || c == '.') { "." } else { ":" };
        let title = format!("{}{dot} {}", section.number, pick(&section.title, of.language));
        blocks.push(Block::Heading { level: section.level, text: title });
        for (at, ask) in section.asks.iter().enumerate() {
            let label =
                ask.label.as_ref().map_or_else(|| of.asked(ask.kind), |label| pick(label, of.language).to_string());
            let label = format!("{} {label}", ask.number);
            blocks.push(Block::Heading { level: section.level.saturating_add(1), text: label.trim_start().to_owned() });
            blocks.extend(paragraphs(&of.section_text(section, at)));
        }
    }
    blocks.push(Block::Paragraph(say("report.end")));
    blocks.push(of.closing());
    let parts = vec![Part { landscape: false, blocks }];
    Paper { title: format!("{}: {about}", say("report.kind.small")), language: of.language.code(), parts }
}

impl Source<'_> {
    /// What stands in the report for a text that the organization writes: its own, otherwise what follows from the scores;
    /// what only a person can know is left open.
    pub fn written(&self, field: Field) -> String {
        match self.texts.get(field.code()).map(|text| text.trim()).filter(|text| !text.is_empty()) {
            Some(text) => text.to_owned(),
            None => self.draft(field),
        }
    }

    /// What is drafted from the scores; a line that begins with a dash is an item of a list.
    pub fn draft(&self, field: Field) -> String {
        let language = self.language;
        match field {
            Field::Opening => text_with(
                language,
                "report.opening",
                &[
                    ("name", self.name().as_str()),
                    ("framework", pick(&self.framework.title, language)),
                    ("period", &self.period()),
                ],
            ),
            Field::Strengths => {
                self.standings(&self.report.review.strengths, ["report.strengths", "report.strengths.none"])
            }
            Field::Weaknesses => {
                let mut lines = vec![
                    self.standings(&self.report.review.weaknesses, ["report.weaknesses", "report.weaknesses.none"]),
                ];
                lines.extend(self.worst(["report.worst", "report.worst.counted"]));
                lines.join("\n")
            }
            Field::Tasks => {
                let mut lines = self.worst(["report.tasks", "report.tasks.counted"]);
                if self.report.open > 0 {
                    let count = whole(self.report.open, language);
                    lines.push(text_with(language, "report.tasks.open", &[("count", &count)]));
                }
                if lines.is_empty() { BLANK.to_owned() } else { lines.join("\n") }
            }
            Field::Issuer => self.name(),
            Field::Recipients => text(language, "report.recipients.draft").to_owned(),
            Field::Number => text(language, "report.number.draft").to_owned(),
            Field::Superior => String::new(),
            Field::Place | Field::Date | Field::Proposals | Field::Authority | Field::Name => BLANK.to_owned(),
        }
    }

    /// The organization's own words for one thing that a section asks for, otherwise what is entered says.
    pub fn section_text(&self, section: &Section, at: usize) -> String {
        let own = self.texts.get(&section_key(section, at)).map(|text| text.trim()).filter(|text| !text.is_empty());
        own.map_or_else(|| self.section_draft(section, at), str::to_owned)
    }

    /// What is entered for the part of the framework that a section is about.
    pub fn section_draft(&self, section: &Section, at: usize) -> String {
        let (Some(root), Some(ask)) = (section.node, section.asks.get(at)) else { return BLANK.to_owned() };
        let mut lines = Vec::new();
        for (index, node, _) in self.framework.leaves_below(root) {
            let Some(scored) = self.scorecard.nodes.get(index) else { continue };
            let line = match ask.kind {
                Asked::Results => self.reached(node, scored),
                Asked::Shortcomings => self.not_reached(node, scored),
                Asked::Tasks => self.open_task(node, scored),
                Asked::Proposals | Asked::Statement => None,
            };
            lines.extend(line.map(|line| format!("- {line}")));
        }
        if lines.is_empty() { BLANK.to_owned() } else { lines.join("\n") }
    }

    fn asked(&self, kind: Asked) -> String {
        find(self.language, &format!("report.asked.{}", kind.code())).unwrap_or_default().to_owned()
    }

    /// «4.1 Tổ công nghệ số cộng đồng: Số xã: 209; … (10 / 10)», where something is reached.
    fn reached(&self, node: &Node, scored: &NodeScore) -> Option<String> {
        if !matches!(scored.state, State::Entered | State::Given | State::Partial) || scored.score.points.is_zero() {
            return None;
        }
        let response = self.response(node);
        let explained = response.map(|it| it.explanation.trim()).filter(|text| !text.is_empty()).map(one_line);
        let said = explained.unwrap_or_else(|| self.figures(node).join("; "));
        let colon = if said.is_empty() { "" } else { ": " };
        Some(format!("{}{colon}{said}", one_line(&super::node_title(node, " ", self.language))))
    }

    fn not_reached(&self, node: &Node, scored: &NodeScore) -> Option<String> {
        let lost = scored.score.lost();
        if lost.is_zero() || matches!(scored.state, State::NotApplicable | State::Unscored) {
            return None;
        }
        let name = one_line(&super::node_title(node, " ", self.language));
        let reached = self.figures(node).join("; ");
        Some(match (self.framework.scoring, reached.as_str()) {
            (_, "") => name,
            (Scoring::Counted, reached) => format!("{name} ({reached})"),
            (Scoring::Points, reached) => {
                let points = status::out_of(&scored.score.points, &scored.score.max_points, self.language);
                text_with(
                    self.language,
                    "report.not_reached",
                    &[("name", name.as_str()), ("figures", reached), ("points", &points)],
                )
            }
        })
    }

    fn open_task(&self, node: &Node, scored: &NodeScore) -> Option<String> {
        let open = scored.score.max_points > scored.score.lowest;
        (open && !matches!(scored.state, State::NotApplicable | State::Unscored))
            .then(|| one_line(&super::node_title(node, " ", self.language)))
    }

    fn letterhead(&self) -> Block {
        let say = |key: &'static str| text(self.language, key).to_owned();
        Block::Letterhead(Letterhead {
            superior: self.written(Field::Superior).to_uppercase(),
            issuer: self.written(Field::Issuer).to_uppercase(),
            number: text_with(self.language, "report.number", &[("number", &self.written(Field::Number))]),
            state: say("report.state"),
            motto: say("report.motto"),
            place_and_date: self.place_and_date(),
        })
    }

    /// «Bắc Giang, ngày 05 tháng 3 năm 2024»
    fn place_and_date(&self) -> String {
        let place = self.written(Field::Place);
        match Date::parse(self.written(Field::Date).trim()) {
            Some(date) => text_with(
                self.language,
                "report.place_and_date",
                &[("place", place.as_str()), ("date", &self.long_date(date))],
            ),
            None => text_with(
                self.language,
                "report.place_and_date",
                &[("place", place.as_str()), ("date", &self.no_date())],
            ),
        }
    }

    /// Days below 10 and the months 1 and 2 have a zero before them, as administrative documents require.
    fn long_date(&self, date: Date) -> String {
        let month = if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
        match self.language {
            Language::Vi => text_with(
                self.language,
                "report.date",
                &[
                    ("day", format!("{:02}", date.day()).as_str()),
                    ("month", &month),
                    ("year", &date.year().to_string()),
                ],
            ),
            Language::En => deadline::date(date, self.language),
        }
    }

    fn no_date(&self) -> String {
        text_with(self.language, "report.date", &[("day", BLANK), ("month", BLANK), ("year", BLANK)])
    }

    /// «(Kèm theo Báo cáo số … ngày … của …)»
    fn belongs(&self) -> String {
        let date = Date::parse(self.written(Field::Date).trim());
        let date = date.map_or_else(|| self.no_date(), |date| self.long_date(date));
        let (number, issuer) = (self.written(Field::Number), self.written(Field::Issuer));
        let values = [("number", number.as_str()), ("date", &date), ("issuer", &issuer)];
        text_with(self.language, "report.annex.belongs", &values)
    }

    fn closing(&self) -> Block {
        let lines = |field| self.written(field).lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        let mut recipients = lines(Field::Recipients);
        recipients.retain(|line| !line.is_empty());
        let last = recipients.len();
        let marked = |(at, line): (usize, String)| {
            let line = line.trim_start_matches('-').trim().trim_end_matches([';', '.']);
            format!("- {line}{}", if at + 1 == last { "." } else { ";" })
        };
        Block::Closing(Closing {
            recipients_label: text(self.language, "report.recipients").to_owned(),
            recipients: recipients.into_iter().enumerate().map(marked).collect(),
            authority: lines(Field::Authority).into_iter().map(|line| line.to_uppercase()).collect(),
            name: self.written(Field::Name),
        })
    }

    fn name(&self) -> String {
        match self.assessment.organization.name.trim() {
            "" => BLANK.to_owned(),
            name => name.to_owned(),
        }
    }

    /// «quý I năm 2024», «năm 2024»
    fn period(&self) -> String {
        let period = self.assessment.period.trim();
        let (year, quarter) = period.split_once("-Q").unwrap_or((period, ""));
        let roman = match (quarter, self.language) {
            ("1", Language::Vi) => "I",
            ("2", Language::Vi) => "II",
            ("3", Language::Vi) => "III",
            ("4", Language::Vi) => "IV",
            (other, _) => other,
        };
        let values = [("year", if year.is_empty() { BLANK } else { year }), ("quarter", roman)];
        text_with(
            self.language,
            if quarter.is_empty() { "report.period.year" } else { "report.period.quarter" },
            &values,
        )
    }

    /// The whole in sentences.
    fn whole(&self) -> Vec<String> {
        let language = self.language;
        let total = &self.scorecard.total;
        let progress = self.scorecard.progress;
        let (entered, leaves) = (whole(progress.entered, language), whole(progress.leaves, language));
        let mut lines =
            vec![text_with(language, "report.whole.progress", &[("entered", &entered), ("leaves", &leaves)])];
        let reached = status::score(total, self.framework, language);
        lines.push(text_with(language, "report.whole.points", &[("score", &reached)]));
        if !total.is_complete() {
            lines.push(text_with(
                language,
                "report.whole.interval",
                &[("interval", &status::interval(total, language))],
            ));
        }
        if let Some((low, high)) = self.report.index.as_ref().filter(|_| self.framework.scoring == Scoring::Points) {
            let value = status::index_between(low, high, self.framework, language);
            lines.push(text_with(language, "report.whole.index", &[("value", &value)]));
        }
        if let Some((low, high)) = self.scorecard.grade
            && let Some(grading) = &self.framework.grading
        {
            let name = |grade: usize| grading.grades.get(grade).map_or("", |grade| &**pick(&grade.name, language));
            let grade = if low == high { name(low).to_owned() } else { format!("{} – {}", name(low), name(high)) };
            lines.push(text_with(language, "report.whole.grade", &[("grade", &grade)]));
        }
        lines
    }

    /// What the reader must know about the numbers.
    fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.report.has_allocated {
            notices.push(text(self.language, "report.notice.allocated").to_owned());
        }
        if self.framework.scoring == Scoring::Counted {
            notices.push(text(self.language, "report.notice.counted").to_owned());
        }
        if !self.scorecard.total.is_complete() {
            notices.push(text(self.language, "report.notice.open").to_owned());
        }
        notices
    }

    fn column(&self, key: &'static str, width: u16, align: Align) -> Column {
        Column { name: text(self.language, key).to_owned(), width, align }
    }

    fn main_table(&self) -> Table {
        let appraised = self.report.has_appraisal;
        let open = !self.scorecard.total.is_complete();
        let mut columns = vec![
            self.column("report.column.ordinal", 8, Align::Center),
            Column { name: self.level(), width: if open { 34 } else { 44 }, align: Align::Start },
            self.column("report.column.max", 12, Align::End),
            self.column("report.column.self", 14, Align::End),
        ];
        if open {
            columns.push(self.column("report.column.interval", 18, Align::End));
        }
        columns.push(self.column("report.column.share", 12, Align::End));
        if appraised {
            columns.push(self.column("report.column.appraised", 12, Align::End));
        }
        let mut rows = Vec::new();
        let cells = |ordinal: String, name: String, score: &Score, appraised_points: Option<&Exact>| {
            let mut cells = vec![
                ordinal,
                name,
                number::points(&score.max_points, self.language),
                number::points_beside(&score.points, &score.max_points, self.language),
            ];
            if open {
                cells.push(status::interval(score, self.language));
            }
            cells.push(self.share(score));
            if appraised {
                cells.push(appraised_points.map_or_else(|| "–".to_owned(), |it| number::points(it, self.language)));
            }
            cells
        };
        for (at, root) in self.scored_roots().enumerate() {
            let (Some(node), Some(scored)) = (self.framework.node(root), self.scorecard.nodes.get(root)) else {
                continue;
            };
            let name = one_line(pick(&node.name, self.language));
            rows.push(Row {
                cells: cells((at + 1).to_string(), name, &scored.score, scored.appraised.as_ref()),
                strong: false,
            });
        }
        let sum = text(self.language, "report.sum").to_owned();
        rows.push(Row { cells: cells(String::new(), sum, &self.scorecard.total, None), strong: true });
        Table { caption: text(self.language, "report.self.by_main").to_owned(), columns, rows }
    }

    fn pillar_table(&self) -> Table {
        let columns = vec![
            self.column("report.column.pillar", 46, Align::Start),
            self.column("report.column.max", 16, Align::End),
            self.column("report.column.self", 16, Align::End),
            self.column("report.column.index", 22, Align::End),
        ];
        let row = |(pillar, scored): (&crate::engine::framework::Pillar, &crate::engine::scoring::PillarScore)| {
            let interval = crate::engine::review::share_interval(self.framework, &scored.score);
            let index = interval.map_or_else(
                || "–".to_owned(),
                |(low, high)| status::index_between(&low, &high, self.framework, self.language),
            );
            let cells = vec![
                pick(&pillar.name, self.language).to_string(),
                number::points(&scored.score.max_points, self.language),
                number::points_beside(&scored.score.points, &scored.score.max_points, self.language),
                index,
            ];
            Row { cells, strong: false }
        };
        let rows = self.framework.pillars.iter().zip(&self.scorecard.pillars).map(row).collect();
        Table { caption: text(self.language, "report.self.pillars").to_owned(), columns, rows }
    }

    /// Every item, with the columns of the form.
    fn annex_table(&self) -> Table {
        let columns = vec![
            self.column("report.column.ordinal", 5, Align::Center),
            self.column("report.column.component", 19, Align::Start),
            self.column("report.column.max", 6, Align::End),
            self.column("report.column.figures", 15, Align::Start),
            self.column("report.column.rule", 17, Align::Start),
            self.column("report.column.documents", 13, Align::Start),
            self.column("report.column.self", 6, Align::End),
            self.column("report.column.appraised", 6, Align::End),
            self.column("report.column.difference", 6, Align::End),
            self.column("report.column.remark", 12, Align::Start),
        ];
        let nodes = self.framework.nodes().iter().zip(&self.scorecard.nodes);
        let rows = nodes.map(|(node, scored)| self.annex_row(node, scored)).collect();
        Table { caption: text(self.language, "report.annex").to_owned(), columns, rows }
    }

    fn annex_row(&self, node: &Node, scored: &NodeScore) -> Row {
        let language = self.language;
        let is_group = node.leaf.is_none();
        let unscored = scored.state == State::Unscored;
        let prerequisite = node.role == Role::Prerequisite;
        let points = |value: &Exact| number::points(value, language);
        let own = match scored.state {
            State::Unscored => text(language, "report.unscored").to_owned(),
            State::NotApplicable => text(language, "report.not_applicable").to_owned(),
            State::NotEntered => "–".to_owned(),
            _ if prerequisite => String::new(),
            _ if scored.score.is_complete() => {
                number::points_beside(&scored.score.points, &scored.score.max_points, language)
            }
            _ if is_group => number::points_beside(&scored.score.points, &scored.score.max_points, language),
            _ => status::interval(&scored.score, language),
        };
        let rule = if is_group || unscored {
            String::new()
        } else {
            rule::node_sentence(node, self.framework.scoring, language)
        };
        let response = self.response(node);
        let documents = response.map(|response| self.documents(response)).unwrap_or_default();
        let difference = scored.difference.as_ref().map(|difference| {
            let sign = if !difference.is_negative() && !difference.is_zero() { "+" } else { "" };
            format!("{sign}{}", points(difference))
        });
        let cells = vec![
            node.id.printed().unwrap_or_default().to_owned(),
            pick(&node.name, language).to_string(),
            if unscored || prerequisite { String::new() } else { points(&node.max_points) },
            self.figures(node).join("\n"),
            rule,
            documents,
            own,
            scored.appraised.as_ref().map(points).unwrap_or_default(),
            difference.unwrap_or_default(),
            response.map(remark).unwrap_or_default(),
        ];
        Row { cells, strong: is_group }
    }

    /// What is entered, one line a figure.
    fn figures(&self, node: &Node) -> Vec<String> {
        let Some(response) = self.response(node) else { return vec![] };
        let given = match (&response.given_points, &response.given_share) {
            (Some(points), _) => {
                Some(text_with(self.language, "report.given", &[("value", &number::written(points, self.language))]))
            }
            (None, Some(share)) => {
                Some(text_with(self.language, "report.given", &[("value", &number::written(share, self.language))]))
            }
            (None, None) => None,
        };
        let names = node.leaf.iter().flat_map(|leaf| &leaf.inputs).map(|input| &*input.name);
        let figures = names.filter_map(|name| Some((name, response.inputs.get(name).filter(|text| !text.is_empty())?)));
        let lines = figures.map(|(name, text)| crosswalk::figure(Some(node), name, text, self.language));
        given.into_iter().chain(lines).collect()
    }

    fn documents(&self, response: &Response) -> String {
        let items = response.evidence.iter().filter_map(|id| self.assessment.evidence.get(id));
        items.map(|item| self.document(item)).collect::<Vec<_>>().join("\n")
    }

    /// «466/QĐ-UBND ngày 15/3/2026: …»
    fn document(&self, item: &EvidenceItem) -> String {
        let date = match Date::parse(item.date.trim()) {
            Some(date) => deadline::date(date, self.language),
            None => item.date.trim().to_owned(),
        };
        let dated =
            if date.is_empty() { String::new() } else { text_with(self.language, "report.dated", &[("date", &date)]) };
        let head = [item.number.trim(), dated.as_str()]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        [head.as_str(), item.title.trim()]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(": ")
    }

    fn response(&self, node: &Node) -> Option<&Response> {
        self.assessment.response(node.id.as_str())
    }

    /// Which rule the list follows, and the list.
    fn standings(&self, standings: &[Standing], [some, none]: [&'static str; 2]) -> String {
        let language = self.language;
        let Some(share) = &self.report.review.share else { return BLANK.to_owned() };
        let level = self.level().to_lowercase();
        let values = [("level", level.as_str()), ("share", &number::percent(share, language))];
        if standings.is_empty() {
            return text_with(language, none, &values);
        }
        let item = |standing: &Standing| {
            let name =
                self.framework.node(standing.node).map(|node| one_line(pick(&node.name, language))).unwrap_or_default();
            format!("- {name}: {}", number::percent(&standing.share, language))
        };
        let mut lines = vec![text_with(language, some, &values)];
        lines.extend(standings.iter().map(item));
        lines.join("\n")
    }

    /// Items that have lost the most points.
    fn worst(&self, [points, counted]: [&'static str; 2]) -> Vec<String> {
        let worst = &self.report.worst;
        if worst.is_empty() {
            return vec![];
        }
        let item = |gap: &crate::engine::review::Gap| {
            let node = self.framework.node(gap.node)?;
            let name = one_line(&super::node_title(node, " ", self.language));
            Some(match self.framework.scoring {
                Scoring::Counted => format!("- {name}"),
                Scoring::Points => {
                    let points = status::with_points(&gap.points, self.language);
                    text_with(self.language, "report.worst.item", &[("name", &name), ("points", &points)])
                }
            })
        };
        let heading = match self.framework.scoring {
            Scoring::Points => text(self.language, points),
            Scoring::Counted => text(self.language, counted),
        };
        std::iter::once(heading.to_owned()).chain(worst.iter().filter_map(item)).collect()
    }

    fn scored_roots(&self) -> impl Iterator<Item = NodeIndex> {
        let scored = |root: &&NodeIndex| {
            self.scorecard.nodes.get(**root).is_some_and(|it| it.state != State::Unscored)
                && self.framework.node(**root).is_some_and(|node| node.role != Role::Prerequisite)
        };
        self.framework.roots().iter().filter(scored).copied()
    }

    fn share(&self, score: &Score) -> String {
        let share = score.share().map(|share| number::percent(&share, self.language));
        share.unwrap_or_else(|| "–".to_owned())
    }

    /// What the top level is called: «Chỉ số chính».
    fn level(&self) -> String {
        self.framework.levels.first().map(|level| pick(level, self.language).to_string()).unwrap_or_default()
    }
}

/// What is explained, and why another score was given.
fn remark(response: &Response) -> String {
    let reason = response.appraised.as_ref().map_or("", |appraised| appraised.reason.trim());
    [response.explanation.trim(), reason].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// Lines that begin with a dash are items, the others paragraphs.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("- "), blocks.last_mut()) {
            (Some(item), Some(Block::Items(items))) => items.push(item.to_owned()),
            (Some(item), _) => blocks.push(Block::Items(vec![item.to_owned()])),
            (None, _) => blocks.push(Block::Paragraph(line.to_owned())),
        }
    }
    blocks
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn whole(count: usize, language: Language) -> String {
    number::number(&i64::try_from(count).unwrap_or(i64::MAX).into(), language)
}
