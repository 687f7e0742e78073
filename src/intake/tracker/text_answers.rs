//! Reads answers that were written into the text of a mail: below the key of a finding, behind the name of a box.

use std::collections::BTreeMap;

use super::days::{days_in, says_more};
use super::returned::{ReturnedCell, ReturnedRow};
use crate::model::WorkField;
use crate::model::work_field::of_key;

/// What a text says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextAnswer {
    /// The owner whom the text was written to.
    pub owner: Option<String>,
    /// The keys that it has, in order.
    pub keys: Vec<String>,
    /// The answers.
    pub rows: Vec<ReturnedRow>,
    /// Words that stand below no key: before the first one.
    pub loose: String,
}

/// How a line of irr's own begins.
const OURS: char = '·';

/// Reads a text. Lines that a mail program has marked as quoted count only where something was written behind a box's name.
pub fn read_text(text: &str) -> TextAnswer {
    let mut answer = TextAnswer::default();
    let mut cells: BTreeMap<WorkField, String> = BTreeMap::new();
    // The box that is being written in.
    let mut open: Option<WorkField> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches(['>', ' ', '\t']);
        let is_quoted = line.trim_start().starts_with('>');
        if let Some(key) = key_in(bare) {
            answer.close(&mut cells);
            answer.keys.push(key.to_owned());
            open = None;
            continue;
        }
        if let Some(owner) = bare.strip_prefix("For:").filter(|_| answer.owner.is_none() && answer.keys.is_empty()) {
            answer.owner = Some(owner.trim().to_owned()).filter(|owner| !owner.is_empty() && !owner.contains('@'));
            continue;
        }
        let boxed =
            WorkField::ALL.iter().copied().find_map(|field| Some((field, bare.strip_prefix(field.head())?.strip_prefix(':')?)));
        match boxed {
            Some((field, words)) if !answer.keys.is_empty() => {
                open = Some(field);
                push(&mut cells, field, words.trim());
            }
            _ if bare.starts_with(OURS) || is_quoted => open = None,
            _ if answer.keys.is_empty() => {
                answer.loose.push_str(line);
                answer.loose.push('\n');
            }
            // Below a key, and behind no box's name, stands what is new.
            _ => push(&mut cells, open.unwrap_or(WorkField::Update), bare.trim()),
        }
    }
    answer.close(&mut cells);
    answer.loose = without_courtesy(&answer.loose);
    answer
}

fn key_in(line: &str) -> Option<&str> {
    let key = line.trim().strip_prefix('[')?.split_once(']')?.0;
    of_key(key).map(|_| key)
}

fn push(cells: &mut BTreeMap<WorkField, String>, field: WorkField, words: &str) {
    if words.is_empty() {
        return;
    }
    let cell = cells.entry(field).or_default();
    if !cell.is_empty() {
        cell.push('\n');
    }
    cell.push_str(words);
}

/// Removes what a mail program writes above a quoted mail, greetings, and the sentence that asks.
fn without_courtesy(text: &str) -> String {
    let is_of_programs = |line: &str| {
        let lower = line.trim().to_lowercase();
        let header = ["from:", "sent:", "to:", "cc:", "subject:", "date:", "for:", "-----original", "please say by"];
        header.iter().any(|head| lower.starts_with(head)) || lower.starts_with("on ") && lower.ends_with("wrote:")
    };
    let kept: Vec<&str> = text.lines().filter(|line| !is_of_programs(line)).collect();
    kept.join("\n").trim().to_owned()
}

impl TextAnswer {
    /// Ends the answer below the last key.
    fn close(&mut self, cells: &mut BTreeMap<WorkField, String>) {
        let said = std::mem::take(cells);
        let Some((finding, action)) = self.keys.last().and_then(|key| of_key(key)) else { return };
        let value = |field: WorkField, words: String| {
            let days = if field.is_day() { days_in(&words) } else { Vec::new() };
            let is_day = days.len() == 1 && !says_more(&words, &days);
            let says = if is_day { days[0].day.to_string() } else { words };
            (field, ReturnedCell { wrote: None, says })
        };
        let cells: BTreeMap<WorkField, ReturnedCell> = said.into_iter().map(|(field, words)| value(field, words)).collect();
        if !cells.is_empty() {
            self.rows.push(ReturnedRow { finding, action, place: "in the text".to_owned(), cells });
        }
    }

    /// Takes the loose words for an update, if the text is about one thing only.
    pub fn take_loose(&mut self) -> bool {
        let [key] = &self.keys[..] else { return false };
        let Some((finding, action)) = of_key(key).filter(|_| self.rows.is_empty() && !self.loose.is_empty()) else {
            return false;
        };
        let cell = ReturnedCell { wrote: None, says: std::mem::take(&mut self.loose) };
        self.rows.push(ReturnedRow {
            finding,
            action,
            place: "in the text".to_owned(),
            cells: [(WorkField::Update, cell)].into(),
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "For: Head of Custody\n\nPlease say by Friday 11 December 2026 how these stand.\n
[kent/2026-04-20-custody-suites:R1]\n· Count the cells\n· Due 31 March 2026\nNew update: \nStatus: \nNew date, if needed: \nEvidence: \n
[kent/2026-04-20-custody-suites:R2#1]\n· Buy a ladder\nNew update: \n";

    fn said(text: &str) -> Vec<(String, Vec<(WorkField, String)>)> {
        let row = |row: &ReturnedRow| {
            let number = row.action.map_or_else(String::new, |number| format!("#{number}"));
            let cells = row.cells.iter().map(|(field, cell)| (*field, cell.says.clone())).collect();
            (format!("{}{number}", row.finding.finding.as_ref().unwrap()), cells)
        };
        read_text(text).rows.iter().map(row).collect()
    }

    #[test]
    fn answers_stand_behind_the_names_of_boxes_or_below_a_key() {
        assert_eq!(said(ASKED), []);
        let text =
            ASKED.replacen("New update: ", "New update: Counted.\nAll of them", 1).replacen("needed: ", "needed: 31/01/2027", 1);
        let counted = (WorkField::Update, "Counted.\nAll of them".to_owned());
        let wanted = (WorkField::Wanted, "2027-01-31".to_owned());
        assert_eq!(said(&text), [("R1".to_owned(), vec![counted, wanted])]);
        let below = ASKED.replacen("· Buy a ladder\n", "· Buy a ladder\nIt is bought\n", 1);
        assert_eq!(said(&below), [("R2#1".to_owned(), vec![(WorkField::Update, "It is bought".to_owned())])]);
    }

    #[test]
    fn a_quoted_mail_is_read_where_something_was_written_in_it() {
        let quoted: String = ASKED.lines().map(|line| format!("> {line}\n")).collect();
        let text = format!("Hello,\nthe cells are counted.\n\nOn Monday the office wrote:\n{quoted}");
        let mut answer = read_text(&text);
        assert_eq!((answer.rows.len(), answer.loose.as_str()), (0, "Hello,\nthe cells are counted."));
        assert!(!answer.take_loose(), "two keys");
        let one = text.split("> [kent/2026-04-20-custody-suites:R2#1]").next().unwrap();
        let mut answer = read_text(one);
        assert!(answer.take_loose());
        assert!(answer.rows[0].cells[&WorkField::Update].says.contains("the cells are counted"));
        assert_eq!(said(&text.replace("> Evidence: ", "> Evidence: minutes/4.pdf")).len(), 1);
    }
}
