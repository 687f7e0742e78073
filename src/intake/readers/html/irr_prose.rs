//! Reads back prose on pages written by irr, exactly as it was in the record.

use scraper::{ElementRef, Node};

use crate::prose::{Inline, ProseBlock, markdown};

/// Returns the text of an element written by irr; `None` for any other element.
pub(super) fn text(element: ElementRef<'_>) -> Option<String> {
    let has = |class: &str| element.value().classes().any(|one| one == class);
    // A cheap test first, because this runs for every element of every page.
    if !element.attr("class").is_some_and(|class| class.contains("irr-")) {
        return None;
    }
    // An element that somebody edited since may contain other elements; then it is read like any other part of the page.
    if has("irr-as-written") && is_line(element) {
        let mut out = String::new();
        literal(element, &mut out);
        return Some(out);
    }
    (has("irr-prose") && is_prose(element)).then(|| {
        let mut passages = Vec::new();
        passages_of(element, &mut passages);
        markdown(&passages)
    })
}

/// Returns whether an element contains only what irr writes for prose.
fn is_prose(element: ElementRef<'_>) -> bool {
    element.children().all(|child| match (child.value(), ElementRef::wrap(child)) {
        (Node::Text(words), _) => words.trim().is_empty(),
        (_, Some(part)) => match part.value().name() {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => is_line(part),
            "ul" | "ol" => is_list(part),
            _ => false,
        },
        _ => true,
    })
}

fn is_list(list: ElementRef<'_>) -> bool {
    list.children().all(|child| match (child.value(), ElementRef::wrap(child)) {
        (Node::Text(words), _) => words.trim().is_empty(),
        (_, Some(item)) => {
            item.value().name() == "li"
                && item.child_elements().all(|inner| match inner.value().name() {
                    "ul" | "ol" => is_list(inner),
                    _ => is_span(inner),
                })
        }
        _ => true,
    })
}

/// Returns whether an element contains only inline elements.
fn is_line(element: ElementRef<'_>) -> bool {
    element.child_elements().all(is_span)
}

fn is_span(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "br" | "strong" | "b" | "em" | "i" | "a" | "span" | "font" | "u" | "mark" | "wbr")
        && is_line(element)
}

fn literal(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => out.push_str(words),
            Node::Element(inside) if inside.name() == "br" => out.push('\n'),
            _ => {
                if let Some(child) = ElementRef::wrap(child) {
                    literal(child, out);
                }
            }
        }
    }
}

fn passages_of(element: ElementRef<'_>, out: &mut Vec<ProseBlock>) {
    for child in element.child_elements() {
        match child.value().name() {
            "p" => out.push(ProseBlock::Paragraph(inlines(child))),
            "ul" | "ol" => items(child, 0, out),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => out.push(ProseBlock::Heading(level(child), inlines(child))),
            _ => passages_of(child, out),
        }
    }
}

/// Returns a heading's level in its prose, from its class; on the page it is nested deeper.
fn level(heading: ElementRef<'_>) -> u8 {
    let class = heading.value().classes().find_map(|class| class.strip_prefix("irr-h")?.parse().ok());
    class.or_else(|| heading.value().name().strip_prefix('h')?.parse().ok()).unwrap_or(1)
}

fn items(list: ElementRef<'_>, depth: usize, out: &mut Vec<ProseBlock>) {
    let is_numbered = list.value().name() == "ol";
    let first = list.attr("start").and_then(|start| start.parse::<u64>().ok()).unwrap_or(1);
    let all = list.child_elements().filter(|child| child.value().name() == "li");
    for (at, item) in (0..).zip(all) {
        out.push(ProseBlock::Item { depth, number: is_numbered.then(|| first.saturating_add(at)), text: inlines(item) });
        for inner in item.child_elements().filter(|child| matches!(child.value().name(), "ul" | "ol")) {
            items(inner, depth + 1, out);
        }
    }
}

/// Returns the inline content without nested lists. A line feed in the source is one in the prose.
fn inlines(element: ElementRef<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for child in element.children() {
        if let Node::Text(words) = child.value() {
            for (at, line) in words.split('\n').enumerate() {
                if at > 0 {
                    out.push(Inline::SoftBreak);
                }
                if !line.is_empty() {
                    out.push(Inline::Text(line.to_owned()));
                }
            }
        }
        let Some(child) = ElementRef::wrap(child) else { continue };
        // Unsafe links were written as `data-href`, so that they cannot be followed.
        let link = || child.attr("href").or_else(|| child.attr("data-href"));
        match (child.value().name(), link()) {
            ("ul" | "ol", _) => {}
            ("br", _) => out.push(Inline::HardBreak),
            ("strong" | "b", _) => out.push(Inline::Strong(inlines(child))),
            ("em" | "i", _) => out.push(Inline::Emphasis(inlines(child))),
            (_, Some(to)) => out.push(Inline::Link { to: to.to_owned(), text: inlines(child) }),
            _ => out.extend(inlines(child)),
        }
    }
    out
}
