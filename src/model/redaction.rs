//! Redactions: text permanently removed from a record, the marker in its place, and the dated entry that documents it.
//!
//! The history rules forbid changes to earlier entries, except redactions: before they compare, [`accepted`] applies to the older
//! record those that a new entry documents, where the new text is the old one with words replaced by the marker.

use std::borrow::Cow;

use serde_json::Value;

use super::{FieldPath, FindingKind, Record, Redaction, Segment};
use crate::model::personal_names::{health_word, personal_name};

/// The marker in place of redacted text.
pub const REDACTED: &str = "[redacted]";

/// Returns the entries of `now` that are not among `before`.
pub fn added<'a>(before: &[Redaction], now: &'a [Redaction]) -> Vec<&'a Redaction> {
    let mut left: Vec<&Redaction> = now.iter().collect();
    let mut moved = Vec::new();
    // Match identical entries first, so that of two similar ones the new one is left over.
    for was in before {
        match left.iter().position(|it| *it == was) {
            Some(place) => drop(left.remove(place)),
            None => moved.push(was),
        }
    }
    for was in moved {
        if let Some(place) = left.iter().position(|it| it.is_same(was)) {
            left.remove(place);
        }
    }
    left
}

/// Returns the older record with the redactions applied that `now` added and documented.
pub fn accepted<'a>(before: &'a Record, now: &Record) -> Cow<'a, Record> {
    // Most changes redact nothing, and need no conversion to JSON.
    let Some(places) = new_places(before, now) else { return Cow::Borrowed(before) };
    // Compared as JSON, because any field of a record may be redacted.
    let (Ok(mut old), Ok(new)) = (serde_json::to_value(before), serde_json::to_value(now)) else { return Cow::Borrowed(before) };
    for RedactionPaths { at, was, path } in places {
        let (Some(old), Some(new)) = (part_mut(&mut old, &was), part(&new, &at)) else { continue };
        accept(old, new, &path);
    }
    serde_json::from_value(old).map_or(Cow::Borrowed(before), Cow::Owned)
}

/// A redacted field: the path of its finding (or of the record) now and before, and the path of the field from there.
struct RedactionPaths {
    at: FieldPath,
    was: FieldPath,
    path: FieldPath,
}

/// Returns the fields named by entries that were added; `None` where there are none.
fn new_places(before: &Record, now: &Record) -> Option<Vec<RedactionPaths>> {
    let root = FieldPath::root();
    let place = |at: &FieldPath, was: &FieldPath, redaction: &Redaction| {
        redaction.path().map(|path| RedactionPaths { at: at.clone(), was: was.clone(), path })
    };
    let mut places: Vec<RedactionPaths> =
        added(&before.redactions, &now.redactions).into_iter().filter_map(|it| place(&root, &root, it)).collect();
    if now.findings().any(|(.., finding)| !finding.redactions.is_empty()) {
        let known = before.finding_places();
        for (reference, at, finding) in now.findings() {
            let Some(index) = known.get(&reference) else { continue };
            let was = root.key(reference.kind.list()).index(*index);
            let old = &before.findings_of(reference.kind)[*index].redactions;
            places.extend(added(old, &finding.redactions).into_iter().filter_map(|it| place(&at, &was, it)));
        }
    }
    (!places.is_empty()).then_some(places)
}

/// Sets the field of the older part to the newer text, if that is the old text with words redacted.
fn accept(old: &mut Value, new: &Value, path: &FieldPath) {
    let Some(text) = part(new, path).and_then(Value::as_str) else { return };
    // Log entries may have been inserted before this one since, so the most similar entry is taken, whatever its position.
    let likeness = |candidate: &FieldPath| {
        let around = |of: &Value, path: &FieldPath| path.parent().and_then(|parent| part(of, &parent).cloned());
        let same = match (around(old, candidate), around(new, path)) {
            (Some(Value::Object(was)), Some(Value::Object(now))) => {
                was.iter().filter(|(key, value)| now.get(*key) == Some(value)).count()
            }
            _ => 0,
        };
        (same, candidate == path)
    };
    let is_it =
        |candidate: &FieldPath| part(old, candidate).and_then(Value::as_str).is_some_and(|was| is_redaction_of(was, text));
    let found = alike(old, path).into_iter().filter(is_it).max_by_key(likeness);
    if let Some(field) = found.and_then(|found| part_mut(old, &found)) {
        *field = text.into();
    }
}

/// Returns every path in a value that equals `path` apart from positions in lists.
pub fn alike(value: &Value, path: &FieldPath) -> Vec<FieldPath> {
    let mut found = vec![FieldPath::root()];
    for segment in path.segments() {
        found = found
            .into_iter()
            .flat_map(|at| match segment {
                Segment::Key(key) => vec![at.key(key.clone())],
                Segment::Index(_) => {
                    let length = part(value, &at).and_then(Value::as_array).map_or(0, Vec::len);
                    (0..length).map(|index| at.index(index)).collect()
                }
            })
            .collect();
    }
    found
}

