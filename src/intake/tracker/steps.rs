//! The steps that the changed cells of a returned workbook mean: a later date is an extension, a status an entry of the log or a
//! closing, new words an entry of the log. What is no step is not taken, and said.

use std::collections::BTreeMap;

use super::days::{days_in, says_more};
use super::facts::owners_of;
use super::returned::{ReturnedCell, ReturnedRow};
use super::statuses::{StatusWord, status_word};
use crate::model::transition::{Close, Extend, FinishAction, MoveAction, Progress, Transition, TransitionError};
use crate::model::work_field::{of_action, of_finding};
use crate::model::{Date, Extension, Finding, ProgressEntry, SchemaVersion, Status, WorkField, due_on};
use crate::prose::{Prose, shortened};

/// The most characters of words in a sentence.
const LONGEST: usize = 60;

/// What a step needs and the workbook may not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepNeed {
    /// Why a date is later, or a finding is opened again or closed without being done.
    Reason,
    /// Who approved it.
    Approver,
    /// What proves that it is done.
    Evidence,
}

/// What is given besides the workbook.
#[derive(Debug, Clone)]
pub struct StepContext {
    /// The day of the steps.
    pub today: Date,
    /// Who reports: the owner who was asked.
    pub by: Option<String>,
    /// What was answered when it was asked for.
    pub given: BTreeMap<StepNeed, String>,
}

/// A later date that an owner asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRequest {
    /// The action's number, if it is about one.
    pub action: Option<usize>,
    /// The date.
    pub to: Date,
    /// Why.
    pub reason: Option<String>,
}

/// What the cells of a row come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowSteps {
    /// What changes, a sentence each.
    pub changes: Vec<String>,
    /// What is not taken, a sentence each.
    pub kept: Vec<String>,
    /// What stood in another place than where it belongs, and is taken, a sentence each.
    pub moved: Vec<String>,
    /// What is missing for a step.
    pub needs: Vec<StepNeed>,
    /// The later dates that somebody asks for, to be approved.
    pub requests: Vec<DateRequest>,
}

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

struct Taking<'a> {
    row: &'a ReturnedRow,
    finding: &'a mut Finding,
    version: SchemaVersion,
    context: &'a StepContext,
    steps: RowSteps,
    /// The cells that are not taken yet.
    cells: BTreeMap<WorkField, ReturnedCell>,
}

