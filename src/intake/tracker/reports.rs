//! The reports of a workbook, each with its findings.

use std::collections::BTreeMap;

use super::facts::{RowFacts, facts_of, head_of};
use super::finding::{TrackerFinding, finding_of};
use super::heads::folded;
use super::index::{IndexEntry, complete, index_in};
use super::key::key_in;
use super::layout::{SheetLayout, TrackerRow};
use super::meanings::{SheetMeanings, StatusSaid};
use super::numbers::{kind_of, kind_of_heading};
use super::report::{SheetReading, TrackerReading, TrackerReport};
use super::sheet_title::{SheetTitle, title_in_row};
use super::workbook::{Sheet, Workbook};
use crate::model::{Date, FindingKind, PrintedRef, TrackerField};

/// The rows of a report, before they are findings.
struct RowsOfReport {
    report: TrackerReport,
    /// The rows of each finding.
    findings: Vec<(Option<PrintedRef>, Option<FindingKind>, Vec<RowFacts>)>,
    /// The places of the findings of a kind and number.
    places: BTreeMap<(Option<FindingKind>, String), Vec<usize>>,
}

/// Reads the reports and findings of a workbook. `meanings` says what heads and status words mean on the sheet of that name.
pub fn read_reports(book: &Workbook, meanings: impl Fn(&str) -> SheetMeanings, today: Date) -> TrackerReading {
    let mut reading = TrackerReading::default();
    let mut found: Vec<RowsOfReport> = Vec::new();
    // A sheet without findings may have the key of the colours.
    let layouts: Vec<Option<SheetLayout>> =
        book.sheets.iter().map(|sheet| SheetLayout::find(sheet, &meanings(&sheet.name)).filter(|_| !sheet.is_left_out)).collect();
    let others = || book.sheets.iter().zip(&layouts).filter(|(_, layout)| layout.is_none()).map(|(sheet, _)| sheet);
    let key = key_in(others().flat_map(|sheet| &sheet.rows));
    for (sheet, layout) in book.sheets.iter().zip(&layouts) {
        let mut of_sheet = meanings(&sheet.name);
        let Some(layout) = layout else {
            let (name, is_hidden) = (sheet.name.clone(), sheet.is_hidden);
            reading.sheets.push(SheetReading { name, is_hidden, ..SheetReading::default() });
            continue;
        };
        of_sheet.key = key_in(sheet.rows.iter().filter(|row| row.number < layout.row));
        for (colour, status) in &key {
            of_sheet.key.entry(colour.clone()).or_insert(*status);
        }
        reading.sheets.push(read_sheet(sheet, layout, &of_sheet, today, &mut found));
    }
    reading.reports = found.into_iter().map(|rows| rows.report(today)).collect();
    let index: Vec<IndexEntry> = others().flat_map(index_in).collect();
    for report in reading.reports.iter_mut().filter(|report| report.published.is_none()) {
        complete(report, &index);
    }
    for sheet in &mut reading.sheets {
        let of_sheet = |finding: &&TrackerFinding| finding.sheet == sheet.name;
        sheet.findings = reading.reports.iter().flat_map(|report| &report.findings).filter(of_sheet).count();
    }
    reading
}

/// Reads a sheet row by row.
struct SheetReader<'a> {
    sheet: &'a Sheet,
    layout: &'a SheetLayout,
    title: SheetTitle,
    /// The kind of the findings, as far as the sheet says it: in its name, or in a row of its own.
    kind: Option<FindingKind>,
    said: Vec<StatusSaid>,
    unknown_priorities: Vec<String>,
    /// The report of the rows so far.
    current: Option<usize>,
    /// Whether a row of its own has named the report.
    is_below_banner: bool,
    /// The reports of short names, as the rows below such a row have them.
    short_names: BTreeMap<String, Option<usize>>,
    last: Option<RowFacts>,
    /// The title, day and publisher of the report that the row above has named.
    named: Option<(Option<String>, Option<Date>, Option<String>)>,
    /// What is about no finding, a line each.
    left: Vec<String>,
}

