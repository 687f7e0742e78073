//! The rows of the answer's first table as RFC 4180 has them: names for machines first, CRLF, nothing shortened.

use std::io::Write;

use super::DrawError;
use crate::report::{Block, Cell};

pub(super) fn write(blocks: &[Block], out: &mut dyn Write) -> Result<(), DrawError> {
    let table = blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let Some(table) = table else { return Ok(()) };
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    let failed = |error: ::csv::Error| match error.into_kind() {
        ::csv::ErrorKind::Io(error) => DrawError::Write(error),
        other => DrawError::Csv(std::io::Error::other(format!("{other:?}")).into()),
    };
    writer.write_record(table.columns.iter().map(|column| column.key)).map_err(failed)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(Cell::machine)).map_err(failed)?;
    }
    Ok(writer.flush()?)
}
