use super::*;
use crate::model::record::tests::record;
use crate::model::redaction::REDACTED;
use crate::model::{
    Action, ActionTaken, Closure, CommissionerResponse, Date, Extension, Finding, Owners, ProgressEntry, Redaction, Status,
};
use crate::prose::Prose;

fn of(findings: &[&str]) -> Record {
    let mut record = record("Kent", "2025-05-16");
    record.recommendations = findings.iter().map(|number| Finding::numbered(number.parse().unwrap())).collect();
    record
}

fn changed(record: &Record, change: impl Fn(&mut Finding)) -> Record {
    let mut record = record.clone();
    record.recommendations.iter_mut().for_each(change);
    record
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn merged(base: &Record, ours: &Record, theirs: &Record) -> (Record, Vec<String>) {
    let MergedVersions { record, conflicts, .. } = merge_versions(Some(base), ours, theirs, &|_| Version::Ours).unwrap();
    let names = conflicts.into_iter().map(|it| format!("{}.{}", it.finding.map_or(String::new(), |it| it.to_string()), it.field));
    (record, names.collect())
}

#[test]
fn what_each_side_changed_is_taken() {
    let base = of(&["1"]);
    let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
    let theirs = changed(&base, |finding| finding.status = Some(Status::InProgress));
    let both = changed(&ours, |finding| finding.status = Some(Status::InProgress));
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
}

#[test]
fn one_value_changed_by_both_is_a_conflict_unless_they_agree() {
    let base = of(&["1"]);
    let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
    let theirs = changed(&base, |finding| finding.owner = Some("Deputy".into()));
    assert_eq!(merged(&base, &ours, &theirs), (ours.clone(), vec!["R1.owner".to_owned()]));
    assert_eq!(merged(&base, &ours, &ours), (ours.clone(), Vec::new()));
    let kept = merge_versions(Some(&base), &ours, &theirs, &|_| Version::Theirs).unwrap();
    assert_eq!(kept.record, theirs);
}

#[test]
fn entries_that_both_add_are_kept_in_the_order_of_their_days() {
    let entry = |date: &str| ProgressEntry::on(day(date));
    let extension = |to: &str, agreed: &str| Extension::until(day(to), day(agreed));
    let base = changed(&of(&["1"]), |finding| finding.progress = vec![entry("2025-06-01")]);
    let ours = changed(&base, |finding| {
        finding.progress.push(entry("2025-08-01"));
        finding.extensions.push(extension("2026-01-31", "2025-08-01"));
        finding.actions.push(Action::to("Train."));
    });
    let theirs = changed(&base, |finding| {
        finding.progress.push(entry("2025-07-01"));
        finding.extensions.push(extension("2025-12-31", "2025-07-02"));
        finding.actions.push(Action::to("Buy."));
    });
    let both = changed(&base, |finding| {
        finding.progress.extend([entry("2025-07-01"), entry("2025-08-01")]);
        finding.extensions = vec![extension("2025-12-31", "2025-07-02"), extension("2026-01-31", "2025-08-01")];
        finding.actions = vec![Action::to("Buy."), Action::to("Train.")];
    });
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
}

#[test]
fn an_action_that_one_side_changed_goes_with_one_that_the_other_added() {
    let base = changed(&of(&["1"]), |finding| finding.actions = vec![Action::to("Buy."), Action::to("Train.")]);
    let ours = changed(&base, |finding| finding.actions[1].done = Some(day("2025-08-01")));
    let theirs = changed(&base, |finding| {
        finding.actions[1].owner = Some("Head".into());
        finding.actions.push(Action::to("Check."));
    });
    let both = changed(&theirs, |finding| finding.actions[1].done = Some(day("2025-08-01")));
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
    let other = changed(&base, |finding| finding.actions[1].done = Some(day("2025-09-01")));
    assert_eq!(merged(&base, &ours, &other).1, ["R1.actions[1].done"]);
}

#[test]
fn an_entry_in_the_middle_is_taken_out_where_it_stayed_as_it_was() {
    let entry = |date: &str| ProgressEntry::on(day(date));
    let at = |days: &[&str]| changed(&of(&["1"]), |finding| finding.progress = days.iter().map(|day| entry(day)).collect());
    let (base, ours, theirs) =
        (at(&["2025-06-01", "2025-07-01"]), at(&["2025-06-01", "2025-07-01", "2025-08-01"]), at(&["2025-06-01"]));
    assert_eq!(merged(&base, &ours, &theirs), (at(&["2025-06-01", "2025-08-01"]), Vec::new()));
    let edited = changed(&base, |finding| finding.progress[1].note = Some(Prose::from_text("More.")));
    assert_eq!(merged(&base, &edited, &theirs).1, ["R1.progress[1]"]);
}

#[test]
fn findings_are_matched_by_number() {
    let base = of(&["1", "2"]);
    let mut ours = of(&["1", "2", "4"]);
    ours.recommendations[1].owner = Some("Head".into());
    let theirs = of(&["2", "3"]);
    let (both, conflicts) = merged(&base, &ours, &theirs);
    let numbers: Vec<String> = both.findings().map(|(reference, ..)| reference.to_string()).collect();
    assert_eq!((numbers.join(" ").as_str(), conflicts.len()), ("R2 R3 R4", 0));
    let without = of(&["1"]);
    assert_eq!(merged(&base, &ours, &without).1, ["R2."]);
}

#[test]
fn a_record_that_both_added_is_merged_and_the_same_one_is_itself() {
    let (ours, theirs) = (of(&["1"]), of(&["1", "2"]));
    let both = merge_versions(None, &ours, &theirs, &|_| Version::Ours).unwrap();
    assert_eq!((both.record, both.conflicts), (theirs, Vec::new()));
}

fn report(date: &str, status: Option<Status>, words: &str) -> ProgressEntry {
    ProgressEntry { status, note: Some(Prose::from_text(words)), ..ProgressEntry::on(day(date)) }
}

/// Adds an entry as `irr progress` does.
fn reported(record: &Record, date: &str, status: Status) -> Record {
    changed(record, |finding| {
        finding.progress.push(report(date, Some(status), status.as_str()));
        finding.status = Some(status);
    })
}

fn closed(record: &Record, date: &str, by: &str) -> Record {
    changed(record, |finding| {
        let closing = Closure { date: Some(day(date)), status: Some(Status::Closed), ..Closure::default() };
        finding.closures.push(Closure { approved_by: Some(by.to_owned()), ..closing });
        finding.status = Some(Status::Closed);
    })
}

fn both_ways(base: &Record, one: &Record, other: &Record) -> [(Record, Vec<String>); 2] {
    [merged(base, one, other), merged(base, other, one)]
}

#[test]
fn the_status_is_that_of_the_later_entry_whoever_merges() {
    let base = reported(&of(&["1"]), "2026-04-01", Status::InProgress);
    let (one, other) = (reported(&base, "2026-04-10", Status::PendingSignOff), reported(&base, "2026-04-20", Status::InProgress));
    for (record, conflicts) in both_ways(&base, &one, &other) {
        let finding = &record.recommendations[0];
        assert_eq!((finding.status, finding.progress.len(), conflicts.len()), (Some(Status::InProgress), 3, 0));
        assert_eq!(finding.latest_status(), Status::InProgress);
    }
}

#[test]
fn of_two_statuses_of_one_day_a_person_decides_and_the_log_ends_with_the_chosen_one() {
    let base = of(&["1"]);
    let (ours, theirs) =
        (reported(&base, "2026-04-10", Status::PendingSignOff), reported(&base, "2026-04-10", Status::InProgress));
    for (version, status) in [(Version::Ours, Status::PendingSignOff), (Version::Theirs, Status::InProgress)] {
        let both = merge_versions(Some(&base), &ours, &theirs, &|_| version).unwrap();
        let finding = &both.record.recommendations[0];
        assert_eq!((both.conflicts.len(), both.conflicts[0].field.as_str()), (1, "status"));
        assert_eq!((finding.status, finding.latest_status(), finding.progress.len()), (Some(status), status, 2));
    }
    let agreed = changed(&base, |finding| finding.status = Some(Status::PendingSignOff));
    assert_eq!(merged(&base, &ours, &agreed).1, Vec::<String>::new());
}

#[test]
fn a_closing_holds_against_earlier_work_and_not_silently_against_later() {
    let base = reported(&of(&["1"]), "2026-04-01", Status::InProgress);
    let closing = closed(&base, "2026-04-15", "DCC");
    for (record, conflicts) in both_ways(&base, &closing, &reported(&base, "2026-04-10", Status::PendingSignOff)) {
        assert_eq!((record.recommendations[0].status, conflicts), (Some(Status::Closed), Vec::new()));
    }
    for (_, conflicts) in both_ways(&base, &closing, &reported(&base, "2026-04-20", Status::InProgress)) {
        assert_eq!(conflicts, ["R1.status"]);
    }
    let noted = changed(&base, |finding| finding.progress.push(report("2026-04-20", None, "Seen.")));
    for (record, conflicts) in both_ways(&base, &closing, &noted) {
        assert_eq!((record.recommendations[0].status, conflicts), (Some(Status::Closed), Vec::new()));
    }
}

#[test]
fn a_finding_that_both_closed_is_closed_once_or_a_conflict() {
    let base = of(&["1"]);
    let ours = closed(&base, "2026-04-15", "DCC");
    for (record, conflicts) in both_ways(&base, &ours, &ours) {
        assert_eq!((record, conflicts), (ours.clone(), Vec::new()));
    }
    assert_eq!(merged(&base, &ours, &closed(&base, "2026-04-16", "CC")), (ours, vec!["R1.closures[0]".to_owned()]));
}

#[test]
fn entries_of_equal_words_are_as_many_as_one_side_wrote() {
    let with = |words: &[&str]| {
        let entry = |words: &&str| report("2026-04-01", None, words);
        changed(&of(&["1"]), |finding| finding.progress = words.iter().map(entry).collect())
    };
    for (record, conflicts) in both_ways(&with(&[]), &with(&["Called.", "Called."]), &with(&["Called."])) {
        assert_eq!((record, conflicts), (with(&["Called.", "Called."]), Vec::new()));
    }
    for (record, conflicts) in both_ways(&with(&["Called."]), &with(&["Called.", "Called."]), &with(&["Called.", "Wrote."])) {
        assert_eq!((record.recommendations[0].progress.len(), conflicts.len()), (3, 0));
    }
}

#[test]
fn of_two_extensions_of_one_day_the_later_date_holds_whoever_merges() {
    let until =
        |to: &str| changed(&of(&["1"]), |finding| finding.extensions = vec![Extension::until(day(to), day("2026-04-01"))]);
    for (record, conflicts) in both_ways(&of(&["1"]), &until("2027-01-31"), &until("2027-03-01")) {
        let finding = &record.recommendations[0];
        assert_eq!((finding.extensions.len(), finding.extensions[1].to, conflicts.len()), (2, day("2027-03-01"), 0));
    }
}

#[test]
fn owners_and_answers_are_one_value_each() {
    let base = changed(&of(&["1"]), |finding| finding.owner = Some("Head".into()));
    let owned = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        changed(&base, |finding| finding.owner = Owners::of(names.clone()))
    };
    assert_eq!(merged(&base, &owned(&["Head", "Deputy"]), &owned(&["Head", "Estates"])).1, ["R1.owner"]);
    assert_eq!(merged(&base, &owned(&["Head"]), &owned(&["Head", "Estates"])), (owned(&["Head", "Estates"]), Vec::new()));
    let answered = |action, words: &str| {
        changed(&base, |finding| {
            let text = Some(Prose::from_text(words));
            finding.commissioner_response =
                Some(CommissionerResponse { action: Some(action), adopts_chief_officer: false, text, see: None });
        })
    };
    let (ours, theirs) = (answered(ActionTaken::Taken, "Done."), answered(ActionTaken::None, "Too dear."));
    assert_eq!(merged(&base, &ours, &theirs), (ours, vec!["R1.commissioner_response".to_owned()]));
}

