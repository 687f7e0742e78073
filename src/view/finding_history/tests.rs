use super::*;
use crate::model::{RecordCommit, RecordStep, RecordVersion};
use crate::yaml;

/// A record of version 2 with one finding that has these lines.
fn record(lines: &str) -> Record {
    let head = "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
                inspection: {title: Barns, published: 2025-01-10}\nrecommendations:\n  - ref: '1'\n    text: Fix them.\n";
    yaml::parse(&format!("{head}{lines}")).unwrap()
}

fn commit(hash: &str, day: &str) -> RecordCommit {
    RecordCommit {
        hash: hash.to_owned(),
        author: "A. Officer".to_owned(),
        authored: day.parse().ok(),
        committer: "A. Officer".to_owned(),
        committed: day.parse().ok(),
        subject: "Words".to_owned(),
        trailers: Vec::new(),
        is_clone_start: false,
    }
}

/// A step: the day of its commit, the versions before, and the version after.
type Step<'a> = (&'a str, &'a [Option<usize>], Option<usize>);

/// A history of versions: each commit with its day, the versions before and the version after, as `record` reads them.
fn past(versions: &[&str], steps: &[Step<'_>]) -> RecordHistory {
    let step = |(at, (day, before, after)): (usize, &Step<'_>)| RecordStep {
        commit: (!day.is_empty()).then(|| commit(&format!("c{at}"), day)),
        before: before.to_vec(),
        after: *after,
        renamed_from: None,
    };
    RecordHistory {
        steps: steps.iter().enumerate().map(step).collect(),
        versions: versions
            .iter()
            .map(|lines| match *lines {
                "unreadable" => RecordVersion::Unreadable(3),
                lines => RecordVersion::Record(Box::new(record(lines))),
            })
            .collect(),
        limits: Vec::new(),
    }
}

/// The events of R1 and the notes, a line each, without the report's publication and the record's beginning.
fn lines(past: &RecordHistory, on: &str) -> Vec<String> {
    let last = past.steps.iter().rev().find_map(|step| past.record(step.after?)).unwrap();
    lines_of(past, last, on)
}

fn lines_of(past: &RecordHistory, now: &Record, on: &str) -> Vec<String> {
    let (id, today): (RecordId, Date) = ("kent/2025-01-10-barns".parse().unwrap(), "2026-05-01".parse().unwrap());
    let on: Date = on.parse().unwrap();
    let snapshot = Snapshot::new(now.clone(), on).seen_from(today);
    let of = HistoryOf { id: &id, snapshot: &snapshot, record: now, past, today };
    let sheet = HistorySheet::of_finding(of, &"R1".parse().unwrap()).unwrap();
    let is_beginning =
        |it: &&HistoryEvent<'_>| matches!(it.kind, HistoryEventKind::ReportPublished | HistoryEventKind::RecordAdded);
    let line = |it: &HistoryEvent<'_>| {
        let day = it.day.map_or_else(String::new, |day| day.to_string());
        let by = it.commit.map_or_else(String::new, |by| format!(" [{}]", by.hash));
        format!("{day} {}{by}", it.words())
    };
    let events = sheet.events.iter().filter(|it| !is_beginning(it)).map(line);
    events.chain(sheet.notes.iter().map(|note| format!("note: {note}"))).collect()
}

const BEGUN: &str = "    due: 2025-12-31\n";
const EXTENDED: &str =
    "    due: 2025-12-31\n    extensions: [{agreed: 2026-01-12, to: 2026-03-31, reason: Late., approved_by: DCC}]\n";

#[test]
fn an_extension_says_from_when_to_when_why_by_whom_and_how_much_later_it_was_written() {
    let past = past(&[BEGUN, EXTENDED], &[("2025-02-01", &[None], Some(0)), ("2026-02-04", &[Some(0)], Some(1))]);
    assert_eq!(
        lines(&past, "2026-05-01"),
        ["2026-01-12 Due date extended from 31 December 2025 to 31 March 2026, because: Late, approved by DCC; written 23 days \
          later [c1]"]
    );
    // On a day before that of the commit, it is not known that it was written later.
    assert_eq!(
        lines(&past, "2026-01-31"),
        ["2026-01-12 Due date extended from 31 December 2025 to 31 March 2026, because: Late, approved by DCC; not in git by \
          this day"]
    );
    assert_eq!(lines(&past, "2026-01-11"), [""; 0]);
}

