//! `irr edit`

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::write::WriteArgs;
use crate::cli::commands::set::place;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::editor;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write, show_problems};
use crate::draw::{OutputFormat, VerdictFormat};
use crate::model::{Address, FindingRef, RecordId};
use crate::rules::RuleCode;
use crate::session::check::CheckedRecord;
use crate::session::{Plan, resolve};
use crate::store::{EditFile, Loaded, Store};
use crate::yaml::{LineIndex, Position, Tree};

/// The prefix of an error shown above its line while the file is open again.
const MARK: &str = "# irr found: ";

/// Open a record in your editor and check it before saving
///
/// The editor is $VISUAL or $EDITOR, opened at the line of the finding. If there are new errors you can open the record again,
/// with each error above its line, or save it anyway. Your text is kept until it is saved.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr edit custody:R1")]
pub(in crate::cli) struct EditArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// Discard the text of an earlier edit that was never saved
    #[arg(long)]
    afresh: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &EditArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let address = &ctx.address(&store, &args.address)?;
    let id = resolve::one(&store, &address.record)?;
    let loaded = store.load(id.clone())?;
    let mut line = line_of(&loaded, address.finding.as_ref())?;
    // Creates the folder for the sheet; the lock is released at once, so that others need not wait.
    drop(lock_to_write(ctx, &store, "edit", args.write)?);
    let sheet = EditWorkingCopy::of(&store, &id, args.write)?;
    if args.afresh && sheet.sheet.is_kept() {
        sheet.clear()?;
    }
    sheet.lay_out(ctx, &loaded.text)?;
    loop {
        let text = editor::edited(ctx, &sheet.sheet, line).inspect_err(|_| sheet.clear_untouched(ctx))?;
        let text = without_marks(&text);
        if text == loaded.text {
            sheet.clear()?;
            writeln!(ctx.err, "nothing was changed")?;
            return Ok(Outcome::Done);
        }
        sheet.sheet.write(&text)?;
        let mut plan = Plan::of(format!("edit {id}"));
        plan.describe(format!("{id}: edited"));
        plan.set.put(id.clone(), Some(loaded.text.clone()), Some(text.clone()));
        let errors = plan.preflight(&store, ctx.days)?.errors;
        if errors.is_empty() || args.write.anyway() {
            let outcome = carry_out(plan, ctx, &store, None, args.write).inspect_err(|_| sheet.tell_where(ctx))?;
            match outcome {
                Outcome::Done if args.write.writes() => sheet.clear()?,
                _ => sheet.tell_kept(ctx),
            }
            return Ok(outcome);
        }
        let (marked, first) = with_marks(&text, &errors);
        show_problems(ctx, &plan, errors, VerdictFormat::As(OutputFormat::Text))?;
        let again = "Open it again, with each error shown above its line?";
        if !ctx.is_answered || !ctx.confirm(again).inspect_err(|_| sheet.tell_kept(ctx))? {
            ctx.report(&Failure::because(format!("cannot save {id}: it would add the errors shown above")));
            sheet.tell_kept(ctx);
            return Ok(Outcome::No);
        }
        sheet.sheet.write(&marked)?;
        line = first;
    }
}

/// The working copy, with the text it started as.
struct EditWorkingCopy {
    sheet: EditFile,
    base: EditFile,
    id: RecordId,
}

impl EditWorkingCopy {
    /// With --dry-run the copy is temporary and not in the store.
    fn of(store: &Store, id: &RecordId, write: WriteArgs) -> Result<Self, Failure> {
        let (mut sheet, base) =
            if write.writes() { store.sheet_of(id)? } else { (EditFile::passing(".yaml")?, EditFile::passing(".base")?) };
        sheet.mark_open()?;
        Ok(Self { sheet, base, id: id.clone() })
    }

