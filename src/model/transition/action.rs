//! The actions of a finding: add one, finish one, move its target date.

use crate::model::transition::{Transition, TransitionError, is_blank, log, note};
use crate::model::{Action, Date, Extension, Finding, SchemaVersion};

/// Adds an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddAction(pub Action);

impl Transition for AddAction {
    fn take(&self, finding: &mut Finding, _: SchemaVersion) -> Result<String, TransitionError> {
        let Self(action) = self;
        if is_blank(&action.text) {
            return Err(TransitionError::Missing { missing: vec!["what has to be done (--text)"] });
        }
        finding.actions.push(action.clone());
        Ok(format!("action {}: {}", finding.actions.len(), action.text.trim()))
    }
}

/// Marks an action as done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishAction {
    /// The action's number, from 1, or part of its text; of several matches the only open one is meant.
    pub which: String,
    /// The day it was done.
    pub done: Date,
    /// Evidence, in addition to what is already recorded.
    pub evidence: Vec<String>,
}

impl Transition for FinishAction {
    fn take(&self, finding: &mut Finding, _: SchemaVersion) -> Result<String, TransitionError> {
        let index = find(&self.which, &finding.actions)?;
        let action = &mut finding.actions[index];
        if let Some(done) = action.done {
            let why = format!("action {} was already done on {done}", index + 1);
            return Err(TransitionError::not_so(why, "to correct the record, use `irr edit ADDRESS`"));
        }
        action.done = Some(self.done);
        action.evidence.extend(self.evidence.iter().cloned());
        Ok(format!("action {} done on {}: {}", index + 1, self.done, action.text.trim()))
    }
}

/// Moves the date of an action: adds an extension to it. In a record of version 1 its target is changed, and an entry in the log
/// gives the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAction {
    /// The action's number, from 1, or part of its text; of several matches the only open one is meant.
    pub which: String,
    /// The new target date.
    pub to: Date,
    /// The reason; required.
    pub reason: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// The day of the decision.
    pub date: Date,
}

impl Transition for MoveAction {
    fn take(&self, finding: &mut Finding, version: SchemaVersion) -> Result<String, TransitionError> {
        // The rule `action-target-moved` requires a reason in the log.
        let Some(reason) = self.reason.as_deref().filter(|reason| !is_blank(reason)) else {
            return Err(TransitionError::Missing { missing: vec!["the reason (--reason)"] });
        };
        let index = find(&self.which, &finding.actions)?;
        let (number, action) = (index + 1, &mut finding.actions[index]);
        if let Some(done) = action.done {
            let why = format!("action {number} was done on {done}");
            return Err(TransitionError::not_so(why, "to add another action, use `irr action add`"));
        }
        let was = action.due(Date::LAST);
        if was == Some(self.to) {
            return Err(TransitionError::not_so(
                format!("action {number} is already due on {}", self.to),
                "use another date for --to",
            ));
        }
        let text = action.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let instead = was.map_or_else(String::new, |was| format!(" instead of {was}"));
        let told = format!("action {number} due {}{instead}: {text}", self.to);
        if version > SchemaVersion::One {
            // The last extension counts, so they must be added in the order of agreement.
            let latest = action.extensions.iter().map(|extension| extension.agreed).max();
            if let Some(latest) = latest.filter(|latest| self.date < *latest) {
                let why = format!("action {number} was already moved on {latest}, which is after {}", self.date);
                return Err(TransitionError::not_so(why, "give the date of this decision with --date"));
            }
            let reason = Some(reason.trim().to_owned());
            let approved_by = self.approved_by.clone();
            action.extensions.push(Extension { reason, approved_by, ..Extension::until(self.to, self.date) });
            return Ok(told);
        }
        // Version 1 has no extensions of actions: the log says that the date was moved.
        action.target = Some(self.to);
        let moved = match was {
            Some(was) => format!("moved from {} to {}", was.in_safe_words(), self.to.in_safe_words()),
            None => format!("to be done by {}", self.to.in_safe_words()),
        };
        let by = self.approved_by.as_ref().map_or_else(String::new, |name| format!(" (approved by {name})"));
        log(finding, note(self.date, &format!("Action {number}, “{text}”, {moved}: {}{by}", reason.trim())));
        Ok(told)
    }
}

