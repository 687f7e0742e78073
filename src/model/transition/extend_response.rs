//! Extends the time to respond.

use crate::model::transition::{TransitionError, is_blank};
use crate::model::{Record, ResponseExtension};

/// Adds an extension of the response deadline, given by whoever may under the record's duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendResponse(pub ResponseExtension);

impl ExtendResponse {
    /// Applies the extension and returns a description of the new deadline.
    ///
    /// # Errors
    /// [`TransitionError`] where nobody may extend the time under the duty, there is no deadline, or it is missing who gave it
    /// or when it was applied for. Whether the application was in time is checked by the rules.
    pub fn take(&self, record: &mut Record) -> Result<String, TransitionError> {
        let Self(extension) = self;
        let duty = record.duty();
        let Some(later) = duty.later_day else {
            let why = format!("the time to respond under {} cannot be extended", duty.source);
            return Err(TransitionError::not_so(why, "to extend a finding's due date, use `irr extend ADDRESS:R1 --to DATE`"));
        };
        let is_by_law = extension.judicial_review && later.judicial_review.is_some();
        let wanted = [
            (extension.by.as_deref().is_none_or(is_blank) && !is_by_law, "who gave it (--by)"),
            (later.in_time && extension.applied.is_none() && !is_by_law, "when it was applied for (--applied)"),
        ];
        let missing: Vec<&str> = wanted.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| what).collect();
        if !missing.is_empty() {
            return Err(TransitionError::Missing { missing });
        }
        let Some(now) = record.response_due(extension.agreed) else {
            return Err(TransitionError::not_so("it has no response deadline", "`irr show ADDRESS` shows why"));
        };
        record.response_extensions.push(extension.clone());
        Ok(format!("response due {} {} instead of {now}", extension.to.weekday(), extension.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DutyKind;
    use crate::model::record::tests::record;

    fn extension(by: Option<&str>, applied: Option<&str>) -> ExtendResponse {
        ExtendResponse(ResponseExtension {
            to: "2025-08-01".parse().unwrap(),
            agreed: "2025-06-20".parse().unwrap(),
            applied: applied.map(|day| day.parse().unwrap()),
            by: by.map(str::to_owned),
            reason: None,
            judicial_review: false,
        })
    }

    #[test]
    fn more_time_is_given_by_who_may_and_says_from_which_day() {
        let mut record = record("Kent", "2025-05-16");
        let refused = extension(Some("The IOPC"), None).take(&mut record).unwrap_err().to_string();
        assert!(refused.contains("section 55"), "{refused}");
        record.duty = Some(DutyKind::IopcLearning);
        record.duty_from = Some("2025-05-16".parse().unwrap());
        let refused = extension(None, None).take(&mut record).unwrap_err().to_string();
        assert_eq!(refused, "missing who gave it (--by) and when it was applied for (--applied)");
        let told = extension(Some("The IOPC"), Some("2025-06-10")).take(&mut record).unwrap();
        assert_eq!(told, "response due Fri 2025-08-01 instead of 2025-07-10");
    }
}
