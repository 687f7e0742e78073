//! Brings comments from one text into another that says the same or more, each to the field that it is about.

use super::guess_marks::with_its_blanks;
use super::patch::{Splice, ValuePlace, spliced};
use super::plain_value::PlainValue;
use crate::model::FieldPath;
use crate::yaml::parse::{Comment, Coverage, Span, Tree, before_on_line, comments, indent_of, line_end};

/// A comment, and the field that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedComment {
    /// The field: that of its line, or of the next one where the comment is alone on its line.
    pub at: FieldPath,
    /// Its text, including the `#`.
    pub text: String,
    /// True where nothing else is on its line.
    pub alone: bool,
}

/// Returns every comment of a text in order; none where it is not YAML.
pub fn placed_comments(text: &str) -> Vec<PlacedComment> {
    let Ok(tree) = Tree::of(text) else { return Vec::new() };
    let coverage = Coverage::new(text, &tree);
    let placed = |comment: &Comment<'_>| PlacedComment {
        at: coverage.field(comment),
        text: comment.text.to_owned(),
        alone: comment.alone,
    };
    comments(text, &tree).iter().map(placed).collect()
}

/// Returns `text` without the comments that are `gone`, and with those that are `new`; one that it has already stays single.
///
/// A comment whose field the text does not have goes to the nearest field that holds it. `None` where one can stand nowhere
/// without changing what the text says.
pub fn with_comments(text: &str, gone: &[PlacedComment], new: &[PlacedComment]) -> Option<String> {
    let text = without(text, gone)?;
    let mut has = placed_comments(&text);
    let mut missing = Vec::new();
    for comment in new {
        match has.iter().position(|other| other.at == comment.at && other.text == comment.text) {
            Some(index) => drop(has.swap_remove(index)),
            None => missing.push(comment),
        }
    }
    if missing.is_empty() {
        return Some(text);
    }
    let tree = Tree::of(&text).ok()?;
    let splices = missing.iter().map(|comment| inserted(&text, &tree, comment)).collect::<Option<Vec<Splice>>>()?;
    let made = spliced(&text, splices)?;
    says_the_same(&made, &tree).then_some(made)
}

fn without(text: &str, gone: &[PlacedComment]) -> Option<String> {
    if gone.is_empty() {
        return Some(text.to_owned());
    }
    let tree = Tree::of(text).ok()?;
    let coverage = Coverage::new(text, &tree);
    let mut gone: Vec<&PlacedComment> = gone.iter().collect();
    let mut splices = Vec::new();
    for comment in comments(text, &tree) {
        let is_it = |other: &&PlacedComment| other.text == comment.text && other.at == coverage.field(&comment);
        if let Some(index) = gone.iter().position(is_it) {
            gone.remove(index);
            splices.push(Splice { place: with_its_blanks(text, comment.span), new: String::new() });
        }
    }
    let made = spliced(text, splices)?;
    Some(if says_the_same(&made, &tree) { made } else { text.to_owned() })
}

fn inserted(text: &str, tree: &Tree, comment: &PlacedComment) -> Option<Splice> {
    let at =
        std::iter::successors(Some(comment.at.clone()), FieldPath::parent).find(|at| ValuePlace::find(tree, at).is_some())?;
    let place = ValuePlace::find(tree, &at)?;
    let start = place.key.unwrap_or(place.node).span.start;
    let line = start - before_on_line(text, start).len();
    let end = text[start..].find('\n').map_or(text.len(), |found| start + found);
    let content = text[line..end].trim_end();
    // What is about a whole record, or about a field that is not there, is said above it.
    if comment.alone || at != comment.at {
        let (indent, end) = (indent_of(&text[line..]), line_end(text));
        let new = format!("{}{}{end}", " ".repeat(indent), comment.text);
        return Some(Splice { place: Span { start: line, end: line }, new });
    }
    let end = line + content.len();
    Some(Splice { place: Span { start: end, end }, new: format!(" {}", comment.text) })
}

fn says_the_same(text: &str, tree: &Tree) -> bool {
    Tree::of(text).is_ok_and(|read| PlainValue::of(&read) == PlainValue::of(tree))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(at: &str, text: &str, alone: bool) -> PlacedComment {
        PlacedComment { at: at.parse().unwrap(), text: text.to_owned(), alone }
    }

    #[test]
    fn a_comment_comes_to_its_field_with_the_indentation_and_line_ends_there() {
        let text = "force: Kent # mine\r\nfindings:\r\n  - ref: \"1\"\r\n    note: |\r\n      # words\r\n";
        let new = [
            comment("force", "# theirs", false),
            comment("findings[0].ref", "# above", true),
            comment("findings[0].note", "# block", false),
            comment("findings[7].note", "# elsewhere", false),
        ];
        let made = with_comments(text, &[], &new).unwrap();
        let meant = "force: Kent # mine # theirs\r\n# elsewhere\r\nfindings:\r\n  # above\r\n  - ref: \"1\"\r\n    note: | # block\r\n      \
                     # words\r\n";
        assert_eq!(made, meant);
    }

    #[test]
    fn what_is_there_already_stays_single_and_what_is_gone_goes() {
        let text = "# a\nforce: Kent # b\nstage: draft\n";
        let (a, b) = (comment("force", "# a", true), comment("force", "# b", false));
        assert_eq!(with_comments(text, &[], &[a.clone(), b]).as_deref(), Some(text));
        assert_eq!(with_comments(text, &[a], &[]).as_deref(), Some("force: Kent # b\nstage: draft\n"));
    }
}
