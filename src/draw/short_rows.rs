//! Draws a list: one line for each row on a wide page, and on a narrow one two, the second with what the first has no room for.

use unicode_width::UnicodeWidthStr;

use super::style::PageStyle;
use super::table::{ColumnSize, GAP, cut, listed, row_lines, rule, shown, sizes, widths, without};
use crate::view::{Cell, Fit, Role, Table, TableColumn};

/// A page of at least this width has one line for each row.
const WIDE: usize = 100;
/// Minimum widths (words, description) of rows of one line, tried in this order until all columns fit.
const LEAST: [(usize, usize); 4] = [(24, 40), (16, 24), (16, 20), (12, 18)];
/// A column of words this narrow is never cut: statuses and kinds.
const NARROW: usize = 16;
/// What a second line begins with.
const INDENT: &str = "  ";
/// The most columns of a second line that may be cut; more of them are drawn one below the other.
const MOST_MOVED: usize = 2;

/// Returns the list's lines, header first, without line endings.
pub(super) fn draw(table: &Table, page: &PageStyle) -> Vec<String> {
    let mut table = shown(table);
    let heading = table.columns.iter().position(|column| column.fit == Fit::Heading);
    let headings: Option<Vec<Cell>> = heading.map(|at| table.rows.iter().map(|row| row[at].clone()).collect());
    if let Some(at) = heading {
        let rows = table.rows.iter().map(|row| without(row, at)).collect();
        table = Table { columns: without(&table.columns, at), rows };
    }
    let sizes: Vec<ColumnSize> = sizes(&table).into_iter().map(of_list).collect();
    let room = page.width.saturating_sub(GAP * sizes.len().saturating_sub(1));
    let one_line = LEAST.iter().filter(|_| page.width >= WIDE).find_map(|least| widths(&sizes, room, *least));
    let first: Vec<usize> = match one_line {
        Some(_) => (0..sizes.len()).collect(),
        None => match first_line(&sizes, page.width) {
            Some(first) => first,
            None => return listed(&table, page),
        },
    };
    let widths = one_line.unwrap_or_else(|| first.iter().map(|at| sizes[*at].natural).collect());
    let layout = Layout { first, widths, page };
    let titles: Vec<Cell> = table.columns.iter().map(|column| Cell::new(column.title, Role::Strong)).collect();
    let mut lines = layout.row(&table.columns, &titles);
    lines.push(rule(&layout.widths));
    for (at, row) in table.rows.iter().enumerate() {
        let heading = headings.as_ref().map(|headings| &headings[at]);
        if let Some(heading) = heading.filter(|heading| at == 0 || headings.as_ref().is_some_and(|all| all[at - 1] != **heading))
        {
            lines.push(page.paint(&cut(&heading.text, page.width), heading.role));
        }
        lines.extend(layout.row(&table.columns, row));
    }
    lines
}

/// Returns what a column of a list needs: an id gets no line of its own, and long words may be cut.
fn of_list(size: ColumnSize) -> ColumnSize {
    let fit = match size.fit {
        Fit::Id => Fit::Whole,
        Fit::Words if size.natural <= NARROW => Fit::Whole,
        fit => fit,
    };
    ColumnSize { fit, word: 0, ..size }
}

/// Returns the columns of the first line; `None` where two lines cannot show all columns.
///
/// Descriptions and the widest words move to the second line, and at last other columns, the last ones first. The column that
/// names the row stays.
fn first_line(sizes: &[ColumnSize], width: usize) -> Option<Vec<usize>> {
    let mut first: Vec<usize> = (0..sizes.len()).filter(|at| sizes[*at].fit != Fit::Excerpt).collect();
    let is_too_wide =
        |first: &[usize]| first.iter().map(|at| sizes[*at].natural).sum::<usize>() + GAP * first.len().saturating_sub(1) > width;
    let mut moved = Vec::new();
    while is_too_wide(&first) {
        let movable = &first[1.min(first.len())..];
        let words = movable.iter().filter(|at| sizes[**at].fit == Fit::Words).max_by_key(|at| sizes[**at].natural);
        let next = *words.or_else(|| movable.last())?;
        first.retain(|at| *at != next);
        moved.push(next);
    }
    let length: usize = moved.iter().map(|at| sizes[*at].natural + GAP).sum();
    (moved.len() <= MOST_MOVED || length + INDENT.len() <= width).then_some(first)
}

/// Which columns the first line of a row has, and how wide they are.
struct Layout<'a> {
    first: Vec<usize>,
    widths: Vec<usize>,
    page: &'a PageStyle,
}

