//! A planned change: shown, checked, confirmed and written, in this order.

use std::io::Write;

use crate::cli::evidence::Found;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::{gather, guard};
use crate::draw::{self, Format, VerdictFormat};
use crate::prose::counted;
use crate::store::{ChangeSet, Lock, Store, StoreError};
use crate::view::Verdict;

/// How a change is written.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Writing options")]
pub(in crate::cli) struct WriteArgs {
    /// Show what would change, without writing it
    #[arg(long, visible_alias = "diff")]
    dry_run: bool,
    /// Write the change even with new errors
    #[arg(long)]
    anyway: bool,
    /// Do not ask before changing several findings
    #[arg(long, short)]
    yes: bool,
}

impl WriteArgs {
    /// Takes the lock, unless nothing is written.
    pub(in crate::cli) fn lock(self, ctx: &mut Context, store: &Store, deed: &str) -> Result<Option<Lock>, Failure> {
        if self.dry_run { Ok(None) } else { lock(ctx, store, deed).map(Some) }
    }

    /// Whether anything is written.
    pub(in crate::cli) fn writes(self) -> bool {
        !self.dry_run
    }

    /// Whether to ask: not if nothing is written, nor with --yes.
    pub(in crate::cli) fn asks(self) -> bool {
        !self.dry_run && !self.yes
    }

    /// Whether errors are accepted.
    pub(in crate::cli) fn anyway(self) -> bool {
        self.anyway
    }
}

/// Takes the lock, and reports half-written files that were removed.
pub(in crate::cli) fn lock(ctx: &mut Context, store: &Store, deed: &str) -> Result<Lock, Failure> {
    gather::tell_old_journal(ctx, store)?;
    let lock = store.lock(deed)?;
    tell_swept(ctx, &lock)?;
    Ok(lock)
}

/// Reports removed files.
pub(in crate::cli) fn tell_swept(ctx: &mut Context, lock: &Lock) -> Result<(), Failure> {
    if lock.swept > 0 {
        let files = counted(lock.swept, "file", "files");
        writeln!(ctx.err, "removed {files} that an interrupted command had left half-written")?;
    }
    Ok(())
}

/// A planned change and its description.
pub(in crate::cli) struct Plan {
    /// The changed files.
    pub(in crate::cli) set: ChangeSet,
    told: Vec<String>,
    /// Renamed records and findings, so that old errors are recognised under the new name.
    pub(in crate::cli) renamed: Vec<(String, String)>,
    /// Rules that this change is known to break: their problems are shown, but do not stop it.
    pub(in crate::cli) granted: Vec<&'static str>,
    /// Whether it only writes a draft, whose errors do not stop it.
    pub(in crate::cli) is_draft: bool,
    /// Whether it must be confirmed, however small.
    pub(in crate::cli) is_reviewed: bool,
    /// Whether it is shown even without confirmation.
    pub(in crate::cli) is_shown: bool,
}

impl Plan {
    /// Creates an empty plan with this description.
    pub(in crate::cli) fn of(deed: impl Into<String>) -> Self {
        Self::of_set(ChangeSet::of(deed))
    }

    /// Creates a plan with these changes.
    pub(in crate::cli) fn of_set(set: ChangeSet) -> Self {
        Self {
            set,
            told: Vec::new(),
            renamed: Vec::new(),
            granted: Vec::new(),
            is_draft: false,
            is_reviewed: false,
            is_shown: false,
        }
    }

    /// Adds a line to the description.
    pub(in crate::cli) fn tell(&mut self, what: impl Into<String>) {
        self.told.push(what.into());
    }

    /// Appends to the last line of the description.
    pub(in crate::cli) fn tell_too(&mut self, what: &str) {
        if let Some(last) = self.told.last_mut() {
            last.push_str(what);
        }
    }

