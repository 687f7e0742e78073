//! Paragraphs written by `irr render`, recognised by their styles. They are read back exactly.

use super::numbering::ItemLabel;
use super::styles::IrrStyle;
use crate::prose::{FormattedRun, ProseBlock, RunContent, inlines, markdown};

/// Consecutive paragraphs that form one text.
pub(super) enum IrrParagraphs {
    /// Prose, one passage for each paragraph.
    Passages(Vec<ProseBlock>),
    /// Text exactly as written; each further paragraph is a further line.
    Lines(Vec<String>),
}

impl IrrParagraphs {
    pub(super) fn of(own: IrrStyle) -> Self {
        if own == IrrStyle::AsWritten { Self::Lines(Vec::new()) } else { Self::Passages(Vec::new()) }
    }

    /// Returns whether a paragraph continues this text.
    pub(super) fn takes(&self, own: IrrStyle) -> bool {
        matches!(self, Self::Lines(_)) == (own == IrrStyle::AsWritten)
    }

    pub(super) fn push(&mut self, own: IrrStyle, mark: Option<(usize, ItemLabel)>, spans: &[FormattedRun]) {
        match self {
            Self::Lines(lines) => lines.push(literal(spans)),
            Self::Passages(passages) => {
                let text = inlines(spans);
                passages.push(match (own, mark) {
                    (IrrStyle::ProseHeading(level), _) => ProseBlock::Heading(level, text),
                    (IrrStyle::ProseList, Some((depth, ItemLabel::Number(number)))) => {
                        ProseBlock::Item { depth, number: Some(number), text }
                    }
                    (IrrStyle::ProseList, Some((depth, _))) => ProseBlock::Item { depth, number: None, text },
                    // A list paragraph that lost its list in Word is read as a paragraph.
                    _ => ProseBlock::Paragraph(text),
                });
            }
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Passages(passages) => markdown(passages),
            Self::Lines(lines) => lines.join("\n"),
        }
    }
}

fn literal(spans: &[FormattedRun]) -> String {
    let characters = spans.iter().map(|span| match &span.stretch {
        RunContent::Words(words) => words.as_str(),
        RunContent::SoftBreak | RunContent::HardBreak => "\n",
    });
    characters.collect()
}
