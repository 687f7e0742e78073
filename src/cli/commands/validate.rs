//! `irr validate`

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::args::check_format::{Output, VerdictForm};
use crate::cli::args::git::GitArgs;
use crate::cli::args::rules::PolicyArgs;
use crate::cli::complete;
use crate::cli::terminal::context::{Context, is_a_job, standard_text};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::cli::terminal::write::file_problems;
use crate::draw::VerdictFormat;
use crate::model::{RecordId, SchemaVersion};
use crate::prose::counted;
use crate::query::ShortIds;
use crate::rules::engine::baseline::BaselineMatcher;
use crate::rules::{Baseline, CheckSettings, Policy, RuleScope};
use crate::session::check::{CheckInput, CheckScope, CheckedRecord, Replacements, Selection, may_be_known};
use crate::session::fix::{FixedFile, Fixes, fix};
use crate::session::{Comparison, OfficeSettings};
use crate::store::{SETTINGS, Store, read_text, write_whole};
use crate::view::ValidationReport;
use crate::view::validation::FileProblems;

/// Check the records
///
/// Reports every problem with the command that fixes it; with --verbose, with its file, line and column. All records are read, so
/// that links can be checked; the paths select which records' problems are reported.
#[derive(Debug, clap::Args)]
#[command(after_help = "To ignore a rule on one line, put a comment with the reason at its end, or alone above it:
  published: 2024-09-13  # irr: allow(response-late) A day late; the inspectorate was informed

Examples:
  irr validate
  irr validate --against origin/main --output sarif:report.sarif
  irr validate --staged
  irr validate --deny overdue --max-warnings 0
  irr validate --fix --diff
  irr explain response-late

A git hook without pre-commit, which checks what is about to be committed:
  printf '#!/bin/sh\\nexec irr validate --staged\\n' > .git/hooks/pre-commit
  chmod +x .git/hooks/pre-commit

Exit codes: 0 no errors (there may be warnings), 1 errors or too many warnings, 2 something could not be read at all.")]
pub(in crate::cli) struct ValidateArgs {
    /// Files or folders below records/, or parts of records' ids [default: every record]. - checks the standard input
    #[arg(value_name = "PATH", add = complete::by(complete::paths))]
    paths: Vec<PathBuf>,
    /// The file name that the standard input stands for; the file need not exist
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    git: GitArgs,
    /// Exit with 1 if there are more warnings than this
    #[arg(long, value_name = "COUNT")]
    max_warnings: Option<usize>,
    /// A file of known problems (a baseline), which are not reported
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all current problems to the baseline instead of reporting them
    #[arg(long, requires = "baseline", conflicts_with_all = ["paths", "changed", "rule", "fix", "diff"])]
    write_baseline: bool,
    /// Fix what is certain: date formats, due dates that the text gives, other bodies' findings, order of entries, stray markup
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, without writing it
    #[arg(long, conflicts_with = "output")]
    diff: bool,
    /// The output format
    #[arg(long, value_enum, default_value = "text")]
    format: VerdictForm,
    /// Show each problem with the lines it is about, as where files are named and in CI, instead of the command that fixes it
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// Print one line per problem and nothing else, as --format lines
    #[arg(long, short, conflicts_with = "format")]
    quiet: bool,
    /// Also write the result to a file in another format: sarif:report.sarif. Repeat the flag for more than one
    #[arg(long, value_name = "FORMAT:FILE", add = complete::by(complete::outputs))]
    output: Vec<Output>,
    #[command(flatten)]
    policy: PolicyArgs,
}

/// Fixing one problem may reveal another; this bounds the rounds.
const ROUNDS: usize = 5;

