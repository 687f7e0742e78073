//! Reads tables with named columns: one finding in each row, or one grade.

use super::extractor::{Extractor, HeadingPart, MissingFact, NO_HEADING, NamedTable, SpeakerRole};
use super::findings_cell::CellFinding;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::addressee;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{inline_label, kind_of, says_should};
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::table_column::ColumnContent;
use crate::intake::readers::html;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{Date, Finding, FindingKind, FindingRef, Grade, PrintedRef, Record, Status, due_date_in_text};

/// A row of a table of findings.
struct FindingRowText {
    kind: FindingKind,
    found: CellFinding,
    cells: Vec<(ColumnContent, Vec<SourceBlock>)>,
}

impl Extractor {
    /// Takes a row of cells if it names known columns or continues such a table; returns whether it did.
    pub(super) fn segment_cells(&mut self, at: SourcePlace, is_header: bool, cells: &[Vec<SourceBlock>]) -> bool {
        let names: Vec<String> = cells.iter().map(|cell| markdown(cell).replace("**", "")).collect();
        let known = names.iter().filter(|name| ColumnContent::of(name).is_some()).count();
        // One known name may be any word; a row that is not marked as a header must consist of column names.
        if (is_header || known == names.len()) && known >= 2 {
            for name in &names {
                self.placed.add(name);
            }
            let after = self.parts.len();
            self.tables.push(NamedTable { at, names, rows: Vec::new(), after });
            return true;
        }
        // A table continues only if nothing but a page break came between.
        let after = self.parts.len();
        match self.tables.last_mut() {
            Some(table) if !is_header && table.after == after && cells.len() <= table.names.len() => {
                table.rows.push((at, cells.to_vec()));
                true
            }
            _ => false,
        }
    }

    /// Puts the content of tables into the record.
    pub(super) fn tables(&mut self, record: &mut Record) {
        for table in std::mem::take(&mut self.tables) {
            if table.rows.is_empty() {
                self.unplace(table.at, &table.names.join(" | "), "column names of a table without rows; kept under `unplaced`");
                continue;
            }
            let columns: Vec<Option<ColumnContent>> = table.names.iter().map(|name| ColumnContent::of(name)).collect();
            let has = |column: ColumnContent| columns.contains(&Some(column));
            let finds = columns.iter().any(|column| matches!(column, Some(ColumnContent::Finding(_) | ColumnContent::Number)));
            if has(ColumnContent::Grade) && !finds {
                self.graded(&table, &columns, record);
            } else if finds {
                self.listed(&table, columns, record);
            } else {
                for (at, cells) in &table.rows {
                    let text = cells.iter().map(markdown).collect::<Vec<_>>().join(" | ");
                    self.unplace(*at, &text, "row of a table that has no findings; kept under `unplaced`");
                }
            }
        }
    }

    fn graded(&mut self, table: &NamedTable, columns: &[Option<ColumnContent>], record: &mut Record) {
        let at_grade = columns.iter().position(|column| *column == Some(ColumnContent::Grade));
        for (at, cells) in &table.rows {
            let texts: Vec<String> = cells.iter().map(|cell| plain(&markdown(cell))).collect();
            let grade = at_grade.and_then(|at| texts.get(at)).and_then(|text| text.parse().ok());
            let others: Vec<&String> = texts
                .iter()
                .enumerate()
                .filter(|(at, text)| Some(*at) != at_grade && !text.is_empty())
                .map(|(_, text)| text)
                .collect();
            match (grade, &others[..]) {
                (Some(grade), [] | [_]) => {
                    let area = others.first().map(|area| (*area).clone());
                    record.inspection.grades.push(Grade { area, grade });
                    self.placed.add(&texts.join(" "));
                    texts.iter().for_each(|text| self.placed.add(text));
                }
                _ => {
                    self.unplace(
                        *at,
                        &texts.join(" | "),
                        "this row has no graded judgment that irr knows; kept under `unplaced`",
                    );
                }
            }
        }
    }

