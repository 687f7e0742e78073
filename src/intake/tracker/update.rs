//! What a tracker changes in a record: what the record does not have yet is added, what is later becomes a step. Nothing that the
//! record has is removed or replaced but an owner and a priority.

use super::finding::TrackerFinding;
use super::heads::folded;
use super::report::TrackerReport;
use crate::model::transition::{Progress, Transition, TransitionError};
use crate::model::{
    Action, Date, Extension, Finding, FindingRef, GuessedValue, Inspectorate, ProgressEntry, Record, Status, due_on,
};
use crate::prose::{Prose, shortened};

/// The most characters of words in a sentence.
const LONGEST: usize = 60;

/// What a tracker changes in a record.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerUpdate {
    /// The record afterwards.
    pub record: Record,
    /// The values that were guessed.
    pub guesses: Vec<GuessedValue>,
    /// What changes, a sentence each, with the finding.
    pub changes: Vec<(Option<FindingRef>, String)>,
    /// What differs and is not taken, a sentence each.
    pub kept: Vec<String>,
}

/// Returns what a report of a tracker changes in a record, on the day `today`.
///
/// # Errors
/// [`TransitionError`] where a step cannot be taken.
pub fn update(record: &Record, report: &TrackerReport, today: Date) -> Result<TrackerUpdate, TransitionError> {
    let mut update = TrackerUpdate { record: record.clone(), guesses: Vec::new(), changes: Vec::new(), kept: Vec::new() };
    for said in &report.findings {
        update.finding(said, today)?;
    }
    if update.record.inspection.inspectorates.is_empty() {
        update.record.inspection.inspectorates =
            report.inspectorate.iter().map(|name| Inspectorate::from(name.as_str())).collect();
    }
    if let Some(left) = report.unplaced() {
        update.unplaced(&left);
    }
    Ok(update)
}

impl TrackerUpdate {
    fn say(&mut self, of: &FindingRef, what: impl Into<String>) {
        self.changes.push((Some(of.clone()), what.into()));
    }

    fn keep(&mut self, of: &FindingRef, what: &str) {
        self.kept.push(format!("{of}: {what}"));
    }

    fn guess(&mut self, of: &FindingRef, field: String, why: &str) {
        self.guesses.push(GuessedValue::new(Some(of.clone()), field, why));
    }

    fn finding(&mut self, said: &TrackerFinding, today: Date) -> Result<(), TransitionError> {
        let of = &said.reference;
        let Some(mut finding) = self.record.finding(of).cloned() else {
            self.record.findings_of_mut(of.kind).push(said.finding.clone());
            self.guesses.extend(said.guesses.iter().cloned());
            let words = said.finding.asks().unwrap_or_default();
            self.say(of, format!("new: “{}”", shortened(&words, LONGEST)));
            return Ok(());
        };
        let before = finding.clone();
        self.words(of, &mut finding, &said.finding);
        self.dates(of, &mut finding, &said.finding, today);
        self.log(of, &mut finding, said, today)?;
        self.status(of, &mut finding, &said.finding, today)?;
        self.actions(of, &mut finding, &said.finding, today);
        if finding != before
            && let Some(place) = self.record.finding_mut(of)
        {
            *place = finding;
        }
        Ok(())
    }