impl Layout<'_> {
    /// Returns the lines of one row.
    fn row(&self, columns: &[TableColumn], row: &[Cell]) -> Vec<String> {
        let cells = self.first.iter().zip(&self.widths).map(|(at, width)| {
            let cell = &row[*at];
            if cell.text.width() > *width { Cell { text: cut(&cell.text, *width), ..cell.clone() } } else { cell.clone() }
        });
        let first: Vec<TableColumn> = self.first.iter().map(|at| columns[*at].clone()).collect();
        let mut lines = row_lines(&first, &cells.collect::<Vec<_>>(), &self.widths, self.page);
        let rest = (0..columns.len()).filter(|at| !self.first.contains(at) && !row[*at].text.is_empty());
        let (described, moved): (Vec<usize>, Vec<usize>) = rest.partition(|at| columns[*at].fit == Fit::Excerpt);
        let joined = |cells: &[usize]| cells.iter().map(|at| row[*at].text.as_str()).collect::<Vec<_>>().join(", ");
        let parts = [joined(&moved), joined(&described)];
        let second = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(": ");
        if !second.is_empty() {
            let role = if moved.is_empty() { described.first().map(|at| row[*at].role) } else { None };
            let role = role.or_else(|| moved.first().map(|at| row[*at].role)).unwrap_or_default();
            let second = cut(&second, self.page.width - INDENT.len());
            lines.push(format!("{INDENT}{}", self.page.paint(&second, role)));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Table {
        let column = |key, fit| TableColumn { key, title: key, fit };
        let row = |texts: [&str; 6]| texts.map(Cell::plain).to_vec();
        Table {
            columns: vec![
                column("address", Fit::Whole),
                column("finding", Fit::Excerpt),
                column("owner", Fit::Words),
                column("status", Fit::Words),
                column("due", Fit::Whole),
                column("late", Fit::Number),
            ],
            rows: vec![
                row([
                    "northamptonshire:R8",
                    &"Words and more words ".repeat(20),
                    "Assistant Chief Constable (Local Policing)",
                    "pending sign off",
                    "31 Oct 2026",
                    "24 days",
                ]),
                row(["custody:AFI2", "中文 👮🏽 é", "Head of Custody", "in progress", "", ""]),
            ],
        }
    }

    fn drawn(table: &Table, width: usize) -> String {
        draw(table, &PageStyle::plain(width)).join("\n")
    }

    #[test]
    fn a_row_takes_one_line_on_a_wide_page_and_two_on_a_narrow_one() {
        insta::assert_snapshot!(drawn(&list(), 100), @"
        address              finding                owner             status            due             late
        ───────────────────  ─────────────────────  ────────────────  ────────────────  ───────────  ───────
        northamptonshire:R8  Words and more…        Assistant Chief…  pending sign off  31 Oct 2026  24 days
        custody:AFI2         中文 👮🏽 é              Head of Custody   in progress
        ");
        insta::assert_snapshot!(drawn(&list(), 80), @"
        address              status            due             late
          owner: finding
        ───────────────────  ────────────────  ───────────  ───────
        northamptonshire:R8  pending sign off  31 Oct 2026  24 days
          Assistant Chief Constable (Local Policing): Words and more words Words and…
        custody:AFI2         in progress
          Head of Custody: 中文 👮🏽 é
        ");
        insta::assert_snapshot!(drawn(&list(), 60), @"
        address              status            due             late
          owner: finding
        ───────────────────  ────────────────  ───────────  ───────
        northamptonshire:R8  pending sign off  31 Oct 2026  24 days
          Assistant Chief Constable (Local Policing): Words and…
        custody:AFI2         in progress
          Head of Custody: 中文 👮🏽 é
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 40..250 {
            for line in draw(&list(), &PageStyle::plain(width)) {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn what_two_lines_cannot_show_is_drawn_one_below_the_other() {
        let column = |title| TableColumn { key: "k", title, fit: Fit::Words };
        let titles = ["record", "force", "owner", "area", "approved by"];
        let row = titles.map(|title| Cell::plain(format!("A long name of the {title}"))).to_vec();
        let table = Table { columns: titles.map(column).to_vec(), rows: vec![row] };
        insta::assert_snapshot!(drawn(&table, 60), @"
        record: A long name of the record
        force: A long name of the force
        owner: A long name of the owner
        area: A long name of the area
        approved by: A long name of the approved by
        ");
    }

    #[test]
    fn rows_that_share_a_heading_stand_below_it() {
        let column = |title, fit| TableColumn { key: "k", title, fit };
        let rows = [["Custody", "R1"], ["Custody", "R2"], ["Vetting", "R1"]].map(|row| row.map(Cell::plain).to_vec());
        let table = Table { columns: vec![column("record", Fit::Heading), column("ref", Fit::Whole)], rows: rows.to_vec() };
        insta::assert_snapshot!(drawn(&table, 60), @"
        ref
        ───
        Custody
        R1
        R2
        Vetting
        R1
        ");
    }
}
