//! `irr new`

pub(in crate::cli) mod interview;

use std::io::Write;

use crate::cli::args::force_name;
pub(in crate::cli) use crate::cli::args::new_record::NewArgs;
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::new::interview::Interview;
use crate::cli::terminal::context::{Context, shown_path};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::{Prompter, nothing_written};
use crate::cli::terminal::write::{Checked, carry_out, check, lock_to_write};
use crate::model::duty::{DutyPeriod, Trigger};
use crate::model::force::Forces;
use crate::model::record_id::slug_of_title;
use crate::model::{
    BodyKind, ChiefOfficer, Date, DateRole, DayCount, DutyKind, DutyTerms, Force, GuessedValue, Inspection, Inspectorate,
    LocalPolicingBody, Record, RecordId, Settings,
};
use crate::prose::{counted, listed};
use crate::rules::response_deadline::RESPONSE_MISSING;
use crate::session::{OfficeSettings, Plan};
use crate::store::{ChangeSet, Store, StoreError};
use crate::yaml;

pub(in crate::cli) fn run(ctx: &mut Context, args: &NewArgs) -> Result<Outcome, Failure> {
    let store = match ctx.store() {
        Ok(store) => Some(store),
        Err(_) if !args.write.writes() => None,
        // If it could not be written, asking would be pointless.
        Err(failure) => return Err(failure),
    };
    let settings = store.as_ref().map(OfficeSettings::load).transpose()?.unwrap_or_default().settings;
    let mut said = args.clone();
    said.read_days(ctx)?;
    said.take(&settings);
    let forces = Forces::also(&settings.forces);
    let anyway = said.write.anyway();
    if let Some(force) = said.force.take() {
        said.force = Some(force_name::usual(ctx, &forces, &force, anyway)?);
    }
    let asker = ctx.asker().filter(|_| !said.missing().is_empty());
    if let Some(asker) = &asker {
        let interview = Interview::new(ctx, asker.clone(), store.as_ref())?;
        interview.about_report(ctx, &mut said, &forces)?;
        said.must_be_new(store.as_ref())?;
        interview.about_offices(&mut said)?;
        interview.about_inspection(&mut said)?;
    }
    let (id, record) = said.record()?;
    let new = NewRecord { id: &id, record: &record, guesses: &[] };
    let outcome = match asker.filter(|_| args.write.writes()) {
        Some(asker) => {
            agree(ctx, asker, &id, &record)?;
            write(ctx, new, args.write, NewOutput::Record, DraftMode::New)?
        }
        None => put(ctx, new, args.write, NewOutput::Record, DraftMode::New)?,
    };
    if outcome == Outcome::Done && args.write.writes() {
        ctx.out.flush()?;
        ctx.propose("add what is recommended", &format!("irr add {id}, or irr import REPORT --into {id}"))?;
    }
    Ok(outcome)
}

/// Shows the new record and asks for confirmation.
fn agree(ctx: &mut Context, asker: Prompter, id: &RecordId, record: &Record) -> Result<(), Failure> {
    writeln!(ctx.err, "\n{}\n", Store::name_of(id))?;
    for line in yaml::write(record).lines().filter(|line| *line != yaml::MODELINE) {
        writeln!(ctx.err, "    {line}")?;
    }
    writeln!(ctx.err, "\n{}\n", due_words(record, ctx.days.today))?;
    if asker.confirm("Write this record?")? { Ok(()) } else { Err(nothing_written()) }
}

impl NewArgs {
    /// Reads the days that flags give.
    fn read_days(&mut self, ctx: &mut Context) -> Result<(), Failure> {
        self.published = ctx.date_if_given("--published", self.published_typed.as_ref(), DateRole::Event)?;
        self.duty_from = ctx.date_if_given("--duty-from", self.duty_from_typed.as_ref(), DateRole::Event)?;
        self.response_due = ctx.date_if_given("--response-due", self.response_due_typed.as_ref(), DateRole::Deadline)?;
        Ok(())
    }

    /// Fills in the settings where no flag gives a value.
    fn take(&mut self, settings: &Settings) {
        self.force = self.force.take().or_else(|| settings.force.clone());
        // The offices in the settings belong to the force in the settings.
        let is_another = |set: &Force| !self.force.as_ref().is_some_and(|force| force.is_same(set));
        if settings.force.as_ref().is_some_and(is_another) {
            return;
        }
        if let Some(body) = settings.local_policing_body.as_ref().filter(|body| self.body.is_none_or(|kind| kind == body.kind)) {
            self.body = Some(body.kind);
            self.body_name = body.name.clone();
            self.holder = self.holder.take().or_else(|| body.holder.clone());
        }
        if let Some(chief) = &settings.chief_officer {
            self.chief_officer = self.chief_officer.take().or_else(|| chief.name.clone());
            self.chief_officer_title = self.chief_officer_title.take().or_else(|| chief.title.clone());
        }
    }