pub(in crate::cli) fn run(ctx: &mut Context, args: &ValidateArgs) -> Result<Outcome, Failure> {
    args.refuse_past(ctx)?;
    let store = read::store(ctx)?;
    let standing_in = standing_in(&store, args)?;
    let lock = args.fix.then(|| store.lock("validate --fix")).transpose()?;
    let typed_in: BTreeSet<RecordId> = standing_in.iter().map(|(id, _)| id.clone()).collect();
    let typed: Replacements = standing_in.iter().map(|(id, text)| (id.clone(), Some(text.clone()))).collect();
    let ask = |ctx: &mut Context, standing_in: &Replacements, compared: &Comparison, paths: &[PathBuf]| {
        let (staged, changed, against) = (compared.staged.as_ref(), compared.changed.as_ref(), compared.against.as_ref());
        let asked = if typed_in.is_empty() { Selection::Paths(paths) } else { Selection::Records(&typed_in) };
        ctx.watching("reading the records", |count| {
            CheckInput::read(&CheckScope { store: &store, asked, staged, standing_in, changed, against, count })
        })
    };
    // Git, settings and records are read at the same moment.
    let (mut compared, written, policy, by, paths, mut evidence, baseline, (mut found, mut forgiven)) = store.steadily(|| {
        let mut compared = args.git.compare(ctx, &store, standing_in.as_ref().map(|(id, _)| id))?;
        let written = compared.settings(&store)?;
        let set =
            written.as_ref().map_or_else(|| Ok(OfficeSettings::default()), |(path, text)| OfficeSettings::read(path, text))?;
        let (policy, us, copies_within_days) = compared.tightened(&set);
        let policy = args.policy.over(policy)?;
        let by = CheckSettings { copies_within_days, ..ctx.days.circumstances(&set.settings, us) };
        let paths: Vec<PathBuf> = args.paths.iter().chain(&compared.path).cloned().collect();
        let mut evidence = ask(ctx, &typed, &compared, &paths)?;
        evidence.troubles.append(&mut compared.troubles);
        let baseline = match args.baseline.as_deref().filter(|_| !args.write_baseline) {
            Some(file) => {
                let (baseline, added) = compared.known(&store, file, read_baseline(file)?)?;
                note_added_to_baseline(ctx, added)?;
                Some(baseline)
            }
            None => None,
        };
        let judged = judge(ctx, &evidence, &store, &by, &policy, baseline.as_ref());
        Ok::<_, Failure>((compared, written, policy, by, paths, evidence, baseline, judged))
    })?;
    if args.write_baseline {
        return write_baseline(ctx, args, &evidence, &store, &by, &policy);
    }
    if args.diff {
        let files = show_fixes(ctx, &found)?;
        return report_what_is_left(ctx, evidence, found, if files > 0 { Outcome::No } else { Outcome::Done });
    }
    let (mut fixes, mut fixed) = (Fixes::default(), Vec::new());
    for _ in 0..ROUNDS {
        if !args.fix || !add_fixes(ctx, &found, &mut fixes, &mut fixed) {
            break;
        }
        // Fixed records differ from the revision, and are compared with it too.
        if let Some(since) = &mut compared.against {
            fixes.originals().for_each(|(id, text)| since.also(id, text));
        }
        evidence = ask(ctx, &fixes.texts, &compared, &paths)?;
        (found, forgiven) = judge(ctx, &evidence, &store, &by, &policy, baseline.as_ref());
    }
    if let Some(lock) = &lock {
        fixes.apply(&store, lock)?;
        fixed.iter().try_for_each(|line| writeln!(ctx.err, "{line}"))?;
    }
    tell_of_baseline(ctx, &evidence, &forgiven)?;
    for id in evidence.incomparable() {
        let name = Store::name_of(id);
        writeln!(
            ctx.err,
            "cannot compare {name} with its earlier version, which is not a record: check by hand what was removed"
        )?;
    }
    let settings = compared.settings_problems(written.as_ref().map(|(_, text)| text.as_str()), &policy);
    let settings =
        settings.map(|(text, diagnostics)| FileProblems { id: None, path: SETTINGS.to_owned(), text: text.into(), diagnostics });
    let checked = settings.into_iter().chain(found.into_iter().map(file_problems)).collect();
    let verdict = ValidationReport::compute(checked, evidence.count(), ctx.days.today)
        .without_known(forgiven.count)
        .of_store_at(store.prefix())
        .with_short_ids(short_ids(&store));
    tell(ctx, args, &store, &verdict)?;
    let older = evidence.of_older_versions();
    if older > 0 && !args.quiet && args.format == VerdictForm::Text {
        let records = counted(older, "record is", "records are");
        let latest = SchemaVersion::LATEST.number();
        writeln!(ctx.err, "{records} of an older version of the format: to change to version {latest}, run `irr migrate`")?;
    }
    let too_many = args.max_warnings.is_some_and(|most| verdict.warnings() > most);
    let outcome = if verdict.errors() > 0 || too_many { Outcome::No } else { Outcome::Done };
    end(ctx, evidence, outcome)
}

