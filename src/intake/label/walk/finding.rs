//! The inspectorate's words: where a finding is named, and where its words begin and go on.

use super::scope::{LINE, level_of};
use super::{Awaited, Section, Walk};
use crate::intake::label::kind::Kind;
use crate::intake::label::role::Role;
use crate::intake::phrases::clues;
use crate::intake::phrases::finding_mention::{begins_as_finding, last_kind_named};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::Head;
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::PieceForm;
use crate::model::FindingKind;

impl<'a> Walk<'a> {
    pub(super) fn reference(&mut self, i: usize) -> Role<usize> {
        let Some(Head::Reference(kind, numbers, rest)) = &self.document.heads[i] else { return self.says(i) };
        // "Recommendations 3 and 5 are for others"; an item "Recommendation 1 (Home Office)" of a list.
        let is_item = matches!(self.piece(i).form, PieceForm::Item { .. }) && !rest.is_empty();
        if numbers.len() > 1 && rest.starts_with(char::is_lowercase) || is_item {
            return self.says(i);
        }
        self.settle(&Role::Head);
        let level = level_of(self.piece(i));
        // "Rec. no. 2" and then "Recommendation": the label of its words.
        let numbered = self.current.first().copied().filter(|one| {
            let found = self.findings.get(*one);
            found.kind == *kind && found.number.is_some() && found.last_text.is_none() && !self.answered
        });
        let found: Vec<usize> = if numbers.is_empty() && numbered.is_some() {
            self.current.clone()
        } else if numbers.is_empty() {
            // "Cause of concern. I accept it." is about the only one there is.
            let says = self.document.kinds.get(i + 1).is_some_and(|next| next.kind == Kind::Says);
            let only = self.findings.only(*kind).filter(|_| says && self.piece(i).form == PieceForm::Lead);
            vec![only.unwrap_or_else(|| self.findings.open(*kind, None))]
        } else {
            numbers.iter().map(|number| self.findings.named(*kind, number)).collect()
        };
        found.iter().for_each(|one| self.findings.label(*one));
        self.at_finding(*kind, found, level);
        self.current.first().map_or(Role::Head, |first| Role::Reference(*first))
    }

    /// Makes findings the current ones.
    pub(super) fn at_finding(&mut self, kind: FindingKind, found: Vec<usize>, level: u8) {
        self.leave_finding();
        self.reference_level = level;
        if matches!(self.section, Section::About | Section::Opening | Section::Closing | Section::Steps) {
            self.section = Section::None;
        }
        match kind {
            FindingKind::CauseOfConcern => {
                self.cause = found.first().copied();
                // A label before words holds as a line does.
                self.cause_level = level.min(LINE);
            }
            FindingKind::AreaForImprovement => self.cause = None,
            FindingKind::Recommendation if level < self.cause_level => self.cause = None,
            FindingKind::Recommendation => {}
        }
        if kind == FindingKind::Recommendation {
            for one in &found {
                self.findings.belongs(*one, self.cause);
            }
        }
        self.answered_before = found.first().is_some_and(|one| self.findings.is_answered(*one));
        self.current = found;
        self.together = false;
        self.answered_in = None;
        self.awaited = Awaited::Nothing;
    }

