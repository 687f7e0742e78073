//! Paragraphs written by `irr render`, recognised by their styles. They are read back exactly.

use super::numbering::Mark;
use super::styles::Own;
use crate::model::span::{Span, Stretch, inlines};
use crate::prose::{Passage, markdown};

/// Consecutive paragraphs that form one text.
pub(super) enum Run {
    /// Prose, one passage for each paragraph.
    Passages(Vec<Passage>),
    /// Text exactly as written; each further paragraph is a further line.
    Lines(Vec<String>),
}

impl Run {
    pub(super) fn of(own: Own) -> Self {
        if own == Own::AsWritten { Self::Lines(Vec::new()) } else { Self::Passages(Vec::new()) }
    }

    /// Returns whether a paragraph continues this text.
    pub(super) fn takes(&self, own: Own) -> bool {
        matches!(self, Self::Lines(_)) == (own == Own::AsWritten)
    }

    pub(super) fn push(&mut self, own: Own, mark: Option<(usize, Mark)>, spans: &[Span]) {
        match self {
            Self::Lines(lines) => lines.push(literal(spans)),
            Self::Passages(passages) => {
                let text = inlines(spans);
                passages.push(match (own, mark) {
                    (Own::ProseHeading(level), _) => Passage::Heading(level, text),
                    (Own::ProseList, Some((depth, Mark::Number(number)))) => Passage::Item { depth, number: Some(number), text },
                    (Own::ProseList, Some((depth, _))) => Passage::Item { depth, number: None, text },
                    // A list paragraph that lost its list in Word is read as a paragraph.
                    _ => Passage::Paragraph(text),
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

fn literal(spans: &[Span]) -> String {
    let characters = spans.iter().map(|span| match &span.stretch {
        Stretch::Words(words) => words.as_str(),
        Stretch::SoftBreak | Stretch::HardBreak => "\n",
    });
    characters.collect()
}
