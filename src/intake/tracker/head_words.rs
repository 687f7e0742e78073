//! What a head means by the words that it is made of, where the dictionary does not have it as a whole: "Rev'd due", "HMI no.",
//! "Who in force". What is read so is a guess, and is said.

use crate::model::TrackerField;

/// A rule: one word of each group occurs, and none of the last list.
struct HeadRule {
    field: TrackerField,
    all: &'static [&'static [&'static str]],
    none: &'static [&'static str],
}

const DATE: &[&str] = &[
    "due",
    "date",
    "deadline",
    "target",
    "dead",
    "timescale",
    "timescales",
    "completion",
    "when",
    "complete",
    "milestone",
    "by",
];
const NEWER: &[&str] = &["revised", "revd", "rev", "new", "extended", "extension", "current", "latest", "ext", "amended"];
const OLDER: &[&str] = &["original", "orig", "initial", "first", "baseline"];
const OWNER: &[&str] = &[
    "owner",
    "owners",
    "lead",
    "leads",
    "responsible",
    "responsibility",
    "who",
    "assigned",
    "accountable",
    "sro",
    "oic",
    "poc",
    "holder",
    "sponsor",
];
const ENDED: &[&str] = &["closed", "closure", "completed", "complete", "done", "discharged", "signed", "achieved", "finished"];
const ACTION: &[&str] = &["action", "actions", "task", "tasks", "step", "steps"];
const NUMBER: &[&str] = &["ref", "refs", "no", "number", "num", "id", "identifier", "code"];
const FINDING: &[&str] = &["rec", "recs", "recommendation", "recommendations", "finding", "findings", "afi", "afis"];
const REPORT: &[&str] = &["report", "inspection", "insp", "audit", "thematic", "publication", "source"];
const PUBLISHED: &[&str] = &["published", "pubd", "pub", "publication", "issued", "released"];
const STATUS: &[&str] = &["status", "rag", "brag", "ragg", "colour", "color", "state", "stage"];
const SAYS: &[&str] = &["update", "updates", "position", "progress", "commentary", "comments", "comment", "narrative", "latest"];
const OFFICE: &[&str] = &[
    "cc",
    "ccs",
    "chief",
    "constable",
    "force",
    "forces",
    "pcc",
    "pccs",
    "pfcc",
    "opcc",
    "management",
    "commissioner",
    "commissioners",
    "our",
];
const ANSWER: &[&str] = &["response", "comments", "comment", "reply", "answer", "says", "view"];

