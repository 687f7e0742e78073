//! What an owner is asked: the findings and actions that are theirs and open, as a workbook and as text to answer in.

use std::collections::BTreeMap;

use crate::model::work_field::{self, WorkField, key_of};
use crate::model::{Action, Date, FindingOnDay, Owners};
use crate::prose::{counted, shortened};

/// The boxes below a finding in a text.
pub const TEXT_BOXES: [WorkField; 5] =
    [WorkField::Update, WorkField::Status, WorkField::Wanted, WorkField::Reason, WorkField::Evidence];

/// How each line of irr's own begins in a text, so that it is not taken for an answer.
pub const TEXT_MARK: char = '·';

/// The most characters of a finding in a text.
const LONGEST: usize = 300;

/// What one owner is asked.
#[derive(Debug, Clone)]
pub struct OwnerRequest<'a> {
    /// The owner, as the records name them.
    pub owner: String,
    /// The findings, by record.
    pub parts: Vec<RequestPart<'a>>,
}

/// A finding that an owner is asked about.
#[derive(Debug, Clone)]
pub struct RequestPart<'a> {
    /// The finding.
    pub case: FindingOnDay<'a>,
    /// Whether it is theirs as a whole; otherwise only actions are.
    pub is_owned: bool,
    /// The numbers of the open actions that are theirs, from 1.
    pub actions: Vec<usize>,
}

impl<'a> OwnerRequest<'a> {
    /// Returns what each owner is asked, by name: the open findings that are theirs, and open actions. `until` leaves out what is
    /// due later.
    pub fn all(cases: impl Iterator<Item = FindingOnDay<'a>>, on: Date, until: Option<Date>) -> Vec<Self> {
        let mut found: BTreeMap<String, Self> = BTreeMap::new();
        for case in cases.filter(|case| case.finding.is_ours()) {
            let is_wanted = |due: Option<Date>| until.is_none_or(|until| due.is_some_and(|due| due <= until));
            let owners = names(case.finding.owner.as_ref());
            let is_open = case.standing.status.is_open() && is_wanted(case.standing.current_due);
            let mut parts: BTreeMap<String, (String, bool, Vec<usize>)> = BTreeMap::new();
            for owner in owners.iter().filter(|_| is_open) {
                entry(&mut parts, owner).1 = true;
            }
            for (number, action) in (1..).zip(&case.finding.actions) {
                let own = names(action.owner.as_ref());
                let who = if own.is_empty() { &owners } else { &own };
                if action.is_open(on) && (is_wanted(action.due(on)) || is_open && own.is_empty()) {
                    who.iter().for_each(|owner| entry(&mut parts, owner).2.push(number));
                }
            }
            for (key, (owner, is_owned, actions)) in parts {
                if is_owned || !actions.is_empty() {
                    let request = found.entry(key).or_insert_with(|| Self { owner, parts: Vec::new() });
                    request.parts.push(RequestPart { case: case.clone(), is_owned, actions });
                }
            }
        }
        found.into_values().collect()
    }

    /// Returns the keys of everything that is asked.
    pub fn keys(&self) -> Vec<String> {
        self.parts.iter().flat_map(RequestPart::keys).collect()
    }

    /// Returns how much is asked: "3 findings and 1 action".
    pub fn count(&self) -> String {
        let findings = self.parts.iter().filter(|part| part.is_owned).count();
        let actions: usize = self.parts.iter().map(|part| part.actions.len()).sum();
        match (findings, actions) {
            (findings, 0) => counted(findings, "finding", "findings"),
            (0, actions) => counted(actions, "action", "actions"),
            (findings, actions) => {
                format!("{} and {}", counted(findings, "finding", "findings"), counted(actions, "action", "actions"))
            }
        }
    }

    /// Returns the text of a mail or a reminder, with boxes to answer in.
    pub fn text(&self, on: Date, wanted_by: Date) -> String {
        let mut text = format!(
            "For: {}\n\nPlease say by {} how these stand. Write behind the colons, and leave empty what has not changed.\n",
            self.owner,
            wanted_by.in_full_words()
        );
        for part in &self.parts {
            if part.is_owned {
                let finding = part.case.finding;
                let words = finding.asks().unwrap_or_else(|| "(the words are withheld)".to_owned());
                let mut lines = vec![shortened(&words, LONGEST), due_words(part.case.standing.current_due, on)];
                lines.push(format!("Status: {}", part.case.standing.status.words()));
                let last = work_field::of_finding(WorkField::Last, finding);
                lines.extend((!last.is_empty()).then(|| format!("Last update: {last}")));
                add(&mut text, &key_of(part.case.id, &part.case.reference, None), &part.case.record.inspection.title, &lines);
            }
            for number in &part.actions {
                let Some(action) = part.case.finding.actions.get(number - 1) else { continue };
                let lines = [shortened(action.text.trim(), LONGEST), due_words(action.due(on), on)];
                add(
                    &mut text,
                    &key_of(part.case.id, &part.case.reference, Some(*number)),
                    &part.case.record.inspection.title,
                    &lines,
                );
            }
        }
        text
    }
}

fn entry<'m>(parts: &'m mut BTreeMap<String, (String, bool, Vec<usize>)>, owner: &str) -> &'m mut (String, bool, Vec<usize>) {
    parts.entry(owner.trim().to_lowercase()).or_insert_with(|| (owner.trim().to_owned(), false, Vec::new()))
}

impl RequestPart<'_> {
    fn keys(&self) -> Vec<String> {
        let finding = self.is_owned.then(|| key_of(self.case.id, &self.case.reference, None));
        finding
            .into_iter()
            .chain(self.actions.iter().map(|number| key_of(self.case.id, &self.case.reference, Some(*number))))
            .collect()
    }

    /// Returns the actions that are asked about, with their numbers.
    pub fn asked_actions(&self) -> impl Iterator<Item = (usize, &Action)> {
        self.actions.iter().filter_map(|number| Some((*number, self.case.finding.actions.get(number.checked_sub(1)?)?)))
    }
}

fn names(owners: Option<&Owners>) -> Vec<String> {
    owners.into_iter().flat_map(Owners::names).filter(|name| !name.trim().is_empty()).map(str::to_owned).collect()
}

fn due_words(due: Option<Date>, on: Date) -> String {
    match due {
        None => "No date is set".to_owned(),
        Some(due) if due < on => {
            let days = usize::try_from(on.days_since(due)).unwrap_or(usize::MAX);
            format!("Due {}, {} ago", due.in_safe_words(), counted(days, "day", "days"))
        }
        Some(due) => format!("Due {}", due.in_safe_words()),
    }
}

fn add(text: &mut String, key: &str, title: &str, lines: &[String]) {
    text.push_str(&format!("\n[{key}]\n{TEXT_MARK} {title}\n"));
    for line in lines {
        text.push_str(&format!("{TEXT_MARK} {line}\n"));
    }
    for field in TEXT_BOXES {
        text.push_str(&format!("{}: \n", field.head()));
    }
}
