//! Flags in, exit code out: the only module that uses arguments, the environment, the clock and the streams.
//!
//! - `commands`: one file and one line for each command.
//! - `args`: flags that several commands share.
//! - `terminal`: the streams, the date, prompts, the progress bar, errors and exit codes.
//! - `complete`: shell completion.

mod args;
mod commands;
mod complete;
mod help;
mod terminal;

use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};

use commands::Command;
use commands::overview::{self, OverviewArgs};
use help::{grouped, usage, with_saved_lists};
use terminal::context::{Context, Global, without_empty_variables};
use terminal::exit_code::Outcome;

use crate::model::SchemaVersion;
use crate::view::export::published_versions;

/// Manage responses to police inspections: what was recommended, what was answered, what is overdue.
///
/// Records are YAML files, one per response, in the folder records/ of your repository. irr finds it upwards from the current
/// folder. Without a command, irr shows what is overdue and what is due next.
#[derive(Debug, Parser)]
#[command(name = "irr", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    overview: OverviewArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str =
    "Exit codes: 0 done; 1 refused, or the answer is no (errors found, --fail matched); 2 could not be done.";

/// The commands that only show something, whose text goes to a pager if it does not fit the screen.
const PAGED: [&str; 9] = ["list", "due", "show", "find", "history", "diff", "summary", "validate", "explain"];

/// Runs irr with this process's arguments and streams.
pub fn main() -> ExitCode {
    if let Some(outcome) = complete::answer(Cli::command) {
        return outcome.into();
    }
    let mut command = without_empty_variables(with_saved_lists(grouped(Cli::command())));
    // To look all versions up takes longer than most commands, so this is done only where they are asked for.
    if std::env::args_os().nth(1).is_some_and(|flag| flag == "--version") {
        command = command.long_version(versions());
    }
    let read =
        |matches: ArgMatches| Ok((matches.subcommand_name().unwrap_or_default().to_owned(), Cli::from_arg_matches(&matches)?));
    let (name, cli) = match command.try_get_matches_from_mut(std::env::args_os()).and_then(read) {
        Ok(read) => read,
        Err(error) => return usage(&error.format(&mut command), &mut Context::of_process(&Global::default())).into(),
    };
    let mut ctx = Context::of_process(&cli.global);
    if PAGED.contains(&name.as_str()) {
        ctx.use_pager(&cli.global);
    }
    let prepared = ctx.look_back(&cli.global).and_then(|()| ctx.read_revision(&cli.global, &name));
    let outcome = prepared.and_then(|()| match &cli.command {
        Some(command) => cli.overview.check_unused().and_then(|()| command.run(&mut ctx)),
        None => overview::run(&mut ctx, &cli.overview),
    });
    let outcome = outcome.and_then(|outcome| ctx.end().map(|()| outcome));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_closed_pipe() => Outcome::Done.into(),
        Err(failure) => {
            ctx.report(&failure);
            let _ = ctx.end();
            failure.outcome().into()
        }
    }
}

/// Describes the versions of irr, of its records and of its JSON.
fn versions() -> &'static str {
    static VERSIONS: OnceLock<String> = OnceLock::new();
    VERSIONS.get_or_init(|| {
        let json = Vec::from_iter(published_versions()).join(", ");
        let records = Vec::from_iter(SchemaVersion::ALL.iter().map(|version| version.number().to_string())).join(", ");
        format!("{}\nrecords: schema_version {records}\nJSON: {json}", env!("CARGO_PKG_VERSION"))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        <super::Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn the_command_for_each_problem_is_one_that_irr_has() {
        for (command, _) in crate::rules::REMEDIES {
            let typed = command.replace("{finding}", "custody:R1").replace("{record}", "custody").replace("DATE", "2026-05-01");
            let words = shlex::split(&typed.replace("WORD", "taken").replace("STATUS", "in_progress")).unwrap();
            let read = <super::Cli as clap::CommandFactory>::command().try_get_matches_from(words);
            assert!(read.is_ok(), "{typed}: {}", read.unwrap_err());
        }
    }
}
