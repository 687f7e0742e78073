//! How much a workbook may have, so that none can fill the memory.

use crate::intake::IntakeError;

/// The most cells that have something: 10,000 findings with 50 columns each.
pub(super) const MOST_CELLS: usize = 500_000;

/// The most text in all cells, in bytes: one long text that a thousand cells share is a thousand texts.
const MOST_TEXT: usize = 32 << 20;

/// What a workbook may still have.
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

impl Room {
    /// Takes the room of a cell with so many bytes of text.
    pub(super) fn take(&mut self, size: usize) -> Result<(), IntakeError> {
        self.cells =
            self.cells.checked_sub(1).ok_or_else(|| IntakeError::Unreadable(format!("it has more than {MOST_CELLS} cells")))?;
        self.text = self
            .text
            .checked_sub(size)
            .ok_or_else(|| IntakeError::Unreadable(format!("its cells have more than {} MB of text", MOST_TEXT >> 20)))?;
        Ok(())
    }
}
