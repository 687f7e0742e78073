//! The table of columns: all that irr knows of a finding on a day.
//!
//! Help (`irr list --columns help`), completion, `--columns`, `--sort`, `--where`, the rows of `irr export` and their JSON Schema
//! follow from it. To add a column: one line at the end, because users refer to exported columns by position too. Names and their
//! order are published (`irr.finding/1`) and never change.

use std::fmt;
use std::str::FromStr;

use super::column_value::{ColumnType, ColumnValue, IntoColumnValue};
use crate::model::did_you_mean::nearest;
use crate::model::{
    ActionTaken, AnswerPlace, Date, DutyKind, EscalationStage, FindingKind, FindingLink, FindingOnDay, FindingRef,
    InspectionKind, Owners, Priority, Status, VerificationOutcome,
};
use crate::prose::Prose;

/// What else there is to say of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnMark {
    /// It belongs to the whole response: all findings of a record have the same value, and a filter of responses can ask for it.
    Response,
    /// Records keep its history, so that it can be asked for a past day: `status@2026-03-31`.
    Dated,
    /// In a table it is an id, which moves to a line of its own if there is no room for it.
    Id,
    /// In a table it is never broken, although it is text.
    Unbroken,
    /// In a table it is cut off if there is no room for it.
    Long,
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
struct ColumnLine {
    key: &'static str,
    title: &'static str,
    value_type: ColumnType,
    marks: &'static [ColumnMark],
    meaning: &'static str,
}

/// Declares each column with its meaning, the field of the exported row, the name (where it differs from the field's), the type,
/// the title of a table, marks, and the value.
macro_rules! columns {
    (for $case:ident, $record:ident, $finding:ident, $standing:ident: $(
        $(#[doc = $meaning:tt])+
        $column:ident $field:ident $(as $key:literal)?: $type:ty, $title:literal, [$($mark:ident)*] = $value:expr;
    )+) => {
        /// A column: a value that a finding has on a day. It can be listed, sorted by, compared in an expression and exported.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Column {
            $($(#[doc = $meaning])+ $column,)+
        }

        impl Column {
            /// Every column, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$column,)+];

            /// Returns the value for a finding.
            pub fn of<'a>(self, $case: &FindingOnDay<'a>) -> ColumnValue<'a> {
                let ($record, $finding, $standing) = ($case.record, $case.finding, &$case.standing);
                match self {
                    $(Self::$column => {
                        let value: $type = $value;
                        value.into_value()
                    })+
                }
            }
        }

        /// A finding, its state on the day, and the answers to it.
        #[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
        pub struct FindingRow<'a> {
            $($(#[doc = $meaning])+ pub $field: $type,)+
        }

        impl<'a> FindingRow<'a> {
            /// The names of the fields, in order.
            pub const NAMES: &'static [&'static str] = &[$(bare(stringify!($field)),)+];

            const TABLE: &'static [ColumnLine] = &[$(ColumnLine {
                key: [$($key,)? bare(stringify!($field))][0],
                title: $title,
                value_type: <$type as IntoColumnValue<'a>>::TYPE,
                marks: &[$(ColumnMark::$mark,)*],
                meaning: concat!($($meaning),+),
            },)+];

            /// Returns the row of a finding.
            pub fn of($case: &FindingOnDay<'a>) -> Self {
                let ($record, $finding, $standing) = ($case.record, $case.finding, &$case.standing);
                Self { $($field: $value,)+ }
            }

            /// Calls `take` with each field's value, in order.
            pub fn each_value(self, mut take: impl FnMut(ColumnValue<'a>)) {
                $(take(self.$field.into_value());)+
            }
        }
    };
}

