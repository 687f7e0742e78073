//! The heads of a tracker's columns, and the fields that they mean.

use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// What a column of a tracker has.
    TrackerField: "a field of a tracker" {
        /// The finding's number.
        Ref = "ref",
        /// The title of the report.
        Report = "report",
        /// When the report was published.
        Published = "published",
        /// Who published it.
        Inspectorate = "inspectorate",
        /// Recommendation, area for improvement or cause of concern.
        Kind = "kind",
        /// The finding's words.
        Text = "text",
        /// Its area.
        Area = "area",
        /// Its priority.
        Priority = "priority",
        /// Whether it is accepted.
        Acceptance = "acceptance",
        /// The answer to it.
        Response = "response",
        /// What is to be done.
        Action = "action",
        /// Who does it.
        Owner = "owner",
        /// When it is due.
        Due = "due",
        /// When it was due at first.
        OriginalDue = "original_due",
        /// When it is due after an extension.
        Extension = "extension",
        /// Why it was extended.
        Reason = "reason",
        /// Who approved that.
        Approver = "approver",
        /// Its status.
        Status = "status",
        /// What has happened.
        Progress = "progress",
        /// When it was closed.
        Closed = "closed",
        /// What proves that.
        Evidence = "evidence",
        /// What the inspectorate says of it.
        Verified = "verified",
    }
}

/// The heads of each field as offices write them, folded to letters and digits.
const HEADS: &[(TrackerField, &[&str])] = &[
    (
        TrackerField::Ref,
        &[
            "ref",
            "refno",
            "reference",
            "referenceno",
            "referencenumber",
            "no",
            "number",
            "id",
            "recno",
            "recid",
            "recnumber",
            "recommendationno",
            "recommendationnumber",
            "recommendationid",
            "recommendationidentifier",
            "recommendationref",
            "afino",
            "afinumber",
            "findingid",
            "findingno",
            "findingref",
            "findingnumber",
            "actionid",
            "uniquenumber",
            "uniqueref",
            "uniqueid",
            "itemno",
            "item",
            "serial",
            "serialno",
            "sn",
        ],
    ),
    (
        TrackerField::Report,
        &[
            "report",
            "reporttitle",
            "reportname",
            "inspection",
            "inspectiontitle",
            "inspectionname",
            "inspectionreport",
            "publication",
            "audit",
            "audittitle",
            "source",
            "sourcereport",
            "registerref",
            "titleofreport",
            "nameofreport",
            "title",
        ],
    ),
    (
        TrackerField::Published,
        &[
            "published",
            "publisheddate",
            "datepublished",
            "publicationdate",
            "dateofpublication",
            "reportdate",
            "dateofreport",
            "reportpublished",
            "issued",
            "dateissued",
            "dateinspectionpublished",
            "inspectiondate",
            "dateofinspection",
        ],
    ),
    (
        TrackerField::Inspectorate,
        &["inspectorate", "auditor", "entity", "agency", "inspectingbody", "inspectedby", "body", "publishedby", "issuedby"],
    ),
    (
        TrackerField::Kind,
        &[
            "type",
            "category",
            "afireccoc",
            "reccoc",
            "recafi",
            "recafiorcoc",
            "recommendationtype",
            "findingtype",
            "kind",
            "typeoffinding",
            "classification",
        ],
    ),
    (
        TrackerField::Text,
        &[
            "recommendation",
            "recommendations",
            "recommendationtext",
            "fullrecommendation",
            "finding",
            "findings",
            "issue",
            "exception",
            "weaknessdescription",
            "areaforimprovement",
            "itemtoberectified",
            "requests",
            "description",
            "wording",
            "text",
            "recommendationafi",
            "recommendationorafi",
            "recommendationdetail",
            "detail",
            "details",
            "findingtext",
            "causeofconcern",
        ],
    ),
    (
        TrackerField::Area,
        &["area", "theme", "exceptionarea", "feature", "peelquestion", "pillar", "subject", "topic", "strand", "portfolio"],
    ),
    (TrackerField::Priority, &["priority", "risk", "riskrating", "risklevel", "severity", "priorityrating", "grade"]),
    (TrackerField::Acceptance, &["agreed", "accepted", "riskaccepted", "acceptedyn", "agreedyn", "acceptance"]),
    (
        TrackerField::Response,
        &[
            "managementresponse",
            "forceresponse",
            "pccresponse",
            "opccresponse",
            "chiefconstableresponse",
            "chiefconstablesresponse",
            "actiontakenplanned",
            "response",
            "actioncommitted",
            "commissionersresponse",
            "pccsresponse",
            "ourresponse",
        ],
    ),
    (
        TrackerField::Action,
        &[
            "action",
            "actions",
            "actionrequired",
            "actionsrequired",
            "remediationaction",
            "agreedaction",
            "milestone",
            "keyaction",
            "keyactions",
            "task",
            "actionplan",
            "plannedaction",
            "nextsteps",
        ],
    ),
    (
        TrackerField::Owner,
        &[
            "owner",
            "lead",
            "leadofficer",
            "responsible",
            "responsibleofficer",
            "responsibleowner",
            "responsibleparty",
            "responsibleunit",
            "responsibleperson",
            "personresponsible",
            "responsibility",
            "accountable",
            "sro",
            "poc",
            "assignedto",
            "chiefofficerlead",
            "actionowner",
            "businesslead",
            "forcelead",
            "owningdepartment",
            "department",
            "leadname",
            "whoowns",
            "who",
            "strategiclead",
            "tacticallead",
            "recommendationowner",
        ],
    ),
    (
        TrackerField::OriginalDue,
        &[
            "originaldue",
            "originalduedate",
            "originaltargetdate",
            "originaltarget",
            "originaldeadline",
            "agreeddate",
            "originalmilestone",
            "originaldate",
            "initialduedate",
            "initialtargetdate",
            "firstduedate",
            "basedate",
        ],
    ),
    (
        TrackerField::Extension,
        &[
            "reviseddate",
            "revisedduedate",
            "revisedtargetdate",
            "revisedtarget",
            "reviseddue",
            "revisedcompletiondate",
            "reviseddeadline",
            "newdate",
            "newduedate",
            "newtargetdate",
            "extendedto",
            "extensiondate",
            "extension",
            "currentduedate",
            "currenttargetdate",
            "latestduedate",
        ],
    ),
    (
        TrackerField::Reason,
        &[
            "reasonfordeferral",
            "reasonforslippage",
            "reasonforextension",
            "reasonfordelay",
            "reasonforchange",
            "extensionreason",
            "slippagereason",
            "reason",
        ],
    ),
    (
        TrackerField::Approver,
        &["approvingauthority", "approvedby", "approver", "authorisedby", "agreedby", "extensionapprovedby"],
    ),
    (
        TrackerField::Due,
        &[
            "due",
            "duedate",
            "deadline",
            "target",
            "targetdate",
            "targetcompletion",
            "targetcompletiondate",
            "scheduledcompletiondate",
            "timescale",
            "timescales",
            "implementationdate",
            "enddate",
            "datedue",
            "completeby",
            "completionby",
            "bywhen",
            "when",
            "finishdate",
            "duebydate",
            "dueby",
            "inspectoratedeadline",
            "hmicfrsdeadline",
        ],
    ),
    (
        TrackerField::Status,
        &[
            "status",
            "rag",
            "brag",
            "ragrating",
            "ragstatus",
            "bragstatus",
            "bragrating",
            "position",
            "progressstatus",
            "state",
            "currentstatus",
            "overallstatus",
            "forcestatus",
            "recstatus",
            "recommendationstatus",
            "openclosed",
            "opencloseddiscussed",
        ],
    ),
    (
        TrackerField::Closed,
        &[
            "closeddate",
            "dateclosed",
            "completiondate",
            "datecompleted",
            "completeddate",
            "datecomplete",
            "closed",
            "closuredate",
            "actualcompletiondate",
            "dateofclosure",
            "completedon",
            "closedon",
        ],
    ),
    (
        TrackerField::Evidence,
        &[
            "evidence",
            "evidenceofclosure",
            "documents",
            "supportingevidence",
            "evidencelink",
            "evidencelocation",
            "closureevidence",
            "evidencelinks",
            "evidenceheld",
        ],
    ),
    (
        TrackerField::Verified,
        &[
            "verifiedby",
            "signedoffby",
            "hmicfrsstatus",
            "inspectoratestatus",
            "verified",
            "hmicfrsposition",
            "statusperhmicfrs",
            "monitoringportalstatus",
        ],
    ),
    (
        TrackerField::Progress,
        &[
            "progress",
            "update",
            "updates",
            "latestupdate",
            "comments",
            "comment",
            "progressupdate",
            "progressupdates",
            "latestposition",
            "whatwedidandtheimpact",
            "progressandfollowupactions",
            "statusreport",
            "notes",
            "note",
            "commentary",
            "narrative",
            "forceupdate",
            "latestprogress",
            "currentposition",
            "actiontaken",
            "updatesince",
            "remarks",
            "progresstodate",
            "updateandevidence",
        ],
    ),
];

