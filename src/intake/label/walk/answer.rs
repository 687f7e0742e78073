//! Everybody's words that are not the inspectorate's: answers to findings, and statements on the whole.

use super::scope::{LINE, level_of};
use super::{Awaited, Document, Section, Walk};
use crate::intake::Author;
use crate::intake::label::author::{announced, author_of};
use crate::intake::label::kind::Kind;
use crate::intake::label::role::{Part, Role};
use crate::intake::phrases::clues;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{is_general, is_plural, refers_to};
use crate::intake::phrases::head::{Head, Voice, When};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{BOLD, PieceForm};

impl<'a> Walk<'a> {
    pub(super) fn says(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        if introduces(self.document, i) {
            return Role::Head;
        }
        if let Some(one) = self.current.first().copied()
            && !self.answered
            && self.findings.has_words_of_record(one, &piece.plain) == Some(true)
        {
            self.findings.add_text(one, piece, i);
            let role = Role::Asks(one, None);
            self.settle(&role);
            return role;
        }
        if clues::asks_members(&piece.plain)
            && self.current.iter().all(|one| self.findings.get(*one).last_text.is_none())
            && !self.current.is_empty()
        {
            self.leave_finding();
            return Role::Unplaced;
        }
        let opens_block = i
            .checked_sub(1)
            .is_none_or(|before| self.piece(before).block != piece.block || self.piece(before).form == PieceForm::Number);
        if self.refers_within.is_some_and(|block| block != piece.block) {
            self.refers_within = None;
            self.leave_finding();
        }
        if let Some((kind, numbers)) = refers_to(&piece.plain) {
            let is_quoted = |number: &String| {
                self.findings.find(kind, number).is_some() || self.quoted_numbers.contains(&(kind, number.clone()))
            };
            if numbers.iter().all(is_quoted) {
                let known: Vec<usize> = numbers.iter().map(|number| self.findings.named(kind, number)).collect();
                let section = self.section;
                self.at_finding(kind, known, LINE);
                self.section = section;
                self.answered = true;
                self.answer_block = Some(piece.block);
                self.refers_within = (!opens_block).then_some(piece.block);
            }
        }
        // A bare label above numbered findings has no answer.
        if !self.current.is_empty() && self.current.iter().all(|one| self.findings.is_bare(*one)) {
            self.leave_finding();
        }
        if !self.current.is_empty() && !self.ends_finding(i) {
            // A footnote belongs to the words above it.
            if let (Some(Role::Asks(one, _)), true) =
                (i.checked_sub(1).map(|before| self.roles[before].clone()), is_footnote(&piece.plain))
            {
                self.findings.add_text(one, piece, i);
                return Role::Asks(one, None);
            }
            self.answered = true;
            self.answer_block = self.answer_block.or(Some(piece.block));
            let current = self.current.clone();
            self.listed.retain(|one| !current.contains(one));
            current.iter().for_each(|one| self.findings.answer(*one));
            let role = Role::Answer(current, self.speaker(i));
            self.settle(&role);
            return role;
        }
        if !self.current.is_empty() {
            self.leave_finding();
            if i > self.last_finding && i > self.last_closing && !matches!(self.section, Section::Voice(..)) {
                self.section = Section::Closing;
            }
        }
        self.statement(i)
    }

    /// Returns whether a piece is about more than the finding above it.
    pub(super) fn ends_finding(&self, i: usize) -> bool {
        let piece = self.piece(i);
        let text = &piece.plain;
        let Some(first) = self.current.first() else { return false };
        // "Recommendations 3 and 5 are for others."
        let names_others = finding_label(text).is_some_and(|(kind, numbers, rest)| {
            rest.starts_with(char::is_lowercase)
                && numbers.iter().all(|number| self.findings.find(kind, number).is_none_or(|other| other != *first))
        });
        if names_others {
            return true;
        }
        if is_plural(text) && self.findings.len() > 1 {
            return true;
        }
        let is_later =
            self.answered && self.answer_block.is_some_and(|block| block != piece.block) && self.document.quoted[i].is_none();
        is_later && i > self.last_finding && piece.cell.is_none() && is_general(text)
    }

    pub(super) fn statement(&mut self, i: usize) -> Role<usize> {
        if self.introduces_chief(i) {
            return Role::Head;
        }
        let speaker = self.speaker(i);
        // Between the findings and a part that closes the response, its general words go on.
        let start = self.document.letters.get(self.writer).map_or(0, |(start, _)| *start);
        let is_after = i > self.last_finding && self.last_finding >= start && i > self.last_closing && !self.findings.is_empty();
        if self.section == Section::None && i < self.first_finding && speaker == self.author() && self.describes_report(i) {
            return Role::About;
        }
        let role = match (self.section, speaker) {
            (Section::About, _) => Role::About,
            (Section::Steps, Author::ChiefOfficer) => Role::Statement(speaker, Part::Steps),
            (Section::Closing | Section::Steps, _) => Role::Statement(speaker, Part::Closing),
            (Section::Opening, _) => Role::Statement(speaker, Part::Opening),
            (Section::Voice(_, When::Last), Author::Commissioner) => Role::Statement(speaker, Part::Closing),
            (Section::Voice(_, When::First), _) => Role::Statement(speaker, Part::Opening),
            (_, Author::ChiefOfficer) => Role::Statement(speaker, Part::Opening),
            (Section::Voice(..), _) if (self.seen_chief || self.seen_about || is_after) && i > self.last_closing => {
                Role::Statement(speaker, Part::Closing)
            }
            (_, Author::Commissioner) => Role::Statement(speaker, if is_after { Part::Closing } else { Part::Opening }),
        };
        self.settle(&role);
        role
    }

