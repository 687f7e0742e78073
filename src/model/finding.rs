//! A finding: one recommendation, area for improvement or cause of concern.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::name;
use super::{
    ChiefOfficerAnswer, Closure, CommissionerResponse, Date, Escalation, Extension, FieldPath, FindingLink, Owners, PrintedRef,
    Priority, ProgressEntry, Redaction, Segment, Status, Verification,
};
use crate::prose::Prose;

name! {
    /// A body to which a finding is addressed, such as "chief constables" or "the Home Office".
    Addressee
}

/// One thing that the body or the force does about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What is to be done.
    pub text: String,
    /// Who is responsible for it, as a post rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owners>,
    /// The day by which it is to be done. Never change it: record a later date in `extensions`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Date>,
    /// The extensions of the target date, in the order in which they were agreed. Since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-schema-version" = 2))]
    pub extensions: Vec<Extension>,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// What proves that it was done: file paths, links, minute numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// True if it is never published. Since version 2.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(extend("x-schema-version" = 2))]
    pub internal: bool,
}

impl Action {
    /// Returns an action that has only its text.
    pub fn to(text: impl Into<String>) -> Self {
        let (text, evidence, extensions) = (text.into(), Vec::new(), Vec::new());
        Self { text, owner: None, target: None, extensions, done: None, evidence, internal: false }
    }

    /// Returns the date by which it is to be done, as agreed by the day `on`.
    pub fn due(&self, on: Date) -> Option<Date> {
        let agreed = self.extensions.iter().rfind(|extension| extension.agreed <= on);
        agreed.map(|extension| extension.to).or(self.target)
    }

    /// Returns how many extensions moved that date by the day `on`; the first one moves nothing where there was no target.
    pub fn slips(&self, on: Date) -> usize {
        let agreed = self.extensions.iter().filter(|extension| extension.agreed <= on).count();
        agreed.saturating_sub(usize::from(self.target.is_none()))
    }

    /// Returns whether the action is not yet done on the day `on`.
    pub fn is_open(&self, on: Date) -> bool {
        self.done.is_none_or(|day| day > on)
    }
}

/// A finding of the inspectorate, the answers to it, and the progress made on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The finding's number as the report prints it, such as "4", "3.1" or "2a".
    #[serde(rename = "ref")]
    pub printed: PrintedRef,
    /// The text of the finding. Required unless `withheld` is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
    /// The area of the inspection that the finding belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The bodies to which the finding is addressed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressed_to: Vec<Addressee>,
    /// True if this office or its force must act on the finding, false if another body must. If absent, true is assumed.
    #[serde(default, rename = "ours", skip_serializing_if = "Option::is_none")]
    pub said_ours: Option<bool>,
    /// The inspectorate's due date. Never change it: record a later date in `extensions`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The inspectorate's wording of the due date, as printed, such as "within six months".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<String>,
    /// The force's own target date, which may be earlier than the due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Date>,
    /// The priority that the office gives the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The current status of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Who is responsible for the finding, as a post rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owners>,
    /// The chief officer's comments on the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_response: Option<ChiefOfficerAnswer>,
    /// The local policing body's explanation of the finding (Police Act 1996, section 55(5B)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_response: Option<CommissionerResponse>,
    /// The actions taken or planned about the finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The extensions of the due date, in the order in which they were agreed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// The progress log, oldest entry first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<ProgressEntry>,
    /// The closure of the finding: date, approver and evidence. Version 1 only: see `closures`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-schema-version" = 1))]
    pub closure: Option<Box<Closure>>,
    /// The closings of the finding, oldest first. Never remove one: add the next. Since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-schema-version" = 2))]
    pub closures: Vec<Closure>,
    /// The inspectorate's verification, kept apart from the body's own status. Version 1 only: see `verifications`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-schema-version" = 1))]
    pub verification: Option<Box<Verification>>,
    /// The inspectorate's verifications, oldest first, kept apart from the body's own status. Since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-schema-version" = 2))]
    pub verifications: Vec<Verification>,
    /// The steps of escalation, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalation: Vec<Escalation>,
    /// An earlier finding that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<FindingLink>,
    /// A finding that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<FindingLink>,
    /// The finding that was escalated to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated_from: Option<FindingLink>,
    /// The number of the cause of concern to which this recommendation belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause_of_concern: Option<PrintedRef>,
    /// True if the text is left out on purpose, because the published report leaves it out (Police Act 1996, section 55(2)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// The redactions of this finding: which fields had text removed, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
}

impl Finding {
    /// Returns whether this office or its force must act on the finding; true unless the record says otherwise.
    pub fn is_ours(&self) -> bool {
        self.said_ours.unwrap_or(true)
    }