    /// Returns the flags of required values that are missing.
    fn missing(&self) -> Vec<&'static str> {
        let flags = [
            ("--force", self.force.is_none()),
            ("--title", self.title.is_none()),
            ("--published", self.published.is_none()),
            ("--body", self.body.is_none()),
        ];
        flags.into_iter().filter(|(_, is_missing)| *is_missing).map(|(flag, _)| flag).collect()
    }

    /// Fails if the record exists already; known before the last question.
    fn must_be_new(&self, store: Option<&Store>) -> Result<(), Failure> {
        match (store, &self.force, &self.title, self.published) {
            (Some(store), Some(force), Some(title), Some(published)) if self.write.writes() => {
                must_be_new(store, &self.id(force, title, published)?)
            }
            _ => Ok(()),
        }
    }

    fn id(&self, force: &Force, title: &str, published: Date) -> Result<RecordId, Failure> {
        let slug = self.slug.as_deref().map_or_else(|| slug_of_title(title), slug::slugify);
        let id = RecordId::natural(force, published, &slug);
        if force.as_str().trim().is_empty() || title.trim().is_empty() || id.folder().is_empty() || slug.is_empty() {
            return Err(Failure::because("the force and the title must contain letters"));
        }
        Ok(id)
    }

    /// Sets the duty from the flags.
    fn put_duty(&self, record: &mut Record) -> Result<(), Failure> {
        record.duty = self.duty.or_else(|| self.not_owed.as_ref().map(|_| DutyKind::None));
        record.not_owed = self.not_owed.clone();
        record.duty_from = self.duty_from;
        if self.duty_name.is_some() || self.response_due.is_some() {
            record.duty_terms =
                Some(DutyTerms { name: self.duty_name.clone(), last_day: self.response_due, ..DutyTerms::default() });
        }
        let duty = record.duty();
        let wrong = [
            (
                self.duty_from.is_some() && duty.trigger == Trigger::Published,
                "--duty-from",
                "the time to respond starts with the report's publication",
            ),
            (self.response_due.is_some() && !duty.has_own_terms(), "--response-due", "the law sets the response deadline"),
            (self.duty_name.is_some() && duty.kind != DutyKind::Other, "--duty-name", "this duty already has a name"),
        ];
        match wrong.into_iter().find(|(is_wrong, ..)| *is_wrong) {
            Some((_, flag, why)) => Err(Failure::because(format!("cannot use {flag} with the duty `{}`: {why}", duty.kind))
                .hint("choose the duty with --duty; `irr new --help` lists them")),
            None => Ok(()),
        }
    }

    /// Describes the response deadline, as far as the flags and answers determine it.
    pub(in crate::cli) fn due_words(&self, published: Date, today: Date) -> Result<String, Failure> {
        let body = LocalPolicingBody { kind: self.body.unwrap_or(BodyKind::Pcc), name: None, holder: None };
        let force = self.force.clone().unwrap_or_else(|| "".into());
        let mut record = Record::draft(force, body, Inspection::titled("", published));
        self.put_duty(&mut record)?;
        Ok(due_words(&record, today))
    }

    fn record(&self) -> Result<(RecordId, Record), Failure> {
        let (Some(force), Some(title), Some(published), Some(kind)) = (&self.force, &self.title, self.published, self.body)
        else {
            let missing = self.missing();
            let missing = listed(&missing, missing.len(), missing.len());
            let usual = match (&self.force, self.published, self.body) {
                (Some(force), Some(published), None) => force.usual_body(published).map(|kind| (force, kind)),
                _ => None,
            };
            let usual = usual.map_or_else(String::new, |(force, kind)| format!(" (for {force} `--body {kind}`)"));
            return Err(Failure::because(format!("missing {missing}")).hint(format!(
                "give it with flags{usual}, or set the force and its offices in irr.yaml; on a terminal `irr new` asks for it"
            )));
        };
        let body = LocalPolicingBody { kind, name: self.body_name.clone(), holder: self.holder.clone() };
        let author = self.duty.and_then(|duty| duty.row().author);
        let mut inspection = Inspection::titled(title.trim(), published);
        inspection.inspectorates = match &self.inspectorate[..] {
            [] => vec![author.map_or_else(|| Inspectorate::of_constabulary(published), Inspectorate::from)],
            names => names.iter().map(|name| name.as_str().trim().into()).collect(),
        };
        inspection.kind = self.kind;
        inspection.url = self.url.clone();
        inspection.recommendation_count = self.recommendation_count;
        let mut record = Record::draft(force.clone(), body, inspection);
        self.put_duty(&mut record)?;
        let (name, title_of_office) = (self.chief_officer.clone(), self.chief_officer_title.clone());
        let title_of_office = title_of_office.or_else(|| name.as_ref().map(|_| force.chief_officer_title().to_owned()));
        record.chief_officer = title_of_office.map(|title| ChiefOfficer { title: Some(title), name });
        Ok((self.id(force, title, published)?, record))
    }
}

