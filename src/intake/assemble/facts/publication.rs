//! The days of the response.

use super::Facts;
use crate::intake::label::{Fact, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues;
use crate::intake::phrases::prose_date::named_days;
use crate::intake::{Author, SourcePlace};
use crate::model::{Date, Publication, Record};

impl Facts<'_> {
    /// Reads the days of the response. An imported part of a record does not set them.
    pub(super) fn responded(&self, record: &mut Record, notes: &mut Notes) {
        let published = record.inspection.published;
        // A form with two days of publication has the response's behind the report's.
        let second = || {
            let days = self.labelled.iter().filter(|one| one.role == Role::Fact(Fact::Published));
            let mut later = days.filter_map(|one| Some((one.piece.at, Date::from_words(&one.piece.plain)?))).skip(1);
            later.find(|(_, day)| *day > published)
        };
        let label =
            self.value_in_a_line(Fact::Sent).and_then(|(at, text)| Some((at, self.day(at, &text, notes)?))).or_else(second);
        let first_prose = self
            .labelled
            .iter()
            .position(|one| matches!(one.role, Role::Statement(..) | Role::Answer(..)))
            .unwrap_or(self.labelled.len());
        // Of several letters the commissioner's has the day of the response.
        let starts: Vec<usize> = std::iter::once(0).chain(self.other_letters.iter().copied()).collect();
        let ranges =
            starts.iter().enumerate().map(|(i, start)| *start..starts.get(i + 1).copied().unwrap_or(self.labelled.len()));
        let is_own = |range: &std::ops::Range<usize>| {
            self.labelled[range.clone()]
                .iter()
                .any(|one| matches!(one.role, Role::Statement(Author::Commissioner, _) | Role::Answer(_, Author::Commissioner)))
        };
        let own_letter = ranges.clone().find(is_own).unwrap_or(0..self.labelled.len());
        let own_letter = if starts.len() == 1 { 0..self.labelled.len() } else { own_letter };
        let first_prose = own_letter
            .clone()
            .find(|at| matches!(self.labelled[*at].role, Role::Statement(..) | Role::Answer(..)))
            .unwrap_or(first_prose);
        let dated = |at: usize| {
            let one = &self.labelled[at];
            let text = one.piece.plain.as_str();
            // "Posted on 7 March 2025 by the press team." belongs to the page.
            let of_page = matches!(one.role, Role::Site | Role::Letter) && one.piece.words() <= 16;
            let is_line = one.piece.words() <= 12 && !text.ends_with('.') || clues::is_date(text) || of_page;
            if !own_letter.contains(&at) {
                return None;
            }
            let near = at <= first_prose + 1 || at + 6 >= self.labelled.len();
            let lower = text.to_lowercase();
            let of_other = ["deadline", "due", "next", "hmic", "inspectorate"].iter().any(|word| lower.contains(word))
                || lower.contains("report") && !lower.contains("response");
            if !is_line
                || !near
                || of_other
                || matches!(one.role, Role::Fact(_) | Role::Detail(..) | Role::Asks(..) | Role::Answer(..))
            {
                return None;
            }
            named_days(text).into_iter().map(|day| day.date).find(|day| *day >= published).map(|day| (one.piece.at, day))
        };
        let day = label.or_else(|| (0..self.labelled.len()).find_map(dated)).or_else(|| {
            // The earlier day in prose was the report's, so the label's is that of the response.
            let (at, text) = self.value_in_a_line(Fact::Published)?;
            self.day(at, &text, notes).filter(|day| *day > published).map(|day| (at, day))
        });
        let to_secretary = self.value_in_a_line(Fact::ToSecretary).and_then(|(at, text)| Some((at, self.day(at, &text, notes)?)));
        let Some((at, day)) = day.or(to_secretary) else { return };
        // A letter of the chief officer is no published response: its day is that of the comments.
        let is_said = |author: Author| {
            self.labelled.iter().any(|one| matches!(&one.role, Role::Statement(by, _) | Role::Answer(_, by) if *by == author))
        };
        if is_said(Author::ChiefOfficer) && !is_said(Author::Commissioner) && label_is_none(&self.value_in_a_line(Fact::Sent)) {
            notes.add(&Note::Commented(day), at, None);
            record.publication = Some(Publication { comments_received: Some(day), ..Publication::default() });
            return;
        }
        let mut publication = Publication { published: Some(day), ..Publication::default() };
        if label_is_none(&self.value_in_a_line(Fact::Sent)) {
            notes.add(&Note::Responded(day), at, None);
        }
        let letter = self.labelled.iter().take(60).find(|one| clues::is_salutation(&one.piece.plain));
        let addressed = self
            .labelled
            .iter()
            .take(first_prose)
            .any(|one| one.piece.plain.contains("Home Secretary") || one.piece.plain.contains("Secretary of State"));
        if letter.is_some() && addressed || to_secretary.is_some() {
            let sent = to_secretary.map_or(day, |(_, day)| day);
            publication.sent_to_secretary_of_state = Some(sent);
            notes.add(&Note::Sent("the Secretary of State", sent), at, None);
        }
        // An annexed letter is the chief officer's comments, with their day.
        let annexed = self.other_letters.iter().find_map(|start| {
            let pieces = &self.labelled[*start..];
            let is_chiefs = pieces
                .iter()
                .any(|one| matches!(one.role, Role::Statement(Author::ChiefOfficer, _) | Role::Answer(_, Author::ChiefOfficer)));
            pieces
                .iter()
                .take(8)
                .filter(|one| is_chiefs && one.piece.words() <= 6)
                .find_map(|one| named_days(&one.piece.plain).first().map(|day| day.date))
        });
        publication.comments_received = annexed.filter(|annexed| *annexed <= day);
        let copied = self.texts().find(|(_, text)| {
            let lower = text.to_lowercase();
            (lower.contains("copy of this") || lower.contains("copy of it"))
                && lower.contains("today")
                && lower.contains("inspector")
        });
        if let Some((at, words)) = copied {
            publication.sent_to_inspectorate = Some(day);
            notes.add(&Note::Sent("the inspectorate", day), at, Some(words));
        }
        record.publication = Some(publication);
    }
}

fn label_is_none(label: &Option<(SourcePlace, String)>) -> bool {
    label.is_none()
}
