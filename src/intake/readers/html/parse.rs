//! Parses a page into a tree, within limits.
//!
//! HTML parsers can take quadratic time: elements nested without end, attributes without number, bold text opened and never
//! closed. So the page is fed in pieces, and the tree is checked after each.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, driver};
use scraper::{Html, HtmlTreeSink};

/// The deepest nesting. Real websites reach thirty or forty.
const DEEPEST: usize = 200;

/// The most elements and texts. A hundred pages of a response have some thousands.
const MOST_NODES: usize = 500_000;

/// The largest page in bytes, without scripts, styles and embedded pictures. A hundred pages of a response come to a tenth of
/// it.
const LARGEST: usize = 3 << 20;

/// The longest attribute value that is kept, in bytes. Longer ones are embedded pictures.
const LONGEST_VALUE: usize = 4096;

/// The most attributes of one element.
const MOST_ATTRIBUTES: usize = 100;

/// How many bytes are fed to the parser at a time.
const PIECE: usize = 4096;

/// Parses a page; the error says why it was refused.
pub(super) fn page(text: &str) -> Result<Html, String> {
    let text = without_scripts(text)?;
    if text.len() > LARGEST {
        return Err(format!("this page has more than {} MB of words and tags", LARGEST >> 20));
    }
    // With scripting off, the content of `noscript` is parsed as elements and not as text.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut rest = text.as_str();
    let mut seen = 0;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        // A piece must not end inside a character.
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        parser.process(StrTendril::from(&rest[..end]));
        rest = &rest[end..];
        seen = looked_at(&parser.tokenizer.sink.sink.0.borrow(), seen)?;
    }
    let page = parser.finish();
    // Finishing can still add nodes, so the whole tree is checked once more.
    looked_at(&page, 0)?;
    Ok(page)
}

/// Checks the number of nodes and their depth, and returns the number; the first `seen` were checked before.
fn looked_at(page: &Html, seen: usize) -> Result<usize, String> {
    let nodes = page.tree.nodes().len();
    if nodes > MOST_NODES {
        return Err(format!("this page has more than {MOST_NODES} elements and texts"));
    }
    for node in page.tree.nodes().rev().take(nodes - seen) {
        if node.ancestors().take(DEEPEST + 1).count() > DEEPEST {
            return Err(format!("this page is nested more than {DEEPEST} elements deep"));
        }
    }
    Ok(nodes)
}

/// Removes scripts, styles and comments, and refuses elements with too many attributes.
fn without_scripts(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Comments are skipped as browsers do, including the malformed endings that HTML allows.
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = after_comment(comment);
            continue;
        }
        let end = tag_end(rest)?;
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        match ["script", "style"].into_iter().find(|name| is_tag(tag, name)) {
            Some(name) => rest = after_closing(behind, name),
            None => push_tag(&mut out, tag),
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// The attributes that people write in, whose values are kept at any length.
const WRITTEN: [&str; 3] = ["value", "srcdoc", "alt"];

/// Appends a tag without overlong attribute values.
fn push_tag(out: &mut String, tag: &str) {
    // Nearly all tags are short and are copied as they are.
    if tag.len() <= LONGEST_VALUE {
        return out.push_str(tag);
    }
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = if rest[at..].starts_with('"') { '"' } else { '\'' };
        let value = &rest[at + 1..];
        let end = value.find(quote).unwrap_or(value.len());
        out.push_str(&rest[..=at]);
        let name = rest[..at].trim_end().trim_end_matches('=').trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        if end <= LONGEST_VALUE || WRITTEN.iter().any(|written| name.eq_ignore_ascii_case(written)) {
            out.push_str(&value[..end]);
        }
        rest = &value[end..];
        if let Some(behind) = rest.strip_prefix(quote) {
            out.push(quote);
            rest = behind;
        }
    }
    out.push_str(rest);
}

fn after_comment(comment: &str) -> &str {
    if let Some(behind) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return behind;
    }
    match (comment.find("-->"), comment.find("--!>")) {
        (Some(at), other) if other.is_none_or(|other| at < other) => &comment[at + 3..],
        (_, Some(at)) => &comment[at + 4..],
        // An unclosed comment hides the rest of the page, as in browsers.
        _ => "",
    }
}

/// Returns whether a tag opens an element of this name.
fn is_tag(tag: &str, name: &str) -> bool {
    let bytes = tag.as_bytes();
    bytes.len() > name.len() + 1
        && bytes[1..=name.len()].eq_ignore_ascii_case(name.as_bytes())
        && matches!(bytes[name.len() + 1], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// Returns what follows the closing tag of an element whose content is raw text.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        if rest.len() > name.len() + 2 && rest.as_bytes()[2..name.len() + 2].eq_ignore_ascii_case(name.as_bytes()) {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
        rest = &rest[2..];
    }
    ""
}

/// Returns the length of the tag at the start of the text; 1 if it is only a `<`.
fn tag_end(text: &str) -> Result<usize, String> {
    let bytes = text.as_bytes();
    let opens = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'/';
    // A `<` before anything else is text, such as "< 5 %".
    if !bytes.get(1).is_some_and(opens) {
        return Ok(1);
    }
    let (mut quote, mut before, mut attributes) = (None, b'<', 0);
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), _) if byte == open => {
                quote = None;
                attributes += 1;
            }
            (Some(_), _) => continue,
            (None, b'>') => return Ok(at + 1),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            // Blanks around `=` are counted as separators, too. This overcounts, which does not matter for a limit this high.
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/') if !before.is_ascii_whitespace() && before != b'/' => {
                attributes += 1
            }
            _ => {}
        }
        if attributes > 2 * MOST_ATTRIBUTES {
            return Err(format!("an element of this page has more than {MOST_ATTRIBUTES} attributes"));
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_not_parsed() {
        let picture = "A".repeat(LONGEST_VALUE + 1);
        for (text, told) in [
            ("a<!-- b --><!--> c<!--->", "a c"),
            ("<Script src='a>b'>if (a < b) { \"</div>\" }</SCRIPT >x", "x"),
            ("<style>b</style><scripted>", "<scripted>"),
            ("x <script> y", "x "),
            ("1 < 2 <", "1 < 2 <"),
            (&format!("<img src=\"{picture}\" alt='a plan'>"), "<img src=\"\" alt='a plan'>"),
        ] {
            assert_eq!(without_scripts(text).unwrap(), told);
        }
    }

    #[test]
    fn a_page_beyond_all_measure_is_refused() {
        let told = |text: &str| page(text).err().unwrap();
        assert_eq!(told(&"words ".repeat(LARGEST / 6 + 1)), "this page has more than 3 MB of words and tags");
        assert_eq!(told(&"<b></b>x".repeat(MOST_NODES / 2)), "this page has more than 500000 elements and texts");
    }
}
