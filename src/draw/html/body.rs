//! Converts blocks to HTML.

use std::collections::BTreeMap;

use super::chart::push_chart;
use super::escape::{escaped, push};
use super::prose::push_prose;
use crate::view::{Block, Cell, DocumentSection, Fit, Role, Snippet, Table, TableColumn};

/// A word longer than this, in characters, may be broken in a table cell.
const LONG_WORD: usize = 24;

/// A row with a cell longer than this, in bytes, may be broken across printed pages.
const LONG_ROW: usize = 500;

/// A table with more columns than this may have to scroll sideways, so it becomes a focusable region with a name.
const MOST_COLUMNS: usize = 7;

/// Returns the HTML of each piece of a page.
pub(super) fn of(pieces: &[DocumentSection]) -> Vec<String> {
    let mut body = HtmlBody { out: String::new(), level: 0, heading: String::new(), regions: BTreeMap::new(), charts: 0 };
    let draw = |piece: &DocumentSection| {
        for block in &piece.blocks {
            body.push(block);
            body.out.push('\n');
        }
        std::mem::take(&mut body.out)
    };
    pieces.iter().map(draw).collect()
}

struct HtmlBody {
    out: String,
    /// The level of the last heading.
    level: u8,
    /// The last heading's text, which names the tables below it.
    heading: String,
    /// The number of wide tables under each heading, to keep their names unique.
    regions: BTreeMap<String, usize>,
    /// The number of charts so far, to keep their ids unique.
    charts: usize,
}

