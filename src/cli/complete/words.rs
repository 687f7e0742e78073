//! Completes flag values: vocabularies, rules, and names from the records.

use std::ffi::OsStr;

use clap::ValueEnum;
use clap_complete::CompletionCandidate;
use clap_complete::engine::{PathCompleter, ValueCompleter};
use serde_json::Value;

use super::address::ids;
use super::line::store;
use super::matching::{explained, matching_words};
use crate::cli::args::check_format::VerdictForm;
use crate::model::Status;
use crate::model::force::Forces;
use crate::query::{Column, Kind};
use crate::rules::{self, RuleDocs, settings_schema};
use crate::session::OfficeSettings;
use crate::store::Reach;
use crate::view::export::schema_of;
use crate::view::export::v1::Due;
use crate::yaml::record_schema;

/// Declares completers, each with its documentation and its words.
macro_rules! completers {
    ($($(#[$doc:meta])* $name:ident($typed:ident) = $words:expr;)+) => {$(
        $(#[$doc])*
        pub(in crate::cli) fn $name(typed: &OsStr) -> Vec<CompletionCandidate> {
            let Some($typed) = typed.to_str() else { return Vec::new() };
            $words
        }
    )+};
}

completers! {
    /// Codes of rules.
    rules(typed) = explained(typed, rules::all().map(|rule| (rule.code.to_owned(), RuleDocs::of(rule).what)));
    /// Statuses of findings.
    statuses(typed) = vocabulary("Status", typed);
    /// Statuses of open findings.
    open_statuses(typed) = {
        let mut found = vocabulary("Status", typed);
        found.retain(|it| it.get_value().to_str().and_then(|word| word.parse::<Status>().ok()).is_none_or(Status::is_open));
        found
    };
    /// Stages of escalation.
    escalations(typed) = vocabulary("EscalationStage", typed);
    /// Outcomes of the inspectorate's verification.
    outcomes(typed) = vocabulary("VerificationOutcome", typed);
    /// What a body's response says of its own action.
    actions(typed) = vocabulary("ActionTaken", typed);
    /// Priorities.
    priorities(typed) = vocabulary("Priority", typed);
    /// Kinds of local policing bodies.
    bodies(typed) = vocabulary("BodyKind", typed);
    duties(typed) = vocabulary("DutyKind", typed);
    /// Kinds of inspections.
    inspection_kinds(typed) = vocabulary("InspectionKind", typed);
    /// Kinds of findings and of inspections.
    kinds(typed) = matching_words(typed, Kind::words());
    /// Kinds of deadlines.
    clocks(typed) = explained(typed, words_of(&schema_of::<Due>()["$defs"]["DeadlineKind"]));
    /// Columns, with their meanings.
    columns(typed) = explained(typed, Column::ALL.iter().map(|it| (it.as_str().to_owned(), it.meaning().to_owned())));
    /// Columns in an expression, where one may stand.
    conditions(typed) = {
        let (before, column) = typed.split_at(typed.rfind([' ', '(']).map_or(0, |at| at + 1));
        match before.trim_end().rsplit([' ', '(']).next() {
            Some("" | "and" | "or" | "not") => with_prefix(before, columns(OsStr::new(column))),
            _ => Vec::new(),
        }
    };
    /// Sections of the meeting paper, with their descriptions.
    sections(typed) = explained(typed, words_of(&settings_schema()["$defs"]["SummarySection"]));
    /// Columns separated by commas, each optionally reversed.
    order(typed) = {
        let column = typed.rfind([',', '-']).map_or(0, |at| at + 1);
        let (before, column) = typed.split_at(column);
        with_prefix(before, columns(OsStr::new(column)))
    };
    /// Owners of findings.
    owners(typed) = of_store("owner", Reach::Outermost, typed);
    /// Forces.
    forces(typed) = of_store("force", Reach::Outermost, typed);
    /// Forces and fire services by their usual names, those of the records first; only these if nothing is typed.
    known_forces(typed) = {
        let mut found = forces(OsStr::new(typed));
        let known = if typed.is_empty() { Vec::new() } else { matching_words(typed, Forces::default().names()) };
        let is_new = |it: &CompletionCandidate| !found.iter().any(|other| other.get_value() == it.get_value());
        let more: Vec<CompletionCandidate> = known.into_iter().filter(is_new).collect();
        found.extend(more);
        found
    };
    /// Saved lists, with what they select.
    saved_lists(typed) = explained(typed, saved());
    /// Inspectorates.
    inspectorates(typed) = of_store("inspectorates", Reach::Outermost, typed);
    /// Areas of findings and grades.
    areas(typed) = of_store("area", Reach::Everywhere, typed);
    /// Addressees of findings.
    addressees(typed) = of_store("addressed_to", Reach::Outermost, typed);
    /// Branches and tags in git.
    revisions(typed) = {
        let named = store().map(|store| store.revisions()).unwrap_or_default();
        matching_words(typed, std::iter::once("HEAD".to_owned()).chain(named))
    };
    /// A format, a colon and a file.
    outputs(typed) = match typed.split_once(':') {
        Some((format, file)) => {
            let files = PathCompleter::any().complete(OsStr::new(file));
            with_prefix(&format!("{format}:"), files)
        }
        None => {
            let formats = VerdictForm::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let meaning = |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
            explained(typed, formats.map(|value| (format!("{}:", value.get_name()), meaning(&value))))
        }
    };
}

/// Returns the saved lists of the settings, each as it is typed, with its expression.
pub(in crate::cli) fn saved() -> Vec<(String, String)> {
    let settings = store().and_then(|store| OfficeSettings::load(&store).ok()).map(|set| set.settings).unwrap_or_default();
    settings.lists.into_iter().map(|(name, list)| (format!("@{name}"), list.expr.unwrap_or_default())).collect()
}

fn with_prefix(prefix: &str, candidates: Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    candidates.into_iter().map(|candidate| candidate.add_prefix(prefix)).collect()
}

/// Returns the values of a field in the records, the most frequent first.
pub(super) fn of_store(key: &str, reach: Reach, typed: &str) -> Vec<CompletionCandidate> {
    let words = store().map(|store| store.words_of(&ids(&store), key, reach)).unwrap_or_default();
    matching_words(typed, words)
}

/// Returns the words of a vocabulary, by its name in the schema, with their descriptions.
fn vocabulary(name: &str, typed: &str) -> Vec<CompletionCandidate> {
    explained(typed, words_of(&record_schema()["$defs"][name]))
}

/// Returns the words that a schema allows, with their descriptions; none if it is not a vocabulary.
pub(super) fn words_of(schema: &Value) -> Vec<(String, String)> {
    let words = schema["oneOf"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    words.filter_map(|word| Some((text(&word["const"])?, text(&word["description"]).unwrap_or_default()))).collect()
}
