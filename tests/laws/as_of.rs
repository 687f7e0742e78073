//! The law of past days: what is dated after a day changes nothing that is shown of it.

use irr::draw::{CsvStyle, OutputFormat, PageStyle, RowFormat, write, write_calendar, write_rows};
use irr::model::public::public;
use irr::model::*;
use irr::query::{Column, DeadlineFilter, Filter, Order, Scope};
use irr::view::{Agenda, Between, Calendar, FindingSheet, FormParts, Listing, RecordSheet, ResponseForm, Totals, View, rows};
use proptest::prelude::*;

use crate::arbitrary;

fn id() -> RecordId {
    "kent/2025-05-16-subject".parse().unwrap()
}

/// A record as an office has it on a day: nothing in it is dated later, and each status is the one that its log leads to.
///
/// Of some things a record does not keep since when they are so, and a later date then says something of the days before it.
/// They are left out: a status that no entry says, evidence of an action that is not done, an address or a stage of a response
/// without a day.
fn as_kept_on(mut record: Record, on: Date) -> Record {
    record.inspection.published = record.inspection.published.min(on);
    let mut record = Snapshot::new(record, on).record().clone();
    for finding in findings(&mut record) {
        let is_logged = finding.progress.iter().any(|entry| entry.status.is_some());
        if !is_logged {
            finding.closure = finding.closure.take().filter(|closure| closure.date.is_some());
        }
        finding.closures.retain(|closure| closure.date.is_some());
        // Each closing says how it ended, and since when it holds no more: irr writes both.
        for closure in &mut finding.closures {
            closure.status = closure.status.filter(|status| !status.is_open()).or(Some(Status::Closed));
            closure.reopened = closure.reopened.filter(|day| Some(*day) >= closure.date);
            closure.reopening_reason = closure.reopening_reason.take().filter(|_| closure.reopened.is_some());
        }
        finding.closures.sort_by_key(|closure| closure.date);
        finding.verifications.retain(|verification| verification.date.is_some());
        finding.verifications.sort_by_key(|verification| verification.date);
        if !is_logged && finding.closures.is_empty() {
            finding.status = Some(if finding.closure.is_some() { Status::Closed } else { Status::NotStarted });
        }
        // How it ended, other than closed, an entry says: `irr progress` writes it where it opens such a finding again.
        let ends = |change: &StatusChange| matches!(change.source, StatusSource::Closure(_));
        if finding.closure.is_some() && Timeline::of(finding).changes().last().is_some_and(ends) {
            finding.status = Some(Status::Closed);
        }
        finding.status = Some(FindingState::of(finding, on).status);
        finding.actions.iter_mut().filter(|action| action.done.is_none()).for_each(|action| action.evidence.clear());
    }
    if let Some(publication) = record.publication.as_mut().filter(|publication| publication.published.is_none()) {
        publication.url = None;
    }
    if record.publication.as_ref().and_then(|publication| publication.published).is_none() {
        record.stage = Stage::Draft;
    }
    record.publication = record.publication.filter(|publication| *publication != Publication::default());
    record
}

fn findings(record: &mut Record) -> impl Iterator<Item = &mut Finding> {
    let lists = [&mut record.recommendations, &mut record.areas_for_improvement, &mut record.causes_of_concern];
    lists.into_iter().flatten()
}

