//! Finds the pages of a PDF.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::budget::PAGES;
use super::object::{Dict, Object};
use super::objects::Objects;

/// A page with its inherited attributes.
pub(super) struct PdfPage {
    /// The page's object number.
    pub(super) number: Option<u32>,
    /// The content streams, which several pages may share.
    contents: Object,
    pub(super) annotations: Object,
    pub(super) resources: Rc<Dict>,
    /// The transformation that turns the page upright.
    pub(super) upright: [f64; 6],
}

/// Returns the pages in order.
pub(super) fn pages(file: &Objects<'_>) -> Vec<PdfPage> {
    let root = file.get(&file.trailer, "Root");
    let mut found = Vec::new();
    let Some(root) = root.dict() else { return found };
    // A stack of page tree nodes still to be read, each with what it inherits.
    let mut waiting = vec![(root.get("Pages").clone(), Dict::default())];
    let mut seen = BTreeSet::new();
    while let Some((object, mut inherited)) = waiting.pop() {
        let number = if let Object::Reference(number) = object { Some(number) } else { None };
        if number.is_some_and(|number| !seen.insert(number)) {
            continue;
        }
        let node = file.resolve(&object);
        let Some(dict) = node.dict() else { continue };
        // These attributes are inherited in the page tree.
        for name in ["Resources", "MediaBox", "Rotate"] {
            if let Some(value) = dict.0.get(name) {
                inherited.0.insert(name.into(), value.clone());
            }
        }
        match file.get(dict, "Kids") {
            Object::Array(kids) if dict.get("Type").name() != Some("Page") => {
                // Checked before the children are added, because one array can name millions.
                if waiting.len() + kids.len() > 20 * PAGES {
                    file.budget.exceed("more than 2,000 pages");
                    return found;
                }
                waiting.extend(kids.iter().rev().map(|kid| (kid.clone(), inherited.clone())));
            }
            _ => found.push(page(file, number, dict, &inherited)),
        }
        if found.len() > PAGES || waiting.len() > 20 * PAGES {
            file.budget.exceed("more than 2,000 pages");
            return found;
        }
    }
    found
}

/// Finds the pages of a file whose page tree is lost.
pub(super) fn stray_pages(file: &Objects<'_>) -> Vec<PdfPage> {
    let mut found = Vec::new();
    for number in file.numbers() {
        let object = file.resolve(&Object::Reference(number));
        if let Some(dict) = object.dict().filter(|dict| dict.get("Type").name() == Some("Page")) {
            found.push(page(file, Some(number), dict, dict));
        }
        if found.len() > PAGES {
            file.budget.exceed("more than 2,000 pages");
            break;
        }
    }
    found
}

fn page(file: &Objects<'_>, number: Option<u32>, dict: &Dict, inherited: &Dict) -> PdfPage {
    let turned = file.get(inherited, "Rotate").number().unwrap_or(0.0).rem_euclid(360.0);
    let upright = match turned as u32 {
        90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };
    let resources = match file.get(inherited, "Resources") {
        Object::Dict(resources) => resources,
        _ => Rc::default(),
    };
    PdfPage { number, contents: dict.get("Contents").clone(), annotations: dict.get("Annots").clone(), resources, upright }
}

/// Maps object numbers of pages to their positions.
pub(super) fn numbers(pages: &[PdfPage]) -> BTreeMap<u32, usize> {
    pages.iter().enumerate().filter_map(|(at, page)| Some((page.number?, at))).collect()
}

impl PdfPage {
    /// Returns the decoded content of the page, and whether all of it is there.
    pub(super) fn content(&self, file: &Objects<'_>) -> (Vec<u8>, bool) {
        let parts = match file.resolve(&self.contents) {
            Object::Array(parts) => parts.iter().take(10_000).map(|part| file.resolve(part)).collect(),
            one => vec![one],
        };
        let mut content = Vec::new();
        let is_empty = self.contents == Object::Null;
        let mut is_whole = true;
        file.is_damaged.set(false);
        for part in parts {
            let bytes = if let Object::Stream(stream) = part { file.unpacked(&stream) } else { None };
            is_whole &= bytes.is_some() || is_empty;
            content.extend(bytes.unwrap_or_default());
            // An operator may end a part and the next one begin the following part, so they are kept apart.
            content.push(b'\n');
            // The same stream may be named a thousand times.
            if content.len() > crate::intake::readers::pdf::budget::UNPACKED {
                break;
            }
        }
        (content, is_whole && !file.is_damaged.get())
    }
}
