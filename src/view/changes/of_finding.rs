//! What changed in one finding.

use serde_json::Value;

use super::writer::{ChangeWriter, Grown, grown};
use crate::model::field_words::quoted;
use crate::model::{Action, Finding, Status};

/// The fields that have words of their own here.
const TOLD: [&str; 13] = [
    "ref",
    "status",
    "chief_officer_response",
    "commissioner_response",
    "actions",
    "extensions",
    "progress",
    "closure",
    "closures",
    "verification",
    "verifications",
    "escalation",
    "redactions",
];

/// Writes the changes of a finding, the weightiest first.
pub(super) fn write(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    let (was, is) = (before.latest_status(), after.latest_status());
    let has_new_status = was != is;
    match (was.is_open(), is.is_open()) {
        (true, false) if is == Status::Closed => to.change("Close", "", None),
        (true, false) => to.change("Close", format!(" as {}", is.words()), None),
        (false, true) => to.change("Reopen", "", None),
        _ if has_new_status => to.change("Set the status of", format!(" to {}", is.words()), Some(was.words())),
        _ => {}
    }
    match grown(&before.extensions, &after.extensions) {
        Grown::By(last) => to.change("Extend", format!(" to {}", last.to.in_words()), None),
        Grown::Back(last) => to.change("Take back the extension of", format!(" to {}", last.to.in_words()), None),
        Grown::Changed => to.change("Change the extensions of", "", None),
        Grown::Same => {}
    }
    match grown(&before.progress, &after.progress) {
        Grown::By(_) if !has_new_status => to.change("Add a log entry to", "", None),
        Grown::Back(_) => to.change("Take back a log entry of", "", None),
        Grown::Changed => to.change("Change the log of", "", None),
        _ => {}
    }
    let closings = |finding: &Finding| finding.closings().cloned().collect::<Vec<_>>();
    if closings(before) != closings(after) && !has_new_status {
        to.change("Change the closing of", "", None);
    }
    let (was_verified, is_verified): (Vec<_>, Vec<_>) = (before.verified().collect(), after.verified().collect());
    match grown(&was_verified, &is_verified) {
        Grown::By(last) => to.change("Add the inspectorate's verification of", format!(": {}", last.outcome.words()), None),
        Grown::Back(_) => to.change("Take back the inspectorate's verification of", "", None),
        Grown::Changed => to.change("Change the inspectorate's verification of", "", None),
        Grown::Same => {}
    }
    match grown(&before.escalation, &after.escalation) {
        Grown::By(last) => to.change("Escalate", format!(" to {}", last.to.words()), None),
        Grown::Back(last) => to.change("Take back the escalation of", format!(" to {}", last.to.words()), None),
        Grown::Changed => to.change("Change the escalation of", "", None),
        Grown::Same => {}
    }
    to.redactions(&before.redactions, &after.redactions);
    answer("the chief officer's answer to", &before.chief_officer_response, &after.chief_officer_response, to);
    answer("the response to", &before.commissioner_response, &after.commissioner_response, to);
    actions(&before.actions, &after.actions, to);
    let values = (serde_json::to_value(before), serde_json::to_value(after));
    if let (Ok(Value::Object(before)), Ok(Value::Object(after))) = values {
        to.fields(&before, &after, &TOLD, "");
    }
}

fn answer<T: PartialEq>(name: &str, before: &Option<T>, after: &Option<T>, to: &mut ChangeWriter<'_>) {
    let verb = match (before, after) {
        (before, after) if before == after => return,
        (None, _) => "Write",
        (_, None) => "Remove",
        _ => "Change",
    };
    to.change(format!("{verb} {name}"), "", None);
}

fn actions(before: &[Action], after: &[Action], to: &mut ChangeWriter<'_>) {
    for (was, is) in before.iter().zip(after).filter(|(was, is)| was != is) {
        let text = quoted(&is.text);
        if was.done.is_none() && is.done.is_some() {
            to.change("Mark an action as done for", format!(": {text}"), None);
        } else if let Grown::By(last) = grown(&was.extensions, &is.extensions) {
            to.change("Extend an action of", format!(" to {}: {text}", last.to.in_words()), None);
        } else {
            to.change("Change an action of", format!(": {text}"), None);
        }
    }
    for new in after.iter().skip(before.len()) {
        to.change("Add an action to", format!(": {}", quoted(&new.text)), None);
    }
    for gone in before.iter().skip(after.len()) {
        to.change("Remove an action of", format!(": {}", quoted(&gone.text)), None);
    }
}
