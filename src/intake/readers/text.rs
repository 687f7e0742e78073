//! Reads plain text and Markdown as blocks.
//!
//! In a form exported as text, table rows are `label<TAB>value` lines, headings and lists are Markdown, and page breaks are
//! runs of empty lines. Markdown tables (`| label | value |`) and bold labels (`**Force:** Kent`) are rows too.

use super::html;
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::Head;

/// How a text breaks its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LineWidth {
    /// It is not known.
    #[default]
    Unknown,
    /// At most so many characters a line: a line that ends long before is a line of its own.
    Wrapped(usize),
    /// Each line is a paragraph.
    Paragraphs,
}

impl LineWidth {
    /// Returns whether a line of this length was ended on purpose: the first word of the next line would have fitted on it.
    fn breaks(self, length: usize, next: &str) -> bool {
        let word = next.split_whitespace().next().unwrap_or("").chars().count();
        // Twelve characters are more than a ragged edge leaves free for a word that fits.
        matches!(self, Self::Wrapped(width) if length + 1 + word + 12 <= width)
    }
}

/// Returns how a text breaks its lines, by the lines that others follow directly.
fn width(lines: &[&str]) -> LineWidth {
    // A heading and a row of a table are as long as they are.
    let is_prose =
        |pair: &&[&str]| !pair[1].trim().is_empty() && underline(pair[1]).is_none() && !pair[0].contains(['\t', '|', '#']);
    let followed = lines.windows(2).filter(is_prose).map(|pair| pair[0].trim_end().chars().count());
    match followed.max().unwrap_or(0) {
        // Programs wrap at 80 characters or so; no line of a wrapped text has 130.
        130.. => LineWidth::Paragraphs,
        width @ 50.. => LineWidth::Wrapped(width),
        // Paragraphs of one line each: what is below a short line is another line.
        _ => match lines.iter().map(|line| line.trim_end().chars().count()).max().unwrap_or(0) {
            longest @ 60.. => LineWidth::Wrapped(longest),
            _ => LineWidth::Unknown,
        },
    }
}

/// How many empty lines make a page break.
const PAGE_BREAK: usize = 3;

/// Returns the blocks of a document, in order. Line endings of all systems and a byte order mark are accepted.
pub fn blocks(document: &str) -> Vec<SourceBlock> {
    let document = document.strip_prefix('\u{feff}').unwrap_or(document).replace("\r\n", "\n");
    let document = document.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = document.split('\n').collect();
    let mut reader = TextReader { width: width(&lines), ..TextReader::default() };
    for (at, line) in lines.iter().enumerate() {
        reader.line(at + 1, line);
    }
    reader.end_paragraph();
    reader.blocks
}

#[derive(Default)]
struct TextReader {
    blocks: Vec<SourceBlock>,
    paragraph: Option<(usize, String)>,
    empty: usize,
    in_table: bool,
    /// Whether the lines directly above are labels with values.
    in_labels: bool,
    /// How long its lines are.
    width: LineWidth,
    /// The line before.
    last_line: usize,
}

impl TextReader {
    fn push(&mut self, line: usize, kind: SourceBlockKind) {
        self.end_paragraph();
        self.blocks.push(SourceBlock { at: SourcePlace::Line(line), kind });
    }

