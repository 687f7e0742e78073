//! Flags in, exit code out: the only room with arguments, an environment, a clock and streams.
//!
//! One file a command; each gathers, computes, draws or applies, and says how it went. What all share: `command` (the list of them),
//! `context` (what is ambient), `gather` (records with their troubles told), `select` (the flags that choose), `spreadsheet`
//! (those for who opens a CSV), `policy` (settings, and the flags that choose rules), `complete` (what a shell offers), `output` (the file
//! to write), `document` (what is published), `ask` (questions on a terminal), `watch` (long work on one), `failure` and `exit`.
//! What those share that write: `target` (which records and findings), `plan` (shown, judged, agreed to, done), `guard` (what would
//! be wrong then), `evidence` (what the rules say) and `editor`. What only `validate` has: `mend` and `verdict_format`; what only `new` has: `interview`.

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

use command::Command;
use context::{Context, Global, without_empty_variables};
use exit::{Outcome, usage};

/// Keeps the responses to inspections of a police force: what was recommended, what was answered, what is overdue.
///
/// A store is a folder with records/ in it, one YAML file per response. irr finds it upwards from here.
#[derive(Debug, Parser)]
#[command(name = "irr", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str =
    "Exit codes: 0 done; 1 ran, and the answer is no (errors found, --fail matched); 2 could not do the work.";

/// Runs irr with this process's arguments and streams.
pub fn main() -> ExitCode {
    if let Some(outcome) = complete::answer(Cli::command) {
        return outcome.into();
    }
    let mut command = without_empty_variables(Cli::command());
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
