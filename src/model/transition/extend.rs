//! Extends a finding's due date.

use crate::model::transition::{Transition, TransitionError, is_blank, is_open};
use crate::model::{Date, Extension, Finding, Record, SchemaVersion};

/// Adds an extension; the original due date stays unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extend(pub Extension);

impl Transition for Extend {
    fn of_a_record(&self, record: &Record) -> Option<&'static str> {
        record.duty().later_day.map(|_| "to give more time to respond, use --by and --applied")
    }

    fn take(&self, finding: &mut Finding, _: SchemaVersion) -> Result<String, TransitionError> {
        let Self(extension) = self;
        let blank = |text: &Option<String>| text.as_deref().is_none_or(is_blank);
        let wanted = [
            (blank(&extension.reason), "the reason (--reason)"),
            (blank(&extension.approved_by), "the approver (--approved-by)"),
        ];
        let missing: Vec<&str> = wanted.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| what).collect();
        if !missing.is_empty() {
            return Err(TransitionError::Missing { missing });
        }
        is_open(finding)?;
        let now = extended_from(finding, extension.to)?;
        // The last extension counts, so they must be added in the order of agreement.
        let latest = finding.extensions.iter().map(|extension| extension.agreed).max();
        if let Some(latest) = latest.filter(|latest| extension.agreed < *latest) {
            let why = format!("it was already extended on {latest}, which is after {}", extension.agreed);
            return Err(TransitionError::not_so(why, "give the date of this agreement with --agreed"));
        }
        finding.extensions.push(extension.clone());
        Ok(format!("due {} {} instead of {now}{}", extension.to.weekday(), extension.to, first_due(finding, now)))
    }
}

/// Returns the current due date, if a later one may replace it.
///
/// # Errors
/// Fails if the finding has no due date, or if the new one is not later.
pub fn extended_from(finding: &Finding, to: Date) -> Result<Date, TransitionError> {
    let last = finding.extensions.last().map(|extension| extension.to);
    let Some(now) = last.or(finding.due).or(finding.target) else {
        return Err(TransitionError::not_so("it has no due date to extend", "set one with `irr set ADDRESS due=DATE`"));
    };
    // The rule `extension-not-later` would report it.
    if to <= now {
        let why = format!("it is due {now} already, and an extension must be later than that");
        return Err(TransitionError::not_so(why, "for an earlier date of the force's own, use `irr set ADDRESS target=DATE`"));
    }
    Ok(now)
}

/// Returns the original due date in words, where this is not the first extension.
fn first_due(finding: &Finding, now: Date) -> String {
    let first = finding.due.or(finding.target).filter(|first| *first != now);
    first.map_or_else(String::new, |first| format!("; originally due {first}, {} extensions", finding.extensions.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extension(to: &str) -> Extension {
        let word = |text: &str| Some(text.to_owned());
        Extension {
            reason: word("harvest"),
            approved_by: word("DCC"),
            ..Extension::until(to.parse().unwrap(), "2026-01-12".parse().unwrap())
        }
    }

    fn finding(due: &str) -> Finding {
        Finding { due: Some(due.parse().unwrap()), ..Finding::numbered("1".parse().unwrap()) }
    }

    #[test]
    fn the_original_date_stays() {
        let mut finding = finding("2025-12-31");
        assert_eq!(
            Extend(extension("2026-03-31")).take(&mut finding, SchemaVersion::One).unwrap(),
            "due Tue 2026-03-31 instead of 2025-12-31"
        );
        assert_eq!(
            Extend(extension("2026-06-30")).take(&mut finding, SchemaVersion::One).unwrap(),
            "due Tue 2026-06-30 instead of 2026-03-31; originally due 2025-12-31, 2 extensions"
        );
        assert_eq!(finding.due, Some("2025-12-31".parse().unwrap()));
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let bare = Extension { reason: None, approved_by: Some(" ".to_owned()), ..extension("2026-03-31") };
        let error = Extend(bare).take(&mut finding("2025-12-31"), SchemaVersion::One).unwrap_err();
        assert_eq!(error.to_string(), "missing the reason (--reason) and the approver (--approved-by)");
    }

    #[test]
    fn a_date_that_is_no_later_extends_nothing() {
        assert!(Extend(extension("2025-12-31")).take(&mut finding("2025-12-31"), SchemaVersion::One).is_err());
    }
}
