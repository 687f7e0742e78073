//! Computes the edits that insert, replace or remove values, with the indentation and quotes that the text already uses.

use crate::model::{FieldPath, Segment};
use crate::yaml::emit::{Indentation, ValueLayout, Writer, block_text, fits_block, inline_text, inline_value, is_special};
use crate::yaml::parse::{
    Content, ScalarStyle, Span, Tree, TreeNode, before_on_line, column, dash_line, end_of_deeper_comments, end_of_line,
    indent_of, line_above, line_end, with_line_ends,
};

/// A replacement for a range of the text.
pub(crate) struct Splice {
    pub(crate) place: Span,
    pub(crate) new: String,
}

/// Returns the text with all replacements made; `None` where two overlap. Several at one place keep their order.
pub(crate) fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    // A stable sort keeps the order of several insertions at one place.
    splices.sort_by_key(|splice| splice.place);
    let mut changed = String::with_capacity(text.len() + 64);
    let mut before = 0;
    for Splice { place, new } in &splices {
        // `get` fails where the range overlaps the one before, and then nothing is changed.
        changed.push_str(text.get(before..place.start)?);
        changed.push_str(new);
        before = place.end;
    }
    changed.push_str(text.get(before..)?);
    Some(changed)
}

/// Returns an empty range.
fn at(place: usize) -> Span {
    Span { start: place, end: place }
}

/// A value in the text, with its key (list items have none), and whether it is in brackets.
pub(crate) struct ValuePlace<'a> {
    pub(crate) key: Option<&'a TreeNode>,
    pub(crate) node: &'a TreeNode,
    pub(crate) flow: bool,
}

impl<'a> ValuePlace<'a> {
    /// Returns the place of a field or item; `None` where there is none.
    pub(crate) fn find(tree: &'a Tree, path: &FieldPath) -> Option<Self> {
        path.segments().iter().try_fold(Self { key: None, node: &tree.root, flow: false }, |outer, segment| {
            let (key, node) = match (segment, &outer.node.content) {
                (Segment::Key(wanted), Content::Mapping(entries)) => {
                    entries.iter().find(|(key, _)| key.text() == Some(wanted)).map(|(key, value)| (Some(key), value))?
                }
                (Segment::Index(index), Content::Sequence(items)) => (None, items.get(*index)?),
                _ => return None,
            };
            Some(Self { key, node, flow: outer.flow || outer.node.flow })
        })
    }
}

/// A text and its indentation.
pub(crate) struct Patcher<'a> {
    text: &'a str,
    indentation: Indentation,
}

impl<'a> Patcher<'a> {
    pub(crate) fn of(text: &'a str, tree: &Tree) -> Self {
        Self { text, indentation: indentation_of(&tree.root, text) }
    }

    /// Replaces a value; `None` where the old one is written in a way that cannot be replaced (with an anchor, tag or alias).
    pub(crate) fn replace(&self, place: &ValuePlace<'_>, to: &ValueLayout) -> Option<Splice> {
        let (text, node) = (self.text, place.node);
        let holds = match &node.content {
            Content::Scalar { .. } => true,
            Content::Mapping(entries) => entries.is_empty(),
            Content::Sequence(items) => items.is_empty(),
            Content::Alias => false,
        };
        if !holds || node.mark.is_some() {
            return None;
        }
        let nothing = node.range.start == node.range.end;
        // After `key:` without a value, a space must come first.
        let place_of_value = match (nothing, place.key) {
            (false, _) => node.range,
            (true, Some(key)) => at(key.range.end + text[key.range.end..].find(':')? + 1),
            (true, None) => return None,
        };
        let gap = if nothing { " " } else { "" };
        let is_block = matches!(node.content, Content::Scalar { style: ScalarStyle::Block, .. });
        let inline = |new: &str| {
            let new = format!("{gap}{new}");
            let end = if is_block && text[..node.range.end].ends_with('\n') { line_end(text) } else { "" };
            // A comment after the `|` moves behind the new value.
            let remark = if is_block { remark_of(&text[node.range.start..node.range.end]) } else { "" };
            Some(Splice { place: place_of_value, new: format!("{new}{remark}{end}") })
        };
        match to {
            ValueLayout::Bare(word) => inline(word),
            ValueLayout::Text(words) if place.flow || !is_block || !words.contains('\n') || !fits_block(words) => {
                inline(&self.quoted_as(place, words))
            }
            _ if place.flow => inline(&inline_value(to, true)),
            ValueLayout::Prose(words) if !fits_block(words) => inline(&inline_text(words, false, true)),
            ValueLayout::Text(words) | ValueLayout::Prose(words) => self.block(place, place_of_value, words),
            ValueLayout::List { flow: true, .. } | ValueLayout::Map { flow: true, .. } => inline(&inline_value(to, false)),
            ValueLayout::List { items, .. } => {
                let column = self.parent_column(place)?;
                Some(
                    self.lines_behind(
                        place_of_value,
                        &Writer::item_lines(items, column + self.indentation.dash, self.indentation),
                    ),
                )
            }
            ValueLayout::Map { fields, .. } => {
                let column = self.parent_column(place)?;
                Some(self.lines_behind(
                    place_of_value,
                    &Writer::field_lines(fields, column + self.indentation.field, self.indentation),
                ))
            }
        }
    }

