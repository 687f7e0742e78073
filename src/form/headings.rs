//! The headings of the printed form.

use std::collections::BTreeMap;

use super::CHIEF_OFFICERS;
use super::entry::{or_nothing, said};
use crate::model::{BodyKind, FindingKind};
use crate::prose::lost_characters::in_a_heading;

/// The headings that depend on the two offices.
#[derive(Debug, Clone)]
pub struct Headings {
    body: BodyKind,
    chief: String,
}

impl Headings {
    /// The heading of the summary of the inspection, below the cover.
    pub const SUMMARY: &str = "Summary of inspection";
    /// The heading of the graded judgments.
    pub const GRADES: &str = "Grade";
    /// The heading of the extensions of the response deadline.
    pub const MORE_TIME: &str = "More time to respond";
    /// The heading of what is about no finding, in a form to fill in.
    pub const WHOLE: &str = "The response as a whole";
    /// The heading of the chief officer's next steps.
    pub const NEXT_STEPS: &str = "Next steps";
    /// The heading of the chief officer's closing words.
    pub const CLOSING: &str = "Closing words";
    /// The heading of the section on the progress of the findings.
    pub const DONE: &str = "What has been done";
    /// The heading of a finding's actions.
    pub const ACTIONS: &str = "Actions";
    /// The heading of a finding's extensions.
    pub const EXTENSIONS: &str = "Later dates";
    /// The heading of the extensions of a finding's actions.
    pub const ACTION_EXTENSIONS: &str = "Later dates of actions";
    /// The heading of a finding's escalation.
    pub const ESCALATION: &str = "Escalation";
    /// The heading of a finding's log.
    pub const PROGRESS: &str = "Progress";
    /// The heading of each closing of a finding.
    pub const CLOSURE: &str = "Closing";
    /// The heading of each verification by the inspectorate.
    pub const VERIFICATION: &str = "The inspectorate's word";
    /// The heading of the redactions.
    pub const REDACTIONS: &str = "Redactions";
    /// The heading of imported text that is not placed in a field yet.
    pub const UNPLACED: &str = "Words not placed yet";

    /// Returns the headings for a kind of body and the chief officer's title.
    pub fn of(body: BodyKind, chief_officers_title: Option<&str>) -> Self {
        // Import recognises only known headings, so an unusual title is printed in a row of its own instead.
        let known = chief_officers_title.filter(|title| CHIEF_OFFICERS.contains(title));
        Self { body, chief: known.unwrap_or("Chief officer").to_owned() }
    }

    /// Returns the name of the form.
    pub fn form(&self) -> String {
        let short = match self.body {
            BodyKind::Pcc => "PCC",
            BodyKind::Pfcc => "PFCC",
            other => other.title(),
        };
        format!("{short} and CC Force Inspection response record")
    }

    /// Returns the heading of the findings of one kind.
    pub fn findings(&self, kind: FindingKind) -> String {
        match (kind, self.body) {
            (FindingKind::Recommendation, BodyKind::Pcc) => "Recommendations relevant to PCC & Police".to_owned(),
            (FindingKind::Recommendation, BodyKind::Pfcc) => "Recommendations relevant to PFCC & Police".to_owned(),
            (FindingKind::Recommendation, _) => "Recommendations".to_owned(),
            (FindingKind::AreaForImprovement, _) => "Areas for improvement".to_owned(),
            (FindingKind::CauseOfConcern, _) => "Causes of concern".to_owned(),
        }
    }

    /// Returns the heading of the body's initial response.
    pub fn initial(&self) -> String {
        format!("{}'s initial response", self.body.title())
    }

    /// Returns the heading of the chief officer's response.
    pub fn chief_officer(&self) -> String {
        format!("{}'s response", self.chief)
    }

    /// Returns the label of something that the chief officer writes, in a form to fill in.
    pub fn chief_officers(&self, what: &str) -> String {
        format!("{}'s {what}", self.chief)
    }

    /// Returns the heading of the body's explanations of the findings.
    pub fn explanations(&self) -> String {
        format!("{}'s response to each finding", self.body.title())
    }

    /// Returns the heading of the body's overall comments.
    pub fn overall(&self) -> String {
        format!("{}'s overall comments", self.body.title())
    }
}

/// Returns the heading of each finding in a list: its kind and number, with a counter where a number occurs more than once.
pub fn titles<'a>(kind: FindingKind, numbers: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let title = |number: &'a str| {
        let name = format!("{} {number}", name_of(kind));
        let times = seen.entry(number).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name} ({times} of that number)") }
    };
    numbers.into_iter().map(title).collect()
}

/// Returns whether a text is a finding's title, with or without an answer's heading after it.
pub fn is_title(text: &str) -> bool {
    FindingKind::ALL.iter().any(|kind| {
        let behind = text.strip_prefix(&name_of(*kind)).and_then(|behind| behind.strip_prefix(' '));
        let number = behind.and_then(|behind| behind.split(" – ").next()).and_then(|title| title.split(" (").next());
        number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_alphanumeric()) && !number.contains(' '))
    })
}

/// Returns the number in a finding's title.
pub fn number_of(kind: FindingKind, title: &str) -> Option<&str> {
    let behind = title.strip_prefix(&name_of(kind))?.strip_prefix(' ')?;
    Some(behind.split_once(' ').map_or(behind, |(number, _)| number))
}

fn name_of(kind: FindingKind) -> String {
    let words = kind.words();
    format!("{}{}", words[..1].to_uppercase(), &words[1..])
}

/// Returns a finding's title followed by the heading of its answer.
pub fn headed(title: &str, heading: Option<&str>) -> String {
    match heading {
        Some(heading) => format!("{title} – {}", or_nothing(in_a_heading(heading))),
        None => title.to_owned(),
    }
}

/// Splits a finding's title from the heading of its answer.
pub fn title_and_heading(text: &str) -> (&str, Option<String>) {
    match text.split_once(" – ") {
        Some((title, heading)) => (title, Some(said(heading))),
        None => (text, None),
    }
}
