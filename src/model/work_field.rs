//! The columns of the workbook in which people work on findings, and what each shows: `irr export --format xlsx` writes them,
//! `irr ask` some of them, and `irr import` compares an edited workbook with them.

use super::vocabulary::vocabulary;
use super::{Action, Address, Date, Finding, FindingRef, Owners, RecordId, due_on};
use crate::prose::Prose;

vocabulary! {
    /// A column of the workbook.
    WorkField: "a column of the workbook" {
        /// The title of the report.
        Report = "report",
        /// The finding's number.
        Ref = "ref",
        /// The finding's words.
        Text = "finding",
        /// Its area.
        Area = "area",
        /// Who owns it.
        Owner = "owner",
        /// Its priority.
        Priority = "priority",
        /// The inspectorate's date.
        DueFirst = "first_due",
        /// The date that counts now.
        Due = "due",
        /// The status.
        Status = "status",
        /// The last entry of the log.
        Last = "last_update",
        /// What is new: empty when it is written.
        Update = "new_update",
        /// A later date that somebody asks for: empty when it is written.
        Wanted = "wanted_date",
        /// Why the date is later: empty when it is written.
        Reason = "reason",
        /// Who approved that, or the closing.
        Approver = "approved_by",
        /// What proves that it is done.
        Evidence = "evidence",
        /// What an action is.
        Action = "action",
        /// When an action was done.
        Done = "done",
    }
}

impl WorkField {
    /// Returns the head of the column.
    pub const fn head(self) -> &'static str {
        match self {
            Self::Report => "Report",
            Self::Ref => "Ref",
            Self::Text => "Finding",
            Self::Area => "Area",
            Self::Owner => "Owner",
            Self::Priority => "Priority",
            Self::DueFirst => "Original due date",
            Self::Due => "Due now",
            Self::Status => "Status",
            Self::Last => "Last update",
            Self::Update => "New update",
            Self::Wanted => "New date, if needed",
            Self::Reason => "Reason for a later date",
            Self::Approver => "Approved by",
            Self::Evidence => "Evidence",
            Self::Action => "Action",
            Self::Done => "Done on",
        }
    }

    /// Returns whether people write in it.
    pub const fn is_written(self) -> bool {
        matches!(
            self,
            Self::Owner
                | Self::Priority
                | Self::Due
                | Self::Status
                | Self::Update
                | Self::Wanted
                | Self::Reason
                | Self::Approver
                | Self::Evidence
                | Self::Done
        )
    }

    /// Returns whether it has days.
    pub const fn is_day(self) -> bool {
        matches!(self, Self::DueFirst | Self::Due | Self::Done | Self::Wanted)
    }
}

/// Returns what a column shows of a finding; empty for one that is about actions or the report.
pub fn of_finding(field: WorkField, finding: &Finding) -> String {
    let last = finding.progress.last();
    match field {
        WorkField::Ref => finding.printed.to_string(),
        WorkField::Text => finding.text.as_ref().map(Prose::in_a_line).unwrap_or_default(),
        WorkField::Area => finding.area.clone().unwrap_or_default(),
        WorkField::Owner => names(finding.owner.as_ref()),
        WorkField::Priority => finding.priority.map(|it| it.to_string()).unwrap_or_default(),
        WorkField::DueFirst => day(finding.due.or(finding.target)),
        WorkField::Due => day(due_on(finding, Date::LAST)),
        WorkField::Status => finding.latest_status().words(),
        WorkField::Last => last.map_or_else(String::new, |entry| {
            let words = entry.note.as_ref().map(Prose::in_a_line).or_else(|| Some(entry.status?.words()));
            format!("{}: {}", entry.date, words.unwrap_or_default())
        }),
        // What proved an earlier closing proves nothing of the next one.
        WorkField::Evidence if finding.latest_status().is_open() => String::new(),
        WorkField::Evidence => finding.closings().next_back().map(|it| it.evidence.join("; ")).unwrap_or_default(),
        WorkField::Report
        | WorkField::Update
        | WorkField::Wanted
        | WorkField::Reason
        | WorkField::Approver
        | WorkField::Action
        | WorkField::Done => String::new(),
    }
}

/// Returns what a column shows of an action; empty for one that is about the finding.
pub fn of_action(field: WorkField, action: &Action) -> String {
    match field {
        WorkField::Action => action.text.trim().to_owned(),
        WorkField::Owner => names(action.owner.as_ref()),
        WorkField::DueFirst => day(action.target),
        WorkField::Due => day(action.due(Date::LAST)),
        WorkField::Done => day(action.done),
        WorkField::Evidence => action.evidence.join("; "),
        _ => String::new(),
    }
}

fn names(owner: Option<&Owners>) -> String {
    owner.map(|owner| owner.names().collect::<Vec<_>>().join("; ")).unwrap_or_default()
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Returns the key of a finding's row, or of that of one of its actions, counted from 1.
pub fn key_of(record: &RecordId, finding: &FindingRef, action: Option<usize>) -> String {
    let action = action.map_or_else(String::new, |number| format!("#{number}"));
    format!("{record}:{finding}{action}")
}

/// Returns the finding and the action's number of a key: `kent/2025-05-16-custody:R4#2`.
pub fn of_key(key: &str) -> Option<(Address, Option<usize>)> {
    let (address, action) = key.split_once('#').map_or((key, None), |(address, number)| (address, Some(number)));
    let address: Address = address.parse().ok()?;
    address.finding.as_ref()?;
    let action = action.map(|number| number.parse().ok().filter(|number| *number > 0));
    (action != Some(None)).then(|| (address, action.flatten()))
}

/// Returns a number for the words of a row, whatever white space a program puts between them, by which a row of the log is known
/// again (FNV-1a, 64 bits).
pub fn fingerprint<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in cells.flat_map(str::split_whitespace) {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