    /// Inserts a field after another one.
    pub(crate) fn field_behind(
        &self,
        beside: &(TreeNode, TreeNode),
        key: &str,
        value: &ValueLayout,
        flow: bool,
    ) -> Option<Splice> {
        let (name, node) = beside;
        let last = node.range.end.max(name.range.end);
        if flow {
            return Some(Splice { place: at(last), new: format!(", {key}: {}", inline_value(value, true)) });
        }
        let column = column(self.text, name.range.start);
        let place = end_of_deeper_comments(self.text, end_of_line(self.text, last), column);
        Some(self.lines_at(place, &Writer::field_lines(&[(key, value.clone())], column, self.indentation)))
    }

    /// Inserts a field before another one.
    pub(crate) fn field_before(
        &self,
        beside: &(TreeNode, TreeNode),
        key: &str,
        value: &ValueLayout,
        flow: bool,
    ) -> Option<Splice> {
        let start = beside.0.range.start;
        if flow {
            return Some(Splice { place: at(start), new: format!("{key}: {}, ", inline_value(value, true)) });
        }
        let column = column(self.text, start);
        let lines = Writer::field_lines(&[(key, value.clone())], column, self.indentation);
        let new = format!("{}{}", lines.trim_start_matches(' '), " ".repeat(column));
        Some(Splice { place: at(start), new: with_line_ends(&new, self.text) })
    }

    /// Removes a field: its lines, or its part of a shared line.
    pub(crate) fn without_field(&self, entries: &[(TreeNode, TreeNode)], index: usize, flow: bool) -> Option<Splice> {
        let (name, node) = &entries[index];
        let start = name.range.start;
        let end = node.range.end.max(name.range.end);
        if flow {
            return without_in_brackets(entries.iter().map(|(name, node)| (name.range.start, node.range.end)), index..index + 1);
        }
        if before_on_line(self.text, start).trim().is_empty() {
            let line = start - before_on_line(self.text, start).len();
            return Some(Splice { place: Span { start: line, end: end_of_line(self.text, end) }, new: String::new() });
        }
        // The first field of an item shares the dash's line, so the next field moves up behind the dash.
        let next = entries.get(index + 1)?.0.range.start;
        Some(Splice { place: Span { start, end: next }, new: String::new() })
    }

    /// Inserts items at `index` of a list that is not empty.
    pub(crate) fn items(
        &self,
        list: &ValuePlace<'_>,
        nodes: &[TreeNode],
        index: usize,
        items: &[ValueLayout],
        flow: bool,
    ) -> Option<Splice> {
        let inline = |items: &[ValueLayout]| items.iter().map(|item| inline_value(item, true)).collect::<Vec<_>>().join(", ");
        if flow {
            return Some(match index.checked_sub(1) {
                Some(last) => Splice { place: at(nodes[last].range.end), new: format!(", {}", inline(items)) },
                None => Splice { place: at(nodes[0].range.start), new: format!("{}, ", inline(items)) },
            });
        }
        let first = dash_line(self.text, nodes[0].range.start)?;
        let depth = indent_of(&self.text[first..]);
        // Where all existing items are in brackets, the new ones are written in the same way.
        let in_brackets = nodes.iter().all(|node| node.flow);
        let lines = match in_brackets {
            true => items.iter().map(|item| format!("{}- {}\n", " ".repeat(depth), inline_value(item, true))).collect(),
            false => Writer::item_lines(items, depth, self.indentation),
        };
        let place = match index.checked_sub(1) {
            Some(last) => end_of_deeper_comments(self.text, end_of_line(self.text, nodes[last].range.end), depth),
            // Above the first item's own comments.
            None => list.key.map(|key| end_of_line(self.text, key.range.end)).filter(|place| *place <= first)?,
        };
        Some(self.lines_at(place, &lines))
    }

