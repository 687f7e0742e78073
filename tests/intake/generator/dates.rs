//! Days of the calendar and the forms in which offices print them.

use super::dice::Dice;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// Days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) u32);

/// How one document prints its dates; in sentences always with the month as a word.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DateForm {
    Plain,
    Ordinal,
    Weekday,
    Slashes,
    Dots,
    Short,
}

impl DateForm {
    pub(crate) fn any(dice: &mut Dice) -> Self {
        [Self::Plain, Self::Plain, Self::Plain, Self::Ordinal, Self::Weekday, Self::Slashes, Self::Dots, Self::Short]
            [dice.below(8)]
    }

    pub(crate) fn in_sentence(self) -> Self {
        if matches!(self, Self::Ordinal) { Self::Ordinal } else { Self::Plain }
    }
}

impl Date {
    pub(crate) fn of(year: u32, month: u32, day: u32) -> Self {
        let days_before_year = |year: u32| (1970..year).map(days_of_year).sum::<u32>();
        Self(days_before_year(year) + (1..month).map(|month| days_of_month(year, month)).sum::<u32>() + day - 1)
    }

    fn parts(self) -> (u32, u32, u32) {
        let (mut left, mut year, mut month) = (self.0, 1970, 1);
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
        }
        while left >= days_of_month(year, month) {
            left -= days_of_month(year, month);
            month += 1;
        }
        (year, month, left + 1)
    }

    pub(crate) fn plus(self, days: u32) -> Self {
        Self(self.0 + days)
    }

    /// A working day: nobody publishes on a Sunday.
    pub(crate) fn on_weekday(self) -> Self {
        match self.0 % 7 {
            2 => self.plus(2),
            3 => self.plus(1),
            _ => self,
        }
    }

    pub(crate) fn end_of_month(self) -> Self {
        let (year, month, _) = self.parts();
        Self::of(year, month, days_of_month(year, month))
    }

    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year}-{month:02}-{day:02}")
    }

    pub(crate) fn month(self) -> String {
        let (year, month, _) = self.parts();
        format!("{} {year}", MONTHS[month as usize - 1])
    }

    pub(crate) fn year(self) -> u32 {
        self.parts().0
    }

    pub(crate) fn print(self, form: DateForm) -> String {
        let (year, month, day) = self.parts();
        let name = MONTHS[month as usize - 1];
        let ending = match day {
            1 | 21 | 31 => "st",
            2 | 22 => "nd",
            3 | 23 => "rd",
            _ => "th",
        };
        match form {
            DateForm::Plain => format!("{day} {name} {year}"),
            DateForm::Ordinal => format!("{day}{ending} {name} {year}"),
            DateForm::Weekday => format!("{} {day} {name} {year}", WEEKDAYS[self.0 as usize % 7]),
            DateForm::Slashes => format!("{day:02}/{month:02}/{year}"),
            DateForm::Dots => format!("{day:02}.{month:02}.{year}"),
            DateForm::Short => format!("{day} {} {year}", &name[..3]),
        }
    }
}

fn days_of_year(year: u32) -> u32 {
    if year.is_multiple_of(4) { 366 } else { 365 }
}

fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => days_of_year(year) - 337,
        _ => 31,
    }
}