#[test]
fn a_due_date_that_was_edited_is_said_and_the_extension_says_what_it_was_then() {
    let edited = &EXTENDED.replace("due: 2025-12-31", "due: 2026-01-31");
    let steps: &[Step<'_>] =
        &[("2025-02-01", &[None], Some(0)), ("2026-01-12", &[Some(0)], Some(1)), ("2026-02-01", &[Some(1)], Some(2))];
    assert_eq!(
        lines(&past(&[BEGUN, EXTENDED, edited], steps), "2026-05-01"),
        [
            "2026-01-12 Due date extended from 31 January 2026 to 31 March 2026, because: Late, approved by DCC; the due date was \
             31 December 2025 then [c1]",
            "2026-02-01 Due date edited from 31 December 2025 to 31 January 2026, without an extension [c2]",
        ]
    );
}

const LOG: &str = "    progress:\n      - {date: 2025-03-01, note: Jane Doe began.}\n      - {date: 2025-04-01, note: Second.}\n";

#[test]
fn an_entry_that_was_changed_or_removed_is_said() {
    let changed = &LOG.replace("Jane Doe began", "It began");
    let removed = "    progress:\n      - {date: 2025-03-01, note: It began.}\n";
    let steps: &[Step<'_>] = &[
        ("2025-03-01", &[None], Some(0)),
        ("2025-04-01", &[Some(0)], Some(1)),
        ("2025-05-01", &[Some(1)], Some(2)),
        ("2025-06-01", &[Some(2)], Some(3)),
        ("2025-07-01", &[Some(3)], Some(2)),
    ];
    let versions = [&LOG.replace("      - {date: 2025-04-01, note: Second.}\n", ""), LOG, changed, removed];
    assert_eq!(
        lines(&past(&versions, steps), "2026-05-01"),
        [
            "2025-03-01 Progress: It began; this entry was changed on 1 May 2025 [c0]",
            "2025-04-01 Progress: Second [c1]",
            "2025-05-01 This entry was changed: log entry of 1 March 2025: note corrected from “Jane Doe began.” to “It began.” \
             [c2]",
            "2025-06-01 An entry was removed: log entry of 1 April 2025: “Second.” [c3]",
            "2025-07-01 Put back: log entry of 1 April 2025: “Second.” [c4]",
        ]
    );
}

#[test]
fn words_that_were_redacted_come_back_from_no_commit() {
    let redacted = &format!(
        "{}    redactions: [{{field: 'progress[0].note', date: 2025-05-01, reason: A name}}]\n",
        LOG.replace("Jane Doe began.", "'[redacted] began.'")
    );
    let named = &format!("    owner: Team of Jane Doe\n{LOG}");
    let steps: &[Step<'_>] = &[
        ("2025-04-01", &[None], Some(0)),
        ("2025-04-15", &[Some(0)], Some(1)),
        ("2025-04-20", &[Some(1)], Some(0)),
        ("2025-05-01", &[Some(0)], Some(2)),
        ("2025-06-01", &[Some(2)], Some(3)),
    ];
    let gone = &redacted.replace("      - {date: 2025-03-01, note: '[redacted] began.'}\n", "");
    let told = lines(&past(&[LOG, named, redacted, gone], steps), "2026-05-01").join("\n");
    assert!(told.contains("Words redacted in the log: note, because: A name"), "{told}");
    assert!(told.contains("Owner set") || told.contains("Owner written"), "{told}");
    assert!(!told.contains("Doe"), "{told}");
}

#[test]
fn a_version_that_cannot_be_read_is_stepped_over_and_said() {
    let steps: &[Step<'_>] =
        &[("2025-02-01", &[None], Some(0)), ("2025-02-02", &[Some(0)], Some(1)), ("2025-02-03", &[Some(1)], Some(2))];
    let owned = &format!("{BEGUN}    owner: Estates\n");
    assert_eq!(
        lines(&past(&[BEGUN, "unreadable", owned], steps), "2026-05-01"),
        [
            "2025-02-03 Owner set to Estates; in this commit or in c1, whose version cannot be read [c2]",
            "note: the version of commit c1 of 2 February 2025 (A. Officer) cannot be read (line 3): `git show c1` shows what it \
             changed",
        ]
    );
}

#[test]
fn a_merge_is_told_of_only_what_no_side_has() {
    let (owner, priority) = (&format!("{BEGUN}    owner: Estates\n"), &format!("{BEGUN}    priority: high\n"));
    let both = &format!("{BEGUN}    owner: Estates\n    priority: high\n");
    let other = &format!("{BEGUN}    owner: Facilities\n    priority: high\n");
    let steps = |merged| -> Vec<Step<'static>> {
        vec![
            ("2025-02-01", &[None], Some(0)),
            ("2025-02-02", &[Some(0)], Some(1)),
            ("2025-02-03", &[Some(0)], Some(2)),
            ("2025-02-04", &[Some(1), Some(2)], Some(merged)),
        ]
    };
    let versions = [BEGUN, owner, priority, both, other];
    let set = ["2025-02-02 Owner set to Estates [c1]", "2025-02-03 Priority set to high [c2]"];
    assert_eq!(lines(&past(&versions, &steps(3)), "2026-05-01"), set);
    let made = lines(&past(&versions, &steps(4)), "2026-05-01");
    assert_eq!(made, [set[0], set[1], "2025-02-04 Owner changed from Estates to Facilities [c3]"]);
}

#[test]
fn what_a_merge_left_out_or_chose_is_said() {
    let (one, two) = (&format!("{BEGUN}    owner: Estates\n"), &format!("{LOG}    owner: Facilities\n"));
    let steps: &[Step<'_>] =
        &[("2025-02-01", &[None], Some(0)), ("2025-02-02", &[Some(0)], Some(1)), ("2025-03-03", &[Some(0)], Some(2))];
    let told = lines_of(&past(&[BEGUN, one, two], steps), &record(one), "2026-05-01");
    let left_out = told.iter().filter(|line| line.contains("left out later, when branches were merged")).count();
    assert_eq!(left_out, 2, "{told:#?}");
    assert!(told.iter().any(|line| line.starts_with("note: the owner is Estates now")), "{told:#?}");
}

#[test]
fn entries_of_many_days_in_one_commit_are_said_once_and_not_each_as_late() {
    let past = past(&[LOG], &[("2026-02-01", &[None], Some(0))]);
    assert_eq!(
        lines(&past, "2026-05-01"),
        [
            "2025-03-01 Progress: Jane Doe began [c0]",
            "2025-04-01 Progress: Second [c0]",
            "note: entries of 2 different days came with commit c0 of 1 February 2026 (A. Officer): git does not say when each \
             was written",
        ]
    );
}

#[test]
fn clocks_that_are_wrong_change_no_order_and_are_said() {
    let high = &format!("{BEGUN}    priority: high\n");
    let low = &format!("{BEGUN}    priority: low\n");
    let steps: &[Step<'_>] =
        &[("2025-02-05", &[None], Some(0)), ("2030-01-01", &[Some(0)], Some(1)), ("2025-02-01", &[Some(1)], Some(2))];
    assert_eq!(
        lines(&past(&[BEGUN, high, low], steps), "2026-05-01"),
        [
            "2030-01-01 Priority set to high [c1]",
            "2025-02-01 Priority changed from high to low [c2]",
            "note: commit c1 of 1 January 2030 (A. Officer) is dated in the future: a clock was wrong",
        ]
    );
    let steps: &[Step<'_>] = &[("2025-02-05", &[None], Some(0)), ("2025-02-01", &[Some(0)], Some(1))];
    assert_eq!(
        lines(&past(&[BEGUN, high], steps), "2026-05-01"),
        [
            "2025-02-01 Priority set to high [c1]",
            "note: commit c1 of 1 February 2025 (A. Officer) builds on commit c0 of 5 February 2025 (A. Officer), which is dated \
             later: a clock was wrong",
        ]
    );
}

#[test]
fn what_is_on_disk_only_is_not_committed_yet() {
    let now = &format!("{BEGUN}    owner: Estates\n    progress: [{{date: 2026-04-30, note: Looked.}}]\n");
    let past = past(&[BEGUN, now], &[("2025-02-05", &[None], Some(0)), ("", &[Some(0)], Some(1))]);
    let told = ["2026-04-30 Progress: Looked; not committed yet", " Owner set to Estates; not committed yet"];
    assert_eq!(lines(&past, "2026-05-01"), told);
    assert_eq!(lines(&past, "2026-04-29"), [""; 0]);
}

#[test]
fn a_finding_is_followed_under_its_earlier_number_and_after_it_was_removed() {
    let renumbered: Record = yaml::parse(&yaml::write(&record(BEGUN)).replace("ref: \"1\"", "ref: \"7\"")).unwrap();
    let owned = &format!("{BEGUN}    owner: Estates\n");
    let mut past = past(&[BEGUN, owned], &[("2025-02-05", &[None], Some(0)), ("2025-02-06", &[Some(0)], Some(1))]);
    let mut seven = renumbered;
    seven.recommendations[0].owner = Some("Estates".into());
    past.versions.push(RecordVersion::Record(Box::new(seven.clone())));
    let step = RecordStep { commit: Some(commit("c2", "2025-03-01")), before: vec![Some(1)], after: Some(2), renamed_from: None };
    past.steps.push(step);
    let told = lines_of(&past, &seven, "2026-05-01");
    assert_eq!(
        told[..2],
        ["2025-02-06 Owner set to Estates [c1]", "2025-03-01 Finding removed from the record [c2]"],
        "{told:#?}"
    );
    let (id, today): (RecordId, Date) = ("kent/2025-01-10-barns".parse().unwrap(), "2026-05-01".parse().unwrap());
    let snapshot = Snapshot::new(seven.clone(), today);
    let of = HistoryOf { id: &id, snapshot: &snapshot, record: &seven, past: &past, today };
    let sheet = HistorySheet::of_finding(of, &"R7".parse().unwrap()).unwrap();
    let words: Vec<String> = sheet.events.iter().map(HistoryEvent::words).collect();
    assert_eq!(words[2..], ["Owner set to Estates", "Finding renumbered: it was R1"], "{words:?}");
    assert!(HistorySheet::of_finding(of, &"R8".parse().unwrap()).is_none());
}
