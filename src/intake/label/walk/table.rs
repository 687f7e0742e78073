//! Tables: a finding or an answer a row, by the heads of the columns.

use super::scope::LINE;
use super::{Awaited, Section, Walk};
use crate::intake::Author;
use crate::intake::label::author::author_of;
use crate::intake::label::columns::names_inspectorate;
use crate::intake::label::kind::Kind;
use crate::intake::label::role::{Detail, Fact, Role};
use crate::intake::phrases::clues;
use crate::intake::phrases::column::{AnswerOf, Column};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::head::Head;
use crate::intake::segment::{Piece, PieceForm};
use crate::model::FindingKind;

fn detail_of(piece: &Piece, metropolitan: bool) -> Option<Detail> {
    Column::of(piece.plain.trim_end_matches(':'), metropolitan).and_then(Detail::of)
}

impl<'a> Walk<'a> {
    pub(super) fn in_table(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        let Some(cell) = &piece.cell else { return Role::Unplaced };
        if self.row != Some(cell.row) {
            self.row = Some(cell.row);
            self.begin_row(i);
        }
        let column = self.document.columns.column(piece);
        let of_current = !self.current.is_empty() && !self.document.columns.grades(cell.table);
        if !self.document.columns.lists_findings(cell.table) && !of_current {
            return match column {
                Some(Column::Grade) => Role::Fact(Fact::Grade),
                Some(Column::Area) => Role::Fact(Fact::GradeArea),
                Some(Column::Answer(of)) => {
                    self.voice = self.answerer(of);
                    self.statement(i)
                }
                _ => Role::Unplaced,
            };
        }
        let Some(one) = self.current.first().copied() else { return Role::Unplaced };
        match column {
            Some(Column::Number) => Role::Reference(one),
            Some(Column::Finding(_)) if matches!(piece.form, PieceForm::Number) => Role::Reference(one),
            Some(Column::Finding(_)) if matches!(self.document.heads[i], Some(Head::Reference(..))) && piece.words() <= 8 => {
                Role::Reference(one)
            }
            Some(Column::Finding(_)) => {
                // Of several in a row each has its number before its words.
                let mark = match &piece.form {
                    PieceForm::Item { mark, .. } => Some(mark.trim_end_matches(['.', ')'])),
                    _ => i
                        .checked_sub(1)
                        .map(|before| self.piece(before))
                        .filter(|before| before.form == PieceForm::Number)
                        .map(|before| before.plain.trim_end_matches(['.', ')'])),
                };
                let own = self
                    .current
                    .iter()
                    .copied()
                    .find(|of| mark.is_some_and(|mark| self.findings.get(*of).number.as_deref() == Some(mark)));
                let one =
                    own.or_else(|| self.in_cell.filter(|(block, _)| *block == piece.block).map(|(_, one)| one)).unwrap_or(one);
                // A row for each action has the finding's words again.
                if piece.words() > 3 && self.has_words(i, one) {
                    return Role::Reference(one);
                }
                self.in_cell = Some((piece.block, one));
                self.findings.add_text(one, piece, i);
                Role::Asks(one, None)
            }
            Some(Column::Answer(of)) => {
                match (&self.document.heads[i], detail_of(piece, self.document.metropolitan), self.awaited) {
                    // Both sides may answer in one cell, each below its own label.
                    (Some(Head::Voice(voice, _)), ..) if matches!(self.document.kinds[i].kind, Kind::Voice) => {
                        self.voice = author_of(*voice);
                        Role::Head
                    }
                    // "… by October. Owner: Head of Crime"
                    (_, Some(detail), _) if piece.form == PieceForm::Lead => {
                        self.awaited = Awaited::Detail(detail);
                        self.awaited_at = i;
                        Role::Label
                    }
                    (.., Awaited::Detail(detail)) if self.is_value(i) => Role::Detail(self.current.clone(), detail),
                    // "… at each board. Complete."
                    _ if piece.words() <= 3
                        && self.ends_cell(i)
                        && clues::status_of(piece.plain.trim_end_matches('.')).is_some() =>
                    {
                        Role::Detail(self.current.clone(), Detail::Status)
                    }
                    _ => {
                        let speaker =
                            self.document.quoted[i].or(self.voice).or_else(|| self.answerer(of)).unwrap_or_else(|| self.author());
                        self.answered = true;
                        self.findings.answer(one);
                        Role::Answer(self.current.clone(), speaker)
                    }
                }
            }
            // The days of a plan that the force wrote are the force's own.
            Some(Column::Deadline) if self.author() == Author::ChiefOfficer && !names_inspectorate(&cell.head) => {
                Role::Detail(self.current.clone(), Detail::Target)
            }
            Some(column) => Detail::of(column).map_or(Role::Unplaced, |detail| Role::Detail(self.current.clone(), detail)),
            None => Role::Unplaced,
        }
    }