/// Returns the index of the action with that number, from 1, or with that text.
fn find(which: &str, actions: &[Action]) -> Result<usize, TransitionError> {
    let list = || {
        let each = actions.iter().enumerate().map(|(index, action)| format!("{}. {}", index + 1, action.text.trim()));
        let all = each.collect::<Vec<_>>().join("\n  ");
        if all.is_empty() { "add one with `irr action add`".to_owned() } else { format!("its actions are:\n  {all}") }
    };
    let number = which.trim().parse::<usize>().ok();
    if let Some(index) = number.and_then(|number| number.checked_sub(1)).filter(|index| *index < actions.len()) {
        return Ok(index);
    }
    let part = which.trim().to_lowercase();
    let has = |action: &Action| !part.is_empty() && action.text.to_lowercase().contains(&part);
    let found: Vec<usize> = (0..actions.len()).filter(|index| has(&actions[*index])).collect();
    let open: Vec<usize> = found.iter().copied().filter(|index| actions[*index].done.is_none()).collect();
    match (&open[..], &found[..]) {
        // A text that one open and some finished actions share most likely means the open one.
        ([index], _) | ([], [index]) => Ok(*index),
        ([], []) => Err(TransitionError::not_so(format!("no action contains `{}`", which), list())),
        _ => Err(TransitionError::not_so(format!("several actions contain `{}`", which), list())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding() -> Finding {
        let actions = ["Train the officers", "Train the staff", "Write to the board"].map(Action::to).to_vec();
        Finding { actions, ..Finding::numbered("1".parse().unwrap()) }
    }

    fn done(which: &str) -> Result<String, TransitionError> {
        let step = FinishAction { which: which.to_owned(), done: "2026-05-01".parse().unwrap(), evidence: Vec::new() };
        step.take(&mut finding(), SchemaVersion::One)
    }

    #[test]
    fn an_action_is_found_by_its_number_or_by_a_part_of_its_text() {
        assert_eq!(done("3").unwrap(), "action 3 done on 2026-05-01: Write to the board");
        assert_eq!(done("BOARD").unwrap(), "action 3 done on 2026-05-01: Write to the board");
        for which in ["train", "4", "nobody", ""] {
            assert!(done(which).is_err(), "{which}");
        }
    }

    #[test]
    fn an_action_is_moved_with_an_entry_that_says_why() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let step = |which: &str, to: &str, reason: Option<&str>| MoveAction {
            which: which.to_owned(),
            to: day(to),
            reason: reason.map(str::to_owned),
            approved_by: Some("DCC".to_owned()),
            date: day("2026-05-01"),
        };
        let mut finding = finding();
        assert!(step("3", "2026-09-01", None).take(&mut finding.clone(), SchemaVersion::One).is_err());
        step("3", "2026-09-01", Some("first date")).take(&mut finding, SchemaVersion::One).unwrap();
        let told = step("board", "2026-12-01", Some("The board meets later")).take(&mut finding, SchemaVersion::One).unwrap();
        assert_eq!(told, "action 3 due 2026-12-01 instead of 2026-09-01: Write to the board");
        assert_eq!(finding.actions[2].target, Some(day("2026-12-01")));
        assert_eq!(
            finding.progress[1].note.as_ref().unwrap().trimmed(),
            "Action 3, “Write to the board”, moved from 1 September 2026 to 1 December 2026: The board meets later (approved by DCC)"
        );
        assert!(step("3", "2026-12-01", Some("again")).take(&mut finding, SchemaVersion::One).is_err());
    }

    #[test]
    fn in_version_two_the_first_date_of_an_action_stays() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let step = |to: &str, date: &str| MoveAction {
            which: "3".to_owned(),
            to: day(to),
            reason: Some("The board meets later".to_owned()),
            approved_by: None,
            date: day(date),
        };
        let mut finding = finding();
        finding.actions[2].target = Some(day("2026-09-01"));
        let told = step("2026-12-01", "2026-05-01").take(&mut finding, SchemaVersion::Two).unwrap();
        assert_eq!(told, "action 3 due 2026-12-01 instead of 2026-09-01: Write to the board");
        let action = &finding.actions[2];
        assert_eq!((action.target, action.due(day("2026-04-30"))), (Some(day("2026-09-01")), Some(day("2026-09-01"))));
        assert_eq!((action.due(day("2026-05-01")), action.slips(day("2026-05-01"))), (Some(day("2026-12-01")), 1));
        assert!(finding.progress.is_empty());
        step("2027-01-01", "2026-04-01").take(&mut finding, SchemaVersion::Two).unwrap_err();
    }
}