    /// Writes the working copy, or continues an earlier one that was never saved.
    fn lay_out(&self, ctx: &mut Context, text: &str) -> Result<(), Failure> {
        // A temporary sheet already exists, readable only by its owner.
        if !self.sheet.is_kept() || self.sheet.read()?.is_none() {
            self.base.write(text)?;
            self.sheet.write(text)?;
        } else if self.base.read().is_ok_and(|base| base.is_some_and(|base| base == text)) {
            writeln!(ctx.err, "continuing an earlier edit that was not saved")?;
        } else {
            let message = format!("cannot continue an earlier edit of {}: the record has changed since", self.id);
            let hint = format!("your text is in {}: copy what you need, then use --afresh", self.sheet.path().display());
            return Err(Failure::refused(message).hint(hint));
        }
        Ok(())
    }

    fn tell_kept(&self, ctx: &mut Context) {
        let way = match self.sheet.is_kept() {
            true => format!("`irr edit {}` opens it again; --anyway saves it, --afresh discards it", self.id),
            false => self.sheet.path().display().to_string(),
        };
        // If this cannot be written, there is nobody to report it to.
        let _ = writeln!(ctx.err, "your text is kept: {way}");
    }

    fn clear(&self) -> Result<(), Failure> {
        Ok(self.sheet.remove().and_then(|()| self.base.remove())?)
    }

    /// Removes a working copy without changes.
    fn clear_untouched(&self, ctx: &mut Context) {
        let (text, base) = (self.sheet.read(), self.base.read());
        if matches!((text, base), (Ok(Some(text)), Ok(Some(base))) if text == base) {
            // It would be reused next time, and contains nothing that could be lost.
            let _ = self.clear();
        } else {
            self.tell_kept(ctx);
        }
    }

    fn tell_where(&self, ctx: &mut Context) {
        // If this cannot be written, there is nobody to report it to.
        let _ = writeln!(ctx.err, "your text is kept in {}", self.sheet.path().display());
    }
}

/// Returns the line of a finding, counted from 1; the first line if the text is not a record.
fn line_of(loaded: &Loaded, wanted: Option<&FindingRef>) -> Result<usize, Failure> {
    let (Some(wanted), Ok(record)) = (wanted, &loaded.parsed) else { return Ok(1) };
    let Some(place) = place(record, wanted) else {
        return Err(Failure::because(format!("{} has no {wanted}", loaded.id))
            .hint(format!("`irr show {}` lists its findings", loaded.id)));
    };
    let span = Tree::of(&loaded.text).map(|tree| tree.locate(&place)).unwrap_or_default();
    Ok(Position::of(&loaded.text, span.start).line)
}

/// Returns the text with each error above its line, and the line of the first.
fn with_marks(text: &str, found: &[CheckedRecord]) -> (String, usize) {
    let mut marks: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let lines = LineIndex::new(text);
    for it in found.iter().flat_map(|found| &found.diagnostics) {
        let line = lines.position(text, it.span.start).line;
        marks.entry(line).or_default().push(format!("{MARK}{}: {}", it.rule.code, it.message.replace('\n', " ")));
    }
    let mut marked = String::with_capacity(text.len() + 200);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        for mark in marks.remove(&(at + 1)).unwrap_or_default() {
            marked.push_str(&format!("{indent}{mark}{end}"));
        }
        marked.push_str(line);
    }
    let first = marked.lines().position(|line| line.trim_start().starts_with(MARK)).unwrap_or(0);
    (marked, first + 1)
}

/// Removes the lines of errors: only those that name a rule, because others are the user's own.
fn without_marks(text: &str) -> String {
    let is_mark = |line: &str| {
        let told = line.trim_start().strip_prefix(MARK).and_then(|told| told.split(':').next());
        told.is_some_and(|code| code.parse::<RuleCode>().is_ok())
    };
    text.split_inclusive('\n').filter(|line| !is_mark(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_as_they_were_put_in() {
        let text = "force: Kent\r\n  due: x\r\n";
        let marked = format!("force: Kent\r\n  {MARK}wrong-type: no date\r\n  due: x\r\n");
        assert_eq!(without_marks(&marked), text);
        let own = format!("{MARK}a comment of my own\n");
        assert_eq!(without_marks(&own), own);
    }
}