impl ValidateArgs {
    /// Refuses flags that are about the files on the disk while the records of a past commit are read.
    fn refuse_past(&self, ctx: &Context) -> Result<(), Failure> {
        let flags = [
            ("--fix", self.fix),
            ("--staged", self.git.staged),
            ("--write-baseline", self.write_baseline),
            ("--stdin-filename", self.stdin_filename.is_some()),
        ];
        flags.into_iter().filter(|(_, is_given)| *is_given).try_for_each(|(flag, _)| ctx.refuse_past(flag))
    }
}

/// Returns short names of the records; of a folder that cannot be listed, none.
fn short_ids(store: &Store) -> ShortIds {
    ShortIds::new(&store.ids().map(|(ids, _)| ids).unwrap_or_default())
}

/// Reports the files that could not be read.
fn end(ctx: &mut Context, mut evidence: CheckInput, outcome: Outcome) -> Result<Outcome, Failure> {
    let troubles = std::mem::take(&mut evidence.troubles);
    evidence.keep();
    let outcome = if troubles.is_empty() { outcome } else { Outcome::CouldNot };
    troubles.into_iter().for_each(|trouble| ctx.report(&trouble.into()));
    Ok(outcome)
}

/// Shows what the fixes would change, and returns the number of files.
fn show_fixes(ctx: &mut Context, found: &[CheckedRecord]) -> Result<usize, Failure> {
    let mut files = 0;
    for file in found.iter().map(fix) {
        let FixedFile { name, before, after, fixed, refused } = file;
        refused.into_iter().for_each(|error| ctx.report(&error.into()));
        if !fixed.is_empty() {
            ctx.draw_diff(&name, &before, &after)?;
            files += 1;
        }
    }
    Ok(files)
}

/// Adds the fixes of the problems found, and returns whether there was one.
fn add_fixes(ctx: &mut Context, found: &[CheckedRecord], fixes: &mut Fixes, lines: &mut Vec<String>) -> bool {
    let before = lines.len();
    for record in found {
        let mut file = fix(record);
        std::mem::take(&mut file.refused).into_iter().for_each(|error| ctx.report(&error.into()));
        if !file.fixed.is_empty() {
            lines.append(&mut file.fixed);
            fixes.add(record.id(), file);
        }
    }
    lines.len() > before
}

/// Returns the record that the standard input stands for.
fn standing_in(store: &Store, args: &ValidateArgs) -> Result<Option<(RecordId, String)>, Failure> {
    let wanted = args.paths.iter().any(|path| path.as_os_str() == "-");
    if !wanted {
        return match &args.stdin_filename {
            Some(_) => {
                Err(Failure::because("cannot use --stdin-filename without the path -").hint("add - to check the standard input"))
            }
            None => Ok(None),
        };
    }
    if args.paths.len() > 1 || args.fix || args.diff || args.git.staged {
        return Err(Failure::because("cannot combine the standard input with other paths, --fix, --diff or --staged")
            .hint("give - as the only path"));
    }
    let name = args.stdin_filename.as_deref().ok_or_else(|| {
        Failure::because("missing --stdin-filename: the standard input needs a record's file name")
            .hint("use --stdin-filename records/FORCE/DATE-SUBJECT.yaml")
    })?;
    let id = store.id_of_name(name).ok_or_else(|| {
        Failure::because(format!("{} is not the name of a record", name.display()))
            .hint("a record's file is records/FORCE/DATE-SUBJECT.yaml")
    })?;
    let text = standard_text()?;
    Ok(Some((id, text)))
}

/// Reports what a diff does not show: remaining problems and unreadable files.
fn report_what_is_left(
    ctx: &mut Context,
    evidence: CheckInput,
    found: Vec<CheckedRecord>,
    outcome: Outcome,
) -> Result<Outcome, Failure> {
    let left = found.iter().flat_map(|found| &found.diagnostics).filter(|it| it.fix.is_none()).count();
    if left > 0 {
        let problems = counted(left, "problem has", "problems have");
        writeln!(ctx.err, "{problems} to be fixed by hand: `irr validate` lists them")?;
    }
    end(ctx, evidence, outcome)
}