    /// Returns whether the writer says, below the chief officer's head, that the chief officer's words follow.
    fn introduces_chief(&self, i: usize) -> bool {
        let piece = self.piece(i);
        let lower = format!(" {} ", piece.plain.to_lowercase());
        let has = |names: &str| list(names).iter().any(|words| lower.contains(words));
        let is_first = i.checked_sub(1).is_some_and(|before| self.roles[before] == Role::Head);
        is_first
            && matches!(self.section, Section::Voice(Author::ChiefOfficer, _))
            && self.author() == Author::Commissioner
            && self.document.quoted[i].is_none()
            && piece.words() <= 25
            && lower.contains("chief ")
            && has("author.announced.2")
            && has("answer.introduces")
    }

    /// Returns whether the paragraph of a piece says what the inspectorate did and found, and nothing that the writer says of it.
    fn describes_report(&mut self, i: usize) -> bool {
        let block = self.piece(i).block;
        if let Some((_, known)) = self.described.filter(|(known, _)| *known == block) {
            return known;
        }
        let of_block: Vec<String> = self.document.pieces[i..]
            .iter()
            .take_while(|piece| piece.block == block)
            .filter(|piece| piece.form != PieceForm::Number)
            .map(|piece| format!(" {} ", normal(&piece.plain)))
            .collect();
        let has = |text: &String, names: &str| list(names).iter().any(|name| text.contains(name));
        let about = of_block.iter().filter(|text| has(text, "about.inspection")).count();
        let describes = about * 2 >= of_block.len() && !of_block.iter().any(|text| has(text, "about.writer"));
        self.described = Some((block, describes));
        describes
    }

    pub(super) fn voice(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        let Some(Head::Voice(voice, when)) = &self.document.heads[i] else { return self.says(i) };
        // "The Chief Constable, Marcus Field, said:" is about the quotation alone.
        if !matches!(piece.form, PieceForm::Heading(level) if level < BOLD)
            && self.document.quoted.get(i + 1).is_some_and(Option::is_some)
            && announced(self.document.pieces, i, self.document.metropolitan).is_some()
        {
            return Role::Head;
        }
        let author = author_of(*voice).or_else(|| self.other_side(i));
        // A name before words, outside of findings, speaks in its paragraph.
        if piece.form == PieceForm::Lead && self.current.is_empty() && *when == When::Named {
            self.paragraph_voice = author.map(|author| (piece.block, author));
            return Role::Head;
        }
        let level = level_of(piece);
        let once = self.repeated.get(&normal(&piece.plain)).copied().unwrap_or(0) < 2;
        let deeper = level > self.reference_level || matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel);
        let is_of_finding = !self.current.is_empty()
            && !matches!(when, When::First | When::Last)
            && (!once || deeper && !self.is_over(i) || *voice == Voice::Author || self.findings.len() == 1 && *when == When::Any);
        // A reply below a list of findings that others follow is the reply to that list.
        let is_of_list = i < self.last_finding
            && !matches!(when, When::First | When::Last)
            && self.current.first().is_some_and(|one| self.together || !self.answered && self.listed.contains(one));
        self.settle(&Role::Head);
        self.awaited = Awaited::Nothing;
        if is_of_finding || is_of_list {
            // Below a list of findings without answers, it is the answer to all of them.
            if !self.answered
                && !self.listed.is_empty()
                && !matches!(piece.form, PieceForm::Lead)
                && self.current.len() == 1
                && self.listed.contains(&self.current[0])
            {
                self.current = self.listed.clone();
                self.together = true;
            }
            self.voice = author;
            self.answered = true;
            self.has_label = true;
            self.answer_block = None;
        } else {
            self.open(Section::Voice(author.unwrap_or_else(|| self.author()), *when), level);
            self.seen_chief |= author == Some(Author::ChiefOfficer);
        }
        Role::Head
    }

    /// Returns who answers below a label that names nobody, where the finding has another label for the writer: the other side.
    pub(super) fn other_side(&self, i: usize) -> Option<Author> {
        if self.current.is_empty() {
            return None;
        }
        let of_finding = self.document.heads[i + 1..]
            .iter()
            .flatten()
            .take_while(|head| !matches!(head, Head::Reference(..) | Head::Findings(_)));
        let writer = self.author();
        let named = of_finding.take(4).any(|head| matches!(head, Head::Voice(voice, _) if author_of(*voice) == Some(writer)));
        named.then_some(match writer {
            Author::Commissioner => Author::ChiefOfficer,
            Author::ChiefOfficer => Author::Commissioner,
        })
    }

    /// Returns whether the last finding has its answers, where others have labels that are repeated.
    pub(super) fn is_over(&self, i: usize) -> bool {
        i > self.last_finding
            && self.answered
            && self.findings.len() > 1
            && self.repeated.values().any(|count| *count > 1)
            && !matches!(self.piece(i).form, PieceForm::Lead | PieceForm::RowLabel)
    }
}

/// Returns whether a piece only introduces the words behind it: "The Chief Constable says:", "The recommendation is:".
fn introduces(document: &Document<'_>, i: usize) -> bool {
    let piece = &document.pieces[i];
    let Some(next) = document.pieces.get(i + 1).filter(|_| piece.words() <= 9 && piece.plain.ends_with(':')) else {
        return false;
    };
    let lower = piece.plain.to_lowercase();
    let of_finding = ["recommendation", "improvement", "concern", "afi"].iter().any(|word| lower.contains(word));
    document.quoted[i + 1].is_some() && announced(document.pieces, i, document.metropolitan).is_some()
        || of_finding && next.plain.starts_with(['“', '"']) && matches!(document.kinds[i + 1].kind, Kind::Asks)
}

/// Returns whether a text is a footnote: "[1] Outcome 22 …".
fn is_footnote(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