fn read_sheet(
    sheet: &Sheet,
    layout: &SheetLayout,
    meanings: &SheetMeanings,
    today: Date,
    found: &mut Vec<RowsOfReport>,
) -> SheetReading {
    let title = SheetTitle::of(sheet, layout);
    // "Recommendations" is what people call a sheet of any findings.
    let of_name = kind_of(&sheet.name).filter(|kind| *kind != FindingKind::Recommendation);
    let kind = of_name.or_else(|| layout.kind_of_text());
    let left = title.left.clone();
    let mut reader = SheetReader {
        sheet,
        layout,
        title,
        kind,
        said: Vec::new(),
        unknown_priorities: Vec::new(),
        current: None,
        is_below_banner: false,
        short_names: BTreeMap::new(),
        last: None,
        named: None,
        left,
    };
    for row in layout.rows(sheet) {
        let mut facts = facts_of(row, meanings, today, &mut reader.said);
        reader.unknown_priorities.extend(facts.unknown_priority.take());
        reader.row(row, facts, found);
    }
    if let Some(at) = reader.current.or_else(|| found.len().checked_sub(1)) {
        found[at].report.left.append(&mut reader.left);
    }
    let hidden_rows = layout.rows(sheet).filter(|row| row.is_hidden()).count();
    SheetReading {
        name: sheet.name.clone(),
        is_hidden: sheet.is_hidden,
        heads: Some(layout.row),
        columns: layout.columns.clone(),
        statuses: tally(reader.said),
        unknown_priorities: tally(reader.unknown_priorities),
        findings: 0,
        hidden: (hidden_rows, sheet.hidden_columns.len()),
    }
}

/// Returns each value once, with how often it stands there.
fn tally<T: PartialEq>(all: Vec<T>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(other, _)| *other == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    counts
}

impl SheetReader<'_> {
    fn row(&mut self, row: TrackerRow<'_>, mut facts: RowFacts, found: &mut Vec<RowsOfReport>) {
        if facts.number.is_none() && self.heading(&row, &facts, found) {
            return;
        }
        let is_finding =
            facts.number.is_some() || facts.text.is_some() && !(facts.is_alone && self.layout.has(TrackerField::Ref));
        let says_more = !facts.actions.is_empty() || !facts.progress.is_empty() || facts.due.is_some() || facts.owner.is_some();
        let is_about_above = says_more && !facts.is_alone && self.last.is_some();
        if is_total(&row) || !is_finding && !is_about_above {
            let cells = row.all().filter(|(_, cell)| !cell.text().is_empty());
            let line: Vec<String> = cells.map(|(column, cell)| format!("{}: {}", head_of(column), cell.text())).collect();
            let comments = row.all().flat_map(|(_, cell)| &cell.comments).map(|words| format!("comment: {}", words.trim()));
            let line: Vec<String> = line.into_iter().chain(comments).collect();
            if !line.is_empty() {
                self.left.push(format!("sheet {}, row {}: {}", self.sheet.name, row.number(), line.join("; ")));
            }
            return;
        }
        facts.continue_from(self.last.as_ref());
        self.last = Some(facts.clone());
        let at = self.report_at(&mut facts, found);
        // A report has one publisher in a tracker; another word for it is kept with its finding.
        let other = facts.inspectorate.take().filter(|name| found[at].report.inspectorate.as_ref() != Some(name));
        facts.left.extend(other.map(|name| ("inspectorate".to_owned(), name)));
        found[at].add(facts, self.kind);
    }

    /// Takes a row of one cell that names the report, or the kind, of the findings below it.
    fn heading(&mut self, row: &TrackerRow<'_>, facts: &RowFacts, found: &mut Vec<RowsOfReport>) -> bool {
        // A sheet with a column of reports needs no such rows, but may have them: with a day.
        let banner = title_in_row(self.sheet, row.number());
        let is_dated = |banner: &SheetTitle| banner.published.is_some() || !self.layout.has(TrackerField::Report);
        if let Some(banner) = banner.filter(is_dated) {
            self.current = Some(report_at(found, banner.report(self.sheet, row.number())));
            (self.is_below_banner, self.last, self.named) = (true, None, None);
            return true;
        }
        let words = row.all().map(|(_, cell)| cell.text()).find(|text| !text.is_empty()).unwrap_or_default();
        let kind = kind_of_heading(&words).filter(|_| facts.is_alone);
        if kind.is_some() {
            (self.kind, self.last) = (kind, None);
            self.left.push(format!("sheet {}, row {}: {words}", self.sheet.name, row.number()));
        }
        kind.is_some()
    }

    /// Returns the place of the report that a row is of.
    fn report_at(&mut self, facts: &mut RowFacts, found: &mut Vec<RowsOfReport>) -> usize {
        if self.layout.has(TrackerField::Report) {
            // Below a row with the full title stand rows with a short name of it, by several hands: "Custody", "Cust.".
            let day = self.current.and_then(|at| found[at].report.published);
            let is_day = facts.published.as_ref().is_none_or(|published| Some(published.day) == day);
            let is_of_banner = self.is_below_banner && is_day && {
                let short = facts.report.as_deref().map(folded).unwrap_or_default();
                let banner = self.current;
                *self.short_names.entry(short).or_insert(banner) == banner
            };
            if is_of_banner {
                facts.left.extend(facts.report.take().map(|short| ("report".to_owned(), short)));
            }
            if !is_of_banner && (facts.report.is_some() || self.current.is_none()) {
                self.is_below_banner = false;
                // Most rows are of the same report as the one above.
                let named = (facts.report.clone(), facts.published.as_ref().map(|day| day.day), facts.inspectorate.clone());
                if self.current.is_none() || self.named.as_ref() != Some(&named) {
                    self.current = Some(report_at(found, report_of(facts, self.sheet)));
                }
                self.named = Some(named);
            }
        }
        let (title, sheet, row) = (&self.title, self.sheet, self.layout.row);
        *self.current.get_or_insert_with(|| report_at(found, title.report(sheet, row)))
    }
}

