//! Resolves addresses and expressions to records and findings.

use std::collections::BTreeMap;

use crate::model::did_you_mean::nearest;
use crate::model::{Address, FindingOnDay, FindingRef, Record, RecordId, Snapshot};
use crate::prose::counted;
use crate::query::{Filter, LookupError, find_record};
use crate::session::load::{all_ids, unreadable, with_covering};
use crate::session::{Days, SessionError};
use crate::store::{Loaded, ProgressCounter, Store, StoreError};

/// A record to change, as it was read.
pub struct Target {
    /// Its id.
    pub id: RecordId,
    /// Its text.
    pub text: String,
    /// What the text says.
    pub record: Record,
    /// Its findings; empty if the record itself is meant.
    pub findings: Vec<FindingRef>,
}

/// Lists the targets by name.
pub fn names(targets: &[Target]) -> String {
    let each = targets.iter().flat_map(|target| match &target.findings[..] {
        [] => vec![target.id.to_string()],
        findings => findings.iter().map(|finding| format!("{}:{finding}", target.id)).collect(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Describes the targets: the only one, or how many.
pub fn summary(targets: &[Target]) -> String {
    let findings: usize = targets.iter().map(|target| target.findings.len()).sum();
    match targets {
        [one] if one.findings.is_empty() => one.id.to_string(),
        [Target { id, findings, .. }] if findings.len() == 1 => format!("{id}:{}", findings[0]),
        _ if findings > 0 => counted(findings, "finding", "findings"),
        several => counted(several.len(), "record", "records"),
    }
}

/// Returns the record that a part of an id selects; if there is none, a folder that could not be listed is reported.
pub fn one(store: &Store, part: &str) -> Result<RecordId, SessionError> {
    let (ids, troubles) = store.ids()?;
    let hides = |trouble: &StoreError| {
        matches!(trouble, StoreError::List { .. } | StoreError::NotRegular { .. } | StoreError::Twins { .. })
    };
    let unknown = |error: LookupError| troubles.into_iter().find(hides).map_or_else(|| error.into(), SessionError::from);
    match find_record(&ids, part) {
        Err(error @ LookupError::Unknown { .. }) => of_title(store, part)?.map_or_else(|| Err(unknown(error)), Ok),
        found => found.cloned().map_err(unknown),
    }
}

/// Returns the only record whose report's title contains words; `None` where no title does.
///
/// # Errors
/// Fails where several titles do.
fn of_title(store: &Store, words: &str) -> Result<Option<RecordId>, SessionError> {
    let wanted = words.to_lowercase();
    let read = |loaded: Loaded| {
        let has = |record: &Record| record.inspection.title.to_lowercase().contains(&wanted);
        loaded.parsed.is_ok_and(|record| has(&record)).then_some(loaded.id)
    };
    let found: Vec<RecordId> = store.load_each(&ProgressCounter::default(), read)?.0.into_iter().flatten().collect();
    match &found[..] {
        [] => Ok(None),
        _ if wanted.trim().is_empty() => Ok(None),
        [one] => Ok(Some(one.clone())),
        _ => Err(LookupError::Ambiguous { part: words.to_owned(), candidates: found }.into()),
    }
}

/// Returns the targets with these addresses, each record once.
///
/// # Errors
/// Fails if a record or finding does not exist or its name is ambiguous, or if a record is named both as a whole and by finding.
pub fn named(store: &Store, addresses: &[Address]) -> Result<Vec<Target>, SessionError> {
    let mut targets: BTreeMap<RecordId, Target> = BTreeMap::new();
    let mut whole = Vec::new();
    for address in addresses {
        let id = &one(store, &address.record)?;
        if !targets.contains_key(id) {
            targets.insert(id.clone(), load(store, id)?);
        }
        let Some(target) = targets.get_mut(id) else { continue };
        match &address.finding {
            None => whole.push(id.clone()),
            Some(wanted) => {
                check_unique(target, wanted)?;
                if !target.findings.contains(wanted) {
                    target.findings.push(wanted.clone());
                }
            }
        }
    }
    if let Some(id) = whole.iter().find(|id| targets.get(*id).is_some_and(|target| !target.findings.is_empty())) {
        return Err(SessionError::because(format!("cannot change {id} and its findings in one command"))
            .with_hint("name the record or its findings"));
    }
    Ok(targets.into_values().collect())
}

/// Returns every record with findings that match an expression.
///
/// # Errors
/// Fails if a record cannot be read: it may have to change too, and all change together.
pub fn matching(store: &Store, filter: &Filter, days: Days, count: &ProgressCounter) -> Result<Vec<Target>, SessionError> {
    let select = |loaded: Loaded| {
        let record = match &loaded.parsed {
            Ok(record) => record,
            Err(_) => return Err(Box::new(unreadable(&loaded))),
        };
        let snapshot = with_covering(store, Snapshot::new(record.clone(), days.today)).seen_from(days.actual_today);
        let cases = FindingOnDay::shown(&loaded.id, &snapshot).filter(|case| filter.matches(case));
        let findings: Vec<FindingRef> = cases.map(|case| case.reference).collect();
        let mut times: BTreeMap<FindingRef, usize> = BTreeMap::new();
        record.findings().for_each(|(reference, ..)| *times.entry(reference).or_default() += 1);
        if let Some(twice) = findings.iter().find(|wanted| times.get(wanted).is_some_and(|times| *times > 1)) {
            let message = format!("{} has several findings numbered {twice}", loaded.id);
            return Err(Box::new(SessionError::because(message).with_hint("give them different numbers with `irr edit`")));
        }
        Ok((!findings.is_empty()).then(|| Target {
            id: loaded.id.clone(),
            text: loaded.text.clone(),
            record: record.clone(),
            findings,
        }))
    };
    let (found, mut troubles) = store.load_each(count, select)?;
    // An unreadable record may be selected too, and all must change together.
    if let Some(trouble) = troubles.pop() {
        return Err(trouble.into());
    }
    let mut targets = Vec::new();
    for found in found {
        targets.extend(found.map_err(|error| *error)?);
    }
    Ok(targets)
}

/// Reads a record to change.
pub fn load(store: &Store, id: &RecordId) -> Result<Target, SessionError> {
    let loaded = store.load(id.clone())?;
    match loaded.parsed {
        Ok(record) => Ok(Target { id: loaded.id, text: loaded.text, record, findings: Vec::new() }),
        Err(_) => Err(unreadable(&loaded)),
    }
}

/// Checks that the record has exactly one finding of this number.
pub fn check_unique(target: &Target, wanted: &FindingRef) -> Result<(), SessionError> {
    match target.record.findings().filter(|(reference, ..)| reference == wanted).count() {
        0 => Err(no_finding(&target.id, &target.record, wanted)),
        1 => Ok(()),
        more => {
            let message = format!("{} has {more} findings numbered {wanted}, so it is not clear which one is meant", target.id);
            Err(SessionError::because(message)
                .with_hint(format!("give them different numbers with `irr edit {}:{wanted}`", target.id)))
        }
    }
}

/// The error for a missing finding, with those that exist.
pub fn no_finding(id: &RecordId, record: &Record, wanted: &FindingRef) -> SessionError {
    let known: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
    let hint = match (nearest(&wanted.to_string(), known.iter().map(String::as_str)), known.is_empty()) {
        (_, true) => format!("the record has no findings: `irr add {id}:{wanted} text=…` adds one"),
        (Some(near), _) if known.len() > 12 => format!("did you mean {near}?"),
        _ => format!("it has {}", known.join(", ")),
    };
    SessionError::because(format!("{id} has no {wanted}")).with_hint(hint)
}

/// Lists the numbers of a record's findings.
pub fn list_findings(record: &Record) -> String {
    let refs: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
    if refs.is_empty() { "no findings yet".to_owned() } else { refs.join(", ") }
}

/// Returns the records whose text contains one of the words.
pub fn mentioning(store: &Store, words: &[String], but: &[&RecordId]) -> Result<Vec<Target>, SessionError> {
    let ids = all_ids(store)?;
    let others: Vec<&RecordId> = ids.iter().filter(|id| !but.contains(id)).collect();
    store.mentioning(&others, words).into_iter().map(|id| load(store, id)).collect()
}
