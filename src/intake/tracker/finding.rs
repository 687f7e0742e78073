//! Makes one finding of the rows that are about it.

use super::days::CellDay;
use super::facts::RowFacts;
use crate::model::{
    Action, ChiefOfficerAnswer, Closure, CommissionerResponse, Date, Extension, Finding, FindingKind, FindingRef, GuessedValue,
    Owners, PrintedRef, ProgressEntry, Status, Verification, VerificationOutcome,
};
use crate::prose::Prose;

/// What a tracker says of a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerFinding {
    /// Its number and kind.
    pub reference: FindingRef,
    /// The name of the sheet, and the rows.
    pub sheet: String,
    /// The rows, as the program numbers them.
    pub rows: Vec<u32>,
    /// What is said.
    pub finding: Finding,
    /// The values in it that were guessed.
    pub guesses: Vec<GuessedValue>,
    /// What fits no field, a line each.
    pub left: Vec<String>,
}

/// Why the day of a note, an extension or a closing is a guess.
const NO_DAY: &str = "the tracker gives no day";

/// Makes the finding of some rows. `counted` is its number if the tracker has none; `today` the day of what has no day.
pub(super) fn finding_of(
    rows: &[RowFacts],
    sheet: &str,
    kind: FindingKind,
    number: PrintedRef,
    why: Option<&str>,
    today: Date,
) -> TrackerFinding {
    let reference = FindingRef::new(kind, &number);
    let mut making =
        Making { reference: reference.clone(), finding: Finding::numbered(number), guesses: Vec::new(), left: Vec::new(), today };
    if let Some(why) = why {
        making.guess("ref", why);
    }
    making.words(rows);
    making.owners(rows);
    making.dates(rows);
    making.progress(rows);
    making.actions(rows);
    making.closing(rows);
    for row in rows {
        making.left.extend(row.left.clone());
    }
    let mut lines: Vec<String> = Vec::new();
    for (head, words) in &making.left {
        let line = format!("{reference}: {head}: {words}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let rows = rows.iter().map(|row| row.row).collect();
    TrackerFinding { reference, sheet: sheet.to_owned(), rows, finding: making.finding, guesses: making.guesses, left: lines }
}

struct Making {
    reference: FindingRef,
    finding: Finding,
    guesses: Vec<GuessedValue>,
    left: Vec<(String, String)>,
    today: Date,
}

impl Making {
    fn guess(&mut self, field: impl Into<String>, why: &str) {
        self.guesses.push(GuessedValue::new(Some(self.reference.clone()), field, why));
    }

    fn keep(&mut self, head: &str, words: impl std::fmt::Display) {
        self.left.push((head.to_owned(), words.to_string()));
    }

    /// Returns the first value of some rows; other values are left over.
    fn one<T: PartialEq + Clone + std::fmt::Display>(
        &mut self,
        head: &str,
        rows: &[RowFacts],
        of: impl Fn(&RowFacts) -> Option<T>,
    ) -> Option<T> {
        let mut values = rows.iter().filter_map(of);
        let first = values.next()?;
        let others: Vec<T> = values.filter(|value| *value != first).collect();
        others.into_iter().for_each(|other| self.keep(head, other));
        Some(first)
    }

    fn words(&mut self, rows: &[RowFacts]) {
        self.finding.text = self.one("words", rows, |row| row.text.clone()).map(|text| Prose::from_text(&text));
        self.finding.area = self.one("area", rows, |row| row.area.clone());
        self.finding.priority = self.one("priority", rows, |row| row.priority);
        let mut answers: [Vec<String>; 2] = Default::default();
        for (is_commissioners, words) in rows.iter().flat_map(|row| &row.responses) {
            let list = &mut answers[usize::from(*is_commissioners)];
            if !list.contains(words) {
                list.push(words.clone());
            }
        }
        let [officer, commissioner] =
            answers.map(|list| (!list.is_empty()).then(|| Prose::from_text(list.join("\n\n").as_str())));
        self.finding.chief_officer_response = officer.map(|text| ChiefOfficerAnswer { heading: None, text: Some(text) });
        self.finding.commissioner_response = commissioner.map(|text| CommissionerResponse {
            action: None,
            adopts_chief_officer: false,
            text: Some(text),
            see: None,
        });
        let verified = rows.iter().find_map(|row| row.verified);
        let outcome = |is_open| if is_open { VerificationOutcome::Open } else { VerificationOutcome::Closed };
        self.finding.verifications.extend(verified.map(|is_open| Verification {
            by: "HMICFRS".to_owned(),
            date: None,
            reference: None,
            outcome: outcome(is_open),
        }));
    }

    /// Where several rows are actions of their own, whoever does them all is the owner of the finding.
    fn owners(&mut self, rows: &[RowFacts]) {
        let mut owners: Vec<&Owners> = rows.iter().filter_map(|row| row.owner.as_ref()).collect();
        owners.dedup();
        self.finding.owner = match (&owners[..], is_plan(rows)) {
            ([one], _) => Some((*one).clone()),
            ([first, ..], false) => Some((*first).clone()),
            _ => None,
        };
        if !is_plan(rows) {
            for other in owners.iter().skip(1) {
                self.keep("owner", other);
            }
        }
    }

    fn dates(&mut self, rows: &[RowFacts]) {
        let mut dates: Vec<(&CellDay, &RowFacts)> = rows.iter().filter_map(|row| Some((row.due.as_ref()?, row))).collect();
        dates.dedup_by_key(|(due, row)| (due.day, row.later.last().map(|day| day.day)));
        let is_of_actions = is_plan(rows) && dates.len() > 1;
        let Some((due, row)) = dates.first().copied().filter(|_| !is_of_actions) else { return };
        self.finding.due = Some(due.day);
        if let Some(doubt) = due.doubt {
            self.guess("due", doubt);
        }
        self.finding.extensions = extensions_of(row, self.today);
        for (index, later) in row.later.iter().enumerate() {
            self.guess(format!("extensions[{index}].agreed"), NO_DAY);
            if let Some(doubt) = later.doubt {
                self.guess(format!("extensions[{index}].to"), doubt);
            }
        }
        for (other, _) in dates.iter().skip(1) {
            self.keep("due", other.day);
        }
        if row.later.is_empty() {
            row.reason.iter().for_each(|reason| self.keep("reason", reason));
        }
    }

    fn progress(&mut self, rows: &[RowFacts]) {
        let closed = rows.iter().find_map(|row| row.closed.as_ref()).map(|day| day.day);
        let mut entries: Vec<(ProgressEntry, Option<&str>)> = Vec::new();
        for note in rows.iter().flat_map(|row| &row.progress) {
            let date = note.day.unwrap_or_else(|| closed.map_or(self.today, |day| day.min(self.today)));
            let words = Prose::from_text(&note.words);
            if entries.iter().all(|(entry, _)| entry.note.as_ref() != Some(&words)) {
                let doubt = note.doubt.or(note.day.is_none().then_some(NO_DAY));
                entries.push((ProgressEntry { note: Some(words), ..ProgressEntry::on(date) }, doubt));
            }
        }
        entries.sort_by_key(|(entry, _)| entry.date);
        for (index, (entry, doubt)) in entries.into_iter().enumerate() {
            if let Some(why) = doubt {
                self.guess(format!("progress[{index}].date"), why);
            }
            self.finding.progress.push(entry);
        }
    }

    /// One row has what is done about the finding; several rows are a plan, each with its own owner, date and end.
    fn actions(&mut self, rows: &[RowFacts]) {
        let is_plan = is_plan(rows);
        for row in rows {
            for words in &row.actions {
                if self.finding.actions.iter().any(|action| action.text == *words) {
                    continue;
                }
                let (index, mut action) = (self.finding.actions.len(), Action::to(words.clone()));
                action.owner = row.action_owner.clone();
                action.target = row.action_due.as_ref().map(|day| day.day);
                if let Some(later) = &row.action_later {
                    let agreed = action.target.map_or(self.today, |due| due.min(self.today));
                    let at = action.extensions.len();
                    action.extensions.push(Extension::until(later.day, agreed));
                    self.guess(format!("actions[{index}].extensions[{at}].agreed"), NO_DAY);
                }
                action.done = row.action_done.as_ref().map(|day| day.day);
                if row.is_action_done == Some(true) && action.done.is_none() {
                    action.done = Some(self.today);
                    self.guess(format!("actions[{index}].done"), NO_DAY);
                }
                let doubt = row.action_due.as_ref().and_then(|day| day.doubt);
                doubt.into_iter().for_each(|why| self.guess(format!("actions[{index}].target"), why));
                let doubt = row.action_done.as_ref().and_then(|day| day.doubt);
                doubt.into_iter().for_each(|why| self.guess(format!("actions[{index}].done"), why));
                // Where the actions have columns of their own, the others are the finding's.
                let is_own = row.action_owner.is_some()
                    || row.action_due.is_some()
                    || row.action_later.is_some()
                    || row.action_done.is_some()
                    || row.is_action_done.is_some();
                if is_plan && !is_own {
                    action.owner = row.owner.clone().filter(|owner| Some(owner) != self.finding.owner.as_ref());
                    if self.finding.due.is_none() {
                        action.target = row.due.as_ref().map(|day| day.day);
                        action.extensions = extensions_of(row, self.today);
                        for at in 0..row.later.len() {
                            self.guess(format!("actions[{index}].extensions[{at}].agreed"), NO_DAY);
                        }
                    }
                    // A status above several rows is the finding's; a day of closing is the action's.
                    if row.status == Some(Status::Closed) || row.closed.is_some() {
                        action.done = Some(row.closed.as_ref().map_or(self.today, |day| day.day));
                        if row.closed.is_none() {
                            self.guess(format!("actions[{index}].done"), NO_DAY);
                        }
                        action.evidence = row.evidence.clone();
                    }
                }
                self.finding.actions.push(action);
            }
        }
    }

    fn closing(&mut self, rows: &[RowFacts]) {
        let mut statuses: Vec<Status> = rows.iter().filter_map(|row| row.status).collect();
        let is_refused = rows.iter().any(|row| row.is_refused);
        statuses.dedup();
        let status = match &statuses[..] {
            [] if is_refused => Some(Status::NotAccepted),
            // Of a plan each row, for a date of one closes only that action.
            [] if is_plan(rows) && !rows.iter().any(|row| row.is_status_unknown) => {
                rows.iter().all(|row| row.closed.is_some()).then_some(Status::Closed)
            }
            // What a colour means that nobody knows is not guessed from a date.
            [] if rows.iter().any(|row| row.is_status_unknown) => None,
            [] => rows.iter().any(|row| row.closed.is_some()).then_some(Status::Closed),
            [Status::Closed] if is_refused => Some(Status::NotAccepted),
            [one] => Some(*one),
            // Some of its actions are done, or begun.
            several if is_plan(rows) => Some(several.iter().copied().find(|it| it.is_open()).map_or(several[0], |open| {
                if several.iter().all(|it| it.is_open() && *it == open) { open } else { Status::InProgress }
            })),
            several => {
                several[1..].iter().for_each(|other| self.keep("status", other.words()));
                Some(several[0])
            }
        };
        self.finding.status = status;
        if statuses.is_empty() && status == Some(Status::Closed) {
            self.guess("status", "it has a day of closing, and no status");
        }
        // Merged cells have the same evidence in several rows.
        let mut evidence: Vec<String> = Vec::new();
        for one in rows.iter().flat_map(|row| &row.evidence) {
            if !evidence.contains(one) {
                evidence.push(one.clone());
            }
        }
        let approver = rows.iter().find(|row| row.later.is_empty()).and_then(|row| row.approver.clone());
        let Some(status) = status.filter(|status| !status.is_open()) else {
            let of_actions: Vec<&String> = self.finding.actions.iter().flat_map(|action| &action.evidence).collect();
            let free: Vec<String> = evidence.into_iter().filter(|one| !of_actions.contains(&one)).collect();
            free.into_iter().for_each(|one| self.keep("evidence", one));
            approver.into_iter().for_each(|name| self.keep("approved by", name));
            self.keep_closed(rows, None);
            return;
        };
        let closed = rows.iter().filter_map(|row| row.closed.as_ref()).max_by_key(|day| day.day);
        self.keep_closed(rows, closed.map(|day| day.day));
        self.finding.closures = vec![Closure {
            date: closed.map(|day| day.day),
            status: Some(status),
            approved_by: approver,
            evidence,
            ..Closure::default()
        }];
        if let Some(doubt) = closed.and_then(|day| day.doubt) {
            self.guess("closures[0].date", doubt);
        }
    }
}

impl Making {
    /// Keeps the days of closing that are neither the finding's nor an action's.
    fn keep_closed(&mut self, rows: &[RowFacts], of_finding: Option<Date>) {
        let done: Vec<Date> = self.finding.actions.iter().filter_map(|action| action.done).chain(of_finding).collect();
        let closed = rows.iter().filter_map(|row| Some(row.closed.as_ref()?.day)).filter(|day| !done.contains(day));
        closed.collect::<Vec<_>>().into_iter().for_each(|day| self.keep("closed", day));
    }
}

/// Whether several rows have actions: each is then an action with an owner, a date and a status of its own.
fn is_plan(rows: &[RowFacts]) -> bool {
    rows.iter().filter(|row| !row.actions.is_empty()).count() > 1
}

/// Returns the extensions to the later dates of a row. Nobody knows when they were agreed: at the latest when the date before was
/// due, or today.
fn extensions_of(row: &RowFacts, today: Date) -> Vec<Extension> {
    let mut before = row.due.as_ref().map_or(today, |day| day.day);
    let mut extensions = Vec::new();
    for later in &row.later {
        extensions.push(Extension::until(later.day, before.min(today)));
        before = later.day;
    }
    if let Some(last) = extensions.last_mut() {
        last.reason = row.reason.clone();
        last.approved_by = row.approver.clone();
    }
    extensions
}
