//! Collects the text of one block with its formatting; white space is collapsed as in browsers.

use crate::prose::{Inline, tidy};

/// The formatting of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SpanFormat {
    /// None beyond that of its surroundings.
    Plain,
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// A link to an address.
    Link(String),
}

impl SpanFormat {
    fn around(&self, inside: Vec<Inline>) -> Vec<Inline> {
        match self {
            Self::Plain => inside,
            Self::Strong => vec![Inline::Strong(inside)],
            Self::Emphasis => vec![Inline::Emphasis(inside)],
            Self::Link(to) => vec![Inline::Link { to: to.clone(), text: inside }],
        }
    }
}

/// The white space before the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    Break,
}

#[derive(Debug, Default)]
pub(super) struct InlineText {
    done: Vec<Inline>,
    /// The open spans, outermost first.
    open: Vec<(SpanFormat, Vec<Inline>)>,
    has_words: bool,
    gap: Gap,
}

impl InlineText {
    pub(super) fn push(&mut self, text: &str) {
        let mut words = text.split(char::is_whitespace);
        if let Some(first) = words.next() {
            self.word(first);
        }
        for word in words {
            self.blank();
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let gap = std::mem::take(&mut self.gap);
        if self.has_words && gap != Gap::None {
            let inline = if gap == Gap::Blank { Inline::Text(" ".into()) } else { Inline::HardBreak };
            // The gap goes outside of a span that has no words yet, so that no span begins with a blank.
            let depth = self.open.iter().rposition(|(_, inside)| !inside.is_empty()).map_or(0, |at| at + 1);
            add(self.inside(depth), inline);
        }
        self.has_words = true;
        let depth = self.open.len();
        add(self.inside(depth), Inline::Text(word.into()));
    }

    /// Returns the content of the open span at a depth; 0 is the line itself.
    fn inside(&mut self, depth: usize) -> &mut Vec<Inline> {
        match depth.checked_sub(1).and_then(|at| self.open.get_mut(at)) {
            Some((_, inside)) => inside,
            None => &mut self.done,
        }
    }

    pub(super) fn blank(&mut self) {
        self.gap = self.gap.max(Gap::Blank);
    }

    /// Records a line break; returns whether the previous thing was one too, so that this is an empty line.
    pub(super) fn is_second_break(&mut self) -> bool {
        std::mem::replace(&mut self.gap, Gap::Break) == Gap::Break
    }

    /// Opens a span. Inside another of the same kind it adds nothing.
    pub(super) fn open(&mut self, mark: SpanFormat) {
        let is_open = self.open.iter().any(|(open, _)| std::mem::discriminant(open) == std::mem::discriminant(&mark));
        // Still pushed, so that its closing tag has something to close.
        self.open.push((if is_open { SpanFormat::Plain } else { mark }, Vec::new()));
    }

    pub(super) fn close(&mut self) {
        if let Some((mark, inside)) = self.open.pop()
            && !inside.is_empty()
        {
            let depth = self.open.len();
            for inline in mark.around(inside) {
                add(self.inside(depth), inline);
            }
        }
    }

    /// Returns the text so far. Open spans stay open for the next block.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        let marks: Vec<SpanFormat> = self.open.iter().map(|(mark, _)| mark.clone()).collect();
        while !self.open.is_empty() {
            self.close();
        }
        self.open = marks.into_iter().map(|mark| (mark, Vec::new())).collect();
        self.has_words = false;
        self.gap = Gap::None;
        // The first pass merges neighbours, the second what is inside them.
        tidy(&tidy(&std::mem::take(&mut self.done)))
    }
}

fn add(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => inlines.push(inline),
    }
}
