//! Draws short entries below a title: two columns of what comes first and what is typed for it, and the words beside them, or
//! below where there is no room.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::style::{PageStyle, whole_words};
use super::table::cut;
use crate::draw::visible;
use crate::view::{Cell, Entries, Entry, Fit, Role};

/// Blanks before an entry, and between its parts.
const GAP: usize = 2;
/// Words get a line of their own if fewer columns than this are left beside the rest.
const LEAST_WORDS: usize = 24;
/// The longest line of words; longer ones are hard to read.
const MOST_WORDS: usize = 100;

/// Returns the lines, title first, without line endings.
pub(super) fn draw(entries: &Entries, page: &PageStyle) -> Vec<String> {
    let rows: Vec<Entry> = entries.rows.iter().map(shown).collect();
    let widest = |part: fn(&Entry) -> &Cell| rows.iter().map(|row| part(row).text.width()).max().unwrap_or(0);
    let columns = Columns { lead: widest(|row| &row.lead), name: widest(|row| &row.name), fit: entries.fit };
    let mut lines = title(entries, page);
    rows.iter().for_each(|row| columns.draw(row, page, &mut lines));
    lines
}

fn title(entries: &Entries, page: &PageStyle) -> Vec<String> {
    let (title, typed) = (visible(&entries.title.text), visible(&entries.typed));
    let role = if entries.title.role == Role::Plain { Role::Strong } else { entries.title.role };
    let mut lines: Vec<String> = textwrap::wrap(&title, whole_words(page.width)).iter().map(ToString::to_string).collect();
    let last = lines.last().map_or(0, |line| line.width());
    lines.iter_mut().for_each(|line| *line = page.paint(line, role));
    if typed.is_empty() {
        return lines;
    }
    match lines.last_mut().filter(|_| last + GAP + typed.width() <= page.width) {
        Some(line) => line.push_str(&format!("{}{}", " ".repeat(GAP), page.paint(&typed, Role::Muted))),
        // What is to be typed is never broken between words that fit in a line.
        None => {
            let wrapped = textwrap::wrap(&typed, whole_words(page.width.saturating_sub(GAP).max(1)));
            lines.extend(wrapped.iter().map(|line| format!("{}{}", " ".repeat(GAP), page.paint(line, Role::Muted))));
        }
    }
    lines
}

/// The widths of the columns.
struct Columns {
    lead: usize,
    name: usize,
    fit: Fit,
}

impl Columns {
    fn draw(&self, row: &Entry, page: &PageStyle, lines: &mut Vec<String>) {
        // Words about the entries stand below them, and are never cut.
        if row.lead.text.is_empty() && row.name.text.is_empty() {
            let room = page.width.saturating_sub(GAP).clamp(1, MOST_WORDS);
            lines.extend(words(&row.text, Fit::Words, room, page).iter().map(|line| format!("{}{line}", " ".repeat(GAP))));
            return;
        }
        let mut head = String::new();
        let mut used = 0;
        for (cell, width) in [(&row.lead, self.lead), (&row.name, self.name)].into_iter().filter(|(_, width)| *width > 0) {
            // A name that does not fit beside the lead begins a line.
            if used > 0 && used + GAP + width > page.width {
                lines.push(head.trim_end().to_owned());
                (head, used) = (" ".repeat(GAP), GAP);
            }
            head.push_str(&format!(
                "{}{}{}",
                " ".repeat(GAP),
                page.paint(&cell.text, cell.role),
                " ".repeat(width.saturating_sub(cell.text.width()))
            ));
            used += GAP + width;
        }
        let beside = page.width.saturating_sub(used + GAP);
        let is_beside = beside >= LEAST_WORDS.min(row.text.text.width());
        let (indent, room) = if is_beside { (used + GAP, beside) } else { (2 * GAP, page.width.saturating_sub(2 * GAP)) };
        if !is_beside {
            lines.push(head.trim_end().to_owned());
            head.clear();
        }
        for (at, line) in words(&row.text, self.fit, room.clamp(1, MOST_WORDS), page).into_iter().enumerate() {
            let before = if at == 0 && is_beside { format!("{head}{}", " ".repeat(GAP)) } else { " ".repeat(indent) };
            lines.push(format!("{before}{line}").trim_end().to_owned());
        }
    }
}

