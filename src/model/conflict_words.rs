//! A value that two versions of a record changed differently, in words.

use serde_json::Value;

use crate::model::RecordId;
use crate::model::field_words::{path_words, quoted, value_words};
use crate::model::redaction::REDACTED;
use crate::model::three_way::{MergeConflict, Version};

/// The words of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictWords {
    /// What both changed: "the owner of kent/2026-04-20-barns:R1".
    pub what: String,
    /// The value here.
    pub ours: String,
    /// The other value.
    pub theirs: String,
}

/// What the two sides of a conflict are called, and which is the user's own.
///
/// In a rebase git calls "ours" what others have committed, and "theirs" what this user has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictSides {
    /// The name of the side that git calls ours: "yours".
    pub ours: String,
    /// The name of the side that git calls theirs.
    pub theirs: String,
    /// The user's own side.
    pub mine: Version,
}

impl Default for ConflictSides {
    fn default() -> Self {
        Self::named("yours", "theirs")
    }
}

impl ConflictSides {
    /// Returns sides with these names, of which the first is the user's own.
    pub fn named(ours: &str, theirs: &str) -> Self {
        Self { ours: ours.to_owned(), theirs: theirs.to_owned(), mine: Version::Ours }
    }

    /// Returns the sides as the labels of git's markers name them, where nothing else says what was merged.
    pub fn by_labels(ours: &str, theirs: &str) -> Self {
        match (ours, theirs) {
            ("Updated upstream", "Stashed changes") => Self::named("this folder's", "the stash's"),
            // A merge driver does not say whose they are.
            ("" | "ours", "" | "theirs") => Self::named("this folder's", "the other side's"),
            // A commit that is moved or taken back is named by its subject, in brackets; a branch is not.
            ("HEAD", theirs) if !theirs.ends_with(')') => Self::default(),
            _ => Self::named(&format!("`{ours}`"), &format!("`{theirs}`")),
        }
    }

    /// Returns the same names for the other side each.
    pub fn swapped(self) -> Self {
        Self { ours: self.theirs, theirs: self.ours, mine: self.mine.other() }
    }

    /// Returns the name of a side.
    pub fn name(&self, version: Version) -> &str {
        match version {
            Version::Ours => &self.ours,
            Version::Theirs => &self.theirs,
        }
    }
}

impl Version {
    /// Returns the other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

impl ConflictWords {
    /// Returns the words of a conflict in a record.
    pub fn of(id: &RecordId, conflict: &MergeConflict) -> Self {
        let name = conflict.finding.as_ref().map_or_else(|| id.to_string(), |finding| format!("{id}:{finding}"));
        let what = if conflict.field.is_empty() { name } else { format!("{} of {name}", path_words(&conflict.field)) };
        // Words that were redacted must not come back in the message of a commit.
        let all = [&conflict.base, &conflict.ours, &conflict.theirs];
        let is_redacted = all.into_iter().flatten().any(|value| value.to_string().contains(REDACTED));
        let words = |value: &Option<Value>, other: &Option<Value>| match value {
            None if conflict.field.is_empty() => "removed".to_owned(),
            None => "nothing".to_owned(),
            Some(_) if is_redacted => "another text".to_owned(),
            Some(value) => side_words(value, other.as_ref()).unwrap_or_else(|| "another text".to_owned()),
        };
        let (ours, theirs) = (&conflict.ours, &conflict.theirs);
        Self { what, ours: words(ours, theirs), theirs: words(theirs, ours) }
    }

    /// Returns the words of a file that cannot be merged value by value: for each side whether it has the file, and whether the
    /// version that both come from had it.
    pub fn of_whole(id: &RecordId, is_there: [bool; 2], was_there: bool) -> Self {
        let [ours, theirs] = is_there.map(|is_there| match (is_there, was_there) {
            (true, true) => "changed",
            (true, false) => "added",
            (false, true) => "removed",
            (false, false) => "not there",
        });
        Self { what: format!("the whole of {id}"), ours: ours.to_owned(), theirs: theirs.to_owned() }
    }

    /// Returns the words of a side.
    pub fn side(&self, version: Version) -> &str {
        match version {
            Version::Ours => &self.ours,
            Version::Theirs => &self.theirs,
        }
    }

