//! The law of figures: each counts what its filter lists, and what moved reconciles.

use std::collections::BTreeSet;

use irr::model::{Date, Deadline, DeadlineKind, FindingOnDay, Record, RecordId, Snapshot, SummarySection};
use irr::query::expr::{AskedOf, Expr};
use irr::query::{DeadlineFilter, Filter, Order, Scope};
use irr::view::export::v1::{Counted, Summary, TallyJson, TallyRowJson};
use irr::view::{Agenda, Between, Block, Listing, Totals, View};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary;

type Store = Vec<(RecordId, Record)>;

fn store() -> impl Strategy<Value = Store> {
    let id = |index: usize| format!("force-{index}/2025-05-{:02}-subject", index + 1).parse().unwrap();
    vec(arbitrary::record(), 0..5)
        .prop_map(move |records| records.into_iter().enumerate().map(|(at, record)| (id(at), record)).collect())
}

fn period() -> impl Strategy<Value = Between> {
    (arbitrary::date(), 0u64..9_000).prop_map(|(since, days)| Between { since, until: since.plus_days(days) })
}

fn summary(store: &Store, between: Between, force: Option<&str>, sections: &[SummarySection]) -> Summary {
    let store = as_of(store, between.until);
    Totals::compute(store.iter().map(|(id, snapshot)| (id, snapshot)), between, force, sections).summary()
}

/// The store as it stood on a day.
fn as_of(store: &Store, day: Date) -> Vec<(RecordId, Snapshot)> {
    store.iter().map(|(id, record)| (id.clone(), Snapshot::new(record.clone(), day))).collect()
}

/// How many findings or responses an expression holds for, one by one.
fn listed(store: &Store, counted: Counted, text: &str, day: Date) -> usize {
    let of = if counted == Counted::Findings { AskedOf::Finding } else { AskedOf::Response };
    let expr = Expr::parse_of(of, text, day).unwrap();
    let store = as_of(store, day);
    match counted {
        Counted::Findings => {
            store.iter().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).filter(|case| expr.holds(case)).count()
        }
        Counted::Responses => store
            .iter()
            .filter_map(|(id, snapshot)| FindingOnDay::of_response(id, snapshot))
            .filter(|case| expr.holds(case))
            .count(),
    }
}

fn figure(row: &TallyRowJson, name: &str) -> usize {
    row.figures.iter().find(|figure| figure.name == name).unwrap().count
}

/// The numbers of a sentence behind its day, in their order.
fn numbers(sentence: &str) -> Vec<usize> {
    let days = |word: &&str| !word.contains('-');
    let bare = |word: &str| word.trim_end_matches([',', '.']).parse().ok();
    sentence.split_whitespace().filter(days).filter_map(bare).collect()
}

/// The first or the last sentence of an answer.
fn sentence<'b>(mut blocks: impl Iterator<Item = &'b Block>) -> String {
    let cell = blocks.find_map(|block| if let Block::Paragraph(cell) = block { Some(cell.text.clone()) } else { None });
    cell.unwrap()
}

fn reconciles(movement: &TallyJson) -> Result<(), TestCaseError> {
    for column in ["total", "recommendations", "areas_for_improvement", "causes_of_concern"] {
        let of = |name: &str| figure(movement.rows.iter().find(|row| row.name == name).unwrap(), column);
        let came = of("previously open") + of("new") + of("reopened");
        prop_assert_eq!(came - of("closed") - of("superseded or not accepted"), of("remaining"), "{}", column);
    }
    Ok(())
}

proptest! {
    #![proptest_config(arbitrary::cases(100))]

    #[test]
    fn a_movement_reconciles(store in store(), between in period()) {
        let summary = summary(&store, between, None, &[SummarySection::Movement]);
        let movement = &summary.sections[0];
        reconciles(&movement.tallies[0])?;
        prop_assert!(movement.notes[0].starts_with("It reconciles: "), "{}", movement.notes[0]);
    }
}