/// Returns the words of an entry in lines; the marked ones are strong.
fn words(cell: &Cell, fit: Fit, room: usize, page: &PageStyle) -> Vec<String> {
    if fit == Fit::Excerpt {
        return vec![page.paint(&cut(&cell.text, room), cell.role)];
    }
    let mut at = 0;
    let wrapped = textwrap::wrap(&cell.text, whole_words(room));
    let line = |line: &std::borrow::Cow<'_, str>| {
        // Wrapping leaves out the blanks at the end of a line, and nothing else.
        at += cell.text[at..].len() - cell.text[at..].trim_start().len();
        let start = at;
        at += line.len();
        painted(line, start, &cell.marks, page, cell.role)
    };
    wrapped.iter().map(line).collect()
}

fn painted(line: &str, start: usize, marks: &[Range<usize>], page: &PageStyle, role: Role) -> String {
    let end = start + line.len();
    let here = marks.iter().filter(|mark| mark.start < end && mark.end > start);
    let marks = here.map(|mark| mark.start.max(start) - start..mark.end.min(end) - start).collect();
    let part = Cell { text: line.to_owned(), marks, ..Cell::default() };
    part.pieces().map(|(words, is_marked)| page.paint(words, if is_marked { Role::Strong } else { role })).collect()
}

/// Returns an entry in which nothing controls a terminal, with its marks where they then are.
fn shown(entry: &Entry) -> Entry {
    let cell = |cell: &Cell| {
        let mut shown = Cell { text: String::new(), marks: Vec::new(), ..cell.clone() };
        for (words, is_marked) in cell.pieces() {
            let start = shown.text.len();
            shown.text.push_str(&visible(words));
            if is_marked {
                shown.marks.push(start..shown.text.len());
            }
        }
        shown
    };
    Entry { lead: cell(&entry.lead), name: cell(&entry.name), text: cell(&entry.text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Colour;

    fn entries(fit: Fit) -> Entries {
        let text = "The training course is held twice a year for all who take reports";
        let row = |lead: &str, name: &str| Entry {
            lead: Cell::plain(lead),
            name: Cell::plain(name),
            text: Cell { marks: std::iter::once(4..19).collect(), ..Cell::plain(text) },
        };
        let rows = vec![row("progress", "revisit:R4"), row("chief officer's response", "organised-immigration-crime:R12")];
        Entries { title: Cell::plain("Stolen tractors"), typed: "irr list --overdue".to_owned(), rows, fit }
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 40..140 {
            for fit in [Fit::Excerpt, Fit::Words] {
                for line in draw(&entries(fit), &PageStyle::plain(width)) {
                    assert!(line.width() <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn words_stand_beside_the_rest_where_there_is_room_and_below_where_there_is_none() {
        insta::assert_snapshot!(draw(&entries(Fit::Excerpt), &PageStyle::plain(100)).join("\n"), @"
        Stolen tractors  irr list --overdue
          progress                  revisit:R4                       The training course is held twice a…
          chief officer's response  organised-immigration-crime:R12  The training course is held twice a…
        ");
        insta::assert_snapshot!(draw(&entries(Fit::Words), &PageStyle::plain(60)).join("\n"), @"
        Stolen tractors  irr list --overdue
          progress                  revisit:R4
            The training course is held twice a year for all who
            take reports
          chief officer's response  organised-immigration-crime:R12
            The training course is held twice a year for all who
            take reports
        ");
    }

    #[test]
    fn what_was_looked_for_is_strong_on_both_lines_that_it_is_on() {
        let page = PageStyle { colour: Colour::On, ..PageStyle::plain(40) };
        let cell = Cell { marks: std::iter::once(4..19).collect(), ..Cell::plain("The training course is held") };
        let lines = words(&cell, Fit::Words, 14, &page).join("\n").replace('\u{1b}', "");
        insta::assert_snapshot!(lines, @"
        The [1mtraining[0m
        [1mcourse[0m is held
        ");
    }
}