    /// Returns what each side says, the user's own first: "yours 31 January 2026, theirs 1 March 2026".
    pub fn of_both(&self, sides: &ConflictSides) -> String {
        let both = [sides.mine, sides.mine.other()].map(|version| format!("{} {}", sides.name(version), self.side(version)));
        both.join(", ")
    }
}

/// Returns a value in words; where it is too long, its beginning, or what follows where the other side goes another way.
fn side_words(value: &Value, other: Option<&Value>) -> Option<String> {
    match (value, value_words(value)) {
        (_, Some(words)) => Some(words),
        (Value::String(text), None) => {
            let other = other.and_then(Value::as_str).unwrap_or("");
            let words: Vec<&str> = text.split_whitespace().collect();
            let same = words.iter().zip(other.split_whitespace()).take_while(|(one, other)| *one == other).count();
            // Some words before the difference say where it is.
            let from = same.saturating_sub(WORDS_BEFORE);
            Some(format!("{}{}", if from > 0 { "…" } else { "" }, quoted(&words[from..].join(" "))))
        }
        (Value::Object(fields), None) => {
            let parts: Vec<String> = fields.values().filter_map(|value| side_words(value, None)).collect();
            Some(parts.join(", ")).filter(|words| !words.is_empty())
        }
        (Value::Array(items), None) => {
            let parts: Option<Vec<String>> = items.iter().map(|item| side_words(item, None)).collect();
            parts.map(|parts| parts.join("; "))
        }
        _ => None,
    }
}

/// How many of the words that both sides have are quoted before the first that differs.
const WORDS_BEFORE: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldPath;

    #[test]
    fn a_conflict_names_the_finding_and_the_field() {
        let id: RecordId = "kent/2026-04-20-barns".parse().unwrap();
        let conflict = |finding: Option<&str>, field: &str| MergeConflict {
            finding: finding.map(|it| it.parse().unwrap()),
            field: field.to_owned(),
            base: None,
            ours: Some("2026-01-31".into()),
            theirs: None,
            at: FieldPath::root(),
        };
        let words = |finding, field| {
            let ConflictWords { what, ours, theirs } = ConflictWords::of(&id, &conflict(finding, field));
            format!("{what}: {ours} or {theirs}")
        };
        assert_eq!(words(Some("R1"), "due"), "the due date of kent/2026-04-20-barns:R1: 31 January 2026 or nothing");
        assert_eq!(
            words(Some("R1"), "actions[1].done"),
            "the day done of action 2 of kent/2026-04-20-barns:R1: 31 January 2026 or nothing"
        );
        assert_eq!(words(Some("R1"), ""), "kent/2026-04-20-barns:R1: 31 January 2026 or removed");
        assert_eq!(words(None, "stage"), "the stage of kent/2026-04-20-barns: 31 January 2026 or nothing");
    }

    #[test]
    fn long_texts_are_quoted_where_they_part() {
        let id: RecordId = "kent/2026-04-20-barns".parse().unwrap();
        let text = |end: &str| Some(Value::from(format!("All forces have trained their sergeants in the care of barns {end}")));
        let conflict = MergeConflict {
            finding: None,
            field: "overview".to_owned(),
            base: None,
            ours: text("since May and report it."),
            theirs: text("since June."),
            at: FieldPath::root(),
        };
        let ConflictWords { ours, theirs, .. } = ConflictWords::of(&id, &conflict);
        assert_eq!((ours.as_str(), theirs.as_str()), ("…of barns since May and report it.", "…of barns since June."));
        let redacted = MergeConflict { base: Some(REDACTED.into()), ..conflict };
        assert_eq!(ConflictWords::of(&id, &redacted).ours, "another text");
    }

    #[test]
    fn labels_that_do_not_say_whose_a_side_is_stay_as_they_are() {
        let names = |ours, theirs| {
            let ConflictSides { ours, theirs, .. } = ConflictSides::by_labels(ours, theirs);
            format!("{ours} {theirs}")
        };
        assert_eq!(names("HEAD", "topic"), "yours theirs");
        assert_eq!(names("HEAD", "1a2b3c4 (Move the date)"), "`HEAD` `1a2b3c4 (Move the date)`");
        assert_eq!(names("ours", "theirs"), "this folder's the other side's");
        assert_eq!(names("Updated upstream", "Stashed changes"), "this folder's the stash's");
    }

    #[test]
    fn what_each_side_says_begins_with_the_users_own() {
        let words = ConflictWords { what: String::new(), ours: "a".into(), theirs: "b".into() };
        assert_eq!(words.of_both(&ConflictSides::default()), "yours a, theirs b");
        assert_eq!(words.of_both(&ConflictSides::default().swapped()), "yours b, theirs a");
    }
}
