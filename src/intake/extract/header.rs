//! Reads the facts above the findings: who responds, and to which report.

use super::extractor::{DocumentLayout, Extractor, FormRow};
use crate::intake::import_draft::KnownFacts;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::is_name;
use crate::intake::phrases::prose_date::named_days;
use crate::intake::phrases::speaker::may_be_name;
use crate::intake::readers::text::without_emphasis;
use crate::intake::{ImportNoteCode, IntakeError, SourcePlace};
use crate::model::force::Forces;
use crate::model::{BodyKind, ChiefOfficer, Date, Force, Grade, Inspection, Inspectorate, LocalPolicingBody, Record};
use crate::prose::Prose;

impl Extractor {
    /// Reads everything above the findings.
    pub(super) fn head(&mut self, known: &KnownFacts) -> Result<Record, IntakeError> {
        self.whose_commissioner(known);
        let force = self.row(|label| label == Label::Force).map(|(_, at, text)| self.short_name(at, &text));
        if let (Some(whole), Some(said)) = (&known.into, &force)
            && !whole.force.is_same(said)
        {
            self.other_report(SourcePlace::START, format!("the document's force is {said} and the record's is {}", whole.force));
        }
        let force = known.force.clone().or(force).or_else(|| self.guessed_force());
        let force = force.ok_or(IntakeError::Missing { what: "which force was inspected", flag: "--force" })?;
        let title = self.row(|label| label == Label::Title);
        if let (Some(known), Some((_, at, said))) = (&known.title, &title)
            && normal(known) != normal(said)
        {
            let message = format!("the document has another title than `{known}`, which is used");
            self.add_note(ImportNoteCode::Disagrees, *at, message, Some(said));
        }
        let title = title.map(|(_, _, text)| text);
        let missing = IntakeError::Missing { what: "the title of the inspection", flag: "--title" };
        let clue = self.prose_facts.title.clone().map(|(_, title)| title).filter(|title| !title.is_empty());
        let title = known.title.clone().or(title.map(|title| without_day(&title).to_owned())).or_else(|| self.set_off_title());
        let title = title.or(clue).ok_or(missing)?;
        let published = match (known.published, self.row(|label| label == Label::Published)) {
            (Some(day), Some((_, at, text))) => {
                if Date::from_words(&text) != Some(day) {
                    self.other_report(at, format!("the document gives “{text}” as the date of publication, not {day}"));
                }
                day
            }
            (Some(day), None) => {
                if let Some((at, said, _)) = self.prose_facts.published.clone().filter(|(_, said, _)| *said != day) {
                    self.other_report(at, format!("the text says that the report was published on {said}, not on {day}"));
                }
                day
            }
            (None, Some((_, at, text))) => {
                let day = self.day(at, &text).ok_or(IntakeError::NoDate { at, text })?;
                self.day_of_report(at, day)
            }
            (None, None) => self.guessed_publication()?,
        };
        let body = match &known.into {
            Some(whole) => {
                // Which body it is, is the record's to say; who holds the office, the document may.
                let holder = self.row(|label| matches!(label, Label::Body(_))).and_then(|(_, at, name)| self.name(at, name));
                let body = whole.local_policing_body.clone();
                LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body }
            }
            None => self.body(known, force.usual_body(published).unwrap_or(BodyKind::Pcc)),
        };
        let mut record = Record::draft(force, body, Inspection::titled(title, published));
        record.form_version = self.row(|label| label == Label::Version).map(|(_, _, text)| text);
        if let Some((Label::ChiefOfficer(title), at, name)) = self.row(|label| matches!(label, Label::ChiefOfficer(_))) {
            let name = self.name(at, name);
            record.chief_officer = Some(ChiefOfficer { title: Some(title.to_owned()), name });
        }
        record.inspection.url = self.row(|label| label == Label::Url).map(|(_, _, text)| text);
        record.inspection.inspectorates = self.inspectorates();
        record.inspection.summary = self.row(|label| label == Label::Summary).map(|(_, _, text)| Prose::from_text(&text));
        self.kind(&mut record);
        self.grades(&mut record);
        self.dates(&mut record, known);
        Ok(record)
    }

    /// Returns the title in the sentence about the report's publication, if the only other title is a page's heading.
    fn set_off_title(&mut self) -> Option<String> {
        let (at, title) =
            self.prose_facts.named_title.clone().filter(|_| self.prose_facts.is_headed || self.prose_facts.title.is_none())?;
        let message = format!("the text names the report “{title}”; taken as its title instead of a heading");
        self.add_note(ImportNoteCode::Guessed, at, message, None);
        Some(title)
    }

    /// Returns the report's date: a page's own date is that of the response if the prose has an earlier one.
    fn day_of_report(&mut self, at: SourcePlace, day: Date) -> Date {
        let of_prose = self.prose_facts.published.clone().filter(|_| self.layout == DocumentLayout::Letter);
        match of_prose {
            // Case 24: a page's "Published" is the response's. Beyond 200 days the prose means another report.
            Some((_, earlier, words)) if earlier < day && day.days_since(earlier) < 200 => {
                let message = format!(
                    "the text says that the report was published on {earlier}, which is used; {day} is taken as the date of the response"
                );
                self.add_note(ImportNoteCode::Disagrees, at, message, Some(&words));
                self.prose_facts.responded = self.prose_facts.responded.or(Some((at, day)));
                earlier
            }
            _ => day,
        }
    }

    /// Reads the label "Commissioner" as the responding body outside London.
    fn whose_commissioner(&mut self, known: &KnownFacts) {
        let said = self.rows.iter().find(|row| row.label == Label::Force).map(|row| Force::from(row.text().as_str()));
        if known.force.as_ref().or(said.as_ref()).is_some_and(Force::is_led_by_commissioner) {
            return;
        }
        let is_chief = |row: &FormRow| row.label == Label::ChiefOfficer("Chief Constable");
        let kind = self
            .prose_facts
            .kind
            .as_ref()
            .map(|(_, kind, _)| *kind)
            .filter(|kind| matches!(kind, BodyKind::Pcc | BodyKind::Pfcc));
        if !self.rows.iter().any(is_chief) && kind.is_none() {
            return;
        }
        for row in self.rows.iter_mut().filter(|row| row.label == Label::ChiefOfficer("Commissioner")) {
            row.label = Label::Body(kind.unwrap_or(BodyKind::Pcc));
        }
    }

    /// Parses a date as people write it, with a note if it is ambiguous.
    pub(super) fn day(&mut self, at: SourcePlace, text: &str) -> Option<Date> {
        let Some(day) = Date::from_words(text) else {
            // A day with words behind it, which stood on a line of their own.
            let first = named_days(text).into_iter().find(|day| day.start <= 12)?;
            self.add_note(
                ImportNoteCode::Repaired,
                at,
                format!("only {} was read; the rest is not a date", first.date),
                Some(text),
            );
            return Some(first.date);
        };
        let numbers: Vec<u32> = text.split(['/', '.', '-']).filter_map(|number| number.trim().parse().ok()).collect();
        if let [first, second, year] = numbers[..]
            // Both could be a month (cases 15 and 16); a year in front is ISO and not ambiguous.
            && first <= 12
            && second <= 12
            && first != second
            && year > 31
        {
            self.add_note(ImportNoteCode::Guessed, at, format!("`{text}` is read with the day first: {day}"), None);
        }
        Some(day)
    }

    /// Returns a force by its short name, as records have it.
    fn short_name(&mut self, at: SourcePlace, text: &str) -> Force {
        let Ok(short) = Forces::default().read(text) else { return Force::from(text) };
        if short.as_str() != text.trim() {
            self.add_note(ImportNoteCode::Guessed, at, format!("`{text}` is taken as the force {short}"), None);
        }
        short
    }

    /// Returns the force named in prose, with a note.
    fn guessed_force(&mut self) -> Option<Force> {
        let (at, force) = self.prose_facts.force?;
        self.add_note(
            ImportNoteCode::Guessed,
            at,
            format!("no label gives the force; taken as {force}, which is named here"),
            None,
        );
        Some(Force::from(force))
    }

    /// Returns the name after a label; anything else is kept under `unplaced`.
    fn name(&mut self, at: SourcePlace, text: String) -> Option<String> {
        if may_be_name(&text) {
            return Some(text);
        }
        self.unplace(at, &text, "a name is expected here, and this is not one; kept under `unplaced`");
        None
    }

    /// Notes that the document may answer another report than the record's.
    fn other_report(&mut self, at: SourcePlace, what: String) {
        self.add_note(ImportNoteCode::OtherReport, at, format!("{what}; check whether it answers this report"), None);
    }

    /// Returns the date of publication given in prose, with a note.
    fn guessed_publication(&mut self) -> Result<Date, IntakeError> {
        let missing = IntakeError::Missing { what: "when the report was published", flag: "--published" };
        let (at, day, words) = self.prose_facts.published.clone().ok_or(missing)?;
        self.add_note(ImportNoteCode::Guessed, at, format!("the text says that the report was published on {day}"), Some(&words));
        Ok(day)
    }

    fn body(&mut self, known: &KnownFacts, usual: BodyKind) -> LocalPolicingBody {
        let signed = self.signed_by();
        let row = self.row(|label| matches!(label, Label::Body(_)));
        let named = row.clone().and_then(|(_, at, name)| self.name(at, name));
        let heading = self.parts.iter().find_map(|part| match part.section {
            HeadingSection::Initial(kind) | HeadingSection::Overall(kind) | HeadingSection::Commissioner(kind)
                if self.layout == DocumentLayout::Form && names_body(&part.title) =>
            {
                Some((kind, part.at, part.title.clone()))
            }
            _ => None,
        });
        let holder = named.or(signed).or(self.prose_facts.holder.clone());
        let holder = holder.or_else(|| self.holder_of_prose());
        let kind = match (row, heading) {
            (Some((Label::Body(labelled), row, _)), Some((headed, at, title)))
                // Case 01: the label is that of the empty form, and the headings name the office that the force has.
                if labelled != headed && headed == BodyKind::Pfcc =>
            {
                let message = format!(
                    "the table names a {} and the headings name a {}; the headings are used",
                    labelled.title(),
                    headed.title()
                );
                self.add_note(ImportNoteCode::Disagrees, row.min(at), message, Some(&title));
                headed
            }
            (Some((Label::Body(kind), ..)), _) | (_, Some((kind, ..))) => kind,
            _ if let Some((at, kind, words)) = self.prose_facts.kind.clone() => {
                let message = format!("the text names a {}; taken as the body that responds", kind.title());
                self.add_note(ImportNoteCode::Guessed, at, message, Some(&words));
                kind
            }
            _ if let Some(body) = &known.body => {
                let message =
                    format!("the document does not say which body responds; taken as the {} of irr.yaml", body.kind.title());
                self.add_note(ImportNoteCode::Guessed, SourcePlace::START, message, None);
                return LocalPolicingBody { holder: holder.or(body.holder.clone()), ..body.clone() };
            }
            _ => {
                let message = format!("the form does not say which kind of body responds; taken as `{usual}`");
                self.add_note(ImportNoteCode::Missing, SourcePlace::START, message, None);
                usual
            }
        };
        LocalPolicingBody { kind, name: None, holder }
    }

    /// Reads who signed a form: "A. Name, Police and Crime Commissioner for Kent".
    fn signed_by(&mut self) -> Option<String> {
        let (_, at, text) = self.row(|label| label == Label::Signed)?;
        let name = text.split([',', '\n', '\\']).next().unwrap_or("").trim().to_owned();
        if !is_name(&name) {
            self.unplace(at, &text, "not a name; kept under `unplaced`");
            return None;
        }
        self.add_note(
            ImportNoteCode::Guessed,
            at,
            "the person who signed the form is taken as the holder of the office",
            Some(&text),
        );
        Some(name)
    }

    fn inspectorates(&mut self) -> Vec<Inspectorate> {
        // Longer names first: "HMIC" is part of "HMICFRS".
        const KNOWN: [&str; 9] =
            ["HMICFRS", "HMI Prisons", "HMI Probation", "HMCPSI", "HMIC", "HMIP", "CQC", "Ofsted", "Care Quality Commission"];
        let Some((_, at, text)) = self.row(|label| label == Label::Inspectorate) else { return Vec::new() };
        let mut rest = text.clone();
        let mut named = Vec::new();
        for name in KNOWN {
            if let Some(at) = rest.find(name) {
                named.push((text.find(name).unwrap_or(at), Inspectorate::from(name)));
                rest = rest.replacen(name, "", 1);
            }
        }
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if named.is_empty() {
            return text.split([',', '&', '/']).map(str::trim).filter(|name| !name.is_empty()).map(Inspectorate::from).collect();
        }
        if !matches!(rest, "" | "and") {
            self.add_note(ImportNoteCode::Repaired, at, "words next to the inspectorate's name were left out", Some(rest));
        }
        named.sort();
        named.into_iter().map(|(_, name)| name).collect()
    }

    fn kind(&mut self, record: &mut Record) {
        let Some((_, at, text)) = self.row(|label| label == Label::InspectionKind) else { return };
        let chosen = ticked(&text);
        let words = chosen.to_lowercase();
        let word = words.split_whitespace().next().unwrap_or("");
        // The form's own words for kinds of inspection, by the word that tells them apart (cases 15 and 16).
        let meant = [
            ("partner", "joint"),
            ("follow", "follow_up"),
            ("specific", "force"),
            ("thematic", "thematic"),
            ("national", "national"),
        ];
        let meant = meant.iter().find(|(name, _)| words.contains(name)).map_or(word, |(_, kind)| *kind);
        if chosen != text {
            self.placed.add(&text);
            self.add_note(ImportNoteCode::Guessed, at, format!("the ticked box of this row is `{chosen}`"), Some(&text));
        }
        match chosen.parse().or_else(|_| meant.parse()) {
            Ok(kind) => record.inspection.kind = Some(kind),
            Err(_) => self.unplace(at, &text, "not a kind of inspection that irr knows; kept under `unplaced`"),
        }
    }

    fn grades(&mut self, record: &mut Record) {
        let Some((_, at, text)) = self.row(|label| label == Label::Grade) else { return };
        for part in text.split([';', '\n', ',']).map(|part| part.trim().trim_start_matches("- ")).filter(|part| !part.is_empty())
        {
            let (area, word) = match part.rsplit_once([':', '–']) {
                Some((area, word)) => (Some(area.trim().to_owned()), word),
                None => (None, part),
            };
            match word.trim().trim_end_matches('.').parse() {
                Ok(grade) => record.inspection.grades.push(Grade { area, grade }),
                Err(_) => self.unplace(at, part, "not a graded judgment that irr knows; kept under `unplaced`"),
            }
        }
    }
}