    fn words(&mut self, of: &FindingRef, finding: &mut Finding, said: &Finding) {
        let same = |one: &Prose, other: &Prose| folded(one.as_str()) == folded(other.as_str());
        match (&finding.text, &said.text) {
            (None, Some(text)) if !finding.withheld => {
                self.say(of, format!("the words are “{}”", shortened(&text.in_a_line(), LONGEST)));
                finding.text = Some(text.clone());
            }
            (Some(ours), Some(theirs)) if !same(ours, theirs) => {
                self.keep(of, &format!("the words differ; the tracker has “{}”", theirs.in_a_line()));
            }
            _ => {}
        }
        match (&finding.area, &said.area) {
            (None, Some(area)) => {
                self.say(of, format!("the area is {area}"));
                finding.area = Some(area.clone());
            }
            (Some(ours), Some(theirs)) if folded(ours) != folded(theirs) => {
                self.keep(of, &format!("the tracker has the area {theirs}"))
            }
            _ => {}
        }
        if let Some(priority) = said.priority.filter(|priority| finding.priority != Some(*priority)) {
            self.say(of, format!("the priority is {priority}"));
            finding.priority = Some(priority);
        }
        if let Some(owner) = said.owner.as_ref().filter(|owner| finding.owner.as_ref() != Some(owner)) {
            let before = finding.owner.as_ref().map_or_else(String::new, |before| format!(" instead of {before}"));
            self.say(of, format!("the owner is {owner}{before}"));
            finding.owner = Some(owner.clone());
        }
        match (&finding.chief_officer_response, &said.chief_officer_response) {
            (None, Some(answer)) => {
                self.say(of, "the chief officer's answer is new");
                finding.chief_officer_response = Some(answer.clone());
            }
            (Some(ours), Some(theirs)) if ours.text != theirs.text => {
                let words = theirs.text.as_ref().map(Prose::in_a_line).unwrap_or_default();
                self.keep(of, &format!("the chief officer's answers differ; the tracker has “{words}”"));
            }
            _ => {}
        }
        match (&finding.commissioner_response, &said.commissioner_response) {
            (None, Some(answer)) => {
                self.say(of, "the commissioner's answer is new");
                finding.commissioner_response = Some(answer.clone());
            }
            (Some(ours), Some(theirs)) if ours.text != theirs.text => {
                let words = theirs.text.as_ref().map(Prose::in_a_line).unwrap_or_default();
                self.keep(of, &format!("the commissioner's answers differ; the tracker has “{words}”"));
            }
            _ => {}
        }
        let has = |outcome| finding.verified().next_back().is_some_and(|last| last.outcome == outcome);
        if let Some(word) = said.verifications.first().filter(|word| !has(word.outcome)) {
            self.say(of, format!("{} counts it as {}", word.by, word.outcome));
            finding.verifications.push(word.clone());
        }
    }

    /// A later date is an extension; an earlier one than the record's is not taken.
    fn dates(&mut self, of: &FindingRef, finding: &mut Finding, said: &Finding, today: Date) {
        let later = said.extensions.iter().cloned();
        let first = said.due.filter(|_| finding.due.or(finding.target).is_some()).map(|due| Extension::until(due, today));
        if finding.due.or(finding.target).is_none()
            && let Some(due) = said.due
        {
            self.say(of, format!("due {}", due.in_safe_words()));
            finding.due = Some(due);
        }
        for extension in first.into_iter().chain(later) {
            let known = finding.due.into_iter().chain(finding.target).chain(finding.extensions.iter().map(|it| it.to));
            if known.into_iter().any(|day| day == extension.to) {
                let same = finding.extensions.iter_mut().find(|it| it.to == extension.to);
                if let Some(same) = same.filter(|same| same.reason.is_none() && extension.reason.is_some()) {
                    same.reason = extension.reason.clone();
                    self.say(of, "the reason for the extension is new");
                }
                continue;
            }
            let Some(now) = due_on(finding, Date::LAST) else { continue };
            if extension.to < now {
                self.keep(of, &format!("the tracker has the date {}, and the record has the later date {now}", extension.to));
                continue;
            }
            let agreed =
                finding.extensions.iter().map(|it| it.agreed).max().map_or(extension.agreed, |last| last.max(extension.agreed));
            self.say(of, format!("due {} instead of {}", extension.to.in_safe_words(), now.in_safe_words()));
            self.guess(of, format!("extensions[{}].agreed", finding.extensions.len()), "the tracker gives no day");
            finding.extensions.push(Extension { agreed, ..extension });
        }
    }

    fn log(&mut self, of: &FindingRef, finding: &mut Finding, said: &TrackerFinding, today: Date) -> Result<(), TransitionError> {
        let words = |entry: &ProgressEntry| entry.note.as_ref().map(|note| folded(note.as_str())).unwrap_or_default();
        for (index, entry) in said.finding.progress.iter().enumerate() {
            if finding.progress.iter().any(|other| words(other) == words(entry)) {
                continue;
            }
            let field = format!("progress[{index}].date");
            let guess = said.guesses.iter().find(|guess| guess.field == field);
            // What has no day is new today.
            let date = if guess.is_some_and(|guess| guess.why.contains("no day")) { today } else { entry.date };
            let entry = ProgressEntry { date, ..entry.clone() };
            Progress { entry: entry.clone(), owner: None }.take(finding, self.record.schema_version)?;
            let note = entry.note.as_ref().map(Prose::in_a_line).unwrap_or_default();
            self.say(of, format!("{}: “{}”", date.in_safe_words(), shortened(&note, LONGEST)));
            if let (Some(guess), Some(at)) = (guess, finding.progress.iter().position(|other| *other == entry)) {
                self.guess(of, format!("progress[{at}].date"), &guess.why);
            }
        }
        Ok(())
    }

