//! The headings of a response, and what they open.

use super::finding_label::finding_label;
use super::normalized_text::{LONGEST, normal, without_number};
use super::speaker::{self, Speaker, StatementKind};
use crate::intake::SourceBlock;
use crate::model::{BodyKind, FindingKind};

/// The section that a heading opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) enum HeadingSection {
    /// The form's own name, and the names of its parts.
    FormTitle,
    /// A description of the report.
    About,
    /// The commissioner's opening words.
    Initial(BodyKind),
    /// The commissioner's words, not marked as opening or closing words.
    Commissioner(BodyKind),
    /// The chief officer's words, with the chief officer's title.
    ChiefOfficer(&'static str),
    /// The answer to one or more findings, with the heading after the number.
    Answer {
        /// The kind of finding it answers.
        kind: FindingKind,
        /// The numbers it names; empty for a label without a number.
        numbers: Vec<String>,
        /// The text after them.
        heading: String,
    },
    /// A list of findings of a kind.
    Findings(FindingKind),
    /// The next steps.
    NextSteps,
    /// The commissioner's closing words.
    Overall(BodyKind),
    /// The conclusion of a letter or page.
    Conclusion,
    /// Prose of a letter or page without a heading, or with one that is not known.
    Prose,
}

impl HeadingSection {
    /// Returns the section that a heading opens; `None` for a heading that responses do not have.
    pub(in crate::intake) fn of(heading: &str) -> Option<Self> {
        let heading = without_number(heading);
        // First, whatever its length: the heading of a finding may have the whole finding in it.
        if let Some((kind, numbers, rest)) = finding_label(heading) {
            return Some(Self::Answer { kind, numbers, heading: rest.to_owned() });
        }
        if heading.len() > LONGEST {
            return None;
        }
        let words = normal(heading).replace(" & ", " and ");
        // The office's kind is read from the heading itself, because forms keep old headings (case 01).
        let body = if words.contains("fire and crime") || words.contains("pfcc") { BodyKind::Pfcc } else { BodyKind::Pcc };
        let by_body = ["pcc", "pfcc", "police and crime commissioner", "police fire and crime commissioner", "commissioners"];
        let by_body = by_body.iter().any(|name| words.starts_with(name));
        let by_chief = words.starts_with("chief constable")
            || words.starts_with("chief officer")
            || words.starts_with("commissioner of police");
        let said = ["response", "comments", "comment", "reply", "views"].iter().any(|word| words.ends_with(word));
        Some(match words.as_str() {
            _ if words.contains("inspection response record") => Self::FormTitle,
            "inspection details" | "about the inspection" | "details of inspection" => Self::FormTitle,
            "information"
            | "about the report"
            | "about this report"
            | "about this inspection"
            | "background"
            | "background to the report"
            | "background to the inspection"
            | "key findings"
            | "summary of findings" => Self::About,
            _ if words.ends_with("initial response") => Self::Initial(body),
            _ if by_chief && (words.contains("response") || said) => Self::ChiefOfficer("Chief Constable"),
            "force response"
            | "forces response"
            | "response from the force"
            | "force comments"
            | "constabulary response"
            | "response from the chief constable"
            | "police response" => Self::ChiefOfficer("Chief Constable"),
            "next steps" | "next step" => Self::NextSteps,
            _ if words.ends_with("overall comments") || words.ends_with("overall comment") => Self::Overall(body),
            // "Police, Fire and Crime Commissioner's response to the inspection" has nine words; a longer text is a sentence.
            _ if by_body && (words.contains("response") || said) && words.split(' ').count() <= 9 => Self::Commissioner(body),
            _ => return section_of(&words),
        })
    }
}

/// Who answers below a heading inside a finding's section: "Response", "PCC comment", "Force response".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Answerer {
    /// The commissioner.
    Commissioner,
    /// The chief officer.
    ChiefOfficer,
    /// The author of the surrounding text.
    Speaker,
}

impl Answerer {
    /// Returns who answers in a row. A label that only names a speaker counts if a sentence is next to it, not a name.
    pub(in crate::intake) fn of_row(label: &str, value: &[SourceBlock]) -> Option<Self> {
        let says = || value.iter().filter_map(SourceBlock::text).any(speaker::is_sentence);
        Self::of(label).or_else(|| {
            speaker::named(label).filter(|_| says()).map(|speaker| match speaker {
                Speaker::Chief => Self::ChiefOfficer,
                Speaker::Body(_) => Self::Commissioner,
            })
        })
    }

