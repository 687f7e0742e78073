//! Rules on changes: dates, entries, findings and published words must not be removed or altered.
//!
//! These rules compare a record with an older version of itself. Adding is always allowed.

use std::collections::{HashMap, HashSet};

use crate::model::redaction::accepted;
use crate::model::{
    Closure, Date, Extension, FieldPath, Finding, FindingKind, FindingRef, OurNames, ProgressEntry, Record, SchemaVersion, Stage,
    Status, due_date_in_text,
};
use crate::prose::counted;
use crate::rules::engine::rule::family;
use crate::rules::published_text::{PublishedField, published_words, said};
use crate::rules::{DiagnosticCollector, RecordToCheck, Rule, RuleContext};
use crate::yaml::Span;

family! { "History", "progress_log.md", check:
    /// Reports a changed due date of the inspectorate.
    DUE_DATE_EDITED = Deny "due-date-edited" Against;
    /// Reports a changed or removed extension.
    EXTENSION_REWRITTEN = Deny "extension-rewritten" Against;
    /// Reports a changed or removed escalation step.
    ESCALATION_REWRITTEN = Deny "escalation-rewritten" Against;
    /// Reports a changed or removed log entry.
    PROGRESS_REWRITTEN = Deny "progress-rewritten" Against;
    /// Reports a changed or removed closure.
    CLOSURE_REWRITTEN = Deny "closure-rewritten" Against;
    /// Reports a changed or removed verification.
    VERIFICATION_REWRITTEN = Deny "verification-rewritten" Against;
    /// Reports a finding that was reopened without a log entry.
    REOPENED_WITHOUT_ENTRY = Deny "reopened-without-entry" Against;
    /// Reports a finding removed from a published response.
    FINDING_REMOVED = Deny "finding-removed" Against;
    /// Reports changed or removed words of a published response.
    PUBLISHED_RESPONSE_CHANGED = Deny "published-response-changed" Against;
    /// Reports a deleted record.
    RECORD_DELETED = Deny "record-deleted" Against;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(before) = subject.before else { return };
    let before = before.record.as_ref();
    if subject.gone {
        let findings = before
            .map_or_else(String::new, |record| format!(", with {}", counted(record.findings().count(), "finding", "findings")));
        let message = format!("the record was removed{findings}");
        let help = "restore it; to remove a record that was made by mistake, use `--allow record-deleted` (`irr rm --anyway`)"
            .to_owned();
        report.here(&RECORD_DELETED, FieldPath::root(), Span::default(), message, help);
        return;
    }
    let (Some(before), Some(record)) = (before, subject.record()) else { return };
    // A redaction is a permitted change, so the older text is compared with it applied (see `redaction::accepted`).
    let before = &*accepted(before, record);
    let olds = before.finding_places();
    for (reference, at, finding) in record.findings() {
        if let Some(old) = olds.get(&reference).and_then(|place| before.findings_of(reference.kind).get(*place)) {
            due_stays(before, record, &reference, &at, old, finding, report);
            extensions_stay(&at, old, finding, report);
            escalation_stays(&at, old, finding, report);
            log_stays(&at, old, finding, report);
            if record.schema_version == SchemaVersion::One {
                closure_stays(&reference, &at, old, finding, report);
            } else {
                closings_stay(&reference, &at, old, finding, report);
                verifications_stay(&reference, &at, old, finding, report);
            }
            reopening_is_told(&reference, &at, old, finding, report);
        }
    }
    if was_published(before) {
        findings_stay(before, record, report);
        published_words_stay(before, record, &context.by.us, report);
    }
}

/// Returns whether the response was made, whatever the stage says.
pub(super) fn was_published(record: &Record) -> bool {
    record.stage == Stage::Published || record.responded().is_some()
}

