//! The facts that prose states and no label does: whose response it is, to which report, and its dates.

use crate::intake::SourcePlace;
use crate::model::{BodyKind, Date, FindingKind};

/// Facts found in prose.
#[derive(Debug, Default)]
pub(super) struct ProseFacts {
    pub(super) force: Option<(SourcePlace, &'static str)>,
    pub(super) kind: Option<(SourcePlace, BodyKind, String)>,
    pub(super) holder: Option<String>,
    /// The chief officer's name, if given, and title.
    pub(super) chief: Option<(Option<String>, String)>,
    /// The chief officer and the office holder named in prose, each with place and title.
    pub(super) named_chief: Option<(SourcePlace, String, &'static str)>,
    pub(super) named_holder: Option<(SourcePlace, String, &'static str)>,
    pub(super) title: Option<(SourcePlace, String)>,
    /// Whether the title is only a page's heading.
    pub(super) is_headed: bool,
    /// The title in the sentence about the report's publication.
    pub(super) named_title: Option<(SourcePlace, String)>,
    /// When the report was published, with the sentence.
    pub(super) published: Option<(SourcePlace, Date, String)>,
    /// The date of the response.
    pub(super) responded: Option<(SourcePlace, Date)>,
    /// The date of the chief officer's letter.
    pub(super) commented: Option<(SourcePlace, Date)>,
    pub(super) to_secretary: bool,
    pub(super) copied_today: bool,
    /// The inspectorate's own counts of findings, with the sentences.
    pub(super) listed: Vec<(FindingKind, SourcePlace, u32, String)>,
}
