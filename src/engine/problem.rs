//! What is wrong, where, and what was expected.
//!
//! A problem is data. `Display` is English, for developers and logs; people read a sentence made by `i18n`.

use std::fmt;

use super::{checked::shortened_to, exact::Exact};

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: the id of a node, with an input (`4.1/a`) or a part of the file (`pillars/digital-government`).
    /// Empty for the file as a whole.
    pub place: String,
    /// What.
    pub kind: ProblemKind,
}

/// Whether a file can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can; the problem is shown.
    Warning,
    /// It can not.
    Error,
}

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident : $type:ty),* $(,)? })? = $code:literal, $severity:ident, $text:literal;)*) => {
        /// What can be wrong.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum ProblemKind {
            $(#[doc = $text] $(#[$doc])* $name $({ $(#[doc = "Part of the sentence."] $field: $type),* })?,)*
        }

        impl ProblemKind {
            /// A stable name, for programs and message catalogues.
            pub fn code(&self) -> &'static str {
                match self { $(ProblemKind::$name $({ $($field: _),* })? => $code,)* }
            }

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self { $(ProblemKind::$name $({ $($field: _),* })? => Severity::$severity,)* }
            }

            /// The values of the sentence, by name.
            pub fn values(&self) -> Vec<(&'static str, String)> {
                match self { $(ProblemKind::$name $({ $($field),* })? => vec![$($((stringify!($field), shown($field))),*)?],)* }
            }

            /// The sentence for developers, with the names of its values in braces.
            fn template(&self) -> &'static str {
                match self { $(ProblemKind::$name $({ $($field),* })? => {
                    // The compiler looks whether it names values that are there.
                    let _ = format_args!($text);
                    $text
                })* }
            }

            /// All codes, for tests of the message catalogues.
            pub const CODES: &'static [&'static str] = &[$($code),*];
        }

        impl fmt::Display for ProblemKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut rest = self.template();
                let values = self.values();
                while let Some((before, after)) = rest.split_once('{') {
                    let (name, after) = after.split_once('}').unwrap_or((after, ""));
                    f.write_str(before)?;
                    f.write_str(values.iter().find(|(it, _)| *it == name).map_or("", |(_, value)| value))?;
                    rest = after;
                }
                f.write_str(rest)
            }
        }
    };
}