fn due_stays(
    before: &Record,
    record: &Record,
    reference: &FindingRef,
    at: &FieldPath,
    old: &Finding,
    new: &Finding,
    report: &mut DiagnosticCollector<'_>,
) {
    if let Some(was) = old.due.filter(|was| new.due != Some(*was)) {
        // The printed words decide: a change that makes the date agree with them corrects a copying mistake.
        let came_in = old.due_text.is_none() && !was_published(before);
        let words = new.due_text.as_ref().filter(|words| old.due_text.as_ref() == Some(words) || came_in);
        let published = record.inspection.published;
        if new.due.is_some() && words.and_then(|words| due_date_in_text::resolve(words, published)) == new.due {
            return;
        }
        let message = match new.due {
            Some(now) => format!("the inspectorate's date of {reference} was changed from {was} to {now}"),
            None => format!("the inspectorate's date of {reference} was {was}, and was removed"),
        };
        let help = format!("restore `due: {was}`, and add the later date to `extensions` with reason and approver");
        report.at(&DUE_DATE_EDITED, at.key("due"), message, help);
    }
    // Without a due date of the inspectorate, the published target takes its place.
    if let Some(was) = old.target.filter(|was| {
        was_published(before) && old.due.or(new.due).is_none() && new.target != Some(*was) && new.latest_status().is_open()
    }) {
        let now = new.target.map_or_else(|| "was removed".to_owned(), |now| format!("was changed to {now}"));
        let message = format!("{reference} has no date but its target: that was {was}, and {now}");
        let help = format!("restore `target: {was}`, and add the later date to `extensions` with reason and approver");
        report.at(&DUE_DATE_EDITED, at.key("target"), message, help);
    }
}

/// Returns the first extension that is not there any more.
pub(super) fn lost_extension<'a>(old: &'a [Extension], new: &[Extension]) -> Option<&'a Extension> {
    // In order, because the last extension counts.
    let mut there = new.iter();
    old.iter().find(|was| {
        !there.any(|now| {
            (now.agreed, now.to) == (was.agreed, was.to)
                && keeps(was.reason.as_ref(), now.reason.as_ref())
                && keeps(was.approved_by.as_ref(), now.approved_by.as_ref())
                // What was never to be published must not become public by a change of the record.
                && (now.internal || !was.internal)
        })
    })
}

fn extensions_stay(at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    if let Some(was) = lost_extension(&old.extensions, &new.extensions) {
        let message = format!("the extension to {} that was agreed on {} was removed, changed or moved", was.to, was.agreed);
        let help = "restore it; add a further date as a further extension, after the others".to_owned();
        report.at(&EXTENSION_REWRITTEN, at.key("extensions"), message, help).about(format!("{} {}", was.to, was.agreed));
    }
}

fn escalation_stays(at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    let mut there = new.escalation.iter();
    let gone = old.escalation.iter().find(|was| {
        !there.any(|now| {
            (now.date, now.to) == (was.date, was.to)
                && keeps(was.reference.as_ref(), now.reference.as_ref())
                && keeps(was.reason.as_ref(), now.reason.as_ref())
        })
    });
    if let Some(was) = gone {
        let message = format!("the escalation to `{}` of {} was removed, changed or moved", was.to, was.date);
        let help = "restore it; add later steps as further entries, after the others".to_owned();
        report.at(&ESCALATION_REWRITTEN, at.key("escalation"), message, help).about(format!("{} {}", was.to, was.date));
    }
}

/// The content of a log entry; the layout of its note does not count.
pub(super) type EntryContent = (Date, Option<String>, Option<Status>, Option<String>);

fn entry_said(entry: &ProgressEntry) -> EntryContent {
    let note = entry.note.as_ref().map(|note| said(note.as_str()));
    (entry.date, entry.by.as_deref().map(said), entry.status, note)
}

/// Returns the new log entries, and the first old one that is missing.
pub(super) fn log_since(old: &Finding, new: &Finding) -> (Vec<EntryContent>, Option<EntryContent>) {
    let mut there: HashMap<EntryContent, usize> = HashMap::new();
    for now in new.progress.iter().map(entry_said) {
        *there.entry(now).or_default() += 1;
    }
    let mut gone = None;
    for was in old.progress.iter().map(entry_said) {
        match there.get_mut(&was).filter(|times| **times > 0) {
            Some(times) => *times -= 1,
            None => gone = gone.or(Some(was)),
        }
    }
    let come = there.into_iter().flat_map(|(now, times)| std::iter::repeat_n(now, times)).collect();
    (come, gone)
}

fn log_stays(at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    if let (_, Some((date, ..))) = log_since(old, new) {
        let message = format!("the progress entry of {date} was removed or changed");
        let help = "restore it; correct it with a new entry".to_owned();
        report.at(&PROGRESS_REWRITTEN, at.key("progress"), message, help).about(date);
        return;
    }
    // What was never to be published must not become public by a change of the record.
    let internal: HashSet<EntryContent> = new.progress.iter().filter(|entry| entry.internal).map(entry_said).collect();
    let mut were_internal = old.progress.iter().filter(|entry| entry.internal);
    if let Some(ProgressEntry { date, .. }) = were_internal.find(|entry| !internal.contains(&entry_said(entry))) {
        let message = format!("the progress entry of {date} was `internal: true`, and is not any more");
        let help = "restore `internal: true`; to publish what it says, add an entry".to_owned();
        report.at(&PROGRESS_REWRITTEN, at.key("progress"), message, help).about(date);
    }
}

