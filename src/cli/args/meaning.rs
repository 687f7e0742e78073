//! `--map NAME=MEANING`: what a head, a word, a colour or a report of a tracker means.

use std::str::FromStr;

use crate::model::did_you_mean::nearest;
use crate::model::{Date, Priority, Status, TrackerField};

/// What somebody says that a name in a tracker means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct NameMeaning {
    pub(in crate::cli) name: String,
    pub(in crate::cli) means: TrackerMeaning,
}

/// What a name in a tracker means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum TrackerMeaning {
    /// A head: this field.
    Field(TrackerField),
    /// A word or a colour of a status cell: this status.
    Status(Status),
    /// A word of a priority cell: this priority.
    Priority(Priority),
    /// A head, a word or a colour: nothing.
    Nothing,
    /// The title of a report, or a sheet: published on this day.
    Published(Date),
    /// The title of a report, or a sheet: this record.
    Record(String),
}

impl FromStr for NameMeaning {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "write it as 'Lead=owner', 'Green=closed', 'Budget=none' or 'Vetting=2023-05-16'";
        let (name, meaning) = text.rsplit_once('=').ok_or_else(|| form.to_owned())?;
        let (name, meaning) = (name.trim().to_owned(), meaning.trim());
        let key = meaning.to_lowercase().replace([' ', '-'], "_");
        let means = if key == "none" {
            Some(TrackerMeaning::Nothing)
        } else if let Ok(field) = key.parse() {
            Some(TrackerMeaning::Field(field))
        } else if let Ok(status) = key.parse() {
            Some(TrackerMeaning::Status(status))
        } else if let Ok(priority) = key.parse() {
            Some(TrackerMeaning::Priority(priority))
        } else if let Some(day) = Date::from_words(meaning) {
            Some(TrackerMeaning::Published(day))
        } else {
            meaning.contains('/').then(|| TrackerMeaning::Record(meaning.to_owned()))
        };
        let unknown = || {
            let words = TrackerField::ALL.iter().map(|it| it.as_str()).chain(Status::ALL.iter().map(|it| it.as_str()));
            let known = words.chain(Priority::ALL.iter().map(|it| it.as_str()));
            let near = nearest(&key, known).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            let all: Vec<&str> = TrackerField::ALL.iter().map(|field| field.as_str()).collect();
            format!("`{meaning}` is no field, status, priority, date or record: {near}the fields are {}", all.join(", "))
        };
        if name.is_empty() { Err(form.to_owned()) } else { Ok(Self { name, means: means.ok_or_else(unknown)? }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_is_a_field_a_status_a_day_a_record_or_nothing() {
        let means = |text: &str| text.parse::<NameMeaning>().map(|it| it.means);
        assert_eq!(means("Lead = owner"), Ok(TrackerMeaning::Field(TrackerField::Owner)));
        assert_eq!(means("Green=In progress"), Ok(TrackerMeaning::Status(Status::InProgress)));
        assert_eq!(means("Top=high"), Ok(TrackerMeaning::Priority(Priority::High)));
        assert_eq!(means("Budget=none"), Ok(TrackerMeaning::Nothing));
        assert_eq!(means("Vetting=16/05/2023"), Ok(TrackerMeaning::Published("2023-05-16".parse().unwrap())));
        assert_eq!(means("A=B report=kent/2023"), Ok(TrackerMeaning::Record("kent/2023".to_owned())));
        assert!(means("Lead=ownr").unwrap_err().contains("did you mean `owner`?"));
        assert!(means("Top=hihg").unwrap_err().contains("did you mean `high`?"));
        assert!(means("=owner").is_err() && means("Lead").is_err());
    }
}
