//! The response form: blocks to a draft record.

use super::addressee;
use super::audit::{Kept, lost};
use super::block::{Block, BlockKind};
use super::complaint::{Complaint, ComplaintCode};
use super::findings::{self, Found};
use super::label::{Label, Section};
use super::prose::markdown;
use crate::model::record_id::slug_of_title;
use crate::model::{
    BodyKind, ChiefOfficer, ChiefOfficerAnswer, ChiefOfficerResponse, CommissionerResponse, Date, Finding, FindingKind,
    FindingRef, Force, Grade, Inspection, Inspectorate, LocalPolicingBody, PrintedRef, Prose, Publication, Record, RecordId,
    clock, due_words,
};

/// What is known before the document is read; it stands before what the document says.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The force.
    pub force: Option<Force>,
    /// The report's title.
    pub title: Option<String>,
    /// The day the report was published.
    pub published: Option<Date>,
    /// The last part of the record's id.
    pub slug: Option<String>,
}

/// A record made of a document, and what to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that its facts ask for.
    pub id: RecordId,
    /// The record.
    pub record: Record,
    /// What to look at, by line.
    pub complaints: Vec<Complaint>,
}

/// Why a document makes no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has none of the form's labels, or one by chance.
    #[error("this is no inspection response form: {}", labels_found(*labels))]
    NotAForm {
        /// How many of the form's labels were found.
        labels: usize,
    },
    /// A record cannot do without it.
    #[error("the form does not say {what}")]
    Missing {
        /// What it does not say.
        what: &'static str,
        /// The flag that says it instead.
        flag: &'static str,
    },
    /// The day of publication is no day.
    #[error("line {line}: `{text}` is no date")]
    NoDate {
        /// The line of the source.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// It came in a container that is not read.
    #[error("this is {container}, and irr reads text and Markdown")]
    OtherContainer {
        /// What it came in.
        container: &'static str,
    },
    /// It is text in another encoding.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// The line with the first byte that is not.
        line: usize,
    },
    /// The force or the slug make no file's name.
    #[error("`{0}` makes no file's name")]
    NoId(String),
}

fn labels_found(labels: usize) -> String {
    match labels {
        0 => "none of its labels (Force, Title of inspection, Published Date …) is in it".into(),
        found => format!("only {found} of its labels (Force, Title of inspection, Published Date …) is in it"),
    }
}

/// Reads the form that `blocks` make.
///
/// # Errors
/// Where they are no form, or the form does not say whose it is, which report it answers, and when that was published.
pub fn read(blocks: &[Block], known: &Known) -> Result<Draft, IntakeError> {
    let mut reader = Reader::sort(blocks);
    if reader.rows.len() < 2 {
        return Err(IntakeError::NotAForm { labels: reader.rows.len() });
    }
    let mut record = reader.head(known)?;
    reader.findings(&mut record);
    reader.sections(&mut record);
    reader.counts(&mut record);
    reader.account(blocks, &mut record);
    let slug = known.slug.clone().unwrap_or_else(|| slug_of_title(&record.inspection.title));
    let id = RecordId::natural(&record.force, record.inspection.published, &slug);
    let id: RecordId = id.as_str().parse().map_err(|_| IntakeError::NoId(id.to_string()))?;
    reader.complaints.sort_by_key(|complaint| complaint.line);
    Ok(Draft { id, record, complaints: reader.complaints })
}

/// A row of the form's table, with those that continue it behind a page break.
struct Row {
    label: Label,
    line: usize,
    parts: Vec<Vec<Block>>,
}

