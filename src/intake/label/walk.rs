//! Walks through the pieces and says where each belongs: to which finding, to whose words, to which part of the response.
//!
//! Scopes are those of the document's tree: a head holds until one of its own level or above; an answer's label holds until the
//! next label or finding.

use crate::intake::phrases::list;
use std::collections::HashMap;

use super::author::{Writer, announced, author_of};
use super::chain::Decided;
use super::columns::Columns;
use super::features::is_line;
use super::findings::Findings;
use super::kind::Kind;
use super::role::{Detail, Fact, Part, Role};
use crate::intake::Author;
use crate::intake::phrases::clues;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{begins_as_finding, is_general, is_plural, refers_to};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::{AnswerOf, Column, Head, Voice, When};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{BOLD, Piece, PieceForm};
use crate::model::{FindingKind, GradeLevel};

/// What a document says of its pieces before the walk.
pub(super) struct Document<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) heads: &'a [Option<Head>],
    pub(super) kinds: &'a [Decided],
    pub(super) columns: Columns,
    /// The first piece of each letter, and who wrote it.
    pub(super) letters: Vec<(usize, Writer)>,
    /// Whose words each piece quotes.
    pub(super) quoted: Vec<Option<Author>>,
    pub(super) metropolitan: bool,
}

/// The part of the response that a head has opened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Section {
    None,
    About,
    Opening,
    Closing,
    Steps,
    Voice(Author, When),
    List(FindingKind),
}

/// A label whose value follows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Awaited {
    Nothing,
    Fact(Option<Fact>),
    Detail(Detail),
    Letter,
    Number,
}

pub(super) struct Walk<'a> {
    document: &'a Document<'a>,
    pub(super) findings: Findings,
    pub(super) roles: Vec<Role<usize>>,
    writer: usize,
    section: Section,
    section_level: u8,
    /// The findings that are being quoted or answered.
    current: Vec<usize>,
    reference_level: u8,
    /// Who answers them, by the label above; `None` is whoever speaks around them.
    voice: Option<Author>,
    /// Whether their answer has begun.
    answered: bool,
    /// Whether the current finding was answered before its number was printed again.
    answered_before: bool,
    /// The block in which the answer without a label began.
    answer_block: Option<usize>,
    /// The paragraph in which a sentence, and not the paragraph, names the finding that it answers.
    refers_within: Option<usize>,
    /// The numbers of the findings that the document quotes anywhere.
    quoted_numbers: Vec<(FindingKind, String)>,
    has_label: bool,
    cause: Option<usize>,
    cause_level: u8,
    awaited: Awaited,
    /// Heads that wait for what is below them.
    waiting: Vec<usize>,
    /// The number before the words of a finding.
    number: Option<(usize, String)>,
    row: Option<usize>,
    /// The table whose rows answer the current finding.
    answered_in: Option<usize>,
    /// How often each head of an answer occurs.
    repeated: HashMap<String, usize>,
    last_finding: usize,
    seen_chief: bool,
    seen_about: bool,
    has_closing: bool,
    /// Whose name stands before a paragraph.
    paragraph_voice: Option<(usize, Author)>,
    /// The finding whose words a paragraph of a row has.
    in_cell: Option<(usize, usize)>,
    /// The findings of the list above that have no answer yet.
    listed: Vec<usize>,
    /// Whether they are answered together.
    together: bool,
    /// Whether anything has been said.
    has_words: bool,
    /// The last head of closing words.
    last_closing: usize,
}

/// The level of heads that no formatting marks: a line, a label beside its value, a label before words.
const LINE: u8 = 8;

