//! The words of fields and values, for sentences about what changed and what is contradicted.

use serde_json::Value;

use crate::model::Date;
use crate::prose::{invisible, shortened};

/// The longest value that a sentence quotes.
const LONGEST_VALUE: usize = 60;

/// Returns a text of a record on one line, short, and with nothing invisible in it.
pub fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&invisible::shown(&line), LONGEST_VALUE)
}

/// Returns a field's words: "due date", "chief officer response".
pub fn field_words(field: &str) -> String {
    let field = field.strip_prefix("publication.").unwrap_or(field);
    if let Some(of_report) = field.strip_prefix("inspection.") {
        return format!("report's {}", field_words(of_report));
    }
    let known = match field {
        "due" => "due date",
        "done" => "day done",
        "due_text" => "printed due date",
        "target" => "target date",
        "addressed_to" => "addressees",
        "ours" => "answer to whose it is",
        "chief_officer_response" => "chief officer's answer",
        "chief_officer_response.text" => "text of the chief officer's answer",
        "commissioner_response" => "response",
        "commissioner_response.text" => "text of the response",
        "commissioner_initial_response" => "initial response",
        "commissioner_overall_comments" => "overall comments",
        "published" => "day of publication",
        "progress" => "log",
        "closure" | "closures" => "closing",
        "verification" | "verifications" => "inspectorate's verification",
        _ => return field.replace('_', " ").replace('.', ": "),
    };
    known.to_owned()
}

/// Returns a path in words: `actions[1].done` is "the day done of action 2".
pub fn path_words(field: &str) -> String {
    let Some((list, rest)) = field.split_once('[') else { return format!("the {}", field_words(field)) };
    let (index, rest) = rest.split_once(']').unwrap_or((rest, ""));
    let number = index.parse::<usize>().map_or(0, |index| index + 1);
    let item = match list {
        "actions" => format!("action {number}"),
        "progress" => format!("log entry {number}"),
        "extensions" => format!("extension {number}"),
        "closures" => format!("closing {number}"),
        "verifications" => format!("verification {number}"),
        _ => format!("entry {number} in the {}", field_words(list)),
    };
    match rest.strip_prefix('.') {
        Some(rest) => format!("{} of {item}", path_words(rest)),
        None => item,
    }
}

/// Returns a value in words; `None` where it is too long or not a simple one.
pub fn value_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => match text.parse::<Date>() {
            Ok(day) => Some(day.in_words()),
            // A word of a vocabulary.
            Err(_) if text.bytes().all(|c| c.is_ascii_lowercase() || c == b'_') => Some(text.replace('_', " ")),
            Err(_) => Some(quoted(text)).filter(|words| !words.ends_with('…') && !text.trim_end().contains('\n')),
        },
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let names: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            names.map(|names| quoted(&names.join(", ")))
        }
        Value::Null | Value::Object(_) => None,
    }
}
