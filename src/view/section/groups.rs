//! The sections that count findings by owner, report, force and so on.

use std::collections::BTreeMap;

use super::measure::{ENDED, FindingMeasure, IN_PROGRESS, NOT_STARTED, OPEN, OVERDUE, PENDING, TOTAL, UNDATED, row, tally};
use super::part::PaperPart;
use crate::model::{Force, InspectionKind, Priority};
use crate::query::{Column, ColumnValue, Expr};
use crate::view::Shape;
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::tally::Tally;

const MEASURES: [FindingMeasure; 8] = [TOTAL, NOT_STARTED, IN_PROGRESS, PENDING, OPEN, OVERDUE, UNDATED, ENDED];

/// The parts of a report's bar, as column keys.
const STATUSES: &[&str] = &["not_started", "in_progress", "pending_sign_off"];

/// The name of the row for findings without a value.
const NOT_STATED: &str = "not stated";

pub(super) fn by_report<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let tally = by_name(scene, "by_report", "report", Column::Record, "record = …");
    vec![PaperPart::Drawn(Shape::Stacked, "Open findings by report and status", STATUSES, tally)]
}

pub(super) fn by_owner<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let tally = by_name(scene, "by_owner", "owner", Column::Owner, "owner = …");
    vec![PaperPart::Drawn(Shape::Ranked, "Overdue findings by owner", &["overdue"], tally)]
}

pub(super) fn by_force<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    vec![PaperPart::Tally(by_name(scene, "by_force", "force", Column::Force, "force = …"))]
}

pub(super) fn by_inspectorate<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    vec![PaperPart::Tally(by_name(scene, "by_inspectorate", "inspectorate", Column::Inspectorate, "inspectorate = …"))]
}

pub(super) fn by_priority<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let words = Priority::ALL.iter().map(|priority| priority.as_str());
    vec![PaperPart::Tally(by_word(scene, "by_priority", "priority", Column::Priority, "priority = …", words))]
}

pub(super) fn by_inspection<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let words = InspectionKind::ALL.iter().map(|kind| kind.as_str());
    vec![PaperPart::Tally(by_word(
        scene,
        "by_inspection",
        "kind of inspection",
        Column::InspectionKind,
        "inspection_kind = …",
        words,
    ))]
}

/// Counts by name, in alphabetical order. A finding with several names counts in each; findings without a name come last.
fn by_name(scene: &PeriodRecords<'_>, name: &'static str, head: &'static str, column: Column, pattern: &'static str) -> Tally {
    // Names that a filter treats as equal are one row: different capitals, and different names of the same force.
    let same = |name: &String| match column {
        Column::Force => Force::from(name.as_str()).key().to_lowercase(),
        _ => name.to_lowercase(),
    };
    let mut groups: BTreeMap<String, (String, Vec<&Followed<'_>>)> = BTreeMap::new();
    let mut unnamed = Vec::new();
    for finding in &scene.ours {
        let mut names = match column.of(&finding.case) {
            ColumnValue::Names(names) => names.into_iter().map(str::to_owned).collect(),
            ColumnValue::Absent => Vec::new(),
            value => vec![value.to_string()],
        };
        if column == Column::Force {
            // Shown under its usual name, however the record spells it.
            names = names.iter().map(|name| Force::from(name.as_str()).usual_name().to_string()).collect();
        }
        names.sort_by_key(same);
        // A finding addressed to the same body twice counts once.
        names.dedup_by_key(|name| same(name));
        if names.is_empty() {
            unnamed.push(finding);
        }
        for name in names {
            let (shown, findings) = groups.entry(same(&name)).or_insert_with(|| (name.clone(), Vec::new()));
            // The first spelling in alphabetical order is shown, so that the result does not depend on the order of the
            // files.
            if name < *shown {
                *shown = name;
            }
            findings.push(finding);
        }
    }
    let mut tally = Tally { pattern: Some(pattern), ..tally(scene, name, head, &MEASURES) };
    for (shown, findings) in groups.into_values() {
        let filter = format!("{column} = {}", Expr::quoted(&shown));
        tally.rows.push(row(scene, shown, filter, findings, &MEASURES));
    }
    if !unnamed.is_empty() {
        tally.rows.push(row(scene, NOT_STATED, format!("{column} = none"), unnamed, &MEASURES));
    }
    tally
}

/// Counts by the words of a vocabulary, in its own order. Words that no finding has are left out; findings without one come
/// last.
fn by_word(
    scene: &PeriodRecords<'_>,
    name: &'static str,
    head: &'static str,
    column: Column,
    pattern: &'static str,
    words: impl Iterator<Item = &'static str>,
) -> Tally {
    let mut tally = Tally { pattern: Some(pattern), ..tally(scene, name, head, &MEASURES) };
    for word in words.map(Some).chain([None]) {
        let value = word.map_or(ColumnValue::Absent, |word| ColumnValue::Text(word.into()));
        let findings: Vec<_> = scene.ours.iter().filter(|finding| column.of(&finding.case) == value).collect();
        // Rows of zeros would only make the paper longer.
        if !findings.is_empty() {
            let filter = format!("{column} = {}", word.unwrap_or("none"));
            tally.rows.push(row(scene, word.unwrap_or(NOT_STATED).replace('_', " "), filter, findings, &MEASURES));
        }
    }
    tally
}