fn level_of(piece: &Piece) -> u8 {
    match piece.form {
        PieceForm::Heading(level) => level,
        PieceForm::Lead | PieceForm::Item { .. } => LINE + 1,
        _ => LINE,
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document<'a>, findings: Findings) -> Self {
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
        let quoted_numbers = quoted_numbers.collect();
        let closes = |head: &Option<Head>| matches!(head, Some(Head::Last | Head::Steps | Head::Voice(_, When::Last)));
        let last_closing = document.heads.iter().rposition(closes).unwrap_or(0);
        let is_finding = |decided: &Decided| matches!(decided.kind, Kind::Asks | Kind::Reference);
        let last_finding = document.kinds.iter().rposition(is_finding).unwrap_or(0);
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
            waiting: Vec::new(),
            number: None,
            row: None,
            answered_in: None,
            repeated,
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
        }
    }

    /// Gives each piece its role.
    pub(super) fn run(mut self) -> Self {
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
    fn is_value(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|before| self.piece(before)) else { return false };
        let piece = self.piece(i);
        let label =
            (0..i).rev().map(|at| self.piece(at)).find(|label| matches!(label.form, PieceForm::Lead | PieceForm::RowLabel));
        let is_beside = label.is_some_and(|label| {
            label.block == piece.block
                || label.form == PieceForm::RowLabel
                    && label.cell.as_ref().map(|cell| cell.row) == piece.cell.as_ref().map(|cell| cell.row)
        });
        is_beside
            && before.form != PieceForm::Number
            && piece.form != PieceForm::RowLabel
            && matches!(self.awaited, Awaited::Fact(Some(_)) | Awaited::Detail(_) | Awaited::Letter | Awaited::Number)
    }

    fn piece(&self, i: usize) -> &'a Piece {
        &self.document.pieces[i]
    }

    fn author(&self) -> Author {
        self.document.letters.get(self.writer).map_or(Author::Commissioner, |(_, writer)| writer.author)
    }

    /// Returns who speaks in a piece.
    fn speaker(&self, i: usize) -> Author {
        let of_section = match self.section {
            Section::Voice(author, _) => Some(author),
            _ => None,
        };
        let of_paragraph = self.paragraph_voice.filter(|(block, _)| *block == self.piece(i).block).map(|(_, author)| author);
        // "MOPAC welcomes this" is not the chief officer's, whatever the label above.
        let by_subject = (self.voice == Some(Author::ChiefOfficer)).then(|| self.subject_of(i)).flatten();
        self.document.quoted[i].or(of_paragraph).or(by_subject).or(self.voice).or(of_section).unwrap_or_else(|| self.author())
    }

    /// Returns the commissioner if the paragraph of a piece begins with the body's name and what it says or does.
    fn subject_of(&self, i: usize) -> Option<Author> {
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

    fn leave_finding(&mut self) {
        self.current.clear();
        self.voice = None;
        self.answered = false;
        self.has_label = false;
        self.answer_block = None;
    }

    fn open(&mut self, section: Section, level: u8) {
        self.leave_finding();
        self.section = section;
        self.section_level = level;
        self.listed.clear();
        if !matches!(section, Section::List(FindingKind::Recommendation | FindingKind::CauseOfConcern)) {
            self.cause = None;
        }
    }

    /// Gives the heads that wait this role, if it keeps their words; otherwise they are only heads.
    fn settle(&mut self, role: &Role<usize>) {
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

    fn reference(&mut self, i: usize) -> Role<usize> {
        let Some(Head::Reference(kind, numbers, rest)) = &self.document.heads[i] else { return self.says(i) };
        // "Recommendations 3 and 5 are for others"; an item "Recommendation 1 (Home Office)" of a list.
        let is_item = matches!(self.piece(i).form, PieceForm::Item { .. }) && !rest.is_empty();
        if numbers.len() > 1 && rest.starts_with(char::is_lowercase) || is_item {
            return self.says(i);
        }
        self.settle(&Role::Head);
        let level = level_of(self.piece(i));
        let found: Vec<usize> = if numbers.is_empty() {
            // "Cause of concern. I accept it." is about the only one there is.
            let says = self.document.kinds.get(i + 1).is_some_and(|next| next.kind == Kind::Says);
            let only = self.findings.only(*kind).filter(|_| says && self.piece(i).form == PieceForm::Lead);
            vec![only.unwrap_or_else(|| self.findings.open(*kind, None))]
        } else {
            numbers.iter().map(|number| self.findings.named(*kind, number)).collect()
        };
        self.at_finding(*kind, found, level);
        self.current.first().map_or(Role::Head, |first| Role::Reference(*first))
    }

    /// Makes findings the current ones.
    fn at_finding(&mut self, kind: FindingKind, found: Vec<usize>, level: u8) {
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
        self.answered_in = None;
        self.awaited = Awaited::Nothing;
    }

    fn asks(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        // A sentence within an answer begins no finding.
        if let Some(before) = i.checked_sub(1)
            && self.piece(before).block == piece.block
            && matches!(self.roles[before], Role::Answer(..))
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
        let kind = listed
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
    fn again(&mut self, i: usize, one: usize) -> Role<usize> {
        let piece = self.piece(i);
        let known: String = self
            .document
            .pieces
            .iter()
            .zip(&self.roles)
            .filter(|(_, role)| **role == Role::Asks(one, None))
            .map(|(piece, _)| format!("{} ", piece.plain))
            .collect();
        if normal(&known).contains(&normal(&piece.plain)) {
            return Role::Reference(one);
        }
        let kind = self.findings.kind(one);
        let foreign = self.findings.foreign(kind);
        self.current = vec![foreign];
        self.answered_before = false;
        self.findings.add_text(foreign, piece, i);
        Role::Asks(foreign, None)
    }

    /// Returns whether a piece goes on with the words of a finding.
    fn goes_on(&self, i: usize, one: usize) -> bool {
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
            (PieceForm::Item { depth, .. }, Some(first)) => *depth > first,
            (PieceForm::Item { .. }, None) => {
                matches!(last.form, PieceForm::Item { .. }) || !matches!(self.section, Section::List(_))
            }
            _ if is_other_cell => !last.plain.ends_with(['.', '!', '?']) || !begins_as_finding(&piece.plain),
            _ if found.number.is_some() => true,
            _ => !begins_as_finding(&piece.plain),
        }
    }

    fn says(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        if introduces(self.document, i) {
            return Role::Head;
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
                let (section, voice) = (self.section, self.voice);
                self.at_finding(kind, known, LINE);
                self.section = section;
                self.voice = voice.filter(|_| false);
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
    fn ends_finding(&self, i: usize) -> bool {
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

    fn statement(&mut self, i: usize) -> Role<usize> {
        let speaker = self.speaker(i);
        // Between the findings and a part that closes the response, its general words go on.
        let start = self.document.letters.get(self.writer).map_or(0, |(start, _)| *start);
        let is_after = i > self.last_finding && self.last_finding >= start && i > self.last_closing && !self.findings.is_empty();
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

    fn voice(&mut self, i: usize) -> Role<usize> {
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
            && (deeper && !(once && self.is_over(i))
                || !once
                || *voice == Voice::Author
                || self.findings.len() == 1 && *when == When::Any);
        self.settle(&Role::Head);
        self.awaited = Awaited::Nothing;
        if is_of_finding {
            // Below a list of findings without answers, it is the answer to all of them.
            if !self.answered
                && self.listed.len() > 1
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
    fn other_side(&self, i: usize) -> Option<Author> {
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
    fn is_over(&self, i: usize) -> bool {
        i > self.last_finding
            && self.answered
            && self.findings.len() > 1
            && self.repeated.values().any(|count| *count > 1)
            && !matches!(self.piece(i).form, PieceForm::Lead | PieceForm::RowLabel)
    }

    fn head(&mut self, i: usize) -> Role<usize> {
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
    fn other_head(&mut self, i: usize, level: u8) -> Role<usize> {
        let piece = self.piece(i);
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
        } else if level <= self.section_level && matches!(self.section, Section::About | Section::Opening | Section::List(_)) {
            self.section = Section::None;
        }
        self.waiting.push(i);
        Role::Head
    }

    fn label(&mut self, i: usize) -> Role<usize> {
        let text = self.piece(i).plain.trim_end_matches(':');
        self.settle(&Role::Head);
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

    fn value(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        match (self.awaited, self.current.first()) {
            (Awaited::Fact(Some(fact)), _) => Role::Fact(fact),
            (Awaited::Letter, _) => Role::Letter,
            (Awaited::Number, _) => self.numbered(i),
            (Awaited::Detail(detail), Some(one)) => Role::Detail(*one, detail),
            _ if piece.plain.parse::<GradeLevel>().is_ok() && i > 0 && self.roles[i - 1] == Role::Unplaced => {
                self.roles[i - 1] = Role::Fact(Fact::GradeArea);
                Role::Fact(Fact::Grade)
            }
            _ if clues::has_verb(&format!(" {} ", piece.plain.to_lowercase())) && piece.words() > 5 => self.says(i),
            _ if clues::is_dated_label(&piece.plain) => Role::Letter,
            _ => Role::Unplaced,
        }
    }

    /// Takes the number beside a label such as "Recommendation no.".
    fn numbered(&mut self, i: usize) -> Role<usize> {
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

    fn detail(&mut self, i: usize) -> Role<usize> {
        let piece = self.piece(i);
        let text = piece.plain.trim_end_matches(':');
        let is_label = matches!(piece.form, PieceForm::Lead | PieceForm::RowLabel)
            || piece.plain.ends_with(':')
            || is_line(piece) && clues::status_of(text).is_none() && clues::acceptance(text).is_none();
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
            .or_else(|| clues::status_of(text).map(|_| Detail::Status));
        self.awaited = Awaited::Nothing;
        match (detail, self.current.first()) {
            (Some(detail), Some(one)) => {
                self.answered |= detail == Detail::Acceptance;
                Role::Detail(*one, detail)
            }
            (None, Some(_)) => self.says(i),
            _ => Role::Unplaced,
        }
    }

    fn in_table(&mut self, i: usize) -> Role<usize> {
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
                self.in_cell = Some((piece.block, one));
                self.findings.add_text(one, piece, i);
                Role::Asks(one, None)
            }
            Some(Column::Answer(of)) => match &self.document.heads[i] {
                // Both sides may answer in one cell, each below its own label.
                Some(Head::Voice(voice, _)) if matches!(self.document.kinds[i].kind, Kind::Voice) => {
                    self.voice = author_of(*voice);
                    Role::Head
                }
                _ => {
                    let speaker =
                        self.document.quoted[i].or(self.voice).or_else(|| self.answerer(of)).unwrap_or_else(|| self.author());
                    self.answered = true;
                    self.findings.answer(one);
                    Role::Answer(self.current.clone(), speaker)
                }
            },
            // The days of a plan that the force wrote are the force's own.
            Some(Column::Deadline) if self.author() == Author::ChiefOfficer && !names_inspectorate(&cell.head) => {
                Role::Detail(one, Detail::Target)
            }
            Some(column) => Detail::of(column).map_or(Role::Unplaced, |detail| Role::Detail(one, detail)),
            None => Role::Unplaced,
        }
    }

    fn answerer(&self, of: AnswerOf) -> Option<Author> {
        match of {
            AnswerOf::Chief => Some(Author::ChiefOfficer),
            AnswerOf::Body => Some(Author::Commissioner),
            AnswerOf::Author => None,
        }
    }

    /// Finds which finding a row is of: a new one, or the one above where the row goes on.
    fn begin_row(&mut self, first: usize) {
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

fn names_inspectorate(head: &str) -> bool {
    ["hmi", "inspectorate", "recommendation"].iter().any(|name| head.to_lowercase().contains(name))
}

/// Returns whether a text is a footnote: "[1] Outcome 22 …".
fn is_footnote(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
