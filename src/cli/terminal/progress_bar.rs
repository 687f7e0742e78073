//! A progress line on the terminal for long work.
//!
//! It is only shown on an error stream that is a terminal. The context is borrowed while it may be visible, so nothing else can
//! be written or asked; it is removed when the work is done.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal::context::Context;
use crate::draw::{PageStyle, visible};
use crate::store::ProgressCounter;
use crate::view::Role;

/// Work shorter than this shows no progress line, in one piece or several.
const PATIENCE: Duration = Duration::from_millis(500);
/// A line visible for less than this would only flicker.
const LEAST: Duration = Duration::from_millis(100);
/// How often the line is redrawn.
const BEAT: Duration = Duration::from_millis(100);
/// A spinner of characters that every terminal has.
const MARKS: [char; 4] = ['-', '\\', '|', '/'];

impl Context {
    /// Does a piece of work, which may count its steps, with a progress line if it takes long.
    pub(in crate::cli) fn watching<T>(&mut self, words: &str, work: impl FnOnce(&ProgressCounter) -> T) -> T {
        let count = ProgressCounter::default();
        if !self.is_watched {
            return work(&count);
        }
        let begun = Instant::now();
        let delay = PATIENCE.saturating_sub(self.worked).max(LEAST);
        let page = self.err_page.clone();
        let made = std::thread::scope(|scope| {
            let (working, ended) = channel();
            let count = &count;
            // If the thread cannot be started, the work is done without a line.
            let _ = std::thread::Builder::new().spawn_scoped(scope, move || draw(words, count, delay, &page, &ended));
            let made = work(count);
            // The thread then clears the line and ends; the scope waits for it.
            drop(working);
            made
        });
        self.worked += begun.elapsed();
        made
    }
}

/// Draws the line from the end of the delay until the work is done.
fn draw(words: &str, count: &ProgressCounter, delay: Duration, page: &PageStyle, ended: &Receiver<()>) {
    let goes_on = |wait| matches!(ended.recv_timeout(wait), Err(RecvTimeoutError::Timeout));
    if !goes_on(delay) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // What does not fit on the line is cut off.
    bar.set_style(ProgressStyle::with_template("{wide_msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
    for mark in MARKS.iter().cycle() {
        let line = match count.seen() {
            Some((done, of)) => format!("{words}: {done} of {of}"),
            None => words.to_owned(),
        };
        // It bypasses the stream's filter and may contain a file name, so it is escaped.
        let line = visible(&line).replace('\n', " ");
        bar.set_message(page.paint(&format!("{mark} {line}"), Role::Muted));
        if !goes_on(BEAT) {
            break;
        }
    }
    bar.finish_and_clear();
}
