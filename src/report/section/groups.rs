//! Counts by what findings have in common.

use std::collections::BTreeMap;

use super::measure::{ENDED, IN_PROGRESS, Measure, NOT_STARTED, OPEN, OVERDUE, PENDING, TOTAL, UNDATED, row, tally};
use super::part::Part;
use super::scene::{Followed, Scene};
use crate::model::{Force, InspectionKind, Priority};
use crate::query::{Expr, Facet, FacetValue};
use crate::report::Shape;
use crate::report::tally::Tally;

const MEASURES: [Measure; 8] = [TOTAL, NOT_STARTED, IN_PROGRESS, PENDING, OPEN, OVERDUE, UNDATED, ENDED];

/// What a bar of a report is made of.
const STATUSES: &[&str] = &["not_started", "in_progress", "pending_sign_off"];

/// What has no name of this kind.
const NOT_STATED: &str = "not stated";

pub(super) fn by_report<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    let tally = by_name(scene, "by_report", "report", Facet::Record, "record = …");
    vec![Part::Drawn(Shape::Stacked, "Open findings by report and status", STATUSES, tally)]
}

pub(super) fn by_owner<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    let tally = by_name(scene, "by_owner", "owner", Facet::Owner, "owner = …");
    vec![Part::Drawn(Shape::Ranked, "Overdue findings by owner", &["overdue"], tally)]
}

pub(super) fn by_force<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    vec![Part::Tally(by_name(scene, "by_force", "force", Facet::Force, "force = …"))]
}

pub(super) fn by_inspectorate<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    vec![Part::Tally(by_name(scene, "by_inspectorate", "inspectorate", Facet::Inspectorate, "inspectorate = …"))]
}

pub(super) fn by_priority<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    let words = Priority::ALL.iter().map(|priority| priority.as_str());
    vec![Part::Tally(by_word(scene, "by_priority", "priority", Facet::Priority, "priority = …", words))]
}

pub(super) fn by_inspection<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    let words = InspectionKind::ALL.iter().map(|kind| kind.as_str());
    vec![Part::Tally(by_word(scene, "by_inspection", "kind of inspection", Facet::InspectionKind, "inspection_kind = …", words))]
}

/// Groups by name, in the order of the alphabet, each finding in every group it names; what names none comes last.
fn by_name(scene: &Scene<'_>, name: &'static str, head: &'static str, facet: Facet, pattern: &'static str) -> Tally {
    // What is one name to a filter is one here: names that differ by their capitals, and two names of one force.
    let same = |name: &String| match facet {
        Facet::Force => Force::from(name.as_str()).key().to_lowercase(),
        _ => name.to_lowercase(),
    };
    let mut groups: BTreeMap<String, (String, Vec<&Followed<'_>>)> = BTreeMap::new();
    let mut unnamed = Vec::new();
    for finding in &scene.ours {
        let mut names = match facet.of(&finding.case) {
            FacetValue::Names(names) => names,
            FacetValue::Absent => Vec::new(),
            value => vec![value.to_string()],
        };
        if facet == Facet::Force {
            names = names.iter().map(|name| Force::from(name.as_str()).usual_name().to_string()).collect();
        }
        names.sort_by_key(same);
        names.dedup_by_key(|name| same(name));
        if names.is_empty() {
            unnamed.push(finding);
        }
        for name in names {
            let (shown, findings) = groups.entry(same(&name)).or_insert_with(|| (name.clone(), Vec::new()));
            // Of two ways to write it the first in order, whatever file came first.
            if name < *shown {
                *shown = name;
            }
            findings.push(finding);
        }
    }
    let mut tally = Tally { pattern: Some(pattern), ..tally(scene, name, head, &MEASURES) };
    for (shown, findings) in groups.into_values() {
        let filter = format!("{facet} = {}", Expr::quoted(&shown));
        tally.rows.push(row(scene, shown, filter, findings, &MEASURES));
    }
    if !unnamed.is_empty() {
        tally.rows.push(row(scene, NOT_STATED, format!("{facet} = none"), unnamed, &MEASURES));
    }
    tally
}

/// Groups in a vocabulary's own order; words that nothing has are left out, and what has no word comes last.
fn by_word(
    scene: &Scene<'_>,
    name: &'static str,
    head: &'static str,
    facet: Facet,
    pattern: &'static str,
    words: impl Iterator<Item = &'static str>,
) -> Tally {
    let mut tally = Tally { pattern: Some(pattern), ..tally(scene, name, head, &MEASURES) };
    for word in words.map(Some).chain([None]) {
        let value = word.map_or(FacetValue::Absent, |word| FacetValue::Text(word.to_owned()));
        let findings: Vec<_> = scene.ours.iter().filter(|finding| facet.of(&finding.case) == value).collect();
        if !findings.is_empty() {
            let filter = format!("{facet} = {}", word.unwrap_or("none"));
            tally.rows.push(row(scene, word.unwrap_or(NOT_STATED).replace('_', " "), filter, findings, &MEASURES));
        }
    }
    tally
}
