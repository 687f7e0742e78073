//! Values in words, and long ones in few: the beginning of a text, and where two texts differ.

use serde_json::Value;

use crate::model::Date;
use crate::model::field_words::{field_words, quoted, value_words};
use crate::prose::{invisible, shortened};

/// The most characters of a text that a sentence quotes.
const LONGEST_TEXT: usize = 120;
/// How many words are shown on either side of those that differ.
const AROUND: usize = 4;

/// Returns a text in quotation marks, on one line and short.
pub(super) fn in_quotes(text: &str) -> String {
    format!("“{}”", shortened(&on_a_line(text), LONGEST_TEXT))
}

/// Returns the words in which two texts differ, each with a few words around, in quotation marks.
pub(super) fn differing(before: &str, after: &str) -> (String, String) {
    let (before, after) = (on_a_line(before), on_a_line(after));
    let (was, is): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(one, other)| one == other).count();
    let start = same(&mut was.iter().zip(&is));
    let end = same(&mut was[start..].iter().rev().zip(is[start..].iter().rev()));
    let part = |words: &[&str]| {
        let (from, to) = (start.saturating_sub(AROUND), (words.len() - end + AROUND).min(words.len()));
        let cut = shortened(&words[from..to].join(" "), LONGEST_TEXT);
        let (open, close) = (if from > 0 { "…" } else { "" }, if to < words.len() && !cut.ends_with('…') { "…" } else { "" });
        format!("“{open}{cut}{close}”")
    };
    (part(&was), part(&is))
}

/// Returns a value in words, whatever it is, shortened where it is long.
pub(super) fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) if text.parse::<Date>().is_err() && is_prose(text) => in_quotes(text),
        Value::String(_) | Value::Bool(_) | Value::Number(_) => value_words(value).unwrap_or_default(),
        Value::Array(items) => shortened(&items.iter().map(in_words).collect::<Vec<_>>().join(", "), LONGEST_TEXT),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| format!("{} {}", field_words(name), in_words(value));
            shortened(&fields.iter().map(field).collect::<Vec<_>>().join(", "), LONGEST_TEXT)
        }
        Value::Null => "nothing".to_owned(),
    }
}

/// Returns whether a text is longer than a name.
pub(super) fn is_prose(text: &str) -> bool {
    quoted(text).ends_with('…') || text.trim_end().contains('\n') || text.ends_with('\n')
}

fn on_a_line(text: &str) -> String {
    invisible::shown(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_texts_the_words_that_differ_are_shown_with_those_around() {
        let before = "The force should, by the end of June, train all its sergeants and their deputies in custody law.";
        let (was, is) = differing(before, &before.replace("all its", "most of its"));
        assert_eq!(was, "“…end of June, train all its sergeants and their…”");
        assert_eq!(is, "“…end of June, train most of its sergeants and their…”");
        assert_eq!(differing("a b", "a b c"), ("“a b”".to_owned(), "“a b c”".to_owned()));
        assert_eq!(differing("", "x"), ("“”".to_owned(), "“x”".to_owned()));
    }
}
