//! The dated entries of a finding or a record, as its history follows them from version to version.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use super::bare::{fields_of, finding_fields, record_fields};
use crate::model::duty::Recipient;
use crate::model::redaction::REDACTED;
use crate::model::{
    Action, Closure, Date, Escalation, Extension, Finding, ProgressEntry, Record, Redaction, ResponseExtension, Verification,
};

/// One entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry<'a> {
    Extension(&'a Extension),
    Progress(&'a ProgressEntry),
    Closing(&'a Closure),
    /// The reopening that a closing states.
    Reopening(&'a Closure),
    Verification(&'a Verification),
    Escalation(&'a Escalation),
    Action(&'a Action),
    ActionDone(&'a Action),
    ActionExtension(&'a Action, &'a Extension),
    Redaction(&'a Redaction),
    ResponseExtension(&'a ResponseExtension),
    /// A day that the record states of something that has happened: its field, what happened, and the day.
    Happened(&'static str, &'static str, Date),
}

/// A finding, or a record without its findings, in one version.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    of: PartOf<'a>,
    /// Made when they are asked for, which in most versions they are not.
    fields: OnceCell<Map<String, Value>>,
}

#[derive(Debug, Clone, Copy)]
enum PartOf<'a> {
    Finding(&'a Finding),
    Record(&'a Record),
}

impl<'a> Part<'a> {
    pub(super) fn of_finding(finding: &'a Finding) -> Self {
        let mut entries: Vec<Entry<'a>> = finding.extensions.iter().map(Entry::Extension).collect();
        entries.extend(finding.progress.iter().map(Entry::Progress));
        entries.extend(finding.closings().map(Entry::Closing));
        entries.extend(finding.closings().filter(|closing| closing.reopened.is_some()).map(Entry::Reopening));
        entries.extend(finding.verified().map(Entry::Verification));
        entries.extend(finding.escalation.iter().map(Entry::Escalation));
        for action in &finding.actions {
            entries.push(Entry::Action(action));
            entries.extend(action.done.map(|_| Entry::ActionDone(action)));
            entries.extend(action.extensions.iter().map(|extension| Entry::ActionExtension(action, extension)));
        }
        entries.extend(finding.redactions.iter().map(Entry::Redaction));
        Self { entries, of: PartOf::Finding(finding), fields: OnceCell::new() }
    }

    pub(super) fn of_record(record: &'a Record) -> Self {
        let mut entries: Vec<Entry<'a>> = happened(record);
        entries.extend(record.response_extensions.iter().map(Entry::ResponseExtension));
        entries.extend(record.redactions.iter().map(Entry::Redaction));
        Self { entries, of: PartOf::Record(record), fields: OnceCell::new() }
    }

    /// Returns everything besides the entries, as JSON.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        self.fields.get_or_init(|| match self.of {
            PartOf::Finding(finding) => finding_fields(finding),
            PartOf::Record(record) => record_fields(record),
        })
    }

    /// Returns the entries up to a day; those without one always exist.
    pub(super) fn until(&self, on: Date) -> Vec<Entry<'a>> {
        self.entries.iter().copied().filter(|entry| entry.day().is_none_or(|day| day <= on)).collect()
    }
}

fn happened<'a>(record: &Record) -> Vec<Entry<'a>> {
    let mut found = vec![Entry::Happened("inspection.published", "report published", record.inspection.published)];
    let mut add = |field, what, day: Option<Date>| found.extend(day.map(|day| Entry::Happened(field, what, day)));
    add("inspection.sent_to_panel", "report sent to the police and crime panel", record.inspection.sent_to_panel);
    let Some(publication) = &record.publication else { return found };
    add("publication.chief_officer_invited", "chief officer invited to comment", publication.chief_officer_invited);
    add("publication.comments_received", "chief officer's comments received", publication.comments_received);
    add("publication.published", "response published", publication.published);
    for recipient in Recipient::ALL {
        let (field, what) = match recipient {
            Recipient::Inspectorate => ("publication.sent_to_inspectorate", "response sent to the inspectorate"),
            Recipient::SecretaryOfState => ("publication.sent_to_secretary_of_state", "response sent to the Secretary of State"),
            Recipient::Commissioner => ("publication.sent_to_commissioner", "response sent to the Commissioner"),
            Recipient::Iopc => ("publication.sent_to_iopc", "response sent to the IOPC"),
            Recipient::Coroner => ("publication.sent_to_coroner", "response sent to the coroner"),
        };
        add(field, what, publication.sent_to(recipient));
    }
    found
}

impl<'a> Entry<'a> {
    /// Returns the day that the entry is about.
    pub(super) fn day(&self) -> Option<Date> {
        match self {
            Self::Extension(it) | Self::ActionExtension(_, it) => Some(it.agreed),
            Self::Progress(it) => Some(it.date),
            Self::Closing(it) => it.date,
            Self::Reopening(it) => it.reopened,
            Self::Verification(it) => it.date,
            Self::Escalation(it) => Some(it.date),
            Self::Action(_) => None,
            Self::ActionDone(it) => it.done,
            Self::Redaction(it) => Some(it.date),
            Self::ResponseExtension(it) => Some(it.agreed),
            Self::Happened(_, _, day) => Some(*day),
        }
    }

    /// Returns whether both say the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Extension(one), Self::Extension(two)) => one == two,
            (Self::Progress(one), Self::Progress(two)) => one == two,
            (Self::Closing(one), Self::Closing(two)) => {
                // Version 1 of the record does not have the status, and what comes with a reopening is an entry of its own.
                let is_alike = one.status.is_none() || two.status.is_none() || one.status == two.status;
                is_alike && (one.date, &one.approved_by, &one.evidence) == (two.date, &two.approved_by, &two.evidence)
            }
            (Self::Reopening(one), Self::Reopening(two)) => {
                (one.date, one.reopened, &one.reopening_reason) == (two.date, two.reopened, &two.reopening_reason)
            }
            (Self::Verification(one), Self::Verification(two)) => one == two,
            (Self::Escalation(one), Self::Escalation(two)) => one == two,
            (Self::Action(one), Self::Action(two)) => {
                // Being done and later dates are entries of their own.
                one.text == two.text && (&one.owner, one.target, one.internal) == (&two.owner, two.target, two.internal)
            }
            (Self::ActionDone(one), Self::ActionDone(two)) => {
                (&one.text, one.done, &one.evidence) == (&two.text, two.done, &two.evidence)
            }
            (Self::ActionExtension(one, of_one), Self::ActionExtension(two, of_two)) => one.text == two.text && of_one == of_two,
            (Self::Redaction(one), Self::Redaction(two)) => one.is_same(two),
            (Self::ResponseExtension(one), Self::ResponseExtension(two)) => one == two,
            (Self::Happened(one, _, day), Self::Happened(two, _, other)) => (one, day) == (two, other),
            _ => false,
        }
    }

    /// Returns how likely this is a later version of an entry that differs: 0 if it is another one.
    pub(super) fn likeness(&self, earlier: &Self) -> usize {
        let same = |tests: &[bool]| tests.iter().filter(|test| **test).count();
        match (self, earlier) {
            (Self::Extension(one), Self::Extension(two)) => {
                2 * same(&[one.agreed == two.agreed])
                    + same(&[one.to == two.to, one.reason.is_some() && one.reason == two.reason])
            }
            (Self::Progress(one), Self::Progress(two)) => {
                2 * same(&[one.date == two.date]) + same(&[one.note.is_some() && one.note == two.note])
            }
            (Self::Closing(one), Self::Closing(two)) => {
                let is_evidence = !one.evidence.is_empty() && one.evidence == two.evidence;
                2 * same(&[one.date == two.date]) + same(&[is_evidence])
            }
            (Self::Reopening(one), Self::Reopening(two)) => same(&[one.date == two.date, one.reopened == two.reopened]),
            (Self::Verification(one), Self::Verification(two)) => same(&[one.date == two.date, one.reference == two.reference]),
            (Self::Escalation(one), Self::Escalation(two)) => same(&[one.date == two.date, one.to == two.to]),
            (Self::Action(one), Self::Action(two)) => {
                2 * same(&[one.text == two.text])
                    + same(&[one.target.is_some() && one.target == two.target, one.done == two.done])
            }
            (Self::ActionDone(one), Self::ActionDone(two)) => 2 * same(&[one.text == two.text]) + same(&[one.done == two.done]),
            (Self::ActionExtension(one, of_one), Self::ActionExtension(two, of_two)) => {
                2 * same(&[of_one.agreed == of_two.agreed]) + same(&[one.text == two.text, of_one == of_two])
            }
            (Self::ResponseExtension(one), Self::ResponseExtension(two)) => same(&[one.agreed == two.agreed, one.to == two.to]),
            (Self::Happened(one, ..), Self::Happened(two, ..)) => same(&[one == two]),
            // An entry that documents a redaction and changes is one that is gone and a new one.
            _ => 0,
        }
    }

    /// Returns the list of the record that the entry is in, for the places of redactions.
    pub(super) fn list(&self) -> &'static str {
        match self {
            Self::Extension(_) => "extensions",
            Self::Progress(_) => "progress",
            Self::Closing(_) | Self::Reopening(_) => "closures",
            Self::Verification(_) => "verifications",
            Self::Escalation(_) => "escalation",
            Self::Action(_) | Self::ActionDone(_) => "actions",
            Self::ActionExtension(..) => "actions.extensions",
            Self::Redaction(_) => "redactions",
            Self::ResponseExtension(_) => "response_extensions",
            Self::Happened(field, ..) => field,
        }
    }

    /// Returns the entry's fields as JSON.
    pub(super) fn fields(&self) -> Map<String, Value> {
        match self {
            Self::Extension(it) | Self::ActionExtension(_, it) => fields_of(it, &[]),
            Self::Progress(it) => fields_of(it, &[]),
            Self::Closing(it) => fields_of(it, &["reopened", "reopening_reason"]),
            Self::Reopening(it) => fields_of(it, &["date", "status", "approved_by", "evidence"]),
            Self::Verification(it) => fields_of(it, &[]),
            Self::Escalation(it) => fields_of(it, &[]),
            Self::Action(it) => fields_of(it, &["done", "evidence", "extensions"]),
            Self::ActionDone(it) => fields_of(it, &["text", "owner", "target", "extensions", "internal"]),
            Self::Redaction(it) => fields_of(it, &[]),
            Self::ResponseExtension(it) => fields_of(it, &[]),
            Self::Happened(_, _, day) => Map::from_iter([("date".to_owned(), Value::String(day.to_string()))]),
        }
    }

    /// Returns whether words were replaced by the marker of redactions since the earlier version, and nothing else changed.
    pub(super) fn is_redaction_of(&self, earlier: &Self) -> bool {
        let (was, is) = (earlier.fields(), self.fields());
        let is_redacted = |key: &String| match (was.get(key), is.get(key)) {
            (Some(Value::String(was)), Some(Value::String(is))) => crate::model::redaction::is_redaction_of(was, is),
            _ => false,
        };
        let differs = |key: &&String| was.get(*key) != is.get(*key);
        let has_marker = is.values().any(|value| value.to_string().contains(REDACTED));
        has_marker && was.keys().chain(is.keys()).filter(differs).all(is_redacted)
    }
}
