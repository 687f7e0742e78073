//! One recommendation, area for improvement or cause of concern.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::standing::status_on;
use super::vocabulary::name;
use super::{
    ChiefOfficerAnswer, Closure, CommissionerResponse, Date, Extension, FieldPath, FindingLink, PrintedRef, Priority,
    ProgressEntry, Prose, Redaction, Status, Verification,
};

name! {
    /// A body that a finding is addressed to: "chief constables", "the Home Office".
    Addressee
}

/// One thing the body or the force does about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What is to be done.
    pub text: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Date>,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

impl Action {
    /// Whether it is not done yet on the day `on`.
    pub fn is_open(&self, on: Date) -> bool {
        self.done.is_none_or(|day| day > on)
    }
}

/// A finding of the inspectorate, what was answered, and what has become of it since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its number as printed: "4", "3.1", "2a".
    #[serde(rename = "ref")]
    pub printed: PrintedRef,
    /// Its words. Missing only where `withheld` says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
    /// The graded area it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The bodies it is addressed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressed_to: Vec<Addressee>,
    /// Whether it is this body's or its force's to do, where the record says so; false where it is somebody else's.
    #[serde(default, rename = "ours", skip_serializing_if = "Option::is_none")]
    pub said_ours: Option<bool>,
    /// The inspectorate's date. It is never edited: a later one is an extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The inspectorate's words for that date, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<String>,
    /// The force's own, earlier date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Date>,
    /// How much it matters to the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The chief officer's comments on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_response: Option<ChiefOfficerAnswer>,
    /// The body's explanation (section 55(5B)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commissioner_response: Option<CommissionerResponse>,
    /// What is done about it; one finding, many actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// Later dates, in the order they were agreed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// The dated log, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<ProgressEntry>,
    /// How it came to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closure: Option<Closure>,
    /// The inspectorate's word on it, apart from the body's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// The finding it continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<FindingLink>,
    /// The finding it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<FindingLink>,
    /// The finding that was raised to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated_from: Option<FindingLink>,
    /// The number of the cause of concern that this recommendation belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause_of_concern: Option<PrintedRef>,
    /// Whether its text is missing on purpose (section 55(2)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
    /// Which of its fields had words taken out for good, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
}

impl Finding {
    /// Whether the chief officer says something on it.
    pub fn chief_officer_spoke(&self) -> bool {
        let text = self.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref());
        text.is_some_and(|text| !text.trimmed().is_empty())
    }

    /// Whether it is this body's or its force's to do: it is unless the record says otherwise.
    pub fn ours(&self) -> bool {
        self.said_ours.unwrap_or(true)
    }

    /// Its words on one line, without the deadline they open with, which has a field of its own.
    pub fn asks(&self) -> Option<String> {
        let text = self.text.as_ref()?.in_a_line();
        let opening = self.due_text.as_deref().and_then(|due| text.strip_prefix(due)).and_then(|rest| rest.strip_prefix(", "));
        let Some(rest) = opening else { return Some(text) };
        let mut characters = rest.chars();
        Some(characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect()))
    }

    /// The status when all has happened that the record tells of: the last dated thing's, or the written one where nothing dated says one.
    pub fn latest_status(&self) -> Status {
        status_on(self, Date::LAST)
    }

    /// The inspectorate's word on it, if it was given by the day `on`; one without a date counts always.
    pub fn verification_by(&self, on: Date) -> Option<&Verification> {
        self.verification.as_ref().filter(|word| word.date.is_none_or(|day| day <= on))
    }

    /// Its links to other findings, each with the field it stands in.
    pub fn links(&self) -> impl Iterator<Item = (FieldPath, &FindingLink)> {
        let see = self.commissioner_response.as_ref().and_then(|response| response.see.as_ref());
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

    /// A finding that nothing is known of, for what is asked of a whole record.
    pub(super) fn blank() -> &'static Self {
        static BLANK: LazyLock<Finding> = LazyLock::new(|| Finding::numbered(PrintedRef::none()));
        &BLANK
    }

    /// A finding of which only the number is known.
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
            verification: None,
            follows: None,
            supersedes: None,
            escalated_from: None,
            cause_of_concern: None,
            withheld: false,
            redactions: Vec::new(),
        }
    }
}
