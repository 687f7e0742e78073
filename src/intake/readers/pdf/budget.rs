//! Limits on the work of reading a PDF. A few kilobytes of hostile PDF can ask for hours and gigabytes; honest ones stay far
//! below.

use std::cell::Cell;

/// Unpacked bytes of all streams together.
pub(super) const UNPACKED: usize = 64 << 20;
/// Objects, including those inside arrays and dictionaries.
const OBJECTS: usize = 3_000_000;
/// Bytes of the file that are examined, counted each time.
const LOOKED_AT: usize = 400 << 20;
/// Operators in page content.
const OPERATORS: usize = 6_000_000;
/// Stretches of text.
const RUNS: usize = 400_000;
/// Letters.
const LETTERS: usize = 6_000_000;
/// Font programs that are asked for letters. The letters of further ones are unknown, which is no reason to refuse a file.
const FONT_PROGRAMS: usize = 60;
/// Pages.
pub(super) const PAGES: usize = 2_000;

/// What is left of each limit.
pub(super) struct Budget {
    unpacked: Cell<usize>,
    objects: Cell<usize>,
    looked_at: Cell<usize>,
    operators: Cell<usize>,
    runs: Cell<usize>,
    letters: Cell<usize>,
    font_programs: Cell<usize>,
    exceeded: Cell<Option<&'static str>>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            unpacked: Cell::new(UNPACKED),
            objects: Cell::new(OBJECTS),
            looked_at: Cell::new(LOOKED_AT),
            operators: Cell::new(OPERATORS),
            runs: Cell::new(RUNS),
            letters: Cell::new(LETTERS),
            font_programs: Cell::new(FONT_PROGRAMS),
            exceeded: Cell::new(None),
        }
    }

    /// Returns which limit was exceeded first; `None` if none was.
    pub(super) fn exceeded(&self) -> Option<&'static str> {
        self.exceeded.get()
    }

    pub(super) fn exceed(&self, what: &'static str) {
        // Only the first limit is reported: later ones are its consequences.
        if self.exceeded.get().is_none() {
            self.exceeded.set(Some(what));
        }
    }

    /// Returns how many bytes may still be unpacked.
    pub(super) fn to_unpack(&self) -> usize {
        self.unpacked.get()
    }

    /// Returns how many objects may still be created; 0 once any limit is exceeded.
    pub(super) fn objects(&self) -> usize {
        if self.exceeded.get().is_some() { 0 } else { self.objects.get() }
    }

    pub(super) fn spend_unpacked(&self, bytes: usize) -> bool {
        self.spend(&self.unpacked, bytes, "more than 64 MB when unpacked")
    }

    pub(super) fn spend_objects(&self, count: usize) -> bool {
        self.spend(&self.objects, count, "more objects than any response")
    }

    pub(super) fn spend_bytes(&self, bytes: usize) -> bool {
        self.spend(&self.looked_at, bytes, "objects that lead round and round")
    }

    pub(super) fn spend_operator(&self) -> bool {
        self.spend(&self.operators, 1, "more drawing than any response")
    }

    /// Counts a stretch of text that is kept apart.
    pub(super) fn spend_run(&self) -> bool {
        self.spend(&self.runs, 1, "more text than any response")
    }

    /// Returns whether one more font program may be read.
    pub(super) fn spend_font_program(&self) -> bool {
        let left = self.font_programs.get();
        self.font_programs.set(left.saturating_sub(1));
        left > 0
    }

    pub(super) fn spend_letters(&self, letters: usize) -> bool {
        self.spend(&self.letters, letters, "more text than any response")
    }

    fn spend(&self, left: &Cell<usize>, much: usize, what: &'static str) -> bool {
        match left.get().checked_sub(much) {
            Some(rest) => {
                left.set(rest);
                self.exceeded.get().is_none()
            }
            None => {
                left.set(0);
                self.exceed(what);
                false
            }
        }
    }
}
