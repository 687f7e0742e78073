//! The agenda as a calendar that other programs subscribe to.

use super::Agenda;
use super::response::counting;
use crate::model::{Date, Deadline, DeadlineKind};
use crate::prose::counted;
use crate::view::labels::day;

/// A calendar of deadlines. Its texts stay the same as long as the records do, so that subscribers see no false changes.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The day for which it is computed.
    pub on: Date,
    /// How many days before each deadline to remind, longest first.
    pub alarms: Vec<u32>,
    /// One entry for each deadline.
    pub entries: Vec<CalendarEntry>,
}

/// A deadline as a calendar event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The event's permanent id: it stays the same if the date, the words or their order change.
    pub uid: String,
    /// The due date.
    pub date: Date,
    /// How often the date has been extended.
    pub sequence: usize,
    /// The title.
    pub summary: String,
    /// The details.
    pub description: String,
    /// Categories to filter by: the kind of deadline and the force.
    pub categories: Vec<String>,
}

/// The longest description in a title, in characters.
const LONGEST_TITLE: usize = 80;

impl Calendar {
    /// Creates the calendar of an agenda, with an alarm the given numbers of days before each deadline.
    pub fn of(agenda: &Agenda<'_>, mut alarms: Vec<u32>) -> Self {
        // Sorted and unique, so that the order of the flags does not change the file.
        alarms.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
        alarms.dedup();
        Self { on: agenda.on(), alarms, entries: agenda.deadlines().iter().map(entry).collect() }
    }
}

fn entry(deadline: &Deadline<'_>) -> CalendarEntry {
    CalendarEntry {
        uid: uid(deadline),
        date: deadline.date,
        sequence: deadline.slips(),
        summary: summary(deadline),
        description: description(deadline),
        categories: vec![deadline.clock.as_str().to_owned(), deadline.record.force.to_string()],
    }
}

/// Returns the event's id, such as `action:kent/2025-05-16-subject:R4:2@irr`. No part contains a colon, so all ids are
/// different.
fn uid(deadline: &Deadline<'_>) -> String {
    let mut uid = format!("{}:{}", deadline.clock, deadline.id);
    if let Some(about) = &deadline.about {
        uid.push_str(&format!(":{}", about.reference));
        // A record may use a reference twice by mistake, and calendar apps drop events with equal ids.
        if about.namesakes > 0 {
            uid.push_str(&format!("~{}", about.namesakes + 1));
        }
    }
    if let Some((at, _)) = deadline.action {
        uid.push_str(&format!(":{at}"));
    }
    uid + "@irr"
}

fn summary(deadline: &Deadline<'_>) -> String {
    let reference = deadline.about.as_ref().map_or_else(String::new, |about| about.reference.to_string());
    let what = match (deadline.clock, deadline.action) {
        (DeadlineKind::Response, _) => "response".to_owned(),
        (DeadlineKind::Comments, _) => "chief officer's comments".to_owned(),
        (DeadlineKind::Finding, _) => format!("{reference} due"),
        (DeadlineKind::Target, _) => format!("{reference} target"),
        (DeadlineKind::Action, action) => format!("{reference} action {}", action.map_or(0, |(at, _)| at)),
    };
    let finding = deadline.what().map_or_else(|| "(withheld)".to_owned(), |what| cut(&what, LONGEST_TITLE));
    format!("{} {what}: {finding}", deadline.record.force)
}