    /// Returns whether a piece is the last of several in its cell.
    fn ends_cell(&self, i: usize) -> bool {
        let cell =
            |at: usize| self.document.pieces.get(at).and_then(|piece| piece.cell.as_ref()).map(|cell| (cell.row, cell.column));
        i > 0 && cell(i - 1) == cell(i) && cell(i + 1) != cell(i)
    }

    pub(super) fn answerer(&self, of: AnswerOf) -> Option<Author> {
        match of {
            AnswerOf::Chief => Some(Author::ChiefOfficer),
            AnswerOf::Body => Some(Author::Commissioner),
            AnswerOf::Author => None,
        }
    }

    /// Finds which finding a row is of: a new one, or the one above where the row goes on.
    pub(super) fn begin_row(&mut self, first: usize) {
        let document = self.document;
        let row = self.row;
        let of_row = |piece: &&Piece| piece.cell.as_ref().map(|cell| cell.row) == row && piece.form != PieceForm::ColumnHead;
        let pieces: Vec<(usize, &Piece)> =
            (first..document.pieces.len()).map(|i| (i, &document.pieces[i])).take_while(|(_, piece)| of_row(piece)).collect();
        let Some(table) = pieces.first().and_then(|(_, piece)| piece.cell.as_ref()).map(|cell| cell.table) else { return };
        self.voice = None;
        if !document.columns.lists_findings(table) {
            // Owner and answers below a finding are that finding's.
            if document.columns.grades(table) || self.answered_in.is_some_and(|before| before != table) {
                self.leave_finding();
            }
            self.answered_in = Some(table);
            return;
        }
        let mut number: Option<String> = None;
        let mut others: Vec<String> = Vec::new();
        let mut kind: Option<FindingKind> = None;
        let mut has_words = false;
        let mut columns = Vec::new();
        for (i, piece) in &pieces {
            let column = document.columns.column(piece);
            columns.push(piece.cell.as_ref().map(|cell| cell.column));
            let is_number = column == Some(Column::Number) || matches!(piece.form, PieceForm::Number);
            match (&document.heads[*i], column) {
                (Some(Head::Reference(of, numbers, _)), Some(Column::Number | Column::Finding(_))) => {
                    kind = kind.or(Some(*of));
                    if number.is_none() {
                        others = numbers.iter().skip(1).cloned().collect();
                    }
                    number = number.or_else(|| numbers.first().cloned());
                }
                _ if is_number => {
                    // "3 4", "9 and 10": one row for several.
                    let digits: Vec<&str> =
                        piece.plain.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
                    let only_numbers = piece.plain.split_whitespace().all(|word| {
                        matches!(word, "and" | "&") || word.trim_end_matches(',').bytes().all(|b| b.is_ascii_digit())
                    });
                    if number.is_none() && digits.len() > 1 && only_numbers {
                        number = Some(digits[0].to_owned());
                        others = digits[1..].iter().map(|digits| (*digits).to_owned()).collect();
                        continue;
                    }
                    let bare = piece.plain.trim_end_matches(['.', ')']).trim_start_matches('#').trim();
                    number = number.or_else(|| bare.starts_with(|c: char| c.is_ascii_digit()).then(|| bare.to_owned()));
                    kind = kind.or_else(|| finding_label(bare).map(|(kind, ..)| kind));
                }
                (_, Some(Column::Finding(named))) => {
                    has_words = true;
                    kind = kind.or(named);
                }
                _ => {}
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let is_same = self.current.first().is_some_and(|one| {
            let found = self.findings.get(*one);
            let is_in_table = found.table == Some(table);
            let again = number.is_some() && found.number == number && kind.is_none_or(|kind| kind == found.kind);
            // Only one cell is filled, or neither number nor words: the cells above are merged with these.
            is_in_table && (again || number.is_none() && (!has_words || columns.len() == 1))
        });
        if is_same {
            return;
        }
        let listed = match self.section {
            Section::List(kind) => Some(kind),
            _ => None,
        };
        let kind = kind.or(listed).unwrap_or(FindingKind::Recommendation);
        let one = match &number {
            Some(number) => self.findings.named(kind, number),
            None => self.findings.open(kind, None),
        };
        self.findings.in_table(one, table);
        let others: Vec<usize> = others.iter().map(|number| self.findings.named(kind, number)).collect();
        let all: Vec<usize> = std::iter::once(one).chain(others).collect();
        let (section, cause) = (self.section, self.cause);
        self.at_finding(kind, all, LINE);
        self.section = section;
        self.cause = cause;
    }
}
