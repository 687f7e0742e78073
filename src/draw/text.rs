//! Draws for a terminal: tables that fit, wrapped prose, and source snippets in the style of a compiler.

use std::io::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet as Source};
use unicode_width::UnicodeWidthStr;

use super::style::{Colour, PageStyle, whole_words};
use super::{DrawError, entries, short_rows, table};
use crate::draw::visible;
use crate::view::{Block, Cell, Role, Snippet, SnippetMark};

/// The longest line of prose, in columns; longer lines are hard to read.
const LONGEST_LINE: usize = 100;

/// Writes blocks for a terminal.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_text(blocks: &[Block], page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Heading(level, text) => write_heading(*level, text, page, out)?,
            Block::Paragraph(cell) => {
                for line in wrapped(&cell.text, page) {
                    writeln!(out, "{}", page.paint(&line, cell.role))?;
                }
            }
            Block::Prose(text) => {
                for line in text.trimmed().lines().flat_map(|line| wrapped(line, page)) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Code(_, text) => {
                for line in text.lines() {
                    // Code is never wrapped: a wrapped line could not be copied.
                    writeln!(out, "    {}", visible(line))?;
                }
            }
            Block::Fields(fields) => write_fields(fields, page, out)?,
            Block::Table(rows) => {
                for line in table::draw(rows, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::List(rows) => {
                for line in short_rows::draw(rows, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Entries(listed) => {
                for line in entries::draw(listed, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Chart(chart) => {
                writeln!(out, "{}\n", page.paint(&visible(&chart.title), Role::Strong))?;
                for line in table::draw(&chart.table, page) {
                    writeln!(out, "{line}")?;
                }
            }
            Block::Snippet(snippet) => writeln!(out, "{}", snippet_text(snippet, page))?,
            Block::Box(asked) => write_text(&asked.content(), page, out)?,
        }
    }
    Ok(())
}

fn write_heading(level: u8, text: &str, page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    let lines = wrapped(text, page);
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    for line in &lines {
        writeln!(out, "{}", page.paint(line, Role::Strong))?;
    }
    match level {
        1 => writeln!(out, "{}", "═".repeat(longest))?,
        2 => writeln!(out, "{}", "─".repeat(longest))?,
        _ => {}
    }
    Ok(())
}

fn write_fields(fields: &[(&'static str, Cell)], page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    let names = fields.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    // At least 20 columns, or on a narrow page values would become a column of single words.
    let page_of_values = PageStyle { width: page.width.saturating_sub(names + 2).max(20), ..page.clone() };
    for (name, cell) in fields {
        for (at, line) in wrapped(&cell.text, &page_of_values).iter().enumerate() {
            let name = page.paint(&format!("{:<names$}", if at == 0 { name } else { "" }), Role::Muted);
            writeln!(out, "{name}  {}", page.paint(line, cell.role))?;
        }
    }
    Ok(())
}

/// Wraps a line; continuation lines of a list item or quote are indented below its text.
fn wrapped(line: &str, page: &PageStyle) -> Vec<String> {
    let line = &*visible(line);
    let start = line.len() - line.trim_start().len();
    let mark = ["- ", "* ", "+ ", "> "].iter().find(|mark| line[start..].starts_with(*mark)).map_or(0, |mark| mark.len());
    let hanging = " ".repeat(start + mark);
    let options = whole_words(page.width.min(LONGEST_LINE)).subsequent_indent(&hanging);
    textwrap::wrap(line, options).into_iter().map(|line| line.into_owned()).collect()
}

/// A part of a snippet's source. Only what the marks need, because the renderer processes all the text it is given.
struct Excerpt<'a> {
    start: usize,
    end: usize,
    /// The number of its first line.
    line: usize,
    /// Whether it begins or ends in the middle of a line that is too long to show.
    is_cut: bool,
    /// The marks in it, each with whether it is the snippet's first.
    marks: Vec<(bool, &'a SnippetMark)>,
}

/// The most bytes of a line that are shown on either side of a mark; no terminal is that wide.
const MOST_OF_A_LINE: usize = 1000;

/// Marks further apart than this, in bytes, are shown in separate excerpts.
const FAR_APART: usize = 16_000;

/// Returns the excerpts around the marks; marks near each other share one.
fn excerpts(snippet: &Snippet) -> Vec<Excerpt<'_>> {
    let text = &*snippet.source;
    let edge = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
    for (index, mark) in snippet.marks.iter().enumerate() {
        let from = edge(mark.span.start);
        // A problem that spans many lines is shown at the first ones.
        let to = edge(mark.span.end.clamp(from, from + FAR_APART));
        let floor = edge(from.saturating_sub(MOST_OF_A_LINE));
        let ceiling = edge(to + MOST_OF_A_LINE);
        let first = text[floor..from].rfind('\n').map(|at| floor + at + 1);
        let last = text[to..ceiling].find('\n').map(|at| to + at);
        let is_cut = first.is_none() && floor > 0 || last.is_none() && ceiling < text.len();
        let (start, end) = (first.unwrap_or(floor), last.unwrap_or(ceiling));
        match excerpts.last_mut().filter(|it| !is_cut && !it.is_cut && end.max(it.end) - start.min(it.start) <= FAR_APART) {
            Some(excerpt) => {
                excerpt.line = excerpt.line.min(mark.position.line);
                (excerpt.start, excerpt.end) = (excerpt.start.min(start), excerpt.end.max(end));
                excerpt.marks.push((index == 0, mark));
            }
            None => excerpts.push(Excerpt { start, end, line: mark.position.line, is_cut, marks: vec![(index == 0, mark)] }),
        }
    }
    excerpts
}

fn snippet_text(snippet: &Snippet, page: &PageStyle) -> String {
    let level = if snippet.is_error { Level::ERROR } else { Level::WARNING };
    let excerpts = excerpts(snippet);
    // The renderer cuts source lines to the page's width, but does not wrap messages.
    let fill = |text: &str, before: usize| textwrap::fill(text, whole_words(page.width.saturating_sub(before).max(20)));
    let path = visible(&snippet.path);
    let message = fill(&visible(&snippet.message), snippet.code.len() + "warning[]: ".len());
    let help = snippet.help.as_ref().map(|help| fill(&visible(help), "12345 ╰ help: ".chars().count()));
    let mut group = Group::with_title(level.primary_title(&message).id(snippet.code));
    for excerpt in &excerpts {
        let annotations = excerpt.marks.iter().map(|(is_first, mark)| {
            let kind = if *is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
            let (start, end) = (mark.span.start.max(excerpt.start), mark.span.end.min(excerpt.end));
            kind.span(start - excerpt.start..end.max(start) - excerpt.start).label(mark.label.as_deref().map(visible))
        });
        let source =
            Source::source(&snippet.source[excerpt.start..excerpt.end]).line_start(excerpt.line).annotations(annotations);
        group = match excerpt.marks.first() {
            // In a cut line the renderer would count columns from the cut, so the true position is given explicitly.
            Some((_, mark)) if excerpt.is_cut => {
                let place = Origin::path(&*path).line(mark.position.line).char_column(mark.position.column);
                group.element(place).element(source)
            }
            _ => group.element(source.path(&*path)),
        };
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = match page.colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let drawn = renderer.decor_style(DecorStyle::Unicode).term_width(page.width).render(&[group]);
    // The renderer cannot write links, so the place is replaced in its output.
    let Some(position) = snippet.marks.first().map(|mark| mark.position) else { return drawn };
    let place = format!("{path}:{}:{}", position.line, position.column);
    drawn.replacen(&place, &page.link(&snippet.path, &place), 1)
}
