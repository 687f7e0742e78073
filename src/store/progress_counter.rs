//! A progress counter shared between threads. It counts only; drawing a progress bar belongs to `cli`.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How much of a long task is done: worker threads count up, and another thread polls it.
#[derive(Debug, Default)]
pub struct ProgressCounter {
    // `Relaxed` is enough below: the numbers are only shown, and nothing depends on their order.
    done: AtomicUsize,
    of: AtomicUsize,
}

impl ProgressCounter {
    /// Sets the total and starts again from zero.
    pub fn begin(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Counts one piece as done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the pieces done and the total; `None` before [`Self::begin`] was called or if the total is zero.
    pub fn seen(&self) -> Option<(usize, usize)> {
        let of = self.of.load(Ordering::Relaxed);
        // `begin` stores two numbers one after the other, so a reader between them can see more done than the new total.
        (of > 0).then(|| (self.done.load(Ordering::Relaxed).min(of), of))
    }
}
