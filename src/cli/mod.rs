//! Flags in, exit code out: the only room with arguments, an environment, a clock and streams.
//!
//! One file a command; each gathers, computes, draws or applies, and says how it went. What all share: `context` (what is ambient),
//! `gather` (records with their troubles told), `select` (the flags that choose findings), `policy` (settings, and the flags that choose
//! rules), `ask` (questions on a terminal), `failure` and `exit`. What only `validate` has stands in `evidence`, `mend` and
//! `verdict_format`, and what only `new` has in `interview`.

mod ask;
mod context;
mod evidence;
mod exit;
mod failure;
mod gather;
mod interview;
mod mend;
mod policy;
mod select;
mod verdict_format;

mod explain;
mod fmt;
mod import;
mod init;
mod list;
mod new;
mod schema;
mod show;
mod summary;
mod validate;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use context::{Context, Global};
use exit::Outcome;
use failure::Failure;

/// Keeps the responses to inspections of a police force: what was recommended, what was answered, what is overdue.
///
/// A store is a folder with records/ in it, one YAML file per response. irr finds it upwards from here.
#[derive(Debug, Parser)]
#[command(name = "irr", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str =
    "Exit codes: 0 done; 1 ran, and the answer is no (errors found, --fail matched); 2 could not do the work.";

#[derive(Debug, Subcommand)]
enum Command {
    List(list::ListArgs),
    Show(show::ShowArgs),
    Summary(summary::SummaryArgs),
    Validate(validate::ValidateArgs),
    Explain(explain::ExplainArgs),
    Fmt(fmt::FmtArgs),
    Init(init::InitArgs),
    Import(import::ImportArgs),
    New(new::NewArgs),
    Schema(schema::SchemaArgs),
}

/// Runs irr with this process's arguments and streams.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse_from(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let mut ctx = Context::of_process(&cli.global);
    let outcome = run(&cli.command, &mut ctx);
    let outcome = outcome.and_then(|outcome| ctx.out.flush().map_err(Failure::from).map(|()| outcome));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_closed_pipe() => Outcome::Done.into(),
        Err(failure) => {
            ctx.tell(&failure);
            Outcome::CouldNot.into()
        }
    }
}

fn run(command: &Command, ctx: &mut Context) -> Result<Outcome, Failure> {
    match command {
        Command::List(args) => list::run(ctx, args),
        Command::Show(args) => show::run(ctx, args),
        Command::Summary(args) => summary::run(ctx, args),
        Command::Validate(args) => validate::run(ctx, args),
        Command::Explain(args) => explain::run(ctx, args),
        Command::Fmt(args) => fmt::run(ctx, args),
        Command::Init(args) => init::run(ctx, args),
        Command::Import(args) => import::run(ctx, args),
        Command::New(args) => new::run(ctx, args),
        Command::Schema(args) => schema::run(ctx, args),
    }
}

/// clap's own words for a help page, a version, or a mistake in the arguments.
fn usage(error: &clap::Error) -> ExitCode {
    // Nothing is left to tell anybody where even this cannot be printed.
    let _ = error.print();
    if error.use_stderr() { Outcome::CouldNot.into() } else { Outcome::Done.into() }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