columns! { for case, record, finding, standing:
    /// The force that was inspected.
    Force force: &'a str, "force", [Response] = record.force.as_str();
    /// The record's id.
    Record record: &'a str, "record", [Response Id] = case.id.as_str();
    /// The finding's reference within the record, such as R4, AFI2 or COC1.
    Ref r#ref: String, "ref", [Unbroken] = case.reference.to_string();
    /// The kind of finding: recommendation, area for improvement or cause of concern.
    Kind kind: FindingKind, "kind", [] = case.reference.kind;
    /// The title of the report.
    Inspection inspection: &'a str, "inspection", [Response] = &record.inspection.title;
    /// The kind of inspection.
    InspectionKind inspection_kind: Option<InspectionKind>, "kind of inspection", [Response] = record.inspection.kind;
    /// The inspectorates that published the report.
    Inspectorate inspectorates as "inspectorate": Vec<&'a str>, "inspectorate", [Response] =
        record.inspection.inspectorates.iter().map(|name| name.as_str()).collect();
    /// The day the report was published.
    Published published: Date, "published", [Response] = record.inspection.published;
    /// A short description: the finding's words on one line, without an opening deadline such as "By 31 March".
    Asks asks: Option<String>, "finding", [Long] = finding.asks();
    /// The words of the finding.
    Text text: Option<&'a str>, "text", [Long] = finding.text.as_ref().map(Prose::trimmed);
    /// Whether the report leaves the text out (section 55(2)).
    Withheld withheld: bool, "withheld", [] = finding.withheld;
    /// The graded area of the inspection that the finding belongs to.
    Area area: Option<&'a str>, "area", [] = finding.area.as_deref();
    /// The bodies that the finding is addressed to.
    AddressedTo addressed_to: Vec<&'a str>, "addressed to", [] = finding.addressed_to.iter().map(|name| name.as_str()).collect();
    /// Whether this force or its local policing body has to act on the finding, rather than another body.
    Ours ours: bool, "ours", [] = finding.is_ours();
    /// The status on the day.
    Status status: Status, "status", [Dated] = standing.status;
    /// Whether the status is an open one, so that something is still to be done.
    Open open: bool, "open", [Dated] = standing.status.is_open();
    /// The priority that the office gave it.
    Priority priority: Option<Priority>, "priority", [] = finding.priority;
    /// The person or team responsible; of several the lead.
    Owner owner: Option<&'a str>, "owner", [] = finding.owner.as_ref().map(Owners::lead);
    /// The due date, with extensions that were agreed by the day.
    Due due: Option<Date>, "due", [Dated] = standing.current_due;
    /// The original due date, before any extension.
    OriginalDue original_due: Option<Date>, "original due", [] = standing.original_due;
    /// The report's own words for the due date.
    DueText due_text: Option<&'a str>, "due date in words", [] = finding.due_text.as_deref();
    /// The force's own target date.
    Target target: Option<Date>, "target", [] = finding.target;
    /// Whether the finding is open, past its due date, and this force's or body's to act on.
    Overdue overdue: bool, "overdue", [Dated] = standing.is_overdue();
    /// The number of days overdue; none if it is not overdue.
    DaysOverdue days_overdue: Option<i64>, "days late", [Dated] = standing.days_overdue;
    /// The number of days past the due date while open, whoever has to act; none if it is not past.
    DaysPastDue days_past_due: Option<i64>, "days past due", [Dated] = standing.days_past_due;
    /// Whether the force's own target date has passed while the due date has not.
    BehindTarget behind_target: bool, "behind target", [Dated] = standing.behind_target;
    /// The number of extensions agreed.
    Slips slips: usize, "extensions", [Dated] = standing.slips;
    /// The number of days between the original due date and the due date; negative if it was brought forward.
    SlippedBy slipped_by: Option<i64>, "extended by", [Dated] = standing.slipped_by();
    /// The number of actions.
    Actions actions: usize, "actions", [] = finding.actions.len();
    /// The number of actions not done yet.
    OpenActions open_actions: usize, "open actions", [Dated] =
        finding.actions.iter().filter(|action| action.is_open(standing.on)).count();
    /// The number of progress updates.
    ProgressEntries progress_entries: usize, "updates", [] = finding.progress.len();
    /// The date of the latest progress update.
    LastProgress last_progress: Option<Date>, "last update", [] = finding.progress.iter().map(|entry| entry.date).max();
    /// The day since which it is closed; none if it is open or was reopened.
    Closed closed: Option<Date>, "closed", [Dated] = case.closed();
    /// The date of the last closing.
    ClosureDate closure_date: Option<Date>, "closing date", [] = case.last_closing().and_then(|closure| closure.date);
    /// Who approved the last closing.
    ClosureApprovedBy closure_approved_by: Option<&'a str>, "closing approved by", [] =
        case.last_closing().and_then(|closure| closure.approved_by.as_deref());
    /// The evidence for the last closing.
    Evidence evidence: Vec<&'a str>, "evidence", [] =
        case.last_closing().iter().flat_map(|closure| &closure.evidence).map(String::as_str).collect();
    /// The inspectorate's verification: its outcome.
    Outcome outcome: Option<VerificationOutcome>, "inspectorate says", [Dated] =
        finding.verification_by(standing.on).map(|verification| verification.outcome);
    /// The day of the inspectorate's verification.
    Verified verified: Option<Date>, "verified", [Dated] =
        finding.verification_by(standing.on).and_then(|verification| verification.date);
    /// The inspectorate that verified it.
    VerifiedBy verified_by: Option<&'a str>, "verified by", [Dated] =
        finding.verification_by(standing.on).map(|verification| verification.by.as_str());
    /// The letter or report with the verification.
    VerificationReference verification_reference: Option<&'a str>, "verification reference", [Dated] =
        finding.verification_by(standing.on).and_then(|verification| verification.reference.as_deref());
    /// The action that the commissioner's explanation states: taken, proposed, or none (section 55(5B)).
    CommissionerAction commissioner_action: Option<ActionTaken>, "commissioner's action", [] =
        finding.commissioner_response.as_ref().and_then(|answer| answer.action);
    /// Whether the commissioner adopts the chief officer's response as the explanation.
    CommissionerAdopts commissioner_adopts: bool, "commissioner adopts", [] = record.adopts(finding);
    /// The finding whose answer covers this one too, as ID:R4; or `comments` for the commissioner's comments on the whole
    /// report.
    CommissionerSee commissioner_see: Option<String>, "commissioner: see", [] =
        finding.commissioner_response.as_ref().and_then(|answer| answer.see.as_ref()).map(|see| match see {
            AnswerPlace::Finding(there) => with_record(case, there),
            AnswerPlace::Comments => see.to_string(),
        });
    /// The commissioner's response.
    CommissionerText commissioner_text: Option<&'a str>, "commissioner's response", [Long] =
        finding.commissioner_response.as_ref().and_then(|answer| answer.text.as_ref()).map(Prose::trimmed);
    /// The chief officer's response.
    ChiefOfficerText chief_officer_text: Option<&'a str>, "chief officer's response", [Long] =
        finding.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref()).map(Prose::trimmed);
    /// The earlier finding that this one continues, as ID:R4.
    Follows follows: Option<String>, "follows", [] = finding.follows.as_ref().map(|link| with_record(case, link));
    /// The earlier finding that this one supersedes, as ID:R4.
    Supersedes supersedes: Option<String>, "supersedes", [] = finding.supersedes.as_ref().map(|link| with_record(case, link));
    /// The finding that was escalated to this one, as ID:R4.
    EscalatedFrom escalated_from: Option<String>, "escalated from", [] =
        finding.escalated_from.as_ref().map(|link| with_record(case, link));
    /// The cause of concern in the same record that the finding belongs to, such as COC1.
    CauseOfConcern cause_of_concern: Option<String>, "cause of concern", [] =
        finding.cause_of_concern.as_ref().map(|printed| FindingRef::new(FindingKind::CauseOfConcern, printed).to_string());
    /// The response deadline; none if no response is owed, or if no deadline is known.
    ResponseDue response_due: Option<Date>, "response due", [Response] = case.clock.due;
    /// The day the response was published.
    Responded responded: Option<Date>, "responded", [Response Dated] = case.clock.published;
    /// Whether this record owes a response of its own.
    ResponseOwed response_owed: bool, "response owed", [Response] = case.clock.is_owed;
    /// Whether a response is owed and not published yet.
    ResponseAwaited response_awaited: bool, "response awaited", [Response Dated] = case.clock.is_awaited();
    /// The number of days by which the response was late; if it is not published yet, the days since the deadline.
    ResponseDaysLate response_days_late: Option<i64>, "response days late", [Response Dated] = case.clock.days_late();
    /// The day it was reopened, if `closure_date`, `closure_approved_by` and `evidence` belong to an earlier closing.
    Reopened reopened: Option<Date>, "reopened", [Dated] = case.reopened();
    /// The stage it is escalated to; none if it is not escalated, or not any more.
    Escalation escalation: Option<EscalationStage>, "escalation", [Dated] =
        finding.escalation_on(standing.on).map(|step| step.to);
    /// The day of that escalation.
    EscalatedOn escalated_on: Option<Date>, "escalated on", [Dated] = finding.escalation_on(standing.on).map(|step| step.date);
    /// The letter, report or minute of that escalation.
    EscalationReference escalation_reference: Option<&'a str>, "escalation reference", [Dated] =
        finding.escalation_on(standing.on).and_then(|step| step.reference.as_deref());
    /// The duty to respond that the report is subject to.
    Duty duty: DutyKind, "duty", [Response] = case.clock.duty.kind;
    /// Every person or team responsible, the lead first.
    Owners owners: Vec<&'a str>, "owners", [] = finding.owner.iter().flat_map(Owners::names).collect();
    /// The notes of its progress updates, oldest first.
    Progress progress: Vec<&'a str>, "progress", [Long] =
        finding.progress.iter().filter_map(|entry| entry.note.as_ref()).map(Prose::trimmed).collect();
    /// The reasons for its extensions and for those of its actions.
    Reasons reasons: Vec<&'a str>, "reasons", [Long] =
        finding.every_extension().filter_map(|(_, extension)| extension.reason.as_deref()).collect();
    /// What its actions are.
    ActionTexts action_texts: Vec<&'a str>, "what is to be done", [Long] =
        finding.actions.iter().map(|action| action.text.as_str()).collect();
    /// The evidence that its actions are done.
    ActionEvidence action_evidence: Vec<&'a str>, "evidence of actions", [Long] =
        finding.actions.iter().flat_map(|action| &action.evidence).map(String::as_str).collect();
}