    fn listed(&mut self, table: &NamedTable, mut columns: Vec<Option<ColumnContent>>, record: &mut Record) {
        // Names are read first and content second: offices call the number column "Recommendation" too.
        self.columns_by_content(table, &mut columns);
        let mut lines: Vec<FindingRowText> = Vec::new();
        for (at, cells) in &table.rows {
            let cells: Vec<Vec<SourceBlock>> = cells.iter().map(|cell| self.without_leaks(cell)).collect();
            self.line(*at, cells, &columns, table, &mut lines);
        }
        let mut order: Vec<PrintedRef> = Vec::new();
        for kind in FindingKind::ALL {
            let found: Vec<CellFinding> = lines.iter().filter(|line| line.kind == *kind).map(|line| line.found.clone()).collect();
            let known = record.findings_of(*kind).iter().map(|finding| finding.printed.clone()).collect();
            let mut numbers = self.number(*kind, &found, known).into_iter();
            order.clear();
            for line in lines.iter().filter(|line| line.kind == *kind) {
                let Some(number) = numbers.next() else { continue };
                let mut finding = self.finding(*kind, line.found.clone(), number.clone(), record);
                self.cells_of(line, &mut finding, record);
                record.findings_of_mut(*kind).push(finding);
                self.answers_in(line, &number);
            }
        }
    }

    /// Corrects columns by their content: if the findings column has only numbers, another has the words, and what remains is
    /// answers.
    fn columns_by_content(&mut self, table: &NamedTable, columns: &mut [Option<ColumnContent>]) {
        let share = |at: usize, is: &dyn Fn(&str) -> bool| {
            let texts: Vec<String> =
                table.rows.iter().filter_map(|(_, cells)| cells.get(at)).map(markdown).filter(|text| !text.is_empty()).collect();
            // More than half of the cells decide: single cells may be empty or a note.
            !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 2 > texts.len()
        };
        let only_label =
            |text: &str| finding_label(text).is_some_and(|(_, _, rest)| rest.is_empty()) || text.parse::<PrintedRef>().is_ok();
        let places: Vec<usize> = (0..columns.len()).collect();
        for at in &places {
            if matches!(columns[*at], Some(ColumnContent::Finding(_))) && share(*at, &only_label) {
                columns[*at] = Some(ColumnContent::Number);
            }
        }
        if !columns.iter().any(|column| matches!(column, Some(ColumnContent::Finding(_))))
            && let Some(at) = places.iter().find(|at| columns[**at].is_none() && share(**at, &says_should))
        {
            columns[*at] = Some(ColumnContent::Finding(None));
        }
        for at in places {
            let name = table.names[at].clone();
            // Case 12 has a column "Where we are", which says what is answered and not by whom.
            if columns[at] == Some(ColumnContent::Answer) && self.prose_speaker != SpeakerRole::Undecided {
                let (column, whose) = match self.prose_speaker {
                    SpeakerRole::ChiefOfficer => (ColumnContent::ChiefOfficer, "the chief officer's"),
                    _ => (ColumnContent::Commissioner, "the commissioner's"),
                };
                columns[at] = Some(column);
                let message = format!("the column `{name}` does not say who answers; taken as {whose} words");
                self.add_note(ImportNoteCode::Guessed, table.at, message, Some(&name));
            }
        }
    }

    /// Recognises list tags that ended up as text in a cell.
    fn without_leaks(&mut self, cell: &[SourceBlock]) -> Vec<SourceBlock> {
        let mut out = Vec::new();
        for block in cell {
            // Case 12: a page editor stored list tags as text.
            match block.text().filter(|text| text.contains("<li") || text.contains("\\<li") || text.contains("&lt;li")) {
                Some(text) => {
                    let bare = text.replace('\\', "").replace("&lt;", "<").replace("&gt;", ">");
                    self.add_note(
                        ImportNoteCode::Repaired,
                        block.at,
                        "this text has HTML tags of a list; read as a list",
                        Some(text),
                    );
                    let mut list = html::blocks(&bare, block.at);
                    // A list with one item is only text.
                    if let [SourceBlock { kind, .. }] = &mut list[..]
                        && let SourceBlockKind::Item { text, .. } = kind
                    {
                        *kind = SourceBlockKind::Paragraph(std::mem::take(text));
                    }
                    out.extend(list);
                }
                None => out.push(block.clone()),
            }
        }
        out
    }

