//! Draws a table in a given number of columns.
//!
//! All widths are decided before drawing: dates and references are never broken, and the description column takes the room
//! that is left. If the ids do not fit, each goes on a line of its own above its row; and at last each row becomes a few lines of
//! `title: value`, because a word or a number broken in two would be read as another.

use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, Row, Width};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::style::{Colour, PageStyle, whole_words};
use crate::draw::visible;
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};

/// Blanks between two columns.
pub(super) const GAP: usize = 2;
/// The width that the description column should have before ids move to lines of their own.
const GOOD_EXCERPT: usize = 24;
/// Minimum widths (words, description), tried in this order until all columns fit. A column of words is never narrower than its
/// longest word.
const LEAST: [(usize, usize); 4] = [(14, GOOD_EXCERPT), (14, 20), (11, 20), (3, 14)];
/// A longer word may be broken: it is an address or a file name.
const LONGEST_WORD: usize = 20;
/// The most lines that a description may take in a cell; a longer one is cut with "…".
const EXCERPT_LINES: usize = 3;

/// Returns the blocks without tables that have no rows: to people a head alone looks like a mistake.
pub(super) fn with_rows(blocks: Vec<Block>) -> Vec<Block> {
    let is_empty = |block: &Block| matches!(block, Block::Table(table) | Block::List(table) if table.rows.is_empty());
    blocks.into_iter().filter(|block| !is_empty(block)).collect()
}

/// Returns the table's lines, header first, without line endings.
pub(super) fn draw(table: &Table, page: &PageStyle) -> Vec<String> {
    // Control characters are replaced first, because the signs for them are wider.
    let table = &shown(table);
    let sizes = sizes(table);
    let room = page.width.saturating_sub(GAP * table.columns.len().saturating_sub(1));
    let place = |fit: Fit| table.columns.iter().position(|column| column.fit == fit);
    let heading = place(Fit::Heading).filter(|_| table.columns.len() > 1);
    if let (None, Some(widths)) = (heading, widths(&sizes, room, (usize::MAX, GOOD_EXCERPT))) {
        return rendered(table, &widths, page, None);
    }
    match heading.or(place(Fit::Id)) {
        Some(id) if table.columns.len() > 1 => {
            let Some(widths) = narrow_widths(&without(&sizes, id), room + GAP) else { return listed(table, page) };
            let narrow =
                Table { columns: without(&table.columns, id), rows: table.rows.iter().map(|row| without(row, id)).collect() };
            let ids: Vec<&Cell> = table.rows.iter().map(|row| &row[id]).collect();
            rendered(&narrow, &widths, page, Some(&ids))
        }
        _ => match narrow_widths(&sizes, room) {
            Some(widths) => rendered(table, &widths, page, None),
            None => listed(table, page),
        },
    }
}

pub(super) fn shown(table: &Table) -> Table {
    let cell = |cell: &Cell| Cell { text: visible(&cell.text).into_owned(), ..cell.clone() };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Table { columns: table.columns.clone(), rows }
}

/// Returns widths for a page that is too narrow for all words to stand on one line; `None` if a word would have to be broken.
fn narrow_widths(sizes: &[ColumnSize], room: usize) -> Option<Vec<usize>> {
    LEAST.iter().find_map(|least| widths(sizes, room, *least))
}

/// Draws each row over several lines, one for each cell that is not empty.
pub(super) fn listed(table: &Table, page: &PageStyle) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        for (column, cell) in table.columns.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty()) {
            let told = format!("{}: {}", column.title, cell.text);
            lines.extend(textwrap::wrap(&told, whole_words(page.width)).iter().map(|line| page.paint(line, cell.role)));
        }
    }
    lines
}

pub(super) fn without<T: Clone>(items: &[T], at: usize) -> Vec<T> {
    items.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, item)| item.clone()).collect()
}

/// What a column needs.
#[derive(Debug, Clone)]
pub(super) struct ColumnSize {
    pub(super) fit: Fit,
    /// The width at which nothing wraps.
    pub(super) natural: usize,
    /// The width of the longest word that may not be broken.
    pub(super) word: usize,
}

