//! How far a long work is.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How much of a work is done: those who do it count on every core, and somebody else looks from time to time.
#[derive(Debug, Default)]
pub struct Count {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Count {
    /// A work of so many pieces begins, or begins again.
    pub fn begin(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// One more is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many are done, and of how many; `None` where they are not counted.
    pub fn seen(&self) -> Option<(usize, usize)> {
        let of = self.of.load(Ordering::Relaxed);
        (of > 0).then(|| (self.done.load(Ordering::Relaxed).min(of), of))
    }
}
