//! Rules on whether the named bodies fit the force and the date.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::force::BodyFit;
use crate::model::{BodyKind, FieldPath, Record, RecordId};

family! { "Bodies", "bodies.md", check:
    /// Reports a kind of body that is not responsible for the force.
    BODY_DOES_NOT_FIT_FORCE = Warn "body-does-not-fit-force" Always;
    /// Reports an inspectorate under a name that it had at another time.
    INSPECTORATE_OF_ANOTHER_TIME = Warn "inspectorate-of-another-time" Always;
}

fn check(subject: &RecordToCheck<'_>, _: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    body_fits(subject.id, record, report);
    inspectorate_is_of_the_day(record, report);
}

fn body_fits(id: &RecordId, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let (force, kind, published) = (&record.force, record.local_policing_body.kind, record.inspection.published);
    let (message, kind) = match force.fit(kind, published) {
        BodyFit::Fits => return,
        BodyFit::NoBody => {
            let message = format!("{force} has no local policing body, but the record has the kind `{kind}`");
            (message, BodyKind::Other)
        }
        BodyFit::Another(is) => {
            (format!("on {published} the local policing body of {force} was a `{is}`, but the record has `{kind}`"), is)
        }
    };
    let at = FieldPath::root().key("local_policing_body").key("kind");
    report.at(&BODY_DOES_NOT_FIT_FORCE, at, message, format!("correct it with `irr set {id} local_policing_body.kind={kind}`"));
}

fn inspectorate_is_of_the_day(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let published = record.inspection.published;
    for (place, inspectorate) in record.inspection.inspectorates.iter().enumerate() {
        let Some(usual) = inspectorate.misnamed_on(published) else { continue };
        let message = format!("`{inspectorate}` was not the inspectorate's name on {published}, when the report was published");
        let help = format!("write {usual}: HMIC became HMICFRS in July 2017");
        let at = FieldPath::root().key("inspection").key("inspectorates").index(place);
        report.at(&INSPECTORATE_OF_ANOTHER_TIME, at, message, help);
    }
}
