//! Days that flags give: read as people type them, shown as they were read, asked about where they have two readings.

use std::io::Write;

use crate::cli::terminal::context::{Context, Global};
use crate::cli::terminal::error::Failure;
use crate::model::{Date, DateRole, TypedDate, TypedDateError};

impl Context {
    /// Looks at everything on the day of `--as-of`, if it is given.
    pub(in crate::cli) fn look_back(&mut self, global: &Global) -> Result<(), Failure> {
        let day = self.date_if_given("--as-of", global.as_of.as_ref(), DateRole::Any)?;
        self.days.today = day.unwrap_or(self.days.today);
        Ok(())
    }

    /// Reads the day of a flag or field.
    pub(in crate::cli) fn date(&mut self, name: &str, typed: &TypedDate, role: DateRole) -> Result<Date, Failure> {
        let failed = |error: TypedDateError| Failure::because(format!("cannot use {name}: {error}"));
        let reading = typed.read(self.days.today, role).map_err(failed)?;
        let date = match (reading.other, self.asker()) {
            (Some(other), Some(asker)) => {
                let choices = [reading.date, other].map(|day| (day.in_full_words(), day)).to_vec();
                return asker.select(&format!("Which day is {typed}?"), choices, 0);
            }
            (Some(_), None) => typed.read_alone(self.days.today, role).map_err(failed)?,
            (None, _) => reading.date,
        };
        if !reading.is_iso {
            writeln!(self.err, "{name} {typed}: {}", date.in_full_words())?;
        }
        Ok(date)
    }

    /// Reads the day that a flag gives, if it is given.
    pub(in crate::cli) fn date_if_given(
        &mut self,
        name: &str,
        typed: Option<&TypedDate>,
        role: DateRole,
    ) -> Result<Option<Date>, Failure> {
        typed.map(|typed| self.date(name, typed, role)).transpose()
    }

    /// Reads the day of an event that a flag gives; without the flag it is today.
    pub(in crate::cli) fn event_date(&mut self, name: &str, typed: Option<&TypedDate>) -> Result<Date, Failure> {
        Ok(self.date_if_given(name, typed, DateRole::Event)?.unwrap_or(self.days.today))
    }
}
