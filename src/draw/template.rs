//! Fills the user's own templates (minijinja).
//!
//! A template can do no harm: it reaches no file and no network, it has limits on time, size and nesting, and an unknown name
//! is an error instead of a gap in the document.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

use super::{DrawError, Paper};
use crate::prose::shortened;

/// The engine's instruction budget. A hundred pages use a twentieth of it.
const FUEL: u64 = 1_000_000;
/// The time limit, for what the fuel does not measure; using up all fuel takes less than a second. Debug builds are slower.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 5 });
/// The worker thread's stack, in bytes. The engine recurses for each operator of a tag, each `elif` and each nested list.
const STACK: usize = 1 << 29;
/// Limits on a tag's characters and on the number of tags. They keep the recursion far from the end of the stack; no real
/// template comes near.
const LONGEST_TAG: usize = 4_000;
const MOST_TAGS: usize = 10_000;
/// The most of an engine message that is shown, in characters: it may quote values of any length.
const LONGEST_WORDS: usize = 300;

/// A text template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Template<'a> {
    /// The file's name for messages.
    pub(super) name: &'a str,
    /// The file's text.
    pub(super) text: &'a str,
}

/// The language of the document, which decides how values are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TemplateLanguage {
    Html,
    Markdown,
}

/// An answer's data, for templates that lay it out themselves.
#[derive(Debug, Clone)]
pub struct TemplateData {
    /// The variable's name in templates.
    pub name: &'static str,
    /// The value.
    pub value: serde_json::Value,
}

