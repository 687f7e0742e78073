//! What changed in the actions of a finding.

use super::change::ChangedValue;
use super::kind::ChangeKind;
use super::of_field::{difference, differences};
use super::of_log::extended;
use super::writer::{ChangeWords, ChangeWriter, ItemChange};
use crate::model::value_changes::ValueChange;
use crate::model::{Action, Finding, Segment};

/// Writes each action that was added, removed or changed.
pub(super) fn write(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("actions") {
        let list = if change == ItemChange::Removed { &before.actions } else { &after.actions };
        let Some(action) = list.get(index) else { continue };
        let (named, tail) = (to.in_quotes(&action.text), format!(": {}", to.quoted(&action.text)));
        match change {
            ItemChange::Added => {
                let what = format!("action added: {named}{}", details(action, to));
                to.write(ChangeWords::new(ChangeKind::Other, what, "Add an action to", tail), values);
            }
            ItemChange::Removed => {
                let what = format!("action removed: {named}");
                to.write(ChangeWords::new(ChangeKind::Corrected, what, "Remove an action of", tail), values);
            }
            ItemChange::Moved => {
                let what = format!("action moved to place {}: {named}", index + 1);
                to.write(ChangeWords::new(ChangeKind::Other, what, "Change an action of", tail), values);
            }
            ItemChange::Changed => changed(action, values, to),
        }
    }
}

fn details(action: &Action, to: &ChangeWriter<'_>) -> String {
    let owner = action.owner.as_ref().map(|owner| to.quoted(&owner.to_string()));
    let due = action.target.map(|day| format!("due {}", day.in_words()));
    let done = action.done.map(|day| format!("done {}", day.in_words()));
    let details: Vec<String> = [owner, due, done].into_iter().flatten().collect();
    if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) }
}

/// Writes the changes of one action: done, extended, another owner, and the rest.
fn changed(action: &Action, mut values: Vec<ChangedValue>, to: &mut ChangeWriter<'_>) {
    let (named, tail) = (to.in_quotes(&action.text), format!(": {}", to.quoted(&action.text)));
    if let Some(day) = action.done.filter(|_| has(&values, |value| value.below_item() == "done" && value.before.is_none())) {
        // What was logged with it is what proves it.
        let taken = taken(&mut values, |value| ["done", "evidence"].contains(&key(value)));
        let evidence: Vec<String> =
            taken.iter().filter_map(|it| it.change.after.as_ref()?.as_str()).skip(1).map(|it| to.in_quotes(it)).collect();
        let evidence = if evidence.is_empty() { String::new() } else { format!(", with the evidence {}", evidence.join(", ")) };
        let what = format!("action done on {}: {named}{evidence}", day.in_words());
        to.write(ChangeWords::new(ChangeKind::Other, what, "Mark an action as done for", tail.clone()), taken);
    }
    for (index, extension) in action.extensions.iter().enumerate() {
        let place = format!("extensions[{index}]");
        let taken = taken(&mut values, |value| value.below_item() == place && value.before.is_none());
        if taken.is_empty() {
            continue;
        }
        let earlier = index.checked_sub(1).and_then(|at| action.extensions.get(at)).map(|it| it.to).or(action.target);
        let what = format!("action {}: {named}", extended(earlier, extension, to));
        let tail = format!(" to {}{tail}", extension.to.in_words());
        to.write(ChangeWords::new(ChangeKind::Extended, what, "Extend an action of", tail), taken);
    }
    let owner = taken(&mut values, |value| key(value) == "owner");
    if let Some(value) = owner.first() {
        let what = format!("{}: {named}", difference("owner of an action", value));
        to.write(ChangeWords::new(ChangeKind::OwnerChanged, what, "Change an action of", tail.clone()), owner);
    }
    if !values.is_empty() {
        let is_new = values.iter().all(|value| value.change.before.is_none());
        let kind = if is_new { ChangeKind::Other } else { ChangeKind::Corrected };
        let what = format!("action {named}: {}", differences(&values));
        to.write(ChangeWords::new(kind, what, "Change an action of", tail), values);
    }
}

/// Returns the field of the action that a value is of.
fn key(value: &ValueChange) -> &str {
    match value.field.segments().get(2) {
        Some(Segment::Key(key)) => key,
        _ => "",
    }
}

fn has(values: &[ChangedValue], is_meant: impl Fn(&ValueChange) -> bool) -> bool {
    values.iter().any(|value| is_meant(&value.change))
}

fn taken(values: &mut Vec<ChangedValue>, is_meant: impl Fn(&ValueChange) -> bool) -> Vec<ChangedValue> {
    let (taken, left) = std::mem::take(values).into_iter().partition(|value| is_meant(&value.change));
    *values = left;
    taken
}