impl HtmlBody {
    fn push(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                self.level = (*level).clamp(1, 6);
                self.heading.clone_from(text);
                self.out.push_str(&format!("<h{0}>{1}</h{0}>", self.level, escaped(text)));
            }
            Block::Paragraph(Cell { prose: Some(prose), .. }) | Block::Prose(prose) => {
                push_prose(&mut self.out, prose, self.level)
            }
            Block::Paragraph(cell) => {
                self.out.push_str(&format!("<p{}>{}</p>", class(&[role(cell.role)]), escaped(&cell.text)));
            }
            Block::Code(language, text) => {
                // HTML ignores a line feed directly after `<pre>`, but not after the `<code>` between.
                self.out.push_str(&format!("<pre><code class=\"language-{}\">{}</code></pre>", escaped(language), escaped(text)));
            }
            Block::Fields(fields) => self.push_fields(fields),
            Block::Table(table) | Block::List(table) => self.push_table(table),
            Block::Entries(entries) => entries.content().iter().for_each(|block| self.push(block)),
            Block::Chart(chart) => {
                self.charts += 1;
                self.out.push_str("<figure>\n");
                push_chart(&mut self.out, chart, self.charts);
                self.push_table(&chart.table);
                self.out.push_str("\n</figure>");
            }
            Block::Snippet(snippet) => self.push_snippet(snippet),
            Block::Box(asked) => asked.content().iter().for_each(|block| self.push(block)),
        }
    }

    fn push_fields(&mut self, fields: &[(&'static str, Cell)]) {
        self.out.push_str("<table class=\"fields\">\n<tbody>\n");
        for (name, cell) in fields {
            self.out.push_str(&format!("<tr{}><th scope=\"row\">{}</th>", row_class([cell]), escaped(name)));
            self.push_cell("td", cell, None);
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>");
    }

    fn push_table(&mut self, table: &Table) {
        let is_figures = table.columns.len() > 1 && table.columns.iter().skip(1).all(|column| column.fit == Fit::Number);
        // Up to two columns of figures and their label fit on a phone.
        let is_wide = table.columns.len() > if is_figures { 3 } else { 2 };
        if table.columns.len() > MOST_COLUMNS {
            let name = self.region();
            self.out
                .push_str(&format!("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n", escaped(&name)));
        } else if is_wide {
            self.out.push_str("<div class=\"wide\">\n");
        }
        // On a phone, CSS shows each row of a wide table as a block, which removes the table semantics; explicit roles
        // restore them.
        let role = |role: &str| if is_wide { format!(" role=\"{role}\"") } else { String::new() };
        let figures = if is_figures { " figures" } else { "" };
        let (table_role, group, row_role, head) = (role("table"), role("rowgroup"), role("row"), role("columnheader"));
        self.out.push_str(&format!("<table class=\"irr-table{figures}\"{table_role}>\n<thead{group}>\n<tr{row_role}>"));
        for column in &table.columns {
            self.out.push_str(&format!("<th scope=\"col\"{head}{}>{}</th>", class(&[fit(column)]), escaped(column.title)));
        }
        self.out.push_str(&format!("</tr>\n</thead>\n<tbody{group}>\n"));
        for row in &table.rows {
            self.out.push_str(&format!("<tr{row_role}{}>", row_class(row)));
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                // The first cell of a row that names it becomes its header cell, for screen readers.
                let names_row =
                    at == 0 && is_wide && !cell.text.is_empty() && matches!(column.fit, Fit::Whole | Fit::Name | Fit::Id);
                let tag = match (is_wide, names_row) {
                    (false, _) if column.fit == Fit::Name => "th scope=\"row\"".to_owned(),
                    (false, _) => "td".to_owned(),
                    (true, false) => format!("td role=\"cell\" data-title=\"{}\"", escaped(column.title)),
                    (true, true) => format!("th scope=\"row\" role=\"rowheader\" data-title=\"{}\"", escaped(column.title)),
                };
                self.push_cell(&tag, cell, Some(column));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>");
        if is_wide {
            self.out.push_str("\n</div>");
        }
    }

    /// Returns a unique accessible name for a table that scrolls.
    fn region(&mut self) -> String {
        let heading = if self.heading.is_empty() { "Table" } else { &self.heading };
        let count = self.regions.entry(heading.to_owned()).or_default();
        *count += 1;
        if *count == 1 { format!("Table: {heading}") } else { format!("Table: {heading} ({count})") }
    }

    fn push_cell(&mut self, tag: &str, cell: &Cell, column: Option<&TableColumn>) {
        let fit = column.map_or("", fit);
        let name = tag.split(' ').next().unwrap_or(tag);
        match &cell.prose {
            Some(prose) => {
                self.out.push_str(&format!("<{tag}{}>", class(&[fit, role(cell.role)])));
                push_prose(&mut self.out, prose, self.level);
            }
            None => {
                self.out.push_str(&format!("<{tag}{}>", class(&["irr-as-written", fit, role(cell.role), breaks(&cell.text)])));
                push(&mut self.out, &cell.text);
            }
        }
        self.out.push_str(&format!("</{name}>"));
    }

    fn push_snippet(&mut self, snippet: &Snippet) {
        let severity = if snippet.is_error { "Error" } else { "Warning" };
        let place =
            snippet.marks.first().map_or_else(String::new, |mark| format!(":{}:{}", mark.position.line, mark.position.column));
        let (code, path, message) = (escaped(snippet.code), escaped(&snippet.path), escaped(&snippet.message));
        self.out.push_str(&format!("<p><strong>{severity}</strong> <code>{code}</code> {path}{place}: {message}"));
        if let Some(help) = &snippet.help {
            self.out.push_str(&format!("<br>{}", escaped(help)));
        }
        self.out.push_str("</p>");
    }
}

fn class(names: &[&str]) -> String {
    let names: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    if names.is_empty() { String::new() } else { format!(" class=\"{}\"", names.join(" ")) }
}

fn row_class<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> &'static str {
    let longest = cells.into_iter().map(|cell| cell.text.len()).max().unwrap_or(0);
    if longest > LONG_ROW { " class=\"long\"" } else { "" }
}

/// Allows breaking only in words that no column is wide enough for; other words stay whole however narrow the column is.
fn breaks(text: &str) -> &'static str {
    if text.split_whitespace().any(|word| word.chars().count() > LONG_WORD) { "long-word" } else { "" }
}

fn fit(column: &TableColumn) -> &'static str {
    match column.fit {
        Fit::Whole => "whole",
        Fit::Number => "number",
        Fit::Excerpt => "excerpt",
        Fit::Id => "id",
        Fit::Words | Fit::Name | Fit::Heading => "",
    }
}

/// Returns the CSS class of a role. It only adds emphasis; the text says the same.
fn role(role: Role) -> &'static str {
    match role {
        Role::Plain => "",
        Role::Overdue => "overdue",
        Role::Soon => "soon",
        Role::Done => "done",
        Role::Muted => "muted",
        Role::Strong => "strong",
    }
}
