//! The life of a finding or a record, oldest first: what the record says happened, beside the commits that wrote it.
//!
//! `step` reads the versions, `entry` follows the dated entries through them, `log_events` and `commit_events` write the
//! sentences, `origin` lays the two side by side, `notes` says what git does not know, and `answer` is what is drawn.

mod answer;
mod bare;
mod commit_events;
mod entry;
mod event;
mod field_changes;
mod log_events;
mod notes;
mod origin;
mod redacted;
mod step;
#[cfg(test)]
mod tests;
mod words;

use crate::model::{Date, Finding, FindingRef, Record, RecordHistory, RecordId, Snapshot};
use crate::prose::{counted, shortened};
use commit_events::CommitEvents;
use entry::Part;
use event::HistoryEvent;
pub use event::{HistoryEventKind, HistorySource};
use log_events::Logged;
use notes::FormerName;
use origin::Origins;
use redacted::RedactedWords;
use step::{HistoryStep, PartStep, StepKind};

/// The longest text of a finding in the title, in characters.
const LONGEST_TITLE: usize = 60;

/// What a history is made of.
#[derive(Debug, Clone, Copy)]
pub struct HistoryOf<'a> {
    /// The record's id.
    pub id: &'a RecordId,
    /// The record as known on the day of the history.
    pub snapshot: &'a Snapshot,
    /// The record as it is on disk.
    pub record: &'a Record,
    /// What git knows of it.
    pub past: &'a RecordHistory,
    /// The real day.
    pub today: Date,
}

/// The history of a finding or of a record.
#[derive(Debug)]
pub struct HistorySheet<'a> {
    of: HistoryOf<'a>,
    finding: Option<FindingRef>,
    events: Vec<HistoryEvent<'a>>,
    /// For a record: each finding with the number of its events and the last of them.
    findings: Vec<FindingLine<'a>>,
    names: Vec<FormerName<'a>>,
    notes: Vec<String>,
    redacted: RedactedWords,
}

/// A finding in the history of its record.
#[derive(Debug)]
struct FindingLine<'a> {
    reference: FindingRef,
    count: usize,
    last: Option<HistoryEvent<'a>>,
}

/// The events of a part, and what is to be said of it.
struct PartHistory<'a> {
    events: Vec<HistoryEvent<'a>>,
    notes: Vec<String>,
}

impl<'a> HistorySheet<'a> {
    /// Computes the history of a finding; `None` if the record has no such finding and git knows of none.
    pub fn of_finding(of: HistoryOf<'a>, reference: &FindingRef) -> Option<Self> {
        let (steps, mut notes) = own_steps(of);
        let redacted = RedactedWords::of(&steps, of.record);
        let now = of.snapshot.record().finding(reference).zip(of.record.finding(reference));
        let versions = || steps.iter().rev().flat_map(|step| step.after.into_iter().chain(step.before.iter().copied()));
        let (finding, whole) = match now {
            Some(now) => now,
            None => versions().find_map(|record| record.finding(reference)).map(|last| (last, last))?,
        };
        let mut part = of_finding(of, &steps, &redacted, (reference, finding, whole));
        if now.is_none() {
            notes.push(format!("{reference} is not in the record now: this is from the versions that git has"));
            // Its last version may have words that were redacted elsewhere.
            for event in part.events.iter_mut().filter(|event| redacted.repeats(&event.sentence)) {
                event.sentence = "Not shown, because it repeats words that were redacted".to_owned();
            }
        }
        let on = of.snapshot.on();
        let record = log_events::of_record(&Part::of_record(of.record), of.record.first_last_day(), on);
        let is_of_report =
            |it: &Logged<'a>| matches!(it.event.kind, HistoryEventKind::ReportPublished | HistoryEventKind::ResponsePublished);
        let mut about: Vec<Logged<'a>> = record.into_iter().filter(is_of_report).collect();
        let of_record = step::of_record(&steps);
        about.iter_mut().for_each(|it| Origins::of(&of_record, &[]).add_to(it, on, of.today));
        part.events.extend(about.into_iter().map(|it| it.event));
        part.events.extend(of_file(&steps));
        notes.extend(part.notes);
        Some(Self { redacted, ..Self::new(of, Some(reference.clone()), &steps, part.events, notes) })
    }

