//! `irr answer`

use std::io::Write;
use std::path::PathBuf;

use clap::ValueHint;

use crate::cli::args::target::{self, TargetArgs};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::{Context, text_of_file};
use crate::cli::terminal::editor::NoteFile;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Prompter;
use crate::draw::visible;
use crate::model::transition::{Answer, AnswerSide};
use crate::model::{ActionTaken, Address, Finding, FindingRef, Record, RecordId};
use crate::prose::{counted, shortened};
use crate::session::pick::unanswered_records;
use crate::session::resolve::{load, no_finding, one};
use crate::store::Store;

/// Answer findings, for the body and for the chief officer
///
/// On a terminal irr goes from finding to finding, those without an answer first, shows what is recommended, and takes each
/// answer as it is typed or pasted, or from $EDITOR. Each answer is written at once. Scripts give the words in a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr answer custody                       # asks for all that is not answered yet
  irr answer custody:R1 -F answer.md --action proposed
  irr answer custody:R1 -F - --chief-officer < comments.md")]
pub(in crate::cli) struct AnswerArgs {
    /// A record, or one of its findings: custody, custody:R1 [default: the response that waits for answers]
    #[arg(value_name = "ADDRESS", add = complete::by(complete::address))]
    address: Option<Address>,
    /// Take the answer from this file; - reads it from the standard input
    #[arg(long, short = 'F', value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// It is the chief officer's answer [default: the body's explanation]
    #[arg(long, requires = "file", conflicts_with = "action")]
    chief_officer: bool,
    /// What the body does itself: taken, proposed, none
    #[arg(long, value_name = "ACTION", requires = "file", add = complete::by(complete::actions))]
    action: Option<ActionTaken>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &AnswerArgs) -> Result<Outcome, Failure> {
    if let Some(file) = &args.file {
        let Some(address) = &args.address else {
            return Err(Failure::because("missing the finding to answer").hint("name it: irr answer custody:R1 -F answer.md"));
        };
        let side = if args.chief_officer { AnswerSide::ChiefOfficer } else { AnswerSide::Body };
        let step = Answer { side, text: text_of_file(file)?, action: args.action };
        return target::take(ctx, "answer", &TargetArgs::of(vec![address.clone()]), args.write, |_| Ok(step.clone()));
    }
    let Some(asker) = ctx.asker() else {
        return Err(Failure::because("missing -F FILE: the words of the answer")
            .hint("irr answer custody:R1 -F answer.md; on a terminal `irr answer` asks for them"));
    };
    let store = ctx.store()?;
    let id = record_to_answer(ctx, &asker, &store, args.address.as_ref())?;
    let record = load(&store, &id)?.record;
    let open = to_answer(&id, &record, args.address.as_ref().and_then(|address| address.finding.as_ref()))?;
    if open.is_empty() {
        writeln!(ctx.err, "every finding of {id} is answered: name one to answer it once more")?;
        return Ok(Outcome::Done);
    }
    let mut written = 0;
    for (place, reference) in (1..).zip(&open) {
        let left = format!("{place} of {}", open.len());
        let outcome =
            Answering { asker: &asker, store: &store, id: &id, reference, write: args.write }.ask(ctx, &left, &mut written);
        match outcome {
            Ok(()) => {}
            Err(failure) if written > 0 => {
                let answers = counted(written, "answer is", "answers are");
                writeln!(ctx.err, "left at {reference}: {answers} written; `irr answer {id}` goes on")?;
                return if failure.outcome() == Outcome::No { Ok(Outcome::No) } else { Err(failure) };
            }
            Err(failure) => return Err(failure),
        }
    }
    if load(&store, &id)?.record.unanswered().next().is_none() {
        ctx.propose("see what remains before it may be published", &format!("irr publish {id} --check"))?;
    }
    Ok(Outcome::Done)
}

/// Returns the record that is named, or the one that waits for answers; asks where there are several.
fn record_to_answer(ctx: &mut Context, asker: &Prompter, store: &Store, address: Option<&Address>) -> Result<RecordId, Failure> {
    if let Some(address) = address {
        let address = ctx.address(store, address)?;
        return Ok(one(store, &address.record)?);
    }
    let waiting = ctx.watching("reading the records", |count| unanswered_records(store, count))?;
    let labels = waiting.iter().map(|(id, title, open)| {
        let answers = counted(*open, "answer", "answers");
        (format!("{} – {answers} missing", shortened(title, 50)), id.clone())
    });
    match &waiting[..] {
        [] => Err(Failure::refused("no response waits for an answer").hint("name a record: irr answer custody")),
        [(id, ..)] => Ok(id.clone()),
        _ => asker.select("Which response?", labels.collect(), 0),
    }
}

