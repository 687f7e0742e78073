//! The record that a report of a tracker goes into.

use std::io::Write;

use crate::cli::args::force_name;
use crate::cli::args::import_document::ImportArgs;
use crate::cli::args::meaning::TrackerMeaning;
use crate::cli::commands::import::tracker::said::TrackerWords;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::intake::KnownFacts;
use crate::intake::tracker::heads::folded;
use crate::intake::tracker::{TrackerReading, TrackerReport};
use crate::model::record_id::slug_of_title;
use crate::model::{
    BodyKind, Date, DateRole, Force, GuessedValue, Inspection, Inspectorate, LocalPolicingBody, Record, RecordId,
};
use crate::session::resolve::one;
use crate::store::{ProgressCounter, Store, StoreError};

/// The record that a report goes into.
pub(super) enum Destination {
    /// A new one.
    New { id: RecordId, record: Box<Record>, guesses: Vec<GuessedValue> },
    /// One that is there.
    Existing { id: RecordId },
}

impl Destination {
    pub(super) fn id(&self) -> &RecordId {
        match self {
            Self::New { id, .. } | Self::Existing { id } => id,
        }
    }

    pub(super) fn is_new(&self) -> bool {
        matches!(self, Self::New { .. })
    }

    /// Returns the guesses about the report.
    pub(super) fn guesses(&self) -> Vec<GuessedValue> {
        match self {
            Self::New { guesses, .. } => guesses.clone(),
            Self::Existing { .. } => Vec::new(),
        }
    }
}

/// A record of the store, as far as a report is compared with it.
struct Known {
    id: RecordId,
    title: String,
    published: Date,
}

