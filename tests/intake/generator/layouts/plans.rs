//! Action plans: tables, with the columns that each office likes in the order that it likes.

use super::super::draft::{Draft, Numbering};
use super::super::page::{Block, Cell};
use super::super::record::Status;
use super::super::{Kind, Speaker};
use super::parts::{CHIEF, HOLDER};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Ref,
    Finding,
    Due,
    Action,
    Update,
    Owner,
    Target,
    Status,
    Commissioner,
}

use Column::{Action, Commissioner, Due, Finding, Owner, Ref, Target, Update};

pub(crate) fn of_three(draft: &mut Draft) {
    let third = [Owner, Target, Column::Status, Commissioner][draft.dice.below(4)];
    plan(draft, vec![Finding, Action, third]);
}

pub(crate) fn of_four(draft: &mut Draft) {
    let columns = match draft.dice.below(4) {
        0 => vec![Ref, Finding, Action, Owner],
        1 => vec![Ref, Finding, Action, Commissioner],
        2 => vec![Finding, Action, Owner, Target],
        _ => vec![Finding, Action, Update, Column::Status],
    };
    plan(draft, columns);
}

pub(crate) fn of_six(draft: &mut Draft) {
    let columns = match draft.dice.below(3) {
        0 => vec![Ref, Finding, Action, Owner, Target, Column::Status],
        1 => vec![Finding, Due, Action, Update, Owner, Column::Status],
        _ => vec![Ref, Finding, Action, Owner, Column::Status, Commissioner],
    };
    plan(draft, columns);
}

pub(crate) fn of_eight(draft: &mut Draft) {
    plan(draft, vec![Ref, Finding, Due, Action, Owner, Target, Column::Status, Update]);
}

fn plan(draft: &mut Draft, mut columns: Vec<Column>) {
    draft.head(1, "head_plan");
    start(draft);
    if draft.dice.chance(40) {
        draft.dice.shuffle(&mut columns);
    }
    tables(draft, &columns);
    if columns.contains(&Commissioner) && draft.dice.chance(40) {
        draft.overall();
    }
}

/// Whose plan it is, and sometimes a foreword.
fn start(draft: &mut Draft) {
    if draft.dice.chance(30) {
        draft.responded();
    }
    draft.opening(CHIEF, "opening_plan");
    if draft.dice.chance(25) {
        draft.summary(CHIEF);
    }
    if draft.dice.chance(20) {
        draft.initial();
    }
    if draft.dice.chance(25) {
        draft.overview();
    }
}

fn tables(draft: &mut Draft, columns: &[Column]) {
    let groups = draft.groups();
    for group in &groups {
        if groups.len() > 1 || draft.dice.chance(30) {
            let place = draft.place_for("head", group);
            draft.head(2, &place);
        }
        let head = heads(draft, columns, group);
        let mut rows = Vec::new();
        for at in group {
            // Words come first: a deadline that they name is not told a second time by its column.
            let finding = draft.finding(*at);
            let cells = columns.iter().map(|column| cell(draft, *column, *at, columns, &finding));
            rows.push(cells.map(Cell::new).collect());
        }
        draft.blocks.push(Block::Table(head, rows));
    }
}

fn heads(draft: &mut Draft, columns: &[Column], group: &[usize]) -> Vec<String> {
    let of_finding = draft.place_for("col", group);
    let place = |column: &Column| match column {
        Ref => "col_ref",
        Finding => of_finding.as_str(),
        Due => "col_due",
        Action => "col_action",
        Update => "col_update",
        Owner => "col_owner",
        Target => "col_target",
        Column::Status => "col_status",
        Commissioner => "col_commissioner",
    };
    columns.iter().map(|column| draft.label_for(place(column))).collect()
}

fn cell(draft: &mut Draft, column: Column, at: usize, columns: &[Column], finding: &str) -> String {
    let has_update = columns.contains(&Update);
    let status = draft.record.findings[at].status;
    match column {
        Ref => reference(draft, at),
        Finding if columns.contains(&Ref) => finding.to_owned(),
        Finding => match draft.label(at) {
            Some(label) if draft.colon && draft.numbering != Numbering::Bare => format!("{label}\n{finding}"),
            _ => draft.labelled(at, finding),
        },
        Due => draft.due(at),
        Action => {
            let words = match (has_update, status) {
                (false, _) => draft.chief_answer(at),
                (true, Status::Closed) => draft.chief_says(at, &["chief_done"]),
                (true, _) => {
                    let count = 1 + draft.dice.below(2);
                    draft.chief_says(at, &["chief_plan"].repeat(count))
                }
            };
            draft.parted(&words).join("\n")
        }
        Update => {
            let places: &[&str] = match status {
                Status::NotStarted => &[],
                Status::InProgress => &["chief_done", "chief_doing"],
                Status::Closed => &["chief_done", "chief_close"],
            };
            draft.chief_says(at, places).join(" ")
        }
        Owner => draft.owner(at),
        Target => draft.target(at),
        Column::Status => draft.status(at),
        Commissioner => draft.holder_answer(at).join(" "),
    }
}

