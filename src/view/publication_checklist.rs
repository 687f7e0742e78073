//! What remains before a response may be published: `irr publish --check`.

use super::labels::days_in_words;
use super::{Block, Cell, Entries, Entry, Fit, Role};
use crate::model::{Date, RecordId, Snapshot};
use crate::prose::{counted, listed};
use crate::rules::identity::missing_recommendations;

/// The most findings that one line names.
const MOST_NAMED: usize = 6;

/// One thing that a response needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// What it is, and how far it is.
    pub text: String,
    /// The command that does it; `None` where it is done.
    pub command: Option<String>,
}

/// The checklist of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationChecklist {
    title: String,
    /// In the order in which a response is made.
    pub items: Vec<ChecklistItem>,
}

impl PublicationChecklist {
    /// Checks a record. `guesses` is how many of its values nobody has confirmed, and `errors` how many errors `irr validate`
    /// finds.
    pub fn compute(id: &RecordId, snapshot: &Snapshot, guesses: usize, errors: usize) -> Self {
        let (record, on) = (snapshot.record(), snapshot.on());
        let mut items = Vec::new();
        let mut item = |is_done: bool, done: &str, missing: String, command: String| {
            let (text, command) = if is_done { (done.to_owned(), None) } else { (missing, Some(command)) };
            items.push(ChecklistItem { text, command });
        };
        if record.owes_explanations() {
            let missing = missing_recommendations(record);
            let has_none = record.says_nothing();
            let what =
                missing.map_or_else(|| "the record has no findings and no answers yet".to_owned(), |missing| missing.message);
            let is_whole = !has_none && missing_recommendations(record).is_none();
            item(is_whole, "every recommendation of the report is here", what, format!("irr add {id}"));
            if has_none {
                // There is nothing to explain yet.
                return Self { title: title(snapshot, on), items };
            }
            let open: Vec<String> = record.unanswered().map(|(reference, _)| reference.to_string()).collect();
            let what = format!(
                "{} without the body's explanation ({})",
                counted(open.len(), "recommendation", "recommendations"),
                listed(&open, open.len(), MOST_NAMED)
            );
            item(open.is_empty(), "every recommendation is explained", what, format!("irr answer {id}"));
        }
        let invited = record.publication.as_ref().and_then(|publication| publication.chief_officer_invited);
        if record.duty().comments.is_some() {
            let what = "no date on which the chief officer was invited to comment".to_owned();
            let command = format!("irr set {id} publication.chief_officer_invited=DATE");
            item(invited.is_some(), "the chief officer was invited to comment", what, command);
        }
        let what = format!("{} to confirm", counted(guesses, "guessed value", "guessed values"));
        item(guesses == 0, "no guessed value is left", what, format!("irr confirm {id}"));
        let what = counted(errors, "error", "errors");
        item(errors == 0, "no errors", what, format!("irr validate {id}"));
        Self { title: title(snapshot, on), items }
    }

    /// Returns whether nothing is missing.
    pub fn is_ready(&self) -> bool {
        self.items.iter().all(|item| item.command.is_none())
    }

    /// Returns the list as blocks.
    pub fn blocks(&self) -> Vec<Block> {
        let row = |item: &ChecklistItem| Entry {
            lead: match item.command {
                None => Cell::new("done", Role::Done),
                Some(_) => Cell::new("missing", Role::Soon),
            },
            name: Cell::default(),
            text: Cell::plain(item.command.as_ref().map_or(item.text.clone(), |command| format!("{}: {command}", item.text))),
        };
        let rows = self.items.iter().map(row).collect();
        vec![Block::Entries(Entries { title: Cell::plain(&self.title), typed: String::new(), rows, fit: Fit::Words })]
    }
}

/// Names the response and its deadline.
fn title(snapshot: &Snapshot, on: Date) -> String {
    let record = snapshot.record();
    let due = record.response_due(Date::LAST).filter(|_| record.owes_response());
    let deadline = match (record.responded(), due) {
        (Some(day), _) => format!(" (published on {})", day.in_words()),
        (None, Some(due)) if due < on => format!(" (was due on {})", due.in_words()),
        (None, Some(due)) => format!(" (due on {}, {} left)", due.in_words(), days_in_words(due.days_since(on))),
        (None, None) => String::new(),
    };
    format!("{}{deadline}", record.inspection.title)
}