/// Folds a head to what is compared: letters and digits, in lower case.
pub fn folded(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the field that a head means; `None` if no office of the dictionary writes it so.
///
/// What stands in brackets is tried without: "Due date (DD/MM/YYYY)" is a due date. So is a number behind an update: "Update 3".
pub fn field_of(head: &str) -> Option<TrackerField> {
    let whole = head.trim();
    let without = whole.split(['(', '[', '\n']).next().unwrap_or(whole).trim();
    if folded(whole) == "" {
        // A column headed "#" has numbers.
        return (whole == "#").then_some(TrackerField::Ref);
    }
    [whole, without].into_iter().find_map(|head| {
        let key = folded(head);
        let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let is = |key: &str| HEADS.iter().find(|(_, heads)| heads.contains(&key)).map(|(field, _)| *field);
        is(&key).or_else(|| is(bare).filter(|field| matches!(field, TrackerField::Progress | TrackerField::Action)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_whatever_their_case_marks_and_brackets() {
        for (head, field) in [
            ("Ref No.", TrackerField::Ref),
            ("#", TrackerField::Ref),
            ("Lead Officer", TrackerField::Owner),
            ("Due Date (DD/MM/YYYY)", TrackerField::Due),
            ("Agreed?", TrackerField::Acceptance),
            ("STATUS REPORT 3", TrackerField::Progress),
            ("Original target date", TrackerField::OriginalDue),
            ("Revised date", TrackerField::Extension),
            ("HMICFRS status", TrackerField::Verified),
        ] {
            assert_eq!(field_of(head), Some(field), "{head}");
        }
        for head in ["", "Type of Inspection", "Direction of travel", "Budget code"] {
            assert_eq!(field_of(head), None, "{head}");
        }
    }

    #[test]
    fn no_head_means_two_fields_and_each_is_folded() {
        let mut all: Vec<&str> = HEADS.iter().flat_map(|(_, heads)| *heads).copied().collect();
        assert!(all.iter().all(|head| folded(head) == *head));
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), many);
    }
}
