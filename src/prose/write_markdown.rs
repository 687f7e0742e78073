//! Writes parts as Markdown.

use crate::prose::{Inline, ProseBlock, passages, plain};

/// Writes parts as Markdown in one canonical form, which [`passages`] reads back as the same parts.
pub fn markdown(passages: &[ProseBlock]) -> String {
    let mut out = String::new();
    // The indentation of the text of each open list item.
    let mut indents: Vec<usize> = Vec::new();
    let mut in_list = false;
    for passage in passages {
        let is_item = matches!(passage, ProseBlock::Item { .. });
        if !out.is_empty() {
            out.push_str(if is_item && in_list { "\n" } else { "\n\n" });
        }
        match passage {
            ProseBlock::Heading(level, text) => {
                out.push_str(&"#".repeat((*level).clamp(1, 6).into()));
                out.push(' ');
                out.push_str(&inline_markdown(text));
            }
            ProseBlock::Paragraph(text) => out.push_str(&inline_markdown(text)),
            ProseBlock::Item { depth, number, text } => {
                indents.truncate(*depth);
                let before = indents.last().copied().unwrap_or(0);
                let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                out.push_str(&" ".repeat(before));
                out.push_str(&mark);
                let inner = before + mark.len();
                out.push_str(&inline_markdown(text).replace('\n', &format!("\n{}", " ".repeat(inner))));
                indents.push(inner);
            }
        }
        if !is_item {
            indents.clear();
        }
        in_list = is_item;
    }
    out
}

/// Writes a run of text as Markdown, with escapes only where it would otherwise read back differently.
pub fn inline_markdown(text: &[Inline]) -> String {
    let text = tidy(text);
    let reads_back = |written: &str| matches!(passages(written).as_deref(), Some([ProseBlock::Paragraph(read)]) if *read == text);
    // Without escapes first: most text needs none, and people read this Markdown in the records.
    let bare = write_inline(&text, Escape::None);
    if text.is_empty() || reads_back(&bare) {
        return bare;
    }
    let escaped = write_inline(&text, Escape::All);
    if reads_back(&escaped) {
        return escaped;
    }
    // Some nestings have no Markdown form, such as bold next to letters: keep the words and drop the marks.
    write_inline(&[Inline::Text(plain(&text))], Escape::All)
}

/// Returns the same text with neighbours of one kind joined, empty runs removed, and no space just inside a bold or italic run.
pub fn tidy(text: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in text {
        match inline {
            Inline::Strong(inside) => wrap(&mut out, inside, Inline::Strong),
            Inline::Emphasis(inside) => wrap(&mut out, inside, Inline::Emphasis),
            Inline::Link { to, text } => {
                let inside = tidy(text);
                if !inside.is_empty() {
                    out.push(Inline::Link { to: to.clone(), text: inside });
                }
            }
            other => join(&mut out, other.clone()),
        }
    }
    out
}

/// Appends a span, with the spaces at its edges moved outside, because Markdown does not read `** bold **` as bold.
fn wrap(out: &mut Vec<Inline>, inside: &[Inline], make: impl Fn(Vec<Inline>) -> Inline) {
    let mut inside = tidy(inside);
    let mut after = String::new();
    if let Some(Inline::Text(first)) = inside.first_mut() {
        let trimmed = first.trim_start_matches(' ').to_owned();
        join(out, Inline::Text(first[..first.len() - trimmed.len()].to_owned()));
        *first = trimmed;
    }
    if let Some(Inline::Text(last)) = inside.last_mut() {
        after = last[last.trim_end_matches(' ').len()..].to_owned();
        last.truncate(last.len() - after.len());
    }
    inside.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    if !inside.is_empty() {
        join(out, make(inside));
    }
    join(out, Inline::Text(after));
}

fn join(out: &mut Vec<Inline>, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (Some(Inline::Strong(before)), Inline::Strong(inside)) | (Some(Inline::Emphasis(before)), Inline::Emphasis(inside)) => {
            before.extend(inside);
        }
        (_, inline) => out.push(inline),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    All,
}

fn write_inline(text: &[Inline], escape: Escape) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(words) => push_words(&mut out, words, escape),
            Inline::Strong(inside) => out.push_str(&format!("**{}**", write_inline(inside, escape))),
            Inline::Emphasis(inside) => out.push_str(&format!("*{}*", write_inline(inside, escape))),
            Inline::Link { to, text } if matches!(&text[..], [Inline::Text(words)] if words == to) => {
                out.push_str(&format!("<{to}>"));
            }
            Inline::Link { to, text } => {
                let to = if to.contains([' ', '(', ')']) || to.is_empty() { format!("<{to}>") } else { to.clone() };
                out.push_str(&format!("[{}]({to})", write_inline(text, escape)));
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("\\\n"),
        }
    }
    out
}

/// Appends words, escaping characters that are special anywhere and those that are special at the start of a line.
fn push_words(out: &mut String, words: &str, escape: Escape) {
    if escape == Escape::None {
        return out.push_str(words);
    }
    for c in words.chars() {
        // Test the end of `out` and not its last line: a line may be long, and this runs for every character.
        let opens = |line: &str| line.is_empty() || line.ends_with('\n');
        let is_number = |line: &str| {
            line.ends_with(|c: char| c.is_ascii_digit()) && opens(line.trim_end_matches(|c: char| c.is_ascii_digit()))
        };
        let opens_line = matches!(c, '#' | '+' | '-' | '=' | ':' | '>') && opens(out.trim_end_matches([' ', '\t']))
            || matches!(c, '.' | ')') && is_number(out);
        if opens_line || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> Option<String> {
        passages(text).map(|passages| markdown(&passages))
    }

    #[test]
    fn what_prose_is_mostly_made_of_is_written_as_it_was() {
        for text in [
            "One line.",
            "One line\nand another.\n\nA third.",
            "# A heading\n\nIts text.",
            "We should:\n\n- act; and\n- learn\n  from it:\n  - soon\n- now.\n\nThat is all.",
            "3. Three\n4. Four\n   1. inner\n      - most\n5. Five",
            "**Bold** and *italic* and ***both*** and [a report](https://example.org/a?b=c&d=e).",
            "<https://example.org/>",
            "Two lines\\\nfor the reader.",
            "R&D; x < y; 5 * 3 = 15; a_b_c; £5 [sic] (see 1.) #5",
        ] {
            assert_eq!(again(text).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn what_is_more_than_parts_is_nothing_here() {
        for text in
            ["> quoted", "| a | b |\n|---|---|\n| c | d |", "`code`", "- loose\n\n- list", "<b>html</b>", "![x](y)", "---"]
        {
            assert_eq!(passages(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_look_like_marks_are_escaped_where_they_must_be() {
        for (words, written) in [
            ("plain", "plain"),
            ("5 * 3", "5 * 3"),
            ("*not emphasis*", "\\*not emphasis\\*"),
            ("1. no list", "1\\. no list"),
            ("- no item", "\\- no item"),
            ("# no heading", "\\# no heading"),
            ("<li>", "\\<li>"),
            ("&amp;", "\\&amp;"),
        ] {
            assert_eq!(inline_markdown(&[Inline::Text(words.into())]), written);
        }
    }

    #[test]
    fn blanks_at_the_edge_of_a_span_stand_outside_it() {
        let text = [Inline::Strong(vec![Inline::Text("Plans ".into())]), Inline::Text("are made".into())];
        assert_eq!(inline_markdown(&text), "**Plans** are made");
    }
}
