//! Shell completion.
//!
//! The script from `irr completions` runs irr with the typed words and `COMPLETE` in the environment. clap finds out which
//! argument is meant; `address`, `words` and `fields` find its values with cheap reads of the records; `bash` and `shells`
//! format them. Errors give no candidates and no message, because the user is typing.

mod address;
mod bash;
mod fields;
mod line;
mod marked;
mod matching;
mod redactable;
mod shells;
mod words;

use std::ffi::OsStr;
use std::path::Path;

use clap_complete::env::Shells;
use clap_complete::{ArgValueCompleter, CompleteEnv, CompletionCandidate};

pub(super) use address::{address, paths};
pub(super) use fields::assignments;
pub(super) use marked::marked;
pub(super) use redactable::redactable;
pub(super) use words::{
    actions, addressees, areas, bodies, clocks, columns, conditions, duties, escalations, forces, inspection_kinds,
    inspectorates, kinds, known_forces, open_statuses, order, outcomes, outputs, owners, priorities, revisions, rules, saved,
    saved_lists, sections, statuses,
};

use crate::cli::terminal::exit_code::Outcome;
use crate::draw::visible;

/// The environment variable with the name of the shell.
const VARIABLE: &str = "COMPLETE";

/// The supported shells.
const SHELLS: Shells<'static> = Shells(&[&bash::Bash, &shells::ZSH, &shells::FISH, &shells::POWERSHELL]);

/// Sets an argument's completer: `#[arg(add = complete::by(complete::owners))]`.
pub(super) fn by(values: fn(&OsStr) -> Vec<CompletionCandidate>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| values(typed).into_iter().filter_map(plain).collect::<Vec<_>>())
}

/// Returns a candidate that is safe to show: text from the records may contain escape sequences.
fn plain(candidate: CompletionCandidate) -> Option<CompletionCandidate> {
    let is_plain = |words: &str| visible(words) == words && !words.contains(['\n', '\t']);
    if !is_plain(candidate.get_value().to_str()?) {
        return None;
    }
    // A description may go on below its first line; a shell shows one line.
    let help = candidate.get_help().map(|help| help.to_string()).unwrap_or_default();
    let first = help.lines().next().filter(|line| is_plain(line)).map(|line| line.to_owned().into());
    Some(candidate.help(first))
}

/// Completes a word if a shell asks for it; `None` if it does not.
pub(super) fn answer(command: fn() -> clap::Command) -> Option<Outcome> {
    // The variable has a common name, so values that are not shells are ignored.
    let asks = std::env::var_os(VARIABLE)?;
    SHELLS.completer(Path::new(&asks).file_stem()?.to_str()?)?;
    let here = std::env::current_dir().ok();
    let env = CompleteEnv::with_factory(command).var(VARIABLE).shells(SHELLS);
    Some(match env.try_complete(std::env::args_os(), here.as_deref()) {
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::CouldNot,
    })
}

/// Returns the script for a shell, which calls the running irr.
pub(super) fn script(shell: &str) -> std::io::Result<Vec<u8>> {
    let called = std::env::args_os().next().unwrap_or_else(|| "irr".into());
    let called = Path::new(&called);
    // A bare name is searched on the PATH; a path must be absolute to work from every folder.
    let irr = if called.components().count() > 1 { std::path::absolute(called)? } else { called.to_owned() };
    let mut script = Vec::new();
    if let Some(shell) = SHELLS.completer(shell) {
        shell.write_registration(VARIABLE, "irr", "irr", &irr.to_string_lossy(), &mut script)?;
    }
    Ok(script)
}
