//! The heads of a tracker's columns, and the fields that they mean.

use crate::model::TrackerField;

/// The heads of each field as offices write them, folded to letters and digits, the more particular ones first.
const HEADS: &[(TrackerField, &str)] = &[
    (
        TrackerField::Ref,
        "ref refno reference referenceno referencenumber no number id recno recid recnumber recommendationno \
         recommendationnumber recommendationid recommendationidentifier recommendationref afino afinumber \
         findingid findingno findingref findingnumber actionid uniquenumber uniqueref uniqueid itemno item \
         serial serialno sn",
    ),
    (
        TrackerField::Report,
        "report reporttitle reportname inspection inspectiontitle inspectionname inspectionreport publication \
         audit audittitle source sourcereport registerref titleofreport nameofreport title",
    ),
    (
        TrackerField::Published,
        "published publisheddate datepublished publicationdate dateofpublication reportdate dateofreport \
         reportpublished issued dateissued dateinspectionpublished inspectiondate dateofinspection",
    ),
    (TrackerField::Inspectorate, "inspectorate auditor entity agency inspectingbody inspectedby body publishedby issuedby"),
    (
        TrackerField::Kind,
        "type category afireccoc reccoc recafi recafiorcoc recommendationtype findingtype kind typeoffinding \
         classification",
    ),
    (
        TrackerField::Text,
        "recommendation recommendations recommendationtext fullrecommendation finding findings issue \
         exception weaknessdescription areaforimprovement itemtoberectified requests description wording text \
         recommendationafi recommendationorafi recommendationdetail detail details findingtext causeofconcern",
    ),
    (TrackerField::Area, "area theme exceptionarea feature peelquestion pillar subject topic strand portfolio"),
    (TrackerField::Priority, "priority risk riskrating risklevel severity priorityrating grade"),
    (TrackerField::Acceptance, "agreed accepted riskaccepted acceptedyn agreedyn acceptance"),
    (
        TrackerField::Response,
        "managementresponse forceresponse pccresponse opccresponse chiefconstableresponse \
         chiefconstablesresponse response commissionersresponse pccsresponse ourresponse actiontakenplanned \
         actioncommitted",
    ),
    (
        TrackerField::Action,
        "action actions actionrequired actionsrequired remediationaction agreedaction milestone keyaction \
         keyactions task actionplan plannedaction nextsteps",
    ),
    (
        TrackerField::Owner,
        "owner lead leadofficer responsible responsibleofficer responsibleowner responsibleparty \
         responsibleunit responsibleperson personresponsible responsibility accountable sro poc assignedto \
         chiefofficerlead actionowner businesslead forcelead owningdepartment department leadname whoowns who \
         strategiclead tacticallead recommendationowner",
    ),
    (
        TrackerField::OriginalDue,
        "originaldue originalduedate originaltargetdate originaltarget originaldeadline agreeddate \
         originalmilestone originaldate initialduedate initialtargetdate firstduedate basedate",
    ),
    (
        TrackerField::Extension,
        "reviseddate revisedduedate revisedtargetdate revisedtarget reviseddue revisedcompletiondate \
         reviseddeadline newdate newduedate newtargetdate extendedto extensiondate extension currentduedate \
         currenttargetdate latestduedate",
    ),
    (
        TrackerField::Reason,
        "reasonfordeferral reasonforslippage reasonforextension reasonfordelay reasonforchange \
         extensionreason slippagereason reason",
    ),
    (TrackerField::Approver, "approvingauthority approvedby approver authorisedby agreedby extensionapprovedby"),
    (
        TrackerField::Due,
        "due duedate deadline target targetdate targetcompletion targetcompletiondate scheduledcompletiondate \
         timescale timescales implementationdate enddate datedue completeby completionby bywhen when \
         finishdate duebydate dueby inspectoratedeadline hmicfrsdeadline",
    ),
    (
        TrackerField::Status,
        "status rag brag ragrating ragstatus bragstatus bragrating position progressstatus state \
         currentstatus overallstatus forcestatus recstatus recommendationstatus openclosed \
         opencloseddiscussed",
    ),
    (
        TrackerField::Closed,
        "closeddate dateclosed completiondate datecompleted completeddate datecomplete closed closuredate \
         actualcompletiondate dateofclosure completedon closedon",
    ),
    (
        TrackerField::Evidence,
        "evidence evidenceofclosure documents supportingevidence evidencelink evidencelocation \
         closureevidence evidencelinks evidenceheld",
    ),
    (
        TrackerField::Verified,
        "verifiedby signedoffby hmicfrsstatus inspectoratestatus verified hmicfrsposition statusperhmicfrs \
         monitoringportalstatus",
    ),
    (
        TrackerField::Progress,
        "progress update updates latestupdate comments comment progressupdate progressupdates latestposition \
         whatwedidandtheimpact progressandfollowupactions statusreport notes note commentary narrative \
         forceupdate latestprogress currentposition actiontaken updatesince remarks progresstodate \
         updateandevidence",
    ),
];

/// Folds a head to what is compared: letters and digits, in lower case.
pub fn folded(head: &str) -> String {
    head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the field that a head means; `None` if no office of the dictionary writes it so.
pub fn field_of(head: &str) -> Option<TrackerField> {
    rank_of(head).map(|(field, _)| field)
}

/// Returns the same with its place in the dictionary: of two columns of a field the head that comes first is meant.
///
/// What stands in brackets is tried without: "Due date (DD/MM/YYYY)" is a due date. So is a number behind an update: "Update 3".
pub(super) fn rank_of(head: &str) -> Option<(TrackerField, usize)> {
    let whole = head.trim();
    let without = whole.split(['(', '[', '\n']).next().unwrap_or(whole).trim();
    if folded(whole).is_empty() {
        // A column headed "#" has numbers.
        return (whole == "#").then_some((TrackerField::Ref, 0));
    }
    [whole, without].into_iter().find_map(|head| {
        let key = folded(head);
        let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let is = |key: &str| {
            HEADS.iter().find_map(|(field, heads)| Some((*field, heads.split_whitespace().position(|head| head == key)?)))
        };
        is(&key).or_else(|| is(bare).filter(|(field, _)| matches!(field, TrackerField::Progress | TrackerField::Action)))
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
        let mut all: Vec<&str> = HEADS.iter().flat_map(|(_, heads)| heads.split_whitespace()).collect();
        assert!(all.iter().all(|head| folded(head) == *head));
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), many);
    }
}
