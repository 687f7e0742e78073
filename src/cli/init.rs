//! `irr init`

use std::io::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use crate::rules::settings_schema;
use crate::store::{Forge, Store, starters};
use crate::yaml::record_schema;

/// Makes a store here: records/, schemas/, irr.yaml, and what git and pre-commit need
///
/// What is there already stays as it is, so it can be said again, and in a repository that has other things in it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr init
  irr init responses --ci github")]
pub(super) struct InitArgs {
    /// The folder to make it in
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Add a job that judges the records on every push
    #[arg(long, value_enum)]
    ci: Option<Ci>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Ci {
    /// .github/workflows/inspection-responses.yml
    Github,
    /// .gitlab-ci.yml
    Gitlab,
}

pub(super) fn run(ctx: &mut Context, args: &InitArgs) -> Result<Outcome, Failure> {
    let forge = args.ci.map(|ci| match ci {
        Ci::Github => Forge::Github,
        Ci::Gitlab => Forge::Gitlab,
    });
    let files = starters(format!("{:#}\n", record_schema()), format!("{:#}\n", settings_schema()), forge);
    let mut hooked = true;
    for (path, written) in Store::at(&args.folder).start(&files)? {
        hooked &= written || !path.ends_with(".pre-commit-config.yaml");
        let shown = path.strip_prefix(".").unwrap_or(&path);
        writeln!(ctx.out, "{} {}", if written { "wrote" } else { "kept " }, shown.display())?;
    }
    writeln!(ctx.err, "`irr new` and `irr import` write the first record")?;
    let hooks = match hooked {
        true => "`pre-commit install` has each commit judged",
        false => "the .pre-commit-config.yaml that was there stays: see that irr's hooks are in it",
    };
    writeln!(ctx.err, "{hooks}")?;
    Ok(Outcome::Done)
}
