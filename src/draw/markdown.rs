//! Writes Markdown for GitHub and GitLab.

use std::io::Write;

use super::DrawError;
use crate::draw::ci_commands::{commands, sign};
use crate::prose::Prose;
use crate::prose::escape_markdown::{inert, written_out};
use crate::view::{Block, Cell, Entries, Fit, Role, Snippet, Table};

pub(super) fn write(blocks: &[Block], out: &mut dyn Write) -> Result<(), DrawError> {
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Heading(level, text) => writeln!(out, "{} {}", "#".repeat((*level).into()), escaped(text))?,
            Block::Paragraph(cell) => writeln!(out, "{}", escaped(&cell.text))?,
            Block::Prose(text) => write_prose(text, out)?,
            Block::Code(language, text) => writeln!(out, "```{language}\n{}\n```", text.trim_end())?,
            Block::Fields(fields) => {
                // Markdown tables need a header row, and fields have no column names.
                writeln!(out, "| | |\n| --- | --- |")?;
                for (name, cell) in fields {
                    writeln!(out, "| {name} | {} |", marked(cell))?;
                }
            }
            Block::Table(table) | Block::List(table) => write_table(table, out)?,
            Block::Entries(entries) => write_entries(entries, out)?,
            Block::Chart(chart) => {
                writeln!(out, "**{}**\n", escaped(&chart.title))?;
                write_table(&chart.table, out)?;
            }
            Block::Snippet(snippet) => write_snippet(snippet, out)?,
            Block::Box(asked) => write(&asked.content(), out)?,
        }
    }
    Ok(())
}

/// Writes prose as the Markdown it is, with active parts such as images and HTML disabled.
///
/// It is quoted if it would otherwise merge with the rest of the document.
fn write_prose(text: &Prose, out: &mut dyn Write) -> Result<(), DrawError> {
    let quiet = |text: &str| {
        let text = inert(text);
        written_out(&text, commands(&text).collect())
    };
    let alone = quiet(text.trimmed());
    if text.stands_alone() && Prose::from_text(&alone).stands_alone() {
        writeln!(out, "{alone}")?;
        return Ok(());
    }
    // Behind `> ` a line can mean something else, so runner commands are looked for in the quoted text.
    let quoted: Vec<String> = text.escaped().split('\n').map(|line| format!("> {line}").trim_end().to_owned()).collect();
    Ok(writeln!(out, "{}", quiet(&quoted.join("\n")))?)
}

fn write_table(table: &Table, out: &mut dyn Write) -> Result<(), DrawError> {
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title).collect();
    let rules: Vec<&str> = table.columns.iter().map(|column| if column.fit == Fit::Number { "---:" } else { "---" }).collect();
    writeln!(out, "| {} |", titles.join(" | "))?;
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(marked).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn write_entries(entries: &Entries, out: &mut dyn Write) -> Result<(), DrawError> {
    let typed = if entries.typed.is_empty() { String::new() } else { format!(" (`{}`)", entries.typed.replace('`', "'")) };
    writeln!(out, "**{}**{typed}\n", escaped(&entries.title.text))?;
    for entry in &entries.rows {
        let before = [&entry.lead, &entry.name].into_iter().map(marked).filter(|words| !words.is_empty());
        let piece = |(words, is_sought)| if is_sought { format!("**{}**", escaped(words)) } else { escaped(words) };
        let text: String = entry.text.pieces().map(piece).collect();
        let words: Vec<String> = before.chain([text]).filter(|words| !words.is_empty()).collect();
        writeln!(out, "- {}", words.join(": "))?;
    }
    Ok(())
}

fn write_snippet(snippet: &Snippet, out: &mut dyn Write) -> Result<(), DrawError> {
    let severity = if snippet.is_error { "error" } else { "warning" };
    let place =
        snippet.marks.first().map_or_else(String::new, |mark| format!(":{}:{}", mark.position.line, mark.position.column));
    write!(out, "- **{severity}** `{}` {}{place}: {}", snippet.code, escaped(&snippet.path), escaped(&snippet.message))?;
    match &snippet.help {
        Some(help) => writeln!(out, " ({})", escaped(help))?,
        None => writeln!(out)?,
    }
    Ok(())
}

fn marked(cell: &Cell) -> String {
    let text = match &cell.prose {
        Some(prose) => escaped(&prose.escaped()),
        None => escaped(&cell.text),
    };
    if cell.role == Role::Overdue && !text.is_empty() { format!("**{text}**") } else { text }
}

/// Escapes text so that none of it is Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            // A CI log obeys a line that begins with `::`.
            ':' if at == 0 && text.starts_with("::") => out.extend(['\\', c]),
            // `&` begins an entity only before a letter, a digit or `#`; elsewhere it reads better unescaped.
            '&' if !text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '#' | '&' => out.extend(['\\', c]),
            '\n' => out.push_str("<br>"),
            '\t' => out.push_str("&#9;"),
            c => match sign(c) {
                // The sign's backslash is followed by a letter, so Markdown takes it literally.
                Some(sign) => out.push_str(&sign),
                None => out.push(c),
            },
        }
    }
    out
}
