//! Changes a text so that it says what a changed record says, and leaves everything else as it is.
//!
//! Commands change a record's values. Here the records before and after are compared field by field, and the text is edited where
//! they differ: a value is replaced, a field is inserted after its predecessor in the form's order, an item is appended. New
//! lines get the indentation that the text uses. The result is parsed again: it must say what the changed record says and keep
//! every comment, with each comment that ignores a rule in its place; otherwise the change is refused. Only the mark on a value
//! that was guessed goes with the value.

use super::change::EditError;
use super::guess_marks::without_checks;
use super::patch::{Patcher, Splice, ValuePlace, spliced};
use crate::model::{FieldPath, Record};
use crate::yaml::emit::{ValueLayout, layout_of};
use crate::yaml::parse::{
    Check, Comment, Content, Tree, TreeNode, checks_in, comment_texts, comments, instructions, line_end, may_have_checks, parse,
};

/// Returns `text`, which says `before`, changed to say `after`. A value that is replaced or removed loses its mark: it is not the
/// one that was guessed any more.
///
/// # Errors
/// [`EditError`] where that would touch more than the change, or lose a comment.
pub fn revise(text: &str, before: &Record, after: &Record) -> Result<String, EditError> {
    if before == after || !may_have_checks(text) {
        return revise_and_keep_marks(text, before, after);
    }
    let tree = Tree::of(text).map_err(|fault| EditError::not_yaml(text, &fault))?;
    let RecordDiff { replaced, changed_in_part, .. } = RecordDiff::of(text, &tree, before, after)?;
    let is_settled = |at: &FieldPath| changed_in_part.contains(at) || replaced.iter().any(|path| at.is_within(path));
    let marks = checks_in(text, &tree).into_iter();
    let settled: Vec<Check> = marks.filter(|check| check.at.as_ref().is_some_and(is_settled)).collect();
    revise_and_keep_marks(&without_checks(text, &settled), before, after)
}

/// Returns `text` revised as by [`revise`], with all marks.
///
/// # Errors
/// [`EditError`] where that would touch more than the change, or lose a comment or a mark.
pub(super) fn revise_and_keep_marks(text: &str, before: &Record, after: &Record) -> Result<String, EditError> {
    if before == after {
        return Ok(text.to_owned());
    }
    let tree = Tree::of(text).map_err(|fault| EditError::not_yaml(text, &fault))?;
    let RecordDiff { splices, paths, .. } = RecordDiff::of(text, &tree, before, after)?;
    let last = paths.last().cloned().unwrap_or_default();
    let comments = comments(text, &tree);
    // Looked for before the edit, so that a refusal can name the comment that would be lost.
    let gone = paths.into_iter().zip(&splices).find_map(|(at, splice)| Some((at, comment_in(&comments, splice)?)));
    let changed = spliced(text, splices).ok_or_else(|| EditError::Entangled { at: last.clone() })?;
    // A block that is now last needs a final line break, whether or not the text had one, so several endings are tried.
    let as_it_ended = ended_as(text, &changed);
    let with_an_end = format!("{changed}{}", line_end(text));
    let made = [as_it_ended, changed, with_an_end].into_iter().find(|made| says(made, after, text, &tree));
    made.ok_or(match gone {
        Some((at, comment)) => EditError::HoldsComment { at, comment },
        None => EditError::Entangled { at: last },
    })
}

/// Removes the last line break if the text had none.
fn ended_as(text: &str, changed: &str) -> String {
    let had = text.ends_with('\n');
    let cut = changed.strip_suffix(line_end(text)).filter(|_| !had);
    cut.unwrap_or(changed).to_owned()
}

/// Returns whether `made` says `after`, with every comment of `text`,
/// and each comment that ignores a rule on the same field or line.
fn says(made: &str, after: &Record, text: &str, before: &Tree) -> bool {
    let Ok(tree) = Tree::of(made) else { return false };
    let instructions = |text, tree| -> Vec<(String, FieldPath, String)> {
        let found = instructions(text, tree).into_iter();
        found.map(|(comment, field, line)| (comment.to_owned(), field, line.trim_start_matches([' ', '-']).to_owned())).collect()
    };
    let (were, are) = (instructions(text, before), instructions(made, &tree));
    let stays =
        |((_, path, line), (_, other_path, other_line)): (&(_, _, _), &(_, _, _))| path == other_path || line == other_line;
    let read = parse(made).ok().is_some_and(|read| read == *after || !text.ends_with('\n') && same_but_for_a_break(&read, after));
    read && comment_texts(text, before) == comment_texts(made, &tree) && were.iter().zip(&are).all(stays)
}

