//! Walks the elements of a page and collects blocks.

use scraper::{ElementRef, Html, Node};

use super::inline_text::{InlineText, SpanFormat};
use super::list::HtmlList;
use super::{boilerplate, irr_prose, link};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::prose::{inline_markdown, plain};

/// The state of the walk.
#[derive(Default)]
pub(super) struct HtmlWalker {
    pub(super) blocks: Vec<SourceBlock>,
    pub(super) notes: Vec<ImportNote>,
    line: InlineText,
    /// The place for all blocks of a cell; `None` for a page, where blocks are counted.
    fixed: Option<SourcePlace>,
    /// The number of blocks so far.
    count: usize,
    /// The page's own address.
    origin: Option<String>,
    /// The open lists.
    pub(super) lists: Vec<HtmlList>,
    /// The depth of nested quotations.
    quotes: usize,
    /// The depth of nested tables.
    pub(super) tables: usize,
    /// Whether only words on one line are collected.
    is_flat: bool,
    /// Whether line feeds are kept, as in `pre`.
    is_preformatted: bool,
    /// Whether the page's surroundings are left out.
    pub(super) is_page: bool,
}

impl HtmlWalker {
    pub(super) fn of_cell(at: SourcePlace) -> Self {
        Self { fixed: Some(at), ..Self::default() }
    }

    pub(super) fn of_page(page: &Html) -> Self {
        Self { origin: link::origin(page), is_page: true, ..Self::default() }
    }

    /// Reads an element as a whole.
    pub(super) fn read_element(&mut self, element: ElementRef<'_>) {
        self.element(element);
        self.flush();
    }

    /// Reads the content of an element.
    pub(super) fn inside(&mut self, element: ElementRef<'_>) {
        // What a template says is in a fragment of its own.
        let fragment = element.first_child().filter(|child| child.value().is_fragment());
        for child in fragment.unwrap_or(*element).children() {
            match child.value() {
                Node::Text(words) if self.is_preformatted => self.lines(words),
                Node::Text(words) => self.line.push(words),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        // A cell has no place for a note, so everything with words in it is kept.
        if let Some(what) = boilerplate::left_out(element, self.is_page).filter(|what| what.is_empty() || self.fixed.is_none()) {
            return self.leave_out(element, what);
        }
        if !self.is_flat
            && let Some(text) = irr_prose::text(element)
        {
            self.flush();
            return self.push(SourceBlockKind::AsWritten(text));
        }
        match element.value().name() {
            "br" if self.is_flat => self.line.blank(),
            // A single line break stays in the paragraph; two in a row are how people separate paragraphs.
            "br" => {
                if self.line.is_second_break() {
                    self.flush();
                }
            }
            // Pictures are left out, but their alternative text was written to be read.
            "img" | "area" => {
                self.line.blank();
                self.line.push(element.attr("alt").unwrap_or(""));
                self.line.blank();
            }
            "input" => {
                self.line.blank();
                self.line.push(boilerplate::input_value(element));
                self.line.blank();
            }
            "select" if self.is_page => self.choices(element),
            "b" | "strong" => self.span(element, SpanFormat::Strong),
            "i" | "em" => self.span(element, SpanFormat::Emphasis),
            "a" => {
                let to = element.attr("href").and_then(|href| link::kept(href, self.origin.as_deref()));
                self.span(element, to.map_or(SpanFormat::Plain, SpanFormat::Link));
            }
            "span" | "font" => self.span(element, styled(element)),
            name if !is_block(name) => self.inside(element),
            _ if self.is_flat => {
                self.line.blank();
                self.inside(element);
                self.line.blank();
            }
            name => {
                self.flush();
                // Word processors save their page breaks as styles.
                if breaks_page(element, "before") {
                    self.push(SourceBlockKind::PageBreak);
                }
                self.block(element, name);
                self.flush();
                if breaks_page(element, "after") {
                    self.push(SourceBlockKind::PageBreak);
                }
            }
        }
    }

    fn block(&mut self, element: ElementRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().last().map_or(1, |digit| digit - b'0');
                let words = self.words(element);
                if !words.is_empty() {
                    self.push(SourceBlockKind::Heading(level, words));
                }
            }
            "ul" | "menu" | "dir" => self.in_list(element, HtmlList::bullets()),
            "ol" => self.in_list(element, HtmlList::numbered(element)),
            "li" => self.item(element),
            "dl" => self.definitions(element),
            "table" => self.table(element),
            "blockquote" => {
                self.quotes += 1;
                self.inside(element);
                self.flush();
                self.quotes -= 1;
            }
            "pre" | "textarea" | "xmp" | "listing" | "plaintext" => {
                let before = std::mem::replace(&mut self.is_preformatted, true);
                self.inside(element);
                self.flush();
                self.is_preformatted = before;
            }
            _ => self.inside(element),
        }
    }

    /// Reads what somebody has chosen in a form's field, and notes the other choices.
    fn choices(&mut self, field: ElementRef<'_>) {
        let options = field.descendent_elements().filter(|option| option.value().name() == "option");
        let (chosen, others): (Vec<_>, Vec<_>) = options.partition(|option| option.attr("selected").is_some());
        for option in chosen {
            self.line.blank();
            self.line.push(&boilerplate::words(option));
            self.line.blank();
        }
        let others: Vec<String> = others.into_iter().map(boilerplate::words).collect();
        self.leave_out_words(others.join(" ").trim(), "choices of a form's field were");
    }

