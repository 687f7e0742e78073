//! What a sheet's cells show besides their values.

use std::collections::{BTreeMap, BTreeSet};

/// A place: row and column, counted from 0.
pub(super) type Place = (u32, u32);

/// The marks of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetMarks {
    /// What is struck out: the words, or all where `None`.
    pub(super) struck: BTreeMap<Place, Option<String>>,
    /// Colours of cells, as RRGGBB, or as the file names them: `theme 4`.
    pub(super) fills: BTreeMap<Place, String>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    /// First and last place of each merged range.
    pub(super) merged: Vec<(Place, Place)>,
    pub(super) comments: Vec<(Place, String)>,
}

/// The font and fill of a cell format.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) is_struck: bool,
    pub(super) fill: Option<String>,
}
