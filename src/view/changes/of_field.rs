//! What changed in fields that have no words of their own.

use serde_json::Value;

use super::change::ChangedValue;
use super::excerpt::{differing, in_words, is_prose};
use super::kind::ChangeKind;
use super::writer::{ChangeWords, ChangeWriter};
use crate::model::field_words::{field_words, path_words, value_words};
use crate::model::redaction::{REDACTED, part};
use crate::model::value_changes::{ValueChange, ValueChangeKind};
use crate::model::{FieldPath, Segment};

/// Fields that are set anew as the work goes on. To change one corrects nothing.
const OF_WORK: [&str; 3] = ["priority", "status", "target"];

/// Writes a change for each field that is left, a list as one. `before` and `after` are the finding or record.
pub(super) fn write(before: &Value, after: &Value, to: &mut ChangeWriter<'_>) {
    while let Some(first) = to.values.first() {
        let field = without_items(&first.change.field);
        let mut values = to.take(|value| without_items(&value.field) == field);
        let whole = to.changed(ValueChange::set(field.clone(), part(before, &field).cloned(), part(after, &field).cloned()));
        for words in words_of(&field, &whole, &values) {
            to.write(words, std::mem::take(&mut values));
        }
    }
}

/// Returns the words for one value: "owner changed from A to B".
pub(super) fn difference(name: &str, value: &ChangedValue) -> String {
    let ValueChange { kind, before, after, .. } = &value.change;
    if is_marked(after) && !is_marked_alone(before, value.is_redacted) {
        return format!("{name} redacted");
    }
    match (kind, before, after) {
        (ValueChangeKind::Moved(_), ..) => format!("{name} moved"),
        (_, Some(Value::String(was)), Some(Value::String(is))) if is_prose(was) || is_prose(is) => {
            let (was, is) = differing(was, is);
            format!("{name} corrected from {was} to {is}")
        }
        (_, Some(was), Some(is)) => format!("{name} changed from {} to {}", in_words(was), in_words(is)),
        (_, None, Some(Value::Bool(true))) => format!("{name} set"),
        (_, None, Some(is)) => format!("{name} set to {}", in_words(is)),
        (_, Some(was), None) => format!("{name} removed (was {})", in_words(was)),
        (_, None, None) => format!("{name} changed"),
    }
}

/// Returns the words for the values of an item of a list.
pub(super) fn differences(values: &[ChangedValue]) -> String {
    let name = |field: String| if field.contains('[') { path_words(&field) } else { field_words(&field) };
    let each = values.iter().map(|value| difference(&name(value.change.below_item()), value));
    each.collect::<Vec<_>>().join("; ")
}

fn words_of(field: &FieldPath, whole: &ChangedValue, values: &[ChangedValue]) -> Vec<ChangeWords> {
    let fields = match (&whole.change.before, &whole.change.after) {
        (None, Some(Value::Object(fields))) | (Some(Value::Object(fields)), None) if !fields.is_empty() => fields,
        _ => return vec![one(&field.to_string(), whole, values)],
    };
    let below = |key: &String| {
        let child = |value: &Option<Value>| value.as_ref().and_then(|value| value.get(key)).cloned();
        let field = field.key(key.clone());
        let change = ValueChange::set(field.clone(), child(&whole.change.before), child(&whole.change.after));
        words_of(&field, &ChangedValue { change, ..whole.clone() }, &[])
    };
    fields.keys().flat_map(below).collect()
}

fn one(field: &str, whole: &ChangedValue, values: &[ChangedValue]) -> ChangeWords {
    let (was, is) = (whole.change.before.as_ref(), whole.change.after.as_ref());
    let name = field_words(field);
    // Words that were redacted must not come back in the message of a commit.
    let is_redacted = whole.is_redacted || is_marked(&whole.change.before) || is_marked(&whole.change.after);
    let words = |value: Option<&Value>| value.and_then(value_words).filter(|_| !is_redacted);
    let (old, new) = (words(was), words(is));
    let (head, tail) = match (is, &new) {
        (None, _) => (format!("Remove the {name} of"), String::new()),
        (Some(_), Some(new)) => (format!("Set the {name} of"), format!(" to {new}")),
        (Some(_), None) if was.is_none() => (format!("Write the {name} of"), String::new()),
        (Some(_), None) => (format!("Change the {name} of"), String::new()),
    };
    let was_in_commit = old.filter(|_| is.is_none() || new.is_some());
    let kind = match field {
        "owner" => ChangeKind::OwnerChanged,
        _ if was.is_none() || OF_WORK.contains(&field) => ChangeKind::Other,
        _ => ChangeKind::Corrected,
    };
    ChangeWords { was: was_in_commit, ..ChangeWords::new(kind, what(&name, whole, values), head, tail) }
}

/// Returns the words for a field. Of a list of several things each one that differs has its words.
fn what(name: &str, whole: &ChangedValue, values: &[ChangedValue]) -> String {
    let is_list = |value: &Option<Value>| value.as_ref().is_some_and(|value| value.is_array() && value_words(value).is_none());
    if !is_list(&whole.change.before) && !is_list(&whole.change.after) {
        return difference(name, whole);
    }
    let item = |value: &ChangedValue| match (&value.change.kind, &value.change.before, &value.change.after) {
        (ValueChangeKind::Added, _, Some(is)) => format!("{} added", in_words(is)),
        (ValueChangeKind::Removed, Some(was), _) => format!("{} removed", in_words(was)),
        (ValueChangeKind::Moved(_), ..) => "order changed".to_owned(),
        _ => difference(&field_words(value.change.field.last_key().unwrap_or_default()), value),
    };
    format!("{name}: {}", values.iter().map(item).collect::<Vec<_>>().join("; "))
}

/// Returns the path up to the first list in it.
fn without_items(field: &FieldPath) -> FieldPath {
    FieldPath::from_iter(field.segments().iter().take_while(|step| matches!(step, Segment::Key(_))).cloned())
}

fn is_marked(value: &Option<Value>) -> bool {
    value.as_ref().is_some_and(|value| value.to_string().contains(REDACTED))
}

/// Returns whether an earlier value had its marker before, and not because it is hidden here.
fn is_marked_alone(before: &Option<Value>, is_redacted: bool) -> bool {
    !is_redacted && (before.is_none() || is_marked(before))
}
