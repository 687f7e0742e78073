//! Recognises what is on a page and no content: navigation, banners, hidden text.

use scraper::{ElementRef, Node};

use super::parse;

/// The most words in a cookie banner.
const BANNER_WORDS: usize = 300;

/// The deepest position of a cookie banner in the page.
const BANNER_DEPTH: usize = 12;

/// The longest label, in characters.
const LABEL_LENGTH: usize = 200;

pub(super) fn add(out: &mut String, words: &str) {
    out.push(' ');
    out.push_str(words);
}

/// Returns what an element is that is no content, as the start of a sentence; empty if it has nothing to report, `None` if it
/// is content.
pub(super) fn left_out(element: ElementRef<'_>, is_page: bool) -> Option<&'static str> {
    let name = element.value().name();
    match name {
        _ if says_nothing(element) => return Some(""),
        "iframe" => return Some("a frame was"),
        "svg" => return Some("the words of a drawing were"),
        "html" | "body" | "main" | "article" => return None,
        _ if is_hidden(element) => return Some("hidden text was"),
        "span" if speaks_for_button(element) => return Some("a button was"),
        // In a fragment nothing is the page's own: its navigation or footer is content.
        _ if !is_page => return None,
        _ => {}
    }
    let role = element.attr("role").unwrap_or("");
    match (name, role) {
        ("nav", _) | (_, "navigation") if is_named(element, "breadcrumb") => Some("a breadcrumb trail was"),
        ("nav", _) | (_, "navigation" | "menubar") => Some("navigation was"),
        (_, "banner") => Some("the page's header was"),
        (_, "contentinfo") => Some("the page's footer was"),
        ("search", _) | (_, "search") => Some("a search field was"),
        ("header", "") if !is_within_content(element) => Some("the page's header was"),
        ("footer", "") if !is_within_content(element) => Some("the page's footer was"),
        ("aside", _) | (_, "complementary") if !is_within_content(element) => Some("a side column was"),
        ("noscript", _) => Some("text for browsers without scripts was"),
        ("dialog", _) | (_, "dialog" | "alertdialog") => Some("a dialog was"),
        ("datalist", _) => Some("a form's field was"),
        ("input", _) if is_button(element) => Some("a button was"),
        // Headings of sections that fold are often buttons.
        ("button", _) if !is_within(element, &["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]) => Some("a button was"),
        // Some content systems wrap the whole page in a form.
        ("form", _) if !has_inside(element, &["main", "article", "h1", "table"]) => Some("a form to fill in was"),
        ("a", _) if element.attr("href").is_some_and(|href| href.starts_with('#')) && skips(element) => {
            Some("a link to the content was")
        }
        ("div" | "section" | "ol" | "ul" | "p", _) if is_named(element, "breadcrumb") => Some("a breadcrumb trail was"),
        ("div" | "section" | "aside", _) if is_cookie_banner(element) => Some("a cookie banner was"),
        ("div" | "section" | "aside" | "ul", _) if leads_elsewhere(element) => Some("links to other pages were"),
        _ => None,
    }
}

fn says_nothing(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "script" | "style" | "head" | "title" | "link" | "meta" | "base" => true,
        // The template of a shadow root is shown in its place; others wait for a script.
        "template" => element.attr("shadowrootmode").is_none(),
        "iframe" => element.attr("srcdoc").is_none(),
        _ => false,
    }
}

fn is_button(input: ElementRef<'_>) -> bool {
    matches!(input.attr("type").unwrap_or("").to_ascii_lowercase().as_str(), "submit" | "button" | "reset")
}

/// Returns what an input shows: what was typed, or what is on a button.
pub(super) fn input_value(input: ElementRef<'_>) -> &str {
    match input.attr("type").unwrap_or("").to_ascii_lowercase().as_str() {
        "hidden" | "password" | "checkbox" | "radio" | "file" | "image" | "range" | "color" => "",
        _ => input.attr("value").unwrap_or(""),
    }
}

/// Returns an element's own style in lower case, without blanks.
pub(super) fn style(element: ElementRef<'_>) -> String {
    element.attr("style").unwrap_or("").to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns whether an element's own style parts it from the words around it.
pub(super) fn is_apart(element: ElementRef<'_>) -> bool {
    let style = style(element);
    ["display:block", "display:inline-block", "display:flex", "display:table", "display:list-item"]
        .iter()
        .any(|rule| style.contains(rule))
}

/// Returns whether the element is not displayed.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    // `hidden="until-found"` is shown as soon as somebody searches for it.
    let is_hidden = |value: &str| !value.eq_ignore_ascii_case("until-found");
    let is_set = element.attr("hidden").is_some_and(is_hidden)
        || element.attr("aria-hidden") == Some("true")
        || style(element).contains("display:none");
    is_set && !unfolds(element)
}

/// Returns whether an element is one that a reader unfolds: the panel of an accordion or a tab.
fn unfolds(element: ElementRef<'_>) -> bool {
    matches!(element.attr("role"), Some("region" | "tabpanel"))
        || element.attr("aria-labelledby").is_some()
        || ["accordion", "panel", "collaps", "toggle", "expand", "tab-content", "details"]
            .iter()
            .any(|name| is_named(element, name))
}

/// Returns whether an element tells users of screen readers what a button does: "Show this section".
fn speaks_for_button(element: ElementRef<'_>) -> bool {
    is_within(element, &["button"]) && ["hidden", "sr-only", "screen-reader"].iter().any(|name| is_named(element, name))
}

/// Returns whether the element's class, id or label contains a word.
fn is_named(element: ElementRef<'_>, word: &str) -> bool {
    let has = |name: &str| element.attr(name).is_some_and(|value| value.to_lowercase().contains(word));
    has("class") || has("id") || has("aria-label")
}

fn skips(link: ElementRef<'_>) -> bool {
    is_named(link, "skip") || start(link).to_lowercase().starts_with("skip to")
}

fn is_cookie_banner(element: ElementRef<'_>) -> bool {
    (is_named(element, "cookie") || is_named(element, "consent"))
        && element.ancestors().count() <= BANNER_DEPTH
        && !has_inside(element, &["h1", "main", "article"])
        && element.text().flat_map(str::split_whitespace).take(BANNER_WORDS).count() < BANNER_WORDS
}

/// Returns whether an element named like a list of links contains only links and headings.
fn leads_elsewhere(element: ElementRef<'_>) -> bool {
    if !["related", "share", "sharing", "you-may"].iter().any(|name| is_named(element, name)) {
        return false;
    }
    // All words have to be in links or headings, or text about related reports would be lost.
    let all = element.text().flat_map(str::split_whitespace).take(BANNER_WORDS).count();
    let of = |names: &[&str]| -> usize {
        let found = element.descendent_elements().filter(|inside| names.contains(&inside.value().name()));
        let words = found.flat_map(|inside| inside.text().flat_map(str::split_whitespace).take(BANNER_WORDS));
        words.take(BANNER_WORDS).count()
    };
    all < BANNER_WORDS && of(&["a"]) > 0 && of(&["a"]) + of(&["h2", "h3", "h4", "h5", "h6"]) >= all
}

/// Returns whether a header, footer or side column belongs to the content rather than to the page.
fn is_within_content(element: ElementRef<'_>) -> bool {
    is_within(element, &["main", "article", "section", "blockquote", "figure"])
        || element.ancestors().filter_map(ElementRef::wrap).any(|above| above.attr("role") == Some("main"))
}

fn is_within(element: ElementRef<'_>, names: &[&str]) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| names.contains(&above.value().name()))
}

/// Returns whether an element contains one of these.
pub(super) fn has_inside(element: ElementRef<'_>, names: &[&str]) -> bool {
    element.descendent_elements().skip(1).any(|inside| names.contains(&inside.value().name()))
}

/// Returns an element's words on one line.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    gather(element, false, true, &mut out);
    tidied(&out)
}

/// Returns the beginning of an element's words, as much as a label may have.
pub(super) fn start(element: ElementRef<'_>) -> String {
    tidied(&element.text().flat_map(str::chars).take(LABEL_LENGTH).collect::<String>())
}

/// Returns the words of an element that count as content.
pub(super) fn shown(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    gather(element, true, false, &mut out);
    tidied(&out)
}

pub(super) fn tidied(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collects words; `is_shown` those of content only, `in_frames` also those of pages inside the page.
fn gather(element: ElementRef<'_>, is_shown: bool, in_frames: bool, out: &mut String) {
    let name = element.value().name();
    // Links beside each other are usually parted by a style: those of a menu are not one word.
    let parts =
        !matches!(name, "b" | "strong" | "i" | "em" | "span" | "font" | "sup" | "sub" | "u" | "abbr") || is_apart(element);
    if parts {
        out.push(' ');
    }
    match name {
        // The alternative text of a picture is its words.
        "img" => out.push_str(element.attr("alt").unwrap_or("")),
        "input" => out.push_str(input_value(element)),
        // Frames within frames are not followed, since they may nest without end.
        "iframe" if in_frames => {
            let frame = element.attr("srcdoc").and_then(|page| parse::page(page).ok());
            frame.iter().for_each(|frame| gather(frame.root_element(), is_shown, false, out));
        }
        _ => {}
    }
    let fragment = element.first_child().filter(|child| child.value().is_fragment());
    for child in fragment.unwrap_or(*element).children() {
        match child.value() {
            Node::Text(words) => out.push_str(words),
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if !(says_nothing(child) || is_shown && left_out(child, true).is_some()) {
                    gather(child, is_shown, in_frames, out);
                }
            }
            _ => {}
        }
    }
    if parts {
        // One blank is enough: the element before has ended with one.
        out.push(' ');
    }
}