    /// Computes the history of a record, with a line for each finding.
    pub fn of_record(of: HistoryOf<'a>) -> Self {
        let (steps, mut notes) = own_steps(of);
        let redacted = RedactedWords::of(&steps, of.record);
        let on = of.snapshot.on();
        let parts = step::of_record(&steps);
        let now = Part::of_record(of.record);
        let mut logged = log_events::of_record(&now, of.record.first_last_day(), on);
        let origins = Origins::of(&parts, &logged);
        logged.iter_mut().for_each(|it| origins.add_to(it, on, of.today));
        let shown = CommitEvents { steps: &parts, finding: None, redacted: &redacted, now: &now.entries }.write();
        let mut events: Vec<HistoryEvent<'a>> = logged.into_iter().map(|it| it.event).chain(shown).collect();
        events.extend(of_file(&steps));
        events.extend(of_findings(&steps));
        notes.extend(notes::of_bulk(&origins));
        let mut findings = Vec::new();
        for (reference, _, finding) in of.snapshot.record().findings() {
            let Some(whole) = of.record.finding(&reference) else { continue };
            let mut part = of_finding(of, &steps, &redacted, (&reference, finding, whole));
            cut(&mut part.events, of);
            findings.push(FindingLine { reference, count: part.events.len(), last: part.events.pop() });
        }
        Self { findings, redacted, ..Self::new(of, None, &steps, events, notes) }
    }

    fn new(
        of: HistoryOf<'a>,
        finding: Option<FindingRef>,
        steps: &[HistoryStep<'a>],
        mut events: Vec<HistoryEvent<'a>>,
        notes: Vec<String>,
    ) -> Self {
        cut(&mut events, of);
        let is_known = |it: &FormerName<'_>| it.commit.is_none_or(|by| by.authored.is_none_or(|day| day <= of.snapshot.on()));
        let names = notes::former_names(steps).into_iter().filter(is_known).collect();
        Self { of, finding, events, findings: Vec::new(), names, notes, redacted: RedactedWords::default() }
    }

    /// Returns the title: what it is the history of.
    pub fn title(&self) -> String {
        let title = shortened(&self.of.record.inspection.title, LONGEST_TITLE);
        match &self.finding {
            Some(reference) => format!("History of {reference}, {title}"),
            None => format!("History of {title}"),
        }
    }

    /// Returns who answers the report, as the author of a page.
    pub fn author(&self) -> String {
        let body = &self.of.record.local_policing_body;
        body.name.clone().unwrap_or_else(|| body.kind.title().to_owned())
    }
}

/// Reads the steps, without those of another report that had the same name before, and what is to be said of them.
fn own_steps<'a>(of: HistoryOf<'a>) -> (Vec<HistoryStep<'a>>, Vec<String>) {
    let mut steps = step::steps(of.past, of.today);
    let mut notes = notes::of_limits(&of.past.limits, of.id);
    let is_other = |step: &HistoryStep<'_>| {
        let after = step.after.filter(|_| step.kind == StepKind::AddedAgain);
        after.is_some_and(|after| step.before.iter().all(|before| !before.is_of_same_report(after)))
    };
    if let Some(at) = steps.iter().rposition(is_other) {
        let until = steps[at].day().map_or_else(String::new, |day| format!(" until {}", day.in_words()));
        notes.push(format!("another report had this record's name{until}: its commits are left out"));
        // Emptied and not removed, for the steps are known by their places.
        for step in &mut steps[..at] {
            *step =
                HistoryStep { kind: StepKind::OtherReport, before: Vec::new(), after: None, renamed_from: None, ..step.clone() };
        }
        (steps[at].kind, steps[at].before) = (StepKind::Added, Vec::new());
    }
    notes.extend(notes::of_versions(of.past, of.id));
    notes.extend(notes::of_days(of.past, of.today));
    (steps, notes)
}

/// Puts events in order, and leaves out those of commits after the day.
fn cut(events: &mut Vec<HistoryEvent<'_>>, of: HistoryOf<'_>) {
    let on = of.snapshot.on();
    // On the real day also what a wrong clock dates later.
    let is_then = |event: &HistoryEvent<'_>| match event.source {
        HistorySource::Commit => event.day.is_none_or(|day| day <= on),
        HistorySource::Files => false,
        HistorySource::Log | HistorySource::Both => true,
    };
    events.retain(|event| on >= of.today || is_then(event));
    // What has no day comes last. Stable, for the order of the record.
    events.sort_by_key(|event| (event.order.0.is_none(), event.order));
}

