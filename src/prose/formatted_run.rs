//! Text as word processors store it: a flat sequence of runs, each with its own formatting.

use std::sync::Arc;

use crate::prose::Inline;

/// A run of text with one formatting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedRun {
    /// The content.
    pub stretch: RunContent,
    /// True if bold.
    pub strong: bool,
    /// True if italic.
    pub emphasis: bool,
    /// The address, if it is a link.
    pub link: Option<Arc<str>>,
}

/// The content of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunContent {
    /// Characters.
    Words(String),
    /// A line break in the source that a reader sees as a space.
    SoftBreak,
    /// A line break that a reader sees.
    HardBreak,
}

impl FormattedRun {
    /// Returns a run without formatting.
    pub fn words(text: impl Into<String>) -> Self {
        Self { stretch: RunContent::Words(text.into()), strong: false, emphasis: false, link: None }
    }
}

/// Flattens nested text into runs, in order.
pub fn spans(text: &[Inline]) -> Vec<FormattedRun> {
    let mut out = Vec::new();
    flatten(text, &FormattedRun::words(""), &mut out);
    out
}

fn flatten(text: &[Inline], look: &FormattedRun, out: &mut Vec<FormattedRun>) {
    for inline in text {
        match inline {
            Inline::Text(words) => out.push(FormattedRun { stretch: RunContent::Words(words.clone()), ..look.clone() }),
            Inline::SoftBreak => out.push(FormattedRun { stretch: RunContent::SoftBreak, ..look.clone() }),
            Inline::HardBreak => out.push(FormattedRun { stretch: RunContent::HardBreak, ..look.clone() }),
            Inline::Strong(inside) => flatten(inside, &FormattedRun { strong: true, ..look.clone() }, out),
            Inline::Emphasis(inside) => flatten(inside, &FormattedRun { emphasis: true, ..look.clone() }, out),
            Inline::Link { to, text } => flatten(text, &FormattedRun { link: Some(to.as_str().into()), ..look.clone() }, out),
        }
    }
}

/// Nests runs again: the formatting that goes on longest is outermost.
///
/// Not every text comes back unchanged from [`spans`]; callers that rely on it must compare.
pub fn inlines(spans: &[FormattedRun]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut at = 0;
    while let Some(first) = spans.get(at) {
        let rest = &spans[at..];
        let run = |same: &dyn Fn(&FormattedRun) -> bool| rest.iter().take_while(|span| same(span)).count();
        let link = if first.link.is_some() { run(&|span| span.link == first.link) } else { 0 };
        let strong = if first.strong { run(&|span| span.strong) } else { 0 };
        let emphasis = if first.emphasis { run(&|span| span.emphasis) } else { 0 };
        let most = link.max(strong).max(emphasis);
        let inside = |change: &dyn Fn(&mut FormattedRun)| {
            let mut inside = rest[..most].to_vec();
            inside.iter_mut().for_each(change);
            inlines(&inside)
        };
        let inline = match (&first.link, &first.stretch) {
            // Markdown reads `***both***` as bold within italic.
            _ if most > 0 && emphasis == most => Inline::Emphasis(inside(&|span| span.emphasis = false)),
            _ if most > 0 && strong == most => Inline::Strong(inside(&|span| span.strong = false)),
            (Some(to), _) => Inline::Link { to: to.to_string(), text: inside(&|span| span.link = None) },
            (None, RunContent::SoftBreak) => Inline::SoftBreak,
            (None, RunContent::HardBreak) => Inline::HardBreak,
            (None, RunContent::Words(words)) => Inline::Text(words.clone()),
        };
        at += most.max(1);
        match (out.last_mut(), inline) {
            (_, Inline::Text(words)) if words.is_empty() => {}
            (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(&words),
            (_, inline) => out.push(inline),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::markdown;
    use crate::prose::passages;

    #[test]
    fn usual_marks_survive_as_stretches() {
        for text in [
            "plain",
            "**bold** and *italic* and ***both***",
            "**bold *and italic* again** plain",
            "*italic **and bold***",
            "[a **bold** link](https://example.org/)",
            "**[a](https://example.org/) and more**",
            "one\n**two\nthree**\\\nfour",
        ] {
            let read = passages(text).unwrap();
            let [crate::prose::ProseBlock::Paragraph(inside)] = &read[..] else { panic!("{read:?}") };
            assert_eq!(markdown(&[crate::prose::ProseBlock::Paragraph(inlines(&spans(inside)))]), text);
        }
    }
}
