//! The report: its title, its day, its address.

use super::Facts;
use crate::intake::SourcePlace;
use crate::intake::assemble::title::TitleCandidate;
use crate::intake::label::{Fact, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::prose_date::{UNNAMED, named_days, report_published};
use crate::model::{Date, due_date_in_text};

/// So many characters may stand between "published" and its day: "published by His Majesty’s Inspectorate on".
const NEAR: usize = 60;

impl Facts<'_> {
    pub(super) fn note_title(&self, titles: &[TitleCandidate], used: &str, notes: &mut Notes) {
        let Some(first) = titles.first() else { return };
        if normal(&first.title) != normal(used) && first.how.is_empty() {
            notes.add(&Note::OtherTitle(used.to_owned()), first.at, Some(&first.title));
        } else if self.known.title.is_none() && !first.how.is_empty() {
            notes.add(&Note::Title(first.how), first.at, Some(&first.title));
        }
    }

    /// Returns the day the report was published: the label's, or the one nearest to "published" in prose.
    pub(super) fn published(&self, notes: &mut Notes) -> Option<Date> {
        let told: Vec<(usize, SourcePlace, Date, String)> = self
            .texts()
            .filter_map(|(at, text)| report_published(text).map(|(far, day, words)| (far, at, day, words.to_owned())))
            .collect();
        // "The report was published on …", and no sentence gives another day: of 150 such days none was wrong.
        let is_sure = |day: Date| {
            told.iter().any(|(far, _, said, _)| *far <= NEAR && *said == day)
                && told.iter().all(|(far, _, said, _)| *far >= UNNAMED || *said == day)
        };
        let prose = told.iter().min_by_key(|(far, ..)| *far).cloned();
        let label = self.value_in_a_line(Fact::Published).and_then(|(at, text)| Some((at, self.day(at, &text, notes)?, text)));
        if let Some(known) = self.known.published {
            let said = label
                .map(|(at, day, _)| (at, day))
                .or_else(|| prose.as_ref().filter(|(far, ..)| *far < UNNAMED).map(|(_, at, day, _)| (*at, *day)));
            if let Some((at, said)) = said.filter(|(_, said)| *said != known) {
                notes.add(
                    &Note::OtherReport(format!("the document says that its report was published on {said}, not on {known}")),
                    at,
                    None,
                );
            }
            return Some(known);
        }
        match (label, prose) {
            // A page's "Published" is the response's day if the prose has an earlier one; beyond 200 days it means another
            // report.
            (Some((at, day, _)), Some((far, _, earlier, words)))
                if far < UNNAMED && earlier < day && day.days_since(earlier) < 200 && !self.has_form() =>
            {
                notes.add(&Note::Published(earlier), at, Some(&words));
                Some(earlier)
            }
            (Some((_, day, _)), _) => Some(day),
            (None, Some((_, at, day, words))) => {
                if !is_sure(day) {
                    notes.add(&Note::Published(day), at, Some(&words));
                }
                self.note_visit(day, at, notes);
                Some(day)
            }
            (None, None) => None,
        }
    }

    /// Returns whether labels of a form give several facts.
    pub(super) fn has_form(&self) -> bool {
        self.labelled
            .iter()
            .filter(|one| {
                matches!(one.role, Role::Fact(Fact::Title | Fact::Force | Fact::Inspectorate | Fact::Pcc | Fact::Chief))
            })
            .count()
            > 2
    }

    /// Notes a report that would be older than the visit that it is about.
    pub(super) fn note_visit(&self, published: Date, at: SourcePlace, notes: &mut Notes) {
        let visits = self.texts().filter(|(_, text)| {
            let lower = text.to_lowercase();
            list("facts.note_visit").iter().any(|word| lower.contains(word))
        });
        for (_, text) in visits {
            if let Some(day) = due_date_in_text::days_in(text)
                .into_iter()
                .filter(|day| *day > published && day.days_since(published) < 900)
                .max()
                && report_published(text).is_none_or(|(_, said, _)| said != day)
            {
                return notes.add(&Note::BeforeVisit(published, day.month_in_words()), at, Some(text));
            }
        }
    }

    /// Reads a day as people write it, with a note if it can be read in two ways.
    pub(super) fn day(&self, at: SourcePlace, text: &str, notes: &mut Notes) -> Option<Date> {
        let day =
            Date::from_words(text).or_else(|| named_days(text).into_iter().find(|day| day.start <= 12).map(|day| day.date))?;
        let numbers: Vec<u32> = text.split(['/', '.', '-']).filter_map(|number| number.trim().parse().ok()).collect();
        if let [first, second, year] = numbers[..]
            && first <= 12
            && second <= 12
            && first != second
            && year > 31
        {
            notes.add(&Note::DayFirst(text.to_owned(), day), at, None);
        }
        Some(day)
    }

    pub(super) fn url(&self, notes: &mut Notes) -> Option<String> {
        if let Some((_, text)) = self.value_in_a_line(Fact::Url) {
            return Some(text);
        }
        let is_inspectorate = |link: &&str| {
            let host = link.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
            host.contains("hmic") || host.contains("justiceinspectorates")
        };
        let links = self.labelled.iter().flat_map(|one| {
            one.piece
                .text
                .split("](")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once(')')?.0))
                .map(move |link| (one.piece.at, link))
        });
        let mut found: Vec<(SourcePlace, &str)> = links.filter(|(_, link)| is_inspectorate(link)).collect();
        found.dedup_by_key(|(_, link)| *link);
        // Of several links none is known to be the report's.
        let [(at, link)] = found[..] else { return None };
        notes.add(&Note::Title("the link to the inspectorate"), at, Some(link));
        Some(link.to_owned())
    }
}
