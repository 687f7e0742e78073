//! The columns of a finding: everything that can be listed, sorted by or compared.

use std::cmp::Ordering;
use std::fmt;

use crate::model::vocabulary::vocabulary;
use crate::model::{Date, FindingOnDay, Priority, Status, StatusHistory};

vocabulary! {
    /// A column: a value that a finding has on a day. It can be listed, sorted by and used in an expression.
    Facet: "a column" {
        /// The record's id.
        Record = "record",
        /// The force.
        Force = "force",
        /// The reference within the record: R4.
        Ref = "ref",
        /// The kind of finding: recommendation, area for improvement or cause of concern.
        Kind = "kind",
        /// The report's title.
        Inspection = "inspection",
        /// The kind of inspection.
        InspectionKind = "inspection_kind",
        /// The inspectorates that made the report.
        Inspectorate = "inspectorate",
        /// The day the report was published.
        Published = "published",
        /// The response deadline; none where no response is owed or no day is set.
        ResponseDue = "response_due",
        /// The finding's text on one line, without a due date at its start.
        Asks = "asks",
        /// The finding's text.
        Text = "text",
        /// The area of the inspection that the finding belongs to.
        Area = "area",
        /// The bodies to which the finding is addressed.
        AddressedTo = "addressed_to",
        /// Whether this office or its force must act on it.
        Ours = "ours",
        /// The status.
        Status = "status",
        /// Whether it is open: work remains to be done.
        Open = "open",
        /// The priority.
        Priority = "priority",
        /// Who is responsible for it.
        Owner = "owner",
        /// The due date, with extensions.
        Due = "due",
        /// The due date before any extension.
        OriginalDue = "original_due",
        /// The force's own target date.
        Target = "target",
        /// Whether it is overdue.
        Overdue = "overdue",
        /// The days overdue.
        DaysOverdue = "days_overdue",
        /// The days past the due date while open, also where another body must act.
        DaysPastDue = "days_past_due",
        /// Whether the force's target date has passed while the due date has not.
        BehindTarget = "behind_target",
        /// The number of extensions agreed.
        Slips = "slips",
        /// The days between the original and the current due date.
        SlippedBy = "slipped_by",
        /// The number of actions not yet done.
        OpenActions = "open_actions",
        /// The day it was closed.
        Closed = "closed",
        /// The outcome of the inspectorate's verification.
        Outcome = "outcome",
        /// The day of the inspectorate's verification.
        Verified = "verified",
        /// The day the response was published, or sent where the duty requires sending.
        Responded = "responded",
        /// Whether this record must have a response of its own.
        ResponseOwed = "response_owed",
        /// Whether a response is owed and not yet published.
        ResponseAwaited = "response_awaited",
        /// The days after the response deadline on which the response was made, or that have passed while it is missing.
        ResponseDaysLate = "response_days_late",
        /// The duty to respond.
        Duty = "duty",
        /// The stage of escalation, while it is escalated.
        Escalation = "escalation",
    }
}

/// The value of a [`Facet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetValue {
    /// No value.
    Absent,
    /// Text.
    Text(String),
    /// Several names.
    Names(Vec<String>),
    /// A day.
    Date(Date),
    /// A count, or a number of days.
    Number(i64),
    /// A boolean.
    Truth(bool),
}

/// The type of a column's values, which decides what an expression may compare them with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetType {
    /// Text or names.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// A boolean.
    Truth,
}

impl Facet {
    /// Returns the type of the column's values.
    pub const fn answers(self) -> FacetType {
        match self {
            Self::Published
            | Self::ResponseDue
            | Self::Due
            | Self::OriginalDue
            | Self::Target
            | Self::Closed
            | Self::Verified
            | Self::Responded => FacetType::Date,
            Self::DaysOverdue
            | Self::DaysPastDue
            | Self::Slips
            | Self::SlippedBy
            | Self::OpenActions
            | Self::ResponseDaysLate => FacetType::Number,
            Self::Ours | Self::Open | Self::Overdue | Self::BehindTarget | Self::ResponseOwed | Self::ResponseAwaited => {
                FacetType::Truth
            }
            _ => FacetType::Text,
        }
    }

    /// Returns whether records keep the column's history, so that it can be asked for a past day.
    pub const fn is_dated(self) -> bool {
        matches!(
            self,
            Self::Status
                | Self::Open
                | Self::Due
                | Self::Overdue
                | Self::DaysOverdue
                | Self::DaysPastDue
                | Self::BehindTarget
                | Self::Slips
                | Self::SlippedBy
                | Self::OpenActions
                | Self::Closed
                | Self::Outcome
                | Self::Verified
                | Self::Escalation
                | Self::Responded
                | Self::ResponseAwaited
                | Self::ResponseDaysLate
        )
    }

    /// Returns whether the column belongs to the whole response, so that all findings of a record have the same value.
    pub const fn is_of_record(self) -> bool {
        matches!(
            self,
            Self::Record
                | Self::Force
                | Self::Inspection
                | Self::InspectionKind
                | Self::Inspectorate
                | Self::Published
                | Self::ResponseDue
                | Self::Responded
                | Self::ResponseOwed
                | Self::ResponseAwaited
                | Self::ResponseDaysLate
                | Self::Duty
        )
    }