    fn end_paragraph(&mut self) {
        if let Some((line, text)) = self.paragraph.take() {
            self.blocks.push(SourceBlock { at: SourcePlace::Line(line), kind: SourceBlockKind::Paragraph(text) });
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        if line.trim().is_empty() {
            self.empty += 1;
            self.end_paragraph();
            return;
        }
        if self.empty >= PAGE_BREAK && !self.blocks.is_empty() {
            self.push(number, SourceBlockKind::PageBreak);
        }
        // An empty line ends lists and label groups, so the next line has to know about it.
        let after_empty = std::mem::take(&mut self.empty) > 0;
        if let Some((level, text)) = heading(line) {
            self.in_table = false;
            return self.push(number, SourceBlockKind::Heading(level, text));
        }
        if let Some((label, value)) = aligned(line) {
            let value = html::blocks(&value, SourcePlace::Line(number));
            return self.push(number, SourceBlockKind::Row { label, value });
        }
        if let Some((depth, mark, text)) = item(line) {
            return self.push(number, SourceBlockKind::Item { depth, mark, text });
        }
        if let Some(cells) = wide_row(line) {
            self.in_table = true;
            let cells = cells.into_iter().map(|cell| html::blocks(cell, SourcePlace::Line(number))).collect();
            return self.push(number, SourceBlockKind::Cells { is_header: false, cells });
        }
        if let Some((label, value)) = row(line, self.in_table) {
            self.in_table = true;
            if !(label.is_empty() && value.is_empty()) {
                let value = html::blocks(&value, SourcePlace::Line(number));
                self.push(number, SourceBlockKind::Row { label, value });
            }
            return;
        }
        if is_table_rule(line) {
            // Only the rule shows that the row above it was the header.
            if let Some(SourceBlock { kind: SourceBlockKind::Cells { is_header, .. }, .. }) = self.blocks.last_mut() {
                *is_header = true;
            }
            return;
        }
        // A line underlined with `=` or `-` is a heading (a setext heading).
        if let (Some((at, text)), Some(level)) = (&self.paragraph, underline(line)) {
            let (at, text) = (*at, without_emphasis(text).to_owned());
            self.paragraph = None;
            return self.push(at, SourceBlockKind::Heading(level, text));
        }
        // "3. Findings" over an underline was read as a list item before; it is a numbered heading.
        if let (None, false, Some(level), Some(SourceBlock { at, kind: SourceBlockKind::Item { mark, text, .. } })) =
            (&self.paragraph, after_empty, underline(line), self.blocks.last())
            && mark != "-"
        {
            let heading =
                SourceBlock { at: *at, kind: SourceBlockKind::Heading(level, format!("{mark} {}", without_emphasis(text))) };
            self.blocks.pop();
            return self.blocks.push(heading);
        }
        // A label always begins a block; one without a value on its line ends it too.
        let is_label = begins_with_label(line);
        self.in_labels = is_label || self.in_labels && !after_empty && looks_like_label(line);
        let is_label = is_label || self.in_labels;
        // In the middle of a sentence even a line that reads like a heading is text.
        let ended = self.paragraph.as_ref().is_none_or(|(_, above)| above.ends_with(['.', '!', '?', '”']));
        if ended && opens_section(line) {
            self.end_paragraph();
        }
        let in_brackets = |rest: &str| rest.starts_with('(') && rest.find(')') == rest.len().checked_sub(1);
        let label_alone = |text: &str| {
            finding_label(text).is_some_and(|(_, _, rest)| rest.is_empty() || in_brackets(rest.trim()))
                || bare_label(text).is_some()
        };
        if is_label
            || self.width == LineWidth::Paragraphs
            || label_alone(line)
            || self.paragraph.as_ref().is_some_and(|(_, above)| label_alone(above) || opens_section(above))
        {
            self.end_paragraph();
        }
        match (&mut self.paragraph, self.blocks.last_mut()) {
            (Some((_, paragraph)), _) => {
                // A backslash at the end of a line is a hard break in Markdown; so is a line that ends long before the others.
                let is_broken = self.width.breaks(self.last_line, line);
                paragraph.push_str(if paragraph.ends_with('\\') {
                    "\n"
                } else if is_broken {
                    "\\\n"
                } else {
                    " "
                });
                paragraph.push_str(line.trim());
            }
            // A line directly below an item continues it, as in Markdown.
            (None, Some(SourceBlock { kind: SourceBlockKind::Item { text, .. }, .. })) if !after_empty && !is_label => {
                text.push(' ');
                text.push_str(line.trim());
            }
            // Leading white space is kept: it shows the form's reader that something was removed there.
            (None, _) => self.paragraph = Some((number, line.trim_end().to_owned())),
        }
        self.last_line = line.trim_end().chars().count();
    }
}

fn heading(line: &str) -> Option<(u8, String)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let text = rest.strip_prefix(' ')?.trim().trim_end_matches('#').trim();
    if !(1..=6).contains(&level) || text.is_empty() {
        return None;
    }
    Some((u8::try_from(level).ok()?, without_emphasis(text).to_owned()))
}