    /// Removes items from brackets, with the commas that separate them from their neighbours.
    pub(crate) fn without_in_brackets(&self, nodes: &[TreeNode], run: std::ops::Range<usize>) -> Option<Splice> {
        without_in_brackets(nodes.iter().map(|node| (node.range.start, node.range.end)), run)
    }

    /// Removes an item of a list that has others.
    pub(crate) fn without_item(&self, nodes: &[TreeNode], index: usize) -> Option<Splice> {
        let dash = dash_line(self.text, nodes[index].range.start)?;
        // Comments directly above are about the item, and without it would appear to be about the next one.
        let floor = index.checked_sub(1).map_or(0, |before| nodes[before].range.end);
        let start = start_of_comments_above(self.text, dash, floor, Some(indent_of(&self.text[dash..])));
        Some(Splice { place: Span { start, end: end_of_line(self.text, nodes[index].range.end) }, new: String::new() })
    }

    /// Puts the items of a list into another order, each with its comments; blank lines stay in place.
    ///
    /// A comment moves with the item below it, or with the item above if it is indented more than the dashes.
    pub(crate) fn reorder(&self, list: &ValuePlace<'_>, nodes: &[TreeNode], order: &[usize]) -> Option<Splice> {
        let text = self.text;
        if list.node.flow || nodes.len() != order.len() || nodes.is_empty() {
            return None;
        }
        let mut regions: Vec<Span> = Vec::with_capacity(nodes.len());
        let mut floor = list.key.map_or(0, |key| end_of_line(text, key.span.end));
        for item in nodes {
            let dash = dash_line(text, item.range.start)?;
            let start = start_of_comments_above(text, dash, floor, None);
            floor = end_of_deeper_comments(text, end_of_line(text, item.range.end), indent_of(&text[dash..]));
            // A comment above the first item may be about the item or about the whole list, which only a person can tell.
            if regions.is_empty() && start != dash && order.first() != Some(&0) {
                return None;
            }
            regions.push(Span { start, end: floor });
        }
        let (first, last) = (regions[0].start, floor);
        let mut moved = String::with_capacity(last - first);
        let mut before = first;
        for (slot, from) in regions.iter().zip(order) {
            let region = regions.get(*from)?;
            moved.push_str(text.get(before..slot.start)?);
            moved.push_str(&text[region.start..region.end]);
            if !moved.ends_with('\n') {
                moved.push_str(line_end(text));
            }
            before = slot.end;
        }
        let moved = if text[..last].ends_with('\n') { &moved } else { moved.trim_end_matches(['\r', '\n']) };
        Some(Splice { place: Span { start: first, end: last }, new: moved.to_owned() })
    }

    /// Replaces a value by a text of several lines in a block.
    fn block(&self, place: &ValuePlace<'_>, value: Span, words: &str) -> Option<Splice> {
        let (text, node) = (self.text, place.node);
        let parent = self.parent_column(place)?;
        let old = &text[value.start..value.end];
        if matches!(node.content, Content::Scalar { style: ScalarStyle::Block, .. }) {
            let below = old.lines().skip(1).find(|line| !line.trim().is_empty());
            let inner = below.map_or(parent + self.indentation.field, indent_of).max(parent + 1);
            let new = block_text(words, parent, inner, remark_of(old));
            return Some(Splice { place: value, new: with_line_ends(&new, text) });
        }
        let end = end_of_line(text, value.end);
        let rest = text[value.end..end].trim_end();
        if !(rest.is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')) {
            return None;
        }
        let gap = if old.is_empty() { " " } else { "" };
        let new = format!("{gap}{}", block_text(words, parent, parent + self.indentation.field, rest));
        Some(Splice { place: Span { start: value.start, end }, new: with_line_ends(&new, text) })
    }

    /// Returns the column of the key or dash to which a value belongs.
    fn parent_column(&self, place: &ValuePlace<'_>) -> Option<usize> {
        match place.key {
            Some(key) => Some(column(self.text, key.range.start)),
            None => dash_line(self.text, place.node.range.start).map(|line| indent_of(&self.text[line..])),
        }
    }