/// What a baseline removed.
struct BaselineResult {
    count: usize,
    left: BaselineMatcher,
}

fn judge(
    ctx: &mut Context,
    evidence: &CheckInput,
    store: &Store,
    by: &CheckSettings,
    policy: &Policy,
    baseline: Option<&Baseline>,
) -> (Vec<CheckedRecord>, BaselineResult) {
    let mut found = ctx.watching("checking the records", |count| evidence.check(store, by, policy, count));
    let mut forgiven = BaselineResult { count: 0, left: baseline.map(Baseline::forgiving).unwrap_or_default() };
    for found in &mut found {
        forgiven.count += found.forgive(&mut forgiven.left);
    }
    found.retain(|found| !found.diagnostics.is_empty());
    (found, forgiven)
}

fn read_baseline(file: &Path) -> Result<Baseline, Failure> {
    let failed = |error| Failure::new(error, format!("cannot use the baseline {}", file.display()));
    let text = read_text(file).map_err(|error| Failure::from(error).hint("create it with --write-baseline"))?;
    Baseline::parse(&text).map_err(failed)
}

fn write_baseline(
    ctx: &mut Context,
    args: &ValidateArgs,
    evidence: &CheckInput,
    store: &Store,
    by: &CheckSettings,
    policy: &Policy,
) -> Result<Outcome, Failure> {
    let found = ctx.watching("checking the records", |count| evidence.check(store, by, policy, count));
    let all = || found.iter().flat_map(|found| found.diagnostics.iter().map(move |it| (found.id(), found.record(), it)));
    let unreadable = all().any(|(.., it)| it.rule.counts == RuleScope::Unreadable);
    if unreadable || !evidence.troubles.is_empty() {
        let message = "cannot write a baseline: some records cannot be read, so their problems are not known";
        return Err(Failure::because(message).hint("`irr validate` lists them"));
    }
    let baseline = Baseline::of(all().filter(|(.., it)| may_be_known(it)));
    let file = args.baseline.as_deref().unwrap_or(Path::new(""));
    write_whole(file, baseline.write().as_bytes())?;
    writeln!(ctx.err, "{} written to {}", counted(baseline.len(), "known problem", "known problems"), file.display())?;
    Ok(Outcome::Done)
}

/// Reports problems that this change added to the baseline.
fn note_added_to_baseline(ctx: &mut Context, added: usize) -> Result<(), Failure> {
    if added > 0 {
        let problems = counted(added, "problem was", "problems were");
        writeln!(ctx.err, "{problems} added to the baseline by this change, and still count in this check")?;
    }
    Ok(())
}

/// A baseline with problems that no longer exist would hide the same problem if it came back.
fn tell_of_baseline(ctx: &mut Context, evidence: &CheckInput, forgiven: &BaselineResult) -> Result<(), Failure> {
    let checked = evidence.checked();
    let gone = forgiven.left.unmet(|id| checked.contains(id));
    if gone > 0 {
        let problems = counted(gone, "problem that no longer exists", "problems that no longer exist");
        writeln!(ctx.err, "the baseline has {problems}: update it with --write-baseline")?;
    }
    Ok(())
}

fn tell(ctx: &mut Context, args: &ValidateArgs, store: &Store, verdict: &ValidationReport) -> Result<(), Failure> {
    for (at, output) in args.output.iter().enumerate() {
        if args.output[..at].iter().any(|other| other.goes_where(output)) {
            return Err(Failure::because("cannot write two outputs to the same file").hint("give each --output a different file"));
        }
        output.write(verdict)?;
    }
    // Whoever names a file has it open, and a log has nobody to ask for more.
    let is_in_full = args.verbose || !args.paths.is_empty() || is_a_job();
    let format = match args.format {
        _ if args.quiet => VerdictFormat::Lines,
        VerdictForm::Text if !is_in_full => VerdictFormat::InWords,
        form => form.into(),
    };
    let page = ctx.linked_page(store);
    ctx.draw_verdict(verdict, format, &page)
}
