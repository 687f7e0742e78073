//! The headings of letters and pages, which are more than those of the form.

use super::finding_label::bare_label;
use super::form_label::Label;
use super::heading::HeadingSection;
use super::normalized_text::{LONGEST, normal, without_number};
use super::speaker;
use crate::model::{BodyKind, FindingKind};
impl HeadingSection {
    /// Returns the section that a heading opens in a letter or page, where more headings are known than in the form.
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
            // Before the form's headings, which know "Overall comments" only with an office.
            (_, words) if speaker::is_last(words) => Self::Conclusion,
            (_, words) if speaker::is_first(words) => Self::Initial(BodyKind::Pcc),
            (_, words) if announces_findings(words) => Self::Findings(FindingKind::Recommendation),
            _ => return Self::of(heading),
        })
    }
}

/// Returns whether a heading opens a list of recommendations: "Recommendations and responses", "Response to each
/// recommendation".
fn announces_findings(words: &str) -> bool {
    const USUAL: &str = " recommendation recommendations and & our the to from of each response responses answers table report ";
    words.contains("recommendation") && words.contains(' ') && words.split(' ').all(|word| USUAL.contains(&format!(" {word} ")))
}
