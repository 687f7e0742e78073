//! Every finding as it stood on the day before the period and at its end.

use std::collections::BTreeSet;

use crate::model::{
    Date, Escalation, FindingOnDay, Presence, Record, RecordId, ResponseDeadline, Snapshot, Status, StatusHistory, SummarySection,
};
use crate::query::{Expr, Order};
use crate::view::Between;

/// A finding, followed through the period.
#[derive(Debug, Clone)]
pub(in crate::view) struct Followed<'a> {
    /// The finding at the end of the period.
    pub(in crate::view) case: FindingOnDay<'a>,
    /// Its status over time.
    pub(in crate::view) history: StatusHistory,
    /// Its status on the day before the period; `None` if the report was not published by then.
    pub(in crate::view) before: Option<Status>,
}

impl<'a> Followed<'a> {
    /// Returns the latest step of its escalation, while it is escalated.
    pub(super) fn escalation(&self) -> Option<&'a Escalation> {
        self.case.finding.escalation_on(self.case.standing.on)
    }

    /// Returns whether the finding is open and escalated.
    pub(super) fn is_escalated(&self) -> bool {
        self.is_open() && self.escalation().is_some()
    }

    /// Returns whether it is open at the end of the period.
    pub(in crate::view) fn is_open(&self) -> bool {
        self.case.standing.status.is_open()
    }

    /// Returns whether it was open on the day before the period.
    pub(in crate::view) fn was_open(&self) -> bool {
        self.before.is_some_and(Status::is_open)
    }
}

/// A response at the end of the period.
#[derive(Debug, Clone, Copy)]
pub(in crate::view) struct ResponseAtEnd<'a> {
    pub(in crate::view) id: &'a RecordId,
    pub(in crate::view) record: &'a Record,
    pub(in crate::view) clock: ResponseDeadline,
}

/// The records on both days.
#[derive(Debug)]
pub(in crate::view) struct PeriodRecords<'a> {
    /// The period.
    pub(in crate::view) between: Between,
    /// The day before the period.
    pub(in crate::view) before: Date,
    /// The responses to all reports published by the end of the period, by id.
    pub(in crate::view) responses: Vec<ResponseAtEnd<'a>>,
    /// Our findings, the most urgent first.
    pub(in crate::view) ours: Vec<Followed<'a>>,
    /// The number of findings that are another body's to act on.
    pub(in crate::view) others: usize,
    /// The filter that everything counted matches: the force, if one was given.
    pub(in crate::view) scope: String,
}

impl<'a> PeriodRecords<'a> {
    pub(in crate::view) fn compute(
        records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>,
        between: Between,
        force: Option<&str>,
    ) -> Self {
        // Every date that a record can hold has a day before it, so the fallback is never used.
        let before = between.since.minus_days(1).unwrap_or(between.since);
        // An empty part matches every force.
        let part = force.unwrap_or("").trim().to_lowercase();
        let meant = |record: &Record| record.force.answers_to(&part);
        let (mut responses, mut cases) = (Vec::new(), Vec::new());
        // A report published after the period does not count, nor does a record made in advance of one.
        let is_there = |snapshot: &Snapshot| snapshot.presence() == Presence::There && meant(snapshot.record());
        for (id, snapshot) in records.into_iter().filter(|(_, snapshot)| is_there(snapshot)) {
            let record = snapshot.record();
            responses.push(ResponseAtEnd { id, record, clock: snapshot.clock() });
            cases.extend(FindingOnDay::all(id, snapshot));
        }
        let (mut ours, others): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| case.finding.is_ours());
        let order = Order::default();
        ours.sort_by(|one, two| order.compare(one, two));
        let follow = |case: FindingOnDay<'a>| {
            let history = StatusHistory::of(case.finding);
            // A finding begins with its report: before that it was not open but unknown.
            let existed = case.record.inspection.published <= before;
            Followed { before: existed.then(|| history.status(before)), history, case }
        };
        // The same restriction as a filter, so that each figure can be listed with `irr list`.
        let scope = if part.is_empty() { String::new() } else { format!("force ~ {}", Expr::quoted(&part)) };
        let ours = ours.into_iter().map(follow).collect();
        Self { between, before, responses, ours, others: others.len(), scope }
    }

    /// Returns the sections that have something to say: a section by force, for example, needs more than one.
    pub(in crate::view) fn worthwhile(&self) -> Vec<SummarySection> {
        let several = |of: fn(&Record) -> Vec<String>| {
            let names = self.responses.iter().flat_map(|response| of(response.record));
            names.collect::<BTreeSet<_>>().len() > 1
        };
        let escalated = self.ours.iter().any(Followed::is_escalated);
        let forces = several(|record| vec![record.force.usual_name().to_string()]);
        let inspectorates = several(|record| record.inspection.inspectorates.iter().map(ToString::to_string).collect());
        let is_worth_it = |section: &SummarySection| match section {
            SummarySection::Escalated => escalated,
            // The paper without it needs no git.
            SummarySection::Changes => false,
            SummarySection::ByForce => forces,
            SummarySection::ByInspectorate => inspectorates,
            _ => true,
        };
        SummarySection::ALL.iter().copied().filter(is_worth_it).collect()
    }

    /// Returns the force if all records are of the same one.
    pub(in crate::view) fn only_force(&self) -> Option<&str> {
        let first = &self.responses.first()?.record.force;
        self.responses.iter().all(|response| response.record.force.is_same(first)).then_some(first.as_str())
    }
}