    fn line(
        &mut self,
        at: SourcePlace,
        cells: Vec<Vec<SourceBlock>>,
        columns: &[Option<ColumnContent>],
        table: &NamedTable,
        lines: &mut Vec<FindingRowText>,
    ) {
        let text_at = columns.iter().position(|column| matches!(column, Some(ColumnContent::Finding(_))));
        let named = match text_at.and_then(|at| columns[at]) {
            Some(ColumnContent::Finding(kind)) => kind,
            _ => None,
        };
        let number_at = columns.iter().position(|column| *column == Some(ColumnContent::Number));
        let label = number_at.and_then(|at| cells.get(at)).map(markdown).map(|text| plain(&text)).unwrap_or_default();
        let mut words: Vec<SourceBlock> = text_at.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        // If the other cells are merged with the row above, this row continues that finding, whatever column its text is in.
        if let (Some(last), 1, true) = (lines.last_mut(), filled, label.is_empty() || number_at == Some(0) && cells.len() == 1) {
            let more = cells.iter().flatten().cloned().collect::<Vec<_>>();
            last.found.text = format!("{}\n\n{}", last.found.text, markdown(&more));
            let message = "this row has only text; taken as the rest of the finding above";
            self.add_note(ImportNoteCode::Repaired, at, message, Some(&markdown(&more)));
            return;
        }
        let mut number = finding_label(&label).and_then(|(_, numbers, _)| numbers.into_iter().next());
        let bare = label.trim_end_matches(['.', ')']).to_owned();
        number = number
            .or_else(|| bare.parse::<PrintedRef>().ok().filter(|_| bare.starts_with(|c: char| c.is_ascii_digit())).map(|_| bare));
        let mut kind = kind_of(&label).or(named);
        // The label may precede the words in the same cell.
        if let Some((first, (of, numbers, rest))) =
            words.first().and_then(|block| Some((block.clone(), inline_label_of(block.text()?)?)))
        {
            kind = kind.or(Some(of)).filter(|_| named.is_none()).or(Some(of));
            number = number.or_else(|| numbers.into_iter().next());
            self.unlabelled.push((first.text().unwrap_or("").to_owned(), rest.clone()));
            words.remove(0);
            if !rest.is_empty() {
                words.insert(0, SourceBlock::new(first.at, SourceBlockKind::Paragraph(rest)));
            }
        }
        // A table without a number column may have the number before the words.
        if let (None, None, Some((bare, first))) = (number_at, &number, words.first().and_then(numbered)) {
            self.unlabelled.push((words[0].text().unwrap_or("").to_owned(), first.text().unwrap_or("").to_owned()));
            number = Some(bare);
            words[0] = first;
        }
        self.placed.add(&label);
        let kind = kind.unwrap_or_else(|| {
            let name = text_at.map_or("", |at| table.names[at].as_str());
            let message = format!("the table does not say what kind of finding this is (`{name}`); taken as a recommendation");
            self.add_note(ImportNoteCode::Guessed, at, message, Some(&label));
            FindingKind::Recommendation
        });
        let text = markdown(&words);
        let mut rest = Vec::new();
        for (cell_at, cell) in cells.into_iter().enumerate() {
            match columns.get(cell_at).copied().flatten() {
                Some(ColumnContent::Finding(_)) if Some(cell_at) == text_at => {}
                Some(ColumnContent::Number) if Some(cell_at) == number_at => {}
                _ if cell.is_empty() => {}
                Some(column) => rest.push((column, cell)),
                None => {
                    let name = table.names.get(cell_at).map_or("", String::as_str);
                    let why = format!("the column `{name}` fits no field; kept under `unplaced`");
                    self.unplace(at, &format!("{name}: {}", markdown(&cell)), why);
                }
            }
        }
        lines.push(FindingRowText { kind, found: CellFinding { number, text, at }, cells: rest });
    }

    /// Reads dates, owner and status of a finding from the table.
    fn cells_of(&mut self, line: &FindingRowText, finding: &mut Finding, record: &Record) {
        let reference = FindingRef::new(line.kind, &finding.printed);
        let at = line.found.at;
        for (column, cell) in &line.cells {
            let text = plain(&markdown(cell));
            let is_none = matches!(normal(&text).as_str(), "n a" | "na" | "none" | "not applicable" | "tbc" | "");
            if is_none && !matches!(column, ColumnContent::ChiefOfficer | ColumnContent::Commissioner | ColumnContent::Answer) {
                self.placed.add(&text);
                continue;
            }
            let day = due_date_in_text::resolve(&text, record.inspection.published)
                .or_else(|| month_end(&text, record.inspection.published));
            match column {
                ColumnContent::Deadline => match (day, finding.due) {
                    (Some(day), Some(due)) if day != due => {
                        let message =
                            format!("the text of {reference} has the deadline {due} and the table has {day}; {due} is used");
                        self.add_note(ImportNoteCode::Disagrees, at, message, Some(&text));
                    }
                    (Some(day), None) => {
                        finding.due = Some(day);
                        finding.due_text = Some(text.clone());
                        self.resolve_missing_fact(&reference, MissingFact::Deadline);
                    }
                    (Some(_), Some(_)) => self.placed.add(&text),
                    (None, _) => {
                        self.unplace(at, &text, format!("the deadline of {reference} is not a date; kept under `unplaced`"))
                    }
                },
                ColumnContent::Target => match day {
                    Some(day) => {
                        finding.target = Some(day);
                        self.placed.add(&text);
                    }
                    None => self.unplace(at, &text, format!("the target of {reference} is not a date; kept under `unplaced`")),
                },
                ColumnContent::Owner => finding.owner = Some(text.into()),
                ColumnContent::Addressee => self.addressed(finding, &reference, &text, record),
                ColumnContent::Area => finding.area = Some(text),
                ColumnContent::Priority => match text.parse() {
                    Ok(priority) => finding.priority = Some(priority),
                    Err(_) => self.unplace(
                        at,
                        &text,
                        format!("the priority of {reference} is not one that irr knows; kept under `unplaced`"),
                    ),
                },
                ColumnContent::Status => match status_of(&text) {
                    Some((status, true)) => finding.status = Some(status),
                    Some((status, false)) => {
                        finding.status = Some(status);
                        let message = format!("the status of {reference} is taken as `{status}`");
                        self.add_note(ImportNoteCode::Guessed, at, message, Some(&text));
                    }
                    None => self.unplace(
                        at,
                        &text,
                        format!("the status of {reference} is not one that irr knows; kept under `unplaced`"),
                    ),
                },
                ColumnContent::Grade => {
                    self.unplace(at, &text, format!("this grade is next to {reference}; kept under `unplaced`"))
                }
                _ => {}
            }
        }
    }

