//! Heads, labels with their values, and the data of findings.

use super::scope::{LINE, level_of};
use super::{Awaited, Section, Walk};
use crate::intake::Author;
use crate::intake::label::author::{announced, author_of};
use crate::intake::label::features::is_line;
use crate::intake::label::role::{Detail, Fact, Role};
use crate::intake::phrases::clues;
use crate::intake::phrases::column::Column;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::{Head, When};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{BOLD, PieceForm};
use crate::model::{FindingKind, GradeLevel};

impl<'a> Walk<'a> {
    pub(super) fn head(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        let level = level_of(piece);
        self.awaited = Awaited::Nothing;
        let section = match &self.document.heads[i] {
            Some(Head::Findings(FindingKind::Recommendation)) if self.cause.is_some() && level >= self.cause_level => {
                // The recommendations of a cause of concern, below it.
                self.settle(&Role::Head);
                let cause = self.cause;
                self.open(Section::List(FindingKind::Recommendation), level);
                self.cause = cause;
                return Role::Head;
            }
            Some(Head::Wording) if !self.current.is_empty() => {
                self.settle(&Role::Head);
                return Role::Head;
            }
            Some(Head::About) if self.current.iter().any(|one| self.findings.get(*one).last_text.is_none()) => return Role::Head,
            Some(Head::Wording) => Section::About,
            Some(Head::About) => {
                self.seen_about = true;
                Section::About
            }
            Some(Head::First) => Section::Opening,
            Some(Head::Last) => Section::Closing,
            Some(Head::Steps) => Section::Steps,
            Some(Head::Findings(kind)) => Section::List(*kind),
            Some(Head::Voice(..)) => return self.voice(i),
            Some(Head::Reference(..)) => return self.reference(i),
            // "Chief Constable response to report and any recommendations": a part of the form, where words stand above it.
            Some(Head::Title(Some(voice))) if self.has_words && author_of(*voice).is_some() => {
                let author = author_of(*voice).unwrap_or_else(|| self.author());
                self.seen_chief |= author == Author::ChiefOfficer;
                Section::Voice(author, When::Any)
            }
            Some(Head::Form | Head::Title(_)) => {
                self.settle(&Role::Head);
                return Role::Head;
            }
            None => return self.other_head(i, level),
        };
        // The next steps of the chief officer's section are the chief officer's.
        let voice = match (section, self.section) {
            (Section::Steps, Section::Voice(author, _)) if level > self.section_level || author == Author::ChiefOfficer => {
                Some(author)
            }
            _ => None,
        };
        self.settle(&Role::Head);
        self.open(section, level);
        self.voice = voice;
        Role::Head
    }

    /// Takes a head that responses do not have: it belongs to what is below it, or ends the part above it.
    pub(super) fn other_head(&mut self, i: usize, level: u8) -> Role<usize> {
        let piece = self.piece(i);
        // "The Chief Constable, Jo Specimen, has commented as follows:"
        if announced(self.document.pieces, i, self.document.metropolitan).is_some() {
            return Role::Head;
        }
        let is_below = !self.current.is_empty() && level > self.reference_level && level < BOLD;
        if is_below && self.answered {
            let role = Role::Answer(self.current.clone(), self.speaker(i));
            return role;
        }
        if !self.current.is_empty() && (!is_line(piece) || i > self.last_finding) {
            self.leave_finding();
            let is_last = i > self.last_finding && i > self.last_closing;
            if is_last && !matches!(self.section, Section::Voice(..)) {
                self.section = Section::Closing;
            }
        } else if level <= self.section_level
            && (matches!(self.section, Section::About | Section::Opening | Section::List(_))
                // A label before words opens no part that goes on below another head.
                || matches!(self.section, Section::Voice(..)) && self.section_level > LINE)
        {
            self.section = Section::None;
        }
        self.waiting.push(i);
        Role::Head
    }

