//! What a record should not hold once others may read it: withheld words, names of persons, and words about somebody's health.

use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::personal::{health_word, personal_name};
use crate::model::{FieldPath, Finding, FindingRef, Prose, listed};

family! { "Privacy", "privacy.md", check:
    /// Words of a finding that the published report leaves out (section 55(2), (2A)).
    WITHHELD_TEXT_KEPT = Deny "withheld-text-kept" Always;
    /// A person's name where a post belongs.
    PERSONAL_NAME = Warn "personal-name" Always;
    /// A word about somebody's health.
    HEALTH_WORDS = Warn "health-words" Always;
}

fn check(subject: &Subject<'_>, _: &Whole<'_>, report: &mut Report<'_>) {
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
    }
}

fn nothing_is_kept(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut Report<'_>) {
    let kept = kept_words(finding);
    let Some(first) = kept.first() else { return };
    let names: Vec<String> = kept.iter().map(|field| format!("`{field}`")).collect();
    let message = format!("{reference} is withheld, and its {} may tell what it says", listed(&names, names.len(), 4));
    let help = "take these words out: excluded matter goes to the Secretary of State only. Git keeps the old text: \
                docs/publishing.md says how to remove it"
        .to_owned();
    report.at(&WITHHELD_TEXT_KEPT, at.join(first), message, help);
}

/// The fields of a finding that have words of their own. Dates, statuses and posts stay for the office's own use, and so does the reason
/// that each later date must have.
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
    single.into_iter().filter_map(|(path, is_kept)| is_kept.then_some(path)).chain(notes).collect()
}

fn posts_are_named(at: &FieldPath, finding: &Finding, holders: &[&str], report: &mut Report<'_>) {
    let mut name = |place: FieldPath, text: Option<&String>| {
        let Some(text) = text else { return };
        // Who holds the office, and the chief officer, are public office holders.
        let is_of_office = |found: &str| holders.iter().any(|holder| names_the_same(holder, found));
        if let Some(found) = personal_name(text).filter(|found| !is_of_office(found)) {
            let message = format!("`{found}` looks like a person's name, and a post belongs here");
            let help = "write the post, such as Head of Custody; `irr redact` takes a name out of the log".to_owned();
            report.at(&PERSONAL_NAME, place, message, help);
        }
    };
    name(at.key("owner"), finding.owner.as_ref());
    for (index, action) in finding.actions.iter().enumerate() {
        name(at.key("actions").index(index).key("owner"), action.owner.as_ref());
    }
    for (index, extension) in finding.extensions.iter().enumerate() {
        name(at.key("extensions").index(index).key("approved_by"), extension.approved_by.as_ref());
    }
    for (index, entry) in finding.progress.iter().enumerate() {
        name(at.key("progress").index(index).key("by"), entry.by.as_ref());
    }
    let approver = finding.closure.as_ref().and_then(|closure| closure.approved_by.as_ref());
    name(at.key("closure").key("approved_by"), approver);
}

/// Whether a text that looks like a name is a holder's: the whole name, or a rank and its last word.
fn names_the_same(holder: &str, found: &str) -> bool {
    let (holder, found) = (holder.trim().to_lowercase(), found.to_lowercase());
    let last = |text: &str| text.split_whitespace().last().map(str::to_owned);
    !holder.is_empty() && (found.contains(&holder) || last(&holder) == last(&found))
}

fn nobodys_health_is_told(at: &FieldPath, finding: &Finding, report: &mut Report<'_>) {
    let mut tell = |place: FieldPath, text: Option<&str>| {
        if let Some(word) = text.and_then(health_word) {
            let message = format!("`{word}` may tell of somebody's health");
            let help =
                "say what it means for the work, and not why somebody was away; `irr redact` takes it out of the log".to_owned();
            report.at(&HEALTH_WORDS, place, message, help);
        }
    };
    for (index, extension) in finding.extensions.iter().enumerate() {
        tell(at.key("extensions").index(index).key("reason"), extension.reason.as_deref());
    }
    for (index, entry) in finding.progress.iter().enumerate() {
        tell(at.key("progress").index(index).key("note"), entry.note.as_ref().map(Prose::as_str));
    }
}
