//! What changed in the response as a whole: its stage, deadline, comments and redactions.

use serde_json::Value;

use super::kind::ChangeKind;
use super::of_field::{difference, differences};
use super::of_log;
use super::writer::{ChangeWords, ChangeWriter, ItemChange};
use crate::model::value_changes::{ValueChange, ValueChangeKind};
use crate::model::{Date, Record, ResponseDeadline, Stage};

/// The body's and the chief officer's comments on the whole response.
const COMMENTS: [&str; 3] = ["commissioner_initial_response", "chief_officer_response", "commissioner_overall_comments"];

pub(super) fn write(before: &Record, after: &Record, to: &mut ChangeWriter<'_>) {
    let values = to.take(|value| value.top() == "schema_version");
    if !values.is_empty() {
        let version = format!(" to version {} of the record format", after.schema_version.number());
        to.write(ChangeWords::new(ChangeKind::Other, format!("converted{version}"), "Convert", version), values);
    }
    stage(before, after, to);
    extensions(before, after, to);
    of_log::redactions(&before.redactions, &after.redactions, to);
    comments(to);
}

fn stage(before: &Record, after: &Record, to: &mut ChangeWriter<'_>) {
    let mut values = to.take(|value| value.top() == "stage");
    let words = match (before.stage, after.stage) {
        (Stage::Draft, Stage::Published) => {
            let is_alone = |value: &ValueChange| value.after.as_ref().and_then(Value::as_object).is_some_and(|it| it.len() == 1);
            let is_day = |value: &ValueChange| match value.field.to_string().as_str() {
                "publication.published" => true,
                "publication" => is_alone(value),
                _ => false,
            };
            let has_day = after.publication.as_ref().is_some_and(|publication| publication.published.is_some());
            values.extend(to.take(|value| has_day && value.before.is_none() && is_day(value)));
            let day = after.publication.as_ref().and_then(|publication| publication.published);
            let day = day.map_or_else(String::new, |day| format!(" on {}", day.in_words()));
            ChangeWords::new(ChangeKind::Answered, format!("response published{day}"), "Publish the response to", "")
        }
        (Stage::Published, Stage::Draft) => {
            let what = "published response made a draft again";
            ChangeWords::new(ChangeKind::Corrected, what, "Make a draft again of the response to", "")
        }
        _ => return,
    };
    to.write(words, values);
}

fn extensions(before: &Record, after: &Record, to: &mut ChangeWriter<'_>) {
    let mut earlier = ResponseDeadline::of(before, Date::LAST).due;
    for (change, index, values) in to.take_items("response_extensions") {
        let list = if change == ItemChange::Removed { &before.response_extensions } else { &after.response_extensions };
        let Some(extension) = list.get(index) else { continue };
        let until = extension.to.in_words();
        let words = match change {
            ItemChange::Added => {
                let from = earlier.map_or_else(String::new, |day| format!(" from {}", day.in_words()));
                earlier = Some(extension.to);
                let reason = extension.reason.as_ref();
                let because = reason.map_or_else(String::new, |reason| format!(", because {}", to.in_quotes(reason)));
                let by = extension.by.as_ref().map_or_else(String::new, |by| format!(" by {}", to.quoted(by)));
                let what =
                    format!("response deadline extended{from} to {until}{because}, given{by} on {}", extension.agreed.in_words());
                ChangeWords::new(ChangeKind::Extended, what, "Extend the response deadline of", format!(" to {until}"))
            }
            ItemChange::Removed => {
                let what = format!("extension of the response deadline to {until} taken back");
                let head = "Take back the extension of the response deadline of";
                ChangeWords::new(ChangeKind::Corrected, what, head, format!(" to {until}"))
            }
            ItemChange::Moved | ItemChange::Changed => {
                let what = format!("extension of the response deadline to {until}: {}", differences(&values));
                ChangeWords::new(ChangeKind::Corrected, what, "Change the extensions of the response deadline of", "")
            }
        };
        to.write(words, values);
    }
}

/// Writes the comments that were not there before: they answer.
fn comments(to: &mut ChangeWriter<'_>) {
    for field in COMMENTS {
        let is_new =
            |change: &ValueChange| change.top() == field && change.before.is_none() && change.kind == ValueChangeKind::Set;
        for value in to.take(is_new) {
            let path = value.change.field.to_string();
            let name = super::field_words(&path);
            let what = difference(&name, &value);
            to.write(ChangeWords::new(ChangeKind::Answered, what, format!("Write the {name} of"), ""), vec![value]);
        }
    }
}
