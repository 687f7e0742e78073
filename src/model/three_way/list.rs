//! Merges lists whose entries have no names: logs, actions, extensions, evidence.
//!
//! Entries that neither version touched are recognised by being equal, changed ones by what they still have in common or by their
//! place. What both versions added is kept, each entry once, in the order of the days where the entries have one.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use serde_json::Value;

use super::item::{day_of, has_all_of, is_dated, is_same_entry};
use super::places::{BASE, OURS, Paths, THEIRS};
use super::{Version, VersionMerge};
use crate::model::redaction::REDACTED;

/// The list whose entries are no more than their parts: who does an action and until when are two values.
const ACTIONS: &str = "actions";

/// The most comparisons of entries, as the product of both numbers; memory and time grow with it. Beyond it, which no real
/// record reaches, the entries in the middle are paired by their place alone.
const MOST_COMPARED: usize = 250_000;

/// An entry in the order of the merged list: its index in each version.
type Slot = [Option<usize>; 3];

/// One version of a list, compared with the earlier list.
pub(in crate::model) struct Aligned {
    /// For each earlier entry, its index in this version; `None` where it was removed.
    pub(in crate::model) kept: Vec<Option<usize>>,
    /// For each gap before an earlier entry, and the one behind the last, the indexes of the entries added there.
    pub(in crate::model) added: Vec<Vec<usize>>,
}

impl VersionMerge<'_> {
    pub(super) fn items(&mut self, base: &[Value], ours: &[Value], theirs: &[Value], at: &Paths) -> Vec<Value> {
        let aligned = [Aligned::of(base, ours), Aligned::of(base, theirs)];
        let lists = [base, ours, theirs];
        // Where one version decides alone, the list stays as it wrote it, whatever its order.
        let alone = match () {
            () if ours == theirs || theirs == base => Some(OURS),
            () if ours == base => Some(THEIRS),
            () => None,
        };
        let slots = match alone {
            Some(version) => slots_of_one(&aligned[version - 1], lists, version),
            None => self.slots(&aligned, lists, at),
        };
        let (mut merged, mut places) = (Vec::new(), lists.map(|list| vec![None; list.len()]));
        for slot in slots {
            let [base, ours, theirs] = [BASE, OURS, THEIRS].map(|version| slot[version].map(|index| &lists[version][index]));
            let at = at.entry(slot, merged.len());
            let Some(entry) = self.entry(base, ours, theirs, &at) else { continue };
            for (places, index) in places.iter_mut().zip(slot) {
                if let Some(index) = index {
                    places[index] = Some(merged.len());
                }
            }
            merged.push(entry);
        }
        self.places.put(at, places);
        merged
    }

    fn entry(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, at: &Paths) -> Option<Value> {
        let (Some(base), Some(our_entry), Some(their_entry)) = (base, ours, theirs) else {
            return match (base, ours, theirs) {
                (None, Some(one), None) | (None, None, Some(one)) => Some(one.clone()),
                (None, Some(ours), Some(theirs)) if has_all_of(ours, theirs) => Some(ours.clone()),
                (None, Some(ours), Some(theirs)) if has_all_of(theirs, ours) => Some(theirs.clone()),
                (Some(_), one, other) if one == base || other == base || one == other => None,
                _ => self.decided(base, ours, theirs, at),
            };
        };
        let is_changed_by_both = our_entry != base && their_entry != base && our_entry != their_entry;
        if is_changed_by_both && !(is_same_entry(base, our_entry) && is_same_entry(base, their_entry)) {
            // Parts of two different entries would be mixed into one that nobody wrote.
            return self.decided(Some(base), ours, theirs, at);
        }
        let decided = self.conflicts.len();
        let merged = self.value(Some(base), ours, theirs, at);
        if self.conflicts.len() == decided || at.is_entry_of(ACTIONS) {
            return merged;
        }
        // An entry of a log is what one person reported or approved.
        self.conflicts.truncate(decided);
        self.decided(Some(base), ours, theirs, at)
    }

    /// Returns the entries of both versions in the order of the merged list.
    fn slots(&self, aligned: &[Aligned; 2], lists: [&[Value]; 3], at: &Paths) -> Vec<Slot> {
        let [in_ours, in_theirs] = aligned;
        let [base, ours, theirs] = lists;
        let both = AddedByBoth::of(in_ours, in_theirs, ours, theirs, at.last_key().unwrap_or_default());
        let mut slots: Vec<Slot> = Vec::new();
        for gap in 0..=base.len() {
            let is_ours_alone = |index: &&usize| !both.theirs_of.contains_key(*index);
            let ours_alone = in_ours.added[gap].iter().filter(is_ours_alone).map(|index| [None, Some(*index), None]);
            let of_theirs = in_theirs.added[gap].iter().map(|index| [None, both.ours_of.get(index).copied(), Some(*index)]);
            // Theirs first: those are what others have already read.
            let mut new: Vec<Slot> = match self.last_of_a_day {
                Version::Ours => of_theirs.chain(ours_alone).collect(),
                Version::Theirs => ours_alone.chain(of_theirs).collect(),
            };
            // Of two extensions agreed on one day the later date comes last and so holds, whoever merges: an extension is never
            // to a date before that of the one above it.
            let until = |slot: &Slot| {
                let entry = slot[OURS].map(|index| &ours[index]).or(slot[THEIRS].map(|index| &theirs[index]));
                entry.map(|entry| (entry["agreed"].as_str(), entry["to"].as_str()))
            };
            if new.iter().all(|slot| until(slot).is_some_and(|(agreed, to)| agreed.is_some() && to.is_some())) {
                new.sort_by_key(until);
            }
            slots.extend(new);
            if gap < base.len() {
                slots.push([Some(gap), in_ours.kept[gap], in_theirs.kept[gap]]);
            }
        }
        if is_dated(ours) && is_dated(theirs) {
            slots.sort_by_key(|slot| {
                let [base, ours, theirs] = [BASE, OURS, THEIRS].map(|version| slot[version].map(|index| &lists[version][index]));
                let changed = ours.filter(|entry| base != Some(*entry)).or(theirs.filter(|entry| base != Some(*entry)));
                changed.or(base).and_then(day_of)
            });
        }
        slots
    }
}