problem_kinds! {
    // Any file.
    NotJson { line: usize, column: usize, reason: String } = "not_json", Error, "line {line}, column {column}: {reason}";
    UnknownField { path: String } = "unknown_field", Error, "unknown field `{path}`";
    MissingField { path: String } = "missing_field", Error, "field `{path}` is missing";
    WrongType { path: String, expected: String } = "wrong_type", Error, "field `{path}` must be {expected}";
    WrongFormat { found: String, expected: String } = "wrong_format", Error, "format `{found}` is not `{expected}`";
    NewerFormat { found: String, expected: String } = "newer_format", Error, "format `{found}` is newer than `{expected}`, which this version reads";
    TooLarge { size: usize, limit: usize } = "too_large", Error, "{size} bytes are more than the limit of {limit}";
    TextTooLong { path: String, size: usize, limit: usize } = "text_too_long", Error, "field `{path}` has {size} bytes, more than the limit of {limit}";

    // Frameworks: identity and structure.
    BadId { id: String } = "bad_id", Error, "identifier `{id}` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most";
    FolderDiffers { folder: String, id: String } = "folder_differs", Error, "the folder is called `{folder}`, but the id in the file is `{id}`";
    DuplicateId { id: String } = "duplicate_id", Error, "identifier `{id}` is used more than once";
    Empty = "empty", Error, "there is no node";
    TooDeep { depth: usize, limit: usize } = "too_deep", Error, "level {depth} is deeper than the limit of {limit}";
    MissingVietnamese = "missing_vietnamese", Error, "the Vietnamese text is empty";
    MissingLevelName { depth: usize } = "missing_level_name", Error, "level {depth} of the tree has no name in `levels`";
    MissingCountedNoun = "missing_counted_noun", Error, "a counted framework must say what it counts in `counted_noun`";
    UnknownDocument { document: String } = "unknown_document", Error, "document `{document}` is not in documents.json";
    MissingSource = "missing_source", Error, "the source names no document or no section";
    MissingDerivation = "missing_derivation", Error, "what is inferred needs its derivation";
    BasisNotAllowed { basis: String } = "basis_not_allowed", Error, "the basis `{basis}` can not stand here";

    // Frameworks: points.
    BadNumber { text: String } = "bad_number", Error, "`{text}` is not a decimal number of at most 28 digits";
    BadShare { text: String } = "bad_share", Error, "`{text}` is not a share such as `1/2`, `0.5` or `50%` between 0 and 1";
    PointsOutOfRange { points: Exact, limit: Exact } = "points_out_of_range", Error, "{points} points are not in the range 0..={limit}";
    TotalDiffers { stated: Exact, sum: Exact } = "total_differs", Error, "{stated} points stated in all, but the parts add up to {sum}";
    TotalAgrees = "total_agrees", Error, "`declared_total_differs` is given, but the declared total is the sum of the parts";
    SumDiffers { stated: Exact, sum: Exact } = "sum_differs", Error, "{stated} points stated, but the parts add up to {sum}";
    PartlyAllocated = "partly_allocated", Error, "some parts state their points and some do not";
    PointsMissing = "points_missing", Error, "no points are stated here nor above";
    PointsNotAllowed = "points_not_allowed", Error, "a counted framework, an unscored node or a prerequisite has no points";
    UnscoredPart = "unscored_part", Error, "a part of an unscored node can not be scored";

    // Frameworks: rules.
    RuleMissing = "rule_missing", Error, "a scored leaf needs a rule";
    RuleNotAllowed = "rule_not_allowed", Error, "only a scored leaf has a rule";
    InputsNotAllowed = "inputs_not_allowed", Error, "a node with parts has no inputs of its own";
    BadInputName { name: String } = "bad_input_name", Error, "input `{name}` must hold lower-case letters, digits and `_`, start with a letter, and not be a word of formulas";
    DuplicateInput { name: String } = "duplicate_input", Error, "input `{name}` is declared more than once";
    UnknownInput { name: String } = "unknown_input", Error, "the rule names input `{name}`, which is not declared";
    ChoiceTwice { name: String } = "choice_twice", Error, "two choices read input `{name}`: each needs an input of its own";
    StepLikeInput { name: String } = "step_like_input", Error, "step `{name}` of the formula has the name of an input";
    UnusedInput { name: String } = "unused_input", Error, "input `{name}` is declared, but the rule does not use it";
    WrongInputKind { name: String, expected: String } = "wrong_input_kind", Error, "input `{name}` must be of kind {expected}";
    InputRange { name: String } = "input_range", Error, "the least value of input `{name}` is above the greatest";
    DenominatorMayBeZero { name: String } = "denominator_may_be_zero", Error, "`{name}` can be zero and something is divided by it: give it a least value above zero, or say what counts with `if_zero`";
    NestedNotApplicable = "nested_not_applicable", Error, "`if_zero: not_applicable` can only stand at the top of a rule or in a part of `all`";
    AwardMissing = "award_missing", Error, "either `share` or `points` must be given";
    AwardTwice = "award_twice", Error, "`share` and `points` can not both be given";
    AwardNotAllowed = "award_not_allowed", Error, "a part of `all` has no award of its own";
    AwardAboveMax { award: Exact, max: Exact } = "award_above_max", Error, "{award} points are more than the maximum of {max}";
    PartsDiffer { stated: Exact, sum: Exact } = "parts_differ", Error, "the maximum is {stated}, but the parts of the rule add up to {sum}";
    MaximumUnreachable { best: Exact, max: Exact } = "maximum_unreachable", Error, "at most {best} of {max} points can be reached";
    TooFewOptions = "too_few_options", Error, "a choice needs two options, other rules with parts at least one";
    TierOrder { tier: usize } = "tier_order", Error, "tier {tier} is empty: its lower bound is not below its upper bound";
    TierOverlap { first: usize, second: usize } = "tier_overlap", Error, "tiers {first} and {second} overlap";
    TierHole { first: usize, second: usize } = "tier_hole", Error, "tiers {first} and {second} leave a hole between them";
    TierUncovered { value: Exact } = "tier_uncovered", Error, "no tier holds the value {value}, which can be entered";
    TierBounds { tier: usize } = "tier_bounds", Error, "tier {tier} has two lower or two upper bounds";
    BoundsOrder = "bounds_order", Error, "`full_until` is not below `zero_from`";
    NotPositive { text: String } = "not_positive", Error, "`{text}` must be above zero";
    FormulaSyntax { column: usize, reason: String } = "formula_syntax", Error, "column {column} of the formula: {reason}";
    FormulaTooLarge { limit: usize } = "formula_too_large", Error, "the formula has more than {limit} parts or is nested too deeply";
    FormulaCycle { name: String } = "formula_cycle", Error, "step `{name}` of the formula depends on itself";
    UnusedStep { name: String } = "unused_step", Error, "step `{name}` of the formula is not used";
    RuleTooLarge { limit: usize } = "rule_too_large", Error, "the rule has more than {limit} parts or is nested too deeply";

    // Frameworks: pillars, grades, rounding.
    UnknownMember { id: String } = "unknown_member", Error, "`{id}` is not the id of a node at the top level";
    PillarDiffers { stated: Exact, sum: Exact } = "pillar_differs", Error, "{stated} points stated, but the members add up to {sum}";
    PillarWeights { sum: Exact } = "pillar_weights", Error, "the weights of the pillars add up to {sum} and not to 1, or some are missing";
    GradeOrder = "grade_order", Error, "grades must start at 0 and rise";
    RoundingTwice = "rounding_twice", Error, "the same level is rounded twice";
    TooManyPlaces { places: u8 } = "too_many_places", Error, "{places} places are more than 10";

    // Crosswalks and the table of years.
    CrosswalkNameDiffers { name: String, expected: String } = "crosswalk_name_differs", Error, "the file is called `{name}`, its frameworks ask for `{expected}`";
    UnknownRelationNode { id: String, framework: String } = "unknown_relation_node", Error, "framework `{framework}` has no node `{id}`";
    RelationTargetMissing = "relation_target_missing", Error, "a relation needs a `to`; only `none` has none";
    RelationTargetNotAllowed = "relation_target_not_allowed", Error, "the relation `none` has no `to`";
    DuplicateRelation = "duplicate_relation", Error, "the two nodes are related more than once";
    NoneAndRelated = "none_and_related", Error, "the node has the relation `none` and another one";
    LeafWithoutRelation = "leaf_without_relation", Error, "the leaf has no relation: write `none` where nothing corresponds";
    MappingNotAllowed = "mapping_not_allowed", Error, "`inputs` can only stand in an `equal` or `wider` relation of two leaves";
    UnknownMappedInput { name: String, node: String } = "unknown_mapped_input", Error, "leaf `{node}` has no input `{name}`";
    MappedInputDiffers { from: String, to: String } = "mapped_input_differs", Error, "inputs `{from}` and `{to}` differ in kind or unit";
    FilledTwice { id: String } = "filled_twice", Error, "`{id}` is filled more than once";
    YearsOverlap { year: String } = "years_overlap", Error, "the year {year} has more than one framework at this level";
    YearsDiffer { id: String, years: String } = "years_differ", Error, "framework `{id}` counts for {years} by its own file";

    // Outlines, calendars, budgets.
    NothingListed = "nothing_listed", Error, "the list is empty";
    NothingAsked = "nothing_asked", Error, "the heading has no parts and asks for nothing";
    UnknownFramework { id: String } = "unknown_framework", Error, "there is no framework `{id}`";
    DayOutOfRange { value: Exact } = "day_out_of_range", Error, "day {value} is not in the range 1..=31";
    MonthsOutOfRange { value: Exact, max: Exact } = "months_out_of_range", Error, "{value} months after the end of the period are more than {max}";
    YearsOrder { from: String, to: String } = "years_order", Error, "the period ends in {to}, before it starts in {from}";
    UnknownTable { name: String } = "unknown_table", Error, "there is no table `{name}`";
    NotInTable { name: String } = "not_in_table", Error, "the table has no column or row `{name}`";
    AmountsDiffer { stated: Exact, sum: Exact, field: String } = "amounts_differ", Error, "{stated} is stated, but the amounts add up to {sum}; `{field}` does not say why";
    AmountsAgree { field: String } = "amounts_agree", Error, "`{field}` is given, but the amounts add up";

    // Frameworks: examples.
    ExampleDiffers { stated: Exact, computed: Exact } = "example_differs", Error, "the example expects {stated} points, but its figures give {computed}";
    ExampleOpen = "example_open", Error, "the example expects points, but figures that count are missing";
    ExampleNode { id: String } = "example_node", Error, "the example names `{id}`, which is not a node of the framework";
    ExampleFigure { name: String } = "example_figure", Error, "the example has a figure `{name}`, which the node does not ask for";
    TooManyExamples { count: usize, limit: usize } = "too_many_examples", Error, "{count} examples are more than the limit of {limit}";

    // Spreadsheets.
    NotASpreadsheet { reason: String } = "not_a_spreadsheet", Error, "the file can not be read as a spreadsheet: {reason}";
    OtherFormat { format: String } = "other_format", Error, "the file is of another format ({format}): open it in Excel or LibreOffice, save it as .xlsx without a password, and open that";
    LegacyEncoding { encoding: String } = "legacy_encoding", Error, "the file is in the encoding {encoding} and not in Unicode: convert it, or save it as “CSV UTF-8”";
    SheetTooLarge { what: String, limit: usize } = "sheet_too_large", Error, "the spreadsheet has more than {limit} {what}";
    SheetMissing { sheet: String } = "sheet_missing", Error, "there is no sheet `{sheet}`";
    SheetTwice { sheet: String } = "sheet_twice", Error, "sheet `{sheet}` is there more than once";
    SheetUnknown { sheet: String } = "sheet_unknown", Warning, "sheet `{sheet}` is not part of a framework and was not read";
    HeadingMissing { heading: String } = "heading_missing", Error, "there is no column `{heading}`";
    HeadingUnknown { text: String } = "heading_unknown", Warning, "column `{text}` is not part of the sheet and was not read";
    HeadingTwice { heading: String } = "heading_twice", Error, "column `{heading}` is there more than once";
    CellEmpty { heading: String } = "cell_empty", Error, "`{heading}` must be filled in";
    CellWord { text: String, words: String } = "cell_word", Error, "`{text}` is none of: {words}";
    CellNumber { text: String } = "cell_number", Error, "`{text}` is not a number that can be read";
    CellNotUsed { heading: String, rule: String } = "cell_not_used", Error, "`{heading}` means nothing for the rule `{rule}`";
    CellNoRow { id: String } = "cell_no_row", Error, "`{id}` is not a code of the sheet of indicators";
    CellNoPart { id: String } = "cell_no_part", Error, "there is no part `{id}` of a rule here";
    CellLevel { text: String } = "cell_level", Error, "level `{text}` does not follow the row above";
    CellFormulaError { text: String } = "cell_formula_error", Error, "the cell holds the error `{text}` of its formula";
    CodeLostZero { id: String, likely: String } = "code_lost_zero", Error, "code `{id}` has lost a zero at its end: write `{likely}` as text";
    CodeIsDate { text: String } = "code_is_date", Error, "the code has become the date {text}: format the column as text and write it again";
    NumberAmbiguous { text: String, value: Exact } = "number_ambiguous", Warning, "`{text}` was read as {value}";

    // Score tables.
    NoScoreTable = "no_score_table", Error, "no row has the headings of a score table: a code or name, and a maximum or self score";
    FieldMissing { heading: String } = "field_missing", Error, "no column was found for `{heading}`";
    AmountAmbiguous { text: String, value: Exact } = "amount_ambiguous", Warning, "`{text}` can be read in two ways and was read as {value}";
    CodeTwice { id: String, first: usize } = "code_twice", Error, "code `{id}` is there already, in row {first}";
    ScoreOutOfRange { value: Exact, max: Exact } = "score_out_of_range", Error, "the score {value} is not in the range 0..={max}";
    DifferenceWrong { stated: Exact, computed: Exact } = "difference_wrong", Error, "the difference {stated} is stated, but self less appraised is {computed}";
    StatusWrong { text: String, computed: String } = "status_wrong", Error, "the status `{text}` does not follow from the scores, which give `{computed}`";
    ColumnSumDiffers { heading: String, stated: Exact, sum: Exact } = "column_sum_differs", Error, "`{heading}` states {stated}, but the lines add up to {sum}";
    MaximumDiffers { stated: Exact, computed: Exact } = "maximum_differs", Error, "a maximum of {stated} is stated, but the framework says {computed}";
    PlaceholderRemark { text: String } = "placeholder_remark", Warning, "the remark `{text}` is still the text of the empty form";

    // Published results.
    BadCsv { line: usize } = "bad_csv", Error, "line {line}: a quotation mark is not closed, or text follows it";
    ColumnMissing { name: String } = "column_missing", Error, "there is no column `{name}`";
    ColumnUnknown { name: String } = "column_unknown", Error, "the column `{name}` is not known, or is there twice";
    CellCount { count: usize, limit: usize } = "cell_count", Error, "{count} cells stand under {limit} columns";
    UnknownUnit { set: String, id: String } = "unknown_unit", Error, "the set `{set}` has no unit `{id}`";
    UnknownSource { id: String } = "unknown_source", Error, "source `{id}` is not in the list of sources";
    UnknownMeasure { id: String } = "unknown_measure", Error, "the framework has no measure `{id}`";
    ValueOutOfRange { value: Exact } = "value_out_of_range", Error, "the value {value} is not in the range 0..=1";
    BadRank { text: String } = "bad_rank", Error, "rank `{text}` is not a whole number from 1";
    NotInCopies { source: String } = "not_in_copies", Warning, "source `{source}` names the pages that it was read on, and none of them has this";
    FewerClaims = "fewer_claims", Error, "a conflict needs two claims that differ";
    ClaimDiffers { text: String, found: String } = "claim_differs", Error, "the claim that is used says `{text}`, but the table has `{found}`";
    ResultTwice = "result_twice", Error, "the same unit, period and measure are there already";
    NothingStated = "nothing_stated", Error, "neither a value nor a rank is stated";
    OtherYear { text: String } = "other_year", Error, "the framework does not count for the year `{text}`";
    BadPosition { text: String } = "bad_position", Error, "`{text}` is not a position in degrees: longitude -180..=180, latitude -90..=90";
    TooManyParts { count: usize, limit: usize } = "too_many_parts", Error, "{count} parts are more than the limit of {limit}";
    RankDiffers { stated: usize, computed: String } = "rank_differs", Warning, "rank {stated} is stated, but the values give {computed}";

    // Assessments.
    OtherFramework { found: String, expected: String } = "other_framework", Error, "the assessment is for framework `{found}`, not `{expected}`";
    HashDiffers = "hash_differs", Warning, "the framework has changed since the assessment was made";
    BadPeriod { text: String } = "bad_period", Warning, "period `{text}` is not a year (`2024`) or a year and quarter (`2024-Q1`)";
    UnknownNode { id: String } = "unknown_node", Warning, "the framework has no node `{id}`; what is entered for it is kept, but not scored";
    NotAnInput { name: String } = "not_an_input", Warning, "the leaf has no input `{name}`; what is entered for it is kept, but not used";
    FigureNotANumber { text: String } = "figure_not_a_number", Error, "`{text}` is not a decimal number";
    FigureNotWhole { text: String } = "figure_not_whole", Error, "`{text}` is not a whole number";
    FigureTooSmall { value: Exact, min: Exact } = "figure_too_small", Error, "{value} is below the least value {min}";
    FigureTooLarge { value: Exact, max: Exact } = "figure_too_large", Error, "{value} is above the greatest value {max}";
    FigureNotAnAnswer { text: String } = "figure_not_an_answer", Error, "`{text}` is neither `yes` nor `no`";
    FigureNotAnOption { text: String } = "figure_not_an_option", Error, "`{text}` is not one of the options";
    PartAboveWhole { part: Exact, whole: Exact } = "part_above_whole", Error, "{part} is more than {whole}, of which it is a part";
    PercentDisagrees { stated: Exact, computed: String } = "percent_disagrees", Warning, "{stated} % is stated, but the figures give {computed} %";
    GivenAndEntered = "given_and_entered", Error, "the node is given as a whole and something below it is entered too";
    GivenTwice = "given_twice", Error, "both a share and points are given";
    GivenOutOfRange { value: Exact, max: Exact } = "given_out_of_range", Error, "the given value {value} is not in the range 0..={max}";
    GivenNotAllowed = "given_not_allowed", Error, "a node without points can not be given";
    NotApplicableNotAllowed = "not_applicable_not_allowed", Error, "the framework does not allow `not applicable` here";
    UnknownEvidence { id: String } = "unknown_evidence", Warning, "document `{id}` is not in the register";
    AppraisedOutOfRange { value: Exact, max: Exact } = "appraised_out_of_range", Error, "the appraised score {value} is not in the range 0..={max}";
    FinalOutOfRange { value: Exact, max: Exact } = "final_out_of_range", Error, "the final score {value} is not in the range 0..={max}";
    FinalWithoutReason = "final_without_reason", Warning, "a final score that differs from the appraised score needs a reason";
    NotAppraised = "not_appraised", Error, "there is no appraised score";
    SealBroken = "seal_broken", Error, "the file was changed after it was locked: its content has another hash than its final round says";
    LeavesMissing { count: usize, limit: usize } = "leaves_missing", Warning, "{count} of {limit} leaves are not entered in full";
    DuplicateUnit { file: String } = "duplicate_unit", Warning, "the unit sent another file: `{file}`";
    NothingSent { code: String, name: String } = "nothing_sent", Warning, "unit `{code}` ({name}) has sent no file";
    OtherPeriod { found: String, expected: String } = "other_period", Warning, "the file is for the period `{found}`, the others are for `{expected}`";
    StatedDiffers { stated: String, computed: String } = "stated_differs", Warning, "{stated} points are stated, but the figures give {computed}";
    AppraisedWithoutReason = "appraised_without_reason", Warning, "an appraised score that differs from the self score needs a reason";
}

impl ProblemKind {
    /// That points are stated which do not follow: both in the digits that tell them apart.
    pub fn stated_differs(stated: &Exact, computed: &Exact) -> ProblemKind {
        let [stated, computed] = stated.told_apart(computed);
        ProblemKind::StatedDiffers { stated, computed }
    }
}

/// The most characters of a value in a sentence: a name of megabytes can be read by nobody.
const LONGEST_VALUE: usize = 400;

/// A value as sentences show it.
fn shown(value: &dyn fmt::Display) -> String {
    shortened_to(LONGEST_VALUE, value.to_string())
}

impl Problem {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, kind: ProblemKind) -> Problem {
        Problem { place: shortened_to(LONGEST_VALUE, place.into()), kind }
    }

    /// Whether the file can not be used because of it.
    pub fn is_error(&self) -> bool {
        self.kind.severity() == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { write!(f, "{}", self.kind) } else { write!(f, "`{}`: {}", self.place, self.kind) }
    }
}