    /// Returns words on one line, in the kind of quotes that the old value had.
    fn quoted_as(&self, place: &ValuePlace<'_>, words: &str) -> String {
        let old = &self.text[place.node.range.start..place.node.range.end];
        if old.starts_with('\'') && !words.contains(is_special) && !words.contains(['\n', '\t']) {
            return format!("'{}'", words.replace('\'', "''"));
        }
        inline_text(words, place.flow, old.starts_with('"'))
    }

    /// Replaces an empty value by lines below its own line, and keeps what follows on that line.
    fn lines_behind(&self, value: Span, lines: &str) -> Splice {
        let end = end_of_line(self.text, value.end);
        let rest = self.text[value.end..end].trim_end();
        // With nothing left after the colon, the space after it is removed too.
        let start = value.start - (self.text[..value.start].len() - self.text[..value.start].trim_end_matches(' ').len());
        Splice { place: Span { start, end }, new: with_line_ends(&format!("{rest}\n{lines}"), self.text) }
    }

    /// Inserts lines at the start of a line, or after a last line without a line break.
    fn lines_at(&self, place: usize, lines: &str) -> Splice {
        let begins_line = place == 0 || self.text[..place].ends_with('\n');
        let new = if begins_line { lines.to_owned() } else { format!("\n{}", lines.strip_suffix('\n').unwrap_or(lines)) };
        Splice { place: at(place), new: with_line_ends(&new, self.text) }
    }
}

/// Returns where the comments directly above a line begin, not before `floor`; with `depth` only those with that indentation.
fn start_of_comments_above(text: &str, line: usize, floor: usize, depth: Option<usize>) -> usize {
    let is_above = |above: &usize, start: usize| {
        let line = &text[*above..start];
        *above >= floor && line.trim_start().starts_with('#') && depth.is_none_or(|depth| indent_of(line) == depth)
    };
    let mut start = line;
    while let Some(above) = line_above(text, start).filter(|above| is_above(above, start)) {
        start = above;
    }
    start
}

/// Returns the comment after the `|` of a block, with the spaces before it.
fn remark_of(block: &str) -> &str {
    let head = block.lines().next().unwrap_or("");
    head.find(" #").map_or("", |at| head[at..].trim_end())
}

/// Removes a run of values from brackets with the comma that separates it from its neighbour.
fn without_in_brackets(places: impl Iterator<Item = (usize, usize)>, run: std::ops::Range<usize>) -> Option<Splice> {
    let places: Vec<(usize, usize)> = places.collect();
    let last = places.get(run.end.checked_sub(1)?)?.1;
    let (start, end) = match (run.start.checked_sub(1), places.get(run.end)) {
        (Some(before), _) => (places[before].1, last),
        (None, Some(next)) => (places[0].0, next.0),
        // Nothing would be left between the brackets: not handled here.
        (None, None) => return None,
    };
    Some(Splice { place: Span { start, end }, new: String::new() })
}

/// Returns the indentation of the first nested fields and the first list in the text, as a model for new ones.
fn indentation_of(root: &TreeNode, text: &str) -> Indentation {
    fn look(node: &TreeNode, text: &str, field: &mut Option<usize>, dash: &mut Option<usize>) {
        match &node.content {
            Content::Mapping(entries) => {
                for (key, value) in entries.iter().filter(|(_, value)| !node.flow && !value.flow) {
                    let own = column(text, key.range.start);
                    match &value.content {
                        Content::Mapping(inner) => {
                            let deeper = inner.first().and_then(|(first, _)| column(text, first.range.start).checked_sub(own));
                            *field = field.or(deeper.filter(|step| *step > 0));
                        }
                        Content::Sequence(items) => {
                            let line = items.first().and_then(|first| dash_line(text, first.range.start));
                            *dash = dash.or(line.and_then(|line| indent_of(&text[line..]).checked_sub(own)));
                        }
                        Content::Scalar { .. } | Content::Alias => {}
                    }
                    look(value, text, field, dash);
                }
            }
            Content::Sequence(items) => items.iter().for_each(|item| look(item, text, field, dash)),
            Content::Scalar { .. } | Content::Alias => {}
        }
    }
    let (mut field, mut dash) = (None, None);
    look(root, text, &mut field, &mut dash);
    // Where the text has no nested fields or lists to imitate, the canonical indentation is used.
    let plain = Indentation::default();
    Indentation { field: field.unwrap_or(plain.field), dash: dash.unwrap_or(plain.dash) }
}
