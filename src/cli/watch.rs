//! A line on the terminal while work takes long, for somebody who would else not know whether anything happens.
//!
//! It stands on the error stream, and only there where that is a terminal with somebody before it. While it may stand there the context is
//! lent to it, so that nothing else can be written or asked meanwhile; when the work is done it is gone.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::context::Context;
use crate::draw::{Page, visible};
use crate::store::Count;
use crate::view::Role;

/// Work that is done before this is not long, whether it is one piece of work or several.
const PATIENCE: Duration = Duration::from_millis(500);
/// A piece that is done before this would only flicker.
const LEAST: Duration = Duration::from_millis(100);
/// How often the line is drawn.
const BEAT: Duration = Duration::from_millis(100);
/// That it goes on, in marks that every terminal has.
const MARKS: [char; 4] = ['-', '\\', '|', '/'];

impl Context {
    /// Does a piece of work, which may count what it does; where it takes long, a terminal shows what is being done.
    pub(super) fn watching<T>(&mut self, words: &str, work: impl FnOnce(&Count) -> T) -> T {
        let count = Count::default();
        if !self.is_watched {
            return work(&count);
        }
        let begun = Instant::now();
        let delay = PATIENCE.saturating_sub(self.worked).max(LEAST);
        let page = self.err_page;
        let made = std::thread::scope(|scope| {
            let (working, ended) = channel();
            let count = &count;
            // Where there can be no such thread the work is done unseen.
            let _ = std::thread::Builder::new().spawn_scoped(scope, move || draw(words, count, delay, &page, &ended));
            let made = work(count);
            // The thread clears its line and ends, and the scope waits for that.
            drop(working);
            made
        });
        self.worked += begun.elapsed();
        made
    }
}

/// Draws the line from when the delay is over until the work has ended.
fn draw(words: &str, count: &Count, delay: Duration, page: &Page, ended: &Receiver<()>) {
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
        // It goes to the terminal by itself, and may name a file, whose name can have anything in it.
        let line = visible(&line).replace('\n', " ");
        bar.set_message(page.ink(&format!("{mark} {line}"), Role::Muted));
        if !goes_on(BEAT) {
            break;
        }
    }
    bar.finish_and_clear();
}