fn of_finding<'a>(
    of: HistoryOf<'a>,
    steps: &[HistoryStep<'a>],
    redacted: &RedactedWords,
    (reference, finding, whole): (&FindingRef, &Finding, &'a Finding),
) -> PartHistory<'a> {
    let on = of.snapshot.on();
    let parts = step::of_finding(steps, reference);
    let now = Part::of_finding(whole);
    let mut logged = log_events::of_finding(finding, &now, on);
    let origins = Origins::of(&parts, &logged);
    logged.iter_mut().for_each(|it| origins.add_to(it, on, of.today));
    let mut events: Vec<HistoryEvent<'a>> = logged.into_iter().map(|it| it.event).collect();
    events.extend(parts.iter().filter(|it| it.is_new() && it.step.kind != StepKind::Unknown).map(|it| beginning(it)));
    events.extend(CommitEvents { steps: &parts, finding: Some(reference), redacted, now: &now.entries }.write());
    let mut notes = notes::of_bulk(&origins);
    notes.extend(notes::of_merges(&parts, now.fields()));
    PartHistory { events, notes }
}

/// Returns the event of a finding's beginning.
fn beginning<'a>(it: &PartStep<'a>) -> HistoryEvent<'a> {
    let fields = it.after.as_ref().map(Part::fields);
    let text = |key: &str| fields.and_then(|fields| fields.get(key)).and_then(super::changes::value_words);
    let due = text("due").map(|due| format!("due {due}"));
    let owner = text("owner").map(|owner| format!("for {owner}"));
    let said: Vec<String> = [due, owner].into_iter().flatten().collect();
    let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
    let (kind, words) = match it.step.kind {
        StepKind::Added => (HistoryEventKind::RecordAdded, "Record added, with this finding"),
        _ => (HistoryEventKind::FindingAdded, "Finding added"),
    };
    HistoryEvent::of_step(it.at, &it.step, kind, format!("{words}{said}"))
}

/// Returns the events of the record's file: deleted, added again, renamed.
fn of_file<'a>(steps: &[HistoryStep<'a>]) -> Vec<HistoryEvent<'a>> {
    let mut events = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let mut add = |kind, sentence: String| events.push(HistoryEvent::of_step(at, step, kind, sentence));
        match step.kind {
            StepKind::Deleted => add(HistoryEventKind::RecordRemoved, "Record deleted".to_owned()),
            StepKind::AddedAgain => add(HistoryEventKind::RecordAdded, "Record added again".to_owned()),
            _ => {}
        }
        if let Some(was) = step.renamed_from {
            add(HistoryEventKind::RecordRenamed, format!("Record renamed: it was {was}"));
        }
    }
    // Before what the same commit changed in the record.
    events.iter_mut().for_each(|event| event.order.2 = 0);
    events
}

/// Returns the events of a record that are about its findings and format: those of one commit together.
fn of_findings<'a>(steps: &[HistoryStep<'a>]) -> Vec<HistoryEvent<'a>> {
    let mut events = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let Some(after) = step.after.filter(|_| step.kind != StepKind::Unknown) else { continue };
        let mut add = |kind, sentence: String| events.push(HistoryEvent::of_step(at, step, kind, sentence));
        let count = |number| counted(number, "finding", "findings");
        if step.kind == StepKind::Added {
            add(HistoryEventKind::RecordAdded, format!("Record added, with {}", count(after.findings().count())));
            continue;
        }
        let has = |record: &Record, reference: &FindingRef| record.finding(reference).is_some();
        let came = after.findings().map(|(reference, ..)| reference);
        let came: Vec<FindingRef> = came.filter(|it| step.before.iter().all(|before| !has(before, it))).collect();
        let were = step.before.first().into_iter().flat_map(|before| before.findings().map(|(reference, ..)| reference));
        let gone: Vec<FindingRef> =
            were.filter(|it| !has(after, it) && step.before.iter().all(|before| has(before, it))).collect();
        for (kind, what, found) in
            [(HistoryEventKind::FindingAdded, "added", came), (HistoryEventKind::FindingRemoved, "removed", gone)]
        {
            if !found.is_empty() {
                let names = crate::prose::listed(&found, found.len(), 10);
                add(kind, format!("{} {what}: {names}", count(found.len())));
            }
        }
        if step.before.iter().all(|before| before.schema_version != after.schema_version) && !step.before.is_empty() {
            let version = after.schema_version.number();
            add(HistoryEventKind::RecordConverted, format!("Record converted to version {version} of the format"));
        }
    }
    events
}