impl Taking<'_> {
    fn say(&mut self, what: impl Into<String>) {
        self.steps.changes.push(what.into());
    }

    fn keep(&mut self, what: impl Into<String>) {
        self.steps.kept.push(what.into());
    }

    /// Returns what the record has now in a cell.
    fn now(&self, field: WorkField) -> String {
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
            if now != cell.says {
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
    fn words(&mut self, field: WorkField) -> Option<String> {
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
    fn need(&mut self, said: Option<String>, need: StepNeed) -> Option<String> {
        let found = said.or_else(|| self.context.given.get(&need).cloned());
        if found.is_none() && !self.steps.needs.contains(&need) {
            self.steps.needs.push(need);
        }
        found
    }

    /// Returns the day of a cell; what is none is not taken.
    fn day(&mut self, field: WorkField) -> Option<Date> {
        let words = self.words(field)?;
        let day = words.parse().ok();
        if day.is_none() {
            self.keep(format!("{}: {} is no date", field.head(), shown(&words)));
        }
        day
    }

    /// Takes a step, or says why the finding does not allow it.
    fn step(&mut self, step: &impl Transition) {
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
        let used = self.due(reason.clone(), approver.clone()) | self.wanted(None, reason.clone());
        let closes = self.status_and_update(&reason, &approver);
        let unused = [(reason, used || closes, "Reason for a later date"), (approver, used || closes, "Approved by")];
        let known: Vec<String> =
            self.finding.extensions.iter().flat_map(|it| [it.reason.clone(), it.approved_by.clone()]).flatten().collect();
        let closed: Vec<String> = self.finding.closings().filter_map(|it| it.approved_by.clone()).collect();
        for (said, is_used, head) in unused {
            if let Some(said) = said.filter(|said| !is_used && !known.contains(said) && !closed.contains(said)) {
                self.keep(format!("{head}: {} stands beside no later date and no closing", shown(&said)));
            }
        }
    }

    /// An owner writes a date where the update belongs, or words where a status belongs.
    fn move_to_the_right_box(&mut self) {
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

    /// Takes the words of a cell that only belong to another step.
    fn said(&mut self, field: WorkField) -> Option<String> {
        self.cells.remove(&field).map(|cell| cell.says).filter(|says| !says.is_empty())
    }

    /// A later date is an extension.
    fn due(&mut self, reason: Option<String>, approver: Option<String>) -> bool {
        let Some(to) = self.day(WorkField::Due) else { return false };
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
        let extension = Extension { reason, approved_by: approver, ..Extension::until(to, self.context.today) };
        if self.steps.needs.is_empty() {
            self.step(&Extend(extension));
        }
        true
    }

    /// A date that an owner asks for is noted, and to be approved.
    fn wanted(&mut self, action: Option<usize>, reason: Option<String>) -> bool {
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
        self.steps.requests.push(DateRequest { action, to, reason });
        true
    }

    /// Adds an entry to the log.
    fn note(&mut self, words: String, status: Option<Status>) {
        // The workbook may come twice.
        let is_there = |entry: &ProgressEntry| entry.note.as_ref().is_some_and(|note| note.trimmed() == words.trim());
        if !words.is_empty()
            && status.is_none_or(|status| status == self.finding.latest_status())
            && self.finding.progress.iter().any(is_there)
        {
            return;
        }
        let note = (!words.is_empty()).then(|| Prose::from_text(&words));
        let (by, date) = (self.context.by.clone(), self.context.today);
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
        match status {
            Some(status) if !status.is_open() && was.is_open() => {
                self.close(status, update, evidence, reason, approver);
                return true;
            }
            Some(status) if status.is_open() && !was.is_open() => {
                let why = update.or_else(|| reason.clone());
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
            if let Some(last) = self.finding.closures.last_mut() {
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

    /// Returns the evidence that irr wrote, or that the record has.
    fn evidence_so_far(&self) -> String {
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
            note = self.need(note.or_else(|| reason.clone()), StepNeed::Reason);
        }
        if self.steps.needs.is_empty() {
            self.step(&Close { status, date: self.context.today, approved_by, evidence: proof, note });
        }
    }

    fn of_action(&mut self, number: usize) {
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
                        let (which, date) = (number.to_string(), self.context.today);
                        self.step(&MoveAction { which, to, reason: Some(reason), approved_by, date });
                    }
                }
            }
        }
        if let Some(reason) = reason.filter(|_| !is_used) {
            self.keep(format!("Reason for a later date: {} stands beside no later date", shown(&reason)));
        }
        let was_there = self.evidence_so_far();
        let evidence = self.words(WorkField::Evidence).map(|said| new_evidence(&was_there, &said)).unwrap_or_default();
        match self.day(WorkField::Done) {
            Some(done) => self.step(&FinishAction { which: number.to_string(), done, evidence }),
            None if !evidence.is_empty() => {
                self.say(format!("more evidence for action {number}: {}", evidence.join("; ")));
                self.finding.actions[at].evidence.extend(evidence);
            }
            None => {}
        }
        if let Some(update) = self.said(WorkField::Update) {
            let name = shortened(self.finding.actions[at].text.trim(), LONGEST);
            self.note(format!("Action {number} ({name}): {update}"), None);
        }
    }
}

/// Returns the pieces of evidence that were not there.
fn new_evidence(wrote: &str, says: &str) -> Vec<String> {
    let pieces = |text: &str| -> Vec<String> {
        text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let before = pieces(wrote);
    pieces(says).into_iter().filter(|piece| !before.contains(piece)).collect()
}

fn shown(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("“{}”", in_a_line(words)) }
}

/// Returns the beginning of some words, on one line.
fn in_a_line(words: &str) -> String {
    shortened(&words.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST)
}