/// Returns the record of each report. On a terminal, asks for what a new record needs and the tracker does not say.
///
/// # Errors
/// Fails, with every report that is concerned, where a new record would lack its title or the day of publication.
pub(super) fn destinations(
    ctx: &mut Context,
    store: &Store,
    reading: &TrackerReading,
    words: &TrackerWords,
    known: &KnownFacts,
    args: &ImportArgs,
) -> Result<Vec<Destination>, Failure> {
    let asker = ctx.asker().filter(|_| args.is_text());
    let read = |loaded: crate::store::Loaded| {
        let record = loaded.parsed.ok()?;
        Some(Known { id: loaded.id, title: record.inspection.title, published: record.inspection.published })
    };
    let records: Vec<Known> = match store.load_each(&ProgressCounter::default(), read) {
        Ok((records, _)) => records.into_iter().flatten().collect(),
        Err(StoreError::NoRecords { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let is_only = reading.reports.len() == 1;
    let (mut found, mut unsaid) = (Vec::new(), Vec::new());
    for report in &reading.reports {
        if let Some(part) = &args.into {
            found.push(Destination::Existing { id: one(store, part)? });
            continue;
        }
        let mut title = known.title.clone().filter(|_| is_only).or_else(|| report.title.clone());
        let meaning = words.of_report(title.as_deref().unwrap_or_default(), &report.sheet);
        if let Some(TrackerMeaning::Record(part)) = meaning {
            found.push(Destination::Existing { id: one(store, part)? });
            continue;
        }
        let mapped = match meaning {
            Some(TrackerMeaning::Published(day)) => Some(*day),
            _ => None,
        };
        let mut published = mapped.or(known.published.filter(|_| is_only)).or(report.published);
        if let Some(existing) = title.as_deref().and_then(|title| existing(&records, title, published)) {
            if folded(&existing.title) != folded(title.as_deref().unwrap_or_default()) {
                let named = title.unwrap_or_default();
                writeln!(ctx.err, "“{named}” is taken for {}, “{}”, of the same day", existing.id, existing.title)?;
            }
            found.push(Destination::Existing { id: existing.id.clone() });
            continue;
        }
        if let Some(asker) = &asker {
            title = Some(title.map_or_else(|| ask_title(ctx, asker, report), Ok)?);
            published = Some(published.map_or_else(|| ask_day(ctx, asker, report, title.as_deref()), Ok)?);
        }
        match (title, published) {
            (Some(title), Some(published)) => found.push(new_record(ctx, report, &title, published, known, args)?),
            (title, _) => unsaid.push((title, report)),
        }
    }
    if unsaid.is_empty() { Ok(found) } else { Err(must_be_said(&unsaid)) }
}

/// Returns the record of a report: of the same title, or of the same day where one title has all words of the other.
fn existing<'a>(records: &'a [Known], title: &str, published: Option<Date>) -> Option<&'a Known> {
    let is_day = |known: &&Known| published.is_none_or(|day| day == known.published);
    let key = folded(title);
    let mut same = records.iter().filter(|known| folded(&known.title) == key).filter(is_day);
    if let Some(found) = same.next() {
        return same.next().is_none().then_some(found);
    }
    let is_part = |known: &&Known| {
        let other = folded(&known.title);
        Some(known.published) == published && key.len() >= 6 && (other.contains(&key) || key.contains(&other))
    };
    let mut part = records.iter().filter(is_part);
    part.next().filter(|_| part.next().is_none())
}

/// Returns the record of a report among those of these titles and days.
pub(in crate::cli::commands) fn existing_record(records: &[(&RecordId, &str, Date)], report: &TrackerReport) -> Option<RecordId> {
    let known = |(id, title, published): &(&RecordId, &str, Date)| Known {
        id: (*id).clone(),
        title: (*title).to_owned(),
        published: *published,
    };
    let records: Vec<Known> = records.iter().map(known).collect();
    existing(&records, report.title.as_deref()?, report.published).map(|known| known.id.clone())
}

fn place(report: &TrackerReport) -> String {
    format!("sheet {}, row {}", report.sheet, report.row)
}

fn ask_title(ctx: &mut Context, asker: &Prompter, report: &TrackerReport) -> Result<String, Failure> {
    writeln!(ctx.err, "{}: the tracker does not say which report its findings are of", place(report))?;
    let some =
        |text: &str| if text.trim().is_empty() { Err("type the report's title".to_owned()) } else { Ok(text.trim().to_owned()) };
    asker.text(&Question::new("Title of the report:", &[]), some)
}

fn ask_day(ctx: &mut Context, asker: &Prompter, report: &TrackerReport, title: Option<&str>) -> Result<Date, Failure> {
    writeln!(ctx.err, "{}: the tracker does not say when “{}” was published", place(report), title.unwrap_or_default())?;
    let question = Question { help: Some("16 May 2025, or 16/5/25"), ..Question::new("Published:", &[]) };
    asker.required_day(question, ctx.days.today, DateRole::Event, |_| Ok(()))
}

fn must_be_said(unsaid: &[(Option<String>, &TrackerReport)]) -> Failure {
    let each = unsaid.iter().map(|(title, report)| match title {
        Some(title) => format!("when “{title}” was published ({})", place(report)),
        None => format!("which report its findings are of ({})", place(report)),
    });
    let message = format!("the tracker does not say {}", each.collect::<Vec<_>>().join(", nor "));
    let hint = match unsaid {
        [(None, _)] => "use --title TITLE --published DATE, or --into RECORD".to_owned(),
        [(Some(title), _), ..] => {
            format!("use --map '{title}=DATE' for each, or --map '{title}=RECORD' for a record that is there")
        }
        [(None, report), ..] => {
            format!("give the sheets a column “Report” and one “Published”, or use --map '{}=RECORD'", report.sheet)
        }
        [] => String::new(),
    };
    Failure::because(message).hint(hint)
}

fn new_record(
    ctx: &mut Context,
    report: &TrackerReport,
    title: &str,
    published: Date,
    known: &KnownFacts,
    args: &ImportArgs,
) -> Result<Destination, Failure> {
    let Some(force) = known.force.clone().or_else(|| args.force.clone()) else {
        return Err(Failure::because("the tracker does not say which force it is about")
            .hint("use --force NAME, or set the force in irr.yaml, so that you need not say it again"));
    };
    let force: Force = force_name::usual(ctx, &force_name::known(ctx, ctx.store().ok().as_ref())?, &force, args.write.anyway())?;
    let body = known.body.clone().unwrap_or_else(|| LocalPolicingBody {
        kind: force.usual_body(published).unwrap_or(BodyKind::Pcc),
        name: None,
        holder: None,
    });
    let mut inspection = Inspection::titled(title.trim(), published);
    inspection.inspectorates =
        vec![report.inspectorate.as_deref().map_or_else(|| Inspectorate::of_constabulary(published), Inspectorate::from)];
    let id = RecordId::natural(&force, published, &known.slug.clone().unwrap_or_else(|| slug_of_title(title)));
    let mut guesses = Vec::new();
    if let Some(why) = report.title_doubt.filter(|_| report.title.as_deref() == Some(title)) {
        guesses.push(GuessedValue::new(None, "inspection.title", why));
    }
    if let Some(why) = report.published_doubt.filter(|_| report.published == Some(published)) {
        guesses.push(GuessedValue::new(None, "inspection.published", why));
    }
    Ok(Destination::New { id, record: Box::new(Record::draft(force, body, inspection)), guesses })
}