/// Returns a link with its record's id, even if that is the finding's own record: rows are read out of context.
fn with_record(case: &FindingOnDay<'_>, link: &FindingLink) -> String {
    format!("{}:{}", link.record.as_ref().unwrap_or(case.id), link.finding)
}

/// Returns a field's name without `r#`, which marks names that are Rust keywords.
pub(crate) const fn bare(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

impl Column {
    const fn line(self) -> &'static ColumnLine {
        &FindingRow::TABLE[self as usize]
    }

    /// Returns the name in flags, expressions and CSV.
    pub const fn as_str(self) -> &'static str {
        self.line().key
    }

    /// Returns the title of a table's column.
    pub const fn title(self) -> &'static str {
        self.line().title
    }

    /// Returns the type of the values.
    pub const fn value_type(self) -> ColumnType {
        self.line().value_type
    }

    /// Returns what the value means, as a sentence.
    pub fn meaning(self) -> &'static str {
        self.line().meaning.trim_start()
    }

    /// Returns whether the column has a mark.
    pub fn is(self, mark: ColumnMark) -> bool {
        self.line().marks.contains(&mark)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The error for a name that no column has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownColumn(String);

impl fmt::Display for UnknownColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a column: ", self.0)?;
        if let Some(near) = nearest(&self.0, Column::ALL.iter().map(|column| column.as_str())) {
            write!(f, "did you mean `{near}`? ")?;
        }
        f.write_str(COLUMN_HELP)
    }
}

