//! The dates of the response.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;

/// The dates of the response: invitation to comment, publication and copies (Police Act 1996, section 55).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The day the chief officer was invited to comment (Police Act 1996, section 55(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief_officer_invited: Option<Date>,
    /// The day before which the chief officer's comments had to arrive (Police Act 1996, section 55(4)).
    /// The last day in time is the day before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_wanted_by: Option<Date>,
    /// The day the comments arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_received: Option<Date>,
    /// The day the response was published (Police Act 1996, section 55(5)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The web address of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day a copy was sent to the inspectors of constabulary (Police Act 1996, section 55(6)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_inspectorate: Option<Date>,
    /// The day a copy was sent to the Secretary of State (Police Act 1996, section 55(6)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_secretary_of_state: Option<Date>,
    /// The day a copy was sent to the Victims' Commissioner or the Domestic Abuse Commissioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_commissioner: Option<Date>,
    /// The day the response was sent to the IOPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_iopc: Option<Date>,
    /// The day the response was sent to the coroner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to_coroner: Option<Date>,
}

impl Publication {
    /// Returns the last day on which the chief officer's comments are in time: the day before `comments_wanted_by`, because
    /// section 55(4) requires them *before* the day that was set.
    pub fn last_day_for_comments(&self) -> Option<Date> {
        self.comments_wanted_by?.minus_days(1)
    }
}