/// The rules, more particular ones first.
const RULES: &[HeadRule] = &[
    HeadRule { field: TrackerField::Reason, all: &[&["reason", "reasons", "why", "rationale"]], none: &[] },
    HeadRule {
        field: TrackerField::Approver,
        all: &[
            &["agreed", "approved", "authorised", "approval", "authority"],
            &["by", "revision", "extension", "who", "authority"],
        ],
        none: &["date"],
    },
    HeadRule { field: TrackerField::ActionDone, all: &[ACTION, ENDED], none: &["by"] },
    HeadRule { field: TrackerField::ActionDue, all: &[ACTION, DATE], none: &["taken"] },
    HeadRule { field: TrackerField::ActionOwner, all: &[ACTION, OWNER], none: &[] },
    HeadRule { field: TrackerField::ActionStatus, all: &[ACTION, STATUS], none: &[] },
    HeadRule { field: TrackerField::OriginalDue, all: &[OLDER, DATE], none: &[] },
    HeadRule { field: TrackerField::Extension, all: &[NEWER, DATE], none: &["reason"] },
    HeadRule {
        field: TrackerField::Evidence,
        all: &[&["evidence", "proof", "docs", "documents"]],
        none: &["required", "needed"],
    },
    HeadRule {
        field: TrackerField::Published,
        all: &[PUBLISHED],
        none: &["response", "number", "no", "ref", "type", "title", "name"],
    },
    HeadRule { field: TrackerField::Published, all: &[REPORT, &["date", "dated"]], none: &[] },
    HeadRule { field: TrackerField::Closed, all: &[ENDED, &["date", "on", "when"]], none: &["target", "due", "by"] },
    HeadRule { field: TrackerField::Closed, all: &[&["sign", "signed"], &["off"]], none: &["by", "who"] },
    HeadRule { field: TrackerField::Closed, all: &[ENDED], none: &["by", "who", "what", "action"] },
    HeadRule { field: TrackerField::Acceptance, all: &[&["accept", "accepts", "accepted", "acceptance"]], none: &[] },
    HeadRule { field: TrackerField::Kind, all: &[&["afi", "coc"], &["r", "rec", "recs", "coc", "recommendation"]], none: NUMBER },
    HeadRule { field: TrackerField::Kind, all: &[&["type", "kind", "category"]], none: &["inspection", "item", "evidence"] },
    HeadRule { field: TrackerField::Response, all: &[OFFICE, ANSWER], none: &["latest", "due", "published", "date"] },
    HeadRule { field: TrackerField::Response, all: &[&["response"]], none: &["due", "published", "date"] },
    HeadRule { field: TrackerField::Ref, all: &[FINDING, NUMBER], none: &["text"] },
    HeadRule { field: TrackerField::Ref, all: &[&["hmi", "hmic", "hmicfrs", "unique", "item"], NUMBER], none: &[] },
    HeadRule { field: TrackerField::Status, all: &[STATUS], none: &[] },
    HeadRule { field: TrackerField::Owner, all: &[OWNER], none: &["force action"] },
    HeadRule {
        field: TrackerField::Due,
        all: &[&["due", "deadline", "target", "timescale", "timescales", "when", "complete"]],
        none: &["response", "met", "complete?"],
    },
    HeadRule {
        field: TrackerField::Priority,
        all: &[&["pri", "priority", "risk", "severity", "importance"]],
        none: &["description"],
    },
    HeadRule { field: TrackerField::Progress, all: &[SAYS], none: &[] },
    HeadRule { field: TrackerField::Action, all: &[ACTION], none: NUMBER },
    HeadRule {
        field: TrackerField::Text,
        all: &[&["wording", "recommendation", "recommendations", "finding", "findings", "said", "text", "afi", "requirement"]],
        none: NUMBER,
    },
    HeadRule {
        field: TrackerField::Area,
        all: &[&["area", "theme", "thematic", "portfolio", "pillar", "strand", "topic"]],
        none: &[],
    },
    HeadRule { field: TrackerField::Report, all: &[REPORT], none: &["no", "number", "ref", "id", "link", "url", "type", "team"] },
    HeadRule {
        field: TrackerField::Ref,
        all: &[NUMBER],
        none: &["action", "ga", "budget", "cost", "phone", "telephone", "post", "crime"],
    },
];

/// The most words of a head; a longer one is a note.
const MOST_WORDS: usize = 8;

/// Returns the fields that the words of a head may mean, the more probable first.
pub(super) fn fields_by_words(head: &str) -> Vec<TrackerField> {
    let plain = head.replace(['\'', '’'], "").to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return Vec::new();
    }
    let has = |group: &[&str]| words.iter().any(|word| group.contains(word));
    let mut fields: Vec<TrackerField> =
        RULES.iter().filter(|rule| rule.all.iter().all(|group| has(group)) && !has(rule.none)).map(|rule| rule.field).collect();
    fields.dedup();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_by_their_words() {
        for (head, field) in [
            ("Rev'd due", TrackerField::Extension),
            ("Orig. due", TrackerField::OriginalDue),
            ("Pub'd", TrackerField::Published),
            ("HMI no.", TrackerField::Ref),
            ("R/AFI/CoC", TrackerField::Kind),
            ("CO lead", TrackerField::Owner),
            ("Who in force", TrackerField::Owner),
            ("Action Due", TrackerField::ActionDue),
            ("Reason for Revision", TrackerField::Reason),
            ("Revision Agreed By", TrackerField::Approver),
            ("Evidence / where saved", TrackerField::Evidence),
            ("CC's comments", TrackerField::Response),
            ("PCC draft response", TrackerField::Response),
            ("What HMICFRS said", TrackerField::Text),
            ("Thematic Area", TrackerField::Area),
            ("Finding Status", TrackerField::Status),
            ("Date Closed at Board", TrackerField::Closed),
        ] {
            assert_eq!(fields_by_words(head).first(), Some(&field), "{head}");
        }
        for head in ["Budget", "Ward", "GA ref", "Path", "Modified By", ""] {
            assert_eq!(fields_by_words(head), [], "{head}");
        }
    }
}