    fn status(&mut self, of: &FindingRef, finding: &mut Finding, said: &Finding, today: Date) -> Result<(), TransitionError> {
        let now = finding.latest_status();
        if let (Some(last), Some(theirs)) = (finding.closures.last_mut(), said.closures.first()) {
            let more: Vec<String> = theirs.evidence.iter().filter(|one| !last.evidence.contains(one)).cloned().collect();
            if !now.is_open() && !more.is_empty() {
                last.evidence.extend(more);
                self.say(of, "the closing has more evidence");
            }
        }
        let Some(status) = said.status.filter(|status| *status != now) else { return Ok(()) };
        match (now.is_open(), status.is_open()) {
            // What has begun has begun, whatever an old list says.
            (true, true) if status == Status::NotStarted => {
                self.keep(of, &format!("the tracker has the status not started, and the record has {}", now.words()));
            }
            (true, true) => {
                let entry = ProgressEntry { status: Some(status), ..ProgressEntry::on(today) };
                Progress { entry, owner: None }.take(finding, self.record.schema_version)?;
                self.say(of, format!("{} instead of {}", status.words(), now.words()));
            }
            (true, false) => {
                finding.status = Some(status);
                finding.closures.extend(said.closures.iter().cloned());
                self.say(of, format!("{} instead of {}", status.words(), now.words()));
            }
            (false, _) => {
                self.keep(of, &format!("the tracker has the status {}, and the record has {}", status.words(), now.words()));
            }
        }
        Ok(())
    }

    fn actions(&mut self, of: &FindingRef, finding: &mut Finding, said: &Finding, today: Date) {
        for action in &said.actions {
            let same = |other: &&mut Action| folded(&other.text) == folded(&action.text);
            let count = finding.actions.len();
            let Some(ours) = finding.actions.iter_mut().find(same) else {
                self.say(of, format!("action {}: “{}”", count + 1, shortened(&action.text, LONGEST)));
                finding.actions.push(action.clone());
                continue;
            };
            let name = shortened(&ours.text, LONGEST);
            if ours.owner.is_none() && action.owner.is_some() {
                ours.owner = action.owner.clone();
                self.say(of, format!("the action “{name}” has an owner"));
            }
            let due = ours.due(Date::LAST);
            match action.due(Date::LAST).filter(|to| Some(*to) != due) {
                Some(to) if due.is_none() => {
                    ours.target = Some(to);
                    self.say(of, format!("the action “{name}” is due {}", to.in_safe_words()));
                }
                Some(to) if Some(to) > due => {
                    ours.extensions.push(Extension::until(to, today));
                    self.say(of, format!("the action “{name}” is due {}, which is later", to.in_safe_words()));
                }
                Some(to) => {
                    let kept = format!("the tracker has the action “{name}” due {to}, which is earlier");
                    self.keep(of, &kept);
                }
                None => {}
            }
            if ours.done.is_none() && action.done.is_some() {
                ours.done = action.done;
                ours.evidence.extend(action.evidence.iter().cloned());
                self.say(of, format!("the action “{name}” is done"));
            }
        }
    }

    /// Adds what fits no field, where the record does not have it.
    fn unplaced(&mut self, left: &Prose) {
        let before = self.record.unplaced.as_ref().map(Prose::trimmed).unwrap_or_default().to_owned();
        let new: Vec<&str> = left.trimmed().split("\n\n").filter(|line| !before.contains(*line)).collect();
        if new.is_empty() {
            return;
        }
        let count = new.len();
        let all = std::iter::once(before.as_str()).chain(new).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        self.record.unplaced = Some(Prose::from_text(&all));
        self.changes.push((None, format!("{count} more under `unplaced`")));
    }
}

impl TrackerUpdate {
    /// Returns whether a finding is closed without proof, which a rule will ask for.
    pub fn unproven(&self) -> usize {
        let is_unproven = |finding: &Finding| {
            finding.latest_status() == Status::Closed && finding.closings().all(|closing| closing.evidence.is_empty())
        };
        self.record.findings().filter(|(.., finding)| is_unproven(finding)).count()
    }
}