/// The record with what another one has, each day of it moved behind the day.
fn with_more(record: &Record, other: &Record, on: Date) -> Record {
    // Within a year.
    let later = |day: Date| on.plus_days(1 + day.days_since(Date::new(1990, 1, 1).unwrap()).unsigned_abs() % 365);
    let version = record.schema_version;
    // What the record's version has room for.
    let other = if version == SchemaVersion::One { arbitrary::in_version_one(other.clone()) } else { other.migrated() };
    let (mut record, mut other) = (record.clone(), other);
    let sources: Vec<Finding> = findings(&mut other).map(|finding| finding.clone()).collect();
    for (finding, more) in findings(&mut record).zip(sources) {
        let is_open = FindingState::of(finding, on).status.is_open();
        let says_status = more.progress.iter().any(|entry| entry.status.is_some());
        let extended = |it: Extension| Extension { agreed: later(it.agreed), ..it };
        finding.extensions.extend(more.extensions.into_iter().map(extended));
        finding.escalation.extend(more.escalation.into_iter().map(|it| Escalation { date: later(it.date), ..it }));
        finding.progress.extend(more.progress.into_iter().map(|it| ProgressEntry { date: later(it.date), ..it }));
        let will_be_logged = finding.progress.iter().any(|entry| entry.status.is_some());
        // A closing of what the log calls closed is the day of that very end, and no later one.
        if version == SchemaVersion::One && finding.closure.is_none() && is_open && will_be_logged {
            finding.closure = more.closure.map(|it| Box::new(Closure { date: Some(later(it.date.unwrap_or(on))), ..*it }));
        }
        if version > SchemaVersion::One {
            let day = |date: Option<Date>| Some(later(date.unwrap_or(on)));
            // What stands is reopened, and closed again; its earlier closings stay as they are. What only the log calls closed
            // gets no closing: that would be the day of that very end, and no later one.
            let may_close = is_open || finding.standing_closure(on).is_some();
            let more_closures = if may_close { more.closures } else { Vec::new() };
            if let Some(last) = finding.closures.last_mut().filter(|last| last.reopened.is_none() && !more_closures.is_empty()) {
                // On the first day, so that it is before each new closing.
                (last.reopened, last.reopening_reason) = (Some(on.plus_days(1)), Some("It was not so.".to_owned()));
            }
            finding.closures.extend(more_closures.into_iter().map(|it| {
                let status = it.status.filter(|status| !status.is_open()).or(Some(Status::Closed));
                Closure { date: day(it.date), status, reopened: it.reopened.map(later), ..it }
            }));
            finding.verifications.extend(more.verifications.into_iter().map(|it| Verification { date: day(it.date), ..it }));
            for (action, more) in finding.actions.iter_mut().zip(&more.actions) {
                action.extensions.extend(more.extensions.iter().cloned().map(extended));
            }
        } else if finding.verification.is_none() {
            finding.verification =
                more.verification.map(|it| Box::new(Verification { date: Some(later(it.date.unwrap_or(on))), ..*it }));
        }
        for (action, more) in finding.actions.iter_mut().filter(|action| action.done.is_none()).zip(more.actions) {
            action.done = more.done.map(later);
            action.evidence = if action.done.is_some() { more.evidence } else { Vec::new() };
        }
        // The written status goes with the log.
        if says_status || finding.closings().any(|closing| closing.date > Some(on) || closing.reopened > Some(on)) {
            finding.status = Some(finding.latest_status());
        }
    }
    if let Some(more) = other.publication {
        let was = record.publication.clone().unwrap_or_default();
        let filled = |was: Option<Date>, more: Option<Date>| was.or(more.map(later));
        let is_invited = was.comments_wanted_by.is_some();
        // A response that is there without a day counts for every day; with a day it would not.
        let is_undated = record.stage == Stage::Published && record.responded().is_none();
        let response = |was: Option<Date>, more: Option<Date>| if is_undated { was } else { filled(was, more) };
        record.publication = Some(Publication {
            chief_officer_invited: if is_invited {
                was.chief_officer_invited
            } else {
                filled(was.chief_officer_invited, more.chief_officer_invited)
            },
            comments_received: filled(was.comments_received, more.comments_received),
            published: response(was.published, more.published),
            sent_to_inspectorate: filled(was.sent_to_inspectorate, more.sent_to_inspectorate),
            sent_to_secretary_of_state: filled(was.sent_to_secretary_of_state, more.sent_to_secretary_of_state),
            sent_to_commissioner: filled(was.sent_to_commissioner, more.sent_to_commissioner),
            sent_to_iopc: response(was.sent_to_iopc, more.sent_to_iopc),
            sent_to_coroner: response(was.sent_to_coroner, more.sent_to_coroner),
            ..was
        });
        if record.publication == Some(Publication::default()) {
            record.publication = None;
        }
        if record.publication.as_ref().and_then(|it| it.published).is_some_and(|day| day > on) {
            record.stage = Stage::Published;
            record.publication.as_mut().unwrap().url = more.url;
        }
    }
    record
}

