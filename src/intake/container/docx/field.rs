//! Fields: what Word computes. Their results are text; what they are computed from is not.

use std::sync::Arc;

use super::xml::Element;

/// No link is longer than this; what is longer is none.
const LONGEST_LINK: usize = 4_096;

/// The fields that are open at some place, the outermost first.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them show nothing: in their instruction, or a page's number in a header.
    silent: usize,
    /// How many are open deeper than any real one.
    too_deep: usize,
}

/// Fields nested deeper than this are not looked into.
const DEEPEST: usize = 32;

#[derive(Default)]
struct Field {
    instruction: String,
    in_result: bool,
    is_silent: bool,
    link: Option<Arc<str>>,
}

impl Fields {
    pub(super) fn begin(&mut self) {
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.silent += 1;
        self.open.push(Field { is_silent: true, ..Field::default() });
    }

    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result && self.too_deep == 0) {
            field.instruction.push_str(words);
        }
    }

    /// The instruction ends, and the result begins; a page's number shows only where `shows_pages`.
    pub(super) fn separate(&mut self, shows_pages: bool) {
        if self.too_deep > 0 {
            return;
        }
        let around = self.link();
        let Some(field) = self.open.last_mut().filter(|field| !field.in_result) else { return };
        field.in_result = true;
        field.link = link_of(&field.instruction).or(around);
        if shows_pages || !tells_pages(&field.instruction) {
            field.is_silent = false;
            self.silent -= 1;
        }
    }

    pub(super) fn end(&mut self) {
        if let Some(fewer) = self.too_deep.checked_sub(1) {
            self.too_deep = fewer;
            return;
        }
        if self.open.pop().is_some_and(|field| field.is_silent) {
            self.silent -= 1;
        }
    }

    pub(super) fn are_silent(&self) -> bool {
        self.silent > 0
    }

    pub(super) fn link(&self) -> Option<Arc<str>> {
        self.open.iter().rev().find(|field| field.in_result)?.link.clone()
    }
}

/// Whether a field's result is the number of a page.
pub(super) fn tells_pages(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or("");
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Where a field leads: `HYPERLINK "https://…" \l "anchor"`.
pub(super) fn link_of(instruction: &str) -> Option<Arc<str>> {
    let rest = instruction.trim_start();
    let rest =
        rest.get(.."HYPERLINK".len()).filter(|name| name.eq_ignore_ascii_case("HYPERLINK")).map(|name| &rest[name.len()..])?;
    let to = match rest.trim_start().strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\'))?,
    };
    let anchor = rest.split_once("\\l").and_then(|(_, after)| after.trim_start().strip_prefix('"')?.split('"').next());
    link(to, anchor)
}

/// A link out of the document; one within it is none.
pub(super) fn link(to: &str, anchor: Option<&str>) -> Option<Arc<str>> {
    let to = to.trim();
    let to = match anchor.filter(|_| !to.contains('#')) {
        Some(anchor) => format!("{to}#{anchor}"),
        None => to.to_owned(),
    };
    let leads = !to.is_empty() && !to.starts_with('#') && to.len() <= LONGEST_LINK && !to.contains(char::is_whitespace);
    leads.then(|| to.into())
}

/// What a box to tick or to choose from shows, in a form of the old kind.
pub(super) fn shown(field: &Element) -> Option<String> {
    let data = field.child("w:ffData")?;
    if let Some(tick) = data.child("w:checkBox") {
        let is_on = tick.switch("w:checked").or_else(|| tick.switch("w:default")).unwrap_or(false);
        return Some(if is_on { "☒" } else { "☐" }.to_owned());
    }
    let list = data.child("w:ddList")?;
    let at: usize = list.value("w:result").or_else(|| list.value("w:default")).and_then(|at| at.parse().ok()).unwrap_or(0);
    let mut entries = list.elements().filter(|element| element.name == "w:listEntry");
    Some(entries.nth(at)?.attribute("w:val")?.to_owned())
}