/// Returns whether what was recorded is still there; what was missing may be added.
fn keeps(was: Option<&String>, now: Option<&String>) -> bool {
    was.is_none_or(|was| now.is_some_and(|now| said(was) == said(now)))
}

/// A record of version 2 keeps each closing; one is added when a finding is closed again.
fn closings_stay(reference: &FindingRef, at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    let mut there = new.closings();
    let gone = old.closings().find(|was| {
        !there.any(|now| {
            let evidence: HashSet<String> = now.evidence.iter().map(|it| said(it)).collect();
            was.date.is_none_or(|day| now.date == Some(day))
                && was.status.is_none_or(|status| now.status == Some(status))
                && was.reopened.is_none_or(|day| now.reopened == Some(day))
                && keeps(was.approved_by.as_ref(), now.approved_by.as_ref())
                && keeps(was.reopening_reason.as_ref(), now.reopening_reason.as_ref())
                && was.evidence.iter().all(|it| evidence.contains(&said(it)))
        })
    });
    if let Some(was) = gone {
        let when = was.date.map_or_else(|| "without a date".to_owned(), |day| format!("of {day}"));
        let message = format!("the closing {when} of {reference} was removed, changed or moved");
        let help = "restore it; to reopen a finding, add a progress entry and the closing's `reopened`; to close it again, add a \
                    closing after the others";
        report.at(&CLOSURE_REWRITTEN, at.key("closures"), message, help.to_owned()).about(when);
    }
}

fn verifications_stay(
    reference: &FindingRef,
    at: &FieldPath,
    old: &Finding,
    new: &Finding,
    report: &mut DiagnosticCollector<'_>,
) {
    let mut there = new.verified();
    let gone = old.verified().find(|was| {
        !there.any(|now| {
            (said(&now.by), now.outcome) == (said(&was.by), was.outcome)
                && was.date.is_none_or(|day| now.date == Some(day))
                && keeps(was.reference.as_ref(), now.reference.as_ref())
        })
    });
    if let Some(was) = gone {
        let when = was.date.map_or_else(|| "without a date".to_owned(), |day| format!("of {day}"));
        let message = format!("the verification {when} by {} of {reference} was removed, changed or moved", was.by);
        let help = "restore it; add what the inspectorate said since as a further entry, after the others".to_owned();
        report.at(&VERIFICATION_REWRITTEN, at.key("verifications"), message, help).about(when);
    }
}

/// A record of version 1 keeps an earlier closure in the log.
fn closure_stays(reference: &FindingRef, at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    let Some(was) = old.closure.as_deref() else { return };
    let now = new.closure.as_deref();
    // A reopened finding may get another closure, if the details of the old one are kept in the log.
    let is_reopened = old.latest_status().is_open() || reopens(was, old, new);
    let of_the_day = || new.progress.iter().filter(|entry| was.date.is_none_or(|day| entry.date == day));
    let is_logged = |words: &str| {
        let has = |entry: &ProgressEntry| entry.note.as_ref().is_some_and(|note| said(note.as_str()).contains(&said(words)));
        is_reopened && of_the_day().any(has)
    };
    let ends = |entry: &ProgressEntry| entry.status.is_some_and(|status| !status.is_open());
    let approver = |closure: &Closure| closure.approved_by.as_deref().map(said);
    let lost = if was.date.is_some() && now.and_then(|now| now.date) != was.date && !(is_reopened && of_the_day().any(ends)) {
        was.date.map(|day| (format!("its date, {day},"), day.to_string()))
    } else if let Some(name) = was.approved_by.as_ref().filter(|name| now.and_then(approver) != approver(was) && !is_logged(name))
    {
        Some((format!("its approver, {name},"), name.clone()))
    } else {
        let there: HashSet<String> = now.iter().flat_map(|now| &now.evidence).map(|it| said(it)).collect();
        let gone = was.evidence.iter().find(|evidence| !there.contains(&said(evidence)) && !is_logged(evidence));
        gone.map(|evidence| (format!("the evidence `{evidence}`"), evidence.clone()))
    };
    if let Some((lost, subject)) = lost {
        let message = format!("{reference} was closed, and {lost} was removed or changed");
        let help = match is_reopened {
            false => "restore it; to reopen a finding, add a progress entry that says so",
            true => "restore it, or move it to a progress entry of its date, as `irr close` does when it closes a finding again",
        };
        report.at(&CLOSURE_REWRITTEN, at.key("closure"), message, help.to_owned()).about(subject);
    }
}

