//! Checks a tree against the JSON Schema and reports every fault at its place.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::bare_word::{is_doubtful, is_like_a_day};
use super::fault::{Fault, FaultKind, Faults};
use super::markup::{as_markdown, leaked_markup};
use super::offsets::ScalarStyle;
use super::position::Span;
use super::schema::{SETTINGS_TITLE, resolve, resolve_as, type_of, words_of};
use super::tree::{Content, Tree, TreeNode};
use crate::model::did_you_mean::nearest;
use crate::model::{AnswerPlace, Change, Date, FieldPath, FindingLink, PrintedRef, RecordId, SchemaVersion, Value};
use crate::prose::{self, invisible, listed};

/// Returns every fault of `tree`, which must be the tree of `text`, against `schema`.
pub(crate) fn check(tree: &Tree, text: &str, schema: &Json) -> Vec<Fault> {
    let document = if schema["title"] == SETTINGS_TITLE { "the settings" } else { "the record" };
    let mut checker = SchemaChecker { defs: &schema["$defs"], text, document, faults: Faults::default(), is_listed: false };
    checker.node(&tree.root, schema, &FieldPath::root(), tree.root.span);
    checker.faults.into_vec()
}

struct SchemaChecker<'a> {
    defs: &'a Json,
    text: &'a str,
    /// The name of the document in messages.
    document: &'static str,
    faults: Faults,
    /// True where the last fault was listed, and not only counted.
    is_listed: bool,
}

impl<'a> SchemaChecker<'a> {
    fn report(&mut self, kind: FaultKind, span: Span, at: &FieldPath, message: String, help: Option<String>) {
        self.add(Fault { at: at.clone(), ..Fault::new(kind, span, message, help) });
    }

    fn add(&mut self, fault: Fault) {
        self.is_listed = self.faults.push(fault).is_some();
    }

    /// Adds a fix to the fault reported last.
    fn fixed_by(&mut self, change: Change) {
        if let Some(fault) = self.faults.last_mut().filter(|_| self.is_listed) {
            fault.fix = Some(change);
        }
    }

    /// Returns the name of a field in messages.
    fn called(&self, at: &FieldPath) -> String {
        if at.segments().is_empty() { self.document.into() } else { format!("`{at}`") }
    }

    /// Checks `node` against `schema`; `mark` is the place to report where the node itself is empty.
    fn node(&mut self, node: &TreeNode, schema: &'a Json, at: &FieldPath, mark: Span) {
        if let Some(marked) = &node.mark {
            let help = "write the value out: a record has no anchors, aliases or tags".to_owned();
            let span = if node.span.start == node.span.end { mark } else { node.span };
            self.report(FaultKind::AnchorOrTag, span, at, format!("{marked} is not allowed in a record"), Some(help));
            return;
        }
        let given = match &node.content {
            Content::Mapping(_) => Some("object"),
            Content::Sequence(_) => Some("array"),
            Content::Scalar { .. } | Content::Alias => None,
        };
        let (schema, nullable) = resolve_as(schema, self.defs, given);
        let wanted = type_of(schema);
        if node.is_null() {
            // A list may be left without a value, and is then empty.
            if !nullable && wanted != "array" {
                let help = format!("write {}", in_words(schema));
                self.report(FaultKind::MissingField, mark, at, format!("{} has no value", self.called(at)), Some(help));
            }
            return;
        }
        match (&node.content, wanted) {
            (Content::Mapping(entries), "object") => self.mapping(entries, schema, at, mark),
            (Content::Sequence(items), "array") => {
                for (index, item) in items.iter().enumerate() {
                    self.node(item, &schema["items"], &at.index(index), item.span);
                }
            }
            (Content::Scalar { text, style }, "string" | "integer" | "boolean") => {
                self.scalar(node, text, *style == ScalarStyle::Plain, schema, at);
                self.controls(node, text, schema, at);
                self.markup(node, at);
            }
            (content, _) => {
                let found = match content {
                    Content::Mapping(_) => "a mapping",
                    Content::Sequence(_) => "a list",
                    Content::Scalar { .. } | Content::Alias => "a single value",
                };
                let message = format!("{} must be {}, not {found}", self.called(at), in_words(schema));
                self.report(FaultKind::WrongType, first_line(mark, node.span), at, message, None);
            }
        }
    }