#[test]
fn parts_of_two_entries_are_never_mixed() {
    let with = |actions: &[(&str, Option<&str>)]| {
        let action = |(text, done): &(&str, Option<&str>)| Action { done: done.map(day), ..Action::to(*text) };
        changed(&of(&["1"]), |finding| finding.actions = actions.iter().map(action).collect())
    };
    let base = with(&[("Buy.", None)]);
    assert_eq!(merged(&base, &with(&[("Sell.", None)]), &with(&[("Buy.", Some("2026-04-01"))])).1, ["R1.actions[0]"]);
    // Two findings that got one number are two.
    let named = |words: &str| changed(&of(&["1"]), |finding| finding.text = Some(Prose::from_text(words)));
    assert_eq!(merged(&of(&[]), &named("Mend."), &named("Paint.")).1, ["R1."]);
}

#[test]
fn a_finding_with_a_new_number_keeps_what_the_other_version_changed() {
    let base = changed(&of(&["1", "2"]), |finding| finding.text = Some(Prose::from_text(finding.printed.as_str())));
    let mut ours = base.clone();
    ours.recommendations[0].printed = "5".parse().unwrap();
    ours.recommendations.swap(0, 1);
    let theirs = changed(&base, |finding| finding.owner = Some("Head".into()));
    for (record, conflicts) in both_ways(&base, &ours, &theirs) {
        let numbers: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
        assert_eq!((numbers.join(" ").as_str(), conflicts.len()), ("R2 R5", 0));
        assert!(record.recommendations.iter().all(|finding| finding.owner.is_some()));
    }
}

