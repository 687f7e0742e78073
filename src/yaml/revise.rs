//! A record's text made to say what a changed record says, with nothing else touched.
//!
//! Who changes a record changes its values; here the two records are held against each other, field by field, and the text gets what
//! differs: a value in the place of another, a field beside the one that stands before it in the form's order, an item behind the last.
//! What comes in is set in as deep as what is there. Then the text is read again: it must say what the changed record says, have every
//! comment, and each allowance where it was; else nothing is changed.

use super::comment::{Comment, Coverage, comment_texts, comments};
use super::edit::EditError;
use super::graft::{Graft, Place};
use super::layout::{Layout, layout_of};
use super::parse::parse;
use super::splice::{Splice, line_end, spliced};
use super::tree::{Content, Node, Tree};
use crate::model::{FieldPath, Record};

/// `text`, which says `before`, made to say `after`.
///
/// # Errors
/// Where that cannot be done without touching more, or would lose a comment; then nothing is changed.
pub fn revise(text: &str, before: &Record, after: &Record) -> Result<String, EditError> {
    if before == after {
        return Ok(text.to_owned());
    }
    let tree = Tree::of(text).map_err(|fault| EditError::not_yaml(text, &fault))?;
    let shape = |record| layout_of(record).map_err(|_| EditError::Entangled { at: FieldPath::root() });
    let mut reviser = Reviser { graft: Graft::of(text, &tree), splices: Vec::new(), paths: Vec::new() };
    let whole = Place { key: None, node: &tree.root, flow: false };
    reviser.value(&whole, Some(&shape(before)?), &shape(after)?, &FieldPath::root())?;
    let Reviser { splices, paths, .. } = reviser;
    let last = paths.last().cloned().unwrap_or_default();
    let comments = comments(text, &tree);
    let gone = paths.into_iter().zip(&splices).find_map(|(at, splice)| Some((at, comment_in(&comments, splice)?)));
    let changed = spliced(text, splices).ok_or_else(|| EditError::Entangled { at: last.clone() })?;
    // A block that is the last thing now needs its last line break, whether the text had one or not.
    let as_it_ended = ended_as(text, &changed);
    let with_an_end = format!("{changed}{}", line_end(text));
    let made = [as_it_ended, changed, with_an_end].into_iter().find(|made| says(made, after, text, &tree));
    made.ok_or(match gone {
        Some((at, comment)) => EditError::HoldsComment { at, comment },
        None => EditError::Entangled { at: last },
    })
}

/// Without a last line break where the text had none.
fn ended_as(text: &str, changed: &str) -> String {
    let had = text.ends_with('\n');
    let cut = changed.strip_suffix(line_end(text)).filter(|_| !had);
    cut.unwrap_or(changed).to_owned()
}

/// Whether `made` is what `after` says, with every comment of `text`, and each allowance on the field or the line that it was on.
fn says(made: &str, after: &Record, text: &str, before: &Tree) -> bool {
    let Ok(tree) = Tree::of(made) else { return false };
    let allowances = |text: &str, tree: &Tree| -> Vec<(String, FieldPath, String)> {
        let coverage = Coverage::new(text, tree);
        let to_irr = |comment: &Comment<'_>| {
            let line = coverage.first_line(comment).trim_start_matches([' ', '-']);
            (comment.text.to_owned(), coverage.field(comment), line.to_owned())
        };
        comments(text, tree).iter().filter(|comment| comment.is_to_irr()).map(to_irr).collect()
    };
    let (were, are) = (allowances(text, before), allowances(made, &tree));
    let stays =
        |((_, path, line), (_, other_path, other_line)): (&(_, _, _), &(_, _, _))| path == other_path || line == other_line;
    let read = parse(made).ok().is_some_and(|read| read == *after || !text.ends_with('\n') && same_but_for_a_break(&read, after));
    read && comment_texts(text, before) == comment_texts(made, &tree) && were.iter().zip(&are).all(stays)
}

