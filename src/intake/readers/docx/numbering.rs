//! Computes the numbers of list items. A Word file does not contain them: Word counts when it displays.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::Styles;
use super::xml::Element;

/// Word lists have levels 0 to 8.
const LEVELS: usize = 9;

#[derive(Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<String, AbstractList>,
    lists: BTreeMap<String, WordList>,
    /// The number last used at each level, for each kind of list.
    counts: BTreeMap<String, [Option<u64>; LEVELS]>,
    /// The lists that have begun, with each level at which they restart.
    begun: BTreeSet<(String, usize)>,
}

/// An abstract list: its levels, or the style that defines them.
#[derive(Default)]
struct AbstractList {
    levels: BTreeMap<usize, ListLevel>,
    style: Option<String>,
}

struct WordList {
    kind: String,
    levels: BTreeMap<usize, ListLevel>,
    starts: BTreeMap<usize, u64>,
}

#[derive(Clone)]
struct ListLevel {
    format: String,
    start: u64,
    /// The pattern of the printed number: in `%1.%2` each placeholder is a level's number.
    text: String,
}

/// What is printed before a list item.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ItemLabel {
    Bullet,
    Number(u64),
    /// A number that is not just the item's own, or is in letters: `2.1`, `b)`, `Recommendation 3`.
    Printed(String),
    /// Nothing: the paragraph is only indented.
    Nothing,
}

impl Numbering {
    pub(super) fn of(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        for element in root.iter().flat_map(|root| root.elements()) {
            match element.name.as_str() {
                "w:abstractNum" => {
                    let Some(id) = element.attribute("w:abstractNumId") else { continue };
                    let style = element.value("w:numStyleLink").map(str::to_owned);
                    numbering.kinds.insert(id.to_owned(), AbstractList { levels: levels(element), style });
                }
                "w:num" => {
                    let (Some(id), Some(kind)) = (element.attribute("w:numId"), element.value("w:abstractNumId")) else {
                        continue;
                    };
                    numbering.lists.insert(id.to_owned(), list(element, kind));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts the next item of a list and returns what is printed before it; `None` if there is no such list.
    pub(super) fn next(&mut self, id: &str, level: usize, styles: &Styles) -> Option<ItemLabel> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(id)?;
        let mut kind = list.kind.clone();
        // An abstract list may refer to a style whose own list defines the levels.
        if let Some(other) = self.kinds.get(&kind).and_then(|kind| kind.style.as_deref())
            && let Some(list) = styles.list(Some(other)).and_then(|(id, _)| self.lists.get(&id))
        {
            kind.clone_from(&list.kind);
        }
        let levels = &self.kinds.get(&kind)?.levels;
        let at = |level: usize| list.levels.get(&level).or_else(|| levels.get(&level));
        let this = at(level)?;
        let counts = self.counts.entry(kind).or_default();
        if list.starts.contains_key(&level) && self.begun.insert((id.to_owned(), level)) {
            // The first item of a list that restarts does not continue the count of earlier lists.
            counts[level] = None;
        }
        let start = list.starts.get(&level).copied().unwrap_or(this.start);
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        // An item restarts the numbering of all deeper levels.
        counts[level + 1..].fill(None);
        if this.format == "bullet" {
            return Some(ItemLabel::Bullet);
        }
        let number = counts[level]?;
        let own = format!("%{}", level + 1);
        let around = this.text.replacen(&own, "", 1);
        // "1." and "(1)" are an item's own number; "1.2" and "Recommendation 1" say more and are kept as printed.
        let is_plain = this.text.contains(&own) && around.trim_matches(['.', ')', '(', ':', ' ', '\u{a0}', '\t']).is_empty();
        if is_plain && matches!(this.format.as_str(), "decimal" | "decimalZero") {
            return Some(ItemLabel::Number(number));
        }
        let mut printed = this.text.clone();
        for (place, count) in counts.iter().enumerate().take(level + 1) {
            let told = at(place).map_or_else(String::new, |at| written(&at.format, count.unwrap_or(at.start)));
            printed = printed.replace(&format!("%{}", place + 1), &told);
        }
        let printed = printed.trim().to_owned();
        Some(if printed.is_empty() { ItemLabel::Nothing } else { ItemLabel::Printed(printed) })
    }
}

fn levels(element: &Element) -> BTreeMap<usize, ListLevel> {
    let levels = element.elements().filter(|element| element.name == "w:lvl");
    levels
        .filter_map(|level| {
            let at = level.attribute("w:ilvl")?.parse().ok()?;
            let start = level.value("w:start").and_then(|start| start.parse().ok()).unwrap_or(0);
            let format = level.value("w:numFmt").unwrap_or("decimal").to_owned();
            Some((at, ListLevel { format, start, text: level.value("w:lvlText").unwrap_or("").to_owned() }))
        })
        .collect()
}

fn list(element: &Element, kind: &str) -> WordList {
    let mut list = WordList { kind: kind.to_owned(), levels: BTreeMap::new(), starts: BTreeMap::new() };
    for other in element.elements().filter(|element| element.name == "w:lvlOverride") {
        let at = other.attribute("w:ilvl").and_then(|at| at.parse().ok());
        if let (Some(at), Some(start)) = (at, other.value("w:startOverride").and_then(|start| start.parse().ok())) {
            list.starts.insert(at, start);
        }
        list.levels.extend(levels(other));
    }
    list
}

/// Writes a number in a list's format.
fn written(format: &str, number: u64) -> String {
    match format {
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

fn letters(number: u64) -> String {
    // After z Word writes aa, bb, cc. The limit keeps a huge number from becoming a huge string.
    let Some(at) = number.checked_sub(1).filter(|at| *at < 26 * 20) else { return number.to_string() };
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    letter.to_string().repeat(usize::try_from(at / 26).unwrap_or(0) + 1)
}

fn roman(number: u64) -> String {
    // There are no Roman digits for 4000 and more.
    if number >= 4000 {
        return number.to_string();
    }
    const DIGITS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, digits) in DIGITS {
        while left >= value {
            out.push_str(digits);
            left -= value;
        }
    }
    out
}