#[test]
fn a_redaction_names_the_entry_that_it_is_about_wherever_that_goes() {
    let entries = |days: &[&str]| days.iter().map(|date| report(date, None, date)).collect::<Vec<_>>();
    let base = changed(&of(&["1"]), |finding| finding.progress = entries(&["2026-04-10", "2026-04-20"]));
    let ours = changed(&base, |finding| {
        finding.progress[1].note = Some(Prose::from_text(REDACTED));
        let (field, reason) = ("progress[1].note".to_owned(), "A person".to_owned());
        finding.redactions.push(Redaction { field, date: day("2026-04-25"), reason, by: None });
    });
    let theirs = changed(&base, |finding| finding.progress = entries(&["2026-04-05", "2026-04-10", "2026-04-20"]));
    for (record, conflicts) in both_ways(&base, &ours, &theirs) {
        let finding = &record.recommendations[0];
        assert_eq!((finding.redactions[0].field.as_str(), finding.progress.len(), conflicts.len()), ("progress[2].note", 3, 0));
        assert!(finding.progress[2].note.as_ref().is_some_and(|note| note.as_str().contains(REDACTED)));
    }
    // An entry that both have and one redacted: the words do not come back beside it.
    let new = of(&["1"]);
    assert_eq!(merged(&new, &ours, &base).1, ["R1.progress[1]"]);
}