/// Returns whether a line is one of the form's labels with a value: "Date of report: 14 June 2024".
fn begins_with_label(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, _)| label.len() < 60 && matches!(Label::of(label), Some((_, None))))
}

/// Returns whether a line among labels looks like another one, though unknown: "Responded: 1 July 2025".
fn looks_like_label(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, value)| {
        label.split_whitespace().count() <= 5 && label.starts_with(char::is_uppercase) && !value.trim().is_empty()
    })
}

/// Returns whether a line is only the heading of a part or an answer: "Force response", "Conclusion".
fn opens_section(line: &str) -> bool {
    let text = line.trim();
    text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphanumeric)
        && text.split_whitespace().count() <= 7
        && Label::of(text).is_none()
        && finding_label(text).is_none()
        && bare_label(text).is_none()
        && Head::of(text, false).is_some()
}

/// Recognises a row of a typed table whose colons are aligned: "Date published     : 20 March 2025".
fn aligned(line: &str) -> Option<(String, String)> {
    let (label, value) = line.split_once(':')?;
    let name = label.trim();
    let is_label = label.ends_with("  ") || label.ends_with(' ') && Label::of(name).is_some();
    let is_row = is_label && value.starts_with(' ') && !value.trim().is_empty() && name.starts_with(char::is_uppercase);
    (is_row && name.chars().count() <= 50).then(|| (name.to_owned(), value.trim().to_owned()))
}

/// Returns the heading level that an underline gives to the line above.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

/// Removes bold or italic marks around the whole text.
pub fn without_emphasis(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inside) = ["**", "__", "*", "_"].iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark)) {
        text = inside.trim();
    }
    text
}