/// Fills a template.
///
/// Variables are `title`, `language`, `author`, `style` (the default CSS), `body` (the whole answer), `sections` (its parts
/// by name) and the answer's data. On a page everything is escaped except `style`, `body` and `sections`.
///
/// # Errors
/// Fails if the template is invalid, uses an unknown name, nests too deep or takes too long; the error has the line.
pub(super) fn fill(
    template: Template<'_>,
    kind: TemplateLanguage,
    paper: &Paper,
    style: &str,
    pieces: &[(&'static str, String)],
    data: &TemplateData,
) -> Result<String, DrawError> {
    let between = if kind == TemplateLanguage::Markdown { "\n" } else { "" };
    let body = pieces.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(between);
    let sections = pieces.iter().map(|(name, text)| (*name, Value::from_safe_string(text.clone())));
    let context = [
        ("title", Value::from(paper.title.as_str())),
        ("language", paper.language.into()),
        ("author", paper.author.as_str().into()),
        ("style", Value::from_safe_string(style.to_owned())),
        ("body", Value::from_safe_string(body)),
        ("sections", Value::from_pairs(sections)),
        (data.name, Value::from(Serde(&data.value))),
    ];
    let context = Value::from_pairs(context);
    let failed = |line: usize, what: String| DrawError::Template { name: template.name.to_owned(), line, what };
    bounded(template.text).map_err(|(line, what)| failed(line, what))?;
    let (name, text) = (template.name.to_owned(), template.text.to_owned());
    let (done, filled) = channel();
    // The thread is not joined: a stuck template could block for ever, and the process ends soon anyway.
    let work = move || drop(done.send(run(&name, &text, kind, context)));
    std::thread::Builder::new().stack_size(STACK).spawn(work)?;
    match filled.recv_timeout(PATIENCE) {
        Ok(text) => text.map_err(|(line, what)| failed(line, what)),
        Err(RecvTimeoutError::Timeout) => Err(failed(1, TOO_LONG.to_owned())),
        Err(RecvTimeoutError::Disconnected) => Err(failed(1, "the template engine failed".to_owned())),
    }
}

const TOO_LONG: &str = "filling it takes too long";

/// Renders the template, without a time limit.
fn run(name: &str, template: &str, kind: TemplateLanguage, context: Value) -> Result<String, (usize, String)> {
    let mut engine = Environment::new();
    // A misspelt name has to fail: by default it would leave a gap in a published document.
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(100);
    // Debug mode keeps the source range that an error message quotes.
    engine.set_debug(true);
    engine.set_auto_escape_callback(move |_| if kind == TemplateLanguage::Html { AutoEscape::Html } else { AutoEscape::None });
    let failed = |error: minijinja::Error| (error.line().unwrap_or(1), what(&error));
    let mut text = engine.render_named_str(name, template, context).map_err(failed)?;
    // The engine drops a template's final line break.
    if template.ends_with('\n') && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Refuses a template with more or longer tags than the limits, with the line.
fn bounded(text: &str) -> Result<(), (usize, String)> {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let (mut at, mut tags) = (0, 0);
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        at = match text.as_bytes().get(start + 1) {
            Some(b'{' | b'%') => end_of_tag(text, start + 2),
            Some(b'#') => text[start + 2..].find("#}").map_or(text.len(), |found| start + 2 + found),
            _ => {
                at = start + 1;
                continue;
            }
        };
        tags += 1;
        if at - start > LONGEST_TAG && text.as_bytes().get(start + 1) != Some(&b'#') {
            return Err((line(start), format!("this tag has more than {LONGEST_TAG} characters: split it into several")));
        }
        if tags > MOST_TAGS {
            return Err((line(start), format!("the template has more than {MOST_TAGS} tags")));
        }
    }
    Ok(())
}

/// Returns the position where a tag ends. Quoted strings are skipped, because `}}` inside one does not end it.
fn end_of_tag(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut quote) = (from, None);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'}' | b'%') if bytes.get(at + 1) == Some(&b'}') => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Explains an engine error, in our own words for the frequent ones.
fn what(error: &minijinja::Error) -> String {
    let at = || error.range().and_then(|range| error.template_source()?.get(range)).unwrap_or("");
    match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => TOO_LONG.into(),
        (ErrorKind::UndefinedError, _) => format!("there is no `{}`", shortened(at(), LONGEST_WORDS)),
        (kind, Some(detail)) => format!("{kind}: {}", shortened(detail, LONGEST_WORDS)),
        (kind, None) => format!("{kind}: `{}`", shortened(at(), LONGEST_WORDS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<String, String> {
        let paper = Paper { title: "A & B".into(), language: "en-GB", author: "The office".into(), notice: None };
        let value = serde_json::json!({"force": "Kent", "findings": [{"ref": "R1"}, {"ref": "R2"}]});
        let template = Template { name: "letter.md", text };
        let pieces = [("first", "Words.\n".to_owned()), ("second", "More.\n".to_owned())];
        fill(template, TemplateLanguage::Markdown, &paper, "", &pieces, &TemplateData { name: "record", value })
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_template_has_the_answer_and_its_data() {
        let text = "# {{ title }}\n\n{{ body }}\n{% for finding in record.findings %}- {{ finding.ref }}\n{% endfor %}{{ record.force }}";
        assert_eq!(filled(text).unwrap(), "# A & B\n\nWords.\n\nMore.\n\n- R1\n- R2\nKent");
    }

    #[test]
    fn a_template_puts_the_pieces_where_it_wants() {
        assert_eq!(filled("{{ sections.second }}{{ sections.first }}").unwrap(), "More.\nWords.\n");
        assert_eq!(filled("{{ sections.third }}").unwrap_err(), "letter.md, line 1: there is no `sections.third`");
    }

    #[test]
    fn what_is_wrong_in_a_template_is_told_with_its_line() {
        let told = |text: &str| filled(text).unwrap_err();
        insta::assert_snapshot!(told("a\n{{ titel }}"), @"letter.md, line 2: there is no `titel`");
        insta::assert_snapshot!(told("a\n\n{{ record.forces }}"), @"letter.md, line 3: there is no `record.forces`");
        insta::assert_snapshot!(told("{% for x in record %}"), @"letter.md, line 1: syntax error: unexpected end of input, expected end of block");
        insta::assert_snapshot!(told("{{ title|shout }}"), @"letter.md, line 1: unknown filter: filter shout is unknown");
        insta::assert_snapshot!(told("{% include 'x' %}"), @"letter.md, line 1: syntax error: unknown statement include");
    }

    #[test]
    fn a_template_that_never_ends_is_stopped() {
        let text = "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}x{% endfor %}{% endfor %}{% endfor %}";
        assert_eq!(filled(text).unwrap_err(), "letter.md, line 1: filling it takes too long");
        let text = "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}";
        assert!(filled(text).is_err());
        let text = "{% set n = namespace(x='words') %}{% for a in range(9000) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}";
        assert_eq!(filled(text).unwrap_err(), "letter.md, line 1: filling it takes too long");
    }

    #[test]
    fn a_template_that_nests_without_end_is_refused_with_its_line() {
        let told = |text: &str| filled(&format!("words\n\n{text}")).unwrap_err();
        for tag in
            ["(", "[", "not ", "-", "1 + ", "1 ~ ", "1 and ", "1 if 1 else ", "title|upper", "f(", "title is defined ", "a.b"]
        {
            assert_eq!(
                told(&format!("{{{{ {} }}}}", tag.repeat(50_000))),
                "letter.md, line 3: this tag has more than 4000 characters: split it into several"
            );
        }
        // The quoted `}}` does not end the tag, so the length limit has to count what follows.
        assert!(told(&format!("{{{{ '}}}}' {} }}}}", "~ 1 ".repeat(50_000))).contains("more than 4000 characters"));
        assert_eq!(
            told(&format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(50_000))),
            "letter.md, line 3: the template has more than 10000 tags"
        );
        assert!(
            told(&"{% if title %}".repeat(5_000)).contains("line 3: syntax error: template exceeds maximum recursion limits")
        );
    }

    #[test]
    fn what_is_below_the_bounds_needs_no_more_stack_than_there_is() {
        for tag in ["not ", "-", "1 + ", "1 and ", "1 if 1 else ", "1 ~ "] {
            let _ = filled(&format!("{{{{ {}1 }}}}", tag.repeat(3_900 / tag.len())));
        }
        for chain in [".b", "|e", "[0]", "()"] {
            let _ = filled(&format!("{{{{ title{} }}}}", chain.repeat(3_900 / chain.len())));
        }
        let chain = format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(9_000));
        assert_eq!(filled(&chain).unwrap(), "");
        let deep = "{% set n = namespace(x=[]) %}{% for a in range(10000) %}{% for b in range(10000) %}{% set n.x = [n.x] %}{% endfor %}\
            {% endfor %}{{ n.x }}";
        assert_eq!(filled(deep).unwrap_err(), "letter.md, line 1: filling it takes too long");
    }

    #[test]
    fn a_template_cannot_reach_another_file() {
        for tag in ["{% include '/etc/hosts' %}", "{% import 'x' as y %}", "{% from 'x' import y %}", "{% extends 'x' %}"] {
            assert!(filled(tag).unwrap_err().contains("unknown statement"), "{tag}");
        }
    }
}
