//! What the columns of a document's tables hold: by their heads first, and by their content where heads do not say.

use crate::intake::phrases::list;
use std::collections::{HashMap, HashSet};

use crate::intake::phrases::clues;
use crate::intake::phrases::column::{AnswerOf, Column};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{any_day, says_should};
use crate::intake::phrases::head::Head;
use crate::intake::segment::{Piece, PieceForm};
use crate::model::{Date, GradeLevel, PrintedRef, due_date_in_text};

/// The columns of each table, by the table's number.
#[derive(Default)]
pub(super) struct Columns {
    tables: HashMap<usize, Vec<Option<Column>>>,
    /// The columns of answers whose heads do not say whose these are.
    guessed: HashSet<(usize, usize)>,
}

impl Columns {
    pub(super) fn of(pieces: &[Piece], metropolitan: bool) -> Self {
        let mut columns = Self::default();
        for piece in pieces.iter().filter(|piece| piece.form == PieceForm::ColumnHead) {
            let Some(cell) = &piece.cell else { continue };
            let table = columns.tables.entry(cell.table).or_default();
            table.resize(table.len().max(cell.column + 1), None);
            table[cell.column] = Column::of(&piece.plain, metropolitan);
        }
        for (table, heads) in &mut columns.tables {
            let by_head = heads.clone();
            grades(pieces, *table, heads);
            by_content(pieces, *table, heads, metropolitan);
            let is_guess = |column: &usize| {
                let named = || Head::voice(&name_of(pieces, *table, *column), metropolitan).is_some();
                matches!(heads[*column], Some(Column::Answer(_))) && heads[*column] != by_head[*column] && !named()
            };
            columns.guessed.extend((0..heads.len()).filter(is_guess).map(|column| (*table, column)));
        }
        columns
    }

    /// Returns what the column of a piece holds; `None` if it is in no column that irr knows.
    pub(super) fn column(&self, piece: &Piece) -> Option<Column> {
        let cell = piece.cell.as_ref().filter(|cell| cell.has_column_heads)?;
        *self.tables.get(&cell.table)?.get(cell.column)?
    }

    /// Returns whether a piece is in a column of answers that its head does not give to anybody.
    pub(super) fn is_guessed(&self, piece: &Piece) -> bool {
        piece.cell.as_ref().is_some_and(|cell| self.guessed.contains(&(cell.table, cell.column)))
    }

    /// Returns whether a table gives grades.
    pub(super) fn grades(&self, table: usize) -> bool {
        self.tables.get(&table).is_some_and(|columns| columns.contains(&Some(Column::Grade)))
    }

    /// Returns whether a table lists findings.
    pub(super) fn lists_findings(&self, table: usize) -> bool {
        let is_of_finding = |column: &Option<Column>| matches!(column, Some(Column::Finding(_) | Column::Number));
        self.tables.get(&table).is_some_and(|columns| columns.iter().any(is_of_finding))
    }
}

/// Finds the column of grades by its content; of several the one that is not said to be the last inspection's.
fn grades(pieces: &[Piece], table: usize, heads: &mut [Option<Column>]) {
    let cells = |column: usize| texts(pieces, table, column);
    let is_grade = |text: &String| text.trim_end_matches('.').parse::<GradeLevel>().is_ok();
    let graded: Vec<usize> = (0..heads.len())
        .filter(|column| {
            let texts = cells(*column);
            !texts.is_empty() && texts.iter().filter(|text| is_grade(text)).count() * 2 > texts.len()
        })
        .collect();
    let Some(last) = graded.last().copied() else { return };
    let name = |column: usize| name_of(pieces, table, column);
    let is_now = |column: &usize| ["now", "current", "this", "latest"].iter().any(|word| name(*column).contains(word));
    let is_past = |column: &usize| list("columns.grades").iter().any(|word| name(*column).contains(word));
    let current = graded
        .iter()
        .copied()
        .find(|column| is_now(column))
        .or_else(|| graded.iter().copied().rfind(|column| !is_past(column)))
        .unwrap_or(last);
    for column in graded {
        heads[column] = (column == current).then_some(Column::Grade);
    }
    if let Some(area) = (0..heads.len())
        .find(|column| heads[*column].is_none() && !cells(*column).is_empty() && !cells(*column).iter().any(is_grade))
    {
        heads[area] = Some(Column::Area);
    }
}

/// Returns the head of a column in lower case.
fn name_of(pieces: &[Piece], table: usize, column: usize) -> String {
    let is_it = |piece: &&Piece| {
        piece.form == PieceForm::ColumnHead
            && piece.cell.as_ref().is_some_and(|cell| cell.table == table && cell.column == column)
    };
    pieces.iter().find(is_it).map(|piece| piece.plain.to_lowercase()).unwrap_or_default()
}

/// Returns whether the head of a column names whose deadline it is: the inspectorate's.
pub(super) fn names_inspectorate(head: &str) -> bool {
    ["hmi", "inspectorate", "recommendation"].iter().any(|name| head.to_lowercase().contains(name))
}

