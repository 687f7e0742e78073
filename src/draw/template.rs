//! Templates of an office's own.
//!
//! A template can do no harm: it reaches no file and no network, is given so much time and no more, and a name that it misspells is an
//! error and no gap in the document.

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

use super::{DrawError, Paper};

/// What a template may take, in the engine's own measure: a hundred pages take a hundredth of it.
const FUEL: u64 = 5_000_000;

/// A template as its file holds it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Template<'a> {
    /// Its file, as messages name it.
    pub(super) name: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

/// What a template's document is written in, and so what of a value must be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Markdown,
}

/// An answer's data, for an office that lays it out itself.
#[derive(Debug, Clone)]
pub struct TemplateData {
    /// What a template calls it.
    pub name: &'static str,
    /// The data.
    pub value: serde_json::Value,
}

/// Fills a template.
///
/// It knows `title`, `language`, `author`, `style` (a page's own style), `body` (the whole answer), `sections` (the same in pieces, by
/// their names) and the answer's data. What it puts into a page is escaped, but for `style`, `body` and `sections`.
///
/// # Errors
/// Where the template is none, asks for something there is not, or takes too long: with its line.
pub(super) fn fill(
    template: Template<'_>,
    kind: Kind,
    paper: &Paper,
    style: &str,
    pieces: &[(&'static str, String)],
    data: &TemplateData,
) -> Result<String, DrawError> {
    let between = if kind == Kind::Markdown { "\n" } else { "" };
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
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(100);
    engine.set_debug(true);
    engine.set_auto_escape_callback(move |_| if kind == Kind::Html { AutoEscape::Html } else { AutoEscape::None });
    let mut text = engine.render_named_str(template.name, template.text, context).map_err(|error| DrawError::Template {
        name: template.name.to_owned(),
        line: error.line().unwrap_or(1),
        what: what(&error),
    })?;
    // The engine drops the line break that ends the file.
    if template.text.ends_with('\n') && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// What is wrong, in our words where we have some.
fn what(error: &minijinja::Error) -> String {
    let at = || error.range().and_then(|range| error.template_source()?.get(range)).unwrap_or("");
    match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => "this takes too long".into(),
        (ErrorKind::UndefinedError, _) => format!("there is no `{}`", at()),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => format!("{kind}: `{}`", at()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<String, String> {
        let paper = Paper { title: "A & B".into(), language: "en-GB", author: "The office".into() };
        let value = serde_json::json!({"force": "Kent", "findings": [{"ref": "R1"}, {"ref": "R2"}]});
        let template = Template { name: "letter.md", text };
        let pieces = [("first", "Words.\n".to_owned()), ("second", "More.\n".to_owned())];
        fill(template, Kind::Markdown, &paper, "", &pieces, &TemplateData { name: "record", value })
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
        assert_eq!(filled(text).unwrap_err(), "letter.md, line 1: this takes too long");
        let text = "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}";
        assert!(filled(text).is_err());
        assert!(filled(&"{% if title %}".repeat(50_000)).is_err());
        assert!(filled(&format!("{{{{ {} }}}}", "(".repeat(50_000))).is_err());
    }
}
