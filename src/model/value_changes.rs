//! Every value in which two versions of a record or finding differ, exactly: from the earlier version and these changes the
//! later one can be made again.
//!
//! Items of lists are matched as merging matches them (`three_way`). The changes need no order. A program that applies them
//! goes through the lists from the outside in. In each list it removes what was removed or moved away, by the positions that
//! these had, and then inserts what was added or moved there, by the positions that these get, lowest first. The other values
//! are set last.

use serde_json::{Map, Value};

use super::three_way::Aligned;
use super::{FieldPath, Segment};

/// How a value differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueChangeKind {
    /// It is another one; `before` is `None` where it is new, `after` where it was removed.
    Set,
    /// It is an item that a list did not have.
    Added,
    /// It is an item that a list no longer has.
    Removed,
    /// It is an item that was elsewhere in its list, at this path.
    Moved(FieldPath),
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// Its path. Positions in lists are those of the later version; a removed item has the position that it had.
    pub field: FieldPath,
    /// How it differs.
    pub kind: ValueChangeKind,
    /// The earlier value.
    pub before: Option<Value>,
    /// The later value.
    pub after: Option<Value>,
}

impl ValueChange {
    /// Returns the change of a value that is in no list, or of an item that stayed in its place.
    pub fn set(field: FieldPath, before: Option<Value>, after: Option<Value>) -> Self {
        Self { field, kind: ValueChangeKind::Set, before, after }
    }

    /// Returns the first key of the path; empty for the record or finding itself.
    pub fn top(&self) -> &str {
        match self.field.segments().first() {
            Some(Segment::Key(key)) => key,
            _ => "",
        }
    }

    /// Returns the position in the list that the path begins with.
    pub fn index(&self) -> Option<usize> {
        match self.field.segments().get(1) {
            Some(Segment::Index(index)) => Some(*index),
            _ => None,
        }
    }

    /// Returns the part of the path below an item of the list that it begins with; empty for the item itself.
    pub fn below_item(&self) -> String {
        FieldPath::from_iter(self.field.segments().iter().skip(2).cloned()).to_string()
    }

    /// Returns whether this is an item of the list `name` that was added.
    pub fn is_added_to(&self, name: &str) -> bool {
        self.top() == name && self.field.segments().len() == 2 && self.kind == ValueChangeKind::Added
    }
}

/// Returns every value that differs.
pub fn between(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<ValueChange> {
    let mut changes = Vec::new();
    fields(before, after, &FieldPath::root(), &mut changes);
    changes
}

fn fields(before: &Map<String, Value>, after: &Map<String, Value>, at: &FieldPath, changes: &mut Vec<ValueChange>) {
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys {
        value(before.get(key), after.get(key), at.key(key.clone()), changes);
    }
}

fn value(before: Option<&Value>, after: Option<&Value>, at: FieldPath, changes: &mut Vec<ValueChange>) {
    match (before, after) {
        _ if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => fields(before, after, &at, changes),
        (Some(Value::Array(before)), Some(Value::Array(after))) => items(before, after, &at, changes),
        // Absent and empty lists are the same in a record.
        (Some(Value::Array(before)), None) => items(before, &[], &at, changes),
        (None, Some(Value::Array(after))) => items(&[], after, &at, changes),
        _ => changes.push(ValueChange::set(at, before.cloned(), after.cloned())),
    }
}

fn items(before: &[Value], after: &[Value], at: &FieldPath, changes: &mut Vec<ValueChange>) {
    let aligned = Aligned::of(before, after);
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    let mut place = 0;
    for index in 0..=before.len() {
        for item in &aligned.added[index] {
            added.push((place, &after[*item]));
            place += 1;
        }
        let Some(was) = before.get(index) else { continue };
        match aligned.kept[index] {
            Some(is) => {
                value(Some(was), Some(&after[is]), at.index(place), changes);
                place += 1;
            }
            None => removed.push((index, was)),
        }
    }
    for (place, item) in added {
        let kind = match removed.iter().position(|(_, was)| *was == item) {
            Some(same) => ValueChangeKind::Moved(at.index(removed.remove(same).0)),
            None => ValueChangeKind::Added,
        };
        let after = (kind == ValueChangeKind::Added).then(|| item.clone());
        changes.push(ValueChange { field: at.index(place), kind, before: None, after });
    }
    changes.extend(removed.into_iter().map(|(index, was)| ValueChange {
        field: at.index(index),
        kind: ValueChangeKind::Removed,
        before: Some(was.clone()),
        after: None,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn told(before: Value, after: Value) -> Vec<String> {
        let line = |it: ValueChange| {
            let value = |value: Option<Value>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
            let kind = match it.kind {
                ValueChangeKind::Moved(from) => format!("Moved from {from}"),
                kind => format!("{kind:?}"),
            };
            format!("{} {kind}: {} > {}", it.field, value(it.before), value(it.after))
        };
        between(&map(before), &map(after)).into_iter().map(line).collect()
    }

    #[test]
    fn values_are_told_where_they_are_now_and_removed_items_where_they_were() {
        let before = json!({"owner": "Head", "actions": [{"text": "Buy."}, {"text": "Train."}, {"text": "Check."}]});
        let after = json!({"due": "2026-01-31", "actions": [{"text": "Plan."}, {"text": "Train.", "done": "2026-01-01"}]});
        assert_eq!(
            told(before, after),
            [
                "actions[1].done Set: - > \"2026-01-01\"".to_owned(),
                "actions[0] Added: - > {\"text\":\"Plan.\"}".to_owned(),
                "actions[0] Removed: {\"text\":\"Buy.\"} > -".to_owned(),
                "actions[2] Removed: {\"text\":\"Check.\"} > -".to_owned(),
                "owner Set: \"Head\" > -".to_owned(),
                "due Set: - > \"2026-01-31\"".to_owned(),
            ]
        );
    }

    #[test]
    fn an_item_that_changed_its_place_is_moved() {
        assert_eq!(told(json!({"us": ["a", "b", "c"]}), json!({"us": ["c", "a", "b"]})), ["us[0] Moved from us[2]: - > -"]);
        assert_eq!(told(json!({}), json!({"us": ["a"]})), ["us[0] Added: - > \"a\""]);
    }
}
