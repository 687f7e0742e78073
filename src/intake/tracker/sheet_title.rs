//! The report that a whole sheet is about: its title and day stand above the heads, in a row of their own, or in the name of the
//! sheet.

use super::days::{CellDay, days_in};
use super::heads::{field_of, folded};
use super::layout::SheetLayout;
use super::report::TrackerReport;
use super::workbook::{CellValue, Sheet, SheetCell, SheetRow};
use crate::model::{Date, TrackerField};

/// What stands above the heads.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SheetTitle {
    pub(super) title: Option<String>,
    pub(super) published: Option<Date>,
    inspectorate: Option<String>,
    doubt: Option<&'static str>,
    /// Words that say nothing about the report, a line each.
    pub(super) left: Vec<String>,
}

/// Words that a tracker's own title has, folded.
const OF_TRACKERS: [&str; 14] = [
    "tracker",
    "actionplan",
    "register",
    "lastupdated",
    "updated",
    "asat",
    "correctasof",
    "officialsensitive",
    "official",
    "key",
    "owner",
    "version",
    "governance",
    "total",
];

/// Names that programs and people give to sheets, which are no titles.
const OF_SHEETS: [&str; 18] = [
    "sheet",
    "tracker",
    "data",
    "recommendations",
    "recs",
    "findings",
    "master",
    "main",
    "open",
    "closed",
    "all",
    "list",
    "register",
    "log",
    "actions",
    "afis",
    "export",
    "current",
];

/// The most cells of a row that names a report: what it is, its title, "published", the day.
const MOST_CELLS: usize = 4;

impl SheetTitle {
    /// Reads what stands above the heads of a sheet.
    pub(super) fn of(sheet: &Sheet, layout: &SheetLayout) -> Self {
        let mut found = Self::default();
        for row in sheet.rows.iter().filter(|row| row.number < layout.row) {
            found.read(sheet, row);
        }
        if found.title.is_none() && is_title_of_sheet(&sheet.name) {
            let named = Self::of_words(&sheet.name);
            found.title = named.title;
            found.published = found.published.or(named.published);
            found.doubt = Some("the name of the sheet");
        }
        found
    }

    /// Reads a title that may have its day in brackets: "PEEL 2023–25 (published 27 September 2024)".
    pub(super) fn of_words(words: &str) -> Self {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(day) = days_in(&line).into_iter().last() else {
            return Self { title: Some(line), ..Self::default() };
        };
        let (before, after) = (&line[..day.at.start], &line[day.at.end..]);
        let marks = [' ', ',', '(', ')', '[', ']', ':', ';', '-', '–', '—', '|', '.'];
        let mut title = before.trim_end_matches(marks);
        let mut is_published = after.trim_matches(marks).is_empty();
        // "…, report published on", "Pub'd", "Report out".
        loop {
            let (rest, word) = title.rsplit_once([' ', ',', '(', '-', '–']).unwrap_or(("", title));
            if word.is_empty() || !is_of_publication(word) {
                break;
            }
            is_published |= !matches!(word.to_lowercase().as_str(), "on" | "of");
            title = rest.trim_end_matches(marks);
        }
        if !is_published {
            return Self { title: Some(line), ..Self::default() };
        }
        let count = |mark: char| title.matches(mark).count();
        let title = format!("{title}{}", if count('(') > count(')') { ")" } else { "" });
        Self { title: (!title.is_empty()).then_some(title), published: Some(day.day), ..Self::default() }
    }

    fn read(&mut self, sheet: &Sheet, row: &SheetRow) {
        let mut cells = row.cells.iter().filter(|(_, cell)| cell.value != CellValue::Empty).peekable();
        while let Some((_, cell)) = cells.next() {
            let text = cell.text();
            let (label, value) = text.split_once(':').map_or((text.as_str(), ""), |(label, value)| (label, value.trim()));
            let field = field_of(label).or_else(|| label_field(label));
            let of_sheet = match field {
                Some(field @ (TrackerField::Report | TrackerField::Published | TrackerField::Inspectorate)) => {
                    let beside = if value.is_empty() { cells.next().map(|(_, cell)| cell.clone()) } else { None };
                    let said =
                        beside.unwrap_or_else(|| SheetCell { value: CellValue::Text(value.to_owned()), ..SheetCell::default() });
                    self.take(field, &said)
                }
                _ => self.take_title(&cell.value, &text),
            };
            if !of_sheet && !text.is_empty() {
                self.left.push(format!("sheet {}, row {}: {text}", sheet.name, row.number));
            }
        }
    }

