//! What heads, colours and status words mean in one office, as far as somebody has said it.

use std::collections::BTreeMap;

use super::colours::colour_named;
use super::heads::{field_of, folded};
use super::statuses::{StatusWord, status_word};
use crate::model::{Priority, Status, TrackerField, TrackerSettings};

/// What heads and status words mean on a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetMeanings {
    /// Fields by folded head; `None` for a head that means none.
    pub heads: BTreeMap<String, Option<TrackerField>>,
    /// Statuses by folded word or colour; `None` for one that says nothing of the status.
    pub statuses: BTreeMap<String, Option<Status>>,
    /// Priorities by folded word; `None` for one that says nothing of the priority.
    pub priorities: BTreeMap<String, Option<Priority>>,
    /// Statuses by the names of colours, as a key in the workbook has them.
    pub key: BTreeMap<String, Status>,
}

/// What a status cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSaid {
    /// Its words, or the name of its colour.
    pub words: String,
    /// What they mean.
    pub status: Option<Status>,
    /// Whether they say that it is late, which irr computes.
    pub is_overdue: bool,
    /// Whether nobody knows what they mean in this office.
    pub is_unknown: bool,
}

impl StatusSaid {
    /// Whether nothing is left to ask.
    pub fn is_known(&self) -> bool {
        !self.is_unknown
    }
}

impl SheetMeanings {
    /// Returns what the settings say of a sheet.
    pub fn of(settings: &TrackerSettings) -> Self {
        let heads = settings.heads.iter().map(|(head, field)| (folded(head), *field)).collect();
        let statuses = settings.statuses.iter().map(|(word, status)| (folded(word), *status)).collect();
        let priorities = settings.priorities.iter().map(|(word, priority)| (folded(word), *priority)).collect();
        Self { heads, statuses, priorities, key: BTreeMap::new() }
    }

    /// Returns what a head means: what the office says, else the dictionary.
    pub fn field(&self, head: &str) -> Option<TrackerField> {
        self.heads.get(&folded(head)).copied().unwrap_or_else(|| field_of(head))
    }

    /// Returns the priority that a word means: what the office says, else the dictionary; `None` if nobody knows.
    pub fn priority(&self, words: &str) -> Option<Option<Priority>> {
        // "1 - High" says it in words.
        let name = folded(words.trim_start_matches(|c: char| !c.is_alphabetic()));
        let known = || match name.as_str() {
            "high" | "h" | "highrisk" | "highpriority" | "critical" | "veryhigh" => Some(Some(Priority::High)),
            "medium" | "m" | "med" | "moderate" | "mediumrisk" | "mediumpriority" => Some(Some(Priority::Medium)),
            "low" | "l" | "lowrisk" | "lowpriority" => Some(Some(Priority::Low)),
            _ => None,
        };
        self.priorities.get(&folded(words)).copied().or_else(known)
    }

    /// Returns what the words of a status cell mean: what the office says, else a key in the workbook, else the dictionary.
    pub fn status(&self, words: &str) -> StatusSaid {
        // "G", "Green" and a green cell are one thing to ask about.
        let words = colour_named(words).unwrap_or(words);
        let said = |status, is_overdue, is_unknown| StatusSaid { words: words.to_owned(), status, is_overdue, is_unknown };
        if let Some(status) = self.statuses.get(&folded(words)) {
            return said(*status, false, false);
        }
        match (status_word(words), self.key.get(&folded(words))) {
            (Some(StatusWord::Is(status)), _) | (_, Some(&status)) => said(Some(status), false, false),
            (Some(StatusWord::Overdue), _) => said(None, true, false),
            (Some(StatusWord::Colour) | None, None) => said(None, false, true),
        }
    }
}
