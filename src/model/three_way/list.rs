//! Merges lists whose items have no names: logs, actions, extensions, evidence.
//!
//! Items that neither version touched are recognised by being equal, changed ones by their day or their text. What both versions
//! added is kept, each item once, in the order of the days where the items have one.

use serde_json::Value;

use super::VersionMerge;

/// The fields by which a changed item is still the same one; the first that it has counts.
const NAMED_BY: [&str; 7] = ["ref", "text", "agreed", "date", "area", "field", "by"];

/// The fields that say when an item of a log was entered.
const DATED_BY: [&str; 2] = ["agreed", "date"];

/// One version of a list, compared with the earlier list.
struct Aligned<'a> {
    /// For each earlier item, what it became; `None` where it was removed.
    kept: Vec<Option<&'a Value>>,
    /// For each gap before an earlier item, and the one behind the last, the items added there.
    added: Vec<Vec<&'a Value>>,
}

impl VersionMerge<'_> {
    pub(super) fn items(&mut self, base: &[Value], ours: &[Value], theirs: &[Value], field: &str) -> Vec<Value> {
        let (in_ours, in_theirs) = (Aligned::of(base, ours), Aligned::of(base, theirs));
        let mut merged = Vec::new();
        for at in 0..=base.len() {
            // Theirs first: those are what others have already read.
            let mut new: Vec<&Value> = in_theirs.added[at].clone();
            let mut both = new.clone();
            for item in &in_ours.added[at] {
                match both.iter().position(|other| other == item) {
                    Some(same) => drop(both.swap_remove(same)),
                    None => new.push(item),
                }
            }
            merged.extend(new.into_iter().cloned());
            if let Some(item) = base.get(at) {
                let field = format!("{field}[{at}]");
                merged.extend(self.item(item, in_ours.kept[at], in_theirs.kept[at], &field));
            }
        }
        if is_dated(ours) && is_dated(theirs) {
            merged.sort_by(|one, other| day_of(one).cmp(&day_of(other)));
        }
        merged
    }

    fn item(&mut self, base: &Value, ours: Option<&Value>, theirs: Option<&Value>, field: &str) -> Option<Value> {
        let is_same = |item: Option<&Value>| item.is_some_and(|item| name_of(item).is_some() && name_of(item) == name_of(base));
        let is_changed = |item: Option<&Value>| item != Some(base);
        if is_changed(ours) && is_changed(theirs) && ours != theirs && !(is_same(ours) && is_same(theirs)) {
            // Parts of two different items would be mixed into one that nobody wrote.
            return self.decided(Some(base), ours, theirs, field);
        }
        self.value(Some(base), ours, theirs, field)
    }
}

impl<'a> Aligned<'a> {
    fn of(base: &[Value], side: &'a [Value]) -> Self {
        let mut aligned = Self { kept: vec![None; base.len()], added: vec![Vec::new(); base.len() + 1] };
        let (mut from, mut side_from) = (0, 0);
        for (at, side_at) in equal_pairs(base, side).into_iter().chain([(base.len(), side.len())]) {
            aligned.gap(base, from..at, &side[side_from..side_at]);
            if let Some(item) = side.get(side_at) {
                aligned.kept[at] = Some(item);
            }
            (from, side_from) = (at + 1, side_at + 1);
        }
        aligned
    }

    /// Pairs the items between two equal ones: by name, and in turn where their number is the same.
    fn gap(&mut self, base: &[Value], range: std::ops::Range<usize>, side: &'a [Value]) {
        let is_one_to_one = range.len() == side.len();
        let mut rest = side;
        for at in range.clone() {
            let same = |item: &Value| name_of(item).is_some() && name_of(item) == name_of(&base[at]);
            let found = if is_one_to_one { Some(0) } else { rest.iter().position(same) };
            let Some(found) = found else { continue };
            self.added[at].extend(&rest[..found]);
            self.kept[at] = rest.get(found);
            rest = &rest[found + 1..];
        }
        self.added[range.end].extend(rest);
    }
}

/// Returns the indices of a longest common subsequence.
fn equal_pairs(base: &[Value], side: &[Value]) -> Vec<(usize, usize)> {
    let start = base.iter().zip(side).take_while(|(one, other)| one == other).count();
    let (rest, side_rest) = (&base[start..], &side[start..]);
    let mut lengths = vec![vec![0_usize; side_rest.len() + 1]; rest.len() + 1];
    for at in (0..rest.len()).rev() {
        for side_at in (0..side_rest.len()).rev() {
            lengths[at][side_at] = match rest[at] == side_rest[side_at] {
                true => lengths[at + 1][side_at + 1] + 1,
                false => lengths[at + 1][side_at].max(lengths[at][side_at + 1]),
            };
        }
    }
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let (mut at, mut side_at) = (0, 0);
    while at < rest.len() && side_at < side_rest.len() {
        if rest[at] == side_rest[side_at] {
            pairs.push((start + at, start + side_at));
            (at, side_at) = (at + 1, side_at + 1);
        } else if lengths[at + 1][side_at] >= lengths[at][side_at + 1] {
            at += 1;
        } else {
            side_at += 1;
        }
    }
    pairs
}

fn name_of(item: &Value) -> Option<&Value> {
    NAMED_BY.iter().find_map(|key| item.get(key))
}

fn day_of(item: &Value) -> Option<&str> {
    DATED_BY.iter().find_map(|key| item.get(key)).and_then(Value::as_str)
}

/// Returns whether each item has a day, and they are in order.
fn is_dated(items: &[Value]) -> bool {
    items.iter().all(|item| day_of(item).is_some()) && items.is_sorted_by_key(|item| day_of(item))
}
