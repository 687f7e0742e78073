//! Lists every text in a record, so that a search covers them all.
//!
//! To add a field with text, add a line here: the structs are taken apart without `..`, so a forgotten field does not compile.

use super::{
    Action, ChiefOfficer, ChiefOfficerAnswer, ChiefOfficerResponse, Closure, CommissionerResponse, Date, DutyTerms, Escalation,
    Extension, FieldPath, Finding, FindingRef, Grade, Inspection, LocalPolicingBody, Owners, ProgressEntry, Publication, Record,
    Redaction, ResponseExtension, Verification,
};
use crate::prose::Prose;

/// How much a text says about its finding or report. A search lists what says most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextRank {
    /// The title of the report.
    Title,
    /// The finding's own words.
    Finding,
    /// An answer, a comment or a summary.
    Answer,
    /// What is to be done.
    Action,
    /// What was reported, extended, reopened or escalated, and why.
    Log,
    /// Names, areas, references and evidence.
    Detail,
    /// Words of an imported document that no field holds.
    Unplaced,
}

/// A step to a field: its key, and the index where the key is that of a list.
type Step = (&'static str, Option<usize>);

/// A text in a record.
#[derive(Debug, Clone)]
pub struct RecordText<'a> {
    /// The text.
    pub text: &'a str,
    /// What it is, in words.
    pub label: &'static str,
    /// How much it says.
    pub rank: TextRank,
    /// The day of the entry that it belongs to.
    pub date: Option<Date>,
    /// Whether its entry is marked as internal.
    pub is_internal: bool,
    /// The finding that it belongs to; `None` for a text of the whole record.
    pub finding: Option<FindingRef>,
    steps: [Step; 3],
}

impl RecordText<'_> {
    /// Returns the path of the field within the finding, or within the record.
    pub fn path(&self) -> FieldPath {
        self.steps.iter().filter(|(key, _)| !key.is_empty()).fold(FieldPath::root(), |path, (key, index)| {
            let path = path.key(*key);
            index.map_or(path.clone(), |index| path.index(index))
        })
    }
}

impl Record {
    /// Calls `take` with every text: those of the whole record first, then those of each finding.
    pub fn each_text<'a>(&'a self, take: &mut dyn FnMut(RecordText<'a>)) {
        let mut walk = Walk { take, finding: None, date: None, is_internal: false };
        walk.record(self);
        for (reference, _, finding) in self.findings() {
            walk.finding = Some(reference);
            walk.finding(finding);
        }
    }
}

/// Either kind of text in a record.
trait Words<'a> {
    fn words(self) -> Option<&'a str>;
}

impl<'a> Words<'a> for &'a Option<String> {
    fn words(self) -> Option<&'a str> {
        self.as_deref()
    }
}

impl<'a> Words<'a> for &'a Option<Prose> {
    fn words(self) -> Option<&'a str> {
        self.as_ref().map(Prose::as_str)
    }
}

impl<'a> Words<'a> for &'a str {
    fn words(self) -> Option<&'a str> {
        Some(self)
    }
}

/// A walk through a record, with the entry that it is in.
struct Walk<'a, 'f> {
    take: &'f mut dyn FnMut(RecordText<'a>),
    finding: Option<FindingRef>,
    date: Option<Date>,
    is_internal: bool,
}

