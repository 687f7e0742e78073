//! What calamine leaves out of a .xlsx file: struck-out text, colours, hidden rows and columns, merged cells and comments.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::sheet_marks::{Look, Place, SheetMarks};
use super::xml_steps::{XmlStep, attribute, damaged, walk};
use crate::intake::IntakeError;

/// Reads the marks of each sheet, by its name.
pub(super) fn marks(bytes: &[u8]) -> Result<BTreeMap<String, SheetMarks>, IntakeError> {
    let mut parts = WorkbookParts { archive: ZipArchive::new(Cursor::new(bytes)).map_err(damaged)? };
    let looks = parts.looks()?;
    let struck_strings = parts.struck_strings()?;
    let relations = parts.relations("xl/workbook.xml")?;
    let mut found = BTreeMap::new();
    for (name, id) in parts.sheets()? {
        let Some((_, target)) = relations.get(&id) else { continue };
        let mut marks = parts.sheet(target, &looks, &struck_strings)?;
        marks.comments = parts.comments(target)?;
        found.insert(name, marks);
    }
    Ok(found)
}

struct WorkbookParts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl WorkbookParts<'_> {
    /// Calls `on` for each step through a part; a part that is not there has none.
    fn walk(&mut self, part: &str, on: impl FnMut(&XmlStep<'_>)) -> Result<(), IntakeError> {
        let Some(index) = self.archive.index_for_name(part) else { return Ok(()) };
        let mut text = Vec::new();
        // What it may unpack to was measured before.
        self.archive.by_index(index).map_err(damaged)?.read_to_end(&mut text).map_err(damaged)?;
        walk(&text, on)
    }

    /// Returns the sheets' names and relationship ids.
    fn sheets(&mut self) -> Result<Vec<(String, String)>, IntakeError> {
        let mut sheets = Vec::new();
        self.walk("xl/workbook.xml", |step| {
            if let XmlStep::Tag { name: "sheet", tag, .. } = step
                && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id"))
            {
                sheets.push((name, id));
            }
        })?;
        Ok(sheets)
    }

    /// Returns the kinds and targets of a part's relationships, by id.
    fn relations(&mut self, part: &str) -> Result<BTreeMap<String, (String, String)>, IntakeError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let mut found = BTreeMap::new();
        self.walk(&format!("{folder}/_rels/{name}.rels"), |step| {
            if let XmlStep::Tag { name: "Relationship", tag, .. } = step
                && let (Some(id), Some(kind), Some(target)) =
                    (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.insert(id, (kind, joined(folder, &target)));
            }
        })?;
        Ok(found)
    }

    /// Returns the look of each cell format.
    fn looks(&mut self) -> Result<Vec<Look>, IntakeError> {
        let (mut fonts, mut fills, mut looks): (Vec<bool>, Vec<Option<String>>, Vec<Look>) = Default::default();
        self.walk("xl/styles.xml", |step| {
            let XmlStep::Tag { around, name, tag } = step else { return };
            let is_below = |parent: &str| around.last().is_some_and(|last| last == parent);
            match *name {
                "font" if is_below("fonts") => fonts.push(false),
                "strike" if around.iter().any(|it| it == "fonts") => {
                    if let Some(font) = fonts.last_mut() {
                        *font = is_on(tag);
                    }
                }
                "fill" if is_below("fills") => fills.push(None),
                "fgColor" if around.iter().any(|it| it == "fills") => {
                    if let Some(fill) = fills.last_mut() {
                        *fill = colour(tag);
                    }
                }
                "xf" if is_below("cellXfs") => {
                    let number = |name: &str| attribute(tag, name).and_then(|number| number.parse::<usize>().ok()).unwrap_or(0);
                    let is_struck = fonts.get(number("fontId")).copied().unwrap_or_default();
                    looks.push(Look { is_struck, fill: fills.get(number("fillId")).cloned().flatten() });
                }
                _ => {}
            }
        })?;
        Ok(looks)
    }

    /// Returns the struck-out words of each shared string that has some.
    fn struck_strings(&mut self) -> Result<BTreeMap<usize, String>, IntakeError> {
        let mut found: BTreeMap<usize, String> = BTreeMap::new();
        let (mut index, mut is_struck) = (0, false);
        self.walk("xl/sharedStrings.xml", |step| match step {
            XmlStep::Tag { name: "r", .. } => is_struck = false,
            XmlStep::Tag { name: "strike", tag, .. } => is_struck = is_on(tag),
            XmlStep::Text { around, text } if is_struck && around.last().is_some_and(|last| last == "t") => {
                found.entry(index).or_default().push_str(text);
            }
            XmlStep::End { name: "r" } => is_struck = false,
            XmlStep::End { name: "si" } => index += 1,
            _ => {}
        })?;
        Ok(found)
    }

    fn sheet(&mut self, part: &str, looks: &[Look], strings: &BTreeMap<usize, String>) -> Result<SheetMarks, IntakeError> {
        let mut marks = SheetMarks::default();
        // The cell that is open, and whether its value is the number of a shared string.
        let (mut at, mut is_shared): (Option<Place>, bool) = (None, false);
        // Whether the run of a text that stands in the cell itself is struck out.
        let mut is_struck = false;
        self.walk(part, |step| match step {
            XmlStep::Tag { name: "row", tag, .. } if is_set(tag, "hidden") => {
                let row = attribute(tag, "r").and_then(|row| row.parse::<u32>().ok());
                marks.hidden_rows.extend(row.and_then(|row| row.checked_sub(1)));
            }
            XmlStep::Tag { name: "col", tag, .. } if is_set(tag, "hidden") => {
                let number = |name: &str| attribute(tag, name).and_then(|number| number.parse::<u32>().ok());
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    marks.hidden_columns.extend(first.saturating_sub(1)..last.min(16_384));
                }
            }
            XmlStep::Tag { name: "c", tag, .. } => {
                at = attribute(tag, "r").and_then(|name| place(&name));
                is_shared = attribute(tag, "t").is_some_and(|kind| kind == "s");
                let look = attribute(tag, "s").and_then(|number| looks.get(number.parse::<usize>().ok()?));
                if let (Some(at), Some(look)) = (at, look) {
                    if look.is_struck {
                        marks.struck.insert(at, None);
                    }
                    marks.fills.extend(look.fill.clone().map(|fill| (at, fill)));
                }
            }
            XmlStep::Text { around, text } if is_shared && around.last().is_some_and(|last| last == "v") => {
                let struck = text.trim().parse().ok().and_then(|index| strings.get(&index));
                if let (Some(at), Some(words)) = (at, struck) {
                    marks.struck.entry(at).or_insert_with(|| Some(words.clone()));
                }
            }
            XmlStep::Tag { name: "r", .. } | XmlStep::End { name: "r" } => is_struck = false,
            XmlStep::Tag { name: "strike", tag, .. } => is_struck = is_on(tag),
            XmlStep::Text { around, text } if is_struck && around.last().is_some_and(|last| last == "t") => {
                if let Some(words) = at.and_then(|at| marks.struck.entry(at).or_insert_with(|| Some(String::new())).as_mut()) {
                    words.push_str(text);
                }
            }
            XmlStep::Tag { name: "mergeCell", tag, .. } => {
                let range = attribute(tag, "ref").unwrap_or_default();
                let ends = range.split_once(':').and_then(|(first, last)| Some((place(first)?, place(last)?)));
                marks.merged.extend(ends);
            }
            _ => {}
        })?;
        Ok(marks)
    }

    /// Returns the comments on a sheet's cells, old and threaded ones.
    fn comments(&mut self, sheet: &str) -> Result<Vec<(Place, String)>, IntakeError> {
        let targets: Vec<String> = self
            .relations(sheet)?
            .into_values()
            .filter(|(kind, _)| matches!(kind.as_str(), "comments" | "threadedComment"))
            .map(|(_, target)| target)
            .collect();
        let mut found: Vec<(Place, String)> = Vec::new();
        for target in targets {
            let mut at = None;
            let mut words = String::new();
            self.walk(&target, |step| match step {
                XmlStep::Tag { name: "comment" | "threadedComment", tag, .. } => {
                    at = attribute(tag, "ref").and_then(|name| place(&name));
                    words.clear();
                }
                XmlStep::Text { around, text } if around.iter().any(|it| it == "comment" || it == "threadedComment") => {
                    words.push_str(text);
                }
                XmlStep::End { name: "comment" | "threadedComment" } => {
                    // Excel repeats a threaded comment as an old one, for older programs.
                    let is_copy = words.starts_with("[Threaded comment]");
                    found.extend(at.filter(|_| !is_copy && !words.trim().is_empty()).map(|at| (at, words.trim().to_owned())));
                }
                _ => {}
            })?;
        }
        Ok(found)
    }
}

