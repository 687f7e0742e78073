//! Notes of an import: what a person should check. To add a kind of note on the meaning of a document: a variant of [`Note`].

use crate::intake::{Author, SourcePlace};
use crate::model::vocabulary::vocabulary;
use crate::model::{BodyKind, Date, FindingKind, FindingRef, Force, Grade, InspectionKind, Status};
use crate::prose::{counted, shortened};

vocabulary! {
    /// The kind of a note.
    ImportNoteCode: "a kind of complaint" {
        /// It could not be decided whose words these are; `--as` decides.
        Undecided = "undecided",
        /// The document seems to answer another report than the one it is imported for.
        OtherReport = "other_report",
        /// Two statements in the document contradict each other.
        Disagrees = "disagrees",
        /// A date or stage in the document that irr does not record by itself; `irr publish` or `irr set` does.
        NotRecorded = "not_recorded",
        /// Something seems to be missing from the document.
        Missing = "missing",
        /// Something was guessed, and may be wrong.
        Guessed = "guessed",
        /// Words that fit no field; they are kept in `unplaced`.
        Unplaced = "unplaced",
        /// Something broken was repaired.
        Repaired = "repaired",
        /// Words that are not part of the response were left out: navigation, running headers, tracked deletions.
        LeftOut = "left_out",
    }
}

/// One note, with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportNote {
    /// Its kind.
    pub code: ImportNoteCode,
    /// The place in the source.
    pub at: SourcePlace,
    /// What was found, and what irr did about it.
    pub message: String,
    /// The words that the note is about, as in the source.
    pub quote: Option<String>,
}