fn description(deadline: &Deadline<'_>) -> String {
    let record = deadline.record;
    let mut parts = vec![deadline.action.map(|(_, action)| action.text.trim().to_owned())];
    match (deadline.clock, &deadline.about) {
        (DeadlineKind::Response, _) => {
            let response = &deadline.response;
            let counting = counting(response).map_or_else(String::new, |counting| format!(" {}.", sentence(&counting)));
            // Some duties are met by publishing the response, others by sending it to somebody.
            let done = response
                .duty
                .sent_to
                .map_or_else(|| "publish the response".to_owned(), |copy| format!("send the response to {}", copy.name));
            parts.push(Some(format!("The last day to {done}: {}.{counting}", response.duty.deadline_source)));
        }
        (_, Some(about)) => {
            let text = about.finding.text.as_ref().map_or("(withheld)", |text| text.trimmed());
            parts.push(Some(format!("{}: {text}", about.reference)));
        }
        (_, None) => {
            let words = "The last day for the chief officer's comments: they must come before the day that was set.";
            parts.push(Some(words.to_owned()));
        }
    }
    let mut lines = vec![format!("Owner: {}", deadline.owner().unwrap_or("nobody yet"))];
    lines.push(match deadline.slips() {
        0 => format!("Originally due: {}", day(deadline.original_date())),
        slips => {
            format!("Originally due: {}, {} since", day(deadline.original_date()), counted(slips, "extension", "extensions"))
        }
    });
    lines.push(format!("Report: {}, published {}", record.inspection.title.trim(), day(record.inspection.published)));
    let reference = deadline.about.as_ref().map_or_else(String::new, |about| format!(":{}", about.reference));
    lines.push(format!("Record: {}{reference}", deadline.id));
    parts.push(Some(lines.join("\n")));
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// Returns the words with their first letter in upper case.
fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Cuts a text after `most` characters at a word, unless that loses half of it; adds "…" if it was cut.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let short = &text[..end];
    let at = short.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", short[..at].trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, BodyKind, Finding, Inspection, LocalPolicingBody, Record, RecordId, Snapshot};
    use crate::query::DeadlineFilter;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Creates a record with two findings that share a reference by mistake, each with an action.
    fn record() -> (RecordId, Record) {
        let action = Action { target: Some(day("2026-03-01")), ..Action::to("Train") };
        let finding = Finding {
            due: Some(day("2026-04-30")),
            target: Some(day("2026-02-01")),
            actions: vec![action.clone(), action],
            ..Finding::numbered("1".parse().unwrap())
        };
        let body = LocalPolicingBody { kind: BodyKind::Pcc, name: None, holder: None };
        let mut record = Record::draft("Kent".into(), body, Inspection::titled("A subject", day("2025-05-16")));
        record.recommendations = vec![finding.clone(), finding];
        ("kent/2025-05-16-subject".parse().unwrap(), record)
    }

    fn calendar(id: &RecordId, record: &Record, on: &str) -> Calendar {
        let snapshot = Snapshot::new(record.clone(), day(on));
        Calendar::of(&Agenda::compute([(id, &snapshot)], &DeadlineFilter::default(), day(on)), vec![1, 7, 1])
    }

    #[test]
    fn each_entry_has_a_uid_of_its_own_even_where_two_findings_are_called_the_same() {
        let (id, record) = record();
        let mut uids: Vec<String> = calendar(&id, &record, "2026-01-01").entries.into_iter().map(|entry| entry.uid).collect();
        uids.sort_unstable();
        let known = [
            "action:kent/2025-05-16-subject:R1:1@irr",
            "action:kent/2025-05-16-subject:R1:2@irr",
            "action:kent/2025-05-16-subject:R1~2:1@irr",
            "action:kent/2025-05-16-subject:R1~2:2@irr",
            "finding:kent/2025-05-16-subject:R1@irr",
            "finding:kent/2025-05-16-subject:R1~2@irr",
            "response:kent/2025-05-16-subject@irr",
            "target:kent/2025-05-16-subject:R1@irr",
            "target:kent/2025-05-16-subject:R1~2@irr",
        ];
        assert_eq!(uids, known);
    }

    #[test]
    fn a_day_that_passes_changes_no_entry() {
        let (id, record) = record();
        assert_eq!(calendar(&id, &record, "2026-01-01").entries, calendar(&id, &record, "2027-01-01").entries);
    }

    #[test]
    fn alarms_are_told_once_and_the_earliest_first() {
        let (id, record) = record();
        assert_eq!(calendar(&id, &record, "2026-01-01").alarms, [7, 1]);
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(cut("one two three", 13), "one two three");
        assert_eq!(cut("one two, three", 11), "one two…");
        assert_eq!(cut("éééééééé", 4), "éééé…");
    }
}
