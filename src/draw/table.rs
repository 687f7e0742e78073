//! Draws a table in a given number of columns.
//!
//! All widths are decided before drawing: dates and references are never broken, and the description column takes the room
//! that is left. If the ids do not fit, each goes on a line of its own above its row; then words may be broken; and at last
//! each row becomes a few lines of `title: value`, because a number broken in two would be read as another number.

use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, Row, Width};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::style::{Colour, PageStyle};
use crate::draw::visible;
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};

/// Blanks between two columns.
const GAP: usize = 2;
/// The width that the description column should have before ids move to lines of their own.
const GOOD_EXCERPT: usize = 24;
/// Minimum widths (words, description), tried in this order until all columns fit.
const LEAST: [(usize, usize); 6] = [(14, GOOD_EXCERPT), (14, 20), (11, 20), (8, 14), (6, 8), (3, 3)];
/// The most lines that a description may take in a cell; a longer one is cut with "…".
const EXCERPT_LINES: usize = 3;

/// Returns the blocks without tables that have no rows: to people a head alone looks like a mistake.
pub(super) fn with_rows(blocks: Vec<Block>) -> Vec<Block> {
    let is_empty = |block: &Block| matches!(block, Block::Table(table) if table.rows.is_empty());
    blocks.into_iter().filter(|block| !is_empty(block)).collect()
}

/// Returns the table's lines, header first, without line endings.
pub(super) fn draw(table: &Table, page: &PageStyle) -> Vec<String> {
    // Control characters are replaced first, because the signs for them are wider.
    let table = &shown(table);
    let natural = natural_widths(table);
    let room = page.width.saturating_sub(GAP * table.columns.len().saturating_sub(1));
    let id = table.columns.iter().position(|column| column.fit == Fit::Id);
    if let Some(widths) = widths(&table.columns, &natural, room, (usize::MAX, GOOD_EXCERPT)) {
        return rendered(table, &widths, page, None);
    }
    match id {
        Some(id) if table.columns.len() > 1 => {
            let rest: Vec<TableColumn> = without(&table.columns, id);
            let Some(widths) = narrow_widths(&rest, &without(&natural, id), room + GAP) else { return listed(table, page) };
            let narrow = Table { columns: rest, rows: table.rows.iter().map(|row| without(row, id)).collect() };
            let ids: Vec<&Cell> = table.rows.iter().map(|row| &row[id]).collect();
            rendered(&narrow, &widths, page, Some(&ids))
        }
        _ => match narrow_widths(&table.columns, &natural, room) {
            Some(widths) => rendered(table, &widths, page, None),
            None => listed(table, page),
        },
    }
}

fn shown(table: &Table) -> Table {
    let cell = |cell: &Cell| Cell { text: visible(&cell.text).into_owned(), ..cell.clone() };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Table { columns: table.columns.clone(), rows }
}

/// Returns widths for a page that is too narrow, where words may break; `None` if that is not enough either.
fn narrow_widths(columns: &[TableColumn], natural: &[usize], room: usize) -> Option<Vec<usize>> {
    LEAST.iter().find_map(|least| widths(columns, natural, room, *least))
}

/// Draws each row over several lines, one for each cell that is not empty.
fn listed(table: &Table, page: &PageStyle) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        for (column, cell) in table.columns.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty()) {
            let told = format!("{}: {}", column.title, cell.text);
            lines.extend(textwrap::wrap(&told, page.width.max(1)).iter().map(|line| page.paint(line, cell.role)));
        }
    }
    lines
}

fn without<T: Clone>(items: &[T], at: usize) -> Vec<T> {
    items.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, item)| item.clone()).collect()
}

fn natural_widths(table: &Table) -> Vec<usize> {
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.text.width()).max().unwrap_or(0);
    // A title may wrap between its words.
    let title = |column: &TableColumn| match column.fit {
        Fit::Number => column.title.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0),
        _ => column.title.width(),
    };
    table.columns.iter().enumerate().map(|(at, column)| cells(at).max(title(column)).max(1)).collect()
}

/// Distributes `room` over the columns, with minimum widths of `least` for words and descriptions; `None` if they do not fit.
fn widths(columns: &[TableColumn], natural: &[usize], room: usize, least: (usize, usize)) -> Option<Vec<usize>> {
    let least = |at: usize| match columns[at].fit {
        Fit::Excerpt => natural[at].min(least.1),
        Fit::Words => natural[at].min(least.0),
        // An id is broken only if it is the only column.
        Fit::Id if columns.len() == 1 => natural[at].min(least.0),
        _ => natural[at],
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(least).collect();
    let mut left = room.checked_sub(widths.iter().sum())?;
    // Word columns get up to half of the spare room; the description takes the rest.
    for wanted in [Fit::Words, Fit::Excerpt] {
        // Half, so that long words such as team names cannot starve the description.
        let share = match wanted {
            Fit::Words => left / 2,
            _ => left,
        };
        let growing: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].fit == wanted).collect();
        let mut given = 0;
        for (step, at) in growing.iter().enumerate() {
            let more = (natural[*at] - widths[*at]).min((share - given) / (growing.len() - step));
            widths[*at] += more;
            given += more;
        }
        left -= given;
    }
    // What the description does not need goes back to the word columns, the last one first.
    let last_words = (0..columns.len()).rev().filter(|at| columns[*at].fit == Fit::Words);
    for at in last_words {
        let more = (natural[at] - widths[at]).min(left);
        widths[at] += more;
        left -= more;
    }
    Some(widths)
}

fn rendered(table: &Table, widths: &[usize], page: &PageStyle, ids: Option<&[&Cell]>) -> Vec<String> {
    let mut lines = Vec::new();
    let header: Vec<Cell> = table.columns.iter().map(|column| Cell::new(column.title, Role::Strong)).collect();
    lines.extend(row_lines(&table.columns, &header, widths, page));
    lines.push(widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join(&" ".repeat(GAP)));
    let mut above = None;
    for (at, row) in table.rows.iter().enumerate() {
        // An id that consecutive rows share is written once above them.
        if let Some(id) = ids.map(|ids| ids[at]).filter(|id| above != Some(&id.text)) {
            lines.extend(textwrap::wrap(&id.text, page.width).iter().map(|line| page.paint(line, id.role)));
            above = Some(&id.text);
        }
        lines.extend(row_lines(&table.columns, row, widths, page));
    }
    lines
}

/// Returns the lines of one row.
fn row_lines(columns: &[TableColumn], row: &[Cell], widths: &[usize], page: &PageStyle) -> Vec<String> {
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
    let text = &text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A wide column gets one line. A narrow one gets three, less a quarter of a line that wrapping at words loses.
    let room = if width >= 40 { width } else { width * EXCERPT_LINES - width / 4 };
    cut(text, room)
}

/// Shortens a text to `room` columns, at a word, ending in "…" if it was cut.
pub(super) fn cut(text: &str, room: usize) -> String {
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
    // Cut at a word, unless that would lose half of the text.
    let at = short.rfind(' ').filter(|at| *at > short.len() / 2).unwrap_or(short.len());
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
