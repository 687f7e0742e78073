//! How long a store takes: `cargo bench`.
//!
//! Whole-process figures, with start-up and output, come from the binary itself on a store that `generate_store` wrote.

#[path = "generate_store/generator.rs"]
mod generator;

use std::fs;
use std::sync::Arc;

use divan::{Bencher, black_box};
use irr::draw::{self, OutputFormat, PageStyle};
use irr::model::{Date, Record, RecordId, Settings, Snapshot};
use irr::query::{DeadlineFilter, Filter, Order};
use irr::rules::{self, CheckSettings, Policy, RecordToCheck, RuleContext};
use irr::store::{Loaded, ProgressCounter, Store};
use irr::view::listing::COLUMNS;
use irr::view::{Agenda, Between, Calendar, Listing, Totals};
use irr::yaml::{self, Fault};

/// How many records the store has.
const RECORDS: usize = 200;

fn main() {
    divan::main();
}

fn on() -> Date {
    Date::new(2026, 11, 24).unwrap_or_else(|| unreachable!("a day"))
}

fn records() -> Vec<(RecordId, Record)> {
    generator::records(RECORDS).collect()
}

fn snapshots() -> Vec<(RecordId, Snapshot)> {
    records().into_iter().map(|(id, record)| (id, Snapshot::new(record, on()))).collect()
}

fn loaded() -> Vec<Loaded> {
    let load = |(id, record): (RecordId, Record)| {
        let text = yaml::write(&record);
        Loaded { id, parsed: yaml::parse(&text), text }
    };
    records().into_iter().map(load).collect()
}

/// Reads every file of a store, on every core.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let Ok(folder) = tempfile::tempdir() else { return };
    for (id, record) in records() {
        let path = folder.path().join(Store::name_of(&id));
        let written = path.parent().map(fs::create_dir_all).is_some_and(|made| made.is_ok())
            && fs::write(path, yaml::write(&record)).is_ok();
        assert!(written, "the bench's own store cannot be written");
    }
    let store = Store::at(folder.path());
    bencher.bench(|| store.load_each(&ProgressCounter::default(), |loaded| loaded.parsed.is_ok()));
}

/// Filters, orders and draws.
#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let records = snapshots();
    let filter = Filter { overdue: true, ..Filter::default() };
    let page = PageStyle::plain(200);
    bencher.bench(|| {
        let pairs = records.iter().map(|(id, snapshot)| (id, snapshot));
        let listing = Listing::compute(pairs, &filter, &Order::default(), &COLUMNS, on());
        let mut out = Vec::new();
        draw::write(&listing, OutputFormat::Text, &page, &mut out).map(|()| out.len())
    });
}

/// Every clock, ordered and drawn.
#[divan::bench]
fn agenda(bencher: Bencher<'_, '_>) {
    let records = snapshots();
    let page = PageStyle::plain(200);
    bencher.bench(|| {
        let agenda = Agenda::compute(records.iter().map(|(id, snapshot)| (id, snapshot)), &DeadlineFilter::default(), on());
        let mut out = Vec::new();
        draw::write(&agenda, OutputFormat::Text, &page, &mut out).map(|()| out.len())
    });
}

/// Every clock as an event of a calendar.
#[divan::bench]
fn calendar(bencher: Bencher<'_, '_>) {
    let records = snapshots();
    bencher.bench(|| {
        let agenda = Agenda::compute(records.iter().map(|(id, snapshot)| (id, snapshot)), &DeadlineFilter::default(), on());
        let mut out = Vec::new();
        draw::write_calendar(&Calendar::of(&agenda, vec![7, 1]), &mut out).map(|()| out.len())
    });
}

/// The whole paper for a meeting, as Markdown.
#[divan::bench]
fn summary(bencher: Bencher<'_, '_>) {
    let records = snapshots();
    let page = PageStyle::plain(200);
    let Ok(between) = Between::new(None, None, on()) else { return };
    bencher.bench(|| {
        let totals = Totals::compute(records.iter().map(|(id, snapshot)| (id, snapshot)), between, None, &[]);
        let mut out = Vec::new();
        draw::write(&totals, OutputFormat::Markdown, &page, &mut out).map(|()| out.len())
    });
}

/// Every rule on every record.
#[divan::bench]
fn validate(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    let faults: Vec<_> = loaded.iter().map(|loaded| yaml::inspect(&loaded.text, &loaded.parsed)).collect();
    let texts: Vec<_> = loaded.iter().map(|loaded| || loaded.text.as_str().into()).collect();
    let all = loaded.iter().zip(&faults).zip(&texts);
    let subjects: Vec<RecordToCheck<'_>> = all.map(|((loaded, faults), text)| subject(loaded, faults, text)).collect();
    let by = CheckSettings::of(on(), &Settings::default());
    bencher.bench(|| {
        let context = RuleContext::of(loaded.iter().map(|loaded| (&loaded.id, loaded.parsed.as_ref().ok())), &by);
        subjects.iter().map(|subject| rules::check(subject, &context, &Policy::default()).len()).sum::<usize>()
    });
}

fn subject<'a>(loaded: &'a Loaded, faults: &'a [Fault], text: &'a (dyn Fn() -> Arc<str> + Sync)) -> RecordToCheck<'a> {
    RecordToCheck { id: &loaded.id, parsed: &loaded.parsed, faults, text, allows: false, before: None, gone: false }
}

/// What a second look at the text costs where there is nothing to see.
#[divan::bench]
fn inspect(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    bencher.bench(|| yaml::inspect(black_box(&loaded[0].text), &loaded[0].parsed).len());
}

/// Text to one record.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    bencher.bench(|| yaml::parse(black_box(&loaded[0].text)).is_ok());
}

/// One record to text.
#[divan::bench]
fn write(bencher: Bencher<'_, '_>) {
    let records = snapshots();
    bencher.bench(|| yaml::write(black_box(records[0].1.record())));
}
