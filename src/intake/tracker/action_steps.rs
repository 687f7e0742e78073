//! The steps that the cells of an action's row mean, and the answers of owners that stand in another box than their own.

use std::collections::BTreeMap;

use super::days::{days_in, says_more};
use super::facts::owners_of;
use super::returned::ReturnedCell;
use super::row_steps::StepNeed;
use super::statuses::{StatusWord, status_word};
use super::step_words::{in_a_line, new_evidence, shown};
use super::steps::Taking;
use crate::model::transition::{FinishAction, MoveAction};
use crate::model::{Date, WorkField};

impl Taking<'_> {
    /// An owner writes a date where the update belongs, or words where a status belongs.
    pub(super) fn move_to_the_right_box(&mut self) {
        if self.context.by.is_none() {
            return;
        }
        let whole_day = |words: &str| match &days_in(words)[..] {
            [day] if !says_more(words, std::slice::from_ref(day)) => Some(day.day),
            _ => None,
        };
        let says = |cells: &BTreeMap<WorkField, ReturnedCell>, field| {
            cells.get(&field).map(|cell| cell.says.clone()).unwrap_or_default()
        };
        let update = says(&self.cells, WorkField::Update);
        if let Some(day) = whole_day(&update).filter(|_| !self.cells.contains_key(&WorkField::Wanted)) {
            self.cells.remove(&WorkField::Update);
            self.steps.moved.push(format!("New update: {} is a date; it was taken for the new date", shown(&update)));
            self.cells.insert(WorkField::Wanted, ReturnedCell { wrote: None, says: day.to_string() });
        }
        let status = says(&self.cells, WorkField::Status);
        if !status.is_empty() && !matches!(status_word(&status), Some(StatusWord::Is(_))) {
            self.take_for_update(WorkField::Status, &status, "is no status");
        }
        let reason = says(&self.cells, WorkField::Reason);
        if !reason.is_empty() && !self.cells.contains_key(&WorkField::Wanted) {
            self.take_for_update(WorkField::Reason, &reason, "stands beside no new date");
        }
    }

    /// Adds the words of a box to the update.
    fn take_for_update(&mut self, from: WorkField, words: &str, why: &str) {
        self.cells.remove(&from);
        self.steps.moved.push(format!("{}: {} {why}; it was taken for an update", from.head(), shown(words)));
        let before = self.cells.get(&WorkField::Update).map(|cell| cell.says.as_str()).unwrap_or_default();
        let says = format!("{before}\n\n{words}").trim().to_owned();
        self.cells.insert(WorkField::Update, ReturnedCell { wrote: None, says });
    }

    /// Takes the steps of an action.
    pub(super) fn of_action(&mut self, number: usize) {
        let Some(at) = number.checked_sub(1).filter(|at| *at < self.finding.actions.len()) else {
            self.keep(format!("action {number} is there no longer"));
            return;
        };
        if let Some(owner) = self.words(WorkField::Owner) {
            match owners_of(&owner) {
                Some(owners) => {
                    self.say(format!("the owner of action {number} is {owners}"));
                    self.finding.actions[at].owner = Some(owners);
                }
                None => self.keep(format!("Owner: {} names nobody", shown(&owner))),
            }
        }
        let reason = self.said(WorkField::Reason);
        let mut is_used = self.wanted(Some(number), reason.clone());
        if let Some(to) = self.day(WorkField::Due) {
            let due = self.finding.actions[at].due(Date::LAST);
            match due {
                _ if self.finding.actions[at].done.is_some() => {
                    self.keep(format!("Due now: {to}; action {number} is done, and its date stays"));
                }
                None => {
                    self.finding.actions[at].target = Some(to);
                    self.say(format!("action {number} is due {}", to.in_safe_words()));
                }
                Some(now) if to <= now => {
                    self.keep(format!("Due now: {to} is before {now}, and the date of action {number} stays"))
                }
                Some(_) => {
                    is_used = true;
                    if let Some(reason) = self.need(reason.clone(), StepNeed::Reason) {
                        let approved_by = self.context.given.get(&StepNeed::Approver).cloned();
                        let (which, date) = (number.to_string(), self.context.day);
                        self.step(&MoveAction { which, to, reason: Some(reason), approved_by, date });
                    }
                }
            }
        }
        if let Some(reason) = reason.filter(|_| !is_used) {
            self.keep(format!("Reason for a later date: {} stands beside no later date", shown(&reason)));
        }
        self.keep_deleted_evidence();
        let was_there = self.evidence_so_far();
        let evidence = self.words(WorkField::Evidence).map(|said| new_evidence(&was_there, &said)).unwrap_or_default();
        match self.day(WorkField::Done) {
            Some(done) if done > self.context.today => self.keep(format!("Done on: {done} is in the future")),
            Some(done) => self.step(&FinishAction { which: number.to_string(), done, evidence }),
            None if !evidence.is_empty() => {
                self.say(format!("more evidence for action {number}: {}", evidence.join("; ")));
                self.finding.actions[at].evidence.extend(evidence);
            }
            None => {}
        }
        if let Some(update) = self.said(WorkField::Update) {
            let name = in_a_line(&self.finding.actions[at].text);
            self.note(format!("Action {number} ({name}): {update}"), None);
        }
    }
}
