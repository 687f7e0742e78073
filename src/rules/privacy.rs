//! Rules on what records should not contain: withheld text, names of persons, and words about somebody's health.

use serde_json::Value;

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::personal_names::{health_word, personal_name};
use crate::model::redaction::{REDACTED, added, alike, part, removed, repeated};
use crate::model::{FieldPath, Finding, FindingRef, Owners, Record, Redaction};
use crate::prose::{Prose, listed};

family! { "Privacy", "privacy.md", check:
    /// Reports text of a finding that the published report leaves out (section 55(2) and (2A)).
    WITHHELD_TEXT_KEPT = Deny "withheld-text-kept" Always;
    /// Reports a person's name in place of a post.
    PERSONAL_NAME = Warn "personal-name" Always;
    /// Reports a word about somebody's health.
    HEALTH_WORDS = Warn "health-words" Always;
    /// Reports a changed or removed redaction entry.
    REDACTION_REWRITTEN = Deny "redaction-rewritten" Against;
    /// Reports a redacted field that again, or still, contains the words.
    REDACTED_WORDS_BACK = Deny "redacted-words-back" Against;
    /// Reports a redaction entry that repeats what was removed.
    REDACTION_REPEATS_WORDS = Deny "redaction-repeats-words" Against;
}

fn check(subject: &RecordToCheck<'_>, _: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let holders: Vec<&str> =
        [record.local_policing_body.holder.as_deref(), record.chief_officer.as_ref().and_then(|officer| officer.name.as_deref())]
            .into_iter()
            .flatten()
            .collect();
    for (reference, at, finding) in record.findings() {
        if finding.withheld {
            nothing_is_kept(&reference, &at, finding, report);
        }
        posts_are_named(&at, finding, &holders, report);
        nobodys_health_is_told(&at, finding, report);
        let by = finding.redactions.iter().enumerate().filter_map(|(index, redaction)| Some((index, redaction.by.as_ref()?)));
        by.for_each(|(index, by)| post(at.key("redactions").index(index).key("by"), by, &holders, report));
    }
    for (index, redaction) in record.redactions.iter().enumerate() {
        if let Some(by) = &redaction.by {
            post(FieldPath::root().key("redactions").index(index).key("by"), by, &holders, report);
        }
    }
    for (index, extension) in record.response_extensions.iter().enumerate() {
        if let Some(by) = &extension.by {
            post(FieldPath::root().key("response_extensions").index(index).key("by"), by, &holders, report);
        }
    }
    if let Some(before) = subject.before.and_then(|before| before.record.as_ref()) {
        redactions_stay(before, record, report);
    }
}

/// The redactions of a record or finding, before and after the change, and its paths.
struct RedactionsPair<'a> {
    at: FieldPath,
    was: FieldPath,
    before: &'a [Redaction],
    now: &'a [Redaction],
}

fn redactions_stay(before: &Record, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let root = FieldPath::root();
    let mut parts =
        vec![RedactionsPair { at: root.clone(), was: root.clone(), before: &before.redactions, now: &record.redactions }];
    let known = before.finding_places();
    for (reference, at, finding) in record.findings() {
        let Some(place) = known.get(&reference) else { continue };
        let old = &before.findings_of(reference.kind)[*place];
        let was = root.key(reference.kind.list()).index(*place);
        parts.push(RedactionsPair { at, was, before: &old.redactions, now: &finding.redactions });
    }
    // Most records have no redactions, and need not be converted to JSON.
    parts.retain(|part| !part.before.is_empty() || !part.now.is_empty());
    if parts.is_empty() {
        return;
    }
    let (Ok(old), Ok(new)) = (serde_json::to_value(before), serde_json::to_value(record)) else { return };
    for of in &parts {
        let (Some(old), Some(new)) = (part(&old, &of.was), part(&new, &of.at)) else { continue };
        part_stays(of, old, new, report);
    }
}

