//! `irr publish`

use std::io::Write;

use crate::cli::args::target::refusal;
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::new::interview::LEFT_OUT;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::duty::Recipient;
use crate::model::transition::Publish;
use crate::model::{Address, Date, DateRole, Finding, FindingRef, Record, RecordId, TypedDate};
use crate::prose::{counted, listed};
use crate::rules::copies::COPY_NOT_SENT;
use crate::rules::explanation::OWN_ACTION;
use crate::rules::identity::missing_recommendations;
use crate::rules::response_deadline::RESPONSE_LATE;
use crate::session::Plan;
use crate::session::checked_records::errors_of;
use crate::session::load::snapshot;
use crate::session::resolve::{load, one};
use crate::store::Store;
use crate::view::publication_checklist::PublicationChecklist;
use crate::yaml::checks;

/// Record that a response was published or sent
///
/// Also records when its copies were sent. Nothing is written if a recommendation is missing or has no explanation; irr names
/// each one. Only the dates you give are recorded, and the publication date, which is today unless you give --date. On a terminal
/// irr asks for each date that is missing; otherwise it lists them.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:
  irr publish custody --date 2026-05-12 --url https://example.org/response --chief-officer-invited 2026-04-02
  irr publish custody --copies-sent 2026-05-13
  irr publish custody --check        # what remains before it may be published")]
pub(in crate::cli) struct PublishArgs {
    /// The record, by any unique part of its id
    #[arg(value_name = "RECORD", add = complete::by(complete::address))]
    record: Address,
    /// The date it was published, or sent to the IOPC or the coroner if the duty requires that [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    /// The response's web address
    #[arg(long)]
    url: Option<String>,
    /// The date on which all copies were sent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    copies_sent: Option<TypedDate>,
    /// The date on which the inspectors of constabulary were sent their copy
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    sent_to_inspectorate: Option<TypedDate>,
    /// The date on which the Secretary of State was sent their copy
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    sent_to_secretary_of_state: Option<TypedDate>,
    /// The date on which the Victims' Commissioner or the Domestic Abuse Commissioner was sent their copy
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    sent_to_commissioner: Option<TypedDate>,
    /// No copies were sent yet: do not ask about them
    #[arg(long, conflicts_with_all = ["copies_sent", "sent_to_inspectorate", "sent_to_secretary_of_state", "sent_to_commissioner"])]
    not_sent: bool,
    /// The date on which the chief officer was invited to comment, if the record does not have it yet
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    chief_officer_invited: Option<TypedDate>,
    /// Only show what remains to be done before the response may be published; write nothing
    #[arg(long, conflicts_with_all = ["date", "url", "copies_sent", "not_sent", "chief_officer_invited"])]
    check: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &PublishArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    if args.check {
        return check(ctx, &store, args);
    }
    if args.record.finding.is_some() {
        return Err(Failure::because(format!(
            "cannot publish {}: a response is published as a whole, and this is a finding",
            args.record
        )));
    }
    let mut days = args.days(ctx)?;
    if let Some(asker) = ctx.asker() {
        // Asked before the lock is taken, so that other commands need not wait.
        let target = load(&store, &one(&store, &args.record.record)?)?;
        // What forbids it is said before anything is asked.
        if let Some(failure) = unready(&target.id, &target.record, args.write) {
            return Err(failure);
        }
        days.ask(&asker, &target.record, ctx.days.today)?;
    }
    let lock = lock_to_write(ctx, &store, "publish", args.write)?;
    let target = load(&store, &one(&store, &args.record.record)?)?;
    let (id, owes_response) = (target.id.clone(), target.record.owes_response());
    let mut after = target.record.clone();
    let step = args.step(ctx, &target.record, &days)?;
    let told = match step.take(&mut after) {
        Ok(told) => told,
        Err(error) => {
            ctx.report(&refusal("publish", target.id.as_str(), error));
            return Ok(Outcome::No);
        }
    };
    if let Some(failure) = unready(&id, &after, args.write) {
        return Err(failure);
    }
    let mut plan = Plan::of(format!("publish {}", target.id));
    // Lateness cannot be undone. A copy still to be sent does not block publishing: the rule keeps reporting it.
    plan.granted.extend([RESPONSE_LATE.code, COPY_NOT_SENT.code]);
    plan.describe(format!("{}: {told}", target.id));
    plan.revise(target, &after)?;
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    if outcome == Outcome::Done && owes_response && after.has_comments() {
        warn_of_comments(ctx, &id, &after, &unexplained(&after))?;
    }
    if outcome == Outcome::Done && owes_response {
        tell_missing(ctx, &id, &after, step.responded)?;
    }
    if outcome == Outcome::Done && args.write.writes() {
        ctx.propose("make the page for the public", &format!("irr render {id} --format html -o response.html"))?;
    }
    Ok(outcome)
}

