//! The standard streams, each behind the filter that shows what a terminal or a job's log would obey.
//!
//! Whatever is written goes through it: words as they are, unless a method here says whose words they are. So what is forgotten is safe.

use std::fmt;
use std::io::{self, Write};

use crate::draw::{Colour, Filter, Source};

/// A stream to a person, a log or a program.
pub(super) struct Stream {
    sink: Box<dyn Write>,
    is_terminal: bool,
    filter: Filter,
    /// Whether data was shown otherwise than it is.
    has_changed_data: bool,
}

impl Stream {
    /// Of this sink.
    pub(super) fn new(sink: Box<dyn Write>, is_terminal: bool) -> Self {
        Self { sink, is_terminal, filter: Filter::default(), has_changed_data: false }
    }

    /// For what irr has drawn, in its colours where there are any.
    pub(super) fn drawn(&mut self, colour: Colour) -> impl Write {
        Sourced { stream: self, source: Source::Drawn(colour), is_data: false }
    }

    /// For a runner's commands, of which irr has written each.
    pub(super) fn commands(&mut self) -> impl Write {
        Sourced { stream: self, source: Source::Commands, is_data: false }
    }

    /// For data that a program may read: where any of it is shown otherwise than it is, that is known at the end.
    pub(super) fn data(&mut self) -> impl Write {
        Sourced { stream: self, source: Source::Words, is_data: true }
    }

    /// For a file's own bytes; a terminal shows them as it shows anything.
    pub(super) fn exact(&mut self) -> Box<dyn Write + '_> {
        if self.is_terminal { Box::new(self) } else { Box::new(&mut self.sink) }
    }

    /// Whether a terminal shows what is written.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Whether data was shown otherwise than it is.
    pub(super) fn has_changed_data(&self) -> bool {
        self.has_changed_data
    }

    /// Writes what is still held.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let mut rest = Vec::new();
        self.filter.end(&mut rest);
        self.sink.write_all(&rest)?;
        self.sink.flush()
    }

    fn write_from(&mut self, bytes: &[u8], source: Source, is_data: bool) -> io::Result<usize> {
        let mut shown = Vec::with_capacity(bytes.len());
        let has_changed = self.filter.pass(bytes, source, &mut shown);
        self.has_changed_data |= has_changed && is_data;
        self.sink.write_all(&shown)?;
        Ok(bytes.len())
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_from(bytes, Source::Words, false)
    }

    /// In one piece: another process may write to the same place.
    fn write_fmt(&mut self, words: fmt::Arguments<'_>) -> io::Result<()> {
        self.write_all(words.to_string().as_bytes())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

struct Sourced<'s> {
    stream: &'s mut Stream,
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