fn part_stays(of: &RedactionsPair<'_>, old: &Value, new: &Value, report: &mut DiagnosticCollector<'_>) {
    let list = of.at.key("redactions");
    for gone in added(of.now, of.before) {
        let message = format!("the redaction of `{}` on {} was removed or changed", gone.field, gone.date);
        let help = "restore it: it explains why the words are missing".to_owned();
        report.at(&REDACTION_REWRITTEN, list.clone(), message, help).about(format!("{} {}", gone.field, gone.date));
    }
    let come = added(of.before, of.now);
    for (index, redaction) in of.now.iter().enumerate() {
        let (at, Some(path)) = (list.index(index), redaction.path()) else { continue };
        let text = |value| part(value, &path).and_then(Value::as_str);
        if !come.iter().any(|it| std::ptr::eq(*it, redaction)) {
            // A redacted owner may be named anew, because that is a new post and not the old words.
            // Markers are counted over all positions, because entries may have moved within the list.
            let is_back = path.last_key() != Some("owner") && markers(old, &path) > markers(new, &path);
            if is_back {
                let message =
                    format!("words of `{}` were redacted on {}, but the field has text again", redaction.field, redaction.date);
                let help = format!("restore `{REDACTED}`; add news as a new entry in the log");
                report.at(&REDACTED_WORDS_BACK, at.key("field"), message, help);
            }
            continue;
        }
        match text(new).filter(|text| text.contains(REDACTED)) {
            None => {
                let message = format!("an entry says that `{}` was redacted, but nothing is redacted there", redaction.field);
                let help = format!("replace the words with `{REDACTED}`: `irr redact` does both");
                report.at(&REDACTED_WORDS_BACK, at.key("field"), message, help);
            }
            Some(now) => {
                // Look at the same place first, and elsewhere only if entries were inserted before it.
                let at_place = text(old).map(|was| removed(was, now)).filter(|gone| !gone.is_empty());
                let anywhere = || {
                    alike(old, &path).iter().filter_map(|it| part(old, it)?.as_str()).flat_map(|was| removed(was, now)).collect()
                };
                let gone: Vec<String> = at_place.unwrap_or_else(anywhere);
                if let Some(said) = gone.iter().find_map(|gone| repeated(gone, &redaction.reason)) {
                    let message = format!("the reason contains `{said}`, which was redacted");
                    let help = "give a reason without the words themselves: \"A person's name\"".to_owned();
                    report.at(&REDACTION_REPEATS_WORDS, at.key("reason"), message, help);
                }
            }
        }
    }
}

/// Returns how many fields with this path, ignoring list positions, contain the redaction marker.
fn markers(value: &Value, path: &FieldPath) -> usize {
    alike(value, path)
        .iter()
        .filter(|at| part(value, at).and_then(Value::as_str).is_some_and(|text| text.contains(REDACTED)))
        .count()
}

fn nothing_is_kept(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let kept = kept_words(finding);
    let Some(first) = kept.first() else { return };
    let names: Vec<String> = kept.iter().map(|field| format!("`{field}`")).collect();
    let message = format!("{reference} is withheld, but its {} may reveal its text", listed(&names, names.len(), 4));
    let help = "remove this text: excluded matter goes only to the Secretary of State. Git keeps the old text: \
                docs/guide/publishing.md says how to remove it"
        .to_owned();
    // At `withheld`, and not at the first of the fields: who empties one of them has not made another problem.
    report.clash(&WITHHELD_TEXT_KEPT, at.key("withheld"), message, help, (at.join(first), "kept here".to_owned()));
}

