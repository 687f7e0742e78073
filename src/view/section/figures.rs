//! The section with the filter behind each figure, so that every count can be listed and checked.

use std::collections::BTreeSet;

use super::part::{PaperPart, PaperSection};
use crate::model::SummarySection;
use crate::view::section::period_records::PeriodRecords;
use crate::view::tally::{Tally, TallySubject, and};
use crate::view::{Cell, Fit, Role, Table, TableColumn};

const TITLE: &str = "How the figures were counted";

/// Creates the section for the figures of the other `sections`.
pub(in crate::view) fn section(scene: &PeriodRecords<'_>, sections: &[PaperSection<'_>]) -> PaperSection<'static> {
    let until = scene.between.until;
    let columns = vec![
        TableColumn { key: "section", title: "section", fit: Fit::Words },
        TableColumn { key: "figure", title: "figure", fit: Fit::Words },
        TableColumn { key: "filter", title: "filter", fit: Fit::Words },
    ];
    let tallies = || {
        let parts = sections.iter().flat_map(|section| section.parts.iter().map(move |part| (section.title, part)));
        parts.filter_map(|(title, part)| match part {
            PaperPart::Tally(tally) | PaperPart::Drawn(.., tally) => Some((title, tally)),
            _ => None,
        })
    };
    let mut rows: Vec<[String; 3]> = Vec::new();
    for (title, tally) in tallies() {
        let of_rows = rows_of(tally, scene).into_iter().filter(|(_, filter)| !filter.is_empty());
        rows.extend(of_rows.map(|(figure, filter)| [title.to_owned(), named(tally, &figure), filter]));
    }
    // Many tables have the same few columns, so each column's filter is listed once.
    let mut columns_told = BTreeSet::new();
    for (_, tally) in tallies() {
        for column in tally.columns.iter().filter(|column| !column.filter.is_empty()) {
            let row = ["any".to_owned(), named(tally, &format!("column {}", column.title)), format!("… and {}", column.filter)];
            if columns_told.insert(row.clone()) {
                rows.push(row);
            }
        }
    }
    let words = format!(
        "To list what a figure counts, use `irr list --as-of {until} --where FILTER`, or for responses `irr export --rows responses \
         --as-of {until} --where FILTER`. Join the filters of the figure's row and column with `and`."
    );
    // The reader may have selected this section alone.
    if rows.is_empty() {
        let words = PaperPart::Words("No other section has figures.".into(), Role::Plain);
        return PaperSection { name: SummarySection::Figures, title: TITLE, parts: vec![words] };
    }
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::plain).collect()).collect();
    let parts = vec![PaperPart::Words(words, Role::Plain), PaperPart::Filters(Table { columns, rows })];
    PaperSection { name: SummarySection::Figures, title: TITLE, parts }
}

fn named(tally: &Tally, figure: &str) -> String {
    match tally.counts {
        TallySubject::Findings => figure.to_owned(),
        TallySubject::Responses => format!("responses: {figure}"),
    }
}

/// Returns the filters of a table's rows, each with its name.
fn rows_of(tally: &Tally, scene: &PeriodRecords<'_>) -> Vec<(String, String)> {
    // In the trend each row is another day, so a filter alone does not say what was counted.
    let is_of_days = tally.rows.iter().any(|row| row.on != scene.between.until);
    let each = |pattern: &str| vec![(format!("each {}", tally.head), and(&[&tally.base, pattern]))];
    match tally.pattern {
        _ if is_of_days => vec![(format!("each {}, with --as-of its date", tally.head), tally.base.clone())],
        // One line for all rows of a kind ("owner = …") instead of one for every owner.
        Some(pattern) => each(pattern),
        None => tally.rows.iter().map(|row| (row.name.clone(), and(&[&tally.base, &row.filter]))).collect(),
    }
}