    /// Reads the words directly inside an element that should have none there.
    pub(super) fn loose_words(&mut self, element: ElementRef<'_>) {
        for words in element.children().filter_map(|child| child.value().as_text()) {
            self.line.push(words);
        }
        self.flush();
    }

    fn span(&mut self, element: ElementRef<'_>, mark: SpanFormat) {
        let is_apart = boilerplate::is_apart(element);
        let blank = |line: &mut InlineText| {
            if is_apart {
                line.blank()
            }
        };
        blank(&mut self.line);
        self.line.open(mark);
        self.inside(element);
        self.line.close();
        blank(&mut self.line);
    }

    fn lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line.is_second_break();
            }
            self.line.push(line);
        }
    }

    /// Returns an element's words on one line, without formatting.
    pub(super) fn words(&mut self, element: ElementRef<'_>) -> String {
        let before = std::mem::replace(&mut self.is_flat, true);
        self.inside(element);
        self.is_flat = before;
        plain(&self.line.take()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Reads the blocks of a cell separately from those around it.
    pub(super) fn apart(&mut self, cell: ElementRef<'_>) -> Vec<SourceBlock> {
        let before = std::mem::take(&mut self.blocks);
        let lists = std::mem::take(&mut self.lists);
        let quotes = std::mem::take(&mut self.quotes);
        self.cell(cell);
        self.lists = lists;
        self.quotes = quotes;
        std::mem::replace(&mut self.blocks, before)
    }

    /// Reads the content of a cell into the blocks around it.
    pub(super) fn cell(&mut self, cell: ElementRef<'_>) {
        match irr_prose::text(cell) {
            Some(text) if text.is_empty() => {}
            Some(text) => self.push(SourceBlockKind::AsWritten(text)),
            None => self.inside(cell),
        }
        self.flush();
    }

    pub(super) fn push(&mut self, kind: SourceBlockKind) {
        self.count += 1;
        let at = self.here();
        self.blocks.push(SourceBlock { at, kind });
    }

    /// Returns the place of the last block.
    pub(super) fn here(&self) -> SourcePlace {
        self.fixed.unwrap_or(SourcePlace::Paragraph(self.count.max(1)))
    }

    /// Returns the place of the next block.
    pub(super) fn next(&self) -> SourcePlace {
        self.fixed.unwrap_or(SourcePlace::Paragraph(self.count + 1))
    }

    /// Ends the block whose text has been collected: an item or a paragraph.
    pub(super) fn flush(&mut self) {
        if self.is_flat {
            return self.line.blank();
        }
        let line = self.line.take();
        if line.is_empty() {
            return;
        }
        let text = inline_markdown(&line);
        let depth = self.lists.len().saturating_sub(1);
        let mark = self.lists.last_mut().and_then(HtmlList::mark);
        let kind = match mark {
            Some(mark) if self.quotes == 0 => SourceBlockKind::Item { depth, mark, text },
            // Inside a quotation a list stays Markdown text, so that it stays part of the quotation.
            Some(mark) => SourceBlockKind::Paragraph(self.quoted(&format!("{}{mark} {text}", "  ".repeat(depth)))),
            None => SourceBlockKind::Paragraph(self.quoted(&text)),
        };
        self.push(kind);
    }

    /// Prefixes each line with the quotation's marks.
    fn quoted(&self, text: &str) -> String {
        let before = "> ".repeat(self.quotes);
        format!("{before}{}", text.replace('\n', &format!("\n{before}")))
    }

    /// Leaves an element out, and notes its words.
    pub(super) fn leave_out(&mut self, element: ElementRef<'_>, what: &str) {
        let words = boilerplate::words(element);
        self.leave_out_words(&words, what);
    }

    pub(super) fn leave_out_words(&mut self, words: &str, what: &str) {
        if !words.is_empty() && !what.is_empty() {
            let (code, at) = (ImportNoteCode::LeftOut, self.here());
            self.notes.push(ImportNote { code, at, message: format!("{what} left out"), quote: Some(words.to_owned()) });
        }
    }
}

/// Returns whether a printed page ends at an edge of this element, as word processors write it into saved pages.
fn breaks_page(element: ElementRef<'_>, edge: &str) -> bool {
    let style = boilerplate::style(element);
    let at_edge = format!("break-{edge}:");
    style.split(';').any(|rule| {
        let value = rule.strip_prefix("page-").unwrap_or(rule).strip_prefix(&at_edge);
        matches!(value, Some("always" | "page" | "left" | "right"))
    })
}

/// Returns the formatting that an inline style states; word processors write those into saved pages.
fn styled(element: ElementRef<'_>) -> SpanFormat {
    let style = boilerplate::style(element);
    let has = |what: &str| style.contains(what);
    // Office programs write bold as a style instead of `b`.
    if ["font-weight:bold", "font-weight:700", "font-weight:600"].iter().any(|bold| has(bold)) {
        return SpanFormat::Strong;
    }
    if has("font-style:italic") { SpanFormat::Emphasis } else { SpanFormat::Plain }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "section"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "div"
            | "p"
            | "center"
            | "address"
            | "hgroup"
            | "search"
            | "form"
            | "fieldset"
            | "legend"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "dialog"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "menu"
            | "dir"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "blockquote"
            | "pre"
            | "textarea"
            | "xmp"
            | "listing"
            | "plaintext"
            | "template"
            | "noscript"
            | "optgroup"
            | "option"
    )
}
