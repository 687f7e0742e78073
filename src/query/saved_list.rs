//! Saved lists of `irr.yaml`, read as what their flags would be.

use super::{AskedOf, Column, Expr, ExprError, Order, UnknownColumn};
use crate::model::{Date, FieldPath, ListSettings};

/// A saved list.
#[derive(Debug, Clone, Default)]
pub struct SavedList {
    /// Which findings; `None` for those that are ours and open.
    pub expr: Option<Expr>,
    /// The columns; none for the usual ones.
    pub columns: Vec<Column>,
    /// The order; `None` for the usual one.
    pub order: Option<Order>,
}

/// The error for a saved list that says what no flag could.
#[derive(Debug, thiserror::Error)]
pub enum SavedListError {
    /// The expression cannot be read.
    #[error(transparent)]
    Expr(#[from] ExprError),
    /// There is no such column.
    #[error(transparent)]
    Column(#[from] UnknownColumn),
}

impl SavedList {
    /// Checks whether a list can be read, which does not depend on the day.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn check(list: &ListSettings) -> Result<(), (FieldPath, SavedListError)> {
        Date::new(2000, 1, 1).map_or(Ok(()), |day| Self::read(list, day).map(drop))
    }

    /// Reads a list; `today` is the date that `today` in its expression means.
    ///
    /// # Errors
    /// The first field that cannot be read, below the list, with the reason.
    pub fn read(list: &ListSettings, today: Date) -> Result<Self, (FieldPath, SavedListError)> {
        let at = |key: &'static str| FieldPath::root().key(key);
        let expr = list.expr.as_deref().map(|text| Expr::parse_of(AskedOf::Finding, text, today)).transpose();
        let order = list.sort.as_deref().map(str::parse).transpose();
        let columns = list
            .columns
            .iter()
            .enumerate()
            .map(|(index, name)| name.parse().map_err(|error: UnknownColumn| (at("columns").index(index), error.into())));
        Ok(Self {
            expr: expr.map_err(|error| (at("where"), error.into()))?,
            columns: columns.collect::<Result<_, _>>()?,
            order: order.map_err(|error: UnknownColumn| (at("sort"), error.into()))?,
        })
    }
}