/// Measures the columns of a table.
pub(super) fn sizes(table: &Table) -> Vec<ColumnSize> {
    let size = |(at, column): (usize, &TableColumn)| {
        let cells = || table.rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.text.as_str());
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(UnicodeWidthStr::width).max().unwrap_or(0);
        let word = widest(&mut cells().chain([column.title]).flat_map(|text| text.split(' '))).min(LONGEST_WORD);
        let title = match column.fit {
            // A title may wrap between its words.
            Fit::Number => widest(&mut column.title.split(' ')),
            _ => column.title.width(),
        };
        ColumnSize { fit: column.fit, natural: widest(&mut cells()).max(title).max(1), word }
    };
    table.columns.iter().enumerate().map(size).collect()
}

/// Distributes `room` over the columns, with minimum widths of `least` for words and descriptions; `None` if they do not fit.
pub(super) fn widths(sizes: &[ColumnSize], room: usize, least: (usize, usize)) -> Option<Vec<usize>> {
    let least = |size: &ColumnSize| match size.fit {
        Fit::Excerpt => size.natural.min(least.1),
        Fit::Words => size.natural.min(least.0.max(size.word)),
        // An id is broken only if it is the only column.
        Fit::Id if sizes.len() == 1 => size.natural.min(least.0),
        _ => size.natural,
    };
    let mut widths: Vec<usize> = sizes.iter().map(least).collect();
    let mut left = room.checked_sub(widths.iter().sum())?;
    // Word columns get up to half of the spare room; the description takes the rest.
    for wanted in [Fit::Words, Fit::Excerpt] {
        // Half, so that long words such as team names cannot starve the description.
        let share = match wanted {
            Fit::Words => left / 2,
            _ => left,
        };
        let growing: Vec<usize> = (0..sizes.len()).filter(|at| sizes[*at].fit == wanted).collect();
        let mut given = 0;
        for (step, at) in growing.iter().enumerate() {
            let more = (sizes[*at].natural - widths[*at]).min((share - given) / (growing.len() - step));
            widths[*at] += more;
            given += more;
        }
        left -= given;
    }
    // What the description does not need goes back to the word columns, the last one first.
    let last_words = (0..sizes.len()).rev().filter(|at| sizes[*at].fit == Fit::Words);
    for at in last_words {
        let more = (sizes[at].natural - widths[at]).min(left);
        widths[at] += more;
        left -= more;
    }
    Some(widths)
}

fn rendered(table: &Table, widths: &[usize], page: &PageStyle, ids: Option<&[&Cell]>) -> Vec<String> {
    let mut lines = Vec::new();
    let header: Vec<Cell> = table.columns.iter().map(|column| Cell::new(column.title, Role::Strong)).collect();
    lines.extend(row_lines(&table.columns, &header, widths, page));
    lines.push(rule(widths));
    let mut above = None;
    for (at, row) in table.rows.iter().enumerate() {
        // An id that consecutive rows share is written once above them.
        if let Some(id) = ids.map(|ids| ids[at]).filter(|id| above != Some(&id.text)) {
            lines.extend(textwrap::wrap(&id.text, whole_words(page.width)).iter().map(|line| page.paint(line, id.role)));
            above = Some(&id.text);
        }
        lines.extend(row_lines(&table.columns, row, widths, page));
    }
    lines
}

/// Returns the line below a header.
pub(super) fn rule(widths: &[usize]) -> String {
    widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join(&" ".repeat(GAP))
}

