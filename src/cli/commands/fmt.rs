//! `irr fmt`

use std::io::Write;
use std::path::PathBuf;

use crate::cli::complete;
use crate::cli::terminal::context::{Context, standard_text};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::prose::counted;
use crate::session::load;
use crate::store::{ChangeSet, Loaded, Store, StoreError};
use crate::yaml::{FormatError, format};

/// Format record files
///
/// Fields are put in the form's order, long text in blocks, and quotes only where they are needed. No value changes, and every
/// comment stays with its field. Empty values (an empty list, `withheld: false`) are removed. Files that cannot be read as
/// records are reported and left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr fmt
  irr fmt --check
  irr fmt --diff staffordshire
  irr fmt - < draft.yaml

Exit codes: 0 done, 1 --check or --diff found files to format, 2 some files could not be formatted.")]
pub(in crate::cli) struct FmtArgs {
    /// Files or folders below records/, or parts of records' ids [default: every record]. - formats the standard input
    #[arg(value_name = "PATH", add = complete::by(complete::paths))]
    paths: Vec<PathBuf>,
    /// List files that are not formatted, without writing them
    #[arg(long)]
    check: bool,
    /// Show what would change, without writing it
    #[arg(long)]
    diff: bool,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &FmtArgs) -> Result<Outcome, Failure> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return standard_input_laid_out(ctx, args);
    }
    if !args.check && !args.diff {
        ctx.refuse_past("`irr fmt` without --check")?;
    }
    let store = read::store(ctx)?;
    let (ids, troubles) = match store.ids() {
        // A new folder without records has nothing to format.
        Err(StoreError::NoRecords { .. }) if args.paths.is_empty() => (Vec::new(), Vec::new()),
        found => found?,
    };
    let selected = store.select(&ids.iter().collect::<Vec<_>>(), &args.paths)?;
    let (mut changed, mut outcome) = (0, Outcome::Done);
    for trouble in troubles.into_iter().filter(|trouble| Store::concerns(trouble, &args.paths)) {
        ctx.report(&Failure::from(trouble));
        outcome = Outcome::CouldNot;
    }
    let mut set = ChangeSet::of("fmt");
    let writes = !args.check && !args.diff;
    let lock = writes.then(|| store.lock("fmt")).transpose()?;
    // Without writing no lock is taken, so slow output blocks nobody.
    let loaded = store.steadily(|| Ok::<_, Failure>(selected.iter().map(|id| store.load((*id).clone())).collect::<Vec<_>>()))?;
    for (id, loaded) in selected.iter().zip(loaded) {
        match loaded.map_err(Failure::from).and_then(|loaded| lay_out(ctx, loaded, args)) {
            Ok(Some((before, after))) => {
                changed += usize::from(before != after);
                set.put((*id).clone(), Some(before), Some(after));
            }
            Ok(None) => outcome = Outcome::CouldNot,
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => {
                ctx.report(&failure);
                outcome = Outcome::CouldNot;
            }
        }
    }
    if let Some(lock) = lock.filter(|_| !set.is_empty()) {
        store.apply(&lock, &set)?;
    }
    if !args.diff {
        set.files.iter().try_for_each(|file| writeln!(ctx.out, "{}", Store::name_of(&file.id)))?;
    }
    let files = counted(selected.len(), "record", "records");
    let (deed, looks) = if args.check || args.diff { ("would be formatted", true) } else { ("formatted", false) };
    writeln!(ctx.err, "{files}: {changed} {deed}")?;
    let no = looks && changed > 0 && outcome == Outcome::Done;
    Ok(if no { Outcome::No } else { outcome })
}

/// Returns a record's text and its formatted text; `None` with an error shown if it is not a record.
fn lay_out(ctx: &mut Context, loaded: Loaded, args: &FmtArgs) -> Result<Option<(String, String)>, Failure> {
    let name = Store::name_of(&loaded.id);
    if loaded.parsed.is_err() {
        ctx.report(&load::unreadable(&loaded).into());
        return Ok(None);
    }
    let canonical = format(&loaded.text).map_err(|error| cannot(error, &name))?;
    if args.diff && canonical != loaded.text {
        ctx.draw_diff(&name, &loaded.text, &canonical)?;
    }
    Ok(Some((loaded.text, canonical)))
}

fn cannot(error: FormatError, name: &str) -> Failure {
    let hint = match error {
        FormatError::NotARecord => "`irr validate` lists its problems",
        FormatError::AllowanceWouldMove(_) => "put the comment at the end of its field's line, or on a line of its own above it",
        FormatError::WouldNotReadBack => "nothing was changed; this is a bug in irr: please report it, with the file",
    };
    Failure::new(error, format!("cannot format {name}")).hint(hint)
}

fn standard_input_laid_out(ctx: &mut Context, args: &FmtArgs) -> Result<Outcome, Failure> {
    if args.paths.len() > 1 {
        return Err(Failure::because("the standard input cannot be combined with other paths").hint("give - as the only path"));
    }
    let text = standard_text()?;
    let canonical = format(&text).map_err(|error| cannot(error, "the standard input"))?;
    if args.diff {
        ctx.draw_diff("-", &text, &canonical)?;
    } else if !args.check {
        ctx.out.exact().write_all(canonical.as_bytes())?;
    }
    Ok(if (args.check || args.diff) && canonical != text { Outcome::No } else { Outcome::Done })
}
