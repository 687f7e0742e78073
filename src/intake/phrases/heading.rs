//! The headings of a response, and what they open.

use crate::intake::SourceBlock;
use crate::intake::phrases::form_label::{LONGEST, Label, bare_label, finding_label, normal, without_number};
use crate::intake::phrases::speaker::{self, Speaker};
use crate::model::{BodyKind, FindingKind};

/// What a heading opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) enum HeadingSection {
    /// The form's own name, and the names of its parts.
    FormTitle,
    /// What the report is about.
    About,
    /// The commissioner's first words.
    Initial(BodyKind),
    /// The commissioner's words, where nothing says whether they come first or last.
    Commissioner(BodyKind),
    /// The chief officer's words, with the chief officer's title.
    ChiefOfficer(&'static str),
    /// The answer to one finding or several, and the heading behind the number.
    Answer {
        /// What kind of finding it answers.
        kind: FindingKind,
        /// The numbers it names; none behind a bare label.
        numbers: Vec<String>,
        /// The words behind them.
        heading: String,
    },
    /// Findings of a kind, one after the other.
    Findings(FindingKind),
    /// What comes next.
    NextSteps,
    /// The commissioner's last words.
    Overall(BodyKind),
    /// What a letter or a page ends with.
    Conclusion,
    /// Prose of a letter or a page under no heading, or under one of its own.
    Prose,
}

impl HeadingSection {
    /// What a heading opens, or `None` where no response has such a heading.
    pub(in crate::intake) fn of(heading: &str) -> Option<Self> {
        let heading = without_number(heading);
        if let Some((kind, numbers, rest)) = finding_label(heading) {
            return Some(Self::Answer { kind, numbers, heading: rest.to_owned() });
        }
        if heading.len() > LONGEST {
            return None;
        }
        let words = normal(heading).replace(" & ", " and ");
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
            _ if by_body && (words.contains("response") || said) && words.split(' ').count() <= 9 => Self::Commissioner(body),
            _ => return speaker::section_of(&words),
        })
    }

    /// What a heading opens in a letter or on a page, where more headings are known.
    pub(in crate::intake) fn of_letter(heading: &str) -> Option<Self> {
        let heading = without_number(heading);
        if let Some(kind) = bare_label(heading) {
            return Some(Self::Answer { kind, numbers: Vec::new(), heading: String::new() });
        }
        if heading.len() > LONGEST {
            return Self::of(heading);
        }
        Some(match (Label::of(heading), normal(heading).as_str()) {
            (Some((Label::Findings(kind), _)), _) => Self::Findings(kind),
            (_, "in conclusion" | "overall" | "in summary") => Self::Conclusion,
            (_, words) if speaker::is_last(words) => Self::Conclusion,
            (_, words) if speaker::is_first(words) => Self::Initial(BodyKind::Pcc),
            (_, words) if announces_findings(words) => Self::Findings(FindingKind::Recommendation),
            _ => return Self::of(heading),
        })
    }
}

/// Whether a heading is of recommendations and their answers: "Recommendations and responses", "Response to each recommendation".
fn announces_findings(words: &str) -> bool {
    const USUAL: &str = " recommendation recommendations and & our the to from of each response responses answers table report ";
    words.contains("recommendation") && words.contains(' ') && words.split(' ').all(|word| USUAL.contains(&format!(" {word} ")))
}

/// Who answers under a heading within a finding: "Response", "PCC comment", "Force response".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Answerer {
    /// The commissioner.
    Commissioner,
    /// The chief officer.
    ChiefOfficer,
    /// Whoever speaks around it.
    Speaker,
}

impl Answerer {
    /// Who answers beside a label: one that only names a speaker is one where words stand beside it, and no name.
    pub(in crate::intake) fn of_row(label: &str, value: &[SourceBlock]) -> Option<Self> {
        let says = || value.iter().filter_map(SourceBlock::text).any(speaker::says_something);
        Self::of(label).or_else(|| {
            speaker::named(label).filter(|_| says()).map(|speaker| match speaker {
                Speaker::Chief => Self::ChiefOfficer,
                Speaker::Body(_) => Self::Commissioner,
            })
        })
    }

    /// Who answers under a heading.
    pub(in crate::intake) fn of(heading: &str) -> Option<Self> {
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
}