/// Whether two records differ in nothing but the last line break of one text.
///
/// A block that ended the file without a line break gets one as soon as something comes behind it: it has the same words.
fn same_but_for_a_break(read: &Record, after: &Record) -> bool {
    fn differ(one: &Layout, two: &Layout) -> Option<usize> {
        match (one, two) {
            _ if one == two => Some(0),
            (Layout::Prose(one), Layout::Prose(two)) => (one.strip_suffix('\n') == Some(two)).then_some(1),
            (Layout::List { items: one, .. }, Layout::List { items: two, .. }) if one.len() == two.len() => {
                one.iter().zip(two).map(|(one, two)| differ(one, two)).sum()
            }
            (Layout::Map { fields: one, .. }, Layout::Map { fields: two, .. }) if one.len() == two.len() => {
                let each = one.iter().zip(two).map(|(one, two)| if one.0 == two.0 { differ(&one.1, &two.1) } else { None });
                each.sum()
            }
            _ => None,
        }
    }
    let (read, after) = (layout_of(read), layout_of(after));
    matches!((read, after), (Ok(read), Ok(after)) if differ(&read, &after) == Some(1))
}

/// The first comment in what a splice takes away and does not put back.
fn comment_in(comments: &[Comment<'_>], splice: &Splice) -> Option<String> {
    let from = comments.partition_point(|comment| comment.span.start < splice.place.start);
    let inside = comments[from..].iter().take_while(|comment| comment.span.end <= splice.place.end);
    inside.into_iter().find(|comment| !splice.new.contains(comment.text)).map(|comment| comment.text.to_owned())
}

struct Reviser<'a> {
    graft: Graft<'a>,
    splices: Vec<Splice>,
    /// The field that each of them is of, for a message.
    paths: Vec<FieldPath>,
}