fn item(line: &str) -> Option<(usize, String, String)> {
    let text = line.trim_start();
    let indent: usize = line[..line.len() - text.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    // Two blanks make a level, the least that authors use.
    let depth = indent / 2;
    let bullet = ["- ", "* ", "+ ", "• ", "– ", "▪ ", "◦ ", "-\t", "*\t", "•\t", "–\t"];
    if let Some(mark) = bullet.iter().find(|mark| text.starts_with(**mark)) {
        let text = text[mark.len()..].trim();
        return (!text.is_empty()).then(|| (depth, "-".to_owned(), text.to_owned()));
    }
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let rest = text[digits..].strip_prefix(['.', ')'])?.strip_prefix([' ', '\t'])?.trim();
    ((1..=3).contains(&digits) && !rest.is_empty()).then(|| (depth, format!("{}.", &text[..digits]), rest.to_owned()))
}

/// Returns the cells of a Markdown table row with three columns or more.
fn wide_row(line: &str) -> Option<Vec<&str>> {
    let inside = line.trim().strip_prefix('|').filter(|_| !is_table_rule(line))?;
    let cells: Vec<&str> = inside.strip_suffix('|').unwrap_or(inside).split('|').map(str::trim).collect();
    // Two columns are a label and a value, see `row`.
    (cells.len() > 2).then_some(cells)
}

/// Returns the label and value of a table row.
fn row(line: &str, in_table: bool) -> Option<(String, String)> {
    if let Some(inside) = line.trim().strip_prefix('|') {
        let mut cells = inside.trim_end().trim_end_matches('|').split('|').map(str::trim);
        let label = without_emphasis(cells.next()?).to_owned();
        if is_table_rule(line) {
            return None;
        }
        return Some((label, cells.collect::<Vec<_>>().join(" ").trim().to_owned()));
    }
    if let Some((label, value)) = line.split_once('\t')
        // Below a row of the table a line that begins with a tab continues its value.
        && (!label.trim().is_empty() || in_table)
    {
        return Some((without_emphasis(label).to_owned(), value.replace('\t', " ").trim().to_owned()));
    }
    let (label, value) = line.trim().strip_prefix("**")?.split_once("**")?;
    let (label, value) = match label.trim().strip_suffix(':') {
        Some(label) => (label, value),
        None => (label, value.trim_start().strip_prefix(':')?),
    };
    Some((label.trim().to_owned(), value.trim().to_owned()))
}

/// Returns whether a line is the rule of dashes below a Markdown table's header.
fn is_table_rule(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(document: &str) -> Vec<SourceBlockKind> {
        blocks(document).into_iter().map(|block| block.kind).collect()
    }

    fn paragraph(text: &str) -> SourceBlockKind {
        SourceBlockKind::Paragraph(text.into())
    }

    fn row(label: &str, value: &str) -> SourceBlockKind {
        let value =
            if value.is_empty() { Vec::new() } else { vec![SourceBlock { at: SourcePlace::Line(1), kind: paragraph(value) }] };
        SourceBlockKind::Row { label: label.into(), value }
    }

    #[test]
    fn a_row_is_a_row_in_each_of_its_dresses() {
        for line in ["Force\tKent", "| Force | Kent |", "|**Force**|Kent|", "**Force:** Kent", "**Force**: Kent"] {
            assert_eq!(kinds(line), [row("Force", "Kent")], "{line}");
        }
        assert_eq!(kinds("Grade\t"), [row("Grade", "")]);
    }

    #[test]
    fn lines_that_belong_together_are_one_paragraph() {
        assert_eq!(kinds("One line\nand another.\n\nA third."), [paragraph("One line and another."), paragraph("A third.")]);
    }

    #[test]
    fn empty_lines_end_a_page_and_a_row_may_go_on_behind_them() {
        let found = blocks("Force\tKent\n\n\n\n\tmore of it\n");
        assert_eq!(found[1].kind, SourceBlockKind::PageBreak);
        assert!(matches!(&found[2].kind, SourceBlockKind::Row { label, .. } if label.is_empty()));
        assert_eq!(found[2].at, SourcePlace::Line(5));
    }

    #[test]
    fn headings_and_items_lose_their_marks() {
        assert_eq!(kinds("### **Next Steps** ##"), [SourceBlockKind::Heading(3, "Next Steps".into())]);
        assert_eq!(kinds("Next Steps\n=====\n"), [SourceBlockKind::Heading(1, "Next Steps".into())]);
        let item = |depth, mark: &str, text: &str| SourceBlockKind::Item { depth, mark: mark.into(), text: text.into() };
        assert_eq!(
            kinds("- one\n  goes on\n  • inner\n2) second"),
            [item(0, "-", "one goes on"), item(1, "-", "inner"), item(0, "2.", "second")]
        );
    }

    #[test]
    fn a_typed_form_has_rows_and_numbered_headings() {
        let found = kinds("Title      : A report\nColour     : blue\n\n1. BACKGROUND\n-----\nWords.\n");
        assert_eq!(found[0], row("Title", "A report"));
        assert!(matches!(&found[1], SourceBlockKind::Row { label, .. } if label == "Colour"));
        assert_eq!(found[2..], [SourceBlockKind::Heading(2, "1. BACKGROUND".into()), paragraph("Words.")]);
    }

    #[test]
    fn line_ends_of_any_system_are_line_ends() {
        assert_eq!(kinds("\u{feff}a\r\n\r\nb\rc"), [paragraph("a"), paragraph("b c")]);
    }
}
