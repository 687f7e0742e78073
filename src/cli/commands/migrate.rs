//! `irr migrate`

use std::io::Write;
use std::path::PathBuf;

use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::SchemaVersion;
use crate::prose::counted;
use crate::session::{Plan, load};
use crate::store::{Store, StoreError};
use crate::yaml;

/// Change records to the latest version of the format
///
/// What a record says stays, on past days too, and so do its comments and its layout. Version 2 has a list of closings and one of
/// verifications, extensions of actions, several owners, and entries that are never published. A record that cannot be changed is
/// named and left alone. `irr undo` takes the change back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr migrate --dry-run
  irr migrate
  irr migrate records/kent

Exit codes: 0 done, 1 the change was not made, 2 some records could not be changed.")]
pub(in crate::cli) struct MigrateArgs {
    /// Files or folders below records/, or parts of records' ids [default: every record]
    #[arg(value_name = "PATH", add = complete::by(complete::paths))]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &MigrateArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "migrate", args.write)?;
    let (ids, troubles) = match store.ids() {
        // A new folder without records has nothing to change.
        Err(StoreError::NoRecords { .. }) if args.paths.is_empty() => (Vec::new(), Vec::new()),
        found => found?,
    };
    let selected = store.select(&ids.iter().collect::<Vec<_>>(), &args.paths)?;
    let mut failures: Vec<Failure> =
        troubles.into_iter().filter(|trouble| Store::concerns(trouble, &args.paths)).map(Failure::from).collect();
    let mut plan = Plan::of("migrate");
    for id in selected {
        let loaded = match store.load(id.clone()) {
            Ok(loaded) => loaded,
            Err(error) => {
                failures.push(error.into());
                continue;
            }
        };
        let Ok(record) = &loaded.parsed else {
            failures.push(load::unreadable(&loaded).into());
            continue;
        };
        match yaml::migrate(&loaded.text, record) {
            Ok(text) if text == loaded.text => {}
            Ok(text) => plan.set.put(id.clone(), Some(loaded.text), Some(text)),
            Err(error) => failures.push(
                Failure::new(error, format!("cannot change {}", Store::name_of(id)))
                    .hint("write that field as `irr fmt` does it, and run `irr migrate` again"),
            ),
        }
    }
    failures.iter().for_each(|failure| ctx.report(failure));
    let changed = counted(plan.set.files.len(), "record", "records");
    plan.describe(format!("{changed} changed to version {}", SchemaVersion::LATEST.number()));
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    if !failures.is_empty() {
        writeln!(ctx.err, "{}", counted(failures.len(), "record stays as it was", "records stay as they were"))?;
    }
    Ok(if failures.is_empty() || outcome != Outcome::Done { outcome } else { Outcome::CouldNot })
}
