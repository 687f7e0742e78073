//! Recognises the columns of tables by their names.

use super::heading::Answerer;
use super::normalized_text::normal;
use crate::model::FindingKind;

/// The content of a column in a table of findings or grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum ColumnContent {
    /// The finding's number.
    Number,
    /// The finding's text, and its kind if the column name gives it.
    Finding(Option<FindingKind>),
    /// The chief officer's answer.
    ChiefOfficer,
    /// The commissioner's answer.
    Commissioner,
    /// An answer; the name does not say whose.
    Answer,
    /// The inspectorate's deadline.
    Deadline,
    /// The force's own target date.
    Target,
    /// The owner.
    Owner,
    /// The addressee.
    Addressee,
    /// The status.
    Status,
    /// The priority.
    Priority,
    /// The graded area.
    Area,
    /// The graded judgment.
    Grade,
}

impl ColumnContent {
    /// Returns the content of a column with this name.
    pub(in crate::intake) fn of(name: &str) -> Option<Self> {
        let words = normal(name).replace(" & ", " and ");
        // A sentence is no column name.
        if words.split(' ').count() > 8 || words.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let is = |names: &[&str]| names.contains(&words.as_str());
        let has = |part: &str| words.contains(part);
        if is(&[
            "no",
            "number",
            "ref",
            "reference",
            "rec no",
            "recommendation number",
            "recommendation no",
            "item",
            "id",
            "afi number",
            "afi no",
        ]) {
            return Some(Self::Number);
        }
        if is(&["grade", "grading", "judgment", "judgement", "graded judgment", "rating"]) {
            return Some(Self::Grade);
        }
        if is(&["area", "question", "core question", "peel question", "pillar", "theme", "area inspected", "graded area"]) {
            return Some(Self::Area);
        }
        if is(&["status", "current status", "progress status", "rag", "rag status"]) {
            return Some(Self::Status);
        }
        if is(&["addressed to", "addressee", "addressees", "for", "directed to", "made to", "who for", "recommendation for"]) {
            return Some(Self::Addressee);
        }
        if is(&["priority"]) {
            return Some(Self::Priority);
        }
        if is(&[
            "owner",
            "lead",
            "lead officer",
            "force lead",
            "strategic lead",
            "responsible officer",
            "responsible",
            "action owner",
        ]) {
            return Some(Self::Owner);
        }
        if is(&[
            "target",
            "target date",
            "force target",
            "force target date",
            "planned date",
            "completion date",
            "expected completion",
        ]) {
            return Some(Self::Target);
        }
        if is(&[
            "deadline",
            "due",
            "due date",
            "date due",
            "hmicfrs deadline",
            "by when",
            "timescale",
            "timescales",
            "hmicfrs due date",
        ]) {
            return Some(Self::Deadline);
        }
        match Answerer::of(name) {
            Some(Answerer::ChiefOfficer) => return Some(Self::ChiefOfficer),
            Some(Answerer::Commissioner) => return Some(Self::Commissioner),
            Some(Answerer::Speaker) => return Some(Self::Answer),
            None => {}
        }
        let speaks =
            ["response", "comment", "update", "answer", "action", "position", "progress", "view"].iter().any(|word| has(word));
        if speaks
            && (has("force")
                || has("constabulary")
                || has("chief constable")
                || has("chief officer")
                || words.starts_with("police "))
        {
            return Some(Self::ChiefOfficer);
        }
        if speaks && (has("commissioner") || has("pcc") || has("pfcc") || has("mayor") || has("my ")) {
            return Some(Self::Commissioner);
        }
        if is(&[
            "where we are",
            "current position",
            "position",
            "progress",
            "action taken",
            "what we have done",
            "what we are doing",
            "actions",
        ]) {
            return Some(Self::Answer);
        }
        if is(&["what it asks", "finding", "findings", "text", "wording", "detail", "details", "description"]) {
            return Some(Self::Finding(None));
        }
        if words.starts_with("recommendation") {
            return Some(Self::Finding(if has("afi") || has("area") { None } else { Some(FindingKind::Recommendation) }));
        }
        if words.starts_with("area for improvement") || words.starts_with("areas for improvement") || words.starts_with("afi") {
            return Some(Self::Finding(Some(FindingKind::AreaForImprovement)));
        }
        if words.starts_with("cause of concern") || words.starts_with("causes of concern") {
            return Some(Self::Finding(Some(FindingKind::CauseOfConcern)));
        }
        None
    }

    /// Returns whether a row of two cells has two column names: "Question" and "Judgment", "Recommendation" and "PCC response".
    pub(in crate::intake) fn pair(left: &str, right: &str) -> bool {
        let (left, right) = (Self::of(left), Self::of(right));
        let answers = matches!(right, Some(Self::ChiefOfficer | Self::Commissioner | Self::Answer));
        match (left, right) {
            (Some(Self::Area), Some(Self::Grade)) => true,
            (Some(Self::Number), Some(Self::Finding(_))) => true,
            (Some(Self::Finding(_)), _) => answers,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_names_that_offices_give_them() {
        for (name, column) in [
            ("No.", ColumnContent::Number),
            ("Recommendation / AFI", ColumnContent::Finding(None)),
            ("Area for improvement", ColumnContent::Finding(Some(FindingKind::AreaForImprovement))),
            ("Force response", ColumnContent::ChiefOfficer),
            ("Chief Constable's comments", ColumnContent::ChiefOfficer),
            ("Commissioner’s comment", ColumnContent::Commissioner),
            ("My response", ColumnContent::Commissioner),
            ("Target date", ColumnContent::Target),
            ("Deadline", ColumnContent::Deadline),
            ("Where we are", ColumnContent::Answer),
            ("Judgment", ColumnContent::Grade),
        ] {
            assert_eq!(ColumnContent::of(name), Some(column), "{name}");
        }
        assert_eq!(ColumnContent::of("Weather"), None);
        assert!(!ColumnContent::pair("Recommendation 2", "Commissioners should review it"));
    }
}
