//! The page of one finding (`irr show ID:REF`).

use super::View;
use super::export::{Export, v1};
use super::listing::item;
use crate::model::{
    ActionTaken, AnswerPlace, Closure, ClosureState, CommissionerResponse, Date, Extension, FindingLink, FindingOnDay,
    Verification,
};
use crate::prose::{Prose, counted};
use crate::view::labels::{LabelledValues, day, days_in_words, to_check};
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};
use crate::yaml::Check;

/// A finding with everything that is known about it on a day.
#[derive(Debug, Clone)]
pub struct FindingSheet<'a> {
    case: FindingOnDay<'a>,
    superseded_by: Vec<FindingLink>,
    checks: Vec<Check>,
}

impl<'a> FindingSheet<'a> {
    /// Creates the page of a finding.
    pub fn compute(case: FindingOnDay<'a>) -> Self {
        Self { case, superseded_by: Vec::new(), checks: Vec::new() }
    }

    /// Adds the findings that took this one's place.
    pub fn superseded_by(self, superseded_by: Vec<FindingLink>) -> Self {
        Self { superseded_by, ..self }
    }

    /// Adds the marks on its values that were guessed; those of the record and of other findings are left out.
    pub fn to_check(mut self, mut checks: Vec<Check>) -> Self {
        checks.retain(|check| check.finding.as_ref() == Some(&self.case.reference));
        self.checks = checks;
        self
    }
}

impl View for FindingSheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let case = &self.case;
        let mut fields = LabelledValues::default();
        fields.text("record", Some(case.id));
        fields.text("inspection", Some(&case.record.inspection.title));
        let by: Vec<String> = self.superseded_by.iter().map(ToString::to_string).collect();
        fields.text("superseded by", Some(by.join(", ")));
        fields.text("to check", Some(to_check(self.checks.iter().map(|check| (check.field.clone(), check)))));
        let mut blocks = vec![Block::Heading(1, heading(case)), Block::Fields(fields.0)];
        finding_blocks(&mut blocks, case);
        blocks
    }

    fn export(&self) -> Export {
        Export::Finding(Box::new(v1::ShowFinding {
            schema: v1::SHOW_FINDING.of(self.case.record.schema_version),
            as_of: self.case.standing.on,
            item: item(&self.case),
            finding: self.case.finding.clone(),
        }))
    }
}

/// Returns a finding's full name, such as "Recommendation 4 (R4)".
pub(super) fn heading(case: &FindingOnDay<'_>) -> String {
    let mut kind = case.reference.kind.words();
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{kind} {} ({})", case.finding.printed, case.reference)
}

