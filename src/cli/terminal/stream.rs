//! The standard streams, with a filter that escapes what a terminal or CI log would obey.
//!
//! Everything goes through the filter unless a method here says whose text it is. So forgetting to call one is safe.

use std::fmt;
use std::io::{self, Write};

use crate::draw::{Colour, ControlFilter, Source};

/// A stream to a person, a log or a program.
pub(in crate::cli) struct OutputStream {
    sink: Box<dyn Write>,
    is_terminal: bool,
    filter: ControlFilter,
    /// Whether data was escaped.
    has_changed_data: bool,
    /// Whether what is drawn waits for the end, for a pager.
    is_paged: bool,
    /// What waits: everything since something was drawn.
    held: Option<Vec<u8>>,
}

impl OutputStream {
    /// Creates a stream on a sink.
    pub(in crate::cli) fn new(sink: Box<dyn Write>, is_terminal: bool) -> Self {
        Self { sink, is_terminal, filter: ControlFilter::default(), has_changed_data: false, is_paged: false, held: None }
    }

    /// Makes what is drawn wait for the end.
    pub(in crate::cli) fn hold_drawn(&mut self) {
        self.is_paged = true;
    }

    /// Returns what waited; from here on everything is written at once.
    pub(in crate::cli) fn release(&mut self) -> Option<Vec<u8>> {
        self.is_paged = false;
        self.held.take()
    }

    /// Returns a writer for output drawn by irr, with its colours.
    pub(in crate::cli) fn drawn(&mut self, colour: Colour) -> impl Write {
        if self.is_paged && self.held.is_none() {
            self.held = Some(Vec::new());
        }
        Sourced { stream: self, source: Source::Drawn(colour), is_data: false }
    }

    /// Returns a writer for CI commands, all written by irr.
    pub(in crate::cli) fn commands(&mut self) -> impl Write {
        Sourced { stream: self, source: Source::Commands, is_data: false }
    }

    /// Returns a writer for data; whether any was escaped is known at the end.
    pub(in crate::cli) fn data(&mut self) -> impl Write {
        Sourced { stream: self, source: Source::Words, is_data: true }
    }

    /// Returns a writer for raw bytes; on a terminal they are escaped as well.
    pub(in crate::cli) fn exact(&mut self) -> Box<dyn Write + '_> {
        if self.is_terminal { Box::new(self) } else { Box::new(&mut self.sink) }
    }

    /// Whether this is a terminal.
    pub(in crate::cli) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Whether data was escaped.
    pub(in crate::cli) fn has_changed_data(&self) -> bool {
        self.has_changed_data
    }

    /// Flushes the stream.
    pub(in crate::cli) fn end(&mut self) -> io::Result<()> {
        let mut rest = Vec::new();
        self.filter.end(&mut rest);
        self.put(&rest)?;
        self.flush()
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.held {
            Some(held) => held.write_all(bytes),
            None => self.sink.write_all(bytes),
        }
    }

    /// Writes bytes that have passed the filter already.
    pub(in crate::cli) fn put_filtered(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.put(bytes)?;
        self.flush()
    }

    fn write_from(&mut self, bytes: &[u8], source: Source, is_data: bool) -> io::Result<usize> {
        let mut shown = Vec::with_capacity(bytes.len());
        let has_changed = self.filter.pass(bytes, source, &mut shown);
        self.has_changed_data |= has_changed && is_data;
        self.put(&shown)?;
        Ok(bytes.len())
    }
}

impl Write for OutputStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_from(bytes, Source::Words, false)
    }

    /// Written in one piece, because another process may write to the same place.
    fn write_fmt(&mut self, words: fmt::Arguments<'_>) -> io::Result<()> {
        self.write_all(words.to_string().as_bytes())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

struct Sourced<'s> {
    stream: &'s mut OutputStream,
    source: Source,
    is_data: bool,
}

impl Write for Sourced<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write_from(bytes, self.source, self.is_data)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