/// Where the columns are explained, for messages.
pub(super) const COLUMN_HELP: &str = "`irr list --columns help` explains all columns";

impl std::error::Error for UnknownColumn {}

impl FromStr for Column {
    type Err = UnknownColumn;

    /// Parses a name; hyphens or spaces stand for underscores, in any case, because people type it.
    fn from_str(given: &str) -> Result<Self, UnknownColumn> {
        let name = given.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.iter().copied().find(|column| column.as_str() == name).ok_or_else(|| UnknownColumn(given.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_reads_back_and_none_occurs_twice() {
        for column in Column::ALL {
            assert_eq!(column.as_str().parse(), Ok(*column));
            assert_eq!(column.as_str().replace('_', "-").to_uppercase().parse(), Ok(*column));
        }
    }

    #[test]
    fn each_column_has_a_title_and_a_meaning_in_one_sentence() {
        for column in Column::ALL {
            let meaning = column.meaning();
            assert!(meaning.starts_with(char::is_uppercase) && meaning.ends_with('.'), "{column}: {meaning}");
            assert!(!meaning.contains("  ") && !meaning.contains("null"), "{column}: {meaning}");
            assert!(!column.title().is_empty() && !column.title().contains('_'), "{column}");
        }
    }

    #[test]
    fn a_row_has_the_name_of_each_column_but_one_in_the_plural() {
        let others = |(column, name): &(&Column, &&'static str)| column.as_str() != **name;
        let differing: Vec<_> = Column::ALL.iter().zip(FindingRow::NAMES).filter(others).collect();
        assert_eq!(differing, [(&Column::Inspectorate, &"inspectorates")]);
    }

    #[test]
    fn an_unknown_column_gets_the_nearest_and_the_way_to_all() {
        let error = |name: &str| name.parse::<Column>().unwrap_err().to_string();
        assert_eq!(error("ownr"), "`ownr` is not a column: did you mean `owner`? `irr list --columns help` explains all columns");
        assert_eq!(error("weather"), "`weather` is not a column: `irr list --columns help` explains all columns");
    }
}
