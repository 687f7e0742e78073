//! What is done about a finding.

use super::{Step, StepError, is_blank};
use crate::model::{Action, Date, Finding};

/// One more thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddAction(pub Action);

impl Step for AddAction {
    fn take(&self, finding: &mut Finding) -> Result<String, StepError> {
        let Self(action) = self;
        if is_blank(&action.text) {
            return Err(StepError::Missing { missing: vec!["what is to be done"] });
        }
        finding.actions.push(action.clone());
        Ok(format!("action {}: {}", finding.actions.len(), action.text.trim()))
    }
}

/// One of the things has been done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishAction {
    /// Its number, from 1, or a part of its text that no other open one has.
    pub which: String,
    /// The day it was done.
    pub done: Date,
    /// What proves it, beside what is named already.
    pub evidence: Vec<String>,
}

impl Step for FinishAction {
    fn take(&self, finding: &mut Finding) -> Result<String, StepError> {
        let index = self.find(&finding.actions)?;
        let action = &mut finding.actions[index];
        if let Some(done) = action.done {
            let why = format!("action {} was done on {done} already", index + 1);
            return Err(StepError::not_so(why, "`irr edit ADDRESS` changes what was written"));
        }
        action.done = Some(self.done);
        action.evidence.extend(self.evidence.iter().cloned());
        Ok(format!("action {} done on {}: {}", index + 1, self.done, action.text.trim()))
    }
}

impl FinishAction {
    fn find(&self, actions: &[Action]) -> Result<usize, StepError> {
        let list = || {
            let each = actions.iter().enumerate().map(|(index, action)| format!("{}. {}", index + 1, action.text.trim()));
            let all = each.collect::<Vec<_>>().join("\n  ");
            if all.is_empty() { "`irr action add` adds one".to_owned() } else { format!("its actions are\n  {all}") }
        };
        let number = self.which.trim().parse::<usize>().ok();
        if let Some(index) = number.and_then(|number| number.checked_sub(1)).filter(|index| *index < actions.len()) {
            return Ok(index);
        }
        let part = self.which.trim().to_lowercase();
        let has = |action: &Action| !part.is_empty() && action.text.to_lowercase().contains(&part);
        let found: Vec<usize> = (0..actions.len()).filter(|index| has(&actions[*index])).collect();
        let open: Vec<usize> = found.iter().copied().filter(|index| actions[*index].done.is_none()).collect();
        match (&open[..], &found[..]) {
            ([index], _) | ([], [index]) => Ok(*index),
            ([], []) => Err(StepError::not_so(format!("no action of it has `{}` in its text", self.which), list())),
            _ => Err(StepError::not_so(format!("several actions of it have `{}` in their text", self.which), list())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding() -> Finding {
        let action = |text: &str| Action { text: text.to_owned(), owner: None, target: None, done: None, evidence: Vec::new() };
        let actions = vec![action("Train the officers"), action("Train the staff"), action("Write to the board")];
        Finding { actions, ..Finding::numbered("1".parse().unwrap()) }
    }

    fn done(which: &str) -> Result<String, StepError> {
        let step = FinishAction { which: which.to_owned(), done: "2026-05-01".parse().unwrap(), evidence: Vec::new() };
        step.take(&mut finding())
    }

    #[test]
    fn an_action_is_found_by_its_number_or_by_a_part_of_its_text() {
        assert_eq!(done("3").unwrap(), "action 3 done on 2026-05-01: Write to the board");
        assert_eq!(done("BOARD").unwrap(), "action 3 done on 2026-05-01: Write to the board");
        for which in ["train", "4", "nobody", ""] {
            assert!(done(which).is_err(), "{which}");
        }
    }
}