    /// Returns the finding's text on one line, without a due date at its start, which `due_text` already holds.
    pub fn asks(&self) -> Option<String> {
        let text = self.text.as_ref()?.in_a_line();
        // Lists show the due date in a column of its own, so the text need not begin with it.
        let opening = self.due_text.as_deref().and_then(|due| text.strip_prefix(due)).and_then(|rest| rest.strip_prefix(", "));
        let Some(rest) = opening else { return Some(text) };
        let mut characters = rest.chars();
        Some(characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect()))
    }

    /// Returns the last escalation step dated on or before `on`, including one that ended the escalation; of steps of the same
    /// day, the last in the list.
    pub fn last_escalation(&self, on: Date) -> Option<&Escalation> {
        // `max_by_key` returns the last of equal elements, so within a day the lower entry counts.
        self.escalation.iter().filter(|step| step.date <= on).max_by_key(|step| step.date)
    }

    /// Returns the escalation step in force on the day `on`; `None` where the finding is not escalated then.
    pub fn escalation_on(&self, on: Date) -> Option<&Escalation> {
        self.last_escalation(on).filter(|step| step.to.is_escalated())
    }

    /// Returns every extension, each with its path within the finding: those of the finding, then those of its actions.
    pub fn every_extension(&self) -> impl Iterator<Item = (FieldPath, &Extension)> {
        let list = |at: FieldPath, extensions: &'_ [Extension]| -> Vec<FieldPath> {
            (0..extensions.len()).map(|index| at.key("extensions").index(index)).collect()
        };
        let own = list(FieldPath::root(), &self.extensions).into_iter().zip(&self.extensions);
        let of_actions = self.actions.iter().enumerate().flat_map(move |(index, action)| {
            list(FieldPath::root().key("actions").index(index), &action.extensions).into_iter().zip(&action.extensions)
        });
        own.chain(of_actions)
    }

    /// Returns every closing, oldest first; in a record of version 1 there is one at most.
    pub fn closings(&self) -> impl DoubleEndedIterator<Item = &Closure> {
        self.closure.as_deref().into_iter().chain(&self.closures)
    }

    /// Returns the path, within the finding, of the closing at an index of [`Self::closings`].
    pub fn closing_path(&self, index: usize) -> FieldPath {
        entry_path(self.closure.is_some(), "closure", "closures", index)
    }

    /// Returns the path of the closing at an index, where it is meant as a whole: the only one of a list is the list, so that a
    /// comment above `closures:` is about it.
    pub fn closing_place(&self, index: usize) -> FieldPath {
        whole(self.closing_path(index), self.closings().count())
    }

    /// Returns the same of a verification.
    pub fn verification_place(&self, index: usize) -> FieldPath {
        whole(self.verification_path(index), self.verified().count())
    }

    /// Returns every verification by the inspectorate, oldest first; in a record of version 1 there is one at most.
    pub fn verified(&self) -> impl DoubleEndedIterator<Item = &Verification> {
        self.verification.as_deref().into_iter().chain(&self.verifications)
    }

    /// Returns the path, within the finding, of the verification at an index of [`Self::verified`].
    pub fn verification_path(&self, index: usize) -> FieldPath {
        entry_path(self.verification.is_some(), "verification", "verifications", index)
    }

    /// Returns the inspectorate's last verification by the day `on`. One without a date always counts.
    pub fn verification_by(&self, on: Date) -> Option<&Verification> {
        // Of several of one day the last in the list, as `max_by_key` does it.
        self.verified().filter(|word| word.date.is_none_or(|day| day <= on)).max_by_key(|word| word.date)
    }

    /// Returns the links to other findings, each with the path of its field within the finding.
    pub fn links(&self) -> impl Iterator<Item = (FieldPath, &FindingLink)> {
        let see = self.commissioner_response.as_ref().and_then(|response| response.see.as_ref()?.finding());
        let root = FieldPath::root();
        [
            (root.key("commissioner_response").key("see"), see),
            (root.key("follows"), self.follows.as_ref()),
            (root.key("supersedes"), self.supersedes.as_ref()),
            (root.key("escalated_from"), self.escalated_from.as_ref()),
        ]
        .into_iter()
        .filter_map(|(place, link)| Some((place, link?)))
    }

    /// Returns an empty finding, to stand in where a [`Case`](crate::model::FindingOnDay) is about the whole response.
    pub(super) fn blank() -> &'static Self {
        static BLANK: LazyLock<Finding> = LazyLock::new(|| Finding::numbered(PrintedRef::none()));
        &BLANK
    }

    /// Returns a finding that has only a number.
    pub fn numbered(printed: PrintedRef) -> Self {
        Self {
            printed,
            text: None,
            area: None,
            addressed_to: Vec::new(),
            said_ours: None,
            due: None,
            due_text: None,
            target: None,
            priority: None,
            status: None,
            owner: None,
            chief_officer_response: None,
            commissioner_response: None,
            actions: Vec::new(),
            extensions: Vec::new(),
            progress: Vec::new(),
            closure: None,
            closures: Vec::new(),
            verification: None,
            verifications: Vec::new(),
            escalation: Vec::new(),
            follows: None,
            supersedes: None,
            escalated_from: None,
            cause_of_concern: None,
            withheld: false,
            redactions: Vec::new(),
        }
    }
}

/// Returns the list's path for its only entry.
fn whole(at: FieldPath, count: usize) -> FieldPath {
    match at.segments() {
        [list, Segment::Index(_)] if count == 1 => FieldPath::from_iter([list.clone()]),
        _ => at,
    }
}

/// Returns the path of an entry of a list that in version 1 was a single field, which comes first where both are there.
fn entry_path(is_single: bool, single: &'static str, list: &'static str, index: usize) -> FieldPath {
    match index.checked_sub(usize::from(is_single)) {
        None => FieldPath::root().key(single),
        Some(index) => FieldPath::root().key(list).index(index),
    }
}