/// Whether a row counts others: one of its cells says nothing but "Total".
fn is_total(row: &TrackerRow<'_>) -> bool {
    row.all().any(|(_, cell)| ["total", "totals", "grandtotal", "subtotal", "count"].contains(&folded(&cell.text()).as_str()))
}

/// Returns the report that a row names.
fn report_of(facts: &RowFacts, sheet: &Sheet) -> TrackerReport {
    let named = facts.report.as_deref().map(SheetTitle::of_words).unwrap_or_default();
    let published = facts.published.as_ref().map(|day| (day.day, day.doubt));
    let (published, published_doubt) = published.or(named.published.map(|day| (day, None))).unzip();
    TrackerReport {
        title: named.title,
        published,
        published_doubt: published_doubt.flatten(),
        inspectorate: facts.inspectorate.clone(),
        sheet: sheet.name.clone(),
        row: facts.row,
        ..TrackerReport::default()
    }
}

/// Returns the place of a report among those found so far, or adds it. Two are one if they have the same title, and not two days.
fn report_at(found: &mut Vec<RowsOfReport>, report: TrackerReport) -> usize {
    let key = |title: &Option<String>| title.as_deref().map(folded);
    let is_same = |other: &RowsOfReport| {
        let days = (other.report.published, report.published);
        key(&other.report.title) == key(&report.title)
            && (days.0.is_none() || days.1.is_none() || days.0 == days.1)
            && (report.title.is_some() || other.report.sheet == report.sheet)
    };
    if let Some(at) = found.iter().position(is_same) {
        let known = &mut found[at].report;
        known.published = known.published.or(report.published);
        known.inspectorate = known.inspectorate.take().or(report.inspectorate);
        return at;
    }
    found.push(RowsOfReport { report, findings: Vec::new(), places: BTreeMap::new() });
    found.len() - 1
}

