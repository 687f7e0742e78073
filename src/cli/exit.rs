//! What the exit code says.

use std::io::Write;
use std::process::ExitCode;

use super::context::Context;
use crate::draw::{Colour, visible};

/// How a command went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// 0: done.
    Done,
    /// 1: it ran, and the answer is no.
    No,
    /// 2: the work, or some of it, could not be done.
    CouldNot,
}

/// Tells clap's own words: a help page, a version, or a mistake in the arguments.
///
/// A mistake quotes what was typed, or what a script put there: where that has anything in it that a terminal obeys, there are no
/// colours, so that nothing in the words is taken for one.
pub(super) fn usage(error: &clap::Error, ctx: &mut Context) -> Outcome {
    let words = error.render();
    let is_plain = std::env::args_os().chain(std::env::vars_os().map(|(_, value)| value)).all(|word| {
        let word = word.to_string_lossy();
        visible(&word) == word
    });
    let (stream, page) = if error.use_stderr() { (&mut ctx.err, ctx.err_page) } else { (&mut ctx.out, ctx.page) };
    // Nothing is left to tell anybody where even this cannot be printed.
    let _ = match page.colour {
        Colour::On if is_plain => write!(stream.drawn(Colour::On), "{}", words.ansi()),
        _ => write!(stream, "{words}"),
    };
    let _ = ctx.end();
    if error.use_stderr() { Outcome::CouldNot } else { Outcome::Done }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
            Outcome::CouldNot => Self::from(2),
        }
    }
}