    /// Returns the value for a finding.
    pub fn of(self, case: &FindingOnDay<'_>) -> FacetValue {
        let (record, finding, standing) = (case.record, case.finding, &case.standing);
        let text = |text: &str| FacetValue::Text(text.to_owned());
        let number = |number: usize| FacetValue::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match self {
            Self::Record => text(case.id.as_str()),
            Self::Force => text(record.force.as_str()),
            Self::Ref => FacetValue::Text(case.reference.to_string()),
            Self::Kind => text(case.reference.kind.as_str()),
            Self::Inspection => text(&record.inspection.title),
            Self::InspectionKind => record.inspection.kind.map_or(FacetValue::Absent, |kind| text(kind.as_str())),
            Self::Inspectorate => names(record.inspection.inspectorates.iter().map(ToString::to_string)),
            Self::Published => FacetValue::Date(record.inspection.published),
            Self::ResponseDue => date(case.clock.due),
            Self::Asks => finding.asks().map_or(FacetValue::Absent, FacetValue::Text),
            Self::Text => finding.text.as_ref().map_or(FacetValue::Absent, |prose| text(prose.trimmed())),
            Self::Area => finding.area.as_deref().map_or(FacetValue::Absent, text),
            Self::AddressedTo => names(finding.addressed_to.iter().map(ToString::to_string)),
            Self::Ours => FacetValue::Truth(finding.is_ours()),
            Self::Status => text(standing.status.as_str()),
            Self::Open => FacetValue::Truth(standing.status.is_open()),
            Self::Priority => finding.priority.map_or(FacetValue::Absent, |priority| text(priority.as_str())),
            Self::Owner => finding.owner.as_deref().map_or(FacetValue::Absent, text),
            Self::Due => date(standing.current_due),
            Self::OriginalDue => date(standing.original_due),
            Self::Target => date(finding.target),
            Self::Overdue => FacetValue::Truth(standing.is_overdue()),
            Self::DaysOverdue => standing.days_overdue.map_or(FacetValue::Absent, FacetValue::Number),
            Self::DaysPastDue => standing.days_past_due.map_or(FacetValue::Absent, FacetValue::Number),
            Self::BehindTarget => FacetValue::Truth(standing.behind_target),
            Self::Slips => number(standing.slips),
            Self::SlippedBy => standing.slipped_by().map_or(FacetValue::Absent, FacetValue::Number),
            Self::OpenActions => number(finding.actions.iter().filter(|action| action.is_open(standing.on)).count()),
            // Not the closure's own date, because the closure stays in a record after the finding is reopened.
            Self::Closed => date(StatusHistory::of(finding).ended(standing.on)),
            Self::Outcome => finding.verification_by(standing.on).map_or(FacetValue::Absent, |word| text(word.outcome.as_str())),
            Self::Verified => date(finding.verification_by(standing.on).and_then(|word| word.date)),
            Self::Responded => date(case.clock.published),
            Self::ResponseOwed => FacetValue::Truth(case.clock.is_owed),
            Self::ResponseAwaited => FacetValue::Truth(case.clock.is_awaited()),
            Self::ResponseDaysLate => case.clock.days_late().map_or(FacetValue::Absent, FacetValue::Number),
            Self::Duty => text(case.clock.duty.kind.as_str()),
            Self::Escalation => finding.escalation_on(standing.on).map_or(FacetValue::Absent, |step| text(step.to.as_str())),
        }
    }
}

fn date(day: Option<Date>) -> FacetValue {
    day.map_or(FacetValue::Absent, FacetValue::Date)
}

fn names(names: impl Iterator<Item = String>) -> FacetValue {
    let names: Vec<String> = names.collect();
    if names.is_empty() { FacetValue::Absent } else { FacetValue::Names(names) }
}

impl FacetValue {
    /// Returns the position of a priority (low to high) or status in its vocabulary, for `priority >= medium` and for sorting.
    fn rank(&self) -> Option<usize> {
        let Self::Text(word) = self else { return None };
        // The vocabulary lists high first, but `priority >= medium` must include high.
        let rank = Priority::ALL.iter().rev().position(|known| known.as_str() == word);
        rank.or_else(|| Status::ALL.iter().position(|known| known.as_str() == word))
    }

    /// Compares two values of the same column; absent values come last.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Absent, Self::Absent) => Ordering::Equal,
            (Self::Absent, _) => Ordering::Greater,
            (_, Self::Absent) => Ordering::Less,
            (Self::Date(one), Self::Date(two)) => one.cmp(two),
            (Self::Number(one), Self::Number(two)) => one.cmp(two),
            // True before false, so that sorting by `overdue` shows the overdue findings first.
            (Self::Truth(one), Self::Truth(two)) => two.cmp(one),
            (one, two) if one.rank().is_some() && two.rank().is_some() => one.rank().cmp(&two.rank()),
            (one, two) => natural_key(&one.to_string()).cmp(&natural_key(&two.to_string())),
        }
    }
}

/// Splits a text into words and numbers, so that R2 sorts before R10.
fn natural_key(text: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits_at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (words, after) = rest.split_at(digits_at);
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        // A number too large for u64 sorts last.
        key.push((words.to_lowercase(), after[..end].parse().unwrap_or(u64::MAX * u64::from(end > 0))));
        rest = &after[end..];
    }
    key
}

impl fmt::Display for FacetValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Names(names) => f.write_str(&names.join("; ")),
            Self::Date(date) => write!(f, "{date}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stands_before_ten() {
        let value = |text: &str| FacetValue::Text(text.into());
        assert_eq!(value("R2").compare(&value("R10")), Ordering::Less);
        assert_eq!(value("R2").compare(&value("R2a")), Ordering::Less);
        assert_eq!(value("x").compare(&FacetValue::Absent), Ordering::Less);
    }

    #[test]
    fn priorities_and_statuses_go_by_their_rank_and_not_by_the_alphabet() {
        let value = |text: &str| FacetValue::Text(text.into());
        assert_eq!(value("high").compare(&value("medium")), Ordering::Greater);
        assert_eq!(value("low").compare(&value("medium")), Ordering::Less);
        assert_eq!(value("not_started").compare(&value("in_progress")), Ordering::Less);
    }
}
