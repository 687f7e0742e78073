//! What a record of one version of the format is in the latest, and what each version does not have.

use super::{Closure, Extension, FieldPath, Finding, Owners, Record, Redaction, SchemaVersion, Timeline};

/// A field that the record's version does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisplacedField {
    /// Where it is.
    pub at: FieldPath,
    /// What stands in its place in the other version.
    pub instead: &'static str,
}

impl Record {
    /// Returns the fields that a record of its version does not have.
    pub fn misplaced_fields(&self) -> Vec<MisplacedField> {
        let mut found = Vec::new();
        for (_, at, finding) in self.findings() {
            match self.schema_version {
                SchemaVersion::One => newer_fields(&at, finding, &mut found),
                SchemaVersion::Two => {
                    let mut older = |is_there, key, instead| {
                        if is_there {
                            found.push(MisplacedField { at: at.key(key), instead });
                        }
                    };
                    older(finding.closure.is_some(), "closure", "an entry of `closures`");
                    older(finding.verification.is_some(), "verification", "an entry of `verifications`");
                }
            }
        }
        found
    }

    /// Returns the record in the latest version. Every day of its past is as before.
    pub fn migrated(&self) -> Self {
        let mut record = Self { schema_version: SchemaVersion::LATEST, ..self.clone() };
        for kind in super::FindingKind::ALL {
            for (place, finding) in record.findings_of_mut(*kind).iter_mut().enumerate() {
                let closings = self.findings_of(*kind)[place].closings_in_full();
                finding.closure = None;
                finding.closures = closings;
                if let Some(verification) = finding.verification.take() {
                    finding.verifications.insert(0, *verification);
                }
                finding.redactions = finding.redactions.iter().map(Redaction::migrated).collect();
            }
        }
        record
    }
}

fn newer_fields(at: &FieldPath, finding: &Finding, found: &mut Vec<MisplacedField>) {
    let mut newer = |is_there: bool, place: &dyn Fn() -> FieldPath, instead| {
        if is_there {
            found.push(MisplacedField { at: place(), instead });
        }
    };
    let several = |owner: &Option<Owners>| owner.as_ref().is_some_and(Owners::is_list);
    newer(several(&finding.owner), &|| at.key("owner"), "one name");
    newer(!finding.closures.is_empty(), &|| at.key("closures"), "`closure`, which is one");
    newer(!finding.verifications.is_empty(), &|| at.key("verifications"), "`verification`, which is one");
    if let Some(closure) = &finding.closure {
        let field = |key| move || at.key("closure").key(key);
        newer(closure.status.is_some(), &field("status"), "the finding's `status`");
        newer(closure.reopened.is_some(), &field("reopened"), "an entry of the log");
        newer(closure.reopening_reason.is_some(), &field("reopening_reason"), "an entry of the log");
    }
    for (index, action) in finding.actions.iter().enumerate() {
        let field = |key| move || at.key("actions").index(index).key(key);
        newer(several(&action.owner), &field("owner"), "one name");
        newer(!action.extensions.is_empty(), &field("extensions"), "a later `target`, with an entry of the log that says why");
        newer(action.internal, &field("internal"), "nothing: actions are not published");
    }
    let is_internal = |extension: &Extension| extension.internal;
    if let Some(index) = finding.extensions.iter().position(is_internal) {
        newer(true, &|| at.key("extensions").index(index).key("internal"), "nothing");
    }
    if let Some(index) = finding.progress.iter().position(|entry| entry.internal) {
        newer(true, &|| at.key("progress").index(index).key("internal"), "nothing");
    }
}

impl Finding {
    /// Returns the closings with what version 1 says of them elsewhere: the status, and the day of the reopening.
    pub fn closings_in_full(&self) -> Vec<Closure> {
        let timeline = Timeline::of(self);
        let in_full = |(index, closure): (usize, &Closure)| {
            let mut closure = closure.clone();
            closure.reopened = closure.reopened.or_else(|| timeline.reopened(index));
            if let Some(day) = closure.date.filter(|_| closure.status.is_none()) {
                // Where the written status is an open one, it contradicts the closing: that is for a person to decide.
                let holds = closure.reopened == Some(day) || !timeline.status(day).is_open();
                closure.status = timeline.closing_status(index).filter(|_| holds);
            }
            closure
        };
        self.closings().enumerate().map(in_full).collect()
    }
}
