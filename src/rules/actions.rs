//! Rules on changes to actions: they must not be removed or reworded, or lose dates and evidence, without an explanation.
//!
//! These rules compare a record with an older version of itself, as those of [`progress_log`](crate::rules::progress_log) do.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::redaction::accepted;
use crate::model::{Action, Date, FieldPath, Finding, FindingRef, SchemaVersion, due_date_in_text};
use crate::rules::progress_log::{EXTENSION_REWRITTEN, log_since, lost_extension, was_published};
use crate::rules::published_text::said;

family! { "Actions", "actions.md", check:
    /// Reports an action that was removed.
    ACTION_REMOVED = Deny "action-removed" Against;
    /// Reports an action whose text was changed.
    ACTION_REWRITTEN = Deny "action-rewritten" Against;
    /// Reports a target date that was moved without an explanation in the log.
    ACTION_TARGET_MOVED = Warn "action-target-moved" Against;
    /// Reports a completed action whose date was changed or removed without an explanation in the log.
    ACTION_DONE_EDITED = Warn "action-done-edited" Against;
    /// Reports evidence of an action that was removed.
    ACTION_EVIDENCE_REMOVED = Deny "action-evidence-removed" Against;
}

/// The least similarity (0 to 1, normalised Levenshtein) at which two texts are taken for one action, before and after rewording.
const ALIKE: f64 = 0.5;

/// An action before the change, and what it has become.
struct ActionPair<'a> {
    /// Its old number, from 1.
    number: usize,
    was: &'a Action,
    /// Its new index and the action; `None` where it is gone.
    now: Option<(usize, &'a Action)>,
}

/// A finding before and after the change.
struct FindingPair<'a> {
    reference: &'a FindingRef,
    at: FieldPath,
    old: &'a Finding,
    new: &'a Finding,
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(before) = subject.before.and_then(|before| before.record.as_ref()) else { return };
    let Some(record) = subject.record() else { return };
    let before = &*accepted(before, record);
    for (reference, at, new) in record.findings() {
        let Some(old) = before.finding(&reference) else { continue };
        let change = FindingPair { reference: &reference, at: at.key("actions"), old, new };
        let version = record.schema_version;
        for pair in pairs(&old.actions, &new.actions) {
            // An action in a draft may still be replanned, until its target date has passed or something was done about it.
            let is_kept = was_published(before)
                || pair.was.done.is_some()
                || !pair.was.evidence.is_empty()
                || pair.was.target.is_some_and(|target| target < context.by.on);
            if is_kept {
                stays(&change, &pair, report);
            }
            if let Some((place, now)) = pair.now {
                dates_stay(&change, &pair, version, place, now, report);
                evidence_stays(&change, &pair, place, now, report);
                extensions_stay(&change, &pair, place, now, report);
            }
        }
    }
}