/// Returns why a response may not be published yet.
fn unready(id: &RecordId, record: &Record, write: WriteArgs) -> Option<Failure> {
    if !record.owes_explanations() || write.anyway() {
        return None;
    }
    // The body's overall comments may explain what the answers do not: only a warning, as in `irr validate`.
    let unexplained = unexplained(record);
    if !unexplained.is_empty() && !record.has_comments() {
        let all = listed(&unexplained, unexplained.len(), usize::MAX);
        let are = counted(unexplained.len(), "recommendation has", "recommendations have");
        let message = format!("cannot publish {id}: {are} no explanation ({all})");
        let hint = format!("write {OWN_ACTION}: `irr answer {id}` asks for each ({})", record.duty().explanation_source);
        return Some(Failure::refused(message).hint(hint));
    }
    if record.says_nothing() {
        let message = format!("cannot publish {id}: the record has no findings and no answers yet");
        let hint = format!(
            "`irr add {id}` adds recommendations, `irr import FILE --into {id}` a letter; if the report has none, \
             `irr set {id} inspection.recommendation_count=0`"
        );
        return Some(Failure::refused(message).hint(hint));
    }
    let missing = missing_recommendations(record).filter(|it| it.is_certain)?;
    let hint = format!(
        "`irr add {id}` adds them ({} covers them all, also those for others); \
         `irr set {id} inspection.recommendation_count=…` corrects the count; --anyway records a response that went out without them",
        record.duty().explanation_source
    );
    Some(Failure::refused(format!("cannot publish {id}: {}", missing.message)).hint(hint))
}

/// Shows what remains before the response may be published.
fn check(ctx: &mut Context, store: &Store, args: &PublishArgs) -> Result<Outcome, Failure> {
    let target = load(store, &one(store, &args.record.record)?)?;
    let guesses = checks(&target.text).len();
    let days = ctx.days;
    let errors = ctx.watching("checking the record", |count| errors_of(store, &target.id, days, count))?;
    let snapshot = snapshot(store, &target.id, target.record, ctx.days)?;
    let list = PublicationChecklist::compute(&target.id, &snapshot, guesses, errors);
    ctx.draw_help(&list.blocks())?;
    Ok(if list.is_ready() { Outcome::Done } else { Outcome::No })
}

/// Warns about recommendations that only the overall comments can explain, and how to record that.
fn warn_of_comments(ctx: &mut Context, id: &RecordId, record: &Record, unexplained: &[FindingRef]) -> Result<(), Failure> {
    let [first, ..] = unexplained else { return Ok(()) };
    let all = listed(unexplained, unexplained.len(), usize::MAX);
    let have = if unexplained.len() == 1 { "has" } else { "have" };
    let answered = unexplained.iter().all(|reference| record.finding(reference).is_some_and(Finding::chief_officer_spoke));
    let what = if answered { "the chief officer's answer only" } else { "no explanation of the body's own" };
    writeln!(
        ctx.err,
        "warning: {all} {have} {what}. If the comments explain it, use `irr set {id}:{first} commissioner_response.see=comments`"
    )?;
    if answered {
        writeln!(ctx.err, "         if they adopt the chief officer's answers, use `irr set {id} adopts_chief_officer=true`")?;
    }
    Ok(())
}

/// Lists the dates that are missing, and the command that records them.
fn tell_missing(ctx: &mut Context, id: &RecordId, record: &Record, responded: Date) -> Result<(), Failure> {
    let (duty, publication) = (record.duty(), record.publication.clone().unwrap_or_default());
    let copies = duty.copies(responded).filter(|copy| publication.sent_to(copy.to).is_none());
    let copies = copies.map(|copy| (format!("the copy to {} was sent", copy.name), format!("--{} DATE", flag(copy.to))));
    let invited = (duty.comments.is_some() && publication.chief_officer_invited.is_none())
        .then(|| ("the chief officer was invited to comment".to_owned(), "--chief-officer-invited DATE".to_owned()));
    let (what, flags): (Vec<String>, Vec<String>) = copies.chain(invited).unzip();
    if !what.is_empty() {
        let what = listed(&what, what.len(), what.len());
        writeln!(ctx.err, "not recorded: when {what}. Record it with `irr publish {id} {}`", flags.join(" "))?;
    }
    Ok(())
}