    /// Reads the addressees, if the table has a column for them.
    fn addressed(&mut self, finding: &mut Finding, reference: &FindingRef, text: &str, record: &Record) {
        self.placed.add(text);
        finding.addressed_to = addressee::lead_bodies(&format!("{text} should act"), record.inspection.published);
        let us = |name| self.us.is_us(name, &record.force);
        finding.said_ours = (!finding.addressed_to.is_empty() && !finding.addressed_to.iter().any(us)).then_some(false);
        self.resolve_missing_fact(reference, MissingFact::Addressee);
    }

    fn answers_in(&mut self, line: &FindingRowText, number: &PrintedRef) {
        for (column, cell) in &line.cells {
            let speaker = match column {
                ColumnContent::ChiefOfficer => SpeakerRole::ChiefOfficer,
                ColumnContent::Commissioner => SpeakerRole::Commissioner,
                ColumnContent::Answer => SpeakerRole::Undecided,
                _ => continue,
            };
            let section = HeadingSection::Answer { kind: line.kind, numbers: vec![number.to_string()], heading: String::new() };
            let mut part = HeadingPart::new(section, line.found.at, "", NO_HEADING);
            part.blocks.clone_from(cell);
            part.speaker = Some(speaker);
            self.parts.push(part);
        }
    }
}

/// Returns the number at the start of a cell, as text or as a list mark, and the rest of the block.
fn numbered(block: &SourceBlock) -> Option<(String, SourceBlock)> {
    let (number, text) = match &block.kind {
        SourceBlockKind::Item { depth: 0, mark, text } => (mark.strip_suffix('.')?, text.as_str()),
        SourceBlockKind::Paragraph(text) => text.split_once(['.', ')']).filter(|(_, rest)| rest.starts_with(' '))?,
        _ => return None,
    };
    // No report has a thousand findings, and four digits are a year.
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (number.to_owned(), SourceBlock::new(block.at, SourceBlockKind::Paragraph(text.trim_start().to_owned()))))
}

/// Returns the label of a finding before its words, or alone in a paragraph.
fn inline_label_of(text: &str) -> Option<(FindingKind, Vec<String>, String)> {
    inline_label(text).map(|(kind, numbers, rest)| (kind, numbers, rest.to_owned()))
}

/// Returns the last day of a month that is given without a day.
fn month_end(text: &str, published: Date) -> Option<Date> {
    due_date_in_text::find(&format!("by {text}"), published).map(|due| due.date)
}

/// Returns the status that a table's words mean, and whether they are exactly that status's own words.
fn status_of(text: &str) -> Option<(Status, bool)> {
    if let Ok(status) = text.parse() {
        return Some((status, true));
    }
    Some(match normal(text).as_str() {
        "complete" | "completed" | "done" | "discharged" => (Status::Closed, false),
        "open" | "ongoing" | "on going" | "underway" => (Status::InProgress, false),
        "awaiting allocation" | "new" => (Status::NotStarted, false),
        "awaiting sign off" | "submitted for closure" => (Status::PendingSignOff, false),
        "not adopted" | "rejected" => (Status::NotAccepted, false),
        _ => return None,
    })
}

fn plain(text: &str) -> String {
    text.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ")
}
