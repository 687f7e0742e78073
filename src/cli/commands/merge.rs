//! `irr merge`

mod marking;

use std::io::Write;

use crate::cli::args::kept_value::KeptValue;
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::merge::marking::{mark, say_next};
use crate::cli::complete;
use crate::cli::terminal::conflict::{KeepsBoth, decided_words};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::cli::terminal::write::{carry_out, lock_to_write, remind_of_requests, show_problems};
use crate::draw::{OutputFormat, VerdictFormat, visible};
use crate::model::{Address, RecordId};
use crate::prose::counted;
use crate::query::{LookupError, find_record};
use crate::session::merge_sides::merged_branches;
use crate::session::settle::{KeptVersion, UnsettledConflict, UnsettledRecord, unsettled, versions};
use crate::session::{Plan, SessionError, preflight, resolve};
use crate::store::{ChangeSet, FileChange, Store};

/// Settle merge conflicts in records
///
/// After `git merge`, `git pull`, `git rebase` or `git stash pop` has stopped at a conflict, asks for each value that both sides
/// changed which one to keep; everything else of the record is merged. Nothing is written before all is decided, and
/// `irr undo` takes it back. Then git learns that the record is settled (`git add`), also where you have removed the
/// conflict markers in an editor.
///
/// Your own value is always called yours, in a rebase too, where git calls it theirs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr merge
  irr merge barns:R1
  irr merge --keep theirs --dry-run

Exit codes: 0 done; 1 refused: something is to be decided, or the result has new errors; 2 some records could not be settled.")]
pub(in crate::cli) struct MergeArgs {
    /// A record, by any unique part of its id, or a finding: custody, custody:R1 [default: every record with a conflict]
    #[arg(add = complete::by(complete::address))]
    address: Option<Address>,
    /// Which value to keep where both sides changed one
    #[arg(long, value_enum, value_name = "WHOSE")]
    keep: Option<KeptValue>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &MergeArgs) -> Result<Outcome, Failure> {
    let store = read::store(ctx)?;
    let (records, errors) = ctx.watching("reading the records", |count| unsettled(&store, count))?;
    let (records, errors) = selected(&store, records, errors, args.address.as_ref())?;
    let failed = !errors.is_empty();
    errors.into_iter().for_each(|error| ctx.report(&error.into()));
    if records.is_empty() {
        if !failed {
            match &args.address {
                Some(address) => writeln!(ctx.err, "nothing to settle: {address} has no merge conflict")?,
                None => writeln!(ctx.err, "nothing to settle: no record has a merge conflict")?,
            }
            say_next(ctx, &store)?;
        }
        return Ok(if failed { Outcome::CouldNot } else { Outcome::Done });
    }
    let outcome = settle(ctx, &store, &records, args)?;
    Ok(if failed && outcome == Outcome::Done { Outcome::CouldNot } else { outcome })
}

/// Leaves out what the address does not name.
fn selected(
    store: &Store,
    records: Vec<UnsettledRecord>,
    errors: Vec<SessionError>,
    address: Option<&Address>,
) -> Result<(Vec<UnsettledRecord>, Vec<SessionError>), Failure> {
    let Some(Address { record, finding }) = address else { return Ok((records, errors)) };
    let ids: Vec<RecordId> = records.iter().map(|record| record.id.clone()).collect();
    let id = match find_record(&ids, record) {
        _ if record.is_empty() => None,
        Ok(id) => Some(id.clone()),
        Err(LookupError::Unknown { .. }) => {
            let id = resolve::one(store, record)?;
            // It may be one of those that cannot be settled here.
            if let Some(error) = errors.into_iter().find(|error| error.to_string().contains(id.as_str())) {
                return Err(error.into());
            }
            return Ok((Vec::new(), Vec::new()));
        }
        Err(error) => return Err(error.into()),
    };
    let named = records.into_iter().filter(|record| id.as_ref().is_none_or(|id| record.id == *id));
    let found = match finding {
        None => named.collect(),
        Some(finding) => {
            let each = named.map(|record| record.only(finding)).collect::<Result<Vec<_>, _>>()?;
            each.into_iter().flatten().collect()
        }
    };
    Ok((found, Vec::new()))
}

fn settle(ctx: &mut Context, store: &Store, records: &[UnsettledRecord], args: &MergeArgs) -> Result<Outcome, Failure> {
    let kept = decide(ctx, store, records, args.keep)?;
    let (plan, by_hand) = planned(records, &kept)?;
    let lock = lock_to_write(ctx, store, "merge", args.write)?;
    if !is_sound(ctx, store, records, by_hand, args.write)? {
        return Ok(Outcome::No);
    }
    let expected: Vec<(&UnsettledRecord, Option<String>)> = records
        .iter()
        .map(|record| {
            let change = plan.set.files.iter().find(|file| file.id == record.id);
            (record, change.map_or_else(|| record.text.clone(), |change| change.after.clone()))
        })
        .collect();
    let removes = plan.set.files.iter().any(|file| file.after.is_none());
    if plan.set.is_empty() {
        drop(lock);
        plan.lines.iter().try_for_each(|line| writeln!(ctx.out, "{line}"))?;
    } else {
        let outcome = carry_out(plan, ctx, store, lock, args.write)?;
        if outcome != Outcome::Done {
            return Ok(outcome);
        }
    }
    if !args.write.writes() {
        return Ok(Outcome::Done);
    }
    if removes {
        remind_of_requests(ctx)?;
    }
    mark(ctx, store, &expected)?;
    Ok(Outcome::Done)
}