/// Returns the flag for a recipient's copy.
fn flag(recipient: Recipient) -> String {
    recipient.field().replace('_', "-")
}

/// The days that flags and answers give.
struct PublicationDays {
    /// When it was published.
    responded: Option<Date>,
    chief_officer_invited: Option<Date>,
    /// When all copies were sent.
    copies_sent: Option<Date>,
    /// When each copy was sent.
    sent: Vec<(Recipient, Date)>,
    /// Whether nothing is asked about copies.
    not_sent: bool,
}

impl PublicationDays {
    /// Asks for each date that neither a flag nor the record gives. Enter alone skips one.
    fn ask(&mut self, asker: &Prompter, record: &Record, today: Date) -> Result<(), Failure> {
        if !record.owes_response() {
            return Ok(());
        }
        let written = record.publication.clone().unwrap_or_default();
        if self.responded.is_none() && record.responded().is_none() {
            let question = Question { words: "Published on:", default: Some("today"), ..Question::default() };
            self.responded = Some(asker.required_day(question, today, DateRole::Event, |_| Ok(()))?);
        }
        let ask = |words: &str| asker.day(Question { words, help: Some(LEFT_OUT), ..Question::default() }, today);
        if record.duty().comments.is_some() && self.chief_officer_invited.or(written.chief_officer_invited).is_none() {
            self.chief_officer_invited = ask("Chief officer invited to comment on (required):")?;
        }
        if self.not_sent || self.copies_sent.is_some() {
            return Ok(());
        }
        for copy in record.duty().copies(self.responded.unwrap_or(Date::LAST)) {
            if self.sent.iter().all(|(to, _)| *to != copy.to) && written.sent_to(copy.to).is_none() {
                let day = ask(&format!("Copy sent to {} on:", copy.name))?;
                self.sent.extend(day.map(|day| (copy.to, day)));
            }
        }
        Ok(())
    }
}

impl PublishArgs {
    /// Reads the days that flags give.
    fn days(&self, ctx: &mut Context) -> Result<PublicationDays, Failure> {
        let mut read = |flag: &str, typed: &Option<TypedDate>| ctx.date_if_given(flag, typed.as_ref(), DateRole::Event);
        let mut sent = Vec::new();
        for (to, typed) in [
            (Recipient::Inspectorate, &self.sent_to_inspectorate),
            (Recipient::SecretaryOfState, &self.sent_to_secretary_of_state),
            (Recipient::Commissioner, &self.sent_to_commissioner),
        ] {
            sent.extend(read(&format!("--{}", flag(to)), typed)?.map(|day| (to, day)));
        }
        Ok(PublicationDays {
            responded: read("--date", &self.date)?,
            chief_officer_invited: read("--chief-officer-invited", &self.chief_officer_invited)?,
            copies_sent: read("--copies-sent", &self.copies_sent)?,
            sent,
            not_sent: self.not_sent,
        })
    }

    /// Creates the step; no date is assumed except that of the response.
    fn step(&self, ctx: &Context, record: &Record, days: &PublicationDays) -> Result<Publish, Failure> {
        let duty = record.duty();
        let responded = days.responded.or_else(|| record.responded()).unwrap_or(ctx.days.today);
        let copies: Vec<Recipient> = duty.copies(responded).map(|copy| copy.to).collect();
        if let Some((other, _)) = days.sent.iter().find(|(to, _)| duty.is_law() && !copies.contains(to)) {
            let message = format!("--{}: {} requires no copy to {}", flag(*other), duty.source, other.name());
            return Err(
                Failure::because(message).hint("leave the flag out; if the record has another duty, use `irr set RECORD duty=…`")
            );
        }
        let mut sent = days.sent.clone();
        for to in copies {
            if sent.iter().all(|(other, _)| *other != to) {
                sent.extend(days.copies_sent.map(|day| (to, day)));
            }
        }
        Ok(Publish { responded, url: self.url.clone(), sent, chief_officer_invited: days.chief_officer_invited })
    }
}

/// Returns the recommendations without an explanation of the body's own.
fn unexplained(record: &Record) -> Vec<FindingRef> {
    record.unanswered().map(|(reference, _)| reference).collect()
}
