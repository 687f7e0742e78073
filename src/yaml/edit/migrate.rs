//! Changes a record to the latest version of the format, and leaves comments and layout as they are.
//!
//! `closure: …` becomes the only entry of `closures:`, and its lines move in by the width of a dash; likewise `verification`.
//! What the newer version says in more fields is then added as any other change is (`revise.rs`).

use super::change::EditError;
use super::patch::{Splice, spliced};
use super::revise::revise_and_keep_marks;
use crate::model::{FieldPath, FindingKind, Record, SchemaVersion};
use crate::yaml::parse::{Content, Span, Tree, TreeNode, comment_texts, end_of_deeper_comments, indent_of, parse};

/// The fields that became lists, with the lists' names.
const LISTS: [(&str, &str); 2] = [("closure", "closures"), ("verification", "verifications")];

/// Returns `text`, which says `record`, as a record of the latest version that says the same of every day.
///
/// # Errors
/// [`EditError`] where it is written in a way that cannot be changed without touching something else.
pub fn migrate(text: &str, record: &Record) -> Result<String, EditError> {
    if record.schema_version == SchemaVersion::LATEST {
        return Ok(text.to_owned());
    }
    let tree = Tree::of(text).map_err(|fault| EditError::not_yaml(text, &fault))?;
    let entangled = |at: FieldPath| EditError::Entangled { at };
    let mut splices = Vec::new();
    // Named where the text as a whole cannot be changed: it is a closing or a verification that makes the difference.
    let mut first = FieldPath::root().key("schema_version");
    let root = fields(&tree.root).ok_or_else(|| entangled(FieldPath::root()))?;
    for (key, value) in root {
        let name = key.text().unwrap_or_default();
        if name == "schema_version" {
            splices.push(Splice { place: value.range, new: SchemaVersion::LATEST.number().to_string() });
        }
        let Some(kind) = FindingKind::ALL.iter().find(|kind| kind.list() == name) else { continue };
        let Content::Sequence(findings) = &value.content else { continue };
        for (index, finding) in findings.iter().enumerate() {
            let at = FieldPath::root().key(kind.list()).index(index);
            let in_brackets = tree.root.flow || value.flow || finding.flow;
            for (key, value) in fields(finding).unwrap_or_default() {
                let Some((single, list)) = LISTS.iter().find(|(single, _)| key.text() == Some(single)) else { continue };
                if splices.len() < 2 {
                    first = at.key(*single);
                }
                splices.push(Splice { place: key.range, new: (*list).to_owned() });
                let made = as_list(text, value, in_brackets).ok_or_else(|| entangled(at.key(*single)))?;
                splices.extend(made);
            }
        }
    }
    let moved = spliced(text, splices).ok_or_else(|| entangled(first.clone()))?;
    let after = record.migrated();
    let read = parse(&moved).map_err(|_| entangled(first.clone()))?;
    let made = revise_and_keep_marks(&moved, &read, &after)?;
    let says_it = parse(&made).is_ok_and(|read| read == after);
    let keeps_comments = Tree::of(&made).is_ok_and(|made_tree| comment_texts(text, &tree) == comment_texts(&made, &made_tree));
    if says_it && keeps_comments { Ok(made) } else { Err(entangled(first)) }
}

fn fields(node: &TreeNode) -> Option<&[(TreeNode, TreeNode)]> {
    match &node.content {
        Content::Mapping(fields) => Some(fields),
        _ => None,
    }
}

/// Returns the changes that make a value the only entry of a list; `None` where it cannot be done line by line.
fn as_list(text: &str, value: &TreeNode, in_brackets: bool) -> Option<Vec<Splice>> {
    let insert = |at: usize, new: &str| Splice { place: Span { start: at, end: at }, new: new.to_owned() };
    if value.is_null() {
        let is_word = value.range.start < value.range.end;
        return Some(is_word.then(|| Splice { place: value.range, new: "[]".to_owned() }).into_iter().collect());
    }
    let fields = fields(value)?;
    if value.flow || in_brackets {
        // After a last comma the bracket is further on.
        let end = match text[..value.range.end].ends_with('}') {
            true => value.range.end,
            false => value.range.end + text[value.range.end..].find('}')? + 1,
        };
        return Some(vec![insert(value.range.start, "["), insert(end, "]")]);
    }
    let first = fields.first()?.0.range.start;
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    // On the line of its key there is no room for a dash.
    let indent = text[line..first].chars().all(|c| c == ' ').then_some(first - line)?;
    let mut splices = vec![insert(first, "- ")];
    let depth = indent.checked_sub(1)?;
    let end = end_of_deeper_comments(text, value.range.end, depth).max(value.range.end);
    let mut at = first + text[first..].find('\n').map_or(text.len() - first, |found| found + 1);
    while at < end {
        let next = at + text[at..].find('\n').map_or(text.len() - at, |found| found + 1);
        // Blanks may be words too, in a block of text; a line that is less deep than the fields is empty, or a comment.
        if indent_of(&text[at..next]) >= indent {
            splices.push(insert(at, "  "));
        }
        at = next;
    }
    Some(splices)
}
