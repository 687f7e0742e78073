//! The steps that the changed cells of a returned workbook mean: a later date is an extension, a status an entry of the log or a
//! closing, new words an entry of the log. What is no step is not taken, and said.

use std::collections::BTreeMap;

use super::facts::owners_of;
use super::returned::{ReturnedCell, ReturnedRow};
use super::row_steps::{DateRequest, RowSteps, StepContext, StepNeed};
use super::statuses::{StatusWord, status_word};
use super::step_words::{both, has_paragraph, in_a_line, new_evidence, shown};
use crate::model::transition::{Close, Extend, Progress, Transition, TransitionError};
use crate::model::work_field::{of_action, of_finding};
use crate::model::{Date, Extension, Finding, ProgressEntry, SchemaVersion, Status, WorkField, due_on};
use crate::prose::Prose;

/// Takes the steps that a row means on its finding. A step that the finding does not allow is not taken, and said.
pub fn take_steps(row: &ReturnedRow, finding: &mut Finding, version: SchemaVersion, context: &StepContext) -> RowSteps {
    let mut taking = Taking { row, finding, version, context, steps: RowSteps::default(), cells: row.cells.clone() };
    taking.drop_what_changed_meanwhile();
    taking.drop_what_nobody_writes();
    match row.action {
        None => taking.of_finding(),
        Some(number) => taking.of_action(number),
    }
    taking.steps
}

/// The steps of a row, as they are taken.
pub(super) struct Taking<'a> {
    row: &'a ReturnedRow,
    pub(super) finding: &'a mut Finding,
    version: SchemaVersion,
    pub(super) context: &'a StepContext,
    pub(super) steps: RowSteps,
    /// The cells that are not taken yet.
    pub(super) cells: BTreeMap<WorkField, ReturnedCell>,
}