    fn take(&mut self, field: TrackerField, cell: &SheetCell) -> bool {
        let words = cell.text();
        if words.is_empty() {
            return false;
        }
        match field {
            TrackerField::Report => {
                let named = Self::of_words(&words);
                self.published = self.published.or(named.published);
                self.title = named.title;
            }
            TrackerField::Inspectorate => self.inspectorate = Some(words),
            _ => match day_of(cell) {
                Some(day) => self.published = Some(day.day),
                None => return false,
            },
        }
        true
    }

    /// Takes words without a label for the title, if they are not the tracker's own.
    fn take_title(&mut self, value: &CellValue, text: &str) -> bool {
        let key = folded(text);
        let is_own = OF_TRACKERS.iter().any(|word| key.contains(word));
        if matches!(value, CellValue::Text(_)) && !is_own {
            let named = Self::of_words(text);
            if named.title.is_none() && named.published.is_some() && self.published.is_none() {
                self.published = named.published;
                return true;
            }
            let is_title = self.title.is_none() && text.chars().filter(|c| c.is_alphabetic()).count() >= 6;
            if is_title && text.chars().count() <= 200 {
                self.published = self.published.or(named.published);
                self.title = named.title;
                self.doubt = Some("the words above the heads");
                return true;
            }
        }
        false
    }

    /// Returns the report that a sheet is about.
    pub(super) fn report(&self, sheet: &Sheet, row: u32) -> TrackerReport {
        TrackerReport {
            title: self.title.clone(),
            title_doubt: self.doubt,
            published: self.published,
            inspectorate: self.inspectorate.clone(),
            sheet: sheet.name.clone(),
            row,
            ..TrackerReport::default()
        }
    }
}

fn says_published_word(word: &str) -> bool {
    ["published", "pub", "publ", "pubd", "publication"].contains(&word)
}

/// Whether a word only says that a day is that of the publication.
fn is_of_publication(word: &str) -> bool {
    let word = folded(word);
    word.starts_with("pub") && word != "public"
        || ["report", "issued", "dated", "out", "on", "of", "date", "released"].contains(&word.as_str())
}

/// Returns the report that a row between the findings names: a title and the day it was published, in a few cells; or words about
/// an inspection alone, whose day is then asked for.
pub(super) fn title_in_row(sheet: &Sheet, number: u32) -> Option<SheetTitle> {
    // The rows are in order.
    let row = sheet.rows.get(sheet.rows.partition_point(|row| row.number < number)).filter(|row| row.number == number)?;
    let cells: Vec<String> = row.cells.values().map(SheetCell::text).filter(|text| !text.is_empty()).collect();
    let line = cells.join(" ");
    let named = SheetTitle::of_words(&line);
    let is_dated = named.title.is_some() && named.published.is_some();
    let says_published = cells.len() == 1 || line.to_lowercase().split(|c: char| !c.is_alphabetic()).any(says_published_word);
    let names_inspection = || {
        let words = line.to_lowercase();
        cells.len() == 1
            && line.len() >= 15
            && ["inspection", "thematic", "peel ", "response to"].iter().any(|word| words.contains(word))
    };
    let is_report = is_dated && says_published && cells.len() <= MOST_CELLS || !is_dated && names_inspection();
    is_report.then_some(SheetTitle { doubt: Some("a row of its own"), ..named })
}

/// Whether the name of a sheet may be a report's title.
fn is_title_of_sheet(name: &str) -> bool {
    let letters: String = folded(name).chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 3 && !OF_SHEETS.contains(&letters.as_str()) && !OF_SHEETS.contains(&letters.trim_end_matches('s'))
}

/// Returns what a label above the heads names, of whatever words it is made: "Title of inspection", "Report published on".
fn label_field(label: &str) -> Option<TrackerField> {
    let words: Vec<String> =
        label.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
    let only = |of: &[&str]| words.len() <= 5 && words.iter().all(|word| of.contains(&word.as_str()));
    let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    let of_day = ["published", "publication", "issued", "date", "report", "of", "on", "the", "inspection"];
    let of_title = ["title", "name", "report", "inspection", "publication", "of", "the", "full", "subject"];
    match () {
        () if has(&["published", "publication", "issued", "date"]) && has(&of_day[..4]) && only(&of_day) => {
            Some(TrackerField::Published)
        }
        () if has(&["title", "report", "inspection", "publication"]) && only(&of_title) => Some(TrackerField::Report),
        () => None,
    }
}

fn day_of(cell: &SheetCell) -> Option<CellDay> {
    match &cell.value {
        CellValue::Day(day) => Some(CellDay { day: *day, at: 0..0, doubt: None }),
        CellValue::Text(text) => days_in(text).into_iter().next(),
        _ => None,
    }
}