/// Returns the lines of one row.
pub(super) fn row_lines(columns: &[TableColumn], row: &[Cell], widths: &[usize], page: &PageStyle) -> Vec<String> {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    match page.colour {
        // comfy_table would otherwise ask the terminal itself.
        Colour::On => drawn.enforce_styling(),
        Colour::Off => drawn.force_no_tty(),
    };
    drawn.set_width(u16::try_from(widths.iter().sum::<usize>() + GAP * widths.len()).unwrap_or(u16::MAX));
    let cells = columns.iter().zip(row).zip(widths).map(|((column, cell), width)| {
        let text = if column.fit == Fit::Excerpt { excerpt(&cell.text, *width) } else { cell.text.clone() };
        let alignment = if column.fit == Fit::Number { CellAlignment::Right } else { CellAlignment::Left };
        styled(comfy_table::Cell::new_owned(text).set_alignment(alignment), cell.role)
    });
    drawn.add_row(Row::from(cells.collect::<Vec<_>>()));
    for (at, (column, width)) in columns.iter().zip(widths).enumerate() {
        if let Some(drawn) = drawn.column_mut(at) {
            let last = at + 1 == widths.len();
            let gap = if last { 0 } else { u16::try_from(GAP).unwrap_or(0) };
            drawn.set_padding((0, gap));
            drawn.set_constraint(ColumnConstraint::Absolute(Width::Fixed(u16::try_from(*width).unwrap_or(u16::MAX) + gap)));
            if column.fit == Fit::Id {
                // An id has no blanks; it may wrap at its hyphens.
                drawn.set_delimiter('-');
            }
        }
    }
    drawn.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Shortens a description to the lines it may take, ending in "…" if it was cut.
fn excerpt(text: &str, width: usize) -> String {
    // A wide column gets one line. A narrow one gets three, less a quarter of a line that wrapping at words loses.
    cut(text, if width >= 40 { width } else { width * EXCERPT_LINES - width / 4 })
}

/// Shortens a text to a width, ending in "…" if it was cut.
pub(super) fn cut(text: &str, room: usize) -> String {
    let text = &text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= room {
        return text.to_owned();
    }
    let mut taken = 0;
    let short: String = text
        .chars()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken < room
        })
        .collect();
    // Cut at a word, unless that would lose a third of the text.
    let at = short.rfind(' ').filter(|at| *at > short.len() * 2 / 3).unwrap_or(short.len());
    format!("{}…", short[..at].trim_end_matches([' ', ',', ';', ':']))
}

fn styled(cell: comfy_table::Cell, role: Role) -> comfy_table::Cell {
    match role {
        Role::Plain => cell,
        Role::Overdue => cell.fg(Color::DarkRed).add_attribute(Attribute::Bold),
        Role::Soon => cell.fg(Color::DarkYellow),
        Role::Done => cell.fg(Color::DarkGreen),
        Role::Muted => cell.add_attribute(Attribute::Dim),
        Role::Strong => cell.add_attribute(Attribute::Bold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |key, fit| TableColumn { key, title: key, fit };
        let row = |texts: [&str; 5]| texts.map(Cell::plain).to_vec();
        Table {
            columns: vec![
                column("record", Fit::Id),
                column("ref", Fit::Whole),
                column("asks", Fit::Excerpt),
                column("status", Fit::Words),
                column("days overdue", Fit::Number),
            ],
            rows: vec![
                row([
                    "staffordshire/2025-05-16-organised-immigration-crime",
                    "R4",
                    &"words and more words ".repeat(20),
                    "pending sign off",
                    "328",
                ]),
                row([
                    "kent/2025-01-01-https-example-org",
                    "AFI10",
                    "https://example.org/a/very/long/address/without/any/blank",
                    "中文 👮🏽 é",
                    "1",
                ]),
            ],
        }
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 20..250 {
            for line in draw(&table(), &PageStyle::plain(width)) {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_number_is_never_broken() {
        let numbers = ["total", "in progress", "overdue", "no longer open"];
        let column = |title, fit| TableColumn { key: "k", title, fit };
        let table = Table {
            columns: std::iter::once(column("kind", Fit::Name)).chain(numbers.map(|title| column(title, Fit::Number))).collect(),
            rows: vec![["recommendations", "1901", "1017", "700", "0"].map(Cell::plain).to_vec()],
        };
        for width in 20..120 {
            let lines = draw(&table, &PageStyle::plain(width)).join("\n");
            assert!(lines.contains("1901") && lines.contains("1017") && lines.contains("recommendations"), "{width}:\n{lines}");
        }
        insta::assert_snapshot!(draw(&table, &PageStyle::plain(30)).join("\n"), @"
        kind: recommendations
        total: 1901
        in progress: 1017
        overdue: 700
        no longer open: 0
        ");
    }

    #[test]
    fn a_wide_page_gives_each_row_one_line() {
        let lines = draw(&table(), &PageStyle::plain(200));
        assert_eq!(lines.len(), 2 + 1 + 2, "{lines:#?}");
    }
}