/// Returns the entries of the version that decides alone, in its order, and those it removed.
fn slots_of_one(aligned: &Aligned, lists: [&[Value]; 3], version: usize) -> Vec<Slot> {
    let [_, ours, theirs] = lists;
    let mut was = vec![None; lists[version].len()];
    for (at, kept) in aligned.kept.iter().enumerate() {
        if let Some(index) = kept {
            was[*index] = Some(at);
        }
    }
    let slot = |(index, was): (usize, Option<usize>)| match version {
        OURS if ours == theirs => [was, Some(index), Some(index)],
        OURS => [was, Some(index), was],
        _ => [was, was, Some(index)],
    };
    was.into_iter().enumerate().map(slot).collect()
}

/// The entries that both versions added: for those of ours the index in theirs, and the other way round.
struct AddedByBoth {
    theirs_of: HashMap<usize, usize>,
    ours_of: HashMap<usize, usize>,
}

impl AddedByBoth {
    fn of(in_ours: &Aligned, in_theirs: &Aligned, ours: &[Value], theirs: &[Value], list: &str) -> Self {
        let added = |aligned: &Aligned| aligned.added.iter().flatten().copied().collect::<Vec<usize>>();
        let (one, other) = (added(in_ours), added(in_theirs));
        let mut both = Self { theirs_of: HashMap::new(), ours_of: HashMap::new() };
        let mut by_words: HashMap<String, VecDeque<usize>> = HashMap::new();
        other.iter().for_each(|index| by_words.entry(theirs[*index].to_string()).or_default().push_back(*index));
        for index in &one {
            if let Some(same) = by_words.get_mut(&ours[*index].to_string()).and_then(VecDeque::pop_front) {
                both.pair(*index, same);
            }
        }
        if one.len() * other.len() > MOST_COMPARED {
            return both;
        }
        let is_same = |one: &Value, other: &Value| match list {
            // The same action, which one of them has already done.
            ACTIONS => one["text"] == other["text"] && (has_all_of(one, other) || has_all_of(other, one)),
            // A finding is closed once: a second closing would say that it was closed twice, with nothing in between.
            "closures" => true,
            // One letter says one thing, and an area has one grade: typed differently, one of the two is wrong.
            "verifications" => one["by"] == other["by"] && one["date"] == other["date"] && one["date"].is_string(),
            "grades" => one["area"] == other["area"],
            _ => false,
        };
        for index in &one {
            let is_free = |of: &&usize| !both.ours_of.contains_key(*of);
            let found = other.iter().filter(is_free).find(|of| {
                let (one, other) = (&ours[*index], &theirs[**of]);
                is_same(one, other) || is_redacted(one) != is_redacted(other) && is_same_entry(one, other)
            });
            if let Some(found) = found.filter(|_| !both.theirs_of.contains_key(index)) {
                both.pair(*index, *found);
            }
        }
        both
    }

