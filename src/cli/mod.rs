//! Flags in, exit code out: the only module that uses arguments, the environment, the clock and the streams.
//!
//! Each command is one file and one line in `command`. All commands share `context` (flags, date, streams), `gather` (reads
//! records), `select`, `spreadsheet` and `policy` (shared flags), `complete` (shell completion), `output` and `document` (files to
//! write), `ask` (prompts), `watch` (progress line), `failure` and `exit`. Commands that write share `target`, `plan`, `guard`,
//! `evidence`, `compared` and `editor`. `mend` and `verdict_format` belong to `validate`, `interview` to `new`.

mod ask;
mod command;
mod compared;
mod complete;
mod context;
mod document;
mod editor;
mod escalate;
mod evidence;
mod exit;
mod failure;
mod gather;
mod guard;
mod interview;
mod mend;
mod output;
mod plan;
mod policy;
mod select;
mod spreadsheet;
mod stream;
mod target;
mod verdict_format;
mod watch;

mod action;
mod add;
mod close;
mod completions;
mod doctor;
mod due;
mod edit;
mod explain;
mod export;
mod extend;
mod fmt;
mod forces;
mod import;
mod init;
mod list;
mod man;
mod mv;
mod new;
mod progress;
mod publish;
mod redact;
mod redo;
mod render;
mod rm;
mod schema;
mod set;
mod show;
mod summary;
mod undo;
mod validate;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use command::{Command, grouped};
use context::{Context, Global, without_empty_variables};
use exit::{Outcome, usage};

/// Manage responses to police inspections: what was recommended, what was answered, what is overdue.
///
/// Records are YAML files, one per response, in the folder records/ of your repository. irr finds it upwards from the current
/// folder.
#[derive(Debug, Parser)]
#[command(name = "irr", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str =
    "Exit codes: 0 done; 1 refused, or the answer is no (errors found, --fail matched); 2 could not be done.";

/// Runs irr with this process's arguments and streams.
pub fn main() -> ExitCode {
    if let Some(outcome) = complete::answer(Cli::command) {
        return outcome.into();
    }
    let mut command = without_empty_variables(grouped(Cli::command()));
    let cli = command.try_get_matches_from_mut(std::env::args_os()).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return usage(&error.format(&mut command), &mut Context::of_process(&Global::default())).into(),
    };
    let mut ctx = Context::of_process(&cli.global);
    let outcome = cli.command.run(&mut ctx).and_then(|outcome| ctx.end().map(|()| outcome));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_closed_pipe() => Outcome::Done.into(),
        Err(failure) => {
            ctx.tell(&failure);
            let _ = ctx.end();
            Outcome::CouldNot.into()
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        <super::Cli as clap::CommandFactory>::command().debug_assert();
    }
}
