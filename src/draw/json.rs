//! The published JSON: indented, for people look at it too; a last line break.

use std::io::Write;

use super::DrawError;
use crate::report::Export;

pub(super) fn write(export: &Export, out: &mut dyn Write) -> Result<(), DrawError> {
    write_value(export, out)
}

/// Any value as JSON.
pub(super) fn write_value(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), DrawError> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(failed)?;
    Ok(writeln!(out)?)
}

/// Any value as JSON on one line.
pub(super) fn write_line(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), DrawError> {
    serde_json::to_writer(&mut *out, value).map_err(failed)?;
    Ok(out.write_all(b"\n")?)
}

fn failed(error: serde_json::Error) -> DrawError {
    match error.io_error_kind() {
        Some(kind) => DrawError::Write(kind.into()),
        None => DrawError::Json(error),
    }
}