/// A record that is not in the store yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct NewRecord<'a> {
    pub(in crate::cli) id: &'a RecordId,
    pub(in crate::cli) record: &'a Record,
    /// The values in it that were guessed.
    pub(in crate::cli) guesses: &'a [GuessedValue],
}

/// What goes to the standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum NewOutput {
    /// The path of the new record, or its text with --dry-run.
    Record,
    /// Nothing: it is used for something else.
    Nothing,
}

/// Writes or shows a new record, with its response deadline.
pub(in crate::cli) fn put(
    ctx: &mut Context,
    new: NewRecord<'_>,
    args: WriteArgs,
    shown: NewOutput,
    draft: DraftMode,
) -> Result<Outcome, Failure> {
    let NewRecord { id, record, guesses } = new;
    if !args.writes() && shown == NewOutput::Record {
        ctx.out.data().write_all(yaml::with_checks(&yaml::write(record), guesses).as_bytes())?;
        ctx.out.flush()?;
    }
    // An imported draft is written whatever is wrong with it. A record can be shown where no records folder is.
    let is_judged = draft != DraftMode::Written && ctx.store().is_ok();
    let outcome = if args.writes() || is_judged { write(ctx, new, args, shown, draft)? } else { Outcome::Done };
    ctx.out.flush()?;
    if outcome != Outcome::Done {
        return Ok(outcome);
    }
    let counted = record.response_period().map(|period| counting(period, record.duty_begins()));
    let counted = counted.filter(|_| record.owes_response()).map_or_else(String::new, |counted| format!(": {counted}"));
    writeln!(ctx.err, "{}{counted}", due_words(record, ctx.days.today))?;
    if record.counts_from_a_guess() {
        let done = record.duty().trigger.verb();
        writeln!(ctx.err, "counted from the report's date; `irr set {id} duty_from=DATE` records the date it was {done}")?;
    }
    Ok(outcome)
}

/// What happens to a new record with errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum DraftMode {
    /// It is written: it comes from a document, and is finished later.
    Written,
    /// It is refused, except for a response that is already late.
    New,
    /// It is refused unless the user wants it anyway.
    Judged,
}

/// Fails if the record exists already.
pub(in crate::cli) fn must_be_new(store: &Store, id: &RecordId) -> Result<(), Failure> {
    if store.has(id) { Err(StoreError::Exists { path: store.path_of(id) }.into()) } else { Ok(()) }
}

/// Writes a new record, and prints its path.
fn write(ctx: &mut Context, new: NewRecord<'_>, args: WriteArgs, shown: NewOutput, draft: DraftMode) -> Result<Outcome, Failure> {
    let NewRecord { id, record, guesses } = new;
    let store = ctx.store()?;
    let mut lock = lock_to_write(ctx, &store, "new", args)?;
    must_be_new(&store, id)?;
    let mut plan = Plan::of_set(ChangeSet::creation(id, record, guesses)?);
    plan.is_draft = draft == DraftMode::Written;
    if draft == DraftMode::New {
        // A report whose deadline has passed can be registered; the missing response is reported.
        plan.granted.push(RESPONSE_MISSING.code);
    }
    if shown == NewOutput::Record {
        plan.describe(shown_path(&store.path_of(id)));
    }
    // The whole record was shown instead of a difference to nothing.
    if !args.writes() {
        let is_refused = check(ctx, &store, &mut plan, args, &mut lock)? == Checked::Refused;
        return Ok(if is_refused { Outcome::No } else { Outcome::Done });
    }
    carry_out(plan, ctx, &store, lock, args)
}

/// Describes how a period is counted: "56 days beginning with Fri 2025-05-16".
fn counting(period: DutyPeriod, begins: Date) -> String {
    let (days, weekday) = (period.in_words(), begins.weekday());
    match period.count {
        DayCount::Inclusive => format!("{days} beginning with {weekday} {begins}"),
        DayCount::Exclusive => format!("{days} after {weekday} {begins}, not counting that day"),
        DayCount::WorkingDays | DayCount::Months => format!("{days} after {weekday} {begins}"),
    }
}

/// Describes the response deadline: "response due Thu 2025-07-10, 12 days from now".
pub(in crate::cli) fn due_words(record: &Record, today: Date) -> String {
    let Some(due) = record.response_due(today) else {
        return match (record.owes_response(), record.duty().since()) {
            (true, Some((since, source))) if record.inspection.published < since => {
                format!("no response deadline: the report is older than {since} ({source})")
            }
            (true, _) => "no response deadline is known: set one with `irr set RECORD duty_terms.last_day=DATE`".to_owned(),
            (false, _) if record.duty().has_own_terms() => {
                format!("no response deadline is set: {}", record.duty().deadline_source)
            }
            (false, _) => "no response is owed".to_owned(),
        };
    };
    let left = match due.days_since(today) {
        0 => "which is today".to_owned(),
        left if left > 0 => format!("{} from now", days(left)),
        left => format!("{} ago", days(-left)),
    };
    format!("response due {} {due}, {left}", due.weekday())
}

fn days(number: i64) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), "day", "days")
}
