//! What the changed cells of a row come to: what changes, what is not taken, what is missing, what is asked for.

use std::collections::BTreeMap;

use crate::model::Date;

/// What a step needs and the workbook may not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepNeed {
    /// Why a date is later, or a finding is opened again or closed without being done.
    Reason,
    /// Who approved it.
    Approver,
    /// What proves that it is done.
    Evidence,
}

/// What is given besides the workbook.
#[derive(Debug, Clone)]
pub struct StepContext {
    /// The day of the steps.
    pub day: Date,
    /// Today, after which nothing is done yet.
    pub today: Date,
    /// Who reports: the owner who was asked.
    pub by: Option<String>,
    /// What was answered when it was asked for.
    pub given: BTreeMap<StepNeed, String>,
}

/// A later date that an owner asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRequest {
    /// The action's number, if it is about one.
    pub action: Option<usize>,
    /// The date.
    pub to: Date,
    /// Why.
    pub reason: Option<String>,
}

/// What the cells of a row come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowSteps {
    /// What changes, a sentence each.
    pub changes: Vec<String>,
    /// What is not taken, a sentence each.
    pub kept: Vec<String>,
    /// What stood in another place than where it belongs, and is taken, a sentence each.
    pub moved: Vec<String>,
    /// What is missing for a step.
    pub needs: Vec<StepNeed>,
    /// The later dates that somebody asks for, to be approved.
    pub requests: Vec<DateRequest>,
}
