//! The headings of the print.

use std::collections::BTreeMap;

use super::CHIEF_OFFICERS;
use super::entry::{or_nothing, said};
use crate::model::carried::in_a_heading;
use crate::model::{BodyKind, FindingKind};

/// The headings that name the two offices.
#[derive(Debug, Clone)]
pub struct Headings {
    body: BodyKind,
    chief: String,
}

impl Headings {
    /// Below the cover: what was inspected.
    pub const SUMMARY: &str = "Summary of inspection";
    /// The graded judgments.
    pub const GRADES: &str = "Grade";
    /// What the chief officer does next.
    pub const NEXT_STEPS: &str = "Next steps";
    /// What the chief officer says at the end.
    pub const CLOSING: &str = "Closing words";
    /// What has become of the findings.
    pub const DONE: &str = "What has been done";
    /// A finding's actions.
    pub const ACTIONS: &str = "Actions";
    /// A finding's later dates.
    pub const EXTENSIONS: &str = "Later dates";
    /// A finding's log.
    pub const PROGRESS: &str = "Progress";
    /// A finding's end.
    pub const CLOSURE: &str = "Closing";
    /// The inspectorate's word on it.
    pub const VERIFICATION: &str = "The inspectorate's word";
    /// Which words were taken out for good.
    pub const REDACTIONS: &str = "Redactions";
    /// Words of an import that nobody has placed.
    pub const UNPLACED: &str = "Words not placed yet";

    /// The headings where these offices answer.
    pub fn of(body: BodyKind, chief_officers_title: Option<&str>) -> Self {
        let known = chief_officers_title.filter(|title| CHIEF_OFFICERS.contains(title));
        Self { body, chief: known.unwrap_or("Chief officer").to_owned() }
    }

    /// The form's own name.
    pub fn form(&self) -> String {
        let short = match self.body {
            BodyKind::Pcc => "PCC",
            BodyKind::Pfcc => "PFCC",
            other => other.title(),
        };
        format!("{short} and CC Force Inspection response record")
    }

    /// The findings of a kind.
    pub fn findings(&self, kind: FindingKind) -> String {
        match (kind, self.body) {
            (FindingKind::Recommendation, BodyKind::Pcc) => "Recommendations relevant to PCC & Police".to_owned(),
            (FindingKind::Recommendation, BodyKind::Pfcc) => "Recommendations relevant to PFCC & Police".to_owned(),
            (FindingKind::Recommendation, _) => "Recommendations".to_owned(),
            (FindingKind::AreaForImprovement, _) => "Areas for improvement".to_owned(),
            (FindingKind::CauseOfConcern, _) => "Causes of concern".to_owned(),
        }
    }

    /// The body's first words.
    pub fn initial(&self) -> String {
        format!("{}'s initial response", self.body.title())
    }

    /// The chief officer's words.
    pub fn chief_officer(&self) -> String {
        format!("{}'s response", self.chief)
    }

    /// The body's explanations, finding by finding.
    pub fn explanations(&self) -> String {
        format!("{}'s response to each finding", self.body.title())
    }

    /// The body's last words.
    pub fn overall(&self) -> String {
        format!("{}'s overall comments", self.body.title())
    }
}

/// What each finding of a list is headed with: its kind and its number, and which it is where a number is there twice.
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

/// Whether a text is a finding's title, with or without a heading behind it.
pub fn is_title(text: &str) -> bool {
    FindingKind::ALL.iter().any(|kind| {
        let behind = text.strip_prefix(&name_of(*kind)).and_then(|behind| behind.strip_prefix(' '));
        let number = behind.and_then(|behind| behind.split(" – ").next()).and_then(|title| title.split(" (").next());
        number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_alphanumeric()) && !number.contains(' '))
    })
}

/// The number in a finding's title.
pub fn number_of(kind: FindingKind, title: &str) -> Option<&str> {
    let behind = title.strip_prefix(&name_of(kind))?.strip_prefix(' ')?;
    Some(behind.split_once(' ').map_or(behind, |(number, _)| number))
}

fn name_of(kind: FindingKind) -> String {
    let words = kind.words();
    format!("{}{}", words[..1].to_uppercase(), &words[1..])
}

/// A finding's title with the heading that its answer has.
pub fn headed(title: &str, heading: Option<&str>) -> String {
    match heading {
        Some(heading) => format!("{title} – {}", or_nothing(in_a_heading(heading))),
        None => title.to_owned(),
    }
}

/// A finding's title, and the heading that its answer has behind it.
pub fn title_and_heading(text: &str) -> (&str, Option<String>) {
    match text.split_once(" – ") {
        Some((title, heading)) => (title, Some(said(heading))),
        None => (text, None),
    }
}
