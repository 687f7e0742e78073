//! For a terminal: tables that fit, prose that wraps, snippets as a compiler draws them.

use std::io::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet as Source};
use unicode_width::UnicodeWidthStr;

use super::command::visible;
use super::style::{Colour, Page};
use super::{DrawError, table};
use crate::report::{Block, Cell, Role, Snippet};

/// Prose is not easily read in longer lines than this.
const LONGEST_LINE: usize = 100;

pub(super) fn write(blocks: &[Block], page: &Page, out: &mut dyn Write) -> Result<(), DrawError> {
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Heading(level, text) => write_heading(*level, text, page, out)?,
            Block::Paragraph(cell) => {
                for line in wrapped(&cell.text, page) {
                    writeln!(out, "{}", page.ink(&line, cell.role))?;
                }
            }
            Block::Prose(text) => {
                for line in text.trimmed().lines().flat_map(|line| wrapped(line, page)) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Code(_, text) => {
                for line in text.lines() {
                    writeln!(out, "    {}", visible(line))?;
                }
            }
            Block::Fields(fields) => write_fields(fields, page, out)?,
            Block::Table(rows) => {
                for line in table::draw(rows, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Chart(chart) => {
                writeln!(out, "{}\n", page.ink(&visible(&chart.title), Role::Strong))?;
                for line in table::draw(&chart.table, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Snippet(snippet) => writeln!(out, "{}", snippet_text(snippet, page))?,
        }
    }
    Ok(())
}

fn write_heading(level: u8, text: &str, page: &Page, out: &mut dyn Write) -> Result<(), DrawError> {
    let lines = wrapped(text, page);
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    for line in &lines {
        writeln!(out, "{}", page.ink(line, Role::Strong))?;
    }
    match level {
        1 => writeln!(out, "{}", "═".repeat(longest))?,
        2 => writeln!(out, "{}", "─".repeat(longest))?,
        _ => {}
    }
    Ok(())
}

fn write_fields(fields: &[(&'static str, Cell)], page: &Page, out: &mut dyn Write) -> Result<(), DrawError> {
    let names = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let page_of_values = Page { width: page.width.saturating_sub(names + 2).max(20), ..*page };
    for (name, cell) in fields {
        for (at, line) in wrapped(&cell.text, &page_of_values).iter().enumerate() {
            let name = page.ink(&format!("{:<names$}", if at == 0 { name } else { "" }), Role::Muted);
            writeln!(out, "{name}  {}", page.ink(line, cell.role))?;
        }
    }
    Ok(())
}

/// A line over as many as it takes; what hangs below a list's mark stays below it.
fn wrapped(line: &str, page: &Page) -> Vec<String> {
    let line = &*visible(line);
    let start = line.len() - line.trim_start().len();
    let mark = ["- ", "* ", "+ ", "> "].iter().find(|mark| line[start..].starts_with(*mark)).map_or(0, |mark| mark.len());
    let hanging = " ".repeat(start + mark);
    let options = whole_words(page.width.min(LONGEST_LINE)).subsequent_indent(&hanging);
    textwrap::wrap(line, options).into_iter().map(|line| line.into_owned()).collect()
}

/// Lines of that width; a date or a rule's code is not parted at its hyphens.
fn whole_words(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn snippet_text(snippet: &Snippet, page: &Page) -> String {
    let level = if snippet.is_error { Level::ERROR } else { Level::WARNING };
    let path = visible(&snippet.path);
    let annotations = snippet.marks.iter().enumerate().map(|(at, mark)| {
        let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(mark.span.start..mark.span.end.max(mark.span.start)).label(mark.label.as_deref().map(visible))
    });
    let source = Source::source(&*snippet.source).path(&*path).annotations(annotations);
    // The renderer cuts source lines to the page's width, and leaves words alone.
    let fill = |text: &str, before: usize| textwrap::fill(text, whole_words(page.width.saturating_sub(before).max(20)));
    let message = fill(&visible(&snippet.message), snippet.code.len() + "warning[]: ".len());
    let help = snippet.help.as_ref().map(|help| fill(&visible(help), "12345 ╰ help: ".chars().count()));
    let mut group = level.primary_title(&message).id(snippet.code).element(source);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = match page.colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let drawn = renderer.decor_style(DecorStyle::Unicode).term_width(page.width).render(&[group]);
    // The renderer knows no links, so the place is found in what it drew.
    let Some(position) = snippet.marks.first().map(|mark| mark.position) else { return drawn };
    let place = format!("{path}:{}:{}", position.line, position.column);
    drawn.replacen(&place, &page.link(&snippet.path, &place), 1)
}