/// Pairs each old action with its successor: the one with the same words; else the one with the most similar words; else, if the
/// lists are of equal length, the one in the same position.
fn pairs<'a>(old: &'a [Action], new: &'a [Action]) -> Vec<ActionPair<'a>> {
    let words = |actions: &[Action]| -> Vec<String> { actions.iter().map(|action| said(&action.text).to_lowercase()).collect() };
    let (before, after) = (words(old), words(new));
    let mut now: Vec<Option<usize>> = vec![None; old.len()];
    // Exact matches first, so that a similar text cannot take the place of an identical one.
    for (at, words) in before.iter().enumerate() {
        let same = |place: &usize| after.get(*place) == Some(words) && !now.contains(&Some(*place));
        let place = Some(at).filter(same).or_else(|| (0..after.len()).find(same));
        now[at] = place;
    }
    for (at, words) in before.iter().enumerate() {
        if now[at].is_some() {
            continue;
        }
        let is_free = |place: &usize| *place < after.len() && !now.contains(&Some(*place));
        let likeness = |place: &usize| strsim::normalized_levenshtein(words, &after[*place]);
        let nearest = (0..after.len()).filter(is_free).max_by(|one, two| likeness(one).total_cmp(&likeness(two)));
        let same_place = || Some(at).filter(|_| old.len() == new.len()).filter(is_free);
        let place = nearest.filter(|place| likeness(place) >= ALIKE).or_else(same_place);
        now[at] = place;
    }
    let pair =
        |(at, was): (usize, &'a Action)| ActionPair { number: at + 1, was, now: now[at].map(|place| (place, &new[place])) };
    old.iter().enumerate().map(pair).collect()
}

fn stays(change: &FindingPair<'_>, pair: &ActionPair<'_>, report: &mut DiagnosticCollector<'_>) {
    let (reference, number, text) = (change.reference, pair.number, said(&pair.was.text));
    match pair.now {
        None => {
            let message = format!("action {number} of {reference}, “{text}”, was removed");
            let help = "restore it; if it is no longer needed, say so in the log".to_owned();
            report.at(&ACTION_REMOVED, change.at.clone(), message, help).about(text);
        }
        Some((place, now)) if said(&now.text) != text => {
            let message = format!("action {number} of {reference} was “{text}”, and its text was changed");
            let help = "restore its text; to do something else as well, add an action with `irr action add`".to_owned();
            report.at(&ACTION_REWRITTEN, change.at.index(place).key("text"), message, help);
        }
        Some(_) => {}
    }
}

fn dates_stay(
    change: &FindingPair<'_>,
    pair: &ActionPair<'_>,
    version: SchemaVersion,
    place: usize,
    now: &Action,
    report: &mut DiagnosticCollector<'_>,
) {
    let (reference, number) = (change.reference, pair.number);
    let undone = pair.was.done.filter(|was| now.done != Some(*was));
    if let Some(was) = undone.filter(|was| !is_explained(change, pair, place, *was, now.done)) {
        let is_now = now.done.map_or_else(|| "is now not done".to_owned(), |day| format!("is now {day}"));
        let message =
            format!("action {number} of {reference} was done on {was}, and {is_now}, and no new entry of the log says why");
        let help =
            "restore the date, or add a progress entry in the same change, with the action, the dates and the reason".to_owned();
        report.at(&ACTION_DONE_EDITED, change.at.index(place).key("done"), message, help);
    }
    let moved = pair.was.target.filter(|was| now.target != Some(*was));
    if let Some(was) = moved.filter(|_| version > SchemaVersion::One) {
        let is_now = now.target.map_or_else(|| "was removed".to_owned(), |day| format!("was changed to {day}"));
        let message = format!("the target of action {number} of {reference} was {was}, and {is_now}");
        let help = format!("restore `target: {was}`; `irr action move` adds the later date to the action's `extensions`");
        report.at(&ACTION_TARGET_MOVED, change.at.index(place).key("target"), message, help);
    } else if let Some(was) = moved.filter(|was| !is_explained(change, pair, place, *was, now.target)) {
        let is_now = now.target.map_or_else(|| "now has no date".to_owned(), |day| format!("is now due on {day}"));
        let message = format!(
            "action {number} of {reference} was due on {was}, and {is_now}, and no new entry of the log says why: \
             use `irr action move`"
        );
        let help =
            "restore the date, or add a progress entry in the same change, with the action, both dates and the reason".to_owned();
        report.at(&ACTION_TARGET_MOVED, change.at.index(place).key("target"), message, help);
    }
}

fn extensions_stay(
    change: &FindingPair<'_>,
    pair: &ActionPair<'_>,
    place: usize,
    now: &Action,
    report: &mut DiagnosticCollector<'_>,
) {
    if let Some(was) = lost_extension(&pair.was.extensions, &now.extensions) {
        let message = format!(
            "the extension of action {} of {} to {}, agreed on {}, was removed, changed or moved",
            pair.number, change.reference, was.to, was.agreed
        );
        let help = "restore it; add a further date as a further extension, after the others".to_owned();
        let at = change.at.index(place).key("extensions");
        report.at(&EXTENSION_REWRITTEN, at, message, help).about(format!("{} {}", was.to, was.agreed));
    }
}

fn evidence_stays(
    change: &FindingPair<'_>,
    pair: &ActionPair<'_>,
    place: usize,
    now: &Action,
    report: &mut DiagnosticCollector<'_>,
) {
    let is_there = |evidence: &&String| now.evidence.iter().any(|it| said(it) == said(evidence));
    if let Some(gone) = pair.was.evidence.iter().find(|evidence| !is_there(evidence)) {
        let message =
            format!("action {} of {} had the evidence `{gone}`, which was removed or changed", pair.number, change.reference);
        let help = "restore it; more evidence can be added at any time".to_owned();
        report.at(&ACTION_EVIDENCE_REMOVED, change.at.index(place).key("evidence"), message, help).about(gone);
    }
}

/// Words that only say that a date was moved, but not why.
const NO_REASON: [&str; 26] = [
    "action", "target", "date", "moved", "move", "changed", "extended", "from", "to", "until", "the", "now", "is", "was", "new",
    "old", "later", "of", "by", "and", "on", "it", "has", "for", "not", "done",
];

/// Returns whether a new log entry names the action (by number or words) and both dates, and gives a reason.
fn is_explained(change: &FindingPair<'_>, pair: &ActionPair<'_>, place: usize, was: Date, now: Option<Date>) -> bool {
    let text = said(&pair.was.text).to_lowercase();
    let text = text.trim_end_matches('.');
    log_since(change.old, change.new).0.into_iter().filter_map(|(.., note)| note).any(|note| {
        let note = note.to_lowercase();
        let words: Vec<&str> = note.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        // The old or the new number, which differ if actions were added or removed before it.
        let numbers = [pair.number.to_string(), (place + 1).to_string()];
        let is_numbered = words.windows(2).any(|two| two[0] == "action" && numbers.iter().any(|number| number == two[1]));
        let is_named = is_numbered || !text.is_empty() && note.contains(text);
        let days = due_date_in_text::days_in(&note);
        let has_days = days.contains(&was) && now.is_none_or(|now| days.contains(&now));
        let rest = if text.is_empty() { note.clone() } else { note.replace(text, " ") };
        let says_why = rest.split(|c: char| !c.is_alphanumeric()).any(|word| {
            word.len() > 2
                && word.chars().all(char::is_alphabetic)
                && !NO_REASON.contains(&word)
                && !due_date_in_text::is_month(word)
        });
        is_named && has_days && says_why
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProgressEntry;
    use crate::prose::Prose;

    fn action(text: &str) -> Action {
        Action::to(text)
    }

    fn places(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
        let (old, new): (Vec<Action>, Vec<Action>) =
            (old.iter().map(|it| action(it)).collect(), new.iter().map(|it| action(it)).collect());
        pairs(&old, &new).iter().map(|pair| pair.now.map(|(place, _)| place)).collect()
    }

    #[test]
    fn an_action_is_known_by_its_words_wherever_it_stands() {
        assert_eq!(places(&["a b", "c d"], &["c d", "a  b"]), [Some(1), Some(0)]);
        assert_eq!(places(&["Train the counters", "Buy a ladder"], &["Buy a ladder"]), [None, Some(0)]);
        assert_eq!(places(&["Train the counters"], &["Train the counter staff"]), [Some(0)]);
        assert_eq!(places(&["Train the counters", "x"], &["Something quite different", "x"]), [Some(0), Some(1)]);
        assert_eq!(places(&["same", "same"], &["same"]), [Some(0), None]);
    }

    #[test]
    fn a_move_is_explained_by_the_action_both_dates_and_a_reason() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (was, now) = (day("2026-08-01"), day("2027-02-01"));
        let explained = |note: &str| {
            let entry = ProgressEntry { note: Some(Prose::from_text(note)), ..ProgressEntry::on(was) };
            let old = Finding { actions: vec![action("Train the counters.")], ..Finding::numbered("2".parse().unwrap()) };
            let new = Finding { progress: vec![entry], ..old.clone() };
            let reference = "R2".parse().unwrap();
            let change = FindingPair { reference: &reference, at: FieldPath::root(), old: &old, new: &new };
            let pair = &pairs(&old.actions, &new.actions)[0];
            is_explained(&change, pair, 0, was, Some(now))
        };
        assert!(explained("Action 1 moved from 1 August 2026 to 1 February 2027: the trainer is ill"));
        assert!(explained("The trainer is ill, so that we train the counters by 2027-02-01 and not by 2026-08-01."));
        for note in [
            "Action 1 moved from 1 August 2026 to 1 February 2027",
            "Action 2 moved from 1 August 2026 to 1 February 2027: the trainer is ill",
            "Action 1 moved to 1 February 2027: the trainer is ill",
            "The trainer is ill",
        ] {
            assert!(!explained(note), "{note}");
        }
    }
}
