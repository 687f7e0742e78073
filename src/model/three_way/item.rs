//! Whether two values, or two entries of a list, are the same.

use serde_json::Value;

use super::places::Paths;

/// Returns whether two values say the same. One owner as a list of one says the same as the name alone.
pub(super) fn is_same_value(one: Option<&Value>, other: Option<&Value>, at: &Paths) -> bool {
    if !at.is_owner() {
        return match (one, other) {
            (Some(one), Some(other)) => says_the_same(one, other),
            (one, other) => one == other,
        };
    }
    let names = |value: Option<&Value>| match value {
        Some(Value::Array(names)) => names.clone(),
        Some(name) => vec![name.clone()],
        None => Vec::new(),
    };
    names(one) == names(other)
}

/// Returns whether two values differ at most in the space at the end of their texts.
///
/// A block of text has no line end where the file ends without one.
fn says_the_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.trim_end() == other.trim_end(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| says_the_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| says_the_same(value, other)))
        }
        _ => one == other,
    }
}

/// Returns whether a changed entry is still the same one: its text is the same, or at least half of what the two say.
///
/// With less in common, parts of two different entries could be mixed into one that nobody wrote.
pub(super) fn is_same_entry(one: &Value, other: &Value) -> bool {
    let (Value::Object(one), Value::Object(other)) = (one, other) else { return one == other };
    // An action is known by what is to be done, whoever does it until when.
    if one.get("text").is_some() && one.get("text") == other.get("text") {
        return true;
    }
    let shared = one.iter().filter(|(key, value)| other.get(*key) == Some(value)).count();
    let all = one.len() + other.keys().filter(|key| !one.contains_key(*key)).count();
    shared * 2 >= all
}

/// Returns whether `one` says all that `other` says.
pub(super) fn has_all_of(one: &Value, other: &Value) -> bool {
    let (Value::Object(one), Value::Object(other)) = (one, other) else { return one == other };
    other.iter().all(|(key, value)| one.get(key) == Some(value))
}

/// The fields that say when an entry of a log was entered.
const DATED_BY: [&str; 2] = ["agreed", "date"];

/// Returns the day of an entry of a log; `None` for one of another list.
pub(super) fn day_of(entry: &Value) -> Option<&str> {
    DATED_BY.iter().find_map(|key| entry.get(key)).and_then(Value::as_str)
}

/// Returns whether each entry has a day, and they are in order.
pub(super) fn is_dated(entries: &[Value]) -> bool {
    entries.iter().all(|entry| day_of(entry).is_some()) && entries.is_sorted_by_key(day_of)
}
