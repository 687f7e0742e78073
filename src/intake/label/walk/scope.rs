//! The scopes of the walk: which head, label or finding holds at a piece, and until where.

use super::{Awaited, Document, Section, Walk};
use crate::intake::Author;
use crate::intake::label::chain::Decided;
use crate::intake::label::findings::Findings;
use crate::intake::label::kind::Kind;
use crate::intake::label::role::{Part, Role};
use crate::intake::phrases::finding_mention::refers_to;
use crate::intake::phrases::head::{Head, When};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{Piece, PieceForm};
use crate::model::FindingKind;
use std::collections::HashMap;

/// The level of heads that no formatting marks: a line, a label beside its value, a label before words.
pub(super) const LINE: u8 = 8;

pub(super) fn level_of(piece: &Piece) -> u8 {
    match piece.form {
        PieceForm::Heading(level) => level,
        PieceForm::Lead | PieceForm::Item { .. } => LINE + 1,
        _ => LINE,
    }
}

/// Returns whether a text has no letter and no figure: a line of dashes.
fn is_rule(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// Returns the findings that a letter takes in turn, each at the start of a paragraph: "The first recommendation is that …",
/// "As to recommendation 3, …". One alone may be a mention.
fn taken_in_turn(pieces: &[Piece]) -> Vec<(FindingKind, String)> {
    let opens = |i: usize| i == 0 || pieces[i - 1].block != pieces[i].block || pieces[i - 1].form == PieceForm::Number;
    let mut found: Vec<(FindingKind, String)> = Vec::new();
    for piece in (0..pieces.len()).filter(|i| opens(*i) && pieces[*i].form == PieceForm::Text).map(|i| &pieces[i]) {
        let Some((kind, numbers)) = refers_to(&piece.plain) else { continue };
        if let [number] = &numbers[..]
            && !found.contains(&(kind, number.clone()))
        {
            found.push((kind, number.clone()));
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// Returns the numbers of pages: figures alone, outside of tables, that count on by one.
fn page_numbers(pieces: &[Piece]) -> Vec<usize> {
    let alone: Vec<(usize, u32)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.cell.is_none() && piece.form == PieceForm::Text)
        .filter_map(|(i, piece)| Some((i, piece.plain.parse().ok()?)))
        .collect();
    let counts_on = |a: &(usize, u32), b: &(usize, u32)| a.1 + 1 == b.1;
    let is_page = |at: usize| {
        alone.get(at + 1).is_some_and(|next| counts_on(&alone[at], next)) || at > 0 && counts_on(&alone[at - 1], &alone[at])
    };
    (0..alone.len()).filter(|at| is_page(*at)).map(|at| alone[at].0).collect()
}

impl<'a> Walk<'a> {
    pub(in crate::intake::label) fn new(document: &'a Document<'a>, findings: Findings) -> Self {
        let mut repeated: HashMap<String, usize> = HashMap::new();
        for (piece, head) in document.pieces.iter().zip(document.heads) {
            if matches!(head, Some(Head::Voice(..))) {
                *repeated.entry(normal(&piece.plain)).or_default() += 1;
            }
        }
        let quoted_numbers = document.heads.iter().flatten().filter_map(|head| match head {
            Head::Reference(kind, numbers, _) if numbers.len() == 1 => Some((*kind, numbers[0].clone())),
            _ => None,
        });
        let mut quoted_numbers: Vec<(FindingKind, String)> = quoted_numbers.collect();
        quoted_numbers.extend(taken_in_turn(document.pieces));
        let pages = page_numbers(document.pieces);
        let closes = |head: &Option<Head>| matches!(head, Some(Head::Last | Head::Steps | Head::Voice(_, When::Last)));
        let last_closing = document.heads.iter().rposition(closes).unwrap_or(0);
        let is_finding = |decided: &Decided| matches!(decided.kind, Kind::Asks | Kind::Reference);
        let last_finding = document.kinds.iter().rposition(is_finding).unwrap_or(0);
        let first_finding = document.kinds.iter().position(is_finding).unwrap_or(0);
        Self {
            document,
            findings,
            roles: vec![Role::Unplaced; document.pieces.len()],
            writer: 0,
            section: Section::None,
            section_level: 0,
            current: Vec::new(),
            reference_level: 0,
            voice: None,
            answered: false,
            answered_before: false,
            answer_block: None,
            refers_within: None,
            quoted_numbers,
            has_label: false,
            cause: None,
            cause_level: 0,
            awaited: Awaited::Nothing,
            awaited_at: 0,
            waiting: Vec::new(),
            number: None,
            row: None,
            answered_in: None,
            repeated,
            first_finding,
            last_finding,
            seen_chief: false,
            seen_about: false,
            has_closing: false,
            paragraph_voice: None,
            in_cell: None,
            listed: Vec::new(),
            together: false,
            has_words: false,
            last_closing,
            pages,
            described: None,
        }
    }

    /// Gives each piece its role.
    pub(in crate::intake::label) fn run(mut self) -> Self {
        for i in 0..self.document.pieces.len() {
            let piece = &self.document.pieces[i];
            if let Some(writer) = self.document.letters.iter().position(|(start, _)| *start == i).filter(|writer| *writer > 0) {
                self.writer = writer;
                self.section = Section::None;
                self.has_words = false;
                self.leave_finding();
            }
            let in_columns = piece.cell.as_ref().is_some_and(|cell| cell.has_column_heads);
            self.roles[i] = match &piece.form {
                PieceForm::ColumnHead => Role::Label,
                PieceForm::Number if !in_columns => {
                    self.number = Some((i, piece.plain.trim_end_matches(['.', ')']).to_owned()));
                    Role::Furniture
                }
                _ if is_rule(&piece.plain) || self.pages.contains(&i) => Role::Furniture,
                _ if in_columns => self.in_table(i),
                // What is beside a label is its value, whatever it looks like.
                _ if self.is_value(i) => self.value(i),
                _ => match self.document.kinds[i].kind {
                    Kind::Reference => self.reference(i),
                    Kind::Asks => self.asks(i),
                    Kind::Says => self.says(i),
                    Kind::Voice => self.voice(i),
                    Kind::Head => self.head(i),
                    Kind::Label => self.label(i),
                    Kind::Value => self.value(i),
                    Kind::Detail => self.detail(i),
                    Kind::Letter => Role::Letter,
                    Kind::Site => Role::Site,
                },
            };
        }
        for i in std::mem::take(&mut self.waiting) {
            self.roles[i] = Role::Head;
        }
        self
    }

    /// Returns whether a piece stands beside the label whose value is awaited.
    pub(super) fn is_value(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|before| self.piece(before)) else { return false };
        let piece = self.piece(i);
        let label = (0..i).rev().find(|at| matches!(self.piece(*at).form, PieceForm::Lead | PieceForm::RowLabel));
        // An older label's value stands beside that one.
        let is_beside = label.filter(|at| *at == self.awaited_at).map(|at| self.piece(at)).is_some_and(|label| {
            label.block == piece.block
                || label.form == PieceForm::RowLabel
                    && label.cell.as_ref().map(|cell| cell.row) == piece.cell.as_ref().map(|cell| cell.row)
        });
        is_beside
            && before.form != PieceForm::Number
            && piece.form != PieceForm::RowLabel
            && matches!(self.awaited, Awaited::Fact(Some(_)) | Awaited::Detail(_) | Awaited::Letter | Awaited::Number)
    }

    pub(super) fn piece(&self, i: usize) -> &'a Piece {
        &self.document.pieces[i]
    }

    pub(super) fn author(&self) -> Author {
        self.document.letters.get(self.writer).map_or(Author::Commissioner, |(_, writer)| writer.author)
    }

    /// Returns who speaks in a piece.
    pub(super) fn speaker(&self, i: usize) -> Author {
        let of_section = match self.section {
            Section::Voice(author, _) => Some(author),
            _ => None,
        };
        let of_paragraph = self.paragraph_voice.filter(|(block, _)| *block == self.piece(i).block).map(|(_, author)| author);
        // "MOPAC welcomes this" is not the chief officer's, whatever the label above.
        let by_subject = (self.voice == Some(Author::ChiefOfficer)).then(|| self.subject_of(i)).flatten();
        // A commissioner who quotes or reports somebody below a finding quotes or reports the chief officer.
        let in_marks = !self.current.is_empty()
            && self.voice.is_none()
            && self.author() == Author::Commissioner
            && self.document.of_chief[i];
        let quoted = in_marks.then_some(Author::ChiefOfficer);
        self.document.quoted[i]
            .or(of_paragraph)
            .or(quoted)
            .or(by_subject)
            .or(self.voice)
            .or(of_section)
            .unwrap_or_else(|| self.author())
    }

    /// Returns the commissioner if the paragraph of a piece begins with the body's name and what it says or does.
    pub(super) fn subject_of(&self, i: usize) -> Option<Author> {
        let block = self.piece(i).block;
        let first = (0..=i).rev().take_while(|at| self.piece(*at).block == block).last()?;
        if self.piece(first).form == PieceForm::Lead {
            return None;
        }
        let lower = self.piece(first).plain.to_lowercase();
        let names: &[&str] = if self.document.metropolitan {
            &["mopac ", "the mayor ", "the authority ", "the police authority "]
        } else {
            list("walk.subject_of")
        };
        let verbs = list("walk.subject_of.2");
        let behind = names.iter().find_map(|name| lower.strip_prefix(name))?;
        verbs.iter().any(|verb| behind.starts_with(verb)).then_some(Author::Commissioner)
    }

    pub(super) fn leave_finding(&mut self) {
        self.current.clear();
        self.voice = None;
        self.answered = false;
        self.has_label = false;
        self.answer_block = None;
    }

    pub(super) fn open(&mut self, section: Section, level: u8) {
        self.leave_finding();
        self.section = section;
        self.section_level = level;
        self.listed.clear();
        if !matches!(section, Section::List(FindingKind::Recommendation | FindingKind::CauseOfConcern)) {
            self.cause = None;
        }
    }

    /// Gives the heads that wait this role, if it keeps their words; otherwise they are only heads.
    pub(super) fn settle(&mut self, role: &Role<usize>) {
        // Heads above the first words are titles.
        // The head of the closing words is only that.
        let closes = matches!(role, Role::Statement(_, Part::Closing));
        let is_first_closing = closes && !self.has_closing;
        self.has_closing |= closes;
        let keeps = self.has_words && !is_first_closing && matches!(role, Role::Statement(..) | Role::About | Role::Answer(..));
        self.has_words |= matches!(role, Role::Statement(..) | Role::Answer(..) | Role::Asks(..));
        for i in std::mem::take(&mut self.waiting) {
            self.roles[i] = if keeps { role.clone() } else { Role::Head };
        }
    }
}
