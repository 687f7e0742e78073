//! Reads the facts of a response: force, body, office holders, report, dates, grades, counts. A label's value is believed before
//! prose; in prose the best candidate is used, with a note.

use super::findings::unplace;
use super::people::{chief_named, holder_named, name_of, signed};
use super::title::{TitleCandidate, candidates};
use super::words::words;
use crate::intake::label::{Fact, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues;
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::{force_in, is_name, office_in};
use crate::intake::phrases::prose_date::{named_days, report_published};
use crate::intake::segment::Piece;
use crate::intake::{Author, IntakeError, KnownFacts, MissingFact, SourcePlace};
use crate::model::force::Forces;
use crate::model::{
    BodyKind, ChiefOfficer, Date, FindingKind, Force, Grade, GradeLevel, Inspection, InspectionKind, Inspectorate,
    LocalPolicingBody, Publication, Record, due_date_in_text,
};
use crate::prose::Prose;

/// The labelled pieces, and what is asked of them.
pub(super) struct Facts<'a> {
    pub(super) labelled: &'a [Labelled],
    /// Where other letters begin.
    pub(super) other_letters: &'a [usize],
    pub(super) known: &'a KnownFacts,
}

impl Facts<'_> {
    /// Returns the value of a label: the first one, with its place. Other values are kept under `unplaced` later.
    fn value(&self, fact: Fact) -> Option<(SourcePlace, String)> {
        let first = self.labelled.iter().position(|one| one.role == Role::Fact(fact))?;
        let run = self.labelled[first..].iter().take_while(|one| one.role == Role::Fact(fact));
        let pieces: Vec<_> = run.map(|one| &one.piece).collect();
        let text = words(pieces.iter().copied());
        (!text.is_empty()).then(|| (pieces[0].at, text))
    }

    fn value_in_a_line(&self, fact: Fact) -> Option<(SourcePlace, String)> {
        let (at, text) = self.value(fact)?;
        Some((at, text.replace("**", "").replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Returns the sentences of the document, with their places, in order.
    fn texts(&self) -> impl Iterator<Item = (SourcePlace, &str)> {
        self.labelled.iter().map(|one| (one.piece.at, one.piece.plain.as_str()))
    }

    /// Returns the record without findings and words.
    ///
    /// # Errors
    /// Fails if the document does not say who responds to which report, and when that was published: all that is missing at once.
    pub(super) fn record(&self, notes: &mut Notes) -> Result<Record, IntakeError> {
        let known = self.known;
        let force = known.force.clone().or_else(|| self.force(notes));
        let titles = candidates(self.labelled);
        let published = self.published(notes);
        let mut missing = Vec::new();
        if force.is_none() {
            missing.push(MissingFact { what: "which force was inspected", flag: "--force", candidates: Vec::new() });
        }
        let title = known.title.clone().or_else(|| titles.first().map(|title| title.title.clone()));
        if title.is_none() {
            missing.push(MissingFact { what: "the title of the inspection", flag: "--title", candidates: Vec::new() });
        }
        if published.is_none() {
            let days = self.texts().flat_map(|(_, text)| named_days(text)).map(|day| day.date.to_string());
            let mut days: Vec<String> = days.take(20).collect();
            days.dedup();
            days.truncate(3);
            missing.push(MissingFact { what: "when the report was published", flag: "--published", candidates: days });
        }
        let (Some(force), Some(title), Some(published)) = (force, title, published) else {
            return Err(IntakeError::Missing { facts: missing });
        };
        self.note_title(&titles, &title, notes);
        let body = self.body(&force, published, notes);
        let mut record = Record::draft(force, body, Inspection::titled(title, published));
        record.form_version = self.value_in_a_line(Fact::Version).map(|(_, text)| text.trim_start_matches("Version ").to_owned());
        record.chief_officer = self.chief(notes);
        record.inspection.url = self.url(notes);
        record.inspection.inspectorates = self.inspectorates(notes);
        record.inspection.summary = self.value(Fact::Summary).map(|(_, text)| Prose::from_text(&text));
        self.kind(&mut record, notes);
        self.grades(&mut record, notes);
        self.responded(&mut record, notes);
        Ok(record)
    }

    fn force(&self, notes: &mut Notes) -> Option<Force> {
        if let Some((at, text)) = self.value_in_a_line(Fact::Force) {
            let Ok(short) = Forces::default().read(&text) else { return Some(Force::from(text.as_str())) };
            if short.as_str() != text {
                notes.add(&Note::Force(short.clone()), at, Some(&text));
            }
            return Some(short);
        }
        // The force that is named first and most, by its own name or by its office.
        let mut named: Vec<(SourcePlace, &'static str, usize)> = Vec::new();
        for (at, text) in self.texts() {
            if let Some(force) = force_in(text) {
                match named.iter_mut().find(|(_, known, _)| *known == force) {
                    Some((.., count)) => *count += 1,
                    None => named.push((at, force, 1)),
                }
            }
        }
        let fire = self.texts().find_map(|(at, text)| fire_service(text).map(|name| (at, name)));
        let best = named.iter().map(|(.., count)| *count).max();
        let first = named.iter().find(|(.., count)| Some(*count) == best || *count > 1).or(named.first());
        let (at, force) = match (first, fire) {
            // A plan of a fire service may name the police beside it.
            (Some((_, _, count)), Some((at, name))) if *count < 3 => (at, Force::from(name.as_str())),
            (None, Some((at, name))) => (at, Force::from(name.as_str())),
            (Some((at, force, _)), _) => (*at, Force::from(*force)),
            (None, None) => return None,
        };
        notes.add(&Note::Force(force.clone()), at, None);
        Some(force)
    }

    fn note_title(&self, titles: &[TitleCandidate], used: &str, notes: &mut Notes) {
        let Some(first) = titles.first() else { return };
        if normal(&first.title) != normal(used) && first.how.is_empty() {
            notes.add(&Note::OtherTitle(used.to_owned()), first.at, Some(&first.title));
        } else if self.known.title.is_none() && !first.how.is_empty() {
            notes.add(&Note::Title(first.how), first.at, Some(&first.title));
        }
    }

    /// Returns the day the report was published: the label's, or the one nearest to "published" in prose.
    fn published(&self, notes: &mut Notes) -> Option<Date> {
        let prose = self
            .texts()
            .filter_map(|(at, text)| report_published(text).map(|(far, day, words)| (far, at, day, words.to_owned())))
            .min_by_key(|(far, ..)| *far);
        let label = self.value_in_a_line(Fact::Published).and_then(|(at, text)| Some((at, self.day(at, &text, notes)?, text)));
        if let Some(known) = self.known.published {
            let said = label
                .map(|(at, day, _)| (at, day))
                .or_else(|| prose.as_ref().filter(|(far, ..)| *far < 10_000).map(|(_, at, day, _)| (*at, *day)));
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
            // A page's "Published" is the response's day if the prose has an earlier one; beyond 200 days it means another report.
            (Some((at, day, _)), Some((far, _, earlier, words)))
                if far < 10_000 && earlier < day && day.days_since(earlier) < 200 && !self.has_form() =>
            {
                notes.add(&Note::Published(earlier), at, Some(&words));
                Some(earlier)
            }
            (Some((_, day, _)), _) => Some(day),
            (None, Some((_, at, day, words))) => {
                notes.add(&Note::Published(day), at, Some(&words));
                self.note_visit(day, at, notes);
                Some(day)
            }
            (None, None) => None,
        }
    }

    /// Returns whether labels of a form give several facts.
    fn has_form(&self) -> bool {
        self.labelled
            .iter()
            .filter(|one| {
                matches!(one.role, Role::Fact(Fact::Title | Fact::Force | Fact::Inspectorate | Fact::Pcc | Fact::Chief))
            })
            .count()
            > 2
    }

    /// Notes a report that would be older than the visit that it is about.
    fn note_visit(&self, published: Date, at: SourcePlace, notes: &mut Notes) {
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
    fn day(&self, at: SourcePlace, text: &str, notes: &mut Notes) -> Option<Date> {
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

    fn body(&self, force: &Force, published: Date, notes: &mut Notes) -> LocalPolicingBody {
        let label = [(Fact::Pcc, BodyKind::Pcc), (Fact::Pfcc, BodyKind::Pfcc), (Fact::Mayor, BodyKind::Mayor)]
            .into_iter()
            .find_map(|(fact, kind)| self.value_in_a_line(fact).map(|(_, name)| (kind, name)));
        // Without a label for the office: who signs as its holder, or is named as such.
        let signed = self
            .value_in_a_line(Fact::Signed)
            .map(|(_, text)| text.split([',', '\n', '\\']).next().unwrap_or("").trim().to_owned());
        let holder = label.as_ref().map(|(_, name)| name.split([',', '(']).next().unwrap_or("").trim().to_owned());
        let holder = holder
            .map(|name| name_of(name.trim_end_matches('.')).unwrap_or(name))
            .filter(|name| !name.ends_with('.') && office_in(name).is_none());
        let holder = holder.or(signed.filter(|name| is_name(name)));
        let holder = holder.or_else(|| {
            let name = signed_holder(self.labelled)
                .or_else(|| self.texts().find_map(|(at, text)| holder_named(text).map(|name| (at, name))))?;
            notes.add(&Note::Holder(name.1.clone()), name.0, None);
            Some(name.1)
        });
        if let Some(whole) = &self.known.into {
            let body = whole.local_policing_body.clone();
            return LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body };
        }
        let named = self.texts().find_map(|(at, text)| office_in(text).map(|(kind, _)| (at, kind, text.to_owned())));
        let is_pfcc =
            |one: &&Labelled| one.role == Role::Head && matches!(office_in(&one.piece.plain), Some((BodyKind::Pfcc, _)));
        let headed = self.labelled.iter().find(is_pfcc).map(|one| one.piece.clone());
        let usual = force.usual_body(published);
        let kind = match (&label, named, &self.known.body) {
            // An empty form keeps the label of its first office; its own headings name the one that the force has.
            (Some((kind, _)), ..) if *kind == BodyKind::Pcc && headed.is_some() => {
                let at = headed.as_ref().map_or(SourcePlace::START, |piece| piece.at);
                notes.add(
                    &Note::Body(BodyKind::Pfcc, "the headings name another office than the label"),
                    at,
                    headed.as_ref().map(|piece| piece.text.as_str()),
                );
                BodyKind::Pfcc
            }
            (Some((kind, _)), ..) => *kind,
            (None, Some((at, kind, words)), _) => {
                notes.add(&Note::Body(kind, "the text names it"), at, Some(&words));
                kind
            }
            (None, None, Some(body)) => {
                notes.add(
                    &Note::Body(body.kind, "the document does not say which body responds, and irr.yaml does"),
                    SourcePlace::START,
                    None,
                );
                return LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body.clone() };
            }
            (None, None, None) => {
                let kind = if force.is_fire_service() { BodyKind::FireAuthority } else { usual.unwrap_or(BodyKind::Pcc) };
                notes.add(&Note::Body(kind, "the document does not say which body responds"), SourcePlace::START, None);
                kind
            }
        };
        LocalPolicingBody { kind, name: None, holder }
    }

    fn chief(&self, notes: &mut Notes) -> Option<ChiefOfficer> {
        if let Some((_, name)) = self.value_in_a_line(Fact::Chief) {
            let metropolitan = self.labelled.iter().any(|one| one.piece.plain.starts_with("Commissioner"));
            let has_chief_label =
                self.labelled.iter().any(|one| normal(&one.piece.plain).contains("chief constable") && one.role == Role::Label);
            let title = if metropolitan && !has_chief_label { "Commissioner" } else { "Chief Constable" };
            return Some(ChiefOfficer {
                title: Some(title.to_owned()),
                name: (!name.is_empty()).then(|| name_of(name.trim_end_matches('.')).unwrap_or(name)),
            });
        }
        let pieces: Vec<&Piece> = self.labelled.iter().map(|one| &one.piece).collect();
        // Without a name: a chief constable is spoken of.
        let mentioned = || {
            pieces.iter().find_map(|piece| {
                [("Chief Constable", "Chief Constable"), ("Commissioner of Police", "Commissioner")]
                    .iter()
                    .find(|(name, _)| piece.plain.contains(name))
                    .map(|(_, title)| (piece.at, None, *title))
            })
        };
        let (at, name, title) = (0..pieces.len())
            .find_map(|at| signed(&pieces[..=at]).map(|(name, title)| (pieces[at].at, name, title)))
            .or_else(|| self.texts().find_map(|(at, text)| chief_named(text).map(|(name, title)| (at, Some(name), title))))
            .or_else(mentioned)?;
        notes.add(&Note::Chief(format!("{title} {}", name.as_deref().unwrap_or_default()).trim().to_owned()), at, None);
        Some(ChiefOfficer { title: Some(title.to_owned()), name })
    }

    fn url(&self, notes: &mut Notes) -> Option<String> {
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

    fn inspectorates(&self, notes: &mut Notes) -> Vec<Inspectorate> {
        if let Some((_, text)) = self.value_in_a_line(Fact::Inspectorate) {
            let named = inspectorates_in(&text);
            if !named.is_empty() {
                return named;
            }
            return text.split([',', '&', '/']).map(str::trim).filter(|name| !name.is_empty()).map(Inspectorate::from).collect();
        }
        let mut named: Vec<(SourcePlace, Inspectorate)> = Vec::new();
        for (at, text) in self.texts() {
            for name in inspectorates_in(text) {
                if !named.iter().any(|(_, known)| *known == name) {
                    named.push((at, name));
                }
            }
        }
        // One inspectorate by its old and its new name is one.
        if named.iter().any(|(_, name)| name.as_str() == "HMICFRS") {
            named.retain(|(_, name)| name.as_str() != "HMIC");
        }
        let Some((at, _)) = named.first() else { return Vec::new() };
        let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
        notes.add(&Note::Inspectorates(names.join(" and ")), *at, None);
        named.into_iter().map(|(_, name)| name).collect()
    }

    fn kind(&self, record: &mut Record, notes: &mut Notes) {
        if let Some((at, text)) = self.value_in_a_line(Fact::Kind) {
            let chosen = ticked(&text).to_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| chosen.contains(word));
            record.inspection.kind = if has(&["thematic"]) {
                Some(InspectionKind::Thematic)
            } else if has(&["joint", "partner"]) {
                Some(InspectionKind::Joint)
            } else if has(&["follow", "revisit"]) {
                Some(InspectionKind::FollowUp)
            } else if has(&["national"]) {
                Some(InspectionKind::National)
            } else if has(&["specific", "force", "constabulary", "peel"]) {
                Some(InspectionKind::Force)
            } else {
                unplace(record, &text, "this is no kind of inspection that irr knows", at, notes);
                None
            };
            return;
        }
        let title = record.inspection.title.to_lowercase();
        let many = record.inspection.inspectorates.len() > 1;
        let find = |word: &str| {
            self.texts().find(|(_, text)| format!(" {} ", normal(text)).contains(&format!(" {word} "))).map(|(at, _)| at)
        };
        let kinds = [
            (InspectionKind::FollowUp, "revisit", title.contains("revisit") || find("revisit letter").is_some()),
            (InspectionKind::Joint, "joint", many && (find("joint").is_some() || find("jointly").is_some())),
            (
                InspectionKind::Thematic,
                "thematic",
                ["thematic report", "thematic inspection", "national thematic"].iter().any(|words| find(words).is_some())
                    || title.contains("thematic"),
            ),
            (
                InspectionKind::National,
                "national",
                ["this is a national report", "this is a national inspection"].iter().any(|words| find(words).is_some()),
            ),
        ];
        if let Some((kind, word, _)) = kinds.into_iter().find(|(.., is)| *is) {
            record.inspection.kind = Some(kind);
            notes.add(&Note::InspectionKind(kind, word), find(word).unwrap_or(SourcePlace::START), None);
        }
    }

    fn grades(&self, record: &mut Record, notes: &mut Notes) {
        let mut area: Option<String> = None;
        let mut seen_label = false;
        for one in self.labelled {
            match one.role {
                Role::Fact(Fact::GradeArea) => area = Some(one.piece.plain.clone()),
                Role::Fact(Fact::Grade) => {
                    seen_label = true;
                    let lines: Vec<&str> = one.piece.plain.split([';', '\n']).collect();
                    for line in lines {
                        let (of, level) =
                            line.rsplit_once([':', '–']).map_or((None, line), |(of, level)| (Some(of.trim().to_owned()), level));
                        match level.trim().trim_end_matches('.').parse::<GradeLevel>() {
                            Ok(grade) => record.inspection.grades.push(Grade { area: of.or(area.take()), grade }),
                            Err(_) => {
                                unplace(record, line.trim(), "this is no graded judgment that irr knows", one.piece.at, notes)
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if seen_label {
            return;
        }
        let mut found: Vec<(SourcePlace, GradeLevel, String)> = Vec::new();
        for (at, text) in self.texts() {
            for grade in grades_in(text) {
                if !found.iter().any(|(_, known, _)| *known == grade) {
                    found.push((at, grade, text.to_owned()));
                }
            }
        }
        match &found[..] {
            [] => {}
            // Several grades have areas that a sentence does not reliably name.
            [(at, grade, sentence)] => {
                record.inspection.grades.push(Grade { area: None, grade: *grade });
                notes.add(&Note::Grade(*grade), *at, Some(sentence));
            }
            [(at, _, sentence), ..] => notes.add(&Note::Grades, *at, Some(sentence)),
        }
    }

    /// Reads the days of the response. An imported part of a record does not set them.
    fn responded(&self, record: &mut Record, notes: &mut Notes) {
        let published = record.inspection.published;
        let label = self.value_in_a_line(Fact::Sent).and_then(|(at, text)| Some((at, self.day(at, &text, notes)?)));
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

    /// Reads how many findings the report has, from labels and from prose about the report.
    pub(super) fn counts(&self, record: &mut Record, notes: &mut Notes) {
        let prose: Vec<(SourcePlace, &str)> = self
            .labelled
            .iter()
            .filter(|one| matches!(one.role, Role::Statement(..) | Role::About | Role::Fact(Fact::Summary) | Role::Answer(..)))
            .map(|one| (one.piece.at, one.piece.plain.as_str()))
            .collect();
        let nouns = [
            (FindingKind::CauseOfConcern, Fact::Causes, ["causes of concern", "cause of concern", "causes for concern"]),
            (FindingKind::Recommendation, Fact::Recommendations, ["recommendation", "recommendations", "new recommendations"]),
            (FindingKind::AreaForImprovement, Fact::Areas, ["areas for improvement", "area for improvement", "afis"]),
        ];
        let mut causes = 1;
        for (kind, fact, names) in nouns {
            let here = record.findings_of(kind).len();
            let label = self.value_in_a_line(fact).and_then(|(at, text)| {
                let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                Some((at, first.parse().ok().or_else(|| due_date_in_text::count_in_words(first))?, text, true))
            });
            // The inspectorate's own count is believed before the office's, and a sentence of this report before one of another.
            let listed = prose.iter().find_map(|(at, text)| {
                listed_in(text)
                    .filter(|_| kind == FindingKind::AreaForImprovement)
                    .map(|count| (*at, count, (*text).to_owned(), false))
            });
            let told = listed.or_else(|| {
                let mut told = prose.iter().filter_map(|(at, text)| {
                    let count = names.iter().find_map(|noun| count_of(text, noun))?;
                    let lower = text.to_lowercase();
                    let years: Vec<&str> =
                        lower.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).collect();
                    let earlier = years
                        .iter()
                        .any(|year| year.parse::<i32>().is_ok_and(|year| year < record.inspection.published.year() - 1))
                        || lower.contains("previous")
                        || lower.contains("earlier report");
                    Some((earlier, (*at, count, (*text).to_owned(), false)))
                });
                let all: Vec<_> = told.by_ref().collect();
                all.iter().find(|(earlier, _)| !earlier).or(all.first()).map(|(_, told)| told.clone())
            });
            let Some((at, count, text, is_label)) = label.or(told) else { continue };
            let count = match kind {
                FindingKind::Recommendation
                    if ["recommendation each", "recommendations each"]
                        .iter()
                        .any(|words| text.to_lowercase().contains(words)) =>
                {
                    count * causes
                }
                _ => count,
            };
            // "No recommendations" beside recommendations is about part of them only.
            if count == 0 && here > 0 {
                continue;
            }
            let field = match kind {
                FindingKind::Recommendation => &mut record.inspection.recommendation_count,
                FindingKind::AreaForImprovement => &mut record.inspection.area_for_improvement_count,
                FindingKind::CauseOfConcern => {
                    causes = count.max(1);
                    &mut record.inspection.cause_of_concern_count
                }
            };
            *field = Some(count);
            // "5 (3 for the police)" says more than the number.
            if !is_label || text.trim().contains(' ') {
                notes.add(&Note::Count(kind, count, here), at, Some(&text));
            }
        }
    }
}

fn label_is_none(label: &Option<(SourcePlace, String)>) -> bool {
    label.is_none()
}

/// Returns who signs as the holder of the office: the name in the line of the office, or in the line above it.
fn signed_holder(labelled: &[Labelled]) -> Option<(SourcePlace, String)> {
    let is_line = |one: &Labelled| {
        matches!(one.role, Role::Letter | Role::Head | Role::Unplaced | Role::Label | Role::Fact(Fact::Signed))
            && one.piece.words() <= 25
    };
    let offices: Vec<usize> =
        (0..labelled.len()).filter(|at| is_line(&labelled[*at]) && office_in(&labelled[*at].piece.plain).is_some()).collect();
    // Of two who sign beside each other, the first.
    let last = offices.last().copied()?;
    let first = offices.iter().copied().find(|at| last - at <= 3)?;
    [first].into_iter().chain(offices.into_iter().rev()).find_map(|at| {
        let text = labelled[at].piece.plain.as_str();
        let (_, start) = office_in(text)?;
        let before = text.get(..start)?.trim_end_matches([',', ' ', '–', '-']);
        let before = before.rsplit(['–', ',']).next().unwrap_or("").trim();
        if let Some(name) = name_of(before) {
            return Some((labelled[at].piece.at, name));
        }
        let above = at.checked_sub(1).map(|above| &labelled[above])?;
        name_of(above.piece.plain.split(',').next().unwrap_or("")).filter(|_| is_line(above)).map(|name| (above.piece.at, name))
    })
}

/// Returns the fire and rescue service that a text names.
fn fire_service(text: &str) -> Option<String> {
    let at = ["Fire and Rescue Service", "Fire & Rescue Service", "Fire Brigade", "Fire and Rescue Authority"]
        .iter()
        .filter_map(|name| text.find(name))
        .min()?;
    if text[..at].contains("Inspectorate") || text[..at].contains("Inspector of") {
        return None;
    }
    let mut names: Vec<&str> = text[..at]
        .split_whitespace()
        .rev()
        .take_while(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "&" | "of"))
        .take(5)
        .collect();
    names.reverse();
    while names.first().is_some_and(|word| matches!(*word, "and" | "&" | "of" | "The" | "Dear" | "Constabulary")) {
        names.remove(0);
    }
    let end = if text[at..].starts_with("Fire Brigade") { "Fire Brigade" } else { "Fire and Rescue Service" };
    (!names.is_empty()).then(|| format!("{} {end}", names.join(" ")))
}

/// Returns the inspectorates that a text names, in order.
fn inspectorates_in(text: &str) -> Vec<Inspectorate> {
    const KNOWN: [(&str, &str); 15] = [
        ("HMICFRS", "HMICFRS"),
        ("HMIC", "HMIC"),
        ("Inspectorate of Constabulary and Fire", "HMICFRS"),
        ("Chief Inspector of Constabulary", "HMICFRS"),
        ("HMI Prisons", "HMI Prisons"),
        ("HMIP", "HMI Prisons"),
        ("Inspectorate of Prisons", "HMI Prisons"),
        ("HMI Probation", "HMI Probation"),
        ("Inspectorate of Probation", "HMI Probation"),
        ("HMCPSI", "HMCPSI"),
        ("Crown Prosecution Service Inspectorate", "HMCPSI"),
        ("Care Quality Commission", "Care Quality Commission"),
        ("CQC", "CQC"),
        ("Ofsted", "Ofsted"),
        ("HMICS", "HMICS"),
    ];
    let mut found: Vec<(usize, &str)> = KNOWN
        .iter()
        .filter_map(|(words, name)| {
            let whole = |at: &usize| !text[at + words.len()..].starts_with(|c: char| c.is_alphanumeric());
            Some((text.match_indices(words).map(|(at, _)| at).find(whole)?, *name))
        })
        .collect();
    found.sort();
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(Inspectorate::from).collect()
}

/// Returns the grades that a sentence gives the force now: "was graded as good", "the force is Adequate".
fn grades_in(sentence: &str) -> Vec<GradeLevel> {
    let lower = sentence.to_lowercase().replace("requiring improvement", "requires improvement");
    let mut found = Vec::new();
    for level in GradeLevel::ALL.iter().take(5) {
        let name = level.words();
        for (at, _) in lower.match_indices(&name) {
            let before = lower[..at].trim_end().trim_end_matches(['“', '"', '‘', '\'']).trim_end();
            let graded = list("facts.grades_in");
            let named = sentence.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
                && list("facts.grades_in.2").iter().any(|words| before.ends_with(words));
            // Last year's grade is history.
            let past = list("facts.grades_in.3").iter().any(|word| before.contains(word));
            if (graded.iter().any(|words| before.ends_with(words)) || named) && !past && !found.contains(level) {
                found.push(*level);
            }
        }
    }
    found
}

/// Returns the ticked ones of several boxes; the whole text if there are no boxes or none is ticked.
fn ticked(text: &str) -> String {
    let chosen: Vec<&str> = text
        // Word, web pages and text exports each have their own character for a ticked box.
        .match_indices(['☒', '☑', '✓', '✔'])
        .map(|(at, tick)| text[at + tick.len()..].split(['☒', '☐', '☑', '✓', '✔', '\n']).next().unwrap_or("").trim())
        .collect();
    if chosen.is_empty() { text.to_owned() } else { chosen.join(", ") }
}

/// Recognises "ten recommendations", and returns the number.
///
/// "No recommendations" counts as zero only alone: "no recommendations for commissioners" is about part of them.
fn count_of(text: &str, noun: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let is_no = words[at] == "no";
        let count = if is_no { 0 } else { due_date_in_text::count_in_words(words[at])? };
        // "two new recommendations": one word may stand between.
        let behind = |from: usize| words[(at + from).min(words.len())..].iter().take(3).copied().collect::<Vec<_>>().join(" ");
        let is_it = behind(1).starts_with(noun)
            || !is_no
                && behind(2).starts_with(noun)
                && matches!(words.get(at + 1), Some(&("new" | "further" | "specific" | "formal" | "national")));
        let next = words.get(at + 1 + noun.split(' ').count()).copied().unwrap_or("");
        let ends = behind(1).contains([',', '.', ';']) || matches!(next, "and" | "or" | "but" | "");
        (is_it && (!is_no || ends)).then_some(count)
    })
}

/// Returns the inspectorate's own count: 20 for "Of the 20 that the inspectorate lists".
fn listed_in(text: &str) -> Option<u32> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (0..words.len().saturating_sub(3)).find_map(|at| {
        let count = due_date_in_text::count_in_words(&words[at])?;
        let whose = words[at + 3].starts_with("inspector");
        (words[at + 1] == "that" && words[at + 2] == "the" && whose).then_some(count)
    })
}
