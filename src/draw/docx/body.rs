//! Converts blocks to the paragraphs and tables of a Word document.

use super::frame::Frame;
use super::lists::DocxLists;
use super::markup::{escaped, literal};
use super::widths::{is_crowded, widths};
use crate::view::{Block, Cell, Fit, Role, Snippet, Table};

/// The deepest heading style that the template has.
const LEVELS: u8 = 4;
/// A row with a cell longer than this, in bytes, may break across pages: kept whole, it could leave much of a page empty.
const LONG: usize = 900;

/// The document body that is being written.
pub(super) struct DocxBody<'a> {
    pub(super) frame: &'a Frame,
    pub(super) xml: String,
    pub(super) lists: DocxLists,
    pub(super) links: Vec<String>,
    /// The number of content controls so far, to keep their ids unique.
    pub(super) controls: usize,
    /// The last heading, which becomes the caption of the tables below it, for screen readers.
    heading: String,
    /// What was written last. Word joins two adjacent tables, and the importer two adjacent texts, so a gap goes between
    /// them.
    last: Last,
    /// Whether the current table has so many columns that it needs small type.
    is_crowded: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Other,
    Table,
    Own,
}

impl<'a> DocxBody<'a> {
    pub(super) fn in_frame(frame: &'a Frame) -> Self {
        let lists = frame.lists.clone();
        Self {
            frame,
            xml: String::new(),
            lists,
            links: Vec::new(),
            controls: 0,
            heading: String::new(),
            last: Last::Other,
            is_crowded: false,
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let this = match block {
                Block::Fields(_) | Block::Table(_) | Block::List(_) | Block::Box(_) => Last::Table,
                Block::Prose(_) => Last::Own,
                Block::Paragraph(cell) if cell.prose.is_some() => Last::Own,
                _ => Last::Other,
            };
            if this != Last::Other && this == self.last {
                self.paragraph("IrrGap", "", "");
            }
            self.last = this;
            self.block(block);
        }
        // Word requires a paragraph after a table at the end.
        if self.last == Last::Table || blocks.is_empty() {
            self.paragraph("IrrGap", "", "");
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                text.clone_into(&mut self.heading);
                self.paragraph(&format!("Heading{}", (*level).clamp(1, LEVELS)), "", &literal(&one_line(text), ""));
            }
            Block::Paragraph(Cell { prose: Some(prose), .. }) | Block::Prose(prose) => self.prose(prose),
            Block::Paragraph(cell) => self.paragraph("Normal", "", &literal(&cell.text, look(cell.role))),
            Block::Code(_, text) => self.paragraph("IrrCode", "", &literal(text.trim_end(), "")),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) | Block::List(table) => self.table(table),
            Block::Entries(entries) => self.blocks(&entries.content()),
            Block::Chart(chart) => {
                self.paragraph("Normal", "", &literal(&chart.title, look(Role::Strong)));
                self.table(&chart.table);
            }
            Block::Snippet(snippet) => self.snippet(snippet),
            Block::Box(asked) => self.form_box(asked),
        }
    }

    /// Returns the template's own id for a style.
    pub(super) fn style<'b>(&'b self, id: &'b str) -> &'b str {
        self.frame.styles.get(id).map_or(id, String::as_str)
    }

    /// Returns the number of a link target, adding it if it is new.
    pub(super) fn link(&mut self, to: &str) -> usize {
        // Links to the same address share one relationship.
        let known = self.links.iter().position(|known| known == to);
        known.unwrap_or_else(|| {
            self.links.push(to.to_owned());
            self.links.len() - 1
        })
    }

    pub(super) fn paragraph(&mut self, style: &str, more: &str, runs: &str) {
        let id = escaped(self.style(style));
        self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/>{more}</w:pPr>{runs}</w:p>\n"));
    }

    fn fields(&mut self, fields: &[(&'static str, Cell)]) {
        // Labels get three tenths of the line: they are short, and the values are prose.
        let widths = [self.frame.width * 3 / 10, self.frame.width - self.frame.width * 3 / 10];
        // Marked as first column, so that Word formats the labels as headers and screen readers announce them.
        self.open_table("IrrFields", "<w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>", &widths);
        for (name, cell) in fields {
            self.open_row("", cell.text.len());
            self.cell(widths[0], |body| body.paragraph("IrrLabel", "", &literal(name, "")));
            self.cell(widths[1], |body| body.value(cell, ""));
            self.xml.push_str("</w:tr>\n");
        }
        self.xml.push_str("</w:tbl>\n");
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table, self.frame.width);
        self.is_crowded = is_crowded(table);
        self.open_table("IrrTable", "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>", &widths);
        // The header row repeats on every page that the table reaches.
        self.open_row("<w:tblHeader/>", 0);
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(*width, |body| {
                let runs = literal(column.title, body.size());
                body.paragraph("IrrTableHeading", aligned(column.fit), &runs);
            });
        }
        self.xml.push_str("</w:tr>\n");
        for row in &table.rows {
            self.open_row("", row.iter().map(|cell| cell.text.len()).max().unwrap_or(0));
            for ((cell, column), width) in row.iter().zip(&table.columns).zip(&widths) {
                self.cell(*width, |body| body.value(cell, aligned(column.fit)));
            }
            self.xml.push_str("</w:tr>\n");
        }
        self.xml.push_str("</w:tbl>\n");
        self.is_crowded = false;
    }

    /// Returns run properties for small type (8 pt) if the table is crowded.
    fn size(&self) -> &'static str {
        if self.is_crowded { "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>" } else { "" }
    }

    pub(super) fn open_table(&mut self, style: &str, looks: &str, widths: &[usize]) {
        let style = escaped(self.style(style));
        let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let caption = match one_line(&self.heading) {
            heading if heading.is_empty() => heading,
            heading => format!("<w:tblCaption w:val=\"{}\"/>", escaped(&heading)),
        };
        let margins = match self.is_crowded {
            true => "<w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar>",
            false => "",
        };
        self.xml.push_str(&format!(
            // Fixed layout: otherwise Word computes widths of its own and breaks dates and references.
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             {margins}{looks}{caption}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>\n",
            widths.iter().sum::<usize>()
        ));
    }

    fn open_row(&mut self, more: &str, longest: usize) {
        let whole = if longest <= LONG { "<w:cantSplit/>" } else { "" };
        self.xml.push_str("<w:tr>");
        if !(whole.is_empty() && more.is_empty()) {
            self.xml.push_str(&format!("<w:trPr>{whole}{more}</w:trPr>"));
        }
    }

    pub(super) fn cell(&mut self, width: usize, inside: impl FnOnce(&mut Self)) {
        self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
        inside(self);
        self.xml.push_str("</w:tc>");
    }

    fn value(&mut self, cell: &Cell, alignment: &str) {
        match &cell.prose {
            Some(prose) => self.prose(prose),
            None => {
                let runs = literal(&cell.text, &format!("{}{}", look(cell.role), self.size()));
                self.paragraph("IrrAsWritten", alignment, &runs);
            }
        }
    }

    fn snippet(&mut self, snippet: &Snippet) {
        let severity = if snippet.is_error { "error" } else { "warning" };
        let place = snippet.marks.first().map(|mark| format!(":{}:{}", mark.position.line, mark.position.column));
        let place = format!("{}{}", snippet.path, place.unwrap_or_default());
        let help = snippet.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
        let text = format!("{severity} {} in {place}: {}{help}", snippet.code, snippet.message);
        self.paragraph("Normal", "", &literal(&text, ""));
    }
}

/// Returns the run properties for a role. Colour only repeats what the words say, so that it can be printed in black and
/// white.
fn look(role: Role) -> &'static str {
    match role {
        Role::Plain => "",
        Role::Overdue => "<w:b/><w:color w:val=\"9C0006\"/>",
        Role::Soon => "<w:color w:val=\"7A4100\"/>",
        Role::Done => "<w:color w:val=\"1B5E20\"/>",
        Role::Muted => "<w:color w:val=\"595959\"/>",
        Role::Strong => "<w:b/>",
    }
}

fn aligned(fit: Fit) -> &'static str {
    if fit == Fit::Number { "<w:jc w:val=\"right\"/>" } else { "" }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