    fn pair(&mut self, ours: usize, theirs: usize) {
        self.theirs_of.insert(ours, theirs);
        self.ours_of.insert(theirs, ours);
    }
}

/// Returns whether words were redacted in an entry. Beside the redacted one, the other version's would bring them back.
fn is_redacted(entry: &Value) -> bool {
    entry.to_string().contains(REDACTED)
}

impl Aligned {
    pub(in crate::model) fn of(base: &[Value], side: &[Value]) -> Self {
        let mut aligned = Self { kept: vec![None; base.len()], added: vec![Vec::new(); base.len() + 1] };
        let (mut from, mut side_from) = (0, 0);
        for (at, side_at) in equal_pairs(base, side).into_iter().chain([(base.len(), side.len())]) {
            aligned.gap(base, side, from..at, side_from..side_at);
            if side_at < side.len() {
                aligned.kept[at] = Some(side_at);
            }
            (from, side_from) = (at + 1, side_at + 1);
        }
        aligned
    }

    /// Pairs the entries between two equal ones: by what they have in common, and in turn where their number is the same.
    fn gap(&mut self, base: &[Value], side: &[Value], range: Range<usize>, side_range: Range<usize>) {
        // The entries of a log have days: with another day and other words it is another entry.
        let is_of_log = base[range.clone()].iter().chain(&side[side_range.clone()]).all(|entry| day_of(entry).is_some());
        let is_in_turn = range.len() == side_range.len() && !is_of_log;
        let mut rest = side_range.clone();
        for at in range.clone() {
            let found = match () {
                () if is_in_turn => Some(rest.start),
                () if range.len() * side_range.len() > MOST_COMPARED => None,
                () => rest.clone().find(|index| is_same_entry(&base[at], &side[*index])),
            };
            let Some(found) = found else { continue };
            self.added[at].extend(rest.start..found);
            self.kept[at] = Some(found);
            rest = found + 1..rest.end;
        }
        self.added[range.end].extend(rest);
    }
}

/// Returns the indices of a longest common subsequence.
fn equal_pairs(base: &[Value], side: &[Value]) -> Vec<(usize, usize)> {
    let start = base.iter().zip(side).take_while(|(one, other)| one == other).count();
    let end = base[start..].iter().rev().zip(side[start..].iter().rev()).take_while(|(one, other)| one == other).count();
    let (rest, side_rest) = (&base[start..base.len() - end], &side[start..side.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    if rest.len() * side_rest.len() <= MOST_COMPARED {
        pairs.extend(longest_common(rest, side_rest).into_iter().map(|(at, side_at)| (start + at, start + side_at)));
    }
    pairs.extend((1..=end).rev().map(|back| (base.len() - back, side.len() - back)));
    pairs
}

fn longest_common(base: &[Value], side: &[Value]) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0_usize; side.len() + 1]; base.len() + 1];
    for at in (0..base.len()).rev() {
        for side_at in (0..side.len()).rev() {
            lengths[at][side_at] = match base[at] == side[side_at] {
                true => lengths[at + 1][side_at + 1] + 1,
                false => lengths[at + 1][side_at].max(lengths[at][side_at + 1]),
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut at, mut side_at) = (0, 0);
    while at < base.len() && side_at < side.len() {
        if base[at] == side[side_at] {
            pairs.push((at, side_at));
            (at, side_at) = (at + 1, side_at + 1);
        } else if lengths[at + 1][side_at] >= lengths[at][side_at + 1] {
            at += 1;
        } else {
            side_at += 1;
        }
    }
    pairs
}
