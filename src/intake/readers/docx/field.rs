//! Word fields: computed text such as links, page numbers and form controls. Their result is text; their instruction is not.

use std::sync::Arc;

use super::xml::Element;

/// The longest link target that is kept, in bytes.
const LONGEST_LINK: usize = 4_096;

/// The fields that are open at the current position, outermost first.
#[derive(Default)]
pub(super) struct OpenFields {
    open: Vec<WordField>,
    /// How many of the open fields show nothing: those in their instruction part, and page numbers in headers.
    silent: usize,
    /// How many fields are open beyond [`DEEPEST`].
    too_deep: usize,
}

/// Fields nested deeper than this are not interpreted.
const DEEPEST: usize = 32;

#[derive(Default)]
struct WordField {
    instruction: String,
    in_result: bool,
    is_silent: bool,
    link: Option<Arc<str>>,
}

impl OpenFields {
    pub(super) fn begin(&mut self) {
        // Only counted, so that its `end` is matched with it and not with an outer field.
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.silent += 1;
        self.open.push(WordField { is_silent: true, ..WordField::default() });
    }

    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result && self.too_deep == 0) {
            field.instruction.push_str(words);
        }
    }

    /// Ends the instruction and begins the result; page numbers are shown only if `shows_pages`.
    pub(super) fn separate(&mut self, shows_pages: bool) {
        if self.too_deep > 0 {
            return;
        }
        // A field inside a hyperlink field is part of its link.
        let around = self.link();
        let Some(field) = self.open.last_mut().filter(|field| !field.in_result) else { return };
        field.in_result = true;
        field.link = link_of(&field.instruction).or(around);
        if shows_pages || !shows_page_number(&field.instruction) {
            field.is_silent = false;
            self.silent -= 1;
        }
    }

    /// Ends a field; returns the words that it shows without having a result.
    pub(super) fn finish(&mut self) -> Option<String> {
        if let Some(fewer) = self.too_deep.checked_sub(1) {
            self.too_deep = fewer;
            return None;
        }
        let field = self.open.pop()?;
        self.silent -= usize::from(field.is_silent);
        // `MACROBUTTON NoMacro Click here`: words to click on.
        let rest = field.instruction.trim_start().strip_prefix("MACROBUTTON").filter(|_| !field.in_result && self.silent == 0)?;
        Some(rest.trim_start().split_once(' ')?.1.trim().to_owned())
    }

    pub(super) fn are_silent(&self) -> bool {
        self.silent > 0
    }

    pub(super) fn link(&self) -> Option<Arc<str>> {
        self.open.iter().rev().find(|field| field.in_result)?.link.clone()
    }
}

/// Returns whether a field's result is a page or section number.
pub(super) fn shows_page_number(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or("");
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Returns the target of a field such as `HYPERLINK "https://…" \l "anchor"`.
pub(super) fn link_of(instruction: &str) -> Option<Arc<str>> {
    let rest = instruction.trim_start();
    let rest =
        rest.get(.."HYPERLINK".len()).filter(|name| name.eq_ignore_ascii_case("HYPERLINK")).map(|name| &rest[name.len()..])?;
    let to = match rest.trim_start().strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        // The target may be unquoted; a word that begins with a backslash is a switch.
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\'))?,
    };
    let anchor = rest.split_once("\\l").and_then(|(_, after)| after.trim_start().strip_prefix('"')?.split('"').next());
    link(to, anchor)
}

/// Returns a link that leads out of the document; `None` for one within it, which means nothing in a record.
pub(super) fn link(to: &str, anchor: Option<&str>) -> Option<Arc<str>> {
    let to = to.trim();
    // A target that has a fragment already keeps it.
    let to = match anchor.filter(|_| !to.contains('#')) {
        Some(anchor) => format!("{to}#{anchor}"),
        None => to.to_owned(),
    };
    let leads = !to.is_empty() && !to.starts_with('#') && to.len() <= LONGEST_LINK && !to.contains(char::is_whitespace);
    leads.then(|| to.into())
}

/// Returns what a legacy form control shows: the tick of a check box, or the entry chosen in a list.
pub(super) fn shown(field: &Element) -> Option<String> {
    let data = field.child("w:ffData")?;
    if let Some(tick) = data.child("w:checkBox") {
        // `w:default` holds only until somebody has clicked the box.
        let is_on = tick.switch("w:checked").or_else(|| tick.switch("w:default")).unwrap_or(false);
        return Some(if is_on { "☒" } else { "☐" }.to_owned());
    }
    let list = data.child("w:ddList")?;
    let at: usize = list.value("w:result").or_else(|| list.value("w:default")).and_then(|at| at.parse().ok()).unwrap_or(0);
    let mut entries = list.elements().filter(|element| element.name == "w:listEntry");
    Some(entries.nth(at)?.attribute("w:val")?.to_owned())
}