/// Everything that irr can show of a record on a day.
fn shown(record: &Record, on: Date) -> Vec<(String, String)> {
    let (id, snapshot) = (id(), Snapshot::new(record.clone(), on));
    let pair = || [(&id, &snapshot)].into_iter();
    let page = PageStyle::plain(120);
    let mut all = Vec::new();
    let mut tell = |name: &str, view: &dyn View| {
        for (of, format) in [("text", OutputFormat::Text), ("json", OutputFormat::Json), ("markdown", OutputFormat::Markdown)] {
            let mut out = Vec::new();
            write(view, format, &page, &mut out).unwrap();
            all.push((format!("{name}, {of}"), String::from_utf8(out).unwrap()));
        }
    };
    let everything = Filter { scope: Scope::All, ..Filter::default() };
    tell("list", &Listing::compute(pair(), &everything, &Order::default(), Column::ALL, on));
    let agenda = Agenda::compute(pair(), &DeadlineFilter::default(), on).in_full();
    tell("due", &agenda);
    tell("record", &RecordSheet::compute(&id, &snapshot));
    FindingOnDay::all(&id, &snapshot).for_each(|case| tell("finding", &FindingSheet::compute(case)));
    let since = on.minus_months(30).unwrap();
    tell("summary", &Totals::compute(pair(), Between { since, until: on }, None, SummarySection::ALL));
    let mut calendar = Vec::new();
    write_calendar(&Calendar::of(&agenda, vec![7]), &mut calendar).unwrap();
    all.push(("calendar".to_owned(), String::from_utf8(calendar).unwrap()));
    for (name, snapshot) in [("form", snapshot.clone()), ("public form", snapshot.clone().with(public(snapshot.record())))] {
        all.push((name.to_owned(), format!("{:?}", ResponseForm::compute(&id, &snapshot, FormParts::All).blocks())));
    }
    for format in [RowFormat::Ndjson, RowFormat::Csv(CsvStyle::default())] {
        let mut out = Vec::new();
        write_rows(rows::findings(pair(), &everything, on), format, &mut out).unwrap();
        write_rows(rows::actions(pair(), &everything, on), format, &mut out).unwrap();
        write_rows(rows::progress(pair(), &everything, on), format, &mut out).unwrap();
        write_rows(rows::extensions(pair(), &everything, on), format, &mut out).unwrap();
        write_rows(rows::responses(pair(), &everything, on), format, &mut out).unwrap();
        all.push(("rows".to_owned(), String::from_utf8(out).unwrap()));
    }
    all
}

proptest! {
    #![proptest_config(arbitrary::cases(12))]

    #[test]
    fn what_is_dated_after_a_day_changes_nothing_that_is_shown_of_it(
        record in arbitrary::record(), other in arbitrary::record(), on in arbitrary::date(),
    ) {
        let before = as_kept_on(record, on);
        let after = with_more(&before, &other, on);
        for ((name, was), (_, is)) in shown(&before, on).into_iter().zip(shown(&after, on)) {
            prop_assert_eq!(was, is, "{} on {}\n{}", name, on, irr::yaml::write(&after));
        }
    }
}

proptest! {
    #![proptest_config(arbitrary::cases(40))]

    /// A day that is looked at from a later past day is the same as from today.
    #[test]
    fn a_snapshot_of_a_snapshot_has_the_same_standings(record in arbitrary::record(), on in arbitrary::date(), days in 0u64..9_000) {
        let (first, earlier) = (Snapshot::new(record.clone(), on.plus_days(days)), Snapshot::new(record.clone(), on));
        let again = Snapshot::new(first.record().clone(), on);
        let is_open = |snapshot: &Snapshot| -> Vec<(bool, Option<Date>)> {
            let standing = |finding| FindingState::of(finding, on);
            let all = snapshot.record().findings().map(|(_, _, finding)| standing(finding));
            all.map(|standing| (standing.status.is_open(), standing.current_due)).collect()
        };
        prop_assert_eq!(is_open(&again), is_open(&earlier), "{} on {}\n{}", days, on, irr::yaml::write(&record));
        prop_assert_eq!(Snapshot::new(earlier.record().clone(), on), earlier);
    }

    /// Taking out what is later changes nothing of the day itself.
    #[test]
    fn a_snapshot_stands_as_the_record_stands(record in arbitrary::record(), on in arbitrary::date()) {
        let snapshot = Snapshot::new(record.clone(), on);
        for ((_, _, whole), (_, _, cut)) in record.findings().zip(snapshot.record().findings()) {
            prop_assert_eq!(FindingState::of(whole, on), FindingState::of(cut, on), "{}\n{}", on, irr::yaml::write(&record));
        }
    }
}