/// Returns whether two records differ only in the last line break of one text.
///
/// A block at the end of a file without a line break gets one when something is added after it; its words are the same.
fn same_but_for_a_break(read: &Record, after: &Record) -> bool {
    fn differ(one: &ValueLayout, two: &ValueLayout) -> Option<usize> {
        match (one, two) {
            _ if one == two => Some(0),
            (ValueLayout::Prose(one), ValueLayout::Prose(two)) => (one.strip_suffix('\n') == Some(two)).then_some(1),
            (ValueLayout::List { items: one, .. }, ValueLayout::List { items: two, .. }) if one.len() == two.len() => {
                one.iter().zip(two).map(|(one, two)| differ(one, two)).sum()
            }
            (ValueLayout::Map { fields: one, .. }, ValueLayout::Map { fields: two, .. }) if one.len() == two.len() => {
                let each = one.iter().zip(two).map(|(one, two)| if one.0 == two.0 { differ(&one.1, &two.1) } else { None });
                each.sum()
            }
            _ => None,
        }
    }
    let (read, after) = (layout_of(read), layout_of(after));
    matches!((read, after), (Ok(read), Ok(after)) if differ(&read, &after) == Some(1))
}

/// Returns the first comment that a splice removes and does not put back.
fn comment_in(comments: &[Comment<'_>], splice: &Splice) -> Option<String> {
    let from = comments.partition_point(|comment| comment.span.start < splice.place.start);
    let inside = comments[from..].iter().take_while(|comment| comment.span.end <= splice.place.end);
    inside.into_iter().find(|comment| !splice.new.contains(comment.text)).map(|comment| comment.text.to_owned())
}

fn is_list(value: &ValueLayout) -> bool {
    matches!(value, ValueLayout::List { .. })
}

fn as_items(value: &ValueLayout) -> Vec<ValueLayout> {
    match value {
        ValueLayout::List { items, .. } => items.clone(),
        one => vec![one.clone()],
    }
}

struct RecordDiff<'a> {
    patcher: Patcher<'a>,
    splices: Vec<Splice>,
    /// The field of each splice, for error messages.
    paths: Vec<FieldPath>,
    /// The old values that are replaced or removed.
    replaced: Vec<FieldPath>,
    /// Lists of words, and values in brackets, of which a part is replaced, removed or new: they say something else as a whole.
    changed_in_part: Vec<FieldPath>,
}

impl<'a> RecordDiff<'a> {
    fn of(text: &'a str, tree: &Tree, before: &Record, after: &Record) -> Result<Self, EditError> {
        let shape = |record| layout_of(record).map_err(|_| EditError::Entangled { at: FieldPath::root() });
        let patcher = Patcher::of(text, tree);
        let mut diff =
            Self { patcher, splices: Vec::new(), paths: Vec::new(), replaced: Vec::new(), changed_in_part: Vec::new() };
        let whole = ValuePlace { key: None, node: &tree.root, flow: false };
        diff.value(&whole, Some(&shape(before)?), &shape(after)?, &FieldPath::root())?;
        Ok(diff)
    }

    fn put(&mut self, at: &FieldPath, splice: Option<Splice>) -> Result<(), EditError> {
        self.splices.push(splice.ok_or_else(|| EditError::Entangled { at: at.clone() })?);
        self.paths.push(at.clone());
        Ok(())
    }

    fn value(
        &mut self,
        place: &ValuePlace<'_>,
        from: Option<&ValueLayout>,
        to: &ValueLayout,
        at: &FieldPath,
    ) -> Result<(), EditError> {
        if from == Some(to) {
            return Ok(());
        }
        let ValuePlace { node, flow, .. } = *place;
        let flow = flow || node.flow;
        if flow {
            self.changed_in_part.push(at.clone());
        }
        // One owner may stand in brackets, and of several one may be left: a list of one says the same as the one.
        if let (Content::Sequence(nodes), Some(from)) = (&node.content, from)
            && !nodes.is_empty()
            && !(is_list(from) && is_list(to))
        {
            return self.list(place, nodes, &as_items(from), &as_items(to), at);
        }
        match (to, &node.content, from) {
            (ValueLayout::Map { fields, .. }, Content::Mapping(entries), Some(ValueLayout::Map { fields: from, .. }))
                if !entries.is_empty() =>
            {
                self.mapping(entries, flow, from, fields, at)
            }
            (ValueLayout::List { items, .. }, Content::Sequence(nodes), Some(ValueLayout::List { items: from, .. }))
                if !nodes.is_empty() && !items.is_empty() =>
            {
                self.list(place, nodes, from, items, at)
            }
            _ => {
                let splice = self.patcher.replace(place, to);
                self.replaced.push(at.clone());
                self.put(at, splice)
            }
        }
    }

