//! The headings of a response, and what they open.

use super::finding_label::finding_label;
use super::normalized_text::{LONGEST, normal, without_number};
use super::speaker::{self, Speaker, StatementKind};
use crate::intake::SourceBlock;
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
            _ => return section_of(&words),
        })
    }
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
        let says = || value.iter().filter_map(SourceBlock::text).any(speaker::is_sentence);
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

/// What a heading opens that says whose words stand below it.
fn section_of(words: &str) -> Option<HeadingSection> {
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

/// What the report is about: "What did the inspectors find", "what the report is about".
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