/// Returns the value at a path.
pub fn part<'a>(value: &'a Value, path: &FieldPath) -> Option<&'a Value> {
    path.segments().iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get(key.as_ref()),
        Segment::Index(index) => value.get(index),
    })
}

fn part_mut<'a>(value: &'a mut Value, path: &FieldPath) -> Option<&'a mut Value> {
    path.segments().iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(key.as_ref()),
        Segment::Index(index) => value.get_mut(index),
    })
}

/// Returns whether `now` is `was` with at least one passage replaced by the marker.
pub fn is_redaction_of(was: &str, now: &str) -> bool {
    !removed(was, now).is_empty()
}

/// Returns the passages that a redaction removed; empty where `now` is not a redaction of `was`.
/// Runs of white space count as one space.
pub fn removed(was: &str, now: &str) -> Vec<String> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (was, now) = (line(was), line(now));
    let kept: Vec<&str> = now.split(REDACTED).collect();
    let ([first, .., last], true) = (&kept[..], was != now) else { return Vec::new() };
    let Some(mut rest) = was.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return Vec::new() };
    let mut gone = Vec::new();
    for piece in &kept[1..kept.len() - 1] {
        // Any occurrence will do, so take the first; the removed passage before it must not be empty.
        let start = rest.chars().next().map_or(0, char::len_utf8);
        let Some(at) = rest.get(start..).and_then(|behind| behind.find(piece)).map(|at| at + start) else { return Vec::new() };
        gone.push(rest[..at].to_owned());
        rest = &rest[at + piece.len()..];
    }
    gone.push(rest.to_owned());
    // A marker that was already there is not a new removal.
    let is_new = |words: &String| words != REDACTED && words.chars().any(char::is_alphanumeric);
    // An empty passage means that a marker was inserted without removing anything.
    if gone.iter().any(String::is_empty) || !gone.iter().any(is_new) {
        return Vec::new();
    }
    gone.into_iter().filter(is_new).collect()
}

/// Returns a removed word that `text` repeats. Of a short passage any word of three letters or more counts; of a longer one, a
/// name, a word about health, or three words in a row.
pub fn repeated(removed: &str, text: &str) -> Option<String> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (gone, said) = (words(removed), words(text));
    // Words of one or two letters occur in any reason.
    let is_said = |word: &&String| word.chars().count() > 2 && said.contains(word);
    if gone.len() <= SHORT {
        return gone.iter().find(is_said).cloned();
    }
    let run = gone.windows(3).find(|run| said.windows(3).any(|other| other == *run));
    let pairs: Vec<&str> = removed.split_whitespace().collect();
    let name =
        pairs.windows(2).filter_map(|pair| personal_name(&pair.join(" ")).map(&words)).flatten().find(|word| is_said(&word));
    let health = health_word(removed).filter(|word| text.to_lowercase().contains(word)).map(str::to_owned);
    run.map(|run| run.join(" ")).or(name).or(health)
}

/// The most words of a passage that is treated as a name or the like.
const SHORT: usize = 3;

/// Returns every text in a value that contains these words, ignoring case, with its path.
pub fn texts(value: &Value, words: &str) -> Vec<(FieldPath, String)> {
    let mut found = Vec::new();
    gather(value, &FieldPath::root(), &words.to_lowercase(), &mut found);
    found
}

fn gather(value: &Value, at: &FieldPath, words: &str, found: &mut Vec<(FieldPath, String)>) {
    match value {
        Value::String(text) if text.to_lowercase().contains(words) => found.push((at.clone(), text.clone())),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| gather(item, &at.index(index), words, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| gather(value, &at.key(key.clone()), words, found)),
        _ => {}
    }
}