/// Where the label has no number, or is none, the column counts.
fn reference(draft: &Draft, at: usize) -> String {
    let number = draft.record.findings[at].number;
    match draft.numbering {
        Numbering::Word => format!("{} {number}", draft.record.findings[at].kind.word()),
        Numbering::Nothing | Numbering::Bare => number.to_string(),
        _ => draft.label(at).unwrap_or_default(),
    }
}

/// Two or three rows for each finding: the cells that stand for all of them are merged, blank below the first, or repeated.
pub(crate) fn row_per_action(draft: &mut Draft) {
    draft.head(1, "head_plan");
    start(draft);
    let mut columns = vec![Ref, Finding, Action, Owner, Column::Status];
    if draft.dice.chance(50) {
        columns.retain(|column| *column != Ref);
    }
    if draft.dice.chance(40) {
        columns.retain(|column| *column != Column::Status);
    }
    // A date for each action is no date for the finding.
    let dates_each = draft.dice.chance(50);
    if dates_each {
        columns.insert(columns.len() - 1, Target);
    }
    let manner = draft.dice.below(3);
    for group in draft.groups() {
        if draft.is_grouped() {
            let place = draft.place_for("head", &group);
            draft.head(2, &place);
        }
        let head = heads(draft, &columns, &group);
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for at in group {
            let actions = 2 + draft.dice.below(2);
            let finding = draft.finding(at);
            let shared: Vec<String> = columns
                .iter()
                .map(|column| match column {
                    Action | Target => String::new(),
                    _ => cell(draft, *column, at, &columns, &finding),
                })
                .collect();
            for action in 0..actions {
                let mut row = Vec::new();
                for (column, words) in columns.iter().zip(&shared) {
                    row.push(match column {
                        Action => {
                            let place = place_for_action(draft.record.findings[at].status, action);
                            Cell::new(draft.chief_says(at, &[place]).concat())
                        }
                        Target => Cell::new(draft.filled(&draft.scene(Speaker::ChiefOfficer, 0), "{next}")),
                        _ if action == 0 => Cell { words: words.clone(), span: if manner == 0 { actions } else { 1 } },
                        _ if manner == 0 => Cell { words: String::new(), span: 0 },
                        // A reference or a name is repeated; nobody types a whole finding twice.
                        Ref | Owner | Column::Status if manner == 1 => Cell::new(words.clone()),
                        _ => Cell::new(""),
                    });
                }
                rows.push(row);
            }
        }
        draft.blocks.push(Block::Table(head, rows));
    }
}

fn place_for_action(status: Status, action: usize) -> &'static str {
    match (status, action) {
        (Status::Closed, _) | (Status::InProgress, 0) => "chief_done",
        (Status::InProgress, 1) => "chief_doing",
        _ => "chief_plan",
    }
}

/// A fire and rescue service writes a plan, or a section for each finding.
pub(crate) fn of_service(draft: &mut Draft) {
    draft.head(1, "head_plan");
    if draft.dice.chance(50) {
        draft.responded();
    }
    draft.opening(CHIEF, "opening_plan");
    if draft.dice.chance(40) {
        let words = draft.label_for("body_line");
        draft.para(words);
    }
    draft.grades();
    if draft.dice.chance(40) {
        let words = draft.sentences(CHIEF, Kind::About, "", &["count"]);
        draft.para(words.join(" "));
    }
    if draft.dice.chance(40) {
        draft.overview();
    }
    if draft.dice.chance(60) {
        let mut columns = vec![Finding, Action, Owner, Target, Column::Status];
        if draft.dice.chance(50) {
            columns.insert(0, Ref);
        }
        return tables(draft, &columns);
    }
    let has_owner = draft.dice.chance(70);
    let as_head = draft.dice.chance(60);
    draft.each_finding(|draft, at| {
        draft.finding_block(at, as_head);
        draft.own_line("label_chief", false);
        let words = draft.chief_answer(at);
        draft.paras(&words);
        let mut lines = vec![("label_status", draft.status(at)), ("label_target", draft.target(at))];
        if has_owner {
            lines.insert(0, ("label_owner", draft.owner(at)));
        }
        let lines = lines.into_iter().map(|(place, value)| format!("{}: {value}", draft.label_for(place))).collect();
        draft.blocks.push(Block::Lines(lines));
    });
    if draft.dice.chance(40) {
        let fact = "commissioner_overall_comments";
        draft.head(2, "head_overall");
        let words = draft.sentences(HOLDER, Kind::Answer, fact, &["overall", "overall_more"]);
        draft.paras(&words);
    }
}