/// Returns the texts of a column's cells, without its head.
fn texts(pieces: &[Piece], table: usize, column: usize) -> Vec<String> {
    let mut texts: Vec<(usize, String)> = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.form != PieceForm::ColumnHead) {
        let Some(cell) = piece.cell.as_ref().filter(|cell| cell.table == table && cell.column == column) else { continue };
        match texts.last_mut().filter(|(row, _)| *row == cell.row) {
            Some((_, text)) => {
                text.push(' ');
                text.push_str(&piece.plain);
            }
            None => texts.push((cell.row, piece.plain.clone())),
        }
    }
    texts.into_iter().map(|(_, text)| text).collect()
}

/// Corrects columns: if the findings' column has only numbers, another one has the words.
fn by_content(pieces: &[Piece], table: usize, heads: &mut [Option<Column>], metropolitan: bool) {
    let is_number = |text: &str| {
        finding_label(text).is_some_and(|(.., rest)| rest.is_empty())
            || text.trim_end_matches(['.', ')']).parse::<PrintedRef>().is_ok()
    };
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let texts = texts(pieces, table, column);
        // More than half of the cells decide: single cells may be a note.
        !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 2 > texts.len()
    };
    for (column, head) in heads.iter_mut().enumerate() {
        if matches!(head, Some(Column::Finding(_))) && share(column, &is_number) {
            *head = Some(Column::Number);
        }
    }
    if !heads.contains(&Some(Column::Number)) {
        let has_figure = |text: &str| text.len() <= 20 && text.contains(|c: char| c.is_ascii_digit()) && is_number(text);
        let free = (0..heads.len()).find(|column| heads[*column].is_none() && share(*column, &has_figure));
        if let Some(column) = free {
            heads[column] = Some(Column::Number);
        }
    }
    if !heads.iter().any(|head| matches!(head, Some(Column::Finding(_)))) {
        let free = (0..heads.len()).find(|column| {
            let is_free = matches!(heads[*column], None | Some(Column::Area));
            is_free && share(*column, &|text| says_should(text) || finding_label(text).is_some_and(|(.., rest)| !rest.is_empty()))
        });
        if let Some(column) = free {
            heads[column] = Some(Column::Finding(None));
        }
    }
    // A column "Where are we?" may hold a status in a word or two.
    for column in 0..heads.len() {
        if matches!(heads[column], None | Some(Column::Answer(_)))
            && share(column, &|text| clues::is_status(text))
            && !heads.contains(&Some(Column::Status))
        {
            heads[column] = Some(Column::Status);
        }
    }
    // Columns whose heads say nothing, in a table of findings: days, owners and answers look like what they are.
    if heads.iter().any(|head| matches!(head, Some(Column::Finding(_)))) {
        for column in 0..heads.len() {
            if heads[column].is_some() {
                continue;
            }
            let is_day = |text: &str| {
                Date::from_words(text).is_some() || due_date_in_text::find(&format!("by {text}"), any_day()).is_some()
            };
            let is_owner = |text: &str| clues::is_rank(text) && text.split(' ').count() <= 6;
            let is_answer = |text: &str| text.split(' ').count() > 5;
            if share(column, &is_day) {
                heads[column] = Some(if heads.contains(&Some(Column::Deadline)) { Column::Target } else { Column::Deadline });
            } else if share(column, &is_owner) && !heads.contains(&Some(Column::Owner)) {
                heads[column] = Some(Column::Owner);
            } else if share(column, &is_answer) {
                // A head that only names somebody is theirs; beside the body's own column it is the other side's.
                let named = Head::voice(&name_of(pieces, table, column), metropolitan).map(|(voice, _)| AnswerOf::from(voice));
                let of_body = heads.contains(&Some(Column::Answer(AnswerOf::Body)));
                let guess = if of_body { AnswerOf::Chief } else { AnswerOf::Author };
                heads[column] = Some(Column::Answer(named.unwrap_or(guess)));
            }
        }
    }
    // What is done, when and by whom: a plan is the force's, whoever publishes it.
    let is_plan = heads.contains(&Some(Column::Owner)) || heads.contains(&Some(Column::Target));
    if is_plan {
        for (column, head) in heads.iter_mut().enumerate() {
            let name = name_of(pieces, table, column);
            let is_view = list("column.noun.view").iter().any(|word| name.contains(word));
            if *head == Some(Column::Answer(AnswerOf::Author)) && !is_view {
                *head = Some(Column::Answer(AnswerOf::Chief));
            }
        }
    }
    // Two columns of days: the one that does not name the inspectorate is the force's own.
    let days: Vec<usize> = (0..heads.len()).filter(|column| heads[*column] == Some(Column::Deadline)).collect();
    if let [first, second] = days[..]
        && !heads.contains(&Some(Column::Target))
    {
        let is_theirs = |column: usize| names_inspectorate(&name_of(pieces, table, column));
        let own = if is_theirs(second) && !is_theirs(first) { first } else { second };
        heads[own] = Some(Column::Target);
    }
    // Two columns for findings: the one that orders has the words, the other the area.
    let named: Vec<usize> = (0..heads.len()).filter(|column| matches!(heads[*column], Some(Column::Finding(_)))).collect();
    if let [first, second] = named[..] {
        let other = if share(second, &says_should) && !share(first, &says_should) { first } else { second };
        heads[other] = if share(other, &|text| text.split(' ').count() < 8) { Some(Column::Area) } else { heads[other] };
    }
}
