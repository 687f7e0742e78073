//! Marks in comments, which say that a value was guessed: `# irr: check (guessed from the salutation)`.
//!
//! A person's comment may stand on the same line, before the mark or behind it, and a line may have several marks.

use super::position::Span;

const BLANKS: [char; 2] = [' ', '\t'];

/// A mark in a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CheckMark<'a> {
    /// Its place in the comment, from its `#` to its bracket.
    pub(crate) span: Span,
    /// The words in the brackets; empty where there are none.
    pub(crate) why: &'a str,
}

/// Returns the marks of a comment, in order.
pub(crate) fn check_marks(comment: &str) -> Vec<CheckMark<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = comment[from..].find('#').map(|at| from + at) {
        // Without a blank before it, the sign is part of a word.
        let begins = start == 0 || comment[..start].ends_with(BLANKS);
        match mark(&comment[start..]).filter(|_| begins) {
            Some((length, why)) => {
                from = start + length;
                found.push(CheckMark { span: Span { start, end: from }, why });
            }
            None => from = start + 1,
        }
    }
    found
}

/// Returns the length and the reason of the mark that begins a text; `None` where it begins with something else.
fn mark(text: &str) -> Option<(usize, &str)> {
    let said = text.strip_prefix('#')?.trim_start_matches(BLANKS).strip_prefix("irr:")?;
    let behind = said.trim_start_matches(BLANKS).strip_prefix("check")?;
    let rest = behind.trim_start_matches(BLANKS);
    let up_to = |rest: &str| text.len() - rest.len();
    match rest.strip_prefix('(') {
        // Whoever forgot the bracket meant a mark, too.
        Some(inner) => Some(inner.split_once(')').map_or((text.len(), inner.trim()), |(why, rest)| (up_to(rest), why.trim()))),
        None if rest.is_empty() || rest.starts_with('#') && rest.len() < behind.len() => Some((up_to(behind), "")),
        None => None,
    }
}

/// Returns a mark as text; `why` must be as [`reason`](crate::model::guessed_value::reason) returns it.
pub(crate) fn mark_of(why: &str) -> String {
    if why.is_empty() { "# irr: check".to_owned() } else { format!("# irr: check ({why})") }
}

/// Returns a comment without its marks; empty where it has nothing else.
pub fn unmarked(comment: &str) -> String {
    without_marks(comment, &check_marks(comment).iter().map(|mark| mark.span).collect::<Vec<_>>())
}

/// Returns a comment without these of its marks, in order; what a person wrote beside them stays.
pub(crate) fn without_marks(comment: &str, marks: &[Span]) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for Span { start, end } in marks.iter().copied().chain([Span { start: comment.len(), end: comment.len() }]) {
        let piece = comment[from..start].trim_end_matches(BLANKS);
        let words = piece.trim_start_matches(BLANKS);
        from = end;
        if rest.is_empty() && !words.is_empty() {
            // A remark behind a mark becomes a comment of its own.
            rest.push_str(if words.starts_with('#') { "" } else { "# " });
            rest.push_str(words);
        } else if !words.is_empty() {
            rest.push_str(piece);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(comment: &str) -> Vec<&str> {
        check_marks(comment).iter().map(|mark| mark.why).collect()
    }

    #[test]
    fn a_mark_is_found_beside_a_persons_comments_and_other_marks() {
        for (comment, marks, rest) in [
            ("# irr: check (from the salutation)", &["from the salutation"][..], ""),
            ("#irr:check(a)", &["a"], ""),
            ("# irr: check", &[""], ""),
            ("# irr: check (a) # irr: check # irr: check (b)", &["a", "", "b"], ""),
            ("# note # irr: check (a)", &["a"], "# note"),
            ("# irr: check (a) # note", &["a"], "# note"),
            ("# irr: check (a) and a note", &["a"], "# and a note"),
            ("# irr: allow(overdue) why # irr: check (a)", &["a"], "# irr: allow(overdue) why"),
            ("# irr: check (never closed", &["never closed"], ""),
            ("# irr: checked (a)", &[], "# irr: checked (a)"),
            ("# irr: check it", &[], "# irr: check it"),
            ("# see#irr: check (a)", &[], "# see#irr: check (a)"),
        ] {
            assert_eq!(reasons(comment), marks, "{comment}");
            assert_eq!(unmarked(comment), rest, "{comment}");
        }
    }
}
