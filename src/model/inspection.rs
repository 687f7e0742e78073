//! The inspection report that a response answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::{name, vocabulary};
use super::{Date, Grade};
use crate::prose::Prose;

name! {
    /// An inspectorate by its short name, such as "HMICFRS".
    Inspectorate
}

impl Inspectorate {
    /// Returns the name that the inspectorate of constabulary had on a day: HMIC became HMICFRS on 19 July 2017.
    pub fn of_constabulary(on: Date) -> Self {
        Self::from(if Date::new(2017, 7, 19).is_some_and(|day| on >= day) { HMICFRS } else { HMIC })
    }

    /// Returns the inspectorate of constabulary's right name for a day if this is its name of another time;
    /// `None` if the name is right.
    ///
    /// Both names are right for July 2017, because reports of that month were printed under either.
    pub fn misnamed_on(&self, on: Date) -> Option<&'static str> {
        let (is_old, is_new) = self.names_of_constabulary();
        let day = |month, day| Date::new(2017, month, day);
        let (from, until) = (day(7, 1)?, day(7, 31)?);
        match (is_old, is_new) {
            (true, _) if on > until => Some(HMICFRS),
            (_, true) if on < from => Some(HMIC),
            _ => None,
        }
    }

    /// Returns whether this is the inspectorate of constabulary, by either name.
    pub fn is_of_constabulary(&self) -> bool {
        let (is_old, is_new) = self.names_of_constabulary();
        is_old || is_new
    }

    /// Returns whether this is the inspectorate of constabulary by its old name, and whether by its new one.
    fn names_of_constabulary(&self) -> (bool, bool) {
        let words: Vec<String> = self.as_str().split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let name = words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        // The end of the name, because "Her Majesty's" and "His Majesty's"
        // both occur, and the new name goes on after these words.
        let is_old = name == "hmic" || name.ends_with("inspectorate of constabulary");
        (is_old, name == "hmicfrs" || name.contains("inspectorate of constabulary and fire"))
    }
}

const HMIC: &str = "HMIC";
const HMICFRS: &str = "HMICFRS";

vocabulary! {
    /// The kind of inspection.
    InspectionKind: "a kind of inspection" {
        /// An inspection of one force.
        Force = "force",
        /// An inspection of one subject in some forces, with findings for all.
        Thematic = "thematic",
        /// An inspection of all forces.
        National = "national",
        /// An inspection with another inspectorate.
        Joint = "joint",
        /// A revisit after an earlier report.
        FollowUp = "follow_up",
        /// Any other inspection.
        Other = "other",
    }
}

/// The inspectorate's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// The report's title, as printed.
    pub title: String,
    /// The inspectorates that made the report; more than one for a joint inspection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspectorates: Vec<Inspectorate>,
    /// The kind of inspection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<InspectionKind>,
    /// The day the report was published, which is day 1 of the 56 days to respond (Police Act 1996, section 55(5A)).
    pub published: Date,
    /// The day the inspectors sent the report to the police and crime panel (Police Act 1996, section 55(3)(d)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_panel: Option<Date>,
    /// The web address of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The number of recommendations in the whole report, to whomever they are addressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation_count: Option<u32>,
    /// The number of areas for improvement, as the inspectorate counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_for_improvement_count: Option<u32>,
    /// The number of causes of concern, as the inspectorate counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause_of_concern_count: Option<u32>,
    /// A short summary of what was inspected and found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Prose>,
    /// The graded judgments: none, one for the whole force, or one for each area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
}

impl Inspection {
    /// Returns an inspection with only a title and a day of publication.
    pub fn titled(title: impl Into<String>, published: Date) -> Self {
        Self {
            title: title.into(),
            inspectorates: Vec::new(),
            kind: None,
            published,
            sent_to_panel: None,
            url: None,
            recommendation_count: None,
            area_for_improvement_count: None,
            cause_of_concern_count: None,
            summary: None,
            grades: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_inspectorate_of_constabulary_has_the_name_of_the_day() {
        let on = |text| Inspectorate::of_constabulary(day(text)).to_string();
        assert_eq!((on("2017-07-18").as_str(), on("2017-07-19").as_str()), ("HMIC", "HMICFRS"));
    }

    #[test]
    fn a_name_of_another_time_is_known_in_short_and_in_full_and_july_2017_takes_both() {
        let misnamed = |name: &str, on| Inspectorate::from(name).misnamed_on(day(on));
        for new in ["HMICFRS", "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services"] {
            assert_eq!(misnamed(new, "2017-06-30"), Some("HMIC"), "{new}");
            assert_eq!(misnamed(new, "2017-07-01"), None, "{new}");
        }
        for old in ["HMIC", "Her Majesty’s Inspectorate of Constabulary"] {
            assert_eq!(misnamed(old, "2017-08-01"), Some("HMICFRS"), "{old}");
            assert_eq!(misnamed(old, "2017-07-31"), None, "{old}");
        }
        assert_eq!(misnamed("HMI Prisons", "2012-01-01"), None);
    }
}