    fn mapping(&mut self, entries: &[(TreeNode, TreeNode)], schema: &'a Json, at: &FieldPath, mark: Span) {
        let fields = schema["properties"].as_object();
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (key, value) in entries {
            let Some(name) = key.text() else {
                let message = "a field name must be a single word".to_owned();
                self.report(FaultKind::UnknownField, key.span, at, message, None);
                continue;
            };
            // Merge keys are not read alike by every parser, and hide from a reviewer where a value comes from.
            if key.mark.is_some() || name == "<<" {
                let help = "write the fields out: a record has no anchors, aliases, tags or merge keys".to_owned();
                let message = "merge keys and keys with marks are not allowed in a record".to_owned();
                self.report(FaultKind::AnchorOrTag, key.span, at, message, Some(help));
                continue;
            }
            // Long keys are shortened: every fault stores its path, and a hostile file could have many.
            let place = || at.key(if name.len() > LONGEST_NAME { shortened(name) } else { name.to_owned() });
            if let Some(first) = seen.get(name) {
                let message = format!("`{}` is there twice", shortened(name));
                let fault = Fault::new(FaultKind::DuplicateKey, key.span, message, Some("keep one of the two".into()));
                self.add(Fault { at: place(), related: Some((*first, "first written here".into())), ..fault });
                continue;
            }
            seen.insert(name, key.span);
            let any = Some(&schema["additionalProperties"]).filter(|any| any.is_object());
            match fields.and_then(|fields| fields.get(name)).or(any) {
                Some(field) => self.node(value, field, &place(), key.span),
                None => {
                    let known = fields.into_iter().flat_map(|fields| fields.keys().map(String::as_str));
                    // Without invisible characters, so that a key which only looks like `due` still suggests `due`.
                    let plain: String = name.chars().filter(|c| !invisible::is_unseen(*c)).collect();
                    let help = match (nearest(&plain, known.clone()), unseen_in(name)) {
                        (Some(near), Some(c)) if near == plain => format!("it contains {c}: write `{near}`"),
                        (Some(near), _) => format!("did you mean `{near}`?"),
                        (None, Some(c)) => format!("it contains {c}"),
                        (None, None) => format!("{} has {}", self.called(at), known.collect::<Vec<_>>().join(", ")),
                    };
                    let message = format!("`{}` is not a field of {}", shortened(&invisible::shown(name)), self.called(at));
                    self.report(FaultKind::UnknownField, key.span, &place(), message, Some(help));
                }
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            if !seen.contains_key(name) {
                let wanted = fields.and_then(|fields| fields.get(name)).map(|field| in_words(resolve(field, self.defs).0));
                let help = format!("add `{name}`: {}", wanted.unwrap_or_default());
                let path = at.key(name.to_owned());
                self.report(FaultKind::MissingField, mark, &path, format!("{} has no `{name}`", self.called(at)), Some(help));
            }
        }
    }

    fn scalar(&mut self, node: &TreeNode, text: &str, plain: bool, schema: &Json, at: &FieldPath) {
        let name = self.called(at);
        let unseen = unseen_in(text).map(|c| format!("it contains {c}: remove that"));
        let wrong = |checker: &mut Self, help: Option<String>| {
            let message = format!("{name} must be {}, not `{}`", in_words(schema), shortened(&invisible::shown(text)));
            let help = unseen_in(text).map(|c| format!("it contains {c}: remove that")).or(help);
            checker.report(FaultKind::WrongType, node.span, at, message, help);
        };
        match type_of(schema) {
            "integer" if !schema["enum"].is_null() => {
                let known: Vec<String> = SchemaVersion::ALL.iter().map(|version| version.number().to_string()).collect();
                if !plain || !known.iter().any(|number| number == text) {
                    let known = listed(&known, known.len(), usize::MAX);
                    let message = format!("this version of irr reads the schema versions {known}, not `{}`", shortened(text));
                    let is_newer = text.parse::<u32>().is_ok_and(|number| number > SchemaVersion::LATEST.number());
                    let help = match is_newer {
                        true => "a newer irr wrote it: upgrade irr".to_owned(),
                        false => format!("write {}", SchemaVersion::LATEST.number()),
                    };
                    self.report(FaultKind::UnsupportedSchemaVersion, node.span, at, message, Some(help));
                }
            }
            "integer" => {
                // A quoted number is text to other programs.
                if !plain || text.parse::<u32>().is_err() {
                    wrong(self, None);
                }
            }
            "boolean" => {
                // A quoted "true" is text, and serde would refuse it with a less helpful message.
                if !plain || !matches!(text, "true" | "false") {
                    let word = match text.to_lowercase().as_str() {
                        "yes" | "y" | "on" | "true" => "write true",
                        "no" | "n" | "off" | "false" => "write false",
                        _ => "write true or false",
                    };
                    wrong(self, Some(word.into()));
                }
            }
            _ if schema["format"] == "date" => match text.parse::<Date>() {
                Ok(_) => {}
                Err(error) => match Date::from_words(text) {
                    Some(iso) => {
                        let shown = shortened(&invisible::shown(text));
                        let message = format!("{} is a date, and `{shown}` is not in the form 2025-05-16", self.called(at));
                        let help = format!("write {iso}, if that is the date meant: the day was read before the month");
                        self.report(FaultKind::DayMonthOrder, node.span, at, message, Some(help));
                        // 05/06/2025 may be in May or June, so no fix is offered for it.
                        if Date::is_unambiguous(text) {
                            self.fixed_by(Change::Set { at: at.clone(), value: Value::Bare(iso.to_string()) });
                        }
                    }
                    None => {
                        let message = if unseen.is_some() {
                            format!("`{}` is not a date", shortened(&invisible::shown(text)))
                        } else {
                            error.to_string()
                        };
                        self.report(FaultKind::WrongType, node.span, at, message, unseen);
                    }
                },
            },
            _ => {
                // Closed vocabularies and texts with a form of their own come first: only free text can be ambiguous.
                let words = words_of(schema);
                if !words.is_empty() {
                    if !words.contains(&text) {
                        let help = match (unseen, nearest(text, words.iter().copied())) {
                            (Some(unseen), _) => unseen,
                            (None, Some(near)) => format!("did you mean `{near}`?"),
                            (None, None) => format!("use one of {}", words.join(", ")),
                        };
                        let text = shortened(&invisible::shown(text));
                        let message = format!("`{text}` is not allowed for {}", self.called(at));
                        self.report(FaultKind::WrongType, node.span, at, message, Some(help));
                    }
                } else if let Some(error) = misformed(schema["format"].as_str(), text) {
                    self.report(FaultKind::WrongType, node.span, at, error, unseen);
                } else if let Some(comment) = swallowed(self.text, node.span).filter(|_| plain) {
                    let message = format!("`{comment}` is a comment here, not part of {}", self.called(at));
                    let help = format!("if it is meant as text, put everything in double quotes: \"{text} {comment}\"");
                    self.report(FaultKind::AmbiguousScalar, node.span, at, message, Some(help));
                } else if plain && (is_doubtful(text) || is_like_a_day(text)) {
                    let other = if is_like_a_day(text) { "a date" } else { "a number, a boolean or null" };
                    let message = format!("an unquoted `{}` is text here, but {other} for other YAML parsers", shortened(text));
                    self.report(FaultKind::AmbiguousScalar, node.span, at, message, Some(format!("write \"{text}\"")));
                    self.fixed_by(Change::Set { at: at.clone(), value: Value::Text(text.to_owned()) });
                }
            }
        }
    }

    /// Reports the first forbidden character of a text, with a fix where it is certain what was meant.
    fn controls(&mut self, node: &TreeNode, text: &str, schema: &Json, at: &FieldPath) {
        let Some(first) = text.chars().find(|c| invisible::is_forbidden(*c)) else {
            return self.unseen_edge(node, text, at);
        };
        let span = place_of(first, self.text, node).unwrap_or(node.span);
        let message = format!("{} contains {}", self.called(at), invisible::one(first));
        let is_prose = schema["title"] == "Prose" || std::ptr::eq(schema, &self.defs["Prose"]);
        let meant = invisible::without_forbidden(text, !is_prose && !text.contains('\n'));
        let help = match &meant {
            Some(meant) if is_prose || meant.contains('\n') => "remove it, or break the line there".to_owned(),
            Some(meant) => format!("write \"{}\"", shortened(meant)),
            None => "remove it: it changes what people see but not what programs read".to_owned(),
        };
        self.report(FaultKind::ControlCharacter, span, at, message, Some(help));
        if let Some(meant) = meant {
            self.fixed_by(Change::Set { at: at.clone(), value: Value::Text(meant) });
        }
    }

    /// Reports an invisible character at the edge of a text: with it, a pasted owner's name differs from the one it looks like.
    fn unseen_edge(&mut self, node: &TreeNode, text: &str, at: &FieldPath) {
        let trimmed = text.trim_end_matches('\n');
        let is_pasted = |c: &char| !c.is_ascii() && invisible::is_unseen(*c);
        let (first, last) = (trimmed.chars().next().filter(is_pasted), trimmed.chars().next_back().filter(is_pasted));
        let Some((c, side)) = first.map(|c| (c, "begins")).or(last.map(|c| (c, "ends"))) else { return };
        let meant = trimmed.trim_matches(|c| c == ' ' || is_pasted(&c));
        let span = place_of(c, self.text, node).unwrap_or(node.span);
        let message = format!("{} {side} with {}", self.called(at), invisible::one(c));
        self.report(FaultKind::ControlCharacter, span, at, message, Some(format!("write \"{}\"", shortened(meant))));
        if !meant.is_empty() && !meant.contains('\n') {
            self.fixed_by(Change::Set { at: at.clone(), value: Value::Text(meant.to_owned()) });
        }
    }

    /// Reports HTML that an export or a paste left in a text.
    fn markup(&mut self, node: &TreeNode, at: &FieldPath) {
        if node.text().is_none_or(|text| leaked_markup(text).is_none()) {
            return;
        }
        // In the file the words may be folded or escaped, so the tag is searched for from where the value begins.
        let found = self.text.get(node.span.start..node.range.end).and_then(leaked_markup);
        let span = found.map_or(node.span, |(from, to)| Span { start: node.span.start + from, end: node.span.start + to });
        let message = format!("{} contains HTML: `{}`", self.called(at), self.text.get(span.start..span.end).unwrap_or(""));
        let help = "write Markdown: the entries of a list begin with `- `".to_owned();
        self.report(FaultKind::LeakedMarkup, span, at, message, Some(help));
        if let Some(markdown) = node.text().and_then(as_markdown) {
            self.fixed_by(Change::Set { at: at.clone(), value: Value::Text(markdown) });
        }
    }
}

/// The longest key in characters that is reported in full.
const LONGEST_NAME: usize = 100;

/// Returns the comment after a bare text that was probably meant as text: "report # 12" is the text "report" to YAML.
fn swallowed(text: &str, span: Span) -> Option<&str> {
    let rest = text.get(span.end..)?.lines().next()?.trim();
    let number = rest.strip_prefix('#')?.trim_start();
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
}

/// Returns `mark`, or `own` where `mark` is empty.
fn first_line(mark: Span, own: Span) -> Span {
    if mark.start == mark.end { own } else { mark }
}

/// Returns the error of a text that must have a certain form.
fn misformed(format: Option<&str>, text: &str) -> Option<String> {
    match format? {
        "finding-number" => text.parse::<PrintedRef>().err().map(|error| error.to_string()),
        "finding-link" => text.parse::<FindingLink>().err().map(|error| error.to_string()),
        "answer-place" => text.parse::<AnswerPlace>().err().map(|error| error.to_string()),
        "record-id" => text.parse::<RecordId>().err().map(|error| error.to_string()),
        _ => None,
    }
}

/// Describes what a schema requires.
fn in_words(schema: &Json) -> String {
    let words = words_of(schema);
    match type_of(schema) {
        "object" => "a mapping of fields".into(),
        "array" => "a list".into(),
        "integer" => "a whole number".into(),
        "boolean" => "true or false".into(),
        _ if schema["format"] == "date" => "a date such as 2025-05-16".into(),
        _ if !words.is_empty() => format!("one of {}", words.join(", ")),
        _ => "text".into(),
    }
}

/// Shortens a value to its first 40 characters, enough to recognise it.
fn shortened(text: &str) -> String {
    prose::shortened(text.lines().next().unwrap_or(""), 40)
}

/// Returns the name of the first invisible character in a single-line text.
fn unseen_in(text: &str) -> Option<String> {
    text.trim_end_matches('\n').chars().find(|c| invisible::is_unseen(*c)).map(invisible::one)
}

/// The letters of YAML's escapes for one control character each, and these characters.
const ESCAPES: (&str, &str) = ("0abvfreNLP", "\0\u{7}\u{8}\u{b}\u{c}\r\u{1b}\u{85}\u{2028}\u{2029}");

/// Returns the place of a value's character in the source, where it may be written as an escape.
fn place_of(c: char, text: &str, node: &TreeNode) -> Option<Span> {
    let source = text.get(node.range.start..node.range.end)?;
    let code = u32::from(c);
    let letter = ESCAPES.0.chars().zip(ESCAPES.1.chars()).find(|(_, meant)| *meant == c);
    let spellings = std::iter::once(c.to_string()).chain(letter.map(|(letter, _)| format!("\\{letter}")));
    let found = spellings.into_iter().find_map(|spelling| Some((source.find(&spelling)?, spelling.len())));
    // The figures may be in capitals; without their case, `\u` and `\U` differ in length only.
    let source = source.to_ascii_lowercase();
    let numbers = [format!("\\x{code:02x}"), format!("\\u{code:04x}"), format!("\\u{code:08x}")];
    let (at, length) = found.or_else(|| numbers.iter().find_map(|number| Some((source.find(number)?, number.len()))))?;
    let start = node.range.start + at;
    Some(Span { start, end: start + length })
}

#[cfg(test)]
mod tests;