/// Returns the fields of a finding that contain its own text. Dates, statuses and posts may stay for internal use, and so may the
/// required reasons of extensions.
fn kept_words(finding: &Finding) -> Vec<FieldPath> {
    let field = |keys: &[&'static str]| keys.iter().fold(FieldPath::root(), |path, key| path.key(*key));
    let has = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
    let says = |text: Option<&Prose>| text.is_some_and(|text| !text.trimmed().is_empty());
    let (chief, body) = (finding.chief_officer_response.as_ref(), finding.commissioner_response.as_ref());
    let single = [
        (field(&["text"]), says(finding.text.as_ref())),
        (field(&["area"]), has(finding.area.as_ref())),
        (field(&["due_text"]), has(finding.due_text.as_ref())),
        (field(&["chief_officer_response", "heading"]), has(chief.and_then(|answer| answer.heading.as_ref()))),
        (field(&["chief_officer_response", "text"]), says(chief.and_then(|answer| answer.text.as_ref()))),
        (field(&["commissioner_response", "text"]), says(body.and_then(|answer| answer.text.as_ref()))),
        (field(&["actions"]), !finding.actions.is_empty()),
    ];
    let root = FieldPath::root();
    let notes = finding.progress.iter().enumerate().filter(|(_, entry)| says(entry.note.as_ref()));
    let notes = notes.map(|(index, _)| root.key("progress").index(index).key("note"));
    let reopenings = finding.closings().enumerate().filter(|(_, closing)| has(closing.reopening_reason.as_ref()));
    let reopenings = reopenings.map(|(index, _)| finding.closing_path(index).key("reopening_reason"));
    single.into_iter().filter_map(|(path, is_kept)| is_kept.then_some(path)).chain(notes).chain(reopenings).collect()
}

/// Reports a person's name in a field that should name a post.
fn post(place: FieldPath, text: &str, holders: &[&str], report: &mut DiagnosticCollector<'_>) {
    // The office holder and the chief officer hold public office, so their names may appear.
    let is_of_office = |found: &str| holders.iter().any(|holder| names_the_same(holder, found));
    if let Some(found) = personal_name(text).filter(|found| !is_of_office(found)) {
        let message = format!("`{found}` looks like a person's name, but a post belongs here");
        let help = "write the post, such as Head of Custody; to remove a name from the log, use `irr redact`".to_owned();
        report.at(&PERSONAL_NAME, place, message, help).about(found);
    }
}

fn posts_are_named(at: &FieldPath, finding: &Finding, holders: &[&str], report: &mut DiagnosticCollector<'_>) {
    let mut name = |place: FieldPath, text: Option<&str>| {
        if let Some(text) = text {
            post(place, text, holders, report);
        }
    };
    let mut owner = |place: FieldPath, owner: &Option<Owners>| {
        let places = owner.iter().flat_map(|owner| owner.places(&place)).collect::<Vec<_>>();
        places.into_iter().for_each(|(place, owner)| name(place, Some(owner)));
    };
    owner(at.key("owner"), &finding.owner);
    for (index, action) in finding.actions.iter().enumerate() {
        owner(at.key("actions").index(index).key("owner"), &action.owner);
    }
    for (place, extension) in finding.every_extension() {
        name(at.join(&place).key("approved_by"), extension.approved_by.as_deref());
    }
    for (index, entry) in finding.progress.iter().enumerate() {
        name(at.key("progress").index(index).key("by"), entry.by.as_deref());
    }
    for (index, verification) in finding.verified().enumerate() {
        name(at.join(&finding.verification_path(index)).key("by"), Some(&verification.by));
    }
    for (index, closing) in finding.closings().enumerate() {
        name(at.join(&finding.closing_path(index)).key("approved_by"), closing.approved_by.as_deref());
    }
}

/// Returns whether a name is that of a holder: the whole name, or the same surname after a rank.
fn names_the_same(holder: &str, found: &str) -> bool {
    let (holder, found) = (holder.trim().to_lowercase(), found.to_lowercase());
    let last = |text: &str| text.split_whitespace().last().map(str::to_owned);
    !holder.is_empty() && (found.contains(&holder) || last(&holder) == last(&found))
}

fn nobodys_health_is_told(at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let mut tell = |place: FieldPath, text: Option<&str>| {
        if let Some(word) = text.and_then(health_word) {
            let message = format!("`{word}` may reveal something about a person's health");
            let help = "say what it means for the work, not why somebody was absent; to remove it from the log, use `irr redact`"
                .to_owned();
            report.at(&HEALTH_WORDS, place, message, help).about(word);
        }
    };
    for (place, extension) in finding.every_extension() {
        tell(at.join(&place).key("reason"), extension.reason.as_deref());
    }
    for (index, closing) in finding.closings().enumerate() {
        tell(at.join(&finding.closing_path(index)).key("reopening_reason"), closing.reopening_reason.as_deref());
    }
    for (index, entry) in finding.progress.iter().enumerate() {
        tell(at.key("progress").index(index).key("note"), entry.note.as_ref().map(Prose::as_str));
    }
}