proptest! {
    #![proptest_config(arbitrary::cases(12))]

    #[test]
    fn each_figure_counts_what_its_filter_lists(store in store(), between in period(), force in of(select(vec!["a", "\"", "e "]))) {
        for section in summary(&store, between, force, SummarySection::ALL).sections {
            for tally in &section.tallies {
                for row in &tally.rows {
                    for figure in &row.figures {
                        let listed = listed(&store, tally.counts, &figure.filter, row.as_of);
                        prop_assert_eq!(figure.count, listed, "{}, {}, {}: {}", tally.name, row.name, figure.name, figure.filter);
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_records_changes_nothing(mut store in store(), between in period()) {
        let told = |store: &Store| serde_json::to_string(&summary(store, between, None, SummarySection::ALL)).unwrap();
        let sorted = told(&store);
        store.reverse();
        prop_assert_eq!(told(&store), sorted);
    }

    #[test]
    fn the_papers_first_sentence_counts_the_reports_in_which_something_is_open(store in store(), between in period()) {
        let on = between.until;
        let snapshots = as_of(&store, on);
        let there = snapshots.iter().filter(|(_, snapshot)| snapshot.record().inspection.published <= on);
        let cases: Vec<FindingOnDay<'_>> = there.flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).collect();
        let open: Vec<&FindingOnDay<'_>> =
            cases.iter().filter(|case| case.finding.is_ours() && case.standing.status.is_open()).collect();
        let reports: BTreeSet<&RecordId> = open.iter().map(|case| case.id).collect();
        let late = open.iter().filter(|case| case.standing.is_overdue()).count();
        let others = cases.iter().filter(|case| !case.finding.is_ours()).count();
        let mut wanted = if open.is_empty() { Vec::new() } else { vec![open.len(), reports.len(), late] };
        wanted.push(others);
        wanted.retain(|number| *number > 0);
        let totals = Totals::compute(snapshots.iter().map(|(id, snapshot)| (id, snapshot)), between, None, &[]);
        let first = sentence(totals.blocks().iter());
        prop_assert_eq!(numbers(&first), wanted, "{}", first);
    }

    #[test]
    fn the_sentence_below_a_list_counts_its_rows(store in store(), on in arbitrary::date(), overdue in any::<bool>(), all in any::<bool>()) {
        let filter = Filter { overdue, scope: if all { Scope::All } else { Scope::Pressing }, ..Filter::default() };
        let snapshots = as_of(&store, on);
        let records = || snapshots.iter().map(|(id, snapshot)| (id, snapshot));
        let listing = Listing::compute(records(), &filter, &Order::default(), &[], on);
        let rows: Vec<FindingOnDay<'_>> =
            records().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).filter(|case| filter.matches(case)).collect();
        let late = rows.iter().filter(|case| case.standing.is_overdue()).count();
        let last = sentence(listing.blocks().iter().rev());
        // Where all of them are overdue their number is said once.
        let mut wanted = if late == rows.len() { vec![late] } else { vec![rows.len(), late] };
        wanted.retain(|number| *number > 0 || last.contains("past the due date"));
        // Overdue responses are no findings, so a list of what is overdue says that there are some.
        let agenda = Agenda::compute(records(), &DeadlineFilter::default(), on);
        let is_late_response = |deadline: &&Deadline<'_>| deadline.clock == DeadlineKind::Response && deadline.date < on;
        let responses = agenda.deadlines().iter().filter(is_late_response).count();
        wanted.extend((overdue && responses > 0).then_some(responses));
        prop_assert_eq!(numbers(&last), wanted, "{}", last);
    }

    #[test]
    fn the_sentence_below_an_agenda_counts_its_rows(store in store(), on in arbitrary::date()) {
        let snapshots = as_of(&store, on);
        let agenda = Agenda::compute(snapshots.iter().map(|(id, snapshot)| (id, snapshot)), &DeadlineFilter::default(), on);
        let late = agenda.deadlines().iter().filter(|deadline| deadline.date < on).count();
        let all = agenda.deadlines().len();
        let last = sentence(agenda.blocks().iter().rev());
        let mut wanted = if late == all { vec![all] } else { vec![all, late] };
        wanted.retain(|number| *number > 0);
        prop_assert_eq!(numbers(&last), wanted, "{}", last);
    }
}
