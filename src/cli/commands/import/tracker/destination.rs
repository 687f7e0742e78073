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
    /// The one that the user has named for it: one that is there, or that of another report of the tracker.
    Named { id: RecordId },
}

impl Destination {
    pub(super) fn id(&self) -> &RecordId {
        match self {
            Self::New { id, .. } | Self::Existing { id } | Self::Named { id } => id,
        }
    }

    pub(super) fn is_new(&self) -> bool {
        matches!(self, Self::New { .. })
    }

    /// Returns the guesses about the report.
    pub(super) fn guesses(&self) -> Vec<GuessedValue> {
        match self {
            Self::New { guesses, .. } => guesses.clone(),
            Self::Existing { .. } | Self::Named { .. } => Vec::new(),
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
    words: &mut TrackerWords,
    known: &KnownFacts,
    args: &ImportArgs,
) -> Result<Vec<(Destination, TrackerReport)>, Failure> {
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
    let (mut found, mut named, mut unsaid): (Vec<(Destination, &TrackerReport)>, Vec<_>, Vec<_>) = Default::default();
    for report in &reading.reports {
        if let Some(part) = &args.into {
            found.push((Destination::Existing { id: one(store, part)? }, report));
            continue;
        }
        let mut title = known.title.clone().filter(|_| is_only).or_else(|| report.title.clone());
        let meaning = words.of_report(title.as_deref().unwrap_or_default(), &report.sheet);
        let mapped = match meaning {
            Some(TrackerMeaning::Record(part)) => {
                named.push((report, part));
                continue;
            }
            Some(TrackerMeaning::Published(day)) => Some(day),
            _ => None,
        };
        let mut published = mapped.or(known.published.filter(|_| is_only)).or(report.published);
        if let Some(existing) = title.as_deref().and_then(|title| existing(&records, title, published)) {
            if folded(&existing.title) != folded(title.as_deref().unwrap_or_default()) {
                let named = title.unwrap_or_default();
                writeln!(ctx.err, "“{named}” is taken for {}, “{}”, of the same day", existing.id, existing.title)?;
            }
            found.push((Destination::Existing { id: existing.id.clone() }, report));
            continue;
        }
        if let Some(asker) = &asker {
            title = Some(title.map_or_else(|| ask_title(ctx, asker, report), Ok)?);
            published = Some(published.map_or_else(|| ask_day(ctx, asker, report, title.as_deref()), Ok)?);
        }
        match (title, published) {
            (Some(title), Some(published)) => {
                let new = new_record(ctx, report, &title, published, known, args)?;
                match same_report(ctx, asker.as_ref(), &found, &new)? {
                    Some(id) => named.push((report, id.to_string())),
                    None => found.push((new, report)),
                }
            }
            (title, _) => unsaid.push((title, report)),
        }
    }
    for (report, part) in named {
        let of_tracker = found.iter().map(|(destination, _)| destination.id()).find(|id| id.as_str() == part).cloned();
        let id = of_tracker.map_or_else(|| one(store, &part), Ok)?;
        words.name_report(report, &id);
        found.push((Destination::Named { id }, report));
    }
    if unsaid.is_empty() { merged(found) } else { Err(must_be_said(&unsaid)) }
}

/// Returns the record of a report of the same day whose title begins with the same word, if the user says that it is the same.
fn same_report(
    ctx: &mut Context,
    asker: Option<&Prompter>,
    found: &[(Destination, &TrackerReport)],
    new: &Destination,
) -> Result<Option<RecordId>, Failure> {
    let Destination::New { id, record, .. } = new else { return Ok(None) };
    let first_word = |record: &Record| slug_of_title(&record.inspection.title).split('-').next().map(str::to_owned);
    let is_like = |(other, _): &&(Destination, &TrackerReport)| match other {
        Destination::New { id: other_id, record: other, .. } => {
            other.inspection.published == record.inspection.published && first_word(other) == first_word(record) && id != other_id
        }
        _ => false,
    };
    let Some((Destination::New { id: like_id, record: like, .. }, _)) = found.iter().find(is_like) else { return Ok(None) };
    let (title, other) = (&record.inspection.title, &like.inspection.title);
    writeln!(ctx.err, "“{title}” and “{other}” were published on one day")?;
    if let Some(asker) = asker {
        ctx.err.flush()?;
        return Ok(asker.consent("Are they one report?")?.then(|| like_id.clone()));
    }
    writeln!(ctx.err, "  if they are one report: --map '{title}={like_id}'")?;
    Ok(None)
}

/// Puts the findings of the reports that the user has named one record for together.
fn merged(found: Vec<(Destination, &TrackerReport)>) -> Result<Vec<(Destination, TrackerReport)>, Failure> {
    let mut all: Vec<(Destination, TrackerReport)> = Vec::new();
    for (destination, report) in found {
        match (all.iter_mut().find(|(other, _)| other.id() == destination.id()), &destination) {
            (None, _) => all.push((destination, report.clone())),
            (Some((_, first)), Destination::Named { .. }) => {
                first.findings.extend(report.findings.iter().cloned());
                first.left.extend(report.left.iter().cloned());
            }
            (Some(_), Destination::New { id, .. } | Destination::Existing { id }) => {
                let title = report.title.clone().unwrap_or_default();
                return Err(Failure::because(format!("two reports of the tracker would go into {id}")).hint(format!(
                    "if they are one report: --map '{title}={id}'; otherwise name another record for one of them"
                )));
            }
        }
    }
    Ok(all)
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
    if report.inspectorate.is_none() {
        let why = "the tracker does not say who published the report";
        guesses.push(GuessedValue::new(None, "inspection.inspectorates[0]", why));
    }
    if let Some(why) = report.title_doubt.filter(|_| report.title.as_deref() == Some(title)) {
        guesses.push(GuessedValue::new(None, "inspection.title", why));
    }
    if let Some(why) = report.published_doubt.filter(|_| report.published == Some(published)) {
        guesses.push(GuessedValue::new(None, "inspection.published", why));
    }
    Ok(Destination::New { id, record: Box::new(Record::draft(force, body, inspection)), guesses })
}