/// Returns the findings to ask about: the one that is named, or those that lack an answer.
fn to_answer(id: &RecordId, record: &Record, named: Option<&FindingRef>) -> Result<Vec<FindingRef>, Failure> {
    match named {
        Some(wanted) if record.finding(wanted).is_none() => Err(no_finding(id, record, wanted).into()),
        Some(wanted) => Ok(vec![wanted.clone()]),
        None => Ok(record.unanswered().map(|(reference, _)| reference).collect()),
    }
}

/// The questions about one finding.
struct Answering<'a> {
    asker: &'a Prompter,
    store: &'a Store,
    id: &'a RecordId,
    reference: &'a FindingRef,
    write: WriteArgs,
}

impl Answering<'_> {
    /// Shows the finding and asks for each side's answer; each is written before the next question, so that none is lost.
    fn ask(&self, ctx: &mut Context, place: &str, written: &mut usize) -> Result<(), Failure> {
        let record = load(self.store, self.id)?.record;
        let Some(finding) = record.finding(self.reference) else { return Ok(()) };
        self.show(ctx, finding, place)?;
        let mut asks_chief = !finding.chief_officer_spoke();
        let mut asks_body = !record.is_explained(finding);
        if !asks_chief && !asks_body {
            let sides = [("the body's explanation", (false, true)), ("the chief officer's answer", (true, false))];
            let sides = sides.map(|(words, side)| (words.to_owned(), side)).into();
            (asks_chief, asks_body) = self.asker.select("It is answered. Change:", sides, 0)?;
        }
        if asks_chief {
            let step = Answer { side: AnswerSide::ChiefOfficer, text: String::new(), action: None };
            self.answer(ctx, step, "The chief officer's answer, if there is one:", finding, written)?;
        }
        if asks_body {
            let actions = ActionTaken::ALL.iter().map(|action| (in_words(*action).to_owned(), Some(*action)));
            let choices = actions.chain([("not said".to_owned(), None)]).collect();
            let action = self.asker.select("What does the body do itself?", choices, 0)?;
            let step = Answer { side: AnswerSide::Body, text: String::new(), action };
            self.answer(ctx, step, "The body's own explanation:", finding, written)?;
        }
        Ok(())
    }

    /// Takes the words of one side, and writes them.
    fn answer(
        &self,
        ctx: &mut Context,
        step: Answer,
        question: &str,
        finding: &Finding,
        written: &mut usize,
    ) -> Result<(), Failure> {
        let whose = if step.side == AnswerSide::Body { "explanation" } else { "chief-officer" };
        let of = format!("{}:{} {whose}", self.id, self.reference);
        let note = if ctx.named_editor().is_some() {
            let asked = finding.text.as_ref().map_or("", |text| text.trimmed());
            NoteFile::typed(ctx, self.store, &of, &format!("{question}\n\n{asked}"), self.write)?
        } else {
            None
        };
        let words = match &note {
            Some(note) => Some(note.words.clone()),
            None if ctx.named_editor().is_some() => None,
            None => self.asker.paragraphs(question, &words_of(finding, step.side))?,
        };
        let Some(text) = words else { return Ok(()) };
        let step = Answer { text, ..step };
        let address = Address { record: self.id.to_string(), finding: Some(self.reference.clone()) };
        let outcome = target::take(ctx, "answer", &TargetArgs::of(vec![address]), self.write, |_| Ok(step.clone()));
        let is_written = matches!(outcome, Ok(Outcome::Done)) && self.write.writes();
        if let Some(note) = note {
            note.keep_unless(ctx, is_written)?;
        }
        if outcome? != Outcome::Done {
            return Err(Failure::refused(format!("the answer to {} was not written", self.reference)));
        }
        *written += 1;
        Ok(())
    }

    fn show(&self, ctx: &mut Context, finding: &Finding, place: &str) -> Result<(), Failure> {
        writeln!(ctx.err, "\n{} ({place})", self.reference)?;
        if let Some(text) = &finding.text {
            writeln!(ctx.err, "{}", visible(text.trimmed()))?;
        }
        if let Some(words) = finding.chief_officers_words() {
            writeln!(ctx.err, "\nThe chief officer's answer:\n{}", visible(words.trimmed()))?;
        }
        writeln!(ctx.err)?;
        Ok(())
    }
}

/// Returns the words that one side has given already.
fn words_of(finding: &Finding, side: AnswerSide) -> String {
    let words = match side {
        AnswerSide::Body => finding.commissioner_response.as_ref().and_then(|answer| answer.text.as_ref()),
        AnswerSide::ChiefOfficer => finding.chief_officers_words(),
    };
    words.map(|words| words.trimmed().to_owned()).unwrap_or_default()
}

/// Describes the body's action (Police Act 1996, section 55(5B)).
fn in_words(action: ActionTaken) -> &'static str {
    match action {
        ActionTaken::Taken => "it has taken action",
        ActionTaken::Proposed => "it proposes action",
        ActionTaken::None => "it takes no action, for the reason given",
    }
}