impl<'a> Walk<'a, '_> {
    fn text(&mut self, label: &'static str, rank: TextRank, place: &[Step], text: impl Words<'a>) {
        let Some(text) = text.words() else { return };
        let mut steps = [("", None); 3];
        steps.iter_mut().zip(place).for_each(|(step, at)| *step = *at);
        let (finding, date, is_internal) = (self.finding.clone(), self.date, self.is_internal);
        (self.take)(RecordText { text, label, rank, date, is_internal, finding, steps });
    }

    /// Takes a list of short texts.
    fn each(
        &mut self,
        label: &'static str,
        rank: TextRank,
        before: &[Step],
        key: &'static str,
        texts: impl IntoIterator<Item = &'a str>,
    ) {
        for (index, text) in texts.into_iter().enumerate() {
            self.text(label, rank, &[before, &[(key, Some(index))]].concat(), text);
        }
    }

    /// Takes the texts of a dated entry.
    fn entry(&mut self, date: Option<Date>, is_internal: bool, texts: impl FnOnce(&mut Self)) {
        let outer = (self.date, self.is_internal);
        (self.date, self.is_internal) = (date.or(self.date), is_internal || self.is_internal);
        texts(self);
        (self.date, self.is_internal) = outer;
    }

    fn record(&mut self, record: &'a Record) {
        use TextRank::{Answer, Detail, Unplaced};
        let Record {
            schema_version: _,
            form_version,
            stage: _,
            force,
            local_policing_body,
            chief_officer,
            inspection,
            duty: _,
            not_owed,
            duty_from: _,
            duty_terms,
            response_extensions,
            recommendations: _,
            areas_for_improvement: _,
            causes_of_concern: _,
            commissioner_initial_response,
            chief_officer_response,
            commissioner_overall_comments,
            adopts_chief_officer: _,
            publication,
            covered_by: _,
            imported: _,
            unplaced,
            redactions,
        } = record;
        self.inspection(inspection);
        self.text("force", Detail, &[("force", None)], force.as_str());
        let LocalPolicingBody { kind: _, name, holder } = local_policing_body;
        self.text("local policing body", Detail, &[("local_policing_body", None), ("name", None)], name);
        self.text("local policing body", Detail, &[("local_policing_body", None), ("holder", None)], holder);
        if let Some(ChiefOfficer { title, name }) = chief_officer {
            self.text("chief officer", Detail, &[("chief_officer", None), ("title", None)], title);
            self.text("chief officer", Detail, &[("chief_officer", None), ("name", None)], name);
        }
        self.text("form version", Detail, &[("form_version", None)], form_version);
        self.text("why no response is owed", Detail, &[("not_owed", None)], not_owed);
        if let Some(DutyTerms { name, last_day: _, period: _, count: _ }) = duty_terms {
            self.text("duty to respond", Detail, &[("duty_terms", None), ("name", None)], name);
        }
        self.text("initial response", Answer, &[("commissioner_initial_response", None)], commissioner_initial_response);
        if let Some(ChiefOfficerResponse { overview, next_steps, closing }) = chief_officer_response {
            let at = ("chief_officer_response", None);
            self.text("chief officer's overview", Answer, &[at, ("overview", None)], overview);
            self.text("chief officer's next steps", Answer, &[at, ("next_steps", None)], next_steps);
            self.text("chief officer's closing words", Answer, &[at, ("closing", None)], closing);
        }
        self.text("overall comments", Answer, &[("commissioner_overall_comments", None)], commissioner_overall_comments);
        if let Some(publication) = publication {
            self.publication(publication);
        }
        for (index, extension) in response_extensions.iter().enumerate() {
            let ResponseExtension { to: _, agreed, applied: _, by, reason, judicial_review: _ } = extension;
            let at = ("response_extensions", Some(index));
            self.entry(Some(*agreed), false, |walk| {
                walk.text("reason for more time to respond", TextRank::Log, &[at, ("reason", None)], reason);
                walk.text("more time to respond given by", Detail, &[at, ("by", None)], by);
            });
        }
        self.text("not placed", Unplaced, &[("unplaced", None)], unplaced);
        self.redactions(redactions);
    }

    fn inspection(&mut self, inspection: &'a Inspection) {
        use TextRank::{Answer, Detail, Title};
        let Inspection {
            title,
            inspectorates,
            kind: _,
            published: _,
            sent_to_panel: _,
            url,
            recommendation_count: _,
            area_for_improvement_count: _,
            cause_of_concern_count: _,
            summary,
            grades,
        } = inspection;
        let at = ("inspection", None);
        self.text("title", Title, &[at, ("title", None)], title.as_str());
        self.text("summary", Answer, &[at, ("summary", None)], summary);
        self.each("inspectorate", Detail, &[at], "inspectorates", inspectorates.iter().map(|name| name.as_str()));
        self.text("address of the report", Detail, &[at, ("url", None)], url);
        for (index, Grade { area, grade: _ }) in grades.iter().enumerate() {
            self.text("graded area", Detail, &[at, ("grades", Some(index)), ("area", None)], area);
        }
    }

    fn publication(&mut self, publication: &'a Publication) {
        let Publication {
            chief_officer_invited: _,
            comments_wanted_by: _,
            comments_received: _,
            published: _,
            url,
            sent_to_inspectorate: _,
            sent_to_secretary_of_state: _,
            sent_to_commissioner: _,
            sent_to_iopc: _,
            sent_to_coroner: _,
        } = publication;
        self.text("address of the response", TextRank::Detail, &[("publication", None), ("url", None)], url);
    }

    fn finding(&mut self, finding: &'a Finding) {
        use TextRank::{Answer, Detail};
        let Finding {
            printed: _,
            text,
            area,
            addressed_to,
            said_ours: _,
            due: _,
            due_text,
            target: _,
            priority: _,
            status: _,
            owner,
            chief_officer_response,
            commissioner_response,
            actions,
            extensions,
            progress,
            closure,
            closures,
            verification,
            verifications,
            escalation,
            follows: _,
            supersedes: _,
            escalated_from: _,
            cause_of_concern: _,
            withheld: _,
            redactions,
        } = finding;
        self.text("finding", TextRank::Finding, &[("text", None)], text);
        self.text("area", Detail, &[("area", None)], area);
        self.each("addressed to", Detail, &[], "addressed_to", addressed_to.iter().map(|name| name.as_str()));
        self.text("due date in words", Detail, &[("due_text", None)], due_text);
        self.owners("owner", &[("owner", None)], owner.as_ref());
        if let Some(ChiefOfficerAnswer { heading, text }) = chief_officer_response {
            let at = ("chief_officer_response", None);
            self.text("chief officer's response", Answer, &[at, ("heading", None)], heading);
            self.text("chief officer's response", Answer, &[at, ("text", None)], text);
        }
        if let Some(CommissionerResponse { action: _, adopts_chief_officer: _, text, see: _ }) = commissioner_response {
            self.text("commissioner's response", Answer, &[("commissioner_response", None), ("text", None)], text);
        }
        actions.iter().enumerate().for_each(|(index, action)| self.action(index, action));
        self.extensions(&[], extensions);
        for (index, ProgressEntry { date, by, status: _, note, internal }) in progress.iter().enumerate() {
            let at = ("progress", Some(index));
            self.entry(Some(*date), *internal, |walk| {
                walk.text("progress", TextRank::Log, &[at, ("note", None)], note);
                walk.text("progress reported by", Detail, &[at, ("by", None)], by);
            });
        }
        closure.iter().for_each(|closure| self.closure(("closure", None), closure));
        closures.iter().enumerate().for_each(|(index, closure)| self.closure(("closures", Some(index)), closure));
        verification.iter().for_each(|it| self.verification(("verification", None), it));
        verifications.iter().enumerate().for_each(|(index, it)| self.verification(("verifications", Some(index)), it));
        for (index, Escalation { date, to: _, reference, reason }) in escalation.iter().enumerate() {
            let at = ("escalation", Some(index));
            self.entry(Some(*date), false, |walk| {
                walk.text("reason for escalation", TextRank::Log, &[at, ("reason", None)], reason);
                walk.text("reference of escalation", Detail, &[at, ("reference", None)], reference);
            });
        }
        self.redactions(redactions);
    }

    fn owners(&mut self, label: &'static str, place: &[Step], owners: Option<&'a Owners>) {
        let (Some(owners), Some(((key, _), before))) = (owners, place.split_last()) else { return };
        match owners.is_list() {
            true => self.each(label, TextRank::Detail, before, key, owners.names()),
            false => self.text(label, TextRank::Detail, place, owners.lead()),
        }
    }

    fn action(&mut self, index: usize, action: &'a Action) {
        let Action { text, owner, target: _, extensions, done, evidence, internal } = action;
        let at = ("actions", Some(index));
        self.entry(None, *internal, |walk| {
            walk.text("action", TextRank::Action, &[at, ("text", None)], text.as_str());
            walk.owners("owner of an action", &[at, ("owner", None)], owner.as_ref());
            walk.extensions(&[at], extensions);
        });
        self.entry(*done, *internal, |walk| {
            walk.each("evidence of an action", TextRank::Detail, &[at], "evidence", evidence.iter().map(String::as_str));
        });
    }

    fn extensions(&mut self, before: &[Step], extensions: &'a [Extension]) {
        for (index, Extension { agreed, to: _, reason, approved_by, internal }) in extensions.iter().enumerate() {
            let place = |key| [before, &[("extensions", Some(index)), (key, None)]].concat();
            self.entry(Some(*agreed), *internal, |walk| {
                walk.text("reason for an extension", TextRank::Log, &place("reason"), reason);
                walk.text("extension approved by", TextRank::Detail, &place("approved_by"), approved_by);
            });
        }
    }

    fn closure(&mut self, at: Step, closure: &'a Closure) {
        let Closure { date, status: _, approved_by, evidence, reopened, reopening_reason } = closure;
        self.entry(*date, false, |walk| {
            walk.each("evidence for closing", TextRank::Detail, &[at], "evidence", evidence.iter().map(String::as_str));
            walk.text("closing approved by", TextRank::Detail, &[at, ("approved_by", None)], approved_by);
        });
        self.entry(*reopened, false, |walk| {
            walk.text("why it was reopened", TextRank::Log, &[at, ("reopening_reason", None)], reopening_reason);
        });
    }

    fn verification(&mut self, at: Step, verification: &'a Verification) {
        let Verification { by, date, reference, outcome: _ } = verification;
        self.entry(*date, false, |walk| {
            walk.text("inspectorate's verification", TextRank::Detail, &[at, ("by", None)], by.as_str());
            walk.text("inspectorate's verification", TextRank::Detail, &[at, ("reference", None)], reference);
        });
    }

    fn redactions(&mut self, redactions: &'a [Redaction]) {
        for (index, Redaction { field: _, date, reason, by }) in redactions.iter().enumerate() {
            let at = ("redactions", Some(index));
            self.entry(Some(*date), false, |walk| {
                walk.text("reason for a redaction", TextRank::Log, &[at, ("reason", None)], reason.as_str());
                walk.text("redaction decided by", TextRank::Detail, &[at, ("by", None)], by);
            });
        }
    }
}

#[cfg(test)]
mod tests;
