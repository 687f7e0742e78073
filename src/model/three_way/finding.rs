//! Merges lists of findings by their numbers.

use serde_json::{Map, Value};

use super::VersionMerge;
use super::places::{BASE, OURS, Paths, THEIRS};
use crate::model::{FindingKind, FindingRef, PrintedRef};

impl VersionMerge<'_> {
    /// Merges a list of findings by their numbers, in the order of this folder.
    pub(super) fn findings(
        &mut self,
        kind: FindingKind,
        base: &[Value],
        ours: &[Value],
        theirs: &[Value],
        at: &Paths,
    ) -> Vec<Value> {
        let lists = [base, ours, theirs];
        let all = lists.map(|list| list.iter().map(|finding| reference(kind, finding)).collect::<Option<Vec<_>>>());
        let is_unique = |refs: &Vec<FindingRef>| refs.iter().enumerate().all(|(at, it)| !refs[..at].contains(it));
        let [Some(in_base), Some(in_ours), Some(in_theirs)] = all else { return self.items(base, ours, theirs, at) };
        if ![&in_base, &in_ours, &in_theirs].into_iter().all(is_unique) {
            return self.items(base, ours, theirs, at);
        }
        // Where one version gave a finding another number, it is still the same finding.
        let as_before = |refs: &[FindingRef], version: usize| -> Vec<FindingRef> {
            let findings = refs.iter().zip(lists[version]);
            findings.map(|(it, finding)| earlier(it, finding, refs, base, &in_base).unwrap_or(it).clone()).collect()
        };
        let renamed = [in_base.clone(), as_before(&in_ours, OURS), as_before(&in_theirs, THEIRS)];
        let numbers = [in_base, in_ours, in_theirs];
        // A number that one version gave anew may be that of a finding which the other added: then the numbers count.
        let names = if is_unique(&merged_numbers(&renamed, &numbers)) { renamed } else { numbers.clone() };
        let mut order: Vec<(FindingRef, &FindingRef)> =
            merged_numbers(&names, &numbers).into_iter().zip(in_turn(&names)).collect();
        if numbers[OURS].is_sorted() && numbers[THEIRS].is_sorted() {
            order.sort();
        }
        let (mut merged, mut places) = (Vec::new(), lists.map(|list| vec![None; list.len()]));
        for (number, it) in order {
            let slot = [BASE, OURS, THEIRS].map(|version| names[version].iter().position(|other| other == it));
            let [base, ours, theirs] = [BASE, OURS, THEIRS].map(|version| slot[version].map(|index| &lists[version][index]));
            self.finding = Some(number);
            let finding = self.one_finding(base, ours, theirs, &at.entry(slot, merged.len()));
            self.finding = None;
            let Some(finding) = finding else { continue };
            for (places, index) in places.iter_mut().zip(slot) {
                if let Some(index) = index {
                    places[index] = Some(merged.len());
                }
            }
            merged.push(finding);
        }
        self.places.put(at, places);
        merged
    }

    fn one_finding(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, at: &Paths) -> Option<Value> {
        let (Some(Value::Object(our_fields)), Some(Value::Object(their_fields))) = (ours, theirs) else {
            return match () {
                () if theirs == base || ours == theirs => ours.cloned(),
                () if ours == base => theirs.cloned(),
                () => self.decided(base, ours, theirs, at),
            };
        };
        // Two findings that got the same number are two, and one made of parts of both would be neither.
        if base.is_none() && our_fields.get("text") != their_fields.get("text") {
            return self.decided(base, ours, theirs, at);
        }
        let no_fields = Map::new();
        let base = base.and_then(Value::as_object).unwrap_or(&no_fields);
        Some(self.fields_with_redactions(base, our_fields, their_fields, at).into())
    }
}

/// Returns the findings of both versions: ours in their order, then those that only the other has.
fn in_turn(names: &[Vec<FindingRef>; 3]) -> impl Iterator<Item = &FindingRef> {
    let [_, ours, theirs] = names;
    ours.iter().chain(theirs.iter().filter(|it| !ours.contains(it)))
}

/// Returns the number of each of them in the merged record: the new one, where a version gave one.
fn merged_numbers(names: &[Vec<FindingRef>; 3], numbers: &[Vec<FindingRef>; 3]) -> Vec<FindingRef> {
    let number = |it: &FindingRef| {
        let of = |version: usize| names[version].iter().position(|other| other == it).map(|index| &numbers[version][index]);
        of(OURS).filter(|ours| *ours != it).or(of(THEIRS)).unwrap_or(it).clone()
    };
    in_turn(names).map(number).collect()
}

/// Returns the number that a finding had before, where its version no longer has that number, and the text is the same.
fn earlier<'a>(
    number: &FindingRef,
    finding: &Value,
    numbers: &[FindingRef],
    base: &[Value],
    in_base: &'a [FindingRef],
) -> Option<&'a FindingRef> {
    let text = finding.get("text").filter(|_| !in_base.contains(number))?;
    let mut same = base.iter().zip(in_base).filter(|(other, _)| other.get("text") == Some(text));
    let (_, old) = same.next().filter(|_| same.next().is_none())?;
    (!numbers.contains(old)).then_some(old)
}

/// Returns the number of a finding that is written as JSON; `None` where it has none.
pub(in crate::model) fn reference(kind: FindingKind, finding: &Value) -> Option<FindingRef> {
    let printed: PrintedRef = finding.get("ref")?.as_str()?.parse().ok()?;
    Some(FindingRef::new(kind, &printed))
}