/// Returns the place of every text in a record that contains these words:
/// the finding's reference, where it is in one, and the path.
pub fn places_of(record: &Record, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(mut whole) = serde_json::to_value(record) else { return found };
    for (reference, at, _) in record.findings() {
        let of_finding = part(&whole, &at).map(|finding| texts(finding, words)).unwrap_or_default();
        found.extend(of_finding.into_iter().map(|(field, _)| format!("{reference} {field}")));
    }
    if let Value::Object(fields) = &mut whole {
        fields.retain(|key, _| FindingKind::ALL.iter().all(|kind| kind.list() != key));
    }
    found.extend(texts(&whole, words).into_iter().map(|(field, _)| field.to_string()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Finding;
    use crate::model::ProgressEntry;
    use crate::model::record::tests::record;
    use crate::prose::Prose;

    #[test]
    fn a_redaction_is_the_old_text_with_words_replaced_by_the_marker() {
        for (was, now, gone) in [
            ("Jane Doe did it", "[redacted]", &["Jane Doe did it"][..]),
            ("Jane Doe did it", "[redacted] did it", &["Jane Doe"]),
            ("It was Jane Doe,\nand Ann Lee too.", "It was [redacted], and\n[redacted] too.\n", &["Jane Doe", "Ann Lee"]),
            ("It was [redacted], and Ann Lee", "It was [redacted], and [redacted]", &["Ann Lee"]),
            ("Jane Doe did it", "[redacted] did nothing", &[]),
            ("Jane Doe did it", "Jane Doe did [redacted] it", &[]),
            ("Jane Doe did it", "Jane Doe did it", &[]),
            ("[redacted] did it", "[redacted] did it", &[]),
            ("", "[redacted]", &[]),
        ] {
            assert_eq!(removed(was, now), gone, "{was} | {now}");
        }
    }

    #[test]
    fn a_reason_that_repeats_what_was_taken_out_is_found() {
        for (gone, reason, said) in [
            ("Jane Doe", "The name of Doe", Some("doe")),
            ("Jane Doe", "A person's name", None),
            ("Sgt Jane Doe was away for some weeks", "Doe asked for it", Some("doe")),
            ("The trainer was on sick leave until May", "It said sick leave", Some("sick leave")),
            ("The trainer could not be there until May", "That she could not be there", Some("could not be")),
            ("The trainer could not be there until May", "Tells why somebody was away", None),
        ] {
            assert_eq!(repeated(gone, reason).as_deref(), said, "{gone} | {reason}");
        }
    }

    fn with(notes: &[(&str, &str)], redactions: &[&str]) -> Record {
        let mut record = record("Kent", "2025-05-16");
        let entry = |(day, note): &(&str, &str)| ProgressEntry {
            note: Some(Prose::from_text(note)),
            ..ProgressEntry::on(day.parse().unwrap())
        };
        let entry_of = |field: &&str| Redaction {
            field: (*field).to_owned(),
            date: "2026-01-01".parse().unwrap(),
            reason: "A name".to_owned(),
            by: None,
        };
        let finding = Finding {
            progress: notes.iter().map(entry).collect(),
            redactions: redactions.iter().map(entry_of).collect(),
            ..Finding::numbered("1".parse().unwrap())
        };
        record.recommendations.push(finding);
        record
    }

    #[test]
    fn an_entry_covers_the_field_that_it_names_and_no_other() {
        let before = with(&[("2025-06-01", "Jane Doe began."), ("2025-07-01", "It goes on.")], &[]);
        let now = |notes: &[(&str, &str)]| with(notes, &["progress[0].note"]);
        let good = now(&[("2025-06-01", "[redacted]"), ("2025-07-01", "It goes on.")]);
        assert_eq!(accepted(&before, &good).recommendations[0].progress, good.recommendations[0].progress);
        // Another field, other words, or no marker: the older record is left unchanged.
        for notes in [
            &[("2025-06-01", "Jane Doe began."), ("2025-07-01", "[redacted]")][..],
            &[("2025-06-01", "[redacted] ended."), ("2025-07-01", "It goes on.")],
            &[("2025-06-01", "Somebody began."), ("2025-07-01", "It goes on.")],
        ] {
            assert_eq!(*accepted(&before, &now(notes)), before, "{notes:?}");
        }
        // One entry permits one field.
        let both = now(&[("2025-06-01", "[redacted]"), ("2025-07-01", "[redacted]")]);
        assert_ne!(accepted(&before, &both).recommendations[0].progress, both.recommendations[0].progress);
        // An entry that existed before permits nothing new.
        let old = with(&[("2025-06-01", "Jane Doe began."), ("2025-07-01", "It goes on.")], &["progress[0].note"]);
        assert_eq!(*accepted(&old, &good), old);
    }

    #[test]
    fn an_entry_of_the_log_is_known_although_another_stands_before_it_since() {
        let before = with(&[("2025-06-01", "Jane Doe began."), ("2025-07-01", "It goes on.")], &[]);
        let notes = [("2025-05-20", "Earlier."), ("2025-06-01", "[redacted]"), ("2025-07-01", "It goes on.")];
        let now = with(&notes, &["progress[1].note"]);
        assert_eq!(accepted(&before, &now).recommendations[0].progress, now.recommendations[0].progress[1..]);
    }

    #[test]
    fn of_entries_that_are_alike_only_those_that_have_come_are_new() {
        let old = with(&[], &["progress[0].note"]).recommendations.remove(0).redactions;
        let now = with(&[], &["progress[1].note", "progress[0].note"]).recommendations.remove(0).redactions;
        assert_eq!(added(&old, &now), [&now[0]]);
        let moved = with(&[], &["progress[1].note"]).recommendations.remove(0).redactions;
        assert_eq!(added(&old, &moved), Vec::<&Redaction>::new());
    }
}