/// Decides each conflict of each record: by --keep, or by asking on a terminal.
fn decide(
    ctx: &mut Context,
    store: &Store,
    records: &[UnsettledRecord],
    keep: Option<KeptValue>,
) -> Result<Vec<Vec<KeptVersion>>, Failure> {
    let count: usize = records.iter().map(|record| record.conflicts.len()).sum();
    if count > 0
        && let Some(branches) = merged_branches(store)
    {
        writeln!(ctx.err, "{}", visible(&branches))?;
    }
    if count > 0 && keep.is_none() && ctx.asker().is_none() {
        return Err(undecided(ctx, records, count)?);
    }
    let one = |ctx: &mut Context, record: &UnsettledRecord, conflict: &UnsettledConflict| match (keep, ctx.asker()) {
        (Some(keep), _) => Ok(KeptVersion::One(keep.version(&record.sides))),
        (None, Some(asker)) => {
            show_in_full(ctx, record, conflict)?;
            let both = if conflict.has_room_for_both { KeepsBoth::Yes } else { KeepsBoth::No };
            let kept = asker.kept_version(&conflict.words, &record.sides, both, "stop, and write nothing")?;
            kept.ok_or_else(|| Failure::left("stopped: nothing was written"))
        }
        (None, None) => Err(Failure::left("stopped: nothing was written")),
    };
    records.iter().map(|record| record.conflicts.iter().map(|conflict| one(ctx, record, conflict)).collect()).collect()
}

/// Lists what is to be decided, and returns the refusal.
fn undecided(ctx: &mut Context, records: &[UnsettledRecord], count: usize) -> Result<Failure, Failure> {
    for record in records {
        for conflict in &record.conflicts {
            show_in_full(ctx, record, conflict)?;
            writeln!(ctx.err, "both changed {}: {}", conflict.words.what, conflict.words.of_both(&record.sides))?;
        }
    }
    let conflicts = counted(count, "conflict is", "conflicts are");
    let hint = "nothing was written: use --keep mine or --keep theirs, or run `irr merge` on a terminal, which asks";
    Ok(Failure::refused(format!("cannot settle the merge: {conflicts} to be decided")).hint(hint))
}

/// Shows both sides of a conflict whose words are too long for a line.
fn show_in_full(ctx: &mut Context, record: &UnsettledRecord, conflict: &UnsettledConflict) -> Result<(), Failure> {
    let Some([ours, theirs]) = &conflict.in_full else { return Ok(()) };
    writeln!(ctx.err, "{}:", conflict.words.what)?;
    for (name, text) in [(&record.sides.ours, ours), (&record.sides.theirs, theirs)] {
        writeln!(ctx.err, "  {name}:")?;
        text.lines().try_for_each(|line| writeln!(ctx.err, "    {}", visible(line)))?;
    }
    Ok(())
}

/// Returns the change of the files, and the files that stay as they are.
fn planned(records: &[UnsettledRecord], kept: &[Vec<KeptVersion>]) -> Result<(Plan, ChangeSet), Failure> {
    let (mut changed, mut by_hand, mut lines) = (Vec::new(), ChangeSet::default(), Vec::new());
    for (record, kept) in records.iter().zip(kept) {
        let (before, after) = (record.text.clone(), record.settled(kept)?);
        let words = record.conflicts.iter().zip(kept).map(|(it, kept)| decided_words(&it.words, &record.sides, *kept));
        lines.extend(words);
        if record.conflicts.is_empty() {
            let id = &record.id;
            lines.push(match record.is_settled_by_hand() {
                true => format!("{id}: settled in the file already"),
                false => format!("{id}: merged, without a value that both changed"),
            });
        }
        if before == after {
            let [ours, _] = record.versions();
            by_hand.files.push(FileChange { id: record.id.clone(), before: ours, after, mode: None });
        } else {
            changed.push((record.id.clone(), before, after));
        }
    }
    let deed = match records {
        [one] => format!("merge of {}", one.id),
        several => format!("merge of {}", counted(several.len(), "record", "records")),
    };
    let mut plan = Plan::of(deed);
    changed.into_iter().for_each(|(id, before, after)| plan.set.put(id, before, after));
    // Each conflict was decided by itself, so that all of them are one change.
    plan.describe(lines.join("\n"));
    plan.versions = versions(records);
    plan.is_part_of_merge = true;
    Ok((plan, by_hand))
}

/// Checks the files that stay as they are, and returns whether they may be marked as settled.
fn is_sound(
    ctx: &mut Context,
    store: &Store,
    records: &[UnsettledRecord],
    by_hand: ChangeSet,
    write: WriteArgs,
) -> Result<bool, Failure> {
    if by_hand.is_empty() {
        return Ok(true);
    }
    let errors = preflight::check_written(store, &by_hand, &versions(records), ctx.days)?.errors;
    if errors.is_empty() {
        return Ok(true);
    }
    let format = if write.anyway() { VerdictFormat::Lines } else { VerdictFormat::As(OutputFormat::Text) };
    show_problems(ctx, &Plan::of_set(by_hand), errors, format)?;
    if !write.anyway() {
        let message = "cannot mark the merge as settled: it adds the errors shown above";
        ctx.report(&Failure::because(message).hint("correct them first, or use --anyway to mark it with these errors"));
    }
    Ok(write.anyway())
}
