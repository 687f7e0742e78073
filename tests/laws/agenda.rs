//! An agenda tells what the standings tell, and its calendar is one, whatever the texts.

use std::collections::BTreeSet;

use irr::draw::write_calendar;
use irr::model::Period;
use irr::model::{Deadline, DeadlineKind, FindingOnDay, RecordId, Snapshot};
use irr::query::DeadlineFilter;
use irr::view::{Agenda, Calendar};
use proptest::prelude::*;

use crate::arbitrary;

fn id() -> RecordId {
    "kent/2025-05-16-subject".parse().unwrap()
}

proptest! {
    #![proptest_config(arbitrary::cases(30))]

    #[test]
    fn each_finding_that_is_overdue_has_an_overdue_clock_and_no_other_has(record in arbitrary::record(), on in arbitrary::date()) {
        let id = id();
        let filter = DeadlineFilter { overdue: true, clock: vec![DeadlineKind::Finding], ..DeadlineFilter::default() };
        let snapshot = Snapshot::new(record, on);
        let mut clocks: Vec<_> = Agenda::compute([(&id, &snapshot)], &filter, on).deadlines().iter().map(|it| -it.days_left()).collect();
        let mut standings: Vec<_> = FindingOnDay::all(&id, &snapshot).filter_map(|case| case.standing.days_overdue).collect();
        // Escalated findings come first; how late each is does not change by that.
        clocks.sort_unstable();
        standings.sort_unstable();
        prop_assert_eq!(clocks, standings);
    }

    #[test]
    fn overdue_and_within_part_an_agenda_in_two_and_together_leave_out_what_is_later(
        record in arbitrary::record(), on in arbitrary::date(), days in 0_u32..2_000,
    ) {
        let (id, snapshot) = (id(), Snapshot::new(record, on));
        let many = |overdue, within| {
            let filter = DeadlineFilter { overdue, within, ..DeadlineFilter::default() };
            Agenda::compute([(&id, &snapshot)], &filter, on).deadlines().len()
        };
        let within = Some(Period::Days(days));
        prop_assert_eq!(many(true, None) + many(false, within), many(true, within));
        let whole = Agenda::compute([(&id, &snapshot)], &DeadlineFilter::default(), on);
        let later = whole.deadlines().iter().filter(|it| it.days_left() > i64::from(days)).count();
        prop_assert_eq!(many(true, within) + later, many(false, None));
        let is_escalated = |it: &Deadline<'_>| {
            it.about.as_ref().is_some_and(|it| it.standing.status.is_open() && it.finding.escalation_on(on).is_some())
        };
        prop_assert!(whole.deadlines().is_sorted_by_key(|it| (!is_escalated(it), it.date, it.clock)));
    }

    /// No text ends its line, makes one too long, or takes the name of another.
    #[test]
    fn a_calendar_is_lines_of_75_octets_and_an_event_a_clock(record in arbitrary::record(), on in arbitrary::date()) {
        let (id, snapshot) = (id(), Snapshot::new(record, on));
        let agenda = Agenda::compute([(&id, &snapshot)], &DeadlineFilter::default(), on);
        let mut out = Vec::new();
        write_calendar(&Calendar::of(&agenda, vec![7]), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(|c: char| c.is_control() && c != '\t')), "{text}");
        let whole = text.replace("\r\n ", "");
        let uids: BTreeSet<&str> = whole.split("\r\n").filter(|line| line.starts_with("UID:")).collect();
        // One of the event, one of its alarm.
        prop_assert_eq!(uids.len(), 2 * agenda.deadlines().len());
        let begun = |part: &str| whole.split("\r\n").filter(|line| *line == format!("BEGIN:{part}")).count();
        prop_assert_eq!((begun("VEVENT"), begun("VALARM")), (agenda.deadlines().len(), agenda.deadlines().len()));
    }
}