impl Taking<'_> {
    pub(super) fn say(&mut self, what: impl Into<String>) {
        self.steps.changes.push(what.into());
    }

    pub(super) fn keep(&mut self, what: impl Into<String>) {
        self.steps.kept.push(what.into());
    }

    /// Returns what the record has now in a cell.
    pub(super) fn now(&self, field: WorkField) -> String {
        match self.row.action {
            None => of_finding(field, self.finding),
            Some(number) => number
                .checked_sub(1)
                .and_then(|at| self.finding.actions.get(at))
                .map(|it| of_action(field, it))
                .unwrap_or_default(),
        }
    }

    /// What both have changed is shown, cell by cell; where both say the same, nothing is left to do.
    fn drop_what_changed_meanwhile(&mut self) {
        // What is written anew each time, and evidence, which is only added.
        let is_new = |field: &WorkField| {
            matches!(field, WorkField::Update | WorkField::Wanted | WorkField::Reason | WorkField::Approver | WorkField::Evidence)
        };
        let fields: Vec<WorkField> = self.cells.keys().copied().filter(|field| !is_new(field) && field.is_written()).collect();
        for field in fields {
            let (now, cell) = (self.now(field), self.cells[&field].clone());
            let Some(wrote) = cell.wrote else { continue };
            if now.split_whitespace().eq(wrote.split_whitespace()) {
                continue;
            }
            self.cells.remove(&field);
            if !now.eq_ignore_ascii_case(&cell.says) {
                let (head, wrote) = (field.head(), shown(&wrote));
                self.keep(format!(
                    "{head}: the workbook says {}, and the record was changed from {wrote} to {} meanwhile",
                    shown(&cell.says),
                    shown(&now)
                ));
            }
        }
    }

    /// The inspectorate's words and dates are not changed in a workbook.
    fn drop_what_nobody_writes(&mut self) {
        let fields: Vec<WorkField> = self.cells.keys().copied().filter(|field| !field.is_written()).collect();
        for field in fields {
            let Some(cell) = self.cells.remove(&field) else { continue };
            let (head, says) = (field.head(), shown(&cell.says));
            self.keep(format!(
                "{head}: {says} instead of {}; `irr edit` corrects what the workbook does not change",
                shown(cell.wrote.as_deref().unwrap_or_default())
            ));
        }
    }

    /// Returns the words of a cell that is not empty.
    pub(super) fn words(&mut self, field: WorkField) -> Option<String> {
        let cell = self.cells.remove(&field)?;
        if cell.says.is_empty() {
            self.keep(format!(
                "{}: {} was deleted in the workbook, and stays",
                field.head(),
                shown(cell.wrote.as_deref().unwrap_or_default())
            ));
            return None;
        }
        Some(cell.says)
    }

    /// Returns what was given for a need, or notes that it is missing.
    pub(super) fn need(&mut self, said: Option<String>, need: StepNeed) -> Option<String> {
        let found = said.or_else(|| self.context.given.get(&need).cloned());
        if found.is_none() && !self.steps.needs.contains(&need) {
            self.steps.needs.push(need);
        }
        found
    }

    /// Returns the day of a cell; what is none is not taken.
    pub(super) fn day(&mut self, field: WorkField) -> Option<Date> {
        let words = self.words(field)?;
        let day = words.parse().ok();
        if day.is_none() {
            self.keep(format!("{}: {} is no date", field.head(), shown(&words)));
        }
        day
    }

    /// Takes a step, or says why the finding does not allow it.
    pub(super) fn step(&mut self, step: &impl Transition) {
        let mut trial = self.finding.clone();
        match step.take(&mut trial, self.version) {
            Ok(told) => {
                *self.finding = trial;
                self.say(told);
            }
            Err(TransitionError::NotSo { why, instead }) => self.keep(format!("{why}; {instead}")),
            Err(error) => self.keep(error.to_string()),
        }
    }

    fn of_finding(&mut self) {
        if let Some(owner) = self.words(WorkField::Owner) {
            match owners_of(&owner) {
                Some(owners) => {
                    self.say(format!("the owner is {owners}"));
                    self.finding.owner = Some(owners);
                }
                None => self.keep(format!("Owner: {} names nobody", shown(&owner))),
            }
        }
        if let Some(priority) = self.words(WorkField::Priority) {
            match priority.trim().to_lowercase().parse() {
                Ok(priority) => {
                    self.say(format!("the priority is {priority}"));
                    self.finding.priority = Some(priority);
                }
                Err(_) => self.keep(format!("Priority: {} is not high, medium or low", shown(&priority))),
            }
        }
        self.move_to_the_right_box();
        let (reason, approver) = (self.said(WorkField::Reason), self.said(WorkField::Approver));
        // What is opened again can have another date, and what is closed cannot.
        let reopens = !self.finding.latest_status().is_open();
        let mut closes = reopens && self.status_and_update(&reason, &approver);
        let used = self.due(reason.clone(), approver.clone()) | self.wanted(None, reason.clone());
        closes |= !reopens && self.status_and_update(&reason, &approver);
        let unused = [(reason, used || closes, "Reason for a later date"), (approver, used || closes, "Approved by")];
        let known: Vec<String> =
            self.finding.extensions.iter().flat_map(|it| [it.reason.clone(), it.approved_by.clone()]).flatten().collect();
        let closed: Vec<String> = self.finding.closings().filter_map(|it| it.approved_by.clone()).collect();
        for (said, is_used, head) in unused {
            let is_noted = |said: &String| {
                self.finding.progress.iter().filter_map(|entry| entry.note.as_ref()).any(|note| has_paragraph(note, said))
            };
            if let Some(said) = said.filter(|said| !is_used && !known.contains(said) && !closed.contains(said) && !is_noted(said))
            {
                self.keep(format!("{head}: {} stands beside no later date and no closing", shown(&said)));
            }
        }
    }

    /// Takes the words of a cell that only belong to another step.
    pub(super) fn said(&mut self, field: WorkField) -> Option<String> {
        self.cells.remove(&field).map(|cell| cell.says).filter(|says| !says.is_empty())
    }

    /// A later date is an extension.
    fn due(&mut self, reason: Option<String>, approver: Option<String>) -> bool {
        let Some(to) = self.day(WorkField::Due) else { return false };
        if !self.finding.latest_status().is_open() {
            let status = self.finding.latest_status().words();
            self.keep(format!("Due now: {to}; it is {status}, and its date stays"));
            return false;
        }
        let Some(now) = due_on(self.finding, Date::LAST) else {
            self.say(format!("due {}", to.in_safe_words()));
            self.finding.due = Some(to);
            return false;
        };
        if to <= now {
            self.keep(format!(
                "Due now: {to} is before {now}; `irr set ADDRESS target={to}` sets an earlier date of the force's own"
            ));
            return false;
        }
        let reason = self.need(reason, StepNeed::Reason);
        let approver = self.need(approver, StepNeed::Approver);
        let extension = Extension { reason, approved_by: approver, ..Extension::until(to, self.context.day) };
        if self.steps.needs.is_empty() {
            self.step(&Extend(extension));
        }
        true
    }

    /// A date that an owner asks for is noted, and to be approved.
    pub(super) fn wanted(&mut self, action: Option<usize>, reason: Option<String>) -> bool {
        let Some(said) = self.said(WorkField::Wanted) else { return false };
        let Ok(to) = said.parse::<Date>() else {
            // The words stand in the wrong box.
            self.steps.moved.push(format!("New date, if needed: {} is no date; it was taken for an update", shown(&said)));
            self.note(said, None);
            return false;
        };
        let because = reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        let of = action.map_or_else(String::new, |number| format!(" for action {number}"));
        self.note(format!("Asks for {} as the new date{of}{because}", to.in_safe_words()), None);
        let due = match action.and_then(|number| self.finding.actions.get(number.checked_sub(1)?)) {
            Some(action) => action.due(Date::LAST),
            None => due_on(self.finding, Date::LAST),
        };
        // The same answer may be read again when its date is agreed.
        match due {
            Some(due) if due == to => {}
            Some(due) if due > to => {
                self.steps.moved.push(format!("New date, if needed: {to} is before {due}, the date that counts now"))
            }
            _ => self.steps.requests.push(DateRequest { action, to, reason }),
        }
        true
    }

    /// Adds an entry to the log.
    pub(super) fn note(&mut self, words: String, status: Option<Status>) {
        // The workbook may come twice.
        let is_there = |entry: &ProgressEntry| entry.note.as_ref().is_some_and(|note| has_paragraph(note, &words));
        if !words.is_empty()
            && status.is_none_or(|status| status == self.finding.latest_status())
            && self.finding.progress.iter().any(is_there)
        {
            return;
        }
        let note = (!words.is_empty()).then(|| Prose::from_text(&words));
        let (by, date) = (self.context.by.clone(), self.context.day);
        let entry = ProgressEntry { by, status, note, ..ProgressEntry::on(date) };
        let said = self.steps.changes.len();
        self.step(&Progress { entry, owner: None });
        if let Some(told) = self.steps.changes.get_mut(said) {
            *told = match status {
                Some(status) if words.is_empty() => status.words(),
                Some(status) => format!("{}: “{}”", status.words(), in_a_line(&words)),
                None => format!("new in the log: “{}”", in_a_line(&words)),
            };
        }
    }

    /// New words, a status, evidence: an entry of the log, or a closing. Returns whether it closes, or opens again.
    fn status_and_update(&mut self, reason: &Option<String>, approver: &Option<String>) -> bool {
        let update = self.said(WorkField::Update);
        self.keep_deleted_evidence();
        let was_there = self.evidence_so_far();
        let evidence: Vec<String> =
            self.words(WorkField::Evidence).map(|said| new_evidence(&was_there, &said)).unwrap_or_default();
        let status = match self.words(WorkField::Status) {
            Some(words) => match status_word(&words) {
                Some(StatusWord::Is(status)) => Some(status),
                _ => {
                    self.keep(format!("Status: {} is none of irr's words", shown(&words)));
                    None
                }
            },
            None => None,
        };
        let was = self.finding.latest_status();
        // Who owns a finding does not sign it off.
        let status = match status {
            Some(status) if !status.is_open() && was.is_open() && self.context.by.is_some() => {
                self.keep(format!(
                    "Status: {} needs an approver; it is pending sign off until `irr close ADDRESS`",
                    status.words()
                ));
                Some(Status::PendingSignOff)
            }
            other => other,
        };
        // The rule `in-progress-without-owner` would stop the whole workbook.
        let is_unowned = self.finding.is_ours() && self.finding.owner.is_none();
        let status = match status {
            Some(begun) if is_unowned && begun.is_open() && begun != Status::NotStarted => {
                self.keep(format!("Status: {} needs an owner (column Owner)", begun.words()));
                None
            }
            other => other,
        };
        match status {
            Some(status) if !status.is_open() && was.is_open() => {
                self.close(status, update, evidence, reason, approver);
                return true;
            }
            Some(status) if status.is_open() && !was.is_open() => {
                // Beside a later date the reason is that of the date.
                let is_of_date = self.cells.contains_key(&WorkField::Due) || self.cells.contains_key(&WorkField::Wanted);
                let why = both(update, &reason.clone().filter(|_| !is_of_date));
                if let Some(why) = self.need(why, StepNeed::Reason) {
                    self.note(why, Some(status));
                }
                return true;
            }
            Some(status) if !status.is_open() => {
                self.keep(format!("Status: {}; it was {} already", status.words(), was.words()));
            }
            _ => {}
        }
        let status = status.filter(|status| status.is_open());
        if !was.is_open() && !evidence.is_empty() {
            // Version 1 has room for one closing.
            let last = self.finding.closures.last_mut().or(self.finding.closure.as_deref_mut());
            if let Some(last) = last {
                last.evidence.extend(evidence.iter().cloned());
                self.say(format!("more evidence: {}", evidence.join("; ")));
            }
        } else if !evidence.is_empty() {
            // An open finding has no place for evidence but the log.
            let words = format!("{}\n\nEvidence: {}", update.unwrap_or_default(), evidence.join("; "));
            self.note(words.trim().to_owned(), status);
            return false;
        }
        match update {
            Some(words) => self.note(words, status),
            None if status.is_some() => self.note(String::new(), status),
            None => {}
        }
        false
    }

    /// Says which pieces of evidence were deleted in the workbook; all of them is another matter.
    pub(super) fn keep_deleted_evidence(&mut self) {
        let Some(cell) = self.cells.get(&WorkField::Evidence).filter(|cell| !cell.says.is_empty()) else { return };
        let gone = new_evidence(&cell.says, cell.wrote.as_deref().unwrap_or_default());
        if !gone.is_empty() {
            self.keep(format!("Evidence: {} was deleted in the workbook, and stays", shown(&gone.join("; "))));
        }
    }

    /// Returns the evidence that irr wrote, or that the record has.
    pub(super) fn evidence_so_far(&self) -> String {
        let wrote = self.cells.get(&WorkField::Evidence).and_then(|cell| cell.wrote.clone()).unwrap_or_default();
        format!("{wrote}; {}", self.now(WorkField::Evidence))
    }

    fn close(
        &mut self,
        status: Status,
        update: Option<String>,
        evidence: Vec<String>,
        reason: &Option<String>,
        approver: &Option<String>,
    ) {
        let approved_by = self.need(approver.clone(), StepNeed::Approver);
        let mut note = update;
        let mut proof = evidence;
        if status == Status::Closed {
            if proof.is_empty() {
                proof.extend(self.need(None, StepNeed::Evidence));
            }
        } else {
            note = self.need(both(note, reason), StepNeed::Reason);
        }
        if self.steps.needs.is_empty() {
            self.step(&Close { status, date: self.context.day, approved_by, evidence: proof, note });
        }
    }
}