    pub(super) fn label(&mut self, i: usize) -> Role<usize> {
        let text = self.piece(i).plain.trim_end_matches(':');
        self.settle(&Role::Head);
        self.awaited_at = i;
        if Column::of(text, self.document.metropolitan) == Some(Column::Number) && self.piece(i).form == PieceForm::RowLabel {
            self.awaited = Awaited::Number;
            return Role::Label;
        }
        if matches!(self.document.heads[i], Some(Head::Voice(_, When::Any))) && !self.current.is_empty() {
            return self.voice(i);
        }
        if clues::is_subject(text) {
            self.awaited = Awaited::Fact(Some(Fact::Title));
            return Role::Letter;
        }
        if clues::is_of_letter(text) {
            self.awaited = Awaited::Letter;
            return Role::Letter;
        }
        match (Label::of(text), Column::of(text, self.document.metropolitan).and_then(Detail::of)) {
            (_, Some(detail)) if !self.current.is_empty() => self.awaited = Awaited::Detail(detail),
            (Some((Label::Findings(kind), _)), _) => {
                self.open(Section::List(kind), level_of(self.piece(i)));
                self.awaited = Awaited::Nothing;
            }
            (Some((label, _)), _) => {
                self.leave_finding();
                // Outside London the Commissioner is who responds.
                let is_body = matches!(label, Label::ChiefOfficer("Commissioner"))
                    && !self.document.metropolitan
                    && normal(text) == "commissioner";
                self.awaited = Awaited::Fact(if is_body { Some(Fact::Pcc) } else { Fact::of(label) });
            }
            _ => self.awaited = Awaited::Fact(None),
        }
        if self.awaited == Awaited::Fact(None) { Role::Unplaced } else { Role::Label }
    }

    pub(super) fn value(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        match (self.awaited, self.current.first()) {
            (Awaited::Fact(Some(fact)), _) => Role::Fact(fact),
            (Awaited::Letter, _) => Role::Letter,
            (Awaited::Number, _) => self.numbered(i),
            (Awaited::Detail(detail), Some(_)) => Role::Detail(self.current.clone(), detail),
            _ if piece.plain.parse::<GradeLevel>().is_ok() && i > 0 && self.roles[i - 1] == Role::Unplaced => {
                self.roles[i - 1] = Role::Fact(Fact::GradeArea);
                Role::Fact(Fact::Grade)
            }
            _ if matches!(self.section, Section::List(_)) && list("walk.none").contains(&normal(&piece.plain).as_str()) => {
                Role::Furniture
            }
            _ if clues::has_verb(&format!(" {} ", piece.plain.to_lowercase())) && piece.words() > 5 => self.says(i),
            _ if clues::is_dated_label(&piece.plain) => Role::Letter,
            _ => Role::Unplaced,
        }
    }

    /// Takes the number beside a label such as "Recommendation no.".
    pub(super) fn numbered(&mut self, i: usize) -> Role<usize> {
        self.awaited = Awaited::Nothing;
        let text = self.piece(i).plain.trim_end_matches(['.', ')']);
        let (kind, number) = match finding_label(text) {
            Some((kind, numbers, _)) => (kind, numbers.first().cloned().unwrap_or_default()),
            None => (FindingKind::Recommendation, text.to_owned()),
        };
        if !number.starts_with(|c: char| c.is_ascii_digit()) || number.len() > 6 {
            return Role::Unplaced;
        }
        let one = self.findings.named(kind, &number);
        self.at_finding(kind, vec![one], LINE);
        Role::Reference(one)
    }

    pub(super) fn detail(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        let text = piece.plain.trim_end_matches(':');
        let is_label = matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel)
            || piece.plain.ends_with(':')
            || is_line(piece) && !clues::is_status(text) && clues::acceptance(text).is_none();
        if let (true, Some(detail)) = (is_label, Column::of(text, self.document.metropolitan).and_then(Detail::of)) {
            self.awaited = Awaited::Detail(detail);
            return Role::Label;
        }
        let beside = piece.cell.as_ref().and_then(|cell| Column::of(&cell.head, self.document.metropolitan)).and_then(Detail::of);
        let detail = match self.awaited {
            Awaited::Detail(detail) => Some(detail),
            _ => beside,
        };
        let detail = detail
            .or_else(|| clues::acceptance(text).map(|_| Detail::Acceptance))
            .or_else(|| clues::is_status(text).then_some(Detail::Status));
        self.awaited = Awaited::Nothing;
        match (detail, self.current.first()) {
            (Some(detail), Some(_)) => {
                self.answered |= detail == Detail::Acceptance;
                Role::Detail(self.current.clone(), detail)
            }
            (None, Some(_)) => self.says(i),
            _ => Role::Unplaced,
        }
    }
}