/// Returns whether a heading names the body whose words follow.
pub(super) fn names_body(title: &str) -> bool {
    let words = normal(title);
    ["commissioner", "pcc", "pfcc", "mayor", "mopac", "authority", "council"].iter().any(|name| words.contains(name))
}

/// Removes the date after a title: "*Title*, published 3 October 2023".
fn without_day(title: &str) -> &str {
    let lower = title.to_lowercase();
    let cut = [", published ", " (published ", " – published "].iter().filter_map(|words| lower.rfind(words)).min();
    let title = cut.filter(|_| lower.len() == title.len()).and_then(|at| title.get(..at)).unwrap_or(title);
    let bare = without_emphasis(title);
    let quoted = bare.strip_prefix(['“', '"']).and_then(|inside| inside.strip_suffix(['”', '"']));
    quoted.filter(|inside| !inside.contains(['“', '”', '"'])).unwrap_or(bare)
}

/// Returns the ticked ones of several boxes; the whole text if there are no boxes or none is ticked.
fn ticked(text: &str) -> String {
    let chosen: Vec<&str> = text
        // Word, web pages and text exports each have their own character for a ticked box.
        .match_indices(['☒', '☑', '✓', '✔'])
        .map(|(at, tick)| {
            let rest = &text[at + tick.len()..];
            rest.split(['☒', '☐', '☑', '✓', '✔', '\n']).next().unwrap_or("").trim()
        })
        .collect();
    if chosen.is_empty() { text.to_owned() } else { chosen.join(", ") }
}