/// What a person should know of how the meaning of a document was read. All words of these notes are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) enum Note {
    /// Nothing says whose words the document holds, or two signs contradict each other.
    Writer { author: Author, why: String },
    /// Findings without answers, which nobody signs.
    AsReport,
    /// Another letter begins, whose words are read as this author's.
    OtherLetter(Author),
    /// Whose words these are is guessed.
    Voice(Option<FindingRef>, Author),
    /// These may be the inspectorate's words, or an answer.
    Kind(Option<FindingRef>, &'static str),
    /// Words that describe the report, without a head that says so.
    About,
    /// The first words of a response, which say which report it answers.
    Opening(Author),
    /// Nothing parts a finding from its answer.
    Begins(FindingRef),
    /// Nothing parts the answer to the last finding from the closing words.
    Ends(FindingRef, Author),
    /// Findings without an answer by somebody, or by anybody.
    NoAnswer(Vec<FindingRef>, Option<Author>),
    /// The commissioner's words report the chief officer's.
    Mixed(FindingRef),
    /// No number is printed.
    Counted(FindingRef),
    /// A finding without words.
    NoWords(FindingRef),
    /// A finding without a deadline.
    NoDeadline(FindingRef),
    /// Words that may be a deadline and that irr cannot read.
    UnreadDeadline(FindingRef, String),
    /// Nobody is named who should act.
    NoAddressee(FindingRef),
    /// Who should act, by another sentence than "… should".
    Addressee(FindingRef, String),
    /// A day before the report.
    PastDay(FindingRef, String),
    /// Another deadline than the one that is used.
    OtherDeadline(FindingRef, String, Date),
    /// A period to review.
    Review(FindingRef, String),
    /// A day in the chief officer's answer.
    Target(FindingRef, Date),
    /// An answer to a finding that is addressed to others.
    NotOurs(FindingRef, String),
    /// One answer to several findings.
    OneAnswer(FindingRef, FindingRef),
    /// An answer that refers to another.
    Refers(FindingRef, FindingRef),
    /// The commissioner takes over the chief officer's answers.
    Adopts(Vec<FindingRef>),
    /// The answer says that nothing will be done.
    NoAction(FindingRef),
    /// The acceptance of a finding.
    Accepts(FindingRef),
    /// Who leads the work, by an answer's words.
    Owner(FindingRef, String),
    /// A status in other words.
    Status(FindingRef, Status, String),
    /// The title of the report was found in this way.
    Title(&'static str),
    /// The document has another title than the one that is used.
    OtherTitle(String),
    /// The report's day, from prose.
    Published(Date),
    /// A day that can be read in two ways.
    DayFirst(String, Date),
    /// The report would be older than the visit that it is about.
    BeforeVisit(Date, String),
    /// The response's day.
    Responded(Date),
    /// The day of the chief officer's comments.
    Commented(Date),
    /// The day on which a copy was sent.
    Sent(&'static str, Date),
    /// The force, from prose or by another name.
    Force(Force),
    /// The body that responds.
    Body(BodyKind, &'static str),
    /// The holder of the office.
    Holder(String),
    /// The chief officer.
    Chief(String),
    /// Whose report it is.
    Inspectorates(String),
    /// The kind of inspection.
    InspectionKind(InspectionKind, &'static str),
    /// A graded judgment in prose.
    Grade(Grade),
    /// How many findings of a kind the report has by its text, and how many are here.
    Count(FindingKind, u32, usize),
    /// The document may answer another report.
    OtherReport(String),
    /// The document names several reports.
    Reports(usize),
    /// A section ends in the middle of a sentence.
    NoEnd,
    /// Words that fit no field.
    Unplaced(&'static str),
    /// What belongs to the letter or the page.
    LeftOut(&'static str),
    /// The document is unlike those that irr knows.
    Unlike,
}

/// The most characters of a sentence in a mark, so that the mark has room for what was guessed from it.
const LONGEST_QUOTE: usize = 40;

fn whose(author: Author) -> &'static str {
    match author {
        Author::Commissioner => "the commissioner's",
        Author::ChiefOfficer => "the chief officer's",
    }
}

impl Note {
    /// Returns the kind of the note.
    pub(in crate::intake) fn code(&self) -> ImportNoteCode {
        use ImportNoteCode::{Disagrees, Guessed, LeftOut, Missing, OtherReport, Undecided, Unplaced};
        match self {
            Self::Writer { .. } | Self::AsReport => Undecided,
            Self::OtherReport(_) | Self::Reports(_) => OtherReport,
            Self::NotOurs(..) | Self::OtherTitle(_) | Self::BeforeVisit(..) => Disagrees,
            Self::NoWords(_) | Self::NoAnswer(..) | Self::NoDeadline(_) | Self::UnreadDeadline(..) | Self::NoEnd => Missing,
            Self::Count(_, count, here) if *here < *count as usize => Missing,
            Self::Unplaced(_) => Unplaced,
            Self::LeftOut(_) => LeftOut,
            _ => Guessed,
        }
    }

    /// Returns the field of the record that was guessed: of a finding, or of the record.
    pub(in crate::intake) fn field(&self) -> Option<(Option<FindingRef>, &'static str)> {
        let answer = |author: &Author| match author {
            Author::Commissioner => "commissioner_response.text",
            Author::ChiefOfficer => "chief_officer_response.text",
        };
        Some(match self {
            Self::Voice(Some(of), author) => (Some(of.clone()), answer(author)),
            Self::Kind(Some(of), field) => (Some(of.clone()), field),
            Self::Kind(None, field) => (None, field),
            Self::Voice(None, Author::Commissioner) | Self::Opening(Author::Commissioner) => {
                (None, "commissioner_initial_response")
            }
            Self::Voice(None, Author::ChiefOfficer) | Self::Opening(Author::ChiefOfficer) => {
                (None, "chief_officer_response.overview")
            }
            Self::Begins(of) => (Some(of.clone()), "text"),
            Self::Ends(of, author) => (Some(of.clone()), answer(author)),
            Self::AsReport | Self::About => (None, "inspection.summary"),
            Self::Counted(of) => (Some(of.clone()), "ref"),
            Self::Addressee(of, _) => (Some(of.clone()), "addressed_to"),
            Self::OtherDeadline(of, ..) => (Some(of.clone()), "due"),
            Self::Target(of, _) => (Some(of.clone()), "target"),
            Self::Owner(of, _) => (Some(of.clone()), "owner"),
            Self::Status(of, ..) => (Some(of.clone()), "status"),
            Self::NoAction(of) | Self::Accepts(of) => (Some(of.clone()), "commissioner_response.action"),
            Self::Title(_) => (None, "inspection.title"),
            Self::Published(_) | Self::DayFirst(..) | Self::BeforeVisit(..) => (None, "inspection.published"),
            Self::Responded(_) => (None, "publication.published"),
            Self::Commented(_) => (None, "publication.comments_received"),
            Self::Force(_) => (None, "force"),
            Self::Body(..) => (None, "local_policing_body.kind"),
            Self::Holder(_) => (None, "local_policing_body.holder"),
            Self::Chief(_) => (None, "chief_officer.name"),
            Self::Inspectorates(_) => (None, "inspection.inspectorates"),
            Self::InspectionKind(..) => (None, "inspection.kind"),
            Self::Grade(_) => (None, "inspection.grades"),
            _ => return None,
        })
    }

    /// Returns what was found, and what irr did about it.
    pub(in crate::intake) fn message(&self) -> String {
        match self {
            Self::Writer { author, why } => {
                format!(
                    "unclear whose words these are: {why}; taken as {}. Say whose with --as commissioner or --as chief-officer",
                    whose(*author)
                )
            }
            Self::OtherLetter(author) => {
                format!("another letter or an annex begins here; its words are taken as {}", whose(*author))
            }
            Self::Voice(Some(of), author) => format!("whose answer to {of} this is, is guessed; taken as {}", whose(*author)),
            Self::Voice(None, author) => format!("whose words these are is guessed; taken as {}", whose(*author)),
            Self::Kind(Some(of), "text") => format!("taken as the inspectorate's words of {of}; they may be an answer"),
            Self::Kind(Some(of), _) => format!("taken as an answer to {of}; these may be the inspectorate's words"),
            Self::Kind(None, _) => "taken as words of the response; they may be the inspectorate's".to_owned(),
            Self::Begins(of) => format!("nothing separates {of} from its answer; the answer is taken to begin here"),
            Self::Mixed(of) => {
                format!("the commissioner's answer to {of} reports the chief officer's words; check who says what")
            }
            Self::Counted(of) => format!("no number is printed; taken as {of}"),
            Self::NoWords(of) => format!("{of} has a label or an answer but no words"),
            Self::NoDeadline(of) => format!("{of} gives no deadline; it has no due date"),
            Self::UnreadDeadline(of, words) => {
                format!("{of} words a deadline that irr cannot read, “{words}”; kept as `due_text`, without `due`")
            }
            Self::NoAddressee(of) => format!("{of} does not say who should act; taken as ours"),
            Self::PastDay(of, words) => format!("{of} names a date before the report, “{words}”; not taken as its deadline"),
            Self::OtherDeadline(of, words, used) => format!("{of} has another deadline, “{words}”; {used} is used"),
            Self::Review(of, words) => format!("{of} has a second period, “{words}”, which is not a deadline; the first is used"),
            Self::Target(of, day) => format!("the answer to {of} names {day}; taken as the force's own target date"),
            Self::NotOurs(of, names) => {
                format!("{of} is addressed to {names} but answered here; check whether this is its answer")
            }
            Self::OneAnswer(first, of) => format!("one answer to {first} and {of}; recorded for {first}, and {of} refers to it"),
            Self::Refers(of, there) => format!("{of} refers to the answer to {there}; the words and the reference are kept"),
            Self::Adopts(of) => {
                let names: Vec<String> = of.iter().map(ToString::to_string).collect();
                format!("the commissioner adopts the chief officer's answers; recorded for {}", names.join(", "))
            }
            Self::NoAction(of) => format!("the answer to {of} says that nothing will be done; recorded as no action"),
            Self::Accepts(of) => format!("the acceptance of {of} is taken as the commissioner's"),
            Self::Status(of, status, words) => {
                format!("“{}” is taken as the status `{status}` of {of}", shortened(words, LONGEST_QUOTE))
            }
            Self::Addressee(of, who) => format!("{of} names {who}; taken as who should act"),
            Self::About => "taken as a description of the report; they may be words of the response".to_owned(),
            Self::Owner(of, who) => format!("the answer to {of} names {who}; taken as the owner"),
            Self::Ends(of, _) => {
                format!("nothing marks where the answer to {of} ends; these may be closing words of the response")
            }
            Self::NoAnswer(of, by) => {
                let names = of.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                match by {
                    Some(Author::Commissioner) => format!("no answer by the commissioner was found to {names}; others have one"),
                    Some(Author::ChiefOfficer) => format!("no answer by the chief officer was found to {names}; others have one"),
                    None => format!("no answer was found to {names}"),
                }
            }
            Self::Opening(_) => "the first words say which report this answers; they may be about the report".to_owned(),
            Self::Title(how) => format!("{how} is taken as the report's title"),
            Self::OtherTitle(used) => format!("the document has another title than `{used}`, which is used"),
            Self::Published(day) => format!("the text says that the report was published on {day}"),
            Self::DayFirst(words, day) => format!("`{words}` is read with the day first: {day}"),
            Self::BeforeVisit(day, visit) => {
                format!("the report would be published on {day}, before the inspection of {visit}; check the year")
            }
            Self::Responded(day) => format!("the response is dated {day}"),
            Self::Commented(day) => {
                format!("the chief officer's comments are dated {day}; taken as the day on which they came in")
            }
            Self::Sent(to, day) => format!("the response was sent to {to} on {day}, by its own words"),
            Self::Force(force) => format!("no label gives the force by its usual name; taken as {force}"),
            Self::Body(kind, how) => format!("{how}; a {} is taken as the body that responds", kind.title()),
            Self::Holder(name) => format!("the text names {name} as the holder of the office"),
            Self::Chief(name) => format!("the text names the chief officer; taken as {name}"),
            Self::Inspectorates(names) => format!("the text names {names}; taken as the inspectorate"),
            Self::InspectionKind(kind, word) => format!("the text says “{word}”; taken as the kind of inspection {kind}"),
            Self::Grade(grade) => {
                let area = grade.area.as_deref().unwrap_or("the force as a whole");
                format!("the text gives a graded judgment; taken as {} for {area}", grade.grade)
            }
            Self::Count(kind, count, here) => {
                let many = match kind {
                    FindingKind::Recommendation => counted(*count as usize, "recommendation", "recommendations"),
                    FindingKind::AreaForImprovement => counted(*count as usize, "area for improvement", "areas for improvement"),
                    FindingKind::CauseOfConcern => counted(*count as usize, "cause of concern", "causes of concern"),
                };
                let is = if *here == 1 { "is" } else { "are" };
                let but = if *here < *count as usize { format!(", but {here} {is} here") } else { String::new() };
                format!("the report has {many} according to its text{but}")
            }
            Self::OtherReport(what) => format!("{what}; check whether it answers this report"),
            Self::Reports(count) => {
                format!("{count} reports are answered in this document; only one record is made. Import each part by itself")
            }
            Self::AsReport => {
                "this answers nothing; taken as the inspectorate's own report. If it is a response, say so with --as response"
                    .to_owned()
            }
            Self::NoEnd => "the last sentence of this section has no end: words may be missing".to_owned(),
            Self::Unplaced(why) => format!("{why}; kept under `unplaced`"),
            Self::LeftOut(what) => format!("{what}; left out"),
            Self::Unlike => "this document is unlike those that irr knows: check every field".to_owned(),
        }
    }
}

/// The notes on one document, and the fields that were guessed.
#[derive(Debug, Default)]
pub(in crate::intake) struct Notes {
    pub(in crate::intake) all: Vec<ImportNote>,
    pub(in crate::intake) guesses: Vec<(Option<FindingRef>, &'static str, String)>,
    known: Vec<(Note, SourcePlace)>,
}

impl Notes {
    /// Begins with the notes of the reader of its format.
    pub(in crate::intake) fn after(all: Vec<ImportNote>) -> Self {
        Self { all, ..Self::default() }
    }

    /// Adds a note. A field that was guessed is marked once.
    pub(in crate::intake) fn add(&mut self, note: &Note, at: SourcePlace, quote: Option<&str>) {
        // What is left out has its words in the note, so that each has its own.
        if self.known.contains(&(note.clone(), at)) && !matches!(note, Note::LeftOut(_)) {
            return;
        }
        self.known.push((note.clone(), at));
        let message = note.message();
        if let Some((of, field)) = note.field()
            && !self.guesses.iter().any(|(finding, known, _)| (finding, *known) == (&of, field))
        {
            self.guesses.push((of, field, message.clone()));
        }
        self.all.push(ImportNote { code: note.code(), at, message, quote: quote.map(str::to_owned) });
    }

    /// Returns whether a note was added, at any place.
    pub(in crate::intake) fn has(&self, note: &Note) -> bool {
        self.known.iter().any(|(known, _)| known == note)
    }
}
