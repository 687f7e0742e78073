//! The facts that prose states and no label does: whose response it is, to which report, and its dates.

use crate::intake::SourcePlace;
use crate::model::{BodyKind, Date, FindingKind};

/// What was found beside the labels.
#[derive(Debug, Default)]
pub(super) struct ProseFacts {
    pub(super) force: Option<(SourcePlace, &'static str)>,
    pub(super) kind: Option<(SourcePlace, BodyKind, String)>,
    pub(super) holder: Option<String>,
    /// The chief officer's name, where it is told, and title.
    pub(super) chief: Option<(Option<String>, String)>,
    /// Who is chief officer and who holds the office, as prose names them.
    pub(super) named_chief: Option<(SourcePlace, String, &'static str)>,
    pub(super) named_holder: Option<(SourcePlace, String, &'static str)>,
    pub(super) title: Option<(SourcePlace, String)>,
    /// Whether the title is a page's heading, and no more than that.
    pub(super) is_headed: bool,
    /// The title that the sentence about the report's publication sets off.
    pub(super) named_title: Option<(SourcePlace, String)>,
    /// When the report was published, and the words that say so.
    pub(super) published: Option<(SourcePlace, Date, String)>,
    /// The day of the response itself.
    pub(super) responded: Option<(SourcePlace, Date)>,
    /// The day of the chief officer's letter.
    pub(super) commented: Option<(SourcePlace, Date)>,
    pub(super) to_secretary: bool,
    pub(super) copied_today: bool,
    /// How many findings of a kind the inspectorate counts by itself, and the words that say so.
    pub(super) listed: Vec<(FindingKind, SourcePlace, u32, String)>,
}
