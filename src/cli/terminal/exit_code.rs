//! Exit codes.

use std::io::Write;
use std::process::ExitCode;

use crate::cli::terminal::context::Context;
use crate::draw::{Colour, visible};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum Outcome {
    /// 0: done.
    Done,
    /// 1: refused, or the answer is no.
    No,
    /// 2: could not be done, or only in part.
    CouldNot,
}

/// Writes clap's own output: help, the version, or a usage error.
///
/// A usage error quotes the arguments. If these contain anything that a terminal would obey, no colours are used, so that escape
/// sequences in the quote stay inert.
pub(in crate::cli) fn usage(error: &clap::Error, ctx: &mut Context) -> Outcome {
    let words = error.render();
    let is_plain = std::env::args_os().chain(std::env::vars_os().map(|(_, value)| value)).all(|word| {
        let word = word.to_string_lossy();
        visible(&word) == word
    });
    let (stream, page) = if error.use_stderr() { (&mut ctx.err, &ctx.err_page) } else { (&mut ctx.out, &ctx.page) };
    // If this cannot be written, there is nobody to report it to.
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
