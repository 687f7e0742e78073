//! What the column of a table holds, by its head.

use super::head::{Head, Voice, When, is_wording};
use super::list;
use super::normalized_text::{bare_label_text, normal};
use crate::model::FindingKind;

/// The content of a column, or of a labelled line of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::intake) enum Column {
    /// The finding's number.
    Number,
    /// The finding's words, and its kind if the head gives it.
    Finding(Option<FindingKind>),
    /// Somebody's answer.
    Answer(AnswerOf),
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
    /// The graded or inspected area.
    Area,
    /// The graded judgment.
    Grade,
    /// Whether the finding is accepted.
    Acceptance,
}

/// Whose answers a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::intake) enum AnswerOf {
    /// The chief officer's.
    Chief,
    /// The local policing body's.
    Body,
    /// The author's.
    Author,
}

impl From<Voice> for AnswerOf {
    fn from(voice: Voice) -> Self {
        match voice {
            Voice::Chief => Self::Chief,
            Voice::Body(_) => Self::Body,
            Voice::Author => Self::Author,
        }
    }
}

/// The lists of heads of columns, in the words that trackers and action plans use.
const COLUMNS: [(&str, Column); 11] = [
    ("column.number", Column::Number),
    ("column.grade", Column::Grade),
    ("column.area", Column::Area),
    ("column.status", Column::Status),
    ("column.addressee", Column::Addressee),
    ("column.priority", Column::Priority),
    ("column.owner", Column::Owner),
    ("column.target", Column::Target),
    ("column.deadline", Column::Deadline),
    ("column.acceptance", Column::Acceptance),
    ("column.finding", Column::Finding(None)),
];

impl Column {
    /// Returns the content of a column with this head.
    pub(in crate::intake) fn of(head: &str, metropolitan: bool) -> Option<Self> {
        let bare = bare_label_text(head).replace(['*', '#'], "");
        let words = if head.trim() == "#" { "#".to_owned() } else { normal(&bare).replace(" & ", " and ") };
        // "Progress to 1 June": the day is no part of what the column holds.
        let dated = words.split(' ').position(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let words = match dated {
            Some(at) if at > 1 => words.split(' ').take(at).collect::<Vec<_>>().join(" "),
            _ => words,
        };
        let ends: &[&str] = if dated.is_some() { list("head.of") } else { &[] };
        let words = ends.iter().find_map(|end| words.strip_suffix(end)).unwrap_or(&words).trim().to_owned();
        // A sentence is no head of a column.
        if words.is_empty() || words.split(' ').count() > 8 || words.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        if let Some((_, column)) = COLUMNS.iter().find(|(names, _)| list(names).contains(&words.as_str())) {
            return Some(*column);
        }
        if let Some(column) = by_noun(&words) {
            return Some(column);
        }
        let acts = format!(" {words} ");
        // The action of a plan is the force's, whoever publishes the plan.
        if (acts.contains(" action ") || acts.contains(" actions "))
            && !acts.contains(" my ")
            && !acts.contains(" pcc ")
            && !acts.contains(" commissioners ")
        {
            return Some(Self::Answer(AnswerOf::Chief));
        }
        if let Some((voice, when)) = Head::voice(&bare, metropolitan)
            && when != When::Named
        {
            return Some(Self::Answer(voice.into()));
        }
        if is_wording(&words) {
            return Some(Self::Finding(None));
        }
        if words.split(' ').count() <= 4
            && words.split(' ').any(|word| matches!(word, "owner" | "lead" | "responsible" | "responsibility"))
        {
            return Some(Self::Owner);
        }
        if words.ends_with(" by") && words.split(' ').count() <= 3 {
            return Some(Self::Deadline);
        }
        let has = |part: &str| format!(" {words} ").contains(part);
        let ours = list("head.of.2").iter().any(|part| has(part));
        if ours
            || has(" evidence ")
            || has(" outcome ")
            || has(" impact ")
            || has(" action ")
            || has(" actions ")
            || has(" update ")
            || has(" progress ")
            || has(" response ")
            || has(" doing ")
        {
            return Some(Self::Answer(AnswerOf::Author));
        }
        let kinds = [
            (" recommendation", FindingKind::Recommendation),
            (" area for improvement", FindingKind::AreaForImprovement),
            (" areas for improvement", FindingKind::AreaForImprovement),
            (" afi", FindingKind::AreaForImprovement),
            (" cause of concern", FindingKind::CauseOfConcern),
            (" causes of concern", FindingKind::CauseOfConcern),
        ];
        let is_area = has(" improvement ") && (has(" area ") || has(" areas "));
        let named: Vec<FindingKind> =
            kinds.iter().filter(|(name, _)| format!(" {words}").contains(name)).map(|(_, kind)| *kind).collect();
        match named[..] {
            [] => is_area.then_some(Self::Finding(Some(FindingKind::AreaForImprovement))),
            [kind] => Some(Self::Finding(Some(kind))),
            // "Recommendation / AFI"
            [..] => Some(Self::Finding(None)),
        }
    }
}

/// Returns what a head names by its noun: "our target date", "agreed completion date", "Gold lead". Longer heads are sentences.
fn by_noun(words: &str) -> Option<Column> {
    let all: Vec<&str> = words.split(' ').collect();
    let has = |names: &str| all.iter().any(|word| list(names).contains(word));
    let answers = has("column.noun.answer");
    let day = has("column.noun.day");
    // "Action no.": a number, of whatever.
    let is_numbered = list("column.noun.numbered").contains(&all[0]);
    if is_numbered && all.len() <= 3 && all.last().is_some_and(|last| list("column.noun.number").contains(last)) {
        return Some(Column::Number);
    }
    if all.len() > 5 || answers {
        return None;
    }
    Some(match () {
        () if has("column.noun.target") && (day || all.len() == 1) => Column::Target,
        () if has("column.noun.deadline") => Column::Deadline,
        () if has("column.noun.owner") => Column::Owner,
        () if has("column.noun.status") => Column::Status,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_names_that_offices_give_them() {
        for (name, column) in [
            ("No.", Column::Number),
            ("Recommendation / AFI", Column::Finding(None)),
            ("Area for improvement", Column::Finding(Some(FindingKind::AreaForImprovement))),
            ("Force response", Column::Answer(AnswerOf::Chief)),
            ("Commissioner’s comment", Column::Answer(AnswerOf::Body)),
            ("My response", Column::Answer(AnswerOf::Author)),
            ("Target date", Column::Target),
            ("Deadline", Column::Deadline),
            ("Where we are", Column::Answer(AnswerOf::Author)),
            ("Judgment", Column::Grade),
            ("SRO", Column::Owner),
        ] {
            assert_eq!(Column::of(name, false), Some(column), "{name}");
        }
        assert_eq!(Column::of("Weather", false), None);
    }
}
