//! Reads back Markdown written by `irr render`: headings and tables are the form's, everything between is prose from the
//! record.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::form;
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::prose::escape_markdown;

/// Returns the blocks of a document written by irr; `None` for any other text.
pub(super) fn irr_blocks(text: &str) -> Option<Vec<SourceBlock>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_own = |line: &str| line.starts_with(&format!("| {} |", form::RECORD)) && line.contains(form::FORMAT);
    // The row with record id and format identifies a document written by irr.
    if !text.lines().any(is_own) {
        return None;
    }
    let text = text.replace("\r\n", "\n");
    // The "internal" notice is removed. Its line stays, so that line numbers still match the file.
    let notice = format!("**{}**\n", form::INTERNAL);
    let text = text.strip_prefix(&notice).map_or(text.clone(), |rest| format!("\n{rest}"));
    let text = text.strip_suffix(&notice).map_or(text.clone(), str::to_owned);
    let mut reader = MarkdownReader { text: &text, blocks: Vec::new(), prose: None, line: 1, counted: 0 };
    let mut events = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let words = cell(&mut events, TagEnd::Heading(level));
                reader.push(range, SourceBlockKind::Heading(level as u8, words));
            }
            Event::Start(Tag::Table(_)) => reader.table(&mut events, range),
            // Prose that would run into the form's own Markdown was quoted when it was written; here the quotation is undone.
            Event::Start(Tag::BlockQuote(kind)) => {
                skip(&mut events, TagEnd::BlockQuote(kind));
                let lines = text[range.clone()].lines().map(|line| line.strip_prefix('>').unwrap_or(line));
                let words = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
                reader.push(range, SourceBlockKind::AsWritten(escape_markdown::read(&words)));
            }
            Event::Start(tag) => {
                skip(&mut events, tag.to_end());
                reader.prose_goes_on(range);
            }
            _ => reader.prose_goes_on(range),
        }
    }
    reader.end_prose();
    Some(reader.blocks)
}

struct MarkdownReader<'a> {
    text: &'a str,
    blocks: Vec<SourceBlock>,
    /// The range of the prose that is still being read.
    prose: Option<Range<usize>>,
    line: usize,
    counted: usize,
}

impl MarkdownReader<'_> {
    /// Returns the line of a byte offset. Offsets must come in increasing order.
    fn place(&mut self, at: usize) -> SourcePlace {
        self.line += self.text[self.counted.min(at)..at].bytes().filter(|byte| *byte == b'\n').count();
        self.counted = at;
        SourcePlace::Line(self.line)
    }

    fn push(&mut self, range: Range<usize>, kind: SourceBlockKind) {
        self.end_prose();
        let at = self.place(range.start);
        self.blocks.push(SourceBlock { at, kind });
    }

    fn prose_goes_on(&mut self, range: Range<usize>) {
        let start = self.prose.as_ref().map_or(range.start, |prose| prose.start);
        self.prose = Some(start..range.end);
    }

    fn end_prose(&mut self) {
        if let Some(range) = self.prose.take() {
            let at = self.place(range.start);
            self.blocks.push(SourceBlock {
                at,
                kind: SourceBlockKind::AsWritten(escape_markdown::read(self.text[range].trim_end_matches('\n'))),
            });
        }
    }

    /// Reads a table. One without column names is the form's own list of fields; one with names is a list of entries.
    fn table<'e>(&mut self, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>, range: Range<usize>) {
        self.end_prose();
        let mut cells: Vec<String> = Vec::new();
        let mut is_named = false;
        while let Some((event, at)) = events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(cell(events, TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => {
                    is_named = cells.iter().any(|cell| !cell.is_empty());
                    let cells = std::mem::take(&mut cells);
                    if is_named {
                        self.row(range.start, true, cells);
                    }
                }
                Event::End(TagEnd::TableRow) => {
                    let mut cells = std::mem::take(&mut cells);
                    if is_named {
                        self.row(at.start, false, cells);
                    } else {
                        let value = cells.pop().unwrap_or_default();
                        let place = self.place(at.start);
                        let value = vec![SourceBlock { at: place, kind: SourceBlockKind::AsWritten(value) }];
                        self.blocks.push(SourceBlock { at: place, kind: SourceBlockKind::Row { label: cells.concat(), value } });
                    }
                }
                Event::End(TagEnd::Table) => return,
                _ => {}
            }
        }
    }

    fn row(&mut self, at: usize, is_header: bool, cells: Vec<String>) {
        let at = self.place(at);
        let cell = |text: String| {
            if text.is_empty() { Vec::new() } else { vec![SourceBlock { at, kind: SourceBlockKind::AsWritten(text) }] }
        };
        self.blocks
            .push(SourceBlock { at, kind: SourceBlockKind::Cells { is_header, cells: cells.into_iter().map(cell).collect() } });
    }
}

/// Returns the text up to an end tag; `<br>` becomes a line feed.
fn cell<'e>(events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>, end: TagEnd) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::InlineHtml(tag) if tag.as_ref() == "<br>" => text.push('\n'),
            Event::InlineHtml(tag) => text.push_str(&tag),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(ended) if ended == end => break,
            _ => {}
        }
    }
    text
}

/// Skips everything up to the matching end tag.
fn skip<'e>(events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>, end: TagEnd) {
    let mut open = 1;
    for (event, _) in events {
        match event {
            Event::Start(tag) if tag.to_end() == end => open += 1,
            Event::End(ended) if ended == end => {
                open -= 1;
                if open == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
}
