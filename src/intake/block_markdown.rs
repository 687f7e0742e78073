//! Turns blocks back into Markdown.

use crate::intake::{SourceBlock, SourceBlockKind};

/// Returns blocks as Markdown, with an empty line between paragraphs. Page breaks are dropped.
pub fn markdown<'a>(blocks: impl IntoIterator<Item = &'a SourceBlock>) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for block in blocks {
        let (text, is_item) = match &block.kind {
            SourceBlockKind::Heading(level, text) => (format!("{} {text}", "#".repeat((*level).into())), false),
            SourceBlockKind::Paragraph(text) => (text.trim().to_owned(), false),
            SourceBlockKind::Item { depth, mark, text } => (format!("{}{mark} {text}", "  ".repeat(*depth)), true),
            SourceBlockKind::Row { label, value } => {
                let value = markdown(value);
                (format!("{label}: {value}").trim_matches([':', ' ']).to_owned(), false)
            }
            SourceBlockKind::Cells { cells, .. } => (cells.iter().map(markdown).collect::<Vec<_>>().join(" | "), false),
            SourceBlockKind::AsWritten(text) => (text.clone(), false),
            SourceBlockKind::Filled { blocks, .. } => (markdown(blocks), false),
            SourceBlockKind::PageBreak => continue,
        };
        if !out.is_empty() {
            out.push_str(if is_item && in_list { "\n" } else { "\n\n" });
        }
        out.push_str(&text);
        in_list = is_item;
    }
    out
}