/// Appends the blocks of a finding: its words, fields, answers and tables.
pub(super) fn finding_blocks(blocks: &mut Vec<Block>, case: &FindingOnDay<'_>) {
    let (finding, standing) = (case.finding, &case.standing);
    match &finding.text {
        Some(text) => blocks.push(Block::Prose(text.clone())),
        None if finding.withheld => {
            let words = "The report leaves this text out (section 55(2)).";
            blocks.push(Block::Paragraph(Cell::new(words, Role::Muted)));
        }
        None => {}
    }
    let mut fields = LabelledValues::default();
    // Another body's finding can be past its date without being overdue for us.
    let late = match (standing.days_overdue, standing.days_past_due) {
        (Some(days), _) => format!(", overdue by {}", days_in_words(days)),
        (None, Some(days)) => format!(", due {} ago, but not ours", days_in_words(days)),
        (None, None) => String::new(),
    };
    let role = if standing.is_overdue() { Role::Overdue } else { Role::Plain };
    fields.cell("status", Cell::new(format!("{}{late}", standing.status.words()), role));
    if let Some(step) = finding.last_escalation(standing.on) {
        let reference = step.reference.as_ref().map_or_else(String::new, |reference| format!(" ({reference})"));
        fields.text("escalation", Some(format!("{} since {}{reference}", step.to.label(), day(step.date))));
    }
    // Extensions are always shown with the original date: a report to a panel must not hide that a date has moved.
    let slipped = match (standing.slips, standing.slipped_by()) {
        (0, _) | (_, None) => String::new(),
        (slips, Some(by)) => format!(
            " (originally {}; {}, {by} days later)",
            standing.original_due.map_or_else(String::new, |first| first.to_string()),
            counted(slips, "extension", "extensions")
        ),
    };
    fields.text("due", standing.current_due.map(|due| format!("{}{slipped}", day(due))));
    fields.text("in the report's words", finding.due_text.as_ref());
    // The force's own target may be earlier than the due date, and missing it is an early warning.
    let behind = if standing.behind_target { ", missed" } else { "" };
    fields.text("target", finding.target.map(|target| format!("{}{behind}", day(target))));
    fields.text("owner", finding.owner.as_ref());
    fields.text("priority", finding.priority);
    fields.text("area", finding.area.as_ref());
    let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
    let ours = if finding.is_ours() { "" } else { " (not ours)" };
    fields.text("addressed to", Some(format!("{}{ours}", names.join(", "))));
    fields.text("cause of concern", finding.cause_of_concern.as_ref());
    fields.text("follows", finding.follows.as_ref());
    fields.text("supersedes", finding.supersedes.as_ref());
    fields.text("escalated from", finding.escalated_from.as_ref());
    let closings = finding.closings_by(standing.on);
    if let Some((closure, state)) = closings.last() {
        let when = closure.date.map_or_else(|| "no date".to_owned(), day);
        let by = closure.approved_by.as_ref().map_or_else(String::new, |by| format!(", approved by {by}"));
        let since = match state {
            ClosureState::Stands => String::new(),
            ClosureState::Reopened(Some(on)) => format!("; reopened on {}", day(*on)),
            // The log says that it is open again, but not since when.
            ClosureState::Reopened(None) => format!("; it is {} again", standing.status.words()),
        };
        let why = closure.reopening_reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        fields.text("closed", Some(format!("{when}{by}{since}{why}")));
        fields.text("evidence", Some(closure.evidence.join("; ")));
    }
    let verifications: Vec<&Verification> = finding.verified().collect();
    if let Some(verification) = verifications.last() {
        let when = verification.date.map_or_else(String::new, |date| format!(", {}", day(date)));
        let reference = verification.reference.as_ref().map_or_else(String::new, |reference| format!(" ({reference})"));
        fields.text("verified", Some(format!("{} by {}{when}{reference}", verification.outcome, verification.by)));
    }
    blocks.push(Block::Fields(fields.0));
    if let Some(answer) = &finding.chief_officer_response {
        let title = answer.heading.as_ref().map_or_else(String::new, |heading| format!(": {heading}"));
        blocks.push(Block::Heading(3, format!("The chief officer's response{title}")));
        blocks.extend(answer.text.as_ref().map(|text| Block::Prose(text.clone())));
    }
    let adopts = case.record.adopts(finding);
    if finding.commissioner_response.is_some() || adopts {
        commissioner(blocks, finding.commissioner_response.as_ref(), adopts);
    }
    if !finding.actions.is_empty() {
        blocks.push(Block::Heading(3, "Actions".into()));
        blocks.push(Block::Table(actions(case)));
    }
    if !finding.extensions.is_empty() {
        blocks.push(Block::Heading(3, "Extensions".into()));
        blocks.push(Block::Table(extensions(finding.extensions.iter().map(|extension| (None, extension)).collect())));
    }
    let of_actions = (1..).zip(&finding.actions);
    let of_actions = of_actions.flat_map(|(number, action)| action.extensions.iter().map(move |it| (Some(number), it)));
    let of_actions: Vec<(Option<usize>, &Extension)> = of_actions.collect();
    if !of_actions.is_empty() {
        blocks.push(Block::Heading(3, "Extensions of actions".into()));
        blocks.push(Block::Table(extensions(of_actions)));
    }
    if !finding.escalation.is_empty() {
        blocks.push(Block::Heading(3, "Escalation".into()));
        blocks.push(Block::Table(escalation(case)));
    }
    if !finding.progress.is_empty() {
        blocks.push(Block::Heading(3, "Progress".into()));
        blocks.push(Block::Table(progress(case)));
    }
    // A single one is shown above.
    if closings.len() > 1 {
        blocks.push(Block::Heading(3, "Closings".into()));
        blocks.push(Block::Table(closings_table(&closings)));
    }
    if verifications.len() > 1 {
        blocks.push(Block::Heading(3, "Verifications".into()));
        blocks.push(Block::Table(verifications_table(&verifications)));
    }
}

fn commissioner(blocks: &mut Vec<Block>, response: Option<&CommissionerResponse>, adopts: bool) {
    let action = match response.and_then(|response| response.action) {
        Some(ActionTaken::Taken) => ": action taken",
        Some(ActionTaken::Proposed) => ": action proposed",
        Some(ActionTaken::None) => ": no action",
        None => "",
    };
    blocks.push(Block::Heading(3, format!("The commissioner's response{action}")));
    if adopts {
        blocks.push(Block::Paragraph(Cell::plain("The commissioner adopts the chief officer's words.")));
    }
    let Some(response) = response else { return };
    if let Some(see) = &response.see {
        let place = match see {
            AnswerPlace::Finding(link) => format!("under {link}"),
            AnswerPlace::Comments => "in the commissioner's comments on the whole response".to_owned(),
        };
        blocks.push(Block::Paragraph(Cell::plain(format!("Answered {place}."))));
    }
    blocks.extend(response.text.as_ref().map(|text| Block::Prose(text.clone())));
}

fn actions(case: &FindingOnDay<'_>) -> Table {
    let columns = vec![
        TableColumn { key: "text", title: "action", fit: Fit::Words },
        TableColumn { key: "owner", title: "owner", fit: Fit::Words },
        TableColumn { key: "target", title: "target", fit: Fit::Whole },
        TableColumn { key: "done", title: "done", fit: Fit::Whole },
        TableColumn { key: "evidence", title: "evidence", fit: Fit::Words },
    ];
    let rows = case.finding.actions.iter().map(|action| {
        let due = action.due(case.standing.on);
        // On the target day itself an action is still in time.
        let late = action.done.is_none() && due.is_some_and(|due| due < case.standing.on);
        vec![
            Cell::plain(marked(&action.text, action.internal)),
            Cell::plain(action.owner.as_ref().map_or_else(String::new, ToString::to_string)),
            Cell::new(date(due), if late { Role::Overdue } else { Role::Plain }),
            Cell::new(action.done.map_or_else(|| if late { "late" } else { "" }.into(), |day| day.to_string()), Role::Plain),
            Cell::plain(action.evidence.join("; ")),
        ]
    });
    Table { rows: rows.collect(), columns }
}