    pub(super) fn asks(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        // A sentence within an answer begins no finding.
        if let Some(before) = i.checked_sub(1)
            && self.piece(before).block == piece.block
            && matches!(self.roles[before], Role::Answer(..))
        {
            return self.says(i);
        }
        // The record knows what a finding says: other words are somebody's answer.
        if let Some(one) = self.current.first().copied()
            && self.findings.has_words_of_record(one, &piece.plain) == Some(false)
        {
            return self.says(i);
        }
        if let Some(one) = self.current.first().copied()
            && self.answered_before
            && self.findings.get(one).last_text.is_some()
        {
            return self.again(i, one);
        }
        // "Recommendations 1 to 3": the items below are theirs, one after the other.
        if self.current.len() > 1
            && !self.answered
            && let Some(one) = self
                .current
                .iter()
                .copied()
                .find(|one| self.findings.get(*one).last_text.is_none_or(|last| self.piece(last).block == piece.block))
        {
            self.findings.add_text(one, piece, i);
            let role = Role::Asks(one, None);
            self.settle(&role);
            return role;
        }
        if let Some(one) = self.current.first().copied().filter(|one| self.goes_on(i, *one)) {
            self.findings.add_text(one, piece, i);
            let role = Role::Asks(one, None);
            self.settle(&role);
            return role;
        }
        let before = i.checked_sub(1).map(|before| self.piece(before).plain.to_lowercase()).unwrap_or_default();
        let announces = list("walk.asks").iter().any(|word| before.contains(word));
        let beside = piece.cell.as_ref().and_then(|cell| Label::of(&cell.head)).and_then(|(label, _)| match label {
            Label::Findings(kind) => Some(kind),
            _ => None,
        });
        let listed = match self.section {
            Section::List(kind) => Some(kind),
            _ => beside,
        };
        // An order in somebody's general words is no finding, unless the document is seen to quote findings there.
        let is_one = listed.is_some() || announces || !self.current.is_empty() || clues::is_order(&piece.plain);
        if !is_one {
            return self.says(i);
        }
        let announced = before.ends_with(':').then(|| last_kind_named(&before)).flatten();
        let kind = announced
            .or(listed)
            .or_else(|| {
                self.current
                    .first()
                    .map(|one| self.findings.kind(*one))
                    .map(|kind| if kind == FindingKind::CauseOfConcern { FindingKind::Recommendation } else { kind })
            })
            .unwrap_or(if before.contains("improvement") {
                FindingKind::AreaForImprovement
            } else {
                FindingKind::Recommendation
            });
        let number = match &piece.form {
            PieceForm::Item { mark, .. } => {
                mark.strip_suffix(['.', ')']).filter(|mark| mark.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned)
            }
            _ => None,
        };
        let number = number
            .or_else(|| self.number.take().filter(|(at, number)| at + 1 == i && !number.contains('.')).map(|(_, number)| number));
        let one = self.findings.open(kind, number);
        let (section, level) = (self.section, level_of(piece));
        self.at_finding(kind, vec![one], level.max(LINE));
        self.section = section;
        self.findings.add_text(one, piece, i);
        if listed.is_some() {
            self.listed.push(one);
        }
        let role = Role::Asks(one, None);
        self.settle(&role);
        role
    }

    /// Takes words below a number that has words already: the same ones again, or those of another report's finding.
    pub(super) fn again(&mut self, i: usize, one: usize) -> Role<usize> {
        let piece = self.piece(i);
        if self.has_words(i, one) {
            return Role::Reference(one);
        }
        let kind = self.findings.kind(one);
        let foreign = self.findings.foreign(kind);
        self.current = vec![foreign];
        self.answered_before = false;
        self.findings.add_text(foreign, piece, i);
        Role::Asks(foreign, None)
    }

    /// Returns whether a finding has the words of a piece already.
    pub(super) fn has_words(&self, i: usize, one: usize) -> bool {
        let of_finding = self.document.pieces.iter().zip(&self.roles).filter(|(_, role)| **role == Role::Asks(one, None));
        let known: String = of_finding.map(|(piece, _)| format!("{} ", piece.plain)).collect();
        !known.is_empty() && normal(&known).contains(&normal(&self.piece(i).plain))
    }

    /// Returns whether a piece goes on with the words of a finding.
    pub(super) fn goes_on(&self, i: usize, one: usize) -> bool {
        let (piece, found) = (self.piece(i), self.findings.get(one));
        if self.answered {
            return false;
        }
        let Some(last) = found.last_text else { return true };
        let last = self.piece(last);
        if last.block == piece.block || last.plain.ends_with(':') {
            return true;
        }
        let is_other_cell = last.cell.as_ref().map(|cell| cell.row) != piece.cell.as_ref().map(|cell| cell.row);
        match (&piece.form, found.item_depth) {
            // Below a printed label each item is of its finding, also where a list cuts a sentence in two (the form of tests).
            (PieceForm::Item { depth, .. }, Some(first)) => *depth > first || found.is_labelled,
            (PieceForm::Item { .. }, None) => {
                matches!(last.form, PieceForm::Item { .. }) || !matches!(self.section, Section::List(_))
            }
            _ if is_other_cell => !last.plain.ends_with(['.', '!', '?']) || !begins_as_finding(&piece.plain),
            _ if found.number.is_some() => true,
            _ => !begins_as_finding(&piece.plain),
        }
    }
}
