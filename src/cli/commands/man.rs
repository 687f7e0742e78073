//! `irr man`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, ValueHint};
use clap_mangen::Man;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::store::write_whole;

/// Print the manual page, or write one for every command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr man | man -l -
  irr man --dir ~/.local/share/man/man1")]
pub(in crate::cli) struct ManArgs {
    /// Write irr.1, and irr-COMMAND.1 for every command, to this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ManArgs) -> Result<Outcome, Failure> {
    // `irr help` leads to these same pages.
    let mut command = crate::cli::Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.dir else {
        ctx.out.exact().write_all(&page(command)?)?;
        return Ok(Outcome::Done);
    };
    let commands: Vec<clap::Command> = command.get_subcommands().filter(|it| !it.is_hide_set()).cloned().collect();
    for command in std::iter::once(command).chain(commands) {
        write(ctx, folder, command)?;
    }
    Ok(Outcome::Done)
}

fn write(ctx: &mut Context, folder: &Path, command: clap::Command) -> Result<(), Failure> {
    let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name())));
    write_whole(&path, &page(command)?)?;
    Ok(writeln!(ctx.out, "{}", path.display())?)
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command).source(concat!("irr ", env!("CARGO_PKG_VERSION"))).manual("irr").render(&mut page)?;
    Ok(page)
}