/// Marks what is never published.
fn marked(text: &str, internal: bool) -> String {
    if internal { format!("{text} (internal)") } else { text.to_owned() }
}

/// Draws extensions, those of actions with the number of the action.
fn extensions(extensions: Vec<(Option<usize>, &Extension)>) -> Table {
    let mut columns = vec![
        TableColumn { key: "agreed", title: "agreed", fit: Fit::Whole },
        TableColumn { key: "to", title: "to", fit: Fit::Whole },
        TableColumn { key: "reason", title: "reason", fit: Fit::Words },
        TableColumn { key: "approved_by", title: "approved by", fit: Fit::Words },
    ];
    if extensions.iter().any(|(action, _)| action.is_some()) {
        columns.insert(0, TableColumn { key: "action", title: "action", fit: Fit::Number });
    }
    let rows = extensions.into_iter().map(|(action, extension)| {
        let cells = vec![
            Cell::plain(extension.agreed.to_string()),
            Cell::plain(extension.to.to_string()),
            Cell::plain(marked(extension.reason.as_deref().unwrap_or_default(), extension.internal)),
            Cell::plain(extension.approved_by.clone().unwrap_or_default()),
        ];
        action.map(|number| Cell::plain(number.to_string())).into_iter().chain(cells).collect()
    });
    Table { rows: rows.collect(), columns }
}

fn closings_table(closings: &[(&Closure, ClosureState)]) -> Table {
    let columns = vec![
        TableColumn { key: "date", title: "date", fit: Fit::Whole },
        TableColumn { key: "status", title: "status", fit: Fit::Whole },
        TableColumn { key: "approved_by", title: "approved by", fit: Fit::Words },
        TableColumn { key: "evidence", title: "evidence", fit: Fit::Words },
        TableColumn { key: "reopened", title: "reopened", fit: Fit::Whole },
        TableColumn { key: "reopening_reason", title: "why", fit: Fit::Words },
    ];
    let rows = closings.iter().map(|(closing, state)| {
        let reopened = match state {
            ClosureState::Reopened(day) => *day,
            ClosureState::Stands => None,
        };
        vec![
            Cell::plain(date(closing.date)),
            Cell::plain(closing.status.map_or_else(String::new, |status| status.words())),
            Cell::plain(closing.approved_by.clone().unwrap_or_default()),
            Cell::plain(closing.evidence.join("; ")),
            Cell::plain(date(reopened)),
            Cell::plain(closing.reopening_reason.clone().unwrap_or_default()),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn verifications_table(verifications: &[&Verification]) -> Table {
    let columns = vec![
        TableColumn { key: "date", title: "date", fit: Fit::Whole },
        TableColumn { key: "by", title: "by", fit: Fit::Words },
        TableColumn { key: "outcome", title: "outcome", fit: Fit::Whole },
        TableColumn { key: "reference", title: "reference", fit: Fit::Words },
    ];
    let rows = verifications.iter().map(|verification| {
        vec![
            Cell::plain(date(verification.date)),
            Cell::plain(&verification.by),
            Cell::plain(verification.outcome.words()),
            Cell::plain(verification.reference.clone().unwrap_or_default()),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn escalation(case: &FindingOnDay<'_>) -> Table {
    let columns = vec![
        TableColumn { key: "date", title: "date", fit: Fit::Whole },
        TableColumn { key: "to", title: "to", fit: Fit::Words },
        TableColumn { key: "reference", title: "reference", fit: Fit::Words },
        TableColumn { key: "reason", title: "reason", fit: Fit::Words },
    ];
    let rows = case.finding.escalation.iter().map(|step| {
        vec![
            Cell::plain(step.date.to_string()),
            Cell::plain(step.to.label()),
            Cell::plain(step.reference.clone().unwrap_or_default()),
            Cell::plain(step.reason.clone().unwrap_or_default()),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn progress(case: &FindingOnDay<'_>) -> Table {
    let columns = vec![
        TableColumn { key: "date", title: "date", fit: Fit::Whole },
        TableColumn { key: "status", title: "status", fit: Fit::Whole },
        TableColumn { key: "by", title: "by", fit: Fit::Words },
        TableColumn { key: "note", title: "note", fit: Fit::Words },
    ];
    let rows = case.finding.progress.iter().map(|entry| {
        vec![
            Cell::plain(entry.date.to_string()),
            Cell::plain(entry.status.map_or_else(String::new, |status| status.words())),
            Cell::plain(entry.by.clone().unwrap_or_default()),
            Cell::plain(marked(&entry.note.as_ref().map_or_else(String::new, Prose::in_a_line), entry.internal)),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn date(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}