impl Reviser<'_> {
    fn put(&mut self, at: &FieldPath, splice: Option<Splice>) -> Result<(), EditError> {
        self.splices.push(splice.ok_or_else(|| EditError::Entangled { at: at.clone() })?);
        self.paths.push(at.clone());
        Ok(())
    }

    fn value(&mut self, place: &Place<'_>, from: Option<&Layout>, to: &Layout, at: &FieldPath) -> Result<(), EditError> {
        if from == Some(to) {
            return Ok(());
        }
        let Place { node, flow, .. } = *place;
        let flow = flow || node.flow;
        match (to, &node.content, from) {
            (Layout::Map { fields, .. }, Content::Mapping(entries), Some(Layout::Map { fields: from, .. }))
                if !entries.is_empty() =>
            {
                self.mapping(entries, flow, from, fields, at)
            }
            (Layout::List { items, .. }, Content::Sequence(nodes), Some(Layout::List { items: from, .. }))
                if !nodes.is_empty() && !items.is_empty() =>
            {
                self.list(place, nodes, from, items, at)
            }
            _ => {
                let splice = self.graft.in_the_place_of(place, to);
                self.put(at, splice)
            }
        }
    }

    fn mapping(
        &mut self,
        entries: &[(Node, Node)],
        flow: bool,
        from: &[(&'static str, Layout)],
        to: &[(&'static str, Layout)],
        at: &FieldPath,
    ) -> Result<(), EditError> {
        let position = |key: &str| entries.iter().position(|(name, _)| name.text() == Some(key));
        for (key, _) in from.iter().filter(|(key, _)| to.iter().all(|(other, _)| other != key)) {
            let splice = position(key).and_then(|index| self.graft.without_field(entries, index, flow));
            self.put(&at.key(*key), splice)?;
        }
        let mut beside = None;
        for (key, value) in to {
            let at = at.key(*key);
            match position(key) {
                Some(index) => {
                    let (name, node) = &entries[index];
                    let old = from.iter().find(|(other, _)| other == key).map(|(_, old)| old);
                    self.value(&Place { key: Some(name), node, flow }, old, value, &at)?;
                    beside = Some(index);
                }
                None => {
                    let splice = match beside {
                        Some(index) => self.graft.field_behind(&entries[index], key, value, flow),
                        None => self.graft.field_before(&entries[0], key, value, flow),
                    };
                    self.put(&at, splice)?;
                }
            }
        }
        Ok(())
    }

    /// Each item is held against the one that it was; what nobody was comes in, and what nobody is goes out.
    fn list(
        &mut self,
        list: &Place<'_>,
        nodes: &[Node],
        from: &[Layout],
        to: &[Layout],
        at: &FieldPath,
    ) -> Result<(), EditError> {
        if nodes.len() != from.len() {
            return Err(EditError::Entangled { at: at.clone() });
        }
        let flow = list.flow || list.node.flow;
        let mut done = (0, 0);
        // Behind the last pair there is a stretch, too.
        for (old, new) in pairs(from, to).into_iter().chain([(from.len(), to.len())]) {
            let (olds, news) = (done.0..old, done.1..new);
            // As many of the one as of the other, or words, which are nobody in particular: each takes the place of one.
            let are_words = !from[olds.clone()].iter().chain(&to[news.clone()]).any(|item| matches!(item, Layout::Map { .. }));
            let both = if are_words || olds.len() == news.len() { olds.len().min(news.len()) } else { 0 };
            for (old, new) in olds.clone().zip(news.clone()).take(both) {
                self.item(nodes, flow, (old, &from[old]), &to[new], at)?;
            }
            let (olds, news) = (olds.start + both..olds.end, news.start + both..news.end);
            if flow && !olds.is_empty() {
                let splice = self.graft.without_in_brackets(nodes, olds.clone());
                self.put(&at.index(olds.start), splice)?;
            }
            for index in olds.clone().filter(|_| !flow) {
                let splice = self.graft.without_item(nodes, index);
                self.put(&at.index(index), splice)?;
            }
            if !news.is_empty() {
                let splice = self.graft.items(list, nodes, olds.end, &to[news], flow);
                self.put(&at.index(olds.end), splice)?;
            }
            if let (Some(item), Some(to)) = (from.get(old), to.get(new)) {
                self.item(nodes, flow, (old, item), to, at)?;
            }
            done = (old + 1, new + 1);
        }
        Ok(())
    }

    fn item(&mut self, nodes: &[Node], flow: bool, from: (usize, &Layout), to: &Layout, at: &FieldPath) -> Result<(), EditError> {
        let place = Place { key: None, node: &nodes[from.0], flow };
        self.value(&place, Some(from.1), to, &at.index(from.0))
    }
}

/// Which item became which, in their order: of all ways to pair them the one in which the pairs are most alike.
fn pairs(from: &[Layout], to: &[Layout]) -> Vec<(usize, usize)> {
    let mut head = from.iter().zip(to).take_while(|(one, two)| one == two).count();
    let mut tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(|(one, two)| one == two).count();
    // Where the same items stand at both ends, changed or not, they are pairs, too: what is left to compare is what came or went.
    if (from.len() - head - tail) * (to.len() - head - tail) > MOST_COMPARED {
        let same = |(one, two): &(&Layout, &Layout)| alikeness(one, two) > 0;
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

/// Comparing each item with each takes room and time by the product: a report has some ten, so this is far beyond any. More that came
/// and went at once, at neither end, are taken for others altogether.
const MOST_COMPARED: usize = 250_000;

/// The pairs that are most alike, of all ways to pair these in their order.
fn best_pairs(olds: &[Layout], news: &[Layout]) -> Vec<(usize, usize)> {
    // For what is left of both from each place on: how alike the best pairs are.
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

/// How much two items are the same one: by their number where they have one, else by the fields that they share.
fn alikeness(one: &Layout, two: &Layout) -> usize {
    match (one, two) {
        _ if one == two => 1000,
        (Layout::Map { fields: one, .. }, Layout::Map { fields: two, .. }) => {
            let number =
                |fields: &[(&'static str, Layout)]| fields.iter().find(|(key, _)| *key == "ref").map(|(_, value)| value.clone());
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
    use crate::model::{FindingKind, ProgressEntry, Prose};

    #[test]
    fn something_comes_in_behind_a_block_that_ends_the_file_without_a_line_break() {
        let text = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
            inspection: {title: A subject, published: 2025-05-16}\nrecommendations:\n  - ref: \"1\"\n    progress:\n      \
            - date: 2025-06-01\n        note: |\n          begun";
        let before = parse(text).unwrap();
        let mut after = before.clone();
        let entry =
            ProgressEntry { date: "2025-06-02".parse().unwrap(), by: None, status: None, note: Some(Prose::from_text("done")) };
        after.findings_of_mut(FindingKind::Recommendation)[0].progress.push(entry);
        let added = "\n      - date: 2025-06-02\n        note: |\n          done\n";
        assert_eq!(revise(text, &before, &after), Ok(format!("{text}{added}")));
        let mut owned = before.clone();
        owned.recommendations[0].owner = Some("Head of Training".to_owned());
        let revised = revise(text, &before, &owned).unwrap();
        assert_eq!(revised, text.replace("    progress:", "    owner: Head of Training\n    progress:"));
    }
}