impl RowsOfReport {
    /// Adds a row to its finding.
    fn add(&mut self, facts: RowFacts, sheet_kind: Option<FindingKind>) {
        let (said, number) = facts.number.clone().map_or((None, None), |(kind, number)| (kind, Some(number)));
        let kind = facts.kind.or(said).or(sheet_kind);
        let is_same_text = |rows: &[RowFacts]| match (&facts.text, rows.iter().find_map(|row| row.text.as_ref())) {
            (Some(text), Some(other)) => folded(text) == folded(other),
            _ => true,
        };
        let place = match &number {
            // A row with an action is about the finding of its number, in whatever words.
            Some(number) => {
                let places = self.places.get(&(kind, number.as_str().to_lowercase())).map(Vec::as_slice).unwrap_or_default();
                let is_same = |place: &&usize| !facts.actions.is_empty() || is_same_text(&self.findings[**place].2);
                places.iter().find(is_same).copied()
            }
            // Without a number it is about the finding above if it says no other words.
            None => {
                self.findings.len().checked_sub(1).filter(|last| facts.text.is_none() || is_same_text(&self.findings[*last].2))
            }
        };
        match place {
            Some(place) => self.findings[place].2.push(facts),
            None => {
                if let Some(number) = &number {
                    self.places.entry((kind, number.as_str().to_lowercase())).or_default().push(self.findings.len());
                }
                self.findings.push((number, kind, vec![facts]));
            }
        }
    }

    fn report(self, today: Date) -> TrackerReport {
        let Self { mut report, findings, .. } = self;
        let mut used: BTreeMap<(FindingKind, String), usize> = BTreeMap::new();
        for (number, kind, _) in &findings {
            if let Some(number) = number {
                used.insert((kind.unwrap_or(FindingKind::Recommendation), number.as_str().to_lowercase()), 0);
            }
        }
        let mut next: BTreeMap<FindingKind, u32> = BTreeMap::new();
        for (number, kind, rows) in findings {
            let kind = kind.unwrap_or(FindingKind::Recommendation);
            let (number, why) = match number {
                Some(number) => {
                    let times = used.entry((kind, number.as_str().to_lowercase())).or_default();
                    *times += 1;
                    // Two findings with one number: the second needs one of its own.
                    let again = format!("{number}-{times}").parse().ok().filter(|_| *times > 1);
                    let why = again.is_some().then_some("the tracker has this number twice, with other words");
                    (again.unwrap_or(number), why)
                }
                None => (free_number(kind, &mut next, &used), Some("the tracker gives no number")),
            };
            let sheet = report.sheet.clone();
            report.findings.push(finding_of(&rows, &sheet, kind, number, why, today));
        }
        report
    }
}

/// Returns the next number that no finding of the kind has.
fn free_number(
    kind: FindingKind,
    next: &mut BTreeMap<FindingKind, u32>,
    used: &BTreeMap<(FindingKind, String), usize>,
) -> PrintedRef {
    let number = next.entry(kind).or_default();
    loop {
        *number += 1;
        let free = number.to_string();
        if !used.contains_key(&(kind, free.clone())) {
            // A number is always a number as reports print it.
            return free.parse().unwrap_or_else(|_| unreachable!());
        }
    }
}

impl RowFacts {
    /// Takes what merged or blank cells leave out from the row above: the report, and the number if there are no other words.
    fn continue_from(&mut self, above: Option<&RowFacts>) {
        let Some(above) = above else { return };
        if self.report.is_none() {
            self.report = above.report.clone();
            self.published = self.published.take().or_else(|| above.published.clone());
            self.inspectorate = self.inspectorate.take().or_else(|| above.inspectorate.clone());
        }
        // A mark that says "as above".
        if self.is_owner_as_above {
            self.owner = above.owner.clone();
        }
        if self.is_action_owner_as_above {
            self.action_owner = above.action_owner.clone();
        }
        if self.number.is_none() && (self.text.is_none() || self.text == above.text) {
            self.number = above.number.clone();
            self.kind = self.kind.or(above.kind);
        }
    }
}
