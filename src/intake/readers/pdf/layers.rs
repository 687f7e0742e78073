//! Layers (optional content) that are switched off: viewers show nothing of them.
//!
//! ISO 32000-2, 8.11. Only the default configuration counts, because nobody sets another by reading.

use std::collections::BTreeSet;

use super::object::Object;
use super::objects::Objects;

/// The most layers of a group that are looked at.
const MOST: usize = 1_000;

/// The deepest nesting of an expression.
const DEEPEST: usize = 6;

/// The layers of a file that are switched off.
pub(super) struct HiddenLayers(BTreeSet<u32>);

impl HiddenLayers {
    pub(super) fn of(file: &Objects<'_>) -> Self {
        let root = file.get(&file.trailer, "Root");
        let properties = root.dict().map_or(Object::Null, |root| file.get(root, "OCProperties"));
        let Some(properties) = properties.dict() else { return Self(BTreeSet::new()) };
        let default = file.get(properties, "D");
        let listed = |object: Object| numbers(&object);
        let of = |name| default.dict().map_or(Object::Null, |default| file.get(default, name));
        let mut off = if of("BaseState").name() == Some("OFF") { listed(file.get(properties, "OCGs")) } else { BTreeSet::new() };
        for on in listed(of("ON")) {
            off.remove(&on);
        }
        off.extend(listed(of("OFF")));
        Self(off)
    }

    /// Returns whether a layer, or what belongs to several (OCMD), is hidden.
    pub(super) fn hide(&self, file: &Objects<'_>, layer: &Object) -> bool {
        if self.0.is_empty() || *layer == Object::Null {
            return false;
        }
        if let Object::Reference(number) = layer
            && self.0.contains(number)
        {
            return true;
        }
        let membership = file.resolve(layer);
        let Some(dict) = membership.dict().filter(|dict| dict.get("Type").name() == Some("OCMD")) else { return false };
        if let Some(expression) = file.get(dict, "VE").array() {
            return !self.shows(file, &expression, 0);
        }
        let layers = match dict.get("OCGs") {
            one @ Object::Reference(number) => match file.resolve(one) {
                list @ Object::Array(_) => numbers(&list),
                _ => BTreeSet::from([*number]),
            },
            other => numbers(other),
        };
        // Many marks may share one long list, so each use is charged.
        file.budget.spend_bytes(100 * layers.len());
        let off = layers.iter().filter(|number| self.0.contains(number)).count();
        match dict.get("P").name() {
            _ if layers.is_empty() => false,
            Some("AllOn") => off > 0,
            Some("AnyOff") => off == 0,
            Some("AllOff") => off < layers.len(),
            _ => off == layers.len(),
        }
    }
}

impl HiddenLayers {
    /// Returns what an expression such as `[/Not layer]` comes to; true where it is nested without end.
    fn shows(&self, file: &Objects<'_>, expression: &[Object], depth: usize) -> bool {
        // Many marks may share one long expression, so each use is charged.
        if !file.budget.spend_bytes(100 * expression.len()) {
            return true;
        }
        let one = |object: &Object| match (object, file.resolve(object)) {
            (Object::Reference(number), Object::Dict(_)) => !self.0.contains(number),
            (_, Object::Array(inside)) if depth < DEEPEST => self.shows(file, &inside, depth + 1),
            _ => true,
        };
        let Some((operator, operands)) = expression.split_first() else { return true };
        match operator.name() {
            Some("Not") => !operands.iter().all(one),
            Some("Or") => operands.iter().any(one),
            _ => operands.iter().all(one),
        }
    }
}

fn numbers(list: &Object) -> BTreeSet<u32> {
    let items = list.array();
    let items = items.iter().flat_map(|items| items.iter().take(MOST));
    items.filter_map(|item| if let Object::Reference(number) = item { Some(*number) } else { None }).collect()
}