    /// Returns who answers below a heading.
    pub(in crate::intake) fn of(heading: &str) -> Option<Self> {
        // Longer texts are never a heading within a finding, and comparing them costs time.
        if heading.len() > 120 {
            return None;
        }
        let words = normal(without_number(heading)).replace(" & ", " and ");
        Some(match words.as_str() {
            "response" | "our response" | "answer" | "comment" | "comments" | "update" | "reply" => Self::Speaker,
            "my response"
            | "my comments"
            | "my comment"
            | "commissioners response"
            | "commissioners comments"
            | "commissioners comment"
            | "commissioner response" => Self::Commissioner,
            _ => match HeadingSection::of(heading)? {
                HeadingSection::Commissioner(_) => Self::Commissioner,
                HeadingSection::ChiefOfficer(_) => Self::ChiefOfficer,
                _ => return None,
            },
        })
    }
}

/// Returns the section of a heading that names a speaker, the report or the next steps.
fn section_of(words: &str) -> Option<HeadingSection> {
    // A longer question is part of the text.
    if words.split(' ').count() > 12 {
        return None;
    }
    if is_about(words) {
        return Some(HeadingSection::About);
    }
    if matches!(words, "what happens next" | "what next" | "what will happen next") {
        return Some(HeadingSection::NextSteps);
    }
    let (speaker, what) = speaker::statement(words)?;
    Some(match (speaker, what) {
        (Speaker::Chief, _) => HeadingSection::ChiefOfficer("Chief Constable"),
        (Speaker::Body(kind), StatementKind::First) => HeadingSection::Initial(kind),
        (Speaker::Body(kind), StatementKind::Last) => HeadingSection::Overall(kind),
        (Speaker::Body(kind), StatementKind::Says) => HeadingSection::Commissioner(kind),
    })
}

/// Returns whether a heading asks about the report: "What did the inspectors find", "what the report is about".
fn is_about(words: &str) -> bool {
    const ASKED: [&str; 3] = ["what did ", "what ", "which "];
    let Some(rest) = ASKED.iter().find_map(|opening| words.strip_prefix(opening)) else { return false };
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let subject = ["inspectors", "inspectorate", "inspection", "report", "hmicfrs", "they"]
        .iter()
        .any(|name| rest.strip_prefix(name).is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')));
    let acts = ["find", "found", "look at", "looked at", "examine", "examined", "say", "says", "said", "about"];
    subject && acts.iter().any(|verb| rest.ends_with(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_open_their_sections() {
        assert_eq!(
            HeadingSection::of("Police, Fire and Crime Commissioner's initial response"),
            Some(HeadingSection::Initial(BodyKind::Pfcc))
        );
        assert_eq!(HeadingSection::of("Chief Constable’s response"), Some(HeadingSection::ChiefOfficer("Chief Constable")));
        assert_eq!(HeadingSection::of("Next Steps"), Some(HeadingSection::NextSteps));
        assert_eq!(HeadingSection::of("PCC's overall comments"), Some(HeadingSection::Overall(BodyKind::Pcc)));
        assert_eq!(HeadingSection::of("PFCC Response"), Some(HeadingSection::Commissioner(BodyKind::Pfcc)));
        assert_eq!(
            HeadingSection::of("1. Police & Crime Commissioner comments"),
            Some(HeadingSection::Commissioner(BodyKind::Pcc))
        );
        assert_eq!(HeadingSection::of("FORCE RESPONSE:"), Some(HeadingSection::ChiefOfficer("Chief Constable")));
        assert_eq!(
            HeadingSection::of_letter("3. Areas for improvement"),
            Some(HeadingSection::Findings(FindingKind::AreaForImprovement))
        );
        assert_eq!(HeadingSection::of("Weather"), None);
    }

    #[test]
    fn a_heading_tells_whose_words_it_opens_however_it_is_worded() {
        for (heading, section) in [
            ("PCC's opening remarks", HeadingSection::Initial(BodyKind::Pcc)),
            ("Mayor’s closing comments", HeadingSection::Overall(BodyKind::Mayor)),
            ("The Commissioner's overall view", HeadingSection::Overall(BodyKind::Pcc)),
            ("What does the Chief Constable say?", HeadingSection::ChiefOfficer("Chief Constable")),
            ("What the Force says", HeadingSection::ChiefOfficer("Chief Constable")),
            ("What is the Commissioner doing about it?", HeadingSection::Commissioner(BodyKind::Pcc)),
            ("MOPAC's response", HeadingSection::Commissioner(BodyKind::Mopac)),
            ("OPCC comments", HeadingSection::Commissioner(BodyKind::Pcc)),
            ("My comments", HeadingSection::Commissioner(BodyKind::Pcc)),
            ("Statement by Chief Constable Tim Brown QPM", HeadingSection::ChiefOfficer("Chief Constable")),
            ("Reply from Ann Other, Police and Crime Commissioner", HeadingSection::Commissioner(BodyKind::Pcc)),
            ("What did the inspectors look at?", HeadingSection::About),
            ("What happens next?", HeadingSection::NextSteps),
        ] {
            assert_eq!(section_of(&normal(heading)), Some(section), "{heading}");
        }
        for heading in ["What the weather does", "Commissioners should act", "Force management statement"] {
            assert_eq!(section_of(&normal(heading)), None, "{heading}");
        }
    }
}
