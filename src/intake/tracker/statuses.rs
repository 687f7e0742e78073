//! The words for a status in trackers.

use super::colours::NAMES;
use super::heads::folded;
use crate::model::Status;

/// What a cell of the status column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatusWord {
    /// A status of the record.
    Is(Status),
    /// That the date has passed, which irr computes.
    Overdue,
    /// A colour, which means different things in different offices.
    Colour,
}

/// The words of each status, folded to letters and digits.
const WORDS: &[(Status, &[&str])] = &[
    (
        Status::NotStarted,
        &[
            "notstarted",
            "open",
            "new",
            "awaitingallocation",
            "planned",
            "notyetstarted",
            "todo",
            "pending",
            "unstarted",
            "outstanding",
            "notdue",
            "proposed",
        ],
    ),
    (
        Status::InProgress,
        &[
            "inprogress",
            "ongoing",
            "ontrack",
            "underimplementation",
            "partiallyimplemented",
            "delayed",
            "onhold",
            "offtrack",
            "started",
            "underway",
            "wip",
            "partial",
            "partiallycomplete",
            "partlyimplemented",
            "atrisk",
            "someissues",
            "active",
            "progressing",
            "slipped",
            "behindschedule",
            "inhand",
        ],
    ),
    (
        Status::PendingSignOff,
        &[
            "pendingsignoff",
            "awaitingclosure",
            "closurerequested",
            "submitted",
            "demonstrationperiod",
            "awaitingsignoff",
            "readyforclosure",
            "forclosure",
            "awaitingverification",
            "pendingclosure",
            "proposedforclosure",
            "recommendedforclosure",
            "awaitingapproval",
            "completeawaitingverification",
            "awaitinghmicfrs",
        ],
    ),
    (
        Status::Closed,
        &[
            "closed",
            "complete",
            "completed",
            "implemented",
            "achieved",
            "discharged",
            "done",
            "fullyimplemented",
            "signedoff",
            "closeddischarged",
            "finished",
            "resolved",
        ],
    ),
    (Status::Superseded, &["superseded", "overtakenbyevents", "merged", "duplicate", "nolongerapplicable", "replaced"]),
    (
        Status::NotAccepted,
        &["rejected", "notaccepted", "notagreed", "notadopted", "closednotimplemented", "riskaccepted", "declined"],
    ),
];

/// Returns what a status cell says; `None` if no office of the dictionary says it so.
///
/// A colour before or behind a word says nothing more than the word: "Green – complete" is closed.
pub(super) fn status_word(cell: &str) -> Option<StatusWord> {
    let is = |text: &str| {
        let key = folded(text);
        match key.as_str() {
            "overdue" | "late" | "pastdue" => Some(StatusWord::Overdue),
            key if NAMES.contains(&key) => Some(StatusWord::Colour),
            key => WORDS.iter().find(|(_, words)| words.contains(&key)).map(|(status, _)| StatusWord::Is(*status)),
        }
    };
    // "5. Closed" is the fifth word of a list.
    let cell = cell.trim().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', ' ', '-', '–']);
    if let Some(found) = is(cell) {
        return Some(found);
    }
    // What stands behind a colour is said by its words alone: "Black – closed – not implemented".
    if let Some((colour, words)) = cell.split_once(['-', '–', '—', ':'])
        && is(colour) == Some(StatusWord::Colour)
        && let Some(found) = is(words)
    {
        return Some(found);
    }
    let parts: Vec<StatusWord> = cell.split(['-', '–', '—', ':', '/', '(', ')', ',', ';']).filter_map(is).collect();
    let said: Vec<StatusWord> = parts.iter().copied().filter(|part| matches!(part, StatusWord::Is(_))).collect();
    match (&said[..], &parts[..]) {
        ([one], _) => Some(*one),
        ([], [first, ..]) => Some(*first),
        // "Open / in progress" says two things.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_offices_are_statuses() {
        for (cell, status) in [
            ("On track", Status::InProgress),
            ("COMPLETE", Status::Closed),
            ("Green – complete", Status::Closed),
            ("Awaiting closure", Status::PendingSignOff),
            ("Closed – not implemented", Status::NotAccepted),
            ("Overtaken by events", Status::Superseded),
            ("Black – closed – not implemented", Status::NotAccepted),
            ("Open (overdue)", Status::NotStarted),
            ("5. Closed", Status::Closed),
            ("2 - In progress", Status::InProgress),
        ] {
            assert_eq!(status_word(cell), Some(StatusWord::Is(status)), "{cell}");
        }
        assert_eq!(status_word("Overdue"), Some(StatusWord::Overdue));
        assert_eq!(status_word("AMBER"), Some(StatusWord::Colour));
        for cell in ["", "see notes", "Open / in progress"] {
            assert_eq!(status_word(cell), None, "{cell}");
        }
    }
}
