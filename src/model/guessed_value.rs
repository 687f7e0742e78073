//! A value that an import guessed, until a person has looked at it.

use super::{FieldPath, FindingRef};
use crate::prose::invisible::is_unseen;

/// The most characters of a reason: it stands at the end of a line that has a value already.
const LONGEST_REASON: usize = 80;

/// A value that was guessed, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GuessedValue {
    /// The finding that has the field; `None` for a field of the record.
    pub finding: Option<FindingRef>,
    /// The field's path within the finding or the record, as for `irr set`: `commissioner_response.text`.
    pub field: String,
    /// Why it was guessed, in a few words on one line.
    pub why: String,
}

impl GuessedValue {
    /// Notes that a field was guessed; the reason is shortened as [`reason`] says.
    pub fn new(finding: Option<FindingRef>, field: impl Into<String>, why: &str) -> Self {
        Self { finding, field: field.into(), why: reason(why) }
    }

    /// Returns the field's name with its finding: `R4.due`.
    pub fn name(&self) -> String {
        qualified(self.finding.as_ref(), &self.field)
    }

    /// Returns the path within the finding or the record; `None` where the field is not a valid path.
    pub fn path(&self) -> Option<FieldPath> {
        self.field.parse().ok()
    }
}

/// Returns a field's name with its finding: `R4.due`, `inspection.title`.
pub fn qualified(finding: Option<&FindingRef>, field: &str) -> String {
    finding.map_or_else(|| field.to_owned(), |finding| format!("{finding}.{field}"))
}

/// Returns a reason as it can stand in brackets in a comment: on one line, without brackets and number signs of its own, at most
/// 80 characters long.
pub fn reason(why: &str) -> String {
    let harmless = why.chars().filter(|c| *c != '#').map(|c| match c {
        '(' => '[',
        ')' => ']',
        // Nothing that a reader of the file would not see.
        c if is_unseen(c) || c.is_whitespace() => ' ',
        c => c,
    });
    let line = harmless.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_REASON {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_REASON - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_short_line_without_what_would_end_a_mark() {
        for (why, line) in [
            ("guessed from the salutation", "guessed from the salutation"),
            ("the first heading (page 1)\nis\tthe title", "the first heading [page 1] is the title"),
            ("heading #4 # irr: check (x)", "heading 4 irr: check [x]"),
            ("a\u{202e}b\u{85}c\u{feff}", "a b c"),
            (" \n ", ""),
        ] {
            assert_eq!(reason(why), line, "{why:?}");
        }
        let long = reason(&"word ".repeat(40));
        assert!(long.chars().count() <= 80 && long.ends_with("word…"), "{long}");
        assert_eq!(reason(&long), long);
    }
}