    /// Shows the change, or writes it and prints its description. `lock` is released while asking.
    pub(in crate::cli) fn carry_out(
        mut self,
        ctx: &mut Context,
        store: &Store,
        lock: Option<Lock>,
        args: WriteArgs,
    ) -> Result<Outcome, Failure> {
        if self.set.is_empty() {
            writeln!(ctx.err, "nothing to change: already up to date")?;
            return Ok(Outcome::Done);
        }
        if args.dry_run || self.is_shown || self.wants_agreement(args) {
            show(ctx, &self.set)?;
            ctx.out.flush()?;
        }
        let mut lock = lock;
        let guard::Judgement { new: errors, doubts, now, again, uncompared } =
            guard::judge(ctx, store, &self.set, &self.renamed)?;
        if let Some(error) = uncompared {
            let hint = "`irr validate --against HEAD` explains what to do";
            writeln!(ctx.err, "warning: cannot compare this change with the last commit: {error}; {hint}")?;
        }
        if !doubts.is_empty() {
            self.tell_errors(ctx, doubts, VerdictFormat::Lines)?;
        }
        if again > 0 {
            let errors = counted(again, "error is", "errors are");
            writeln!(ctx.err, "{errors} back, as before this change was made: `irr validate` lists them")?;
        }
        self.set.known = now;
        let (granted, errors) = if self.is_draft { Default::default() } else { self.granted_and_not(errors) };
        if !granted.is_empty() {
            self.tell_errors(ctx, granted, VerdictFormat::Lines)?;
        }
        if !errors.is_empty() {
            // With --anyway only a short list is needed.
            let format = if args.anyway { VerdictFormat::Lines } else { VerdictFormat::As(Format::Text) };
            self.tell_errors(ctx, errors, format)?;
            if !args.anyway && !self.is_wanted_anyway(ctx, args, &mut lock)? {
                return Ok(Outcome::No);
            }
        }
        if args.dry_run {
            return Ok(Outcome::Done);
        }
        if self.wants_agreement(args) {
            // Others need not wait for the answer; changes made meanwhile are detected.
            lock = None;
            let files = counted(self.set.files.len(), "record", "records");
            if !ctx.confirm(&format!("{} in {files}: write it?", self.set.deed))? {
                writeln!(ctx.err, "nothing was written")?;
                return Ok(Outcome::No);
            }
        }
        let lock = lock.map_or_else(|| self::lock(ctx, store, &self.set.deed), Ok)?;
        apply(ctx, store, &lock, &self.set)?;
        let told = self.told.iter().try_for_each(|line| writeln!(ctx.out, "{line}")).and_then(|()| ctx.out.flush());
        // After an error the user would run the command again.
        told.map_err(|error| {
            Failure::new(error, format!("the change was written ({}), but the result could not be printed", self.set.deed))
        })?;
        Ok(Outcome::Done)
    }

    /// Whether to ask before writing.
    fn wants_agreement(&self, args: WriteArgs) -> bool {
        (self.is_reviewed || self.told.len() > 1) && !args.yes
    }

    /// Splits errors into accepted ones and others.
    fn granted_and_not(&self, errors: Vec<Found>) -> (Vec<Found>, Vec<Found>) {
        let (mut granted, mut others) = (Vec::new(), Vec::new());
        for found in errors {
            let (some, rest) = found.parted(|it| self.granted.contains(&it.rule.code));
            granted.extend(Some(some).filter(|found| !found.diagnostics.is_empty()));
            others.extend(Some(rest).filter(|found| !found.diagnostics.is_empty()));
        }
        (granted, others)
    }

    /// Whether the user wants it written in spite of errors.
    fn is_wanted_anyway(&self, ctx: &mut Context, args: WriteArgs, lock: &mut Option<Lock>) -> Result<bool, Failure> {
        if let Some(asker) = ctx.asker().filter(|_| args.writes()) {
            *lock = None;
            return asker.consent("Write it anyway?");
        }
        let message = format!("cannot write ({}): it would add the errors shown above", self.set.deed);
        ctx.tell(&Failure::said(message).hint("fix them first, or use --anyway to write the change with these errors"));
        Ok(false)
    }

    /// Returns the errors that the change would add.
    pub(in crate::cli) fn errors(&self, ctx: &Context, store: &Store) -> Result<Vec<Found>, Failure> {
        Ok(guard::judge(ctx, store, &self.set, &self.renamed)?.new)
    }

    /// Shows errors.
    pub(in crate::cli) fn tell_errors(&self, ctx: &mut Context, found: Vec<Found>, format: VerdictFormat) -> Result<(), Failure> {
        let records = self.set.files.len();
        let verdict = Verdict::compute(found.into_iter().map(Found::judged).collect(), records, ctx.today);
        ctx.out.flush()?;
        Ok(draw::write_verdict(&verdict, format, &ctx.err_page, &mut ctx.err.drawn(ctx.err_page.colour))?)
    }
}

/// Reminds that requested information must not be destroyed.
pub(in crate::cli) fn remind_of_requests(ctx: &mut Context) -> Result<(), Failure> {
    writeln!(ctx.err, "reminder: do not destroy information that was requested under the Freedom of Information Act")?;
    Ok(())
}

/// Shows the change of each file.
pub(in crate::cli) fn show(ctx: &mut Context, set: &ChangeSet) -> Result<(), Failure> {
    for file in &set.files {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (before, after) = (text(&file.before), text(&file.after));
        ctx.draw_diff(&Store::name_of(&file.id), &before, &after)?;
    }
    Ok(())
}

/// Writes the changes; if a file has changed meanwhile, shows how.
pub(in crate::cli) fn apply(ctx: &mut Context, store: &Store, lock: &Lock, set: &ChangeSet) -> Result<(), Failure> {
    let done = store.apply(lock, set);
    if let Err(StoreError::Changed { path, read, now }) = &done {
        let name = store.id_of_name(path).map_or_else(|| path.display().to_string(), |id| Store::name_of(&id));
        draw::write_diff(&name, read, now, &ctx.err_page, &mut ctx.err.drawn(ctx.err_page.colour))?;
    }
    Ok(done?)
}