    fn mapping(
        &mut self,
        entries: &[(TreeNode, TreeNode)],
        flow: bool,
        from: &[(&'static str, ValueLayout)],
        to: &[(&'static str, ValueLayout)],
        at: &FieldPath,
    ) -> Result<(), EditError> {
        let position = |key: &str| entries.iter().position(|(name, _)| name.text() == Some(key));
        for (key, _) in from.iter().filter(|(key, _)| to.iter().all(|(other, _)| other != key)) {
            let splice = position(key).and_then(|index| self.patcher.without_field(entries, index, flow));
            self.replaced.push(at.key(*key));
            self.put(&at.key(*key), splice)?;
        }
        let mut beside = None;
        for (key, value) in to {
            let at = at.key(*key);
            match position(key) {
                Some(index) => {
                    let (name, node) = &entries[index];
                    let old = from.iter().find(|(other, _)| other == key).map(|(_, old)| old);
                    self.value(&ValuePlace { key: Some(name), node, flow }, old, value, &at)?;
                    beside = Some(index);
                }
                None => {
                    let splice = match beside {
                        Some(index) => self.patcher.field_behind(&entries[index], key, value, flow),
                        None => self.patcher.field_before(&entries[0], key, value, flow),
                    };
                    self.put(&at, splice)?;
                }
            }
        }
        Ok(())
    }

    /// Compares a list: items that correspond are compared in turn, new ones are inserted and missing ones removed.
    fn list(
        &mut self,
        list: &ValuePlace<'_>,
        nodes: &[TreeNode],
        from: &[ValueLayout],
        to: &[ValueLayout],
        at: &FieldPath,
    ) -> Result<(), EditError> {
        if nodes.len() != from.len() {
            return Err(EditError::Entangled { at: at.clone() });
        }
        let flow = list.flow || list.node.flow;
        let has_fields = |items: &[ValueLayout]| items.iter().any(|item| matches!(item, ValueLayout::Map { .. }));
        // An entry that a log gets says nothing of the others; a name that a list of names gets changes what the list says.
        if !has_fields(from) {
            self.changed_in_part.push(at.clone());
        }
        let mut done = (0, 0);
        // The chained pair (both lengths) makes the loop also handle the items after the last pair.
        for (old, new) in pairs(from, to).into_iter().chain([(from.len(), to.len())]) {
            let (olds, news) = (done.0..old, done.1..new);
            // As many old items as new ones, or plain words, which have no identity:
            // replace one by one, which keeps comments in place.
            let are_words = !has_fields(&from[olds.clone()]) && !has_fields(&to[news.clone()]);
            let both = if are_words || olds.len() == news.len() { olds.len().min(news.len()) } else { 0 };
            for (old, new) in olds.clone().zip(news.clone()).take(both) {
                self.item(nodes, flow, (old, &from[old]), &to[new], at)?;
            }
            let (olds, news) = (olds.start + both..olds.end, news.start + both..news.end);
            self.replaced.extend(olds.clone().map(|index| at.index(index)));
            if flow && !olds.is_empty() {
                let splice = self.patcher.without_in_brackets(nodes, olds.clone());
                self.put(&at.index(olds.start), splice)?;
            }
            for index in olds.clone().filter(|_| !flow) {
                let splice = self.patcher.without_item(nodes, index);
                self.put(&at.index(index), splice)?;
            }
            if !news.is_empty() {
                let splice = self.patcher.items(list, nodes, olds.end, &to[news], flow);
                self.put(&at.index(olds.end), splice)?;
            }
            if let (Some(item), Some(to)) = (from.get(old), to.get(new)) {
                self.item(nodes, flow, (old, item), to, at)?;
            }
            done = (old + 1, new + 1);
        }
        Ok(())
    }

    fn item(
        &mut self,
        nodes: &[TreeNode],
        flow: bool,
        from: (usize, &ValueLayout),
        to: &ValueLayout,
        at: &FieldPath,
    ) -> Result<(), EditError> {
        let place = ValuePlace { key: None, node: &nodes[from.0], flow };
        self.value(&place, Some(from.1), to, &at.index(from.0))
    }
}

/// Returns the pairs of old and new index that belong together, in order: of all ways to pair them, the one with most in common.
fn pairs(from: &[ValueLayout], to: &[ValueLayout]) -> Vec<(usize, usize)> {
    let mut head = from.iter().zip(to).take_while(|(one, two)| one == two).count();
    let mut tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(|(one, two)| one == two).count();
    // For very long lists, items that are only similar at both ends are
    // paired too, so that fewer remain to be compared with each other.
    if (from.len() - head - tail) * (to.len() - head - tail) > MOST_COMPARED {
        let same = |(one, two): &(&ValueLayout, &ValueLayout)| alikeness(one, two) > 0;
        head += from[head..from.len() - tail].iter().zip(&to[head..to.len() - tail]).take_while(same).count();
        let (olds, news) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
        tail += olds.iter().rev().zip(news.iter().rev()).take_while(same).count();
    }
    let (olds, news) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    let mut found: Vec<(usize, usize)> = (0..head).map(|index| (index, index)).collect();
    if olds.len() * news.len() <= MOST_COMPARED {
        found.extend(best_pairs(olds, news).into_iter().map(|(old, new)| (head + old, head + new)));
    }
    found.extend((0..tail).rev().map(|index| (from.len() - 1 - index, to.len() - 1 - index)));
    found
}

/// The most comparisons of items, as the product of both numbers; memory and time grow with it. A report has some ten findings,
/// so this is far more than needed. Beyond it, the items in the middle are treated as all different.
const MOST_COMPARED: usize = 250_000;

/// Returns the best pairs by dynamic programming, as for a longest common subsequence weighted by likeness.
fn best_pairs(olds: &[ValueLayout], news: &[ValueLayout]) -> Vec<(usize, usize)> {
    // For each pair of positions, the greatest total likeness of the items from there on.
    let mut best = vec![vec![0usize; news.len() + 1]; olds.len() + 1];
    for old in (0..olds.len()).rev() {
        for new in (0..news.len()).rev() {
            let alike = alikeness(&olds[old], &news[new]);
            let paired = if alike > 0 { alike + best[old + 1][new + 1] } else { 0 };
            best[old][new] = paired.max(best[old + 1][new]).max(best[old][new + 1]);
        }
    }
    let mut found = Vec::new();
    let (mut old, mut new) = (0, 0);
    while old < olds.len() && new < news.len() {
        let alike = alikeness(&olds[old], &news[new]);
        if alike > 0 && best[old][new] == alike + best[old + 1][new + 1] {
            found.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if best[old][new] == best[old + 1][new] {
            old += 1;
        } else {
            new += 1;
        }
    }
    found
}

/// Returns how alike two items are:
/// by their number where they have one, else by the number of fields they share; 0 means not the same.
fn alikeness(one: &ValueLayout, two: &ValueLayout) -> usize {
    match (one, two) {
        _ if one == two => 1000,
        (ValueLayout::Map { fields: one, .. }, ValueLayout::Map { fields: two, .. }) => {
            let number = |fields: &[(&'static str, ValueLayout)]| {
                fields.iter().find(|(key, _)| *key == "ref").map(|(_, value)| value.clone())
            };
            match (number(one), number(two)) {
                (Some(one), Some(two)) => usize::from(one == two) * 900,
                _ => one.iter().filter(|field| two.contains(field)).count(),
            }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FindingKind;
    use crate::model::ProgressEntry;
    use crate::prose::Prose;

    #[test]
    fn something_comes_in_behind_a_block_that_ends_the_file_without_a_line_break() {
        let text = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
            inspection: {title: A subject, published: 2025-05-16}\nrecommendations:\n  - ref: \"1\"\n    progress:\n      \
            - date: 2025-06-01\n        note: |\n          begun";
        let before = parse(text).unwrap();
        let mut after = before.clone();
        let entry = ProgressEntry { note: Some(Prose::from_text("done")), ..ProgressEntry::on("2025-06-02".parse().unwrap()) };
        after.findings_of_mut(FindingKind::Recommendation)[0].progress.push(entry);
        let added = "\n      - date: 2025-06-02\n        note: |\n          done\n";
        assert_eq!(revise(text, &before, &after), Ok(format!("{text}{added}")));
        let mut owned = before.clone();
        owned.recommendations[0].owner = Some("Head of Training".into());
        let revised = revise(text, &before, &owned).unwrap();
        assert_eq!(revised, text.replace("    progress:", "    owner: Head of Training\n    progress:"));
    }
}