impl Row {
    fn text(&self) -> String {
        self.parts.iter().map(|part| markdown(part)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// A heading and what stands below it.
struct Part {
    section: Section,
    line: usize,
    title: String,
    blocks: Vec<Block>,
}

#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    parts: Vec<Part>,
    complaints: Vec<Complaint>,
    unplaced: Vec<String>,
    kept: Kept,
}

/// Where the next block goes.
enum Place {
    Table,
    Row,
    Section,
}

impl Reader {
    fn complain(&mut self, code: ComplaintCode, line: usize, message: impl Into<String>, quote: Option<&str>) {
        self.complaints.push(Complaint { code, line, message: message.into(), quote: quote.map(str::to_owned) });
    }

    fn unplace(&mut self, line: usize, text: &str, why: impl Into<String>) {
        self.complain(ComplaintCode::Unplaced, line, why, Some(text));
        self.unplaced.push(text.to_owned());
    }

    /// Sorts blocks into rows and sections.
    fn sort(blocks: &[Block]) -> Self {
        let mut reader = Self::default();
        let mut place = Place::Table;
        for block in blocks {
            place = reader.sort_one(block, place);
        }
        reader
    }

    fn sort_one(&mut self, block: &Block, place: Place) -> Place {
        let line = block.line;
        match &block.kind {
            BlockKind::Heading(_, text) => self.sort_heading(block, text, place),
            BlockKind::Row { label, value } => match (Label::of(label), place) {
                (Some((known, spelling)), Place::Table | Place::Row) => {
                    if let Some(right) = spelling {
                        self.complain(ComplaintCode::Guessed, line, format!("the label `{label}` was read as `{right}`"), None);
                    }
                    self.kept.add(label);
                    self.rows.push(Row { label: known, line, parts: vec![value.clone()] });
                    Place::Row
                }
                (None, Place::Row) if label.is_empty() => {
                    if let Some(row) = self.rows.last_mut() {
                        row.parts.push(value.clone());
                    }
                    Place::Row
                }
                (None, Place::Table | Place::Row) => {
                    let text = markdown([block]);
                    self.unplace(line, &text, format!("the form has no label `{label}`: kept in `unplaced`"));
                    Place::Table
                }
                (_, Place::Section) => self.keep(block),
            },
            BlockKind::Paragraph(text) => match (self.opens(text), place) {
                (Some(section), _) => {
                    self.complain(ComplaintCode::Guessed, line, "this line was taken for a heading", Some(text));
                    self.open(section, line, text)
                }
                (None, Place::Section) => self.keep(block),
                (None, place) => self.sort_loose(line, text, place),
            },
            BlockKind::Item { .. } | BlockKind::PageBreak => match (place, self.rows.last_mut()) {
                (Place::Section, _) => self.keep(block),
                (Place::Row, Some(row)) => {
                    if let Some(part) = row.parts.last_mut() {
                        part.push(block.clone());
                    }
                    Place::Row
                }
                (place, _) => {
                    if block.text().is_some() {
                        let text = markdown([block]);
                        self.unplace(line, &text, "this stands before the form's first heading: kept in `unplaced`");
                    }
                    place
                }
            },
        }
    }

    fn sort_heading(&mut self, block: &Block, text: &str, place: Place) -> Place {
        match (Section::of(text), place) {
            (Some(Section::FormTitle), place) => {
                self.kept.add(text);
                place
            }
            (Some(section), _) => self.open(section, block.line, text),
            (None, Place::Section) => {
                self.complain(
                    ComplaintCode::Guessed,
                    block.line,
                    "the form has no such heading: kept within its section",
                    Some(text),
                );
                self.keep(block)
            }
            (None, place) => match Label::of(text) {
                // A form whose labels are headings and whose values stand below them.
                Some((label, _)) => {
                    self.kept.add(text);
                    self.rows.push(Row { label, line: block.line, parts: vec![Vec::new()] });
                    Place::Row
                }
                None => {
                    self.unplace(block.line, text, "the form has no such heading: kept in `unplaced`");
                    place
                }
            },
        }
    }

    /// A paragraph before the first section.
    fn sort_loose(&mut self, line: usize, text: &str, place: Place) -> Place {
        let paragraph = |text: &str| Block { line, kind: BlockKind::Paragraph(text.trim().to_owned()) };
        if let Some(version) = text.trim().strip_prefix("Version ") {
            self.rows.push(Row { label: Label::Version, line, parts: vec![vec![paragraph(version)]] });
            self.kept.add(text);
            return Place::Table;
        }
        let named = text.split_once(':').and_then(|(label, value)| Some((Label::of(label)?.0, label, value)));
        match (named, place, self.rows.last_mut()) {
            (Some((label, name, value)), ..) => {
                self.kept.add(name);
                self.kept.add(text);
                self.rows.push(Row { label, line, parts: vec![vec![paragraph(value)]] });
                Place::Row
            }
            (None, Place::Row, Some(row)) => {
                if let Some(part) = row.parts.last_mut() {
                    part.push(paragraph(text));
                }
                Place::Row
            }
            (None, place, _) => {
                self.unplace(line, text.trim(), "this stands before the form's first label: kept in `unplaced`");
                place
            }
        }
    }

    /// The section that a line opens though nothing marks it as a heading: short, and without a sentence's end.
    fn opens(&self, text: &str) -> Option<Section> {
        let short = text.chars().count() <= 100 && !text.trim_end().ends_with(['.', ';', ',', '?', '!', ':']);
        if !short {
            return None;
        }
        let section = Section::of(text)?;
        // Before the first section a line that begins with a finding's label is part of the table.
        (!matches!(section, Section::Answer { .. }) || !self.parts.is_empty()).then_some(section)
    }

    fn open(&mut self, section: Section, line: usize, title: &str) -> Place {
        if section == Section::FormTitle {
            self.kept.add(title);
            return Place::Table;
        }
        self.kept.add(title);
        self.parts.push(Part { section, line, title: title.to_owned(), blocks: Vec::new() });
        Place::Section
    }

    fn keep(&mut self, block: &Block) -> Place {
        if let Some(part) = self.parts.last_mut() {
            part.blocks.push(block.clone());
        }
        Place::Section
    }

    /// The first row of a label; a later one that says something else is told, and kept.
    fn row(&mut self, label: impl Fn(Label) -> bool) -> Option<(Label, usize, String)> {
        let mut found: Option<(Label, usize, String)> = None;
        let rows: Vec<(Label, usize, String)> =
            self.rows.iter().filter(|row| label(row.label)).map(|row| (row.label, row.line, row.text())).collect();
        for (label, line, text) in rows.into_iter().filter(|(_, _, text)| !text.is_empty()) {
            match &found {
                None => {
                    self.kept.add(&text);
                    found = Some((label, line, text));
                }
                Some((_, first, known)) if *known != text => {
                    let why = format!(
                        "line {first} says something else under the same label: that was taken, this is kept in `unplaced`"
                    );
                    self.unplace(line, &text, why);
                }
                Some(_) => {}
            }
        }
        found
    }

    /// Everything above the findings.
    fn head(&mut self, known: &Known) -> Result<Record, IntakeError> {
        let force = self.row(|label| label == Label::Force).map(|(_, _, text)| Force::from(text.as_str()));
        let force =
            known.force.clone().or(force).ok_or(IntakeError::Missing { what: "which force was inspected", flag: "--force" })?;
        let title = self.row(|label| label == Label::Title).map(|(_, _, text)| text);
        let missing = IntakeError::Missing { what: "the title of the inspection", flag: "--title" };
        let title = known.title.clone().or(title).ok_or(missing)?;
        let published = match (known.published, self.row(|label| label == Label::Published)) {
            (Some(day), _) => day,
            (None, Some((_, line, text))) => self.day(line, &text).ok_or(IntakeError::NoDate { line, text })?,
            (None, None) => return Err(IntakeError::Missing { what: "when the report was published", flag: "--published" }),
        };
        let body = self.body();
        let mut record = Record::draft(force, body, Inspection::titled(title, published));
        record.form_version = self.row(|label| label == Label::Version).map(|(_, _, text)| text);
        if let Some((Label::ChiefOfficer(title), _, name)) = self.row(|label| matches!(label, Label::ChiefOfficer(_))) {
            record.chief_officer = Some(ChiefOfficer { title: Some(title.to_owned()), name: Some(name) });
        }
        record.inspection.inspectorates = self.inspectorates();
        record.inspection.summary = self.row(|label| label == Label::Summary).map(|(_, _, text)| Prose::from_text(&text));
        self.kind(&mut record);
        self.grades(&mut record);
        self.dates(&mut record);
        Ok(record)
    }

    /// A day as people write it; one that could be two days is complained about.
    fn day(&mut self, line: usize, text: &str) -> Option<Date> {
        let day = Date::from_words(text)?;
        let numbers: Vec<u32> = text.split(['/', '.', '-']).filter_map(|number| number.trim().parse().ok()).collect();
        if let [first, second, year] = numbers[..] {
            if first <= 12 && second <= 12 && first != second && year > 31 {
                self.complain(ComplaintCode::Guessed, line, format!("`{text}` was read with the day first: {day}"), None);
            }
        }
        Some(day)
    }

    fn body(&mut self) -> LocalPolicingBody {
        let row = self.row(|label| matches!(label, Label::Body(_)));
        let heading = self.parts.iter().find_map(|part| match part.section {
            Section::Initial(kind) | Section::Overall(kind) => Some((kind, part.line, part.title.clone())),
            _ => None,
        });
        let holder = row.as_ref().map(|(_, _, name)| name.clone());
        let kind = match (row, heading) {
            (Some((Label::Body(labelled), line, _)), Some((headed, at, title)))
                if labelled != headed && headed == BodyKind::Pfcc =>
            {
                let message = format!(
                    "the table has a {}, the headings have a {}: the headings were believed",
                    labelled.title(),
                    headed.title()
                );
                self.complain(ComplaintCode::Disagrees, line.min(at), message, Some(&title));
                headed
            }
            (Some((Label::Body(kind), ..)), _) | (_, Some((kind, ..))) => kind,
            _ => {
                self.complain(ComplaintCode::Missing, 1, "the form does not say what kind of body answers: taken as `pcc`", None);
                BodyKind::Pcc
            }
        };
        LocalPolicingBody { kind, name: None, holder }
    }

    fn inspectorates(&mut self) -> Vec<Inspectorate> {
        const KNOWN: [&str; 9] =
            ["HMICFRS", "HMI Prisons", "HMI Probation", "HMCPSI", "HMIC", "HMIP", "CQC", "Ofsted", "Care Quality Commission"];
        let Some((_, line, text)) = self.row(|label| label == Label::Inspectorate) else { return Vec::new() };
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
            self.complain(ComplaintCode::Repaired, line, "words beside the inspectorate's name were left out", Some(rest));
        }
        named.sort();
        named.into_iter().map(|(_, name)| name).collect()
    }

    fn kind(&mut self, record: &mut Record) {
        let Some((_, line, text)) = self.row(|label| label == Label::InspectionKind) else { return };
        let word = text.split_whitespace().next().unwrap_or(&text);
        let partner = text.to_lowercase().contains("partner");
        match text.parse().or_else(|_| if partner { "joint".parse() } else { word.parse() }) {
            Ok(kind) => record.inspection.kind = Some(kind),
            Err(_) => self.unplace(line, &text, "this is no kind of inspection that irr knows: kept in `unplaced`"),
        }
    }

    fn grades(&mut self, record: &mut Record) {
        let Some((_, line, text)) = self.row(|label| label == Label::Grade) else { return };
        for part in text.split([';', '\n', ',']).map(|part| part.trim().trim_start_matches("- ")).filter(|part| !part.is_empty())
        {
            let (area, word) = match part.rsplit_once([':', '–']) {
                Some((area, word)) => (Some(area.trim().to_owned()), word),
                None => (None, part),
            };
            match word.trim().trim_end_matches('.').parse() {
                Ok(grade) => record.inspection.grades.push(Grade { area, grade }),
                Err(_) => self.unplace(line, part, "this is no graded judgment that irr knows: kept in `unplaced`"),
            }
        }
    }

    /// The form's own deadline and the day it was sent, where it has them.
    fn dates(&mut self, record: &mut Record) {
        if let Some((_, line, text)) = self.row(|label| label == Label::Deadline) {
            let lawful = clock::response_due(record.inspection.published);
            if Date::from_words(&text) != Some(lawful) {
                let message =
                    format!("the form's deadline is not the law's: 56 days beginning with the report's day end on {lawful}");
                self.complain(ComplaintCode::Disagrees, line, message, Some(&text));
            }
        }
        if let Some((_, line, text)) = self.row(|label| label == Label::Sent) {
            match self.day(line, &text) {
                Some(day) => {
                    self.complain(
                        ComplaintCode::Guessed,
                        line,
                        "the day the response was sent was taken for the day it was published",
                        Some(&text),
                    );
                    if day < record.inspection.published {
                        let message =
                            format!("the response was sent on {day}, before its report of {}", record.inspection.published);
                        self.complain(ComplaintCode::Disagrees, line, message, Some(&text));
                    }
                    record.publication = Some(Publication { published: Some(day), ..Publication::default() });
                }
                None => self.unplace(line, &text, "this is no date: kept in `unplaced`"),
            }
        }
    }

    fn findings(&mut self, record: &mut Record) {
        for kind in FindingKind::ALL {
            let rows: Vec<Row> = self.rows.extract_if(.., |row| row.label == Label::Findings(*kind)).collect();
            let parts: Vec<&[Block]> = rows.iter().flat_map(|row| row.parts.iter().map(Vec::as_slice)).collect();
            let published = record.inspection.published;
            let found = findings::part(&parts, *kind, published, &mut self.complaints);
            let found: Vec<Found> = found.into_iter().filter(|found| !self.says_none(found)).collect();
            let numbers = self.number(*kind, &found);
            for (found, number) in found.into_iter().zip(numbers) {
                let finding = self.finding(*kind, found, number, record);
                record.findings_of_mut(*kind).push(finding);
            }
        }
    }

    /// Whether the cell only says that there are no findings of its kind.
    fn says_none(&mut self, found: &Found) -> bool {
        let none = found.number.is_none()
            && matches!(super::label::normal(&found.text).as_str(), "none" | "n a" | "nil" | "not applicable" | "na");
        if none {
            self.kept.add(&found.text);
        }
        none
    }

    /// A number for each finding: the printed one, the one that only a heading still has, or the next in the row.
    fn number(&mut self, kind: FindingKind, found: &[Found]) -> Vec<PrintedRef> {
        let printed = |text: &str| text.parse::<PrintedRef>().ok();
        let mut taken: Vec<PrintedRef> = found.iter().filter_map(|found| printed(found.number.as_deref()?)).collect();
        let headed: Vec<(String, usize, String)> = self
            .parts
            .iter()
            .filter_map(|part| match &part.section {
                Section::Answer { kind: of, numbers, .. } if *of == kind => Some((numbers, part)),
                _ => None,
            })
            .flat_map(|(numbers, part)| numbers.iter().map(|number| (number.clone(), part.line, part.title.clone())))
            .collect();
        let mut numbers: Vec<PrintedRef> = Vec::new();
        for (at, one) in found.iter().enumerate() {
            if let Some(number) = one.number.as_deref().and_then(printed) {
                if numbers.contains(&number) {
                    self.complain(
                        ComplaintCode::Disagrees,
                        one.line,
                        format!("number {number} is printed twice"),
                        Some(&one.text),
                    );
                }
                numbers.push(number);
                continue;
            }
            let before = numbers.last().map_or(0, |number| leading(number.as_str()));
            let after = found[at + 1..].iter().find_map(|later| later.number.as_deref()).map_or(u32::MAX, leading);
            let free: Vec<&(String, usize, String)> = headed
                .iter()
                .filter(|(number, ..)| printed(number).is_some_and(|number| !taken.contains(&number)))
                .filter(|(number, ..)| (before + 1..after).contains(&leading(number)))
                .collect();
            let (number, message) = match free[..] {
                [(number, line, title)] => (printed(number), format!("no number is printed; line {line} answers it: “{title}”")),
                _ => (None, "no number is printed, and no single heading tells it".to_owned()),
            };
            let next = || {
                (before + 1..)
                    .map(|number| number.to_string())
                    .filter_map(|number| printed(&number))
                    .find(|number| !taken.contains(number))
            };
            let Some(number) = number.or_else(next) else { continue };
            self.complain(
                ComplaintCode::Guessed,
                one.line,
                format!("{message}: taken as {}{number}", kind.prefix()),
                Some(&one.text),
            );
            taken.push(number.clone());
            numbers.push(number);
        }
        numbers
    }

    fn finding(&mut self, kind: FindingKind, found: Found, number: PrintedRef, record: &Record) -> Finding {
        let reference = FindingRef::new(kind, &number);
        self.kept.add(&format!("{} {number} {}", kind.words(), found.text));
        let mut finding = Finding::numbered(number);
        let published = record.inspection.published;
        let deadlines = due_words::find_all(&found.text, published);
        if let Some(first) = deadlines.first() {
            finding.due = Some(first.date);
            finding.due_text = Some(first.printed.to_owned());
            if deadlines.iter().any(|other| other.date != first.date) {
                let all: Vec<String> = deadlines.iter().map(|due| format!("“{}” ({})", due.printed, due.date)).collect();
                let message = format!("{reference} words several deadlines, {}: the first was taken", all.join(" and "));
                self.complain(ComplaintCode::Guessed, found.line, message, None);
            }
        } else if kind == FindingKind::Recommendation {
            self.complain(ComplaintCode::Missing, found.line, format!("{reference} words no deadline: it has no due date"), None);
        }
        finding.addressed_to = addressee::leads(&found.text, published);
        finding.ours =
            finding.addressed_to.is_empty() || finding.addressed_to.iter().any(|name| addressee::is_us(name, &record.force));
        if finding.addressed_to.is_empty() && kind == FindingKind::Recommendation {
            self.complain(
                ComplaintCode::Guessed,
                found.line,
                format!("{reference} does not say who should act: taken as ours"),
                None,
            );
        }
        if found.text.is_empty() {
            self.complain(ComplaintCode::Missing, found.line, format!("{reference} has a label and no text"), None);
        } else {
            finding.text = Some(Prose::from_text(&found.text));
        }
        finding
    }

    fn sections(&mut self, record: &mut Record) {
        let mut voice = Voice::ChiefOfficer;
        let mut chief = ChiefOfficerResponse::default();
        for part in std::mem::take(&mut self.parts) {
            self.look_for_breaks(&part);
            match part.section {
                Section::FormTitle => {}
                Section::Initial(_) => {
                    voice = Voice::Commissioner;
                    add(&mut record.commissioner_initial_response, &markdown(&part.blocks));
                }
                Section::Overall(_) => {
                    voice = Voice::Commissioner;
                    add(&mut record.commissioner_overall_comments, &markdown(&part.blocks));
                }
                Section::ChiefOfficer(_) => {
                    voice = Voice::ChiefOfficer;
                    add(&mut chief.overview, &markdown(&part.blocks));
                }
                Section::NextSteps => self.next_steps(&part, &mut chief),
                Section::Answer { .. } => self.answer(&part, voice, record, &mut chief),
            }
        }
        if chief != ChiefOfficerResponse::default() {
            record.chief_officer_response = Some(chief);
        }
    }

    /// The steps are what stands up to the last list; what a page break parts from it closes the response.
    fn next_steps(&mut self, part: &Part, chief: &mut ChiefOfficerResponse) {
        let after_list = |at: usize| {
            part.blocks[..at].iter().any(|block| matches!(block.kind, BlockKind::Item { .. }))
                && part.blocks[at..].iter().all(|block| !matches!(block.kind, BlockKind::Item { .. }))
        };
        let broken = part.blocks.iter().position(|block| block.kind == BlockKind::PageBreak).filter(|at| after_list(*at));
        let (steps, closing) = part.blocks.split_at(broken.unwrap_or(part.blocks.len()));
        add(&mut chief.next_steps, &markdown(steps));
        let closing = markdown(closing);
        if !closing.is_empty() {
            let line = part.blocks.last().map_or(part.line, |block| block.line);
            let message = "this stands behind the next steps, on another page: taken as the chief officer's closing words";
            self.complain(ComplaintCode::Guessed, line, message, Some(&closing));
            add(&mut chief.closing, &closing);
        }
    }

    /// The answer to one finding or several.
    fn answer(&mut self, part: &Part, voice: Voice, record: &mut Record, chief: &mut ChiefOfficerResponse) {
        let Section::Answer { kind, numbers, heading } = &part.section else { return };
        let text = markdown(&part.blocks);
        let mut first: Option<FindingRef> = None;
        for number in numbers {
            let reference = number.parse::<PrintedRef>().ok().map(|number| FindingRef::new(*kind, &number));
            let finding = record
                .findings_of_mut(*kind)
                .iter_mut()
                .find(|finding| Some(FindingRef::new(*kind, &finding.printed)) == reference);
            let (Some(reference), Some(finding)) = (reference, finding) else {
                let message = format!(
                    "the form has no {} {number} that this could answer: kept whole in the response around it",
                    kind.words()
                );
                self.complain(ComplaintCode::Disagrees, part.line, message, Some(&part.title));
                if first.is_none() {
                    let whole = format!("### {}\n\n{text}", part.title);
                    match voice {
                        Voice::Commissioner => add(&mut record.commissioner_initial_response, &whole),
                        Voice::ChiefOfficer => add(&mut chief.overview, &whole),
                    }
                }
                continue;
            };
            if !finding.ours {
                let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
                let message = format!(
                    "{reference} is addressed to {}, and is answered here: look whether this answers it",
                    names.join(" and ")
                );
                self.complain(ComplaintCode::Disagrees, part.line, message, Some(&part.title));
            }
            if let Some(first) = &first {
                let message = format!("one answer to {first} and {reference}: written to both");
                self.complain(ComplaintCode::Guessed, part.line, message, Some(&part.title));
            }
            let heading = (!heading.is_empty()).then(|| heading.clone());
            let prose = (!text.is_empty()).then(|| Prose::from_text(&text));
            match voice {
                Voice::ChiefOfficer => match &mut finding.chief_officer_response {
                    Some(before) => {
                        self.complain(
                            ComplaintCode::Disagrees,
                            part.line,
                            format!("{reference} is answered twice: both are kept"),
                            Some(&part.title),
                        );
                        add(&mut before.text, &format!("### {}\n\n{text}", part.title));
                    }
                    None => finding.chief_officer_response = Some(ChiefOfficerAnswer { heading, text: prose }),
                },
                Voice::Commissioner => {
                    let mut words = finding.commissioner_response.take().and_then(|before| before.text);
                    let headed = heading.map_or_else(|| text.clone(), |heading| format!("### {heading}\n\n{text}"));
                    add(&mut words, &headed);
                    finding.commissioner_response =
                        Some(CommissionerResponse { action: None, adopts_chief_officer: false, text: words, see: None });
                }
            }
            first.get_or_insert(reference);
        }
    }

    /// Words that a page break swallowed leave white space before a paragraph, or a sentence without its end.
    fn look_for_breaks(&mut self, part: &Part) {
        let mut after_break = false;
        let mut found = Vec::new();
        for block in &part.blocks {
            match &block.kind {
                BlockKind::PageBreak => after_break = true,
                BlockKind::Paragraph(text) => {
                    if after_break && text.starts_with(char::is_whitespace) {
                        found.push((
                            block.line,
                            "this begins with white space behind a page break: a word may be missing before it",
                            text,
                        ));
                    }
                    after_break = false;
                }
                _ => after_break = false,
            }
        }
        if let Some(Block { line, kind: BlockKind::Paragraph(text) }) =
            part.blocks.iter().rfind(|block| block.kind != BlockKind::PageBreak)
        {
            if !text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', ')', '’']) && text.split_whitespace().count() > 8 {
                found.push((*line, "the last sentence of this section has no end: words may be missing", text));
            }
        }
        for (line, message, text) in found {
            self.complain(ComplaintCode::Missing, line, message, Some(text.trim()));
        }
    }

    /// How many findings the report has, where the form's prose says so.
    fn counts(&mut self, record: &mut Record) {
        let prose = [&record.inspection.summary, &record.commissioner_initial_response];
        let prose: Vec<String> = prose.into_iter().flatten().map(Prose::in_a_line).collect();
        let told = |noun: &str| prose.iter().find_map(|text| count_of(text, noun));
        let line = 1;
        if let Some((count, words)) = told("recommendation") {
            record.inspection.recommendation_count = Some(count);
            let carried = record.recommendations.len();
            let fewer = usize::try_from(count).is_ok_and(|count| carried < count);
            let message = match fewer {
                true => format!("the report has {count} recommendations by its own words, and {carried} are in this form"),
                false => format!("the report has {count} recommendations by its own words"),
            };
            let code = if fewer { ComplaintCode::Missing } else { ComplaintCode::Guessed };
            self.complain(code, line, message, Some(&words));
        }
        if let Some((count, words)) = told("areas for improvement") {
            record.inspection.area_for_improvement_count = Some(count);
            self.complain(
                ComplaintCode::Guessed,
                line,
                format!("the report has {count} areas for improvement by its own words"),
                Some(&words),
            );
        }
        if let Some((count, words)) = told("causes of concern").or_else(|| told("cause of concern")) {
            record.inspection.cause_of_concern_count = Some(count);
            self.complain(
                ComplaintCode::Guessed,
                line,
                format!("the report has {count} causes of concern by its own words"),
                Some(&words),
            );
        }
    }

    /// Looks for every sentence of the source, and keeps what is nowhere.
    fn account(&mut self, blocks: &[Block], record: &mut Record) {
        let mut texts = Vec::new();
        if let Ok(value) = serde_json::to_value(&*record) {
            strings(&value, &mut texts);
        }
        texts.extend(self.complaints.iter().filter_map(|complaint| complaint.quote.clone()));
        texts.extend(self.unplaced.iter().cloned());
        for text in &texts {
            self.kept.add(text);
        }
        let missing: Vec<(usize, String)> =
            lost(blocks, &self.kept).into_iter().map(|(line, text)| (line, text.to_owned())).collect();
        for (line, sentence) in missing {
            self.unplace(line, &sentence, "no field holds this: kept in `unplaced`");
        }
        if !self.unplaced.is_empty() {
            record.unplaced = Some(Prose::from_text(&self.unplaced.join("\n\n")));
        }
    }
}

/// Who speaks.
#[derive(Clone, Copy)]
enum Voice {
    Commissioner,
    ChiefOfficer,
}

fn add(prose: &mut Option<Prose>, text: &str) {
    if text.is_empty() {
        return;
    }
    *prose = Some(match prose.take() {
        Some(before) => Prose::from_text(&format!("{}\n\n{text}", before.trimmed())),
        None => Prose::from_text(text),
    });
}

/// The number that a printed reference begins with, 0 where it begins with none.
fn leading(printed: &str) -> u32 {
    printed.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// "ten recommendations" in a text: ten, and the words.
fn count_of(text: &str, noun: &str) -> Option<(u32, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let count = due_words::count_in_words(words[at])?;
        let behind = words[at + 1..].iter().take(3).copied().collect::<Vec<_>>().join(" ").to_lowercase();
        behind.starts_with(noun).then(|| (count, words[at..(at + 4).min(words.len())].join(" ")))
    })
}

fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| strings(field, out)),
        _ => {}
    }
}