/// Returns whether a new log entry reopened the finding after its closure: on a later day, or later in the log of the same day.
fn reopens(closing: &Closure, old: &Finding, new: &Finding) -> bool {
    let come = log_since(old, new).0;
    let is_open = |entry: &ProgressEntry| entry.status.is_some_and(|status| status.is_open());
    new.progress.iter().enumerate().filter(|(_, entry)| is_open(entry) && come.contains(&entry_said(entry))).any(|(at, entry)| {
        let Some(day) = closing.date else { return true };
        let is_behind_it =
            || new.progress[..at].iter().any(|before| before.date == day && before.status.is_some() && !is_open(before));
        entry.date > day || entry.date == day && is_behind_it()
    })
}

fn reopening_is_told(reference: &FindingRef, at: &FieldPath, old: &Finding, new: &Finding, report: &mut DiagnosticCollector<'_>) {
    let was_closed = Some(old.latest_status()).filter(|status| !status.is_open());
    let is_open = new.latest_status().is_open();
    let open_entries =
        |finding: &Finding| finding.progress.iter().filter(|entry| entry.status.is_some_and(|status| status.is_open())).count();
    let reopenings = |finding: &Finding| finding.closings().filter(|closing| closing.reopened.is_some()).count();
    let is_recorded = open_entries(new) > open_entries(old) || reopenings(new) > reopenings(old);
    // One more entry with an open status documents the reopening, or the closing does.
    if let Some(was) = was_closed.filter(|_| is_open && !is_recorded) {
        let message = format!("{reference} was {} and is open again, but no progress entry says so", was.words());
        let help = "add a progress entry with the date, the new status and the reason".to_owned();
        report.at(&REOPENED_WITHOUT_ENTRY, at.key("status"), message, help);
    }
}

fn findings_stay(before: &Record, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let there = record.finding_places();
    for kind in FindingKind::ALL {
        let reference = |finding: &Finding| FindingRef::new(*kind, &finding.printed);
        for gone in before.findings_of(*kind).iter().map(reference).filter(|old| !there.contains_key(old)) {
            let message = format!("{gone} was in the published response, and was removed");
            let help = "restore it; if another finding replaces it, set its status to `superseded`".to_owned();
            report.at(&FINDING_REMOVED, FieldPath::root().key(kind.list()), message, help).about(gone);
        }
    }
}

fn published_words_stay(before: &Record, record: &Record, us: &OurNames, report: &mut DiagnosticCollector<'_>) {
    let is_now = published_words(record, us);
    let mut values: HashMap<(&Option<FindingRef>, &FieldPath), &PublishedField> = HashMap::new();
    for now in &is_now {
        values.entry((&now.of, &now.field)).or_insert(now);
    }
    let places = record.finding_places();
    let rule: &'static Rule = &PUBLISHED_RESPONSE_CHANGED;
    for was in published_words(before, us) {
        let now = values.get(&(&was.of, &was.field));
        // A removed finding is reported by its own rule.
        let there = was.of.as_ref().is_none_or(|of| places.contains_key(of));
        if !there || now.is_some_and(|now| now.value == was.value) {
            continue;
        }
        let whose = was.of.as_ref().map_or_else(String::new, |of| format!(" of {of}"));
        let what = if now.is_some() { "was changed" } else { "was removed" };
        let message = format!("`{}`{whose} was published, and {what} afterwards", was.field);
        let help = "restore it as it was published, and add news as a progress entry. If the correction was published too, put \
                    `# irr: allow(published-response-changed) REASON` in the same change"
            .to_owned();
        let at = match &was.of {
            Some(of) => places.get(of).map(|place| FieldPath::root().key(of.kind.list()).index(*place).join(&was.field)),
            None => Some(was.field.clone()),
        };
        report.at(rule, at.unwrap_or_default(), message, help).about(format!("{}{whose}", was.field));
    }
}
