//! Finds the main content of a page, and notes what is left out.

use scraper::{ElementRef, Html, Node};

use super::boilerplate::{add, is_hidden, left_out, shown, start, tidied, words};
use super::walker::HtmlWalker;
use crate::intake::phrases::form_label::Label;

/// An element marked as main content with fewer words than this does not count, if the page has many more.
const FEW_WORDS: usize = 30;

/// Reads the content of a page, and notes the rest.
pub(super) fn read(page: &Html, source: &str, walk: &mut HtmlWalker) {
    let root = page.root_element();
    // A page of frames has no body.
    let body = root.child_elements().find(|child| child.value().name() == "body").unwrap_or(root);
    // A fragment of a page has no navigation around it, so all of it is content.
    walk.is_page = is_whole_page(source);
    let content = if walk.is_page { content(body) } else { body };
    around(walk, body, content);
}

fn is_whole_page(source: &str) -> bool {
    let start = source.trim_start().get(..15).unwrap_or("").to_lowercase();
    start.starts_with("<!doctype html") || ["<html", "<body", "<HTML", "<BODY"].iter().any(|tag| source.contains(tag))
}

/// Returns the element with the main content: the one marked as such with the most words, or the body.
fn content(body: ElementRef<'_>) -> ElementRef<'_> {
    // Of elements nested in each other only the outermost is considered.
    let named = |is_one: fn(ElementRef<'_>) -> bool| {
        let is_outermost = |one: &ElementRef<'_>| !one.ancestors().filter_map(ElementRef::wrap).any(is_one);
        let all = body.descendent_elements().filter(|one| is_one(*one) && !is_hidden(*one)).filter(is_outermost);
        all.map(|element| (count(&shown(element)), element)).max_by_key(|(count, _)| *count)
    };
    let is_main = |element: ElementRef<'_>| element.value().name() == "main" || element.attr("role") == Some("main");
    let is_article = |element: ElementRef<'_>| element.value().name() == "article";
    let all = count(&shown(body));
    let found = match named(is_main) {
        // Some templates leave `main` nearly empty and put the content beside it.
        Some((count, main)) if count >= FEW_WORDS || count * 4 > all => Some(main),
        // With several articles none is the main content, unless it has most of the words.
        _ => named(is_article).filter(|(count, _)| count * 2 > all).map(|(_, article)| article),
    };
    // If the form's labels are only outside of it, it is not the content, whatever the page says.
    found.filter(|found| labels(*found) > 0 || labels(body) < 2).unwrap_or(body)
}

fn count(words: &str) -> usize {
    words.split(' ').count()
}

/// Counts the printed form's labels in an element, in places where labels are.
fn labels(element: ElementRef<'_>) -> usize {
    let holds_label = |element: &ElementRef<'_>| matches!(element.value().name(), "td" | "th" | "dt" | "strong" | "b");
    let all = element.descendent_elements().filter(holds_label);
    all.filter(|label| Label::of(start(*label).trim_end_matches(':')).is_some()).count()
}

/// Walks the content, and notes what is around it.
fn around(walk: &mut HtmlWalker, element: ElementRef<'_>, content: ElementRef<'_>) {
    const OUTSIDE: &str = "text outside the page's main content was";
    if element == content {
        walk.inside(element);
        return walk.flush();
    }
    let mut outside = String::new();
    for child in element.children() {
        if let Node::Text(words) = child.value() {
            add(&mut outside, words);
        }
        let Some(child) = ElementRef::wrap(child) else { continue };
        if child == content || content.ancestors().any(|above| above.id() == child.id()) {
            walk.leave_out_words(&tidied(&std::mem::take(&mut outside)), OUTSIDE);
            around(walk, child, content);
        } else if let Some(what) = left_out(child, true) {
            walk.leave_out(child, what);
        } else {
            add(&mut outside, &words(child));
        }
    }
    walk.leave_out_words(&tidied(&outside), OUTSIDE);
}
