//! One line of the printed form: a field, its label, and how its value is written and read.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::model::Date;
use crate::prose::Prose;
use crate::prose::lost_characters::{NO_LINE_BREAK, escape, read};

/// How a value is printed.
#[derive(Debug, Clone, Copy)]
pub enum FieldPrint {
    /// As it is.
    Text,
    /// A list of texts, one on each line.
    Lines,
    /// A text, or a list of several, one on each line.
    TextOrLines,
    /// As "16 May 2025".
    Date,
    /// A vocabulary word, with spaces for underscores.
    Word(Check),
    /// The name of a record or a finding.
    Name(Check),
    /// As a number.
    Number,
    /// As "yes" or "no".
    YesNo,
    /// Prose with Markdown.
    Prose,
}

/// A function that turns printed text into the stored word, or returns the error to show.
pub type Check = fn(&str) -> Result<String, String>;

/// The [`Check`] for a type that reads what it writes.
pub(super) fn word<T: FromStr<Err: Display> + Display>(text: &str) -> Result<String, String> {
    text.parse::<T>().map(|word| word.to_string()).map_err(|error| error.to_string())
}

/// A field and its label.
#[derive(Debug, Clone, Copy)]
pub struct FormField {
    /// The keys that lead to the field, joined by dots.
    pub path: &'static str,
    /// The label in print.
    pub label: &'static str,
    /// How the value is printed.
    pub print: FieldPrint,
}

impl FormField {
    pub(super) const fn new(path: &'static str, label: &'static str, print: FieldPrint) -> Self {
        Self { path, label, print }
    }

    /// Returns an entry for prose that stands below a heading and has no label.
    pub const fn prose(path: &'static str) -> Self {
        Self { path, label: "", print: FieldPrint::Prose }
    }

    /// Returns whether the field is prose.
    pub fn is_prose(&self) -> bool {
        matches!(self.print, FieldPrint::Prose)
    }

    /// Returns the text printed for the field in a value; `None` where the field is absent.
    pub fn printed(&self, of: &Value) -> Option<String> {
        let value = self.path.split('.').try_fold(of, |value, key| value.get(key))?;
        // Each item of a list is printed on one line, so a line break inside it must be escaped.
        let in_a_line = |text: &str| escape(text).replace('\n', "\\u{a}");
        Some(match (self.print, value) {
            (FieldPrint::Lines | FieldPrint::TextOrLines, Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).map(|item| or_nothing(in_a_line(item))).collect::<Vec<_>>().join("\n")
            }
            (FieldPrint::Prose, Value::String(text)) => Prose::verbatim(text.as_str()).escaped(),
            (FieldPrint::Date, Value::String(day)) => day.parse().map_or_else(|_| day.clone(), Date::in_safe_words),
            (FieldPrint::Word(_), Value::String(word)) => word.replace('_', " "),
            (FieldPrint::YesNo, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            (FieldPrint::TextOrLines, Value::String(text)) => or_nothing(in_a_line(text)),
            (_, Value::String(text)) => or_nothing(escape(text)),
            (_, other) => other.to_string(),
        })
    }

    /// Returns whether the field is present.
    pub fn is_in(&self, fields: &Map<String, Value>) -> bool {
        let mut keys = self.path.split('.');
        let first = keys.next().and_then(|key| fields.get(key));
        first.and_then(|first| keys.try_fold(first, |value, key| value.get(key))).is_some()
    }

    /// Puts printed text back into the field. An empty text creates only the mappings around the field, and not the field.
    ///
    /// # Errors The message to show where the text is
    /// not a value of this kind, or where a mapping
    /// is expected and something else is there.
    pub fn put(&self, text: &str, into: &mut Map<String, Value>) -> Result<(), String> {
        let mut into = into;
        let (parents, key) = self.path.rsplit_once('.').map_or(("", self.path), |(parents, key)| (parents, key));
        for parent in parents.split('.').filter(|parent| !parent.is_empty()) {
            let inner = into.entry(parent).or_insert_with(|| Value::Object(Map::new()));
            into = inner.as_object_mut().ok_or_else(|| format!("`{parent}` is no mapping"))?;
        }
        if !text.is_empty() {
            into.insert(key.to_owned(), self.read(text)?);
        }
        Ok(())
    }

    /// Parses printed text into the field's value.
    ///
    /// # Errors
    /// The message to show where the text is not a value of this kind.
    pub fn read(&self, text: &str) -> Result<Value, String> {
        Ok(match self.print {
            FieldPrint::Text => Value::String(said(text)),
            FieldPrint::TextOrLines if !text.contains('\n') => Value::String(said(text)),
            FieldPrint::Lines | FieldPrint::TextOrLines => text.split('\n').map(|line| Value::String(said(line))).collect(),
            FieldPrint::Prose => Value::String(Prose::from_escaped(text).as_str().to_owned()),
            FieldPrint::Date => {
                let day = Date::from_words(text.trim()).ok_or_else(|| format!("`{text}` is no date"))?;
                Value::String(day.to_string())
            }
            FieldPrint::Word(check) => Value::String(check(text)?),
            FieldPrint::Name(check) => Value::String(check(&said(text))?),
            FieldPrint::Number => text.trim().parse::<u32>().map_err(|_| format!("`{text}` is no number"))?.into(),
            FieldPrint::YesNo => match text.trim().to_lowercase().as_str() {
                "yes" => Value::Bool(true),
                "no" => Value::Bool(false),
                _ => return Err(format!("`{text}` is neither yes nor no")),
            },
        })
    }
}

/// Replaces an empty text by a marker, because an empty text in a record differs from an absent one.
pub(super) fn or_nothing(text: String) -> String {
    if text.is_empty() { NO_LINE_BREAK.to_owned() } else { text }
}

/// Returns the text that was printed, without escapes.
pub(super) fn said(text: &str) -> String {
    if text == NO_LINE_BREAK { String::new() } else { read(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        let whole = serde_json::json!({
            "a": {"one": "x\ny", "some": ["x", "y"], "text": " x\n", "none": "", "lines": ["one\ntwo", "", "three"], "day": "2025-05-06", "word": "in_progress", "yes": true, "n": 7}
        });
        let mut back = Map::new();
        for (path, print, printed) in [
            ("a.text", FieldPrint::Text, "\\u{20}x\\u{a}"),
            ("a.one", FieldPrint::TextOrLines, "x\\u{a}y"),
            ("a.some", FieldPrint::TextOrLines, "x\ny"),
            ("a.none", FieldPrint::Text, "\\u{}"),
            ("a.lines", FieldPrint::Lines, "one\\u{a}two\n\\u{}\nthree"),
            ("a.day", FieldPrint::Date, "6 May 2025"),
            ("a.word", FieldPrint::Word(word::<crate::model::Status>), "in progress"),
            ("a.yes", FieldPrint::YesNo, "yes"),
            ("a.n", FieldPrint::Number, "7"),
        ] {
            let entry = FormField::new(path, "", print);
            assert_eq!(entry.printed(&whole).as_deref(), Some(printed));
            entry.put(printed, &mut back).unwrap();
        }
        assert_eq!(Value::Object(back), whole);
    }
}
