//! One event of a history.

use super::step::HistoryStep;
use crate::model::vocabulary::vocabulary;
use crate::model::{Date, RecordCommit};

vocabulary! {
    /// What an event of a history is.
    HistoryEventKind: "a kind of event" {
        /// The report was published.
        ReportPublished = "report_published",
        /// A day of the response: invitation, comments, copies.
        ResponseStep = "response_step",
        /// The response was published.
        ResponsePublished = "response_published",
        /// The record was added.
        RecordAdded = "record_added",
        /// The record was renamed.
        RecordRenamed = "record_renamed",
        /// The record was deleted.
        RecordRemoved = "record_removed",
        /// The record was converted to another version of the format.
        RecordConverted = "record_converted",
        /// The finding was added.
        FindingAdded = "finding_added",
        /// The finding got another number.
        FindingRenumbered = "finding_renumbered",
        /// The finding was removed.
        FindingRemoved = "finding_removed",
        /// A date was extended: the due date, the response deadline, or the date of an action.
        Extended = "extended",
        /// A due date or the date of an action was edited without an extension.
        DueEdited = "due_edited",
        /// An entry of the progress log.
        Progress = "progress",
        /// The status changed.
        Status = "status",
        /// The finding was closed.
        Closed = "closed",
        /// The finding was reopened.
        Reopened = "reopened",
        /// The inspectorate verified the finding.
        Verified = "verified",
        /// The finding was escalated, or its escalation ended.
        Escalated = "escalated",
        /// An action was added.
        ActionAdded = "action_added",
        /// An action was done.
        ActionDone = "action_done",
        /// An answer was written, changed or removed.
        Answered = "answered",
        /// Words were redacted.
        Redacted = "redacted",
        /// Another field was changed.
        FieldChanged = "field_changed",
        /// An entry was changed later.
        EntryChanged = "entry_changed",
        /// An entry was removed.
        EntryRemoved = "entry_removed",
        /// An entry that had been removed was put back.
        EntryRestored = "entry_restored",
    }
}

vocabulary! {
    /// Where an event is known from.
    HistorySource: "a source of events" {
        /// The record says it.
        Log = "log",
        /// A commit shows it.
        Commit = "commit",
        /// The record says it, and a commit shows when it was written.
        Both = "both",
        /// The file on disk shows it, and it is not committed.
        Files = "files",
    }
}

/// One event.
#[derive(Debug, Clone)]
pub(super) struct HistoryEvent<'a> {
    /// The day on which it happened by the record, or else that of the commit; `None` where neither says one.
    pub(super) day: Option<Date>,
    pub(super) kind: HistoryEventKind,
    /// What happened, as a sentence without its full stop.
    pub(super) sentence: String,
    pub(super) source: HistorySource,
    /// The commit that wrote it.
    pub(super) commit: Option<&'a RecordCommit>,
    /// What is to be said of how record and git differ.
    pub(super) remarks: Vec<String>,
    /// What it is put in order by: the day, the step that wrote it, and its place among what that step wrote.
    pub(super) order: (Option<Date>, usize, usize),
}

impl<'a> HistoryEvent<'a> {
    /// Creates an event that a step shows.
    pub(super) fn of_step(at: usize, step: &HistoryStep<'a>, kind: HistoryEventKind, sentence: impl Into<String>) -> Self {
        let mut remarks = Vec::new();
        if !step.unsure.is_empty() {
            let names: Vec<&str> = step.unsure.iter().map(|commit| commit.short()).collect();
            remarks.push(format!("in this commit or in {}, whose version cannot be read", names.join(", ")));
        }
        if step.commit.is_some_and(RecordCommit::is_replay) {
            remarks.push("with irr undo or irr redo".to_owned());
        }
        let source = if step.commit.is_some() { HistorySource::Commit } else { HistorySource::Files };
        if step.commit.is_none() {
            remarks.push("not committed yet".to_owned());
        }
        let order = (step.order, at, usize::MAX);
        Self { day: step.day(), kind, sentence: sentence.into(), source, commit: step.commit, remarks, order }
    }

    /// Returns the sentence with its remarks.
    pub(super) fn words(&self) -> String {
        let mut words = self.sentence.clone();
        for remark in &self.remarks {
            words.push_str("; ");
            words.push_str(remark);
        }
        words
    }
}