fn is_set(tag: &BytesStart, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// Whether a property such as `<strike/>` is on.
fn is_on(tag: &BytesStart) -> bool {
    !attribute(tag, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false"))
}

/// Returns a colour; none for white, which is no colour to anybody.
fn colour(tag: &BytesStart) -> Option<String> {
    let rgb = attribute(tag, "rgb").map(|argb| argb.chars().skip(argb.chars().count().saturating_sub(6)).collect::<String>());
    let named = |name: &str| attribute(tag, name).map(|number| format!("{name} {number}"));
    rgb.filter(|rgb| !rgb.eq_ignore_ascii_case("FFFFFF"))
        .map(|rgb| rgb.to_uppercase())
        .or_else(|| named("theme"))
        // 64 is the system's own colour.
        .or_else(|| named("indexed").filter(|name| name != "indexed 64"))
}

/// Returns row and column of a cell's name: `B3`, `$B$3`.
fn place(name: &str) -> Option<Place> {
    let name = name.replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let column = letters.chars().try_fold(0_u32, |sum, c| {
        let letter = u32::from(c.to_ascii_uppercase()).checked_sub(u32::from('A')).filter(|letter| *letter < 26)?;
        sum.checked_mul(26)?.checked_add(letter + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Returns the part that a relative target leads to.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
